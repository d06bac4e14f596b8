"""The options with which a command asks an online geocoder, and what it says about that."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from geomap import __version__
from geomap.cli.messages import say
from geomap.errors import InputError

if TYPE_CHECKING:
    from geomap.online.rows import OnlineRows


def add_online_options(parser: argparse.ArgumentParser) -> None:
    """
    Add the options of a command that may ask an online geocoder.

    Parameters
    ----------
    parser
        Of a command that has ``--gazetteer`` and ``--quiet``.
    """
    parser.add_argument(
        "--online",
        metavar="NAME",
        help="send the names that the gazetteer does not know to this geocoder: nominatim, photon, arcgis, ...",
    )
    parser.add_argument(
        "--online-option",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="of that geocoder: contact, domain, scheme, user_agent, timeout, api_key, ...; may be given again",
    )


@contextmanager
def open_online(options: argparse.Namespace) -> Iterator[OnlineRows | None]:
    """
    Set up what fills rows from an online geocoder, say so, and say in the end what became of it.

    Parameters
    ----------
    options
        Of a command that has ``add_online_options``.

    Yields
    ------
    rows
        None unless the user asks for it.

    Raises
    ------
    InputError
        If an option is none. What may be a key is not told.
    """
    if options.online is None:
        if options.online_option:
            message = "--online-option: given without --online; expected both or none"
            raise InputError(message)
        yield None
        return
    from geomap.online.start import announce, open_rows, summarise  # noqa: PLC0415 - geopy is loaded only where needed
    from geomap.pipeline import Resources  # noqa: PLC0415

    given = _read_pairs(options.online_option)
    resources = Resources(gazetteer_files=options.gazetteer)
    program = f"geomap/{__version__}"
    rows = open_rows(options.online, given, resources, program=program, tell=lambda line: say(line, options))
    try:
        say(announce(rows), options)
        yield rows
        say(summarise(rows), options)
    finally:
        for notice in rows.asker.cache.notices:
            say(notice, options)
        rows.asker.cache.close()


def _read_pairs(texts: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for number, text in enumerate(texts, start=1):
        key, sign, value = text.partition("=")
        if not sign or not key.isidentifier() or key in pairs:
            message = f"--online-option number {number}: found no KEY=VALUE, or a key for the second time"
            raise InputError(message)
        pairs[key] = value
    return pairs
