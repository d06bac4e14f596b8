"""Inputs to reports: files, folders and standard input."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from geomap.errors import InputError
from geomap.model import Incident, ReadResult, Reject, Report
from geomap.reports.assemble import ReportDefaults, check_defaults
from geomap.reports.decode import MOST_BYTES, MOST_LINES_BYTES, read_content, read_stream
from geomap.reports.html import parse_html
from geomap.reports.jsonl import parse_jsonl
from geomap.reports.text import parse_text

REPORT_SUFFIXES = {".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}
TABLE_SUFFIXES = {".csv": "csv", ".tsv": "csv", ".geojson": "geojson"}
_PARSERS: dict[str, Callable[..., ReadResult]] = {
    "text": parse_text,
    "markdown": partial(parse_text, markdown=True),
    "html": parse_html,
    "jsonl": parse_jsonl,
}
KINDS = {**REPORT_SUFFIXES, **TABLE_SUFFIXES}
STDIN = "-"
_PASSED_OVER = (".", "README", "LICENSE")


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file of the input."""

    path: Path
    doc_id: str
    """Its path relative to the input that was given, with ``/``; never absolute."""
    kind: str
    """text, markdown, html, jsonl, csv, geojson, or stdin."""


def list_inputs(inputs: Sequence[str | Path]) -> list[InputFile]:
    """
    List the files that the user means.

    Parameters
    ----------
    inputs
        Files, folders, or ``-``.

    Returns
    -------
    files
        Folders sorted by name; hidden files, ``README*``, ``LICENSE*`` and files of other kinds in a
        folder are passed over. A file that is named twice is listed once; of two files with one name,
        from two folders, the second is called ``NAME~2``.

    Raises
    ------
    InputError
        If an input does not exist, a named file is of no kind that geomap reads, or a folder holds none.
    """
    files: list[InputFile] = []
    for item in inputs:
        path = Path(item)
        if str(item) == STDIN:
            files.append(InputFile(Path(STDIN), STDIN, "stdin"))
        elif path.is_dir():
            files.extend(_list_folder(path))
        else:
            files.append(_name_file(path))
    return _tell_apart(files)


def _name_file(path: Path) -> InputFile:
    kind = KINDS.get(path.suffix.lower())
    if not os.path.lexists(path):
        message = f"{path}: does not exist; expected a file or folder"
        raise InputError(message)
    if kind is None:
        message = f"{path}: found the suffix '{path.suffix}'; expected one of {', '.join(KINDS)}"
        raise InputError(message)
    return InputFile(path, _spell(path.name), kind)


def _list_folder(folder: Path) -> list[InputFile]:
    found = []
    closed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in names:
            path = Path(root, name)
            kind = KINDS.get(path.suffix.lower())
            if kind and not name.upper().startswith(_PASSED_OVER):
                found.append(InputFile(path, _spell(path.relative_to(folder).as_posix()), kind))
    for error in closed:
        # A folder that can't be listed is read like a file: that fails, and so says why.
        path = Path(os.fsdecode(error.filename))
        if path == folder:
            message = f"{folder}: can't be listed ({error.strerror or error})"
            raise InputError(message) from error
        found.append(InputFile(path, _spell(path.relative_to(folder).as_posix()), "text"))
    if not found:
        message = f"{folder}: holds no report or table; expected files such as {', '.join(KINDS)}"
        raise InputError(message)
    return sorted(found, key=lambda f: f.doc_id)


def _spell(name: str) -> str:
    """Spell a file's name so that it can be written as UTF-8, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "replace")


def _tell_apart(files: list[InputFile]) -> list[InputFile]:
    """Leave out what was named before, and number files of one name, so that no two share a ``doc_id``."""
    seen: set[str] = set()
    named: Counter[str] = Counter()
    out = []
    for file in files:
        where = STDIN if file.kind == "stdin" else os.path.realpath(file.path)
        if where in seen:
            continue
        seen.add(where)
        named[file.doc_id] += 1
        count = named[file.doc_id]
        out.append(file if count == 1 else replace(file, doc_id=f"{file.doc_id}~{count}"))
    return out


def read_reports(
    files: Sequence[InputFile],
    *,
    stdin: BinaryIO | None,
    stdin_format: str = "text",
    defaults: ReportDefaults | None = None,
) -> ReadResult:
    """
    Read the reports among the files.

    Parameters
    ----------
    files
        Of ``list_inputs``; tables are passed over.
    stdin
        Where ``-`` is read from; None if it is closed.
    stdin_format
        text, markdown, html or jsonl.
    defaults
        What the user says of all reports.

    Returns
    -------
    result
        Reports, incidents of JSON lines, and what was set aside, whole files too. Notices tell of texts
        that are no sound UTF-8, and of dates that can't be read.

    Raises
    ------
    InputError
        If the date or time zone that the user says is none.
    """
    defaults = defaults or ReportDefaults()
    check_defaults(defaults)
    reports: list[Report] = []
    incidents: list[Incident] = []
    rejects: list[Reject] = []
    notices: list[str] = []
    for file in files:
        kind = stdin_format if file.kind == "stdin" else file.kind
        if kind not in _PARSERS:
            continue
        try:
            content = _read_bytes(file, kind, stdin)
            parsed = _PARSERS[kind](content, doc_id=file.doc_id, defaults=defaults)
        except InputError as error:
            rejects.append(Reject(file.doc_id, str(error).removeprefix(f"{file.doc_id}: ")))
            continue
        reports.extend(parsed.reports)
        incidents.extend(parsed.incidents)
        rejects.extend(parsed.rejects)
        notices.extend(parsed.notices)
    unique, twice = _set_aside_twins(reports)
    return ReadResult(tuple(unique), tuple(incidents), (*rejects, *twice), tuple(notices))


def _read_bytes(file: InputFile, kind: str, stdin: BinaryIO | None) -> bytes:
    most = MOST_LINES_BYTES if kind == "jsonl" else MOST_BYTES
    if file.kind == "stdin":
        return read_stream(stdin, file.doc_id, most_bytes=most)
    return read_content(file.path, file.doc_id, most_bytes=most)


def _set_aside_twins(reports: list[Report]) -> tuple[list[Report], list[Reject]]:
    """Set a second report of one ``doc_id`` aside: nobody could tell which of them an incident came from."""
    kept: dict[str, Report] = {}
    twins = [r for r in reports if kept.setdefault(r.doc_id, r) is not r]
    return list(kept.values()), [Reject(r.doc_id, "a second report with this doc_id; expected one") for r in twins]
