"""INEGI's codes of Mexico's states, which four states have otherwise in GeoNames."""

from __future__ import annotations

_OTHERWISE = {"05": "07", "06": "08", "07": "05", "08": "06"}


def recode_admin1(country: str, code: str) -> str:
    """
    Give the code of a first division as geomap writes it.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2.
    code
        Of GeoNames.

    Returns
    -------
    code
        INEGI's two digits in Mexico, elsewhere as given.
    """
    return _OTHERWISE.get(code, code) if country == "MX" else code
