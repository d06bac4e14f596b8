"""Everything that the reading of one report looks at, found once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.event_types import EventTypes
from geomap.incidents.lexicon import Hit, Marks, build_lexicon, mark_words
from geomap.incidents.quantities import Quantity, find_quantities
from geomap.incidents.sentences import Sentence, Words, guess_language, split_words
from geomap.incidents.site_reading import find_country, find_sites
from geomap.incidents.sites import Site
from geomap.incidents.timing import PlacedDate, Timeline, find_timeline
from geomap.model import Place, Report, ResolvedPlace

_LEAD_SENTENCES = 3


@dataclass(frozen=True)
class Story:
    """One report, with what was found in it by sentence."""

    report: Report
    words: Words
    marks: Marks
    hits: dict[int, list[Hit]]
    sites: dict[int, list[Site]]
    quantities: dict[int, list[Quantity]]
    timeline: Timeline
    places: Sequence[ResolvedPlace]
    country: Place | None
    accident: bool
    """Whether headline or lead tell of an accident, an illness or the like and of no violence."""

    def is_lead(self, word: int) -> bool:
        """
        Tell whether a word stands in the headline or the first sentences.

        Parameters
        ----------
        word
            Its number.

        Returns
        -------
        lead
            Whether it does.
        """
        sentences = [s for s in self.words.sentences if s.role != "dateline"]
        return any(s.first <= word < s.last for s in sentences[:_LEAD_SENTENCES])

    def find_dates(self, sentence: Sentence) -> list[PlacedDate]:
        """
        Give the dates of a sentence.

        Parameters
        ----------
        sentence
            Of this report.

        Returns
        -------
        dates
            In order.
        """
        return self.timeline.by_sentence.get(sentence.number, [])


def read_story(report: Report, places: Sequence[ResolvedPlace], event_types: EventTypes) -> Story:
    """
    Find what the reading of a report looks at.

    Parameters
    ----------
    report
        With passages.
    places
        Its resolved mentions, in order.
    event_types
        Types and words.

    Returns
    -------
    story
        Words, triggers, sites, numbers and dates by sentence.
    """
    words = split_words(report)
    marks = mark_words(words, build_lexicon(event_types))
    words = _mend_datelines(words, marks)
    hits: dict[int, list[Hit]] = {}
    number = 0
    for hit in marks.hits:
        while words.sentences[number].last <= hit.first:
            number += 1
        if hit.last <= words.sentences[number].last:
            hits.setdefault(number, []).append(hit)
    sites = find_sites(words, marks, places)
    return Story(
        report=report,
        words=words,
        marks=marks,
        hits=hits,
        sites=sites,
        quantities=_place_quantities(report, words, hits),
        timeline=find_timeline(report, words),
        places=places,
        country=find_country(report, words, places),
        accident=_is_accident(words, hits),
    )


def _mend_datelines(words: Words, marks: Marks) -> Words:
    """Read as story what looks like a dateline and tells of an event."""
    told = [hit.first for hit in marks.hits if hit.trigger.strength == "strong"]
    mended = [
        replace(s, role="story") if s.role == "dateline" and any(s.first <= n < s.last for n in told) else s
        for s in words.sentences
    ]
    return replace(words, sentences=mended)


def _place_quantities(report: Report, words: Words, hits: dict[int, list[Hit]]) -> dict[int, list[Quantity]]:
    """Sort the numbers by sentence; "a" is a number in English only, whatever the report's language is said to be."""
    by_sentence: dict[int, list[Quantity]] = {}
    number, spanish = 0, -1
    for quantity in find_quantities(report.text, lang=report.lang):
        while number < len(words.sentences) and words.ends[words.sentences[number].last - 1] <= quantity.start:
            number += 1
        if number == len(words.sentences):
            break
        if quantity.start < words.starts[words.sentences[number].first]:
            continue
        if quantity.kind == "article" and report.text[quantity.start : quantity.end] in ("a", "A"):
            if (
                spanish != number
                and guess_language(words, words.sentences[number], _trigger_language(hits.get(number, ()), report.lang))
                == "es"
            ):
                spanish = number
            if spanish == number:
                continue
        by_sentence.setdefault(number, []).append(quantity)
    return by_sentence


def _trigger_language(hits: Sequence[Hit], usual: str) -> str:
    return next((hit.trigger.lang for hit in hits if hit.trigger.lang), usual)


def _is_accident(words: Words, hits: dict[int, list[Hit]]) -> bool:
    lead = [s.number for s in words.sentences if s.role != "dateline"][:_LEAD_SENTENCES]
    found = [hit.trigger for number in lead for hit in hits.get(number, ())]
    violent = any(t.strength == "strong" for t in found)
    return not violent and any(t.strength == "context" for t in found)
