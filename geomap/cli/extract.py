"""``geomap extract INPUT... -o FILE``."""

from __future__ import annotations

import argparse

from geomap.cli.options import add_output_options, add_report_options, write_inputs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap extract``."""
    parser.epilog = "example: geomap extract report.txt -o incidents.jsonl"
    add_report_options(parser)
    add_output_options(parser)


def run(options: argparse.Namespace) -> int:
    """Read reports and write their incidents."""
    return write_inputs(options, "reports")
