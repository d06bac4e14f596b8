"""
The gazetteer's ways to look names up, and what people use in their place.

As in ``stages``: a function makes its input, and gives how many things it worked on and the work to be timed.
"""

from __future__ import annotations

import random
import sqlite3
from typing import Any

from tests.accuracy.names import misspell
from tests.benchmarks.stages import Work

LOOKUPS, MISSPELT, MISSPELT_RIVAL, ROWS, DISTINCT = 200_000, 1_000, 60, 1_000_000, 200_000
LEAST_LETTERS = 6
NEAR = 200
"""Rows that the full-text index offers for each misspelt name, to be compared by letters."""


def _open() -> Any:  # noqa: ANN401 - each stage pays only for its own imports
    from geomap.files import find_data  # noqa: PLC0415
    from geomap.gazetteer.gazetteer import read_gazetteer  # noqa: PLC0415

    return read_gazetteer(find_data("gazetteer"))


def _list_keys(count: int) -> list[str]:
    """List folded names of towns, a fixed sample."""
    from geomap.names import fold_toponym  # noqa: PLC0415

    gazetteer, chance = _open(), random.Random(1)  # noqa: S311 - a fixed sample
    names = (gazetteer.place(n).name for n in chance.sample(range(len(gazetteer)), min(2 * count, len(gazetteer))))
    return [key for name in names if len(key := fold_toponym(name)) >= LEAST_LETTERS][:count]


def _list_misspelt(count: int) -> list[str]:
    """List folded names with one or two typing errors."""
    chance = random.Random(2)  # noqa: S311 - the same errors each time
    return [misspell(key, 1 + n % 2, chance) for n, key in enumerate(_list_keys(count))]


def look_up_names() -> Work:
    """Look names up as they are."""
    gazetteer, keys = _open(), _list_keys(LOOKUPS)
    return len(keys), lambda: sum(bool(gazetteer.find_entries(key)) for key in keys)


def look_up_dictionary() -> Work:
    """Look the same names up in a dictionary."""
    gazetteer, keys = _open(), _list_keys(LOOKUPS)
    known = {key: gazetteer.find_entries(key) for key in keys}
    return len(keys), lambda: sum(bool(known.get(key)) for key in keys)


def find_misspelt() -> Work:
    """Find names with one or two typing errors, in the whole world."""
    from geomap.gazetteer.spelling import find_most_similar  # noqa: PLC0415

    gazetteer, keys = _open(), _list_misspelt(MISSPELT)

    def find(key: str) -> object:
        return find_most_similar(gazetteer, key, most_edits=2, fits=lambda _: True)

    find("tapalppa")
    return len(keys), lambda: [find(key) for key in keys]


def _list_spellings() -> list[str]:
    """List the names that a search for typing errors looks through."""
    from geomap.gazetteer.layout import INDEX_MASK  # noqa: PLC0415

    gazetteer = _open()
    return [gazetteer.key(int(packed) & INDEX_MASK) for packed in gazetteer.spellings[0]]


def scan_list() -> Work:
    """Find the same in a list, by rapidfuzz."""
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    names, keys = _list_spellings(), _list_misspelt(MISSPELT_RIVAL)
    return len(keys), lambda: [process.extract(key, names, scorer=OSA.distance, score_cutoff=2) for key in keys]


def search_trigrams() -> Work:
    """Find the same in a full-text index of trigrams in SQLite, its best rows compared by letters."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    base = sqlite3.connect(":memory:")
    base.execute("create virtual table names using fts5(name, tokenize='trigram')")
    base.executemany("insert into names values (?)", ((name,) for name in _list_spellings()))
    keys = _list_misspelt(MISSPELT_RIVAL)

    def search(key: str) -> list[str]:
        trigrams = " OR ".join(f'"{key[n : n + 3]}"' for n in range(len(key) - 2))
        rows = base.execute("select name from names where names match ? order by rank limit ?", (trigrams, NEAR))
        return [name for (name,) in rows if OSA.distance(key, name, score_cutoff=2) <= 2]

    return len(keys), lambda: [search(key) for key in keys]


def geocode_million() -> Work:
    """Place a million rows, in which 200,000 pairs of place and state of all the world come again."""
    from geomap.gazetteer.columns import geocode_columns  # noqa: PLC0415

    gazetteer, chance = _open(), random.Random(3)  # noqa: S311 - the same rows each time
    places = (gazetteer.place(n) for n in range(len(gazetteer)) if gazetteer.block(n) == "city")
    pairs = sorted({(place.name, place.admin1_name) for place in places if place.admin1_name})
    rows = chance.choices(chance.sample(pairs, DISTINCT), k=ROWS)
    names, states = (list(column) for column in zip(*rows, strict=True))
    return len(rows), lambda: geocode_columns(gazetteer, names, admin1=states)


def open_gazetteer() -> Work:
    """Open the gazetteer and look one name up; the rate is that of openings."""
    return 1, lambda: _open().find_entries("tapalpa")
