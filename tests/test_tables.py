"""Incident tables in: what is read, what is set aside and why, what is told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import InputError
from geomap.export import csv as csv_export
from geomap.export import geojson as geojson_export
from geomap.model import Actor, Incident, ReadResult, Source, Span
from geomap.schema import GEOMETRY, ROLES, incidents_to_table
from geomap.tables import csv, geojson
from geomap.tables.read import read_tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a test's tables lie."""
    return tmp_path


def read(folder: Path, content: str | bytes, name: str = "t.csv") -> ReadResult:
    """Read a CSV table with this content."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return csv.read_incident_table(folder / name, doc_id=name)


def reason(folder: Path, header: str, row: str) -> str:
    """Give why a row was set aside; a good row beside it must be kept."""
    result = read(folder, f"event_type,{header}\nraid{',' * len(header.split(','))}\nraid,{row}\n")
    assert [i.doc_id for i in result.incidents] == ["t.csv#1"]
    assert [r.record for r in result.rejects] == ["t.csv row 2"]
    return result.rejects[0].reason


def test_a_row_is_an_incident_of_its_table_and_row(folder: Path) -> None:
    text = (
        "event_type,date_start,admin1_code,killed_best,lon,lat,background,source_url,source_publisher,source_published\n"
        "raid,2026-02-22,14,7,-103.76,19.95,no,https://example.org/a,EFE,2026-02-23\n"
        "\n"
        "roadblock,,,,,,,,,\n"
    )
    first, second = read(folder, text).incidents
    assert (first.doc_id, second.doc_id) == ("t.csv#1", "t.csv#3")
    assert (first.event_type, first.admin1_code, first.killed_best, first.lon) == ("raid", "14", 7, -103.76)
    assert first.background is False
    assert first.sources[0].doc_id == "t.csv"
    assert (first.sources[0].url, first.sources[0].publisher) == ("https://example.org/a", "EFE")
    assert first.sources[0].published == "2026-02-23"
    assert second.killed_best is None
    assert second.sources[0].published is None
    assert len(second.sources[0].sha256 or "") == 64


def test_an_id_is_kept_or_made_from_the_rows_content(folder: Path) -> None:
    text = "incident_id,event_type,killed_best\nA1,raid,1\n,raid,2\n,raid,3\n,raid,2\n"
    ids = [i.incident_id for i in read(folder, text).incidents]
    again = [i.incident_id for i in read(folder, text.replace("A1,raid,1\n", "")).incidents]
    assert ids[0] == "A1"
    assert ids[1:] == again
    assert ids[1] != ids[2]
    assert ids[3] == f"{ids[1]}-2"


def test_an_id_that_comes_twice_is_set_aside(folder: Path) -> None:
    result = read(folder, "incident_id,event_type\nA1,raid\nA1,arson\n")
    assert [i.event_type for i in result.incidents] == ["raid"]
    assert result.rejects[0].record == "t.csv row 2"
    assert "found 'A1' again, after row 1" in result.rejects[0].reason


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("killed_best", "many", "killed_best: found 'many'; expected a whole number"),
        ("killed_best", "-1", "expected a whole number from 0"),
        ("killed_best", "7.5", "expected a whole number"),
        ("killed_best", "9" * 30, "expected a whole number"),
        ("killed_best", "1_000", "expected a whole number"),
        ("lon,lat", "nan,1", "lon: found 'nan'; expected a number"),
        ("lon,lat", "1e999,1", "expected a number"),
        ("lon,lat", '"19,5",1', "lon: found '19,5'; expected a number"),
        ("lon,lat", "0,0", "missing point"),
        ("lon,lat", "19.9,-103.7", "swapped"),
        ("lon,lat", "200,95", "-180 to 180"),
        ("lon,lat", "1,", "both or neither"),
        ("date_start", "22/02/2026", "date_start: found '22/02/2026'; expected ISO 8601"),
        ("date_start", "2026-02-31", "ISO 8601"),
        ("date_start", "20260222", "ISO 8601"),
        ("date_start,date_end", "2026-02-22,2026-02-21", "before date_start"),
        ("killed_low,killed_best", "8,7", "low, best and high in this order"),
        ("confidence", "1.5", "0 to 1"),
        ("radius_m", "-5", "0 or more"),
        ("status", "maybe", "expected one of reported, active"),
        ("background", "perhaps", "true or false"),
        ("actors", "[1]", "a list of actors"),
        ("actors", "{", "a JSON list of actors"),
        ("place_alternates", "x", "a JSON list of texts"),
        ("actors", "[" * 100_000, "a JSON list of actors"),
        ("source_published", "soon", "source_published: found 'soon'; expected ISO 8601"),
        ("place_name", "a,b,c", "found 4 cells; expected 2"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_reason(folder: Path, header: str, row: str, expected: str) -> None:
    assert expected in reason(folder, header, row)


def test_an_unknown_or_missing_type_names_those_allowed(folder: Path) -> None:
    result = read(folder, "event_type,note\nbrawl,x\n,y\nraid,z\n")
    assert [r.record for r in result.rejects] == ["t.csv row 1", "t.csv row 2"]
    assert all("expected one of raid, armed_clash" in r.reason for r in result.rejects)
    assert len(result.incidents) == 1


def test_whole_numbers_may_have_the_point_that_other_tools_add(folder: Path) -> None:
    assert read(folder, "event_type,killed_best\nraid,7.0\n").incidents[0].killed_best == 7


def test_unknown_columns_are_named_once(folder: Path) -> None:
    result = read(folder, "event_type,colour,size\nraid,red,1\nraid,blue,2\n")
    assert result.notices == ("t.csv: 2 columns are no field and were passed over: colour, size",)
    many = ",".join(f"c{n}" for n in range(12))
    assert read(folder, f"event_type,{many}\nraid{',x' * 12}\n").notices[0].endswith("c9, …")


@pytest.mark.parametrize(("delimiter", "name"), [(",", "t.csv"), (";", "t.csv"), ("\t", "t.tsv"), ("|", "t.csv")])
def test_the_header_says_what_stands_between_the_cells(folder: Path, delimiter: str, name: str) -> None:
    text = delimiter.join(["Event_Type", '"Place Name"']) + "\n" + delimiter.join(["raid", "Tapalpa"])
    assert read(folder, text, name).incidents[0].place_name == "Tapalpa"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_and_nothing_said(folder: Path, encoding: str) -> None:
    result = read(folder, "event_type,place_name\nraid,Michoacán\n".encode(encoding))
    assert result.incidents[0].place_name == "Michoacán"
    assert result.notices == ()


def test_a_guessed_encoding_is_told(folder: Path) -> None:
    result = read(folder, "event_type,place_name\nraid,Michoacán\n".encode("cp1252"))
    assert result.incidents[0].place_name == "Michoacán"
    assert result.notices == ("t.csv: is not UTF-8; read as Windows-1252",)


def test_codes_get_back_the_zero_that_a_spreadsheet_took(folder: Path) -> None:
    text = "event_type,country_code,admin1_code,admin2_code\nraid,MX,1,1001\nraid,US,6,\nraid,MX,14,14086\n"
    result = read(folder, text)
    assert [(i.admin1_code, i.admin2_code) for i in result.incidents] == [("01", "01001"), ("6", None), ("14", "14086")]
    assert result.notices == ("t.csv: 2 INEGI codes had lost the zero they begin with; it was put back",)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"event_type,note\n", "found a header and no row; expected at least one"),
        (b"event_type\n\n \n", "found a header and no row; expected at least one"),
        (b"place,kind\nx,y\n", "found the columns place, kind; expected event_type"),
        (b"event_type,note,note\nraid,a,b\n", "'note' more than once"),
        (b"\x89PNG\0\0", "looks binary"),
        (b"\xff\xfee\0v\0e", "broken UTF-16"),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(folder: Path, content: bytes, expected: str) -> None:
    with pytest.raises(InputError, match=r"^t\.csv: ") as caught:
        read(folder, content)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    for module in (csv, geojson):
        with pytest.raises(InputError, match="x: can't be read"):
            module.read_incident_table(folder / "none", doc_id="x")


def test_a_cell_of_a_megabyte_is_read(folder: Path) -> None:
    assert len(read(folder, f"event_type,note\nraid,{'x' * 1_000_000}\n").incidents[0].note or "") == 1_000_000


def feature(**properties: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the test sets
    """Make a feature."""
    return {"type": "Feature", "geometry": None, "properties": {"event_type": "raid", **properties}}


def read_features(folder: Path, *features: object, **members: object) -> ReadResult:
    """Read a FeatureCollection of these features."""
    text = json.dumps({"type": "FeatureCollection", "features": features, **members})
    (folder / "t.geojson").write_text(text, encoding="utf-8")
    return geojson.read_incident_table(folder / "t.geojson", doc_id="t.geojson")


def test_a_feature_is_an_incident(folder: Path) -> None:
    point = {"type": "Point", "coordinates": [-103.76, 19.95, 2000]}
    result = read_features(
        folder, feature(incident_id="a", colour="red") | {"geometry": point}, feature() | {"id": 7}, feature()
    )
    first, second, third = result.incidents
    assert (first.incident_id, first.lon, first.lat, first.doc_id) == ("a", -103.76, 19.95, "t.geojson#1")
    assert (second.incident_id, second.lon) == ("7", None)
    assert third.incident_id.startswith("t-")
    assert third.sources[0].doc_id == "t.geojson"
    assert result.notices == ("t.geojson: 1 columns are no field and were passed over: colour",)


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (7, "no feature with properties"),
        ({"type": "Feature"}, "no feature with properties"),
        (feature() | {"geometry": {"type": "Point", "coordinates": [1]}}, "a point without coordinates"),
        (feature() | {"geometry": {"type": "Point"}}, "a point without coordinates"),
        (feature() | {"geometry": {"type": "Point", "coordinates": ["a", 1]}}, "lon: found 'a'; expected a number"),
        (feature(lon=math_nan, lat=1) if (math_nan := float("nan")) else None, "lon: found nan"),
        (feature(killed_best=True), "killed_best: found True"),
        (feature(killed_best=1.5), "killed_best: found 1.5"),
        (feature(event_type="brawl"), "expected one of raid"),
        (feature(spans=[{"doc_id": "d", "field": "f", "start": 10**30, "end": 1}]), "a list of spans"),
        (feature(sources=[{"url": "x"}]), "a list of sources"),
        (feature(source_url=7), "source_url: found 7; expected text"),
    ],
)
def test_a_bad_feature_is_set_aside_with_its_reason(folder: Path, bad: object, expected: str) -> None:
    result = read_features(folder, feature(), bad)
    assert len(result.incidents) == 1
    assert result.rejects[0].record == "t.geojson feature 2"
    assert expected in result.rejects[0].reason


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is no GeoJSON"),
        (b"\xff\xfe", "is no GeoJSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "found 'list'; expected a FeatureCollection"),
        (b'{"type":"Feature"}', "found 'Feature'"),
        (b'{"type":"FeatureCollection","features":[]}', "found no features"),
        (b'{"type":"FeatureCollection","features":{}}', "found no features"),
        (
            b'{"type":"FeatureCollection","features":[1],"crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::6372"}}}',
            "expected WGS84",
        ),
    ],
)
def test_what_is_no_collection_is_refused_in_one_line(folder: Path, content: bytes, expected: str) -> None:
    (folder / "t.geojson").write_bytes(content)
    with pytest.raises(InputError, match=r"^t\.geojson: ") as caught:
        geojson.read_incident_table(folder / "t.geojson", doc_id="t.geojson")
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_collection_that_says_it_is_wgs84_is_read(folder: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert len(read_features(folder, feature(), crs=crs).incidents) == 1


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda text: text == text.strip()
)
INCIDENTS = st.builds(
    Incident,
    incident_id=TEXT,
    doc_id=TEXT,
    event_type=st.sampled_from(["raid", "other"]),
    background=st.booleans(),
    place_name=st.none() | TEXT.map("=".__add__) | TEXT,
    admin1_code=st.sampled_from([None, "14", "01"]),
    lon=st.floats(-180, 180).filter(bool),
    lat=st.floats(-90, 90),
    killed_best=st.none() | st.integers(0, 10**9),
    confidence=st.floats(0, 1),
    place_alternates=st.lists(TEXT).map(tuple),
    actors=st.lists(st.builds(Actor, TEXT, st.sampled_from(ROLES)), max_size=2).map(tuple),
    sources=st.lists(st.builds(Source, TEXT, st.none() | TEXT), min_size=1, max_size=2).map(tuple),
    spans=st.lists(st.builds(Span, TEXT, TEXT, st.integers(0, 9), st.integers(0, 99), TEXT), max_size=2).map(tuple),
    note=st.none() | TEXT.map("'-".__add__) | TEXT,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(INCIDENTS, min_size=1, max_size=3, unique_by=lambda i: i.incident_id))
def test_what_was_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, incidents: list[Incident]) -> None:
    folder = tmp_path_factory.mktemp("round")
    table = incidents_to_table(incidents)
    content = csv_export.format_incidents(table, quotes=True)
    assert read(folder, content).incidents == tuple(incidents)
    located = table.append_column(GEOMETRY, [[None] * len(incidents)])
    located = located.set_column(located.num_columns - 1, GEOMETRY, located.column(GEOMETRY).cast("binary"))
    (folder / "t.geojson").write_bytes(geojson_export.format_incidents(located, quotes=True))
    assert geojson.read_incident_table(folder / "t.geojson", doc_id="t.geojson").incidents == tuple(incidents)


@dataclass(frozen=True)
class File:
    """A file of the input."""

    path: Path
    doc_id: str
    kind: str


def test_tables_among_the_files_are_read_and_bad_ones_set_aside(folder: Path) -> None:
    (folder / "a.csv").write_text("event_type,colour\nraid,red\nbrawl,x\n")
    (folder / "b.csv").write_text("x\n1\n")
    (folder / "c.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature()]}))
    files = [
        File(folder / "a.csv", "a.csv", "csv"),
        File(folder / "b.csv", "b.csv", "csv"),
        File(folder / "c.geojson", "c.geojson", "geojson"),
        File(folder / "d.txt", "d.txt", "text"),
    ]
    result = read_tables(files)
    assert [i.doc_id for i in result.incidents] == ["a.csv#1", "c.geojson#1"]
    assert [r.record for r in result.rejects] == ["a.csv row 2", "b.csv"]
    assert len(result.notices) == 1
    assert result.rejects[1].reason.startswith("found the columns x; expected event_type")
