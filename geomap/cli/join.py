"""``geomap join TABLE -o FILE``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from geomap.cli.tables import PlainTable, read_plain_table, write_plain_table
from geomap.errors import CoordinateError, InputError
from geomap.files import find_data
from geomap.geometry import check_lonlat

COLUMNS = ("geomap_admin1_name", "geomap_admin1_code", "geomap_admin2_name", "geomap_admin2_code")
_GUESSES = {"lon": ("lon", "longitude", "lng", "long", "x"), "lat": ("lat", "latitude", "y")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap join``."""
    parser.epilog = "example: geomap join points.csv -o joined.csv --lon x --lat y"
    parser.add_argument("table", metavar="TABLE", help=".csv or .tsv file, or - for standard input")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE")
    parser.add_argument("--lon", metavar="COL", help="column with the longitude, degrees WGS84")
    parser.add_argument("--lat", metavar="COL", help="column with the latitude")
    parser.add_argument("--boundaries", type=Path, metavar="FOLDER", help="boundaries in place of the shipped ones")


def run(options: argparse.Namespace) -> int:
    """Read a table of points and write it with their divisions."""
    table = read_plain_table(options.table)
    write_plain_table(table, COLUMNS, _join_rows(table, options), options.output)
    return 0


def _join_rows(table: PlainTable, options: argparse.Namespace) -> Iterator[Sequence[str]]:
    from geomap.boundaries.points import locate_rows  # noqa: PLC0415 - loads shapely
    from geomap.boundaries.store import read_boundaries  # noqa: PLC0415

    lon, lat = (_find_column(table, name, getattr(options, name)) for name in ("lon", "lat"))
    points = [_read_point(table.name, n, row[lon], row[lat]) for n, row in enumerate(table.rows, 1)]
    boundaries = read_boundaries(options.boundaries or find_data("boundaries"))
    for division in locate_rows(boundaries, [p[0] for p in points], [p[1] for p in points]):
        yield tuple(division[name.removeprefix("geomap_")] or "" for name in COLUMNS)


def _find_column(table: PlainTable, what: str, given: str | None) -> int:
    if given:
        return table.column(given)
    folded = {name.strip().lower(): n for n, name in enumerate(table.header)}
    for guess in _GUESSES[what]:
        if guess in folded:
            return folded[guess]
    message = f"{table.name}: found no column for {what}; name it with --{what}"
    raise InputError(message)


def _read_point(table: str, number: int, lon: str, lat: str) -> tuple[float, float] | tuple[None, None]:
    """Read a point; a row without one keeps its place and gets empty cells."""
    if not lon.strip() or not lat.strip():
        return None, None
    try:
        return check_lonlat(float(lon), float(lat), record=f"{table} row {number}")
    except CoordinateError as error:
        raise InputError(str(error)) from error
    except ValueError as error:
        message = f"{table} row {number}: found '{lon}', '{lat}'; expected degrees"
        raise InputError(message) from error
