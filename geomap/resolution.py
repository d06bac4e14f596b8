"""
From mentions to resolved places.

Every place that bears the name is a candidate. What decides is, in this order: a state or country
written right after the name; what the user says of the report; the countries and states that the rest
of the report names; how large the place is; how near it lies to the others. A name has one meaning in
one report, unless a state written after it says otherwise.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.index import NameRecord
from geomap.gazetteer.layout import NameKind
from geomap.gazetteer.rank import find_seat, rate_place
from geomap.geometry import distance_km
from geomap.model import Candidate, Mention, Report, ResolvedPlace
from geomap.names import fold_toponym

MOST_CANDIDATES = 400
USUAL = {"es": "MX"}
USUAL_GAIN = 1.0
NEARNESS, REACH_KM = 1.8, 120.0
STATE_GAIN = 3.5
"""
These and ``rank.ALTERNATE_COST`` were chosen among 27 settings by cross-validation over the 640 documents of LGL,
GeoVirus and GeoWebNews (2026-11): any of them gives .87 to .89, .85 and .95 within 161 km on documents held out.
"""
LEAST_HOME = 50_000
"""People of a town that a newspaper is named after."""
SAME_PLACE_KM = 50.0
"""A candidate this close is the same place by another record, and no rival."""
_PAPERS = frozenset(
    ("el", "la", "los", "las", "the", "sol", "heraldo", "news", "universal", "imparcial", "times", "post", "sun")
)
"""Words of newspapers' names that are places somewhere, too."""
_ALTERNATIVES = 3
_LEAST_LISTED = 3
_STATE_BEFORE = re.compile(
    r"\b(?:estado|state|entidad|provincia|province|departamento|department) (?:libre y soberano )?(?:de|of)(?: la)? $",
    re.IGNORECASE,
)
_CITY_BEFORE = re.compile(
    r"\b(?:ciudad|city|capital|puerto|town|pueblo|cabecera|localidad|zona metropolitana|metropolitan area|downtown|"
    r"centro)"
    r"(?: [a-záéíóúñ]+)? (?:de|of)(?: la)? $|\b(?:downtown|en la capital,) $",
    re.IGNORECASE,
)
_CITY_AFTER = re.compile(r"^(?:,? (?:capital|city)\b| \(?capital)", re.IGNORECASE)
_STATE_AFTER = re.compile(r"^(?: state\b| province\b| department\b)", re.IGNORECASE)
_MUNICIPALITY_BEFORE = re.compile(
    r"\b(?:municipios? de(?: la)?|municipality of|county of|alcald[ií]a|demarcaci[oó]n) $", re.IGNORECASE
)
_DIRECTIONS = re.compile(
    r"^(?:north|south|east|west|northern|southern|eastern|western|central|northeast|northwest|southeast|southwest|"
    r"northeastern|northwestern|southeastern|southwestern|upper|lower|"
    r"norte|sur|este|oeste|oriente|poniente|centro)[ -]+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"^\s*[,(/]\s*(?:(?:in|en|en el estado de|estado de|state of|municipio de)\s+)?$")
_LISTED = re.compile(
    r"^\s*(?:,|;|/|y|e|and|&|o|or|, and|, y|así como|as well as)\s*(?:el |la |en |in |los |las )?$",
    re.IGNORECASE,
)


MEANT = {
    ("en", "eu"): ("European Union", 8.0),
    ("es", "eu"): ("United States", 8.0),
    ("en", "america"): ("United States", 8.0),
    ("es", "america"): ("Americas", 8.0),
    ("en", "washington"): ("Washington", 2.5),
    ("es", "washington"): ("Washington", 4.0),
}
"""What names mean that English and Spanish use differently, and how strongly."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A mention with what the text around it asks of its place."""

    mention: Mention
    record: NameRecord | None
    within: frozenset[int]
    """Indices of the divisions or countries that the name right after this one may mean."""
    wants: str
    """state, city, municipality, or nothing."""
    listed: tuple[int, ...]
    """Numbers of the mentions that stand in one list with this one."""
    meant: tuple[str, float] | None
    """Name of the place that the report's language means by this, and how strongly."""


def resolve_mentions(report: Report, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[ResolvedPlace]:
    """
    Choose a place for each mention.

    Parameters
    ----------
    report
        Its text, and what the user says of its country and state.
    mentions
        Of that report, in order.
    gazetteer
        Where candidates come from.

    Returns
    -------
    resolved
        One for each mention, in order; ``place`` is None where the gazetteer has no candidate or the
        mention is a facility.
    """
    asked = [_ask(report, mentions, n, gazetteer) for n in range(len(mentions))]
    votes = _Votes.count(report, asked, [_sure_parents(a, gazetteer) for a in asked], gazetteer)
    first = [_choose(a, votes, (), gazetteer) for a in asked]
    chosen = [ranked[0][1] if ranked else None for ranked in first]
    parents = [_parents_of(a, c, gazetteer) for a, c in zip(asked, chosen, strict=True)]
    votes = _Votes.count(report, asked, parents, gazetteer)
    near = tuple(
        gazetteer.lonlat(c) for c in dict.fromkeys(chosen) if c is not None and gazetteer.block(c) in ("city", "admin2")
    )
    ranked = [_choose(a, votes, near, gazetteer) for a in asked]
    ranked = _agree(asked, ranked, gazetteer)
    best = [r[0][1] if r else None for r in ranked]
    return [_finish(a, r, f, gazetteer) for a, r, f in zip(asked, ranked, [*best[1:], None], strict=False)]


def _ask(report: Report, mentions: Sequence[Mention], n: int, gazetteer: Gazetteer) -> _Asked:
    text, mention = report.text, mentions[n]
    record = _find_record(mention, gazetteer)
    before = text[max(0, mention.start - 40) : mention.start]
    after = text[mention.end : mention.end + 20]
    wants = ""
    if _MUNICIPALITY_BEFORE.search(before):
        wants = "municipality"
    elif _STATE_BEFORE.search(before) or _STATE_AFTER.match(after):
        wants = "state"
    elif _CITY_BEFORE.search(before) or _CITY_AFTER.match(after):
        wants = "city"
    within: frozenset[int] = frozenset()
    if n + 1 < len(mentions) and mentions[n + 1].kind in ("place", "government"):
        gap = text[mention.end : mentions[n + 1].start]
        if (
            _BETWEEN.match(gap)
            and not _goes_on(text, mentions, n + 1)
            and not _lists_states(text, mentions, n, gazetteer)
        ):
            following = _find_record(mentions[n + 1], gazetteer)
            within = _divisions(following, gazetteer)
    meant = MEANT.get((report.lang, record.key)) if record else None
    return _Asked(mention, record, within, wants, _find_list(text, mentions, n), meant)


def _goes_on(text: str, mentions: Sequence[Mention], n: int) -> bool:
    """Whether a list goes on after mention n with "and": then n is one of a list, and no parent."""
    if n + 1 >= len(mentions):
        return False
    gap = text[mentions[n].end : mentions[n + 1].start].strip().lower()
    return gap in ("y", "e", "and", "&", "o", "or")


def _lists_states(text: str, mentions: Sequence[Mention], n: int, gazetteer: Gazetteer) -> bool:
    """Whether mention n stands in a list of three or more that may all be states: then none is another's parent."""
    listed = (n, *_find_list(text, mentions, n))
    if len(listed) < _LEAST_LISTED:
        return False
    records = [_find_record(mentions[m], gazetteer) for m in listed]
    return all(r is not None and "admin1" in r.features for r in records)


def _find_list(text: str, mentions: Sequence[Mention], n: int) -> tuple[int, ...]:
    """Give the numbers of the other mentions in the same list."""
    listed = []
    for step in (-1, 1):
        m = n
        while 0 <= m + step < len(mentions):
            left, right = sorted((m, m + step))
            if not _LISTED.match(text[mentions[left].end : mentions[right].start]):
                break
            m += step
            listed.append(m)
    return tuple(listed)


def _find_record(mention: Mention, gazetteer: Gazetteer) -> NameRecord | None:
    if mention.kind == "facility":
        return None
    record = gazetteer.find_name(mention.text)
    if record is None:
        record = gazetteer.find_name(_DIRECTIONS.sub("", mention.text))
    if record is None:
        words = fold_toponym(mention.text).split(" ")
        if len(words) > 1 and words[0] in (
            "estado",
            "municipio",
            "ciudad",
            "colonia",
            "the",
            "los",
            "el",
            "la",
        ):
            record = gazetteer.find_key(" ".join(words[1:]).removeprefix("de "))
    return record


def _divisions(record: NameRecord | None, gazetteer: Gazetteer) -> frozenset[int]:
    if record is None:
        return frozenset()
    return frozenset(
        index
        for index, kind in record.entries
        if kind < NameKind.DEMONYM and gazetteer.block(index) in ("country", "admin1", "admin2")
    )


def _is_inside(index: int, divisions: frozenset[int], gazetteer: Gazetteer) -> bool:
    if index in divisions:
        return False
    return any(index_of in divisions for index_of in gazetteer.chain(index))


def _sure_parents(asked: _Asked, gazetteer: Gazetteer) -> tuple[int, int]:
    """Give country and state where the name alone leaves little doubt about them, else zeros: a country goes first."""
    if asked.record is None:
        return 0, 0
    entries = [i for i, _ in asked.record.entries]
    for block in ("country", "admin1"):
        division = next((i for i in entries if gazetteer.block(i) == block), None)
        if division is not None:
            return gazetteer.parents(division)
    parents = {gazetteer.parents(i) for i in entries}
    if len(parents) == 1:
        return parents.pop()
    countries = {c for c, _ in parents}
    return (countries.pop(), 0) if len(countries) == 1 else (0, 0)


def _parents_of(asked: _Asked, chosen: int | None, gazetteer: Gazetteer) -> tuple[int, int]:
    return gazetteer.parents(chosen) if chosen is not None and asked.record is not None else (0, 0)


@dataclass(frozen=True, slots=True)
class _Votes:
    """What the report as a whole says of the country and state of its places; a name has no vote on itself."""

    country: Counter[int]
    admin1: Counter[tuple[int, int]]
    cast: dict[str, Counter[tuple[int, int]]]
    """By key: what the name voted for."""
    hinted: tuple[int, int]
    usual: int
    """Country that a report of this language is of, where nothing else tells."""

    @classmethod
    def count(
        cls, report: Report, asked: Sequence[_Asked], parents: Sequence[tuple[int, int]], gazetteer: Gazetteer
    ) -> _Votes:
        country: Counter[int] = Counter()
        admin1: Counter[tuple[int, int]] = Counter()
        cast: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
        for a, (c, state) in zip(asked, parents, strict=True):
            if a.record is None or not c:
                continue
            country[c] += 1
            if state:
                admin1[c, state] += 1
            cast[a.record.key][c, state] += 1
        for c, state in _find_home(report.publisher, gazetteer):
            country[c] += 1
            if state:
                admin1[c, state] += 1
        return cls(country, admin1, cast, _find_hint(report, gazetteer), _find_usual(report, gazetteer))

    def weigh(self, parents: tuple[int, int], key: str) -> float:
        country, admin1 = parents
        own = self.cast.get(key, Counter())
        own_country = sum(n for (c, _), n in own.items() if c == country)
        for_country = self.country[country] - own_country
        others = self.country.total() - own.total()
        score = 3.2 * for_country / max(1, others) + 0.6 * (for_country > 0)
        if admin1:
            for_state = self.admin1[parents] - own[parents]
            states = self.admin1.total() - sum(n for (_, a), n in own.items() if a)
            score += STATE_GAIN * for_state / max(1, states) + 0.5 * (for_state > 0)
        score += USUAL_GAIN * (country == self.usual and country > 0)
        score += 3.0 * (self.hinted[0] == country and country > 0) + 2.0 * (self.hinted == parents and admin1 > 0)
        return score


def _find_usual(report: Report, gazetteer: Gazetteer) -> int:
    """Give Mexico for Spanish: geomap is made for its reports, and its towns share their names with all of America."""
    found = gazetteer.find_country(USUAL.get(report.lang, ""))
    return gazetteer.parents(found)[0] if found is not None else 0


def _find_home(publisher: str | None, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Give country and state of the places that a publisher is named after, as "El Sol de Zacatecas" is."""
    words = fold_toponym(publisher or "").split(" ")
    homes = []
    n = 0
    while n < len(words):
        found = gazetteer.find_prefixes(" ".join(words[n:]))
        count, record = found[-1] if found else (1, None)
        if record is not None and words[n] not in _PAPERS:
            index = max((i for i, _ in record.entries), key=lambda i: (rate_place(gazetteer, i), -i))
            if gazetteer.block(index) in ("country", "admin1") or gazetteer.population(index) >= LEAST_HOME:
                homes.append(gazetteer.parents(index))
        n += count
    return homes


def _find_hint(report: Report, gazetteer: Gazetteer) -> tuple[int, int]:
    """Give the country and state that the user says the report's places lie in, or zeros."""
    country = 0
    if report.country:
        found = gazetteer.find_country(report.country)
        country = gazetteer.parents(found)[0] if found is not None else 0
    record = gazetteer.find_name(report.admin1) if report.admin1 else None
    for index, _ in record.entries if record else ():
        if gazetteer.block(index) == "admin1" and country in (0, gazetteer.parents(index)[0]):
            return gazetteer.parents(index)
    return country, 0


def _choose(
    asked: _Asked, votes: _Votes, near: Sequence[tuple[float, float]], gazetteer: Gazetteer
) -> list[tuple[float, int]]:
    """Rank the candidates of one mention, best first."""
    if asked.record is None:
        return []
    demonym = asked.mention.kind in ("demonym", "language")
    ranked = []
    for index, kind in asked.record.entries[:MOST_CANDIDATES]:
        of_people = kind in (NameKind.DEMONYM, NameKind.LANGUAGE)
        if of_people != demonym and (demonym or len(asked.record.entries) > 1):
            continue
        score = rate_place(gazetteer, index, kind)
        score += votes.weigh(gazetteer.parents(index), asked.record.key)
        score += _fit_wish(asked, index, gazetteer)
        if asked.within and _is_inside(index, asked.within, gazetteer):
            score += 12.0
        if asked.meant and _is_meant(asked.meant[0], index, gazetteer):
            score += asked.meant[1]
        if near and gazetteer.block(index) in ("city", "admin2"):
            score += _nearness(gazetteer.lonlat(index), near)
        ranked.append((score, index))
    return sorted(ranked, key=lambda r: (-r[0], r[1]))


def _is_meant(name: str, index: int, gazetteer: Gazetteer) -> bool:
    """Whether a place is the one that a language means: of towns, only a capital can be."""
    place = gazetteer.place(index)
    return place.name == name and place.feature_code in ("PCLI", "RGN", "PPLC")


def _fit_wish(asked: _Asked, index: int, gazetteer: Gazetteer) -> float:
    block = gazetteer.block(index)
    if asked.wants == "state":
        return 6.0 * (block == "admin1")
    if asked.wants == "city":
        return 5.0 * (block == "city")
    if asked.wants == "municipality":
        return 5.0 * (block == "admin2")
    return 0.0


def _nearness(point: tuple[float, float], others: Sequence[tuple[float, float]]) -> float:
    """Give up to 1.5 for a candidate with others of the report close by."""
    distances = sorted(distance_km(*point, *other) for other in others if other != point)[:2]
    return sum(NEARNESS * math.exp(-d / REACH_KM) for d in distances)


def _agree(
    asked: Sequence[_Asked], ranked: Sequence[list[tuple[float, int]]], gazetteer: Gazetteer
) -> list[list[tuple[float, int]]]:
    """Give one name one meaning, and the members of a list of states the meaning of a state."""
    settled: dict[str, int] = {}
    for a, r in zip(asked, ranked, strict=True):
        if a.within and r and a.record and _is_inside(r[0][1], a.within, gazetteer):
            settled.setdefault(a.record.key, r[0][1])
    out = []
    for a, r in zip(asked, ranked, strict=True):
        best = r
        if a.record and not a.within and not a.wants and a.record.key in settled:
            best = _put_first(r, settled[a.record.key])
        elif a.listed and r and gazetteer.block(r[0][1]) == "city" and not a.within:
            best = _as_state(a, r, ranked, gazetteer)
        out.append(best)
    return out


def _put_first(ranked: list[tuple[float, int]], index: int) -> list[tuple[float, int]]:
    found = [r for r in ranked if r[1] == index]
    return [(ranked[0][0] + 3.0, index), *[r for r in ranked if r[1] != index]] if found else ranked


def _as_state(
    asked: _Asked,
    ranked: list[tuple[float, int]],
    all_ranked: Sequence[list[tuple[float, int]]],
    gazetteer: Gazetteer,
) -> list[tuple[float, int]]:
    """Take a namesake of a state for the state where the others of its list are states."""
    state = next((i for _, i in ranked if gazetteer.block(i) == "admin1"), None)
    others = [all_ranked[n][0][1] for n in asked.listed if all_ranked[n]]
    states = sum(gazetteer.block(i) == "admin1" for i in others)
    if state is None or not others or states * 2 < len(others):
        return ranked
    return _put_first(ranked, state)


def _finish(
    asked: _Asked, ranked: list[tuple[float, int]], following: int | None, gazetteer: Gazetteer
) -> ResolvedPlace:
    if not ranked:
        return ResolvedPlace(asked.mention, None, 0.0)
    seat = None if asked.wants == "municipality" else find_seat(gazetteer, ranked[0][1], (i for _, i in ranked))
    ranked = ranked if seat is None else _put_first(ranked, seat)
    score, index = ranked[0]
    place = gazetteer.place(index)
    rivals = [r for r in ranked[1:] if distance_km(*gazetteer.lonlat(r[1]), place.lon, place.lat) > SAME_PLACE_KM]
    margin = score - rivals[0][0] if rivals else 6.0
    confidence = 1 / (1 + math.exp(-(0.9 * margin + 0.3)))
    if asked.within and _is_inside(index, asked.within, gazetteer):
        confidence = max(confidence, 0.95)
    elif place.geo_precision == "settlement" and _is_parent(following, asked, gazetteer):
        # "Tapalpa, Texas": a place too small for the gazetteer, and none of its namesakes elsewhere.
        return ResolvedPlace(asked.mention, None, 0.0, _list_candidates(ranked[:_ALTERNATIVES], gazetteer))
    alternatives = _list_candidates(ranked[1 : 1 + _ALTERNATIVES], gazetteer)
    return ResolvedPlace(asked.mention, place, round(min(confidence, 0.99), 3), alternatives)


def _list_candidates(ranked: Sequence[tuple[float, int]], gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    return tuple(Candidate(gazetteer.place(index), round(score, 3)) for score, index in ranked)


def _is_parent(following: int | None, asked: _Asked, gazetteer: Gazetteer) -> bool:
    """Whether the state or country that the next name means is written as the parent of this one, not in a list."""
    if following is None or len(asked.listed) >= _LEAST_LISTED - 1:
        return False
    return following in asked.within and gazetteer.block(following) in ("country", "admin1")
