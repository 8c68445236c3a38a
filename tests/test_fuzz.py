"""Property tests from bytes to links: never an uncaught exception, spans always point at their words.

The examples of a seed, which is printed, are the same each time that the same tests are run: Hypothesis also takes
constants from the modules it finds imported. `LINEAGE_FUZZ_SEED=... python -m pytest tests/test_fuzz.py` tries others,
and `python -m tests.fuzz SECONDS` tries ever new ones for as long as it is given.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT

from graph.extract.document import parse
from graph.model import ParsedDocument, Source, Span, Task
from tests.fuzz.checks import check_document
from tests.fuzz.run import run
from tests.fuzz.targets import TARGETS

SEED = int(os.environ.get("LINEAGE_FUZZ_SEED") or 18)
DOCUMENTS = sorted((ROOT / "data" / "documents").glob("*.md"))
UNRELATED = (
    "Cơn mưa chiều qua làm mát cả con đường nhỏ bên sông.",
    "Hoa sen nở trắng mặt hồ, gió đưa hương đi rất xa.",
)


@pytest.mark.parametrize("name", TARGETS)
def test_holds_of_any_example(name: str) -> None:
    print(f"seed {SEED}")
    run(TARGETS[name], SEED, TARGETS[name].count)


# ---- an unrelated paragraph ----

WRITTEN = """\
ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

TỈNH TUYÊN QUANG            Độc lập - Tự do - Hạnh phúc

Số: 12/KH-UBND          Tuyên Quang, ngày 05 tháng 3 năm 2018

KẾ HOẠCH

Thực hiện Nghị quyết số 18-NQ/TW

Căn cứ Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương;

Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. NHIỆM VỤ

1. Sở Nội vụ chủ trì, phối hợp với các sở, ngành rà soát tổ chức bộ máy trước ngày 30/6/2018.

2. Giao Sở Tài chính bố trí kinh phí hằng năm.

a) Lập dự toán;

b) Thẩm định dự toán.

II. TỔ CHỨC THỰC HIỆN

| STT | Nội dung | Cơ quan chủ trì | Thời gian |
|---|---|---|---|
| 1 | Ban hành đề án vị trí việc làm | Sở Nội vụ | Quý II/2018 |

3. Ủy ban nhân dân các huyện, thành phố báo cáo kết quả.

Trên đây là Kế hoạch của Ủy ban nhân dân tỉnh.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An
"""
TEXTS = {"written": WRITTEN, **{path.stem: path.read_text(encoding="utf-8") for path in DOCUMENTS}}


def _blocks(text: str) -> list[str]:
    return text.split("\n\n")


def _opening(blocks: list[str]) -> int:
    """Index of the first block of the outline: what stands before it is head and preamble."""
    return next(
        index for index, block in enumerate(blocks) if block.lstrip("# *").startswith(("I.", "A.", "A-", "I-", "1."))
    )


def _with(text: str, index: int, paragraph: str) -> ParsedDocument:
    blocks = _blocks(text)
    return parse(Source("x.md", "\n\n".join((*blocks[:index], paragraph, *blocks[index:]))))


def _told(task: Task) -> tuple[object, ...]:
    roles = tuple((one.role, one.name, one.rule) for one in task.assignments)
    due = task.deadline and (task.deadline.text, task.deadline.begin, task.deadline.due)
    return task.path, task.kind, task.table_row, roles, due, tuple(one.text for one in task.quantities)


@pytest.mark.parametrize("paragraph", UNRELATED, ids=["rain", "lotus"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_paragraph_before_the_body_or_behind_the_tail_changes_no_task(name: str, paragraph: str) -> None:
    text = TEXTS[name]
    before = parse(Source("x.md", text)).tasks
    assert before
    blocks = _blocks(text)
    for index in (_opening(blocks), len(blocks)):
        after = _with(text, index, paragraph)
        check_document(after)
        if index == len(blocks) and name != "written":
            continue  # no closing sentence and no tail: what follows the last task is a part of it
        assert [(*_told(task), task.text) for task in after.tasks] == [(*_told(task), task.text) for task in before]


@pytest.mark.parametrize("paragraph", UNRELATED, ids=["rain", "lotus"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_paragraph_in_the_body_keeps_the_tasks(name: str, paragraph: str) -> None:
    """A paragraph without mark belongs to the unit before it: its words join that task's, and nothing else changes.

    Not between a sentence that introduces a list and the list: there it parts what belongs together.
    """
    text = TEXTS[name]
    before = {task.path: task for task in parse(Source("x.md", text)).tasks}
    blocks = _blocks(text)
    gaps = [i for i in range(_opening(blocks) + 1, len(blocks)) if not blocks[i - 1].rstrip(" *").endswith(":")]
    chosen = sorted(random.Random(7).sample(gaps, min(6, len(gaps))))
    for index in chosen:
        after = {task.path: task for task in _with(text, index, paragraph).tasks}
        assert set(before) <= set(after), f"lost before block {index}: {set(before) - set(after)}"
        changed = [path for path, task in before.items() if after[path].text != task.text]
        assert len(changed) <= 1, f"before block {index}: {changed}"
        for path in changed:
            without = " ".join(after[path].text.replace(paragraph, " ").split())
            assert without in (" ".join(before[path].text.split()), ""), f"before block {index}"
        assert [_told(after[path]) for path in before] == [_told(task) for task in before.values()]


def test_spans_hold_of_the_documents_as_they_are(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        parsed = parse(Source(name, text))
        check_document(parsed)
        assert len(parsed.tasks) >= 5, name


# ---- the checks can fail ----


def test_a_span_beside_its_words_is_noticed() -> None:
    parsed = parse(Source("x.md", WRITTEN))
    first = parsed.tasks[0]
    moved = replace(first.assignments[0], span=Span(0, 9))
    wrong = replace(parsed, tasks=(replace(first, assignments=(moved,)), *parsed.tasks[1:]))
    with pytest.raises(AssertionError, match="is not at"):
        check_document(wrong)


def test_a_span_outside_the_text_is_noticed() -> None:
    parsed = parse(Source("x.md", WRITTEN))
    wrong = replace(parsed, tasks=(replace(parsed.tasks[0], span=Span(0, len(WRITTEN) + 1)),))
    with pytest.raises(AssertionError, match="outside the text"):
        check_document(wrong)


def test_a_path_that_comes_twice_is_noticed() -> None:
    parsed = parse(Source("x.md", WRITTEN))
    with pytest.raises(AssertionError, match="come twice"):
        check_document(replace(parsed, tasks=(parsed.tasks[0], parsed.tasks[0])))


def test_counts() -> None:
    assert len(TARGETS) >= 12
    assert len(DOCUMENTS) >= 4
