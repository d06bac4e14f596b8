"""One event told several times in one report becomes one incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.incidents.drafts import Draft, choose_type
from geomap.incidents.figures import TOTAL_COUNTS, Figure, add_groups
from geomap.incidents.sites import FINENESS, Site, do_sites_nest
from geomap.incidents.timing import do_dates_meet
from geomap.incidents.triggers import VIOLENT

_NEAR_SENTENCES = 4
_SPREAD = frozenset({"roadblock", "vehicle_burning", "looting", "arson"})
"""Types that totals over areas are told of."""
_SEIZING = frozenset({"raid", "armed_clash", "arrest"})
"""Types that a seizure told right after, without a place of its own, belongs to."""
_CONSEQUENCES = frozenset({"killing", "attack"})
"""Types that a later sentence may tell an event with that has a better name."""


def merge_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """
    Merge the drafts of one report that tell of one event.

    Parameters
    ----------
    drafts
        In order of the text; ``parent`` numbers refer to this list.

    Returns
    -------
    merged
        In order; ``parent`` numbers refer to the new list. A draft without a type that belongs to
        nothing told before is dropped: its numbers are of no event.
    """
    merged: list[Draft] = []
    place_of: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        parent = place_of.get(draft.parent) if draft.parent is not None else None
        current = replace(draft, parent=parent)
        n = _find_same(merged, current)
        if n is None:
            if not current.event_type:
                continue
            place_of[number] = len(merged)
            merged.append(current)
        else:
            merged[n] = _unite(merged[n], current)
            place_of[number] = n
    return merged


def _find_same(merged: Sequence[Draft], draft: Draft) -> int | None:
    if not draft.event_type:
        return _find_host(merged, draft)
    if draft.event_type == "weapons_seizure" and draft.site is None:
        last = len(merged) - 1
        if last >= 0 and merged[last].event_type in _SEIZING and draft.sentence - max(merged[last].evidence) <= 1:
            return last
    found = [n for n in range(len(merged) - 1, -1, -1) if _is_same(merged[n], draft)]
    if draft.definite:
        found.sort(
            key=lambda n: (
                _is_coarse(merged[n]),
                merged[n].event_type != draft.event_type,
                merged[n].site is None and draft.site is None,
            )
        )
    return found[0] if found else None


def _find_host(merged: Sequence[Draft], draft: Draft) -> int | None:
    """Find the event that numbers without one belong to: the last of a fitting type, not far before."""
    counts = {f.count for f in draft.figures}
    for n in range(len(merged) - 1, -1, -1):
        host = merged[n]
        if draft.sentence - max(host.evidence) > _NEAR_SENTENCES or host.status == "denied":
            continue
        if counts.intersection(TOTAL_COUNTS):
            spread = host.aggregate or host.plural or host.site is None
            if host.event_type in _SPREAD and host.parent is None and spread:
                return n
        elif host.event_type in VIOLENT and not host.background:
            return n
    return None


def _is_same(before: Draft, draft: Draft) -> bool:
    """Tell whether two drafts tell of one event: nothing speaks against it, and something for it."""
    if _is_opposed(before, draft) or not _do_types_meet(before, draft):
        return False
    if not do_dates_meet(before.date, draft.date) or not _do_places_meet(before, draft):
        return False
    gap = draft.sentence - max(before.evidence)
    if _is_coarse(before) and draft.date is None and gap > 1:
        return False
    lead = before.role == "headline" and draft.sentence - before.sentence <= _NEAR_SENTENCES // 2
    if draft.definite or lead or _is_total(draft):
        return True
    same_type = before.event_type == draft.event_type
    elsewhere = before.site and draft.site and not _is_same_place(before.site, draft.site)
    if elsewhere and not (same_type and _is_wider(before.site, draft.site)) and gap > 1:
        return False
    if draft.site is None and not same_type and gap > 2 * _NEAR_SENTENCES:
        return False
    return not _do_counts_clash(before, draft)


def _is_opposed(before: Draft, draft: Draft) -> bool:
    """Tell whether two drafts differ in kind: denied and told, history and story, a total and one occurrence."""
    if (before.status == "denied") != (draft.status == "denied") or before.general != draft.general:
        return True
    if before.background != draft.background and (before.date or draft.date):
        return True
    if before.aggregate != draft.aggregate and not _is_one_total(before, draft):
        return True
    return draft.other and _is_another(before, draft)


def _is_another(before: Draft, draft: Draft) -> bool:
    """Tell whether "another" event is not the one told before: one in the same place may be what the headline tells of."""
    same = _is_same_place(before.site, draft.site)
    return not same or not (draft.definite or (before.role == "headline" and len(before.evidence) == 1))


def _do_types_meet(before: Draft, draft: Draft) -> bool:
    one, other = before.event_type, draft.event_type
    if one == other:
        return True
    if one not in VIOLENT or other not in VIOLENT:
        return False
    if one in _CONSEQUENCES or other in _CONSEQUENCES:
        return True
    gap = draft.sentence - max(before.evidence)
    near = gap <= 1 and (draft.site is None or before.site is None)
    head = (
        (before.role == "headline" or "raid" in (one, other))
        and gap <= _NEAR_SENTENCES
        and (before.site is None or draft.site is None or do_sites_nest(before.site, draft.site))
    )
    return draft.definite or near or head or _is_same_place(before.site, draft.site)


def _is_one_total(before: Draft, draft: Draft) -> bool:
    """Tell whether one of two is a total and the other tells of the same without number: a headline, mostly."""
    if before.event_type in VIOLENT or before.event_type != draft.event_type:
        return False
    if before.site is None and draft.site is None:
        return True
    single = draft if before.aggregate else before
    return _is_same_place(before.site, draft.site) and single.find_figure("n_events") is None


def _do_places_meet(before: Draft, draft: Draft) -> bool:
    one, other = before.site, draft.site
    if one is None or other is None:
        if before.parent is not None or draft.parent is not None:
            return False
        if before.aggregate or draft.aggregate:
            return not any(s is not None and s.fineness > FINENESS["country"] for s in (one, other))
        return True
    if other.relation == "origin" and draft.sentence not in before.evidence:
        return True
    if one.place is None or other.place is None:
        return one.text.casefold() == other.text.casefold()
    return one.place.place_id == other.place.place_id or (
        not before.aggregate
        and not draft.aggregate
        and before.event_type not in _SPREAD | {"deployment", "other"}
        and do_sites_nest(one, other)
    )


def _is_same_place(one: Site | None, other: Site | None) -> bool:
    return bool(one and other and one.place and other.place and one.place.place_id == other.place.place_id)


def _is_coarse(draft: Draft) -> bool:
    """Tell whether an event is dated by its month or year only, as history mostly is."""
    return draft.date is not None and draft.date.time_precision in ("month", "year")


def _is_wider(site: Site | None, other: Site | None) -> bool:
    """Tell whether the second of two places holds the first."""
    return bool(site and other and do_sites_nest(site, other) and other.fineness < site.fineness)


def _is_total(draft: Draft) -> bool:
    return any(f.total for f in draft.figures)


def _do_counts_clash(before: Draft, draft: Draft) -> bool:
    if draft.also:
        return False
    for count in ("killed", "arrested"):
        one, other = before.find_figure(count), draft.find_figure(count)
        if one and other and one.explicit and other.explicit and one.best != other.best and one.best and other.best:
            return True
    return False


def _unite(before: Draft, draft: Draft) -> Draft:
    """Take from both what is known; the better type, the finer place, the larger numbers."""
    types = [t for t in (before.event_type, draft.event_type) if t]
    event_type = before.event_type if draft.event_type == "weapons_seizure" else choose_type(types)
    site, source = before.site, before.site_source
    if draft.site is not None and (
        site is None or (draft.site.fineness > site.fineness and draft.parent is None and not before.aggregate)
    ):
        site, source = draft.site, draft.site_source
    date, date_source = before.date, before.date_source
    if _is_finer(draft, before):
        date, date_source = draft.date, draft.date_source
    figures, notes = _unite_figures(before.figures, draft.figures, also=draft.also)
    return replace(
        before,
        event_type=event_type,
        details=before.details | draft.details,
        strength="strong" if "strong" in (before.strength, draft.strength) else before.strength,
        site=site,
        site_source=source,
        date=date,
        date_source=date_source,
        figures=figures,
        plural=before.plural and (draft.plural or not draft.event_type),
        status=draft.status if before.status == "reported" else before.status,
        aggregate=before.aggregate or draft.aggregate,
        background=before.background and draft.background,
        as_of=draft.as_of or before.as_of,
        parent=before.parent if before.parent is not None else draft.parent,
        actors=tuple({a.name.casefold(): a for a in (*draft.actors, *before.actors)}.values()),
        bound=before.bound if before.bound is not None else draft.bound,
        definite=before.definite and draft.definite,
        evidence=tuple(dict.fromkeys((*before.evidence, *draft.evidence))),
        notes=tuple(dict.fromkeys((*before.notes, *draft.notes, *notes))),
    )


def _is_finer(draft: Draft, before: Draft) -> bool:
    ranks = {"year": 0, "month": 1, "week": 2, "days": 3, "day": 4, "hour": 5, "minute": 6}
    one = before.date.time_precision if before.date else None
    other = draft.date.time_precision if draft.date else None
    return ranks.get(other or "", -1) > ranks.get(one or "", -1)


def _unite_figures(
    one: Sequence[Figure], other: Sequence[Figure], *, also: bool
) -> tuple[tuple[Figure, ...], list[str]]:
    """Keep the larger of two numbers of one count, and say so where both were written."""
    kept: dict[str, Figure] = {}
    for figure in one:
        kept[figure.count] = _choose_figure(kept[figure.count], figure) if figure.count in kept else figure
    notes: list[str] = []
    for figure in other:
        before = kept.get(figure.count)
        if before is None:
            kept[figure.count] = figure
            continue
        if also and {before.group, figure.group} == {"criminal", "authority"}:
            kept[figure.count] = add_groups([before, figure])[0]
            continue
        better = _choose_figure(before, figure)
        worse = figure if better is before else before
        if better.explicit and worse.explicit and worse.best and better.best and worse.best != better.best:
            notes.append(f"the report also gives {figure.count} {worse.best}")
        kept[figure.count] = better
    return tuple(kept.values()), notes


def _choose_figure(one: Figure, other: Figure) -> Figure:
    if one.explicit != other.explicit:
        return one if one.explicit else other
    if one.total != other.total:
        return one if one.total else other
    sizes = [f.best if f.best is not None else f.low or 0 for f in (one, other)]
    if sizes[0] == sizes[1]:
        return other if other.high is not None and one.high is None else one
    return one if sizes[0] > sizes[1] else other
