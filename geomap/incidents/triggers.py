"""Which triggers of a sentence count, to whom or what they are done, and what type of event that makes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from geomap.event_types import Trigger
from geomap.incidents import word_classes as word_sets
from geomap.incidents.lexicon import Hit, Marks
from geomap.incidents.sentences import Sentence, Words

PERSONS = frozenset({"person", "authority", "criminal", "body", "demonstrator", "troop"})
VIOLENT = ("raid", "drone_strike", "explosion", "attack_security", "armed_clash", "attack", "killing")
"""Types that one occurrence may be told with, the one that names it best first."""

_STRENGTH = {"strong": 0, "weak": 1, "effect": 2, "context": 3}
_OBJECT_WINDOW = 7
_BY = frozenset({"by", "por"})
_PRONOUNS = frozenset({"they", "he", "she", "who", "to", "we", "it", "you"})
_NOUN_LIKE = frozenset({"infinitive", "gerund"})
"""Forms of English verbs that a noun may have too: "murder", "killing"."""
_ARTICLES = word_sets.NUMBERS | {"a", "an", "the", "another", "his", "her", "their", "its"}
_OBJECT_STARTS = _ARTICLES | {"at"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One trigger of a sentence as it is read there."""

    hit: Hit
    event_type: str
    """Empty for words that tell of an effect only."""
    voice: str
    """active, passive or noun."""
    doer: int | None
    """The word that names who did it, where one of the noun classes does."""
    target: int | None
    """The word that names to whom or what it was done."""
    definite: bool
    """Whether it points back at something told before."""
    plural: bool

    @property
    def trigger(self) -> Trigger:
        """The line of the table that fits."""
        return self.hit.trigger


def is_trigger(marks: Marks, word: int) -> bool:
    """
    Tell whether a word belongs to a trigger.

    Parameters
    ----------
    marks
        Of the report.
    word
        Its number.

    Returns
    -------
    trigger
        Also where the trigger is not read in its sentence.
    """
    begun = bisect_right(marks.hits, word, key=lambda hit: hit.first)
    return begun > 0 and word < marks.hits[begun - 1].last


def read_triggers(words: Words, marks: Marks, sentence: Sentence, hits: Iterable[Hit]) -> list[Reading]:
    """
    Choose the triggers of a sentence and read them.

    Parameters
    ----------
    words, marks
        Of the report.
    sentence
        One sentence.
    hits
        All triggers inside it.

    Returns
    -------
    readings
        One for each run of words that is a trigger, in order; contexts are left out.
    """
    inside = list(hits)
    by_span: dict[tuple[int, int], list[Hit]] = {}
    for hit in inside:
        by_span.setdefault((hit.first, hit.last), []).append(hit)
    readings: list[Reading] = []
    for span, rivals in sorted(by_span.items()):
        fitting = [
            hit for hit in rivals if hit.trigger.strength != "context" and _has_object(words, marks, sentence, hit)
        ]
        if fitting and not (readings and readings[-1].hit.last > span[0]):
            verb = any(hit.form in _NOUN_LIKE for hit in fitting) and _is_verb_here(words, marks, sentence, fitting[0])
            governs = words.folded[span[1]] in _ARTICLES if span[1] < sentence.last else False
            best = min(
                fitting,
                key=lambda hit: (
                    verb != (hit.form in _NOUN_LIKE),
                    governs and hit.form == "word",  # "burned a bus" tells of no "burned" body
                    _STRENGTH[hit.trigger.strength],
                    not hit.trigger.objects,
                ),
            )
            reading = _read(words, marks, sentence, best)
            if not _is_modifier(marks, best) and not _is_task(marks, reading):
                readings.append(reading)
    return readings


def _is_task(marks: Marks, reading: Reading) -> bool:
    """Tell whether something is carried out rather than done to somebody: "executed the mission", "ejecutan obras"."""
    if (
        reading.voice != "active"
        or reading.event_type not in ("killing", "attack", "armed_clash")
        or reading.target is None
    ):
        return False
    return "task" in marks.nouns[reading.target]


def _is_verb_here(words: Words, marks: Marks, sentence: Sentence, hit: Hit) -> bool:
    """Tell a verb from a noun of the same form: "Hitmen murder two", but not "the murder of two"."""
    before = words.folded[hit.first - 1] if hit.first > sentence.first else ""
    after = words.folded[hit.last] if hit.last < sentence.last else ""
    if before in _PRONOUNS:
        return True
    if (
        before in word_sets.DEFINITE
        or before in word_sets.INDEFINITE
        or before in word_sets.PREPOSITIONS
        or after in word_sets.PREPOSITIONS
    ):
        return False
    return (
        after.isdigit()
        or after in _OBJECT_STARTS
        or (hit.last < sentence.last and bool(marks.nouns[hit.last] & PERSONS))
    )


def _is_modifier(marks: Marks, hit: Hit) -> bool:
    """Tell whether a weak noun but describes the next: "mine workers", "bomb squad officers"."""
    return (
        hit.trigger.strength == "weak"
        and hit.form == "singular"
        and hit.trigger.lang == "en"
        and hit.trigger.event_type == "explosion"
        and any(bool(n & PERSONS) for n in marks.nouns[hit.last : hit.last + 2])
    )


def _has_object(words: Words, marks: Marks, sentence: Sentence, hit: Hit) -> bool:
    wanted = hit.trigger.objects
    if not wanted:
        return True
    first = max(sentence.first, hit.first - _OBJECT_WINDOW)
    last = min(sentence.last, hit.last + _OBJECT_WINDOW)
    clause = words.clauses[hit.first]
    return any(
        marks.nouns[n] & wanted and abs(words.clauses[n] - clause) <= 1 and not hit.first <= n < hit.last
        for n in range(first, last)
    )


def _read(words: Words, marks: Marks, sentence: Sentence, hit: Hit) -> Reading:
    voice = _find_voice(words, marks, sentence, hit)
    left = _find_noun(words, marks, sentence, hit, step=-1)
    right = _find_noun(words, marks, sentence, hit, step=1)
    if voice == "active":
        doer, target = left, right
    elif voice == "passive":
        doer = right if right is not None and _is_agent(words, hit, right) else None
        free = right if doer is None else None
        target = free if left is None or (free is not None and not marks.nouns[left] & PERSONS) else left
    else:
        doer, target = (None, right) if hit.trigger.event_type != "raid" else (right, None)
    event_type = _refine_type(words, marks, hit, voice, doer, target)
    definite, plural = _find_number(words, sentence, hit)
    return Reading(hit, event_type, voice, doer, target, definite, plural)


def _find_voice(words: Words, marks: Marks, sentence: Sentence, hit: Hit) -> str:
    """Tell who is subject: English past forms are participles where a form of "be" or nothing but a place or time is beside them."""
    if hit.form in ("singular", "plural"):
        return "noun"
    if hit.form == "word":
        return "passive"
    before = [words.folded[n] for n in range(max(sentence.first, hit.first - 3), hit.first)]
    if hit.form == "infinitive" and hit.trigger.lang == "en" and any(w in word_sets.BE for w in before[-1:]):
        return "passive"
    if hit.form == "participle":
        return "active" if any(w in word_sets.HAVE for w in before[-1:]) and "sido" not in before else "passive"
    if hit.trigger.pattern.split(" ")[0] in word_sets.INTRANSITIVE:
        return "passive"
    if hit.form == "past" and hit.trigger.lang == "en":
        if any(w in word_sets.BE for w in before):
            return "passive"
        following = words.folded[hit.last] if hit.last < sentence.last else "."
        if following in word_sets.AGENTLESS or following == "dead":
            return "passive"
        return "passive" if _is_participle(words, marks, sentence, hit, following) else "active"
    return "active"


def _is_participle(words: Words, marks: Marks, sentence: Sentence, hit: Hit, following: str) -> bool:
    """Tell a participle by its neighbours: "two dismembered bodies", "4 killed 2 wounded", "bodies dumped"."""
    before = words.folded[hit.first - 1] if hit.first > sentence.first else ""
    counted = before.isdigit() or before in word_sets.NUMBERS
    object_follows = following.isdigit() or following in _OBJECT_STARTS
    if counted and (not object_follows or following.isdigit() or following in word_sets.NUMBERS):
        return True
    if not before.isalpha() and marks.nouns[hit.last] and not object_follows:
        return True
    return bool(hit.first > sentence.first and marks.nouns[hit.first - 1] & {"body"})


def _find_noun(words: Words, marks: Marks, sentence: Sentence, hit: Hit, *, step: int) -> int | None:
    """Find the next word of a noun class, in the same clause; to the right a further one that belongs to it wins ("police station")."""
    n = hit.last if step > 0 else hit.first - 1
    clause = words.clauses[hit.first]
    for _ in range(_OBJECT_WINDOW):
        if not sentence.first <= n < sentence.last or (abs(words.clauses[n] - clause) > (0 if step > 0 else 1)):
            return None
        if marks.nouns[n]:
            while step > 0 and n + 1 < sentence.last and marks.nouns[n + 1] is marks.nouns[n]:
                n += 1
            return n
        n += step
    return None


def _is_agent(words: Words, hit: Hit, noun: int) -> bool:
    return any(words.folded[n] in _BY or words.folded[n] == "manos" for n in range(hit.last, noun))


def _refine_type(words: Words, marks: Marks, hit: Hit, voice: str, doer: int | None, target: int | None) -> str:
    event_type = hit.trigger.event_type
    done_by = marks.nouns[doer] if doer is not None else frozenset()
    done_to = marks.nouns[target] if target is not None else frozenset()
    if event_type == "arson":
        near = done_to or done_by
        if "vehicle" in near or ("vehicle" in hit.trigger.objects and _stands_near(marks, words, hit, "vehicle")):
            return "vehicle_burning"
        return "killing" if near & {"body"} and not near & {"premises"} else event_type
    if event_type in ("attack", "killing"):
        by_force = "authority" in done_by and "criminal" not in done_by
        if by_force and "criminal" in done_to:
            return "armed_clash"
        aimed = voice != "noun" or _is_against(words, hit, target)
        if "authority" in done_to and aimed and not by_force:
            return "attack_security"
    return event_type


def _stands_near(marks: Marks, words: Words, hit: Hit, noun_class: str) -> bool:
    first, last = max(0, hit.first - 4), min(len(words.folded), hit.last + 4)
    return any(
        noun_class in marks.nouns[n] and words.clauses[n] == words.clauses[hit.first] for n in range(first, last)
    )


def _is_against(words: Words, hit: Hit, target: int | None) -> bool:
    """Tell whether a noun such as "attack" is followed by the one it was made on."""
    if target is None:
        return False
    against = ("contra", "a", "al") if hit.trigger.lang == "es" else ("on", "against", "upon")
    return any(words.folded[n] in against for n in range(hit.last, target))


def _find_number(words: Words, sentence: Sentence, hit: Hit) -> tuple[bool, bool]:
    """Tell whether a noun is definite, and whether it is plural."""
    if hit.form not in ("singular", "plural"):
        return False, False
    for n in range(hit.first - 1, max(sentence.first, hit.first - 4) - 1, -1):
        word = words.folded[n]
        if word in word_sets.INDEFINITE or word.isdigit():
            return False, hit.form == "plural"
        if word in word_sets.DEFINITE or word in ("s", "'s", "’s"):
            return True, hit.form == "plural"
        if not word.isalpha() or words.clauses[n] != words.clauses[hit.first]:
            break
    return False, hit.form == "plural"
