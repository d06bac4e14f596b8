"""Lists of places in one sentence, and the number that stands beside each: "65 in Jalisco, 23 in Michoacán"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.incidents.drafts import Draft
from geomap.incidents.figures import PERSON_COUNTS, Figure
from geomap.incidents.numbers.find import Quantity
from geomap.incidents.sentences import Sentence
from geomap.incidents.sites import Site, do_sites_nest
from geomap.incidents.story import Story
from geomap.incidents.triggers import PERSONS

_BEFORE = re.compile(
    r"\s*(?:of them |de ellos |de ellas |were |was |fueron )?(?:were |are )?(?:in|en|at|para|a)\s+(?:the |el |la )?(?:(?:state|estado|municipio) (?:of |de ))?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*[(:=]\s*|\s+a\s+", re.IGNORECASE)
_AFTER_WORD = re.compile(r"\s+|,?\s*(?:with|con|had|tuvo|registr[óo]|suma|sum[óo])\s+", re.IGNORECASE)
"""What parts a place from its number where the list goes on, or the event that is counted stands, right after that."""
_LISTED = re.compile(r"\s*(?:[,;.)]|$|\b(?:y|e|and)\b)", re.IGNORECASE)
_AND_IN = re.compile(r"[^.;]{0,45}\b(?:y|and|e)\b[^.;,]{0,25}\b(?:en|in)\s+(?:the |el |la )?", re.IGNORECASE)
_NEXT = re.compile(
    r"[^.;,:()]{0,45}\)?\s*(?:[,;]|\b(?:y|e|and)\b)\s*(?:(?:y|e|and)\s+)?(?:(?:also|otros|otras|another|other|a|with|con)\s+){0,2}"
    r"(?:(?:in|en)\s+(?:the |el |la )?)?",
    re.IGNORECASE,
)
"""What parts one place with its number from the next."""
_NOUNS = {**dict.fromkeys(PERSON_COUNTS, PERSONS), "vehicles": frozenset({"vehicle"}), "weapons": frozenset({"weapon"})}
_TIME_BEFORE = frozenset({"in", "en", "at", "of", "since", "desde", "hasta", "until"})


def list_sites(story: Story, sentence: Sentence, draft: Draft) -> list[Site]:
    """
    Give the places that an event's own place is listed with.

    Parameters
    ----------
    story
        The report.
    sentence
        The one that tells of the event.
    draft
        The event.

    Returns
    -------
    sites
        In order, the event's own among them; empty where it has none.
    """
    site = draft.site
    if site is None:
        return []
    sites = story.sites.get(sentence.number, [])
    listed = next((group for group in _group_sites(story, sentence, sites, draft) if site in group), [site])
    if len(listed) > 1:
        return listed
    for other in sites:
        if other.start > listed[-1].start and other.relation == "in" and _are_apart(other, site):
            gap = story.report.text[listed[-1].end : other.start]
            if _AND_IN.fullmatch(gap) and not _has_trigger(story, sentence, listed[-1].last, other.first):
                listed += [s for s in sites if s.series == other.series >= 0] or [other]
    return listed


def _group_sites(story: Story, sentence: Sentence, sites: Sequence[Site], draft: Draft) -> list[list[Site]]:
    """Part the places of a sentence into lists: those joined by commas, and those with a number each."""
    numbers = find_numbers(story, sentence, sites, counting=draft.find_main_figure())
    groups: list[list[Site]] = []
    last: Quantity | None = None
    for site, number in zip(sites, numbers, strict=True):
        before = groups[-1][-1] if groups else None
        if before is not None and (
            before.series == site.series >= 0
            or (number is not None and _goes_on(story, sentence, before, last, site, number, draft))
        ):
            groups[-1].append(site)
        else:
            groups.append([site])
        last = number
    return groups


def _goes_on(
    story: Story,
    sentence: Sentence,
    before: Site,
    last: Quantity | None,
    site: Site,
    number: Quantity,
    draft: Draft,
) -> bool:
    """Tell whether a place with a number goes on with the list of the place before it."""
    start = last.end if last is not None and last.start > before.start else before.end
    stop = min(site.start, number.start)
    if stop < start or not _are_apart(before, site) or not _NEXT.fullmatch(story.report.text[start:stop]):
        return False
    words = story.words
    return not _has_trigger(story, sentence, words.find_word(start), words.find_word(stop), but=draft.order)


def _are_apart(one: Site, other: Site) -> bool:
    return one.place is not None and other.place is not None and not do_sites_nest(one, other)


def _has_trigger(story: Story, sentence: Sentence, first: int, last: int, *, but: int = -1) -> bool:
    return any(
        first <= hit.first < last and hit.first != but and hit.trigger.event_type
        for hit in story.hits.get(sentence.number, ())
    )


def find_numbers(
    story: Story, sentence: Sentence, sites: Sequence[Site], *, counting: Figure | None = None
) -> list[Quantity | None]:
    """
    Find the number that stands beside each place: "65 in Jalisco", "Jalisco (65)", "en Oaxaca a tres".

    Parameters
    ----------
    story
        The report.
    sentence
        The one that names the places.
    sites
        Places of it, in order.
    counting
        A figure of the event: a noun of what it counts may stand between ("three women in Uruapan").

    Returns
    -------
    numbers
        One a place, None where it has none; each number belongs to one place, the one after it first.
    """
    text = story.report.text
    nouns = _NOUNS.get(counting.count, frozenset()) if counting else frozenset()
    counts = [q for q in story.quantities.get(sentence.number, ()) if q.kind == "count"]
    numbers: list[Quantity | None] = [
        next((q for q in reversed(counts) if q.end <= site.start and _stands_before(story, q, site, nouns=nouns)), None)
        for site in sites
    ]
    free = [q for q in counts if q not in numbers]
    for n, site in enumerate(sites):
        until = sites[n + 1].start if n + 1 < len(sites) else site.end + 25
        for quantity in free if numbers[n] is None else ():
            if not site.end <= quantity.start < until:
                continue
            gap = text[site.end : quantity.start]
            listed = _LISTED.match(text, quantity.end) or _counts_trigger(story, quantity)
            if _AFTER.fullmatch(gap) or (listed and _AFTER_WORD.fullmatch(gap)):
                numbers[n] = quantity
                break
    return numbers


def _counts_trigger(story: Story, quantity: Quantity) -> bool:
    after = story.words.find_word(quantity.end)
    return any(hit.first == after for hit in story.marks.hits)


def _stands_before(story: Story, quantity: Quantity, site: Site, *, nouns: frozenset[str]) -> bool:
    """Tell whether a number, which is no year or hour, stands before a place: "in 1842 in San José" is one."""
    words, marks = story.words, story.marks
    first = words.find_word(quantity.start)
    if first and words.folded[first - 1] in _TIME_BEFORE:
        return False
    start, n = quantity.end, words.find_word(quantity.end)
    while n < site.first and marks.nouns[n] & nouns:
        start, n = words.ends[n], n + 1
    return _BEFORE.fullmatch(story.report.text, start, site.start) is not None
