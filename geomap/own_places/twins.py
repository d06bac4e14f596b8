"""Which own place stands for which place that was there before: one near by that bears the same name."""

from __future__ import annotations

import numpy as np

from geomap.gazetteer import layout
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.name_index import SortedNames
from geomap.gazetteer.rank import rate_place
from geomap.geometry import EARTH_RADIUS_KM
from geomap.own_places.batches import Numbers

NEAR_KM = 25.0
_BAND_DEG = 0.25
"""Of latitude; no less than ``NEAR_KM``, so that what is near stands in one band or the next."""
_BANDS = round(180 / _BAND_DEG) + 3
_LON_BITS = 26
_LEAST_SHRINK = 0.02


def find_twins(names: SortedNames, gazetteer: Gazetteer, first_own: int, lons: Numbers, lats: Numbers) -> Numbers:
    """
    Find the twins of own places.

    Parameters
    ----------
    names
        Of all places.
    gazetteer
        Of those that were there before.
    first_own
        Index of the first own place.
    lons, lats
        Of all places, as in ``layout``.

    Returns
    -------
    twins
        As the section of that name.
    """
    first_city = gazetteer.first["city"]
    named = names.kinds < NameKind.ABBREVIATION
    own = names.places >= first_own
    theirs = named & ~own & (names.places >= first_city)
    shared = np.zeros(len(names.keys), dtype=np.uint8)
    shared[names.groups[own]] |= 1
    shared[names.groups[theirs]] |= 2
    both = shared[names.groups] == 3  # noqa: PLR2004 - the two bits
    asking, asked = _pair_up(names, np.flatnonzero(own & both), np.flatnonzero(theirs & both), lons, lats)
    twins = np.zeros(len(lons) - first_own, dtype=np.uint32)
    if len(asking):
        places, kinds = names.places[asked], names.kinds[asked]
        pairs = places.astype(np.int64) << 1 | (kinds == NameKind.ALTERNATE)
        different, inverse = np.unique(pairs, return_inverse=True)
        rated = [rate_place(gazetteer, pair >> 1, NameKind(pair & 1)) for pair in different.tolist()]
        order = np.argsort(np.array(rated)[inverse], kind="stable")
        # Of several for one own place, the last that is set remains: the likeliest.
        twins[names.places[asking[order]] - first_own] = (
            places[order] | kinds[order].astype(np.uint32) << layout.INDEX_BITS
        )
    return twins


def _pair_up(
    names: SortedNames, own: Numbers, theirs: Numbers, lons: Numbers, lats: Numbers
) -> tuple[Numbers, Numbers]:
    """Pair the entries of names that lead to two places near each other."""
    x = (lons[names.places[theirs]].astype(np.int64)) + 180 * layout.SCALE
    bands = _find_bands(lats[names.places[theirs]])
    grid = _combine(names.groups[theirs], bands, x)
    order = np.argsort(grid)
    grid, theirs = grid[order], theirs[order]
    lon, lat = lons[names.places[own]].astype(np.int64), lats[names.places[own]]
    shrink = np.maximum(np.cos(np.radians(lat / layout.SCALE)), _LEAST_SHRINK)
    reach = np.ceil(np.degrees(NEAR_KM / EARTH_RADIUS_KM) / shrink * layout.SCALE).astype(np.int64)
    west = np.clip(lon + 180 * layout.SCALE - reach, 0, 360 * layout.SCALE)
    east = np.clip(lon + 180 * layout.SCALE + reach, 0, 360 * layout.SCALE)
    found = []
    for step in (-1, 0, 1):
        band = _find_bands(lat) + step
        start = np.searchsorted(grid, _combine(names.groups[own], band, west), "left")
        end = np.searchsorted(grid, _combine(names.groups[own], band, east), "right")
        counts = end - start
        asking = np.repeat(np.arange(len(own)), counts)
        within = np.arange(len(asking)) - np.repeat(np.cumsum(counts) - counts, counts)
        found.append((own[asking], theirs[np.repeat(start, counts) + within]))
    asking, asked = (np.concatenate(side) for side in zip(*found, strict=True))
    near = _measure_km(names.places[asking], names.places[asked], lons, lats) <= NEAR_KM
    return asking[near], asked[near]


def _find_bands(lats: Numbers) -> Numbers:
    return ((lats.astype(np.int64) + 90 * layout.SCALE) // round(_BAND_DEG * layout.SCALE)) + 1


def _combine(groups: Numbers, bands: Numbers, x: Numbers) -> Numbers:
    return (groups.astype(np.int64) * _BANDS + bands) << _LON_BITS | x


def _measure_km(one: Numbers, other: Numbers, lons: Numbers, lats: Numbers) -> Numbers:
    """Measure great-circle distances, on a sphere."""
    lon1, lat1, lon2, lat2 = (
        np.radians(values[places] / layout.SCALE) for places in (one, other) for values in (lons, lats)
    )
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    distances: Numbers = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1)))
    return distances
