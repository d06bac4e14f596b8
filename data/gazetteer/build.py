"""
Builds ``names.marisa`` and ``places.bin`` of this folder from the sources in ``../sources.toml``.

Run ``make data``. The same sources give the same bytes.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa
from sources import (
    HERE,
    Row,
    add_natural_earth,
    add_new_municipalities,
    apply_admin1_table,
    file_names,
    is_abbreviation,
    place_at_mean,
    place_divisions,
    read_cities,
    read_countries,
    read_divisions,
    read_regions,
    read_table,
    split_cell,
)

from geomap.gazetteer import layout
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.name_index import list_keys
from geomap.gazetteer.writing import COLUMNS, DTYPES, IndexWriter, choose_spelt
from geomap.names import fold_toponym

BLOCKS = ("country", "admin1", "admin2", "region", "city")
KEPT_ALTERNATES = 12
KEPT_PEOPLE = 50_000
"""Other names that are kept as written, of divisions, Mexican places and places of 50,000 people."""


def apply_aliases(cities: list[Row], first: list[Row], second: list[Row]) -> None:
    """Add the hand-written aliases to the places that they name."""
    by_name: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in [*first, *second, *cities]:
        by_name[row.country, row.admin1 if row.block != "admin1" else row.code, fold_toponym(row.name)].append(row)
    for entry in read_table("aliases.csv"):
        key = (entry["country_code"], entry["admin1_code"], fold_toponym(entry["target"]))
        found = sorted(by_name.get(key, []), key=lambda r: (r.block != "city", -r.population))
        if not found:
            print(f"aliases.csv: no {entry['target']} in {entry['country_code']} {entry['admin1_code']}")
            continue
        file_names(found[0], split_cell(entry["name"]))


def place_in_polygons(second: list[Row]) -> None:
    """Give Mexican municipalities without a town of 500 people the label point of their polygon."""
    from pyarrow import ipc  # noqa: PLC0415

    table = ipc.open_file(str(HERE.parent / "boundaries" / "admin2.arrow")).read_all()
    labels = table.select(["admin2_code", "label_lon", "label_lat"]).to_pylist()
    points = {label["admin2_code"]: (label["label_lon"], label["label_lat"]) for label in labels}
    for row in second:
        if row.country == "MX" and row.lon is None and row.code in points:
            row.lon, row.lat = points[row.code]


def add_missing_municipalities(cities: list[Row]) -> None:
    """Give Mexican places without a municipality that of the polygon that they lie in."""
    from geomap.boundaries.store import read_boundaries  # noqa: PLC0415 - the rest of the recipe needs no shapely

    lacking = [row for row in cities if row.country == "MX" and not row.admin2]
    boundaries = read_boundaries(HERE.parent / "boundaries")
    found = boundaries.locate_points([row.lon for row in lacking], [row.lat for row in lacking])
    for row, (_, admin2) in zip(lacking, found, strict=True):
        if admin2 is not None:
            row.admin1, row.admin2 = str(admin2.admin1_code), str(admin2.admin2_code)
    print(f"{len(lacking)} Mexican places had no municipality, {sum(not r.admin2 for r in lacking)} have none still")


def order_rows() -> list[Row]:
    """Read all sources and put the places into the order of the index."""
    first, second, lines = read_divisions()
    apply_admin1_table(first)
    add_natural_earth(first)
    cities = read_cities(lines)
    add_new_municipalities(second, cities)
    place_divisions(second, cities)
    place_in_polygons(second)
    second = [row for row in second if row.lon is not None]
    place_at_mean(first, cities)
    first = [row for row in first if row.lon is not None]
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for city in cities:
        totals[city.country, city.admin1] += city.population
    for row in first:
        row.population = totals[row.country, row.code]
    add_missing_municipalities(cities)
    apply_aliases(cities, first, second)
    rows = [*read_countries(), *first, *second, *read_regions(), *cities]
    return sorted(rows, key=lambda r: (BLOCKS.index(r.block), r.country, r.admin1, r.code, r.name, r.geonameid))


def name_kinds(row: Row) -> dict[str, NameKind]:
    """Give every key of a place and what that name is to it; the strongest kind wins."""
    keys: dict[str, NameKind] = {}

    def add(names: list[str], kind: NameKind) -> None:
        for name in names:
            for form in list_keys(fold_toponym(name)):
                keys[form] = min(kind, keys.get(form, kind))

    add([row.name], NameKind.NAME)
    add(row.alternates, NameKind.ALTERNATE)
    add(row.abbreviations, NameKind.ABBREVIATION)
    add(row.demonyms, NameKind.DEMONYM)
    add(row.languages, NameKind.LANGUAGE)
    return keys


def collect_names(rows: list[Row], writer: IndexWriter) -> None:
    """Give the writer all names of all places."""
    entries = [(key, kind, index) for index, row in enumerate(rows) for key, kind in name_kinds(row).items()]
    keys, kinds, places = zip(*entries, strict=True)
    writer.add_names(keys, np.array(kinds), np.array(places))


def format_row(row: Row) -> str:
    """Lay out name, other names and codes of one place."""
    kept: list[str] = []
    if row.block in ("country", "admin1", "admin2", "region") or row.country == "MX" or row.population >= KEPT_PEOPLE:
        kept = [n for n in dict.fromkeys(row.alternates) if n != row.name and not is_abbreviation(n)][:KEPT_ALTERNATES]
    codes = layout.UNIT.join((row.code, row.iso)) if row.block == "admin1" else row.code
    return layout.format_text((row.name, *kept), codes)


def write_index(rows: list[Row]) -> None:
    """Put the places into columns and write both files."""
    starts = {b: next((n for n, r in enumerate(rows) if r.block == b), len(rows)) for b in BLOCKS}
    country = {r.code: n + 1 for n, r in enumerate(rows) if r.block == "country"}
    admin1 = {(r.country, r.code): n - starts["admin1"] + 1 for n, r in enumerate(rows) if r.block == "admin1"}
    admin2 = {(r.country, r.code): n - starts["admin2"] + 1 for n, r in enumerate(rows) if r.block == "admin2"}
    features = sorted({r.feature for r in rows})
    columns = {
        "geonameid": [r.geonameid for r in rows],
        "lon": [round((r.lon or 0) * layout.SCALE) for r in rows],
        "lat": [round((r.lat or 0) * layout.SCALE) for r in rows],
        "population": [r.population for r in rows],
        "country": [country.get(r.country, 0) for r in rows],
        "admin1": [admin1.get((r.country, r.admin1), 0) for r in rows],
        "admin2": [admin2.get((r.country, r.admin2), 0) for r in rows],
        "feature": [features.index(r.feature) for r in rows],
    }
    cut = [
        [starts["admin2"] + admin2["MX", entry[code]] - 1 for code in ("admin2_code", "parent_code")]
        for entry in read_table("municipalities_new.csv")
        if ("MX", entry["admin2_code"]) in admin2
    ]
    writer = IndexWriter(HERE)
    arrays = {name: np.array(values, dtype=DTYPES[COLUMNS[name]]) for name, values in columns.items()}
    writer.add_places(arrays, pa.array([format_row(row) for row in rows]))
    collect_names(rows, writer)
    others_spelt = choose_spelt(
        arrays["population"], arrays["country"], mexico=country["MX"], first_city=starts["city"]
    )
    names, size = writer.finish({"features": features, "first": starts, "cut": cut}, others_spelt=others_spelt)
    print(f"{len(rows)} places, {names} names, {size} bytes")


if __name__ == "__main__":
    write_index(order_rows())
