"""Incidents joined to their divisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from geomap.boundaries.geometries import POINT_PRECISIONS, add_geometry, find_area, read_floats
from geomap.boundaries.shapes import Floats, Rows, read_numbers
from geomap.boundaries.store import Boundaries, Division, Located
from geomap.names import fold_toponym

__all__ = ["POINT_PRECISIONS", "add_geometry", "join_boundaries"]

_GIVEN = (
    "place_id",
    "admin2_name",
    "admin2_code",
    "admin1_name",
    "admin1_code",
    "admin1_iso",
    "country_name",
    "country_code",
    "geo_precision",
    "note",
)
_FILLED = _GIVEN[1:]
_NO_MUNICIPALITY = frozenset({"admin1", "region", "country", None})
_NO_STATE = frozenset({"region", "country", None})


@dataclass(frozen=True, slots=True)
class _Row:
    """The columns of incidents that a join reads and may fill."""

    place_id: str | None
    admin2_name: str | None
    admin2_code: str | None
    admin1_name: str | None
    admin1_code: str | None
    admin1_iso: str | None
    country_name: str | None
    country_code: str | None
    geo_precision: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class _Point:
    """The divisions that the point of incidents lies in."""

    admin1: Division
    admin2: Division | None
    snapped: bool


def join_boundaries(table: pa.Table, boundaries: Boundaries) -> pa.Table:
    """
    Give every incident its country, state and municipality.

    Parameters
    ----------
    table
        Incidents, columns as ``schema.arrow_schema``; lon and lat in degrees WGS84.
    boundaries
        Polygons to join with.

    Returns
    -------
    table
        The same rows. A place of the gazetteer keeps its parents, and only what is missing is filled
        from the polygon of its point; a raw point (without ``place_id``) takes the polygon's. An incident
        known to a state gets no municipality, one known to a country no state. A disagreement, and a
        point that no polygon holds and that took the nearest, are written into ``note``. Areas without a
        point get one inside their polygon.
    """
    lons, lats = (read_floats(table, name) for name in ("lon", "lat"))
    located = boundaries.locate_rows(lons, lats)
    pointed = np.isfinite(lons) & np.isfinite(lats)
    keys = [_number_values(table.column(name)) for name in _GIVEN]
    keys += [located.admin1, located.admin2, located.snapped.astype(np.int64), pointed.astype(np.int64)]
    # Rows that are alike are joined alike: the work is done once for each kind of row.
    firsts, kinds = _group_rows(keys, table.num_rows)
    rows = []
    for number, cells in zip(firsts.tolist(), table.select(_GIVEN).take(pa.array(firsts)).to_pylist(), strict=True):
        row = _Row(**cells)
        if row.geo_precision is None and pointed[number]:
            row = replace(row, geo_precision="exact")
        rows.append(_join_row(row, _find_point(located, number, boundaries), boundaries))
    return _fill_points(_replace_columns(table, rows, kinds), boundaries)


def _number_values(column: pa.ChunkedArray) -> Rows:
    """Give each value a number, null -1, so that rows can be compared quickly."""
    indices = column.combine_chunks().dictionary_encode().indices.fill_null(-1)
    return read_numbers(indices, np.int32).astype(np.int64)


def _group_rows(keys: Sequence[Rows], count: int) -> tuple[Rows, Rows]:
    """Group rows with the same keys: the first row of each group, and the group of each row."""
    firsts, kinds = np.arange(min(count, 1)), np.zeros(count, dtype=np.int64)
    for key in keys:
        mixed = kinds * (int(key.max(initial=-1)) + 2) + key + 1
        _, firsts, kinds = np.unique(mixed, return_index=True, return_inverse=True)
    return firsts, kinds


def _find_point(located: Located, number: int, boundaries: Boundaries) -> _Point | None:
    first, second = int(located.admin1[number]), int(located.admin2[number])
    if first < 0:
        return None
    admin2 = boundaries.admin2.division(second) if second >= 0 else None
    return _Point(boundaries.admin1.division(first), admin2, bool(located.snapped[number]))


def _join_row(row: _Row, point: _Point | None, boundaries: Boundaries) -> _Row:
    row = _fill_from_codes(row, boundaries)
    if point is None:
        return row
    raw = row.place_id is None and row.geo_precision in POINT_PRECISIONS
    return _take_polygon(row, point) if raw else _fill_from_polygon(row, point, boundaries)


def _fill_from_codes(row: _Row, boundaries: Boundaries) -> _Row:
    """Fill names and parents from the codes that the incident has."""
    second = boundaries.find_admin2(row.country_code, row.admin2_code)
    admin1_code = row.admin1_code or (second.admin1_code if second else None)
    first = boundaries.find_admin1(row.country_code, admin1_code)
    country = boundaries.find_country(row.country_code)
    if second is not None:
        row = replace(row, admin2_name=row.admin2_name or second.admin2_name)
    if first is not None:
        row = replace(
            row,
            admin1_code=row.admin1_code or first.admin1_code,
            admin1_name=row.admin1_name or first.admin1_name,
            admin1_iso=row.admin1_iso or first.admin1_iso,
        )
    return replace(row, country_name=row.country_name or country.country_name) if country else row


def _take_polygon(row: _Row, point: _Point) -> _Row:
    """Give a raw point the divisions of the polygon that it lies in, whatever was written beside it."""
    first, second = point.admin1, point.admin2
    told = [
        _tell_difference(second.admin2_name, second.admin2_code, row.admin2_name, row.admin2_code) if second else None,
        _tell_difference(first.admin1_name, first.admin1_code, row.admin1_name, row.admin1_code),
        _tell_difference(first.country_name, first.country_code, row.country_name, row.country_code),
        f"no boundary holds the point: {first.admin1_name} is the nearest" if point.snapped else None,
    ]
    taken = replace(
        row,
        admin2_name=second.admin2_name if second else row.admin2_name,
        admin2_code=second.admin2_code if second else row.admin2_code,
        admin1_name=first.admin1_name,
        admin1_code=first.admin1_code,
        admin1_iso=first.admin1_iso,
        country_name=first.country_name,
        country_code=first.country_code,
    )
    return _add_notes(taken, told)


def _fill_from_polygon(row: _Row, point: _Point, boundaries: Boundaries) -> _Row:
    """Fill what a named place lacks, as finely as its precision allows; it keeps what it has."""
    first, second = point.admin1, point.admin2
    if row.country_code is None:
        row = replace(row, country_code=first.country_code, country_name=row.country_name or first.country_name)
    if row.geo_precision in _NO_STATE:
        return row
    if row.country_code != first.country_code or row.admin1_code not in (None, first.admin1_code):
        # Only where second divisions are known are the polygons fine enough to be held against a name.
        sure = second is not None and not point.snapped
        told = _tell_difference(first.admin1_name, first.admin1_code, row.admin1_name, row.admin1_code)
        return _add_notes(row, [told if sure else None])
    row = replace(
        row,
        admin1_code=first.admin1_code,
        admin1_name=row.admin1_name or first.admin1_name,
        admin1_iso=row.admin1_iso or first.admin1_iso,
    )
    if second is None or row.geo_precision in _NO_MUNICIPALITY:
        return row
    return _fill_municipality(row, second, boundaries, snapped=point.snapped)


def _fill_municipality(row: _Row, second: Division, boundaries: Boundaries, *, snapped: bool) -> _Row:
    """Fill the municipality of a place in the right state, or note that its own is another."""
    if row.admin2_code is not None:
        # A municipality younger than the polygons lies in that of its parent: no disagreement.
        known = boundaries.find_admin2(row.country_code, row.admin2_code) is not None
        other = known and not snapped
        told = _tell_difference(second.admin2_name, second.admin2_code, row.admin2_name, row.admin2_code)
        return _add_notes(row, [told if other else None])
    told = _tell_difference(second.admin2_name, second.admin2_code, row.admin2_name, None)
    if told is not None:
        return _add_notes(row, [told])
    filled = replace(row, admin2_name=row.admin2_name or second.admin2_name, admin2_code=second.admin2_code)
    nearest = f"no boundary holds the point: {second.admin2_name} is the nearest municipality"
    return _add_notes(filled, [nearest if snapped else None])


def _tell_difference(
    polygon_name: str | None, polygon_code: str | None, name: str | None, code: str | None
) -> str | None:
    """Tell how a polygon's division differs from the one that is written; None if it doesn't."""
    if code is not None:
        same = code == polygon_code
    elif name is not None:
        ours, theirs = fold_toponym(polygon_name or ""), fold_toponym(name)
        # Long and short names of one division: México and Estado de México.
        same = f" {theirs} " in f" {ours} " or f" {ours} " in f" {theirs} "
    else:
        same = True
    return None if same else f"the point lies in {polygon_name} by the boundaries, in {name or code} by what is written"


def _add_notes(row: _Row, told: Iterable[str | None]) -> _Row:
    """Add what is told and is not said yet: incidents may have been joined before."""
    said = row.note.split("; ") if row.note else []
    return replace(row, note="; ".join(dict.fromkeys([*said, *filter(None, told)])) or None)


def _replace_columns(table: pa.Table, rows: Sequence[_Row], kinds: Rows) -> pa.Table:
    """Give each row of the table what was found for its kind."""
    taken = pa.array(kinds)
    for name in _FILLED:
        number = table.schema.get_field_index(name)
        field = table.schema.field(number)
        values = pa.array([getattr(row, name) for row in rows], field.type)
        table = table.set_column(number, field, values.take(taken))
    return table


def _fill_points(table: pa.Table, boundaries: Boundaries) -> pa.Table:
    """Give states and municipalities without a point the label point of their polygon."""
    lons, lats = (read_floats(table, name).copy() for name in ("lon", "lat"))
    lacking = np.flatnonzero(~(np.isfinite(lons) & np.isfinite(lats)))
    names = ("geo_precision", "country_code", "admin1_code", "admin2_code")
    for row, cells in zip(lacking.tolist(), table.select(names).take(pa.array(lacking)).to_pylist(), strict=True):
        area = find_area(boundaries, *(cells[name] for name in names))
        if area is not None:
            lons[row], lats[row] = area.label_lon, area.label_lat
    for name, numbers in (("lon", lons), ("lat", lats)):
        number = table.schema.get_field_index(name)
        table = table.set_column(number, table.schema.field(number), _write_floats(numbers))
    return table


def _write_floats(numbers: Floats) -> pa.Array:
    return pa.array(numbers, pa.float64(), mask=~np.isfinite(numbers))
