"""The grid over polygons: the answers of shapely and of geopandas.sjoin, also on borders."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.boundaries.grid import PolygonGrid, list_edges
from geomap.boundaries.polygons import PolygonIndex
from geomap.boundaries.shapes import Floats, Rows, ShapeList
from geomap.boundaries.store import Boundaries
from geomap.pipeline import Resources

SMALL = st.integers(0, 8)
"""Coordinates that often coincide, so that points lie on corners, on edges and on the lines of the grid."""


@pytest.fixture(scope="module")
def boundaries(resources: Resources) -> Boundaries:
    """The boundaries that geomap ships."""
    return resources.boundaries


def ask_shapely(shapes: list[shapely.Geometry], x: Floats, y: Floats) -> tuple[Rows, Rows]:
    """Give the first polygon that holds each point or has it on its border, and how many do."""
    hits = np.array([shapely.intersects_xy(shape, x, y) for shape in shapes])
    return np.where(hits.any(axis=0), hits.argmax(axis=0), -1), hits.sum(axis=0)


def ask_index(shapes: list[shapely.Geometry], x: Floats, y: Floats) -> tuple[Rows, Rows]:
    """Ask so many points that the grid is used; give the first polygon, and whether there are several."""
    index = PolygonIndex(ShapeList(shapes), overlaps=True)
    times = 3 * int(shapely.get_num_coordinates(shapes).sum()) // max(len(x), 1) + 1
    holders = index.find_holders(np.tile(x, times), np.tile(y, times))
    assert "_grid" in vars(index)
    return holders.rows[: len(x)], holders.shared[: len(x)]


def draw_cells(seed: int, count: int) -> list[shapely.Geometry]:
    """Cover a square with irregular cells that share their edges."""
    points = shapely.multipoints(np.random.default_rng(seed).uniform(0, 10, (count, 2)))
    cells = shapely.voronoi_polygons(points, extend_to=shapely.box(0, 0, 10, 10))
    return [cell for cell in shapely.get_parts(cells) if cell.area > 0]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 40))
def test_points_of_a_coverage_lie_where_shapely_says(seed: int, count: int) -> None:
    cells, chance = draw_cells(seed, count), np.random.default_rng(seed)
    corners = shapely.get_coordinates(cells)
    middles = (corners[1:] + corners[:-1]) / 2  # of edges, as near as numbers come
    x, y = np.concatenate([chance.uniform(-1, 11, (200, 2)), corners, middles]).T
    rows, several = ask_shapely(cells, x, y)
    found, shared = ask_index(cells, x, y)
    assert found.tolist() == rows.tolist()
    assert shared.tolist() == (several > 1).tolist()


RINGS = st.lists(st.tuples(SMALL, SMALL), min_size=3, max_size=9, unique=True)


@settings(max_examples=150, deadline=None)
@given(st.lists(RINGS, min_size=1, max_size=5), st.lists(st.tuples(SMALL, SMALL, st.booleans()), max_size=20))
def test_any_polygons_that_overlap_touch_and_have_holes_are_asked_right(
    rings: list[list[tuple[int, int]]], points: list[tuple[int, int, bool]]
) -> None:
    made = [shapely.make_valid(shapely.Polygon(ring), method="structure", keep_collapsed=False) for ring in rings]
    shapes = [shape for shape in made if shape.area > 0]
    if not shapes:
        return
    whole = np.array([(x, y) for x in range(-1, 10) for y in range(-1, 10)], dtype=np.float64)
    near = np.array([(x + 1e-13, y - 1e-13) if off else (x + 0.5, y) for x, y, off in points] or [(0.5, 0.5)])
    x, y = np.concatenate([whole, near]).T
    rows, several = ask_shapely(shapes, x, y)
    found, shared = ask_index(shapes, x, y)
    assert found.tolist() == rows.tolist()
    assert shared.tolist() == (several > 1).tolist()


def test_a_polygon_with_a_hole_and_an_island_in_it_is_three_answers() -> None:
    lake = shapely.box(0, 0, 10, 10).difference(shapely.box(2, 2, 8, 8)).union(shapely.box(4, 4, 6, 6))
    x, y = np.array([1.0, 3.0, 5.0, 11.0]), np.array([5.0, 5.0, 5.0, 5.0])
    assert ask_index([lake], x, y)[0].tolist() == [0, -1, 0, -1]


def test_no_point_lies_nowhere() -> None:
    found, shared = ask_index([shapely.box(0, 0, 1, 1)], np.array([np.nan, 0.5, np.inf]), np.array([0.5, np.nan, 0.5]))
    assert found.tolist() == [-1, -1, -1]
    assert not shared.any()


def test_polygons_that_all_overlap_do_not_fill_the_memory() -> None:
    shapes = [shapely.Point(0, 0).buffer(1 + n / 1000, quad_segs=32) for n in range(400)]
    grid = PolygonGrid(list_edges(ShapeList(shapes).read_rings()))
    answer = grid.find_holders(np.array([0.0, 1.2, 5.0]), np.array([0.0, 0.0, 0.0]))
    assert answer.rows.tolist() == [0, 201, -1]
    assert answer.shared.tolist() == [True, True, False]


@pytest.mark.parametrize("level", ["admin1", "admin2"])
def test_points_in_the_shipped_polygons_lie_where_sjoin_says(boundaries: Boundaries, level: str) -> None:
    table = getattr(boundaries, level)
    rows = [row for row in range(len(table)) if table.division(row).country_code == "MX"]
    shapes = [table.read_shape(row) for row in rows]
    chance, corners = np.random.default_rng(7), shapely.get_coordinates(shapes)
    x, y = np.concatenate([chance.uniform((-118, 14), (-86, 33), (60_000, 2)), corners[::7], corners[::9] + 1e-6]).T
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y), crs=4326)
    joined = points.sjoin(gpd.GeoDataFrame(geometry=shapes, crs=4326), predicate="intersects")
    first = joined["index_right"].groupby(level=0).min().reindex(points.index, fill_value=-1)
    found, shared = ask_index(shapes, x, y)
    assert found.tolist() == first.tolist()
    assert np.flatnonzero(shared).tolist() == joined.index[joined.index.duplicated()].unique().tolist()
    inside = points.sjoin(gpd.GeoDataFrame(geometry=shapes, crs=4326), predicate="within")
    assert found[inside.index].tolist() == inside["index_right"].tolist()


def test_the_grid_and_the_polygons_themselves_agree(boundaries: Boundaries) -> None:
    chance = np.random.default_rng(3)
    x, y = chance.uniform(-180, 180, 150_000), chance.uniform(-60, 80, 150_000)
    index = PolygonIndex(boundaries.admin1.source)
    few = index.find_holders(x[:500], y[:500]).rows
    assert "_grid" not in vars(index)
    many = index.find_holders(x, y).rows
    assert "_grid" in vars(index)
    assert few.tolist() == many[:500].tolist()
