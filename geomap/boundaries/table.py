"""One table of divisions, mapped into memory: look-up by code and by point."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from geomap.boundaries.polygons import PolygonIndex
from geomap.boundaries.shapes import ArrowColumn, Rows, read_numbers, read_polygon
from geomap.errors import DataError

_EDGES = ("west", "south", "east", "north")
_UNITS = b"units_per_degree"


@dataclass(frozen=True, slots=True)
class Division:
    """A country, a first or a second division; what is finer than it is None."""

    country_code: str
    country_name: str
    country_name_es: str | None
    admin1_code: str | None
    """INEGI's two digits in Mexico, elsewhere the GeoNames code."""
    admin1_iso: str | None
    admin1_name: str | None
    admin1_name_es: str | None
    admin2_code: str | None
    """INEGI's five digits."""
    admin2_name: str | None
    label_lon: float
    label_lat: float
    """A point inside the polygon, degrees WGS84."""
    row: int
    """Of its table."""


CELLS = tuple(field.name for field in fields(Division) if field.name != "row")
"""Columns of a table, but for its polygons and their bounds."""


class DivisionTable:
    """
    Divisions of one level.

    Parameters
    ----------
    path
        An Arrow file that ``data/boundaries/build.py`` wrote.
    code
        The column that tells the divisions of a country apart.

    Raises
    ------
    DataError
        If it is missing or of another form.
    """

    def __init__(self, path: Path, code: str) -> None:
        if not path.is_file():
            message = f"{path.name}: not found in {path.parent}; expected the boundaries that geomap ships"
            raise DataError(message)
        try:
            table = pa.ipc.open_file(pa.memory_map(str(path))).read_all().combine_chunks()
            self._units = int(table.schema.metadata[_UNITS])
            self._columns = {name: table.column(name).chunk(0) for name in (*CELLS, *_EDGES, "geometry")}
            drawn = "outline" if "outline" in table.column_names else "geometry"
            self._outlines: pa.ListArray = table.column(drawn).chunk(0)
        except (OSError, pa.ArrowInvalid, KeyError, TypeError, IndexError) as error:
            message = f"{path.name}: found no boundaries of this version ({error}); expected those that geomap ships"
            raise DataError(message) from error
        self._code = code
        self._divisions: dict[int, Division] = {}
        self._drawn: dict[int, bytes] = {}
        self._texts: dict[str, npt.NDArray[np.object_]] = {}

    def __len__(self) -> int:
        """Count the divisions."""
        return len(self._columns["country_code"])

    def division(self, row: int) -> Division:
        """
        Give the record of a division.

        Parameters
        ----------
        row
            Of this table.

        Returns
        -------
        division
            The same object each time.
        """
        if row not in self._divisions:
            cells: dict[str, Any] = {name: self._columns[name][row].as_py() for name in CELLS}
            self._divisions[row] = Division(**cells, row=row)
        return self._divisions[row]

    def texts(self, name: str) -> npt.NDArray[np.object_]:
        """
        Give a column of names or codes.

        Parameters
        ----------
        name
            Such as ``admin1_name``.

        Returns
        -------
        texts
            A text or None a row, and None at the end, so that row -1, which stands for no division, has
            none.
        """
        if name not in self._texts:
            self._texts[name] = np.array([*self._columns[name].to_pylist(), None], dtype=object)
        return self._texts[name]

    @cached_property
    def rows_by_code(self) -> dict[tuple[str, str], int]:
        """Row of each division by country and code."""
        countries, codes = (self._columns[name].to_pylist() for name in ("country_code", self._code))
        return {pair: row for row, pair in enumerate(zip(countries, codes, strict=True))}

    def find(self, country_code: str | None, code: str | None) -> Division | None:
        """
        Find a division by its codes.

        Parameters
        ----------
        country_code
            ISO 3166-1 alpha-2.
        code
            Of the division.

        Returns
        -------
        division
            None if there is none.
        """
        row = self.rows_by_code.get((country_code or "", code or ""))
        return None if row is None else self.division(row)

    def outline(self, row: int) -> bytes:
        """
        Give the simplified polygon of a division, for drawing and export.

        Parameters
        ----------
        row
            Of this table.

        Returns
        -------
        wkb
            WGS84, exterior rings counter-clockwise.
        """
        if row not in self._drawn:
            self._drawn[row] = shapely.to_wkb(read_polygon(self._outlines, row, self._units), byte_order=1)
        return self._drawn[row]

    def read_shape(self, row: int) -> shapely.Geometry:
        """
        Give the polygon of a division at full detail, for joining.

        Parameters
        ----------
        row
            Of this table.

        Returns
        -------
        shape
            Polygon or MultiPolygon, degrees WGS84.
        """
        return self.source.read_shape(row)

    @cached_property
    def source(self) -> ArrowColumn:
        """Where the polygons lie."""
        west, south, east, north = (read_numbers(self._columns[edge], np.float64) for edge in _EDGES)
        return ArrowColumn(self._columns["geometry"], self._units, (west, south, east, north))

    @cached_property
    def polygons(self) -> PolygonIndex:
        """All of them, asked which holds a point."""
        return PolygonIndex(self.source)

    def find_parents(self, first: DivisionTable) -> Rows:
        """
        Find the first division that each second one belongs to.

        Parameters
        ----------
        first
            Table of first divisions.

        Returns
        -------
        rows
            Of ``first``, one a row of this table.
        """
        pairs = zip(*(self._columns[name].to_pylist() for name in ("country_code", "admin1_code")), strict=True)
        return np.array([first.rows_by_code[pair] for pair in pairs], dtype=np.int64)
