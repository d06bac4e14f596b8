"""What a file says of its report before the text begins: front matter and header lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.names import fold_word
from geomap.reports.published import check_date

_KEYS = {
    "title": "title",
    "titulo": "title",
    "headline": "title",
    "titular": "title",
    "date": "published",
    "fecha": "published",
    "published": "published",
    "publicado": "published",
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


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of its report; None where it says nothing."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None


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
        say, in English or Spanish; and the text after it.

    Raises
    ------
    InputError
        If a date in it is none.
    """
    block = _BLOCK.match(text) or _HEADER.match(text)
    if block is None:
        return Metadata(), text
    found: dict[str, str] = {}
    for line in block.group(1).split("\n"):
        pair = _LINE.fullmatch(line)
        key = _KEYS.get(fold_word(pair.group(1))) if pair else None
        value = _unquote(pair.group(2)) if pair else ""
        if key == "source":
            key = "url" if _ADDRESS.fullmatch(value) else "publisher"
        if key and value:
            found.setdefault(key, value)
    if not found:
        return Metadata(), text
    published = check_date(found["published"], name) if "published" in found else None
    lang = read_language(found.get("lang"))
    metadata = Metadata(found.get("title"), published, found.get("publisher"), found.get("url"), lang)
    return metadata, text[block.end() :].lstrip("\n")


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
