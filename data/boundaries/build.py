"""
Builds ``country.arrow``, ``admin1.arrow`` and ``admin2.arrow`` of this folder.

Run ``make data``. The same sources give the same bytes.
"""

from __future__ import annotations

import csv

import numpy as np
import shapely
from layout import GRID, Row, outline, round_coverage, write_table
from mexico import HERE, STATES, Municipality, read_municipalities
from world import Division, read_world

WORLD = 0.02
"""Degrees of simplification of the world's polygons; Mexico's are kept as they are."""
OUTLINE_MEXICO, OUTLINE_WORLD, OUTLINE_COUNTRY = 0.015, 0.07, 0.15
"""Degrees of simplification for drawing and export."""
GRID_STATES, GRID_MUNICIPALITIES, GRID_WORLD = 1e-3, 1e-4, 1e-4
"""Degrees that outlines are rounded to, far finer than their simplification."""
NEIGHBOURS = ("BZ", "GT", "US")

Names = dict[str, tuple[str, str]]
"""English and Spanish name of a country by its code."""


def read_countries() -> Names:
    """Read the names of countries out of the gazetteer's hand table."""
    with (HERE.parent / "gazetteer" / "tables" / "countries.csv").open(encoding="utf-8", newline="") as stream:
        return {row["country_code"]: (row["name_en"], row["name_es"]) for row in csv.DictReader(stream)}


def country_cells(code: str, countries: Names) -> dict[str, str | None]:
    """Give the cells that tell the country."""
    name, name_es = countries[code]
    return {"country_code": code, "country_name": name, "country_name_es": name_es}


def state_cells(code: str, countries: Names) -> dict[str, str | None]:
    """Give the cells that tell a Mexican state."""
    name, suffix = STATES[code]
    own = {"admin1_code": code, "admin1_iso": f"MX-{suffix}", "admin1_name": name, "admin1_name_es": name}
    return country_cells("MX", countries) | own


def mexican_rows(municipalities: list[Municipality], countries: Names) -> tuple[list[Row], list[Row]]:
    """Give the rows of Mexico's municipalities and, dissolved from them, of its states."""
    shapes = round_coverage(np.array([m.shape for m in municipalities]), GRID)
    outlines = outline(shapes, OUTLINE_MEXICO, GRID_MUNICIPALITIES)
    second = [
        Row(state_cells(m.code[:2], countries) | {"admin2_code": m.code, "admin2_name": m.name}, shape, simple)
        for m, shape, simple in zip(municipalities, shapes, outlines, strict=True)
    ]
    codes = np.array([m.code[:2] for m in municipalities])
    states = shapely.orient_polygons([shapely.coverage_union_all(shapes[codes == code]) for code in STATES])
    outlines = outline(states, OUTLINE_MEXICO, GRID_STATES)
    first = [Row(state_cells(*row[:1], countries), *row[1:]) for row in zip(STATES, states, outlines, strict=True)]
    return second, first


def world_rows(divisions: list[Division], mexico: shapely.Geometry, countries: Names) -> list[Row]:
    """Give the rows of the world's first divisions; its neighbours end where Mexico begins."""
    shapes = shapely.coverage_simplify(np.array([d.shape for d in divisions]), WORLD)
    beside = np.array([d.country in NEIGHBOURS for d in divisions])
    shapes[beside] = shapely.difference(shapes[beside], mexico)
    shapes = round_coverage(shapes, GRID)
    outlines = outline(shapes, OUTLINE_WORLD, GRID_WORLD)
    rows = []
    for division, shape, simple in zip(divisions, shapes, outlines, strict=True):
        own = {
            "admin1_code": division.code,
            "admin1_iso": division.iso,
            "admin1_name": division.name,
            "admin1_name_es": division.name_es,
        }
        rows.append(Row(country_cells(division.country, countries) | own, shape, simple))
    return rows


def country_rows(first: list[Row], countries: Names) -> list[Row]:
    """Give the rows of the countries, dissolved from their first divisions."""
    codes = np.array([row.cells["country_code"] for row in first])
    shapes = np.array([row.shape for row in first])
    names = sorted(set(codes.tolist()))
    whole = np.array([shapely.union_all(shapes[codes == code]) for code in names])
    simple = outline(whole, OUTLINE_COUNTRY, GRID_WORLD)
    return [Row(country_cells(code, countries), shape) for code, shape in zip(names, simple, strict=True)]


def order(row: Row) -> tuple[str, str]:
    """Give what first divisions are ordered by."""
    return str(row.cells["country_code"]), str(row.cells["admin1_code"])


if __name__ == "__main__":
    names = read_countries()
    admin2, states = mexican_rows(read_municipalities(), names)
    land = shapely.union_all(np.array([row.shape for row in states]))
    admin1 = sorted([*states, *world_rows(read_world(), land, names)], key=order)
    write_table("admin2.arrow", admin2)
    write_table("admin1.arrow", admin1)
    write_table("country.arrow", country_rows(admin1, names))
