"""The page in a real browser: what the filters leave, and what their controls say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geomap.model import Incident

Open = Callable[..., Any]


def test_filters_combine_and_undated_incidents_stay(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("geomap.filter({from: '2026-02-01', to: '2026-02-28'})")
    assert "undated" in opened.call("geomap.visible()")
    assert "burned" in opened.call("geomap.visible()")
    assert "old" not in opened.call("geomap.visible()")
    assert opened.call("geomap.filter({statuses: ['denied']}), geomap.visible()") == ["denied"]
    assert opened.page.locator("#gm-status").input_value() == "denied"
    assert opened.call("geomap.reset()") == 11
    assert opened.call("geomap.filter({from: '2026-02-24'}), geomap.visible()") == [
        "undated",
        "sent",
        "burned",
        "clash",
    ]
    assert opened.call("geomap.filter({from: null, text: 'TAMAUL  vehicle'}), geomap.visible()") == ["burned"]
    assert opened.page.get_by_label("Place, text or source").input_value() == "TAMAUL  vehicle"


def test_typing_filters_and_the_button_resets(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.page.get_by_label("Place, text or source").press_sequentially("colima")
    opened.wait("geomap.visible().length === 1")
    assert opened.call("geomap.visible()") == ["colima"]
    opened.page.get_by_role("button", name="Reset filters").click()
    assert opened.call("geomap.visible().length") == 11
    assert opened.page.get_by_label("Place, text or source").input_value() == ""
    opened.page.get_by_role("button", name="None", exact=True).click()
    assert "No incident fits the filters." in opened.page.locator(".gm-list").inner_text()
    opened.page.get_by_role("button", name="All", exact=True).click()
    assert opened.call("geomap.visible().length") == 11


@pytest.mark.parametrize("wanted", ["{type: ['raid']}", "{types: 'raid'}", "{from: 'yesterday'}", "{text: 7}"])
def test_a_filter_that_means_nothing_is_refused(open_page: Open, sample: Path, wanted: str) -> None:
    opened = open_page(sample)
    message = opened.call(
        f"(() => {{ try {{ geomap.filter({wanted}); return null; }} catch (e) {{ return e.message; }} }})()"
    )
    assert message.startswith("geomap.filter: found ")
    assert "; expected " in message
    assert opened.call("geomap.visible().length") == 11


@pytest.mark.parametrize(
    ("statuses", "shown", "kept"),
    [
        (["denied", "active"], "denied, active", ["denied"]),
        (["lost"], "lost", []),
        ([], "None", []),
    ],
)
def test_a_choice_of_several_statuses_is_shown_and_stays(
    open_page: Open, sample: Path, statuses: list[str], shown: str, kept: list[str]
) -> None:
    opened = open_page(sample)
    opened.call("statuses => geomap.filter({statuses})", statuses)
    chosen = "document.getElementById('gm-status').selectedOptions[0].textContent"
    assert opened.call(chosen) == shown
    opened.page.get_by_label("From").fill("2026-01-01")
    assert opened.call("gm.state") == {**opened.call("gm.noFilter()"), "statuses": statuses, "from": "2026-01-01"}
    assert opened.call("geomap.visible()") == kept
    opened.page.get_by_label("Language").select_option("es")
    opened.page.locator("#gm-status").select_option("")
    assert opened.call("gm.state.statuses") is None
    assert opened.page.locator("#gm-status option").count() == 5


def test_several_statuses_of_an_address_are_kept(open_page: Open, sample: Path) -> None:
    opened = open_page(sample, hash_part="#statuses=denied,active")
    opened.page.get_by_role("checkbox", name="Raid").uncheck()
    assert opened.call("geomap.visible()") == ["denied"]
    assert opened.call("gm.state.statuses") == ["denied", "active"]


@pytest.mark.parametrize(
    ("precision", "end", "dates", "left"),
    [
        ("month", None, {"to": "2026-02-10"}, True),
        ("month", "2026-02-15", {"to": "2026-02-10"}, True),
        ("month", None, {"from": "2026-02-20"}, True),
        ("month", "2026-02-15", {"from": "2026-02-20"}, True),
        ("month", None, {"to": "2026-01-31"}, False),
        ("month", None, {"from": "2026-03-01"}, False),
        ("year", None, {"to": "2026-01-01"}, True),
        ("year", None, {"from": "2026-12-31"}, True),
        ("year", None, {"to": "2025-12-31"}, False),
        ("day", None, {"to": "2026-02-10"}, False),
        ("week", None, {"from": "2026-02-21"}, True),
        ("week", None, {"from": "2026-02-22"}, False),
        ("week", "2026-02-18", {"from": "2026-02-19"}, False),
    ],
)
def test_a_date_fits_as_widely_as_it_is_known(
    open_page: Open, sample: Path, precision: str, end: str | None, dates: dict[str, str], *, left: bool
) -> None:
    opened = open_page(sample)
    days = {"date_start": "2026-02-15", "date_end": end, "time_precision": precision}
    assert opened.call("([p, f]) => gm.fits(p, {...gm.noFilter(), ...f})", [days, dates]) is left


def test_a_search_in_two_lines_is_one(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("geomap.filter({text: 'tamaul\\nvehicle'})")
    assert opened.call("gm.state.text") == opened.page.locator("#gm-text").input_value() == "tamaul vehicle"
    assert opened.call("geomap.visible()") == ["burned"]


def test_an_id_that_means_something_to_the_browser_is_only_an_id(
    open_page: Open, page_of: Callable[..., Path], incidents: list[Incident]
) -> None:
    odd = [replace(incidents[0], incident_id=i, spans=()) for i in ("constructor", "__proto__", "toString")]
    opened = open_page(page_of(odd))
    assert opened.call("geomap.filter({text: 'tapalpa'})") == 3
    assert opened.call("geomap.select('constructor')") is True
    opened.assert_quiet()
