"""Data to inert script elements: base64 of gzip, with each geometry once."""

from __future__ import annotations

import base64
import gzip
import html
import json
from collections.abc import Iterable

from geomap.errors import InputError

_GEOMETRY = ',"geometry":'
LEVEL = 6
"""Of gzip: level 9 takes twice the time and saves one part in two hundred."""
LEAST_SHARED = 100
"""A geometry of fewer characters than this stays where it is: a reference would save nothing."""


def pack_data(name: str, content: bytes) -> str:
    """
    Pack data into an inert script element.

    Parameters
    ----------
    name
        Id of the element.
    content
        Any bytes.

    Returns
    -------
    text
        Base64 of gzip; the same for the same content.
    """
    packed = base64.b64encode(gzip.compress(content, LEVEL, mtime=0)).decode("ascii")
    return f'<script type="application/octet-stream" id="{html.escape(name)}">{packed}</script>\n'


def share_shapes(*collections: bytes) -> bytes:
    """
    Write GeoJSON files as one object in which a geometry that comes again stands once.

    Parameters
    ----------
    *collections
        FeatureCollections with a first line, a feature a line, and a last line.

    Returns
    -------
    content
        JSON: ``shapes``, a list of texts, and ``files``, each a list of lines. A line is a text, or
        ``[before, number of the shape, after]``. The joined lines are the file to the byte.

    Raises
    ------
    InputError
        If a file is not laid out so.
    """
    shapes: dict[str, int] = {}
    files = [_share_lines(content, shapes) for content in collections]
    return json.dumps({"shapes": list(shapes), "files": files}, ensure_ascii=False, separators=(",", ":")).encode()


def _share_lines(content: bytes, shapes: dict[str, int]) -> list[object]:
    """Take the geometries out of the lines of one file; ``shapes`` grows."""
    try:
        lines = content.decode().split("\n")
    except UnicodeDecodeError as error:
        message = f"map data: found bytes that are not UTF-8 ({error.reason}); expected GeoJSON"
        raise InputError(message) from error
    if len(lines) < 3 or not lines[0].endswith('"features":[') or lines[-2:] != ["]}", ""]:  # noqa: PLR2004 - first, last, end
        message = f"map data: found {content[:40]!r}...; expected a FeatureCollection with a feature a line"
        raise InputError(message)
    return [lines[0], *_cut_lines(lines[1:-2], shapes), *lines[-2:]]


def _cut_lines(lines: Iterable[str], shapes: dict[str, int]) -> Iterable[object]:
    decoder = json.JSONDecoder()
    for line in lines:
        # In a text a quotation mark is escaped, so the first such key is the feature's own.
        start = line.find(_GEOMETRY) + len(_GEOMETRY)
        if start < len(_GEOMETRY) or not line.startswith("{"):
            yield line
            continue
        try:
            _, end = decoder.raw_decode(line, start)
        except ValueError as error:
            message = f"map data: found {line[:60]!r}..., which is not JSON; expected a feature a line"
            raise InputError(message) from error
        text = line[start:end]
        if len(text) < LEAST_SHARED:
            yield line
        else:
            yield [line[:start], shapes.setdefault(text, len(shapes)), line[end:]]
