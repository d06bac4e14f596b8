"""Records that tests of reconciling are made from: what reports tell of one raid, and of roadblocks."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from geomap.model import Incident, Source, Span

TAPALPA = {
    "event_type": "raid",
    "date_start": "2026-02-22",
    "time_precision": "day",
    "place_text": "Tapalpa",
    "place_name": "Tapalpa",
    "place_id": "geonames:3516074",
    "admin2_name": "Tapalpa",
    "admin2_code": "14086",
    "admin1_code": "14",
    "country_code": "MX",
    "lon": -103.7595,
    "lat": 19.9456,
    "geo_precision": "settlement",
    "n_events_low": 1,
    "n_events_best": 1,
    "n_events_high": 1,
    "confidence": 0.7,
}
JALISCO = {
    "event_type": "roadblock",
    "record_kind": "aggregate",
    "date_start": "2026-02-22",
    "time_precision": "day",
    "admin1_code": "14",
    "country_code": "MX",
    "geo_precision": "admin1",
    "confidence": 0.7,
}
MEXICO = JALISCO | {"admin1_code": None, "geo_precision": "country"}


def tell(doc: str, published: str | None, base: dict[str, Any] = TAPALPA, **fields: Any) -> Incident:  # noqa: ANN401
    """Make what one report tells of an event; a count alone is exact."""
    number = crc32(f"{doc}{published}{base}{sorted(fields.items())}".encode())
    counts = {
        f"{name}_{bound}": value
        for name in ("killed", "injured", "n_events")
        if (value := fields.pop(name, None)) is not None
        for bound in ("low", "best", "high")
    }
    made: dict[str, Any] = {
        "incident_id": f"i-{number:012x}",
        "doc_id": doc,
        "sources": (Source(doc, publisher=doc.removesuffix(".txt"), published=published),),
        "spans": (Span(doc, "event_type", number % 100, number % 100 + 4),),
    }
    return Incident(**(base | made | counts | fields))


A = tell("a.txt", "2026-02-22", killed=7, injured=3)
B = tell("b.txt", "2026-02-23", killed=8, injured=2)
C = tell("c.txt", "2026-02-27", killed=13)
