"""``geomap geocode TABLE -o FILE --place COL``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.cli.tables import add_table_options, open_plain_table, write_extended
from geomap.files import find_data

if TYPE_CHECKING:
    from geomap.gazetteer.index import Gazetteer
    from geomap.sheets.extend import Added
    from geomap.sheets.table import Batch

_DECIMALS = {"geomap_lon": 5, "geomap_lat": 5, "geomap_confidence": 2}
_MOST_KNOWN = 200_000
"""Answers that are remembered; they take a few hundred bytes each."""


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
    from geomap.gazetteer.columns import COLUMNS, NUMBERS, require_country  # noqa: PLC0415 - as below
    from geomap.gazetteer.index import read_gazetteer  # noqa: PLC0415 - so that --help stays quick
    from geomap.sheets.extend import number_field, text_field  # noqa: PLC0415

    with open_plain_table(options, [options.place, options.admin1, options.admin2, options.country]) as table:
        folder = options.gazetteer or find_data("gazetteer")
        gazetteer = read_gazetteer(folder)
        asked = {"places": options.place, "admin1": options.admin1, "admin2": options.admin2}
        country = options.country or None
        if country is not None and country in table.layout.names:
            asked["country"], country = country, None
        elif country is not None:
            require_country(gazetteer, country, option="--country", columns=table.layout.names)
        places = {what: table.layout.find_column(name, table.name) for what, name in asked.items() if name}
        fields = [number_field(name, _DECIMALS[name]) if name in NUMBERS else text_field(name) for name in COLUMNS]
        lookup = _Lookup(gazetteer, places, country)
        write_extended(table, options, fields=fields, add=lookup.add_columns, data=[folder])
    return 0


class _Lookup:
    """What the rows of a table ask the gazetteer, and what it answered."""

    def __init__(self, gazetteer: Gazetteer, places: dict[str, int], country: str | None) -> None:
        self._gazetteer = gazetteer
        self._places = places
        self._country = country
        self._known: dict[tuple[str | None, ...], tuple[Any, ...]] = {}

    def add_columns(self, batch: Batch) -> Added:
        """Find the places of a batch; rows that ask what another one asked are not looked up again."""
        from geomap.gazetteer.columns import COLUMNS  # noqa: PLC0415 - so that --help stays quick
        from geomap.sheets.extend import Added  # noqa: PLC0415
        from geomap.sheets.texts import list_texts  # noqa: PLC0415

        asked = list(zip(*(list_texts(batch.rows.column(place)) for place in self._places.values()), strict=True))
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        new = [row for row in dict.fromkeys(asked) if row not in self._known]
        if new:
            self._known.update(zip(new, self._look_up(new), strict=True))
        columns = list(zip(*(self._known[row] for row in asked), strict=True))
        lons, lats = (columns[COLUMNS.index(name)] for name in ("geomap_lon", "geomap_lat"))
        return Added(columns, lons, lats)

    def _look_up(self, asked: Sequence[tuple[str | None, ...]]) -> list[tuple[Any, ...]]:
        from geomap.gazetteer.columns import COLUMNS, geocode_columns  # noqa: PLC0415 - so that --help stays quick

        given: dict[str, Any] = dict(zip(self._places, zip(*asked, strict=True), strict=True))
        found = geocode_columns(self._gazetteer, **{"country": self._country, **given})
        return list(zip(*(found[name] for name in COLUMNS), strict=True))
