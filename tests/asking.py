"""What tests of online geocoders share: a server on this machine, a clock, and rows to ask for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_socket import enable_socket, socket_allow_hosts

from geomap.gazetteer.columns import COLUMNS, geocode_columns
from geomap.online.pace import Pace
from geomap.online.rows import OnlineRows
from geomap.online.start import open_rows
from geomap.pipeline import Resources
from tests.nominatim_server import FakeNominatim, serve

RANCH = "Rancho Inventado, Jalisco, Mexico"
IN_TAPALPA = (-103.77, 19.95)
IN_SONORA = (-110.96, 29.08)


@dataclass
class Clock:
    """Seconds that pass only while somebody waits."""

    now: float = 0.0
    waited: float = 0.0

    def read(self) -> float:
        """Tell the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
        self.waited += seconds


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeNominatim]:
    """A server on this machine, the only one that may be reached."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    enable_socket()
    socket_allow_hosts(["127.0.0.1"])
    with serve(FakeNominatim()) as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    """A clock that no test waits for."""
    return Clock()


Opener = Callable[..., OnlineRows]


@pytest.fixture
def open_fake(fake: FakeNominatim, clock: Clock, resources: Resources, tmp_path: Path) -> Iterator[Opener]:
    """Set up what asks the server, with the cache of the test."""
    opened: list[OnlineRows] = []

    def open_one(cache_file: Path = tmp_path / "cache.sqlite", **options: str) -> OnlineRows:
        given = {"domain": fake.domain, "scheme": "http", "timeout": "5"} | options
        pace = Pace(clock=clock.read, sleep=clock.sleep)
        rows = open_rows("nominatim", given, resources, program="geomap/1", cache_file=cache_file, pace=pace)
        opened.append(rows)
        return rows

    yield open_one
    for rows in opened:
        rows.asker.cache.close()


def fill(
    rows: OnlineRows, names: list[str | None], *, state: str = "Jalisco", country: str | None = "MX"
) -> list[dict]:
    """Geocode names of one state, and ask for those that are not known."""
    states: list[str | None] = [state or None] * len(names)
    found = geocode_columns(rows._resources.gazetteer, names, admin1=states, country=country)
    before = json.dumps(found)
    filled = rows.fill_columns(found, names, admin1=states, country=country)
    assert json.dumps(found) == before
    return [{name.removeprefix("geomap_"): filled[name][n] for name in COLUMNS} for n in range(len(names))]
