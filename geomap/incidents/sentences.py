"""A report's text as words, sentences and clauses, so far as headline and story go."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.incidents import word_classes as word_sets
from geomap.model import Passage, Report
from geomap.names import find_tokens, fold_word

TOLD = ("headline", "story")
"""Roles of the passages that tell of incidents."""

_NEVER_TOLD = frozenset({"links", "sources"})
"""What is no story even where a report has nothing else."""
_CLAUSE_SIGNS = frozenset(";:()[]—–")
_BREAKS = _CLAUSE_SIGNS | word_sets.CLAUSE_ALONE | word_sets.CLAUSE_WORDS | frozenset(".!?…")
"""What may begin a clause or end a sentence."""
_DATELINE = re.compile(r"[^\n!?;]{3,90}?(?:--+|—|–|\.\s?-+|\s-\s)\s*")
_WRAPPED_LINE, _SHOUTED_LINE, _LONG_WRAPPED_LINE = 45, 55, 120
"""Characters of a line that may be broken by its width: any, one all in capitals that may be a headline, and the most."""
_DATELINE_WORDS, _HEADLINE_WORDS = 16, 30


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of words; ``last`` is one past its last word."""

    number: int
    first: int
    last: int
    role: str
    """headline, story, or dateline."""
    paragraph: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the passages that tell of incidents, as parallel lists, and their sentences."""

    text: str
    folded: list[str]
    starts: list[int]
    ends: list[int]
    clauses: list[int]
    """The number of the clause that each word stands in; it grows through the whole text."""
    sentences: list[Sentence]

    def find_word(self, offset: int) -> int:
        """
        Find the first word that ends after an offset of the text.

        Parameters
        ----------
        offset
            In code points.

        Returns
        -------
        number
            The count of words, if none does.
        """
        return bisect_right(self.ends, offset)

    def find_sentence(self, word: int) -> Sentence:
        """
        Find the sentence that a word stands in.

        Parameters
        ----------
        word
            Its number.

        Returns
        -------
        sentence
            Each word stands in one.
        """
        return self.sentences[bisect_right(self.sentences, word, key=lambda s: s.first) - 1]


def split_sentences(report: Report) -> Words:
    """
    Split the headline and story of a report into words, sentences and clauses.

    Parameters
    ----------
    report
        Its passages say what is told and what is furniture. Without any, all of its text is story; so
        are captions and bylines where nothing else is.

    Returns
    -------
    words
        Offsets are those of ``Report.text``.
    """
    passages = report.passages or tuple(_split_lines(report.text))
    if not any(p.role in TOLD for p in passages):
        passages = tuple(replace(p, role="story") for p in passages if p.role not in _NEVER_TOLD)
    words = Words(report.text, [], [], [], [], [])
    told = list(_join_wrapped(report.text, passages))
    if len(told) == 1 and len(report.text[told[0][0] : told[0][1]].split()) <= _HEADLINE_WORDS:
        told = [(told[0][0], told[0][1], "lone")]
    for paragraph, (start, end, role) in enumerate(told):
        first = len(words.folded)
        _add_words(words, start, end)
        _add_sentences(words, first, role, paragraph)
    return _name_lone(words)


def _name_lone(words: Words) -> Words:
    """Call headline a sentence that stands alone in a report, but for its dateline."""
    alone = sum(s.role == "lone" for s in words.sentences) == 1
    role = "headline" if alone else "story"
    named = [replace(s, role=role) if s.role == "lone" else s for s in words.sentences]
    return replace(words, sentences=named)


def _split_lines(text: str) -> Iterator[Passage]:
    for match in re.finditer(r"\S[^\n]*", text):
        yield Passage(match.start(), match.end(), "story")


def _join_wrapped(text: str, passages: Sequence[Passage]) -> Iterator[tuple[int, int, str]]:
    """
    Yield start, end and role of each paragraph, joining the lines of hard-wrapped text.

    A line is wrapped where it is long enough, ends no sentence, and the next follows without a blank line.
    """
    n = 0
    while n < len(passages):
        passage = passages[n]
        end, role = passage.end, passage.role
        while n + 1 < len(passages) and _is_wrapped(text, passages[n], passages[n + 1], role):
            n += 1
            end = passages[n].end
            role = "story" if "story" in (role, passages[n].role) else role
        if role in TOLD:
            yield passage.start, end, role
        n += 1


def _is_wrapped(text: str, before: Passage, after: Passage, role: str) -> bool:
    gap = text[before.end : after.start]
    length = before.end - before.start
    if gap.count("\n") != 1 or not _WRAPPED_LINE <= length <= _LONG_WRAPPED_LINE:
        return False
    if text[before.end - 1] in ".!?:" and after.role not in TOLD:
        return False
    first = text[after.start]
    if text[before.end - 1] in ".!?…:" and role == "headline":
        return False
    if first in "•*-–·▪●":
        return False
    shouted = text[before.start : before.end].isupper() and text[after.start : after.end].isupper()
    if role == "headline":
        return first.islower() or (shouted and length >= _SHOUTED_LINE)
    return first.islower() or shouted or text[before.end - 1] in ".,;"


def _add_words(words: Words, start: int, end: int) -> None:
    matches = find_tokens(words.text, start, end)
    words.folded.extend([fold_word(m[0]) or m[0] for m in matches])
    words.starts.extend([m.start() for m in matches])
    words.ends.extend([m.end() for m in matches])


def _add_sentences(words: Words, first: int, role: str, paragraph: int) -> None:
    clause = words.clauses[-1] + 1 if words.clauses else 0
    begin = first
    dateline = _find_dateline(words, first) if role != "headline" else first
    if dateline > first:
        words.sentences.append(Sentence(len(words.sentences), first, dateline, "dateline", paragraph))
        words.clauses.extend([clause] * (dateline - first))
        begin, clause = dateline, clause + 1
    total = len(words.folded)
    for n in range(begin, total):
        breaks = words.folded[n] in _BREAKS
        if breaks and _begins_clause(words, n, begin):
            clause += 1
        words.clauses.append(clause)
        if n + 1 == total or (breaks and _ends_sentence(words, n)):
            words.sentences.append(Sentence(len(words.sentences), begin, n + 1, role, paragraph))
            begin, clause = n + 1, clause + 1


def _is_inside_name(words: Words, n: int) -> bool:
    """Tell whether a dash joins two names: "Pénjamo–Abasolo"."""
    if words.folded[n] not in "–—" or n == 0 or n + 1 == len(words.folded):
        return False
    return words.ends[n - 1] == words.starts[n] and words.starts[n + 1] == words.ends[n]


def _begins_clause(words: Words, n: int, begin: int) -> bool:
    word = words.folded[n]
    if word in _CLAUSE_SIGNS:
        return not _is_inside_name(words, n)
    if n <= begin + 1:
        return False
    return word in word_sets.CLAUSE_ALONE or (words.folded[n - 1] == "," and word in word_sets.CLAUSE_WORDS)


def _ends_sentence(words: Words, n: int) -> bool:
    sign = words.folded[n]
    if sign in ("!", "?", "…"):
        return True
    if sign != ".":
        return False
    after = words.text[words.ends[n] : words.ends[n] + 3]
    if not after[:1].isspace() and after[:1] not in ('"', "”", "»", "’", "'", "[", "(", "]", ")"):
        return False
    if words.starts[n] == words.ends[n - 1] and _is_abbreviation(words, n - 1):
        return after.lstrip()[:1].isupper() and "\n" in after
    following = words.text[words.ends[n] : words.ends[n] + 6].lstrip(" \n\t\"”»’')]")
    return not following[:1].islower()


def _is_abbreviation(words: Words, n: int) -> bool:
    """Tell whether a word with a dot is cut short: one that is a word too is a month after a number, a state with a capital."""
    word = words.folded[n]
    if word in word_sets.ABBREVIATED or (len(word) == 1 and word.isalpha()):
        return True
    if word in word_sets.MONTHS_OR_WORDS:
        return n > 0 and words.folded[n - 1].isdigit()
    if word in word_sets.NUMBERED_OR_WORDS:
        return n + 2 < len(words.folded) and words.folded[n + 2][:1].isdigit()
    return word in word_sets.STATES_OR_WORDS and words.text[words.starts[n] : words.ends[n]].istitle()


def _find_dateline(words: Words, first: int) -> int:
    """Find where the dateline ("CULIACÁN, Sin.- …") of a paragraph ends; where it has none, its start."""
    if first >= len(words.starts):
        return first
    match = _DATELINE.match(words.text, words.starts[first])
    if match is None:
        return first
    last = words.find_word(match.end() - 1) if match.end() <= words.ends[-1] else len(words.folded)
    while last < len(words.folded) and words.starts[last] < match.end():
        last += 1
    if not 0 < last - first <= _DATELINE_WORDS:
        return first
    inside = re.sub(r"\([^)]*\)", "", match.group())
    small = [word for word in re.findall(r"[^\W\d_]+", inside) if word.islower()]
    others = [word for word in small if word not in word_sets.SMALL_IN_DATELINES]
    if len(others) > 1 or any(len(word) <= 3 and word not in word_sets.CUT_SHORT for word in others):  # noqa: PLR2004 - a month or an agency
        return first
    return last if inside[:1].isupper() else first


def guess_language(words: Words, sentence: Sentence, usual: str) -> str:
    """
    Guess whether a sentence is English or Spanish: headlines are short, and reports quote.

    Parameters
    ----------
    words
        Of the report.
    sentence
        One sentence.
    usual
        The report's language, which holds where the sentence does not tell.

    Returns
    -------
    lang
        en or es.
    """
    inside = words.folded[sentence.first : sentence.last]
    spanish = sum(word in word_sets.SPANISH for word in inside)
    english = sum(word in word_sets.ENGLISH for word in inside)
    return "es" if spanish > english else "en" if english > spanish else usual
