"""Names of places that belong together: with their parents, between two, and in lists."""

from __future__ import annotations

import re
from dataclasses import replace

from geomap.geometry import distance_km, find_midpoint
from geomap.incidents.sentences import Words
from geomap.incidents.sites import FINENESS, PART_NOUNS, Site, contains_place, do_sites_nest, move_site
from geomap.names import fold_toponym

_LONGEST_BETWEEN_KM = 150.0
_FARTHEST_INSIDE_KM = 60.0
"""A village or quarter farther from the town that it is said to be in is another one of that name."""
_PARENT_GAP = re.compile(
    rf"(?: (?:{PART_NOUNS}|community|area|section|sector|jurisdiction|zone)\b)? ?(?:[,(/] ?|(?<= )- )?(?:(?:en |in |de |of |del )?(?:el |la |the )?(?:estado |state |municipio |municipality |province |departamento |department )?(?:(?:the )?(?:city|port|town|ciudad|puerto) )?(?:de |of )?)?",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(
    r"\)? ?(?:\([^()]{1,30}\))?(?:[,;/& ]|\b(?:y|e|and|o|or|as well as|as[íi] como)\b)+"
    r"(?:(?:also|tambi[ée]n|adem[áa]s|with|con) )?(?:(?:in|en|de|of|at|near) )?(?:(?:the|el|la|los|las) )?"
    r"(?:(?:states?|estados?|municipios?|cit(?:y|ies)|towns?|ciudad(?:es)?|municipalit(?:y|ies)(?: of)?) (?:(?:de|of) )?)?",
    re.IGNORECASE,
)
_PLACED_IN = re.compile(r" ?, ?(?:en|in) (?:the |el |la )?", re.IGNORECASE)
"""What joins a place to where it lies rather than to the next of a list."""
_AND_IN = re.compile(r" ?(?:,|,? ?\b(?:y|e|and)\b) ?(?:en|in) ", re.IGNORECASE)
_DASHES = frozenset({"-", "–", "—"})
_ON_ROAD = re.compile(
    r"\b(?:carretera|autopista|tramo|highway|freeway|road)\s+(?:federal\s+|libre\s+|estatal\s+)?$", re.IGNORECASE
)
"""What makes two names with a spaced dash between the ends of a road: "carretera Zamora - Uruapan"."""
_NEW_CLAUSE = re.compile(r"; ?(?:en|in)\b", re.IGNORECASE)
_SEPARATED = re.compile(r"[,;/&]|\b(?:y|e|and|o|or|as well as|as[íi] como)\b", re.IGNORECASE)


def join_sites(words: Words, sites: list[Site]) -> list[Site]:
    """Join names with the parents written after them, and number the lists."""
    joined: list[Site] = []
    for n, site in enumerate(sites):
        following = _read_gap(words, site, sites[n + 1]) if n + 1 < len(sites) else ""
        if joined and _takes_parent(words, joined[-1], site, following):
            joined[-1] = _with_parent(joined[-1], site)
        elif (
            joined
            and joined[-1].place
            and site.place
            and joined[-1].end <= site.start
            and _is_between(words, joined[-1], site)
        ):
            joined[-1] = _span_between(joined[-1], site)
        else:
            joined.append(site)
    series = 0
    for n in range(1, len(joined)):
        before, site = joined[n - 1], joined[n]
        gap = _read_gap(words, before, site)
        if _is_list_gap(gap) and _are_siblings(before, site) and (before.series >= 0 or not _PLACED_IN.fullmatch(gap)):
            if before.series < 0:
                series += 1
                joined[n - 1] = replace(before, series=series)
            relation = before.relation if site.relation in ("bare", "of") else site.relation
            joined[n] = replace(site, series=joined[n - 1].series, relation=relation)
    return _spread_parent(joined)


def _read_gap(words: Words, before: Site, site: Site) -> str:
    """Read what stands between two names, each run of white space as one blank."""
    return re.sub(r"\s+", " ", words.text[before.end : site.start])


def _is_list_gap(gap: str) -> bool:
    match = _LIST_GAP.fullmatch(gap)
    return bool(match and _SEPARATED.search(gap)) and not _NEW_CLAUSE.search(gap)


def _are_siblings(before: Site, site: Site) -> bool:
    if before.place is None or site.place is None:
        return before.place is site.place or before.series >= 0
    return not do_sites_nest(before, site)


def _takes_parent(words: Words, site: Site, parent: Site, following: str) -> bool:
    """Tell whether a name lies in the next, which others may follow: "en Zamora, en Uruapan y en Celaya" is a list."""
    gap = _read_gap(words, site, parent)
    if parent.place is None or not _PARENT_GAP.fullmatch(gap):
        return False
    if site.place is None:
        return "," in gap or "(" in gap or bool(re.search(r"\b(?:de|of|en|in|del)\b", gap))
    if site.place.place_id != parent.place.place_id and contains_place(parent.place, site.place):
        return True
    if _is_state_name(site, parent):
        return True
    if site.lonlat is not None or (_PLACED_IN.fullmatch(gap) and _AND_IN.match(following)):
        return False
    return _lies_elsewhere(site, parent) and bool(re.search(r"\b(?:de|of|en|in|del)\b", gap))


def _is_state_name(site: Site, parent: Site) -> bool:
    """Tell whether a name is that of the place's state, though it was taken for the city of that name."""
    state = site.place.admin1_name if site.place else None
    return state is not None and fold_toponym(parent.text) == fold_toponym(state)


def _lies_elsewhere(site: Site, host: Site) -> bool:
    """Tell whether the gazetteer has a name only far from the town that the text puts it in: "Villas del Oriente en Morelia"."""
    one, other = site.place, host.place
    if one is None or other is None or host.fineness < FINENESS["admin2"] or site.fineness < FINENESS["admin2"]:
        return False
    return distance_km(one.lon, one.lat, other.lon, other.lat) > _FARTHEST_INSIDE_KM


def _with_parent(site: Site, parent: Site) -> Site:
    """Give a name the span of its parent; a name that the gazetteer has not takes the parent's place."""
    if site.place is None or (_lies_elsewhere(site, parent) and not _is_state_name(site, parent)):
        relation = parent.relation if site.relation == "agent" else site.relation
        return replace(move_site(site, parent), end=parent.end, last=parent.last, relation=relation)
    return replace(site, end=parent.end, last=parent.last)


def _is_between(words: Words, before: Site, site: Site) -> bool:
    gap = _read_gap(words, before, site)
    if before.relation == "between":
        return gap.strip().lower() in ("and", "y", "e")
    joined = gap in _DASHES or (gap.strip() in _DASHES and _ON_ROAD.search(words.text[: before.start][-40:]))
    return bool(joined) and before.fineness >= FINENESS["settlement"] <= site.fineness


def _span_between(before: Site, site: Site) -> Site:
    """Make one site of a stretch between two places: its middle, with a radius that reaches both."""
    one, other = before.place, site.place
    if one is None or other is None:
        return before
    apart_km = distance_km(one.lon, one.lat, other.lon, other.lat)
    if not 0 < apart_km <= _LONGEST_BETWEEN_KM or min(before.fineness, site.fineness) < FINENESS["admin2"]:
        text = f"{before.text} – {site.text}"
        return replace(before, place=None, text=text, relation="agent", end=site.end, last=site.last)
    return replace(
        before,
        text=f"{before.text} – {site.text}",
        end=site.end,
        last=site.last,
        relation="between",
        radius_m=round(apart_km * 500 + 1000, 0),
        lonlat=find_midpoint(one.lon, one.lat, other.lon, other.lat),
        note=f"between {one.name} and {other.name}: drawn around the middle",
    )


def _spread_parent(sites: list[Site]) -> list[Site]:
    """Drop the state from the end of a list of its own towns: "Uruapan, Zamora y Apatzingán, Michoacán"."""
    out: list[Site] = []
    for site in sites:
        inside = [s for s in out if s.series >= 0 and s.series == site.series]
        if inside and site.place and all(s.place and contains_place(site.place, s.place) for s in inside):
            continue
        out.append(site)
    return out
