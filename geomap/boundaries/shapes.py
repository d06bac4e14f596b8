"""Where polygons lie, in memory or in a mapped file, and how they are taken from there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Bounds = tuple[Floats, Floats, Floats, Floats]
"""West, south, east and north of each polygon, degrees WGS84."""


@dataclass(frozen=True, slots=True)
class Rings:
    """The rings of many polygons, one after the other."""

    lonlats: Floats
    """Corners, each ring closed; degrees WGS84."""
    ends: Rows
    """Where each ring ends in ``lonlats``."""
    rows: Rows
    """The polygon of each ring."""


class PolygonSource(Protocol):
    """Where polygons lie: a mapped file, or a list in memory."""

    @property
    def bounds(self) -> Bounds:
        """West, south, east and north of each polygon, degrees WGS84."""

    @property
    def corners(self) -> int:
        """How many corners all polygons have together."""

    def read_shape(self, row: int) -> Any:  # noqa: ANN401 - shapely brings no types
        """Give the polygon of a row."""

    def read_rings(self) -> Rings:
        """Give the rings of all polygons."""


class ShapeList:
    """
    Polygons in memory.

    Parameters
    ----------
    shapes
        Valid polygons and multipolygons, degrees WGS84.
    """

    def __init__(self, shapes: Iterable[shapely.Geometry]) -> None:
        self._shapes = np.array(list(shapes), dtype=object)
        west, south, east, north = shapely.bounds(self._shapes).reshape(-1, 4).T
        self.bounds: Bounds = (west, south, east, north)
        self.corners = int(shapely.get_num_coordinates(self._shapes).sum())

    def read_shape(self, row: int) -> shapely.Geometry:
        """Give the polygon of a row."""
        return self._shapes[row]

    def read_rings(self) -> Rings:
        """Give the rings of all polygons."""
        parts, of_part = shapely.get_parts(self._shapes, return_index=True)
        rings, of_ring = shapely.get_rings(parts, return_index=True)
        ends = np.cumsum(shapely.get_num_coordinates(rings)).astype(np.int64)
        return Rings(shapely.get_coordinates(rings), ends, of_part[of_ring].astype(np.int64))


class ArrowColumn:
    """
    Polygons in a column of a mapped file, taken out of it when they are asked for.

    Parameters
    ----------
    column
        Lists of polygons of rings of points: 32-bit whole numbers, longitude first.
    units_per_degree
        What the numbers count.
    bounds
        West, south, east and north of each polygon, degrees WGS84.
    """

    def __init__(self, column: pa.ListArray, units_per_degree: int, bounds: Bounds) -> None:
        self._column = column
        self._units = units_per_degree
        self.bounds = bounds

    @property
    def corners(self) -> int:
        """How many corners all polygons have together."""
        return len(self._column.flatten().flatten().flatten())

    def read_shape(self, row: int) -> shapely.Geometry:
        """Give the polygon of a row."""
        return read_polygon(self._column, row, self._units)

    def read_rings(self) -> Rings:
        """Give the rings of all polygons."""
        level, rows = self._column, np.arange(len(self._column))
        for _ in range(2):
            rows = np.repeat(rows, np.diff(read_numbers(level.offsets, np.int32)))
            level = level.flatten()
        lonlats = read_numbers(level.flatten().flatten(), np.int32).reshape(-1, 2) / self._units
        return Rings(lonlats, read_numbers(level.offsets, np.int32)[1:].astype(np.int64), rows)


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
