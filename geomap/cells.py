"""
The cells of CSV and TSV tables: encodings, what stands between cells, and what a spreadsheet would run.

An apostrophe keeps a spreadsheet from running a text as a formula; who reads the table takes it away.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from geomap.errors import InputError

_SIGNS = r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]"
"""What a spreadsheet may run a text by that begins with it, in its full-width forms too."""
_FORMULA = re.compile(f"'*{_SIGNS}")
_GUARDED = re.compile(f"'+{_SIGNS}")
_DELIMITERS = ",;\t|"
_MOST_IN_CELL = 50_000_000
_MOST_IN_LINE = 4 * _MOST_IN_CELL
_BLOCK_BYTES = 1 << 20
"""Read at once. The first block says how a table is encoded and what stands between its cells."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A table as text."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    """Number, the row after the header being 1, and cells; lines with nothing on them are left out."""
    notices: tuple[str, ...] = ()
    """A guessed encoding."""


def parse_cells(content: bytes, name: str, *, expected: Collection[str] = ()) -> Cells:
    """
    Parse a CSV or TSV table.

    Parameters
    ----------
    content
        Of the file: UTF-8, UTF-16 with its mark, or Windows-1252.
    name
        For messages.
    expected
        Names of columns as ``fold_name`` gives them: cells are parted by the sign (comma, semicolon, tab
        or bar) that makes most of them out of the first line, else by the one that makes most cells.

    Returns
    -------
    cells
        At least one row that is not blank.

    Raises
    ------
    InputError
        If it is no table, or has no row.
    """
    reader = CellReader(io.BytesIO(content), name, expected=expected)
    return Cells(reader.header, [*reader.iterate_rows()], tuple(reader.notices))


class CellReader:
    """
    A CSV or TSV table of any size, read as its rows are asked for.

    Parameters
    ----------
    stream
        Bytes of the table, encoded as ``parse_cells`` says.
    name, expected
        As in ``parse_cells``.

    Attributes
    ----------
    header
        Names of the columns, as written.
    notices
        A guessed encoding; complete once the last row is read.
    position
        How many bytes were read.

    Raises
    ------
    InputError
        If it is empty or no table.
    """

    def __init__(self, stream: BinaryIO, name: str, *, expected: Collection[str] = ()) -> None:
        self.name = name
        self.notices: list[str] = []
        self.position = 0
        self._parsed = 0
        self._stream = stream
        texts = self._decode_blocks()
        head = next(texts, "")
        line = head.lstrip("\r\n").partition("\n")[0]
        delimiter = max(_DELIMITERS, key=lambda sign: _rate_header(line.split(sign), expected))
        self._rows = self._parse_rows(csv.reader(self._split_lines(chain([head], texts)), delimiter=delimiter))
        self.header = next((row for row in self._rows if row), [])
        if not any(map(str.strip, self.header)) and not head.strip():
            message = f"{name}: is empty; expected a table with a header"
            raise InputError(message)
        self._parsed = 1

    def iterate_rows(self) -> Iterator[tuple[int, list[str]]]:
        """
        Read the rows.

        Yields
        ------
        number, cells
            The row after the header is 1; lines with nothing on them are left out.

        Raises
        ------
        InputError
            If a row can't be read, which is named, or none is more than blank.
        """
        blank = True
        for number, row in enumerate(self._rows, 1):
            if row:
                blank = blank and not any(map(str.strip, row))
                yield number, row
        if blank:
            message = f"{self.name}: found a header and no row; expected at least one"
            raise InputError(message)

    def _parse_rows(self, rows: Iterator[list[str]]) -> Iterator[list[str]]:
        limit = csv.field_size_limit(_MOST_IN_CELL)
        try:
            for row in rows:
                self._parsed += 1
                yield row
        except csv.Error as error:
            message = f"{self._name_row()}: is no table ({error})"
            raise InputError(message) from error
        finally:
            csv.field_size_limit(limit)

    def _name_row(self) -> str:
        """Name the row that is about to be parsed, or the table where that is the header."""
        return f"{self.name} row {self._parsed}" if self._parsed else self.name

    def _split_lines(self, texts: Iterable[str]) -> Iterator[str]:
        """Make lines of texts that end anywhere; their ends stay, as a quoted cell may hold some."""
        pieces: list[str] = []
        end = ""
        for text in texts:
            lines = io.StringIO((end + text).removesuffix("\r"), newline="").readlines()
            end = "\r" if (end + text).endswith("\r") else ""  # it may be half of a CR LF
            rest = "" if not lines or lines[-1].endswith(("\n", "\r")) else lines.pop()
            if lines:
                yield "".join([*pieces, lines[0]])
                yield from lines[1:]
                pieces.clear()
            if rest:
                pieces.append(rest)
            if sum(map(len, pieces)) > _MOST_IN_LINE:
                message = f"{self._name_row()}: found a line of over {_MOST_IN_LINE:,} characters; expected a table"
                raise InputError(message)
        if pieces or end:
            yield "".join([*pieces, end])

    def _decode_blocks(self) -> Iterator[str]:
        """Decode block by block. The first block tells the encoding; ASCII tells none, so that a later one may."""
        block = self._stream.read(_BLOCK_BYTES)
        wide = block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")()
        open_choice = True
        while True:
            self.position += len(block)
            if b"\0" in block and not wide:
                yield from self._refuse_zero(block, decoder)
            final = len(block) < _BLOCK_BYTES
            try:
                text = decoder.decode(block, final)
            except UnicodeDecodeError as error:
                if wide or not open_choice:
                    yield from self._refuse_byte(error, wide=wide)
                self.notices.append(f"{self.name}: is not UTF-8; read as Windows-1252")
                decoder = codecs.getincrementaldecoder("cp1252")("replace")
                text = decoder.decode(error.object)
            open_choice = open_choice and text.isascii()
            yield text
            if final:
                return
            block = self._stream.read(_BLOCK_BYTES)

    def _refuse_zero(self, block: bytes, decoder: codecs.IncrementalDecoder) -> Iterator[str]:
        if self._parsed:  # the rows before it are parsed first, so that its row can be named
            decoder.errors = "replace"
            yield decoder.decode(block[: block.index(0)])
        message = f"{self._name_row()}: looks binary; expected a table"
        raise InputError(message)

    def _refuse_byte(self, error: UnicodeDecodeError, *, wide: bool) -> Iterator[str]:
        yield error.object[: error.start].decode(error.encoding, "ignore")
        if wide:
            message = f"{self._name_row()}: is broken UTF-16 ({error.reason}); expected a table"
        else:
            byte = error.object[error.start]
            message = f"{self._name_row()}: found the byte 0x{byte:02X}; expected UTF-8, as before it"
        raise InputError(message) from error


def _rate_header(cells: list[str], expected: Collection[str]) -> tuple[int, int]:
    return sum(fold_name(cell.strip('"')) in expected for cell in cells), len(cells)


def fold_name(name: str) -> str:
    """
    Fold the name of a column, so that "Event Type" is ``event_type``.

    Parameters
    ----------
    name
        As in the header.

    Returns
    -------
    folded
        Lower case, with underscores for blanks.
    """
    return name.strip().lower().replace(" ", "_")


def guard_cell(text: str) -> str:
    """
    Keep a cell from being run as a formula by a spreadsheet.

    Parameters
    ----------
    text
        Of the cell.

    Returns
    -------
    guarded
        With an apostrophe before it if it begins like a formula. One that begins with apostrophes before
        such a sign gets one more, so that ``unguard_cell`` gives the text as it was.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_cell(text: str) -> str:
    """
    Take away the apostrophe that ``guard_cell`` sets.

    Parameters
    ----------
    text
        Of the cell.

    Returns
    -------
    plain
        The text as it was.
    """
    return text[1:] if _GUARDED.match(text) else text
