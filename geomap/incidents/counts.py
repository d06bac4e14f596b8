"""What the numbers of a sentence count: killed, injured, arrested, vehicles, troops, weapons, events, areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.incidents import word_classes as word_sets
from geomap.incidents.figures import Figure, add_lists
from geomap.incidents.lexicon import Marks
from geomap.incidents.numbers.find import Quantity
from geomap.incidents.sentences import Sentence, Words
from geomap.incidents.triggers import PERSONS, Reading

COUNTING = frozenset({"count", "none", "multiple", "article", "vague"})
"""Kinds of quantities that may count something."""

_NOUN_WINDOW = 6
_STATE_WINDOW = 9
_PREPOSITION_WINDOW = 4
_STATUS_WINDOW, _PART_WINDOW = 5, 12
_OF_THE = (["of", "the"], ["de", "los"], ["de", "las"])
_MOST_PART = 3
_GROUPS, _OF_GROUP = (["family"], ["familia"]), (["member"], ["man"])
_NAMED = frozenset({"identificar", "identificacion", "identidad", "nombre", "id", "identification", "name"})
"""What the dead of a headline are without: "Hallan a hombre sin identificar asesinado"."""
_WITHOUT, _NO = frozenset({"without", "sin"}), frozenset({"no", "ningun", "ninguna"})
_WANTED = {
    "vehicles": frozenset({"vehicle"}),
    "weapons": frozenset({"weapon"}),
    "troops": frozenset({"troop", "authority", "person"}),
}
_NO_PERSON = frozenset({"vehicle", "weapon", "road", "premises", "area", "aircraft", "missing"})


_NEVER_CLEARED = frozenset({"person", "body", "authority", "criminal", "demonstrator", "troop", "weapon", "vehicle"})
"""Classes of nouns whose number is not one of roadblocks: "detained two suspects as they cleared the barricades"."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A quantity with what stands beside it."""

    quantity: Quantity
    first: int
    last: int
    end: int
    """One past the noun phrase."""
    stop: int
    """The next number, but for one that this is a part of: what is said after it is not said of this one."""
    classes: frozenset[str]
    inner: Reading | None
    """The trigger inside the noun phrase: "three dead", "17 roadblocks"."""
    part: bool = False
    """Whether it is of a total that follows: the 23 of "23 of the 252"."""
    whole: bool = False
    """Whether it is the total that a number of those active or cleared is of: "23 of the 252"."""


def count_figures(
    words: Words, marks: Marks, sentence: Sentence, readings: Sequence[Reading], quantities: Sequence[Quantity]
) -> list[Figure]:
    """
    Say what the numbers of a sentence count.

    Parameters
    ----------
    words, marks
        Of the report.
    sentence
        One sentence.
    readings
        All its triggers, also those that tell of no occurrence.
    quantities
        Those inside it, in order.

    Returns
    -------
    figures
        In order; a number that counts nothing known is left out.
    """
    usable = [q for q in quantities if q.kind in COUNTING and not _is_of_group(words, q)]
    stops = [*(min(words.find_word(q.start), sentence.last) for q in usable[1:]), *([sentence.last] if usable else [])]
    by_first = {r.hit.first: r for r in readings}
    counted = [
        _look_beside(words, marks, by_first, q, stop, sentence.last) for q, stop in zip(usable, stops, strict=True)
    ]
    counted = [c for c in counted if not _is_lack(words, readings, c)]
    counted = _drop_parts(marks, words, [c for c in counted if not _is_subset(words, marks, sentence, c)])
    states = [_find_state(words, sentence, c, counted, readings) for c in counted]
    states = _share_states(words, counted, states)
    total = marks.has_cue("total", sentence.first, sentence.last)
    figures: list[Figure] = []
    for c, state in zip(counted, states, strict=True):
        made = _make_figure(marks, c, state)
        if made is not None:
            figures.append(replace(made, total=total))
    return add_lists(words, figures)


def _look_beside(
    words: Words, marks: Marks, by_first: dict[int, Reading], quantity: Quantity, stop: int, end: int
) -> _Counted:
    """Read the noun phrase after a number, as far as the next number."""
    first = words.find_word(quantity.start)
    last = words.find_word(quantity.end - 1) + 1
    inner, classes, n = None, frozenset[str](), last
    limit = min(stop, last + _NOUN_WINDOW)
    while n < limit:
        reading = by_first.get(n)
        if reading is not None:
            if reading.voice == "noun" or (reading.voice == "passive" and not _is_finite(words, n, last, classes)):
                inner, n = reading, reading.hit.last
                classes = classes | marks.nouns[n - 1]
            break
        if words.folded[n] in word_sets.STOPS:
            break
        if marks.nouns[n]:
            if classes and words.folded[n - 1] not in word_sets.NOUN_LINKS and not marks.nouns[n - 1]:
                break
            classes = classes or marks.nouns[n]
        n += 1
    part = words.folded[last:stop] in _OF_THE
    if part:
        stop = next((k for k in range(stop, end) if words.clauses[k] != words.clauses[first]), end)
    return _Counted(quantity, first, last, n, stop, classes, inner, part)


def _is_of_group(words: Words, quantity: Quantity) -> bool:
    """Tell whether an article is that of a group, which is more than one: "killed a family"."""
    following = words.find_word(quantity.end - 1) + 1
    return (
        quantity.kind == "article"
        and words.folded[following : following + 1] in _GROUPS
        and words.folded[following + 1 : following + 2] not in _OF_GROUP
    )


def _is_lack(words: Words, readings: Sequence[Reading], counted: _Counted) -> bool:
    """Tell what somebody is without ("a man without papers was killed") from what there was none of."""
    word = words.folded[counted.first]
    owned = counted.first > 0 and words.folded[counted.first - 1] in word_sets.WITH and word in _NO
    begun = {r.hit.first for r in readings}
    if counted.quantity.kind != "none" or counted.first in begun or not (owned or word in _WITHOUT):
        return False
    if counted.inner is not None:
        return counted.inner.voice != "noun" and words.folded[counted.last] in _NAMED
    return not counted.classes or counted.end not in begun


def _drop_parts(marks: Marks, words: Words, counted: Sequence[_Counted]) -> list[_Counted]:
    """Leave out what another number holds: "six members of one family", "four of the eight bodies"."""
    out: list[_Counted] = []
    for c in counted:
        before = out[-1] if out else None
        gap = words.folded[before.last : c.first] if before else []
        following = words.folded[c.end] if c.end < len(words.folded) else ""
        if (
            before is not None
            and not c.classes
            and c.inner is None
            and c.end == c.last
            and following in word_sets.COPULAS
            and _is_smaller(c, before)
            and not any(c.end <= hit.first <= c.end + 2 for hit in marks.hits)
        ):
            continue
        if before is not None and _find_status(marks, before):
            out.append(replace(c, whole=gap in _OF_THE))
            continue
        if before is not None and gap and gap[-1] in ("of", "de"):
            if before.classes or before.inner:
                continue
            out.pop()
        elif gap in _OF_THE:
            out.pop()
        out.append(c)
    return out


def _is_smaller(counted: _Counted, before: _Counted) -> bool:
    """Tell whether a number can be a part of one told before: "two dead, one was a policeman"."""
    return (counted.quantity.best or 0) <= min(_MOST_PART, before.quantity.best or 0)


def _is_finite(words: Words, n: int, last: int, classes: frozenset[str]) -> bool:
    """Tell "two men killed …" (a verb after its noun, judged as a state) from "two dead" (the noun itself)."""
    return bool(classes) and n > last and words.folded[n] not in ("dead", "muertos", "muertas", "muerto", "muerta")


def _is_subset(words: Words, marks: Marks, sentence: Sentence, counted: _Counted) -> bool:
    """Tell whether a number is part of one told before: "including two minors", "the other 19 states"."""
    if _find_status(marks, counted):
        return False
    if "area" in counted.classes and words.folded[counted.first - 1 : counted.first] in (
        ["other"],
        ["otros"],
        ["otras"],
        ["demas"],
        ["remaining"],
    ):
        return True
    before = any(
        last >= counted.first - 2 and start < counted.first
        for start, last in marks.find_cues("subset", max(sentence.first, counted.first - 4), counted.first)
    )
    return before or any(
        start <= counted.last for start, _ in marks.find_cues("subset", counted.last, counted.last + 1)
    )


def _find_state(
    words: Words, sentence: Sentence, counted: _Counted, others: Sequence[_Counted], readings: Sequence[Reading]
) -> Reading | None:
    if counted.inner is not None and (counted.inner.trigger.count or counted.inner.event_type):
        return counted.inner
    right = _find_right(words, sentence, counted, others, readings)
    left = _find_left(words, counted, others, readings)
    if right is not None and left is not None:
        return left if counted.first - left.hit.last <= right.hit.first - counted.end else right
    return right or left


def _find_right(
    words: Words, sentence: Sentence, counted: _Counted, others: Sequence[_Counted], readings: Sequence[Reading]
) -> Reading | None:
    """Find what is said of the counted after them: "three soldiers were injured"."""
    limit = min(sentence.last, counted.end + _STATE_WINDOW)
    for reading in readings:
        n = reading.hit.first
        if not counted.end <= n < limit or not reading.trigger.count:
            continue
        if words.clauses[n] - words.clauses[counted.last - 1] > 1:
            return None
        if any(counted.last <= o.first < n and o.quantity.kind != "article" for o in others):
            return None
        return reading if reading.voice == "passive" and _fits(reading, counted) else None
    return None


def _find_left(
    words: Words, counted: _Counted, others: Sequence[_Counted], readings: Sequence[Reading]
) -> Reading | None:
    """Find what is said of the counted before them: "killed seven", "fueron asesinadas tres personas"."""
    for reading in reversed(readings):
        n = reading.hit.last
        if n > counted.first or not reading.trigger.count:
            continue
        if counted.first - n > _STATE_WINDOW:
            return None
        if words.clauses[counted.first] - words.clauses[n - 1] > (0 if reading.voice == "noun" else 1):
            return None
        if any(n <= o.first < counted.first and o is not counted and o.quantity.kind != "article" for o in others):
            return None
        if not _reaches(reading, counted, words.folded[n : counted.first]):
            return None
        return reading if _fits(reading, counted) else None
    return None


def _reaches(reading: Reading, counted: _Counted, between: Sequence[str]) -> bool:
    """Tell whether a trigger governs a number to its right across the words between."""
    first, last = (between[0], between[-1]) if between else ("", "")
    if first in word_sets.LIST_WORDS and first != "de":
        return False
    if reading.voice == "noun":
        return first in ("of", "de", ":") or last in ("to", "a")
    if reading.voice == "passive" and reading.trigger.lang == "en" and first not in (":", "were"):
        return False
    if last == "a" or (reading.trigger.count == "n_events" and "road" in counted.classes):
        return True
    window = between if reading.voice == "passive" else between[:_PREPOSITION_WINDOW]
    return not any(word in word_sets.APART for word in window)


def _fits(reading: Reading, counted: _Counted) -> bool:
    count = reading.trigger.count
    if count in ("vehicles", "weapons") and reading.event_type in ("", "weapons_seizure"):
        return bool(counted.classes & {"vehicle", "weapon"})
    wanted = _WANTED.get(count)
    if wanted is not None and (reading.event_type not in ("arson", "vehicle_burning") or count != "vehicles"):
        return bool(counted.classes & wanted) or (count == "troops" and not counted.classes)
    if count == "vehicles":
        return bool(counted.classes & {"vehicle", "premises"})
    if count == "n_events":
        return not counted.classes & (PERSONS | {"vehicle", "area", "weapon"})
    return bool(counted.classes & PERSONS) or not counted.classes & _NO_PERSON


def _share_states(words: Words, counted: Sequence[_Counted], states: Sequence[Reading | None]) -> list[Reading | None]:
    """Give numbers in one list the same state: "three soldiers and two policemen were killed"."""
    shared = list(states)
    for n in range(len(counted) - 1, 0, -1):
        if (
            shared[n - 1] is None
            and shared[n] is not None
            and _are_listed(words, counted[n - 1], counted[n])
            and not _own(counted[n], shared[n])
        ):
            shared[n - 1] = shared[n]
    for n in range(1, len(counted)):
        if (
            shared[n] is None
            and shared[n - 1] is not None
            and _are_listed(words, counted[n - 1], counted[n])
            and not _own(counted[n - 1], shared[n - 1])
        ):
            shared[n] = shared[n - 1]
    return shared


def _own(counted: _Counted, state: Reading | None) -> bool:
    return counted.inner is not None and counted.inner is state


def _are_listed(words: Words, one: _Counted, other: _Counted) -> bool:
    gap = words.folded[one.end : other.first]
    return (
        bool(gap)
        and all(word in word_sets.LIST_WORDS for word in gap)
        and bool(one.classes & PERSONS) == bool(other.classes & PERSONS)
    )


def _make_figure(marks: Marks, counted: _Counted, state: Reading | None) -> Figure | None:
    quantity = counted.quantity
    status = _find_status(marks, counted)
    count = _name_count(counted, state)
    if counted.whole:
        count = "n_events"
    elif status and count in ("", "n_events") and quantity.kind == "count":
        count = status
    elif not count and "area" in counted.classes and quantity.kind in ("count", "vague"):
        count = "n_areas"
    if not count:
        return None
    if quantity.kind == "none" and not (counted.inner or state):
        return None
    explicit = quantity.kind != "article"
    at = state.hit.first if state else -1
    group = next((g for g in ("criminal", "authority", "person") if g in counted.classes), "")
    return Figure(
        count, quantity.low, quantity.best, quantity.high, counted.first, counted.end, at, explicit, group=group
    )


def _name_count(counted: _Counted, state: Reading | None) -> str:
    if state is None:
        return ""
    count = state.trigger.count
    if count and (state is counted.inner or _fits(state, counted)):
        if state.event_type in ("", "weapons_seizure") and count in ("vehicles", "weapons"):
            return "weapons" if "weapon" in counted.classes else "vehicles"
        if count == "vehicles" and "vehicle" not in counted.classes:
            return "n_events" if counted.classes & {"premises", "road"} and state.event_type == "arson" else ""
        return count
    if state is counted.inner and state.event_type and not count:
        return "n_events"
    return ""


def _find_status(marks: Marks, counted: _Counted) -> str:
    """Find whether a number is of those still active or of those cleared; people and things are neither."""
    if counted.classes & _NEVER_CLEARED:
        return ""
    limit = min(counted.stop, counted.end + (_PART_WINDOW if counted.part else _STATUS_WINDOW))
    before = next(
        (
            name
            for name in ("active", "cleared")
            for _, last in marks.find_cues(name, counted.first - 3, counted.first)
            if last == counted.first
        ),
        None,
    )
    if before is not None:
        return "n_" + before
    found = [(start, name) for name in ("active", "cleared") for start, _ in marks.find_cues(name, counted.last, limit)]
    return "n_" + min(found)[1] if found else ""
