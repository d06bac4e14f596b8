"""Dates in English and Spanish text."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.calendar_words import MONTHS, WEEKDAYS
from geomap.errors import GeomapError
from geomap.incidents.dates.find import DateExpression, find_dates
from geomap.incidents.dates.words import DAY_WORDS, PARTS, UNITS
from geomap.incidents.numbers.find import find_quantities

MONDAY = "2026-02-23"
ZONE = "America/Mexico_City"


def find(text: str, lang: str, reference: str | None = MONDAY) -> list[DateExpression]:
    return find_dates(text, lang=lang, reference=reference, timezone=ZONE)


def show(found: list[DateExpression]) -> list[str]:
    """Write each date as "first", "first/last", or "?", with its precision where that is not the day."""
    shown = []
    for each in found:
        days = each.date_start or "?"
        if each.date_end != each.date_start:
            days += f"/{each.date_end}"
        shown.append(days if each.time_precision in ("day", None) else f"{days} {each.time_precision}")
    return shown


DAYS = [
    # Absolute
    ("en", "It began on 22 February 2026.", ["2026-02-22"]),
    ("en", "It began on February 22, 2026, at dawn.", ["2026-02-22"]),
    ("en", "Feb. 22 and the 22nd of February", ["2026-02-22", "2026-02-22"]),
    ("en", "Sunday, February 22, was quiet", ["2026-02-22"]),
    ("en", "Sunday 22 February 2026", ["2026-02-22"]),
    ("en", "2/3/2026 and 22/02/2026", ["2026-02-03", "2026-02-22"]),
    ("es", "2/3/2026, 2/22/2026 y 22.02.2026", ["2026-03-02", "2026-02-22", "2026-02-22"]),
    ("en", "filed 2026-02-22", ["2026-02-22"]),
    ("en", "30 DEC 89 (WIRE) 3 JAN 90 --", ["1989-12-30", "1990-01-03"]),
    ("es", "El 22 de febrero de 2026 y el 22 de febrero del 2025", ["2026-02-22", "2025-02-22"]),
    ("es", "El primero de mayo y el 1º de mayo", ["2026-05-01", "2026-05-01"]),
    ("es", "el cuatro de julio de 2025 y el treinta y uno de enero", ["2025-07-04", "2026-01-31"]),
    ("es", "el veintidós de febrero; cuatro de ellos", ["2026-02-22"]),
    ("es", "El 3 de marzo del año pasado", ["2025-03-03"]),
    ("es", "julio 12, 2018", ["2018-07-12"]),
    ("es", "el martes 3 de febrero", ["2026-02-03"]),
    ("es", "Llegó el domingo 22.", ["2026-02-22"]),
    # The year nearest to the report
    ("en", "On 30 December they came; on 3 January they left", ["2025-12-30", "2026-01-03"]),
    ("es", "El 10 de agosto y el 30 de agosto", ["2026-08-10", "2025-08-30"]),
    # Months and years
    (
        "en",
        "in the spring of 2005, fiscal year 2007 to 5,000",
        ["2005-01-01/2005-12-31 year", "2007-01-01/2007-12-31 year"],
    ),
    ("en", "In September 2025 and in 2020", ["2025-09-01/2025-09-30 month", "2020-01-01/2020-12-31 year"]),
    ("es", "En septiembre de 2025 y en el año 2020", ["2025-09-01/2025-09-30 month", "2020-01-01/2020-12-31 year"]),
    (
        "en",
        "In January, last October, in late May",
        ["2026-01-01/2026-01-31 month", "2025-10-01/2025-10-31 month", "2025-05-01/2025-05-31 month"],
    ),
    ("es", "a finales de marzo", ["2025-03-01/2025-03-31 month"]),
    ("es", "el próximo abril", ["2026-04-01/2026-04-30 month"]),
    ("es", "en abril de este año", ["2026-04-01/2026-04-30 month"]),
    # Spans
    ("en", "between 20 and 22 February", ["2026-02-20/2026-02-22 days"]),
    ("en", "June 3-9, 2025", ["2025-06-03/2025-06-09 days"]),
    ("en", "from 3 to 9 June 2025", ["2025-06-03/2025-06-09 days"]),
    ("en", "from 28 December to 3 January 2026", ["2025-12-28/2026-01-03 days"]),
    ("en", "from Friday to Sunday", ["2026-02-20/2026-02-22 days"]),
    ("en", "2015-2019, between 2015 and 2019", ["2015-01-01/2019-12-31 year", "2015-01-01/2019-12-31 year"]),
    ("es", "del 3 al 9 de junio de 2025", ["2025-06-03/2025-06-09 days"]),
    ("es", "del lunes 2 al domingo 8 de febrero", ["2026-02-02/2026-02-08 days"]),
    ("es", "del 28 de enero al 3 de febrero", ["2026-01-28/2026-02-03 days"]),
    ("es", "entre el 20 y el 22 de febrero", ["2026-02-20/2026-02-22 days"]),
    ("es", "de enero a marzo de 2025", ["2025-01-01/2025-03-31 month"]),
    # Relative to the report
    (
        "en",
        "today, yesterday, tomorrow, tonight, last night",
        ["2026-02-23", "2026-02-22", "2026-02-24", "2026-02-23", "2026-02-22"],
    ),
    ("en", "the day before yesterday, this morning", ["2026-02-21", "2026-02-23"]),
    ("en", "on Sunday, Monday, last Monday, Tuesday night", ["2026-02-22", "2026-02-23", "2026-02-16", "2026-02-17"]),
    ("en", "next Monday and next Friday", ["2026-03-02", "2026-02-27"]),
    ("en", "Friday last week", ["2026-02-20"]),
    ("en", "two days ago, a week ago", ["2026-02-21", "2026-02-16/2026-02-22 week"]),
    (
        "en",
        "last week, last month, last year",
        ["2026-02-16/2026-02-22 week", "2026-01-01/2026-01-31 month", "2025-01-01/2025-12-31 year"],
    ),
    ("en", "last weekend, next weekend", ["2026-02-21/2026-02-22 days", "2026-03-07/2026-03-08 days"]),
    ("en", "five years ago", ["2021-01-01/2021-12-31 year"]),
    (
        "es",
        "hoy, ayer, antier, anteayer, anoche",
        ["2026-02-23", "2026-02-22", "2026-02-21", "2026-02-21", "2026-02-22"],
    ),
    (
        "es",
        "este domingo, el domingo, el pasado viernes, el viernes pasado",
        ["2026-02-22", "2026-02-22", "2026-02-20", "2026-02-20"],
    ),
    ("es", "el próximo lunes, el lunes próximo, el martes que viene", ["2026-03-02", "2026-03-02", "2026-02-24"]),
    ("es", "la noche del martes, la madrugada de este domingo", ["2026-02-17", "2026-02-22"]),
    (
        "es",
        "esta madrugada, esta tarde, mañana, pasado mañana",
        ["2026-02-23", "2026-02-23", "2026-02-24", "2026-02-25"],
    ),
    (
        "es",
        "hace dos días, hace casi tres días, hace una semana",
        ["2026-02-21", "2026-02-20", "2026-02-16/2026-02-22 week"],
    ),
    (
        "es",
        "la semana pasada, el mes pasado, el pasado fin de semana",
        ["2026-02-16/2026-02-22 week", "2026-01-01/2026-01-31 month", "2026-02-21/2026-02-22 days"],
    ),
    ("es", "el martes de la semana pasada", ["2026-02-17"]),
    # Relative to the date before
    (
        "en",
        "On 10 February. The next day. Hours later. That night.",
        ["2026-02-10", "2026-02-11", "2026-02-11", "2026-02-11"],
    ),
    ("en", "On 10 February. The previous day. Two days later.", ["2026-02-10", "2026-02-09", "2026-02-11"]),
    ("en", "On 10 February. The following Friday. The previous Sunday.", ["2026-02-10", "2026-02-13", "2026-02-08"]),
    ("en", "In 2015 he left. Three years later he came.", ["2015-01-01/2015-12-31 year", "2018-01-01/2018-12-31 year"]),
    (
        "es",
        "El 10 de febrero. Al día siguiente. Ese mismo día. Horas después.",
        ["2026-02-10", "2026-02-11", "2026-02-11", "2026-02-11"],
    ),
    ("es", "El 10 de febrero. El día anterior. La noche siguiente.", ["2026-02-10", "2026-02-09", "2026-02-10"]),
    ("es", "El 10 de febrero. Un mes antes. La víspera.", ["2026-02-10", "2026-01-01/2026-01-31 month", "2026-02-09"]),
    # Durations
    ("en", "in the last three days", ["2026-02-20/2026-02-23 days"]),
    ("en", "in the past 48 hours, over the past month", ["2026-02-21/2026-02-23 days", "2026-01-23/2026-02-23 days"]),
    (
        "es",
        "en los últimos tres días y en las últimas horas",
        ["2026-02-20/2026-02-23 days", "2026-02-22/2026-02-23 days"],
    ),
    ("es", "en lo que va del año", ["2026-01-01/2026-02-23 days"]),
    ("en", "during the last week, in last week's raid", ["2026-02-16/2026-02-23 days", "2026-02-16/2026-02-22 week"]),
    ("es", "en la última semana, la pasada semana", ["2026-02-16/2026-02-23 days", "2026-02-16/2026-02-22 week"]),
    ("en", "in mid-May; 2025-2026", ["2025-05-01/2025-05-31 month", "2025-01-01/2026-12-31 year"]),
    ("es", "en septiembre pasado, en el año 2020", ["2025-09-01/2025-09-30 month", "2020-01-01/2020-12-31 year"]),
    ("en", "Monday 2 February, Monday February 2 and Monday, 2 men", ["2026-02-02", "2026-02-02", "2026-02-23"]),
    ("en", "On February 20, 2000 people marched", ["2026-02-20"]),
    ("en", "On 20 February 2000 people fled. On February 20, 2019 police said so.", ["2000-02-20", "2019-02-20"]),
    ("en", "On 10 February. The next morning. The day after.", ["2026-02-10", "2026-02-11", "2026-02-12"]),
    (
        "es",
        "entre el lunes y el domingo; del lunes al miércoles",
        ["2026-02-16/2026-02-22 days", "2026-02-16/2026-02-18 days"],
    ),
    ("es", "El 20 al 3 de febrero", ["2026-02-20"]),
    ("es", "la víspera de la fiesta, a finales del mes pasado", ["?", "2026-01-01/2026-01-31 month"]),
    # Nobody can say
    ("en", "days later, years ago, a few weeks ago", ["?", "?", "?"]),
    ("en", "two days after the raid", ["?"]),
    ("en", "A day later, he spoke", ["?"]),
]

TIMES = [
    ("es", "a las 15:04 horas del domingo", ["2026-02-22T15:04:00-06:00 minute"]),
    ("es", "el domingo a las 3 de la tarde", ["2026-02-22T15:00:00-06:00 hour"]),
    ("es", "las tres y media de la tarde de ayer", ["2026-02-22T15:30:00-06:00 minute"]),
    ("es", "este lunes, alrededor de las 20:30 horas", ["2026-02-23T20:30:00-06:00 minute"]),
    ("es", "El 14 de julio de 2010, a las 8 horas", ["2010-07-14T08:00:00-05:00 hour"]),
    ("es", "entre las 10 y las 11 de la noche del sábado", ["2026-02-21T22:00:00-06:00 hour"]),
    ("en", "at 3:30 p.m. on Sunday", ["2026-02-22T15:30:00-06:00 minute"]),
    ("en", "Sunday at 15:04", ["2026-02-22T15:04:00-06:00 minute"]),
    ("en", "Sunday night at 9:30", ["2026-02-22T21:30:00-06:00 minute"]),
    (
        "en",
        "at 12 a.m. on Sunday and at 12 p.m. on Monday",
        ["2026-02-22T00:00:00-06:00 hour", "2026-02-23T12:00:00-06:00 hour"],
    ),
    ("en", "at 0646 GMT on 22 February", ["2026-02-22T06:46:00+00:00 minute"]),
    ("en", "at 7 a.m. ET today", ["2026-02-23T07:00:00-05:00 hour"]),
    ("en", "logged 2026-02-22T15:04:00-06:00 and 2026-02-22T15:04", ["2026-02-22T15:04:00-06:00 minute"] * 2),
    (
        "en",
        "On Sunday at 7:00 it began. Shots followed at 9:15.",
        ["2026-02-22T07:00:00-06:00 minute", "2026-02-22T09:15:00-06:00 minute"],
    ),
    ("es", "A las 7:00 no había nadie.", []),
    ("es", "El sábado dieron aviso a las 8 víctimas", ["2026-02-21"]),
    ("en", "On Sunday at 25:00 or 9:75", ["2026-02-22"]),
    ("en", "from 6:30 to 8:30 p.m. on Sunday", ["2026-02-22T18:30:00-06:00 minute"]),
    ("en", "between 6:50 a.m. and 7:30 a.m. Sunday", ["2026-02-22T06:50:00-06:00 minute"]),
    (
        "en",
        "at 2100 local time (0300 GMT on Sunday)",
        ["2026-02-22T21:00:00-06:00 minute", "2026-02-22T03:00:00+00:00 minute"],
    ),
    ("en", "On Sunday at 2500 hours", ["2026-02-22"]),
    ("es", "El sábado a las 12 de la noche", ["2026-02-21"]),
    ("es", "Ayer a las 12 del día", ["2026-02-22T12:00:00-06:00 hour"]),
    (
        "en",
        "On Sunday a crowd gathered before the town hall in spite of rain, and at 9:30 it left",
        ["2026-02-22T09:30:00-06:00 minute"],
    ),
    ("en", "On Sunday 1500 local residents protested", ["2026-02-22"]),
    ("en", "12:30 in the morning on Sunday", ["2026-02-22T00:30:00-06:00 minute"]),
    ("es", "El domingo a las 12:30 de la mañana", ["2026-02-22T12:30:00-06:00 minute"]),
    ("en", "Sunday afternoon at 2:15", ["2026-02-22T14:15:00-06:00 minute"]),
    ("en", "Saturday night at 2:15", ["2026-02-21"]),
    ("en", "Saturday night at 12:15", ["2026-02-21"]),
    ("es", "El sábado a las 2 de la noche", ["2026-02-21"]),
    ("es", "A las 15h30 de hoy", ["2026-02-23T15:30:00-06:00 minute"]),
]

NONE = [
    ("es", "Un joven de 17 años caminaba por la avenida 16 de Septiembre y 20 de Noviembre"),
    ("es", "Colonia 5 de Mayo, calle 10 de abril, en 5 de Mayo"),
    ("en", "Shops on 15 March Avenue and the 19 April movement"),
    ("en", "They may try to march on the city; 25 may be missing, 30 May have fled"),
    ("es", "Santo Domingo y Domingo Pérez nadan en el mar bajo el sol"),
    ("es", "los martes, cada lunes, por la mañana, hoy en día, más tarde"),
    ("en", "every Tuesday, Black Friday, the Sunday Times, a USA Today poll"),
    ("en", "1,500 rifles in 2000 homes, 2020 people, $2019, 25%, 3-2, 10.5"),
    ("en", "a three-year-old, two days of rain, six months pregnant, 20 years old"),
    ("es", "la década de 1990, más de 2000 pesos, un grupo de 2000 campesinos, entre 2000 y 2500 campesinos"),
    ("en", "500 teachers and 2000 farmers; from 500 to 2000 farmers; 50 of 2000 farmers; the 2026 Cup; a 2000 Ford"),
    ("en", "version 1.2/3, a $15/month plan, half of May, who may 3 times, in sep, first of two"),
    ("es", "la tarde, otra noche, una hora antes-mencionada, el Diario de Hoy, periódico hoy"),
    ("es", "el domingo 25 soldados".replace("el domingo", "los domingos")),
    ("en", "the year before-mentioned, every week, the last day of rain"),
    ("en", "In March 20 people fled"),
]


@pytest.mark.parametrize(("lang", "text", "expected"), DAYS)
def test_days_are_read(lang: str, text: str, expected: list[str]) -> None:
    assert show(find(text, lang)) == expected


@pytest.mark.parametrize(("lang", "text", "expected"), TIMES)
def test_times_join_the_day_of_their_sentence(lang: str, text: str, expected: list[str]) -> None:
    assert show(find(text, lang)) == expected


@pytest.mark.parametrize(("lang", "text"), NONE[:-1])
def test_what_is_no_date_gives_none(lang: str, text: str) -> None:
    assert show(find(text, lang)) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        *((lang, text) for lang, text, _ in DAYS),
        *NONE,
        (
            "en",
            "in 2019, 2019 soldiers, in 2000 homes, in 2019 gunmen, and 2000 farmers, a 2018 law, (2011), 2015-2019",
        ),
        (
            "en",
            "between 2015 and 2019, between 2000 and 2500 farmers, 3 May 2000, 3 May 2000 people, May 3, 2000 people",
        ),
        (
            "es",
            "en 2019, 2019 soldados, de 2015 a 2019, a 2000 campesinos, el 2000, en mayo de 2000, más de 2019 casos",
        ),
    ],
)
def test_no_year_of_a_date_is_counted(lang: str, text: str) -> None:
    counted = {n for q in find_quantities(text, lang=lang) if q.kind == "count" for n in range(q.start, q.end)}
    for each in find(text, lang):
        if each.time_precision == "year" and not each.relative:
            assert counted.isdisjoint(range(each.start, each.end))


def test_a_month_before_a_count_stays_a_month() -> None:
    assert show(find(NONE[-1][1], "en")) == ["2025-03-01/2025-03-31 month"]


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("es", "desde el sábado", "since"),
        ("es", "desde la noche del sábado", "since"),
        ("es", "a partir de este viernes", "since"),
        ("es", "desde hace dos semanas", "since"),
        ("es", "hasta el lunes", "until"),
        ("es", "antes del 9 de enero", "until"),
        ("en", "since Saturday", "since"),
        ("en", "since 2019", "since"),
        ("en", "until last Monday", "until"),
        ("en", "before 9 January", "until"),
        ("en", "in the last two weeks", "duration"),
        ("en", "so far this year", "duration"),
        ("en", "on Saturday", "point"),
        ("en", "31 February", "impossible"),
        ("es", "32/13/2020", "impossible"),
        ("es", "el 30 de febrero de 2024", "impossible"),
        ("en", "29 February 2025", "impossible"),
    ],
)
def test_kinds_are_told_apart(lang: str, text: str, kind: str) -> None:
    found = find(text, lang)
    assert [each.kind for each in found] == [kind]
    assert (found[0].date_start is None) == (kind == "impossible")


def test_without_any_year_a_day_stays_open() -> None:
    assert show(find("It began on 3 January.", "en", None)) == ["?"]
    assert show(find("Ayer, este domingo y en mayo; del lunes al viernes.", "es", None)) == ["?"] * 4
    assert show(find("last week, in the last two days, in May, so far this year", "en", None)) == ["?"] * 4


def test_without_a_report_date_the_full_date_nearest_gives_the_year() -> None:
    before = "LIMA, 30 DEC 89 -- It began on 28 December. On 3 January it ended."
    after = "It began on 28 December. It was filed on 3 January 1990."
    assert show(find(before, "en", None)) == ["1989-12-30", "1989-12-28", "1990-01-03"]
    assert show(find(after, "en", None)) == ["1989-12-28", "1990-01-03"]


def test_a_leap_day_takes_a_year_that_has_it() -> None:
    assert show(find("El 29 de febrero", "es", "2025-02-20")) == ["2024-02-29"]
    assert show(find("El 29 de febrero", "es", "2026-02-20")) == ["?"]


def test_the_day_of_a_report_is_that_of_its_own_zone() -> None:
    assert show(find("hoy", "es", "2026-02-23T03:00:00Z")) == ["2026-02-22"]
    assert show(find("hoy", "es", "2026-02-23T03:00:00")) == ["2026-02-23"]


def test_hours_ago_are_a_moment_where_the_report_has_one() -> None:
    assert show(find("two hours ago", "en", "2026-02-23T03:10:20-06:00")) == ["2026-02-23T01:10:00-06:00 hour"]
    assert show(find("hace dos horas, hace unas horas", "es")) == ["2026-02-23", "2026-02-23"]
    assert show(find("48 hours ago", "en")) == ["2026-02-21"]


def test_relative_dates_say_so() -> None:
    found = find("On 10 February and yesterday and the next day", "en")
    assert [each.relative for each in found] == [False, True, True]


def test_a_count_after_a_weekday_is_not_eaten() -> None:
    text = "On Sunday, 25 National Guard members died."
    assert [text[each.start : each.end] for each in find(text, "en")] == ["Sunday"]


def test_spans_cover_the_words_of_the_date_and_its_time() -> None:
    text = unicodedata.normalize("NFD", "Ocurrió el miércoles a las 15:04 horas, dijo él.")
    found = find(text, "es")[0]
    assert unicodedata.normalize("NFC", text[found.start : found.end]) == "miércoles a las 15:04 horas"


def test_dates_beyond_the_calendar_stay_open() -> None:
    assert show(find("999 years ago", "en", "0900-01-01")) == ["?"]


@pytest.mark.parametrize(
    ("reference", "zone"), [("22 Feb", ZONE), ("2026-02-22Tx", ZONE), (MONDAY, "Mars/Base"), (MONDAY, "../x")]
)
def test_bad_settings_raise_one_line(reference: str, zone: str) -> None:
    with pytest.raises(GeomapError, match="found") as caught:
        find_dates("hoy", lang="es", reference=reference, timezone=zone)
    assert "\n" not in str(caught.value)


PIECES = sorted(
    {
        *MONTHS, *WEEKDAYS, *UNITS, *PARTS, *DAY_WORDS, "3", "22", "2026", "89", "31", "15:04", "p.m.",
        "de", "del", "al", "el", "last", "ago", "hace", "dos", "later", "a las", "at", "next", "this", "y", "to",
        "between", "en", "in", ",", "pasado", "siguiente", "entre", "hasta", "2026-02-30", "9/9/99", "of", "horas", "-",
    }
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(),
    st.sampled_from(["en", "es", "fr"]),
    st.none() | st.dates().map(date.isoformat),
)
def test_any_text_gives_ordered_dates(text: str, lang: str, reference: str | None) -> None:
    end = 0
    for found in find(text, lang, reference):
        assert end <= found.start < found.end <= len(text)
        assert (found.date_start is None) == (found.date_end is None) == (found.time_precision is None)
        assert (found.date_start or "") <= (found.date_end or "")
        assert found.kind in ("point", "since", "until", "duration", "impossible")
        end = found.end


@given(st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join), st.sampled_from(["en", "es"]))
def test_upper_case_gives_the_same_dates(text: str, lang: str) -> None:
    assert find(text.upper(), lang) == find(text, lang)


@pytest.mark.parametrize(
    "text", ["1, " * 9000, "3" + " " * 20000 + "may", "on monday " * 4000, "calle 5 de mayo y " * 3000]
)
def test_endless_lists_come_to_an_end(text: str) -> None:
    assert len(find(text, "es")) <= len(text)
