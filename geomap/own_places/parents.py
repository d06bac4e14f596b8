"""The divisions that own places lie in: by the codes or names that their file gives, else by the polygon."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pyarrow.compute as pc

from geomap.boundaries.store import Boundaries
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.geocode import geocode_place
from geomap.gazetteer.inegi import recode_admin1
from geomap.own_places.batches import Batch, Numbers

_TEXTS = ("country", "admin1", "admin2")
_CODE_DIGITS = 3
"""Of INEGI's codes of a municipality within its state."""
Parents = tuple[int, int, int]
"""1 + the number of the country, the first and the second division, as in the index; 0 where there is none."""


class ParentFinder:
    """
    Finds what places lie in.

    Parameters
    ----------
    gazetteer
        Whose divisions are meant.
    boundaries
        Their polygons.
    """

    def __init__(self, gazetteer: Gazetteer, boundaries: Boundaries) -> None:
        self._gazetteer = gazetteer
        self._boundaries = boundaries
        self._told: dict[tuple[bool, str, str, str], Parents] = {}

    def fill_parents(self, lons: Numbers, lats: Numbers, parents: Sequence[Numbers]) -> None:
        """
        Fill in the parents that a file does not tell, by the polygons that hold the points.

        Parameters
        ----------
        lons, lats
            Degrees, WGS84.
        parents
            Country, first and second division of each, of ``read_parents``; 0 is filled in, as long as the
            polygon lies in what the file tells.
        """
        country, admin1, admin2 = parents
        mexico = self._numbers_by_code["MX"]
        asked = np.flatnonzero((country == 0) | (admin1 == 0) | ((admin2 == 0) & (country == mexico)))
        held = self._locate(lons[asked], lats[asked])
        same = np.ones(len(asked), dtype=bool)
        for told, found in zip(parents, held, strict=True):
            lacking = told[asked] == 0
            filled = np.where(lacking & same, found, told[asked])
            same &= lacking | (filled == found)
            told[asked] = filled

    def read_parents(self, batch: Batch, *, geonames: bool) -> tuple[Numbers, Numbers, Numbers]:
        """
        Read what a file tells of the parents of its places.

        Parameters
        ----------
        batch
            With their codes or names.
        geonames
            Whether the codes are those of GeoNames, which has others for four states of Mexico.

        Returns
        -------
        country, admin1, admin2
            As in the index: 1 + number of the division, 0 where none is told or known.
        """
        coded = [pc.dictionary_encode(batch.texts[name].fill_null("")) for name in _TEXTS]
        indices = [column.indices.to_numpy().astype(np.int64) for column in coded]
        words = [column.dictionary.to_pylist() for column in coded]
        combined = (indices[0] * len(words[1]) + indices[1]) * len(words[2]) + indices[2]
        different, inverse = np.unique(combined, return_inverse=True)
        found = np.zeros((len(different), 3), dtype=np.uint16)
        for n, combination in enumerate(different.tolist()):
            rest, third = divmod(combination, len(words[2]))
            first, second = divmod(rest, len(words[1]))
            asked = geonames, words[0][first].strip(), words[1][second].strip(), words[2][third].strip()
            if asked not in self._told:
                self._told[asked] = self._look_up(*asked)
            found[n] = self._told[asked]
        country, admin1, admin2 = found[inverse].T.copy()
        return country, admin1, admin2

    def _look_up(self, geonames: bool, country: str, admin1: str, admin2: str) -> Parents:  # noqa: FBT001 - of a key
        if not (country or admin1 or admin2):
            return 0, 0, 0
        if not geonames:
            return self._look_up_names(country, admin1, admin2)
        index = self._gazetteer.find_country(country)
        if index is None:
            return 0, 0, 0
        first = recode_admin1(country, admin1)
        second = f"{first}{admin2}" if country == "MX" else f"{first}.{admin2}"
        found = self._number(country, first, "admin1"), self._number(country, second if admin2 else "", "admin2")
        return index + 1, found[0], found[1] if found[0] else 0

    def _look_up_names(self, country: str, admin1: str, admin2: str) -> Parents:
        known = geocode_place(self._gazetteer, None, admin1=admin1 or None, country=country or None).place
        if admin2 and known is not None and known.admin1_code:
            if known.country_code == "MX" and admin2.isdecimal() and len(admin2) <= _CODE_DIGITS:
                admin2 = known.admin1_code + admin2.zfill(_CODE_DIGITS)
            found = geocode_place(
                self._gazetteer, None, admin1=known.admin1_code, admin2=admin2, country=known.country_code
            )
            known = found.place or known
        elif admin2 and not admin1:
            known = geocode_place(self._gazetteer, None, admin2=admin2, country=country or None).place or known
        if known is None:
            return 0, 0, 0
        code = known.country_code
        return (
            self._numbers_by_code.get(code, 0),
            self._number(code, known.admin1_code or "", "admin1"),
            self._number(code, known.admin2_code or "", "admin2"),
        )

    def _number(self, country: str, code: str, block: str) -> int:
        found = (i for i in self._gazetteer.find_division(country, code) if self._gazetteer.block(i) == block)
        return next((i - self._gazetteer.first[block] + 1 for i in found), 0)

    @cached_property
    def _numbers_by_code(self) -> dict[str, int]:
        codes = {self._gazetteer.place(i).country_code: i + 1 for i in range(self._gazetteer.first["admin1"])}
        return {"MX": 0, **codes}

    def _locate(self, lons: Numbers, lats: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Find the divisions that hold points; where there is no first one, the country."""
        located = self._boundaries.locate_rows(lons, lats)
        country, admin1 = self._of_first[:, located.admin1]
        admin2 = self._of_second[located.admin2]
        lost = np.flatnonzero(country == 0)
        rows = self._boundaries.country.polygons.find_holders(lons[lost], lats[lost]).rows
        country[lost] = self._of_country[rows]
        return country, admin1, admin2

    # Each of these ends with a 0, which is what the row -1 finds.

    @cached_property
    def _of_country(self) -> Numbers:
        table = self._boundaries.country
        codes = (table.division(row).country_code for row in range(len(table)))
        return np.array([*(self._numbers_by_code.get(code, 0) for code in codes), 0], dtype=np.uint16)

    @cached_property
    def _of_first(self) -> Numbers:
        table = self._boundaries.admin1
        pairs = [(d.country_code, d.admin1_code or "") for d in map(table.division, range(len(table)))]
        countries = [self._numbers_by_code.get(country, 0) for country, _ in pairs]
        return np.array([[*countries, 0], [*(self._number(*pair, "admin1") for pair in pairs), 0]], dtype=np.uint16)

    @cached_property
    def _of_second(self) -> Numbers:
        table = self._boundaries.admin2
        pairs = [(d.country_code, d.admin2_code or "") for d in map(table.division, range(len(table)))]
        return np.array([*(self._number(*pair, "admin2") for pair in pairs), 0], dtype=np.uint16)
