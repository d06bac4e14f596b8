"""Scores geocoded tables and joined points."""

from __future__ import annotations

from collections import defaultdict

from tests.accuracy.measures import Document, Figures, divide, fold_state, measure_km

TOWN = "1"
"""UCDP's ``where_prec`` of an event whose town is known."""
WITHIN_KM = 10.0
SURE = 0.9


def score_table(gold: list[Document], found: list[Document]) -> Figures:
    """Score the rows of UCDP's table: towns at 10 km, by row and by distinct place, and all rows by state."""
    answers = {row["id"]: row for row in found}
    states = right_state = towns = near = wrong = sure = sure_right = 0
    places: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for row in gold:
        answer = answers[row["id"]]
        if row["adm1"]:
            states += 1
            right_state += fold_state(row["adm1"]) == fold_state(answer["geomap_admin1_name"])
        if row["where_prec"] != TOWN:
            continue
        towns += 1
        distance = _measure(row, answer)
        is_near = distance is not None and distance <= WITHIN_KM
        near += is_near
        places[row["place"], row["adm1"]].append(is_near)
        wrong += distance is not None and not is_near and answer["geomap_geo_precision"] in ("exact", "settlement")
        if distance is not None and float(answer["geomap_confidence"]) >= SURE:
            sure, sure_right = sure + 1, sure_right + is_near
    return {
        "rows": len(gold),
        "state_right": divide(right_state, states),
        "towns_within_10_km": divide(near, towns),
        "distinct_places_within_10_km": divide(sum(map(any, places.values())), len(places)),
        "wrong_and_sure": divide(wrong, towns),
        "sure": divide(sure, towns),
        "sure_right": divide(sure_right, sure),
    }


def _measure(row: Document, answer: Document) -> float | None:
    if not answer["geomap_lat"]:
        return None
    here = {"lon": float(row["lon"]), "lat": float(row["lat"])}
    return measure_km(here, {"lon": float(answer["geomap_lon"]), "lat": float(answer["geomap_lat"])})


def score_points(gold: list[Document], found: list[Document]) -> Figures:
    """Score joined points by INEGI's codes; the rows are the same in the same order."""
    wanted = [
        (row.get("admin1_code") or row["cvegeo"][:2], row.get("admin2_code") or row["cvegeo"][:5]) for row in gold
    ]
    pairs = list(zip(wanted, found, strict=True))
    return {
        "points": len(gold),
        "state_right": divide(sum(codes[0] == row["geomap_admin1_code"] for codes, row in pairs), len(gold)),
        "municipality_right": divide(sum(codes[1] == row["geomap_admin2_code"] for codes, row in pairs), len(gold)),
    }
