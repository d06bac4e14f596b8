"""What callers of the geocoder ask, in all the forms that geopy's geocoders take."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geopy.exc import GeocoderQueryError
from geopy.point import Point

from geomap.gazetteer.index import PlaceIndex
from geomap.gazetteer.within import find_within

MOST_PLACES = 10
"""What a list of answers holds unless ``limit`` says another number."""
_PLACE_KEYS = ("hamlet", "village", "town", "city")
_COUNTY_KEYS = ("county", "municipality")
_UNKNOWN_KEYS = ("amenity", "street", "postalcode")
"""What Nominatim takes and no gazetteer of places knows."""
_KEYS = (*_PLACE_KEYS, *_COUNTY_KEYS, "state", "country", *_UNKNOWN_KEYS)
_MOST_TOLD = 60


@dataclass(frozen=True, slots=True)
class Query:
    """A name to search, and what it should lie in."""

    text: str = ""
    admin1: str | None = None
    country: str | None = None
    level: str | None = None
    """Precision of what is asked for as such: admin2, admin1 or country; None for a town or a plain text."""


def read_query(query: object) -> Query:
    """
    Read a text, or a mapping of the parts of an address.

    Parameters
    ----------
    query
        Text; or a mapping with some of ``city`` (``town``, ``village``, ``hamlet``), ``county``
        (``municipality``), ``state`` and ``country``. None and NaN, as frames have them, are blank.

    Returns
    -------
    query
        Without text if the query is blank.

    Raises
    ------
    GeocoderQueryError
        If it is neither, or has none of the keys.
    """
    if isinstance(query, str) or _is_missing(query):
        return Query(_read_cell(query))
    if isinstance(query, Mapping):
        return _read_parts(query)
    message = f"query: found {type(query).__name__}; expected text or a mapping with city, county, state, country"
    raise GeocoderQueryError(message)


def _read_parts(query: Mapping[object, object]) -> Query:
    if not set(_KEYS) & set(query):
        found = ", ".join(map(str, query))[:_MOST_TOLD] or "none"
        message = f"query: found the keys {found}; expected some of {', '.join(_KEYS)}"
        raise GeocoderQueryError(message)
    cells = {key: _read_cell(query.get(key)) for key in _KEYS}
    places = [cells[key] for key in (*_PLACE_KEYS, *_COUNTY_KEYS) if cells[key]]
    state, country = cells["state"] or None, cells["country"] or None
    if places:
        town = any(cells[key] for key in _PLACE_KEYS)
        return Query(", ".join(dict.fromkeys(places)), state, country, None if town else "admin2")
    if state:
        return Query(state, None, country, "admin1")
    return Query(country or "", None, country, "country")


def _is_missing(value: object) -> bool:
    """Tell whether a value is one of those that frames have for nothing: None, NaN, pandas' NA and NaT."""
    return value is None or (isinstance(value, float) and math.isnan(value)) or str(value) in ("<NA>", "NaT")


def _read_cell(value: object) -> str:
    return "" if _is_missing(value) else " ".join(str(value).split())


def read_point(query: object) -> Point:
    """
    Read a point of any kind that geopy takes.

    Parameters
    ----------
    query
        A ``geopy.point.Point``, latitude and longitude, or a text of both; degrees WGS84.

    Returns
    -------
    point
        On Earth.

    Raises
    ------
    GeocoderQueryError
        If it is none. What is missing is not taken for 0, as ``Point`` does.
    """
    try:
        parts = [] if isinstance(query, str) or query is None else list(query)  # type: ignore[call-overload] # tried
        if query is None or any(_is_missing(part) for part in parts[:2]):
            message = "a coordinate is missing"
            raise ValueError(message)  # noqa: TRY301 - told below, as all that is no point
        return Point(query)
    except (TypeError, ValueError) as error:
        message = f"point: found {str(query)[:_MOST_TOLD]!r} ({error}); expected latitude and longitude, degrees"
        raise GeocoderQueryError(message) from error


def read_countries(gazetteer: PlaceIndex, codes: str | Iterable[str] | None, country: str | None) -> list[str | None]:
    """
    List the countries that a search is confined to.

    Parameters
    ----------
    gazetteer
        Where they are looked up.
    codes
        ISO 3166-1 alpha-2: one, several with commas between, or a list; None for all.
    country
        What the query itself names, by name or code.

    Returns
    -------
    countries
        Codes or names, ``[None]`` for all; empty if the query names a country that is not among the codes.

    Raises
    ------
    GeocoderQueryError
        If a code is no country's.
    """
    listed = [codes] if isinstance(codes, str) else list(codes or ())
    split = [code.strip() for text in listed for code in str(text).split(",") if code.strip()]
    if not split:
        return [country]
    named = find_within(gazetteer, country=country).countries if country else None
    kept: list[str | None] = []
    for code in dict.fromkeys(split):
        index = gazetteer.find_country(code)
        if index is None:
            message = f"country_codes: found {code[:_MOST_TOLD]!r}; expected ISO 3166-1 alpha-2 codes, such as MX"
            raise GeocoderQueryError(message)
        if named is None or index in named:
            kept.append(code)
    return kept


def read_limit(limit: int | None, *, exactly_one: bool) -> int:
    """
    Tell how many places are wanted.

    Parameters
    ----------
    limit
        At least 1, or None.
    exactly_one
        Whether it is one in any case.

    Returns
    -------
    most
        ``MOST_PLACES`` where nothing is said.

    Raises
    ------
    ValueError
        If a list is wanted and the limit is less than 1, as geopy's own do.
    """
    if exactly_one or limit is None:
        return 1 if exactly_one else MOST_PLACES
    if int(limit) < 1:
        message = f"limit: found {limit}; expected at least 1"
        raise ValueError(message)
    return int(limit)
