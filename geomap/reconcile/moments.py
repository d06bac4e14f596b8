"""When a record's figures hold: the order in which reports tell of one event."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from geomap.model import Incident

ZONE = "America/Mexico_City"
"""Whose clock moments with an offset are put on: what has none is told in it, unless a user says otherwise."""
UNKNOWN = "~"
"""Sorts after all moments."""
_NOON = "T12:00"
_DATE, _MINUTE = len("2026-02-22"), len("2026-02-22T12:00")


def find_day(incident: Incident) -> date | None:
    """
    Find the day that an incident is known to.

    Parameters
    ----------
    incident
        Any record.

    Returns
    -------
    day
        None where no date is known, or only a week, a month or a year.
    """
    if incident.time_precision in ("week", "month", "year"):
        return None
    return _parse_day(incident.date_start)


def find_moment(incident: Incident) -> str:
    """
    Find the moment that a record's figures hold for.

    Parameters
    ----------
    incident
        Any record.

    Returns
    -------
    moment
        As ``localize`` gives it, to compare by: ``as_of``, else when the latest of its sources was
        published, else when it happened. Empty where nothing is known.
    """
    if incident.as_of:
        return localize(incident.as_of)
    published = max((localize(s.published) for s in incident.sources if s.published), default="")
    return published or (localize(incident.date_start) if incident.date_start else "")


def find_published(incident: Incident) -> str:
    """
    Find when the first of a record's sources was published.

    Parameters
    ----------
    incident
        Any record.

    Returns
    -------
    published
        As ``localize`` gives it; ``UNKNOWN`` where it is not known.
    """
    return min((localize(s.published) for s in incident.sources if s.published), default=UNKNOWN)


@lru_cache(maxsize=4096)
def localize(text: str) -> str:
    """
    Put a moment on one clock, so that moments compare as texts do.

    Parameters
    ----------
    text
        ISO 8601.

    Returns
    -------
    moment
        Date and time to the minute, without offset, in ``ZONE``. A date alone stands for its noon: what is
        dated by the hour on that evening is later, what is dated early that morning is earlier.
    """
    if len(text) == _DATE:
        return text + _NOON
    try:
        found = datetime.fromisoformat(text)
        local = found.astimezone(ZoneInfo(ZONE)) if found.tzinfo else found
    except (ValueError, OverflowError):  # no date; the first and last day that a calendar knows
        return text[:_MINUTE]
    return local.isoformat()[:_MINUTE]


def measure_gap_days(day: date, published: str) -> int | None:
    """
    Measure how many days after an event a report was published.

    Parameters
    ----------
    day
        Of the event.
    published
        ISO 8601.

    Returns
    -------
    gap_days
        Negative if the report is older than the event; None where it has no date.
    """
    found = _parse_day(published)
    return None if found is None else (found - day) // timedelta(days=1)


def _parse_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
