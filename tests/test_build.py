"""What an incident of one report is written with: confidence, sources, as_of, denials, totals and their parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from incident_places import EVENT_TYPES, find_test_places, only, read_text

from geomap.incidents.build import build_incidents
from geomap.model import Report, Source

SURE = 0.5 + 0.5 * 0.95
"""What the tests' places, each 95 % likely, leave of a confidence."""


@pytest.mark.parametrize(
    ("text", "event_type", "expected"),
    [
        ("Gunmen killed two men in Zamora on Monday.", "killing", 0.75 * SURE),
        ("There were shots in Zamora on Monday.", "attack", 0.55 * SURE),
        ("Gunmen killed two men in Zamora.", "killing", 0.75 * SURE - 0.05),
        ("Gunmen killed two men on Monday.", "killing", 0.75 - 0.25),
        ("Gunmen killed two men in Zamora on Monday. The two men were killed at noon.", "killing", 0.75 * SURE + 0.05),
        ("Gunmen burned a bus in Zamora on Sunday. Shops were looted there on Monday.", "looting", 0.6 * SURE),
        (
            "Soldiers clashed with gunmen in Zamora on Sunday. He spoke. Four men were arrested during the clash.",
            "arrest",
            0.65 * SURE - 0.05,
        ),
        (
            "A bus was burned in Celaya on Sunday. He spoke. She spoke. They spoke. Two were kidnapped on Monday.",
            "abduction",
            0.55 * SURE,
        ),
        (
            "ZAMORA, Mich., 23 Feb.- Gunmen killed two men. Three women were kidnapped here on Monday.",
            "abduction",
            0.55 * SURE,
        ),
        ("Twelve people were arrested on Monday across the country.", "arrest", 0.75 - 0.2),
    ],
)
def test_confidence_falls_with_weak_words_and_with_what_is_taken_from_elsewhere(
    text: str, event_type: str, expected: float
) -> None:
    assert only(read_text(text), event_type).confidence == pytest.approx(expected, abs=0.0051)


def test_a_source_is_all_that_is_known_of_the_report() -> None:
    text = "Gunmen killed two men in Zamora."
    report = Report(
        "a.txt", text, url="https://example.org/1", publisher="El Sol", published="2026-02-24", sha256="ab" * 32
    )
    (killing,) = build_incidents(report, find_test_places(text), event_types=EVENT_TYPES)
    assert killing.doc_id == "a.txt"
    assert killing.sources == (Source("a.txt", "https://example.org/1", "El Sol", "2026-02-24", "ab" * 32),)
    assert {span.doc_id for span in killing.spans} == {"a.txt"}
    (bare,) = build_incidents(replace(report, publisher=None), find_test_places(text), event_types=EVENT_TYPES)
    assert bare.sources[0].publisher is None


@pytest.mark.parametrize(
    ("text", "published", "as_of"),
    [
        ("There are 20 active roadblocks in Jalisco.", "2026-02-24", "2026-02-24"),
        ("There are 20 active roadblocks in Jalisco.", None, None),
        ("A roadblock was still active in Zamora on Monday.", "2026-02-24", "2026-02-24"),
        ("There were 20 roadblocks in Jalisco.", "2026-02-24", None),
        ("A roadblock in Zamora was still active at 2 p.m. on February 22.", "2026-02-24", "2026-02-22T14:00:00-06:00"),
        ("Gunmen killed two men in Zamora at 2 p.m. on February 22.", "2026-02-24", None),
    ],
)
def test_what_is_active_holds_for_the_time_told_or_the_reports(
    text: str, published: str | None, as_of: str | None
) -> None:
    (incident,) = read_text(text, published=published)
    assert incident.as_of == as_of


@pytest.mark.parametrize(
    "text",
    ["Authorities denied that two men were killed in Zamora.", "The mayor denied that two men were killed in Zamora."],
)
def test_what_is_denied_has_a_place_and_no_numbers(text: str) -> None:
    (denied,) = read_text(text)
    assert (denied.status, denied.place_name) == ("denied", "Zamora")
    assert (denied.killed_best, denied.n_events_low, denied.n_events_best, denied.n_events_high) == (None,) * 4


def test_parts_name_their_own_total_where_a_report_has_two() -> None:
    text = (
        "Nine people were killed in Michoacán on Monday: four in Zamora, three in Uruapan and two in Morelia. "
        "On Sunday there were 92 roadblocks: 65 in Jalisco, 23 in Guerrero and 4 in Colima."
    )
    incidents = read_text(text)
    totals = {i.incident_id: i.event_type for i in incidents if i.record_kind == "aggregate" and i.part_of is None}
    assert sorted(totals.values()) == ["killing", "roadblock"]
    parts = {i.place_name: totals[i.part_of] for i in incidents if i.part_of is not None}
    assert parts == {
        **dict.fromkeys(("Zamora", "Uruapan", "Morelia"), "killing"),
        **dict.fromkeys(("Jalisco", "Guerrero", "Colima"), "roadblock"),
    }


def test_a_place_known_to_the_country_has_no_point_and_keeps_its_words() -> None:
    arrest = only(read_text("Agents arrested two men in Mexico on Monday."), "arrest")
    assert (arrest.place_text, arrest.geo_precision, arrest.country_name, arrest.country_code) == (
        "Mexico",
        "country",
        "Mexico",
        "MX",
    )
    assert (arrest.lon, arrest.lat, arrest.admin1_name, arrest.place_name) == (None, None, None, None)
