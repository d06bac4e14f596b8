"""Whole reports to incidents: one event, one incident, with its place, date and numbers."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_json import incident_to_dict
from incident_places import EVENT_TYPES, find_test_places, only, read_text

from geomap.event_types import read_event_types
from geomap.incidents.build import build_incidents
from geomap.model import Incident, Report
from geomap.schema import incident_from_dict

RAID_EN = """Cartel boss dead after army raid
Soldiers killed seven gunmen on Sunday, February 22, 2026, when they stormed a hideout in Tapalpa, Jalisco.
Three soldiers were wounded in the raid.
Within hours the cartel put up more than 250 roadblocks in 20 Mexican states and set vehicles on fire.
Two men were arrested while blockades were being lifted.
The army deployed reinforcements throughout Jalisco and neighboring states on February 23.
Towns in Jalisco, Tamaulipas and Michoacán suffer most from this violence.
The Sinaloa Cartel could try to take over routes. In 2020, gunmen attacked a minister with grenades.
Agents arrested 670 people in the United States in September 2025.
See also: Airstrike kills five in Zamora"""
RAID_ES = """Muere un capo en un operativo del Ejército
Siete pistoleros murieron el domingo 22 de febrero de 2026 en un operativo en Tapalpa, Jalisco.
Tres militares resultaron heridos.
Horas después, el grupo instaló más de 250 bloqueos en 20 estados de México y quemó vehículos.
Dos hombres fueron detenidos mientras se retiraban los bloqueos.
El Ejército desplegó refuerzos en Jalisco el 23 de febrero.
Jalisco, Tamaulipas y Michoacán son los estados más golpeados por esta violencia.
El Cártel de Sinaloa podría atacar. En septiembre de 2025 fueron detenidas 670 personas en Estados Unidos."""


@pytest.mark.parametrize(("text", "lang"), [(RAID_EN, "en"), (RAID_ES, "es")])
def test_a_raid_and_its_aftermath_are_told_apart_in_both_languages(text: str, lang: str) -> None:
    incidents = read_text(text, lang=lang, headline=True)
    raid = only(incidents, "raid")
    assert (raid.place_name, raid.date_start, raid.geo_precision) == ("Tapalpa", "2026-02-22", "settlement")
    assert (raid.killed_best, raid.injured_best, raid.n_events_best) == (7, 3, 1)
    assert raid.acled_sub_event_type == "Armed clash"
    blocks = only(incidents, "roadblock")
    assert (blocks.record_kind, blocks.n_events_low, blocks.n_events_best, blocks.n_events_high) == (
        "aggregate",
        250,
        250,
        None,
    )
    assert (blocks.n_areas, blocks.geo_precision, blocks.lon, blocks.place_text) == (20, "country", None, None)
    assert blocks.country_code == "MX"
    deployment = only(incidents, "deployment")
    assert (deployment.geo_precision, deployment.admin1_name, deployment.date_start) == (
        "admin1",
        "Jalisco",
        "2026-02-23",
    )


@pytest.mark.parametrize(("text", "lang"), [(RAID_EN, "en"), (RAID_ES, "es")])
def test_arrests_while_blockades_are_lifted_are_known_to_the_country_only(text: str, lang: str) -> None:
    arrests = [i for i in read_text(text, lang=lang, headline=True) if i.event_type == "arrest"]
    here = [i for i in arrests if not i.background]
    assert [(i.arrested_best, i.geo_precision, i.place_text, i.lon) for i in here] == [(2, "country", None, None)]
    past = [i for i in arrests if i.background]
    assert [(i.arrested_best, i.country_code, i.date_start, i.time_precision) for i in past] == [
        (670, "US", "2025-09-01", "month")
    ]


@pytest.mark.parametrize(("text", "lang"), [(RAID_EN, "en"), (RAID_ES, "es")])
def test_a_general_statement_is_other_with_unknown_count_and_low_confidence(text: str, lang: str) -> None:
    others = [i for i in read_text(text, lang=lang, headline=True) if i.event_type == "other"]
    assert [i.admin1_name for i in others] == ["Jalisco", "Tamaulipas", "Michoacán"]
    assert all(i.n_events_best is None and i.confidence <= 0.4 and i.geo_precision == "admin1" for i in others)


def test_nothing_is_told_of_places_in_links_organisations_and_fears() -> None:
    places = {i.place_name for i in read_text(RAID_EN, headline=True)} | {
        i.admin1_name for i in read_text(RAID_EN, headline=True)
    }
    assert not places & {"Zamora", "Sinaloa"}


def test_an_undated_old_attack_is_background_with_its_own_year() -> None:
    attack = only(read_text(RAID_EN, headline=True), "attack")
    assert (attack.background, attack.date_start, attack.time_precision) == (True, "2020-01-01", "year")


def test_a_list_of_states_is_one_incident_each_with_its_total() -> None:
    text = (
        "The cartel put up 252 roadblocks in 20 states: 65 in Jalisco, and others in Colima, Guerrero and Michoacán. "
        "By Sunday night 229 had been cleared and 23 were still active."
    )
    incidents = read_text(text)
    total, *parts = incidents
    assert (total.record_kind, total.n_events_best, total.n_areas) == ("aggregate", 252, 20)
    assert (total.n_cleared, total.n_active, total.status) == (229, 23, "reported")
    assert [(p.admin1_name, p.n_events_best) for p in parts] == [
        ("Jalisco", 65),
        ("Colima", None),
        ("Guerrero", None),
        ("Michoacán", None),
    ]
    assert {p.part_of for p in parts} == {total.incident_id}


def test_a_list_goes_on_in_the_next_sentence() -> None:
    text = "Se contaron 252 bloqueos en 20 estados. Las entidades afectadas son Jalisco (65), Colima y Guerrero."
    total, *parts = read_text(text, lang="es")
    assert [(p.admin1_name, p.n_events_best, p.part_of) for p in parts] == [
        ("Jalisco", 65, total.incident_id),
        ("Colima", None, total.incident_id),
        ("Guerrero", None, total.incident_id),
    ]


def test_places_listed_for_one_deed_get_an_incident_each() -> None:
    incidents = read_text("Vehicles were burned in Uruapan, Zamora and Apatzingán, Michoacán.")
    assert [(i.event_type, i.place_name) for i in incidents] == [
        ("vehicle_burning", "Uruapan"),
        ("vehicle_burning", "Zamora"),
        ("vehicle_burning", "Apatzingán"),
    ]


def test_a_number_over_several_places_is_not_given_to_each() -> None:
    total, *parts = read_text("Ataques armados en Celaya y Zamora dejan tres muertos.", lang="es", headline=True)
    assert (total.record_kind, total.killed_best, total.n_areas) == ("aggregate", 3, 2)
    assert [(p.place_name, p.killed_best, p.part_of) for p in parts] == [
        ("Celaya", None, total.incident_id),
        ("Zamora", None, total.incident_id),
    ]


def test_each_place_keeps_the_number_beside_it() -> None:
    incidents = read_text("Ejecutan en Celaya a seis y en Zamora a tres.", lang="es", headline=True)
    assert [(i.place_name, i.killed_best) for i in incidents] == [("Celaya", 6), ("Zamora", 3)]


def test_active_and_cleared_make_a_total_with_the_moment_that_it_holds_for() -> None:
    text = "Al corte de las 14:00 horas del 22 de febrero de 2026 había 21 bloqueos activos en Jalisco y 5 liberados."
    blocks = only(read_text(text, lang="es"), "roadblock")
    assert (blocks.record_kind, blocks.n_active, blocks.n_cleared, blocks.n_events_best) == ("aggregate", 21, 5, None)
    assert (blocks.date_start, blocks.time_precision, blocks.as_of) == (
        "2026-02-22",
        "day",
        "2026-02-22T14:00:00-06:00",
    )


def test_what_is_told_several_times_is_one_incident() -> None:
    text = """Asesinan a tres en bar de Celaya
Un comando irrumpió la noche del jueves en un bar y disparó contra los clientes.
Tres hombres murieron en el lugar y dos mujeres resultaron heridas.
El alcalde de Irapuato condenó el ataque."""
    incidents = read_text(text, lang="es", headline=True, published="2024-05-10")
    assert [(i.place_name, i.killed_best, i.injured_best, i.date_start) for i in incidents] == [
        ("Celaya", 3, 2, "2024-05-09")
    ]


def test_another_event_stays_another() -> None:
    text = """Asesinan a tres en Celaya
Tres hombres murieron en un ataque en Celaya. Por otra parte, en Irapuato fue localizado el cuerpo de un hombre.
Un mes antes, cinco personas fueron asesinadas en Salamanca."""
    incidents = read_text(text, lang="es", headline=True, published="2024-05-10")
    found = {i.place_name: (i.killed_best, i.background) for i in incidents}
    assert found == {"Celaya": (3, False), "Irapuato": (1, False), "Salamanca": (5, True)}


def test_the_finest_place_wins_and_keeps_its_state() -> None:
    raid = only(read_text("Police carried out a raid in Zamora, in the state of Michoacán."), "raid")
    assert (raid.place_text, raid.admin2_code, raid.admin1_code, raid.geo_precision) == (
        "Zamora",
        "16108",
        "16",
        "settlement",
    )


def test_near_a_town_is_a_circle() -> None:
    clash = only(read_text("Soldiers and gunmen clashed 15 km north of Caborca on Monday."), "armed_clash")
    assert (clash.geo_precision, clash.radius_m, clash.place_name) == ("near", 15000.0, "Caborca")
    clash = only(read_text("Hubo una balacera en las afueras de Caborca.", lang="es"), "armed_clash")
    assert (clash.geo_precision, clash.radius_m) == ("near", 10000.0)


@pytest.mark.parametrize("name", ["Pénjamo-Abasolo", "Pénjamo–Abasolo"])
def test_a_road_between_two_towns_is_a_circle_that_reaches_both(name: str) -> None:
    text = f"Fue bloqueada la carretera {name} en cuatro puntos."
    block = only(read_text(text, lang="es", published=None), "roadblock")
    assert (block.geo_precision, block.n_events_best) == ("near", 4)
    assert block.lon == pytest.approx(-101.625, abs=0.01)
    assert block.radius_m == pytest.approx(11_000, abs=500)
    assert block.note == "between Pénjamo and Abasolo: drawn around the middle"


def test_a_name_without_a_place_is_put_where_the_text_puts_it() -> None:
    killing = only(
        read_text("Matan a un hombre en la colonia Las Flores de Celaya", lang="es", headline=True), "killing"
    )
    assert (killing.place_text, killing.place_name) == ("Las Flores", "Celaya")
    assert killing.note is not None
    assert "Las Flores" in killing.note


def test_here_means_the_dateline() -> None:
    text = "ZAMORA, Mich., 23 feb.- Un grupo armado atacó a balazos un negocio en este municipio."
    attack = only(read_text(text, lang="es"), "attack")
    assert attack.place_name == "Zamora"
    assert attack.note is not None
    assert attack.note.startswith("place taken from the dateline")


def test_unknown_places_and_dates_stay_unknown() -> None:
    killing = only(read_text("Gunmen killed two farmers.", published=None), "killing")
    assert (killing.lon, killing.lat, killing.geo_precision, killing.country_code) == (None, None, None, None)
    assert (killing.date_start, killing.date_end, killing.time_precision) == (None, None, None)
    assert killing.killed_best == 2


def test_a_lead_without_a_date_is_bounded_by_the_reports() -> None:
    killing = only(read_text("Matan a dos hombres en Zamora", lang="es", headline=True), "killing")
    assert (killing.date_start, killing.date_end, killing.time_precision) == ("2026-02-23", "2026-02-24", "days")
    today = only(read_text("Este es el saldo: hoy mataron a dos hombres en Zamora.", lang="es"), "killing")
    assert (today.date_start, today.time_precision) == ("2026-02-24", "day")


def test_the_day_of_a_statement_is_not_that_of_the_event() -> None:
    killing = only(
        read_text("On February 20, 2026, gunmen killed two men in Zamora, police said on Monday."), "killing"
    )
    assert killing.date_start == "2026-02-20"


def test_capitals_and_missing_accents_read_the_same() -> None:
    text = "Un grupo armado asesinó a tres hombres en Apatzingán y quemó dos vehículos."
    plain = read_text(text, lang="es")
    loud = read_text(text.upper().replace("Ó", "O").replace("Í", "I"), lang="es")
    assert [(i.event_type, i.place_name, i.killed_best, i.vehicles_best) for i in plain] == [
        (i.event_type, i.place_name, i.killed_best, i.vehicles_best) for i in loud
    ]
    assert plain[0].killed_best == 3


def test_lines_broken_by_width_are_one_sentence() -> None:
    text = (
        "Police said that a group of armed men attacked a bus near the\n"
        "town of Zamora and killed four passengers before fleeing into the\n"
        "hills of the region."
    )
    attack = only(read_text(text), "attack")
    assert (attack.killed_best, attack.place_name) == (4, "Zamora")


def test_actors_are_named_as_written_with_their_part() -> None:
    arrest = only(read_text("The National Guard arrested two hitmen in Zamora."), "arrest")
    assert [(a.name, a.role) for a in arrest.actors] == [("National Guard", "authority"), ("hitmen", "target")]


def test_spans_point_at_what_they_say() -> None:
    text = "On February 22, 2026, gunmen killed three men in Zamora."
    killing = only(read_text(text), "killing")
    spans = {s.field: s for s in killing.spans}
    assert {n: s.exact for n, s in spans.items()} == {
        "evidence": text,
        "event_type": "killed",
        "place_text": "Zamora",
        "date_start": "February 22, 2026",
        "killed_best": "three men",
    }
    assert all(text[s.start : s.end] == s.exact for s in killing.spans)


def test_ids_depend_on_the_report_alone_and_never_repeat() -> None:
    one, two = read_text(RAID_EN, headline=True), read_text(RAID_EN, headline=True)
    assert one == two
    assert len({i.incident_id for i in one}) == len(one)
    report = Report("b.txt", RAID_EN, published="2026-02-24")
    other = build_incidents(report, find_test_places(RAID_EN), event_types=EVENT_TYPES)
    assert not {i.incident_id for i in one} & {i.incident_id for i in other}


def test_every_incident_survives_the_way_to_json_and_back() -> None:
    for incident in read_text(RAID_EN, headline=True):
        assert incident_from_dict(incident_to_dict(incident, quotes=True)) == incident


def test_one_state_of_a_total_is_a_part_of_it() -> None:
    total, part = read_text("Hubo 252 bloqueos en 20 estados, 65 de ellos en Jalisco.", lang="es")
    assert (total.n_events_best, total.n_areas, total.admin1_name) == (252, 20, None)
    assert (part.n_events_best, part.admin1_name, part.part_of) == (65, "Jalisco", total.incident_id)


def test_a_total_over_towns_of_one_state_lies_in_the_state() -> None:
    text = "Michoacán vivió una noche violenta. Cinco hombres fueron asesinados en Uruapan y Zamora."
    total = next(i for i in read_text(text, lang="es") if i.record_kind == "aggregate")
    assert (total.admin1_name, total.killed_best, total.n_areas) == ("Michoacán", 5, 2)


def test_both_sides_of_a_fight_are_counted_together() -> None:
    text = "En Jalisco hubo seis ataques contra la policía: murieron 25 policías; 30 agresores fueron abatidos."
    attacks = only(read_text(text, lang="es"), "attack_security")
    assert (attacks.record_kind, attacks.n_events_best, attacks.killed_best) == ("aggregate", 6, 55)
    raid = only(read_text("Ten gunmen died in a raid in Tapalpa. Three soldiers were killed as well."), "raid")
    assert raid.killed_best == 13


def test_differing_numbers_of_one_report_are_noted() -> None:
    text = "Attack in Zamora kills three\nTwo men died in the attack."
    attack = only(read_text(text, headline=True), "attack")
    assert attack.killed_best == 3
    assert attack.note is not None
    assert "the report also gives killed 2" in attack.note


def test_what_is_seized_after_a_raid_belongs_to_it() -> None:
    text = "Police carried out a raid in Zamora. Officers seized seven rifles and eight vehicles."
    raid = only(read_text(text), "raid")
    assert (raid.weapons_best, raid.vehicles_best) == (7, 8)


def test_arrests_in_a_raid_belong_to_it_and_those_elsewhere_do_not() -> None:
    raid = only(read_text("Two men were arrested in a raid in Zamora."), "raid")
    assert raid.arrested_best == 2
    types = [i.event_type for i in read_text("Police arrested two men in Celaya after a shootout in Zamora.")]
    assert types == ["arrest", "armed_clash"]


def test_there_points_back_at_the_last_place() -> None:
    text = "A convoy entered Zamora on Sunday and gunmen opened fire in Zamora. Shops were looted there."
    looting = only(read_text(text), "looting")
    assert looting.place_name == "Zamora"


def test_a_state_told_later_is_the_town_told_before() -> None:
    text = "Soldiers raided a house in Tapalpa. He spoke. She spoke. Soldiers raided the Jalisco hideout at dawn."
    assert only(read_text(text), "raid").place_name == "Tapalpa"


def test_governments_that_speak_are_no_sites() -> None:
    text = "United States said that gunmen killed two of its citizens."
    assert only(read_text(text), "killing").place_text is None


def test_a_distance_says_where_the_first_of_two_places_lies() -> None:
    killing = only(read_text("Gunmen killed a man in Zamora, 140 km west of Morelia."), "killing")
    assert (killing.place_name, killing.geo_precision) == ("Zamora", "settlement")


def test_two_towns_too_far_apart_are_no_circle() -> None:
    block = only(read_text("Gunmen blocked the road between Guadalajara and Culiacán in Jalisco."), "roadblock")
    assert (block.admin1_name, block.geo_precision, block.radius_m) == ("Jalisco", "admin1", None)


def test_a_word_of_a_users_table_tells_of_incidents(tmp_path: Path) -> None:
    path = tmp_path / "types.csv"
    path.write_text("event_type,lang,sense,pattern\nlooting,en,verb,pilfer\n", encoding="utf-8")
    report = Report("a", "Crowds pilfered shops in Zamora.")
    incidents = build_incidents(report, find_test_places(report.text), event_types=read_event_types(path))
    assert [(i.event_type, i.place_name) for i in incidents] == [("looting", "Zamora")]


def test_hostile_text_is_kept_as_text() -> None:
    text = "Gunmen killed two men in Zamora {{ 7*7 }} <img src=x onerror=alert(1)> \u202e</script>."
    killing = only(read_text(text), "killing")
    assert next(s.exact for s in killing.spans if s.field == "evidence") == text


_PIECES = [
    "gunmen killed",
    "three",
    "and wounded",
    "5",
    "in Zamora",
    ",",
    "Michoacán",
    "on Sunday",
    ".",
    "the raid",
    "252 roadblocks",
    "20 states",
    "no hay bloqueos",
    "mataron",
    "a dos",
    "en Celaya",
    "y quemaron",
    "vehículos",
    "(65)",
    "Jalisco",
    ":",
    "—",
    "if",
    "may",
    "fear",
    "denied",
    "another",
    "there",
    "were arrested",
    "\n",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(_PIECES),
        max_size=40,
    )
)
def test_any_text_gives_sound_incidents(parts: list[str]) -> None:
    text = " ".join(parts)
    ids = set()
    for incident in read_text(text):
        check_sound(incident, text)
        ids.add(incident.incident_id)
        assert incident.part_of is None or incident.part_of in ids


def check_sound(incident: Incident, text: str) -> None:
    values = dataclasses.asdict(incident)
    for count in ("n_events", "killed", "injured", "arrested", "vehicles", "troops", "weapons"):
        bounds = [values[f"{count}_{b}"] for b in ("low", "best", "high") if values[f"{count}_{b}"] is not None]
        assert bounds == sorted(bounds)
    assert 0 <= incident.confidence <= 1
    assert (incident.lon is None) == (incident.lat is None)
    assert incident.geo_precision != "country" or incident.lon is None
    assert all(text[s.start : s.end] == s.exact for s in incident.spans)


def test_events_of_the_whole_country_take_no_town() -> None:
    text = "Gunmen burned a bus in Zamora on Sunday. Twelve people were arrested across the country."
    arrest = only(read_text(text), "arrest")
    assert (arrest.arrested_best, arrest.geo_precision, arrest.country_code) == (12, "country", "MX")


def test_an_event_told_with_another_takes_its_place() -> None:
    text = "Soldiers clashed with gunmen in Zamora. He spoke. She spoke. Four men were arrested during the clash."
    arrest = [i for i in read_text(text) if i.arrested_best == 4]
    assert [i.place_name for i in arrest] == ["Zamora"]


def test_a_story_of_one_town_places_what_names_none() -> None:
    text = (
        "Gunmen burned a bus in Celaya on Sunday. He spoke. She spoke. They spoke. Two people were kidnapped on Monday."
    )
    abduction = only(read_text(text), "abduction")
    assert abduction.place_name == "Celaya"
    assert abduction.note is not None
    assert "rest of the report" in abduction.note


def test_an_event_of_a_dateline_abroad_is_not_put_there() -> None:
    text = "MORELIA, Mich., 3 Feb.- Two men were killed and their bodies found in a field, the police reported."
    text += "\nThe men were farmers. They lived alone. Nobody has been arrested so far."
    killing = only(read_text(text), "killing")
    assert killing.place_name == "Morelia"
    assert killing.note is not None
    assert killing.note.startswith("place taken from the dateline")


def test_loose_totals_join_the_event_told_before() -> None:
    text = "Roadblocks went up in 20 states. In all, 229 were cleared and 23 remain active."
    blocks = only(read_text(text), "roadblock")
    assert (blocks.n_areas, blocks.n_cleared, blocks.n_active) == (20, 229, 23)
