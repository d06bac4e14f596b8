"""Asking an online geocoder: whom, what, how often, and what becomes of the answers."""

from __future__ import annotations

import logging
import re
import threading
import time
from email.utils import formatdate

import pytest

from geomap.gazetteer.columns import geocode_columns
from geomap.online.pace import Pace, share_pace
from geomap.online.start import summarise
from geomap.pipeline import Resources
from tests.asking import IN_SONORA, IN_TAPALPA, RANCH, Clock, Opener, fill
from tests.nominatim_server import FakeNominatim, Reply, place


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
