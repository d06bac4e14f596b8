"""Columns of a table's place names to the columns that geocoding adds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from geomap.errors import InputError
from geomap.gazetteer.geocode import NOTHING, GeocodeResult, geocode_place
from geomap.gazetteer.index import PlaceIndex

COLUMNS = (
    "geomap_lon",
    "geomap_lat",
    "geomap_place_name",
    "geomap_place_id",
    "geomap_admin1_name",
    "geomap_admin1_code",
    "geomap_admin2_name",
    "geomap_admin2_code",
    "geomap_country_code",
    "geomap_geo_precision",
    "geomap_confidence",
    "geomap_note",
)
NUMBERS = ("geomap_lon", "geomap_lat", "geomap_confidence")
"""Those that hold numbers; the others hold text."""
_MOST_NAMED = 20

Texts = Sequence[str | None]


def geocode_columns(
    gazetteer: PlaceIndex,
    places: Texts,
    *,
    admin1: Texts | None = None,
    admin2: Texts | None = None,
    country: Texts | str | None = None,
) -> dict[str, list[Any]]:
    """
    Find the places that the rows of a table name.

    Parameters
    ----------
    gazetteer
        Where names are looked up.
    places
        Name of the place a row; None or blank where a row names a division only.
    admin1, admin2
        Name or code a row of the divisions that it should lie in, or None.
    country
        Name or ISO 3166-1 alpha-2 code a row, or one text for all rows.

    Returns
    -------
    columns
        A value a row in each of ``COLUMNS``, None where nothing is known or asked; degrees WGS84. Rows that
        ask the same are looked up once.
    """
    unknown: Texts = [None] * len(places)
    countries = [country] * len(places) if isinstance(country, str) else country or unknown
    known: dict[tuple[str | None, ...], tuple[Any, ...]] = {}
    rows = []
    for asked in zip(places, admin1 or unknown, admin2 or unknown, countries, strict=True):
        if asked not in known:
            name, first, second, where = (text.strip() or None if text else None for text in asked)
            # A country that is said of all rows names no place of a row that is blank.
            blank = isinstance(country, str) and not (name or first or second)
            found = NOTHING if blank else geocode_place(gazetteer, name, admin1=first, admin2=second, country=where)
            known[asked] = _lay_out(found)
        rows.append(known[asked])
    return {column: [row[n] for row in rows] for n, column in enumerate(COLUMNS)}


def _lay_out(result: GeocodeResult) -> tuple[Any, ...]:
    place = result.place
    if place is None:
        return (None,) * (len(COLUMNS) - 1) + (result.note,)
    return (
        place.lon,
        place.lat,
        place.name,
        place.place_id,
        place.admin1_name,
        place.admin1_code,
        place.admin2_name,
        place.admin2_code,
        place.country_code,
        place.geo_precision,
        result.confidence,
        result.note,
    )


def require_country(gazetteer: PlaceIndex, code: str, *, option: str, columns: Collection[str]) -> str:
    """
    Require that a text which is no column is a country's code.

    Parameters
    ----------
    gazetteer
        Where the code is looked up.
    code
        For all rows.
    option
        What it was given as, for the message.
    columns
        That it could have named.

    Returns
    -------
    code
        The same.

    Raises
    ------
    InputError
        If it is no ISO 3166-1 alpha-2 code.
    """
    if gazetteer.find_country(code) is None:
        known = ", ".join([*columns][:_MOST_NAMED])
        message = f"{option}: found '{code}'; expected an ISO code, such as MX, or one of the columns {known}"
        raise InputError(message)
    return code
