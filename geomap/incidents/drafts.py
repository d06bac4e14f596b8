"""What is known of an incident while its report is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.incidents.dates.find import DateExpression
from geomap.incidents.figures import TOTAL_COUNTS, Figure
from geomap.incidents.sites import Site
from geomap.incidents.triggers import VIOLENT
from geomap.model import Actor


@dataclass(frozen=True, slots=True)
class Draft:
    """One event as one sentence, or several taken together, tell of it."""

    event_type: str
    """Empty where a sentence tells only of an effect on people: it belongs to an event told before."""
    sentence: int
    """The number of the sentence that first tells of it."""
    role: str
    order: int
    """The word that tells of it, for what comes before what."""
    trigger: tuple[int, int]
    """Its first character, and one past its last."""
    strength: str = "strong"
    details: frozenset[str] = frozenset()
    site: Site | None = None
    site_source: str = ""
    """clause, sentence, event, before, lead, dateline or country; empty while unknown."""
    date: DateExpression | None = None
    date_source: str = ""
    figures: tuple[Figure, ...] = ()
    aggregate: bool = False
    plural: bool = False
    definite: bool = False
    other: bool = False
    """Said to be another one."""
    there: bool = False
    """Said to be where the last one was."""
    also: bool = False
    """Said to be so as well: its numbers come on top of those told before."""
    nationwide: bool = False
    """Said to be in the country at large."""
    here: bool = False
    """Said to be where the report was written."""
    status: str = "reported"
    background: bool = False
    general: bool = False
    """A general statement that violence hits a place."""
    as_of: str | None = None
    actors: tuple[Actor, ...] = ()
    bound: int | None = None
    """The word of another event's trigger that tells when this one was, as in "while lifting blockades"."""
    parent: int | None = None
    """Number of the aggregate that it is part of."""
    evidence: tuple[int, ...] = ()
    """Numbers of the sentences that tell of it."""
    notes: tuple[str, ...] = field(default=())

    def find_figure(self, count: str) -> Figure | None:
        """
        Find the figure of one count.

        Parameters
        ----------
        count
            Such as ``killed``.

        Returns
        -------
        figure
            The explicit one before one that is only in the grammar; None where there is none.
        """
        found = [f for f in self.figures if f.count == count]
        return next((f for f in found if f.explicit), found[0] if found else None)

    def find_main_figure(self) -> Figure | None:
        """
        Find the first written number of what was done, rather than of areas or of what is active or cleared.

        Returns
        -------
        figure
            None where there is none.
        """
        written = [f for f in self.figures if f.explicit and f.count not in TOTAL_COUNTS]
        return min(written, key=lambda f: f.first, default=None)


def choose_type(types: Sequence[str]) -> str:
    """
    Choose the type that names one occurrence best.

    Parameters
    ----------
    types
        Those that it is told with, in order.

    Returns
    -------
    event_type
        The first in ``VIOLENT``, else the first told; empty where none is.
    """
    return min(types, key=lambda t: VIOLENT.index(t) if t in VIOLENT else len(VIOLENT), default="")
