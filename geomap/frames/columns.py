"""
Arrow tables to GeoDataFrames and back.

In a frame, whole numbers are ``Int64``, so that null is not 0; text is ``object`` with None; numbers are
``float64`` with NaN; lists are lists of dicts; dates and times are ISO 8601 text, as finely as they are known.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterator
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geomap.boundaries.geometries import encode_geometries
from geomap.errors import InputError
from geomap.geometry import check_lonlat
from geomap.model import Incident, Source
from geomap.rows import SOURCE_COLUMNS, make_incidents
from geomap.schema import FIELD_NAMES, FIELDS, GEOMETRY

CRS = "EPSG:4326"
_TYPES = {f.name: f.type for f in FIELDS}
_MOST_NAMED = 20
_PLAIN = frozenset({str, int, bool})


def table_to_frame(table: pa.Table) -> gpd.GeoDataFrame:
    """
    Turn an Arrow table with a geometry column into a GeoDataFrame.

    Parameters
    ----------
    table
        With the column ``schema.GEOMETRY``: WKB in WGS84, or null.

    Returns
    -------
    frame
        The same columns and rows, the geometry last; EPSG:4326.
    """
    columns = {name: _read_column(table.column(name)) for name in table.column_names if name != GEOMETRY}
    shapes = _decode_geometries(table.column(GEOMETRY))
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, crs=CRS))


def _read_column(column: pa.ChunkedArray) -> pd.Series:
    if pa.types.is_integer(column.type):
        return column.to_pandas(types_mapper={column.type: pd.Int64Dtype()}.get)
    if pa.types.is_floating(column.type) or pa.types.is_boolean(column.type):
        return column.to_pandas()
    return pd.Series(column.to_pylist(), dtype=object)


def _decode_geometries(column: pa.ChunkedArray) -> np.ndarray:
    """Decode each distinct geometry once."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    encoded = encoded.unify_dictionaries().combine_chunks()
    rows = encoded.indices.fill_null(-1).to_numpy()
    distinct = [*shapely.from_wkb(encoded.dictionary.to_pylist()), None]
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = [distinct[row] for row in rows.tolist()]
    return shapes


def frame_to_incidents(frame: pd.DataFrame) -> list[Incident]:
    """
    Turn a frame's rows into incident records.

    Parameters
    ----------
    frame
        Columns as ``schema.FIELDS``, of which ``event_type`` must be there; others are passed over. A
        GeoDataFrame without ``lon`` and ``lat`` gives them by its points.

    Returns
    -------
    incidents
        One a row, in order. A row without an ``incident_id`` gets one made from its content.

    Raises
    ------
    InputError
        If there is no column ``event_type``, or a value is not what its field holds.
    CoordinateError
        If a point is no place on Earth.
    """
    if not isinstance(frame, pd.DataFrame):
        message = f"incidents: found a {type(frame).__name__}; expected a GeoDataFrame"
        raise InputError(message)
    if "event_type" not in frame.columns:
        names = ", ".join(map(str, [*frame.columns][:_MOST_NAMED]))
        message = f"incidents: found the columns {names or 'none'}; expected event_type among them"
        raise InputError(message)
    incidents: list[Incident] = []
    for number, (label, values) in enumerate(_read_rows(frame)):
        result = make_incidents([(number, values)], source=Source("frame"), unit="row")
        if result.rejects:
            message = f"row {label}: {result.rejects[0].reason}"
            raise InputError(message)
        incidents.extend(result.incidents)
    return incidents


def _read_rows(frame: pd.DataFrame) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield the label and the known values of each row."""
    names = [name for name in frame.columns if name in FIELD_NAMES or name in SOURCE_COLUMNS]
    columns = [[clean_value(value, _TYPES.get(name)) for value in frame[name]] for name in names]
    if isinstance(frame, gpd.GeoDataFrame) and not {"lon", "lat"} & set(names):
        names = [*names, "lon", "lat"]
        columns += _list_points(frame)
    for label, *values in zip(frame.index, *columns, strict=True):
        yield label, {name: value for name, value in zip(names, values, strict=True) if value is not None}


def _list_points(frame: gpd.GeoDataFrame) -> Iterator[list[float | None]]:
    """Give the longitudes and the latitudes of a frame's points, None where there is none."""
    lons, lats = read_points(frame, others=True)
    for row in np.flatnonzero(~(np.isnan(lons) | np.isnan(lats))).tolist():
        check_lonlat(float(lons[row]), float(lats[row]), record=f"row {frame.index[row]}")
    for degrees in (lons, lats):
        yield [None if math.isnan(value) else value for value in degrees.tolist()]


def clean_value(value: Any, kind: str | None = None) -> Any:  # noqa: ANN401 - a cell
    """
    Make a plain Python value of a frame's cell.

    Parameters
    ----------
    value
        As pandas, numpy or Arrow give it.
    kind
        Type of its field; a float that is whole is a whole number where the field holds those.

    Returns
    -------
    value
        None for whatever pandas takes as missing.
    """
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, list | tuple | np.ndarray):
        return [clean_value(item) for item in value]
    if isinstance(value, dict):
        return {key: clean_value(item) for key, item in value.items()}
    if pd.isna(value):
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, date):  # datetimes and pandas' timestamps too
        return value.isoformat()
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, numbers.Number | bool | str) else str(value)


def require_crs(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """
    Require that a frame says what its coordinates mean.

    Parameters
    ----------
    frame
        Any.

    Returns
    -------
    geometry
        Its active geometry in EPSG:4326.

    Raises
    ------
    InputError
        If it is no GeoDataFrame, has no active geometry, or no CRS.
    """
    if not isinstance(frame, gpd.GeoDataFrame):
        message = (
            f"frame: found a {type(frame).__name__}; expected a GeoDataFrame (geopandas.points_from_xy makes points)"
        )
        raise InputError(message)
    if frame.active_geometry_name is None:
        message = "frame: found no active geometry; expected one (set_geometry names it)"
        raise InputError(message)
    if frame.crs is None:
        message = "frame: found no CRS; expected one (set_crs says it), such as EPSG:4326"
        raise InputError(message)
    return frame.geometry if frame.crs == CRS else frame.geometry.to_crs(CRS)


def read_points(frame: gpd.GeoDataFrame, *, others: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """
    Read the points of a frame.

    Parameters
    ----------
    frame
        With points in any CRS.
    others
        Whether there may be other geometries, which are no points.

    Returns
    -------
    lons, lats
        Degrees, WGS84, as they are, even where they are no place on Earth; NaN where the geometry is null,
        empty or no point.

    Raises
    ------
    InputError
        If there is no CRS, or a geometry that is no point where only those may be.
    """
    shapes = require_crs(frame).to_numpy()
    try:
        lons, lats = shapely.get_x(shapes), shapely.get_y(shapes)
    except shapely.GEOSException:  # of an empty point; of whatever else is no point they are NaN
        shapes = np.where(shapely.is_empty(shapes), None, shapes)
        lons, lats = shapely.get_x(shapes), shapely.get_y(shapes)
    unread = np.flatnonzero(np.isnan(lons) | np.isnan(lats))
    odd = shapes[unread]
    other = shapely.get_type_id(odd) != shapely.GeometryType.POINT
    for row in unread[other & ~shapely.is_missing(odd) & ~shapely.is_empty(odd)][: not others]:
        message = f"row {frame.index[row]}: found a {shapes[row].geom_type}; expected points"
        raise InputError(message)
    return lons, lats


def set_geometry(table: pa.Table, frame: gpd.GeoDataFrame) -> pa.Table:
    """
    Give a table the geometries of a frame.

    Parameters
    ----------
    table
        A row a row of the frame.
    frame
        In any CRS.

    Returns
    -------
    table
        With the column ``schema.GEOMETRY`` of the frame: WKB in WGS84.

    Raises
    ------
    InputError
        If the frame has no CRS.
    """
    shapes = require_crs(frame).to_numpy()
    shapes = np.where(shapely.is_empty(shapes), None, shapes)
    encoded = encode_geometries(shapely.to_wkb(shapes, byte_order=1))
    return table.set_column(table.schema.get_field_index(GEOMETRY), GEOMETRY, encoded)
