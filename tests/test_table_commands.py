"""``geomap geocode`` and ``geomap join`` on tables of every format and size: whole, in order, and gone on with."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from geomap.cli.app import run_command
from geomap.files import find_data
from geomap.sheets.formats import WRITTEN
from geomap.sheets.table import BATCH_ROWS, Geometry
from tests.sheet_tables import read_columns, write_cells, write_table

TOWNS = ["Tapalpa", "Sayula", "Uruapan", "Xyzzyqwert"]
N_ROWS = 3 * BATCH_ROWS + 7
GEOCODE = ["--place", "town", "--country", "MX"]


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Give what was said on standard error, which is one line."""
    said = capsys.readouterr().err
    assert said.count("\n") == 1, said
    return said


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a table of several batches and its geocoded form, which nothing changes."""
    folder = tmp_path_factory.mktemp("big")
    lines = [f'{number:07d},{TOWNS[number % 4]},"a ""b"",\nc"\n' for number in range(N_ROWS)]
    (folder / "t.csv").write_text("id,town,note\n" + "".join(lines), encoding="utf-8")
    assert run_command(["geocode", str(folder / "t.csv"), "-o", str(folder / "whole.csv"), *GEOCODE]) == 0
    return folder


@pytest.fixture
def table(big: Path, tmp_path: Path) -> Path:
    """The table of several batches, in a folder of its own."""
    return Path(shutil.copy2(big / "t.csv", tmp_path / "t.csv"))


def start_and_signal(
    arguments: list[str], folder: Path, what: signal.Signals, *, once: str = "000001.arrow"
) -> tuple[int, str]:
    """
    Start a command and stop it in the middle: once a file of its parts is there, when others are not.

    Gives its exit status and what it said.
    """
    command = [sys.executable, "-m", "geomap", *arguments]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603
    deadline = time.monotonic() + 60
    while not [*folder.glob(f"*.parts/{once}")]:
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.002)
    run.send_signal(what)
    said = run.communicate(timeout=60)[1]
    return run.returncode, said


@pytest.mark.parametrize("first", [[], ["--resume"]], ids=["plain", "resume"])
def test_a_killed_run_is_gone_on_with_and_gives_what_an_unbroken_one_gives(
    table: Path, big: Path, capsys: pytest.CaptureFixture[str], first: list[str]
) -> None:
    out = table.with_name("o.csv")
    command = ["geocode", str(table), "-o", str(out), *GEOCODE]
    assert start_and_signal([*command, *first], table.parent, signal.SIGKILL) == (-signal.SIGKILL, "")
    assert not out.exists()
    assert run_command([*command, "--resume"]) == 0
    assert re.search(r"o\.csv: goes on; \d parts of the table are done", one_line(capsys))
    assert out.read_bytes() == (big / "whole.csv").read_bytes()
    assert sorted(path.name for path in table.parent.iterdir()) == ["o.csv", "t.csv"]


def test_what_a_run_leaves_that_is_killed_before_its_first_part_is_cleared_away(table: Path, big: Path) -> None:
    out = table.with_name("o.csv")
    command = ["geocode", str(table), "-o", str(out), *GEOCODE]
    start_and_signal(command, table.parent, signal.SIGKILL, once="manifest.json")
    assert len([*table.parent.iterdir()]) > 1
    assert run_command(command) == 0
    assert out.read_bytes() == (big / "whole.csv").read_bytes()
    assert sorted(path.name for path in table.parent.iterdir()) == ["o.csv", "t.csv"]


def test_parts_that_are_there_are_used_and_broken_ones_made_anew(table: Path, big: Path) -> None:
    out, parts = table.with_name("o.csv"), table.with_name("o.csv.parts")
    command = ["geocode", str(table), "-o", str(out), *GEOCODE, "--resume"]
    start_and_signal(command, table.parent, signal.SIGKILL)
    with pa.ipc.open_file(pa.py_buffer((parts / "000000.arrow").read_bytes())) as reader:
        part = reader.get_batch(0)
    place = part.schema.get_field_index("geomap_note")
    marked = part.set_column(place, part.schema.field(place), pa.array(["marked"] * part.num_rows))
    with pa.ipc.new_file(str(parts / "000000.arrow"), marked.schema) as writer:
        writer.write_batch(marked)
    (parts / "000001.arrow").write_bytes(b"ARROW1 broken")
    assert run_command(command) == 0
    lines = out.read_text(encoding="utf-8").splitlines()[1::2]  # each row has a line end in a cell
    whole = (big / "whole.csv").read_text(encoding="utf-8").splitlines()[1::2]
    assert len(lines) == len(whole) == N_ROWS
    assert sum(line == old for line, old in zip(lines, whole, strict=True)) == N_ROWS
    text = out.read_text(encoding="utf-8")
    assert text.count(",marked\n") == BATCH_ROWS


@pytest.mark.parametrize("suffix", [".parquet", ".gpkg"])
def test_a_run_into_any_format_is_gone_on_with(table: Path, suffix: str) -> None:
    whole, out = table.parent / "whole" / f"o{suffix}", table.with_name(f"o{suffix}")
    assert run_command(["geocode", str(table), "-o", str(whole), *GEOCODE]) == 0
    start_and_signal(["geocode", str(table), "-o", str(out), *GEOCODE], table.parent, signal.SIGKILL)
    assert run_command(["geocode", str(table), "-o", str(out), *GEOCODE, "--resume"]) == 0
    assert out.read_bytes() == whole.read_bytes()
    assert read_columns(out)["id"] == [f"{number:07d}" for number in range(N_ROWS)]
    assert sorted(path.name for path in table.parent.iterdir()) == [out.name, "t.csv", "whole"]


@pytest.mark.parametrize("suffix", [".csv", ".gpkg"])
def test_ctrl_c_leaves_nothing_but_what_was_asked_to_be_gone_on_with(table: Path, suffix: str) -> None:
    out = table.with_name(f"o{suffix}")
    out.write_bytes(b"old")
    command = ["geocode", str(table), "-o", str(out), *GEOCODE]
    assert start_and_signal(command, table.parent, signal.SIGINT) == (130, "geomap: stopped\n")
    assert sorted(path.name for path in table.parent.iterdir()) == [out.name, "t.csv"]
    assert out.read_bytes() == b"old"
    status, said = start_and_signal([*command, "--resume"], table.parent, signal.SIGINT)
    assert status == 130
    assert "keeps what is done; the same command goes on from there" in said
    assert sorted(path.name for path in table.parent.iterdir()) == [out.name, f"{out.name}.parts", "t.csv"]
    assert run_command(command) == 0  # without --resume it starts anew
    assert sorted(path.name for path in table.parent.iterdir()) == [out.name, "t.csv"]


def test_a_run_is_not_gone_on_with_if_its_table_its_options_or_its_data_changed(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = table.with_name("o.csv")
    gazetteer = Path(shutil.copytree(find_data("gazetteer"), table.with_name("gazetteer")))
    command = ["geocode", str(table), "-o", str(out), "--place", "town", "--gazetteer", str(gazetteer)]
    start_and_signal([*command, "--resume"], table.parent, signal.SIGKILL)
    capsys.readouterr()
    assert run_command([*command, "--resume", "--country", "MX"]) == 1
    assert "can't go on, for the options changed" in one_line(capsys)
    (gazetteer / "more.csv").write_text("x", encoding="utf-8")
    assert run_command([*command, "--resume"]) == 1
    assert "can't go on, for the data that are looked up changed" in one_line(capsys)
    (gazetteer / "more.csv").unlink()
    before = table.stat()
    os.utime(table, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert run_command([*command, "--resume"]) == 1
    assert "can't go on, for the table t.csv changed" in one_line(capsys)
    os.utime(table, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run_command([*command, "--resume"]) == 0
    assert not [*table.parent.glob("*.part*")]


def test_a_folder_of_someone_else_is_left_alone(table: Path, big: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, folder = table.with_name("o.csv"), table.with_name("o.csv.parts")
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    command = ["geocode", str(table), "-o", str(out), *GEOCODE]
    assert run_command(command) == 0
    assert out.read_bytes() == (big / "whole.csv").read_bytes()
    assert run_command([*command, "--resume"]) == 1
    assert "o.csv.parts: holds no parts of an earlier run" in one_line(capsys)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_two_runs_on_one_output_do_not_disturb_each_other(table: Path, big: Path) -> None:
    out = table.with_name("o.csv")
    command = [sys.executable, "-m", "geomap", "geocode", str(table), "-o", str(out), *GEOCODE]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]  # noqa: S603
    assert [(run.communicate(timeout=120)[1], run.returncode) for run in runs] == [("", 0)] * 2
    assert out.read_bytes() == (big / "whole.csv").read_bytes()
    assert sorted(path.name for path in table.parent.iterdir()) == ["o.csv", "t.csv"]


@pytest.mark.parametrize("arguments", [["-", "-o", "o.csv"], ["t.csv"]])
def test_only_files_can_be_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("town\nTapalpa\n", encoding="utf-8")
    assert run_command(["geocode", *arguments, "--place", "town", "--resume"]) == 1
    assert "--resume: needs a file to read and one to write" in one_line(capsys)


def test_a_stream_goes_through_without_a_file(big: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "geomap", "geocode", "-", *GEOCODE]
    with (big / "t.csv").open("rb") as stdin, (tmp_path / "o.csv").open("wb") as stdout:
        done = subprocess.run(command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, check=True)  # noqa: S603
    assert done.stderr == b""
    assert (tmp_path / "o.csv").read_bytes() == (big / "whole.csv").read_bytes()


def test_whoever_reads_the_stream_may_stop(big: Path) -> None:
    command = [sys.executable, "-m", "geomap", "geocode", str(big / "t.csv"), *GEOCODE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:  # noqa: S603
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline().startswith(b"id,town,note,geomap_lon")
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 0


def test_a_row_that_is_wrong_far_below_leaves_nothing(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with table.open("a", encoding="utf-8") as stream:
        stream.write("1,2,3,4\n")
    out = table.with_name("o.parquet")
    assert run_command(["geocode", str(table), "-o", str(out), *GEOCODE]) == 1
    assert f"t.csv row {N_ROWS + 1}: found 4 cells; expected 3" in one_line(capsys)
    assert [path.name for path in table.parent.iterdir()] == ["t.csv"]


@pytest.mark.parametrize(
    ("terminal", "more", "shown"), [(True, [], True), (True, ["--quiet"], False), (False, [], False)]
)
def test_progress_is_shown_on_a_terminal_only(table: Path, terminal: bool, more: list[str], shown: bool) -> None:  # noqa: FBT001
    upper, lower = pty.openpty() if terminal else os.pipe()
    command = [sys.executable, "-m", "geomap", "geocode", str(table), "-o", str(table.with_name("o.csv")), *GEOCODE]
    with subprocess.Popen([*command, *more], stderr=lower) as run:  # noqa: S603
        os.close(lower)
        said = b""
        try:
            while block := os.read(upper, 4096):
                said += block
        except OSError:  # how a terminal tells that the other side has closed
            pass
    os.close(upper)
    assert run.returncode == 0
    assert bool(said) == shown
    if shown:
        assert re.search(rb"geocode: +\d+%\|.* (50|100)\.?\d*k/1\d\dk .*\d\d:\d\d, .* rows/s\]", said), said


@pytest.mark.parametrize("suffix", WRITTEN)
def test_geocode_and_join_take_what_they_write(tmp_path: Path, suffix: str) -> None:
    if suffix not in (".csv", ".tsv"):
        write_table(tmp_path / f"t{suffix}", {"code": pa.array(["01", "02"]), "town": pa.array(["Tapalpa", None])})
    else:
        (tmp_path / f"t{suffix}").write_text("code,town\n01,Tapalpa\n02,\n", encoding="utf-8")
    table, placed, joined = (tmp_path / f"{name}{suffix}" for name in ("t", "placed", "joined"))
    assert run_command(["geocode", str(table), "-o", str(placed), "--place", "town"]) == 0
    options = ["--lon", "geomap_lon", "--lat", "geomap_lat"]
    assert run_command(["join", str(placed), "-o", str(joined), *options]) == 0
    columns = read_columns(joined)
    assert columns["code"] == ["01", "02"]
    is_text = suffix in (".csv", ".tsv")
    assert columns["geomap_lon"] == [("-103.75954" if is_text else -103.75954), None]
    assert columns["geomap_admin2_code"] == ["14086", None]


def test_a_geopackage_of_a_table_without_shapes_has_the_points_that_were_found(tmp_path: Path) -> None:
    write_cells(tmp_path / "t.xlsx", [["town", "geom"], ["Tapalpa", 1], ["Xyzzyqwert", 2]], sheets=["Los pueblos"])
    assert run_command(["geocode", str(tmp_path / "t.xlsx"), "-o", str(tmp_path / "o.gpkg"), "--place", "town"]) == 0
    info = pyogrio.read_info(tmp_path / "o.gpkg")
    assert (info["crs"], info["geometry_type"], info["layer_name"]) == ("EPSG:4326", "Point", "Los pueblos")
    frame = pyogrio.read_dataframe(tmp_path / "o.gpkg")
    assert [None if shape is None else shape.wkt for shape in frame.geometry] == ["POINT (-103.75954 19.94563)", None]
    assert frame["geom"].tolist() == [1, 2]
    assert frame["geomap_confidence"].dtype.kind == "f"


def test_join_takes_the_shapes_of_a_table_in_any_reference_system(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    points = [shapely.Point(2_388_000, 892_000), None, shapely.box(0, 0, 1, 1), shapely.Point()]
    wkb = pa.array([None if shape is None else shapely.to_wkb(shape) for shape in points])
    columns = {"x": pa.array([1, 2, 3, 4]), "geom": wkb}
    write_table(tmp_path / "t.gpkg", columns, geometry=Geometry("geom", "EPSG:6372"))
    assert run_command(["join", str(tmp_path / "t.gpkg"), "-o", str(tmp_path / "o.csv")]) == 0
    assert "t.gpkg row 3: found 'a Polygon', ''; expected degrees" in one_line(capsys)
    read = read_columns(tmp_path / "o.csv")
    assert read["geomap_admin1_code"] == ["14", None, None, None]
    assert read["x"] == ["1", "2", "3", "4"]
    write_table(tmp_path / "n.gpkg", columns, geometry=Geometry("geom", None))
    assert run_command(["join", str(tmp_path / "n.gpkg"), "-o", str(tmp_path / "o.csv")]) == 1
    assert "its shapes have no reference system" in one_line(capsys)


def test_columns_keep_their_types_and_the_added_have_theirs(tmp_path: Path) -> None:
    moments = pa.array([1_700_000_000_000, None], pa.timestamp("us", "America/Mexico_City"))
    given = pa.table({"town": ["Tapalpa", None], "n": pa.array([1, 2], pa.int16()), "when": moments})
    pq.write_table(given, tmp_path / "t.parquet")
    assert (
        run_command(["geocode", str(tmp_path / "t.parquet"), "-o", str(tmp_path / "o.parquet"), "--place", "town"]) == 0
    )
    written = pq.read_table(tmp_path / "o.parquet")
    assert written.select(given.column_names).equals(given)
    kinds = {field.name: str(field.type) for field in written.schema if field.name.startswith("geomap_")}
    numbers = {name for name, kind in kinds.items() if kind == "double"}
    assert numbers == {"geomap_lon", "geomap_lat", "geomap_confidence"}
    assert set(kinds.values()) == {"double", "string"}


def test_numbers_are_taken_for_the_codes_that_they_are(tmp_path: Path) -> None:
    write_cells(tmp_path / "t.xlsx", [["town", "state"], ["Tapalpa", 14], ["Tapalpa", 14.0]])
    arguments = ["--place", "town", "--admin1", "state", "--country", "MX"]
    assert run_command(["geocode", str(tmp_path / "t.xlsx"), "-o", str(tmp_path / "o.xlsx"), *arguments]) == 0
    read = read_columns(tmp_path / "o.xlsx")
    assert read["geomap_admin2_code"] == ["14086"] * 2
    assert read["state"] == [14, 14]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["geocode", "--place", "town"], "found 2 columns 'town'; expected one"),
        (["geocode", "--place", "city"], "has no column 'city'; found town, town, lon, Lon, lat"),
        (["geocode", "--place", "lon", "--country", "town"], "found 2 columns 'town'; expected one"),
        (["geocode", "--place", "lon", "--layer", "a"], "holds one table"),
    ],
)
def test_a_column_that_is_not_there_or_not_the_only_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("town,town,lon,Lon,lat\na,b,1,2,3\n", encoding="utf-8")
    command, *options = arguments
    assert run_command([command, str(table), "-o", str(tmp_path / "o.csv"), *options]) == 1
    assert message in one_line(capsys)
    assert run_command(["join", str(table), "-o", str(tmp_path / "o.csv")]) == 0
    header = (tmp_path / "o.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.startswith("town,town,lon,Lon,lat,geomap_")


def test_a_manifest_tells_what_a_run_was_of(table: Path) -> None:
    out = table.with_name("o.csv")
    start_and_signal(["geocode", str(table), "-o", str(out), *GEOCODE], table.parent, signal.SIGKILL)
    told = json.loads(table.with_name("o.csv.parts").joinpath("manifest.json").read_bytes())
    assert str(table.stat().st_size) in told["identity"]["the table t.csv"]
    assert '"place": "town"' in told["identity"]["the options"]
