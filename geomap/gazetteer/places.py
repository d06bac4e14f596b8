"""The places of a gazetteer as mapped into memory: columns, and records made from them."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import DataError
from geomap.gazetteer import layout
from geomap.gazetteer.feature_codes import STRETCHED
from geomap.gazetteer.layout import NameKind
from geomap.model import Place

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_PRECISIONS = {"ADM1": "admin1", "ADM2": "admin2", "RGN": "region", **dict.fromkeys(STRETCHED, "region")}


class PlaceTable:
    """
    Places by number, mapped into memory.

    Parameters
    ----------
    folder
        Where ``places.bin`` lies.

    Raises
    ------
    DataError
        If it is missing or of another version.
    """

    def __init__(self, folder: Path) -> None:
        try:
            with (folder / layout.PLACES_FILE).open("rb") as stream:
                self._file = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            view = memoryview(self._file)
            header, body = layout.read_header(view)
        except (OSError, ValueError) as error:
            raise name_missing(folder, error) from error
        self._column: dict[str, memoryview] = {}
        for name, (typecode, offset, count) in header["sections"].items():
            start = body + offset
            size = count * struct.calcsize(typecode)
            self._column[name] = view[start : start + size].cast(typecode)
        self._header = header
        self._features: tuple[str, ...] = tuple(header["features"])
        self._first: dict[str, int] = header["first"]
        self.cut: tuple[tuple[int, int], ...] = tuple((new, old) for new, old in header.get("cut", ()))
        """Divisions that were cut from another: the new one and the old one, as places."""
        self._notices = tuple((str(text), bool(aside)) for text, aside in header.get("notices", ()))
        self._first_own = self._first.get("own", len(self))
        self.place = lru_cache(maxsize=50_000)(self._place)

    def __len__(self) -> int:
        """Count the places."""
        return len(self._column["lon"])

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

    @cached_property
    def parent_columns(self) -> tuple[tuple[npt.NDArray[np.uint16], int], ...]:
        """The country and the divisions of each place, 0 where there is none, and the place that 1 stands for."""
        import numpy as np  # noqa: PLC0415 - as above

        blocks = ("country", "admin1", "admin2")
        return tuple((np.frombuffer(self._column[name], dtype=np.uint16), self._first[name]) for name in blocks)

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


def name_missing(folder: Path, error: Exception) -> DataError:
    """
    Make the error of a folder that is no gazetteer.

    Parameters
    ----------
    folder
        That was opened.
    error
        What came of it.

    Returns
    -------
    error
        In one line.
    """
    message = f"{folder.name}: no gazetteer of this version ({error}); expected names.marisa and places.bin"
    return DataError(message)
