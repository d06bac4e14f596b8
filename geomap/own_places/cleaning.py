"""What files say of places, as numbers and clean names; rows that can't be used are set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geomap.own_places.batches import Aside, Batch, Numbers

LONGEST_NAME = 300
_CONTROLS = r"[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff]"
"""What has no place in a name, and may play tricks on who reads it."""
_CONTROL = re.compile(_CONTROLS)
_ARROW_CONTROLS = re.sub(r"\\u([0-9a-f]{4})", r"\\x{\1}", _CONTROLS)
_LEAST_LETTERS = 4
_LONGEST_ID = 100
_SEPARATORS = re.compile(r"[|;,]")
_DIGITS = re.compile(r"\d+(?:\.0*)?", re.ASCII)
_NO_NAME, _LONG = "without a name", f"with a name of more than {LONGEST_NAME} characters"
_NO_POINT = "without coordinates"
_WRONG_POINT, _NO_ID = "with impossible coordinates", "without a GeoNames id"


def clean_names(column: pa.Array) -> list[str]:
    """
    Clean names of control characters and needless blanks.

    Parameters
    ----------
    column
        As given; null where there is none.

    Returns
    -------
    names
        Empty where there is none.
    """
    column = column.fill_null("")
    if pc.any(pc.match_substring_regex(column, _ARROW_CONTROLS)).as_py():
        column = pa.array([_CONTROL.sub(" ", name) for name in column.to_pylist()], pa.string())
    spaced = pc.match_substring_regex(column, r"^\s|\s$|\s\s")
    names: list[str] = column.to_pylist()
    for row in np.flatnonzero(spaced.to_numpy(zero_copy_only=False)).tolist():
        names[row] = " ".join(names[row].split())
    return names


def choose_rows(batch: Batch, names: list[str], keys: list[str], ids: Numbers | None, aside: Aside) -> Numbers:
    """
    Choose the rows that can be used, and count the others by the first reason that fits.

    Parameters
    ----------
    batch
        With the points.
    names, keys
        Of its rows.
    ids
        GeoNames' ids of a dump, 0 where there is none; None of another file.
    aside
        What is counted.

    Returns
    -------
    rows
        That are left. The point (0, 0) is none.
    """
    named = np.fromiter((len(key) > 1 for key in keys), bool, len(keys))
    long = np.fromiter((len(name) > LONGEST_NAME for name in names), bool, len(names))
    nowhere = ~(np.isfinite(batch.lon) & np.isfinite(batch.lat)) | ((batch.lon == 0) & (batch.lat == 0))
    wrong = (np.abs(batch.lon) > 180) | (np.abs(batch.lat) > 90)  # noqa: PLR2004 - degrees
    reasons = [(_LONG, long), (_NO_NAME, ~named), (_WRONG_POINT, wrong), (_NO_POINT, nowhere)]
    if ids is not None:
        reasons.append((_NO_ID, ids == 0))
    good = np.ones(len(keys), dtype=bool)
    for reason, bad in reasons:
        fresh = np.flatnonzero(bad & good)
        if len(fresh):
            aside.add(reason, int(batch.rows[fresh[0]]), len(fresh))
            good[fresh] = False
    return np.flatnonzero(good)


def take_rows(batch: Batch, rows: Numbers) -> Batch:
    """
    Take some rows of a batch.

    Parameters
    ----------
    batch
        Of a file.
    rows
        Which of its rows.

    Returns
    -------
    batch
        A new one.
    """
    chosen = pa.array(rows)
    return Batch(
        batch.rows[rows],
        {name: column.take(chosen) for name, column in batch.texts.items()},
        batch.lon[rows],
        batch.lat[rows],
        None if batch.wide is None else batch.wide[rows],
    )


def read_ids(column: pa.Array) -> Numbers:
    """
    Read GeoNames' ids.

    Parameters
    ----------
    column
        As text.

    Returns
    -------
    ids
        0 where there is none.
    """
    try:
        ids = column.cast(pa.uint32()).fill_null(0).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        texts = ((text or "").strip() for text in column.to_pylist())
        ids = np.array([int(t) if t.isascii() and t.isdecimal() and len(t) < 10 else 0 for t in texts])  # noqa: PLR2004
    return np.asarray(ids, dtype=np.int64)


def read_population(column: pa.Array) -> Numbers:
    """
    Read numbers of people.

    Parameters
    ----------
    column
        As text, perhaps with commas between thousands.

    Returns
    -------
    population
        0 where none is given, or one that can't be.
    """
    most = np.iinfo(np.uint32).max
    try:
        numbers = column.cast(pa.uint32()).fill_null(0).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        texts = ((text or "").replace(",", "").replace(" ", "") for text in column.to_pylist())
        numbers = np.array([int(t.partition(".")[0]) if _DIGITS.fullmatch(t) and len(t) < 12 else 0 for t in texts])  # noqa: PLR2004
        numbers = np.where(numbers <= most, numbers, 0)
    return np.asarray(numbers, dtype=np.uint32)


def spell_others(column: pa.Array, *, dump: bool) -> dict[int, list[str]]:
    """
    List the other names of places.

    Parameters
    ----------
    column
        Names with commas between; in a table also semicolons or bars.
    dump
        Whether the column is that of a dump of GeoNames, which mixes names with codes and addresses.

    Returns
    -------
    names
        By row, of those that have any; of a dump, what is a name in Latin letters.
    """
    spelled: dict[int, list[str]] = {}
    given = pc.greater(pc.utf8_length(column.fill_null("")), 0).to_numpy(zero_copy_only=False)
    for row in np.flatnonzero(given).tolist():
        cell = _CONTROL.sub(" ", column[row].as_py())
        names = [" ".join(part.split()) for part in (cell.split(",") if dump else _SEPARATORS.split(cell))]
        chosen = [n for n in dict.fromkeys(names) if n and len(n) <= LONGEST_NAME and (not dump or _is_name(n))]
        if chosen:
            spelled[row] = chosen
    return spelled


def _is_name(text: str) -> bool:
    """Whether an other name of a dump is one in Latin letters, and no code of an airport."""
    latin = all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "‘’ʻ" for c in text)  # noqa: PLR2004 - Unicode blocks
    return latin and len(text) >= _LEAST_LETTERS and "." not in text


def list_ascii(column: pa.Array, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """
    List the names in ASCII that are not the name itself.

    Parameters
    ----------
    column
        Names in ASCII.
    names
        The names.

    Yields
    ------
    row, name
        Of those that differ.
    """
    differ = pc.not_equal(column, pa.array(names, pa.string())).fill_null(False)  # noqa: FBT003 - a value
    for row in np.flatnonzero(differ.to_numpy(zero_copy_only=False)).tolist():
        name = " ".join(_CONTROL.sub(" ", column[row].as_py()).split())
        if len(name) <= LONGEST_NAME:
            yield row, name


def make_ids(column: pa.Array, rows: Numbers, stem: str) -> list[str]:
    """
    Make the ids of a file's places.

    Parameters
    ----------
    column
        The file's own ids, null where it has none.
    rows
        Number of each row, which is the id of one without.
    stem
        Of the file.

    Returns
    -------
    ids
        ``own:STEM:ID``; an id of the form ``SOURCE:ID`` stays as it is.
    """
    given = (_CONTROL.sub("", value or "").strip()[:_LONGEST_ID] for value in column.to_pylist())
    return [
        value if ":" in value else f"own:{stem}:{value or row}" for value, row in zip(given, rows.tolist(), strict=True)
    ]
