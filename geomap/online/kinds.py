"""How finely a place is known by what online geocoders call its kind."""

from __future__ import annotations

EXACT_KM, NEAR_KM = 5.0, 50.0
"""
A street or thing that is longer than the first from corner to corner is known as finely as a town only, and
longer than the second (a highway, a river) as a region: its middle is not where something happened.
"""

_WORDS = {
    "country": "country countryregion dependency pcli pcld",
    "admin1": (
        "state province region macroregion territory adm1 admindivision1 administrativearealevel1 countrysubdivision"
    ),
    "admin2": (
        "county municipality district statedistrict localadmin macrocounty subregion adm2 admindivision2 "
        "administrativearealevel2 countrysecondarysubdivision"
    ),
    "settlement": (
        "city town village hamlet suburb neighbourhood neighborhood quarter borough citydistrict locality "
        "isolateddwelling farm ppl populatedplace municipalitysubdivision sublocality cityblock allotments macrohood "
        "postcode postalcode postalcodepoint adm3 admindivision3 administrativearealevel3 croft island islet"
    ),
    "exact": (
        "house housenumber building street road highway residential address streetaddress pointaddress streetname "
        "venue poi place amenity shop tourism office leisure historic railway aeroway aerialway manmade intersection "
        "premise subpremise route establishment pointofinterest crossstreet natural waterway landuse bridge tunnel "
        "junction emergency military craft healthcare club addressrange"
    ),
}
KINDS = {word: precision for precision, words in _WORDS.items() for word in words.split()}
"""Kind, in small letters and without signs, to precision."""
OF_SERVICE = {
    "mapbox": {"place": "settlement"},
    "maptiler": {"place": "settlement"},
    "photon": {"district": "settlement"},
    "tomtom": {"municipality": "settlement"},
}
"""Where a word means something else to one service."""
RANKS = ((4, "country"), (9, "admin1"), (15, "admin2"), (25, "settlement"), (99, "exact"))
"""Nominatim's place_rank, up to each number (nominatim.org/release-docs/latest/customize/Ranking, 2026)."""
