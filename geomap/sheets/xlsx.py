"""XLSX out: text stays text and runs nothing, numbers are numbers, dates dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from geomap.errors import InputError, OutputError
from geomap.sheets.archive import MOST_COLUMNS, MOST_ROWS
from geomap.sheets.shapes import list_shapes
from geomap.sheets.table import Layout
from geomap.sheets.texts import format_value, guard_text, list_values

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MOST_LETTERS = 32_767
"""In a cell."""
_MOST_EXACT = 2**53
"""Larger whole numbers would be rounded: they are written as text."""
_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it a spreadsheet counts a day that there was not."""
_UNWRITABLE = re.compile("[\ufffe\uffff\ud800-\udfff]")
_BADLY_NAMED = re.compile(r"[\[\]:*?/\\]")
_FORMATS = {
    dt.date: "yyyy-mm-dd",
    dt.datetime: "yyyy-mm-dd hh:mm:ss",
    dt.time: "hh:mm:ss",
    dt.timedelta: "[h]:mm:ss",
}
_MADE = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook knows no zones
"""The moment that a workbook bears, always the same, so that the same table gives the same bytes."""


def write_rows(path: Path, layout: Layout, batches: Iterable[pa.RecordBatch], *, tell: Callable[[str], None]) -> None:
    """
    Write a table as a workbook of one sheet.

    Parameters
    ----------
    path
        The file.
    layout, batches
        Of the table. The sheet bears the name that the layout has. Numbers are written with 16 digits.
    tell
        Not used: a sheet holds whatever columns there are.

    Raises
    ------
    InputError
        If XlsxWriter is missing, or the table is larger than a sheet, or a text than a cell.
    OutputError
        If it can't be written.
    """
    del tell
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 - of the extra xlsx
        from xlsxwriter.exceptions import XlsxWriterException  # noqa: PLC0415
    except ImportError as error:
        message = f"{path.name}: XlsxWriter is missing; install geomap-incidents[xlsx]"
        raise InputError(message) from error
    if len(layout.names) > MOST_COLUMNS:
        message = f"{path.name}: found {len(layout.names):,} columns; a sheet holds {MOST_COLUMNS:,}"
        raise InputError(message)
    workbook = Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent), "use_zip64": True})
    workbook.set_properties({"created": _MADE})
    writer = _SheetWriter(workbook, layout, path.name)
    try:
        writer.write_all(batches)
        workbook.close()
    except XlsxWriterException as error:
        message = f"{path.name}: can't be written ({error})"
        raise OutputError(message) from error
    finally:
        writer.close()


class _SheetWriter:
    def __init__(self, workbook: Workbook, layout: Layout, name: str) -> None:
        title = _BADLY_NAMED.sub("_", layout.layer or "").strip("'")[:31].strip("'")
        self._sheet: Worksheet = workbook.add_worksheet(title or None)
        self._formats: dict[type, Format] = {
            kind: workbook.add_format({"num_format": code}) for kind, code in _FORMATS.items()
        }
        self._plain: Format = workbook.add_format()
        self._layout = layout
        self._name = name
        self._row = 0

    def write_all(self, batches: Iterable[pa.RecordBatch]) -> None:
        for column, name in enumerate(self._layout.names):
            self._write_text(column, name)
        self._row = 1
        places = [place for place, name in enumerate(self._layout.schema.names) if name != self._layout.row_id]
        for rows in batches:
            if self._row + rows.num_rows > MOST_ROWS:
                message = f"{self._name}: a sheet holds {MOST_ROWS - 1:,} rows; write .csv, .parquet or .gpkg instead"
                raise InputError(message)
            columns = [self._list_cells(rows.column(place), place) for place in places]
            for cells in zip(*columns, strict=True):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        self._write_cell(column, cell)
                self._row += 1

    def close(self) -> None:
        """Close the file of rows, which stays open where the workbook is not made of it."""
        self._sheet.row_data_fh.close()

    def _list_cells(self, cells: pa.Array, place: int) -> list[Any]:
        geometry = self._layout.geometry
        is_shapes = geometry is not None and self._layout.schema.names[place] == geometry.column
        return list_shapes(cells) if is_shapes else list_values(cells)

    def _write_cell(self, column: int, cell: Any) -> None:  # noqa: ANN401 - whatever a column holds
        kind = type(cell)
        if kind is str:
            self._write_text(column, cell)
        elif kind is bool:
            self._sheet.write_boolean(self._row, column, cell)
        elif kind in (int, float, Decimal) and _is_exact(cell):
            self._sheet.write_number(self._row, column, float(cell))
        elif kind in _FORMATS and _is_countable(cell):
            self._sheet.write_datetime(self._row, column, cell, self._formats[kind])
        else:
            self._write_text(column, format_value(cell))

    def _write_text(self, column: int, text: str) -> None:
        written = guard_text(_UNWRITABLE.sub("\ufffd", text))
        letters = len(written.encode("utf-16-le")) // 2  # which is how a spreadsheet counts
        if letters > _MOST_LETTERS:
            row = f"row {self._row}" if self._row else "the header"
            message = (
                f"{self._name}: {row} has a text of {letters:,} letters in '{self._layout.names[column][:60]}'; "
                f"a cell holds {_MOST_LETTERS:,} (write .csv, .parquet or .gpkg instead)"
            )
            raise InputError(message)
        if written.startswith("<r>") and written.endswith("</r>"):
            # XlsxWriter takes such a text for XML of its own and would write it as it is.
            self._sheet.write_rich_string(self._row, column, written[:1], self._plain, written[1:])
        else:
            self._sheet.write_string(self._row, column, written)


def _is_exact(number: float | Decimal) -> bool:
    """Tell whether a cell can hold a number as it is."""
    if isinstance(number, int):
        return abs(number) <= _MOST_EXACT
    if isinstance(number, Decimal):
        return number.is_finite() and Decimal(repr(float(number))) == number
    return number - number == 0  # neither infinite nor no number


def _is_countable(moment: dt.date | dt.time | dt.timedelta) -> bool:
    """Tell whether a spreadsheet can count to a moment, which it does in days without zones."""
    if isinstance(moment, dt.timedelta):
        return moment >= dt.timedelta(0)
    if isinstance(moment, dt.time):
        return moment.tzinfo is None
    if isinstance(moment, dt.datetime):
        return moment.tzinfo is None and moment.date() >= _FIRST_DAY
    return moment >= _FIRST_DAY
