"""Spelling made comparable: tone placement, đ, Unicode forms, spaces and dashes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.spelling import bare, compose, fold, fold_in_place, fold_tone, slug

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
VIETNAMESE = st.text(alphabet=LETTERS + LETTERS.upper() + " -–\u00a0.,/0123456789\u0300\u0301\u0309", max_size=60)
TONES = [
    ("khoá", "khóa"),
    ("hoà", "hòa"),
    ("hoá", "hóa"),
    ("toà", "tòa"),
    ("khoẻ", "khỏe"),
    ("uỷ", "ủy"),
    ("thuỷ", "thủy"),
    ("tuỵ", "tụy"),
    ("UỶ", "ỦY"),
    ("HOÀ", "HÒA"),
    ("Uỷ ban, Tỉnh uỷ", "Ủy ban, Tỉnh ủy"),
    ("xã hội hoá.", "xã hội hóa."),
]
UNMOVED = ["quý", "quỳ", "Quý", "QUỶ", "hoàn", "khoản", "toàn", "huỳnh", "suýt", "loài", "xoáy", "thuế", "của", "mùa"]


@pytest.mark.parametrize(("written", "expected"), TONES, ids=[row[0] for row in TONES])
def test_tone_of_an_open_syllable_moves(written: str, expected: str) -> None:
    assert fold_tone(written) == expected
    assert fold_tone(unicodedata.normalize("NFD", written)) == expected
    assert fold_tone(expected) == expected


@pytest.mark.parametrize("word", UNMOVED)
def test_tone_stays(word: str) -> None:
    assert fold_tone(word) == word
    assert fold_tone(unicodedata.normalize("NFD", word)) == word


FOLDS = [
    ("  Uỷ\u00a0ban   nhân dân ", "ủy ban nhân dân"),
    ("07 – KH", "07 - kh"),
    ("số\u00ad108", "số 108"),
    ("ĐẢNG ỦY", "đảng ủy"),
    ("Ðảng uỷ", "đảng ủy"),
    ("ÐẢNG", "đảng"),
    ("Ɖề án", "đề án"),
    (unicodedata.normalize("NFD", "Huyện Chiêm Hoá"), "huyện chiêm hóa"),
    ("một\nhai\ufeff", "một hai"),
]


@pytest.mark.parametrize(("written", "expected"), FOLDS, ids=range(len(FOLDS)))
def test_fold(written: str, expected: str) -> None:
    assert fold(written) == expected


BARES = [("Đường", "duong"), ("Đề án", "de an"), ("Uỷ ban", "uy ban"), ("ưỡn ợ", "uon o"), ("Quý III", "quy iii")]


@pytest.mark.parametrize(("written", "expected"), BARES, ids=[row[0] for row in BARES])
def test_bare(written: str, expected: str) -> None:
    assert bare(written) == expected
    assert bare(unicodedata.normalize("NFD", written)) == expected


MARKS = {
    "as many as a text may hold": "a" + "\u0300" * 30,
    "one more, with its letter": "à" + "\u0300" * 30,
    "two with its letter": "ấ" + "\u0300" * 29,
    "marks made of two": "a" + "\u0344" * 30,
    "lower case adds one": "İ" + "\u0307" * 30,
    "runs": ("ộ" + "\u0301" * 45 + " ") * 3,
}


@pytest.mark.parametrize("text", MARKS.values(), ids=MARKS)
def test_runs_of_marks_are_parted_once(text: str) -> None:
    for function in (compose, fold_tone, fold, bare):
        assert function(function(text)) == function(text)


def test_few_marks_are_left_alone() -> None:
    assert compose("a" + "\u0300" * 30) == "à" + "\u0300" * 29


SLUGS = [("Huyện Phong Thổ", "huyen-phong-tho"), ("18-NQ/TW", "18-nq-tw"), ("Ea H'leo", "ea-h-leo"), ("…", "")]


@pytest.mark.parametrize(("written", "expected"), SLUGS, ids=[row[0] for row in SLUGS])
def test_slug(written: str, expected: str) -> None:
    assert slug(written) == expected


@settings(print_blob=True)
@given(VIETNAMESE)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_tone(fold_tone(text)) == fold_tone(text)
    assert bare(bare(text)) == bare(text)
    assert compose(compose(text)) == compose(text)


@settings(print_blob=True)
@given(VIETNAMESE)
def test_unicode_form_does_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@settings(print_blob=True)
@given(st.text(max_size=60))
def test_slug_is_ascii_and_places_hold(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(fold_in_place(text)) == len(text)


def test_counts() -> None:
    assert (len(TONES), len(UNMOVED), len(FOLDS), len(BARES), len(SLUGS), len(MARKS)) == (12, 14, 9, 5, 4, 6)
