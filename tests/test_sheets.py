"""Tables of every format: what goes in comes out, with its types."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from geomap.cells import unguard_cell
from geomap.sheets.formats import WRITTEN, open_table
from geomap.sheets.table import Geometry, name_apart
from tests.sheet_tables import copy_table, read_columns, write_cells, write_ods, write_table

MIDNIGHT = dt.time(0)
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff")
TEXTS = st.text(LETTERS, max_size=8).filter(lambda text: not text.startswith("<r>")) | st.sampled_from(
    ["01", "=1+1", "'=1", "-5", "-5 km", "_x0041_", " a ", "\n", "\r\n", '"', "a,b"]
)
MOMENTS = st.builds(
    dt.datetime.combine,
    st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 30)),
    st.times().map(lambda time: time.replace(microsecond=time.microsecond // 1000 * 1000)),
)
CELLS = st.one_of(
    st.none(),
    TEXTS,
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(-1e300, 1e300).map(lambda number: float(f"{number:.15g}")),
    st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 30)),
    MOMENTS,
    st.times().map(lambda time: time.replace(microsecond=0)),
    st.integers(0, 10**8).map(lambda seconds: dt.timedelta(seconds=seconds)),
)


def as_read(cell: Any) -> Any:  # noqa: ANN401 - whatever a cell may hold
    """Give what a cell of a sheet is read as: there a moment at midnight is a date, and all numbers are floating."""
    if isinstance(cell, str):
        return unguard_cell(cell) or None
    if isinstance(cell, dt.datetime):
        return cell.date() if cell.time() == MIDNIGHT else cell
    return float(cell) if type(cell) is int else cell


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_every_cell_of_a_sheet_keeps_its_kind_and_value(rows: list[tuple[Any, ...]]) -> None:
    rows = [*rows, ("end", "end", "end")]
    with tempfile.TemporaryDirectory() as folder:
        given, copied = Path(folder, "a.xlsx"), Path(folder, "b.xlsx")
        write_cells(given, [("a", "b", "c"), *rows])
        read = read_columns(given)
        assert list(read) == ["a", "b", "c"]
        for place, cells in enumerate(read.values()):
            expected = [as_read(row[place]) for row in rows]
            assert cells == expected
            assert [type(cell) for cell in cells] == [type(cell) for cell in expected]
        copy_table(given, copied)
        assert read_columns(copied) == read


COLUMNS = st.fixed_dictionaries(
    {
        "text": st.lists(st.none() | TEXTS, min_size=3, max_size=3).map(lambda v: pa.array(v, pa.string())),
        "whole": st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), min_size=3, max_size=3).map(
            lambda v: pa.array(v, pa.int64())
        ),
        "number": st.lists(st.none() | st.floats(allow_nan=False), min_size=3, max_size=3).map(
            lambda v: pa.array(v, pa.float64())
        ),
        "truth": st.lists(st.none() | st.booleans(), min_size=3, max_size=3).map(lambda v: pa.array(v, pa.bool_())),
        "day": st.lists(st.none() | st.dates(), min_size=3, max_size=3).map(lambda v: pa.array(v, pa.date32())),
        "moment": st.lists(st.none() | MOMENTS, min_size=3, max_size=3).map(
            lambda v: pa.array(v, pa.timestamp("ms", "UTC"))
        ),
    }
)


@given(COLUMNS)
def test_parquet_and_geopackage_keep_types_and_values(columns: dict[str, pa.Array]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".parquet", ".gpkg"):
            given, copied = Path(folder, f"a{suffix}"), Path(folder, f"b{suffix}")
            write_table(given, columns)
            copy_table(given, copied)
            with open_table(copied, name="b") as table:
                kinds = {f.name: f.type for f in table.layout.schema if f.name != table.layout.row_id}
            assert kinds == {name: column.type for name, column in columns.items()}
            assert read_columns(copied) == {name: column.to_pylist() for name, column in columns.items()}


@given(st.lists(st.tuples(TEXTS | st.just("\r"), TEXTS), min_size=1, max_size=5))
def test_a_csv_table_stays_text_to_the_byte(rows: list[tuple[str, str]]) -> None:
    def quote(cell: str) -> str:
        return '"{}"'.format(cell.replace('"', '""')) if set(',"\r\n') & set(cell) else cell

    rows = [("one", "two"), *rows, ("end", "")]
    with tempfile.TemporaryDirectory() as folder:
        given, copied = Path(folder, "a.csv"), Path(folder, "b.csv")
        given.write_bytes("".join(f"{quote(one)},{quote(two)}\n" for one, two in rows).encode())
        copy_table(given, copied)
        assert copied.read_bytes() == given.read_bytes()


def test_what_a_format_does_not_hold_becomes_text_that_tells_the_same(tmp_path: Path) -> None:
    columns = {
        "list": pa.array([["a", "ñ"], None], pa.list_(pa.string())),
        "record": pa.array([{"x": 1.5, "y": None}, None]),
        "bytes": pa.array([b"\x00\xff", None]),
        "money": pa.array([Decimal("1.10"), None]),
        "huge": pa.array([2**64 - 1, None], pa.uint64()),
        "word": pa.array(["a", None]).dictionary_encode(),
        "time": pa.array([dt.time(1, 2, 3), None]),
        "span": pa.array([dt.timedelta(hours=30, milliseconds=1500), None]),
        "fine": pa.array([1_700_000_000_123_456_789, None], pa.timestamp("ns")),
        "none": pa.array([None, None]),
        "zero": pa.array(["a\0b", None]),
    }
    write_table(tmp_path / "a.parquet", columns)
    expected = {
        "list": '["a", "ñ"]',
        "record": '{"x": 1.5, "y": null}',
        "bytes": "00ff",
        "money": "1.10",
        "huge": "18446744073709551615",
        "word": "a",
        "time": "01:02:03",
        "span": "30:00:01.5",
        "fine": "2023-11-14T22:13:20.123456789",
        "none": None,
        "zero": "a\ufffdb",
    }
    copy_table(tmp_path / "a.parquet", tmp_path / "a.csv")
    assert {name: cells[0] for name, cells in read_columns(tmp_path / "a.csv").items()} == expected
    copy_table(tmp_path / "a.parquet", tmp_path / "a.gpkg")
    read = {name: cells[0] for name, cells in read_columns(tmp_path / "a.gpkg").items()}
    assert read | {"bytes": "00ff", "fine": expected["fine"]} == expected
    assert read["bytes"] == b"\x00\xff"
    copy_table(tmp_path / "a.parquet", tmp_path / "a.xlsx")
    sheet = {name: cells[0] for name, cells in read_columns(tmp_path / "a.xlsx").items()}
    as_number = {"money": 1.1, "time": dt.time(1, 2, 3), "span": dt.timedelta(hours=30, milliseconds=1500)}
    assert sheet["money"] == as_number["money"]
    assert {**sheet, **as_number, "zero": "a\ufffdb"} == {**expected, **as_number}


def test_a_column_of_several_kinds_of_cells_becomes_text_where_columns_have_one(tmp_path: Path) -> None:
    write_cells(tmp_path / "a.xlsx", [["code"], ["01"], [14], [2.5], [dt.date(2026, 2, 22)], [None], [True]])
    assert read_columns(tmp_path / "a.xlsx")["code"] == ["01", 14.0, 2.5, dt.date(2026, 2, 22), None, True]
    for suffix in (".parquet", ".gpkg", ".csv"):
        copy_table(tmp_path / "a.xlsx", tmp_path / f"b{suffix}")
        assert read_columns(tmp_path / f"b{suffix}")["code"] == ["01", "14", "2.5", "2026-02-22", None, "true"]


def test_what_a_spreadsheet_would_round_or_not_count_is_written_as_text(tmp_path: Path) -> None:
    write_table(
        tmp_path / "a.xlsx",
        {
            "id": pa.array([2**53 + 1, 7]),
            "number": pa.array([float("nan"), -0.5]),
            "day": pa.array([dt.date(1821, 9, 27), dt.date(1910, 11, 20)]),
            "zoned": pa.array([dt.datetime(2026, 2, 22, 12, tzinfo=dt.UTC), None], pa.timestamp("s", "UTC")),
        },
    )
    read = read_columns(tmp_path / "a.xlsx")
    assert read["id"] == ["9007199254740993", 7]
    assert read["number"] == ["nan", -0.5]
    assert read["day"] == ["1821-09-27", dt.date(1910, 11, 20)]
    assert read["zoned"] == ["2026-02-22T12:00:00+00:00", None]


def test_nothing_in_a_sheet_is_run_and_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    hostile = ["=1+1", "@SUM(A1)", "+52 33", "-5 km", "-5", "<r><t>x</t></r>", "http://x.org", "{=1}"]
    write_table(tmp_path / "a.xlsx", {"=name": pa.array(hostile), "n": pa.array([-1.5] * len(hostile))})
    with load_workbook(tmp_path / "a.xlsx") as workbook:
        header, *rows = workbook.get_sheet_by_index(0).to_python()
    assert header == ["'=name", "n"]
    assert [row[0] for row in rows] == ["'=1+1", "'@SUM(A1)", "'+52 33", "'-5 km", "-5", *hostile[5:]]
    assert all(row[1] == -1.5 for row in rows)
    assert read_columns(tmp_path / "a.xlsx")["=name"] == hostile
    write_table(tmp_path / "a.csv", {"t": pa.array(hostile), "n": pa.array([-1.5] * len(hostile))})
    assert (tmp_path / "a.csv").read_text().splitlines()[1:3] == ["'=1+1,-1.5", "'@SUM(A1),-1.5"]


@pytest.mark.parametrize("suffix", WRITTEN)
def test_the_same_table_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    columns = {"a": pa.array(["x", None]), "n": pa.array([1, 2]), "geom": pa.array([shapely.Point(1, 2).wkb, None])}
    contents = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / f"t{suffix}"
        write_table(path, columns, geometry=Geometry("geom", "EPSG:4326", "Point"))
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]


def test_an_ods_sheet_is_read_with_its_types(tmp_path: Path) -> None:
    def cell(kind: str, value: str = "", text: str = "x") -> str:
        name = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
        told = f' office:{name}="{value}"' if value else ""
        return f'<table:table-cell office:value-type="{kind}"{told}><text:p>{text}</text:p></table:table-cell>'

    header = "".join(cell("string", text=name) for name in ("code", "n", "day", "moment", "time", "truth"))
    values = [("float", "-3"), ("date", "2026-02-22"), ("date", "2026-02-22T10:20:30"), ("time", "PT10H20M30S")]
    row = cell("string", text="01") + "".join(cell(*value) for value in (*values, ("boolean", "true")))
    below = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    write_ods(
        tmp_path / "a.ods",
        f"<table:table-row>{header}</table:table-row><table:table-row>{row}</table:table-row>{below}",
    )
    assert read_columns(tmp_path / "a.ods") == {
        "code": ["01"],
        "n": [-3],
        "day": [dt.date(2026, 2, 22)],
        "moment": [dt.datetime.combine(dt.date(2026, 2, 22), dt.time(10, 20, 30))],
        "time": [dt.time(10, 20, 30)],
        "truth": [True],
    }


def test_a_sheet_keeps_blank_rows_in_its_midst_and_leaves_out_what_is_blank_around(tmp_path: Path) -> None:
    rows = [[], [None, "town", 2020, None], [None, "Tapalpa", 1.5, None], [], [None, "Sayula"], [None, "", None, ""]]
    write_cells(tmp_path / "a.xlsx", rows)
    with open_table(tmp_path / "a.xlsx", name="a") as table:
        assert table.n_rows == 3
        assert [batch.numbers for batch in table.batches] == [range(1, 4)]
    assert read_columns(tmp_path / "a.xlsx") == {"town": ["Tapalpa", None, "Sayula"], "2020": [1.5, None, None]}


def test_of_several_sheets_or_layers_the_first_is_read_and_told_or_the_one_that_is_named(tmp_path: Path) -> None:
    write_cells(tmp_path / "a.xlsx", [["x"], [1]], sheets=["one", "two"])
    layer = pa.table({"geom": [shapely.Point(1, 2).wkb], "x": [1]})
    for name in ("one", "two"):
        pyogrio.raw.write_arrow(
            layer, tmp_path / "a.gpkg", layer=name, append=name == "two", driver="GPKG",
            geometry_name="geom", geometry_type="Point", crs="EPSG:4326",
        )  # fmt: skip
    for path, what in ((tmp_path / "a.xlsx", "sheet"), (tmp_path / "a.gpkg", "layer")):
        with open_table(path, name="a") as table:
            assert table.notices == [f"a: read the {what} 'one' of one, two"]
            assert table.layout.layer == "one"
        with open_table(path, name="a", layer="two") as table:
            assert table.notices == []
            assert table.layout.layer == "two"


def test_shapes_keep_their_kind_and_reference_system_between_the_formats_that_have_them(tmp_path: Path) -> None:
    shapes = [shapely.Point(650_000, 2_200_000, 5), None, shapely.box(0, 0, 1, 1)]
    wkb = pa.array([None if shape is None else shapely.to_wkb(shape) for shape in shapes])
    write_table(
        tmp_path / "a.gpkg",
        {"n": pa.array([1, 2, 3]), "where": wkb},
        geometry=Geometry("where", "EPSG:6372"),
        layer="sites",
    )
    copy_table(tmp_path / "a.gpkg", tmp_path / "b.parquet")
    copy_table(tmp_path / "b.parquet", tmp_path / "c.gpkg")
    copy_table(tmp_path / "c.gpkg", tmp_path / "d.gpkg")
    geo = json.loads(pq.read_schema(tmp_path / "b.parquet").metadata[b"geo"])
    assert geo["columns"]["where"]["crs"]["id"] == {"authority": "EPSG", "code": 6372}
    for name in ("a.gpkg", "c.gpkg", "d.gpkg"):
        info = pyogrio.read_info(tmp_path / name)
        assert (info["crs"], info["geometry_name"]) == ("EPSG:6372", "where")
        frame = pyogrio.read_dataframe(tmp_path / name)
        assert list(frame.columns) == ["n", "geometry"]
        assert [None if shape is None else shape.wkt for shape in frame.geometry] == [
            None if shape is None else shape.wkt for shape in shapes
        ]
    assert pyogrio.list_layers(tmp_path / "d.gpkg").tolist()[0][0] == "c"
    copy_table(tmp_path / "a.gpkg", tmp_path / "a.csv")
    assert read_columns(tmp_path / "a.csv")["where"] == [
        "POINT Z (650000 2200000 5)",
        None,
        "POLYGON ((1 0, 1 1, 0 1, 0 0, 1 0))",
    ]


def test_longitude_and_latitude_of_geoparquet_are_epsg_4326_in_a_geopackage(tmp_path: Path) -> None:
    table = pa.table({"geometry": [shapely.Point(-103, 20).wkb]})
    column = {"encoding": "WKB", "geometry_types": ["Point"]}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), tmp_path / "a.parquet")
    copy_table(tmp_path / "a.parquet", tmp_path / "a.gpkg")
    info = pyogrio.read_info(tmp_path / "a.gpkg")
    assert (info["crs"], info["geometry_type"]) == ("EPSG:4326", "Point")
    copy_table(tmp_path / "a.parquet", tmp_path / "b.parquet")
    assert json.loads(pq.read_schema(tmp_path / "b.parquet").metadata[b"geo"]) == geo


def test_a_geopackage_keeps_its_row_numbers_and_other_formats_have_none(tmp_path: Path) -> None:
    rows = pa.table({"fid": [4, 9], "geom": [shapely.Point(1, 2).wkb] * 2, "x": ["a", "b"]})
    pyogrio.raw.write_arrow(
        rows, tmp_path / "a.gpkg", driver="GPKG", geometry_name="geom", geometry_type="Point", crs="EPSG:4326"
    )
    copy_table(tmp_path / "a.gpkg", tmp_path / "b.gpkg")
    assert pyogrio.read_dataframe(tmp_path / "b.gpkg", fid_as_index=True).index.tolist() == [4, 9]
    copy_table(tmp_path / "a.gpkg", tmp_path / "a.csv")
    assert read_columns(tmp_path / "a.csv") == {"x": ["a", "b"], "geom": ["POINT (1 2)"] * 2}


def test_columns_of_one_name_are_kept_under_names_of_their_own_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,A,a,,fid,geom\n1,2,3,4,x,y\n", encoding="utf-8")
    told = copy_table(tmp_path / "a.csv", tmp_path / "a.gpkg")
    expected = {"a": ["1"], "A_2": ["2"], "a_3": ["3"], "column_4": ["4"], "fid": ["x"], "geom": ["y"]}
    assert read_columns(tmp_path / "a.gpkg") == expected
    assert told == [
        "a GeoPackage needs a name of its own for each column: wrote 'A' as 'A_2', 'a' as 'a_3', '' as 'column_4'"
    ]
    copy_table(tmp_path / "a.csv", tmp_path / "a.parquet")
    assert list(read_columns(tmp_path / "a.parquet")) == ["a", "A", "a_2", "column_4", "fid", "geom"]


@given(st.lists(st.sampled_from(["a", "A", "a_2", "b", "", "column_1"]), max_size=6))
def test_names_are_told_apart_and_the_first_of_a_name_keeps_it(names: list[str]) -> None:
    apart = name_apart(names, taken=["geom"])
    assert len({name.casefold() for name in [*apart, "geom"]}) == len(names) + 1
    for place, name in enumerate(names):
        if name and name.casefold() not in [before.casefold() for before in names[:place]]:
            assert apart[place] == name
