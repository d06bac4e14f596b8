"""JSON lines: reports, incidents, and what is set aside."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_json import incident_to_dict

from geomap.errors import InputError
from geomap.model import ReadResult, Source
from geomap.reports.assemble import ReportDefaults
from geomap.reports.jsonl import parse_jsonl


def parse(*lines: str | bytes | dict[str, Any], defaults: ReportDefaults | None = None) -> ReadResult:
    content = b"\n".join(
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    )
    return parse_jsonl(content, doc_id="a.jsonl", defaults=defaults or ReportDefaults())


def test_a_line_with_text_is_a_report() -> None:
    line = {
        "doc_id": "x/1",
        "text": "Tres muertos\r\nen León.",
        "title": "Tres muertos",
        "lang": "es-MX",
        "date": "2026-02-22",
        "url": "https://example.org",
        "publisher": "Un diario",
    }
    (report,) = parse(line).reports
    assert (report.doc_id, report.text, report.title, report.lang) == ("x/1", line["text"], "Tres muertos", "es")
    assert (report.published, report.url, report.publisher) == ("2026-02-22", "https://example.org", "Un diario")
    assert [report.text[p.start : p.end] for p in report.passages] == ["Tres muertos", "en León."]


def test_a_report_without_a_name_is_named_by_file_and_line() -> None:
    result = parse({"text": "One man died."}, "", {"text": "Two men died."})
    assert [r.doc_id for r in result.reports] == ["a.jsonl#1", "a.jsonl#3"]


def test_a_line_with_an_event_type_is_an_incident() -> None:
    result = parse({"event_type": "raid", "place_text": "Tapalpa", "killed_best": 7, "text": None})
    (incident,) = result.incidents
    assert (incident.doc_id, incident.event_type) == ("a.jsonl#1", "raid")
    assert (incident.killed_best, incident.injured_best) == (7, None)
    assert [s.doc_id for s in incident.sources] == ["a.jsonl"]


def test_a_line_is_an_incident_as_a_row_of_any_table_is() -> None:
    said = {"event_type": "raid", "source_url": "https://example.org", "source_publisher": "EFE", "colour": "red"}
    result = parse(said | {"incident_id": ""}, said, {"event_type": "raid", "source_url": 7})
    first, second = result.incidents
    assert (first.sources[0].url, first.sources[0].publisher) == ("https://example.org", "EFE")
    assert first.incident_id.startswith("t-")
    assert second.incident_id == f"{first.incident_id}-2"
    assert [r.reason for r in result.rejects] == ["source_url: found 7; expected text"]
    assert result.notices == ("a.jsonl: 1 columns are no field and were passed over: colour",)


def test_an_incident_that_was_written_is_read_back_the_same() -> None:
    first = parse({"event_type": "raid", "incident_id": "i", "lon": -103.76, "lat": 19.95}).incidents[0]
    assert first.sources[0] == Source("a.jsonl", sha256=first.sources[0].sha256)
    assert parse(incident_to_dict(first, quotes=True)).incidents == (first,)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is no JSON (Expecting property name"),
        ("nope", "is no JSON (Expecting value"),
        ("[1, 2]", "found a JSON list; expected an object"),
        ("null", "found a JSON NoneType; expected an object"),
        ("{}", "found neither 'text' nor 'event_type'"),
        ('{"text": null}', "found neither 'text' nor 'event_type'"),
        ('{"text": 5}', "text: found 5; expected text"),
        ('{"text": "a", "title": ["b"]}', "title: found ['b']; expected text"),
        ('{"text": "  "}', "holds no text; expected a report"),
        ('{"event_type": "picnic"}', "event_type: found 'picnic'; expected one of raid"),
        ('{"event_type": "raid", "killed_best": -1}', "killed_best: found -1; expected a whole number"),
        ('{"event_type": "raid", "killed_best": 1' + "0" * 400 + "}", "killed_best: found 1000"),
        ('{"event_type": "raid", "killed_best": ' + "9" * 5000 + "}", "is no JSON (Exceeds the limit"),
        ('{"event_type": "raid", "lon": NaN, "lat": 1}', "lon: found nan; expected a number"),
        ('{"event_type": "raid", "radius_m": 1' + "0" * 400 + "}", "radius_m: found 1000"),
        ('{"event_type": "raid", "lon": 1e999, "lat": 1}', "lon: found inf; expected a number"),
        ('{"text": ' + "[" * 100_000, "is nested too deeply"),
        ('{"event_type": "raid", "note": ' + '{"a":' * 700 + "1" + "}" * 701, "is nested too deeply"),
        (b'{"text": "a\x00b\x00c"}', "looks binary; expected text"),
    ],
)
def test_a_bad_line_among_good_ones_is_set_aside_with_its_reason(line: str | bytes, reason: str) -> None:
    result = parse({"text": "One man died."}, line, {"text": "Two men died."})
    assert len(result.reports) == 2
    (reject,) = result.rejects
    assert reject.record == "a.jsonl line 2"
    assert reject.reason.startswith(reason)
    assert "\n" not in reject.reason


def test_a_name_that_an_earlier_line_bears_is_named_with_both_lines() -> None:
    result = parse(
        {"doc_id": "a", "text": "x"}, {"doc_id": "a", "text": "y"}, {"event_type": "raid", "incident_id": "a"}
    )
    assert [r.text for r in result.reports] == ["x"]
    assert len(result.incidents) == 1
    assert [(r.record, r.reason) for r in result.rejects] == [
        ("a.jsonl line 2", "doc_id: found 'a' again, after line 1; expected it once")
    ]


def test_lone_surrogates_become_signs_that_a_file_can_hold() -> None:
    result = parse(
        r'{"text": "a\ud800b", "title": "\udfff", "doc_id": "\ud801"}', r'{"event_type": "raid", "note": "\ud800"}'
    )
    (report,), (incident,) = result.reports, result.incidents
    assert (report.text, report.title, report.doc_id, incident.note) == ("a\ufffdb", "\ufffd", "\ufffd", "\ufffd")


def test_one_line_in_another_encoding_spoils_no_other() -> None:
    result = parse('{"text": "Ocotlán"}', '{"text": "Zacapú"}'.encode("cp1252"), '{"text": "Yurécuaro"}')
    assert [r.text for r in result.reports] == ["Ocotlán", "Zacapú", "Yurécuaro"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_with_a_byte_order_mark_is_read(encoding: str) -> None:
    content = '{"text": "Ocotlán"}\r\n{"text": "Zacapú"}\r\n'.encode(encoding)
    result = parse_jsonl(content, doc_id="a", defaults=ReportDefaults())
    assert [r.text for r in result.reports] == ["Ocotlán", "Zacapú"]


def test_what_the_user_says_wins_over_the_line() -> None:
    defaults = ReportDefaults(date="2020-01-01", lang="es")
    (report,) = parse({"text": "One man died.", "date": "2026-02-22", "lang": "en"}, defaults=defaults).reports
    assert (report.published, report.lang) == ("2020-01-01", "es")


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["text", "event_type", "doc_id", "date", "lang", "lon", "lat", "sources", "spans", "killed_best"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
            max_leaves=4,
        ),
    )
)
def test_any_object_is_read_or_set_aside(item: dict[str, Any]) -> None:
    result = parse(item)
    assert len(result.reports) + len(result.incidents) + len(result.rejects) == 1


def test_a_file_that_lies_about_its_encoding_is_refused() -> None:
    with pytest.raises(InputError, match="begins as utf-16"):
        parse_jsonl(b"\xff\xfe\x00\xd8\x00", doc_id="a", defaults=ReportDefaults())
