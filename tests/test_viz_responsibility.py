"""The responsibility map: what it counts, against the queries and by hand; what it shows; that it stays honest."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph import query
from graph.model import Branch, Level, Role, TaskKind
from graph.pipeline import build
from graph.store import Store, open_store
from tests.browser import ENTER, ESCAPE, TAB, Browser
from tests.conftest import ROOT
from tests.viz_data import HOSTILE
from viz import frame
from viz.agencies import Agency
from viz.briefing import Briefing
from viz.collect.agencies import function_of, place_of
from viz.collect.briefing import gather
from viz.frame import Place
from viz.labels import label, say
from viz.model import DocumentMapData, DocumentNode, Evidence, Part, TaskGroup, TaskMapData, TaskNode
from viz.responsibility.page import ROLES, contents, duties, responsibility

GOLDEN = Path(__file__).parent / "golden" / "viz" / "responsibility.json"
AS_OF = date(2021, 12, 31)
Counts = dict[tuple[str, str, str], int]
"""Tasks by agency, role, and level of the document."""


@dataclass(frozen=True)
class Demonstration:
    """The four demonstration documents as a store and as a briefing."""

    store: Store
    briefing: Briefing


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    with open_store(str(tmp_path_factory.mktemp("responsibility") / "store")) as store:
        build([ROOT / "data" / "documents"], store)
        yield Demonstration(store, gather(store, None, as_of=AS_OF))


TOTALS = "return [...lineage.current.root.querySelectorAll('.parts .total')].map((one) => Number(one.textContent))"

# ---- numbers ----


def counted(data: Mapping[str, Any]) -> Counts:
    """Counts by hand from the page's data: each task once for an agency and role, whichever text gives the part."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for task in data["tasks"]:
        level = data["documents"][task[1]][2]
        counts.update({(data["agencies"][part[0]][0], data["roles"][part[1]], level) for part in task[6]})
    return dict(counts)


def asked(store: Store) -> Counts:
    """The same counts from the queries that users have: assignments and tasks, a row that repeats a task being it."""
    tasks = {str(row["task"]): row for row in query.run(store, query.find("tasks"), {}).records()}
    counts: Counter[tuple[str, str, str]] = Counter()
    seen = set()
    for row in query.run(store, query.find("assignments"), {}).records():
        task = tasks[str(row["task"])]
        if task["kind"] == "task":
            body = str(task["repeats"] or row["task"])
            seen.add((str(row["agency"]), str(row["role"]), str(task["level"]), body))
    counts.update((agency, role, level) for agency, role, level, _ in seen)
    return dict(counts)


def test_counts_are_the_golden_ones(shown: Demonstration) -> None:
    rows = [[*key, number] for key, number in sorted(counted(contents(shown.briefing)).items())]
    assert len(rows) > 60
    written = "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(written, encoding="utf-8", newline="\n")
    assert GOLDEN.read_text(encoding="utf-8") == written, "counts changed; UPDATE_GOLDEN=1 writes them anew"


def test_counts_agree_with_the_queries(shown: Demonstration) -> None:
    counts = asked(shown.store)
    assert sum(counts.values()) > 200
    assert counted(contents(shown.briefing)) == counts


def test_the_page_draws_these_numbers(browser: Browser, shown: Demonstration) -> None:
    data = contents(shown.briefing)
    open_page(browser, shown.briefing)
    cells = browser.run(
        "return [...lineage.current.root.querySelectorAll('.parts .count')]"
        ".map((one) => [one.dataset.cell, Number(one.textContent)])"
    )
    drawn = {}
    for cell, number in cells:
        agency, role, level = cell.split("~")
        drawn[data["agencies"][int(agency)][0], role, level] = number  # type: ignore[index]
    assert drawn == counted(data)
    totals = browser.run(TOTALS)
    assert len(totals) == len(data["agencies"])  # type: ignore[arg-type]
    tasks: list[Any] = data["tasks"]  # type: ignore[assignment]
    assert sum(totals) == len({(part[0], number) for number, one in enumerate(tasks) for part in one[6]})


def test_ways_of_naming_a_lead_add_up(browser: Browser, shown: Demonstration) -> None:
    """Each task stands on one line; tasks without a lead are those of the query, less the rows that are merged."""
    open_page(browser, shown.briefing)
    lines = browser.run("""return [...lineage.current.root.querySelectorAll('.states tbody tr')].map((row) =>
        [...row.querySelectorAll('td.number')].map((cell) => Number(cell.textContent)))""")
    assert len(lines) == 5
    assert [sum(column) for column in zip(*lines[:4], strict=True)] == lines[4]
    counted_tasks = duties(shown.briefing.tasks.tasks)
    assert lines[4][-1] == len(counted_tasks)
    unled = {str(row["task"]) for row in query.run(shown.store, query.find("tasks-without-lead"), {}).records()}
    expected = sum(all(one.id in unled for one in (duty.task, *duty.rows)) for duty in counted_tasks)
    assert lines[0][-1] == expected > 0


# ---- small briefings ----


def said(line: int, quote: str, file: str = "a.txt") -> Evidence:
    return Evidence(file, line, quote)


def task(name: str, *parts: Part, document: str = "doc/p", **rest: Any) -> TaskNode:
    words = rest.pop("words", f"Việc {name}")
    line = int("".join(filter(str.isdigit, name)) or 1)
    return TaskNode(f"{document}/task/{name}", document, "g", (name,), said(line, words), parts=parts, **rest)


def part(agency: str, role: Role = Role.LEAD, rule: str = "sentence", name: str = "") -> Part:
    written = name or agency.title()
    return Part(role, written, said(3, written), f"agency/{agency}", rule)


_X, _Y = "tỉnh X", "huyện Y, tỉnh X"
_PROVINCE, _DISTRICT, _CENTRAL = Level.PROVINCE, Level.DISTRICT, Level.CENTRAL
AGENCIES = (
    Agency("agency/so", "Sở Nội vụ", "agency", _PROVINCE, Branch.STATE, "vn/x", _X, _PROVINCE, "nội vụ"),
    Agency("agency/phong", "Phòng Nội vụ", "agency", _DISTRICT, Branch.STATE, "vn/x/y", _Y, _DISTRICT, "nội vụ"),
    Agency("agency/ban", "Ban Tổ chức Trung ương", "agency", _CENTRAL, Branch.PARTY, "vn", "Việt Nam", _CENTRAL),
    Agency("agency/cac", "Các cơ quan, đơn vị", "group", _PROVINCE, None, "vn/x", _X, _PROVINCE),
    Agency("agency/ai", "Cấp có thẩm quyền", "generic", None, None, "vn", "Việt Nam", _CENTRAL),
)
PAPERS = (
    DocumentNode("doc/c", True, "1-KH/TW", "Kế hoạch", level=Level.CENTRAL, branch=Branch.PARTY, territory="Việt Nam"),
    DocumentNode("doc/p", True, "2/KH-UBND", "Kế hoạch", level=Level.PROVINCE, branch=Branch.STATE, territory="X"),
    DocumentNode("doc/d", True, "3/KH-UBND", "Kế hoạch", level=Level.DISTRICT, branch=Branch.STATE, territory="Y"),
)
TASKS = (
    task("1", part("so")),
    task("2", part("so"), part("cac", Role.COORDINATING)),
    task("3", part("so"), part("phong", rule="heading")),
    task("4", part("so", rule="column"), part("cac", rule="column")),
    task("5", part("cac"), part("ai", Role.DECIDING)),
    task("6"),
    task("7", part("so", Role.COORDINATING), words="Rà soát tổ chức bộ máy"),
    task("8", part("phong", Role.COORDINATING), same_as="doc/p/task/1", table_row=True),
    task("9", part("so"), kind=TaskKind.OBJECTIVE),
    task("1", part("phong", name="Phòng NV"), document="doc/d", deadline="trong năm 2018", due=date(2018, 12, 31)),
    task("1", part("ban"), document="doc/c"),
)
STATES = {"none": {"6", "7"}, "several": {"3", "4"}, "collective": {"5"}, "one": {"1", "2", "d1", "c1"}}
HEADINGS = (TaskGroup("g", "doc/p", ("II",), "Giao Phòng Nội vụ", said(3, "Giao Phòng Nội vụ:")),)


def small(
    tasks: Sequence[TaskNode] = TASKS, agencies: Sequence[Agency] = AGENCIES, *, as_of: date | None = None
) -> Briefing:
    data = TaskMapData("doc/c", PAPERS, (), HEADINGS, tuple(tasks))
    return Briefing("doc/c", as_of, DocumentMapData(PAPERS), data, agencies=tuple(agencies))


PLACES = (Place("tasks", "tasks.html", "Nhiệm vụ"), Place("responsibility", "page.html", "Trách nhiệm"))


def open_page(browser: Browser, briefing: Briefing, state: str = "", lang: str = "vi") -> str:
    section = responsibility(briefing, "vi" if lang == "vi" else "en")
    html = frame.html([section], PLACES, lang=lang, as_of=briefing.as_of)  # type: ignore[arg-type]
    return browser.open(html, state=state)


def names(browser: Browser, part: str = "bodies") -> list[str]:
    return list(
        browser.run(
            "return [...lineage.current.part(arguments[0]).querySelectorAll('button.name')].map((b) => b.textContent)",
            part,
        )
    )


def choose(browser: Browser, key: str, value: str) -> None:
    browser.run(
        "const s = lineage.current.root.querySelector('[data-filter=\"' + arguments[0] + '\"]');"
        "s.value = arguments[1]; s.dispatchEvent(new Event('change'))", key, value,
    )  # fmt: skip


def listed(browser: Browser) -> set[str]:
    """Identifiers of the tasks in the panel."""
    return set(
        browser.run("return [...lineage.current.part('panel').querySelectorAll('article')].map((a) => a.dataset.task)")
    )


ROWS = (
    "return [...lineage.current.root.querySelectorAll('.parts tbody tr:not(.place-row)')].map((row) => row.innerText)"
)
CELL = "return lineage.current.root.querySelector('.scroll [data-cell=\"' + arguments[0] + '\"]')"


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ([task("1"), task("2")], [("1", ()), ("2", ())]),
        ([task("1"), task("2", same_as="doc/p/task/1")], [("1", ("2",))]),
        ([task("2", same_as="doc/p/task/1"), task("1")], [("1", ("2",))]),
        ([task("1"), task("2", same_as="doc/p/task/1"), task("3", same_as="doc/p/task/1")], [("1", ("2", "3"))]),
        ([task("1", kind=TaskKind.OBJECTIVE), task("2")], [("2", ())]),
        ([task("1", kind=TaskKind.OBJECTIVE), task("2", same_as="doc/p/task/1")], [("2", ())]),
        ([task("2", same_as="doc/p/task/gone")], [("2", ())]),
        ([task("1", same_as="doc/p/task/1")], [("1", ())]),
        (
            [task("1"), task("2", same_as="doc/p/task/1"), task("3", same_as="doc/p/task/2")],
            [("1", ("2",)), ("3", ())],
        ),
    ],
    ids=["plain", "row", "row-first", "two-rows", "objective", "row-of-objective", "unknown", "itself", "chain"],
)
def test_what_counts_as_a_task(tasks: list[TaskNode], expected: list[tuple[str, tuple[str, ...]]]) -> None:
    made = [(duty.task.path[0], tuple(row.path[0] for row in duty.rows)) for duty in duties(tasks)]
    assert made == expected


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_how_tasks_name_their_lead(browser: Browser, state: str, lang: str) -> None:
    open_page(browser, small(), lang=lang)
    button = f"{state}~lead~"
    assert browser.run(CELL + ".textContent", button) == str(len(STATES[state]))
    browser.run(CELL + ".click()", button)
    ids = {f"doc/{name[0]}/task/{name[1:]}" if name[0] in "cd" else f"doc/p/task/{name}" for name in STATES[state]}
    assert listed(browser) == ids
    assert say(label(f"responsibility.state-{state}"), "vi" if lang == "vi" else "en") in browser.text("panel")
    assert say(label(f"responsibility.meaning-{state}"), "vi" if lang == "vi" else "en") in browser.text("panel")


def test_a_repeated_row_counts_once_and_its_part_says_where_it_stands(browser: Browser) -> None:
    open_page(browser, small(), state="node=doc/p/task/8")
    assert listed(browser) == {"doc/p/task/1"}
    panel = browser.text("panel")
    assert say(label("responsibility.by-row", path="8"), "vi") in panel
    assert say(label("responsibility.note-repeated", count=1), "vi") in browser.text("notes")
    assert say(label("responsibility.note-objectives", count=1), "vi") in browser.text("notes")


@pytest.mark.parametrize(
    ("agency", "level", "expected"),
    [
        (AGENCIES[2], "central", "Trung ương"),
        (AGENCIES[0], "province", "Tỉnh X"),
        (AGENCIES[1], "district", "Huyện Y, tỉnh X"),
        (replace(AGENCIES[1], place="tỉnh X", place_level=Level.PROVINCE), "district", "Cấp huyện, tỉnh X"),
        (replace(AGENCIES[1], place=None, place_level=None, territory=None), "district", "Cấp huyện, chưa rõ địa bàn"),
        (AGENCIES[4], "unknown", "Chung cho nhiều cấp, hoặc chưa rõ cấp"),
        (replace(AGENCIES[0], level=Level.COMMUNE), "commune", "Cấp xã, tỉnh X"),
    ],
    ids=["central", "province", "district", "several-districts", "no-place", "no-level", "communes"],
)
def test_where_an_agency_stands(agency: Agency, level: str, expected: str) -> None:
    data = contents(small([task("1", replace(part("x"), agency=agency.id))], [agency]))
    places: Any = data["places"]
    ((code, name),) = places
    assert (code, say(name, "vi")) == (level, expected)


@pytest.mark.parametrize(
    ("territory", "expected"),
    [
        ("vn", ("Việt Nam", Level.CENTRAL)),
        ("vn/lai-chau", ("tỉnh Lai Châu", Level.PROVINCE)),
        ("vn/lai-chau/phong-tho", ("huyện Phong Thổ, tỉnh Lai Châu", Level.DISTRICT)),
        ("vn/nowhere", (None, None)),
        (None, (None, None)),
    ],
)
def test_full_name_of_a_place(territory: str | None, expected: tuple[str | None, Level | None]) -> None:
    assert place_of(territory) == expected


@pytest.mark.parametrize(
    ("name", "function"),
    [("Sở Nội vụ", "nội vụ"), ("Phòng Nội vụ", "nội vụ"), ("Ban Tổ chức Huyện ủy", "tổ chức xây dựng Đảng"),
     ("Ủy ban nhân dân tỉnh", None), ("Chưa từng có", None)],
)  # fmt: skip
def test_what_a_body_is_charged_with(name: str, function: str | None) -> None:
    assert function_of(name) == function


# ---- what is shown ----


def test_groups_stand_apart_and_are_never_among_the_busiest(browser: Browser) -> None:
    open_page(browser, small())
    assert names(browser) == ["Ban Tổ chức Trung ương", "Sở Nội vụ", "Phòng Nội vụ"]
    assert names(browser, "collective") == ["Các cơ quan, đơn vị", "Cấp có thẩm quyền"]
    busiest = browser.run(
        "return [...lineage.current.part('busiest').querySelectorAll('li')]"
        ".map((one) => one.innerText.replace(/\\s+/g, ' '))"
    )
    assert [one.split(" chủ trì")[0].strip() for one in busiest] == [
        "Sở Nội vụ 4",
        "Phòng Nội vụ 2",
        "Ban Tổ chức Trung ương 1",
    ]
    assert say(label("responsibility.collective-note"), "vi") in browser.text("collective")


def test_bars_begin_at_nought_on_one_scale(browser: Browser) -> None:
    """Widths are the numbers over one end, both in the picture and in the tables."""
    open_page(browser, small())
    widths = browser.run("""
        const wide = (one) => one.getBoundingClientRect().width;
        const bars = (part) => lineage.current.part(part).querySelectorAll(".load");
        return ["busiest", "bodies", "collective"].map((part) =>
          [...bars(part)].map((bar) => [...bar.children].map((one) => wide(one) / wide(bar))));""")
    assert [[round(width, 2) for width in bar] for bar in widths[0]] == [[0.8, 0.2], [0.4, 0.2], [0.2]]
    assert [[round(width, 2) for width in bar] for bar in widths[1]] == [[0.2], [0.8, 0.2], [0.4, 0.2]]
    assert [[round(width, 2) for width in bar] for bar in widths[2]] == [[0.4, 0.2], [0.2]]
    ticks = browser.run(
        "return [...lineage.current.part('busiest').querySelectorAll('.axis span')].map((one) => one.textContent)"
    )
    assert ticks == ["0", "1", "2", "3", "4", "5"]


RULES = [("1", "sentence", ""), ("3", "heading", "Giao Phòng Nội vụ:"), ("4", "column", "")]


@pytest.mark.parametrize(("name", "rule", "heading"), RULES, ids=[rule for _, rule, _ in RULES])
def test_a_part_says_by_which_words_and_rule_it_is_known(browser: Browser, name: str, rule: str, heading: str) -> None:
    open_page(browser, small(), state=f"node=doc/p/task/{name}")
    panel = browser.text("panel")
    assert say(label(f"responsibility.rule-{rule}"), "vi") in panel
    assert heading in panel
    assert f"Việc {name}" in panel
    assert "a.txt, dòng 3" in panel


@pytest.mark.parametrize(
    ("as_of", "late"), [(None, False), (date(2018, 12, 31), False), (date(2019, 1, 1), True)], ids=str
)
def test_a_last_day_is_past_only_on_a_day_asked_for(browser: Browser, as_of: date | None, late: bool) -> None:
    open_page(browser, small(as_of=as_of), state="node=agency/phong")
    panel = browser.text("panel")
    assert ("quá hạn" in panel.lower() or "qua hạn" in panel) is late
    assert "trong năm 2018 (đến 31/12/2018)" in panel


def test_names_as_written_are_there_on_demand(browser: Browser) -> None:
    open_page(browser, small(), state="node=agency/phong")
    assert "“Phòng NV”" not in browser.text("panel")
    browser.run("lineage.current.part('panel').querySelector('summary').click()")
    assert "“Phòng NV”" in browser.text("panel")


# ---- filters, order, address, keyboard ----

SO, PHONG, BAN = (agency.name for agency in AGENCIES[:3])
GROUPS = [agency.name for agency in AGENCIES[3:]]
FILTERED = [
    ("level", "district", [PHONG], []),
    ("role", "coordinating", [SO, PHONG], GROUPS[:1]),
    ("role", "deciding", [], GROUPS[1:]),
    ("place", "1", [SO], GROUPS[:1]),
    ("document", "doc/c", [BAN], []),
    ("sort", "total", [SO, PHONG, BAN], GROUPS),
    ("sort", "lead", [SO, PHONG, BAN], GROUPS),
    ("sort", "name", [BAN, PHONG, SO], GROUPS),
    ("sort", "job", [SO, PHONG, BAN], GROUPS),
]


@pytest.mark.parametrize(("key", "value", "bodies", "groups"), FILTERED, ids=[f"{k}-{v}" for k, v, _, _ in FILTERED])
def test_filters_and_orders(browser: Browser, key: str, value: str, bodies: list[str], groups: list[str]) -> None:
    open_page(browser, small())
    choose(browser, key, value)
    assert (names(browser), names(browser, "collective")) == (bodies, groups)
    rows = browser.run(ROWS)
    address = browser.driver.current_url
    assert f"{key}={value}" in address
    browser.driver.refresh()
    browser.until("return document.documentElement.dataset.ready === 'yes'")
    assert browser.run(ROWS) == rows
    browser.click("clear")
    assert len(browser.run(ROWS)) == len(AGENCIES)
    assert "=" not in browser.driver.current_url.partition("#")[2]


SEARCHED = [
    ("so noi vu", ["Sở Nội vụ"], [], "5"),
    ("phong nv", ["Phòng Nội vụ"], [], "3"),
    ("RA SOAT to chuc", ["Sở Nội vụ"], [], "1"),
    ("đơn vị", [], ["Các cơ quan, đơn vị"], "3"),
    ("không có đâu", [], [], ""),
]


@pytest.mark.parametrize(("words", "bodies", "groups", "total"), SEARCHED, ids=[words for words, *_ in SEARCHED])
def test_search_in_names_names_as_written_and_words(
    browser: Browser, words: str, bodies: list[str], groups: list[str], total: str
) -> None:
    open_page(browser, small())
    browser.run(
        "const b = document.getElementById('search'); b.value = arguments[0]; b.dispatchEvent(new Event('input'))",
        words,
    )
    assert (names(browser), names(browser, "collective")) == (bodies, groups)
    totals = browser.run(TOTALS)
    assert totals == ([int(total)] if total else [])
    assert browser.text("found")


ARRIVALS = [
    ("node=agency/so", {"1", "2", "3", "4", "7"}, "Sở Nội vụ"),
    ("cell=agency/so~coordinating~province", {"7"}, "Sở Nội vụ"),
    ("cell=none~lead~province", {"6", "7"}, "Không nêu cơ quan chủ trì"),
    ("node=doc/p/task/6", {"6"}, "Một nhiệm vụ"),
    ("node=agency/so&role=lead", {"1", "2", "3", "4"}, "Sở Nội vụ"),
]


@pytest.mark.parametrize(("state", "tasks", "title"), ARRIVALS, ids=[state for state, *_ in ARRIVALS])
def test_an_address_opens_the_panel(browser: Browser, state: str, tasks: set[str], title: str) -> None:
    open_page(browser, small(), state=state)
    assert listed(browser) == {f"doc/p/task/{name}" for name in tasks}
    assert title in browser.text("panel")
    links = browser.run(
        "return [...lineage.current.part('panel').querySelectorAll('article a')].map((a) => decodeURIComponent(a.hash))"
    )
    assert {f"#node=doc/p/task/{name}" for name in tasks} <= set(links)
    browser.keys(ESCAPE)
    assert browser.run("return lineage.current.part('panel').hidden")
    assert "node=" not in browser.driver.current_url


def test_a_document_in_the_address_becomes_the_filter(browser: Browser) -> None:
    open_page(browser, small(), state="node=doc/d")
    assert names(browser) == ["Phòng Nội vụ"]
    assert "document=doc/d" in browser.driver.current_url


@pytest.mark.parametrize(
    "state",
    [
        "node=nobody",
        "cell=agency/so~boss~province",
        "cell=agency/so~lead~moon",
        "cell=~~",
        "level=x&role=%22%5D&sort=%3C&place=-1",
        "cell=none~lead~%22%5D",
    ],
)
def test_an_address_that_names_nothing_shows_the_whole_map(browser: Browser, state: str) -> None:
    open_page(browser, small(), state=state)
    assert len(browser.run(ROWS)) == len(AGENCIES)
    assert browser.run("return lineage.current.part('panel').hidden")
    assert browser.logs() == []


def test_a_number_is_pressed_by_keyboard_and_keeps_the_focus(browser: Browser) -> None:
    open_page(browser, small())
    key = browser.run(
        "const b = lineage.current.root.querySelector('.parts .lead .count'); b.focus(); return b.dataset.cell"
    )
    browser.keys(ENTER)
    assert browser.run("return document.activeElement.dataset.cell") == key
    assert browser.run("return document.activeElement.getAttribute('aria-pressed')") == "true"
    assert listed(browser)
    browser.keys(TAB)
    assert browser.run("return document.activeElement.tagName") == "BUTTON"


def test_csv_is_what_is_shown(browser: Browser) -> None:
    open_page(browser, small())
    choose(browser, "level", "province")
    browser.run("lineage.save = (name, content) => { window.saved = [name, content]; }")
    browser.click("csv")
    name, content = browser.run("return window.saved")
    rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))
    assert name == "trach-nhiem.csv"
    assert len({len(row) for row in rows}) == 1
    by_name = {row[3]: row for row in rows[1:]}
    head = rows[0]
    assert by_name["Sở Nội vụ"][head.index("Chủ trì, Tỉnh")] == "4"
    assert by_name["Không nêu cơ quan chủ trì"][-1] == "2"
    assert [row[3] for row in rows[1:4]] == ["Sở Nội vụ", "Phòng Nội vụ", "Các cơ quan, đơn vị"]


# ---- hostile names, many agencies ----


def test_hostile_names_are_shown_and_never_run(browser: Browser) -> None:
    agencies = [
        Agency(f"agency/{number}", words, "agency" if number % 2 else "group", Level.PROVINCE, None, "vn/x", words)
        for number, words in enumerate(HOSTILE)
    ]
    tasks = [
        task(
            str(number),
            Part(Role.LEAD, f"{words} viết", said(2, words, words), f"agency/{number}", "heading"),
            words=words, condition=words, deadline=words,
        )
        for number, words in enumerate(HOSTILE, 0)
    ]  # fmt: skip
    open_page(browser, small(tasks, agencies))
    shown = [*names(browser), *names(browser, "collective")]
    assert sorted(shown) == sorted(HOSTILE)
    for number in range(len(HOSTILE)):
        browser.run(CELL + ".click()", str(number))
        browser.run("const d = lineage.current.part('panel').querySelector('details'); if (d) d.open = true")
        words = browser.run("return lineage.current.part('panel').textContent")
        assert sum(one in words for one in HOSTILE) >= 1
    browser.run("lineage.save = (name, content) => { window.saved = content; }")
    browser.click("csv")
    assert not [
        cell
        for row in csv.reader(io.StringIO(browser.run("return window.saved")))
        for cell in row
        if cell[:1] in "=@+-" and cell
    ]
    assert browser.run("return window.hacked") is None
    assert browser.logs() == []


def test_agencies_that_the_collection_did_not_tell_apart_stand_by_document(browser: Browser) -> None:
    """Without identifiers the same words in two documents are two addressees, and no level is made up for them."""
    tasks = [
        task("1", Part(Role.LEAD, "Tổ công tác")),
        task("1", Part(Role.LEAD, "Tổ công tác"), document="doc/d"),
    ]
    data = contents(small(tasks, ()))
    assert [agency[1] for agency in data["agencies"]] == ["Tổ công tác"] * 2  # type: ignore[attr-defined]
    assert {place[0] for place in data["places"]} == {"unknown"}  # type: ignore[attr-defined]
    open_page(browser, small(tasks, ()))
    assert names(browser) == ["Tổ công tác"] * 2


def test_a_long_table_is_drawn_little_by_little_and_whole_on_paper(browser: Browser) -> None:
    agencies = [
        Agency(
            f"agency/{number}", f"Trạm {number:04d}", "agency", Level.PROVINCE, None, "vn/x", "tỉnh X", Level.PROVINCE
        )
        for number in range(1500)
    ]
    tasks = [task(str(number), part(str(number))) for number in range(1500)]
    open_page(browser, small(tasks, agencies), state="node=agency/1200")
    rows = "return lineage.current.root.querySelectorAll('.parts tbody tr:not(.place-row)').length"
    assert browser.run("return lineage.current.root.querySelector('tr.chosen').innerText").startswith("Trạm 1200")
    assert browser.run(rows) <= 1300
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    assert browser.run(rows) == 1500
    assert browser.logs() == []


def test_the_page_is_made_the_same_every_time(shown: Demonstration) -> None:
    first, again = (frame.html([responsibility(shown.briefing)], PLACES, lang="vi", as_of=None) for _ in range(2))
    assert first == again
    assert len(first.encode()) <= 120_000
    assert len(ROLES) == 4


def test_no_briefing_is_too_poor(browser: Browser) -> None:
    open_page(browser, small((), ()))
    assert names(browser) == []
    assert browser.logs() == []


def test_counts_of_cases() -> None:
    assert (len(FILTERED), len(SEARCHED), len(ARRIVALS), len(STATES), len(RULES)) == (9, 5, 5, 4, 3)
