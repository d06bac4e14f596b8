"""A saved web page to a report: trafilatura takes the article out of the furniture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from geomap.errors import InputError
from geomap.model import ReadResult
from geomap.reports.assemble import ReportDefaults, make_report
from geomap.reports.decode import decode_text, hash_content
from geomap.reports.metadata import Metadata, read_language
from geomap.reports.published import check_date

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,40})", re.IGNORECASE)
_HEAD_BYTES = 4096
_WESTERN = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
"""What browsers take these names to mean."""
_ENCODINGS = re.compile(
    r"(?:windows-|cp)125\d|iso-8859-\d{1,2}|koi8-[ru]|macintosh|gbk|gb2312|gb18030|big5|shift_jis|euc-(?:jp|kr)"
)
_ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
_LANG = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_TABLE_RULE = re.compile(r"^\|(?:-+\|)+\n", re.MULTILINE)
_ROOT = re.compile(r"<html\b", re.IGNORECASE)
_DATES = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished' or @name='pubdate' or @name='date']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
_LATEST = "2199-12-31"
"""So that the clock of the machine has no say in which date is found."""


def parse_html(content: bytes, *, doc_id: str, defaults: ReportDefaults) -> ReadResult:
    """
    Parse a saved web page.

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
    result
        One report: headline and article; title, date, publisher, address and language as the page gives them.

    Raises
    ------
    InputError
        If it is no text, declares entities, or holds no article.
    """
    page = _decode_page(content, doc_id)
    if _ENTITY.search(page):
        message = f"{doc_id}: found a declaration of entities; expected a plain web page"
        raise InputError(message)
    page = page if _ROOT.search(page) else f"<html><body>{page}</body></html>"
    # Of a very short page the strict way may leave nothing.
    found = _extract_article(page, strict=True) or _extract_article(page, strict=False)
    if found is None:
        message = f"{doc_id}: found no article in the page; expected headline and text"
        raise InputError(message)
    text = _TABLE_RULE.sub("", found.text).strip()
    title = (found.title or "").strip() or None
    if title and text.split("\n", 1)[0].strip() != title:
        text = f"{title}\n\n{text}"
    metadata = Metadata(
        title, _find_date(page) or found.date or None, found.sitename or found.hostname or None, found.url or None, None
    )
    report = make_report(
        text,
        doc_id=doc_id,
        metadata=metadata,
        defaults=defaults,
        sha256=hash_content(content),
        likely_lang=_find_lang(page),
    )
    return ReadResult((report,))


def _extract_article(page: str, *, strict: bool) -> Any:  # noqa: ANN401 - a document of trafilatura, which has no types
    import trafilatura  # noqa: PLC0415 - heavy, and only for web pages

    found: Any = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_precision=strict,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": _LATEST},
    )
    return found if found is not None and (found.text or "").strip() else None


def _decode_page(content: bytes, doc_id: str) -> str:
    """Decode a page: by its bytes where they are UTF-8 or bear a mark, else as it says itself."""
    text = decode_text(content, doc_id)
    declared = _CHARSET.search(content[:_HEAD_BYTES])
    if declared and not _is_unicode(content):
        name = declared.group(1).decode("ascii").lower()
        if _ENCODINGS.fullmatch(_WESTERN.get(name, name)):
            return content.decode(_WESTERN.get(name, name), "replace")
    return text


def _is_unicode(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return True


def _find_lang(page: str) -> str | None:
    match = _LANG.search(page)
    return read_language(match.group(1)) if match else None


def _find_date(page: str) -> str | None:
    """Find the date of publication in the head of a page, with its time."""
    from lxml import html  # noqa: PLC0415 - comes with trafilatura

    tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    values = [value for path in _DATES for value in tree.xpath(path)]
    for value in (*values, *_list_linked_dates(tree)):
        try:
            return check_date(str(value), "date")
        except InputError:
            continue
    return None


def _list_linked_dates(tree: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """List the dates of publication in the page's JSON-LD, its own article first."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            items = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        while items:
            item = items.pop(0)
            if isinstance(item, list):
                items.extend(item)
            elif isinstance(item, dict):
                if isinstance(item.get("datePublished"), str):
                    yield item["datePublished"]
                items.extend(item[key] for key in ("@graph", "mainEntity") if key in item)
