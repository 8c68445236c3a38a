"""The page of findings: identifiers that last, what is marked, what filters and addresses show, what files hold."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest

from graph.audit import Finding, Place, Severity
from graph.audit.wording import wordings
from tests.briefing_values import country
from tests.browser import Browser, page_of
from tests.viz_data import CASCADE, CASCADE_TASKS
from viz.briefing import Briefing
from viz.findings.ids import identities
from viz.findings.marks import differing
from viz.findings.page import FILE, findings, workbook
from viz.findings.records import documents_of, ends_of, identified
from viz.labels import LANGUAGES, label, say
from viz.model import TaskNode
from viz.registry import PAGES

GOLDEN = Path(__file__).parent / "golden" / "viz" / "findings.json"
PLACES = [page.place for page in PAGES]
HERE = Place("ub68", "68/KH-UBND", "ke-hoach-tinh.txt", 14, "II/1/4", "Rà soát, xong trong năm 2019")
THERE = Place("kh07", "07-KH/TW", "07-KH-TW.txt", 8, "II/2/3", "Rà soát, xong trong năm 2018")
LATER = Finding(
    "due-later", Severity.MEDIUM, "ub68/1/4", HERE, THERE,
    (("deadline", "trong năm 2019"), ("other_deadline", "trong năm 2018"), ("score", 0.75)),
)  # fmt: skip
NO_LEAD = Finding("no-lead", Severity.LOW, "ub68/1/2", replace(HERE, path="II/1/2"))


def briefing_of(*found: Finding) -> Briefing:
    return Briefing("nq18", None, CASCADE, CASCADE_TASKS, findings=tuple(sorted(found, key=lambda one: one.order)))


# ---- what the audit of the demonstration gives ----


def test_rows_of_the_demonstration_are_the_golden_ones(demonstration: Briefing) -> None:
    data: Any = findings(demonstration, "vi").data
    places = data["places"]

    def place(at: int | None) -> list[object]:
        return [] if at is None else [places[at].get(key) for key in ("name", "file", "line", "path", "task")]

    rows = [[one["id"], one["check"], one["severity"], place(one["at"]), place(one.get("against"))]
            for one in data["findings"]]  # fmt: skip
    assert len(rows) == len(demonstration.findings) > 10
    written = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(written, encoding="utf-8", newline="\n")
    assert GOLDEN.read_text(encoding="utf-8") == written, "UPDATE_GOLDEN=1 writes it anew"


# ---- identifiers ----

SAME: dict[str, Callable[[Finding], Finding]] = {
    "lines moved": lambda one: replace(one, at=replace(one.at, line=99), against=replace(THERE, line=100)),
    "another score": lambda one: replace(one, values=(*one.values[:2], ("score", 0.1))),
    "words corrected where a path names the place": lambda one: replace(one, at=replace(one.at, quote="Rà soát lại")),
    "graver": lambda one: replace(one, severity=Severity.HIGH),
}
OTHER: dict[str, Callable[[Finding], Finding]] = {
    "check": lambda one: replace(one, code="target-dropped"),
    "subject": lambda one: replace(one, subject="ub68/1/5"),
    "place": lambda one: replace(one, at=replace(one.at, path="II/1/5")),
    "document": lambda one: replace(one, at=replace(one.at, document="ub207")),
    "other end": lambda one: replace(one, against=replace(THERE, path="II/2/4")),
    "no other end": lambda one: replace(one, against=None),
    "requirement": lambda one: replace(one, values=(*one.values, ("requirement", "kh07/2/9"))),
    "words where nothing else names the place": lambda one: replace(one, at=replace(one.at, path=None, quote="x")),
}


@pytest.mark.parametrize("name", SAME)
def test_an_identifier_survives(name: str) -> None:
    assert identities([SAME[name](LATER)]) == identities([LATER])


@pytest.mark.parametrize("name", OTHER)
def test_an_identifier_tells_apart(name: str) -> None:
    assert identities([OTHER[name](LATER)]) != identities([LATER])


def test_identifiers_begin_with_the_check_and_are_each_once() -> None:
    two_fields = [
        Finding("identity-missing", Severity.MEDIUM, "cthd", HERE, values=(("field", f"field.{field}"),))
        for field in ("symbol", "date")
    ]
    made = identities([LATER, *two_fields, LATER, LATER])
    assert len(set(made)) == 5
    assert made[0].startswith("due-later-")
    assert [one.removeprefix(made[0]) for one in (made[0], *made[3:])] == ["", "-2", "-3"]
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", one) for one in made)


def test_identifiers_do_not_depend_on_the_order(demonstration: Briefing) -> None:
    straight = dict(zip(demonstration.findings, identities(demonstration.findings), strict=True))
    backwards = demonstration.findings[::-1]
    assert dict(zip(backwards, identities(backwards), strict=True)) == straight
    assert len(set(straight.values())) == len(straight)


# ---- what differs ----

DIFFERING: dict[str, tuple[Finding, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "deadlines": (LATER, (("trong năm 2019",), ("trong năm 2018",))),
    "dates as they are spelled": (
        Finding(
            "date-conflict", Severity.HIGH, "kh07", replace(HERE, quote="số 07-KH/TW, ngày 27/11/2017 của"),
            replace(THERE, quote="ngày 02 tháng 7 năm 2018 và 01/1/2001"),
            (("date", "2017-11-27"), ("other_date", "2018-07-02")),
        ),
        (("ngày 27/11/2017",), ("ngày 02 tháng 7 năm 2018",)),
    ),
    "figures": (
        Finding(
            "target-weakened", Severity.HIGH, "t", replace(HERE, quote="giảm 5% biên chế"),
            replace(THERE, quote="giảm ít nhất 10% biên chế"), (("figures", "5%"), ("other_figure", "ít nhất 10%")),
        ),
        (("5%",), ("ít nhất 10%",)),
    ),
    "what the quote does not hold": (replace(LATER, at=replace(HERE, quote="Rà soát")), ((), ("trong năm 2018",))),
    "one end alone": (replace(LATER, against=None), ((), ())),
    "no such day": (
        Finding("date-conflict", Severity.HIGH, "t", replace(HERE, quote="ngày 31/02/2018"), THERE,
                (("date", "2018-02-28"),)),
        ((), ()),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DIFFERING)
def test_what_differs_is_named_as_it_is_written(name: str) -> None:
    finding, expected = DIFFERING[name]
    assert differing(finding) == expected


# ---- data and files ----


def test_every_check_has_its_words_in_both_languages() -> None:
    every = briefing_of(*(replace(NO_LEAD, code=row.code, subject=f"t{row.code}") for row in wordings()))
    data: Any = findings(every, "vi").data
    assert set(data["checks"]) == {row.code for row in wordings()}
    assert len(data["checks"]) >= 30
    for row in wordings():
        assert data["checks"][row.code]["title"] == {"vi": row.title_vi, "en": row.title_en}
        assert data["checks"][row.code]["settle"] == {"vi": row.settle_vi, "en": row.settle_en}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_has_words_for_codes_and_the_same_bytes(lang: str) -> None:
    briefing = briefing_of(LATER, replace(NO_LEAD, at=replace(HERE, quote="=1+1")))
    made = workbook(briefing, lang)  # type: ignore[arg-type]
    assert made == workbook(briefing, lang)  # type: ignore[arg-type]
    rows = list(openpyxl.load_workbook(io.BytesIO(made)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert [row[0] for row in rows[1:]] == list(identities(briefing.findings))
    assert [row[1] for row in rows[1:]] == [say(label(f"audit.{one}"), lang) for one in ("medium", "low")]  # type: ignore[arg-type]
    assert "ub68/1/4" not in {cell for row in rows for cell in row}
    assert "=1+1" not in {cell for row in rows for cell in row}
    assert "'=1+1" in {cell for row in rows for cell in row}


def test_a_briefing_without_findings_has_no_workbook() -> None:
    section = findings(briefing_of(), "vi")
    assert section.files == {}
    assert section.data["file"] is None  # type: ignore[index]
    assert FILE in findings(briefing_of(LATER), "vi").files


def test_without_a_day_the_page_names_what_was_not_checked() -> None:
    data: Any = findings(briefing_of(LATER), "vi").data
    assert [one["vi"] for one in data["unchecked"]] == ["Đã qua hạn vào ngày được hỏi"]
    dated: Any = findings(replace(briefing_of(LATER), as_of=date(2026, 1, 1)), "vi").data
    assert dated["unchecked"] == []


def test_a_document_that_the_briefing_does_not_know_goes_by_its_identifier() -> None:
    stray = replace(NO_LEAD, subject="doc/elsewhere", at=Place("doc/elsewhere", None, "", None, None, ""))
    data: Any = findings(Briefing("nowhere", None, CASCADE, CASCADE_TASKS, findings=(stray,)), "vi").data
    assert data["places"] == [{"document": "doc/elsewhere", "name": "doc/elsewhere"}]
    assert data["documents"] == {"doc/elsewhere": {"name": "doc/elsewhere"}}


# ---- in the browser ----

DRAWN = "return [...lineage.current.part('rows').querySelectorAll('[data-finding]')].map((row) => row.dataset.finding)"
CHOOSE = """
const select = lineage.current.root.querySelector('[data-filter="' + arguments[0] + '"]');
select.value = arguments[1];
select.dispatchEvent(new Event("change", { bubbles: true }));
return select.value;"""
ALL = "const scroll = lineage.current.part('scroll'); for (let n = 0; n < 400; n += 1) { scroll.scrollTop = 1e7; scroll.dispatchEvent(new Event('scroll')); }"  # noqa: E501
SAVED = """
window.saved = []; lineage.save = (name, content, type) => window.saved.push([name, content, type]);
lineage.current.part("csv").click(); return window.saved;"""


@pytest.fixture(scope="module")
def page(demonstration: Briefing) -> str:
    return page_of(findings(demonstration, "vi"), places=PLACES)


def drawn(browser: Browser) -> list[str]:
    """All findings that are shown, scrolled to the end."""
    browser.run(ALL)
    return list(browser.run(DRAWN))


def test_it_opens_by_kind_with_the_first_of_each(browser: Browser, page: str, demonstration: Briefing) -> None:
    browser.open(page)
    kinds = Counter((one.severity, one.code) for one in demonstration.findings)
    wanted = sum(count if count <= 4 else 3 for count in kinds.values())
    assert len(drawn(browser)) == wanted < len(demonstration.findings)
    assert browser.run("return lineage.current.root.querySelectorAll('tr.group').length") == len(kinds)
    more = browser.run("return lineage.current.root.querySelectorAll('[data-more]').length")
    assert more == sum(count > 4 for count in kinds.values()) > 0
    browser.run("lineage.current.root.querySelector('[data-more]').click()")
    assert len(drawn(browser)) > wanted
    assert "open=" in browser.driver.current_url
    browser.click("folds")
    assert drawn(browser) == list(identities(demonstration.findings))


@pytest.mark.parametrize("key", ["severity", "check", "document", "level", "agency"])
def test_a_filter_shows_what_it_names_and_no_more(
    browser: Browser, page: str, demonstration: Briefing, key: str
) -> None:
    def of(finding: Finding) -> set[str]:
        documents = documents_of(finding)
        tasks = [demonstration.task[one] for one in ends_of(finding, demonstration)]
        return {
            "severity": {str(finding.severity)},
            "check": {finding.code},
            "document": set(documents),
            "level": {str(demonstration.documents[one].level) for one in documents} - {"None"},
            "agency": {part.name.casefold() for task in tasks for part in task.parts},
        }[key]

    browser.open(page)
    options = browser.run(
        "return [...lineage.current.root.querySelector('[data-filter=\"' + arguments[0] + '\"]').options]"
        ".map((one) => [one.value, one.textContent])", key,
    )[1:]  # fmt: skip
    assert len(options) == len({value for one in demonstration.findings for value in of(one)}) > 1
    for value, text in options[:4]:
        assert browser.run(CHOOSE, key, value) == value
        wanted = [one.id for one in identified(demonstration.findings)
                  if (value.casefold() if key == "agency" else value) in of(one.finding)]  # fmt: skip
        assert drawn(browser) == wanted
        assert text.endswith(f"({len(wanted)})")
        assert f"{key}={quote(value, safe='/:')}" in browser.driver.current_url
    browser.click("clear")
    assert "=" not in browser.driver.current_url.partition("#")[2]


@pytest.mark.parametrize("which", ["task", "document"])
def test_arriving_with_a_node_filters_to_it_and_says_so(
    browser: Browser, page: str, demonstration: Briefing, which: str
) -> None:
    finding = next(one for one in demonstration.findings if one.code == "due-later")
    node = finding.subject if which == "task" else finding.at.document
    browser.open(page, state=f"node={node}")
    wanted = [
        one.id
        for one in identified(demonstration.findings)
        if node in (ends_of(one.finding, demonstration) if which == "task" else documents_of(one.finding))
    ]
    assert drawn(browser) == wanted
    assert 0 < len(wanted) < len(demonstration.findings)
    assert str(demonstration.documents[finding.at.document].symbol) in browser.text("about")
    browser.run("lineage.current.part('about').querySelector('button').click()")
    assert "node=" not in browser.driver.current_url
    assert browser.run("return lineage.current.part('about').checkVisibility()") is False


def test_arriving_with_a_finding_shows_it_whatever_hides_it(
    browser: Browser, page: str, demonstration: Briefing
) -> None:
    kinds = Counter((one.severity, one.code) for one in demonstration.findings)
    (kind, _), *_ = kinds.most_common()
    last = [one for one in identified(demonstration.findings) if (one.finding.severity, one.finding.code) == kind][-1]
    other = next(one.code for one in demonstration.findings if one.code != last.finding.code)
    seen = (
        "const row = lineage.current.root.querySelector('tr.chosen'), box = row.getBoundingClientRect();"
        "return [row.dataset.finding, box.top >= 0 && box.top < innerHeight, row.contains(document.activeElement)]"
    )
    for state in (f"finding={last.id}", f"finding={last.id}&check={other}&q=zzz"):
        browser.open(page, state=state)
        assert browser.run(seen) == [last.id, True, True], state
    assert "check=" not in browser.driver.current_url


def test_search_marks_the_words_where_they_stand_together(browser: Browser, page: str) -> None:
    browser.open(page, state="q=" + quote("chu tri"))
    marked = browser.run("return [...lineage.current.root.querySelectorAll('mark')].map((one) => one.textContent)")
    assert {one.casefold() for one in marked} == {"chủ trì"}
    assert len(drawn(browser)) > 1


def test_the_table_sorts_and_says_then_what_each_finding_is(
    browser: Browser, page: str, demonstration: Briefing
) -> None:
    browser.open(page)
    browser.run("lineage.current.root.querySelector('[data-sort=place]').click()")
    shown = drawn(browser)
    assert sorted(shown) == sorted(identities(demonstration.findings))
    by_id = {one.id: one.finding for one in identified(demonstration.findings)}
    places = [(by_id[one].at.symbol, by_id[one].at.line or 0) for one in shown if by_id[one].at.symbol == "40/KH-UBND"]
    assert places == sorted(places)
    assert browser.run("return lineage.current.root.querySelectorAll('tr.group').length") == 0
    text = browser.run("return lineage.current.root.querySelector('tr[data-finding]').innerText")
    assert "Cách làm rõ" in text


def test_the_csv_holds_what_is_shown(browser: Browser, page: str, demonstration: Briefing) -> None:
    browser.open(page, state="severity=medium")
    ((name, content, _),) = browser.run(SAVED)
    rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))
    assert name == "findings.csv"
    shown = [one for one in identified(demonstration.findings) if one.finding.severity is Severity.MEDIUM]
    assert [row[0] for row in rows[1:]] == [one.id for one in shown]
    assert {len(row) for row in rows} == {11}
    assert [row[6] for row in rows[1:]] == [one.finding.at.quote for one in shown]


def test_words_that_differ_are_underlined_and_nothing_is_altered(browser: Browser) -> None:
    figure = Finding(
        "target-weakened", Severity.HIGH, "ub68/1/1", replace(HERE, quote="15% và 5% biên chế"), THERE,
        (("figures", "5%"), ("other_figure", "x")),
    )  # fmt: skip
    browser.open(page_of(findings(briefing_of(figure), "vi"), places=PLACES))
    quotes = browser.run("return [...lineage.current.root.querySelectorAll('blockquote')].map((one) => one.innerHTML)")
    assert quotes[0] == "15% và <u>5%</u> biên chế"
    assert quotes[1] == THERE.quote


def test_keys_go_from_finding_to_finding(browser: Browser, page: str) -> None:
    browser.open(page)
    ids = browser.run(DRAWN)
    browser.run("lineage.current.root.querySelector('tr[data-finding] a').focus()")
    browser.keys("j")
    browser.keys("\ue015")
    at = "return document.activeElement.closest('tr').dataset.finding"
    assert browser.run(at) == ids[2]
    browser.keys("k")
    assert browser.run(at) == ids[1]


def test_paper_has_every_finding(browser: Browser, page: str, demonstration: Briefing) -> None:
    browser.open(page)
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    assert browser.run(DRAWN) == list(identities(demonstration.findings))
    browser.run("window.dispatchEvent(new Event('afterprint'))")
    assert len(browser.run(DRAWN)) < len(demonstration.findings)


def test_heads_stand_once_on_paper(browser: Browser, page: str) -> None:
    browser.open(page)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    heads = browser.run("""
        return [...lineage.current.part("head").querySelectorAll("th")]
          .map((one) => [...one.childNodes].filter((part) => part.nodeType === 3 || part.checkVisibility()).length)""")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert heads == [1, 1, 1, 1]


def test_no_finding_sends_people_to_a_technical_file() -> None:
    assert [one.code for one in wordings() if ".toml" in one.settle_vi + one.settle_en] == []


def test_no_findings_are_said_to_be_none(browser: Browser) -> None:
    browser.open(page_of(findings(briefing_of(), "vi"), places=PLACES))
    assert "không phát hiện điểm nào" in browser.text("empty")
    assert browser.run("return lineage.current.part('table').checkVisibility()") is False
    assert browser.logs() == []


def test_twenty_thousand_findings_are_drawn_as_far_as_one_scrolls(browser: Browser) -> None:
    briefing = country(documents=60, tasks=2_000, links=10)
    tasks = briefing.tasks.tasks

    def text(task: TaskNode) -> str:
        return task.evidence.quote

    many = tuple(
        Finding(code, severity, task.id, Place(task.document, None, "a.txt", at, "/".join(task.path), text(task)))
        for code, severity in zip(
            ("no-lead", "no-deadline", "overdue", "several-leads", "condition-open") * 2,
            (Severity.MEDIUM,) * 5 + (Severity.LOW,) * 5,
            strict=True,
        )
        for at, task in enumerate(tasks)
    )  # fmt: skip
    assert len(many) == 20_000
    browser.open(page_of(findings(replace(briefing, findings=many), "vi"), places=PLACES), state="severity=medium")
    first = len(browser.run(DRAWN))
    assert 5 < first <= 60
    browser.run("const s = lineage.current.part('scroll'); s.scrollTop = 1e6; s.dispatchEvent(new Event('scroll'))")
    assert len(browser.run(DRAWN)) > first
    assert "10000" in browser.text("count").replace(".", "")
