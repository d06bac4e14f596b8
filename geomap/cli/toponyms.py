"""``geomap toponyms INPUT... -o FILE.jsonl``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from geomap.cli.options import add_report_options, find_resources, read_inputs
from geomap.files import write_output


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap toponyms``."""
    parser.epilog = "example: geomap toponyms report.txt -o mentions.jsonl"
    add_report_options(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.jsonl", help="standard output by default")


def run(options: argparse.Namespace) -> int:
    """Read reports and write their mentions, a report a line."""
    from geomap.api import list_mentions  # noqa: PLC0415 - so that --help stays quick

    result = read_inputs(options, "reports", outputs=[options.output])
    resources = find_resources(options)
    lines = [json.dumps(list_mentions(report, resources=resources), ensure_ascii=False) for report in result.reports]
    write_output(options.output, "".join(line + "\n" for line in lines).encode("utf-8", "backslashreplace"))
    return 0
