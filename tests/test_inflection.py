"""The forms of verbs and nouns, against the real ones of every irregular word among the triggers."""

from __future__ import annotations

import pytest
from incident_places import EVENT_TYPES, read_text

from geomap.incidents.inflection import ENGLISH_PASTS, SPANISH_STEMS, inflect_noun, inflect_verb
from geomap.incidents.lexicon import fold_pattern

ENGLISH = {
    "beat": "beat beats beaten beating",
    "bleed": "bleed bleeds bled bleeding",
    "blow": "blow blows blew blown blowing",
    "break": "break breaks broke broken breaking",
    "burn": "burn burns burned burnt burning",
    "catch": "catch catches caught catching",
    "cut": "cut cuts cutting",
    "die": "die dies died dying",
    "drop": "drop drops dropped dropping",
    "find": "find finds found finding",
    "fly": "fly flies flew flown flying",
    "go": "go goes went gone going",
    "gun": "gun guns gunned gunning",
    "hang": "hang hangs hung hanged hanging",
    "hold": "hold holds held holding",
    "hurt": "hurt hurts hurting",
    "kidnap": "kidnap kidnaps kidnapped kidnaped kidnapping",
    "leave": "leave leaves left leaving",
    "lose": "lose loses lost losing",
    "machinegun": "machinegun machineguns machinegunned machinegunning",
    "meet": "meet meets met meeting",
    "repel": "repel repels repelled repelling",
    "run": "run runs ran running",
    "send": "send sends sent sending",
    "set": "set sets setting",
    "shoot": "shoot shoots shot shooting",
    "slay": "slay slays slew slain slaying",
    "slit": "slit slits slitting",
    "stab": "stab stabs stabbed stabbing",
    "take": "take takes took taken taking",
}
SPANISH = {
    "abrir": "abrir abre abren abrio abrieron abria abrian abriendo abierto abierta abiertos abiertas",
    "atravesar": "atravesar atraviesa atraviesan atraveso atravesaron atravesaba atravesaban atravesando atraviesen "
    "atravesado atravesada atravesados atravesadas",
    "cegar": "cegar ciega ciegan cego cegaron cegaba cegaban cegando cieguen cegado cegada cegados cegadas",
    "cerrar": "cerrar cierra cierran cerro cerraron cerraba cerraban cerrando cierren "
    "cerrado cerrada cerrados cerradas",
    "colgar": "colgar cuelga cuelgan colgo colgaron colgaba colgaban colgando cuelguen "
    "colgado colgada colgados colgadas",
    "degollar": "degollar deguella deguellan degollo degollaron degollaba degollaban degollando deguellen "
    "degollado degollada degollados degolladas",
    "desmembrar": "desmembrar desmiembra desmiembran desmembro desmembraron desmembraba desmembraban desmembrando "
    "desmiembren desmembrado desmembrada desmembrados desmembradas",
    "desplegar": "desplegar despliega despliegan desplego desplegaron desplegaba desplegaban desplegando desplieguen "
    "desplegado desplegada desplegados desplegadas",
    "destruir": "destruir destruye destruyen destruyo destruyeron destruia destruian destruyendo "
    "destruido destruida destruidos destruidas",
    "detener": "detener detiene detienen detuvo detuvieron detenia detenian deteniendo "
    "detenido detenida detenidos detenidas",
    "hacer": "hacer hace hacen hizo hicieron hacia hacian haciendo hecho hecha hechos hechas",
    "herir": "herir hiere hieren hirio hirieron heria herian hiriendo herido herida heridos heridas",
    "manifestarse": "manifestarse|se manifiesta|se manifiestan|se manifesto|se manifestaron|se manifestaba|"
    "se manifestaban|manifestandose",
    "morir": "morir muere mueren murio murieron moria morian muriendo muerto muerta muertos muertas",
    "obstruir": "obstruir obstruye obstruyen obstruyo obstruyeron obstruia obstruian obstruyendo "
    "obstruido obstruida obstruidos obstruidas",
    "perder": "perder pierde pierden perdio perdieron perdia perdian perdiendo perdido perdida perdidos perdidas",
    "reforzar": "reforzar refuerza refuerzan reforzo reforzaron reforzaba reforzaban reforzando refuercen "
    "reforzado reforzada reforzados reforzadas",
    "repeler": "repeler repele repelen repelio repelieron repelia repelian repeliendo "
    "repelido repelida repelidos repelidas",
    "volcar": "volcar vuelca vuelcan volco volcaron volcaba volcaban volcando vuelquen "
    "volcado volcada volcados volcadas",
}


@pytest.mark.parametrize(
    ("lemma", "lang", "forms"),
    [*((v, "en", f) for v, f in ENGLISH.items()), *((v, "es", f) for v, f in SPANISH.items())],
)
def test_irregular_verbs_have_their_real_forms_and_no_others(lemma: str, lang: str, forms: str) -> None:
    real = set(forms.split("|" if "|" in forms else " "))
    assert {form for form, _ in inflect_verb(lemma, lang)} == real


@pytest.mark.parametrize(
    ("lang", "irregular", "table"), [("en", ENGLISH_PASTS, ENGLISH), ("es", SPANISH_STEMS, SPANISH)]
)
def test_every_irregular_verb_is_in_the_table_above_and_among_the_triggers(
    lang: str, irregular: dict[str, object], table: dict[str, str]
) -> None:
    used = {
        fold_pattern(t.pattern).split(" ")[0].replace("arse", "ar")
        for t in EVENT_TYPES.triggers
        if t.sense == "verb" and t.lang == lang
    }
    assert irregular.keys() <= {lemma.replace("arse", "ar") for lemma in table}
    assert irregular.keys() <= used


def test_an_adverb_before_a_verb_stays_as_it_is() -> None:
    forms = {form for form, _ in inflect_verb("forcibly disappear", "en")}
    assert forms == {f"forcibly {form}" for form in ("disappear", "disappears", "disappeared", "disappearing")}


@pytest.mark.parametrize(
    ("noun", "lang", "plural"),
    [
        ("coche bomba", "es", "coches bomba"),
        ("bomba molotov", "es", "bombas molotov"),
        ("bomba", "es", "bombas"),
        ("choque entre", "es", "choques entre"),
        ("woman", "en", "women"),
        ("child", "en", "children"),
    ],
)
def test_nouns_in_apposition_and_prepositions_stay_singular(noun: str, lang: str, plural: str) -> None:
    assert dict(inflect_noun(noun, lang)) == {noun: "singular", plural: "plural"}


@pytest.mark.parametrize(
    ("text", "lang", "event_type"),
    [
        ("Hombres armados obstruyen la carretera en Zamora.", "es", "roadblock"),
        ("Un grupo armado hizo estallar una bomba en Zamora.", "es", "explosion"),
        ("Three students were forcibly disappeared in Zamora.", "en", "abduction"),
        ("Gunmen kidnaped three students in Zamora.", "en", "abduction"),
        ("Coches bomba en Zamora", "es", "explosion"),
    ],
)
def test_inflected_triggers_tell_of_incidents(text: str, lang: str, event_type: str) -> None:
    assert [i.event_type for i in read_text(text, lang=lang, headline=True)] == [event_type]


def test_an_operative_of_a_cartel_is_a_person_and_no_raid() -> None:
    killing = read_text("Jalisco Cartel gunmen execute an operative in Celaya", headline=True)[0]
    assert (killing.event_type, killing.killed_best) == ("killing", 1)
