"""Lists of places with a number each: every place keeps its own, and no total is made up."""

from __future__ import annotations

import pytest
from incident_places import read_text

THREE_STATES = {"Jalisco": 65, "Michoacán": 23, "Colima": 4}
THREE_TOWNS = {"Zamora": 4, "Uruapan": 3, "Morelia": 2}


@pytest.mark.parametrize(
    ("text", "lang", "count", "numbers"),
    [
        ("Hubo 65 bloqueos en Jalisco, 23 en Michoacán y 4 en Colima.", "es", "n_events", THREE_STATES),
        ("There were 65 roadblocks in Jalisco, 23 in Michoacán and 4 in Colima.", "en", "n_events", THREE_STATES),
        ("Roadblocks went up in Jalisco (65), Michoacán (23) and Colima (4).", "en", "n_events", THREE_STATES),
        ("Bloqueos por estado: Jalisco: 65; Michoacán: 23; Colima: 4.", "es", "n_events", THREE_STATES),
        ("Se registraron bloqueos: 65 en Jalisco, 23 en Michoacán y 4 en Colima.", "es", "n_events", THREE_STATES),
        ("In Jalisco there were 65 roadblocks, in Michoacán 23 and in Colima 4.", "en", "n_events", THREE_STATES),
        ("En Jalisco hubo 65 bloqueos, en Michoacán 23 y en Colima cuatro.", "es", "n_events", THREE_STATES),
        ("Jalisco had 65 roadblocks, Michoacán 23 and Colima 4.", "en", "n_events", THREE_STATES),
        ("Four people were killed in Zamora, three in Uruapan and two in Morelia.", "en", "killed", THREE_TOWNS),
        ("Mataron a cuatro hombres en Zamora, a tres en Uruapan y a dos en Morelia.", "es", "killed", THREE_TOWNS),
        ("Gunmen killed four men in Zamora, three women in Uruapan and two in Morelia.", "en", "killed", THREE_TOWNS),
        ("Police arrested four men in Zamora, three in Uruapan and two in Morelia.", "en", "arrested", THREE_TOWNS),
        ("Quemaron 4 vehículos en Zamora, 3 en Uruapan y 2 en Morelia.", "es", "vehicles", THREE_TOWNS),
        ("There were 4 explosions in Zamora, 3 in Uruapan and 2 in Morelia.", "en", "n_events", THREE_TOWNS),
        ("Hubo 65 bloqueos en Jalisco, 23 en Michoacán, y otros 4 en Colima.", "es", "n_events", THREE_STATES),
        (
            "There were 65 roadblocks in Jalisco, another 23 in Michoacán, also 4 in Colima.",
            "en",
            "n_events",
            THREE_STATES,
        ),
        (
            "There were 65 roadblocks in the state of Jalisco, 23 in Michoacán and 4 in Colima.",
            "en",
            "n_events",
            THREE_STATES,
        ),
        ("Bloqueos: Jalisco con 65, Michoacán con 23 y Colima con 4.", "es", "n_events", THREE_STATES),
        ("Jalisco suma 65 bloqueos, Michoacán 23 y Colima con 4.", "es", "n_events", THREE_STATES),
        ("Jalisco registró 65 bloqueos, Michoacán 23 y Colima 4.", "es", "n_events", THREE_STATES),
        ("Four men in Zamora, three women in Uruapan and two men in Morelia were killed.", "en", "killed", THREE_TOWNS),
        ("Police seized 4 rifles in Zamora, 3 weapons in Uruapan and 2 in Morelia.", "en", "weapons", THREE_TOWNS),
        ("Gunmen burned 4 trucks in Zamora, 3 buses in Uruapan and 2 cars in Morelia.", "en", "vehicles", THREE_TOWNS),
    ],
)
def test_each_place_of_a_list_has_its_number_and_there_is_no_total(
    text: str, lang: str, count: str, numbers: dict[str, int]
) -> None:
    incidents = read_text(text, lang=lang)
    assert {i.place_name: getattr(i, f"{count}_best") for i in incidents} == numbers
    assert all(i.part_of is None and i.n_areas is None for i in incidents)


@pytest.mark.parametrize(
    ("text", "lang", "count", "whole", "parts"),
    [
        ("There were 92 roadblocks in Mexico, with 65 in Jalisco, 23 in Michoacán and 4 in Colima.", "en", "n_events",
         ("country", 92, 3), THREE_STATES),
        ("Hubo 92 bloqueos: 65 en Jalisco, 23 en Michoacán y 4 en Colima.", "es", "n_events",
         ("country", 92, 3), THREE_STATES),
        ("There were 99 roadblocks, with 65 in Jalisco and 23 in Michoacán.", "en", "n_events",
         ("country", 99, None), {"Jalisco": 65, "Michoacán": 23}),
        ("Nine people were killed in Michoacán: four in Zamora, three in Uruapan and two in Morelia.", "en", "killed",
         ("admin1", 9, 3), THREE_TOWNS),
        ("Nine people were killed in Michoacán, four of them in Zamora.", "en", "killed",
         ("admin1", 9, None), {"Zamora": 4}),
    ],
)  # fmt: skip
def test_numbers_after_a_total_are_parts_of_it(
    text: str, lang: str, count: str, whole: tuple[str, int, int | None], parts: dict[str, int]
) -> None:
    total, *rest = read_text(text, lang=lang)
    assert (total.geo_precision, getattr(total, f"{count}_best"), total.n_areas) == whole
    assert total.record_kind == "aggregate"
    assert {i.place_name: getattr(i, f"{count}_best") for i in rest} == parts
    assert {i.part_of for i in rest} == {total.incident_id}


def test_a_number_before_a_list_without_numbers_is_over_all_of_it() -> None:
    total, *parts = read_text("Matan a cuatro hombres en Celaya y Zamora", lang="es", headline=True)
    assert (total.record_kind, total.killed_best) == ("aggregate", 4)
    assert [(p.place_name, p.killed_best) for p in parts] == [("Celaya", None), ("Zamora", None)]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Gunmen killed two men and wounded three in Zamora.", 2),
        ("Gunmen killed six priests and two women in Zamora.", 8),
        ("Two men were executed in 1842 in Zamora.", 2),
        ("Soldiers attacked Zamora with two planes, killing six persons.", 6),
    ],
)
def test_other_numbers_before_a_place_are_not_its_own(text: str, killed: int) -> None:
    assert [i.killed_best for i in read_text(text)] == [killed]


def test_a_number_of_events_after_the_list_is_their_total() -> None:
    total, *parts = read_text("Four people were killed in Zamora and three in Uruapan in two attacks.")
    assert (total.event_type, total.n_events_best) == ("attack", 2)
    assert [(p.place_name, p.killed_best) for p in parts] == [("Zamora", 4), ("Uruapan", 3)]


def test_numbers_of_municipalities_are_no_numbers_of_roadblocks() -> None:
    incidents = read_text("The blockades hit 5 municipalities in Jalisco and 3 in Michoacán.")
    assert all(i.n_events_best is None for i in incidents)
