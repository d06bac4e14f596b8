"""The forms of a name in a table: with and without generic words, and what those words ask for."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from geomap.gazetteer.index import PlaceIndex
from geomap.gazetteer.layout import NameKind
from geomap.names import expand_key, fold_toponym

_BEFORE = (
    "town|city|village|municipality|state|county|municipio|ciudad|pueblo|estado|localidad|comunidad|"
    "ejido|poblado|rancheria|rancho|colonia|villa|delegacion|alcaldia|cabecera municipal"
)
_AFTER = (
    "town|city|village|municipality|state|county|department|province|district|region|area|settlement|municipio|ejido"
)
_GENERIC_BEFORE = re.compile(rf"^(?:the )?(?:{_BEFORE})(?: libre y soberano)?(?: (?:of|del?)(?: la)?)? ")
_GENERIC_AFTER = re.compile(rf" (?:{_AFTER})$")
_GENERIC = frozenset(f"{_BEFORE}|{_AFTER}|the|cabecera".split("|"))
"""A name whose first and last word are none of these has one form."""
_ABBREVIATED = frozenset(("mpio", "edo", "cd", "col"))
"""Generic words as they are abbreviated."""
_WANTED = (
    ("admin1", re.compile(r"^(?:estado|state|provincia|province|departamento) |.(?: state| province| department)$")),
    (
        "admin2",
        re.compile(r"^(?:municipio|municipality|alcaldia|delegacion|county) |.(?: municipality| county| municipio)$"),
    ),
)
_MOST_LONGER = 500
_ROAD = re.compile(
    r"^(?:calle|callejon|avenida|av|ave|blvd|boulevard|bulevar|calzada|calz|carretera|carr|autopista|libramiento|"
    r"periferico|vialidad|prolongacion|esquina|kilometro|km|tramo|street|road|highway|hwy|avenue|route|interstate) |"
    r"(?:^| )(?:km|kilometro) \d| (?:street|road|highway|avenue|boulevard)(?: |$)"
)


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
    key = _fold_name(name)
    first, _, rest = key.partition(" ")
    if not rest or (first not in _GENERIC and rest.rpartition(" ")[2] not in _GENERIC):
        return [key] if key else []
    shorter = _GENERIC_AFTER.sub("", key).strip()
    forms = [key, shorter, _GENERIC_BEFORE.sub("", key).strip(), _GENERIC_BEFORE.sub("", shorter).strip()]
    return list(dict.fromkeys(form for form in forms if form))


def _fold_name(name: str) -> str:
    """Fold a name, with a generic word that it begins with written out."""
    key = fold_toponym(name)
    return expand_key(key) if key.partition(" ")[0] in _ABBREVIATED else key


def find_wanted(name: str) -> str:
    """
    Tell what a name's generic word says that it is.

    Parameters
    ----------
    name
        As written.

    Returns
    -------
    block
        admin1 for "estado de ...", admin2 for "... municipality", else nothing.
    """
    key = _fold_name(name)
    return next((block for block, pattern in _WANTED if pattern.search(key)), "")


def is_road(key: str) -> bool:
    """
    Tell whether a name is that of a street, a road, or a place along one.

    Parameters
    ----------
    key
        The folded name.

    Returns
    -------
    road
        By its words alone: "carretera federal 15 km 23".
    """
    return _ROAD.search(key) is not None


def find_named(
    gazetteer: PlaceIndex, name: str | None, within: AbstractSet[int] = frozenset()
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
        found = [entry for entry in gazetteer.find_entries(form) if entry[1] < NameKind.DEMONYM]
        if found and (not within or any(gazetteer.lies_in(index, within) for index, _ in found)):
            return found
        first = first or found
    return first


def find_longer(gazetteer: PlaceIndex, form: str, within: AbstractSet[int]) -> list[tuple[int, NameKind]]:
    """
    Find the places whose name begins with a whole name, as "Silao de la Victoria" begins with Silao.

    Parameters
    ----------
    gazetteer
        Where names are looked up.
    form
        A folded name.
    within
        Divisions or countries that they should lie in.

    Returns
    -------
    entries
        Index of the place and kind of the name.
    """
    return [
        (index, kind)
        for number in gazetteer.find_beginnings(form + " de", limit=_MOST_LONGER)
        for index, kind in gazetteer.entries(number)
        if kind < NameKind.ABBREVIATION and gazetteer.lies_in(index, within)
    ]
