"""Fingerprints: what may change without another mark, and what may not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.align.fingerprints import fingerprint

TEXT = "Ủy ban khóa XII rà soát, hòa giải 12 vụ việc."
SAME = [
    pytest.param("  Ủy ban\u00a0khóa  XII rà soát,\nhòa giải 12 vụ việc.", id="spacing"),
    pytest.param("Uỷ ban khoá XII rà soát, hoà giải 12 vụ việc.", id="tone placement"),
    pytest.param("ỦY BAN KHÓA XII RÀ SOÁT, HÒA GIẢI 12 VỤ VIỆC.", id="case"),
    pytest.param("1. Ủy ban khóa XII rà soát, hòa giải 12 vụ việc.", id="number"),
    pytest.param("2.1.9. Ủy ban khóa XII rà soát, hòa giải 12 vụ việc.", id="long number"),
    pytest.param("- Ủy ban khóa XII rà soát, hòa giải 12 vụ việc.", id="dash"),
    pytest.param("(4) Ủy ban khóa XII rà soát, hòa giải 12 vụ việc.", id="bracketed"),
    pytest.param("a) Ủy ban khóa XII rà soát, hòa giải 12 vụ việc.", id="letter"),
    pytest.param("III- Ủy ban khóa XII rà soát, hòa giải 12 vụ việc.", id="Roman"),
    pytest.param("Ủy ban khóa XII rà soát – hòa giải: 12 vụ việc", id="punctuation"),
    pytest.param(unicodedata.normalize("NFD", TEXT), id="decomposed"),
]
OTHER = [
    pytest.param("Ủy ban khóa XII rà soát, hòa giải 13 vụ việc.", id="figure"),
    pytest.param("Ủy ban khóa XII rà soát, hòa giải vụ việc.", id="word dropped"),
    pytest.param("Ủy ban khóa XII rà soát, hòa giải 12 vụ việc nhỏ.", id="word added"),
    pytest.param("Ủy ban khóa XII rà soát, hoa giải 12 vụ việc.", id="tone"),
    pytest.param("Ủy ban khóa XII hòa giải, rà soát 12 vụ việc.", id="order"),
    pytest.param("", id="nothing"),
]
SYLLABLES = ("rà", "soát", "khóa", "hòa", "ủy", "ban", "thủy", "lợi", "quý", "tài", "đất")
WORDS = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=12)


@pytest.mark.parametrize("text", SAME)
def test_what_does_not_matter(text: str) -> None:
    assert fingerprint(text) == fingerprint(TEXT)


@pytest.mark.parametrize("text", OTHER)
def test_what_matters(text: str) -> None:
    assert fingerprint(text) != fingerprint(TEXT)


def test_how_many_and_what_they_look_like() -> None:
    assert (len(SAME), len(OTHER)) == (11, 6)
    assert all(len(fingerprint(text)) == 16 and int(fingerprint(text), 16) >= 0 for text in ("", TEXT, "🎯"))


@given(WORDS, st.sampled_from([" ", "  ", "\n", "\u00a0", ", "]), st.sampled_from(["", "1. ", "- ", "(2) ", "b) "]))
def test_spacing_case_and_numbering_of_any_words(words: list[str], space: str, number: str) -> None:
    assert fingerprint(number + space.join(words).upper()) == fingerprint(" ".join(words))


@given(WORDS, WORDS)
def test_other_words_have_another_mark(one: list[str], other: list[str]) -> None:
    assert (fingerprint(" ".join(one)) == fingerprint(" ".join(other))) is (one == other)


@given(st.text(max_size=100))
def test_any_text_has_a_mark(text: str) -> None:
    assert fingerprint(text) == fingerprint(text)
