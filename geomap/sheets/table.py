"""A table of whatever columns, as all formats give and take it: a layout, and batches of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from geomap.errors import InputError

BATCH_ROWS = 50_000
"""Read, looked up and written at once."""
WGS84 = "EPSG:4326"
DECIMALS = b"geomap:decimals"
"""In the metadata of a field of numbers: how many decimals a text of one has."""
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Geometry:
    """The column of a table that holds its shapes, as WKB."""

    column: str
    crs: str | None
    """An authority's code such as ``EPSG:4326``, else WKT or PROJJSON; None where the file doesn't say."""
    kind: str = "Unknown"
    """``Point``, ``MultiPolygon Z`` and so on, as GDAL writes them; ``Unknown`` where they may differ."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table, and what they are."""

    schema: pa.Schema
    geometry: Geometry | None = None
    row_id: str | None = None
    """The column with the row numbers of a database, which is no column elsewhere."""
    layer: str | None = None
    """Name of the layer or sheet."""
    verbatim: bool = False
    """Whether the columns are the texts of a CSV file, which go into another as they are."""

    @property
    def names(self) -> list[str]:
        """Of the columns, those of row numbers left out."""
        return [name for name in self.schema.names if name != self.row_id]

    def find_column(self, name: str, table: str) -> int:
        """
        Find a column that a user names.

        Parameters
        ----------
        name
            Of the column.
        table
            For the message.

        Returns
        -------
        number
            Of the column in a batch.

        Raises
        ------
        InputError
            If there is none or more than one.
        """
        count = self.names.count(name)
        if count == 1:
            return int(self.schema.names.index(name))
        if count:
            message = f"{table}: found {count} columns '{name}'; expected one"
        else:
            message = f"{table}: has no column '{name}'; found {', '.join(self.names[:_MOST_NAMED])}"
        raise InputError(message)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table."""

    rows: pa.RecordBatch
    numbers: Sequence[int]
    """Of the rows, for messages: the row after the header is 1."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table that is open for reading."""

    name: str
    """For messages."""
    layout: Layout
    batches: Iterator[Batch]
    """At least one row; read once."""
    n_rows: int | None = None
    """None where only reading tells."""
    share_read: Callable[[], float | None] = lambda: None
    """How much of the file was read, 0 to 1, where the rows are not counted."""
    notices: list[str] = field(default_factory=list)
    """What to tell the user; complete once the last batch is read."""


def number_batches(batches: Iterator[pa.RecordBatch], name: str) -> Iterator[Batch]:
    """
    Give each row its number, in a table whose file has no line without a row.

    Parameters
    ----------
    batches
        Of the table.
    name
        For the message.

    Yields
    ------
    batch
        Numbered; those without a row are left out.

    Raises
    ------
    InputError
        If there is no row.
    """
    count = 0
    for rows in batches:
        if rows.num_rows:
            yield Batch(rows, range(count + 1, count + rows.num_rows + 1))
            count += rows.num_rows
    if not count:
        message = f"{name}: found columns and no row; expected at least one"
        raise InputError(message)


def choose_layer(found: Sequence[str], layer: str | None, name: str, *, what: str) -> tuple[str, list[str]]:
    """
    Choose the layer or sheet of a file that is read.

    Parameters
    ----------
    found
        Names of all, in order.
    layer
        That the user names, if any.
    name
        Of the file, for messages.
    what
        ``layer`` or ``sheet``.

    Returns
    -------
    layer, notices
        The first where none is named, which is told if there are more.

    Raises
    ------
    InputError
        If there is none, or none of that name.
    """
    if not found:
        message = f"{name}: has no {what} with a table; expected one"
        raise InputError(message)
    listed = ", ".join(found[:_MOST_NAMED])
    if layer is None:
        return found[0], [f"{name}: read the {what} '{found[0]}' of {listed}"] if len(found) > 1 else []
    if layer not in found:
        message = f"{name}: has no {what} '{layer}'; found {listed}"
        raise InputError(message)
    return layer, []


def name_apart(
    names: Sequence[str], *, taken: Sequence[str] = (), fold: Callable[[str], str] = str.casefold
) -> list[str]:
    """
    Name columns for a format where each has a name of its own.

    Parameters
    ----------
    names
        Of the columns.
    taken
        Names that none may have.
    fold
        Gives the same for names that the format takes for one; whatever the case of letters by default.

    Returns
    -------
    names
        The first of a name keeps it, a further one gets ``_2`` and so on; one without a name ``column_3``,
        by its place.
    """
    known = {fold(name) for name in (*taken, *names)}
    used = {fold(name) for name in taken}
    apart = []
    for place, given in enumerate(names, 1):
        name = base = given or f"column_{place}"
        count = 1
        while fold(name) in used or (name != given and fold(name) in known):
            count += 1
            name = f"{base}_{count}"
        used.add(fold(name))
        apart.append(name)
    return apart


def tell_renamed(names: Sequence[str], apart: Sequence[str], what: str) -> list[str]:
    """
    Tell which columns got another name.

    Parameters
    ----------
    names, apart
        Before and after ``name_apart``.
    what
        The format that needs it.

    Returns
    -------
    notices
        One line at most.
    """
    changed = [f"'{old}' as '{new}'" for old, new in zip(names, apart, strict=True) if old != new]
    return [f"{what} needs a name of its own for each column: wrote {', '.join(changed)}"] if changed else []
