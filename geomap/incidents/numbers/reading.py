"""From words and digits to numbers: "dos mil quinientos", "2 mil 600", "half a dozen", "1.5 million"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from geomap.incidents.dates.context import follows_day_lead, follows_hour_lead, list_words_before, precedes_countable
from geomap.incidents.folding import compile_bounded, join_words
from geomap.incidents.number_words import WORDS, NumberWord


class Number(NamedTuple):
    """A number as read, before it is asked what it counts."""

    start: int
    end: int
    role: str
    """
    ``digits``, ``spoken``, ``group``, or a role of ``NumberWord``; ``label`` or ``date`` where the shape
    alone says so ("2-0", "15:04").
    """
    value: int
    unit: int = 0
    high: int | None = None
    """Of "20-30"."""


_TELEPHONE = re.compile(
    r"[0-9]{1,3}[ -](?:[0-9]{2,3}[ -])?[0-9]{3,4}[ -][0-9]{4}(?![0-9])|[0-9]{2,3}\) ?[0-9]{3,4}[ -][0-9]{4}(?![0-9])"
)
_SPACED = re.compile(r"(?: [0-9]{3}){1,3}(?![0-9.,:/-])")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,'’\u00a0\u202f ])[0-9]{3})(?:[.,'’\u00a0\u202f ][0-9]{3})*")
_HYPHENED = re.compile(r"([0-9]+(?:[.,][0-9]{3})*)[–-]([0-9]+(?:[.,][0-9]{3})*)")
_DATE = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]+")
_NO_DIGITS = re.compile(r"[^0-9]")
_LINK = compile_bounded(r"[\s-]{1,3}(?:(y|and)\s+)?")
_OF = compile_bounded(r"\s+(?:de|of)\s+")
_ALONE = frozenset({"none", "both", "multiple", "some", "ordinal", "least", "most", "below", "about"})
_MULTIPLIED = frozenset({"hundred", "scale", "group"})
_HUNDRED, _TEN, _THOUSAND = 100, 10, 1000
_MOST_DAYS, _MOST_HOURS = 31, 24
_LOCAL_CALL = (3, 4)
"""Digits of a telephone number within a town."""
_LONGEST = 20
"""Characters of a number; what is longer counts nothing."""


def read_numbers(folded: str, *, lang: str) -> list[Number]:
    """
    Read the numbers of a text and the words of bound between them.

    Parameters
    ----------
    folded
        The folded text.
    lang
        ``en`` or ``es``.

    Returns
    -------
    numbers
        In order, without overlap.
    """
    spanish = lang.startswith("es")
    words = WORDS["es" if spanish else "en"]
    tokens = _scan_tokens(folded, _compile_tokens("es" if spanish else "en"), words)
    numbers: list[Number] = []
    n = 0
    while n < len(tokens):
        if tokens[n].role == "percent":
            n += 1
            continue
        if tokens[n].role in _ALONE:
            number, n = tokens[n], n + 1
        else:
            number, n = _read_phrase(tokens, n, folded)
        numbers.append(number)
    return numbers


@cache
def _compile_tokens(lang: str) -> re.Pattern[str]:
    """Compile once what finds words and digits; a search is faster where a sign or blank goes first."""
    return re.compile(rf"\W({join_words(WORDS[lang])}(?!\w)|[0-9]+(?:[.,:/'’\u00a0\u202f–-][0-9]+)*)")


def _scan_tokens(folded: str, pattern: re.Pattern[str], words: dict[str, NumberWord]) -> list[Number]:
    tokens: list[Number] = []
    for match in pattern.finditer(" " + folded):
        start, end = match.start(), match.end() - 1
        if tokens and start < tokens[-1].end:  # the second group of "2 500"
            continue
        found = match[1]
        word = words.get(found)
        if word is None and not found[-1].isdigit():
            word = words[" ".join(found.split())]
        if word is None:
            tokens.append(_read_run(start, end, folded))
        else:
            tokens.append(Number(start, end, *word))
    return tokens


def _read_run(start: int, end: int, folded: str) -> Number:
    """Read digits with the signs between them."""
    run = folded[start:end]
    telephone = _TELEPHONE.match(folded, start)
    if telephone or len(run) > _LONGEST:
        return Number(start, telephone.end() if telephone else end, "label", 0)
    if run.isdigit():
        spaced = _SPACED.match(folded, end) if len(run) <= 3 and run[0] != "0" else None  # noqa: PLR2004 - digits
        if spaced and _is_day_or_hour(int(run), list_words_before(folded, start)):
            spaced = None
        if spaced is None:
            return Number(start, end, "label" if run[0] == "0" and len(run) > 1 else "digits", int(run))
        return Number(start, spaced.end(), "digits", int(run + spaced.group().replace(" ", "")), len(run))
    if _DATE.fullmatch(run):
        return Number(start, end, "date", 0)
    grouped = _GROUPED.fullmatch(run)
    if grouped and run[0] != "0":
        return Number(start, end, "digits", int(_NO_DIGITS.sub("", run)))
    if _DECIMAL.fullmatch(run):
        return Number(start, end, "decimal", 0)
    return _read_hyphened(start, end, folded)


def _is_day_or_hour(value: int, words: list[str]) -> bool:
    """Tell "El día 22 400 soldados" and "A las 5 200 elementos" from "2 500 soldados"."""
    return (value <= _MOST_DAYS and follows_day_lead(words)) or (value <= _MOST_HOURS and follows_hour_lead(words))


def _read_hyphened(start: int, end: int, folded: str) -> Number:
    """Read "20-30" as a range, and "2-0" or "555-1234" as a label."""
    match = _HYPHENED.fullmatch(folded, start, end)
    if match:
        low, high = (int(_NO_DIGITS.sub("", side)) for side in match.groups())
        call = (len(match[1]), len(match[2])) == _LOCAL_CALL and not precedes_countable(folded, end)
        if low < high and not call and "0" not in (match[1][0], match[2][0]):
            return Number(start, end, "digits", low, 0, high)
    return Number(start, end, "label", 0)


def _read_phrase(tokens: list[Number], n: int, folded: str) -> tuple[Number, int]:
    """Read the longest number that starts at a token."""
    first = tokens[n]
    if first.role == "half":
        return _read_half(tokens, n, folded)
    if first.role == "vague":
        return _read_vague(tokens, n, folded)
    if first.role == "article":
        follower = tokens[n + 1] if n + 1 < len(tokens) else None
        if follower is None or not _touch(first, follower, folded):
            return first, n + 1
        if follower.role == "half":
            return _read_half(tokens, n + 1, folded, start=first.start)
        if follower.role not in (*_MULTIPLIED, "pair", "vague"):
            return first, n + 1
        if follower.role == "vague":
            number, after = _read_vague(tokens, n + 1, folded)
        else:
            number, after = _read_sum(tokens, n + 1, folded)
        return number._replace(start=first.start), after
    if first.role == "decimal":
        return _read_decimal(tokens, n, folded)
    if first.role in ("label", "date") or first.high is not None:
        return first, n + 1
    return _read_sum(tokens, n, folded)


def _touch(one: Number, other: Number, folded: str) -> str | None:
    """Say how two tokens are joined: by a blank, or "of" after a couple (" "), by "y" or "and"; None if they are not."""
    gap = folded[one.end : other.start]
    if gap == " " or (one.role == "pair" and _OF.fullmatch(gap)):
        return " "
    match = _LINK.fullmatch(gap)
    return None if match is None else match[1] or " "


def _read_sum(tokens: list[Number], n: int, folded: str) -> tuple[Number, int]:
    """Add and multiply the tokens that make one number, after a group of digits too: "2 mil 600"."""
    first = tokens[n]
    total, current, least_scale = _add_token((0, 0, 0), first) or (0, 0, 0)
    approximate = first.role == "group"
    after = n + 1
    while after < len(tokens):
        last, token = tokens[after - 1], tokens[after]
        link = _touch(last, token, folded)
        if link is None:
            break
        if link != " " and token.role == "half" and last.role in ("scale", "group"):
            total, after = total + current + (last.value // 2), after + 1
            current, approximate = 0, last.role == "group"
            break
        mixed = _read_mixed(tokens, after, folded) if link != " " and not total else None
        if mixed:
            half, after = mixed
            total, current = current * 2 * half.value + half.value, 0
            approximate = tokens[after - 1].role == "group"
            break
        if not _may_follow((total, current, least_scale), last, token, link):
            break
        state = _add_token((total, current, least_scale), token)
        if state is None:
            break
        total, current, least_scale = state
        approximate = approximate or token.role in ("group", "vague") or last.role == "pair"
        after += 1
    digits = after == n + 1 and first.role == "digits"
    role = "digits" if digits else "group" if approximate else "spoken"
    if after == n + 1 and first.role == "pair":
        role = "pair"
    return Number(first.start, tokens[after - 1].end, role, total + current, first.unit if digits else 0), after


def _may_follow(state: tuple[int, int, int], last: Number, token: Number, link: str) -> bool:
    """Tell whether a token goes on with a number: "treinta y un" does, "dos y tres" doesn't."""
    total, current, _ = state
    if token.role in ("hundred", "scale", "group", "vague"):
        multiplies = (token.role != "vague" or token.unit > 1) and (last.role != "digits" or last.value < token.value)
        return link == " " and multiplies and last.role not in ("group", "vague")
    value = token.value
    if token.role not in ("small", "digits", "label", "article"):
        return False
    after_ten = value < _TEN and current % _TEN == 0 and current % _HUNDRED > _TEN
    after_hundred = value < _HUNDRED and current % _HUNDRED == 0 and current > 0
    after_scale = current == 0 and total > 0 and last.role == "scale" and value < last.value
    if token.role in ("digits", "label"):  # a label has a value where it begins with 0: "11 mil 070"
        return link == " " and after_scale and 0 < value < _THOUSAND and token.high is None
    if last.role == "digits":
        return False
    if token.role == "article":
        return link == "y" and after_ten
    if link == "y":
        return after_ten
    if link == "and":
        return after_hundred or after_scale
    return after_ten or after_hundred or after_scale


def _add_token(state: tuple[int, int, int], token: Number) -> tuple[int, int, int] | None:
    total, current, least_scale = state
    if token.role == "scale":
        if total and token.value >= least_scale > 0:
            return (total + current) * token.value, 0, token.value
        return total + (current or 1) * token.value, 0, token.value
    factor = token.unit if token.role in ("vague", "group") and token.unit else token.value
    if token.role in ("hundred", "group", "vague"):
        return total, (current or 1) * factor, least_scale
    return total, current + token.value, least_scale


def _read_mixed(tokens: list[Number], n: int, folded: str) -> tuple[Number, int] | None:
    """Read the end of "two and a half million"."""
    n += tokens[n].role == "article"
    if n >= len(tokens) or tokens[n].role != "half":
        return None
    half, after = _read_half(tokens, n, folded)
    return (half, after) if half.role == "group" else None


def _read_half(tokens: list[Number], n: int, folded: str, *, start: int | None = None) -> tuple[Number, int]:
    """Read "half a dozen" and "medio centenar"; a half of anything else is a part, not a count."""
    begin = tokens[n].start if start is None else start
    after = n + 1
    if after + 1 < len(tokens) and tokens[after].role == "article" and _touch(tokens[n], tokens[after], folded):
        after += 1
    if after < len(tokens) and tokens[after].role in _MULTIPLIED and _touch(tokens[after - 1], tokens[after], folded):
        whole = tokens[after]
        return Number(begin, whole.end, "group", whole.value // 2), after + 1
    return Number(begin, tokens[n].end, "label", 0), n + 1


def _read_vague(tokens: list[Number], n: int, folded: str) -> tuple[Number, int]:
    """Read "dozens", "cientos de miles", "several hundred"."""
    first = tokens[n]
    if n + 1 < len(tokens):
        token = tokens[n + 1]
        gap = folded[first.end : token.start]
        multiplier = token.unit if token.role in ("vague", "group") and token.unit else token.value
        plain = first.unit == 0 and bool(_touch(first, token, folded))
        if (plain or _OF.fullmatch(gap)) and token.role in ("vague", "hundred", "scale", "group") and multiplier > 1:
            return Number(first.start, token.end, "vague", first.value * multiplier, 1), n + 2
    return first, n + 1


def _read_decimal(tokens: list[Number], n: int, folded: str) -> tuple[Number, int]:
    """Read "1.5 million"; other numbers with a fraction count nothing."""
    first = tokens[n]
    if n + 1 < len(tokens) and tokens[n + 1].role == "scale" and _touch(first, tokens[n + 1], folded) == " ":
        scale = tokens[n + 1]
        whole, fraction = re.split(r"[.,]", folded[first.start : first.end])
        value = int(whole + fraction) * scale.value
        if value % 10 ** len(fraction) == 0:
            return Number(first.start, scale.end, "spoken", value // 10 ** len(fraction)), n + 2
    return first, n + 1
