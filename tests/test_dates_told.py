"""Dates as reports tell them: by distance, by parts of a day, by a clock, with the small words around them."""

from __future__ import annotations

import pytest
from test_dates import find, show

DISTANCES = [
    ("es", "hace ya tres días, hace unos tres días, hace unas dos horas", ["2026-02-20", "2026-02-20", "2026-02-23"]),
    ("es", "hace apenas dos días, hace más de dos días, hace poco más de dos días", ["2026-02-21"] * 3),
    ("es", "hace menos de dos días, hace cerca de dos días, hace alrededor de dos días", ["2026-02-21"] * 3),
    ("es", "hace pocas semanas, hace varios meses, hace algunos años", ["?", "?", "?"]),
    ("es", "en el último mes", ["2026-01-23/2026-02-23 days"]),
    ("es", "durante el último año", ["2025-02-23/2026-02-23 days"]),
    ("es", "en las tres últimas semanas", ["2026-02-02/2026-02-23 days"]),
    ("es", "en los dos últimos días", ["2026-02-21/2026-02-23 days"]),
    ("es", "en el último fin de semana", ["2026-02-21/2026-02-23 days"]),
    ("es", "en lo que va del presente año, a lo largo de este año", ["2026-01-01/2026-02-23 days"] * 2),
    ("en", "so far this month", ["2026-02-01/2026-02-23 days"]),
    ("es", "la semana anterior, el mes siguiente", ["2026-02-16/2026-02-22 week", "2026-03-01/2026-03-31 month"]),
    ("es", "antenoche, antes de ayer", ["2026-02-21", "2026-02-21"]),
    ("en", "the day after tomorrow", ["2026-02-25"]),
    ("en", "On 3 January 2025. The same week.", ["2025-01-03", "2024-12-30/2025-01-05 week"]),
    (
        "es",
        "El 3 de enero. En aquella semana. Ese mismo mes. El mes siguiente.",
        ["2026-01-03", "2025-12-29/2026-01-04 week", "2026-01-01/2026-01-31 month", "2026-02-01/2026-02-28 month"],
    ),
    ("es", "El 3 de enero. Dos días después. Un día antes.", ["2026-01-03", "2026-01-05", "2026-01-04"]),
    ("es", "El 10 de mayo de 2025. Esa noche. A la mañana siguiente.", ["2025-05-10", "2025-05-10", "2025-05-11"]),
    ("en", "In 2015 it began. Two months later it ended.", ["2015-01-01/2015-12-31 year", "?"]),
    ("en", "In 1985 and 1986 rebels came.", ["1985-01-01/1985-12-31 year", "1986-01-01/1986-12-31 year"]),
    ("es", "los ataques de 1985 y 1986", ["1985-01-01/1985-12-31 year", "1986-01-01/1986-12-31 year"]),
    ("en", "In December 1989 rebels came, on 3 May 1989 rebels left", ["1989-12-01/1989-12-31 month", "1989-05-03"]),
    ("en", "this weekend", ["2026-02-21/2026-02-22 days"]),
    ("en", "last February, next February", ["2025-02-01/2025-02-28 month", "2027-02-01/2027-02-28 month"]),
    ("en", "Dec. 5; dec 5 of them", ["2025-12-05", "2025-12-05"]),
    ("en", "in March last year, March 3 last year", ["2025-03-01/2025-03-31 month", "2025-03-03"]),
    ("es", "en marzo del año pasado", ["2025-03-01/2025-03-31 month"]),
    ("es", "el lunes de la pasada semana, el viernes de esta semana", ["2026-02-16", "2026-02-27"]),
    ("en", "Friday next week, Tuesday of this week", ["2026-03-06", "2026-02-24"]),
    ("en", "In June, on June 3", ["2025-06-01/2025-06-30 month", "2026-06-03"]),
]

SPANS = [
    ("en", "from 28 December to January 2026", ["2025-12-28/2026-01-31 days"]),
    ("en", "from May to June 2025", ["2025-05-01/2025-06-30 month"]),
    ("en", "from November to February 2026", ["2025-11-01/2026-02-28 month"]),
    ("es", "entre los días 3 y 5 de mayo", ["2026-05-03/2026-05-05 days"]),
    ("en", "from Friday to Thursday", ["2026-02-13/2026-02-19 days"]),
    ("en", "on 20 February and 22 February", ["2026-02-20", "2026-02-22"]),
    ("en", "from 22 February to 3 February 2025", ["2024-02-22/2025-02-03 days"]),
    ("es", "entre este viernes y el domingo", ["2026-02-20/2026-02-22 days"]),
    ("es", "el 3, 4 y 5 de mayo", ["2026-05-03/2026-05-05 days"]),
    ("en", "June 3 or 4, June 3 and 5", ["2026-06-03/2026-06-04 days", "2026-06-03/2026-06-05 days"]),
]

CLOCKS = [
    ("es", "el domingo a las 3 de la madrugada", ["2026-02-22T03:00:00-06:00 hour"]),
    ("es", "ayer a las 2 del mediodía", ["2026-02-22T14:00:00-06:00 hour"]),
    ("en", "on Sunday at 3:15 in the afternoon", ["2026-02-22T15:15:00-06:00 minute"]),
    ("en", "on Sunday at 9:30 at night", ["2026-02-22T21:30:00-06:00 minute"]),
    ("en", "at 09:30 on Sunday night", ["2026-02-22T09:30:00-06:00 minute"]),
    ("es", "el domingo entre las 2 y las 4 de la madrugada", ["2026-02-22T02:00:00-06:00 hour"]),
    ("es", "el domingo de las 8 a las 10 de la noche", ["2026-02-22T20:00:00-06:00 hour"]),
    ("en", "at 2330 hours on Sunday", ["2026-02-22T23:30:00-06:00 minute"]),
    ("en", "at 2330 on Sunday", ["2026-02-22T23:30:00-06:00 minute"]),
    ("en", "On Sunday, 2330 GMT", ["2026-02-22T23:30:00+00:00 minute"]),
    ("es", "el domingo a las 8.30 horas", ["2026-02-22T08:30:00-06:00 minute"]),
    ("en", "On Sunday prices rose 8.30", ["2026-02-22"]),
    ("es", "el domingo a la 1 de la tarde", ["2026-02-22T13:00:00-06:00 hour"]),
    ("es", "el domingo a las 11 cuando salían", ["2026-02-22T11:00:00-06:00 hour"]),
    ("es", "el domingo a las 23 horas", ["2026-02-22T23:00:00-06:00 hour"]),
    ("es", "la noche del domingo, a las 9:30", ["2026-02-22T21:30:00-06:00 minute"]),
    (
        "en",
        "Sunday at 9:30. In the afternoon of Monday 3 p.m.",
        ["2026-02-22T09:30:00-06:00 minute", "2026-02-23T15:00:00-06:00 hour"],
    ),
    ("en", "at 6 p.m. through 8 p.m. on Sunday", ["2026-02-22T18:00:00-06:00 hour"]),
]

KINDS = [
    ("en", "since the 3rd of January", "since"),
    ("en", "starting on Monday", "since"),
    ("es", "desde mediados de enero", "since"),
    ("es", "desde la semana pasada", "since"),
    ("en", "until next Monday", "until"),
    ("en", "by the end of January", "until"),
    ("en", "before Sunday", "until"),
    ("es", "hasta finales de enero", "until"),
    ("en", "since June 3-9, 2025", "point"),
    ("en", "since 20 February to 22 February", "point"),
    ("en", "The desk was moved on Sunday", "point"),
]

NO_DATES = [
    ("es", "los días siguientes, las semanas anteriores, los meses pasados"),
    ("es", "el último día, los últimos tres"),
    ("es", "Viernes Santo y Domingo de Ramos"),
    ("es", "más de 2019 vacas, cerca de 1950 reses, un total de 2024 cajas"),
    ("en", "2000 pesos, 2019 km, the 2011-style raid"),
    ("en", "two hours of rain; which may 3 say"),
]


@pytest.mark.parametrize(("lang", "text", "expected"), [*DISTANCES, *SPANS, *CLOCKS])
def test_the_words_around_a_date_say_which_day_it_is(lang: str, text: str, expected: list[str]) -> None:
    assert show(find(text, lang)) == expected


@pytest.mark.parametrize(("lang", "text", "kind"), KINDS)
def test_since_and_until_reach_over_the_words_between(lang: str, text: str, kind: str) -> None:
    assert find(text, lang)[0].kind == kind


@pytest.mark.parametrize(("lang", "text"), NO_DATES)
def test_words_of_time_alone_are_no_date(lang: str, text: str) -> None:
    assert show(find(text, lang)) == []


@pytest.mark.parametrize(
    ("reference", "text", "expected"),
    [
        ("2026-02-21", "last weekend", "2026-02-14/2026-02-15 days"),
        ("2026-02-21", "this weekend", "2026-02-21/2026-02-22 days"),
        ("2026-02-20", "last weekend", "2026-02-14/2026-02-15 days"),
        ("2026-03-31", "in the last month", "2026-02-28/2026-03-31 days"),
        ("2024-02-29", "in the last year", "2023-02-28/2024-02-29 days"),
        ("2026-01-15", "last month", "2025-12-01/2025-12-31 month"),
    ],
)
def test_what_is_last_depends_on_the_day_of_the_report(reference: str, text: str, expected: str) -> None:
    assert show(find(text, "en", reference)) == [expected]
