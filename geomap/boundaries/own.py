"""Polygons of one's own as a target of joining: read from a file or taken from a GeoDataFrame, and made fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geomap.boundaries.points import NOTE, SNAP, Found, Objects
from geomap.boundaries.polygons import PolygonIndex
from geomap.boundaries.shapes import Flags, Floats, Rows, ShapeList
from geomap.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

_CRS = "EPSG:4326"
_MOST_CORNERS = 10_000_000
"""More would take gigabytes."""
_LONGEST_KM = 5.0
"""A straight edge of another projection is cut into such pieces: each is then straight in degrees, but for a metre."""
_MANY_COLUMNS = 20
_MOST_WHOLE = 2**53
"""Whole numbers below this are exact as floats."""
_MOST_NAMED = 20
_NAME_WORDS = ("name", "nombre", "nom", "nomgeo", "label", "title")
_MADE_UP = "polygon"


@dataclass(frozen=True)
class OwnPolygons:
    """
    Polygons that points are joined to.

    Parameters
    ----------
    shapes
        Where they lie: valid, EPSG:4326, the smallest first.
    attributes
        Their columns as they are added, ``geomap_`` before the name; a row a polygon.
    notices
        What was found odd about them, a line each.
    snap_km
        How far the nearest may be that a point in none is given.
    """

    shapes: PolygonIndex
    attributes: pd.DataFrame
    notices: tuple[str, ...] = ()
    snap_km: float = 0.0

    @property
    def columns(self) -> tuple[str, ...]:
        """What joining adds, but for the distance and the note."""
        return tuple(self.attributes.columns)

    def find(self, lons: Floats, lats: Floats, *, snap: bool = True) -> Found:
        """Find where usable points lie."""
        holders = self.shapes.find_holders(lons, lats)
        rows, distances = holders.rows, np.full(len(lons), np.nan)
        outside = np.flatnonzero(rows < 0)
        if snap and self.snap_km > 0 and outside.size:
            rows[outside], distances[outside] = self.shapes.find_nearest(
                lons[outside], lats[outside], reach_km=self.snap_km
            )
        return Found((rows,), np.minimum(rows, 0), distances, holders.shared)

    def take(self, rows: tuple[Rows, ...]) -> dict[str, Objects]:
        """Give the values of the columns, None where there is none."""
        return {name: values[rows[0]] for name, values in self.values.items()}

    @cached_property
    def values(self) -> dict[str, Objects]:
        """Plain values of each column, and None at the end, for row -1."""
        found = {}
        for name, series in self.attributes.items():
            values = np.full(len(series) + 1, None, dtype=object)
            values[:-1] = [_make_plain(value) for value in series.astype(object).where(series.notna(), None)]
            found[str(name)] = values
        return found

    def name(self, rows: tuple[int, ...]) -> str:
        """Name a polygon by the column that looks most like names."""
        for column in self._naming:
            value = self.attributes[column].iloc[rows[-1]]
            if isinstance(value, str) and value.strip():
                return value.strip()
        first = self.columns[0]
        value = self.values[first][rows[-1]]
        return "a polygon" if value is None else f"{first.removeprefix('geomap_')} {value}"

    @property
    def _naming(self) -> list[str]:
        return [name for name in self.columns if any(word in name.lower() for word in _NAME_WORDS)]

    def find_home(self, country: str) -> int:
        """Refuse: of polygons of one's own it isn't known in which country they lie."""
        message = f"country: found '{country}'; expected none with polygons of one's own"
        raise InputError(message)

    def tell_outside(self, lons: Floats, lats: Floats) -> Objects:  # noqa: ARG002 - how far is not measured
        """Tell that points lie in no polygon."""
        told: Objects = np.full(len(lons), "in no polygon", dtype=object)
        return told


def _make_plain(value: Any) -> Any:  # noqa: ANN401 - a cell
    """Make a plain Python value of a cell, dates as ISO 8601."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    value = value.item() if isinstance(value, np.generic) else value
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def fit_polygons(
    frame: gpd.GeoDataFrame, *, columns: Sequence[str] | None = None, snap_km: float = 0.0, name: str = "boundaries"
) -> OwnPolygons:
    """
    Make polygons fit to be joined to.

    Parameters
    ----------
    frame
        Polygons in any CRS; without one, degrees are taken to be WGS84.
    columns
        Those that are added to the points; all by default.
    snap_km
        How far the nearest polygon may be that a point in none is given.
    name
        Of the frame, for messages.

    Returns
    -------
    polygons
        Invalid ones are made valid; null, empty and other geometries among polygons are left out. All that
        is done is told in ``notices``.

    Raises
    ------
    InputError
        If there is no polygon, no column of such a name, no CRS and no degrees, or too many corners.
    """
    notices: list[str] = []
    frame = _require_degrees(frame, name, notices)
    shapes = frame.geometry.to_numpy()
    corners = int(shapely.get_num_coordinates(shapes).sum())
    if corners > _MOST_CORNERS:
        message = f"{name}: found {corners:,} corners; expected at most {_MOST_CORNERS:,} (simplify the polygons)"
        raise InputError(message)
    shapes, kept = _keep_polygons(shapes, name, notices)
    attributes = _choose_columns(frame, columns, name, notices).loc[kept]
    order = np.argsort(_measure_areas(shapes), kind="stable")  # of several that hold a point, the first counts
    index = PolygonIndex(ShapeList(shapes[order]), overlaps=True)
    return OwnPolygons(index, attributes.iloc[order].reset_index(drop=True), tuple(notices), snap_km)


def _require_degrees(frame: gpd.GeoDataFrame, name: str, notices: list[str]) -> gpd.GeoDataFrame:
    """Give the polygons in EPSG:4326."""
    if frame.active_geometry_name is None:
        message = f"{name}: found no geometry; expected polygons"
        raise InputError(message)
    if frame.crs is None:
        west, south, east, north = np.nan_to_num(frame.total_bounds)
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 - degrees
            message = (
                f"{name}: found no CRS, and coordinates from {west:g}, {south:g} to {east:g}, {north:g};"
                " expected degrees or a CRS"
            )
            raise InputError(message)
        notices.append(f"{name}: found no CRS; its coordinates were taken as degrees WGS84")
        return frame.set_crs(_CRS)
    if frame.crs.is_projected:
        unit_m = frame.crs.axis_info[0].unit_conversion_factor or 1.0
        frame = frame.set_geometry(frame.geometry.segmentize(_LONGEST_KM * 1000 / unit_m))
    return frame.to_crs(_CRS)


def _keep_polygons(shapes: Objects, name: str, notices: list[str]) -> tuple[Objects, Flags]:
    """Make polygons valid; give them, and which of the rows they are."""
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    bounded = empty | np.isfinite(shapely.bounds(shapes)).all(axis=1)
    kinds = shapely.get_type_id(shapes)
    areal = ~empty & np.isin(kinds, (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON, 7))
    if not areal.any():
        found = sorted({shape.geom_type for shape in shapes[~empty]}) or ["no geometry"]
        message = f"{name}: found {', '.join(found)}; expected polygons"
        raise InputError(message)
    invalid = areal & bounded & ~shapely.is_valid(shapes)
    mended = shapes.copy()
    mended[invalid] = shapely.make_valid(shapes[invalid], method="structure", keep_collapsed=False)
    # What is mended, and a collection, may hold lines and points beside the polygons.
    for row in np.flatnonzero(invalid | (kinds == shapely.GeometryType.GEOMETRYCOLLECTION)).tolist():
        mended[row] = _take_polygons(mended[row])
    mended = shapely.force_2d(mended)
    kept = areal & bounded & ~shapely.is_empty(mended)
    for count, what in (
        (int(invalid.sum()), "invalid polygons, made valid"),
        (int(empty.sum()), "rows without a geometry, left out"),
        (int((~empty & ~areal).sum()), "geometries that are no polygons, left out"),
        (int((areal & ~kept).sum()), "polygons without an area or outside their CRS, left out"),
    ):
        if count:
            notices.append(f"{name}: {what}: {count:,}")
    if not kept.any():
        message = f"{name}: found no polygon with an area; expected one"
        raise InputError(message)
    return mended[kept], kept


def _take_polygons(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def _measure_areas(shapes: Objects) -> Floats:
    """Measure about how large polygons are beside each other, whatever their latitude."""
    bounds = shapely.bounds(shapes)
    areas: Floats = shapely.area(shapes) * np.cos(np.radians((bounds[:, 1] + bounds[:, 3]) / 2))
    return areas


def _choose_columns(
    frame: gpd.GeoDataFrame, columns: Sequence[str] | None, name: str, notices: list[str]
) -> pd.DataFrame:
    """Take the columns that are added, under the names that they get."""
    import pandas as pd  # noqa: PLC0415 - loaded late

    there = [str(column) for column in frame.columns if column != frame.active_geometry_name]
    geometries = [str(c) for c in frame.columns[frame.dtypes == "geometry"]]
    there = [column for column in there if column not in geometries]
    for column in columns or ():
        if column not in there:
            message = f"{name}: has no column '{column}'; found {', '.join(there[:_MOST_NAMED]) or 'none'}"
            raise InputError(message)
    chosen = there if columns is None else list(columns)
    if columns is None and len(chosen) > _MANY_COLUMNS:
        notices.append(f"{name}: all of its {len(chosen)} columns are added; name those that you want to have fewer")
    attributes = {new: frame[old].array for old, new in zip(chosen, _name_columns(chosen), strict=True)}
    if not attributes:
        attributes = {f"geomap_{_MADE_UP}": np.arange(1, len(frame) + 1)}
    table = pd.DataFrame(attributes)
    # Where some are missing, a file's whole numbers are read as others.
    for column, dtype in table.dtypes.items():
        numbers = table[column].dropna()
        if dtype.kind != "f" or not 0 < len(numbers) < len(table):
            continue
        if (numbers % 1 == 0).all() and numbers.abs().max() < _MOST_WHOLE:
            table[column] = table[column].astype("Int64")
    # NumPy's whole numbers and truth values can't be missing, as they are where a point lies in no polygon.
    kinds = {"i": "Int64", "u": "Int64", "b": "boolean"}
    return table.astype({c: kinds[d.kind] for c, d in table.dtypes.items() if d.kind in kinds})


def _name_columns(names: Sequence[str]) -> list[str]:
    """Put ``geomap_`` before the names of columns; none becomes another's, nor one that geomap adds by itself."""
    taken = {SNAP, NOTE}
    found = []
    for name in names:
        new = name if name.startswith("geomap_") else f"geomap_{name}"
        while new in taken:
            new = new.replace("geomap_", f"geomap_{_MADE_UP}_", 1)
        taken.add(new)
        found.append(new)
    return found
