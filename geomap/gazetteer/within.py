"""What a row of a table says that its place lies in."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from geomap.gazetteer.forms import find_longer, find_named, list_forms
from geomap.gazetteer.index import PlaceIndex
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.spelling import find_similar

_CODE_LETTERS = 2
_EDITED_LETTERS = 6
"""A division's name of so many letters may hold one typing error, one of twice as many two."""


@dataclass(frozen=True, slots=True)
class Within:
    """Divisions and countries as places of the gazetteer; empty where a row says nothing, or nothing that is known."""

    countries: frozenset[int]
    admin1: frozenset[int]
    admin2: frozenset[int]
    note: str | None = None
    """What the row names and the gazetteer does not know, or knows by another spelling."""
    unknown: bool = False
    """Whether the row names a division or country that is not known."""

    @property
    def finest(self) -> frozenset[int]:
        """The finest that is known."""
        return self.admin2 or self.admin1 or self.countries

    @property
    def widening(self) -> tuple[frozenset[int], ...]:
        """All that are known, finest first."""
        return tuple(found for found in (self.admin2, self.admin1, self.countries) if found)


@lru_cache(maxsize=20_000)
def find_within(
    gazetteer: PlaceIndex, *, admin1: str | None = None, admin2: str | None = None, country: str | None = None
) -> Within:
    """
    Find the divisions and the country that a place should lie in.

    Parameters
    ----------
    gazetteer
        Where the names are looked up.
    admin1, admin2
        Names or codes of divisions, or None.
    country
        Name or ISO 3166-1 alpha-2 code, or None.

    Returns
    -------
    within
        With a note on what is not known.
    """
    countries = _find_countries(gazetteer, country)
    states, read_as = _find_divisions(gazetteer, admin1, "admin1", countries)
    municipalities, read_too = _find_divisions(gazetteer, admin2, "admin2", states or countries)
    # A table may be older than a municipality: its places may then be in what was cut from the one that it names.
    municipalities |= {new for new, old in gazetteer.cut if old in municipalities}
    asked = ((country, countries), (admin1, states), (admin2, municipalities))
    missing = [f"'{name}'" for name, found in asked if name and not found]
    notes = [f"{' and '.join(missing)}, where it should lie, not in the gazetteer"] if missing else []
    notes += [note for note in (read_as, read_too) if note]
    return Within(countries, states, municipalities, "; ".join(notes) or None, bool(missing))


def _find_countries(gazetteer: PlaceIndex, country: str | None) -> frozenset[int]:
    if not country:
        return frozenset()
    by_code = gazetteer.find_country(country) if len(country) == _CODE_LETTERS else None
    if by_code is not None:
        return frozenset({by_code})
    return frozenset(i for i, _ in find_named(gazetteer, country) if gazetteer.block(i) == "country")


def _find_divisions(
    gazetteer: PlaceIndex, name: str | None, block: str, within: AbstractSet[int]
) -> tuple[frozenset[int], str | None]:
    """Find divisions by name, by code, or by a name with a typing error; then a note tells how it was read."""
    if not name:
        return frozenset(), None
    forms = list_forms(name)
    for form in forms:
        inside = _keep_inside(gazetteer, gazetteer.find_entries(form), block, within)
        if inside:
            return inside, None
    by_code = _find_codes(gazetteer, name.strip(), block, within)
    if by_code or not within:
        return by_code, None
    for form in forms:
        inside = _keep_inside(gazetteer, find_longer(gazetteer, form, within), block, within)
        if len(inside) == 1:
            return inside, None
        for similar in find_similar(gazetteer, form, most_edits=min(len(form) // _EDITED_LETTERS, 2)):
            inside = _keep_inside(gazetteer, gazetteer.entries(similar.number), block, within)
            if inside:
                return inside, f"'{name}' read as {gazetteer.place(min(inside)).name}"
    return frozenset(), None


def _keep_inside(
    gazetteer: PlaceIndex, entries: Iterable[tuple[int, NameKind]], block: str, within: AbstractSet[int]
) -> frozenset[int]:
    return frozenset(
        index
        for index, kind in entries
        if kind < NameKind.DEMONYM
        and gazetteer.block(index) == block
        and (not within or gazetteer.lies_in(index, within))
    )


def _find_codes(gazetteer: PlaceIndex, code: str, block: str, within: AbstractSet[int]) -> frozenset[int]:
    """Find divisions by code: of the country that is named, else Mexico's, whose codes may have lost their first 0."""
    countries = {gazetteer.place(i).country_code for i in within} or {"MX"}
    digits = {"admin1": 2, "admin2": 5}[block]
    found = (
        i
        for country in countries
        for i in gazetteer.find_division(country, code.zfill(digits) if country == "MX" else code)
    )
    return frozenset(i for i in found if gazetteer.block(i) == block and (not within or gazetteer.lies_in(i, within)))
