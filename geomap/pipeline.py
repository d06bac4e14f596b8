"""
The stages in order. This docstring is the architecture page.

::

    report -> mentions -> resolved places -> incidents -> joined to boundaries -> reconciled
           -> layers -> map or export

Up to the incidents, a report's data are frozen records (``model``), and each report goes through by
itself. From there on all incidents are one Arrow table whose columns ``schema`` names. A stage is a
package of functions from one of these forms to the next, and no stage imports another: this module
calls them in order, and ``api`` and ``cli`` join what comes out to the map and the export formats.

===================  ====================================================  =======================
stage                takes                                                 gives
===================  ====================================================  =======================
``reports``          files                                                 ``Report``
``tables``           files                                                 ``Incident``
``mentions``         ``Report.text``                                       ``Mention``
``resolution``       ``Mention`` and the gazetteer                         ``ResolvedPlace``
``incidents``        ``Report`` and its ``ResolvedPlace``                  ``Incident``
``boundaries``       table of incidents                                    table with divisions
``reconcile``        table of incidents                                    one row an event
``boundaries``       reconciled table                                      geometries, state totals
``layers``           table and totals                                      ``MapLayers``
``webmap``           ``MapLayers``                                         one HTML file
``export``           table                                                 a file of one format
===================  ====================================================  =======================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.files import find_data
from geomap.model import Incident, Report, ResolvedPlace

if TYPE_CHECKING:
    import pyarrow as pa

    from geomap.boundaries.store import Boundaries
    from geomap.event_types import EventTypes
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.mentions.lexicon import Lexicon


@dataclass(frozen=True)
class Resources:
    """
    What the stages look things up in; each part is opened when it is first asked for.

    Parameters
    ----------
    gazetteer_files
        A path, or several: files of own places, which are added to the shipped gazetteer as
        ``open_gazetteer`` does; a folder with a gazetteer in place of the shipped one.
    boundaries_folder, types_file
        In place of the data that geomap ships.
    tell
        Is given a line on what each file of own places was taken for; by default only rows that were set
        aside are told of, in a warning.
    """

    gazetteer_files: str | Path | Sequence[str | Path] = ()
    boundaries_folder: Path | None = None
    types_file: Path | None = None
    tell: Callable[[str], None] | None = None

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The index of places."""
        from geomap.own_places.open import open_gazetteer  # noqa: PLC0415 - opened when asked for

        given = self.gazetteer_files
        paths = [given] if isinstance(given, str | Path) else given
        return open_gazetteer(*paths, boundaries=self.boundaries_folder, tell=self.tell)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Common words and names of persons."""
        from geomap.mentions.lexicon import read_lexicon  # noqa: PLC0415 - opened when asked for

        return read_lexicon()

    @cached_property
    def event_types(self) -> EventTypes:
        """The event types and the words that tell of them."""
        from geomap.event_types import read_event_types  # noqa: PLC0415 - opened when asked for

        return read_event_types(self.types_file)

    @cached_property
    def boundaries(self) -> Boundaries:
        """Polygons of countries, first and second divisions."""
        from geomap.boundaries.store import read_boundaries  # noqa: PLC0415 - opened when asked for

        return read_boundaries(self.boundaries_folder or find_data("boundaries"))


@dataclass(frozen=True)
class MapTables:
    """What a map or an export is made from."""

    incidents: pa.Table
    """One row an incident, with the column ``schema.GEOMETRY``."""
    states: pa.Table
    """One row a first division of the countries on the map, with its totals and geometry."""


def find_places(report: Report, resources: Resources) -> list[ResolvedPlace]:
    """
    Find the place mentions of a report and resolve them.

    Parameters
    ----------
    report
        One report.
    resources
        Gazetteer and lexicon.

    Returns
    -------
    places
        One for each mention, in order of the text.
    """
    from geomap.mentions.find import find_mentions  # noqa: PLC0415 - late, so that --help stays quick
    from geomap.resolution import resolve_mentions  # noqa: PLC0415

    mentions = find_mentions(report.text, resources.gazetteer, resources.lexicon)
    return resolve_mentions(report, mentions, resources.gazetteer)


def extract_incidents(reports: Iterable[Report], resources: Resources) -> Iterator[Incident]:
    """
    Turn reports into incidents, each report by itself.

    Parameters
    ----------
    reports
        In any order.
    resources
        Gazetteer, lexicon and event types.

    Yields
    ------
    incident
        In order of the reports and of their texts.
    """
    from geomap.incidents.build import build_incidents  # noqa: PLC0415 - late, so that --help stays quick

    for report in reports:
        yield from build_incidents(report, find_places(report, resources), event_types=resources.event_types)


def build_tables(
    incidents: Iterable[Incident], resources: Resources, *, reconcile: bool = True, geometry: str = "auto"
) -> MapTables:
    """
    Join incidents to boundaries, reconcile them and total the states.

    Parameters
    ----------
    incidents
        Of all reports and tables.
    resources
        Gazetteer and boundaries.
    reconcile
        Whether incidents of several reports that tell of one event become one. If not, those that are the
        same are still there once, and no two bear one id.
    geometry
        ``auto``, ``point`` or ``none``, as in ``boundaries.join.add_geometry``.

    Returns
    -------
    tables
        Incidents with their geometries (EPSG:4326), and the states.
    """
    from geomap.boundaries.join import add_geometry, join_boundaries  # noqa: PLC0415 - loads shapely
    from geomap.boundaries.totals import total_states  # noqa: PLC0415
    from geomap.gazetteer.fill import fill_place  # noqa: PLC0415
    from geomap.reconcile.merge import reconcile_table  # noqa: PLC0415
    from geomap.reconcile.repeats import drop_copies, number_twins  # noqa: PLC0415
    from geomap.schema import incidents_to_table  # noqa: PLC0415

    filled = drop_copies(fill_place(incident, resources.gazetteer) for incident in incidents)
    table = incidents_to_table(filled if reconcile else number_twins(filled))
    table = join_boundaries(table, resources.boundaries)
    if reconcile:
        table = reconcile_table(table)
    states = total_states(table, resources.boundaries)
    return MapTables(add_geometry(table, resources.boundaries, geometry=geometry), states)
