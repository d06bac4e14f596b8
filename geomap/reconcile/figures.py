"""Figures of several reports on one thing: the latest, and how far they lie apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.model import Incident
from geomap.reconcile.moments import find_moment
from geomap.schema import COUNTS

COUNTED = ("n_events", *COUNTS)
"""What an incident counts with a low, a best and a high figure."""
TALLIED = ("n_areas", "n_active", "n_cleared")
"""What it counts with one figure."""
ABOUT = 0.1
"""An approximate figure ("about 250") stands for those within this part of it."""
TRUSTED_WITHIN = 0.15
"""A later figure takes an earlier one's place only if its record is about as sure as the surest."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one record says of one count."""

    low: int | None
    best: int | None
    high: int | None

    @property
    def known(self) -> bool:
        """Whether it says anything."""
        return not (self.low is None and self.best is None and self.high is None)

    @property
    def exact(self) -> bool:
        """Whether it is one number, not a bound or an estimate; without bounds, a round one may be either."""
        alone = self.low is None and self.high is None
        return self.best is not None and (self.best % 10 != 0 if alone else self.low == self.best == self.high)

    @property
    def extent(self) -> tuple[float, float]:
        """The least and the most that it may stand for."""
        if self.best is not None and self.low is None and self.high is None:
            spread = 0 if self.exact else self.best * ABOUT
            return self.best - spread, self.best + spread
        return (0 if self.low is None else self.low), (math.inf if self.high is None else self.high)


def read_figure(incident: Incident, name: str) -> Figure:
    """
    Read one count of a record.

    Parameters
    ----------
    incident
        Any record.
    name
        One of ``COUNTED``.

    Returns
    -------
    figure
        Its three figures.
    """
    low, best, high = (getattr(incident, f"{name}_{bound}") for bound in ("low", "best", "high"))
    return Figure(low, best, high)


def contradict(one: Incident, other: Incident) -> bool:
    """
    Tell whether the figures of two records can't be of the same moment of one thing.

    Parameters
    ----------
    one, other
        Any records.

    Returns
    -------
    answer
        True if some count is known to both, and no number fits both.
    """
    for name in COUNTED:
        a, b = read_figure(one, name), read_figure(other, name)
        if a.known and b.known and (a.extent[0] > b.extent[1] or b.extent[0] > a.extent[1]):
            return True
    return False


def count_agreements(one: Incident, other: Incident) -> int:
    """
    Count the figures that two records have in common.

    Parameters
    ----------
    one, other
        Any records.

    Returns
    -------
    number
        Of counts other than of events whose best figures are known and equal.
    """
    return sum(
        getattr(one, f"{name}_best") is not None and getattr(one, f"{name}_best") == getattr(other, f"{name}_best")
        for name in COUNTS
    )


def combine_figures(members: Sequence[Incident]) -> tuple[dict[str, int | None], list[str]]:
    """
    Combine the figures of records on one thing; they are never added up.

    Parameters
    ----------
    members
        At least one, the earliest moment first.

    Returns
    -------
    figures, notes
        The fields' values; and a line for each count that reports differ on, with each figure's source.
    """
    values: dict[str, int | None] = {}
    notes: list[str] = []
    for name in COUNTED:
        told = [(m, read_figure(m, name)) for m in members]
        told = [(m, figure) for m, figure in told if figure.known]
        figure = _combine(told)
        values |= {f"{name}_low": figure.low, f"{name}_best": figure.best, f"{name}_high": figure.high}
        if len({figure.best for _, figure in told}) > 1:
            notes.append(_tell(name, [(m, figure.best) for m, figure in told]))
    for name in TALLIED:
        single = [(m, getattr(m, name)) for m in members if getattr(m, name) is not None]
        values[name] = single[-1][1] if single else None
        if len({value for _, value in single}) > 1 or (single and _is_older(single[-1][0], members)):
            notes.append(_tell(name, single))
    return values, notes


def _combine(told: Sequence[tuple[Incident, Figure]]) -> Figure:
    """Take the latest trusted figure for the best, else the latest; the least and the most for the bounds."""
    figures = [figure for _, figure in told]
    if len(figures) < 2:  # noqa: PLR2004 - nothing to combine
        return figures[0] if figures else Figure(None, None, None)
    trust = max(m.confidence for m, _ in told) - TRUSTED_WITHIN
    best = _choose([figure for m, figure in told if m.confidence >= trust])
    best = _choose(figures) if best is None else best
    bests = [f.best for f in figures if f.best is not None]
    lows = [f.low for f in figures if f.low is not None]
    highs = [f.high for f in figures if f.high is not None]
    return Figure(min([*lows, *bests]) if lows else None, best, max([*highs, *bests]) if highs else None)


def _choose(figures: Sequence[Figure]) -> int | None:
    """
    Choose the best figure: the latest, unless it is a vaguer way of saying an earlier one.

    "More than 250" on the next morning does not take the place of the evening's 252.
    """
    latest = next((f for f in reversed(figures) if f.best is not None), None)
    if latest is None or latest.exact:
        return latest.best if latest else None
    least, most = latest.extent
    fitting = [f.best for f in figures if f.exact and f.best is not None and least <= f.best <= most]
    return fitting[-1] if fitting else latest.best


def _is_older(holder: Incident, members: Sequence[Incident]) -> bool:
    """Whether what a record says of the moment may no longer hold when the latest was told."""
    return holder.as_of is not None and find_moment(holder) < find_moment(members[-1])


def _tell(name: str, told: Sequence[tuple[Incident, int | None]]) -> str:
    """Write the figures of a count, each with who gave it and when."""
    return f"{name}: " + ", ".join(dict.fromkeys(_tell_one(m, value) for m, value in told))


def _tell_one(incident: Incident, value: int | None) -> str:
    sources = incident.sources
    if len(sources) > 1:
        who, when = f"{len(sources)} sources", incident.as_of
    else:
        first = sources[0] if sources else None
        who = (first.publisher or first.doc_id) if first else incident.doc_id
        when = incident.as_of or (first.published if first else None)
    return f"{'unknown' if value is None else value} ({who}{f', {when}' if when else ''})"
