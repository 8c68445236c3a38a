"""The overview: its figures, what is held and what is not, which findings come first, and that it fits one screen."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.audit import Finding, Place, Severity
from graph.coverage import Row
from graph.coverage_states import State
from graph.coverage_summary import summary
from graph.links import LinkStatus, SetRelation
from graph.model import Level, Relation
from tests.briefing_values import country
from tests.browser import Browser, page_of
from tests.viz_data import CASCADE, CASCADE_TASKS
from viz import frame
from viz.briefing import Briefing, CoverageTable, TaskLink
from viz.findings.ranking import Lineage, blocked_by, most_important
from viz.labels import LANGUAGES, say
from viz.model import DocumentEdge, DocumentMapData, DocumentNode, TaskMapData
from viz.overview.page import overview
from viz.registry import PAGES

GOLDEN = Path(__file__).parent / "golden" / "viz" / "overview.json"
PLACES = [page.place for page in PAGES]
SMALL = Briefing("nq18", None, CASCADE, CASCADE_TASKS)


def finding(code: str, severity: Severity, subject: str, line: int = 1) -> Finding:
    return Finding(code, severity, subject, Place(subject.partition("/")[0], None, "a.txt", line, None, "lời văn"))


def row(requirement: str, lower: str, state: State, level: str = "district", missing: str | None = None) -> Row:
    record: dict[str, Any] = {"requirement": requirement, "path": "II/1", "text": "Rà soát", "leads": None}
    addressed = state is not State.NOT_ADDRESSED
    return Row(record, lower, lower, level, None, state, 0, 0, 1, 0, addressed, missing)


def data_of(briefing: Briefing) -> Any:
    return overview(briefing, "vi").data


# ---- ranking ----

HIGH, MEDIUM, LOW = Severity
RANKED: dict[str, tuple[Sequence[Finding], list[tuple[str, str]]]] = {
    "severity before weight": (
        [finding("no-lead", HIGH, "ub207/1/1"), finding("identity-missing", MEDIUM, "kh07")],
        [("no-lead", "ub207/1/1"), ("identity-missing", "kh07")],
    ),
    "a date conflict of the central plan before one missing lead": (
        [finding("no-lead", HIGH, "kh07/1/1"), finding("date-conflict", HIGH, "kh07")],
        [("date-conflict", "kh07"), ("no-lead", "kh07/1/1")],
    ),
    "what more hangs on, first": (
        [finding("draft", LOW, "ub207"), finding("draft", LOW, "ub68"), finding("draft", LOW, "kh07")],
        [("draft", "kh07"), ("draft", "ub207"), ("draft", "ub68")],
    ),
    "different kinds before more of a kind": (
        [finding("date-conflict", HIGH, "kh07"), finding("date-conflict", HIGH, "ub68"),
         finding("due-later", HIGH, "ub207/1/1")],
        [("date-conflict", "kh07"), ("due-later", "ub207/1/1"), ("date-conflict", "ub68")],
    ),
    "a second of a grave kind before the first of a lesser one": (
        [finding("date-conflict", HIGH, "ub68"), finding("date-conflict", HIGH, "kh07"),
         finding("circle", LOW, "kh07")],
        [("date-conflict", "kh07"), ("date-conflict", "ub68"), ("circle", "kh07")],
    ),
    "a slip in one line weighs one": (
        [finding("blank-date", MEDIUM, "kh07"), finding("identity-missing", MEDIUM, "ub207")],
        [("identity-missing", "ub207"), ("blank-date", "kh07")],
    ),
    "of equal weight the commoner kind": (
        [finding("no-lead", LOW, "ub68/1/1"), finding("no-deadline", LOW, "ub68/1/1"),
         finding("no-deadline", LOW, "ub68/1/2")],
        [("no-deadline", "ub68/1/1"), ("no-lead", "ub68/1/1"), ("no-deadline", "ub68/1/2")],
    ),
    "none": ([], []),
}  # fmt: skip


@pytest.mark.parametrize("name", RANKED)
def test_what_matters_most_comes_first(name: str) -> None:
    found, expected = RANKED[name]
    for given in (found, found[::-1]):
        ranked = most_important(given, Lineage(SMALL).weigh)
        assert [(one.finding.code, one.finding.subject) for one in ranked] == expected


def test_at_most_as_many_as_asked_for_each_once() -> None:
    many = [finding("no-lead", LOW, f"ub68/1/{place}") for place in range(40)]
    ranked = most_important(many, Lineage(SMALL).weigh, 5)
    assert len({one.finding for one in ranked}) == len(ranked) == 5
    assert {one.alike for one in ranked} == {40}


def test_the_weight_is_what_hangs_on_the_subject() -> None:
    tasks = Counter(task.document for task in CASCADE_TASKS.tasks if task.same_as is None)
    link = TaskLink("ub68/1/1", "kh07/1/1", SetRelation.NARROWER, 0.8, LinkStatus.PROPOSED)
    chain = (link, replace(link, child="cthd/1/1", parent="ub68/1/1"))
    lineage = Lineage(replace(SMALL, links=chain))
    assert lineage.below("ub207") == tasks["ub207"] > 1
    assert lineage.below("kh07") == tasks["kh07"] + tasks["ub68"] + tasks["cthd"]
    assert lineage.below("nq39") == 1, "mentions carry nothing"
    assert [lineage.below(one) for one in ("kh07/1/1", "ub68/1/1", "cthd/1/1", "unknown")] == [3, 2, 1, 1]


def test_a_document_not_held_weighs_what_it_blocks_too() -> None:
    rows = [row(f"kh07/1/{number}", "ub207", State.BLOCKED, missing="122-KH/TU; 182-KH/TU") for number in (1, 2, 3)]
    blocked = replace(SMALL, coverage=(CoverageTable("kh07", (*rows, row("kh07/1/4", "ub68", State.PROPOSED))),))
    assert blocked_by(blocked) == {"tu122": 3, "tu182": 3}
    assert Lineage(blocked).below("tu182") == Lineage(SMALL).below("tu182") + 3


def test_a_symbol_that_two_provinces_use_blocks_where_it_is_cited() -> None:
    def paper(key: str, held: bool) -> DocumentNode:
        return DocumentNode(key, held, symbol="10-KH/TU" if not held else None, level=Level.PROVINCE)

    documents = tuple(paper(key, held) for key, held in (("a-up", False), ("b-up", False), ("a", True), ("b", True)))
    edges = tuple(DocumentEdge(one, f"{one}-up", Relation.BASIS) for one in ("a", "b"))
    blocked = (("r/1", "a"), ("r/2", "a"), ("r/1", "b"), ("r/1", "c"))
    rows = tuple(row(one, lower, State.BLOCKED, missing="10-KH/TU") for one, lower in blocked)
    briefing = Briefing("a-up", None, DocumentMapData(documents, edges), TaskMapData("a-up"),
                        coverage=(CoverageTable("r", rows[:3]),))  # fmt: skip
    assert blocked_by(briefing) == {"a-up": 2, "b-up": 1}
    uncited = replace(briefing, coverage=(CoverageTable("r", rows[3:]),))
    assert blocked_by(uncited) == {"a-up": 1, "b-up": 1}, "cited nowhere: whoever bears the symbol"


# ---- the demonstration ----


def test_figures_documents_and_findings_of_the_demonstration_are_the_golden_ones(demonstration: Briefing) -> None:
    data = data_of(demonstration)
    levels = [
        [level["level"], [one["id"] for one in level["documents"]],
         [[one["id"], one["blocks"]] for one in level["absent"]], level["mentioned"]]
        for level in data["levels"]
    ]  # fmt: skip
    figures = {key: data["figures"][key] for key in ("document", "requirements", "addressed", "notAddressed", "counts")}
    places = [[one["at"], one["addressed"], one["counts"]] for one in data["figures"]["places"]]
    top = [[one["id"], one["weight"], one["alike"]] for one in data["findings"]["top"]]
    assert len(top) == 5
    value = {"levels": levels, "figures": figures, "places": places, "findings": top,
             "states": [state["key"] for state in data["figures"]["states"]]}  # fmt: skip
    written = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(written, encoding="utf-8", newline="\n")
    assert GOLDEN.read_text(encoding="utf-8") == written, "UPDATE_GOLDEN=1 writes it anew"


def test_figures_are_those_of_coverage_and_add_up(demonstration: Briefing) -> None:
    figures = data_of(demonstration)["figures"]
    table = demonstration.coverage[0]
    total = summary(table.rows)
    assert (figures["requirements"], figures["addressed"]) == (total.requirements, total.addressed)
    for numbers, rows in [(figures, table.rows), *(
        (place, [one for one in table.rows if one.lower == place["at"]]) for place in figures["places"]
    )]:  # fmt: skip
        counts = Counter[str]()
        for state, count in zip(figures["states"], numbers["counts"], strict=True):
            counts[state["state"]] += count
        assert counts == {key: summary(rows).count(State(key)) for key in counts}
        assert sum(numbers["counts"]) == numbers["addressed"] == summary(rows).addressed


def test_the_central_date_conflict_stands_first(demonstration: Briefing) -> None:
    first = data_of(demonstration)["findings"]["top"][0]
    assert (first["check"], first["severity"]) == ("date-conflict", "high")
    assert first["at"]["quote"]
    assert first["against"]["quote"]


@pytest.mark.parametrize(
    ("held", "table", "words"),
    [(False, "kh07", "Kho chưa có 18-NQ/TW nên đếm yêu cầu của 07-KH/TW"),
     (True, "kh07", "Đếm yêu cầu của 07-KH/TW"), (True, "nq18", "chính văn bản này")],
    ids=["directive not held", "directive without requirements", "the directive's own"],
)  # fmt: skip
def test_it_says_whose_requirements_are_counted_and_why(held: bool, table: str, words: str) -> None:
    documents = tuple(replace(one, held=held) if one.id == "nq18" else one for one in CASCADE.documents)
    rows = (row("r/1", "ub68", State.PROPOSED),)
    briefing = replace(SMALL, papers=replace(CASCADE, documents=documents), coverage=(CoverageTable(table, rows),) * 2)
    figures = data_of(briefing)["figures"]
    assert words in say(figures["why"], "vi")
    assert figures["others"] == 1


def test_decisions_of_reviewers_are_shown_where_there_are_any() -> None:
    rows = (row("r/1", "ub68", State.CONFIRMED_GAP), row("r/2", "ub68", State.CONFIRMED))
    link = TaskLink("a", "b", SetRelation.EQUAL, 1.0, LinkStatus.CONFIRMED)
    figures = data_of(replace(SMALL, coverage=(CoverageTable("kh07", rows),), links=(link,)))["figures"]
    assert [state["key"] for state in figures["states"]] == [
        "confirmed", "proposed", "partly", "none-found", "confirmed-gap", "blocked",
    ]  # fmt: skip
    assert figures["reviewed"] is True
    assert data_of(replace(SMALL, coverage=(CoverageTable("kh07", rows),)))["figures"]["reviewed"] is False


def test_what_only_one_place_has_is_shown_and_every_row_adds_up() -> None:
    linked = replace(row("r/3", "cthd", State.PARTLY), confirmed=1, proposed=1)
    rows = (
        row("r/1", "cthd", State.CONFIRMED_GAP), row("r/1", "ub68", State.CONFIRMED),
        row("r/2", "cthd", State.JUSTIFIED), row("r/2", "ub68", State.NONE_FOUND),
        linked, row("r/3", "ub68", State.PARTLY), row("r/4", "ub68", State.PARTLY),
        row("r/4", "cthd", State.BLOCKED), row("r/5", "cthd", State.NOT_ADDRESSED),
    )  # fmt: skip
    figures = data_of(replace(SMALL, coverage=(CoverageTable("kh07", rows),)))["figures"]
    keys = [state["key"] for state in figures["states"]]
    assert keys == ["confirmed", "proposed", "partly-confirmed", "partly", "none-found", "confirmed-gap", "justified",
                    "blocked"]  # fmt: skip
    shown = {one["at"]: dict(zip(keys, one["counts"], strict=True)) for one in figures["places"]}
    assert {key: count for key, count in shown["cthd"].items() if count} == {
        "partly-confirmed": 1, "confirmed-gap": 1, "justified": 1, "blocked": 1,
    }  # fmt: skip
    assert (shown["ub68"]["partly"], shown["ub68"]["partly-confirmed"]) == (2, 0)
    assert dict(zip(keys, figures["counts"], strict=True))["partly-confirmed"] == 1, "one place's person counts"
    for one in (figures, *figures["places"]):
        assert sum(one["counts"]) == one["addressed"] == 4
    assert figures["gaps"] == 2, "a gap at one place, whatever the others have"


SAME = (row("r/1", "ub207", State.BLOCKED, missing="122-KH/TU; 182-KH/TU"), row("r/1", "ub68", State.PROPOSED))
TOGETHER: dict[str, tuple[Sequence[Row], dict[str, object] | None]] = {
    "the same, judged elsewhere": (
        SAME, {"documents": 2, "requirements": 1, "places": ["207/KH-UBND"], "elsewhere": True},
    ),
    "the same, judged nowhere": (
        SAME[:1], {"documents": 2, "requirements": 1, "places": ["207/KH-UBND"], "elsewhere": False},
    ),
    "not the same": ((*SAME, row("r/2", "ub207", State.BLOCKED, missing="182-KH/TU")), None),
    "nothing": (SAME[1:], None),
}  # fmt: skip


@pytest.mark.parametrize("name", TOGETHER)
def test_documents_that_block_the_same_are_counted_together(name: str) -> None:
    rows, expected = TOGETHER[name]
    assert data_of(replace(SMALL, coverage=(CoverageTable("kh07", tuple(rows)),)))["together"] == expected


def test_rows_of_an_appendix_that_repeat_a_task_are_told() -> None:
    documents = tuple(replace(one, repeated_count=20) if one.id == "kh07" else one for one in CASCADE.documents)
    data = data_of(replace(SMALL, papers=replace(CASCADE, documents=documents)))
    held = {one["id"]: one["tasks"] for level in data["levels"] for one in level["documents"]}
    assert say(held["kh07"], "vi") == "54 nhiệm vụ (20 dòng phụ lục nhắc lại)"
    assert "nhắc lại" not in say(held["ub207"], "vi")


def test_a_country_is_counted_by_level_and_province() -> None:
    briefing = country(documents=340, tasks=1_000, links=100)
    data = data_of(briefing)
    assert len(json.dumps(data, ensure_ascii=False)) < 20_000
    province = next(level for level in data["levels"] if level["level"] is Level.PROVINCE)
    held = [one for one in briefing.papers.documents if one.held and one.level is Level.PROVINCE]
    assert province["held"] == len(held)
    assert sum(area["held"] for area in province["areas"]) == len(held)
    assert "documents" not in province
    assert [place["level"] for place in data["figures"]["places"]] == ["province", "district"]
    lowers = {one.lower for one in briefing.coverage[0].rows}
    assert sum(place["documents"] for place in data["figures"]["places"]) == len(lowers)


# ---- in the browser ----

BARE = DocumentMapData((DocumentNode("nq18", held=True),))
NOTHING = Briefing("nq18", None, BARE, TaskMapData("nq18", BARE.documents))
EMPTY: dict[str, tuple[Briefing, tuple[str, ...]]] = {
    "a directive and nothing else": (
        NOTHING, ("Chưa có gì để đếm", "không phát hiện điểm nào", "không thiếu văn bản nào", "chưa rõ ngày"),
    ),
    "no document at all": (
        Briefing("nq18", None, DocumentMapData(), TaskMapData("nq18")),
        ("Trong kho chưa có văn bản nào", "nq18: tổng quan triển khai"),
    ),
    "requirements that speak to nobody below": (
        replace(SMALL, coverage=(CoverageTable("kh07", (row("r/1", "ub68", State.NOT_ADDRESSED),)),)),
        ("trong 1 yêu cầu", "1 yêu cầu khác không giao", "không có yêu cầu nào giao cho cấp này"),
    ),
    "one finding": (
        replace(SMALL, findings=(finding("draft", LOW, "ub207"),)), ("Điểm cần xem trước", "Văn bản là dự thảo"),
    ),
    "a part by the machine's word, a gap in one place": (
        replace(SMALL, coverage=(CoverageTable("kh07", (
            row("r/1", "ub68", State.PARTLY), row("r/1", "ub207", State.BLOCKED, missing="122-KH/TU; 182-KH/TU"),
            row("r/2", "ub68", State.PARTLY), row("r/2", "ub207", State.CONFIRMED_GAP))),)),
        ("khớp một phần, máy đề xuất", "theo mức cao nhất ở ít nhất một nơi được giao",
         "1 yêu cầu còn chỗ trống ở ít nhất một nơi", "Chỉ ở từng nơi, xem bảng dưới: xác nhận chưa có",
         "Thiếu 2 văn bản ở giữa này nên cùng 1 yêu cầu chưa xét được ở 207/KH-UBND; nơi khác vẫn xét được."),
    ),
    "a part with a person's word": (
        replace(SMALL, coverage=(CoverageTable("kh07", (
            row("r/1", "ub68", State.PARTLY), replace(row("r/2", "ub68", State.PARTLY), confirmed=1))),)),
        ("khớp một phần: ✓ 1 có liên kết đã xác nhận, 1 máy đề xuất",),
    ),
    "nobody has reviewed": (
        replace(SMALL, coverage=(CoverageTable("kh07", (row("r/1", "ub68", State.PROPOSED),)),)),
        ("Chưa có liên kết nào được người rà soát xác nhận", "máy đề xuất, chưa rà soát", "chưa tìm thấy trong kho"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EMPTY)
def test_what_is_not_there_is_said(browser: Browser, name: str) -> None:
    briefing, words = EMPTY[name]
    browser.open(page_of(overview(briefing, "vi"), places=PLACES))
    shown = re.sub(r"\s+", " ", browser.run("return lineage.current.root.innerText"))
    assert [one for one in words if one not in shown] == []
    assert browser.logs() == []
    assert browser.run("return document.querySelectorAll('h1').length") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", ["laptop", "projector"])
def test_the_demonstration_fits_one_screen(browser: Browser, demonstration: Briefing, size: str, lang: Any) -> None:
    browser.open(page_of(overview(demonstration, lang), lang=lang, places=PLACES), size)
    found = browser.run("""
        const sheet = lineage.current.part("sheet"), low = innerHeight + 1;
        const essential = [...lineage.current.root.querySelectorAll("section")].map((one) => one.lastElementChild);
        const below = essential.filter((one) => one.getBoundingClientRect().bottom > low);
        return [sheet.scrollWidth <= sheet.clientWidth, below.map((one) => one.textContent), essential.length];""")
    assert found == [True, [], 3]


def test_the_real_documents_fit_one_screen_and_one_sheet(browser: Browser, real: Briefing) -> None:
    browser.open(page_of(overview(real, "vi"), places=PLACES))
    sheet = browser.run("const s = lineage.current.part('sheet'); return [s.scrollHeight, s.clientHeight]")
    assert sheet[0] <= sheet[1]
    pdf = browser.paper()
    assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 1
    assert b"/Subtype /Image" not in pdf


def test_numbers_lead_to_what_they_count(browser: Browser, demonstration: Briefing) -> None:
    browser.open(page_of(overview(demonstration, "vi"), places=PLACES))
    links = browser.run("return [...lineage.current.root.querySelectorAll('.sheet a')]"
                        ".map((one) => [one.textContent, one.getAttribute('href')])")  # fmt: skip
    data = data_of(demonstration)
    for state, count in zip(data["figures"]["states"], data["figures"]["counts"], strict=True):
        assert [str(count), f"coverage.html#state={state['state']}"] in links
    for one in data["findings"]["top"]:
        assert [say(one["title"], "vi"), f"findings.html#finding={one['id']}"] in links
    held = [one["id"] for level in data["levels"] for one in level["documents"]]
    assert {f"documents.html#node={one}" for one in held} <= {href for _, href in links}
    others = {page.file for page in PAGES} - {"index.html"}
    assert others <= {href.rstrip("#") for _, href in links}


def test_alone_it_links_to_nothing(browser: Browser, demonstration: Briefing) -> None:
    browser.open(page_of(overview(demonstration, "vi")))
    assert browser.run("return lineage.current.root.querySelectorAll('a').length") == 0
    assert browser.logs() == []


def test_the_bar_is_as_wide_as_the_shares(browser: Browser, demonstration: Briefing) -> None:
    browser.open(page_of(overview(demonstration, "vi"), places=PLACES))
    figures = data_of(demonstration)["figures"]
    widths = browser.run("""
        const bar = lineage.current.root.querySelector(".stack.large"), all = bar.clientWidth;
        return [...bar.children].map((piece) => piece.getBoundingClientRect().width / all);""")
    shares = [count / figures["addressed"] for count in figures["counts"] if count]
    assert widths == pytest.approx(shares, abs=0.02)
    assert browser.run("return lineage.current.root.querySelector('.stack.large').getAttribute('aria-label')")


@pytest.mark.parametrize(("weight", "words"), [(1, "(1 task)"), (2, "(2 tasks)")], ids=["one", "two"])
def test_one_is_not_spoken_of_as_many(browser: Browser, weight: int, words: str) -> None:
    found = finding("no-lead", LOW, "ub68/1/1")
    links = (TaskLink("cthd/1/1", "ub68/1/1", SetRelation.EQUAL, 1.0, LinkStatus.PROPOSED),)[: weight - 1]
    browser.open(page_of(overview(replace(SMALL, findings=(found,), links=links), "en"), lang="en", places=PLACES))
    assert browser.run("return lineage.current.root.querySelector('.weight').textContent.trim()") == words


def test_the_day_stands_in_the_title() -> None:
    dated = replace(SMALL, as_of=date(2026, 6, 30))
    html = frame.html([overview(dated, "vi")], PLACES, lang="vi", as_of=dated.as_of)
    assert "<title>Nghị quyết 18-NQ/TW: tổng quan triển khai, tính đến 30/06/2026</title>" in html
