"""Scores the incidents of whole reports: type and place together, dates, counts, states with roadblocks."""

from __future__ import annotations

from collections import Counter

from geomap.names import fold_toponym
from tests.accuracy.measures import Document, Figures, divide, fold_state, list_names, rate

COUNTS = {"roadblocks": "n_events_best", "states": "n_areas"}
"""Fields of counts that are not named ``<count>_best``."""
_NAMES = ("place_name", "place_text", "admin2_name")


def score_reports(gold: list[Document], found: dict[str, list[Document]]) -> Figures:
    """
    Score incidents that are not denied; ``found`` has them by ``doc_id``.

    Each incident of the gold takes at most one of an accepted type at its place, the best pairs first. Of
    the rest, those are false that are neither a roadblock of a state that the report lists nor one further
    incident at a place of the gold.
    """
    tally: Counter[str] = Counter()
    for document in gold:
        incidents = found.get(document["doc_id"], [])
        states = {fold_state(name) for name in document["roadblock_states"] or []}
        blocked = {
            fold_state(i["admin1_name"]) for i in incidents if i["event_type"] == "roadblock" and i["admin1_name"]
        }
        tally.update(states=len(states), blocked=len(blocked), both=len(states & blocked))
        never = {fold_toponym(name) for name in document["never"]}
        tally["never"] += sum(
            bool(never & {fold_toponym(i[f] or "") for f in ("place_text", "place_name")}) for i in incidents
        )
        if not document["incidents"] and not states:
            tally.update(empty=1, kept_empty=not incidents)
        used = _match(document["incidents"], incidents, tally)
        tally.update(wanted=len(document["incidents"]), right=len(used))
        tally["false"] += _count_false(document["incidents"], incidents, used, states)
    precision, recall, f1 = rate(tally["right"], tally["right"] + tally["false"], tally["wanted"])
    return {
        "documents": len(gold),
        "incidents": tally["wanted"],
        "incident_precision": precision,
        "incident_recall": recall,
        "incident_f1": f1,
        "roadblock_states_f1": rate(tally["both"], tally["blocked"], tally["states"])[2],
        "date_right": divide(tally["dated"], tally["dates"]),
        "count_right": divide(tally["counted"], tally["counts"]),
        "places_that_must_not_be": tally["never"],
        "empty_kept_empty": divide(tally["kept_empty"], tally["empty"]),
    }


def _match(wanted: list[Document], incidents: list[Document], tally: Counter[str]) -> set[int]:
    """Pair gold with incidents, the best pairs first; give the numbers of the incidents that were taken."""
    pairs = []
    for n, event in enumerate(wanted):
        for m, incident in enumerate(incidents):
            if fit := _fit(event, incident):
                dated, counted = _agree(event, incident)
                pairs.append((fit + dated + sum(counted) + 1 / (1 + len(event["types"])), -n, -m))
    taken: set[int] = set()
    used: set[int] = set()
    for _, n, m in sorted(pairs, reverse=True):
        if n in taken or -m in used:
            continue
        taken.add(n)
        used.add(-m)
        dated, counted = _agree(wanted[-n], incidents[-m])
        tally.update(dates=bool(wanted[-n]["date"]), dated=dated, counts=len(counted), counted=sum(counted))
    return used


def _fit(event: Document, incident: Document) -> int:
    """Give 0 for no match, else 1 or 2 for how well the place fits."""
    if incident["event_type"] not in event["types"] or incident["country_code"] not in (None, event["country"]):
        return 0
    if event["name"] is None:
        wide = incident["record_kind"] == "aggregate" or incident["geo_precision"] == "country"
        return 2 * (not incident["admin1_name"] and wide)
    names = {fold_toponym(name) for name in event["name"].split("|")}
    if event["admin1"] and fold_state(incident["admin1_name"]) != fold_state(event["admin1"]):
        return 0
    if names == {fold_toponym(event["admin1"] or "")} and event.get("level") != "city":
        named = fold_toponym(incident["place_name"] or "") in names
        return 2 if incident["geo_precision"] == "admin1" else int(named)
    return 2 * bool(names & list_names(incident, _NAMES) and incident["geo_precision"] not in ("admin1", "country"))


def _agree(event: Document, incident: Document) -> tuple[bool, list[bool]]:
    """Tell whether the day is right, and which counts are."""
    counted = [incident[COUNTS.get(name, f"{name}_best")] == figure for name, figure in event["counts"].items()]
    return bool(event["date"]) and str(incident["date_start"])[:10] == event["date"], counted


def _count_false(wanted: list[Document], incidents: list[Document], used: set[int], states: set[str]) -> int:
    allowed = {
        (fold_toponym(name), fold_state(event["admin1"]))
        for event in wanted
        if event["name"]
        for name in event["name"].split("|")
    }
    false = 0
    for n, incident in enumerate(incidents):
        state = fold_state(incident["admin1_name"])
        if n in used or (incident["event_type"] == "roadblock" and state in states):
            continue
        place = next((p for name in sorted(list_names(incident, _NAMES)) if (p := (name, state)) in allowed), None)
        allowed.discard(place or ("", ""))
        false += place is None
    return false
