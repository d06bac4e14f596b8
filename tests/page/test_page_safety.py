"""The page in a real browser asks for nothing, runs nothing that it was told, and takes what a user adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import folium
import pytest

from geomap.api import render_map
from geomap.model import Actor, Incident, Source, Span
from geomap.pipeline import Resources, build_tables
from geomap.webmap.elements import IncidentLayer
from geomap.webmap.page import write_map

Open = Callable[..., Any]
LOOSE = """[...document.querySelectorAll('#gm-panel *')].filter(e => getComputedStyle(e).unicodeBidi === 'normal'
    && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.includes('\\u202e'))).map(e => e.outerHTML)"""
PLANTED = "<img src=x onerror=window.hit=1><img src=https://example.org/x.png>"
HOSTILE = (
    "{{ 7*7 }} {{ cycler.__init__.__globals__ }}",
    "{% raw %}",
    "<img src=x onerror=window.hit=1>",
    "</script><script>window.hit=1</script>",
    "--><!--<script>window.hit=1</script>",
    "`${window.hit=1}`",
    "\u202egnp.evil\u2066",
    "javascript:window.hit=1",
    "'\"><svg onload=window.hit=1>",
    "\u2028alert\u2029\x00",
)


def make_hostile(text: str) -> Incident:
    return Incident(
        incident_id=f"x{text}",
        doc_id=text,
        event_type="other",
        place_text=text,
        place_name=text,
        admin1_name=text,
        country_name=text,
        country_code="MX",
        geo_precision="settlement",
        lon=-103.0,
        lat=20.0,
        date_start=text,
        note=text,
        actors=(Actor(text, "other"),),
        sources=(Source(text, text, text, text),),
        spans=(Span(text, "evidence", 0, len(text), text), Span(text, "place_text", 0, 1, text[:1])),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(open_page: Open, page_of: Callable[..., Path], text: str) -> None:
    incident = make_hostile(text)
    opened = open_page(page_of([incident], title=text))
    assert opened.call("i => geomap.select(i)", incident.incident_id)
    card = opened.call("document.getElementById('gm-card').textContent")
    assert card.count(text) >= 5
    assert text in opened.call("document.querySelector('.gm-list').textContent")
    assert opened.call("document.querySelector('h1').textContent") == text
    assert opened.call("window.hit") is None
    assert opened.page.locator("#gm-card img, #gm-card svg[onload]").count() == 0
    assert opened.page.locator("#gm-card a").count() == 0
    opened.page.mouse.move(700, 400)
    opened.assert_quiet()


def test_directions_stay_inside_what_they_stand_in(open_page: Open, page_of: Callable[..., Path]) -> None:
    opened = open_page(page_of([make_hostile("\u202egnp.evil")], title="\u202egnp.evil"))
    assert opened.page.title() == "gnp.evil"
    loose = opened.call(LOOSE)
    assert [e for e in loose if "<small" not in e] == []


@pytest.mark.parametrize(
    "url", ["javascript:window.hit=1", "data:text/html,<script>1</script>", "file:///etc/passwd", "//host", "x"]
)
def test_only_web_addresses_are_links(
    open_page: Open, page_of: Callable[..., Path], incidents: list[Incident], url: str
) -> None:
    source = Source("report.txt", url, "The Example", None)
    opened = open_page(page_of([replace(incidents[0], sources=(source,))]))
    opened.call("geomap.select('raid')")
    assert "The Example" in opened.card()
    assert opened.page.locator("#gm-card a").count() == 0


def test_the_page_asks_for_nothing_and_complains_of_nothing(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    for identity in opened.call("geomap.visible()"):
        opened.call("i => geomap.select(i)", identity)
    opened.page.get_by_role("button", name="Close").click()
    opened.page.get_by_label("Language").select_option("es")
    opened.page.emulate_media(media="print")
    opened.page.emulate_media(media="screen", color_scheme="dark")
    opened.page.mouse.move(800, 400)
    opened.page.mouse.wheel(0, -400)
    opened.page.wait_for_timeout(400)
    opened.assert_quiet()


def test_the_policy_stops_what_the_page_does_not_bring_along(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("html => document.body.insertAdjacentHTML('beforeend', html)", PLANTED)
    opened.call(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.hit = 2'}))"
    )
    refused = opened.call("fetch('https://example.org/').then(() => 'went', () => 'refused')")
    opened.page.wait_for_timeout(200)
    assert refused == "refused"
    assert opened.call("window.hit") is None
    assert any("Content Security Policy" in m for m in opened.messages)


@pytest.fixture
def own_map(incidents: list[Incident]) -> folium.Map:
    """A map as a library user gets it."""
    resources = Resources()
    return render_map(build_tables(incidents, resources, reconcile=False), resources=resources, title="Own")


def test_what_a_user_adds_to_a_layer_hides_with_it(open_page: Open, own_map: folium.Map, tmp_path: Path) -> None:
    layer = next(c for c in own_map._children.values() if isinstance(c, IncidentLayer) and c.code == "raid")
    marker = folium.Marker([23.0, -103.0], popup="Added by hand", tooltip="A tip").add_to(layer)
    folium.CircleMarker([24.0, -101.0], radius=9).add_to(own_map)
    folium.GeoJson({"type": "Point", "coordinates": [-100.0, 25.0]}, name="mine").add_to(own_map)
    folium.LayerControl().add_to(own_map)
    write_map(own_map, tmp_path / "own.html")
    opened = open_page(tmp_path / "own.html")
    icons = opened.page.locator(".leaflet-marker-icon")
    assert icons.count() == 2
    assert marker.location == [23.0, -103.0]
    icons.first.click()
    assert "Added by hand" in opened.page.locator(".leaflet-popup").inner_text()
    opened.page.get_by_role("checkbox", name="Raid").uncheck()
    assert icons.count() == 1
    assert opened.page.locator(".leaflet-control-layers-list").text_content().strip() == "mine"
    opened.assert_quiet()


def test_the_view_that_a_user_sets_holds(open_page: Open, own_map: folium.Map, tmp_path: Path) -> None:
    own_map.fit_bounds([[19.0, -100.0], [20.0, -99.0]])
    write_map(own_map, tmp_path / "own.html")
    opened = open_page(tmp_path / "own.html")
    centre = opened.call("gm.map.getCenter()")
    assert (centre["lat"], centre["lng"]) == pytest.approx((19.5, -99.5), abs=0.2)


def test_a_notebook_shows_the_same_page(open_page: Open, own_map: folium.Map, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(
        f'<!DOCTYPE html><html data-geomap="ready"><body>{own_map._repr_html_()}</body></html>', encoding="utf-8"
    )
    opened = open_page(path)
    frame = opened.page.frames[1]
    frame.wait_for_selector("html[data-geomap=ready]", state="attached")
    assert frame.evaluate("geomap.count()") == 11
    assert frame.evaluate("geomap.filter({types: ['raid']})") == 1
    opened.assert_quiet()


def test_a_map_saved_by_folium_is_the_page(open_page: Open, own_map: folium.Map, tmp_path: Path) -> None:
    own_map.save(tmp_path / "saved.html")
    write_map(own_map, tmp_path / "written.html")
    assert (tmp_path / "saved.html").read_bytes() == (tmp_path / "written.html").read_bytes()
    opened = open_page(tmp_path / "saved.html")
    assert opened.call("geomap.count()") == 11
    opened.assert_quiet()
