"""``geomap geocode TABLE -o FILE --place COL``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geomap.cli.online import add_online_options, open_online
from geomap.cli.options import add_gazetteer_option, open_places
from geomap.cli.tables import add_table_options, open_plain_table, write_extended
from geomap.files import find_data

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.online.rows import OnlineRows
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
    add_gazetteer_option(parser)
    add_online_options(parser)


def run(options: argparse.Namespace) -> int:
    """Read a table and write it with the places of its rows."""
    from geomap.gazetteer.columns import COLUMNS, NUMBERS, require_country  # noqa: PLC0415 - so that --help stays quick
    from geomap.sheets.extend import number_field, text_field  # noqa: PLC0415

    expected = [options.place, options.admin1, options.admin2, options.country]
    with open_plain_table(options, expected, inputs=options.gazetteer) as table:
        gazetteer = open_places(options)
        asked = {"places": options.place, "admin1": options.admin1, "admin2": options.admin2}
        country = options.country or None
        if country is not None and country in table.layout.names:
            asked["country"], country = country, None
        elif country is not None:
            require_country(gazetteer, country, option="--country", columns=table.layout.names)
        places = {what: table.layout.find_column(name, table.name) for what, name in asked.items() if name}
        fields = [number_field(name, _DECIMALS[name]) if name in NUMBERS else text_field(name) for name in COLUMNS]
        with open_online(options) as online:
            lookup = _Lookup(gazetteer, online, places, country)
            data = [find_data("gazetteer"), *options.gazetteer]
            write_extended(table, options, fields=fields, add=lookup.add_columns, data=data)
    return 0


class _Lookup:
    """What the rows of a table ask the gazetteer, and perhaps an online geocoder, and what they answered."""

    def __init__(
        self, gazetteer: Gazetteer, online: OnlineRows | None, places: dict[str, int], country: str | None
    ) -> None:
        self._gazetteer = gazetteer
        self._online = online
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

        given: dict[str, Any] = {"country": self._country}
        given |= zip(self._places, zip(*asked, strict=True), strict=True)
        found = geocode_columns(self._gazetteer, **given)
        if self._online is not None:
            found = self._online.fill_columns(found, **given)
        return list(zip(*(found[name] for name in COLUMNS), strict=True))
