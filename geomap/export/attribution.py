"""What the licences of the shipped data ask to be said wherever it is given on."""

from __future__ import annotations

ATTRIBUTION = (
    "Places: GeoNames (CC BY 4.0)",
    "Boundaries of Mexico: geoBoundaries (CC BY 4.0)",
    "Other boundaries: Natural Earth",
)
"""What the licences of the shipped data ask an export, and a map of it, to say."""
