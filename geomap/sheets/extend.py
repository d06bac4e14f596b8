"""Adding columns to a table, batch by batch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import pyarrow as pa

from geomap.sheets.parts import Parts
from geomap.sheets.table import DECIMALS, WGS84, Batch, Geometry, Layout, SheetTable, name_apart

_TALLY = b"geomap:tally"
_SHAPES = "geom"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows had what."""

    usable: int = 0
    """Rows that could be looked up."""
    problems: int = 0
    """Rows that hold something which could not."""
    first: str | None = None
    """The first problem, in one line."""

    def __add__(self, other: Tally) -> Tally:
        """Count the rows of two batches together."""
        return Tally(self.usable + other.usable, self.problems + other.problems, self.first or other.first)


@dataclass(frozen=True, slots=True)
class Added:
    """What is added to the rows of a batch."""

    columns: Sequence[Sequence[Any]]
    """The values of each added column; None for null."""
    lons: Sequence[float | None]
    lats: Sequence[float | None]
    """The point of each row, degrees WGS84."""
    tally: Tally = Tally()


def text_field(name: str) -> pa.Field:
    """
    Describe an added column of text.

    Parameters
    ----------
    name
        Of the column.

    Returns
    -------
    field
        For ``Extension``.
    """
    return pa.field(name, pa.string())


def number_field(name: str, decimals: int) -> pa.Field:
    """
    Describe an added column of numbers.

    Parameters
    ----------
    name
        Of the column.
    decimals
        That they have as text; they are rounded to so many.

    Returns
    -------
    field
        For ``Extension``.
    """
    return pa.field(name, pa.float64(), metadata={DECIMALS: str(decimals).encode()})


def guess_field(name: str, values: Iterable[Any]) -> pa.Field:
    """
    Describe an added column by its values.

    Parameters
    ----------
    name
        Of the column.
    values
        Of all kinds that it has; None for null.

    Returns
    -------
    field
        Of truth values, whole numbers or numbers where all values are such; else of text.
    """
    try:
        kind = pa.array(list(values)).type
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        kind = pa.string()
    known = pa.types.is_boolean(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind)
    return pa.field(name, kind if known else pa.string())


class Extension:
    """
    A table with further columns; those of the same names that it has already are replaced.

    Parameters
    ----------
    table
        Open for reading.
    fields
        Of the added columns, made by ``text_field`` and ``number_field``.
    add
        Gives what is added to a batch.
    shapes
        Whether a table without shapes gets the points of its rows (EPSG:4326).

    Attributes
    ----------
    layout
        Of the table with the added columns.
    replaced
        Names of the columns that it had already.
    tally
        Of the rows that were given so far.
    """

    def __init__(
        self, table: SheetTable, fields: Sequence[pa.Field], add: Callable[[Batch], Added], *, shapes: bool
    ) -> None:
        self._table = table
        self._add = add
        self._fields = list(fields)
        given = table.layout
        added = {field.name for field in fields}
        self._kept = [place for place, name in enumerate(given.schema.names) if name not in added]
        self.replaced = [name for name in given.schema.names if name in added]
        geometry = given.geometry if given.geometry and given.geometry.column not in added else None
        self._with_shapes = shapes and geometry is None
        if self._with_shapes:
            column = name_apart([_SHAPES], taken=[*given.schema.names, *added])[0]
            geometry = Geometry(column, WGS84, "Point")
            self._fields.append(pa.field(column, pa.binary()))
        schema = pa.schema([*(given.schema.field(place) for place in self._kept), *self._fields])
        self.layout: Layout = replace(given, schema=schema.with_metadata(given.schema.metadata), geometry=geometry)
        self._schema = pa.schema(self._fields)
        self.tally = Tally()

    def extend_batches(self, parts: Parts | None, check: Callable[[Tally], None]) -> Iterator[pa.RecordBatch]:
        """
        Read the table and give it with what is added.

        Parameters
        ----------
        parts
            What was added by an earlier run, and where this one keeps it; None to keep nothing.
        check
            Is given the tally of all rows when the last is read, and raises an error if it won't do.

        Yields
        ------
        rows
            Of ``layout``, in order.
        """
        for number, batch in enumerate(self._table.batches):
            part = None if parts is None else parts.read(number, self._schema, batch.rows.num_rows)
            if part is None:
                part = self._make_part(self._add(batch))
                if parts is not None:
                    parts.write(number, part)
            self.tally += Tally(**json.loads(part.schema.metadata[_TALLY]))
            kept = [batch.rows.column(place) for place in self._kept]
            yield pa.RecordBatch.from_arrays([*kept, *part.columns], schema=self.layout.schema)
        check(self.tally)

    def _make_part(self, added: Added) -> pa.RecordBatch:
        columns = [_make_column(values, field) for values, field in zip(added.columns, self._fields, strict=False)]
        if self._with_shapes:
            from geomap.sheets.shapes import format_points  # noqa: PLC0415 - loads shapely

            columns.append(format_points(added.lons, added.lats))
        metadata = {_TALLY: json.dumps(asdict(added.tally)).encode()}
        return pa.RecordBatch.from_arrays(columns, schema=self._schema.with_metadata(metadata))


def _make_column(values: Sequence[Any], field: pa.Field) -> pa.Array:
    if pa.types.is_string(field.type):
        return pa.array(
            [value if value is None or isinstance(value, str) else str(value) for value in values], field.type
        )
    if DECIMALS not in (field.metadata or {}):
        return pa.array(list(values), field.type)
    decimals = int(field.metadata[DECIMALS])
    return pa.array([None if value is None else round(value, decimals) for value in values], pa.float64())
