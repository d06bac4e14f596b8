"""An online geocoder's answer: its point, how finely it is known, and its id. Nothing in it is trusted."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from geopy.location import Location

from geomap.errors import CoordinateError
from geomap.geometry import check_lonlat, distance_km
from geomap.online.kinds import EXACT_KM, KINDS, NEAR_KM, OF_SERVICE, RANKS

_MOST_LETTERS = 200
_NAME_PATHS = ("name", "properties.name", "text", "title", "toponymName")
_ID_PATHS = ("place_id", "id", "properties.gid", "properties.id", "geonameId")
"""Of services other than Nominatim's kin, whose ``place_id`` differs from server to server."""
_KIND_PATHS = (
    "addresstype",
    "properties.layer",
    "properties.type",
    "components._type",
    "resultType",
    "entityType",
    "place_type",
    "types",
    "fcode",
    "attributes.Addr_type",
    "type",
    "class",
    "category",
    "properties.osm_value",
    "properties.osm_key",
)
"""Where the services say what kind of thing an answer is, the most telling first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service knows of a name."""

    lon: float
    lat: float
    """Degrees, WGS84."""
    name: str
    address: str
    place_id: str | None
    geo_precision: str
    classed: bool
    """Whether the service said what kind of thing it is; else it is taken for a settlement."""

    def as_dict(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return asdict(self)


def read_answer(service: str, location: Location) -> Answer | None:
    """
    Read what geopy made of an answer.

    Parameters
    ----------
    service
        geopy's name of the service.
    location
        Its first place.

    Returns
    -------
    answer
        None if it has no point on Earth, or the point (0, 0), by which services mean that they know none.
    """
    try:
        lon, lat = check_lonlat(float(location.longitude), float(location.latitude))
    except CoordinateError:
        return None
    raw = location.raw if isinstance(location.raw, Mapping) else {}
    address = _clean(location.address)
    if (lon, lat) == (0.0, 0.0) or not address:
        return None
    name = next((text for path in _NAME_PATHS if (text := _clean(_find(raw, path)))), address.partition(",")[0].strip())
    precision = _find_precision(service, raw)
    return Answer(
        round(lon, 7),
        round(lat, 7),
        name,
        address,
        _find_id(service, raw),
        precision or "settlement",
        precision is not None,
    )


def read_stored(text: str) -> Answer | None:
    """
    Read an answer that was kept.

    Parameters
    ----------
    text
        JSON of ``Answer.as_dict``.

    Returns
    -------
    answer
        None if it is none.
    """
    try:
        answer = Answer(**json.loads(text))
        check_lonlat(answer.lon, answer.lat)
        texts = (answer.name, answer.address, answer.geo_precision)
    except (ValueError, TypeError, RecursionError):
        return None
    return answer if all(isinstance(item, str) for item in (*texts, answer.place_id or "")) else None


def _clean(value: object) -> str:
    """Take what a stranger wrote as a name: one line, no control characters, nothing that a spreadsheet would run."""
    if not isinstance(value, str):
        return ""
    line = "".join(c if c.isprintable() else " " for c in value[: 4 * _MOST_LETTERS])
    return " ".join(line.split()).lstrip("=+-@ ")[:_MOST_LETTERS].strip()


def _find(raw: Mapping[str, Any], path: str) -> object:
    found: object = raw
    for key in path.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _find_id(service: str, raw: Mapping[str, Any]) -> str | None:
    """Give the id of an OpenStreetMap object, such as W123, or the service's own."""
    for holder in (raw, raw.get("properties")):
        if isinstance(holder, Mapping) and holder.get("osm_type") and holder.get("osm_id"):
            return f"{service}:{_clean(str(holder['osm_type']))[:1].upper()}{_clean(str(holder['osm_id']))}"
    for path in _ID_PATHS:
        own = _clean(str(value)) if isinstance(value := _find(raw, path), str | int) else ""
        if own:
            return f"{service}:{own}"
    return None


def _find_precision(service: str, raw: Mapping[str, Any]) -> str | None:
    kinds = OF_SERVICE.get(service, {})
    found = next((kinds.get(word) or KINDS[word] for word in _list_kinds(raw) if word in kinds or word in KINDS), None)
    rank = raw.get("place_rank")
    if found is None and isinstance(rank, int):
        found = next(precision for most, precision in RANKS if rank <= most)
    if found != "exact":
        return found
    extent = _measure_extent_km(raw)
    return "exact" if extent <= EXACT_KM else "settlement" if extent <= NEAR_KM else "region"


def _list_kinds(raw: Mapping[str, Any]) -> Iterator[str]:
    for path in _KIND_PATHS:
        value = _find(raw, path)
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str):
                folded = re.sub(r"[\W_]+", "", word[:_MOST_LETTERS].lower())
                yield "ppl" if folded.startswith("ppl") else folded


def _measure_extent_km(raw: Mapping[str, Any]) -> float:
    """Measure how long the thing is from corner to corner; 0 where the service does not say."""
    box = _read_numbers(raw.get("boundingbox"))
    if box:
        south, north, west, east = box
    elif box := _read_numbers(_find(raw, "properties.extent") or raw.get("bbox")):
        west, south, east, north = box
    else:
        return 0.0
    return distance_km(west, south, east, north)


def _read_numbers(value: object) -> list[float]:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 4:  # noqa: PLR2004 - a box
        return []
    try:
        numbers = [float(number) for number in value]
    except (TypeError, ValueError):
        return []
    return numbers if all(math.isfinite(number) for number in numbers) else []
