"""The library as ``import geomap`` gives it: names, examples, reports in, maps out."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import folium
import pytest

import geomap
from geomap.api import make_map
from geomap.cli.app import run_command
from geomap.errors import GeomapError, InputError
from geomap.pipeline import Resources

TEXT = "Gunmen killed three men in Tapalpa, Jalisco, on Sunday. Two were injured in Uruapan, Michoacán."
HEAVY = ("folium", "pandas", "geopandas", "pyarrow", "shapely", "numba", "numpy")


def run_script(script: str, *arguments: str) -> list[str]:
    """Give the lines that a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.splitlines()


def list_modules() -> list[str]:
    """List the modules of the package."""
    found = [m.name for m in pkgutil.walk_packages(geomap.__path__, "geomap.") if not m.name.endswith("__main__")]
    return ["geomap", *found]


def test_importing_geomap_loads_nothing_heavy() -> None:
    script = f"import sys, geomap; dir(geomap); print(sorted({set(HEAVY)} & set(sys.modules)))"
    assert run_script(script) == ["[]"]
    script = f"import sys, geomap; geomap.Report, geomap.Resources; print(sorted({set(HEAVY)} & set(sys.modules)))"
    assert run_script(script) == ["[]"]


def test_a_map_from_the_command_line_loads_no_geopandas(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(TEXT, encoding="utf-8")
    script = (
        "import sys; from geomap.cli.app import run_command; "
        "run_command(['map', sys.argv[1], '-o', sys.argv[2], '--quiet']); print('geopandas' in sys.modules)"
    )
    assert run_script(script, str(report), str(tmp_path / "o.html")) == ["False"]


def test_every_name_is_there_also_once_all_modules_are_loaded() -> None:
    script = (
        "import importlib, pkgutil, sys, geomap\n"
        "for m in pkgutil.walk_packages(geomap.__path__, 'geomap.'):\n"
        "    m.name.endswith('__main__') or importlib.import_module(m.name)\n"
        "print(all(callable(getattr(geomap, name)) for name in geomap.__all__))\n"
        "print(set(geomap.__all__) <= set(dir(geomap)))"
    )
    assert run_script(script) == ["True", "True"]
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = geomap.nothing


def test_type_checkers_see_what_is_loaded() -> None:
    tree = ast.parse(Path(geomap.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.name: node.module for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen == {name: f"geomap.{home}" for name, home in geomap._HOMES.items()}
    assert sorted(seen) == geomap.__all__


@pytest.mark.parametrize("name", geomap.__all__)
def test_every_public_function_is_typed_and_shows_an_example(name: str) -> None:
    found = getattr(geomap, name)
    assert found.__doc__
    if inspect.isfunction(found):
        assert "Examples\n" in found.__doc__
        assert "return" in found.__annotations__
        unnamed = set(inspect.signature(found).parameters) - set(found.__annotations__)
        assert not unnamed


@pytest.mark.parametrize("name", list_modules())
def test_the_examples_are_true(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.FAIL_FAST)
    assert result.failed == 0


def test_reports_are_read_with_what_is_known_of_them_and_what_was_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    (tmp_path / "t.csv").write_text("event_type\nraid\n", encoding="utf-8")
    found = geomap.read_reports(tmp_path, date="2026-02-23", publisher="El Diario")
    (report,) = found.reports
    assert (report.doc_id, report.published, report.publisher) == ("a.txt", "2026-02-23", "El Diario")
    assert [reject.record for reject in found.rejects] == ["b.txt"]
    assert [incident.event_type for incident in found.incidents] == ["raid"]
    assert geomap.read_reports([tmp_path / "a.txt"]).reports[0].text == TEXT
    with pytest.raises(InputError, match="does not exist"):
        geomap.read_reports(tmp_path / "c.txt")


def test_mentions_are_found_and_then_resolved(resources: Resources) -> None:
    mentions = geomap.find_mentions(TEXT, resources=resources)
    assert [TEXT[m.start : m.end] for m in mentions] == [m.text for m in mentions]
    both = geomap.resolve_mentions(TEXT, resources=resources)
    assert geomap.resolve_mentions(TEXT, mentions, resources=resources) == both
    assert [r.mention for r in both] == mentions
    assert [r.place.admin2_code for r in both if r.place and r.place.admin2_code] == ["14086", "16102"]
    assert geomap.resolve_mentions(TEXT, [m for m in mentions if m.text == "Uruapan"])[0].mention.text == "Uruapan"
    with pytest.raises(InputError, match="holds no text"):
        geomap.find_mentions(" ")


def test_map_reports_gives_a_map_that_a_notebook_shows() -> None:
    report = geomap.Report("a", TEXT, title="Tapalpa & Uruapan", published="2026-02-23")
    drawn = geomap.map_reports(report)
    assert isinstance(drawn, folium.Map)
    assert "<iframe" in drawn._repr_html_()
    assert "<title>Tapalpa &amp; Uruapan</title>" in drawn.get_root().render()
    assert "http-equiv" in drawn.get_root().render()


def test_map_reports_writes_what_the_command_writes(tmp_path: Path) -> None:
    report, ours, theirs = tmp_path / "a.txt", tmp_path / "ours" / "x.html", tmp_path / "theirs" / "x.html"
    report.write_text(TEXT, encoding="utf-8")
    geomap.map_reports(report, path=ours, title="T", date="2026-02-23")
    assert run_command(["map", str(report), "-o", str(theirs), "--title", "T", "--date", "2026-02-23", "--quiet"]) == 0
    for name in ("x.html", "x.geojson", "x.states.geojson"):
        assert (ours.parent / name).read_bytes() == (theirs.parent / name).read_bytes()
    made = make_map(geomap.read_reports(report, date="2026-02-23").reports, title="T", name="x")
    assert made.page.encode() == ours.read_bytes()


def test_map_reports_takes_reports_and_paths_together(tmp_path: Path) -> None:
    path, page = tmp_path / "a.txt", tmp_path / "o.html"
    path.write_text("A man was killed in Celaya, Guanajuato.", encoding="utf-8")
    geomap.map_reports([geomap.Report("b", TEXT, published="2026-02-23"), path], path=page)
    features = json.loads(page.with_suffix(".geojson").read_text(encoding="utf-8"))["features"]
    assert {f["properties"]["sources"][0]["doc_id"] for f in features} == {"a.txt", "b"}
    read = geomap.read_reports(path)
    geomap.map_reports(read, path=page)
    assert len(json.loads(page.with_suffix(".geojson").read_text(encoding="utf-8"))["features"]) == 1


def test_map_reports_refuses_to_write_over_what_it_reads(tmp_path: Path) -> None:
    table = tmp_path / "x.geojson"
    geomap.write_incidents(geomap.extract(TEXT, date="2026-02-23"), table)
    before = table.read_bytes()
    with pytest.raises(InputError, match="is an input"):
        geomap.map_reports(table, path=tmp_path / "x.html")
    assert table.read_bytes() == before
    with pytest.raises(InputError, match=r"expected \.html"):
        geomap.map_reports(table, path=tmp_path / "x.pdf")


def test_records_that_were_set_aside_are_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"1 record was set aside; the first: b\.txt"):
        geomap.map_reports(tmp_path)


def test_what_is_no_report_is_told_in_one_line(tmp_path: Path) -> None:
    for wrong in (lambda: geomap.extract(tmp_path), lambda: geomap.extract([3]), lambda: geomap.map_reports([])):
        with pytest.raises(GeomapError) as caught:
            wrong()
        assert isinstance(caught.value, ValueError)
        assert "\n" not in str(caught.value)
