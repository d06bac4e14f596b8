"""What the commands say, on standard error."""

from __future__ import annotations

import argparse
import sys


def print_line(message: str) -> None:
    """
    Print one line on standard error.

    Parameters
    ----------
    message
        May quote what a stranger wrote: control characters become blanks.
    """
    if sys.stderr is not None:  # as it is where a user closed it
        print(f"geomap: {''.join(c if c.isprintable() else ' ' for c in message)}", file=sys.stderr)


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
        print_line(message)
