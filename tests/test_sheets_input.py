"""Tables that can't be read or written: one line that says why."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from geomap.errors import InputError
from geomap.sheets.formats import find_writer, open_table
from geomap.sheets.table import Geometry, Layout
from tests.sheet_tables import read_columns, replace_member, write_cells, write_ods, write_table

SHEET = "xl/worksheets/sheet1.xml"
XML = (
    '<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def refuse(path: Path, **options: str) -> str:
    """Read a table that can't be read; gives the one line that tells why."""
    with pytest.raises(InputError) as caught:
        read_columns(path, **options)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"{path.name}")
    return message


def write_sheet(path: Path, rows: str, doctype: str = "") -> None:
    """Write an XLSX file whose sheet is given as XML."""
    write_cells(path, [["a"], [1]])
    replace_member(path, SHEET, XML.format(rows=rows, doctype=doctype).encode())


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".parquet", ".gpkg", ".csv"])
def test_what_is_not_there_or_no_such_file_is_told(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    assert "can't be read" in refuse(path)
    path.write_bytes(b"\x00\x01PK no table")
    assert any(words in refuse(path) for words in ("can't be read", "is no spreadsheet", "looks binary"))
    path.write_bytes(b"")
    assert any(words in refuse(path) for words in ("can't be read", "is no spreadsheet", "is empty"))


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet", ".gpkg"])
def test_a_file_that_breaks_off_is_told(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    write_table(path, {"a": pa.array([str(n) for n in range(5000)])})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    refuse(path)


def test_a_table_without_a_row_is_told(tmp_path: Path) -> None:
    write_cells(tmp_path / "t.xlsx", [["town", "state"]])
    assert "found a header and no row" in refuse(tmp_path / "t.xlsx")
    write_cells(tmp_path / "e.xlsx", [[]])
    assert "is empty" in refuse(tmp_path / "e.xlsx")
    write_ods(tmp_path / "e.ods", "")
    assert "is empty" in refuse(tmp_path / "e.ods")
    pq.write_table(pa.table({"a": pa.array([], pa.string())}), tmp_path / "t.parquet")
    assert "found columns and no row" in refuse(tmp_path / "t.parquet")
    empty = pa.table({"a": pa.array([], pa.string()), "geom": pa.array([], pa.binary())})
    pyogrio.raw.write_arrow(
        empty, tmp_path / "t.gpkg", driver="GPKG", geometry_name="geom", geometry_type="Point", crs="EPSG:4326"
    )
    assert "found columns and no row" in refuse(tmp_path / "t.gpkg")


def test_a_layer_or_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    write_cells(tmp_path / "t.xlsx", [["a"], [1]], sheets=["one", "two"])
    assert "has no sheet 'three'; found one, two" in refuse(tmp_path / "t.xlsx", layer="three")
    write_table(tmp_path / "t.gpkg", {"a": pa.array([1])})
    assert "has no layer 'three'; found t" in refuse(tmp_path / "t.gpkg", layer="three")
    write_table(tmp_path / "t.parquet", {"a": pa.array([1])})
    assert "holds one table" in refuse(tmp_path / "t.parquet", layer="three")
    (tmp_path / "t.csv").write_text("a\n1\n", encoding="utf-8")
    assert "holds one table" in refuse(tmp_path / "t.csv", layer="three")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "a sheet of"),
        ("<row r=\"1\"><c r = 'ZZZZ9'><v>1</v></c></row>", "columns; expected"),
        ('<row r="1"><c r="A4000000000"><v>1</v></c></row>', "4,000,000,000 rows"),
    ],
)
def test_a_sheet_that_would_fill_the_memory_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    write_sheet(tmp_path / "t.xlsx", rows)
    assert message in refuse(tmp_path / "t.xlsx")


def test_an_ods_sheet_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    told = 'office:value-type="string" table:number-columns-repeated="16384"'
    cell = f"<table:table-cell {told}><text:p>x</text:p></table:table-cell>"
    write_ods(tmp_path / "t.ods", f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')
    assert "can't be read as a spreadsheet" in refuse(tmp_path / "t.ods")


@pytest.mark.parametrize(("size", "message"), [(5 << 30, "would unpack to 5.0 GB"), (10, "is no spreadsheet")])
def test_an_archive_that_unpacks_to_too_much_or_lies_about_it_is_refused(
    tmp_path: Path, size: int, message: str
) -> None:
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, b" " * 10_000_000)
        archive.infolist()[0].file_size = size
    assert message in refuse(tmp_path / "t.xlsx")


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")
    assert "found 10,001 files" in refuse(tmp_path / "t.ods")


def test_entities_of_a_sheet_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    for entity in ('"aaaa"', f'SYSTEM "{(tmp_path / "secret.txt").as_uri()}"'):
        doctype = f"<!DOCTYPE worksheet [<!ENTITY a {entity}>]>"
        write_sheet(tmp_path / "t.xlsx", '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>', doctype)
        assert "can't be read as a spreadsheet" in refuse(tmp_path / "t.xlsx")


@pytest.mark.parametrize("suffix", [".xlsx", ".gpkg", ".parquet"])
def test_an_error_of_whoever_gives_the_rows_is_the_error_of_the_writer(tmp_path: Path, suffix: str) -> None:
    rows = pa.record_batch({"a": ["x"]})

    def break_off() -> object:
        yield rows
        message = "t row 2: found nonsense"
        raise InputError(message)

    path = tmp_path / f"t{suffix}"
    with pytest.raises(InputError, match="row 2: found nonsense"):
        find_writer(path)(path, Layout(rows.schema), break_off(), tell=print)


def test_what_a_sheet_can_not_hold_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"t\.xlsx: a sheet holds 1,048,575 rows; write \.csv"):
        write_table(tmp_path / "t.xlsx", {"a": pa.nulls(1_048_576)})
    with pytest.raises(InputError, match=r"t\.xlsx: found 16,385 columns; a sheet holds 16,384"):
        write_table(tmp_path / "t.xlsx", {str(n): pa.nulls(1) for n in range(16_385)})
    with pytest.raises(InputError, match=r"t\.xlsx: row 2 has a text of 40,000 letters in 'note'; a cell holds 32,767"):
        write_table(tmp_path / "t.xlsx", {"note": pa.array(["x", "y" * 40_000])})


def test_a_shape_that_is_none_is_kept_as_its_bytes(tmp_path: Path) -> None:
    columns = {"geom": pa.array([b"\x01\x02", shapely.Point(1, 2).wkb, None])}
    write_table(tmp_path / "t.csv", columns, geometry=Geometry("geom", "EPSG:4326"))
    assert (tmp_path / "t.csv").read_text() == 'geom\n0102\nPOINT (1 2)\n""\n'


@pytest.mark.parametrize(("missing", "suffix"), [("python_calamine", ".xlsx"), ("xlsxwriter", ".csv")])
def test_a_missing_library_is_told_with_what_brings_it(tmp_path: Path, missing: str, suffix: str) -> None:
    table = tmp_path / f"t{suffix}"
    write_table(table, {"town": pa.array(["Tapalpa"])})
    out = tmp_path / ("o.csv" if suffix == ".xlsx" else "o.xlsx")
    code = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from geomap.cli.app import run_command\n"
        f"sys.exit(run_command(['geocode', {str(table)!r}, '-o', {str(out)!r}, '--place', 'town']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "is missing; install geomap-incidents[xlsx]" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [table.name]


def test_a_hidden_sheet_is_not_the_first(tmp_path: Path) -> None:
    write_cells(tmp_path / "t.xlsx", [["a"], [1]], sheets=["one", "two"])
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        book = archive.read("xl/workbook.xml")
    replace_member(tmp_path / "t.xlsx", "xl/workbook.xml", book.replace(b'name="one"', b'name="one" state="hidden"'))
    with open_table(tmp_path / "t.xlsx", name="t") as table:
        assert table.layout.layer == "two"
