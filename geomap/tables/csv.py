"""Incident tables in CSV and TSV, with the contract's column names."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geomap.cells import fold_name, parse_cells, unguard_cell
from geomap.errors import InputError
from geomap.model import ReadResult, Source
from geomap.rows import SOURCE_COLUMNS, make_incidents
from geomap.schema import FIELDS

_TYPES = {f.name: f.type for f in FIELDS} | dict.fromkeys(SOURCE_COLUMNS, "text")
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
_EXPECTED = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "texts": "a JSON list of texts",
}
_WHOLE = re.compile(r"[+-]?\d+(?:\.0*)?", re.ASCII)
"""A whole number; "7.0" too, which is what a table of numbers makes of 7 where cells are empty."""
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_VERBATIM = ("place_text", "note")
"""Text as somebody wrote it; from all others, blanks around are taken away."""
_CODE_DIGITS = {"admin1_code": 2, "admin2_code": 5}
"""Of INEGI's codes: a spreadsheet drops the zero that some begin with."""


def read_incident_table(path: Path, *, doc_id: str) -> ReadResult:
    """
    Read a table of incidents, an incident a row.

    Parameters
    ----------
    path
        ``.csv`` or ``.tsv``, delimited by comma, semicolon, tab or bar; columns named as
        ``schema.FIELDS``, of which ``event_type`` must be there; lists as JSON; ``source_url``,
        ``source_publisher`` and ``source_published`` make the source.
    doc_id
        Name of the table; a row's ``doc_id`` is this, ``#`` and its number, the row after the header
        being 1.

    Returns
    -------
    result
        Incidents, the rows that were set aside, and what there is to say of the table. An empty cell is
        null. A row without an ``incident_id`` gets one made from its content.

    Raises
    ------
    InputError
        If the file can't be read, or is no such table.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{doc_id}: can't be read ({error.strerror or error})"
        raise InputError(message) from error
    cells = parse_cells(content, doc_id, expected=_TYPES)
    header = _parse_header(cells.header, doc_id)
    parsed = [(number, _parse_row(header, row)) for number, row in cells.rows if any(map(str.strip, row))]
    notices = cells.notices
    padded = sum(_pad_codes(values) for _, values in parsed if isinstance(values, dict))
    if padded:
        notices = (*notices, f"{doc_id}: {padded} INEGI codes had lost the zero they begin with; it was put back")
    source = Source(doc_id, sha256=hashlib.sha256(content).hexdigest())
    return make_incidents(parsed, source=source, unit="row", notices=notices)


def _parse_header(cells: Iterable[str], doc_id: str) -> list[str]:
    header = [fold_name(cell) for cell in cells]
    twice = [name for name in dict.fromkeys(header) if name and header.count(name) > 1]
    if twice:
        message = f"{doc_id}: found the column '{twice[0]}' more than once; expected each name once"
        raise InputError(message)
    if "event_type" not in header:
        message = f"{doc_id}: found the columns {', '.join(header[:10])[:200]}; expected event_type among them"
        raise InputError(message)
    return header


def _parse_row(header: list[str], row: list[str]) -> dict[str, Any] | str:
    """Parse the cells of a row, or tell which doesn't fit its column."""
    if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
        return f"found {len(row)} cells; expected {len(header)}"
    values: dict[str, Any] = {}
    for column, cell in zip(header, row, strict=False):
        text = cell if column in _VERBATIM else cell.strip()
        if not cell.strip():
            continue
        kind = _TYPES.get(column, "text")
        parsed = _parse_cell(kind, text)
        if parsed is None:
            return f"{column}: found '{text[:60]}'; expected {_EXPECTED.get(kind, f'a JSON list of {kind}')}"
        values[column] = parsed
    return values


def _parse_cell(kind: str, cell: str) -> Any:  # noqa: ANN401 - whatever the field holds
    """Parse a cell as its field's type; None if it is not of it."""
    if kind in ("text", "datetime"):
        return unguard_cell(cell)
    if kind == "boolean":
        return _BOOLEANS.get(cell.lower())
    if kind == "integer":
        return int(cell.partition(".")[0]) if _WHOLE.fullmatch(cell) and len(cell) < 20 else None  # noqa: PLR2004
    if kind == "number":
        return float(cell) if _NUMBER.fullmatch(cell) else None
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return None


def _pad_codes(values: dict[str, Any]) -> int:
    """Put back the zero that a spreadsheet took from INEGI's codes; says from how many."""
    short = {
        name: code.zfill(digits)
        for name, digits in _CODE_DIGITS.items()
        if values.get("country_code") == "MX" and (code := values.get(name, "")).isdecimal() and len(code) == digits - 1
    }
    values.update(short)
    return len(short)
