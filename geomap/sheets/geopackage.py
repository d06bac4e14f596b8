"""GeoPackage, by GDAL: a layer in, a layer out."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.types as pt

from geomap.errors import InputError, OutputError
from geomap.sheets.table import (
    BATCH_ROWS,
    WGS84,
    Geometry,
    Layout,
    SheetTable,
    choose_layer,
    name_apart,
    number_batches,
    tell_renamed,
)
from geomap.sheets.texts import is_text, list_texts, replace_zeros, unwrap_column

_WRITTEN = "1970-01-01T00:00:00.000Z"
"""The moment that a file bears, always the same, so that the same table gives the same bytes."""
_ROW_ID = "fid"
_KEPT = (
    pt.is_boolean,
    pt.is_signed_integer,
    pt.is_uint8,
    pt.is_uint16,
    pt.is_uint32,
    pt.is_float32,
    pt.is_float64,
    pt.is_date32,
    pt.is_timestamp,
    pt.is_binary,
    pt.is_large_binary,
)
"""Types that a GeoPackage holds; what is of another becomes text."""


@contextmanager
def open_table(path: Path, *, name: str, layer: str | None, expected: Collection[str] = ()) -> Iterator[SheetTable]:
    """
    Open a layer of a GeoPackage, or a table without shapes.

    Parameters
    ----------
    path
        Of the file.
    name
        For messages.
    layer
        Its name; the first by default.
    expected
        Not used: the file names its columns.

    Yields
    ------
    table
        Columns with their types, shapes as WKB, and the row numbers of the database as ``row_id``.

    Raises
    ------
    InputError
        If it can't be read, is no GeoPackage, or has no row or no such layer.
    """
    del expected
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415 - GDAL is loaded late
    from pyogrio.raw import open_arrow  # noqa: PLC0415

    if not path.is_file():
        message = f"{name}: can't be read (no such file)"
        raise InputError(message)
    try:
        chosen, notices = choose_layer(_list_layers(path), layer, name, what="layer")
        with open_arrow(path, layer=chosen, use_pyarrow=True, return_fids=True, batch_size=BATCH_ROWS) as (
            told,
            reader,
        ):
            count = _count_rows(path, chosen)
            layout = _read_layout(told, reader.schema, chosen)
            batches = number_batches(_read_batches(reader, layout.schema, name), name)
            yield SheetTable(name, layout, batches, count, notices=notices)
    except (DataSourceError, DataLayerError) as error:
        message = f"{name}: can't be read as a GeoPackage ({' '.join(str(error).split())[:200]})"
        raise InputError(message) from error


def _list_layers(path: Path) -> list[str]:
    from pyogrio import list_layers  # noqa: PLC0415 - GDAL is loaded late

    return [str(name) for name, _ in list_layers(path)]


def _count_rows(path: Path, layer: str) -> int | None:
    from pyogrio import read_info  # noqa: PLC0415 - GDAL is loaded late

    count = int(read_info(path, layer=layer)["features"])
    return count if count >= 0 else None


def _read_layout(told: dict[str, Any], schema: pa.Schema, layer: str) -> Layout:
    column = told.get("geometry_name") or ("wkb_geometry" if "wkb_geometry" in schema.names else None)
    fields = [f.remove_metadata() if f.name == column else f for f in schema]
    geometry = None if column is None else Geometry(column, told["crs"], told["geometry_type"] or "Unknown")
    return Layout(pa.schema(fields), geometry, told.get("fid_column") or None, layer)


def _read_batches(reader: pa.RecordBatchReader, schema: pa.Schema, name: str) -> Iterator[pa.RecordBatch]:
    try:
        for rows in reader:
            yield pa.RecordBatch.from_arrays(rows.columns, schema=schema)
    except (OSError, pa.ArrowException) as error:
        message = f"{name}: can't be read as a GeoPackage ({' '.join(str(error).split())[:200]})"
        raise InputError(message) from error


def write_rows(path: Path, layout: Layout, batches: Iterable[pa.RecordBatch], *, tell: Callable[[str], None]) -> None:
    """
    Write a table as a GeoPackage of one layer.

    Parameters
    ----------
    path
        The file, which is not there yet.
    layout, batches
        Of the table. The layer bears the name that the layout has, or that of the file. A moment without a
        zone is written as one of UTC, which a GeoPackage's all are.
    tell
        Is told which columns got another name.

    Raises
    ------
    OutputError
        If GDAL can't write it.
    """
    shapes = layout.geometry.column if layout.geometry else None
    row_id = layout.row_id or name_apart([_ROW_ID], taken=layout.schema.names)[0]
    plain = [place for place, name in enumerate(layout.schema.names) if name not in (layout.row_id, shapes)]
    given = [layout.schema.names[place] for place in plain]
    apart = name_apart(given, taken=[row_id, *([shapes] if shapes else [])])
    for notice in tell_renamed(given, apart, "a GeoPackage"):
        tell(notice)
    renamed = dict(zip(plain, apart, strict=True))
    schema = pa.schema([pa.field(renamed.get(n, f.name), _plan_type(f.type)) for n, f in enumerate(layout.schema)])
    relay = _Relay(batches, schema)
    try:
        _write_stream(relay, path, layout, row_id)
    except Exception as error:
        if relay.error is not None:
            raise relay.error from None
        message = f"{path.name}: can't be written ({' '.join(str(error).split())[:200]})"
        raise OutputError(message) from error


class _Relay:
    """Batches for GDAL, which tells nothing of an error that occurs while it asks for one."""

    def __init__(self, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> None:
        self.error: BaseException | None = None
        self.schema = schema
        self._batches = batches

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        try:
            for rows in self._batches:
                columns = [_convert(column, kind) for column, kind in zip(rows.columns, self.schema.types, strict=True)]
                yield pa.RecordBatch.from_arrays(columns, schema=self.schema)
        except BaseException as error:
            self.error = error
            raise


def _write_stream(relay: _Relay, path: Path, layout: Layout, row_id: str) -> None:
    from pyogrio import get_gdal_config_option, set_gdal_config_options  # noqa: PLC0415 - GDAL is loaded late
    from pyogrio.raw import write_arrow  # noqa: PLC0415

    shapes: dict[str, Any] = {}
    options = {"FID": row_id}
    if layout.geometry is not None:
        geometry = layout.geometry
        shapes = {"geometry_name": geometry.column, "geometry_type": geometry.kind, "crs": _name_crs(geometry.crs)}
        options["GEOMETRY_NAME"] = geometry.column
    before = get_gdal_config_option("OGR_CURRENT_DATE")
    set_gdal_config_options({"OGR_CURRENT_DATE": _WRITTEN})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that the input's shapes have no reference system
            write_arrow(
                pa.RecordBatchReader.from_batches(relay.schema, iter(relay)),
                path,
                driver="GPKG",
                layer=layout.layer or path.stem,
                layer_options=options,
                **shapes,
            )
    finally:
        set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _name_crs(crs: str | None) -> str | None:
    """Name a reference system by its code where it has one: GDAL makes no use of PROJJSON here."""
    if crs is None or crs == WGS84:
        return crs
    import pyproj  # noqa: PLC0415 - only tables with shapes need it

    found = pyproj.CRS.from_user_input(json.loads(crs) if crs.startswith("{") else crs)
    authority = found.to_authority(min_confidence=100)
    if authority == ("OGC", "CRS84"):
        return WGS84
    return str(found.to_wkt()) if authority is None else ":".join(authority)


def _plan_type(kind: pa.DataType) -> pa.DataType:
    """Plan what a column is written as."""
    if isinstance(kind, pa.BaseExtensionType):
        return _plan_type(kind.storage_type)
    if pt.is_dictionary(kind):
        return _plan_type(kind.value_type)
    if any(is_kept(kind) for is_kept in _KEPT):
        return kind
    return pa.binary() if pt.is_binary_view(kind) or pt.is_fixed_size_binary(kind) else pa.string()


def _convert(column: pa.Array, kind: pa.DataType) -> pa.Array:
    plain = unwrap_column(column)
    if is_text(plain.type):
        return replace_zeros(plain.cast(pa.string()))
    if kind == pa.string():
        return replace_zeros(pa.array(list_texts(plain), pa.string()))
    return plain.cast(kind)
