"""
The forms of English and Spanish verbs, nouns and adjectives that reports are written in.

Futures and conditionals are left out on purpose: what will or would happen has not happened. Forms are
given folded (small letters, no accents), as the words of a text are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ENGLISH_PASTS = {
    "beat": ("beat", "beaten"),
    "bleed": ("bled",),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "burn": ("burned", "burnt"),
    "catch": ("caught",),
    "cut": ("cut",),
    "find": ("found",),
    "fly": ("flew", "flown"),
    "go": ("went", "gone"),
    "hang": ("hung", "hanged"),
    "hold": ("held",),
    "hurt": ("hurt",),
    "kidnap": ("kidnapped", "kidnaped"),
    "leave": ("left",),
    "lose": ("lost",),
    "meet": ("met",),
    "run": ("ran", "run"),
    "send": ("sent",),
    "set": ("set",),
    "shoot": ("shot",),
    "slay": ("slew", "slain"),
    "slit": ("slit",),
    "take": ("took", "taken"),
}
"""Past forms of the irregular verbs among the triggers."""
_EN_DOUBLED = frozenset({"kidnap", "machinegun", "repel"})
"""Verbs of more than one syllable that double their last letter."""
_ONE_SYLLABLE = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_EN_IRREGULAR_PLURALS = {"child": "children", "life": "lives"}
_VOWELS = frozenset("aeiou")

SPANISH_STEMS = {
    "atravesar": ("atravies", "atraves"),
    "cegar": ("cieg", "ceg"),
    "cerrar": ("cierr", "cerr"),
    "colgar": ("cuelg", "colg"),
    "degollar": ("deguell", "degoll"),
    "desmembrar": ("desmiembr", "desmembr"),
    "desplegar": ("desplieg", "despleg"),
    "detener": ("detien", "detuv"),
    "hacer": ("hac", "hic"),
    "herir": ("hier", "hir"),
    "manifestar": ("manifiest", "manifest"),
    "morir": ("muer", "mur"),
    "perder": ("pierd", "perd"),
    "reforzar": ("refuerz", "reforz"),
    "volcar": ("vuelc", "volc"),
}
"""Present and preterite stems of the verbs among the triggers whose stem changes."""
_ES_STRONG = {"detener": "detuvo", "hacer": "hizo"}
"""Preterites that are not stressed on their ending."""
_ES_PARTICIPLES = {"morir": "muert", "hacer": "hech", "abrir": "abiert"}
_ES_APPOSED = frozenset({"bomba", "molotov"})
"""Nouns that stand after another one and do not agree with it: "coches bomba"."""
_ES_SMALL = frozenset(
    {"de", "del", "la", "el", "las", "los", "a", "en", "con", "por", "contra", "entre", "sin", "al", "y"}
)
_EN_SMALL = frozenset({"of", "on", "with", "in", "the", "to", "from"})

Form = tuple[str, str]
"""The words of one form, and what form it is: present, past, participle, gerund, infinitive, singular or plural."""


def inflect_verb(pattern: str, lang: str) -> Iterator[Form]:
    """
    Give the forms of a verb, the first word of the pattern that is no adverb.

    Parameters
    ----------
    pattern
        Folded words; the verb is a lemma ("block", "abrir fuego", "enfrentarse", "forcibly disappear").
    lang
        en or es.

    Yields
    ------
    form
        The whole pattern in one form, and the form's name.
    """
    words = pattern.split(" ")
    n = 1 if lang != "es" and len(words) > 1 and words[0].endswith("ly") else 0
    lead = "".join(f"{word} " for word in words[:n])
    tail = "".join(f" {word}" for word in words[n + 1 :])
    for form, name in _inflect_spanish(words[n]) if lang == "es" else _inflect_english(words[n]):
        yield lead + form + tail, name


def _inflect_english(lemma: str) -> Iterator[Form]:
    yield lemma, "infinitive"
    final_y = lemma.endswith("y") and lemma[-2:-1] not in _VOWELS
    sibilant = lemma.endswith(("s", "sh", "ch", "x", "z", "o"))
    yield (lemma[:-1] + "ies" if final_y else lemma + "es" if sibilant else lemma + "s"), "present"
    stem = lemma + lemma[-1] if lemma in _EN_DOUBLED or _ONE_SYLLABLE.fullmatch(lemma) else lemma
    regular = lemma + "d" if lemma.endswith("e") else lemma[:-1] + "ied" if final_y else stem + "ed"
    for form in ENGLISH_PASTS.get(lemma, (regular,)):
        yield form, "past"
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
    glide = "y" if verb.endswith("uir") and not verb.endswith(("guir", "quir")) else ""
    present, past = SPANISH_STEMS.get(verb, (stem + glide, stem))
    yield verb, "infinitive"
    if ending == "ar":
        yield from ((present + "a", "present"), (present + "an", "present"))
        yield from ((past + "o", "past"), (past + "aron", "past"), (stem + "aba", "past"), (stem + "aban", "past"))
        yield stem + "ando", "gerund"
        yield _soften(present) + "en", "subjunctive"
    else:
        third, many = ("yo", "yeron") if glide else ("io", "ieron")
        yield from ((present + "e", "present"), (present + "en", "present"))
        yield from ((_ES_STRONG.get(verb, past + third), "past"), (past + many, "past"))
        yield from ((stem + "ia", "past"), (stem + "ian", "past"))
        yield (stem if verb in _ES_STRONG else past) + ("yendo" if glide else "iendo"), "gerund"
    participle = _ES_PARTICIPLES.get(verb, stem + ("ad" if ending == "ar" else "id"))
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
    if lang == "es":
        many = [word if n and word in _ES_APPOSED else _pluralise_spanish(word) for n, word in enumerate(words[:end])]
    else:
        many = [*words[: end - 1], _pluralise_english(words[end - 1])]
    plural = " ".join([*many, *words[end:]])
    if plural != pattern:
        yield plural, "plural"


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
