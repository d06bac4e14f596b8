"""One row of a table to a place: name, and the divisions and country it should lie in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.layout import NameKind
from geomap.geometry import distance_km
from geomap.model import Place
from geomap.names import fold_toponym

_GENERIC_AFTER = re.compile(
    r"\b(?:town|city|village|municipality|state|county|department|province|district|region|area|settlement|municipio)$"
)
_GENERIC_BEFORE = re.compile(
    r"^(?:(?:the )?(?:town|city|village|municipality|state|county|municipio|ciudad|pueblo|estado|localidad|comunidad|"
    r"ejido|poblado|rancheria|rancho|colonia|villa|delegacion|alcaldia)(?: libre y soberano)? (?:of|de la|del|de)? ?)"
)
SAME_PLACE_KM = 25.0
"""Two records closer than this are one place for the question of doubt."""


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


def find_named(gazetteer: Gazetteer, name: str | None) -> list[tuple[int, NameKind]]:
    """
    Find all places that bear a name, with or without its generic words.

    Parameters
    ----------
    gazetteer
        Where names are looked up.
    name
        As written, or None.

    Returns
    -------
    entries
        Index of the place and kind of the name; demonyms and languages are no names of places.
    """
    found: dict[int, NameKind] = {}
    for form in list_forms(name):
        for index, kind in _find_form(gazetteer, form):
            found.setdefault(index, kind)
    return list(found.items())


def _find_form(gazetteer: Gazetteer, form: str) -> list[tuple[int, NameKind]]:
    record = gazetteer.find_key(form)
    return [e for e in record.entries if e[1] < NameKind.DEMONYM] if record else []


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
        and a note. A place that lies outside the named state is given with a note, never as sure.
    """
    countries = _find_countries(gazetteer, country)
    states = _find_divisions(gazetteer, admin1, "admin1", countries)
    municipalities = _find_divisions(gazetteer, admin2, "admin2", states or countries)
    entries = find_named(gazetteer, name)
    best = _choose_place(gazetteer, entries, countries, states, municipalities)
    if best is not None:
        return best
    for divisions, word in ((municipalities, "municipality"), (states, "state"), (countries, "country")):
        if divisions:
            index = max(divisions, key=lambda i: (gazetteer.population(i), -i))
            place = gazetteer.place(index)
            if name and fold_toponym(name) not in (fold_toponym(place.name), ""):
                return GeocodeResult(place, 0.5, f"'{name}' is not in the gazetteer; placed at its {word}")
            return GeocodeResult(place, 0.95)
    return GeocodeResult(None, 0.0, f"'{name}' is not in the gazetteer" if name else None)


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
        found = {i for i, _ in _find_form(gazetteer, form) if gazetteer.block(i) == block}
        inside = {i for i in found if not within or within.intersection(gazetteer.chain(i))}
        if inside:
            return inside
    return set(gazetteer.find_division("MX", name.zfill(2))) if name.isdigit() else set()


def _choose_place(
    gazetteer: Gazetteer,
    entries: Iterable[tuple[int, NameKind]],
    countries: set[int],
    states: set[int],
    municipalities: set[int],
) -> GeocodeResult | None:
    ranked = sorted(
        ((_rate(gazetteer, i, kind, countries, states, municipalities), i) for i, kind in entries),
        key=lambda r: (-r[0], r[1]),
    )
    if not ranked:
        return None
    score, index = ranked[0]
    place = gazetteer.place(index)
    rivals = [(s, i) for s, i in ranked[1:] if distance_km(*gazetteer.lonlat(i), place.lon, place.lat) > SAME_PLACE_KM]
    margin = score - rivals[0][0] if rivals else 5.0
    chain = {index, *gazetteer.chain(index)}
    if states and not states & chain:
        if municipalities or (len(ranked) == 1 and rivals):
            return None
        return GeocodeResult(place, 0.3, f"{place.name} lies in {place.admin1_name}, not in the state that is named")
    confidence = 0.97 if margin >= 1 else 0.85 if margin >= 0.3 else 0.6  # noqa: PLR2004 - steps of the score
    if not (states or municipalities):
        confidence = min(confidence, 0.9 if margin >= 2 else 0.7)  # noqa: PLR2004
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


def rate_place(gazetteer: Gazetteer, index: int, kind: NameKind) -> float:
    """
    Rate a place by rank and size, before any context.

    Parameters
    ----------
    gazetteer
        That the place is of.
    index
        Of the place.
    kind
        What the name that led to it is to it.

    Returns
    -------
    score
        About 0 for a hamlet to 7 for a capital of millions.
    """
    block = gazetteer.block(index)
    people = gazetteer.population(index)
    score = len(str(people)) * 0.5 - 0.4 * (kind == NameKind.ALTERNATE)
    score += {"country": 1.0, "admin1": 1.5, "admin2": 0.2, "region": 0.3}.get(block, 0.0)
    return score + {"PPLC": 1.0, "PPLA": 0.6, "PPLA2": 0.4, "PPLX": -0.6}.get(gazetteer.feature_code(index), 0.0)


def _rate(
    gazetteer: Gazetteer,
    index: int,
    kind: NameKind,
    countries: set[int],
    states: set[int],
    municipalities: set[int],
) -> float:
    """Rate a candidate: divisions first, then rank and size."""
    chain = {index, *gazetteer.chain(index)}
    score = rate_place(gazetteer, index, kind)
    if states & chain:
        score += 20.0 - 3.0 * (index in states)
    if municipalities & chain:
        score += 6.0 - 1.0 * (index in municipalities)
    if countries & chain:
        score += 10.0
    return score
