"""Points located one list at a time, as tests state them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geomap.boundaries.store import Boundaries, Division


def locate_points(
    boundaries: Boundaries, lons: Sequence[float | None], lats: Sequence[float | None]
) -> list[tuple[Division | None, Division | None]]:
    """Give the first and second division of each point; None is no point."""
    located = boundaries.locate_rows(*(np.array(values, dtype=np.float64) for values in (lons, lats)))
    return [
        (
            boundaries.admin1.division(first) if first >= 0 else None,
            boundaries.admin2.division(second) if second >= 0 else None,
        )
        for first, second in zip(located.admin1.tolist(), located.admin2.tolist(), strict=True)
    ]
