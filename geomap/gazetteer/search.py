"""Search of the gazetteer by name, as a person types it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from geomap.gazetteer.forms import find_wanted, list_forms
from geomap.gazetteer.index import PlaceIndex
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.parts import find_parents, list_part_readings, list_word_readings, read_parts, split_parts
from geomap.gazetteer.rank import rate_place
from geomap.gazetteer.spelling import SPELT, SURE_SPELT, SimilarName, find_most_similar
from geomap.gazetteer.within import find_within
from geomap.model import Candidate
from geomap.names import fold_toponym

_REASONS = {NameKind.NAME: "name", NameKind.ALTERNATE: "other name", NameKind.ABBREVIATION: "abbreviation"}
EXACT, BEGINNING = 0.97, 0.5
"""How sure a place is that bears the name, and one whose name begins with it, where no other does."""
LEAST_LETTERS = (0, 5, 8)
"""Letters that a query must have to be read with no, one or two typing errors."""
LEAST_BEGINNING = 3
"""Letters of a query that is looked up as the beginning of a name."""
_MOST_BEGINNINGS = 400


def search_places(
    gazetteer: PlaceIndex,
    query: str,
    *,
    admin1: str | None = None,
    country: str | None = None,
    limit: int = 10,
    beginnings: bool = True,
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
    beginnings
        Whether to add places whose name only begins with the query, as for a person who is still typing.

    Returns
    -------
    candidates
        Those that bear the name first, then those whose name begins with it; where there are neither, those
        whose name differs by joined or split words, or by one or two typing errors. ``reason`` says which,
        and ``confidence`` how likely each is meant. Empty if no place fits.
    """
    within = find_within(gazetteer, admin1=admin1, country=country)
    if (admin1 and not within.admin1) or (country and not within.countries):
        return []
    groups = [*within.widening]
    found = _find_exact(gazetteer, query, groups)
    if beginnings and len(found) < limit:
        known = {candidate.place.place_id for candidate in found}
        begun = _find_beginnings(gazetteer, query, within.finest)
        found += [candidate for candidate in begun if candidate.place.place_id not in known]
    return (found or _find_spelt(gazetteer, query, groups))[:limit]


def _find_exact(gazetteer: PlaceIndex, query: str, groups: Sequence[AbstractSet[int]]) -> list[Candidate]:
    for readings in _list_readings(query):
        found = read_parts(gazetteer, readings, groups)
        if found:
            return _weigh(gazetteer, found, None, EXACT, find_wanted(readings[0][0]))
    return []


def _list_readings(query: str) -> Iterator[list[tuple[str, list[str]]]]:
    parts = split_parts(query)
    if parts:
        yield from list_part_readings(parts)
    if len(parts) == 1:
        yield from list_word_readings(query)


def _weigh(
    gazetteer: PlaceIndex, found: Mapping[int, NameKind], reason: str | None, most: float, wanted: str = ""
) -> list[Candidate]:
    """Rank places; how likely one is meant is its share of what all of them weigh, in people."""
    rated = {i: rate_place(gazetteer, i, kind) + 10.0 * (gazetteer.block(i) == wanted) for i, kind in found.items()}
    total = sum(10**score for score in rated.values())
    candidates = []
    for index, score in sorted(rated.items(), key=lambda r: (-r[1], r[0])):
        # A municipality and its seat are one place for the question of doubt.
        same = sum(10**s for i, s in rated.items() if i == index or _is_same(gazetteer, i, index))
        why = reason or _REASONS[found[index]]
        candidates.append(Candidate(gazetteer.place(index), round(score, 3), why, round(most * same / total, 2)))
    return candidates


def _is_same(gazetteer: PlaceIndex, one: int, other: int) -> bool:
    return gazetteer.chain(one)[:1] == (other,) or gazetteer.chain(other)[:1] == (one,)


def _find_beginnings(gazetteer: PlaceIndex, query: str, within: AbstractSet[int]) -> list[Candidate]:
    key = fold_toponym(query)
    if len(key) < LEAST_BEGINNING:
        return []
    found: dict[int, NameKind] = {}
    for number in gazetteer.find_beginnings(key, limit=_MOST_BEGINNINGS):
        for index, kind in gazetteer.entries(number):
            if kind < NameKind.ABBREVIATION and (not within or gazetteer.lies_in(index, within)):
                found[index] = min(kind, found.get(index, kind))
    return _weigh(gazetteer, found, "name begins so", BEGINNING)


def _list_spelt(
    gazetteer: PlaceIndex, name: str, groups: Sequence[AbstractSet[int]]
) -> Iterator[tuple[int, int, NameKind]]:
    """List the places whose name is spelt nearly so, with the number of typing errors."""
    within = groups[-1] if groups else frozenset()

    def list_places(found: SimilarName) -> list[tuple[int, NameKind]]:
        entries = (e for e in gazetteer.entries(found.number) if e[1] < NameKind.ABBREVIATION)
        return [e for e in entries if all(gazetteer.lies_in(e[0], group) for group in groups)]

    for form in list_forms(name):
        most_edits = max(n for n in range(len(LEAST_LETTERS)) if len(form) >= LEAST_LETTERS[n])
        for found in find_most_similar(
            gazetteer, form, most_edits=most_edits, within=within, fits=lambda name: bool(list_places(name))
        ):
            for index, kind in list_places(found):
                yield found.edits, index, kind


def _find_spelt(gazetteer: PlaceIndex, query: str, groups: Sequence[AbstractSet[int]]) -> list[Candidate]:
    """Find names with the fewest typing errors, in whatever reading; what the place lies in must be spelt right."""
    spelt: dict[int, dict[int, NameKind]] = {}
    for readings in _list_readings(query):
        for name, parents in readings:
            above = find_parents(gazetteer, parents)
            if above is None or 0 in spelt:
                continue
            for edits, index, kind in _list_spelt(gazetteer, name, [*groups, *above]):
                spelt.setdefault(edits, {}).setdefault(index, kind)
    if not spelt:
        return []
    edits = min(spelt)
    return _weigh(gazetteer, spelt[edits], SPELT[edits], SURE_SPELT[edits])
