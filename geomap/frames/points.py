"""Frames of place names to points, and frames of points to the divisions that they lie in."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geomap import __version__
from geomap.boundaries.degrees import read_degrees
from geomap.boundaries.divisions import DivisionTarget
from geomap.boundaries.files import read_polygons
from geomap.boundaries.own import OwnPolygons, fit_polygons
from geomap.boundaries.points import NOTE, SNAP, PointJoin, add_note
from geomap.boundaries.polygons import SNAP_KM
from geomap.boundaries.shapes import Rows
from geomap.errors import InputError
from geomap.frames.columns import CRS, clean_value, read_points
from geomap.gazetteer.columns import NUMBERS, geocode_columns, require_country
from geomap.inputs import share_resources
from geomap.pipeline import Resources
from geomap.schema import GEOMETRY

if TYPE_CHECKING:
    from geomap.online.rows import OnlineRows

_MOST_NAMED = 20


def geocode(
    places: pd.DataFrame | Iterable[str | None],
    *,
    place: str = "place",
    admin1: str | None = None,
    admin2: str | None = None,
    country: str | None = None,
    resources: Resources | None = None,
    online: str | None = None,
    online_options: Mapping[str, str] | None = None,
) -> gpd.GeoDataFrame:
    """
    Find the places that the rows of a frame name.

    Parameters
    ----------
    places
        A frame with a column of names; or names alone (a list or Series), which become the column.
    place
        Column with the name of the place.
    admin1, admin2
        Columns with the state and the municipality that it should lie in, by name or code.
    country
        Column with its country, or one ISO 3166-1 alpha-2 code for all rows.
    resources
        Gazetteer; the shipped one by default.
    online
        Name of an online geocoder of geopy's (``nominatim``, ``photon``, ``arcgis``, ...) that is asked for the
        names that the gazetteer does not know, at most one a second: they leave this machine. None is asked
        unless one is named. Answers are kept in the user's cache folder; ``geomap_note`` names their source.
    online_options
        Of that geocoder: ``contact`` (which its server may want), ``domain``, ``api_key``, ``timeout``, ...

    Returns
    -------
    frame
        A new frame, the rows, columns and index as given; added are ``geomap_lon``, ``geomap_lat``
        (degrees, WGS84), ``geomap_place_name``, ``geomap_place_id``, ``geomap_admin1_name``,
        ``geomap_admin1_code``, ``geomap_admin2_name``, ``geomap_admin2_code``,
        ``geomap_country_code``, ``geomap_geo_precision``, ``geomap_confidence`` (0 to 1),
        ``geomap_note`` and the points (EPSG:4326; ``geometry``, or ``geomap_geometry`` where the frame
        has a column of that name). A place that is not found has none of them but a note.

    Raises
    ------
    InputError
        If there is no such column, a country that is neither a column nor a code, or no such online geocoder
        or option of it. A server that does not answer raises nothing: its rows are as the gazetteer has them,
        and a warning counts them.

    Examples
    --------
    >>> import geomap, pandas as pd
    >>> towns = pd.DataFrame({"town": ["Tapalpa", "Uruapan"], "state": ["Jalisco", "Michoacán"]})
    >>> placed = geomap.geocode(towns, place="town", admin1="state", country="MX")
    >>> placed["geomap_admin2_code"].tolist()
    ['14086', '16102']
    >>> geomap.geocode(["Tapalpa"], country="MX").geometry.iloc[0].wkt
    'POINT (-103.75954 19.94563)'
    """
    frame = places if isinstance(places, pd.DataFrame) else _name_column(places, place)
    gazetteer = (resources or share_resources()).gazetteer
    names, first, second = (_read_texts(frame, name) for name in (place, admin1, admin2))
    where: list[str | None] | str | None = country
    if country is not None and country in frame.columns:
        where = _read_texts(frame, country)
    elif country is not None:
        require_country(gazetteer, country, option="country", columns=[*map(str, frame.columns)])
    found = geocode_columns(gazetteer, names or [], admin1=first, admin2=second, country=where)
    if online is not None:
        with _open_online(online, online_options or {}, resources or share_resources()) as rows:
            found = rows.fill_columns(found, names or [], admin1=first, admin2=second, country=where)
    added = _add_columns(frame, found)
    geometry = f"geomap_{GEOMETRY}" if GEOMETRY in frame.columns else GEOMETRY
    points = gpd.points_from_xy(added["geomap_lon"], added["geomap_lat"], crs=CRS)
    points[added["geomap_lon"].isna().to_numpy()] = None
    return gpd.GeoDataFrame(added.assign(**{geometry: gpd.GeoSeries(points, index=frame.index)}), geometry=geometry)


def join(
    frame: gpd.GeoDataFrame,
    boundaries: gpd.GeoDataFrame | str | Path | None = None,
    *,
    columns: Sequence[str] | None = None,
    layer: str | None = None,
    snap_km: float | None = None,
    country: str | None = None,
    resources: Resources | None = None,
) -> gpd.GeoDataFrame:
    """
    Find the state and municipality, or the polygon of one's own, that each point lies in.

    Parameters
    ----------
    frame
        Points in any CRS.
    boundaries
        Polygons to join with, a frame or a file in any CRS; the shipped divisions by default. Without a
        CRS, degrees are taken to be WGS84.
    columns
        Of ``boundaries``, those to add; all by default.
    layer
        Of a file that has several.
    snap_km
        How far the nearest polygon may be that a point in none is given: 20 by default, with
        ``boundaries`` 0.
    country
        Where the points most likely lie, ISO 3166-1 alpha-2, by default where most do: see
        ``geomap_note``.
    resources
        The divisions; the shipped ones by default.

    Returns
    -------
    frame
        A new frame, the rows, columns, index, geometry and CRS as given; added are
        ``geomap_admin1_name``, ``geomap_admin1_code``, ``geomap_admin1_iso``, ``geomap_admin2_name``,
        ``geomap_admin2_code``, ``geomap_country_code`` and ``geomap_country_name``, or each column of
        ``boundaries`` with ``geomap_`` before its name. Municipalities are Mexico's.
        ``geomap_snap_km`` is how far the polygon is that a point was given because none holds it, and
        NaN inside. ``geomap_note`` says what is odd about a row: no point, none on Earth, 0, 0, none
        in any polygon, a point in several polygons, or one that would lie in the country of the others
        if longitude and latitude were exchanged. A point on a border lies in the first of the polygons,
        of one's own in the smallest, as it does where they overlap.

    Raises
    ------
    InputError
        If a frame has no CRS or no geometry, or one that is no point; or ``boundaries`` has no polygons.

    Warns
    -----
    UserWarning
        If points can't be used or seem exchanged, or polygons had to be mended or left out.

    Examples
    --------
    >>> import geomap, geopandas as gpd
    >>> points = gpd.GeoDataFrame(geometry=gpd.points_from_xy([-103.76], [19.95]), crs="EPSG:4326", index=["a"])
    >>> joined = geomap.join(points)
    >>> joined.loc["a", ["geomap_admin1_name", "geomap_admin2_name", "geomap_admin2_code"]].tolist()
    ['Jalisco', 'Tapalpa', '14086']
    >>> zones = gpd.GeoDataFrame({"zone": [7]}, geometry=[points.geometry.iloc[0].buffer(1)], crs="EPSG:4326")
    >>> geomap.join(points, zones)["geomap_zone"].tolist()
    [7]
    """
    lons, lats = read_points(frame)
    target = _open_target(boundaries, columns, layer, snap_km, resources)
    joiner = PointJoin(target, country=country)
    joined = joiner.locate(read_degrees(lons, lats))
    if NOTE in frame.columns:
        pairs = zip(_read_texts(frame, NOTE) or [], joined.notes.tolist(), strict=True)
        joined.notes[:] = [add_note(*pair) for pair in pairs]
    added = _take_rows(target, joined.rows) | {SNAP: joined.snap_km, NOTE: joined.notes}
    for line in (*target.notices, *joiner.warn()):
        warnings.warn(line, stacklevel=2)
    return gpd.GeoDataFrame(_add_columns(frame, added), geometry=frame.active_geometry_name, crs=frame.crs)


def _open_target(
    boundaries: gpd.GeoDataFrame | str | Path | None,
    columns: Sequence[str] | None,
    layer: str | None,
    snap_km: float | None,
    resources: Resources | None,
) -> DivisionTarget | OwnPolygons:
    """Give what the points are joined to."""
    if boundaries is None:
        divisions = (resources or share_resources()).boundaries
        return DivisionTarget(divisions, snap_km=SNAP_KM if snap_km is None else snap_km)
    if isinstance(boundaries, gpd.GeoDataFrame):
        return fit_polygons(boundaries, columns=columns, snap_km=snap_km or 0.0)
    if isinstance(boundaries, str | Path):
        return read_polygons(Path(boundaries), layer=layer, columns=columns, snap_km=snap_km or 0.0)
    message = f"boundaries: found a {type(boundaries).__name__}; expected a GeoDataFrame or the path of a file"
    raise InputError(message)


def _take_rows(target: DivisionTarget | OwnPolygons, rows: tuple[Rows, ...]) -> dict[str, Any]:
    """Give each point the columns of its polygon, and none where the row is -1; types stay as they are."""
    if isinstance(target, DivisionTarget):
        return dict(target.take(rows))
    return {name: target.attributes[name].array.take(rows[0], allow_fill=True) for name in target.columns}


@contextmanager
def _open_online(name: str, options: Mapping[str, str], resources: Resources) -> Iterator[OnlineRows]:
    """Give what asks an online geocoder, and warn in the end of names that got no answer."""
    from geomap.online.start import open_rows, summarise  # noqa: PLC0415 - geopy is loaded only where needed

    rows = open_rows(name, options, resources, program=f"geomap/{__version__}")
    try:
        yield rows
    finally:
        rows.asker.cache.close()
    lost = [summarise(rows)] if rows.asker.counts.failed or rows.asker.counts.unasked else []
    for line in (*rows.asker.cache.notices, *lost):
        warnings.warn(line, stacklevel=4)


def _name_column(places: Iterable[str | None], name: str) -> pd.DataFrame:
    if isinstance(places, str):
        message = f"places: found the text '{places[:60]}'; expected a frame or a list of names"
        raise InputError(message)
    if isinstance(places, pd.Series):
        return places.to_frame(name)
    return pd.DataFrame({name: pd.Series(list(places), dtype=object)})


def _read_texts(frame: pd.DataFrame, name: str | None) -> list[str | None] | None:
    """Read a column as text; numbers, as which codes may be written, too."""
    if name is None:
        return None
    if name not in frame.columns:
        names = ", ".join(map(str, [*frame.columns][:_MOST_NAMED]))
        message = f"frame: has no column '{name}'; found {names or 'none'}"
        raise InputError(message)
    values = [clean_value(value, "integer") for value in frame[name]]
    return [None if value is None else str(value) for value in values]


def _add_columns(frame: pd.DataFrame, found: Mapping[str, Any]) -> pd.DataFrame:
    """Add columns to a copy of a frame, in place of those of the same names that it has."""
    kept = frame.drop(columns=[name for name in found if name in frame.columns])
    added = {}
    for name, values in found.items():
        dtype = "float64" if name in (*NUMBERS, SNAP) else getattr(values, "dtype", object)
        added[name] = pd.Series(values, index=frame.index, dtype=dtype, copy=False)
    return kept.assign(**added)
