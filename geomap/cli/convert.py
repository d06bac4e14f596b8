"""``geomap convert FILE -o FILE``."""

from __future__ import annotations

import argparse

from geomap.cli.options import add_output_options, add_report_options, find_resources, read_inputs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap convert``."""
    parser.epilog = "example: geomap convert incidents.jsonl -o incidents.geojson"
    add_report_options(parser)
    add_output_options(parser, required=True)


def run(options: argparse.Namespace) -> int:
    """Read incidents and write them in another format."""
    from geomap.api import write_incidents  # noqa: PLC0415 - so that --help stays quick
    from geomap.export.formats import find_format  # noqa: PLC0415

    find_format(options.output)
    result = read_inputs(options, "incidents", outputs=[options.output])
    resources = find_resources(options)
    write_incidents(
        result.incidents,
        options.output,
        resources=resources,
        quotes=options.quotes,
        geometry=options.geometry,
    )
    return 0
