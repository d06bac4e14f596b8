"""Writing whole or not at all, never over an input; and finding the data that geomap ships."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import DataError, InputError, OutputError

_PACKAGE = Path(__file__).resolve().parent
_MOST_HELD = 8 << 20


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


def check_outputs(outputs: Iterable[Path], inputs: Iterable[Path] = ()) -> None:
    """
    Refuse outputs that would spoil an input or can't be files, before any work is done.

    Parameters
    ----------
    outputs
        Files to be written.
    inputs
        Files that are read.

    Raises
    ------
    InputError
        If an output is one of the inputs, under whatever name, or another output.
    OutputError
        If something other than an ordinary file bears the name of an output.
    """
    taken = {_identify(path): f"is an input ({path})" for path in inputs}
    for path in outputs:
        identity = _identify(path)
        if identity in taken:
            message = f"{path}: {taken[identity]}; expected another name for the output"
            raise InputError(message)
        taken[identity] = "is named for two outputs"
        _refuse_folder(path)
        above = next(folder for folder in path.absolute().parents if folder.exists())
        if not above.is_dir():
            message = f"{path}: can't be written ({above} is no folder)"
            raise OutputError(message)


def _identify(path: Path) -> tuple[int, int] | str:
    """Name a file so that all ways to write its path give the same."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return os.path.realpath(path)
    return status.st_dev, status.st_ino


def _refuse_folder(path: Path) -> None:
    if path.exists() and not path.is_file():
        message = f"{path}: is no ordinary file; expected a file name to write to"
        raise OutputError(message)


def write_whole(path: Path, content: bytes) -> None:
    """
    Write a file whole or leave what was there.

    Parameters
    ----------
    path
        The file to write; missing folders above it are made. A link stays, and its target is written.
    content
        All of its bytes.

    Raises
    ------
    OutputError
        If it can't be written; the old file, if any, is untouched.
    """
    write_together({path: content})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """
    Write several files, all of them or none.

    The bytes of all go to temporary files in the same folders and reach the disk; then each takes its
    name in one step.

    Parameters
    ----------
    contents
        Path to bytes, as in ``write_whole``.

    Raises
    ------
    OutputError
        If one can't be written; the old files, if any, are untouched.
    """
    staged: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, content in contents.items():
            _refuse_folder(path)
            target = Path(os.path.realpath(path))
            staged.append((_stage(target, content), target))
        for temporary, path in staged:
            temporary.replace(path)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        message = f"{path}: can't be written ({error.strerror or error})"
        raise OutputError(message) from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def _stage(target: Path, content: bytes) -> Path:
    """Write bytes to a temporary file beside their target."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_usual_mode())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


@contextmanager
def stage_file(path: Path) -> Iterator[Path]:
    """
    Write a file piece by piece under another name, which becomes its own once the block ends without an error.

    Parameters
    ----------
    path
        The file; missing folders above it are made. A link stays, and its target is written.

    Yields
    ------
    staged
        The name to write to, in a folder of its own beside the file: what a library puts next to it goes
        with the folder.

    Raises
    ------
    OutputError
        If it can't be written; the old file, if any, is untouched, as after every other error.
    """
    _refuse_folder(path)
    target = Path(os.path.realpath(path))
    folder = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent))
        yield folder / target.name
        with (folder / target.name).open("rb") as stream:
            os.fsync(stream.fileno())
        (folder / target.name).replace(target)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        message = f"{path}: can't be written ({error.strerror or error})"
        raise OutputError(message) from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def write_output(path: Path | None, content: bytes) -> None:
    """
    Write a file, or standard output.

    Parameters
    ----------
    path
        The file; None for standard output.
    content
        All of its bytes.

    Raises
    ------
    OutputError
        If it can't be written. That whoever reads standard output has gone is no error.
    """
    if path is not None:
        write_whole(path, content)
        return
    write_pieces([content])


def write_pieces(pieces: Iterable[bytes]) -> None:
    """
    Write standard output piece by piece.

    Parameters
    ----------
    pieces
        Of the content. Those at its beginning are held back until there are some megabytes or no more, so
        that nothing is written where making the first of them fails.

    Raises
    ------
    OutputError
        If it can't be written. That whoever reads it has gone is no error, but ends the work.
    """
    if sys.stdout is None:
        message = "standard output: is closed; name a file with -o"
        raise OutputError(message)
    held: list[bytes] = []
    for piece in pieces:
        held.append(piece)
        if sum(map(len, held)) > _MOST_HELD:
            if not _write_stdout(b"".join(held)):
                return
            held.clear()
    _write_stdout(b"".join(held))


def _write_stdout(content: bytes) -> bool:
    """Write to standard output; False if nobody reads it any more."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        # The interpreter flushes what is left at its end, and must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            message = f"standard output: can't be written ({error.strerror or error})"
            raise OutputError(message) from error
        return False
    return True


def _usual_mode() -> int:
    """Give the mode of a file made in the usual way: mkstemp makes files that only their owner reads."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
