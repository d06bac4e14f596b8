"""What happened, and what is only planned, feared, denied, usual or named."""

from __future__ import annotations

import pytest
from incident_places import only, read_text


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Gunmen may try to attack Zamora next week.", "en"),
        ("Officials fear more attacks in Zamora.", "en"),
        ("The governor warned that roadblocks could appear in Zamora.", "en"),
        ("They threatened to burn vehicles in Zamora.", "en"),
        ("The army plans a raid in Zamora.", "en"),
        ("He was convicted of murder and lives in Zamora.", "en"),
        ("Podrían registrarse bloqueos en Zamora.", "es"),
        ("El grupo amenazó con quemar vehículos en Zamora.", "es"),
        ("Las autoridades buscan evitar ataques en Zamora.", "es"),
        ("Temen más enfrentamientos en Zamora.", "es"),
        ("La Fiscalía investiga el delito de secuestro en Zamora.", "es"),
        ("Every year gunmen kill dozens of people in Zamora.", "en"),
        ("The mayor of Zamora opened a new market.", "en"),
        ("Cuatro personas murieron al volcar un autobús en Zamora.", "es"),
        ("Mueren dos personas en un choque en la carretera de Zamora.", "es"),
        ("Soldiers executed the mission and returned to Zamora.", "en"),
    ],
)
def test_what_did_not_happen_is_no_incident(text: str, lang: str) -> None:
    assert [i for i in read_text(text, lang=lang) if i.status != "denied"] == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("No hay bloqueos en Culiacán, informó el gobierno.", "es"),
        ("La Secretaría desmintió que hubiera bloqueos en Culiacán.", "es"),
        ("Authorities denied that there had been roadblocks in Culiacán.", "en"),
        ("Reports of roadblocks in Culiacán are false.", "en"),
    ],
)
def test_a_denial_keeps_the_place_and_no_numbers(text: str, lang: str) -> None:
    denied = only(read_text(text, lang=lang), "roadblock")
    assert (denied.status, denied.place_name, denied.n_events_best) == ("denied", "Culiacán", None)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The governor denied that there were roadblocks in Zamora.", "en"),
        ("There were no roadblocks in Zamora.", "en"),
        ("There were no reports of roadblocks in Zamora.", "en"),
        ("El gobernador negó que en Zamora hubiera bloqueos.", "es"),
        ("No hubo bloqueos en Zamora.", "es"),
        ("No se registran bloqueos en Zamora.", "es"),
    ],
)
def test_what_is_said_not_to_be_there_is_denied(text: str, lang: str) -> None:
    assert [(i.event_type, i.status, i.place_name) for i in read_text(text, lang=lang)] == [
        ("roadblock", "denied", "Zamora")
    ]


@pytest.mark.parametrize(
    ("text", "lang", "event_type", "counts"),
    [
        ("There were no injuries in the armed attack in Zamora on Monday.", "en", "attack", {"injured": 0}),
        ("There were no deaths or injuries in the attack in Zamora.", "en", "attack", {"killed": 0, "injured": 0}),
        ("No policemen were killed in the attack in Zamora.", "en", "attack", {"killed": 0}),
        (
            "Police said there were no arrests after gunmen killed three men in Zamora.",
            "en",
            "killing",
            {"killed": 3, "arrested": 0},
        ),
        ("No hubo heridos en el ataque armado en Zamora.", "es", "attack", {"injured": 0}),
        ("Ninguna persona resultó herida en el ataque en Zamora.", "es", "attack", {"injured": 0}),
    ],
)
def test_none_hurt_or_arrested_denies_no_event(text: str, lang: str, event_type: str, counts: dict[str, int]) -> None:
    event = only(read_text(text, lang=lang), event_type)
    assert event.status == "reported"
    assert {name: getattr(event, f"{name}_best") for name in counts} == counts


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Hombre no identificado fue asesinado en Zamora.", "es"),
        ("Un hombre sin cabeza fue asesinado en Zamora.", "es"),
        ("Sicarios sin mediar palabra mataron a tres hombres en Zamora.", "es"),
        ("No solo mataron a tres hombres en Zamora.", "es"),
        ("Nobody claimed the attack that killed three men in Zamora.", "en"),
        ("Cartel's No. 1 leader was killed in Zamora on Sunday.", "en"),
    ],
)
def test_a_negation_governs_what_it_touches_only(text: str, lang: str) -> None:
    assert [(i.event_type, i.status) for i in read_text(text, lang=lang)] == [("killing", "reported")]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("El gobernador pidió calma tras el asesinato de tres policías en Zamora.", "es"),
        ("Familiares exigen justicia por el asesinato de tres jóvenes en Zamora.", "es"),
        ("Police warned residents after gunmen killed three people in Zamora.", "en"),
        ("Will Smith was killed by gunmen in Zamora.", "en"),
        ("Police can confirm gunmen killed three men in Zamora.", "en"),
        ("Gunmen killed three men in Zamora, where violence is always high.", "en"),
        ("In Zamora, where violence is always high, gunmen killed three men.", "en"),
        ("Gunmen killed mayor Juan Perez, who previously worked as a teacher, in Zamora.", "en"),
        ("Mayor Juan Perez, who previously worked as a teacher, was killed in Zamora.", "en"),
        ("The suspect was convicted. Murder of three policemen in Zamora shocks the country.", "en"),
    ],
)
def test_a_cue_governs_its_own_clause_and_sentence(text: str, lang: str) -> None:
    killing = only([i for i in read_text(text, lang=lang) if i.event_type != "other"], "killing")
    assert (killing.status, killing.place_name, killing.background) == ("reported", "Zamora", False)


def test_what_is_cleared_in_one_sentence_is_no_roadblock_of_the_next() -> None:
    text = "Police are clearing debris. Blockades in Uruapan paralysed the town on Monday."
    assert only(read_text(text), "roadblock").place_name == "Uruapan"


def test_denying_a_part_in_it_does_not_deny_the_deed() -> None:
    attack = only(read_text("The group denied involvement in the attack that killed two people in Zamora."), "attack")
    assert (attack.status, attack.killed_best) == ("reported", 2)


def test_what_blocks_a_road_with_burned_vehicles_did_block_it() -> None:
    types = {i.event_type for i in read_text("They set buses on fire to block the highway in Zamora.")}
    assert types == {"vehicle_burning", "roadblock"}
    types = {i.event_type for i in read_text("Quemaron camiones para bloquear la carretera en Zamora.", lang="es")}
    assert types == {"vehicle_burning", "roadblock"}
    assert read_text("Soldiers went to Zamora to block the highway.") == []


def test_an_attempt_on_a_life_is_an_attack_and_an_attempt_to_kidnap_nothing() -> None:
    assert [i.event_type for i in read_text("Gunmen tried to assassinate a judge in Zamora.")] == ["killing"]
    assert read_text("Men tried to kidnap a student in Zamora.") == []


def test_the_month_of_may_is_no_doubt() -> None:
    killing = only(read_text("In May gunmen killed two men in Zamora."), "killing")
    assert killing.killed_best == 2


def test_a_headline_of_violence_gives_way_to_what_happened() -> None:
    assert [i.event_type for i in read_text("Violence in Zamora", headline=True)] == ["other"]
    text = "Violence in Zamora\nGunmen killed two men in Zamora."
    assert [i.event_type for i in read_text(text, headline=True)] == ["killing"]


def test_what_comes_after_a_known_event_does_not_tell_it_again() -> None:
    text = "Gunmen burned a bus in Celaya on Sunday. Police arrested two men in Zamora after the attack."
    assert [(i.event_type, i.place_name) for i in read_text(text)] == [
        ("vehicle_burning", "Celaya"),
        ("arrest", "Zamora"),
    ]


@pytest.mark.parametrize(
    ("text", "lang", "types"),
    [
        ("Soldiers managed to arrest two men in Zamora.", "en", ["arrest"]),
        ("Tras asesinar a dos hombres, el grupo huyó de Zamora.", "es", ["killing"]),
        ("Hombres armados intentaron secuestrar a un joven en Zamora.", "es", []),
        ("El simulacro de ataque en Zamora terminó.", "es", []),
        ("A bomb threat emptied a school in Zamora.", "en", []),
        ("A bomb was defused in Zamora.", "en", []),
        ("The attack in Zamora was foiled.", "en", []),
        ("Podrían ser asesinados tres hombres en Zamora.", "es", []),
        ("No se encontraron cuerpos en Zamora.", "es", []),
        ("Police found no bodies in Zamora.", "en", []),
        ("Will Smith died in an attack in Zamora.", "en", ["attack"]),
        ("GUNMEN WILL ATTACK ZAMORA.", "en", []),
        ("Washington offered $15 million for his capture in Zamora.", "en", []),
        ("Ofrecen recompensa por la captura de un capo en Zamora.", "es", []),
        ("The army did not attack Zamora.", "en", []),
        ("Gunmen killed not only two men in Zamora.", "en", ["killing"]),
        ("If gunmen attack Zamora, the army will answer.", "en", []),
        ("Que maten a dos hombres en Zamora sería grave.", "es", []),
        ("Crews were lifting the roadblocks in Zamora.", "en", []),
        ("Six years ago gunmen killed two men in Zamora.", "en", ["killing"]),
    ],
)
def test_moods_are_told_apart(text: str, lang: str, types: list[str]) -> None:
    assert [i.event_type for i in read_text(text, lang=lang)] == types


def test_what_a_history_tells_is_background() -> None:
    killing = only(read_text("In the past, in March 2019, gunmen killed two men in Zamora."), "killing")
    assert (killing.background, killing.date_start) == (True, "2019-03-01")


def test_what_is_named_in_passing_is_no_incident() -> None:
    text = (
        "Gunmen burned a bus in Celaya and a shop in Zamora. He spoke. She spoke. They spoke. The attack was condemned."
    )
    assert {i.event_type for i in read_text(text)} <= {"vehicle_burning", "arson"}


def test_status_of_a_blockade_is_what_its_clause_says() -> None:
    active = only(read_text("El bloqueo en Zamora sigue activo.", lang="es"), "roadblock")
    assert (active.status, active.as_of) == ("active", "2026-02-24")
    cleared = only(read_text("El bloqueo en Zamora fue liberado.", lang="es"), "roadblock")
    assert cleared.status == "cleared"


def test_numbers_of_nothing_told_are_no_incident() -> None:
    assert read_text("Three people were injured.") == []
    assert read_text("Some 23 remain active in 20 states.") == []


@pytest.mark.parametrize(
    ("text", "lang", "told"),
    [
        ("Gunmen planned on killing two men in Zamora.", "en", []),
        ("Plans for a raid in Zamora were found.", "en", []),
        ("The plan for the attack in Zamora was found.", "en", []),
        ("Police on alert for attacks in Zamora.", "en", []),
        ("Activists call for arrest of two soldiers in Zamora.", "en", []),
        ("Activists called for the arrest of two soldiers in Zamora.", "en", []),
        ("Exigen la detención de dos policías en Zamora.", "es", []),
        ("Relatives called for justice over the killing of two men in Zamora.", "en", ["killing"]),
        ("Police fear being attacked in Zamora.", "en", []),
        ("Police may be attacked in Zamora.", "en", []),
        ("If he had stayed, gunmen would have killed two men in Zamora.", "en", []),
        ("Quieren bloquear carreteras en Zamora.", "es", []),
        ("Protesters to block roads in Zamora.", "en", []),
        ("Gunmen tried to block roads in Zamora.", "en", []),
        ("Neither killed nor injured, two men were found in Zamora.", "en", []),
        ("Police did not report any roadblocks in Zamora.", "en", []),
        ("No murder was reported in Zamora.", "en", []),
        ("Roadblocks are being removed in Zamora.", "en", []),
        ("Police denied violence in Zamora.", "en", []),
        ("Only two men were killed in Zamora.", "en", ["killing"]),
        ("Gunmen not only killed two men but torched a bus in Zamora.", "en", ["killing", "vehicle_burning"]),
        ("Not just one bus was torched in Zamora.", "en", ["vehicle_burning"]),
        ("No solo mataron a dos hombres en Zamora.", "es", ["killing"]),
        ("No solamente mataron a dos hombres en Zamora.", "es", ["killing"]),
        ("No únicamente mataron a dos hombres en Zamora.", "es", ["killing"]),
        ("Without killing anyone, gunmen torched a bus in Zamora.", "en", ["vehicle_burning"]),
        ("Sin matar a nadie, quemaron un autobús en Zamora.", "es", ["vehicle_burning"]),
        ("Gunmen without masks killed two men in Zamora.", "en", ["killing"]),
        ("The army denied having taken part in the attack in Zamora.", "en", ["attack"]),
        ("Gunmen attacked soldiers in Zamora when lifting roadblocks.", "en", ["attack_security"]),
        ("Atacan a soldados en Zamora cuando retiraban bloqueos.", "es", ["attack_security"]),
    ],
)
def test_only_what_is_said_to_have_happened_is_told(text: str, lang: str, told: list[str]) -> None:
    assert [i.event_type for i in read_text(text, lang=lang)] == told


@pytest.mark.parametrize(
    ("text", "lang", "denied"),
    [
        ("No hubo bloqueos ni ataques en Zamora.", "es", {"roadblock", "attack"}),
        ("There were no roadblocks or attacks in Zamora.", "en", {"roadblock", "attack"}),
        ("Police denied roadblocks and attacks in Zamora.", "en", {"roadblock", "attack"}),
        ("Niegan rumores de bloqueos en Zamora.", "es", {"roadblock"}),
        ("La policía negó que hubiera bloqueos en Zamora.", "es", {"roadblock"}),
        ("Police denied reports of roadblocks in Zamora.", "en", {"roadblock"}),
    ],
)
def test_what_is_denied_together_is_all_denied(text: str, lang: str, denied: set[str]) -> None:
    found = read_text(text, lang=lang)
    assert {i.status for i in found} == {"denied"}
    assert {i.event_type for i in found} == denied
