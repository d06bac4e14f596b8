"""JSON lines to reports and incidents: a line with ``text`` is a report, one with ``event_type`` an incident."""

from __future__ import annotations

import json
from typing import Any

from geomap.errors import InputError
from geomap.model import ReadResult, Reject, Report, Source
from geomap.reports.assemble import ReportDefaults, make_report
from geomap.reports.decode import decode_text, find_encoding, hash_content
from geomap.reports.metadata import Metadata, read_date, read_language
from geomap.rows import make_incidents
from geomap.schema import mend_surrogates

_TEXTS = ("doc_id", "text", "title", "lang", "date", "url", "publisher")


def parse_jsonl(content: bytes, *, doc_id: str, defaults: ReportDefaults) -> ReadResult:
    """
    Parse JSON lines.

    Parameters
    ----------
    content
        Bytes of the file.
    doc_id
        Its name: a report without a ``doc_id`` of its own gets this, ``#`` and its line.
    defaults
        What the user says of the reports.

    Returns
    -------
    result
        Reports and incidents in order, incidents made as those of any table. A line that is neither, or
        whose ``doc_id`` or ``incident_id`` an earlier line has, is set aside with its reason. Notices tell
        of dates that can't be read.

    Raises
    ------
    InputError
        If the file is no text.
    """
    reports: list[Report] = []
    rows: list[tuple[int, dict[str, Any] | str]] = []
    rejects: list[Reject] = []
    notices: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(_split_lines(content, doc_id), 1):
        if not line.strip():
            continue
        name = f"{doc_id}#{number}"
        try:
            item = _parse_line(line, name)
            if item.get("text") is None:
                rows.append((number, {key: value for key, value in item.items() if value is not None}))
                continue
            report, unread = _make_report(item, name, defaults, hash_content(line))
            _refuse_twin(report, number, seen)
        except InputError as error:
            rejects.append(Reject(f"{doc_id} line {number}", str(error).removeprefix(f"{name}: ")))
            continue
        reports.append(report)
        notices.extend([f"{doc_id} line {number}: {unread}"] if unread else [])
    told = make_incidents(rows, source=Source(doc_id, sha256=hash_content(content)), unit="line")
    return ReadResult(tuple(reports), told.incidents, (*rejects, *told.rejects), (*notices, *told.notices))


def _refuse_twin(report: Report, number: int, seen: dict[str, int]) -> None:
    """Refuse a report whose name an earlier line bears; else note its line in ``seen``."""
    first = seen.setdefault(report.doc_id, number)
    if first != number:
        message = f"doc_id: found '{report.doc_id}' again, after line {first}; expected it once"
        raise InputError(message)


def _split_lines(content: bytes, doc_id: str) -> list[bytes]:
    """Split into lines before decoding, so that one line in another encoding spoils no other."""
    encoding = find_encoding(content)
    if encoding not in ("utf-8", "utf-8-sig", "cp1252"):
        content = decode_text(content, doc_id).encode()
    return content.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def _parse_line(line: bytes, name: str) -> dict[str, Any]:
    text = decode_text(line, name)
    try:
        found = mend_surrogates(json.loads(text))
    except RecursionError as error:
        message = "is nested too deeply; expected a report or an incident"
        raise InputError(message) from error
    except ValueError as error:
        message = f"is no JSON ({error})"
        raise InputError(message) from error
    if not isinstance(found, dict):
        message = f"found a JSON {type(found).__name__}; expected an object"
        raise InputError(message)
    item: dict[str, Any] = found
    if item.get("text") is None and "event_type" not in item:
        message = "found neither 'text' nor 'event_type'; expected a report or an incident"
        raise InputError(message)
    return item


def _make_report(item: dict[str, Any], name: str, defaults: ReportDefaults, sha256: str) -> tuple[Report, str | None]:
    """Make a report of a line; and tell of a date that can't be read."""
    for key in _TEXTS:
        if item.get(key) is not None and not isinstance(item[key], str):
            message = f"{key}: found {repr(item[key])[:60]}; expected text"
            raise InputError(message)
    given = {key: item[key].strip() if key != "text" else item[key] for key in _TEXTS if item.get(key)}
    lang = read_language(given.get("lang"))
    published, unread = read_date(given.get("date"), lang=lang)
    metadata = Metadata(given.get("title"), published, given.get("publisher"), given.get("url"), lang)
    report = make_report(
        given.get("text", ""), doc_id=given.get("doc_id") or name, metadata=metadata, defaults=defaults, sha256=sha256
    )
    return report, unread
