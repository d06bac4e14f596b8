"""The tables of words, inflected and indexed by their first word, and the matches in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from geomap.event_types import EventTypes, Phrase, Trigger
from geomap.incidents.inflection import inflect_adjective, inflect_noun, inflect_verb
from geomap.incidents.sentences import Words
from geomap.names import find_tokens, fold_word

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a text that a trigger fits; ``last`` is one past the last word."""

    first: int
    last: int
    trigger: Trigger
    form: str
    """infinitive, present, past, participle, gerund, subjunctive, singular, plural or word."""


@dataclass(frozen=True)
class Lexicon:
    """Inflected words by their first word, longest first."""

    triggers: dict[str, list[tuple[tuple[str, ...], Trigger, str]]]
    nouns: dict[str, list[tuple[tuple[str, ...], str, str]]]
    cues: dict[str, list[tuple[tuple[str, ...], str, str]]]
    known: frozenset[str]
    """All first words."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the words of one text are."""

    hits: list[Hit]
    nouns: list[frozenset[str]]
    """The noun classes of each word; the words of one phrase share one set."""
    cues: dict[str, list[tuple[int, int]]]
    """First word, and one past the last, of each cue."""

    def has_cue(self, label: str, first: int, last: int) -> bool:
        """
        Tell whether a cue begins in a stretch of words.

        Parameters
        ----------
        label
            Such as ``negation``.
        first, last
            Numbers of words, ``last`` one past the end.

        Returns
        -------
        found
            Whether one does.
        """
        return bool(self.find_cues(label, first, last))

    def find_cues(self, label: str, first: int, last: int) -> list[tuple[int, int]]:
        """
        Find the cues that begin in a stretch of words.

        Parameters
        ----------
        label
            Such as ``negation``.
        first, last
            Numbers of words, ``last`` one past the end.

        Returns
        -------
        spans
            First word, and one past the last, of each.
        """
        spans = self.cues.get(label, [])
        return spans[bisect_left(spans, (first,)) : bisect_left(spans, (last,))]


@lru_cache(maxsize=8)
def build_lexicon(event_types: EventTypes) -> Lexicon:
    """
    Inflect the words of the event types and index them.

    Parameters
    ----------
    event_types
        As read.

    Returns
    -------
    lexicon
        Built once for each ``EventTypes``.
    """
    triggers: dict[str, list[tuple[tuple[str, ...], Trigger, str]]] = {}
    for trigger in event_types.triggers:
        seen: set[str] = set()
        for form, name in _inflect_trigger(trigger):
            if form not in seen:
                seen.add(form)
                words = tuple(form.split(" "))
                triggers.setdefault(words[0], []).append((words, trigger, name))
    nouns = _index_phrases(event_types.nouns, inflected=True)
    cues = _index_phrases(event_types.cues, inflected=False)
    return Lexicon(_sort_longest(triggers), nouns, cues, frozenset((*triggers, *nouns, *cues)))


def _index_phrases(phrases: Sequence[Phrase], *, inflected: bool) -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for phrase in phrases:
        key = fold_pattern(phrase.pattern)
        for form, name in inflect_noun(key, phrase.lang) if inflected else [(key, "word")]:
            words = tuple(form.split(" "))
            index.setdefault(words[0], []).append((words, phrase.label, name))
    return _sort_longest(index)


def _sort_longest(
    index: Mapping[str, list[tuple[tuple[str, ...], _T, str]]],
) -> dict[str, list[tuple[tuple[str, ...], _T, str]]]:
    return {
        word: sorted(entries, key=lambda entry: -len(entry[0])) if len(entries) > 1 else entries
        for word, entries in index.items()
    }


def fold_pattern(pattern: str) -> str:
    """
    Fold a pattern word by word, as the words of a text are folded.

    Parameters
    ----------
    pattern
        As written in a table.

    Returns
    -------
    folded
        Words with one space between.
    """
    if pattern.isascii() and pattern.replace(" ", "").isalpha():
        return " ".join(pattern.lower().split())
    return " ".join(fold_word(m.group()) or m.group() for m in find_tokens(pattern))


def _inflect_trigger(trigger: Trigger) -> Iterator[tuple[str, str]]:
    key = fold_pattern(trigger.pattern)
    languages = (trigger.lang,) if trigger.lang else ("en", "es")
    for lang in languages:
        if trigger.sense == "verb":
            yield from inflect_verb(key, lang)
        elif trigger.sense == "noun":
            yield from inflect_noun(key, lang)
        elif trigger.sense == "adjective":
            yield from inflect_adjective(key, lang)
        else:
            yield key, "word"


def mark_words(words: Words, lexicon: Lexicon) -> Marks:
    """
    Find the triggers, noun classes and cues of a text.

    Parameters
    ----------
    words
        Of one report.
    lexicon
        What to look for.

    Returns
    -------
    marks
        Where two triggers begin at one word the longest counts; where two of the same length do, all
        that fit are kept for the sentence to decide.
    """
    folded = words.folded
    total = len(folded)
    hits: list[Hit] = []
    nouns: list[frozenset[str]] = [frozenset()] * total
    cues: dict[str, list[tuple[int, int]]] = {}
    taken = covered = 0
    for n, word in enumerate(folded):
        if word not in lexicon.known:
            continue
        if n >= taken and word in lexicon.triggers:
            for size, trigger, form in _match(lexicon.triggers[word], folded, n):
                hits.append(Hit(n, n + size, trigger, form))
                taken = n + size
        if n >= covered and word in lexicon.nouns:
            kinds = _match(lexicon.nouns[word], folded, n)
            if kinds:
                covered = n + kinds[0][0]
                found = frozenset(label for _, label, _ in kinds)
                nouns[n:covered] = [found] * (covered - n)
        if word in lexicon.cues:
            for size, label, _ in _match(lexicon.cues[word], folded, n, longest=False):
                cues.setdefault(label, []).append((n, n + size))
    return Marks(hits, nouns, cues)


def _match(
    entries: list[tuple[tuple[str, ...], _T, str]], folded: list[str], n: int, *, longest: bool = True
) -> list[tuple[int, _T, str]]:
    """Give size, payload and form of the entries that fit at a word; entries stand longest first."""
    found: list[tuple[int, _T, str]] = []
    second = folded[n + 1] if n + 1 < len(folded) else ""
    for phrase, payload, form in entries:
        size = len(phrase)
        if longest and found and size < found[0][0]:
            break
        if size == 1 or (phrase[1] == second and tuple(folded[n : n + size]) == phrase):
            found.append((size, payload, form))
    return found
