"""
Names with typing errors, and names that do not exist: made from the gazetteer itself, with fixed seeds.

A table of 2,000 Mexican places is made whose names are unique in their state, each with one or two random
errors in the name, and one of 2,000 names of random syllables, with a state, with the country alone, and bare.
"""

from __future__ import annotations

import random
import string
from collections import Counter

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.names import fold_toponym
from tests.accuracy.measures import Document, Figures, divide, measure_km

ROWS = 2000
LEAST_LETTERS = 6
WITHIN_KM = 10.0
VOWELS = "aeiou"
ENDINGS = ("", "", "n", "s", "r", "l")


def list_unique(gazetteer: Gazetteer) -> list[Document]:
    """List the Mexican towns whose name no other town of their state bears."""
    country = gazetteer.find_country("MX")
    towns = [n for n in range(len(gazetteer)) if gazetteer.block(n) == "city" and country in gazetteer.chain(n)]
    places = [gazetteer.place(n) for n in towns]
    counts = Counter((fold_toponym(place.name), place.admin1_code) for place in places)
    return [
        {"name": p.name, "state": p.admin1_name, "lon": str(p.lon), "lat": str(p.lat)}
        for p in places
        if counts[fold_toponym(p.name), p.admin1_code] == 1 and sum(map(str.isalpha, p.name)) >= LEAST_LETTERS
    ]


def misspell(name: str, errors: int, chance: random.Random) -> str:
    """Make typing errors: a letter more, less or another, or two that changed places."""
    letters = list(name)
    for _ in range(errors):
        at = chance.randrange(len(letters))
        kind = chance.choice(("add", "drop", "replace", "swap"))
        if kind == "add":
            letters.insert(at, chance.choice(string.ascii_lowercase))
        elif kind == "drop":
            del letters[at]
        elif kind == "replace":
            letters[at] = chance.choice(string.ascii_lowercase)
        else:
            letters[at - 1 : at + 1] = letters[at - 1 : at + 1][::-1]
    return "".join(letters)


def make_misspelt(gazetteer: Gazetteer, errors: int) -> list[Document]:
    """Make rows whose names hold typing errors; ``name`` is then no longer the place's own."""
    chance = random.Random(errors)  # noqa: S311 - the same rows each time
    rows = chance.sample(list_unique(gazetteer), ROWS)
    return [{**row, "name": misspell(row["name"], errors, chance)} for row in rows]


def make_inventions(gazetteer: Gazetteer) -> list[Document]:
    """Make rows with names of two to four random syllables, and a Mexican state."""
    chance = random.Random(7)  # noqa: S311 - the same rows each time
    states = [gazetteer.place(i).name for n in range(1, 33) for i in gazetteer.find_division("MX", f"{n:02d}")]

    def syllable() -> str:
        return chance.choice("bcdfghjklmnprstvyz") + chance.choice(VOWELS) + chance.choice(ENDINGS)

    names = ("".join(syllable() for _ in range(chance.randint(2, 4))).title() for _ in range(ROWS))
    return [{"name": name, "state": chance.choice(states)} for name in names]


def score_misspelt(rows: list[Document], found: list[Document]) -> Figures:
    """Count how many misspelt names led to their place."""
    right = 0
    for row, answer in zip(rows, found, strict=True):
        if answer["geomap_lat"]:
            here = {"lon": float(row["lon"]), "lat": float(row["lat"])}
            there = {"lon": float(answer["geomap_lon"]), "lat": float(answer["geomap_lat"])}
            right += answer["geomap_geo_precision"] == "settlement" and measure_km(here, there) <= WITHIN_KM
    return {"rows": len(rows), "right_place": divide(right, len(rows))}


def score_inventions(found: list[Document]) -> Figures:
    """Count how many names that do not exist were given a town."""
    towns = sum(answer["geomap_geo_precision"] == "settlement" for answer in found)
    return {"rows": len(found), "given_a_town": divide(towns, len(found))}
