"""Places as geopy's ``Location``: an address, a point with latitude first, and all that is known as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from geopy.location import Location

from geomap.gazetteer.languages import Names
from geomap.model import Candidate, Place
from geomap.names import fold_toponym

_PARTS = {"admin2": "county", "admin1": "state", "country": "country", "region": "region"}
"""Precision of a place to the part of an address that its name is; a town's is ``city``."""


def describe_candidate(candidate: Candidate, names: Names) -> Location:
    """
    Give a place that was found by name.

    Parameters
    ----------
    candidate
        Of a search.
    names
        Of countries and first divisions, where others are wanted than the gazetteer's.

    Returns
    -------
    location
        ``raw`` has all fields of the place and of the candidate.
    """
    rest = {f.name: getattr(candidate, f.name) for f in fields(candidate) if f.name != "place"}
    return describe_place(candidate.place, names, rest)


def describe_place(place: Place, names: Names, more: Mapping[str, object]) -> Location:
    """
    Give a place.

    Parameters
    ----------
    place
        Of the gazetteer.
    names
        As in ``describe_candidate``.
    more
        What else ``raw`` should have.

    Returns
    -------
    location
        Its address is the name of the place and of what it lies in, each once.
    """
    parts = _list_parts(place, names)
    told = [parts[part] for part in ("city", "region", "county", "state", "country") if parts.get(part)]
    address = ", ".join({fold_toponym(name): name for name in reversed(told)}[key] for key in _list_once(told))
    raw = {f.name: _make_plain(getattr(place, f.name)) for f in fields(place)}
    raw |= {"display_name": address, "address": parts, **{name: _make_plain(value) for name, value in more.items()}}
    return Location(address, (place.lat, place.lon), raw)


def _list_once(told: list[str]) -> list[str]:
    return list(dict.fromkeys(fold_toponym(name) for name in told))


def _list_parts(place: Place, names: Names) -> dict[str, str]:
    """Name the parts of an address as Nominatim does, finest first."""
    state = names.get((place.country_code, place.admin1_code or "-"), place.admin1_name)
    country = names.get((place.country_code, ""), place.country_name)
    above = {
        "county": place.admin2_name,
        "state": state,
        "country": country,
        "country_code": place.country_code.lower(),
    }
    part = _PARTS.get(place.geo_precision, "city")
    parts = {part: place.name} if not above.get(part) else {}
    return parts | {name: text for name, text in above.items() if text}


def _make_plain(value: Any) -> object:  # noqa: ANN401 - any field of a record
    """Give a value as JSON has it."""
    if isinstance(value, list | tuple | set | frozenset):
        return [_make_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
