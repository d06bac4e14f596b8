"""Plain CSV tables, every row and column kept, for the commands that add columns to them."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import InputError
from geomap.files import write_whole


@dataclass(frozen=True, slots=True)
class PlainTable:
    """The header and rows of a table, all text."""

    name: str
    header: list[str]
    rows: list[list[str]]

    def column(self, name: str) -> int:
        """Give the number of a column; an InputError names those there are."""
        if name not in self.header:
            message = f"{self.name}: has no column '{name}'; found {', '.join(self.header[:20])}"
            raise InputError(message)
        return self.header.index(name)


def read_plain_table(source: str) -> PlainTable:
    """
    Read a CSV or TSV table as text.

    Parameters
    ----------
    source
        Path, or ``-`` for standard input.

    Returns
    -------
    table
        Rows padded to the header's length.

    Raises
    ------
    InputError
        If it can't be read, is empty, or a row is longer than the header.
    """
    path = Path(source)
    try:
        content = sys.stdin.buffer.read() if source == "-" else path.read_bytes()
    except OSError as error:
        message = f"{source}: can't be read ({error.strerror}); expected a CSV table"
        raise InputError(message) from error
    if b"\0" in content:
        message = f"{source}: looks binary; expected a CSV table in UTF-8"
        raise InputError(message)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    delimiter = "\t" if path.suffix == ".tsv" else ","
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        message = f"{source}: is no CSV table ({error})"
        raise InputError(message) from error
    rows = [row for row in lines if row]
    if len(rows) < 2:  # noqa: PLR2004 - a header and one row
        message = f"{source}: found {len(rows)} lines; expected a header and at least one row"
        raise InputError(message)
    header = rows[0]
    for number, row in enumerate(rows[1:], 1):
        if len(row) > len(header):
            message = f"{source} row {number}: found {len(row)} cells; expected {len(header)}"
            raise InputError(message)
    return PlainTable(source, header, [row + [""] * (len(header) - len(row)) for row in rows[1:]])


def write_plain_table(
    table: PlainTable, columns: Sequence[str], added: Iterator[Sequence[str]], output: Path | None
) -> None:
    """
    Write a table with further columns.

    Parameters
    ----------
    table
        As read.
    columns
        Names of the added columns.
    added
        Their cells, a sequence a row.
    output
        A ``.csv`` or ``.tsv`` file; standard output if None.
    """
    stream = io.StringIO(newline="")
    delimiter = "\t" if output is not None and output.suffix == ".tsv" else ","
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*table.header, *columns])
    writer.writerows([*row, *cells] for row, cells in zip(table.rows, added, strict=True))
    content = stream.getvalue().encode()
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        write_whole(output, content)
