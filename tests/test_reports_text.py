"""Plain text and Markdown to reports."""

from __future__ import annotations

import pytest

from geomap.reports.assemble import ReportDefaults
from geomap.reports.text import parse_text, strip_markup

DEFAULTS = ReportDefaults()


def test_a_text_file_becomes_a_report_with_its_text_unchanged() -> None:
    text = "Queman dos camiones en Celaya\n\n  Los  hechos ocurrieron el lunes. 👍🏽\n"
    (report,) = parse_text(text.encode(), doc_id="a.txt", defaults=DEFAULTS).reports
    assert (report.doc_id, report.text, report.title, report.lang) == (
        "a.txt",
        text,
        "Queman dos camiones en Celaya",
        "es",
    )
    assert report.sha256 is not None
    assert [report.text[p.start : p.end] for p in report.passages] == [
        "Queman dos camiones en Celaya",
        "Los  hechos ocurrieron el lunes. 👍🏽",
    ]


def test_front_matter_is_no_part_of_the_text() -> None:
    content = b"---\ntitle: A\ndate: 2026-02-22\n---\nThe story."
    (report,) = parse_text(content, doc_id="a.txt", defaults=DEFAULTS).reports
    assert (report.text, report.title, report.published) == ("The story.", "A", "2026-02-22")


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("# A **bold** _raid_ #", "A bold raid"),
        ("A raid\n======\n\nText", "A raid\n\nText"),
        (
            "See [the list](https://example.org/a_(b)) and [more][1].\n\n[1]: https://example.org",
            "See the list and more.",
        ),
        ("![A bus on fire](bus.jpg)\nText", "Text"),
        ("[![alt](a.png)](https://example.org) Text", "Text"),
        ("> quoted\n> > twice", "quoted\ntwice"),
        ("* one\n- two\n1. three", "* one\n- two\n1. three"),
        ("Mail <https://example.org/x> now", "Mail https://example.org/x now"),
        ("a `code` and ~~gone~~ and ***all***", "a code and gone and all"),
        ("```\nplain\n```\n", "plain"),
        ("Line\n\n---\n\n* * *\n\nLine", "Line\n\nLine"),
        ("| State | n |\n|---|:-:|\n| Colima | 3 |", "State | n\n\nColima | 3"),
        ("<!-- note\nto self -->Text", "Text"),
        (r"5 \* 3 and snake_case_name and 2 * 3 * 4", "5 * 3 and snake_case_name and 2 * 3 * 4"),
        ("Two<!-- or three --> men  \nin Tepic &amp; Xalisco", "Two men\nin Tepic & Xalisco"),
        ("    Set in like on a typewriter.\n\nText", "Set in like on a typewriter.\n\nText"),
        ("1. one\n\n   more\n2. two", "1. one\n\nmore\n2. two"),
        ("**Tecomán**, Col.", "Tecomán, Col."),
        ("{{ 7*7 }} <b>x</b> $5", "{{ 7*7 }} <b>x</b> $5"),
        ("[Colima] alone", "[Colima] alone"),
        ("[Update]: 4 soldiers die", "[Update]: 4 soldiers die"),
        ("[a]: <https://example.org> 'A title'\n[b]: /notas/1\nText", "Text"),
    ],
)
def test_marks_of_markdown_are_stripped_and_words_kept(marked: str, plain: str) -> None:
    assert strip_markup(marked) == plain


def test_offsets_of_a_markdown_report_are_those_of_its_plain_text() -> None:
    content = b"# Raid in **Tepic**\n\nTwo men died. [More](x)\n"
    (report,) = parse_text(content, doc_id="a.md", defaults=DEFAULTS, markdown=True).reports
    assert [(p.role, report.text[p.start : p.end]) for p in report.passages] == [
        ("headline", "Raid in Tepic"),
        ("story", "Two men died. More"),
    ]


@pytest.mark.parametrize("sign", ["[", "![a](", "*", "`", "> ", "<!--", "#", "- ", "|-", "\\", "_a"])
def test_a_long_run_of_signs_takes_no_long_time(sign: str) -> None:
    assert len(strip_markup(sign * 50_000)) <= len(sign) * 50_000
