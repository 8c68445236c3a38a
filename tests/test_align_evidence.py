"""Why a link stands: marks that point at equal words of both texts, and what speaks against."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from align_texts import DONE, REQUIREMENTS, bag, unit
from hypothesis import given
from hypothesis import strategies as st

from graph.align.concepts import concepts_in
from graph.align.evidence import MOST, doubts, shared
from graph.align.words import words_of
from graph.model import Level

SYLLABLES = ("rà", "soát", "hợp", "nhất", "trung", "tâm", "khuyến", "nông", "biên", "chế", "UBND", "hàng", "năm", ";")
TEXTS = st.lists(st.sampled_from(SYLLABLES), max_size=25).map(" ".join)


def test_marks_point_at_the_same_words() -> None:
    child, parent = DONE[0], REQUIREMENTS[0]
    marks = shared(child, parent)
    told = {(child[one.child.start : one.child.end], parent[one.parent.start : one.parent.end]) for one in marks}
    assert ("trung tâm khuyến nông", "trung tâm khuyến nông") in told
    assert ("huyện có quy mô nhỏ", "huyện có quy mô nhỏ") in told
    assert any(ours == "Hợp nhất" for ours, _ in told)


def test_another_spelling_is_the_same_words() -> None:
    child, parent = "UBND huyện sát nhập trường học bán trú", "Ủy ban nhân dân các cấp sáp nhập trường học bán trú"
    found = [(child[one.child.start : one.child.end], one.kind) for one in shared(child, parent)]
    assert ("sát nhập trường học bán trú", "words") in found


@given(TEXTS, TEXTS)
def test_no_mark_overlaps_another_and_all_stand_within_the_texts(child: str, parent: str) -> None:
    marks = shared(child, parent)
    assert list(marks) == sorted(marks)
    assert len(marks) <= MOST
    for one, after in pairwise(marks):
        assert one.child.end <= after.child.start
    for one in marks:
        ours, theirs = child[one.child.start : one.child.end], parent[one.parent.start : one.parent.end]
        assert ours
        assert theirs
        if one.kind == "words":
            assert one.label in " ".join(word.text for word in words_of(child))
            assert one.label in " ".join(word.text for word in words_of(parent))
        else:
            assert one.kind == "concept"


@pytest.mark.parametrize(
    ("child", "parent"), [("", ""), (DONE[0], ""), ("", DONE[0]), ("của các", "của các"), ("🎯", "🎯")]
)
def test_what_says_nothing_is_not_marked(child: str, parent: str) -> None:
    assert shared(child, parent) == ()


def test_a_long_text_shows_the_most_telling_marks() -> None:
    long = ". ".join([*DONE, *REQUIREMENTS])
    assert 3 <= len(shared(long, ". ".join([*REQUIREMENTS[::-1], *DONE[::-1]]))) <= MOST


@pytest.mark.parametrize("text", ["khuyến " * 20_000, "rà soát " * 10_000, f"{REQUIREMENTS[0]} " * 1_000])
def test_a_text_that_repeats_itself_costs_no_more(text: str) -> None:
    start = time.process_time()
    assert len(shared(text, text)) <= MOST
    assert time.process_time() - start < 20


PLAIN: Mapping[str, Any] = {
    "child": {},
    "parent": {},
    "score": 0.9,
    "rivals": [],
    "duties": (DONE[0], REQUIREMENTS[0]),
}
DOUBTS: list[Any] = [
    pytest.param({}, (), id="none"),
    pytest.param({"parent": {"strengths": {Level.DISTRICT: 0.4}}}, ("addressee",), id="speaks to another level"),
    pytest.param({"parent": {"strengths": {Level.DISTRICT: 0.5}}}, (), id="speaks to the level"),
    pytest.param({"child": {"level": None}, "parent": {"strengths": {Level.DISTRICT: 0.1}}}, (), id="level not known"),
    pytest.param({"duties": ("Giải thể trung tâm", "Hợp nhất trung tâm")}, ("action",), id="another action"),
    pytest.param({"duties": ("Rà soát biên chế", "Rà soát trường học")}, ("object",), id="another object"),
    pytest.param({"duties": ("zzz", "Rà soát đất đai")}, (), id="no known words"),
    pytest.param(
        {"child": {"documents": frozenset("a")}, "parent": {"documents": frozenset("b")}},
        ("documents",),
        id="documents",
    ),
    pytest.param(
        {"child": {"documents": frozenset("ab")}, "parent": {"documents": frozenset("b")}}, (), id="one in common"
    ),
    pytest.param({"parent": {"documents": frozenset("b")}}, (), id="one names none"),
    pytest.param({"rivals": [0.1, 0.73]}, ("twin",), id="a rival as good"),
    pytest.param({"rivals": [0.71]}, (), id="a rival not as good"),
    pytest.param({"score": 0.1, "rivals": [0.15]}, ("weak",), id="rivals that nobody would take"),
    pytest.param({"score": 0.49}, ("weak",), id="weak"),
    pytest.param({"score": 0.5}, (), id="not weak"),
    pytest.param(
        {"score": 0.3, "rivals": [0.4], "parent": {"strengths": {Level.DISTRICT: 0.0}}},
        ("addressee", "twin", "weak"),
        id="several, sorted",
    ),
]


@pytest.mark.parametrize(("changes", "expected"), DOUBTS)
def test_doubts(changes: Mapping[str, Any], expected: tuple[str, ...]) -> None:
    case = {**PLAIN, **changes}
    ours, theirs = case["duties"]
    child, parent = unit("c", ours, **case["child"]), unit("p", theirs, **case["parent"])
    assert doubts(child, parent, case["score"], case["rivals"], (bag(ours), bag(theirs))) == expected


def test_each_doubt_has_a_case() -> None:
    codes = {code for case in DOUBTS for code in case.values[1]}
    assert codes == {"addressee", "action", "object", "documents", "twin", "weak"}
    assert len(DOUBTS) == 16
    assert concepts_in(words_of("zzz")) == ()
