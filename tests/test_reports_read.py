"""Inputs to reports: files, folders and standard input."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.model import ReadResult
from geomap.reports.assemble import ReportDefaults
from geomap.reports.read import InputFile, list_inputs, read_reports

NO_STDIN = io.BytesIO()


def read(*inputs: str | Path, stdin: bytes = b"", stdin_format: str = "text", **known: str) -> ReadResult:
    return read_reports(
        list_inputs(inputs), stdin=io.BytesIO(stdin), stdin_format=stdin_format, defaults=ReportDefaults(**known)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reports, tables and other files."""
    root = tmp_path / "in"
    (root / "b").mkdir(parents=True)
    (root / ".hidden").mkdir()
    for name, content in {
        "z.txt": "One man died in Tepic.",
        "b/a.MD": "# Two men died in Colima",
        "a.jsonl": '{"doc_id": "x", "text": "Three men died."}\nnope\n{"event_type": "raid"}',
        "table.csv": "event_type\nraid\n",
        "page.htm": "<html><body><p>Four men died in Tepic on Monday, police said.</p></body></html>",
        "README.md": "About this folder.",
        "readme.txt": "About this folder.",
        "LICENSE.txt": "Do what you like.",
        ".hidden.txt": "Hidden.",
        ".hidden/a.txt": "Hidden.",
        "photo.jpg": "no report",
    }.items():
        (root / name).write_text(content)
    return root


def test_a_folder_is_listed_in_order_without_what_is_no_report(folder: Path) -> None:
    assert [(f.doc_id, f.kind) for f in list_inputs([folder])] == [
        ("a.jsonl", "jsonl"),
        ("b/a.MD", "markdown"),
        ("page.htm", "html"),
        ("table.csv", "csv"),
        ("z.txt", "text"),
    ]


def test_reports_are_read_from_a_folder_and_tables_left_to_others(folder: Path) -> None:
    result = read(folder)
    assert [r.doc_id for r in result.reports] == ["x", "b/a.MD", "page.htm", "z.txt"]
    assert [i.doc_id for i in result.incidents] == ["a.jsonl#3"]
    assert [r.record for r in result.rejects] == ["a.jsonl line 2"]


def test_a_named_file_is_called_by_its_name_alone(folder: Path) -> None:
    (report,) = read(folder / "b" / "a.MD").reports
    assert (report.doc_id, report.text) == ("a.MD", "Two men died in Colima")


def test_a_named_readme_is_read(folder: Path) -> None:
    assert [r.doc_id for r in read(folder / "README.md").reports] == ["README.md"]


def test_reading_a_folder_twice_gives_the_same(folder: Path) -> None:
    assert read(folder) == read(str(folder))


def test_a_file_that_is_named_twice_is_read_once(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "z.txt")
    assert [f.doc_id for f in list_inputs([folder / "z.txt", folder / "link.txt", folder / "z.txt"])] == ["z.txt"]
    assert [f.doc_id for f in list_inputs(["-", "-"])] == ["-"]


def test_two_files_of_one_name_are_told_apart(folder: Path) -> None:
    (folder / "b" / "z.txt").write_text("Five men died.")
    assert [r.doc_id for r in read(folder / "z.txt", folder / "b" / "z.txt").reports] == ["z.txt", "z.txt~2"]


def test_standard_input_is_read_in_the_format_that_is_said() -> None:
    assert read("-", stdin=b"One man died.").reports[0].doc_id == "-"
    assert read("-", stdin=b"**One** man died.", stdin_format="markdown").reports[0].text == "One man died."
    assert [r.doc_id for r in read("-", stdin=b'{"text": "a"}', stdin_format="jsonl").reports] == ["-#1"]


def test_what_is_known_of_all_reports_is_put_on_each(folder: Path) -> None:
    result = read(folder, date="2026-02-22", country="MX")
    assert {(r.published, r.country) for r in result.reports} == {("2026-02-22", "MX")}


def test_without_defaults_nothing_is_assumed(folder: Path) -> None:
    (report,) = read_reports(list_inputs([folder / "z.txt"]), stdin=NO_STDIN).reports
    assert (report.published, report.publisher, report.url, report.country) == (None, None, None, None)


def test_a_second_report_of_one_name_from_another_file_is_set_aside(folder: Path) -> None:
    (folder / "c.jsonl").write_text('{"doc_id": "x", "text": "Six men died."}')
    result = read(folder)
    assert [r.text for r in result.reports if r.doc_id == "x"] == ["Three men died."]
    assert ("x", "a second report with this doc_id; expected one") in [(r.record, r.reason) for r in result.rejects]


def test_a_bad_file_among_good_ones_is_set_aside(folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(32)) * 4)
    os.mkfifo(folder / "pipe.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    rejects = {r.record: r.reason for r in read(folder).rejects}
    assert rejects["empty.txt"] == "is empty; expected a report"
    assert rejects["binary.txt"] == "looks binary; expected text"
    assert rejects["pipe.txt"] == "is no ordinary file; expected a report"
    assert rejects["gone.txt"].startswith("can't be read (")


@pytest.mark.parametrize("stdin", [b"", b"\n"])
def test_empty_standard_input_is_set_aside(stdin: bytes) -> None:
    assert [(r.record, r.reason) for r in read("-", stdin=stdin).rejects] == [("-", "is empty; expected a report")]


def test_closed_standard_input_is_set_aside_where_it_is_named_and_missed_nowhere_else(folder: Path) -> None:
    closed = read_reports(list_inputs(["-", folder / "z.txt"]), stdin=None)
    assert [r.reason for r in closed.rejects] == ["standard input is closed; expected something to read"]
    assert [r.doc_id for r in closed.reports] == ["z.txt"]


@pytest.mark.parametrize("known", [{"date": "foo"}, {"timezone": "Nowhere"}])
def test_what_the_user_says_wrongly_is_refused_before_any_file_is_read(folder: Path, known: dict[str, str]) -> None:
    with pytest.raises(InputError, match="found"):
        read_reports(list_inputs([folder / "table.csv"]), stdin=None, defaults=ReportDefaults(**known))


def test_a_date_that_can_not_be_read_is_told_and_the_report_kept(folder: Path) -> None:
    (folder / "z.txt").write_text("Fecha: pronto\nLugar: Tapalpa\n\nUn hombre murió.")
    result = read(folder / "z.txt")
    assert [(r.published, r.text) for r in result.reports] == [(None, "Lugar: Tapalpa\n\nUn hombre murió.")]
    assert result.notices == (
        "z.txt: found the date 'pronto', which can't be read; expected ISO 8601, such as 2026-02-22",
    )
    (folder / "x.jsonl").write_text('{"text": "Un hombre murió.", "date": "pronto"}')
    assert read(folder / "x.jsonl").notices[0].startswith("x.jsonl line 1: found the date 'pronto'")


def test_unsound_text_is_read_and_told(folder: Path) -> None:
    (folder / "old.txt").write_bytes("Ocotlán".encode("cp1252"))
    result = read(folder)
    assert result.notices == ("old.txt: is no UTF-8; read as Windows-1252",)
    assert "Ocotlán" in [r.text for r in result.reports]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("nowhere", "does not exist; expected a file or folder"),
        ("nowhere.txt", "does not exist; expected a file or folder"),
        ("photo.jpg", "found the suffix '.jpg'; expected one of .txt, .md"),
        ("a\x00b.txt", "does not exist"),
    ],
)
def test_an_input_that_can_not_be_used_is_named_with_what_was_expected(folder: Path, name: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        list_inputs([folder / name])
    assert problem in str(caught.value)


def test_a_folder_without_a_report_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()
    with pytest.raises(InputError, match="holds no report or table; expected files such as"):
        list_inputs([tmp_path])


def test_a_file_name_that_is_no_utf_8_gives_a_name_that_can_be_written(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/Ocotl\xe1n.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(b"One man died.")
    (report,) = read(tmp_path).reports
    assert report.doc_id.encode() == "Ocotl\ufffdn.txt".encode()


def test_a_folder_that_can_not_be_listed_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def refuse(path: str | Path) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    closed = "b"
    assert InputFile(folder / "b", "b", "text") in list_inputs([folder])
    assert [r.record for r in read(folder).rejects] == ["a.jsonl line 2", "b"]
    closed = "in"
    with pytest.raises(InputError, match=r"in: can't be listed \(Permission denied\)$"):
        list_inputs([folder])
