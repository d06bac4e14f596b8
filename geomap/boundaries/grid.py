"""A grid over polygons: a cell without a border answers for its points, the few edges in a cell for the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geomap.boundaries.shapes import Flags, Floats, Rings, Rows

TOLERANCE_DEG = 1e-10
"""Where a point is nearer to an edge than this, rounding may decide, and the answer is in doubt: 0.01 mm."""
_PAD_DEG = 1e-9
"""An edge belongs to every cell that it comes so near to."""
_CELLS_AN_EDGE = 16
_LEAST_CELLS, _MOST_CELLS = 4_096, 2_000_000
_MOST_COVERED = 4_000_000
"""Cells that all polygons cover together; of many that overlap each other, the grid is made coarser."""
_EMPTY = -1
_FIRST_BORDER = -2
"""The codes of cells with a border in them go down from here; those of cells inside a polygon are its row."""
_MIX = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
"""Odd numbers that spread the bits of a number (xxHash's primes): sums of what they give tell sets of edges apart."""
_AT_ONCE = 131_072
"""Points looked up together: what is computed for them fits into the processor's caches."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of polygons, degrees WGS84."""

    x1: Floats
    y1: Floats
    x2: Floats
    y2: Floats
    row: Rows
    """The polygon of each."""


@dataclass(frozen=True, slots=True)
class GridAnswer:
    """What a grid says of points."""

    rows: Rows
    """The first polygon that holds each point, -1 where none does."""
    doubtful: Flags
    """Whether a point lies so near to an edge that the edge itself must be asked."""
    shared: Flags
    """Whether more than one polygon holds the point."""


def list_edges(rings: Rings) -> Edges:
    """
    List the edges of rings.

    Parameters
    ----------
    rings
        Of polygons.

    Returns
    -------
    edges
        In order of the rings.
    """
    begins = np.ones(max(len(rings.lonlats) - 1, 0), dtype=bool)
    begins[rings.ends[:-1] - 1] = False
    rows = np.repeat(rings.rows, np.diff(rings.ends, prepend=0) - 1)
    x, y = np.ascontiguousarray(rings.lonlats[:, 0]), np.ascontiguousarray(rings.lonlats[:, 1])
    return Edges(x[:-1][begins], y[:-1][begins], x[1:][begins], y[1:][begins], rows)


class PolygonGrid:
    """
    Polygons asked for many points at once.

    Parameters
    ----------
    edges
        Of valid polygons; where polygons overlap, that of the lowest row is the one which holds a point.

    Notes
    -----
    Whether a polygon holds the south-west corner of a cell is known for each cell. From the corner a path leads
    north along the cell's west side to the point's latitude, then east to the point: it leaves or enters a polygon
    wherever it crosses one of its edges, and only edges in the cell can be crossed.
    """

    def __init__(self, edges: Edges) -> None:
        cells = min(max(_CELLS_AN_EDGE * len(edges.row), _LEAST_CELLS), _MOST_CELLS)
        while True:
            self._lay_out(edges, cells)
            crossings = self._cross_rows(edges)
            starts, ends = crossings[0::2], crossings[1::2]
            if int((ends - starts).sum()) <= _MOST_COVERED or cells <= _LEAST_CELLS:
                break
            cells //= 4
        self._set_cells(edges, crossings)

    def _lay_out(self, edges: Edges, cells: int) -> None:
        """Choose lines of longitude and latitude about as many as make so many cells, as square as they can be."""
        west, east = min(edges.x1.min(), edges.x2.min()), max(edges.x1.max(), edges.x2.max())
        south, north = min(edges.y1.min(), edges.y2.min()), max(edges.y1.max(), edges.y2.max())
        width, height = east - west + 4 * _PAD_DEG, north - south + 4 * _PAD_DEG
        self._nx = int(min(max(np.sqrt(cells * width / height), 1), cells))
        self._ny = max(cells // self._nx, 1)
        self._x0, self._y0 = west - 2 * _PAD_DEG, south - 2 * _PAD_DEG
        self._dx, self._dy = width / self._nx, height / self._ny
        self._lines_x = self._x0 + np.arange(self._nx) * self._dx
        self._lines_y = self._y0 + np.arange(self._ny) * self._dy

    def _cross_rows(self, edges: Edges) -> Rows:
        """
        Find where the edges of each polygon cross the south side of each row of cells.

        A number a crossing, sorted: polygon, row of cells and the first column whose west side lies east of it,
        in one. Of two that follow each other, the polygon holds the corners from the first up to the second.
        """
        low, high = np.minimum(edges.y1, edges.y2), np.maximum(edges.y1, edges.y2)
        first, last = (np.ceil((y - self._y0) / self._dy).astype(np.int64) for y in (low, high))
        edge, line = spread(last - first, first)
        y1, x1 = edges.y1[edge], edges.x1[edge]
        x = x1 + (self._lines_y[line] - y1) * (edges.x2[edge] - x1) / (edges.y2[edge] - y1)
        column = np.ceil((x - self._x0) / self._dx).astype(np.int64)
        crossings: Rows = (edges.row[edge] * self._ny + line) * (self._nx + 1) + column
        crossings.sort()
        self._doubtful_corners = self._find_doubtful_corners(x, line, column)
        return crossings

    def _find_doubtful_corners(self, x: Floats, line: Rows, column: Rows) -> Rows:
        """List the cells whose corner lies on an edge, as far as can be told."""
        found = []
        for shift in (0, -1):
            near = np.clip(column + shift, 0, self._nx - 1)
            close = np.abs(self._lines_x[near] - x) < TOLERANCE_DEG
            found.append(line[close] * self._nx + near[close])
        return np.unique(np.concatenate(found))

    def _set_cells(self, edges: Edges, crossings: Rows) -> None:
        edge, cell = self._find_cells(edges)
        key = edges.row[edge] + cell * (int(edges.row.max()) + 1)
        order = np.argsort(key, kind="stable")
        edge, cell, key = edge[order], cell[order], key[order]
        first = np.flatnonzero(np.diff(key, prepend=-1))  # the first edge of each polygon in each cell
        self._entry_row = edges.row[edge[first]]
        entry_cell = cell[first]
        self._entry_holds = self._hold_corners(crossings, self._entry_row, entry_cell)
        covered, self._shared_cells = self._cover_cells(crossings, entry_cell)
        border_first = np.flatnonzero(np.diff(entry_cell, prepend=-1))
        border_cells = entry_cell[border_first]
        self._border_row = covered[border_cells].astype(np.int64)
        self._border_shared = np.isin(border_cells, self._shared_cells)
        self._border_doubtful = np.isin(border_cells, self._doubtful_corners)
        self._border_west = self._lines_x[border_cells % self._nx]
        self._codes = covered
        self._codes[border_cells] = _FIRST_BORDER - np.arange(len(border_cells))
        self._border_entries = np.append(border_first, len(first))
        self._entry_edges = np.append(first, len(edge))
        self._set_edges(edges, edge, cell)
        self._pair_polygons(edges, edge)

    def _pair_polygons(self, edges: Edges, edge: Rows) -> None:
        """
        Find the cells that two neighbours share out between them: what the first does not hold, the second does.

        They have the same edges there, and one of them holds the corner; so the second need not be asked.
        """
        middle = (edges.x1 + edges.x2).view(np.uint64) * _MIX[0] ^ (edges.y1 + edges.y2).view(np.uint64) * _MIX[1]
        middle = (middle ^ (middle >> np.uint64(32))) * _MIX[2]
        sums = np.add.reduceat(middle[edge], self._entry_edges[:-1])
        first = self._border_entries[:-1]
        second = np.minimum(first + 1, len(sums) - 1)
        paired = (np.diff(self._border_entries) == 2) & (sums[first] == sums[second])  # noqa: PLR2004 - two neighbours
        paired &= self._entry_holds[first] != self._entry_holds[second]
        paired &= self._border_row == _EMPTY
        self._border_asked = np.where(paired, first + 1, self._border_entries[1:])
        self._border_other = np.where(paired, self._entry_row[second], _EMPTY)

    def _find_cells(self, edges: Edges) -> tuple[Rows, Rows]:
        """Find all cells that each edge comes near: edge and cell, a pair a row."""
        left, right = np.minimum(edges.x1, edges.x2), np.maximum(edges.x1, edges.x2)
        edge, column = _spread_between(self._columns(left - _PAD_DEG), self._columns(right + _PAD_DEG))
        west = self._x0 + column * self._dx - _PAD_DEG
        x1, y1, width, rise = edges.x1[edge], edges.y1[edge], (edges.x2 - edges.x1)[edge], (edges.y2 - edges.y1)[edge]
        with np.errstate(divide="ignore", invalid="ignore"):
            enter, leave = ((west - x1) / width, (west + self._dx + 2 * _PAD_DEG - x1) / width)
        upright = np.abs(width) <= _PAD_DEG
        enter, leave = np.where(upright, 0.0, np.clip(enter, 0, 1)), np.where(upright, 1.0, np.clip(leave, 0, 1))
        low, high = y1 + np.minimum(enter * rise, leave * rise), y1 + np.maximum(enter * rise, leave * rise)
        piece, line = _spread_between(self._lines(low - _PAD_DEG), self._lines(high + _PAD_DEG))
        return edge[piece], line * self._nx + column[piece]

    def _columns(self, x: Floats) -> Rows:
        columns: Rows = np.clip(np.floor((x - self._x0) / self._dx), 0, self._nx - 1).astype(np.int64)
        return columns

    def _lines(self, y: Floats) -> Rows:
        lines: Rows = np.clip(np.floor((y - self._y0) / self._dy), 0, self._ny - 1).astype(np.int64)
        return lines

    def _hold_corners(self, crossings: Rows, rows: Rows, cells: Rows) -> Flags:
        """Tell whether a polygon holds the corner of a cell."""
        line, column = np.divmod(cells, self._nx)
        before = np.searchsorted(crossings, (rows * self._ny + line) * (self._nx + 1) + column, "right")
        holds: Flags = before % 2 == 1  # of all other polygons and rows of cells, the crossings are even
        return holds

    def _cover_cells(self, crossings: Rows, entry_cell: Rows) -> tuple[npt.NDArray[np.int32], Rows]:
        """Give the lowest polygon that covers each cell whole, -1 where none does, and the cells that several cover."""
        starts, ends = crossings[0::2], crossings[1::2]
        line, column = np.divmod(starts, self._nx + 1)
        row, line = np.divmod(line, self._ny)
        # A polygon may hold what would be the corner of one cell more, beyond the last of the row.
        counts = np.minimum(ends - starts, self._nx - column)
        cell, row = count_up(counts, line * self._nx + column), np.repeat(row.astype(np.int32), counts)
        covered = np.full(self._nx * self._ny, _EMPTY, dtype=np.int32)
        covered[cell] = row
        own = np.flatnonzero(self._entry_holds)  # where the polygon has a border, it does not cover the cell
        if (covered[cell] == row).all():  # no two polygons hold one corner
            covered[entry_cell[own]] = _EMPTY
            return covered, np.empty(0, dtype=np.int64)
        covered[:] = _EMPTY
        key = cell + row.astype(np.int64) * len(covered)
        whole = np.ones(len(cell), dtype=bool)
        whole[np.searchsorted(key, entry_cell[own] + self._entry_row[own] * len(covered))] = False
        cell, row = cell[whole], row[whole]
        covered[cell[::-1]] = row[::-1]  # the last one stays
        return covered, np.flatnonzero(np.bincount(cell) > 1)

    def _set_edges(self, edges: Edges, edge: Rows, cell: Rows) -> None:
        """Keep what is asked of each edge in each cell."""
        self._x1, self._y1, self._y2 = edges.x1[edge], edges.y1[edge], edges.y2[edge]
        x2 = edges.x2[edge]
        self._left, self._right = np.minimum(self._x1, x2), np.maximum(self._x1, x2)
        rise = self._y2 - self._y1
        self._slant = np.divide(x2 - self._x1, rise, out=np.zeros(len(rise)), where=rise != 0)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            west, south = self._lines_x[cell % self._nx], self._lines_y[cell // self._nx]
            crossing = self._y1 + (west - self._x1) * rise / (x2 - self._x1)
        crosses = (self._x1 > west) != (x2 > west)
        near = crosses & (np.abs(crossing - south) < TOLERANCE_DEG)
        borders = np.repeat(np.arange(len(self._border_entries) - 1), np.diff(self._entry_edges[self._border_entries]))
        self._border_doubtful[borders[near]] = True
        self._side = np.where(crosses & (crossing > south), crossing, np.inf)
        """Latitude at which an edge crosses the west side of the cell; infinite where it does not."""

    def find_holders(self, lons: Floats, lats: Floats) -> GridAnswer:
        """
        Find the polygon that each point lies in.

        Parameters
        ----------
        lons, lats
            Degrees, WGS84; NaN where there is no point.

        Returns
        -------
        answer
            Of the doubtful points, neither ``rows`` nor ``shared`` is to be trusted.
        """
        count = len(lons)
        answer = GridAnswer(np.empty(count, dtype=np.int64), np.zeros(count, dtype=bool), np.zeros(count, dtype=bool))
        for start in range(0, count, _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            self._find_part(lons[part], lats[part], part, answer)
        return answer

    def _find_part(self, lons: Floats, lats: Floats, part: slice, answer: GridAnswer) -> None:
        x, y = (lons - self._x0) / self._dx, (lats - self._y0) / self._dy
        there = (x >= 0) & (x < self._nx) & (y >= 0) & (y < self._ny)
        if not there.all():
            x[~there] = y[~there] = 0
        cells = y.astype(np.int64) * self._nx + x.astype(np.int64)
        codes = self._codes[cells]
        codes[~there] = _EMPTY
        answer.rows[part] = codes
        if self._shared_cells.size:
            answer.shared[part] = there & np.isin(cells, self._shared_cells)
        at_border = np.flatnonzero(codes <= _FIRST_BORDER)
        if at_border.size:
            rows, doubtful, shared = self._ask_edges(lons[at_border], lats[at_border], _FIRST_BORDER - codes[at_border])
            at_border += part.start
            answer.rows[at_border], answer.doubtful[at_border], answer.shared[at_border] = rows, doubtful, shared

    def _ask_edges(self, lons: Floats, lats: Floats, borders: Rows) -> tuple[Rows, Flags, Flags]:
        """Follow the path to each point: row, whether it is in doubt, whether several polygons hold it."""
        first = self._border_entries[borders]
        point, entry = spread(self._border_asked[borders] - first, first)
        starts = self._entry_edges[entry]
        ask, edge = spread(self._entry_edges[entry + 1] - starts, starts)
        of_edge = point[ask]
        x, y, y1, y2 = lons[of_edge], lats[of_edge], self._y1[edge], self._y2[edge]
        straddles = (y1 > y) != (y2 > y)
        with np.errstate(over="ignore", invalid="ignore"):  # of edges that do not straddle, it does not matter
            at = self._x1[edge] + (y - y1) * self._slant[edge]
        east, inside, north = at - x, at - self._border_west[borders][of_edge], self._side[edge] - y
        crossed = (straddles & (east <= 0) & (inside > 0)) != (north <= 0)
        near = straddles & (np.minimum(np.abs(east), np.abs(inside)) < TOLERANCE_DEG)
        near |= np.abs(north) < TOLERANCE_DEG
        level = np.flatnonzero(np.maximum(y1, y2) == y)
        near[level] |= (self._left[edge[level]] <= x[level]) & (x[level] <= self._right[edge[level]])
        bounds = np.flatnonzero(np.diff(ask, prepend=-1))
        holds = (np.add.reduceat(crossed, bounds, dtype=np.int32) % 2 == 1) != self._entry_holds[entry]
        rows = self._border_row[borders]
        holding = np.flatnonzero(holds)
        found = np.full(len(lons), np.iinfo(np.int64).max)
        found[point[holding[::-1]]] = self._entry_row[entry[holding[::-1]]]  # the first of each point stays
        held = np.bincount(point[holding], minlength=len(lons)) + (rows >= 0)
        rows = np.where(held > 0, np.where(rows >= 0, np.minimum(rows, found), found), self._border_other[borders])
        doubtful = self._border_doubtful[borders]
        doubtful[point[ask[near]]] = True
        return rows, doubtful, (held > 1) | self._border_shared[borders]


def spread(counts: Rows, starts: Rows) -> tuple[Rows, Rows]:
    """
    Count up from several starts.

    Parameters
    ----------
    counts
        How many numbers from each start.
    starts
        The first number of each.

    Returns
    -------
    which, numbers
        Of each number, which start it comes from; and the numbers.
    """
    return np.repeat(np.arange(len(counts)), counts), count_up(counts, starts)


def count_up(counts: Rows, starts: Rows) -> Rows:
    """
    Count up from several starts.

    Parameters
    ----------
    counts, starts
        As in ``spread``.

    Returns
    -------
    numbers
        Those of the first start, then those of the next.
    """
    ends = np.cumsum(counts)
    numbers: Rows = np.arange(ends[-1] if len(ends) else 0)
    numbers += np.repeat(starts - (ends - counts), counts)
    return numbers


def _spread_between(first: Rows, last: Rows) -> tuple[Rows, Rows]:
    return spread(last - first + 1, first)
