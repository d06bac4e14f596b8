"""The gazetteer as its users have it: places by number and by name, search, geocoding, the nearest places."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.gazetteer.geocode import GeocodeResult, geocode_place
from geomap.gazetteer.index import PlaceIndex
from geomap.gazetteer.search import search_places
from geomap.model import Candidate, Place

if TYPE_CHECKING:
    from geomap.gazetteer.nearest import NearestPlaces


class Gazetteer(PlaceIndex):
    """
    An index of places, mapped into memory.

    Parameters
    ----------
    folder
        Where ``names.marisa`` and ``places.bin`` lie.

    Raises
    ------
    DataError
        If they are missing or of another version.

    Examples
    --------
    >>> import geomap
    >>> gazetteer = geomap.open_gazetteer()
    >>> [(found.place.name, found.reason) for found in gazetteer.search("tapalppa jal", limit=1)]
    [('Tapalpa', '1 typing error')]
    >>> gazetteer.geocode("Juárez, Chihuahua").place.place_id
    'geonames:4013708'
    """

    def search(
        self,
        query: str,
        *,
        admin1: str | None = None,
        country: str | None = None,
        limit: int = 10,
        beginnings: bool = True,
    ) -> list[Candidate]:
        """
        Find places by name, as a person types it.

        Parameters
        ----------
        query, admin1, country, limit, beginnings
            As of ``search.search_places``.

        Returns
        -------
        candidates
            Likeliest first, each with a reason and a confidence; empty if no place fits.
        """
        return search_places(self, query, admin1=admin1, country=country, limit=limit, beginnings=beginnings)

    def geocode(
        self, name: str | None, *, admin1: str | None = None, admin2: str | None = None, country: str | None = None
    ) -> GeocodeResult:
        """
        Find the one place that a row of a table names.

        Parameters
        ----------
        name, admin1, admin2, country
            As of ``geocode.geocode_place``.

        Returns
        -------
        result
            The place or None, with a confidence and a note.
        """
        return geocode_place(self, name, admin1=admin1, admin2=admin2, country=country)

    def find_nearest(self, lon: float, lat: float, *, limit: int = 1) -> list[tuple[Place, float]]:
        """
        Find the populated places nearest to a point.

        Parameters
        ----------
        lon, lat
            Degrees, WGS84.
        limit
            The most that are returned.

        Returns
        -------
        nearest
            Each place with its distance in kilometres on the sphere, nearest first.

        Raises
        ------
        CoordinateError
            If the point is no place on Earth.
        """
        return [(self.place(index), far) for index, far in self._nearest.find(lon, lat, limit=limit)]

    @cached_property
    def _nearest(self) -> NearestPlaces:
        from geomap.gazetteer.nearest import NearestPlaces  # noqa: PLC0415 - only who asks for it pays for NumPy

        return NearestPlaces(self)


def read_gazetteer(folder: Path) -> Gazetteer:
    """
    Open a gazetteer; it is mapped into memory, not read.

    Parameters
    ----------
    folder
        Such as ``files.find_data("gazetteer")``.

    Returns
    -------
    gazetteer
        Ready for look-ups.

    Raises
    ------
    DataError
        If the files are missing or of another version.
    """
    return Gazetteer(folder)
