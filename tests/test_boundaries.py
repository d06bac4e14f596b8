"""Points and incidents joined to states and municipalities; geometries; totals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.boundaries.join import add_geometry, join_boundaries
from geomap.boundaries.polygons import SNAP_KM, PolygonIndex
from geomap.boundaries.shapes import ShapeList
from geomap.boundaries.store import Boundaries, read_boundaries
from geomap.errors import CoordinateError, DataError, InputError
from geomap.geometry import distance_km
from geomap.model import Incident
from geomap.pipeline import Resources
from geomap.schema import GEOMETRY, incidents_to_table


@pytest.fixture(scope="module")
def boundaries(resources: Resources) -> Boundaries:
    """The boundaries that geomap ships."""
    return resources.boundaries


def incident(**fields: Any) -> Incident:  # noqa: ANN401 - whatever the test sets
    """Make an incident with the required fields."""
    return Incident(**{"incident_id": "i", "doc_id": "d", "event_type": "raid", **fields})


def joined(boundaries: Boundaries, *incidents: Incident) -> list[dict[str, Any]]:
    """Join incidents and give their rows."""
    rows: list[dict[str, Any]] = join_boundaries(incidents_to_table(incidents), boundaries).to_pylist()
    return rows


JALISCO = {"country_code": "MX", "admin1_code": "14", "geo_precision": "admin1"}


def test_a_point_off_the_coast_takes_the_nearest_and_one_at_sea_none(boundaries: Boundaries) -> None:
    (near, _), (far, municipality) = boundaries.locate_points([-105.30, -108.0], [20.60, 19.0])
    assert near is not None
    assert near.admin1_code in ("14", "18")
    assert far is municipality is None


def test_a_point_has_a_state_and_in_mexico_a_municipality(boundaries: Boundaries) -> None:
    mexico, paris, sea = boundaries.locate_points([-99.1332, 2.3522, None], [19.4326, 48.8566, None])
    assert [d and (d.admin1_code, d.admin2_name) for d in mexico] == [("09", None), ("09", "Cuauhtémoc")]
    assert [d and (d.country_code, d.admin1_iso) for d in paris] == [("FR", "FR-IDF"), None]
    assert sea == (None, None)


def test_twins_across_the_border_are_told_apart(boundaries: Boundaries) -> None:
    lons, lats = [-106.4869, -106.4500, -99.5075, -99.5164], [31.7400, 31.7700, 27.5036, 27.4763]
    states = [admin1 and admin1.admin1_iso for admin1, _ in boundaries.locate_points(lons, lats)]
    assert states == ["MX-CHH", "US-TX", "US-TX", "MX-TAM"]


def test_codes_find_countries_and_first_divisions(boundaries: Boundaries) -> None:
    mexico = boundaries.find_country("MX")
    assert mexico is not None
    assert (mexico.country_name, mexico.country_name_es, mexico.admin1_code) == ("Mexico", "México", None)
    assert shapely.contains_xy(boundaries.country.read_shape(mexico.row), mexico.label_lon, mexico.label_lat)
    oaxaca = boundaries.find_admin1("MX", "20")
    assert oaxaca is not None
    assert oaxaca.admin1_iso == "MX-OAX"
    assert (
        boundaries.find_country("XX")
        is boundaries.find_admin1("MX", "33")
        is boundaries.find_admin2("MX", None)
        is None
    )


def test_municipalities_have_their_inegi_code(boundaries: Boundaries) -> None:
    # A town-less one, one whose towns bear an older code, and three that the source calls Puerto Rican.
    for code, name in {
        "20106": "San Antonio Acutla",
        "23010": "Bacalar",
        "05002": "Acuña",
        "05020": "Múzquiz",
        "05038": "Zaragoza",
    }.items():
        division = boundaries.find_admin2("MX", code)
        assert division is not None, code
        assert (division.admin2_name, division.admin1_code) == (name, code[:2])


def test_divisions_of_one_level_do_not_overlap(boundaries: Boundaries) -> None:
    shapes = [boundaries.admin2.read_shape(row) for row in range(len(boundaries.admin2))]
    assert shapely.coverage_is_valid(shapes)
    states = [boundaries.admin1.read_shape(d.row) for d in boundaries.list_admin1("MX")]
    assert shapely.coverage_is_valid(states)
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(sum(shapely.area(states)))


@settings(max_examples=60, deadline=None)
@given(st.floats(-118, -86), st.floats(14, 33))
def test_a_located_point_lies_in_its_polygon_or_near_it(boundaries: Boundaries, lon: float, lat: float) -> None:
    located = boundaries.locate_rows(np.array([lon]), np.array([lat]))
    second, first = int(located.admin2[0]), int(located.admin1[0])
    if second < 0:
        return
    shape = boundaries.admin2.read_shape(second)
    assert boundaries.admin2.division(second).admin1_code == boundaries.admin1.division(first).admin1_code
    assert shapely.intersects_xy(shape, lon, lat) != located.snapped[0]
    (x, y) = shapely.get_coordinates(shapely.shortest_line(shape, shapely.Point(lon, lat)))[0]
    assert distance_km(lon, lat, x, y) <= SNAP_KM * 1.2


def test_many_points_are_found_as_each_by_itself(boundaries: Boundaries) -> None:
    chance = np.random.default_rng(5)
    lons, lats = chance.uniform(-118, -86, 300), chance.uniform(14, 33, 300)
    alone = [boundaries.locate_points([lon], [lat])[0] for lon, lat in zip(lons, lats, strict=True)]
    assert boundaries.locate_points(lons.tolist(), lats.tolist()) == alone


def test_the_nearest_of_two_polygons_is_measured_in_kilometres() -> None:
    # At 60 degrees north a degree of longitude is half as long: 0.1 degrees east is nearer than 0.08 north.
    shapes = [shapely.box(10.1, 59.9, 11, 60.1), shapely.box(9, 60.08, 10.1, 61)]
    index = PolygonIndex(ShapeList(shapes))
    lons, lats = np.array([10.0, np.nan, 10.5, 10.0]), np.array([60.0, 60.0, 60.0, 59.0])
    rows, distances = index.find_nearest(lons, lats)
    assert rows.tolist() == [0, -1, 0, -1]
    assert distances[0] == pytest.approx(5.58, abs=0.01)
    assert np.isnan(distances[1])
    assert np.isnan(distances[3])
    assert index.find_holders(lons, lats).rows.tolist() == [-1, -1, 0, -1]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2_456))
def test_a_label_point_lies_in_its_own_division(boundaries: Boundaries, row: int) -> None:
    division = boundaries.admin2.division(row)
    first, second = boundaries.locate_points([division.label_lon], [division.label_lat])[0]
    assert second is not None
    assert first is not None
    assert second.admin2_code == division.admin2_code
    assert first.admin1_code == second.admin1_code == str(second.admin2_code)[:2]


@pytest.mark.parametrize("level", ["admin1", "admin2"])
def test_outlines_of_neighbours_share_their_edges(boundaries: Boundaries, level: str) -> None:
    table = getattr(boundaries, level)
    # Mexico's polygons and the world's are of different sources, and each is a coverage.
    abroad = np.array([table.division(row).country_code != "MX" for row in range(len(table))])
    for chosen in (~abroad, abroad):
        rows = np.flatnonzero(chosen).tolist()
        if not rows:
            continue
        drawn = shapely.from_wkb([table.outline(row) for row in rows])
        assert shapely.is_valid(drawn).all()
        # No edge of one lies inside another, and none is shared only in part.
        assert shapely.coverage_is_valid(drawn)
        assert not shapely.is_empty(drawn).any()
        pairs = shapely.STRtree(drawn).query(drawn, predicate="intersects").T
        overlap = shapely.area(shapely.intersection(drawn[pairs[:, 0]], drawn[pairs[:, 1]])[pairs[:, 0] < pairs[:, 1]])
        assert overlap.max(initial=0) < 1e-12


def test_an_outline_stands_for_its_division(boundaries: Boundaries) -> None:
    for row in range(len(boundaries.admin2)):
        shape, drawn = boundaries.admin2.read_shape(row), shapely.from_wkb(boundaries.admin2.outline(row))
        assert shapely.area(drawn) == pytest.approx(shapely.area(shape), rel=0.25)
        assert shapely.get_num_coordinates(drawn) <= shapely.get_num_coordinates(shape) * 1.2 + 4


def test_outlines_are_valid_and_counter_clockwise(boundaries: Boundaries) -> None:
    for division in boundaries.list_admin1("MX"):
        shape = shapely.from_wkb(boundaries.admin1.outline(division.row))
        assert shapely.is_valid(shape)
        assert all(part.exterior.is_ccw for part in shapely.get_parts(shape))
        assert shapely.contains_xy(shape, division.label_lon, division.label_lat)


def test_mexico_has_32_states(boundaries: Boundaries) -> None:
    assert [d.admin1_code for d in boundaries.list_admin1("MX")] == [f"{n:02d}" for n in range(1, 33)]


def test_a_raw_point_takes_the_divisions_of_its_polygon(boundaries: Boundaries) -> None:
    (row,) = joined(boundaries, incident(lon=-103.7595, lat=19.9456))
    assert (row["admin2_code"], row["admin1_iso"], row["country_code"]) == ("14086", "MX-JAL", "MX")
    assert row["geo_precision"] == "exact"


TAPALPA = {"lon": -103.7595, "lat": 19.9456, "geo_precision": "settlement", "place_id": "geonames:1"}


def test_what_is_written_beside_a_raw_point_gives_way_to_the_polygon(boundaries: Boundaries) -> None:
    written = {"country_code": "MX", "admin1_code": "06", "admin1_name": "Colima", "note": "from a table"}
    (row,) = joined(boundaries, incident(lon=-103.7595, lat=19.9456, **written))
    assert (row["admin1_code"], row["admin1_name"], row["admin2_name"]) == ("14", "Jalisco", "Tapalpa")
    assert row["note"] == "from a table; the point lies in Jalisco by the boundaries, in Colima by what is written"


@pytest.mark.parametrize("name", ["México", "ESTADO DE MEXICO", None])
def test_long_and_short_names_of_a_state_do_not_disagree(boundaries: Boundaries, name: str | None) -> None:
    (row,) = joined(boundaries, incident(lon=-99.6557, lat=19.2826, admin1_name=name))
    assert (row["admin1_code"], row["admin2_name"], row["note"]) == ("15", "Toluca", None)


def test_a_raw_point_off_the_coast_says_so(boundaries: Boundaries) -> None:
    (row,) = joined(boundaries, incident(lon=-105.30, lat=20.60))
    assert row["admin1_code"] in ("14", "18")
    assert "is the nearest" in row["note"]


def test_a_named_place_is_given_what_it_lacks(boundaries: Boundaries) -> None:
    (row,) = joined(boundaries, incident(**TAPALPA))
    assert (row["admin2_code"], row["admin1_iso"], row["country_name"]) == ("14086", "MX-JAL", "Mexico")
    assert row["note"] is None


def test_a_named_place_keeps_its_parents_and_a_disagreement_is_noted(boundaries: Boundaries) -> None:
    (row,) = joined(boundaries, incident(country_code="MX", admin1_code="06", admin1_name="Colima", **TAPALPA))
    assert (row["admin1_code"], row["admin2_code"]) == ("06", None)
    assert row["note"] == "the point lies in Jalisco by the boundaries, in Colima by what is written"


def test_a_municipality_that_disagrees_is_noted_and_one_younger_than_the_polygons_is_not(
    boundaries: Boundaries,
) -> None:
    state = {"country_code": "MX", "admin1_code": "14", **TAPALPA}
    other, named, young = joined(
        boundaries,
        incident(admin2_code="14001", **state),
        incident(admin2_name="Acatic", **state),
        incident(admin2_code="14999", admin2_name="Nueva", **state),
    )
    assert (other["admin2_code"], other["admin2_name"]) == ("14001", "Acatic")
    assert "in Tapalpa by the boundaries" in other["note"]
    assert (named["admin2_code"], named["admin2_name"]) == (None, "Acatic")
    assert "in Acatic by what is written" in named["note"]
    assert (young["admin2_code"], young["note"]) == ("14999", None)


def test_a_place_abroad_gets_its_state_and_no_municipality(boundaries: Boundaries) -> None:
    (row,) = joined(boundaries, incident(lon=-97.7431, lat=30.2672, geo_precision="settlement", place_id="x"))
    assert (row["admin1_name"], row["admin1_iso"], row["country_code"]) == ("Texas", "US-TX", "US")
    assert row["admin2_code"] is None


def test_a_point_of_a_country_or_region_tells_no_state(boundaries: Boundaries) -> None:
    rows = joined(boundaries, *(incident(**(TAPALPA | {"geo_precision": p})) for p in ("country", "region", "admin1")))
    assert [row["country_code"] for row in rows] == ["MX"] * 3
    assert [row["admin1_code"] for row in rows] == [None, None, "14"]
    assert [row["admin2_code"] for row in rows] == [None] * 3


def test_a_municipality_known_by_code_gets_its_parents_and_a_point(boundaries: Boundaries) -> None:
    (row,) = joined(boundaries, incident(country_code="MX", admin2_code="14086", geo_precision="admin2"))
    assert (row["admin2_name"], row["admin1_name"], row["admin1_iso"]) == ("Tapalpa", "Jalisco", "MX-JAL")
    ((_, admin2),) = boundaries.locate_points([row["lon"]], [row["lat"]])
    assert admin2 is not None
    assert admin2.admin2_code == "14086"


def test_rows_keep_their_order_and_the_table_its_columns(boundaries: Boundaries) -> None:
    cases = [
        incident(**TAPALPA),
        incident(),
        incident(lon=-99.6557, lat=19.2826),
        incident(**TAPALPA),
        incident(**JALISCO),
    ]
    table = incidents_to_table(cases)
    out = join_boundaries(table, boundaries)
    assert out.schema == table.schema
    assert out["admin1_code"].to_pylist() == ["14", None, "15", "14", "14"]
    assert join_boundaries(out, boundaries) == out
    assert join_boundaries(table.slice(0, 0), boundaries).num_rows == 0
    parts = pa.concat_tables([table.slice(0, 2), table.slice(2)])
    assert join_boundaries(parts, boundaries) == out


def test_a_state_gets_no_municipality_and_a_country_no_state(boundaries: Boundaries) -> None:
    state, country = joined(
        boundaries, incident(**JALISCO), incident(country_code="MX", geo_precision="country", lon=None)
    )
    assert state["admin1_name"] == "Jalisco"
    assert state["admin2_code"] is None
    assert state["lon"] is not None
    assert country["admin1_code"] is None
    assert country["lon"] is None


def test_the_geometry_is_only_as_fine_as_the_precision(boundaries: Boundaries) -> None:
    point = incident(lon=-103.7595, lat=19.9456, geo_precision="settlement")
    cases = [
        point,
        incident(**JALISCO),
        incident(country_code="MX", admin2_code="14086", admin1_code="14", geo_precision="admin2"),
        incident(country_code="MX", geo_precision="country"),
        incident(),
    ]
    table = join_boundaries(incidents_to_table(cases), boundaries)
    kinds = [g and shapely.from_wkb(g).geom_type for g in add_geometry(table, boundaries)[GEOMETRY].to_pylist()]
    assert kinds[0] == "Point"
    assert kinds[1] in ("Polygon", "MultiPolygon")
    assert kinds[2] in ("Polygon", "MultiPolygon")
    assert kinds[3:] == [None, None]
    points = add_geometry(table, boundaries, geometry="point")[GEOMETRY].to_pylist()
    assert [g and shapely.from_wkb(g).geom_type for g in points] == ["Point", "Point", "Point", None, None]
    assert add_geometry(table, boundaries, geometry="none")[GEOMETRY].null_count == len(cases)
    with pytest.raises(InputError, match="expected auto, point, none"):
        add_geometry(table, boundaries, geometry="circle")


def test_a_point_that_is_no_place_is_refused(boundaries: Boundaries) -> None:
    table = incidents_to_table([incident(lon=200.0, lat=0.0, geo_precision="exact")])
    with pytest.raises(CoordinateError, match="i: found lon 200"):
        add_geometry(table, boundaries)


def test_a_table_in_pieces_gets_its_geometries_too(boundaries: Boundaries) -> None:
    table = incidents_to_table([incident(**TAPALPA), incident(**JALISCO), incident()])
    whole = add_geometry(table, boundaries)[GEOMETRY].to_pylist()
    parts = add_geometry(pa.concat_tables([table.slice(0, 1), table.slice(1)]), boundaries)[GEOMETRY].to_pylist()
    assert parts == whole
    assert add_geometry(table.slice(0, 0), boundaries).num_rows == 0


def test_missing_or_foreign_boundaries_are_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"country\.arrow: not found in .*; expected"):
        read_boundaries(tmp_path)
    (tmp_path / "country.arrow").write_bytes(b"no table")
    with pytest.raises(DataError, match=r"country\.arrow: found no boundaries of this version"):
        read_boundaries(tmp_path)
