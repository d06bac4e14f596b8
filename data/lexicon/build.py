"""
Builds the tables of this folder: common words, names of persons.

``capitals.tsv`` is not built here: it was counted once in training text of this project's own.
"""

from __future__ import annotations

import ast
import gzip
import sys
from pathlib import Path

import msgpack

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
from fetch import fetch_source, read_member  # noqa: E402

from geomap.names import fold_word  # noqa: E402

LEAST_BAND = 5
LEAST_FIRST, LEAST_LAST = 0.004, 0.002
"""Per cent of people in the United States who bear the name (Census 1990)."""


def count_common() -> dict[str, int]:
    """
    Give each frequent word its band: one and a half times its Zipf frequency, the higher of two languages.

    wordfreq's files hold, at position n, the words whose frequency is -n centibels: Zipf 9 - n/100.
    """
    bands: dict[str, int] = {}
    for lang in ("en", "es"):
        packed = msgpack.unpackb(gzip.decompress(read_member("wordfreq", f"wordfreq/data/large_{lang}.msgpack.gz")))
        for centibels, words in enumerate(packed[1:]):
            band = int(1.5 * round(9 - centibels / 100, 2))
            for word in words:
                folded = fold_word(word)
                if band >= LEAST_BAND and folded and " " not in word:
                    bands[folded] = max(band, bands.get(folded, 0))
    return bands


def read_census(name: str, least: float) -> set[str]:
    """Read the names that at least so many per cent bear."""
    lines = read_member("names", f"names-0.3.0/names/{name}").decode().splitlines()
    return {fold_word(line.split()[0]) for line in lines if float(line.split()[1]) > least}


def read_mexican(attributes: tuple[str, ...]) -> set[str]:
    """Read Mexican names out of faker's provider, without running it."""
    tree = ast.parse(read_member("faker", "faker/providers/person/es_MX/__init__.py").decode())
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in attributes:
            found |= {fold_word(part) for name in ast.literal_eval(node.value) for part in str(name).split()}
    return {name for name in found if len(name) > 2}  # noqa: PLR2004 - "de" is no name


def write_lines(name: str, lines: list[str]) -> None:
    """Write a table of this folder."""
    (HERE / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    fetch_source("wordfreq")
    write_lines("common_words.tsv", [f"{word}\t{band}" for word, band in sorted(count_common().items())])
    first = read_census("dist.male.first", LEAST_FIRST) | read_census("dist.female.first", LEAST_FIRST)
    last = read_census("dist.all.last", LEAST_LAST)
    write_lines("first_names.txt", sorted(first | read_mexican(("first_names_male", "first_names_female"))))
    write_lines("last_names.txt", sorted(last | read_mexican(("last_names",))))
