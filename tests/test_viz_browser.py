"""The maps in a real browser: nothing asked for, nothing run, nothing out of its box; search, keyboard, paper."""

from __future__ import annotations

import base64

import pytest

from tests.browser import DOWN, ENTER, ESCAPE, LOOKED_AT, MAP, TAB, Browser, page_of
from tests.test_viz import MAPS, hostile_documents, hostile_tasks
from tests.viz_data import CASCADE_TASKS, HOSTILE, tasks_only
from viz.labels import label, say
from viz.maps.document_map import document_map
from viz.maps.task_map import task_map


@pytest.mark.parametrize("size", LOOKED_AT)
@pytest.mark.parametrize("name", MAPS)
def test_a_map_opens_offline_without_an_error(browser: Browser, name: str, size: str) -> None:
    address = browser.open(MAPS[name], size)
    assert browser.run(MAP + "return Object.keys(scene.at).length") >= 10
    assert browser.requests() == [address]
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert browser.logs() == []


@pytest.mark.parametrize("size", LOOKED_AT)
@pytest.mark.parametrize("name", MAPS)
def test_boxes_stand_apart_labels_fit_and_lines_go_round_boxes(browser: Browser, name: str, size: str) -> None:
    browser.open(MAPS[name], size)
    assert browser.overlapping() == []
    assert browser.too_wide() == []
    assert browser.crossed() == []


@pytest.mark.parametrize("size", LOOKED_AT)
def test_every_setting_of_the_switches_is_laid_out_cleanly(browser: Browser, size: str) -> None:
    browser.open(MAPS["documents"], size)
    counts = [browser.run(MAP + "return [Object.keys(scene.at).length, scene.edges.length]")]
    for switch in ("mentions", "all-citations", "mentions"):
        browser.run("lineage.current.root.querySelector(arguments[0]).click()", f"[data-switch={switch}]")
        assert browser.overlapping() == []
        assert browser.crossed() == []
        counts.append(browser.run(MAP + "return [Object.keys(scene.at).length, scene.edges.length]"))
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
    browser.keys(ENTER)
    assert browser.run("return lineage.current.map.state().chosen") == found[0]


def test_a_search_leaves_the_selection_and_the_whole_view_leaves_the_search(browser: Browser) -> None:
    browser.open(MAPS["documents"])
    browser.run("document.querySelector('[data-node=kh07]').click()")
    browser.search("không có chữ này")
    assert browser.run("return lineage.current.map.state().chosen") is None
    assert browser.run("return document.querySelector('[data-part=details] h2')") is None
    browser.click("fit")
    assert browser.run("return document.getElementById('search').value") == ""
    assert browser.run("return document.querySelectorAll('[data-part=list] [data-node]').length") > 5


@pytest.mark.parametrize("words", ["huyen chuong trinh hanh dong", "ke hoach tinh Tuyen Quang 2018"])
def test_search_finds_words_in_any_order_where_they_stand_nowhere_together(browser: Browser, words: str) -> None:
    browser.open(MAPS["documents"])
    found = browser.search(words)
    assert 0 < len(found) <= 3


@pytest.mark.parametrize("name", MAPS)
def test_a_search_says_what_it_searches_and_a_vain_one_greys_nothing(browser: Browser, name: str) -> None:
    browser.open(MAPS[name])
    first = browser.run("return Object.keys(lineage.current.map.state().scene.at)[0]")
    browser.press(first)
    assert browser.search("zzz khong co") == []
    state = browser.run("const s = lineage.current.map.state(); return [s.chosen, s.related]")
    assert state == [None, None]
    shown = browser.text("details")
    assert shown == say(label(f"page.searched-{name}"), "vi")
    assert browser.run("return lineage.current.part('panel').scrollTop") == 0
    browser.run("document.getElementById('search').focus()")
    browser.keys(ESCAPE)
    assert browser.run("return document.getElementById('search').value") == ""
    assert browser.run("return document.querySelectorAll('[data-part=list] [data-node]').length") > 5
    assert browser.run("return document.getElementById('search').placeholder") == say(
        label(f"page.search-{name}"), "vi"
    )


def test_a_hit_in_a_folded_section_lights_the_section(browser: Browser) -> None:
    browser.open(MAPS["tasks"])
    found = browser.search("viec thu 3 cua muc nay")
    lit = browser.run("return [...lineage.current.map.state().related]")
    groups = {task.id: task.group for task in CASCADE_TASKS.tasks}
    assert found
    assert {groups[task] for task in found} >= set(lit)
    assert lit


CAMERA = """
const { network, scene } = lineage.current.map.state(), area = lineage.current.part("canvas");
const [x, y] = [network.canvasToDOM({ x: 0, y: 0 }), network.canvasToDOM({ x: scene.w, y: scene.h })];
return { type: network.getScale() * lineage.current.map.page.font.size, wide: x.x >= 0 && y.x <= area.clientWidth,
  top: x.y >= 0, bottom: y.y <= area.clientHeight };"""


def test_documents_are_readable_and_whole_where_there_is_room(browser: Browser) -> None:
    browser.open(MAPS["documents"], "laptop")
    seen = browser.run(CAMERA)
    assert seen["type"] >= 13
    assert seen["top"]
    assert not seen["bottom"]
    browser.click("fit")
    whole = browser.run(CAMERA)
    assert whole["wide"]
    assert whole["bottom"]
    assert browser.run("return lineage.current.part('fit').textContent") == say(label("page.readable"), "vi")
    browser.click("fit")
    assert browser.run(CAMERA) == seen


@pytest.mark.parametrize("size", LOOKED_AT)
def test_the_whole_view_of_tasks_is_the_whole_width_from_the_top(browser: Browser, size: str) -> None:
    browser.open(MAPS["tasks"], size)
    opened = browser.run(CAMERA)
    assert opened["wide"]
    assert opened["top"]
    browser.run("lineage.current.map.state().network.moveTo({ position: { x: 900, y: 1500 }, scale: 2 })")
    browser.search("zzz")
    browser.click("fit")
    assert browser.run(CAMERA) == opened
    assert browser.run("return document.getElementById('search').value") == ""
    assert browser.run("return lineage.current.map.state().related") is None


def test_keyboard_reaches_selects_and_clears(browser: Browser) -> None:
    browser.open(MAPS["documents"])
    browser.run("document.getElementById('language').focus()")
    for _ in range(8):
        browser.keys(TAB)
        if browser.run("return document.activeElement.dataset.node"):
            break
    node = browser.run("return document.activeElement.dataset.node")
    assert node
    browser.keys(DOWN)
    second = browser.run("return document.activeElement.dataset.node")
    assert second not in (None, node)
    browser.keys(ENTER)
    assert browser.run("return lineage.current.map.state().chosen") == second
    assert browser.run("return document.querySelector('[data-part=details] h2').textContent")
    browser.keys(ESCAPE)
    assert browser.run("return lineage.current.map.state().chosen") is None
    assert browser.run("return document.activeElement.dataset.node") == second


def test_the_panel_shows_words_and_places(browser: Browser) -> None:
    browser.open(MAPS["documents"])
    browser.run("document.querySelector('[data-node=kh07]').click()")
    shown = browser.text("details")
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
    address = browser.open(
        page_of(document_map(hostile_documents()) if name == "documents" else task_map(tasks_only(hostile_tasks())))
    )
    for node in browser.run("return [...lineage.current.map.boxes.keys()]"):
        browser.search("")
        browser.press(node)
        browser.run("const fold = lineage.current.part('unfold'); if (fold) fold.click()")
    assert browser.run("return window.hacked") is None
    assert browser.run("return document.querySelectorAll('img, iframe, object, main a[href]').length") == 0
    shown = browser.run("return lineage.current.part('details').textContent")
    assert any(words in shown for words in HOSTILE)
    assert browser.requests() == [address]
    assert browser.logs() == []


def test_sections_unfold_within_the_budget(browser: Browser) -> None:
    browser.open(MAPS["tasks"])
    groups = [group.id for group in CASCADE_TASKS.groups]
    for group in groups:
        browser.run("lineage.taskView.press(arguments[0], lineage.current.map)", group)
        assert browser.run(MAP + "return Object.keys(scene.at).length") <= 60
        assert browser.overlapping() == []
        assert browser.crossed() == []
    more = browser.run(MAP + "return Object.keys(scene.at).filter((id) => id.startsWith('more'))")
    assert more
    first = browser.run(MAP + "return Object.keys(scene.at).join()")
    browser.run("lineage.taskView.press(arguments[0], lineage.current.map)", more[-1])
    assert browser.run(MAP + "return Object.keys(scene.at).join()") != first
    assert browser.too_wide() == []
    assert browser.logs() == []


def test_a_task_found_by_search_is_brought_into_view(browser: Browser) -> None:
    browser.open(MAPS["tasks"])
    task = "ub68/3/2"
    found = browser.search("ii/3/2")
    assert task in found
    browser.press(task)
    assert browser.run(MAP + "return scene.at[arguments[0]] !== undefined", task)
    shown = browser.text("details")
    for words in ("Nguyên văn", "ub68.txt, dòng 12", "Thời hạn", "Điều kiện", "Lặp lại nhiệm vụ"):
        assert words in shown


@pytest.mark.parametrize("name", MAPS)
def test_paper_is_one_a3_page_of_vectors(browser: Browser, name: str) -> None:
    browser.open(MAPS[name])
    made = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    pdf = base64.b64decode(made["data"])
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") == 1
    assert b"/Subtype /Image" not in pdf
    assert browser.run("return document.querySelectorAll('[data-part=paper] svg text').length") > 20
