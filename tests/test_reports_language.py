"""English or Spanish, told by small words."""

from __future__ import annotations

import pytest

from geomap.reports.language import find_language


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen set fire to two buses on the road to Colima",
        "Celaya, Guanajuato: Santa Rosa de Lima Cartel Leaves A Body",
        "El Salto, Jalisco: Dozens Of Remains Discovered",
        "Juárez registered 11 murders",
        "TWO SOLDIERS WERE KILLED NEAR SAN MIGUEL",
        "Road closed in Ciudad Juárez",
    ],
)
def test_english_is_told_even_among_spanish_names(text: str) -> None:
    assert find_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Queman dos camiones en la carretera a Colima",
        "EN MICHOACAN QUEMARON VEHICULOS",
        "Asesinan a hombre en Zamora",
        "Dejan seis muertos",
        "Ataque armado",
        "¿Qué pasó?",
        "Reportaron detonaciones",
    ],
)
def test_spanish_is_told_from_short_headlines_capitals_and_missing_accents(text: str) -> None:
    assert find_language(text) == "es"


def test_where_nothing_tells_the_likely_language_is_given() -> None:
    assert find_language("Tapalpa 2026") == "en"
    assert find_language("Tapalpa 2026", likely="es") == "es"
    assert find_language("Gunmen have closed the road", likely="es") == "en"


def test_a_long_text_is_told_by_its_start() -> None:
    assert find_language("The road was closed by men with guns. " * 80 + "El camino fue cerrado. " * 100_000) == "en"
