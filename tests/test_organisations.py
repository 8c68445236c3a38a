"""Lists of organisations: each head word, verb, role phrase and tail of the word lists tried on its own example."""

from __future__ import annotations

import pytest

from graph.extract.labels import read_label
from graph.extract.organisations import Words, names_at, names_in_cell, verb_after
from graph.extract.roles import leads_in_heading, leads_in_introduction, roles_in_sentence
from graph.lexicon.layout import column_role, label_role, layout_words, section_role
from graph.lexicon.organisations import heading_leads, name_tails, organisation_heads, role_phrases, verbs
from graph.model import Role
from graph.read.lines import clean
from graph.spelling import fold_in_place


@pytest.mark.parametrize("head", organisation_heads(), ids=lambda head: head.words)
def test_head_begins_its_example(head) -> None:
    found = names_at(Words.of(head.example), 0)
    assert found is not None
    assert fold_in_place(head.example).startswith(head.words)


@pytest.mark.parametrize("verb", verbs(), ids=lambda verb: verb.word)
def test_verb_ends_the_name_in_its_example(verb) -> None:
    found = names_at(Words.of(verb.example), 0)
    assert found is not None
    assert verb.example[found.end :].startswith(verb.word), (found, verb)
    assert found.ended_by == verb.kind


@pytest.mark.parametrize("row", role_phrases(), ids=lambda row: f"{row.phrase} {row.role}")
def test_role_phrase_gives_its_role(row) -> None:
    expected = [] if row.pattern == "noun" else [Role(row.role)]
    assert [one.role for one in roles_in_sentence(clean(row.example, 0))] == expected


@pytest.mark.parametrize("row", name_tails(), ids=lambda row: row.words)
def test_tail_is_left_out(row) -> None:
    ((start, end),) = names_in_cell(row.example)
    assert fold_in_place(row.example[end:]).strip() == row.words
    assert start == 0


@pytest.mark.parametrize("row", heading_leads(), ids=lambda row: row.words)
def test_a_heading_may_address_those_it_names(row) -> None:
    (lead,) = leads_in_heading(clean(row.example, 0))
    assert lead.name == row.example[len(row.words) + 1 :]


LAYOUT = [("columns", column_role), ("sections", section_role)]


@pytest.mark.parametrize(
    ("read", "word"),
    [pytest.param(read, word, id=f"{name} {word.pattern}") for name, read in LAYOUT for word in layout_words(name)],
)
def test_layout_word_announces_its_role(read, word) -> None:
    label = read_label(word.example)
    assert read(word.example[label.length :] if label else word.example) == word.role


@pytest.mark.parametrize("word", layout_words("labels"), ids=lambda word: word.pattern)
def test_label_announces_its_role(word) -> None:
    assert label_role(word.example.split(":")[0]) == word.role


SENTENCES = [
    ("Sở Y tế chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan lập dự toán.",
     {"lead": ["Sở Y tế"], "coordinating": ["Sở Tài chính", "các đơn vị liên quan"]}),
    ("Sở Văn hóa, Thể thao và Du lịch chủ trì phối hợp với Hội Nông dân tỉnh mở lớp.",
     {"lead": ["Sở Văn hóa, Thể thao và Du lịch"], "coordinating": ["Hội Nông dân tỉnh"]}),
    ("Rà soát danh mục, trình Hội đồng nhân dân huyện xem xét, quyết định.", {"deciding": ["Hội đồng nhân dân huyện"]}),
    ("Lập đề án, xin ý kiến Thường trực Huyện ủy trước khi ban hành.", {"consulted": ["Thường trực Huyện ủy"]}),
    ("Tham mưu Ủy ban nhân dân tỉnh ban hành quy chế.", {}),
    ("Để các địa phương chủ động quyết định mức chi.", {}),
    ("Ban hành quy chế làm việc của cơ quan.", {}),
    ("Báo cáo kết quả về Phòng Nội vụ.", {}),
    ("Bộ máy giúp việc được thu gọn.", {}),
    ("Căn cứ tình hình thực tế, các huyện ủy chủ động bố trí cán bộ.", {"lead": ["các huyện ủy"]}),
    ("Các xã, phường; lãnh đạo các phòng, ban, ngành: có kế hoạch cụ thể.",
     {"lead": ["Các xã, phường", "lãnh đạo các phòng, ban, ngành"]}),
    ("Phối hợp với các cơ quan tham mưu, giúp việc tổ chức hội nghị.",
     {"coordinating": ["các cơ quan tham mưu, giúp việc"]}),
    ("Ủy ban nhân dân huyện, thành phố tổ chức hội nghị.", {"lead": ["Ủy ban nhân dân huyện, thành phố"]}),
    ("Giao Sở Xây dựng hướng dẫn; Sở Tư pháp chủ trì thẩm định.", {"lead": ["Sở Xây dựng", "Sở Tư pháp"]}),
    ("Đối với đơn của người cao tuổi, các xã ưu tiên giải quyết.", {"lead": ["các xã"]}),
    ("Đối với đề nghị của các sở, các xã thì xem xét từng việc.", {}),
    ("Hằng năm, Văn phòng tổng hợp kết quả.", {"lead": ["Văn phòng"]}),
    ("Các xã được phân công chủ trì hội thi có trách nhiệm chuẩn bị sân bãi.", {"lead": ["Các xã"]}),
    ("Các đơn vị chủ động phối hợp với Công an tỉnh tuần tra.",
     {"lead": ["Các đơn vị"], "coordinating": ["Công an tỉnh"]}),
    ("Chủ tịch Ủy ban nhân dân các xã và các đơn vị có liên quan thực hiện Chỉ thị này.",
     {"lead": ["Chủ tịch Ủy ban nhân dân các xã", "các đơn vị có liên quan"]}),
    ("Các tổ chức, cá nhân liên quan chấp hành quy định về nước sạch.", {"lead": ["Các tổ chức, cá nhân liên quan"]}),
    ("Các hội và người quản lý chợ tổ chức phân loại rác.", {"lead": ["Các hội và người quản lý chợ"]}),
    ("Các xã liên quan đến việc mở chợ có trách nhiệm bố trí bãi xe.", {"lead": ["Các xã"]}),
    ("Phối hợp với các sở và đề xuất mức thu.", {"coordinating": ["các sở"]}),
    ("Phối hợp với lực lượng kiểm lâm vận chuyển gỗ tang vật, tổ chức tuần tra.",
     {"coordinating": ["lực lượng kiểm lâm vận chuyển gỗ tang vật"]}),
    ("Sở Y tế là cơ quan đầu mối, theo dõi tiến độ.", {"lead": ["Sở Y tế"]}),
    ("Vụ Vật liệu xây dựng chủ trì, phối hợp với Cục Quản lý hoạt động xây dựng hướng dẫn các xã.",
     {"lead": ["Vụ Vật liệu xây dựng"], "coordinating": ["Cục Quản lý hoạt động xây dựng"]}),
    ("Chánh Văn phòng, Trưởng phòng Tổ chức, các tổ chức cá nhân có liên quan chịu trách nhiệm phát giống.",
     {"lead": ["Chánh Văn phòng", "Trưởng phòng Tổ chức", "các tổ chức cá nhân có liên quan"]}),
    ("Công ty Cấp nước; giá bán buôn; các xã rà soát đồng hồ.", {"lead": ["Công ty Cấp nước", "các xã"]}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[row[0][:40] for row in SENTENCES])
def test_roles_in_sentence(text: str, expected: dict[str, list[str]]) -> None:
    found: dict[str, list[str]] = {}
    for one in roles_in_sentence(clean(text, 0)):
        found.setdefault(str(one.role), []).append(one.name)
        assert text[one.span.start : one.span.end] == one.name
    assert found == expected


HEADINGS = [
    ("Sở Nội vụ", ["Sở Nội vụ"]),
    ("Văn phòng Ủy ban nhân dân tỉnh:", ["Văn phòng Ủy ban nhân dân tỉnh"]),
    ("Các tỉnh ủy, thành ủy trực thuộc Trung ương lãnh đạo, chỉ đạo", ["Các tỉnh ủy, thành ủy trực thuộc Trung ương"]),
    ("Công an tỉnh và Bộ Chỉ huy quân sự tỉnh", ["Công an tỉnh", "Bộ Chỉ huy quân sự tỉnh"]),
    ("Nhiệm vụ chung", []),
    ("Tổ chức học tập, quán triệt", []),
    ("Đối với hệ thống tổ chức Đảng", []),
    ("Các đơn vị cấp nước trên địa bàn có trách nhiệm", ["Các đơn vị cấp nước trên địa bàn"]),
    ("Trách nhiệm các phòng chuyên môn", ["các phòng chuyên môn"]),
    ("Báo và Phát thanh, Truyền hình tỉnh", ["Báo và Phát thanh, Truyền hình tỉnh"]),
    ("Bộ trưởng các bộ, Thủ trưởng cơ quan ngang bộ", ["Bộ trưởng các bộ", "Thủ trưởng cơ quan ngang bộ"]),
    ("Các hội sử dụng đất công có trách nhiệm", ["Các hội"]),
    ("Các bộ: Tài chính, Y tế", ["Các bộ: Tài chính, Y tế"]),
    ("BÁO CÁO TÌNH HÌNH MÙA VỤ", []),
    ("ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", []),
]


@pytest.mark.parametrize(("text", "names"), HEADINGS, ids=[row[0] for row in HEADINGS])
def test_leads_in_heading(text: str, names: list[str]) -> None:
    assert [one.name for one in leads_in_heading(clean(text, 0))] == names


def test_an_introduction_gives_the_lead_of_its_items() -> None:
    text = "Kết quả bước đầu khá tốt. Các cấp ủy, lãnh đạo cơ quan theo chức năng của mình tập trung các nhiệm vụ sau:"
    assert [one.name for one in leads_in_introduction(clean(text, 0))] == ["Các cấp ủy", "lãnh đạo cơ quan"]
    ordered = "Giao Ban Quản lý các khu công nghiệp chỉ đạo các công ty hạ tầng có trách nhiệm:"
    assert [one.name for one in leads_in_introduction(clean(ordered, 0))] == ["Ban Quản lý các khu công nghiệp"]
    assert leads_in_introduction(clean("Ủy ban nhân dân tỉnh chỉ đạo thực hiện kế hoạch.", 0)) == ()


CELLS = [
    ("Sở Nội vụ; Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
    ("Ủy ban nhân dân huyện, thành phố", ["Ủy ban nhân dân huyện, thành phố"]),
    (
        "Hội đồng nhân dân tỉnh, Ủy ban nhân dân tỉnh theo thẩm quyền",
        ["Hội đồng nhân dân tỉnh", "Ủy ban nhân dân tỉnh"],
    ),
    ("Các các cơ quan, đơn vị có liên quan", ["Các các cơ quan, đơn vị có liên quan"]),
    ("Các cơ quan, đơn vị;", ["Các cơ quan, đơn vị"]),
    (
        "Sở Tư pháp rà soát các văn bản do mình tham mưu và gửi kết quả rà soát kèm đề xuất sửa đổi từng văn bản về Văn"
        " phòng Ủy ban nhân dân tỉnh; các sở, ngành",
        ["Sở Tư pháp", "các sở, ngành"],
    ),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), CELLS, ids=[row[0] or "empty" for row in CELLS])
def test_names_in_cell(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in names_in_cell(text)] == names


def test_a_word_in_a_name_is_no_verb() -> None:
    assert verb_after(Words.of("các cơ quan tham mưu, giúp việc"), 0) is None


def test_counts() -> None:
    assert len(organisation_heads()) > 120
    assert len(verbs()) > 150
    assert len(layout_words("columns")) + len(layout_words("labels")) + len(layout_words("sections")) > 110
    assert (len(SENTENCES), len(HEADINGS), len(CELLS)) == (29, 15, 7)
