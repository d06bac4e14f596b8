"""Files of polygons, in the formats that people have them in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.boundaries.own import OwnPolygons, fit_polygons
from geomap.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd

SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".fgb", ".parquet", ".geoparquet", ".kml", ".zip")
_PARQUET = (".parquet", ".geoparquet")
_REMOTE = b"<OGRVRT"
"""How a file begins that only names others, perhaps on other machines."""
_HEAD_BYTES = 4_096
_MOST_NAMED = 20


def read_polygons(
    path: Path, *, layer: str | None = None, columns: Sequence[str] | None = None, snap_km: float = 0.0
) -> OwnPolygons:
    """
    Read a file of polygons.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage, shapefile (or a .zip of one), FlatGeobuf, GeoParquet or KML.
    layer
        Of a file that has several.
    columns, snap_km
        As in ``own.fit_polygons``.

    Returns
    -------
    polygons
        Ready to be joined to.

    Raises
    ------
    InputError
        If the file can't be read or holds nothing that can be joined to.
    """
    if path.suffix.lower() not in SUFFIXES:
        message = f"{path}: found the suffix '{path.suffix}'; expected one of {', '.join(SUFFIXES)}"
        raise InputError(message)
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except (OSError, ValueError) as error:
        message = f"{path}: can't be read ({getattr(error, 'strerror', None) or error}); expected a file of polygons"
        raise InputError(message) from error
    if _REMOTE in head:
        message = f"{path}: found a file that only names others; expected polygons"
        raise InputError(message)
    frame = _read_parquet(path) if path.suffix.lower() in _PARQUET else _read_layer(path, layer)
    return fit_polygons(frame, columns=columns, snap_km=snap_km, name=str(path))


def _read_parquet(path: Path) -> gpd.GeoDataFrame:
    import geopandas as gpd  # noqa: PLC0415 - loaded late
    import pyarrow as pa  # noqa: PLC0415

    try:
        return gpd.read_parquet(path)
    except (ValueError, TypeError, KeyError, OSError, pa.ArrowException) as error:
        message = f"{path}: found no GeoParquet ({_first_line(error)}); expected a file of polygons"
        raise InputError(message) from error


def _read_layer(path: Path, layer: str | None) -> gpd.GeoDataFrame:
    import geopandas as gpd  # noqa: PLC0415 - loaded late
    import pyogrio  # noqa: PLC0415

    try:
        chosen = _choose_layer(path, layer)
        return gpd.read_file(path, layer=chosen, engine="pyogrio")
    except InputError:
        raise
    except (RuntimeError, ValueError, OSError, pyogrio.errors.DataSourceError) as error:
        message = f"{path}: can't be read ({_first_line(error)}); expected a file of polygons"
        raise InputError(message) from error


def _choose_layer(path: Path, layer: str | None) -> str:
    """Choose the layer that is named, or the only one that may hold polygons."""
    import pyogrio  # noqa: PLC0415 - loaded late

    layers = pyogrio.list_layers(path).tolist()
    names = [name for name, _ in layers]
    listed = ", ".join(names[:_MOST_NAMED]) or "none"
    if layer is not None:
        if layer not in names:
            message = f"{path}: has no layer '{layer}'; found {listed}"
            raise InputError(message)
        return layer
    # A layer without a declared kind may hold polygons; one without geometries or of points does not.
    maybe = [name for name, kind in layers if kind and not any(word in kind for word in ("Point", "Line"))]
    if len(maybe) > 1:
        message = f"{path}: found the layers {listed}; expected the name of one (--layer)"
        raise InputError(message)
    if not names:
        message = f"{path}: found no layer; expected polygons"
        raise InputError(message)
    return str((maybe or names)[0])


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
