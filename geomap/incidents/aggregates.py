"""Totals over areas, and lists of places told of together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from geomap.incidents.drafts import Draft
from geomap.incidents.figures import TOTAL_COUNTS, Figure
from geomap.incidents.listing import find_numbers, list_sites
from geomap.incidents.numbers.find import Quantity
from geomap.incidents.sentences import Sentence
from geomap.incidents.sites import FINENESS, Site
from geomap.incidents.story import Story
from geomap.incidents.triggers import VIOLENT
from geomap.incidents.word_classes import COUNTED

_FEWEST_LISTED = 2
_STATES = frozenset(
    {
        "states", "state", "estados", "entidades", "entidad", "entities", "provinces", "departments", "departamentos",
        "provincias",
    }
)  # fmt: skip


def expand_places(story: Story, sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """
    Make one draft a place of those that tell of a list of places, and mark totals.

    Parameters
    ----------
    story
        The report.
    sentence
        The one that the drafts are of.
    drafts
        As ``acts.read_sentence`` gives them.

    Returns
    -------
    drafts
        A total comes before its parts, whose ``parent`` is its place in this list.
    """
    out: list[Draft] = []
    for draft in drafts:
        if not draft.event_type or draft.status == "denied":
            out.append(draft)
            continue
        sites = list_sites(story, sentence, draft)
        numbers = _find_own_numbers(story, sentence, draft, sites)
        if len(sites) < _FEWEST_LISTED:
            out += _expand_single(story, sentence, draft, list(zip(sites, numbers, strict=True)), start=len(out))
        elif _begins_list(draft, sites, numbers):
            out.append(replace(draft, site=sites[0], site_source="clause", aggregate=_counts_many(draft.figures)))
            out += [_make_part(story, draft, s, n, parent=None) for s, n in zip(sites[1:], numbers[1:], strict=True)]
        else:
            out += _expand_list(story, draft, sites, numbers, start=len(out))
    return out


def _find_own_numbers(story: Story, sentence: Sentence, draft: Draft, sites: Sequence[Site]) -> list[Quantity | None]:
    """
    Find the numbers beside places, but for those that are the event's own, or of what is told before it.

    The event's own are those that count something else ("killed two and wounded three in Zamora"), and the
    main number beside the first place, which may be over all of them ("kill four in Celaya and Zamora").
    Before a verb that stands last all count the same: "three in Uruapan and two in Zamora were killed".
    """
    main, areas = draft.find_main_figure(), draft.find_figure("n_areas")
    if main is None and areas is not None and not _counts_states(story, areas):
        return [None for _ in sites]
    numbers: list[Quantity | None] = []
    for number in find_numbers(story, sentence, sites, counting=main):
        first = story.words.find_word(number.start) if number is not None else -1
        own = main is not None and (
            (first < main.first and (main.count == "n_events" or main.state < main.first))
            or any(f.first < first < f.last or (f.first == first and f.count != main.count) for f in draft.figures)
            or (first == main.first and not numbers)
        )
        numbers.append(None if own else number)
    return numbers


def _counts_many(figures: Sequence[Figure]) -> bool:
    return any(f.count == "n_events" and f.is_many for f in figures)


def _begins_list(draft: Draft, sites: Sequence[Site], numbers: Sequence[Quantity | None]) -> bool:
    """Tell whether an event's number is that of the first place: "65 roadblocks in Jalisco, 23 in Michoacán"."""
    main = draft.find_main_figure()
    return (
        main is not None
        and numbers[0] is None
        and numbers[1] is not None
        and main.first < sites[1].first
        and draft.find_figure("n_areas") is None
    )


def _is_total(draft: Draft) -> bool:
    many = draft.event_type in COUNTED and _counts_many(draft.figures)
    return many or any(draft.find_figure(count) for count in TOTAL_COUNTS)


def _is_over_all(story: Story, draft: Draft, numbers: Sequence[Quantity | None]) -> bool:
    """Tell whether an event's own number is over all places that it is told of, and none of theirs."""
    main = draft.find_main_figure()
    if main is None or (main.count == "n_events" and not _is_total(draft)):
        return False
    return main.first not in {story.words.find_word(q.start) for q in numbers if q is not None}


def _is_part_number(story: Story, draft: Draft, site: Site, number: Quantity | None) -> bool:
    """Tell whether a later number before a place is a part of the event's own: "nine were killed, four in Zamora"."""
    main = draft.find_main_figure()
    if number is None or main is None or site.place is None or number.start > site.start:
        return False
    return main.first < story.words.find_word(number.start) and _is_over_all(story, draft, [number])


def _expand_single(
    story: Story, sentence: Sentence, draft: Draft, listed: Sequence[tuple[Site, Quantity | None]], *, start: int
) -> list[Draft]:
    """Mark a total; a place with a number beside one over more is a part of it ("252 in 20 states, 65 in Jalisco")."""
    areas = draft.find_figure("n_areas")
    for site, number in listed:
        states = areas is not None and areas.is_many and _counts_states(story, areas)
        if states and site.fineness > FINENESS["country"]:
            # "Raid in Tapalpa; 250 blockades in 20 states": the place is another event's.
            clauses, whole = story.words.clauses, _make_whole(draft, None)
            own = number is not None or site.first > draft.order or clauses[site.first] == clauses[draft.order]
            return [whole, *([_make_part(story, draft, site, number, parent=start)] if own else [])]
        if areas is None and _is_part_number(story, draft, site, number):
            whole = _make_whole(draft, _find_common([site], story.sites[sentence.number]))
            return [whole, _make_part(story, draft, site, number, parent=start)]
    return [replace(draft, aggregate=True) if _is_total(draft) else draft]


def _counts_states(story: Story, areas: Figure) -> bool:
    """Tell whether the areas are first divisions rather than municipalities or towns."""
    return not _STATES.isdisjoint(story.words.folded[areas.first : areas.last])


def _expand_list(
    story: Story,
    draft: Draft,
    sites: Sequence[Site],
    numbers: Sequence[Quantity | None],
    *,
    start: int,
) -> list[Draft]:
    """Make one draft a place, and one of the total where the event's number is over all of them."""
    owned = [q for q in numbers if q is not None]
    main = draft.find_main_figure()
    settled = any(draft.find_figure(count) for count in TOTAL_COUNTS)
    if not (settled or _is_over_all(story, draft, numbers)):
        return [_make_part(story, draft, s, q, parent=None) for s, q in zip(sites, numbers, strict=True)]
    whole = _make_whole(draft, _find_common(sites, chain.from_iterable(story.sites.values())))
    complete = not owned or (main is not None and main.best == sum(q.best or 0 for q in owned))
    if complete and draft.event_type in COUNTED | set(VIOLENT):
        first = sites[0].first
        areas = Figure("n_areas", len(sites), len(sites), len(sites), first, first + 1, -1, explicit=False)
        whole = replace(whole, figures=(*whole.figures, areas))
    return [whole, *(_make_part(story, draft, s, q, parent=start) for s, q in zip(sites, numbers, strict=True))]


def _make_whole(draft: Draft, site: Site | None) -> Draft:
    source = "clause" if site else "country"
    return replace(draft, aggregate=True, site=site, site_source=source, nationwide=site is None)


def _find_common(sites: Sequence[Site], named: Iterable[Site]) -> Site | None:
    """Find, among the places named, the state that others lie in; None for several states."""
    states = {(s.place.country_code, s.place.admin1_code) for s in sites if s.place}
    if len(states) != 1 or any(s.place and s.fineness <= FINENESS["admin1"] for s in sites):
        return None
    for site in named:
        place = site.place
        if place and place.geo_precision == "admin1" and (place.country_code, place.admin1_code) in states:
            return replace(site, series=-1)
    return None


def _make_part(story: Story, draft: Draft, site: Site, number: Quantity | None, *, parent: int | None) -> Draft:
    figures: tuple[Figure, ...] = ()
    if number is not None:
        first, last = story.words.find_word(number.start), story.words.find_word(number.end - 1) + 1
        figures = (Figure(_name_count(story, draft), number.low, number.best, number.high, first, last, draft.order),)
    return replace(
        draft,
        site=site,
        site_source="clause",
        figures=figures,
        aggregate=_counts_many(figures),
        status="reported" if parent is not None else draft.status,
        plural=draft.plural or (parent is not None and not figures),
        parent=parent,
    )


def _name_count(story: Story, draft: Draft) -> str:
    """Tell what the numbers of a list count: what the event's own number does, or one beside its trigger would."""
    main = draft.find_main_figure()
    if main is not None:
        return main.count
    count = next((h.trigger.count for h in story.marks.hits if h.first == draft.order), "")
    if not count:
        return "n_events" if draft.event_type in COUNTED else "killed"
    return count


def continue_list(story: Story, sentence: Sentence, last: Draft | None, parent: int | None) -> list[Draft]:
    """
    Read a sentence that has no event of its own and lists the places of one told before.

    Parameters
    ----------
    story
        The report.
    sentence
        Without a trigger of its own.
    last
        The latest event that was told of many places, or None.
    parent
        Its number among the report's drafts.

    Returns
    -------
    drafts
        One a place; empty where the sentence does not go on with the list.
    """
    if last is None or sentence.number - last.sentence > 2:  # noqa: PLR2004 - the next sentence or the one after
        return []
    sites = [s for s in story.sites.get(sentence.number, []) if s.fineness > FINENESS["country"]]
    numbers = find_numbers(story, sentence, sites)
    listed = [n for n, s in enumerate(sites) if s.series >= 0]
    counted = [n for n, number in enumerate(numbers) if number is not None]
    if not story.marks.has_cue("affected", sentence.first, sentence.last) and not counted:
        return []
    chosen = listed if len(listed) >= _FEWEST_LISTED else counted
    parts = [_make_part(story, last, sites[n], numbers[n], parent=parent) for n in chosen]
    number, role = sentence.number, sentence.role
    return [
        replace(p, sentence=number, role=role, evidence=(number,), order=sentence.first, plural=True) for p in parts
    ]
