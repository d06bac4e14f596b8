"""Saved web pages to reports."""

from __future__ import annotations

import html

import pytest

from geomap.errors import InputError
from geomap.model import Report
from geomap.reports.assemble import ReportDefaults
from geomap.reports.html import parse_html

STORY = (
    "<p>Hombres armados bloquearon varias carreteras de Colima durante la tarde del lunes y quemaron autobuses en "
    "distintos puntos, informó la fiscalía del estado en un comunicado que no da la cifra de heridos.</p>"
    "<p>Los puntos son:</p><ul><li>Tecomán, a la altura del puente</li><li>Manzanillo, en el libramiento</li></ul>"
    "<p>El 20 de febrero de 2026 había ocurrido un hecho parecido, según la misma dependencia.</p>"
)

LINKED = '<script type="application/ld+json">{}</script>'


def make_page(
    story: str = STORY, *, head: str = "", lang: str = "es-MX", title: str = "Bloquean caminos de Colima"
) -> str:
    shown = html.escape(title)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{shown}</title>{head}</head><body>'
        '<nav><ul><li><a href="/">Inicio</a></li><li><a href="/q">Bombas en Qatar</a></li></ul></nav>'
        f'<article><h1>{shown}</h1><div class="content">{story}</div></article>'
        '<aside><h3>Te puede interesar</h3><ul><li><a href="/g">Protesta en Ginebra</a></li></ul></aside>'
        "<footer>Todos los derechos reservados. Oficinas en Mérida.</footer></body></html>"
    )


def parse(page: str | bytes, defaults: ReportDefaults | None = None) -> Report:
    content = page.encode() if isinstance(page, str) else page
    (report,) = parse_html(content, doc_id="p.html", defaults=defaults or ReportDefaults()).reports
    return report


def test_the_article_is_taken_out_of_the_furniture() -> None:
    report = parse(make_page())
    assert (report.title, report.lang, report.doc_id) == ("Bloquean caminos de Colima", "es", "p.html")
    assert "Tecomán" in report.text
    assert "Manzanillo" in report.text
    for furniture in ("Qatar", "Ginebra", "Mérida", "Inicio", "<"):
        assert furniture not in report.text
    assert report.passages[0].role == "headline"
    assert {p.role for p in report.passages[1:]} == {"story"}


def test_a_date_in_the_story_is_not_the_date_of_the_page() -> None:
    assert parse(make_page()).published is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-02-23T02:00:00Z">',
        '<meta itemprop="datePublished" content="2026-02-22T20:00-06:00">',
        LINKED.format('{"@graph": [{"@type": "WebPage"}, [{"datePublished": "2026-02-23T02:00:00.000Z"}]]}'),
        LINKED.format('{"mainEntity": {"datePublished": "2026-02-22T20:00:00-06:00"}}'),
        LINKED.format("{nope") + LINKED.format('{"datePublished": "2026-02-22T20:00:00-06:00"}'),
        '<meta name="date" content="soon">' + LINKED.format('["", {"datePublished": "2026-02-22T20:00-06:00"}]'),
    ],
)
def test_date_and_time_of_publication_are_read_from_the_head(head: str) -> None:
    assert parse(make_page(head=head)).published == "2026-02-22T20:00-06:00"


def test_publisher_and_address_are_read_from_the_head() -> None:
    head = '<meta property="og:site_name" content="Un diario"><link rel="canonical" href="https://example.org/2026/02/23/a">'
    report = parse(make_page(head=head))
    assert (report.publisher, report.url, report.published) == (
        "Un diario",
        "https://example.org/2026/02/23/a",
        "2026-02-23",
    )


def test_what_the_user_says_wins_over_the_page() -> None:
    head = '<meta property="og:site_name" content="A"><meta property="article:published_time" content="2026-02-23">'
    report = parse(make_page(head=head), ReportDefaults(date="2026-01-01", publisher="B", url="https://example.org/b"))
    assert (report.published, report.publisher, report.url) == ("2026-01-01", "B", "https://example.org/b")


def test_the_language_of_the_frame_counts_only_where_the_text_tells_nothing() -> None:
    assert parse(make_page(lang="en-US")).lang == "es"
    assert parse(make_page("<p>Tapalpa 2026</p>", title="Tapalpa", lang="es")).lang == "es"
    assert parse(make_page("<p>Tapalpa 2026</p>", title="Tapalpa", lang="fr")).lang == "en"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("iso-8859-15", "iso-8859-15"),
        ("utf-16", "utf-8"),
        ("rot13", "cp1252"),
    ],
)
def test_a_page_is_decoded_as_its_bytes_or_else_its_own_word_say(declared: str, encoding: str) -> None:
    page = make_page().replace('charset="utf-8"', f'charset="{declared}"')
    assert "Tecomán" in parse(page.encode(encoding)).text


def test_a_page_in_utf_16_with_its_mark_is_read() -> None:
    assert "Tecomán" in parse(make_page().replace("utf-8", "iso-8859-1").encode("utf-16")).text


def test_a_bare_piece_of_html_is_read() -> None:
    report = parse("<h1>Tres muertos en León</h1><p>La policía halló tres cuerpos en León el lunes por la mañana.</p>")
    assert "La policía halló tres cuerpos" in report.text


def test_a_table_keeps_its_cells_and_loses_its_rule() -> None:
    table = "<table><tr><th>Municipio</th><th>Bloqueos</th></tr><tr><td>Armería</td><td>3</td></tr></table>"
    text = parse(make_page(STORY + table + STORY)).text
    assert "Armería" in text
    assert "---" not in text


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<html><head><title>A</title></head></html>", "<div>" * 5000]
)
def test_a_page_without_an_article_is_refused_in_one_line(page: str) -> None:
    with pytest.raises(InputError, match=r"^p\.html: found no article in the page; expected headline and text$"):
        parse(page)


def test_entities_are_refused_and_so_never_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(InputError, match=r"^p\.html: found a declaration of entities"):
        parse(bomb + make_page("<p>&b;&c;</p>"))


def test_markup_and_templates_in_a_page_are_only_text() -> None:
    story = STORY + "<p>{{ 7*7 }} {% raw %} &lt;img src=x onerror=alert(1)&gt; &lt;/script&gt;</p>"
    text = parse(make_page(story)).text
    assert "{{ 7*7 }} {% raw %} <img src=x onerror=alert(1)> </script>" in text


def test_the_same_page_gives_the_same_report() -> None:
    assert parse(make_page()) == parse(make_page())
