"""Geometries made fit for GeoJSON: rounded, valid, right-handed, and cut at the antimeridian."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.affinity import translate

from geomap.errors import CoordinateError

DECIMALS = 7
"""Of coordinates: about a centimetre, the most that RFC 7946 advises."""
_HALF, _TURN = 180.0, 360.0
_POLYGON_TYPES = (3, 6)
"""GEOS's numbers of Polygon and MultiPolygon."""


def prepare_shapes(wkbs: Sequence[bytes], owners: Sequence[str | None]) -> np.ndarray:
    """
    Make geometries fit for GeoJSON.

    Parameters
    ----------
    wkbs
        WKB, degrees WGS84, longitude first.
    owners
        What each belongs to, for messages.

    Returns
    -------
    shapes
        Rounded to ``DECIMALS``; polygons valid, with exterior rings counter-clockwise, and cut where they
        cross the antimeridian (an edge that spans more than half a turn, or a longitude beyond 180).

    Raises
    ------
    CoordinateError
        If one is no WKB, or has a coordinate that is no place on Earth.
    """
    shapes = shapely.force_2d(shapely.from_wkb(np.array(wkbs, dtype=object), on_invalid="ignore"))
    _check(shapes, owners)
    for number in np.flatnonzero(_cross_antimeridian(shapes)).tolist():
        shapes[number] = split_antimeridian(shapes[number])
    shapes = shapely.transform(shapes, lambda pairs: np.round(pairs, DECIMALS) + 0.0)
    polygons = _are_polygons(shapes)
    shapes[polygons] = [_mend_polygon(shape) for shape in shapes[polygons]]
    return np.asarray(shapes)


def _mend_polygon(shape: shapely.Geometry) -> shapely.Geometry:
    if not shapely.is_valid(shape):
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return shapely.orient_polygons(shape)


def _check(shapes: np.ndarray, owners: Sequence[str | None]) -> None:
    """Refuse what is no geometry, and coordinates that are no place on Earth."""
    pairs, index = shapely.get_coordinates(shapes, return_index=True)
    lon, lat = pairs[:, 0], pairs[:, 1]
    widest = np.where(_are_polygons(shapes), _TURN, _HALF)[index]
    bad = ~((np.abs(lon) <= widest) & (np.abs(lat) <= _HALF / 2))
    if bad.any():
        where = int(np.flatnonzero(bad)[0])
        message = (
            f"{owners[int(index[where])]}: found a geometry with lon {lon[where]}, lat {lat[where]};"
            " expected -180 to 180 and -90 to 90 degrees"
        )
        raise CoordinateError(message)
    for number in np.flatnonzero(shapely.is_missing(shapes) | shapely.is_empty(shapes)).tolist():
        message = f"{owners[number]}: found an empty geometry or none; expected points, lines or polygons"
        raise CoordinateError(message)


def _cross_antimeridian(shapes: np.ndarray) -> np.ndarray:
    """Tell which polygons reach beyond 180 degrees, or have an edge of more than half a turn."""
    west, _, east, _ = shapely.bounds(shapes).T
    crossing: np.ndarray = (west < -_HALF) | (east > _HALF)
    for number in np.flatnonzero(_are_polygons(shapes) & (east - west > _HALF) & ~crossing).tolist():
        rings = shapely.get_rings(shapely.get_parts(shapes[number]))
        crossing[number] = any(_jumps(shapely.get_coordinates(ring)) for ring in rings)
    return crossing


def _are_polygons(shapes: np.ndarray) -> np.ndarray:
    return np.isin(shapely.get_type_id(shapes), _POLYGON_TYPES)


def _jumps(pairs: np.ndarray) -> bool:
    """
    Whether a ring leaps over the antimeridian and comes back.

    One that does not come back runs round a pole, as Antarctica's; an edge of a whole turn is the border
    of a map.
    """
    steps = np.diff(pairs[:, 0])
    leaps = (np.abs(steps) > _HALF) & (np.abs(steps) < _TURN)
    return bool(leaps.any()) and float(np.sum(np.sign(steps[leaps]))) == 0


def split_antimeridian(shape: shapely.Geometry) -> shapely.Geometry:
    """
    Cut a polygon where it crosses the antimeridian.

    Parameters
    ----------
    shape
        Polygon or MultiPolygon, WGS84; longitudes from -360 to 360.

    Returns
    -------
    shape
        Of the same area, every longitude from -180 to 180.
    """
    pieces: list[shapely.Geometry] = []
    for part in shapely.get_parts(shape):
        whole = _unroll(part)
        for turns in (-1, 0, 1):
            west = -_HALF - turns * _TURN
            cut = shapely.intersection(whole, shapely.box(west, -90, west + _TURN, 90))
            pieces += [p for p in shapely.get_parts(translate(cut, turns * _TURN)) if p.geom_type == "Polygon"]
    return pieces[0] if len(pieces) == 1 else shapely.multipolygons(pieces)


def _unroll(polygon: shapely.Geometry) -> shapely.Geometry:
    """Let the longitudes of each ring run on over 180 in place of leaping; holes stay inside."""
    outer, *holes = [shapely.get_coordinates(ring) for ring in shapely.get_rings(polygon)]
    for ring in (outer, *holes):
        if _jumps(ring):
            ring[:, 0] = np.unwrap(ring[:, 0], period=_TURN)
    for ring in holes:
        ring[:, 0] += _TURN * np.round((outer[:, 0].mean() - ring[:, 0].mean()) / _TURN)
    return shapely.make_valid(shapely.Polygon(outer, holes), method="structure", keep_collapsed=False)
