"""Layers with geometries (GeoPackage, GeoJSON, shapefile, GeoParquet ...) and spreadsheets, in batches."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyproj
import shapely

from geomap.errors import InputError
from geomap.own_places.batches import Aside, Batch, Numbers, OwnFile, fill_texts, read_degrees
from geomap.own_places.guesses import guess_columns, require_columns, tell_guess

LAYER_SUFFIXES = (
    ".gpkg", ".geojson", ".json", ".geojsonl", ".shp", ".fgb", ".kml", ".kmz", ".gpx", ".sqlite", ".topojson",
    ".gdb", ".tab", ".mif", ".xlsx", ".ods",
)  # fmt: skip
"""Of what GDAL reads; its virtual formats, which may lead anywhere, are not among them."""
PARQUET_SUFFIXES = (".parquet", ".geoparquet")
WIDE_DEG = 0.3
"""A geometry this wide, some 30 km, is no spot: its point says little of where something was."""
_WGS84 = "EPSG:4326"
_BATCH = 65_536
Batches = Iterator[pa.RecordBatch]


def open_layer(name: str, stem: str, path: Path | str) -> OwnFile:
    """
    Find the layer of a file that holds places.

    Parameters
    ----------
    name, stem
        For messages and ids.
    path
        Of the file, or GDAL's name of a file in an archive.

    Returns
    -------
    file
        Of the first layer that has names and points.

    Raises
    ------
    InputError
        If it can't be read, or no layer has a column for a name and a geometry or columns for a point.
    """
    import pyogrio  # noqa: PLC0415 - loads GDAL
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415

    try:
        infos = [pyogrio.read_info(path, layer=layer) for layer, _ in pyogrio.list_layers(path)]
    except (DataSourceError, DataLayerError, ValueError, OSError) as error:
        raise _refuse(name, error) from error
    chosen = next((info for info in infos if _is_usable(info)), infos[0] if infos else None)
    if chosen is None:
        message = f"{name}: holds no layer; expected one with places"
        raise InputError(message)
    header = [str(field) for field in chosen["fields"]]
    guessed = guess_columns(header)
    geometry = chosen["geometry_type"] is not None
    require_columns(name, header, guessed, geometry=geometry)
    if geometry:
        guessed = _drop_coordinates(guessed)
    layer = chosen["layer_name"]

    def read() -> Batches:
        wanted = [header[n] for n in guessed.values()]
        try:
            with pyogrio.open_arrow(
                path, layer=layer, columns=wanted, batch_size=_BATCH, use_pyarrow=True, encoding=None
            ) as (meta, reader):
                column = meta["geometry_name"] or "wkb_geometry"
                for batch in reader:
                    yield _rename(batch, header, guessed, column if geometry else None)
        except (DataSourceError, DataLayerError, pa.ArrowException, ValueError, OSError) as error:
            raise _refuse(name, error) from error

    kind = tell_guess(header, guessed) + (f", layer '{layer}'" if len(infos) > 1 else "")
    return _make_file(name, stem, kind, read, chosen["crs"] if geometry else None, geometry=geometry)


def _is_usable(info: dict[str, Any]) -> bool:
    guessed = guess_columns([str(field) for field in info["fields"]])
    pointed = info["geometry_type"] is not None or ("lon" in guessed and "lat" in guessed)
    return "name" in guessed and pointed and info["features"] != 0


def _refuse(name: str, error: Exception) -> InputError:
    return InputError(f"{name}: can't be read ({' '.join(str(error).split())[:200]}); expected a layer of places")


def open_parquet(name: str, stem: str, path: Path) -> OwnFile:
    """
    Open a Parquet table, with a geometry (GeoParquet) or with columns of coordinates.

    Parameters
    ----------
    name, stem, path
        As in ``open_layer``.

    Returns
    -------
    file
        Ready to be read.

    Raises
    ------
    InputError
        If it can't be read, or has no column for a name or a point.
    """
    from pyarrow import parquet  # noqa: PLC0415 - of this format only

    try:
        schema = parquet.read_schema(path)
        geo = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
        primary = geo.get("primary_column")
        crs = pyproj.CRS.from_user_input(geo["columns"][primary].get("crs") or _WGS84) if primary else None
    except (pa.ArrowException, OSError, ValueError, KeyError, AttributeError, pyproj.exceptions.CRSError) as error:
        raise _refuse(name, error) from error
    header = [n for n in schema.names if n != primary]
    guessed = guess_columns(header)
    require_columns(name, header, guessed, geometry=primary is not None)
    if primary is not None:
        guessed = _drop_coordinates(guessed)

    def read() -> Batches:
        wanted = [header[n] for n in guessed.values()]
        try:
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(_BATCH, columns=[*wanted, *([primary] if primary else [])]):
                    yield _rename(batch, header, guessed, primary)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _refuse(name, error) from error

    return _make_file(name, stem, tell_guess(header, guessed), read, crs, geometry=primary is not None)


def _drop_coordinates(guessed: dict[str, int]) -> dict[str, int]:
    return {what: number for what, number in guessed.items() if what not in ("lon", "lat")}


def _rename(
    batch: pa.RecordBatch, header: Sequence[str], guessed: dict[str, int], geometry: str | None
) -> pa.RecordBatch:
    """Name columns by what they hold."""
    columns = {what: batch.column(header[number]) for what, number in guessed.items()}
    if geometry is not None:
        columns["geometry"] = batch.column(geometry)
    return pa.RecordBatch.from_pydict(columns)


def _make_file(
    name: str,
    stem: str,
    kind: str,
    read: Callable[[], Batches],
    crs: object,
    *,
    geometry: bool,
) -> OwnFile:
    project = _find_projection(name, crs) if geometry else None
    if geometry and crs is None:
        kind += ", no CRS: taken as degrees WGS84"

    def read_batches(_: Aside) -> Iterator[Batch]:
        done = 0
        for batch in read():
            columns = {what: batch.column(what) for what in batch.schema.names}
            rows = np.arange(done + 1, done + len(batch) + 1)
            done += len(batch)
            if geometry:
                lon, lat, wide = _read_points(name, columns.pop("geometry"), project)
            else:
                lon, lat, wide = read_degrees(columns.pop("lon")), read_degrees(columns.pop("lat")), None
            yield Batch(rows, fill_texts(columns, len(rows)), lon, lat, wide)

    return OwnFile(name, stem, kind, read_batches)


def _find_projection(name: str, crs: object) -> pyproj.Transformer | None:
    """Find the way from a CRS to WGS84; None where there is none to go."""
    if crs is None:
        return None
    try:
        given = pyproj.CRS.from_user_input(crs)
        if given.equals(pyproj.CRS(_WGS84), ignore_axis_order=True):
            return None
        return pyproj.Transformer.from_crs(given, _WGS84, always_xy=True)
    except (pyproj.exceptions.CRSError, pyproj.exceptions.ProjError) as error:
        reason = " ".join(str(error).split())[:100]
        message = f"{name}: found the CRS '{str(crs)[:60]}'; expected one that is known ({reason})"
        raise InputError(message) from error


def _read_points(name: str, column: pa.Array, project: pyproj.Transformer | None) -> tuple[Numbers, Numbers, Numbers]:
    """Give a point in each geometry, degrees WGS84, and whether the geometry is wide."""
    if not (pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type)):
        message = f"{name}: found geometries as {column.type}; expected WKB"
        raise InputError(message)
    values = np.array(column.to_pylist(), dtype=object)
    shapes: Numbers = shapely.from_wkb(values, on_invalid="ignore")
    shapes[shapely.is_empty(shapes)] = None
    points = shapes.copy()
    points[shapely.get_type_id(shapes) != shapely.GeometryType.POINT] = None
    others = np.flatnonzero(shapely.get_type_id(shapes) > 0)
    points[others] = _find_representatives(shapes[others])
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    wide = np.zeros(len(points), dtype=bool)
    bounds = shapely.bounds(shapes[others])
    if project is not None:
        lon, lat = project.transform(lon, lat)
        corners = (project.transform(bounds[:, n], bounds[:, n + 1]) for n in (0, 2))
        bounds = np.column_stack([edge for corner in corners for edge in corner])
    wide[others] = np.hypot(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) > WIDE_DEG
    return _as_finite(lon), _as_finite(lat), wide


def _find_representatives(shapes: Numbers) -> Numbers:
    """Find a point of each shape; one that is not valid is mended first."""
    try:
        found: Numbers = shapely.point_on_surface(shapes)
    except shapely.errors.GEOSException:
        found = shapely.point_on_surface(shapely.make_valid(shapes))
    return found


def _as_finite(degrees: Any) -> Numbers:  # noqa: ANN401 - what pyproj gives
    numbers = np.asarray(degrees, dtype=np.float64)
    finite: Numbers = np.where(np.isfinite(numbers), numbers, np.nan)
    return finite
