"""What a user gives to be read: files, folders, reports and plain texts."""

from __future__ import annotations

import hashlib
import sys
import warnings
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from geomap.errors import InputError
from geomap.model import ReadResult, Report
from geomap.pipeline import Resources

if TYPE_CHECKING:
    from geomap.reports.assemble import ReportDefaults
    from geomap.reports.read import InputFile


class Known(TypedDict, total=False):
    """What is known of all reports, in place of what is found in them."""

    date: str | None
    """ISO 8601."""
    lang: str | None
    """``en`` or ``es``."""
    publisher: str | None
    url: str | None
    country: str | None
    """ISO 3166-1 alpha-2 code of where their places most likely lie."""
    admin1: str | None
    """First division where they most likely lie, by name or code."""
    timezone: str | None
    """Of dates and times; America/Mexico_City by default."""


def read_reports(inputs: str | Path | Sequence[str | Path], **known: Unpack[Known]) -> ReadResult:
    """
    Read reports, and the incident tables that lie among them.

    Parameters
    ----------
    inputs
        A file or folder, or several: reports in ``.txt``, ``.md``, ``.html`` and ``.jsonl``, incident
        tables in ``.csv``, ``.tsv`` and ``.geojson``.
    **known
        What is known of all reports: ``date`` (ISO 8601), ``lang`` (``en`` or ``es``), ``publisher``,
        ``url``, ``country`` and ``admin1`` (where their places most likely lie), ``timezone``.

    Returns
    -------
    result
        ``reports``, ``incidents`` of tables, ``rejects`` (the records that were set aside, and why) and
        ``notices``.

    Raises
    ------
    InputError
        If an input is missing, or there is neither a report nor an incident that could be used.

    Examples
    --------
    >>> import geomap
    >>> from pathlib import Path
    >>> _ = Path("one.txt").write_text("Gunmen killed three men in Tapalpa, Jalisco.")
    >>> _ = Path("two.txt").write_text("")
    >>> found = geomap.read_reports(["one.txt", "two.txt"], date="2026-02-23")
    >>> [report.doc_id for report in found.reports]
    ['one.txt']
    >>> [reject.record for reject in found.rejects]
    ['two.txt']
    """
    return read_all([inputs] if isinstance(inputs, str | Path) else inputs, **known)


def read_all(inputs: Sequence[str | Path], *, stdin_format: str = "text", **known: Unpack[Known]) -> ReadResult:
    """
    Read reports and incident tables.

    Parameters
    ----------
    inputs
        Files, folders, or ``-`` for standard input.
    stdin_format
        What standard input holds: text, markdown, html or jsonl.
    **known
        What is known of all reports: ``date``, ``lang``, ``publisher``, ``url``, ``country``,
        ``admin1``, ``timezone``.

    Returns
    -------
    result
        Reports, incidents, and the records that were set aside.

    Raises
    ------
    InputError
        If an input is missing, or there is neither a report nor an incident that could be used.
    """
    from geomap.reports.read import list_inputs  # noqa: PLC0415 - readers are loaded late

    return require_usable(read_files(list_inputs(inputs), stdin_format=stdin_format, **known))


def read_files(files: Sequence[InputFile], *, stdin_format: str = "text", **known: Unpack[Known]) -> ReadResult:
    """
    Read reports and incident tables, even if none can be used.

    Parameters
    ----------
    files
        Of ``reports.read.list_inputs``.
    stdin_format, **known
        As in ``read_all``.

    Returns
    -------
    result
        Perhaps nothing but records that were set aside.

    Raises
    ------
    InputError
        If what is known of all reports is wrong.
    """
    from geomap.reports import read as reading  # noqa: PLC0415 - readers are loaded late
    from geomap.tables.read import read_tables  # noqa: PLC0415

    defaults = make_defaults(known)
    stdin = sys.stdin.buffer if sys.stdin else None
    reports = reading.read_reports(files, stdin=stdin, stdin_format=stdin_format, defaults=defaults)
    tables = read_tables(files)
    return ReadResult(
        reports.reports,
        (*reports.incidents, *tables.incidents),
        (*reports.rejects, *tables.rejects),
        (*reports.notices, *tables.notices),
    )


def require_usable(result: ReadResult, *kinds: str) -> ReadResult:
    """
    Require something that can be used.

    Parameters
    ----------
    result
        Of ``read_files``.
    *kinds
        ``reports``, ``incidents``, or both, which is the default.

    Returns
    -------
    result
        The same.

    Raises
    ------
    InputError
        If there is nothing of these kinds; says why the first record was set aside.
    """
    kinds = kinds or ("reports", "incidents")
    if any(getattr(result, kind) for kind in kinds):
        return result
    if result.rejects:
        first, further = result.rejects[0], len(result.rejects) - 1
        message = f"{first.record}: {first.reason}{f' ({further} more set aside)' if further else ''}"
    else:
        message = f"found no {' or '.join(kind[:-1] for kind in kinds)} in the input; expected at least one"
    raise InputError(message)


def gather_reports(given: Report | str | ReadResult | Iterable[Report | str], **known: Unpack[Known]) -> list[Report]:
    """
    Make a list of what a user gives as reports.

    Parameters
    ----------
    given
        A report, a plain text, what ``read_reports`` gave, or several reports and texts.
    **known
        As in ``read_reports``; of the plain texts only.

    Returns
    -------
    reports
        In order; a plain text becomes a report whose ``doc_id`` is made from its content.

    Raises
    ------
    InputError
        If something is neither report nor text, a text is blank, or what is known of it is wrong.
    """
    if isinstance(given, ReadResult):
        return list(given.reports)
    # A path alone is no list of reports: it is told what it is, as one among reports would be.
    listed = [given] if isinstance(given, Report | str | Path) else given
    return [item if isinstance(item, Report) else _make_report(item, known) for item in listed]


def _make_report(text: object, known: Known) -> Report:
    from geomap.reports.assemble import check_defaults, make_report  # noqa: PLC0415 - readers are loaded late
    from geomap.reports.metadata import Metadata  # noqa: PLC0415

    if not isinstance(text, str):
        message = f"reports: found a {type(text).__name__}; expected reports or plain texts (read_reports reads files)"
        raise InputError(message)
    defaults = make_defaults(known)
    check_defaults(defaults)
    sha256 = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return make_report(text, doc_id=f"text-{sha256[:12]}", metadata=Metadata(), defaults=defaults, sha256=sha256)


def make_defaults(known: Known) -> ReportDefaults:
    """
    Give what is known of all reports to their readers.

    Parameters
    ----------
    known
        None for what is not known.

    Returns
    -------
    defaults
        For ``reports``.
    """
    from geomap.reports.assemble import ReportDefaults  # noqa: PLC0415 - readers are loaded late

    given: dict[str, Any] = {name: value for name, value in known.items() if value is not None}
    return ReportDefaults(**given)


def warn_of_rejects(result: ReadResult) -> None:
    """
    Warn that records were set aside, where the user is not given the list of them.

    Parameters
    ----------
    result
        As read.
    """
    if result.rejects:
        first, count = result.rejects[0], len(result.rejects)
        records = "1 record was" if count == 1 else f"{count} records were"
        warnings.warn(f"{records} set aside; the first: {first.record}: {first.reason}", stacklevel=3)


@cache
def share_resources() -> Resources:
    """
    Give the data that geomap ships, opened once for all calls that name no other.

    Returns
    -------
    resources
        The same each time.
    """
    return Resources()
