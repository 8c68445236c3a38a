"""The maps in a real browser: nothing asked for, nothing run, nothing out of its box; search, keyboard, paper."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import absent
from tests.test_viz import MAPS, hostile_documents, hostile_tasks
from tests.viz_data import CASCADE_TASKS, HOSTILE
from viz.document_map import document_map
from viz.labels import interface, say
from viz.task_map import shortened, task_map

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SIZES = {"laptop": (1366, 768), "projector": (1920, 1080)}
STATE = "const { scene, lang } = lineage.map.state(), boxes = lineage.map.boxes, page = lineage.map.page;"

OVERLAPPING = f"""{STATE}
const ids = Object.keys(scene.at), bad = [];
const corners = (id) => {{
  const b = boxes.get(id).box, [x, y] = scene.at[id];
  return [x - b.w / 2, y - b.h / 2, x + b.w / 2, y + b.h / 2];
}};
const meet = (p, q) => p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
ids.forEach((a, i) => ids.slice(i + 1).forEach((b) => {{ if (meet(corners(a), corners(b))) bad.push([a, b]); }}));
return bad;"""
CROSSED = f"""{STATE}
const path = document.createElementNS("http://www.w3.org/2000/svg", "path"), bad = [];
for (const route of scene.edges) {{
  const edge = lineage.map.carried.edges[route.edge];
  path.setAttribute("d", route.d);
  for (let l = 0; l <= path.getTotalLength(); l += 3) {{
    const p = path.getPointAtLength(l);
    for (const id of Object.keys(scene.at)) {{
      const b = boxes.get(id).box, [x, y] = scene.at[id];
      const inside = Math.abs(p.x - x) < b.w / 2 - 1 && Math.abs(p.y - y) < b.h / 2 - 1;
      if (inside && id !== edge.from && id !== edge.to) bad.push([edge.from, edge.to, id]);
    }}
  }}
}}
return bad;"""
TOO_WIDE = f"""{STATE}
const context = document.createElement("canvas").getContext("2d"), bad = [];
for (const [id, {{ box }}] of boxes) {{
  for (const language of ["vi", "en"]) for (const [either, tone] of box.lines[language] || box.lines) {{
    const text = either[language] || either;
    context.font = lineage.font(page, tone === "strong" || tone === "warning", page.font.size);
    const mark = tone === "warning" ? 21 : 0, badge = box.size && tone === "strong" ? 44 : 0;
    const wide = context.measureText(text).width, room = box.w - box.inset - mark - badge - 3;
    if (wide > room || (box.shrink || 1) !== 1) bad.push([id, text, wide, room]);
  }}
  const lines = (box.lines.vi || box.lines).length;
  if (lines * page.font.line + 2 * box.pad > box.h + 0.5) bad.push([id, "height"]);
}}
return bad;"""
SEARCH = """
const box = document.getElementById("search");
box.value = arguments[0];
box.dispatchEvent(new Event("input"));"""


class Browser:
    """Chromium with one page open at a time."""

    def __init__(self, profile: Path, folder: Path) -> None:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(str(DRIVER)), options=options)
        self.folder = folder

    def open(self, html: str, size: str = "laptop") -> str:
        page = self.folder / "map.html"
        page.write_text(html, encoding="utf-8", newline="\n")
        width, height = SIZES[size]
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.get("about:blank")
        self.logs()
        self.driver.get_log("performance")
        self.driver.get(page.as_uri())
        assert self.run("return document.fonts.status") == "loaded"
        return page.as_uri()

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def logs(self) -> list[Any]:
        return list(self.driver.get_log("browser"))

    def requests(self) -> list[str]:
        entries = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [
            entry["params"]["request"]["url"] for entry in entries if entry["method"] == "Network.requestWillBeSent"
        ]
        return [url for url in sent if url != "about:blank"]

    def keys(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def overlapping(self) -> list[Any]:
        """Pairs of boxes that overlap."""
        return list(self.run(OVERLAPPING))

    def crossed(self) -> list[Any]:
        """Boxes that a line runs through, its own two ends left out."""
        return list(self.run(CROSSED))

    def too_wide(self) -> list[Any]:
        """Lines of text, in either language, that run out of their boxes."""
        return list(self.run(TOO_WIDE))

    def search(self, words: str) -> list[str]:
        """Type into the search box; the nodes that are then listed."""
        self.run(SEARCH, words)
        return list(self.run("return [...document.querySelectorAll('#list [data-node]')].map((b) => b.dataset.node)"))

    def press(self, node: str) -> None:
        """Press the button of a node in the list."""
        self.run(
            "const one = [...document.querySelectorAll('#list [data-node]')]"
            ".find((b) => b.dataset.node === arguments[0]); if (one) one.click()",
            node,
        )


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if not (CHROMIUM.exists() and DRIVER.exists()):
        absent("a browser (chromium and chromedriver)")
    try:
        import selenium  # noqa: F401
    except ImportError:
        absent("the package selenium")
    made = Browser(tmp_path_factory.mktemp("profile"), tmp_path_factory.mktemp("maps"))
    yield made
    made.driver.quit()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", MAPS)
def test_a_map_opens_offline_without_an_error(browser: Browser, name: str, size: str) -> None:
    address = browser.open(MAPS[name], size)
    assert browser.run(STATE + "return Object.keys(scene.at).length") >= 10
    assert browser.requests() == [address]
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert browser.logs() == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", MAPS)
def test_boxes_stand_apart_labels_fit_and_lines_go_round_boxes(browser: Browser, name: str, size: str) -> None:
    browser.open(MAPS[name], size)
    assert browser.overlapping() == []
    assert browser.too_wide() == []
    assert browser.crossed() == []


@pytest.mark.parametrize("size", SIZES)
def test_every_setting_of_the_switches_is_laid_out_cleanly(browser: Browser, size: str) -> None:
    browser.open(MAPS["documents"], size)
    counts = [browser.run(STATE + "return [Object.keys(scene.at).length, scene.edges.length]")]
    for switch in ("mentions", "all-citations", "mentions"):
        browser.run("document.getElementById(arguments[0]).click()", f"switch-{switch}")
        assert browser.overlapping() == []
        assert browser.crossed() == []
        counts.append(browser.run(STATE + "return [Object.keys(scene.at).length, scene.edges.length]"))
    assert counts[1][0] > counts[0][0]
    assert counts[2][1] > counts[1][1]
    assert counts[3][0] == counts[0][0]
    assert browser.logs() == []


@pytest.mark.parametrize(
    ("words", "hit"),
    [("dang bo TINH tuyen", "tu168"), ("ỦY BAN nhan dan huyen", "ub207"), ("nghi dinh 108", "nd108"),
     ("uỷ ban nhân dân tỉnh", "ub68")],
)  # fmt: skip
def test_search_knows_no_accents(browser: Browser, words: str, hit: str) -> None:
    browser.open(MAPS["documents"])
    found = browser.search(words)
    assert hit in found
    assert len(found) <= 4
    browser.run("document.getElementById('search').focus()")
    browser.keys("\ue007")
    assert browser.run("return lineage.map.state().chosen") == found[0]


def test_a_search_leaves_the_selection_and_the_whole_view_leaves_the_search(browser: Browser) -> None:
    browser.open(MAPS["documents"])
    browser.run("document.querySelector('[data-node=kh07]').click()")
    browser.search("không có chữ này")
    assert browser.run("return lineage.map.state().chosen") is None
    assert browser.run("return document.querySelector('#details h2')") is None
    browser.run("document.getElementById('fit').click()")
    assert browser.run("return document.getElementById('search').value") == ""
    assert browser.run("return document.querySelectorAll('#list [data-node]').length") > 5


@pytest.mark.parametrize("words", ["huyen chuong trinh hanh dong", "ke hoach tinh Tuyen Quang 2018"])
def test_search_finds_words_in_any_order_where_they_stand_nowhere_together(browser: Browser, words: str) -> None:
    browser.open(MAPS["documents"])
    found = browser.search(words)
    assert 0 < len(found) <= 3


@pytest.mark.parametrize("name", MAPS)
def test_a_search_says_what_it_searches_and_a_vain_one_greys_nothing(browser: Browser, name: str) -> None:
    browser.open(MAPS[name])
    first = browser.run("return Object.keys(lineage.map.state().scene.at)[0]")
    browser.press(first)
    assert browser.search("zzz khong co") == []
    state = browser.run("const s = lineage.map.state(); return [s.chosen, s.related]")
    assert state == [None, None]
    shown = browser.run("return document.getElementById('details').innerText")
    assert shown == say(interface()[f"searched-{name}"], "vi")
    assert browser.run("return document.getElementById('panel').scrollTop") == 0
    browser.run("document.getElementById('search').focus()")
    browser.keys("\ue00c")
    assert browser.run("return document.getElementById('search').value") == ""
    assert browser.run("return document.querySelectorAll('#list [data-node]').length") > 5
    assert browser.run("return document.getElementById('search').placeholder") == say(
        interface()[f"search-{name}"], "vi"
    )


def test_a_hit_in_a_folded_section_lights_the_section(browser: Browser) -> None:
    browser.open(MAPS["tasks"])
    found = browser.search("viec thu 3 cua muc nay")
    lit = browser.run("return [...lineage.map.state().related]")
    groups = {task.id: task.group for task in shortened(CASCADE_TASKS).tasks}
    assert found
    assert {groups[task] for task in found} >= set(lit)
    assert lit


CAMERA = """
const { network, scene } = lineage.map.state(), area = document.getElementById("canvas");
const [x, y] = [network.canvasToDOM({ x: 0, y: 0 }), network.canvasToDOM({ x: scene.w, y: scene.h })];
return { type: network.getScale() * lineage.map.page.font.size, wide: x.x >= 0 && y.x <= area.clientWidth,
  top: x.y >= 0, bottom: y.y <= area.clientHeight };"""


def test_documents_are_readable_and_whole_where_there_is_room(browser: Browser) -> None:
    browser.open(MAPS["documents"], "laptop")
    seen = browser.run(CAMERA)
    assert seen["type"] >= 13
    assert seen["top"]
    assert not seen["bottom"]
    browser.run("document.getElementById('fit').click()")
    whole = browser.run(CAMERA)
    assert whole["wide"]
    assert whole["bottom"]
    assert browser.run("return document.getElementById('fit').textContent") == say(interface()["readable"], "vi")
    browser.run("document.getElementById('fit').click()")
    assert browser.run(CAMERA) == seen


@pytest.mark.parametrize("size", SIZES)
def test_the_whole_view_of_tasks_is_the_whole_width_from_the_top(browser: Browser, size: str) -> None:
    browser.open(MAPS["tasks"], size)
    opened = browser.run(CAMERA)
    assert opened["wide"]
    assert opened["top"]
    browser.run("lineage.map.state().network.moveTo({ position: { x: 900, y: 1500 }, scale: 2 })")
    browser.search("zzz")
    browser.run("document.getElementById('fit').click()")
    assert browser.run(CAMERA) == opened
    assert browser.run("return document.getElementById('search').value") == ""
    assert browser.run("return lineage.map.state().related") is None


def test_keyboard_reaches_selects_and_clears(browser: Browser) -> None:
    browser.open(MAPS["documents"])
    browser.run("document.getElementById('language').focus()")
    for _ in range(8):
        browser.keys("\ue004")
        if browser.run("return document.activeElement.dataset.node"):
            break
    node = browser.run("return document.activeElement.dataset.node")
    assert node
    browser.keys("\ue015")
    second = browser.run("return document.activeElement.dataset.node")
    assert second not in (None, node)
    browser.keys("\ue007")
    assert browser.run("return lineage.map.state().chosen") == second
    assert browser.run("return document.querySelector('#details h2').textContent")
    browser.keys("\ue00c")
    assert browser.run("return lineage.map.state().chosen") is None
    assert browser.run("return document.activeElement.dataset.node") == second


def test_the_panel_shows_words_and_places(browser: Browser) -> None:
    browser.open(MAPS["documents"])
    browser.run("document.querySelector('[data-node=kh07]').click()")
    shown = browser.run("return document.getElementById('details').innerText")
    for words in ("suy ra từ", "27/11/2018", "chuong-trinh.txt, dòng 3", "Ngày theo các văn bản", "07-KH-TW.txt", "54"):
        assert words in shown


def test_language_switch_changes_everything_but_the_documents_words(browser: Browser) -> None:
    browser.open(MAPS["documents"])
    browser.run("document.querySelector('[data-node=kh07]').click(); document.getElementById('language').click()")
    assert browser.run("return document.documentElement.lang") == "en"
    shown = browser.run("return document.body.innerText")
    assert "inferred from" in shown
    assert "Kế hoạch 07-KH/TW" in shown
    assert "suy ra từ" not in shown
    assert browser.too_wide() == []
    browser.run("document.getElementById('language').click()")
    assert "suy ra từ" in browser.run("return document.body.innerText")


@pytest.mark.parametrize("name", ["documents", "tasks"])
def test_hostile_words_are_shown_and_never_run(browser: Browser, name: str) -> None:
    address = browser.open(document_map(hostile_documents()) if name == "documents" else task_map(hostile_tasks()))
    for node in browser.run("return [...lineage.map.boxes.keys()]"):
        browser.search("")
        browser.press(node)
        browser.run("const fold = document.getElementById('unfold'); if (fold) fold.click()")
    assert browser.run("return window.hacked") is None
    assert browser.run("return document.querySelectorAll('img, iframe, object, a[href]').length") == 0
    shown = browser.run("return document.getElementById('details').textContent")
    assert any(words in shown for words in HOSTILE)
    assert browser.requests() == [address]
    assert browser.logs() == []


def test_sections_unfold_within_the_budget(browser: Browser) -> None:
    browser.open(MAPS["tasks"])
    groups = [group.id for group in shortened(CASCADE_TASKS).groups]
    for group in groups:
        browser.run("lineage.taskView.press(arguments[0], lineage.map)", group)
        assert browser.run(STATE + "return Object.keys(scene.at).length") <= 60
        assert browser.overlapping() == []
        assert browser.crossed() == []
    more = browser.run(STATE + "return Object.keys(scene.at).filter((id) => id.startsWith('more:'))")
    assert more
    first = browser.run(STATE + "return Object.keys(scene.at).join()")
    browser.run("lineage.taskView.press(arguments[0], lineage.map)", more[-1])
    assert browser.run(STATE + "return Object.keys(scene.at).join()") != first
    assert browser.too_wide() == []
    assert browser.logs() == []


def test_a_task_found_by_search_is_brought_into_view(browser: Browser) -> None:
    browser.open(MAPS["tasks"])
    place = [task.id for task in CASCADE_TASKS.tasks].index("ub68/3/2")
    task = shortened(CASCADE_TASKS).tasks[place].id
    found = browser.search("ii/3/2")
    assert task in found
    browser.press(task)
    assert browser.run(STATE + "return scene.at[arguments[0]] !== undefined", task)
    shown = browser.run("return document.getElementById('details').innerText")
    for words in ("Nguyên văn", "ub68.txt, dòng 12", "Thời hạn", "Điều kiện", "Lặp lại nhiệm vụ"):
        assert words in shown


@pytest.mark.parametrize("name", MAPS)
def test_paper_is_one_a3_page_of_vectors(browser: Browser, name: str) -> None:
    browser.open(MAPS[name])
    made = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    pdf = base64.b64decode(made["data"])
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") == 1
    assert b"/Subtype /Image" not in pdf
    assert browser.run("return document.querySelectorAll('#paper svg text').length") > 20
