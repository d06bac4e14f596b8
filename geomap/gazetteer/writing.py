"""
Writing an index in batches: all goes to disk as it comes, and only what is sorted is in memory.

A section of ``places.bin`` is a file of its own until the last of it is there; so are the names until they are sorted.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa

from geomap.errors import InputError
from geomap.gazetteer import layout
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.name_index import (
    Numbers,
    SortedKeys,
    SortedNames,
    lay_out_postings,
    sort_keys,
    sort_names,
    write_trie,
)
from geomap.gazetteer.spelling import pack_spellings

DTYPES = {"B": "<u1", "H": "<u2", "I": "<u4", "i": "<i4", "Q": "<u8"}
"""NumPy's names of the types of sections."""
COLUMNS = {
    "geonameid": "I",
    "lon": "i",
    "lat": "i",
    "population": "I",
    "country": "H",
    "admin1": "H",
    "admin2": "H",
    "feature": "B",
}
"""Sections with a value a place."""
_NAMES = {"keys": "B", "key_lengths": "I", "kinds": "B", "borne": "I"}
"""What is on disk of the names until they are sorted."""
_SORTED = "sorted"
MOST_FEATURES = 256
SPELT_PEOPLE = 25_000


def choose_spelt(population: Numbers, country: Numbers, *, mexico: int, first_city: int) -> Numbers:
    """
    Choose the places whose other names, too, are found in spite of typing errors.

    Parameters
    ----------
    population, country
        By place, as in ``COLUMNS``.
    mexico
        In ``country``, Mexico.
    first_city
        Index of the first populated place.

    Returns
    -------
    chosen
        By place: divisions and regions, all of Mexico, and elsewhere places of 25,000 people.
    """
    chosen: Numbers = (population >= SPELT_PEOPLE) | (country == mexico)
    chosen[:first_city] = True
    return chosen


class IndexWriter:
    """
    Writes a gazetteer.

    Parameters
    ----------
    folder
        That ``names.marisa`` and ``places.bin`` are written to; it is there already.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sections: dict[str, str] = {}
        self._streams: dict[str, IO[bytes]] = {}
        self._text_bytes = 0
        self.count = 0
        """Places so far."""

    def add_places(self, columns: Mapping[str, Numbers], texts: pa.Array) -> None:
        """
        Add the next places, in the order of the index.

        Parameters
        ----------
        columns
            As ``COLUMNS``, a value a place.
        texts
            Of each place, as ``layout.format_text`` makes them; Arrow strings.

        Raises
        ------
        InputError
            If a gazetteer can't hold so many.
        """
        for name, typecode in COLUMNS.items():
            self._append(name, typecode, columns[name])
        if not self.count:
            self._append("text", "I", np.zeros(1, dtype=np.uint32))
        offsets, content = _see_text(texts)
        ends = self._text_bytes + offsets[1:].astype(np.int64)
        self.count += len(texts)
        self._text_bytes += len(content)
        if self.count > layout.INDEX_MASK + 1 or self._text_bytes > np.iinfo(np.uint32).max:
            message = f"found more than {self.count:,} places; a gazetteer holds at most {layout.INDEX_MASK + 1:,}"
            raise InputError(message)
        self._append("text", "I", ends)
        self._append("texts", "B", content)

    def add_names(self, keys: Sequence[str] | pa.LargeStringArray, kinds: Numbers, places: Numbers) -> None:
        """
        Add names of places, in any order.

        Parameters
        ----------
        keys
            That ``list_keys`` gave.
        kinds, places
            Of each: what the name is to the place, and the index of that.
        """
        offsets, content = _see_text(keys if isinstance(keys, pa.Array) else pa.array(keys, pa.string()))
        for name, values in zip(_NAMES, (content, np.diff(offsets), kinds, places), strict=True):
            self._append(name, _NAMES[name], values)

    def read_column(self, name: str) -> Any:  # noqa: ANN401 - a memory map that can be written to
        """
        Give a column of the places so far; what is set in it is written.

        Parameters
        ----------
        name
            Of ``COLUMNS``.

        Returns
        -------
        column
            A value a place, mapped into memory.
        """
        self._streams[name].flush()
        return np.memmap(self._name(name), dtype=DTYPES[self._sections[name]], mode="r+")

    def finish(
        self,
        header: Mapping[str, object],
        *,
        others_spelt: Numbers | None = None,
        find_twins: Callable[[SortedNames], Numbers] | None = None,
    ) -> tuple[int, int]:
        """
        Write both files from all that was added.

        Parameters
        ----------
        header
            With ``features``, ``first`` and perhaps ``cut``, as in ``layout``.
        others_spelt
            By place: whether its other names, too, are found in spite of typing errors; by default all are.
        find_twins
            Gives the section ``twins`` for the places from ``header["first"]["own"]`` on.

        Returns
        -------
        names, size
            Number of names; bytes of ``places.bin``.

        Raises
        ------
        InputError
            If there are more names or kinds of places than a gazetteer can hold.
        """
        features = header["features"]
        if isinstance(features, Sequence) and len(features) > MOST_FEATURES:
            message = f"found {len(features)} feature codes; a gazetteer holds at most {MOST_FEATURES}"
            raise InputError(message)
        names = self._sort_names()
        if len(names.keys) > layout.INDEX_MASK:
            message = f"found {len(names.keys):,} names; a gazetteer holds at most {layout.INDEX_MASK:,}"
            raise InputError(message)
        weights = np.array(self.read_column("population"))
        if find_twins is not None:
            twins = find_twins(names)
            _lend_weight(weights, twins)
            self._append("twins", "I", twins)
        pa.default_memory_pool().release_unused()
        numbers = write_trie(names.keys, self._folder / layout.NAMES_FILE)
        starts = self._add_spellings(names, numbers, others_spelt)
        names.keys.path.unlink()
        try:
            postings, lists = lay_out_postings(names, numbers, weights)
        except OverflowError as error:
            message = f"found {error}; a gazetteer holds at most {layout.LIST_FLAG:,}"
            raise InputError(message) from error
        self._append("postings", "I", postings)
        self._append("lists", "I", lists)
        return len(names.keys), self._join_sections({**header, "spellings": starts})

    def _add_spellings(self, names: SortedNames, numbers: Numbers, others_spelt: Numbers | None) -> list[int]:
        """Add the names that are found in spite of typing errors; gives where those of each length begin."""
        spelt = _choose_spelt(names, others_spelt)
        spellings, starts = pack_spellings(compress(names.keys, spelt), numbers[spelt])
        self._append("spellings", "Q", spellings)
        return starts

    def _sort_names(self) -> SortedNames:
        """Sort the names, and forget them as they came."""
        for name, typecode in _NAMES.items():
            self._append(name, typecode, np.zeros(0, dtype=DTYPES[typecode]))
            self._streams[name].close()
        keys, groups = self._sort_keys()
        pa.default_memory_pool().release_unused()
        kinds, places = (np.fromfile(self._name(name), DTYPES[_NAMES[name]]) for name in ("kinds", "borne"))
        names = sort_names(keys, groups, kinds, places)
        for name in _NAMES:
            del self._sections[name], self._streams[name]
            self._name(name).unlink()
        return names

    def _sort_keys(self) -> tuple[SortedKeys, Numbers]:
        lengths = np.fromfile(self._name("key_lengths"), DTYPES[_NAMES["key_lengths"]])
        offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
        np.cumsum(lengths, out=offsets[1:])
        with pa.memory_map(str(self._name("keys"))) as mapped:
            content = mapped.read_buffer()
            keys = pa.LargeStringArray.from_buffers(len(lengths), pa.py_buffer(offsets), content)
            return sort_keys(keys, self._name(_SORTED))

    def _name(self, section: str) -> Path:
        return self._folder / f"{section}.part"

    def _append(self, name: str, typecode: str, values: Numbers) -> None:
        if name not in self._streams:
            self._sections[name] = typecode
            self._streams[name] = self._name(name).open("wb")
        self._streams[name].write(np.ascontiguousarray(values, dtype=DTYPES[typecode]).data)

    def _join_sections(self, header: Mapping[str, object]) -> int:
        """Write ``places.bin`` from the files of its sections, and remove those."""
        self.close()
        lengths = {
            name: (typecode, self._name(name).stat().st_size // np.dtype(DTYPES[typecode]).itemsize)
            for name, typecode in self._sections.items()
        }
        head, paddings = layout.format_header(lengths, header)
        path = self._folder / layout.PLACES_FILE
        with path.open("wb") as target:
            target.write(head)
            for name, padding in zip(lengths, paddings, strict=True):
                target.write(b"\0" * padding)
                with self._name(name).open("rb") as source:
                    shutil.copyfileobj(source, target, 1 << 20)
                self._name(name).unlink()
        return path.stat().st_size

    def close(self) -> None:
        """Close the files of the sections."""
        for stream in self._streams.values():
            stream.close()


def _choose_spelt(names: SortedNames, others_spelt: Numbers | None) -> Numbers:
    """Choose the names that are found in spite of typing errors: own names of places, and other names of some."""
    entries = (names.kinds == NameKind.NAME) | (names.kinds == NameKind.ALTERNATE)
    if others_spelt is not None:
        entries &= (names.kinds == NameKind.NAME) | others_spelt[names.places]
    spelt = np.zeros(len(names.keys), dtype=bool)
    spelt[names.groups[entries]] = True
    return spelt


def _see_text(texts: pa.Array) -> tuple[Numbers, Numbers]:
    """See the offsets and the bytes of Arrow strings as they lie in memory."""
    texts = texts.cast(pa.large_string())
    _, offsets, content = texts.buffers()
    edges = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    held = np.frombuffer(content, dtype=np.uint8) if content is not None else np.zeros(0, np.uint8)
    return edges - edges[0], held[edges[0] : edges[-1]]


def _lend_weight(weights: Numbers, twins: Numbers) -> None:
    """Let own places weigh a little more than the places that they stand for."""
    own = weights[len(weights) - len(twins) :]
    twinned = twins > 0
    lent = weights[twins[twinned] & layout.INDEX_MASK].astype(np.int64) + 1
    own[twinned] = np.minimum(np.maximum(own[twinned], lent), np.iinfo(np.uint32).max)
