"""What every reader of own places gives: rows in batches, the same columns from any file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

TEXTS = ("id", "name", "asciiname", "alternates", "population", "feature_code", "country", "admin1", "admin2")
"""Columns of text; null where the file has none."""
_MOST_REASONS = 6
Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file."""

    rows: Numbers
    """Number of each, the first being 1."""
    texts: Mapping[str, pa.Array]
    """By ``TEXTS``."""
    lon: Numbers
    lat: Numbers
    """Degrees, WGS84; NaN where there is none."""
    wide: Numbers | None = None
    """Whether a row's geometry is so wide that its point says little."""


@dataclass
class Aside:
    """Rows that were set aside, counted by reason."""

    counts: dict[str, int] = field(default_factory=dict)
    first: str = ""
    left_out: int = 0
    """Rows of kinds that geomap does not place; nothing is wrong with them."""

    def add(self, reason: str, row: int, count: int = 1) -> None:
        """
        Count rows.

        Parameters
        ----------
        reason
            Why they can't be used.
        row
            Number of the first of them.
        count
            How many.
        """
        self.first = self.first or f"row {row}: {reason}"
        self.counts[reason] = self.counts.get(reason, 0) + count

    def describe(self) -> str:
        """Say in one line how many were set aside, and why."""
        total = sum(self.counts.values())
        listed = [*self.counts.items()][:_MOST_REASONS]
        listed += (
            [("for other reasons", total - sum(count for _, count in listed))] if len(self.counts) > len(listed) else []
        )
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in listed)
        return f"{total:,} row{'s' if total > 1 else ''} set aside ({reasons}); the first: {self.first}"


@dataclass
class OwnFile:
    """A file of own places, ready to be read."""

    name: str
    """For messages."""
    stem: str
    """For ids."""
    kind: str
    """What it is, for the line that tells of it."""
    batches: Callable[[Aside], Iterator[Batch]]
    """Reads it; rows that are none are counted as set aside."""
    dump: bool = False
    """Whether ids and codes are those of GeoNames."""


def fill_texts(given: Mapping[str, pa.Array], length: int) -> dict[str, pa.Array]:
    """
    Complete the columns of text.

    Parameters
    ----------
    given
        Those that the file has, of any type.
    length
        Number of rows.

    Returns
    -------
    texts
        By ``TEXTS``, strings.
    """
    empty = pa.nulls(length, pa.string())
    return {name: _as_text(given[name]) if name in given else empty for name in TEXTS}


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type):
        return column
    if pa.types.is_floating(column.type):
        # 14.0 is how a table with empty cells holds the code 14.
        whole = [None if v is None else int(v) if v.is_integer() else v for v in column.to_pylist()]
        return pa.array([None if v is None else str(v) for v in whole], pa.string())
    if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
        return pa.nulls(len(column), pa.string())
    return column.cast(pa.string())


def read_degrees(column: pa.Array) -> Numbers:
    """
    Read a column of degrees.

    Parameters
    ----------
    column
        Numbers, or texts of them, with a decimal point or comma.

    Returns
    -------
    degrees
        NaN where there is none.
    """
    try:
        numbers = column.cast(pa.float64())
    except pa.ArrowInvalid:
        numbers = pa.array([_read_number(value) for value in column.to_pylist()], pa.float64())
    return np.asarray(numbers.fill_null(float("nan")).to_numpy(zero_copy_only=False), dtype=np.float64)


def _read_number(text: str | None) -> float | None:
    try:
        return float((text or "").strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
