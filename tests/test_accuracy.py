"""The scorers of ``make accuracy``: known answers get known figures."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.accuracy.__main__ import score_corpora
from tests.accuracy.headlines import score_headlines
from tests.accuracy.measures import fold_state
from tests.accuracy.muc import score_muc
from tests.accuracy.reports import score_reports
from tests.accuracy.tables import score_table
from tests.accuracy.toponyms import read_marked, score_kinds, score_toponyms

TAPALPA = {"lon": -103.7595, "lat": 19.9456}
RAID = {
    "event_type": "raid",
    "record_kind": "event",
    "country_code": "MX",
    "country_name": "Mexico",
    "admin1_name": "Jalisco",
    "admin2_name": "Tapalpa",
    "place_name": "Tapalpa",
    "place_text": "Tapalpa",
    "geo_precision": "settlement",
    "date_start": "2026-02-22",
    "killed_best": 7,
    **TAPALPA,
}


def mention(start: int, end: int, kind: str = "place", **place: float) -> dict[str, object]:
    """Make a mention as ``geomap toponyms`` writes it."""
    return {"start": start, "end": end, "kind": kind, "lon": None, "lat": None, "confidence": 0.95, **place}


def test_recognition_needs_both_ends_and_resolution_161_km() -> None:
    gold = [{"doc_id": "x-1", "toponyms": [{"start": 0, "end": 7, **TAPALPA}, {"start": 9, "end": 16, **TAPALPA}]}]
    found = [{"doc_id": "x-1", "mentions": [mention(0, 7, lon=-103.3, lat=20.7), mention(9, 15, **TAPALPA)]}]
    figures = score_toponyms(gold, found)
    assert (figures["precision"], figures["recall"], figures["f1"]) == (0.5, 0.5, 0.5)
    assert (figures["within_161_km"], figures["end_to_end_161_km"], figures["sure_right"]) == (1.0, 0.5, 1.0)


def test_kinds_that_a_corpus_does_not_mark_are_left_out_of_its_score() -> None:
    gold = [{"doc_id": "geovirus-1", "toponyms": []}]
    found = [{"doc_id": "geovirus-1", "mentions": [mention(0, 3, "demonym"), mention(4, 7, "place")]}]
    assert score_toponyms(gold, found)["precision"] == 0.0
    assert score_toponyms(gold, [{"doc_id": "geovirus-1", "mentions": []}])["recall"] == 0.0


def test_marked_texts_give_spans_and_kinds(tmp_path: Path) -> None:
    path = tmp_path / "es-x.txt"
    path.write_text("Fuego en [Tapalpa|P]\nEl [Sinaloa|O] FC.\n===\nNada.\n", encoding="utf-8")
    first, second = read_marked(path)
    assert [first["text"][t["start"] : t["end"]] for t in first["toponyms"]] == ["Tapalpa", "Sinaloa"]
    assert second["toponyms"] == []
    found = [{"doc_id": first["doc_id"], "mentions": [mention(9, 16), mention(20, 27)]}]
    figures = score_kinds([first, second], found)
    assert (figures["place_precision"], figures["place_recall"], figures["kind_right"]) == (0.5, 1.0, 0.5)


def test_headlines_are_scored_by_place_state_and_deaths() -> None:
    gold = [{"doc_id": "h", "gold": {"place": "Tapalpa", "admin1_name": "Jalisco state", "killed": 7, **TAPALPA}}]
    figures = score_headlines(gold, {"h": [RAID, {**RAID, "admin1_name": "Sonora", "lat": 29.0}]})
    assert (figures["place_recall"], figures["place_precision"], figures["false_state"]) == (1.0, 0.5, 0.5)
    assert (figures["deaths_recall"], figures["deaths_precision"], figures["outside_mexico"]) == (1.0, 1.0, 0.0)
    assert score_headlines(gold, {})["place_recall"] == 0.0


def test_templates_take_the_incident_that_fits_best() -> None:
    template = {
        "type": "ATTACK",
        "optional": False,
        "stage": "ACCOMPLISHED",
        "location": [[{"name": "Mexico"}, {"name": "Tapalpa"}]],
        "date": {"start": "2026-02-22", "end": "2026-02-22", "open": False},
    }
    gold = [{"doc_id": "m", "incidents": [template]}]
    figures = score_muc(
        gold, {"m": [{**RAID, "place_name": "Colima", "place_text": "Colima", "admin2_name": None}, RAID]}
    )
    assert (figures["relevance_f1"], figures["type_f1"], figures["place_right"], figures["date_right"]) == (1, 1, 1, 1)
    assert score_muc(gold, {})["incident_f1"] == 0.0


def test_reports_are_scored_by_type_and_place_together() -> None:
    event = {
        "types": ["raid"],
        "name": "Tapalpa",
        "admin1": "Jalisco",
        "country": "MX",
        "date": "2026-02-22",
        "counts": {"killed": 7},
    }
    gold = [{"doc_id": "r", "incidents": [event], "roadblock_states": [], "never": ["Sinaloa"]}]
    figures = score_reports(
        gold,
        {
            "r": [
                RAID,
                {**RAID, "event_type": "arson", "place_name": "Sinaloa", "place_text": "Sinaloa", "admin2_name": None},
            ]
        },
    )
    assert (figures["incident_precision"], figures["incident_recall"]) == (0.5, 1.0)
    assert (figures["date_right"], figures["count_right"], figures["places_that_must_not_be"]) == (1.0, 1.0, 1)


def test_a_town_far_off_that_claims_to_be_one_is_wrong_and_sure() -> None:
    gold = [
        {"id": "1", "adm1": "Jalisco state", "place": "Tapalpa", "where_prec": "1", "lon": "-103.76", "lat": "19.95"}
    ]
    answer = {
        "id": "1",
        "geomap_admin1_name": "Jalisco",
        "geomap_confidence": "0.97",
        "geomap_geo_precision": "settlement",
    }
    far = score_table(gold, [{**answer, "geomap_lon": "-103.0", "geomap_lat": "21.0"}])
    assert (far["state_right"], far["towns_within_10_km"], far["wrong_and_sure"], far["sure_right"]) == (1, 0, 1, 0)
    near = score_table(gold, [{**answer, "geomap_lon": "-103.75", "geomap_lat": "19.94"}])
    assert (near["towns_within_10_km"], near["wrong_and_sure"], near["sure_right"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("one", "other"), [("Kebbi State", "Kebbi"), ("Estado de México", "Edomex"), ("CDMX", "Distrito Federal")]
)
def test_states_are_compared_without_their_kind(one: str, other: str) -> None:
    assert fold_state(one) == fold_state(other)


def test_a_corpus_goes_through_the_command_without_its_gold(tmp_path: Path) -> None:
    (tmp_path / "toponyms").mkdir()
    (tmp_path / "points").mkdir()
    text = "Soldiers raided a house in Tapalpa, Jalisco."
    toponyms = [
        {"start": 27, "end": 34, "text": "Tapalpa", **TAPALPA},
        {"start": 36, "end": 43, "text": "Jalisco", "lat": None},
    ]
    document = {"doc_id": "x", "text": text, "toponyms": toponyms}
    (tmp_path / "toponyms" / "own.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
    with (tmp_path / "points" / "own.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [("lon", "lat", "admin2_code", "admin1_code"), (-103.7595, 19.9456, "14086", "14")]
        )
    results = dict(score_corpora(tmp_path))
    assert results["toponyms/own"]["f1"] == 1.0
    assert results["toponyms/own"]["within_161_km"] == 1.0
    assert results["points/own"]["municipality_right"] == 1.0
