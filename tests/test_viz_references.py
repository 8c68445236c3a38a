"""Where words stand, as the pages say it: in a browser, on every page that shows words with their place."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from graph.messages import translated
from graph.model import Place, Position, Source
from graph.references import References
from tests.briefings import full
from tests.browser import Browser
from tests.placed import SHEET
from tests.test_references import FILES, SAID
from viz import brief, frame
from viz.briefing import Briefing
from viz.collect.references import files_of
from viz.labels import LANGUAGES, label
from viz.overview.page import overview
from viz.panel import document_entries
from viz.pictures.networks import documents_network, tasks_network

SHOWN = "trang\u00a03 (\u25a4\u00a0OCR, độ tin cậy\u00a091%)"
IN_FILES = "trang 3 (OCR, độ tin cậy 91%)"
IN_PANEL = ("trang 3", "\u25a4\u00a0OCR, độ tin cậy 91%")
REMARK = "2 tracked changes were taken as accepted"
PLACES = (Place(1, Position(page=3, confidence=0.91)), Place(100_000, Position(sheet=SHEET, row=7)))


def scanned() -> Briefing:
    """A small briefing of files that are all scans of one page."""
    briefing = full()
    files = files_of(briefing) | {task.evidence.file for task in briefing.tasks.tasks}
    return replace(
        briefing,
        papers=replace(
            briefing.papers, documents=tuple(replace(one, remarks=(REMARK,)) for one in briefing.papers.documents)
        ),
        references=References({name: Source(name, "", format="pdf", places=PLACES) for name in files}),
    )


@dataclass(frozen=True, slots=True)
class Written:
    """The briefing, and the file that holds all its pages."""

    briefing: Briefing
    file: Path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    briefing = scanned()
    file = tmp_path_factory.mktemp("scanned") / "index.html"
    file.write_bytes(brief.single(briefing))
    return Written(briefing, file)


SAY = "lineage.lang = arguments[0]; return arguments[1].map(([file, line]) => lineage.place(file, line));"


def test_pages_say_a_place_as_the_command_line_does(browser: Browser) -> None:
    browser.open(frame.html([overview(full(), "vi")], [], lang="vi", as_of=None, references=FILES))
    places = [[source, line] for source, line, _, _ in SAID]
    for lang in LANGUAGES:
        assert browser.run(SAY, lang, places) == [FILES.say(source, line, lang) for source, line, _, _ in SAID]
    where = [[source, line] for source, line, _, _ in SAID if line is not None]
    found = browser.run("return arguments[0].map(([file, line]) => lineage.reference(file, line))", where)
    assert found == [FILES.where(source, line, "en") for source, line in where]
    assert browser.logs() == []


def task_of(briefing: Briefing) -> str:
    """A task that every page shows: a requirement that others are linked to."""
    requirements = {str(row.requirement["requirement"]) for table in briefing.coverage for row in table.rows}
    return next(link.parent for link in briefing.links if link.parent in requirements)


PANELS = {
    "documents": "details",
    "tasks": "details",
    "coverage": "panel",
    "responsibility": "panel",
    "timeline": "panel",
}


@pytest.mark.parametrize("name", PANELS)
def test_panels_show_page_and_mark_beside_the_words(browser: Browser, written: Written, name: str) -> None:
    task = task_of(written.briefing)
    node = task.partition("/task/")[0] if name == "documents" else task
    browser.visit(written.file, state=f"page={name}&node={quote(node)}")
    shown = browser.text(PANELS[name])
    for part in IN_PANEL:
        assert part in shown
    assert not re.search(r"dòng \d", shown)
    if name == "documents":
        assert translated(REMARK, "vi") in shown
    marks = browser.run(
        "return [...lineage.current.root.querySelectorAll('.place .mark')].map((one) => one.textContent)"
    )
    assert set(marks) == {IN_PANEL[1]}
    assert browser.logs() == []


@pytest.mark.parametrize("name", ["overview", "findings"])
def test_tables_show_page_and_mark(browser: Browser, written: Written, name: str) -> None:
    browser.visit(written.file, state=f"page={name}")
    assert SHOWN in browser.run("return lineage.current.root.innerText")
    browser.run("document.getElementById('language').click()")
    shown = browser.run("return lineage.current.root.innerText")
    assert "page\u00a03 (\u25a4\u00a0OCR, confidence\u00a091%)" in shown
    assert "trang\u00a03" not in shown


@pytest.mark.parametrize("name", ["findings", "timeline"])
def test_files_of_a_page_say_it(browser: Browser, written: Written, name: str) -> None:
    browser.visit(written.file, state=f"page={name}")
    browser.run("lineage.save = (name, content) => { window.saved = content; }")
    browser.click("csv")
    assert IN_FILES in browser.run("return window.saved")


def cells(content: bytes) -> set[object]:
    return {
        cell
        for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        for cell in row
    }


def test_workbooks_beside_the_pages_say_it(written: Written) -> None:
    files = dict(brief.folder(written.briefing))
    assert any(str(cell).partition(", ")[2].startswith(IN_FILES) for cell in cells(files["findings.xlsx"]))
    assert IN_FILES in cells(files["coverage.xlsx"])
    plain = dict(brief.folder(replace(written.briefing, references=References())))
    assert not any("trang 3" in str(cell) for name in ("findings.xlsx", "coverage.xlsx") for cell in cells(plain[name]))


def test_graphs_for_other_programs_say_it(written: Written) -> None:
    nodes = tasks_network(written.briefing, "vi").nodes
    assert nodes[task_of(written.briefing)]["page"] == 3
    edges = list(documents_network(written.briefing, "vi").edges(data=True))
    assert {values.get("confidence") for *_, values in edges if values.get("line")} == {0.91}


def test_only_files_that_the_pages_name_are_carried(written: Written) -> None:
    assert files_of(written.briefing) <= written.briefing.references.files.keys()
    assert "nguon.txt" in files_of(written.briefing)


def test_of_very_many_remarks_the_first_are_shown() -> None:
    held = next(one for one in full().papers.documents if one.source)
    document = replace(held, remarks=tuple(f"remark {number}" for number in range(300)))
    shown = [one["value"] for one in document_entries(document) if one["key"] == "remarks"]
    assert shown == [*(f"remark {number}" for number in range(8)), label("more-remarks", count=292)]
