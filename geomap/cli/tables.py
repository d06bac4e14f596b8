"""Plain CSV tables, every row and column kept, for the commands that add columns to them."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from geomap.cells import fold_name, parse_cells
from geomap.cli.messages import say
from geomap.errors import InputError
from geomap.files import check_outputs, write_output

_DELIMITERS = {".csv": ",", ".tsv": "\t"}


@dataclass(frozen=True, slots=True)
class PlainTable:
    """The header and rows of a table, all text."""

    name: str
    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    """Of the rows, for messages: the line after the header is 1."""

    def column(self, name: str) -> int:
        """Give the number of a column; an InputError names those there are."""
        if name not in self.header:
            message = f"{self.name}: has no column '{name}'; found {', '.join(self.header[:20])}"
            raise InputError(message)
        return self.header.index(name)


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """
    Add TABLE and the options of every command that adds columns to one.

    Parameters
    ----------
    parser
        Of the command.
    """
    parser.add_argument("table", metavar="TABLE", help=".csv or .tsv file, or - for standard input")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=".csv or .tsv; standard output by default")
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")


def read_plain_table(
    options: argparse.Namespace, expected: Collection[str | None], *, inputs: Iterable[Path] = ()
) -> PlainTable:
    """
    Read the table that a command names as text, once its output is found to be fit.

    Parameters
    ----------
    options
        Of a command that has ``add_table_options``.
    expected
        Names of columns that may be there: they tell what stands between the cells.
    inputs
        Other files that the command reads.

    Returns
    -------
    table
        Rows padded to the header's length; lines with nothing on them are left out.

    Raises
    ------
    InputError
        If it can't be read, is empty, a row is longer than the header, or the output is an input
        or of a format that geomap writes no table in.
    OutputError
        If the output can't be a file.
    """
    source, output = options.table, options.output
    if output is not None:
        if output.suffix.lower() not in _DELIMITERS:
            message = f"{output}: found the suffix '{output.suffix}'; expected one of {', '.join(_DELIMITERS)}"
            raise InputError(message)
        check_outputs([output], [Path(source), *inputs])
    cells = parse_cells(_read_bytes(source), source, expected={fold_name(name) for name in expected if name})
    for notice in cells.notices:
        say(notice, options)
    width = len(cells.header)
    for number, row in cells.rows:
        if len(row) > width:
            message = f"{source} row {number}: found {len(row)} cells; expected {width}"
            raise InputError(message)
    rows = [row + [""] * (width - len(row)) for _, row in cells.rows]
    return PlainTable(source, cells.header, rows, [number for number, _ in cells.rows])


def _read_bytes(source: str) -> bytes:
    if source == "-" and sys.stdin is None:
        message = "-: standard input is closed; expected a CSV table"
        raise InputError(message)
    try:
        return sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except (OSError, ValueError) as error:
        message = f"{source}: can't be read ({getattr(error, 'strerror', None) or error}); expected a CSV table"
        raise InputError(message) from error


def write_plain_table(
    table: PlainTable, columns: Sequence[str], added: Iterable[Sequence[str]], options: argparse.Namespace
) -> None:
    """
    Write a table with further columns; those of the same names that it has already are replaced.

    Parameters
    ----------
    table
        As read.
    columns
        Names of the added columns.
    added
        Their cells, a sequence a row.
    options
        With ``output``, a ``.csv`` or ``.tsv`` file, or None for standard output.
    """
    stream = io.StringIO(newline="")
    suffix = options.output.suffix.lower() if options.output else ".csv"
    writer = csv.writer(stream, delimiter=_DELIMITERS[suffix], lineterminator="\n")
    kept = [number for number, name in enumerate(table.header) if name not in columns]
    writer.writerow([*(table.header[n] for n in kept), *columns])
    writer.writerows([*(row[n] for n in kept), *cells] for row, cells in zip(table.rows, added, strict=True))
    write_output(options.output, stream.getvalue().encode())
    replaced = [name for name in table.header if name in columns]
    if replaced:
        say(f"{table.name}: replaced the columns {', '.join(replaced)}", options)
