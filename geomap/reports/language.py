"""Tells English from Spanish by small words and endings; the lists are this project's own."""

from __future__ import annotations

import re

from geomap.names import fold_word


def _split_words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENGLISH = _split_words(
    """
    the of and to in that for on with was were is are his her from at by has have had been after who they it its
    as an be which this not but said their more than into over two three killed found police near man men woman
    body bodies dead kill kills people shot attack against will would could about new where between during he
    she him we you i or if so when what while there out up down off before under all some any most other one
    first day year years week city state town officials soldiers army gunmen armed wounded burned roads
    roadblocks says say leave leaves left several
    """
)
_SPANISH = _split_words(
    """
    de la el en que los las del por con una un se al para es su sus tras como fue fueron han ha sin sobre mas
    entre este esta desde hasta dos tres muertos muere mueren asesinan hombre hombres mujer policias hallan
    localizan cuerpo ataque contra durante segun cuando donde pero no lo le y o ya quien estado municipio era
    eran estan hay habia ser sido muy tambien porque ante bajo cada otro otra otros otras todo todos toda todas
    uno unos unas nos les si aunque hoy ayer dia dias ano anos ciudad ejercito gobierno elementos personas
    presuntos heridos detenidos lesionados balazos asesinado asesinados matan queman bloquean bloqueos dejan
    deja suman
    """
)
_IN_NAMES = _split_words("de del la el los las y san ciudad estado")
"""Spanish words that stand in names, which English writes as they are: "El Salto", "Santa Rosa de Lima"."""
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
        if folded in _ENGLISH:
            english += 1
        elif folded in _SPANISH:
            following = words[number + 1] if number + 1 < len(words) else ""
            named = folded in _IN_NAMES and not shouted and following[:1].isupper()
            spanish += _NAME_WEIGHT if named else 1
        elif word.islower() or shouted:  # the ending of a name tells nothing
            english += _END_WEIGHT * bool(_ENGLISH_END.match(folded))
            spanish += _END_WEIGHT * bool(_SPANISH_END.match(folded))
    if english == spanish:
        return "es" if _MARKS.search(text[:_MOST_CHARACTERS]) else likely
    return "es" if spanish > english else "en"
