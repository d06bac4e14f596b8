"""A report's text as passages: headline, story, and the furniture around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.model import Passage
from geomap.reports.furniture import find_furniture, fold_start, opens_list, opens_sources, starts_with_list_mark
from geomap.reports.word_classes import ARTICLES, VERBS

_SENTENCE_END = re.compile(r"[.!?…:;][\"”’»')\]]*$")
_DATELINE_DASH = re.compile(r"^[^\n]{3,80}?(?:\s--|\.\s?-|\.\s?[–—]|\)\s?[-–—]|\d{1,2} \w{3,10}\.? (?:\d\d|\d{4}) \()")
_HEADING_WORDS, _SENTENCE_WORDS, _KICKER_WORDS = 25, 8, 2
_LIST_LINES = 10
_TITLE_LINES = 10
_WRAPPED_WIDTH = (40, 100)
_WRAPPED_LINES, _WRAPPED_SHARE = 4, 0.6
_FEWEST_CAPTION_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    key: str
    words: int
    finished: bool
    continues: bool
    """Whether it goes on with the line before, in text that was wrapped by hand."""


@dataclass(slots=True)
class _Walk:
    """Where the walk through the lines stands."""

    wanted: str | None
    """As ``_find_wanted`` gives it."""
    headline: bool = False
    story: bool = False
    sources: bool = False
    links: int = 0
    """How many more lines may belong to a list of links."""


def split_passages(text: str, *, title: str | None = None) -> tuple[Passage, ...]:
    """
    Divide a report's text into passages, a line each.

    Parameters
    ----------
    text
        Of the report.
    title
        Of the report, if known: the line that repeats it is the headline.

    Returns
    -------
    passages
        In order; blank lines belong to none. Roles as in ``model.Passage``. A text of one line is story.
    """
    lines = _split_lines(text)
    if len(lines) == 1:
        return (Passage(lines[0].start, lines[0].end, "story"),)
    walk = _Walk(_find_wanted(lines, title))
    roles: list[str] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        role = roles[-1] if line.continues else _find_role(line, following, walk)
        walk.story = walk.story or role == "story"
        walk.headline = walk.headline or role == "headline"
        roles.append(role)
    if not {"headline", "story"}.intersection(roles):
        roles = ["story" if role in ("caption", "byline") else role for role in roles]
    return tuple(Passage(line.start, line.end, role) for line, role in zip(lines, roles, strict=True))


def _split_lines(text: str) -> list[_Line]:
    spans: list[tuple[int, int]] = []
    gaps: list[bool] = []
    start, gap = 0, True
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        if line:
            begin = start + len(raw) - len(raw.lstrip())
            spans.append((begin, begin + len(line)))
            gaps.append(gap)
        gap = not line
        start += len(raw)
    wrapped = _is_wrapped([text[a:b] for a, b in spans], gaps)
    lines = []
    for (begin, end), gap in zip(spans, gaps, strict=True):
        line = text[begin:end]
        lines.append(
            _Line(
                begin,
                end,
                line,
                fold_start(line),
                len(line.split()),
                bool(_SENTENCE_END.search(line, max(0, len(line) - 12))),
                wrapped and not gap and not starts_with_list_mark(line),
            )
        )
    return lines


def _is_wrapped(lines: list[str], gaps: list[bool]) -> bool:
    """Tell text whose paragraphs go over several lines, as agencies and mail have it."""
    inner = [a for a, gap in zip(lines, gaps[1:], strict=False) if not gap]
    if len(inner) < _WRAPPED_LINES or max(len(a) for a in lines) > 2 * _WRAPPED_WIDTH[1]:
        return False
    low, high = _WRAPPED_WIDTH
    cut = sum(low <= len(a) <= high and not _SENTENCE_END.search(a) for a in inner)
    return cut >= _WRAPPED_SHARE * len(inner)


def _repeats(key: str, wanted: str | None) -> bool:
    """Tell whether a line is the title: the title may go on with the name of the paper."""
    if not wanted or not key:
        return False
    return key == wanted or (wanted.startswith(key + " ") and len(key.split()) > _KICKER_WORDS + 1)


def _find_wanted(lines: list[_Line], title: str | None) -> str | None:
    """Find the key of the line to take for the headline: empty if there is none, None if any may be."""
    if not title:
        return None
    wanted = fold_start(title)
    return wanted if any(_repeats(line.key, wanted) for line in lines[:_TITLE_LINES]) else ""


def _find_role(line: _Line, following: _Line | None, walk: _Walk) -> str:
    if walk.sources or (opens_sources(line.key) and walk.story):
        walk.sources = not line.finished or line.words < _SENTENCE_WORDS or starts_with_list_mark(line.text)
        if walk.sources:
            return "sources"
    if not walk.headline and walk.wanted and _repeats(line.key, walk.wanted):
        return "headline"
    role = find_furniture(line.text, line.key, words=line.words, finished=line.finished, begun=walk.story)
    if role:
        walk.links = _LIST_LINES if opens_list(line.key) else walk.links
        return role
    if walk.links and not line.finished and line.words <= _HEADING_WORDS and walk.story:
        walk.links -= 1
        return "links"
    walk.links = 0
    if walk.wanted and not walk.headline and not line.finished and line.words <= _HEADING_WORDS:
        return "links"
    if walk.story or line.finished or line.words > _HEADING_WORDS or starts_with_list_mark(line.text):
        return "story"
    if not walk.headline and walk.wanted is None and following is not None and not _DATELINE_DASH.match(line.text):
        return _find_heading_role(line, following)
    return "caption" if walk.headline and _describes(line) else "story"


def _find_heading_role(line: _Line, following: _Line) -> str:
    """Tell a headline from the name of a section above it and from the first line of a wrapped paragraph."""
    if following.continues:
        return "story"
    short = line.words <= _KICKER_WORDS < following.words <= _HEADING_WORDS
    return "links" if short and not following.finished else "headline"


_PAST = re.compile(r"\w{3,}(?:aron|ieron|aba|aban|ara|aran)$")
_PICTURED = re.compile(
    r"^(?:a |an |the |el |la |los |las |un |una |unos |unas )?(?:aerial |general |file )?"
    r"(?:view|photograph|picture|image|vista|fotografia|imagen|aspecto|panoramica)(?: \w+)?? (?:of|de|del|from|desde)\b"
)


def _describes(line: _Line) -> bool:
    """Tell a picture's description from a second headline: a noun phrase with no finite verb that we know."""
    if _PICTURED.match(line.key):
        return True
    words = line.key.split(" ")
    if line.words < _FEWEST_CAPTION_WORDS or words[0] not in ARTICLES:
        return False
    return not any(word in VERBS or _PAST.match(word) for word in words[1:])
