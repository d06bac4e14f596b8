"""Which of the places of a sentence an event happened at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from geomap.incidents.sites import FINENESS, Site, contains_place, is_heading, move_site
from geomap.incidents.story import Story
from geomap.incidents.triggers import Reading

_CLAUSE_COST, _MOST_COST, _COUNTRY_COST, _FINER_COST, _APPOSED_COST = 8, 45, 12, 20, 25
_AND_COST, _AND = 6, (["and"], ["y"], ["e"])
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
    spans = sorted((r.hit.first, r.hit.last) for r in readings)
    costs = {n: _find_cost(story, s, spans) for n, s in enumerate(sites) if s.relation != "origin" or lead}
    least = min(costs, key=costs.__getitem__, default=None)
    if least is None or costs[least] > _MOST_COST:
        return None
    chosen = sites[least]
    limit = costs[least] + _FINER_COST
    wall: int | None = None
    for n, cost in costs.items():
        site = sites[n]
        if cost > limit or site.fineness <= chosen.fineness or chosen.series >= 0 or site.relation == "origin":
            continue
        if site.place and chosen.place and contains_place(chosen.place, site.place):
            wall = _find_wall(story, readings) if wall is None else wall
            chosen = chosen if wall < site.first else site
    return _trust_site(story, chosen, [sites[n] for n in costs])


def _find_wall(story: Story, readings: Sequence[Reading]) -> int:
    """Find the first trigger of another event after those of one: what stands beyond it belongs there."""
    mine = {r.hit.first for r in readings}
    last = max(r.hit.last for r in readings)
    number = story.words.find_sentence(last - 1).number
    return next(
        (
            hit.first
            for hit in story.hits.get(number, ())
            if hit.first >= last
            and hit.first not in mine
            and hit.trigger.strength == "strong"
            and hit.trigger.event_type
        ),
        len(story.words.folded),
    )


def _trust_site(story: Story, chosen: Site, sites: Sequence[Site]) -> Site:
    """
    Put a name that is no town's, or a town's far away, into the place that the sentence begins with.

    "Morelia: motorist shot in the El Porvenir neighbourhood" tells of Morelia.
    """
    sentence = story.words.find_sentence(chosen.first)
    hosts = [s for s in sites if is_heading(story.words, sentence, s) and _can_host(s, chosen)]
    if not hosts and chosen.place is None:
        hosts = [s for s in sites if _can_host(s, chosen)]
    if not hosts:
        return chosen
    host = min(hosts, key=lambda s: abs(s.first - chosen.first))
    if chosen.place is None:
        return move_site(chosen, host)
    apart = host.place is not None and chosen.place.admin1_code != host.place.admin1_code
    return move_site(chosen, host) if apart and chosen.fineness > FINENESS["admin1"] else chosen


def _can_host(host: Site, chosen: Site) -> bool:
    return host.fineness > FINENESS["admin1"] and host is not chosen and host.relation != "origin"


def _find_cost(story: Story, site: Site, spans: Sequence[tuple[int, int]]) -> float:
    """Weigh how far a place is from the nearest trigger on either side: words, clauses, and how it is joined to the sentence."""
    after = bisect_left(spans, (site.first,))
    beside = spans[max(0, after - 1) : after + 1]
    cost = min(_measure(story, site, *span) for span in beside) + _RELATION_COST[site.relation]
    if site.place is None or site.fineness <= FINENESS["region"]:
        cost += _COUNTRY_COST
    if site.relation == "near" and site.apposed:
        cost += _APPOSED_COST
    return cost


def _measure(story: Story, site: Site, first: int, last: int) -> float:
    """
    Measure how far a place is from one trigger; a name without a place must stand in its clause.

    "And" parts a place from the trigger after it: "killed two in Zamora and burned a bus in Uruapan".
    """
    if site.first >= last:
        gap: float = site.first - last
    else:
        gap = (first - site.last) * 1.3 + 1
        linked = story.words.folded[site.last : first][:1]
        gap += _AND_COST * (site.series < 0 and linked in _AND)
    clauses = abs(story.words.clauses[site.first] - story.words.clauses[first])
    return abs(gap) + _CLAUSE_COST * clauses + (_MOST_COST if site.place is None and clauses else 0)
