"""The writer of an index: what it writes is what a gazetteer reads, and the limits of the layout are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import InputError
from geomap.gazetteer import feature_codes, layout
from geomap.gazetteer.gazetteer import Gazetteer, read_gazetteer
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.name_index import list_keys
from geomap.gazetteer.writing import COLUMNS, MOST_FEATURES, IndexWriter
from geomap.names import fold_toponym

KEYS = st.text("abc ñé", min_size=1, max_size=5)
NAMED = st.lists(st.tuples(KEYS, st.sampled_from(list(NameKind)), st.integers(0, 5)), min_size=1, max_size=40)


def make_columns(populations: list[int]) -> dict[str, Any]:
    """Make columns of places of which nothing but the population is told."""
    columns = {name: np.zeros(len(populations), dtype=np.int64) for name in COLUMNS}
    return columns | {"population": np.array(populations)}


def write_places(folder: Path, populations: list[int], named: list[tuple[str, NameKind, int]]) -> Gazetteer:
    """Write towns with names, in two batches each."""
    writer = IndexWriter(folder)
    texts = [layout.format_text([f"town {n}", "other"], "") for n in range(len(populations))]
    for part in (slice(0, 2), slice(2, None)):
        writer.add_places(make_columns(populations[part]), pa.array(texts[part], pa.string()))
    for entries in (named[::2], named[1::2]):
        keys, kinds, places = zip(*entries, strict=True) if entries else ((), (), ())
        writer.add_names(keys, np.array(kinds, dtype=np.uint8), np.array(places, dtype=np.uint32))
    writer.finish({"features": ["PPL"], "first": dict.fromkeys(("country", "admin1", "admin2", "region", "city"), 0)})
    return read_gazetteer(folder)


@given(named=NAMED, populations=st.lists(st.integers(0, 2**32 - 1), min_size=6, max_size=6))
@settings(max_examples=60)
def test_every_name_leads_to_its_places_the_largest_first(
    tmp_path_factory: pytest.TempPathFactory, named: list[tuple[str, NameKind, int]], populations: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("index")
    found = write_places(folder, populations, named)
    assert sorted(p.name for p in folder.iterdir()) == [layout.NAMES_FILE, layout.PLACES_FILE]
    assert [found.population(n) for n in range(6)] == populations
    assert {found.place(n).name for n in range(6)} == {f"town {n}" for n in range(6)}
    strongest: dict[tuple[str, int], NameKind] = {}
    for key, kind, place in named:
        strongest[key, place] = min(kind, strongest.get((key, place), kind))
    assert found.count_names() == len({key for key, _, _ in named})
    for key, number in found.iterate_keys():
        expected = [(kind, -populations[place], place) for (k, place), kind in strongest.items() if k == key]
        assert found.record(number).entries == tuple((place, kind) for kind, _, place in sorted(expected))


def test_the_same_names_in_another_order_give_the_same_bytes(tmp_path: Path) -> None:
    named = [
        ("a b", NameKind.NAME, 0),
        ("c", NameKind.ALTERNATE, 1),
        ("a b", NameKind.NAME, 2),
        ("ñ", NameKind.NAME, 3),
    ]
    written = []
    for name, entries in (("one", named), ("two", named[::-1])):
        (tmp_path / name).mkdir()
        write_places(tmp_path / name, [5, 6, 7, 8], entries)
        written.append([p.read_bytes() for p in sorted((tmp_path / name).iterdir())])
    assert written[0] == written[1]


def test_a_file_tells_how_long_it_must_be(tmp_path: Path) -> None:
    write_places(tmp_path, [1, 2], [("a", NameKind.NAME, 0)])
    path = tmp_path / layout.PLACES_FILE
    with path.open("rb") as stream:
        assert layout.measure_file(stream) == path.stat().st_size


def test_what_a_gazetteer_can_not_hold_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = IndexWriter(tmp_path)
    writer.add_places(make_columns([1]), pa.array(["a"]))
    with pytest.raises(InputError, match=f"found 257 feature codes; a gazetteer holds at most {MOST_FEATURES}"):
        writer.finish({"features": [str(n) for n in range(257)], "first": {}})
    monkeypatch.setattr(layout, "INDEX_MASK", 1)
    with pytest.raises(InputError, match="a gazetteer holds at most 2"):
        writer.add_places(make_columns([1, 2]), pa.array(["b", "c"]))
    writer.close()


def test_feature_codes_fit_into_a_byte_beside_those_that_are_shipped(gazetteer: Gazetteer) -> None:
    assert len(feature_codes.KEPT | set(gazetteer.features)) <= MOST_FEATURES
    assert set(feature_codes.STRETCHED) <= feature_codes.KEPT
    assert not feature_codes.KEPT & {"PCLI", "ADM1", "ADM2", "PPLH"}


def test_a_name_is_found_by_its_key_and_by_what_it_abbreviates() -> None:
    assert list_keys(fold_toponym("Cd. Guzmán")) == ("cd guzman", "ciudad guzman")
    assert list_keys("guzman") == ("guzman",)
    assert list_keys("y") == list_keys("") == ()
