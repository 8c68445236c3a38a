"""Which units become tasks, and what is read of each, on small invented documents."""

from __future__ import annotations

import pytest

from graph.extract.duties import duties_of, inline_items
from graph.extract.outline import Outline, outline_of
from graph.extract.paragraphs import blocks_of
from graph.extract.tasks import tasks_of
from graph.model import Role, Source, Task, TaskKind
from graph.read.lines import clean, lines_of

PLAN = """\
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức của cán bộ.
II. MỤC TIÊU
1. Mục tiêu chung
Bộ máy của huyện gọn hơn.
2. Mục tiêu cụ thể
- Đến năm 2021: (1) Giảm cấp phó; (2) Tinh giản ít nhất 5% biên chế.
III. NHIỆM VỤ
1. Nhiệm vụ thường xuyên
Các phòng chuyên môn theo phạm vi được giao thực hiện các nhiệm vụ sau:
- Theo dõi tiến độ.
- Phòng Tư pháp chủ trì, phối hợp với Phòng Nội vụ rà soát văn bản (hoàn thành trong năm 2019).
2. Phòng Tài chính:
- Lập dự toán.
- Kết quả thực hiện: Gửi báo cáo về Văn phòng.
3. Phân cấp quản lý

Ủy ban nhân dân các xã lập danh mục việc được giao.
4. Kiện toàn các trường học. Sắp xếp điểm trường lẻ. Báo cáo kết quả trước ngày 30/6/2019.
- Ghép các lớp ít học sinh.
5. Chuẩn bị hội nghị gồm các việc:
- Gửi giấy mời.
6. Xây dựng đề án sáp nhập trạm y tế.
- Trách nhiệm thực hiện: Phòng Y tế; Phòng Tài chính.
- Thời gian thực hiện: Quý I năm 2019.
Trên đây là Kế hoạch, đề nghị các đơn vị thực hiện.
"""
APPENDIX = """\
Stt\tNội dung công việc\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian thực hiện
1\tXây dựng đề án sáp nhập trạm y tế\tPhòng Y tế\tCác xã\tTrong năm 2019
2\tMua sắm máy tính cho bộ phận một cửa\tVăn phòng\t\tKhi có nguồn kinh phí
"""


@pytest.fixture(scope="module")
def outline() -> Outline:
    body, annex = Source("plan", PLAN), Source("annex", APPENDIX)
    return outline_of(blocks_of(lines_of(body), body.text), [blocks_of(lines_of(annex), annex.text)])


@pytest.fixture(scope="module")
def tasks(outline: Outline) -> dict[str, Task]:
    return {"/".join(task.path): task for task in tasks_of(outline.units)}


def test_what_is_a_task(tasks: dict[str, Task]) -> None:
    assert list(tasks) == [
        "II/2/-1/(1)", "II/2/-1/(2)", "III/1/-1", "III/1/-2", "III/2/-1", "III/2/-2", "III/3", "III/4", "III/4/-1",
        "III/5/-1", "III/6", "PL/1", "PL/2",
    ]  # fmt: skip
    kinds = {path for path, task in tasks.items() if task.kind is TaskKind.OBJECTIVE}
    assert kinds == {"II/2/-1/(1)", "II/2/-1/(2)"}


LEADS = [
    ("III/1/-1", ["Các phòng chuyên môn"], "introduction"),
    ("III/1/-2", ["Phòng Tư pháp"], "sentence"),
    ("III/2/-1", ["Phòng Tài chính"], "heading"),
    ("III/3", ["Ủy ban nhân dân các xã"], "sentence"),
    ("III/4", [], ""),
    ("III/6", ["Phòng Y tế", "Phòng Tài chính"], "label"),
    ("PL/1", ["Phòng Y tế"], "column"),
    ("II/2/-1/(1)", [], ""),
]


@pytest.mark.parametrize(("path", "names", "rule"), LEADS, ids=[row[0] for row in LEADS])
def test_lead_and_where_it_was_found(tasks: dict[str, Task], path: str, names: list[str], rule: str) -> None:
    task = tasks[path]
    assert list(task.organisations(Role.LEAD)) == names
    assert {one.rule for one in task.assignments if one.role is Role.LEAD} == ({rule} if rule else set())


def test_times(tasks: dict[str, Task]) -> None:
    deadlines = {path: task.deadline for path, task in tasks.items()}
    assert str(deadlines["II/2/-1/(2)"].due) == "2021-12-31"
    assert deadlines["II/2/-1/(2)"].inherited
    assert deadlines["III/1/-1"].recurrence == "ongoing"
    assert str(deadlines["III/1/-2"].due) == "2019-12-31"
    assert str(deadlines["III/6"].due) == "2019-03-31"
    assert str(deadlines["PL/1"].due) == "2019-12-31"
    assert deadlines["III/2/-1"] is None
    assert tasks["PL/2"].condition.text == "Khi có nguồn kinh phí"


def test_an_appendix_row_finds_the_task_it_repeats(tasks: dict[str, Task]) -> None:
    assert tasks["PL/1"].same_as == ("III", "6")
    assert tasks["PL/2"].same_as is None


def test_spans_hold_the_words(tasks: dict[str, Task]) -> None:
    for path, task in tasks.items():
        text = APPENDIX if path.startswith("PL") else PLAN
        words = text[task.span.start : task.span.end]
        assert task.text.split()[0] in words
        assert task.text.split()[-1] in words
        for one in task.assignments:
            assert text[one.span.start : one.span.end].split() == one.name.split()


DUTIES = [
    ("Rà soát văn bản; báo cáo kết quả.", ["Rà soát văn bản", "báo cáo kết quả"]),
    (
        "Rà soát văn bản. Tổ chức hội nghị; mở lớp.",
        ["Rà soát văn bản", "Tổ chức hội nghị", "mở lớp"],
    ),
    ("Giảm đầu mối (gồm phòng; ban; trung tâm) trong năm.", ["Giảm đầu mối (gồm phòng; ban; trung tâm) trong năm"]),
    ("Sửa quy định; các điều 1, 2 và 3.", ["Sửa quy định; các điều 1, 2 và 3"]),
    (
        "Mở lớp tin học. Trên cơ sở kết quả thi, cấp giấy khen. Hằng năm, mỗi xã cử một đội. Qua đó chọn thầy./.",
        [
            "Mở lớp tin học",
            "Trên cơ sở kết quả thi, cấp giấy khen",
            "Hằng năm, mỗi xã cử một đội. Qua đó chọn thầy",
        ],
    ),
    ("Mở lớp tin học. Giai đoạn 2027-2029 mỗi xã một lớp.", ["Mở lớp tin học", "Giai đoạn 2027-2029 mỗi xã một lớp"]),
    ("Chấm bài thi; lấy kết quả làm căn cứ khen thưởng.", ["Chấm bài thi", "lấy kết quả làm căn cứ khen thưởng"]),
    (
        "Đánh giá việc dồn điểm trường; sắp xếp lớp ghép;... để rút kinh nghiệm",
        ["Đánh giá việc dồn điểm trường; sắp xếp lớp ghép;... để rút kinh nghiệm"],
    ),
    (
        "Sửa chợ, bến xe... rà soát mức thu; công khai giá vé",
        ["Sửa chợ, bến xe... rà soát mức thu", "công khai giá vé"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), DUTIES, ids=[row[0][:30] for row in DUTIES])
def test_duties(text: str, expected: list[str]) -> None:
    found = duties_of(clean(text, 0))
    assert [duty.text for duty in found] == expected
    assert all(text[duty.span.start : duty.span.end] == duty.text for duty in found)


def test_inline_items_need_a_first_and_a_second() -> None:
    assert [item.number for item in inline_items(clean("Gồm: (1) một; (2) hai; (2) hai nữa", 0))] == [
        "(1)",
        "(2)",
        "(2)",
    ]
    assert inline_items(clean("theo điểm (2) và (3)", 0)) == ()
    assert inline_items(clean("chỉ có (1) một", 0)) == ()


ORDER = """\
1. Bộ trưởng các bộ, Thủ trưởng cơ quan ngang bộ
Tập trung rà soát các thủ tục còn rườm rà để bãi bỏ trong quý này, báo cáo
kết quả về Văn phòng Chính phủ.
2. Sở Tài chính
a) Trình Hội đồng nhân dân tỉnh quyết định:
- Mức chi cho trạm y tế.
- Định mức xe công của các sở.
b) Chủ trì, phối hợp với:
- Sở Y tế lập dự toán thuốc cho các trạm y tế vùng cao và các cơ sở cai
nghiện trên địa bàn toàn tỉnh.
- Sở Nội vụ giao biên chế.
c) Các xã làm những việc sau, hoàn thành trong tháng 11/2026, cụ thể:
- Kiểm kê tài sản ở các nhà văn hóa thôn và trụ sở cũ đã thôi dùng từ lâu.
- Bàn giao sổ sách.
3. Dọn dẹp kho lưu trữ theo thứ tự từng năm, ghi lại các hồ sơ bị hỏng để
phục chế dần.
"""
DECISION = """\
Điều 1. Ban hành kèm theo Quyết định này Quy chế họp.
Điều 2. Sở Tư pháp có trách nhiệm hướng dẫn các xã sửa đổi quy chế của mình.
Điều 3. Chánh Văn phòng, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này.
Điều 4. Hiệu lực thi hành
1. Các văn bản sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực:
a) Quyết định số 12/2019/QĐ-UBND về quản lý chợ;
b) Quyết định số 15/2020/QĐ-UBND ban hành Quy định về quản lý bến xe.
2. Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 17/2021/QĐ-UBND.
Điều 5. Bãi bỏ toàn bộ một số văn bản của tỉnh
1. Quyết định số 18/2019/QĐ-UBND về tổ chức họp chợ phiên.
2. Chỉ thị số 3/CT-UBND ban hành năm 2015 về mở lớp xóa mù chữ.
"""


def read(text: str, introduction: str | None = None) -> dict[str, Task]:
    source = Source("text", text)
    units = outline_of(blocks_of(lines_of(source), source.text), []).units
    opening = clean(introduction, 0) if introduction is not None else None
    return {"/".join(task.path): task for task in tasks_of(units, introduction=opening)}


FORMS = [
    pytest.param("Chủ trì cuộc họp: ông ……………… Chức vụ: ……………", False, id="a field of a form"),
    pytest.param("Xây dựng bài giảng: ........................", False, id="a field of dots"),
    pytest.param("Xây dựng văn bản của xã: 900.000 đồng/văn bản.", False, id="what is paid"),
    pytest.param("Xây dựng đề án chợ, trình trước ngày …/…/2026.", True, id="a duty with a blank date"),
    pytest.param("Xây dựng đề án chợ với kinh phí: 900.000 đồng, trình Sở Tài chính.", True, id="a duty that costs"),
    pytest.param("Xây dựng nếp sống đẹp ở phường, xã...", True, id="three dots"),
    pytest.param("Kế hoạch này có hiệu lực kể từ ngày ký.", False, id="taking effect"),
    pytest.param("Quy chế họp cũ hết hiệu lực kể từ ngày Quy chế này ban hành.", False, id="losing force"),
    pytest.param("Kế hoạch này có hiệu lực từ ngày ký. Giao Sở Y tế mở lớp.", True, id="taking effect and a duty"),
    pytest.param("Kế hoạch này có hiệu lực từ ngày ký; Sở Y tế chủ trì thực hiện.", True, id="effect beside a lead"),
]


@pytest.mark.parametrize(("text", "task"), FORMS)
def test_lines_of_forms_and_clauses_of_force_are_no_duties(text: str, task: bool) -> None:
    assert list(read(f"I. NHIỆM VỤ\n1. {text}\n2. Sở Y tế mở lớp.\n")) == ["I/1", "I/2"][not task :]


def test_an_order_before_the_first_clause_makes_duties_and_names_their_leads() -> None:
    opening = "Trước tình hình trên, Thủ tướng Chính phủ yêu cầu các bộ, ngành và các tỉnh thực hiện các nhiệm vụ sau:"
    ordered = read(ORDER, opening)
    assert "3" not in read(ORDER)
    assert ordered["3"].organisations(Role.LEAD) == ("các bộ, ngành", "các tỉnh")
    assert ordered["2/a"].organisations(Role.LEAD) == ("Sở Tài chính",)
    assert read(ORDER, "Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:").keys() == read(ORDER).keys()


def test_items_that_name_objects_or_partners() -> None:
    found = read(ORDER)
    assert found["1"].organisations(Role.LEAD) == ("Bộ trưởng các bộ", "Thủ trưởng cơ quan ngang bộ")
    assert found["1"].text.startswith("Tập trung rà soát")
    assert found["2/a"].organisations(Role.DECIDING) == ("Hội đồng nhân dân tỉnh",)
    assert "2/a/-1" not in found
    assert found["2/b/-1"].organisations(Role.LEAD) == ("Sở Tài chính",)
    assert found["2/b/-1"].organisations(Role.COORDINATING) == ("Sở Y tế",)
    deadline = found["2/c/-2"].deadline
    assert deadline is not None
    assert (str(deadline.due), deadline.inherited) == ("2026-11-30", True)


def test_an_article_that_charges_somebody_is_a_task_and_the_formula_is_none() -> None:
    assert list(read(DECISION)) == ["Điều 2"]


def test_counts() -> None:
    assert (len(LEADS), len(DUTIES)) == (8, 9)
