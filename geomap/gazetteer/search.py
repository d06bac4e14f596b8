"""Search of the gazetteer by name."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.gazetteer.forms import find_named
from geomap.gazetteer.within import find_within
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.rank import rate_place
from geomap.model import Candidate

MOST_WORDS = 12
"""Of a query that is taken apart without commas."""
_REASONS = {NameKind.NAME: "name", NameKind.ALTERNATE: "other name", NameKind.ABBREVIATION: "abbreviation"}


def search_places(
    gazetteer: Gazetteer,
    query: str,
    *,
    admin1: str | None = None,
    country: str | None = None,
    limit: int = 10,
) -> list[Candidate]:
    """
    Find the places that bear a name.

    Parameters
    ----------
    gazetteer
        Where the name is looked up.
    query
        A name, perhaps with what it lies in: "Juárez, Chihuahua" in any order, "tapalpa jal" with the name first.
    admin1, country
        Names or codes of what it should lie in; places elsewhere are left out.
    limit
        The most that are returned.

    Returns
    -------
    candidates
        Likeliest first; empty if no place bears the name.
    """
    within = find_within(gazetteer, admin1=admin1, country=country)
    for readings in _list_readings(query):
        found: dict[int, tuple[float, NameKind]] = {}
        for name, parents in readings:
            groups = [*within, *({i for i, _ in find_named(gazetteer, parent)} for parent in parents)]
            for index, kind in find_named(gazetteer, name):
                chain = {index, *gazetteer.chain(index)}
                if all(group & chain for group in groups):
                    found.setdefault(index, (rate_place(gazetteer, index, kind), kind))
        if found:
            ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
            return [Candidate(gazetteer.place(i), round(score, 3), _REASONS[kind]) for i, (score, kind) in ranked]
    return []


def _list_readings(query: str) -> Iterator[list[tuple[str, list[str]]]]:
    """
    Yield ways to read a query as a name and what it lies in; the first that leads to a place counts.

    With commas, the name stands first, else any of the parts is it. Without, the whole is a name, else the
    first words are, the more the better, and the others are what it lies in, at one level or at two.
    """
    parts = [part.strip() for part in query.split(",") if part.strip()]
    yield [(part, parts[1:]) for part in parts[:1]]
    yield [(part, parts[:n] + parts[n + 1 :]) for n, part in enumerate(parts) if n]
    words = query.split() if len(parts) == 1 else []
    for n in range(len(words) - 1, 0, -1) if len(words) <= MOST_WORDS else ():
        name, rest = " ".join(words[:n]), words[n:]
        splits = [[" ".join(rest[:k]), " ".join(rest[k:])] for k in range(1, len(rest))]
        yield [(name, parents) for parents in ([" ".join(rest)], *splits)]
