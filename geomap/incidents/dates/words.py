"""Months, weekdays and other words of time in English and Spanish; all folded."""

from __future__ import annotations

from geomap.calendar_words import MONTHS, WEEKDAYS
from geomap.incidents.folding import join_words
from geomap.incidents.number_words import WORDS
from geomap.names import split_words

SHORT_MONTHS = frozenset(name for name in MONTHS if len(name) <= 4 and name not in ("mayo", "june", "july"))  # noqa: PLR2004 - letters
"""Forms that are other words too, or need a number beside them to be a month."""

_TO_THIRTY = {
    word: meaning.value
    for words in WORDS.values()
    for word, meaning in words.items()
    if meaning.role == "small" and meaning.value <= 30 and " " not in word  # noqa: PLR2004 - days of most months
}
SMALL_NUMBERS = {**_TO_THIRTY, **dict.fromkeys(("a", "an", "un", "una"), 1)}
SPOKEN_DAYS = {
    **{word: value for word, value in _TO_THIRTY.items() if word not in WORDS["en"]}, "primero": 1, "treinta y uno": 31,
}  # fmt: skip
"""Days of the month as Spanish writes them out: "primero de mayo"."""

UNITS = {
    "day": "day", "days": "day", "dia": "day", "dias": "day", "week": "week", "weeks": "week", "semana": "week",
    "semanas": "week", "month": "month", "months": "month", "mes": "month", "meses": "month", "year": "year",
    "years": "year", "ano": "year", "anos": "year", "weekend": "weekend", "fin de semana": "weekend",
    "hour": "hour", "hours": "hour", "hora": "hour", "horas": "hour", "minute": "minute", "minutes": "minute",
    "minuto": "minute", "minutos": "minute",
}  # fmt: skip
PARTS = split_words("morning afternoon evening night noon midday dawn madrugada manana tarde noche mediodia")
"""Parts of a day; on their own they date nothing."""

DAY_WORDS = {
    "today": 0, "hoy": 0, "tonight": 0, "yesterday": -1, "ayer": -1, "anoche": -1, "antier": -2, "anteayer": -2,
    "antes de ayer": -2, "antenoche": -2, "day before yesterday": -2, "tomorrow": 1, "day after tomorrow": 2,
    "pasado manana": 2,
}  # fmt: skip
"""Days from the report's date."""

STREET_WORDS = split_words(
    """
    calle calles avenida avenidas av ave colonia col bulevar boulevard blvd plaza plazuela mercado escuela primaria
    secundaria preparatoria prepa barrio fraccionamiento fracc calzada calz movimiento ejido estadio street avenue presa
    club hospital instituto universidad teatro frente central hacienda esquina cruce privada callejon prolongacion
    andador glorieta parque park square unidad deportiva rancho rancheria comunidad localidad poblado pueblo
    jardin cerrada clinica bar cantina motel hotel movement brigade battalion grupo conjunto villa
    en sobre con la aeropuerto terminal estacion metro puente mina
    """
)
"""Before "5 de Mayo" they say that it names a place; Spanish sets "el" before a date."""


WEEKDAY = rf"(?:{join_words(WEEKDAYS)})(?!\w)"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9]{3})"
NUMBER = rf"(?:[0-9]{{1,3}}|{join_words(SMALL_NUMBERS)})(?!\w)"

FUNCTION_WORDS = split_words(
    "the a an in at on when after before and to with that as from for by during until while it he she they we of or "
    "police authorities but near outside inside about around since "
    "el la los las un una de del al en y o a e por para con que se cuando donde como segun tras contra desde "
    "hasta durante su sus lo no pero"
)
"""Small words that go on with a sentence after a date; after a count stands what is counted."""

MONTH_AFTER_DAY = (
    rf"(?:(?:{join_words(MONTHS.keys() - SHORT_MONTHS)})(?!\w)"
    rf"|(?:{join_words(SHORT_MONTHS - {'may'})})"
    r"(?!\w)(?=\.|,|/|-|\s*[)\];:]|\s+(?:del?\s+)?[0-9]|\s*$)"
    rf"|may(?!\w)(?=[^\w\s]|\s*$|\s*\n|\s+(?:[0-9]|(?:{join_words(FUNCTION_WORDS)})(?!\w))))"
)
"""
A month as it stands after a day. Short forms are other words too ("mar", "dec", "ago"), and so is "may"
before a verb.
"""
