"""A place as the possible site of an incident."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geomap.incidents.sentences import Sentence, Words
from geomap.model import Place

FINENESS = {"country": 0, "region": 1, "admin1": 2, "admin2": 3, "settlement": 4, "near": 4, "exact": 5}
AREA_NOUNS = r"neighbou?rhoods?|col|colon[iy]a?s?|fraccionamientos?|fracc|barrios?|subdivisions?|fractionation|residential|unidad habitacional|infonavit"
PART_NOUNS = (
    rf"{AREA_NOUNS}|district|market|mercado|calle|street|avenue|avenida|bulevar|boulevard|blvd|hospital|hotel|bar|plaza|school|escuela|"
    r"pantheon|panteón|cemetery|property|shopping (?:center|mall)|central de abastos|bridge|puente|beach|playa|park|parque|zone|farm"
)
"""Nouns of what lies inside a town: the name beside one is hardly that of another town far away."""
NEAR_RADIUS_M = 10_000.0
"""How far from a town "near" and "on the outskirts of" are taken to reach: a choice of this project."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place, or a place with its parents ("Zamora, Michoacán"), where a sentence names it."""

    place: Place | None
    confidence: float
    text: str
    start: int
    end: int
    first: int
    last: int
    relation: str
    """in, near, between, of, origin, agent, bare or dateline."""
    series: int
    """The same number for the places of one list; -1 for a place by itself."""
    radius_m: float | None = None
    lonlat: tuple[float, float] | None = None
    """In place of the place's own point, for a stretch between two places."""
    note: str | None = None
    apposed: bool = False
    """Whether it says where another place lies: "Soacha, 15 km south of Bogotá"."""

    @property
    def fineness(self) -> int:
        """How finely the place is known; larger is finer."""
        return FINENESS.get(self.place.geo_precision, 0) if self.place else -1


def contains_place(outer: Place, inner: Place) -> bool:
    """
    Tell whether one place is a parent of another.

    Parameters
    ----------
    outer, inner
        Of the gazetteer.

    Returns
    -------
    contains
        Whether the codes of the outer are among those of the inner; a place contains itself.
    """
    if outer.place_id == inner.place_id:
        return True
    if outer.country_code != inner.country_code:
        return False
    if outer.geo_precision == "country":
        return True
    if outer.geo_precision == "admin1":
        return outer.admin1_code is not None and outer.admin1_code == inner.admin1_code
    if outer.geo_precision == "admin2":
        return outer.admin2_code is not None and outer.admin2_code == inner.admin2_code
    return False


def do_sites_nest(one: Site | None, other: Site | None) -> bool:
    """
    Tell whether one of two sites is a parent of the other.

    Parameters
    ----------
    one, other
        Sites, or None.

    Returns
    -------
    nest
        True for the same place; False where either is none, or has no place.
    """
    if one is None or other is None or one.place is None or other.place is None:
        return False
    return contains_place(one.place, other.place) or contains_place(other.place, one.place)


def is_heading(words: Words, sentence: Sentence, site: Site) -> bool:
    """
    Tell whether a sentence begins with a place and a colon, as headlines do.

    Parameters
    ----------
    words
        Of the report.
    sentence
        That the place is named in.
    site
        The place.

    Returns
    -------
    heading
        Whether it does.
    """
    if site.last >= sentence.last or words.folded[site.last] not in (":", "/", "|"):
        return False
    before = words.folded[sentence.first : site.first]
    return "]" in before or not any(word.isalnum() for word in before)


def move_site(site: Site, host: Site) -> Site:
    """
    Give a name the place of another one that it lies in.

    Parameters
    ----------
    site
        A name that the gazetteer does not hold, or not there.
    host
        Where it lies.

    Returns
    -------
    site
        Its own text, the host's place, and a note.
    """
    if host.place is None:
        return site
    note = f'"{site.text}" is placed at {host.place.name}'
    return replace(
        site,
        place=host.place,
        confidence=host.confidence * 0.9,
        note=note,
        series=-1,
        lonlat=host.lonlat,
        radius_m=host.radius_m,
    )
