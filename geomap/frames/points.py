"""Frames of place names to points, and frames of points to the divisions that they lie in."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geomap import __version__
from geomap.boundaries.points import join_columns
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


def join(frame: gpd.GeoDataFrame, *, resources: Resources | None = None) -> gpd.GeoDataFrame:
    """
    Find the state and municipality that each point lies in.

    Parameters
    ----------
    frame
        Points in any CRS.
    resources
        Boundaries; the shipped ones by default.

    Returns
    -------
    frame
        A new frame, the rows, columns, index, geometry and CRS as given; added are
        ``geomap_admin1_name``, ``geomap_admin1_code``, ``geomap_admin2_name`` and
        ``geomap_admin2_code``. All are None where the geometry is null or empty, or lies in no division;
        a point just off a coast takes the nearest. Municipalities are Mexico's.

    Raises
    ------
    InputError
        If the frame has no CRS or no geometry, or one that is no point.
    CoordinateError
        If a point is no place on Earth.

    Examples
    --------
    >>> import geomap, geopandas as gpd
    >>> points = gpd.GeoDataFrame(geometry=gpd.points_from_xy([-103.76], [19.95]), crs="EPSG:4326", index=["a"])
    >>> joined = geomap.join(points)
    >>> joined.loc["a", ["geomap_admin1_name", "geomap_admin2_name", "geomap_admin2_code"]].tolist()
    ['Jalisco', 'Tapalpa', '14086']
    """
    lons, lats = read_points(frame)
    found = join_columns((resources or share_resources()).boundaries, lons, lats)
    return gpd.GeoDataFrame(_add_columns(frame, found), geometry=frame.active_geometry_name, crs=frame.crs)


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


def _add_columns(frame: pd.DataFrame, found: dict[str, list[Any]]) -> pd.DataFrame:
    """Add columns to a copy of a frame, in place of those of the same names that it has."""
    kept = frame.drop(columns=[name for name in found if name in frame.columns])
    dtypes = {name: "float64" if name in NUMBERS else object for name in found}
    added = {name: pd.Series(values, index=frame.index, dtype=dtypes[name]) for name, values in found.items()}
    return kept.assign(**added)
