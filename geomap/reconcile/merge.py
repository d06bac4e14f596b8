"""
Records of one event to one incident with all its sources.

Nothing is added up and nothing is lost: a count's best figure is the latest that is told with some
confidence, its bounds are the least and the most that was told, ``note`` lists the figures where they
differ, and every source and span stays.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from geomap.model import Actor, Incident, Source
from geomap.names import fold_toponym
from geomap.reconcile.figures import combine_figures
from geomap.reconcile.match import NOWHERE, Group, group_incidents, is_tally
from geomap.reconcile.moments import find_day, find_moment
from geomap.reconcile.repeats import drop_repeats, is_reconciled, unite_sources, unite_spans
from geomap.schema import GEO_PRECISIONS, TIME_PRECISIONS, incidents_to_table, table_to_incidents

DOUBT_LEFT = 0.8
"""What each further publisher leaves of the doubt: many repeat one agency, so it is far from independent."""
MOST_CONFIDENCE = 0.99
_MADE_ID = re.compile(r"[a-z]-[0-9a-f]{12}(-\d+)?")
"""Ids that geomap made; all others were given by whoever made the table, and stay."""
_PLACE = (
    "place_text",
    "place_name",
    "place_id",
    "feature_code",
    "admin2_name",
    "admin2_code",
    "admin1_name",
    "admin1_code",
    "admin1_iso",
    "country_name",
    "country_code",
    "lon",
    "lat",
    "geo_precision",
    "radius_m",
)
_TYPE = ("acled_event_type", "acled_sub_event_type", "plover_code")


def reconcile_table(table: pa.Table) -> pa.Table:
    """
    Make one row of the rows that tell of one event.

    Parameters
    ----------
    table
        Incidents, columns as ``schema.arrow_schema``, joined to boundaries; other columns are dropped.

    Returns
    -------
    table
        The same columns; rows in order of each event's first row.
    """
    return incidents_to_table(reconcile_incidents(table_to_incidents(table)))


def reconcile_incidents(incidents: Iterable[Incident]) -> list[Incident]:
    """
    Make one incident of the records that tell of one event.

    Parameters
    ----------
    incidents
        Of all reports and tables, with their divisions' codes.

    Returns
    -------
    merged
        In order of each event's first record. An ``incident_id`` that a table or an earlier reconciling
        gave stays, whatever sources are added; others are made from type, place and day, which the first
        source of an event says. Without a day or a place it is that of the first record. ``part_of``
        follows the ids.
    """
    listed = drop_repeats(incidents)
    merged = _merge_once(listed)
    while len(merged) < len(listed):
        # Two reports may bridge the gap between two others, whose figures did not fit by themselves.
        listed, merged = merged, _merge_once(merged)
    return merged


def _merge_once(listed: Sequence[Incident]) -> list[Incident]:
    places: dict[int, int] = {}
    for place, incident in enumerate(listed):
        places.setdefault(id(incident), place)
    groups = group_incidents(listed)
    ids = _name_groups(groups)
    renamed = {m.incident_id: new for group, new in zip(groups, ids, strict=True) for m in group.members}
    merged = [_merge_group(g, new, renamed) for g, new in zip(groups, ids, strict=True)]
    order = [min(places[id(m)] for m in group.members) for group in groups]
    return [incident for _, incident in sorted(zip(order, merged, strict=True), key=lambda pair: pair[0])]


def _name_groups(groups: Sequence[Group]) -> list[str]:
    """Give each group its id, and a number after it where an earlier one has it; ids that records bear go first."""
    known = [_find_name(group) for group in groups]
    names = [name or _make_name(group) for name, group in zip(known, groups, strict=True)]
    taken: set[str] = set()
    counted: Counter[str] = Counter()
    for number in sorted(range(len(groups)), key=lambda n: known[n] is None):
        name = names[number]
        while names[number] in taken:
            counted[name] += 1
            names[number] = f"{name}-{counted[name] + 1}"
        taken.add(names[number])
    return names


def _find_name(group: Group) -> str | None:
    """Find the id that a table gave to a record of the group, else one that an earlier reconciling gave."""
    given = next((m.incident_id for m in group.members if _is_given(m)), None)
    return given or next((m.incident_id for m in group.members if is_reconciled(m)), None)


def _make_name(group: Group) -> str:
    """Make an id from what the event is; where that says too little, take that of its first record."""
    first = group.members[0]
    if group.day is None or (first.geo_precision in NOWHERE and not is_tally(first)):
        return first.incident_id
    text = "\x1f".join(part or "" for part in (*group.key, str(group.day)))
    return f"e-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _is_given(incident: Incident) -> bool:
    return incident.incident_id != incident.doc_id and not _MADE_ID.fullmatch(incident.incident_id)


def _merge_group(group: Group, incident_id: str, renamed: dict[str, str]) -> Incident:
    """Merge the records of one event, the first published first."""
    members = group.members
    part_of = next((renamed.get(m.part_of, m.part_of) for m in members if m.part_of), None)
    base = replace(members[0], incident_id=incident_id, part_of=None if part_of == incident_id else part_of)
    if len(members) == 1:
        return base
    by_moment = sorted(members, key=lambda m: (find_moment(m), m.confidence))
    figures, notes = combine_figures(by_moment)
    united: dict[str, Any] = {**figures}
    placed = min(members, key=lambda m: (_rank(GEO_PRECISIONS, m.geo_precision), -m.confidence))
    dated = _choose_date(group)
    sources = unite_sources(members)
    days = sorted({m.date_start for m in members if m.date_start})
    if len({day[:10] for day in days}) > 1:
        notes.insert(0, f"date_start: {', '.join(days)}")
    united |= {name: getattr(placed, name) for name in _PLACE}
    united |= {name: next((v for m in members if (v := getattr(m, name))), None) for name in _TYPE}
    return replace(
        base,
        **united,
        record_kind="aggregate" if any(m.record_kind == "aggregate" for m in members) else "event",
        background=all(m.background for m in members),
        status=_choose_status(by_moment, figures["n_active"]),
        date_start=dated.date_start,
        date_end=dated.date_end,
        time_precision=dated.time_precision,
        as_of=next((m.as_of for m in reversed(by_moment) if m.as_of), None),
        place_alternates=tuple(dict.fromkeys(n for m in members for n in m.place_alternates)),
        actors=_unite_actors(members),
        confidence=_combine_confidence(members, sources),
        verification="reviewed" if any(m.verification == "reviewed" for m in members) else base.verification,
        sources=sources,
        spans=unite_spans(members),
        note="; ".join(dict.fromkeys([*(m.note for m in members if m.note), *notes])) or None,
    )


def _rank(choices: Sequence[str], value: str | None) -> int:
    return choices.index(value) if value in choices else len(choices)


def _choose_date(group: Group) -> Incident:
    """Choose the record to date the event by: of the group's day, the finest, the first published."""
    of_day = [m for m in group.members if find_day(m) == group.day]
    return min(of_day, key=lambda m: _rank(TIME_PRECISIONS, m.time_precision))


def _choose_status(by_moment: Sequence[Incident], n_active: int | None) -> str:
    """Choose the latest status that says something; what still counts active ones is not cleared."""
    status = next((m.status for m in reversed(by_moment) if m.status != "reported"), "reported")
    return "active" if status == "cleared" and n_active else status


def _unite_actors(members: Sequence[Incident]) -> tuple[Actor, ...]:
    united: dict[tuple[str, str], Actor] = {}
    for actor in (a for m in members for a in m.actors):
        united.setdefault((fold_toponym(actor.name) or actor.name, actor.role), actor)
    return tuple(united.values())


def _combine_confidence(members: Sequence[Incident], sources: Sequence[Source]) -> float:
    """Combine confidences: the highest, and a little more for each publisher that its record does not have."""
    surest = max(members, key=lambda m: (m.confidence, len(m.sources)))
    further = _count_publishers(sources) - max(1, _count_publishers(surest.sources))
    combined = 1 - (1 - surest.confidence) * DOUBT_LEFT ** max(0, further)
    return round(max(surest.confidence, min(MOST_CONFIDENCE, combined)), 4)


def _count_publishers(sources: Sequence[Source]) -> int:
    return len({s.publisher or s.doc_id for s in sources})
