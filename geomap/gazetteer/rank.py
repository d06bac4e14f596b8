"""How likely a place is meant before any context, and which records are one place."""

from __future__ import annotations

import math
from collections.abc import Iterable

from geomap.gazetteer import feature_codes
from geomap.gazetteer.index import PlaceIndex
from geomap.gazetteer.layout import NameKind
from geomap.geometry import distance_km

ALTERNATE_COST = 2.0
"""In powers of ten of people: a place is named by its own name unless another is that much larger."""
SAME_TOWN_KM = 30.0
"""A town this close to its municipality's point is its seat."""
_BLOCKS = {"country": (8.0, 0.0), "admin1": (5.6, 0.25), "region": (5.5, 0.0), "admin2": (0.0, 0.6), "city": (0.0, 1.0)}
"""What a place of each kind weighs, and what each power of ten of its people adds."""
_RANKS = {"PPLC": 1.2, "PPLA": 0.8, "PPLA2": 0.3, "PPLX": -1.0, **feature_codes.RANKS}
OWN_GAIN = 0.5
"""An own place is this much likelier than one near by that was there before and bears its name."""


def rate_place(gazetteer: PlaceIndex, index: int, kind: NameKind = NameKind.NAME) -> float:
    """
    Rate a place by its kind, rank and size.

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
        In powers of ten of people: 3 is a town of a thousand, a state about 7, a country 8. An own place
        is never less likely than the place near by that it stands for.
    """
    twin = gazetteer.twin(index)
    score = _rate(gazetteer, index, kind)
    return score if twin is None else max(score, _rate(gazetteer, *twin) + OWN_GAIN)


def _rate(gazetteer: PlaceIndex, index: int, kind: NameKind) -> float:
    weight, growth = _BLOCKS[gazetteer.block(index)]
    score = weight + growth * math.log10(gazetteer.population(index) + 10)
    return score + _RANKS.get(gazetteer.feature_code(index), 0.0) - ALTERNATE_COST * (kind == NameKind.ALTERNATE)


def find_seat(gazetteer: PlaceIndex, municipality: int, places: Iterable[int]) -> int | None:
    """
    Find the town that a municipality shares its name with.

    Parameters
    ----------
    gazetteer
        That the places are of.
    municipality
        Index of a second division; any other place has no seat.
    places
        Other places of that name, likeliest first.

    Returns
    -------
    index
        Of the town, or None.
    """
    if gazetteer.block(municipality) != "admin2":
        return None
    here, parents = gazetteer.lonlat(municipality), gazetteer.parents(municipality)
    for index in places:
        town = gazetteer.block(index) == "city" and gazetteer.parents(index) == parents
        if town and distance_km(*gazetteer.lonlat(index), *here) < SAME_TOWN_KM:
            return index
    return None
