"""Longitudes, latitudes and distances; no geometry library is loaded here."""

from __future__ import annotations

import math

from geomap.errors import CoordinateError

EARTH_RADIUS_KM = 6371.0
"""Mean radius of the Earth (IUGG, rounded), for distances on a sphere."""


def check_lonlat(lon: float, lat: float, *, record: str = "point") -> tuple[float, float]:
    """
    Check that a longitude and a latitude are a place on Earth.

    Parameters
    ----------
    lon, lat
        Degrees, WGS84.
    record
        What the point belongs to, for the message.

    Returns
    -------
    lon, lat
        As given.

    Raises
    ------
    CoordinateError
        If either is out of range, infinite or not a number.
    """
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004 - degrees
        message = f"{record}: found lon {lon}, lat {lat}; expected -180 to 180 and -90 to 90 degrees"
        raise CoordinateError(message)
    return lon, lat


def distance_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """
    Measure the great-circle distance between two points.

    Parameters
    ----------
    lon1, lat1, lon2, lat2
        Degrees, WGS84.

    Returns
    -------
    distance_km
        On a sphere: within 0.6 % of the ellipsoid.
    """
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def find_midpoint(lon1: float, lat1: float, lon2: float, lat2: float) -> tuple[float, float]:
    """
    Find the point halfway between two others on the great circle.

    Parameters
    ----------
    lon1, lat1, lon2, lat2
        Degrees, WGS84.

    Returns
    -------
    lon, lat
        Degrees, WGS84.
    """
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    turn = math.radians(lon2 - lon1)
    x, y = math.cos(phi2) * math.cos(turn), math.cos(phi2) * math.sin(turn)
    phi = math.atan2(math.sin(phi1) + math.sin(phi2), math.hypot(math.cos(phi1) + x, y))
    lam = math.radians(lon1) + math.atan2(y, math.cos(phi1) + x)
    return (math.degrees(lam) + 540) % 360 - 180, math.degrees(phi)
