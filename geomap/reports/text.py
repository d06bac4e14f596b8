"""Plain text, and Markdown, to a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.model import ReadResult
from geomap.reports.assemble import ReportDefaults, make_report
from geomap.reports.decode import decode_text, describe_damage, hash_content
from geomap.reports.metadata import split_front_matter

if TYPE_CHECKING:
    from markdown_it.token import Token

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MOST_NESTED = 100
"""Quotations in lists in quotations and so on: CommonMark sets no bound, but Python's stack does."""
_WORDED = frozenset({"inline", "fence", "code_block", "html_block"})
"""Types of the tokens that hold words."""


def parse_text(content: bytes, *, doc_id: str, defaults: ReportDefaults, markdown: bool = False) -> ReadResult:
    """
    Parse a ``.txt`` or ``.md`` file.

    Parameters
    ----------
    content
        Its bytes.
    doc_id
        Its name.
    defaults
        What the user says of it.
    markdown
        Whether it is Markdown.

    Returns
    -------
    result
        One report. Its text is the file's, after the front matter if there is one; of Markdown, what
        ``strip_markup`` leaves of that: offsets are those of that text. Notices tell of a text that is no
        sound UTF-8, and of a date that can't be read.

    Raises
    ------
    InputError
        If it is no text.
    """
    metadata, text = split_front_matter(decode_text(content, doc_id), doc_id)
    report = make_report(
        strip_markup(text) if markdown else text,
        doc_id=doc_id,
        metadata=metadata,
        defaults=defaults,
        sha256=hash_content(content),
    )
    notices = (describe_damage(content, doc_id), metadata.notice)
    return ReadResult((report,), notices=tuple(notice for notice in notices if notice))


def strip_markup(text: str) -> str:
    """
    Strip the marks of Markdown from a text.

    Parameters
    ----------
    text
        In Markdown: CommonMark, with tables and struck-out words.

    Returns
    -------
    plain
        The words that a reader sees; of a link its text, of a picture nothing. List items keep their
        bullets, which tell them from a paragraph; HTML stays as it is written, but for comments.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - few reports are in Markdown

    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED}).enable(["table", "strikethrough"])
    plain, bullet, above = "", "", range(0)
    for token in parser.parse(text):
        if token.type == "list_item_open":
            bullet += f"{token.info}{token.markup} "
        elif token.type in _WORDED and token.map:
            lines = range(*token.map)
            cell = lines.start < above.stop
            gap = " | " if cell else "\n" if lines.start == above.stop else "\n\n"
            plain += gap + bullet + _join_words(token)
            bullet, above = "", lines
    return plain.strip()


def _join_words(block: Token) -> str:
    if block.children is None:
        return _drop_comments(block.content).strip("\n")
    return "".join(
        "\n" if part.type in ("softbreak", "hardbreak") else part.content
        for part in block.children
        if part.type != "image" and not _COMMENT.fullmatch(part.content)
    )


def _drop_comments(text: str) -> str:
    """Leave out what stands between the signs of comments; one that does not end is text."""
    kept, done = "", 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept, done = kept + text[done:start], end + len("-->")
    return kept + text[done:]
