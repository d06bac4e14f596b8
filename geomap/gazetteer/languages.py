"""Spanish names of countries and first divisions: the index itself does not say what language a name is in."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geomap.errors import DataError

LANGUAGES = ("en", "es")

Names = Mapping[tuple[str, str], str]
"""Country and first division (codes as ``Place`` has them; an empty text for the country itself) to a name."""


def choose_language(wanted: str | None) -> str | None:
    """
    Choose the first language of a list that names are known in.

    Parameters
    ----------
    wanted
        Codes such as ``es`` or ``es-MX``, or a list as the header Accept-Language has it.

    Returns
    -------
    language
        One of ``LANGUAGES``, or None.
    """
    codes = (part.partition(";")[0].strip().lower()[:2] for part in (wanted or "").split(","))
    return next((code for code in codes if code in LANGUAGES), None)


@cache
def read_spanish_names(folder: Path) -> Names:
    """
    Read the Spanish names of countries and first divisions.

    Parameters
    ----------
    folder
        Such as ``files.find_data("gazetteer", "tables")``.

    Returns
    -------
    names
        By code.

    Raises
    ------
    DataError
        If the tables can't be read.
    """
    names: dict[tuple[str, str], str] = {}
    for name in ("countries.csv", "admin1.csv"):
        try:
            with (folder / name).open(encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream):
                    names[row["country_code"], row.get("admin1_code", "")] = row["name_es"]
        except (OSError, ValueError, KeyError, csv.Error) as error:
            message = f"{name}: can't be read ({error}); expected the table of names that geomap ships"
            raise DataError(message) from error
    return {key: name for key, name in names.items() if name}
