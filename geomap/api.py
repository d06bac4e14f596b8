"""What a library user calls: reports in, incidents, tables and maps out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.files import find_data, write_output, write_together
from geomap.model import Incident, ReadResult, Report
from geomap.pipeline import MapTables, Resources, build_tables, extract_incidents, find_places

if TYPE_CHECKING:
    import folium

    from geomap.reports.read import InputFile


@dataclass(frozen=True)
class MadeMap:
    """A finished map: the page and the two files that stand beside it."""

    page: str
    incidents_geojson: bytes
    states_geojson: bytes
    count: int
    """Incidents on the map."""


def read_all(inputs: Sequence[str | Path], *, stdin_format: str = "text", **known: str | None) -> ReadResult:
    """
    Read reports and incident tables.

    Parameters
    ----------
    inputs
        Files, folders, or ``-`` for standard input.
    stdin_format
        What standard input holds: text, markdown, html or jsonl.
    **known
        What is known of all reports: ``date``, ``lang``, ``publisher``, ``url``, ``country``,
        ``admin1``, ``timezone``.

    Returns
    -------
    result
        Reports, incidents, and the records that were set aside.

    Raises
    ------
    InputError
        If an input is missing, or there is neither a report nor an incident that could be used.
    """
    from geomap.reports.read import list_inputs  # noqa: PLC0415 - readers are loaded late

    return require_usable(read_files(list_inputs(inputs), stdin_format=stdin_format, **known))


def read_files(files: Sequence[InputFile], *, stdin_format: str = "text", **known: str | None) -> ReadResult:
    """
    Read reports and incident tables, even if none can be used.

    Parameters
    ----------
    files
        Of ``reports.read.list_inputs``.
    stdin_format, **known
        As in ``read_all``.

    Returns
    -------
    result
        Perhaps nothing but records that were set aside.

    Raises
    ------
    InputError
        If what is known of all reports is wrong.
    """
    from geomap.reports.assemble import ReportDefaults  # noqa: PLC0415 - readers are loaded late
    from geomap.reports.read import read_reports  # noqa: PLC0415
    from geomap.tables.read import read_tables  # noqa: PLC0415

    defaults = ReportDefaults(**{k: v for k, v in known.items() if v is not None})
    stdin = sys.stdin.buffer if sys.stdin else None
    reports = read_reports(files, stdin=stdin, stdin_format=stdin_format, defaults=defaults)
    tables = read_tables(files)
    return ReadResult(
        reports.reports,
        (*reports.incidents, *tables.incidents),
        (*reports.rejects, *tables.rejects),
        (*reports.notices, *tables.notices),
    )


def require_usable(result: ReadResult, *kinds: str) -> ReadResult:
    """
    Require something that can be used.

    Parameters
    ----------
    result
        Of ``read_files``.
    *kinds
        ``reports``, ``incidents``, or both, which is the default.

    Returns
    -------
    result
        The same.

    Raises
    ------
    InputError
        If there is nothing of these kinds; says why the first record was set aside.
    """
    kinds = kinds or ("reports", "incidents")
    if any(getattr(result, kind) for kind in kinds):
        return result
    if result.rejects:
        first, further = result.rejects[0], len(result.rejects) - 1
        message = f"{first.record}: {first.reason}{f' ({further} more set aside)' if further else ''}"
    else:
        message = f"found no {' or '.join(kind[:-1] for kind in kinds)} in the input; expected at least one"
    raise InputError(message)


def list_mentions(report: Report, *, resources: Resources | None = None) -> dict[str, Any]:
    """
    Find and resolve the place mentions of a report.

    Parameters
    ----------
    report
        One report.
    resources
        Gazetteer and lexicon; the shipped ones by default.

    Returns
    -------
    mapping
        ``doc_id`` and ``mentions``, plain JSON values; an unresolved mention has lon and lat None.
    """
    mentions = []
    for resolved in find_places(report, resources or Resources()):
        mention, place = resolved.mention, resolved.place
        mentions.append(
            {
                "start": mention.start,
                "end": mention.end,
                "text": mention.text,
                "kind": mention.kind,
                "literal": mention.literal,
                "lon": place.lon if place else None,
                "lat": place.lat if place else None,
                "place_id": place.place_id if place else None,
                "place_name": place.name if place else None,
                "feature_code": place.feature_code if place else None,
                "admin1_code": place.admin1_code if place else None,
                "admin2_code": place.admin2_code if place else None,
                "country_code": place.country_code or None if place else None,
                "geo_precision": place.geo_precision if place else None,
                "confidence": resolved.confidence,
                "alternatives": [
                    {
                        "place_id": c.place.place_id,
                        "place_name": c.place.name,
                        "lon": c.place.lon,
                        "lat": c.place.lat,
                    }
                    for c in resolved.alternatives
                ],
            }
        )
    return {"doc_id": report.doc_id, "mentions": mentions}


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
    from geomap.export.geojson import format_incidents, format_states  # noqa: PLC0415 - loads shapely
    from geomap.webmap.page import format_map  # noqa: PLC0415 - loads folium

    resources = resources or Resources()
    found = [*extract(reports, resources=resources), *incidents]
    tables = build_tables(found, resources, reconcile=reconcile, geometry=geometry)
    files = format_incidents(tables.incidents), format_states(tables.states)
    heading = title or next((r.title for r in reports if r.title), None)
    drawn = _draw_map(tables, files, resources, title=heading, language=language, quotes=quotes, name=name)
    return MadeMap(format_map(drawn), *files, tables.incidents.num_rows)


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
    from geomap.export.geojson import format_incidents, format_states  # noqa: PLC0415 - loads shapely

    files = format_incidents(tables.incidents), format_states(tables.states)
    resources = resources or Resources()
    return _draw_map(tables, files, resources, title=title, language=language, quotes=quotes, name=name)


def _draw_map(
    tables: MapTables,
    files: tuple[bytes, bytes],
    resources: Resources,
    *,
    title: str | None,
    language: str | None,
    quotes: bool,
    name: str,
) -> folium.Map:
    """Draw tables whose GeoJSON is made already."""
    from geomap.export.geojson import ATTRIBUTION  # noqa: PLC0415 - loads shapely
    from geomap.layers import build_layers  # noqa: PLC0415 - loads Arrow
    from geomap.webmap.page import build_map  # noqa: PLC0415 - loads folium

    return build_map(
        build_layers(tables.incidents, tables.states, resources.event_types, title=title, quotes=quotes),
        incidents_geojson=files[0],
        states_geojson=files[1],
        basemap=find_data("basemap", "basemap.json").read_bytes(),
        attribution=(*ATTRIBUTION, "Basemap: Natural Earth (public domain)"),
        language=language,
        name=name,
    )


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
