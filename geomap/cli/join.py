"""``geomap join TABLE -o FILE``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cells import guard_cell
from geomap.cli.messages import say
from geomap.cli.tables import PlainTable, add_table_options, read_plain_table, write_plain_table
from geomap.errors import InputError
from geomap.files import find_data

if TYPE_CHECKING:
    from geomap.boundaries.points import PointJoin

_MOST_KM = 500
_GUESSES = {"lon": ("lon", "longitude", "lng", "long", "x"), "lat": ("lat", "latitude", "y")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap join``."""
    parser.epilog = "example: geomap join points.csv -o joined.csv --lon x --lat y"
    add_table_options(parser)
    parser.add_argument("--lon", metavar="COL", help="column with the longitude, degrees WGS84")
    parser.add_argument("--lat", metavar="COL", help="column with the latitude")
    parser.add_argument(
        "--country",
        metavar="CODE",
        help="where the points most likely lie (ISO code): those that would lie there with lon and lat exchanged are "
        "flagged; by default where most lie",
    )
    parser.add_argument(
        "--boundaries", type=Path, metavar="FILE", help="polygons, in any CRS, in place of the shipped divisions"
    )
    parser.add_argument("--layer", metavar="NAME", help="of --boundaries, if the file has several")
    parser.add_argument(
        "--boundary-columns", metavar="A,B", help="columns of --boundaries to add, as geomap_A, geomap_B; default: all"
    )
    parser.add_argument(
        "--snap",
        type=float,
        metavar="KM",
        help="how far the nearest polygon may be that a point in none is given (default: 20; with --boundaries 0)",
    )


def run(options: argparse.Namespace) -> int:
    """Read a table of points and write it with their divisions."""
    joiner = _make_joiner(options)
    guesses = [name for names in _GUESSES.values() for name in names]
    table = read_plain_table(options, [options.lon, options.lat, *guesses])
    lons, lats = ([row[column] for row in table.rows] for column in _find_columns(table, options))
    found = joiner.join(lons, lats, numbers=table.numbers, notes=_read_notes(table))
    joiner.require_usable(table.name)
    # The columns of a file of polygons are a stranger's text.
    cells = [[_write_cell(value) for value in found[name]] for name in joiner.columns]
    write_plain_table(table, joiner.columns, zip(*cells, strict=True), options)
    for line in joiner.tell(table.name):
        say(line, options)
    return 0


def _write_cell(value: object) -> str:
    if isinstance(value, str):
        return guard_cell(value)
    return "" if value is None else str(value)


def _make_joiner(options: argparse.Namespace) -> PointJoin:
    """Open the polygons, and say what is odd about them."""
    from geomap.boundaries.points import PointJoin  # noqa: PLC0415 - loads shapely

    if options.snap is not None and not 0 <= options.snap <= _MOST_KM:
        message = f"--snap: found {options.snap:g}; expected 0 to {_MOST_KM} kilometres"
        raise InputError(message)
    if options.boundaries is None:
        from geomap.boundaries.divisions import DivisionTarget  # noqa: PLC0415
        from geomap.boundaries.store import SNAP_KM, read_boundaries  # noqa: PLC0415

        for option in ("layer", "boundary_columns"):
            if getattr(options, option) is not None:
                message = f"--{option.replace('_', '-')}: found without --boundaries; expected with it"
                raise InputError(message)
        snap_km = SNAP_KM if options.snap is None else options.snap
        boundaries = read_boundaries(find_data("boundaries"))
        return PointJoin(DivisionTarget(boundaries, snap_km=snap_km), country=options.country)
    from geomap.boundaries.files import read_polygons  # noqa: PLC0415 - loads geopandas

    columns = options.boundary_columns and [name.strip() for name in options.boundary_columns.split(",")]
    polygons = read_polygons(options.boundaries, layer=options.layer, columns=columns, snap_km=options.snap or 0.0)
    for line in polygons.notices:
        say(line, options)
    return PointJoin(polygons, country=options.country)


def _read_notes(table: PlainTable) -> list[str | None] | None:
    """Read what an earlier command noted of the rows."""
    from geomap.boundaries.points import NOTE  # noqa: PLC0415 - loads shapely

    if NOTE not in table.header:
        return None
    column = table.column(NOTE)
    return [row[column] or None for row in table.rows]


def _find_columns(table: PlainTable, options: argparse.Namespace) -> tuple[int, int]:
    return _find_column(table, "lon", options.lon), _find_column(table, "lat", options.lat)


def _find_column(table: PlainTable, what: str, given: str | None) -> int:
    if given:
        return table.column(given)
    folded = {name.strip().lower(): n for n, name in enumerate(table.header)}
    for guess in _GUESSES[what]:
        if guess in folded:
            return folded[guess]
    message = f"{table.name}: found no column for {what}; name it with --{what}"
    raise InputError(message)
