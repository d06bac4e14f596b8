"""Parquet and GeoParquet: columns keep their types, shapes their reference system."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geomap.errors import InputError
from geomap.sheets.table import (
    BATCH_ROWS,
    DECIMALS,
    WGS84,
    Geometry,
    Layout,
    SheetTable,
    name_apart,
    number_batches,
    tell_renamed,
)
from geomap.sheets.texts import list_texts

_GEO = b"geo"
_VERSION = "1.1.0"
"""Of GeoParquet, https://geoparquet.org/releases/v1.1.0/."""


@contextmanager
def open_table(path: Path, *, name: str, layer: str | None, expected: Collection[str] = ()) -> Iterator[SheetTable]:
    """
    Open a Parquet file.

    Parameters
    ----------
    path
        Of the file.
    name
        For messages.
    layer
        None: such a file holds one table.
    expected
        Not used: the file names its columns.

    Yields
    ------
    table
        Columns as they are; the shapes are those of the file's primary column, if it has one in WKB.

    Raises
    ------
    InputError
        If it can't be read, is no Parquet file, or has no row.
    """
    del expected
    if layer is not None:
        message = f"{name}: holds one table; found the sheet or layer '{layer}' asked for"
        raise InputError(message)
    try:
        file = pq.ParquetFile(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise _explain(error, name) from error
    with file:
        schema = file.schema_arrow
        layout = Layout(schema, _read_geometry(schema))
        yield SheetTable(name, layout, number_batches(_read_batches(file, name), name), file.metadata.num_rows)


def _read_batches(file: pq.ParquetFile, name: str) -> Iterator[pa.RecordBatch]:
    try:
        yield from file.iter_batches(batch_size=BATCH_ROWS)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise _explain(error, name) from error


def _explain(error: Exception, name: str) -> InputError:
    reason = getattr(error, "strerror", None) or " ".join(str(error).split())[:200]
    return InputError(f"{name}: can't be read as Parquet ({reason})")


def _read_geometry(schema: pa.Schema) -> Geometry | None:
    """Read where the shapes are, as the GeoParquet metadata say."""
    try:
        geo = json.loads((schema.metadata or {}).get(_GEO, b"{}"))
        column = geo.get("primary_column")
        told: dict[str, Any] = geo.get("columns", {}).get(column, {})
    except (ValueError, AttributeError, RecursionError):
        return None
    if told.get("encoding") != "WKB" or schema.names.count(column) != 1:
        return None
    kinds = told.get("geometry_types") or []
    crs = told.get("crs", WGS84)  # where nothing is said, it is longitude and latitude in WGS84
    return Geometry(
        column,
        json.dumps(crs) if isinstance(crs, dict) else crs,
        str(kinds[0]) if len(kinds) == 1 else "Unknown",
    )


def write_rows(path: Path, layout: Layout, batches: Iterable[pa.RecordBatch], *, tell: Callable[[str], None]) -> None:
    """
    Write a table as Parquet, as GeoParquet if it has shapes.

    Parameters
    ----------
    path
        The file.
    layout, batches
        Of the table.
    tell
        Is told which columns got another name.
    """
    places = [place for place, name in enumerate(layout.schema.names) if name != layout.row_id]
    apart = name_apart(layout.names, fold=str)
    for notice in tell_renamed(layout.names, apart, "Parquet"):
        tell(notice)
    fields = [_plan_field(layout.schema.field(place), name) for place, name in zip(places, apart, strict=True)]
    schema = pa.schema(fields, metadata=_plan_metadata(layout))
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in batches:
            columns = [_convert(rows.column(place)) for place in places]
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))


def _plan_field(field: pa.Field, name: str) -> pa.Field:
    metadata = {key: value for key, value in (field.metadata or {}).items() if key != DECIMALS}
    kind = pa.string() if pa.types.is_union(field.type) else field.type
    return field.with_name(name).with_type(kind).with_metadata(metadata or None)


def _convert(column: pa.Array) -> pa.Array:
    """Make text of a column whose cells are of several types, which Parquet doesn't hold."""
    return pa.array(list_texts(column), pa.string()) if pa.types.is_union(column.type) else column


def _plan_metadata(layout: Layout) -> dict[bytes, bytes] | None:
    metadata = dict(layout.schema.metadata or {})
    if layout.geometry is None or _GEO in metadata:
        return metadata or None
    geometry = layout.geometry
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": [], "crs": describe_crs(geometry.crs)}
    geo = {"version": _VERSION, "primary_column": geometry.column, "columns": {geometry.column: column}}
    return {**metadata, _GEO: json.dumps(geo).encode()}


def describe_crs(crs: str | None) -> dict[str, Any] | None:
    """
    Describe a reference system as GeoParquet wants it.

    Parameters
    ----------
    crs
        Of ``Geometry``.

    Returns
    -------
    described
        PROJJSON, None for an unknown one.
    """
    if crs is None:
        return None
    import pyproj  # noqa: PLC0415 - only tables with shapes need it

    described: dict[str, Any] = pyproj.CRS.from_user_input(crs).to_json_dict()
    return described
