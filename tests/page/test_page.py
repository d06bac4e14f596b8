"""The page in a real browser: what is drawn, said, filtered and downloaded."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geomap.api import make_map
from geomap.model import Incident

Open = Callable[..., Any]
FILLS = """[...document.querySelectorAll('.leaflet-gm-areas-pane path')]
    .map(p => p.getAttribute('fill')).filter(f => f !== 'none')"""
LISTED_APART = """[...document.querySelectorAll('h3')]
    .find(h => h.textContent.startsWith('Not placed')).nextElementSibling.innerText"""
NAMES = """[...document.querySelectorAll('.gm-name')].map(e => e.getBoundingClientRect())
    .map(b => [b.left, b.top, b.right, b.bottom])"""
MARKS = """[...gm.marks.values()].map(m => gm.map.layerPointToContainerPoint(m._point))
    .map(p => [p.x - 4, p.y - 4, p.x + 4, p.y + 4])"""
WORDS = """l => Object.entries(gm.words[l])
    .flatMap(([k, v]) => (typeof v === 'object' ? Object.keys(v).map(x => `${k}.${x}`) : [k])).sort()"""
PLACE = ("place_name", "place_id", "lon", "lat", "geo_precision", "admin1_code", "admin1_name", "admin1_iso",
         "country_code", "country_name")  # fmt: skip
JALISCO = (-104.6, 20.1)


def get_ids(incidents: list[Incident]) -> list[str]:
    return [i.incident_id for i in incidents]


def test_all_incidents_count_at_first(open_page: Open, sample: Path, incidents: list[Incident]) -> None:
    opened = open_page(sample)
    assert opened.call("geomap.count()") == len(incidents)
    assert opened.call("geomap.visible()") == get_ids(incidents)
    assert opened.page.title() == "A sample"
    assert opened.page.locator("h1").inner_text() == "A sample"
    assert opened.page.get_by_role("status").inner_text() == "11 of 11 incidents"


def test_the_unfiltered_download_is_the_file_to_the_byte(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    beside = sample.with_suffix(".geojson").read_text(encoding="utf-8")
    assert opened.call("geomap.toGeoJSON()") == beside
    with opened.page.expect_download() as waiting:
        opened.page.get_by_role("button", name="Download GeoJSON").click()
    assert waiting.value.suggested_filename == "sample.geojson"
    assert waiting.value.path().read_text(encoding="utf-8") == beside


@pytest.mark.parametrize("types", [["killing", "arrest"], ["deployment"], ["roadblock", "raid"], []])
def test_the_filtered_download_is_what_convert_would_write(
    open_page: Open, sample: Path, incidents: list[Incident], types: list[str]
) -> None:
    opened = open_page(sample)
    kept = [i for i in incidents if i.event_type in types]
    assert opened.call("types => geomap.filter({types})", types) == len(kept)
    made = make_map([], kept, reconcile=False)
    assert opened.call("geomap.toGeoJSON()") == made.incidents_geojson.decode()


def test_the_box_of_a_download_is_written_as_the_exporter_does(
    open_page: Open, page_of: Callable[..., Path], incidents: list[Incident]
) -> None:
    one = replace(incidents[0], lon=0.0000001, lat=-51.5)
    opened = open_page(page_of([one, incidents[7]]))
    opened.call("geomap.filter({types: ['raid']})")
    assert opened.call("geomap.toGeoJSON()") == make_map([], [one], reconcile=False).incidents_geojson.decode()


def test_each_switch_hides_and_shows_its_layer(open_page: Open, sample: Path, incidents: list[Incident]) -> None:
    opened = open_page(sample)
    boxes = opened.page.get_by_role("group", name="Event types").get_by_role("checkbox")
    assert boxes.count() == len({i.event_type for i in incidents})
    for number in range(boxes.count()):
        box = boxes.nth(number)
        code = box.get_attribute("id").removeprefix("gm-type-")
        own = {i.incident_id for i in incidents if i.event_type == code}
        rows = "[...document.querySelectorAll('#gm-body [data-id]')].map(e => e.dataset.id)"
        assert own <= set(opened.call(rows))
        box.uncheck()
        assert not opened.call("c => gm.map.hasLayer(gm.layers[c])", code)
        assert own.isdisjoint(opened.call("geomap.visible()"))
        assert own.isdisjoint(opened.call(rows))
        assert own.isdisjoint(opened.call("[...gm.marks.keys()]"))
        box.check()
        assert opened.call("c => gm.map.hasLayer(gm.layers[c])", code)
        assert own <= set(opened.call(rows))
    opened.assert_quiet()


def test_the_roadblock_switch_hides_the_coloured_states(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    ramp = opened.call("gm.meta.ramp")
    # The states, the stripes of the deployment, and the circle around what is only near a place.
    assert sorted(opened.call(FILLS)) == sorted([ramp[-1], "url(#gm-unknown)", "url(#gm-stripe-0)", "#d55e00"])
    opened.page.get_by_role("checkbox", name="Roadblock").uncheck()
    assert sorted(opened.call(FILLS)) == sorted(["url(#gm-stripe-0)", "#d55e00"])


def test_the_states_on_the_map_are_the_totals_of_the_states_file(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    states = json.loads(sample.with_suffix(".states.geojson").read_text(encoding="utf-8"))
    known = {
        "MX-" + f["properties"]["admin1_code"]: f["properties"]
        for f in states["features"]
        if f["properties"]["roadblock_incidents"]
    }
    shown = dict(opened.call("[...gm.counts]"))
    assert shown == {code: p["roadblock_events"] for code, p in known.items()} == {"MX-14": 65, "MX-06": None}


def test_what_is_known_to_an_area_only_is_no_point(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    assert sorted(opened.call("[...gm.marks.keys()]")) == ["clash", "near", "raid", "undated"]
    assert opened.call("gm.fields.filter(f => f.ids.includes('sent')).map(f => f.geometry.type)")[0] in (
        "Polygon",
        "MultiPolygon",
    )


def test_a_total_is_listed_and_no_point(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    heading = opened.page.get_by_role("heading", name="Not placed on the map (2)")
    assert heading.count() == 1
    listed = opened.call(LISTED_APART)
    assert "total: at least 252" in listed
    assert "Vehicle burning" in listed
    assert "252" in opened.page.locator("#gm-summary").inner_text()


def test_points_asked_for_areas_are_hollow(
    open_page: Open, page_of: Callable[..., Path], incidents: list[Incident]
) -> None:
    sent = next(i for i in incidents if i.incident_id == "sent")
    municipality = replace(
        sent, incident_id="m", geo_precision="admin2", admin2_code="14086", admin2_name="Tapalpa", lon=-103.7, lat=19.9
    )
    opened = open_page(page_of([municipality], geometry="point"))
    assert opened.call("[...gm.marks.values()].map(m => m.options.kind)") == ["vague"]
    assert "somewhere in this area" in opened.page.locator(".gm-legend").inner_text()


def test_several_at_one_place_stand_side_by_side(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    points = opened.call("['raid', 'near', 'undated'].map(i => gm.marks.get(i)._point).map(p => [p.x, p.y])")
    gaps = [abs(complex(*a) - complex(*b)) for n, a in enumerate(points) for b in points[n + 1 :]]
    assert min(gaps) >= 2 * opened.call("gm.markRadius()")
    assert "side by side" in opened.page.locator(".gm-legend").inner_text()


def test_names_cover_neither_each_other_nor_a_mark(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    boxes = opened.call(NAMES)
    frame = opened.page.locator(".folium-map").bounding_box()
    marks = opened.call(MARKS)
    boxes += [[a + frame["x"], b + frame["y"], c + frame["x"], d + frame["y"]] for a, b, c, d in marks]
    assert len(boxes) > 20
    crossing = [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[n + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert crossing == [] or {tuple(m) for pair in crossing for m in pair} <= {tuple(m) for m in boxes[-len(marks) :]}


def test_a_click_on_a_mark_opens_its_card(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("gm.map.setView([22.998, -99.716], 8, {animate: false})")
    opened.click_map(-99.716, 22.998)
    assert "Armed clash" in opened.card()
    assert "24 February 2026, 05:30 (UTC−06:00)" in opened.card()
    assert "exact location" in opened.card()
    opened.click_map(-101.0, 22.3)
    assert not opened.page.locator("#gm-card").is_visible()


def test_a_click_on_a_state_lists_what_is_told_of_it(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.click_map(*JALISCO)
    assert "Roadblock: 65" in opened.card()
    assert "2 incidents here" in opened.card()
    opened.page.locator("#gm-card").get_by_role("button", name="Deployment of forces").click()
    assert "23 February 2026 – 25 February 2026" in opened.card()
    opened.page.get_by_role("button", name="Back").click()
    assert "2 incidents here" in opened.card()
    opened.page.get_by_label("Language").select_option("es")
    assert "2 incidentes aquí" in opened.card()


def test_pointing_at_a_state_says_how_many(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    box = opened.page.locator(".folium-map").bounding_box()
    x, y = opened.call("(() => { const p = gm.map.latLngToContainerPoint([19.1, -103.9]); return [p.x, p.y]; })()")
    opened.page.mouse.move(box["x"] + x, box["y"] + y)
    assert opened.page.locator(".gm-tip").inner_text() == "Colima: Roadblock, number not known"
    opened.page.mouse.move(box["x"] + 300, box["y"] + 780)
    opened.wait("!document.querySelector('.gm-tip')")


def test_unknown_is_said_and_never_0(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("geomap.select('colima')")
    assert "occurrences: not reported" in opened.card()
    assert "killed: not reported" in opened.card()
    assert ": 0" not in opened.card()


def test_a_card_tells_what_when_where_how_many_and_according_to_whom(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    assert opened.call("geomap.select('raid')") is True
    for part in ("22 February 2026", "Tapalpa, Jalisco, Mexico", "somewhere in this town", "killed: 7 (7–13)",
                 "injured: not reported", "the army (authority)", "high (90 %)"):  # fmt: skip
        assert part in opened.card()
    card = opened.page.locator("#gm-card")
    assert card.locator("mark").inner_text() == "seven"
    link = card.get_by_role("link", name="The Example")
    assert link.get_attribute("href") == "https://example.org/raid"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert opened.call("geomap.select('no such')") is False


@pytest.mark.parametrize(
    ("identity", "parts"),
    [
        ("country", ["at least 252", "areas hit: 20", "still active: 23", "cleared: 229", "somewhere in this country"]),
        ("near", ["near this place, within 8 km"]),
        ("burned", ["February 2026", "vehicles: at least 20"]),
        ("undated", ["date not known", "arrested: 2"]),
        ("denied", ["denied"]),
        ("old", ["history", "26 June 2020"]),
        ("jalisco", ["Part of a total", "somewhere in this state"]),
    ],
)
def test_every_kind_of_incident_is_put_in_words(open_page: Open, sample: Path, identity: str, parts: list[str]) -> None:
    opened = open_page(sample)
    opened.call("i => geomap.select(i)", identity)
    assert [part for part in parts if part not in opened.card()] == []


def test_a_part_leads_to_its_total(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.call("geomap.select('jalisco')")
    opened.page.locator("#gm-card").get_by_role("button", name="Roadblock, Mexico").click()
    assert "areas hit: 20" in opened.card()


def test_history_and_denied_reports_are_not_drawn_as_fact(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    assert not opened.call("gm.marks.has('old') || gm.marks.has('denied')")
    assert opened.page.get_by_role("heading", name="Denied or rejected (1)").count() == 1
    assert opened.page.get_by_role("heading", name="History (1)").count() == 1
    assert "old" in opened.call("geomap.visible()")
    opened.page.get_by_role("checkbox", name="Show history on the map").check()
    assert opened.call("gm.marks.has('old')")
    assert not opened.call("gm.marks.has('denied')")


@pytest.mark.parametrize(
    ("language", "locale", "expected"),
    [("es", "en-GB", "es"), (None, "es-MX", "es"), (None, "fr-FR", "en"), ("en", "es-MX", "en")],
)
def test_the_language_is_the_asked_one_or_the_readers(
    open_page: Open,
    page_of: Callable[..., Path],
    incidents: list[Incident],
    language: str | None,
    locale: str,
    expected: str,
) -> None:
    opened = open_page(page_of(incidents, language=language), locale=locale)
    assert opened.call("document.documentElement.lang") == expected
    assert opened.page.get_by_role("checkbox", name={"es": "Bloqueo", "en": "Roadblock"}[expected]).count() == 1


def test_the_page_speaks_spanish(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.page.get_by_label("Language").select_option("es")
    opened.call("geomap.select('raid')")
    for part in (
        "22 de febrero de 2026",
        "en algún punto de esta localidad",
        "heridos: no reportado",
        "alta (90 %)",
        "Jalisco, México",
    ):
        assert part in opened.card()
    left = opened.call(
        "[...document.querySelectorAll('#gm-panel *')].filter(e => !e.children.length).map(e => e.textContent)"
    )
    assert not {"Reset filters", "Legend", "Incidents", "denied", "history"} & set(left)


def test_every_word_stands_in_both_languages(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    assert opened.call(WORDS, "en") == opened.call(WORDS, "es")
    empty = "l => Object.entries(gm.words[l]).filter(([, v]) => v === '').map(([k]) => k)"
    assert opened.call(empty, "en") == opened.call(empty, "es") == []


def test_a_long_list_is_shown_in_parts(
    open_page: Open, page_of: Callable[..., Path], incidents: list[Incident]
) -> None:
    many = [replace(incidents[0], incident_id=f"i{n}", spans=()) for n in range(320)]
    opened = open_page(page_of(many))
    assert opened.page.locator(".gm-list .gm-item").count() == 300
    opened.page.get_by_role("button", name="Show all 320").click()
    assert opened.page.locator(".gm-list .gm-item").count() == 320
    assert opened.call("gm.marks.size") == 320


def test_a_page_without_incidents_says_so(
    open_page: Open, page_of: Callable[..., Path], check_access: Callable[..., None]
) -> None:
    path = page_of([])
    opened = open_page(path)
    assert "No incident was found in the reports." in opened.page.locator("#gm-panel").inner_text()
    assert opened.call("geomap.count()") == 0
    assert opened.call("geomap.toGeoJSON()") == path.with_suffix(".geojson").read_text(encoding="utf-8")
    opened.assert_quiet()
    check_access(opened)


def test_incidents_without_a_place_are_listed_beside_an_empty_map(
    open_page: Open, page_of: Callable[..., Path], incidents: list[Incident]
) -> None:
    nowhere: dict[str, Any] = dict.fromkeys(PLACE)
    opened = open_page(page_of([incidents[3], replace(incidents[7], **nowhere)]))
    text = opened.page.locator(".gm-list").inner_text()
    assert "No incident in the list has a place that the map can show." in text
    assert "place not known" in text
    assert opened.call("gm.marks.size + gm.fields.length") == 0
    assert opened.page.locator(".gm-legend-box").is_hidden()
    at = opened.call("gm.map.getCenter()")
    assert abs(at["lng"] - -102) < 3
    opened.assert_quiet()


def test_more_is_darker_on_a_light_ground_and_lighter_on_a_dark_one(open_page: Open, sample: Path) -> None:
    opened = open_page(sample, scheme="dark")
    opened.call("gm.meta.breaks = [1, 50], gm.meta.ramp = ['#111111', '#eeeeee'], geomap.reset()")
    assert "#111111" in opened.call(FILLS)
    opened.page.emulate_media(color_scheme="light")
    opened.wait(f"({FILLS}).includes('#eeeeee')")
    opened.assert_quiet()
