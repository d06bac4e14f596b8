"""Polygons of one's own: files in many formats, any CRS, and polygons that have to be mended or left out."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.boundaries.degrees import read_degrees
from geomap.boundaries.files import read_polygons
from geomap.boundaries.own import OwnPolygons, fit_polygons
from geomap.boundaries.points import NOTE, PointJoin
from geomap.cli.app import run_command
from geomap.errors import InputError

UTM = "EPSG:32613"
MIDDLES = (-103.5, 20.5), (-103.5, 19.5)


def make_zones(**columns: Any) -> gpd.GeoDataFrame:  # noqa: ANN401 - whatever the test sets
    """Make two squares that share an edge."""
    shapes = [shapely.box(-104, 20, -103, 21), shapely.box(-104, 19, -103, 20)]
    return gpd.GeoDataFrame(columns or {"zona": ["norte", "sur"], "cp": [49340, 49360]}, geometry=shapes, crs=4326)


def find(polygons: OwnPolygons, *points: tuple[float, float]) -> dict[str, list[object]]:
    """Join points to polygons."""
    found = PointJoin(polygons).join(read_degrees(*np.array(points).T))
    return {name: values.tolist() for name, values in found.items()}


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp", ".fgb", ".parquet", ".kml"])
@pytest.mark.parametrize("crs", [4326, UTM])
def test_each_format_is_read_in_its_own_crs(tmp_path: Path, suffix: str, crs: object) -> None:
    path, zones = tmp_path / f"z{suffix}", make_zones()
    zones = zones if suffix in (".geojson", ".kml") else zones.to_crs(crs)
    if suffix == ".parquet":
        zones.to_parquet(path)
    elif suffix == ".kml":
        zones.rename(columns={"zona": "Name"}).to_file(path, driver="KML", layer="z")
    else:
        zones.to_file(path)
    found = find(read_polygons(path), *MIDDLES)
    assert (found.get("geomap_zona") or found["geomap_Name"]) == ["norte", "sur"]
    if suffix != ".kml":
        assert found["geomap_cp"] == [49340, 49360]


def test_long_edges_of_a_projection_stay_straight_in_it() -> None:
    # The northern edge bows north in degrees; a point between the chord and the bow lies inside.
    edge = gpd.GeoSeries([shapely.box(500_000, 2_000_000, 1_100_000, 2_200_000)], crs=UTM)
    polygons = fit_polygons(gpd.GeoDataFrame({"a": [1]}, geometry=edge))
    points = gpd.GeoSeries([shapely.Point(800_000, 2_199_990), shapely.Point(800_000, 2_200_010)], crs=UTM).to_crs(4326)
    assert find(polygons, *zip(points.x, points.y, strict=True))["geomap_a"] == [1, None]


def test_a_layer_is_named_where_there_are_several(tmp_path: Path) -> None:
    path = tmp_path / "z.gpkg"
    make_zones().to_file(path, layer="zonas")
    make_zones(sector=["a", "b"]).to_file(path, layer="sectores")
    gpd.GeoDataFrame(geometry=[shapely.Point(0, 0)], crs=4326).to_file(path, layer="puntos")
    with pytest.raises(InputError, match="found the layers zonas, sectores, puntos; expected the name of one"):
        read_polygons(path)
    assert find(read_polygons(path, layer="sectores"), *MIDDLES)["geomap_sector"] == ["a", "b"]
    with pytest.raises(InputError, match="has no layer 'x'; found zonas, sectores, puntos"):
        read_polygons(path, layer="x")


def test_without_a_crs_degrees_are_taken_as_such_and_told(tmp_path: Path) -> None:
    path = tmp_path / "z.shp"
    make_zones().to_file(path)
    path.with_suffix(".prj").unlink()
    polygons = read_polygons(path)
    assert polygons.notices == (f"{path}: found no CRS; its coordinates were taken as degrees WGS84",)
    assert find(polygons, *MIDDLES)["geomap_cp"] == [49340, 49360]


def test_polygons_are_mended_or_left_out_and_counted() -> None:
    bow = shapely.Polygon([(-104, 20), (-103, 21), (-103, 20), (-104, 21)])
    mixed = shapely.GeometryCollection([shapely.box(-102, 20, -101, 21), shapely.Point(0, 0)])
    flat = shapely.Polygon([(0, 0), (1, 1), (0, 0)])
    shapes = [bow, None, shapely.Polygon(), shapely.Point(1, 1), mixed, flat, shapely.box(-104, 19, -103, 20)]
    polygons = fit_polygons(gpd.GeoDataFrame({"n": range(7)}, geometry=shapes, crs=4326))
    assert polygons.notices == (
        "boundaries: invalid polygons, made valid: 2",
        "boundaries: rows without a geometry, left out: 2",
        "boundaries: geometries that are no polygons, left out: 1",
        "boundaries: polygons without an area or outside their CRS, left out: 1",
    )
    found = find(polygons, (-103.1, 20.5), (-103.5, 20.1), (-101.5, 20.5), (-103.5, 19.5))
    assert found["geomap_n"] == [0, None, 4, 6]


def test_where_polygons_overlap_the_smallest_is_taken_and_told() -> None:
    shapes = [shapely.box(0, 0, 10, 10), shapely.box(4, 4, 6, 6)]
    joiner = PointJoin(fit_polygons(gpd.GeoDataFrame({"n": ["wide", "town"]}, geometry=shapes, crs=4326)))
    found = joiner.join(read_degrees([5.0, 1.0, 6.0], [5.0, 1.0, 5.0]))
    assert found["geomap_n"].tolist() == ["town", "wide", "town"]
    assert found[NOTE].tolist() == [told := "in several polygons; the smallest is taken", None, told]
    assert joiner.tell() == ["2 rows lie in several polygons and took the smallest"]


def test_columns_keep_their_names_and_none_becomes_anothers() -> None:
    columns = {"note": ["x", "y"], "geomap_note": ["z", "w"], "geomap_a": [1, 2], "a": [3, 4]}
    assert fit_polygons(make_zones(**columns)).columns == (
        *("geomap_polygon_note", "geomap_polygon_polygon_note", "geomap_a", "geomap_polygon_a"),
    )
    assert fit_polygons(make_zones(), columns=["cp"]).columns == ("geomap_cp",)
    with pytest.raises(InputError, match="has no column 'x'; found zona, cp"):
        fit_polygons(make_zones(), columns=["x"])
    bare = make_zones()[["geometry"]]
    assert find(fit_polygons(bare), *MIDDLES)["geomap_polygon"] == [1, 2]
    many = fit_polygons(make_zones(**{f"c{n}": [n, n] for n in range(30)}))
    assert many.notices == ("boundaries: all of its 30 columns are added; name those that you want to have fewer",)


def test_values_become_what_a_table_can_hold() -> None:
    zones = make_zones(
        when=pd.to_datetime(["2020-01-02", None]),
        code=[1.5, None],
        cp=[49340.0, None],
        yes=[True, False],
        whole=pd.array([7, None], "Int64"),
    )
    found = find(fit_polygons(zones), *MIDDLES)
    assert found["geomap_when"] == ["2020-01-02T00:00:00", None]
    assert found["geomap_code"] == [1.5, None]
    assert str(found["geomap_cp"][0]) == "49340"
    assert found["geomap_yes"] == [True, False]
    assert found["geomap_whole"] == [7, None]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 1000), st.integers(2, 12))
def test_a_joined_point_lies_in_the_smallest_polygon_that_holds_it(seed: int, count: int) -> None:
    chance = np.random.default_rng(seed)
    middles, sizes = chance.uniform(-5, 5, (count, 2)), chance.uniform(0.1, 3, count)
    shapes = [shapely.Point(m).buffer(s) for m, s in zip(middles.tolist(), sizes.tolist(), strict=True)]
    points = chance.uniform(-6, 6, (200, 2))
    found = find(fit_polygons(gpd.GeoDataFrame({"n": range(count)}, geometry=shapes, crs=4326)), *points.tolist())
    for (x, y), number in zip(points.tolist(), found["geomap_n"], strict=True):
        holding = [n for n in range(count) if shapely.intersects_xy(shapes[n], x, y)]
        areas = {n: shapes[n].area * np.cos(np.radians(middles[n][1])) for n in holding}
        assert number == (min(areas, key=areas.__getitem__) if areas else None)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("z.geojson", b"{", "can't be read"),
        ("z.gpkg", b"no database", "can't be read"),
        ("z.parquet", b"PAR1", "found no GeoParquet"),
        ("z.shp", b"", "can't be read"),
        ("z.txt", b"x", "found the suffix '.txt'; expected one of .geojson"),
        ("z.geojson", b'{"type": "FeatureCollection", "features": []}', "found no geometry; expected polygons"),
        ("z.geojson", b"<OGRVRTDataSource><SrcDataSource>/vsicurl/http://x/y</SrcDataSource>", "only names others"),
    ],
)
def test_a_file_that_can_not_be_used_is_told_in_one_line(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_polygons(tmp_path / name)
    assert "\n" not in str(caught.value)
    with pytest.raises(InputError, match="can't be read"):
        read_polygons(tmp_path / "missing.gpkg")


def test_too_many_corners_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geomap.boundaries.own._MOST_CORNERS", 9)
    with pytest.raises(InputError, match="found 10 corners; expected at most 9"):
        fit_polygons(make_zones())


def test_the_command_adds_the_columns_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, zones, out = tmp_path / "t.csv", tmp_path / "z.gpkg", tmp_path / "o.csv"
    make_zones(zona=["=HYPERLINK(1)", "sur"], cp=[1, 2]).to_file(zones)
    table.write_text("lon,lat\n-103.5,20.5\n-103.5,19.5\n0,1\n-102.99,19.5\n", encoding="utf-8")
    command = ["join", str(table), "-o", str(out), "--boundaries", str(zones)]
    assert run_command([*command, "--boundary-columns", "zona", "--snap", "2"]) == 0
    rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["lon", "lat", "geomap_zona", "geomap_snap_km", "geomap_note"]
    assert [row[2] for row in rows[1:]] == ["'=HYPERLINK(1)", "sur", "", "sur"]
    assert rows[4][3] == "1.050"
    said = capsys.readouterr().err
    assert "1 row lies in no polygon" in said
    assert "took the nearest, up to 1.0 km away" in said


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--boundary-layer", "x"], "--boundary-layer: found without --boundaries"),
        (["--boundary-columns", "x"], "--boundary-columns: found without --boundaries"),
        (["--snap", "-1"], "--snap: found -1; expected 0 to 500 kilometres"),
        (["--snap", "nan"], "--snap: found nan; expected 0 to 500 kilometres"),
        (["--country", "Mexico"], "found 'Mexico'; expected an ISO 3166-1 code"),
        (["--boundaries", "missing.gpkg"], "missing.gpkg: can't be read"),
    ],
)
def test_options_that_do_not_fit_are_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("lon,lat\n1,1\n", encoding="utf-8")
    assert run_command(["join", str(table), *options]) == 1
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1
