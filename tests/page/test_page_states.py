"""The page in a real browser: what colours a state, what is striped, and what lies behind a figure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geomap.model import Incident

Open = Callable[..., Any]
PageOf = Callable[..., Path]
BASE = Incident(incident_id="", doc_id="d", event_type="roadblock", date_start="2026-02-22")
JALISCO = {"country_code": "MX", "admin1_code": "14", "geo_precision": "admin1"}
TAPALPA = {**JALISCO, "lon": -103.75954, "lat": 19.94563, "place_name": "Tapalpa", "geo_precision": "settlement"}
IN_JALISCO = "gm.findFields(L.latLng(20.6, -102.5))"


def make_total(identity: str, number: int | None, **fields: Any) -> Incident:  # noqa: ANN401 - fields of an incident
    values: dict[str, Any] = {**JALISCO, "record_kind": "aggregate", "n_events_best": number, **fields}
    return replace(BASE, incident_id=identity, **values)


def make_towns(count: int, number: int, **fields: Any) -> list[Incident]:  # noqa: ANN401 - fields of an incident
    return [replace(BASE, incident_id=f"town{n}", n_events_best=number, **{**TAPALPA, **fields}) for n in range(count)]


@pytest.fixture
def varied() -> list[Incident]:
    """Totals of every kind that a state may have, in three countries."""
    return [
        make_total("whole", 5),
        *make_towns(3, 20),
        make_total("old", 300, background=True),
        make_total("denied", 900, status="denied"),
        make_total("rejected", 999, verification="rejected"),
        make_total("vague", None),
        make_total("zero", 0, admin1_code="01"),
        make_total("unknown", None, admin1_code="06"),
        make_total("largest", 9, admin1_code="16"),
        make_total("larger", 7, admin1_code="16"),
        make_total("municipal", 2, admin1_code="20", admin2_code="20106", geo_precision="admin2"),
        make_total("old only", 4, admin1_code="25", background=True),
        make_total("madagascar", 5, country_code="MG", admin1_code="11"),
        make_total("ireland", 5, country_code="IE", admin1_code="C", admin1_iso="IE-SO"),
        make_total("country", 252, admin1_code=None, geo_precision="country"),
    ]


def read_totals(path: Path) -> dict[str, int | None]:
    """Read what the states file counts, by country and code."""
    features = json.loads(path.with_suffix(".states.geojson").read_text(encoding="utf-8"))["features"]
    states = [f["properties"] for f in features]
    return {
        f"{s['country_code']}-{s['admin1_code']}": s["roadblock_events"] for s in states if s["roadblock_incidents"]
    }


def test_every_state_counts_what_the_states_file_counts(
    open_page: Open, page_of: PageOf, varied: list[Incident]
) -> None:
    path = page_of(varied)
    totals = read_totals(path)
    assert totals == {"MX-14": 60, "MX-01": 0, "MX-06": None, "MX-16": 9, "MX-20": 2, "MG-11": 5, "IE-C": 5}
    opened = open_page(path)
    assert dict(opened.call("[...gm.counts]")) == totals
    assert opened.call("gm.fields.filter(f => f.count !== undefined).length") == len(totals)
    opened.page.get_by_role("checkbox", name="Show history on the map").check()
    assert dict(opened.call("[...gm.counts]")) == totals


def test_history_alone_colours_no_state_and_is_striped(open_page: Open, page_of: PageOf) -> None:
    towns = make_towns(1, 1, admin1_code="06", lon=-103.7, lat=19.2, place_name="Colima")
    opened = open_page(page_of([*towns, make_total("old", 300, background=True)]))
    opened.page.get_by_role("checkbox", name="Show history on the map").check()
    assert dict(opened.call("[...gm.counts]")) == {"MX-06": 1}
    assert opened.call(f"{IN_JALISCO}.fields.map(f => [f.name, f.count])") == [["Jalisco", None]]
    opened.call(f"gm.open({IN_JALISCO})")
    assert "history" in opened.card()


def test_a_state_lists_all_that_its_figure_is_made_of(open_page: Open, page_of: PageOf) -> None:
    opened = open_page(page_of([make_total("whole", 5), *make_towns(3, 20)]))
    opened.click_map(-102.5, 20.6)
    assert "Roadblock: 60" in opened.card()
    assert "4 incidents here" in opened.card()


@pytest.mark.parametrize("placed", [{}, {"lon": -103.7, "lat": 20.3}])
def test_each_municipality_is_an_area_of_its_own(open_page: Open, page_of: PageOf, placed: dict[str, float]) -> None:
    municipal = {**JALISCO, **placed, "event_type": "arson", "geo_precision": "admin2"}
    opened = open_page(
        page_of([
            replace(BASE, incident_id="a", admin2_code="14086", **municipal),
            replace(BASE, incident_id="b", admin2_code="14039", **municipal),
            replace(BASE, incident_id="c", admin2_code="14039", place_id="geonames:1", place_name="Gdl", **municipal),
        ])
    )  # fmt: skip
    areas = opened.call("gm.fields.map(f => [f.name, f.ids])")
    assert areas == [["Tapalpa", ["a"]], ["Guadalajara", ["b", "c"]]]


def test_what_the_filters_take_away_leaves_the_card_of_a_state(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.click_map(-104.6, 20.1)
    assert "Roadblock: 65" in opened.card()
    opened.call("geomap.filter({types: ['deployment']})")
    assert "Roadblock" not in opened.card()
    assert "1 incident here" in opened.card()
    opened.page.locator("#gm-card").get_by_role("button", name="Deployment of forces").click()
    opened.call("geomap.reset()")
    opened.page.get_by_role("button", name="Back").click()
    assert "2 incidents here" in opened.card()
    opened.call("geomap.filter({types: ['raid']})")
    assert not opened.page.locator("#gm-card").is_visible()


def test_a_state_with_nothing_left_is_no_way_back(open_page: Open, sample: Path) -> None:
    opened = open_page(sample)
    opened.click_map(-104.6, 20.1)
    opened.page.locator("#gm-card").get_by_role("button", name="Roadblock").click()
    opened.call("geomap.select('sent'), geomap.filter({types: ['deployment']})")
    opened.page.get_by_role("button", name="Back").click()
    assert "1 incident here" in opened.card()
    opened.call("geomap.select('sent'), geomap.filter({types: []})")
    assert not opened.page.locator("#gm-card").is_visible()
    opened.assert_quiet()


def test_of_many_at_one_place_the_one_under_the_pointer_is_found(open_page: Open, page_of: PageOf) -> None:
    opened = open_page(page_of(make_towns(400, 1)))
    found = opened.call(
        """[...gm.marks].filter(([, m]) => gm.map.getBounds().contains(gm.map.layerPointToLatLng(m._point)))
        .filter(([id, m]) => gm.findHits(gm.map.layerPointToLatLng(m._point)).ids[0] !== id).map(([id]) => id)"""
    )
    assert found == []
    opened.page.get_by_role("button", name="Zoom out").click()
    opened.wait("gm.map._animatingZoom === false")
    opened.click_map(-103.75954, 19.94563)
    assert "Tapalpa" in opened.card()
