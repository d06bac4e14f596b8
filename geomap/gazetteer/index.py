"""The gazetteer as mapped into memory: names to places, places to records."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from geomap.errors import DataError
from geomap.gazetteer import layout
from geomap.gazetteer.feature_codes import STRETCHED
from geomap.gazetteer.layout import NameKind
from geomap.model import Place
from geomap.names import expand_key, fold_toponym

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_PRECISIONS = {"ADM1": "admin1", "ADM2": "admin2", "RGN": "region", **dict.fromkeys(STRETCHED, "region")}


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


class Gazetteer:
    """
    An index of places, mapped into memory.

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

        try:
            self._names = marisa_trie.Trie()
            self._names.mmap(str(folder / layout.NAMES_FILE))
            with (folder / layout.PLACES_FILE).open("rb") as stream:
                self._file = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            view = memoryview(self._file)
            header, body = layout.read_header(view)
        except (OSError, ValueError, RuntimeError) as error:
            message = f"{folder.name}: no gazetteer of this version ({error}); expected names.marisa and places.bin"
            raise DataError(message) from error
        self._column: dict[str, memoryview] = {}
        for name, (typecode, offset, count) in header["sections"].items():
            start = body + offset
            size = count * struct.calcsize(typecode)
            self._column[name] = view[start : start + size].cast(typecode)
        self._features: tuple[str, ...] = tuple(header["features"])
        self._first: dict[str, int] = header["first"]
        self._starts: list[int] = header["spellings"]
        self.cut: tuple[tuple[int, int], ...] = tuple((new, old) for new, old in header.get("cut", ()))
        """Divisions that were cut from another: the new one and the old one, as places."""
        self._list = lru_cache(maxsize=200_000)(self._read_list)
        self._notices = tuple((str(text), bool(aside)) for text, aside in header.get("notices", ()))
        self._first_own = self._first.get("own", len(self))
        self.record = lru_cache(maxsize=50_000)(self._record)
        self.place = lru_cache(maxsize=50_000)(self._place)

    def __len__(self) -> int:
        """Count the places."""
        return len(self._column["lon"])

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

        return np.frombuffer(self._column["spellings"], dtype=np.uint64), self._starts

    @cached_property
    def postings(self) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
        """The postings of names and their lists, as ``layout`` describes them."""
        import numpy as np  # noqa: PLC0415 - as above

        postings, lists = (np.frombuffer(self._column[name], dtype=np.uint32) for name in ("postings", "lists"))
        return postings, lists

    @cached_property
    def parent_columns(self) -> tuple[tuple[npt.NDArray[np.uint16], int], ...]:
        """The country and the divisions of each place, 0 where there is none, and the place that 1 stands for."""
        import numpy as np  # noqa: PLC0415 - as above

        blocks = ("country", "admin1", "admin2")
        return tuple((np.frombuffer(self._column[name], dtype=np.uint16), self._first[name]) for name in blocks)

    def population(self, index: int) -> int:
        """
        Give the population of a place.

        Parameters
        ----------
        index
            Of the place.

        Returns
        -------
        population
            0 where not known.
        """
        return int(self._column["population"][index])

    def block(self, index: int) -> str:
        """
        Tell what block a place stands in.

        Parameters
        ----------
        index
            Of the place.

        Returns
        -------
        block
            country, admin1, admin2, region or city.
        """
        first = self._first
        for name in ("city", "region", "admin2", "admin1"):
            if index >= first[name]:
                return name
        return "country"

    def twin(self, index: int) -> tuple[int, NameKind] | None:
        """
        Give the place that an own place stands for.

        Parameters
        ----------
        index
            Of any place.

        Returns
        -------
        twin
            The likeliest place near by that was there before and bears a name of it, and what the name is
            to that; None where there is none, or the place is not a user's own.
        """
        if index < self._first_own:
            return None
        posting = self._column["twins"][index - self._first_own]
        return layout.unpack_posting(posting) if posting else None

    def parents(self, index: int) -> tuple[int, int]:
        """
        Give the country and first division of a place, as numbers that can be compared.

        Parameters
        ----------
        index
            Of the place.

        Returns
        -------
        country, admin1
            0 where there is none. A country is its own country, a first division its own division.
        """
        return self._column["country"][index], self._column["admin1"][index]

    def chain(self, index: int) -> tuple[int, ...]:
        """
        Give the divisions and the country that a place lies in, as places.

        Parameters
        ----------
        index
            Of the place.

        Returns
        -------
        indices
            Finest first; the place itself is left out.
        """
        country, admin1 = self.parents(index)
        admin2 = self._column["admin2"][index]
        above = []
        if admin2:
            above.append(self._first["admin2"] + admin2 - 1)
        if admin1:
            above.append(self._first["admin1"] + admin1 - 1)
        if country:
            above.append(country - 1)
        return tuple(i for i in above if i != index)

    def lies_in(self, index: int, divisions: AbstractSet[int]) -> bool:
        """
        Tell whether a place is one of some divisions and countries or lies in one.

        Parameters
        ----------
        index
            Of the place.
        divisions
            Places.

        Returns
        -------
        inside
            By the codes, not by the polygons.
        """
        country, admin1 = self._column["country"][index], self._column["admin1"][index]
        admin2 = self._column["admin2"][index]
        return (
            index in divisions
            or (country > 0 and country - 1 in divisions)
            or (admin1 > 0 and self._first["admin1"] + admin1 - 1 in divisions)
            or (admin2 > 0 and self._first["admin2"] + admin2 - 1 in divisions)
        )

    def lonlat(self, index: int) -> tuple[float, float]:
        """
        Give the point of a place.

        Parameters
        ----------
        index
            Of the place.

        Returns
        -------
        lon, lat
            Degrees, WGS84.
        """
        return self._column["lon"][index] / layout.SCALE, self._column["lat"][index] / layout.SCALE

    def feature_code(self, index: int) -> str:
        """
        Give the GeoNames feature code of a place.

        Parameters
        ----------
        index
            Of the place.

        Returns
        -------
        feature_code
            Such as ``PPLA2``.
        """
        return self._features[self._column["feature"][index]]

    def find_country(self, code: str) -> int | None:
        """
        Find a country by its code.

        Parameters
        ----------
        code
            ISO 3166-1 alpha-2.

        Returns
        -------
        index
            Of the country's place, or None.
        """
        return self._countries.get(code.upper())

    def find_division(self, country: str, code: str) -> tuple[int, ...]:
        """
        Find a first or second division by its code.

        Parameters
        ----------
        country
            ISO 3166-1 alpha-2.
        code
            ``admin1_code`` or ``admin2_code``, as ``Place`` has them.

        Returns
        -------
        indices
            Of the division's place; empty if there is none.
        """
        return self._divisions.get((country, code), ())

    def section(self, name: str) -> memoryview:
        """
        Give an array of the index as it lies on disk.

        Parameters
        ----------
        name
            As in ``layout``.

        Returns
        -------
        section
            Mapped into memory.
        """
        return self._column[name]

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

    @property
    def notices(self) -> tuple[tuple[str, bool], ...]:
        """What there was to say of own places when they were added, and whether it is of rows that were set aside."""
        return self._notices

    @property
    def features(self) -> tuple[str, ...]:
        """Feature codes by number."""
        return self._features

    @property
    def first(self) -> dict[str, int]:
        """Index of the first place of each block."""
        return dict(self._first)

    @cached_property
    def _divisions(self) -> dict[tuple[str, str], tuple[int, ...]]:
        found: dict[tuple[str, str], tuple[int, ...]] = {}
        for index in range(self._first["admin1"], self._first["region"]):
            country = self._text(self.parents(index)[0] - 1)[-1]
            code = self._text(index)[-1].partition(layout.UNIT)[0]
            found[country, code] = (*found.get((country, code), ()), index)
        return found

    @cached_property
    def _countries(self) -> dict[str, int]:
        return {self._text(n)[-1]: n for n in range(self._first["admin1"])}

    def _text(self, index: int) -> tuple[str, ...]:
        """Give name, other names and codes of a place."""
        offsets = self._column["text"]
        raw = bytes(self._column["texts"][offsets[index] : offsets[index + 1]]).decode()
        names, _, codes = raw.partition(layout.RECORD)
        return (*names.split(layout.UNIT), codes)

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

    def _place(self, index: int) -> Place:
        names = self._text(index)
        code = self.feature_code(index)
        block = self.block(index)
        country, admin1 = self.parents(index)
        admin2 = self._column["admin2"][index]
        country_text = self._text(country - 1) if country else ("", "")
        first = self._first
        admin1_text = self._text(first["admin1"] + admin1 - 1) if admin1 else None
        admin2_text = self._text(first["admin2"] + admin2 - 1) if admin2 else None
        admin1_code, _, admin1_iso = admin1_text[-1].partition(layout.UNIT) if admin1_text else ("", "", "")
        lon, lat = self.lonlat(index)
        number = self._column["geonameid"][index]
        return Place(
            place_id=self._place_id(block, number, names[-1], country_text[-1]),
            name=names[0],
            alternates=names[1:-1],
            lon=lon,
            lat=lat,
            feature_code=code,
            population=self.population(index),
            country_code=country_text[-1],
            country_name=country_text[0] or None,
            admin1_code=admin1_code or None,
            admin1_iso=admin1_iso or None,
            admin1_name=admin1_text[0] if admin1_text else None,
            admin2_code=admin2_text[-1] if admin2_text else None,
            admin2_name=admin2_text[0] if admin2_text else None,
            geo_precision="country" if block == "country" else _PRECISIONS.get(code, "settlement"),
        )

    @staticmethod
    def _place_id(block: str, geonameid: int, codes: str, country: str) -> str:
        if block == "region":
            return f"region:{codes}"
        if block == "city" and codes:
            return codes
        if country == "MX" and block in ("admin1", "admin2"):
            return f"inegi:{codes.partition(layout.UNIT)[0]}"
        if geonameid:
            return f"geonames:{geonameid}"
        return f"{block}:{country}-{codes.partition(layout.UNIT)[0]}" if block != "country" else f"country:{country}"


def read_gazetteer(folder: Path) -> Gazetteer:
    """
    Open a gazetteer; it is mapped into memory, not read.

    Parameters
    ----------
    folder
        Such as ``files.find_data("gazetteer")``.

    Returns
    -------
    gazetteer
        Ready for look-ups.

    Raises
    ------
    DataError
        If the files are missing or of another version.
    """
    return Gazetteer(folder)
