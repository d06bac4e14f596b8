"""Search of the gazetteer as a person types, and names with what they lie in."""

from __future__ import annotations

import pytest

from geomap.gazetteer.columns import geocode_columns
from geomap.gazetteer.forms import is_road, list_forms
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.geocode import geocode_place
from geomap.gazetteer.search import search_places


@pytest.mark.parametrize(
    ("query", "name", "admin1_code", "country_code"),
    [
        ("Juárez, Chihuahua", "Ciudad Juárez", "08", "MX"),
        ("Chihuahua, Cd. Juárez, México", "Ciudad Juárez", "08", "MX"),
        ("Sn. Luis Potosi", "San Luis Potosí", "24", "MX"),
        ("Gral. Escobedo", "Ciudad General Escobedo", "19", "MX"),
        ("Edomex", "Estado de México", "15", "MX"),
        ("CDMX", "Ciudad de México", "09", "MX"),
        ("TJ", "Tijuana", "02", "MX"),
        ("N.L.", "Nuevo León", "19", "MX"),
        ("the state of Jalisco", "Jalisco", "14", "MX"),
        ("Mexico City", "Mexico City", "09", "MX"),
        ("Nueva Orleans", "New Orleans", "LA", "US"),
        ("Ginebra", "Geneva", "GE", "CH"),
        ("Silao", "Silao", "11", "MX"),
    ],
)
def test_names_are_found_as_people_write_them(
    gazetteer: Gazetteer, query: str, name: str, admin1_code: str, country_code: str
) -> None:
    place = search_places(gazetteer, query)[0].place
    assert (place.name, place.admin1_code, place.country_code) == (name, admin1_code, country_code)


def test_generic_words_say_whether_the_town_or_the_municipality_is_meant(gazetteer: Gazetteer) -> None:
    assert search_places(gazetteer, "Mpio. de Tapalpa")[0].place.geo_precision == "admin2"
    assert search_places(gazetteer, "Tapalpa municipality")[0].place.geo_precision == "admin2"
    assert search_places(gazetteer, "Tapalpa")[0].place.geo_precision == "settlement"


def test_the_beginning_of_a_name_is_enough_unless_it_is_not_wanted(gazetteer: Gazetteer) -> None:
    found = search_places(gazetteer, "guadalaj")
    assert (found[0].place.name, found[0].reason) == ("Guadalajara", "name begins so")
    assert found[0].confidence is not None
    assert found[0].confidence <= 0.5
    assert "name begins so" not in {c.reason for c in search_places(gazetteer, "guadalaj", beginnings=False)}
    assert search_places(gazetteer, "gu") == search_places(gazetteer, "gu", beginnings=False)


def test_names_that_are_borne_come_before_those_that_only_begin_so(gazetteer: Gazetteer) -> None:
    reasons = [candidate.reason == "name begins so" for candidate in search_places(gazetteer, "Santiago", limit=400)]
    assert reasons == sorted(reasons)
    assert any(reasons)


def test_a_search_is_confined_to_a_state_or_country(gazetteer: Gazetteer) -> None:
    assert {c.place.country_code for c in search_places(gazetteer, "San José", country="CR")} == {"CR"}
    assert {c.place.admin1_code for c in search_places(gazetteer, "San Pedro", admin1="Jalisco")} == {"14"}
    assert search_places(gazetteer, "Tapalpa", country="FR") == []
    assert search_places(gazetteer, "Tapalpa", admin1="Atlantis") == []


@pytest.mark.parametrize("query", ["", " , ,", "xq", "???", "x" * 10_000, "a " * 5_000])
def test_what_names_nothing_finds_nothing(gazetteer: Gazetteer, query: str) -> None:
    assert search_places(gazetteer, query) == []


def test_a_municipality_and_its_seat_do_not_make_each_other_doubtful(gazetteer: Gazetteer) -> None:
    found = search_places(gazetteer, "Tapalpa")
    assert [candidate.confidence for candidate in found[:2]] == [0.97, 0.97]


def test_namesakes_share_the_confidence_by_their_size(gazetteer: Gazetteer) -> None:
    found = search_places(gazetteer, "Guadalajara")
    mexican = next(c for c in found if c.place.country_code == "MX")
    spanish = next(c for c in found if c.place.country_code == "ES")
    assert (mexican.confidence or 0) > (spanish.confidence or 0)


@pytest.mark.parametrize(
    ("name", "place", "precision"),
    [
        ("Tapalpa, Jalisco", "Tapalpa", "settlement"),
        ("Chihuahua, Cd. Juárez, México", "Ciudad Juárez", "settlement"),
        ("Calle Hidalgo 23, Centro, Tapalpa, Jalisco, México", "Tapalpa", "admin2"),
        ("Rancho Inventado, Jalisco", "Jalisco", "admin1"),
    ],
)
def test_a_row_with_commas_is_taken_apart(gazetteer: Gazetteer, name: str, place: str, precision: str) -> None:
    result = geocode_place(gazetteer, name)
    assert result.place is not None
    assert (result.place.name, result.place.geo_precision) == (place, precision)
    assert (result.confidence > 0.8) == (precision == "settlement")


@pytest.mark.parametrize(
    "name", ["carretera federal 15, km 23", "México–Querétaro", "Calle Tapalpa", "km 40 autopista del Sol"]
)
def test_a_street_or_road_falls_back_to_its_division(gazetteer: Gazetteer, name: str) -> None:
    result = geocode_place(gazetteer, name, admin1="Querétaro", country="MX")
    assert result.place is not None
    assert result.place.geo_precision == "admin1"
    assert result.confidence <= 0.5
    assert name in str(result.note)


def test_roads_are_told_by_their_words() -> None:
    assert is_road("carretera federal 15")
    assert is_road("km 23")
    assert is_road("main street")
    assert not is_road("puente de ixtla")
    assert not is_road("kilometros")


def test_a_row_that_may_mean_several_places_lists_them(gazetteer: Gazetteer) -> None:
    result = geocode_place(gazetteer, "Juárez", country="MX")
    assert result.confidence < 0.9
    assert "could also be Juárez (Chiapas, Mexico)" in str(result.note)


def test_a_namesake_abroad_is_told_and_not_taken(gazetteer: Gazetteer) -> None:
    result = geocode_place(gazetteer, "Reykjavík", admin1="Jalisco", country="MX")
    assert result.place is not None
    assert (result.place.name, result.place.geo_precision) == ("Jalisco", "admin1")
    assert result.note == "Reykjavík lies in Iceland, not in the country that is named; placed at Jalisco"


def test_a_town_of_a_new_municipality_is_found_under_the_old_one(gazetteer: Gazetteer) -> None:
    for municipality in ("San Quintín", "Ensenada"):
        result = geocode_place(gazetteer, "San Quintín", admin1="Baja California", admin2=municipality, country="MX")
        assert result.place is not None
        assert (result.place.geo_precision, result.note) == ("settlement", None)
        assert result.confidence > 0.9


def test_a_municipality_may_be_named_without_the_end_of_its_name(gazetteer: Gazetteer) -> None:
    result = geocode_place(gazetteer, None, admin1="Guanajuato", admin2="Silao municipality", country="MX")
    assert result.place is not None
    assert result.place.admin2_name == "Silao de la Victoria"


def test_abbreviated_generic_words_are_generic() -> None:
    assert list_forms("Mpio. de Tapalpa") == ["municipio de tapalpa", "tapalpa"]
    assert list_forms("Cd. Guzmán") == ["ciudad guzman", "guzman"]


@pytest.mark.parametrize(
    "name",
    [
        "Tapa\u0301lpa",
        "Tapal\u200bpa",
        "\u200eTapalpa\u200f",
        "Tapal\u202epa",
        "\ufeffTapalpa",
        "\uff34\uff41\uff50\uff41\uff4c\uff50\uff41",
        "  tapalpa\u00a0",
    ],
)
def test_signs_that_nobody_sees_do_not_hide_a_name(gazetteer: Gazetteer, name: str) -> None:
    result = geocode_place(gazetteer, name, admin1="Jalisco")
    assert result.place is not None
    assert (result.place.name, result.confidence > 0.9, result.note) == ("Tapalpa", True, None)


def test_the_gazetteer_searches_geocodes_and_knows_what_is_near(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("tapalpa jal") == search_places(gazetteer, "tapalpa jal")
    assert gazetteer.geocode("Tapalpa", admin1="Jalisco") == geocode_place(gazetteer, "Tapalpa", admin1="Jalisco")
    ((place, distance_km),) = gazetteer.find_nearest(-103.76, 19.95)
    assert place.name == "Tapalpa"
    assert 0 < distance_km < 1


def test_a_blank_row_has_no_place_though_all_rows_are_of_one_country(gazetteer: Gazetteer) -> None:
    found = geocode_columns(gazetteer, ["Tapalpa", " ", None], admin1=["Jalisco", None, ""], country="MX")
    assert found["geomap_lon"] == [-103.75954, None, None]
    assert found["geomap_note"] == [None, None, None]
