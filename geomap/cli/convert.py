"""``geomap convert FILE -o FILE``."""

from __future__ import annotations

import argparse

from geomap.cli.options import add_output_options, add_report_options, find_resources, read_inputs, tell_rejects
from geomap.errors import InputError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap convert``."""
    parser.epilog = "example: geomap convert incidents.jsonl -o incidents.geojson"
    add_report_options(parser)
    add_output_options(parser, required=True)


def run(options: argparse.Namespace) -> int:
    """Read incidents and write them in another format."""
    from geomap.api import write_incidents  # noqa: PLC0415 - so that --help stays quick

    result = read_inputs(options)
    if not result.incidents:
        message = f"{options.inputs[0]}: found no incident; expected a file of incidents"
        raise InputError(message)
    resources = find_resources(options)
    write_incidents(
        result.incidents,
        options.output,
        resources=resources,
        quotes=options.quotes,
        geometry=options.geometry,
    )
    tell_rejects(result.rejects, options)
    return 0
