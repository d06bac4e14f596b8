"""``geomap places QUERY``."""

from __future__ import annotations

import argparse

from geomap.cli.messages import print_line
from geomap.cli.options import add_gazetteer_option, open_places
from geomap.files import write_output
from geomap.model import Candidate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap places``."""
    parser.epilog = 'example: geomap places "tapalpa jal"'
    parser.add_argument("query", metavar="QUERY", help="a name, or the beginning of one, perhaps with what it lies in")
    parser.add_argument("--admin1", metavar="X", help="state that it should lie in")
    parser.add_argument("--country", metavar="X", help="country that it should lie in")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="the most places that are listed")
    add_gazetteer_option(parser)
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")


def run(options: argparse.Namespace) -> int:
    """Print the places that bear a name, likeliest first, tab separated."""
    from geomap.gazetteer.search import search_places  # noqa: PLC0415 - so that --help stays quick

    gazetteer = open_places(options)
    found = search_places(gazetteer, options.query, admin1=options.admin1, country=options.country, limit=options.limit)
    if not found:
        print_line(f"no place is called '{options.query}'")
        return 1
    lines = ["\t".join(_list_columns(candidate)) + "\n" for candidate in found]
    write_output(None, "".join(lines).encode())
    return 0


def _list_columns(candidate: Candidate) -> tuple[str, ...]:
    place = candidate.place
    parents = ", ".join(p for p in (place.admin2_name, place.admin1_name, place.country_name) if p)
    return (
        place.name,
        parents,
        place.feature_code,
        f"{place.lon:.5f}",
        f"{place.lat:.5f}",
        str(place.population or ""),
        place.place_id,
        candidate.reason,
        f"{candidate.confidence:.2f}",
    )
