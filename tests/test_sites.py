"""The places that a sentence names, and which of them an event happened at."""

from __future__ import annotations

import pytest
from incident_places import read_text

KILLED_EN, KILLED_ES = "Gunmen killed two men", "Mataron a dos hombres"

PLACED = [
    # A part of a town that bears the name of another town
    ("in the Celaya neighborhood of Uruapan.", "Celaya", "Uruapan"),
    ("in the Zamora neighbourhood of Mazatlán.", "Zamora", "Mazatlán"),
    ("at the Celaya market in Uruapan.", "Celaya", "Uruapan"),
    ("at the Celaya cemetery in Uruapan.", "Celaya", "Uruapan"),
    ("at Zamora beach in Mazatlán.", "Zamora", "Mazatlán"),
    ("at the Zamora shopping mall in Mazatlán.", "Zamora", "Mazatlán"),
    ("on Celaya avenue in Uruapan.", "Celaya", "Uruapan"),
    ("en la col. Zamora de Mazatlán.", "Zamora", "Mazatlán"),
    ("en el mercado Zamora en Mazatlán.", "Zamora", "Mazatlán"),
    ("en la plaza Zamora de Mazatlán.", "Zamora", "Mazatlán"),
    ("en la playa Zamora, Mazatlán.", "Zamora", "Mazatlán"),
    ("en Celaya en Uruapan.", "Celaya", "Uruapan"),
    # A name that the gazetteer has not, in a town
    ("in Las Flores, Zamora.", "Las Flores", "Zamora"),
    ("in Las Flores of Zamora.", "Las Flores", "Zamora"),
    ("en Las Flores en Zamora.", "Las Flores", "Zamora"),
    ("en Las Flores (Zamora).", "Las Flores", "Zamora"),
    ("in Las Flores, 30 km north of Salamanca.", "Las Flores", "Salamanca"),
    # A town with its state
    ("in Zamora, province of Michoacán.", "Zamora", "Zamora"),
    ("in Zamora, in the state of Michoacán.", "Zamora", "Zamora"),
    ("en Zamora, en Michoacán.", "Zamora", "Zamora"),
    ("in the port of Mazatlán.", "Mazatlán", "Mazatlán"),
    ("in Celaya, 30 km north of Salamanca.", "Celaya", "Celaya"),
    ("in Michoacán, in a bar of Zamora.", "Zamora", "Zamora"),
    ("in Michoacán on Sunday night at a bar in Zamora.", "Zamora", "Zamora"),
    # Nothing but a state or a country
    ("across Jalisco.", "Jalisco", "Jalisco"),
    ("in the mountains of Sinaloa.", "Sinaloa", "Sinaloa"),
    ("throughout Mexico.", "Mexico", None),
]


@pytest.mark.parametrize(("where", "text", "place"), PLACED)
def test_a_name_is_placed_where_the_words_around_it_say(where: str, text: str, place: str | None) -> None:
    spanish = where.startswith(("en ", "a "))
    (killing,) = read_text(f"{KILLED_ES if spanish else KILLED_EN} {where}", lang="es" if spanish else "en")
    assert (killing.place_text, killing.place_name) == (text, place)


@pytest.mark.parametrize(
    ("where", "radius_m"),
    [
        ("15 kilometers south of Zamora.", 15_000),
        ("15 kilometres south of Zamora.", 15_000),
        ("15 miles north of Zamora.", 24_135),
        ("15 miles from Zamora.", 24_135),
        ("in the hills of Zamora.", 10_000),
        ("a 20 km al norte de Zamora.", 20_000),
        ("a 20 kilómetros al sur de Zamora.", 20_000),
        ("a 1.5 kilómetros de Zamora.", 1500),
        ("cerca de Zamora.", 10_000),
        ("en la sierra de Zamora.", 10_000),
        ("rumbo a Zamora.", 10_000),
        ("en la zona de Zamora.", None),
        ("who walked 20 km to Zamora.", None),
    ],
)
def test_near_a_town_is_not_in_it(where: str, radius_m: float | None) -> None:
    spanish = where.startswith(("en ", "a ", "cerca", "rumbo"))
    (killing,) = read_text(f"{KILLED_ES if spanish else KILLED_EN} {where}", lang="es" if spanish else "en")
    assert (killing.place_name, killing.radius_m) == ("Zamora", radius_m)
    assert killing.geo_precision == ("near" if radius_m else "settlement")


@pytest.mark.parametrize(
    ("where", "lang"),
    [
        ("between Zamora and Uruapan.", "en"),
        ("entre Zamora y Uruapan.", "es"),
        ("en la carretera Zamora-Uruapan.", "es"),
        ("en la carretera Zamora - Uruapan.", "es"),
        ("en la autopista federal Zamora – Uruapan.", "es"),
    ],
)
def test_a_stretch_between_two_towns_is_drawn_around_its_middle(where: str, lang: str) -> None:
    (killing,) = read_text(f"{KILLED_EN if lang == 'en' else KILLED_ES} {where}", lang=lang)
    assert (killing.place_text, killing.geo_precision, killing.radius_m) == ("Zamora – Uruapan", "near", 34_900)
    assert killing.lon == pytest.approx(-102.165, abs=0.01)


@pytest.mark.parametrize("where", ["entre Culiacán y Zamora.", "entre Zamora y Michoacán."])
def test_between_a_town_and_what_is_far_or_wide_is_no_place(where: str) -> None:
    (killing,) = read_text(f"{KILLED_ES} {where}", lang="es")
    assert (killing.place_name, killing.lon) == (None, None)


@pytest.mark.parametrize(
    ("where", "lang", "places"),
    [
        ("en Zamora, en Uruapan y en Celaya.", "es", ["Zamora", "Uruapan", "Celaya"]),
        ("en Zamora (Michoacán), Celaya (Guanajuato) y Mazatlán (Sinaloa).", "es", ["Zamora", "Celaya", "Mazatlán"]),
        ("en Zamora, Uruapan y Apatzingán, Michoacán.", "es", ["Zamora", "Uruapan", "Apatzingán"]),
        ("en los estados de Jalisco, Michoacán y Colima.", "es", ["Jalisco", "Michoacán", "Colima"]),
        ("en Zamora así como Uruapan.", "es", ["Zamora", "Uruapan"]),
        ("in the cities of Zamora and Uruapan.", "en", ["Zamora", "Uruapan"]),
        ("in the municipalities of Zamora & Uruapan.", "en", ["Zamora", "Uruapan"]),
        ("in Zamora or Uruapan.", "en", ["Zamora", "Uruapan"]),
        ("in Zamora as well as Uruapan.", "en", ["Zamora", "Uruapan"]),
        ("in Zamora and also in Uruapan.", "en", ["Zamora", "Uruapan"]),
        ("en Las Flores y Zamora.", "es", ["Zamora"]),
    ],
)
def test_each_place_of_a_list_has_its_blockades(where: str, lang: str, places: list[str]) -> None:
    found = read_text(f"{'Roadblocks' if lang == 'en' else 'Bloqueos'} {where}", lang=lang)
    assert [i.place_name or i.admin1_name for i in found] == places


@pytest.mark.parametrize(
    ("text", "lang", "places"),
    [
        ("Gunmen killed two men in Zamora and burned a bus in Uruapan.", "en", ["Zamora", "Uruapan"]),
        ("Asesinan a hombre en Zamora y queman autobús en Uruapan.", "es", ["Zamora", "Uruapan"]),
        ("Mataron a dos en Zamora y quemaron un autobús en la ciudad de Uruapan.", "es", ["Zamora", "Uruapan"]),
        ("In Zamora gunmen killed two men and burned a bus.", "en", ["Zamora", "Zamora"]),
        ("Gunmen killed two men in Michoacán before a bus was torched in Zamora.", "en", ["Michoacán", "Zamora"]),
        ("Bloqueos en Zamora; en Uruapan, quema de autobuses.", "es", ["Zamora", "Uruapan"]),
    ],
)
def test_two_events_of_a_sentence_keep_their_places(text: str, lang: str, places: list[str]) -> None:
    assert [i.place_name or i.admin1_name for i in read_text(text, lang=lang)] == places


@pytest.mark.parametrize(
    ("text", "lang", "place"),
    [
        ("Gunmen from Michoacán killed two men in Celaya.", "en", "Celaya"),
        ("A man from Zamora was killed.", "en", "Zamora"),
        ("Jalisco said two men were killed in Zamora.", "en", "Zamora"),
        ("Jalisco had condemned the attack that killed two men.", "en", None),
        ("Jalisco had 65 roadblocks.", "en", "Jalisco"),
        ("United States said two men were killed in Mexico.", "en", None),
        ("Morelia: matan a dos hombres en Las Flores.", "es", "Morelia"),
        ("Morelia | Matan a dos hombres en Culiacán.", "es", "Morelia"),
        ("[Video] Morelia: matan a dos hombres en Culiacán.", "es", "Morelia"),
        ("Morelia/ Matan a dos hombres en Culiacán.", "es", "Morelia"),
        ("Ayer en Morelia: matan a dos hombres en Culiacán.", "es", "Culiacán"),
        ("Zamora's police killed two gunmen.", "en", "Zamora"),
        ("Mexican police killed two gunmen.", "en", None),
        ("ZAMORA, Mich., Feb. 23 — Two men were killed in Las Flores.", "en", "Zamora"),
        ("Two men were killed in Las Flores. Zamora is calm.", "en", None),
        (f"Gunmen killed two men {'with others who came by a road ' * 7} in Zamora.", "en", None),
    ],
)
def test_who_speaks_or_comes_from_somewhere_is_told_from_where_it_happened(
    text: str, lang: str, place: str | None
) -> None:
    (found,) = read_text(text, lang=lang)
    assert (found.place_name or found.admin1_name) == place
