"""What several commands share: the options of reports, and telling what was set aside."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from geomap.errors import GeomapError, InputError
from geomap.files import write_whole
from geomap.model import Incident, ReadResult, Reject, Report
from geomap.pipeline import Resources


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
    parser.add_argument("--gazetteer", type=Path, metavar="FOLDER", help="a gazetteer in place of the shipped one")
    parser.add_argument("--types", type=Path, metavar="FILE", help="a table of event types to add")
    parser.add_argument("--rejects", type=Path, metavar="FILE", help="list the records that were set aside (CSV)")
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")


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
    formats = ".jsonl, .geojson or .csv" + ("" if required else "; standard output by default")
    parser.add_argument("-o", "--output", required=required, type=Path, metavar="FILE", help=formats)
    parser.add_argument("--quotes", action="store_true", help="keep the text of each span")
    parser.add_argument("--geometry", choices=["auto", "point", "none"], default="auto")


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
    return Resources(gazetteer_folder=options.gazetteer, types_file=options.types)


def read_inputs(options: argparse.Namespace) -> ReadResult:
    """
    Read all reports and incident tables that the command names.

    Parameters
    ----------
    options
        Of a command that has the options of reports.

    Returns
    -------
    result
        Reports and incidents, and what was set aside.

    Raises
    ------
    InputError
        If nothing could be used.
    """
    from geomap.api import read_all  # noqa: PLC0415 - readers are loaded when there is something to read

    result = read_all(
        options.inputs,
        stdin_format=options.format,
        date=options.date,
        lang=options.lang,
        publisher=options.publisher,
        url=options.url,
        country=options.country,
        admin1=options.admin1,
        timezone=options.timezone,
    )
    for notice in result.notices:
        say("".join(c if c.isprintable() else " " for c in notice), options)
    return result


def tell_rejects(rejects: Iterable[Reject], options: argparse.Namespace) -> None:
    """
    Say how many records were set aside, and list them where the user asked.

    Parameters
    ----------
    rejects
        Of all stages.
    options
        With ``rejects`` and ``quiet``.
    """
    listed = list(rejects)
    if options.rejects is not None:
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(["record", "reason"])
        writer.writerows([_guard(r.record), _guard(r.reason)] for r in listed)
        write_whole(options.rejects, stream.getvalue().encode())
    if listed and not options.quiet:
        first = "".join(c if c.isprintable() else " " for c in f"{listed[0].record}: {listed[0].reason}")
        say(f"{len(listed)} record{'s' * (len(listed) > 1)} set aside; the first: {first}", options)


def _guard(cell: str) -> str:
    """Keep a cell from being run as a formula by a spreadsheet."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


def say(message: str, options: argparse.Namespace) -> None:
    """
    Print a line on standard error, unless the user wants quiet.

    Parameters
    ----------
    message
        One line.
    options
        With ``quiet``.
    """
    if not options.quiet:
        print(f"geomap: {message}", file=sys.stderr)


def require_reports(result: ReadResult) -> tuple[Report, ...]:
    """
    Give the reports of a result, of which there must be at least one.

    Parameters
    ----------
    result
        Of ``read_inputs``.

    Returns
    -------
    reports
        In order of the input.

    Raises
    ------
    InputError
        If there is none.
    """
    if not result.reports:
        message = "found no report in the input; expected at least one"
        raise InputError(message)
    return result.reports


__all__ = [
    "GeomapError",
    "Incident",
    "add_report_options",
    "find_resources",
    "read_inputs",
    "require_reports",
    "say",
    "tell_rejects",
]
