"""The record of a date as written, before it is resolved."""

from __future__ import annotations

from typing import NamedTuple


class Written(NamedTuple):
    """A date or time as written."""

    start: int
    end: int
    form: str
    """
    ``day``, ``month``, ``year``, ``weekday``, ``shift`` (so many units from a base), ``period`` (a whole
    week, month, year or weekend), ``duration``, ``time``, ``open`` (said, but not how far off),
    or ``name`` (of a street or the like).
    """
    year: int | None = None
    month: int = 0
    day: int = 0
    last_day: int = 0
    """Of "3 to 9 June"; else 0."""
    amount: int = 0
    """Units of a shift, forward positive; of a weekday, weeks from this one where ``base`` is ``week``."""
    unit: str = "day"
    base: str = "reference"
    """``reference``, ``anchor`` (the date before in the text), and of a weekday also ``week``."""
    year_shift: int | None = None
    """Years from the report's, where the text says "last year" instead of a number."""
    hour: int = 0
    minute: int | None = None
    zone: str | None = None
    """Of a time, where the text names one; IANA."""
