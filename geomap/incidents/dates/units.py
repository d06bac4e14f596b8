"""Dates told by distance: "hace dos días", "last week", "the next day", "esta mañana", "hours later"."""

from __future__ import annotations

import re

from geomap.incidents.dates.clocks import adjust_hour
from geomap.incidents.dates.context import SIGNS, list_words_before, strip_last
from geomap.incidents.dates.words import DAY_WORDS, NUMBER, SMALL_NUMBERS, UNITS
from geomap.incidents.dates.written import Written
from geomap.incidents.folding import compile_bounded
from geomap.names import split_words

_AGO = compile_bounded(
    r"(?<!\w)(?P<ago>hace\s+(?:ya\s+|apenas\s+|casi\s+|mas\s+de\s+|menos\s+de\s+|cerca\s+de\s+|alrededor\s+de\s+|poco\s+mas\s+de\s+)?)?"
    rf"(?:unos\s+|unas\s+|some\s+|about\s+)?(?P<n>{NUMBER})\s+$|(?P<some>(?<!\w)hace\s+(?:(?:unos|unas|varios|varias|algunos|algunas|pocos|pocas)\s+)?)$"
)
_SPAN = compile_bounded(
    r"(?:(?<!\w)(?:in|over|during|for|within|on|of)\s+(?:the\s+)?(?:last|past|previous)\s+|(?<!\w)(?:en|durante|de|por)\s+"
    rf"(?:los|las|la|el)\s+(?:ultim[oa]s?|pasad[oa]s)\s+)(?P<n>{NUMBER}\s+)?$"
    rf"|(?<!\w)(?:en|durante|de)\s+(?:los|las)\s+(?P<m>{NUMBER}\s+)ultim[oa]s\s+$"
)
_SO_FAR = compile_bounded(
    r"(?:so\s+far\s+this|en\s+lo\s+que\s+va\s+del?(?:\s+este|\s+presente)?|a\s+lo\s+largo\s+de\s+este)\s+$"
)
_AFTER = compile_bounded(
    r"\s+(?P<word>ago|back|atras|earlier|before|later|after|previously|antes|despues|mas\s+tarde|pasad[oa]s?|anterior(?:es)?|"
    r"previ[oa]s?|siguientes?|proxim[oa]s?|que\s+viene|que\s+entra|en\s+curso)(?!\w)(?P<of>\s+(?:de|del|of|que|the|that|his|her|their|"
    r"its|a|an|being|to|[a-z]+ing)(?!\w)|-)?"
)
_FORWARD = frozenset({"later", "after", "despues", "mas tarde"})
_REFERENCE = frozenset({"ago", "back", "atras"})
_SHIFTS = {
    "last": ("reference", -1), "past": ("reference", -1), "this": ("reference", 0), "next": ("reference", 1),
    "coming": ("reference", 1), "previous": ("anchor", -1), "following": ("anchor", 1), "same": ("anchor", 0),
    "that": ("anchor", 0), "este": ("reference", 0), "esta": ("reference", 0), "presente": ("reference", 0),
    "pasado": ("reference", -1), "pasada": ("reference", -1), "ultimo": ("reference", -1), "ultima": ("reference", -1),
    "proximo": ("reference", 1), "proxima": ("reference", 1), "ese": ("anchor", 0), "esa": ("anchor", 0),
    "aquel": ("anchor", 0), "aquella": ("anchor", 0), "mismo": ("anchor", 0), "misma": ("anchor", 0),
    "siguiente": ("anchor", 1), "anterior": ("anchor", -1), "previo": ("anchor", -1), "previa": ("anchor", -1),
    "que viene": ("reference", 1), "que entra": ("reference", 1), "en curso": ("reference", 0),
}  # fmt: skip
"""Words beside a unit, what they are measured from, and how many units off."""

_CLOCK_BEFORE = compile_bounded(
    rf"(?<!\w)(?:las?\s+)(?P<n>{NUMBER})(?P<half>\s+y\s+media)?\s+(?:horas\s+)?(?:de\s+la|del)\s+$"
)
_NOT_TODAY = frozenset({("usa", "today"), ("diario", "hoy"), ("periodico", "hoy"), ("mexico", "hoy")})


def read_unit(folded: str, start: int, end: int) -> Written | None:
    """
    Read a date told in units of time.

    Parameters
    ----------
    folded
        The folded text.
    start, end
        Of the unit's word.

    Returns
    -------
    written
        None if the unit measures something else, such as an age.
    """
    unit = UNITS[" ".join(folded[start:end].split())]
    if folded[end : end + 4] == "-old" or folded[start - 1 : start] == "-":
        return None
    floor = max(0, start - 48)
    after = _AFTER.match(folded, end)
    word = " ".join(after["word"].split()) if after else ""
    lead = folded[floor:start]
    ago = _AGO.search(folded, floor, start) if _is_counted(lead) else None
    span = _SPAN.search(folded, floor, start) if any(word in lead for word in _SPAN_WORDS) else None
    if span is None and any(word in lead for word in _SO_FAR_WORDS):
        span = _SO_FAR.search(folded, floor, start)
    if span:
        return _read_span(folded, span, start, end, unit)
    if ago and (ago["ago"] or ago["some"]):
        if ago["some"]:
            form, amount = ("shift", 0) if unit in ("hour", "minute") else ("open", 0)
        else:
            form, amount = "shift", -_read_number(ago["n"])
        return Written(ago.start(), end, form, amount=amount, unit=unit)
    if after and (word in _FORWARD or word in _REFERENCE or word in ("earlier", "before", "antes", "previously")):
        return _read_distance(folded, start, unit, ago, after)
    return _read_period(folded, start, end, unit, after)


_SPAN_WORDS = ("last", "past", "previous", "ltim", "pasad")
_SO_FAR_WORDS = ("so", "va", "largo")
"""To be looked for first, which is faster."""


def _is_counted(lead: str) -> bool:
    words = lead.split()
    return "hace" in words or (bool(words) and (words[-1] in SMALL_NUMBERS or words[-1][-1:].isdigit()))


def _read_number(text: str) -> int:
    return int(text) if text.isdigit() else SMALL_NUMBERS[text]


def _read_span(folded: str, span: re.Match[str], start: int, end: int, unit: str) -> Written | None:
    """Read "in the last three days" and "so far this year"."""
    lead = span.group()
    if span.re is _SO_FAR:
        return Written(span.start(), end, "duration", amount=0, unit=unit)
    counted, plural = span["n"] or span["m"], folded[end - 1] == "s" and folded[start:end] != "mes"
    if counted:
        return Written(span.start(), end, "duration", amount=_read_number(counted.strip()), unit=unit)
    if plural:
        known = unit in ("hour", "minute")
        return Written(span.start(), end, "duration" if known else "open", amount=1, unit=unit)
    if "the " in lead or "ultim" in lead:
        return None if unit == "day" else Written(span.start(), end, "duration", amount=1, unit=unit)
    return _read_period(folded, start, end, unit, None)


def _read_distance(
    folded: str, start: int, unit: str, ago: re.Match[str] | None, after: re.Match[str]
) -> Written | None:
    """Read "two days ago", "un mes antes", "hours later", "the day before"."""
    word = " ".join(after["word"].split())
    base = "reference" if word in _REFERENCE else "anchor"
    sign = 1 if word in _FORWARD else -1
    end = after.end("word")
    if ago:
        begin, amount = ago.start("n"), _read_number(ago["n"])
    else:
        begin, amount = start, 1
        words = list_words_before(folded, start)
        last = strip_last(words)
        if unit in ("hour", "minute") and folded[after.start() - 1] == "s":
            amount = 0
        elif folded[after.start() - 1] == "s" and folded[after.start() - 3 : after.start()] != "mes":
            return Written(start, end, "open", unit=unit)
        elif last not in ("the", "el", "la", "that"):
            return None
    if after["of"] and base == "anchor":
        # Before or after something else than the last date: nobody says when that was.
        return Written(begin, end, "open", unit=unit) if after["of"] != "-" else None
    return Written(begin, end, "shift", amount=sign * amount, unit=unit, base=base)


def _read_period(folded: str, start: int, end: int, unit: str, after: re.Match[str] | None) -> Written | None:
    """Read "last week", "el mes pasado", "the next day"."""
    if unit in ("hour", "minute"):
        return None
    words = list_words_before(folded, start)
    last = words[-1] if words else ""
    word = " ".join(after["word"].split()) if after else ""
    key, begin, stop = "", start, end
    if word in _SHIFTS or word.rstrip("s") in _SHIFTS:
        if folded[end - 1] == "s" and unit != "month":
            return None
        key, stop = word if word in _SHIFTS else word.rstrip("s"), after.end("word") if after else end
    elif last in _SHIFTS:
        key, begin = last, folded.rfind(last, 0, start)
    if not key or (folded[end - 1] == "s" and folded[start:end] != "mes"):
        return None
    base, amount = _SHIFTS[key]
    if unit == "day":
        if key in ("this", "este", "presente", "last", "past", "ultimo", "pasado", "coming", "proximo", "esta"):
            return None
        return Written(begin, stop, "shift", amount=amount, unit=unit, base="anchor")
    return Written(begin, stop, "period", amount=amount, unit=unit, base=base)


def read_part(folded: str, start: int, end: int) -> Written | None:
    """
    Read a date told by a part of the day: "esta mañana", "that night", "las tres de la tarde".

    Parameters
    ----------
    folded
        The folded text.
    start, end
        Of the part's word.

    Returns
    -------
    written
        None if the word says only when in the day.
    """
    part = folded[start:end]
    clock = _CLOCK_BEFORE.search(folded, max(0, start - 40), start)
    if clock:
        hour = adjust_hour(_read_number(clock["n"]), part)
        minute = 30 if clock["half"] else None
        return Written(clock.start(), end, "time", hour=hour, minute=minute) if hour >= 0 else None
    words = list_words_before(folded, start)
    last = strip_last(words)
    after = _AFTER.match(folded, end)
    word = after["word"] if after else ""
    begin = folded.rfind(last, 0, start) if last else start
    if word in ("siguiente", "anterior"):
        return Written(start, after.end("word") if after else end, "shift", amount=_SHIFTS[word][1], base="anchor")
    if part in ("night", "evening") and last == "last":
        return Written(begin, end, "shift", amount=-1)
    if last in ("this", "esta", "este"):
        return Written(begin, end, "shift")
    if last in ("that", "same", "esa", "ese", "aquella", "misma"):
        return Written(begin, end, "shift", base="anchor")
    if last in ("next", "following"):
        return Written(begin, end, "shift", amount=1, base="anchor")
    if part == "manana" and last not in _MORNING:
        return Written(start, end, "shift", amount=1)
    return None


_MORNING = split_words("la el una cada media toda misma de por muy pasado las los su su hasta buena")


def read_day_word(folded: str, start: int, end: int) -> Written | None:
    """
    Read "yesterday", "hoy" and the like.

    Parameters
    ----------
    folded
        The folded text.
    start, end
        Of the word.

    Returns
    -------
    written
        None in "hoy en día" and in the name of a newspaper.
    """
    word = " ".join(folded[start:end].split())
    words = list_words_before(folded, start)
    last = tuple(w.strip(SIGNS) for w in words[-2:] if w != "de")
    if folded.startswith((" en dia", " por hoy"), end) or (last and (last[-1], word) in _NOT_TODAY):
        return None
    if len(words) > 1 and words[-1] == "de" and (words[-2], word) in _NOT_TODAY:
        return None
    return Written(start, end, "shift", amount=DAY_WORDS[word])
