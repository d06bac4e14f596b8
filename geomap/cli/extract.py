"""``geomap extract INPUT... -o FILE``."""

from __future__ import annotations

import argparse

from geomap.cli.options import add_output_options, add_report_options, find_resources, read_inputs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap extract``."""
    parser.epilog = "example: geomap extract report.txt -o incidents.jsonl"
    add_report_options(parser)
    add_output_options(parser)


def run(options: argparse.Namespace) -> int:
    """Read reports and write their incidents."""
    from geomap.api import extract, write_incidents  # noqa: PLC0415 - so that --help stays quick
    from geomap.export.formats import find_format  # noqa: PLC0415

    find_format(options.output)
    result = read_inputs(options, "reports", outputs=[options.output])
    resources = find_resources(options)
    incidents = extract(result.reports, resources=resources)
    write_incidents(incidents, options.output, resources=resources, quotes=options.quotes, geometry=options.geometry)
    return 0
