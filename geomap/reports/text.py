"""Plain text, and Markdown, to a report."""

from __future__ import annotations

import re

from geomap.model import Report
from geomap.reports.assemble import ReportDefaults, make_report
from geomap.reports.decode import decode_text, hash_content
from geomap.reports.metadata import split_front_matter

_COMMENT = re.compile(r"<!--(?:(?!<!--).){0,20000}?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]\n]{0,1000}\](?:\([^()\n]{0,2000}\)|\[[^\]\n]{0,200}\])")
_LINK = re.compile(
    r"\[([^\[\]\n]{1,1000})\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\]\n]{0,200}\])"
)
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_LINES = re.compile(
    r"^[ \t]{0,3}(?:```[^\n`]*|~~~[^\n~]*|=+|(?:[-*_][ \t]*){3,}|\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t:-]*"
    r"|\[[^\]\n]{1,200}\]:[ \t]+<?(?:[a-z][a-z0-9+.-]{1,20}:|www\.|[.]{0,2}/|#)[^\s<>]+>?(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""Fences, underlines of headings, rules, lines below the head of a table, and addresses of links with their titles."""
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_QUOTATION = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w\\])(?:[*_]{1,3}|~~|`{1,3})(?=[^\s*_`~])|(?<=[^\s*_`~\\])(?:[*_]{1,3}|~~|`{1,3})(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


def parse_text(content: bytes, *, doc_id: str, defaults: ReportDefaults) -> Report:
    """
    Parse a ``.txt`` file.

    Parameters
    ----------
    content
        Its bytes.
    doc_id
        Its name.
    defaults
        What the user says of it.

    Returns
    -------
    report
        Its text is the file's, after the front matter if there is one.

    Raises
    ------
    InputError
        If it is no text.
    """
    metadata, text = split_front_matter(decode_text(content, doc_id), doc_id)
    return make_report(text, doc_id=doc_id, metadata=metadata, defaults=defaults, sha256=hash_content(content))


def parse_markdown(content: bytes, *, doc_id: str, defaults: ReportDefaults) -> Report:
    """
    Parse a ``.md`` file.

    Parameters
    ----------
    content
        Its bytes.
    doc_id
        Its name.
    defaults
        What the user says of it.

    Returns
    -------
    report
        Its text is what ``strip_markup`` leaves of the file's, after the front matter if there is one:
        offsets are those of that text.

    Raises
    ------
    InputError
        If it is no text.
    """
    metadata, text = split_front_matter(decode_text(content, doc_id), doc_id)
    return make_report(
        strip_markup(text), doc_id=doc_id, metadata=metadata, defaults=defaults, sha256=hash_content(content)
    )


def strip_markup(text: str) -> str:
    """
    Strip the marks of Markdown from a text.

    Parameters
    ----------
    text
        In Markdown.

    Returns
    -------
    plain
        The words that a reader sees; of a link its text, of a picture nothing. List items keep their
        bullets, which tell them from a paragraph; HTML stays as it is written.
    """
    for pattern, replacement in (
        (_COMMENT, ""),
        (_IMAGE, ""),
        (_LINK, r"\1"),
        (_ADDRESS, r"\1"),
        (_LINES, ""),
        (_HEADING, r"\1"),
        (_QUOTATION, ""),
        (_EMPHASIS, ""),
        (_ESCAPE, r"\1"),
    ):
        text = pattern.sub(replacement, text)
    return text
