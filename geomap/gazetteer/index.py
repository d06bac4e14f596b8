"""The names of a gazetteer as mapped into memory, and the places that they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from geomap.gazetteer import layout
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.places import PlaceTable, name_missing
from geomap.names import expand_key, fold_toponym

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Entries: TypeAlias = tuple[tuple[int, NameKind], ...]


@dataclass(frozen=True, slots=True)
class NameRecord:
    """What the gazetteer knows of one folded name."""

    key: str
    entries: Entries
    """Index of each place that bears the name, and what the name is to it."""
    features: frozenset[str]
    """country, admin1, admin2, region, city, demonym, language, abbreviation: what the name may be."""
    population: int
    """Of the largest populated place of that name; countries and divisions do not count."""


class PlaceIndex(PlaceTable):
    """
    Places by number and by name, mapped into memory.

    Parameters
    ----------
    folder
        Where ``names.marisa`` and ``places.bin`` lie.

    Raises
    ------
    DataError
        If they are missing or of another version.
    """

    def __init__(self, folder: Path) -> None:
        import marisa_trie  # noqa: PLC0415 - only who opens a gazetteer pays for the trie

        super().__init__(folder)
        try:
            self._names = marisa_trie.Trie()
            self._names.mmap(str(folder / layout.NAMES_FILE))
        except (OSError, RuntimeError) as error:
            raise name_missing(folder, error) from error
        self._list = lru_cache(maxsize=200_000)(self._read_list)
        self.record = lru_cache(maxsize=50_000)(self._record)

    def find_name(self, name: str) -> NameRecord | None:
        """
        Look a name up as written, folded, and with all abbreviations but the last word written out.

        Parameters
        ----------
        name
            A toponym.

        Returns
        -------
        record
            None if no place bears the name.
        """
        return self.find_key(fold_toponym(name))

    def find_key(self, key: str) -> NameRecord | None:
        """
        Look up a key that ``names.fold_toponym`` gave.

        Parameters
        ----------
        key
            A folded name.

        Returns
        -------
        record
            None if no place bears the name.
        """
        number = self._find_number(key)
        return None if number is None else self.record(number)

    def find_entries(self, key: str) -> Entries:
        """
        Find the places that bear a name, and nothing else about it: the quickest way to look a name up.

        Parameters
        ----------
        key
            A folded name.

        Returns
        -------
        entries
            Index of each place that bears the name, and what the name is to it; empty if none does.
        """
        number = self._find_number(key)
        return () if number is None else self.entries(number)

    def _find_number(self, key: str) -> int | None:
        number: int | None = self._names.get(key)
        if number is None and key:
            number = self._names.get(expand_key(key))
        return number

    def entries(self, number: int) -> Entries:
        """
        Give the places that bear a name by its number.

        Parameters
        ----------
        number
            Of the name, as ``spellings`` and ``find_beginnings`` have it.

        Returns
        -------
        entries
            Index of each place, and what the name is to it.
        """
        posting = self._column["postings"][number]
        return (
            self._list(posting ^ layout.LIST_FLAG) if posting & layout.LIST_FLAG else (layout.unpack_posting(posting),)
        )

    def find_prefixes(self, key: str) -> list[tuple[int, NameRecord]]:
        """
        Find every name that the key begins with and that ends where one of its words ends.

        Parameters
        ----------
        key
            Folded words with one space between.

        Returns
        -------
        matches
            Number of words and record, shortest first.
        """
        return [
            (prefix.count(" ") + 1, self.record(self._names[prefix]))
            for prefix in self._names.prefixes(key)
            if len(prefix) == len(key) or key[len(prefix)] == " "
        ]

    def find_beginnings(self, key: str, *, limit: int) -> list[int]:
        """
        Find the names that begin with a key.

        Parameters
        ----------
        key
            A folded name, or the beginning of one.
        limit
            The most that are given: those of the largest places.

        Returns
        -------
        numbers
            Of the names, for ``entries``.
        """
        numbers = [number for _, number in self._names.items(key)]
        if len(numbers) <= limit:
            return numbers
        import numpy as np  # noqa: PLC0415 - only beginnings of very many names need it

        postings, lists = self.postings
        first = postings[numbers]
        listed = np.flatnonzero(first & layout.LIST_FLAG)
        first[listed] = lists[(first[listed] ^ layout.LIST_FLAG) + 1]
        people = np.frombuffer(self._column["population"], dtype=np.uint32)[first & layout.INDEX_MASK]
        return [numbers[n] for n in np.argsort(-people.astype(np.int64), kind="stable")[:limit]]

    def _read_list(self, start: int) -> Entries:
        lists = self._column["lists"]
        return tuple(map(layout.unpack_posting, lists[start + 1 : start + 1 + lists[start]]))

    def key(self, number: int) -> str:
        """
        Give a name by its number.

        Parameters
        ----------
        number
            Of the name, as ``spellings`` has it.

        Returns
        -------
        key
            Folded.
        """
        key: str = self._names.restore_key(number)
        return key

    @cached_property
    def spellings(self) -> tuple[npt.NDArray[np.uint64], list[int]]:
        """Signatures and numbers of names, and where those of each length begin, for ``spelling.find_similar``."""
        import numpy as np  # noqa: PLC0415 - only names that are not found as written need it

        return np.frombuffer(self._column["spellings"], dtype=np.uint64), self._header["spellings"]

    @cached_property
    def postings(self) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
        """The postings of names and their lists, as ``layout`` describes them."""
        import numpy as np  # noqa: PLC0415 - as above

        postings, lists = (np.frombuffer(self._column[name], dtype=np.uint32) for name in ("postings", "lists"))
        return postings, lists

    def iterate_keys(self) -> Iterator[tuple[str, int]]:
        """
        Go through all names.

        Yields
        ------
        key, number
            Folded name; its place in ``postings``.
        """
        yield from self._names.iteritems()

    def count_names(self) -> int:
        """Count the names."""
        return len(self._names)

    def _record(self, number: int) -> NameRecord:
        entries = self.entries(number)
        features = set()
        population = 0
        for index, kind in entries:
            if kind >= NameKind.ABBREVIATION:
                features.add(kind.name.lower())
            if kind not in (NameKind.DEMONYM, NameKind.LANGUAGE):
                block = self.block(index)
                features.add(block)
                if block == "city":
                    population = max(population, self.population(index))
        return NameRecord(self._names.restore_key(number), entries, frozenset(features), population)
