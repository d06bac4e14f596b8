"""The nearest of many polygons, and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import shapely

from geomap.boundaries.grid import spread
from geomap.boundaries.shapes import Bounds, Flags, Floats, Rings, Rows

_KM_A_DEGREE = 110.5
"""Of latitude, and a little less than the least on the ellipsoid."""
_LEAST_SHRINK = 0.02
"""Of a degree of longitude, near the poles: keeps the reach finite."""
_SLACK = 1.1
"""A band is searched so much farther: a degree of longitude is not as long at its edges as in its middle."""
_EQUATOR_KM, _ECCENTRICITY_SQUARED = 6378.137, 0.0066943799901413165
"""Of the ellipsoid WGS84 (NGA.STND.0036, 2014)."""
_CELL_DEG = 0.1
_CELLS_AROUND = 10_000
"""More than cells go around the Earth."""
_CELL_RADIUS_KM = 7.9
"""From the middle of a cell to its corner at the equator: no point of it is nearer to anything by more than that."""
_POINTS_A_CELL = 4
"""With so many points in each cell, it pays to leave out the cells that nothing is near first."""
_CHUNK = 16
"""Edges of a border that are one line of the search tree."""


def find_nearest(
    bounds: Bounds,
    read_rings: Callable[[], Rings],
    lons: Floats,
    lats: Floats,
    *,
    reach_km: float,
) -> tuple[Rows, Floats]:
    """
    Find the polygon whose border is nearest to each point.

    Parameters
    ----------
    bounds
        West, south, east and north of each polygon, degrees WGS84.
    read_rings
        Gives their rings; called where a point is asked about at all.
    lons, lats
        Degrees, WGS84; NaN where there is no point.
    reach_km
        How far away it may be.

    Returns
    -------
    rows
        -1 where none is near enough.
    distances_km
        On the ellipsoid; NaN where none is near enough.

    Notes
    -----
    Distances are compared in bands of one degree of latitude, where all degrees of longitude are taken to be
    alike; the one that is told is measured on the ellipsoid.
    """
    search = partial(_search, bounds, read_rings)
    rows, distances = np.full(len(lons), -1, dtype=np.int64), np.full(len(lons), np.nan)
    asked = np.flatnonzero(np.isfinite(lons) & np.isfinite(lats))
    cells, cell = _find_cells(lons[asked], lats[asked])
    if len(cells) * _POINTS_A_CELL < len(asked):
        near = search(*_find_middles(cells), reach_km=reach_km + _CELL_RADIUS_KM)[0] >= 0
        asked = asked[near[cell]]
    rows[asked], feet = search(lons[asked], lats[asked], reach_km=reach_km)
    distances[asked] = measure_km(lons[asked], lats[asked], *feet.T)
    return rows, distances


def find_about_nearest(
    bounds: Bounds, read_rings: Callable[[], Rings], lons: Floats, lats: Floats, *, reach_km: float
) -> tuple[Rows, Floats]:
    """
    Find about the nearest polygon of each point, far quicker than ``find_nearest`` for many points.

    Parameters
    ----------
    bounds, read_rings, lons, lats, reach_km
        As in ``find_nearest``.

    Returns
    -------
    rows, distances_km
        As in ``find_nearest``, but of the middle of the cell of 0.1 degree that the point lies in. The distance is
        that of the point from where the middle is nearest to the polygon: never too small.
    """
    rows, distances = np.full(len(lons), -1, dtype=np.int64), np.full(len(lons), np.nan)
    asked = np.flatnonzero(np.isfinite(lons) & np.isfinite(lats))
    cells, cell = _find_cells(lons[asked], lats[asked])
    row, feet = _search(bounds, read_rings, *_find_middles(cells), reach_km=reach_km)
    rows[asked], distances[asked] = row[cell], measure_km(lons[asked], lats[asked], *feet[cell].T)
    return rows, distances


def _find_cells(lons: Floats, lats: Floats) -> tuple[Rows, Rows]:
    """Find the cells that points lie in, and which of them each point lies in."""
    numbers = np.floor(lats / _CELL_DEG).astype(np.int64) * _CELLS_AROUND + np.floor(lons / _CELL_DEG).astype(np.int64)
    cells, cell = np.unique(numbers, return_inverse=True)
    return cells, cell


def _find_middles(cells: Rows) -> tuple[Floats, Floats]:
    """Give the longitude and latitude of the middles of cells."""
    line, column = np.divmod(cells + _CELLS_AROUND // 2, _CELLS_AROUND)
    return (column - _CELLS_AROUND // 2 + 0.5) * _CELL_DEG, (line + 0.5) * _CELL_DEG


def _search(
    bounds: Bounds, read_rings: Callable[[], Rings], lons: Floats, lats: Floats, *, reach_km: float
) -> tuple[Rows, Floats]:
    """Search for each point, band by band: the polygon, and where it is nearest (NaN where none is near enough)."""
    rows, feet = np.full(len(lons), -1, dtype=np.int64), np.full((len(lons), 2), np.nan)
    bands = np.round(lats).astype(np.int64)
    order = np.argsort(bands, kind="stable")
    for points in np.split(order, np.flatnonzero(np.diff(bands[order])) + 1):
        if points.size:
            near, row, foot = _find_in_band(bounds, read_rings, lons[points], lats[points], reach_km=reach_km)
            rows[points[near]], feet[points[near]] = row, foot
    return rows, feet


def _find_in_band(
    bounds: Bounds,
    read_rings: Callable[[], Rings],
    lons: Floats,
    lats: Floats,
    *,
    reach_km: float,
) -> tuple[Rows, Rows, Floats]:
    """Find the points of one degree of latitude that a polygon is near: number of the point, polygon and where."""
    nothing = np.empty(0, dtype=np.int64)
    shrink = max(_LEAST_SHRINK, float(np.cos(np.radians(round(float(lats[0]))))))
    reach = _SLACK * reach_km / _KM_A_DEGREE
    west, south, east, north = bounds
    here = (west * shrink <= lons.max() * shrink + reach) & (east * shrink >= lons.min() * shrink - reach)
    here &= (south <= lats.max() + reach) & (north >= lats.min() - reach)
    if not here.any():
        return nothing, nothing, np.empty((0, 2))
    lines, rows = _cut_lines(read_rings(), here, np.array([shrink, 1.0]))
    points = shapely.points(lons * shrink, lats)
    tree = shapely.STRtree(lines)
    number, line = tree.query_nearest(points, max_distance=reach)
    # Two polygons that share the nearest corner are equally near: the first counts, whatever is asked with it.
    order = np.lexsort((rows[line], number))
    order = order[np.flatnonzero(np.diff(number[order], prepend=-1))]
    number, line = number[order], line[order]
    feet = shapely.get_coordinates(shapely.shortest_line(lines[line], points[number]))[0::2] / (shrink, 1.0)
    near = measure_km(lons[number], lats[number], *feet.T) <= reach_km
    return number[near], rows[line[near]], feet[near]


def _cut_lines(rings: Rings, here: Flags, scale: Floats) -> tuple[Rows, Rows]:
    """Cut the borders of some polygons into short lines: the lines, and the polygon of each."""
    starts = np.concatenate([[0], rings.ends[:-1]])
    chosen = np.flatnonzero(here[rings.rows])
    edges = rings.ends[chosen] - starts[chosen] - 1
    ring, chunk = spread(-(-edges // _CHUNK), np.zeros(len(chosen), dtype=np.int64))
    first = starts[chosen][ring] + chunk * _CHUNK
    last = np.minimum(first + _CHUNK, rings.ends[chosen][ring] - 1)
    line, corner = spread(last - first + 1, first)
    return shapely.linestrings(rings.lonlats[corner] * scale, indices=line), rings.rows[chosen][ring]


def measure_km(lons1: Floats, lats1: Floats, lons2: Floats, lats2: Floats) -> Floats:
    """
    Measure short distances on the ellipsoid WGS84.

    Parameters
    ----------
    lons1, lats1, lons2, lats2
        Degrees, WGS84.

    Returns
    -------
    distances_km
        By the radii of curvature in the middle latitude: right to 0.01 % at 20 km, to 0.5 % at 500 km, but
        near the poles.
    """
    middle = np.radians((lats1 + lats2) / 2)
    flat = 1 - _ECCENTRICITY_SQUARED * np.sin(middle) ** 2
    east = _EQUATOR_KM / np.sqrt(flat) * np.cos(middle) * np.radians(lons2 - lons1)
    north = _EQUATOR_KM * (1 - _ECCENTRICITY_SQUARED) / flat**1.5 * np.radians(lats2 - lats1)
    distances: Floats = np.hypot(east, north)
    return distances
