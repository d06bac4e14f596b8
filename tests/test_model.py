"""The records: frozen, named as the one list of fields says."""

from __future__ import annotations

import typing
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from geomap import model
from geomap.model import Actor, Incident, ReadResult, Source, Span
from geomap.schema import FIELDS

RECORDS = [value for value in vars(model).values() if is_dataclass(value) and isinstance(value, type)]
TYPES = {
    "text": str,
    "datetime": str,
    "boolean": bool,
    "integer": int,
    "number": float,
    "texts": tuple[str, ...],
    "actors": tuple[Actor, ...],
    "sources": tuple[Source, ...],
    "spans": tuple[Span, ...],
}


def test_an_incident_has_the_fields_of_the_schema_in_its_order() -> None:
    assert [f.name for f in fields(Incident)] == [f.name for f in FIELDS]


def test_the_types_of_an_incident_are_those_of_the_schema() -> None:
    hints = typing.get_type_hints(Incident)
    for f in FIELDS:
        plain = TYPES[f.type]
        assert hints[f.name] in (plain, plain | None), f.name


def test_only_what_is_required_is_never_null() -> None:
    hints = typing.get_type_hints(Incident)
    lists = ("texts", "actors")
    never = {f.name for f in FIELDS if type(None) not in typing.get_args(hints[f.name]) and f.type not in lists}
    assert never == {f.name for f in FIELDS if f.required}


def test_what_is_not_known_is_none_by_default() -> None:
    incident = Incident(incident_id="i", doc_id="d", event_type="raid")
    assert incident.lon is None
    assert incident.lat is None
    assert all(getattr(incident, f.name) is None for f in FIELDS if f.type == "integer")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_record_is_frozen(record: type) -> None:
    made: object = object.__new__(record)
    with pytest.raises((FrozenInstanceError, TypeError)):
        setattr(made, fields(record)[0].name, "x")


def test_a_result_without_anything_is_empty() -> None:
    assert ReadResult() == ReadResult((), (), (), ())
