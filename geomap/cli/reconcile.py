"""``geomap reconcile INPUT... -o FILE``."""

from __future__ import annotations

import argparse

from geomap.cli.options import add_output_options, add_report_options, find_resources, read_inputs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap reconcile``."""
    parser.epilog = "example: geomap reconcile seeds -o incidents.geojson"
    add_report_options(parser)
    add_output_options(parser)


def run(options: argparse.Namespace) -> int:
    """Read reports and tables and write their incidents, one an event."""
    from geomap.api import extract, write_incidents  # noqa: PLC0415 - so that --help stays quick
    from geomap.export.formats import find_format  # noqa: PLC0415

    find_format(options.output)
    result = read_inputs(options, "reports", "incidents", outputs=[options.output])
    resources = find_resources(options)
    incidents = [*extract(result.reports, resources=resources), *result.incidents]
    write_incidents(
        incidents,
        options.output,
        resources=resources,
        quotes=options.quotes,
        geometry=options.geometry,
        reconcile=True,
    )
    return 0
