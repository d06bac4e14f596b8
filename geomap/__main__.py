"""``python -m geomap`` and the command ``geomap``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    from geomap.cli.app import run_command  # noqa: PLC0415 - importing geomap does no work

    sys.exit(run_command(sys.argv[1:]))


if __name__ == "__main__":
    main()
