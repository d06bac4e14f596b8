"""
Incidents and states as GeoJSON (RFC 7946).

One feature stands on one line, so that a part of the file is a selection of its lines; coordinates are
written as JavaScript writes numbers, so that a page can make the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geomap.errors import CoordinateError
from geomap.export.attribution import ATTRIBUTION
from geomap.export.json_text import format_column, format_rows
from geomap.export.shapes import DECIMALS, prepare_shapes
from geomap.schema import FIELD_NAMES, GEOMETRY


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
    attribution = json.dumps(f"{'. '.join(ATTRIBUTION)}.")
    start = f'{{"type":"FeatureCollection",{box}"attribution":{attribution},"features":[\n'
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
    bounds = ",".join(format_numbers(shapely.total_bounds(shapes)))
    return f'"bbox":[{bounds}],', [texts.get(row, "null") for row in rows.tolist()]


def _format_shapes(shapes: np.ndarray) -> list[str]:
    """Lay geometries out; their numbers, of which there may be millions, all at once."""
    numbers = iter(format_numbers(shapely.get_coordinates(shapes).ravel()))
    pairs = (f"[{lon},{lat}]" for lon, lat in zip(numbers, numbers, strict=True))
    return [_format_shape(shape, pairs) for shape in shapes]


def _format_shape(shape: Any, pairs: Iterator[str]) -> str:  # noqa: ANN401 - shapely is untyped
    layout = _LAYOUTS.get(shape.geom_type)
    if layout is None or shape.is_empty:
        found = f"an empty {shape.geom_type}" if layout else f"a {shape.geom_type}"
        message = f"geometry: found {found}; expected points, lines or polygons"
        raise CoordinateError(message)
    return f'{{"type":"{shape.geom_type}","coordinates":{layout(shape, pairs)}}}'


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
    return _format_shapes(np.array([shape]))[0]


# Each layout takes the pairs of its shape from those of all shapes, which come in the same order.
def _format_line(line: Any, pairs: Iterator[str]) -> str:  # noqa: ANN401 - shapely is untyped
    return _join(islice(pairs, shapely.get_num_coordinates(line)))


def _format_polygon(polygon: Any, pairs: Iterator[str]) -> str:  # noqa: ANN401 - shapely is untyped
    return _join(_format_line(ring, pairs) for ring in (polygon.exterior, *polygon.interiors))


def _join(texts: Iterable[str]) -> str:
    return f"[{','.join(texts)}]"


_LAYOUTS: dict[str, Callable[[Any, Iterator[str]], str]] = {
    "Point": lambda _, pairs: next(pairs),
    "LineString": _format_line,
    "Polygon": _format_polygon,
    "MultiPoint": _format_line,
    "MultiLineString": lambda shape, pairs: _join(_format_line(line, pairs) for line in shape.geoms),
    "MultiPolygon": lambda shape, pairs: _join(_format_polygon(polygon, pairs) for polygon in shape.geoms),
}


def format_numbers(values: np.ndarray) -> list[str]:
    """
    Write coordinates as JavaScript's JSON.stringify does.

    Parameters
    ----------
    values
        Degrees.

    Returns
    -------
    texts
        At most seven decimals, no ".0", no "-0"; an exponent only below a millionth of a degree.

    Raises
    ------
    CoordinateError
        If one is no finite number.
    """
    strange = values[~np.isfinite(values)]
    if strange.size:
        message = f"coordinate: found {strange[0]}; expected a finite number"
        raise CoordinateError(message)
    # Adding 0 makes -0 to 0. Arrow's text of a float this small is JavaScript's.
    texts: list[str] = pa.array(np.round(values, DECIMALS) + 0.0).cast(pa.string()).to_pylist()
    return texts
