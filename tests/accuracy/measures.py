"""What several scorers share: ratios, distances, and names folded for comparison."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geomap.geometry import distance_km
from geomap.names import fold_toponym

Figures = dict[str, float]
Document = dict[str, Any]
FAR_KM = 20_038.0
"""Half the Earth's girth: how far a place that was not found is off."""

_SAME_STATE = {
    "estado de mexico": "mexico",
    "edomex": "mexico",
    "michoacan de ocampo": "michoacan",
    "veracruz de ignacio de la llave": "veracruz",
    "coahuila de zaragoza": "coahuila",
    "queretaro de arteaga": "queretaro",
    "cdmx": "ciudad de mexico",
    "mexico city": "ciudad de mexico",
    "distrito federal": "ciudad de mexico",
    "df": "ciudad de mexico",
}
_KINDS = (" state", " oblast", " department", " province", " region", " departamento", " provincia")
_KINDS_BEFORE = ("estado de ", "departamento de ", "departamento del ", "provincia de ", "provincia del ", "state of ")


def read_lines(path: Path) -> list[Document]:
    """Read the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def divide(part: float, whole: float) -> float:
    """Give a share; 0 of nothing is 0."""
    return part / whole if whole else 0.0


def rate(right: int, given: int, wanted: int) -> tuple[float, float, float]:
    """Give precision, recall and F1."""
    precision, recall = divide(right, given), divide(right, wanted)
    return precision, recall, divide(2 * precision * recall, precision + recall)


def measure_km(one: Document, other: Document) -> float:
    """Give how far two points are apart, on the sphere; ``FAR_KM`` where one is missing."""
    if one.get("lat") is None or other.get("lat") is None:
        return FAR_KM
    return distance_km(one["lon"], one["lat"], other["lon"], other["lat"])


def fold_state(name: str | None) -> str:
    """Fold a first division's name without its kind: "Kebbi State" and "Kebbi" are one."""
    folded = fold_toponym(name or "")
    if folded in _SAME_STATE:
        return _SAME_STATE[folded]
    for kind in _KINDS:
        folded = folded.removesuffix(kind)
    for kind in _KINDS_BEFORE:
        folded = folded.removeprefix(kind)
    return _SAME_STATE.get(folded, folded)


def list_names(incident: Document, fields: Iterable[str]) -> set[str]:
    """List the folded names under which an incident's place may be known."""
    names = [incident.get(field) for field in fields] + list(incident.get("place_alternates") or [])
    return {fold_toponym(name) for name in names if name} - {""}
