"""What several commands share: the options of reports, and reading them."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cells import guard_cell
from geomap.cli.messages import say
from geomap.export.formats import FORMATS, find_format
from geomap.files import check_outputs, write_whole
from geomap.model import ReadResult, Reject
from geomap.pipeline import Resources

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """
    Add INPUT and the options of every command that reads reports.

    Parameters
    ----------
    parser
        Of the command.
    """
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder or - for standard input")
    parser.add_argument(
        "--format", default="text", choices=["text", "markdown", "html", "jsonl"], help="of standard input"
    )
    group = parser.add_argument_group("what is known of the reports")
    group.add_argument("--date", help="date of the reports, ISO 8601")
    group.add_argument("--lang", choices=["en", "es"], help="their language")
    group.add_argument("--publisher", help="who published them")
    group.add_argument("--url", help="their address")
    group.add_argument("--country", help="ISO code of where their places most likely lie")
    group.add_argument("--admin1", help="state where their places most likely lie")
    group.add_argument("--timezone", default="America/Mexico_City", help="of their dates and times")
    add_gazetteer_option(parser)
    parser.add_argument(
        "--types",
        type=Path,
        metavar="FILE",
        help="a table of words to add, with the columns of data/event_types/triggers.csv",
    )
    parser.add_argument("--rejects", type=Path, metavar="FILE", help="list the records that were set aside (CSV)")
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")


def add_gazetteer_option(parser: argparse.ArgumentParser) -> None:
    """
    Add the option of own places.

    Parameters
    ----------
    parser
        Of the command.
    """
    meaning = (
        "places of your own: a GeoNames dump, or a table or layer with names and points; may be given more than once. "
        "A folder is a gazetteer in place of the shipped one"
    )
    parser.add_argument("--gazetteer", type=Path, action="append", default=[], metavar="FILE", help=meaning)


def open_places(options: argparse.Namespace) -> Gazetteer:
    """
    Open the gazetteer of a command that reads no reports.

    Parameters
    ----------
    options
        With ``gazetteer``, and perhaps ``quiet``.

    Returns
    -------
    gazetteer
        The shipped one, with the places that the options name.
    """
    return Resources(gazetteer_files=options.gazetteer, tell=lambda line: say(line, options)).gazetteer


def add_output_options(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """
    Add the options of every command that writes incidents.

    Parameters
    ----------
    parser
        Of the command.
    required
        Whether the output must be named; it is standard output otherwise.
    """
    formats = ", ".join(FORMATS) + ("" if required else "; standard output (JSON lines) by default")
    parser.add_argument("-o", "--output", required=required, type=Path, metavar="FILE", help=formats)
    parser.add_argument("--quotes", action="store_true", help="keep the text of each span")
    add_geometry_option(parser)


def add_geometry_option(parser: argparse.ArgumentParser) -> None:
    """
    Add the option that says what geometry incidents are written with.

    Parameters
    ----------
    parser
        Of the command.
    """
    meaning = "auto: points, and areas for what is known to a municipality or state; point: a point for all"
    parser.add_argument("--geometry", choices=["auto", "point", "none"], default="auto", help=meaning)


def write_inputs(options: argparse.Namespace, *takes: str, reconcile: bool = False) -> int:
    """
    Run a command that reads and writes incidents.

    Parameters
    ----------
    options
        Of a command that has the options of reports and of output.
    *takes
        As of ``read_inputs``.
    reconcile
        Whether one incident is written for an event.

    Returns
    -------
    code
        0; errors are raised.
    """
    from geomap.api import extract, write_incidents  # noqa: PLC0415 - so that --help stays quick

    find_format(options.output)
    result = read_inputs(options, *takes, outputs=[options.output])
    resources = find_resources(options)
    incidents = [
        *(extract(result.reports, resources=resources) if "reports" in takes else ()),
        *(result.incidents if "incidents" in takes else ()),
    ]
    write_incidents(
        incidents,
        options.output,
        resources=resources,
        quotes=options.quotes,
        geometry=options.geometry,
        reconcile=reconcile,
    )
    return 0


def find_resources(options: argparse.Namespace) -> Resources:
    """
    Give what the stages look things up in, as the options say.

    Parameters
    ----------
    options
        Of a command that has the options of reports.

    Returns
    -------
    resources
        Nothing is opened yet.
    """
    return Resources(gazetteer_files=options.gazetteer, types_file=options.types, tell=lambda line: say(line, options))


def read_inputs(options: argparse.Namespace, *takes: str, outputs: Iterable[Path | None]) -> ReadResult:
    """
    Read all reports and incident tables that the command names, and tell of what was set aside.

    Parameters
    ----------
    options
        Of a command that has the options of reports.
    *takes
        What the command uses: ``reports``, ``incidents`` or both.
    outputs
        Files that it will write, None for standard output.

    Returns
    -------
    result
        At least one report or incident that the command uses.

    Raises
    ------
    InputError
        If an output is one of the inputs, or nothing could be used.
    OutputError
        If an output can't be a file, or the list of what was set aside can't be written.
    """
    from geomap.api import read_files, require_usable  # noqa: PLC0415 - readers are loaded when there is something to read
    from geomap.reports.read import list_inputs  # noqa: PLC0415

    files = list_inputs(options.inputs)
    written = [path for path in (*outputs, options.rejects) if path is not None]
    check_outputs(written, [*(f.path for f in files), *([options.types] if options.types else []), *options.gazetteer])
    result = read_files(
        files,
        stdin_format=options.format,
        date=options.date,
        lang=options.lang,
        publisher=options.publisher,
        url=options.url,
        country=options.country,
        admin1=options.admin1,
        timezone=options.timezone,
    )
    if options.rejects is not None:
        _write_rejects(result.rejects, options.rejects)
    require_usable(result, *takes)
    for notice in result.notices:
        say(notice, options)
    if result.rejects:
        first, count = result.rejects[0], len(result.rejects)
        say(f"{_count(count, 'records')} set aside; the first: {first.record}: {first.reason}", options)
    for kind in {"reports", "incidents"}.difference(takes):
        if count := len(getattr(result, kind)):
            say(f"{_count(count, kind)} left out: {options.command} takes {takes[0]} only", options)
    return result


def _count(number: int, things: str) -> str:
    return f"{number} {things if number > 1 else things[:-1]}"


def _write_rejects(rejects: Iterable[Reject], path: Path) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(["record", "reason"])
    writer.writerows([guard_cell(r.record), guard_cell(r.reason)] for r in rejects)
    write_whole(path, stream.getvalue().encode())
