"""The nearest places: exact, everywhere on the sphere, and quick."""

from __future__ import annotations

import math
import statistics
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import CoordinateError
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.nearest import NearestPlaces


@pytest.fixture(scope="module")
def nearest(gazetteer: Gazetteer) -> NearestPlaces:
    """All populated places."""
    return NearestPlaces(gazetteer)


@pytest.fixture(scope="module")
def towns(gazetteer: Gazetteer) -> np.ndarray:
    """The index, longitude and latitude of each populated place."""
    return np.array([(i, *gazetteer.lonlat(i)) for i in range(len(gazetteer)) if gazetteer.block(i) == "city"])


def measure_all(towns: np.ndarray, lon: float, lat: float) -> np.ndarray:
    """Measure to every town, kilometres on the sphere (haversine)."""
    lam, phi = np.radians(towns[:, 1]), np.radians(towns[:, 2])
    half = np.sin((phi - math.radians(lat)) / 2) ** 2
    half += np.cos(phi) * math.cos(math.radians(lat)) * np.sin((lam - math.radians(lon)) / 2) ** 2
    return 2 * 6371.0 * np.arcsin(np.minimum(1, np.sqrt(half)))


@given(st.floats(-180, 180), st.floats(-90, 90), st.integers(1, 12))
def test_no_place_is_nearer_than_those_that_are_found(
    nearest: NearestPlaces, towns: np.ndarray, lon: float, lat: float, limit: int
) -> None:
    found = nearest.find(lon, lat, limit=limit)
    expected = np.sort(measure_all(towns, lon, lat))[:limit]
    assert [distance for _, distance in found] == pytest.approx(expected.tolist(), abs=1e-6)
    assert len({index for index, _ in found}) == limit


@pytest.mark.parametrize(
    ("lon", "lat", "name"),
    [
        (-103.7595, 19.9456, "Tapalpa"),
        (180.0, -17.0, "Savusavu"),
        (-180.0, -17.0, "Savusavu"),
        (0.0, 90.0, "Longyearbyen"),
        (123.0, 90.0, "Longyearbyen"),
        (45.0, -90.0, "McMurdo Station"),
    ],
)
def test_seams_and_poles_are_no_edges(
    gazetteer: Gazetteer, nearest: NearestPlaces, lon: float, lat: float, name: str
) -> None:
    ((index, _),) = nearest.find(lon, lat)
    assert gazetteer.place(index).name == name


def test_more_than_there_are_gives_all(nearest: NearestPlaces) -> None:
    found = nearest.find(-103.76, 19.95, limit=len(nearest) + 5)
    assert len(found) == len(nearest)
    assert found == sorted(found, key=lambda item: (item[1], item[0]))


@pytest.mark.parametrize(("lon", "lat"), [(181, 0), (0, 91), (math.nan, 0), (0, math.inf)])
def test_what_is_no_place_on_earth_is_refused(nearest: NearestPlaces, lon: float, lat: float) -> None:
    with pytest.raises(CoordinateError):
        nearest.find(lon, lat)


def test_a_query_takes_well_below_5_ms(nearest: NearestPlaces) -> None:
    took = []
    for lon in range(-180, 181, 40):
        for lat in range(-90, 91, 20):
            start = time.perf_counter()
            nearest.find(lon, lat, limit=10)
            took.append(time.perf_counter() - start)
    assert statistics.median(took) < 0.005
