"""
Which records tell of one event.

Records are put side by side only where type, kind and place are the same; then the day decides, and
where the day or the place is vague, the figures must fit as well. Records that stand in one source
side by side are two things: a report tells of its event once, a table has a row for each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from geomap.model import Incident
from geomap.names import fold_toponym
from geomap.reconcile.figures import contradict, count_agreements
from geomap.reconcile.moments import find_day, find_moment, find_published, localize, measure_gap_days

COARSE = ("admin1", "region", "country", None)
"""Precisions so wide that two events of one type and day may well be two."""
NOWHERE = ("country", None)
"""Precisions that say so little that only an equal figure makes two records one event."""
LATE_DAYS = 7
"""A report without a date of its own may tell of an event of so many days before it."""
APART = timedelta(hours=6)
"""Two clock times that lie further apart are of two events."""
_DATE = len("2026-02-22")

Key = tuple[str | None, ...]


@dataclass
class Group:
    """Records of one event, the first published first."""

    key: Key
    day: date | None
    members: list[Incident] = field(default_factory=list)


def group_incidents(incidents: Iterable[Incident]) -> list[Group]:
    """
    Group the records that tell of one event.

    Parameters
    ----------
    incidents
        Of all reports and tables, in any order.

    Returns
    -------
    groups
        Each record in exactly one; the same groups for any order of the records.
    """
    blocks: dict[Key, list[Incident]] = defaultdict(list)
    for incident in sorted(incidents, key=_order):
        blocks[find_key(incident)].append(incident)
    groups: list[Group] = []
    for key, members in blocks.items():
        groups.extend(_group_block(key, members))
    return groups


def is_tally(incident: Incident) -> bool:
    """
    Tell whether a record counts over an area or a period.

    Parameters
    ----------
    incident
        Any record.

    Returns
    -------
    answer
        True for aggregates, and for a state or country where something happened an unknown number of
        times or several.
    """
    wide = incident.geo_precision in COARSE and incident.n_events_best != 1
    return incident.record_kind == "aggregate" or wide


def _order(incident: Incident) -> tuple[str, ...]:
    spans = [f"{s.start:09d}" for s in incident.spans[:1]]
    return (
        find_published(incident),
        incident.doc_id,
        *spans,
        find_moment(incident),
        incident.incident_id,
        incident.event_type,
    )


def find_key(incident: Incident) -> Key:
    """
    Name what must be the same of two records that tell of one event.

    Parameters
    ----------
    incident
        Any record.

    Returns
    -------
    key
        Type, kind, denied or rejected, and the place; a period if it is no day.
    """
    standing = "denied" if incident.status == "denied" else incident.verification
    kind = "tally" if is_tally(incident) else "event"
    period = None
    if incident.date_start and find_day(incident) is None:
        period = f"{incident.time_precision} {incident.date_start}"
    return (
        incident.event_type,
        kind,
        standing if standing in ("denied", "rejected") else None,
        *_find_place(incident),
        period,
    )


def _find_place(incident: Incident) -> tuple[str | None, str | None]:
    """
    Name the place that a record is about.

    A town that bears its municipality's name stands for the municipality: reports say "in Tapalpa" of
    either. A point without a place counts as the same within about a kilometre.
    """
    country, precision = incident.country_code, incident.geo_precision
    if precision in ("settlement", "near", "exact", "admin2"):
        namesake = incident.place_name and fold_toponym(incident.place_name) == fold_toponym(incident.admin2_name or "")
        if incident.admin2_code and (precision == "admin2" or namesake):
            return country, f"admin2 {incident.admin2_code}"
        if incident.place_id:
            return country, incident.place_id
        if incident.lon is not None and incident.lat is not None:
            return country, f"{incident.lon:.2f} {incident.lat:.2f}"
        return country, fold_toponym(incident.place_name or incident.place_text or "")
    if precision == "admin1" and incident.admin1_code:
        return country, f"admin1 {incident.admin1_code}"
    if precision == "country":
        return country, None
    return country, incident.place_id or fold_toponym(incident.place_text or "") or None


def _group_block(key: Key, members: Sequence[Incident]) -> list[Group]:
    """Group the records of one type and place, the dated ones first."""
    by_day: dict[date | None, list[Group]] = defaultdict(list)
    groups: list[Group] = []
    for incident in sorted(members, key=lambda m: find_day(m) is None):
        day = find_day(incident)
        group = _find_group(incident, _list_near(by_day, incident, day))
        if group is None:
            group = Group(key, day)
            by_day[day].append(group)
            groups.append(group)
        group.members.append(incident)
    for group in groups:
        group.members.sort(key=_order)
    return groups


def _list_near(by_day: dict[date | None, list[Group]], incident: Incident, day: date | None) -> list[Group]:
    """List the groups that a record's date allows, the likeliest first."""
    if day is not None:
        return [group for d in _list_days_around(day) for group in by_day.get(d, ())]
    published = find_published(incident)
    known = []
    if incident.date_start is None and incident.geo_precision not in COARSE:
        gaps = ((measure_gap_days(d, published), groups) for d, groups in by_day.items() if d is not None)
        known = [group for gap, groups in gaps if gap is not None and 0 <= gap <= LATE_DAYS for group in groups]
    return [*(known if len(known) == 1 else ()), *by_day.get(None, ())]


def _list_days_around(day: date) -> list[date]:
    """List a day and those beside it; beside the first and the last of the calendar there is one."""
    numbers = (day.toordinal(), day.toordinal() - 1, day.toordinal() + 1)
    return [date.fromordinal(n) for n in numbers if date.min.toordinal() <= n <= date.max.toordinal()]


def _find_group(incident: Incident, near: Sequence[Group]) -> Group | None:
    """Find the group that a record fits best: the same day first, then the most equal figures."""
    day = find_day(incident)
    fitting = [group for group in near if _fits(incident, group, day)]
    return max(
        fitting,
        key=lambda g: (g.day == day, max(count_agreements(incident, m) for m in g.members)),
        default=None,
    )


def _fits(incident: Incident, group: Group, day: date | None) -> bool:
    if any(incident.incident_id == m.incident_id for m in group.members):
        return True
    if any(_stand_apart(incident, m) for m in group.members):
        return False
    single = not is_tally(incident)
    if single and incident.geo_precision in NOWHERE:
        return any(count_agreements(incident, m) for m in group.members)
    vague = day is None or group.day != day or (single and incident.geo_precision in COARSE)
    return not (vague and any(contradict(incident, m) for m in group.members))


def _stand_apart(one: Incident, other: Incident) -> bool:
    """Whether one source tells of both, or clock times say that they are two."""
    shared = {s.doc_id for s in one.sources} & {s.doc_id for s in other.sources}
    if shared:
        running = is_tally(one) and one.as_of is not None and other.as_of is not None
        return not (running and one.as_of != other.as_of)
    dates = [m.date_start or "" for m in (one, other)]
    if is_tally(one) or any(len(text) <= _DATE for text in dates):
        return False
    first, second = (datetime.fromisoformat(localize(text)) for text in dates)
    return abs(first - second) > APART
