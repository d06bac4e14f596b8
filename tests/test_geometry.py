"""Coordinates and distances."""

from __future__ import annotations

import math

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import CoordinateError
from geomap.geometry import EARTH_RADIUS_KM, check_lonlat, distance_km, find_midpoint

LON = st.floats(-180, 180)
LAT = st.floats(-89, 89)


@given(LON, LAT, LON, LAT)
def test_distance_agrees_with_the_ellipsoid(lon1: float, lat1: float, lon2: float, lat2: float) -> None:
    exact = geodesic((lat1, lon1), (lat2, lon2)).km
    assert distance_km(lon1, lat1, lon2, lat2) == pytest.approx(exact, rel=0.006, abs=0.01)


@given(LON, LAT, LON, LAT)
def test_the_midpoint_is_as_far_from_both_ends(lon1: float, lat1: float, lon2: float, lat2: float) -> None:
    lon, lat = find_midpoint(lon1, lat1, lon2, lat2)
    assert check_lonlat(lon, lat) == (lon, lat)
    whole = distance_km(lon1, lat1, lon2, lat2)
    if whole < 19_900:  # beyond, the ends are antipodes, between which every point is halfway
        assert distance_km(lon1, lat1, lon, lat) == pytest.approx(whole / 2, rel=1e-5, abs=1e-4)
        assert distance_km(lon2, lat2, lon, lat) == pytest.approx(whole / 2, rel=1e-5, abs=1e-4)


@pytest.mark.parametrize(("lon", "lat"), [(181, 0), (0, 91), (math.nan, 0), (0, math.inf)])
def test_no_place_on_earth_is_refused_with_its_record(lon: float, lat: float) -> None:
    with pytest.raises(CoordinateError, match="table row 7: found lon"):
        check_lonlat(lon, lat, record="table row 7")


@pytest.mark.parametrize(("lon", "lat"), [(180, 90), (-180, -90), (0, 0)])
def test_the_edges_of_the_map_are_places_on_earth(lon: float, lat: float) -> None:
    assert check_lonlat(lon, lat) == (lon, lat)


def test_a_point_without_a_record_is_named_so() -> None:
    with pytest.raises(CoordinateError, match=r"^point: found lon 181"):
        check_lonlat(181, 0)


def test_antipodes_are_half_the_earths_girth_apart() -> None:
    assert distance_km(-60, 0, 120, 0) == pytest.approx(math.pi * EARTH_RADIUS_KM)
