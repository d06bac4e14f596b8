"""Columns as texts and as values of Python, for the formats that hold no Arrow types."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from geomap.cells import guard_cell

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def is_text(kind: pa.DataType) -> bool:
    """
    Tell whether a column holds text.

    Parameters
    ----------
    kind
        Type of the column.

    Returns
    -------
    answer
        True for text of any width.
    """
    return bool(pt.is_string(kind) or pt.is_large_string(kind) or pt.is_string_view(kind))


def unwrap_column(column: pa.Array) -> pa.Array:
    """
    Give a column as plain values: without dictionary, without extension type.

    Parameters
    ----------
    column
        Of any type.

    Returns
    -------
    plain
        The same values.
    """
    while isinstance(column.type, pa.BaseExtensionType) or pt.is_dictionary(column.type):
        column = column.dictionary_decode() if pt.is_dictionary(column.type) else column.storage
    return column


def list_values(column: pa.Array) -> list[Any]:
    """
    Give the values of a column as Python has them.

    Parameters
    ----------
    column
        Of any type.

    Returns
    -------
    values
        None for null. Moments finer than a microsecond, or outside the years 1 to 9999, are texts.
    """
    plain = unwrap_column(column)
    kind = plain.type
    if getattr(kind, "unit", None) == "ns":
        try:
            plain = plain.cast(_coarsen(kind))
        except pa.ArrowInvalid:
            return _spell_moments(plain)
    try:
        return list(plain.to_pylist())
    except (ValueError, OverflowError):
        return _spell_moments(plain)


def _coarsen(kind: pa.DataType) -> pa.DataType:
    """Give the type of moments to the microsecond, which is as fine as Python has them."""
    if pt.is_timestamp(kind):
        return pa.timestamp("us", kind.tz)
    return pa.duration("us") if pt.is_duration(kind) else pa.time64("us")


def _spell_moments(column: pa.Array) -> list[str | None]:
    texts = column.cast(pa.string()).to_pylist()
    return [None if text is None else text.replace(" ", "T", 1) for text in texts]


def list_texts(column: pa.Array, decimals: int | None = None) -> list[str | None]:
    """
    Give the values of a column as text.

    Parameters
    ----------
    column
        Of any type.
    decimals
        Of numbers; as many as they need by default.

    Returns
    -------
    texts
        None for null. Dates and moments are ISO 8601, lists and records JSON, bytes hexadecimal.
    """
    plain = unwrap_column(column)
    if is_text(plain.type):
        return list(plain.to_pylist())
    if decimals is not None:
        return [None if value is None else f"{value:.{decimals}f}" for value in plain.to_pylist()]
    if pt.is_integer(plain.type) or pt.is_float64(plain.type) or pt.is_float32(plain.type):
        return list(plain.cast(pa.string()).to_pylist())
    return [None if value is None else format_value(value) for value in list_values(plain)]


def format_value(value: Any) -> str:  # noqa: ANN401 - whatever a cell may hold
    """
    Write one value as text.

    Parameters
    ----------
    value
        Not None.

    Returns
    -------
    text
        As ``list_texts`` writes it.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)  # noqa: PLR2004 - exact
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return _format_duration(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=format_value)
    return str(value)


def _format_duration(value: dt.timedelta) -> str:
    sign, span = ("-", -value) if value < dt.timedelta(0) else ("", value)
    minutes, seconds = divmod(span.days * 86_400 + span.seconds, 60)
    fraction = f".{span.microseconds:06d}".rstrip("0") if span.microseconds else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02d}:{seconds:02d}{fraction}"


def replace_zeros(column: pa.Array) -> pa.Array:
    """
    Replace NUL, which few formats hold.

    Parameters
    ----------
    column
        Text.

    Returns
    -------
    replaced
        With U+FFFD in its place.
    """
    return pc.replace_substring(column, "\0", "\ufffd")


def guard_text(text: str) -> str:
    """
    Guard a text for a spreadsheet unless it is a number, which runs nothing.

    Parameters
    ----------
    text
        Of a cell.

    Returns
    -------
    guarded
        As ``cells.guard_cell`` gives it.
    """
    return text if _NUMBER.fullmatch(text) else guard_cell(text)
