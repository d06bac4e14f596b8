"""Which date belongs to which event, what the report's main date is, and what is history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geomap.incidents import word_classes as word_sets
from geomap.incidents.dates.find import DateExpression, find_dates
from geomap.incidents.sentences import Sentence, Words
from geomap.model import Report

BACKGROUND_DAYS = 14
"""An event so many days before the report's main date is history: a choice of this project."""

_CLAUSE_COST, _MOST_COST = 8, 60
_DAYS = frozenset({"minute", "hour", "day"})


@dataclass(frozen=True, slots=True)
class PlacedDate:
    """A date with the words that it covers."""

    expression: DateExpression
    first: int
    last: int
    of_statement: bool
    """Whether it dates what somebody said rather than what happened."""


@dataclass(frozen=True)
class Timeline:
    """The dates of a report by sentence, and what they are measured against."""

    by_sentence: dict[int, list[PlacedDate]]
    reference: str | None
    """ISO date: of the report as given, else of its dateline."""


def find_timeline(report: Report, words: Words) -> Timeline:
    """
    Find the dates of a report.

    Parameters
    ----------
    report
        Its date, if known, is what relative dates are resolved against; else its dateline's.
    words
        Of the report.

    Returns
    -------
    timeline
        Dates outside headline and story are left out.
    """
    dateline = None
    for sentence in words.sentences:
        if sentence.role == "dateline":
            head = report.text[words.starts[sentence.first] : words.ends[sentence.last - 1]]
            found = find_dates(head, lang=report.lang, reference=report.published, timezone=report.timezone)
            dateline = next((d for d in found if d.date_start and d.time_precision in _DAYS), None)
            break
    reference = report.published or (dateline.date_start if dateline else None)
    by_sentence: dict[int, list[PlacedDate]] = {}
    number = 0
    for expression in find_dates(report.text, lang=report.lang, reference=reference, timezone=report.timezone):
        while number < len(words.sentences) and words.ends[words.sentences[number].last - 1] <= expression.start:
            number += 1
        if number == len(words.sentences):
            break
        sentence = words.sentences[number]
        if expression.start >= words.starts[sentence.first] and expression.kind != "impossible":
            first = words.find_word(expression.start)
            last = min(sentence.last, words.find_word(expression.end - 1) + 1)
            placed = PlacedDate(expression, first, last, _is_of_statement(words, sentence, first, last))
            by_sentence.setdefault(number, []).append(placed)
    return Timeline(by_sentence, reference)


def _is_of_statement(words: Words, sentence: Sentence, first: int, last: int) -> bool:
    before = words.folded[max(sentence.first, first - 3) : first]
    after = words.folded[last : min(sentence.last, last + 3)]
    return any(word in word_sets.SAID for word in before) or any(word in word_sets.SAID for word in after[:2])


def choose_date(words: Words, dates: Sequence[PlacedDate], order: int) -> DateExpression | None:
    """
    Choose the date of an event among those of its sentence.

    Parameters
    ----------
    words
        Of the report.
    dates
        Of the sentence.
    order
        The word that tells of the event.

    Returns
    -------
    date
        The nearest, clauses apart weighing more than words; None where there is none, or only one that
        dates a statement. "Until" dates a count, not an event.
    """
    best: tuple[int, DateExpression] | None = None
    for placed in dates:
        if placed.of_statement or placed.expression.kind == "until" or placed.expression.date_start is None:
            continue
        gap = placed.first - order if placed.first > order else order - placed.last
        cost = gap + _CLAUSE_COST * abs(words.clauses[placed.first] - words.clauses[order])
        if cost <= _MOST_COST and (best is None or cost < best[0]):
            best = cost, placed.expression
    return best[1] if best else None


def read_day(value: str | None) -> date | None:
    """
    Read the day of an ISO 8601 date or time.

    Parameters
    ----------
    value
        Such as ``2026-02-22`` or ``2026-02-22T15:04:00-06:00``.

    Returns
    -------
    day
        None for None and for what is no date.
    """
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def is_fine(expression: DateExpression | None) -> bool:
    """
    Tell whether a date is known to the day.

    Parameters
    ----------
    expression
        A date, or None.

    Returns
    -------
    fine
        Whether it is.
    """
    return expression is not None and expression.time_precision in _DAYS


def is_long_before(expression: DateExpression, main: str | None) -> bool:
    """
    Tell whether a date lies so far before the main date that it is history.

    Parameters
    ----------
    expression
        Of the event.
    main
        ISO date that the report's story is of, or None.

    Returns
    -------
    before
        Whether its end lies more than ``BACKGROUND_DAYS`` before; of a month or year, at all before.
    """
    end, day = read_day(expression.date_end or expression.date_start), read_day(main)
    if end is None or day is None:
        return False
    if not is_fine(expression) and expression.time_precision in ("month", "year"):
        return end < day
    return end < day - timedelta(days=BACKGROUND_DAYS)


def do_dates_meet(one: DateExpression | None, other: DateExpression | None) -> bool:
    """
    Tell whether two dates can be of one event.

    Parameters
    ----------
    one, other
        Dates, or None where none is known.

    Returns
    -------
    meet
        True where their spans overlap or either is unknown.
    """
    if one is None or other is None:
        return True
    start1, start2 = read_day(one.date_start), read_day(other.date_start)
    end1, end2 = read_day(one.date_end) or start1, read_day(other.date_end) or start2
    if not (start1 and start2 and end1 and end2):
        return True
    return start1 <= end2 and start2 <= end1
