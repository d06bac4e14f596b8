"""The state or country that a caller names, as places of the gazetteer."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from geomap.gazetteer.geocode import find_within
from geomap.gazetteer.index import Gazetteer


def find_divisions(gazetteer: Gazetteer, *, admin1: str | None = None, country: str | None = None) -> AbstractSet[int]:
    """
    Find the places of the finer one that is named.

    Parameters
    ----------
    gazetteer
        Where the names are looked up.
    admin1
        Name or code of a first division, or None.
    country
        Name or ISO 3166-1 alpha-2 code of the country, or of the one that the division lies in, or None.

    Returns
    -------
    indices
        Of the first divisions if one is named, else of the countries; empty where nothing is named or known.
    """
    groups = find_within(gazetteer, admin1=admin1, country=country)
    return groups[-1] if groups else frozenset()
