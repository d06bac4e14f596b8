"""The names of places, on their way into an index: one sorted list, a trie, and what each name leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from geomap.gazetteer import layout
from geomap.names import EXPANDED, expand_key

Numbers = npt.NDArray[Any]
_SORTED_AT_ONCE = 200_000
_SHORTEST = 4
"""Bytes of a key that surely is no single letter."""
_ABBREVIATED = f"(?:^| )(?:{'|'.join(EXPANDED)}) "
_PLACE_SHIFT = 3
_GROUP_SHIFT = _PLACE_SHIFT + layout.INDEX_BITS


@dataclass(frozen=True, slots=True)
class SortedKeys:
    """Every key once, in order of its UTF-8: a line each of a file, for millions of them take much memory."""

    path: Path
    count: int

    def __len__(self) -> int:
        """Count the keys."""
        return self.count

    def __iter__(self) -> Iterator[str]:
        """Go through the keys in order."""
        with self.path.open(encoding="utf-8", newline="\n") as stream:
            for line in stream:
                yield line[:-1]


@dataclass(frozen=True, slots=True)
class SortedNames:
    """Every key once, and the places that bear it."""

    keys: SortedKeys
    groups: Numbers
    """Of each entry: which of the keys; not falling."""
    places: Numbers
    """Index of the place that bears it; rising within a key."""
    kinds: Numbers
    """What the name is to the place, as in ``layout.NameKind``."""


def list_keys(key: str) -> tuple[str, ...]:
    """
    List the keys that a name is found by.

    Parameters
    ----------
    key
        That ``names.fold_toponym`` gave.

    Returns
    -------
    keys
        The same, and the one with its abbreviations written out; none if it is a single letter.
    """
    if len(key) < 2:  # noqa: PLR2004 - no name is a single letter
        return ()
    if EXPANDED.keys().isdisjoint(key.split(" ")):
        return (key,)
    return tuple(dict.fromkeys((key, expand_key(key))))


def find_abbreviated(keys: pa.Array) -> Numbers:
    """
    Find the keys among many that have more forms than one, or none.

    Parameters
    ----------
    keys
        That ``names.fold_toponym`` gave; strings.

    Returns
    -------
    rows
        Of which ``list_keys`` gives anything but the key itself, and perhaps others.
    """
    short = pc.less(pc.binary_length(keys), _SHORTEST)
    return np.flatnonzero(pc.or_(short, pc.match_substring_regex(keys, _ABBREVIATED)).to_numpy(zero_copy_only=False))


def sort_keys(keys: pa.LargeStringArray, path: Path) -> tuple[SortedKeys, Numbers]:
    """
    Sort keys, and leave out those that are there already.

    Parameters
    ----------
    keys
        In any order.
    path
        That the sorted ones are written to.

    Returns
    -------
    unique, groups
        Each once; of each that was given, which of the unique ones it is.
    """
    order = pc.sort_indices(keys).to_numpy().astype(np.uint32)
    groups = np.zeros(len(keys), dtype=np.uint32)
    count, last = 0, None
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for start in range(0, len(keys), _SORTED_AT_ONCE):
            picked = order[start : start + _SORTED_AT_ONCE]
            part = keys.take(pa.array(picked))
            new = np.ones(len(part), dtype=bool)
            new[0] = part[0].as_py() != last
            new[1:] = pc.not_equal(part[1:], part[:-1]).to_numpy(zero_copy_only=False)
            groups[picked] = count - 1 + np.cumsum(new)
            last, count = part[-1].as_py(), count + int(new.sum())
            stream.writelines(f"{key}\n" for key in part.filter(pa.array(new)).to_pylist())
    return SortedKeys(path, count), groups


def sort_names(keys: SortedKeys, groups: Numbers, kinds: Numbers, places: Numbers) -> SortedNames:
    """
    Sort the names of all places.

    Parameters
    ----------
    keys, groups
        Of ``sort_keys``, for an entry a name of a place.
    kinds, places
        Of each: what the name is to the place, and the index of that.

    Returns
    -------
    names
        Of several entries for one key and place, the one with the strongest kind.
    """
    entries = groups.astype(np.int64) << _GROUP_SHIFT
    entries |= places.astype(np.int64) << _PLACE_SHIFT
    entries |= kinds
    entries.sort()
    first = np.ones(len(entries), dtype=bool)
    first[1:] = entries[1:] >> _PLACE_SHIFT != entries[:-1] >> _PLACE_SHIFT
    entries = entries[first]
    return SortedNames(
        keys,
        (entries >> _GROUP_SHIFT).astype(np.uint32),
        (entries >> _PLACE_SHIFT & layout.INDEX_MASK).astype(np.uint32),
        (entries & ((1 << _PLACE_SHIFT) - 1)).astype(np.uint8),
    )


def write_trie(keys: SortedKeys, path: Path) -> Numbers:
    """
    Write the trie of all keys.

    Parameters
    ----------
    keys
        Each once, in order.
    path
        To write to.

    Returns
    -------
    numbers
        That the trie gives for each key.
    """
    import marisa_trie  # noqa: PLC0415 - as where it is read

    marisa_trie.Trie(keys).save(str(path))
    trie = marisa_trie.Trie()
    trie.mmap(str(path))
    return np.fromiter((trie[key] for key in keys), dtype=np.uint32, count=len(keys))


def lay_out_postings(names: SortedNames, numbers: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """
    Lay out what each name leads to.

    Parameters
    ----------
    names
        Of all places.
    numbers
        That the trie gives for each key.
    weights
        By place: of those that bear a name in the same way, the one that weighs most comes first.

    Returns
    -------
    postings, lists
        As ``layout`` has them.

    Raises
    ------
    OverflowError
        If there are more than ``lists`` can hold.
    """
    counts = np.bincount(names.groups, minlength=len(names.keys))
    single = counts[names.groups] == 1
    postings = np.zeros(len(names.keys), dtype=np.uint32)
    postings[numbers[names.groups[single]]] = _pack(names.places[single], names.kinds[single])
    many = ~single
    groups, places, kinds = names.groups[many], names.places[many], names.kinds[many]
    order = np.lexsort((places, -weights[places].astype(np.int64), kinds, groups))
    shared = np.flatnonzero(counts > 1)
    starts = np.cumsum(counts[shared] + 1) - (counts[shared] + 1)
    length = len(groups) + len(shared)
    if length >= layout.LIST_FLAG:
        message = f"{length} entries of shared names"
        raise OverflowError(message)
    lists = np.zeros(length, dtype=np.uint32)
    lists[starts] = counts[shared]
    is_entry = np.ones(length, dtype=bool)
    is_entry[starts] = False
    lists[is_entry] = _pack(places[order], kinds[order])
    postings[numbers[shared]] = layout.LIST_FLAG | starts
    return postings, lists


def _pack(places: Numbers, kinds: Numbers) -> Numbers:
    packed: Numbers = places | kinds.astype(np.uint32) << layout.INDEX_BITS
    return packed
