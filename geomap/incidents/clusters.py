"""The triggers of a sentence that tell of one event, brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.incidents import word_classes as word_sets
from geomap.incidents.drafts import choose_type
from geomap.incidents.sentences import Sentence
from geomap.incidents.sites import Site, do_sites_nest
from geomap.incidents.siting import choose_site
from geomap.incidents.story import Story
from geomap.incidents.triggers import VIOLENT, Reading

_ABSORBED = {"arrest": ("raid", "armed_clash"), "weapons_seizure": ("raid", "armed_clash", "arrest")}


@dataclass(frozen=True, slots=True)
class Cluster:
    """The triggers of a sentence that tell of one event; ``make_cluster`` makes one."""

    readings: tuple[Reading, ...]
    history: bool
    kinds: frozenset[tuple[str, str]]
    """Type and strength of its triggers."""
    event_type: str
    """The type that names the event best: strong words before weak, then by ``VIOLENT``."""
    main: Reading
    """The trigger that names the event."""


def make_cluster(readings: Sequence[Reading], *, history: bool = False) -> Cluster:
    """
    Make a cluster.

    Parameters
    ----------
    readings
        One at least.
    history
        Whether they tell of the past.

    Returns
    -------
    cluster
        With its type and main trigger.
    """
    event_type = _name_type(readings)
    main = next((r for r in readings if r.event_type == event_type), readings[0])
    return Cluster(tuple(readings), history, frozenset(map(_find_kind, readings)), event_type, main)


def _find_kind(reading: Reading) -> tuple[str, str]:
    return reading.event_type, reading.trigger.strength


def _name_type(readings: Sequence[Reading]) -> str:
    types = [r.event_type for r in readings if r.event_type]
    strong = [r.event_type for r in readings if r.event_type and r.trigger.strength == "strong"]
    if "drone_strike" in types:
        return "drone_strike"
    wanted = strong or types
    named = [t for t in types if t in ("raid", "armed_clash")]
    if set(wanted) <= {"killing", "attack_security"} and named:
        wanted = named
    return choose_type(wanted)


def _add_reading(cluster: Cluster, reading: Reading) -> Cluster:
    readings = (*cluster.readings, reading)
    if _find_kind(reading) in cluster.kinds:
        return replace(cluster, readings=readings)
    return make_cluster(readings, history=cluster.history)


def find_own_site(story: Story, sentence: Sentence, reading: Reading) -> Site | None:
    """
    Find the place that a trigger has in its own clause.

    Parameters
    ----------
    story
        The report.
    sentence
        The one that the trigger stands in.
    reading
        The trigger as read.

    Returns
    -------
    site
        Finer than a country; None where there is none.
    """
    clause = story.words.clauses[reading.hit.first]
    own = [
        s
        for s in story.sites.get(sentence.number, ())
        if story.words.clauses[s.first] == clause and s.place is not None and s.place.geo_precision != "country"
    ]
    return choose_site(story, own, (reading,))


def cluster_readings(story: Story, sentence: Sentence, told: Sequence[tuple[Reading, bool]]) -> list[Cluster]:
    """
    Bring together the triggers of a sentence that tell of one event.

    Parameters
    ----------
    story
        The report.
    sentence
        The one that the triggers stand in.
    told
        Triggers that tell of an occurrence, and whether it is history.

    Returns
    -------
    clusters
        One an event, in order; arrests and seizures of a raid or clash belong to it.
    """
    clusters: list[Cluster] = []
    own: dict[int, Site | None] = {}
    effects: list[Reading] = []
    for reading, history in told:
        if not reading.event_type:
            effects.append(reading)
            continue
        own[reading.hit.first] = find_own_site(story, sentence, reading)
        n = _find_cluster(story, sentence, clusters, reading, own)
        if n is None:
            clusters.append(make_cluster((reading,), history=history))
        else:
            clusters[n] = _add_reading(clusters[n], reading)
    for reading in effects:
        violent = [n for n, c in enumerate(clusters) if c.event_type in VIOLENT] or list(range(len(clusters)))
        if violent:
            n = min(violent, key=lambda k: abs(clusters[k].readings[-1].hit.first - reading.hit.first))
            clusters[n] = _add_reading(clusters[n], reading)
        else:
            clusters.append(make_cluster((reading,)))
    return _absorb_clusters(clusters)


def _find_cluster(
    story: Story, sentence: Sentence, clusters: Sequence[Cluster], reading: Reading, own: dict[int, Site | None]
) -> int | None:
    """Find the cluster of the same sentence that a trigger tells of too."""
    for n in range(len(clusters) - 1, -1, -1):
        cluster = clusters[n]
        if cluster.event_type == reading.event_type:
            return None if _is_apart(own, cluster, reading) else n
        if cluster.event_type in VIOLENT and reading.event_type in VIOLENT:
            if _is_apart(own, cluster, reading):
                return None
            if is_reference(story, sentence, reading) and cluster.event_type != "killing":
                return None
            if is_reference(story, sentence, cluster.main) and reading.event_type != "killing":
                return None
            return n
    return None


def _is_apart(own: dict[int, Site | None], cluster: Cluster, reading: Reading) -> bool:
    """Tell whether a trigger has a place of its own that the cluster has not."""
    one, other = own[cluster.main.hit.first], own[reading.hit.first]
    if one is None or other is None or one.place is None or other.place is None:
        return False
    if one.series >= 0 and one.series == other.series:
        return False
    return not do_sites_nest(one, other)


def is_reference(story: Story, sentence: Sentence, reading: Reading) -> bool:
    """
    Tell whether a definite noun points to what another event came after: "in retaliation for the raid".

    Parameters
    ----------
    story
        The report.
    sentence
        The one that the noun stands in.
    reading
        The noun as read.

    Returns
    -------
    reference
        Whether it does.
    """
    if not reading.definite:
        return False
    before = story.words.folded[max(sentence.first, reading.hit.first - 4) : reading.hit.first]
    return any(word in word_sets.AFTER for word in before)


def _absorb_clusters(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Let a raid or clash take the arrests and seizures that the same sentence tells of."""
    kept = list(clusters)
    for cluster in clusters:
        takers = _ABSORBED.get(cluster.event_type, ())
        if cluster.event_type == "arson" and all(r.trigger.strength == "weak" for r in cluster.readings):
            takers = ("explosion", "drone_strike", "attack")
        hosts = [c for c in kept if c is not cluster and c.event_type in takers]
        if not hosts or (hosts[0].event_type == "armed_clash" and cluster.main.voice == "active"):
            continue
        n = kept.index(hosts[0])
        kept[n] = make_cluster((*hosts[0].readings, *cluster.readings), history=hosts[0].history)
        kept.remove(cluster)
    return kept
