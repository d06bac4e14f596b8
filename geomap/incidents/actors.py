"""Who takes part in an event, where its sentence says so."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.incidents import word_classes as word_sets
from geomap.incidents.lexicon import Marks
from geomap.incidents.sentences import Words
from geomap.incidents.triggers import Reading
from geomap.model import Actor

_MOST_ACTORS = 6
_MOST_WORDS = 4
_STATE_ACTS = frozenset({"raid", "arrest", "deployment", "weapons_seizure", "armed_clash", "alert"})
_LINKS = frozenset({"de", "del", "of", "the", "la"})


def find_actors(words: Words, marks: Marks, readings: Sequence[Reading]) -> tuple[Actor, ...]:
    """
    Find who did it and to whom.

    Parameters
    ----------
    words, marks
        Of the report.
    readings
        The triggers of one event in one sentence.

    Returns
    -------
    actors
        Named as written, in order of the text, each once.
    """
    found: dict[str, Actor] = {}
    for reading in readings:
        for noun, does in ((reading.doer, True), (reading.target, False)):
            if noun is None:
                continue
            role = _find_role(marks.nouns[noun], reading.event_type, does=does)
            if role is not None:
                name = _read_name(words, marks, noun)
                found.setdefault(name.casefold(), Actor(name, role))
    return tuple(found.values())[:_MOST_ACTORS]


def _find_role(classes: frozenset[str], event_type: str, *, does: bool) -> str | None:
    if "group" in classes or "criminal" in classes:
        return "perpetrator" if does or event_type not in _STATE_ACTS else "target"
    if "authority" in classes:
        return "authority" if does or event_type in _STATE_ACTS else "target"
    if "demonstrator" in classes and event_type in ("protest", "roadblock", "riot", "strike"):
        return "other"
    if "person" in classes and not does and event_type not in _STATE_ACTS:
        return "victim"
    return None


def _read_name(words: Words, marks: Marks, noun: int) -> str:
    """Take the noun with the capitalised words around it; in a line all in capitals, the noun phrase alone."""
    first, last = noun, noun + 1
    while first > 0 and noun - first < _MOST_WORDS and marks.nouns[first - 1]:
        first -= 1
    if not words.text[words.starts[noun] : words.ends[noun]].isupper() or len(words.folded[noun]) <= _MOST_WORDS:
        while first > 0 and noun - first < _MOST_WORDS and _is_capital(words, first - 1):
            first -= 1
        while last < len(words.folded) and last - noun < _MOST_WORDS and _goes_on(words, last):
            last += 1
    return " ".join(words.text[words.starts[first] : words.ends[last - 1]].split())


def _is_capital(words: Words, n: int) -> bool:
    token = words.text[words.starts[n] : words.ends[n]]
    if words.folded[n] in word_sets.DEFINITE | word_sets.INDEFINITE:
        return False
    return token[:1].isupper() and words.clauses[n] == words.clauses[n + 1] and not (n and words.folded[n - 1] == ".")


def _goes_on(words: Words, n: int) -> bool:
    if words.clauses[n] != words.clauses[n - 1]:
        return False
    token = words.text[words.starts[n] : words.ends[n]]
    if words.folded[n] in _LINKS and n + 1 < len(words.folded):
        return words.text[words.starts[n + 1]].isupper() and words.folded[n] in ("de", "del", "of")
    return token[:1].isupper()
