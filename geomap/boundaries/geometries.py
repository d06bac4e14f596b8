"""Incidents given the geometry that their precision allows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from geomap.boundaries.shapes import Floats, read_numbers
from geomap.boundaries.store import Boundaries, Division
from geomap.errors import InputError
from geomap.geometry import check_lonlat
from geomap.schema import GEOMETRY

POINT_PRECISIONS = frozenset({"exact", "settlement", "near"})
"""Precisions at which an incident is a point; an area never is."""
GEOMETRIES = ("auto", "point", "none")
_AREA = ("geo_precision", "country_code", "admin1_code", "admin2_code")

Shapes = npt.NDArray[np.object_]


def add_geometry(table: pa.Table, boundaries: Boundaries, *, geometry: str = "auto") -> pa.Table:
    """
    Give every incident the geometry that its precision allows.

    Parameters
    ----------
    table
        Incidents, joined; lon and lat in degrees WGS84.
    boundaries
        Polygons of the areas.
    geometry
        ``auto``: a point for exact, settlement and near, the simplified polygon for admin2 and admin1,
        null for country, region and unknown places. ``point``: the incident's point, whatever its
        precision. ``none``: null for all.

    Returns
    -------
    table
        With the column ``schema.GEOMETRY``: dictionary-encoded WKB, WGS84.

    Raises
    ------
    InputError
        If ``geometry`` is none of the three.
    CoordinateError
        If a point is no place on Earth.
    """
    if geometry not in GEOMETRIES:
        message = f"geometry: found '{geometry}'; expected {', '.join(GEOMETRIES)}"
        raise InputError(message)
    shapes: Shapes = np.full(table.num_rows, None, dtype=object)
    if geometry != "none":
        _draw_points(table, shapes, every=geometry == "point")
    if geometry == "auto":
        _draw_areas(table, boundaries, shapes)
    return table.append_column(GEOMETRY, encode_geometries(shapes))


def _draw_points(table: pa.Table, shapes: Shapes, *, every: bool) -> None:
    """Write the points into ``shapes``: of every incident that has one, or only of those that are points."""
    lons, lats = read_floats(table, "lon"), read_floats(table, "lat")
    there = ~(np.isnan(lons) | np.isnan(lats))
    wrong = np.flatnonzero(there & ~((np.abs(lons) <= 180) & (np.abs(lats) <= 90)))  # noqa: PLR2004 - degrees
    for row in wrong[:1].tolist():
        check_lonlat(float(lons[row]), float(lats[row]), record=table.column("incident_id")[row].as_py())
    if not every:
        precisions = table.column("geo_precision").to_pylist()
        there &= np.fromiter((p in POINT_PRECISIONS for p in precisions), dtype=bool, count=table.num_rows)
    shapes[there] = shapely.to_wkb(shapely.points(lons[there], lats[there]), byte_order=1)


def _draw_areas(table: pa.Table, boundaries: Boundaries, shapes: Shapes) -> None:
    """Write the outlines of municipalities and states into ``shapes``."""
    columns = (table.column(name).to_pylist() for name in _AREA)
    for row, (precision, country, admin1, admin2) in enumerate(zip(*columns, strict=True)):
        if precision not in ("admin1", "admin2"):
            continue
        area = find_area(boundaries, precision, country, admin1, admin2)
        if area is not None:
            level = boundaries.admin2 if precision == "admin2" else boundaries.admin1
            shapes[row] = level.outline(area.row)


def find_area(
    boundaries: Boundaries, precision: str | None, country: str | None, admin1: str | None, admin2: str | None
) -> Division | None:
    """
    Find the division that an incident known to an area is about.

    Parameters
    ----------
    boundaries
        To look in.
    precision, country, admin1, admin2
        Precision and codes of the incident.

    Returns
    -------
    division
        None for points, and for areas without a polygon here.
    """
    if precision == "admin2":
        return boundaries.find_admin2(country, admin2)
    if precision == "admin1":
        return boundaries.find_admin1(country, admin1)
    return None


def read_floats(table: pa.Table, name: str) -> Floats:
    """
    Read a column of numbers.

    Parameters
    ----------
    table
        Any table.
    name
        Of the column.

    Returns
    -------
    numbers
        What is null becomes NaN.
    """
    column = table.column(name).cast(pa.float64()).fill_null(np.nan).combine_chunks()
    return read_numbers(column, np.float64)


def encode_geometries(shapes: Shapes | list[bytes]) -> pa.Array:
    """
    Make the geometry column: each shape once, however many rows it has.

    Parameters
    ----------
    shapes
        WKB or None a row.

    Returns
    -------
    array
        Dictionary-encoded binary.
    """
    return pa.array(list(shapes), pa.binary()).dictionary_encode()
