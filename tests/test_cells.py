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
