"""Numbers that count something of an event, and their sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.incidents import word_classes as word_sets
from geomap.incidents.sentences import Words

PERSON_COUNTS = ("killed", "injured", "arrested")
TOTAL_COUNTS = ("n_areas", "n_active", "n_cleared")
"""What is counted of a total over areas or of a moment, besides its events."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and what it counts."""

    count: str
    """killed, …, or n_events, n_areas, n_active, n_cleared."""
    low: int | None
    best: int | None
    high: int | None
    first: int
    last: int
    state: int
    """The first word of the trigger that says what happened to those counted; -1 where none does."""
    explicit: bool = True
    """False for "a man" and "man", where the number is only in the grammar."""
    total: bool = False
    group: str = ""
    """criminal, authority or person: whom it counts."""

    @property
    def is_many(self) -> bool:
        """Whether it is more than one, or more than one at the least."""
        return max(self.best or 0, self.low or 0) > 1


def add_lists(words: Words, figures: Sequence[Figure]) -> list[Figure]:
    """
    Add numbers of one list that count the same of one trigger: "three soldiers and two policemen were killed".

    Parameters
    ----------
    words
        Of the report.
    figures
        Of one sentence, in order.

    Returns
    -------
    figures
        In order; those added are one.
    """
    out: list[Figure] = []
    for figure in figures:
        before = out[-1] if out else None
        if (
            before is not None
            and (before.count, before.state) == (figure.count, figure.state)
            and figure.state >= 0
            and all(word in word_sets.LIST_WORDS for word in words.folded[before.last : figure.first])
            and before.count in (*PERSON_COUNTS, "weapons", "vehicles")
            and figure.low != 0
        ):
            out[-1] = replace(
                before,
                low=_add(before.low, figure.low),
                best=_add(before.best, figure.best),
                high=_add(before.high, figure.high),
                last=figure.last,
                explicit=before.explicit or figure.explicit,
            )
        else:
            out.append(figure)
    return out


def add_groups(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """
    Add the numbers of one event that count different groups: guards killed and attackers killed.

    Parameters
    ----------
    figures
        Of one event in one sentence.

    Returns
    -------
    figures
        One for each count; numbers of one group, or of nobody named, are not added.
    """
    out: dict[str, Figure] = {}
    for figure in figures:
        before = out.get(figure.count)
        if before is None:
            out[figure.count] = figure
        elif (
            before.explicit
            and figure.explicit
            and {before.group, figure.group} in ({"criminal", "authority"}, {"criminal", "person"})
            and not figure.total
        ):
            sums = (_add(before.low, figure.low), _add(before.best, figure.best), _add(before.high, figure.high))
            out[figure.count] = replace(
                before, low=sums[0], best=sums[1], high=sums[2], group="person", last=max(before.last, figure.last)
            )
        elif figure.explicit and not before.explicit:
            out[figure.count] = figure
    return tuple(out.values())


def _add(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
