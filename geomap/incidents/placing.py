"""Places and dates of events whose own sentence gives none, and what is too little to be an incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from geomap.incidents.dates.find import DateExpression
from geomap.incidents.drafts import Draft
from geomap.incidents.sites import FINENESS, Site, contains_place, move_site
from geomap.incidents.story import LEAD_SENTENCES, Story
from geomap.incidents.timing import is_fine, is_long_before, read_day

_DATED_SENTENCES, _MAIN_DATE_SENTENCES = 6, 8
_NEAR_SENTENCES = 2


def place_drafts(story: Story, drafts: Sequence[Draft]) -> list[Draft]:
    """
    Give drafts without a place the one of what they point back to, or that of the whole story.

    Parameters
    ----------
    story
        The report.
    drafts
        Merged, in order.

    Returns
    -------
    drafts
        The same number; those whose place stays unknown have none.
    """
    placed: list[Draft] = []
    only = _find_only_site([d for d in drafts if not _is_past(story, d)])
    dateline = _find_dateline_site(story)
    for draft in drafts:
        if draft.here and dateline is not None and draft.site is not None and _is_inside(dateline, draft.site):
            placed.append(_take(replace(draft, site=None), dateline, "dateline", None))
        elif _has_site(draft):
            placed.append(draft)
        else:
            placed.append(_inherit_site(story, draft, placed, only, dateline))
    return placed


def _is_past(story: Story, draft: Draft) -> bool:
    """Tell whether an event is history: said to be, or by its date; it lends its place to nothing."""
    return draft.background or (draft.date is not None and is_long_before(draft.date, story.timeline.reference))


def _has_site(draft: Draft) -> bool:
    spread = draft.aggregate and draft.find_figure("n_areas") is not None
    return spread or (draft.site is not None and draft.site.place is not None)


def _is_inside(inner: Site, outer: Site) -> bool:
    return bool(
        inner.place and outer.place and inner.fineness > outer.fineness and contains_place(outer.place, inner.place)
    )


def _inherit_site(
    story: Story, draft: Draft, placed: Sequence[Draft], only: Site | None, dateline: Site | None
) -> Draft:
    if draft.nationwide:
        return replace(draft, site_source="country")
    if draft.bound is not None:
        other = next((d for d in reversed(placed) if d.event_type == _type_at(story, draft.bound)), None)
        if other is not None and other.site is not None and not other.aggregate:
            return _take(draft, other.site, "event", other)
        return replace(draft, site_source="country")
    if draft.here and dateline is not None:
        return _take(draft, dateline, "dateline", None)
    before = next((d for d in reversed(placed) if d.site is not None and not (d.general or _is_past(story, d))), None)
    gap = draft.sentence - max(before.evidence) if before else 99
    if before is not None and before.site is not None and not draft.background:
        near = gap <= _NEAR_SENTENCES and before.site.fineness > FINENESS["country"]
        if draft.there or (near and not draft.other and only is not None):
            return _take(draft, before.site, "before", before)
    if only is not None and not draft.background:
        return _take(draft, only, "lead", None)
    capital = dateline is not None and dateline.place is not None and dateline.place.feature_code == "PPLC"
    if dateline is not None and not capital and not draft.background and not any(d.site for d in placed):
        return _take(draft, dateline, "dateline", None)
    return draft


def _type_at(story: Story, word: int) -> str:
    return next((h.trigger.event_type for h in story.marks.hits if h.first == word), "")


def _take(draft: Draft, site: Site, source: str, other: Draft | None) -> Draft:
    words = {
        "event": "place taken from the event that it is told with",
        "before": "place taken from the event told before it",
        "lead": "place taken from the rest of the report",
        "dateline": "place taken from the dateline",
    }
    if draft.site is not None:
        site = move_site(draft.site, site)
    date = draft.date or (other.date if other else None)
    return replace(draft, site=site, site_source=source, date=date, notes=(*draft.notes, words[source]))


def _find_only_site(drafts: Sequence[Draft]) -> Site | None:
    """Find the place of a story that has one: all others are its parents."""
    sites = [d.site for d in drafts if d.site and d.site.place and d.status != "denied"]
    if not sites:
        return None
    finest = max(sites, key=lambda s: s.fineness)
    if finest.place is None or finest.fineness <= FINENESS["country"]:
        return None
    return finest if all(s.place and contains_place(s.place, finest.place) for s in sites) else None


def _find_dateline_site(story: Story) -> Site | None:
    """Find the place that the report was written at."""
    for sentence in story.words.sentences:
        if sentence.role != "dateline":
            continue
        for site in story.sites.get(sentence.number, ()):
            if site.place is not None and site.fineness > FINENESS["country"]:
                return site
    return None


def keep_drafts(story: Story, drafts: Sequence[Draft]) -> list[Draft]:
    """
    Leave out what is too little to be an incident: named in passing, without a place, number or date of its own.

    Parameters
    ----------
    story
        The report.
    drafts
        Placed.

    Returns
    -------
    drafts
        ``parent`` numbers renewed; a part follows its total, and goes where its total goes.
    """
    good = [_is_enough(story, draft) and not _is_told_better(draft, drafts) for draft in drafts]
    wanted = [n for n, d in enumerate(drafts) if good[n] and (d.parent is None or good[d.parent])]
    roots = {n: drafts[n].parent if drafts[n].parent is not None else n for n in wanted}
    begins: dict[int | None, int] = {}
    for n in wanted:
        begins.setdefault(roots[n], n)
    wanted.sort(key=lambda n: (begins[roots[n]], drafts[n].parent is not None, n))
    place_of = {n: k for k, n in enumerate(wanted)}
    return [replace(drafts[n], parent=None if drafts[n].parent is None else place_of[roots[n] or 0]) for n in wanted]


def _is_enough(story: Story, draft: Draft) -> bool:
    own = (
        draft.site is not None
        and draft.site_source in ("clause", "sentence")
        and draft.site.fineness > FINENESS["country"]
    )
    counted = any(f.explicit and f.low != 0 for f in draft.figures)
    if draft.background:
        return draft.date is not None
    if draft.strength == "weak" and not own and not counted:
        return draft.role == "headline" or len(draft.evidence) > 1
    if (
        draft.definite
        and not own
        and not counted
        and draft.date_source != "sentence"
        and draft.role != "headline"
        and len(draft.evidence) == 1
    ):
        return False
    lead = story.count_told(draft.sentence) < LEAD_SENTENCES
    inherited = draft.site_source in ("before", "event", "lead")
    return own or counted or draft.aggregate or lead or (inherited and draft.date_source == "sentence")


def _is_told_better(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell whether a headline's general words of violence are told in full further on."""
    if not draft.general or draft.role != "headline" or draft.site is None or draft.site.place is None:
        return False
    here = draft.site.place
    return any(not d.general and d.site and d.site.place and contains_place(here, d.site.place) for d in drafts)


def date_drafts(story: Story, drafts: Sequence[Draft]) -> list[Draft]:
    """
    Give undated events the story's date, and mark history.

    Parameters
    ----------
    story
        The report.
    drafts
        Placed.

    Returns
    -------
    drafts
        The same number. A lead that gives no date is dated by the report's own: that day where the text
        says that it is of today, else that day and the one before.
    """
    drafts = [_date_total(d) for d in drafts]
    main = _find_main_date(story, drafts)
    reference = main.date_start if main else story.timeline.reference
    out: list[Draft] = []
    for draft in drafts:
        if draft.date is not None:
            old = is_long_before(draft.date, reference) or (draft.background and not is_fine(draft.date))
            out.append(replace(draft, background=old or (draft.background and is_long_before(draft.date, reference))))
        elif draft.background:
            out.append(draft)
        elif main is not None:
            out.append(replace(draft, date=_take_day(main)))
        else:
            out.append(_date_by_report(story, draft))
    return out


def _date_total(draft: Draft) -> Draft:
    """Take the clock time of a total as the moment that it holds for, and only its day as when it happened."""
    date = draft.date
    if not (draft.aggregate and date and date.date_start and date.time_precision in ("minute", "hour")):
        return draft
    return replace(draft, date=_take_day(date), as_of=draft.as_of or date.date_start)


def _take_day(date: DateExpression) -> DateExpression:
    """Take the day of a clock time: another event of that day was not at that minute."""
    if date.date_start is None or date.time_precision not in ("minute", "hour"):
        return date
    day = date.date_start[:10]
    return replace(date, date_start=day, date_end=day, time_precision="day")


def _find_main_date(story: Story, drafts: Sequence[Draft]) -> DateExpression | None:
    for draft in drafts:
        if story.count_told(draft.sentence) >= _MAIN_DATE_SENTENCES and draft.date_source == "sentence":
            continue
        if draft.background or draft.date is None or not is_fine(draft.date) or draft.status == "denied":
            continue
        if is_long_before(draft.date, story.timeline.reference) and any(
            d.date and is_fine(d.date) and not is_long_before(d.date, story.timeline.reference) for d in drafts
        ):
            continue
        return draft.date
    return _find_lead_date(story)


def _find_lead_date(story: Story) -> DateExpression | None:
    """Find the day that the lead gives, where no event of its own stands beside it."""
    for sentence in story.told[:LEAD_SENTENCES]:
        for placed in story.find_dates(sentence):
            date = placed.expression
            if (
                is_fine(date)
                and date.date_start
                and not placed.of_statement
                and date.kind == "point"
                and not is_long_before(date, story.timeline.reference)
            ):
                return _take_day(date)
    return None


def _date_by_report(story: Story, draft: Draft) -> Draft:
    published = read_day(story.report.published)
    sentences = story.words.sentences
    if published is None or not (
        draft.role == "headline" or story.count_told(draft.sentence) < _DATED_SENTENCES or draft.status == "active"
    ):
        return draft
    day = published.isoformat()
    sentence = sentences[draft.sentence]
    today = draft.status == "active" or story.marks.has_cue("today", sentence.first, sentence.last)
    start = day if today else (published - timedelta(days=1)).isoformat()
    date = DateExpression(0, 0, start, day, "day" if today else "days", relative=True, kind="point")
    return replace(draft, date=date, notes=(*draft.notes, "dated by the report's own date"))
