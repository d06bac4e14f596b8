"""Whether what a trigger tells of happened: not what is planned, feared, denied, usual or only named."""

from __future__ import annotations

from geomap.incidents.lexicon import Marks
from geomap.incidents.sentences import Sentence, Words
from geomap.incidents.triggers import Reading

TOLD = "told"
DENIED = "denied"
NEGATED = "negated"
UNREAL = "unreal"
GENERIC = "generic"
HISTORY = "history"
REFERENCE = "reference"
"""Named as something that is known already, such as blockades that are being lifted."""

_NEAR_MODAL, _NEAR_NEGATION, _NEAR_GOVERNOR = 5, 5, 4
_UNDONE = frozenset(
    {"foiled", "thwarted", "threat", "threats", "drill", "simulacro", "defused", "deactivated", "unexploded"}
)
"""Words after a noun that say it came to nothing."""
_RELATIVE = frozenset({"who", "which", "que", "where", "donde", "quien", "quienes"})


def judge_reading(words: Words, marks: Marks, sentence: Sentence, reading: Reading) -> str:
    """
    Judge whether a trigger tells of an occurrence.

    Parameters
    ----------
    words, marks
        Of the report.
    sentence
        The one that the trigger stands in.
    reading
        The trigger as read.

    Returns
    -------
    mood
        One of the constants of this module; only ``told`` (and ``history``) are occurrences.
    """
    first = reading.hit.first
    clause_first = _find_clause_start(words, sentence, first)
    if _is_denied(words, marks, sentence, reading):
        return DENIED
    if _is_negated(marks, clause_first, first):
        return NEGATED
    if _is_unreal(words, marks, sentence, reading, clause_first):
        return UNREAL
    if _is_clearing(words, marks, reading):
        return REFERENCE
    if marks.has_cue("generic", sentence.first, sentence.last):
        return GENERIC
    if marks.has_cue("history", sentence.first, sentence.last):
        return HISTORY
    return TOLD


def _find_clause_start(words: Words, sentence: Sentence, n: int) -> int:
    clause = words.clauses[n]
    while n > sentence.first and words.clauses[n - 1] == clause:
        n -= 1
    return n


def _is_denied(words: Words, marks: Marks, sentence: Sentence, reading: Reading) -> bool:
    for start, last in marks.find_cues("denial", sentence.first, sentence.last):
        if _overlaps(marks, "not_denial", start, last):
            continue
        if start <= reading.hit.first and words.clauses[reading.hit.first] - words.clauses[start] <= 1:
            return True
        if start > reading.hit.first and words.folded[start] in (
            "false",
            "falso",
            "falsa",
            "es",
            "is",
            "are",
            "son",
            "was",
            "were",
            "rumor",
            "unfounded",
            "no",
        ):
            return words.clauses[start] == words.clauses[reading.hit.first]
    return False


def _overlaps(marks: Marks, label: str, start: int, last: int) -> bool:
    return any(first < last and start < end for first, end in marks.cues.get(label, ()))


def _is_negated(marks: Marks, clause_first: int, first: int) -> bool:
    begin = max(clause_first, first - _NEAR_NEGATION)
    return any(not _overlaps(marks, "not_negation", *span) for span in marks.find_cues("negation", begin, first))


def _is_unreal(words: Words, marks: Marks, sentence: Sentence, reading: Reading, clause_first: int) -> bool:
    first, hit = reading.hit.first, reading.hit
    noun = reading.voice == "noun"
    modal_from = max(clause_first, first - (2 * _NEAR_MODAL if noun else _NEAR_MODAL))
    if any(_governs(words, span) for span in marks.find_cues("possible", modal_from, first)):
        return True
    if any(_reaches(words, span, first, noun=noun) for span in marks.find_cues("plan", sentence.first, first)):
        return True
    if (
        marks.has_cue("plan", hit.last, min(sentence.last, hit.last + 3))
        and noun
        and not _follows_break(words, hit.last)
    ):
        return any(words.folded[s] in _UNDONE for s, _ in marks.find_cues("plan", hit.last, hit.last + 3))
    if any(
        words.clauses[first] - words.clauses[start] <= 0
        for start, _ in marks.find_cues("condition", sentence.first, first)
    ):
        return True
    if noun and _is_crime_named(marks, first):
        return True
    if any(span[1] >= first - 3 for span in marks.find_cues("attempt", max(clause_first, first - 6), first)):
        return reading.event_type not in ("attack", "attack_security", "killing", "explosion", "armed_clash")
    return hit.form in ("infinitive", "subjunctive") and _is_bare(words, marks, sentence, reading)


def _governs(words: Words, span: tuple[int, int]) -> bool:
    """Tell whether a modal verb is one: "may" before a number or at the end of a date is a month."""
    if words.folded[span[0]] in ("may", "can", "must", "will"):
        following = words.folded[span[1]] if span[1] < len(words.folded) else ""
        if (
            following.isdigit()
            or following in (",", ".")
            or words.text[words.starts[span[0]] : words.ends[span[0]]] == "May"
        ):
            return False
        if span[0] and words.folded[span[0] - 1].isdigit():
            return False
    return True


def _reaches(words: Words, span: tuple[int, int], first: int, *, noun: bool) -> bool:
    """Tell whether a plan or fear governs the trigger: in its clause or the "that" clause after it."""
    apart = words.clauses[first] - words.clauses[span[0]]
    if apart == 0:
        gap = words.folded[span[1] : first]
        if not noun and any(word in _RELATIVE for word in gap):
            return words.folded[span[1]] in ("that", "que") if span[1] < first else True
        return len(gap) <= (10 if noun else 7)
    return apart == 1 and span[1] < len(words.folded) and words.folded[span[1]] in ("that", "que")


def _follows_break(words: Words, n: int) -> bool:
    return n < len(words.folded) and words.clauses[n] != words.clauses[n - 1]


_CRIME_WORDS_GAP = 2


def _is_crime_named(marks: Marks, first: int) -> bool:
    """Tell whether a noun names a crime, as in "charges of murder", and no occurrence."""
    return any(
        first - last <= _CRIME_WORDS_GAP for _, last in marks.find_cues("biography", first - 6, first) if last <= first
    )


def _is_bare(words: Words, marks: Marks, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether an infinitive tells of an aim: "to block", "para bloquear", but not "al bloquear" or "Gunmen kill three"."""
    first = reading.hit.first
    before = words.folded[first - 1] if first > sentence.first else ""
    if reading.trigger.lang == "en":
        if before != "to":
            return before in ("not", "let", "help")
        if any(last >= first - 1 for _, last in marks.find_cues("factual", first - 4, first)):
            return False
        return not _is_done_by_burning(marks, sentence, reading)
    if any(
        last == first or last == first - 1
        for _, last in marks.find_cues("factual", max(sentence.first, first - 4), first)
    ):
        return False
    if reading.hit.form == "subjunctive":
        return True
    return not _is_done_by_burning(marks, sentence, reading)


def _is_done_by_burning(marks: Marks, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether a road is blocked with what the same sentence says was burned: then the aim was reached."""
    if reading.event_type != "roadblock":
        return False
    return any(
        hit.trigger.event_type in ("arson", "vehicle_burning") and hit.form in ("past", "present", "participle", "word")
        for hit in marks.hits
        if sentence.first <= hit.first < reading.hit.first
    )


_WHILE = frozenset({"as", "while", "mientras", "cuando", "when"})
"""Words after which a clause tells what somebody was doing, not how things stood."""


def _is_clearing(words: Words, marks: Marks, reading: Reading) -> bool:
    """Tell whether something is being cleared away: "lifting blockades", "as they cleared the barricades"."""
    first, last = reading.hit.first, reading.hit.last
    for start, end in marks.find_cues("cleared", max(0, first - _NEAR_GOVERNOR), first):
        if end >= first - 3 and _WHILE.intersection(words.folded[max(0, start - 3) : start]):
            return True
    if any(end >= first - 3 for _, end in marks.find_cues("clearing", max(0, first - _NEAR_GOVERNOR), first)):
        return True
    being = "being" in words.folded[last : last + 3]
    return being and marks.has_cue("cleared", last, last + _NEAR_GOVERNOR)
