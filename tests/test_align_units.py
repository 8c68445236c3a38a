"""Tasks made ready for comparing: concepts by the word list, duties, clauses, whom they name, what is masked."""

from __future__ import annotations

import pytest
from align_texts import CENTRAL, bag, central, collection, district

from graph.align import concepts
from graph.align.concepts import GAP, ConceptRow, concepts_in, kind_of, with_broader
from graph.align.units import SHORTEST, duty_places, units_of
from graph.align.words import masked, words_of
from graph.model import Duty, Level, Span, Task

ROWS = (
    ConceptRow("gather", "action", None, "gom lại", ""),
    ConceptRow("merge", "action", "gather", "gom * một", ""),
    ConceptRow("school", "object", None, "trường học", ""),
    ConceptRow("day-school", "object", "school", "trường học bán trú", ""),
    ConceptRow("tidy", "aim", "gather", "gọn", ""),
)
FOUND = [
    pytest.param("gom lại hai kho", ["gather"], id="a phrase"),
    pytest.param("gom kho thành một", ["merge"], id="two syllables in the gap"),
    pytest.param("gom một", ["merge"], id="an empty gap"),
    pytest.param(f"gom {'kho ' * GAP}một", ["merge"], id="the longest gap"),
    pytest.param(f"gom {'kho ' * (GAP + 1)}một", [], id="a gap too long"),
    pytest.param("gom lại một", ["gather", "merge"], id="a plain phrase within a gapped one"),
    pytest.param("trường học bán trú", ["school", "day-school"], id="overlapping phrases all count"),
    pytest.param("trường học, trường học", ["school", "school"], id="twice"),
    pytest.param("trường; gọn", ["tidy"], id="a beginning only"),
    pytest.param("", [], id="nothing"),
]


@pytest.fixture
def list_of_two(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(concepts, "concept_rows", lambda: ROWS)
    cached = (concepts._trie, concepts._catalogue, kind_of, with_broader)
    for one in cached:
        one.cache_clear()
    yield ROWS
    for one in cached:
        one.cache_clear()


@pytest.mark.usefixtures("list_of_two")
@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_concepts(text: str, expected: list[str]) -> None:
    assert [one.concept for one in concepts_in(words_of(text))] == expected


@pytest.mark.usefixtures("list_of_two")
def test_a_concept_stands_where_its_words_stand_and_has_broader_ones() -> None:
    text = "Xã gom kho thành một"
    words = words_of(text)
    (found,) = concepts_in(words)
    assert found.span(words) == Span(3, len(text))
    assert with_broader(found.concept) == ("merge", "gather")
    assert kind_of("tidy") is concepts.ConceptKind.AIM
    with pytest.raises(KeyError):
        kind_of("unknown")


@pytest.mark.usefixtures("list_of_two")
def test_masked_words_give_no_concept() -> None:
    text = "nay gom lại hết kho bãi"
    assert [one.concept for one in concepts_in(words_of(text))] == ["gather"]
    assert concepts_in(masked(words_of(text), [text.split()])) == ()


def test_how_many_texts_were_searched() -> None:
    assert len(FOUND) == 10


PLACES = [
    pytest.param("Làm A; làm B.", ["Làm A", "làm B"], ["Làm A", "làm B"], id="two"),
    pytest.param("Làm A; làm A.", ["làm A"], ["làm A"], id="the words as they stand"),
    pytest.param("Báo cáo; báo cáo.", ["áo cáo", "áo cáo"], ["áo cáo", "áo cáo"], id="twice the same"),
    pytest.param("Làm A; làm B.", [], ["Làm A; làm B."], id="none told apart"),
    pytest.param("Làm A; làm B.", ["Làm A", "làm C"], ["Làm A; làm B."] * 2, id="one that is not there"),
]


@pytest.mark.parametrize(("text", "duties", "expected"), PLACES)
def test_duties_stand_within_the_text(text: str, duties: list[str], expected: list[str]) -> None:
    task = Task(("1",), text, Span(0, len(text)), duties=tuple(Duty(duty, Span(0, 1)) for duty in duties))
    assert [text[place.start : place.end] for place in duty_places(task)] == expected


LONG = "Rà soát quy hoạch mạng lưới trường lớp trên địa bàn"
CLAUSES = [
    pytest.param(f"{LONG}, sắp xếp lại các điểm trường.", 2, id="a comma before a verb"),
    pytest.param(f"{LONG} và xây dựng thêm phòng học mới.", 2, id="và before a verb"),
    pytest.param(f"{LONG}, đồng thời bồi dưỡng giáo viên các cấp.", 2, id="đồng thời"),
    pytest.param("Rà soát, bổ sung quy hoạch trường lớp.", 1, id=f"fewer than {SHORTEST} syllables before"),
    pytest.param(f"{LONG}, vùng sâu vùng xa.", 1, id="a list goes on"),
]


@pytest.mark.parametrize(("text", "count"), CLAUSES)
def test_clauses(text: str, count: int) -> None:
    held = collection(central(), district("Phong Thổ", (text,))).held
    (unit,) = units_of(next(one for one in held if one.record.id != CENTRAL))
    assert (len(unit.duties), len(unit.clauses)) == (1, count)
    assert all(clause.grams <= unit.whole.grams for clause in unit.clauses)


def test_how_many_places_and_clauses() -> None:
    assert (len(PLACES), len(CLAUSES)) == (5, 5)


def test_what_a_unit_knows() -> None:
    tasks = ("Phòng Nội vụ chủ trì rà soát ít nhất 80% hồ sơ theo Kế hoạch số 07-KH/TW; báo cáo kết quả.", "Họp dân.")
    held = collection(central(), district("Phong Thổ", tasks)).held
    first, second = units_of(next(one for one in held if one.record.id != CENTRAL))
    assert first.id.endswith("/task/I/1")
    assert first.level is Level.DISTRICT
    assert first.documents == {CENTRAL}
    assert {value for value, _ in first.figures} == {80.0}
    assert not first.central_lead
    assert not first.objective
    assert not second.documents
    assert not second.figures
    assert not second.leads
    assert second.whole.size == 2
    assert second.whole.grams == {"họp", "dân", "họp dân"}


def test_numbers_and_titles_are_no_grams() -> None:
    task = "Thực hiện đề án phát triển nông nghiệp sạch ven sông, giao 12 xã làm điểm."
    held = collection(district("Phong Thổ", (task,))).held
    (plain,), (without,) = units_of(held[0]), units_of(held[0], ["Đề án phát triển nông nghiệp sạch ven sông"])
    assert "12" not in plain.whole.grams
    assert plain.whole.grams - without.whole.grams >= {"nông nghiệp", "sạch ven", "sông"}
    assert "làm điểm" in without.whole.grams
    assert plain.whole.size == without.whole.size
    assert plain.fingerprint == without.fingerprint


def test_the_bag_of_the_helper_is_like_a_real_one() -> None:
    task = "Trồng rừng phòng hộ."
    (unit,) = units_of(collection(district("Phong Thổ", (task,))).held[0])
    assert bag(task).grams == unit.whole.grams
