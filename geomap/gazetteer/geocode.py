"""One row of a table to a place: name, and the divisions and country it should lie in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from geomap.gazetteer.forms import find_named, find_wanted, is_road, list_forms
from geomap.gazetteer.index import PlaceIndex
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.parts import list_part_readings, read_parts, split_parts
from geomap.gazetteer.rank import find_seat, rate_place
from geomap.gazetteer.spelling import SPELT, SURE_SPELT, SimilarName, find_most_similar
from geomap.gazetteer.within import Within, find_within
from geomap.geometry import distance_km
from geomap.model import Place
from geomap.names import fold_toponym

SAME_PLACE_KM = 25.0
"""Two records closer than this are one place for the question of doubt."""
NEIGHBOURS_KM = 40.0
"""
A namesake this far from the municipality that is named is another place: so 31 of 34 in UCDP's Mexican rows,
while 3 of 5 nearer ones were right.
"""
SURE, LIKELY, DOUBTFUL, FALLEN_BACK, CONTRADICTED = 0.97, 0.85, 0.6, 0.5, 0.3
LEAST_LETTERS = {"division": (5, 7), "country": (6, 10), "world": (8, 12)}
"""Letters that a name must have for one and for two typing errors, by what is known of where it lies."""
_CLEAR, _LIKELY_MARGIN, _ALONE = 2.0, 0.6, 4.0
"""How much larger than its rivals a place is that is sure, likely, or sure with no division named: powers of ten."""
_MOST_ALTERNATIVES = 3

Entries = Sequence[tuple[int, NameKind]]


@dataclass(frozen=True, slots=True)
class GeocodeResult:
    """The place found for a row, how sure it is, and what to know about it."""

    place: Place | None
    confidence: float
    note: str | None = None


NOTHING = GeocodeResult(None, 0.0)
"""For a row that names nothing."""


def geocode_place(
    gazetteer: PlaceIndex,
    name: str | None,
    *,
    admin1: str | None = None,
    admin2: str | None = None,
    country: str | None = None,
) -> GeocodeResult:
    """
    Find the place that a row of a table names.

    Parameters
    ----------
    gazetteer
        Where the names are looked up.
    name
        Of the place itself, perhaps with what it lies in after commas; None where the row names a division only.
    admin1, admin2
        Name or code of the divisions that it should lie in.
    country
        Name or ISO 3166-1 alpha-2 code.

    Returns
    -------
    result
        The place. Where the name is not known, one that differs by typing errors, else the finest division
        that is known, each with a lower confidence and a note. A place that lies outside the named state or
        country is given with a note, never as sure, and a division or country that the gazetteer does not
        know is told in the note.
    """
    within = find_within(gazetteer, admin1=admin1, admin2=admin2, country=country)
    found = _find_place(gazetteer, name, within) or _fall_back(gazetteer, name, within)
    if within.note is None:
        return found
    most = DOUBTFUL if within.unknown and not within.admin1 else LIKELY
    confidence = found.confidence if within.unknown and within.admin1 else min(found.confidence, most)
    return GeocodeResult(found.place, confidence, "; ".join(n for n in (found.note, within.note) if n))


def _find_place(gazetteer: PlaceIndex, name: str | None, within: Within) -> GeocodeResult | None:
    """Take the first way to read a name that leads to a place."""
    forms = list_forms(name)
    if name is None or not forms:
        return None
    wanted = find_wanted(name)
    named = find_named(gazetteer, name, within.finest)
    inside = _keep_inside(gazetteer, named, within.finest)
    if inside:
        return _choose_place(gazetteer, inside, within, wanted)
    in_country = _keep_inside(gazetteer, named, _find_countries(gazetteer, within))
    # A namesake elsewhere in the country is likelier meant than a name with typing errors.
    most_edits = 0 if in_country or is_road(forms[0]) else 2
    return (
        _find_parts(gazetteer, name, within)
        or _find_spelt(gazetteer, name, forms, within, most_edits=most_edits)
        or _tell_elsewhere(gazetteer, in_country, within, wanted)
        or _tell_abroad(gazetteer, named, within)
    )


def _keep_inside(gazetteer: PlaceIndex, entries: Entries, within: AbstractSet[int]) -> Entries:
    return [entry for entry in entries if gazetteer.lies_in(entry[0], within)] if within else entries


def _find_countries(gazetteer: PlaceIndex, within: Within) -> AbstractSet[int]:
    return within.countries or {chain[-1] for i in within.admin1 if (chain := gazetteer.chain(i))}


def _choose_place(
    gazetteer: PlaceIndex, entries: Entries, within: Within, wanted: str, *, narrowed: bool = False
) -> GeocodeResult:
    """Choose among places that lie where they should; the fewer could be meant, the surer."""
    ranked = _rank(gazetteer, entries, within, wanted)
    score, index = ranked[0]
    if not wanted:
        index = find_seat(gazetteer, index, (i for _, i in ranked)) or index
    point = gazetteer.lonlat(index)
    rivals = [r for r in ranked[1:] if distance_km(*gazetteer.lonlat(r[1]), *point) > SAME_PLACE_KM]
    margin = score - rivals[0][0] if rivals else math.inf
    confidence = SURE if margin >= _CLEAR else LIKELY if margin >= _LIKELY_MARGIN else DOUBTFUL
    if not (narrowed or within.admin1 or within.admin2):
        confidence = min(confidence, 0.9 if margin >= _ALONE else 0.7)
    # A state and its namesake within it are no two readings that a reader must choose between.
    close = (i for s, i in rivals if score - s < _CLEAR and not gazetteer.lies_in(i, {index}))
    return GeocodeResult(gazetteer.place(index), confidence, _tell_alternatives(gazetteer, close))


def _rank(gazetteer: PlaceIndex, entries: Entries, within: Within, wanted: str) -> list[tuple[float, int]]:
    """Rank places by what the name says that they are, by rank and by size; what is named as a parent goes last."""
    ranked = []
    for index, kind in entries:
        score = rate_place(gazetteer, index, kind) + 10.0 * (gazetteer.block(index) == wanted)
        ranked.append((score - 6.0 * (index in within.admin1) - 2.0 * (index in within.admin2), index))
    return sorted(ranked, key=lambda r: (-r[0], r[1])) if len(ranked) > 1 else ranked


def _tell_alternatives(gazetteer: PlaceIndex, rivals: Iterable[int]) -> str | None:
    """Name the places that may be meant as well."""
    told = dict.fromkeys(_name_with_parent(gazetteer.place(index)) for index in rivals)
    listed = [*told][:_MOST_ALTERNATIVES]
    more = f" and {len(told) - len(listed)} more" if len(told) > len(listed) else ""
    return f"could also be {'; '.join(listed)}{more}" if listed else None


def _name_with_parent(place: Place) -> str:
    above = [place.admin1_name, place.country_name] if place.geo_precision != "admin1" else [place.country_name]
    return f"{place.name} ({', '.join(name for name in above if name)})"


def _find_spelt(
    gazetteer: PlaceIndex, name: str, forms: Sequence[str], within: Within, *, most_edits: int
) -> GeocodeResult | None:
    """Find a place whose name differs in its blanks or by typing errors, fewest first."""
    known = "division" if within.admin1 or within.admin2 else "country" if within.countries else "world"
    least = (0, *LEAST_LETTERS[known])

    def list_places(found: SimilarName) -> Entries:
        entries = [e for e in gazetteer.entries(found.number) if e[1] < NameKind.ABBREVIATION]
        return _keep_inside(gazetteer, entries, within.finest)

    best: list[SimilarName] = []
    for form in forms:
        most = max((n for n in range(most_edits + 1) if len(form) >= least[n]), default=0)
        most = most if not best else min(most, best[0].edits - 1)
        if most >= 0:
            found = find_most_similar(
                gazetteer, form, most_edits=most, within=within.finest, fits=lambda name: bool(list_places(name))
            )
            best = found or best
    if not best:
        return None
    entries = [entry for found in best for entry in list_places(found)]
    return _mark_spelt(name, best[0].edits, _choose_place(gazetteer, entries, within, find_wanted(name)))


def _mark_spelt(name: str, edits: int, found: GeocodeResult) -> GeocodeResult:
    """Say how a name was read."""
    told = f"'{name}' read as {found.place.name if found.place else ''}: {SPELT[edits]}"
    confidence = round(found.confidence * SURE_SPELT[edits] / SURE, 2)
    return GeocodeResult(found.place, confidence, "; ".join(n for n in (told, found.note) if n))


def _find_parts(gazetteer: PlaceIndex, name: str, within: Within) -> GeocodeResult | None:
    """Read a name with commas as a place and what it lies in; what is not known there is stood for by what is."""
    parts = split_parts(name)
    groups = [within.finest] if within.finest else []
    for start in range(len(parts) if len(parts) > 1 else 0):
        for readings in list_part_readings(parts[start:]):
            entries = [*read_parts(gazetteer, readings, groups).items()]
            if entries:
                wanted = find_wanted(readings[0][0])
                found = _choose_place(gazetteer, entries, within, wanted, narrowed=len(parts) - start > 1)
                return _stand_for(gazetteer, ", ".join(parts[:start]), found.place) if start else found
    return None


def _stand_for(gazetteer: PlaceIndex, unknown: str, place: Place | None) -> GeocodeResult | None:
    """Let a place, or its municipality if it is a town, stand for something in it that is not known."""
    if place is None:
        return None
    area = next(iter(gazetteer.find_division(place.country_code, place.admin2_code or "")), None)
    if place.geo_precision == "settlement" and area is not None:
        place = gazetteer.place(area)
    return GeocodeResult(place, FALLEN_BACK, f"'{unknown}' is not in the gazetteer there; placed at {place.name}")


def _tell_elsewhere(gazetteer: PlaceIndex, entries: Entries, within: Within, wanted: str) -> GeocodeResult | None:
    """Give a place that does not lie where the row says, and say so."""
    if not entries:
        return None
    ranked = [
        (_rate_elsewhere(gazetteer, index, within) + score, -index)
        for score, index in _rank(gazetteer, entries, within, wanted)
    ]
    index = -max(ranked)[1]
    note = _tell_contradiction(gazetteer, index, within)
    if within.admin2 and _find_distance_km(gazetteer, index, within.admin2) > NEIGHBOURS_KM:
        return _trust_parents(gazetteer, within, note)
    return GeocodeResult(gazetteer.place(index), CONTRADICTED, note)


def _rate_elsewhere(gazetteer: PlaceIndex, index: int, within: Within) -> float:
    """Rate a place by how much of what the row says it fulfils, and by how near it is to the municipality."""
    score = 40.0 * gazetteer.lies_in(index, within.admin1) + 20.0 * gazetteer.lies_in(index, within.countries)
    return score - (_find_distance_km(gazetteer, index, within.admin2) / 10.0 if within.admin2 else 0.0)


def _tell_abroad(gazetteer: PlaceIndex, entries: Entries, within: Within) -> GeocodeResult | None:
    """Say that only places of other countries bear the name, and trust what the row says that it lies in."""
    if not entries:
        return None
    index = max(entries, key=lambda entry: (rate_place(gazetteer, *entry), -entry[0]))[0]
    return _trust_parents(gazetteer, within, _tell_contradiction(gazetteer, index, within))


def _trust_parents(gazetteer: PlaceIndex, within: Within, note: str | None) -> GeocodeResult:
    """Take the finest division that is known, whatever the name."""
    place = _fall_back(gazetteer, None, within).place
    return GeocodeResult(place, FALLEN_BACK, f"{note}; placed at {place.name}" if place else note)


def _tell_contradiction(gazetteer: PlaceIndex, index: int, within: Within) -> str | None:
    """Say where a place lies that does not lie where the row says."""
    place = gazetteer.place(index)
    for divisions, found, word in (
        (within.countries, place.country_name, "country"),
        (within.admin1, place.admin1_name, "state"),
        (within.admin2, place.admin2_name, "municipality"),
    ):
        if divisions and not gazetteer.lies_in(index, divisions):
            where = f"lies in {found}, not" if found else "does not lie"
            return f"{place.name} {where} in the {word} that is named"
    return None


def _find_distance_km(gazetteer: PlaceIndex, index: int, others: AbstractSet[int]) -> float:
    """Find how far a place is from the nearest of some others, on the sphere."""
    return min(distance_km(*gazetteer.lonlat(index), *gazetteer.lonlat(other)) for other in others)


def _fall_back(gazetteer: PlaceIndex, name: str | None, within: Within) -> GeocodeResult:
    """Take the finest division that is known."""
    if not within.finest:
        return GeocodeResult(None, 0.0, f"'{name}' is not in the gazetteer" if name else None)
    index = max(within.finest, key=lambda i: (gazetteer.population(i), -i))
    place = gazetteer.place(index)
    if not name or fold_toponym(name) in (fold_toponym(place.name), ""):
        return GeocodeResult(place, 0.95)
    word = "municipality" if within.admin2 else "state" if within.admin1 else "country"
    return GeocodeResult(place, FALLEN_BACK, f"'{name}' is not in the gazetteer there; placed at its {word}")
