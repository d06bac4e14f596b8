"""CSV and JSON lines out, and the choice of format."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from incident_json import incident_to_dict

from geomap.errors import InputError
from geomap.export import csv as csv_export
from geomap.export import jsonl
from geomap.export.formats import FORMATS, find_format
from geomap.export.json_text import format_column, format_rows
from geomap.model import Actor, Incident, Source, Span
from geomap.schema import FIELD_NAMES, incidents_to_table

RAID = Incident(
    incident_id="raid-1",
    doc_id="raid.txt",
    event_type="raid",
    admin1_code="14",
    lon=-103.7595,
    lat=19.9456,
    killed_best=7,
    confidence=0.9,
    place_alternates=("Tapalpa", 'Ñ, "x"'),
    actors=(Actor("=Army", "authority"),),
    sources=(Source("raid.txt"),),
    spans=(Span("raid.txt", "killed_best", 10, 15, "seven"),),
)


def cells(*incidents: Incident, quotes: bool = False) -> list[dict[str, str]]:
    """Write incidents as CSV and read the cells."""
    content = csv_export.format_incidents(incidents_to_table(incidents), quotes=quotes)
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_csv_has_a_column_a_field_and_an_empty_cell_for_null() -> None:
    row = cells(RAID)[0]
    assert tuple(row) == FIELD_NAMES
    assert row["killed_best"] == "7"
    assert row["killed_high"] == row["place_name"] == ""
    assert (row["lon"], row["admin1_code"], row["background"]) == ("-103.7595", "14", "false")
    assert json.loads(row["place_alternates"]) == ["Tapalpa", 'Ñ, "x"']
    assert json.loads(row["actors"]) == [{"name": "=Army", "role": "authority"}]
    assert cells(replace(RAID, actors=()))[0]["actors"] == ""


def test_csv_keeps_the_source_text_only_where_asked_for() -> None:
    assert "exact" not in json.loads(cells(RAID)[0]["spans"])[0]
    assert json.loads(cells(RAID, quotes=True)[0]["spans"])[0]["exact"] == "seven"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff20", "'=", "''+"])
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(start: str) -> None:
    assert cells(replace(RAID, place_text=f"{start}1+1"))[0]["place_text"] == f"'{start}1+1"


@pytest.mark.parametrize("text", ["'quoted'", "1-2", "a=b", " =1", "two\nlines\r\n", 'say "x", y'])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert cells(replace(RAID, note=text))[0]["note"] == text


def test_a_negative_number_stays_a_number_and_nul_becomes_visible() -> None:
    row = cells(replace(RAID, note="a\0b"))[0]
    assert row["lon"] == "-103.7595"
    assert row["note"] == "a\ufffdb"


def test_an_empty_table_is_a_header_in_csv_and_nothing_in_json_lines() -> None:
    assert cells() == []
    assert csv_export.format_incidents(incidents_to_table([])).count(b"\n") == 1
    assert jsonl.format_incidents(incidents_to_table([])) == b""


def test_json_lines_are_the_contracts_objects() -> None:
    table = incidents_to_table([RAID, replace(RAID, incident_id="b", note="line\u2028break\n\ud800")])
    lines = jsonl.format_incidents(table).decode().split("\n")
    assert lines[2] == ""
    assert json.loads(lines[0]) == incident_to_dict(RAID)
    assert json.loads(lines[1])["note"] == "line\u2028break\n\ufffd"
    assert b'"exact":"seven"' in jsonl.format_incidents(table, quotes=True)
    assert jsonl.format_incidents(table) == jsonl.format_incidents(table)


def test_the_suffix_says_the_format() -> None:
    for suffix, module in FORMATS.items():
        assert find_format(Path(f"x{suffix.upper()}")).__module__ == f"geomap.export.{module}"
    assert find_format(None) is jsonl.format_incidents
    with pytest.raises(InputError, match=r"found the suffix '.doc'; expected one of .geojson"):
        find_format(Path("x.doc"))


def test_rows_of_any_columns_become_objects() -> None:
    table = pa.table(
        {
            "text": pa.array(["a", None, "a"]).dictionary_encode(),
            "list": pa.array([["x", None], None, []], pa.list_(pa.string())),
            "struct": pa.array([{"a": 1, "b": "y"}, None, {"a": None, "b": None}]),
            "yes": pa.array([True, None, False]),
        }
    )
    assert [json.loads(row) for row in format_rows(table)] == [
        {"text": "a", "list": ["x", None], "struct": {"a": 1, "b": "y"}, "yes": True},
        {"text": None, "list": [], "struct": {"a": None, "b": None}, "yes": None},
        {"text": "a", "list": [], "struct": {"a": None, "b": None}, "yes": False},
    ]
    assert [json.loads(row) for row in format_rows(table.slice(1, 1))] == [json.loads([*format_rows(table)][1])]
    assert list(format_rows(table.select([]))) == ["{}"] * 3


def test_an_infinite_number_is_refused_by_its_columns_name() -> None:
    with pytest.raises(InputError, match="lon: found a number"):
        format_column(pa.array([float("inf")]), "lon")
