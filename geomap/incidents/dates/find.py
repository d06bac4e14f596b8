"""Dates in text: absolute, and relative to the report's date or to the date before them in the text."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from geomap.calendar_words import find_zone
from geomap.errors import InputError
from geomap.incidents.dates.clocks import adjust_hour
from geomap.incidents.dates.reading import read_dates
from geomap.incidents.dates.resolving import Base, Resolved, resolve_moment, resolve_written
from geomap.incidents.dates.written import Written
from geomap.incidents.folding import FoldedText, compile_bounded, fold_text


@dataclass(frozen=True, slots=True)
class DateExpression:
    """
    A date or time in a text.

    ``date_start`` and ``date_end`` are ISO 8601, with offset where a time is known, and None where the
    text and the report's date do not decide them. ``kind`` is ``point``, ``since``, ``until``,
    ``duration``, or ``impossible`` (31 February).
    """

    start: int
    end: int
    date_start: str | None
    date_end: str | None
    time_precision: str | None
    relative: bool
    kind: str


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date as written and what it comes to."""

    written: Written
    start: int
    end: int
    found: Resolved
    time: Written | None = None
    joined: bool = False


_JOIN = compile_bounded(
    r"\s*(?:[-–]|\s(?P<word>to|al?|until|through|thru|till|y|and|e|hasta)\s)\s*(?:el\s+|la\s+|on\s+|del?\s+)?(?:este\s+|year\s+|ano\s+)?"
)
_BETWEEN = compile_bounded(r"(?<!\w)(?:between|entre)\s+(?:el\s+|los\s+|the\s+|this\s+|este\s+)?$")
_FROM = compile_bounded(r"(?<!\w)(?:from|del?|desde(?:\s+el)?)\s+(?:el\s+)?$")
_SINCE = compile_bounded(
    r"(?<!\w)(?:since|desde|a\s+partir\s+del?|starting(?:\s+on)?|as\s+of)\s+(?:el\s+|la\s+|este\s+|esta\s+|the\s+|last\s+|on\s+|"
    r"(?:la\s+)?(?:noche|tarde|madrugada|manana)\s+(?:del?\s+)?(?:este\s+)?|early\s+|late\s+|mid-?\s*|pasado\s+|hace\s+|principios\s+de\s+|"
    r"finales\s+de\s+|mediados\s+de\s+|inicios\s+de\s+)*$"
)
_UNTIL = compile_bounded(
    r"(?<!\w)(?:until|till|hasta|before|antes\s+del?|by|through)\s+(?:el\s+|la\s+|este\s+|esta\s+|the\s+|next\s+|on\s+|"
    r"(?:noche|tarde|madrugada|manana)\s+(?:del?\s+)?(?:este\s+)?|early\s+|late\s+|end\s+of\s+|finales\s+de\s+|pasado\s+)*$"
)
_SENTENCE_END = compile_bounded(r"(?<=[^\W]{4})[.!?]+[\"”»]?\s|[0-9][.!?]\s|[!?]\s|\n\s*\n")
_LATE = re.compile(r"(?<!\w)(?:(?P<night>night|noche|tonight|anoche)|evening|afternoon|tarde)(?!\w)")
_NEAR_TIME, _NEIGHBOURS, _SENTENCE = 40, 4, 400
"""Characters between a day and its time in one span; dates looked at; characters of a sentence."""
_FINE = ("day", "minute", "hour")


def find_dates(text: str, *, lang: str, reference: str | None, timezone: str) -> list[DateExpression]:
    """
    Find the dates of a text.

    Parameters
    ----------
    text
        Any text; capitals and missing accents do not matter.
    lang
        ``en`` or ``es``: decides how 2/3/2026 is read.
    reference
        ISO date, or date and time, of the report; or None.
    timezone
        IANA name of the zone of its times.

    Returns
    -------
    dates
        In order, without overlap. A weekday is the last one up to the report's date. A day and month
        without a year take the year nearest to the report's date, else to the full date nearest in the
        text; where there is neither, they stay open. A time is joined to the day named in its sentence,
        else to the date before it.

    Raises
    ------
    InputError
        If the time zone is not known, or the reference is no ISO date.

    Examples
    --------
    >>> find_dates("Ocurrió este domingo.", lang="es", reference="2026-02-23", timezone="America/Mexico_City")[0].date_start
    '2026-02-22'
    """
    zone = find_zone(timezone)
    today, moment = _parse_reference(reference, zone)
    folded = fold_text(text)
    written = read_dates(folded.text, lang=lang)
    if not written:
        return []
    days, times = _resolve_all(written, folded.text, Base(today, moment, zone))
    days = _join_times(days, times, folded.text)
    return [_express(day, folded, zone) for day in days]


@lru_cache(maxsize=64)
def _parse_reference(reference: str | None, zone: ZoneInfo) -> tuple[date | None, datetime | None]:
    """Read the report's date; a moment of another zone is the day that it is here."""
    if not reference:
        return None, None
    try:
        if len(reference) <= len("2026-02-22"):
            return date.fromisoformat(reference), None
        moment = datetime.fromisoformat(reference)
    except ValueError as error:
        message = f"date of the report: found '{reference}'; expected an ISO 8601 date, such as 2026-02-22"
        raise InputError(message) from error
    moment = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    return moment.date(), moment


def _resolve_all(written: Sequence[Written], folded: str, base: Base) -> tuple[list[_Dated], list[Written]]:
    """Resolve the dates in the order of the text, joining those that make one span."""
    full = [
        (w.start, date(w.year, w.month, w.day))
        for w in written
        if w.year is not None and _is_day(w.year, w.month, w.day)
    ]
    days: list[_Dated] = []
    times: list[Written] = []
    for each in written:
        if each.form == "time":
            times.append(each)
        if each.form in ("time", "name"):
            continue
        if base.reference is None:
            base = replace(base, near=_find_near(full, each.start))
        previous = days[-1] if days else None
        before = None if previous is None else _find_join(previous, each, folded)
        found = resolve_written(each, base)
        if previous is not None and before:
            pair = _join(previous, each, found, base)
            if pair is not None:
                days[-1] = pair
                continue
        days.append(_Dated(each, each.start, each.end, found))
        if found.first and found.kind == "point":
            base = replace(base, coarse=found.first, precision=found.precision)
            if found.precision in _FINE:
                base = replace(base, anchor=found.first)
    return days, times


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _find_near(full: Sequence[tuple[int, date]], start: int) -> date | None:
    """Find the full date nearest before an offset, else the first after it."""
    if not full:
        return None
    return full[max(0, bisect_right(full, start, key=lambda each: each[0]) - 1)][1]


def _find_join(previous: _Dated, written: Written, folded: str) -> bool:
    """Tell whether two dates are the ends of one span: "del lunes 3 al domingo 9", "between May and June"."""
    if written.start - previous.end > 16 or previous.joined or previous.found.kind != "point":  # noqa: PLR2004 - the longest link
        return False
    if previous.written.form not in ("day", "month", "year", "weekday") or written.form not in (
        "day",
        "month",
        "year",
        "weekday",
        "shift",
    ):
        return False
    link = _JOIN.fullmatch(folded, previous.end, written.start)
    if link is None or previous.written.last_day or written.last_day:
        return False
    floor = max(0, previous.start - 28)
    if link["word"] in ("y", "and", "e"):
        return _BETWEEN.search(folded, floor, previous.start) is not None
    if link["word"] in ("a", "al"):
        return previous.written.form == written.form or _FROM.search(folded, floor, previous.start) is not None
    return True


def _join(previous: _Dated, written: Written, found: Resolved, base: Base) -> _Dated | None:
    """Make one span of two dates; the first takes the year of the second where it has none."""
    first = previous.found
    start = previous.written
    if start.year is None and written.year is not None and start.form in ("day", "month"):
        year = written.year - (1 if (start.month, start.day) > (written.month or 12, written.day or 31) else 0)
        first = resolve_written(start._replace(year=year), base)
    if found.first is None or found.last is None or first.first is None:
        if first.kind == "point" == found.kind and first.first is None and found.first is None:
            return replace(previous, end=written.end, joined=True)
        return None
    begin, last = first.first, found.last
    if begin > last and start.form == "weekday" == written.form:
        begin -= timedelta(days=7)
    if begin > last:
        return None
    precision = first.precision if first.precision == found.precision and first.precision != "day" else "days"
    span = Resolved(begin, last, precision, relative=first.relative or found.relative)
    return replace(previous, end=written.end, found=span, joined=True)


def _join_times(days: list[_Dated], times: Sequence[Written], folded: str) -> list[_Dated]:
    """Join times of day to the nearest day named in the same sentence, else to the date before."""
    near = sorted(
        (max(days[n].start - time.end, time.start - days[n].end), t, n)
        for t, time in enumerate(times)
        for n in _find_around(days, time)
        if days[n].found.precision == "day" and _share_sentence(days[n], time, folded)
    )
    taken: dict[int, int] = {}
    used: set[int] = set()
    bases: dict[int, date | None] = {}
    for _, t, n in near:
        bases.setdefault(t, days[n].found.first)
        if n not in taken and t not in used:
            taken[n] = t
            used.add(t)
    out = [_take_time(days, n, times[taken[n]], folded) if n in taken else day for n, day in enumerate(days)]
    for t, time in enumerate(times):
        if t not in used:
            _add_time(out, time, bases.get(t))
    return out


def _find_around(days: Sequence[_Dated], time: Written) -> range:
    at = bisect_right(days, time.start, key=lambda day: day.start)
    return range(max(0, at - _NEIGHBOURS), min(len(days), at + _NEIGHBOURS))


def _add_time(out: list[_Dated], time: Written, base: date | None) -> None:
    """Add a time that no day took, on the day of its sentence or the one before."""
    around = [out[n] for n in _find_around(out, time)]
    if any(day.start < time.end and time.start < day.end for day in around):
        return
    if base is None:
        before = (day.found.first for day in reversed(around) if day.end <= time.start and day.found.precision in _FINE)
        base = next(before, None)
    if base is not None:
        found = Resolved(base, base, "day", relative=True)
        insort(out, _Dated(time, time.start, time.end, found, time), key=lambda day: day.start)


def _share_sentence(day: _Dated, time: Written, folded: str) -> bool:
    first, last = min(day.end, time.end), max(day.start, time.start)
    if last - first > _SENTENCE:
        return False
    return first >= last or _SENTENCE_END.search(folded, first - 1, last) is None


def _take_time(days: Sequence[_Dated], n: int, time: Written, folded: str) -> _Dated:
    day = days[n]
    late = _LATE.search(folded, max(0, day.start - 20), day.end + 14) if _is_short(time, folded) else None
    if late:
        hour = adjust_hour(time.hour, "night" if late["night"] else "evening")
        if hour < 0:
            return day
        time = time._replace(hour=hour)
    start, end = min(day.start, time.start), max(day.end, time.end)
    alone = all(days[k].end <= start or days[k].start >= end for k in _find_around(days, time) if k != n)
    if alone and end - start <= _NEAR_TIME + day.end - day.start:
        return replace(day, start=start, end=end, time=time)
    return replace(day, time=time)


def _is_short(time: Written, folded: str) -> bool:
    """Tell an hour that names no half of the day: "Sunday night at 9:30"."""
    words = folded[time.start : time.end]
    return re.search(r"[a-z]", re.sub(r"horas|hrs?\.?", "", words)) is None and not words.startswith("0")


def _express(day: _Dated, folded: FoldedText, zone: ZoneInfo) -> DateExpression:
    start, end = folded.find_span(day.start, day.end)
    found = day.found
    kind = found.kind
    if kind == "point":
        kind = _find_kind(day, folded.text)
    first, last = (d.isoformat() if d else None for d in (found.first, found.last))
    precision = found.precision
    if found.moment:
        first = last = found.moment
    elif day.time is not None and found.first is not None:
        first = last = resolve_moment(found.first, day.time, zone)
        precision = "hour" if day.time.minute is None else "minute"
    return DateExpression(start, end, first, last, precision if first else None, found.relative, kind)


def _find_kind(day: _Dated, folded: str) -> str:
    floor = max(0, day.start - 40)
    if day.joined or day.written.last_day:
        return "point"
    lead = folded[floor : day.start]
    if any(word in lead for word in _SINCE_WORDS) and _SINCE.search(lead):
        return "since"
    return "until" if any(word in lead for word in _UNTIL_WORDS) and _UNTIL.search(lead) else "point"


_SINCE_WORDS = ("since", "desde", "partir", "starting", "as of")
_UNTIL_WORDS = ("until", "till", "hasta", "before", "antes", "by ", "through")
"""To be looked for first, which is faster."""
