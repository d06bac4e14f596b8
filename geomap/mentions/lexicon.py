"""How common words are, and which are names of persons: small tables that ship with geomap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geomap.files import find_data


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words apart from the gazetteer; all are folded."""

    common: dict[str, int]
    """Band of frequency in general text, 5 to 11, of words that are at all frequent."""
    capitals: dict[str, int]
    """How often a word is capitalised within sentences, in tenths."""
    first_names: frozenset[str]
    last_names: frozenset[str]

    def commonness(self, word: str) -> int:
        """
        Tell how often a word occurs in general text.

        Parameters
        ----------
        word
            Folded.

        Returns
        -------
        band
            0 for rare words to 11; a word that is nearly always capitalised counts as rare, since it
            is frequent as a name.
        """
        if self.capitals.get(word, 0) >= 9:  # noqa: PLR2004 - tenths
            return 0
        return self.common.get(word, 0)

    def is_plain(self, word: str) -> bool:
        """
        Tell whether a word is one that is written small.

        Parameters
        ----------
        word
            Folded.

        Returns
        -------
        plain
            False for words that are too rare to tell.
        """
        return self.capitals.get(word, MOSTLY_CAPITAL) <= MOSTLY_SMALL and word in self.common


MOSTLY_SMALL, MOSTLY_CAPITAL = 3, 10
"""Tenths of a word's occurrences within sentences that begin with a capital."""


@lru_cache(maxsize=4)
def read_lexicon(folder: Path | None = None) -> Lexicon:
    """
    Read the lexicon.

    Parameters
    ----------
    folder
        Where its tables lie; by default those that geomap ships.

    Returns
    -------
    lexicon
        The same object for the same folder.
    """
    folder = folder or find_data("lexicon")
    common = _read_pairs(folder / "common_words.tsv")
    capitals = _read_pairs(folder / "capitals.tsv")
    first, last = (
        frozenset((folder / name).read_text(encoding="utf-8").split()) for name in ("first_names.txt", "last_names.txt")
    )
    return Lexicon(common, capitals, first, last)


def _read_pairs(path: Path) -> dict[str, int]:
    """Read a table of word and number, a pair a line; neither holds a blank."""
    cells = path.read_text(encoding="utf-8").split()
    return dict(zip(cells[::2], map(int, cells[1::2]), strict=True))
