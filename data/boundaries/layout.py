"""How the polygons are laid out in an Arrow file: whole numbers on a grid, nested lists that need no decoding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import shapely
from mexico import HERE

from geomap.boundaries.table import CELLS

UNITS_PER_DEGREE = 100_000
"""Coordinates are kept to five decimals, about a metre, as 32-bit numbers. ``geomap.boundaries.store`` reads them."""
GRID = 1 / UNITS_PER_DEGREE
COLLAPSED = 0.2
"""An outline whose area differs by more than this share from the polygon's does not stand for it."""


@dataclass(frozen=True)
class Row:
    """One division: its names and codes, its polygon and, for drawing, a simpler one."""

    cells: dict[str, str | None]
    shape: shapely.Geometry
    outline: shapely.Geometry | None = None
    """None where the polygon is simple enough to be drawn."""


def round_coverage(shapes: np.ndarray, grid: float) -> np.ndarray:
    """
    Round polygons to a grid so that neighbours still share their edges and none overlap.

    Parameters
    ----------
    shapes
        Polygons.
    grid
        Degrees.

    Returns
    -------
    rounded
        Valid polygons, exterior rings counter-clockwise; one that is smaller than the grid may be empty.

    Raises
    ------
    ValueError
        If rounding and cleaning come to no end.
    """
    for _ in range(10):
        rounded = np.array([_round_polygon(shape, grid) for shape in shapes])
        if shapely.is_valid(rounded).all() and shapely.coverage_is_valid(rounded):
            settled: np.ndarray = shapely.orient_polygons(shapely.remove_repeated_points(rounded))
            return settled
        # Cleaning makes new corners where edges cross, off the grid: once or twice more, and all lie on it.
        whole = [
            _keep_polygons(shapely.make_valid(shape, method="structure", keep_collapsed=False)) for shape in rounded
        ]
        with np.errstate(invalid="ignore"):
            shapes = shapely.coverage_clean(whole)
    message = f"rounding to {grid} degrees: found no coverage after 10 rounds"
    raise ValueError(message)


def _round_polygon(shape: shapely.Geometry, grid: float) -> shapely.Geometry:
    """Round each corner by the formula that reading the file back uses, so that what is read is what was checked."""
    units = round(1 / grid)
    return shapely.transform(shape, lambda lonlats: np.rint(lonlats * units) / units)


def _keep_polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Leave out the lines and points that making a polygon valid leaves behind."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def outline(shapes: np.ndarray, tolerance: float, grid: float) -> np.ndarray:
    """
    Simplify polygons so that neighbours keep one edge.

    Parameters
    ----------
    shapes
        A coverage: no overlap, shared edges alike.
    tolerance
        Degrees.
    grid
        Degrees; coordinates are rounded to it.

    Returns
    -------
    outlines
        A coverage, too. Polygons that are too small for the tolerance keep their corners.

    Raises
    ------
    ValueError
        If a polygon is too small even for the grid.
    """
    sea = shapely.difference(shapely.box(*shapely.total_bounds(shapes)), shapely.union_all(shapes))
    simple = shapely.coverage_simplify(shapes, tolerance)
    small = np.zeros(len(shapes), dtype=bool)
    while (more := _find_changed(simple, shapes) & ~small).any():
        small |= more
        simple = _simplify_around(shapes, small, sea, tolerance)
    rounded = round_coverage(simple, grid)
    if _find_changed(rounded, simple).any():
        message = f"rounding to {grid} degrees: found polygons that do not survive it"
        raise ValueError(message)
    return rounded


def _find_changed(simple: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """Find the polygons that simplifying changed so much that they no longer stand for themselves."""
    found: np.ndarray = np.abs(shapely.area(simple) - shapely.area(shapes)) > COLLAPSED * shapely.area(shapes)
    return found


def _simplify_around(shapes: np.ndarray, small: np.ndarray, sea: shapely.Geometry, tolerance: float) -> np.ndarray:
    """
    Simplify all polygons but the small ones, whose edges their neighbours keep as they are.

    The edges of a coverage can be kept: those of the small polygons are edges once these are taken out.
    The coasts are none once the sea is a polygon of its own.
    """
    simple = shapes.copy()
    simple[~small] = shapely.coverage_simplify([*shapes[~small], sea], tolerance, simplify_boundary=False)[:-1]
    return simple


def find_labels(shapes: np.ndarray) -> np.ndarray:
    """Find a point well inside each polygon: the middle of the widest circle in it."""
    circles = shapely.maximum_inscribed_circle(shapes, tolerance=0.01)
    middles = shapely.set_precision(shapely.get_point(circles, 0), GRID)
    inside = shapely.contains_properly(shapes, middles)
    labels: np.ndarray = np.where(inside, middles, shapely.point_on_surface(shapes))
    return labels


def lay_out(shapes: np.ndarray) -> pa.ListArray:
    """Lay polygons out as lists of polygons of rings of points."""
    multi = np.array([shapely.multipolygons(shapely.get_parts(shape)) for shape in shapes])
    _, lonlats, (rings, parts, whole) = shapely.to_ragged_array(multi)
    numbers = pa.array(np.rint(lonlats * UNITS_PER_DEGREE).astype(np.int32).ravel())
    column: pa.Array = pa.FixedSizeListArray.from_arrays(numbers, 2)
    for offsets in (rings, parts, whole):
        column = pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), column)
    return column


def write_table(name: str, rows: list[Row]) -> None:
    """Write rows as one Arrow file that can be mapped into memory."""
    shapes = np.array([row.shape for row in rows])
    bounds = shapely.bounds(shapes)
    labels = find_labels(shapes)
    names = [name for name in CELLS if not name.startswith("label_")]
    columns: dict[str, pa.Array] = {c: pa.array([row.cells.get(c) for row in rows], pa.string()) for c in names}
    for number, edge in enumerate(("west", "south", "east", "north")):
        columns[edge] = pa.array(bounds[:, number])
    columns["label_lon"] = pa.array(np.round(shapely.get_x(labels), 5))
    columns["label_lat"] = pa.array(np.round(shapely.get_y(labels), 5))
    columns["geometry"] = lay_out(shapes)
    if rows[0].outline is not None:
        columns["outline"] = lay_out(np.array([row.outline for row in rows]))
    table = pa.table(columns).replace_schema_metadata({"units_per_degree": str(UNITS_PER_DEGREE)})
    with pa.OSFile(str(HERE / name), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    print(f"{name}: {len(rows)} rows, {(HERE / name).stat().st_size} bytes")
