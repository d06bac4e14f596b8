"""Mentions to places: which of those that bear the name is meant."""

from __future__ import annotations

import pytest

from geomap.model import Report, ResolvedPlace
from geomap.pipeline import Resources, find_places


@pytest.fixture(scope="module")
def resolve(resources: Resources):  # noqa: ANN201 - a small function of this module's tests
    """Resolve the mentions of a text, by their text."""

    def run(text: str, **known: str) -> dict[str, ResolvedPlace]:
        report = Report(doc_id="r", text=text, **known)
        return {r.mention.text: r for r in find_places(report, resources)}

    return run


def test_a_state_after_the_name_decides(resolve) -> None:  # noqa: ANN001
    found = resolve("A fire in Paris, Texas, killed two. Paris mourns.")
    place = found["Paris"].place
    assert place is not None
    assert place.admin1_iso == "US-TX"
    assert found["Paris"].confidence >= 0.9


def test_a_namesake_outside_the_state_written_after_the_name_is_not_taken(resolve) -> None:  # noqa: ANN001
    found = resolve("A fire in Tapalpa, Texas, killed two.")["Tapalpa"]
    assert (found.place, found.confidence) == (None, 0)
    assert found.alternatives[0].place.admin1_name == "Jalisco"


def test_a_list_of_places_says_nothing_of_where_they_lie(resolve) -> None:  # noqa: ANN001
    found = resolve("Cases were told from Russia, Romania, and Macedonia, and from Miami, West Palm Beach, New York.")
    assert all(r.place for r in found.values())


def test_a_report_without_a_name_has_no_places(resolve) -> None:  # noqa: ANN001
    assert resolve("Nothing happened.") == {}


def test_a_list_of_states_is_all_states(resolve) -> None:  # noqa: ANN001
    found = resolve("Roadblocks were reported in Colima, Guerrero and Veracruz, Mexico.")
    assert {n: found[n].place.geo_precision for n in ("Colima", "Guerrero", "Veracruz")} == dict.fromkeys(
        ("Colima", "Guerrero", "Veracruz"), "admin1"
    )


def test_words_before_the_name_tell_city_and_state_apart(resolve) -> None:  # noqa: ANN001
    assert resolve("Sucedió en la ciudad de Puebla, México.")["Puebla"].place.geo_precision == "settlement"
    assert resolve("Sucedió en el estado de Puebla, México.")["Puebla"].place.geo_precision == "admin1"
    assert resolve("El municipio de Tapalpa, en Jalisco, está en calma.")["Tapalpa"].place.geo_precision == "admin2"


def test_the_country_of_the_report_decides_between_namesakes(resolve) -> None:  # noqa: ANN001
    text = "Enfrentamiento en Guadalupe deja tres muertos."
    assert resolve(text, country="CR")["Guadalupe"].place.country_code == "CR"
    assert resolve(text, country="MX", admin1="Nuevo León")["Guadalupe"].place.admin1_code == "19"


def test_other_places_of_the_report_vote(resolve) -> None:  # noqa: ANN001
    found = resolve("Soldiers went from Guadalajara to Tlaquepaque and Zapopan in Jalisco; Tonalá stayed calm.")
    assert found["Tonalá"].place.admin1_code == "14"


def test_mexico_is_the_country_unless_the_text_says_otherwise(resolve) -> None:  # noqa: ANN001
    assert resolve("Violence spread in Mexico on Sunday.")["Mexico"].place.geo_precision == "country"
    assert resolve("Hubo robos en el Estado de México.")["Estado de México"].place.admin1_code == "15"


def test_what_the_gazetteer_does_not_know_has_no_place_and_no_confidence(resolve) -> None:  # noqa: ANN001
    found = resolve("It burned on Denver Street.")["Denver Street"]
    assert found.place is None
    assert found.confidence == 0


def test_alternatives_are_kept(resolve) -> None:  # noqa: ANN001
    found = resolve("A fire broke out in Springfield on Monday.")["Springfield"]
    assert len(found.alternatives) >= 2
    assert found.confidence < 0.9
