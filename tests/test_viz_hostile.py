"""Hostile words in every field of a briefing: shown letter by letter on every page, run on none, harmless in tables."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from tests.briefings import HOSTILE, ODD, Hostile, full, odd_identifiers, shown
from tests.browser import Browser
from viz import brief
from viz.briefing import Briefing
from viz.registry import PAGES, Page

NAMES = [page.name for page in PAGES]
MOST_OPENED, MOST_PRESSED = 17, 60  # of a kind; more than there are hostile words
_OF_THE_TASK = "is shown from the task itself, which the row names"
_OF_THE_DOCUMENT = "is shown from the document itself, which the row names"
NOT_SHOWN = {
    **{f"Row.requirement.{one}": _OF_THE_TASK for one in ("path", "text", "source", "leads")},
    **{f"Row.child.{one}": _OF_THE_TASK for one in ("path", "text", "source")},
    "Row.symbol": _OF_THE_DOCUMENT,
    "Row.territory": _OF_THE_DOCUMENT,
    "Row.agency": "is only there in coverage by lead, which briefings do not ask for",
}
"""Fields that no page shows, and why."""

WALK = """
const [nodes, most, done] = arguments, page = lineage.current, texts = new Set();
const read = () => {
  const walker = document.createTreeWalker(page.root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.add(walker.currentNode.data);
  for (const element of page.root.querySelectorAll("[title]")) texts.add(element.title);
  for (const element of page.root.querySelectorAll("[aria-label]")) texts.add(element.getAttribute("aria-label"));
};
const arrive = (state) => { page.state = state; if (page.handlers.update) page.handlers.update(); };
const pause = () => new Promise((resolve) => setTimeout(resolve));
const walk = async () => {
  read();
  for (const node of nodes) { arrive({ node }); read(); await pause(); }
  arrive({});
  const of = "button, summary, [role=button], tbody tr, [tabindex='0'], svg [data-node]";
  const all = [...page.root.querySelectorAll(of)].filter((one) => one.checkVisibility() && !one.closest("thead"));
  for (const one of all.slice(0, most)) {
    if (one.isConnected && one.click) one.click();
    read();
    await pause();
  }
  await new Promise((resolve) => requestAnimationFrame(resolve));
  read();
};
walk().then(() => done([...texts]), (error) => done([String(error.stack)]));"""
"""Arrives at every node as by a link, and presses what can be pressed; all texts that were there."""
RAN = """
const made = document.querySelectorAll("img, iframe, object, embed, x-hostile, main script, main style");
return [window.hacked === undefined, made.length];"""


@dataclass(frozen=True, slots=True)
class Written:
    """The pages of a hostile briefing, and the words that each field was given."""

    briefing: Briefing
    given: dict[str, list[str]]
    folder: Path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Written:
    words = Hostile()
    briefing = words.of(full())
    folder = tmp_path_factory.mktemp("hostile")
    _write(folder, briefing)
    return Written(briefing, words.given, folder)


def _write(folder: Path, briefing: Briefing) -> None:
    for name, content in brief.folder(briefing):
        (folder / name).write_bytes(content)
    (folder / "single.html").write_bytes(brief.single(briefing))


def plain(words: str) -> str:
    """Words with blanks made one, which headings and names of boxes show so."""
    return re.sub(r"[\s\u2028\u2029\x1c-\x1f\x85]+", " ", words)


def seen_on(browser: Browser, page: Page, written: Written, name: str) -> str:
    """All that the page shows, after everything on it was selected and pressed."""
    state = f"page={page.name}" if name == "single.html" else ""
    browser.visit(written.folder / name, state=state)
    sections = [group.id for group in written.briefing.tasks.groups]
    kinds = ([*written.briefing.documents], [*written.briefing.task], sections)
    nodes = [node for kind in kinds for node in kind[:MOST_OPENED]]
    return plain("\n".join(browser.wait(WALK, nodes, MOST_PRESSED)))


@pytest.fixture(scope="module")
def seen(browser: Browser, hostile: Written, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """By the name of each page what it showed; checked on the way: that nothing ran and nothing was asked for."""
    downloads = tmp_path_factory.mktemp("downloads")
    browser.driver.execute_cdp_cmd("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
    found = {}
    for page in PAGES:
        found[page.name] = seen_on(browser, page, hostile, page.file)
        assert browser.run(RAN) == [True, 0], page.name
        assert {url.partition("#")[0].partition(":")[0] for url in browser.requests()} <= {"file", "blob"}, page.name
        assert browser.logs() == [], page.name
    return found


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_hostile_words_are_shown_and_never_run(seen: dict[str, str], page: Page) -> None:
    words = {plain(shown(one)).strip() for one in HOSTILE}
    assert {one for one in words if one not in seen[page.name]} == set()


def test_every_field_is_shown_somewhere(seen: dict[str, str], hostile: Written) -> None:
    everything = "\n".join(seen.values())
    missing = {
        field
        for field, words in hostile.given.items()
        if not any(plain(one) in everything for one in words) and field not in NOT_SHOWN
    }
    assert len(hostile.given) > 70
    assert missing == set()
    assert set(NOT_SHOWN) <= set(hostile.given)


def test_the_single_file_runs_nothing_either(browser: Browser, hostile: Written) -> None:
    task = hostile.briefing.tasks.tasks[0].id
    for page in PAGES:
        address = browser.visit(hostile.folder / "single.html", state=f"page={page.name}&node={quote(task)}")
        assert browser.run(RAN) == [True, 0]
        assert [url.partition("#")[0] for url in browser.requests()] == [address]
        assert browser.logs() == []


KEYS = ("node", "lang", "page", "sort", "cell", "edge", "state", "level", "q")


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_hostile_words_in_the_address_are_no_more_than_words(browser: Browser, hostile: Written, page: Page) -> None:
    words = [shown(one) for one in HOSTILE]
    for turn in range(0, len(words), 4):
        state = "&".join(f"{key}={quote(words[(turn + place) % len(words)])}" for place, key in enumerate(KEYS))
        browser.visit(hostile.folder / page.file, state=state)
        assert browser.run(RAN) == [True, 0]
        assert browser.logs() == []


def kept(browser: Browser, folder: Path, page: Page, nodes: list[str]) -> list[bool]:
    """Of each node whether the page, opened with it in the address, knows it."""
    found = []
    for node in nodes:
        browser.visit(folder / page.file, state=f"node={quote(node)}")
        found.append(browser.run("return lineage.current.state.node") == node)
    return found


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_odd_identifiers_do_no_harm_and_are_found_as_others_are(browser: Browser, tmp_path: Path, page: Page) -> None:
    plainly = full()
    oddly = odd_identifiers(plainly)
    assert oddly.directive.startswith(ODD)
    found = []
    for folder, briefing in (("plain", plainly), ("odd", oddly)):
        (tmp_path / folder).mkdir()
        for name, content in brief.folder(briefing, pages=[page]):
            (tmp_path / folder / name).write_bytes(content)
        nodes = [briefing.papers.documents[1].id, briefing.tasks.tasks[0].id]
        found.append(kept(browser, tmp_path / folder, page, nodes))
        assert browser.run(RAN) == [True, 0]
        assert browser.logs() == []
    assert found[0] == found[1]


# ---- tables that are taken away ----

FORMULA = re.compile(r"^[ \u00a0]*[=+\-@\t\r\n＝＋－＠]")


@pytest.mark.parametrize("words", [*HOSTILE, " =1+1", "＝1+1", "\u00a0@x", "\t=1", "-1+2", "plain", 'a"b,c\nd'])
def test_a_table_made_in_the_page_holds_no_formula(browser: Browser, hostile: Written, words: str) -> None:
    if browser.driver.current_url == "about:blank":
        browser.visit(hostile.folder / PAGES[0].file)
    made = browser.run("return lineage.csv([['a', arguments[0]], [1, -2], [null, undefined]])", shown(words))
    rows = list(csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline="")))
    assert made.startswith("\ufeff")
    assert rows[1:] == [["1", "-2"], ["", ""]]
    assert not FORMULA.match(rows[0][1])
    assert rows[0][1].removeprefix("'") == shown(words)


def files(written: Written) -> Iterator[tuple[str, bytes]]:
    for page in PAGES:
        yield from page.build(written.briefing, "vi").files.items()


def test_workbooks_and_tables_beside_the_pages_hold_no_formula(hostile: Written) -> None:
    offered = dict(files(hostile))
    for name, content in offered.items():
        if name.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(content))
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
            assert len(cells) > 20
            assert [cell.value for cell in cells if cell.data_type == "f"] == []
            texts = [str(cell.value) for cell in cells if isinstance(cell.value, str)]
            assert [text for text in texts if FORMULA.match(text)] == []
            parts = zipfile.ZipFile(io.BytesIO(content)).namelist()
            assert not [part for part in parts if "external" in part.lower() or "vba" in part.lower()]
        elif name.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
            assert [cell for row in rows for cell in row if FORMULA.match(cell)] == []


def test_counts(hostile: Written) -> None:
    assert len(HOSTILE) == 15
    fields = {field for field, words in hostile.given.items() if len(words) >= len(HOSTILE)}
    assert len(fields) > 45
