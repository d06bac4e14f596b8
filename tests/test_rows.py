"""Rows of any table: what fits a field and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from geomap.rows import check_incident_dict
from geomap.schema import MOST_COUNTED

GOOD: dict[str, Any] = {"event_type": "raid"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"event_type": None}, "event_type: found nothing; expected one of raid"),
        ({"event_type": ""}, "event_type: found ''; expected one of"),
        ({"event_type": 7}, "event_type: found 7; expected text"),
        ({"status": "gone"}, "status: found 'gone'; expected one of reported"),
        ({"background": 1}, "background: found 1; expected true or false"),
        ({"killed_best": "7"}, "killed_best: found '7'; expected a whole number"),
        ({"killed_best": True}, "killed_best: found True; expected a whole number"),
        ({"killed_best": 7.5}, "killed_best: found 7.5; expected a whole number from 0"),
        ({"killed_best": -1}, "expected a whole number from 0"),
        ({"killed_best": MOST_COUNTED + 1}, f"from 0 to {MOST_COUNTED}"),
        ({"confidence": float("nan")}, "confidence: found nan; expected a number"),
        ({"confidence": 2}, "confidence: found 2; expected 0 to 1"),
        ({"radius_m": -1.0}, "radius_m: found -1.0; expected 0 or more"),
        ({"lon": 1.0}, "lon, lat: found 1.0, None; expected both or neither"),
        ({"lon": 0, "lat": 0.0}, "missing point"),
        ({"lon": 181, "lat": 95}, "expected -180 to 180 and -90 to 90 degrees"),
        ({"lon": 19.9, "lat": -103.7}, "are they swapped?"),
        ({"place_alternates": "x"}, "place_alternates: found 'x'; expected a list of texts"),
        ({"place_alternates": [1]}, "expected a list of texts"),
        ({"actors": [{"name": "x"}]}, "expected a list of actors"),
        ({"actors": [{"name": "x", "role": "banana"}]}, "a list of actors with a role of perpetrator, target"),
        ({"actors": [{"name": 1, "role": "other"}]}, "expected a list of actors"),
        ({"spans": [{"doc_id": "d", "field": "f", "start": True, "end": 1}]}, "expected a list of spans"),
        ({"spans": [{"doc_id": "d", "field": "f", "start": -1, "end": 1}]}, "expected a list of spans"),
        ({"as_of": "2026-02-22 tonight"}, "as_of: found '2026-02-22 tonight'; expected ISO 8601"),
        ({"as_of": "2026-13-01"}, "expected ISO 8601"),
        ({"as_of": "2026-W08-7"}, "expected ISO 8601"),
        ({"killed_low": 8, "killed_high": 7}, "killed: found 8, 7; expected low, best and high in this order"),
        ({"date_start": "2026-02-22T20:00-06:00", "date_end": "2026-02-21"}, "expected it on that day or later"),
        ({"date_start": "2026-02-23T03:00Z", "date_end": "2026-02-22T20:00-06:00"}, "expected it on that day or later"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_was_expected(values: dict[str, Any], expected: str) -> None:
    problem = check_incident_dict(GOOD | values)
    assert problem is not None
    assert expected in problem
    assert "\n" not in problem


@pytest.mark.parametrize(
    "moment",
    ["2026-02-22", "2026-02-22T20:00", "2026-02-22T20:00:00-06:00", "2026-02-22 20:00Z", "2026-02-22T20:00:00.5"],
)
def test_dates_and_times_of_iso_8601_fit(moment: str) -> None:
    assert check_incident_dict(GOOD | {"date_start": moment, "date_end": moment}) is None


def test_a_span_over_two_offsets_is_in_order_by_its_moments() -> None:
    span = {"date_start": "2026-02-23T01:00Z", "date_end": "2026-02-22T20:00-06:00"}
    assert check_incident_dict(GOOD | span) is None
