"""Totals over areas, and lists of places told of together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geomap.incidents.drafts import Draft
from geomap.incidents.figures import Figure
from geomap.incidents.quantities import Quantity
from geomap.incidents.sentences import Sentence
from geomap.incidents.sites import FINENESS, Site, do_sites_nest
from geomap.incidents.story import Story
from geomap.incidents.triggers import VIOLENT
from geomap.incidents.word_classes import COUNTED

_BEFORE = re.compile(
    r"\s*(?:of them |de ellos |de ellas |were |was |fueron )?(?:were |are )?(?:in|en|at|para|a)\s+(?:the |el |la )?(?:(?:state|estado|municipio) (?:of |de ))?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:\(|:|,?\s*(?:with|con|had|tuvo|registr[óo]|suma|sum[óo])\s+|=)\s*", re.IGNORECASE)
_AND_IN = re.compile(r"[^.;]{0,45}\b(?:y|and|e)\b[^.;,]{0,25}\b(?:en|in)\s+(?:the |el |la )?", re.IGNORECASE)
_FEWEST_LISTED = 2


def expand_places(story: Story, sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """
    Make one draft a place of those that tell of a list of places, and mark totals.

    Parameters
    ----------
    story
        The report.
    sentence
        The one that the drafts are of.
    drafts
        As ``acts.read_sentence`` gives them.

    Returns
    -------
    drafts
        A total comes before its parts, whose ``parent`` is its place in this list.
    """
    out: list[Draft] = []
    for draft in drafts:
        sites = _list_sites(story, sentence, draft)
        areas = draft.find_figure("n_areas")
        many = draft.find_figure("n_events")
        settled = any(draft.find_figure(c) for c in ("n_active", "n_cleared"))
        total = areas is not None or settled or (many is not None and many.is_many and draft.event_type in COUNTED)
        if not draft.event_type or draft.status == "denied":
            out.append(draft)
        elif len(sites) < _FEWEST_LISTED:
            out += _expand_single(story, sentence, draft, sites, total=total, areas=areas)
        else:
            out += _expand_list(story, sentence, draft, sites, total=total, start=len(out))
    return out


def _list_sites(story: Story, sentence: Sentence, draft: Draft) -> list[Site]:
    """Give the places that the draft's own place is listed with, itself among them."""
    site = draft.site
    if site is None:
        return []
    sites = story.sites.get(sentence.number, [])
    if site.series >= 0:
        return [s for s in sites if s.series == site.series]
    listed = [site]
    for other in sites:
        if other.start <= listed[-1].start or other.place is None or site.place is None:
            continue
        gap = story.report.text[listed[-1].end : other.start]
        if (
            not do_sites_nest(site, other)
            and other.relation == "in"
            and _AND_IN.fullmatch(gap)
            and not _has_trigger(story, sentence, listed[-1], other)
        ):
            listed += [s for s in sites if s.series == other.series >= 0] or [other]
    return listed


def _has_trigger(story: Story, sentence: Sentence, one: Site, other: Site) -> bool:
    return any(
        one.last <= hit.first < other.first and hit.trigger.event_type for hit in story.hits.get(sentence.number, ())
    )


def _expand_single(
    story: Story, sentence: Sentence, draft: Draft, sites: Sequence[Site], *, total: bool, areas: Figure | None
) -> list[Draft]:
    """Mark a total; a state named beside a total over states is a part of it ("252 in 20 states, 65 of them in Jalisco")."""
    if not total:
        return [draft]
    site = sites[0] if sites else None
    if areas is None or site is None or site.place is None or not areas.is_many:
        return [replace(draft, aggregate=True)]
    if _counts_states(story, areas) and site.fineness > FINENESS["country"]:
        whole = replace(draft, aggregate=True, site=None, site_source="country")
        return [whole, _make_part(story, sentence, draft, site, parent=0)]
    return [replace(draft, aggregate=True)]


def _counts_states(story: Story, areas: Figure) -> bool:
    """Tell whether the areas are first divisions rather than municipalities or towns."""
    counted = story.words.folded[areas.first : areas.last]
    return any(
        word
        in (
            "states",
            "state",
            "estados",
            "entidades",
            "entidad",
            "entities",
            "provinces",
            "departments",
            "departamentos",
            "provincias",
        )
        for word in counted
    )


def _expand_list(
    story: Story, sentence: Sentence, draft: Draft, sites: Sequence[Site], *, total: bool, start: int
) -> list[Draft]:
    owned = {n for n, site in enumerate(sites) if _find_own_quantity(story, sentence, sites, n) is not None}
    explicit = [f for f in draft.figures if f.explicit and f.count != "n_events"]
    if not total and explicit and not owned and draft.event_type != "other":
        total = True
    parts = [_make_part(story, sentence, draft, site, parent=start if total else None, whole=sites) for site in sites]
    if not total:
        return parts
    common = _find_common(story, sites)
    whole = replace(draft, aggregate=True, site=common, site_source="clause" if common else "country")
    if whole.find_figure("n_areas") is None and draft.event_type in COUNTED | set(VIOLENT):
        first = sites[0].first
        areas = Figure("n_areas", len(sites), len(sites), len(sites), first, first + 1, -1, explicit=False)
        whole = replace(whole, figures=(*whole.figures, areas))
    return [whole, *parts]


def _find_common(story: Story, sites: Sequence[Site]) -> Site | None:
    """Find the state that all places of a list lie in, where the report names it; None for several states."""
    states = {(s.place.country_code, s.place.admin1_code) for s in sites if s.place}
    if len(states) != 1:
        return None
    for known in (s for listed in story.sites.values() for s in listed):
        if (
            known.place
            and known.place.geo_precision == "admin1"
            and (known.place.country_code, known.place.admin1_code) in states
        ):
            return replace(known, series=-1)
    return None


def _make_part(
    story: Story, sentence: Sentence, draft: Draft, site: Site, *, parent: int | None, whole: Sequence[Site] = ()
) -> Draft:
    n = list(whole).index(site) if site in whole else 0
    own = _find_own_quantity(story, sentence, whole or [site], n)
    figures: tuple[Figure, ...] = ()
    if own is not None:
        first = story.words.find_word(own.start)
        count = "n_events" if draft.event_type in COUNTED and draft.event_type not in VIOLENT else "killed"
        killed = next((f.count for f in draft.figures if f.count in ("killed", "injured", "arrested")), count)
        count = killed if draft.event_type in VIOLENT or draft.event_type == "arrest" else count
        figures = (
            Figure(count, own.low, own.best, own.high, first, story.words.find_word(own.end - 1) + 1, draft.order),
        )
    unknown = parent is not None and not figures
    return replace(
        draft,
        site=site,
        site_source="clause",
        figures=figures,
        aggregate=any(f.count == "n_events" and f.is_many for f in figures),
        status="reported" if parent is not None else draft.status,
        plural=draft.plural or unknown,
        parent=parent,
    )


def _find_own_quantity(story: Story, sentence: Sentence, sites: Sequence[Site], n: int) -> Quantity | None:
    """Find the number that stands beside one place of a list: "65 in Jalisco", "Jalisco (65)", "en Oaxaca a tres"."""
    site = sites[n]
    text = story.report.text
    until = sites[n + 1].start if n + 1 < len(sites) else site.end + 25
    for quantity in story.quantities.get(sentence.number, ()):
        if quantity.kind != "count":
            continue
        if quantity.end <= site.start and _BEFORE.fullmatch(text[quantity.end : site.start]):
            return quantity
        if site.end <= quantity.start < until and (
            _AFTER.fullmatch(text[site.end : quantity.start])
            or re.fullmatch(r"\s+a\s+", text[site.end : quantity.start])
        ):
            return quantity
    return None


def continue_list(story: Story, sentence: Sentence, last: Draft | None, parent: int | None) -> list[Draft]:
    """
    Read a sentence that has no event of its own and lists the places of one told before.

    Parameters
    ----------
    story
        The report.
    sentence
        Without a trigger of its own.
    last
        The latest event that was told of many places, or None.
    parent
        Its number among the report's drafts.

    Returns
    -------
    drafts
        One a place; empty where the sentence does not go on with the list.
    """
    if last is None or sentence.number - last.sentence > 2:  # noqa: PLR2004 - the next sentence or the one after
        return []
    sites = [
        s
        for s in story.sites.get(sentence.number, [])
        if s.place is not None and s.place.geo_precision in ("admin1", "admin2", "settlement")
    ]
    listed = [s for s in sites if s.series >= 0]
    counted = [n for n in range(len(sites)) if _find_own_quantity(story, sentence, sites, n) is not None]
    if not story.marks.has_cue("affected", sentence.first, sentence.last) and not counted:
        return []
    chosen = listed if len(listed) >= _FEWEST_LISTED else [sites[n] for n in counted]
    base = replace(
        last,
        sentence=sentence.number,
        role=sentence.role,
        evidence=(sentence.number,),
        figures=(),
        aggregate=False,
        order=sentence.first,
    )
    return [
        replace(_make_part(story, sentence, base, site, parent=parent, whole=sites), plural=True) for site in chosen
    ]
