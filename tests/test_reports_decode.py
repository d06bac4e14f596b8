"""Bytes to text: encodings, and files that are none."""

from __future__ import annotations

import codecs
import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import InputError
from geomap.reports.decode import (
    decode_text,
    describe_damage,
    find_encoding,
    hash_content,
    read_content,
    read_stream,
)

SPANISH = "Queman vehículos en Ocotlán — “todo el día”, según la fiscalía; mañana habrá más."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_spanish_text_is_decoded_from_every_encoding_that_reports_come_in(encoding: str) -> None:
    assert decode_text(SPANISH.encode(encoding), "a.txt") == SPANISH


def test_latin_1_is_read_as_windows_1252() -> None:
    assert decode_text("Zacapú y Yurécuaro".encode("latin-1"), "a.txt") == "Zacapú y Yurécuaro"


def test_one_broken_character_does_not_spoil_the_others() -> None:
    broken = ("é" * 20).encode() + b"\xff" + " mañana".encode()
    assert decode_text(broken, "a.txt") == "é" * 20 + "\ufffd mañana"


def test_line_ends_become_one_kind() -> None:
    assert decode_text(b"a\r\nb\rc\nd", "a.txt") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04" + bytes(range(32)) * 20, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01", b"a\x00b"]
)
def test_binary_content_is_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(InputError, match=r"^x\.bin: looks binary; expected text$"):
        decode_text(content, "x.bin")


def test_a_mark_that_lies_is_refused() -> None:
    with pytest.raises(InputError, match=r"^a\.txt: begins as utf-16 but is not"):
        decode_text(codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "a.txt")


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_what_was_written_as_utf_8_is_read_unchanged(text: str) -> None:
    content = text.encode()
    if not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE)):
        assert decode_text(content, "a.txt") == text


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        text = decode_text(content, "a.txt")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - the other way out is tested too
    else:
        assert text.encode().decode() == text
    assert find_encoding(content) in {"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"}


def test_a_reader_is_told_how_unsound_text_was_read() -> None:
    assert describe_damage(SPANISH.encode(), "a.txt") is None
    assert describe_damage(SPANISH.encode("utf-16"), "a.txt") is None
    assert describe_damage(SPANISH.encode("cp1252"), "a.txt") == "a.txt: is no UTF-8; read as Windows-1252"
    broken = ("é" * 20 + "\ufffd").encode() + b"\xff"
    assert describe_damage(broken, "a.txt") == "a.txt: 1 broken characters of UTF-8 became U+FFFD"


def test_a_file_is_read_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    assert hash_content(read_content(path, "a.txt")).startswith("ba7816bf")


@pytest.mark.parametrize("content", [b"", b" \n\t"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"^a\.txt: is empty; expected a report$"):
        read_content(path, "a.txt")


def test_what_is_no_ordinary_file_is_refused_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(InputError, match="is no ordinary file"):
        read_content(tmp_path / "a.txt", "a.txt")
    with pytest.raises(InputError, match="is no ordinary file"):
        read_content(tmp_path, "a.txt")


@pytest.mark.parametrize("name", ["missing.txt", "a\x00b.txt"])
def test_a_file_that_can_not_be_read_is_named_with_the_reason(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"^NAME: can't be read \(.+\)$"):
        read_content(tmp_path / name, "NAME")


def test_a_file_or_stream_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abcdef")
    with pytest.raises(InputError, match="found 6 bytes; expected at most 5"):
        read_content(path, "a.txt", most_bytes=5)
    with pytest.raises(InputError, match="found more than 5 bytes"):
        read_stream(io.BytesIO(b"abcdef"), "-", most_bytes=5)
    assert read_stream(io.BytesIO(b"abcde"), "-", most_bytes=5) == b"abcde"
