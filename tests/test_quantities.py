"""Numbers in English and Spanish text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.incidents.folding import fold_text, join_words
from geomap.incidents.number_words import WORDS
from geomap.incidents.numbers.find import Quantity, find_quantities

Figures = tuple[str, int | None, int | None, int | None]

COUNTS: list[tuple[str, str, list[Figures]]] = [
    # Digits and their signs
    ("es", "Quemaron 17 autobuses", [("17", 17, 17, 17)]),
    ("es", "Llegaron 2,500 soldados", [("2,500", 2500, 2500, 2500)]),
    ("es", "Llegaron 2.500 soldados", [("2.500", 2500, 2500, 2500)]),
    ("es", "Llegaron 2 500 soldados", [("2 500", 2500, 2500, 2500)]),
    ("en", "On February 22 252 roadblocks", [("252", 252, 252, 252)]),
    ("es", "El día 22 400 soldados llegaron", [("400", 400, 400, 400)]),
    ("es", "A las 5 200 elementos llegaron", [("200", 200, 200, 200)]),
    ("es", "El domingo 22 400 soldados llegaron", [("400", 400, 400, 400)]),
    ("es", "Hablaron las 2 500 mujeres", [("2 500", 2500, 2500, 2500)]),
    ("es", "Llegaron 2\u00a0500 soldados", [("2\u00a0500", 2500, 2500, 2500)]),
    ("es", "Llegaron 1'234,000 cartuchos", [("1'234,000", 1234000, 1234000, 1234000)]),
    ("en", "The army sent 1,234,567 rounds", [("1,234,567", 1234567, 1234567, 1234567)]),
    ("es", "Enviaron mil 600 elementos", [("mil 600", 1600, 1600, 1600)]),
    ("es", "Enviaron 2 mil 600 elementos", [("2 mil 600", 2600, 2600, 2600)]),
    ("es", "Contaron 11 mil 070 casos", [("11 mil 070", 11070, 11070, 11070)]),
    ("es", "Perdieron 10 millones de cartuchos", [("10 millones", 10**7, 10**7, 10**7)]),
    ("en", "Some 1.5 million people fled", [("Some 1.5 million", None, 1500000, None)]),
    ("en", "Two dead and 3 injured", [("Two", 2, 2, 2), ("3", 3, 3, 3)]),
    ("en", "a 300-strong force", [("300", 300, 300, 300)]),
    ("en", "On Sunday, 25 National Guard members died", [("25", 25, 25, 25)]),
    ("es", "El domingo 25 soldados murieron", [("25", 25, 25, 25)]),
    ("en", "500 teachers and 2000 farmers", [("500", 500, 500, 500), ("2000", 2000, 2000, 2000)]),
    ("en", "2000-2500 farmers", [("2000-2500", 2000, 2000, 2500)]),
    ("en", "between 2000 and 2500 farmers", [("between 2000 and 2500", 2000, 2000, 2500)]),
    ("en", "In 2019 gunmen fired on 1900 homes", [("1900", 1900, 1900, 1900)]),
    ("en", "In 2024 they lost 2000 soldiers", [("2000", 2000, 2000, 2000)]),
    ("es", "Dieron aviso a las 8 víctimas", [("8", 8, 8, 8)]),
    ("es", "En la carretera 2 cuerpos aparecieron", [("2", 2, 2, 2)]),
    # Words
    ("es", "Mataron a veintiséis hombres", [("veintiséis", 26, 26, 26)]),
    ("es", "VEINTISEIS MUERTOS", [("VEINTISEIS", 26, 26, 26)]),
    ("es", "Hubo treinta y un heridos", [("treinta y un", 31, 31, 31)]),
    ("es", "Son treinta y dos casas", [("treinta y dos", 32, 32, 32)]),
    ("es", "Ciento veinte familias huyeron", [("Ciento veinte", 120, 120, 120)]),
    ("es", "dos mil quinientas personas", [("dos mil quinientas", 2500, 2500, 2500)]),
    ("es", "doscientos mil habitantes", [("doscientos mil", 200000, 200000, 200000)]),
    ("es", "un millón y medio de personas", [("un millón y medio", 1500000, 1500000, 1500000)]),
    ("es", "tres y medio millones de personas", [("tres y medio millones", 3500000, 3500000, 3500000)]),
    ("en", "two and a half million people", [("two and a half million", 2500000, 2500000, 2500000)]),
    ("en", "two and a half dozen men", [("two and a half dozen", None, 30, None)]),
    ("es", "dos y tres hombres", [("dos", 2, 2, 2), ("tres", 3, 3, 3)]),
    ("es", "Un solo hombre cayó", [("Un solo", 1, 1, 1)]),
    ("en", "Twenty-one men fell", [("Twenty-one", 21, 21, 21)]),
    ("en", "a hundred and five houses", [("a hundred and five", 105, 105, 105)]),
    ("en", "two thousand and six men", [("two thousand and six", 2006, 2006, 2006)]),
    ("en", "at  least\nten men", [("at  least\nten", 10, 10, None)]),
    ("es", "Dejan two dead", [("two", 2, 2, 2)]),
    ("es", "Un total de 20 bloqueos en 8 municipios", [("20", 20, 20, 20), ("8", 8, 8, 8)]),
    ("en", "three hundred twenty thousand people", [("three hundred twenty thousand", 320000, 320000, 320000)]),
    ("en", "One man died", [("One", 1, 1, 1)]),
    ("en", "Both drivers fled", [("Both", 2, 2, 2)]),
    ("es", "Ambos murieron", [("Ambos", 2, 2, 2)]),
    # Groups
    ("es", "una docena de hombres", [("una docena", None, 12, None)]),
    ("es", "una decena de autos", [("una decena", None, 10, None)]),
    ("es", "medio centenar de policías", [("medio centenar", None, 50, None)]),
    ("es", "docena y media de autos", [("docena y media", None, 18, None)]),
    ("es", "dos docenas de reos", [("dos docenas", None, 24, None)]),
    ("es", "un par de sujetos", [("un par", 2, 2, 2)]),
    ("es", "Ejecutan a una pareja", [("una pareja", 2, 2, 2)]),
    ("es", "un par de docenas de reos", [("un par de docenas", None, 24, None)]),
    ("en", "a couple dozen men", [("a couple dozen", None, 24, None)]),
    ("en", "a couple of hundred men", [("a couple of hundred", None, 200, None)]),
    ("en", "half a dozen trucks", [("half a dozen", None, 6, None)]),
    ("en", "a half dozen trucks", [("a half dozen", None, 6, None)]),
    ("en", "two dozen soldiers", [("two dozen", None, 24, None)]),
    ("en", "a couple of gunmen", [("a couple", 2, 2, 2)]),
    ("en", "twenty or so gunmen", [("twenty", None, 20, None)]),
    # Bounds
    ("es", "más de 250 bloqueos", [("más de 250", 250, 250, None)]),
    ("es", "al menos 17 muertos", [("al menos 17", 17, 17, None)]),
    ("es", "por lo menos tres heridos", [("por lo menos tres", 3, 3, None)]),
    ("es", "cuando menos otros 4 heridos", [("cuando menos otros 4", 4, 4, None)]),
    ("es", "al menos unas 20 personas", [("al menos unas 20", 20, 20, None)]),
    ("es", "no menos de 40 casas", [("no menos de 40", 40, 40, None)]),
    ("es", "más de una decena de autos", [("más de una decena", 10, 10, None)]),
    ("es", "al menos un muerto", [("al menos un", 1, 1, None)]),
    ("es", "hasta 50 hombres", [("hasta 50", None, 50, 50)]),
    ("es", "no más de 5 reos", [("no más de 5", None, 5, 5)]),
    ("es", "cerca de 2,500 soldados", [("cerca de 2,500", None, 2500, None)]),
    ("es", "casi un centenar de casas", [("casi un centenar", None, 100, None)]),
    ("es", "unos 40 sujetos", [("unos 40", None, 40, None)]),
    ("es", "tres o más muertos", [("tres o más", 3, 3, None)]),
    ("en", "more than 250 roadblocks", [("more than 250", 250, 250, None)]),
    ("en", "at least seventeen dead", [("at least seventeen", 17, 17, None)]),
    ("en", "no fewer than 9 towns", [("no fewer than 9", 9, 9, None)]),
    ("en", "up to a dozen men", [("up to a dozen", None, 12, 12)]),
    ("en", "as many as 30 gunmen", [("as many as 30", None, 30, 30)]),
    ("en", "fewer than 10 men", [("fewer than 10", None, 9, 9)]),
    ("es", "menos de un centenar de casas", [("menos de un centenar", None, 99, 99)]),
    ("en", "about 60 people", [("about 60", None, 60, None)]),
    ("en", "some 50 people", [("some 50", None, 50, None)]),
    ("en", "at least one man", [("at least one", 1, 1, None)]),
    ("en", "20 or fewer trucks", [("20 or fewer", None, 20, 20)]),
    ("en", "17+ dead", [("17+", 17, 17, None)]),
    ("en", "another 12 people", [("12", 12, 12, 12)]),
    ("en", "a total of 20 people", [("20", 20, 20, 20)]),
    ("en", "an additional six men, a maximum of three days", [("six", 6, 6, 6)]),
    (
        "es",
        "otros seis hombres, un grupo de tres reos, un saldo de dos muertos",
        [("seis", 6, 6, 6), ("tres", 3, 3, 3), ("dos", 2, 2, 2)],
    ),
    (
        "es",
        "casi un centenar, setecientos soldados",
        [("casi un centenar", None, 100, None), ("setecientos", 700, 700, 700)],
    ),
    (
        "es",
        "seiscientas mujeres y ochocientos hombres",
        [("seiscientas", 600, 600, 600), ("ochocientos", 800, 800, 800)],
    ),
    (
        "es",
        "veintiún mil y dos millones 300 mil",
        [("veintiún mil", 21000, 21000, 21000), ("dos millones 300 mil", 2300000, 2300000, 2300000)],
    ),
    ("es", "hundred muertos, at least 20 muertos", [("hundred", 100, 100, 100), ("at least 20", 20, 20, None)]),
    ("es", "more than 20 muertos, over 20 muertos", [("more than 20", 20, 20, None), ("20", 20, 20, 20)]),
    ("en", "a single man fell", [("a single", 1, 1, 1)]),
    (
        "es",
        "más de 2019 vacas, cerca de 1950 reses",
        [("más de 2019", 2019, 2019, None), ("cerca de 1950", None, 1950, None)],
    ),
    ("en", "a five-truck convoy of 300 trucks", [("five", 5, 5, 5), ("300", 300, 300, 300)]),
    ("es", "A las 24 500 soldados llegaron", [("500", 500, 500, 500)]),
    ("en", "pre-2000 men, post-9 men", [("2000", 2000, 2000, 2000), ("9", 9, 9, 9)]),
    ("en", "mid-2000", []),
    ("en", "More than that, 3 men fell; over the weekend 20 men", [("3", 3, 3, 3), ("20", 20, 20, 20)]),
    ("es", "Al menos así lo dijo; 20 hombres cayeron, hasta la tarde, 3 mujeres", [("20", 20, 20, 20), ("3", 3, 3, 3)]),
    ("en", "1,000,000,000 stars", [("1,000,000,000", 10**9, 10**9, 10**9)]),
    ("es", "el 911 hombres y el lunes, 34, murieron", [("911", 911, 911, 911), ("34", 34, 34, 34)]),
    # Ranges
    ("en", "20 to 30 men", [("20 to 30", 20, 20, 30)]),
    ("en", "between 20 and 30 men", [("between 20 and 30", 20, 20, 30)]),
    ("en", "20-30 men", [("20-30", 20, 20, 30)]),
    ("en", "100-1500 people", [("100-1500", 100, 100, 1500)]),
    ("en", "two or three men", [("two or three", 2, 2, 3)]),
    ("es", "entre 20 y 30 hombres", [("entre 20 y 30", 20, 20, 30)]),
    ("es", "de 20 a 30 hombres", [("de 20 a 30", 20, 20, 30)]),
    ("en", "The toll rose from 7 to 9 dead", [("9", 9, 9, 9)]),
    ("es", "La cifra pasó de 7 a 9 muertos", [("9", 9, 9, 9)]),
    ("es", "unos 3 o 4 hombres", [("unos 3 o 4", 3, 3, 4)]),
    ("es", "al menos 3 o 4 hombres", [("al menos 3 o 4", 3, 3, None)]),
    ("en", "up to 20 or 30 men", [("up to 20 or 30", 20, 20, 30)]),
    ("en", "four to four men", [("four", 4, 4, 4), ("four", 4, 4, 4)]),
    ("en", "7 and 9 men", [("7", 7, 7, 7), ("9", 9, 9, 9)]),
]

OTHERS: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("es", "Un hombre y una mujer", [("Un", "article"), ("una", "article")]),
    ("en", "A man and another man", [("A", "article"), ("another", "article")]),
    ("en", "over a long time", [("a", "article")]),
    ("es", "uno de los heridos", [("uno", "partitive")]),
    ("es", "una de las víctimas", [("una", "partitive")]),
    ("en", "one of the men", [("one", "partitive")]),
    ("en", "one by one", [("one", "label"), ("one", "label")]),
    ("es", "Triple homicidio y doble asesinato", [("Triple", "multiple"), ("doble", "multiple")]),
    ("es", "sin muertos ni ningún herido", [("sin", "none"), ("ningún", "none")]),
    ("en", "no deaths, nobody hurt, no one killed", [("no", "none"), ("nobody", "none"), ("no one", "none")]),
    ("es", "cero muertos", [("cero", "none")]),
    ("es", "en la zona cero", []),
    ("es", "0 muertos", [("0", "none")]),
    ("en", "dozens of people", [("dozens", "vague")]),
    ("es", "varios hombres, unos hombres", [("varios", "vague"), ("unos", "vague")]),
    ("en", "some people, some of them", [("some", "vague")]),
    ("es", "varios días, decenas de kilómetros", [("varios", "measure"), ("decenas", "measure")]),
    (
        "en",
        "$5,000 and 300 pesos and 5 million dollars",
        [("5,000", "money"), ("300", "money"), ("5 million", "money")],
    ),
    ("es", "el 12.8 por ciento y 7%", [("12.8", "percent"), ("7", "percent")]),
    (
        "es",
        "12 kilos, 30 km/h, 5 horas, tres veces",
        [("12", "measure"), ("30", "measure"), ("5", "measure"), ("tres", "measure")],
    ),
    ("es", "un joven de 17 años", [("un", "article"), ("17", "measure")]),
    ("en", "Mary Poe, 34, was hurt", [("34", "measure")]),
    ("en", "a 34-year-old teacher aged 40", [("34", "measure"), ("40", "measure")]),
    ("es", "de 10 a 12 años", [("10", "measure"), ("12", "measure")]),
    ("en", "the 3rd and twenty-first", [("3", "ordinal"), ("twenty", "label"), ("first", "ordinal")]),
    ("es", "el 1º y el 43/o. batallón", [("1", "ordinal"), ("43", "ordinal")]),
    ("es", "3, 4 y 5 de junio de 2025", [("3", "date"), ("4", "date"), ("5", "date"), ("2025", "date")]),
    ("es", "a las 15:04 horas, a las 8 de la noche, el 22", [("15:04", "date"), ("8", "date"), ("22", "date")]),
    ("en", "30 DEC 89 at 2000 on 11 May", [("30", "date"), ("89", "date"), ("2000", "date"), ("11", "date")]),
    (
        "en",
        "in 2019, the 2026 Cup, 2018-2020, (2011)",
        [("2019", "date"), ("2026", "date"), ("2018-2020", "date"), ("2011", "date")],
    ),
    (
        "es",
        "carretera 15, kilómetro 23, Cartel 28, calle 5",
        [("15", "label"), ("23", "label"), ("28", "label"), ("5", "label")],
    ),
    (
        "en",
        "an AK-47, a .50 rifle, a G-20, COVID-19, A-37",
        [
            ("an", "article"),
            ("47", "label"),
            ("a", "article"),
            ("50", "label"),
            ("a", "article"),
            ("20", "label"),
            ("19", "label"),
            ("37", "label"),
        ],
    ),
    ("es", "ganó 2-0 y 3 a 1", [("2-0", "label"), ("3", "label"), ("1", "label")]),
    ("es", "llame al 911 o al 33 3030 1234", [("911", "label"), ("33 3030 1234", "label")]),
    ("es", "cae el 43, del 066", [("43", "label"), ("066", "label")]),
    ("en", "No. 5, #7, 555-1234", [("5", "label"), ("7", "label"), ("555-1234", "label")]),
    ("en", "2,000,000,000 and 3 billion stars", [("2,000,000,000", "label"), ("3 billion", "label")]),
    (
        "en",
        "minus -5, 3.14, 24/7, 5G, two-storey",
        [("5", "label"), ("3.14", "label"), ("24/7", "label"), ("5", "label"), ("two", "label")],
    ),
    ("en", "half of the town, two thirds", [("half", "label"), ("two thirds", "ordinal")]),
    ("es", "13 14 15 16 17", [("13", "label"), ("14", "label"), ("15", "label"), ("16", "label"), ("17", "label")]),
    ("en", "UN troops, once more, sin", []),
    ("es", "a no", []),
    ("en", "9" * 60, [("9" * 60, "label")]),
    ("en", "1. Shots were fired", [("1", "label")]),
    (
        "en",
        "at 3 p.m., 4 o'clock, May 5, Feb. 6, martes 7",
        [("3", "date"), ("4", "date"), ("5", "date"), ("6", "date"), ("7", "date")],
    ),
    ("es", "a las dos en punto", [("dos", "date")]),
    (
        "en",
        "at 1500 (2000 GMT), in 1985 to 1,500 men",
        [("1500", "date"), ("2000", "date"), ("1985", "date"), ("1,500", "count")],
    ),
    ("es", "a las 2, y a las tres, carretera federal 200", [("2", "date"), ("tres", "date"), ("200", "label")]),
    ("en", "the 14- and 21-km marks", [("14", "label"), ("21", "measure")]),
    ("en", "four out of five", [("four", "partitive"), ("five", "label")]),
    (
        "en",
        "2 in every 10 men, two out of every three",
        [("2", "partitive"), ("10", "label"), ("two", "partitive"), ("three", "label")],
    ),
    (
        "es",
        "5 de cada 10 mujeres, tres de cada diez",
        [("5", "partitive"), ("10", "label"), ("tres", "partitive"), ("diez", "label")],
    ),
    ("es", "una de cada 10 mujeres", [("una", "partitive"), ("10", "label")]),
    (
        "en",
        "one out of 10 men, one of his men, one in 5",
        [("one", "partitive"), ("10", "label"), ("one", "partitive"), ("one", "partitive"), ("5", "count")],
    ),
    (
        "en",
        "killed five in 2019, five in 24 hours",
        [("five", "count"), ("2019", "date"), ("five", "count"), ("24", "measure")],
    ),
    ("en", "one would die, one can, One more time", [("one", "label"), ("one", "label"), ("One", "label")]),
    ("es", "uno a uno, uno por uno", [("uno", "label")] * 4),
    ("es", "uno de esos hombres, una de esas", [("uno", "partitive"), ("una", "partitive")]),
    ("es", "300 mdp, 5 mdd, el 7mo batallón", [("300", "money"), ("5", "money"), ("7", "ordinal")]),
    ("es", "la quinta víctima, un tercio, el decimoquinto", [("quinta", "ordinal"), ("tercio", "ordinal")]),
    ("en", "the thirteenth victim, a quarter", [("thirteenth", "ordinal"), ("quarter", "ordinal")]),
    ("es", "a las 3 del mediodía, la autopista estatal 200", [("3", "date"), ("200", "label")]),
    (
        "en",
        "a 3-week siege, a 10-hour clash",
        [("3", "measure"), ("10", "measure")],
    ),
    ("en", "a handful of men, a few men", [("a handful", "vague"), ("a few", "vague")]),
    ("es", "555-1234, 555-1234 hombres", [("555-1234", "label"), ("555-1234", "count")]),
    ("en", "some man, some of the men", []),
    ("en", "John Poe, 111, of Reno", [("111", "count")]),
]


def read_spans(text: str, quantities: list[Quantity]) -> list[Figures]:
    return [(text[q.start : q.end], q.low, q.best, q.high) for q in quantities if q.kind == "count"]


@pytest.mark.parametrize(("lang", "text", "expected"), COUNTS)
def test_counts_are_read_with_their_bounds(lang: str, text: str, expected: list[Figures]) -> None:
    assert read_spans(text, find_quantities(text, lang=lang)) == expected


@pytest.mark.parametrize(("lang", "text", "expected"), OTHERS)
def test_what_counts_nothing_is_told_apart(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[q.start : q.end], q.kind) for q in find_quantities(text, lang=lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "low"),
    [
        ("en", "dozens of men", 24),
        ("en", "tens of thousands of men", 20000),
        ("en", "several hundred men", 200),
        ("en", "more than one man", 2),
        ("es", "decenas de hombres", 20),
        ("es", "cientos de miles de personas", 200000),
        ("es", "miles de personas", 2000),
        ("es", "varias personas", 2),
    ],
)
def test_vague_numbers_have_only_a_least(lang: str, text: str, low: int) -> None:
    found = find_quantities(text, lang=lang)[0]
    assert (found.low, found.best, found.high, found.kind) == (low, None, None, "vague")


@pytest.mark.parametrize(("text", "most"), [("triple homicidio", 3), ("multihomicidio", None)])
def test_multiples_say_how_many(text: str, most: int | None) -> None:
    found = find_quantities(text, lang="es")[0]
    assert (found.best, found.high, found.kind) == (most, most, "multiple")


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, text, _ in COUNTS])
def test_capitals_and_missing_accents_change_no_number(lang: str, text: str) -> None:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    expected = [(q.low, q.best, q.high, q.kind) for q in find_quantities(text, lang=lang)]
    for variant in (text.upper(), plain.upper(), plain, unicodedata.normalize("NFD", text)):
        assert [(q.low, q.best, q.high, q.kind) for q in find_quantities(variant, lang=lang)] == expected


def test_offsets_hold_where_marks_and_hidden_signs_stand_apart() -> None:
    text = unicodedata.normalize("NFD", "Más de vein\u00adtiséis policías")
    found = find_quantities(text, lang="es")[0]
    assert text[found.start : found.end] == unicodedata.normalize("NFD", "Más de vein\u00adtiséis")
    assert found.low == 26


PIECES = sorted(
    {
        *WORDS["en"],
        *WORDS["es"],
        "17",
        "2,500",
        "de",
        "of",
        "20-30",
        "de mayo",
        "muertos",
        "-",
        "$",
        "\n",
        "años",
        "to",
        "y",
    }
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(), st.sampled_from(["en", "es", "fr"]))
def test_any_text_gives_ordered_bounded_quantities(text: str, lang: str) -> None:
    end = 0
    for found in find_quantities(text, lang=lang):
        assert end <= found.start < found.end <= len(text)
        figures = [n for n in (found.low, found.best, found.high) if n is not None]
        assert figures == sorted(figures)
        end = found.end


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.sampled_from(["en", "es"]))
def test_upper_case_gives_the_same_numbers(text: str, lang: str) -> None:
    assert find_quantities(text.upper(), lang=lang) == find_quantities(text, lang=lang)


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    folded = fold_text(text)
    for n in range(len(folded.text)):
        start, end = folded.find_span(n, n + 1)
        assert 0 <= start < end <= len(text)


def test_many_strange_letters_are_folded_too() -> None:
    text = "".join(chr(c) for c in range(0x1E00, 0x1EF0))
    assert fold_text(text).text[:4] == "aabb"
    assert fold_text("İzmir").text == "izmir"


def test_joined_words_match_the_longest() -> None:

    match = re.match(join_words(["no", "no one", "not"]), "no  one")
    assert match is not None
    assert match.group() == "no  one"


@pytest.mark.parametrize("text", ["1, " * 9000, "100 " * 9000, "3" + " " * 20000 + "%", "mil " * 9000, "entre " * 9000])
def test_endless_lists_come_to_an_end(text: str) -> None:
    assert len(find_quantities(text, lang="es")) <= len(text)
