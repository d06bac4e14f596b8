"""From dates as written to days of the calendar."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from geomap.incidents.dates.written import Written


@dataclass(frozen=True, slots=True)
class Base:
    """What dates are resolved against."""

    reference: date | None
    """Of the report."""
    moment: datetime | None
    """Of the report, where its time is known."""
    zone: ZoneInfo
    anchor: date | None = None
    """The date before in the text."""
    coarse: date | None = None
    """The same, or the first day of a month, year or span, where that is nearer before."""
    precision: str | None = None
    """Of ``coarse``."""
    near: date | None = None
    """The full date nearest in the text."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """First and last day of a date, None where nobody can say."""

    first: date | None
    last: date | None
    precision: str | None
    relative: bool = False
    kind: str = "point"
    moment: str | None = None
    """ISO 8601 with offset, where the date itself comes to a moment."""


_UNKNOWN = Resolved(None, None, None, relative=True)
_IMPOSSIBLE = Resolved(None, None, None, kind="impossible")
_MONTHS_A_YEAR = 12
_SEARCHED_DAYS = 200
"""How far from the report's date "Sunday 22" is looked for."""


def resolve_written(written: Written, base: Base) -> Resolved:
    """
    Resolve a date as written.

    Parameters
    ----------
    written
        Any form but ``time`` and ``name``.
    base
        What it is relative to.

    Returns
    -------
    resolved
        Without days where the base does not decide them.
    """
    if written.form == "open":
        return _UNKNOWN
    try:
        return _RESOLVERS[written.form](written, base)
    except (OverflowError, ValueError):  # before the year 1 or after 9999
        return _UNKNOWN


def resolve_moment(day: date, time: Written, zone: ZoneInfo) -> str:
    """
    Put a time to a day.

    Parameters
    ----------
    day
        The day.
    time
        As written.
    zone
        Of times that name none.

    Returns
    -------
    moment
        ISO 8601 with offset.
    """
    at = ZoneInfo(time.zone) if time.zone else zone
    return datetime(day.year, day.month, day.day, time.hour, time.minute or 0, tzinfo=at).isoformat()


def _is_possible(year: int | None, month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS_A_YEAR and 1 <= day <= calendar.monthrange(year or 2024, month)[1]


def _resolve_day(written: Written, base: Base) -> Resolved:
    year, month = written.year, written.month
    last = written.last_day or written.day
    if not (_is_possible(year, month, written.day) and _is_possible(year, month, last)):
        return _IMPOSSIBLE
    if written.year_shift is not None and base.reference is not None:
        year = base.reference.year + written.year_shift
    near = base.reference or base.near
    if year is None and near is not None and written.year_shift is None:
        years = [y for y in (near.year - 1, near.year, near.year + 1) if _is_possible(y, month, last)]
        year = min(years, key=lambda y: (abs((date(y, month, written.day) - near).days), y), default=None)
    if year is None:
        return Resolved(None, None, None)
    if not (_is_possible(year, month, written.day) and _is_possible(year, month, last)):
        return _IMPOSSIBLE
    first = date(year, month, written.day)
    if last < written.day:
        return Resolved(first, first, "day")
    if written.unit == "minute":
        return _resolve_timestamp(written, first, base)
    return Resolved(first, date(year, month, last), "days" if last > written.day else "day")


def _resolve_timestamp(written: Written, day: date, base: Base) -> Resolved:
    if not written.zone:
        return Resolved(day, day, "minute", moment=resolve_moment(day, written, base.zone))
    clock = f"{day.isoformat()}T{written.hour:02}:{written.minute or 0:02}"
    moment = datetime.fromisoformat(clock + written.zone.upper())
    return Resolved(day, day, "minute", moment=moment.isoformat())


def _give_month(year: int, month: int, *, relative: bool) -> Resolved:
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Resolved(date(year, month, 1), last, "month", relative=relative)


def _resolve_month(written: Written, base: Base) -> Resolved:
    if written.year is not None:
        return _give_month(written.year, written.month, relative=False)
    near = base.reference or base.near
    if near is None:
        return _UNKNOWN
    if written.year_shift is not None:
        return _give_month(near.year + written.year_shift, written.month, relative=True)
    year = near.year
    if written.amount > 0:
        year += written.month <= near.month
    elif written.month > near.month or (written.amount < 0 and written.month == near.month):
        year -= 1
    return _give_month(year, written.month, relative=True)


def _resolve_year(written: Written, base: Base) -> Resolved:
    del base
    year = written.year or 1
    last = max(written.last_day, year)
    return Resolved(date(year, 1, 1), date(last, 12, 31), "year")


def _resolve_weekday(written: Written, base: Base) -> Resolved:
    today, target = base.reference, written.day
    if written.base in ("following", "previous"):
        today = base.anchor or base.reference
    if today is None:
        return _UNKNOWN
    if written.last_day:
        return _find_weekday_of_day(written, today)
    back = (today.weekday() - target) % 7
    if written.base == "week":
        found = today - timedelta(days=today.weekday() - target - 7 * written.amount)
    elif written.base in ("next", "following"):
        found = today + timedelta(days=7 - back)
    elif written.base in ("last", "previous"):
        found = today - timedelta(days=back or 7)
    else:
        found = today - timedelta(days=back)
    return Resolved(found, found, "day", relative=True)


def _find_weekday_of_day(written: Written, today: date) -> Resolved:
    """Find the nearest "Sunday 22", in the past rather than in the future."""
    for distance in range(_SEARCHED_DAYS):
        for sign in (-1, 1):
            day = today + timedelta(days=sign * distance)
            if day.day == written.last_day and day.weekday() == written.day:
                return Resolved(day, day, "day", relative=True)
    return _IMPOSSIBLE


def _resolve_shift(written: Written, base: Base) -> Resolved:
    unit, amount = written.unit, written.amount
    start = _find_start(written, base)
    if start is None:
        return _UNKNOWN
    if unit in ("hour", "minute"):
        return _shift_hours(written, start, base)
    if unit == "day":
        found = start + timedelta(days=amount)
        return Resolved(found, found, "day", relative=True)
    return _give_period(start, unit, amount)


def _find_start(written: Written, base: Base) -> date | None:
    """Find what a shift starts from; nothing is later than the report itself."""
    if written.base != "anchor":
        return base.reference
    fine = base.precision not in ("year", *(("month",) if written.unit != "month" else ()))
    if written.unit in ("month", "year") and base.coarse and (fine or written.unit == "year"):
        return base.coarse
    if base.anchor is None and written.amount > 0:
        return None
    return base.anchor or base.reference


def _shift_hours(written: Written, start: date, base: Base) -> Resolved:
    """Give the moment of "two hours ago" where the report's time is known, else the day."""
    if written.base == "reference" and base.moment is not None and written.amount:
        hours = timedelta(**{f"{written.unit}s": written.amount})
        moment = (base.moment + hours).replace(second=0, microsecond=0)
        return Resolved(moment.date(), moment.date(), written.unit, relative=True, moment=moment.isoformat())
    days = int(written.amount / 24) if written.unit == "hour" else 0
    found = start + timedelta(days=days)
    return Resolved(found, found, "day", relative=True)


def _give_period(day: date, unit: str, amount: int) -> Resolved:
    """Give the week, weekend, month or year so many from the one of a day."""
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday() - 7 * amount)
        if unit == "week":
            return Resolved(monday, monday + timedelta(days=6), "week", relative=True)
        return Resolved(monday + timedelta(days=5), monday + timedelta(days=6), "days", relative=True)
    if unit == "month":
        months = day.year * _MONTHS_A_YEAR + day.month - 1 + amount
        return _give_month(months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR + 1, relative=True)
    year = day.year + amount
    return Resolved(date(year, 1, 1), date(year, 12, 31), "year", relative=True)


def _resolve_period(written: Written, base: Base) -> Resolved:
    start = (base.anchor or base.reference) if written.base == "anchor" else base.reference
    if start is None:
        return _UNKNOWN
    if written.unit == "weekend" and written.amount <= 0 and written.base == "reference" and start.weekday() < 5:  # noqa: PLR2004 - Saturday
        # On a weekday, "this weekend" and "last weekend" are both the one that has passed.
        return _give_period(start, "weekend", -1)
    return _give_period(start, written.unit, written.amount)


def _resolve_duration(written: Written, base: Base) -> Resolved:
    end, unit, amount = base.reference, written.unit, written.amount
    if end is None:
        return Resolved(None, None, None, relative=True, kind="duration")
    if not amount and unit not in ("hour", "minute", "day"):
        start = _give_period(end, unit, 0).first
    elif unit in ("month", "year"):
        months = end.year * _MONTHS_A_YEAR + end.month - 1 - amount * (1 if unit == "month" else _MONTHS_A_YEAR)
        year, month = months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR + 1
        start = date(year, month, min(end.day, calendar.monthrange(year, month)[1]))
    else:
        days = {"day": amount, "week": 7 * amount, "weekend": 2, "hour": -(-amount // 24), "minute": 0}[unit]
        start = end - timedelta(days=days)
    return Resolved(start, end, "days", relative=True, kind="duration")


_RESOLVERS: dict[str, Callable[[Written, Base], Resolved]] = {
    "day": _resolve_day,
    "month": _resolve_month,
    "year": _resolve_year,
    "weekday": _resolve_weekday,
    "shift": _resolve_shift,
    "period": _resolve_period,
    "duration": _resolve_duration,
}
