"""The finished document: one file that names its language, allows its own scripts, and asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from branca.element import CssLink, Element, Figure, JavascriptLink

from geomap.webmap.elements import PlainText
from geomap.webmap.offline import check_elements, check_text, inline_link

ASSETS = Path(__file__).resolve().parent / "assets"
_SECTIONS = ("header", "html", "script")
_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*/?>')
_SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_RANDOM_ID = re.compile(r"_([0-9a-f]{32})")
_JQUERY = re.compile(r"\$\(")


class PageFigure(Figure):
    """
    A figure that renders as a finished page, however it is asked: by ``save``, a notebook or geomap.

    Parameters
    ----------
    language
        Of the page before its script runs.
    """

    def __init__(self, language: str) -> None:
        super().__init__(height="600px")
        self.language = language

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - branca passes what it likes
        """Lay the page out; what was rendered before is left as it was."""
        before = {name: dict(getattr(self, name)._children) for name in _SECTIONS}  # noqa: SLF001 - no public list
        try:
            text = self._render_page(**kwargs)
        finally:
            for name, children in before.items():
                held = getattr(self, name)._children  # noqa: SLF001 - no public list
                held.clear()
                held.update(children)
        return _add_policy(_number_ids(text, self))

    def _render_page(self, **kwargs: Any) -> str:  # noqa: ANN401 - branca passes what it likes
        check_elements(_walk(self))
        for child in self._children.values():
            child.render(**kwargs)
        parts = {name: "".join(self._render_section(name, **kwargs)) for name in _SECTIONS}
        head = _VIEWPORT.sub("", parts["header"])
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"{head}\n</head>\n<body>\n{parts['html']}\n<script>\n{parts['script']}\n</script>\n</body>\n</html>\n"
        )

    def _render_section(self, name: str, **kwargs: Any) -> Iterator[str]:  # noqa: ANN401 - branca passes what it likes
        """Yield the texts of a section; those that are not the page's own must ask for nothing."""
        foreign = []
        children = dict(getattr(self, name)._children)  # noqa: SLF001 - no public list
        children.pop("meta_http", None)
        texts = []
        for key, element in children.items():
            if isinstance(element, JavascriptLink | CssLink):
                texts.append(inline_link(key, element))
                continue
            text = element.render(**kwargs)
            if not isinstance(element, PlainText):
                check_text(text)
                foreign.append(text)
            texts.append(text)
        if name == "script" and any(_JQUERY.search(text) for text in foreign):
            yield (ASSETS / "query.js").read_text(encoding="utf-8")
        yield from texts


def _walk(element: Element) -> Iterator[Element]:
    """Yield an element and all below it, with the parts of a popup, in a fixed order."""
    yield element
    for child in element._children.values():  # noqa: SLF001 - branca has no other way to list them
        yield from _walk(child)
    if not isinstance(element, Figure):
        for name in _SECTIONS:
            part = getattr(element, name, None)
            if isinstance(part, Element):
                yield from _walk(part)


def _number_ids(text: str, figure: Figure) -> str:
    """Give the elements, which folium names at random, numbers, so that the same map is the same bytes."""
    numbers: dict[str, str] = {}
    for element in _walk(figure):
        numbers.setdefault(element._id, f"{len(numbers):04d}")  # noqa: SLF001 - no public name of it
    return _RANDOM_ID.sub(lambda match: f"_{numbers.get(match[1], match[1])}", text)


def _add_policy(page: str) -> str:
    """Allow the scripts of the page by their hashes, and nothing else."""
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(match[2].encode()).digest()).decode() + "'"
        for match in _SCRIPT.finditer(page)
        if "octet-stream" not in match[1]
    ]
    policy = (
        f"default-src 'none'; script-src {' '.join(dict.fromkeys(hashes))}; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; connect-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace('<meta charset="utf-8">\n', f'<meta charset="utf-8">\n{meta}\n', 1)
