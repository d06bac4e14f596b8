"""Incidents as the JSON objects that geomap writes, for tests that compare or read them."""

from __future__ import annotations

import json
from typing import Any

from geomap.export.jsonl import format_incidents
from geomap.model import Incident
from geomap.schema import incidents_to_table


def incident_to_dict(incident: Incident, *, quotes: bool = False) -> dict[str, Any]:
    """Write an incident as a JSON line and read the line."""
    found: dict[str, Any] = json.loads(format_incidents(incidents_to_table([incident]), quotes=quotes))
    return found
