"""To which levels a requirement speaks, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.align.addressing import AddressWord, address_strengths, address_words, addresses, addressings_of
from graph.extract.document import parse
from graph.identity import task_id
from graph.model import (
    Assignment,
    Collection,
    DocumentRecord,
    Header,
    Level,
    ParsedDocument,
    ResolvedDocument,
    Role,
    Source,
    Span,
    Stated,
    Task,
)
from graph.read.files import read_source, search
from graph.resolve import resolve

DOCUMENT = "doc/test"
TERRITORIES = {
    Level.CENTRAL: "vn",
    Level.PROVINCE: "vn/tuyen-quang",
    Level.DISTRICT: "vn/lai-chau/phong-tho",
    Level.COMMUNE: None,
    None: None,
}
KINDS = {"general", "body", "level", "charge", "urge", "list", "own", "other"}


def _document(level: Level | None, *tasks: Task) -> ResolvedDocument:
    place = TERRITORIES[level]
    header = Header(level=Stated(level) if level else None, territory=Stated(place) if place else None)
    return ResolvedDocument(
        DocumentRecord(DOCUMENT, True, header), ParsedDocument(Source("a.txt", ""), header, (), (), tasks)
    )


def _task(text: str, *leads: str, coordinating: tuple[str, ...] = (), path: str = "1") -> Task:
    named = [(Role.LEAD, name) for name in leads] + [(Role.COORDINATING, name) for name in coordinating]
    assignments = tuple(Assignment(role, name, Span(0, 1), "sentence") for role, name in named)
    return Task((path,), text, Span(0, 1), assignments=assignments)


def _codes(found: dict[Level, str | None]) -> dict[str, str | None]:
    return {level.value: words for level, words in found.items()}


CASES = [
    ("general-lead", Level.CENTRAL, _task("Lập quỹ khuyến học.", "Các cấp ủy", "tổ chức đảng"),
     {"province": "Các cấp ủy", "district": "Các cấp ủy", "commune": "Các cấp ủy"}),
    ("central-lead", Level.CENTRAL, _task("Trồng rừng ven biển.", "Bộ Nội vụ"), {}),
    ("central-lead-of-a-local-object", Level.CENTRAL, _task("Rà soát chợ cấp huyện.", "Bộ Nội vụ"), {}),
    ("province-lead", Level.CENTRAL, _task("Trồng rừng ven biển.", "Các tỉnh ủy, thành ủy trực thuộc Trung ương"),
     {"province": "Các tỉnh ủy, thành ủy trực thuộc Trung ương"}),
    ("province-lead-of-district-object", Level.CENTRAL, _task("Xây chợ cấp huyện.", "Các tỉnh ủy"),
     {"province": "Các tỉnh ủy", "district": "cấp huyện"}),
    ("province-lead-of-every-level", Level.CENTRAL, _task("Mở hội thi ở các cấp.", "Các tỉnh ủy"),
     {"province": "Các tỉnh ủy", "district": "các cấp", "commune": "các cấp"}),
    ("urging-provinces", Level.CENTRAL, _task("Theo dõi, đôn đốc các tỉnh ủy, thành ủy trồng rừng.", "Bộ Nội vụ"), {}),
    ("charging-provinces", Level.CENTRAL, _task("Giao các tỉnh ủy, thành ủy trồng rừng.", "Bộ Nội vụ"),
     {"province": "tỉnh ủy"}),
    ("guiding-everybody", Level.CENTRAL, _task("Hướng dẫn các cấp uỷ, tổ chức đảng mở lớp.", "Bộ Nội vụ"), {}),
    ("asking-everybody", Level.CENTRAL, _task("Đề nghị các cấp uỷ, tổ chức đảng mở lớp.", "Bộ Nội vụ"),
     {"province": "cấp uỷ", "district": "cấp uỷ", "commune": "cấp uỷ"}),
    ("urging-a-list", Level.CENTRAL, _task("Đôn đốc các cơ quan, đơn vị, địa phương trồng rừng.", "Bộ Nội vụ"), {}),
    ("charging-a-list", Level.CENTRAL, _task("Giao các cơ quan, đơn vị, địa phương trồng rừng.", "Bộ Nội vụ"),
     {"province": "địa phương", "district": "địa phương", "commune": "địa phương"}),
    ("urging-with-several-verbs", Level.PROVINCE, _task("Chỉ đạo, hướng dẫn UBND các huyện đo đất.", "Sở Nội vụ"), {}),
    ("charging-and-urging", Level.PROVINCE, _task("Giao, đôn đốc UBND các huyện đo đất.", "Sở Nội vụ"),
     {"district": "UBND các huyện"}),
    ("cooperation", Level.CENTRAL, _task("Mở lớp học nghề.", "Bộ Nội vụ", coordinating=("các tỉnh ủy, thành ủy",)), {}),
    ("cooperation-of-nobody-in-particular", Level.CENTRAL,
     _task("Mở lớp học nghề.", "Bộ Nội vụ", coordinating=("các cơ quan liên quan",)), {}),
    ("no-lead", Level.PROVINCE, _task("Trồng rừng ven biển."), {"district": None, "commune": None}),
    ("no-lead-but-words", Level.PROVINCE, _task("Xây chợ cấp xã."), {"district": None, "commune": "cấp xã"}),
    ("department-of-the-province", Level.PROVINCE, _task("Xây chợ cấp xã.", "Sở Nội vụ"), {}),
    ("districts-lead", Level.PROVINCE, _task("Trồng rừng.", "Sở Nội vụ", "Ủy ban nhân dân huyện, thành phố"),
     {"district": "Ủy ban nhân dân huyện, thành phố"}),
    ("committees-of-every-level-in-a-province", Level.PROVINCE, _task("Trồng rừng.", "Các cấp ủy, chính quyền các cấp"),
     {"district": "Các cấp ủy, chính quyền các cấp", "commune": "Các cấp ủy, chính quyền các cấp"}),
    ("communes-lead", Level.DISTRICT, _task("Trồng rừng.", "Ủy ban nhân dân các xã, thị trấn"),
     {"commune": "Ủy ban nhân dân các xã, thị trấn"}),
    ("nothing-is-below-a-commune", Level.COMMUNE, _task("Trồng rừng ở các cấp."), {}),
    ("level-not-known", None, _task("Trồng rừng."),
     {"central": None, "province": None, "district": None, "commune": None}),
    ("countryside-is-no-hamlet", Level.CENTRAL, _task("Xây nhà ở nông thôn.", "Các tỉnh ủy"),
     {"province": "Các tỉnh ủy"}),
]  # fmt: skip


@pytest.mark.parametrize(("level", "task", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_addressed_levels_and_the_words_that_say_so(
    level: Level | None, task: Task, expected: dict[str, str | None]
) -> None:
    found = addressings_of(Collection((_document(level, task),)))
    assert _codes({one.level: one.words for one in found}) == expected
    assert {one.task for one in found} <= {task_id(DOCUMENT, task.path)}


def test_a_short_form_means_those_it_was_defined_for() -> None:
    definition = _task(
        "Các cơ quan thuộc tỉnh, Ủy ban nhân dân huyện, thành phố (gọi tắt là các cơ quan, đơn vị) mở lớp.",
        "Các cơ quan thuộc tỉnh",
        "Ủy ban nhân dân huyện, thành phố",
    )
    use = _task("Mở thư viện.", "Các cơ quan, đơn vị", path="2")
    defined = addresses(_document(Level.PROVINCE, definition, use))[1]
    alone = addresses(_document(Level.PROVINCE, use))[0]
    assert defined[Level.DISTRICT].words == "Các cơ quan, đơn vị"
    assert not alone[Level.DISTRICT].addressed


@pytest.mark.parametrize(
    ("text", "leads", "expected"),
    [
        ("Trồng rừng.", ("Các cấp ủy",), 1.0),
        ("Trồng rừng.", (), 0.5),
        ("Trồng rừng.", ("Các tỉnh ủy",), 0.5),
        ("Kiểm tra chợ cấp huyện.", ("Bộ Nội vụ",), 0.5),
        ("Trồng rừng.", ("Bộ Nội vụ",), 0.25),
        ("Sửa đổi thông tư về chợ cấp huyện.", ("Bộ Nội vụ",), 0.25),
        ("Sửa đổi thông tư về chợ.", ("Bộ Nội vụ",), 0.0),
        ("Tham mưu Bộ Chính trị ban hành quy định về chợ; mở hội thi cấp huyện.", ("Bộ Nội vụ",), 0.25),
    ],
)
def test_strength_for_the_district(text: str, leads: tuple[str, ...], expected: float) -> None:
    (found,) = address_strengths(_document(Level.CENTRAL, _task(text, *leads)))
    assert found[Level.DISTRICT] == expected
    assert Level.CENTRAL not in found


@pytest.mark.parametrize("row", address_words(), ids=lambda row: row.words)
def test_each_row_of_the_word_list_does_what_it_says(row: AddressWord) -> None:
    assert row.kind in KINDS
    assert row.words == row.words.lower()
    if row.kind == "own":
        strengths = address_strengths(_document(Level.CENTRAL, _task(row.example, "Bộ Nội vụ")))[0]
        assert max(strengths.values()) <= 0.25
    elif row.kind in ("charge", "urge", "list"):
        document = _document(Level.CENTRAL, _task(row.example, "Bộ Nội vụ"))
        assert max(address_strengths(document)[0].values()) == 1.0
        assert bool(addressings_of(Collection((document,)))) == (row.kind == "charge")
    else:
        in_text, as_lead = _named_by(_task(row.example)), _named_by(_task("Mở lớp.", row.example))
        expected = {"province", "district", "commune"} if "below" in row.levels else set(row.levels)
        assert expected in (in_text, as_lead) if expected else not in_text


def _named_by(task: Task) -> set[str]:
    """Levels that words of a central task name."""
    (found,) = addresses(_document(Level.CENTRAL, task))
    return {level.value for level, one in found.items() if one.words}


def test_the_word_list_has_all_its_rows() -> None:
    assert len(address_words()) >= 80
    assert {row.kind for row in address_words()} == KINDS


def test_a_long_text_takes_time_in_proportion() -> None:
    text = "đôn đốc các cơ quan, đơn vị, " * 60_000
    assert addresses(_document(Level.CENTRAL, _task(text, "Bộ Nội vụ")))


def test_the_real_central_plan(shared: Path) -> None:
    found = search([shared / "documents"])
    collection = resolve([parse(read_source(one)) for one in found.files])
    said = {
        (one.task.partition("/task/")[2], one.level): one.words
        for one in addressings_of(collection)
        if "/tw/kh/" in one.task
    }
    provinces = {path for path, level in said if level is Level.PROVINCE}
    districts = {path for path, level in said if level is Level.DISTRICT}
    assert len([path for path in provinces if path.startswith("B/II/")]) == 16
    assert len([path for path in provinces if path.startswith("B/III/4/")]) == 22
    urging = ("B/III/5/-3", "B/III/5/-10", "B/III/7/-2", "B/III/13/-1")  # central bodies' own work with the provinces
    assert not provinces & set(urging)
    central = next(one for one in collection.held if "/tw/kh/" in one.record.id)
    strengths = dict(
        zip(("/".join(task.path) for task in central.parsed.tasks), address_strengths(central), strict=True)
    )
    assert [strengths[path][Level.PROVINCE] for path in urging] == [1.0] * 4
    assert not {path for path in provinces if path.startswith(("B/III/1/", "B/III/5/", "B/III/9/", "B/III/14"))}
    assert said["B/III/4/-7", Level.DISTRICT] == "cấp huyện"
    assert "B/III/4/-13" not in districts
    assert districts < provinces
