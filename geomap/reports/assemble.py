"""Text and what is known about it, put together as a report."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.errors import InputError
from geomap.model import Report
from geomap.reports.language import find_language
from geomap.reports.metadata import Metadata
from geomap.reports.passages import split_passages
from geomap.reports.published import check_date, express_locally, find_published


@dataclass(frozen=True, slots=True)
class ReportDefaults:
    """What the user says of all reports; it wins over what is found."""

    date: str | None = None
    lang: str | None = None
    publisher: str | None = None
    url: str | None = None
    country: str | None = None
    admin1: str | None = None
    timezone: str = "America/Mexico_City"


def check_defaults(defaults: ReportDefaults) -> None:
    """
    Check what the user says of all reports, before any is read.

    Parameters
    ----------
    defaults
        As given.

    Raises
    ------
    InputError
        If the date or the time zone is none.
    """
    given = "2000-01-01" if defaults.date is None else check_date(defaults.date, "date of the reports")
    express_locally(given, defaults.timezone)


def make_report(
    text: str,
    *,
    doc_id: str,
    metadata: Metadata,
    defaults: ReportDefaults,
    sha256: str | None,
    likely_lang: str | None = None,
) -> Report:
    """
    Put a report together.

    Parameters
    ----------
    text
        The report's own text.
    doc_id
        Its name.
    metadata
        What its file says of it.
    defaults
        What the user says.
    sha256
        Of the bytes that it was read from.
    likely_lang
        The language that its frame names; the text decides, where it can be told.

    Returns
    -------
    report
        With passages; its title is the headline where none is given.

    Raises
    ------
    InputError
        If the text is blank, or the user's date or time zone is none.
    """
    if not text.strip():
        message = f"{doc_id}: holds no text; expected a report"
        raise InputError(message)
    passages = split_passages(text, title=metadata.title)
    headline = next((text[p.start : p.end] for p in passages if p.role == "headline"), None)
    lang = defaults.lang or metadata.lang or find_language(f"{metadata.title or ''} {text}", likely=likely_lang or "en")
    url = defaults.url or metadata.url
    said = check_date(defaults.date, "date of the reports") if defaults.date else metadata.published
    published = said or find_published(text, passages, lang=lang, url=url)
    return Report(
        doc_id=doc_id,
        text=text,
        title=metadata.title or headline,
        lang=lang,
        published=express_locally(published, defaults.timezone) if published else None,
        url=url,
        publisher=defaults.publisher or metadata.publisher,
        sha256=sha256,
        timezone=defaults.timezone,
        country=defaults.country,
        admin1=defaults.admin1,
        passages=passages,
    )
