"""``geomap join TABLE -o FILE``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cli.messages import say
from geomap.cli.points import PointReader
from geomap.cli.tables import add_table_options, open_plain_table, write_extended
from geomap.errors import InputError
from geomap.files import find_data

if TYPE_CHECKING:
    from geomap.sheets.extend import Added, Tally
    from geomap.sheets.table import Batch


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
    from geomap.sheets.extend import Added, text_field  # noqa: PLC0415

    with open_plain_table(options, [options.lon, options.lat, *PointReader.guesses()]) as table:
        reader = PointReader(table, lon=options.lon, lat=options.lat)
        folder = options.boundaries or find_data("boundaries")
        boundaries = read_boundaries(folder)

        def add(batch: Batch) -> Added:
            lons, lats, tally = reader.read_points(batch)
            found = join_columns(boundaries, lons, lats)
            return Added([found[name] for name in COLUMNS], lons, lats, tally)

        def check(tally: Tally) -> None:
            if tally.first and not tally.usable:
                raise InputError(tally.first)

        fields = [text_field(name) for name in COLUMNS]
        tally = write_extended(table, options, fields=fields, add=add, data=[folder], check=check)
    if tally.first:
        rows = "1 row has" if tally.problems == 1 else f"{tally.problems} rows have"
        say(f"{rows} no usable point and got empty columns; the first: {tally.first}", options)
    return 0
