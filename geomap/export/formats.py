"""Which module writes which suffix."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from geomap.errors import InputError

FORMATS = {".geojson": "geojson", ".jsonl": "jsonl", ".csv": "csv"}


def find_format(path: Path | None) -> Callable[..., bytes]:
    """
    Find what lays incidents out for a file.

    Parameters
    ----------
    path
        Whose suffix says the format; None for JSON lines.

    Returns
    -------
    format_incidents
        Takes a table and ``quotes``, gives bytes.

    Raises
    ------
    InputError
        If geomap writes no such format.
    """
    suffix = ".jsonl" if path is None else path.suffix.lower()
    if suffix not in FORMATS:
        message = f"{path}: found the suffix '{suffix}'; expected one of {', '.join(FORMATS)}"
        raise InputError(message)
    form: Callable[..., bytes] = importlib.import_module(f"geomap.export.{FORMATS[suffix]}").format_incidents
    return form
