"""
Times whole commands, cold, in one run: geomap on a report, folium by hand on the same layers, ``--help``.

``make bench`` runs it. Figures are CPU seconds of the command and its children, the median of five.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5


def measure_cpu(*command: str) -> float:
    """Give the CPU seconds that a command takes."""
    # Users have the compiled files of every module after its first run.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=environment)  # noqa: S603 - our own commands
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=environment)  # noqa: S603 - our own commands
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times)


def main(report: str) -> None:
    """Print one line a command."""
    with tempfile.TemporaryDirectory() as folder:
        page, rival = Path(folder, "x.html"), Path(folder, "rival.html")
        ours = measure_cpu(sys.executable, "-m", "geomap", "map", report, "-o", str(page), "--quiet")
        incidents, states = str(page.with_suffix(".geojson")), str(page.with_suffix(".states.geojson"))
        theirs = measure_cpu(sys.executable, "tests/benchmarks/by_hand.py", incidents, states, str(rival))
        assistance = measure_cpu(sys.executable, "-m", "geomap", "--help")
        lines = [
            ("geomap map, one report", f"{ours:.2f} s", f"{page.stat().st_size / 1e6:.2f} MB"),
            ("folium by hand, same layers", f"{theirs:.2f} s", f"{rival.stat().st_size / 1e6:.2f} MB, needs a network"),
            ("ratio", f"{theirs / ours:.2f}", "above 1: geomap is quicker"),
            ("geomap --help", f"{assistance * 1000:.0f} ms", ""),
        ]
    for name, figure, remark in lines:
        print(f"{name:30}{figure:>12}  {remark}")  # noqa: T201 - its result


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "seeds/2026-02-23-morning-after.md")
