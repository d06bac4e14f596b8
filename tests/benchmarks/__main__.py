"""
Times each stage beside its rival, and whole commands, in one run.

``make bench`` runs it. Rates are per CPU second of one core; a stage and its rival take turns, three times
each, and the median counts. Trust ratios, not rates. ``--page FILE`` writes the result as a page, too.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPORT = "seeds/2026-02-23-morning-after.md"
STAGES = (
    ("places of reports", "reports/s", "find_mentions", "look_up_ngrams", "n-grams in a dictionary, no context"),
    ("incidents of reports", "reports/s", "extract_incidents", "", ""),
    ("looking names up", "names/s", "names.look_up_names", "names.look_up_dictionary", "a dictionary, in memory"),
    ("names with errors", "names/s", "names.find_misspelt", "names.scan_list", "rapidfuzz over a list"),
    ("names with errors", "names/s", "names.find_misspelt", "names.search_trigrams", "SQLite, trigrams; misses some"),
    ("geocoding rows", "rows/s", "geocode_rows", "merge_rows", "pandas merge on exact names"),
    ("geocoding a million", "rows/s", "names.geocode_million", "", ""),
    ("opening the gazetteer", "times/s", "names.open_gazetteer", "", ""),
    ("points to 32 states", "points/s", "join_states", "sjoin_states", "geopandas.sjoin"),
    ("points to 2,457 municipalities", "points/s", "join_municipalities", "sjoin_municipalities", "geopandas.sjoin"),
    ("points to all divisions", "points/s", "join_points", "sjoin_divisions", "geopandas.sjoin, both levels of Mexico"),
    ("reconciling", "records/s", "reconcile_records", "", ""),
    ("GeoJSON", "incidents/s", "write_geojson", "write_frame", "GeoDataFrame.to_file, fewer columns"),
)
TURNS = 3
COMMANDS = 7
INTRODUCTION = """# Performance

By `make bench`, on {machine}: each stage beside what people use in its place, in one run. Rates are per
CPU second of one core; a ratio above 1 means that geomap is quicker.

"""
Row = tuple[str, str, str, str, str]


def run_stage(name: str) -> dict[str, float]:
    """Run one stage in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.stages", name]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own command
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def compare(stage: str, unit: str, ours: str, rival: str, what: str) -> Row:
    """Time a stage and its rival in turns."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in (ours, rival) if name}
    for _ in range(TURNS):
        for name, results in runs.items():
            results.append(run_stage(name))
    rates = {name: statistics.median(r["rate"] for r in results) for name, results in runs.items()}
    memory = max(r["peak_mb"] for r in runs[ours])
    against = f"{rates[rival]:,.0f} ({what})" if rival else "none"
    ratio = f"{rates[ours] / rates[rival]:.2f}" if rival else ""
    return stage, f"{rates[ours]:,.0f} {unit}", against, ratio, f"{memory:,.0f} MB"


def measure_cpu(*command: str) -> float:
    """Give the CPU seconds that a command takes, cold."""
    # Users have the compiled files of every module after its first run.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(COMMANDS + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=environment)  # noqa: S603 - our own commands
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times[1:])


def compare_commands(report: str) -> list[Row]:
    """Time ``geomap map`` beside folium by hand, and ``--help``."""
    with tempfile.TemporaryDirectory() as folder:
        page, rival = Path(folder, "x.html"), Path(folder, "rival.html")
        ours = measure_cpu(sys.executable, "-m", "geomap", "map", report, "-o", str(page), "--quiet")
        incidents, states = str(page.with_suffix(".geojson")), str(page.with_suffix(".states.geojson"))
        theirs = measure_cpu(sys.executable, "tests/benchmarks/by_hand.py", incidents, states, str(rival))
        size, rival_size = page.stat().st_size / 1e6, rival.stat().st_size / 1e6
    assistance = measure_cpu(sys.executable, "-m", "geomap", "--help")
    by_hand = f"{theirs:.2f} s (folium by hand, from files ready made; {rival_size:.2f} MB, needs a network)"
    return [
        ("geomap map, one report", f"{ours:.2f} s, {size:.2f} MB", by_hand, f"{theirs / ours:.2f}", ""),
        ("geomap --help", f"{assistance * 1000:.0f} ms", "none", "", ""),
    ]


def main() -> None:
    """Print one line a stage."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("report", nargs="?", default=REPORT)
    parser.add_argument("--page", type=Path, help="write the result as a page of the documentation")
    options = parser.parse_args()
    rows: list[Row] = [("stage", "geomap", "rival", "ratio", "memory")]
    rows += [compare(*stage) for stage in STAGES]
    rows += compare_commands(options.report)
    for row in rows:
        print("{:32}{:>22}  {:70}{:>7}{:>10}".format(*row))  # noqa: T201 - its result
    if options.page:
        machine = f"{os.cpu_count()} cores, Python {sys.version_info[0]}.{sys.version_info[1]}"
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "|---|---:|---|---:|---:|")
        options.page.write_text(INTRODUCTION.format(machine=machine) + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
