"""What the words around a number say of it where it may be a year, a day or an hour: dates and counts both ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.calendar_words import MONTHS, WEEKDAYS
from geomap.incidents.dates.words import FUNCTION_WORDS
from geomap.incidents.folding import compile_bounded
from geomap.incidents.number_words import COUNTABLE_WORDS
from geomap.names import split_words

SIGNS = ".,:;#()[]\"'«»“”¿?¡!*-–—"
"""Signs that hang on words."""

CLOCK_FOLLOWER = compile_bounded(
    r"\s*(?:$|[^\w\s]|\n)|\s+(?:[0-9]|(?:horas|hrs?|h|de\s+(?:la|este|ayer|hoy|anoche)|del|en|y|a|e|cuando|que|hora|am|pm|frente|sobre|"
    r"se|un|una|los|el|al|por|con|para|fue|fueron|tras|hubo|con|local|tiempo|elementos|sujetos|hombres)(?!\w))"
)
"""What may follow the hour in "a las 8"; another noun there is what was counted: "a las 8 víctimas"."""

_HOUR_LEADS = split_words("a desde hacia hasta de entre sobre antes despues y al")
_DAY_LEADS = split_words("el del al dia pasado proximo this last ultimo on")
_WORD_TOO = frozenset({"mar", "dec", "ago"})
"""Short months that are other words too."""

_SURE_YEAR_LEADS = split_words("in en during durante since desde")
_YEAR_LEADS = _SURE_YEAR_LEADS | split_words(
    "until hasta by early late mid pre post between entre from before after antes despues circa a an to through"
)
_YEAR_ARTICLES = split_words("the el este un una ciclo periodo")
_YEAR_LINKS = split_words("and y e or o")
_YEAR_NAMES = split_words("mundial agenda summer winter spring fall")
_YEAR_NOUNS = split_words("ano anos year years")
_OF = split_words("de del of")
_MORE_OR_LESS = split_words("mas cerca menos alrededor arriba total")
_NOUN = re.compile(r"[\s-]{1,4}([a-z]+)(?!\w)")
_FOLLOWER = re.compile(r"\s{1,9}([^\W\d_]+)")
_TO_COUNT = re.compile(r"\s{1,9}(?:to|and|or|y|a|o)\s{1,9}(?!(?:19|20)[0-9]{2}(?![0-9]))[1-9][0-9.,]{3}")
"""The other end of a range that is none of years: "between 2000 and 2500"."""
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_YEARS = re.compile("(?:19|20)[0-9]{2}(?:[-–/](?:19|20)?[0-9]{2})?")


def list_words_before(folded: str, start: int) -> list[str]:
    """
    Give the few words before an offset.

    Parameters
    ----------
    folded
        The folded text.
    start
        The offset.

    Returns
    -------
    words
        With the signs that hang on them; the first may be cut. Empty after a blank line.
    """
    return folded[max(0, start - 32, folded.rfind("\n\n", max(0, start - 32), start)) : start].split()


def strip_last(words: Sequence[str]) -> str:
    """
    Give the last of some words without its signs.

    Parameters
    ----------
    words
        As ``list_words_before`` gives them.

    Returns
    -------
    word
        Empty if there is none.
    """
    return words[-1].strip(SIGNS) if words else ""


def precedes_countable(folded: str, end: int) -> bool:
    """
    Tell whether a noun that reports count stands right after a number.

    Parameters
    ----------
    folded
        The folded text.
    end
        Of the number.

    Returns
    -------
    countable
        Whether it does.
    """
    noun = _NOUN.match(folded, end)
    return noun is not None and noun[1] in COUNTABLE_WORDS


def follows_day_lead(words: Sequence[str]) -> bool:
    """
    Tell whether a number after some words is a day: "el 22", "February 22", "Sunday 22".

    Parameters
    ----------
    words
        Before the number.

    Returns
    -------
    day
        Whether it is, unless it counts what follows.
    """
    last, plain = words[-1] if words else "", strip_last(words)
    if plain in MONTHS and last[-1:] not in (",", ";", ":"):
        return plain not in _WORD_TOO or last.endswith(".")
    return last == plain if plain in WEEKDAYS else last in _DAY_LEADS


def follows_hour_lead(words: Sequence[str]) -> bool:
    """
    Tell whether a number after some words is an hour: "a las 8", "desde la 1".

    Parameters
    ----------
    words
        Before the number.

    Returns
    -------
    hour
        Whether it is, unless it counts what follows.
    """
    return len(words) > 1 and words[-1] in ("las", "la") and words[-2].strip(SIGNS) in _HOUR_LEADS


def tell_year(folded: str, start: int, end: int) -> str | None:
    """
    Tell a year from a count.

    Parameters
    ----------
    folded
        The folded text.
    start, end
        Of four digits, or of two years with a sign between.

    Returns
    -------
    kind
        ``date`` of a year that says when ("in 2019", "3 May 2019"), ``name`` of one that only names ("the
        2026 Cup"), None of a count.

    Notes
    -----
    Counts of this size are mostly round, so that "2000 farmers" are counted and "in 2019 farmers" are not.
    """
    if not _YEARS.fullmatch(folded, start, end):
        return None
    raw = list_words_before(folded, start)
    words = ["", "", "", "", *(word.strip(SIGNS) for word in raw)]
    month = _find_month_lead(words)
    if month == "day":
        return "date"
    is_round, last = folded.startswith("00", start + 2), words[-1]
    linked = last in _YEAR_LINKS and _YEAR.fullmatch(words[-2])
    if precedes_countable(folded, end):
        return "date" if not is_round and (month or linked or last in _SURE_YEAR_LEADS) else None
    spans = end - start > 4  # noqa: PLR2004 - digits of a year
    if month or spans or last in _YEAR_NOUNS or linked:
        return "date"
    if last not in _SURE_YEAR_LEADS and _TO_COUNT.match(folded, end):
        return None
    lead = words[-2] if last in _YEAR_ARTICLES else last
    follower = _FOLLOWER.match(folded, end)
    counts = follower is not None and follower[1] not in FUNCTION_WORDS
    if counts and is_round and lead == last and last not in _SURE_YEAR_LEADS:
        return "name" if last in ("a", "an") else None
    if last in _OF and words[-2] in _MORE_OR_LESS:
        return None
    if last in _OF and words[-2] == "decada":
        return "name"
    if lead in _YEAR_LEADS or lead in _OF:
        return "date"
    if folded[start - 1 : start] == "(":
        return "date" if folded[end : end + 1] == ")" else "name"
    listed = bool(raw) and (raw[-1].endswith((",", "/")) or _YEAR.fullmatch(raw[-1]))
    named = last in _YEAR_ARTICLES or last in _YEAR_NAMES
    return "name" if named or not counts or listed else None


def _find_month_lead(words: Sequence[str]) -> str | None:
    """Find the month before a year: ``day`` after "3 May" and "3 de mayo de", ``month`` after "May" and "May 3,"."""
    n = len(words) - 1
    if words[n] in MONTHS or (words[n] in _OF and words[n - 1] in MONTHS):
        n -= words[n] in _OF
        day = words[n - 1 - (words[n - 1] in _OF)]
        return "day" if day[:1].isdigit() else "month"
    return "month" if words[n][:1].isdigit() and words[n - 1] in MONTHS else None
