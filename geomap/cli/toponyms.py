"""``geomap toponyms INPUT... -o FILE.jsonl``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from geomap.cli.options import add_report_options, find_resources, read_inputs, require_reports, tell_rejects
from geomap.files import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap toponyms``."""
    parser.epilog = "example: geomap toponyms report.txt -o mentions.jsonl"
    add_report_options(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.jsonl", help="standard output by default")


def run(options: argparse.Namespace) -> int:
    """Read reports and write their mentions, a report a line."""
    from geomap.api import list_mentions  # noqa: PLC0415 - so that --help stays quick

    result = read_inputs(options)
    lines = [
        json.dumps(list_mentions(report, resources=resources), ensure_ascii=False)
        for resources in [find_resources(options)]
        for report in require_reports(result)
    ]
    content = "".join(line + "\n" for line in lines).encode("utf-8", "backslashreplace")
    if options.output is None:
        sys.stdout.buffer.write(content)
    else:
        write_whole(options.output, content)
    tell_rejects(result.rejects, options)
    return 0
