"""
Folding of toponyms: one key for all the ways to write a name.

Case, accents, punctuation and the dots of abbreviations do not tell places apart: "Cd. Juárez",
"CD JUAREZ" and "cd juárez" have one key. Abbreviated generic words are written out, so that "Sta."
and "Santa" meet.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = "[\\u0300-\\u036f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]"
"""Combining marks, soft hyphens, zero-width signs, marks of direction: they belong to the letter that they follow."""


def _compile_token(letters: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
          (?:[^\W\d_]\.){{2,}}[^\W\d_]?(?![^\W\d_])            # U.S.  N.L.  S.L.P
        | {letters}(?:['’ʻ](?!s(?![^\W_])){letters})*           # words: O'Brien, but not the possessive
        | ['’]s(?![^\W_])
        | \d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?![^\W\d_])
        | \d+
        | [^\w\s]
        | _+
        """,
        re.VERBOSE,
    )


_MARKED = re.compile(_MARKS)
_MARKED_TOKEN, _PLAIN_TOKEN = _compile_token(rf"(?:[^\W\d_]{_MARKS}*)+"), _compile_token(r"[^\W\d_]+")
"""The second finds the same where a text holds no such mark, in half the time."""

EXPANDED = {
    "cd": "ciudad",
    "sta": "santa",
    "sto": "santo",
    "sn": "san",
    "gral": "general",
    "gpe": "guadalupe",
    "mpio": "municipio",
    "edo": "estado",
    "fco": "francisco",
    "ft": "fort",
    "mt": "mount",
    "st": "saint",
    "ste": "sainte",
    "dr": "doctor",
    "col": "colonia",
    "gov": "governor",
    "pto": "puerto",
    "pte": "presidente",
    "hgo": "hidalgo",
}
"""Abbreviations that stand inside toponyms, and what they stand for."""


def find_tokens(text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
    """
    Find the words, numbers and signs of a text.

    Parameters
    ----------
    text
        As given; it is not normalised, so that offsets hold.
    start, end
        The part of it that is searched.

    Returns
    -------
    matches
        In order.
    """
    end = len(text) if end is None else end
    pattern = _MARKED_TOKEN if _MARKED.search(text, start, end) else _PLAIN_TOKEN
    return list(pattern.finditer(text, start, end))


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """
    Fold the case and accents of one word and drop what is no letter or digit.

    Parameters
    ----------
    word
        One token.

    Returns
    -------
    folded
        May be empty, as for a dash.
    """
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in decomposed if c.isalnum())


class _PlainFolds(dict[int, str]):
    """Letter to its fold, any other character to a blank; filled as it is asked."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = self[code] = fold_word(character) if character.isalnum() else " "
        return folded


_PLAIN = _PlainFolds()
_LETTERS = "A-Za-zÀ-ÖØ-öø-ıĴ-ľŁ-ňŊ-ž"
"""Letters that fold by themselves, whatever stands beside them."""
_SIMPLE = re.compile(rf"[{_LETTERS} ,()/-]*")
_INTRICATE = re.compile(
    rf"[^{_LETTERS}0-9 .,()/\-]"
    rf"|(?<![{_LETTERS}][{_LETTERS}])\."  # the dots of "U.S." belong to it
    r"|(?<=[^0-9 ()\-])[0-9]|[0-9](?=[^0-9 ()\-])"  # "1.5", "23rd", "B12"
)
"""What needs to be parted into tokens. Most names hold none of it, and fold letter by letter, far quicker."""


def fold_toponym(name: str) -> str:
    """
    Give the key under which a toponym is looked up.

    Parameters
    ----------
    name
        The name as written.

    Returns
    -------
    key
        Folded words with one space between; empty if the name holds no letter or digit.
    """
    if _SIMPLE.fullmatch(name) or _INTRICATE.search(name) is None:
        return " ".join(name.translate(_PLAIN).split())
    words = (fold_word(match.group()) for match in find_tokens(unicodedata.normalize("NFKC", name)))
    return " ".join(word for word in words if word)


def expand_key(key: str) -> str:
    """
    Write out the abbreviations in a folded key: "cd juarez" becomes "ciudad juarez".

    Parameters
    ----------
    key
        A key that ``fold_toponym`` gave.

    Returns
    -------
    key
        The same where nothing is abbreviated. The last word stays as it is: "San Juan Col" is no colonia.
    """
    words = key.split(" ")
    return " ".join([EXPANDED.get(word, word) for word in words[:-1]] + words[-1:])


class _CharacterFolds(dict[int, str]):
    """Character to its small letter without accent, always one character long; filled as it is asked."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFKD", chr(code))[:1].lower()
        folded = base if len(base) == 1 else chr(code)
        self[code] = folded
        return folded


_FOLDS = _CharacterFolds()


def fold_characters(text: str) -> str:
    """
    Fold the case and accents of a text and keep its length, so that offsets hold.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    folded
        As many code points as ``text``.
    """
    return text.translate(_FOLDS)


def split_words(text: str) -> frozenset[str]:
    """
    Read a list of words that is written as one text.

    Parameters
    ----------
    text
        Words with white space between.

    Returns
    -------
    words
        Each once.
    """
    return frozenset(text.split())
