"""The timeline: what it says of each task's time, that it invents no day, and what the page does with it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from graph.audit import Finding, Place, Severity
from graph.audit.wording import message
from graph.links import LinkStatus, SetRelation
from graph.model import Level, Recurrence, Role, TaskKind
from graph.query import Cell
from tests.briefing_values import country
from tests.briefings import HOSTILE, shown
from tests.browser import ESCAPE, Browser
from viz import frame
from viz.briefing import Briefing, TaskLink
from viz.model import DatedClaim, DocumentMapData, DocumentNode, Evidence, Inference, Part, TaskMapData, TaskNode
from viz.timeline.counts import Counts, counts, sentence
from viz.timeline.page import timeline
from viz.timeline.rows import Mark, Shape, TimeKind, TimelineRow, kinds, marks, phrases, timeline_rows, years

GOLDEN = Path(__file__).parent / "golden" / "viz"
FIRST, LAST = date(2018, 1, 1), date(2019, 12, 31)
UPPER, LOWER = "doc/vn/upper", "doc/vn/lower"


def task(path: str = "1", document: str = LOWER, **fields: Any) -> TaskNode:
    fields.setdefault("evidence", Evidence(f"{document[-5:]}.txt", 7, f"Việc {path} của {document[-5:]}"))
    return TaskNode(f"{document}/task/{path}", document, f"{document}/1", tuple(path.split("/")), **fields)


# ---- kinds and marks ----

KINDS: dict[str, tuple[dict[str, Any], list[TimeKind], list[Mark]]] = {
    "nothing": ({}, [], []),
    "last day": (
        {"deadline": "trong năm 2019", "due": LAST}, [TimeKind.FIXED], [Mark(Shape.DUE, None, LAST)],
    ),
    "both days": (
        {"deadline": "từ năm 2018 đến 2019", "begin": FIRST, "due": LAST},
        [TimeKind.FIXED], [Mark(Shape.BAR, FIRST, LAST)],
    ),
    "one day": (
        {"deadline": "ngày 31/12/2019", "begin": LAST, "due": LAST}, [TimeKind.FIXED], [Mark(Shape.BAR, LAST, LAST)],
    ),
    "only a beginning": (
        {"deadline": "từ năm 2018", "begin": FIRST}, [TimeKind.BEGIN], [Mark(Shape.OPEN, FIRST)],
    ),
    "two steps": (
        {"deadline": "xong trước 2018 và thực hiện từ 2019", "begin": LAST, "due": FIRST},
        [TimeKind.FIXED, TimeKind.STEPS], [Mark(Shape.OPEN, LAST), Mark(Shape.DUE, None, FIRST)],
    ),
    "done once, then ongoing": (
        {"deadline": "xong trong 2019 và thường xuyên", "due": LAST, "recurrence": Recurrence.ONGOING},
        [TimeKind.FIXED, TimeKind.STEPS, TimeKind.ONGOING], [Mark(Shape.STANDING), Mark(Shape.DUE, None, LAST)],
    ),
    "ongoing": (
        {"deadline": "thường xuyên", "recurrence": Recurrence.ONGOING}, [TimeKind.ONGOING], [Mark(Shape.STANDING)],
    ),
    "ongoing from a day": (
        {"deadline": "thường xuyên từ 2018", "begin": FIRST, "recurrence": Recurrence.ONGOING},
        [TimeKind.BEGIN, TimeKind.ONGOING], [Mark(Shape.OPEN, FIRST)],
    ),
    "ongoing within days": (
        {"deadline": "x", "begin": FIRST, "due": LAST, "recurrence": Recurrence.ONGOING},
        [TimeKind.FIXED, TimeKind.ONGOING], [Mark(Shape.BAR, FIRST, LAST)],
    ),
    "recurrent": (
        {"deadline": "hằng năm", "recurrence": Recurrence.ANNUAL}, [TimeKind.RECURRENT], [Mark(Shape.RECURRING)],
    ),
    "recurrent from a day": (
        {"deadline": "hằng năm, từ 2018", "begin": FIRST, "recurrence": Recurrence.ANNUAL},
        [TimeKind.BEGIN, TimeKind.RECURRENT], [Mark(Shape.OPEN, FIRST), Mark(Shape.RECURRING, FIRST)],
    ),
    "recurrent, first by a day": (
        {"deadline": "xong trong 2019; định kỳ", "due": LAST, "recurrence": Recurrence.OTHER},
        [TimeKind.FIXED, TimeKind.RECURRENT], [Mark(Shape.RECURRING), Mark(Shape.DUE, None, LAST)],
    ),
    "recurrent within days": (
        {"deadline": "x", "begin": FIRST, "due": LAST, "recurrence": Recurrence.QUARTERLY},
        [TimeKind.FIXED, TimeKind.RECURRENT], [Mark(Shape.BAR, FIRST, LAST), Mark(Shape.RECURRING, FIRST, LAST)],
    ),
    "conditional": ({"condition": "khi có hướng dẫn"}, [TimeKind.CONDITIONAL], []),
    "conditional by a day": (
        {"deadline": "trong năm 2019", "due": LAST, "condition": "nếu đủ người"},
        [TimeKind.FIXED, TimeKind.CONDITIONAL], [Mark(Shape.DUE, None, LAST)],
    ),
    "words without a day": ({"deadline": "theo kế hoạch"}, [TimeKind.WORDS], []),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_kinds_and_marks_of_a_statement(name: str) -> None:
    fields, wanted, drawn = KINDS[name]
    one = task(**fields)
    assert list(kinds(one)) == wanted
    assert list(marks(one)) == drawn


def test_every_kind_and_shape_has_a_case() -> None:
    assert len(KINDS) == 17
    assert {kind for _, some, _ in KINDS.values() for kind in some} == set(TimeKind)
    assert {mark.shape for _, _, some in KINDS.values() for mark in some} == set(Shape) - {Shape.START}


def test_what_ends_before_it_begins_is_no_two_steps() -> None:
    one = task(deadline="từ 2019 đến 2018", begin=LAST, due=FIRST)
    assert list(kinds(one, ends_early=True)) == [TimeKind.FIXED]
    assert list(marks(one, ends_early=True)) == [Mark(Shape.START, LAST), Mark(Shape.DUE, None, FIRST)]


def any_tasks(seed: int, count: int) -> list[TaskNode]:
    """Tasks with any statements of time together, also ones that no document would make."""
    random = Random(seed)

    def day() -> date | None:
        return date(2015, 1, 1) + timedelta(days=random.randrange(4000)) if random.random() < 0.5 else None

    return [
        task(
            str(number),
            deadline=random.choice([None, "theo lời văn", "trong năm"]),
            begin=day(),
            due=day(),
            recurrence=random.choice([None, None, *Recurrence]),
            condition=random.choice([None, "khi có hướng dẫn"]),
        )
        for number in range(count)
    ]


def test_no_mark_has_a_day_that_is_not_stated() -> None:
    seed = int(os.environ.get("TIMELINE_SEED", Random().randrange(10**9)))
    print(f"TIMELINE_SEED={seed}")
    tasks = any_tasks(seed, 2_000)
    assert {(one.begin is None, one.due is None) for one in tasks} == {
        (a, b) for a in (True, False) for b in (True, False)
    }
    for one in tasks:
        for ends_early in (False, True):
            for mark in marks(one, ends_early=ends_early):
                assert mark.start in (None, one.begin)
                assert mark.end in (None, one.due)
                assert mark.shape is not Shape.OPEN or mark.end is None
                assert (mark.shape is Shape.BAR) <= (mark.start is not None and mark.end is not None)
        ended = [mark for mark in marks(one) if mark.end is not None]
        assert bool(ended) == (one.due is not None)


# ---- quotations ----

PHRASES: dict[str, tuple[str, str, list[str]]] = {
    "none": ("", "Làm việc này", []),
    "one": ("trong năm 2018", "Làm trong năm 2018", ["trong năm 2018"]),
    "one of the heading": ("Nhiệm vụ thường xuyên", "Làm việc này", ["Nhiệm vụ thường xuyên"]),
    "two places": (
        "hoàn thành trong tháng 02/2018; Định kỳ",
        "Định kỳ báo cáo (hoàn thành trong tháng 02/2018)",
        ["hoàn thành trong tháng 02/2018", "Định kỳ"],
    ),
    "two cells": (
        "Từ năm 2018; Trong năm 2019", "1\tViệc\tTừ năm 2018\tTrong năm 2019", ["Từ năm 2018", "Trong năm 2019"],
    ),
    "the document's own semicolon": (
        "thường xuyên; định kỳ", "Thực hiện thường xuyên; định kỳ", ["thường xuyên; định kỳ"],
    ),
    "its own across a line": (
        "thường xuyên; định kỳ", "Thực hiện thường\u00a0xuyên;\n  định kỳ", ["thường xuyên; định kỳ"],
    ),
    "its own, then ours": (
        "thường xuyên; định kỳ; từ năm 2019",
        "Từ đầu: thường xuyên; định kỳ báo cáo, từ năm 2019",
        ["thường xuyên; định kỳ", "từ năm 2019"],
    ),
    "ours, then its own": (
        "từ năm 2019; thường xuyên; định kỳ",
        "Làm từ năm 2019, báo cáo thường xuyên; định kỳ",
        ["từ năm 2019", "thường xuyên; định kỳ"],
    ),
    "nothing between": ("trong năm 2018; ; định kỳ", "Định kỳ", ["trong năm 2018", "định kỳ"]),
}  # fmt: skip


@pytest.mark.parametrize("name", PHRASES)
def test_what_is_joined_by_us_is_not_one_quotation(name: str) -> None:
    deadline, quote, wanted = PHRASES[name]
    assert list(phrases(deadline, quote)) == wanted


def test_there_is_a_case_for_each_way_of_joining() -> None:
    assert len(PHRASES) == 10
    assert {len(wanted) for _, _, wanted in PHRASES.values()} == {0, 1, 2}


@pytest.mark.parametrize("which", ["demonstration", "real"])
def test_every_quotation_with_a_semicolon_stands_so_in_the_document(which: str, request: pytest.FixtureRequest) -> None:
    rows = timeline_rows(request.getfixturevalue(which))
    quoted = [(one, row.task.evidence.quote) for row in rows for one in row.phrases]
    quoted += [
        (one, above.evidence.quote) for row in rows for above in row.later + row.dropped for one in above.phrases
    ]
    for words, quote in quoted:
        if "; " in words:
            assert " ".join(words.split()) in " ".join(quote.split())
    assert sum(len(row.phrases) > 1 for row in rows) >= 3


# ---- findings ----


def place(one: TaskNode, symbol: str) -> Place:
    at = one.evidence
    return Place(one.document, symbol, at.file, at.line, "/".join(one.path), at.quote)


def across(code: str, child: TaskNode, parent: TaskNode, status: str = "proposed") -> Finding:
    values: dict[str, Cell] = {
        "requirement": parent.id, "status": f"link-status.{status}", "relation": "set-relation.narrower",
        "score": 0.75, "deadline": child.deadline, "other_deadline": parent.deadline,
        "due": child.due.isoformat() if child.due else None,
        "other_due": parent.due.isoformat() if parent.due else None,
        "lower": "2/KH", "upper": "1/KH",
    }  # fmt: skip
    return Finding(code, Severity.HIGH, child.id, place(child, "2/KH"), place(parent, "1/KH"), tuple(values.items()))


PARENTS = (
    task("1", UPPER, deadline="trong năm 2018", due=date(2018, 12, 31)),
    task("2", UPPER, deadline="trong quý I/2019", due=date(2019, 3, 31)),
)
CHILDREN = (
    task("1", deadline="trong năm 2019", due=LAST, parts=(Part(Role.LEAD, "Sở Nội vụ"),)),
    task("2", deadline="từ năm 2018", begin=FIRST),
    task("3", deadline="hằng năm", recurrence=Recurrence.ANNUAL, parts=(Part(Role.LEAD, "Ban Đề án"),)),
    task("4", deadline="thường xuyên", recurrence=Recurrence.ONGOING),
    task("5", condition="khi có hướng dẫn của tỉnh"),
    task("6", deadline="từ năm 2018 đến năm 2019", begin=FIRST, due=LAST, kind=TaskKind.OBJECTIVE),
    task("7"),
    task("8", deadline="xong trong tháng 02/2018, thực hiện từ 2019", due=date(2018, 2, 28), begin=date(2019, 1, 1)),
    task("9", deadline="từ năm 2020 đến 2018", begin=date(2020, 1, 1), due=date(2018, 12, 31)),
    task("10", deadline="theo kế hoạch"),
    task("PL/1", deadline="Tháng 7/2019", due=date(2019, 7, 31), table_row=True, same_as=f"{LOWER}/task/7",
         evidence=Evidence("lower.txt", 99, "1\n\tViệc ở dòng bảng\n\tSở Tài chính")),
    task("11", kind=TaskKind.OBJECTIVE),
    task("12"),
)  # fmt: skip
PAPERS = (
    DocumentNode(UPPER, True, symbol="1/KH", type="Kế hoạch", level=Level.CENTRAL, date=date(2017, 11, 27),
                 claims=(DatedClaim(date(2017, 11, 27)), DatedClaim(date(2018, 11, 27)))),
    DocumentNode(LOWER, True, symbol="2/KH", type="Kế hoạch", level=Level.PROVINCE, date=date(2018, 5, 3),
                 inferred=(Inference("date"),)),
)  # fmt: skip
LINKS = (
    TaskLink(CHILDREN[0].id, PARENTS[0].id, SetRelation.NARROWER, 0.75, LinkStatus.CONFIRMED, reviewer="Người Xem",
             decided_on=date(2026, 5, 4)),
    TaskLink(CHILDREN[0].id, PARENTS[1].id, SetRelation.OVERLAPS, 0.6, LinkStatus.PROPOSED),
    TaskLink(CHILDREN[2].id, PARENTS[1].id, SetRelation.EQUAL, 0.9, LinkStatus.PROPOSED),
)  # fmt: skip
FINDINGS = (
    across("due-later", CHILDREN[0], PARENTS[0], "confirmed"),
    across("due-later", CHILDREN[0], PARENTS[1]),
    across("deadline-dropped", CHILDREN[2], PARENTS[1]),
    across("deadline-dropped", CHILDREN[12], PARENTS[0]),
    Finding("end-before-begin", Severity.HIGH, CHILDREN[8].id, place(CHILDREN[8], "2/KH"),
            values=(("begin", "2020-01-01"), ("due", "2018-12-31"), ("deadline", "từ năm 2020 đến 2018"))),
    replace(across("issued-after-due", CHILDREN[0], PARENTS[0]), subject=LOWER),
)  # fmt: skip
AS_OF = date(2019, 6, 30)
OVERDUE = Finding("overdue", Severity.MEDIUM, CHILDREN[7].id, place(CHILDREN[7], "2/KH"))


def small(as_of: date | None = None, tasks: Sequence[TaskNode] = PARENTS + CHILDREN) -> Briefing:
    return Briefing(
        UPPER,
        as_of,
        DocumentMapData(PAPERS),
        TaskMapData(UPPER, PAPERS, tasks=tuple(tasks)),
        links=LINKS,
        findings=(*FINDINGS, *([OVERDUE] if as_of else [])),
    )


def by_path(briefing: Briefing) -> dict[str, TimelineRow]:
    return {"/".join(row.task.path): row for row in timeline_rows(briefing) if row.task.document == LOWER}


def test_rows_say_what_the_audit_found() -> None:
    rows = by_path(small(AS_OF))
    assert [(one.id, one.status, one.due) for one in rows["1"].later] == [
        (PARENTS[0].id, LinkStatus.CONFIRMED, date(2018, 12, 31)),
        (PARENTS[1].id, LinkStatus.PROPOSED, date(2019, 3, 31)),
    ]
    assert [one.id for one in rows["3"].dropped] == [PARENTS[1].id]
    assert {path for path, row in rows.items() if row.later} == {"1"}
    assert {path for path, row in rows.items() if row.dropped} == {"3", "12"}
    assert {path for path, row in rows.items() if row.overdue} == {"8"}
    assert {path for path, row in rows.items() if row.ends_early} == {"9"}
    assert TimeKind.STEPS in rows["8"].kinds
    assert TimeKind.STEPS not in rows["9"].kinds


def test_without_an_as_of_day_nothing_is_overdue() -> None:
    assert not any(row.overdue for row in timeline_rows(small()))


def test_what_states_no_time_is_listed_and_not_drawn() -> None:
    rows = by_path(small())
    assert {path for path, row in rows.items() if not row.is_drawn} == {"7", "11"}
    # What an appendix gives a deadline is not without one, and a condition is not a deadline.
    assert {path for path, row in rows.items() if row.untimed} == {"5", "11", "12"}


def test_the_axis_spans_all_days_and_only_those() -> None:
    rows = timeline_rows(small())
    assert years(rows, small()) == (2017, 2020)
    assert years(rows, small(date(2024, 1, 1))) == (2017, 2024)
    assert years((), replace(small(), tasks=TaskMapData(UPPER))) is None


def test_each_row_is_counted_once() -> None:
    found = counts(timeline_rows(small()))
    assert found == Counts(tasks=10, objectives=1, repeated=1, marked=1, untimed=3, both=2)
    assert found.rows == 13


COUNTED = [
    (
        Counts(tasks=10, objectives=1, repeated=1, marked=1, untimed=3, both=2),
        "13 dòng: 10 nhiệm vụ, 1 mục tiêu có nêu thời gian hoặc điều kiện; 1 dòng phụ lục nhắc lại; "
        "1 việc không nêu mà được đánh dấu. Cuối trang: 3 việc không nêu thời hạn (2 cũng có dòng ở trên)",
    ),
    (
        Counts(tasks=2, objectives=0, repeated=0, marked=0, untimed=0, both=0),
        "2 dòng: 2 nhiệm vụ, 0 mục tiêu có nêu thời gian hoặc điều kiện",
    ),
]


@pytest.mark.parametrize(("of", "wanted"), COUNTED, ids=["all", "tasks-only"])
def test_the_counts_in_words(of: Counts, wanted: str) -> None:
    said = sentence(of)
    assert isinstance(said, dict)
    assert said["vi"] == wanted
    assert said["en"].startswith(f"{of.rows} rows: {of.tasks} tasks")


@pytest.mark.parametrize("which", ["demonstration", "real"])
def test_the_counts_are_those_of_the_rows_shown(which: str, request: pytest.FixtureRequest) -> None:
    briefing: Briefing = request.getfixturevalue(which)
    data: Any = timeline(briefing).data
    found = counts(timeline_rows(briefing))
    assert found.rows == sum(bool(row.get("drawn")) for row in data["rows"])
    assert found.untimed == sum(bool(row.get("untimed")) for row in data["rows"])
    assert found.repeated > 0


# ---- the documents of the demonstration ----


def test_rows_of_the_demonstration_are_golden(demonstration: Briefing) -> None:
    rows = [
        {
            "task": row.task.id,
            "kinds": [str(kind) for kind in row.kinds],
            "begin": row.task.begin and row.task.begin.isoformat(),
            "due": row.task.due and row.task.due.isoformat(),
            "later": [[one.id, str(one.status)] for one in row.later],
            "dropped": [[one.id, str(one.status)] for one in row.dropped],
            "overdue": row.overdue,
            "untimed": row.untimed,
        }
        for row in timeline_rows(demonstration)
    ]
    written = "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"
    path = GOLDEN / "timeline-rows.json"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(written, encoding="utf-8", newline="\n")
    assert len(rows) > 150
    assert path.read_text(encoding="utf-8") == written, "rows changed; UPDATE_GOLDEN=1 writes them anew"


@pytest.mark.parametrize("which", ["demonstration", "real"])
def test_marks_of_the_audit_are_those_of_the_page(which: str, request: pytest.FixtureRequest) -> None:
    briefing: Briefing = request.getfixturevalue(which)
    data: Any = timeline(briefing).data
    ours = {
        code: sorted((row["id"], one["id"], one["status"]) for row in data["rows"] for one in row.get(key, []))
        for code, key in (("due-later", "later"), ("deadline-dropped", "dropped"))
    }
    theirs = {
        code: sorted(
            (one.subject, values["requirement"], str(values["status"]).rpartition(".")[2])
            for one in briefing.findings
            if one.code == code
            for values in [dict(one.values)]
        )
        for code in ours
    }
    assert ours == theirs
    assert ours["due-later"]
    overdue = {one.subject for one in briefing.findings if one.code == "overdue"}
    assert {row["id"] for row in data["rows"] if row.get("overdue")} == overdue
    assert len(overdue) > 20
    untimed = {row["id"] for row in data["rows"] if row.get("untimed") and row.get("kind") != "objective"}
    assert untimed == {one.subject for one in briefing.findings if one.code == "no-deadline"}


# ---- the page ----

LINES = """
const lines = [...lineage.current.part("table").querySelectorAll("tr[data-node]")];"""
SHAPES = f"""{LINES}
const told = (shape) => [shape.dataset.shape, shape.dataset.start || null, shape.dataset.end || null];
const shapes = (row) => [...row.querySelectorAll("[data-shape]")].map(told);
return Object.fromEntries(lines.map((row) => [row.dataset.node, shapes(row)]));"""
ROWS = f"""{LINES}
const isUpper = (row) => row.dataset.node.includes("upper");
return lines.map((row) => row.dataset.node.split("/task/")[1] + (isUpper(row) ? "^" : ""));"""
CHOOSE = """
const one = lineage.current.root.querySelector('[data-filter="' + arguments[0] + '"]');
one.value = arguments[1]; one.dispatchEvent(new Event("change"));"""
SORT = """
const one = lineage.current.part("sort"); one.value = arguments[0]; one.dispatchEvent(new Event("change"));"""
STATE = "return Object.assign({}, lineage.current.state)"


def page(briefing: Briefing, lang: Any = "vi") -> str:
    return shown(frame.html([timeline(briefing, lang)], [], lang=lang, as_of=briefing.as_of))


@pytest.fixture
def opened(browser: Browser) -> Browser:
    browser.open(page(small(AS_OF)))
    return browser


def test_rows_stand_by_document_and_place(opened: Browser) -> None:
    assert opened.run(ROWS) == [
        "1^", "2^", "1", "2", "3", "4", "5", "6", "8", "9", "10", "PL/1", "12",
    ]  # fmt: skip
    assert opened.logs() == []
    head = opened.run("return [...document.querySelectorAll('.timeline-group')].map((one) => one.innerText)")
    assert "27/11/2017, 27/11/2018" in head[0]
    assert "ban hành 03/05/2018 (suy ra" in head[1]
    assert message(FINDINGS[-1], "vi") in opened.text("table")


def test_the_page_draws_no_end_that_is_not_stated(browser: Browser) -> None:
    seed = int(os.environ.get("TIMELINE_SEED", Random().randrange(10**9)))
    print(f"TIMELINE_SEED={seed}")
    tasks = any_tasks(seed, 120)
    browser.open(page(small(None, tasks)))
    browser.run("window.dispatchEvent(new Event('beforeprint'))")  # rows far down, too
    drawn = browser.run(SHAPES)
    stated = {one.id: one for one in tasks}
    assert len(drawn) > 80
    for node, shapes in drawn.items():
        one = stated[node]
        for _, start, end in [shape for shape in shapes if shape[0] not in ("later", "dropped")]:
            assert start in (None, one.begin and one.begin.isoformat())
            assert end in (None, one.due and one.due.isoformat())
    # Where nothing ends, nothing solid is drawn and no diamond, which is the sign of a last day.
    solid = browser.run(
        "return [...lineage.current.part('table').querySelectorAll('.timeline-due, .timeline-solid')]"
        ".map((one) => one.closest('tr').dataset.node)"
    )
    assert solid
    assert all(stated[node].due is not None for node in solid)


def test_marks_stand_where_the_days_are(opened: Browser) -> None:
    ends = opened.run(f"""{LINES}
    const row = lines.find((one) => one.dataset.node.endsWith("lower/task/6"));
    const box = (name) => row.querySelector("." + name).getBoundingClientRect(), track = box("timeline-marks");
    const due = box("timeline-due"), bar = box("timeline-solid");
    const days = [bar.left, bar.right, (due.left + due.right) / 2];
    return days.map((x) => (x - track.left) / track.width);""")
    # The axis runs from 2017 to 2020: the bar takes 2018 and 2019, half of it, and its diamond sits on its end.
    assert ends == pytest.approx([0.25, 0.75, 0.75], abs=0.001)


ALONE = [("2017-11-30", 334 / 365 / 4), ("2018-01-31", (1 + 31 / 365) / 4), ("2018-12-31", 0.5), ("2020-12-31", 1.0)]


@pytest.mark.parametrize(("day", "part"), ALONE, ids=[day for day, _ in ALONE])
def test_a_last_day_alone_has_its_diamond_upon_it(browser: Browser, day: str, part: float) -> None:
    one = task("20", deadline="xong theo lời văn", due=date.fromisoformat(day))
    browser.open(page(small(tasks=(*PARENTS, *CHILDREN, one))))
    center, issued, apart, shown_whole = browser.run(
        f"""{LINES}
    const row = lines.find((one) => one.dataset.node === arguments[0]);
    const box = (name) => row.querySelector(name).getBoundingClientRect();
    const due = box(".timeline-due"), track = box(".timeline-marks"), label = box(".timeline-label > span");
    const first = Number(getComputedStyle(lines[0].parentElement).getPropertyValue("--timeline-first"));
    const whole = getComputedStyle(row.querySelector(".timeline-marks")).overflow === "visible";
    const middle = ((due.left + due.right) / 2 - track.left) / track.width;
    return [middle, first, Math.min(Math.abs(label.left - due.left), Math.abs(label.right - due.right)), whole];""",
        one.id,
    )
    assert center == pytest.approx(part, abs=0.001)
    assert center > issued, "the upper document is of 27/11/2017, before each of these days"
    assert apart < (2 if part < 1 else 8), "the words begin or end with the diamond, within the axis"
    assert shown_whole, "half a diamond stands beyond the last day of the axis"


# The sides of the axis 2017 to 2020 on which a row goes on, for the years chosen.
BEYOND = [
    ("", {}),
    ("from=2018&to=2018", {"1^": [], "2": [], "6": ["after"], "8": ["after"], "9": ["after"]}),
    ("from=2019&to=2019", {"1": ["before"], "2": ["before"], "6": ["before"], "8": ["before"], "PL/1": []}),
    ("from=2020", {"2": ["before"], "8": ["before"], "9": ["before"]}),
]


@pytest.mark.parametrize(("state", "wanted"), BEYOND, ids=[state or "all" for state, _ in BEYOND])
def test_what_goes_on_beyond_the_years_chosen_has_a_sign(
    browser: Browser, state: str, wanted: dict[str, list[str]]
) -> None:
    browser.open(page(small()), state=state)
    found = dict(
        zip(
            browser.run(ROWS),
            browser.run(
                LINES + "return lines.map((row) => [...row.querySelectorAll('[data-beyond]')]"
                ".map((one) => one.dataset.beyond));"
            ),
            strict=True,
        )
    )
    assert {path: found[path] for path in wanted} == wanted
    assert bool(state) == any(found.values())
    assert browser.run("return lineage.current.part('beyond').checkVisibility()") == bool(state)


def test_nothing_is_drawn_outside_the_years_chosen(browser: Browser) -> None:
    seed = int(os.environ.get("TIMELINE_SEED", Random().randrange(10**9)))
    print(f"TIMELINE_SEED={seed}")
    browser.open(page(small(None, (*PARENTS, CHILDREN[0], *any_tasks(seed, 150)[1:]))), state="from=2018&to=2019")
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    drawn, outside = browser.run(f"""{LINES}
    const parts = lines.flatMap((row) => {{
      const track = row.querySelector(".timeline-marks").getBoundingClientRect();
      const marks = [...row.querySelectorAll(".timeline-marks :is(path, line, circle, rect)")];
      return marks.map((one) => [one.getBoundingClientRect(), track]);
    }});
    const isOutside = ([one, track]) => one.left < track.left - 12 || one.right > track.right + 12;
    return [parts.length, parts.filter(isOutside).length];""")
    assert drawn > 200
    assert outside == 0


def test_what_is_later_is_said_with_the_link(opened: Browser) -> None:
    warnings = "[...lineage.current.root.querySelectorAll('[data-warning]')]"
    words = opened.run(f"return {warnings}.map((one) => [one.dataset.warning, one.innerText])")
    kinds_found = [kind for kind, _ in words]
    assert kinds_found == ["later", "later", "dropped", "overdue", "contradicted", "dropped"]
    assert "1/KH, 1" in words[0][1]
    assert "liên kết đã xác nhận" in words[0][1]
    assert "31/03/2019" in words[1][1]
    assert "máy đề xuất, chưa rà soát" in words[1][1]
    assert words[3][1] == "⧖ quá hạn ghi trong văn bản"
    lines = opened.run("return document.querySelectorAll('.timeline-table line.timeline-above-confirmed').length")
    dashed = opened.run("return document.querySelectorAll('.timeline-table line.timeline-above-proposed').length")
    assert (lines, dashed) == (3, 3)


def test_what_overdue_means_is_said_once_and_in_the_panel(opened: Browser) -> None:
    said = "Quá hạn theo ngày ghi trong văn bản, tính đến 30/06/2019; không có nghĩa là chưa làm"
    assert opened.run("return lineage.current.root.innerText").count(said) == 1
    assert said in opened.text("as-of")
    opened.run(f"{LINES} lines.find((one) => one.dataset.node === arguments[0]).click()", CHILDREN[7].id)
    assert opened.text("panel").count(said) == 1


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_the_audit_says_of_a_document_is_its_message_and_no_louder_than_a_note(
    browser: Browser, lang: Any
) -> None:
    browser.open(page(small(AS_OF), lang))
    notes = browser.run(
        "return [...document.querySelectorAll('.timeline-noted')].map((row) => [row.innerText.trim(),"
        " getComputedStyle(row.querySelector('.timeline-note')).color])"
    )
    warned = browser.run("return getComputedStyle(document.querySelector('.timeline-warning')).color")
    plain = browser.run("return getComputedStyle(lineage.current.part('counted')).color")
    assert [words for words, _ in notes] == [message(FINDINGS[-1], lang)]
    assert notes[0][1] == plain != warned


@pytest.mark.parametrize("place", ["row", "panel"])
def test_phrases_are_quoted_one_by_one(browser: Browser, place: str) -> None:
    where = Evidence("lower.txt", 7, "Định kỳ báo cáo (hoàn thành trong tháng 02/2018)")
    deadline = "hoàn thành trong tháng 02/2018; Định kỳ"
    one = task("20", deadline=deadline, due=date(2018, 2, 28), recurrence=Recurrence.OTHER, evidence=where)
    upper = task("20", UPPER, deadline=deadline, due=date(2018, 2, 28), evidence=where)
    lower = task("21", deadline="trong năm 2019", due=LAST)
    briefing = small(tasks=(*PARENTS, upper, *CHILDREN, one, lower))
    briefing = replace(briefing, findings=(across("due-later", lower, upper),))
    browser.open(page(briefing), state=f"node={one.id}")
    words = browser.text("panel" if place == "panel" else "table")
    wanted = "“hoàn thành trong tháng 02/2018” · “Định kỳ”"
    assert words.count(wanted) == (1 if place == "panel" else 3)
    assert deadline not in words.replace(where.quote, "")


def test_the_page_says_what_it_counts(opened: Browser) -> None:
    said = sentence(counts(timeline_rows(small(AS_OF))))
    assert isinstance(said, dict)
    assert opened.text("counted") == said["vi"]
    opened.run("document.getElementById('language').click()")
    assert opened.text("counted") == said["en"]


def test_an_arrival_at_a_document_shows_its_head_and_what_follows(browser: Browser, demonstration: Briefing) -> None:
    data: Any = timeline(demonstration).data
    documents = [one["id"] for one in data["documents"]]
    browser.open(page(demonstration), state=f"node={documents[1]}")
    head, first = browser.run(
        """
    const group = [...document.querySelectorAll(".timeline-group")].find((one) => one.dataset.group === arguments[0]);
    const all = [...document.querySelectorAll(".timeline-table tr")], next = all[all.indexOf(group) + 1];
    return [group.querySelector("th").getBoundingClientRect().bottom, next.getBoundingClientRect().top];""",
        documents[1],
    )
    assert first >= head - 2


@pytest.mark.parametrize("as_of", [None, AS_OF], ids=["none", "given"])
def test_the_as_of_line_is_there_only_with_a_day(browser: Browser, as_of: date | None) -> None:
    browser.open(page(small(as_of)))
    behind = browser.run(
        "return [...document.querySelectorAll('.timeline-axis, .timeline-row .timeline-track')].slice(0, 2)"
        ".map((one) => getComputedStyle(one.parentElement).backgroundImage.split('gradient').length)"
    )
    assert behind[1] - behind[0] == (0 if as_of is None else 1)
    assert ("tính đến" in browser.run("return lineage.current.root.innerText")) == (as_of is not None)
    assert ("quá ngày ghi" in browser.text("count")) == (as_of is not None)
    offered = browser.run(
        "return [...lineage.current.root.querySelectorAll('[data-filter=mark] option')].map((one) => one.value)"
    )
    assert ("overdue" in offered) == (as_of is not None)


FILTERED = [
    ("document", LOWER, ["1", "2", "3", "4", "5", "6", "8", "9", "10", "PL/1", "12"]),
    ("level", "central", ["1^", "2^"]),
    ("lead", "Ban Đề án", ["3"]),
    ("lead", "-", ["1^", "2^", "2", "4", "5", "6", "8", "9", "10", "PL/1", "12"]),
    ("kind", "fixed", ["1^", "2^", "1", "6", "8", "9", "PL/1"]),
    ("kind", "begin", ["2"]),
    ("kind", "steps", ["8"]),
    ("kind", "recurrent", ["3"]),
    ("kind", "ongoing", ["4"]),
    ("kind", "conditional", ["5"]),
    ("kind", "words", ["10"]),
    ("kind", "none", ["12"]),
    ("mark", "later", ["1"]),
    ("mark", "dropped", ["3", "12"]),
    ("mark", "overdue", ["8"]),
    ("mark", "contradicted", ["9"]),
    ("from", "2020", ["2", "3", "4", "5", "8", "9", "10", "12"]),
    ("to", "2018", ["1^", "2", "3", "4", "5", "6", "8", "9", "10", "12"]),
]


@pytest.mark.parametrize(("key", "value", "wanted"), FILTERED, ids=[f"{key}-{value}" for key, value, _ in FILTERED])
def test_filters_show_their_rows_and_stand_in_the_address(
    opened: Browser, key: str, value: str, wanted: list[str]
) -> None:
    opened.run(CHOOSE, key, value)
    assert opened.run(ROWS) == wanted
    assert opened.run(STATE) == {key: value}
    count = opened.text("count").split()[0]
    assert count == f"{len(wanted)}/13"
    address = str(opened.run("return location.hash")).removeprefix("#")
    opened.open(page(small(AS_OF)), state=address)
    assert opened.run(ROWS) == wanted
    opened.click("clear")
    assert len(opened.run(ROWS)) == 13
    assert opened.run(STATE) == {}
    assert opened.logs() == []


def test_by_last_day_the_earliest_comes_first_and_what_has_none_last(opened: Browser) -> None:
    opened.run(SORT, "due")
    assert opened.run(ROWS) == ["8", "1^", "9", "2^", "PL/1", "1", "6", "2", "3", "4", "5", "10", "12"]
    heads = opened.run("return [...document.querySelectorAll('.timeline-fold')].map((one) => one.innerText)")
    assert [re.sub(r"^\W+", "", head) for head in heads] == [
        "Hạn cuối trong năm 2018", "Hạn cuối trong năm 2019", "Không nêu hạn cuối",
    ]  # fmt: skip
    opened.run("document.querySelector('.timeline-fold').click()")
    assert opened.run(ROWS)[0] == "2^"
    assert opened.run(STATE) == {"sort": "due", "folded": "2018"}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("so noi vu", ["1"]), ("BAN DE AN", ["3"]), ("tinh huong dan", ["5"]), ("thuong xuyen", ["4"]), ("zzz", [])],
)
def test_search_narrows_rows_and_marks_what_it_found(opened: Browser, words: str, wanted: list[str]) -> None:
    opened.run(
        "const b = document.getElementById('search'); b.value = arguments[0]; b.dispatchEvent(new Event('input'));",
        words,
    )
    assert opened.run(ROWS) == wanted
    assert bool(opened.run("return lineage.current.part('table').querySelectorAll('mark').length")) == bool(wanted)
    assert opened.run("return lineage.current.part('nothing').checkVisibility()") == (not wanted)
    opened.keys(ESCAPE)
    assert len(opened.run(ROWS)) == 13


def test_the_panel_tells_days_and_links_of_a_row(opened: Browser) -> None:
    assert not opened.run("return lineage.current.part('panel').checkVisibility()")
    opened.run(
        "[...document.querySelectorAll('tr[data-node]')].find((one) => one.dataset.node === arguments[0])"
        ".querySelector('button').click()",
        CHILDREN[0].id,
    )
    words = opened.text("panel")
    for part in (
        "Việc 1 của lower", "lower.txt, dòng 7", "“trong năm 2019”", "31/12/2019", "Sở Nội vụ",
        "Kế hoạch 1/KH, 1", "đã xác nhận (Người Xem, 04/05/2026)", "“trong năm 2018” · hạn cuối 31/12/2018",
        "máy đề xuất, chưa rà soát", "“trong quý I/2019” · hạn cuối 31/03/2019", "Việc 2 của upper",
    ):  # fmt: skip
        assert part in words
    assert opened.run(STATE) == {"node": CHILDREN[0].id}
    current = opened.run("return document.querySelectorAll('tr[aria-current]').length")
    assert current == 1
    opened.keys(ESCAPE)
    assert opened.run(STATE) == {}
    assert not opened.run("return lineage.current.part('panel').checkVisibility()")


@pytest.mark.parametrize("number", [1, 6], ids=["open", "untimed"])
def test_the_panel_never_gives_an_end_that_is_not_stated(browser: Browser, number: int) -> None:
    browser.open(page(small()), state=f"node={CHILDREN[number].id}")
    words = browser.text("panel")
    assert ("không nêu hạn cuối" if number == 1 else "không nêu thời hạn") in words
    assert "ngày cuối của khoảng" not in words


def test_an_arrival_brings_the_row_into_view(browser: Browser, demonstration: Briefing) -> None:
    html = page(demonstration)
    last = [row for row in timeline_rows(demonstration) if row.is_drawn][-1].task.id
    browser.open(html, state=f"node={last}")
    seen = """
    const row = document.querySelector("tr[aria-current]"), box = row && row.getBoundingClientRect();
    const scroll = lineage.current.part("scroll").getBoundingClientRect();
    return row ? [row.dataset.node, box.top >= scroll.top && box.bottom <= scroll.bottom] : null;"""
    assert browser.run(seen) == [last, True]
    document = demonstration.tasks.tasks[-1].document
    browser.open(html, state=f"node={document}")
    top = """
    const group = [...document.querySelectorAll(".timeline-group")].find((one) => one.dataset.group === arguments[0]);
    return group.getBoundingClientRect().top < innerHeight;"""
    assert browser.run(top, document)
    assert browser.logs() == []


def test_tasks_without_a_deadline_are_counted_and_listed(opened: Browser) -> None:
    assert opened.text("untimed-head") == "Không nêu thời hạn: 2 nhiệm vụ, 1 mục tiêu"
    opened.run("lineage.current.part('untimed').open = true")
    opened.until("return lineage.current.part('untimed-list').childElementCount > 0")
    listed = opened.text("untimed-list")
    assert "khi có hướng dẫn của tỉnh" in listed
    assert "Việc 11 của lower" in listed
    assert "Việc 7 của lower" not in listed


def test_the_table_is_what_is_shown(opened: Browser) -> None:
    opened.run(CHOOSE, "mark", "later")
    text = str(opened.run("return lineage.current.csv()"))
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert len(rows) == 1
    row = dict(zip(head, rows[0], strict=True))
    assert row["Vị trí"] == "1"
    assert row["Hạn cuối"] == "2019-12-31"
    assert row["Bắt đầu"] == ""
    assert row["Thời hạn theo lời văn"] == "trong năm 2019"
    assert row["Loại thời hạn"] == "Có hạn cuối"
    assert row["Muộn hơn yêu cầu cấp trên"].count("1/KH") == 2


def test_the_language_changes_every_word_of_ours(opened: Browser) -> None:
    opened.run("document.getElementById('language').click()")
    words = opened.run("return lineage.current.root.innerText")
    ours = ("Chủ trì:", "không nêu hạn", "Muộn hơn", "Mọi ", "Quá hạn theo", "ban hành ", "nhắc lại", "Bỏ lọc")
    assert [one for one in ours if one in words] == []
    assert "no end stated" in words
    assert "link proposed, not reviewed" in words
    assert "“trong năm 2019”" in words
    assert opened.logs() == []


def test_zoomed_to_a_few_years_the_axis_has_quarters_and_months(opened: Browser) -> None:
    def parts() -> list[str]:
        return list(
            opened.run("return [...document.querySelectorAll('.timeline-part-word')].map((one) => one.innerText)")
        )

    assert len(parts()) == 16
    opened.run(CHOOSE, "from", "2018")
    opened.run(CHOOSE, "to", "2019")
    assert parts() == [f"T{number}" for number in range(1, 13)] * 2


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_shown_and_never_run(browser: Browser, words: str) -> None:
    where = Evidence(words, 1, words)
    child = task("1", deadline=words, due=LAST, condition=words, parts=(Part(Role.LEAD, words),), evidence=where)
    parent = task("1", UPPER, deadline=words, due=FIRST, evidence=where)
    briefing = replace(
        small(AS_OF, [parent, child]),
        papers=DocumentMapData(tuple(replace(paper, symbol=words, type=words) for paper in PAPERS)),
        findings=(across("due-later", child, parent),),
    )
    tasks = replace(briefing.tasks, documents=briefing.papers.documents)
    browser.open(page(replace(briefing, tasks=tasks)), state=f"node={child.id}")
    assert browser.run("return window.hacked") is None
    text = browser.run("return lineage.current.root.textContent")
    assert text.count(shown(words)) >= 3
    assert browser.run("return document.querySelectorAll('x-hostile, main script, main img').length") == 0
    cells = next(csv.reader(io.StringIO(str(browser.run("return lineage.current.csv()")).split("\r\n", 1)[1])))
    assert not any(cell[:1] in "=@+-" for cell in cells if cell)
    assert browser.logs() == []


# ---- paper and size ----


def test_paper_has_every_row_and_the_axis_on_each_page(browser: Browser, demonstration: Briefing) -> None:
    browser.open(page(demonstration))
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    drawn = [row for row in timeline_rows(demonstration) if row.is_drawn]
    assert browser.run("return document.querySelectorAll('tr[data-node]').length") == len(drawn)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        head = "return getComputedStyle(lineage.current.part('axis')).display"
        assert browser.run(head) == "table-header-group"
        sticky = (
            "return [...document.querySelectorAll('.timeline-table th')].map((one) => getComputedStyle(one).position)"
        )
        assert set(browser.run(sticky)) == {"relative"}
        assert browser.run("return document.querySelector('.timeline-words').checkVisibility()")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    paper = browser.paper()
    assert paper.count(b"/Type /Page\n") > 5
    assert b"/Subtype /Image" not in paper, "hatches and marks are lines on paper, not pictures"


def test_a_country_opens_folded_and_only_what_is_near_is_drawn(browser: Browser) -> None:
    briefing = country(documents=120, tasks=4_000, links=2_000)
    browser.open(page(briefing))
    assert browser.run("return document.querySelectorAll('tr[data-node]').length") == 0
    assert browser.run("return document.querySelectorAll('.timeline-sums span').length") > 20
    node = briefing.tasks.tasks[-1].id
    drawn = [row.task.id for row in timeline_rows(briefing) if row.is_drawn]
    node = drawn[-1]
    browser.open(page(briefing), state=f"node={node}")
    assert browser.run("return document.querySelector('tr[aria-current]').dataset.node") == node
    assert browser.run("return document.querySelectorAll('tr[data-node]').length") < 300
    assert browser.logs() == []


def test_the_same_briefing_gives_the_same_bytes() -> None:
    assert page(small(AS_OF)) == page(small(AS_OF))
    assert page(small(AS_OF, list(PARENTS + CHILDREN))) == page(small(AS_OF))
