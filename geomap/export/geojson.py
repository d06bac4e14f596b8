"""
Incidents and states as GeoJSON (RFC 7946).

One feature stands on one line, so that a part of the file is a selection of its lines; coordinates are
written as JavaScript writes numbers, so that a page can make the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geomap.errors import CoordinateError
from geomap.export.json_text import format_column, format_rows
from geomap.export.shapes import DECIMALS, prepare_shapes
from geomap.schema import FIELD_NAMES, GEOMETRY

ATTRIBUTION = (
    "Places: GeoNames (CC BY 4.0). Boundaries of Mexico: geoBoundaries (CC BY 4.0). Other boundaries: Natural Earth."
)


def format_incidents(table: pa.Table, *, quotes: bool = False) -> bytes:
    """
    Lay incidents out as a GeoJSON FeatureCollection.

    Parameters
    ----------
    table
        Incidents with the column ``schema.GEOMETRY`` (WKB, WGS84, null where there is none).
    quotes
        Keep the source text of the spans.

    Returns
    -------
    content
        UTF-8; the same bytes for the same table.

    Raises
    ------
    CoordinateError
        If a geometry is no place on Earth.
    """
    without = {} if quotes else {"spans": "exact"}
    properties = format_rows(table.select(list(FIELD_NAMES)), without=without)
    return _format_collection(table.column("incident_id"), properties, table.column(GEOMETRY))


def format_states(table: pa.Table) -> bytes:
    """
    Lay first divisions with their totals out as a GeoJSON FeatureCollection.

    Parameters
    ----------
    table
        Of ``boundaries.totals.total_states``.

    Returns
    -------
    content
        UTF-8; the ISO 3166-2 code is each feature's id, or country and code where there is none.

    Raises
    ------
    CoordinateError
        If a geometry is no place on Earth.
    """
    made = pc.binary_join_element_wise(table.column("country_code"), table.column("admin1_code"), "-")
    identities = pc.coalesce(table.column("admin1_iso"), made)
    return _format_collection(identities, format_rows(table.drop_columns([GEOMETRY])), table.column(GEOMETRY))


def _format_collection(identities: pa.ChunkedArray, properties: Iterator[str], geometries: pa.ChunkedArray) -> bytes:
    names = identities.combine_chunks()
    box, shapes = _format_geometries(geometries, names)
    ids = format_column(names, "id").to_pylist()
    lines = (
        f'{{"type":"Feature","id":{identity},"geometry":{shape},"properties":{members}}}'
        for identity, shape, members in zip(ids, shapes, properties, strict=True)
    )
    start = f'{{"type":"FeatureCollection",{box}"attribution":{json.dumps(ATTRIBUTION)},"features":[\n'
    return (start + ",\n".join(lines) + "\n]}\n").encode()


def _format_geometries(geometries: pa.ChunkedArray, names: pa.Array) -> tuple[str, list[str]]:
    """Lay out each distinct geometry once; also the bounds of all."""
    if not pa.types.is_dictionary(geometries.type):
        geometries = geometries.dictionary_encode()
    encoded = geometries.unify_dictionaries().combine_chunks()
    rows = pc.fill_null(encoded.indices, -1).to_numpy()
    used, first = np.unique(rows, return_index=True)
    used, first = used[used >= 0], first[used >= 0]
    if not used.size:
        return "", ["null"] * len(rows)
    owners = names.take(pa.array(first)).to_pylist()
    shapes = prepare_shapes(encoded.dictionary.take(pa.array(used)).to_pylist(), owners)
    texts = dict(zip(used.tolist(), _format_shapes(shapes), strict=True))
    bounds = ",".join(format_number(v) for v in shapely.total_bounds(shapes).tolist())
    return f'"bbox":[{bounds}],', [texts.get(row, "null") for row in rows.tolist()]


def _format_shapes(shapes: np.ndarray) -> list[str]:
    """Lay geometries out; points, of which there may be a million, all at once."""
    points = shapely.get_type_id(shapes) == 0
    pairs = iter(shapely.get_coordinates(shapes[points]).tolist())
    return [
        f'{{"type":"Point","coordinates":{_format_pair(next(pairs))}}}' if is_point else format_geometry(shape)
        for shape, is_point in zip(shapes, points.tolist(), strict=True)
    ]


def format_geometry(shape: shapely.Geometry) -> str:
    """
    Lay one geometry out as GeoJSON.

    Parameters
    ----------
    shape
        Point, line or polygon, single or multiple, WGS84, exterior rings counter-clockwise.

    Returns
    -------
    text
        Without blanks.

    Raises
    ------
    CoordinateError
        If it is empty, of another type, or has a coordinate that is no number.
    """
    layout = _LAYOUTS.get(shape.geom_type)
    if layout is None or shape.is_empty:
        found = f"an empty {shape.geom_type}" if layout else f"a {shape.geom_type}"
        message = f"geometry: found {found}; expected points, lines or polygons"
        raise CoordinateError(message)
    return f'{{"type":"{shape.geom_type}","coordinates":{layout(shape)}}}'


def _format_points(shape: Any) -> str:  # noqa: ANN401 - shapely is untyped
    return _join(map(_format_pair, shapely.get_coordinates(shape).tolist()))


def _format_pair(pair: Sequence[float]) -> str:
    return f"[{format_number(pair[0])},{format_number(pair[1])}]"


def _format_polygon(polygon: Any) -> str:  # noqa: ANN401 - shapely is untyped
    return _join(map(_format_points, [polygon.exterior, *polygon.interiors]))


def _join(texts: Iterator[str]) -> str:
    return f"[{','.join(texts)}]"


_LAYOUTS: dict[str, Callable[[Any], str]] = {
    "Point": lambda shape: _format_points(shape)[1:-1],
    "LineString": _format_points,
    "Polygon": _format_polygon,
    "MultiPoint": _format_points,
    "MultiLineString": lambda shape: _join(map(_format_points, shape.geoms)),
    "MultiPolygon": lambda shape: _join(map(_format_polygon, shape.geoms)),
}


def format_number(value: float) -> str:
    """
    Write a coordinate as JavaScript's JSON.stringify does.

    Parameters
    ----------
    value
        Degrees.

    Returns
    -------
    text
        At most seven decimals, no ".0", no "-0"; an exponent only below a millionth of a degree.

    Raises
    ------
    CoordinateError
        If it is no finite number.
    """
    try:
        rounded = round(value, DECIMALS)
        whole = int(rounded)
    except (ValueError, OverflowError) as error:
        message = f"coordinate: found {value}; expected a finite number"
        raise CoordinateError(message) from error
    if rounded == whole:
        return str(whole)
    text = repr(rounded)
    return text if "e" not in text else _format_small(text)


def _format_small(text: str) -> str:
    """Write a number below 0.0001, for which Python has an exponent of two digits, as JavaScript does."""
    mantissa, exponent = text.split("e")
    sign, digits = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
    power = -int(exponent)
    if power > 6:  # noqa: PLR2004 - JavaScript writes an exponent from 1e-7 down
        return f"{text.split('e', maxsplit=1)[0]}e-{power}"
    return f"{sign}0.{'0' * (power - 1)}{digits.replace('.', '')}"
