"""Plain points to the names and codes of their divisions."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.boundaries.store import Boundaries

NOWHERE: dict[str, str | None] = dict.fromkeys(("admin1_name", "admin1_code", "admin2_name", "admin2_code"))
COLUMNS = tuple(f"geomap_{name}" for name in NOWHERE)
"""What joining adds to a table."""


def locate_rows(
    boundaries: Boundaries, lons: Sequence[float | None], lats: Sequence[float | None]
) -> list[dict[str, str | None]]:
    """
    Name the divisions of each point.

    Parameters
    ----------
    boundaries
        Where the points are looked up.
    lons, lats
        Degrees, WGS84; None where there is no point.

    Returns
    -------
    rows
        ``admin1_name``, ``admin1_code``, ``admin2_name`` and ``admin2_code`` a point, None where there
        is no division.
    """
    rows = []
    for admin1, admin2 in boundaries.locate_points(lons, lats):
        row = dict(NOWHERE)
        if admin1 is not None:
            row |= {"admin1_name": admin1.admin1_name, "admin1_code": admin1.admin1_code}
        if admin2 is not None:
            row |= {"admin2_name": admin2.admin2_name, "admin2_code": admin2.admin2_code}
        rows.append(row)
    return rows


def join_columns(
    boundaries: Boundaries, lons: Sequence[float | None], lats: Sequence[float | None]
) -> dict[str, list[str | None]]:
    """
    Find the columns that joining adds to a table of points.

    Parameters
    ----------
    boundaries
        Where the points are looked up.
    lons, lats
        Degrees, WGS84; None where there is no point.

    Returns
    -------
    columns
        A value a point in each of ``COLUMNS``, None where there is no division.
    """
    rows = locate_rows(boundaries, lons, lats)
    return {column: [row[name] for row in rows] for name, column in zip(NOWHERE, COLUMNS, strict=True)}
