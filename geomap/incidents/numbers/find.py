"""Numbers in text, with their bounds: "más de 250", "at least seventeen", "una decena", "20 to 30", "none"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geomap.incidents.folding import compile_bounded, fold_text
from geomap.incidents.numbers.kinds import LARGEST, is_article_part, is_measured, is_nothing, tell_kind
from geomap.incidents.numbers.reading import Number, read_numbers


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    A number in a text.

    ``kind`` is ``count``, or what a caller counts only beside a fitting noun: ``article`` ("un hombre"),
    ``none`` ("no deaths"), ``multiple`` ("triple homicide"), ``vague`` ("several"); or what counts
    nothing: ``partitive`` ("one of the"), ``ordinal``, ``money``, ``percent``, ``measure``, ``date``,
    ``label``.
    """

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    kind: str


_FILLER = compile_bounded(
    r"\s+(?:(?:a|de|los|las|the|otros|otras|other|others|unos|unas|sus|estos|estas|entre|between|further)\s+){0,2}"
)
_MORE_AFTER = compile_bounded(
    r"\+(?![0-9])|\s+(?:or\s+more|o\s+mas|y\s+pico|y\s+tantos|y\s+tantas)(?!\w)|[\s-]+(?:plus|odd)(?!\w)"
)
_SO_AFTER = compile_bounded(r"\s+or\s+so(?!\w)")
_LESS_AFTER = compile_bounded(r"\s+(?:or\s+(?:fewer|less)|o\s+menos)(?!\w)")
_LINK = compile_bounded(r"\s*(?:\s(to|a|al|or|o|y|and|u|e|hasta)\s|[-–,])\s*(?:el\s+|las\s+|los\s+)?")
_CHANGE = re.compile(
    r"(?<!\w)(?:rose|risen|rising|rises|increased|climbed|jumped|went|grew|up|raised|revised|subi|aument|paso|pasa|pasar|"
    r"sube|elev|increment|crec|ascend|baj|fell|dropped|down)"
)
_CLAUSE_END = re.compile(r"[.;:!?\n]")
_OTHER_BEFORE_NUMBER = compile_bounded(
    r"\s+(?:total|further|additional|estimated|record|reported|combined|maximum|minimum|average|saldo|promedio|maximo|"
    r"minimo|estimado|grupo|group)\s+(?:(?:of|de)\s+)?(?:(?:at\s+least|al\s+menos|mas\s+de|more\s+than|about)\s+)?"
    r"(?=[0-9]|two|three|four|five|six|seven|eight|nine|ten|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
)
_PLURAL = compile_bounded(r"\s+(?:other\s+)?(?:[a-z]{2,}s|people|men|women|police|troops|children)(?!\w)")
_FRACTIONS = frozenset({("out", "of"), ("out", "of", "every"), ("in", "every"), ("of", "every"), ("de", "cada")})
"""Words between the two numbers of "two out of three"."""
_SHARED = frozenset({"date", "measure", "money", "percent"})
_BOUNDS = frozenset({"least", "most", "below", "about"})
_OF_ONE = frozenset(
    {
        "at least", "al menos", "por lo menos", "cuando menos", "lo menos", "como minimo", "more than", "mas de",
        "up to", "hasta",
    }
)  # fmt: skip
"""Bounds of "a" and "un": "over a" and "about a" are none."""


def find_quantities(text: str, *, lang: str) -> list[Quantity]:
    """
    Find the numbers of a text.

    Parameters
    ----------
    text
        Any text; capitals and missing accents do not matter.
    lang
        ``en`` or ``es``.

    Returns
    -------
    quantities
        In order, without overlap; the span of a count includes its words of bound. ``low`` and ``high``
        are None where they are open, ``best`` where there is no figure. Of a range, ``best`` is the
        lower figure, as conflict coders take it. "More than 250" and "at least 250" have both 250 as
        low and best, "up to 250" as best and high, "fewer than 250" 249.

    Examples
    --------
    >>> find_quantities("Al menos veintiséis muertos", lang="es")
    [Quantity(start=0, end=19, low=26, best=26, high=None, kind='count')]
    """
    folded = fold_text(text)
    found: list[Quantity] = []
    bound: Number | None = None
    numbers = read_numbers(folded.text, lang=lang)
    for n, number in enumerate(numbers):
        follower = numbers[n + 1].start if n + 1 < len(numbers) else len(text) + 9
        if number.role in _BOUNDS or number.role == "some":
            bound = _join_bounds(bound, number, folded.text)
            if number.role == "some" and (follower - number.end > 1) and bound is number:
                _add_some(found, number, folded.text)
            continue
        if number.role == "article" and _is_idle(number, follower, folded.text):
            continue
        bound = bound if bound and _FILLER.fullmatch(folded.text, bound.end, number.start) else None
        quantity = _make_quantity(number, bound, folded.text, lang)
        bound = None
        if quantity is not None:
            _add_quantity(found, quantity, folded.text)
    if folded.offsets is None:
        return found
    return [replace(q, start=span[0], end=span[1]) for q in found for span in [folded.find_span(q.start, q.end)]]


def _join_bounds(bound: Number | None, number: Number, folded: str) -> Number:
    """Keep "at least" of "at least some 20"."""
    if bound and bound.role != "some" and _FILLER.fullmatch(folded, bound.end, number.start):
        return bound._replace(end=number.end)
    return number


def _add_some(found: list[Quantity], number: Number, folded: str) -> None:
    if _PLURAL.match(folded, number.end):
        found.append(Quantity(number.start, number.end, 2, None, None, "vague"))


def _is_idle(number: Number, follower: int, folded: str) -> bool:
    """Tell whether an article counts nothing: "another 12", "a total of 20", "a.m.", "a la una"."""
    if follower - number.end <= 1:
        return True
    after = folded[number.end : number.end + 1]
    return (after not in ("", " ", "\n") and after not in ",;") or bool(_OTHER_BEFORE_NUMBER.match(folded, number.end))


def _make_quantity(number: Number, bound: Number | None, folded: str, lang: str) -> Quantity | None:
    start, end, role, value = number[:4]
    if role == "article":
        if is_article_part(folded, end):
            return Quantity(start, end, 1, 1, 1, "partitive")
        if bound is None or folded[bound.start : bound.end] not in _OF_ONE:
            return Quantity(start, end, 1, 1, 1, "article")
        return _bound_count(number, bound, folded)
    if role == "none":
        return Quantity(start, end, 0, 0, 0, "none") if is_nothing(folded, start, end) else None
    if role == "multiple":
        most = None if number.unit else value
        return Quantity(start, end, value, most, most, "multiple")
    if role == "vague":
        kind = "measure" if is_measured(folded, end) else "vague"
        return Quantity(start, end, value if value <= LARGEST and kind == "vague" else None, None, None, kind)
    if role in ("both", "ordinal"):
        return Quantity(start, end, *((2, 2, 2, "count") if role == "both" else (None, None, None, "ordinal")))
    kind = tell_kind(number, folded, lang=lang)
    if kind == "partitive":
        return Quantity(start, end, value, value, value, kind)
    if kind != "count":
        return Quantity(start, end, None, None, None, kind)
    if value == 0:
        return Quantity(start, end, 0, 0, 0, "none")
    return _bound_count(number, bound, folded)


def _bound_count(number: Number, bound: Number | None, folded: str) -> Quantity:
    """Apply the words of bound around a number."""
    start, end, role, value = number[:4]
    begin = start if bound is None else bound.start
    if number.high is not None:
        return Quantity(begin, end, value, value, number.high, "count")
    more = _MORE_AFTER.match(folded, end)
    less = _LESS_AFTER.match(folded, end)
    if value == 1 and bound and folded[bound.start : bound.end] in ("more than", "mas de"):
        return Quantity(begin, end, 2, None, None, "vague")
    if more or (bound and bound.role == "least"):
        return Quantity(begin, more.end() if more else end, value, value, None, "count")
    if less or (bound and bound.role in ("most", "below")):
        most = value - (bound is not None and bound.role == "below")
        return Quantity(begin, less.end() if less else end, None, most, most, "count")
    if bound or role == "group" or _SO_AFTER.match(folded, end):
        return Quantity(begin, end, None, value, None, "count")
    return Quantity(begin, end, value, value, value, "count")


def _add_quantity(found: list[Quantity], quantity: Quantity, folded: str) -> None:
    """Add a quantity to those found, joining it to the last one where they are a range or one date."""
    previous = found[-1] if found else None
    if previous is None or quantity.start - previous.end > 14:  # noqa: PLR2004 - the longest link
        found.append(quantity)
        return
    link = _LINK.fullmatch(folded, previous.end, quantity.start)
    gap = folded[previous.end : quantity.start]
    if quantity.kind == "ordinal" and previous.kind in ("count", "article") and not gap.strip(" -"):
        found[-1] = Quantity(previous.start, quantity.end, None, None, None, "ordinal")
        return
    if link and _is_range(previous, quantity, folded, link) and not _is_from(previous, quantity, folded):
        start, low = _find_between(previous, folded), previous.low or previous.best
        high = None if previous.low is not None and previous.high is None else quantity.best  # "at least 3 or 4"
        found[-1] = Quantity(start, quantity.end, low, previous.best, high, "count")
        return
    if previous.kind == "partitive" and tuple(gap.split()) in _FRACTIONS:
        quantity = _drop_figures(quantity, "label")
    elif _is_row(previous, quantity, gap, folded) or (link and _is_score(previous, quantity, link)):
        found[-1], quantity = _drop_figures(previous, "label"), _drop_figures(quantity, "label")
    elif _is_from(previous, quantity, folded):
        found[-1] = _drop_figures(previous, "label")
    elif link and previous.kind == "count" and quantity.kind in _SHARED:
        short = quantity.end - quantity.start <= 2  # noqa: PLR2004 - digits of a day
        if gap.strip() != "," or (short and quantity.kind == "date"):
            found[-1] = _drop_figures(previous, quantity.kind)
    found.append(quantity)


def _drop_figures(quantity: Quantity, kind: str) -> Quantity:
    return replace(quantity, low=None, best=None, high=None, kind=kind)


_BETWEEN = compile_bounded(r"(?<!\w)(?:between|entre|from|de)\s+$")


def _find_between(quantity: Quantity, folded: str) -> int:
    match = _BETWEEN.search(folded, max(0, quantity.start - 9), quantity.start)
    return match.start() if match else quantity.start


def _is_range(first: Quantity, second: Quantity, folded: str, link: re.Match[str]) -> bool:
    if first.kind != "count" or second.kind != "count" or first.best is None or second.best is None:
        return False
    if first.best >= second.best or second.low != second.best or first.high not in (None, first.best):
        return False
    if link[1] in ("y", "and", "e"):
        start = _find_between(first, folded)
        return folded.startswith(("between", "entre"), start)
    return link[1] is not None and link[1] != "al"


def _is_row(first: Quantity, second: Quantity, gap: str, folded: str) -> bool:
    """Tell a row of bare digits, as of a calendar, from counts."""
    if gap != " " or second.kind != "count" or first.kind not in ("count", "label"):
        return False
    return folded[first.start : first.end].isdigit() and folded[second.start : second.end].isdigit()


def _is_score(first: Quantity, second: Quantity, link: re.Match[str]) -> bool:
    """Tell "3 a 1" from a range."""
    if first.kind != "count" or second.kind not in ("count", "none") or link[1] not in ("to", "a"):
        return False
    return (first.best or 0) > (second.best or 0)


def _is_from(first: Quantity, second: Quantity, folded: str) -> bool:
    """Tell the old figure in "rose from 7 to 9": it was true once."""
    if first.kind != "count" or second.kind != "count":
        return False
    gap = folded[first.end : second.start].split()
    if gap not in (["to"], ["a"]) or not folded.startswith(("from", "de"), _find_between(first, folded)):
        return False
    clause = _CLAUSE_END.split(folded[max(0, first.start - 60) : first.start])[-1]
    return _CHANGE.search(clause) is not None
