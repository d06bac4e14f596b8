"""``geomap schema``."""

from __future__ import annotations

import argparse
import json

from geomap.files import write_output
from geomap.schema import json_schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``geomap schema``."""
    parser.epilog = "example: geomap schema > incident.schema.json"


def run(options: argparse.Namespace) -> int:
    """Print the JSON Schema of an incident."""
    del options
    write_output(None, f"{json.dumps(json_schema(), indent=2, ensure_ascii=False)}\n".encode())
    return 0
