"""One event told twice in one report: what makes it one, and which place, date and number wins."""

from __future__ import annotations

import pytest
from incident_places import only, read_text


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two men in Michoacán. The two men were killed in Zamora.",
        "Gunmen killed two men in Zamora. The two men were killed in Michoacán.",
        "Gunmen killed two men. The two men were killed in Zamora.",
    ],
)
def test_the_finer_of_two_places_wins_whichever_is_told_first(text: str) -> None:
    killing = only(read_text(text), "killing")
    assert (killing.place_name, killing.geo_precision) == ("Zamora", "settlement")


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("Gunmen killed two men in February. The two men were killed in Zamora on February 22.", "2026-02-22", "day"),
        ("Gunmen killed two men in Zamora on February 22. The killing took place in February.", "2026-02-22", "day"),
        (
            "Gunmen killed two men in Zamora on February 22. The killing took place at 10 p.m. on February 22.",
            "2026-02-22T22:00:00-06:00",
            "hour",
        ),
    ],
)
def test_the_finer_of_two_dates_wins_whichever_is_told_first(text: str, date: str, precision: str) -> None:
    killing = only(read_text(text), "killing")
    assert (killing.date_start, killing.time_precision) == (date, precision)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed three men in Zamora on February 22. Gunmen killed three men in Zamora on February 20.",
        "Gunmen killed a man in Zamora. Gunmen killed a man in Celaya.",
        "Gunmen killed two men in Zamora. Gunmen killed five men in Zamora.",
    ],
)
def test_days_towns_and_numbers_that_differ_are_of_two_events(text: str) -> None:
    assert [i.event_type for i in read_text(text)] == ["killing", "killing"]


def test_history_in_the_same_town_is_another_event() -> None:
    text = "Gunmen killed three men in Zamora on February 22. In 2020, gunmen killed three men in Zamora."
    assert [(i.background, i.date_start) for i in read_text(text)] == [(False, "2026-02-22"), (True, "2020-01-01")]


def test_the_type_that_says_more_wins_and_all_that_is_known_is_kept() -> None:
    text = "Two men were killed in Zamora on Monday. The two men died in a raid in Zamora. Three soldiers were injured."
    (raid,) = read_text(text)
    assert (raid.event_type, raid.killed_best, raid.injured_best) == ("raid", 2, 3)
    assert sum(span.field == "evidence" for span in raid.spans) == 3


def test_numbers_far_from_every_event_belong_to_none() -> None:
    text = "Gunmen killed three men in Zamora. He spoke. She spoke. They spoke. It rained. Three women were injured."
    assert only(read_text(text), "killing").injured_best is None
