"""``python -m geomap`` and the command ``geomap``."""

from __future__ import annotations

import gc
import sys

COLLECT_EVERY = 100_000
"""
Objects made before the collector of reference cycles looks for some. At its usual 700 it walks through the
modules being loaded again and again: an eighth of the time that a small map takes.
"""


def main() -> None:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(COLLECT_EVERY)
    from geomap.cli.app import run_command  # noqa: PLC0415 - importing geomap does no work

    sys.exit(run_command(sys.argv[1:]))


if __name__ == "__main__":
    main()
