"""The places that a sentence names, as possible sites of its incidents, and the country of a report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geomap.incidents import word_classes as word_sets
from geomap.incidents.lexicon import Marks
from geomap.incidents.sentences import Sentence, Words
from geomap.incidents.site_lists import join_sites
from geomap.incidents.sites import AREA_NOUNS, PART_NOUNS, Site, is_heading
from geomap.incidents.triggers import is_trigger
from geomap.model import Place, Report, ResolvedPlace
from geomap.names import fold_toponym

_PART_BEFORE = re.compile(rf"\b(?:{PART_NOUNS})\.?\s+(?:(?:la|el|los|las)\s+)?$", re.IGNORECASE)
_PART_AFTER = re.compile(rf"^\s+(?:{AREA_NOUNS})\b", re.IGNORECASE)
_DISTANCE = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:[.,]\d{3})+|\d{1,5}(?:[.,]\d{1,2})?)\s*(?P<unit>km|kms|kil[oó]metros?|kilomet(?:er|re)s?|miles?|millas?)\b[^.,;]{0,30}$",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SURROUNDINGS = re.compile(
    r"(?:sierra|valle|monta[ñn]a|cerro|zona|regi[oó]n|costa|mountains?|hills?|valley) (?:de|of|del)\b", re.IGNORECASE
)
_TAKEN_IN = frozenset({"in", "en", "at", "inside", "across", "throughout", "within", "over", "through"})


def find_sites(words: Words, marks: Marks, places: Sequence[ResolvedPlace]) -> dict[int, list[Site]]:
    """
    Find the possible sites of incidents.

    Parameters
    ----------
    words, marks
        Of the report.
    places
        Its resolved mentions, in order of the text.

    Returns
    -------
    sites
        By the number of the sentence; names inside organisations, persons' names, demonyms and
        governments are none.
    """
    by_sentence: dict[int, list[Site]] = {}
    places = _lend_places(places)
    usable = [p for p in places if p.mention.literal and p.mention.kind in ("place", "facility")]
    for number, inside in _sort_places(words, usable).items():
        sentence = words.sentences[number]
        found = [_make_site(words, marks, sentence, p) for p in inside if not _is_plain(words, marks, p)]
        by_sentence[number] = [s for s in join_sites(words, found) if _can_be_site(words, sentence, s)]
    return by_sentence


def _sort_places(words: Words, places: Iterable[ResolvedPlace]) -> dict[int, list[ResolvedPlace]]:
    """Sort mentions by the number of their sentence; those outside headline and story are left out."""
    by_sentence: dict[int, list[ResolvedPlace]] = {}
    for resolved in places:
        sentence = _find_sentence(words, resolved.mention.start)
        if sentence is not None and resolved.mention.end <= words.ends[sentence.last - 1]:
            by_sentence.setdefault(sentence.number, []).append(resolved)
    return by_sentence


def _find_sentence(words: Words, offset: int) -> Sentence | None:
    word = words.find_word(offset)
    if word == len(words.folded):
        return None
    sentence = words.find_sentence(word)
    return sentence if words.starts[sentence.first] <= offset else None


def _can_be_site(words: Words, sentence: Sentence, site: Site) -> bool:
    """Tell whether a name can be where something happened: a country or region only where the text says "in"."""
    if site.relation == "agent":
        return False
    if site.place is None:
        return site.relation in ("in", "near", "of", "dateline")
    if site.place.geo_precision not in ("country", "region"):
        return True
    return site.relation in ("in", "near", "dateline") or is_heading(words, sentence, site)


def _lend_places(places: Sequence[ResolvedPlace]) -> list[ResolvedPlace]:
    """Give a name without a place, such as "sierra de Apatzingán", the place of the town whose name it ends with."""
    known = {fold_toponym(p.mention.text): p for p in places if p.place is not None and p.mention.kind == "place"}
    lent: list[ResolvedPlace] = []
    for resolved in places:
        words = (
            fold_toponym(resolved.mention.text).split(" ")
            if resolved.place is None and resolved.mention.kind == "place"
            else []
        )
        ends = (" ".join(words[n:]) for n in range(1, len(words)))
        owner = next((known[end] for end in ends if end in known), None)
        lent.append(replace(resolved, place=owner.place, confidence=owner.confidence * 0.8) if owner else resolved)
    return lent


def _is_plain(words: Words, marks: Marks, resolved: ResolvedPlace) -> bool:
    """Tell whether a supposed name is but a trigger or a noun: "Matan", "Bar"."""
    first, last = words.find_word(resolved.mention.start), words.find_word(resolved.mention.end - 1) + 1
    if last - first > 1:
        return False
    return bool(marks.nouns[first]) or is_trigger(marks, first)


def _is_part(text: str, start: int, end: int) -> bool:
    """Tell whether a name is said to be that of a part of a town, which the gazetteer does not hold."""
    return bool(_PART_BEFORE.search(text[max(0, start - 40) : start]) or _PART_AFTER.match(text[end : end + 25]))


def _make_site(words: Words, marks: Marks, sentence: Sentence, resolved: ResolvedPlace) -> Site:
    mention = resolved.mention
    first = words.find_word(mention.start)
    last = words.find_word(mention.end - 1) + 1
    place = resolved.place if mention.kind == "place" and not _is_part(words.text, mention.start, mention.end) else None
    relation = "dateline" if sentence.role == "dateline" else _find_relation(words, marks, sentence, first, last)
    lent = place is not None and relation != "dateline" and _SURROUNDINGS.match(mention.text)
    relation = "near" if lent else relation
    distance_m = _read_distance(words.text, mention.start) if relation == "near" else None
    return Site(
        place,
        resolved.confidence,
        mention.text,
        mention.start,
        mention.end,
        first,
        last,
        relation,
        -1,
        radius_m=distance_m,
        apposed=distance_m is not None,
    )


def _read_distance(text: str, start: int) -> float | None:
    """Read how far from a place something is, in metres: "15 km south of", "a 20 kilómetros de"."""
    match = _DISTANCE.search(text[max(0, start - 60) : start])
    if match is None:
        return None
    number = match["number"]
    thousands = _THOUSANDS.fullmatch(number)
    value = float(re.sub("[.,]", "", number) if thousands else number.replace(",", "."))
    return value * (1609.0 if match["unit"].lower().startswith("mi") else 1000.0)


def _find_relation(words: Words, marks: Marks, sentence: Sentence, first: int, last: int) -> str:
    n = first
    while n > sentence.first and words.folded[n - 1] in word_sets.FILLERS and first - n < 4:  # noqa: PLR2004 - "de la ciudad de"
        n -= 1
    for label in ("near", "between", "origin"):
        if any(
            n - 1 <= end <= first and start < first
            for start, end in marks.find_cues(label, max(sentence.first, n - 4), first)
        ):
            return label
    if any(word in _TAKEN_IN for word in words.folded[max(sentence.first, n - 1) : first]):
        return "in"
    if (n > sentence.first and words.folded[n - 1] in word_sets.IN) or words.folded[first - 1 : first] in (
        ["de"],
        ["of"],
    ):
        return "of"
    following = words.folded[last] if last < sentence.last else ""
    counts = "".join(words.folded[last + 1 : last + 2]).isdigit()  # "Jalisco had 65 roadblocks"
    if (
        following in word_sets.SPEAKS
        and not counts
        and n == first
        and (n == sentence.first or not words.folded[n - 1].isalpha())
    ):
        return "agent"
    return "of" if following in ("'s", "’s") else "bare"


def find_country(report: Report, words: Words, places: Iterable[ResolvedPlace]) -> Place | None:
    """
    Find the country that a report tells of.

    Parameters
    ----------
    report
        What the user says of its country comes first.
    words
        Of the report; names outside headline and story do not count.
    places
        Its resolved mentions.

    Returns
    -------
    country
        A place whose country it is (not always the country itself), or None.
    """
    votes: Counter[str] = Counter()
    example: dict[str, Place] = {}
    for resolved in places:
        place, mention = resolved.place, resolved.mention
        if place is None or _find_sentence(words, mention.start) is None:
            continue
        whole = place.geo_precision == "country"
        if mention.kind == "organisation" and not whole:
            continue
        votes[place.country_code] += 2 if mention.kind == "place" and not whole else 1
        if place.country_code not in example or whole:
            example[place.country_code] = place
    if report.country and report.country in example:
        return example[report.country]
    if not votes:
        return None
    best = max(votes.items(), key=lambda item: item[1])[0]
    return example[best]
