"""
Columns of a table to JSON text, column by column: several times quicker than row by row.

Text that comes up often is escaped once, and rows are joined by Arrow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geomap.errors import InputError

ROWS_AT_ONCE = 20_000
"""Rows that are laid out together, so that no piece of text reaches Arrow's two gigabytes."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def format_rows(table: pa.Table, *, without: Mapping[str, str] | None = None) -> Iterator[str]:
    """
    Lay the rows of a table out as JSON objects.

    Parameters
    ----------
    table
        Columns of text, numbers, booleans, and lists of these or of structs.
    without
        Column of structs to the member that is left out.

    Yields
    ------
    text
        One object a row, members in order of the columns, without blanks; null stays null, and a null
        list is an empty one.

    Raises
    ------
    InputError
        If a number is infinite or not a number.
    """
    if not table.num_columns:
        yield from ["{}"] * table.num_rows
        return
    for batch in table.combine_chunks().to_batches(max_chunksize=ROWS_AT_ONCE):
        parts: list[pa.Array | str] = []
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            key = json.dumps(name, ensure_ascii=False)
            parts += [f"{',' if parts else '{'}{key}:", format_column(column, name, (without or {}).get(name))]
        yield from _join(*parts, "}").to_pylist()


def format_column(column: pa.Array, name: str, without: str | None = None) -> pa.Array:
    """
    Lay one column out as JSON.

    Parameters
    ----------
    column
        As in ``format_rows``.
    name
        Of the column, for the message.
    without
        Member of its structs that is left out.

    Returns
    -------
    texts
        One text a row, none null.

    Raises
    ------
    InputError
        If a number is infinite or not a number.
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        return format_column(column.cast(kind.value_type), name, without)
    if pa.types.is_list(kind):
        return _format_lists(column, name, without)
    if pa.types.is_struct(kind):
        return _format_structs(column, name, without)
    if pa.types.is_floating(kind) or pa.types.is_string(kind):
        return _format_distinct(column, name)
    return pc.fill_null(column.cast(pa.string()), "null")


def _format_distinct(column: pa.Array, name: str) -> pa.Array:
    """Lay out each distinct value once."""
    encoded = column.dictionary_encode()
    try:
        words = list(map(_ENCODER.encode, encoded.dictionary.to_pylist()))
    except ValueError as error:
        message = f"{name}: found a number that is infinite or none; expected a finite one"
        raise InputError(message) from error
    return pc.fill_null(pa.array(words, pa.string()).take(encoded.indices), "null")


def _format_lists(column: pa.Array, name: str, without: str | None) -> pa.Array:
    items = format_column(column.flatten(), name, without)
    lengths = pc.fill_null(pc.list_value_length(column), 0).to_numpy()
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int32())
    return _join("[", pc.binary_join(pa.ListArray.from_arrays(offsets, items), ","), "]")


def _format_structs(column: pa.Array, name: str, without: str | None) -> pa.Array:
    parts: list[pa.Array | str] = []
    for member, values in zip(column.type.names, column.flatten(), strict=True):
        if member != without:
            key = json.dumps(member, ensure_ascii=False)
            parts += [f"{',' if parts else '{'}{key}:", format_column(values, f"{name}.{member}")]
    return _join(*parts, "}")


def _join(*parts: pa.Array | str) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "")
