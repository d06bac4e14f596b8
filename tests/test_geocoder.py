"""The geocoder for geopy: what geopy's own do, without a network."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from geopy.exc import GeocoderQueryError, GeocoderUnavailable
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap import OfflineGeocoder
from geomap.errors import DataError
from geomap.gazetteer.languages import choose_language, read_spanish_names
from geomap.model import Candidate, Place


@pytest.fixture(scope="module")
def geocoder() -> OfflineGeocoder:
    """The geocoder over the shipped gazetteer."""
    return OfflineGeocoder()


def test_it_is_one_of_geopys(geocoder: OfflineGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)
    with geocoder as same:
        found = same.geocode("Tapalpa, Jalisco")
    assert isinstance(found, Location)
    assert found.address == "Tapalpa, Jalisco, Mexico"
    assert (found.latitude, found.longitude) == (19.94563, -103.75954)
    assert tuple(found) == (found.address, (found.latitude, found.longitude))


def test_raw_has_all_that_is_known_as_plain_json(geocoder: OfflineGeocoder) -> None:
    raw = geocoder.geocode("Cd. Juárez, Chihuahua").raw
    assert {f.name for f in fields(Place)} <= set(raw)
    assert {f.name for f in fields(Candidate)} - {"place"} <= set(raw)
    assert json.loads(json.dumps(raw)) == raw
    assert (raw["admin2_code"], raw["admin1_code"], raw["country_code"]) == ("08037", "08", "MX")
    assert raw["address"] == {
        "city": "Ciudad Juárez",
        "county": "Juárez",
        "state": "Chihuahua",
        "country": "Mexico",
        "country_code": "mx",
    }


def test_exactly_one_and_limit_are_as_geopys(geocoder: OfflineGeocoder) -> None:
    assert isinstance(geocoder.geocode("San Antonio", limit=5), Location)
    listed = geocoder.geocode("San Antonio", exactly_one=False, limit=3)
    assert len(listed) == 3
    assert len(geocoder.geocode("San Antonio", exactly_one=False)) == 10
    assert geocoder.geocode("San Antonio") == listed[0]
    with pytest.raises(ValueError, match="at least 1"):
        geocoder.geocode("San Antonio", exactly_one=False, limit=0)
    assert len(geocoder.reverse((19.95, -103.76), exactly_one=False, limit=4)) == 4
    with pytest.raises(ValueError, match="at least 1"):
        geocoder.reverse((19.95, -103.76), exactly_one=False, limit=-1)


@pytest.mark.parametrize("query", [None, float("nan"), np.nan, pd.NA, pd.NaT, "", "  ", {"city": None}, {"city": " "}])
def test_nothing_asked_is_nothing_found(geocoder: OfflineGeocoder, query: object) -> None:
    assert geocoder.geocode(query) is None


@pytest.mark.parametrize("query", ["Xyzzyqwert", "—", "a" * 10_000, {"city": "Tapalpa", "state": "Sonora"}])
def test_what_is_not_known_is_none_also_in_place_of_a_list(geocoder: OfflineGeocoder, query: object) -> None:
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) is None


@pytest.mark.parametrize("query", [12, ["Tapalpa"], b"Tapalpa", {"town_name": "Tapalpa"}, {}])
def test_what_is_no_query_is_geopys_error(geocoder: OfflineGeocoder, query: object) -> None:
    with pytest.raises(GeocoderQueryError, match="expected"):
        geocoder.geocode(query)


@pytest.mark.parametrize(
    ("query", "place_id", "precision"),
    [
        ({"city": "Juárez", "state": "Chihuahua", "country": "Mexico"}, "geonames:4013708", "settlement"),
        ({"city": "Tapalpa", "state": "14", "country": "MX"}, "geonames:3982461", "settlement"),
        ({"town": "Tapalpa", "street": "Hidalgo 12", "postalcode": "49340"}, "geonames:3982461", "settlement"),
        ({"village": "Atacco", "city": "Tapalpa", "state": "Jal."}, "geonames:4018073", "settlement"),
        ({"village": "Atacco", "county": "Tapalpa"}, "geonames:4018073", "settlement"),
        ({"county": "Tapalpa", "state": "Jalisco"}, "inegi:14086", "admin2"),
        ({"municipality": "Durango", "state": "Durango"}, "inegi:10005", "admin2"),
        ({"state": "Durango"}, "inegi:10", "admin1"),
        ({"state": "14", "country": "MX"}, "inegi:14", "admin1"),
        ({"country": "DE"}, "geonames:2921044", "country"),
        ({"country": "Alemania"}, "geonames:2921044", "country"),
    ],
)
def test_a_structured_query_is_read_as_nominatim_reads_it(
    geocoder: OfflineGeocoder, query: dict[str, str], place_id: str, precision: str
) -> None:
    raw = geocoder.geocode(query).raw
    assert (raw["place_id"], raw["geo_precision"]) == (place_id, precision)


def test_a_state_that_is_not_known_is_no_town_of_that_name(geocoder: OfflineGeocoder) -> None:
    assert geocoder.geocode("Atlantis").raw["geo_precision"] == "settlement"
    assert geocoder.geocode({"state": "Atlantis"}) is None
    assert geocoder.geocode({"country": "Atlantis"}) is None


def test_country_codes_leave_out_all_else(geocoder: OfflineGeocoder) -> None:
    def list_countries(codes: object, query: object = "Paris") -> set[str]:
        found = geocoder.geocode(query, exactly_one=False, limit=50, country_codes=codes)
        return {location.raw["country_code"] for location in found or []}

    assert list_countries("us") == {"US"}
    assert list_countries(["US", "fr"]) == list_countries("fr, us") == {"FR", "US"}
    assert list_countries([], "Guadalajara") >= {"ES", "MX"}
    assert list_countries("us", {"city": "Paris", "country": "France"}) == set()
    assert list_countries(["us", "fr"], {"city": "Paris", "country": "Francia"}) == {"FR"}
    assert geocoder.geocode("Paris", country_codes=["us", "fr"]).raw["country_code"] == "FR"
    with pytest.raises(GeocoderQueryError, match="ISO 3166-1"):
        geocoder.geocode("Paris", country_codes="ZZ")


@pytest.mark.parametrize(
    ("language", "address"),
    [
        (None, "Germany"),
        ("en", "Germany"),
        ("fr", "Germany"),
        ("es", "Alemania"),
        ("es-MX,es;q=0.9,en;q=0.8", "Alemania"),
        ("fr, es", "Alemania"),
        ("en-GB, es", "Germany"),
    ],
)
def test_language_picks_the_countrys_name(geocoder: OfflineGeocoder, language: str | None, address: str) -> None:
    assert geocoder.geocode("Deutschland, Alemania", language=language) is None
    assert geocoder.geocode("Alemania", language=language).address == address


def test_spanish_names_are_there_for_states_too(geocoder: OfflineGeocoder) -> None:
    paris = geocoder.geocode("Paris, France", language="es")
    assert paris.address == "Paris, Isla de Francia, Francia"
    assert (paris.raw["country_name"], paris.raw["address"]["country"]) == ("France", "Francia")
    assert geocoder.geocode("Paris, France").address == "Paris, Île-de-France, France"


def test_a_folder_without_tables_of_names_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"countries\.csv"):
        read_spanish_names(tmp_path)
    assert choose_language("") is None


@pytest.mark.parametrize(
    "query", [Point(19.95, -103.76), (19.95, -103.76), [19.95, -103.76], "19.95, -103.76", "19.95 N 103.76 W"]
)
def test_a_point_may_be_written_in_all_of_geopys_ways(geocoder: OfflineGeocoder, query: object) -> None:
    found = geocoder.reverse(query)
    assert found.address == "Tapalpa, Jalisco, Mexico"
    assert found.raw["distance_km"] == pytest.approx(0.49, abs=0.01)


def test_the_nearest_come_first_and_name_what_they_lie_in(geocoder: OfflineGeocoder) -> None:
    found = geocoder.reverse("19.95, -103.76", exactly_one=False, limit=3, language="es")
    assert [location.address for location in found] == [
        "Tapalpa, Jalisco, México",
        "Los Colonos, Tapalpa, Jalisco, México",
        "Atacco, Tapalpa, Jalisco, México",
    ]
    distances = [location.raw["distance_km"] for location in found]
    assert distances == sorted(distances)
    assert json.loads(json.dumps(found[0].raw)) == found[0].raw


@pytest.mark.parametrize(
    "query",
    [None, "nowhere", "", (1,), (None, None), (19.95, None), (float("nan"), 0.0), (float("inf"), 0), 5, {"lat": 1}],
)
def test_what_is_no_point_is_geopys_error_and_not_zero(geocoder: OfflineGeocoder, query: object) -> None:
    with pytest.raises(GeocoderQueryError, match="expected latitude and longitude"):
        geocoder.reverse(query)


def test_a_latitude_out_of_range_is_told_as_geopy_tells_it(geocoder: OfflineGeocoder) -> None:
    with pytest.warns(UserWarning, match="latitude, longitude"), pytest.raises(GeocoderQueryError, match="-90; 90"):
        geocoder.reverse((-103.76, 19.95))


def test_a_longitude_goes_round(geocoder: OfflineGeocoder) -> None:
    assert geocoder.reverse((19.95, 256.24)).address == geocoder.reverse((19.95, -103.76)).address


def test_it_works_in_a_frame_through_a_rate_limiter(geocoder: OfflineGeocoder) -> None:
    frame = pd.DataFrame({"town": ["Tapalpa, Jalisco", None, "Xyzzyqwert", "Uruapan"]})
    geocode = RateLimiter(geocoder.geocode, min_delay_seconds=0.001)
    found = frame["town"].apply(geocode)
    assert [getattr(location, "address", None) for location in found] == [
        "Tapalpa, Jalisco, Mexico",
        None,
        None,
        "Uruapan, Michoacán, Mexico",
    ]
    reverse = RateLimiter(geocoder.reverse, min_delay_seconds=0.001)
    assert reverse((19.95, -103.76), language="es").address == "Tapalpa, Jalisco, México"


def test_geopandas_takes_it_as_a_provider() -> None:
    frame = gpd.tools.geocode(["Tapalpa, Jalisco", "Xyzzyqwert"], provider=OfflineGeocoder)
    assert frame["address"].iloc[0] == "Tapalpa, Jalisco, Mexico"
    assert (frame.geometry.iloc[0].x, frame.geometry.iloc[0].y) == (-103.75954, 19.94563)
    assert frame.geometry.iloc[1].is_empty
    back = gpd.tools.reverse_geocode(frame.geometry.iloc[:1], provider=OfflineGeocoder)
    assert back["address"].iloc[0] == "Tapalpa, Jalisco, Mexico"


def test_it_can_be_pickled(geocoder: OfflineGeocoder) -> None:
    copy = pickle.loads(pickle.dumps(geocoder))  # noqa: S301 - made here
    assert copy.geocode("Tapalpa") == geocoder.geocode("Tapalpa")
    location = geocoder.reverse((19.95, -103.76))
    assert pickle.loads(pickle.dumps(location)) == location  # noqa: S301


def test_many_threads_may_use_it(geocoder: OfflineGeocoder) -> None:
    names = ["Tapalpa, Jalisco", "Uruapan", "Paris, Texas", "Cd. Juárez, Chihuahua"] * 50
    points = [(19.95, -103.76), (0.0, 180.0), (90.0, 0.0), (48.85, 2.35)] * 50
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(geocoder.geocode, names))
        near = list(pool.map(geocoder.reverse, points))
    assert found == [geocoder.geocode(name) for name in names]
    assert near == [geocoder.reverse(point) for point in points]


def test_it_never_asks_a_server(geocoder: OfflineGeocoder) -> None:
    for ask in (geocoder.adapter.get_json, geocoder.adapter.get_text):
        with pytest.raises(GeocoderUnavailable):
            ask("https://example.org", timeout=1, headers={})


def test_a_folder_without_gazetteer_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no gazetteer"):
        OfflineGeocoder(tmp_path)


def test_importing_geomap_loads_no_geopy() -> None:
    script = (
        "import sys, geomap; before = 'geopy' in sys.modules; geomap.OfflineGeocoder().geocode('Tapalpa'); "
        "print(before, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split() == ["False", "False"]
