"""Incidents to layers: which types, colours, classes, words and sentences a map shows."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.event_types import SYMBOLS, EventTypes, read_event_types
from geomap.layers import RAMP, Evidence, MapLayers, build_layers, collect_evidence, find_breaks
from geomap.model import Incident, Span
from geomap.schema import EVENT_TYPES, incidents_to_table

Make = Callable[..., MapLayers]
NO_STATES = pa.table({"admin1_iso": pa.array([], pa.string())})
BASE = Incident(incident_id="a", doc_id="d", event_type="raid", country_code="MX")


@pytest.fixture(scope="module")
def event_types() -> EventTypes:
    return read_event_types()


@pytest.fixture
def layers_of(event_types: EventTypes) -> Make:
    def run(*incidents: Incident, states: pa.Table = NO_STATES, **options: Any) -> MapLayers:  # noqa: ANN401
        return build_layers(incidents_to_table(incidents), states, event_types, **options)

    return run


def make_state_incident(code: str, event_type: str = "roadblock", **fields: Any) -> Incident:  # noqa: ANN401
    values: dict[str, Any] = {
        "incident_id": f"{event_type}{code}",
        "admin1_code": code,
        "geo_precision": "admin1",
        **fields,
    }
    return replace(BASE, event_type=event_type, **values)


def test_there_is_one_layer_a_type_in_the_order_of_the_schema(layers_of: Make) -> None:
    made = layers_of(
        replace(BASE, incident_id="1", event_type="other"),
        replace(BASE, incident_id="2", event_type="roadblock"),
        replace(BASE, incident_id="3", event_type="other"),
        replace(BASE, incident_id="4"),
    )
    assert [t.code for t in made.types] == ["raid", "roadblock", "other"]
    assert (made.types[1].label_en, made.types[1].label_es) == ("Roadblock", "Bloqueo")


def test_a_type_that_nobody_named_keeps_its_code(layers_of: Make, event_types: EventTypes) -> None:
    table = incidents_to_table([BASE]).to_pylist()
    table[0]["event_type"] = "sabotage"
    made = build_layers(pa.Table.from_pylist(table), NO_STATES, event_types)
    assert [(t.code, t.label_en, t.label_es) for t in made.types] == [("sabotage",) * 3]
    assert layers_of(BASE).types[0].code == "raid"


def test_every_type_has_a_look_of_its_own(event_types: EventTypes) -> None:
    looks = [(t.color, t.symbol) for t in event_types.types.values()]
    assert len(set(looks)) == len(looks) == len(EVENT_TYPES)
    assert all(re.fullmatch("#[0-9a-f]{6}", color) and symbol in SYMBOLS for color, symbol in looks)


def to_linear(color: str) -> list[float]:
    values = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


# Viénot, Brettel and Mollon (1999): what is left of linear red, green and blue to who lacks one kind of cone.
BLIND = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deutan": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}


def to_lab(color: str, blindness: str) -> tuple[float, float, float]:
    rgb = to_linear(color)
    red, green, blue = (sum(a * b for a, b in zip(row, rgb, strict=True)) for row in BLIND[blindness])
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (max(x, 0), max(y, 0), max(z, 0)))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("blindness", BLIND)
def test_the_colours_of_the_families_stay_apart_for_colour_blind_readers(
    blindness: str, event_types: EventTypes
) -> None:
    colors = sorted({t.color for t in event_types.types.values()})
    seen = {c: to_lab(c, blindness) for c in colors}
    apart = {
        (a, b): sum((x - y) ** 2 for x, y in zip(seen[a], seen[b], strict=True)) ** 0.5
        for a, b in combinations(colors, 2)
    }
    assert len(colors) == 8
    assert min(apart.values()) > 10, min(apart, key=lambda pair: apart[pair])


@pytest.mark.parametrize("blindness", BLIND)
def test_the_ramp_darkens_step_by_step(blindness: str) -> None:
    lightness = [to_lab(c, blindness)[0] for c in RAMP]
    assert all(a - b > 12 for a, b in pairwise(lightness))


@pytest.mark.parametrize(
    ("counts", "breaks"),
    [
        ([], ()),
        ([0, -1], ()),
        ([65], (1,)),
        ([65, 65, 0], (1,)),
        ([65, 18, 36], (1, 20, 50)),
        ([1, 2, 3, 4, 5, 9], (1, 2, 5)),
        ([1, 3, 12, 70, 650, 8000], (1, 2, 50, 5000)),
    ],
)
def test_the_classes_of_counts_are_round(counts: list[int], breaks: tuple[int, ...]) -> None:
    assert find_breaks(counts) == breaks


@given(st.lists(st.integers(0, 10**9), max_size=60))
def test_the_classes_hold_all_counts_and_none_is_empty_but_the_first(counts: list[int]) -> None:
    breaks = find_breaks(counts)
    known = [c for c in counts if c > 0]
    assert bool(breaks) == bool(known)
    assert len(breaks) <= len(RAMP)
    assert list(breaks) == sorted(set(breaks))
    assert all(c >= breaks[0] for c in known)
    assert all(any(least <= c < end for c in known) for least, end in pairwise([*breaks[1:], 10**10]))


def test_roadblocks_colour_the_states_wherever_there_are_any(layers_of: Make) -> None:
    states = pa.table({"admin1_iso": ["MX-JAL", "MX-COL", "MX-MIC"], "roadblock_events": [65, None, 3]})
    made = layers_of(
        make_state_incident("14", geo_precision="settlement"), make_state_incident("06", "alert"), states=states
    )
    assert made.choropleth == "roadblock"
    assert made.breaks == (1, 50)
    assert made.ramp == RAMP[-2:]


def test_else_the_type_told_of_most_states_colours_them(layers_of: Make) -> None:
    alerts = [make_state_incident(code, "alert") for code in ("14", "06", "16")]
    arrests = [make_state_incident("14", "arrest", incident_id=f"a{n}") for n in range(9)]
    others = [make_state_incident(code, "other") for code in ("01", "02", "03", "04")]
    assert layers_of(*arrests, *others, *alerts).choropleth == "alert"
    assert layers_of(*arrests, *others, *alerts[:2]).choropleth is None


NO_FACT: list[dict[str, Any]] = [{"status": "denied"}, {"background": True}, {"verification": "rejected"}]


@pytest.mark.parametrize("fields", [*NO_FACT, {"admin1_code": None}, {"country_code": None}])
def test_what_is_no_fact_or_nowhere_colours_no_state(layers_of: Make, fields: dict[str, Any]) -> None:
    made = layers_of(make_state_incident("14", **fields))
    assert made.choropleth is None
    assert made.breaks == ()
    assert made.ramp == RAMP[-2:]


def test_the_summary_tells_the_largest_total_and_the_deadliest_event(layers_of: Make) -> None:
    made = layers_of(
        replace(BASE, incident_id="1", killed_best=7, place_name="Tapalpa"),
        replace(BASE, incident_id="2", killed_best=9, place_name="Elsewhere", status="denied"),
        replace(
            BASE,
            incident_id="3",
            event_type="roadblock",
            record_kind="aggregate",
            n_events_best=1252,
            n_areas=20,
            n_active=0,
            n_cleared=1229,
        ),
        replace(BASE, incident_id="4", event_type="roadblock", record_kind="aggregate", n_events_best=65),
    )
    assert made.summary["en"] == (
        "Roadblock: 1,252 in 20 states or areas, 0 still active, 1,229 cleared. "
        "Raid / security operation, Tapalpa: 7 killed."
    )
    assert (
        made.summary["es"]
        == "Bloqueo: 1,252 en 20 estados o áreas, 0 aún activos, 1,229 liberados. Operativo, Tapalpa: 7 muertos."
    )
    assert layers_of(BASE).summary == {"en": "", "es": ""}


@pytest.mark.parametrize("fields", NO_FACT)
def test_the_summary_tells_only_facts(layers_of: Make, fields: dict[str, Any]) -> None:
    blocked = make_state_incident("14", record_kind="aggregate", n_events_best=999, **fields)
    killed = replace(BASE, killed_best=9, place_name="Elsewhere", **fields)
    assert layers_of(blocked, killed).summary == {"en": "", "es": ""}


def test_the_summary_tells_of_one_in_the_singular(layers_of: Make) -> None:
    made = layers_of(
        make_state_incident("14", record_kind="aggregate", n_events_best=1, n_areas=1, n_active=1, n_cleared=1),
        replace(BASE, killed_best=1, place_name="Tapalpa"),
    )
    assert made.summary["en"].startswith("Roadblock: 1 in 1 state or area, 1 still active, 1 cleared. ")
    assert made.summary["es"] == (
        "Bloqueo: 1 en 1 estado o área, 1 aún activo, 1 liberado. Operativo, Tapalpa: 1 muerto."
    )


def test_evidence_is_the_sentence_with_the_words_that_gave_each_field() -> None:
    text = "Seven were killed in Tapalpa."
    spans = (
        Span("d", "evidence", 100, 129, text),
        Span("d", "place_text", 121, 128, "Tapalpa"),
        Span("d", "killed_best", 100, 105),
        Span("d", "date_start", 5, 10),
        Span("e", "event_type", 110, 117),
        Span("d", "evidence", 100, 129, text),
    )
    rows = incidents_to_table([replace(BASE, spans=spans), replace(BASE, incident_id="b")]).to_pylist()
    assert collect_evidence(rows) == {"a": (Evidence(text, ((0, 5), (21, 28))),)}


def test_evidence_is_left_out_where_quotes_are_not_wanted(layers_of: Make) -> None:
    incident = replace(BASE, spans=(Span("d", "evidence", 0, 5, "Seven"),))
    assert layers_of(incident).evidence
    assert layers_of(incident, quotes=False).evidence == {}


def test_the_title_is_the_asked_one(layers_of: Make) -> None:
    assert layers_of(title="A map").title == "A map"
    assert layers_of().title == "geomap"
    assert layers_of().types == ()


def test_layers_load_no_folium() -> None:
    code = "import sys, geomap.layers; print([m for m in ('folium', 'branca', 'pandas', 'numba') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our code
    assert ran.stdout == "[]\n"
