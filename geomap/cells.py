"""
The cells of CSV and TSV tables: encodings, what stands between cells, and what a spreadsheet would run.

An apostrophe keeps a spreadsheet from running a text as a formula; who reads the table takes it away.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass

from geomap.errors import InputError

_SIGNS = r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]"
"""What a spreadsheet may run a text by that begins with it, in its full-width forms too."""
_FORMULA = re.compile(f"'*{_SIGNS}")
_GUARDED = re.compile(f"'+{_SIGNS}")
_DELIMITERS = ",;\t|"
_MOST_IN_CELL = 50_000_000


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
    text, notices = _decode(content, name)
    if not text.strip():
        message = f"{name}: is empty; expected a table with a header"
        raise InputError(message)
    line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda sign: _rate_header(line.split(sign), expected))
    limit = csv.field_size_limit(_MOST_IN_CELL)
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        message = f"{name}: is no table ({error})"
        raise InputError(message) from error
    finally:
        csv.field_size_limit(limit)
    numbered = [(number, row) for number, row in enumerate(rows, 1) if row]
    if not any(cell.strip() for _, row in numbered for cell in row):
        message = f"{name}: found a header and no row; expected at least one"
        raise InputError(message)
    return Cells(header, numbered, notices)


def _rate_header(cells: list[str], expected: Collection[str]) -> tuple[int, int]:
    return sum(fold_name(cell.strip('"')) in expected for cell in cells), len(cells)


def _decode(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode a table, and say so where its encoding had to be guessed."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in content and not wide:
        message = f"{name}: looks binary; expected a table"
        raise InputError(message)
    try:
        return content.decode("utf-16" if wide else "utf-8-sig"), ()
    except UnicodeDecodeError as error:
        if wide:
            message = f"{name}: is broken UTF-16 ({error.reason}); expected a table"
            raise InputError(message) from error
        return content.decode("cp1252", "replace"), (f"{name}: is not UTF-8; read as Windows-1252",)


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
