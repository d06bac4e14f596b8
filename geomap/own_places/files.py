"""A path that a user gives to what reads it, and to the hash of its content."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from geomap.errors import InputError

if TYPE_CHECKING:
    from geomap.own_places.batches import OwnFile

TEXT_SUFFIXES = (".txt", ".csv", ".tsv")
_README = "readme"


def open_own_file(path: Path, stem: str) -> OwnFile:
    """
    Open a file of own places.

    Parameters
    ----------
    path
        A GeoNames dump, a table, a layer, or a ``.zip`` that holds one of these.
    stem
        For its places' ids.

    Returns
    -------
    file
        Nothing but its beginning is read.

    Raises
    ------
    InputError
        If it can't be read, or is of no such form.
    """
    from geomap.own_places.delimited import open_delimited  # noqa: PLC0415 - loads Arrow
    from geomap.own_places.layers import LAYER_SUFFIXES, PARQUET_SUFFIXES, open_layer, open_parquet  # noqa: PLC0415

    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return open_delimited(path.name, stem, lambda: path.open("rb"))
    if suffix in LAYER_SUFFIXES:
        return open_layer(path.name, stem, path)
    if suffix in PARQUET_SUFFIXES:
        return open_parquet(path.name, stem, path)
    if suffix == ".zip":
        member = _choose_member(path, (*TEXT_SUFFIXES, *LAYER_SUFFIXES))
        if Path(member).suffix.lower() in TEXT_SUFFIXES:
            return open_delimited(path.name, stem, lambda: _open_member(path, member))
        return open_layer(path.name, stem, f"/vsizip/{path.absolute()}/{member}")
    known = " ".join((*TEXT_SUFFIXES, ".zip", *LAYER_SUFFIXES, *PARQUET_SUFFIXES))
    message = f"{path.name}: found the suffix '{path.suffix}'; expected a gazetteer's folder, or one of {known}"
    raise InputError(message)


def _choose_member(path: Path, suffixes: tuple[str, ...]) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [i.filename for i in archive.infolist() if not i.is_dir()]
    except (OSError, zipfile.BadZipFile) as error:
        message = f"{path.name}: can't be read ({error}); expected a zip archive with places"
        raise InputError(message) from error
    usable = [n for n in names if n.lower().endswith(suffixes) and not Path(n).name.lower().startswith((_README, "._"))]
    if len(usable) != 1:
        found = ", ".join((usable or names)[:10])[:200] or "nothing"
        message = f"{path.name}: found {found}; expected one table or layer of places in the archive"
        raise InputError(message)
    return usable[0]


def _open_member(path: Path, member: str) -> IO[bytes]:
    try:
        return zipfile.ZipFile(path).open(member)
    except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        message = f"{path.name}: can't be read ({error}); expected a zip archive with places"
        raise InputError(message) from error


def list_parts(path: Path) -> list[Path]:
    """
    List the files that a file of own places consists of.

    Parameters
    ----------
    path
        As given.

    Returns
    -------
    parts
        A shapefile has others beside it, and a geodatabase is a folder.

    Raises
    ------
    InputError
        If it is missing.
    """
    try:
        if path.is_dir():
            return sorted(p for p in path.rglob("*") if p.is_file())
        if not path.is_file():
            message = f"{path}: not found; expected a file of places, or a gazetteer's folder"
            raise InputError(message)
        if path.suffix.lower() in (".shp", ".tab", ".mif"):
            return sorted(p for p in path.parent.iterdir() if p.stem == path.stem and p.is_file())
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        message = f"{path}: can't be read ({error}); expected a file of places"
        raise InputError(message) from error
    return [path]


def hash_parts(parts: list[Path]) -> Iterator[str]:
    """
    Hash the content of files.

    Parameters
    ----------
    parts
        Of ``list_parts``.

    Yields
    ------
    text
        Suffix and SHA-256 of each.

    Raises
    ------
    InputError
        If one can't be read.
    """
    for part in parts:
        try:
            with part.open("rb") as stream:
                yield f"{part.suffix} {hashlib.file_digest(stream, 'sha256').hexdigest()}"
        except OSError as error:
            message = f"{part}: can't be read ({error.strerror or error}); expected a file of places"
            raise InputError(message) from error
