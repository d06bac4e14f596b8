"""Incidents as CSV: a column a field, lists as JSON, no cell that a spreadsheet would run."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from geomap.cells import guard_cell
from geomap.export.json_text import format_column
from geomap.schema import FIELDS

_SPECIAL = re.compile(r'[",\r\n]')


def format_incidents(table: pa.Table, *, quotes: bool = False) -> bytes:
    """
    Lay incidents out as CSV.

    Parameters
    ----------
    table
        Incidents; the geometry is left out, ``lon`` and ``lat`` are there.
    quotes
        Keep the source text of the spans.

    Returns
    -------
    content
        UTF-8; null is an empty cell, a boolean ``true`` or ``false``. A text that a spreadsheet would
        take for a formula gets an apostrophe before it; NUL, which no CSV holds, becomes U+FFFD.
    """
    columns = [_format_cells(table.column(f.name), f.name, f.type, quotes=quotes) for f in FIELDS]
    lines = [",".join(f.name for f in FIELDS), *map(",".join, zip(*columns, strict=True))]
    return "".join([f"{line}\n" for line in lines]).encode()


def _format_cells(column: pa.ChunkedArray, name: str, kind: str, *, quotes: bool) -> list[str]:
    """Lay a column out as cells; each distinct text is looked at once."""
    if kind in ("boolean", "integer", "number"):
        texts = column.cast(pa.string())
    elif kind in ("text", "datetime"):
        texts = column
    else:
        without = None if quotes or name != "spans" else "exact"
        texts = pa.chunked_array([format_column(chunk, name, without) for chunk in column.chunks], pa.string())
        texts = pc.if_else(pc.equal(texts, "[]"), None, texts)
    encoded = texts.combine_chunks().dictionary_encode()
    words = encoded.dictionary.to_pylist()
    if kind in ("text", "datetime"):
        words = [guard_cell(word.replace("\0", "\ufffd")) for word in words]
    cells: list[str] = pc.fill_null(pa.array(map(_quote, words), pa.string()).take(encoded.indices), "").to_pylist()
    return cells


def _quote(text: str) -> str:
    """Quote a cell as RFC 4180 says; a lone CR too, which ``csv.writer`` leaves bare."""
    return '"{}"'.format(text.replace('"', '""')) if _SPECIAL.search(text) else text
