"""Writing whole or not at all; finding the data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geomap.errors import DataError, OutputError
from geomap.files import find_data, write_whole


def test_a_file_and_its_folders_are_written(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x.txt"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(path.parent) == ["x.txt"]  # noqa: PTH208 - the names alone: nothing temporary is left


def test_what_can_not_be_written_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(OutputError, match="can't be written"):
        write_whole(tmp_path / "file" / "below", b"new")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="no ordinary file"):
        write_whole(tmp_path / "folder", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


def test_missing_data_is_named() -> None:
    with pytest.raises(DataError, match="data/no/such"):
        find_data("no", "such")


def test_shipped_data_is_found() -> None:
    assert find_data("gazetteer").is_dir()
    assert find_data("gazetteer", "names.marisa").is_file()
