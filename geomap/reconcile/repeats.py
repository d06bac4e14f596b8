"""
Records that come again: read from two files, or held already by a result of an earlier reconciling.

What a record comes from is in its sources and spans. One whose sources and spans another has as well, of
the same type, place and day, was merged into it: it tells nothing new, and its figures must not be told
twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date

from geomap.model import Incident, Source, Span
from geomap.reconcile.figures import contradict, count_agreements
from geomap.reconcile.match import Key, find_key
from geomap.reconcile.moments import UNKNOWN, find_day, localize

Mark = tuple[Key, date | Span | None]

_RECONCILED = re.compile(r"e-[0-9a-f]{12}(-\d+)?")


def is_reconciled(incident: Incident) -> bool:
    """
    Tell whether a record bears an id that reconciling made.

    Parameters
    ----------
    incident
        Any record.

    Returns
    -------
    answer
        False for ids that a report's text or a table gave.
    """
    return _RECONCILED.fullmatch(incident.incident_id) is not None


def drop_copies(incidents: Iterable[Incident]) -> list[Incident]:
    """
    Keep one of records that are the same.

    Parameters
    ----------
    incidents
        Of all reports and tables.

    Returns
    -------
    incidents
        In order of their first. Two are the same that bear one id and differ at most in the quoted text
        and in what is known of their sources.
    """
    kept: list[Incident] = []
    numbers: dict[str, list[int]] = defaultdict(list)
    for incident in incidents:
        twins = numbers[incident.incident_id]
        same = next((n for n in twins if _are_same(kept[n], incident)), None)
        if same is None:
            twins.append(len(kept))
            kept.append(incident)
        else:
            kept[same] = _add_evidence(kept[same], [incident])
    return kept


def number_twins(incidents: Iterable[Incident]) -> list[Incident]:
    """
    Give no two records the same id.

    Parameters
    ----------
    incidents
        Of all reports and tables, none of them a copy.

    Returns
    -------
    incidents
        In order; one with the id of an earlier has a number after it, and a note.
    """
    out: list[Incident] = []
    taken: set[str] = set()
    for incident in incidents:
        name, number = incident.incident_id, 1
        while name in taken:
            number += 1
            name = f"{incident.incident_id}-{number}"
        taken.add(name)
        if number > 1:
            note = f"incident_id: {incident.incident_id} is another record's too"
            incident = replace(incident, incident_id=name, note="; ".join(n for n in (incident.note, note) if n))  # noqa: PLW2901
        out.append(incident)
    return out


def drop_repeats(incidents: Iterable[Incident]) -> list[Incident]:
    """
    Drop the records that another holds already.

    Parameters
    ----------
    incidents
        Of all reports and tables, with their divisions' codes.

    Returns
    -------
    incidents
        The others, in order; ``part_of`` follows the ids.
    """
    listed = drop_copies(incidents)
    by_mark: dict[Mark, dict[int, Incident]] = defaultdict(dict)
    for number, incident in enumerate(listed):
        if is_reconciled(incident) or len(incident.sources) > 1:
            for mark in _list_marks(incident):
                by_mark[mark][number] = incident
    holders: dict[int, int] = {}
    for number, incident in enumerate(listed) if by_mark else ():
        rivals = {n: m for mark in _choose_marks(incident) for n, m in by_mark.get(mark, {}).items()}
        fitting = [n for n, rival in rivals.items() if _holds(rival, incident)]
        if fitting:
            holders[number] = max(fitting, key=lambda n: _rate_holder(listed[n], incident))
    held: dict[int, list[Incident]] = defaultdict(list)
    renamed: dict[str, str] = {}
    for number, holder in holders.items():
        while holder in holders:
            holder = holders[holder]  # noqa: PLW2901
        held[holder].append(listed[number])
        renamed[listed[number].incident_id] = listed[holder].incident_id
    kept = [_add_evidence(incident, held[n]) for n, incident in enumerate(listed) if n not in holders]
    return [replace(m, part_of=renamed[m.part_of]) if m.part_of in renamed else m for m in kept]


def _list_marks(incident: Incident) -> list[Mark]:
    """List what a record that this one holds may be found by: each span, its day, or its place alone."""
    key = find_key(incident)
    return [(key, None), (key, find_day(incident)), *((key, replace(span, exact=None)) for span in incident.spans)]


def _choose_marks(incident: Incident) -> list[Mark]:
    key = find_key(incident)
    return [(key, find_day(incident)), *((key, replace(span, exact=None)) for span in incident.spans[:1])]


def _rate_holder(one: Incident, other: Incident) -> tuple[bool, int]:
    return one.doc_id == other.doc_id, count_agreements(one, other)


def _are_same(one: Incident, other: Incident) -> bool:
    """Whether two records differ at most in the quoted text and in what is known of their sources."""
    return one.incident_id == other.incident_id and _strip(one) == _strip(other)


def _strip(incident: Incident) -> Incident:
    sources = tuple(Source(s.doc_id) for s in incident.sources)
    return replace(incident, sources=sources, spans=tuple(replace(s, exact=None) for s in incident.spans))


def _holds(one: Incident, other: Incident) -> bool:
    """Whether one record was merged from another among others, or from it alone."""
    merged = is_reconciled(one) and not is_reconciled(other)
    if not (merged or len(one.sources) > len(other.sources)):
        return False
    if not {(s.doc_id, s.sha256) for s in other.sources} <= {(s.doc_id, s.sha256) for s in one.sources}:
        return False
    if one.spans and other.spans:
        return {replace(s, exact=None) for s in other.spans} <= {replace(s, exact=None) for s in one.spans}
    if one.incident_id == other.incident_id:
        return True
    same_day = find_day(other) in (None, find_day(one))
    return same_day and not is_reconciled(other) and not contradict(one, other)


def _add_evidence(incident: Incident, repeats: Sequence[Incident]) -> Incident:
    """Give a record the quoted text, and the knowledge of its sources, that its repeats have."""
    if not repeats:
        return incident
    members = [incident, *repeats]
    return replace(incident, sources=unite_sources(members), spans=unite_spans(members))


def unite_sources(members: Sequence[Incident]) -> tuple[Source, ...]:
    """
    Unite the sources of records.

    Parameters
    ----------
    members
        Records of one event.

    Returns
    -------
    sources
        The first published first; of one document, what any record knows of it.
    """
    united: dict[str, Source] = {}
    for source in (s for m in members for s in m.sources):
        known = united.get(source.doc_id, source)
        filled = {f.name: getattr(known, f.name) or getattr(source, f.name) for f in fields(Source)}
        united[source.doc_id] = Source(**filled)
    return tuple(sorted(united.values(), key=lambda s: (localize(s.published or UNKNOWN), s.doc_id)))


def unite_spans(members: Sequence[Incident]) -> tuple[Span, ...]:
    """
    Unite the spans of records.

    Parameters
    ----------
    members
        Records of one event.

    Returns
    -------
    spans
        Each once, with its text if any record has it.
    """
    united: dict[Span, Span] = {}
    for span in (s for m in members for s in m.spans):
        bare = replace(span, exact=None)
        if united.get(bare, bare).exact is None:
            united[bare] = span
    return tuple(united.values())
