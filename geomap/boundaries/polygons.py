"""Polygons in a mapped file: taken out of it one by one, and asked which of them holds a point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

SNAP_KM = 20.0
"""A point in no polygon belongs to the nearest one within this distance: coasts are simplified."""
_KM_A_DEGREE = 111.195
"""Of latitude, on a sphere of 6,371 km."""
_LEAST_SHRINK = 0.02
"""Of a degree of longitude, near the poles: keeps the reach finite."""

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]


def read_polygon(column: pa.ListArray, row: int, units_per_degree: int) -> shapely.Geometry:
    """
    Take one polygon out of a column.

    Parameters
    ----------
    column
        Lists of polygons of rings of points: 32-bit whole numbers, longitude first.
    row
        Of the column.
    units_per_degree
        What the numbers count.

    Returns
    -------
    polygon
        Polygon or MultiPolygon, degrees WGS84.
    """
    level = column.slice(row, 1)
    offsets = []
    for _ in range(3):
        edges = read_numbers(level.offsets, np.int32)
        offsets.append(edges - edges[0])
        level = level.flatten()
    lonlats = read_numbers(level.flatten(), np.int32).reshape(-1, 2) / units_per_degree
    (shape,) = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, lonlats, tuple(reversed(offsets)))
    return shape.geoms[0] if len(shape.geoms) == 1 else shape


def read_numbers(array: pa.Array, kind: npt.DTypeLike) -> npt.NDArray[Any]:
    """
    See a column of numbers as it lies in memory.

    Parameters
    ----------
    array
        Numbers without nulls.
    kind
        NumPy's name of their type.

    Returns
    -------
    numbers
        Not a copy. Arrow's own ``to_numpy`` would load pandas.
    """
    data = array.buffers()[1]
    return np.frombuffer(data, dtype=kind)[array.offset : array.offset + len(array)]


class PolygonIndex:
    """
    Polygons that do not overlap, asked which of them holds a point.

    Parameters
    ----------
    bounds
        West, south, east and north of each polygon, degrees WGS84.
    read
        Gives the polygon of a row; called once a row, when a point may lie in it.
    """

    def __init__(self, bounds: tuple[Floats, Floats, Floats, Floats], read: Callable[[int], Any]) -> None:
        self._bounds = bounds
        self._read = read
        self._shapes: dict[int, Any] = {}

    def _shape(self, row: int) -> Any:  # noqa: ANN401 - shapely brings no types
        if row not in self._shapes:
            shape = self._read(row)
            shapely.prepare(shape)
            self._shapes[row] = shape
        return self._shapes[row]

    def find_holders(self, lons: Floats, lats: Floats) -> Rows:
        """
        Find the polygon that each point lies in.

        Parameters
        ----------
        lons, lats
            Degrees, WGS84; NaN where there is no point.

        Returns
        -------
        rows
            -1 where no polygon holds the point. Of several that touch it, the first.
        """
        found = np.full(len(lons), -1, dtype=np.int64)
        # In order of longitude, the points that a polygon may hold are one slice.
        order = np.argsort(lons, kind="stable")
        x, y = lons[order], lats[order]
        west, south, east, north = self._bounds
        starts, ends = np.searchsorted(x, west, "left"), np.searchsorted(x, east, "right")
        left = np.ones(len(x), dtype=bool)
        for row in np.flatnonzero(ends > starts).tolist():
            part = slice(starts[row], ends[row])
            maybe = starts[row] + np.flatnonzero(left[part] & (y[part] >= south[row]) & (y[part] <= north[row]))
            if maybe.size:
                inside = maybe[shapely.intersects_xy(self._shape(row), x[maybe], y[maybe])]
                found[order[inside]] = row
                left[inside] = False
        return found

    def find_nearest(self, lons: Floats, lats: Floats) -> Rows:
        """
        Find the nearest polygon of each point, up to ``SNAP_KM`` away.

        Parameters
        ----------
        lons, lats
            Degrees, WGS84; NaN where there is no point.

        Returns
        -------
        rows
            -1 where none is near enough.
        """
        found = np.full(len(lons), -1, dtype=np.int64)
        asked = np.flatnonzero(np.isfinite(lons) & np.isfinite(lats))
        bands = np.round(lats[asked]).astype(np.int64)
        for band in np.unique(bands).tolist():
            points = asked[bands == band]
            found[points] = self._find_nearest_at(lons[points], lats[points], band)
        return found

    def _find_nearest_at(self, lons: Floats, lats: Floats, band: int) -> Rows:
        """Find the nearest polygons of points of one degree of latitude, where all degrees of longitude are alike."""
        shrink = max(_LEAST_SHRINK, float(np.cos(np.radians(band))))
        reach = SNAP_KM / _KM_A_DEGREE
        order = np.argsort(lons, kind="stable")
        x, y = lons[order] * shrink, lats[order]
        west, south, east, north = self._bounds
        starts = np.searchsorted(x, west * shrink - reach, "left")
        ends = np.searchsorted(x, east * shrink + reach, "right")
        here = (ends > starts) & (south <= y.max() + reach) & (north >= y.min() - reach)
        found, least = np.full(len(x), -1, dtype=np.int64), np.full(len(x), np.inf)
        scale = np.array([shrink, 1.0])
        for row in np.flatnonzero(here).tolist():
            shape = shapely.transform(self._shape(row), lambda lonlats: lonlats * scale)
            shapely.prepare(shape)
            points = shapely.points(x[starts[row] : ends[row]], y[starts[row] : ends[row]])
            # Asking whether it is near is far quicker than how near, and leaves few to ask that.
            near = np.flatnonzero(shapely.dwithin(shape, points, reach))
            distance = shapely.distance(shape, points[near])
            near += starts[row]
            closer = distance < least[near]
            found[order[near[closer]]], least[near[closer]] = row, distance[closer]
        return found
