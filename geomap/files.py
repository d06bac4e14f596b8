"""Writing whole or not at all, and finding the data that geomap ships."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geomap.errors import DataError, OutputError

_PACKAGE = Path(__file__).resolve().parent


def find_data(*parts: str) -> Path:
    """
    Find a file or folder of the shipped data.

    Parameters
    ----------
    *parts
        Path below ``data/``, such as ``"boundaries"``.

    Returns
    -------
    path
        In an installed package below ``geomap/_data``, in a checkout below ``data``.

    Raises
    ------
    DataError
        If it is in neither.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent / "data"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    name = "/".join(parts)
    message = f"data/{name}: not found in the package or beside it; expected the data that geomap ships"
    raise DataError(message)


def write_whole(path: Path, content: bytes) -> None:
    """
    Write a file whole or leave what was there.

    The bytes go to a temporary file in the same folder, reach the disk, and take the name in one step.

    Parameters
    ----------
    path
        The file to write; missing folders above it are made.
    content
        All of its bytes.

    Raises
    ------
    OutputError
        If it can't be written; the old file, if any, is untouched.
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            message = f"{path}: is no ordinary file; expected a file name to write to"
            raise OutputError(message)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_usual_mode())
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        message = f"{path}: can't be written ({error.strerror or error})"
        raise OutputError(message) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def _usual_mode() -> int:
    """Give the mode of a file made in the usual way: mkstemp makes files that only their owner reads."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
