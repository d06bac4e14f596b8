"""What users' scripts rely on: to change a name or a type here is a breaking change."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any, get_type_hints

import pyarrow as pa
import pytest

from geomap.boundaries import divisions, points
from geomap.gazetteer import columns
from geomap.model import Actor, Incident, Source, Span
from geomap.schema import (
    EVENT_TYPES,
    FIELD_NAMES,
    FIELDS,
    GEO_PRECISIONS,
    ITEMS,
    RECORD_KINDS,
    ROLES,
    STATUSES,
    TIME_PRECISIONS,
    VERIFICATIONS,
    Field,
    arrow_schema,
    json_schema,
)

BOUNDS = ("low", "best", "high")
NAMES = [
    *("incident_id", "doc_id", "record_kind", "part_of", "background"),
    *("event_type", "acled_event_type", "acled_sub_event_type", "plover_code", "status"),
    *("date_start", "date_end", "time_precision", "as_of"),
    *("place_text", "place_name", "place_id", "place_alternates", "feature_code"),
    *("admin2_name", "admin2_code", "admin1_name", "admin1_code", "admin1_iso", "country_name", "country_code"),
    *("lon", "lat", "geo_precision", "radius_m"),
    *(f"n_events_{bound}" for bound in BOUNDS),
    *("n_areas", "n_active", "n_cleared"),
    *(f"{count}_{bound}" for count in ("killed", "injured", "arrested") for bound in BOUNDS),
    *(f"{count}_{bound}" for count in ("vehicles", "troops", "weapons") for bound in BOUNDS),
    *("actors", "confidence", "verification", "sources", "spans", "note"),
]
NEVER_NULL = {
    *("incident_id", "doc_id", "record_kind", "background", "event_type", "status"),
    *("confidence", "verification", "sources", "spans"),
}
PARTS = {
    "actors": ["name", "role"],
    "sources": ["doc_id", "url", "publisher", "published", "sha256"],
    "spans": ["doc_id", "field", "start", "end", "exact"],
}
RECORDS = {"actors": Actor, "sources": Source, "spans": Span}
PYTHON: dict[str, Any] = {"text": str, "datetime": str, "boolean": bool, "integer": int, "number": float}
ARROW = {
    "text": pa.string(),
    "datetime": pa.string(),
    "boolean": pa.bool_(),
    "integer": pa.int64(),
    "number": pa.float64(),
}
JSON = {"text": "string", "datetime": "string", "boolean": "boolean", "integer": "integer", "number": "number"}

each_field = pytest.mark.parametrize("field", FIELDS, ids=FIELD_NAMES)


def test_every_field_of_the_contract_is_there_in_all_four_places() -> None:
    assert list(FIELD_NAMES) == NAMES
    assert [f.name for f in fields(Incident)] == NAMES
    assert arrow_schema().names == NAMES
    assert list(json_schema()["properties"]) == NAMES
    assert all(f.meaning for f in FIELDS)


def test_what_is_never_null_is_so_in_all_four_places() -> None:
    assert {f.name for f in FIELDS if f.required} == NEVER_NULL
    assert {f.name for f in arrow_schema() if not f.nullable} == NEVER_NULL
    assert set(json_schema()["required"]) == NEVER_NULL
    unknown = {f.name for f in fields(Incident) if f.default is not MISSING and f.default is None}
    assert unknown.isdisjoint(NEVER_NULL)


@each_field
def test_a_record_holds_what_the_list_says(field: Field) -> None:
    hint = get_type_hints(Incident)[field.name]
    if field.type == "texts":
        assert hint == tuple[str, ...]
    elif field.type in RECORDS:
        assert hint == tuple[RECORDS[field.type], ...]
    else:
        assert hint == (PYTHON[field.type] if field.required else PYTHON[field.type] | None)


@each_field
def test_a_table_holds_what_the_list_says(field: Field) -> None:
    found = arrow_schema().field(field.name).type
    if field.type == "texts":
        assert found == pa.list_(pa.string())
    elif field.type in ITEMS:
        assert found == pa.list_(pa.struct([(part, ARROW[kind]) for part, kind in ITEMS[field.type].items()]))
    else:
        assert found == ARROW[field.type]


@each_field
def test_the_json_schema_says_what_the_list_says(field: Field) -> None:
    found = json_schema()["properties"][field.name]
    assert found["description"] == field.meaning + (f" ({field.unit})" if field.unit else "")
    if field.choices:
        assert found["enum"] == [*field.choices] if field.required else [*field.choices, None]
    if field.type == "texts":
        assert (found["type"], found["items"]) == ("array", {"type": "string"})
    elif field.type in ITEMS:
        assert found["type"] == "array"
        properties = found["items"]["properties"]
        assert [*properties] == [*ITEMS[field.type]]
        for part, kind in ITEMS[field.type].items():
            assert JSON[kind] in properties[part]["type"]
    else:
        assert found["type"] == (JSON[field.type] if field.required else [JSON[field.type], "null"])


@pytest.mark.parametrize("kind", PARTS)
def test_the_parts_of_actors_sources_and_spans_are_those_of_the_contract(kind: str) -> None:
    assert [*ITEMS[kind]] == PARTS[kind] == [f.name for f in fields(RECORDS[kind])]
    hints = get_type_hints(RECORDS[kind])
    for part, type_name in ITEMS[kind].items():
        assert hints[part] in (PYTHON[type_name], PYTHON[type_name] | None)


def test_the_json_schema_is_json_and_names_the_roles() -> None:
    schema = json.loads(json.dumps(json_schema()))
    assert schema["properties"]["actors"]["items"]["properties"]["role"]["enum"] == list(ROLES)


def test_the_choices_are_those_of_the_contract() -> None:
    assert {f.name: f.choices for f in FIELDS if f.choices} == {
        "record_kind": RECORD_KINDS,
        "event_type": EVENT_TYPES,
        "status": STATUSES,
        "time_precision": TIME_PRECISIONS,
        "geo_precision": GEO_PRECISIONS,
        "verification": VERIFICATIONS,
    }
    assert RECORD_KINDS == ("event", "aggregate")
    assert {
        *("raid", "armed_clash", "attack", "attack_security", "killing", "explosion", "drone_strike", "abduction"),
        *("vehicle_burning", "arson", "roadblock", "looting", "arrest", "weapons_seizure", "deployment", "alert"),
        *("protest", "riot", "strike", "prison_break", "other"),
    } == {*EVENT_TYPES}
    assert STATUSES == ("reported", "active", "cleared", "denied")
    assert TIME_PRECISIONS == ("minute", "hour", "day", "days", "week", "month", "year")
    assert GEO_PRECISIONS == ("exact", "settlement", "near", "admin2", "admin1", "region", "country")
    assert VERIFICATIONS == ("unverified", "reviewed", "rejected")
    assert ROLES == ("perpetrator", "target", "authority", "victim", "other")


def test_geocoding_and_joining_add_the_columns_of_the_contract() -> None:
    assert (
        *("geomap_lon", "geomap_lat", "geomap_place_name", "geomap_place_id"),
        *("geomap_admin1_name", "geomap_admin1_code", "geomap_admin2_name", "geomap_admin2_code"),
        *("geomap_country_code", "geomap_geo_precision", "geomap_confidence", "geomap_note"),
    ) == columns.COLUMNS
    assert set(columns.COLUMNS[4:9]) < set(divisions.COLUMNS)
    assert {"geomap_snap_km", "geomap_note"} == {points.SNAP, points.NOTE}
