"""
The event types and the words that tell of them, as tables that a user can add to.

``data/event_types/README.md`` describes the tables and their columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import DataError, InputError
from geomap.files import find_data
from geomap.schema import COUNTS, EVENT_TYPES

SENSES = ("verb", "noun", "adjective", "word")
STRENGTHS = ("strong", "weak", "effect", "context")
LANGUAGES = ("", "en", "es")
SYMBOLS = ("circle", "square", "triangle", "drop", "diamond", "star", "cross", "hexagon")
"""Shapes that a type can be drawn with."""
_COUNTS = ("", "n_events", *COUNTS)
_TRIGGER_COLUMNS = ("event_type", "lang", "sense", "pattern")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an event, of its effect, or (``context``) of no incident at all."""

    event_type: str
    """Empty where the words tell of an effect only."""
    lang: str
    """en, es, or empty for both."""
    sense: str
    count: str
    """What a number beside it counts; empty where none."""
    objects: frozenset[str]
    """Noun classes, one of which must stand close by; empty where none need."""
    strength: str
    detail: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of one class: of nouns, or of cues to whether an event happened."""

    label: str
    lang: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The counterparts of an event type in ACLED and PLOVER."""

    acled_event_type: str | None
    acled_sub_event_type: str | None
    plover_code: str | None


@dataclass(frozen=True, slots=True)
class EventType:
    """One event type with its labels, its usual counterparts, its look and the words that tell of it."""

    code: str
    label_en: str
    label_es: str
    acled_event_type: str | None
    acled_sub_event_type: str | None
    plover_code: str | None
    color: str
    """Such as ``#0072b2``."""
    symbol: str
    """One of ``SYMBOLS``."""
    triggers: tuple[Trigger, ...]


@dataclass(frozen=True, eq=False)
class EventTypes:
    """All event types and words; two are the same only where they are one object."""

    types: Mapping[str, EventType]
    triggers: tuple[Trigger, ...]
    nouns: tuple[Phrase, ...]
    cues: tuple[Phrase, ...]
    crosswalks: Mapping[tuple[str, str], Crosswalk]

    def find_crosswalk(self, event_type: str, details: frozenset[str] = frozenset()) -> Crosswalk:
        """
        Give the counterparts of an event type where some details are told.

        Parameters
        ----------
        event_type
            A code.
        details
            Such as ``shots`` or ``grenade``.

        Returns
        -------
        crosswalk
            Of the first detail, in alphabetical order, that changes it; else the usual one.
        """
        for detail in sorted(details):
            if (event_type, detail) in self.crosswalks:
                return self.crosswalks[event_type, detail]
        usual = self.types[event_type]
        return Crosswalk(usual.acled_event_type, usual.acled_sub_event_type, usual.plover_code)


def read_event_types(path: Path | None = None, *, folder: Path | None = None) -> EventTypes:
    """
    Read the event types and their words.

    Parameters
    ----------
    path
        A table of further triggers (columns as in ``triggers.csv``), or None.
    folder
        In place of the tables that geomap ships.

    Returns
    -------
    event_types
        The shipped words and then the user's.

    Raises
    ------
    DataError
        If a shipped table is missing or broken.
    InputError
        If the user's table can't be used; names the row, what was found and what was expected.

    Examples
    --------
    >>> from geomap.event_types import read_event_types
    >>> read_event_types().types["roadblock"].label_es
    'Bloqueo'
    """
    home = folder or find_data("event_types")
    try:
        triggers = tuple(_read_triggers(home / "triggers.csv"))
        nouns = tuple(_read_phrases(home / "nouns.csv", "noun_class"))
        cues = tuple(_read_phrases(home / "cues.csv", "cue"))
        crosswalks = {
            (row["event_type"], row["detail"]): _crosswalk(row) for _, row in _read_rows(home / "crosswalk.csv")
        }
        type_rows = [row for _, row in _read_rows(home / "event_types.csv")]
    except InputError as error:
        message = f"the shipped event types can't be used: {error}"
        raise DataError(message) from error
    if [row["code"] for row in type_rows] != list(EVENT_TYPES):
        message = f"{home / 'event_types.csv'}: its codes differ from those that geomap knows"
        raise DataError(message)
    if path is not None:
        triggers += tuple(_read_triggers(path))
    types = {row["code"]: _event_type(row, triggers) for row in type_rows}
    return EventTypes(types, triggers, nouns, cues, crosswalks)


def _event_type(row: Mapping[str, str], triggers: tuple[Trigger, ...]) -> EventType:
    counterparts = _crosswalk(row)
    return EventType(
        code=row["code"],
        label_en=row["label_en"],
        label_es=row["label_es"],
        acled_event_type=counterparts.acled_event_type,
        acled_sub_event_type=counterparts.acled_sub_event_type,
        plover_code=counterparts.plover_code,
        color=row["color"],
        symbol=row["symbol"],
        triggers=tuple(t for t in triggers if t.event_type == row["code"]),
    )


def _crosswalk(row: Mapping[str, str]) -> Crosswalk:
    return Crosswalk(row["acled_event_type"] or None, row["acled_sub_event_type"] or None, row["plover_code"] or None)


def _read_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows of a table with a name for messages."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        message = f"{path}: can't be read ({reason}); expected a CSV table in UTF-8"
        raise InputError(message) from error
    for number, row in enumerate(csv.DictReader(io.StringIO(text, newline="")), start=2):
        yield (
            f"{path} row {number}",
            {k: (v or "").strip() for k, v in row.items() if k and not isinstance(v, list)},
        )


def _read_phrases(path: Path, column: str) -> Iterator[Phrase]:
    for name, row in _read_rows(path):
        if column not in row or not row.get("pattern"):
            message = f"{name}: found no {column} or pattern"
            raise InputError(message)
        for pattern in row["pattern"].split("|"):
            yield Phrase(row[column], row["lang"], pattern.strip())


def _read_triggers(path: Path) -> Iterator[Trigger]:
    empty = True
    for name, row in _read_rows(path):
        empty = False
        missing = [column for column in _TRIGGER_COLUMNS if column not in row]
        if missing:
            message = f"{path}: found no column {', '.join(missing)}; expected at least {', '.join(_TRIGGER_COLUMNS)}"
            raise InputError(message)
        strength = row.get("strength") or ("strong" if row["event_type"] else "effect")
        _check(name, "event_type", row["event_type"], ("", *EVENT_TYPES))
        _check(name, "lang", row["lang"], LANGUAGES)
        _check(name, "sense", row["sense"], SENSES)
        _check(name, "strength", strength, STRENGTHS)
        _check(name, "count", row.get("count", ""), _COUNTS)
        for pattern in row["pattern"].split("|"):
            if not any(c.isalnum() for c in pattern):
                message = f"{name}: found no pattern; expected one or more words"
                raise InputError(message)
            yield Trigger(
                event_type=row["event_type"],
                lang=row["lang"],
                sense=row["sense"],
                count=row.get("count", ""),
                objects=frozenset(row.get("object", "").split()),
                strength=strength,
                detail=row.get("detail", ""),
                pattern=pattern.strip(),
            )
    if empty:
        message = f"{path}: found no rows; expected a table with the columns {', '.join(_TRIGGER_COLUMNS)}"
        raise InputError(message)


def _check(name: str, column: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        expected = ", ".join(c or "nothing" for c in choices)
        message = f"{name}: found {column} {value!r}; expected one of {expected}"
        raise InputError(message)
