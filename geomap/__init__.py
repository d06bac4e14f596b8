"""
From news reports to a sourced, filterable, offline incident map.

``map_reports`` does all at once; ``extract``, ``reconcile_incidents``, ``total_states`` and ``render_map`` are its
stages, ``geocode`` and ``join`` add places to tables of one's own. Frames are geopandas' GeoDataFrames.

>>> import geomap
>>> found = geomap.extract("Gunmen killed three men in Tapalpa, Jalisco, on Sunday.", date="2026-02-23")
>>> found[["event_type", "place_name", "admin1_name", "date_start"]].iloc[0].tolist()
['killing', 'Tapalpa', 'Jalisco', '2026-02-22']
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.api import map_reports
    from geomap.frames.incidents import (
        extract,
        read_incidents,
        reconcile_incidents,
        render_map,
        total_states,
        write_incidents,
    )
    from geomap.frames.points import geocode, join
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.geocoder import OfflineGeocoder
    from geomap.inputs import read_reports
    from geomap.model import Incident, Report
    from geomap.own_places.open import open_gazetteer
    from geomap.pipeline import Resources
    from geomap.toponyms import find_mentions, resolve_mentions

__version__ = "0.1.0"

__all__ = [
    "Gazetteer",
    "Incident",
    "OfflineGeocoder",
    "Report",
    "Resources",
    "extract",
    "find_mentions",
    "geocode",
    "join",
    "map_reports",
    "open_gazetteer",
    "read_incidents",
    "read_reports",
    "reconcile_incidents",
    "render_map",
    "resolve_mentions",
    "total_states",
    "write_incidents",
]

_HOMES = {
    "Gazetteer": "gazetteer.gazetteer",
    "Incident": "model",
    "OfflineGeocoder": "gazetteer.geocoder",
    "Report": "model",
    "Resources": "pipeline",
    "extract": "frames.incidents",
    "find_mentions": "toponyms",
    "geocode": "frames.points",
    "join": "frames.points",
    "map_reports": "api",
    "open_gazetteer": "own_places.open",
    "read_incidents": "frames.incidents",
    "read_reports": "inputs",
    "reconcile_incidents": "frames.incidents",
    "render_map": "frames.incidents",
    "resolve_mentions": "toponyms",
    "total_states": "frames.incidents",
    "write_incidents": "frames.incidents",
}
"""The module of each name, loaded when the name is first asked for (PEP 562)."""


if not TYPE_CHECKING:  # who checks types must miss a name that is not there

    def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever bears the name
        if name not in _HOMES:
            message = f"module 'geomap' has no attribute '{name}'"
            raise AttributeError(message)
        found = getattr(importlib.import_module(f"geomap.{_HOMES[name]}"), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
