"""``geomap reconcile INPUT... -o FILE``."""

from __future__ import annotations

import argparse

from geomap.cli.options import add_output_options, add_report_options, write_inputs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap reconcile``."""
    parser.epilog = "example: geomap reconcile seeds -o incidents.geojson"
    add_report_options(parser)
    add_output_options(parser)


def run(options: argparse.Namespace) -> int:
    """Read reports and tables and write their incidents, one an event."""
    return write_inputs(options, "reports", "incidents", reconcile=True)
