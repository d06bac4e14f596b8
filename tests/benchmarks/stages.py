"""
Each stage of geomap, and what people use in its place, on the same made-up input.

A function makes its input, and gives how many things it worked on and the work as a function to be timed.
``python -m tests.benchmarks.stages NAME`` runs one and prints its rate and memory.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
REPORTS, ROWS, POINTS, INCIDENTS = 240, 20_000, 1_000_000, 20_000
WEST, SOUTH, EAST, NORTH = -117.0, 14.6, -86.8, 32.7
"""The box that incidents are made in: Mexico's."""
NEAR_DEG = 0.05
Work = tuple[int, Callable[[], object]]


def _read_reports() -> list[Any]:
    from geomap.api import read_all  # noqa: PLC0415 - each stage pays only for its own imports

    found = read_all([SEEDS]).reports
    return [replace(report, doc_id=f"{n}") for n, report in enumerate([*found] * (REPORTS // len(found)))]


def _list_towns() -> list[tuple[str, str]]:
    """List Mexican towns as a table would name them: place and state."""
    from geomap.pipeline import Resources  # noqa: PLC0415

    gazetteer = Resources().gazetteer
    places = (gazetteer.place(n) for n in range(len(gazetteer)))
    towns = sorted({(p.name, p.admin1_name or "") for p in places if p.country_code == "MX"})
    return random.Random(1).choices(towns, k=ROWS)  # noqa: S311 - a fixed sample


def _make_points() -> tuple[list[float], list[float]]:
    """Make points within some kilometres of Mexican towns, as incidents are."""
    from geomap.pipeline import Resources  # noqa: PLC0415

    gazetteer, chance = Resources().gazetteer, random.Random(2)  # noqa: S311 - fixed points
    towns = [n for n in range(len(gazetteer)) if gazetteer.place(n).country_code == "MX"]
    points = [gazetteer.lonlat(n) for n in chance.choices(towns, k=POINTS)]
    lons, lats = zip(*points, strict=True)
    return [x + chance.uniform(-NEAR_DEG, NEAR_DEG) for x in lons], [
        y + chance.uniform(-NEAR_DEG, NEAR_DEG) for y in lats
    ]


def _make_incidents() -> Iterator[Any]:
    from geomap.model import Incident, Source  # noqa: PLC0415

    chance = random.Random(3)  # noqa: S311 - fixed incidents
    for n in range(INCIDENTS):
        yield Incident(
            incident_id=f"i-{n}",
            doc_id=f"{n % 997}.txt",
            event_type=chance.choice(("raid", "roadblock", "killing")),
            date_start=f"2026-02-{1 + n % 28:02d}",
            place_name=f"Town {n % 5000}",
            place_id=f"t:{n % 5000}",
            country_code="MX",
            lon=round(chance.uniform(WEST, EAST), 5),
            lat=round(chance.uniform(SOUTH, NORTH), 5),
            geo_precision="settlement",
            killed_best=n % 5,
            sources=(Source(f"{n % 997}.txt"),),
        )


def find_mentions() -> Work:
    """Find and resolve the places of reports."""
    from geomap.pipeline import Resources, find_places  # noqa: PLC0415

    reports, resources = _read_reports(), Resources()
    find_places(reports[0], resources)
    return len(reports), lambda: [find_places(report, resources) for report in reports]


def look_up_ngrams() -> Work:
    """Look every run of up to five words up in a dictionary of names: no context, no resolution."""
    from geomap.pipeline import Resources  # noqa: PLC0415

    reports, gazetteer = _read_reports(), Resources().gazetteer
    names = {gazetteer.place(n).name.lower() for n in range(len(gazetteer))}

    def look_up() -> int:
        found = 0
        for report in reports:
            words = report.text.lower().split()
            found += sum(" ".join(words[n : n + k]) in names for n in range(len(words)) for k in range(1, 6))
        return found

    return len(reports), look_up


def extract_incidents() -> Work:
    """Turn reports into incidents."""
    from geomap.pipeline import Resources, extract_incidents  # noqa: PLC0415

    reports, resources = _read_reports(), Resources()
    list(extract_incidents(reports[:1], resources))
    return len(reports), lambda: list(extract_incidents(reports, resources))


def geocode_rows() -> Work:
    """Place the rows of a table of towns and states."""
    from geomap.gazetteer.geocode import geocode_place  # noqa: PLC0415
    from geomap.pipeline import Resources  # noqa: PLC0415

    rows, gazetteer = _list_towns(), Resources().gazetteer
    geocode_place(gazetteer, "Tapalpa", admin1="Jalisco", country="MX")
    return len(rows), lambda: [geocode_place(gazetteer, n, admin1=s, country="MX") for n, s in rows]


def merge_rows() -> Work:
    """Merge the same rows with a table of places by their exact names, in pandas."""
    import pandas as pd  # noqa: PLC0415

    from geomap.pipeline import Resources  # noqa: PLC0415

    gazetteer = Resources().gazetteer
    places = [gazetteer.place(n) for n in range(len(gazetteer))]
    known = pd.DataFrame([(p.name, p.admin1_name, p.lon, p.lat) for p in places], columns=["name", "state", "x", "y"])
    rows = pd.DataFrame(_list_towns(), columns=["name", "state"])
    return len(rows), lambda: rows.merge(known, on=["name", "state"], how="left")


def join_points() -> Work:
    """Give points their state, municipality and country, those on the coast the nearest, those at sea a note."""
    import numpy as np  # noqa: PLC0415

    from geomap.boundaries.degrees import read_degrees  # noqa: PLC0415
    from geomap.boundaries.divisions import DivisionTarget  # noqa: PLC0415
    from geomap.boundaries.points import PointJoin  # noqa: PLC0415
    from geomap.pipeline import Resources  # noqa: PLC0415

    boundaries, (lons, lats) = Resources().boundaries, map(np.array, _make_points())
    PointJoin(DivisionTarget(boundaries)).join(read_degrees(lons[:10], lats[:10]))
    return len(lons), lambda: PointJoin(DivisionTarget(boundaries)).join(read_degrees(lons, lats))


def _read_level(level: str) -> Any:  # noqa: ANN401 - a frame, whose library only some stages load
    """Give Mexico's states or municipalities as a frame, as people have them."""
    import geopandas  # noqa: PLC0415

    from geomap.pipeline import Resources  # noqa: PLC0415

    table = getattr(Resources().boundaries, level)
    rows = [n for n in range(len(table)) if table.division(n).country_code == "MX"]
    names = [getattr(table.division(n), f"{level}_name") for n in rows]
    codes = [getattr(table.division(n), f"{level}_code") for n in rows]
    shapes = [table.read_shape(n) for n in rows]
    return geopandas.GeoDataFrame({"code": codes, "name": names}, geometry=shapes, crs=4326)


def _make_frame() -> Any:  # noqa: ANN401 - a frame
    import geopandas  # noqa: PLC0415

    return geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(*_make_points()), crs=4326)


def _join_level(level: str) -> Work:
    import geomap  # noqa: PLC0415

    points, polygons = _make_frame(), _read_level(level)
    geomap.join(points.iloc[:10], polygons)
    return len(points), lambda: geomap.join(points, polygons)


def _sjoin_level(level: str) -> Work:
    points, polygons = _make_frame(), _read_level(level)
    points.iloc[:10].sjoin(polygons, how="left")
    return len(points), lambda: points.sjoin(polygons, how="left")


def join_states() -> Work:
    """Join a frame of points to a frame of 32 states."""
    return _join_level("admin1")


def sjoin_states() -> Work:
    """Do the same by ``geopandas.sjoin``."""
    return _sjoin_level("admin1")


def join_municipalities() -> Work:
    """Join a frame of points to a frame of 2,457 municipalities."""
    return _join_level("admin2")


def sjoin_municipalities() -> Work:
    """Do the same by ``geopandas.sjoin``."""
    return _sjoin_level("admin2")


def sjoin_divisions() -> Work:
    """Join points to states and municipalities by ``geopandas.sjoin``, from longitudes and latitudes."""
    import geopandas  # noqa: PLC0415

    levels, (lons, lats) = [_read_level("admin1"), _read_level("admin2")], _make_points()

    def join() -> list[Any]:
        points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lons, lats), crs=4326)
        return [points.sjoin(level, how="left") for level in levels]

    return len(lons), join


def reconcile_records() -> Work:
    """Make one incident of the records of one event."""
    from geomap.reconcile.merge import reconcile_incidents  # noqa: PLC0415

    incidents = list(_make_incidents())
    return len(incidents), lambda: reconcile_incidents(incidents)


def write_geojson() -> Work:
    """Lay incidents out as GeoJSON."""
    from geomap.export.geojson import format_incidents  # noqa: PLC0415
    from geomap.pipeline import Resources, build_tables  # noqa: PLC0415

    table = build_tables(_make_incidents(), Resources(), reconcile=False).incidents
    return table.num_rows, lambda: format_incidents(table)


def write_frame() -> Work:
    """Write the same incidents as GeoJSON by ``GeoDataFrame.to_file``."""
    import geopandas  # noqa: PLC0415

    from geomap.pipeline import Resources, build_tables  # noqa: PLC0415
    from geomap.schema import GEOMETRY  # noqa: PLC0415

    table = build_tables(_make_incidents(), Resources(), reconcile=False).incidents
    kept = [n for n in table.column_names if n not in (GEOMETRY, "sources", "spans", "actors", "place_alternates")]
    columns = table.select(kept).to_pandas()
    shapes = geopandas.GeoSeries.from_wkb(table.column(GEOMETRY).to_pylist(), crs=4326)
    frame = geopandas.GeoDataFrame(columns, geometry=shapes)
    path = Path(tempfile.mkdtemp()) / "x.geojson"
    return len(frame), lambda: frame.to_file(path, driver="GeoJSON")


def main(name: str) -> None:
    """Time one of the functions above and print what came of it."""
    module, _, function = name.rpartition(".")
    count, work = getattr(import_module(f"tests.benchmarks.{module or 'stages'}"), function)()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    work()
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"rate": count / seconds, "peak_mb": peak / 1024, "more_mb": (peak - before) / 1024}))  # noqa: T201 - its result


if __name__ == "__main__":
    main(sys.argv[1])
