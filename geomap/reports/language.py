"""Tells English from Spanish by small words and endings; the lists are this project's own."""

from __future__ import annotations

import re

from geomap.names import fold_word
from geomap.reports.word_classes import ENGLISH, IN_NAMES, SPANISH

_ENGLISH_END = re.compile(r"\w{3,}(?:ing|ed|ly|tion|ght|ck|ness|ship|ful)$")
_SPANISH_END = re.compile(r"\w{2,}(?:cion|ciones|mente|dad|ado|ada|ados|adas|aron|ieron|ando|iendo)$")
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[ñ¿¡]|[áéíóú]", re.IGNORECASE)
_MOST_WORDS, _MOST_CHARACTERS = 600, 24_000
_NAME_WEIGHT, _END_WEIGHT = 0.3, 0.6


def find_language(text: str, *, likely: str = "en") -> str:
    """
    Tell the language of a text.

    Parameters
    ----------
    text
        Headline or report.
    likely
        The answer where nothing tells.

    Returns
    -------
    lang
        ``en`` or ``es``.
    """
    words = _WORD.findall(text[:_MOST_CHARACTERS])[:_MOST_WORDS]
    shouted = sum(w.isupper() for w in words) > len(words) // 2
    english = spanish = 0.0
    for number, word in enumerate(words):
        folded = fold_word(word)
        if folded in ENGLISH:
            english += 1
        elif folded in SPANISH:
            following = words[number + 1] if number + 1 < len(words) else ""
            named = folded in IN_NAMES and not shouted and following[:1].isupper()
            spanish += _NAME_WEIGHT if named else 1
        elif word.islower() or shouted:  # the ending of a name tells nothing
            english += _END_WEIGHT * bool(_ENGLISH_END.match(folded))
            spanish += _END_WEIGHT * bool(_SPANISH_END.match(folded))
    if english == spanish:
        return "es" if _MARKS.search(text[:_MOST_CHARACTERS]) else likely
    return "es" if spanish > english else "en"
