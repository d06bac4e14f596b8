"""One pass over the tokens: names of the gazetteer, runs of capitalised words, and what was seen where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.index import NameRecord
from geomap.mentions import word_classes as words
from geomap.mentions.lexicon import Lexicon
from geomap.mentions.tokens import Tokens, is_abbreviated
from geomap.names import EXPANDED

LONGEST = 7
"""Words of the longest name that is looked for."""
_INSIDE_NAMES = frozenset({".", "-", "'", "’", "–"})


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the gazetteer at tokens ``start`` to ``end``."""

    start: int
    end: int
    record: NameRecord

    @property
    def is_division(self) -> bool:
        """Whether the name is, among others, a country's, a region's or a first division's."""
        return not self.record.features.isdisjoint({"country", "admin1", "region"})


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over a text found."""

    tokens: Tokens
    matches: list[list[Match]]
    """By token: the names that begin there, shortest first."""
    runs: list[tuple[int, int]]
    """Maximal stretches of capitalised words, with the small words between them."""
    covered: list[Match | None]
    """By token: the longest match, left to right, that covers it."""
    seen: Counter[tuple[str, str]]
    """How often a folded word was seen in a role: ``in``, ``person``, ``comma``, ``organisation``."""
    small: frozenset[str]
    """Folded words that the text also writes without a capital."""


def scan_tokens(tokens: Tokens, gazetteer: Gazetteer, lexicon: Lexicon) -> Scan:
    """
    Look for names and for the evidence about them.

    Parameters
    ----------
    tokens
        Of one text.
    gazetteer
        Where names are looked up.
    lexicon
        Of common words and names of persons.

    Returns
    -------
    scan
        All that the rules look at.
    """
    matches: list[list[Match]] = [[] for _ in range(len(tokens))]
    covered: list[Match | None] = [None] * len(tokens)
    upto = 0
    for n in range(len(tokens)):
        if not tokens.is_capital(n):
            continue
        matches[n] = find_matches(tokens, n, gazetteer)
        if matches[n] and n >= upto:
            longest = matches[n][-1]
            covered[n : longest.end] = [longest] * (longest.end - n)
            upto = longest.end
    small = frozenset(f for f, s in zip(tokens.folded, tokens.shapes, strict=True) if s == "a")
    return Scan(tokens, matches, find_runs(tokens), covered, _count_roles(tokens, covered, lexicon), small)


def find_matches(tokens: Tokens, start: int, gazetteer: Gazetteer) -> list[Match]:
    """
    Find the names of the gazetteer that begin at a token.

    Parameters
    ----------
    tokens
        Of one text.
    start
        Number of the token.
    gazetteer
        Where names are looked up.

    Returns
    -------
    matches
        Shortest first. Dots and hyphens within a name are passed over.
    """
    places: list[int] = []
    n = start
    while n < len(tokens) and len(places) < LONGEST:
        if tokens.words[n] in _INSIDE_NAMES and n > start:
            if tokens.words[n] == "." and not is_abbreviated(tokens.folded[n - 1]):
                break
            n += 1
            continue
        if not tokens.folded[n][0].isalnum() or (
            n > start and "\n" in tokens.text[tokens.ends[n - 1] : tokens.starts[n]]
        ):
            break
        places.append(n)
        n += 1
    if not places:
        return []
    folded = [tokens.folded[p] for p in places]
    found = dict(gazetteer.find_prefixes(" ".join(folded)))
    expanded = _expand(folded)
    if expanded != folded:
        for count, record in gazetteer.find_prefixes(" ".join(expanded)):
            found.setdefault(count, record)
    out = []
    for count, record in sorted(found.items()):
        last = places[count - 1]
        if tokens.is_capital(last) or not tokens.shapes[last].startswith("a"):
            out.append(Match(start, last + 1, record))
    return out


def _expand(folded: list[str]) -> list[str]:
    """Write abbreviated generic words out, each on its own: the last word of the stretch need not be a name's last."""
    return [EXPANDED.get(f, f) for f in folded]


def find_runs(tokens: Tokens) -> list[tuple[int, int]]:
    """
    Find the stretches of capitalised words.

    Parameters
    ----------
    tokens
        Of one text.

    Returns
    -------
    runs
        Start and end of each; connecting words, hyphens, possessives, numbers and the dots of
        abbreviations stand inside a run, never at its ends.
    """
    runs = []
    n = 0
    while n < len(tokens):
        if not tokens.is_capital(n):
            n += 1
            continue
        end = _extend_run(tokens, n)
        runs.append((n, end))
        n = end
    return runs


def _extend_run(tokens: Tokens, start: int) -> int:
    last = n = start + 1
    while n < len(tokens):
        gap = tokens.text[tokens.ends[n - 1] : tokens.starts[n]]
        if len(gap) > 1 or "\n" in gap:
            break
        if tokens.is_capital(n):
            if tokens.first[n] and not tokens.shouted[n]:
                break
            n += 1
            last = n
        elif (tokens.folded[n] in words.CONNECT and n - last < 2 and not tokens.shouted[n]) or (  # noqa: PLR2004 - "de la"
            n == last
            and (
                tokens.words[n] in ("'s", "’s", "-", "&")
                or (tokens.words[n] == "." and is_abbreviated(tokens.folded[n - 1]))
            )
        ):
            n += 1
        elif n == last and tokens.shapes[n] == "9":
            n += 1
            last = n
        else:
            break
    return last


def _count_roles(tokens: Tokens, covered: list[Match | None], lexicon: Lexicon) -> Counter[tuple[str, str]]:
    """Count in what roles each capitalised word stands where sentence starts and capitals don't blur it."""
    seen: Counter[tuple[str, str]] = Counter()
    for n, word in enumerate(tokens.folded):
        if not tokens.is_capital(n) or tokens.first[n] or tokens.shouted[n] or not n:
            continue
        before = tokens.folded[n - 1]
        after = tokens.folded[n + 1] if n + 1 < len(tokens) else ""
        capital_after = n + 1 < len(tokens) and tokens.is_capital(n + 1)
        if before in ("in", "en", "near", "at"):
            seen[word, "in"] += 1
        elif (
            before in words.TITLE
            or (before in lexicon.first_names and tokens.is_capital(n - 1))
            or (capital_after and after in lexicon.last_names and after not in words.FEATURE_AFTER)
        ):
            seen[word, "person"] += 1
        elif before == "," and n > 1 and covered[n - 2] is not None:
            seen[word, "comma"] += 1
        if capital_after and after in words.ORGANISATION:
            seen[word, "organisation"] += 1
    return seen
