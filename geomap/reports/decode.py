"""Bytes to text: the encodings that reports come in."""

from __future__ import annotations

import codecs
import hashlib
import stat
from pathlib import Path
from typing import BinaryIO

from geomap.errors import InputError

MOST_BYTES = 50_000_000
MOST_LINES_BYTES = 2_000_000_000
"""Of a file of many reports."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BY_BYTE = ("utf-8", "cp1252")
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b")
_MOST_CONTROLS = 0.01
_SNIFFED = 4096
_MOST_DAMAGE = 0.1
"""Of the characters beyond ASCII: so many may be broken in what is still UTF-8."""


def read_content(path: Path, name: str, *, most_bytes: int = MOST_BYTES) -> bytes:
    """
    Read a file that a user named.

    Parameters
    ----------
    path
        Of an ordinary file.
    name
        For messages.
    most_bytes
        The largest size that is read.

    Returns
    -------
    content
        All of its bytes.

    Raises
    ------
    InputError
        If it is missing, no ordinary file, can't be read, is empty or too large.
    """
    try:
        status = path.stat()
        usable = stat.S_ISREG(status.st_mode) and status.st_size <= most_bytes
        content = path.read_bytes() if usable else b""
    except (OSError, ValueError) as error:
        message = f"{name}: can't be read ({getattr(error, 'strerror', None) or error})"
        raise InputError(message) from error
    if not stat.S_ISREG(status.st_mode):
        message = f"{name}: is no ordinary file; expected a report"
        raise InputError(message)
    if not usable:
        message = f"{name}: found {status.st_size} bytes; expected at most {most_bytes}"
        raise InputError(message)
    return _refuse_empty(content, name)


def read_stream(stream: BinaryIO | None, name: str, *, most_bytes: int = MOST_BYTES) -> bytes:
    """
    Read a report from a stream, such as standard input.

    Parameters
    ----------
    stream
        Of bytes; None where there is none, as when standard input is closed.
    name
        For messages.
    most_bytes
        The largest size that is read.

    Returns
    -------
    content
        All of its bytes.

    Raises
    ------
    InputError
        If it is closed, empty or too large.
    """
    if stream is None:
        message = f"{name}: standard input is closed; expected something to read"
        raise InputError(message)
    content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        message = f"{name}: found more than {most_bytes} bytes; expected at most that"
        raise InputError(message)
    return _refuse_empty(content, name)


def _refuse_empty(content: bytes, name: str) -> bytes:
    if not content.strip():
        message = f"{name}: is empty; expected a report"
        raise InputError(message)
    return content


def decode_text(content: bytes, name: str) -> str:
    r"""
    Decode a report.

    Parameters
    ----------
    content
        As read.
    name
        For messages.

    Returns
    -------
    text
        Without a byte order mark; UTF-8, UTF-16 or UTF-32 where the bytes are that, else Windows-1252. UTF-8
        with a few broken characters stays UTF-8, and they become U+FFFD. Line ends become ``\n``, so that
        offsets are the same on every system.

    Raises
    ------
    InputError
        If the bytes are no text.
    """
    encoding = find_encoding(content)
    if encoding in _BY_BYTE:
        controls = sum(content.count(bytes([c])) for c in _CONTROLS)
        if controls > _MOST_CONTROLS * len(content):
            message = f"{name}: looks binary; expected text"
            raise InputError(message)
        return _unify(content.decode(encoding, "replace"))
    try:
        return _unify(content.decode(encoding))
    except UnicodeDecodeError as error:
        message = f"{name}: begins as {encoding} but is not ({error.reason} at byte {error.start})"
        raise InputError(message) from error


def find_encoding(content: bytes) -> str:
    """
    Find the encoding of a text.

    Parameters
    ----------
    content
        As read.

    Returns
    -------
    encoding
        As Python names it: by the byte order mark, else UTF-16 by its zeros, else UTF-8 if nearly all of
        what is not ASCII is that, else Windows-1252.
    """
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None) or _sniff_wide(content)
    if marked:
        return marked
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        mended = content.decode("utf-8", "replace")
        sound_enough = mended.count("\ufffd") <= _MOST_DAMAGE * sum(not c.isascii() for c in mended)
        return "utf-8" if sound_enough else "cp1252"
    return "utf-8"


def describe_damage(content: bytes, name: str) -> str | None:
    """
    Describe what a reader should know of how a text was decoded.

    Parameters
    ----------
    content
        As read, of a text that ``decode_text`` takes.
    name
        For the message.

    Returns
    -------
    notice
        None if it was plain UTF-8, or bore the mark of its encoding.
    """
    encoding = find_encoding(content)
    if encoding == "cp1252":
        return f"{name}: is no UTF-8; read as Windows-1252"
    broken = (
        content.decode("utf-8", "replace").count("\ufffd") - content.count(b"\xef\xbf\xbd")
        if encoding == "utf-8"
        else 0
    )
    return f"{name}: {broken} broken characters of UTF-8 became U+FFFD" if broken else None


def _sniff_wide(content: bytes) -> str | None:
    """Tell UTF-16 without a mark: of western text in it, every other byte is 0."""
    start = content[:_SNIFFED]
    low, high = start[1::2].count(0), start[::2].count(0)
    half = len(start) // 2
    if len(content) % 2 or not half:
        return None
    if low > 0.7 * half and high == 0:
        return "utf-16-le"
    return "utf-16-be" if high > 0.7 * half and low == 0 else None


def _unify(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def hash_content(content: bytes) -> str:
    """
    Give the SHA-256 of a source.

    Parameters
    ----------
    content
        As read.

    Returns
    -------
    digest
        Hexadecimal.
    """
    return hashlib.sha256(content).hexdigest()
