"""A real browser for the page's tests, with the network blocked and everything it says recorded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from geomap.api import make_map, write_map_files
from geomap.model import Actor, Incident, Source, Span

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.page)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium that is there; its absence is an error, never a skip."""
    found = os.environ.get("CHROMIUM") or next((p for p in map(shutil.which, NAMES) if p), None)
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        except Error as error:
            reason = str(error).strip().splitlines()[0]
            pytest.fail(f"no Chromium ({reason}): install chromium, or run: playwright install chromium", pytrace=False)
        yield chromium
        chromium.close()


@dataclass
class OpenPage:
    """A page in the browser, and what it said and asked for."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def call(self, script: str, argument: object = None) -> Any:  # noqa: ANN401 - whatever the script gives
        """Run a script in the page."""
        return self.page.evaluate(script, argument)

    def wait(self, script: str) -> None:
        """Wait until a script gives true; the page's policy forbids the browser driver's own way."""
        for _ in range(200):
            if self.page.evaluate(script):
                return
            self.page.wait_for_timeout(25)
        pytest.fail(f"not so after 5 s: {script}")

    def card(self) -> str:
        """Give the text of the card."""
        return self.page.locator("#gm-card").inner_text()

    def click_map(self, lon: float, lat: float) -> None:
        """Click on a place of the map, as a reader would."""
        box = self.page.locator(".folium-map").bounding_box()
        x, y = self.call(
            "([lon, lat]) => { const p = gm.map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }", [lon, lat]
        )
        assert box is not None
        self.page.mouse.click(box["x"] + x, box["y"] + y)

    def assert_quiet(self) -> None:
        """State that the page asked for nothing and complained of nothing."""
        assert self.requests == []
        assert self.messages == []


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., OpenPage]]:
    """Open an HTML file; it is ready when this returns."""
    contexts = []

    def run(path: Path, *, width: int = 1280, height: int = 800, scheme: str = "light", hash_part: str = "",
            locale: str = "en-GB", motion: str = "no-preference") -> OpenPage:  # fmt: skip
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion=motion,
            locale=locale,
            offline=True,
            accept_downloads=True,
        )
        contexts.append(context)
        opened = OpenPage(context.new_page())
        opened.page.on("console", lambda m: opened.messages.append(m.text) if m.type in ("error", "warning") else None)
        opened.page.on("pageerror", lambda e: opened.messages.append(str(e)))
        opened.page.on("request", lambda r: None if is_local(r.url, path) else opened.requests.append(r.url))
        opened.page.goto(path.as_uri() + hash_part)
        opened.page.wait_for_selector("html[data-geomap=ready]", timeout=20_000)
        return opened

    yield run
    for context in contexts:
        context.close()


def is_local(url: str, path: Path) -> bool:
    """Tell whether a request stays inside the page: itself, and what it holds."""
    return url.startswith((path.as_uri(), "data:", "blob:"))


SENTENCE = "Soldiers raided a house in Tapalpa and killed seven."
JALISCO = {
    "country_code": "MX",
    "country_name": "Mexico",
    "admin1_code": "14",
    "admin1_name": "Jalisco",
    "admin1_iso": "MX-JAL",
}
COLIMA = {
    "country_code": "MX",
    "country_name": "Mexico",
    "admin1_code": "06",
    "admin1_name": "Colima",
    "admin1_iso": "MX-COL",
}
TAPALPA = {"place_name": "Tapalpa", "place_id": "geonames:3982461", "lon": -103.75954, "lat": 19.94563, **JALISCO}
MEXICO = {"country_code": "MX", "country_name": "Mexico"}
TAMAULIPAS = {"admin1_code": "28", "admin1_name": "Tamaulipas", "admin1_iso": "MX-TAM", **MEXICO}
TULA = {"place_name": "Tula", "place_id": "geonames:3981391", "lon": -99.716, "lat": 22.998, **TAMAULIPAS}
BASE = Incident(
    incident_id="",
    doc_id="report.txt",
    event_type="raid",
    sources=(Source("report.txt", "https://example.org/raid", "The Example", "2026-02-23"),),
    date_start="2026-02-22",
)


def make_incidents() -> list[Incident]:
    """Make incidents of every kind that a page must tell apart."""
    spans = (Span("report.txt", "evidence", 0, 52, SENTENCE), Span("report.txt", "killed_best", 46, 51, "seven"))
    blocked = {"event_type": "roadblock", "record_kind": "aggregate", "geo_precision": "admin1"}
    town = {"geo_precision": "settlement", **TAPALPA}
    return [
        replace(
            BASE,
            incident_id="raid",
            n_events_best=1,
            killed_low=7,
            killed_best=7,
            killed_high=13,
            confidence=0.9,
            spans=spans,
            actors=(Actor("the army", "authority"),),
            **town,
        ),
        replace(BASE, incident_id="jalisco", part_of="country", n_events_low=65, n_events_best=65, n_events_high=65,
                **blocked, **JALISCO),
        replace(BASE, incident_id="colima", **blocked, **COLIMA),
        replace(BASE, incident_id="country", event_type="roadblock", record_kind="aggregate", geo_precision="country",
                n_events_low=252, n_events_best=252, n_areas=20, n_active=23, n_cleared=229, **MEXICO),
        replace(BASE, incident_id="near", event_type="killing", geo_precision="near", radius_m=8000.0, **TAPALPA),
        replace(BASE, incident_id="denied", event_type="arson", status="denied", **town),
        replace(BASE, incident_id="old", event_type="killing", background=True, date_start="2020-06-26", **town),
        replace(BASE, incident_id="undated", event_type="arrest", date_start=None, arrested_best=2, **town),
        replace(BASE, incident_id="sent", event_type="deployment", geo_precision="admin1", date_start="2026-02-23",
                date_end="2026-02-25", **JALISCO),
        replace(BASE, incident_id="burned", event_type="vehicle_burning", record_kind="aggregate", vehicles_low=20,
                vehicles_best=20, geo_precision="settlement", date_start="2026-02", time_precision="month", **TULA),
        replace(BASE, incident_id="clash", event_type="armed_clash", geo_precision="exact",
                date_start="2026-02-24T05:30:00-06:00", time_precision="minute", **TULA),
    ]  # fmt: skip


@pytest.fixture(scope="session")
def incidents() -> list[Incident]:
    """Incidents of every kind that a page must tell apart."""
    return make_incidents()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, incidents: list[Incident]) -> Path:
    """A page with incidents of every kind, and its GeoJSON beside it."""
    return write_page(incidents, tmp_path_factory.mktemp("sample") / "sample.html", title="A sample")


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[..., Path]:
    """Write a page of some incidents."""

    def run(found: list[Incident], **options: Any) -> Path:  # noqa: ANN401 - options of make_map
        return write_page(found, tmp_path / "page.html", **options)

    return run


def write_page(found: list[Incident], path: Path, **options: Any) -> Path:  # noqa: ANN401 - options of make_map
    """Write a page and its GeoJSON as ``geomap map`` does."""
    write_map_files(make_map([], found, reconcile=False, name=path.stem, **options), path)
    return path


@pytest.fixture(scope="session")
def check_access() -> Callable[[OpenPage], None]:
    """State that axe finds no violation in the page as it is now."""
    axe = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")

    def run(opened: OpenPage) -> None:
        # The policy forbids injected scripts, so axe runs as the debugger's own.
        opened.call(axe)
        found = opened.call("axe.run(document, {resultTypes: ['violations']})")
        assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found["violations"]] == []

    return run
