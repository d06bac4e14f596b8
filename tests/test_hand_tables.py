"""The hand tables of the gazetteer and the word lists: complete, well formed and where they should be."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import pytest

from geomap.geometry import distance_km
from geomap.mentions.lexicon import read_lexicon
from geomap.names import fold_toponym
from geomap.pipeline import Resources

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "data" / "gazetteer" / "tables"
KEYS = {
    "countries.csv": ("country_code",),
    "regions.csv": ("region_id",),
    "admin1.csv": ("country_code", "admin1_code"),
    "municipalities_new.csv": ("admin2_code",),
    "aliases.csv": ("country_code", "admin1_code", "target"),
}
UNSETTLED = frozenset({"UA", "GE", "MD", "PK", "IN", "CN", "PS", "IL"})
"""Countries whose borders sources draw in different places."""


def read_rows(name: str) -> list[dict[str, str]]:
    """Read one hand table."""
    with (TABLES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def names_of(row: dict[str, str]) -> list[str]:
    """Give all names of a row."""
    whole = [row[column] for column in ("name", "name_en", "name_es") if row.get(column)]
    return [*whole, *filter(None, row["aliases"].split("|"))]


@pytest.mark.parametrize(("table", "columns"), KEYS.items())
def test_each_row_has_a_key_of_its_own(table: str, columns: tuple[str, ...]) -> None:
    keys = [tuple(row[column] for column in columns) for row in read_rows(table)]
    assert keys
    assert len(set(keys)) == len(keys)
    assert all(part for key in keys for part in key)


@pytest.mark.parametrize("table", KEYS)
def test_cells_are_clean(table: str) -> None:
    for row in read_rows(table):
        assert None not in row, row
        for column, cell in row.items():
            assert cell is not None, row
            parts = cell.split("|")
            assert parts == [part.strip() for part in parts], (row, column)
            assert len(set(parts)) == len(parts), (row, column)
            assert all(fold_toponym(part) for part in parts if part), (row, column)


@pytest.mark.parametrize("table", ["countries.csv", "regions.csv", "admin1.csv", "municipalities_new.csv"])
def test_points_are_degrees_with_longitude_first(table: str) -> None:
    for row in read_rows(table):
        if table == "admin1.csv" and not row["lon"]:
            assert not row["lat"], row
            continue
        assert -180 <= float(row["lon"]) <= 180, row
        assert -90 <= float(row["lat"]) <= 90, row
        assert (float(row["lon"]), float(row["lat"])) != (0, 0), row


def test_all_mexican_states_have_a_point_names_and_demonyms() -> None:
    states = [row for row in read_rows("admin1.csv") if row["country_code"] == "MX"]
    assert [row["admin1_code"] for row in states] == [f"{n:02}" for n in range(1, 33)]
    for row in states:
        assert row["lon"], row
        assert row["aliases"], row
        assert row["demonyms"], row


def test_label_points_of_first_divisions_lie_in_their_country(resources: Resources) -> None:
    rows = [row for row in read_rows("admin1.csv") if row["lon"]]
    lons, lats = ([float(row[name]) for row in rows] for name in ("lon", "lat"))
    found = resources.boundaries.locate_points(lons, lats)
    for row, (admin1, _) in zip(rows, found, strict=True):
        if row["country_code"] in UNSETTLED or admin1 is None:
            continue
        assert admin1.country_code == row["country_code"], row
        if row["country_code"] in ("MX", "US", "CA"):
            assert admin1.admin1_code == row["admin1_code"], row


def test_seats_of_new_municipalities_lie_where_their_parent_was(resources: Resources) -> None:
    rows = read_rows("municipalities_new.csv")
    lons, lats = ([float(row[name]) for row in rows] for name in ("lon", "lat"))
    found = resources.boundaries.locate_points(lons, lats)
    for row, (admin1, admin2) in zip(rows, found, strict=True):
        assert row["admin2_code"].startswith(row["admin1_code"]), row
        assert row["parent_code"].startswith(row["admin1_code"]), row
        assert admin1 is not None, row
        assert admin2 is not None, row
        assert admin1.admin1_code == row["admin1_code"], row
        assert admin2.admin2_code in (row["admin2_code"], row["parent_code"]), row


def test_a_name_belongs_to_one_country() -> None:
    owners: dict[str, set[str]] = {}
    for row in read_rows("countries.csv"):
        for name in names_of(row):
            owners.setdefault(fold_toponym(name), set()).add(row["country_code"])
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {"congo": {"CD", "CG"}}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("EE.UU.", "US"),
        ("EUA", "US"),
        ("Reino Unido", "GB"),
        ("Birmania", "MM"),
        ("Türkiye", "TR"),
        ("Países Bajos", "NL"),
        ("URSS", "RU"),
        ("Côte d’Ivoire", "CI"),
        ("Corea del Norte", "KP"),
        ("Costa de Marfil", "CI"),
    ],
)
def test_other_names_lead_to_their_country(name: str, code: str) -> None:
    found = {
        row["country_code"]
        for row in read_rows("countries.csv")
        if fold_toponym(name) in {fold_toponym(other) for other in names_of(row)}
    }
    assert found == {code}


def test_names_that_mostly_mean_something_else_are_no_countries() -> None:
    keys = {fold_toponym(name) for row in read_rows("countries.csv") for name in names_of(row)}
    assert not keys & {"salvador", "granada", "guadalupe", "mauricio", "santa elena", "up", "car", "dr"}


def test_every_word_list_is_sorted_and_folded() -> None:
    folder = ROOT / "data" / "lexicon"
    for name in ("common_words.tsv", "capitals.tsv", "first_names.txt", "last_names.txt"):
        words = [line.split("\t")[0] for line in (folder / name).read_text(encoding="utf-8").splitlines()]
        assert words == sorted(set(words)), name
        assert all(fold_toponym(word) for word in words), name
    assert sum(path.stat().st_size for path in folder.glob("*.t*")) < 1_000_000


def test_the_lexicon_knows_common_words_and_names() -> None:
    lexicon = read_lexicon()
    assert lexicon.commonness("the") == 11
    assert lexicon.commonness("salto") >= 4
    assert lexicon.commonness("hidalgo") == 0
    assert {"benito", "mary"} <= lexicon.first_names
    assert {"hernandez", "smith"} <= lexicon.last_names


def test_capitals_are_counted_within_sentences_only(tmp_path: Path) -> None:
    path = ROOT / "data" / "lexicon" / "count_capitals.py"
    spec = importlib.util.spec_from_file_location("count_capitals", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    line = "Water ran to [Salto Verde|P] and the water was red.\n"
    (tmp_path / "a.txt").write_text(line * 2 + "===\n" + line, encoding="utf-8")
    counted = module.count_capitals(module.read_texts(tmp_path))
    assert counted["salto"] == 10
    assert counted["water"] == 0
    assert "p" not in counted


def test_countries_lie_near_their_neighbours() -> None:
    points = {row["country_code"]: (float(row["lon"]), float(row["lat"])) for row in read_rows("countries.csv")}
    assert len(points) == 250
    for one, other, limit in [("MX", "US", 2000), ("MX", "GT", 1600), ("ES", "PT", 400), ("SY", "TR", 600)]:
        assert distance_km(*points[one], *points[other]) < limit
