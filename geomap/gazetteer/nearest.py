"""The populated places nearest to a point, exactly, also across the antimeridian and at the poles."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.gazetteer.index import PlaceIndex
from geomap.geometry import check_lonlat, distance_km

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    _Floats = npt.NDArray[np.float64]

_FIRST_BAND_DEG = 0.5
"""Half the width of the band of latitudes that is searched first: it mostly holds some thousand places."""
_WHOLE_DEG = 180.0
_SLACK = 1e-14
"""Of cosines, so that rounding cuts off no place that is as near as the last: 1 m at no distance, less farther off."""


class NearestPlaces:
    """
    The points of a gazetteer's populated places, laid out for the question which are nearest.

    They stand in order of latitude. Two points are never nearer to each other than their latitudes are,
    so a band of latitudes that is wider than the distance of the last place found holds all that are
    nearer; within the band, directions from the Earth's centre are compared, which know no seam and no pole.

    Parameters
    ----------
    gazetteer
        Whose places of the block ``city`` are taken; countries, divisions and regions are areas, and their
        points are near to nothing. Some 0.1 s for 250,000 places.
    """

    def __init__(self, gazetteer: PlaceIndex) -> None:
        import numpy as np  # noqa: PLC0415 - only who asks for the nearest pays for it

        self._gazetteer = gazetteer
        cities = [index for index in range(len(gazetteer)) if gazetteer.block(index) == "city"]
        points = np.array([gazetteer.lonlat(index) for index in cities], dtype=np.float64).reshape(-1, 2)
        order = np.argsort(points[:, 1], kind="stable")
        self._indices = np.array(cities, dtype=np.int64)[order]
        self._lats = np.ascontiguousarray(points[order, 1])
        self._x, self._y, self._z = _lay_on_sphere(points[order, 0], self._lats)

    def __len__(self) -> int:
        """Count the places."""
        return len(self._lats)

    def find(self, lon: float, lat: float, *, limit: int = 1) -> list[tuple[int, float]]:
        """
        Find the places nearest to a point.

        Parameters
        ----------
        lon, lat
            Degrees, WGS84.
        limit
            The most that are returned.

        Returns
        -------
        nearest
            Index of the place and its distance in kilometres on the sphere (``geometry.distance_km``),
            nearest first; of equally near ones the lower index first.

        Raises
        ------
        CoordinateError
            If the point is no place on Earth.
        """
        check_lonlat(lon, lat)
        band_deg = _FIRST_BAND_DEG
        near, farthest_deg = self._search_band(lon, lat, band_deg, limit)
        while farthest_deg >= band_deg and band_deg < _WHOLE_DEG:
            band_deg = min(8 * band_deg if farthest_deg == _WHOLE_DEG else 1.001 * farthest_deg, _WHOLE_DEG)
            near, farthest_deg = self._search_band(lon, lat, band_deg, limit)
        measured = [(index, distance_km(lon, lat, *self._gazetteer.lonlat(index))) for index in near]
        return sorted(measured, key=lambda found: (found[1], found[0]))[:limit]

    def _search_band(self, lon: float, lat: float, band_deg: float, limit: int) -> tuple[list[int], float]:
        """Find the nearest within a band of latitudes, and how far off the last is: 180 if they are too few."""
        import numpy as np  # noqa: PLC0415

        first, last = (int(n) for n in np.searchsorted(self._lats, (lat - band_deg, lat + band_deg)))
        if last - first <= limit:
            return self._indices[first:last].tolist(), _WHOLE_DEG
        x, y, z = _lay_on_sphere(np.array([lon]), np.array([lat]))
        # Not a product of matrices: its library starts threads, which wait for each other on a busy machine.
        cosines = self._x[first:last] * x + self._y[first:last] * y + self._z[first:last] * z
        last_cosine = float(np.partition(cosines, len(cosines) - limit)[len(cosines) - limit])
        kept = np.flatnonzero(cosines >= last_cosine - _SLACK)
        return self._indices[first:last][kept].tolist(), math.degrees(math.acos(max(-1.0, min(1.0, last_cosine))))


def _lay_on_sphere(lons: _Floats, lats: _Floats) -> tuple[_Floats, _Floats, _Floats]:
    """Give each point its place on the unit sphere: x, y and z."""
    import numpy as np  # noqa: PLC0415

    lam, phi = np.radians(lons), np.radians(lats)
    return np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)
