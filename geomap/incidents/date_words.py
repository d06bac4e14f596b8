"""Months, weekdays and other words of time in English and Spanish; all folded."""

from __future__ import annotations

from geomap.incidents.folding import join_words, split_words


def _number_names(groups: str, first: int) -> dict[str, int]:
    """Read groups of names, a comma between, that are numbered from ``first``."""
    return {name: number for number, names in enumerate(groups.split(","), first) for name in names.split()}


MONTHS = _number_names(
    """
    january jan enero ene, february feb febrero, march mar marzo, april apr abril abr, may mayo, june jun junio,
    july jul julio, august aug agosto ago, september sept sep septiembre setiembre, october oct octubre,
    november nov noviembre, december dec diciembre dic
    """,
    1,
)
SHORT_MONTHS = frozenset(name for name in MONTHS if len(name) <= 4 and name not in ("mayo", "june", "july"))  # noqa: PLR2004 - letters
"""Forms that are other words too, or need a number beside them to be a month."""

WEEKDAYS = _number_names(
    """
    monday lunes, tuesday martes, wednesday miercoles, thursday jueves, friday viernes, saturday sabado,
    sunday domingo
    """,
    0,
)
"""From 0 for Monday, as ``date.weekday`` counts."""

SMALL_NUMBERS = _number_names(
    """
    a an un una one uno, two dos, three tres, four cuatro, five cinco, six seis, seven siete, eight ocho, nine nueve,
    ten diez, eleven once, twelve doce, trece thirteen, catorce fourteen, quince fifteen, sixteen dieciseis,
    seventeen diecisiete, eighteen dieciocho, nineteen diecinueve, twenty veinte, veintiuno veintiun, veintidos,
    veintitres, veinticuatro, veinticinco, veintiseis, veintisiete, veintiocho, veintinueve, thirty treinta
    """,
    1,
)
SPOKEN_DAYS = {
    name: number
    for name, number in (SMALL_NUMBERS | {"primero": 1, "primer": 1}).items()
    if name not in ("a", "an", "un", "una", "one")
}
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

LATE_PARTS = split_words("afternoon evening night tarde noche")
"""Parts in which an hour below twelve is one after noon."""

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
    jardin cerrada clinica calles bar cantina motel hotel cinco movement brigade batallion grupo conjunto villa
    en sobre con la operativo aeropuerto terminal estacion metro puente mina
    """
)
"""Before "5 de Mayo" they say that it names a place; Spanish sets "el" before a date."""

MONTH = rf"(?:{join_words(MONTHS)})(?!\w)"
WEEKDAY = rf"(?:{join_words(WEEKDAYS)})(?!\w)"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9]{3})"
NUMBER = rf"(?:[0-9]{{1,3}}|{join_words(SMALL_NUMBERS)})(?!\w)"
