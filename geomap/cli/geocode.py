"""``geomap geocode TABLE -o FILE --place COL``."""

from __future__ import annotations

import argparse

from geomap.cli.online import add_online_options, open_online
from geomap.cli.options import add_gazetteer_option, open_places
from geomap.cli.tables import PlainTable, add_table_options, read_plain_table, write_plain_table

_DECIMALS = {"geomap_lon": 5, "geomap_lat": 5, "geomap_confidence": 2}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap geocode``."""
    parser.epilog = "example: geomap geocode towns.csv -o placed.csv --place town --admin1 state --country MX"
    add_table_options(parser)
    parser.add_argument("--place", required=True, metavar="COL", help="column with the name of the place")
    parser.add_argument("--admin1", metavar="COL", help="column with its state")
    parser.add_argument("--admin2", metavar="COL", help="column with its municipality")
    parser.add_argument("--country", metavar="COL", help="column with its country, or one ISO code for all rows")
    add_gazetteer_option(parser)
    add_online_options(parser)


def run(options: argparse.Namespace) -> int:
    """Read a table and write it with the places of its rows."""
    from geomap.gazetteer.columns import COLUMNS, geocode_columns, require_country  # noqa: PLC0415 - so that --help stays quick

    expected = [options.place, options.admin1, options.admin2, options.country]
    table = read_plain_table(options, expected, inputs=options.gazetteer)
    gazetteer = open_places(options)
    names, first, second = (_read_column(table, name) for name in (options.place, options.admin1, options.admin2))
    country: str | list[str] | None = options.country or None
    if country is not None and country in table.header:
        country = _read_column(table, country)
    elif country is not None:
        require_country(gazetteer, options.country, option="--country", columns=table.header)
    with open_online(options) as online:
        found = geocode_columns(gazetteer, names or [], admin1=first, admin2=second, country=country)
        if online is not None:
            found = online.fill_columns(found, names or [], admin1=first, admin2=second, country=country)
    cells = [[_write_cell(value, _DECIMALS.get(name)) for value in found[name]] for name in COLUMNS]
    write_plain_table(table, COLUMNS, zip(*cells, strict=True), options)
    return 0


def _read_column(table: PlainTable, name: str | None) -> list[str] | None:
    if not name:
        return None
    number = table.column(name)
    return [row[number] for row in table.rows]


def _write_cell(value: str | float | None, decimals: int | None) -> str:
    if value is None:
        return ""
    return str(value) if decimals is None else f"{value:.{decimals}f}"
