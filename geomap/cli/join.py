"""``geomap join TABLE -o FILE``."""

from __future__ import annotations

import argparse
from pathlib import Path

from geomap.cli.messages import say
from geomap.cli.tables import PlainTable, add_table_options, read_plain_table, write_plain_table
from geomap.errors import CoordinateError, InputError
from geomap.files import find_data
from geomap.geometry import check_lonlat

Point = tuple[float, float] | tuple[None, None]
_GUESSES = {"lon": ("lon", "longitude", "lng", "long", "x"), "lat": ("lat", "latitude", "y")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap join``."""
    parser.epilog = "example: geomap join points.csv -o joined.csv --lon x --lat y"
    add_table_options(parser)
    parser.add_argument("--lon", metavar="COL", help="column with the longitude, degrees WGS84")
    parser.add_argument("--lat", metavar="COL", help="column with the latitude")
    parser.add_argument("--boundaries", type=Path, metavar="FOLDER", help="of boundaries, in place of the shipped ones")


def run(options: argparse.Namespace) -> int:
    """Read a table of points and write it with their divisions."""
    from geomap.boundaries.points import COLUMNS, join_columns  # noqa: PLC0415 - loads shapely
    from geomap.boundaries.store import read_boundaries  # noqa: PLC0415

    guesses = [name for names in _GUESSES.values() for name in names]
    table = read_plain_table(options, [options.lon, options.lat, *guesses])
    points = _read_points(table, options)
    boundaries = read_boundaries(options.boundaries or find_data("boundaries"))
    found = join_columns(boundaries, [p[0] for p in points], [p[1] for p in points])
    cells = [[value or "" for value in found[name]] for name in COLUMNS]
    write_plain_table(table, COLUMNS, zip(*cells, strict=True), options)
    return 0


def _read_points(table: PlainTable, options: argparse.Namespace) -> list[Point]:
    """Read the points of the rows; rows whose point is none are counted and keep their place."""
    lon, lat = (_find_column(table, name, getattr(options, name)) for name in ("lon", "lat"))
    points: list[Point] = []
    problems: list[str] = []
    for number, row in zip(table.numbers, table.rows, strict=True):
        try:
            points.append(_read_point(f"{table.name} row {number}", row[lon], row[lat]))
        except InputError as error:
            points.append((None, None))
            problems.append(str(error))
    if problems:
        if all(point == (None, None) for point in points):
            raise InputError(problems[0])
        rows = "1 row has" if len(problems) == 1 else f"{len(problems)} rows have"
        say(f"{rows} no usable point and got empty columns; the first: {problems[0]}", options)
    return points


def _find_column(table: PlainTable, what: str, given: str | None) -> int:
    if given:
        return table.column(given)
    folded = {name.strip().lower(): n for n, name in enumerate(table.header)}
    for guess in _GUESSES[what]:
        if guess in folded:
            return folded[guess]
    message = f"{table.name}: found no column for {what}; name it with --{what}"
    raise InputError(message)


def _read_point(record: str, lon: str, lat: str) -> Point:
    if not lon.strip() and not lat.strip():
        return None, None
    try:
        return check_lonlat(float(lon), float(lat), record=record)
    except CoordinateError as error:
        raise InputError(str(error)) from error
    except ValueError as error:
        message = f"{record}: found '{lon}', '{lat}'; expected degrees"
        raise InputError(message) from error
