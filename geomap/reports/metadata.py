"""What a file says of its report before the text begins: front matter and header lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.calendar_words import read_year
from geomap.errors import InputError
from geomap.model import Passage
from geomap.names import fold_word
from geomap.reports.published import check_date, find_published

_KEYS = {
    "title": "title",
    "titulo": "title",
    "headline": "title",
    "titular": "title",
    "date": "published",
    "fecha": "publicado",
    "published": "published",
    "publicado": "publicado",
    "publisher": "publisher",
    "medio": "publisher",
    "publication": "publisher",
    "source": "source",
    "fuente": "source",
    "url": "url",
    "link": "url",
    "enlace": "url",
    "lang": "lang",
    "language": "lang",
    "idioma": "lang",
}
_LANGUAGES = {
    "en": "en",
    "eng": "en",
    "english": "en",
    "ingles": "en",
    "es": "es",
    "spa": "es",
    "spanish": "es",
    "espanol": "es",
    "castellano": "es",
}
_BLOCK = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADER = re.compile(r"\A((?:[A-Za-zíÍ]{3,12}:[ \t]*\S[^\n]*\n){1,8})[ \t]*\n")
_LINE = re.compile(r"\s*([^\W\d_]+)\s*:\s*(.*?)\s*")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_MAIL_DATE = re.compile(
    r"(?:\w{3},\s*)?\d{1,2}\s+\w{3}\s+\d{4}\s+\d{1,2}:\d\d(?::\d\d)?(?:\s+(?:[A-Z]{1,5}|[+-]\d{4}))?", re.ASCII
)
"""As in the heads of mail and feeds."""
_SHORT_YEAR = re.compile(r"(?<![\d/.-])(\d{1,2}[/.-]\d{1,2}[/.-])(\d\d)(?![\d/.-])")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of its report; None where it says nothing."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None
    notice: str | None = None
    """Of a date that can't be read."""


def split_front_matter(text: str, name: str) -> tuple[Metadata, str]:
    """
    Take the front matter off a text.

    Parameters
    ----------
    text
        Of a file.
    name
        For messages.

    Returns
    -------
    metadata, text
        What the block between two lines ``---``, or header lines such as ``Date: …`` before a blank line,
        say, in English or Spanish; and the text after it. Header lines that say something else stay.
    """
    block = _BLOCK.match(text)
    match = block or _HEADER.match(text)
    found, others = _read_lines(match.group(1)) if match else ({}, [])
    if match is None or not found:
        return Metadata(), text
    lang = read_language(found.get("lang"))
    given, likely = found.get("published"), None
    if given is None:
        given, likely = found.get("publicado"), "es"
    published, unread = read_date(given, lang=lang or likely)
    metadata = Metadata(
        found.get("title"),
        published,
        found.get("publisher"),
        found.get("url"),
        lang,
        f"{name}: {unread}" if unread else None,
    )
    kept = "".join(f"{line}\n" for line in others) if block is None else ""
    rest = text[match.end() :].lstrip("\n")
    return metadata, f"{kept}\n{rest}" if kept else rest


def _read_lines(lines: str) -> tuple[dict[str, str], list[str]]:
    """Read what lines of front matter say; and list those that say something else."""
    found: dict[str, str] = {}
    others: list[str] = []
    for line in lines.rstrip("\n").split("\n"):
        pair = _LINE.fullmatch(line)
        key = _KEYS.get(fold_word(pair.group(1))) if pair else None
        value = _unquote(pair.group(2)) if pair else ""
        if key == "source":
            key = "url" if _ADDRESS.fullmatch(value) else "publisher"
        if key and value:
            found.setdefault(key, value)
        elif not key:
            others.append(line)
    return found, others


def read_date(value: str | None, *, lang: str | None) -> tuple[str | None, str | None]:
    """
    Read the date that a file gives for its report.

    Parameters
    ----------
    value
        "2026-02-22", "Sunday, 22 February 2026", "Sun, 22 Feb 2026 10:00:00 GMT", "22/02/26" and the like.
    lang
        Its language, which tells day from month in 03/04/2025.

    Returns
    -------
    date, problem
        ISO 8601, or None; and what a reader should know where there is a date that can't be read.
    """
    if not value:
        return None, None
    try:
        return check_date(value, "date"), None
    except InputError:
        found = _read_mail_date(value) if _MAIL_DATE.fullmatch(value) else None
    if found is None:
        full = _SHORT_YEAR.sub(lambda m: f"{m[1]}{read_year(m[2])}", value)
        found = find_published(full, [Passage(0, len(full), "byline")], lang=lang or "en")
    if found is None:
        return None, f"found the date '{value[:60]}', which can't be read; expected ISO 8601, such as 2026-02-22"
    return found, None


def _read_mail_date(value: str) -> str | None:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few files have such a date

    try:
        return check_date(parsedate_to_datetime(value).isoformat(), "date")
    except ValueError:
        return None


def _unquote(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].strip() if quoted else value


def read_language(value: str | None) -> str | None:
    """
    Read the name or tag of a language.

    Parameters
    ----------
    value
        "es", "es-MX", "Spanish", "español" and the like.

    Returns
    -------
    lang
        ``en`` or ``es``; None for any other, so that the text itself decides.
    """
    first = re.split(r"[-_ ]", (value or "").strip())[0]
    return _LANGUAGES.get(fold_word(first))
