"""One event, one incident, all its sources; nothing added up, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_json import incident_to_dict
from incident_records import JALISCO, MEXICO, TAPALPA, A, B, C, tell

from geomap.model import Actor, Incident, Source
from geomap.reconcile.figures import Figure, combine_figures, contradict
from geomap.reconcile.match import is_tally
from geomap.reconcile.merge import reconcile_incidents, reconcile_table
from geomap.reconcile.moments import find_day, find_moment, find_published, localize, measure_gap_days
from geomap.rows import check_incident_dict
from geomap.schema import incidents_to_table, table_to_incidents


def test_one_event_of_three_reports_is_one_incident_with_all_sources_and_spans() -> None:
    (merged,) = reconcile_incidents([A, B, C])
    assert [s.doc_id for s in merged.sources] == ["a.txt", "b.txt", "c.txt"]
    assert set(merged.spans) == {*A.spans, *B.spans, *C.spans}
    assert merged.doc_id == "a.txt"
    assert merged.n_events_best == 1


def test_the_latest_figure_is_the_best_and_all_are_told() -> None:
    (merged,) = reconcile_incidents([C, A, B])
    assert (merged.killed_low, merged.killed_best, merged.killed_high) == (7, 13, 13)
    assert (merged.injured_low, merged.injured_best, merged.injured_high) == (2, 2, 3)
    assert merged.arrested_best is None
    assert merged.note is not None
    assert "killed: 7 (a, 2026-02-22), 8 (b, 2026-02-23), 13 (c, 2026-02-27)" in merged.note


def test_the_order_of_the_input_changes_nothing_but_the_order() -> None:
    other = tell("a.txt", "2026-02-22", place_id="geonames:1", place_name="Autlán", admin2_code="14015")
    results = [{i.incident_id: i for i in reconcile_incidents(order)} for order in permutations([A, B, C, other])]
    assert all(result == results[0] for result in results)
    assert [i.place_name for i in reconcile_incidents([other, C, A])] == ["Autlán", "Tapalpa"]


def test_a_further_source_does_not_change_the_id() -> None:
    ids = {reconcile_incidents(some)[0].incident_id for some in ([A], [A, B], [A, B, C], [C], [B, C])}
    assert len(ids) == 1


def test_reconciling_twice_changes_nothing() -> None:
    undated = tell("d.txt", "2026-02-24", date_start=None, time_precision=None)
    tally = tell("d.txt", "2026-02-24", JALISCO, n_events=65)
    once = reconcile_incidents([A, B, C, undated, tally])
    assert reconcile_incidents(once) == once
    assert reconcile_incidents([*once, A])[0].sources == once[0].sources


def test_a_table_is_reconciled_as_its_records_are() -> None:
    table = reconcile_table(incidents_to_table([A, B]))
    assert list(table_to_incidents(table)) == reconcile_incidents([A, B])
    assert reconcile_table(incidents_to_table([])).num_rows == 0


@pytest.mark.parametrize(
    "other",
    [
        tell("b.txt", "2026-02-23", event_type="arrest"),
        tell("b.txt", "2026-02-23", place_id="geonames:1", place_name="Autlán", admin2_code="14015"),
        tell("b.txt", "2026-02-23", geo_precision="admin1"),
        tell("b.txt", "2026-02-24", date_start="2026-02-24"),
        tell("b.txt", "2026-02-23", status="denied"),
        tell("b.txt", "2026-02-23", verification="rejected"),
        tell("b.txt", "2026-02-23", record_kind="aggregate"),
        tell("b.txt", "2026-02-23", date_start="2026-02-01", time_precision="month"),
        tell("b.txt", "2026-02-23", date_start="2026-02-23", killed=30),
        tell("a.txt", "2026-02-22", place_text="the same report tells of another"),
    ],
)
def test_two_things_stay_two(other: Incident) -> None:
    assert len(reconcile_incidents([A, other])) == 2


@pytest.mark.parametrize(
    "other",
    [
        tell("b.txt", "2026-02-23", date_start="2026-02-23"),
        tell("b.txt", "2026-02-23", date_start="2026-02-21", killed=7),
        tell("b.txt", "2026-02-23", geo_precision="admin2", place_id="inegi:14086"),
        tell("b.txt", "2026-02-23", geo_precision="near", radius_m=2000.0),
        tell("b.txt", "2026-02-23", date_start=None, time_precision=None),
        tell("b.txt", "2026-02-23", background=True),
        tell("b.txt", None),
        replace(A, sources=A.sources, spans=()),
    ],
)
def test_the_same_thing_told_otherwise_is_one(other: Incident) -> None:
    (merged,) = reconcile_incidents([other, A])
    assert merged.background is False
    assert merged.date_start in ("2026-02-22", "2026-02-21")
    assert merged.geo_precision == "settlement"


def test_clock_times_far_apart_are_two_events_and_close_ones_one() -> None:
    morning = tell("a.txt", "2026-02-22", date_start="2026-02-22T07:00-06:00", time_precision="minute")
    noon = tell("b.txt", "2026-02-22", date_start="2026-02-22T11:30:00-06:00", time_precision="hour")
    night = tell("c.txt", "2026-02-22", date_start="2026-02-22T20:00:00-06:00", time_precision="hour")
    assert len(reconcile_incidents([morning, noon])) == 1
    assert len(reconcile_incidents([morning, night])) == 2


def test_one_moment_told_with_two_offsets_is_one_event() -> None:
    local = tell("a.txt", "2026-02-22", date_start="2026-02-22T13:00-07:00", time_precision="minute")
    utc = tell("b.txt", "2026-02-22", date_start="2026-02-22T20:00Z", time_precision="minute")
    assert len(reconcile_incidents([local, utc])) == 1


def test_the_later_moment_gives_the_figure_whatever_its_offset() -> None:
    evening = tell("a.txt", None, MEXICO, as_of="2026-02-22T21:00-06:00", n_events=252)
    before = tell("b.txt", None, MEXICO, as_of="2026-02-23T01:00Z", n_events=101)
    assert reconcile_incidents([evening, before])[0].n_events_best == 252


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0001-01-01T00:00+06:00", "9999-12-31T23:00-11:00"])
def test_the_first_and_the_last_day_of_the_calendar_are_days(day: str) -> None:
    pair = [tell(f"{name}.txt", day, date_start=day, as_of=day) for name in "ab"]
    assert len(reconcile_incidents(pair)) == 1


def test_of_two_events_in_one_report_another_joins_the_one_with_its_figures() -> None:
    first, second = tell("a.txt", "2026-02-22", killed=2), tell("a.txt", "2026-02-22", killed=5, injured=1)
    later = tell("b.txt", "2026-02-23", killed=5)
    merged = reconcile_incidents([first, second, later])
    assert sorted((i.killed_best or 0, len(i.sources)) for i in merged) == [(2, 1), (5, 2)]
    assert len({i.incident_id for i in merged}) == 2


def test_an_undated_record_joins_only_the_one_event_shortly_before_it() -> None:
    undated = tell("d.txt", "2026-02-24", date_start=None, time_precision=None)
    day_before = replace(B, date_start="2026-02-18", killed_low=1, killed_best=1, killed_high=1)
    assert len(reconcile_incidents([A, undated])) == 1
    assert len(reconcile_incidents([A, day_before, undated])) == 3
    assert len(reconcile_incidents([A, replace(undated, sources=(Source("d.txt"),))])) == 2
    assert len(reconcile_incidents([A, replace(undated, sources=(Source("d.txt", published="2026-04-01"),))])) == 2


def test_records_of_the_whole_country_need_an_equal_figure() -> None:
    arrest = MEXICO | {"event_type": "arrest", "record_kind": "event", "n_events_best": 1}
    two = tell("a.txt", "2026-02-22", arrest, arrested_best=2)
    assert len(reconcile_incidents([two, tell("b.txt", "2026-02-22", arrest, arrested_best=2)])) == 1
    assert len(reconcile_incidents([two, tell("b.txt", "2026-02-22", arrest, arrested_best=25)])) == 2
    assert len(reconcile_incidents([two, tell("b.txt", "2026-02-22", arrest)])) == 2


def test_an_event_known_to_a_state_needs_figures_that_fit() -> None:
    sent = JALISCO | {"event_type": "deployment", "record_kind": "event", "n_events_best": 1}
    assert len(reconcile_incidents([tell("a.txt", None, sent), tell("b.txt", None, sent, troops_best=2500)])) == 1
    both = [tell("a.txt", None, sent, troops_best=33), tell("b.txt", None, sent, troops_best=2500)]
    assert len(reconcile_incidents(both)) == 2


def test_a_state_with_some_and_one_with_a_count_become_the_count() -> None:
    some = tell("a.txt", "2026-02-22", JALISCO, record_kind="event")
    counted = tell("b.txt", "2026-02-22", JALISCO, n_events=65)
    (merged,) = reconcile_incidents([some, counted])
    assert (merged.n_events_low, merged.n_events_best, merged.n_events_high) == (65, 65, 65)
    assert merged.record_kind == "aggregate"
    assert is_tally(some)


def test_running_tallies_become_the_latest_even_in_one_document() -> None:
    noon = tell("t.csv", None, JALISCO, as_of="2026-02-22T14:00-06:00", n_events=26, n_active=21, n_cleared=5)
    night = tell("t.csv", None, JALISCO, as_of="2026-02-22T20:00-06:00", n_events=65, status="active")
    (merged,) = reconcile_incidents([night, noon])
    assert (merged.n_events_low, merged.n_events_best, merged.n_events_high) == (26, 65, 65)
    assert (merged.n_active, merged.n_cleared, merged.as_of) == (21, 5, "2026-02-22T20:00-06:00")
    assert merged.status == "active"
    assert "n_active: 21 (t.csv, 2026-02-22T14:00-06:00)" in (merged.note or "")
    assert len(reconcile_incidents([noon, replace(night, as_of=noon.as_of)])) == 2


def test_tallies_of_two_days_stay_two_unless_they_say_the_same() -> None:
    monday = tell("a.txt", "2026-02-23", MEXICO, n_events=80)
    tuesday = tell("b.txt", "2026-02-24", MEXICO, n_events=75, date_start="2026-02-23")
    assert len(reconcile_incidents([monday, tuesday])) == 2
    assert len(reconcile_incidents([monday, replace(tuesday, n_events_low=70, n_events_high=None)])) == 1


def test_a_vaguer_figure_of_the_next_day_does_not_replace_the_exact_one() -> None:
    evening = tell("a.txt", "2026-02-22", MEXICO, n_events=252)
    morning = tell("b.txt", "2026-02-23", MEXICO, n_events_low=250, n_events_best=250)
    (merged,) = reconcile_incidents([evening, morning])
    assert (merged.n_events_low, merged.n_events_best, merged.n_events_high) == (250, 252, 252)
    about = replace(morning, n_events_low=None)
    assert reconcile_incidents([evening, about])[0].n_events_best == 252
    less = replace(morning, n_events_low=300, n_events_best=300)
    assert reconcile_incidents([evening, less])[0].n_events_best == 300


def test_a_late_but_doubtful_figure_does_not_replace_a_sure_one() -> None:
    (merged,) = reconcile_incidents([replace(A, confidence=0.9), replace(C, confidence=0.5)])
    assert (merged.killed_low, merged.killed_best, merged.killed_high) == (7, 7, 13)


def test_a_doubtful_figure_is_better_than_none() -> None:
    least = tell("a.txt", "2026-02-22", killed_low=5, confidence=0.9)
    (merged,) = reconcile_incidents([least, tell("b.txt", "2026-02-22", killed_best=7, confidence=0.5)])
    assert (merged.killed_low, merged.killed_best) == (5, 7)


def test_what_still_counts_active_ones_is_not_cleared() -> None:
    official = tell("a.txt", "2026-02-22", MEXICO, n_active=23, n_cleared=229)
    later = tell("b.txt", "2026-02-23", MEXICO, status="cleared")
    assert reconcile_incidents([official, later])[0].status == "active"
    assert reconcile_incidents([replace(official, n_active=0), later])[0].status == "cleared"


def test_an_id_that_a_table_gave_stays_and_parts_follow_the_ids() -> None:
    total = tell("a.txt", "2026-02-22", MEXICO, n_events=252)
    official = tell("t.csv", "2026-02-22", MEXICO, n_events=252, incident_id="blocks")
    part = tell("a.txt", "2026-02-22", JALISCO, part_of=total.incident_id)
    merged = reconcile_incidents([total, official, part])
    assert merged[0].incident_id == "blocks"
    assert merged[1].part_of == "blocks"
    assert reconcile_incidents([part])[0].part_of == total.incident_id
    assert reconcile_incidents([replace(total, part_of=total.incident_id)])[0].part_of is None


def test_the_finest_place_and_time_are_kept_and_lists_united() -> None:
    timed = tell(
        "b.txt",
        "2026-02-23",
        date_start="2026-02-22T07:00-06:00",
        time_precision="minute",
        actors=(Actor("EJÉRCITO", "authority"), Actor("***", "other")),
        place_alternates=("Tapalpa de Barragán",),
        verification="reviewed",
        acled_event_type="Battles",
        note="one",
    )
    coarse = replace(
        A, geo_precision="admin2", actors=(Actor("Ejército", "authority"),), place_alternates=("Tapalpan",), note="one"
    )
    (merged,) = reconcile_incidents([coarse, timed])
    assert (merged.date_start, merged.time_precision) == ("2026-02-22T07:00-06:00", "minute")
    assert merged.geo_precision == "settlement"
    assert merged.actors == (Actor("Ejército", "authority"), Actor("***", "other"))
    assert merged.place_alternates == ("Tapalpan", "Tapalpa de Barragán")
    assert (merged.verification, merged.acled_event_type, merged.note) == ("reviewed", "Battles", "one")


def test_days_that_differ_are_told() -> None:
    (merged,) = reconcile_incidents([A, tell("b.txt", "2026-02-23", date_start="2026-02-23")])
    assert merged.note == "date_start: 2026-02-22, 2026-02-23"


def test_each_further_publisher_raises_confidence_a_little() -> None:
    confidences = [reconcile_incidents(some)[0].confidence for some in ([A], [A, B], [A, B, C])]
    assert confidences == sorted(set(confidences))
    assert confidences[-1] < 0.9
    same = replace(B, sources=(replace(B.sources[0], publisher="a"),))
    assert reconcile_incidents([A, same])[0].confidence == A.confidence


def test_what_any_record_knows_of_a_source_is_kept() -> None:
    poor = replace(A, incident_id="x", spans=())
    rich = replace(A, incident_id="x", sources=(replace(A.sources[0], url="https://example.org/a"),))
    (merged,) = reconcile_incidents([poor, rich])
    assert merged.sources == rich.sources


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ({"place_id": None, "place_name": None}, {"place_id": None, "place_name": None, "lon": -103.76}, 1),
        ({"place_id": None, "place_name": None}, {"place_id": None, "place_name": None, "lon": -103.5}, 2),
        ({"place_id": None, "lon": None, "lat": None, "admin2_code": None}, {}, 2),
        (
            {"geo_precision": "region", "place_id": "geonames:9"},
            {"geo_precision": "region", "place_id": "geonames:9"},
            1,
        ),
        (
            {"geo_precision": "region", "place_id": "geonames:9"},
            {"geo_precision": "region", "place_id": "geonames:8"},
            2,
        ),
        ({"date_start": None, "time_precision": None}, {"date_start": None, "time_precision": None}, 1),
        (
            {"date_start": "2026-02-01", "time_precision": "month"},
            {"date_start": "2026-02-01", "time_precision": "month"},
            1,
        ),
    ],
)
def test_places_and_periods_without_a_name_of_their_own(one: dict[str, Any], other: dict[str, Any], count: int) -> None:
    pair = [tell("a.txt", "2026-02-22", **one), tell("b.txt", "2026-02-23", **other)]
    assert len(reconcile_incidents(pair)) == count


def test_a_place_known_by_its_written_name_only_is_matched_by_it() -> None:
    bare: dict[str, Any] = dict.fromkeys(("place_id", "place_name", "lon", "lat", "admin2_code"))
    pair = [tell("a.txt", None, **bare), tell("b.txt", None, **bare, place_text="TAPALPA")]
    assert len(reconcile_incidents(pair)) == 1


def test_figures_that_no_number_fits_contradict() -> None:
    seven = tell("a.txt", None, killed=7)
    assert contradict(seven, tell("b.txt", None, killed=8))
    assert contradict(seven, tell("b.txt", None, killed_low=8, killed_best=8))
    assert not contradict(seven, tell("b.txt", None, killed_low=5, killed_best=5))
    assert not contradict(seven, tell("b.txt", None, killed_high=9, killed_best=9))
    assert not contradict(seven, tell("b.txt", None))
    assert Figure(None, 252, None).exact
    assert not Figure(None, 250, None).exact
    assert Figure(None, 250, None).extent == (225, 275)
    assert Figure(None, 0, None).extent == (0, 0)


def test_a_bound_without_a_best_figure_is_kept() -> None:
    dozens = tell("a.txt", None, killed_low=24)
    values, notes = combine_figures([dozens, replace(dozens, doc_id="b")])
    assert (values["killed_low"], values["killed_best"], values["killed_high"]) == (24, None, None)
    assert notes == []
    values, notes = combine_figures([dozens, tell("b.txt", None, killed=30)])
    assert (values["killed_low"], values["killed_best"], values["killed_high"]) == (24, 30, 30)
    assert notes == ["killed: unknown (a), 30 (b)"]


def test_days_and_moments() -> None:
    assert find_day(replace(A, date_start="2026-02-22T07:00-06:00")) is not None
    assert find_day(replace(A, time_precision="week")) is None
    assert find_day(replace(A, date_start=None)) is None
    assert find_moment(replace(A, as_of="2026-02-22T20:00:00-06:00")) == "2026-02-22T20:00"
    assert find_moment(A) == "2026-02-22T12:00"
    assert find_moment(replace(A, sources=(), date_start=None)) == ""
    assert find_published(replace(A, sources=())) == "~"
    day = find_day(A)
    assert day is not None
    assert measure_gap_days(day, "2026-02-24T01:00Z") == 2
    assert measure_gap_days(day, "~") is None


def test_moments_are_put_on_one_clock() -> None:
    assert localize("2026-02-22") == "2026-02-22T12:00"
    assert localize("2026-02-23T02:00Z") == localize("2026-02-22 20:00:30-0600") == "2026-02-22T20:00"
    assert localize("2026-02-22T20:00") == "2026-02-22T20:00"
    assert localize("0001-01-01T00:00Z") == "0001-01-01T00:00"


DOCS = st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"])
COUNT = st.none() | st.integers(0, 300)
RECORDS = st.builds(
    tell,
    DOCS,
    st.sampled_from([None, "2026-02-22", "2026-02-23"]),
    st.sampled_from([TAPALPA, JALISCO, MEXICO]),
    date_start=st.sampled_from([None, "2026-02-21", "2026-02-22", "2026-02-22T09:00-06:00"]),
    killed=COUNT,
    n_active=COUNT,
    as_of=st.sampled_from([None, "2026-02-22", "2026-02-22T20:00-06:00"]),
    status=st.sampled_from(["reported", "active", "denied"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(RECORDS, max_size=8))
def test_nothing_is_lost_made_up_or_added_up(incidents: list[Incident]) -> None:
    merged = reconcile_incidents(incidents)
    assert len({i.incident_id for i in merged}) == len(merged)
    assert {s.doc_id for i in merged for s in i.sources} == {s.doc_id for i in incidents for s in i.sources}
    assert {s for i in merged for s in i.spans} == {s for i in incidents for s in i.spans}
    told = {i.killed_best for i in incidents}
    assert {i.killed_best for i in merged} <= told | {None}
    assert all(check_incident_dict(incident_to_dict(i)) is None for i in merged)


@settings(max_examples=150, deadline=None)
@given(st.lists(RECORDS, max_size=8, unique_by=lambda i: (i.doc_id, i.event_type, i.geo_precision)))
def test_reports_that_tell_of_each_thing_once_reconcile_once_and_for_all(incidents: list[Incident]) -> None:
    merged = reconcile_incidents(incidents)
    assert reconcile_incidents(merged) == merged
    assert {i.incident_id: i for i in reconcile_incidents(incidents[::-1])} == {i.incident_id: i for i in merged}


@settings(max_examples=150, deadline=None)
@given(st.lists(RECORDS, max_size=8, unique_by=lambda i: (i.doc_id, i.event_type, i.geo_precision)))
def test_reconciling_a_result_with_its_own_reports_changes_nothing(incidents: list[Incident]) -> None:
    merged = {i.incident_id: i for i in reconcile_incidents(incidents)}
    assert {i.incident_id: i for i in reconcile_incidents([*merged.values(), *incidents])} == merged
