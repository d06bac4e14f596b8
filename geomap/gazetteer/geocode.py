"""One row of a table to a place: name, and the divisions and country it should lie in."""

from __future__ import annotations

import math
import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.rank import find_seat, rate_place
from geomap.geometry import distance_km
from geomap.model import Place
from geomap.names import fold_toponym

_GENERIC_AFTER = re.compile(
    r" (?:town|city|village|municipality|state|county|department|province|district|region|area|settlement|municipio)$"
)
_GENERIC_BEFORE = re.compile(
    r"^(?:the )?(?:town|city|village|municipality|state|county|municipio|ciudad|pueblo|estado|localidad|comunidad|"
    r"ejido|poblado|rancheria|rancho|colonia|villa|delegacion|alcaldia)(?: libre y soberano)?(?: (?:of|del?)(?: la)?)? "
)
_WANTED = (
    ("admin1", re.compile(r"^(?:estado|state|provincia|province|departamento) |.(?: state| province| department)$")),
    (
        "admin2",
        re.compile(r"^(?:municipio|municipality|alcaldia|delegacion|county) |.(?: municipality| county| municipio)$"),
    ),
)
"""What a name's generic word says that it is."""
SAME_PLACE_KM = 25.0
"""Two records closer than this are one place for the question of doubt."""
NEIGHBOURS_KM = 40.0
"""
A namesake this far from the municipality that is named is another place: so 31 of 34 in UCDP's Mexican rows,
while 3 of 5 nearer ones were right.
"""
SURE, LIKELY, DOUBTFUL, CONTRADICTED = 0.97, 0.85, 0.6, 0.3


@dataclass(frozen=True, slots=True)
class GeocodeResult:
    """The place found for a row, how sure it is, and what to know about it."""

    place: Place | None
    confidence: float
    note: str | None = None


def list_forms(name: str | None) -> list[str]:
    """
    List the keys under which a name of a table may stand.

    Parameters
    ----------
    name
        As written, or None.

    Returns
    -------
    keys
        The whole name first; then without generic words such as "town" or "municipio de".
    """
    if not name:
        return []
    key = fold_toponym(name)
    shorter = _GENERIC_AFTER.sub("", key).strip()
    forms = [key, shorter, _GENERIC_BEFORE.sub("", key).strip(), _GENERIC_BEFORE.sub("", shorter).strip()]
    return list(dict.fromkeys(f for f in forms if f))


def find_named(
    gazetteer: Gazetteer, name: str | None, within: AbstractSet[int] = frozenset()
) -> list[tuple[int, NameKind]]:
    """
    Find all places that bear a name.

    Parameters
    ----------
    gazetteer
        Where names are looked up.
    name
        As written, or None.
    within
        Divisions or countries that they should lie in.

    Returns
    -------
    entries
        Index of the place and kind of the name; demonyms and languages are no names of places. The
        fullest form of the name that leads to a place within decides, else the fullest that leads to one.
    """
    first: list[tuple[int, NameKind]] = []
    for form in list_forms(name):
        record = gazetteer.find_key(form)
        found = [e for e in record.entries if e[1] < NameKind.DEMONYM] if record else []
        if any(not within or _lies_in(gazetteer, index, within) for index, _ in found):
            return found
        first = first or found
    return first


def _lies_in(gazetteer: Gazetteer, index: int, divisions: AbstractSet[int]) -> bool:
    return index in divisions or not divisions.isdisjoint(gazetteer.chain(index))


@dataclass(frozen=True, slots=True)
class _Parents:
    """What a row says that its place lies in; empty where it says nothing or nothing that is known."""

    countries: AbstractSet[int]
    admin1: AbstractSet[int]
    admin2: AbstractSet[int]
    note: str | None
    """What it names and the gazetteer does not know."""

    @property
    def finest(self) -> AbstractSet[int]:
        """The finest that is known."""
        return self.admin2 or self.admin1 or self.countries


def geocode_place(
    gazetteer: Gazetteer,
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
        Where names are looked up.
    name
        Of the place itself; None where the row names a division only.
    admin1, admin2
        Name or code of the divisions that it should lie in.
    country
        Name or ISO 3166-1 alpha-2 code.

    Returns
    -------
    result
        The place; where the name is not known, the finest division that is, with a lower confidence
        and a note. A place that lies outside the named state or country is given with a note, never as
        sure, and a division or country that the gazetteer does not know is told in the note.
    """
    parents = _find_parents(gazetteer, admin1, admin2, country)
    found = _choose_place(gazetteer, name, parents) or _fall_back(gazetteer, name, parents)
    if parents.note is None:
        return found
    confidence = found.confidence if parents.admin1 else min(found.confidence, DOUBTFUL)
    return GeocodeResult(found.place, confidence, "; ".join(n for n in (found.note, parents.note) if n))


def _find_parents(gazetteer: Gazetteer, admin1: str | None, admin2: str | None, country: str | None) -> _Parents:
    countries = _find_countries(gazetteer, country)
    states = _find_divisions(gazetteer, admin1, "admin1", countries)
    municipalities = _find_divisions(gazetteer, admin2, "admin2", states or countries)
    asked = ((country, countries), (admin1, states), (admin2, municipalities))
    unknown = [f"'{name}'" for name, found in asked if name and not found]
    note = f"{' and '.join(unknown)}, where it should lie, not in the gazetteer" if unknown else None
    return _Parents(countries, states, municipalities, note)


def _fall_back(gazetteer: Gazetteer, name: str | None, parents: _Parents) -> GeocodeResult:
    """Take the finest division that is known."""
    if not parents.finest:
        return GeocodeResult(None, 0.0, f"'{name}' is not in the gazetteer" if name else None)
    index = max(parents.finest, key=lambda i: (gazetteer.population(i), -i))
    place = gazetteer.place(index)
    if not name or fold_toponym(name) in (fold_toponym(place.name), ""):
        return GeocodeResult(place, 0.95)
    word = "municipality" if parents.admin2 else "state" if parents.admin1 else "country"
    return GeocodeResult(place, 0.5, f"'{name}' is not in the gazetteer there; placed at its {word}")


def _find_countries(gazetteer: Gazetteer, country: str | None) -> set[int]:
    if not country:
        return set()
    by_code = gazetteer.find_country(country) if len(country) == 2 else None  # noqa: PLR2004 - ISO code
    if by_code is not None:
        return {by_code}
    return {i for i, _ in find_named(gazetteer, country) if gazetteer.block(i) == "country"}


def _find_divisions(gazetteer: Gazetteer, name: str | None, block: str, within: set[int]) -> set[int]:
    """Find divisions by name or code; the fullest form of the name that leads to one decides."""
    if not name:
        return set()
    for form in list_forms(name):
        record = gazetteer.find_key(form)
        named = {i for i, kind in record.entries if kind < NameKind.DEMONYM} if record else set()
        found = {i for i in named if gazetteer.block(i) == block}
        inside = {i for i in found if not within or _lies_in(gazetteer, i, within)}
        if inside:
            return inside
    return _find_codes(gazetteer, name.strip(), block, within)


def _find_codes(gazetteer: Gazetteer, code: str, block: str, within: AbstractSet[int]) -> set[int]:
    """Find divisions by code: of the country that is named, else Mexico's, whose codes may have lost their first 0."""
    countries = {gazetteer.place(i).country_code for i in within} or {"MX"}
    digits = {"admin1": 2, "admin2": 5}[block]
    found = {
        i
        for country in countries
        for i in gazetteer.find_division(country, code.zfill(digits) if country == "MX" else code)
    }
    return {i for i in found if gazetteer.block(i) == block and (not within or _lies_in(gazetteer, i, within))}


def _choose_place(gazetteer: Gazetteer, name: str | None, parents: _Parents) -> GeocodeResult | None:
    entries = find_named(gazetteer, name, parents.finest)
    key = fold_toponym(name or "")
    wanted = next((block for block, pattern in _WANTED if pattern.search(key)), "")
    ranked = sorted(
        ((_rate(gazetteer, i, kind, parents, wanted), i) for i, kind in entries), key=lambda r: (-r[0], r[1])
    )
    if not ranked:
        return None
    score, index = ranked[0]
    if not wanted:
        index = find_seat(gazetteer, index, (i for _, i in ranked)) or index
    place = gazetteer.place(index)
    outside = _tell_contradiction(gazetteer, index, parents)
    if outside and parents.admin2 and _find_distance_km(gazetteer, index, parents.admin2) > NEIGHBOURS_KM:
        return None
    if outside:
        return GeocodeResult(place, CONTRADICTED, outside)
    rivals = [s for s, i in ranked if distance_km(*gazetteer.lonlat(i), place.lon, place.lat) > SAME_PLACE_KM]
    margin = score - rivals[0] if rivals else math.inf
    confidence = SURE if margin >= 2 else LIKELY if margin >= 0.6 else DOUBTFUL  # noqa: PLR2004 - powers of ten
    if not (parents.admin1 or parents.admin2):
        confidence = min(confidence, 0.9 if margin >= 4 else 0.7)  # noqa: PLR2004
    return GeocodeResult(place, confidence)


def find_within(gazetteer: Gazetteer, *, admin1: str | None = None, country: str | None = None) -> list[set[int]]:
    """
    Find the divisions and countries that a search is confined to.

    Parameters
    ----------
    gazetteer
        Where the names are looked up.
    admin1, country
        Names or codes, or None.

    Returns
    -------
    groups
        A place fits if it or one of its divisions is in each group; a name that is not known gives an
        empty group, which nothing fits.
    """
    countries = _find_countries(gazetteer, country)
    groups = [countries] if country else []
    if admin1:
        groups.append(_find_divisions(gazetteer, admin1, "admin1", countries))
    return groups


def _tell_contradiction(gazetteer: Gazetteer, index: int, parents: _Parents) -> str | None:
    """Say that a place does not lie where the row says."""
    place = gazetteer.place(index)
    for divisions, found, word in (
        (parents.countries, place.country_name, "country"),
        (parents.admin1, place.admin1_name, "state"),
        (parents.admin2, place.admin2_name, "municipality"),
    ):
        if divisions and not _lies_in(gazetteer, index, divisions):
            return f"{place.name} lies in {found}, not in the {word} that is named"
    return None


def _find_distance_km(gazetteer: Gazetteer, index: int, others: AbstractSet[int]) -> float:
    """Find how far a place is from the nearest of some others, on the sphere."""
    return min(distance_km(*gazetteer.lonlat(index), *gazetteer.lonlat(other)) for other in others)


def _rate(gazetteer: Gazetteer, index: int, kind: NameKind, parents: _Parents, wanted: str) -> float:
    """Rate a candidate: divisions first, then what it should be, then rank and size."""
    score = rate_place(gazetteer, index, kind) + 10.0 * (gazetteer.block(index) == wanted)
    if _lies_in(gazetteer, index, parents.admin1):
        score += 40.0 - 6.0 * (index in parents.admin1)
    if _lies_in(gazetteer, index, parents.admin2):
        score += 12.0 - 2.0 * (index in parents.admin2)
    if _lies_in(gazetteer, index, parents.countries):
        score += 20.0
    return score
