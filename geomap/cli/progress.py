"""How far a long piece of work has come, on a terminal."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from geomap.sheets.table import SheetTable

_SIZE = {"ncols": 80, "nrows": 24}
"""Of a terminal that doesn't tell its own."""


def show_progress(
    batches: Iterator[pa.RecordBatch], table: SheetTable, options: argparse.Namespace
) -> Iterator[pa.RecordBatch]:
    """
    Show how many rows are done, how quickly, and how long it will take, while batches are asked for.

    Parameters
    ----------
    batches
        Made of the table.
    table
        That is being read.
    options
        With ``quiet``.

    Yields
    ------
    rows
        The batches. Nothing is shown where the user wants quiet or standard error is no terminal.
    """
    if options.quiet or sys.stderr is None or not sys.stderr.isatty():
        yield from batches
        return
    from tqdm import tqdm  # noqa: PLC0415 - for terminals only

    tqdm.monitor_interval = 0  # no thread of its own
    size = {} if os.get_terminal_size(sys.stderr.fileno()).columns else _SIZE
    with tqdm(total=table.n_rows, desc=options.command, unit=" rows", unit_scale=True, leave=False, **size) as bar:
        for rows in batches:
            share = table.share_read()
            if share:  # a file of text tells no rows: there are as many as its size makes likely
                bar.total = round((bar.n + rows.num_rows) / share)
            bar.update(rows.num_rows)
            yield rows
