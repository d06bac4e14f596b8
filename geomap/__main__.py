"""``python -m geomap`` and the command ``geomap``."""

from __future__ import annotations

import gc
import sys

COLLECT_EVERY = 500_000
"""
New objects after which Python looks for cycles of garbage. At its usual 700 it walks through the modules that a
command loads again and again: an eighth of the time that a small map takes.
"""


def main() -> None:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(COLLECT_EVERY)
    from geomap.cli.app import run_command  # noqa: PLC0415 - importing geomap does no work

    status = run_command(sys.argv[1:])
    # What is left goes with the process: a last look through all of it would take as long again.
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    main()
