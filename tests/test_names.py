"""Folding of toponyms."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geomap.names import expand_key, find_tokens, fold_characters, fold_toponym, fold_word


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Cd. Juárez", "cd juarez"),
        ("  CD  JUAREZ ", "cd juarez"),
        ("San Luis Potosí", "san luis potosi"),
        ("L'Ariana", "lariana"),
        ("O’Brien", "obrien"),
        ("N.L.", "nl"),
        ("Córdoba-Veracruz", "cordoba veracruz"),
        (unicodedata.normalize("NFD", "Michoacán"), "michoacan"),
        ("Mi\u00adchoa\u00adcán", "michoacan"),
        ("—", ""),
    ],
)
def test_ways_to_write_a_name_share_a_key(name: str, key: str) -> None:
    assert fold_toponym(name) == key


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold_toponym(text)
    assert fold_toponym(once) == once


@given(st.text())
def test_folding_characters_keeps_the_length(text: str) -> None:
    assert len(fold_characters(text)) == len(text)


@given(st.text(alphabet="aé1ñ.'’s, -_U\u0301\u00ad:0", max_size=40))
def test_a_mark_elsewhere_in_a_text_changes_no_token(text: str) -> None:
    tokens = [match.group() for match in find_tokens(text)]
    assert [match.group() for match in find_tokens(f"{text} n\u0303")] == [*tokens, "n\u0303"]


def test_marks_belong_to_the_letter_before_them() -> None:
    text = "Mi\u00adchoa\u00adca\u0301n, N.L."
    assert [match.group() for match in find_tokens(text, 0, 14)] == ["Mi\u00adchoa\u00adca\u0301n", ","]


def test_folding_characters_drops_case_and_accents() -> None:
    assert fold_characters("VEINTISÉIS Ñandúes") == "veintiseis nandues"


@given(st.text(min_size=1, max_size=20))
def test_a_folded_word_holds_letters_and_digits_only(word: str) -> None:
    assert all(c.isalnum() for c in fold_word(word))


@pytest.mark.parametrize(
    ("key", "expanded"),
    [
        ("cd juarez", "ciudad juarez"),
        ("sta maria del oro", "santa maria del oro"),
        ("gral escobedo", "general escobedo"),
        ("san juan col", "san juan col"),
        ("tapalpa", "tapalpa"),
    ],
)
def test_abbreviations_are_written_out_but_not_at_the_end(key: str, expanded: str) -> None:
    assert expand_key(key) == expanded


def fold_by_tokens(name: str) -> str:
    """Fold a name token by token, which is what folding means."""
    words = (fold_word(match.group()) for match in find_tokens(unicodedata.normalize("NFKC", name)))
    return " ".join(word for word in words if word)


@given(st.text(st.sampled_from("aéBÑß\u0131Łœ120  ..,-()/'’_ºŀŉſĳ\u0301"), max_size=12) | st.text(max_size=12))
@settings(max_examples=2_000)
@example("S.L.P.")
@example("Sta. Cruz")
@example("B12.a")
def test_plain_names_fold_by_letters_as_they_do_by_tokens(name: str) -> None:
    assert fold_toponym(name) == fold_by_tokens(name)


def test_every_letter_that_may_stand_in_a_plain_name_folds_by_itself() -> None:
    for code in range(0x250):
        for name in (chr(code), f"a{chr(code)}b", f"{chr(code)}1 {chr(code)}."):
            assert fold_toponym(name) == fold_by_tokens(name), name
