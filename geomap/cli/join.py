"""``geomap join TABLE -o FILE``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.cells import guard_cell
from geomap.cli.messages import say
from geomap.cli.points import PointReader
from geomap.cli.tables import add_table_options, open_plain_table, write_extended
from geomap.errors import InputError
from geomap.files import find_data

if TYPE_CHECKING:
    import pyarrow as pa

    from geomap.boundaries.divisions import DivisionTarget
    from geomap.boundaries.own import OwnPolygons
    from geomap.sheets.extend import Added, Tally
    from geomap.sheets.table import Batch

_MOST_KM = 500
_PLAIN_TEXT = (None, ".csv", ".tsv")
"""Suffixes of outputs in which a text may be run as a formula."""


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
    parser.add_argument("--boundary-layer", metavar="NAME", help="of --boundaries, if the file has several")
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
    from geomap.boundaries.degrees import read_degrees  # noqa: PLC0415 - so that --help stays quick
    from geomap.boundaries.points import NOTE, PointJoin  # noqa: PLC0415
    from geomap.sheets.extend import Added  # noqa: PLC0415
    from geomap.sheets.texts import list_texts  # noqa: PLC0415

    target = _open_target(options)
    joiner = PointJoin(target, country=options.country)
    suffix = options.output and options.output.suffix.lower()
    inputs = [options.boundaries] if options.boundaries else []
    with open_plain_table(options, [options.lon, options.lat, *PointReader.guesses()], inputs=inputs) as table:
        reader = PointReader(table, lon=options.lon, lat=options.lat)
        names = table.layout.names
        noted = table.layout.find_column(NOTE, table.name) if NOTE in names else None

        def add(batch: Batch) -> Added:
            degrees = read_degrees(*reader.list_cells(batch))
            notes = None if noted is None else list_texts(batch.rows.column(noted))
            found = joiner.join(degrees, numbers=batch.numbers, notes=notes)
            columns = [values.tolist() for values in found.values()]
            columns = [_guard(values) for values in columns] if suffix in _PLAIN_TEXT else columns
            lons, lats = (
                [value if usable else None for value, usable in zip(values, degrees.usable.tolist(), strict=True)]
                for values in (degrees.lons.tolist(), degrees.lats.tolist())
            )
            return Added(columns, lons, lats)

        def check(_: Tally) -> None:
            joiner.require_usable(table.name)

        write_extended(table, options, fields=_list_fields(target), add=add, data=None, check=check)
    for line in joiner.tell(table.name):
        say(line, options)
    return 0


def _guard(values: list[Any]) -> list[Any]:
    """Guard texts: the columns of a file of polygons are a stranger's."""
    return [guard_cell(value) if isinstance(value, str) else value for value in values]


def _open_target(options: argparse.Namespace) -> DivisionTarget | OwnPolygons:
    """Open the polygons, and say what is odd about them."""
    if options.snap is not None and not 0 <= options.snap <= _MOST_KM:
        message = f"--snap: found {options.snap:g}; expected 0 to {_MOST_KM} kilometres"
        raise InputError(message)
    if options.boundaries is None:
        from geomap.boundaries.divisions import DivisionTarget  # noqa: PLC0415 - loads shapely
        from geomap.boundaries.store import SNAP_KM, read_boundaries  # noqa: PLC0415

        for option in ("boundary_layer", "boundary_columns"):
            if getattr(options, option) is not None:
                message = f"--{option.replace('_', '-')}: found without --boundaries; expected with it"
                raise InputError(message)
        snap_km = SNAP_KM if options.snap is None else options.snap
        return DivisionTarget(read_boundaries(find_data("boundaries")), snap_km=snap_km)
    from geomap.boundaries.files import read_polygons  # noqa: PLC0415 - loads geopandas

    columns = options.boundary_columns and [name.strip() for name in options.boundary_columns.split(",")]
    layer, snap_km = options.boundary_layer, options.snap or 0.0
    polygons = read_polygons(options.boundaries, layer=layer, columns=columns, snap_km=snap_km)
    for line in polygons.notices:
        say(line, options)
    return polygons


def _list_fields(target: DivisionTarget | OwnPolygons) -> list[pa.Field]:
    """List what is added, each with its type."""
    from geomap.boundaries.own import OwnPolygons  # noqa: PLC0415 - loads shapely
    from geomap.boundaries.points import NOTE, SNAP  # noqa: PLC0415
    from geomap.sheets.extend import guess_field, number_field, text_field  # noqa: PLC0415

    if isinstance(target, OwnPolygons):
        fields = [guess_field(name, values) for name, values in target.values.items()]
    else:
        fields = [text_field(name) for name in target.columns]
    return [*fields, number_field(SNAP, _SNAP_DECIMALS), text_field(NOTE)]


_SNAP_DECIMALS = 3
