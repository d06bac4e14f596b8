"""The page in a real browser: how a card opens and closes, and what it says of figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geomap.model import Actor, Incident, Span
from geomap.webmap.figure import ASSETS
from geomap.webmap.page import SCRIPTS

Open = Callable[..., Any]
PageOf = Callable[..., Path]
FOCUS = "document.activeElement.dataset.id || document.activeElement.className.split(' ')[0]"


def test_the_card_closes_when_the_filters_take_its_incident_away(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("geomap.select('raid')")
    opened.call("geomap.filter({text: 'tapalpa'})")
    assert "Raid" in opened.card()
    opened.page.get_by_role("checkbox", name="Raid").uncheck()
    assert not opened.page.locator("#gm-card").is_visible()
    assert opened.call("document.activeElement.id") == "gm-type-raid"
    assert "id=" not in opened.call("location.hash")


def test_a_card_asked_for_outside_of_the_filters_stays(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("geomap.filter({types: ['arrest']}), geomap.select('raid')")
    opened.page.get_by_label("Language").select_option("es")
    assert "Operativo" in opened.card()


def test_focus_goes_back_to_an_entry_of_a_list_that_was_written_anew(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.page.locator(".gm-item[data-id=raid]").first.click()
    opened.call("geomap.filter({text: 'tapalpa'})")
    assert opened.call("document.activeElement.id") == "gm-card-title"
    opened.page.keyboard.press("Escape")
    assert opened.call(FOCUS) == "raid"
    opened.page.keyboard.press("Enter")
    opened.call("geomap.filter({text: 'colima'})")
    assert opened.call(FOCUS) == "folium-map"


def test_escape_in_a_search_is_the_searchs_own(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("geomap.select('raid')")
    opened.page.get_by_label("Place, text or source").fill("tapalpa")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#gm-card").is_visible()
    opened.wait("gm.state.text === ''")
    opened.page.get_by_role("checkbox", name="Raid").focus()
    opened.page.keyboard.press("Escape")
    assert not opened.page.locator("#gm-card").is_visible()
    assert opened.call("document.activeElement.id") == "gm-type-raid"


@pytest.mark.parametrize(
    ("figures", "told", "words"),
    [
        ((None, 5, None), False, "5"),
        ((None, 5, None), True, "about 5"),
        ((5, 5, 5), True, "5"),
        ((5, None, None), True, "at least 5"),
        ((None, 0, None), False, "0"),
        ((None, None, 5), True, "up to 5"),
        ((3, 5, 8), True, "5 (3–8)"),
        ((3, None, 8), False, "3–8"),
    ],
)
def test_a_figure_is_as_sure_as_it_is_told(
    open_page: Open,
    page_of: PageOf,
    incidents: list[Incident],
    figures: tuple[int | None, ...],
    told: bool,  # noqa: FBT001 - a parameter of the test
    words: str,
) -> None:
    low, best, high = figures
    spans = (Span("report.txt", "killed_best", 0, 5),) if told else ()
    one = replace(incidents[0], killed_low=low, killed_best=best, killed_high=high, spans=spans)
    opened = open_page(page_of([one]))
    assert f"killed: {words}\n" in opened.page.locator(".gm-list").inner_text() + "\n"
    opened.call("geomap.select('raid')")
    assert f"killed: {words}\n" in opened.card()


def test_one_occurrence_of_an_event_goes_without_saying(
    open_page: Open, page_of: PageOf, incidents: list[Incident]
) -> None:
    opened = open_page(page_of([replace(incidents[0], n_events_best=1, actors=(Actor("x", "constructor"),))]))
    opened.call("geomap.select('raid')")
    assert "occurrences" not in opened.card()
    assert "function" not in opened.card()


def test_one_incident_is_said_in_the_singular(open_page: Open, page_of: PageOf, incidents: list[Incident]) -> None:
    opened = open_page(page_of(incidents[:1]))
    assert opened.page.get_by_role("status").inner_text() == "1 of 1 incident"
    assert opened.page.locator(".gm-legend-box").is_hidden()
    opened.page.get_by_label("Language").select_option("es")
    assert opened.page.get_by_role("status").inner_text() == "1 de 1 incidente"


def test_a_place_that_is_not_known_is_said_once(open_page: Open, page_of: PageOf) -> None:
    lost = Incident(incident_id="lost", doc_id="d", event_type="raid")
    opened = open_page(page_of([lost, replace(lost, incident_id="named", place_text="Erewhon")]))
    opened.call("geomap.select('lost')")
    assert opened.card().count("place not known") == 1
    opened.call("geomap.select('named')")
    assert "Erewhon\nplace not known" in opened.card()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 640)])
def test_a_long_title_leaves_room_for_the_rest(
    open_page: Open, page_of: PageOf, incidents: list[Incident], width: int, height: int
) -> None:
    opened = open_page(page_of(incidents, title="Blockades " * 40 + "W" * 300), width=width, height=height)
    assert opened.call("document.documentElement.scrollWidth") <= width
    assert opened.page.locator("header").bounding_box()["height"] < height / 4
    assert opened.page.get_by_label("Language").is_visible()


def test_every_word_is_used(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    scripts = " ".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS)
    data = {"reported", "active", "cleared", "denied", "reviewed", "rejected"}
    assert [w for w in opened.call("Object.keys(gm.words.en)") if w not in data and f'"{w}"' not in scripts] == []
