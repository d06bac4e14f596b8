"""The points of a table's rows, from its shapes or from two of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.errors import CoordinateError, InputError
from geomap.geometry import check_lonlat

if TYPE_CHECKING:
    from geomap.sheets.extend import Tally
    from geomap.sheets.table import Batch, SheetTable

Point = tuple[float, float] | tuple[None, None]
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

    def read_points(self, batch: Batch) -> tuple[list[float | None], list[float | None], Tally]:
        """
        Read the points of a batch.

        Parameters
        ----------
        batch
            Of the table.

        Returns
        -------
        lons, lats, tally
            None where a row has no point, or none that can be used; those are counted.
        """
        from geomap.sheets.extend import Tally  # noqa: PLC0415 - so that --help stays quick

        points: list[Point] = []
        problems: list[str] = []
        for number, found in zip(batch.numbers, self._list_found(batch), strict=True):
            try:
                points.append(_check_point(f"{self._table.name} row {number}", found))
            except InputError as error:
                points.append((None, None))
                problems.append(str(error))
        usable = sum(point != (None, None) for point in points)
        lons, lats = ([point[axis] for point in points] for axis in (0, 1))
        return lons, lats, Tally(usable, len(problems), problems[0] if problems else None)

    def _list_found(self, batch: Batch) -> list[tuple[float | str, float | str] | str | None]:
        """List what each row has for a point; None for nothing, a text for what is none."""
        if self._geometry is not None:
            from geomap.sheets.shapes import list_points  # noqa: PLC0415 - loads shapely

            place = self._table.layout.schema.names.index(self._geometry.column)
            return [*list_points(batch.rows.column(place), self._geometry.crs or "")]
        from geomap.sheets.texts import list_texts  # noqa: PLC0415 - so that --help stays quick

        lons, lats = (list_texts(batch.rows.column(place)) for place in self._places)
        pairs = [(lon or "", lat or "") for lon, lat in zip(lons, lats, strict=True)]
        return [pair if any(map(str.strip, pair)) else None for pair in pairs]


def _check_point(record: str, found: tuple[float | str, float | str] | str | None) -> Point:
    if found is None:
        return None, None
    if isinstance(found, str):
        message = f"{record}: found {found}; expected a point"
        raise InputError(message)
    lon, lat = found
    try:
        return check_lonlat(float(lon), float(lat), record=record)
    except CoordinateError as error:
        raise InputError(str(error)) from error
    except ValueError as error:
        message = f"{record}: found '{lon}', '{lat}'; expected degrees"
        raise InputError(message) from error
