"""Small tables of every format, made for tests of reading and writing them."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from xlsxwriter import Workbook

from geomap.sheets.formats import find_writer, open_table
from geomap.sheets.table import Layout
from geomap.sheets.texts import list_values


def read_columns(path: Path, **options: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - as of open_table
    """Read a table of any format: the values of each column."""
    with open_table(path, name=path.name, **options) as table:
        batches = list(table.batches)
    names = table.layout.schema.names
    return {
        name: [value for batch in batches for value in list_values(batch.rows.column(place))]
        for place, name in enumerate(names)
        if name != table.layout.row_id
    }


def copy_table(source: Path, target: Path) -> list[str]:
    """Write a table as it is in another file; gives what there was to tell."""
    told: list[str] = []
    with open_table(source, name=source.name) as table:
        rows = (batch.rows for batch in table.batches)
        find_writer(target)(target, table.layout, rows, tell=told.append)
    return told


def write_table(path: Path, columns: dict[str, pa.Array], **layout: Any) -> None:  # noqa: ANN401 - as of Layout
    """Write a table of columns to a file of any format."""
    rows = pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))
    find_writer(path)(path, Layout(rows.schema, **layout), [rows], tell=lambda _: None)


def write_cells(path: Path, rows: Sequence[Sequence[Any]], *, sheets: Sequence[str] = ("Sheet1",)) -> None:
    """Write an XLSX file as a user's program would, with the same cells in each of its sheets."""
    formats = {dt.date: "yyyy-mm-dd", dt.datetime: "yyyy-mm-dd hh:mm:ss.000", dt.time: "hh:mm:ss.000"}
    with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        for name in sheets:
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    code = formats.get(type(cell), "[h]:mm:ss.000" if isinstance(cell, dt.timedelta) else None)
                    if isinstance(cell, str):
                        sheet.write_string(number, place, cell)
                    elif cell is not None:
                        sheet.write(number, place, cell, *([workbook.add_format({"num_format": code})] if code else []))


def write_ods(path: Path, rows: str) -> None:
    """Write an ODS file of one sheet "S", its rows given as XML."""
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for p, n in names.items())
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entry}</m:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
            f'<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )


def replace_member(path: Path, name: str, content: bytes) -> None:
    """Put another content into a file of an archive."""
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, old in members.items():
            archive.writestr(member, content if member == name else old)
