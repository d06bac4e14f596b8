"""What reports and their incidents share of the calendar: names of months and weekdays, short years, time zones."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

from geomap.errors import InputError


def _number_names(groups: str, first: int) -> dict[str, int]:
    """Read groups of names, a comma between, that are numbered from ``first``."""
    return {name: number for number, names in enumerate(groups.split(","), first) for name in names.split()}


MONTHS = _number_names(
    """
    january jan enero ene, february feb febrero, march mar marzo, april apr abril abr, may mayo, june jun junio,
    july jul julio, august aug agosto ago, september sept sep septiembre setiembre, october oct octubre,
    november nov noviembre, december dec diciembre dic
    """,
    1,
)
"""Names and short forms in English and Spanish, folded, from 1."""

WEEKDAYS = _number_names(
    """
    monday lunes, tuesday martes, wednesday miercoles, thursday jueves, friday viernes, saturday sabado,
    sunday domingo
    """,
    0,
)
"""The same, from 0 for Monday, as ``date.weekday`` counts."""

_LAST_YEAR_AHEAD = 50
_SHORT_YEAR_DIGITS = 2


def read_year(digits: str) -> int:
    """
    Read a year of two or four digits.

    Parameters
    ----------
    digits
        As written.

    Returns
    -------
    year
        Two digits up to 50 are of this century, others of the last.
    """
    year = int(digits)
    if len(digits) > _SHORT_YEAR_DIGITS:
        return year
    return year + (1900 if year > _LAST_YEAR_AHEAD else 2000)


@lru_cache(maxsize=64)
def find_zone(timezone: str) -> ZoneInfo:
    """
    Find a time zone.

    Parameters
    ----------
    timezone
        IANA name.

    Returns
    -------
    zone
        The zone.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:
        message = f"time zone: found '{timezone[:60]}'; expected an IANA name, such as America/Mexico_City"
        raise InputError(message) from error
