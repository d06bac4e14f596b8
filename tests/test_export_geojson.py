"""GeoJSON out: valid, exact, the same bytes, whatever the text and the shapes."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from incident_json import incident_to_dict

from geomap.errors import CoordinateError, InputError
from geomap.export.geojson import format_geometry, format_incidents, format_numbers, format_states
from geomap.export.shapes import prepare_shapes
from geomap.model import Actor, Incident, Source, Span
from geomap.schema import FIELD_NAMES, GEOMETRY, incidents_to_table

RAID = Incident(
    incident_id="raid-1",
    doc_id="raid.txt",
    event_type="raid",
    date_start="2026-02-22",
    admin1_code="14",
    admin2_code="14086",
    lon=-103.7595,
    lat=19.9456,
    geo_precision="settlement",
    killed_low=7,
    killed_best=7,
    confidence=0.9,
    actors=(Actor("Ejército", "authority"),),
    sources=(Source("raid.txt", url="https://example.org/a"),),
    spans=(Span("raid.txt", "killed_best", 10, 15, "seven"),),
)
HOSTILE = "</script><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} `${1}` \u202e\u2028\x00\x1f \ud800 “ñ” 😀"
BOX = shapely.box(-104, 19, -103, 20)


def table(*rows: tuple[Incident, shapely.Geometry | None]) -> pa.Table:
    """Make a table of incidents with their geometries."""
    shapes = [None if shape is None else shapely.to_wkb(shape) for _, shape in rows]
    made = incidents_to_table(incident for incident, _ in rows)
    return made.append_column(GEOMETRY, pa.array(shapes, pa.binary()).dictionary_encode())


def shape_of(content: bytes, row: int = 0) -> dict[str, Any]:
    """Give the geometry of one feature."""
    shape: dict[str, Any] = json.loads(content)["features"][row]["geometry"]
    return shape


def prepared(shape: shapely.Geometry) -> shapely.Geometry:
    """Prepare one geometry."""
    return prepare_shapes([shapely.to_wkb(shape)], ["x"])[0]


def test_a_feature_stands_on_a_line_between_head_and_end() -> None:
    content = format_incidents(table((RAID, shapely.Point(-103.7595, 19.9456)), (replace(RAID, incident_id="b"), None)))
    lines = content.decode().split("\n")
    assert lines[0].startswith(
        '{"type":"FeatureCollection","bbox":[-103.7595,19.9456,-103.7595,19.9456],"attribution":"'
    )
    assert lines[0].endswith('"features":[')
    assert lines[1].startswith(
        '{"type":"Feature","id":"raid-1","geometry":{"type":"Point","coordinates":[-103.7595,19.9456]},"properties":{'
        '"incident_id":"raid-1","doc_id":"raid.txt","record_kind":"event","part_of":null,"background":false,'
    )
    assert lines[1].endswith("},")
    assert lines[2].startswith('{"type":"Feature","id":"b","geometry":null,')
    assert lines[3:] == ["]}", ""]


def test_properties_are_the_fields_in_their_order_and_null_stays() -> None:
    properties = json.loads(format_incidents(table((RAID, None))))["features"][0]["properties"]
    assert tuple(properties) == FIELD_NAMES
    assert properties == incident_to_dict(RAID)
    assert properties["killed_high"] is None


def test_source_text_is_kept_only_where_asked_for() -> None:
    rows = table((RAID, None))
    assert "seven" not in format_incidents(rows).decode()
    spans = json.loads(format_incidents(rows, quotes=True))["features"][0]["properties"]["spans"]
    assert spans == [{"doc_id": "raid.txt", "field": "killed_best", "start": 10, "end": 15, "exact": "seven"}]


def test_without_a_geometry_there_is_no_bbox() -> None:
    for rows in (table(), table((RAID, None))):
        assert "bbox" not in json.loads(format_incidents(rows))


def test_only_geometries_that_a_row_has_count_for_the_bbox() -> None:
    rows = table((RAID, shapely.Point(10, 10)), (replace(RAID, incident_id="b"), shapely.Point(-100, 20)))
    assert json.loads(format_incidents(rows.slice(1)))["bbox"] == [-100, 20, -100, 20]


def test_plain_and_dictionary_encoded_geometry_give_the_same_bytes() -> None:
    rows = table((RAID, BOX), (replace(RAID, incident_id="b"), BOX), (replace(RAID, incident_id="c"), None))
    plain = rows.set_column(rows.num_columns - 1, GEOMETRY, rows.column(GEOMETRY).cast(pa.binary()))
    parts = pa.concat_tables([plain.slice(0, 1), plain.slice(1)])
    assert format_incidents(rows) == format_incidents(plain) == format_incidents(parts)


def test_more_rows_than_are_laid_out_at_once_stay_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = table(*((replace(RAID, incident_id=f"i{n}"), shapely.Point(n, n)) for n in range(10)))
    whole = format_incidents(rows)
    monkeypatch.setattr("geomap.export.json_text.ROWS_AT_ONCE", 3)
    assert format_incidents(rows) == whole


def test_hostile_text_comes_back_as_it_was() -> None:
    incident = replace(RAID, incident_id=HOSTILE, place_text=HOSTILE, actors=(Actor(HOSTILE, "other"),))
    content = format_incidents(table((incident, None)))
    assert content.count(b"\n") == 3
    feature = json.loads(content)["features"][0]
    seen = HOSTILE.replace("\ud800", "\ufffd")
    assert feature["id"] == feature["properties"]["place_text"] == seen
    assert feature["properties"]["actors"][0]["name"] == seen
    assert "ñ".encode() in content


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="confidence"):
        format_incidents(table((replace(RAID, confidence=math.nan), None)))


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(math.inf, 1),
        shapely.Point(1, math.nan),
        shapely.Point(181, 0),
        shapely.Point(0, 91),
        shapely.Point(),
    ],
)
def test_a_geometry_that_is_no_place_on_earth_is_refused_with_its_incident(shape: shapely.Geometry) -> None:
    with pytest.raises(CoordinateError, match="bad-one: found"):
        format_incidents(table((RAID, shapely.Point(1, 1)), (replace(RAID, incident_id="bad-one"), shape)))


def test_what_is_no_geometry_is_refused() -> None:
    with pytest.raises(CoordinateError, match="raid-1: found an empty geometry or none"):
        format_incidents(incidents_to_table([RAID]).append_column(GEOMETRY, pa.array([b"no geometry"])))
    with pytest.raises(CoordinateError, match="GeometryCollection"):
        format_geometry(shapely.GeometryCollection([BOX]))
    with pytest.raises(CoordinateError, match="empty Polygon"):
        format_geometry(shapely.Polygon())


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(1, 2),
        shapely.LineString([(0, 0), (1, 1)]),
        shapely.MultiPoint([(0, 0), (1, 1)]),
        shapely.MultiLineString([[(0, 0), (1, 1)], [(2, 2), (3, 3)]]),
        shapely.Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(1, 1), (1, 2), (2, 2), (2, 1)]]),
        shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)]),
    ],
)
def test_every_kind_of_geometry_is_written(shape: shapely.Geometry) -> None:
    assert shapely.equals(shapely.geometry.shape(json.loads(format_geometry(shape))), shape)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (-1e-9, "0"),
        (19.9456, "19.9456"),
        (0.1 + 0.2, "0.3"),
        (-103.123456789, "-103.1234568"),
        (0.00001, "0.00001"),
        (-0.0000125, "-0.0000125"),
        (0.000001, "0.000001"),
        (1e-7, "1e-7"),
        (-5e-7, "-5e-7"),
    ],
)
def test_numbers_are_written_as_javascript_does(value: float, text: str) -> None:
    assert format_numbers(np.array([value])) == [text]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_not_written(value: float) -> None:
    with pytest.raises(CoordinateError):
        format_numbers(np.array([value]))


@given(st.floats(-180, 180))
def test_a_number_reads_back_within_half_a_unit_of_the_last_decimal(value: float) -> None:
    (text,) = format_numbers(np.array([value]))
    assert abs(float(text) - value) <= 0.51e-7
    assert format_numbers(np.array([float(text)])) == [text]


def rings_of(shape: dict[str, Any]) -> list[list[list[list[float]]]]:
    """Give the rings of each polygon of a geometry."""
    parts = shape["coordinates"]
    return [parts] if shape["type"] == "Polygon" else parts


def is_counter_clockwise(ring: list[list[float]]) -> bool:
    """Tell by the signed area."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0


def test_outer_rings_run_counter_clockwise_and_holes_clockwise() -> None:
    clockwise = [(0, 0), (0, 9), (9, 9), (9, 0)]
    hole = [(1, 1), (2, 1), (2, 2), (1, 2)]
    parts = [shapely.Polygon(clockwise, [hole]), shapely.Polygon([(20, 0), (20, 1), (21, 1)])]
    shape = shape_of(format_incidents(table((RAID, shapely.MultiPolygon(parts)))))
    for outer, *holes in rings_of(shape):
        assert outer[0] == outer[-1]
        assert is_counter_clockwise(outer)
        assert not any(is_counter_clockwise(ring) for ring in holes)


def test_a_self_crossing_polygon_is_made_valid() -> None:
    bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    assert prepared(bow).is_valid
    assert prepared(bow).area == pytest.approx(2)


@pytest.mark.parametrize("shift", [0, -360])
def test_a_polygon_over_the_antimeridian_is_cut(shift: int) -> None:
    hole = [(184, 2), (184, 4), (186, 4), (186, 2)]
    running = shapely.Polygon([(170, 0), (190, 0), (190, 10), (170, 10)], [hole])
    shape = prepared(shapely.transform(running, lambda pairs: pairs + np.array([shift, 0])))
    assert shape.geom_type == "MultiPolygon"
    assert shape.bounds == (-180, 0, 180, 10)
    assert shape.area == pytest.approx(200 - 4)
    assert shapely.contains_xy(shape, -171, 5)
    assert not shapely.contains_xy(shape, -175, 3)


def test_a_ring_that_leaps_over_the_antimeridian_is_cut_too() -> None:
    leaping = shapely.Polygon(
        [(170, 0), (-170, 0), (-170, 10), (170, 10)], [[(-176, 2), (-176, 4), (-174, 4), (-174, 2)]]
    )
    shape = prepared(leaping)
    assert shape.area == pytest.approx(200 - 4)
    assert not shapely.contains_xy(shape, 0, 5)
    assert not shapely.contains_xy(shape, -175, 3)


def test_a_polygon_beyond_180_as_a_whole_is_brought_back() -> None:
    assert prepared(shapely.box(190, 0, 200, 10)).bounds == (-170, 0, -160, 10)


def test_a_polygon_round_a_pole_and_one_of_the_whole_world_stay() -> None:
    polar = shapely.Polygon([(-180, -90), (180, -90), (180, -70), (0, -65), (-180, -70)])
    world = shapely.box(-180, -90, 180, 90)
    for shape in (polar, world):
        assert shapely.equals(prepared(shape), shape)


@given(
    st.floats(-179, 179),
    st.floats(-85, 85),
    st.floats(0.001, 30),
    st.integers(3, 9),
)
def test_any_polygon_comes_out_valid_and_of_the_same_area(lon: float, lat: float, size: float, corners: int) -> None:
    turns = np.linspace(0, 2 * math.pi, corners, endpoint=False)
    pairs = np.column_stack([lon + size * np.cos(turns), np.clip(lat + size * np.sin(turns), -90, 90)])
    given_shape = shapely.Polygon(pairs)
    shape = prepared(given_shape)
    assert shape.is_valid
    assert shape.bounds[0] >= -180
    assert shape.bounds[2] <= 180
    assert shape.area == pytest.approx(given_shape.area, rel=1e-3, abs=1e-5)


STATES = pa.table(
    {
        "admin1_name": ["Jalisco", "Nowhere"],
        "admin1_code": ["14", "01"],
        "admin1_iso": ["MX-JAL", None],
        "country_code": ["MX", "XX"],
        "roadblock_events": pa.array([65, None], pa.int64()),
        "as_of": ["2026-02-22", None],
        GEOMETRY: pa.array([shapely.to_wkb(BOX), None], pa.binary()).dictionary_encode(),
    }
)


def test_states_are_named_by_their_iso_code_or_else_by_country_and_code() -> None:
    features = json.loads(format_states(STATES))["features"]
    assert [f["id"] for f in features] == ["MX-JAL", "XX-01"]
    assert features[0]["properties"]["roadblock_events"] == 65
    assert features[1]["properties"]["roadblock_events"] is None
    assert features[1]["geometry"] is None


def test_a_gis_reads_the_types_right(tmp_path: Path) -> None:
    path = tmp_path / "x.geojson"
    path.write_bytes(
        format_incidents(table((RAID, shapely.Point(-103.7595, 19.9456)), (replace(RAID, incident_id="b"), BOX)))
    )
    frame = pyogrio.read_dataframe(path)
    assert frame.crs.to_epsg() == 4326
    assert str(frame["killed_best"].dtype).startswith("int")
    assert frame["admin1_code"].tolist() == ["14", "14"]
    assert frame["admin2_code"].tolist() == ["14086", "14086"]
    assert frame["confidence"].tolist() == [0.9, 0.9]
    assert str(frame["date_start"].dtype).startswith("datetime64")
    assert frame.geometry.geom_type.tolist() == ["Point", "Polygon"]


def test_the_same_table_gives_the_same_bytes() -> None:
    rows = table((RAID, BOX), (replace(RAID, incident_id="b"), shapely.Point(1, 1)))
    assert format_incidents(rows) == format_incidents(rows)
    assert format_states(STATES) == format_states(STATES)
