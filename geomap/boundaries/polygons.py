"""Polygons, asked which of them holds a point and which is the nearest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely

from geomap.boundaries.grid import PolygonGrid, list_edges
from geomap.boundaries.nearest import find_about_nearest, find_nearest
from geomap.boundaries.shapes import Flags, Floats, PolygonSource, Rings, Rows

SNAP_KM = 20.0
"""A point in no polygon belongs to the nearest one within this distance: coasts are simplified."""
_CORNERS_A_POINT = 3
"""Listing so many corners takes about as long as asking the polygons themselves about one point."""


@dataclass(frozen=True, slots=True)
class Holders:
    """Which polygons hold points."""

    rows: Rows
    """The first that holds each point or that it lies on the border of; -1 where there is none."""
    shared: Flags
    """Whether there are several; known only of polygons that may overlap."""


class PolygonIndex:
    """
    Polygons asked which of them holds a point.

    Parameters
    ----------
    source
        Valid polygons. A polygon is read when a point may lie in it; all are, and a grid is laid over them,
        once so many points have been asked that it pays.
    overlaps
        Whether they may overlap, so that a point may lie in several.

    Notes
    -----
    A polygon holds the points on its border. Of several that hold a point, the first counts. The grid and the
    polygons themselves give the same answers: where rounding could decide, the grid leaves a point to them.
    """

    def __init__(self, source: PolygonSource, *, overlaps: bool = False) -> None:
        self._source = source
        self._overlaps = overlaps
        self._shapes: dict[int, Any] = {}
        self._asked = 0

    @cached_property
    def _rings(self) -> Rings:
        return self._source.read_rings()

    @cached_property
    def _grid(self) -> PolygonGrid:
        return PolygonGrid(list_edges(self._rings))

    def _shape(self, row: int) -> Any:  # noqa: ANN401 - shapely brings no types
        if row not in self._shapes:
            shape = self._source.read_shape(row)
            shapely.prepare(shape)
            self._shapes[row] = shape
        return self._shapes[row]

    def find_holders(self, lons: Floats, lats: Floats) -> Holders:
        """
        Find the polygon that each point lies in.

        Parameters
        ----------
        lons, lats
            Degrees, WGS84; NaN where there is no point.

        Returns
        -------
        holders
            A row a point.
        """
        self._asked += len(lons)
        corners = self._source.corners
        if not corners or self._asked * _CORNERS_A_POINT < corners:
            return self._ask_polygons(lons, lats)
        answer = self._grid.find_holders(lons, lats)
        doubtful = np.flatnonzero(answer.doubtful)
        if doubtful.size:
            exact = self._ask_polygons(lons[doubtful], lats[doubtful])
            answer.rows[doubtful], answer.shared[doubtful] = exact.rows, exact.shared
        return Holders(answer.rows, answer.shared)

    def _ask_polygons(self, lons: Floats, lats: Floats) -> Holders:
        """Ask each polygon about the points within its bounds."""
        found, shared = np.full(len(lons), -1, dtype=np.int64), np.zeros(len(lons), dtype=bool)
        # In order of longitude, the points that a polygon may hold are one slice.
        order = np.argsort(lons, kind="stable")
        x, y = lons[order], lats[order]
        west, south, east, north = self._source.bounds
        starts, ends = np.searchsorted(x, west, "left"), np.searchsorted(x, east, "right")
        left = np.ones(len(x), dtype=bool)
        for row in np.flatnonzero(ends > starts).tolist():
            part = slice(starts[row], ends[row])
            asked = (y[part] >= south[row]) & (y[part] <= north[row])
            maybe = starts[row] + np.flatnonzero(asked if self._overlaps else asked & left[part])
            if maybe.size:
                inside = maybe[shapely.intersects_xy(self._shape(row), x[maybe], y[maybe])]
                new = inside[left[inside]]
                shared[order[inside[~left[inside]]]] = True
                found[order[new]] = row
                left[new] = False
        return Holders(found, shared)

    def find_nearest(self, lons: Floats, lats: Floats, *, reach_km: float = SNAP_KM) -> tuple[Rows, Floats]:
        """
        Find the polygon whose border is nearest to each point.

        Parameters
        ----------
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
        """
        return find_nearest(self._source.bounds, lambda: self._rings, lons, lats, reach_km=reach_km)

    def find_about_nearest(self, lons: Floats, lats: Floats, *, reach_km: float) -> tuple[Rows, Floats]:
        """
        Find about the nearest polygon of each point, within some kilometres.

        Parameters
        ----------
        lons, lats, reach_km
            As in ``find_nearest``.

        Returns
        -------
        rows, distances_km
            As in ``find_nearest``, but about: the distance is never too small.
        """
        return find_about_nearest(self._source.bounds, lambda: self._rings, lons, lats, reach_km=reach_km)
