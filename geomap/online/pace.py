"""One request a second to a server, however many ask it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache

INTERVAL_S = 1.0
"""Nominatim's usage policy (operations.osmfoundation.org/policies/nominatim, 2026): at most one request a second."""


class Pace:
    """
    Keeps a time between requests, from the beginning of one to that of the next.

    The first waits as well: the command before this one may have asked a moment ago.

    Parameters
    ----------
    interval_s
        Between two requests.
    clock, sleep
        Seconds that never go back; and what waits for some of them.
    """

    def __init__(
        self,
        interval_s: float = INTERVAL_S,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval_s = interval_s
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._due = clock() + interval_s

    def wait(self) -> None:
        """Wait until a request may be made; many threads get their turns one after the other."""
        with self._lock:
            while (left := self._due - self._clock()) > 0:
                self._sleep(left)
            self._due = self._clock() + self._interval_s

    def put_off(self, seconds: float) -> None:
        """
        Let no request be made for some time.

        Parameters
        ----------
        seconds
            From now.
        """
        with self._lock:
            self._due = max(self._due, self._clock() + seconds)


@cache
def share_pace(service: str, domain: str) -> Pace:
    """
    Give the pace of a server, one for all who ask it in this process.

    Parameters
    ----------
    service, domain
        Which server.

    Returns
    -------
    pace
        The same each time.
    """
    del service, domain
    return Pace()
