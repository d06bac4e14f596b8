"""
Made-up places of a user's own: how long the first opening takes, how long the next, and in how much memory.

``python -m tests.benchmarks.own_places [COUNT]`` makes a dump of so many places (five million, 600 MB) in a temporary
folder, the same each time, and opens it twice, in a process each.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

COUNT = 5_000_000
WORDS = 40_000
_ONSETS = ["b", "c", "ch", "d", "f", "g", "j", "l", "m", "n", "p", "qu", "r", "s", "t", "v", "y", "z", "tl", "br", ""]
_VOWELS = ["a", "e", "i", "o", "u", "a", "e", "o", "ia", "ue", "á", "é", "í", "ó"]
_ENDS = ["", "", "", "", "n", "l", "s", "r", "z"]
_BEFORE = ["San ", "Santa ", "El ", "La ", "Los ", "Cerro ", "Rancho ", "Sta. ", "Cd. ", "Ejido ", *[""] * 16]
_BETWEEN = [" ", " ", " de ", " del ", " de la ", "-"]
_KINDS = [*["P\tPPL"] * 15, "S\tRNCH", "T\tHLL", "H\tSTM", "P\tPPLX", "L\tLCTY"]
_STATES = {"MX": range(1, 33), "FR": (11, 84, 93), "IN": (16, 25), "": ("",)}
_OPEN = """
import resource, sys, time
from geomap.own_places.open import open_gazetteer
start, busy = time.perf_counter(), time.process_time()
found = open_gazetteer(sys.argv[1], cache=sys.argv[2])
took, busy = time.perf_counter() - start, time.process_time() - busy
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{len(found):,} places: {took:.2f} s, of which {busy:.2f} s of processor; {peak} MB")
"""


def make_rows(count: int) -> Iterator[str]:
    """Make lines of GeoNames' 19 columns, the same each time: names of 6 to 25 letters, a third of them in Mexico."""
    chance = random.Random(2026)  # noqa: S311 - a fixed sample

    def make_word() -> str:
        parts = (
            chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_ENDS)
            for _ in range(chance.choice((2, 3, 4)))
        )
        return "".join(parts).capitalize()

    words = [make_word() for _ in range(WORDS)]
    for number in range(count):
        name = chance.choice(_BEFORE) + chance.choice(words)
        if len(name) < 6 or chance.random() < 0.6:
            name += chance.choice(_BETWEEN) + chance.choice(words)
        name = name[:25].strip().ljust(6, "o")
        country = chance.choice(("MX", "MX", "FR", "IN", "", "MX"))
        lon, lat = (-104 + chance.random() * 6, 18 + chance.random() * 6)
        if country != "MX":
            lon, lat = (-180 + chance.random() * 360, -60 + chance.random() * 135)
        state = chance.choice(_STATES[country])
        alternate = chance.choice(words) if chance.random() < 0.05 else ""
        people = int(10 ** (chance.random() * 4)) if chance.random() < 0.2 else 0
        cells = [
            20_000_000 + number,
            name,
            name,
            alternate,
            f"{lat:.5f}",
            f"{lon:.5f}",
            chance.choice(_KINDS),
            country,
            "",
        ]
        yield "\t".join(map(str, [*cells, f"{state:02}" if state else "", "", "", "", people, "", "", "", ""])) + "\n"


def main(count: int) -> None:
    """Make the dump and open it twice."""
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder, "made-up.txt")
        with dump.open("w", encoding="utf-8") as stream:
            stream.writelines(make_rows(count))
        print(f"a dump of {dump.stat().st_size // 1_000_000} MB")  # noqa: T201 - what is asked for
        for _ in range(2):
            subprocess.run([sys.executable, "-c", _OPEN, str(dump), str(Path(folder, "cache"))], check=True)  # noqa: S603


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
