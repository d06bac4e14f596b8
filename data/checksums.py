"""
Writes ``checksums.txt``: the SHA-256 of each file that is built from the sources, as ``sha256sum -c`` reads it.

``python data/checksums.py`` is the last step of ``make data``; a test compares the file with what is there.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = ("basemap", "boundaries", "gazetteer", "lexicon")
SUFFIXES = (".arrow", ".bin", ".json", ".marisa", ".tsv", ".txt")


def list_checksums(folder: Path) -> str:
    """
    List the checksums of the built files below a folder; tables that people write are none of them.

    Parameters
    ----------
    folder
        Such as ``data``.

    Returns
    -------
    lines
        Checksum and path, a file a line, in order of the paths.
    """
    paths = sorted(
        path.relative_to(folder)
        for name in BUILT
        for path in folder.joinpath(name).iterdir()
        if path.suffix in SUFFIXES
    )
    return "".join(f"{hashlib.sha256((folder / path).read_bytes()).hexdigest()}  {path.as_posix()}\n" for path in paths)


if __name__ == "__main__":
    (HERE / "checksums.txt").write_text(list_checksums(HERE), encoding="utf-8", newline="\n")
