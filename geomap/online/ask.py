"""Asking an online geocoder for names, one at a time, until it has had enough."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)

from geomap.online.answers import Answer, read_answer
from geomap.online.cache import AnswerCache
from geomap.online.pace import Pace
from geomap.online.services import Service

LONGEST_WAIT_S = 60.0
"""A server that wants a longer pause is not asked again in this run."""
_PAUSES_S = (5.0, 20.0)
"""After the first and second refusal; Nominatim's own say ``Retry-After: 0``, which is no pause at all."""
_TRIES = 2
_MOST_FAILURES = 3
"""Names in a row that got no answer, before the server is left alone."""
_REFUSALS = (GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges, GeocoderQuotaExceeded)
_BLOCKED = 418
"""Nominatim's status for those who do not say who they are."""
_UNREADABLE = (AttributeError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
"""What geopy raises over answers of another form than it expects."""


@dataclass(slots=True)
class Counts:
    """What became of the names."""

    found: int = 0
    unknown: int = 0
    cached: int = 0
    """Of both, those that were in the cache."""
    failed: int = 0
    unasked: int = 0
    last_failure: str | None = None


@dataclass(slots=True)
class Asker:
    """
    Asks a service, by way of the cache, at its pace.

    A name is tried twice; three in a row without an answer, a refusal, or a pause that is too long, and
    nothing more is asked.
    """

    service: Service
    cache: AnswerCache
    pace: Pace
    counts: Counts = field(default_factory=Counts)
    stopped: str | None = None
    """Why nothing more is asked."""
    _failures: int = 0
    _answers: dict[str, Answer | None] = field(default_factory=dict)

    def ask(self, query: str) -> Answer | None:
        """
        Ask for a name.

        Parameters
        ----------
        query
            The name and what it lies in.

        Returns
        -------
        answer
            None if the service knows none or gave no answer; ``counts`` tells which.
        """
        if query not in self._answers:
            self._answers[query] = self._find_answer(query)
        return self._answers[query]

    def _find_answer(self, query: str) -> Answer | None:
        key = (self.service.name, self.service.domain, query)
        known, answer = self.cache.find(key)
        if known:
            self.counts.cached += 1
        elif self.stopped:
            self.counts.unasked += 1
            return None
        else:
            try:
                answer = self._ask_service(query)
            except _NoAnswerError as error:
                self._count_failure(str(error), final=error.final)
                return None
            self._failures = 0
            self.cache.keep(key, answer)
        if answer is None:
            self.counts.unknown += 1
        else:
            self.counts.found += 1
        return answer

    def _count_failure(self, reason: str, *, final: bool) -> None:
        self.counts.failed += 1
        self.counts.last_failure = reason
        self._failures += 1
        if final or self._failures >= _MOST_FAILURES:
            self.stopped = reason

    def _ask_service(self, query: str) -> Answer | None:
        """Ask until there is an answer, or reason to give up."""
        refused = tries = 0
        while True:
            self.pace.wait()
            try:
                location = self.service.geocode(query)
                return read_answer(self.service.name, location) if location is not None else None
            except GeocoderRateLimited as error:
                pause = max(float(error.retry_after or 0), (*_PAUSES_S, math.inf)[refused])
                if pause > LONGEST_WAIT_S:
                    reason = f"too many requests (status {_find_status(error) or 429})"
                    raise _NoAnswerError(reason, final=True) from error
                self.pace.put_off(pause)
                refused += 1
            except (GeopyError, OSError, *_UNREADABLE) as error:
                tries += 1
                reason, final = _explain_error(error)
                if final or tries == _TRIES or isinstance(error, GeocoderQueryError):
                    raise _NoAnswerError(reason, final=final) from error


class _NoAnswerError(Exception):
    """A name got no answer; ``final`` if no other will."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.final = final


def _find_status(error: Exception) -> int | None:
    return getattr(error.__cause__, "status_code", None)


def _explain_error(error: Exception) -> tuple[str, bool]:
    """Say in our own words why there is no answer, and whether asking on is of no use: theirs may quote a key."""
    status = _find_status(error)
    if isinstance(error, _REFUSALS) or status == _BLOCKED:
        return f"it refuses us (status {status})" if status else "it refuses us", True
    if isinstance(error, GeocoderTimedOut) and status is None:
        return "no answer in time", False
    if status is not None:
        return f"its answer was status {status}", False
    if isinstance(error, GeocoderUnavailable):
        return "it can't be reached", False
    if isinstance(error, GeocoderParseError) or not isinstance(error, GeopyError):
        return "its answer can't be read", False
    return "it answered with an error", False
