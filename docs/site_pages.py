"""
What MkDocs asks of the project: pages made of files outside ``docs/``, and links that lead to them.

A README is written once and read in the repository and on the site, so its links are those of the
repository; here they are turned into those of the site.
"""  # noqa: INP001 - a hook, not a package

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "CHANGELOG.md": "changelog.md",
    "data/README.md": "data/index.md",
    **{f"data/{name}/README.md": f"data/{name}.md" for name in ("gazetteer", "boundaries", "basemap", "lexicon")},
    "data/gazetteer/tables/README.md": "data/tables.md",
    "data/event_types/README.md": "data/event_types.md",
    "seeds/README.md": "seeds.md",
    "docs/notebook.ipynb": "notebook.md",
}
"""Files of the repository and the pages that are made of them."""
COPIED = {name: name for name in ("maps/tapalpa.png", "maps/tapalpa.html")}
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
_LOADED = re.compile(
    r"<(?:script|img|iframe|source|embed|object)\b[^>]*?\s(?:src|data)\s*=\s*[\"']?(?:https?:)?//[^\"'\s>]*"
    r"|<link\b[^>]*?\shref\s*=\s*[\"']?(?:https?:)?//[^\"'\s>]*"
    r"|url\(\s*[\"']?(?:https?:)?//[^)]*|@import\b[^;]*//[^;]*",
    re.IGNORECASE,
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made of files outside ``docs/``."""
    for source, target in PAGES.items():
        path = ROOT / source
        content = _format_notebook(path) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8")
        files.append(File.generated(config, target, content=content))
    for source, target in COPIED.items():
        files.append(File.generated(config, target, content=(ROOT / source).read_bytes()))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:  # noqa: ANN401 - MkDocs gives more than is used
    """Turn the links of the repository into those of the site; a link to code becomes its text."""
    here = next((s for s, t in PAGES.items() if t == page.file.src_uri), f"docs/{page.file.src_uri}")

    def turn(match: re.Match[str]) -> str:
        image, text, link = match.groups()
        if re.match(r"[a-z]+:|#", link):
            return match[0]
        path, _, anchor = link.partition("#")
        source = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
        if not (ROOT / source).exists():
            message = f"{here}: the link '{link}' leads to no file"
            raise PluginError(message)
        target = PAGES.get(source) or COPIED.get(source)
        if target is None and source.startswith("docs/") and (ROOT / source).is_file():
            target = source.removeprefix("docs/")
        if target is None:
            return text
        link = posixpath.relpath(target, posixpath.dirname(page.file.src_uri) or ".") + (f"#{anchor}" if anchor else "")
        return f"{image}[{text}]({link})"

    # What stands in fences is code and has no links.
    parts = re.split(r"(^```.*?^```$)", markdown, flags=re.MULTILINE | re.DOTALL)
    return "".join(part if part.startswith("```") else _LINK.sub(turn, part) for part in parts)


def on_post_build(config: MkDocsConfig) -> None:
    """Refuse a site that would load something from the network."""
    for path in sorted(Path(config.site_dir).rglob("*")):
        if path.suffix not in (".html", ".css"):
            continue
        found = _LOADED.search(path.read_text(encoding="utf-8"))
        if found:
            message = f"{path.relative_to(config.site_dir)}: would load {found[0][:120]!r}; expected nothing"
            raise PluginError(message)


def _format_notebook(path: Path) -> str:
    """Give a notebook's text and code; what its cells show is made by those who run it."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    return "\n\n".join(
        text if cell["cell_type"] == "markdown" else f"```python\n{text}\n```"
        for cell, text in zip(cells, texts, strict=True)
    )
