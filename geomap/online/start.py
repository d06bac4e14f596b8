"""Setting the asking up, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from geomap.online.ask import Asker
from geomap.online.cache import AnswerCache, find_cache_file
from geomap.online.pace import INTERVAL_S, Pace, share_pace
from geomap.online.rows import OnlineRows
from geomap.online.services import open_service
from geomap.pipeline import Resources


def open_rows(
    name: str,
    options: Mapping[str, str],
    resources: Resources,
    *,
    program: str,
    cache_file: Path | None = None,
    pace: Pace | None = None,
    tell: Callable[[str], None] | None = None,
) -> OnlineRows:
    """
    Set up what fills rows from an online geocoder. Nothing is sent yet.

    Parameters
    ----------
    name, options, program
        As of ``services.open_service``.
    resources
        Gazetteer and boundaries.
    cache_file
        In place of the one in the user's cache folder.
    pace
        In place of the one that all who ask that server share: a request a second.
    tell
        As of ``OnlineRows``.

    Returns
    -------
    rows
        Its ``asker.cache`` is to be closed in the end.

    Raises
    ------
    InputError
        If there is no such geocoder or option, or one is missing.
    """
    service = open_service(name, options, program=program)
    cache = AnswerCache(cache_file or find_cache_file())
    return OnlineRows(Asker(service, cache, pace or share_pace(service.name, service.domain)), resources, tell=tell)


def announce(rows: OnlineRows) -> str:
    """
    Say that names leave this machine.

    Parameters
    ----------
    rows
        Before they are filled.

    Returns
    -------
    line
        Names the service and its server.
    """
    service = rows.asker.service
    server = f" ({service.domain})" if service.domain else ""
    return (
        f"sends the names that the gazetteer does not know to {service.label}{server}, "
        f"one every {INTERVAL_S:g} s at most; answers are kept in {rows.asker.cache.path}"
    )


def summarise(rows: OnlineRows) -> str:
    """
    Say what became of the names.

    Parameters
    ----------
    rows
        Once they are filled.

    Returns
    -------
    line
        With all counts, and why some got no answer.
    """
    asker, counts = rows.asker, rows.asker.counts
    total = counts.found + counts.unknown + counts.failed + counts.unasked
    told = [f"{counts.found} of {total} names found"]
    if counts.cached:
        told.append(f"{counts.cached} answers from the cache")
    if counts.failed:
        told.append(f"{counts.failed} without an answer ({counts.last_failure})")
    if counts.unasked:
        told.append(f"{counts.unasked} not asked any more ({asker.stopped})")
    rest = "; rows without an answer are as the gazetteer has them" if counts.failed or counts.unasked else ""
    return f"{asker.service.name}: {', '.join(told)}{rest}"
