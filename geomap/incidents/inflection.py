"""
The forms of English and Spanish verbs, nouns and adjectives that reports are written in.

Futures and conditionals are left out on purpose: what will or would happen has not happened. Forms are
given folded (small letters, no accents), as the words of a text are compared.
"""

from __future__ import annotations

from collections.abc import Iterator

_EN_IRREGULAR = {
    "shoot": ("shot", "shot"),
    "slay": ("slew", "slain"),
    "behead": ("beheaded", "beheaded"),
    "hang": ("hung", "hanged"),
    "set": ("set", "set"),
    "cut": ("cut", "cut"),
    "burn": ("burned", "burnt"),
    "find": ("found", "found"),
    "leave": ("left", "left"),
    "fight": ("fought", "fought"),
    "hold": ("held", "held"),
    "blow": ("blew", "blown"),
    "take": ("took", "taken"),
    "strike": ("struck", "stricken"),
    "run": ("ran", "run"),
    "beat": ("beat", "beaten"),
    "catch": ("caught", "caught"),
    "break": ("broke", "broken"),
    "lose": ("lost", "lost"),
    "bleed": ("bled", "bled"),
    "go": ("went", "gone"),
    "send": ("sent", "sent"),
    "fly": ("flew", "flown"),
    "hurt": ("hurt", "hurt"),
    "steal": ("stole", "stolen"),
    "meet": ("met", "met"),
    "have": ("had", "had"),
}
_EN_DOUBLED = frozenset(
    {"kidnap", "rob", "gun", "stab", "cut", "set", "run", "hit", "bag", "drop", "bar", "dump"} - {"dump"}
)
_EN_IRREGULAR_PLURALS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "persons",
    "life": "lives",
    "body": "bodies",
}
_VOWELS = frozenset("aeiou")

_ES_STEMS = {
    "morir": ("muer", "mur"),
    "herir": ("hier", "hir"),
    "perder": ("pierd", "perd"),
    "detener": ("detien", "detuv"),
    "encontrar": ("encuentr", "encontr"),
    "cerrar": ("cierr", "cerr"),
    "colgar": ("cuelg", "colg"),
    "desplegar": ("desplieg", "despleg"),
    "reforzar": ("refuerz", "reforz"),
    "volcar": ("vuelc", "volc"),
    "hacer": ("hac", "hic"),
    "destruir": ("destruy", "destruy"),
    "caer": ("ca", "cay"),
    "atravesar": ("atravies", "atraves"),
    "repeler": ("repel", "repel"),
}
"""Present and preterite stems of verbs whose stem changes."""
_ES_PARTICIPLES = {"morir": "muert", "hacer": "hech", "abrir": "abiert"}
_ES_SMALL = frozenset({"de", "del", "la", "el", "las", "los", "a", "en", "con", "por", "contra", "sin", "al", "y"})
_EN_SMALL = frozenset({"of", "on", "with", "in", "the", "to", "from"})

Form = tuple[str, str]
"""The words of one form, and what form it is: present, past, participle, gerund, infinitive, singular or plural."""


def inflect_verb(pattern: str, lang: str) -> Iterator[Form]:
    """
    Give the forms of a verb, the first word of the pattern.

    Parameters
    ----------
    pattern
        Folded words; the first is a lemma ("block", "abrir fuego", "enfrentarse").
    lang
        en or es.

    Yields
    ------
    form
        The whole pattern in one form, and the form's name.
    """
    head, _, rest = pattern.partition(" ")
    tail = f" {rest}" if rest else ""
    for form, name in _inflect_spanish(head) if lang == "es" else _inflect_english(head):
        yield form + tail, name


def _inflect_english(lemma: str) -> Iterator[Form]:
    yield lemma, "infinitive"
    final_y = lemma.endswith("y") and lemma[-2:-1] not in _VOWELS
    sibilant = lemma.endswith(("s", "sh", "ch", "x", "z", "o"))
    yield (lemma[:-1] + "ies" if final_y else lemma + "es" if sibilant else lemma + "s"), "present"
    stem = lemma + lemma[-1] if lemma in _EN_DOUBLED else lemma
    if lemma in _EN_IRREGULAR:
        for form in dict.fromkeys(_EN_IRREGULAR[lemma]):
            yield form, "past"
    else:
        yield (lemma + "d" if lemma.endswith("e") else lemma[:-1] + "ied" if final_y else stem + "ed"), "past"
    if lemma.endswith("ie"):
        yield lemma[:-2] + "ying", "gerund"
    elif lemma.endswith("e") and not lemma.endswith("ee"):
        yield lemma[:-1] + "ing", "gerund"
    else:
        yield stem + "ing", "gerund"


def _inflect_spanish(lemma: str) -> Iterator[Form]:
    reflexive = lemma.endswith("se")
    verb = lemma.removesuffix("se") if reflexive else lemma
    for form, name in _conjugate(verb):
        if not reflexive:
            yield form, name
        elif name in ("present", "past"):
            yield f"se {form}", name
        elif name in ("infinitive", "gerund"):
            yield form + "se", name


def _conjugate(verb: str) -> Iterator[Form]:
    stem, ending = verb[:-2], verb[-2:]
    present, past = _ES_STEMS.get(verb, (stem, stem))
    yield verb, "infinitive"
    if ending == "ar":
        soft = _soften(past)
        endings = [
            ("a", present),
            ("an", present),
            ("o", past),
            ("aron", past),
            ("aba", stem),
            ("aban", stem),
        ]
        names = ["present", "present", "past", "past", "past", "past"]
        yield stem + "ando", "gerund"
        yield soft + "en", "subjunctive"
        participle = stem + "ad"
    else:
        endings = [
            ("e", present),
            ("en", present),
            ("io", past),
            ("ieron", past),
            ("ia", stem),
            ("ian", stem),
        ]
        if past.endswith("y"):
            endings[2:4] = [("o", past), ("eron", past)]
        elif past != stem and not past.endswith(("mur", "hir", "perd")):
            endings[2:4] = [("o", past), ("ieron", past)]
        names = ["present", "present", "past", "past", "past", "past"]
        yield (
            (past if past.endswith(("mur", "hir", "y")) else stem) + ("endo" if past.endswith("y") else "iendo"),
            "gerund",
        )
        participle = stem + "id"
    for (suffix, base), name in zip(endings, names, strict=True):
        yield base + suffix, name
    participle = _ES_PARTICIPLES.get(verb, participle)
    yield from ((participle + suffix, "participle") for suffix in ("o", "a", "os", "as"))


def _soften(stem: str) -> str:
    """Spell a stem before e: atac- becomes ataqu-."""
    for hard, soft in (("c", "qu"), ("g", "gu"), ("z", "c")):
        if stem.endswith(hard):
            return stem[:-1] + soft
    return stem


def inflect_noun(pattern: str, lang: str) -> Iterator[Form]:
    """
    Give the singular and the plural of a noun with its modifiers.

    Parameters
    ----------
    pattern
        Folded words in the singular.
    lang
        en (the head is the last word before "of", "with", …) or es (all words up to a preposition agree).

    Yields
    ------
    form
        The whole pattern in one form, and the form's name.
    """
    yield pattern, "singular"
    words = pattern.split(" ")
    small = _ES_SMALL if lang == "es" else _EN_SMALL
    end = next((n for n, word in enumerate(words) if word in small), len(words)) or len(words)
    start = 0 if lang == "es" else end - 1
    plural = _pluralise_spanish if lang == "es" else _pluralise_english
    many = [*words[:start], *(plural(word) for word in words[start:end]), *words[end:]]
    if many != words:
        yield " ".join(many), "plural"


def _pluralise_english(word: str) -> str:
    if word in _EN_IRREGULAR_PLURALS:
        return _EN_IRREGULAR_PLURALS[word]
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _pluralise_spanish(word: str) -> str:
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith("s"):
        return word
    return word + ("s" if word[-1:] in _VOWELS else "es")


def inflect_adjective(pattern: str, lang: str) -> Iterator[Form]:
    """
    Give the genders and numbers of a Spanish adjective or participle; an English one has a single form.

    Parameters
    ----------
    pattern
        Folded words; the first is a masculine singular.
    lang
        en or es.

    Yields
    ------
    form
        The whole pattern in one form, and ``participle``.
    """
    head, _, rest = pattern.partition(" ")
    tail = f" {rest}" if rest else ""
    if lang != "es" or not head.endswith("o"):
        yield pattern, "participle"
        return
    for suffix in ("o", "a", "os", "as"):
        yield head[:-1] + suffix + tail, "participle"
