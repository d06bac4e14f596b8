"""When a report was published, and what its front matter says."""

from __future__ import annotations

import pytest

from geomap.errors import InputError
from geomap.reports.assemble import ReportDefaults, make_report
from geomap.reports.metadata import Metadata, read_date, read_language, split_front_matter
from geomap.reports.passages import split_passages
from geomap.reports.published import check_date, express_locally, find_published

STORY = "Three men were killed in Zamora on 3 March 2021, in the worst attack since 4 May 2019."


def find_date(text: str, *, lang: str = "en", url: str | None = None) -> str | None:
    return find_published(text, split_passages(text), lang=lang, url=url)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2026-02-22", "2026-02-22"),
        (" 2026-02-22 ", "2026-02-22"),
        ("2026-02-22 14:00", "2026-02-22T14:00"),
        ("2026-02-22T14:00:30-06:00", "2026-02-22T14:00:30-06:00"),
        ("2026-02-22T20:00:00.000Z", "2026-02-22T20:00+00:00"),
        ("22 de febrero de 2026", "2026-02-22"),
        ("22 feb 2026", "2026-02-22"),
        ("February 22, 2026", "2026-02-22"),
        ("22nd February 2026", "2026-02-22"),
        ("22/02/2026", "2026-02-22"),
        ("2/22/2026", "2026-02-22"),
        ("05/05/2026", "2026-05-05"),
    ],
)
def test_a_date_that_is_given_is_read(given: str, read: str) -> None:
    assert check_date(given, "date") == read


@pytest.mark.parametrize(
    "given",
    ["yesterday", "2026-02-30", "2026-13-01", "03/04/2025", "30 de febrero de 2026", "2026-02-22T99:00", "9" * 5000],
)
def test_what_is_no_date_or_may_be_two_is_refused_in_one_line(given: str) -> None:
    with pytest.raises(InputError, match=r"^a\.txt: found the date '.{1,60}'; expected ISO 8601") as caught:
        check_date(given, "a.txt")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published Saturday, March 6, 2021 1:19PM CST", "2021-03-06"),
        ("Publicado el 6 de marzo de 2021", "2021-03-06"),
        ("Actualizado: 2021-03-06", "2021-03-06"),
        ("Ana Pérez | 6 de marzo de 2021", "2021-03-06"),
        ("6 March 2021", "2021-03-06"),
        ("Updated 30 February 2021", None),
    ],
)
def test_a_line_of_publication_dates_the_report(line: str, date: str | None) -> None:
    assert find_date(f"Three killed in Zamora\n{line}\n\n{STORY}") == date


def test_day_and_month_in_figures_need_the_language() -> None:
    text = f"Tres muertos en Zamora\nPublicado el 06/03/2021\n\n{STORY}"
    assert find_date(text, lang="es") == "2021-03-06"
    assert find_date(text, lang="en") is None


def test_a_date_in_the_story_is_not_the_date_of_the_report() -> None:
    assert find_date(f"Three killed in Zamora\n\n{STORY}") is None
    assert (
        find_date(f"Three killed\n\n{STORY}\n\nThe study, published on 5 May 2020, counts more of them than before.")
        is None
    )


@pytest.mark.parametrize(
    ("dateline", "date"),
    [
        ("SAN MIGUEL, 3 JAN 90 (A RADIO) -- ", "1990-01-03"),
        ("COLIMA, Col., 22 feb. 2026.- ", "2026-02-22"),
        ("MÉXICO, 22 feb (EFE).- ", None),
        ("COLIMA, Col.- ", None),
    ],
)
def test_a_dateline_dates_the_report_if_it_names_the_year(dateline: str, date: str | None) -> None:
    assert find_date(f"Three dead\n\n{dateline}{STORY}") == date


def test_a_dateline_takes_its_year_from_the_address_if_the_month_fits() -> None:
    text = f"Tres muertos\n\nMÉXICO, 22 feb (EFE).- {STORY}"
    assert find_date(text, url="https://example.org/2026/02/tres-muertos") == "2026-02-22"
    assert find_date(text, url="https://example.org/2026/03/tres-muertos") is None


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://example.org/2026/02/23/raid.html", "2026-02-23"),
        ("https://example.org/raid-20260223-0172.html", "2026-02-23"),
        ("https://example.org/2026-02-30/raid", None),
        ("https://example.org/raid/568500", None),
        ("https://example.org/120260223999", None),
    ],
)
def test_an_address_with_a_whole_date_dates_the_report(url: str, date: str | None) -> None:
    assert find_date(f"Three killed in Zamora\n\n{STORY}", url=url) == date


def test_a_moment_is_expressed_in_the_time_zone_of_the_report() -> None:
    assert express_locally("2026-02-23T02:00:00+00:00", "America/Mexico_City") == "2026-02-22T20:00-06:00"
    assert express_locally("2026-02-23T02:00:07+00:00", "America/Mexico_City") == "2026-02-22T20:00:07-06:00"
    assert express_locally("2026-02-22", "America/Mexico_City") == "2026-02-22"
    assert express_locally("2026-02-22T14:00", "America/Mexico_City") == "2026-02-22T14:00"
    assert express_locally("0001-01-01T00:00+00:00", "America/Mexico_City") == "0001-01-01T00:00+00:00"


@pytest.mark.parametrize("timezone", ["Mexico", "../../etc/passwd", "", "a\x00b"])
def test_an_unknown_time_zone_is_refused(timezone: str) -> None:
    with pytest.raises(InputError, match="time zone: found"):
        express_locally("2026-02-22", timezone)


def test_front_matter_is_read_in_english_and_spanish() -> None:
    english = (
        "---\ntitle: 'A raid: what we know'\ndate: 2026-02-22\npublisher: A paper\n"
        "url: https://example.org/a\nlang: en\n---\n\nText."
    )
    spanish = (
        "---\ntítulo: Un operativo\nFecha: 22 de febrero de 2026\nmedio: Un diario\nfuente: https://example.org/b\n"
        "idioma: español\nautor: nadie\n---\nTexto."
    )
    assert split_front_matter(english, "a.md") == (
        Metadata("A raid: what we know", "2026-02-22", "A paper", "https://example.org/a", "en"),
        "Text.",
    )
    assert split_front_matter(spanish, "b.md") == (
        Metadata("Un operativo", "2026-02-22", "Un diario", "https://example.org/b", "es"),
        "Texto.",
    )


def test_header_lines_before_a_blank_line_are_front_matter_too() -> None:
    metadata, text = split_front_matter("Title: A raid\nSource: A paper\n\nA raid\n\nText.", "a.txt")
    assert (metadata.title, metadata.publisher, metadata.url, text) == ("A raid", "A paper", None, "A raid\n\nText.")


@pytest.mark.parametrize(
    "text",
    [
        "Tepic: two men were killed\n\nThey died.",
        "---\nno keys here\n---\nText.",
        "---\nA rule, not closed.\n\nText.",
        "Date:\n\nText.",
    ],
)
def test_a_text_without_front_matter_is_left_whole(text: str) -> None:
    assert split_front_matter(text, "a.txt") == (Metadata(), text)


def test_a_wrong_date_in_front_matter_is_told_and_no_date() -> None:
    metadata, text = split_front_matter("---\ndate: soon\n---\nText.", "a.md")
    assert (metadata.published, text) == (None, "Text.")
    assert metadata.notice == "a.md: found the date 'soon', which can't be read; expected ISO 8601, such as 2026-02-22"


@pytest.mark.parametrize(
    ("value", "lang", "read"),
    [
        ("Sunday, 22 February 2026", "en", "2026-02-22"),
        ("domingo 22 de febrero de 2026, 20:00 horas", "es", "2026-02-22"),
        ("22/02/26", None, "2026-02-22"),
        ("03/04/98", "es", "1998-04-03"),
        ("03/04/26", "en", None),
        ("Sun, 22 Feb 2026 10:00:00 GMT", None, "2026-02-22T10:00+00:00"),
        ("22 Feb 2026 10:00 -0600", None, "2026-02-22T10:00-06:00"),
        ("Mon, 30 Feb 2026 10:00 GMT", None, None),
        ("2026-02-30", None, None),
        (None, None, None),
    ],
)
def test_a_date_of_a_file_is_read_as_people_and_feeds_write_it(
    value: str | None, lang: str | None, read: str | None
) -> None:
    found, problem = read_date(value, lang=lang)
    assert found == read
    assert (problem is None) == (value is None or read is not None)


def test_header_lines_that_say_something_else_stay() -> None:
    text = "Fecha: 03/04/26\nLugar: Tapalpa\nMuertos: 4 soldados\n\nUn operativo."
    metadata, rest = split_front_matter(text, "a.txt")
    assert metadata.published == "2026-04-03"
    assert rest == "Lugar: Tapalpa\nMuertos: 4 soldados\n\nUn operativo."


@pytest.mark.parametrize(
    ("tag", "lang"),
    [("es-MX", "es"), ("Español", "es"), ("EN", "en"), ("english", "en"), ("fr", None), ("", None), (None, None)],
)
def test_a_language_is_read_from_its_name_or_tag(tag: str | None, lang: str | None) -> None:
    assert read_language(tag) == lang


def test_what_the_user_says_wins_over_what_the_file_says_and_that_over_what_is_found() -> None:
    text = "Three killed in Zamora\nPublished 6 March 2021\n\nThree men died."
    said = Metadata("A title", "2021-03-05", "A paper", "https://example.org/2021/03/04/a", "en")
    given = ReportDefaults(
        date="2021-03-03", lang="es", publisher="B", url="https://example.org/b", country="MX", admin1="16"
    )
    found = make_report(text, doc_id="a", metadata=Metadata(), defaults=ReportDefaults(), sha256=None)
    assert (found.published, found.lang, found.title, found.publisher) == (
        "2021-03-06",
        "en",
        "Three killed in Zamora",
        None,
    )
    read = make_report(text, doc_id="a", metadata=said, defaults=ReportDefaults(), sha256=None)
    assert (read.published, read.title, read.publisher) == ("2021-03-05", "A title", "A paper")
    told = make_report(text, doc_id="a", metadata=said, defaults=given, sha256=None)
    assert (told.published, told.lang, told.publisher, told.url) == ("2021-03-03", "es", "B", "https://example.org/b")
    assert (told.country, told.admin1, told.timezone) == ("MX", "16", "America/Mexico_City")


@pytest.mark.parametrize(
    "defaults", [ReportDefaults(date="soon"), ReportDefaults(date="2026-01-01", timezone="Nowhere")]
)
def test_a_wrong_date_or_time_zone_of_the_user_is_refused(defaults: ReportDefaults) -> None:
    with pytest.raises(InputError, match="expected"):
        make_report("A story.", doc_id="a", metadata=Metadata(), defaults=defaults, sha256=None)


def test_a_blank_text_is_no_report() -> None:
    with pytest.raises(InputError, match=r"^a: holds no text"):
        make_report(" \n", doc_id="a", metadata=Metadata(), defaults=ReportDefaults(), sha256=None)
