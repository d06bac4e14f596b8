"""A name with what it lies in: "Juárez, Chihuahua", "Chihuahua, Cd. Juárez, México", "tapalpa jal"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from geomap.gazetteer.forms import find_named
from geomap.gazetteer.index import PlaceIndex
from geomap.gazetteer.layout import NameKind

MOST_WORDS = 12
"""Of a query that is taken apart without commas."""
Reading = tuple[str, list[str]]
"""A name, and the names of what it lies in."""


def split_parts(query: str) -> list[str]:
    """
    Split a query at its commas.

    Parameters
    ----------
    query
        As written.

    Returns
    -------
    parts
        Without those that are blank.
    """
    return [part.strip() for part in query.split(",") if part.strip()]


def list_part_readings(parts: Sequence[str]) -> list[list[Reading]]:
    """
    List the ways to read parts between commas as a name and what it lies in.

    Parameters
    ----------
    parts
        As ``split_parts`` gives them; one or more.

    Returns
    -------
    readings
        In groups that are equally good, the best first: the first part is the name, else any other is.
    """
    readings = [(part, [*parts[:n], *parts[n + 1 :]]) for n, part in enumerate(parts)]
    return [readings[:1], readings[1:]] if len(parts) > 1 else [readings]


def list_word_readings(name: str) -> Iterator[list[Reading]]:
    """
    List the ways to read words without commas as a name and what it lies in.

    Parameters
    ----------
    name
        Words with white space between.

    Yields
    ------
    readings
        That are equally good: the first words are the name, the more the better, and the others are what it
        lies in, at one level or at two.
    """
    words = name.split()
    for n in range(len(words) - 1, 0, -1) if len(words) <= MOST_WORDS else ():
        first, rest = " ".join(words[:n]), words[n:]
        splits = [[" ".join(rest[:k]), " ".join(rest[k:])] for k in range(1, len(rest))]
        yield [(first, parents) for parents in ([" ".join(rest)], *splits)]


def find_parents(gazetteer: PlaceIndex, parents: Sequence[str]) -> list[frozenset[int]] | None:
    """
    Find what a place should lie in.

    Parameters
    ----------
    gazetteer
        Where the names are looked up.
    parents
        Names of divisions and countries.

    Returns
    -------
    groups
        The places of each name; None if one is no name of a place.
    """
    groups = [frozenset(index for index, _ in find_named(gazetteer, parent)) for parent in parents]
    return groups if all(groups) else None


def read_parts(
    gazetteer: PlaceIndex, readings: Sequence[Reading], within: Sequence[AbstractSet[int]]
) -> dict[int, NameKind]:
    """
    Find the places that fit one of some readings.

    Parameters
    ----------
    gazetteer
        Where the names are looked up.
    readings
        As ``list_part_readings`` gives them.
    within
        Divisions or countries that the place should lie in, a group each.

    Returns
    -------
    found
        Index of each place and what the name is to it.
    """
    found: dict[int, NameKind] = {}
    for name, parents in readings:
        above = find_parents(gazetteer, parents)
        if above is None:
            continue
        for index, kind in find_named(gazetteer, name):
            if all(gazetteer.lies_in(index, group) for group in (*within, *above)):
                found.setdefault(index, kind)
    return found
