"""
How the gazetteer lies on disk: two files that are mapped into memory and never read whole.

``names.marisa`` is a trie of folded names; the number that it gives for a name is the place of that
name in ``postings``. ``places.bin`` holds a JSON header and, each at an offset that the header
names, little-endian arrays:

=============== ==== =========================================================================
section         type holds
=============== ==== =========================================================================
geonameid       I    GeoNames id, 0 where the place is not from GeoNames
lon, lat        i    degrees WGS84 times 100,000
population      I    people; 0 where not known
feature         B    number of the feature code in the header's ``features``
country         H    1 + index of the country's own place; 0 where there is none
admin1          H    1 + index of the first division's place, counted from the first of them
admin2          H    1 + index of the second division's place, counted from the first of them
text            I    offset of the place's text in ``texts``; one more at the end
postings        I    a posting, or, with the highest bit set, an offset into ``lists``
lists           I    a length, then that many postings
spellings       Q    signature of a name, and in its low bits the number that the trie gives it
texts           B    UTF-8: name, then other names, then (after a record separator) codes
=============== ==== =========================================================================

Places stand in the order countries, first divisions, second divisions, regions, populated places.
A posting is the index of a place, with the kind of the name in the bits above. ``spellings`` holds names of
places, shorter ones first, as ``spelling.py`` describes; the header's ``spellings`` tells for each length
where its names begin. Its ``cut`` lists divisions that were cut from another: the new one, the old one.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

MAGIC = b"geomap gazetteer 2\n"
PLACES_FILE = "places.bin"
NAMES_FILE = "names.marisa"
SCALE = 100_000
INDEX_BITS = 24
INDEX_MASK = (1 << INDEX_BITS) - 1
LIST_FLAG = 1 << 31
LENGTHS = range(4, 41)
"""Of the names that are found in spite of typing errors, in letters."""
UNIT = "\x1f"
RECORD = "\x1e"


class NameKind(IntEnum):
    """What a name is to the place that it leads to."""

    NAME = 0
    ALTERNATE = 1
    ABBREVIATION = 2
    DEMONYM = 3
    LANGUAGE = 4


_KINDS = tuple(NameKind)
"""Quicker to look up than an enumeration."""


def pack_posting(place: int, kind: NameKind) -> int:
    """
    Pack a place and the kind of its name into one number.

    Parameters
    ----------
    place
        Index of the place, below 2**24.
    kind
        What the name is to the place.

    Returns
    -------
    posting
        Below 2**31.
    """
    return place | kind << INDEX_BITS


def unpack_posting(posting: int) -> tuple[int, NameKind]:
    """
    Undo ``pack_posting``.

    Parameters
    ----------
    posting
        As packed.

    Returns
    -------
    place, kind
        Index of the place; what the name is to it.
    """
    return posting & INDEX_MASK, _KINDS[posting >> INDEX_BITS & 7]


def format_places(sections: Mapping[str, array[int]], header: Mapping[str, object]) -> bytes:
    """
    Lay out ``places.bin``.

    Parameters
    ----------
    sections
        The arrays of the table above, by name.
    header
        What else the header tells: ``features``, ``first`` (index of the first place of each block).

    Returns
    -------
    content
        All bytes of the file.
    """
    listed: dict[str, list[object]] = {}
    body = bytearray()
    for name, values in sections.items():
        body.extend(b"\0" * (-len(body) % 8))
        listed[name] = [values.typecode, len(body), len(values)]
        little = array(values.typecode, values)
        if sys.byteorder == "big":
            little.byteswap()
        body.extend(little.tobytes())
    head = json.dumps({**header, "sections": listed}, ensure_ascii=False, sort_keys=True).encode()
    start = len(MAGIC) + 8 + len(head)
    head += b" " * (-start % 8)
    return MAGIC + len(head).to_bytes(8, "little") + head + bytes(body)


def read_header(content: Sequence[int] | memoryview) -> tuple[dict[str, Any], int]:
    """
    Read the header of ``places.bin``.

    Parameters
    ----------
    content
        The file's bytes, as mapped.

    Returns
    -------
    header, body
        The header's JSON, and where the arrays begin.

    Raises
    ------
    ValueError
        If this is no such file.
    """
    size = len(MAGIC)
    if bytes(content[:size]) != MAGIC:
        message = "not a gazetteer of this version"
        raise ValueError(message)
    length = int.from_bytes(bytes(content[size : size + 8]), "little")
    header: dict[str, Any] = json.loads(bytes(content[size + 8 : size + 8 + length]))
    return header, size + 8 + length
