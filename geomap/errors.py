"""The errors that geomap raises: one family, whose children are also built-ins."""

from __future__ import annotations


class GeomapError(Exception):
    """Base of every error that geomap raises on purpose; its message is one line for a person."""


class InputError(GeomapError, ValueError):
    """A file or record that can't be used; says which, what was found and what was expected."""


class OutputError(GeomapError, OSError):
    """An output that can't be written."""


class DataError(GeomapError, RuntimeError):
    """The shipped data is missing or doesn't fit this version of geomap."""


class CoordinateError(GeomapError, ValueError):
    """A longitude or latitude that is no place on Earth."""
