"""Delimited text in batches: dumps of GeoNames, and tables with a header; of any size."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from geomap.errors import InputError
from geomap.gazetteer.feature_codes import KEPT
from geomap.own_places.batches import TEXTS, Aside, Batch, Numbers, OwnFile, fill_texts, read_degrees
from geomap.own_places.guesses import guess_columns, require_columns, tell_guess

DUMP_COLUMNS = (
    "id", "name", "asciiname", "alternates", "lat", "lon", "feature_class", "feature_code", "country", "cc2",
    "admin1", "admin2", "admin3", "admin4", "population", "elevation", "dem", "timezone", "modified",
)  # fmt: skip
"""Of GeoNames' dumps, as in their readme.txt (2026-11)."""
_DUMP_WANTED = {name: DUMP_COLUMNS.index(name) for name in (*TEXTS, "lon", "lat", "feature_class")}
_ID, _LAT, _LON = 0, 4, 5
_DELIMITERS = ",;\t|"
_HEAD = 1 << 16
_BLOCK = 1 << 20
_READ_AT_ONCE = 4 << 20
READ_ERRORS = (
    pa.ArrowException,
    OSError,
    ValueError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    csv.Error,
)
Opener = Callable[[], IO[bytes]]


def open_delimited(name: str, stem: str, opener: Opener) -> OwnFile:
    """
    Find out what a delimited file holds.

    Parameters
    ----------
    name, stem
        For messages and ids.
    opener
        Opens it anew.

    Returns
    -------
    file
        A dump, or a table with a header.

    Raises
    ------
    InputError
        If it is empty or binary, or has no column for a name or a point.
    """
    try:
        encoding = _find_encoding(name, opener)
        head = _read_head(opener, encoding)
    except READ_ERRORS as error:
        raise _refuse(name, error) from error
    first = next((line for line in head.splitlines() if line.strip()), None)
    if first is None:
        message = f"{name}: is empty; expected places"
        raise InputError(message)
    guess = "" if encoding == "utf-8" else f", read as {encoding}"
    if _is_dump(first):
        form = _Form(name, opener, encoding, "\t", len(DUMP_COLUMNS), 0, _DUMP_WANTED, quoted=False)
        return OwnFile(name, stem, f"GeoNames dump{guess}", partial(_read_dump, form), dump=True)
    delimiter = max(_DELIMITERS, key=lambda sign: _rate_header(_split(first, sign)))
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    header = next(cells for cells in reader if any(map(str.strip, cells)))
    skipped = reader.line_num
    guessed = guess_columns(header)
    require_columns(name, header, guessed)

    form = _Form(name, opener, encoding, delimiter, len(header), skipped, guessed)
    return OwnFile(name, stem, f"{tell_guess(header, guessed)}{guess}", partial(_read_table, form))


def _read_head(opener: Opener, encoding: str) -> str:
    with opener() as stream:
        return stream.read(_HEAD).decode("utf-8-sig" if encoding == "utf-8" else encoding, "ignore")


def _refuse(name: str, error: Exception) -> InputError:
    if isinstance(error, InputError):
        return error
    return InputError(f"{name}: can't be read ({' '.join(str(error).split())[:200]}); expected a table of places")


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _rate_header(cells: Sequence[str]) -> tuple[int, int]:
    return len(guess_columns(cells)), len(cells)


def _is_dump(line: str) -> bool:
    cells = line.split("\t")
    if len(cells) != len(DUMP_COLUMNS) or not cells[_ID].strip().isdecimal():
        return False
    try:
        float(cells[_LAT]), float(cells[_LON])
    except ValueError:
        return False
    return True


def _find_encoding(name: str, opener: Opener) -> str:
    """Find out how a file is encoded, reading all of it: one wrong byte in a million rows tells."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opener() as stream:
        block = stream.read(_BLOCK)
        if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\0" in block:
            message = f"{name}: looks binary; expected a table of places"
            raise InputError(message)
        try:
            while block:
                decoder.decode(block)
                block = stream.read(_BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


@dataclass(frozen=True, slots=True)
class _Form:
    """How the rows of a file lie in it."""

    name: str
    opener: Opener
    encoding: str
    delimiter: str
    width: int
    """Cells of a row."""
    skipped: int
    """Lines before the first."""
    wanted: Mapping[str, int]
    """Numbers of the columns that are read, by what they hold."""
    quoted: bool = True


def _read_rows(form: _Form, aside: Aside) -> Iterator[tuple[Numbers, dict[str, pa.Array]]]:
    """Read rows as text, with their numbers; those of another width are set aside, blank ones passed over."""
    gaps: list[int] = []

    def refuse(row: arrow_csv.InvalidRow) -> str:
        number = row.number - form.skipped
        gaps.append(number)
        lines = row.text.strip().count("\n") + 1
        if lines > 1:
            aside.add(f"that runs over {lines:,} lines (is a quote not closed?)", number)
        elif row.text.strip():
            aside.add(f"with {row.actual_columns} cells (expected {form.width})", number)
        return "skip"

    parsing = arrow_csv.ParseOptions(
        delimiter=form.delimiter,
        quote_char='"' if form.quoted else False,
        newlines_in_values=form.quoted,
        ignore_empty_lines=False,
        invalid_row_handler=refuse,
    )
    names = [str(n) for n in range(form.width)]
    read = list(dict.fromkeys(str(number) for number in form.wanted.values()))
    converting = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(read, pa.string()), include_columns=read, strings_can_be_null=False
    )
    reading = arrow_csv.ReadOptions(
        column_names=names,
        skip_rows=form.skipped,
        block_size=_READ_AT_ONCE,
        encoding=_name_codec(form.encoding),
        use_threads=False,
    )
    try:
        with form.opener() as stream, arrow_csv.open_csv(stream, reading, parsing, converting) as reader:
            done = 0
            for batch in reader:
                rows = _number_rows(done, len(batch), gaps)
                done = int(rows[-1]) if len(rows) else done
                told = _find_told(batch)
                if told is not None:
                    rows, batch = rows[told], batch.filter(pa.array(told))  # noqa: PLW2901 - the same, without some rows
                yield rows, {what: batch.column(str(number)) for what, number in form.wanted.items()}
    except READ_ERRORS as error:
        raise _refuse(form.name, error) from error


def _name_codec(encoding: str) -> str:
    return {"utf-8": "utf8"}.get(encoding, encoding)


def _number_rows(done: int, count: int, gaps: list[int]) -> Numbers:
    """Give the next rows their numbers, past those that were skipped; gaps that are passed are taken away."""
    rows = np.arange(done + 1, done + count + 1)
    while gaps and count and gaps[0] <= rows[-1]:
        rows[rows >= gaps.pop(0)] += 1
    return rows


def _find_told(batch: pa.RecordBatch) -> Numbers | None:
    """Find the rows with something in them; None if all have."""
    blank = pc.equal(batch.column(0), "")
    if not pc.any(blank).as_py():
        return None
    for column in batch.columns[1:]:
        blank = pc.and_(blank, pc.equal(column, ""))
    told: Numbers = ~blank.to_numpy(zero_copy_only=False)
    return told


def _read_dump(form: _Form, aside: Aside) -> Iterator[Batch]:
    kept = pa.array(sorted(KEPT))
    for rows, columns in _read_rows(form, aside):
        settled = pc.and_(pc.equal(columns.pop("feature_class"), "P"), pc.equal(columns["feature_code"], ""))
        columns["feature_code"] = pc.if_else(settled, "PPL", columns["feature_code"])
        taken = pc.is_in(columns["feature_code"], value_set=kept)
        aside.left_out += len(rows) - taken.true_count
        chosen = {what: column.filter(taken) for what, column in columns.items()}
        lon, lat = read_degrees(chosen.pop("lon")), read_degrees(chosen.pop("lat"))
        yield Batch(rows[taken.to_numpy(zero_copy_only=False)], fill_texts(chosen, len(lon)), lon, lat)


def _read_table(form: _Form, aside: Aside) -> Iterator[Batch]:
    for rows, columns in _read_rows(form, aside):
        lon, lat = read_degrees(columns.pop("lon")), read_degrees(columns.pop("lat"))
        yield Batch(rows, fill_texts(columns, len(rows)), lon, lat)
