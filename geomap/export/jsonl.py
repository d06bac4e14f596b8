"""Incidents as JSON lines: the contract's object, one a line."""

from __future__ import annotations

import pyarrow as pa

from geomap.export.json_text import format_rows
from geomap.schema import FIELD_NAMES


def format_incidents(table: pa.Table, *, quotes: bool = False) -> bytes:
    """
    Lay incidents out as JSON lines.

    Parameters
    ----------
    table
        Incidents; the geometry is left out, ``lon`` and ``lat`` are there.
    quotes
        Keep the source text of the spans.

    Returns
    -------
    content
        UTF-8; the same bytes for the same table.
    """
    without = {} if quotes else {"spans": "exact"}
    rows = format_rows(table.select(list(FIELD_NAMES)), without=without)
    return "".join([f"{row}\n" for row in rows]).encode()
