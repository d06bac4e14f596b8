"""Fills the place of an incident that came from a table with names or codes only."""

from __future__ import annotations

from dataclasses import replace

from geomap.gazetteer.geocode import geocode_place
from geomap.gazetteer.index import PlaceIndex
from geomap.model import Incident
from geomap.schema import GEO_PRECISIONS

_COARSER = ("", *GEO_PRECISIONS)


def fill_place(incident: Incident, gazetteer: PlaceIndex) -> Incident:
    """
    Look up the place of an incident that has a name but no point.

    Parameters
    ----------
    incident
        Of a table or a report.
    gazetteer
        Where the names are looked up.

    Returns
    -------
    incident
        As given where it has a point or a gazetteer id already, or no name; else with the place's
        point, names and codes. What the table itself says of names and codes stays, and its precision
        where the place found is not known less finely.
    """
    name = incident.place_name or incident.place_text
    admin1 = incident.admin1_name or incident.admin1_code
    admin2 = incident.admin2_name or incident.admin2_code
    country = incident.country_code or incident.country_name
    if incident.place_id or incident.lon is not None or not (name or admin1 or admin2 or country):
        return incident
    found = geocode_place(gazetteer, name, admin1=admin1, admin2=admin2, country=country)
    place = found.place
    if place is None:
        return incident
    whole_country = place.geo_precision == "country"
    return replace(
        incident,
        place_id=place.place_id,
        place_name=None if whole_country else incident.place_name or place.name,
        place_alternates=incident.place_alternates or place.alternates,
        feature_code=place.feature_code,
        lon=None if whole_country else place.lon,
        lat=None if whole_country else place.lat,
        geo_precision=max(incident.geo_precision or "", place.geo_precision, key=_COARSER.index),
        admin1_name=incident.admin1_name or place.admin1_name,
        admin1_code=incident.admin1_code or place.admin1_code,
        admin1_iso=incident.admin1_iso or place.admin1_iso,
        admin2_name=incident.admin2_name or place.admin2_name,
        admin2_code=incident.admin2_code or place.admin2_code,
        country_name=incident.country_name or place.country_name,
        country_code=incident.country_code or place.country_code,
        note="; ".join(n for n in (incident.note, found.note) if n) or None,
    )
