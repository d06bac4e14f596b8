"""The page in a real browser for everybody: by keyboard, on a phone, in the dark, on paper, checked by axe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Open = Callable[..., Any]
FREE = """Math.min(...['#gm-panel', '#gm-card'].map(s => document.querySelector(s).getBoundingClientRect())
    .filter(b => b.height).map(b => b.top)) - document.querySelector('.folium-map').getBoundingClientRect().top"""
SMALL = """[...document.querySelectorAll('button, select, .gm-switch, summary')].filter(e => e.checkVisibility())
    .map(e => [e.textContent, e.getBoundingClientRect().height]).filter(([, height]) => height < 24)"""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 640)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_axe_finds_nothing(
    open_page: Open, sample: Path, check_access: Callable[..., None], width: int, height: int, scheme: str, lang: str
) -> None:
    opened = open_page(sample, width=width, height=height, scheme=scheme)
    opened.page.get_by_label("Language").select_option(lang)
    check_access(opened)
    opened.call("geomap.select('raid')")
    check_access(opened)
    opened.call("gm.open(gm.findHits(L.latLng(20.1, -104.6)))")
    check_access(opened)
    opened.call("gm.closeCard(), geomap.filter({text: 'nothing like it', from: '2026-02-01'})")
    if width < 640:
        opened.call("gm.togglePanel()")
    check_access(opened)
    opened.assert_quiet()


def test_the_list_opens_and_closes_a_card_by_keyboard(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.page.locator(".gm-item").first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#gm-card").is_visible()
    assert opened.call("document.activeElement.id") == "gm-card-title"
    opened.page.keyboard.press("Escape")
    assert not opened.page.locator("#gm-card").is_visible()
    assert opened.call("document.activeElement.className").startswith("gm-item")


def test_every_control_is_reached_with_the_tab_key(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    reached = set()
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        reached.add(
            opened.call(
                "(e => e.id || e.dataset.word || e.dataset.label || e.dataset.id || e.tagName)(document.activeElement)"
            )
        )
    wanted = {"gm-text", "gm-type-roadblock", "gm-type-raid", "download", "reset", "all", "noType", "gm-language",
              "zoomIn", "zoomOut", "fit", "legend", "more", "raid", "country", "gm-history"}  # fmt: skip
    assert wanted - reached == set()


def test_a_switch_is_thrown_with_the_space_bar(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.page.get_by_role("checkbox", name="Roadblock").focus()
    opened.page.keyboard.press("Space")
    assert "jalisco" not in opened.call("geomap.visible()")


def test_the_map_moves_by_the_arrow_keys(open_page: Open, sample: Path) -> None:
    opened = open_page(sample, motion="reduce")
    opened.page.locator(".folium-map").focus()
    before = opened.call("gm.map.getCenter().lng")
    opened.page.keyboard.press("ArrowRight")
    opened.wait(f"gm.map.getCenter().lng > {before}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_map_has_more_than_half(open_page: Open, sample: Path, scheme: str) -> None:
    opened = open_page(sample, width=360, height=640, scheme=scheme)

    def free() -> float:
        """Give the height of the map that neither the panel nor the card covers."""
        return float(opened.call(FREE))

    assert free() > 500
    assert opened.call("document.documentElement.scrollWidth") <= 360
    opened.page.get_by_role("button", name="Filters and list").click()
    assert opened.page.get_by_role("checkbox", name="Roadblock").is_visible()
    assert free() > 320
    opened.page.get_by_role("checkbox", name="Roadblock").uncheck()
    opened.page.locator(".gm-item", has_text="Armed clash").click()
    assert "Tula" in opened.card()
    assert free() > 320
    point = opened.call("(p => p.y)(gm.map.latLngToContainerPoint([22.998, -99.716]))")
    assert 0 < point < free()
    opened.page.get_by_role("button", name="Close").click()
    assert opened.page.get_by_role("button", name="Hide filters and list").is_visible()
    opened.assert_quiet()


def test_targets_on_a_phone_are_large_enough_for_a_finger(open_page: Open, sample: Path) -> None:
    opened = open_page(sample, width=360, height=640)
    opened.page.get_by_role("button", name="Filters and list").click()
    small = opened.call(SMALL)
    assert small == []


def test_the_legend_names_what_is_on_the_map(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    text = opened.page.locator(".gm-legend").inner_text()
    for part in ("Roadblock", "65", "number not known", "none reported", "near this place", "somewhere in this area"):
        assert part in text
    opened.call("geomap.filter({types: ['raid']})")
    assert "number not known" not in opened.page.locator(".gm-legend").inner_text()


def test_on_paper_stand_the_map_the_legend_and_the_list(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.page.emulate_media(media="print")
    for selector in (".folium-map", ".gm-legend-type >> nth=0", ".gm-list", ".gm-attribution", "h1"):
        assert opened.page.locator(selector).is_visible()
    for selector in (".gm-buttons", ".gm-tools", "fieldset"):
        assert not opened.page.locator(selector).is_visible()


def test_what_the_licences_ask_for_is_on_the_page(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    text = opened.page.locator(".gm-attribution").inner_text()
    for part in ("GeoNames", "geoBoundaries", "Natural Earth", "CC BY 4.0"):
        assert part in text


def test_the_page_is_zoomable_and_says_its_language(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in text
    assert text.count("viewport") == 1
    assert '<html lang="en">' in text
