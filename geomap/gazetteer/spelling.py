"""
Names that are written almost like another: with typing errors, or with words joined or split.

Blanks do not count: "San Luis Potosí" and "Sanluis Potosi" have one spelling. The index holds for each
spelling a signature: which letters it has, and which of the commonest it has twice. One edit (a letter
added, left out, or replaced) changes at most two bits of it, and two letters that changed places none, so that
comparing the signatures of all names of about the same length leaves a few hundred to be compared by letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from geomap.gazetteer.index import PlaceIndex
from geomap.gazetteer.layout import INDEX_BITS, INDEX_MASK, LENGTHS, LIST_FLAG

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

SPELT = ("words joined or split", "1 typing error", "2 typing errors")
SURE_SPELT = (0.93, 0.8, 0.65)
"""How sure a place is whose name is spelt with so many edits, where nothing else is in doubt."""
_LETTERS = 26
_TWICE = "aeinorlstucdmh"
"""Letters that are looked at twice; with the number of the name they fill 64 bits."""
_TWICE_COLUMNS = [ord(c) - ord("a") for c in _TWICE]
_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class SimilarName:
    """A name of the gazetteer that is spelt like another, or nearly so."""

    number: int
    """Of the name, for ``PlaceIndex.record``."""
    edits: int
    """Letters added, left out, replaced, or exchanged with their neighbour."""


def fold_spelling(key: str) -> str:
    """
    Give the spelling of a folded name.

    Parameters
    ----------
    key
        As ``names.fold_toponym`` gave it.

    Returns
    -------
    spelling
        The key without its blanks.
    """
    return key.replace(" ", "")


def sign_spellings(spellings: Sequence[str]) -> npt.NDArray[np.uint64]:
    """
    Give the signature of each spelling.

    Parameters
    ----------
    spellings
        As ``fold_spelling`` gave them; none is empty.

    Returns
    -------
    signatures
        Their low ``INDEX_BITS`` are 0, and left for the number of a name.
    """
    import numpy as np  # noqa: PLC0415 - only names that are not found as written need it

    weights = np.array([1 << (INDEX_BITS + n) for n in range(_LETTERS + len(_TWICE))], dtype=np.uint64)
    signed = [np.zeros(0, dtype=np.uint64)]
    for start in range(0, len(spellings), _CHUNK):
        part = spellings[start : start + _CHUNK]
        codes = np.frombuffer("".join(part).encode("utf-32-le"), dtype="<u4").astype(np.int64)
        rows = np.repeat(np.arange(len(part)), [len(spelling) for spelling in part])
        # Letters beyond a to z share the bits of those.
        letters = np.where((codes >= ord("a")) & (codes <= ord("z")), codes - ord("a"), codes % _LETTERS)
        counts = np.bincount(rows * _LETTERS + letters, minlength=len(part) * _LETTERS).reshape(-1, _LETTERS)
        bits = np.hstack([counts > 0, counts[:, _TWICE_COLUMNS] > 1])
        signed.append(bits.astype(np.uint64) @ weights)
    return np.concatenate(signed)


def pack_spellings(keys: Iterable[str], numbers: npt.NDArray[np.integer]) -> tuple[npt.NDArray[np.uint64], list[int]]:
    """
    Lay out the names that are found in spite of typing errors.

    Parameters
    ----------
    keys
        Folded names.
    numbers
        Of each, as the trie has it.

    Returns
    -------
    spellings, starts
        Signature and number of each name of a length within ``LENGTHS``, shorter names first; and for each
        length from 0 on, where its names begin.
    """
    import numpy as np  # noqa: PLC0415 - as above

    packed: list[list[npt.NDArray[np.uint64]]] = [[np.zeros(0, dtype=np.uint64)] for _ in range(LENGTHS.stop)]
    spelt = ((fold_spelling(key), number) for key, number in zip(keys, numbers.tolist(), strict=True))
    kept = ((spelling, number) for spelling, number in spelt if len(spelling) in LENGTHS)
    while part := list(islice(kept, _CHUNK)):
        lengths = np.array([len(spelling) for spelling, _ in part])
        signed = sign_spellings([spelling for spelling, _ in part])
        signed |= np.array([number for _, number in part], dtype=np.uint64)
        for length in np.unique(lengths).tolist():
            packed[length].append(signed[lengths == length])
    sorted_parts = []
    for parts in packed:
        sorted_parts.append(np.sort(np.concatenate(parts)))
        parts.clear()  # of millions of names there is no room for both
    starts = np.cumsum([0, *(len(part) for part in sorted_parts)]).tolist()
    return np.concatenate(sorted_parts), starts


@lru_cache(maxsize=4000)
def _list_spellings(gazetteer: PlaceIndex, within: AbstractSet[int]) -> tuple[npt.NDArray[np.uint64], list[int]]:
    """List the spellings of places that lie within some divisions, laid out as those of all places."""
    import numpy as np  # noqa: PLC0415 - as above

    packed, starts = gazetteer.spellings
    if not within:
        return packed, starts
    kept = _find_inside(gazetteer, within)
    return packed[kept], np.searchsorted(kept, starts).tolist()


def _find_inside(gazetteer: PlaceIndex, within: AbstractSet[int]) -> npt.NDArray[np.intp]:
    """Find the places in ``spellings`` of names that lead to a place within some divisions."""
    import numpy as np  # noqa: PLC0415 - as above

    positions, places = _list_bearers(gazetteer)
    inside = np.isin(places, list(within))
    for column, first in gazetteer.parent_columns:
        wanted = [index - first + 1 for index in within if index >= first]
        inside |= np.isin(column[places], wanted)
    return np.unique(positions[inside])


@lru_cache(maxsize=8)
def _list_bearers(gazetteer: PlaceIndex) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """List which place bears which name: the name's position in ``spellings``, and the place's index."""
    import numpy as np  # noqa: PLC0415 - as above

    packed, _ = gazetteer.spellings
    postings, lists = gazetteer.postings
    postings = postings[packed & np.uint64(INDEX_MASK)]
    listed = np.flatnonzero(postings & LIST_FLAG)
    begins = postings[listed] ^ LIST_FLAG
    counts = lists[begins].astype(np.intp)
    # The numbers 0, 1, ... within each list: a running number less the one that its list begins with.
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    single = np.flatnonzero((postings & LIST_FLAG) == 0)
    places = np.concatenate([postings[single], lists[np.repeat(begins, counts) + 1 + steps]])
    return np.concatenate([single, np.repeat(listed, counts)]), (places & INDEX_MASK).astype(np.intp)


def find_similar(
    gazetteer: PlaceIndex, key: str, *, most_edits: int, within: AbstractSet[int] = frozenset()
) -> list[SimilarName]:
    """
    Find the names that are spelt like one, or nearly so.

    Parameters
    ----------
    gazetteer
        Whose names are searched.
    key
        A folded name.
    most_edits
        How many letters may be added, left out, replaced, or exchanged with their neighbour: up to 2.
    within
        Divisions or countries: only names of places that lie there are searched, many times quicker. A
        frozen set.

    Returns
    -------
    names
        Fewest edits first. A name that differs in its blanks only has 0 edits.
    """
    import numpy as np  # noqa: PLC0415 - as above
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    spelling = fold_spelling(key)
    if not spelling:
        return []
    signature = sign_spellings([spelling])[0]
    packed, starts = _list_spellings(gazetteer, within)
    number_bits = np.uint64(INDEX_MASK)
    lengths = [n for n in range(len(spelling) - most_edits, len(spelling) + most_edits + 1) if n in LENGTHS]
    most = max((starts[length + 1] - starts[length] for length in lengths), default=0)
    # Arrays of this size are fresh memory each time, which takes longer than the work: one does for all lengths.
    buffer, counts = np.empty(most, dtype=np.uint64), np.empty(most, dtype=np.uint8)
    found = []
    for length in lengths:
        part = packed[starts[length] : starts[length + 1]]
        differing, count = buffer[: len(part)], counts[: len(part)]
        np.bitwise_xor(part, signature, out=differing)
        np.bitwise_and(differing, ~number_bits, out=differing)
        np.bitwise_count(differing, out=count)
        near = part[count <= 2 * most_edits - abs(length - len(spelling))]
        for number in (near & number_bits).tolist():
            edits = OSA.distance(spelling, fold_spelling(gazetteer.key(number)), score_cutoff=most_edits)
            if edits <= most_edits:
                found.append(SimilarName(number, edits))
    return sorted(found, key=lambda name: (name.edits, name.number))


def find_most_similar(
    gazetteer: PlaceIndex,
    key: str,
    *,
    most_edits: int,
    within: AbstractSet[int] = frozenset(),
    fits: Callable[[SimilarName], bool],
) -> list[SimilarName]:
    """
    Find the names that differ least from one.

    Parameters
    ----------
    gazetteer, key, most_edits, within
        As of ``find_similar``.
    fits
        Whether a name will do.

    Returns
    -------
    names
        All with the fewest edits of those that fit. Two edits are looked for only where one is not enough.
    """
    for edits in range(min(most_edits, 1), most_edits + 1):
        found = [name for name in find_similar(gazetteer, key, most_edits=edits, within=within) if fits(name)]
        if found:
            return [name for name in found if name.edits == found[0].edits]
    return []
