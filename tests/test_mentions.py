"""From text to mentions: what is a place, and what only looks like one."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.mentions.find import find_mentions
from geomap.model import Mention
from geomap.pipeline import Resources


@pytest.fixture(scope="module")
def find(resources: Resources):  # noqa: ANN201 - a small function of this module's tests
    """Find the mentions of a text."""

    def run(text: str) -> list[Mention]:
        return find_mentions(text, resources.gazetteer, resources.lexicon)

    return run


def kinds(mentions: list[Mention]) -> dict[str, str]:
    """Map each mention's text to its kind."""
    return {m.text: m.kind for m in mentions}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Soldiers raided a house in Tapalpa, Jalisco, at dawn.", ["Tapalpa", "Jalisco"]),
        ("Hubo bloqueos en Uruapan, Zamora y La Piedad.", ["Uruapan", "Zamora", "La Piedad"]),
        ("EN MICHOACAN QUEMARON VEHICULOS Y BLOQUEARON CAMINOS", ["MICHOACAN"]),
        ("PUERTO VALLARTA, Jal.- Más de diez vehículos ardieron.", ["PUERTO VALLARTA", "Jal."]),
        ("A man from Cd. Juárez was found near San Luis Potosí.", ["Cd. Juárez", "San Luis Potosí"]),
        ("Viajó a EE.UU. el lunes; de EE. UU. volvió el martes.", ["EE.UU.", "EE. UU."]),
        (
            "A crash near Wheeling, W.Va., closed the road to Tulsa, Okla. on Monday.",
            ["Wheeling", "W.Va.", "Tulsa", "Okla."],
        ),
        ("Murió en Parral, Chih.", ["Parral", "Chih"]),
        ("Hubo un choque en Fco. I. Madero, Coahuila.", ["Fco. I. Madero", "Coahuila"]),
        ("Hubo bloqueos en Gral. Bravo y Sn. Luis Potosí.", ["Gral. Bravo", "Sn. Luis Potosí"]),
        ("A fire in Union, Missouri, and one in Mission, Texas.", ["Union", "Missouri", "Mission", "Texas"]),
        ("Lo dijo desde Palacio Nacional y viajó a Colima.", ["Colima"]),
        ("ATAQUE ARMADO EN LA CIUDAD DE OAXACA DEJA TRES MUERTOS", ["OAXACA"]),
        ("Hubo bloqueos en Miraflores, municipio de Chalco.", ["Miraflores", "Chalco"]),
        ("Hubo bloqueos en La Ceja de Bramador, Jalisco.", ["La Ceja de Bramador", "Jalisco"]),
        ("Lo hallaron en Zapopan de Jalisco.", ["Zapopan", "Jalisco"]),
        ("The flood hit Walker County and the town of Paris, Texas.", ["Walker County", "Paris", "Texas"]),
    ],
)
def test_places_are_found_with_their_exact_span(find, text: str, places: list[str]) -> None:  # noqa: ANN001
    found = find(text)
    assert [m.text for m in found if m.kind == "place"] == places
    assert all(text[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Sinaloa Cartel denied it.", "Sinaloa"),
        ("El Cártel de Sinaloa lo negó.", "Sinaloa"),
        ("Miembros del Cártel Jalisco Nueva Generación huyeron.", "Jalisco"),
        ("She studied at the University of Guadalajara for years.", "Guadalajara"),
    ],
)
def test_a_name_inside_an_organisation_is_no_place(find, text: str, name: str) -> None:  # noqa: ANN001
    assert kinds(find(text)).get(name) == "organisation"


@pytest.mark.parametrize(
    "text",
    [
        "Omar García Harfuch dijo que no habrá tregua.",
        "Benito Juárez nació pobre, contó el maestro.",
        "President Vicente Guerrero abolished it, said Jack London.",
    ],
)
def test_a_persons_name_is_no_place(find, text: str) -> None:  # noqa: ANN001
    assert "place" not in kinds(find(text)).values()


def test_a_capital_that_speaks_is_a_government(find) -> None:  # noqa: ANN001
    assert kinds(find("Washington said it would help."))["Washington"] == "government"
    assert kinds(find("The march in Washington ended."))["Washington"] == "place"


def test_demonyms_and_languages_are_marked(find) -> None:  # noqa: ANN001
    found = kinds(find("Mexican troops spoke Spanish with a Frenchman."))
    assert found["Mexican"] == "demonym"
    assert found["Spanish"] == "language"


def test_streets_are_facilities(find) -> None:  # noqa: ANN001
    assert kinds(find("It burned on Denver Street at noon."))["Denver Street"] == "facility"


def test_common_words_are_no_places(find) -> None:  # noqa: ANN001
    assert find("Reading is fun. Mobile phones work. La gente de la ciudad no salió.") == []


def test_decomposed_accents_and_soft_hyphens_keep_their_offsets(find) -> None:  # noqa: ANN001
    text = unicodedata.normalize("NFD", "Bloqueos en Michoacán y en Apat\u00adzingán.")
    found = find(text)
    assert [unicodedata.normalize("NFC", m.text) for m in found] == ["Michoacán", "Apat\u00adzingán"]
    assert all(text[m.start : m.end] == m.text for m in found)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_gives_spans_in_order_without_overlap(resources: Resources, text: str) -> None:
    found = find_mentions(text, resources.gazetteer, resources.lexicon)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
