"""A text as tokens, with what their form tells: capitals, sentence starts, lines all in capitals."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from geomap.names import EXPANDED, find_tokens, fold_word, split_words

ABBREVIATED = frozenset(EXPANDED) | split_words(
    """
    mr mrs ms dr dra gen gov sen rep lt sgt rev prof jr sr capt cmdr cpl det lic ing no num art km ave blvd av ee uu
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn
    tenn tex va vt wash wis wyo ont que
    ags chih coah dgo gto gro hgo jal mor nay oax pue qro sin son tab tamps tlax ver yuc zac
    """
)
"""Words after which a dot ends no sentence."""

CAPITAL_SHAPES = frozenset({"A", "AA", "AAA", "Aa", "AaA", "A."})
_OPENING = frozenset("\"“'‘(-–—•*[«¡¿")
_ENDING = frozenset("!?…")
_SHORT_CAPITALS = 4
_CAPS_RUN = 4


@dataclass(frozen=True, slots=True)
class Tokens:
    """
    One text as parallel lists, an entry a token.

    ``shapes`` has ``A`` for one capital, ``AA`` for up to four, ``AAA`` for more, ``Aa`` and ``AaA`` for
    capitalised words, ``A.`` for dotted letters, ``a`` for small words, ``9`` for numbers, else the sign.
    """

    text: str
    words: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]
    shapes: list[str]
    first: list[bool]
    """Whether the token begins a sentence or line."""
    shouted: list[bool]
    """Whether its sentence or line is all in capitals, so that its own capitals tell nothing."""

    def __len__(self) -> int:
        """Count the tokens."""
        return len(self.words)

    def is_capital(self, n: int) -> bool:
        """Tell whether the token begins with a capital."""
        return self.shapes[n] in CAPITAL_SHAPES


def is_abbreviated(folded: str) -> bool:
    """
    Tell whether a dot after a word ends no sentence.

    Parameters
    ----------
    folded
        The word, folded.

    Returns
    -------
    abbreviated
        Also true of single letters, as in "Francisco I. Madero" and "W. Va.".
    """
    return folded in ABBREVIATED or (len(folded) == 1 and folded.isalpha())


def find_shape(word: str) -> str:
    """
    Describe the form of one token.

    Parameters
    ----------
    word
        The token as written.

    Returns
    -------
    shape
        As in ``Tokens``.
    """
    if len(word) > 1 and "." in word and word[0].isalpha():
        return "A."
    if word[0].isdigit():
        return "9"
    if not word[0].isalpha():
        return word[0]
    if word.isupper():
        return "A" if len(word) == 1 else "AA" if len(word) <= _SHORT_CAPITALS else "AAA"
    if word[0].isupper():
        return "Aa" if word[1:].islower() else "AaA"
    return "a"


def split_tokens(text: str) -> Tokens:
    """
    Split a text into tokens.

    Parameters
    ----------
    text
        As given; it is not normalised, so that offsets hold.

    Returns
    -------
    tokens
        In order.
    """
    matches = find_tokens(text)
    words = [m.group() for m in matches]
    folded = [fold_word(w) or w for w in words]
    starts = [m.start() for m in matches]
    ends = [m.end() for m in matches]
    shapes = [find_shape(w) for w in words]
    first = _find_starts(text, words, folded, starts, ends, shapes)
    return Tokens(text, words, folded, starts, ends, shapes, first, _find_shouted(first, shapes))


def _find_starts(
    text: str, words: list[str], folded: list[str], starts: list[int], ends: list[int], shapes: list[str]
) -> list[bool]:
    first = [False] * len(words)
    new = True
    for n, word in enumerate(words):
        if n and "\n" in text[ends[n - 1] : starts[n]]:
            new = True
        if new and shapes[n] not in _OPENING:
            first[n] = True
            new = False
        abbreviated = n and is_abbreviated(folded[n - 1]) and starts[n] == ends[n - 1]
        if word in _ENDING or (word == "." and not abbreviated):
            new = True
    return first


def _find_shouted(first: list[bool], shapes: list[str]) -> list[bool]:
    shouted = [False] * len(shapes)
    bounds = [*[n for n, begins in enumerate(first) if begins], len(shapes)]
    for start, end in pairwise(bounds):
        capitals = sum(s in ("AA", "AAA") for s in shapes[start:end])
        others = sum(s in ("a", "Aa") for s in shapes[start:end])
        if capitals >= _CAPS_RUN and capitals > 3 * others:
            shouted[start:end] = [True] * (end - start)
    return shouted
