"""GeoDataFrames in and out, as users of geopandas expect them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import geomap
from geomap.errors import GeomapError, InputError
from geomap.frames.columns import clean_value
from geomap.pipeline import Resources
from geomap.schema import FIELD_NAMES, FIELDS

TEXT = """Army raid in Tapalpa leaves seven dead

Soldiers raided a house in Tapalpa, Jalisco, on February 22, 2026. Seven gunmen were killed in the raid.

Gunmen set up roadblocks in Michoacán. There were more than 250 roadblocks in 20 Mexican states.
"""
DTYPES = {"integer": "Int64", "number": "float64", "boolean": "bool"}
MEXICO_LCC = "EPSG:6372"
TAPALPA = (-103.75954, 19.94563)


@pytest.fixture(scope="module")
def found(resources: Resources) -> gpd.GeoDataFrame:
    """The incidents of a report."""
    return geomap.extract(TEXT, resources=resources)


def make_points(*points: tuple[float, float] | None, crs: str | None = "EPSG:4326", **columns: Any) -> gpd.GeoDataFrame:  # noqa: ANN401 - cells
    """Make a frame of points."""
    shapes = [None if point is None else shapely.Point(point) for point in points]
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, crs=crs), crs=crs)


def test_extract_gives_a_frame_with_the_columns_and_types_of_the_contract(found: gpd.GeoDataFrame) -> None:
    assert [*found.columns] == [*FIELD_NAMES, "geometry"]
    assert {f.name: str(found[f.name].dtype) for f in FIELDS} == {f.name: DTYPES.get(f.type, "object") for f in FIELDS}
    assert found.crs == "EPSG:4326"
    assert [*found.index] == [*range(len(found))]


def test_null_is_not_0_and_text_is_none(found: gpd.GeoDataFrame) -> None:
    raid = found.set_index("event_type").loc["raid"]
    assert (raid["killed_best"], raid["admin2_code"]) == (7, "14086")
    assert raid["injured_best"] is pd.NA
    assert found["killed_best"].sum() == 7
    assert raid["part_of"] is None
    assert raid["sources"][0]["doc_id"].startswith("text-")


def test_a_frame_without_incidents_has_the_same_types(found: gpd.GeoDataFrame, resources: Resources) -> None:
    empty = geomap.extract("The committee met and nothing was decided.", resources=resources)
    assert len(empty) == 0
    assert_frame_equal(empty.dtypes.to_frame(), found.dtypes.to_frame())
    assert isinstance(geomap.render_map(empty, resources=resources), folium.Map)


def test_the_geometry_is_as_fine_as_what_is_known(found: gpd.GeoDataFrame, resources: Resources) -> None:
    kinds = {precision: set(rows.geometry.geom_type) for precision, rows in found.groupby("geo_precision")}
    assert kinds["settlement"] == {"Point"}
    assert kinds["admin1"] <= {"Polygon", "MultiPolygon"}
    assert kinds["country"] == {None}
    points = geomap.extract(TEXT, geometry="point", resources=resources)
    assert set(points.geometry[points["geo_precision"] == "admin1"].geom_type) == {"Point"}
    assert geomap.extract(TEXT, geometry="none", resources=resources).geometry.isna().all()
    with pytest.raises(InputError, match="geometry: found 'line'"):
        geomap.extract(TEXT, geometry="line", resources=resources)


def test_extract_takes_reports_texts_and_what_was_read(tmp_path: Path, resources: Resources) -> None:
    report = geomap.Report("a", "Three men were killed in Tapalpa, Jalisco.", published="2026-02-23")
    frame = geomap.extract([report, TEXT], date="2026-02-24", resources=resources)
    assert frame["doc_id"].iloc[0] == "a"
    assert frame["doc_id"].nunique() == 2
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "t.csv").write_text("event_type,place_name\narson,Tapalpa\n", encoding="utf-8")
    read = geomap.extract(geomap.read_reports(tmp_path), resources=resources)
    assert read["doc_id"].unique().tolist() == ["a.txt", "t.csv#1"]


def test_reconcile_merges_frames_and_leaves_them_as_they_were(found: gpd.GeoDataFrame, resources: Resources) -> None:
    other = geomap.extract(TEXT.replace("Army raid", "Soldiers’ raid"), resources=resources)
    before = found.copy(deep=True)
    merged = geomap.reconcile_incidents(found, other, resources=resources)
    assert_frame_equal(found, before)
    raids = merged[merged["event_type"] == "raid"]
    assert [len(sources) for sources in raids["sources"]] == [2]
    again = geomap.reconcile_incidents(merged, merged, resources=resources)
    assert again["incident_id"].tolist() == merged["incident_id"].tolist()


def test_a_frame_of_ones_own_needs_an_event_type_and_points(resources: Resources) -> None:
    own = make_points(TAPALPA, None, event_type=["raid", "arson"], killed_best=[2.0, None], colour=["red", "blue"])
    merged = geomap.reconcile_incidents(own.to_crs(MEXICO_LCC), resources=resources).set_index("event_type")
    assert merged.loc["raid", "admin2_code"] == "14086"
    assert merged.loc["raid", "geo_precision"] == "exact"
    assert merged["killed_best"].tolist() == [2, pd.NA]
    assert merged.geometry["arson"] is None
    states = geomap.total_states(own, resources=resources).set_index("admin1_name")
    assert states.loc["Jalisco", "killed_best"] == 2


def test_a_frame_passes_through_parquet(found: gpd.GeoDataFrame, tmp_path: Path, resources: Resources) -> None:
    path = tmp_path / "found.parquet"
    found.to_parquet(path)
    back = geomap.reconcile_incidents(gpd.read_parquet(path), resources=resources)
    assert_frame_equal(back, geomap.reconcile_incidents(found, resources=resources))


def test_states_have_totals_and_boundaries(found: gpd.GeoDataFrame, resources: Resources) -> None:
    states = geomap.total_states(found, resources=resources)
    assert states.crs == "EPSG:4326"
    assert states.geometry.notna().all()
    by_name = states.set_index("admin1_name")
    assert len(by_name) == 32
    assert by_name["killed_best"]["Jalisco"] == 7
    assert by_name["killed_best"]["Colima"] is pd.NA
    assert by_name["raid_incidents"].sum() == 1
    assert str(states["raid_events"].dtype) == "Int64"


def test_the_map_draws_the_geometry_of_the_frame(found: gpd.GeoDataFrame, tmp_path: Path) -> None:
    raid = found[found["event_type"] == "raid"].to_crs(MEXICO_LCC)
    moved = raid.set_geometry(raid.geometry.translate(10_000, 0))
    drawn = geomap.render_map(moved, title="Moved")
    (layer,) = (child for child in drawn._children.values() if isinstance(child, folium.map.Layer))
    assert layer.layer_name.startswith("Raid")
    assert "<iframe" in drawn._repr_html_()
    path = tmp_path / "moved.geojson"
    geomap.write_incidents(moved, path)
    point = gpd.read_file(path).geometry.iloc[0]
    assert point.x == pytest.approx(TAPALPA[0] + 0.095, abs=0.002)
    assert point.y == pytest.approx(TAPALPA[1], abs=0.01)


def test_a_selection_keeps_its_rows(found: gpd.GeoDataFrame, tmp_path: Path) -> None:
    chosen = found.iloc[::-1].set_index("incident_id", drop=False).drop(columns="place_alternates")
    geomap.write_incidents(chosen, tmp_path / "a.jsonl")
    assert geomap.read_incidents(tmp_path / "a.jsonl")["incident_id"].tolist() == chosen["incident_id"].tolist()


@pytest.mark.parametrize("suffix", [".jsonl", ".geojson", ".csv"])
def test_reading_gives_what_was_written(found: gpd.GeoDataFrame, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"found{suffix}"
    geomap.write_incidents(found, str(path), quotes=True)
    assert_frame_equal(geomap.read_incidents(path), found)


def test_rows_that_were_set_aside_are_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("event_type,killed_best\nraid,1\nraid,many\nraid,-1\n", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"2 records were set aside; the first: t\.csv row 2: killed_best"):
        frame = geomap.read_incidents([path], geometry="none")
    assert frame["killed_best"].tolist() == [1]


def test_a_report_alone_holds_no_incident_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match="found no incident in the input"):
        geomap.read_incidents(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.drop(columns="event_type"), "expected event_type among them"),
        (lambda f: f.assign(killed_best=1.5), "row 0: killed_best: found 1.5; expected a whole number"),
        (lambda f: f.assign(event_type="picnic"), "row 0: event_type: found 'picnic'"),
        (lambda f: f.assign(actors="me"), "row 0: actors: found 'me'; expected a list of actors"),
        (lambda f: pd.concat([f, f]), r"row 0: found the incident_id '.*' again"),
        (lambda f: f.set_crs(None, allow_override=True), "found no CRS; expected one"),
        (lambda f: f["event_type"], "found a Series; expected a GeoDataFrame"),
    ],
)
def test_a_frame_that_can_not_be_drawn_is_told_in_one_line(
    found: gpd.GeoDataFrame,
    change: Callable[[gpd.GeoDataFrame], pd.DataFrame],
    message: str,
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        geomap.render_map(change(found))
    assert isinstance(caught.value, ValueError)
    assert "\n" not in str(caught.value)


def test_geocode_adds_its_columns_and_points_and_keeps_the_rest() -> None:
    towns = pd.DataFrame(
        {"id": [1, 2, 3], "town": ["Tapalpa", "Nowhereville", None], "state": ["Jalisco", 14, None]},
        index=["a", "b", "b"],
    )
    before = towns.copy(deep=True)
    placed = geomap.geocode(towns, place="town", admin1="state", country="MX")
    assert_frame_equal(towns, before)
    assert_frame_equal(pd.DataFrame(placed[["id", "town", "state"]]), towns)
    assert placed.crs == "EPSG:4326"
    assert placed["geomap_admin2_code"].tolist()[:1] == ["14086"]
    assert placed.geometry.iloc[0].coords[0] == pytest.approx(TAPALPA)
    assert (placed["geomap_lon"].iloc[0], placed["geomap_lat"].iloc[0]) == placed.geometry.iloc[0].coords[0]
    assert placed["geomap_geo_precision"].tolist()[1] == "admin1"
    assert "Nowhereville" in placed["geomap_note"].iloc[1]


def test_what_is_not_found_has_no_point() -> None:
    placed = geomap.geocode(["Xyzzyqwert", "", None])
    assert placed.geometry.isna().all()
    assert placed["geomap_lon"].isna().all()
    assert placed["geomap_place_name"].tolist() == [None, None, None]
    assert placed["geomap_note"].tolist()[0] == "'Xyzzyqwert' is not in the gazetteer"
    assert len(geomap.geocode([])) == 0


def test_names_alone_keep_their_index() -> None:
    placed = geomap.geocode(pd.Series(["Uruapan"], index=[7], name="town"), place="town", country="MX")
    assert placed["town"].to_dict() == {7: "Uruapan"}
    assert placed["geomap_admin1_name"][7] == "Michoacán"


def test_geocode_keeps_a_geometry_that_is_there_and_replaces_its_own_columns() -> None:
    areas = make_points((0.0, 0.0), place=["Tapalpa"], geomap_note=["old"]).to_crs(MEXICO_LCC)
    placed = geomap.geocode(areas, country="MX")
    assert placed.active_geometry_name == "geomap_geometry"
    assert placed.crs == "EPSG:4326"
    assert placed["geometry"].crs == MEXICO_LCC
    assert placed["geomap_note"].tolist() == [None]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"place": "town"}, "has no column 'town'; found place, land"),
        ({"admin1": "state"}, "has no column 'state'"),
        (
            {"country": "Mexi"},
            "country: found 'Mexi'; expected an ISO code, such as MX, or one of the columns place, land",
        ),
    ],
)
def test_a_column_that_is_missing_is_told(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        geomap.geocode(pd.DataFrame({"place": ["Tapalpa"], "land": ["MX"]}), **arguments)
    with pytest.raises(InputError, match="expected a frame or a list of names"):
        geomap.geocode("Tapalpa")


def test_join_adds_divisions_in_the_callers_crs() -> None:
    points = make_points(TAPALPA, None, (-140.0, 30.0), id=[1, 2, 3]).set_index("id").to_crs(MEXICO_LCC)
    before = points.copy(deep=True)
    joined = geomap.join(points)
    assert_frame_equal(points, before)
    assert joined.crs == MEXICO_LCC
    assert_frame_equal(joined[["geometry"]], points)
    added = ["Jalisco", "14", "MX-JAL", "Tapalpa", "14086", "MX", "Mexico"]
    assert joined.loc[1].tolist()[1:8] == added
    assert joined.loc[2].tolist()[1:8] == joined.loc[3].tolist()[1:8] == [None] * 7
    assert joined["geomap_snap_km"].isna().all()
    assert joined["geomap_note"].tolist() == [None, "no coordinates", "in no division, over 500 km from any"]


def test_an_empty_point_lies_nowhere_and_a_named_geometry_keeps_its_name() -> None:
    points = gpd.GeoDataFrame(
        {"where": gpd.GeoSeries([shapely.Point(), shapely.Point(TAPALPA)], crs=4326)}, geometry="where"
    )
    joined = geomap.join(points)
    assert joined.active_geometry_name == "where"
    assert joined["geomap_admin2_code"].tolist() == [None, "14086"]
    assert len(geomap.join(points.iloc[:0])) == 0


@pytest.mark.parametrize(
    ("frame", "error", "message"),
    [
        (make_points(TAPALPA, crs=None), InputError, "found no CRS; expected one"),
        (
            gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1)], crs=4326),
            InputError,
            "row 0: found a Polygon; expected points",
        ),
        (pd.DataFrame({"lon": [1]}), InputError, "found a DataFrame; expected a GeoDataFrame"),
        (gpd.GeoDataFrame({"lon": [1]}), InputError, "found no active geometry"),
    ],
)
def test_a_frame_that_can_not_be_joined_is_told_in_one_line(
    frame: pd.DataFrame, error: type[GeomapError], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        geomap.join(frame)
    assert isinstance(caught.value, ValueError)
    assert "\n" not in str(caught.value)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.floats(-117, -87), st.floats(15, 32)), min_size=1, max_size=5))
def test_a_joined_point_lies_in_the_same_division_in_any_crs(points: list[tuple[float, float]]) -> None:
    frame = make_points(*points)
    rounded = gpd.GeoDataFrame(geometry=frame.to_crs(MEXICO_LCC).geometry.to_crs(4326))
    there = geomap.join(frame.to_crs(MEXICO_LCC))["geomap_admin2_code"].tolist()
    assert there == geomap.join(rounded)["geomap_admin2_code"].tolist()


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (pd.NA, "integer", None),
        (pd.NaT, "datetime", None),
        (float("nan"), "number", None),
        (3.0, "integer", 3),
        (3.0, "number", 3.0),
        (pd.Timestamp("2026-02-22 20:00", tz="America/Mexico_City"), "datetime", "2026-02-22T20:00:00-06:00"),
        (pd.Series([True])[0], "boolean", True),
    ],
)
def test_cells_become_plain_values(value: object, kind: str, expected: object) -> None:
    found = clean_value(value, kind)
    assert (found, type(found)) == (expected, type(expected))


def test_none_told_is_null_and_none_killed_is_0(resources: Resources) -> None:
    frame = geomap.reconcile_incidents(pd.DataFrame([{"event_type": "raid", "killed_best": 0}]), resources=resources)
    assert frame["killed_best"].tolist() == [0]
    assert frame["injured_best"].tolist() == [pd.NA]


def test_a_point_that_is_no_place_on_earth_keeps_its_row_and_is_warned_of() -> None:
    with pytest.warns(UserWarning, match=r"1 row has no usable point .*1 out of range.* row 2: found lon 640000"):
        joined = geomap.join(make_points(TAPALPA, (640_000.0, 2_200_000.0)))
    assert joined["geomap_admin1_code"].tolist() == ["14", None]
    assert "expected -180 to 180" in joined["geomap_note"][1]


ZONES = gpd.GeoDataFrame(
    {"zone": [1, 2], "name": ["north", None], "since": pd.to_datetime(["2020-01-01", "2021-01-01"])},
    geometry=[shapely.box(-104, 20, -103, 21), shapely.box(-104, 19, -103, 20)],
    crs=4326,
)


def test_points_are_joined_to_polygons_of_ones_own_in_any_crs() -> None:
    points = make_points((-103.5, 20.5), (-103.5, 19.5), (-90.0, 20.0), None).set_index(pd.Index([9, 9, 7, 6]))
    for zones in (ZONES, ZONES.to_crs(MEXICO_LCC)):
        joined = geomap.join(points.to_crs(MEXICO_LCC), zones)
        assert joined.index.tolist() == [9, 9, 7, 6]
        assert joined["geomap_zone"].tolist() == [1, 2, pd.NA, pd.NA]
        assert joined["geomap_zone"].dtype == "Int64"
        assert joined["geomap_name"].isna().tolist() == [False, True, True, True]
        assert joined["geomap_since"].iloc[0] == pd.Timestamp("2020-01-01")
        assert joined["geomap_note"].tolist() == [None, None, "in no polygon", "no coordinates"]
        assert "geomap_admin1_code" not in joined.columns
    assert geomap.join(points, ZONES, columns=["name"]).columns.tolist() == [
        *("geometry", "geomap_name", "geomap_snap_km", "geomap_note")
    ]


def test_own_polygons_snap_only_where_that_is_asked_for() -> None:
    point = make_points((-102.99, 19.5))
    assert geomap.join(point, ZONES)["geomap_zone"].isna().all()
    near = geomap.join(point, ZONES, snap_km=5)
    assert near["geomap_zone"].tolist() == [2]
    assert near["geomap_snap_km"].tolist() == [pytest.approx(1.05, abs=0.01)]
    assert near["geomap_note"].tolist() == ["in no polygon; the nearest, zone 2, is 1.0 km away"]


def test_joining_gives_what_sjoin_gives() -> None:
    chance = np.random.default_rng(1)
    x, y = chance.uniform(-104.5, -102.5, 5_000), chance.uniform(18.5, 21.5, 5_000)
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y), crs=4326)
    theirs = points.sjoin(ZONES, how="left")["zone"].fillna(0).astype(int).tolist()
    assert geomap.join(points, ZONES)["geomap_zone"].fillna(0).tolist() == theirs


@pytest.mark.parametrize(
    ("boundaries", "message"),
    [
        (gpd.GeoDataFrame(geometry=[shapely.Point(0, 0)], crs=4326), "boundaries: found Point; expected polygons"),
        (gpd.GeoDataFrame(geometry=[None], crs=4326), "found no geometry; expected polygons"),
        (gpd.GeoDataFrame({"a": [1]}), "found no geometry; expected polygons"),
        (ZONES.to_crs(MEXICO_LCC).set_crs(None, allow_override=True), "found no CRS, and coordinates from"),
        (pd.DataFrame({"a": [1]}), "found a DataFrame; expected a GeoDataFrame or the path of a file"),
    ],
)
def test_boundaries_that_are_none_are_told_in_one_line(boundaries: pd.DataFrame, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        geomap.join(make_points(TAPALPA), boundaries)
    assert "\n" not in str(caught.value)
