"""What online geocoders answered, on disk, so that nothing is asked twice; also that they knew nothing."""

from __future__ import annotations

import json
import sqlite3
import time
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from geomap.online.answers import Answer, read_stored

KNOWN_FOR_DAYS, UNKNOWN_FOR_DAYS = 90, 30
"""How long an answer holds; that nothing is known holds shorter, since maps are added to."""
_DAY_S = 86_400
_VERSION = 1
"""Of the table, and of how answers are read: those of another version are asked again."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS answers (service TEXT NOT NULL, domain TEXT NOT NULL, query TEXT NOT NULL, "
    "asked_at REAL NOT NULL, answer TEXT, PRIMARY KEY (service, domain, query)) WITHOUT ROWID"
)
_BROKEN = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_ERROR", "SQLITE_FORMAT")
_WAIT_S = 5.0

Key = tuple[str, str, str]
"""Service, domain and query."""


def find_cache_file() -> Path:
    """
    Name the file of the cache in the user's cache folder, as the platform has it.

    Returns
    -------
    path
        On Linux below ``$XDG_CACHE_HOME``, else ``~/.cache``; it may not be there yet.
    """
    from platformdirs import user_cache_path  # noqa: PLC0415 - only who asks online needs it

    return user_cache_path("geomap", appauthor=False) / "online.sqlite"


class AnswerCache:
    """
    Answers on disk. It is never in the way: where it can't be used, it says so in a line and keeps nothing.

    Parameters
    ----------
    path
        Of an SQLite file; it and its folder are made if need be. A file that is none, or is broken, is set
        aside as ``NAME.broken``.
    now
        Seconds since 1970.
    """

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self.path = path
        self.notices: list[str] = []
        """What a user should know, a line each."""
        self._now = now
        self._db = self._open()

    def find(self, key: Key) -> tuple[bool, Answer | None]:
        """
        Find what was answered.

        Parameters
        ----------
        key
            What was asked.

        Returns
        -------
        known, answer
            Whether it was asked and the answer still holds; None where the service knew nothing.
        """
        found: tuple[float, str | None] | None = None
        if self._db is not None:
            statement = "SELECT asked_at, answer FROM answers WHERE service = ? AND domain = ? AND query = ?"
            try:
                found = self._db.execute(statement, _fold_key(key)).fetchone()
            except sqlite3.Error as error:
                self._db = self._recover(error)
        if found is None:
            return False, None
        asked_at, text = found
        days = KNOWN_FOR_DAYS if text is not None else UNKNOWN_FOR_DAYS
        if not isinstance(asked_at, float) or not 0 <= self._now() - asked_at < days * _DAY_S:
            return False, None
        if text is None:
            return True, None
        answer = read_stored(text)
        return answer is not None, answer

    def keep(self, key: Key, answer: Answer | None) -> None:
        """
        Keep an answer, at once: whoever stops the program loses none.

        Parameters
        ----------
        key
            What was asked.
        answer
            None if the service knew nothing.
        """
        if self._db is None:
            return
        text = json.dumps(answer.as_dict(), ensure_ascii=False, sort_keys=True) if answer else None
        try:
            with self._db:
                row = (*_fold_key(key), float(self._now()), text)
                self._db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            self._db = self._recover(error)

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _open(self, *, again: bool = False) -> sqlite3.Connection | None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            db = sqlite3.connect(self.path, timeout=_WAIT_S)
        except (OSError, sqlite3.Error) as error:
            self._tell(f"can't be used ({getattr(error, 'strerror', None) or error}); answers are not kept")
            return None
        try:
            with db:
                if db.execute("PRAGMA user_version").fetchone() != (_VERSION,):
                    db.execute("DROP TABLE IF EXISTS answers")
                    db.execute(f"PRAGMA user_version = {_VERSION}")
                db.execute(_TABLE)
                db.execute("SELECT service, domain, query, asked_at, answer FROM answers LIMIT 1").fetchone()
        except sqlite3.Error as error:
            db.close()
            return None if again else self._recover(error)
        return db

    def _recover(self, error: sqlite3.Error) -> sqlite3.Connection | None:
        """Set a broken file aside and begin another; where it is only locked or full, go on without."""
        if getattr(self, "_db", None) is not None:
            self.close()
        if getattr(error, "sqlite_errorname", "").startswith(_BROKEN):
            with suppress(OSError):
                self.path.replace(self.path.with_name(f"{self.path.name}.broken"))
                self._tell(f"was broken ({error}); it is now {self.path.name}.broken, and a new one is begun")
                return self._open(again=True)
        self._tell(f"can't be used ({error}); answers are not kept")
        return None

    def _tell(self, what: str) -> None:
        self.notices.append(f"{self.path}: the cache of online answers {what}")


def _fold_key(key: Key) -> Key:
    """Fold what makes no difference to a service: case and white space."""
    service, domain, query = key
    return service, domain, " ".join(unicodedata.normalize("NFC", query).casefold().split())
