"""
What a name is where it stands: a place, or part of the name of something else.

Each rule looks at one gazetteer match inside its run of capitalised words and either names a kind or
leaves the decision to the next. The order is from the surest evidence to the weakest.
"""

from __future__ import annotations

from dataclasses import dataclass

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.mentions import word_classes as words
from geomap.mentions.lexicon import Lexicon
from geomap.mentions.scan import Match, Scan
from geomap.names import split_words

VERY_COMMON = 9
"""Band of words such as "of" or "para": alone they are no place."""
COMMON = 7
"""Band of words such as "reading": alone they are a place only with a cue."""
FREQUENT = 5
"""Band of words that begin a sentence with a capital of no meaning more often than a place does."""
LARGE = 100_000
"""People of a place that needs no cue."""
MIDDLING = 10_000

_BETWEEN = split_words("en in el the estado state municipio municipality de of")
"""Small words between a name and what it lies in."""


@dataclass(frozen=True, slots=True)
class Case:
    """One gazetteer match, the run around it, and what the text tells about both."""

    scan: Scan
    gazetteer: Gazetteer
    lexicon: Lexicon
    match: Match
    run: tuple[int, int]

    def folded(self, n: int) -> str:
        """Give the folded word at a token, or nothing beyond the text."""
        return self.scan.tokens.folded[n] if 0 <= n < len(self.scan.tokens) else ""

    def word(self, n: int) -> str:
        """Give the word at a token as written, or nothing beyond the text."""
        return self.scan.tokens.words[n] if 0 <= n < len(self.scan.tokens) else ""

    def is_capital(self, n: int) -> bool:
        """Tell whether the token begins with a capital."""
        return 0 <= n < len(self.scan.tokens) and self.scan.tokens.is_capital(n)

    @property
    def single(self) -> bool:
        """Whether the name is one word."""
        return self.match.end - self.match.start == 1

    @property
    def shouted(self) -> bool:
        """Whether capitals tell nothing here."""
        return self.scan.tokens.shouted[self.match.start]

    @property
    def features(self) -> frozenset[str]:
        """What the name may be."""
        return self.match.record.features

    @property
    def cued(self) -> bool:
        """Whether a preposition of place stands before the name."""
        before = self.folded(self.match.start - 1)
        if before in ("the", "el", "la"):
            before = self.folded(self.match.start - 2)
        if before in words.OF and self.folded(self.match.start - 2) in words.PLACE_NOUN:
            return True
        return before in words.PREPOSITION_IN

    @property
    def beside_division(self) -> bool:
        """Whether a comma and a state or country follow: "Tulsa, Okla.", or a bracket: "Zamora (Michoacán)"."""
        return any(m.is_division or "abbreviation" in m.record.features for m in self._following())

    @property
    def inside_following(self) -> bool:
        """Whether a place of the name lies in the state or country that follows: "Union, Missouri"."""
        divisions = {index for match in self._following() for index, _ in match.record.entries}
        return any(not divisions.isdisjoint(self.gazetteer.chain(index)) for index, _ in self.match.record.entries)

    def _following(self) -> list[Match]:
        """Give the names that a comma, a bracket or a slash parts from this one."""
        after = self.match.end
        if self.word(after) not in (",", "(", "/"):
            return []
        after += 1
        while self.folded(after) in _BETWEEN:
            after += 1
        return self.scan.matches[after] if after < len(self.scan.tokens) else []

    @property
    def after_place(self) -> bool:
        """Whether a name and a comma stand before: the name may be that place's state."""
        start = self.match.start
        return self.word(start - 1) in (",", "(") and start > 1 and self.scan.covered[start - 2] is not None


def decide_kind(case: Case) -> str | None:
    """
    Decide what a gazetteer match is.

    Parameters
    ----------
    case
        The match and what surrounds it.

    Returns
    -------
    kind
        place, government, organisation, person, demonym or language; None for a word that is no name
        of a place here.
    """
    for rule in (
        _judge_seat,
        _judge_word,
        _judge_initials,
        _judge_people,
        _judge_abbreviation,
        _judge_organisation,
        _judge_person,
    ):
        verdict = rule(case)
        if verdict is not None:
            return verdict or None
    if not _is_convincing(case):
        return None
    return "government" if _is_government(case) else "place"


def _judge_seat(case: Case) -> str | None:
    """Tell seats of government, which are buildings, from towns of their name."""
    if case.match.record.key in words.GOVERNMENT_SEATS and not case.inside_following:
        return "facility"
    return None


def _judge_word(case: Case) -> str | None:
    """Refuse words that are names only by accident."""
    word, end = case.folded(case.match.start), case.match.end
    if case.folded(end - 1) in words.PLACE_NOUN and case.folded(end) in words.OF:
        return ""  # "LA CIUDAD DE OAXACA": of the name that follows
    if not case.single or "abbreviation" in case.features:
        return None
    if word in words.NEVER_ALONE | words.ORGANISATION or case.lexicon.commonness(word) >= VERY_COMMON:
        return None if case.inside_following else ""
    if (case.shouted or case.scan.tokens.first[case.match.start]) and case.lexicon.is_plain(word):
        return None if case.beside_division else ""
    if case.shouted and not case.match.is_division and not case.features & {"demonym", "language"}:
        weak = case.match.record.population < LARGE and case.lexicon.commonness(word) >= 5  # noqa: PLR2004 - a band
        if weak and not (case.cued or case.beside_division):
            return ""
    return None


def _judge_initials(case: Case) -> str | None:
    """Refuse short words in capitals that are no abbreviation of a place: "AMLO", "OAS"."""
    plain = case.single and "abbreviation" not in case.features and not case.features & {"country", "admin1"}
    if plain and case.scan.tokens.shapes[case.match.start] == "AA" and not case.shouted:
        return None if case.cued or case.beside_division else ""
    return None


def _judge_people(case: Case) -> str | None:
    """Tell demonyms and languages from places."""
    if not case.features & {"demonym", "language"} or case.match.is_division:
        return None
    if "demonym" not in case.features and "language" not in case.features:
        return None
    if "city" in case.features and (case.cued or case.beside_division):
        return None
    if "demonym" not in case.features or _is_spoken(case):
        return "language"
    if _find_head(case) and _find_head(case) not in words.OFFICIAL:
        return "organisation"
    return "demonym"


def _is_spoken(case: Case) -> bool:
    """Whether the name is that of a language: "spoke Spanish", "in English", but not "in Mexican states"."""
    before, after = case.folded(case.match.start - 1), case.match.end
    if before in words.LANGUAGE_VERBS or case.folded(after) in words.LANGUAGE_NOUNS:
        return True
    goes_on = after < len(case.scan.tokens) and case.scan.tokens.shapes[after] in ("a", "Aa")
    return before in ("in", "en") and not goes_on


def _judge_abbreviation(case: Case) -> str | None:
    """Take abbreviations only as written in capitals or with dots, and those of states after a comma."""
    if "abbreviation" not in case.features or (case.features & {"country", "city"} and len(case.match.record.key) > 4):  # noqa: PLR2004 - letters
        return None
    n = case.match.start
    shape = case.scan.tokens.shapes[n]
    key = case.match.record.key
    written = shape in ("AA", "A.") and not case.shouted and (shape == "A." or key not in words.SHOUTED_WORDS)
    if case.after_place or (
        written and (len(key) > 2 or shape == "A." or key in _BARE)  # noqa: PLR2004 - letters
    ):
        return None if _find_head(case) else "place"
    return ""


_BARE = frozenset({"us", "uk", "eu", "df", "nl", "bc", "dc", "la", "tj"})
"""Two-letter abbreviations that stand alone; others ("OR", "IN", "ME") only after a comma."""


def _find_head(case: Case) -> str:
    """Give the head word of an organisation whose name the run is, or nothing."""
    (start, end), match = case.run, case.match
    for n in range(match.end, end):
        if case.folded(n) in words.ORGANISATION and (case.is_capital(n)):
            return case.folded(n)
    for n in range(match.start - 1, start - 1, -1):
        if case.folded(n) in words.ORGANISATION and case.is_capital(n) and _joins(case, n):
            return case.folded(n)
    return _find_small_head(case)


def _joins(case: Case, head: int) -> bool:
    """Whether a head word before the name belongs with it: "University of Guadalajara", "Cártel Jalisco"."""
    between = [case.folded(n) for n in range(head + 1, case.match.start)]
    return "and" not in between and "y" not in between


def _find_small_head(case: Case) -> str:
    """Give a head word in small letters before the run, as in "cártel de Sinaloa"."""
    n = case.run[0] - 1
    if case.folded(n) in ("la", "el", "los", "las", "the"):
        n -= 1
    if case.folded(n) in words.OF and case.folded(n - 1) in (
        words.CRIME | words.EDUCATION | words.SPORT | words.MEDIA | words.COMPANY
    ):
        return case.folded(n - 1)
    if case.folded(n) in words.CRIME - {"grupo"}:
        return case.folded(n)
    return ""


def _judge_organisation(case: Case) -> str | None:
    """Tell names inside the names of organisations."""
    head = _find_head(case)
    if not head:
        return None
    if head in words.FACILITY and case.match.end == case.run[1] and case.cued:
        return None
    return "organisation"


def _judge_person(case: Case) -> str | None:
    """Refuse names that are part of a person's name."""
    if "country" in case.features and len(case.match.record.key) > 4:  # noqa: PLR2004 - Chad, Iran
        return None
    start, end = case.match.start, case.match.end
    lexicon = case.lexicon
    if _is_full_name(case):
        return "person"
    before, after = case.folded(start - 1), case.folded(end)
    in_run_before = start > case.run[0] and case.is_capital(start - 1)
    in_run_after = end < case.run[1] and case.is_capital(end)
    if in_run_before and not case.shouted:
        if before in lexicon.first_names or (before in words.TITLE and before not in words.OFFICE):
            return ""
        if (
            before in lexicon.last_names
            and before not in words.ROAD
            and case.single
            and case.folded(start) in lexicon.last_names
        ):
            return ""
    if start - 1 >= 0 and case.word(start - 1) == "." and case.folded(start - 2) in words.TITLE:
        return ""
    if in_run_after and not case.shouted and case.single:
        first = case.folded(start) in lexicon.first_names
        last = after in lexicon.last_names
        if (first or last) and not (after in words.FEATURE_AFTER or ("admin1" in case.features and not first)):
            return ""
    told = case.cued or case.beside_division or case.after_place
    if case.single and case.scan.seen[case.folded(start), "person"] and not told:
        # The states are named more often than the people who bear their names.
        return "" if "admin1" not in case.features or case.folded(start) in lexicon.last_names else None
    return None


def _is_full_name(case: Case) -> bool:
    """Whether the place is named like a person, and nothing says that the place is meant: "Benito Juárez"."""
    first, last = case.folded(case.match.start), case.folded(case.match.end - 1)
    if case.single or case.cued or case.beside_division or case.after_place or case.match.is_division:
        return False
    return first in case.lexicon.first_names and last in case.lexicon.last_names


def _is_convincing(case: Case) -> bool:
    """Weigh size, cues and commonness of what is left."""
    start, record = case.match.start, case.match.record
    word = case.folded(start)
    if "country" in case.features or "region" in case.features:
        return not ("region" in case.features and "country" not in case.features and _is_split(case))
    if "admin1" in case.features and not (case.single and word in case.lexicon.last_names and _is_split(case)):
        return True
    if case.cued or case.beside_division or case.after_place:
        return True
    if not case.single:
        return not _is_split(case) or record.population >= MIDDLING
    first = case.scan.tokens.first[start]
    if case.lexicon.commonness(word) >= COMMON or (first and word in case.scan.small):
        return False
    if first and case.lexicon.commonness(word) >= FREQUENT and not case.scan.seen[word, "in"]:
        return False
    if word in case.lexicon.first_names and not case.scan.seen[word, "in"]:
        return False
    if _is_split(case):
        return record.population >= LARGE * 10
    if case.scan.seen[word, "in"] or case.scan.seen[word, "comma"]:
        return True
    return record.population >= MIDDLING and not (word in case.lexicon.last_names and record.population < LARGE * 10)


def _is_split(case: Case) -> bool:
    """Whether the run goes on with capitals before or after the name: it may be part of a longer one."""
    before = case.match.start > case.run[0] and case.is_capital(case.match.start - 1)
    after = case.match.end < case.run[1] and case.is_capital(case.match.end)
    return before or after


def _is_government(case: Case) -> bool:
    """Tell a place that speaks or acts, as in "Washington said", from a place where something is."""
    if case.cued or case.beside_division or case.after_place:
        return False
    if not case.features & {"country", "admin1"} and case.scan.tokens.folded[case.match.start] not in _CAPITALS:
        return False
    return case.folded(case.match.end) in words.SAYING


_CAPITALS = frozenset(
    [
        "washington",
        "moscow",
        "moscu",
        "beijing",
        "pekin",
        "london",
        "londres",
        "paris",
        "berlin",
        "madrid",
        "brussels",
        "bruselas",
        "tehran",
        "teheran",
        "kiev",
        "kyiv",
        "jerusalem",
        "ankara",
        "seoul",
        "tokyo",
        "tokio",
        "caracas",
        "havana",
        "bogota",
        "islamabad",
        "riyadh",
        "damascus",
        "damasco",
        "baghdad",
        "bagdad",
        "cairo",
    ]
)
"""Capitals whose name stands for their government in the news."""
