"""Places for the tests of incidents, found in a text by their exact names, so that no gazetteer is needed."""

from __future__ import annotations

import re

from geomap.event_types import EventTypes, read_event_types
from geomap.incidents.build import build_incidents
from geomap.model import Incident, Mention, Passage, Place, Report, ResolvedPlace

MEXICO = {"country_code": "MX", "country_name": "Mexico"}
STATES = {
    "Jalisco": ("14", -103.6, 20.6),
    "Michoacán": ("16", -101.9, 19.2),
    "Guanajuato": ("11", -101.0, 20.9),
    "Tamaulipas": ("28", -98.6, 24.3),
    "Colima": ("06", -103.9, 19.1),
    "Guerrero": ("12", -99.9, 17.6),
    "Sinaloa": ("25", -107.5, 25.0),
    "Sonora": ("26", -110.7, 29.6),
}
TOWNS = {
    "Tapalpa": ("Jalisco", "14086", -103.76, 19.946),
    "Guadalajara": ("Jalisco", "14039", -103.35, 20.67),
    "Puerto Vallarta": ("Jalisco", "14067", -105.22, 20.62),
    "Uruapan": ("Michoacán", "16102", -102.05, 19.41),
    "Zamora": ("Michoacán", "16108", -102.28, 19.98),
    "Apatzingán": ("Michoacán", "16006", -102.35, 19.08),
    "Morelia": ("Michoacán", "16053", -101.19, 19.70),
    "Celaya": ("Guanajuato", "11007", -100.81, 20.52),
    "Salamanca": ("Guanajuato", "11027", -101.19, 20.57),
    "Irapuato": ("Guanajuato", "11017", -101.35, 20.67),
    "Pénjamo": ("Guanajuato", "11023", -101.72, 20.43),
    "Abasolo": ("Guanajuato", "11001", -101.53, 20.45),
    "Culiacán": ("Sinaloa", "25006", -107.39, 24.80),
    "Mazatlán": ("Sinaloa", "25012", -106.41, 23.24),
    "Caborca": ("Sonora", "26017", -112.16, 30.71),
}
COUNTRIES = {"Mexico": "MX", "México": "MX", "United States": "US", "Estados Unidos": "US"}
DEMONYMS = {"Mexican": "MX", "American": "US"}
ORGANISATIONS = ("Jalisco Cartel", "Sinaloa Cartel", "Cártel Jalisco", "Cártel de Sinaloa")

_NAMES = sorted([*STATES, *TOWNS, *COUNTRIES, *DEMONYMS, *ORGANISATIONS, "Las Flores"], key=len, reverse=True)
_PATTERN = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in _NAMES), re.IGNORECASE)
EVENT_TYPES: EventTypes = read_event_types()


def make_country(code: str) -> Place:
    """Make a country."""
    name = "Mexico" if code == "MX" else "United States"
    return Place(f"country:{code}", name, -100.0, 40.0, "PCLI", 10**8, code, name, geo_precision="country")


def make_state(name: str) -> Place:
    """Make a Mexican state."""
    code, lon, lat = STATES[name]
    return Place(
        f"state:{code}",
        name,
        lon,
        lat,
        "ADM1",
        10**6,
        admin1_code=code,
        admin1_name=name,
        geo_precision="admin1",
        **MEXICO,
    )


def make_town(name: str) -> Place:
    """Make a Mexican town."""
    state, admin2, lon, lat = TOWNS[name]
    return Place(
        f"town:{admin2}",
        name,
        lon,
        lat,
        "PPLA2",
        10**5,
        admin1_code=STATES[state][0],
        admin1_name=state,
        admin2_code=admin2,
        admin2_name=name,
        **MEXICO,
    )


def find_test_places(text: str) -> list[ResolvedPlace]:
    """Find the names above in a text, whatever their case."""
    known = {name.casefold(): name for name in _NAMES}
    found = []
    for match in _PATTERN.finditer(text):
        name = known[match.group().casefold()]
        kind, place = "place", None
        if name in ORGANISATIONS:
            kind = "organisation"
        elif name in DEMONYMS:
            kind, place = "demonym", make_country(DEMONYMS[name])
        elif name in COUNTRIES:
            place = make_country(COUNTRIES[name])
        elif name in STATES:
            place = make_state(name)
        elif name in TOWNS:
            place = make_town(name)
        mention = Mention(match.start(), match.end(), match.group(), kind, kind == "place")
        found.append(ResolvedPlace(mention, place, 0.95 if place else 0.0))
    return found


def read_text(
    text: str, *, lang: str = "en", published: str | None = "2026-02-24", headline: bool = False
) -> list[Incident]:
    """Build the incidents of a text, a passage a line; the first line is the headline where asked."""
    passages = []
    for number, match in enumerate(re.finditer(r"\S[^\n]*", text)):
        role = "headline" if headline and number == 0 else "links" if match.group().startswith("See also") else "story"
        passages.append(Passage(match.start(), match.end(), role))
    report = Report("a.txt", text, lang=lang, published=published, passages=tuple(passages))
    return build_incidents(report, find_test_places(text), event_types=EVENT_TYPES)


def only(incidents: list[Incident], event_type: str) -> Incident:
    """Give the one incident of a type."""
    found = [i for i in incidents if i.event_type == event_type]
    assert len(found) == 1, [(i.event_type, i.place_name, i.note) for i in incidents]
    return found[0]
