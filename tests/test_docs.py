"""The documentation: links that lead somewhere, examples that run, lists that are those of the code."""

from __future__ import annotations

import csv
import doctest
import importlib.util
import json
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest

import geomap
from geomap import pipeline
from geomap.cli.app import COMMANDS, run_command
from geomap.export.formats import FORMATS
from geomap.reports.read import REPORT_SUFFIXES, TABLE_SUFFIXES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TOP = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
PAGES = [*TOP, *sorted(DOCS.rglob("*.md")), *sorted((ROOT / "data").rglob("README.md")), ROOT / "seeds" / "README.md"]
TABLES = {
    "towns.csv": "town,state\nTapalpa,Jalisco\nXyzzy,Jalisco\n",
    "points.csv": "site,x,y\na,-103.76,19.95\n",
    "towns-hit.csv": "event_type,place_name,admin1_name,date_start\nroadblock,Uruapan,Michoacán,2026-02-22\n",
    "ranches.csv": "nombre,x,y\nRancho El Guayabo,-103.78,19.96\n",
    "empty.txt": "",
    "words.csv": "event_type,lang,sense,pattern\nlooting,en,verb,pilfer\n",
}


def read(path: Path) -> str:
    """Read a text."""
    return path.read_text(encoding="utf-8")


def name_page(path: Path) -> str:
    """Name a page for messages."""
    return path.relative_to(ROOT).as_posix()


def find_fences(text: str, language: str) -> list[str]:
    """Find the blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def find_commands(text: str) -> list[list[str]]:
    """Find the examples of the command line, as they are given to it."""
    lines = "".join(find_fences(text, "sh")).splitlines()
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("geomap ")]


def find_links(text: str) -> list[str]:
    """Find the targets of links and pictures outside code."""
    plain = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"\]\(([^()\s]+)\)", plain)


def find_anchors(text: str) -> set[str]:
    """Find what the headings of a page are linked by."""
    plain = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", plain, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """The script that writes pages from the code."""
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the examples name, where they run."""
    (report,) = find_fences(read(ROOT / "README.md"), "text")
    (tmp_path / "report.txt").write_text(report, encoding="utf-8")
    for name, content in TABLES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    for path in (ROOT / "seeds").iterdir():
        (tmp_path / "seeds" / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=name_page)
def test_every_link_leads_to_a_file_and_heading_that_are_there(page: Path) -> None:
    for link in find_links(read(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        assert not anchor or anchor in find_anchors(read(target)), link


@pytest.mark.parametrize("page", [*TOP[:3], *sorted(DOCS.rglob("*.md"))], ids=name_page)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    made = {
        "build/docs",
        "geomap/export/gpx.py",
        "geomap/sheets/flatgeobuf.py",
        "tests/test_export_gpx.py",
        "tests/test_reports_NAME.py",
    }
    for name in re.findall(r"`((?:geomap|data|docs|tests|maps|seeds|requirements)/[^`\s:]*)", read(page)):
        assert name in made or (ROOT / name).exists(), name


@pytest.mark.parametrize("page", [*TOP[:2], DOCS / "architecture.md"], ids=name_page)
def test_every_name_that_is_said_to_be_in_a_file_is_there(page: Path) -> None:
    text = read(page)
    named = re.findall(r"((?:`\w+`(?:,? (?:and|or) )?)+) in `((?:geomap|tests)/[^`]+\.py)`", text)
    named += [(names, path) for path, names in re.findall(r"`(geomap/[^`]+\.py)`, (`\w+`)", text)]
    for names, path in named:
        for name in re.findall(r"`(\w+)`", names):
            assert re.search(rf"\b{name}\b", read(ROOT / path)), f"{name} in {path}"


def test_the_readme_tells_of_every_command_suffix_and_of_targets_that_are_there() -> None:
    text = read(ROOT / "README.md")
    for command in COMMANDS:
        assert re.search(rf"^\| `geomap {command}\b", text, flags=re.MULTILINE), command
    for suffix in [*FORMATS, *(s for s in (*REPORT_SUFFIXES, *TABLE_SUFFIXES) if s != ".htm")]:
        assert f"`{suffix}`" in text.partition("## Formats")[2].partition("\n## ")[0], suffix
    targets = re.findall(r"^(\w[\w-]*):", read(ROOT / "Makefile"), flags=re.MULTILINE)
    for page in TOP:
        assert set(re.findall(r"(?:`|^)make (\w[\w-]*)", read(page), flags=re.MULTILINE)) <= set(targets), page.name


def test_the_example_commands_of_the_readme_do_what_it_says(folder: Path) -> None:
    examples = find_commands(read(ROOT / "README.md"))
    assert {example[0] for example in examples} == {"map", "extract", "convert"}
    for example in examples:
        assert run_command(example) == 0, example
    for name in ("tapalpa.html", "tapalpa.geojson", "tapalpa.states.geojson"):
        assert (folder / name).stat().st_size > 0
    (incident,) = (json.loads(line) for line in read(folder / "incidents.jsonl").splitlines())
    with (folder / "incidents.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (incident["event_type"], incident["place_name"], incident["killed_best"]) == ("raid", "Tapalpa", 7)
    assert (row["incident_id"], row["injured_best"]) == (incident["incident_id"], "3")


def test_the_python_of_the_readme_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source,) = find_fences(read(ROOT / "README.md"), "python")
    exec(compile(source, "README.md", "exec"), {})  # noqa: S102 - the README is ours
    assert re.search(r"killing\s+Tapalpa\s+Jalisco\s+2026-02-22\s+3", capsys.readouterr().out)
    assert "<title>Tapalpa</title>" in read(folder / "tapalpa.html")


def test_the_python_of_the_library_page_runs(folder: Path) -> None:
    (source,) = find_fences(read(DOCS / "library.md"), "python")
    exec(compile(source, "library.md", "exec"), {})  # noqa: S102
    assert (folder / "map.html").is_file()
    assert len(json.loads(read(folder / "events.geojson"))["features"]) > 1


def test_the_examples_of_the_geocoding_page_run() -> None:
    source = "".join(find_fences(read(DOCS / "geocoding.md"), "python"))
    test = doctest.DocTestParser().get_doctest(source, {}, "geocoding.md", None, None)
    assert len(test.examples) > 10
    assert doctest.DocTestRunner(optionflags=doctest.FAIL_FAST).run(test).failed == 0


def test_the_library_page_has_every_public_name_once() -> None:
    assert sorted(re.findall(r"^::: geomap\.(\w+)$", read(DOCS / "library.md"), re.MULTILINE)) == geomap.__all__


def test_the_guide_has_a_running_example_of_every_command(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = read(DOCS / "commands.md")
    assert re.findall(r"^## geomap (\w+)$", text, flags=re.MULTILINE) == list(COMMANDS)
    examples = find_commands(text)
    assert {example[0] for example in examples} == set(COMMANDS)
    for example in examples:
        assert run_command(example) == 0, (example, capfd.readouterr().err)
        if "-o" in example:
            assert (folder / example[example.index("-o") + 1]).stat().st_size > 0, example
    assert "empty.txt" in read(folder / "rejects.csv")
    assert "placed at its state" in read(folder / "placed.csv")
    assert "14086" in read(folder / "joined.csv")


def test_every_option_that_is_told_of_is_one(reference: ModuleType) -> None:
    known = {"--help"} | {
        o for command in COMMANDS for action in reference.list_actions(command) for o in action.option_strings
    }
    for page in (TOP[0], TOP[2], DOCS / "commands.md", DOCS / "library.md"):
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", read(page))) <= known, page.name


def test_the_pages_that_are_made_from_the_code_are_as_it_is(reference: ModuleType) -> None:
    for name, make in reference.MADE.items():
        assert read(DOCS / name) == make(), f"docs/{name} is not as the code has it: run make docs"


def test_the_architecture_page_has_the_stages_of_the_pipeline() -> None:
    text = read(DOCS / "architecture.md")
    (drawing,) = find_fences(text, "text")
    rows = re.findall(r"^``(\w+)``  +(.+?)  +(.+)$", pipeline.__doc__ or "", flags=re.MULTILINE)
    table = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", text, flags=re.MULTILINE)
    assert table == [(stage, takes.replace("``", "`"), gives.replace("``", "`")) for stage, takes, gives in rows]
    for stage, _, _ in rows:
        assert re.search(rf"\|\s+{stage}\s+\|", drawing), stage


def test_every_decision_is_in_the_list_under_its_title() -> None:
    listed = dict(re.findall(r"^\| \[\d\]\((.+?)\) \| (.+) \|$", read(DOCS / "decisions" / "index.md"), re.MULTILINE))
    there = {p.name: read(p).splitlines()[0] for p in (DOCS / "decisions").glob("0*.md")}
    assert {name: re.sub(r"^# \d+\. ", "", title) for name, title in there.items()} == listed


def test_the_hooks_are_local_and_run_the_gates() -> None:
    text = read(ROOT / ".pre-commit-config.yaml")
    assert set(re.findall(r"repo: (\S+)", text)) == {"local"}
    assert set(re.findall(r"entry: (.+)", text)) == {"make check", "make test", "make docs"}
