"""Search of the gazetteer by name."""

from __future__ import annotations

from geomap.gazetteer.geocode import find_named, find_within
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.rank import rate_place
from geomap.model import Candidate

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
        A name, perhaps followed by its state or country after commas: "Juárez, Chihuahua".
    admin1, country
        Names or codes of what it should lie in; places elsewhere are left out.
    limit
        The most that are returned.

    Returns
    -------
    candidates
        Likeliest first; empty if no place bears the name.
    """
    name, *parents = [part.strip() for part in query.split(",")]
    within = find_within(gazetteer, admin1=admin1, country=country)
    for parent in parents:
        within.append({i for i, _ in find_named(gazetteer, parent)})
    ranked = []
    for index, kind in find_named(gazetteer, name):
        chain = {index, *gazetteer.chain(index)}
        if all(group & chain for group in within):
            ranked.append((rate_place(gazetteer, index, kind), index, kind))
    ranked.sort(key=lambda r: (-r[0], r[1]))
    return [Candidate(gazetteer.place(i), round(score, 3), _REASONS[kind]) for score, i, kind in ranked[:limit]]
