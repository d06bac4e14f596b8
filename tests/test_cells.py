"""Cells of tables: what parts them, how they are decoded, what guards them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.cells import guard_cell, parse_cells, unguard_cell
from geomap.errors import InputError


@pytest.mark.parametrize(
    ("content", "expected", "header"),
    [
        (b"town;state, or so\nTapalpa;Jalisco\n", {"town"}, ["town", "state, or so"]),
        (b"a;b;c, d\n1;2;3\n", (), ["a", "b", "c, d"]),
        (b"lon\tlat\n1\t2\n", (), ["lon", "lat"]),
        (b"town\nTapalpa\n", (), ["town"]),
        (b'"Place Name"|"x"\n1|2\n', {"place_name"}, ["Place Name", "x"]),
    ],
)
def test_expected_columns_say_what_parts_the_cells_else_the_most_cells_do(
    content: bytes, expected: set[str], header: list[str]
) -> None:
    assert parse_cells(content, "t.csv", expected=expected).header == header


def test_rows_are_numbered_from_the_header_and_empty_lines_left_out() -> None:
    assert parse_cells(b"a,b\n1,2\n\n,\n", "t.csv").rows == [(1, ["1", "2"]), (3, ["", ""])]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a,b\n", b"a,b\n,\n", b"\x00\x01", b"\xff\xfe\x00\xd8\x00"])
def test_what_is_no_table_is_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(InputError, match=r"^t\.csv: [^\n]+$"):
        parse_cells(content, "t.csv")


@given(st.text(st.sampled_from("'=+-@\t\r\uff1da1"), max_size=5))
def test_a_guard_is_taken_away_again(text: str) -> None:
    assert unguard_cell(guard_cell(text)) == text
    assert not guard_cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d"))


BLOCK = 1 << 20  # as much as is read at once


def make_rows(count: int, cell: str = "town") -> str:
    """Make rows that fill more than a block."""
    return "".join(f"{number},{cell}\n" for number in range(count))


@given(st.integers(-3, 3), st.sampled_from(["\r", "\n", "\r\n", "é", "\U0001f600", '"a\r\nb"', '"\r"', "\n\n"]))
def test_what_lies_across_two_blocks_is_read_as_anywhere_else(shift: int, piece: str) -> None:
    head = "a,b\n"
    text = head + "x" * (BLOCK - len(head) + shift) + "," + piece + "\nlast,row"
    small = head + "x," + piece + "\nlast,row"
    cells, expected = parse_cells(text.encode(), "t.csv"), parse_cells(small.encode(), "t.csv")
    assert [(number, row[1:]) for number, row in cells.rows] == [(number, row[1:]) for number, row in expected.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_of_many_blocks_is_decoded_as_a_whole(encoding: str) -> None:
    text = "id,town\n" + make_rows(150_000) + "last,Michoacán\n" + make_rows(150_000, "Mérida")
    cells = parse_cells(text.encode(encoding), "t.csv")
    assert len(cells.rows) == 300_001
    assert cells.rows[150_000] == (150_001, ["last", "Michoacán"])
    assert cells.header == ["id", "town"]
    assert cells.notices == (("t.csv: is not UTF-8; read as Windows-1252",) if encoding == "cp1252" else ())


@pytest.mark.parametrize(
    ("head", "bad", "message"),
    [
        ("Mérida", b"x,Michoac\xe1n\n", r"t\.csv row 150001: found the byte 0xE1; expected UTF-8, as before it"),
        ("town", b"x,a\x00b\n", r"t\.csv row 150001: looks binary; expected a table"),
    ],
)
def test_what_is_wrong_far_below_is_named_by_its_row(head: str, bad: bytes, message: str) -> None:
    content = ("id,town\n" + make_rows(150_000, head)).encode() + bad + make_rows(10).encode()
    with pytest.raises(InputError, match=f"^{message}$"):
        parse_cells(content, "t.csv")


def test_utf_16_that_breaks_off_far_below_is_named_by_its_row() -> None:
    content = ("id,town\n" + make_rows(150_000)).encode("utf-16") + b"x"
    with pytest.raises(InputError, match=r"^t\.csv row 150001: is broken UTF-16 \([^\n]+\); expected a table$"):
        parse_cells(content, "t.csv")


def test_blank_lines_before_the_header_are_passed_over() -> None:
    cells = parse_cells(b"\n\r\na;b\n\n1;2\n", "t.csv")
    assert (cells.header, cells.rows) == (["a", "b"], [(2, ["1", "2"])])


def test_a_quote_that_is_never_closed_is_no_table() -> None:
    with pytest.raises(InputError, match=r"^t\.csv row 1: is no table \(field larger than field limit"):
        parse_cells(b'a,b\n"' + b"x\n" * 30_000_000, "t.csv")
