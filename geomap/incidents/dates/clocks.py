"""Times of day in text: "15:04 horas", "3:30 p.m. ET", "0646 GMT", "a las 8"."""

from __future__ import annotations

import re

from geomap.incidents.dates.context import CLOCK_FOLLOWER, follows_hour_lead, list_words_before
from geomap.incidents.dates.written import Written
from geomap.incidents.folding import compile_bounded

_CLOCK = compile_bounded(
    r"(?P<h>[0-9]{1,2})(?:[:.](?P<n>[0-9]{2})(?::[0-9]{2})?(?![0-9:])|h(?P<m>[0-9]{2})(?!\w))?"
    r"(?:\s?(?P<half>[ap])\.?\s?m(?!\w)\.?)?(?P<hours>\s?(?:horas|hours|hrs?\.?|h\.?)(?!\w))?"
    r"(?:\s+(?:de\s+la\s+|del\s+|in\s+the\s+|at\s+)(?P<part>madrugada|manana|tarde|noche|mediodia|dia|morning|afternoon|evening|night)(?!\w))?"
    r"(?:\s+(?P<zone>gmt|utc|e[sd]?t|c[sd]t|m[sd]t|p[sd]?t)(?!\w))?"
)
_MILITARY = compile_bounded(
    r"(?P<h>[0-9]{2})(?P<n>[0-5][0-9])(?:\s+(?P<zone>gmt|utc)(?!\w)|\s+(?P<hours>hours|hrs|horas|local(?:\s+time|(?=\s*(?:[^\w\s]|$))))(?!\w)|(?=\s+on\s))"
)
_LAST_HOURS = compile_bounded(
    r"\s+(?:y|a)\s+las?\s+[0-9]{1,2}(?:[:.][0-9]{2})?\s+(?:horas\s+)?de\s+la\s+(?P<part>madrugada|manana|tarde|noche)(?!\w)"
)
_ZONES = {
    "gmt": "UTC", "utc": "UTC", "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
    "cst": "America/Chicago", "cdt": "America/Chicago", "mst": "America/Denver", "mdt": "America/Denver",
    "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
}  # fmt: skip
_SPAN_LINK = compile_bounded(r"\s*(?:[-–]|\s(?:to|and|until|till|through|y|al?|hasta)\s)\s*(?:las?\s+|about\s+)?")
_NOON, _DUSK = 12, 6


def read_clock(folded: str, start: int) -> Written | None:
    """
    Read a time at digits: "15:04", "3 p.m.", the 8 of "a las 8".

    Parameters
    ----------
    folded
        The folded text.
    start
        Of the digits.

    Returns
    -------
    written
        None if the digits are no time.
    """
    match = _CLOCK.match(folded, start)
    if match is None:
        return None
    hour, minutes = int(match["h"]), match["n"] or match["m"]
    words = list_words_before(folded, start)
    after_article = follows_hour_lead(words)
    named = match["half"] or match["part"]
    if minutes is not None and int(minutes) > 59:  # noqa: PLR2004 - minutes
        return None
    dotted = minutes is not None and folded[match.start("n") - 1 : match.start("n")] == "."
    led = after_article or words[-1:] == ["at"]
    if not (
        named
        or (minutes and not dotted)
        or (minutes and led)
        or (after_article and _ends_clock(match, folded))
        or (minutes and match["hours"])
    ):
        return None
    part = match["part"] or match["half"] or ""
    ahead = _LAST_HOURS.match(folded, match.end())
    if not part and ahead:
        part = ahead["part"]
    hour = adjust_hour(hour, part)
    if hour < 0:
        return None
    zone = _ZONES.get(match["zone"])
    return Written(start, match.end(), "time", hour=hour, minute=int(minutes) if minutes else None, zone=zone)


def _ends_clock(match: re.Match[str], folded: str) -> bool:
    return bool(match["hours"]) or CLOCK_FOLLOWER.match(folded, match.end()) is not None


def read_military_time(folded: str, start: int) -> Written | None:
    """
    Read a time of four digits: "0646 GMT", "at 2000 on 11 November".

    Parameters
    ----------
    folded
        The folded text.
    start
        Of the digits.

    Returns
    -------
    written
        None if the digits are no time.
    """
    match = _MILITARY.match(folded, start)
    if match is None or int(match["h"]) >= 24:  # noqa: PLR2004 - hours
        return None
    if not (match["zone"] or match["hours"] or list_words_before(folded, start)[-1:] == ["at"]):
        return None
    zone = _ZONES.get(match["zone"])
    return Written(start, match.end(), "time", hour=int(match["h"]), minute=int(match["n"]), zone=zone)


def is_time_span(first: Written, second: Written, folded: str) -> bool:
    """
    Tell whether two times are the ends of one span, as in "6:30 to 8:30 p.m.".

    Parameters
    ----------
    first, second
        Times, in the order of the text.
    folded
        The folded text.

    Returns
    -------
    span
        Whether nothing but a word such as "to" stands between.
    """
    return _SPAN_LINK.fullmatch(folded, first.end, second.start) is not None


def join_time_span(first: Written, second: Written, folded: str) -> Written:
    """
    Join the ends of a span of times.

    Parameters
    ----------
    first, second
        Times, in the order of the text.
    folded
        The folded text.

    Returns
    -------
    time
        The first of them, in the half of the day that the second names for both.
    """
    bare = folded[first.start : first.end].replace(":", "").isdigit()
    later = bare and first.hour < _NOON <= second.hour and first.hour + _NOON <= second.hour
    hour = first.hour + _NOON if later else first.hour
    return first._replace(end=second.end, hour=hour, zone=first.zone or second.zone)


def adjust_hour(hour: int, part: str) -> int:
    """
    Put an hour of the twelve-hour clock into its half of the day.

    Parameters
    ----------
    hour
        0 to 24.
    part
        Words beside it: ``pm``, ``noche``, ``afternoon``, …

    Returns
    -------
    hour
        0 to 23, or -1 where the two do not fit.
    """
    if part in ("a", "am", "madrugada", "morning") and hour == _NOON:
        return 0
    if part in ("night", "noche") and (hour < _DUSK or hour in (_NOON, 24)):
        return -1  # midnight and after: of which day, nobody can say
    if part in ("p", "pm", "afternoon", "evening", "night", "tarde", "noche", "mediodia") and hour < _NOON:
        return hour + _NOON
    return hour if hour < 24 else -1  # noqa: PLR2004 - hours
