"""Records that come again: in two files, or in a result of an earlier reconciling."""

from __future__ import annotations

from dataclasses import replace

import pytest
from incident_records import JALISCO, A, B, C, tell

from geomap.model import Incident
from geomap.reconcile.merge import reconcile_incidents
from geomap.reconcile.repeats import drop_copies, number_twins

FIRST = tell("r.txt", "2026-02-22", killed=7)
SECOND = tell("r.txt", "2026-02-22", killed=7, place_text="the same report tells of another")
ROWS = [
    replace(tell("t.csv", None, killed=count), incident_id=f"t-{count:012d}", doc_id=f"t.csv#{count}", spans=())
    for count in (2, 5)
]


@pytest.mark.parametrize(
    "told",
    [
        [FIRST],
        [FIRST, B],
        [FIRST, SECOND, B, C],
        ROWS,
        [*ROWS, FIRST, B],
        [replace(ROWS[0], incident_id="given"), FIRST],
        [replace(FIRST, date_start=None, time_precision=None), replace(B, date_start=None, time_precision=None)],
    ],
)
def test_a_result_holds_what_it_was_made_from(told: list[Incident]) -> None:
    once = reconcile_incidents(told)
    for again in ([*once, *told], [*told, *once], [*once, told[-1]], [*once, *once]):
        assert {i.incident_id: i for i in reconcile_incidents(again)} == {i.incident_id: i for i in once}


def test_a_further_source_changes_no_id_of_a_result() -> None:
    (once,) = reconcile_incidents([B])
    early = tell("0.txt", "2026-02-20", date_start="2026-02-21", killed=8)
    (merged,) = reconcile_incidents([early, once])
    assert merged.incident_id == once.incident_id
    assert [s.doc_id for s in merged.sources] == ["0.txt", "b.txt"]


def test_a_result_is_as_sure_after_a_further_source_as_if_all_were_read_at_once() -> None:
    steps = reconcile_incidents([*reconcile_incidents([A, B]), C])
    assert steps[0].confidence == reconcile_incidents([A, B, C])[0].confidence


def test_what_a_result_does_not_hold_is_no_repeat() -> None:
    once = reconcile_incidents([FIRST, B])
    assert len(reconcile_incidents([*once, SECOND])) == 2
    assert len(reconcile_incidents([*once, replace(FIRST, event_type="arrest")])) == 2


def test_a_repeat_gives_its_quotes_and_parts_follow_what_holds_it() -> None:
    quoted = replace(FIRST, spans=(replace(FIRST.spans[0], exact="raid"),))
    part = tell("r.txt", "2026-02-22", JALISCO, part_of=FIRST.incident_id)
    once = reconcile_incidents([FIRST, B])
    merged = reconcile_incidents([*once, quoted, part])
    assert "raid" in [span.exact for span in merged[0].spans]
    assert merged[1].part_of == merged[0].incident_id
    assert len(merged[0].spans) == len(once[0].spans)


def test_copies_are_kept_once_and_other_twins_get_a_number() -> None:
    other = replace(A, incident_id="x", killed_best=9)
    told = [replace(A, incident_id="x"), replace(A, incident_id="x"), other, replace(other, note="n")]
    kept = number_twins(drop_copies(told))
    assert [i.incident_id for i in kept] == ["x", "x-2", "x-3"]
    assert [i.note for i in kept] == [
        None,
        "incident_id: x is another record's too",
        "n; incident_id: x is another record's too",
    ]
