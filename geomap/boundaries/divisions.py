"""The shipped divisions as a target of joining."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from geomap.boundaries.points import Found, Objects
from geomap.boundaries.polygons import SNAP_KM
from geomap.boundaries.shapes import Floats, Rows
from geomap.boundaries.store import Boundaries
from geomap.errors import InputError

_FIRST = ("admin1_name", "admin1_code", "admin1_iso", "country_code", "country_name")
_NAMES = (
    "admin1_name",
    "admin1_code",
    "admin1_iso",
    "admin2_name",
    "admin2_code",
    "country_code",
    "country_name",
)
COLUMNS = tuple(f"geomap_{name}" for name in _NAMES)
"""What joining to the shipped divisions adds, but for the distance and the note."""
_UNPEOPLED = frozenset({"AQ"})
"""Points of warm countries lie in the Antarctic when longitude and latitude are exchanged."""
_KEY = 1_000
_FAR_KM = 500.0
"""So far the nearest division of a point at sea is looked for."""


class DivisionTarget:
    """
    Divisions that points are joined to.

    Parameters
    ----------
    boundaries
        The divisions.
    snap_km
        How far the nearest may be that a point in none is given.
    """

    columns = COLUMNS
    notices: tuple[str, ...] = ()

    def __init__(self, boundaries: Boundaries, *, snap_km: float = SNAP_KM) -> None:
        self._boundaries = boundaries
        self._snap_km = snap_km

    @cached_property
    def _countries(self) -> tuple[list[str], Rows]:
        """The codes of the countries, and the number of the country of each first division."""
        codes = self._boundaries.admin1.texts("country_code")[:-1].tolist()
        names = sorted(set(codes) - _UNPEOPLED)
        numbers = {code: number for number, code in enumerate(names)}
        return names, np.array([*(numbers.get(code, -1) for code in codes), -1], dtype=np.int64)

    def find(self, lons: Floats, lats: Floats, *, snap: bool = True) -> Found:
        """Find where usable points lie."""
        located = self._boundaries.locate_rows(lons, lats, snap_km=self._snap_km if snap else 0.0)
        homes = self._countries[1][located.admin1]
        return Found((located.admin1, located.admin2), homes, located.snap_km, np.zeros(len(lons), dtype=bool))

    def take(self, rows: tuple[Rows, ...]) -> dict[str, Objects]:
        """Give the values of the columns."""
        first, second = rows
        tables = dict.fromkeys(_FIRST, (self._boundaries.admin1, first))
        found = {}
        for name, column in zip(_NAMES, COLUMNS, strict=True):
            table, numbers = tables.get(name, (self._boundaries.admin2, second))
            found[column] = table.texts(name)[numbers]
        return found

    def name(self, rows: tuple[int, ...]) -> str:
        """Name the finest division of one point and what it lies in."""
        first = self._boundaries.admin1.division(rows[0])
        names = [first.admin1_name, first.country_name]
        if rows[1] >= 0:
            names.insert(0, self._boundaries.admin2.division(rows[1]).admin2_name)
        return ", ".join(dict.fromkeys(name for name in names[:2] if name))

    def find_home(self, country: str) -> int:
        """Find the number of a country by its code."""
        names = self._countries[0]
        if country.upper() not in names:
            message = f"country: found '{country}'; expected an ISO 3166-1 code of two letters, such as MX"
            raise InputError(message)
        return names.index(country.upper())

    def tell_outside(self, lons: Floats, lats: Floats) -> Objects:
        """Tell about how far from which division points lie."""
        polygons = self._boundaries.admin1.polygons
        rows, distances = polygons.find_about_nearest(lons, lats, reach_km=_FAR_KM)
        if self._snap_km < SNAP_KM:  # about is not good enough for those that are near
            near_rows, near = polygons.find_nearest(lons, lats)
            rows, distances = np.where(near_rows >= 0, near_rows, rows), np.where(near_rows >= 0, near, distances)
        known = np.where(rows < 0, 0, np.maximum(np.rint(np.nan_to_num(distances)), 1)).astype(np.int64)
        kinds, kind = np.unique(rows * _KEY + known, return_inverse=True)
        told: Objects = np.array([self._tell_far(*divmod(number, _KEY)) for number in kinds.tolist()], dtype=object)
        return told[kind]

    def _tell_far(self, row: int, distance_km: int) -> str:
        if row < 0:
            return f"in no division, over {_FAR_KM:.0f} km from any"
        where = "at sea" if distance_km > SNAP_KM else "in no division"
        return f"{where}, about {distance_km} km from {self.name((row, -1))}"
