"""
Records in, files and maps out: what the command line calls, and what ``frames`` is built on.

Nothing here loads geopandas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from geomap.errors import InputError
from geomap.files import check_outputs, find_data, write_output, write_together
from geomap.inputs import Known, gather_reports, read_all, read_files, require_usable, warn_of_rejects
from geomap.model import Incident, ReadResult, Report
from geomap.pipeline import MapTables, Resources, build_tables, extract_incidents
from geomap.toponyms import list_mentions

if TYPE_CHECKING:
    import folium

__all__ = [
    "MadeMap",
    "extract",
    "list_map_files",
    "list_mentions",
    "make_map",
    "map_reports",
    "read_all",
    "read_files",
    "render_map",
    "require_usable",
    "write_incidents",
    "write_map_files",
]


@dataclass(frozen=True)
class MadeMap:
    """A finished map: the page and the two files that stand beside it."""

    page: str
    incidents_geojson: bytes
    states_geojson: bytes
    count: int
    """Incidents on the map."""


def extract(reports: Iterable[Report], *, resources: Resources | None = None) -> list[Incident]:
    """
    Turn reports into incidents, each report by itself.

    Parameters
    ----------
    reports
        In any order.
    resources
        Gazetteer, lexicon and event types; the shipped ones by default.

    Returns
    -------
    incidents
        In order of the reports and of their texts.
    """
    return list(extract_incidents(reports, resources or Resources()))


def write_incidents(
    incidents: Iterable[Incident],
    path: Path | None,
    *,
    resources: Resources | None = None,
    quotes: bool = False,
    geometry: str = "auto",
    reconcile: bool = False,
) -> None:
    """
    Join incidents to boundaries and write them.

    Parameters
    ----------
    incidents
        Records.
    path
        Its suffix says the format; None writes JSON lines to standard output.
    resources
        Boundaries and gazetteer; the shipped ones by default.
    quotes
        Keep the source text of the spans.
    geometry
        ``auto``, ``point`` or ``none``.
    reconcile
        Merge what several reports tell of one event.

    Raises
    ------
    OutputError
        If the file can't be written.
    InputError
        If the suffix is of no format that geomap writes.
    """
    from geomap.export.formats import find_format  # noqa: PLC0415 - formats are loaded late

    form = find_format(path)
    tables = build_tables(incidents, resources or Resources(), reconcile=reconcile, geometry=geometry)
    write_output(path, form(tables.incidents, quotes=quotes))


def make_map(
    reports: Sequence[Report],
    incidents: Iterable[Incident] = (),
    *,
    resources: Resources | None = None,
    title: str | None = None,
    language: str | None = None,
    reconcile: bool = True,
    quotes: bool = True,
    geometry: str = "auto",
    name: str = "incidents",
) -> MadeMap:
    """
    Make the page and its two GeoJSON files from reports and incidents.

    Parameters
    ----------
    reports
        Whose incidents are extracted.
    incidents
        Of tables, to be shown with those of the reports.
    resources
        Gazetteer, boundaries and event types; the shipped ones by default.
    title
        Of the page; by default that of the first report.
    language
        ``en`` or ``es``; by default the reader's browser decides.
    reconcile
        Merge what several reports tell of one event.
    quotes
        Show the sentence that each incident comes from.
    geometry
        ``auto``, ``point`` or ``none``.
    name
        Of the page's download, without suffix.

    Returns
    -------
    made
        The same bytes for the same input.
    """
    from geomap.webmap.page import format_map  # noqa: PLC0415 - loads folium

    resources = resources or Resources()
    found = [*extract(reports, resources=resources), *incidents]
    tables = build_tables(found, resources, reconcile=reconcile, geometry=geometry)
    title = title or _find_title(reports)
    drawn, files = _draw_map(tables, resources, title=title, language=language, quotes=quotes, name=name)
    return MadeMap(format_map(drawn), *files, tables.incidents.num_rows)


def map_reports(
    reports: str | Path | Report | ReadResult | Iterable[str | Path | Report],
    *,
    path: str | Path | None = None,
    resources: Resources | None = None,
    title: str | None = None,
    language: str | None = None,
    reconcile: bool = True,
    quotes: bool = True,
    geometry: str = "auto",
    **known: Unpack[Known],
) -> folium.Map:
    """
    Draw reports as a map, and write it where a path is given.

    Parameters
    ----------
    reports
        Files and folders, as in ``read_reports``; or reports, or what ``read_reports`` gave.
    path
        ``NAME.html``: the page is written there, and beside it ``NAME.geojson`` (incidents) and
        ``NAME.states.geojson`` (states with their totals); all three or none.
    resources
        Gazetteer, boundaries and event types; the shipped ones by default.
    title
        Of the page; by default that of the first report.
    language
        ``en`` or ``es``; by default the reader's browser decides.
    reconcile
        Merge what several reports tell of one event.
    quotes
        Show the sentence that each incident comes from.
    geometry
        ``auto``, ``point`` or ``none``.
    **known
        What is known of the reports that are read, as in ``read_reports``.

    Returns
    -------
    map
        With one named layer an event type. A notebook shows it and ``save`` writes it, without a request
        to anywhere; more can be added to it.

    Raises
    ------
    InputError
        If nothing can be read, or the path is an input or does not end in .html.
    OutputError
        If a file can't be written.

    Warns
    -----
    UserWarning
        If records of the files were set aside.

    Examples
    --------
    >>> import geomap
    >>> report = geomap.Report("a", "Gunmen killed three men in Tapalpa, Jalisco.", published="2026-02-23")
    >>> drawn = geomap.map_reports(report, title="Tapalpa")
    >>> type(drawn).__module__, [child.layer_name for child in drawn._children.values() if hasattr(child, "layer_name")]
    ('folium.folium', ['Killing'])
    """
    from geomap.webmap.page import format_map  # noqa: PLC0415 - loads folium

    outputs = None if path is None else list_map_files(Path(path))
    result = _read_all_given(reports, outputs or (), known)
    warn_of_rejects(result)
    resources = resources or Resources()
    found = [*extract(result.reports, resources=resources), *result.incidents]
    tables = build_tables(found, resources, reconcile=reconcile, geometry=geometry)
    title = title or _find_title(result.reports)
    name = "incidents" if path is None else Path(path).stem
    drawn, files = _draw_map(tables, resources, title=title, language=language, quotes=quotes, name=name)
    if outputs is not None:
        write_together(dict(zip(outputs, (*files, format_map(drawn).encode()), strict=True)))
    return drawn


def _read_all_given(
    given: str | Path | Report | ReadResult | Iterable[str | Path | Report], outputs: Iterable[Path], known: Known
) -> ReadResult:
    """Give what was read already as it is, and read the rest."""
    from geomap.reports.read import list_inputs  # noqa: PLC0415 - readers are loaded late

    if isinstance(given, ReadResult):
        return given
    listed = [given] if isinstance(given, str | Path | Report) else list(given)
    reports = gather_reports(item for item in listed if not isinstance(item, str | Path))
    files = list_inputs([item for item in listed if isinstance(item, str | Path)])
    check_outputs(outputs, [file.path for file in files])
    if reports and not files:
        return ReadResult(tuple(reports))
    read = require_usable(read_files(files, **known))
    return replace(read, reports=(*reports, *read.reports))


def _find_title(reports: Iterable[Report]) -> str | None:
    return next((report.title for report in reports if report.title), None)


def render_map(
    tables: MapTables,
    *,
    resources: Resources | None = None,
    title: str | None = None,
    language: str | None = None,
    quotes: bool = True,
    name: str = "incidents",
) -> folium.Map:
    """
    Draw incidents and state totals as a folium map.

    Parameters
    ----------
    tables
        Of ``pipeline.build_tables``; geometries in EPSG:4326.
    resources
        Event types; the shipped ones by default.
    title, language, quotes, name
        As in ``make_map``.

    Returns
    -------
    map
        With one named layer an event type; a notebook shows it, and a user can add to it.
    """
    resources = resources or Resources()
    return _draw_map(tables, resources, title=title, language=language, quotes=quotes, name=name)[0]


def _draw_map(
    tables: MapTables, resources: Resources, *, title: str | None, language: str | None, quotes: bool, name: str
) -> tuple[folium.Map, tuple[bytes, bytes]]:
    """Draw a map, and give the GeoJSON of incidents and of states that it is drawn from."""
    from geomap.export.attribution import ATTRIBUTION  # noqa: PLC0415
    from geomap.export.geojson import format_incidents, format_states  # noqa: PLC0415 - loads shapely
    from geomap.layers import build_layers  # noqa: PLC0415 - loads Arrow
    from geomap.webmap.page import build_map  # noqa: PLC0415 - loads folium

    files = format_incidents(tables.incidents), format_states(tables.states)
    drawn = build_map(
        build_layers(tables.incidents, tables.states, resources.event_types, title=title, quotes=quotes),
        incidents_geojson=files[0],
        states_geojson=files[1],
        basemap=find_data("basemap", "basemap.json").read_bytes(),
        attribution=(*ATTRIBUTION, "Basemap: Natural Earth (public domain)"),
        language=language,
        name=name,
    )
    return drawn, files


def list_map_files(path: Path) -> tuple[Path, Path, Path]:
    """
    Name the files of a map.

    Parameters
    ----------
    path
        ``NAME.html``.

    Returns
    -------
    paths
        ``NAME.geojson``, ``NAME.states.geojson`` and the page.

    Raises
    ------
    InputError
        If the name does not end in .html.
    """
    if path.suffix.lower() not in (".html", ".htm"):
        message = f"{path}: found the suffix '{path.suffix}'; expected .html"
        raise InputError(message)
    return path.with_suffix(".geojson"), path.with_suffix(".states.geojson"), path


def write_map_files(made: MadeMap, path: Path) -> None:
    """
    Write a page, and beside it ``NAME.geojson`` and ``NAME.states.geojson``: all three or none.

    Parameters
    ----------
    made
        Of ``make_map``.
    path
        ``NAME.html``.

    Raises
    ------
    InputError
        If the name does not end in .html.
    OutputError
        If a file can't be written.
    """
    contents = made.incidents_geojson, made.states_geojson, made.page.encode()
    write_together(dict(zip(list_map_files(path), contents, strict=True)))
