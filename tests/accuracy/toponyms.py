"""Scores mentions: recognition (both ends right), resolution, confidence, and kinds."""

from __future__ import annotations

import re
from pathlib import Path

from tests.accuracy.measures import Document, Figures, divide, measure_km, rate

WITHIN_KM = 161.0
"""100 miles: the distance of the literature on geoparsing."""
SURE = 0.9
MARKED = {
    "gwn": {"place", "government", "demonym", "language", "organisation", "person"},
    "lgl": {"place", "government", "demonym"},
    "geovirus": {"place", "government"},
    "mxnews": {"place", "government"},
}
"""The kinds that each corpus's annotators marked, by the first part of ``doc_id``; all kinds elsewhere."""
KINDS = {
    "P": "place",
    "G": "government",
    "D": "demonym",
    "L": "language",
    "O": "organisation",
    "N": "person",
    "F": "facility",
}
_MARK = re.compile(r"\[([^\[\]|]+)\|([PGDLONF])\]")


def score_toponyms(gold: list[Document], found: list[Document]) -> Figures:
    """Score recognition of all marked names, and where those recognised were placed."""
    mentions = {document["doc_id"]: document["mentions"] for document in found}
    right = given = wanted = near = sure = sure_near = 0
    placed: list[float] = []
    with_point = 0
    for document in gold:
        marked = MARKED.get(document["doc_id"].split("-")[0])
        kept = [m for m in mentions.get(document["doc_id"], []) if marked is None or m["kind"] in marked]
        by_span = {(m["start"], m["end"]): m for m in kept}
        given, wanted = given + len(kept), wanted + len(document["toponyms"])
        for toponym in document["toponyms"]:
            mention = by_span.get((toponym["start"], toponym["end"]))
            with_point += toponym.get("lat") is not None
            right += mention is not None
            if mention is None or toponym.get("lat") is None:
                continue
            placed.append(measure_km(toponym, mention))
            near += placed[-1] <= WITHIN_KM
            if mention["lat"] is not None and mention["confidence"] >= SURE:
                sure, sure_near = sure + 1, sure_near + (placed[-1] <= WITHIN_KM)
    precision, recall, f1 = rate(right, given, wanted)
    figures = {"documents": len(gold), "names": wanted, "precision": precision, "recall": recall, "f1": f1}
    if with_point:
        figures |= {
            "within_161_km": divide(near, len(placed)),
            "end_to_end_161_km": divide(near, with_point),
            "sure": divide(sure, len(placed)),
            "sure_right": divide(sure_near, sure),
        }
    return figures


def read_marked(path: Path) -> list[Document]:
    """Read documents parted by ``===`` whose names are marked ``[Tapalpa|P]``."""
    documents = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").split("\n===\n")):
        text, toponyms, start = "", [], 0
        for match in _MARK.finditer(raw):
            text += raw[start : match.start()]
            toponyms.append({"start": len(text), "end": len(text) + len(match[1]), "kind": KINDS[match[2]]})
            text += match[1]
            start = match.end()
        documents.append(
            {
                "doc_id": f"{path.stem}-{number}",
                "lang": path.stem[:2],
                "text": text + raw[start:],
                "toponyms": toponyms,
            }
        )
    return documents


def score_kinds(gold: list[Document], found: list[Document]) -> Figures:
    """Score places by themselves, and how often a name that is found has its right kind."""
    mentions = {document["doc_id"]: document["mentions"] for document in found}
    right = given = wanted = spans = kinds = 0
    for document in gold:
        by_span = {(m["start"], m["end"]): m["kind"] for m in mentions.get(document["doc_id"], [])}
        given += sum(kind == "place" for kind in by_span.values())
        for toponym in document["toponyms"]:
            kind = by_span.get((toponym["start"], toponym["end"]))
            wanted += toponym["kind"] == "place"
            right += toponym["kind"] == kind == "place"
            spans += kind is not None
            kinds += kind == toponym["kind"]
    precision, recall, f1 = rate(right, given, wanted)
    return {
        "documents": len(gold),
        "places": wanted,
        "place_precision": precision,
        "place_recall": recall,
        "place_f1": f1,
        "kind_right": divide(kinds, spans),
    }
