"""Rows of any table to incidents: checked, named, each with its source."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from geomap.model import Incident, ReadResult, Reject, Source
from geomap.schema import (
    COUNTS,
    EVENT_TYPES,
    FIELD_NAMES,
    FIELDS,
    ITEMS,
    MOST_COUNTED,
    ROLES,
    Field,
    incident_from_dict,
)

SOURCE_COLUMNS = ("source_url", "source_publisher", "source_published")
"""Columns that make a row's one source, where it has no list of ``sources``."""
_MOST_NAMED = 10
_NEEDED = {"actors": ("name", "role"), "sources": ("doc_id",), "spans": ("doc_id", "field", "start", "end")}
_DATETIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_LARGEST = 1e300
"""No figure is larger; NaN and infinity are not smaller, and a whole number of any length can be compared."""


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
        What a row is called in messages: ``row``, ``feature`` or ``line``.
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
    known = {name: values[name] for name in FIELD_NAMES[1:] + SOURCE_COLUMNS if name in values}
    name = f"t-{hashlib.sha256(json.dumps([doc_id, known], sort_keys=True).encode()).hexdigest()[:12]}"
    made[name] = made.get(name, 0) + 1
    return name if made[name] == 1 else f"{name}-{made[name]}"


def check_incident_dict(row: dict[str, Any]) -> str | None:
    """
    Check the JSON object of an incident.

    Parameters
    ----------
    row
        Field names to values.

    Returns
    -------
    problem
        The first field that does not fit: what was found, what was expected; None if all do.
    """
    for f in FIELDS:
        value = row.get(f.name)
        if value is not None and (expected := _check_value(f, value)):
            return f"{f.name}: found {repr(value)[:60]}; expected {expected}"
    if not row.get("event_type"):
        return "event_type: found nothing; expected one of " + ", ".join(EVENT_TYPES)
    return _check_order(row) or _check_point(row.get("lon"), row.get("lat"))


def _check_value(f: Field, value: object) -> str | None:
    """Tell what was expected of a field's value; None if it fits."""
    if f.type == "boolean":
        return None if isinstance(value, bool) else "true or false"
    if f.type in ("integer", "number"):
        return _check_number(f, value)
    if f.type not in ("text", "datetime"):
        roles = f" with a role of {', '.join(ROLES)}" if f.type == "actors" else ""
        return None if _is_list_of(value, f.type) else f"a list of {f.type}{roles}"
    if not isinstance(value, str):
        return "text"
    if f.type == "datetime" and not _is_datetime(value):
        return "ISO 8601, as 2026-02-22 or 2026-02-22T20:00-06:00"
    if f.choices and value not in f.choices:
        return "one of " + ", ".join(f.choices)
    return None


def _check_number(f: Field, value: object) -> str | None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < _LARGEST:
        return "a whole number" if f.type == "integer" else "a number"
    if f.type == "integer":
        fits = isinstance(value, int) and 0 <= value <= MOST_COUNTED
        return None if fits else f"a whole number from 0 to {MOST_COUNTED}"
    if f.name == "confidence" and not 0 <= value <= 1:
        return "0 to 1"
    return "0 or more" if f.name == "radius_m" and value < 0 else None


def _is_datetime(text: str) -> bool:
    """Whether a text is a date, or a date and time, that there is: not 31 February."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return _DATETIME.fullmatch(text) is not None


def _check_order(row: dict[str, Any]) -> str | None:
    """Tell which figures or dates stand in the wrong order."""
    for name in ("n_events", *COUNTS):
        figures = [row.get(f"{name}_{bound}") for bound in ("low", "best", "high")]
        known = [figure for figure in figures if figure is not None]
        if known != sorted(known):
            return f"{name}: found {', '.join(map(str, known))}; expected low, best and high in this order"
    start, end = row.get("date_start"), row.get("date_end")
    if start and end and end[:10] < start[:10] and not _is_later(end, start):
        return f"date_end: found {end}, before date_start {start}; expected it on that day or later"
    return None


def _is_later(end: str, start: str) -> bool:
    """Whether two moments with offsets are in order, whatever days their offsets make of them."""
    last, first = datetime.fromisoformat(end), datetime.fromisoformat(start)
    return last.tzinfo is not None and first.tzinfo is not None and last >= first


def _is_list_of(value: object, kind: str) -> bool:
    if not isinstance(value, list | tuple):
        return False
    if kind == "texts":
        return all(isinstance(item, str) for item in value)
    return all(
        isinstance(item, dict)
        and all(
            item.get(part) is None or (_is_offset(item[part]) if t == "integer" else isinstance(item[part], str))
            for part, t in ITEMS[kind].items()
        )
        and all(item.get(part) is not None for part in _NEEDED[kind])
        and (kind != "actors" or item["role"] in ROLES)
        for item in value
    )


def _is_offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_COUNTED


def _check_point(lon: float | None, lat: float | None) -> str | None:
    if (lon is None) != (lat is None):
        return f"lon, lat: found {lon}, {lat}; expected both or neither"
    if lon is None or lat is None:
        return None
    if not (abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004 - degrees
        swapped = " (are they swapped?)" if abs(lat) <= 180 and abs(lon) <= 90 else ""  # noqa: PLR2004
        return f"lon, lat: found {lon}, {lat}; expected -180 to 180 and -90 to 90 degrees{swapped}"
    if lon == 0 and lat == 0:
        return "lon, lat: found 0, 0, which stands for a missing point in most tables; expected a place"
    return None
