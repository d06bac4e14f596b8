"""
The one list of the fields of an incident: name, type, unit, meaning.

The record ``model.Incident``, the Arrow table that later stages pass on, the JSON Schema and the
docs follow this list. ``incidents_to_table`` and ``table_to_incidents`` are the only way between
records and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.model import Actor, Incident, Source, Span

if TYPE_CHECKING:
    import pyarrow as pa

EVENT_TYPES = (
    "raid",
    "armed_clash",
    "attack",
    "attack_security",
    "killing",
    "explosion",
    "drone_strike",
    "abduction",
    "vehicle_burning",
    "arson",
    "roadblock",
    "looting",
    "arrest",
    "weapons_seizure",
    "deployment",
    "alert",
    "protest",
    "riot",
    "strike",
    "prison_break",
    "other",
)
RECORD_KINDS = ("event", "aggregate")
STATUSES = ("reported", "active", "cleared", "denied")
TIME_PRECISIONS = ("minute", "hour", "day", "days", "week", "month", "year")
GEO_PRECISIONS = ("exact", "settlement", "near", "admin2", "admin1", "region", "country")
VERIFICATIONS = ("unverified", "reviewed", "rejected")
ROLES = ("perpetrator", "target", "authority", "victim", "other")
COUNTS = ("killed", "injured", "arrested", "vehicles", "troops", "weapons")

MOST_COUNTED = 10**9
"""No count of people, events or things is larger."""

GEOMETRY = "geometry"
"""Name of the column that ``boundaries`` adds to a table: WKB in WGS84, or null."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an incident."""

    name: str
    type: str
    """text, texts, boolean, integer, number, datetime, actors, sources or spans."""
    meaning: str
    unit: str | None = None
    required: bool = False
    choices: tuple[str, ...] = ()


def _count_fields(name: str, meaning: str) -> tuple[Field, ...]:
    return tuple(
        Field(f"{name}_{bound}", "integer", f"{meaning}: {words}; null where the report gives none", "count")
        for bound, words in (
            ("low", "the least"),
            ("best", "the best figure"),
            ("high", "the most"),
        )
    )


FIELDS: tuple[Field, ...] = (
    Field("incident_id", "text", "the same input gives the same id", required=True),
    Field("doc_id", "text", "the report, or the file and row, it came from", required=True),
    Field(
        "record_kind",
        "text",
        "event: one occurrence; aggregate: a total over an area or a period",
        required=True,
        choices=RECORD_KINDS,
    ),
    Field("part_of", "text", "incident_id of the aggregate that it belongs to, or null"),
    Field("background", "boolean", "told as history, not as the report's story", required=True),
    Field("event_type", "text", "what happened", required=True, choices=EVENT_TYPES),
    Field("acled_event_type", "text", "ACLED's event type"),
    Field("acled_sub_event_type", "text", "ACLED's sub-event type"),
    Field("plover_code", "text", "PLOVER's code"),
    Field("status", "text", "what the report says of its state", required=True, choices=STATUSES),
    Field("date_start", "datetime", "first day or moment, with offset where a time is known"),
    Field("date_end", "datetime", "last day or moment"),
    Field("time_precision", "text", "how finely the time is known", choices=TIME_PRECISIONS),
    Field("as_of", "datetime", "the moment that a count or status holds for"),
    Field("place_text", "text", "the place as written"),
    Field("place_name", "text", "the gazetteer's name"),
    Field("place_id", "text", "the gazetteer's id"),
    Field("place_alternates", "texts", "the gazetteer's other names"),
    Field("feature_code", "text", "GeoNames feature code"),
    Field("admin2_name", "text", "second division (municipality)"),
    Field("admin2_code", "text", "INEGI's five digits in Mexico"),
    Field("admin1_name", "text", "first division (state)"),
    Field("admin1_code", "text", "INEGI's two digits in Mexico"),
    Field("admin1_iso", "text", "ISO 3166-2"),
    Field("country_name", "text", "country"),
    Field("country_code", "text", "ISO 3166-1 alpha-2"),
    Field("lon", "number", "longitude of the place or of a point inside its area", "degrees WGS84"),
    Field("lat", "number", "latitude of the place or of a point inside its area", "degrees WGS84"),
    Field("geo_precision", "text", "how finely the place is known", choices=GEO_PRECISIONS),
    Field("radius_m", "number", "radius within which a near place lies", "metres"),
    *_count_fields("n_events", "how many occurrences"),
    Field("n_areas", "integer", "of an aggregate: areas hit", "count"),
    Field("n_active", "integer", "of an aggregate: still active", "count"),
    Field("n_cleared", "integer", "of an aggregate: cleared", "count"),
    *_count_fields("killed", "people killed"),
    *_count_fields("injured", "people injured"),
    *_count_fields("arrested", "people arrested"),
    *_count_fields("vehicles", "vehicles burned, seized or damaged"),
    *_count_fields("troops", "soldiers or police sent"),
    *_count_fields("weapons", "weapons seized"),
    Field("actors", "actors", "who took part: name as written, role"),
    Field("confidence", "number", "0 to 1", required=True),
    Field("verification", "text", "whether a person checked it", required=True, choices=VERIFICATIONS),
    Field("sources", "sources", "who reported it", required=True),
    Field("spans", "spans", "where in the text each field comes from", required=True),
    Field("note", "text", "what a reader should know"),
)
FIELD_NAMES = tuple(f.name for f in FIELDS)

ITEMS: dict[str, dict[str, str]] = {
    "actors": {"name": "text", "role": "text"},
    "sources": {
        "doc_id": "text",
        "url": "text",
        "publisher": "text",
        "published": "text",
        "sha256": "text",
    },
    "spans": {"doc_id": "text", "field": "text", "start": "integer", "end": "integer", "exact": "text"},
}
"""The members of the records in a field, by the field's type."""
_RECORDS = {"actors": Actor, "sources": Source, "spans": Span}
_SURROGATE = re.compile("[\ud800-\udfff]")


def arrow_schema() -> pa.Schema:
    """
    Give the Arrow schema of a table of incidents.

    Returns
    -------
    schema
        One column a field, in the order of ``FIELDS``; datetimes are ISO 8601 text.
    """
    import pyarrow as pa  # noqa: PLC0415 - a command that needs no table must not pay for Arrow

    scalars = {
        "text": pa.string(),
        "datetime": pa.string(),
        "boolean": pa.bool_(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "texts": pa.list_(pa.string()),
    }
    for name, parts in ITEMS.items():
        scalars[name] = pa.list_(pa.struct([(part, scalars[kind]) for part, kind in parts.items()]))
    return pa.schema([pa.field(f.name, scalars[f.type], nullable=not f.required) for f in FIELDS])


def incidents_to_table(incidents: Iterable[Incident]) -> pa.Table:
    """
    Turn incident records into an Arrow table.

    Parameters
    ----------
    incidents
        Records, in the order that the table keeps.

    Returns
    -------
    table
        The columns of ``arrow_schema``; a lone surrogate in a text becomes U+FFFD.
    """
    import pyarrow as pa  # noqa: PLC0415

    rows = list(incidents)
    columns: list[Any] = []
    for f in FIELDS:
        values = [getattr(row, f.name) for row in rows]
        if f.type in ITEMS:
            parts = tuple(ITEMS[f.type])
            values = [[{p: getattr(item, p) for p in parts} for item in value] for value in values]
        elif f.type == "texts":
            values = [list(value) for value in values]
        columns.append(values)
    schema = arrow_schema()
    arrays = []
    for column, part in zip(columns, schema, strict=True):
        try:
            arrays.append(pa.array(column, type=part.type))
        except UnicodeEncodeError:
            arrays.append(pa.array(mend_surrogates(column), type=part.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def mend_surrogates(value: Any) -> Any:  # noqa: ANN401 - text, or what holds text
    """
    Replace lone surrogates, which JSON can name and no file can hold.

    Parameters
    ----------
    value
        Whatever JSON holds.

    Returns
    -------
    mended
        With U+FFFD for each, so that the length of texts stays.
    """
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {mend_surrogates(key): mend_surrogates(part) for key, part in value.items()}
    return [mend_surrogates(part) for part in value] if isinstance(value, list) else value


def select_facts(table: pa.Table) -> pa.Table:
    """
    Select the incidents that count as fact: in the totals of the states, and in what a map says and colours.

    Parameters
    ----------
    table
        With the columns ``status``, ``verification`` and ``background``.

    Returns
    -------
    table
        Without what is denied, rejected in review, or told as history.
    """
    import pyarrow.compute as pc  # noqa: PLC0415

    refuted = pc.or_(pc.equal(table["status"], "denied"), pc.equal(table["verification"], "rejected"))
    return table.filter(pc.invert(pc.or_(refuted, table["background"])))


def table_to_incidents(table: pa.Table) -> Iterator[Incident]:
    """
    Turn an Arrow table of incidents back into records.

    Parameters
    ----------
    table
        The columns of ``arrow_schema``; others, such as the geometry, are passed over.

    Yields
    ------
    incident
        One record a row.
    """
    for row in table.select(list(FIELD_NAMES)).to_pylist():
        yield incident_from_dict(row)


def incident_from_dict(row: dict[str, Any]) -> Incident:
    """
    Make an incident from the JSON object of the contract.

    Parameters
    ----------
    row
        Field names to values; missing fields take their defaults, unknown names are passed over.

    Returns
    -------
    incident
        The record.

    Raises
    ------
    TypeError
        If a required field is missing.
    """
    values: dict[str, Any] = {}
    for f in FIELDS:
        if f.name not in row or (row[f.name] is None and f.type in (*ITEMS, "texts")):
            continue
        value = row[f.name]
        if f.type in ITEMS:
            record = _RECORDS[f.type]
            value = tuple(record(**{p: item.get(p) for p in ITEMS[f.type]}) for item in value)
        elif f.type == "texts":
            value = tuple(value)
        values[f.name] = value
    return Incident(**values)


def json_schema() -> dict[str, Any]:
    """
    Give the JSON Schema (2020-12) of one incident.

    Returns
    -------
    schema
        As ``geomap schema`` prints it.
    """
    plain = {
        "text": "string",
        "datetime": "string",
        "boolean": "boolean",
        "integer": "integer",
        "number": "number",
    }

    def of(kind: str, *, nullable: bool) -> dict[str, Any]:
        if kind == "texts":
            return {"type": "array", "items": {"type": "string"}}
        if kind in ITEMS:
            properties = {p: of(k, nullable=k == "text") for p, k in ITEMS[kind].items()}
            properties |= {"role": {"type": "string", "enum": [*ROLES]}} if kind == "actors" else {}
            return {"type": "array", "items": {"type": "object", "properties": properties}}
        return {"type": [plain[kind], "null"] if nullable else plain[kind]}

    properties: dict[str, Any] = {}
    for f in FIELDS:
        entry = of(f.type, nullable=not f.required)
        if f.choices:
            entry["enum"] = [*f.choices] if f.required else [*f.choices, None]
        entry["description"] = f.meaning + (f" ({f.unit})" if f.unit else "")
        properties[f.name] = entry
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "geomap incident",
        "type": "object",
        "properties": properties,
        "required": [f.name for f in FIELDS if f.required],
    }
