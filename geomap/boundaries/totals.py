"""First divisions with the totals of their incidents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geomap.boundaries.geometries import encode_geometries
from geomap.boundaries.store import Boundaries, Division
from geomap.schema import EVENT_TYPES, GEOMETRY

_STATE = ["country_code", "admin1_code"]
_USED = [*_STATE, "event_type", "as_of", "date_start", "n_events_best", "killed_best", "n_active", "n_cleared"]
_WHOLE = "whole"
"""Whether an incident tells of the whole state, not of a place in it."""


@dataclass
class _Tally:
    """Figures of one kind in one state."""

    incidents: int = 0
    uncounted: int = 0
    """Incidents that don't say how many."""
    total: int | None = None
    """The largest figure given for the whole state."""
    places: int | None = None
    """The sum of the figures given for places in it."""

    def combine(self) -> int | None:
        """Give the larger of the two; None if neither is known."""
        return max((n for n in (self.total, self.places) if n is not None), default=None)


@dataclass
class _State:
    """What is told of one state."""

    events: dict[str, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    """By event type."""
    killed: _Tally = field(default_factory=_Tally)
    as_of: str | None = None
    active: int | None = None
    cleared: int | None = None


def total_states(table: pa.Table, boundaries: Boundaries) -> pa.Table:
    """
    Total the incidents of each first division of the countries on the map.

    Parameters
    ----------
    table
        Incidents, joined and reconciled.
    boundaries
        Polygons of the divisions.

    Returns
    -------
    states
        A row a division of each country in which an incident is placed: ``admin1_name``,
        ``admin1_code``, ``admin1_iso``, ``country_code``; for each event type on the map
        ``<type>_incidents`` (records there), ``<type>_events`` (how many occurrences; null where no
        record says) and ``<type>_uncounted`` (records that don't say how many); ``killed_best``,
        ``active`` and ``cleared`` as last told of the whole state, ``as_of``; and the simplified polygon
        (WKB, WGS84).

    Notes
    -----
    Denied, rejected and background incidents don't count, nor do totals over several states or a country.
    Places are added up. A total for the whole state is not added to its places, nor to another such total:
    running tallies and longer stays of one thing would count twice. The larger of the largest total and
    the sum of the places is given, so that a figure may be too low but is never made of one thing twice.
    """
    states = _total_rows(_choose_rows(table))
    present = {event_type for state in states.values() for event_type in state.events}
    types = [t for t in EVENT_TYPES if t in present] + sorted(present.difference(EVENT_TYPES))
    divisions = [d for c in sorted({country for country, _ in states}) for d in boundaries.list_admin1(c)]
    empty = _State()
    records = [_lay_out(d, states.get((d.country_code, d.admin1_code or ""), empty), types) for d in divisions]
    out = pa.Table.from_pylist(records, schema=_states_schema(types))
    shapes = [boundaries.admin1.outline(d.row) for d in divisions]
    return out.append_column(GEOMETRY, encode_geometries(shapes))


def _choose_rows(table: pa.Table) -> pa.Table:
    """Keep what counts for a state, and the columns that totals are made from."""
    counts = pc.and_(pc.is_valid(table["admin1_code"]), pc.is_valid(table["country_code"]))
    counts = pc.and_(counts, pc.not_equal(table["status"], "denied"))
    counts = pc.and_(counts, pc.not_equal(table["verification"], "rejected"))
    counts = pc.and_(counts, pc.invert(table["background"]))
    whole = pc.fill_null(pc.equal(table["geo_precision"], "admin1"), fill_value=False)
    return table.select(_USED).append_column(_WHOLE, whole).filter(counts)


def _total_rows(counted: pa.Table) -> dict[tuple[str, str], _State]:
    """Total the rows of each state, by its codes."""
    states: dict[tuple[str, str], _State] = defaultdict(_State)
    for key, group in _group(counted, ["event_type"], "n_events_best"):
        _add_figures(states[key].events[group["event_type"]], group, "n_events_best")
    for key, group in _group(counted, [], "killed_best"):
        _add_figures(states[key].killed, group, "killed_best")
    for key, group in _group(counted, ["as_of"], "n_events_best"):
        states[key].as_of = max((m for m in (states[key].as_of, group["as_of"]) if m), default=None)
    told = counted.filter(pc.or_(pc.is_valid(counted["n_active"]), pc.is_valid(counted["n_cleared"])))
    for row in sorted(told.filter(told[_WHOLE]).to_pylist(), key=lambda r: r["as_of"] or r["date_start"] or ""):
        state = states[row["country_code"], row["admin1_code"]]
        state.active = row["n_active"] if row["n_active"] is not None else state.active
        state.cleared = row["n_cleared"] if row["n_cleared"] is not None else state.cleared
    return dict(states)


def _group(counted: pa.Table, by: list[str], figure: str) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """Group rows by state, by what is asked for, and by whether they tell of the whole state."""
    keys = [*_STATE, *by, _WHOLE]
    wanted = [(figure, "sum"), (figure, "max"), (figure, "count"), ([], "count_all")]
    for group in counted.group_by(keys).aggregate(wanted).to_pylist():
        yield (group["country_code"], group["admin1_code"]), group


def _add_figures(tally: _Tally, group: dict[str, Any], figure: str) -> None:
    tally.incidents += group["count_all"]
    tally.uncounted += group["count_all"] - group[f"{figure}_count"]
    if group[_WHOLE]:
        tally.total = group[f"{figure}_max"]
    else:
        tally.places = group[f"{figure}_sum"]


def _states_schema(types: Iterable[str]) -> pa.Schema:
    names = [(n, pa.string()) for n in ("admin1_name", "admin1_code", "admin1_iso", "country_code")]
    numbers = [(f"{t}_{what}", pa.int64()) for t in types for what in ("incidents", "events", "uncounted")]
    rest = [
        ("killed_best", pa.int64()),
        ("active", pa.int64()),
        ("cleared", pa.int64()),
        ("as_of", pa.string()),
    ]
    return pa.schema([*names, *numbers, *rest])


def _lay_out(division: Division, state: _State, types: Iterable[str]) -> dict[str, object]:
    """Give the row of one state."""
    record: dict[str, object] = {
        "admin1_name": division.admin1_name,
        "admin1_code": division.admin1_code,
        "admin1_iso": division.admin1_iso,
        "country_code": division.country_code,
    }
    for event_type in types:
        tally = state.events.get(event_type, _Tally())
        record[f"{event_type}_incidents"] = tally.incidents
        record[f"{event_type}_events"] = tally.combine()
        record[f"{event_type}_uncounted"] = tally.uncounted
    record |= {"killed_best": state.killed.combine(), "active": state.active, "cleared": state.cleared}
    record["as_of"] = state.as_of
    return record
