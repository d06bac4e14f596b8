"""Opens a gazetteer with places of a user's own."""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from geomap.errors import InputError
from geomap.files import find_data
from geomap.gazetteer import layout
from geomap.gazetteer.gazetteer import Gazetteer, read_gazetteer
from geomap.own_places.files import hash_parts, list_parts, open_own_file

VERSION = 1
"""Of what is made of the same files; a change of how they are read makes a new index."""
_BOUNDARIES = ("country.arrow", "admin1.arrow", "admin2.arrow")
_FOLDER_SUFFIX = ".gdb"
"""Of a layer that is a folder."""


def open_gazetteer(
    *paths: str | Path,
    boundaries: str | Path | None = None,
    cache: str | Path | None = None,
    tell: Callable[[str], None] | None = None,
) -> Gazetteer:
    r"""
    Open the shipped gazetteer, with places of your own.

    Parameters
    ----------
    *paths
        Files of own places: a GeoNames dump (``MX.txt``, ``MX.zip``); a table (``.csv``, ``.tsv``,
        ``.parquet``, ``.xlsx``) or layer (``.gpkg``, ``.geojson``, ``.shp``) with names and points, whose
        columns are guessed from their names. A folder is a gazetteer in place of the shipped one.
    boundaries
        Folder of boundaries, which tell in what a place lies where its file does not; the shipped ones by
        default.
    cache
        Folder in which the index is kept, by the content of the files; the user's cache by default. If it
        can't be written, the index lasts as long as the gazetteer.
    tell
        Is given a line on what each file was taken for and what was set aside.

    Returns
    -------
    gazetteer
        One index of all places. An own place outranks one near by that bears its name.

    Raises
    ------
    InputError
        If a file can't be read or holds no place that can be used.
    DataError
        If a folder holds no gazetteer of this version.
    OutputError
        If the index can't be written anywhere.

    Warns
    -----
    UserWarning
        If rows were set aside and there is no ``tell``.

    Examples
    --------
    >>> import geomap
    >>> from pathlib import Path
    >>> _ = Path("ranchos.csv").write_text("nombre,x,y\nRancho El Guayabo,-103.78,19.96\n")
    >>> gazetteer = geomap.open_gazetteer("ranchos.csv")
    >>> record = gazetteer.find_name("rancho el guayabo")
    >>> place = gazetteer.place(record.entries[0][0])
    >>> place.place_id, place.admin2_name
    ('own:ranchos:1', 'Tapalpa')
    """
    given = [Path(path) for path in paths]
    folders = [path for path in given if path.is_dir() and path.suffix.lower() != _FOLDER_SUFFIX]
    if len(folders) > 1:
        message = f"{folders[1]}: is a second folder; expected at most one gazetteer in place of the shipped one"
        raise InputError(message)
    home = folders[0] if folders else find_data("gazetteer")
    base = read_gazetteer(home)
    files = [path for path in given if path not in folders]
    if not files:
        return base
    drawn = find_data("boundaries") if boundaries is None else Path(boundaries)
    return _open_with(base, home, files, drawn, cache=None if cache is None else Path(cache), tell=tell or _warn)


def _open_with(
    base: Gazetteer,
    home: Path,
    files: Sequence[Path],
    boundaries: Path,
    *,
    cache: Path | None,
    tell: Callable[[str], None],
) -> Gazetteer:
    from geomap.own_places.cache import find_cache, open_cached  # noqa: PLC0415 - only who adds own places needs it

    parts = [list_parts(path) for path in files]
    before = _look_at(parts)
    stems = _name_stems(files)
    key = _make_key(home, boundaries, parts, stems)

    def build(folder: Path) -> None:
        from geomap.own_places.build import build_index  # noqa: PLC0415 - loads shapely

        opened = [open_own_file(path, stem) for path, stem in zip(files, stems, strict=True)]
        build_index(folder, base, boundaries, opened)
        if _look_at(parts) != before:
            message = f"{', '.join(path.name for path in files)}: changed while being read; expected files at rest"
            raise InputError(message)

    gazetteer = open_cached(key, build, cache=cache or find_cache(), tell=tell)
    for text, aside in gazetteer.notices:
        if aside or tell is not _warn:
            tell(text)
    return gazetteer


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=2)


def _look_at(parts: Sequence[Sequence[Path]]) -> list[tuple[int, int]]:
    """Note size and time of files, to see whether they change."""
    statuses = [part.stat() for listed in parts for part in listed]
    return [(status.st_size, status.st_mtime_ns) for status in statuses]


def _name_stems(files: Sequence[Path]) -> list[str]:
    """Name the files for ids; of two that have one name, the later gets a number."""
    seen: Counter[str] = Counter()
    stems = []
    for path in files:
        stem = " ".join("".join(c if c.isprintable() else " " for c in path.stem).split())
        seen[stem] += 1
        stems.append(stem if seen[stem] == 1 else f"{stem}-{seen[stem]}")
    return stems


def _make_key(home: Path, boundaries: Path, parts: Sequence[Sequence[Path]], stems: Sequence[str]) -> str:
    """Make a key of all that an index depends on: content, not names or dates, but for the stems in ids."""
    shipped = [home / layout.NAMES_FILE, home / layout.PLACES_FILE, *(boundaries / name for name in _BOUNDARIES)]
    told = [str(VERSION), layout.MAGIC.decode(), *hash_parts(shipped)]
    for stem, listed in zip(stems, parts, strict=True):
        told += [stem, *hash_parts([*listed])]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()[:40]
