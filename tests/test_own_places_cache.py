"""The cache of indexes with own places, and the commands that use one."""

from __future__ import annotations

import csv
import gc
import io
import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from own_files import Opened

import geomap
from geomap.cli.app import run_command
from geomap.errors import InputError
from geomap.gazetteer import layout
from geomap.own_places import cache as caching
from geomap.own_places.open import open_gazetteer

TABLE = "nombre,x,y\nRancho Xyzzyl,-103.78,19.96\n"
REPORT = (
    "Soldiers raided a house at Rancho Xyzzyl, Jalisco, on February 22, 2026. Seven gunmen were killed in the raid.\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A file with one own place."""
    path = tmp_path / "ranchos.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def list_indexes(cache: Path) -> list[str]:
    """Name what lies in a cache."""
    return sorted(p.name for p in cache.iterdir())


def test_a_second_opening_uses_what_the_first_built(small: Path, table: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = Opened(small, table, cache=cache)
    (name,) = list_indexes(cache)
    built = (cache / name / layout.NAMES_FILE).stat()
    second = Opened(small, table, cache=cache)
    assert (cache / name / layout.NAMES_FILE).stat().st_ino == built.st_ino
    assert second.told == first.told == ["ranchos.csv: 1 place (name from 'nombre', lon from 'x', lat from 'y')"]
    assert second.place("Rancho Xyzzyl") == first.place("Rancho Xyzzyl")


def test_content_and_not_date_or_folder_says_whether_an_index_fits(small: Path, table: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    Opened(small, table, cache=cache)
    os.utime(table, (1, 1))
    (tmp_path / "other").mkdir()
    Opened(small, table, Path(shutil.copy(table, tmp_path / "other" / "b.csv")), cache=cache)
    assert len(list_indexes(cache)) == 2
    Opened(small, Path(shutil.copy(table, tmp_path / "other")), cache=cache)
    assert len(list_indexes(cache)) == 2
    status = table.stat()
    table.write_text(TABLE.replace("Xyzzyl", "Xyzzym"), encoding="utf-8")
    os.utime(table, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert Opened(small, table, cache=cache).places("Rancho Xyzzym") != []
    assert len(list_indexes(cache)) == 3


@pytest.mark.parametrize("name", [layout.NAMES_FILE, layout.PLACES_FILE])
@pytest.mark.parametrize("damage", ["half", "empty", "other", "gone"])
def test_a_broken_index_is_built_anew(small: Path, table: Path, tmp_path: Path, name: str, damage: str) -> None:
    cache = tmp_path / "cache"
    Opened(small, table, cache=cache)
    (index,) = list_indexes(cache)
    path = cache / index / name
    whole = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes({"half": whole[: len(whole) // 2], "empty": b"", "other": b"something else" * 100}[damage])
    assert Opened(small, table, cache=cache).place("Rancho Xyzzyl").admin2_code == "14086"
    assert list_indexes(cache) == [index]
    assert path.read_bytes() == whole


def test_a_cache_that_can_not_be_written_is_told_and_done_without(
    small: Path, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    found = Opened(small, table, cache=tmp_path / "cache")
    assert found.place("Rancho Xyzzyl").admin2_code == "14086"
    assert "can't be written" in found.told[0]
    assert len(list_indexes(tmp_path / "tmp")) == 1
    del found
    gc.collect()
    assert list_indexes(tmp_path / "tmp") == []


def test_the_user_says_where_caches_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert caching.find_cache() == tmp_path / "geomap" / "gazetteers"
    assert caching.find_cache().name == "gazetteers"


def test_old_indexes_and_builds_that_were_given_up_are_removed(small: Path, table: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for n in range(12):
        old = cache / f"old{n:02}"
        old.mkdir(parents=True)
        (old / layout.PLACES_FILE).write_bytes(b"")
        os.utime(old / layout.PLACES_FILE, (n, n))
    for name, age in ((".building-old", 1), (".building-new", None)):
        (cache / name).mkdir()
        if age:
            os.utime(cache / name, (age, age))
    Opened(small, table, cache=cache)
    left = list_indexes(cache)
    assert [n for n in left if n.startswith("old")] == [f"old{n:02}" for n in range(5, 12)]
    assert [n for n in left if n.startswith(".")] == [".building-new"]


def test_two_processes_at_once_do_not_disturb_each_other(small: Path, table: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    script = (
        "import sys; from geomap.own_places.open import open_gazetteer; "
        "found = open_gazetteer(*sys.argv[1:3], cache=sys.argv[3]); "
        "print(found.place(found.find_name('Rancho Xyzzyl').entries[0][0]).place_id)"
    )
    command = [sys.executable, "-c", script, str(small), str(table), str(cache)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]  # noqa: S603
    assert [process.communicate()[0] for process in running] == ["own:ranchos:1\n"] * 3
    assert [process.returncode for process in running] == [0] * 3
    assert len(list_indexes(cache)) == 1


def test_a_file_that_changes_while_it_is_read_is_told(
    small: Path, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter([[(1, 1)], [(1, 2)]])
    monkeypatch.setattr("geomap.own_places.open._look_at", lambda _: next(looks))
    with pytest.raises(InputError, match="changed while being read"):
        open_gazetteer(small, table, cache=tmp_path / "cache")
    assert list_indexes(tmp_path / "cache") == []


def test_the_library_warns_of_rows_that_were_set_aside(table: Path, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        geomap.open_gazetteer(table, cache=tmp_path / "cache")
    table.write_text(f"{TABLE},1,1\n", encoding="utf-8")
    for _ in range(2):
        with pytest.warns(UserWarning, match="1 row set aside"):
            geomap.open_gazetteer(table, cache=tmp_path / "cache")


def test_resources_take_files_of_own_places(table: Path) -> None:
    found = geomap.geocode(["Rancho Xyzzyl"], country="MX", resources=geomap.Resources(gazetteer_files=table))
    assert found["geomap_place_id"].tolist() == ["own:ranchos:1"]


def test_toponyms_geocode_places_and_map_know_own_places(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, rows = tmp_path / "r.txt", tmp_path / "t.csv"
    report.write_text(REPORT, encoding="utf-8")
    rows.write_text("town,state\nRancho Xyzzyl,Jalisco\nRancho Xyzzyl,Sonora\n", encoding="utf-8")
    own = ["--gazetteer", str(table)]
    assert run_command(["toponyms", str(report), "-o", str(tmp_path / "m.jsonl"), *own]) == 0
    assert "geomap: ranchos.csv: 1 place (name from 'nombre'" in capsys.readouterr().err
    mentions = json.loads((tmp_path / "m.jsonl").read_text(encoding="utf-8"))["mentions"]
    assert (mentions[0]["text"], mentions[0]["place_id"]) == ("Rancho Xyzzyl", "own:ranchos:1")
    command = ["geocode", str(rows), "-o", str(tmp_path / "g.csv"), "--place", "town", "--admin1", "state", *own]
    assert run_command(command) == 0
    placed = list(csv.DictReader(io.StringIO((tmp_path / "g.csv").read_text(encoding="utf-8"))))
    assert (placed[0]["geomap_place_id"], placed[0]["geomap_admin2_code"]) == ("own:ranchos:1", "14086")
    assert "not in the state" in placed[1]["geomap_note"]
    assert run_command(["map", str(report), "-o", str(tmp_path / "x.html"), *own]) == 0
    raid = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))["features"][0]
    assert raid["geometry"] == {"type": "Point", "coordinates": [-103.78, 19.96]}
    assert raid["properties"]["place_id"] == "own:ranchos:1"
    capsys.readouterr()
    assert run_command(["places", "rancho xyzzyl", "--quiet", *own]) == 0
    said = capsys.readouterr()
    assert said.out.split("\t")[1] == "Tapalpa, Jalisco, Mexico"
    assert said.err == ""


def test_no_command_writes_over_own_places(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "r.txt"
    report.write_text(REPORT, encoding="utf-8")
    rows = tmp_path / "t.csv"
    rows.write_text("town\nTapalpa\n", encoding="utf-8")
    for command in (["extract", str(report)], ["geocode", str(rows), "--place", "town"]):
        assert run_command([*command, "-o", str(table), "--gazetteer", str(table)]) == 1
        assert "is an input" in capsys.readouterr().err
    assert table.read_text(encoding="utf-8") == TABLE
