"""``python -m geomap`` and the command ``geomap``."""

from __future__ import annotations

import gc
import io
import sys

COLLECT_EVERY = 500_000
"""
New objects after which Python looks for cycles of garbage. At its usual 700 it walks through the modules that a
command loads again and again: an eighth of the time that a small map takes.
"""


def main() -> None:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(COLLECT_EVERY)
    _set_encodings()
    from geomap.cli.app import run_command  # noqa: PLC0415 - importing geomap does no work

    status = run_command(sys.argv[1:])
    # What is left goes with the process: a last look through all of it would take as long again.
    gc.freeze()
    sys.exit(status)


def _set_encodings() -> None:
    """Write UTF-8 to files and pipes on every system, and let no terminal fail on a letter that it does not know."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
