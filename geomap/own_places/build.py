"""Own places and those of a gazetteer to one index on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geomap.boundaries.store import read_boundaries
from geomap.errors import InputError
from geomap.gazetteer import layout
from geomap.gazetteer.feature_codes import KEPT, UNKNOWN
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.name_index import SortedNames, find_abbreviated, list_keys
from geomap.gazetteer.writing import COLUMNS, DTYPES, IndexWriter, choose_spelt
from geomap.names import fold_toponym
from geomap.own_places.batches import Aside, Batch, Numbers, OwnFile
from geomap.own_places.cleaning import (
    LONGEST_NAME,
    choose_rows,
    clean_names,
    list_ascii,
    make_ids,
    read_ids,
    read_population,
    spell_others,
    take_rows,
)
from geomap.own_places.parents import ParentFinder
from geomap.own_places.twins import find_twins

MOST_ALTERNATES = 12
"""Other names of a place that are kept as written; all are found."""
_WIDE = "RGN"
_COPIED_AT_ONCE = 50_000
_LOCATED_AT_ONCE = 500_000
"""Points: many at once are far quicker, and take memory."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What there is to say of a file of own places."""

    text: str
    aside: bool
    """Whether it tells of rows that were set aside."""


def build_index(folder: Path, base: Gazetteer, boundaries: Path, files: Sequence[OwnFile]) -> list[Notice]:
    """
    Write the index of a gazetteer and the own places.

    Parameters
    ----------
    folder
        To write to.
    base
        The gazetteer that the places are added to.
    boundaries
        Folder of those which tell what places lie in where their file does not.
    files
        With the own places.

    Returns
    -------
    notices
        What was read of each file, and what was set aside. They stand in the index, too.

    Raises
    ------
    InputError
        If a file can't be read, has no place that can be used, or there are too many.
    """
    writer = IndexWriter(folder)
    try:
        _copy_places(base, writer)
        features, notices = _add_files(base, writer, boundaries, files)
        first_own = base.first.get("own", len(base))
        lons, lats = writer.read_column("lon"), writer.read_column("lat")

        def list_twins(names: SortedNames) -> Numbers:
            return find_twins(names, base, first_own, lons, lats)

        header = {
            "features": features,
            "first": base.first | {"own": first_own},
            "cut": base.cut,
            "notices": [[notice.text, notice.aside] for notice in notices],
        }
        writer.finish(header, others_spelt=_choose_spelt(base, writer), find_twins=list_twins)
    finally:
        writer.close()
    return notices


def _add_files(
    base: Gazetteer, writer: IndexWriter, boundaries: Path, files: Sequence[OwnFile]
) -> tuple[list[str], list[Notice]]:
    """Add the own places; gives the feature codes and what there is to say. The boundaries' memory is free after it."""
    builder = _Builder(base, writer, ParentFinder(base, read_boundaries(boundaries)), _copy_names(base, writer))
    notices = [notice for file in files for notice in builder.add_file(file)]
    builder.finish_places()
    return builder.features, notices


def _choose_spelt(base: Gazetteer, writer: IndexWriter) -> Numbers:
    """Choose the places whose other names, too, are found in spite of typing errors: own ones, and those as before."""
    population, country = (np.array(writer.read_column(name)) for name in ("population", "country"))
    mexico = base.find_country("MX")
    first_city = base.first["city"]
    chosen = choose_spelt(population, country, mexico=0 if mexico is None else mexico + 1, first_city=first_city)
    chosen[len(base) :] = True
    return chosen


def _copy_places(base: Gazetteer, writer: IndexWriter) -> None:
    columns = {name: np.frombuffer(base.section(name), DTYPES[typecode]) for name, typecode in COLUMNS.items()}
    offsets = np.frombuffer(base.section("text"), "<u4").astype(np.int64)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(base.section("texts"))]
    writer.add_places(columns, pa.LargeStringArray.from_buffers(len(base), buffers[1], buffers[2]))


def _copy_names(base: Gazetteer, writer: IndexWriter) -> dict[str, list[str]]:
    """Copy all names; gives those that are abbreviated, by how they are written out."""
    abbreviated: dict[str, list[str]] = {}
    all_postings, lists = (np.frombuffer(base.section(name), "<u4") for name in ("postings", "lists"))
    names = base.iterate_keys()
    while part := list(islice(names, _COPIED_AT_ONCE)):
        postings = all_postings[[number for _, number in part]]
        shared = postings & layout.LIST_FLAG > 0
        starts = np.where(shared, postings ^ layout.LIST_FLAG, 0).astype(np.int64)
        counts = np.ones(len(postings), dtype=np.int64)
        counts[shared] = lists[starts[shared]]
        entries = np.repeat(postings, counts)
        within = np.arange(len(entries)) - np.repeat(np.cumsum(counts) - counts, counts)
        listed = np.repeat(shared, counts)
        entries[listed] = lists[np.repeat(starts, counts)[listed] + 1 + within[listed]]
        keys = pa.array([key for key, _ in part]).take(pa.array(np.repeat(np.arange(len(part)), counts)))
        writer.add_names(keys, entries >> layout.INDEX_BITS & 7, entries & layout.INDEX_MASK)
        for key, _ in part:
            for written_out in list_keys(key)[1:]:
                abbreviated.setdefault(written_out, []).append(key)
    return abbreviated


class _Builder:
    """Adds own places to a writer that has the others."""

    def __init__(
        self, base: Gazetteer, writer: IndexWriter, parents: ParentFinder, abbreviated: Mapping[str, Sequence[str]]
    ) -> None:
        self._abbreviated = abbreviated
        self._written_out = pa.array(list(abbreviated), pa.string())
        self._writer = writer
        self._parents = parents
        self.features = list(base.features)
        ids = np.frombuffer(base.section("geonameid"), "<u4").astype(np.int64)
        first, last = base.first["city"], base.first.get("own", len(base))
        order = np.argsort(ids[first:last], kind="stable")
        # The last is of no place, so that a search always ends at something.
        self._known_ids = np.append(ids[first:last][order], np.iinfo(np.int64).max)
        self._known_places = np.append(order + first, 0)
        self._first = writer.count
        self._patches: list[tuple[Numbers, ...]] = []

    def add_file(self, file: OwnFile) -> Iterator[Notice]:
        """Add the places of one file; tells of them."""
        aside, count = Aside(), 0
        for batch in file.batches(aside):
            count += self._add_batch(batch, file, aside)
        if not count:
            told = (
                aside.describe() if aside.counts else "no row is of a kind that is kept" if aside.left_out else "no row"
            )
            message = f"{file.name}: found no usable place ({told})"
            raise InputError(message)
        left = f", {aside.left_out:,} of other kinds left out" if aside.left_out else ""
        yield Notice(f"{file.name}: {count:,} place{'s' if count > 1 else ''} ({file.kind}{left})", aside=False)
        if aside.counts:
            yield Notice(f"{file.name}: {aside.describe()}", aside=True)

    def _add_batch(self, batch: Batch, file: OwnFile, aside: Aside) -> int:
        if not len(batch.rows):
            return 0
        names = clean_names(batch.texts["name"])
        keys = [fold_toponym(name) if len(name) <= LONGEST_NAME else "" for name in names]
        ids = read_ids(batch.texts["id"]) if file.dump else None
        good = choose_rows(batch, names, keys, ids, aside)
        if len(good) < len(names):
            batch = take_rows(batch, good)
            names, keys = [names[n] for n in good.tolist()], [keys[n] for n in good.tolist()]
        if names:
            given = np.zeros(len(names), dtype=np.int64) if ids is None else ids[good]
            self._add_places(batch, file, names, keys, given)
        return len(names)

    def _add_places(self, batch: Batch, file: OwnFile, names: list[str], keys: list[str], ids: Numbers) -> None:
        places, new = self._number_places(ids)
        spelled = spell_others(batch.texts["alternates"], dump=file.dump)
        self._add_names(keys, places, spelled, list_ascii(batch.texts["asciiname"], names))
        population = read_population(batch.texts["population"])
        lon, lat = (np.rint(values * layout.SCALE).astype(np.int32) for values in (batch.lon, batch.lat))
        self._patches.append((places[~new], lon[~new], lat[~new], population[~new]))
        country, admin1, admin2 = self._parents.read_parents(batch, geonames=file.dump)
        columns: Mapping[str, Numbers] = {
            "geonameid": ids,
            "lon": lon,
            "lat": lat,
            "population": population,
            "country": country,
            "admin1": admin1,
            "admin2": admin2,
            "feature": self._number_features(batch),
        }
        texts = _format_texts(names, spelled, None if file.dump else make_ids(batch.texts["id"], batch.rows, file.stem))
        self._writer.add_places({name: values[new] for name, values in columns.items()}, texts.filter(pa.array(new)))

    def _number_places(self, ids: Numbers) -> tuple[Numbers, Numbers]:
        """Give the index of each place, and whether it is new: one that GeoNames' id tells is there is not."""
        at = np.searchsorted(self._known_ids, ids)
        new = (ids == 0) | (self._known_ids[at] != ids)
        places = np.where(new, self._writer.count + np.cumsum(new) - 1, self._known_places[at])
        return places, new

    def _add_names(
        self, keys: list[str], places: Numbers, spelled: Mapping[int, list[str]], plain: Iterable[tuple[int, str]]
    ) -> None:
        """Add names, and all forms of those that have several, which few do."""
        others = ((row, name) for row, listed in spelled.items() for name in listed)
        folded = ((row, fold_toponym(name)) for row, name in (*others, *plain))
        further = [(row, key) for row, key in folded if key != keys[row]]
        named = pa.array([*keys, *(key for _, key in further)], pa.string())
        borne = np.concatenate((places, places[[row for row, _ in further]]))
        kinds = np.full(len(named), NameKind.NAME, dtype=np.uint8)
        kinds[len(keys) :] = NameKind.ALTERNATE
        intricate = np.zeros(len(named), dtype=bool)
        intricate[find_abbreviated(named)] = True
        intricate |= pc.is_in(named, value_set=self._written_out).to_numpy(zero_copy_only=False)
        simple = ~intricate
        self._writer.add_names(named.filter(pa.array(simple)), kinds[simple], borne[simple])
        forms = [
            (form, row) for row in np.flatnonzero(intricate).tolist() for form in self._list_forms(named[row].as_py())
        ]
        rows = np.array([row for _, row in forms], dtype=np.int64)
        self._writer.add_names([form for form, _ in forms], kinds[rows], borne[rows])

    def _list_forms(self, key: str) -> tuple[str, ...]:
        """List the forms of a key; those that lead to a place that was there before are an own place's, too."""
        forms = list_keys(key)
        return (*forms, *self._abbreviated.get(forms[-1], ())) if forms else ()

    def _number_features(self, batch: Batch) -> Numbers:
        coded = pc.dictionary_encode(batch.texts["feature_code"].fill_null(""))
        known = [code if code in KEPT else "" for code in map(str.strip, coded.dictionary.to_pylist())]
        chosen = np.array([*known, UNKNOWN, _WIDE], dtype=object)
        codes = coded.indices.to_numpy()
        if batch.wide is not None:
            codes = np.where((chosen[codes] == "") & batch.wide, len(known) + 1, codes)
        chosen[chosen == ""] = UNKNOWN
        for code in dict.fromkeys(chosen[np.unique(codes)].tolist()):
            if code not in self.features:
                self.features.append(code)
        listed = [self.features.index(code) if code in self.features else 0 for code in chosen]
        numbers: Numbers = np.array(listed)[codes]
        return numbers

    def finish_places(self) -> None:
        """Fill in parents from polygons; give places that were there before the point and size of their own record."""
        columns = {name: self._writer.read_column(name) for name in COLUMNS}
        for start in range(self._first, self._writer.count, _LOCATED_AT_ONCE):
            part = slice(start, start + _LOCATED_AT_ONCE)
            lons, lats = (columns[name][part] / layout.SCALE for name in ("lon", "lat"))
            self._parents.fill_parents(lons, lats, [columns[name][part] for name in ("country", "admin1", "admin2")])
        for places, lon, lat, population in self._patches:
            columns["lon"][places] = lon
            columns["lat"][places] = lat
            known = population > 0
            columns["population"][places[known]] = population[known]


def _format_texts(names: list[str], spelled: Mapping[int, list[str]], ids: list[str] | None) -> pa.Array:
    codes = ids or [""] * len(names)
    plain = [f"{name}{layout.RECORD}{code}" for name, code in zip(names, codes, strict=True)]
    for row, others in spelled.items():
        kept = [other for other in others if other != names[row]][:MOST_ALTERNATES]
        plain[row] = layout.format_text((names[row], *kept), codes[row])
    return pa.array(plain, pa.large_string())
