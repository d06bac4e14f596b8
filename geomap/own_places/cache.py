"""Where the indexes with own places are kept: in the user's cache folder, by the content that they were made from."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
import weakref
from collections.abc import Callable
from pathlib import Path

from geomap.errors import DataError, OutputError
from geomap.gazetteer import layout
from geomap.gazetteer.gazetteer import Gazetteer, read_gazetteer

MOST_KEPT = 8
"""Indexes that are kept; of more, those that were not used for longest are removed."""
_STALE_SECONDS = 86_400.0
"""A build that was begun so long ago has been given up."""
_BUILDING = ".building-"
Tell = Callable[[str], None]
Build = Callable[[Path], object]


def find_cache() -> Path:
    """
    Find the folder that indexes are kept in.

    Returns
    -------
    folder
        As the platform has it; below ``XDG_CACHE_HOME`` where that is set. It need not be there.
    """
    import platformdirs  # noqa: PLC0415 - only who adds own places needs it

    return Path(platformdirs.user_cache_dir("geomap", appauthor=False)) / "gazetteers"


def open_cached(key: str, build: Build, *, cache: Path, tell: Tell) -> Gazetteer:
    """
    Open an index of the cache; it is built first where there is none that can be used.

    Several processes may do so at once: each builds in a folder of its own, and the first that is ready
    gives it its name.

    Parameters
    ----------
    key
        Of the content that it is made from.
    build
        Writes the index to a folder.
    cache
        The folder that indexes are kept in.
    tell
        Is told in one line if the cache can't be written; the index is then built for this run only.

    Returns
    -------
    gazetteer
        Ready for look-ups.

    Raises
    ------
    OutputError
        If the index can't be written anywhere.
    """
    home = cache / key
    found = _open_usable(home)
    if found is not None:
        return found
    try:
        cache.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=cache))
    except OSError as error:
        tell(f"{cache}: can't be written ({error.strerror or error}); the index of your places is for this run only")
        return _build_once(build)
    try:
        build(building)
        _put_in_place(building, home)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        tell(f"{cache}: can't be written ({error.strerror or error}); the index of your places is for this run only")
        shutil.rmtree(building, ignore_errors=True)
        return _build_once(build)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    _tidy(cache, home)
    return read_gazetteer(home)


def _open_usable(home: Path) -> Gazetteer | None:
    """Open an index if it is there and whole, and note that it was used."""
    try:
        with (home / layout.PLACES_FILE).open("rb") as stream:
            whole = layout.measure_file(stream) == (home / layout.PLACES_FILE).stat().st_size
        found = read_gazetteer(home) if whole else None
        if found is not None and len(found.section("postings")) == found.count_names():
            with contextlib.suppress(OSError):  # a cache that can be read only is as good
                (home / layout.PLACES_FILE).touch()
            return found
    except (OSError, ValueError, KeyError, TypeError, DataError):
        return None
    return None


def _put_in_place(building: Path, home: Path) -> None:
    """Give a built index its name; one that another process put there meanwhile stays."""
    try:
        building.rename(home)
    except OSError:
        if _open_usable(home) is not None:
            return
        # What is there is broken. It goes out of the way in one step, so that nobody finds half of it.
        broken = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=home.parent))
        if home.exists():
            home.rename(broken / home.name)
        shutil.rmtree(broken, ignore_errors=True)
        if not home.exists():
            building.rename(home)


def _build_once(build: Build) -> Gazetteer:
    """Build an index in a temporary folder that goes when the gazetteer does."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="geomap-"))
        try:
            build(folder)
            gazetteer = read_gazetteer(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        message = (
            f"{tempfile.gettempdir()}: can't be written ({error.strerror or error}); own places need an index on disk"
        )
        raise OutputError(message) from error
    weakref.finalize(gazetteer, shutil.rmtree, folder, ignore_errors=True)
    return gazetteer


def _tidy(cache: Path, home: Path) -> None:
    """Remove what was given up, and the indexes that were not used for longest."""
    ages: list[tuple[float, Path]] = []
    for folder in cache.iterdir():
        try:
            if folder.name.startswith(_BUILDING):
                if time.time() - folder.stat().st_mtime > _STALE_SECONDS:
                    shutil.rmtree(folder, ignore_errors=True)
            elif folder != home:
                ages.append(((folder / layout.PLACES_FILE).stat().st_mtime, folder))
        except OSError:
            continue  # another process was quicker
    for _, folder in sorted(ages)[: -(MOST_KEPT - 1)]:
        shutil.rmtree(folder, ignore_errors=True)
