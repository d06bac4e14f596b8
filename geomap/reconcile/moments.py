"""When a record's figures hold: the order in which reports tell of one event."""

from __future__ import annotations

from datetime import date, timedelta

from geomap.model import Incident

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
        Local date and time without offset, to compare by: ``as_of``, else when the latest of its
        sources was published, else when it happened. A date alone stands for its noon: what is dated
        by the hour on that evening is later, what is dated early that morning is earlier. Empty where
        nothing is known.
    """
    published = max((s.published for s in incident.sources if s.published), default=None)
    text = incident.as_of or published or incident.date_start or ""
    return f"{text}{_NOON}" if len(text) == _DATE else text[:_MINUTE]


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
        As in the source; ``~``, which sorts after all dates, where it is not known.
    """
    return min((s.published for s in incident.sources if s.published), default="~")


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
