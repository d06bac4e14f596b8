"""The command ``geomap``: finds the subcommand, runs it, and turns errors into one line and an exit status."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence

from geomap import __version__
from geomap.cli.messages import print_line
from geomap.errors import GeomapError

COMMANDS = {
    "map": "reports and incident tables to one offline HTML map, with GeoJSON beside it",
    "extract": "incidents of reports, each report by itself",
    "reconcile": "incidents of many reports and tables merged: one event, one incident",
    "toponyms": "place mentions of reports, resolved",
    "geocode": "add coordinates and divisions to a table that has place names",
    "join": "add states and municipalities to a table of points",
    "convert": "incidents from one format to another",
    "places": "search the gazetteer",
    "schema": "the JSON Schema of an incident",
}
DONE, FAILED, USAGE, STOPPED = 0, 1, 2, 130


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """
    Build the parser of the command line.

    Parameters
    ----------
    only
        The one command whose options are wanted: the others' modules are then not loaded.

    Returns
    -------
    parser
        Whose namespace has ``run``, the function of the command.
    """
    parser = argparse.ArgumentParser(
        prog="geomap",
        description="From news reports to a sourced, filterable, offline incident map.",
        epilog="example: geomap map seeds -o maps/tapalpa.html",
    )
    parser.add_argument("--version", action="version", version=f"geomap {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if name == only:
            module = importlib.import_module(f"geomap.cli.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def run_command(arguments: Sequence[str]) -> int:
    """
    Run one command.

    Parameters
    ----------
    arguments
        As after ``geomap`` on the command line.

    Returns
    -------
    status
        0 done, 1 nothing could be used, 2 wrong usage, 130 stopped.
    """
    only = next((a for a in arguments if a in COMMANDS), None)
    try:
        options = build_parser(only).parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    try:
        status: int = options.run(options)
    except GeomapError as error:
        print_line(str(error))
        return FAILED
    except KeyboardInterrupt:
        print_line("stopped")
        return STOPPED
    return status
