"""An event whose own sentence names no place or date takes them from what it points back to, or has none."""

from __future__ import annotations

import pytest
from incident_places import only, read_text


@pytest.mark.parametrize(
    ("text", "event_type", "place", "note"),
    [
        (
            "Gunmen burned a bus in Zamora on Sunday and a truck in Celaya. Shops were looted there on Monday.",
            "looting",
            "Celaya",
            "place taken from the event told before it",
        ),
        (
            (
                "Soldiers clashed with gunmen in Zamora on Sunday. A bus was burned in Celaya on Sunday. "
                "Four men were arrested during the clash."
            ),
            "arrest",
            "Zamora",
            "place taken from the event that it is told with",
        ),
        (
            "ZAMORA, Mich., 23 Feb.- Gunmen killed two men in Celaya. Three women were kidnapped here on Monday.",
            "abduction",
            "Zamora",
            "place taken from the dateline",
        ),
        (
            "ZAMORA, Mich., 23 Feb.- Three women were kidnapped on Monday in this part of Michoacán.",
            "abduction",
            "Michoacán",
            None,
        ),
        (
            (
                "A bus was burned in Celaya on Sunday. A truck was burned in Zamora on Sunday. He spoke. She spoke. "
                "Four men were arrested on Monday."
            ),
            "arrest",
            None,
            None,
        ),
    ],
)
def test_a_place_is_taken_from_what_the_text_points_at(
    text: str, event_type: str, place: str | None, note: str | None
) -> None:
    incident = only(read_text(text), event_type)
    assert (incident.place_name, incident.note) == (place, note)
    assert (incident.lon is None) == (place is None)


def test_an_event_told_with_another_takes_its_date_too() -> None:
    text = "Soldiers clashed with gunmen in Zamora on February 20. He spoke. Four men were arrested during the clash."
    assert only(read_text(text), "arrest").date_start == "2026-02-20"


def test_an_undated_event_takes_the_day_and_not_the_hour_of_the_story() -> None:
    text = "Gunmen killed two men in Zamora at 10 p.m. on February 22. He spoke. A bus was burned in Celaya."
    burning = only(read_text(text), "vehicle_burning")
    assert (burning.date_start, burning.date_end, burning.time_precision) == ("2026-02-22", "2026-02-22", "day")


def test_history_does_not_date_the_story() -> None:
    text = "In 2020, gunmen killed five men in Zamora. On Monday a bus was burned in Celaya. Two men were arrested."
    arrest = only(read_text(text), "arrest")
    assert (arrest.date_start, arrest.background) == ("2026-02-23", False)


def test_an_event_in_a_far_sentence_stays_undated_without_a_main_date() -> None:
    text = "He spoke. She spoke. They spoke. It rained. We ate. He left. Gunmen killed two men in Zamora."
    assert only(read_text(text), "killing").date_start is None


@pytest.mark.parametrize(
    "text",
    [
        "He spoke. She spoke. They spoke. It rained. The killing was discussed.",
        "He spoke. She spoke. They spoke. It rained. Residents fear the attack.",
    ],
)
def test_an_event_but_named_late_in_a_report_is_none(text: str) -> None:
    assert read_text(text) == []


def test_an_old_event_lends_its_place_to_nothing_and_hides_no_storys_town() -> None:
    text = "In 2020, gunmen killed five men in Zamora. On Monday a bus was burned in Celaya. Two men were arrested."
    assert only(read_text(text), "arrest").place_name == "Celaya"
