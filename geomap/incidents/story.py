"""Everything that the reading of one report looks at, found once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.event_types import EventTypes
from geomap.incidents.lexicon import Hit, Marks, build_lexicon, mark_words
from geomap.incidents.numbers.find import Quantity, find_quantities
from geomap.incidents.sentences import Sentence, Words, guess_language, split_sentences
from geomap.incidents.site_reading import find_country, find_sites
from geomap.incidents.sites import Site
from geomap.incidents.timing import PlacedDate, Timeline, find_timeline
from geomap.model import Place, Report, ResolvedPlace

LEAD_SENTENCES = 3
"""Headline and first sentences, which say what a report is about."""


@dataclass(frozen=True)
class Story:
    """One report, with what was found in it by sentence."""

    report: Report
    words: Words
    told: tuple[Sentence, ...]
    """The sentences that are no dateline."""
    marks: Marks
    hits: dict[int, list[Hit]]
    sites: dict[int, list[Site]]
    quantities: dict[int, list[Quantity]]
    timeline: Timeline
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
        return any(s.first <= word < s.last for s in self.told[:LEAD_SENTENCES])

    def count_told(self, sentence: int) -> int:
        """
        Count the sentences before one, datelines aside.

        Parameters
        ----------
        sentence
            Its number.

        Returns
        -------
        count
            0 for the first.
        """
        return bisect_left(self.told, sentence, key=lambda s: s.number)

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
    words = split_sentences(report)
    marks = mark_words(words, build_lexicon(event_types))
    hits: dict[int, list[Hit]] = {}
    number = 0
    for hit in marks.hits:
        while words.sentences[number].last <= hit.first:
            number += 1
        if hit.last <= words.sentences[number].last:
            hits.setdefault(number, []).append(hit)
    words = _mend_datelines(words, hits)
    told = tuple(s for s in words.sentences if s.role != "dateline")
    return Story(
        report=report,
        words=words,
        told=told,
        marks=marks,
        hits=hits,
        sites=find_sites(words, marks, places),
        quantities=_place_quantities(report, words, hits),
        timeline=find_timeline(report, words),
        country=find_country(report, words, places),
        accident=_is_accident(told, hits),
    )


def _mend_datelines(words: Words, hits: dict[int, list[Hit]]) -> Words:
    """Read as story what looks like a dateline and tells of an event."""
    mended = [
        replace(s, role="story")
        if s.role == "dateline" and any(hit.trigger.strength == "strong" for hit in hits.get(s.number, ()))
        else s
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


def _is_accident(told: Sequence[Sentence], hits: dict[int, list[Hit]]) -> bool:
    found = [hit.trigger for s in told[:LEAD_SENTENCES] for hit in hits.get(s.number, ())]
    violent = any(t.strength == "strong" for t in found)
    return not violent and any(t.strength == "context" for t in found)
