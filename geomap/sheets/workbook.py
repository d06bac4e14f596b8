"""XLSX and ODS sheets in: a column of one kind of cells gets its type, one of several keeps that of each cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from geomap.cells import unguard_cell
from geomap.errors import InputError
from geomap.sheets.archive import check_archive
from geomap.sheets.table import BATCH_ROWS, Batch, Layout, SheetTable, choose_layer
from geomap.sheets.texts import format_value

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_KINDS: dict[type, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    float: pa.float64(),
    dt.date: pa.date32(),
    dt.datetime: pa.timestamp("us"),
    dt.time: pa.time64("us"),
    dt.timedelta: pa.duration("us"),
}
"""Of cells, and the types of their columns."""
_CODES = {kind: code for code, kind in enumerate(_KINDS)}
_MIXED = pa.dense_union([pa.field(kind.__name__, stored) for kind, stored in _KINDS.items()])
_MOST_EXACT = 2**53
"""Whole numbers below it are exact in a spreadsheet, where all numbers are floating."""


@contextmanager
def open_table(path: Path, *, name: str, layer: str | None, expected: Collection[str] = ()) -> Iterator[SheetTable]:
    """
    Open a sheet of a workbook.

    Parameters
    ----------
    path
        Of an ``.xlsx``, ``.xlsm`` or ``.ods`` file.
    name
        For messages.
    layer
        Its name; the first that is not hidden by default.
    expected
        Not used: a sheet has cells.

    Yields
    ------
    table
        The first row with a cell is the header. Blank rows below the last one with a cell are left out, and
        so are blank columns without a name. A formula is what it last gave, an error an empty cell. A guard
        before a text is taken away.

    Raises
    ------
    InputError
        If python-calamine is missing, or the file can't be read, is too large, or has no row.
    """
    del expected
    try:
        from python_calamine import CalamineError, load_workbook  # noqa: PLC0415 - of the extra xlsx
    except ImportError as error:
        message = f"{name}: python-calamine is missing; install geomap-incidents[xlsx]"
        raise InputError(message) from error
    check_archive(path, name=name)
    try:
        with load_workbook(path) as workbook:
            chosen, notices = choose_layer(_list_sheets(workbook), layer, name, what="sheet")
            sheet = _Sheet(workbook.get_sheet_by_name(chosen), name)
    except (CalamineError, OSError) as error:
        message = f"{name}: can't be read as a spreadsheet ({' '.join(str(error).split())[:200]})"
        raise InputError(message) from error
    yield SheetTable(name, Layout(sheet.schema, layer=chosen), sheet.read_batches(), sheet.n_rows, notices=notices)


def _list_sheets(workbook: CalamineWorkbook) -> list[str]:
    """List the sheets that hold cells, hidden ones last."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - of the extra xlsx

    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    sheets.sort(key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible)
    return [sheet.name for sheet in sheets]


class _Sheet:
    """A sheet in memory, gone through twice: for the kinds of its columns, then for their cells."""

    def __init__(self, sheet: CalamineSheet, name: str) -> None:
        self._sheet = sheet
        rows = iter(sheet.iter_rows())
        self._above = 0
        header: list[Any] = []
        for row in rows:
            self._above += 1
            if any(cell != "" for cell in row):
                header = row
                break
        else:
            message = f"{name}: is empty; expected a table with a header"
            raise InputError(message)
        kinds, whole, self.n_rows = _find_kinds(rows, len(header))
        if not self.n_rows:
            message = f"{name}: found a header and no row; expected at least one"
            raise InputError(message)
        self._places = [place for place, cell in enumerate(header) if cell != "" or kinds[place]]
        fields = [
            pa.field(_read_name(header[place]), _choose_type(kinds[place], whole=whole[place]))
            for place in self._places
        ]
        self.schema = pa.schema(fields)

    def read_batches(self) -> Iterator[Batch]:
        rows = islice(self._sheet.iter_rows(), self._above, self._above + self.n_rows)
        count = 0
        while some := list(islice(rows, BATCH_ROWS)):
            cells = list(zip(*some, strict=True))
            columns = [
                _make_column(cells[place], kind) for place, kind in zip(self._places, self.schema.types, strict=True)
            ]
            batch = pa.RecordBatch.from_arrays(columns, schema=self.schema)
            yield Batch(batch, range(count + 1, count + len(some) + 1))
            count += len(some)


def _find_kinds(rows: Iterator[list[Any]], width: int) -> tuple[list[set[type]], list[bool], int]:
    """Find of what kinds the cells of each column are, whether its numbers are whole, and the last row with a cell."""
    kinds: list[set[type]] = [set() for _ in range(width)]
    whole = [True] * width
    last = count = 0
    while some := list(islice(rows, BATCH_ROWS)):
        for place, cells in enumerate(zip(*some, strict=True)):
            kinds[place].update(float if type(cell) is int else type(cell) for cell in cells if cell != "")
            whole[place] = whole[place] and all(_is_whole(cell) for cell in cells if isinstance(cell, float))
        filled = [place for place, row in enumerate(some, 1) if any(cell != "" for cell in row)]
        last = count + filled[-1] if filled else last
        count += len(some)
    return kinds, whole, last


def _is_whole(number: float) -> bool:
    return number.is_integer() and abs(number) < _MOST_EXACT


def _choose_type(kinds: set[type], *, whole: bool) -> pa.DataType:
    if kinds == {dt.date, dt.datetime}:  # a moment at midnight is read as a date
        return _KINDS[dt.datetime]
    if len(kinds) > 1:
        return _MIXED
    kind = next(iter(kinds), str)
    return pa.int64() if kind is float and whole else _KINDS[kind]


def _make_column(cells: tuple[Any, ...], kind: pa.DataType) -> pa.Array:
    if kind == _MIXED:
        return _mix(cells)
    if kind == pa.string():
        return pa.array([unguard_cell(cell) or None for cell in cells], kind)
    values = [None if cell == "" else cell for cell in cells]
    if kind == pa.int64():
        return pa.array([None if value is None else int(value) for value in values], kind)
    return pa.array(values, kind)


def _mix(cells: tuple[Any, ...]) -> pa.Array:
    """Put cells of several kinds into one column."""
    children: list[list[Any]] = [[] for _ in _KINDS]
    codes, offsets = np.zeros(len(cells), np.int8), np.zeros(len(cells), np.int32)
    for place, cell in enumerate(cells):
        value = None if cell == "" else unguard_cell(cell) if isinstance(cell, str) else cell
        code = _CODES[float if type(cell) is int else type(cell)]
        codes[place], offsets[place] = code, len(children[code])
        children[code].append(value)
    arrays = [pa.array(child, kind) for child, kind in zip(children, _KINDS.values(), strict=True)]
    names = [kind.__name__ for kind in _KINDS]
    return pa.UnionArray.from_dense(pa.array(codes), pa.array(offsets), arrays, names)


def _read_name(cell: object) -> str:
    return unguard_cell(cell) if isinstance(cell, str) else format_value(cell)
