"""Texts folded for matching, with the way back to their offsets, and patterns of many words at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from geomap.names import fold_characters

_BLANKS = r"\s{1,9}"
_HIDDEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Combining marks, soft hyphens, zero-width signs and direction overrides: no part of a word's spelling."""

_MARK = re.compile("[\u0300-\u036f]*")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_KEPT = frozenset("ºª°¹²³⁰⁴⁵⁶⁷⁸⁹½¼¾")
"""Signs that decompose to letters or digits but don't stand for them: "1º", "17¹", "2½"."""

_FEW = 48
"""Up to so many distinct characters, one replacement each is faster than a translation of the whole."""


_Tree = dict[str, "_Tree"]
"""Letters to the letters that follow; an empty one ends a word."""


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text in small letters without accents and hidden characters."""

    text: str
    source: str
    offsets: tuple[int, ...] | None
    """Of each character in the source; None where they are the same."""

    def find_span(self, start: int, end: int) -> tuple[int, int]:
        """
        Give the offsets in the source of a stretch that is not empty.

        Parameters
        ----------
        start, end
            Offsets in the folded text.

        Returns
        -------
        span
            Offsets in the source; marks that hang on the last letter belong to it.
        """
        if self.offsets is None:
            return start, end
        last = self.offsets[end - 1] + 1
        mark = _MARK.match(self.source, last)
        return self.offsets[start], mark.end() if mark else last


@lru_cache(maxsize=4)
def fold_text(text: str) -> FoldedText:
    """
    Fold the case and accents of a text, also those written as combining marks.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    folded
        With the offsets of the text as given. The last few texts are remembered, since a report is
        searched for numbers and for dates.
    """
    if text.isascii():
        return FoldedText(text.lower(), text, None)
    offsets = None
    shown = text
    if _HIDDEN.search(text):
        offsets = tuple(n for n, c in enumerate(text) if not _HIDDEN.match(c))
        shown = "".join(text[n] for n in offsets)
    return FoldedText(_fold_shown(shown), text, offsets)


def _fold_shown(text: str) -> str:
    folded = text.lower()
    if len(folded) != len(text):  # such as a capital I with a dot
        folded = fold_characters(text)
    strange = {c: fold_characters(c) for c in set(_NOT_ASCII.findall(folded)) if c not in _KEPT}
    if len(strange) > _FEW:
        return folded.translate({ord(c): to for c, to in strange.items()})
    for sign, letter in strange.items():
        folded = folded.replace(sign, letter)
    return folded


def join_words(words: Iterable[str]) -> str:
    """
    Write a pattern that matches any of many words, the longest first.

    Parameters
    ----------
    words
        Words or phrases; a space in one matches any white space.

    Returns
    -------
    pattern
        A regular expression in the shape of a prefix tree, so that its cost does not grow with the
        number of words; to be bounded by the caller.
    """
    root: _Tree = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _write_branches(root)


def _write_branches(node: _Tree) -> str:
    branches = [
        (_BLANKS if letter == " " else re.escape(letter)) + _write_branches(rest)
        for letter, rest in sorted(node.items())
        if letter
    ]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{body}?" if "" in node else body


def compile_bounded(pattern: str) -> re.Pattern[str]:
    """
    Compile a pattern whose white space has a most.

    Parameters
    ----------
    pattern
        In which a plus or star on white space stands for up to nine characters: runs without end, tried
        at every number of a text, would take minutes on a hostile one.

    Returns
    -------
    compiled
        The pattern.
    """
    return re.compile(pattern.replace(r"\s+", _BLANKS).replace(r"\s*", r"\s{0,9}"))
