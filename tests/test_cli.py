"""The command line: what it prints, writes and returns."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.cli.app import COMMANDS, build_parser, run_command

REPORT = """Army raid in Tapalpa leaves seven dead

Soldiers raided a house in Tapalpa, Jalisco, on February 22, 2026. Seven gunmen were killed and three soldiers were
injured in the raid.

Hours later, gunmen set up more than 250 roadblocks in 20 Mexican states.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A small report in a file."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Give what was said on standard error, which must be one line."""
    said = capsys.readouterr().err
    assert said.startswith("geomap: ")
    assert said.count("\n") == 1
    assert "Traceback" not in said
    return said


def test_help_of_every_command_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert run_command([command, "--help"]) == 0
        assert f"example: geomap {command}" in capsys.readouterr().out


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from geomap.cli.app import run_command; run_command(['--help']); run_command(['map', '--help']); "
        "heavy = {'folium', 'pandas', 'numba', 'numpy', 'pyarrow', 'shapely', 'trafilatura'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.splitlines()[-1] == "[]"


def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command([]) == 2
    assert run_command(["map"]) == 2
    assert run_command(["no-such-command"]) == 2
    assert "usage: geomap" in capsys.readouterr().err
    assert build_parser().prog == "geomap"


def test_map_writes_the_page_and_its_two_files(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "out" / "tapalpa.html"
    assert run_command(["map", str(report), "-o", str(page)]) == 0
    assert sorted(p.name for p in page.parent.iterdir()) == [
        "tapalpa.geojson",
        "tapalpa.html",
        "tapalpa.states.geojson",
    ]
    found = json.loads(page.with_suffix(".geojson").read_text(encoding="utf-8"))
    raid = next(f for f in found["features"] if f["properties"]["event_type"] == "raid")
    assert raid["properties"]["admin2_code"] == "14086"
    assert (raid["properties"]["killed_best"], raid["properties"]["injured_best"]) == (7, 3)
    assert raid["properties"]["date_start"].startswith("2026-02-22")
    total = next(f for f in found["features"] if f["properties"]["record_kind"] == "aggregate")
    assert total["geometry"] is None
    assert (total["properties"]["n_events_low"], total["properties"]["n_areas"]) == (250, 20)
    assert "exact" not in json.dumps(found)
    assert f"{len(found['features'])} incidents of 1 reports" in capsys.readouterr().err


def test_the_same_input_gives_the_same_bytes(report: Path, tmp_path: Path) -> None:
    written = []
    for name in ("a", "b"):
        page = tmp_path / name / "x.html"
        assert run_command(["map", str(report), "-o", str(page), "--quiet"]) == 0
        written.append([p.read_bytes() for p in sorted(page.parent.iterdir())])
    assert written[0] == written[1]


def test_extract_writes_json_lines_by_default(report: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command(["extract", str(report)]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert {json.loads(line)["doc_id"] for line in lines} == {"report.txt"}


@pytest.mark.parametrize("suffix", [".geojson", ".jsonl", ".csv"])
def test_convert_keeps_every_incident(report: Path, tmp_path: Path, suffix: str) -> None:
    first, second, third = (tmp_path / f"{name}{s}" for name, s in (("a", ".jsonl"), ("b", suffix), ("c", ".jsonl")))
    assert run_command(["extract", str(report), "-o", str(first)]) == 0
    assert run_command(["convert", str(first), "-o", str(second)]) == 0
    assert run_command(["convert", str(second), "-o", str(third)]) == 0
    assert first.read_text(encoding="utf-8") == third.read_text(encoding="utf-8")


def test_reconcile_gives_one_incident_an_event(report: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_text(REPORT.replace("Army raid", "Soldiers’ raid"), encoding="utf-8")
    out = tmp_path / "x.jsonl"
    assert run_command(["reconcile", str(report), str(twin), "-o", str(out)]) == 0
    raids = [r for r in map(json.loads, out.read_text(encoding="utf-8").splitlines()) if r["event_type"] == "raid"]
    assert len(raids) == 1
    assert {s["doc_id"] for s in raids[0]["sources"]} == {"report.txt", "twin.txt"}


def test_toponyms_writes_mentions_of_the_contract(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "m.jsonl"
    assert run_command(["toponyms", str(report), "-o", str(out)]) == 0
    document = json.loads(out.read_text(encoding="utf-8"))
    mention = next(m for m in document["mentions"] if m["text"] == "Tapalpa")
    assert mention["kind"] == "place"
    assert mention["admin2_code"] == "14086"
    assert REPORT[mention["start"] : mention["end"]] == "Tapalpa"
    assert all((m["lon"] is None) == (m["lat"] is None) for m in document["mentions"])


def test_geocode_keeps_rows_and_columns_and_adds_its_own(tmp_path: Path) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    table.write_text("id,town,state\n1,Tapalpa,Jalisco\n2,Nowhereville,Jalisco\n3,,\n", encoding="utf-8")
    assert (
        run_command(["geocode", str(table), "-o", str(out), "--place", "town", "--admin1", "state", "--country", "MX"])
        == 0
    )
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [r["id"] for r in rows] == ["1", "2", "3"]
    assert rows[0]["geomap_admin2_code"] == "14086"
    assert (rows[1]["geomap_geo_precision"], rows[1]["geomap_confidence"]) == ("admin1", "0.50")
    assert "Nowhereville" in rows[1]["geomap_note"]


def test_join_adds_divisions(tmp_path: Path) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    table.write_text("lat,lon\n19.94563,-103.75954\n,\n", encoding="utf-8")
    assert run_command(["join", str(table), "-o", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [r["geomap_admin2_code"] for r in rows] == ["14086", ""]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("lat,lon\n200,0\n", "row 1: found lon 0.0, lat 200.0"),
        ("lat,lon\nx,0\n", "row 1: found '0', 'x'"),
        ("a,b\n1,2\n", "found no column for lon"),
        ("lat,lon\n", "found a header and no row"),
        ("lat,lon\n1,2,3\n", "row 1: found 3 cells"),
    ],
)
def test_a_bad_table_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, message: str
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(content, encoding="utf-8")
    assert run_command(["join", str(table), "-o", str(tmp_path / "o.csv")]) == 1
    assert message in one_line(capsys)


def test_places_searches(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["places", "Tapalpa"]) == 0
    assert "Jalisco, Mexico" in capsys.readouterr().out
    assert run_command(["places", "Xyzzyqwert"]) == 1
    assert "no place is called" in one_line(capsys)


def test_schema_is_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert "event_type" in schema["required"]
    assert schema["properties"]["killed_best"]["type"] == ["integer", "null"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t ", "is empty"),
        ("binary.txt", bytes(range(256)) * 20, "looks binary"),
        ("x.docx", b"PK", "expected one of"),
        ("x.csv", b"event_type\n", "found a header and no row"),
    ],
)
def test_an_unusable_file_is_1_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    out = tmp_path / "o.html"
    assert run_command(["map", str(path), "-o", str(out)]) == 1
    assert message in one_line(capsys)
    assert not out.exists()


def test_a_folder_without_reports_and_a_missing_file_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "README.md").write_text("no report", encoding="utf-8")
    assert run_command(["map", str(tmp_path), "-o", str(tmp_path / "o.html")]) == 1
    assert "holds no report" in one_line(capsys)
    assert run_command(["map", str(tmp_path / "none.txt"), "-o", str(tmp_path / "o.html")]) == 1
    assert "does not exist" in one_line(capsys)


def test_a_report_without_a_place_gives_a_map_that_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, page = tmp_path / "r.txt", tmp_path / "o.html"
    path.write_text("The committee met and nothing was decided at all.", encoding="utf-8")
    assert run_command(["map", str(path), "-o", str(page)]) == 0
    assert "0 incidents of 1 reports" in one_line(capsys)
    assert json.loads(page.with_suffix(".geojson").read_text(encoding="utf-8"))["features"] == []


def test_a_bad_line_among_good_ones_is_set_aside_counted_and_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, rejects = tmp_path / "r.jsonl", tmp_path / "rejects.csv"
    good = json.dumps({"doc_id": "a", "text": REPORT})
    path.write_text(f'{good}\n{{"text": \n{{"other": 1}}\n', encoding="utf-8")
    page = tmp_path / "o.html"
    assert run_command(["map", str(path), "-o", str(page), "--rejects", str(rejects)]) == 0
    assert "2 records set aside" in capsys.readouterr().err
    listed = list(csv.DictReader(io.StringIO(rejects.read_text(encoding="utf-8"))))
    assert [r["record"] for r in listed] == ["r.jsonl line 2", "r.jsonl line 3"]


def test_an_output_that_can_not_be_written_is_told(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert run_command(["map", str(report), "-o", str(tmp_path / "file" / "o.html")]) == 1
    assert "can't be written" in one_line(capsys)
    assert run_command(["map", str(report), "-o", str(tmp_path / "o.pdf")]) == 1
    assert "expected .html" in one_line(capsys)
    assert run_command(["extract", str(report), "-o", str(tmp_path / "o.shp")]) == 1
    assert "expected one of" in one_line(capsys)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    out = tmp_path / "o.jsonl"
    assert run_command(["extract", "-", "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8")


def test_an_output_that_is_an_input_is_refused_before_the_work(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "tapalpa.geojson"
    assert run_command(["extract", str(report), "-o", str(table)]) == 0
    points, before = tmp_path / "p.csv", table.read_bytes()
    points.write_text("town,lon,lat\nTapalpa,-103.76,19.95\n")
    capsys.readouterr()
    for arguments in (
        ["map", str(table), "-o", str(tmp_path / "tapalpa.html")],
        ["map", str(tmp_path), "-o", str(tmp_path / "tapalpa.html")],
        ["convert", str(table), "-o", str(tmp_path / "." / "tapalpa.geojson")],
        ["extract", str(report), "--rejects", str(report)],
        ["toponyms", str(report), "-o", str(report)],
        ["geocode", str(points), "-o", str(points), "--place", "town"],
        ["join", str(points), "-o", str(points)],
    ):
        assert run_command(arguments) == 1
        assert "is an input" in one_line(capsys)
    assert table.read_bytes() == before
    assert report.read_text(encoding="utf-8") == REPORT


def test_a_map_is_written_whole_or_not_at_all(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "o" / "d.html").mkdir(parents=True)
    assert run_command(["map", str(report), "-o", str(tmp_path / "o" / "d.html")]) == 1
    assert "no ordinary file" in one_line(capsys)
    assert [p.name for p in (tmp_path / "o").iterdir()] == ["d.html"]


def test_a_wrong_date_of_the_user_fails_once(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.txt"
    other.write_text(REPORT, encoding="utf-8")
    page = tmp_path / "o.html"
    assert run_command(["map", str(report), str(other), "-o", str(page), "--date", "foo"]) == 1
    assert "date of the reports: found the date 'foo'" in one_line(capsys)
    assert not page.exists()


@pytest.mark.parametrize("command", ["map", "extract", "reconcile", "convert", "toponyms"])
def test_where_nothing_could_be_used_the_reason_is_told_and_all_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("x,y\n1,2\n", encoding="utf-8")
    out, rejects = tmp_path / ("o.html" if command == "map" else "o.jsonl"), tmp_path / "rejects.csv"
    inputs = [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    assert run_command([command, *inputs, "-o", str(out), "--rejects", str(rejects)]) == 1
    assert "a.csv: found the columns x, y; expected event_type among them (1 more set aside)" in one_line(capsys)
    assert rejects.read_text(encoding="utf-8").count("found the columns") == 2
    assert not out.exists()


def test_what_a_command_does_not_use_is_told(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    table.write_text("event_type\nraid\narson\n", encoding="utf-8")
    inputs, out = [str(report), str(table)], str(tmp_path / "o.jsonl")
    assert run_command(["extract", *inputs, "-o", out]) == 0
    assert "2 incidents left out: extract takes reports only" in one_line(capsys)
    assert run_command(["toponyms", *inputs, "-o", out]) == 0
    assert "2 incidents left out" in one_line(capsys)
    assert run_command(["convert", *inputs, "-o", out]) == 0
    assert "1 report left out: convert takes incidents only" in one_line(capsys)
    assert run_command(["reconcile", *inputs, "-o", out]) == 0
    assert run_command(["extract", *inputs, "-o", out, "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert run_command(["extract", str(table)]) == 1
    assert "found no report in the input" in one_line(capsys)


def test_a_result_and_its_own_report_give_the_result(report: Path, tmp_path: Path) -> None:
    one, again, copies = (tmp_path / f"{name}.jsonl" for name in ("one", "again", "copies"))
    assert run_command(["reconcile", str(report), "-o", str(one)]) == 0
    assert run_command(["reconcile", str(one), str(report), "-o", str(again)]) == 0
    (tmp_path / "onecopy.jsonl").write_bytes(one.read_bytes())
    assert run_command(["convert", str(one), str(tmp_path / "onecopy.jsonl"), "-o", str(copies)]) == 0
    assert again.read_bytes() == copies.read_bytes() == one.read_bytes()


@pytest.mark.parametrize(
    ("command", "redirection", "message"),
    [
        (["extract", "-"], "<&-", "standard input is closed"),
        (["join", "-"], "<&-", "standard input is closed"),
        (["schema"], ">/dev/full", "standard output: can't be written"),
        (["places", "Tapalpa"], ">/dev/full", "standard output: can't be written"),
        (["schema"], ">&-", "standard output: is closed"),
    ],
)
def test_a_closed_or_full_stream_is_told_in_one_line(command: list[str], redirection: str, message: str) -> None:
    line = f'exec "$0" -m geomap "$@" {redirection}'
    done = subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", line, sys.executable, *command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"geomap: {'-: ' if 'input' in message else ''}{message}")
    assert done.stderr.count("\n") == 1


def test_standard_input_that_is_closed_is_missed_only_where_it_is_named(report: Path, tmp_path: Path) -> None:
    line = f'exec "$0" -m geomap extract "{report}" -o "{tmp_path / "o.jsonl"}" <&-'
    done = subprocess.run(["/bin/sh", "-c", line, sys.executable], capture_output=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_country_that_is_neither_column_nor_code_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("town,country\nTapalpa,MX\n", encoding="utf-8")
    assert run_command(["geocode", str(table), "--place", "town", "--country", "county"]) == 1
    assert "--country: found 'county'; expected an ISO code" in one_line(capsys)
    assert run_command(["geocode", str(table), "--place", "town", "--country", "country"]) == 0
    assert run_command(["geocode", str(table), "--place", "town", "--country", "mx"]) == 0


def test_a_row_without_a_usable_point_is_kept_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    table.write_text("lat;lon\n19.94563;-103.75954\nN/A;-103.7\n95;0\n;1\n", encoding="utf-8")
    assert run_command(["join", str(table), "-o", str(out)]) == 0
    said = one_line(capsys)
    assert "3 rows have no usable point and got empty columns" in said
    assert "row 2: found '-103.7', 'N/A'; expected degrees" in said
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [r["geomap_admin2_code"] for r in rows] == ["14086", "", "", ""]
    assert run_command(["join", str(table), "-o", str(out), "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_columns_of_an_earlier_run_are_replaced_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, placed, joined = (tmp_path / f"{name}.csv" for name in ("t", "placed", "joined"))
    table.write_text("town\nTapalpa\n", encoding="utf-8")
    assert run_command(["geocode", str(table), "-o", str(placed), "--place", "town", "--country", "MX"]) == 0
    capsys.readouterr()
    options = ["--lon", "geomap_lon", "--lat", "geomap_lat"]
    assert run_command(["join", str(placed), "-o", str(joined), *options]) == 0
    assert "replaced the columns geomap_admin1_name, geomap_admin1_code" in one_line(capsys)
    header = next(csv.reader(io.StringIO(joined.read_text(encoding="utf-8"))))
    assert len(header) == len(set(header))
    assert header[-2:] == ["geomap_snap_km", "geomap_note"]


def test_a_table_is_written_in_no_other_format_than_its_name_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "g.ods"
    table.write_text("town,lon,lat\nTapalpa,-103.7,19.9\n", encoding="utf-8")
    assert run_command(["geocode", str(table), "-o", str(out), "--place", "town"]) == 1
    assert "found the suffix '.ods'; expected one of .csv, .tsv, .xlsx, .parquet, .gpkg" in one_line(capsys)
    assert run_command(["join", str(table), "-o", str(tmp_path / "g.TSV")]) == 0
    assert "town\tlon\tlat" in (tmp_path / "g.TSV").read_text(encoding="utf-8")


def test_a_message_never_carries_control_characters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "evil\x1b[2J\u202e.docx"
    path.write_bytes(b"x")
    assert run_command(["map", str(path), "-o", str(tmp_path / "o.html")]) == 1
    assert not {"\x1b", "\u202e"} & set(one_line(capsys))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_what_goes_to_a_pipe_is_utf_8_whatever_the_system_is_set_to(encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "geomap", "places", "Michoacán", "--country", "MX"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert done.stdout.decode().startswith("Michoacán\t")
