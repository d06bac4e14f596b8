"""Lines of a report that are no part of its story: what they look like, in English and Spanish."""

from __future__ import annotations

import re

from geomap.names import fold_toponym
from geomap.reports.published import DATE, LABELLED
from geomap.reports.word_classes import BUTTONS, FURNITURE, LABELS, LINK_PHRASES, SECTIONS, SOURCE_HEADS

_URL = re.compile(
    r"\s*(?:(?:https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+)(?:[\s,|/·]+(?:(?:https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+))*\s*"
)
_LIST_MARK = re.compile(r"^\s*(?:[•*·▪●►▶→»\-–—]\s*)+")
_SEPARATOR = re.compile(r"\s+[/>»›|•·]\s+|\s*[»›]\s*")
_AFTER_LABEL = re.compile(r"\s*(?:[:|►▶»→–—]|-\s|\u00a0|\s{2}|[^\w\s]?\d*[^\w\s]?\s*$)")
_NAME_WORD = r"(?:[A-ZÁÉÍÓÚÑÜ][\w.'’-]*+|de|del|la|las|los|van|von|da)"
_AGENCIES = "AP|AFP|EFE|Reuters|Getty Images|Cuartoscuro|Shutterstock"
_CREDITED = (
    r"(?i:\b(?:foto(?:s|graf[ií]as?)?|photos?(?:graphs?)?|im[aá]gen(?:es)?|images?|pictures?|cr[eé]ditos?|credits?|pie de foto"
    r"|ilustraci[oó]n|caption|captura de pantalla|screenshot)(?:\s+(?:credits?|courtesy|cortes[ií]a|ilustrativas?|de archivo))?)"
)
_CREDIT = re.compile(
    rf"{_CREDITED}(?:\s*(?::|/|\||-\s|–|—)|\s+(?i:by|via|courtesy|cortes[ií]a)(?:\s++(?:{_NAME_WORD}|of|the|for|and|y|e|[/&|–—-])(?!\w),?)++\W*$)"
)
"""A picture's owner at the start of a line: after a sign, or after "by" and then nothing but names."""
_CREDIT_LAST = re.compile(
    rf"[.(|/–—\"”]\s*{_CREDITED}\s*(?::|/|\||-\s|–|—|(?i:\b(?:by|via|courtesy|cortes[ií]a)\b))\s*(?:\S+\s*){{1,6}}$"
    rf"|\([^()]{{0,60}}(?i:\b(?:{_AGENCIES}|getty)\s+(?:photo|foto)|\b(?:getty|cuartoscuro|shutterstock|de archivo)\b)[^()]{{0,60}}\)[.\s]*$"
    rf"|[^.!?…\"”\s]\s*[/|]\s*(?i:{_AGENCIES}|Archivo|Especial)[.\s]*$"
)
"""The same at its end; an agency's name after a full stop signs what the agency reported."""
_BYLINE = re.compile(
    rf"(?i:by|por|texto|written by|reporting by|escrito por|con informaci[oó]n de)\s*:?\s+(?:{_NAME_WORD}\s+){{0,5}}{_NAME_WORD}"
    rf"(?:\s*(?:,|/|\||and|y|e|&|·|•|–|—|-)\s*(?:{_NAME_WORD}\s+){{0,5}}{_NAME_WORD}){{0,4}}[\s,|·•–—-]*"
)
_DESK = re.compile(
    r"(?:por\s+|by\s+)?(?:la\s+)?(?:redacci[oó]n|staff|agencias?|newsroom|editorial (?:team|staff)|corresponsal(?:es)?|de la redacci[oó]n"
    r"|notimex|efe|afp|ap|reuters|associated press|the associated press)(?:\s*(?:[/|,y&·]|and)\s*[\w .]{2,30})?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:[ap]\.?\s?m\.?|h(?:rs|oras)?\.?|[A-Z]{3,4}\b|\(?GMT[^)]*\)?))*", re.IGNORECASE
)
_READING_TIME = re.compile(r"\b\d{1,2}\s*(?:min(?:ute)?s?|minutos?)\s*(?:read|de lectura)?\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)",
    re.IGNORECASE,
)
_MOST_LINK_WORDS, _MOST_LABEL_WORDS, _MOST_FURNITURE_WORDS = 40, 25, 12
_MOST_CAPTION_WORDS, _MOST_BYLINE_WORDS, _MOST_SEGMENT_WORDS = 45, 16, 20
_CRUMBS = 3
_KEYED = 160
_LONGEST = 600


def fold_start(line: str) -> str:
    """
    Fold the start of a line, so far as the phrases of furniture look at it.

    Parameters
    ----------
    line
        One line.

    Returns
    -------
    key
        Folded words, without bullets and punctuation.
    """
    return fold_toponym(line[:_KEYED])


def starts_with_list_mark(line: str) -> bool:
    """
    Tell whether a line is an item of a list.

    Parameters
    ----------
    line
        One line.

    Returns
    -------
    item
        True after a bullet or dash.
    """
    return bool(_LIST_MARK.match(line))


def find_furniture(line: str, key: str, *, words: int, finished: bool, begun: bool) -> str | None:
    """
    Find what kind of furniture a line is.

    Every rule that a line of a story could meet also looks at its length, or at how it goes on.

    Parameters
    ----------
    line
        One line, stripped.
    key
        Of ``fold_start``.
    words
        How many words it has.
    finished
        Whether it ends as a sentence does.
    begun
        Whether a line of the story came before.

    Returns
    -------
    role
        ``links``, ``byline`` or ``caption``; None for a line that may be headline or story.
    """
    if words > _MOST_CAPTION_WORDS or len(line) > _LONGEST:
        return None
    if _URL.fullmatch(line) or line.startswith("©"):
        return "links"
    if _is_link(line, key, words=words, finished=finished) or _is_breadcrumb(line, finished=finished):
        return "links"
    if _is_byline(line, words=words, begun=begun):
        return "byline"
    credited = _CREDIT.match(_LIST_MARK.sub("", line).lstrip("([")) or _CREDIT_LAST.search(line)
    return "caption" if credited else None


def opens_list(key: str) -> bool:
    """
    Tell whether a line is the bare heading of a list of other articles.

    Parameters
    ----------
    key
        Of ``fold_start``.

    Returns
    -------
    opens
        True for "Related" alone, not for "Related: …".
    """
    return key in _LIST_HEADS


def opens_sources(key: str) -> bool:
    """
    Tell whether a line is the bare heading of a list of sources.

    Parameters
    ----------
    key
        Of ``fold_start``.

    Returns
    -------
    opens
        True for "Sources:" alone.
    """
    return key in SOURCE_HEADS


_LIST_HEADS = frozenset(LINK_PHRASES + LABELS) - {"video", "mira", "ver", "watch", "listen", "share"}


def _is_link(line: str, key: str, *, words: int, finished: bool) -> bool:
    if key in _LIST_HEADS or key in BUTTONS:
        return True
    bare = _LIST_MARK.sub("", line)
    phrase = _find_start(key, _LINK_PHRASES_BY_WORD)
    if phrase:
        rest = bare[_measure_phrase(bare, phrase) :]
        return words <= _MOST_LINK_WORDS and (
            not finished
            or bool(_AFTER_LABEL.match(rest))
            or bool(re.search(r"\b(?:here|aqu[ií])\W*$", rest, re.IGNORECASE))
        )
    if words <= _MOST_FURNITURE_WORDS and _find_start(key, _FURNITURE_BY_WORD):
        return True
    phrase = _find_start(key, _LABELS_BY_WORD)
    if phrase is None or words > _MOST_LABEL_WORDS or line.startswith("["):
        return False
    return _AFTER_LABEL.match(bare[_measure_phrase(bare, phrase) :]) is not None


def _index_phrases(phrases: tuple[str, ...]) -> dict[str, list[str]]:
    """Put phrases under their first words, the longest first."""
    index: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        index.setdefault(phrase.split(" ", 1)[0], []).append(phrase)
    return index


def _find_start(key: str, phrases: dict[str, list[str]]) -> str | None:
    """Find the longest of the phrases that a key begins with."""
    for phrase in phrases.get(key.split(" ", 1)[0], ()):
        if key.startswith(phrase) and key[len(phrase) : len(phrase) + 1] in ("", " "):
            return phrase
    return None


_LINK_PHRASES_BY_WORD = _index_phrases(LINK_PHRASES)
_LABELS_BY_WORD = _index_phrases(LABELS + BUTTONS)
_FURNITURE_BY_WORD = _index_phrases(FURNITURE)


def _measure_phrase(line: str, phrase: str) -> int:
    """Measure how many characters of a line the words of a phrase take."""
    end = 0
    for _ in phrase.split(" "):
        match = re.compile(r"[\W_]*[^\W_]+").match(line, end)
        end = match.end() if match else end
    return end


def _is_breadcrumb(line: str, *, finished: bool) -> bool:
    """Tell "Home / General / Title" from a headline with a slash or bar in it."""
    parts = [p.strip() for p in _SEPARATOR.split(line) if p.strip()]
    if len(parts) < 2 or finished or any(len(p.split()) > _MOST_SEGMENT_WORDS for p in parts):  # noqa: PLR2004 - a path has two ends
        return False
    sections = sum(fold_toponym(p) in SECTIONS for p in parts)
    home = fold_toponym(parts[0]) in ("home", "inicio", "portada")
    return (
        home or sections == len(parts) or (len(parts) >= _CRUMBS and all(len(p.split()) <= _CRUMBS for p in parts[:-1]))
    )


def _is_byline(line: str, *, words: int, begun: bool) -> bool:
    """Tell who wrote it, or when it was published, where nothing else stands in the line."""
    if words > _MOST_BYLINE_WORDS:
        return False
    undated = LABELLED.sub(" ", line)
    labelled = undated != line
    rest = DATE.sub(" ", undated)
    dated = rest != undated or labelled
    rest = _READING_TIME.sub(" ", _WEEKDAY.sub(" ", _TIME.sub(" ", rest)))
    rest = re.sub(
        r"^\W*(?:an?\s|a las?\s|at\s|el\s|on\s)?\W*|[\W_]*(?:\ba\s+las?|\bat|\bhrs?|\bhoras)?[\W_]*$",
        "",
        rest.strip(),
        flags=re.IGNORECASE,
    )
    if not rest:
        return labelled or (dated and not begun)
    if _BYLINE.fullmatch(rest) and not (line.isupper() and words > 5):  # noqa: PLR2004 - a shouted headline may begin so
        return True
    if _DESK.fullmatch(rest):
        return True
    few = len(rest.split()) <= 5  # noqa: PLR2004 - a name of a person or paper
    return dated and not begun and few and rest[:1].isupper() and not re.search(r"[.!?]\s", rest)
