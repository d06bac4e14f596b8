"""``geomap geocode TABLE -o FILE --place COL``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cli.tables import PlainTable, add_table_options, read_plain_table, write_plain_table
from geomap.errors import InputError
from geomap.files import find_data

if TYPE_CHECKING:
    from geomap.gazetteer.geocode import GeocodeResult
    from geomap.gazetteer.index import Gazetteer

COLUMNS = (
    "geomap_lon",
    "geomap_lat",
    "geomap_place_name",
    "geomap_place_id",
    "geomap_admin1_name",
    "geomap_admin1_code",
    "geomap_admin2_name",
    "geomap_admin2_code",
    "geomap_country_code",
    "geomap_geo_precision",
    "geomap_confidence",
    "geomap_note",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap geocode``."""
    parser.epilog = "example: geomap geocode towns.csv -o placed.csv --place town --admin1 state --country MX"
    add_table_options(parser)
    parser.add_argument("--place", required=True, metavar="COL", help="column with the name of the place")
    parser.add_argument("--admin1", metavar="COL", help="column with its state")
    parser.add_argument("--admin2", metavar="COL", help="column with its municipality")
    parser.add_argument("--country", metavar="COL", help="column with its country, or one ISO code for all rows")
    parser.add_argument("--gazetteer", type=Path, metavar="FOLDER", help="of a gazetteer, in place of the shipped one")


def run(options: argparse.Namespace) -> int:
    """Read a table and write it with the places of its rows."""
    from geomap.gazetteer.index import read_gazetteer  # noqa: PLC0415 - so that --help stays quick

    table = read_plain_table(options, [options.place, options.admin1, options.admin2, options.country])
    gazetteer = read_gazetteer(options.gazetteer or find_data("gazetteer"))
    write_plain_table(table, COLUMNS, _geocode_rows(table, gazetteer, options), options)
    return 0


def _geocode_rows(table: PlainTable, gazetteer: Gazetteer, options: argparse.Namespace) -> Iterator[Sequence[str]]:
    from geomap.gazetteer.geocode import geocode_place  # noqa: PLC0415 - so that --help stays quick

    place = table.column(options.place)
    parents = [table.column(name) if name else None for name in (options.admin1, options.admin2)]
    fixed = options.country if options.country and options.country not in table.header else None
    country = None if fixed or not options.country else table.column(options.country)
    if fixed and gazetteer.find_country(fixed) is None:
        columns = ", ".join(table.header[:20])
        message = f"--country: found '{fixed}'; expected an ISO code, such as MX, or one of the columns {columns}"
        raise InputError(message)
    known: dict[tuple[str | None, ...], Sequence[str]] = {}
    for row in table.rows:
        asked = (
            row[place].strip() or None,
            *(row[n].strip() or None if n is not None else None for n in parents),
            fixed or (row[country].strip() or None if country is not None else None),
        )
        if asked not in known:
            name, admin1, admin2, where = asked
            known[asked] = _cells(geocode_place(gazetteer, name, admin1=admin1, admin2=admin2, country=where))
        yield known[asked]


def _cells(result: GeocodeResult) -> Sequence[str]:
    place = result.place
    if place is None:
        return ("",) * (len(COLUMNS) - 1) + (result.note or "",)
    return (
        f"{place.lon:.5f}",
        f"{place.lat:.5f}",
        place.name,
        place.place_id,
        place.admin1_name or "",
        place.admin1_code or "",
        place.admin2_name or "",
        place.admin2_code or "",
        place.country_code,
        place.geo_precision,
        f"{result.confidence:.2f}",
        result.note or "",
    )
