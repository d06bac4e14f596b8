"""Rows of a table whose place the gazetteer does not know, filled from an online geocoder's answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geomap.boundaries.store import Division
from geomap.gazetteer.columns import COLUMNS, Texts
from geomap.gazetteer.forms import list_forms
from geomap.gazetteer.geocode import FALLEN_BACK
from geomap.gazetteer.within import find_within
from geomap.names import fold_toponym
from geomap.online.answers import Answer
from geomap.online.ask import Asker
from geomap.online.pace import INTERVAL_S
from geomap.pipeline import Resources

DIVISIONS = ("admin2", "admin1", "region", "country")
"""Precisions of an area: a row that has one, and names a place, may have fallen back to it."""
FITTING, UNCHECKED, UNCLASSED, UNLIKE, OUTSIDE = 0.7, 0.6, 0.5, 0.4, 0.3
"""
Confidence in an answer: it lies in the state or country that is named; none is named, or known; the service does
not say what it is; it shares no word with the name; it lies elsewhere.
"""


_LONGEST_CODE = 3
_SHORT_WORD = 2
_MANY = 20
"""Names, of which a user is told how long they will take."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row names; None where it names nothing."""

    place: str
    admin1: str | None
    admin2: str | None
    country: str | None


class OnlineRows:
    """
    Fills rows, a batch at a time.

    Parameters
    ----------
    asker
        Of the service.
    resources
        Gazetteer and boundaries, which tell where an answer lies.
    tell
        Takes a line for the user before a long wait; nobody is told by default.
    """

    def __init__(self, asker: Asker, resources: Resources, *, tell: Callable[[str], None] | None = None) -> None:
        self.asker = asker
        self._tell = tell
        self._resources = resources
        self._filled: dict[Asked, dict[str, Any] | None] = {}

    def fill_columns(
        self,
        columns: Mapping[str, Sequence[Any]],
        places: Texts,
        *,
        admin1: Texts | None = None,
        admin2: Texts | None = None,
        country: Texts | str | None = None,
    ) -> dict[str, list[Any]]:
        """
        Ask for the rows whose place the gazetteer does not know: it found none, or only what it lies in.

        Parameters
        ----------
        columns
            Of ``gazetteer.columns.geocode_columns`` for the same rows.
        places, admin1, admin2, country
            As given to it.

        Returns
        -------
        columns
            New ones. Rows that got an answer have its point (degrees WGS84), name, id, and the divisions that
            hold the point by the boundaries; the others are as they were.
        """
        filled = {name: list(values) for name, values in columns.items()}
        unknown = list(self._list_unknown(columns, places, admin1, admin2, country))
        self._tell_wait(len({asked for _, asked in unknown} - self._filled.keys()))
        for number, asked in unknown:
            if asked not in self._filled:
                answer = self.asker.ask(self._write_query(asked))
                self._filled[asked] = self._lay_out(answer, asked) if answer else None
            for name, value in (self._filled[asked] or {}).items():
                filled[name][number] = value
        return filled

    def _tell_wait(self, names: int) -> None:
        if self._tell is not None and names >= _MANY and not self.asker.stopped:
            minutes = math.ceil(names * INTERVAL_S / 60)
            self._tell(f"{self.asker.service.name}: up to {names} names to ask for, {minutes} min or more")

    @staticmethod
    def _list_unknown(
        columns: Mapping[str, Sequence[Any]],
        places: Texts,
        admin1: Texts | None,
        admin2: Texts | None,
        country: Texts | str | None,
    ) -> Iterator[tuple[int, Asked]]:
        nothing: Texts = [None] * len(places)
        countries = [country] * len(places) if isinstance(country, str) else country or nothing
        for number, texts in enumerate(zip(places, admin1 or nothing, admin2 or nothing, countries, strict=True)):
            name, first, second, where = (" ".join(text.split()) or None if text else None for text in texts)
            found = {key: columns[f"geomap_{key}"][number] for key in ("place_id", "place_name", "confidence")}
            if name and fold_toponym(name) and not _is_known(name, columns["geomap_geo_precision"][number], **found):
                yield number, Asked(name, first, second, where)

    def _write_query(self, asked: Asked) -> str:
        """Write out what a row names; codes, which no service knows, by the names that the gazetteer has for them."""
        state = self._spell_out(asked.admin1, self._find_codes(admin1=asked.admin1, country=asked.country))
        country = self._spell_out(asked.country, self._find_codes(country=asked.country))
        # A code of a municipality says nothing to a service; its state is named beside it, or in the code.
        second = None if any(c.isdigit() for c in asked.admin2 or "") else asked.admin2
        return ", ".join(dict.fromkeys(text for text in (asked.place, second, state, country) if text))

    def _spell_out(self, text: str | None, codes: Mapping[tuple[str, str | None], str]) -> str | None:
        coded = text is not None and (text.isdigit() or len(text) <= _LONGEST_CODE)
        return next(iter(codes.values())) if coded and len(codes) == 1 else text

    def _find_codes(
        self, *, admin1: str | None = None, country: str | None = None
    ) -> dict[tuple[str, str | None], str]:
        """Find the codes, and the name, of the state or else the country that is named; empty if it is not known."""
        gazetteer = self._resources.gazetteer
        within = find_within(gazetteer, admin1=admin1, country=country)
        places = (gazetteer.place(i) for i in (within.admin1 if admin1 else within.countries))
        return {(place.country_code, place.admin1_code if admin1 else None): place.name for place in places}

    def _lay_out(self, answer: Answer, asked: Asked) -> dict[str, Any] | None:
        """Give the columns of an answer; None if it tells no more than the state or country that the row names."""
        precision = answer.geo_precision
        if precision in DIVISIONS and fold_toponym(answer.name) not in list_forms(asked.place):
            return None
        ((first, second),) = self._resources.boundaries.locate_points([answer.lon], [answer.lat])
        checked, outside = self._check_parents(first, asked)
        confidence = min(
            FITTING if checked else UNCHECKED,
            FITTING if answer.classed else UNCLASSED,
            FITTING if _list_words(asked.place) & _list_words(answer.address) else UNLIKE,
            OUTSIDE if outside else FITTING,
        )
        state = first if precision not in ("region", "country") else None
        second = second if state and precision != "admin1" else None
        label = self.asker.service.label
        values = {
            "lon": answer.lon,
            "lat": answer.lat,
            "place_name": answer.name,
            "place_id": answer.place_id,
            "admin1_name": state and state.admin1_name,
            "admin1_code": state and state.admin1_code,
            "admin2_name": second and second.admin2_name,
            "admin2_code": second and second.admin2_code,
            "country_code": first and first.country_code,
            "geo_precision": precision,
            "confidence": confidence,
            "note": f"{label}: {outside}" if outside else label,
        }
        return dict.fromkeys(COLUMNS) | {f"geomap_{name}": value for name, value in values.items()}

    def _check_parents(self, first: Division | None, asked: Asked) -> tuple[bool, str | None]:
        """Tell whether an answer could be held against what the row names, and where it lies if not there."""
        if first is None:
            return False, None
        here = (first.country_code, first.admin1_code)
        countries = self._find_codes(country=asked.country)
        if countries and (here[0], None) not in countries:
            return True, f"lies in {first.country_name}, not in the country that is named"
        states = self._find_codes(admin1=asked.admin1, country=asked.country) if asked.admin1 else {}
        if states and here not in states:
            return True, f"lies in {first.admin1_name}, not in the state that is named"
        return bool(countries or states), None


def _is_known(
    name: str, precision: str | None, place_id: str | None, place_name: str | None, confidence: float
) -> bool:
    """Tell whether the gazetteer knows the place itself, and did not fall back to what it lies in."""
    if place_id is None:
        return False
    fallen = precision in DIVISIONS and (confidence or 0.0) <= FALLEN_BACK
    return not fallen or fold_toponym(place_name or "") in list_forms(name)


def _list_words(text: str) -> set[str]:
    """List the words of a name that tell it from others, without those such as "municipio de"."""
    return {word for word in (list_forms(text) or [""])[-1].split() if len(word) > _SHORT_WORD}
