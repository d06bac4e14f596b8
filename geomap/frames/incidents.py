"""Frames of incidents: made from reports, merged, totalled, drawn, read and written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import geopandas as gpd
import pandas as pd

from geomap import api
from geomap.errors import InputError
from geomap.export.formats import find_format
from geomap.files import write_output
from geomap.frames.columns import frame_to_incidents, set_geometry, table_to_frame
from geomap.inputs import Known, gather_reports, read_all, require_usable, share_resources, warn_of_rejects
from geomap.model import ReadResult, Report
from geomap.pipeline import MapTables, Resources, build_tables

if TYPE_CHECKING:
    import folium


def extract(
    reports: Report | str | ReadResult | Iterable[Report | str],
    *,
    geometry: str = "auto",
    resources: Resources | None = None,
    **known: Unpack[Known],
) -> gpd.GeoDataFrame:
    """
    Turn reports into incidents, each report by itself.

    Parameters
    ----------
    reports
        A report, a plain text (not a path: ``read_reports`` reads files), several of these, or what
        ``read_reports`` gave.
    geometry
        ``auto``: a point for exact, settlement and near places, the simplified boundary for
        municipalities and states, none for what is known less finely; ``point``: the incident's point,
        whatever its precision; ``none``.
    resources
        Gazetteer, boundaries and event types; the shipped ones by default.
    **known
        What is known of the plain texts, as in ``read_reports``: ``date``, ``lang``, ``country``, ….

    Returns
    -------
    incidents
        A row an incident, in order of the reports and of their texts, and then those of tables that
        ``read_reports`` found among them; EPSG:4326. The columns are those of
        ``schema.FIELDS`` and ``geometry``. Counts are ``Int64``: null, which is not 0, where a report
        gives none.

    Raises
    ------
    InputError
        If something is neither report nor text, a text is blank, or an option is wrong.

    Examples
    --------
    >>> import geomap
    >>> found = geomap.extract("Gunmen killed three men in Tapalpa, Jalisco, on Sunday.", date="2026-02-23")
    >>> found.loc[0, ["event_type", "place_name", "admin2_code", "date_start"]].tolist()
    ['killing', 'Tapalpa', '14086', '2026-02-22']
    >>> found["killed_best"].tolist(), found["injured_best"].tolist(), found.crs.to_string()
    ([3], [<NA>], 'EPSG:4326')
    """
    resources = resources or share_resources()
    records = api.extract(gather_reports(reports, **known), resources=resources)
    if isinstance(reports, ReadResult):
        records.extend(reports.incidents)
    return table_to_frame(build_tables(records, resources, reconcile=False, geometry=geometry).incidents)


def reconcile_incidents(
    *frames: pd.DataFrame, geometry: str = "auto", resources: Resources | None = None
) -> gpd.GeoDataFrame:
    """
    Merge incidents that tell of one event.

    Parameters
    ----------
    *frames
        Of ``extract`` or ``read_incidents``, or with the columns of ``schema.FIELDS``, of which
        ``event_type`` must be there.
    geometry
        As in ``extract``.
    resources
        Gazetteer and boundaries; the shipped ones by default.

    Returns
    -------
    incidents
        A row an event, with all its ``sources``; EPSG:4326. The index is new.

    Raises
    ------
    InputError
        If a frame has no ``event_type``, or a value is not what its field holds.

    Examples
    --------
    >>> import geomap
    >>> one = geomap.extract("Gunmen killed three men in Tapalpa, Jalisco.", date="2026-02-23")
    >>> two = geomap.extract("Three men were killed by gunmen in Tapalpa, Jalisco.", date="2026-02-23")
    >>> merged = geomap.reconcile_incidents(one, two)
    >>> len(merged), [len(sources) for sources in merged["sources"]]
    (1, [2])
    """
    resources = resources or share_resources()
    records = [incident for frame in frames for incident in frame_to_incidents(frame)]
    return table_to_frame(build_tables(records, resources, geometry=geometry).incidents)


def total_states(incidents: pd.DataFrame, *, resources: Resources | None = None) -> gpd.GeoDataFrame:
    """
    Total the incidents of each state of the countries that they lie in.

    Parameters
    ----------
    incidents
        As in ``reconcile_incidents``; one row an event, or an event is counted twice.
    resources
        Gazetteer and boundaries; the shipped ones by default.

    Returns
    -------
    states
        A row a first division: ``admin1_name``, ``admin1_code``, ``admin1_iso``, ``country_code``; for each
        event type ``<type>_incidents``, ``<type>_events`` (null where no record says how many) and
        ``<type>_uncounted``; ``killed_best``, ``active``, ``cleared``, ``as_of``; its simplified boundary,
        EPSG:4326. What is denied, rejected or told as history is not counted.

    Raises
    ------
    InputError
        If the frame is not one of incidents, or holds an ``incident_id`` twice.

    Examples
    --------
    >>> import geomap
    >>> found = geomap.extract("Gunmen killed three men in Tapalpa, Jalisco.", date="2026-02-23")
    >>> states = geomap.total_states(found).set_index("admin1_name")
    >>> states.loc[["Jalisco", "Colima"], "killed_best"].tolist(), len(states)
    ([3, <NA>], 32)
    """
    return table_to_frame(_make_tables(incidents, resources or share_resources()).states)


def render_map(
    incidents: pd.DataFrame,
    *,
    title: str | None = None,
    language: str | None = None,
    quotes: bool = True,
    name: str = "incidents",
    resources: Resources | None = None,
) -> folium.Map:
    """
    Draw incidents as a map.

    Parameters
    ----------
    incidents
        As in ``reconcile_incidents``. What is drawn is the frame's geometry, in any CRS; a frame without
        one is given that of ``geometry="auto"``.
    title
        Of the page.
    language
        ``en`` or ``es``; by default the reader's browser decides.
    quotes
        Show the sentence that each incident comes from.
    name
        Of the page's download, without suffix.
    resources
        Gazetteer, boundaries and event types; the shipped ones by default.

    Returns
    -------
    map
        With one named layer an event type. A notebook shows it and ``save`` writes it, without a request
        to anywhere; more can be added to it.

    Raises
    ------
    InputError
        If the frame is not one of incidents, holds an ``incident_id`` twice, or has a geometry and no CRS.

    Examples
    --------
    >>> import geomap
    >>> found = geomap.extract("Gunmen killed three men in Tapalpa, Jalisco.", date="2026-02-23")
    >>> drawn = geomap.render_map(found, title="Tapalpa")
    >>> "<title>Tapalpa</title>" in drawn.get_root().render()
    True
    """
    resources = resources or share_resources()
    tables = _make_tables(incidents, resources)
    return api.render_map(tables, resources=resources, title=title, language=language, quotes=quotes, name=name)


def read_incidents(inputs: str | Path | Sequence[str | Path], *, geometry: str = "auto") -> gpd.GeoDataFrame:
    """
    Read incident tables.

    Parameters
    ----------
    inputs
        A file or folder, or several: ``.jsonl``, ``.csv``, ``.tsv`` and ``.geojson``, an incident a row,
        named as ``schema.FIELDS``.
    geometry
        As in ``extract``.

    Returns
    -------
    incidents
        As of ``extract``.

    Raises
    ------
    InputError
        If an input is missing, or holds no incident that could be used.

    Warns
    -----
    UserWarning
        If records were set aside.

    Examples
    --------
    >>> import geomap, pandas as pd
    >>> table = pd.DataFrame({"event_type": ["roadblock"], "place_name": ["Tapalpa"], "admin1_name": ["Jalisco"]})
    >>> table.to_csv("roads.csv", index=False)
    >>> geomap.read_incidents("roads.csv").loc[0, ["event_type", "admin2_code", "geo_precision"]].tolist()
    ['roadblock', '14086', 'settlement']
    """
    result = require_usable(read_all([inputs] if isinstance(inputs, str | Path) else inputs), "incidents")
    warn_of_rejects(result)
    return table_to_frame(
        build_tables(result.incidents, share_resources(), reconcile=False, geometry=geometry).incidents
    )


def write_incidents(incidents: pd.DataFrame, path: str | Path, *, quotes: bool = False) -> None:
    """
    Write incidents.

    Parameters
    ----------
    incidents
        As in ``render_map``; the frame's geometry is what GeoJSON holds, in WGS84.
    path
        Its suffix says the format.
    quotes
        Keep the source text of the spans.

    Raises
    ------
    InputError
        If the suffix is of no format that geomap writes, or the frame can't be drawn by ``render_map``.
    OutputError
        If the file can't be written.

    Examples
    --------
    >>> import geomap
    >>> found = geomap.extract("Gunmen killed three men in Tapalpa, Jalisco.", date="2026-02-23")
    >>> geomap.write_incidents(found, "tapalpa.geojson")
    >>> geomap.read_incidents("tapalpa.geojson")["event_type"].tolist()
    ['killing']
    """
    form = find_format(Path(path))
    tables = _make_tables(incidents, share_resources())
    write_output(Path(path), form(tables.incidents, quotes=quotes))


def _make_tables(frame: pd.DataFrame, resources: Resources) -> MapTables:
    """Make tables of a frame, a row a row, with the frame's own geometry."""
    records = frame_to_incidents(frame)
    first: dict[str, int] = {}
    for number, record in enumerate(records):
        if first.setdefault(record.incident_id, number) != number:
            message = (
                f"row {frame.index[number]}: found the incident_id '{record.incident_id}' again; "
                "expected it once (reconcile_incidents merges copies)"
            )
            raise InputError(message)
    tables = build_tables(records, resources, reconcile=False)
    if not isinstance(frame, gpd.GeoDataFrame) or frame.active_geometry_name is None:
        return tables
    return MapTables(set_geometry(tables.incidents, frame), tables.states)
