"""Tables of any format and size, every row and column kept, for the commands that add columns to them."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geomap import __version__
from geomap.cells import fold_name
from geomap.cli.messages import say
from geomap.cli.progress import show_progress
from geomap.errors import InputError, OutputError
from geomap.files import check_outputs, stage_file, write_pieces

if TYPE_CHECKING:
    import pyarrow as pa

    from geomap.sheets.extend import Added, Extension, Tally
    from geomap.sheets.parts import Parts
    from geomap.sheets.table import Batch, SheetTable

_FORMATS_IN = ".csv .tsv .xlsx .ods .parquet .gpkg"
_FORMATS_OUT = ".csv .tsv .xlsx .parquet .gpkg"
_HEAD_BYTES = 1 << 20
_LARGE_BYTES = 1 << 20
"""Of a file that may well have several parts."""
_NO_MATTER = ("command", "output", "quiet", "resume", "run", "table")
"""Options that a run may have in another way than the one that it goes on from."""


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """
    Add TABLE and the options of every command that adds columns to one.

    Parameters
    ----------
    parser
        Of the command.
    """
    parser.add_argument("table", metavar="TABLE", help=f"{_FORMATS_IN}, or - for CSV on standard input")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help=f"{_FORMATS_OUT}; standard output (CSV) by default"
    )
    parser.add_argument(
        "--layer", "--sheet", metavar="NAME", help="layer or sheet of a TABLE that has several; the first by default"
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on from where a run that was stopped had come to, and keep what is done",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors, and show no progress")


@contextmanager
def open_plain_table(
    options: argparse.Namespace, expected: Collection[str | None], *, inputs: Iterable[Path] = ()
) -> Iterator[SheetTable]:
    """
    Open the table that a command names, once its output is found to be fit.

    Parameters
    ----------
    options
        Of a command that has ``add_table_options``.
    expected
        Names of columns that may be there: they tell what stands between the cells of a CSV file.
    inputs
        Other files that the command reads.

    Yields
    ------
    table
        To be read once.

    Raises
    ------
    InputError
        If it can't be read or is empty, or the output is an input or of a format that geomap writes
        no table in, or can't be gone on with.
    OutputError
        If the output can't be a file.
    """
    from geomap.sheets.csv import read_stream  # noqa: PLC0415 - so that --help stays quick
    from geomap.sheets.formats import find_writer, open_table  # noqa: PLC0415

    source, output = options.table, options.output
    if output is not None:
        find_writer(output)
        check_outputs([output], [Path(source), *inputs])
    if options.resume and (output is None or not Path(source).is_file()):
        message = "--resume: needs a file to read and one to write; expected TABLE and -o FILE"
        raise InputError(message)
    names = {fold_name(name) for name in expected if name}
    if source == "-":
        if sys.stdin is None or options.layer is not None:
            reason = "standard input is closed" if sys.stdin is None else f"has no layer or sheet '{options.layer}'"
            message = f"-: {reason}; expected a CSV table"
            raise InputError(message)
        yield read_stream(sys.stdin.buffer, name=source, expected=names)
        return
    with open_table(Path(source), name=source, layer=options.layer, expected=names) as table:
        yield table


def write_extended(
    table: SheetTable,
    options: argparse.Namespace,
    *,
    fields: Sequence[pa.Field],
    add: Callable[[Batch], Added],
    data: Iterable[Path] | None,
    check: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """
    Write a table with further columns.

    Parameters
    ----------
    table
        Of ``open_plain_table``.
    options
        With ``output``, a file of any format, or None for CSV on standard output.
    fields
        Of the added columns.
    add
        Gives what is added to a batch.
    data
        Files and folders that it is looked up in; None to keep no parts of what is added, for it is found as
        quickly as it is read again.
    check
        Is given the tally of all rows before the output takes its name, and raises an error if it won't do.

    Returns
    -------
    tally
        Of all rows.

    Raises
    ------
    InputError, OutputError
        If the table can't be read on, or the output not be written; then there is no output.
    """
    from geomap.sheets.extend import Extension  # noqa: PLC0415 - so that --help stays quick

    for notice in table.notices:
        say(notice, options)
    told = len(table.notices)
    output = options.output
    extension = Extension(table, fields, add, shapes=output is not None and output.suffix.lower() == ".gpkg")
    if output is None:
        _write_standard_output(table, extension, check, options)
    else:
        _write_file(table, extension, check, options, data)
    for notice in table.notices[told:]:
        say(notice, options)
    if extension.replaced:
        say(f"{table.name}: replaced the columns {', '.join(extension.replaced)}", options)
    return extension.tally


def _write_standard_output(
    table: SheetTable, extension: Extension, check: Callable[[Tally], None], options: argparse.Namespace
) -> None:
    from geomap.sheets.csv import format_rows  # noqa: PLC0415 - so that --help stays quick

    batches = show_progress(extension.extend_batches(None, check), table, options)
    write_pieces(format_rows(extension.layout, batches))


def _write_file(
    table: SheetTable,
    extension: Extension,
    check: Callable[[Tally], None],
    options: argparse.Namespace,
    data: Iterable[Path] | None,
) -> None:
    from geomap.sheets.parts import keep_parts  # noqa: PLC0415 - so that --help stays quick

    source, output = Path(table.name), options.output
    if data is None or not source.is_file():  # a pipe has a name too, and can't be read twice
        with stage_file(output) as staged:
            _write_staged(table, extension, check, options, staged, None)
        return
    with (
        keep_parts(output, lambda: _identify_run(source, options, data), resume=options.resume) as parts,
        stage_file(output) as staged,
    ):
        parts.note_staged(staged.parent)
        if source.stat().st_size > _LARGE_BYTES:
            parts.begin()
        done = parts.count()
        if done:
            say(f"{output}: goes on; {done} parts of the table are done", options)
        try:
            _write_staged(table, extension, check, options, staged, parts)
        except (KeyboardInterrupt, OutputError):
            if options.resume and parts.count():
                say(f"{parts.folder}: keeps what is done; the same command goes on from there", options)
            raise


def _write_staged(
    table: SheetTable,
    extension: Extension,
    check: Callable[[Tally], None],
    options: argparse.Namespace,
    staged: Path,
    parts: Parts | None,
) -> None:
    from geomap.sheets.formats import find_writer  # noqa: PLC0415 - so that --help stays quick

    batches = show_progress(extension.extend_batches(parts, check), table, options)
    find_writer(staged)(staged, extension.layout, batches, tell=lambda notice: say(notice, options))


def _identify_run(source: Path, options: argparse.Namespace, data: Iterable[Path]) -> dict[str, str]:
    """Tell what makes the result of a run what it is."""
    from geomap.sheets.table import BATCH_ROWS  # noqa: PLC0415 - so that --help stays quick

    status = source.stat()
    with source.open("rb") as stream:
        head = hashlib.sha256(stream.read(_HEAD_BYTES)).hexdigest()
    given = {name: str(value) for name, value in vars(options).items() if name not in _NO_MATTER}
    return {
        f"the table {source.name}": f"{status.st_size} bytes, of {status.st_mtime_ns}, {head}",
        "the options": json.dumps({"command": options.command, **given}, sort_keys=True),
        "the data that are looked up": _sum_files(data),
        "geomap": f"{__version__}, {BATCH_ROWS} rows a part",
    }


def _sum_files(paths: Iterable[Path]) -> str:
    """Sum up the content of files, and of those in folders."""
    total = hashlib.sha256()
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.is_file():
                with file.open("rb") as stream:
                    total.update(f"{file.name} {hashlib.file_digest(stream, 'sha256').hexdigest()}\n".encode())
    return total.hexdigest()
