"""The parts that incidents are made from: forms of words, sentences, numbers and their sums."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incident_places import EVENT_TYPES, make_country, make_state, make_town, read_text

from geomap.incidents.inflection import inflect_adjective, inflect_noun, inflect_verb
from geomap.incidents.lexicon import build_lexicon, fold_pattern
from geomap.incidents.sentences import split_sentences
from geomap.incidents.sites import contains_place
from geomap.model import Passage, Report


@pytest.mark.parametrize(
    ("lemma", "lang", "forms"),
    [
        ("kidnap", "en", {"kidnap", "kidnaps", "kidnapped", "kidnapping"}),
        ("bury", "en", {"bury", "buries", "buried", "burying"}),
        ("ambush", "en", {"ambushes", "ambushed", "ambushing"}),
        ("die", "en", {"dies", "died", "dying"}),
        ("shoot dead", "en", {"shot dead", "shoots dead", "shooting dead"}),
        ("set on fire", "en", {"set on fire", "sets on fire", "setting on fire"}),
        ("atacar", "es", {"ataca", "atacan", "ataco", "atacaron", "ataquen", "atacados", "atacando"}),
        ("abrir fuego", "es", {"abre fuego", "abrieron fuego", "abierto fuego"}),
        ("morir", "es", {"muere", "mueren", "murio", "murieron", "muerto", "muertas", "muriendo"}),
        ("detener", "es", {"detienen", "detuvo", "detuvieron", "detenidos"}),
        ("destruir", "es", {"destruye", "destruyo", "destruyeron", "destruyendo", "destruidas"}),
        ("enfrentarse", "es", {"se enfrentan", "se enfrentaron", "enfrentarse", "enfrentandose"}),
    ],
)
def test_verbs_take_the_forms_that_reports_use(lemma: str, lang: str, forms: set[str]) -> None:
    assert forms <= {form for form, _ in inflect_verb(lemma, lang)}


@pytest.mark.parametrize("lemma", ["atacar", "morir", "abrir fuego"])
def test_what_will_or_would_happen_is_no_form(lemma: str) -> None:
    forms = {form for form, _ in inflect_verb(lemma, "es")}
    assert not [form for form in forms if form.split(" ")[0].endswith(("ara", "aran", "ira", "iran", "aria", "iria"))]


@pytest.mark.parametrize(
    ("noun", "lang", "plural"),
    [
        ("human body", "en", "human bodies"),
        ("member of the cartel", "en", "members of the cartel"),
        ("gunman", "en", "gunmen"),
        ("clash", "en", "clashes"),
        ("cuerpo sin vida", "es", "cuerpos sin vida"),
        ("ataque armado", "es", "ataques armados"),
        ("cruz", "es", "cruces"),
        ("camion", "es", "camiones"),
    ],
)
def test_nouns_take_their_plural_where_the_head_is(noun: str, lang: str, plural: str) -> None:
    assert dict(inflect_noun(noun, lang)) == {noun: "singular", plural: "plural"}


def test_spanish_participles_agree_and_english_ones_do_not() -> None:
    assert [form for form, _ in inflect_adjective("calcinado", "es")] == [
        "calcinado",
        "calcinada",
        "calcinados",
        "calcinadas",
    ]
    assert list(inflect_adjective("blocked", "en")) == [("blocked", "participle")]


@given(st.text(alphabet="abcáñü '-.", max_size=30))
def test_folding_a_pattern_twice_changes_nothing(pattern: str) -> None:
    assert fold_pattern(fold_pattern(pattern)) == fold_pattern(pattern)


def test_the_lexicon_is_built_once() -> None:
    assert build_lexicon(EVENT_TYPES) is build_lexicon(EVENT_TYPES)


def split(text: str, *roles: str) -> list[tuple[str, str]]:
    lines = [line for line in text.split("\n") if line]
    passages = []
    for line, role in zip(lines, roles, strict=True):
        start = text.index(line)
        passages.append(Passage(start, start + len(line), role))
    words = split_sentences(Report("a", text, passages=tuple(passages)))
    return [(s.role, text[words.starts[s.first] : words.ends[s.last - 1]]) for s in words.sentences]


def test_dots_of_abbreviations_end_no_sentence() -> None:
    text = "El Gral. Luis N. Ramos habló en Tepic, Nay., a las 3 p.m. del lunes. Luego salió hacia Jalisco."
    assert len(split(text, "story")) == 2


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("They were killed two days ago. Gunmen burned three trucks.", 2),
        ("Gunmen killed a farmer and his son. Police arrested two men.", 2),
        ("Un barco se hundió en el mar. La policía lo busca.", 2),
        ("Gunmen burned the camp. Police arrested two men.", 2),
        ("¿Hubo muertos? No. Hubo tres heridos.", 3),
        ("Ocurrió el 22 ago. en Hermosillo, Son. El martes.", 1),
        ("El art. 19 y la unidad No. 5 de Camp. Campeche.", 1),
    ],
)
def test_a_word_that_may_be_cut_short_ends_a_sentence_where_it_is_a_word(text: str, sentences: int) -> None:
    assert len(split(text, "story")) == sentences


def test_a_dateline_stands_by_itself() -> None:
    text = "CULIACÁN, Sin., 3 feb.- Dos hombres murieron."
    assert split(text, "story") == [("dateline", "CULIACÁN, Sin., 3 feb.-"), ("headline", "Dos hombres murieron.")]


def test_a_dash_within_a_sentence_is_no_dateline() -> None:
    text = "Vehicles were burned in the town on that day — and shops were looted."
    assert [role for role, _ in split(text, "story")] == ["headline"]


@pytest.mark.parametrize(
    "dateline",
    [
        "ZAMORA, Mich., Feb. 23 (AP) —",
        "ZAMORA, Mich., 23 feb –",
        "ZAMORA, Mich. --",
        "SAN SALVADOR, 3 JAN 90 --",
        "Zamora, Mich.-",
        "Zamora, Michoacán (Agencia de noticias del estado) -",
        "Ciudad de México.—",
    ],
)
def test_datelines_are_written_in_many_ways(dateline: str) -> None:
    text = f"{dateline} Dos hombres murieron. Otros tres huyeron."
    assert split(text, "story") == [
        ("dateline", dateline),
        ("story", "Dos hombres murieron."),
        ("story", "Otros tres huyeron."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dos hombres que iban en un auto murieron en la calle - otros tres huyeron. La policía llegó.",
        "The army said on Monday – in a note – that two men were dead. Police came.",
        "el auto - dijo - era robado. La policía llegó.",
    ],
)
def test_a_dash_after_a_clause_makes_no_dateline(text: str) -> None:
    assert [role for role, _ in split(text, "story")] == ["story", "story"]


LONG = "Hombres armados mataron a dos policías en el centro de"
"""A line long enough to have been broken by its width."""


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (f"{LONG}\nla ciudad. Huyeron.", 2),
        (f"{LONG}\n\nla ciudad. Huyeron.", 3),
        (f"{LONG}:\nla ciudad. Huyeron.", 2),
        (f"{LONG}\n- la ciudad. Huyeron.", 3),
        (f"{LONG}\n• la ciudad. Huyeron.", 3),
        (f"{LONG}\nLa ciudad. Huyeron.", 3),
        (f"{LONG}.\nLa ciudad. Huyeron.", 3),
        (f"{LONG.upper()}\nLA CIUDAD. HUYERON.", 2),
        ("Mataron a dos\nla ciudad. Huyeron.", 3),
        (f"{LONG} {LONG} {LONG}\nla ciudad. Huyeron.", 3),
    ],
)
def test_lines_broken_by_their_width_are_one_paragraph(text: str, sentences: int) -> None:
    assert len(split_sentences(Report("a", text)).sentences) == sentences


@pytest.mark.parametrize(
    ("text", "role", "sentences"),
    [
        (f"{LONG}\nla ciudad", "headline", 1),
        (f"{LONG}.\nla ciudad", "headline", 2),
        (f"{LONG}\nLa ciudad", "headline", 2),
        (f"{LONG.upper()} LA\nCIUDAD DE ZAMORA", "headline", 1),
        ("HOMBRES ARMADOS MATAN A DOS EN EL CENTRO DE LA\nCIUDAD DE ZAMORA", "headline", 2),
    ],
)
def test_a_headline_goes_on_in_the_next_line_only_where_it_must(text: str, role: str, sentences: int) -> None:
    assert len(split(text, role, "story")) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mataron a dos en Pénjamo–Abasolo. Huyeron.", 2),
        ("Hubo tiros (dos muertos.) Huyeron.", 2),
        ('Dijo: "Mataron a dos." Huyeron.', 2),
        ("Dijo: «Mataron a dos.» Huyeron.", 2),
        ("El dólar cuesta 18.50 pesos. Subió.", 2),
        ("Visite www.geomap.example hoy. Gracias.", 2),
        ("Llegó el Lic. Juan Pérez. Habló.", 2),
        ("Llegaron a Zamora, Mich.\nHubo dos muertos.", 2),
        ("Ocurrió el 3 de mar. Nadie lo vio. Son tres.", 3),
        ("Hubo dos muertos… Huyeron.", 2),
        ("Hubo dos muertos. y huyeron.", 1),
        ("¿Dos muertos? Sí.", 2),
    ],
)
def test_a_sentence_ends_where_it_ends(text: str, sentences: int) -> None:
    assert len(split_sentences(Report("a", text)).sentences) == sentences


def test_furniture_is_no_sentence_unless_there_is_nothing_else() -> None:
    text = "Title\nPhoto: a bus\nStory here."
    assert [role for role, _ in split(text, "headline", "caption", "story")] == ["headline", "story"]
    assert split("Video: three dead", "caption") == [("headline", "Video: three dead")]
    assert split("See also: three dead", "links") == []


def test_places_hold_what_lies_in_them() -> None:
    mexico, jalisco, tapalpa = make_country("MX"), make_state("Jalisco"), make_town("Tapalpa")
    assert contains_place(mexico, jalisco)
    assert contains_place(jalisco, tapalpa)
    assert contains_place(tapalpa, tapalpa)
    assert not contains_place(tapalpa, jalisco)
    assert not contains_place(make_state("Sonora"), tapalpa)
    assert not contains_place(make_country("US"), jalisco)


@pytest.mark.parametrize(
    ("text", "lang", "counts"),
    [
        ("Gunmen killed seven people and wounded three in Zamora.", "en", {"killed": 7, "injured": 3}),
        ("Two gunmen killed three policemen in Zamora.", "en", {"killed": 3}),
        ("Three soldiers and two policemen were killed in Zamora.", "en", {"killed": 5}),
        ("Five men were killed, including two brothers, in Zamora.", "en", {"killed": 5}),
        ("An attack in Zamora left two dead, one was a policeman.", "en", {"killed": 2}),
        ("Six members of one family killed in Zamora", "en", {"killed": 6}),
        ("The attack in Zamora caused no deaths but four injuries.", "en", {"killed": 0, "injured": 4}),
        ("The murder of 11 people in Zamora shocked the town.", "en", {"killed": 11}),
        ("A man was shot dead in Zamora.", "en", {"killed": 1}),
        ("4 killed 2 wounded in clash near Zamora", "en", {"killed": 4, "injured": 2}),
        ("Police arrested 12 people and seized three rifles in Zamora.", "en", {"arrested": 12}),
        ("The army sent 2,000 troops to Zamora.", "en", {"troops": 2000}),
        ("More than ten vehicles were set on fire in Zamora.", "en", {"vehicles": 10}),
        ("Asesinan a dos hombres en Zamora", "es", {"killed": 2}),
        ("Asesinan a 4 a balazos en Zamora", "es", {"killed": 4}),
        (
            "Murieron ocho delincuentes y dos militares resultaron heridos en un operativo en Zamora.",
            "es",
            {"killed": 8, "injured": 2},
        ),
        ("Triple homicidio en Zamora", "es", {"killed": 3}),
        ("Balacera en Zamora deja tres muertos y un herido", "es", {"killed": 3, "injured": 1}),
        ("Al menos 17 muertos tras un enfrentamiento en Zamora", "es", {"killed": 17}),
        ("Hallan cinco cuerpos en Zamora", "es", {"killed": 5}),
        ("Un ataque en Zamora no dejó muertos.", "es", {"killed": 0}),
        ("Detienen a seis sicarios en Zamora", "es", {"arrested": 6}),
        ("Quemaron ocho camiones en Zamora.", "es", {"vehicles": 8}),
        ("En el operativo en Zamora se aseguraron siete fusiles y dos lanzacohetes.", "es", {"weapons": 9}),
    ],
)
def test_numbers_count_what_stands_beside_them(text: str, lang: str, counts: dict[str, int]) -> None:
    incidents = read_text(text, lang=lang)
    for count, number in counts.items():
        assert [getattr(i, f"{count}_best") for i in incidents if getattr(i, f"{count}_best") is not None] == [number]


def test_bounds_are_kept() -> None:
    low = read_text("Al menos 17 muertos tras un enfrentamiento en Zamora", lang="es")[0]
    assert (low.killed_low, low.killed_high) == (17, None)
    several = read_text("Gunmen killed several people in Zamora.")[0]
    assert (several.killed_low, several.killed_best) == (2, None)


@pytest.mark.parametrize(
    ("text", "lang", "event_type"),
    [
        ("Gunmen ambushed soldiers in Zamora.", "en", "attack_security"),
        ("A police officer was killed in Zamora.", "en", "attack_security"),
        ("Soldiers killed five gunmen in Zamora.", "en", "armed_clash"),
        ("A bomb exploded in Zamora.", "en", "explosion"),
        ("Explosive drones hit a house in Zamora.", "en", "drone_strike"),
        ("Gunmen kidnapped two students in Zamora.", "en", "abduction"),
        ("A shop was set on fire in Zamora.", "en", "arson"),
        ("A bus was torched in Zamora.", "en", "vehicle_burning"),
        ("Shops were looted in Zamora.", "en", "looting"),
        ("Police seized 12 rifles in Zamora.", "en", "weapons_seizure"),
        ("A curfew began in Zamora.", "en", "alert"),
        ("Teachers held a protest in Zamora.", "en", "protest"),
        ("Riots broke out in Zamora.", "en", "riot"),
        ("A general strike began in Zamora.", "en", "strike"),
        ("Inmates escaped from prison in Zamora.", "en", "prison_break"),
        ("Emboscan a policías en Zamora", "es", "attack_security"),
        ("Explotó una granada en Zamora.", "es", "explosion"),
        ("Ataque con drones en Zamora", "es", "drone_strike"),
        ("Secuestran a un comerciante en Zamora", "es", "abduction"),
        ("Incendian una tienda en Zamora", "es", "arson"),
        ("Incendian un autobús en Zamora", "es", "vehicle_burning"),
        ("Hallan un cuerpo calcinado en Zamora", "es", "killing"),
        ("Saquean tiendas en Zamora", "es", "looting"),
        ("Aseguran armas en Zamora", "es", "weapons_seizure"),
        ("Suspenden clases en Zamora", "es", "alert"),
        ("Motín en el penal de Zamora", "es", "prison_break"),
        ("Catean una casa en Zamora", "es", "raid"),
        ("Despliegan a 200 militares en Zamora", "es", "deployment"),
        ("Normalistas bloquean la carretera en Zamora", "es", "roadblock"),
    ],
)
def test_words_and_whom_they_are_done_to_make_the_type(text: str, lang: str, event_type: str) -> None:
    assert [i.event_type for i in read_text(text, lang=lang)] == [event_type]


def test_a_blockade_by_demonstrators_is_a_protest_to_acled() -> None:
    block = read_text("Normalistas bloquean la carretera en Zamora", lang="es")[0]
    assert block.acled_event_type == "Protests"


@pytest.mark.parametrize("gap", [" " * 400, ", " * 400, " and" * 400, "\n\t" * 400, "(" * 400, " - " * 400])
def test_a_gap_without_end_between_two_places_takes_no_time(gap: str) -> None:
    assert read_text(f"Gunmen killed three men in Zamora{gap}(Uruapan) on Monday.")


def test_a_sentence_without_end_takes_no_time() -> None:
    assert [i.place_name for i in read_text("gunmen killed 3 men in Zamora and " * 400)] == ["Zamora"]


@pytest.mark.parametrize(
    ("distance", "radius_m"),
    [("15 km", 15_000), ("1,500 km", 1_500_000), ("1.500 km", 1_500_000), ("1.5 km", 1500), ("2 miles", 3218)],
)
def test_how_far_from_a_place_is_read_whole(distance: str, radius_m: float) -> None:
    assert read_text(f"Gunmen killed three men {distance} from Morelia.")[0].radius_m == radius_m
