"""The place mentions of one report, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geomap.inputs import gather_reports, share_resources
from geomap.model import Mention, Report, ResolvedPlace
from geomap.pipeline import Resources, find_places


def find_mentions(report: Report | str, *, resources: Resources | None = None) -> list[Mention]:
    """
    Find the place names in a report.

    Parameters
    ----------
    report
        A report or a plain text.
    resources
        Gazetteer and lexicon; the shipped ones by default.

    Returns
    -------
    mentions
        In order of the text; offsets count Unicode code points of ``Report.text``.

    Raises
    ------
    InputError
        If a plain text is blank.

    Examples
    --------
    >>> import geomap
    >>> text = "Soldiers raided a house in Tapalpa, Jalisco. The Sinaloa Cartel denied it."
    >>> [(m.text, m.kind, m.literal) for m in geomap.find_mentions(text)]
    [('Tapalpa', 'place', True), ('Jalisco', 'place', True), ('Sinaloa', 'organisation', False)]
    """
    from geomap.mentions import find  # noqa: PLC0415 - loaded when there is something to find

    (report,) = gather_reports(report)
    resources = resources or share_resources()
    return find.find_mentions(report.text, resources.gazetteer, resources.lexicon)


def resolve_mentions(
    report: Report | str, mentions: Iterable[Mention] | None = None, *, resources: Resources | None = None
) -> list[ResolvedPlace]:
    """
    Resolve the place names of a report with the gazetteer.

    Parameters
    ----------
    report
        A report or a plain text.
    mentions
        In it; those of ``find_mentions`` by default.
    resources
        Gazetteer and lexicon; the shipped ones by default.

    Returns
    -------
    places
        One a mention, in order: the place (degrees, WGS84; None if there is none), how sure it is, and
        the other candidates.

    Raises
    ------
    InputError
        If a plain text is blank.

    Examples
    --------
    >>> import geomap
    >>> first, second = geomap.resolve_mentions("Soldiers raided a house in Tapalpa, Jalisco.")
    >>> first.place.name, first.place.admin2_code, first.place.geo_precision
    ('Tapalpa', '14086', 'settlement')
    """
    from geomap import resolution  # noqa: PLC0415 - loaded when there is something to resolve

    (report,) = gather_reports(report)
    resources = resources or share_resources()
    if mentions is None:
        return find_places(report, resources)
    return resolution.resolve_mentions(report, list(mentions), resources.gazetteer)


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
    for resolved in find_places(report, resources or share_resources()):
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
