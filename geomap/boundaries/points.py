"""Plain points to the columns that joining adds to their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from geomap.boundaries.degrees import BLANK, OUT_OF_RANGE, PROBLEMS, USABLE, Degrees
from geomap.boundaries.shapes import Flags, Floats, Rows
from geomap.errors import InputError

SNAP = "geomap_snap_km"
"""Column with the kilometres to the polygon that a point was given because none holds it; null inside."""
NOTE = "geomap_note"
"""Column with what a reader should know of a row."""
_MOST = 0.5
"""If more points than this share lie in one country, a point elsewhere that would lie there if exchanged is flagged."""
_MANY = -2
"""Stands for the common country of points of many: that one lies elsewhere than the others is then nothing odd."""

Objects = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Found:
    """Where points lie, as a target of joining finds it."""

    rows: tuple[Rows, ...]
    """Rows of the target's tables, -1 where there is none; the finest last."""
    homes: Rows
    """What most points of a table may have in common, as the number of their country; -1 where nobody lives."""
    snap_km: Floats
    """Kilometres to the polygon of a point that none holds; else NaN."""
    shared: Flags
    """Whether several polygons hold a point."""


class JoinTarget(Protocol):
    """Polygons that points are joined to."""

    @property
    def columns(self) -> tuple[str, ...]:
        """What joining adds, but for ``SNAP`` and ``NOTE``."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What is odd about the polygons, a line each."""

    def find(self, lons: Floats, lats: Floats, *, snap: bool = True) -> Found:
        """Find where usable points lie; ``snap``: those in no polygon are given one near by, if the target does so."""

    def take(self, rows: tuple[Rows, ...]) -> dict[str, Objects]:
        """Give the values of the columns."""

    def name(self, rows: tuple[int, ...]) -> str:
        """Name the polygon of one point, for notes."""

    def find_home(self, country: str) -> int:
        """Find the number of a country, as in ``Found.homes``."""

    def tell_outside(self, lons: Floats, lats: Floats) -> Objects:
        """Tell where points lie that are in no polygon."""


@dataclass(frozen=True, slots=True)
class JoinedRows:
    """Where the points of a table lie, and what is said of them."""

    rows: tuple[Rows, ...]
    snap_km: Floats
    notes: Objects
    """Text or None a row."""


class PointJoin:
    """
    Joins the points of a table to polygons, batch by batch, and keeps count of what is odd.

    Parameters
    ----------
    target
        The polygons.
    country
        Where the points most likely lie, ISO 3166-1 alpha-2; by default where most do. A point that lies
        elsewhere, and would lie there with longitude and latitude exchanged, is flagged and left as it is.

    Raises
    ------
    InputError
        If the target does not know the country.
    """

    def __init__(self, target: JoinTarget, *, country: str | None = None) -> None:
        self._target = target
        self._country = None if country is None else target.find_home(country)
        self._homes: Counter[int] = Counter()
        self._counts: Counter[str] = Counter()
        self._firsts: dict[str, str] = {}
        self._problems: Counter[int] = Counter()
        self._farthest_km = 0.0
        self._rows = 0
        self._usable = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """What joining adds to a table."""
        return (*self._target.columns, SNAP, NOTE)

    def join(
        self,
        degrees: Degrees,
        *,
        numbers: Sequence[int] | None = None,
        notes: Sequence[str | None] | None = None,
    ) -> dict[str, Objects]:
        """
        Join the points of some rows.

        Parameters
        ----------
        degrees
            The points.
        numbers
            Of the rows, for messages; by default they are counted from 1, on from the last batch.
        notes
            What ``NOTE`` has in these rows already; it is kept.

        Returns
        -------
        columns
            A value a row in each of ``columns``, None where there is none.
        """
        joined = self.locate(degrees, numbers=numbers)
        snaps = np.round(joined.snap_km, 3).astype(object)
        snaps[np.isnan(joined.snap_km)] = None
        if notes is not None:
            joined.notes[:] = [add_note(old, new) for old, new in zip(notes, joined.notes.tolist(), strict=True)]
        return {**self._target.take(joined.rows), SNAP: snaps, NOTE: joined.notes}

    def locate(self, degrees: Degrees, *, numbers: Sequence[int] | None = None) -> JoinedRows:
        """
        Find where the points of some rows lie.

        Parameters
        ----------
        degrees
            The points.
        numbers
            As in ``join``.

        Returns
        -------
        joined
            A row a point.
        """
        count = len(degrees.states)
        labels = numbers if numbers is not None else range(self._rows + 1, self._rows + count + 1)
        notes: Objects = np.full(count, None, dtype=object)
        usable = np.flatnonzero(degrees.usable)
        every = len(usable) == count
        found = self._target.find(*((x if every else x[usable]) for x in (degrees.lons, degrees.lats)))
        if not every:
            found = _put_back(found, usable, count)
        joined = JoinedRows(found.rows, found.snap_km, notes)
        self._note_shared(np.flatnonzero(found.shared), notes)
        self._note_unusable(degrees, notes, labels)
        self._note_snapped(joined, labels)
        self._note_outside(degrees, joined, labels)
        self._note_exchanged(degrees, found.homes, notes, labels)
        self._rows += count
        return joined

    def _note_shared(self, rows: Rows, notes: Objects) -> None:
        notes[rows] = "in several polygons; the smallest is taken"
        self._counts["shared"] += len(rows)

    def _note_unusable(self, degrees: Degrees, notes: Objects, labels: Sequence[int]) -> None:
        bad = np.flatnonzero(~degrees.usable).tolist()
        self._usable += len(degrees.states) - len(bad)
        self._problems.update(degrees.states[bad].tolist())
        for row in bad:
            notes[row] = degrees.tell(row)
            kind = "blank" if degrees.states[row] == BLANK else "unusable"
            self._firsts.setdefault(kind, f"row {labels[row]}: {notes[row]}")

    def _note_snapped(self, joined: JoinedRows, labels: Sequence[int]) -> None:
        snapped = np.flatnonzero(~np.isnan(joined.snap_km)).tolist()
        self._counts["snapped"] += len(snapped)
        self._farthest_km = max([self._farthest_km, *joined.snap_km[snapped].tolist()])
        names: dict[tuple[int, ...], str] = {}
        for row, *where in zip(snapped, *(level[snapped].tolist() for level in joined.rows), strict=True):
            place = tuple(where)
            if place not in names:
                names[place] = self._target.name(place)
            far = tell_km(float(joined.snap_km[row]))
            joined.notes[row] = f"in no polygon; the nearest, {names[place]}, is {far} away"
        for row in snapped[:1]:
            self._firsts.setdefault("snapped", f"row {labels[row]}: {joined.notes[row]}")

    def _note_outside(self, degrees: Degrees, joined: JoinedRows, labels: Sequence[int]) -> None:
        outside = np.flatnonzero(degrees.usable & (joined.rows[0] < 0))
        self._counts["outside"] += len(outside)
        joined.notes[outside] = self._target.tell_outside(degrees.lons[outside], degrees.lats[outside])
        for row in outside[:1].tolist():
            self._firsts.setdefault("outside", f"row {labels[row]}: {joined.notes[row]}")

    def _note_exchanged(self, degrees: Degrees, homes: Rows, notes: Objects, labels: Sequence[int]) -> None:
        """Flag the points that would lie where the others do if longitude and latitude were exchanged."""
        self._homes.update({n: c for n, c in enumerate(np.bincount(homes + 1).tolist()[1:]) if c})
        home = self._find_common_home()
        if home == _MANY:
            return
        maybe = np.flatnonzero(homes != home) if home >= 0 else np.arange(len(homes))
        lons, lats = degrees.lats[maybe], degrees.lons[maybe]  # exchanged
        fit = (np.abs(lons) <= 180) & (np.abs(lats) <= 90) & (lons != lats)  # noqa: PLR2004 - degrees
        maybe = maybe[fit & np.isin(degrees.states[maybe], (USABLE, OUT_OF_RANGE))]
        found = self._target.find(degrees.lats[maybe], degrees.lons[maybe], snap=False)
        if home < 0 and maybe.size:  # no point lies anywhere: are all of them exchanged?
            home = Counter(found.homes.tolist()).most_common(1)[0][0]
        there = np.flatnonzero((found.homes == home) & (home >= 0))
        for number, row in zip(there.tolist(), maybe[there].tolist(), strict=True):
            name = self._target.name(tuple(int(level[number]) for level in found.rows))
            notes[row] = add_note(notes[row], f"with lon and lat exchanged it would lie in {name}")
            self._firsts.setdefault("exchanged", f"row {labels[row]}: {notes[row]}")
        self._counts["exchanged"] += len(there)

    def _find_common_home(self) -> int:
        if self._country is not None:
            return self._country
        if not self._homes:
            return -1
        home, count = self._homes.most_common(1)[0]
        return home if count > _MOST * self._homes.total() else _MANY

    def require_usable(self, name: str) -> None:
        """
        Refuse a table in which no row has a usable point, but for one whose rows are all blank.

        Parameters
        ----------
        name
            Of the table, for the message.

        Raises
        ------
        InputError
            If there is none.
        """
        if not self._usable and "unusable" in self._firsts:
            told = self._firsts.get("exchanged", self._firsts["unusable"])
            message = f"{name} {told}"
            raise InputError(message)

    def warn(self) -> list[str]:
        """Tell of points that can't be used or seem exchanged, if there are any besides those without coordinates."""
        wrong = self._problems.total() > self._problems[BLANK]
        return self.tell()[: wrong + (self._counts["exchanged"] > 0)]

    def tell(self, name: str = "") -> list[str]:
        """
        Tell what is odd about the points so far.

        Parameters
        ----------
        name
            Of the table, for the first row of each kind.

        Returns
        -------
        lines
            One a kind: how many, and the first; none if nothing is odd.
        """
        lines = []
        where = f"{name} " if name else ""
        if bad := self._problems.total():
            kinds = ", ".join(f"{count} {PROBLEMS[kind]}" for kind, count in sorted(self._problems.items()))
            first = self._firsts.get("unusable") or self._firsts["blank"]
            counted = f"{_count_rows(bad, 'has', 'have')} no usable point and got empty columns ({kinds})"
            lines.append(f"{counted}; the first: {where}{first}")
        for kind, one, more, what in (
            ("exchanged", "seems", "seem", "to have lon and lat exchanged, which is only noted"),
            ("outside", "lies", "lie", "in no polygon"),
            ("snapped", "lies", "lie", f"in no polygon and took the nearest, up to {tell_km(self._farthest_km)} away"),
            ("shared", "lies", "lie", "in several polygons and took the smallest"),
        ):
            if count := self._counts[kind]:
                first = f"; the first: {where}{self._firsts[kind]}" if kind in self._firsts else ""
                lines.append(f"{_count_rows(count, one, more)} {what}{first}")
        return lines


def add_note(old: str | None, new: str | None) -> str | None:
    """
    Add to what is noted of a row, unless it is said already.

    Parameters
    ----------
    old, new
        Notes, their parts set apart by semicolons.

    Returns
    -------
    note
        None if there is nothing to note.
    """
    said = old.split("; ") if old else []
    return "; ".join(dict.fromkeys([*said, *filter(None, [new])])) or None


def tell_km(distance_km: float) -> str:
    """
    Write a distance as finely as it matters.

    Parameters
    ----------
    distance_km
        Kilometres.

    Returns
    -------
    text
        Metres below one kilometre.
    """
    if distance_km < 1:
        return f"{distance_km * 1000:.0f} m"
    return f"{distance_km:.1f} km" if distance_km < 10 else f"{distance_km:,.0f} km"  # noqa: PLR2004 - one digit after it


def _put_back(found: Found, usable: Rows, count: int) -> Found:
    """Give each row of a table, not only those with a usable point, what was found of it."""
    rows = []
    for level in found.rows:
        rows.append(np.full(count, -1, dtype=np.int64))
        rows[-1][usable] = level
    homes, snap_km, shared = np.full(count, -1, dtype=np.int64), np.full(count, np.nan), np.zeros(count, dtype=bool)
    homes[usable], snap_km[usable], shared[usable] = found.homes, found.snap_km, found.shared
    return Found(tuple(rows), homes, snap_km, shared)


def _count_rows(count: int, one: str, more: str) -> str:
    return f"1 row {one}" if count == 1 else f"{count:,} rows {more}"
