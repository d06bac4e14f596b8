"""From one sentence to the events that it tells of, each with its place, date and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.incidents import word_classes as word_sets
from geomap.incidents.actors import find_actors
from geomap.incidents.clusters import Cluster, cluster_readings, find_own_site, is_reference, make_cluster
from geomap.incidents.counts import count_figures
from geomap.incidents.drafts import Draft
from geomap.incidents.figures import PERSON_COUNTS, TOTAL_COUNTS, Figure, add_groups
from geomap.incidents.lexicon import Hit, Marks
from geomap.incidents.modality import DENIED, HISTORY, NEGATED, REFERENCE, TOLD, judge_reading
from geomap.incidents.sentences import Sentence
from geomap.incidents.sites import FINENESS, Site
from geomap.incidents.siting import choose_site
from geomap.incidents.story import Story
from geomap.incidents.timing import choose_date
from geomap.incidents.triggers import VIOLENT, Reading, read_triggers

_UNCOUNTED = frozenset({"roadblock", "vehicle_burning", "arson", "looting", "riot"})
"""Types that are told of without a number where there were many."""
_ACCIDENTAL = frozenset({"killing", "explosion", "arson", "vehicle_burning", "abduction", ""})
_MARKING = frozenset({"", "counted", "deliberate", "found"})
"""Details that say how a trigger is read, and nothing of the event."""


def read_sentence(story: Story, sentence: Sentence) -> list[Draft]:
    """
    Read the events of one sentence.

    Parameters
    ----------
    story
        The report.
    sentence
        Of headline or story.

    Returns
    -------
    drafts
        In order; one for each event told, also those denied. Numbers without an event of their own come
        as a draft without a type.
    """
    hits = story.hits.get(sentence.number, [])
    if not hits and sentence.number not in story.quantities:
        return []
    words, marks = story.words, story.marks
    readings = read_triggers(words, marks, sentence, hits)
    if story.accident or any(hit.trigger.strength == "context" for hit in hits):
        readings = [r for r in readings if r.event_type not in _ACCIDENTAL or _is_deliberate(marks, r)]
    figures = count_figures(words, marks, sentence, readings, story.quantities.get(sentence.number, []))
    told: list[tuple[Reading, bool]] = []
    denied: list[Reading] = []
    for reading in readings:
        mood = judge_reading(words, marks, sentence, reading)
        if mood in (TOLD, HISTORY) and _is_sure(story, sentence, reading, figures):
            told.append((reading, mood == HISTORY))
        elif mood == DENIED and reading.event_type:
            denied.append(reading)
        elif mood == NEGATED:
            figures = [*figures, *_count_none(reading, figures)]
        elif mood == REFERENCE:
            figures = [f for f in figures if f.state != reading.hit.first or f.count in ("n_active", "n_cleared")]
    if len(told) > 1:
        told = [t for t in told if not _is_named_only(story, sentence, t[0], figures)]
    clusters = cluster_readings(story, sentence, told)
    drafts = [_draft_cluster(story, sentence, c, clusters, figures) for c in clusters]
    drafts += _draft_denied(story, sentence, denied)
    drafts = _add_zeros(drafts, figures)
    loose = _find_loose(figures, clusters)
    if loose:
        drafts = _place_loose(story, sentence, drafts, loose)
    return [_settle(d) for d in drafts]


def _is_deliberate(marks: Marks, reading: Reading) -> bool:
    """Tell whether a deed is none of an accident told beside it: by its verb, or by who did it."""
    done_by = marks.nouns[reading.doer] if reading.doer is not None else frozenset()
    return reading.trigger.detail == "deliberate" or bool(done_by & {"criminal", "group"})


def _count_none(reading: Reading, figures: Sequence[Figure]) -> list[Figure]:
    """Make the figure 0 of what is said not to have happened: "no hubo muertos", "nobody was injured"."""
    count, first = reading.trigger.count, reading.hit.first
    if count not in PERSON_COUNTS or any(f.state == first for f in figures):
        return []
    return [Figure(count, 0, 0, 0, first, reading.hit.last, first)]


def _add_zeros(drafts: Sequence[Draft], figures: Sequence[Figure]) -> list[Draft]:
    """Give "no deaths" to the nearest violent event of the sentence that tells of none."""
    out = list(drafts)
    for figure in figures:
        if (figure.low, figure.best, figure.high) != (0, 0, 0) or figure.count == "n_events":
            continue
        hosts = [
            n
            for n, d in enumerate(out)
            if d.event_type in VIOLENT and d.status != "denied" and d.find_figure(figure.count) is None
        ]
        if hosts:
            n = min(hosts, key=lambda k: abs(out[k].order - figure.first))
            out[n] = replace(out[n], figures=(*out[n].figures, figure))
    return out


def _is_named_only(story: Story, sentence: Sentence, reading: Reading, figures: Sequence[Figure]) -> bool:
    """Tell whether a definite noun but says what another event came after: "arrested after Sunday's roadblocks"."""
    if not is_reference(story, sentence, reading) or any(f.state == reading.hit.first for f in figures):
        return False
    last = reading.hit.last
    return not any(last <= s.first <= last + 4 for s in story.sites.get(sentence.number, ()))


def _is_sure(story: Story, sentence: Sentence, reading: Reading, figures: Sequence[Figure]) -> bool:
    """Tell whether a weak trigger tells of an occurrence: by a number, a find, its clause's place or a headline."""
    trigger = reading.trigger
    marks, words = story.marks, story.words
    counted = any(f.state == reading.hit.first and f.low != 0 for f in figures)
    if trigger.detail == "found":
        return marks.has_cue("find", sentence.first, sentence.last) or (counted and sentence.role == "headline")
    if trigger.detail == "counted":
        return counted
    if reading.event_type == "other":
        near = find_own_site(story, sentence, reading)
        return near is not None and (
            sentence.role == "headline" or marks.has_cue("bear", sentence.first, sentence.last)
        )
    if trigger.strength != "weak":
        zero = any(f.state == reading.hit.first and f.low == 0 == f.high for f in figures)
        return not (zero and reading.voice == "noun")
    if any(f.state == reading.hit.first and f.low == 0 == f.high for f in figures):
        return False
    if reading.event_type == "explosion" and reading.voice == "noun":
        several = any(f.state == reading.hit.first and f.low != 0 and f.explicit for f in figures)
        return marks.has_cue("set_off", sentence.first, sentence.last) or (several and sentence.role == "headline")
    if counted or sentence.role == "headline" or reading.voice != "noun":
        return True
    if (
        reading.event_type in VIOLENT
        and reading.event_type != "killing"
        and any(f.count in PERSON_COUNTS for f in figures)
    ):
        return True
    if reading.event_type == "killing" and marks.has_cue("find", sentence.first, sentence.last):
        return True
    if reading.event_type == "killing":
        return False
    return any(
        words.clauses[s.first] == words.clauses[reading.hit.first] and s.relation in ("in", "near")
        for s in story.sites.get(sentence.number, ())
    )


def _draft_cluster(
    story: Story, sentence: Sentence, cluster: Cluster, clusters: Sequence[Cluster], figures: Sequence[Figure]
) -> Draft:
    words, marks = story.words, story.marks
    main = cluster.main
    states = {r.hit.first for r in cluster.readings}
    own = tuple(f for f in figures if f.state in states)
    sites = story.sites.get(sentence.number, [])
    site = choose_site(story, sites, cluster.readings)
    clause = words.clauses[main.hit.first]
    date = choose_date(words, story.find_dates(sentence), main.hit.first)
    details = {r.trigger.detail for r in cluster.readings if r.trigger.detail not in _MARKING}
    if marks.has_cue("shots", sentence.first, sentence.last):
        details.add("shots")
    event_type = _aim_type(story, cluster)
    plural = main.plural or any(r.plural for r in cluster.readings if r.event_type == cluster.event_type)
    return Draft(
        event_type=event_type,
        sentence=sentence.number,
        role=sentence.role,
        order=main.hit.first,
        trigger=(words.starts[main.hit.first], words.ends[main.hit.last - 1]),
        strength=main.trigger.strength,
        details=frozenset(details),
        site=site,
        site_source="" if site is None else "clause" if words.clauses[site.first] == clause else "sentence",
        date=date,
        date_source="sentence" if date else "",
        figures=(*add_groups(own), *_imply_figures(story, cluster, own)),
        plural=plural or (event_type in _UNCOUNTED and not _is_single(story, sentence, main, site)),
        definite=main.definite
        or (all(r.definite for r in cluster.readings if r.voice == "noun") and main.voice == "noun"),
        other=_is_other(story, sentence, main.hit),
        also=marks.has_cue("also", sentence.first, sentence.last),
        nationwide=marks.has_cue("nationwide", sentence.first, sentence.last),
        there=marks.has_cue("there", sentence.first, sentence.last),
        here=marks.has_cue("here", sentence.first, sentence.last),
        background=cluster.history,
        general=cluster.event_type == "other",
        status=_find_status(story, sentence, cluster),
        actors=find_actors(words, marks, cluster.readings),
        bound=_find_bound(story, sentence, main, clusters),
        evidence=(sentence.number,),
    )


def _aim_type(story: Story, cluster: Cluster) -> str:
    """Make an attack one on security forces where those killed or injured in it are soldiers or police."""
    if cluster.event_type not in ("attack", "killing"):
        return cluster.event_type
    for reading in cluster.readings:
        done_to = story.marks.nouns[reading.target] if reading.target is not None else frozenset()
        done_by = story.marks.nouns[reading.doer] if reading.doer is not None else frozenset()
        hurt = reading.trigger.count in ("killed", "injured") and reading.voice != "noun"
        if (hurt or reading.event_type == "attack_security") and "authority" in done_to and "authority" not in done_by:
            return "attack_security"
    return cluster.event_type


def _is_single(story: Story, sentence: Sentence, main: Reading, site: Site | None) -> bool:
    """Tell whether one occurrence is meant: in a town, or with "a" before it; "blockades in Jalisco" may be many."""
    article = main.hit.first > sentence.first and story.words.folded[main.hit.first - 1] in ("a", "an", "un", "una")
    mass = main.voice == "noun" and main.hit.form == "singular" and main.hit.last - main.hit.first > 1 and not article
    return article or (not mass and site is not None and site.fineness > FINENESS["admin1"])


def _is_other(story: Story, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether the event is said to be another one: "another attack", or a sentence that begins with "meanwhile"."""
    start = max(sentence.first, hit.first - 3)
    return story.marks.has_cue("other_event", start, hit.first) or story.marks.has_cue(
        "other_event", sentence.first, sentence.first + 2
    )


def _find_status(story: Story, sentence: Sentence, cluster: Cluster) -> str:
    if cluster.event_type != "roadblock":
        return "reported"
    clause = story.words.clauses[cluster.main.hit.first]
    for name in ("cleared", "active"):
        if any(story.words.clauses[s] == clause for s, _ in story.marks.find_cues(name, sentence.first, sentence.last)):
            return name
    return "reported"


def _imply_figures(story: Story, cluster: Cluster, own: Sequence[Figure]) -> tuple[Figure, ...]:
    """Make the figure 1 of a person told of in the singular: "Ejecutan a hombre", "the mayor was killed"."""
    given = {f.count for f in own}
    made: list[Figure] = []
    for reading in cluster.readings:
        count = reading.trigger.count
        if count not in PERSON_COUNTS or count in given or reading.target is None:
            continue
        word = story.words.folded[reading.target]
        if story.marks.nouns[reading.target] & {"person", "criminal", "authority", "body"} and _is_singular(word):
            given.add(count)
            made.append(
                Figure(count, 1, 1, None, reading.target, reading.target + 1, reading.hit.first, explicit=False)
            )
    return tuple(made)


def _is_singular(word: str) -> bool:
    return not word.endswith("s") and word not in word_sets.GROUPS and not word.endswith("men") and word != "children"


def _find_bound(story: Story, sentence: Sentence, main: Reading, clusters: Sequence[Cluster]) -> int | None:
    """Find the trigger, of another event, that tells when this one was: "while lifting blockades", "amid the looting"."""
    words = story.words
    mine = {r.hit.first for c in clusters if main in c.readings for r in c.readings}
    for hit in story.hits.get(sentence.number, ()):
        if hit.first in mine or hit.first <= main.hit.first or not hit.trigger.event_type:
            continue
        before = words.folded[max(sentence.first, hit.first - 4) : hit.first]
        if any(
            w in ("while", "during", "amid", "mientras", "durante", "al", "entre", "when", "cuando", "after", "tras")
            for w in before
        ):
            return hit.first
    return None


def _draft_denied(story: Story, sentence: Sentence, denied: Sequence[Reading]) -> list[Draft]:
    """Keep what is denied of a place, once for each type."""
    drafts: list[Draft] = []
    for reading in denied:
        if reading.event_type == "other" or any(d.event_type == reading.event_type for d in drafts):
            continue
        draft = _draft_cluster(story, sentence, make_cluster((reading,)), [], ())
        if draft.site is not None and draft.site.fineness > FINENESS["country"]:
            drafts.append(replace(draft, status="denied", figures=()))
    return drafts


def _find_loose(figures: Sequence[Figure], clusters: Sequence[Cluster]) -> list[Figure]:
    states = {r.hit.first for c in clusters for r in c.readings}
    return [
        f
        for f in figures
        if (f.count in TOTAL_COUNTS and f.state not in states) or (f.count == "n_events" and f.state < 0)
    ]


def _place_loose(story: Story, sentence: Sentence, drafts: list[Draft], loose: Sequence[Figure]) -> list[Draft]:
    """Give numbers of areas, and of what is active or cleared, to the events of their sentence, or to one told before."""
    hosts = [n for n, d in enumerate(drafts) if d.event_type in word_sets.COUNTED and d.status != "denied"]
    hosts = [n for n in hosts if drafts[n].event_type not in VIOLENT] or hosts
    if not hosts:
        first = min(f.first for f in loose)
        words = story.words
        span = (words.starts[first], words.ends[max(f.last for f in loose) - 1])
        number, role = sentence.number, sentence.role
        return [*drafts, Draft("", number, role, first, span, figures=tuple(loose), evidence=(number,))]
    placed = list(drafts)
    for figure in loose:
        near = min(hosts, key=lambda n: abs(drafts[n].order - figure.first))
        for n in hosts if figure.count == "n_areas" else [near]:
            if placed[n].find_figure(figure.count) is None:
                placed[n] = replace(placed[n], figures=(*placed[n].figures, figure))
    return placed


def _settle(draft: Draft) -> Draft:
    """Let the status of a total follow from its numbers: what is in part active and in part cleared is neither."""
    events = draft.find_figure("n_events")
    whole = (events.best or events.low or 0) if events else 0
    given = {name: draft.find_figure(f"n_{name}") for name in ("active", "cleared")}
    settled = [(name, figure) for name, figure in given.items() if figure is not None]
    if not settled:
        return draft
    name, figure = settled[0]
    return replace(draft, status=name if len(settled) == 1 and (figure.best or 0) >= whole else "reported")
