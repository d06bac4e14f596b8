"""CSV and TSV: every cell is text, and an empty one is null."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from geomap.cells import CellReader
from geomap.errors import InputError
from geomap.sheets.shapes import list_shapes
from geomap.sheets.table import BATCH_ROWS, DECIMALS, Batch, Layout, SheetTable
from geomap.sheets.texts import guard_text, is_text, list_texts, replace_zeros, unwrap_column

_BATCH_BYTES = 64 << 20
"""Of cells at most, so that a table of long texts takes no more memory."""
_ROWS_AT_ONCE = 5_000
"""Laid out as text."""
_BLANK = '""'
"""A row of one empty cell, which would be no row as an empty line."""


@contextmanager
def open_table(path: Path, *, name: str, layer: str | None, expected: Collection[str] = ()) -> Iterator[SheetTable]:
    """
    Open a table of text.

    Parameters
    ----------
    path
        Of the file: UTF-8, UTF-16 with its mark, or Windows-1252.
    name
        For messages.
    layer
        None: such a file holds one table.
    expected
        Names of columns that may be there, as in ``cells.parse_cells``.

    Yields
    ------
    table
        Rows that are shorter than the header are filled up; lines with nothing on them are left out.

    Raises
    ------
    InputError
        If it can't be read, is empty, or a row is longer than the header or can't be decoded.
    """
    if layer is not None:
        message = f"{name}: holds one table; found the sheet or layer '{layer}' asked for"
        raise InputError(message)
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        message = f"{name}: can't be read ({getattr(error, 'strerror', None) or error}); expected a table"
        raise InputError(message) from error
    with stream:
        size = path.stat().st_size
        yield read_stream(stream, name=name, expected=expected, size=size)


def read_stream(stream: BinaryIO, *, name: str, expected: Collection[str] = (), size: int | None = None) -> SheetTable:
    """
    Read a table of text from a stream.

    Parameters
    ----------
    stream
        As of ``open_table``; it stays open while the table is read.
    name, expected
        As of ``open_table``.
    size
        How many bytes there will be, if that is known.

    Returns
    -------
    table
        As of ``open_table``.

    Raises
    ------
    InputError
        As of ``open_table``.
    """
    try:
        cells = CellReader(stream, name, expected=expected)
    except OSError as error:
        message = f"{name}: can't be read ({error.strerror or error}); expected a table"
        raise InputError(message) from error
    schema = pa.schema([pa.field(column, pa.string()) for column in cells.header])
    return SheetTable(
        name,
        Layout(schema, verbatim=True),
        _read_batches(cells, schema),
        share_read=lambda: min(1.0, cells.position / size) if size else None,
        notices=cells.notices,
    )


def _read_batches(cells: CellReader, schema: pa.Schema) -> Iterator[Batch]:
    width = len(schema)
    numbers: list[int] = []
    rows: list[list[str]] = []
    start = cells.position
    try:
        for number, row in cells.iterate_rows():
            if len(row) > width:
                message = f"{cells.name} row {number}: found {len(row)} cells; expected {width}"
                raise InputError(message)
            rows.append(row if len(row) == width else row + [""] * (width - len(row)))
            numbers.append(number)
            if len(rows) == BATCH_ROWS or cells.position - start > _BATCH_BYTES:
                batch = _make_batch(rows, numbers, schema)
                numbers, rows, start = [], [], cells.position  # the texts go before the batch is worked on
                yield batch
    except OSError as error:
        message = f"{cells.name}: can't be read ({error.strerror or error}); expected a table"
        raise InputError(message) from error
    if rows:
        yield _make_batch(rows, numbers, schema)


def _make_batch(rows: list[list[str]], numbers: list[int], schema: pa.Schema) -> Batch:
    columns = [pa.array([cell or None for cell in column], pa.string()) for column in zip(*rows, strict=True)]
    return Batch(pa.RecordBatch.from_arrays(columns, schema=schema), numbers)


def write_rows(path: Path, layout: Layout, batches: Iterable[pa.RecordBatch], *, tell: Callable[[str], None]) -> None:
    """
    Write a table as text, UTF-8.

    Parameters
    ----------
    path
        The file; its suffix ``.tsv`` parts cells by tabs, any other by commas.
    layout, batches
        Of the table.
    tell
        Not used: text holds whatever columns there are.
    """
    del tell
    with path.open("wb") as stream:
        for text in format_rows(layout, batches, delimiter="\t" if path.suffix.lower() == ".tsv" else ","):
            stream.write(text)


def format_rows(layout: Layout, batches: Iterable[pa.RecordBatch], *, delimiter: str = ",") -> Iterator[bytes]:
    """
    Lay a table out as text.

    Parameters
    ----------
    layout, batches
        Of the table.
    delimiter
        What parts the cells.

    Yields
    ------
    content
        The header first, then some rows at a time. Null is an empty cell. Texts that a spreadsheet would run
        are guarded, but not those of a table that was a CSV file before.
    """
    places = [place for place, name in enumerate(layout.schema.names) if name != layout.row_id]
    header = [name if layout.verbatim else guard_text(name) for name in layout.names]
    yield _format_lines([header], delimiter).encode()
    for batch in batches:
        for start in range(0, batch.num_rows, _ROWS_AT_ONCE):
            rows = batch.slice(start, _ROWS_AT_ONCE)
            columns = [_format_column(rows.column(place), layout, place) for place in places]
            yield _format_lines(list(zip(*columns, strict=True)), delimiter).encode()


def _format_lines(rows: Sequence[Sequence[str | None]], delimiter: str) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    text = stream.getvalue()
    if "\r" not in text:
        return text
    # csv.writer leaves a lone CR bare, and whoever reads the table would see a row end there.
    lines = (delimiter.join(_quote(cell or "", delimiter) for cell in row) for row in rows)
    return "".join(f"{line or _BLANK}\n" for line in lines)


def _quote(cell: str, delimiter: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if any(sign in cell for sign in (delimiter, *'"\r\n')) else cell


def _format_column(column: pa.Array, layout: Layout, place: int) -> list[str | None]:
    field = layout.schema.field(place)
    if layout.geometry is not None and layout.geometry.column == field.name:
        return list_shapes(column)
    plain = unwrap_column(column)
    if not is_text(plain.type):
        decimals = (field.metadata or {}).get(DECIMALS)
        return list_texts(plain, None if decimals is None else int(decimals))
    texts = list_texts(replace_zeros(plain))
    return texts if layout.verbatim else [None if text is None else guard_text(text) for text in texts]
