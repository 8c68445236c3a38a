"""The coverage matrix: cells and totals as `graph.coverage` has them, states in words, filters, keyboard, paper."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph.coverage import Row, totals
from graph.coverage_states import State
from graph.coverage_summary import summary
from graph.links import Decision, LinkStatus, SetRelation, Verdict
from graph.model import Level, Role
from tests.browser import Browser, page_of
from viz.briefing import Briefing, CoverageTable, TaskLink
from viz.coverage.matrix import STATES, coverage_matrix, matrix
from viz.coverage.workbook import workbook
from viz.labels import label, say
from viz.model import DocumentMapData, DocumentNode, Evidence, Part, TaskGroup, TaskMapData, TaskNode

GOLDEN = Path(__file__).parent / "golden" / "viz" / "coverage.json"
LARGEST = 120_000  # bytes of the page on the demonstration
UPPER, PROVINCE, DISTRICT, UNNAMED = (
    "doc/vn/tw/kh/1",
    "doc/vn/ha-giang/kh/2",
    "doc/vn/ha-giang/bac-me/kh/3",
    "doc/file/x-txt",
)
PLACES = (PROVINCE, DISTRICT, UNNAMED)
FORMULA = '=HYPERLINK("http://example.invalid";"a")'
SHOWN = (
    "return [...lineage.current.root.querySelectorAll('tr[data-row]')].map((one) => one.dataset.row.split('/').pop())"
)
COUNT = "return lineage.current.part('count').textContent"
PANEL = "const panel = lineage.current.part('panel'); return panel.hidden ? null : panel.innerText"
FOCUSED = "return document.activeElement.dataset.cell || document.activeElement.dataset.requirement || null"
CSV = """
let text = null;
const save = lineage.save;
lineage.save = (name, content) => { text = content; };
lineage.current.part('csv').click();
lineage.save = save;
return text;"""

CELL = """
const one = lineage.current.root.querySelector('[data-cell="' + arguments[0] + '"]');
return [one.innerText.trim(), one.querySelector('[data-symbol]').dataset.symbol, one.parentNode.className];"""
CHIPS = """
return Object.fromEntries([...lineage.current.root.querySelectorAll('[data-chip]')]
  .map((one) => [one.dataset.chip, Number(one.querySelector('b').textContent)]));"""
MARKED = "return [...lineage.current.part('scroll').querySelectorAll('mark')].map((one) => one.innerText)"
MARKED_IN_REQUIREMENT = """
return [...lineage.current.part('scroll').querySelectorAll('.coverage-clamp mark')].map((one) => one.innerText);"""
COLOURS = """
return [...lineage.current.root.querySelectorAll('tr[data-row] td.cell:nth-child(5)')]
  .map((one) => getComputedStyle(one).backgroundColor);"""
TOTALS = """
const tally = (one) => Object.fromEntries([...one.querySelectorAll('.coverage-count')]
  .map((count) => [count.querySelector('[data-symbol]').dataset.symbol, parseInt(count.textContent)]));
return [...lineage.current.root.querySelectorAll('tr.totals td.total')].slice(1)
  .map((one) => [one.querySelector('.coverage-addressed').textContent, tally(one)]);"""
STICKY = """
const part = lineage.current.part('scroll'), head = part.querySelector('thead');
const first = part.querySelector('tbody tr[data-row] th'), before = head.getBoundingClientRect().top;
part.scrollTop = 300;
part.scrollLeft = 80;
const left = first.getBoundingClientRect().left - part.getBoundingClientRect().left;
return [head.getBoundingClientRect().top - before, left, part.scrollTop];"""
DRAWN = """
return [...lineage.current.root.querySelector('tr[data-row]').querySelectorAll('[data-cell]')]
  .map((one) => one.dataset.cell.match(/\\/h(\\d+)\\//)[1]);"""
SHEETS = """
const count = (one, wanted) => one.querySelectorAll(wanted).length;
window.dispatchEvent(new Event('beforeprint'));
const found = [...document.querySelectorAll('div.coverage-sheet table')]
  .map((one) => [count(one, 'tr.names th'), count(one, 'tr[data-row]')]);
window.dispatchEvent(new Event('afterprint'));
return [found, document.querySelectorAll('div.coverage-sheet').length];"""
ON_PAPER = """
const { root } = lineage.current, one = (wanted) => root.querySelector(wanted);
const drawn = (wanted) => getComputedStyle(one(wanted)).display;
const name = one('tr.names .coverage-printed').innerText;
return [drawn('td.cell button'), drawn('thead'), drawn('.coverage-paper'), name];"""


def requirement(number: int) -> str:
    return f"{UPPER}/task/I/{number}"


def document(identity: str, symbol: str | None, level: Level, territory: str | None) -> DocumentNode:
    return DocumentNode(
        identity, True, symbol, "Kế hoạch", title="Chương trình không số", level=level, territory=territory,
        date=date(2020, 1, 2), source="x.txt",
    )  # fmt: skip


DOCUMENTS = (
    document(UPPER, "1-KH/TW", Level.CENTRAL, "Việt Nam"),
    document(PROVINCE, "2/KH-UBND", Level.PROVINCE, "Hà Giang"),
    document(DISTRICT, "3/KH-UBND", Level.DISTRICT, "Bắc Mê"),
    document(UNNAMED, None, Level.DISTRICT, None),
)
TERRITORY = {PROVINCE: "territory/vn/ha-giang", DISTRICT: "territory/vn/ha-giang/bac-me", UNNAMED: None}
LEADS = ("Tỉnh uỷ", "Ban Tổ chức", None)


def task(identity: str, holder: str, quote: str, lead: str | None, number: int) -> TaskNode:
    parts = (Part(Role.LEAD, lead),) if lead else ()
    due = date(2018 + number, 12, 31) if number % 2 else None
    return TaskNode(
        identity, holder, f"{holder}/provision/{1 + number % 2}", ("I", str(number)), Evidence("a.txt", number, quote),
        parts=parts, deadline=f"trong năm {2018 + number}" if due else None, due=due,
    )  # fmt: skip


def row(number: int, lower: str, state: State, *, duties: int = 1, met: int = 0, links: int = 0) -> Row:
    settled = links if state is State.CONFIRMED else 0
    record = {
        "requirement": requirement(number), "path": f"I/{number}", "text": WORDS[number], "leads": LEADS[number % 3],
        "addressed": None if state is State.NOT_ADDRESSED else "district province", "duties": duties,
        "repeats": None, "source": "a.txt", "line": number,
    }  # fmt: skip
    level = next(str(one.level) for one in DOCUMENTS if one.id == lower)
    return Row(
        record, lower, lower, level, TERRITORY[lower], state, settled, links - settled, duties, met,
        state is not State.NOT_ADDRESSED, missing="150-KH/TU" if lower == PROVINCE else None,
    )  # fmt: skip


WORDS = [f"Sắp xếp tổ chức bộ máy việc thứ {number}" for number in range(len(STATES))]
WORDS[1] = FORMULA
FOUND = {State.CONFIRMED: 1, State.PROPOSED: 2, State.PARTLY: 1}


def made_up() -> Briefing:
    """Requirement n has the n-th state at the province's plan; nothing is found at the others; n = 2 has two duties."""
    rows = []
    for number, state in enumerate(STATES):
        duties = 2 if state is State.PARTLY else 1
        count = FOUND.get(state, 0)
        met = duties if count and state is not State.PARTLY else count
        rows.append(row(number, PROVINCE, state, duties=duties, met=met, links=count))
        rest = State.NOT_ADDRESSED if state is State.NOT_ADDRESSED else State.NONE_FOUND
        rows += [row(number, lower, rest, duties=duties) for lower in PLACES[1:]]
    uppers = [
        task(requirement(number), UPPER, WORDS[number], LEADS[number % 3], number) for number in range(len(STATES))
    ]
    lowers = [task(f"{PROVINCE}/task/II/{n}", PROVINCE, f"Kiện toàn đầu mối số {n}", None, n) for n in range(4)]
    links = [
        TaskLink(lowers[0].id, requirement(0), SetRelation.EQUAL, 0.9, LinkStatus.CONFIRMED, reviewer="An"),
        TaskLink(lowers[1].id, requirement(1), SetRelation.EQUAL, 0.8, LinkStatus.PROPOSED, phrases=("đầu mối",)),
        TaskLink(lowers[2].id, requirement(1), SetRelation.OVERLAPS, 0.7, LinkStatus.PROPOSED),
        TaskLink(lowers[3].id, requirement(2), SetRelation.NARROWER, 0.6, LinkStatus.PROPOSED, duties=(1,)),
    ]
    groups = [
        TaskGroup(f"{holder}/provision/{n}", holder, (str(n),), f"Mục {n}")
        for holder in (UPPER, PROVINCE)
        for n in (1, 2)
    ]
    decisions = [
        Decision(
            1,
            Verdict.GAP,
            requirement(4),
            "",
            "",
            "Bình",
            date(2024, 1, 2),
            document=PROVINCE,
            note="đã xem cả phụ lục",
        ),
        Decision(
            2,
            Verdict.EXCEPTION,
            requirement(5),
            "",
            "",
            "Chi",
            date(2024, 1, 3),
            document=PROVINCE,
            note="không có đơn vị",
        ),
    ]
    table = CoverageTable(
        UPPER,
        tuple(rows),
        territories=tuple(rows),
        duties={requirement(2): ("Sắp xếp tổ chức", "bộ máy việc thứ 2")},
        decisions=tuple(decisions),
    )
    papers = DocumentMapData(DOCUMENTS, ())
    tasks = TaskMapData(UPPER, DOCUMENTS, (), tuple(groups), (*uppers, *lowers))
    return Briefing(UPPER, None, papers, tasks, tuple(links), (table,))


MADE_UP = made_up()


# ---- what the page carries ----


def cells(data: dict[str, Any], table: int = 0, by: str = "document") -> list[list[object]]:
    """[requirement, place, state, links, duties met] of every cell, in the page's order."""
    held = data["tables"][table]
    view = held["by"][by]
    return [
        [one["id"].rpartition("/task/")[2], column["id"], str(STATES[cell[0]]), cell[1] + cell[2], cell[3]]
        for one, line in zip(held["requirements"], view["cells"], strict=True)
        for column, cell in zip(view["columns"], line, strict=True)
    ]


def test_the_cells_of_the_demonstration_are_golden(demonstration: Briefing) -> None:
    data: Any = matrix(demonstration)
    found = {str(table["id"]): cells(data, place) for place, table in enumerate(data["tables"])}
    written = "{\n" + ",\n".join(
        f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in some) + "\n]"
        for name, some in found.items()
    ) + "\n}\n"  # fmt: skip
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(written, encoding="utf-8", newline="\n")
    assert GOLDEN.read_text(encoding="utf-8") == written, "cells changed; UPDATE_GOLDEN=1 writes them anew"
    assert sum(map(len, found.values())) == sum(len(table.rows) for table in demonstration.coverage) > 20


def test_every_cell_is_that_of_its_row(demonstration: Briefing) -> None:
    data: Any = matrix(demonstration)
    for place, table in enumerate(demonstration.coverage):
        assert Counter(one[2] for one in cells(data, place)) == {str(k): v[0] for k, v in totals(table.rows).items()}
        by_territory = Counter(one[2] for one in cells(data, place, "territory"))
        assert by_territory == {str(state): count for state, (count, _) in totals(table.territories).items()}
    assert demonstration.coverage


def test_columns_stand_by_level_and_date_and_are_named_for_people() -> None:
    data: Any = matrix(MADE_UP)
    columns = data["tables"][0]["by"]["document"]["columns"]
    assert [column["id"] for column in columns] == [PROVINCE, UNNAMED, DISTRICT]
    assert [column["short"] for column in columns] == ["2/KH-UBND", "Kế hoạch Chương trình không số", "3/KH-UBND"]
    assert [column.get("territory") for column in columns] == ["tỉnh Hà Giang", None, "huyện Bắc Mê"]
    places = data["tables"][0]["by"]["territory"]["columns"]
    assert [place["short"] for place in places] == ["tỉnh Hà Giang", "huyện Bắc Mê", "Kế hoạch Chương trình không số"]


def test_phrases_and_duties_are_carried_as_places_in_the_words() -> None:
    data: Any = matrix(MADE_UP)
    link = next(one for one in data["links"] if "phrases" in one)
    start, end = link["phrases"][0]
    assert data["tasks"][link["child"]][4][start:end] == "đầu mối"
    partly = data["tables"][0]["requirements"][2]
    assert [partly["text"][start:end] for start, end in partly["texts"]] == ["Sắp xếp tổ chức", "bộ máy việc thứ 2"]


def test_places_count_as_the_browser_counts() -> None:
    words = "\U0001f600 đầu mối"
    lower = MADE_UP.links[1].child
    tasks = tuple(
        replace(one, evidence=replace(one.evidence, quote=words)) if one.id == lower else one
        for one in MADE_UP.tasks.tasks
    )
    data: Any = matrix(replace(MADE_UP, tasks=replace(MADE_UP.tasks, tasks=tasks)))
    assert next(one for one in data["links"] if "phrases" in one)["phrases"] == [[3, 10]]


def test_without_coverage_the_page_says_so() -> None:
    section = coverage_matrix(replace(MADE_UP, coverage=()), "vi")
    assert section.files == {}
    assert section.title == label("coverage.title-empty")


def test_the_page_is_small_and_the_same_on_every_build(demonstration: Briefing) -> None:
    page = page_of(coverage_matrix(demonstration, "vi"))
    assert len(page.encode("utf-8")) <= LARGEST
    assert page == page_of(coverage_matrix(demonstration, "vi"))


# ---- workbook ----


@pytest.mark.parametrize(
    ("lang", "name", "state"), [("vi", "Mức bao phủ", "máy đề xuất"), ("en", "Coverage", "proposed")]
)
def test_the_workbook_is_in_words_and_safe(lang: Any, name: str, state: str) -> None:
    content = workbook(MADE_UP, lang)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert sheet.title == name
    assert len(lines) == 1 + len(MADE_UP.coverage[0].rows)
    flat = [value for line in lines for value in line if isinstance(value, str)]
    assert state in flat
    assert not [value for value in flat if value.startswith("=") or value.startswith("doc/") or "territory/" in value]
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert content == workbook(MADE_UP, lang)


def test_of_a_country_the_workbook_has_a_column_for_each_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viz.coverage.workbook.MOST_LINES", 3)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(workbook(MADE_UP, "vi"))).worksheets
    assert (sheet.max_row, sheet.max_column) == (1 + len(STATES), 2 + len(PLACES))
    assert [line[2].value for line in sheet.iter_rows(min_row=2)] == [
        say(label(f"state.{state}"), "vi") for state in STATES
    ]


# ---- in the browser ----

Open = Callable[..., None]


@pytest.fixture
def show(browser: Browser) -> Iterator[Open]:
    def opened(state: str = "", *, briefing: Briefing = MADE_UP, lang: Any = "vi", size: str = "laptop") -> None:
        browser.open(page_of(coverage_matrix(briefing, lang), lang=lang), size, state=state)

    yield opened
    assert browser.logs() == []


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_state_is_shown_by_symbol_word_and_colour(browser: Browser, show: Open, state: State, lang: Any) -> None:
    show(lang=lang)
    number = STATES.index(state)
    cell = browser.run(CELL, f"{requirement(number)}~{PROVINCE}")
    assert say(label(f"coverage.short-{state}"), lang) in cell[0].replace("\n", " ")
    assert cell[1:] == [str(state), f"cell state-{state}"]
    if state in FOUND:
        count = FOUND[state]
        assert say(label("coverage.task") if count == 1 else label("coverage.tasks", count=count), lang) in cell[0]
    if state is State.PARTLY:
        assert "1/2" in cell[0]


def test_the_colours_of_the_states_differ(browser: Browser, show: Open) -> None:
    show()
    assert len(set(browser.run(COLOURS))) == len(STATES)


def test_numbers_over_all_places_are_those_of_the_summary(
    browser: Browser, show: Open, demonstration: Briefing
) -> None:
    for briefing in (MADE_UP, demonstration):
        show(briefing=briefing)
        found = summary(briefing.coverage[0].rows)
        chips = browser.run(CHIPS)
        assert (chips["all"], chips["addressed"]) == (found.requirements, found.addressed)
        asked = [state for state in STATES if state is not State.NOT_ADDRESSED]
        assert {state: chips.get(str(state), 0) for state in asked} == {state: found.count(state) for state in asked}
        assert chips.get("unasked", 0) == found.unasked
        assert chips.get("not-addressed", 0) == found.not_addressed - found.unasked


def test_totals_of_columns_are_those_of_the_rows(browser: Browser, show: Open, demonstration: Briefing) -> None:
    show(briefing=demonstration)
    table = demonstration.coverage[0]
    data: Any = matrix(demonstration)
    wanted = []
    for column in data["tables"][0]["by"]["document"]["columns"]:
        rows = [one for one in table.rows if one.lower == column["id"] and one.addressed]
        counts: Counter[str] = Counter(
            "partly-confirmed" if one.state is State.PARTLY and one.confirmed else str(one.state) for one in rows
        )
        wanted.append([say(label("coverage.addressed-count", count=len(rows)), "vi"), {"confirmed": 0, **counts}])
    assert browser.run(TOTALS) == wanted


FILTERS = [
    ("state=none-found", ["3", "4", "5", "7"]),
    ("state=confirmed", ["0"]),
    ("state=addressed", ["0", "1", "2", "3", "4", "5", "7"]),
    ("state=not-addressed", ["6"]),
    (f"at={PROVINCE}&state=none-found", ["3"]),
    (f"at={PROVINCE}&gaps=yes", ["3", "4"]),
    (f"at={PROVINCE}&state=blocked", ["7"]),
    ("level=province&state=blocked", ["7"]),
    ("level=province&gaps=yes", ["3", "4"]),
    ("agency=-", ["2", "5"]),
    ("agency=Ban T\u1ed5 ch\u1ee9c", ["1", "4", "7"]),
    ("section=1", ["1", "3", "5", "7"]),
    ("sort=due", ["1", "3", "5", "7", "0", "2", "4", "6"]),
    ("sort=-gaps", ["3", "4", "0", "1", "2", "5", "7", "6"]),
    (f"sort={PROVINCE}", ["3", "4", "2", "1", "0", "5", "7", "6"]),
    ("q=to chuc bo may viec thu 3", ["3"]),
    ("q=kien toan dau moi so 1", ["1"]),
    ("q=khong co chu nao nhu the", []),
]


@pytest.mark.parametrize(("state", "rows"), FILTERS, ids=[one for one, _ in FILTERS])
def test_filters_order_and_search_stand_in_the_address(
    browser: Browser, show: Open, state: str, rows: list[str]
) -> None:
    show(state)
    ordered = browser.run(SHOWN)
    assert ordered == rows
    assert f"{len(rows)}/{len(STATES)}" in browser.run(COUNT)


def changed(state: State, **values: Any) -> Briefing:
    """MADE_UP with other values in the row of `state` at the province's plan."""
    number = STATES.index(state)
    rows = [
        replace(one, **values) if (one.lower, one.requirement["path"]) == (PROVINCE, f"I/{number}") else one
        for one in MADE_UP.coverage[0].rows
    ]
    return replace(MADE_UP, coverage=(replace(MADE_UP.coverage[0], rows=tuple(rows), territories=tuple(rows)),))


def cell_of(browser: Browser, state: State) -> list[str]:
    """Words, symbol and class of the cell of `state` at the province's plan."""
    found: list[str] = browser.run(CELL, f"{requirement(STATES.index(state))}~{PROVINCE}")
    return found


MIXED = [(State.CONFIRMED, "đã xác nhận"), (State.PROPOSED, "máy đề xuất"), (State.PARTLY, "khớp một phần")]


@pytest.mark.parametrize(("state", "said"), MIXED, ids=[str(one) for one, _ in MIXED])
def test_confirmed_and_proposed_links_are_counted_apart(browser: Browser, show: Open, state: State, said: str) -> None:
    show(briefing=changed(state, confirmed=3, proposed=4))
    words = cell_of(browser, state)[0]
    assert words.startswith(said)
    assert "3 đã xác nhận + 4 máy đề xuất" in words
    assert "7 nhiệm vụ" not in words
    assert "3 đã xác nhận + 4 máy đề xuất" in browser.run(CSV)
    show(f"cell={requirement(STATES.index(state))}~{PROVINCE}", briefing=changed(state, confirmed=3, proposed=4))
    assert "3 đã xác nhận + 4 máy đề xuất" in browser.run(PANEL)


VOICES = [(0, "máy đề xuất", "partly"), (1, "có xác nhận", "partly-confirmed")]


@pytest.mark.parametrize(("confirmed", "voice", "kind"), VOICES, ids=[one[2] for one in VOICES])
def test_a_part_of_a_match_says_whose_word_it_is(
    browser: Browser, show: Open, confirmed: int, voice: str, kind: str
) -> None:
    briefing = changed(State.PARTLY, confirmed=confirmed, proposed=1 - confirmed)
    show(f"cell={requirement(STATES.index(State.PARTLY))}~{PROVINCE}", briefing=briefing)
    words, symbol, classes = cell_of(browser, State.PARTLY)
    assert words.split("\n")[:2] == ["khớp một phần", voice]
    assert (symbol, classes) == (kind, f"cell state-{kind} chosen")
    assert f"{say(label('state.partly'), 'vi')}, {voice}" in browser.run(PANEL)
    assert voice in browser.run("return lineage.current.root.querySelector('[data-chip=partly]').innerText")
    assert browser.run("return lineage.current.root.querySelectorAll('tr.totals .fill-' + arguments[0]).length", kind)
    assert f"khớp một phần, {voice}" in browser.run(CSV)
    tallies = browser.run("return [...document.querySelectorAll('.coverage-tally')].map((one) => one.ariaLabel)")
    assert any(f"1 khớp một phần, {voice}" in one for one in tallies)


def places_of(briefing: Briefing) -> list[str]:
    return sorted({one.lower for one in briefing.coverage[0].rows if one.lower})


@pytest.mark.parametrize("which", ["made-up", "unasked", "demonstration"])
def test_numbers_at_a_place_are_those_of_its_addressed_rows(
    browser: Browser, show: Open, demonstration: Briefing, which: str
) -> None:
    unasked = changed(State.PARTLY, addressed=False)
    briefing = {"made-up": MADE_UP, "unasked": unasked, "demonstration": demonstration}[which]
    places = places_of(briefing)
    for place in places:
        rows = [one for one in briefing.coverage[0].rows if one.lower == place]
        show(f"at={place}", briefing=briefing)
        chips = browser.run(CHIPS)
        wanted = Counter(str(one.state) for one in rows if one.addressed)
        asked = [str(state) for state in STATES if state is not State.NOT_ADDRESSED]
        assert {state: chips.get(state, 0) for state in asked} == {state: wanted[state] for state in asked}
        assert chips["addressed"] == wanted.total()
        linked = sum(not one.addressed and one.confirmed + one.proposed > 0 for one in rows)
        assert chips.get("unasked", 0) == linked
        assert chips.get("not-addressed", 0) == len(rows) - wanted.total() - linked
        show(f"at={place}&state=partly", briefing=briefing)
        assert len(browser.run(SHOWN)) == wanted["partly"]
    assert len(places) >= 2


def test_links_where_nothing_is_asked_are_a_state_of_their_own(browser: Browser, show: Open) -> None:
    briefing = changed(State.PARTLY, addressed=False)
    show(f"at={PROVINCE}&state=unasked", briefing=briefing)
    assert browser.run(SHOWN) == [str(STATES.index(State.PARTLY))]
    assert "không giao cấp này" in cell_of(browser, State.PARTLY)[0]
    page = browser.run("return lineage.current.root.innerText")
    assert "không giao mà có nhiệm vụ" in page
    assert "ngoài giao" not in page


IN_TASK = [
    ("phrase", "kien toan dau moi", ["Kiện toàn đầu mối"], True),
    ("in the requirement", "sap xep to chuc bo may viec thu 3", ["Sắp xếp tổ chức bộ máy việc thứ 3"], False),
    ("words apart", "thu 3 sap xep", ["3", "Sắp", "thứ", "xếp"], False),
]


@pytest.mark.parametrize(("query", "marked", "in_task"), [one[1:] for one in IN_TASK], ids=[one[0] for one in IN_TASK])
def test_single_words_are_marked_only_where_the_phrase_is_nowhere(
    browser: Browser, show: Open, query: str, marked: list[str], in_task: bool
) -> None:
    show(f"q={query}")
    found = browser.run(MARKED)
    assert set(marked) <= {part for one in found for part in (one.split() if query.startswith("thu") else [one])}
    if in_task:
        assert set(found) == set(marked)
        assert browser.run(MARKED_IN_REQUIREMENT) == []
        assert "Trong nhiệm vụ cấp dưới: " in browser.run("return lineage.current.root.innerText")
        show(f"q={query}&cell={requirement(1)}~{PROVINCE}")
        panel = browser.run(
            "return [...lineage.current.part('panel').querySelectorAll('mark')].map((one) => one.innerText)"
        )
        assert set(panel) == set(marked)


@pytest.mark.parametrize(("lang", "said"), [("vi", ", tính đến 31/12/2018"), ("en", ", as of 31/12/2018")])
def test_the_title_says_what_day_counts(browser: Browser, show: Open, lang: Any, said: str) -> None:
    show(lang=lang, briefing=replace(MADE_UP, as_of=date(2018, 12, 31)))
    assert browser.run("return lineage.current.part('title').textContent").endswith(said)
    show(lang=lang)
    assert said.strip(", ")[:5] not in browser.run("return document.title")


def test_chips_of_nothing_are_left_out_but_for_the_main_states(browser: Browser, show: Open) -> None:
    show("section=9")
    chips = browser.run(CHIPS)
    assert set(chips) == {"all", "addressed", "confirmed", "proposed", "partly", "none-found"}
    assert set(chips.values()) == {0}
    show("section=9&state=blocked")
    assert browser.run(CHIPS)["blocked"] == 0
    assert browser.run("return lineage.current.part('clear').parentNode.contains(lineage.current.part('chips'))")


def test_controls_write_the_address(browser: Browser, show: Open) -> None:
    show()
    browser.click("gaps")
    browser.run("lineage.current.root.querySelector('[data-chip=none-found]').click()")
    assert sorted(browser.run(SHOWN)) == ["3", "4", "5", "7"]
    browser.run(
        "const one = lineage.current.root.querySelector('[data-filter=agency]'); one.value = '-';"
        "one.dispatchEvent(new Event('change'))"
    )
    assert browser.run(SHOWN) == ["5"]
    browser.run("lineage.current.root.querySelector('[data-sort=gaps]').click()")
    assert browser.run("return location.hash") == "#gaps=yes&state=none-found&agency=-&sort=-gaps"
    browser.click("clear")
    assert browser.run("return location.hash") == "#sort=-gaps"
    assert len(browser.run(SHOWN)) == len(STATES)
    browser.run("lineage.current.root.querySelector('[data-by=territory]').click()")
    assert "by=territory" in browser.run("return location.hash")


def test_the_panel_says_what_stands_behind_a_cell(browser: Browser, show: Open) -> None:
    show(f"cell={requirement(1)}~{PROVINCE}")
    words = browser.run(PANEL)
    for part in (FORMULA, "Kiện toàn đầu mối số 1", "Kiện toàn đầu mối số 2", "a.txt, dòng 1", "0,80", "“đầu mối”"):
        assert part in words
    assert say(label("link.proposed"), "vi") in words


PANELS = [
    (State.CONFIRMED, PROVINCE, ["Kiện toàn đầu mối số 0", "An"]),
    (
        State.PARTLY,
        PROVINCE,
        ["1/2", "chưa tìm thấy nhiệm vụ trong kho", "có nhiệm vụ máy đề xuất", "bộ máy việc thứ 2"],
    ),
    (State.NONE_FOUND, PROVINCE, ["Chưa tìm thấy nhiệm vụ liên kết trong kho."]),
    (State.CONFIRMED_GAP, PROVINCE, ["Bình", "02/01/2024", "đã xem cả phụ lục"]),
    (State.JUSTIFIED, PROVINCE, ["Chi", "không có đơn vị"]),
    (State.BLOCKED, PROVINCE, ["150-KH/TU"]),
    (State.NOT_ADDRESSED, DISTRICT, ["Yêu cầu không giao cho cấp này."]),
]


@pytest.mark.parametrize(("state", "place", "parts"), PANELS, ids=[str(one[0]) for one in PANELS])
def test_the_panel_of_each_state(browser: Browser, show: Open, state: State, place: str, parts: list[str]) -> None:
    show(f"cell={requirement(STATES.index(state))}~{place}")
    words = browser.run(PANEL)
    missing = [part for part in (*parts, say(label(f"state.{state}"), "vi")) if part not in words]
    assert not missing


def test_other_pages_reach_a_requirement_a_task_or_a_document(browser: Browser, show: Open) -> None:
    show(f"node={requirement(2)}")
    assert "I/2" in browser.run(PANEL)
    show(f"node={PROVINCE}/task/II/3")
    assert "Kiện toàn đầu mối số 3" in browser.run(PANEL)
    show("node=doc/of/nobody")
    assert browser.run(PANEL) is None


def test_the_keyboard_moves_between_cells_opens_and_closes(browser: Browser, show: Open) -> None:
    show()
    browser.run("lineage.current.root.querySelector('[data-requirement]').focus()")
    first = browser.run(SHOWN)
    for keys, row_at, column in [
        ("\ue014", 0, PROVINCE), ("\ue014", 0, UNNAMED), ("\ue015", 1, UNNAMED), ("\ue012", 1, PROVINCE),
        ("\ue010", 1, DISTRICT), ("\ue013", 0, DISTRICT),
    ]:  # fmt: skip
        browser.keys(keys)
        assert browser.run(FOCUSED) == f"{requirement(int(first[row_at]))}~{column}"
    browser.keys("\ue007")
    assert browser.run(PANEL) is not None
    assert f"cell={requirement(int(first[0]))}" in browser.run("return decodeURIComponent(location.hash)")
    browser.keys("\ue00c")
    assert browser.run(PANEL) is None
    assert browser.run(FOCUSED) == f"{requirement(int(first[0]))}~{DISTRICT}"
    browser.keys("\ue011")
    assert browser.run(FOCUSED) == requirement(int(first[0]))
    assert browser.run("return lineage.current.root.querySelectorAll('table [tabindex=\"0\"]').length") == 1


def test_the_csv_file_has_what_is_shown_and_no_formula(browser: Browser, show: Open) -> None:
    show("state=proposed")
    lines = list(csv.reader(io.StringIO(browser.run(CSV).removeprefix("\ufeff"))))
    assert len(lines) == 2
    assert lines[1][1:3] == ["I/1", f"'{FORMULA}"]
    assert lines[1][-3:] == ["máy đề xuất; 2 nhiệm vụ", "chưa tìm thấy trong kho", "chưa tìm thấy trong kho"]
    assert lines[0][-3:] == ["2/KH-UBND, tỉnh Hà Giang", "Kế hoạch Chương trình không số", "3/KH-UBND, huyện Bắc Mê"]


def test_head_and_first_column_stay_in_sight(browser: Browser, show: Open, demonstration: Briefing) -> None:
    show(briefing=demonstration, size="small")
    places = browser.run(STICKY)
    assert places[:2] == [0, 0]
    assert places[2] > 0


def wide(columns: int) -> Briefing:
    """The same requirements against so many documents of districts."""
    lowers = [f"doc/vn/ha-giang/h{number}/kh/1" for number in range(columns)]
    nodes = [document(one, f"{number}/KH-UBND", Level.DISTRICT, f"Huyện {number}") for number, one in enumerate(lowers)]
    rows = [
        replace(one, lower=lower, symbol=lower, level="district", territory=f"Huyện {place}")
        for one in MADE_UP.coverage[0].rows
        if one.lower == PROVINCE
        for place, lower in enumerate(lowers)
    ]
    papers = DocumentMapData((DOCUMENTS[0], *nodes), ())
    return replace(MADE_UP, papers=papers, coverage=(CoverageTable(UPPER, tuple(rows)),))


def test_of_many_columns_those_in_sight_are_drawn(browser: Browser, show: Open) -> None:
    briefing = wide(300)
    show(briefing=briefing)
    first = browser.run(DRAWN)
    assert "0" in first
    assert len(first) < 40
    browser.run(
        "const part = lineage.current.part('scroll'); part.scrollLeft = 20000; part.dispatchEvent(new Event('scroll'))"
    )
    later = browser.run(DRAWN)
    assert "0" not in later
    assert len(later) < 40
    last = briefing.coverage[0].rows[299].lower
    show(f"cell={requirement(0)}~{last}", briefing=briefing)
    assert "299/KH-UBND" in browser.run(PANEL)
    assert browser.run("return Boolean(lineage.current.root.querySelector('td.chosen'))")


def test_the_whole_table_is_printed_with_its_heads(browser: Browser, show: Open) -> None:
    show("words=all", briefing=wide(9))
    sheets = browser.run(SHEETS)
    assert sheets == [[[7, len(STATES)], [2, len(STATES)]], 0]
    content = browser.paper()
    assert len(re.findall(rb"/Type /Page\b(?!s)", content)) >= 2
    assert b"1190" in content or b"1191" in content  # A3 on its side, in points


def test_on_paper_states_have_words_and_heads_are_repeated(browser: Browser, show: Open) -> None:
    show()
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    seen = browser.run(ON_PAPER)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert seen == ["block", "table-header-group", "flex", "2/KH-UBND"]


def test_cases_ran() -> None:
    assert (len(FILTERS), len(PANELS), len(STATES)) == (18, 7, 8)
    assert (len(MIXED), len(VOICES), len(IN_TASK)) == (3, 2, 3)
