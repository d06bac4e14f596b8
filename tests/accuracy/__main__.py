"""
Scores the shipped program on the corpora of a folder.

``make accuracy CORPORA=DIR`` runs it. DIR holds ``toponyms/*.jsonl``, ``training/*.txt``, ``muc/*.jsonl``,
``reports/*.jsonl``, ``ucdp/headlines.jsonl``, ``ucdp/*.csv`` and ``points/*.csv``; what is not there is left
out and told. Each corpus goes through the command that a user would run, without its gold. The result is
printed, and written to ``build/accuracy.json``; ``--page FILE`` writes it as a page, too.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from geomap.cli.app import run_command
from geomap.files import find_data
from geomap.gazetteer.gazetteer import read_gazetteer
from tests.accuracy.headlines import score_headlines
from tests.accuracy.measures import Document, Figures, read_lines
from tests.accuracy.muc import score_muc
from tests.accuracy.names import make_inventions, make_misspelt, score_inventions, score_misspelt
from tests.accuracy.reports import score_reports
from tests.accuracy.tables import score_points, score_table
from tests.accuracy.toponyms import read_marked, score_kinds, score_toponyms

ROOT = Path(__file__).resolve().parents[2]
GOLD = ("toponyms", "incidents", "gold", "roadblock_states", "never")
GEOCODE = ("--place", "place", "--admin1", "adm1", "--admin2", "adm2", "--country", "MX")
INTRODUCTION = """# Accuracy

Figures of the shipped program, by `make accuracy CORPORA=DIR`. The corpora are not part of the project; each document
goes through the command that a user would run.

- Recognition: both ends of a name must be right. GeoWebNews, LGL, GeoVirus and the Mexican news are public corpora; the
  `training` texts are 520 invented documents in which every name is marked with its kind.
- `sure`: the share with confidence 0.9 or more; `sure_right`: how many of those are right.
- Rules and a few weights were adjusted while looking at errors in GeoWebNews, LGL, the Mexican news, the headlines and
  MUC: expect somewhat less on other text. No rule was made by looking at errors in the `training` texts, but how often
  words are capitalised in them is part of the lexicon.
- `own`: 571 invented documents of the project (`data/training`), marked in the same way. No error in them was looked at
  yet.
- `names`: 2,000 Mexican towns whose name is unique in its state, of six letters and more, with random typing errors in
  the name; and 2,000 names of two to four random syllables, some of which are by chance places abroad. Made from the
  gazetteer with fixed seeds.
- `wrong_and_sure`: towns more than 10 km off that claim a town's precision.
"""


def run(*arguments: str) -> None:
    """Run a command as a user would."""
    status = run_command(arguments)
    if status:
        sys.exit(f"geomap {' '.join(arguments)}: exit status {status}")


def find_mentions(gold: list[Document], folder: Path) -> list[Document]:
    """Run ``geomap toponyms`` on documents without their gold."""
    _write_inputs(gold, folder / "in.jsonl")
    run("toponyms", str(folder / "in.jsonl"), "-o", str(folder / "out.jsonl"), "--quiet")
    return read_lines(folder / "out.jsonl")


def find_incidents(gold: list[Document], folder: Path) -> dict[str, list[Document]]:
    """Run ``geomap extract`` on documents without their gold; give the incidents that are not denied, by document."""
    _write_inputs(gold, folder / "in.jsonl")
    run("extract", str(folder / "in.jsonl"), "-o", str(folder / "out.jsonl"), "--quiet")
    found: dict[str, list[Document]] = defaultdict(list)
    for incident in read_lines(folder / "out.jsonl"):
        if incident["status"] != "denied":
            found[incident["doc_id"]].append(incident)
    return found


def _write_inputs(gold: list[Document], path: Path) -> None:
    bare = ({name: value for name, value in document.items() if name not in GOLD} for document in gold)
    path.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in bare), encoding="utf-8")


def _score_mentions(path: Path, folder: Path) -> Figures:
    gold = read_lines(path)
    return score_toponyms(gold, find_mentions(gold, folder))


def _score_marked(path: Path, folder: Path) -> Figures:
    gold = read_marked(path)
    return score_kinds(gold, find_mentions(gold, folder))


def _score_incidents(scorer: Callable[..., Figures]) -> Callable[[Path, Path], Figures]:
    def score(path: Path, folder: Path) -> Figures:
        gold = read_lines(path)
        return scorer(gold, find_incidents(gold, folder))

    return score


def _read_rows(path: Path) -> list[Document]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _score_table(path: Path, folder: Path) -> Figures:
    run("geocode", str(path), "-o", str(folder / "out.csv"), *GEOCODE, "--quiet")
    return score_table(_read_rows(path), _read_rows(folder / "out.csv"))


def _score_points(path: Path, folder: Path) -> Figures:
    rows = _read_rows(path)
    with (folder / "in.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("lon", "lat"), *((row["lon"], row["lat"]) for row in rows)])
    run("join", str(folder / "in.csv"), "-o", str(folder / "out.csv"), "--quiet")
    return score_points(rows, _read_rows(folder / "out.csv"))


SCORERS: dict[str, Callable[[Path, Path], Figures]] = {
    "toponyms/*.jsonl": _score_mentions,
    "training/*.txt": _score_marked,
    "reports/*.jsonl": _score_incidents(score_reports),
    "ucdp/headlines.jsonl": _score_incidents(score_headlines),
    "muc/*.jsonl": _score_incidents(score_muc),
    "ucdp/*.csv": _score_table,
    "points/*.csv": _score_points,
}


def score_own_texts() -> Iterator[tuple[str, Figures]]:
    """Score the marked texts of the project itself."""
    for path in sorted((ROOT / "data" / "training").glob("*.txt")):
        with tempfile.TemporaryDirectory() as folder:
            yield f"own/{path.stem}", _score_marked(path, Path(folder))


def score_names() -> Iterator[tuple[str, Figures]]:
    """Score names that are made from the gazetteer itself: with typing errors, and invented."""
    gazetteer = read_gazetteer(find_data("gazetteer"))
    for errors in (0, 1, 2):
        rows = make_misspelt(gazetteer, errors)
        yield f"names/{errors}-typing-errors", score_misspelt(rows, _geocode(rows, "--admin1", "state"))
    rows = make_inventions(gazetteer)
    yield "names/invented-with-state", score_inventions(_geocode(rows, "--admin1", "state"))
    yield "names/invented-in-mexico", score_inventions(_geocode(rows, "--country", "MX"))
    yield "names/invented", score_inventions(_geocode(rows))


def _geocode(rows: list[Document], *options: str) -> list[Document]:
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "in.csv", Path(folder) / "out.csv"
        with given.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([("name", "state"), *((row["name"], row["state"]) for row in rows)])
        run("geocode", str(given), "-o", str(found), "--place", "name", *options, "--quiet")
        return _read_rows(found)


def score_corpora(corpora: Path) -> Iterator[tuple[str, Figures]]:
    """Score each corpus that is there."""
    for pattern, score in SCORERS.items():
        paths = sorted(corpora.glob(pattern))
        if not paths:
            print(f"{pattern}: not in {corpora.name}, left out", file=sys.stderr)  # noqa: T201 - told to who runs it
        for path in paths:
            with tempfile.TemporaryDirectory() as folder:
                yield path.relative_to(corpora).with_suffix("").as_posix(), score(path, Path(folder))


def format_figures(figures: Figures) -> list[tuple[str, str]]:
    """Write figures for people: shares with three decimals."""
    return [(name, f"{value:.3f}" if isinstance(value, float) else f"{value:,}") for name, value in figures.items()]


def main() -> None:
    """Print a line a figure, and write them."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--page", type=Path, help="write the result as a page of the documentation")
    options = parser.parse_args()
    results = dict(score_corpora(options.corpora))
    if results:
        results |= dict(score_own_texts()) | dict(score_names())
    else:
        sys.exit(f"{options.corpora}: found no corpus; expected {', '.join(SCORERS)}")
    page = [INTRODUCTION]
    for name, figures in results.items():
        written = format_figures(figures)
        print(f"{name}\n" + "".join(f"    {key:32}{value:>10}\n" for key, value in written), end="")  # noqa: T201 - its result
        page.append(f"## {name}\n\n| figure | |\n|---|---:|\n" + "".join(f"| {k} | {v} |\n" for k, v in written))
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "accuracy.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if options.page:
        options.page.write_text("\n".join(page), encoding="utf-8")


if __name__ == "__main__":
    main()
