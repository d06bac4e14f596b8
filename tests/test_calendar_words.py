"""Words of the calendar that reports and incidents share."""

from __future__ import annotations

import pytest

from geomap.calendar_words import MONTHS, WEEKDAYS, find_zone, read_year
from geomap.errors import InputError


def test_months_and_weekdays_are_numbered_as_the_calendar_does() -> None:
    assert set(MONTHS.values()) == set(range(1, 13))
    assert set(WEEKDAYS.values()) == set(range(7))
    assert (MONTHS["enero"], MONTHS["dec"], WEEKDAYS["monday"], WEEKDAYS["domingo"]) == (1, 12, 0, 6)


@pytest.mark.parametrize(("digits", "year"), [("26", 2026), ("50", 2050), ("51", 1951), ("89", 1989), ("2026", 2026)])
def test_short_years_fall_into_the_century_around_now(digits: str, year: int) -> None:
    assert read_year(digits) == year


@pytest.mark.parametrize("timezone", ["Mars/Base", "../x", "", "x" * 5000])
def test_an_unknown_time_zone_is_one_short_line(timezone: str) -> None:
    with pytest.raises(InputError, match=r"^time zone: found '.{0,60}'; expected an IANA name") as caught:
        find_zone(timezone)
    assert "\n" not in str(caught.value)
