"""From a text to its place mentions: longest matches of the gazetteer, judged by their context."""

from __future__ import annotations

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.mentions import word_classes as words
from geomap.mentions.lexicon import Lexicon
from geomap.mentions.rules import Case, decide_kind
from geomap.mentions.scan import Match, Scan, scan_tokens
from geomap.mentions.tokens import Tokens, is_abbreviated, split_tokens
from geomap.model import Mention

_LITERAL_KINDS = frozenset({"place", "facility"})
_LONGEST_SEAT = max(len(name.split(" ")) for name in words.GOVERNMENT_SEATS)


def find_mentions(text: str, gazetteer: Gazetteer, lexicon: Lexicon) -> list[Mention]:
    """
    Find the place names of a text.

    Parameters
    ----------
    text
        Of a report, as given.
    gazetteer
        Where names are looked up.
    lexicon
        Of common words and names of persons.

    Returns
    -------
    mentions
        In order, without overlap, each with its kind.
    """
    scan = scan_tokens(split_tokens(text), gazetteer, lexicon)
    spans: list[tuple[int, int, str]] = []
    for run in scan.runs:
        spans += _find_in_run(scan, run, gazetteer, lexicon)
    return [_make_mention(scan.tokens, start, end, kind) for start, end, kind in spans]


def _make_mention(tokens: Tokens, first: int, end: int, kind: str) -> Mention:
    start, stop = tokens.starts[first], tokens.ends[end - 1]
    rest = tokens.text[stop : stop + 2]
    # The dot of an abbreviation is the name's, "Tulsa, Okla."; at the end of a line it is the sentence's.
    if is_abbreviated(tokens.folded[end - 1]) and rest.startswith(".") and rest not in (".", ".\n"):
        stop += 1
    return Mention(start, stop, tokens.text[start:stop], kind, kind in _LITERAL_KINDS)


def _find_in_run(
    scan: Scan, run: tuple[int, int], gazetteer: Gazetteer, lexicon: Lexicon
) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    n = run[0]
    while n < run[1]:
        named = _find_seat(scan, run, n) or _find_feature_name(scan, run, n)
        if named is not None:
            spans.append(named)
            n = named[1]
            continue
        options = [m for m in scan.matches[n] if m.end <= run[1]]
        if options:
            match = options[-1]
            kind = decide_kind(Case(scan, gazetteer, lexicon, match, run))
            if kind is not None:
                start = _take_direction(scan, run, match, spans)
                n = _find_end(scan, run, match) if kind == "place" else match.end
                spans.append((start, n, kind))
                continue
            n = max(n + 1, match.end)
        else:
            n += 1
    return spans


def _find_seat(scan: Scan, run: tuple[int, int], n: int) -> tuple[int, int, str] | None:
    """Find a seat of government whose name is no place's: "Palacio Nacional"."""
    for end in range(min(run[1], n + _LONGEST_SEAT), n + 1, -1):
        name = " ".join(scan.tokens.folded[n:end])
        if name in words.GOVERNMENT_SEATS and not any(m.record.key == name for m in scan.matches[n]):
            return n, end, "facility"
    return None


def _find_feature_name(scan: Scan, run: tuple[int, int], n: int) -> tuple[int, int, str] | None:
    """Find a name with its generic word: "Walker County", "Pine Street", "Lake Lanier", "Avenida Vallarta"."""
    tokens = scan.tokens
    if tokens.shouted[n] or tokens.folded[n] in words.CALENDAR:
        return None
    options = scan.matches[n]
    whole = options[-1] if options and options[-1].end <= run[1] else None
    after = whole.end if whole else n + 1
    if after < run[1] and tokens.is_capital(after) and tokens.is_capital(n):
        generic = tokens.folded[after]
        plain = tokens.folded[n] in words.CONNECT or tokens.folded[n] in words.DIRECTION
        if generic in words.ROAD and not plain:
            return n, after + 1, "facility"
        if generic in words.FEATURE_AFTER and not plain and tokens.folded[n] not in words.FEATURE_BEFORE:
            return (
                (n, after + 1, "place")
                if not _has_organisation_after(scan, run, after + 1)
                else (n, after + 1, "organisation")
            )
    generic = tokens.folded[n]
    if whole is None and generic in words.FEATURE_BEFORE | words.ROAD and n + 1 < run[1]:
        return n, run[1], "facility" if generic in words.ROAD else "place"
    return None


def _has_organisation_after(scan: Scan, run: tuple[int, int], start: int) -> bool:
    return any(scan.tokens.folded[n] in words.ORGANISATION for n in range(start, run[1]))


def _find_end(scan: Scan, run: tuple[int, int], match: Match) -> int:
    """Find where a town's name ends that is longer than what the gazetteer knows: "La Ceja de Bramador"."""
    tokens, n = scan.tokens, match.end
    if match.is_division or n >= run[1] or tokens.folded[n] not in ("de", "del"):
        return match.end
    while n < run[1] and tokens.folded[n] in words.CONNECT:
        n += 1
    if n >= run[1] or scan.matches[n] or not tokens.is_capital(n):
        return match.end
    return n + 1


def _take_direction(scan: Scan, run: tuple[int, int], match: Match, spans: list[tuple[int, int, str]]) -> int:
    """Take a capitalised direction before the name into it: "Northern Mexico"."""
    before = match.start - 1
    taken = spans[-1][1] if spans else run[0]
    tokens = scan.tokens
    if (
        before >= max(taken, run[0])
        and tokens.is_capital(before)
        and tokens.folded[before] in words.DIRECTION
        and not tokens.shouted[before]
    ):
        return before
    return match.start
