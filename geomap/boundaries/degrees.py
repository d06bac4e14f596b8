"""Cells of a table read as points, and what is wrong with those that are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geomap.boundaries.shapes import Flags, Floats

Cell = str | float | None
"""A coordinate as a table gives it."""
Cells = Sequence[Cell] | Floats

USABLE, BLANK, UNREADABLE, OUT_OF_RANGE, NULL_ISLAND = range(5)
PROBLEMS = {
    BLANK: "without coordinates",
    UNREADABLE: "not in degrees",
    OUT_OF_RANGE: "out of range",
    NULL_ISLAND: "at 0, 0",
}
"""What is said of rows whose point can't be used."""
_MOST_QUOTED = 40


@dataclass(frozen=True, slots=True)
class Degrees:
    """Points, and the state of each."""

    lons: Floats
    lats: Floats
    """Degrees as given; NaN where a cell is no number."""
    states: npt.NDArray[np.int8]
    """``USABLE``, or a key of ``PROBLEMS``."""
    given: tuple[Cells, Cells]

    @property
    def usable(self) -> Flags:
        """Whether a point can be looked up."""
        usable: Flags = self.states == USABLE
        return usable

    def tell(self, row: int) -> str:
        """Tell what is wrong with the point of a row."""
        state, lon, lat = int(self.states[row]), self.lons[row], self.lats[row]
        if state == BLANK:
            return "no coordinates"
        if state == NULL_ISLAND:
            return "found 0, 0, which stands for an unknown place; expected coordinates or blank cells"
        if state == OUT_OF_RANGE:
            return f"found lon {lon}, lat {lat}; expected -180 to 180 and -90 to 90 degrees"
        first, second = ("" if cells[row] is None else str(cells[row])[:_MOST_QUOTED] for cells in self.given)
        return f"found '{first}', '{second}'; expected degrees"


def read_degrees(lons: Cells, lats: Cells) -> Degrees:
    """
    Read longitudes and latitudes, and say of each pair whether it can be a place.

    Parameters
    ----------
    lons, lats
        Degrees as text or numbers, None or blank where there are none; of an array, NaN says so.

    Returns
    -------
    degrees
        A point a row. 0, 0 can't be used: it is what programs write where they know no place.
    """
    (x, x_blank), (y, y_blank) = (_read_numbers(cells) for cells in (lons, lats))
    states = np.full(len(x), USABLE, dtype=np.int8)
    with np.errstate(invalid="ignore"):
        states[~((np.abs(x) <= 180) & (np.abs(y) <= 90))] = OUT_OF_RANGE  # noqa: PLR2004 - degrees
    states[np.isnan(x) | np.isnan(y)] = UNREADABLE
    states[x_blank & y_blank] = BLANK
    states[(x == 0) & (y == 0)] = NULL_ISLAND
    return Degrees(x, y, states, (lons, lats))


def _read_numbers(cells: Cells) -> tuple[Floats, Flags]:
    """Read numbers, NaN where there is none, and whether a cell is blank."""
    if isinstance(cells, np.ndarray):
        numbers = cells.astype(np.float64, copy=False)
        return numbers, np.isnan(numbers)
    values = np.fromiter((_read_number(cell) for cell in cells), dtype=np.float64, count=len(cells))
    blank = np.isnan(values)
    for row in np.flatnonzero(blank).tolist():
        cell = cells[row]
        blank[row] = cell is None or (isinstance(cell, str) and not cell.strip())
    return values, blank


def _read_number(cell: Cell) -> float:
    try:
        return np.nan if cell is None else float(cell)
    except ValueError:
        return np.nan
