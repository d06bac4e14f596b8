"""Rows of any table to incidents: checked, named, each with its source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from geomap.model import Incident, ReadResult, Reject, Source
from geomap.schema import FIELD_NAMES, check_incident_dict, incident_from_dict

SOURCE_COLUMNS = ("source_url", "source_publisher", "source_published")
"""Columns that make a row's one source, where it has no list of ``sources``."""
_MOST_NAMED = 10


def make_incidents(
    rows: Iterable[tuple[int, dict[str, Any] | str]], *, source: Source, unit: str, notices: tuple[str, ...] = ()
) -> ReadResult:
    """
    Make incidents of the rows of a table.

    Parameters
    ----------
    rows
        Number and values of each, or what is wrong with it; values are named as ``schema.FIELDS`` and
        ``SOURCE_COLUMNS``, null ones left out.
    source
        The table.
    unit
        What a row is called in messages: ``row`` or ``feature``.
    notices
        What there is to say of the table already.

    Returns
    -------
    result
        Incidents in order. A row without an ``incident_id`` gets one made from its content; one with an
        id that an earlier row has is set aside. Columns that are no field are named once.
    """
    incidents: list[Incident] = []
    rejects: list[Reject] = []
    given: dict[str, int] = {}
    made: dict[str, int] = {}
    unknown: dict[str, None] = {}
    for number, values in rows:
        problem = values if isinstance(values, str) else check_incident_dict(values) or _check_source(values)
        if isinstance(values, dict) and problem is None:
            unknown |= dict.fromkeys(name for name in values if name not in FIELD_NAMES + SOURCE_COLUMNS)
            identity = values.get("incident_id")
            if identity in given:
                problem = f"incident_id: found '{identity}' again, after {unit} {given[identity]}; expected it once"
            else:
                incidents.append(_make_incident(values, number, source, made))
                given[incidents[-1].incident_id] = number
        if problem is not None:
            rejects.append(Reject(f"{source.doc_id} {unit} {number}", problem))
    if unknown:
        names = ", ".join([*unknown][:_MOST_NAMED]) + (", …" if len(unknown) > _MOST_NAMED else "")
        notices = (*notices, f"{source.doc_id}: {len(unknown)} columns are no field and were passed over: {names}")
    return ReadResult(incidents=tuple(incidents), rejects=tuple(rejects), notices=notices)


def _check_source(values: dict[str, Any]) -> str | None:
    for name in SOURCE_COLUMNS:
        value = values.get(name)
        if value is not None and not isinstance(value, str):
            return f"{name}: found {repr(value)[:60]}; expected text"
    published = values.get("source_published")
    problem = check_incident_dict({"event_type": "other", "date_start": published})
    return problem and problem.replace("date_start", "source_published")


def _make_incident(values: dict[str, Any], number: int, source: Source, made: dict[str, int]) -> Incident:
    named = {"doc_id": f"{source.doc_id}#{number}", "incident_id": "", **values}
    if not named["incident_id"]:
        named["incident_id"] = _make_id(values, source.doc_id, made)
    incident = incident_from_dict(named)
    if incident.sources:
        return incident
    url, publisher, published = (values.get(name) for name in SOURCE_COLUMNS)
    return replace(incident, sources=(replace(source, url=url, publisher=publisher, published=published),))


def _make_id(values: dict[str, Any], doc_id: str, made: dict[str, int]) -> str:
    """Make an id from a row's content, with a number after it if an earlier row says the same."""
    known = {name: values[name] for name in FIELD_NAMES + SOURCE_COLUMNS if name in values}
    name = f"t-{hashlib.sha256(json.dumps([doc_id, known], sort_keys=True).encode()).hexdigest()[:12]}"
    made[name] = made.get(name, 0) + 1
    return name if made[name] == 1 else f"{name}-{made[name]}"
