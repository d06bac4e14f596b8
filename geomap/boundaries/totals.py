"""First divisions with the totals of their incidents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geomap.boundaries.geometries import encode_geometries
from geomap.boundaries.store import Boundaries, Division
from geomap.schema import EVENT_TYPES, GEOMETRY, select_facts

_USED = (
    "country_code", "admin1_code", "geo_precision", "event_type", "as_of", "date_start",
    "n_events_best", "killed_best", "n_active", "n_cleared", "status", "verification", "background",
)  # fmt: skip
_ROWS_AT_ONCE = 20_000
_Told = tuple[str, int]
"""A moment, and the figure that was told for it."""


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

    def add(self, figure: int | None, *, whole: bool) -> None:
        """Add what one incident says."""
        self.incidents += 1
        if figure is None:
            self.uncounted += 1
        elif whole:
            self.total = max(figure, self.total or 0)
        else:
            self.places = figure + (self.places or 0)

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
    active: _Told | None = None
    cleared: _Told | None = None

    def add(self, row: Mapping[str, Any]) -> None:
        """Add one incident."""
        whole = row["geo_precision"] == "admin1"
        self.events[row["event_type"]].add(row["n_events_best"], whole=whole)
        self.killed.add(row["killed_best"], whole=whole)
        self.as_of = max((m for m in (self.as_of, row["as_of"]) if m), default=None)
        if whole:
            moment = row["as_of"] or row["date_start"] or ""
            self.active = _keep_last(self.active, moment, row["n_active"])
            self.cleared = _keep_last(self.cleared, moment, row["n_cleared"])


def _keep_last(told: _Told | None, moment: str, figure: int | None) -> _Told | None:
    if figure is None or (told and told[0] > moment):
        return told
    return moment, figure


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
    Only facts count (``schema.select_facts``), and no totals over several states or a country.
    Places are added up. A total for the whole state is not added to its places, nor to another such total:
    running tallies and longer stays of one thing would count twice. The larger of the largest total and
    the sum of the places is given, so that a figure may be too low but is never made of one thing twice.
    """
    states = _total_rows(table)
    present = {event_type for state in states.values() for event_type in state.events}
    types = [t for t in EVENT_TYPES if t in present] + sorted(present.difference(EVENT_TYPES))
    divisions = [d for c in sorted({country for country, _ in states}) for d in boundaries.list_admin1(c)]
    empty = _State()
    records = [_lay_out(d, states.get((d.country_code, d.admin1_code or ""), empty), types) for d in divisions]
    out = pa.Table.from_pylist(records, schema=_states_schema(types))
    shapes = [boundaries.admin1.outline(d.row) for d in divisions]
    return out.append_column(GEOMETRY, encode_geometries(shapes))


def _total_rows(table: pa.Table) -> dict[tuple[str, str], _State]:
    """Total the rows that count for a state, by its codes."""
    facts = select_facts(table.select(_USED))
    placed = facts.filter(pc.and_(pc.is_valid(facts["admin1_code"]), pc.is_valid(facts["country_code"])))
    states: dict[tuple[str, str], _State] = defaultdict(_State)
    for batch in placed.to_batches(max_chunksize=_ROWS_AT_ONCE):
        for row in batch.to_pylist():
            states[row["country_code"], row["admin1_code"]].add(row)
    return dict(states)


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
    record |= {
        "killed_best": state.killed.combine(),
        "active": state.active[1] if state.active else None,
        "cleared": state.cleared[1] if state.cleared else None,
        "as_of": state.as_of,
    }
    return record
