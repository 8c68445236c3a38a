"""Words as compared: folded, spelled out, made one, and still in their places."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.align.words import TITLE_RUN, masked, variants, words_of

READ = [
    pytest.param("", [], id="nothing"),
    pytest.param(" \n\t", [], id="blanks"),
    pytest.param("Rà soát, bổ sung", ["rà", "soát", "bổ", "sung"], id="case and commas"),
    pytest.param("UBND huyện", ["ủy", "ban", "nhân", "dân", "huyện"], id="abbreviation"),
    pytest.param("ubnd huyện", ["ubnd", "huyện"], id="an abbreviation is in capitals"),
    pytest.param("sát nhập hai xã", ["sáp", "nhập", "hai", "xã"], id="variant"),
    pytest.param("Hàng năm, hàng quý", ["hằng", "năm", "hằng", "quý"], id="two variants"),
    pytest.param("khoá XII, uỷ ban", ["khóa", "xii", "ủy", "ban"], id="tone placement"),
    pytest.param("Kế hoạch số 07-KH/TW", ["kế", "hoạch", "số", "07-kh/tw"], id="a symbol stays whole"),
    pytest.param("Bắc Trung-Bộ", ["bắc", "trung", "bộ"], id="hyphen parts words"),
    pytest.param("📌 giao việc 🎯🎯", ["giao", "việc"], id="emojis"),
    pytest.param("a\u0301n u\u031b\u0301", ["án", "ứ"], id="composed elsewhere"),
    pytest.param("https://example.org/a&b", ["https", "example.org/a&b"], id="an address"),
    pytest.param("\x00<script>\u202e", ["script"], id="control characters"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_words(text: str, expected: list[str]) -> None:
    text = unicodedata.normalize("NFC", text)
    assert [word.text for word in words_of(text)] == expected


def test_how_many_were_read() -> None:
    assert len(READ) == 14
    assert len(variants()) >= 15


def test_each_word_stands_where_it_says() -> None:
    text = "UBND xã sát nhập “Tổ công tác” 1 cửa."
    found = [(word.text, text[word.span.start : word.span.end]) for word in words_of(text)]
    assert found[:4] == [("ủy", "UBND"), ("ban", "UBND"), ("nhân", "UBND"), ("dân", "UBND")]
    assert found[5:7] == [("sáp", "sát nhập"), ("nhập", "sát nhập")]
    assert found[7:] == [("tổ", "Tổ"), ("công", "công"), ("tác", "tác"), ("một", "1 cửa"), ("cửa", "1 cửa")]


@given(st.text(max_size=200))
def test_places_are_in_order_and_within_whatever_the_text(text: str) -> None:
    words = words_of(text)
    starts = [word.span.start for word in words]
    assert starts == sorted(starts)
    assert all(0 <= word.span.start < word.span.end <= len(text) and word.text for word in words)


@given(st.text(alphabet="abđâủ /&.-1", max_size=80))
def test_each_part_of_an_unspelled_text_is_its_own_letters(text: str) -> None:
    for word in words_of(text):
        assert text[word.span.start : word.span.end] in (word.text, "1")


@pytest.mark.parametrize("text", ["a" * 1_000_000, "a " * 500_000, "a-" * 500_000, "/" * 1_000_000, "1 cửa " * 170_000])
def test_a_megabyte_takes_no_longer_than_it_must(text: str) -> None:
    start = time.process_time()
    words = words_of(text)
    assert time.process_time() - start < 20
    assert len(words) <= len(text)


TITLE = ["đổi", "mới", "sắp", "xếp", "tổ", "chức", "bộ", "máy", "tinh", "gọn"]
MASKED = [
    pytest.param("Thực hiện đổi mới, sắp xếp tổ chức", 6, id="a run of six"),
    pytest.param("Thực hiện đổi mới, sắp xếp", 0, id="a run of four says nothing"),
    pytest.param("tổ chức bộ máy tinh gọn và tổ chức bộ máy tinh", 11, id="two runs"),
    pytest.param("mới đổi xếp sắp chức tổ", 0, id="other order"),
    pytest.param("", 0, id="nothing"),
]


@pytest.mark.parametrize(("text", "hidden"), MASKED)
def test_titles_are_masked(text: str, hidden: int) -> None:
    words = masked(words_of(text), [TITLE])
    assert [word.text for word in words] == [word.text for word in words_of(text)]
    assert sum(word.masked for word in words) == hidden


def test_titles_shorter_than_a_run_mask_nothing() -> None:
    words = words_of("đổi mới sắp xếp")
    assert masked(words, [TITLE[: TITLE_RUN - 1], []]) == words
    assert masked(words, []) == words
