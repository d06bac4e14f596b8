"""A geocoder of geopy's kind over the gazetteer: it asks no server, and so knows no limits of use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Never

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from geomap.files import find_data
from geomap.gazetteer.gazetteer import Gazetteer, read_gazetteer
from geomap.gazetteer.languages import Names, choose_language, read_spanish_names
from geomap.gazetteer.locations import describe_candidate, describe_place
from geomap.gazetteer.nearest import NearestPlaces
from geomap.gazetteer.queries import Query, read_countries, read_limit, read_point, read_query
from geomap.gazetteer.rank import rate_place
from geomap.gazetteer.search import search_places
from geomap.gazetteer.spelling import SPELT
from geomap.gazetteer.within import find_within
from geomap.model import Candidate

_LEAST_CONFIDENCE = 0.4
"""Of a place whose name is spelt otherwise than in the query."""
_MOST_SIFTED = 50
"""Of the candidates among which a state or municipality is sought that is asked for as such."""


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc] # geopy has no types
    """The HTTP client that geopy's base class asks for; it never opens a connection."""

    def get_json(self, url: str, *, timeout: object, headers: object) -> Never:
        """Refuse."""
        self.get_text(url, timeout=timeout, headers=headers)

    def get_text(self, url: str, *, timeout: object, headers: object) -> Never:
        """Refuse."""
        del url, timeout, headers
        message = "the offline geocoder asks no server"
        raise GeocoderUnavailable(message)


class OfflineGeocoder(Geocoder):  # type: ignore[misc] # geopy has no types
    """
    A geocoder for geopy that looks places up in geomap's gazetteer.

    It is called as geopy's ``Nominatim`` is, also by ``RateLimiter`` (no delay is needed),
    ``pandas.Series.apply`` and ``geopandas.tools.geocode``; it can be pickled, and used by many threads. It
    knows countries, states, municipalities and towns, but no streets. Under asyncio, use ``asyncio.to_thread``.

    Parameters
    ----------
    gazetteer
        Folder of a gazetteer, in place of the shipped one.
    timeout, user_agent
        Taken so that it can stand in for geopy's own; nothing is sent and nothing waited for.

    Raises
    ------
    DataError
        If the folder holds no gazetteer.

    Examples
    --------
    >>> import geomap
    >>> geocoder = geomap.OfflineGeocoder()
    >>> place = geocoder.geocode("Tapalpa, Jalisco")
    >>> place.address, place.latitude, place.longitude
    ('Tapalpa, Jalisco, Mexico', 19.94563, -103.75954)
    >>> place.raw["admin2_code"], place.raw["geo_precision"]
    ('14086', 'settlement')
    >>> near = geocoder.reverse((19.95, -103.76), language="es")
    >>> near.address, round(near.raw["distance_km"], 1)
    ('Tapalpa, Jalisco, México', 0.5)
    """

    def __init__(
        self, gazetteer: Path | str | None = None, *, timeout: object = DEFAULT_SENTINEL, user_agent: str | None = None
    ) -> None:
        super().__init__(timeout=timeout, user_agent=user_agent, proxies={}, adapter_factory=_NoNetwork)
        self._folder = Path(gazetteer) if gazetteer is not None else find_data("gazetteer")
        _open_gazetteer(self._folder)

    def geocode(
        self,
        query: str | Mapping[str, object] | None,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        limit: int | None = None,
        country_codes: str | Iterable[str] | None = None,
        language: str | None = None,
        addressdetails: bool = True,
    ) -> Location | list[Location] | None:
        """
        Find places by name.

        Parameters
        ----------
        query
            A name, perhaps with what it lies in ("Juárez, Chihuahua", in any order); or a mapping with some
            of ``city`` (or ``town``, ``village``, ``hamlet``), ``county`` (or ``municipality``), ``state``
            and ``country``, by name or code. ``street``, ``amenity`` and ``postalcode`` are passed over: the
            answer is the town.
        exactly_one
            Whether the likeliest place is given, or a list.
        limit
            The most places in a list; 10 by default.
        country_codes
            ISO 3166-1 alpha-2, one or several: places elsewhere are left out.
        language
            ``es`` names countries and first divisions in Spanish; ``en``, or any other, as the gazetteer
            does: countries in English, all else as it is called there. A town has one name, since its other
            names carry no language; they are in ``raw["alternates"]``.
        timeout, addressdetails
            Taken and not needed.

        Returns
        -------
        found
            A ``geopy.location.Location`` or a list of them, likeliest first; None if there is none, and for a
            query that is blank, None or NaN. ``raw`` has the fields of the place (``lon``, ``lat`` in degrees
            WGS84), how well it fits, and ``address`` by parts, as plain JSON.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is neither text nor mapping, or has none of the keys, or a code is no country's.
        ValueError
            If ``limit`` is less than 1.
        """
        del timeout, addressdetails
        most = read_limit(limit, exactly_one=exactly_one)
        gazetteer = _open_gazetteer(self._folder)
        asked = read_query(query)
        countries = read_countries(gazetteer, country_codes, asked.country)
        candidates = _search(gazetteer, asked, countries, most) if asked.text else []
        names = _find_names(language)
        return _give([describe_candidate(c, names) for c in candidates[:most]], exactly_one=exactly_one)

    def reverse(
        self,
        query: object,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        limit: int | None = None,
        language: str | None = None,
        addressdetails: bool = True,
    ) -> Location | list[Location] | None:
        """
        Find the populated places nearest to a point.

        Parameters
        ----------
        query
            A ``geopy.point.Point``, latitude and longitude, or a text such as ``"19.95, -103.76"``: latitude
            first, degrees WGS84, as everywhere in geopy.
        exactly_one
            Whether the nearest place is given, or a list.
        limit
            The most places in a list; 10 by default.
        language
            As in ``geocode``.
        timeout, addressdetails
            Taken and not needed.

        Returns
        -------
        found
            As in ``geocode``, nearest first, with ``raw["distance_km"]``, on the sphere. The address is that
            of the place: close to a border the point itself may lie beyond it, which ``geomap.join`` tells.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is no point on Earth.
        ValueError
            If ``limit`` is less than 1.
        """
        del timeout, addressdetails
        most = read_limit(limit, exactly_one=exactly_one)
        point = read_point(query)
        gazetteer, names = _open_gazetteer(self._folder), _find_names(language)
        nearest = _open_nearest(self._folder).find(point.longitude, point.latitude, limit=most)
        found = [describe_place(gazetteer.place(index), names, {"distance_km": far}) for index, far in nearest]
        return _give(found, exactly_one=exactly_one)


def _search(gazetteer: Gazetteer, asked: Query, countries: list[str | None], most: int) -> list[Candidate]:
    """Find what is asked for in any of some countries; a division that is asked for as such, by code too."""
    sifted = max(most, _MOST_SIFTED) if asked.level else most
    found: list[Candidate] = []
    for country in countries:
        offered = search_places(
            gazetteer, asked.text, admin1=asked.admin1, country=country, limit=sifted, beginnings=False
        )
        found += [candidate for candidate in offered if _is_likely(candidate)]
    if len(countries) > 1:
        found.sort(key=lambda candidate: -candidate.score)
    fitting = [candidate for candidate in found if candidate.place.geo_precision == asked.level]
    if not fitting and asked.level in ("admin1", "country"):
        state = asked.text if asked.level == "admin1" else None
        named = [find_within(gazetteer, admin1=state, country=country) for country in countries]
        indices = {i for within in named for i in (within.admin1 if state else within.countries)}
        coded = [Candidate(gazetteer.place(i), round(rate_place(gazetteer, i), 3), "code") for i in indices]
        fitting = sorted(coded, key=lambda candidate: (-candidate.score, candidate.place.place_id))
    return fitting or ([] if asked.level in ("admin1", "country") else found)


def _is_likely(candidate: Candidate) -> bool:
    """Tell whether a place is worth to be given to who can't choose: a name with typing errors may be another."""
    return candidate.reason not in SPELT or (candidate.confidence or 0.0) >= _LEAST_CONFIDENCE


def _give(found: list[Location], *, exactly_one: bool) -> Location | list[Location] | None:
    """Give what geopy's own do: None where nothing is found, also in place of a list."""
    if not found:
        return None
    return found[0] if exactly_one else found


def _find_names(language: str | None) -> Names:
    return read_spanish_names(find_data("gazetteer", "tables")) if choose_language(language) == "es" else {}


# What is opened belongs to the process, not to a geocoder: what is mapped into memory can't be pickled.
@lru_cache(maxsize=4)
def _open_gazetteer(folder: Path) -> Gazetteer:
    return read_gazetteer(folder)


@lru_cache(maxsize=4)
def _open_nearest(folder: Path) -> NearestPlaces:
    return NearestPlaces(_open_gazetteer(folder))
