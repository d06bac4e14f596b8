"""Scores incidents against MUC-4's templates: type, place, date."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.names import fold_toponym
from tests.accuracy.measures import Document, Figures, divide, list_names, rate

TYPES = {
    "ATTACK": {"attack", "attack_security", "armed_clash", "raid", "killing"},
    "BOMBING": {"explosion", "drone_strike"},
    "KIDNAPPING": {"abduction"},
    "ARSON": {"arson", "vehicle_burning"},
    "ROBBERY": {"looting"},
    "FORCED WORK STOPPAGE": {"strike"},
}
SCORED = frozenset().union(*TYPES.values())
COMBAT = {"armed_clash", "attack_security", "raid"}
"""MUC left combat out: one that no template tells of is not counted as false."""
_NAMES = ("place_name", "place_text", "admin2_name", "admin1_name", "country_name")


@dataclass
class _Tally:
    gold_relevant: int = 0
    told_relevant: int = 0
    both_relevant: int = 0
    wanted: int = 0
    given: int = 0
    typed: int = 0
    full: int = 0
    places: int = 0
    placed: int = 0
    dates: int = 0
    dated: int = 0


def score_muc(gold: list[Document], found: dict[str, list[Document]]) -> Figures:
    """
    Score incidents that are not denied; ``found`` has them by ``doc_id``.

    Threatened and attempted incidents are optional, and a document with none but such counts on neither
    side of relevance. Dates with an open end ("before 9 January") are left out of the dates.
    """
    tally = _Tally()
    for document in gold:
        incidents = [i for i in found.get(document["doc_id"], []) if i["event_type"] in SCORED]
        required = [t for t in document["incidents"] if not t["optional"] and t.get("stage") == "ACCOMPLISHED"]
        optional = [t for t in document["incidents"] if t not in required]
        if required or not optional:
            tally.gold_relevant += bool(required)
            tally.told_relevant += any(required or i["event_type"] not in COMBAT for i in incidents)
            tally.both_relevant += bool(required and incidents)
        _match(required, optional, incidents, tally)
    relevance = rate(tally.both_relevant, tally.told_relevant, tally.gold_relevant)
    return {
        "documents": len(gold),
        "incidents": tally.wanted,
        "relevance_f1": relevance[2],
        "type_f1": rate(tally.typed, tally.given, tally.wanted)[2],
        "place_right": divide(tally.placed, tally.places),
        "date_right": divide(tally.dated, tally.dates),
        "incident_f1": rate(tally.full, tally.given, tally.wanted)[2],
    }


def _match(required: list[Document], optional: list[Document], incidents: list[Document], tally: _Tally) -> None:
    """Give each template the free incident that fits it best; those left over count as false."""
    free = list(incidents)
    tally.wanted += len(required)
    for template in [*required, *optional]:
        best = max(free, key=lambda i: _fit(template, i), default=None)
        if best is None or _fit(template, best) < 0:
            continue
        free.remove(best)
        if any(template is r for r in required):
            tally.given += 1
            _count(template, best, tally)
    tally.given += sum(i["event_type"] not in COMBAT for i in free)


def _fit(template: Document, incident: Document) -> int:
    if incident["event_type"] not in TYPES.get(template["type"], ()):
        return -1
    names = list_names(incident, _NAMES)
    chains = template["location"] or []
    finest = {fold_toponym(chain[-1]["name"]) for chain in chains}
    return 1 + 2 * bool(finest & names) + any(fold_toponym(p["name"]) in names for chain in chains for p in chain)


def _count(template: Document, incident: Document, tally: _Tally) -> None:
    tally.typed += 1
    names = list_names(incident, _NAMES)
    placed = any(fold_toponym(chain[-1]["name"]) in names for chain in template["location"] or [])
    tally.full += placed or not template["location"]
    if template["location"]:
        tally.places, tally.placed = tally.places + 1, tally.placed + placed
    date = template["date"]
    if date and not date["open"]:
        tally.dates += 1
        tally.dated += date["start"] <= str(incident["date_start"])[:10] <= date["end"]
