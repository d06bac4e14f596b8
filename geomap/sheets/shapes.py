"""Shapes of tables: WKB to text and to points, and points to WKB."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import shapely

from geomap.sheets.table import WGS84
from geomap.sheets.texts import unwrap_column

Point = tuple[float, float]


def list_shapes(column: pa.Array) -> list[str | None]:
    """
    Give the shapes of a column as WKT.

    Parameters
    ----------
    column
        WKB.

    Returns
    -------
    texts
        None for null; hexadecimal where the bytes are no WKB.
    """
    values = unwrap_column(column).to_pylist()
    texts = shapely.to_wkt(_parse(values), rounding_precision=-1)
    pairs = zip(texts, values, strict=True)
    return [text if text is not None or value is None else value.hex() for text, value in pairs]


def list_points(column: pa.Array, crs: str) -> list[Point | str | None]:
    """
    Give the shapes of a column as points.

    Parameters
    ----------
    column
        WKB.
    crs
        Their reference system, as of ``table.Geometry``.

    Returns
    -------
    points
        Longitude and latitude, degrees WGS84, however far off; None where there is no shape; a text that
        tells what is there in place of a point.
    """
    values = unwrap_column(column).to_pylist()
    shapes = _parse(values)
    kinds = shapely.get_type_id(shapes)
    is_point = (kinds == shapely.GeometryType.POINT) & ~shapely.is_empty(shapes)
    points = np.full(len(shapes), None, object)
    points[is_point] = shapes[is_point]
    lons, lats = (get(points) for get in (shapely.get_x, shapely.get_y))
    if crs != WGS84:
        import pyproj  # noqa: PLC0415 - only points in another system need it

        source = pyproj.CRS.from_user_input(json.loads(crs) if crs.startswith("{") else crs)
        transformer = pyproj.Transformer.from_crs(source, WGS84, always_xy=True)
        lons[is_point], lats[is_point] = transformer.transform(lons[is_point], lats[is_point])
    return [
        (float(lon), float(lat)) if there else _describe(shape, value)
        for lon, lat, there, shape, value in zip(lons, lats, is_point, shapes, values, strict=True)
    ]


def _parse(values: Sequence[bytes | None]) -> np.ndarray:
    return np.atleast_1d(shapely.from_wkb(np.array(values, object), on_invalid="ignore"))


def _describe(shape: shapely.Geometry | None, value: bytes | None) -> str | None:
    """Tell what is there in place of a point; None for nothing."""
    if shape is None:
        return None if value is None else "bytes that are no shape"
    return None if shape.is_empty else f"a {shape.geom_type}"


def format_points(lons: Sequence[float | None], lats: Sequence[float | None]) -> pa.Array:
    """
    Lay points out as WKB.

    Parameters
    ----------
    lons, lats
        Degrees, WGS84; None where there is no point.

    Returns
    -------
    column
        Null where there is no point.
    """
    coordinates = np.array([lons, lats], float).T
    known = ~np.isnan(coordinates).any(axis=1)
    column = np.full(len(coordinates), None, object)
    column[known] = shapely.to_wkb(shapely.points(coordinates[known]), byte_order=1)
    return pa.array(column, pa.binary())
