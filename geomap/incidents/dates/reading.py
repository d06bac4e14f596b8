"""From text to dates as written: which day, month, year or time each expression names."""

from __future__ import annotations

import re

from geomap.calendar_words import MONTHS, WEEKDAYS, read_year
from geomap.incidents.dates.clocks import is_time_span, join_time_span, read_clock, read_military_time
from geomap.incidents.dates.context import SIGNS, list_words_before, precedes_countable, strip_last, tell_year
from geomap.incidents.dates.units import read_day_word, read_part, read_unit
from geomap.incidents.dates.words import (
    DAY_WORDS,
    MONTH_AFTER_DAY,
    PARTS,
    SHORT_MONTHS,
    SPOKEN_DAYS,
    STREET_WORDS,
    UNITS,
    WEEKDAY,
    YEAR,
)
from geomap.incidents.dates.written import Written
from geomap.incidents.folding import compile_bounded, join_words
from geomap.names import split_words

_STARTERS = {
    **dict.fromkeys(MONTHS, "month"),
    **dict.fromkeys(WEEKDAYS, "weekday"),
    **dict.fromkeys(UNITS, "unit"),
    **dict.fromkeys(PARTS, "part"),
    **dict.fromkeys(DAY_WORDS, "day word"),
    **dict.fromkeys(("vispera",), "eve"),
    **dict.fromkeys((f"{day} de" for day in SPOKEN_DAYS), "spoken"),
}
_SCAN = re.compile(rf"\W({join_words(_STARTERS)}(?!\w)|[0-9]+)")
_SUFFIX = r"(?:(?:st|nd|rd|th|ero|er|ro|do|o\.?|[º°])(?!\w))?"
_TAIL = (
    rf"(?:(?P<sep>,?)\s+(?:del?\s+|of\s+)?(?:(?:ano|year)\s+)?(?P<year>{YEAR})"
    r"|\s+(?:(?:del?\s+|of\s+)?(?P<shift>ano\s+pasado|last\s+year|(?:este|presente|mismo)\s+ano|this\s+year|ano\s+en\s+curso))(?!\w)"
    r"|[\s']+(?P<short>[0-9]{2})(?=\s*(?:--|[()[\],;:.]|$|\n)|\s+(?:at|in|when|the|near|by|on|and|with|to)\s))?"
)
_DOT = r"(?:\.(?=,?\s+(?:del?\s+|of\s+)?(?:19|20)[0-9]{2}))?"
_DAY = r"(?P<day>[0-9]{1,2})" + _SUFFIX
_DAYS = compile_bounded(
    rf"{_DAY}(?:(?:\s*,\s*[0-9]{{1,2}}){{0,6}}\s*(?:,\s*|\s(?:al?|y|and|to|o|or|e)\s+|[-–]\s*)(?:el\s+)?(?:{WEEKDAY}\s+)?"
    rf"(?P<last>[0-9]{{1,2}}){_SUFFIX})?\s*(?:\s(?:de\s+|of\s+)?|[-/]\s*)(?P<month>{MONTH_AFTER_DAY}){_DOT}-?{_TAIL}"
)
_NUMERIC = re.compile(
    r"(?P<a>[0-9]{1,2})(?P<sep>[/.-])(?P<b>[0-9]{1,2})(?P=sep)(?P<c>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9/.-]*[0-9])"
)
_ISO = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?![0-9-])"
    r"(?:[t ](?P<h>[0-9]{2}):(?P<n>[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?(?P<z>z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_MONTH_DAY = compile_bounded(
    rf"\.?\s+(?P<day>[0-9]{{1,2}}){_SUFFIX}(?![0-9]|[.,:/][0-9]|\s?%)"
    rf"(?:\s*(?:[-–]|\s(?:to|and|al?|y|o|or)\s)\s*(?P<last>[0-9]{{1,2}}){_SUFFIX}(?![0-9]|[.,:/][0-9]|\s?%))?{_TAIL}"
)
_MONTH_YEAR = compile_bounded(
    rf"\.?,?\s+(?:del?\s+|of\s+)?(?:ano\s+)?(?:(?P<year>{YEAR})|(?P<shift>ano\s+pasado|last\s+year|(?:este|presente)\s+ano|this\s+year))(?!\w)"
)
_SPAN_TO = compile_bounded(r"\s+(?:al?|to|y|and|through|hasta)\s+([a-z]+)(?!\w)")
_MONTH_LEADS = split_words(
    "in en during durante since desde until hasta last pasado este this next proximo early late mid by por ultimo throughout"
)
_MONTH_OF = split_words(
    "mes finales principios mediados inicios fines comienzos end beginning month middle start desde primeros ultimos dias entre"
)
_PLACE_AFTER = compile_bounded(
    r"\s+(?:street|avenue|ave|road|rd|boulevard|blvd|square|school|movement|brigade|battalion|park|plaza|highway|front)(?!\w)"
)
_PLACE_BEFORE = compile_bounded(rf"(?<!\w)(?:{join_words(STREET_WORDS)})\.?\s+(?:(?:de|del|la|los|no\.)\s+)?[\"“'«]?$")
_WEEKDAY_DATE = compile_bounded(r",?\s+(?:the\s+|dia\s+)?(?=[0-9]{1,2}(?![0-9:]|[.,][0-9])|[a-z]{3,10}\.?\s+[0-9])")
_WEEKDAY_AFTER = compile_bounded(
    r"\s+(?:(?P<last>pasado|ultimo)|(?P<next>proximo|que\s+viene|que\s+entra)|(?P<following>siguiente)|(?P<previous>anterior|previo)|"
    r"(?:of\s+|de\s+)?(?P<week>last\s+week|this\s+week|next\s+week|la\s+semana\s+pasada|(?:la\s+)?pasada\s+semana|esta\s+semana|la\s+proxima\s+semana))(?!\w)"
)
_WEEKDAY_NAMES = compile_bounded(r"\s+(?:santo|negro|times|mirror|herald|express|prayers|de\s+ramos)(?!\w)")
_NAMED_BEFORE = split_words("black good bloody ash super palm cyber santo san don los cada every each")
_CLAUSE_END = compile_bounded(r"\s*(?:$|[,.;)])")
_SUNDAY_LEADS = split_words(
    "el este del al pasado proximo ultimo mismo ayer hoy de noche madrugada manana tarde para desde hasta otro mediodia primer"
)
_LEADS = {
    "last": "last", "pasado": "last", "ultimo": "last", "past": "last", "next": "next", "proximo": "next",
    "coming": "next", "following": "following", "siguiente": "following", "previous": "previous", "prior": "previous",
}  # fmt: skip
_SPANISH_DAYS = split_words("lunes martes miercoles jueves viernes sabado")
_MONTHS_A_YEAR = 12
_WORD, _WEEKDAY_NAME = re.compile(r"[a-z]+"), re.compile(WEEKDAY)
_SPOKEN_MONTH = compile_bounded(rf"\s+(?P<month>[a-z]+)(?!\w){_TAIL}")
_LAST_YEAR = re.compile(rf"[-–/](?P<last>{YEAR})")
_YEAR_NAUGHT = compile_bounded(r"[a-z]|[.,][0-9]|\s+(?:pesos|dolares|dollars|euros|km|metros|kilos|horas|mil)(?!\w)")
_DAY_END = compile_bounded(r"\s*(?:$|(?![.,][0-9])[^\w\s%])")
_NAME_LINK = compile_bounded(r"\s*(?:(?:y|and|con|esquina|entre)(?!\w)|[,/-]|\s)+\s*")


def read_dates(folded: str, *, lang: str) -> list[Written]:
    """
    Read the dates of a text.

    Parameters
    ----------
    folded
        The folded text.
    lang
        ``en`` or ``es``: decides how 2/3/2026 is read.

    Returns
    -------
    dates
        In order, without overlap; names that look like dates are among them.
    """
    found: list[Written] = []
    for match in _SCAN.finditer(" " + folded):
        start, end = match.start(), match.end() - 1
        if found and start < found[-1].end:
            continue
        word = match[1]
        if word[0].isdigit():
            written = _read_digits(folded, start, end, lang)
        else:
            kind = _STARTERS.get(word) or _STARTERS[" ".join(word.split())]
            written = _read_word(kind, folded, start, end, lang)
        if written is None:
            continue
        if written.form == "time" and found and found[-1].form == "time" and is_time_span(found[-1], written, folded):
            found[-1] = join_time_span(found[-1], written, folded)
            continue
        written = _check_name(written, folded, found[-1] if found else None)
        if found and written.start < found[-1].end:
            written = written._replace(start=start)
        found.append(written)
    return found


def _read_word(kind: str, folded: str, start: int, end: int, lang: str) -> Written | None:
    if kind == "month":
        return _read_month(folded, start, end)
    if kind == "weekday":
        return _read_weekday(folded, start, end, lang)
    if kind == "unit":
        return read_unit(folded, start, end)
    if kind == "part":
        return read_part(folded, start, end)
    if kind == "eve":
        form = "open" if folded.startswith((" de", " del"), end) else "shift"
        return Written(start, end, form, amount=-1, base="anchor")
    if kind == "spoken":
        return _read_spoken(folded, start, end)
    return read_day_word(folded, start, end)


def _read_digits(folded: str, start: int, end: int, lang: str) -> Written | None:
    before = folded[start - 1 : start]
    if before in ("$", "-", "/", ":", "€", "£", ".") and folded[start - 2 : start - 1].strip(" ("):
        return None
    iso = _ISO.match(folded, start)
    if iso:
        return _read_iso(iso)
    numeric = _NUMERIC.match(folded, start)
    if numeric:
        return _read_numeric(numeric, lang)
    if end - start <= 2:  # noqa: PLR2004 - digits of a day
        days = _DAYS.match(folded, start)
        if days:
            return _read_days(days, folded)
        return read_clock(folded, start)
    if end - start != 4:  # noqa: PLR2004 - digits of a year
        return None
    return read_military_time(folded, start) or _read_year(folded, start, end)


def _read_iso(match: re.Match[str]) -> Written:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    written = Written(match.start(), match.end(), "day", year, month, day)
    if match["h"] and int(match["h"]) < 24 and int(match["n"]) < 60:  # noqa: PLR2004 - a clock
        return written._replace(unit="minute", hour=int(match["h"]), minute=int(match["n"]), zone=match["z"])
    return written


def _read_numeric(match: re.Match[str], lang: str) -> Written | None:
    if match["sep"] != "/" and len(match["c"]) != 4:  # noqa: PLR2004 - digits of a year
        return None
    first, second, year = int(match["a"]), int(match["b"]), read_year(match["c"])
    day_first = lang.startswith("es") or match["sep"] == "."
    day, month = (first, second) if day_first else (second, first)
    if month > _MONTHS_A_YEAR >= day:
        day, month = month, day
    return Written(match.start(), match.end(), "day", year, month, day)


def _read_tail(match: re.Match[str], folded: str) -> tuple[int | None, int | None, int]:
    """Give the year, the shift of years and the end of a match with a tail."""
    groups = match.groupdict()
    if groups["year"]:
        if tell_year(folded, match.start("year"), match.end("year")) is None:
            return None, None, match.start("sep")
        return int(groups["year"]), None, match.end()
    if groups["shift"]:
        return None, -1 if "pasado" in groups["shift"] or "last" in groups["shift"] else 0, match.end()
    if groups.get("short"):
        return read_year(groups["short"]), None, match.end("short")
    return None, None, match.end()


def _read_days(match: re.Match[str], folded: str) -> Written:
    year, shift, end = _read_tail(match, folded)
    month = MONTHS[match["month"]]
    last = int(match["last"] or 0)
    return Written(match.start(), end, "day", year, month, int(match["day"]), last, year_shift=shift)


def _read_spoken(folded: str, start: int, end: int) -> Written | None:
    month = _SPOKEN_MONTH.match(folded, end)
    day = SPOKEN_DAYS[" ".join(folded[start:end].split()[:-1])]
    words = list_words_before(folded, start)
    if (
        month is None
        or month["month"] not in MONTHS
        or not words
        or words[-1] not in ("el", "del", "al", "dia", "desde", "hasta", *WEEKDAYS)
    ):
        return None
    year, shift, stop = _read_tail(month, folded)
    return Written(start, stop, "day", year, MONTHS[month["month"]], day, year_shift=shift)


def _read_month(folded: str, start: int, end: int) -> Written | None:
    name = folded[start:end]
    month = MONTHS[name]
    days = _MONTH_DAY.match(folded, end)
    dotted = folded[end : end + 1] == "." and (name not in SHORT_MONTHS or name == "may")
    if days and not dotted and not (name == "may" and _is_modal(folded, start)):
        year, shift, stop = _read_tail(days, folded)
        if year or not precedes_countable(folded, stop):
            last = int(days["last"] or 0)
            return Written(start, stop, "day", year, month, int(days["day"]), last, year_shift=shift)
    whole = _MONTH_YEAR.match(folded, end)
    if whole and (whole["shift"] or tell_year(folded, whole.start("year"), whole.end())):
        year, shift, stop = _read_tail(whole, folded)
        return Written(start, stop, "month", year, month, year_shift=shift)
    return None if name in SHORT_MONTHS and name != "may" else _read_lone_month(folded, start, end, month)


def _is_modal(folded: str, start: int) -> bool:
    """Tell "they may 3 ..." from a date: a noun or pronoun before, and no sign."""
    words = list_words_before(folded, start)
    return bool(words) and words[-1] in ("they", "he", "she", "it", "we", "you", "who", "which", "that")


def _read_lone_month(folded: str, start: int, end: int, month: int) -> Written | None:
    words = list_words_before(folded, start)
    last = strip_last(words)
    span = _SPAN_TO.match(folded, end) if last in ("de", "from", "between", "entre") else None
    if span and span[1] in MONTHS:
        return Written(start, end, "month", month=month)
    if last in ("de", "of"):
        if len(words) < 2 or words[-2].strip(SIGNS) not in _MONTH_OF:  # noqa: PLR2004 - "mes de"
            return None
        if folded[start:end] == "may" and last == "of":
            return None
    elif last not in _MONTH_LEADS:
        return None
    lead = _LEADS.get(last, "")
    after = _WEEKDAY_AFTER.match(folded, end)
    stop = end
    if after and (after["last"] or after["next"]):
        lead, stop = ("last" if after["last"] else "next"), after.end()
    amount = {"last": -1, "next": 1}.get(lead, 0)
    return Written(start, stop, "month", month=month, amount=amount)


def _read_year(folded: str, start: int, end: int) -> Written | None:
    if folded[end : end + 1] in ("-", "–", "/", ":", "%", "°") or _YEAR_NAUGHT.match(folded, end):
        both = _LAST_YEAR.match(folded, end)
        if both is None or tell_year(folded, start, both.end()) is None:
            return None
        return Written(start, both.end(), "year", int(folded[start:end]), last_day=int(both["last"]))
    if tell_year(folded, start, end) != "date":
        return None
    return Written(start, end, "year", int(folded[start:end]))


def _read_weekday(folded: str, start: int, end: int, lang: str) -> Written | None:
    dated = _WEEKDAY_DATE.match(folded, end)
    if dated:
        rest = _read_dated(folded, dated.end(), lang)
        if rest:
            return rest._replace(start=start)
    words = list_words_before(folded, start)
    last = strip_last(words)
    if last in _NAMED_BEFORE or _WEEKDAY_NAMES.match(folded, end):
        return None
    after = _WEEKDAY_AFTER.match(folded, end)
    if folded[start:end] == "domingo" and after is None and not _is_sunday(folded, end, words):
        return None
    number = WEEKDAYS[folded[start:end]]
    if after is None:
        base = _LEADS.get(words[-1], "") if words else ""
        begin = folded.rfind(last, 0, start) if base else start
        return Written(begin, end, "weekday", day=number, unit="day", base=base)
    if after["week"]:
        amount = -1 if re.search("last|pasad", after["week"]) else 1 if re.search("next|prox", after["week"]) else 0
        return Written(start, after.end(), "weekday", day=number, amount=amount, base="week")
    base = next(name for name in ("last", "next", "following", "previous") if after[name])
    return Written(start, after.end(), "weekday", day=number, base=base)


def _is_sunday(folded: str, end: int, words: list[str]) -> bool:
    """Tell the day from the first name, before which Spanish sets no article."""
    last = strip_last(words)
    listed = last in ("y", "e") and len(words) > 1 and words[-2].strip(SIGNS) in _SPANISH_DAYS
    return listed or last in _SUNDAY_LEADS or _CLAUSE_END.match(folded, end) is not None


def _read_dated(folded: str, at: int, lang: str) -> Written | None:
    """Read the date that follows a weekday."""
    if not folded[at : at + 1].isdigit():
        name = _WORD.match(folded, at)
        return _read_month(folded, at, name.end()) if name and name.group() in MONTHS else None
    end = at + (2 if folded[at + 1 : at + 2].isdigit() else 1)
    written = _read_digits(folded, at, end, lang)
    if written and written.form == "day":
        return written
    name = _WEEKDAY_NAME.search(folded, max(0, at - 16), at)
    if written or name is None or "," in folded[name.start() : at] or precedes_countable(folded, end):
        return None
    if not _DAY_END.match(folded, end):
        return None
    return Written(at, end, "weekday", day=WEEKDAYS[name.group()], last_day=int(folded[at:end]))


def _check_name(written: Written, folded: str, previous: Written | None) -> Written:
    """Mark streets and the like: "avenida 16 de Septiembre", "15 March Avenue"."""
    if written.form != "day" or written.year is not None or written.year_shift is not None or not written.month:
        return written
    start, end = written.start, written.end
    if _PLACE_AFTER.match(folded, end):
        return written._replace(form="name")
    if not folded[start].isdigit():
        return written
    spanish = " de " in folded[start:end]
    before = folded[max(0, start - 28) : start]
    if spanish and _PLACE_BEFORE.search(before):
        return written._replace(form="name")
    linked = previous is not None and previous.form == "name" and _NAME_LINK.fullmatch(folded, previous.end, start)
    return written._replace(form="name") if linked else written
