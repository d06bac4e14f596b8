"""``geomap map INPUT... -o NAME.html``."""

from __future__ import annotations

import argparse
from pathlib import Path

from geomap.cli.messages import say
from geomap.cli.options import add_geometry_option, add_report_options, find_resources, read_inputs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap map``."""
    parser.epilog = "example: geomap map seeds -o maps/tapalpa.html"
    add_report_options(parser)
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="NAME.html",
        help="the page; NAME.geojson and NAME.states.geojson stand beside it",
    )
    parser.add_argument("--title", help="of the page; by default the headline of the first report")
    parser.add_argument("--language", choices=["en", "es"], help="of the page; by default the reader's browser decides")
    parser.add_argument(
        "--no-reconcile", dest="reconcile", action="store_false", help="keep the incidents of each report"
    )
    parser.add_argument(
        "--no-quotes",
        dest="quotes",
        action="store_false",
        help="leave the evidence sentences out of the page",
    )
    add_geometry_option(parser)


def run(options: argparse.Namespace) -> int:
    """Read, map, and write the page with its two GeoJSON files."""
    from geomap.api import list_map_files, make_map, write_map_files  # noqa: PLC0415 - so that --help stays quick

    outputs = list_map_files(options.output)
    result = read_inputs(options, "reports", "incidents", outputs=outputs)
    resources = find_resources(options)
    made = make_map(
        result.reports,
        result.incidents,
        resources=resources,
        title=options.title,
        language=options.language,
        reconcile=options.reconcile,
        quotes=options.quotes,
        geometry=options.geometry,
        name=options.output.stem,
    )
    write_map_files(made, options.output)
    say(f"{made.count} incidents of {len(result.reports)} reports on {options.output}", options)
    return 0
