"""JSON lines to reports and incidents: a line with ``text`` is a report, one with ``event_type`` an incident."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from geomap.errors import InputError
from geomap.model import Incident, ReadResult, Reject, Report, Source
from geomap.reports.assemble import ReportDefaults, make_report
from geomap.reports.decode import decode_text, find_encoding, hash_content
from geomap.reports.metadata import Metadata, read_language
from geomap.reports.published import check_date
from geomap.schema import check_incident_dict, incident_from_dict

_SURROGATE = re.compile("[\ud800-\udfff]")
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
        Reports and incidents in order. A line that is neither, or whose ``doc_id`` or ``incident_id`` an
        earlier line has, is set aside with its reason.

    Raises
    ------
    InputError
        If the file is no text.
    """
    reports: list[Report] = []
    incidents: list[Incident] = []
    rejects: list[Reject] = []
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(_split_lines(content, doc_id), 1):
        if not line.strip():
            continue
        try:
            made = _make_record(line, f"{doc_id}#{number}", defaults)
            _refuse_twin(made, number, seen)
        except InputError as error:
            rejects.append(Reject(f"{doc_id} line {number}", str(error).removeprefix(f"{doc_id}#{number}: ")))
            continue
        except RecursionError:
            rejects.append(Reject(f"{doc_id} line {number}", "is nested too deeply; expected a report or an incident"))
            continue
        if isinstance(made, Report):
            reports.append(made)
        else:
            incidents.append(made)
    return ReadResult(tuple(reports), tuple(incidents), tuple(rejects))


def _refuse_twin(made: Report | Incident, number: int, seen: dict[tuple[str, str], int]) -> None:
    """Refuse a record whose name an earlier line bears; else note its line in ``seen``."""
    key, name = ("doc_id", made.doc_id) if isinstance(made, Report) else ("incident_id", made.incident_id)
    first = seen.setdefault((key, name), number)
    if first != number:
        message = f"{key}: found '{name}' again, after line {first}; expected it once"
        raise InputError(message)


def _split_lines(content: bytes, doc_id: str) -> list[bytes]:
    """Split into lines before decoding, so that one line in another encoding spoils no other."""
    encoding = find_encoding(content)
    if encoding not in ("utf-8", "utf-8-sig", "cp1252"):
        content = decode_text(content, doc_id).encode()
    return content.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def _make_record(line: bytes, name: str, defaults: ReportDefaults) -> Report | Incident:
    text = decode_text(line, name)
    try:
        item = json.loads(text)
    except ValueError as error:
        message = f"is no JSON ({error})"
        raise InputError(message) from error
    if not isinstance(item, dict):
        message = f"found a JSON {type(item).__name__}; expected an object"
        raise InputError(message)
    if item.get("text") is not None:
        return _make_report(item, name, defaults, hash_content(line))
    if "event_type" in item:
        return _make_incident(item, name, hash_content(line))
    message = "found neither 'text' nor 'event_type'; expected a report or an incident"
    raise InputError(message)


def _make_report(item: dict[str, Any], name: str, defaults: ReportDefaults, sha256: str) -> Report:
    for key in _TEXTS:
        if item.get(key) is not None and not isinstance(item[key], str):
            message = f"{key}: found {repr(item[key])[:60]}; expected text"
            raise InputError(message)
    given = {key: _mend(item[key]).strip() if key != "text" else _mend(item[key]) for key in _TEXTS if item.get(key)}
    metadata = Metadata(
        given.get("title"),
        check_date(given["date"], "date") if given.get("date") else None,
        given.get("publisher"),
        given.get("url"),
        read_language(given.get("lang")),
    )
    return make_report(
        given.get("text", ""), doc_id=given.get("doc_id") or name, metadata=metadata, defaults=defaults, sha256=sha256
    )


def _make_incident(item: dict[str, Any], name: str, sha256: str) -> Incident:
    values = {"incident_id": name, "doc_id": name, **{k: v for k, v in _mend_all(item).items() if v is not None}}
    problem = check_incident_dict(values)
    if problem:
        raise InputError(problem)
    incident = incident_from_dict(values)
    return incident if incident.sources else replace(incident, sources=(Source(name, sha256=sha256),))


def _mend(text: str) -> str:
    """Replace lone surrogates, which JSON can write and no file can hold; the length stays."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _mend_all(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, str):
        return _mend(value)
    if isinstance(value, list):
        return [_mend_all(item) for item in value]
    if isinstance(value, dict):
        return {_mend(key): _mend_all(item) for key, item in value.items()}
    return value
