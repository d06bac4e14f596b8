"""Names with typing errors, joined words and split words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.geocode import geocode_place
from geomap.gazetteer.layout import INDEX_BITS
from geomap.gazetteer.search import search_places
from geomap.gazetteer.spelling import find_similar, pack_spellings, sign_spellings
from geomap.names import fold_toponym, fold_word

SPELLINGS = st.text("abcdeñz01", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("written", "edits"),
    [
        ("tapalpa", 0),
        ("tapalppa", 1),
        ("taplpa", 1),
        ("tapxlpa", 1),
        ("tapapla", 1),
        ("tapxlppa", 2),
        ("tapa lpa", 0),
    ],
)
def test_a_name_is_found_by_what_differs(gazetteer: Gazetteer, written: str, edits: int) -> None:
    found = {gazetteer.key(s.number): s.edits for s in find_similar(gazetteer, written, most_edits=2)}
    assert found["tapalpa"] == edits


def test_a_name_is_not_found_beyond_the_edits_that_are_asked_for(gazetteer: Gazetteer) -> None:
    keys = [gazetteer.key(s.number) for s in find_similar(gazetteer, "tapxlppa", most_edits=1)]
    assert "tapalpa" not in keys
    assert find_similar(gazetteer, "", most_edits=2) == []
    assert find_similar(gazetteer, "x" * 10_000, most_edits=2) == []


def test_within_a_state_the_same_names_are_found_as_in_the_world(gazetteer: Gazetteer) -> None:
    jalisco = frozenset(gazetteer.find_division("MX", "14"))
    for key in ("tapalppa", "guadalajra", "zapopam", "lagos de morreno"):
        everywhere = find_similar(gazetteer, key, most_edits=2)
        inside = [s for s in everywhere if any(gazetteer.lies_in(i, jalisco) for i, _ in gazetteer.entries(s.number))]
        assert find_similar(gazetteer, key, most_edits=2, within=jalisco) == inside
        assert inside


@given(SPELLINGS, SPELLINGS)
def test_signatures_differ_by_two_bits_an_edit_at_most(one: str, other: str) -> None:
    first, second = sign_spellings([one, other])
    differing = int(np.bitwise_count(first ^ second))
    edits = OSA.distance(one, other)
    assert differing <= 2 * edits - abs(len(one) - len(other))
    assert not int(first) & ((1 << INDEX_BITS) - 1)


def test_spellings_are_laid_out_by_length() -> None:
    packed, starts = pack_spellings(["san luis", "leon", "xy", "merida"], np.array([7, 3, 1, 5]))
    numbers = [int(n) & ((1 << INDEX_BITS) - 1) for n in packed]
    assert numbers == [3, 5, 7]
    assert (starts[4], starts[5], starts[6], starts[7], starts[8]) == (0, 1, 1, 2, 3)


@given(st.text("abcXYZ ÁéíñÑüÜ.-", max_size=20))
def test_a_name_of_plain_letters_has_the_key_that_its_words_have(name: str) -> None:
    words = [fold_word(word) for word in name.replace("-", " ").replace(".", " ").split()]
    assert fold_toponym(name.replace(".", " ")) == " ".join(word for word in words if word)


@pytest.mark.parametrize(
    ("name", "state", "place", "least"),
    [
        ("Tapalppa", "Jalisco", "Tapalpa", 0.7),
        ("San Juan delos Lagos", "Jalisco", "San Juan de los Lagos", 0.9),
        ("Lagos d Moreno", "Jalisco", "Lagos de Moreno", 0.7),
        ("Zapopna", "Jalisco", "Zapopan", 0.7),
        ("municipio de Tapalpaa", "Jalisco", "Tapalpa", 0.7),
    ],
)
def test_a_misspelt_row_is_placed_marked_and_less_sure(
    gazetteer: Gazetteer, name: str, state: str, place: str, least: float
) -> None:
    result = geocode_place(gazetteer, name, admin1=state, country="MX")
    assert result.place is not None
    assert result.place.name == place
    assert least <= result.confidence < 0.95
    assert f"'{name}' read as {place}" in str(result.note)


def test_a_misspelt_state_is_read_and_told(gazetteer: Gazetteer) -> None:
    result = geocode_place(gazetteer, "Tapalpa", admin1="Jalisko", country="MX")
    assert result.place is not None
    assert result.place.admin1_name == "Jalisco"
    assert result.confidence < 0.9
    assert result.note == "'Jalisko' read as Jalisco"


@pytest.mark.parametrize("name", ["Tarimoku", "Belunaro", "Kif", "Zopitula", "1234", "日本の町", "x" * 10_000])
def test_a_name_that_does_not_exist_is_no_town(gazetteer: Gazetteer, name: str) -> None:
    result = geocode_place(gazetteer, name, admin1="Oaxaca", country="MX")
    assert result.place is not None
    assert result.place.geo_precision == "admin1"
    assert result.confidence <= 0.5
    assert geocode_place(gazetteer, name).place is None


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("tapalpa jal", "name"),
        ("Tapalpa, Jalisco", "name"),
        ("tapalppa jal", "1 typing error"),
        ("tapxlppa, jalisco", "2 typing errors"),
        ("tapa lpa", "words joined or split"),
    ],
)
def test_a_search_says_why_a_place_is_offered(gazetteer: Gazetteer, query: str, reason: str) -> None:
    best = search_places(gazetteer, query)[0]
    assert (best.place.name, best.place.admin1_code, best.reason) == ("Tapalpa", "14", reason)
    assert best.confidence is not None
    assert best.confidence > 0.9 or reason != "name"


def test_what_is_spelt_otherwise_is_less_sure_than_what_is_spelt_so(gazetteer: Gazetteer) -> None:
    ladder = ["tapalpa jalisco", "tapa lpa jalisco", "tapalppa jalisco", "tapxlppa jalisco"]
    sure = [search_places(gazetteer, query)[0].confidence or 0 for query in ladder]
    assert sure == sorted(sure, reverse=True)
    assert len(set(sure)) == len(sure)
