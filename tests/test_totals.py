"""States with the totals of their incidents: what counts, what is not counted twice, and what stays unknown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import shapely

from geomap.boundaries.join import join_boundaries
from geomap.boundaries.store import Boundaries
from geomap.boundaries.totals import total_states
from geomap.model import Incident
from geomap.pipeline import Resources
from geomap.schema import GEOMETRY, incidents_to_table


@pytest.fixture(scope="module")
def boundaries(resources: Resources) -> Boundaries:
    """Open the boundaries that geomap ships."""
    return resources.boundaries


STATE = Incident(
    incident_id="i",
    doc_id="d",
    event_type="roadblock",
    record_kind="aggregate",
    country_code="MX",
    admin1_code="14",
    geo_precision="admin1",
    n_events_best=65,
)
TOWN = replace(STATE, record_kind="event", geo_precision="settlement", place_id="x", lon=-103.76, lat=19.95)
"""In Jalisco, as STATE."""


def total(boundaries: Boundaries, *incidents: Incident) -> dict[str, dict[str, Any]]:
    """Total incidents and give the rows by state."""
    table = join_boundaries(incidents_to_table(incidents), boundaries)
    return {row["admin1_name"]: row for row in total_states(table, boundaries).to_pylist()}


def test_every_state_of_the_country_has_a_row_and_its_polygon(boundaries: Boundaries) -> None:
    rows = total(boundaries, STATE)
    assert len(rows) == 32
    assert (rows["Jalisco"]["admin1_code"], rows["Jalisco"]["admin1_iso"]) == ("14", "MX-JAL")
    assert rows["Jalisco"]["country_code"] == "MX"
    assert shapely.from_wkb(rows["Sonora"][GEOMETRY]).geom_type in ("Polygon", "MultiPolygon")


def test_each_type_on_the_map_has_its_columns_in_the_order_of_the_types(boundaries: Boundaries) -> None:
    row = total(boundaries, replace(STATE, event_type="other"), replace(STATE, event_type="raid"))["Jalisco"]
    assert [name for name in row if name.endswith("_incidents")] == ["raid_incidents", "other_incidents"]


def test_unknown_is_null_and_nothing_told_is_no_incident(boundaries: Boundaries) -> None:
    rows = total(boundaries, STATE, replace(STATE, admin1_code="06", n_events_best=None))
    jalisco, colima, sonora = rows["Jalisco"], rows["Colima"], rows["Sonora"]
    assert (jalisco["roadblock_incidents"], jalisco["roadblock_events"]) == (1, 65)
    assert (colima["roadblock_incidents"], colima["roadblock_events"], colima["roadblock_uncounted"]) == (1, None, 1)
    assert (sonora["roadblock_incidents"], sonora["roadblock_events"], sonora["roadblock_uncounted"]) == (0, None, 0)
    assert sonora["killed_best"] is None


def test_zero_is_not_unknown(boundaries: Boundaries) -> None:
    row = total(boundaries, replace(STATE, n_events_best=0, killed_best=0))["Jalisco"]
    assert (row["roadblock_events"], row["killed_best"]) == (0, 0)


def test_an_uncounted_record_does_not_hide_what_is_known(boundaries: Boundaries) -> None:
    row = total(boundaries, STATE, replace(STATE, n_events_best=None), TOWN)["Jalisco"]
    assert (row["roadblock_incidents"], row["roadblock_events"], row["roadblock_uncounted"]) == (3, 65, 1)


@pytest.mark.parametrize(("whole", "expected"), [(65, 65), (2, 3)])
def test_the_larger_of_the_total_and_the_sum_of_its_places_is_given(
    boundaries: Boundaries, whole: int, expected: int
) -> None:
    towns = [replace(TOWN, n_events_best=1, killed_best=1)] * 3
    row = total(boundaries, replace(STATE, n_events_best=whole, killed_best=whole), *towns)["Jalisco"]
    assert (row["roadblock_events"], row["killed_best"]) == (expected, expected)


def test_a_running_tally_is_not_added_to_itself(boundaries: Boundaries) -> None:
    row = total(boundaries, STATE, replace(STATE, n_events_best=70))["Jalisco"]
    assert (row["roadblock_incidents"], row["roadblock_events"]) == (2, 70)


@pytest.mark.parametrize("change", [{"status": "denied"}, {"background": True}, {"verification": "rejected"}])
def test_what_is_denied_rejected_or_history_does_not_count(boundaries: Boundaries, change: dict[str, Any]) -> None:
    extra = replace(STATE, n_events_best=900, killed_best=9, as_of="2030-01-01", n_active=9, **change)
    row = total(boundaries, STATE, extra)["Jalisco"]
    assert (row["roadblock_incidents"], row["roadblock_events"]) == (1, 65)
    assert (row["killed_best"], row["as_of"], row["active"]) == (None, None, None)
    assert total(boundaries, extra) == {}


def test_a_total_over_a_country_counts_for_no_state(boundaries: Boundaries) -> None:
    country = replace(STATE, admin1_code=None, geo_precision="country", n_events_best=252)
    rows = total(boundaries, STATE, country)
    assert rows["Jalisco"]["roadblock_events"] == 65
    assert sum(row["roadblock_incidents"] for row in rows.values()) == 1
    assert total(boundaries, country) == {}


def test_the_last_word_on_what_is_active_and_cleared_is_given(boundaries: Boundaries) -> None:
    rows = total(
        boundaries,
        replace(STATE, n_active=3, as_of="2026-02-22T20:00:00-06:00"),
        replace(STATE, n_active=21, n_cleared=5, as_of="2026-02-22T14:00:00-06:00"),
        replace(TOWN, n_active=1, as_of="2026-02-23T08:00:00-06:00"),
    )
    row = rows["Jalisco"]
    assert (row["active"], row["cleared"], row["as_of"]) == (3, 5, "2026-02-23T08:00:00-06:00")


def test_countries_on_the_map_are_listed_whole_and_others_not(boundaries: Boundaries) -> None:
    table = incidents_to_table([STATE, replace(STATE, country_code="GT", admin1_code="12")])
    codes = total_states(table, boundaries)["country_code"].to_pylist()
    assert codes == ["GT"] * codes.count("GT") + ["MX"] * 32
    assert codes.count("GT") == 22


def test_no_incident_gives_no_state(boundaries: Boundaries) -> None:
    assert total_states(incidents_to_table([]), boundaries).num_rows == 0
