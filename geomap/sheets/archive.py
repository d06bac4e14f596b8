"""What a spreadsheet's archive would take up, looked at before it is unpacked into memory."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from geomap.errors import InputError

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Of a sheet, https://support.microsoft.com/office/excel-specifications-and-limits (2024)."""
_MOST_CELLS = 50_000_000
_MOST_BYTES = 4 << 30
_MOST_MEMBERS = 10_000
_BLOCK_BYTES = 1 << 20
_OVERLAP = 64
"""Longer than the name of a cell, which may lie across two blocks."""
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")


def check_archive(path: Path, *, name: str) -> None:
    """
    Refuse an XLSX or ODS file that would fill the memory, whatever its size on the disk.

    Parameters
    ----------
    path
        Of the file.
    name
        For messages.

    Raises
    ------
    InputError
        If it is no archive, a broken one, or one that unpacks to too much.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                message = f"{name}: found {len(members):,} files in it; expected {_MOST_MEMBERS:,} at most"
                raise InputError(message)
            size = sum(member.file_size for member in members)
            if size > _MOST_BYTES:
                message = f"{name}: would unpack to {size / 2**30:.1f} GB; expected {_MOST_BYTES >> 30} at most"
                raise InputError(message)
            for member in members:
                with archive.open(member) as stream:
                    _check_member(stream, name)
    except (OSError, ValueError) as error:
        message = f"{name}: can't be read ({getattr(error, 'strerror', None) or error})"
        raise InputError(message) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        message = f"{name}: is no spreadsheet, is damaged or has a password ({error})"
        raise InputError(message) from error


def _check_member(stream: IO[bytes], name: str) -> None:
    """Read a file of the archive whole, so that its size is what it says, and look how far its cells go."""
    last_row = last_column = 0
    for block in _read_blocks(stream):
        found = _CELL.findall(block)
        if found:
            last_row = max(last_row, *map(int, {row for _, row in found}))
            last_column = max(last_column, *map(_number_column, {letters for letters, _ in found}))
    if last_row > MOST_ROWS or last_column > MOST_COLUMNS or last_row * last_column > _MOST_CELLS:
        message = (
            f"{name}: has a sheet of {last_row:,} rows and {last_column:,} columns; expected {_MOST_CELLS:,} cells at "
            "most (delete what lies far below or beside the table)"
        )
        raise InputError(message)


def _read_blocks(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while block := stream.read(_BLOCK_BYTES):
        yield rest + block
        rest = block[-_OVERLAP:]


def _number_column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
