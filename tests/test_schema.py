"""The one list of fields: names, tables, JSON, checks."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_json import incident_to_dict

from geomap.model import Actor, Incident, Source, Span
from geomap.rows import check_incident_dict
from geomap.schema import (
    COUNTS,
    FIELD_NAMES,
    FIELDS,
    MOST_COUNTED,
    ROLES,
    incident_from_dict,
    incidents_to_table,
    table_to_incidents,
)

TEXT = st.text(max_size=10).map(lambda text: text.encode("utf-8", "replace").decode())
COUNT = st.none() | st.integers(0, MOST_COUNTED)
FIGURES = st.tuples(COUNT, COUNT, COUNT).map(
    lambda three: sorted(n for n in three if n is not None) if None not in three else [None, three[1], None]
)


def build(draw: st.DrawFn, f: Any) -> Any:  # noqa: ANN401 - a field and its value
    """Draw a value of a field."""
    if f.choices:
        return draw(st.sampled_from(f.choices) if f.required else st.none() | st.sampled_from(f.choices))
    if f.type == "datetime":
        return draw(st.none() | st.dates().map(str) | st.datetimes().map(lambda moment: f"{moment.isoformat()}-06:00"))
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "text": TEXT,
        "boolean": st.booleans(),
        "integer": st.integers(0, MOST_COUNTED),
        "number": st.floats(0, 1),
        "texts": st.lists(TEXT, max_size=3).map(tuple),
        "actors": st.lists(st.builds(Actor, TEXT, st.sampled_from(ROLES)), max_size=2).map(tuple),
        "sources": st.lists(st.builds(Source, TEXT, *[st.none() | TEXT] * 4), max_size=2).map(tuple),
        "spans": st.lists(
            st.builds(Span, TEXT, TEXT, st.integers(0, 99), st.integers(0, 99), st.none() | TEXT), max_size=2
        ).map(tuple),
    }
    strategy = kinds[f.type]
    return draw(strategy if f.required or f.type in ("texts", "actors") else st.none() | strategy)


@st.composite
def draw_incident(draw: st.DrawFn) -> Incident:
    """Draw an incident that passes the checks."""
    values = {f.name: build(draw, f) for f in FIELDS}
    for name in ("n_events", *COUNTS):
        values |= dict(zip([f"{name}_{bound}" for bound in ("low", "best", "high")], draw(FIGURES), strict=True))
    values["date_end"] = None
    if values["lon"] is None or values["lat"] is None or (values["lon"], values["lat"]) == (0, 0):
        values["lon"] = values["lat"] = None
    return Incident(**values)


@settings(max_examples=25, deadline=None)
@given(st.lists(draw_incident(), max_size=3))
def test_records_come_back_from_a_table_as_they_were(incidents: list[Incident]) -> None:
    table = incidents_to_table(incidents)
    table.validate(full=True)
    assert list(table_to_incidents(table)) == incidents


@settings(max_examples=25, deadline=None)
@given(draw_incident())
def test_a_record_comes_back_from_json_as_it_was_and_passes_the_checks(incident: Incident) -> None:
    mapping = json.loads(json.dumps(incident_to_dict(incident, quotes=True)))
    assert tuple(mapping) == FIELD_NAMES
    assert check_incident_dict(mapping) is None
    assert incident_from_dict(mapping) == incident


def test_other_columns_of_a_table_are_passed_over() -> None:
    incident = Incident(incident_id="i", doc_id="d", event_type="raid")
    table = incidents_to_table([incident]).append_column("geometry", pa.array([b"x"]))
    assert list(table_to_incidents(table)) == [incident]


def test_a_lone_surrogate_becomes_visible_in_a_table() -> None:
    incident = Incident(
        incident_id="i",
        doc_id="d",
        event_type="raid",
        place_name="a\ud800b",
        actors=(Actor("\udfff", "other"),),
        place_alternates=("\ud800", "ok"),
        killed_best=1,
    )
    (back,) = table_to_incidents(incidents_to_table([incident]))
    assert (back.place_name, back.actors[0].name, back.place_alternates) == ("a\ufffdb", "\ufffd", ("\ufffd", "ok"))
    assert back.killed_best == 1


def test_source_text_is_left_out_unless_asked_for() -> None:
    incident = Incident(incident_id="i", doc_id="d", event_type="raid", spans=(Span("d", "event_type", 0, 4, "raid"),))
    assert incident_to_dict(incident)["spans"] == [{"doc_id": "d", "field": "event_type", "start": 0, "end": 4}]
    assert incident_to_dict(incident, quotes=True)["spans"][0]["exact"] == "raid"


def test_missing_fields_take_their_defaults_and_unknown_names_are_passed_over() -> None:
    given_row = {"incident_id": "i", "doc_id": "d", "event_type": "raid", "colour": "red", "actors": None}
    assert incident_from_dict(given_row) == Incident(incident_id="i", doc_id="d", event_type="raid")
    with pytest.raises(TypeError):
        incident_from_dict({"event_type": "raid"})


def test_a_record_never_changes_by_being_written() -> None:
    incident = Incident(incident_id="i", doc_id="d", event_type="raid", place_alternates=("a",))
    copy = replace(incident)
    incident_to_dict(incident)["place_alternates"].append("b")
    incidents_to_table([incident])
    assert incident == copy
