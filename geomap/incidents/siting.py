"""Which of the places of a sentence an event happened at."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.incidents.sites import FINENESS, Site, contains_place, is_heading, move_site
from geomap.incidents.story import Story
from geomap.incidents.triggers import Reading

_CLAUSE_COST, _MOST_COST, _COUNTRY_COST, _FINER_COST, _APPOSED_COST = 8, 45, 12, 20, 25
_RELATION_COST = {"in": 0, "near": 0, "between": 0, "bare": 5, "of": 4, "origin": 30, "dateline": 10}


def choose_site(story: Story, sites: Sequence[Site], readings: Sequence[Reading]) -> Site | None:
    """
    Choose the site of an event.

    Parameters
    ----------
    story
        The report.
    sites
        Those of the event's sentence, or some of them.
    readings
        The triggers that tell of the event.

    Returns
    -------
    site
        The nearest, where how it is joined to the sentence counts as well; a finer place inside it wins.
        None where all are too far.
    """
    lead = bool(readings) and (readings[0].event_type == "other" or story.is_lead(readings[0].hit.first))
    sites = [s for s in sites if s.relation != "origin" or lead]
    best: tuple[float, Site] | None = None
    costs: dict[int, float] = {}
    for n, site in enumerate(sites):
        cost = min(_find_cost(story, site, r) for r in readings)
        costs[n] = cost
        if cost <= _MOST_COST and (best is None or cost < best[0]):
            best = cost, site
    if best is None:
        return None
    chosen = best[1]
    for n, site in enumerate(sites):
        if chosen.series >= 0 or _belongs_elsewhere(story, site, readings):
            continue
        if (
            site.place
            and chosen.place
            and site.fineness > chosen.fineness
            and costs[n] <= best[0] + _FINER_COST
            and site.relation != "origin"
            and contains_place(chosen.place, site.place)
        ):
            chosen = site
    return _trust_site(story, chosen, sites)


def _trust_site(story: Story, chosen: Site, sites: Sequence[Site]) -> Site:
    """
    Put a name that is no town's, or a town's far away, into the place that the sentence begins with.

    "Morelia: motorist shot in the El Porvenir neighbourhood" tells of Morelia.
    """
    located = [
        s for s in sites if s.place and s.fineness > FINENESS["admin1"] and s is not chosen and s.relation != "origin"
    ]
    if not located:
        return chosen
    sentence = story.words.sentences[_find_number(story, chosen)]
    host = min(located, key=lambda s: (not is_heading(story.words, sentence, s), abs(s.first - chosen.first)))
    if chosen.place is None:
        return move_site(chosen, host)
    apart = (
        chosen.fineness > FINENESS["admin1"]
        and host.place is not None
        and chosen.place.admin1_code != host.place.admin1_code
    )
    return move_site(chosen, host) if apart and is_heading(story.words, sentence, host) else chosen


def _belongs_elsewhere(story: Story, site: Site, readings: Sequence[Reading]) -> bool:
    """Tell whether another event's trigger stands between the event and a place."""
    mine = {r.hit.first for r in readings}
    last = max(r.hit.last for r in readings)
    number = _find_number(story, site)
    return any(
        last <= hit.first < site.first
        and hit.trigger.strength == "strong"
        and hit.first not in mine
        and hit.trigger.event_type
        for hit in story.hits.get(number, ())
    )


def _find_number(story: Story, site: Site) -> int:
    return next(s.number for s in story.words.sentences if s.first <= site.first < s.last)


def _find_cost(story: Story, site: Site, reading: Reading) -> float:
    """Weigh how far a place is from a trigger: words, clauses, and how it is joined to the sentence."""
    clauses = story.words.clauses
    first = reading.hit.first
    gap = site.first - reading.hit.last if site.first >= reading.hit.last else (first - site.last) * 1.3 + 1
    cost = abs(gap) + _CLAUSE_COST * abs(clauses[site.first] - clauses[first]) + _RELATION_COST[site.relation]
    if site.place is None or site.fineness <= FINENESS["region"]:
        cost += _COUNTRY_COST
    if site.place is None and clauses[site.first] != clauses[first]:
        cost += _MOST_COST
    if site.relation == "near" and site.apposed:
        cost += _APPOSED_COST
    return cost
