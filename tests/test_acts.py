"""One sentence to the events that it tells of: counts, another event, accidents, arrivals, general statements."""

from __future__ import annotations

import pytest
from incident_places import only, read_text

TOTAL_ES = """Abaten a un capo en Tapalpa; reportan más de 250 bloqueos en 20 estados
Instalaron el domingo más de 250 bloqueos en 20 estados de México."""
TOTAL_EN = """Drug lord killed in Tapalpa raid; blockades spread to 20 states
Gunmen closed roads on Sunday, with more than 250 blockades in 20 states of Mexico."""


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (
            "Over 250 roadblocks hit 20 Mexican states. Police held two men as they cleared the barricades.",
            "en",
        ),
        ("Police detained two suspects as they cleared the blockades in 20 Mexican states.", "en"),
        (
            "Hubo más de 250 bloqueos en 20 estados de México. Dos hombres fueron detenidos cuando retiraban bloqueos.",
            "es",
        ),
    ],
)
def test_people_are_never_counted_as_roadblocks_that_were_cleared(text: str, lang: str) -> None:
    blocks = [i for i in read_text(text, lang=lang) if i.event_type == "roadblock"]
    assert all(i.n_cleared is None and i.n_events_best in (None, 250) for i in blocks)
    assert all(i.status == "reported" for i in blocks)


@pytest.mark.parametrize(
    ("text", "lang", "settled"),
    [
        ("Hay 20 bloqueos en Jalisco; 5 siguen activos.", "es", (20, 5, None, "reported")),
        ("There were 17 roadblocks in Michoacán, 12 of them cleared.", "en", (17, None, 12, "reported")),
        ("There were 17 roadblocks in Michoacán, all 17 cleared.", "en", (17, None, 17, "cleared")),
        ("23 of the 252 roadblocks remain active in Jalisco.", "en", (252, 23, None, "reported")),
        ("Hay 20 bloqueos activos en Jalisco.", "es", (None, 20, None, "active")),
        ("12 of the 17 roadblocks in Michoacán have been cleared.", "en", (17, None, 12, "reported")),
        ("12 de los 17 bloqueos que había en Michoacán ya fueron liberados.", "es", (17, None, 12, "reported")),
        ("Quedan activos 5 de los 17 bloqueos en Michoacán.", "es", (17, 5, None, "reported")),
        (
            "Se registraron 17 bloqueos en Michoacán, de los cuales 12 fueron liberados.",
            "es",
            (17, None, 12, "reported"),
        ),
        ("Bloqueos en Michoacán: 17 en total, 5 activos y 12 liberados.", "es", (None, 5, 12, "reported")),
        ("17 roadblocks were cleared in Michoacán.", "en", (None, None, 17, "cleared")),
        ("There were 17 roadblocks in Michoacán; 3 vehicles remain active.", "en", (17, None, None, "reported")),
        ("There were 17 roadblocks in Michoacán; 3 policemen remain active.", "en", (17, None, None, "reported")),
        ("There were 17 roadblocks in Michoacán; 3 gunmen remain active.", "en", (17, None, None, "reported")),
        ("There were 17 roadblocks in Michoacán; 3 demonstrators remain active.", "en", (17, None, None, "reported")),
        ("A roadblock in Zamora was cleared.", "en", (1, None, None, "cleared")),
        ("Los bloqueos en Zamora están siendo retirados.", "es", (None, None, None, "cleared")),
    ],
)
def test_what_is_active_or_cleared_is_told_from_what_there_was(
    text: str, lang: str, settled: tuple[int | None, int | None, int | None, str]
) -> None:
    blocks = only(read_text(text, lang=lang), "roadblock")
    assert (blocks.n_events_best, blocks.n_active, blocks.n_cleared, blocks.status) == settled


def test_burned_stores_are_no_number_of_vehicle_burnings() -> None:
    burning = only(read_text("Gunmen burned 3 trucks and 2 stores in Zamora."), "vehicle_burning")
    assert (burning.record_kind, burning.n_events_best, burning.vehicles_best) == ("event", 1, 3)
    arson = only(read_text("Gunmen burned 2 stores in Zamora."), "arson")
    assert (arson.record_kind, arson.n_events_best) == ("aggregate", 2)


@pytest.mark.parametrize(
    ("text", "lang", "killed"),
    [
        ("Gunmen killed a lawyer in Zamora. Another lawyer was killed in Zamora on Monday.", "en", [1, 1]),
        ("Gunmen killed a lawyer in Zamora. In a separate attack, a teacher was killed in Zamora.", "en", [1, 1]),
        ("Sicarios mataron a un abogado en Zamora. Otro abogado fue asesinado en Zamora el lunes.", "es", [1, 1]),
        ("An attack in Zamora killed two men. Another two were wounded in the attack in Zamora.", "en", [2]),
    ],
)
def test_another_event_in_the_same_town_is_another(text: str, lang: str, killed: list[int]) -> None:
    assert [i.killed_best for i in read_text(text, lang=lang)] == killed


def test_another_event_in_the_town_of_a_headline_may_be_the_one_it_tells_of() -> None:
    text = "Lawyer killed in Zamora\nAnother lawyer was killed in Zamora on Monday, the third this year."
    assert only(read_text(text, headline=True), "killing").killed_best == 1


@pytest.mark.parametrize(
    ("text", "lang", "killed"),
    [
        ("Sicarios mataron a tres hombres durante un torneo de futbol en Zamora.", "es", 3),
        ("Asesinan a tres hombres durante un torneo de futbol en Zamora.", "es", 3),
        ("Gunmen killed two men and crashed their truck in Uruapan.", "en", 2),
        ("Two men were gunned down after a car crash in Zamora.", "en", 2),
    ],
)
def test_a_deliberate_killing_is_told_beside_an_accident_too(text: str, lang: str, killed: int) -> None:
    assert only(read_text(text, lang=lang), "killing").killed_best == killed


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Two men were killed in a traffic accident in Uruapan.", "en"),
        ("Three people were killed when a bus overturned in Zamora.", "en"),
        ("Tres hombres murieron en un accidente en Zamora.", "es"),
        ("Un choque de autobuses mató a tres personas en Zamora.", "es"),
    ],
)
def test_an_accident_is_no_killing(text: str, lang: str) -> None:
    assert read_text(text, lang=lang) == []


@pytest.mark.parametrize("lead", ["", "Él habló. Ella habló. Ellos hablaron. Nadie habló. Todos hablaron.\n"])
def test_those_who_suffer_violence_suffer_it_where_they_live(lead: str) -> None:
    text = lead + "Los habitantes de Jalisco, Tamaulipas y Michoacán son los que más padecen esta violencia."
    others = read_text(text, lang="es")
    assert [(i.event_type, i.admin1_name) for i in others] == [
        ("other", "Jalisco"),
        ("other", "Tamaulipas"),
        ("other", "Michoacán"),
    ]
    assert all(i.n_events_best is None and i.confidence < 0.4 for i in others)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (TOTAL_ES, "es"),
        (TOTAL_EN, "en"),
    ],
)
def test_a_total_over_states_takes_no_place_from_another_event_of_its_headline(text: str, lang: str) -> None:
    blocks = only(read_text(text, lang=lang, headline=True), "roadblock")
    assert (blocks.record_kind, blocks.n_events_low, blocks.n_areas) == ("aggregate", 250, 20)
    assert (blocks.place_text, blocks.admin1_name, blocks.lon) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "lang", "troops"),
    [
        ("Some 2,500 soldiers arrived in Jalisco on Monday.", "en", 2500),
        ("El lunes llegaron a Jalisco 2 mil 500 efectivos más.", "es", 2500),
        ("Police arrived in Zamora on Monday.", "en", None),
        ("La policía llegó a Zamora el lunes.", "es", None),
    ],
)
def test_troops_that_arrive_are_a_deployment_where_their_number_is_told(
    text: str, lang: str, troops: int | None
) -> None:
    found = [i.troops_best for i in read_text(text, lang=lang) if i.event_type == "deployment"]
    assert found == ([troops] if troops else [])


def test_an_event_of_long_ago_takes_no_place_from_a_general_statement() -> None:
    text = "Jalisco and Michoacán suffer most from this violence. In June 2020 hitmen tried to kill a minister."
    past = next(i for i in read_text(text) if i.background)
    assert past.admin1_name is None


def test_vehicles_set_alight_are_burned() -> None:
    assert only(read_text("Gunmen set three trucks alight in Zamora on Monday."), "vehicle_burning").vehicles_best == 3


@pytest.mark.parametrize(
    ("text", "lang", "killed"),
    [
        ("Un hombre sin identificar fue asesinado en Zamora.", "es", [1]),
        ("Dos hombres sin identificar fueron asesinados en Zamora.", "es", [2]),
        ("Hallan a hombre sin identificar asesinado en Zamora.", "es", [1]),
        ("Mataron a un hombre sin familia en Zamora.", "es", [1]),
        ("A man with no ID was killed in Zamora.", "en", [1]),
        ("Two men with no known address were killed in Zamora.", "en", [2]),
        ("A woman without shoes was found dead in Zamora.", "en", [1]),
        ("El reportero fue encontrado sin vida en Zamora.", "es", [1]),
        ("Gunmen killed a family in Zamora.", "en", [None]),
        ("Mataron a una familia en Zamora.", "es", [None]),
        ("A family member was killed in Zamora.", "en", [1]),
        ("Gunmen killed a family of four in Zamora.", "en", [4]),
        ("Gunmen killed children in Zamora.", "en", [None]),
        ("Gunmen killed women in Zamora.", "en", [None]),
        ("Mataron a unos 3 o 4 hombres en Zamora.", "es", [3]),
        ("5 de cada 10 mujeres fueron asesinadas en Zamora.", "es", [None]),
        ("Gunmen killed five in 2019 in Zamora.", "en", [5]),
        ("Gunmen killed five in 24 hours in Zamora.", "en", [5]),
        ("Three women in Uruapan and two men in Zamora were killed.", "en", [3, 2]),
        ("Tres mujeres en Uruapan y dos hombres en Zamora fueron asesinados.", "es", [3, 2]),
        ("Three men were killed in Zamora and two in Uruapan.", "en", [3, 2]),
        ("Seven people were killed in Zamora; three were women.", "en", [7]),
        ("Four of the eight bodies found in Zamora were burned.", "en", [8]),
        ("Han asesinado a dos hombres en Zamora.", "es", [2]),
        ("Han sido asesinados dos hombres en Zamora.", "es", [2]),
    ],
)
def test_the_killed_are_those_that_the_text_says_were_killed(text: str, lang: str, killed: list[int | None]) -> None:
    assert [i.killed_best for i in read_text(text, lang=lang) if i.event_type in ("killing", "attack")] == killed


@pytest.mark.parametrize(
    ("text", "lang", "injured"),
    [
        ("Ataque en Zamora sin reportar heridos.", "es", 0),
        ("Ataque en Zamora, sin personas lesionadas.", "es", 0),
        ("Ataque en Zamora sin que nadie resultara herido.", "es", 0),
        ("Un ataque en Zamora dejó cero heridos.", "es", 0),
        ("An attack in Zamora, with no one injured.", "en", 0),
        ("An attack in Zamora with no injuries.", "en", 0),
        ("No one was injured in the attack in Zamora.", "en", 0),
        ("No tourists were injured in the attack in Zamora.", "en", 0),
        ("An attack in Zamora: 3 killed, 4 injured.", "en", 4),
        ("Ataque en Zamora: 3 muertos y 4 heridos.", "es", 4),
        ("Balacera deja 3 muertos, 4 heridos y 5 detenidos en Zamora.", "es", 4),
        ("An attack in Zamora.", "en", None),
    ],
)
def test_nobody_hurt_is_a_number_and_nothing_said_is_none(text: str, lang: str, injured: int | None) -> None:
    (attack,) = read_text(text, lang=lang)
    assert attack.injured_best == injured


@pytest.mark.parametrize(
    ("text", "lang", "events"),
    [
        ("Gunmen killed two men and burned two trucks in Zamora.", "en", [("killing", 1), ("vehicle_burning", 1)]),
        ("Police seized 20 weapons and 3 vehicles in Zamora.", "en", [("weapons_seizure", 1)]),
        ("12 bloqueos y 3 ataques en 5 municipios de Jalisco.", "es", [("roadblock", 12), ("attack", 3)]),
        ("Three kidnapped men were found in Zamora.", "en", [("abduction", 3)]),
        ("Twelve kidnapped migrants were found in Zamora.", "en", [("abduction", 12)]),
        ("There were two attacks in Zamora.", "en", [("attack", 2)]),
        ("5 attacks in Zamora on Sunday.", "en", [("attack", 5)]),
        ("A blockade in Jalisco.", "en", [("roadblock", 1)]),
        ("An arson in Jalisco.", "en", [("arson", 1)]),
        ("Un bloqueo en Jalisco.", "es", [("roadblock", 1)]),
        ("Blockades in Jalisco.", "en", [("roadblock", None)]),
        ("Riots in Jalisco.", "en", [("riot", None)]),
        ("Quema de vehículos en Jalisco.", "es", [("vehicle_burning", None)]),
        ("Una quema de vehículos en Jalisco.", "es", [("vehicle_burning", 1)]),
    ],
)
def test_how_often_it_happened_is_what_the_text_says(
    text: str, lang: str, events: list[tuple[str, int | None]]
) -> None:
    assert [(i.event_type, i.n_events_best) for i in read_text(text, lang=lang)] == events


@pytest.mark.parametrize(
    ("text", "lang", "event_type"),
    [
        ("Burned bodies were found in Zamora.", "en", "killing"),
        ("Gunmen burned a body in a store in Zamora.", "en", "killing"),
        ("Un policía fue asesinado a manos de pistoleros en Zamora.", "es", "attack_security"),
        ("Dos hombres murieron a manos de sicarios en Zamora.", "es", "killing"),
        ("Two policemen were wounded in an attack in Zamora.", "en", "attack_security"),
        ("Attack in Zamora: two policemen killed.", "en", "attack_security"),
        ("Ataque en Zamora: dos policías heridos.", "es", "attack_security"),
        ("Police wounded two men in an attack in Zamora.", "en", "attack"),
        ("Police officers ambushed by gunmen in Zamora.", "en", "attack_security"),
        ("Gunmen attacked a police station in Zamora.", "en", "attack_security"),
        ("Gunmen attacked a pharmacy near a police station in Zamora.", "en", "attack"),
        ("Attack on police in Zamora.", "en", "attack_security"),
        ("They murder two men in Zamora.", "en", "killing"),
        ("They locate six bodies in a mine shaft in Zamora", "en", "killing"),
        ("Two grenades in Zamora", "en", "explosion"),
        ("We murder men, he said in Zamora.", "en", "killing"),
        ("Bodies burned in a store in Zamora were found.", "en", "killing"),
        ("A policeman was killed by gunmen in Zamora.", "en", "attack_security"),
        ("A gunman was killed by police in Zamora.", "en", "armed_clash"),
        ("Un sicario fue abatido por policías en Zamora.", "es", "armed_clash"),
        ("Policías mataron a un sicario en Zamora.", "es", "armed_clash"),
        ("Gunmen killed soldiers in Zamora.", "en", "attack_security"),
        ("Demonstrators were killed by gunmen in Zamora.", "en", "killing"),
        ("Gunmen burned a truck after a traffic accident in Zamora.", "en", "vehicle_burning"),
        ("Grenade set off in Zamora.", "en", "explosion"),
    ],
)
def test_what_is_done_and_to_whom_make_one_event_of_one_type(text: str, lang: str, event_type: str) -> None:
    assert [i.event_type for i in read_text(text, lang=lang)] == [event_type]


@pytest.mark.parametrize(
    "text",
    [
        "An explosion in a gas accident killed two in Zamora.",
        "A fire burned a truck in an accident in Zamora.",
        "A bomb squad officer was in Zamora.",
        "Bomb in Zamora.",
        "Gunshots were heard in Zamora.",
        "A grenade was shown in Zamora.",
        "Una granada en un museo de Zamora.",
    ],
)
def test_a_weak_word_alone_is_no_event(text: str) -> None:
    assert read_text(text) == []
