"""
From a report and its resolved places to its incidents.

Sentence by sentence the triggers are read (``acts``), lists of places and totals are spread
(``aggregates``), what is told several times is merged (``merging``), places and dates that a sentence
leaves out are taken from what it points back to (``placing``), and the result is written as records.

Confidence starts at .75 for words that tell of an event by themselves and .55 for weaker ones; a place
taken from elsewhere costs .05 to .25, a place that is only likely costs its doubt, a date that its own
sentence does not give .05; a second sentence that tells the same adds .05. A general statement has .35.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from geomap.event_types import EventTypes
from geomap.incidents.acts import read_sentence
from geomap.incidents.aggregates import continue_list, expand_places
from geomap.incidents.drafts import Draft
from geomap.incidents.figures import TOTAL_COUNTS
from geomap.incidents.merging import merge_drafts
from geomap.incidents.placing import date_drafts, keep_drafts, place_drafts
from geomap.incidents.sites import NEAR_RADIUS_M, Site
from geomap.incidents.story import Story, read_story
from geomap.model import Incident, Place, Report, ResolvedPlace, Source, Span
from geomap.schema import COUNTS

_SOURCE_COST = {
    "clause": 0.0,
    "sentence": 0.05,
    "event": 0.1,
    "before": 0.15,
    "lead": 0.2,
    "dateline": 0.2,
    "country": 0.2,
    "": 0.25,
}
_GENERAL_CONFIDENCE = 0.35
_BOUNDS = ("low", "best", "high")


def build_incidents(report: Report, places: Sequence[ResolvedPlace], *, event_types: EventTypes) -> list[Incident]:
    """
    Build the incidents of one report.

    Parameters
    ----------
    report
        With passages; only headline and story are read.
    places
        Its resolved mentions, in order of the text.
    event_types
        Types and the words that tell of them.

    Returns
    -------
    incidents
        In order of the text, a total before its parts. Coordinates are degrees in WGS84.

    Examples
    --------
    >>> from geomap.event_types import read_event_types
    >>> from geomap.model import Report
    >>> report = Report("a", "Gunmen killed three men on Monday.", published="2026-02-24")
    >>> [i.killed_best for i in build_incidents(report, [], event_types=read_event_types())]
    [3]
    """
    story = read_story(report, places, event_types)
    drafts = keep_drafts(story, date_drafts(story, place_drafts(story, merge_drafts(_read_drafts(story)))))
    ids = _name_drafts(story, drafts)
    return [_write_incident(story, draft, ids, n, event_types) for n, draft in enumerate(drafts)]


def _read_drafts(story: Story) -> list[Draft]:
    drafts: list[Draft] = []
    latest: int | None = None
    for sentence in story.told:
        found = expand_places(story, sentence, read_sentence(story, sentence))
        offset = len(drafts)
        drafts += [_shift_parent(d, offset) for d in found]
        if not any(d.event_type for d in found):
            last = drafts[latest] if latest is not None else None
            drafts += continue_list(story, sentence, last, latest if last and last.aggregate else None)
        for n in range(offset, len(drafts)):
            many = drafts[n].aggregate or drafts[n].plural
            if drafts[n].event_type and drafts[n].parent is None and many:
                latest = n
    return drafts


def _shift_parent(draft: Draft, offset: int) -> Draft:
    return draft if draft.parent is None else replace(draft, parent=draft.parent + offset)


def _name_drafts(story: Story, drafts: Iterable[Draft]) -> list[str]:
    """Give each incident an id that depends on its report alone."""
    ids: dict[str, None] = {}
    for draft in drafts:
        site = draft.site
        place = (site.place.place_id if site.place else site.text) if site else ""
        parts = (
            story.report.doc_id,
            draft.event_type,
            place,
            draft.date.date_start if draft.date else "",
            draft.sentence,
        )
        again = 0
        while True:
            key = "\x1f".join(str(p) for p in (*parts, again or ""))
            name = "i-" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
            if name not in ids:
                break
            again += 1
        ids[name] = None
    return list(ids)


def _write_incident(story: Story, draft: Draft, ids: Sequence[str], number: int, event_types: EventTypes) -> Incident:
    report = story.report
    crosswalk = event_types.find_crosswalk(draft.event_type, _find_details(draft))
    return Incident(
        incident_id=ids[number],
        doc_id=report.doc_id,
        record_kind="aggregate" if draft.aggregate else "event",
        part_of=ids[draft.parent] if draft.parent is not None else None,
        background=draft.background,
        event_type=draft.event_type,
        acled_event_type=crosswalk.acled_event_type,
        acled_sub_event_type=crosswalk.acled_sub_event_type,
        plover_code=crosswalk.plover_code,
        status=draft.status,
        date_start=draft.date.date_start if draft.date else None,
        date_end=(draft.date.date_end or draft.date.date_start) if draft.date else None,
        time_precision=draft.date.time_precision if draft.date else None,
        as_of=_find_as_of(story, draft),
        actors=draft.actors,
        confidence=_rate(draft),
        sources=(Source(report.doc_id, report.url, report.publisher, report.published, report.sha256),),
        spans=_list_spans(story, draft),
        note="; ".join(_list_notes(draft)) or None,
        **_write_place(story, draft),
        **_write_counts(draft),
    )


def _find_details(draft: Draft) -> frozenset[str]:
    details = set(draft.details)
    if draft.event_type == "roadblock" and any(a.role == "other" for a in draft.actors):
        details.add("demonstrators")
    killed = draft.find_figure("killed")
    if draft.event_type == "raid" and killed and killed.low != 0:
        details.add("shots")
    return frozenset(details)


def _rate(draft: Draft) -> float:
    if draft.general:
        return _GENERAL_CONFIDENCE
    rate = 0.75 if draft.strength == "strong" else 0.55
    rate -= _SOURCE_COST[draft.site_source]
    if draft.site and draft.site.place:
        rate *= 0.5 + 0.5 * draft.site.confidence
    if draft.date_source != "sentence":
        rate -= 0.05
    if len(draft.evidence) > 1:
        rate += 0.05
    return round(rate, 2)


def _list_notes(draft: Draft) -> list[str]:
    notes = list(draft.notes)
    if draft.site and draft.site.note:
        notes.append(draft.site.note)
    return notes


def _write_place(story: Story, draft: Draft) -> dict[str, Any]:
    site = draft.site
    if site is None or site.place is None or site.place.geo_precision == "country":
        return _write_country(story, draft, site)
    place = site.place
    near = site.relation in ("near", "between") and place.geo_precision in ("settlement", "admin2")
    lon, lat = site.lonlat or (place.lon, place.lat)
    return {
        "place_text": site.text,
        "place_name": place.name,
        "place_id": place.place_id,
        "place_alternates": place.alternates,
        "feature_code": place.feature_code,
        "lon": lon,
        "lat": lat,
        "geo_precision": "near" if near else place.geo_precision,
        "radius_m": (site.radius_m or NEAR_RADIUS_M) if near else None,
        **_write_parents(place),
    }


def _write_parents(place: Place) -> dict[str, Any]:
    return {
        "admin2_name": place.admin2_name,
        "admin2_code": place.admin2_code,
        "admin1_name": place.admin1_name,
        "admin1_code": place.admin1_code,
        "admin1_iso": place.admin1_iso,
        "country_name": place.country_name,
        "country_code": place.country_code,
    }


def _write_country(story: Story, draft: Draft, site: Site | None) -> dict[str, Any]:
    """Write a place known to the country at most: no point, and no text for a total over the country."""
    named = site.place if site else None
    country = named or story.country
    if country is None:
        return {"place_text": site.text if site else None}
    return {
        "place_text": site.text if site and not draft.aggregate else None,
        "country_name": country.country_name or (country.name if country.geo_precision == "country" else None),
        "country_code": country.country_code,
        "geo_precision": "country",
    }


def _write_counts(draft: Draft) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for count in COUNTS:
        figure = draft.find_figure(count)
        for bound in _BOUNDS:
            values[f"{count}_{bound}"] = getattr(figure, bound) if figure else None
    events = draft.find_figure("n_events")
    for bound in _BOUNDS:
        single = None if draft.aggregate or draft.plural or draft.general else 1
        values[f"n_events_{bound}"] = getattr(events, bound) if events else single
    for count in TOTAL_COUNTS:
        figure = draft.find_figure(count)
        values[count] = (figure.best if figure.best is not None else figure.low) if figure else None
    if draft.status == "denied":
        return dict.fromkeys(values)
    return values


def _find_as_of(story: Story, draft: Draft) -> str | None:
    """Find the moment that a status or total holds for: the time told with it, else the report's date."""
    if draft.as_of:
        return draft.as_of
    if draft.status not in ("active", "cleared") and not any(
        f.count in ("n_active", "n_cleared") for f in draft.figures
    ):
        return None
    for number in draft.evidence:
        for placed in story.timeline.by_sentence.get(number, ()):
            expression = placed.expression
            if expression.kind == "until" or expression.time_precision in ("minute", "hour"):
                return expression.date_end or expression.date_start
    return story.report.published


def _list_spans(story: Story, draft: Draft) -> tuple[Span, ...]:
    words, report = story.words, story.report
    spans: list[tuple[str, int, int]] = []
    for number in draft.evidence:
        sentence = words.sentences[number]
        spans.append(("evidence", words.starts[sentence.first], words.ends[sentence.last - 1]))
    spans.append(("event_type", *draft.trigger))
    if draft.site is not None:
        length = len(draft.site.text)
        written = report.text[draft.site.start : draft.site.start + length] == draft.site.text
        spans.append(("place_text", draft.site.start, draft.site.start + length if written else draft.site.end))
    if draft.date is not None and draft.date.end > draft.date.start:
        spans.append(("date_start", draft.date.start, draft.date.end))
    for figure in draft.figures:
        name = figure.count if figure.count in TOTAL_COUNTS else f"{figure.count}_best"
        if figure.explicit:
            spans.append((name, words.starts[figure.first], words.ends[figure.last - 1]))
    return tuple(Span(report.doc_id, name, start, end, report.text[start:end]) for name, start, end in spans)
