"""``geomap convert FILE -o FILE``."""

from __future__ import annotations

import argparse

from geomap.cli.options import add_output_options, add_report_options, write_inputs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap convert``."""
    parser.epilog = "example: geomap convert incidents.jsonl -o incidents.geojson"
    add_report_options(parser)
    add_output_options(parser, required=True)


def run(options: argparse.Namespace) -> int:
    """Read incidents and write them in another format."""
    return write_inputs(options, "incidents")
