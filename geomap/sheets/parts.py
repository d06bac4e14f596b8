"""
What a run has looked up, kept in files beside its output until it ends, so that a further run may go on from there.

A part holds what was added to one batch, not the rows of the table: those are read again, which is quick
beside looking them up. So all formats can go on, and the output is written in one go by the last run.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from geomap.errors import InputError, OutputError
from geomap.files import write_whole

if sys.platform != "win32":
    import fcntl

_MANIFEST, _LOCK, _SUFFIX = "manifest.json", "lock", ".arrow"
Identity = Mapping[str, str]


class Parts:
    """
    The parts of one run.

    Parameters
    ----------
    output
        The file that the run writes; the parts lie beside it in a folder of its name and ``.parts``.
    identity
        Gives what a run must have in common with the one that it goes on from: what each is called, and
        some text that tells it from others. Asked for only if there are parts.
    """

    def __init__(self, output: Path, identity: Callable[[], Identity]) -> None:
        self.output = output
        target = Path(os.path.realpath(output))
        self.folder = target.with_name(f"{target.name}.parts")
        self._identity = identity
        self._staged = ""
        self._held: pa.RecordBatch | None = None
        self._lock: int | None = None
        self._is_other = False

    def claim(self, *, resume: bool) -> None:
        """
        Take over the parts that an earlier run has left, or clear them away.

        Parameters
        ----------
        resume
            Whether to go on from there.

        Raises
        ------
        InputError
            If the parts are of a run on another table, or with other options or data.
        OutputError
            If another run is writing them.
        """
        if not self.folder.exists():
            return
        told = self._read_manifest()
        if told is None or not self._take_lock():
            self._is_other = True
            if resume:
                reason = "is in use by another run" if told else "holds no parts of an earlier run"
                message = f"{self.folder}: {reason}; expected another name for the output"
                raise OutputError(message)
            return
        if resume:
            self._require_same(told["identity"])
        self._clear_staged(told.get("staged", ""))
        if not resume:
            self.remove()

    def _require_same(self, before: Identity) -> None:
        now = dict(self._identity())
        changed = [what for what in {**before, **now} if before.get(what) != now.get(what)]
        if changed:
            self.release()
            message = (
                f"{self.output}: can't go on, for {' and '.join(changed)} changed since the run that was stopped; "
                "leave --resume out to start anew"
            )
            raise InputError(message)

    def begin(self) -> None:
        """
        Make the folder of the parts now, for a table that will have some.

        Without this it is made with the second part, so that a small table leaves no trace.

        Raises
        ------
        OutputError
            If it can't be made.
        """
        if self._lock is None and not self._is_other:
            self._is_other = not self._make_folder()

    def note_staged(self, folder: Path) -> None:
        """
        Note where the output is being written, so that a further run clears it away if this one is killed.

        To be called before ``begin``.

        Parameters
        ----------
        folder
            Beside the output.
        """
        self._staged = folder.name
        if self._lock is not None:
            self._write_manifest(self.folder)

    def count(self) -> int:
        """
        Count the parts that are there.

        Returns
        -------
        count
            0 before the first is written.
        """
        return 0 if self._lock is None else len([*self.folder.glob(f"*{_SUFFIX}")])

    def read(self, number: int, schema: pa.Schema, n_rows: int) -> pa.RecordBatch | None:
        """
        Read a part of an earlier run.

        Parameters
        ----------
        number
            Of the batch, from 0.
        schema, n_rows
            That it must have.

        Returns
        -------
        part
            None if it is not there or of no use.
        """
        if self._lock is None:
            return None
        try:
            with pa.ipc.open_file(self._name(number).read_bytes()) as reader:
                part = reader.get_batch(0)
        except (OSError, ValueError, pa.ArrowException):
            return None
        return part if part.num_rows == n_rows and part.schema.equals(schema) else None

    def write(self, number: int, part: pa.RecordBatch) -> None:
        """
        Keep what was added to a batch; of a table of one batch, nothing is written.

        Parameters
        ----------
        number
            Of the batch, from 0.
        part
            Its columns, and what its schema tells beside them.

        Raises
        ------
        OutputError
            If it can't be written.
        """
        if self._is_other:
            return
        if self._lock is None:
            if number == 0:
                self._held = part
                return
            self.begin()
            if self._lock is None:
                return
        if self._held is not None:
            self._write_part(0, self._held)
            self._held = None
        self._write_part(number, part)

    def _write_part(self, number: int, part: pa.RecordBatch) -> None:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, part.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
            writer.write_batch(part)
        write_whole(self._name(number), sink.getvalue().to_pybytes())

    def _name(self, number: int) -> Path:
        return self.folder / f"{number:06d}{_SUFFIX}"

    def _make_folder(self) -> bool:
        """Make the folder with all that tells it from others; False if another run has been quicker."""
        made = Path(tempfile.mkdtemp(prefix=f".{self.folder.name[:100]}.", suffix=".part", dir=self.folder.parent))
        self._write_manifest(made)
        try:
            made.rename(self.folder)
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
            return False
        return self._take_lock()

    def _write_manifest(self, folder: Path) -> None:
        told = {"identity": dict(self._identity()), "staged": self._staged}
        write_whole(folder / _MANIFEST, json.dumps(told, indent=1).encode())

    def _read_manifest(self) -> dict[str, Any] | None:
        try:
            told = json.loads((self.folder / _MANIFEST).read_bytes())
        except (OSError, ValueError):
            return None
        return told if isinstance(told, dict) and isinstance(told.get("identity"), dict) else None

    def _take_lock(self) -> bool:
        """Lock the folder until this process ends; False if another one has."""
        lock = os.open(self.folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o666)
        if sys.platform != "win32":
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(lock)
                return False
        self._lock = lock
        return True

    def _clear_staged(self, name: str) -> None:
        if name.startswith(".") and name.endswith(".part") and Path(name).name == name:
            shutil.rmtree(self.folder.with_name(name), ignore_errors=True)

    def release(self) -> None:
        """Leave the parts for a further run."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def remove(self) -> None:
        """Remove the parts, and their folder if there is nothing else in it."""
        if self._lock is None:
            return
        for path in (*self.folder.glob(f"*{_SUFFIX}"), self.folder / _MANIFEST):
            path.unlink(missing_ok=True)
        self.release()
        with contextlib.suppress(OSError):
            (self.folder / _LOCK).unlink()
            self.folder.rmdir()


@contextmanager
def keep_parts(output: Path, identity: Callable[[], Identity], *, resume: bool) -> Iterator[Parts]:
    """
    Keep the parts of a run while it lasts.

    Parameters
    ----------
    output, identity
        As of ``Parts``.
    resume
        Whether to go on from parts that are there; they then stay if this run doesn't end well either.

    Yields
    ------
    parts
        Removed at the end.

    Raises
    ------
    InputError, OutputError
        As ``Parts.claim`` raises them.
    """
    parts = Parts(output, identity)
    parts.claim(resume=resume)
    try:
        yield parts
    except BaseException:
        if resume:
            parts.release()
        else:
            parts.remove()
        raise
    parts.remove()
