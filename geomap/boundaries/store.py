"""The shipped boundaries: countries and first divisions of the world, second divisions of Mexico."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from geomap.boundaries.polygons import SNAP_KM
from geomap.boundaries.shapes import Flags, Floats, Rows
from geomap.boundaries.table import Division, DivisionTable

__all__ = ["SNAP_KM", "Boundaries", "Division", "Located", "read_boundaries"]


@dataclass(frozen=True, slots=True)
class Located:
    """Where points lie."""

    admin1: Rows
    """Row of the first division of each point, -1 where there is none."""
    admin2: Rows
    """Row of its second division, -1 where there is none."""
    snap_km: Floats
    """How far the polygon is that a point was given because none holds it; else NaN."""

    @property
    def snapped(self) -> Flags:
        """Whether no polygon holds a point, and it was given the nearest."""
        return ~np.isnan(self.snap_km)


@dataclass(frozen=True)
class Boundaries:
    """
    Divisions by code and by point.

    Parameters
    ----------
    country, admin1, admin2
        Their tables. Those of one level do not overlap, and a second division lies in its first.
    """

    country: DivisionTable
    admin1: DivisionTable
    admin2: DivisionTable

    def find_country(self, country_code: str | None) -> Division | None:
        """
        Find a country by its code.

        Parameters
        ----------
        country_code
            ISO 3166-1 alpha-2.

        Returns
        -------
        division
            None if there is none.
        """
        return self.country.find(country_code, country_code)

    def find_admin1(self, country_code: str | None, admin1_code: str | None) -> Division | None:
        """
        Find a first division by its codes.

        Parameters
        ----------
        country_code
            ISO 3166-1 alpha-2.
        admin1_code
            INEGI's two digits in Mexico, elsewhere the GeoNames code.

        Returns
        -------
        division
            None if there is none.
        """
        return self.admin1.find(country_code, admin1_code)

    def find_admin2(self, country_code: str | None, admin2_code: str | None) -> Division | None:
        """
        Find a second division by its codes.

        Parameters
        ----------
        country_code
            ISO 3166-1 alpha-2.
        admin2_code
            INEGI's five digits.

        Returns
        -------
        division
            None if there is none.
        """
        return self.admin2.find(country_code, admin2_code)

    def list_admin1(self, country_code: str) -> list[Division]:
        """
        List the first divisions of a country.

        Parameters
        ----------
        country_code
            ISO 3166-1 alpha-2.

        Returns
        -------
        divisions
            In order of code.
        """
        rows = self.admin1.rows_by_code.items()
        return [self.admin1.division(row) for (country, _), row in rows if country == country_code]

    def locate_rows(self, lons: Floats, lats: Floats, *, snap_km: float = SNAP_KM) -> Located:
        """
        Find the first and second division of each point, as rows of the tables.

        Parameters
        ----------
        lons, lats
            Degrees, WGS84; NaN where there is no point.
        snap_km
            How far away a division may be that a point in none is given.

        Returns
        -------
        located
            A point that no polygon holds (off a simplified coast, in a lake between municipalities) is
            given the nearest within ``snap_km``. Both levels agree: where there is a second division, the
            first is the one that it belongs to.
        """
        second = self.admin2.polygons.find_holders(lons, lats).rows
        first = np.where(second >= 0, self._first_of_second[second], -1)
        distances = np.full(len(lons), np.nan)
        rest = np.flatnonzero(second < 0)
        first[rest] = self.admin1.polygons.find_holders(lons[rest], lats[rest]).rows
        lost = rest[first[rest] < 0]
        if snap_km > 0:
            first[lost], distances[lost] = self.admin1.polygons.find_nearest(lons[lost], lats[lost], reach_km=snap_km)
        # Only where the nearest first division has second ones may the nearest of those be asked for.
        loose = rest[(first[rest] >= 0) & self._divided[first[rest]]]
        reach_km = max(snap_km, SNAP_KM)
        second[loose], near = self.admin2.polygons.find_nearest(lons[loose], lats[loose], reach_km=reach_km)
        distances[loose] = np.where(np.isnan(near), distances[loose], near)
        first[loose] = np.where(second[loose] >= 0, self._first_of_second[second[loose]], first[loose])
        return Located(first, second, distances)

    @cached_property
    def _first_of_second(self) -> Rows:
        """Row of the first division of each second one."""
        return self.admin2.find_parents(self.admin1)

    @cached_property
    def _divided(self) -> Flags:
        """Whether a first division has second ones."""
        divided = np.zeros(len(self.admin1), dtype=bool)
        divided[self._first_of_second] = True
        return divided

    def locate_points(
        self, lons: Sequence[float | None], lats: Sequence[float | None]
    ) -> list[tuple[Division | None, Division | None]]:
        """
        Find the first and second division of each point.

        Parameters
        ----------
        lons, lats
            Degrees, WGS84; None where there is no point.

        Returns
        -------
        divisions
            First and second division a point, as ``locate_rows`` finds them.
        """
        x, y = (np.array([np.nan if v is None else v for v in values], dtype=np.float64) for values in (lons, lats))
        located = self.locate_rows(x, y)
        return [
            (
                self.admin1.division(first) if first >= 0 else None,
                self.admin2.division(second) if second >= 0 else None,
            )
            for first, second in zip(located.admin1.tolist(), located.admin2.tolist(), strict=True)
        ]


def read_boundaries(folder: Path) -> Boundaries:
    """
    Open the boundaries; they are mapped into memory, not read.

    Parameters
    ----------
    folder
        Such as ``files.find_data("boundaries")``.

    Returns
    -------
    boundaries
        Ready for look-ups.

    Raises
    ------
    DataError
        If a file is missing or of another form.
    """
    return Boundaries(
        DivisionTable(folder / "country.arrow", "country_code"),
        DivisionTable(folder / "admin1.arrow", "admin1_code"),
        DivisionTable(folder / "admin2.arrow", "admin2_code"),
    )
