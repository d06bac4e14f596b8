"""When a report was published, as its own text or address says; a date in the story is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from geomap.calendar_words import MONTHS, find_zone, read_year
from geomap.errors import InputError
from geomap.model import Passage
from geomap.names import fold_toponym

_ACCENTED = str.maketrans(
    {"a": "[aàáâãä]", "c": "[cç]", "e": "[eèéêë]", "i": "[iìíîï]", "o": "[oòóôõö]", "u": "[uùúûü]"}
)
_MONTH = "|".join(name.translate(_ACCENTED) for name in sorted(MONTHS, key=len, reverse=True))
"""Names of months, with accents or without."""
_ISO_DATE = r"(?P<iso>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
_ISO_TIME = r"[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?"
_DAY_FIRST = rf"(?P<d1>\d{{1,2}})(?:º|°|st|nd|rd|th)?(?:\s+de)?\s+(?P<m1>{_MONTH})\b\.?,?\s*(?:del?\s+)?(?P<y1>\d{{4}})"
_MONTH_FIRST = rf"(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
_SLASHES = r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y3>\d{4})"

DATE = re.compile(
    rf"(?<![\w/])(?:{_ISO_DATE}(?:{_ISO_TIME})?|{_DAY_FIRST}|{_MONTH_FIRST}|{_SLASHES})(?![\d/])", re.IGNORECASE
)
"""A date with its year."""
LABELLED = re.compile(
    rf"\b(?:first\s+)?(?:published|posted|updated|last updated|publicad[oa]|actualizad[oa]|publicaci[oó]n|actualizaci[oó]n|fecha)\b"
    rf"(?:\s+(?:on|el|at|a))?[^\n\w]{{0,5}}(?:(?:\w{{3,10}}day|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b[\s,]*)?{DATE.pattern}",
    re.IGNORECASE,
)
"""Such a date after "Published", "Actualizado el" and the like."""
_DATELINE = re.compile(
    rf"[^\n]{{0,80}}?\b(?P<d>\d{{1,2}})\s+(?:de\s+)?(?P<m>{_MONTH})\b\.?,?(?:\s+(?:del?\s+)?(?P<y>\d{{4}}|\d{{2}}))?\s*"
    rf"(?:\([^)\n]{{1,60}}\)|/\s*[A-Z]{{2,10}}\s*/)?\s*(?:\.?\s?-{{1,2}}|\.?\s?[–—]|:)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sign>[/-]?)(?P<m>0[1-9]|1[0-2])(?P=sign)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_ADDRESS_YEAR = re.compile(r"/(?P<y>20\d\d)/(?P<m>0?[1-9]|1[0-2])(?=/)")
_FULL = re.compile(rf"{_ISO_DATE}(?:{_ISO_TIME})?")
_MONTHS_A_YEAR = 12
_DATE_LENGTH = 10


def check_date(value: str, name: str) -> str:
    """
    Check a date that somebody gives for a report.

    Parameters
    ----------
    value
        ISO 8601, or day, month by name and year in English or Spanish.
    name
        What it belongs to, for the message.

    Returns
    -------
    date
        ISO 8601: a date, or date and time with ``T``, and with the offset if one was given.

    Raises
    ------
    InputError
        If it is none, or one whose day and month can't be told apart (03/04/2025).
    """
    value = value.strip()
    found = None
    if _FULL.fullmatch(value):
        found = _check_iso(value)
    else:
        match = DATE.fullmatch(value)
        found = _read_date(match, lang=None) if match else None
    if found is None:
        message = f"{name}: found the date '{value[:60]}'; expected ISO 8601, such as 2026-02-22"
        raise InputError(message)
    return found


def _check_iso(value: str) -> str | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if len(value) == _DATE_LENGTH:
        return value
    return moment.isoformat(timespec="minutes" if moment.second == 0 else "seconds")


def _read_date(match: re.Match[str], *, lang: str | None) -> str | None:
    """Read a match of ``DATE``; a language tells day from month in 03/04/2025."""
    if match["iso"]:
        return _check_iso(match["iso"])
    if match["d1"]:
        return _make_date(match["y1"], MONTHS[fold_toponym(match["m1"])], match["d1"])
    if match["d2"]:
        return _make_date(match["y2"], MONTHS[fold_toponym(match["m2"])], match["d2"])
    first, second = int(match["a"]), int(match["b"])
    if first == second or second > _MONTHS_A_YEAR:
        return _make_date(match["y3"], first, second)
    if first > _MONTHS_A_YEAR or lang == "es":
        return _make_date(match["y3"], second, first)
    return None


def _make_date(year: str | int, month: int, day: str | int) -> str | None:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None


def find_published(text: str, passages: Sequence[Passage], *, lang: str, url: str | None = None) -> str | None:
    """
    Find a date of publication that a report gives outside its story.

    Parameters
    ----------
    text
        Of the report.
    passages
        Of the text.
    lang
        Its language, which tells day from month in 03/04/2025.
    url
        Its address, if known: many hold the date.

    Returns
    -------
    date
        ISO 8601: of a line "Published 22 February 2026" or a date by itself, of the address, or of a
        dateline ("3 JAN 90 --", whose year may be the address's); None where there is none.
    """
    lines = [text[p.start : p.end] for p in passages if p.role in ("byline", "links")]
    for pattern in (LABELLED, DATE):
        for line in lines if pattern is LABELLED else [text[p.start : p.end] for p in passages if p.role == "byline"]:
            match = pattern.search(line)
            found = _read_date(match, lang=lang) if match else None
            if found:
                return found
    return _find_in_address(url) or _find_in_dateline(text, passages, url)


def _find_in_address(url: str | None) -> str | None:
    match = _ADDRESS.search(url or "")
    return _make_date(match["y"], int(match["m"]), match["d"]) if match else None


def _find_in_dateline(text: str, passages: Sequence[Passage], url: str | None) -> str | None:
    first = next((p for p in passages if p.role == "story"), None)
    match = _DATELINE.match(text, first.start, first.end) if first else None
    if match is None:
        return None
    month, year = MONTHS[fold_toponym(match["m"])], match["y"]
    if year is None:
        address = _ADDRESS_YEAR.search(url or "")
        return _make_date(address["y"], month, match["d"]) if address and int(address["m"]) == month else None
    return _make_date(read_year(year), month, match["d"])


def express_locally(published: str, timezone: str) -> str:
    """
    Express a moment in a report's own time zone, so that its date is the one that readers there saw.

    Parameters
    ----------
    published
        ISO 8601.
    timezone
        IANA name.

    Returns
    -------
    published
        The same moment; unchanged if it has no time or no offset.

    Raises
    ------
    InputError
        If there is no such time zone.
    """
    zone = find_zone(timezone)
    if len(published) == _DATE_LENGTH:
        return published
    moment = datetime.fromisoformat(published)
    if moment.tzinfo is None:
        return published
    try:
        local = moment.astimezone(zone)
    except OverflowError:  # the first and last day that a calendar knows
        return published
    return local.isoformat(timespec="minutes" if local.second == 0 else "seconds")
