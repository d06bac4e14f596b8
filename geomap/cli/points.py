"""The points of a table's rows, from its shapes or from two of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.errors import InputError

if TYPE_CHECKING:
    from geomap.boundaries.degrees import Cell
    from geomap.sheets.table import Batch, SheetTable

_GUESSES = {"lon": ("lon", "longitude", "lng", "long", "x"), "lat": ("lat", "latitude", "y")}


class PointReader:
    """
    Reads the points of a table.

    Parameters
    ----------
    table
        Open for reading.
    lon, lat
        Names of the columns with the degrees, WGS84. Without them the shapes of the table are the points;
        where it has none, columns are found by their names.

    Raises
    ------
    InputError
        If there are no such columns, or shapes without a reference system.
    """

    def __init__(self, table: SheetTable, *, lon: str | None, lat: str | None) -> None:
        self._table = table
        self._geometry = table.layout.geometry if lon is None and lat is None else None
        self._places = (0, 0)
        if self._geometry is None:
            self._places = self._find_column("lon", lon), self._find_column("lat", lat)
        elif self._geometry.crs is None:
            message = f"{table.name}: its shapes have no reference system; name columns with --lon and --lat"
            raise InputError(message)

    @staticmethod
    def guesses() -> list[str]:
        """
        List the names that columns are found by.

        Returns
        -------
        names
            In lower case.
        """
        return [name for names in _GUESSES.values() for name in names]

    def _find_column(self, what: str, given: str | None) -> int:
        layout = self._table.layout
        if given:
            return layout.find_column(given, self._table.name)
        folded = {name.strip().lower(): name for name in reversed(layout.names)}
        for guess in _GUESSES[what]:
            if guess in folded:
                return layout.find_column(folded[guess], self._table.name)
        message = f"{self._table.name}: found no column for {what}; name it with --{what}"
        raise InputError(message)

    def list_cells(self, batch: Batch) -> tuple[list[Cell], list[Cell]]:
        """
        List what the rows of a batch have for their points.

        Parameters
        ----------
        batch
            Of the table.

        Returns
        -------
        lons, lats
            Degrees WGS84 as text or numbers, for ``boundaries.degrees.read_degrees``; None where there is
            nothing. A shape that is no point is told by a text in place of the longitude.
        """
        if self._geometry is not None:
            from geomap.sheets.shapes import list_points  # noqa: PLC0415 - loads shapely

            place = self._table.layout.schema.names.index(self._geometry.column)
            found = list_points(batch.rows.column(place), self._geometry.crs or "")
            pairs = [point if isinstance(point, tuple) else (point, None) for point in found]
            return [lon for lon, _ in pairs], [lat for _, lat in pairs]
        from geomap.sheets.texts import list_texts  # noqa: PLC0415 - so that --help stays quick

        lons, lats = (list_texts(batch.rows.column(place)) for place in self._places)
        return [*lons], [*lats]
