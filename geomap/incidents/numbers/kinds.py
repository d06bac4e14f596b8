"""What the words around a number say of it: a count, a date, an amount, a measure, or only a name."""

from __future__ import annotations

import re

from geomap.calendar_words import MONTHS, WEEKDAYS
from geomap.incidents.dates.context import (
    CLOCK_FOLLOWER,
    SIGNS,
    follows_day_lead,
    follows_hour_lead,
    precedes_countable,
    tell_year,
)
from geomap.incidents.dates.words import MONTH_AFTER_DAY
from geomap.incidents.folding import compile_bounded, join_words
from geomap.incidents.number_words import LABEL_WORDS, STRICT_LABEL_WORDS
from geomap.incidents.numbers.reading import Number
from geomap.names import split_words

LARGEST = 10**9
"""What is larger is a label, not a count."""

_UNITS = split_words("""
kilometro kilometros kilometer kilometers kilometre kilometres km kms km/h kph mph kilo kilos kilogramo kilogramos
kilogram kilograms kg kgs metro metros meter meters metre metres mts m centimetro centimetros centimeter centimeters
cm mm milimetros millimeters millimeter tonelada toneladas ton tons tonne tonnes litro litros liter liters litre
litres galones gallons hora horas hour hours hr hrs h minuto minutos minute minutes min segundos seconds dia dias
day days semana semanas week weeks mes meses month months ano anos year years yr yrs decada decadas decade decades
siglo siglos century centuries lustros quinquenios sexenios trienios pies feet foot ft pulgadas inches inch yardas yards yard
grados degrees grado degree acres acre hectareas hectarea hectares hectare gramos gramo grams gram libras pounds lb lbs
onzas ounces barriles barrels barrel nudos knots veces times vez cuadras blocks megawatts mw watts volts voltios
""")
_MEASURE = compile_bounded(
    r"[\s-]{0,2}(?:de\s+)?(?:(?:square|cubic|metric|nautical|short|long|consecutive|straight|light)\s+)?"
    r"([a-z]+(?:/h)?)[²³23]?(?!\w)(?!['’])|\s?(°)"
)
_MEASURE_OF = compile_bounded(r"\s+(?:(?:de|of|more|mas)\s+)?([a-z]+)(?!\w)")
_MILES = compile_bounded(r"[\s-]{1,2}(?:square\s+|nautical\s+)?miles?(?!\w)")
_MONEY = compile_bounded(
    r"[\s-]?\s?(?:de\s+)?(?:pesos?|dolares|dolar|dollars?|euros?|mdp|mdd|mxn|usd|dlls|cents|centavos|quetzales|soles|"
    r"bolivares|lempiras|colones|us\s+dollars|u\.s\.\s+dollars)(?!\w)"
)
_FOLLOWER = re.compile(r"\s([a-z]+)(?![\w.'’/])")
_UNIT_STARTS = _UNITS | split_words(
    """
    de square cubic metric nautical short long consecutive straight light mile miles pesos peso dolares dolar dollar
    dollars euro euros mdp mdd mxn usd dlls cents centavos quetzales soles bolivares lempiras colones us per por
    percent percentage puntos percentaje a p am pm o
    """
)
"""What may begin a unit, a currency, a share or a time of day."""
_PERCENT = compile_bounded(
    r"\s?%|[\s-]+per\s?cent(?!\w)|[\s-]+percentage|\s+por\s?ciento(?!\w)|\s+puntos\s+porcentuales"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|ero|era|do|ra|ro|to|ta|mo|ma|vo|va|no|[ºª°]|/[oa]\.?)(?!\w)")
_FRACTION = compile_bounded(
    r"[\s-]+(?:out\s+of(?:\s+every)?|in\s+every|de\s+cada)\s+(?:[0-9]{1,3}|two|three|four|five|ten|dos|tres|cuatro|cinco|diez|cien)(?!\w)"
)
_HALF_DAY = re.compile(r"\s?(?:[ap]\.?\s?m(?!\w)|o['’]clock)")
_CLOCK = compile_bounded(
    r"\s?(?:horas|hrs?|h|gmt|utc)(?!\w)|\s+(?:de\s+la\s+(?:manana|tarde|noche|madrugada)|del\s+(?:dia|mediodia)|in\s+the\s+"
    r"(?:morning|afternoon|evening))(?!\w)"
)
_DAY_AFTER = compile_bounded(
    rf"(?:\s*(?:,|y|and|al?|to|o|or|-|–)\s*(?:el\s+)?(?:(?:{join_words(WEEKDAYS)})\s+)?[0-9]{{1,2}}){{0,6}}\s+(?:de\s+|of\s+)?{MONTH_AFTER_DAY}"
)
_PART = compile_bounded(
    r"\s+(?:of\s+(?:the|its|their|those|these|them|his|her|our|us|every)|de\s+(?:los|las|ellos|ellas|sus|estos|estas|esos|esas|cada))"
    r"(?!\w)|\s+(?:in(?:\s+every)?\s+[0-9]|out\s+of(?:\s+every)?\s+[0-9]{1,3}|(?:in|out\s+of)(?:\s+every)?\s+(?:two|three|four|five|ten))(?!\w)"
)
_COMPOUND = re.compile(r"-(?!year|month|day|week|hour|minute)([a-z]+)")
_STRONG = frozenset({"strong", "member", "man", "person", "people", "odd", "plus", "vehicle", "car", "truck"})
_PRONOUN_BEFORE = split_words(
    "every any this that the which each cada other some day day-to-day page as el la number formula air force type"
)
_ONE_BY_ONE = frozenset({("one", "by"), ("one", "on"), ("uno", "por"), ("uno", "a")})
_PRONOUN_AFTER = compile_bounded(
    r"\s+(?:another|(?:por|a)\s+uno|by|who|that|can|such|should|could|would|more\s+time|day|thing|way)(?!\w)"
)
_LOWEST = split_words("ground punto zona hora bajo below under level year patient tolerancia")
_SINGULAR = frozenset({"el", "al", "del"})
"""Articles that name a number, as "al 911", for they count nothing."""
_EMERGENCY_CALL = 911
"""In Mexico and the United States."""
_AGES = frozenset({"aged", "age", "ages", "edad", "edades"})
_MONTH_DAYS, _OLDEST, _LONGEST_LIST, _LONGEST_BARE = 31, 110, 100, 6
_PREFIXES = frozenset({"mid", "pre", "post", "early", "late"})
_BULLET = re.compile(r"[.)]\s")


def tell_kind(number: Number, folded: str, *, lang: str) -> str:
    """
    Tell what a number of digits or words is.

    Parameters
    ----------
    number
        As read.
    folded
        The folded text.
    lang
        ``en`` or ``es``.

    Returns
    -------
    kind
        ``count``, ``ordinal``, ``money``, ``percent``, ``measure``, ``date``, ``label`` or ``partitive``.
    """
    start, end, role = number.start, number.end, number.role
    plain = _is_plain(folded, end)
    if not plain and _PERCENT.match(folded, end):
        return "percent"
    before = folded[max(0, start - 28) : start]
    if _is_price(before) or (not plain and _MONEY.match(folded, end)):
        return "money"
    if role == "date":
        return "date"
    if not plain and _HALF_DAY.match(folded, end):
        return "date"
    words = before.split()
    digits = role in ("digits", "decimal", "label")
    if digits and _is_name(number, folded, before, words):
        return "ordinal" if _ORDINAL.match(folded, end) else "label"
    if (not plain and _has_unit(folded, end, lang)) or _is_age(number, folded, words):
        return "measure"
    bare = role == "digits" and end - start > _LONGEST_BARE and folded[start:end].isdigit()
    if bare or role in ("decimal", "label") or max(number.value, number.high or 0) > LARGEST:
        return "label"
    if _is_date(number, folded, words):
        return "date"
    if digits and _is_labelled(number, folded, words):
        return "label"
    if number.value > 1 and number.high is None and _FRACTION.match(folded, end):
        return "partitive"
    return _tell_word(number, folded, words) if not digits else _tell_compound(folded, end)


def _is_price(before: str) -> bool:
    sign = before.rstrip()[-3:]
    return sign.endswith(("$", "€", "£", "usd", "mxn"))


def _is_name(number: Number, folded: str, before: str, words: list[str]) -> bool:
    """Tell digits that are grown together with letters or signs: "AK-47", "5G", ".50", "-5"."""
    end = number.end
    sign, inner = before[-1:], before[-2:-1]
    if _ORDINAL.match(folded, end):
        return True
    if sign and sign in "-–":
        if inner.isalnum():
            return words[-1][:-1] not in _PREFIXES
        return not _starts_line(before[:-1])
    if (sign == "." and not inner.isalnum()) or (sign and sign in "/@_&+'’"):
        return True
    if folded[end : end + 1].isalpha():
        return not _is_of_unit(_MEASURE.match(folded, end))
    if folded[end : end + 2] in ("- ", "-\n"):  # "the 14- and 21-km marks"
        return True
    listed = number.value < _LONGEST_LIST and number.high is None and _BULLET.match(folded, end)
    return bool(listed) and _starts_line(before)


def _starts_line(before: str) -> bool:
    return before.rstrip(" \t")[-1:] in ("", "\n")


def _is_plain(folded: str, end: int) -> bool:
    """Tell whether the word after a number begins no unit, currency or time; most don't."""
    follower = _FOLLOWER.match(folded, end)
    return follower is not None and follower[1] not in _UNIT_STARTS


def _is_of_unit(match: re.Match[str] | None) -> bool:
    return match is not None and (match[1] is None or match[1] in _UNITS)


def _has_unit(folded: str, end: int, lang: str) -> bool:
    return _is_of_unit(_MEASURE.match(folded, end)) or bool(not lang.startswith("es") and _MILES.match(folded, end))


def _is_age(number: Number, folded: str, words: list[str]) -> bool:
    """Tell "aged 34" and "John Smith, 34, of Reno"."""
    end = number.end
    if words and words[-1].strip(SIGNS) in _AGES:
        return True
    if number.role != "digits" or number.value > _OLDEST or number.high is not None or not words:
        return False
    between = words[-1].endswith(",") and words[-1][:-1].isalpha() and folded[end : end + 1] == ","
    return between and words[-1][:-1] not in WEEKDAYS and not folded[end + 1 : end + 3].strip().isdigit()


def _is_date(number: Number, folded: str, words: list[str]) -> bool:
    value, end = number.value, number.end
    last = words[-1] if words else ""
    plain = last.strip(SIGNS)
    counted = precedes_countable(folded, end)
    if _CLOCK.match(folded, end) and value < 2500:  # noqa: PLR2004 - 2359 hours
        return True
    if value <= 24 and not counted and follows_hour_lead(words):  # noqa: PLR2004 - hours
        return CLOCK_FOLLOWER.match(folded, end) is not None
    if last == "at" and end - number.start == 4 and value % 100 < 60 and not counted:  # noqa: PLR2004 - 2000 hours
        return True
    if plain in MONTHS and len(words) > 1 and words[-2].isdigit() and value < 100:  # noqa: PLR2004 - 30 DEC 89
        return not counted
    if value <= _MONTH_DAYS and value > 0:
        if _DAY_AFTER.match(folded, end):
            return True
        if not counted and number.role == "digits" and follows_day_lead(words):
            return True
    if number.role != "digits" or number.unit:
        return False
    return tell_year(folded, number.start, end) is not None


def _is_labelled(number: Number, folded: str, words: list[str]) -> bool:
    if not words:
        return False
    last = words[-1].rstrip(".:").lstrip(SIGNS)
    if words[-1].endswith(("#", "nº", "n°")) or words[-1] in ("no.", "nos.", "num.", "nro.", "n.o"):
        return True
    if last in STRICT_LABEL_WORDS:
        return True
    if last in ("federal", "estatal", "nacional", "libre", "national", "state") and len(words) > 1:
        last = words[-2].strip(SIGNS)
        return last in LABEL_WORDS
    named = number.value == _EMERGENCY_CALL or last in _SINGULAR or (last in LABEL_WORDS and words[-1][-1] != ":")
    return named and not precedes_countable(folded, number.end)


def _tell_word(number: Number, folded: str, words: list[str]) -> str:
    """Tell "one of the" and "no one" from a count, and a third from three."""
    if number.value == 1 and number.role in ("small", "spoken"):
        last = words[-1].strip(SIGNS) if words else ""
        if _PART.match(folded, number.end):
            return "partitive"
        if last in _PRONOUN_BEFORE or tuple(words[-2:]) in _ONE_BY_ONE or _PRONOUN_AFTER.match(folded, number.end):
            return "label"
    return _tell_compound(folded, number.end)


def _tell_compound(folded: str, end: int) -> str:
    """Tell "a 300-strong force", a count, from "a two-storey house"."""
    compound = _COMPOUND.match(folded, end)
    return "label" if compound and compound[1] not in _STRONG else "count"


def is_measured(folded: str, end: int) -> bool:
    """
    Tell "several days" and "dozens of kilometres" from what is counted.

    Parameters
    ----------
    folded
        The folded text.
    end
        Of the vague number.

    Returns
    -------
    measured
        Whether a unit follows.
    """
    return _is_of_unit(_MEASURE_OF.match(folded, end))


def is_article_part(folded: str, end: int) -> bool:
    """
    Tell whether an article is of a part: "una de las víctimas".

    Parameters
    ----------
    folded
        The folded text.
    end
        Of the article.

    Returns
    -------
    part
        Whether it is.
    """
    return _PART.match(folded, end) is not None


def is_nothing(folded: str, start: int, end: int) -> bool:
    """
    Tell "no deaths" from "No. 5" and "ground zero".

    Parameters
    ----------
    folded
        The folded text.
    start, end
        Of the word of none.

    Returns
    -------
    nothing
        Whether the word stands for no things.
    """
    if folded[end : end + 1] in (".", "-"):
        return not folded[end + 1 : end + 4].strip()[:1].isdigit() and folded[end] == "."
    words = folded[max(0, start - 16) : start].split()
    return not (words and words[-1] in _LOWEST)
