"""The shipped gazetteer: its index, its search, and the geocoding of rows."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from geomap.errors import DataError
from geomap.files import find_data
from geomap.gazetteer import layout
from geomap.gazetteer.fill import fill_place
from geomap.gazetteer.forms import list_forms
from geomap.gazetteer.gazetteer import Gazetteer, read_gazetteer
from geomap.gazetteer.geocode import geocode_place
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.search import search_places
from geomap.geometry import distance_km
from geomap.model import Incident


def test_tapalpa_is_where_it_is(gazetteer: Gazetteer) -> None:
    place = geocode_place(gazetteer, "Tapalpa", admin1="Jalisco", country="MX").place
    assert place is not None
    assert distance_km(place.lon, place.lat, -103.760, 19.946) < 3
    assert (place.admin1_code, place.admin2_code, place.country_code) == ("14", "14086", "MX")
    assert (place.admin1_name, place.admin1_iso, place.country_name) == ("Jalisco", "MX-JAL", "Mexico")


@pytest.mark.parametrize(
    ("state", "code", "iso"),
    [
        ("Coahuila", "05", "MX-COA"),
        ("Colima", "06", "MX-COL"),
        ("Chiapas", "07", "MX-CHP"),
        ("Chihuahua", "08", "MX-CHH"),
        ("Ciudad de México", "09", "MX-CMX"),
        ("Estado de México", "15", "MX-MEX"),
        ("Michoacán", "16", "MX-MIC"),
        ("Michoacán de Ocampo", "16", "MX-MIC"),
        ("Edomex", "15", "MX-MEX"),
        ("N.L.", "19", "MX-NLE"),
    ],
)
def test_mexican_states_carry_inegi_codes(gazetteer: Gazetteer, state: str, code: str, iso: str) -> None:
    place = geocode_place(gazetteer, None, admin1=state, country="MX").place
    assert place is not None
    assert (place.admin1_code, place.admin1_iso, place.geo_precision) == (code, iso, "admin1")


def test_all_32_states_and_nearly_all_municipalities_are_there(gazetteer: Gazetteer) -> None:
    states = {f"{n:02d}" for n in range(1, 33)}
    assert all(gazetteer.find_division("MX", code) for code in states)
    places = [gazetteer.place(i) for i in range(len(gazetteer)) if gazetteer.block(i) == "admin2"]
    mexican = {p.admin2_code for p in places if p.country_code == "MX"}
    assert len(mexican) > 2_450
    assert {str(code)[:2] for code in mexican} == states


def test_opening_reads_only_what_is_looked_up() -> None:
    folder = find_data("gazetteer")
    read_gazetteer(folder)  # loads what is loaded once
    tracemalloc.start()
    index = read_gazetteer(folder)
    assert index.find_name("Apatzingán") is not None
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < (folder / layout.PLACES_FILE).stat().st_size / 50


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Cd. Juárez", "Ciudad Juárez"),
        ("CIUDAD JUAREZ", "Ciudad Juárez"),
        ("Londres", "London"),
        ("Moscú", "Moscow"),
        ("Alemania", "Germany"),
        ("EE.UU.", "United States"),
    ],
)
def test_names_are_found_as_people_write_them(gazetteer: Gazetteer, written: str, name: str) -> None:
    record = gazetteer.find_name(written)
    assert record is not None
    assert name in {gazetteer.place(index).name for index, _ in record.entries}


def test_a_demonym_leads_to_its_country_and_says_so(gazetteer: Gazetteer) -> None:
    record = gazetteer.find_name("mexicanos")
    assert record is not None
    kinds = {gazetteer.place(index).name: kind for index, kind in record.entries}
    assert kinds["Mexico"] is NameKind.DEMONYM


def test_an_unknown_name_is_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.find_name("Xyzzyqwert") is None
    assert gazetteer.find_name("—") is None
    assert gazetteer.find_country("ZZ") is None
    assert gazetteer.find_division("MX", "99") == ()


def test_prefixes_end_where_words_end(gazetteer: Gazetteer) -> None:
    found = {(count, record.key) for count, record in gazetteer.find_prefixes("san luis potosi capital")}
    assert (3, "san luis potosi") in found
    assert all("san luis potosi capital".startswith(key) and len(key.split()) == count for count, key in found)


def test_parents_constrain_a_row(gazetteer: Gazetteer) -> None:
    in_chihuahua = geocode_place(gazetteer, "Juárez", admin1="Chihuahua", country="MX")
    in_chiapas = geocode_place(gazetteer, "Juárez", admin1="Chiapas", country="MX")
    assert in_chihuahua.place is not None
    assert in_chiapas.place is not None
    assert in_chihuahua.place.admin1_code == "08"
    assert in_chiapas.place.admin1_code == "07"


def test_generic_words_and_kinds_are_left_aside(gazetteer: Gazetteer) -> None:
    result = geocode_place(
        gazetteer, "Uruapan town", admin1="Michoacán state", admin2="Uruapan municipality", country="MX"
    )
    assert result.place is not None
    assert result.place.admin2_code == "16102"
    assert result.confidence >= 0.9


@pytest.mark.parametrize(
    ("name", "precision", "found"),
    [
        ("Mexico City", "settlement", "Mexico City"),
        ("Ciudad de México", "admin1", "Ciudad de México"),
        ("Estado de México", "admin1", "Estado de México"),
        ("Oklahoma City", "settlement", "Oklahoma City"),
        ("Quebec City", "settlement", "Québec"),
    ],
)
def test_a_generic_word_that_belongs_to_the_name_is_kept(
    gazetteer: Gazetteer, name: str, precision: str, found: str
) -> None:
    place = geocode_place(gazetteer, name).place
    assert place is not None
    assert (place.geo_precision, place.name) == (precision, found)


@pytest.mark.parametrize("state", ["Guanajuato", "Sinaloa", "Durango", "Zacatecas"])
def test_the_generic_word_says_what_kind_of_place_is_meant(gazetteer: Gazetteer, state: str) -> None:
    whole = geocode_place(gazetteer, f"{state} state", admin1=f"{state} state", country="MX").place
    assert whole is not None
    assert whole.geo_precision == "admin1"
    capital = geocode_place(gazetteer, state, admin1=state, country="MX").place
    assert capital is not None
    assert capital.geo_precision == "settlement"
    municipality = geocode_place(gazetteer, "municipio de Durango", admin1="Durango").place
    assert municipality is not None
    assert municipality.geo_precision == "admin2"


def test_a_generic_word_is_a_whole_word() -> None:
    assert list_forms("Municipio Degollado") == ["municipio degollado", "degollado"]
    assert list_forms("Ciudad Delicias") == ["ciudad delicias", "delicias"]
    assert list_forms("The town of Paris") == ["the town of paris", "paris"]
    assert list_forms("Estadoso") == ["estadoso"]


def test_a_code_is_looked_up_in_the_country_that_is_named(gazetteer: Gazetteer) -> None:
    jalisco = geocode_place(gazetteer, None, admin1="14").place
    tapalpa = geocode_place(gazetteer, None, admin2="14086").place
    assert jalisco is not None
    assert tapalpa is not None
    assert (jalisco.admin1_iso, tapalpa.admin2_code) == ("MX-JAL", "14086")
    french = geocode_place(gazetteer, None, admin1="11", country="FR").place
    assert french is not None
    assert (french.country_code, french.admin1_code) == ("FR", "11")
    assert geocode_place(gazetteer, None, admin2="14").place is None


@pytest.mark.parametrize("parents", [{"country": "FR"}, {"country": "Atlantis"}, {"admin1": "Jalsco"}])
def test_a_parent_that_does_not_fit_or_is_unknown_is_told(gazetteer: Gazetteer, parents: dict[str, str]) -> None:
    result = geocode_place(gazetteer, "Tapalpa", **parents)
    assert result.confidence <= 0.6
    assert result.note


def test_a_namesake_far_from_the_municipality_that_is_named_is_not_taken(gazetteer: Gazetteer) -> None:
    result = geocode_place(
        gazetteer, "Las Varas", admin1="Chihuahua", admin2="Madera", country="MX"
    )  # there is one in Saucillo, 300 km away
    assert result.place is not None
    assert (result.place.geo_precision, result.place.admin2_name) == ("admin2", "Madera")
    assert result.confidence <= 0.5


def test_an_unknown_place_falls_back_to_its_division_with_a_note(gazetteer: Gazetteer) -> None:
    result = geocode_place(gazetteer, "Rancho Inventado", admin1="Jalisco", admin2="Tapalpa", country="MX")
    assert result.place is not None
    assert result.place.geo_precision == "admin2"
    assert result.confidence <= 0.5
    assert "Rancho Inventado" in str(result.note)


def test_a_place_in_another_state_than_named_is_never_sure(gazetteer: Gazetteer) -> None:
    result = geocode_place(gazetteer, "Tapalpa", admin1="Sonora", country="MX")
    assert result.place is not None
    assert result.confidence < 0.9
    assert "not in the state" in str(result.note)


def test_nothing_known_is_no_place(gazetteer: Gazetteer) -> None:
    result = geocode_place(gazetteer, "Xyzzyqwert")
    assert result.place is None
    assert result.confidence == 0
    assert geocode_place(gazetteer, None).place is None


def test_a_row_that_falls_back_to_a_state_is_no_town(gazetteer: Gazetteer) -> None:
    row = Incident(
        incident_id="t-1",
        doc_id="t.csv:2",
        event_type="raid",
        place_name="Nowhereville",
        admin1_name="Jalisco",
        geo_precision="settlement",
    )
    filled = fill_place(row, gazetteer)
    assert (filled.geo_precision, filled.admin1_code) == ("admin1", "14")
    assert "Nowhereville" in str(filled.note)
    town = fill_place(replace(row, place_name="Tapalpa"), gazetteer)
    assert town.geo_precision == "settlement"
    assert fill_place(replace(row, place_name="Tapalpa", geo_precision="admin2"), gazetteer).geo_precision == "admin2"


def test_a_row_with_nothing_but_a_municipality_code_is_placed(gazetteer: Gazetteer) -> None:
    filled = fill_place(Incident(incident_id="t", doc_id="t", event_type="raid", admin2_code="14086"), gazetteer)
    assert (filled.admin2_name, filled.geo_precision) == ("Tapalpa", "admin2")


def test_search_ranks_the_likeliest_first_and_takes_parents(gazetteer: Gazetteer) -> None:
    assert search_places(gazetteer, "Guadalajara")[0].place.country_code == "MX"
    assert search_places(gazetteer, "Guadalajara, Spain")[0].place.country_code == "ES"
    assert search_places(gazetteer, "Paris", admin1="Texas")[0].place.admin1_iso == "US-TX"
    assert search_places(gazetteer, "Paris", country="Atlantis") == []
    assert len(search_places(gazetteer, "San Antonio", limit=3)) == 3


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("Chihuahua, Cd. Juárez, México", "08037"),
        ("México, Jalisco, Tapalpa", "14086"),
        ("tapalpa jal", "14086"),
        ("lagos de moreno jalisco mexico", "14053"),
        ("Juárez, N.L.", "19031"),
    ],
)
def test_a_query_may_say_in_any_order_what_the_place_lies_in(gazetteer: Gazetteer, query: str, code: str) -> None:
    assert search_places(gazetteer, query)[0].place.admin2_code == code


@pytest.mark.parametrize(
    "query", ["", " , ", "xyzzyqwert jal", "Tapalpa, Sonora", "a" * 10_000, "xyzzy " * 500, "\u202e\u200b"]
)
def test_a_query_that_no_place_fits_finds_none(gazetteer: Gazetteer, query: str) -> None:
    assert search_places(gazetteer, query) == []


def test_a_folder_without_gazetteer_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no gazetteer of this version"):
        read_gazetteer(tmp_path)


def test_a_file_of_another_version_is_told(tmp_path: Path) -> None:
    (tmp_path / layout.NAMES_FILE).write_bytes((find_data("gazetteer") / layout.NAMES_FILE).read_bytes())
    (tmp_path / layout.PLACES_FILE).write_bytes(b"something else entirely, long enough to be mapped")
    with pytest.raises(DataError, match="no gazetteer of this version"):
        read_gazetteer(tmp_path)


def test_postings_read_back_what_was_packed() -> None:
    assert layout.unpack_posting(layout.pack_posting(12345, NameKind.DEMONYM)) == (12345, NameKind.DEMONYM)
