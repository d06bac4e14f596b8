"""
Incidents to layers: what is drawn, in which colour and shape, and what is said about it in words.

Nothing here knows folium or HTML; ``webmap`` draws what this module decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pyarrow as pa

from geomap.event_types import EventTypes
from geomap.schema import EVENT_TYPES, select_facts

DEFAULT_STYLE = ("#3f454d", "circle")
"""Colour and shape of a type that no table names."""
RAMP = ("#efd3e4", "#d79bc4", "#ab5a99", "#6a2463")
"""Four classes from light to dark in the hue of roadblocks: the order shows without colour."""
SITED = ("exact", "settlement", "near", "admin2")
CHOROPLETH_FIRST = "roadblock"
LEAST_STATES = 3
"""A type told of fewer states than this does not colour them."""
_USED = (
    "event_type", "record_kind", "country_code", "admin1_code", "geo_precision", "place_name",
    "n_events_best", "n_areas", "n_active", "n_cleared", "killed_best", "status", "verification", "background",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypeLayer:
    """The layer of one event type."""

    code: str
    label_en: str
    label_es: str
    color: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that an incident was read from."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """Start and end of the words that gave a field, in code points within the sentence."""


@dataclass(frozen=True, slots=True)
class MapLayers:
    """All that a page shows apart from the data itself."""

    title: str
    types: tuple[TypeLayer, ...]
    choropleth: str | None
    """The event type that colours the states, if any does."""
    breaks: tuple[int, ...]
    """The least count of each class of the choropleth."""
    ramp: tuple[str, ...]
    summary: Mapping[str, str]
    """By language."""
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)


def build_layers(
    incidents: pa.Table, states: pa.Table, event_types: EventTypes, *, title: str | None = None, quotes: bool = True
) -> MapLayers:
    """
    Decide what the map shows.

    Parameters
    ----------
    incidents
        Columns as ``schema.arrow_schema``; reconciled.
    states
        Of ``boundaries.totals.total_states``.
    event_types
        Labels of the types.
    title
        Of the page.
    quotes
        Whether the sentences that incidents were read from are shown.

    Returns
    -------
    layers
        One layer an event type that is there, in the order of ``schema.EVENT_TYPES``.
    """
    present = set(incidents["event_type"].to_pylist())
    order = [t for t in EVENT_TYPES if t in present] + sorted(present.difference(EVENT_TYPES))
    types = tuple(_make_layer(code, event_types) for code in order)
    facts = select_facts(incidents.select(_USED)).to_pylist()
    choropleth = _choose_choropleth(facts)
    column = f"{choropleth}_events"
    counts = states.column(column).to_pylist() if column in states.column_names else []
    breaks = find_breaks(c for c in counts if c is not None)
    return MapLayers(
        title or "geomap",
        types,
        choropleth,
        breaks,
        RAMP[-len(breaks) :] if breaks else RAMP[-2:],
        {lang: _summarise(facts, types, lang) for lang in _WORDS},
        collect_evidence(incidents.select(["incident_id", "spans"]).to_pylist()) if quotes else {},
    )


def _make_layer(code: str, event_types: EventTypes) -> TypeLayer:
    known = event_types.types.get(code)
    if known is None:
        return TypeLayer(code, code, code, *DEFAULT_STYLE)
    return TypeLayer(code, known.label_en, known.label_es, known.color, known.symbol)


def _choose_choropleth(facts: Iterable[Mapping[str, Any]]) -> str | None:
    """Choose the type that colours the states: roadblocks where there are any, else the one told of most states."""
    told: dict[str, set[tuple[str, str]]] = {}
    for row in facts:
        country, state = row["country_code"], row["admin1_code"]
        if not (country and state):
            continue
        if row["event_type"] == CHOROPLETH_FIRST:
            return CHOROPLETH_FIRST
        if row["geo_precision"] == "admin1" and row["event_type"] != "other":
            told.setdefault(row["event_type"], set()).add((country, state))
    wide = sorted(t for t in told if len(told[t]) >= LEAST_STATES)
    return max(wide, key=lambda t: len(told[t]), default=None)


def find_breaks(counts: Iterable[int]) -> tuple[int, ...]:
    """
    Find the classes of a choropleth: round numbers, at most as many as the ramp has colours.

    Parameters
    ----------
    counts
        Of the states; 0 and less belong to no class.

    Returns
    -------
    breaks
        The least count of each class, rising, the first of them 1; empty where nothing is counted. Each
        class but perhaps the first holds a state.
    """
    known = sorted({c for c in counts if c > 0})
    if not known:
        return ()
    steps = sorted({_round_down(c) for c in known[1:]} - {1})
    while len(steps) > len(RAMP) - 1:
        # The two that are closest, as a reader sees it, become one class.
        ratios = [upper / lower for lower, upper in pairwise(steps)]
        del steps[ratios.index(min(ratios)) + 1]
    return (1, *steps)


def _round_down(count: int) -> int:
    """Give the largest of 1, 2, 5, 10, 20, 50, … that is no larger than a count."""
    power: int = 10 ** (len(str(count)) - 1)
    return max(step * power for step in (1, 2, 5) if step * power <= count)


def collect_evidence(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Evidence, ...]]:
    """
    Collect the sentences that incidents were read from, with the words that gave each field.

    Parameters
    ----------
    rows
        Ids and spans of incidents; the spans keep their text.

    Returns
    -------
    evidence
        By incident id; incidents without a sentence are left out.
    """
    found: dict[str, tuple[Evidence, ...]] = {}
    for row in rows:
        spans = row["spans"] or []
        pieces = [
            Evidence(
                s["exact"],
                tuple(
                    (m["start"] - s["start"], m["end"] - s["start"])
                    for m in sorted(spans, key=lambda m: (m["start"], -m["end"]))
                    if m["field"] != "evidence"
                    and m["doc_id"] == s["doc_id"]
                    and s["start"] <= m["start"] < m["end"] <= s["end"]
                ),
            )
            for s in spans
            if s["field"] == "evidence" and s["exact"]
        ]
        if pieces:
            found[row["incident_id"]] = tuple(dict.fromkeys(pieces))
    return found


_WORDS = {
    "en": {
        "areas": ("in {} state or area", "in {} states or areas"),
        "active": ("{} still active", "{} still active"),
        "cleared": ("{} cleared", "{} cleared"),
        "killed": ("{} killed", "{} killed"),
    },
    "es": {
        "areas": ("en {} estado o área", "en {} estados o áreas"),
        "active": ("{} aún activo", "{} aún activos"),
        "cleared": ("{} liberado", "{} liberados"),
        "killed": ("{} muerto", "{} muertos"),
    },
}
"""By language and figure: for one, and for any other number."""


def _summarise(facts: Sequence[Mapping[str, Any]], types: Sequence[TypeLayer], lang: str) -> str:
    """Say the largest total and the deadliest event in words."""
    labels = {t.code: (t.label_es if lang == "es" else t.label_en) for t in types}

    def say(figure: str, number: int) -> str:
        return _WORDS[lang][figure][number != 1].format(f"{number:,}")

    totals = [r for r in facts if r["record_kind"] == "aggregate" and r["n_events_best"]]
    parts = []
    if totals:
        top = max(totals, key=lambda r: r["n_events_best"])
        text = f"{labels[top['event_type']]}: {top['n_events_best']:,}"
        text += f" {say('areas', top['n_areas'])}" if top["n_areas"] else ""
        text += f", {say('active', top['n_active'])}" if top["n_active"] is not None else ""
        text += f", {say('cleared', top['n_cleared'])}" if top["n_cleared"] is not None else ""
        parts.append(text)
    deadly = [r for r in facts if r["record_kind"] == "event" and r["killed_best"] and r["place_name"]]
    if deadly:
        # What a report tells of a whole state may be the sum of many places: an event with a site goes before it.
        top = max(deadly, key=lambda r: (r["geo_precision"] in SITED, r["killed_best"]))
        parts.append(f"{labels[top['event_type']]}, {top['place_name']}: {say('killed', top['killed_best'])}")
    return ". ".join(parts) + ("." if parts else "")
