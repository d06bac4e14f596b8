"""The page in a real browser: the address keeps filters, view, language and card, and is followed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Open = Callable[..., Any]


def test_the_address_keeps_filters_view_language_and_card(open_page: Open, sample: Path) -> None:
    opened = open_page(sample, motion="reduce")
    opened.call(
        "geomap.filter({types: ['raid', 'killing'], text: 'tapalpa', to: '2026-03-01', statuses: ['reported']})"
    )
    opened.page.get_by_label("Language").select_option("es")
    opened.page.get_by_role("checkbox", name="Mostrar antecedentes").check()
    opened.page.get_by_role("button", name="Acercar").click()
    opened.call("geomap.select('raid')")
    opened.wait("location.hash.includes('view=')")
    again = open_page(sample, hash_part=opened.call("location.hash"))
    assert again.call("geomap.visible()") == ["raid", "near", "old"]
    assert not again.page.get_by_role("checkbox", name="Bloqueo").is_checked()
    assert again.call("gm.map.getZoom()") == opened.call("gm.map.getZoom()")
    assert "Operativo" in again.card()
    assert again.page.get_by_role("checkbox", name="Mostrar antecedentes").is_checked()
    again.assert_quiet()


def test_a_new_address_is_followed_and_a_broken_one_passed_over(open_page: Open, sample: Path) -> None:
    opened = open_page(sample, hash_part="#view=x/1/2&from=soon&lang=xx&id=none")
    assert opened.call("geomap.visible().length") == 11
    opened.call("location.hash = '#types=arrest&id=undated&view=6/20/-100&lang=es'")
    opened.wait("geomap.visible().length === 1")
    assert "Detención" in opened.card()
    assert opened.call("gm.map.getZoom()") == 6


def test_the_view_can_be_set_back_to_all(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    start = opened.call("[gm.map.getZoom(), gm.map.getCenter().lat]")
    opened.page.get_by_role("button", name="Zoom in").click()
    opened.wait(f"gm.map.getZoom() > {start[0]}")
    opened.page.get_by_role("button", name="Show all incidents").click()
    opened.wait(f"gm.map.getZoom() === {start[0]}")
    assert opened.call("gm.map.getCenter().lat") == pytest.approx(start[1], abs=0.1)


VIEW = "new URLSearchParams(location.hash.slice(1)).get('view')"


def test_a_view_asked_for_by_the_address_stays_in_it(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("location.hash = '#view=6/20/-100'")
    opened.wait("gm.map.getZoom() === 6")
    assert opened.call(VIEW) == "6/20.000/-100.000"


def move_by_key(opened: Any) -> None:  # noqa: ANN401 - a page in the browser
    opened.page.locator(".folium-map").focus()
    opened.page.keyboard.press("ArrowRight")


def move_by_double_click(opened: Any) -> None:  # noqa: ANN401 - a page in the browser
    opened.page.mouse.dblclick(1000, 200)


def move_by_drag(opened: Any) -> None:  # noqa: ANN401 - a page in the browser
    opened.page.mouse.move(1000, 200)
    opened.page.mouse.down()
    opened.page.mouse.move(900, 300, steps=4)
    opened.page.mouse.up()


def move_by_wheel(opened: Any) -> None:  # noqa: ANN401 - a page in the browser
    opened.page.mouse.move(1000, 200)
    opened.page.mouse.wheel(0, -300)


@pytest.mark.parametrize("move", [move_by_key, move_by_double_click, move_by_drag, move_by_wheel])
def test_every_way_to_move_the_map_is_kept_in_the_address(
    open_page: Open, sample: Path, move: Callable[[Any], None]
) -> None:
    opened = open_page(sample)
    before = opened.call("[gm.map.getZoom(), gm.map.getCenter().lng]")
    move(opened)
    opened.wait(f"{VIEW} !== null")
    opened.wait("!gm.map._animatingZoom && !gm.map._panAnim?._inProgress")
    assert opened.call("[gm.map.getZoom(), gm.map.getCenter().lng]") != before
    zoom, lat, lng = map(float, opened.call(VIEW).split("/"))
    assert zoom == opened.call("gm.map.getZoom()")
    assert (lat, lng) == pytest.approx(opened.call("(c => [c.lat, c.lng])(gm.map.getCenter())"), abs=0.001)
    opened.page.get_by_role("button", name="Show all incidents").click()
    opened.wait(f"{VIEW} === null")


def test_what_the_page_moves_by_itself_is_no_view_to_keep(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.page.set_viewport_size({"width": 900, "height": 700})
    opened.page.wait_for_timeout(400)
    opened.call("geomap.filter({types: ['raid']})")
    assert opened.call("location.hash") == "#types=raid"


def test_an_address_without_a_card_closes_it(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("geomap.select('raid')")
    opened.wait("location.hash.includes('id=raid')")
    opened.call("location.hash = '#types=arrest'")
    opened.wait("geomap.visible().length === 1")
    assert not opened.page.locator("#gm-card").is_visible()
    # The map may still have been on its way to the card, and then tells where it has come to.
    assert opened.call("location.hash.split('&view=')[0]") == "#types=arrest"


def test_an_address_that_a_reader_has_just_gone_to_is_not_overwritten(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("geomap.select('raid')")
    # The map still moves to the card, and would write where it has come to.
    assert (
        opened.call("(location.hash = '#types=arrest', gm.moved = true, gm.writeHash(), location.hash)")
        == "#types=arrest"
    )
    opened.wait("geomap.visible().length === 1")


@pytest.mark.parametrize("lang", ["constructor", "__proto__", "toString", ""])
def test_a_language_that_is_none_is_passed_over(open_page: Open, sample: Path, lang: str) -> None:
    opened = open_page(sample, hash_part=f"#lang={lang}")
    assert opened.call("document.documentElement.lang") == "en"
    opened.assert_quiet()


@pytest.mark.parametrize("part", ["from=2026-13-45", "to=2026-02-30", "statuses=lost", "statuses="])
def test_a_filter_that_no_control_can_show_is_passed_over(open_page: Open, sample: Path, part: str) -> None:
    opened = open_page(sample, hash_part=f"#{part}")
    assert opened.call("geomap.visible().length") == 11
    assert opened.call("location.hash") == ""
