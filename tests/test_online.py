"""Asking an online geocoder: whom, what, how often, and what becomes of the answers."""

from __future__ import annotations

import csv
import json
import logging
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

import pandas as pd
import pytest
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable
from geopy.location import Location
from pytest_socket import SocketBlockedError, enable_socket, socket_allow_hosts

import geomap
from geomap.cli.app import run_command
from geomap.errors import InputError
from geomap.gazetteer.columns import COLUMNS, geocode_columns
from geomap.online.adapter import BoundedAdapter
from geomap.online.answers import Answer, read_answer
from geomap.online.cache import AnswerCache, find_cache_file
from geomap.online.pace import Pace, share_pace
from geomap.online.rows import OnlineRows
from geomap.online.services import open_service
from geomap.online.start import announce, open_rows, summarise
from geomap.pipeline import Resources
from tests.nominatim_server import FakeNominatim, Reply, place, serve

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


def test_only_what_the_gazetteer_does_not_know_is_asked_and_each_name_once(
    fake: FakeNominatim, open_fake: Opener
) -> None:
    fake.answer(RANCH, place("Rancho Inventado", *IN_TAPALPA))
    names = ["Tapalpa", "Rancho Inventado", None, "", "  ", "—", "Rancho  Inventado ", "Uruapan", "Xyzzyqwert"]
    rows = open_fake()
    filled = fill(rows, [*names, *names])
    assert fake.asked == [RANCH, "Xyzzyqwert, Jalisco, Mexico"]
    assert fake.agents == ["geomap/1"] * 2
    assert filled[0]["place_id"] == "geonames:3982461"
    assert (
        filled[1]
        == filled[6]
        == {
            "lon": -103.77,
            "lat": 19.95,
            "place_name": "Rancho Inventado",
            "place_id": "nominatim:N123",
            "admin1_name": "Jalisco",
            "admin1_code": "14",
            "admin2_name": "Tapalpa",
            "admin2_code": "14086",
            "country_code": "MX",
            "geo_precision": "settlement",
            "confidence": 0.7,
            "note": "Nominatim (© OpenStreetMap contributors)",
        }
    )
    assert (filled[8]["place_id"], filled[8]["geo_precision"]) == ("inegi:14", "admin1")
    assert "placed at its state" in filled[8]["note"]
    assert summarise(rows) == "nominatim: 1 of 2 names found"


def test_batches_share_what_was_asked(fake: FakeNominatim, open_fake: Opener) -> None:
    rows = open_fake()
    fill(rows, ["Rancho Inventado"])
    fill(rows, ["Rancho Inventado"])
    assert fake.asked == [RANCH]


def test_a_place_that_lies_elsewhere_in_the_gazetteer_is_not_asked(fake: FakeNominatim, open_fake: Opener) -> None:
    filled = fill(open_fake(), ["Tapalpa"], state="Sonora")
    assert fake.asked == []
    assert "not in the state" in filled[0]["note"]


def test_a_long_wait_is_told_before_it_begins(fake: FakeNominatim, open_fake: Opener) -> None:
    told: list[str] = []
    rows = open_fake()
    rows._tell = told.append
    fill(rows, ["Xyzzy 1", "Xyzzy 2"])
    assert told == []
    fill(rows, [f"Xyzzy {number}" for number in range(1, 65)])
    assert told == ["nominatim: up to 62 names to ask for, 2 min or more"]
    assert len(fake.asked) == 64


def test_codes_are_written_out_for_the_service(fake: FakeNominatim, open_fake: Opener, resources: Resources) -> None:
    rows = open_fake()
    names, codes = ["Rancho Inventado"], ["14"]
    found = geocode_columns(resources.gazetteer, names, admin1=codes, admin2=["14086"], country="MX")
    rows.fill_columns(found, names, admin1=codes, admin2=["14086"], country="MX")
    found = geocode_columns(resources.gazetteer, names, admin1=["Jal."], admin2=["Tapalpa"], country=["México"])
    rows.fill_columns(found, names, admin1=["Jal."], admin2=["Tapalpa"], country=["México"])
    found = geocode_columns(resources.gazetteer, ["Rancho Inventado"])
    rows.fill_columns(found, names)
    assert fake.asked == [RANCH, "Rancho Inventado, Tapalpa, Jal., México", "Rancho Inventado"]


@pytest.mark.parametrize(
    ("point", "state", "country", "confidence", "told"),
    [
        (IN_TAPALPA, "Jalisco", "MX", 0.7, None),
        (IN_TAPALPA, "", "MX", 0.7, None),
        (IN_TAPALPA, "Jalisco", None, 0.7, None),
        (IN_TAPALPA, "", None, 0.6, None),
        (IN_TAPALPA, "Nowhere", None, 0.6, None),
        (IN_SONORA, "Jalisco", "MX", 0.3, "lies in Sonora, not in the state that is named"),
        ((2.35, 48.85), "Jalisco", "MX", 0.3, "lies in France, not in the country that is named"),
        ((-140.0, 0.0), "Jalisco", "MX", 0.6, None),
    ],
)
def test_an_answer_is_held_against_what_the_row_names(
    fake: FakeNominatim,
    open_fake: Opener,
    point: tuple[float, float],
    state: str,
    country: str | None,
    confidence: float,
    told: str | None,
) -> None:
    fake.always = Reply([place("Rancho Inventado", *point)])
    (row,) = fill(open_fake(), ["Rancho Inventado"], state=state, country=country)
    assert row["confidence"] == confidence
    label = "Nominatim (© OpenStreetMap contributors)"
    assert row["note"] == (f"{label}: {told}" if told else label)


@pytest.mark.parametrize(
    ("more", "precision"),
    [
        ({"class": "place", "type": "house", "addresstype": "place", "place_rank": 30}, "exact"),
        ({"class": "highway", "type": "residential", "addresstype": "road", "place_rank": 26}, "exact"),
        ({"class": "amenity", "type": "school", "addresstype": "amenity", "place_rank": 30}, "exact"),
        ({"class": "boundary", "type": "administrative", "addresstype": "city", "place_rank": 16}, "settlement"),
        ({"class": "place", "type": "neighbourhood", "addresstype": "neighbourhood", "place_rank": 20}, "settlement"),
        ({"class": "boundary", "type": "administrative", "addresstype": "county", "place_rank": 12}, "admin2"),
        ({"class": "boundary", "type": "administrative", "addresstype": "municipality", "place_rank": 14}, "admin2"),
        ({"class": "boundary", "type": "administrative", "addresstype": "state", "place_rank": 8}, "admin1"),
        ({"class": "boundary", "type": "administrative", "addresstype": "country", "place_rank": 4}, "country"),
        ({"class": "boundary", "type": "administrative", "addresstype": None, "place_rank": 12}, "admin2"),
        ({"class": "boundary", "type": "administrative", "addresstype": None, "place_rank": 8}, "admin1"),
        (
            {"class": "highway", "addresstype": "road", "boundingbox": ["19.9", "20.0", "-103.8", "-103.7"]},
            "settlement",
        ),
        (
            {"class": "waterway", "type": "river", "addresstype": "river", "boundingbox": ["18", "21", "-105", "-100"]},
            "region",
        ),
    ],
)
def test_the_class_of_an_answer_is_its_precision(
    fake: FakeNominatim, open_fake: Opener, more: dict[str, object], precision: str
) -> None:
    fake.always = Reply([place("Rancho Inventado", *IN_TAPALPA, **more)])
    (row,) = fill(open_fake(), ["Rancho Inventado"])
    assert row["geo_precision"] == precision
    municipal = precision in ("exact", "settlement", "admin2")
    assert (row["admin1_code"], row["admin2_code"], row["country_code"]) == (
        None if precision in ("region", "country") else "14",
        "14086" if municipal else None,
        "MX",
    )


def test_an_answer_that_only_knows_the_state_tells_nothing_new(fake: FakeNominatim, open_fake: Opener) -> None:
    fake.always = Reply([place("Jalisco", -103.5, 20.5, addresstype="state", place_rank=8)])
    (row,) = fill(open_fake(), ["Xyzzyqwert"])
    assert row["place_id"] == "inegi:14"
    assert "placed at its state" in row["note"]


def test_an_answer_of_another_name_is_less_sure(fake: FakeNominatim, open_fake: Opener) -> None:
    fake.always = Reply([place("La Cofradía", *IN_TAPALPA)])
    (row,) = fill(open_fake(), ["Xyzzyqwert"])
    assert (row["place_name"], row["confidence"]) == ("La Cofradía", 0.4)


def test_what_a_stranger_wrote_is_one_line_and_no_formula(fake: FakeNominatim, open_fake: Opener) -> None:
    hostile = '=HYPERLINK("http://example.org")\n\x1b[31m' + "x" * 1_000
    fake.always = Reply([place(hostile, *IN_TAPALPA, osm_type="=way", osm_id="+1\n2")])
    (row,) = fill(open_fake(), ["Hyperlink Example"])
    assert row["place_name"].startswith("HYPERLINK(")
    assert len(row["place_name"]) <= 200
    assert row["place_name"].isprintable()
    assert row["place_id"] == "nominatim:W1 2"


def test_requests_keep_a_second_between_them_also_the_first_and_over_retries(
    fake: FakeNominatim, open_fake: Opener, clock: Clock
) -> None:
    fake.answer("A1x, Jalisco, Mexico", Reply(status=500), Reply([]))
    fill(open_fake(), ["A1x", "B2x", "C3x"])
    assert fake.asked == [f"{name}, Jalisco, Mexico" for name in ("A1x", "A1x", "B2x", "C3x")]
    assert clock.waited == pytest.approx(4.0)


def test_a_pace_is_shared_by_threads_and_by_all_who_ask_a_server() -> None:
    assert share_pace("nominatim", "a.example") is share_pace("nominatim", "a.example")
    assert share_pace("nominatim", "a.example") is not share_pace("nominatim", "b.example")
    pace, turns = Pace(0.02), []

    def take_turns() -> None:
        for _ in range(3):
            pace.wait()
            turns.append(time.monotonic())

    threads = [threading.Thread(target=take_turns) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gaps = [later - earlier for earlier, later in zip(sorted(turns), sorted(turns)[1:], strict=False)]
    assert len(turns) == 9
    assert min(gaps) > 0.015


@pytest.mark.parametrize(
    ("header", "pause"),
    [("7", 7.0), ("0", 5.0), (None, 5.0), ("soon", 5.0), ("-3", 5.0), ("Fri, 99 Foo 9999 99:99:99 GMT", 5.0)],
)
def test_too_many_requests_are_followed_by_the_pause_that_is_asked_for(
    fake: FakeNominatim,
    open_fake: Opener,
    clock: Clock,
    header: str | None,
    pause: float,
    caplog: pytest.LogCaptureFixture,
) -> None:
    headers = {"Retry-After": header} if header else {}
    fake.answer(RANCH, Reply(b"<html>", 429, headers), Reply([place("Rancho Inventado", *IN_TAPALPA)]))
    with caplog.at_level(logging.WARNING):
        (row,) = fill(open_fake(), ["Rancho Inventado"])
    assert row["place_id"] == "nominatim:N123"
    assert clock.waited == pytest.approx(1.0 + pause)
    assert caplog.records == []


def test_a_pause_may_be_a_date(fake: FakeNominatim, open_fake: Opener, clock: Clock) -> None:
    later = formatdate(time.time() + 30, usegmt=True)
    fake.answer(RANCH, Reply(b"", 429, {"Retry-After": later}), Reply([]))
    fill(open_fake(), ["Rancho Inventado"])
    assert 27 < clock.waited < 33


@pytest.mark.parametrize(
    ("reply", "requests", "reason"),
    [
        (Reply(b"", 429, {"Retry-After": "3600"}), 1, r"too many requests \(status 429\)"),
        (Reply(b"", 429), 3, r"too many requests \(status 429\)"),
        (Reply(b"", 403), 1, r"it refuses us \(status 403\)"),
        (Reply(b"", 401), 1, r"it refuses us \(status 401\)"),
        (Reply(b"", 418), 1, r"it refuses us \(status 418\)"),
    ],
)
def test_a_server_that_has_had_enough_is_left_alone_and_all_rows_stay(
    fake: FakeNominatim, open_fake: Opener, clock: Clock, reply: Reply, requests: int, reason: str
) -> None:
    fake.always = reply
    rows = open_fake()
    names = [f"Xyzzy {letter}" for letter in "abcdefgh"]
    filled = fill(rows, ["Tapalpa", *names])
    assert len(fake.asked) == requests
    assert clock.waited <= 60
    assert [row["place_id"] for row in filled] == ["geonames:3982461", *["inegi:14"] * 8]
    assert summarise(rows).startswith("nominatim: 0 of 8 names found, 1 without an answer (")
    assert re.search(f"7 not asked any more \\({reason}\\); rows without", summarise(rows))


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b"", 500), "its answer was status 500"),
        (Reply(b"", 503), "its answer was status 503"),
        (Reply(b"", 404), "its answer was status 404"),
        (Reply(b"", 302, {"Location": "http://127.0.0.1:9/"}), "its answer was status 302"),
        (Reply(b"{not json"), "its answer can't be read"),
        (Reply(b"\xff\xfe"), "its answer can't be read"),
        (Reply(b"[" * 100_000), "its answer can't be read"),
        (Reply(b'"text"'), "its answer can't be read"),
        (Reply(b"[[1, 2]]"), "its answer can't be read"),
        (Reply([{"lat": "north", "lon": "west", "display_name": "X"}]), "its answer can't be read"),
        (Reply([{"lat": "1e999", "lon": "2", "display_name": "X"}]), "its answer can't be read"),
        (Reply(b" " * 2_000_001), "its answer can't be read"),
        (Reply({"error": "no"}), "it answered with an error"),
        (Reply(reset=True), "it can't be reached"),
        (Reply([], late_s=30), "no answer in time"),
        (Reply(b"[" + b" " * 1_000 + b"]", drip=True), "no answer in time"),
    ],
)
def test_a_server_that_fails_is_tried_again_and_then_left_alone(
    fake: FakeNominatim, open_fake: Opener, reply: Reply, reason: str
) -> None:
    fake.always = reply
    rows = open_fake(timeout="0.3")
    names = [f"Xyzzy {letter}" for letter in "abcde"]
    filled = fill(rows, names)
    tries = 1 if reason == "it answered with an error" else 2
    assert len(fake.asked) == 3 * tries
    assert {row["place_id"] for row in filled} == {"inegi:14"}
    assert f"3 without an answer ({reason}), 2 not asked any more ({reason})" in summarise(rows)
    fake.always = None
    again = open_fake()
    fill(again, names)
    assert len(fake.asked) == 3 * tries + 5, "a failure is no answer and is not kept"


def test_one_failure_stops_nothing(fake: FakeNominatim, open_fake: Opener) -> None:
    fake.answer("Xyzzy b, Jalisco, Mexico", Reply(b"{"))
    fake.answer("Xyzzy e, Jalisco, Mexico", place("Xyzzy e", *IN_TAPALPA))
    rows = open_fake()
    filled = fill(rows, [f"Xyzzy {letter}" for letter in "abcde"])
    assert filled[4]["place_id"] == "nominatim:N123"
    assert summarise(rows).startswith("nominatim: 1 of 5 names found, 1 without an answer (its answer can't be read);")


def test_answers_are_kept_also_that_nothing_is_known_until_they_are_old(
    fake: FakeNominatim, open_fake: Opener, tmp_path: Path
) -> None:
    fake.answer(RANCH, place("Rancho Inventado", *IN_TAPALPA))
    names = ["Rancho Inventado", "Xyzzyqwert"]
    first = fill(open_fake(), names)
    rows = open_fake()
    assert fill(rows, names) == first
    assert fill(open_fake(), ["RANCHO   INVENTADO"])[0] == first[0]
    assert len(fake.asked) == 2
    assert summarise(rows) == "nominatim: 1 of 2 names found, 2 answers from the cache"
    for days, asked in ((29, 2), (31, 3), (91, 5)):
        later = time.time() + days * 86_400
        rows = open_fake()
        rows.asker.cache.close()
        rows.asker.cache = AnswerCache(tmp_path / "cache.sqlite", now=lambda later=later: later)
        assert fill(rows, names) == first
        assert len(fake.asked) == asked


def test_answers_of_another_server_are_not_taken(fake: FakeNominatim, open_fake: Opener, tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "cache.sqlite")
    answer = Answer(*IN_TAPALPA, "Elsewhere", "Elsewhere", None, "settlement", classed=True)
    cache.keep(("nominatim", "example.org", RANCH), answer)
    cache.keep(("photon", fake.domain, RANCH), answer)
    assert cache.find(("nominatim", "example.org", RANCH)) == (True, answer)
    cache.close()
    assert fill(open_fake(), ["Rancho Inventado"])[0]["place_id"] == "inegi:14"
    assert fake.asked == [RANCH]


@pytest.mark.parametrize(
    "content",
    [b"no database at all, but long enough to look like something\n" * 50, b"SQLite format 3\0" + b"\xff" * 4_000],
)
def test_a_broken_cache_is_set_aside_with_one_line(
    fake: FakeNominatim, open_fake: Opener, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(content)
    rows = open_fake()
    fill(rows, ["Rancho Inventado"])
    (notice,) = rows.asker.cache.notices
    assert "cache.sqlite.broken" in notice
    assert (tmp_path / "cache.sqlite.broken").read_bytes() == content
    assert AnswerCache(path).find(("nominatim", fake.domain, RANCH)) == (True, None)


def test_a_table_of_another_form_or_version_is_begun_anew(
    open_fake: Opener, tmp_path: Path, fake: FakeNominatim
) -> None:
    path = tmp_path / "cache.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE answers (something TEXT)")
    db.close()
    rows = open_fake()
    fill(rows, ["Rancho Inventado"])
    assert rows.asker.cache.notices == []
    assert AnswerCache(path).find(("nominatim", fake.domain, RANCH)) == (True, None)


@pytest.mark.parametrize("text", ["", "{}", "[1]", "{", '{"lon": "a"}', json.dumps({"lon": 999, "lat": 0})])
def test_a_kept_answer_that_is_none_is_asked_again(
    fake: FakeNominatim, open_fake: Opener, tmp_path: Path, text: str
) -> None:
    rows = open_fake()
    with sqlite3.connect(tmp_path / "cache.sqlite") as db:
        db.execute(
            "INSERT INTO answers VALUES ('nominatim', ?, ?, ?, ?)", (fake.domain, RANCH.casefold(), time.time(), text)
        )
    db.close()
    fill(rows, ["Rancho Inventado"])
    assert fake.asked == [RANCH]


def test_a_cache_that_breaks_or_is_locked_meanwhile_stops_nothing(
    fake: FakeNominatim, open_fake: Opener, tmp_path: Path
) -> None:
    rows = open_fake(tmp_path / "a" / "cache.sqlite")
    rows.asker.cache._db.execute("DROP TABLE answers")  # type: ignore[union-attr]
    fill(rows, ["Rancho Inventado", "Xyzzyqwert"])
    assert len(fake.asked) == 2
    assert len(rows.asker.cache.notices) == 1


def test_a_cache_that_can_not_be_made_is_told_and_done_without(
    fake: FakeNominatim, open_fake: Opener, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    rows = open_fake(tmp_path / "file" / "cache.sqlite")
    fill(rows, ["Rancho Inventado", "Rancho Inventado"])
    (notice,) = rows.asker.cache.notices
    assert "answers are not kept" in notice
    assert fake.asked == [RANCH]


def test_the_cache_lies_in_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert find_cache_file() == tmp_path / "geomap" / "online.sqlite"
    assert not (tmp_path / "geomap").exists()


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("nowhere", {}, "expected one of"),
        ("nominatim", {"api_key": "s3cret"}, "takes contact, domain"),
        ("nominatim", {"adapter_factory": "s3cret"}, "takes contact, domain"),
        ("nominatim", {"scheme": "s3cret"}, "can't be set up with the options scheme"),
        ("nominatim", {"user_agent": "my_app/1"}, "can't be set up"),
        ("nominatim", {"timeout": "s3cret"}, "'timeout' is no number"),
        ("nominatim", {"timeout": "nan"}, "'timeout' is no number"),
        ("nominatim", {"timeout": "-1"}, "'timeout' is no number"),
        ("nominatim", {"contact": "s3cret\r\nX: 1"}, "control character"),
        ("nominatim", {"contact": "señor"}, "not ASCII"),
        ("nominatim", {"domain": ""}, "is empty"),
        ("opencage", {}, "needs the option api_key"),
    ],
)
def test_a_wrong_geocoder_or_option_is_told_without_what_may_be_a_key(
    name: str, options: dict[str, str], told: str
) -> None:
    with pytest.raises(InputError, match=told) as caught:
        open_service(name, options, program="geomap/1")
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_any_geocoder_of_geopys_may_be_named() -> None:
    service = open_service("ArcGIS", {"contact": "me@example.org"}, program="geomap/1")
    assert (service.name, service.label, service.domain) == ("arcgis", "ArcGIS", "geocode.arcgis.com")
    assert service.geocoder.headers["User-Agent"] == "geomap/1 (me@example.org)"
    assert open_service("opencage", {"api_key": "k"}, program="geomap/1").geocoder.api_key == "k"
    assert open_service("photon", {}, program="geomap/1").label == "Photon (© OpenStreetMap contributors)"


@pytest.mark.parametrize(
    ("service", "raw", "place_id", "precision", "name"),
    [
        (
            "photon",
            {"properties": {"osm_type": "W", "osm_id": 5, "type": "street", "name": "Calle A", "osm_key": "highway"}},
            "photon:W5",
            "exact",
            "Calle A",
        ),
        (
            "photon",
            {"properties": {"osm_type": "R", "osm_id": 6, "type": "district", "extent": [-104, 20.5, -103, 19.5]}},
            "photon:R6",
            "settlement",
            "Somewhere",
        ),
        ("google", {"place_id": "ChIJ", "types": ["locality", "political"]}, "google:ChIJ", "settlement", "Somewhere"),
        ("mapbox", {"id": "place.1", "place_type": ["place"], "text": "A"}, "mapbox:place.1", "settlement", "A"),
        ("geonames", {"geonameId": 7, "fcode": "PPLA2", "toponymName": "B"}, "geonames:7", "settlement", "B"),
        ("geonames", {"geonameId": 8, "fcode": "ADM1", "name": "C"}, "geonames:8", "admin1", "C"),
        ("herev7", {"id": "here:x", "resultType": "houseNumber", "title": "D 1"}, "herev7:here:x", "exact", "D 1"),
        (
            "tomtom",
            {"id": "t", "type": "Geography", "entityType": "Municipality"},
            "tomtom:t",
            "settlement",
            "Somewhere",
        ),
        ("arcgis", {"address": "E", "score": 100}, None, None, "Somewhere"),
        ("yandex", ["not", "a", "mapping"], None, None, "Somewhere"),
    ],
)
def test_what_other_services_answer_is_read_too(
    service: str, raw: object, place_id: str | None, precision: str | None, name: str
) -> None:
    answer = read_answer(service, Location("Somewhere, Jalisco", (19.95, -103.77), raw))
    assert answer is not None
    assert (answer.place_id, answer.name, answer.classed) == (place_id, name, precision is not None)
    assert answer.geo_precision == (precision or "settlement")
    assert (answer.lon, answer.lat) == (-103.77, 19.95)


def test_an_answer_without_a_point_knows_nothing(fake: FakeNominatim, open_fake: Opener) -> None:
    fake.always = Reply([{"display_name": "Rancho Inventado"}])
    rows = open_fake()
    assert fill(rows, ["Rancho Inventado"])[0]["place_id"] == "inegi:14"
    assert summarise(rows) == "nominatim: 0 of 1 names found"


def test_the_point_0_0_is_no_answer() -> None:
    assert read_answer("photon", Location("Somewhere", (0.0, 0.0), {})) is None
    assert read_answer("photon", Location("", (1.0, 1.0), {})) is None


def test_the_client_translates_what_goes_wrong(fake: FakeNominatim) -> None:
    client = BoundedAdapter(proxies=None, ssl_context=None)
    url = f"http://{fake.domain}/search?q=a"
    assert client.get_json(url, timeout=5, headers={}) == []
    fake.always = Reply(late_s=30)
    with pytest.raises(GeocoderTimedOut):
        client.get_text(url, timeout=0.1, headers={})
    fake.always = Reply(b"nothing")
    with pytest.raises(GeocoderParseError):
        client.get_json(url, timeout=5, headers={})
    with pytest.raises(GeocoderUnavailable):
        client.get_text("http://127.0.0.1:9/", timeout=5, headers={})
    proxied = BoundedAdapter(proxies={"http": fake.domain}, ssl_context=None)
    assert proxied.get_text("http://nominatim.invalid/search?q=b", timeout=5, headers={}) == "nothing"


TABLE = "town,state\nTapalpa,Jalisco\nRancho Inventado,Jalisco\nXyzzyqwert,Jalisco\n"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table of names, and a cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "towns.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def geocode_command(table: Path, *more: str) -> list[str]:
    """Write the command."""
    output = str(table.with_name("placed.csv"))
    return ["geocode", str(table), "-o", output, "--place", "town", "--admin1", "state", "--country", "MX", *more]


def test_without_online_no_socket_is_opened(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(geocode_command(table)) == 0
    assert capsys.readouterr().err == ""
    assert not (table.parent / "cache").exists()
    geomap.geocode(pd.read_csv(table), place="town", admin1="state", country="MX")
    # What shows that the test would see one: asked to, both open a socket, which is blocked here.
    with pytest.warns(UserWarning, match="socket"), pytest.raises(SocketBlockedError):
        run_command(geocode_command(table, "--online", "nominatim"))
    with pytest.warns(UserWarning, match="socket"), pytest.raises(SocketBlockedError):
        geomap.geocode(["Xyzzyqwert"], country="MX", online="nominatim")


def test_the_command_says_that_names_are_sent_and_writes_every_row(
    fake: FakeNominatim, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.answer(RANCH, place("Rancho Inventado", *IN_TAPALPA))
    options = [f"domain={fake.domain}", "scheme=http", "contact=me@example.org"]
    given = [text for option in options for text in ("--online-option", option)]
    assert run_command(geocode_command(table, "--online", "nominatim", *given)) == 0
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("geomap: sends the names that the gazetteer does not know to Nominatim (© OpenStreetMap")
    assert fake.domain in first
    assert last == "geomap: nominatim: 1 of 2 names found"
    assert fake.agents == [f"geomap/{geomap.__version__} (me@example.org)"] * 2
    with table.with_name("placed.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["town"] for row in rows] == ["Tapalpa", "Rancho Inventado", "Xyzzyqwert"]
    assert [row["geomap_place_id"] for row in rows] == ["geonames:3982461", "nominatim:N123", "inegi:14"]
    assert (table.parent / "cache" / "geomap" / "online.sqlite").is_file()
    assert run_command(geocode_command(table, "--online", "nominatim", *given, "--quiet")) == 0
    assert capsys.readouterr().err == ""
    assert len(fake.asked) == 2


def test_the_library_asks_too_and_warns_of_what_got_no_answer(fake: FakeNominatim, table: Path) -> None:
    options = {"domain": fake.domain, "scheme": "http"}
    fake.answer(RANCH, place("Rancho Inventado", *IN_TAPALPA))
    fake.answer("Xyzzyqwert, Jalisco, Mexico", Reply(b"", 403))
    frame = pd.read_csv(table)
    with pytest.warns(UserWarning, match=r"1 of 2 names found, 1 without an answer \(it refuses us"):
        placed = geomap.geocode(
            frame, place="town", admin1="state", country="MX", online="nominatim", online_options=options
        )
    assert placed["geomap_place_id"].tolist() == ["geonames:3982461", "nominatim:N123", "inegi:14"]
    assert placed.geometry.iloc[1].wkt == "POINT (-103.77 19.95)"


@pytest.mark.parametrize(
    "more",
    [
        ["--online-option", "api_key=s3cret"],
        ["--online", "nominatim", "--online-option", "s3cret"],
        ["--online", "nominatim", "--online-option", "domain=a", "--online-option", "domain=s3cret"],
        ["--online", "opencage", "--online-option", "api_key="],
        ["--online", "nowhere", "--online-option", "api_key=s3cret"],
    ],
)
def test_wrong_options_are_one_line_without_the_key(
    table: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert run_command(geocode_command(table, *more)) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "s3cret" not in said
    assert not table.with_name("placed.csv").exists()


def test_the_line_at_the_start_names_service_server_and_cache(open_fake: Opener, fake: FakeNominatim) -> None:
    line = announce(open_fake())
    assert fake.domain in line
    assert "cache.sqlite" in line
    assert "one every 1 s at most" in line
