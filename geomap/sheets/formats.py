"""Which module reads and writes which suffix."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import pyarrow as pa

from geomap.errors import InputError
from geomap.sheets.table import Layout, SheetTable

READ = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".ods": "workbook",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
    ".gpkg": "geopackage",
}
"""A file of any other suffix is read as text."""
WRITTEN = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".gpkg": "geopackage",
}


def open_table(
    path: Path, *, name: str, layer: str | None = None, expected: Collection[str] = ()
) -> AbstractContextManager[SheetTable]:
    """
    Open a table of any format.

    Parameters
    ----------
    path
        Whose suffix says the format; CSV where there is no such format.
    name
        For messages.
    layer
        Of a file that holds several layers or sheets; the first by default.
    expected
        Names of columns that may be there, as in ``cells.parse_cells``.

    Returns
    -------
    opened
        A context manager that gives the table.

    Raises
    ------
    InputError
        On entering, if it can't be read; while it is read, if a row can't be.
    """
    module = importlib.import_module(f"geomap.sheets.{READ.get(path.suffix.lower(), 'csv')}")
    opened: AbstractContextManager[SheetTable] = module.open_table(path, name=name, layer=layer, expected=expected)
    return opened


def find_writer(path: Path) -> Callable[..., None]:
    """
    Find what writes a table to a file.

    Parameters
    ----------
    path
        Whose suffix says the format.

    Returns
    -------
    write_rows
        Takes a path, a layout, batches and ``tell``, which is called with what there is to tell the user.

    Raises
    ------
    InputError
        If geomap writes no table in that format.
    """
    suffix = path.suffix.lower()
    if suffix not in WRITTEN:
        message = f"{path}: found the suffix '{suffix}'; expected one of {', '.join(WRITTEN)}"
        raise InputError(message)
    write_rows: Callable[[Path, Layout, Iterable[pa.RecordBatch]], None] = importlib.import_module(
        f"geomap.sheets.{WRITTEN[suffix]}"
    ).write_rows
    return write_rows
