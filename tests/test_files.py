"""Writing whole or not at all; finding the data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geomap.errors import DataError, InputError, OutputError
from geomap.files import check_outputs, find_data, stage_file, write_together, write_whole


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


def test_a_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "a" / "x.txt", tmp_path / "link.txt"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").mkdir()
    with pytest.raises(OutputError, match="no ordinary file"):
        write_together({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]
    write_together({tmp_path / "a": b"new", tmp_path / "c": b"new"})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "c").read_bytes() == b"new"


def test_an_output_that_is_an_input_is_refused_under_whatever_name(tmp_path: Path) -> None:
    read = tmp_path / "r.txt"
    read.write_bytes(b"x")
    (tmp_path / "link.txt").symlink_to(read)
    for name in ("r.txt", "link.txt", "../" + tmp_path.name + "/r.txt"):
        with pytest.raises(InputError, match="is an input"):
            check_outputs([tmp_path / name], [read])
    with pytest.raises(InputError, match="named for two outputs"):
        check_outputs([tmp_path / "o", tmp_path / "." / "o"])
    check_outputs([tmp_path / "o", tmp_path / "new" / "o"], [read, tmp_path / "gone"])


def test_an_output_that_can_be_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(OutputError, match="no ordinary file"):
        check_outputs([tmp_path])
    with pytest.raises(OutputError, match="file is no folder"):
        check_outputs([tmp_path / "file" / "below" / "o"])


def test_a_file_that_is_written_piece_by_piece_takes_its_name_at_the_end(tmp_path: Path) -> None:
    target, link = tmp_path / "a" / "x.txt", tmp_path / "link.txt"
    link.symlink_to(target)
    with stage_file(link) as staged:
        assert (staged.name, staged.parent.parent) == ("x.txt", target.parent)
        staged.write_bytes(b"new")
        staged.with_name("journal").write_bytes(b"left by a library")
        assert not target.exists()
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == ["x.txt"]
    assert target.stat().st_mode & 0o777 == 0o666 & ~_mask()


def test_a_file_that_is_not_written_to_its_end_leaves_the_old_one(tmp_path: Path) -> None:
    def break_off(error: type[BaseException]) -> None:
        with stage_file(path) as staged:
            staged.write_bytes(b"half")
            raise error

    path = tmp_path / "x.txt"
    path.write_bytes(b"old")
    for error, raised in ((KeyboardInterrupt, KeyboardInterrupt), (OSError, OutputError), (InputError, InputError)):
        with pytest.raises(raised):
            break_off(error)
        assert path.read_bytes() == b"old"
        assert [found.name for found in tmp_path.iterdir()] == ["x.txt"]
    with pytest.raises(OutputError, match="no ordinary file"), stage_file(tmp_path):
        pass
    with pytest.raises(OutputError, match="can't be written"), stage_file(path / "below"):
        pass


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
