"""
Writes the pages that are made from the code: ``python docs/reference.py``.

``fields.md`` comes from ``geomap/schema.py``, ``options.md`` from the parsers of the command line. A test
says when they are not as the code has them.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from geomap.cli.app import COMMANDS, build_parser  # noqa: E402 - of this checkout, whatever else is installed
from geomap.schema import FIELDS, ITEMS, ROLES  # noqa: E402

NOTICE = "<!-- Made by docs/reference.py; change the code, then run `make docs`. -->\n\n"


def format_fields() -> str:
    """
    Lay out the fields of an incident.

    Returns
    -------
    page
        Markdown: a row a field, and the members of those that hold lists of records.
    """
    lines = [
        "# Fields of an incident",
        "",
        f"{len(FIELDS)} fields, from `geomap/schema.py`. They are the columns of a frame and of a CSV file, the",
        "members of a line of `.jsonl` and the properties of a GeoJSON feature. `geomap schema` prints the same as",
        "JSON Schema.",
        "A field that is not required may be null. Null is never 0: it means that the report does not say.",
        "",
        "| field | type | unit | meaning | choices |",
        "|---|---|---|---|---|",
    ]
    for f in FIELDS:
        kind = f"{f.type}, required" if f.required else f.type
        choices = " ".join(f"`{choice}`" for choice in f.choices)
        lines.append(_row(f"`{f.name}`", kind, f.unit or "", f.meaning, choices))
    lines += [
        "",
        "## Types",
        "",
        "- `datetime`: ISO 8601, with offset where a time is known.",
        "- `texts`: a list.",
    ]
    for name, members in ITEMS.items():
        listed = ", ".join(f"`{member}` ({kind})" for member, kind in members.items())
        lines.append(f"- `{name}`: a list of records with {listed}.")
    lines.append(f"- `role` of an actor: {' '.join(f'`{role}`' for role in ROLES)}.")
    return NOTICE + "\n".join(lines) + "\n"


def format_options() -> str:
    """
    Lay out all commands with their options.

    Returns
    -------
    page
        Markdown: a section a command.
    """
    lines = [
        "# All options",
        "",
        "What `geomap COMMAND --help` says. [Command line](commands.md) shows how the commands are used.",
    ]
    for command, summary in COMMANDS.items():
        lines += ["", f"## geomap {command}", "", summary[0].upper() + summary[1:] + ".", ""]
        rows = [
            _row(_name_action(action), action.help or "", _list_choices(action), _show_default(action))
            for action in list_actions(command)
        ]
        if rows:
            lines += ["| option | meaning | choices | default |", "|---|---|---|---|", *rows]
        else:
            lines.append("No options.")
    return NOTICE + "\n".join(lines) + "\n"


def list_actions(command: str) -> Iterator[argparse.Action]:
    """
    List the arguments and options of a command.

    Parameters
    ----------
    command
        One of ``COMMANDS``.

    Yields
    ------
    action
        Of its parser, but not ``--help``.
    """
    subparsers = next(a for a in build_parser(command)._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001
    for action in subparsers.choices[command]._actions:  # noqa: SLF001
        if action.dest != "help":
            yield action


def _name_action(action: argparse.Action) -> str:
    metavar = action.metavar or (action.dest.upper() if action.nargs != 0 and not action.choices else "")
    if not action.option_strings:
        return f"`{metavar}`"
    return ", ".join(f"`{option}`" for option in action.option_strings) + (f" `{metavar}`" if metavar else "")


def _list_choices(action: argparse.Action) -> str:
    return " ".join(f"`{choice}`" for choice in action.choices or ())


def _show_default(action: argparse.Action) -> str:
    if action.required and action.option_strings:
        return "required"
    return f"`{action.default}`" if isinstance(action.default, str | int) and action.nargs != 0 else ""


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


MADE = {"fields.md": format_fields, "options.md": format_options}


def main() -> None:
    """Write the pages."""
    for name, make in MADE.items():
        (HERE / name).write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
