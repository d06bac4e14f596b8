"""Scores the incidents of headlines whose event UCDP knows: place within 25 km, state, deaths."""

from __future__ import annotations

from tests.accuracy.measures import Document, Figures, divide, fold_state, measure_km

WITHIN_KM = 25.0
SITED = ("exact", "settlement", "near", "admin2")
MOST_FIGURES = 2
"""A headline with more figures of deaths than this has not been understood."""


def score_headlines(gold: list[Document], found: dict[str, list[Document]]) -> Figures:
    """Score the incidents that are not denied; ``found`` has them by ``doc_id``."""
    places = placed = points = near = states = other_state = foreign = 0
    deaths = told = right = 0
    for document in gold:
        incidents, event = found.get(document["doc_id"], []), document["gold"]
        foreign += any(i["country_code"] not in ("MX", None) for i in incidents)
        named = [i for i in incidents if i["admin1_name"]]
        states += len(named)
        other_state += sum(fold_state(i["admin1_name"]) != fold_state(event["admin1_name"]) for i in named)
        if event["place"]:
            sited = [i for i in incidents if i["lat"] is not None and i["geo_precision"] in SITED]
            close = [measure_km(event, i) <= WITHIN_KM for i in sited]
            places, placed = places + 1, placed + any(close)
            points, near = points + len(close), near + sum(close)
        if event["killed"] is not None:
            figures = {i["killed_best"] for i in incidents if i["killed_best"] is not None}
            deaths, told = deaths + 1, told + bool(figures)
            right += event["killed"] in figures and len(figures) <= MOST_FIGURES
    return {
        "headlines": len(gold),
        "with_incident": divide(sum(bool(found.get(d["doc_id"])) for d in gold), len(gold)),
        "place_recall": divide(placed, places),
        "place_precision": divide(near, points),
        "false_state": divide(other_state, states),
        "deaths_recall": divide(right, deaths),
        "deaths_precision": divide(right, told),
        "outside_mexico": divide(foreign, len(gold)),
    }
