"""The shipped data: complete, unchanged since it was built, and inside the wheel."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

from geomap.files import find_data

ROOT = Path(__file__).resolve().parents[1]
BUILT = ("basemap", "boundaries", "gazetteer", "lexicon")
BY_HAND = {f"event_types/{name}.csv" for name in ("crosswalk", "cues", "event_types", "nouns", "triggers")} | {
    f"gazetteer/tables/{name}.csv" for name in ("admin1", "countries")
}


def read_checksums() -> dict[str, str]:
    """Read the checksum of each data file, by its path."""
    lines = (ROOT / "data" / "checksums.txt").read_text(encoding="utf-8").splitlines()
    return {path: checksum for checksum, path in (line.split("  ") for line in lines)}


def test_each_data_file_is_the_one_that_was_built() -> None:
    for path, checksum in read_checksums().items():
        assert hashlib.sha256((ROOT / "data" / path).read_bytes()).hexdigest() == checksum, path


def test_no_built_file_is_without_a_checksum() -> None:
    there = {
        f"{folder}/{path.name}"
        for folder in BUILT
        for path in (ROOT / "data" / folder).iterdir()
        if path.is_file() and path.suffix not in (".md", ".py")
    }
    assert there == set(read_checksums())


def test_the_wheel_carries_every_file_that_the_program_opens() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert set(carried) == {f"data/{path}" for path in (*read_checksums(), *BY_HAND, "README.md")}
    for source, target in carried.items():
        assert target == source.replace("data/", "geomap/_data/", 1)
        assert find_data(*Path(source).parts[1:]).is_file()


def test_each_source_has_version_checksum_licence_and_attribution() -> None:
    sources = tomllib.loads((ROOT / "data" / "sources.toml").read_text(encoding="utf-8"))
    page = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for name, source in sources.items():
        assert len(source["sha256"]) == 64, name
        assert {"version", "licence", "attribution"} <= set(source), name
        assert name in page, f"{name} is not told of in data/README.md"
