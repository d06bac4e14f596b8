"""
Whether what a trigger tells of happened: not what is planned, feared, denied, usual or only named.

All of it is one question: does a cue govern the trigger? A negation governs what it touches, across
auxiliaries, articles and adverbs. A plan, fear or modal verb governs what depends on it in its own
clause, but no verb that stands there by itself, and nothing that "after", "amid" or "tras" brings in. A
habit or a time long past governs the clause that it stands in. No cue reaches beyond its sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from geomap.incidents import word_classes as word_sets
from geomap.incidents.lexicon import Marks
from geomap.incidents.sentences import Sentence, Words
from geomap.incidents.triggers import Reading, is_trigger

TOLD = "told"
DENIED = "denied"
NEGATED = "negated"
UNREAL = "unreal"
GENERIC = "generic"
HISTORY = "history"
REFERENCE = "reference"
"""Named as something that is known already, such as blockades that are being lifted."""

_TOUCH_REACH, _VERB_REACH, _NOUN_REACH, _THAT_REACH = 8, 7, 10, 15
"""The most words between a cue and what it governs: a choice of this project."""
_MODAL_REACH, _ATTEMPT_REACH, _CRIME_REACH, _CLEARING_REACH = 5, 3, 2, 3
_DENIER_REACH, _LONGEST_CUE = 8, 6
_PEOPLE = frozenset({"killed", "injured", "arrested"})
_NON_FINITE = frozenset({"infinitive", "gerund", "subjunctive"})
_ON_LIVES = frozenset({"attack", "attack_security", "killing", "explosion", "armed_clash"})
"""Types that an attempt is one of too."""
_THAT = frozenset({"that", "que"})
_OR = frozenset({"or", "nor", "o", "u", "ni", ","})
_OWN = frozenset({"having", "haber"})
_ONLY = frozenset({"only", "just", "solo", "solamente", "unicamente"})
_OF_WHAT = frozenset({"in", "of", "for", "en", "de"})
_WITHOUT = frozenset({"without", "sin"})
_TO_BE = frozenset({"be", "being", "ser"})
_WHILE = frozenset({"as", "while", "mientras", "cuando", "when"})
"""Words after which a clause tells what somebody was doing, not how things stood."""

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Scene:
    """A trigger in its sentence."""

    words: Words
    marks: Marks
    sentence: Sentence
    reading: Reading

    @property
    def first(self) -> int:
        return self.reading.hit.first

    @property
    def last(self) -> int:
        return self.reading.hit.last

    @property
    def is_noun(self) -> bool:
        return self.reading.voice == "noun"

    def find_before(self, label: str, reach: int) -> list[_Span]:
        """Find the cues of the sentence that end at most so many words before the trigger, or hold it ("for his capture")."""
        begin = max(self.sentence.first, self.first - reach - _LONGEST_CUE)
        return [c for c in self.marks.find_cues(label, begin, self.first) if c[1] >= self.first - reach]

    def find_after(self, label: str, reach: int) -> list[_Span]:
        """Find the cues of the sentence that begin at most so many words after the trigger."""
        return self.marks.find_cues(label, self.last, min(self.sentence.last, self.last + reach))

    def is_in_clause(self, cue: _Span) -> bool:
        """Tell whether a cue begins in the trigger's clause."""
        return self.words.clauses[cue[0]] == self.words.clauses[self.first]

    def find_between(self, cue: _Span) -> list[str]:
        """Give the words from a cue to the trigger."""
        return self.words.folded[cue[1] : self.first]


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
    scene = _Scene(words, marks, sentence, reading)
    if _is_denied(scene):
        return DENIED
    negation = _find_negation(scene)
    if negation is not None:
        return DENIED if _is_said_absent(scene, negation) else NEGATED
    if _is_possible(scene) or _is_planned(scene) or _is_undone(scene) or _is_named_only(scene) or _is_aim(scene):
        return UNREAL
    if _is_clearing(scene):
        return REFERENCE
    if _shares_clause(scene, "generic"):
        return GENERIC
    return HISTORY if _shares_clause(scene, "history") else TOLD


def _touches(
    scene: _Scene, cue: _Span, *, more: frozenset[str] = frozenset(), nouns: bool = True, strangers: int = 0
) -> bool:
    """Tell whether only small words, and where allowed those who it is said of and so many others, part a cue from the trigger."""
    listed = False
    for n in range(cue[1], scene.first):
        word = scene.words.folded[n]
        if word in _OR and is_trigger(scene.marks, n - 1):
            listed = True
        elif not (
            word in word_sets.LINKS
            or word in more
            or word.isdigit()
            or _is_adverb(word)
            or is_trigger(scene.marks, n)
            or (nouns and not listed and scene.marks.nouns[n])
        ):
            strangers -= 1
            if strangers < 0 or word in _ONLY or not word.isalpha():
                return False
    return not (listed and scene.reading.voice == "active")


def _is_adverb(word: str) -> bool:
    return word.endswith(("ly", "mente")) and word not in _ONLY


def _depends(scene: _Scene, cue: _Span) -> bool:
    """Tell whether the trigger depends on a cue before it: in its clause, or in the "that" clause that follows."""
    if cue[1] > scene.first:
        return True
    between = scene.find_between(cue)
    that = bool(between) and between[0] in _THAT
    apart = scene.words.clauses[scene.first] - scene.words.clauses[cue[0]]
    if apart > that or word_sets.SUBORDINATES.intersection(between):
        return False
    if scene.is_noun:
        return len(between) <= _NOUN_REACH and _find_preposition(scene, cue[1]) not in word_sets.ABOUT
    if that:
        return True
    if scene.reading.hit.form in _NON_FINITE or (between and between[-1] in _TO_BE):
        return len(between) <= _VERB_REACH and not _THAT.intersection(between)
    return _touches(scene, cue)


def _find_preposition(scene: _Scene, begin: int = 0) -> str:
    """Find the word before the noun phrase of the trigger; one of the cue itself ("called for the arrest") is none."""
    n = scene.first - 1
    while n > scene.sentence.first and (
        scene.words.folded[n] in word_sets.DEFINITE or scene.words.folded[n] in word_sets.INDEFINITE
    ):
        n -= 1
    return scene.words.folded[n] if n >= max(begin, scene.sentence.first) else ""


def _is_denied(scene: _Scene) -> bool:
    """Tell whether the event itself is denied, not somebody's part in it ("denied involvement in the attack")."""
    if any(scene.is_in_clause(cue) for cue in scene.find_after("false", scene.sentence.last)):
        return True
    for cue in scene.find_before("denial", _THAT_REACH):
        between = scene.find_between(cue)
        if _OWN.intersection(between):
            continue
        if _touches(scene, cue, more=word_sets.REPORTS, strangers=int(scene.is_noun)):
            return True
        subject = next((between[:n] for n in range(_DENIER_REACH) if between[n : n + 1] and between[n] in _THAT), None)
        if subject is not None and not word_sets.SUBORDINATES.intersection(between):
            if _OF_WHAT.intersection(subject):
                continue
            apart = scene.words.clauses[scene.first] - scene.words.clauses[cue[0]]
            return apart <= 1 and not (scene.is_noun and _find_preposition(scene) in word_sets.PREPOSITIONS)
    return False


def _find_negation(scene: _Scene) -> _Span | None:
    for cue in scene.find_before("negation", _TOUCH_REACH):
        if not scene.is_in_clause(cue):
            continue
        before = scene.words.folded[max(scene.sentence.first, cue[0] - 1) : cue[0]]
        owned = any(word in word_sets.WITH for word in before) or scene.words.folded[cue[0]] in _WITHOUT
        if owned and any(word in word_sets.COPULAS for word in scene.find_between(cue)):
            continue
        between = scene.find_between(cue)
        reached = (cue[0], cue[1] + between.index("any") + 1) if "any" in between else cue
        strangers = int(scene.words.folded[cue[0]] not in _WITHOUT and _is_bare(scene, between))
        nouns = not (owned and scene.reading.voice == "active")
        if _touches(scene, reached, more=word_sets.REPORTS, nouns=nouns, strangers=strangers):
            return reached
    return None


def _is_bare(scene: _Scene, between: list[str]) -> bool:
    """Tell whether a trigger may be the object of a negated verb: "did not hear shots", "no se contaron carreteras cerradas"."""
    if not scene.is_noun and between[:1] != ["se"]:
        return False
    determined = word_sets.DEFINITE | word_sets.INDEFINITE
    return not any(w in determined or w.isdigit() or w.endswith(("ed", "ado", "ada", "ido", "ida")) for w in between)


def _is_said_absent(scene: _Scene, negation: _Span) -> bool:
    """Tell whether it is said that there was no such event: "no hubo bloqueos"; that there were no injuries denies none."""
    trigger = scene.reading.trigger
    if not scene.is_noun or (
        trigger.count in _PEOPLE and (trigger.event_type, trigger.strength) != ("killing", "strong")
    ):
        return False
    around = scene.words.folded[max(scene.sentence.first, negation[0] - 3) : scene.first]
    return any(word in word_sets.THERE_IS for word in around)


def _is_possible(scene: _Scene) -> bool:
    form, voice = scene.reading.hit.form, scene.reading.voice
    for cue in scene.find_before("possible", _NOUN_REACH):
        if not scene.is_in_clause(cue) or _is_name(scene, cue[0]):
            continue
        if form in ("past", "present") and voice == "active":
            governs = _touches(scene, cue, nouns=False) and form == "past"
        elif scene.is_noun:
            known = scene.reading.definite and _find_preposition(scene) in word_sets.PREPOSITIONS
            governs = not known and _depends(scene, cue)
        else:
            governs = _depends(scene, cue) and scene.first - cue[1] <= _MODAL_REACH
        if governs:
            return True
    return False


def _is_name(scene: _Scene, n: int) -> bool:
    """Tell whether "may" is the month, and "will" a person's name."""
    words = scene.words
    if words.folded[n] not in ("may", "will"):
        return False
    written = [words.text[words.starts[k] : words.ends[k]] for k in range(n, min(scene.sentence.last, n + 2))]
    if words.folded[n] == "will":
        return len(written) > 1 and all(w.istitle() for w in written) and not is_trigger(scene.marks, n + 1)
    beside = (words.folded[n - 1] if n else "", words.folded[n + 1])
    return written[0] == "May" or any(w.isdigit() for w in beside) or beside[1] in (",", ".")


def _is_planned(scene: _Scene) -> bool:
    if any(_depends(scene, cue) for cue in scene.find_before("plan", _THAT_REACH)):
        return True
    return any(
        scene.is_in_clause(cue) and not word_sets.SUBORDINATES.intersection(scene.find_between(cue))
        for cue in scene.marks.find_cues("condition", scene.sentence.first, scene.first)
    )


def _is_undone(scene: _Scene) -> bool:
    """Tell whether it came to nothing: "the attack was foiled", "bomb threat", "tried to kidnap"."""
    for cue in scene.find_after("undone", _NOUN_REACH) if scene.is_noun else ():
        if cue[0] == scene.last or (scene.is_in_clause(cue) and scene.words.folded[cue[0] - 1] in word_sets.BE):
            return True
    attempts = scene.find_before("attempt", _ATTEMPT_REACH)
    return scene.reading.event_type not in _ON_LIVES and any(scene.is_in_clause(cue) for cue in attempts)


def _is_named_only(scene: _Scene) -> bool:
    """Tell whether a noun names a crime, as in "charges of murder", and no occurrence."""
    return scene.is_noun and bool(scene.find_before("biography", _CRIME_REACH))


def _is_aim(scene: _Scene) -> bool:
    """Tell whether a verb tells of an aim: "to block", "para bloquear", but not "al bloquear" or "Gunmen kill three"."""
    form, lang = scene.reading.hit.form, scene.reading.trigger.lang
    if form not in ("infinitive", "subjunctive"):
        return False
    before = scene.words.folded[scene.first - 1] if scene.first > scene.sentence.first else ""
    if lang == "en" and before != "to":
        return before in ("not", "let", "help")
    if scene.find_before("factual", 1) or scene.find_before("attempt", _ATTEMPT_REACH):
        return False
    return form == "subjunctive" or not _is_done_by_burning(scene)


def _is_done_by_burning(scene: _Scene) -> bool:
    """Tell whether a road is blocked with what the same sentence says was burned: then the aim was reached."""
    if scene.reading.event_type != "roadblock":
        return False
    begin = bisect_left(scene.marks.hits, scene.sentence.first, key=lambda hit: hit.first)
    end = bisect_left(scene.marks.hits, scene.first, key=lambda hit: hit.first)
    return any(
        hit.trigger.event_type in ("arson", "vehicle_burning") and hit.form in ("past", "present", "participle", "word")
        for hit in scene.marks.hits[begin:end]
    )


def _is_clearing(scene: _Scene) -> bool:
    """Tell whether something is being cleared away: "lifting blockades", "as they cleared the barricades"."""
    folded, sentence = scene.words.folded, scene.sentence
    if scene.find_before("clearing", _CLEARING_REACH):
        return True
    for start, _ in scene.find_before("cleared", _CLEARING_REACH):
        if _WHILE.intersection(folded[max(sentence.first, start - 3) : start]):
            return True
    being = "being" in folded[scene.last : min(sentence.last, scene.last + 3)]
    return being and bool(scene.find_after("cleared", _CLEARING_REACH + 1))


def _shares_clause(scene: _Scene, label: str) -> bool:
    """Tell whether a cue stands in the trigger's clause; a relative clause ends at its comma: "who previously taught, was killed"."""
    for cue in scene.marks.find_cues(label, scene.sentence.first, scene.sentence.last):
        inserted = cue[1] <= scene.first and "," in scene.find_between(cue) and _is_inserted(scene, cue)
        if scene.is_in_clause(cue) and not inserted:
            return True
    return False


def _is_inserted(scene: _Scene, cue: _Span) -> bool:
    folded, clauses = scene.words.folded, scene.words.clauses
    n = cue[0]
    while n > scene.sentence.first and clauses[n - 1] == clauses[cue[0]]:
        n -= 1
    return n > scene.sentence.first and folded[n - 1] == "," and folded[n] in word_sets.CLAUSE_WORDS
