"""Which module reads which incident table."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from geomap.errors import InputError
from geomap.model import Incident, ReadResult, Reject

KINDS = ("csv", "geojson")


class TableFile(Protocol):
    """A file of the input, as far as this module needs it."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def doc_id(self) -> str:
        """Its name."""

    @property
    def kind(self) -> str:
        """csv, geojson, or something that is no table."""


def read_tables(files: Sequence[TableFile]) -> ReadResult:
    """
    Read the incident tables among the files.

    Parameters
    ----------
    files
        Those of other kinds are passed over.

    Returns
    -------
    result
        Incidents, what was set aside (rows, and whole tables that can't be used), and what to tell.
    """
    incidents: list[Incident] = []
    rejects: list[Reject] = []
    notices: list[str] = []
    for file in files:
        if file.kind not in KINDS:
            continue
        module = importlib.import_module(f"geomap.tables.{file.kind}")
        try:
            result: ReadResult = module.read_incident_table(file.path, doc_id=file.doc_id)
        except InputError as error:
            rejects.append(Reject(file.doc_id, str(error).removeprefix(f"{file.doc_id}: ")))
            continue
        incidents.extend(result.incidents)
        rejects.extend(result.rejects)
        notices.extend(result.notices)
    return ReadResult((), tuple(incidents), tuple(rejects), tuple(notices))
