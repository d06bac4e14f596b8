"""Incident tables in GeoJSON: features whose properties are the contract's fields."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.model import ReadResult, Source
from geomap.rows import make_incidents

_WGS84 = ("CRS84", "4326", "4979", "WGS84", "WGS 84")


def read_incident_table(path: Path, *, doc_id: str) -> ReadResult:
    """
    Read the features of a GeoJSON file as incidents.

    Parameters
    ----------
    path
        A FeatureCollection; a feature's properties are named as ``schema.FIELDS``.
    doc_id
        Name of the file; a feature without one gets this, ``#`` and its number.

    Returns
    -------
    result
        Incidents, and the features that were set aside. A point gives lon and lat (degrees, WGS84) where
        the properties don't; other geometries are made anew from the divisions.

    Raises
    ------
    InputError
        If the file can't be read, is no FeatureCollection, or is of another CRS than WGS84.
    """
    try:
        content = path.read_bytes()
        found = json.loads(content.decode("utf-8-sig"))
    except OSError as error:
        message = f"{doc_id}: can't be read ({error.strerror or error})"
        raise InputError(message) from error
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else error
        message = f"{doc_id}: is no GeoJSON ({reason})"
        raise InputError(message) from error
    _check_collection(found, doc_id)
    rows = ((number, _read_feature(feature)) for number, feature in enumerate(found["features"], 1))
    return make_incidents(rows, source=Source(doc_id, sha256=hashlib.sha256(content).hexdigest()), unit="feature")


def _check_collection(found: Any, doc_id: str) -> None:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        kind = found.get("type") if isinstance(found, dict) else type(found).__name__
        message = f"{doc_id}: found {repr(kind)[:60]}; expected a FeatureCollection"
        raise InputError(message)
    if not isinstance(found.get("features"), list) or not found["features"]:
        message = f"{doc_id}: found no features; expected a list of at least one"
        raise InputError(message)
    crs = json.dumps(found.get("crs"))
    if found.get("crs") is not None and not any(name in crs for name in _WGS84):
        message = f"{doc_id}: found the CRS {crs[:100]}; expected WGS84, longitude first"
        raise InputError(message)


def _read_feature(feature: object) -> dict[str, Any] | str:
    """Read the values of a feature, or tell what is wrong with it."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return "found no feature with properties; expected one"
    values: dict[str, Any] = {k: v for k, v in feature["properties"].items() if v is not None}
    if "incident_id" not in values and isinstance(feature.get("id"), str | int):
        values["incident_id"] = str(feature["id"])
    geometry = feature.get("geometry")
    is_point = isinstance(geometry, dict) and geometry.get("type") == "Point"
    if is_point and "lon" not in values and "lat" not in values:
        coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if not isinstance(coordinates, list) or len(coordinates) < 2:  # noqa: PLR2004 - lon and lat
            return "found a point without coordinates; expected longitude and latitude"
        values["lon"], values["lat"] = coordinates[:2]
    return values
