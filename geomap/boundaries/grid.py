"""A grid over polygons: points in a cell without a border are answered by the cell, the others by the few edges in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TOLERANCE_DEG = 1e-10
"""Where a point is nearer to an edge than this, rounding may decide, and the answer is in doubt: 0.01 mm."""
_PAD_DEG = 1e-9
"""An edge belongs to every cell that it comes so near to."""
_CELLS_AN_EDGE = 16
_LEAST_CELLS, _MOST_CELLS = 4_096, 4_000_000
_MOST_COVERED = 12_000_000
"""Cells that all polygons cover together; of many that overlap each other, the grid is made coarser."""
_EMPTY = -1
_FIRST_BORDER = -2
"""The codes of cells with a border in them go down from here; those of cells inside a polygon are its row."""
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


def list_edges(lonlats: Floats, ring_ends: Rows, ring_rows: Rows) -> Edges:
    """
    List the edges of rings.

    Parameters
    ----------
    lonlats
        Corners of all rings, one after the other, each ring closed; degrees WGS84.
    ring_ends
        Where each ring ends in ``lonlats``.
    ring_rows
        The polygon of each ring.

    Returns
    -------
    edges
        In order of the rings.
    """
    starts = np.ones(max(len(lonlats) - 1, 0), dtype=bool)
    starts[ring_ends[:-1] - 1] = False
    rows = np.repeat(ring_rows, np.diff(ring_ends, prepend=0) - 1)
    x, y = np.ascontiguousarray(lonlats[:, 0]), np.ascontiguousarray(lonlats[:, 1])
    return Edges(x[:-1][starts], y[:-1][starts], x[1:][starts], y[1:][starts], rows)


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
        first, last = np.searchsorted(self._lines_y, low), np.searchsorted(self._lines_y, high)
        edge, line = _spread(last - first, first)
        y1, x1 = edges.y1[edge], edges.x1[edge]
        x = x1 + (self._lines_y[line] - y1) * (edges.x2[edge] - x1) / (edges.y2[edge] - y1)
        column = np.searchsorted(self._lines_x, x)
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
        self._codes = covered
        self._codes[border_cells] = _FIRST_BORDER - np.arange(len(border_cells))
        self._border_entries = np.append(border_first, len(first))
        self._entry_edges = np.append(first, len(edge))
        self._set_edges(edges, edge, cell)

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
        return np.clip(np.floor((x - self._x0) / self._dx), 0, self._nx - 1).astype(np.int64)

    def _lines(self, y: Floats) -> Rows:
        return np.clip(np.floor((y - self._y0) / self._dy), 0, self._ny - 1).astype(np.int64)

    def _hold_corners(self, crossings: Rows, rows: Rows, cells: Rows) -> Flags:
        """Tell whether a polygon holds the corner of a cell."""
        line, column = cells // self._nx, cells % self._nx
        start = (rows * self._ny + line) * (self._nx + 1)
        before = np.searchsorted(crossings, start + column, "right") - np.searchsorted(crossings, start)
        return before % 2 == 1

    def _cover_cells(self, crossings: Rows, entry_cell: Rows) -> tuple[npt.NDArray[np.int32], Rows]:
        """Give the lowest polygon that covers each cell whole, -1 where none does, and the cells that several cover."""
        starts, ends = crossings[0::2], crossings[1::2]
        span, key = _spread(ends - starts, starts)
        row, place = np.divmod(starts // (self._nx + 1), self._ny)
        line, column = place[span], key % (self._nx + 1)
        cell, row = line * self._nx + column, row[span]
        whole = column < self._nx
        own = (self._entry_row * self._ny + entry_cell // self._nx) * (self._nx + 1) + entry_cell % self._nx
        whole[np.searchsorted(key, own[self._entry_holds])] = False
        cell, row = cell[whole], row[whole]
        covered = np.full(self._nx * self._ny, _EMPTY, dtype=np.int32)
        covered[cell[::-1]] = row[::-1]  # the last one stays
        shared = np.flatnonzero(np.bincount(cell, minlength=1) > 1)
        return covered, shared

    def _set_edges(self, edges: Edges, edge: Rows, cell: Rows) -> None:
        """Keep what is asked of each edge in each cell."""
        self._x1, self._y1, self._y2 = edges.x1[edge], edges.y1[edge], edges.y2[edge]
        x2 = edges.x2[edge]
        self._left, self._right = np.minimum(self._x1, x2), np.maximum(self._x1, x2)
        with np.errstate(divide="ignore", invalid="ignore"):
            self._slant = (x2 - self._x1) / (self._y2 - self._y1)
            west, south = self._lines_x[cell % self._nx], self._lines_y[cell // self._nx]
            crossing = self._y1 + (west - self._x1) * (self._y2 - self._y1) / (x2 - self._x1)
        crosses = (self._x1 > west) != (x2 > west)
        near = crosses & (np.abs(crossing - south) < TOLERANCE_DEG)
        borders = np.repeat(np.arange(len(self._border_entries) - 1), np.diff(self._entry_edges[self._border_entries]))
        self._border_doubtful[borders[near]] = True
        self._side = np.where(crosses & (crossing > south), crossing, np.inf)
        """Latitude at which an edge crosses the west side of the cell; infinite where it does not."""
        self._west = west

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
        cells = np.where(there, y, 0).astype(np.int64) * self._nx + np.where(there, x, 0).astype(np.int64)
        codes = np.where(there, self._codes[cells], _EMPTY)
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
        first, last = self._border_entries[borders], self._border_entries[borders + 1]
        point, entry = _spread(last - first, first)
        starts = self._entry_edges[entry]
        ask, edge = _spread(self._entry_edges[entry + 1] - starts, starts)
        x, y = lons[point][ask], lats[point][ask]
        y1, y2 = self._y1[edge], self._y2[edge]
        straddles = (y1 > y) != (y2 > y)
        at = self._x1[edge] + (y - y1) * self._slant[edge]
        west, side = self._west[edge], self._side[edge]
        crossed = (straddles & (at <= x) & (at > west)) != (side <= y)
        near = straddles & ((np.abs(at - x) < TOLERANCE_DEG) | (np.abs(at - west) < TOLERANCE_DEG))
        near |= np.abs(side - y) < TOLERANCE_DEG
        near |= (np.maximum(y1, y2) == y) & (self._left[edge] <= x) & (x <= self._right[edge])
        bounds = np.flatnonzero(np.diff(ask, prepend=-1))
        holds = (np.add.reduceat(crossed, bounds, dtype=np.int32) % 2 == 1) != self._entry_holds[entry]
        rows = self._border_row[borders]
        inside = np.flatnonzero(holds)
        found = np.full(len(lons), np.iinfo(np.int64).max)
        found[point[inside[::-1]]] = self._entry_row[entry[inside[::-1]]]  # the first of each point stays
        held = np.bincount(point[inside], minlength=len(lons)) + (rows >= 0)
        rows = np.where(rows >= 0, np.minimum(rows, found), np.where(held > 0, found, _EMPTY))
        doubtful = self._border_doubtful[borders]
        doubtful[point[ask[near]]] = True
        return rows, doubtful, (held > 1) | self._border_shared[borders]


def _spread(counts: Rows, starts: Rows) -> tuple[Rows, Rows]:
    """Count up from each start: which start, and the number."""
    which = np.repeat(np.arange(len(counts)), counts)
    ends = np.cumsum(counts)
    return which, np.arange(len(which)) + np.repeat(starts - (ends - counts), counts)


def _spread_between(first: Rows, last: Rows) -> tuple[Rows, Rows]:
    return _spread(last - first + 1, first)
