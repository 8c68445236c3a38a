"""The task lineage page: its network, and in a real browser the outline and the chains it shows."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.coverage_states import State
from graph.errors import UsageError
from graph.links import LinkStatus
from graph.model import Level
from tests.briefing_values import CENTRAL, RESOLUTION, country
from tests.briefings import reviewed
from tests.browser import DOWN, ENTER, ESCAPE, MAP, Browser, page_of
from viz.briefing import Briefing
from viz.labels import Text, label, say
from viz.maps.task_between import missing_between, with_between
from viz.maps.task_columns import columns
from viz.maps.task_gaps import gaps
from viz.maps.task_map import BOX_BUDGET, task_map
from viz.maps.task_nodes import outline_place, task_network
from viz.model import DocumentEdge
from viz.registry import PAGES
from viz.relations import reduced, strongest

GOLDEN = Path(__file__).parent / "golden" / "viz"
PLACES = tuple(page.place for page in PAGES)
LEFT, RIGHT = "\ue012", "\ue014"


def golden(name: str, value: object) -> None:
    path = GOLDEN / name
    written = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == written, f"{name} changed; UPDATE_GOLDEN=1 writes it anew"


def relations(briefing: Briefing) -> list[DocumentEdge]:
    data = with_between(briefing)
    return list(reduced(strongest(data.edges, frozenset(document.id for document in data.documents))))


def network(briefing: Briefing) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What the page draws of a briefing: nodes and edges."""
    return task_network(replace(briefing, tasks=with_between(briefing)), relations(briefing))


def drawing(briefing: Briefing) -> Mapping[str, Any]:
    return task_map(briefing).data["drawing"]  # type: ignore[index, no-any-return]


@pytest.fixture(scope="module")
def small() -> Briefing:
    """An invented country with links through a plan that is not held."""
    return country(documents=40, tasks=400, links=600)


# ---- the network ----


def test_the_network_of_the_demonstration_is_the_golden_one(demonstration: Briefing) -> None:
    nodes, edges = network(demonstration)
    held = [f"{node['id']} < {node['holder']}" if "holder" in node else str(node["id"]) for node in nodes]
    drawn = [f"{edge['from']} {edge['relation']} {edge['to']}" for edge in edges]
    assert len(nodes) == len({node["id"] for node in nodes})
    golden("task-lineage.json", {"nodes": held, "edges": sorted(drawn)})


def test_every_task_and_link_of_a_briefing_is_there_under_its_own_identifier(small: Briefing) -> None:
    nodes, edges = network(small)
    assert {task.id for task in small.tasks.tasks} <= {node["id"] for node in nodes}
    linked = [(edge["from"], edge["to"], edge["relation"]) for edge in edges if "link" in edge]
    assert linked == [(link.child, link.parent, link.status) for link in small.links]
    assert len(linked) > 500


def test_a_link_past_documents_not_held_names_them(small: Briefing) -> None:
    _, edges = network(small)
    missing = missing_between(small)
    task = small.task
    through = [edge["through"] for edge in edges if "through" in edge]
    expected = [
        found for link in small.links if (found := missing.get((task[link.parent].document, task[link.child].document)))
    ]
    assert through == expected
    assert through


@pytest.mark.parametrize("state", [State.NONE_FOUND, State.BLOCKED])
def test_gaps_are_what_coverage_says(small: Briefing, state: State) -> None:
    order = [one for column in columns(small.tasks) for one in column.documents]
    told = gaps(small, {identity: place for place, identity in enumerate(order)})
    found = {(requirement, order[row[1]]) for requirement, rows in told.items() for row in rows if row[0] == state}  # type: ignore[call-overload]
    rows = [row for table in small.coverage for row in table.rows if row.state is state]
    assert found == {(row.requirement["requirement"], row.lower) for row in rows}
    assert rows


def test_a_blocked_place_names_what_is_missing(small: Briefing) -> None:
    rows = [row for found in drawing(small)["gaps"].values() for row in found]
    assert all((len(row) == 3) == (row[0] == State.BLOCKED) for row in rows)


def test_a_symbol_that_several_provinces_share_means_the_one_that_the_lower_document_cites(
    demonstration: Briefing,
) -> None:
    (found,) = [one for one in missing_between(demonstration).values() if len(one) == 4]
    shared = next(one for one in demonstration.papers.documents if one.id in found and one.level is Level.PROVINCE)
    namesake = replace(shared, id="doc/vn/tinh-khac/tu/kh/1")
    papers = replace(demonstration.papers, documents=(*demonstration.papers.documents, namesake))
    assert found in missing_between(replace(demonstration, papers=papers)).values()
    nobody = replace(papers, edges=())
    names = next(one for one in missing_between(replace(demonstration, papers=nobody)).values() if len(one) == 4)
    assert shared.symbol in names


def test_documents_between_stand_on_the_map_with_what_is_said_of_them(demonstration: Briefing) -> None:
    ((_, lower), found), *_ = (one for one in missing_between(demonstration).items() if len(one[1]) == 4)
    before = {document.id for document in demonstration.tasks.documents}
    nodes, edges = network(demonstration)
    assert set(found) - before
    assert set(found) <= {node["id"] for node in nodes}
    drawn = {(edge["from"], edge["to"]): edge["relation"] for edge in edges}
    assert {drawn[lower, one] for one in set(found) - before} == {"mentions"}
    assert 'data-legend="mentions"' in task_map(demonstration).markup


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        (("II",), "II"),
        (("II", "2"), "II.2"),
        (("III", "2", "2.1"), "III.2.1"),
        (("B", "III", "13"), "B.III.13"),
        (("II", "2", "2.1", "2.1.4"), "II.2.1.4"),
        ((), ""),
    ],
    ids="/".join,
)
def test_a_section_says_its_place_in_the_outline(path: tuple[str, ...], printed: str) -> None:
    assert outline_place(path) == printed


def test_sections_of_one_number_are_told_apart(demonstration: Briefing) -> None:
    nodes, _ = network(demonstration)
    names = [(node["holder"], str(node["name"]).split()[0]) for node in nodes if node.get("kind") == "section"]
    assert len(names) == len(set(names)) > 30
    assert {"II.2", "III.1", "III.2.1"} <= {place for _, place in names}


@pytest.mark.parametrize("state", [State.CONFIRMED_GAP, State.JUSTIFIED, State.NONE_FOUND])
def test_a_state_is_called_what_coverage_calls_it(state: State) -> None:
    expected = label(f"coverage.short-{state}")
    said = [label(key) for key in (f"task.gap-{state}", f"legend.gap-{state}", f"gap.{state}")]
    assert {say(one, "vi").casefold() for one in said} == {say(expected, "vi")}


def test_columns_are_the_levels_there_are(demonstration: Briefing, small: Briefing) -> None:
    for briefing in (demonstration, small):
        levels = {document.level for document in briefing.tasks.documents}
        assert [column.level for column in columns(briefing.tasks)] == [one for one in (*Level, None) if one in levels]


@pytest.mark.parametrize(("documents", "gathered"), [(12, False), (60, True)])
def test_many_documents_of_districts_are_gathered_by_province(documents: int, gathered: bool) -> None:
    made = columns(country(documents, documents, 0).tasks)
    districts = next(column for column in made if column.level is Level.DISTRICT)
    assert bool(districts.territories) is gathered
    inside = [one for territory in districts.territories for one in territory.documents]
    assert not gathered or inside == list(districts.documents)
    assert not any(column.territories for column in made if column.level is Level.PROVINCE)


def test_the_legend_says_what_there_is(demonstration: Briefing, small: Briefing) -> None:
    def said(briefing: Briefing, key: str) -> bool:
        return f'data-legend="{key}"' in task_map(briefing).markup

    assert not said(demonstration, "confirmed")
    assert said(demonstration, "proposed")
    assert said(reviewed(demonstration), "confirmed")
    assert said(reviewed(demonstration), "suspect")
    assert not said(replace(small, links=()), "leads")


def test_a_directive_that_is_not_there_is_an_error(small: Briefing) -> None:
    with pytest.raises(UsageError):
        task_map(replace(small, tasks=replace(small.tasks, directive="doc/none")))


def test_a_country_is_made_within_a_minute_and_is_small() -> None:
    briefing = country()
    start = time.process_time()
    html = page_of(task_map(briefing))
    assert time.process_time() - start < 30
    assert len(html.encode("utf-8")) <= 6_000_000


# ---- in a browser ----

SHOWN = f"""{MAP}
const ids = Object.keys(scene.at), of = (route) => map.carried.edges[route.edge];
const lines = scene.edges.map(of).filter((one) => one.relation !== "holds");
return [ids, lines.map((one) => [one.from, one.relation, one.to])];"""
FOCUS = "lineage.taskView.focus(arguments[0], lineage.current.map)"
COUNT = MAP + "return Object.keys(scene.at).length"
CHOSEN = "const { map } = lineage.current; return [map.chain.focus, map.chosen]"
WHOLE = f"""{MAP}
const id = arguments[0], box = boxes.get(id).box, [x, y] = scene.at[id], area = map.find("canvas");
const corner = (way) => map.network.canvasToDOM({{ x: x + way * box.w / 2, y: y + way * box.h / 2 }});
const a = corner(-1), b = corner(1);
return a.x >= 0 && a.y >= 0 && b.x <= area.clientWidth && b.y <= area.clientHeight;"""


SHEETS = r"""
const box = /^M\S+ (\S+) H\S+ A\S+ \S+ 0 0 1 \S+ \S+ V\S+ A\S+ \S+ 0 0 1 \S+ (\S+) H/;
return [...lineage.current.part("paper").children].map((svg) => {
  const { y, width, height } = svg.viewBox.baseVal;
  const drawn = [...svg.querySelectorAll("path[stroke]")].map((one) => box.exec(one.getAttribute("d"))).filter(Boolean);
  const words = [...svg.querySelectorAll("text")].map((one) => one.textContent);
  return [width / height, words, drawn.map(([, top, below]) => [top - y, below - y - height])];
});"""
"""Of each sheet on paper: width by height, its texts, and how far its boxes are inside it."""
A3 = 400 / 255
"""Width by height of what a sheet of A3 has room for."""


@pytest.fixture(scope="module")
def used(demonstration: Briefing) -> Briefing:
    return reviewed(demonstration)


@pytest.fixture
def page(browser: Browser, used: Briefing) -> Iterator[Browser]:
    """The page of the demonstration, and nothing in its console at the end."""
    browser.open(page_of(task_map(used), places=PLACES))
    yield browser
    assert browser.logs() == []


def most_carried_out(briefing: Briefing) -> str:
    """The requirement with the most links down; of several the first by identifier."""
    counts = Counter(link.parent for link in briefing.links)
    return min(counts, key=lambda identity: (-counts[identity], identity))


def test_the_page_has_every_task_and_link(page: Browser, used: Briefing) -> None:
    nodes, edges = page.run(
        "const { carried } = lineage.current.map, links = carried.edges.filter((one) => one.link);"
        "return [carried.nodes.map((one) => one.id), links.map((one) => [one.from, one.to])]"
    )
    expected, links = network(used)
    assert nodes == [node["id"] for node in expected]
    assert edges == [[edge["from"], edge["to"]] for edge in links if "link" in edge]


def test_the_chain_of_a_requirement_is_the_golden_one(page: Browser, used: Briefing) -> None:
    page.press(used.directive)
    page.run(FOCUS, most_carried_out(used))
    boxes, links = page.run(SHOWN)
    golden("task-chain.json", {"boxes": sorted(boxes), "links": sorted(links)})


def test_a_chain_has_the_links_of_its_task_and_no_other_ends(page: Browser, used: Briefing) -> None:
    tasks = [task.id for task in used.tasks.tasks][::2]
    links = {(link.child, link.parent) for link in used.links}
    seen = 0
    for task in tasks:
        page.run(FOCUS, task)
        boxes, drawn = page.run(SHOWN)
        assert task in boxes
        shown = {(child, parent) for child, relation, parent in drawn if relation in ("confirmed", "proposed")}
        assert shown <= links
        own = {pair for pair in links if task in pair}
        assert shown & own or not own
        assert len(boxes) <= BOX_BUDGET
        seen += bool(own)
    assert seen >= 10


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", ["small", "laptop", "projector"])
def test_boxes_of_chains_stand_apart_and_lines_go_round_them(
    browser: Browser, used: Briefing, size: str, lang: str
) -> None:
    browser.open(page_of(task_map(used), places=PLACES), size, state=f"lang={lang}")
    tasks = sorted({end for link in used.links for end in (link.child, link.parent)})
    held = [document.id for document in used.tasks.documents if document.task_count]
    nodes = [most_carried_out(used), *tasks[:: len(tasks) // 4], used.tasks.groups[0].id, *held[:2]]
    assert len(nodes) >= 7
    for node in nodes:
        browser.run(FOCUS, node)
        assert browser.overlapping() == []
        assert browser.crossed() == []
        assert browser.too_wide() == []
        if node in browser.run(SHOWN)[0]:
            assert browser.run(WHOLE, node)
    assert browser.run("return lineage.current.map.network.getScale() * lineage.site.font.size") >= 14


def test_a_country_keeps_to_the_budget(browser: Browser, small: Briefing) -> None:
    browser.open(page_of(task_map(small), places=PLACES))
    assert browser.run(COUNT) <= BOX_BUDGET
    for node in (CENTRAL, most_carried_out(small), small.tasks.groups[0].id, small.tasks.groups[-1].id):
        browser.run(FOCUS, node)
        for _ in range(4):
            assert browser.run(COUNT) <= BOX_BUDGET
            assert browser.overlapping() == []
            assert browser.crossed() == []
            more = [one for one in browser.run(SHOWN)[0] if one.startswith("more\n")]
            if not more:
                break
            browser.run("lineage.taskView.press(arguments[0], lineage.current.map)", more[-1])
    assert browser.logs() == []


def test_what_is_folded_unfolds_in_place(browser: Browser, small: Briefing) -> None:
    task = most_carried_out(small)
    browser.open(page_of(task_map(small), places=PLACES), state=f"node={task}")
    before = set(browser.run(SHOWN)[0])
    more = sorted(one for one in before if one.startswith(f"more\ndown\n{task}\n"))
    assert more
    browser.run("lineage.taskView.press(arguments[0], lineage.current.map)", more[0])
    after = set(browser.run(SHOWN)[0])
    assert len({one for one in after - before if "/task/" in one and "\n" not in one}) >= 3
    assert task in after


def test_depth_is_chosen_and_stands_in_the_address(page: Browser, used: Briefing) -> None:
    task = most_carried_out(used)
    page.run(FOCUS, task)
    deep = page.run(COUNT)
    for way in ("up", "down"):
        page.run(
            "const one = lineage.current.root.querySelector(`[data-depth=${arguments[0]}]`);"
            "one.value = '0'; one.dispatchEvent(new Event('change'))",
            way,
        )
    boxes, links = page.run(SHOWN)
    assert deep > len(boxes)
    assert [one for one in boxes if one.count("/task/")] == [task]
    assert links == []
    assert "up=0&down=0" in page.run("return location.hash")
    page.open(page_of(task_map(used), places=PLACES), state=f"node={task}&up=0&down=0")
    assert page.run(SHOWN) == [boxes, links]


def test_the_trail_leads_back(page: Browser, used: Briefing) -> None:
    task = used.task[most_carried_out(used)]
    page.run(FOCUS, task.id)
    symbol = next(one.symbol for one in used.tasks.documents if one.id == task.document) or ""
    trail = page.text("trail")
    assert symbol in trail
    assert "/".join(task.path) in trail
    page.click("back")
    assert page.run(CHOSEN) == [None, task.group]
    assert task.group in page.run(SHOWN)[0]
    assert page.run("return lineage.current.part('trail').hidden")


def test_other_pages_lead_to_a_chain(browser: Browser, used: Briefing) -> None:
    task = most_carried_out(used)
    browser.open(page_of(task_map(used), places=PLACES), state=f"node={task}")
    assert browser.run(CHOSEN) == [task, task]
    assert browser.run(WHOLE, task)


def test_the_chosen_box_stays_in_view(page: Browser, used: Briefing) -> None:
    task = most_carried_out(used)
    page.run(FOCUS, task)
    for width, height in ((1000, 640), (1600, 700), (1366, 768)):
        page.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        page.until(f"return document.documentElement.clientWidth === {width}")
        page.wait("const done = arguments[0]; requestAnimationFrame(() => setTimeout(done, 250))")
        assert page.run(WHOLE, task)
    page.run("document.getElementById('language').click()")
    assert page.run(WHOLE, task)


def test_the_keyboard_walks_along_links(page: Browser, used: Briefing) -> None:
    parent = most_carried_out(used)
    page.run(FOCUS, parent)
    page.run("lineage.current.part('canvas').focus()")
    page.keys(RIGHT)
    focus, child = page.run(CHOSEN)
    assert focus == parent
    children = {link.child for link in used.links if link.parent == parent}
    assert child in children
    assert page.text("spoken")
    page.keys(LEFT)
    assert page.run(CHOSEN) == [parent, parent]
    page.keys(RIGHT)
    page.keys(DOWN)
    assert page.run(CHOSEN)[1] != child
    page.run("lineage.current.map.choose(arguments[0], true, true)", child)
    page.keys(ENTER)
    assert page.run(CHOSEN) == [child, child]
    page.keys(ESCAPE)
    assert page.run(CHOSEN) == [parent, parent]
    page.keys(ESCAPE)
    assert page.run(CHOSEN)[0] is None


def test_the_panel_has_words_place_and_links(page: Browser, used: Briefing) -> None:
    link = next(one for one in used.links if one.status is LinkStatus.CONFIRMED and one.phrases)
    page.run(FOCUS, link.child)
    said, task = page.text("details"), used.task[link.child]
    for words in (task.evidence.quote.strip()[:40], f"{task.evidence.file}, dòng {task.evidence.line}"):
        assert words in said
    for words in (link.reviewer or "", _said("field.carries-out"), "/".join(used.task[link.parent].path)):
        assert words in said
    assert page.run("return lineage.current.part('details').querySelectorAll('blockquote mark').length") > 0
    anchors = page.run("return [...lineage.current.part('details').querySelectorAll('a')].map((one) => one.hash)")
    assert any(link.child in anchor for anchor in anchors)


def test_what_was_not_found_is_said_in_words(page: Browser, used: Briefing) -> None:
    rows = [row for table in used.coverage for row in table.rows]
    states = Counter(row.state for row in rows)
    assert states[State.NONE_FOUND] or states[State.BLOCKED]
    for state, words in ((State.NONE_FOUND, "gap.none-found"), (State.BLOCKED, "gap.blocked")):
        row = next((one for one in rows if one.state is state), None)
        if row is None:
            continue
        task = str(row.requirement["requirement"])
        page.run(FOCUS, task)
        empty = [one for one in page.run(SHOWN)[0] if one.startswith("gap\n") and one.endswith(state)]
        assert len(empty) >= 1
        lines = page.run(MAP + "return boxes.get(arguments[0]).box.lines.map((one) => one[0]).join(' ')", empty[0])
        assert _said(words) in lines
        assert _said(f"task.gap-{state}") in page.text("details")
        assert "không thực hiện" not in page.text("details")
        assert not page.run(MAP + "return boxes.get(arguments[0]).box.held", empty[0])


def with_state(briefing: Briefing, state: State) -> tuple[Briefing, str]:
    """The same with one requirement that has no link, and this state in one document below it."""
    linked = {link.parent for link in briefing.links}
    table = next(one for one in briefing.coverage if one.rows)
    row = next(one for one in table.rows if one.requirement["requirement"] not in linked and one.lower)
    task = str(row.requirement["requirement"])
    rows = tuple(one for one in table.rows if one.requirement["requirement"] != task)
    made = replace(row, state=state, missing="999-KH/XX" if state is State.BLOCKED else None)
    others = tuple(one for one in briefing.coverage if one is not table)
    return replace(briefing, coverage=(replace(table, rows=(*rows, made)), *others)), task


STATES = {State.NONE_FOUND: False, State.BLOCKED: False, State.CONFIRMED_GAP: True, State.JUSTIFIED: True}


@pytest.mark.parametrize(("state", "decided"), STATES.items(), ids=STATES)
def test_each_state_has_its_own_box_symbol_and_word(
    browser: Browser, used: Briefing, state: State, decided: bool
) -> None:
    briefing, task = with_state(used, state)
    browser.open(page_of(task_map(briefing), places=PLACES), state=f"node={task}")
    (empty,) = [one for one in browser.run(SHOWN)[0] if one.startswith("gap\n")]
    box = browser.run(MAP + "return boxes.get(arguments[0]).box", empty)
    assert (box["state"], box["held"]) == (state, decided)
    assert box["lines"][0] == [_said(f"gap.{state}"), "strong"]
    legend = browser.run(
        "return [...lineage.current.root.querySelectorAll('[data-legend^=gap]')]"
        ".filter((one) => !one.hidden).map((one) => [one.dataset.legend, one.querySelector('path') !== null])"
    )
    assert legend == [[f"gap-{state}", True], ["gap-line", True]]
    browser.paper()
    symbols = browser.run(
        "const drawn = new Set();"
        "for (const one of lineage.current.part('paper').querySelectorAll('path')) drawn.add(one.getAttribute('d'));"
        "return Object.keys(lineage.GAPS).filter((state) => lineage.GAPS[state].every(([path]) => drawn.has(path)))"
    )
    assert state in symbols
    assert set(symbols) <= {state, State.NONE_FOUND}  # the circle of what was not found is a part of that of a gap
    browser.press(empty)
    assert _said(f"gap.help-{state}") in browser.text("details")
    assert browser.logs() == []


def test_documents_between_stand_in_the_lanes_of_their_levels(page: Browser, used: Briefing) -> None:
    levels = {document.id: document.level for document in used.papers.documents}
    made = columns(with_between(used))
    missing = missing_between(used)
    task = used.task
    links = [link for link in used.links if (task[link.parent].document, task[link.child].document) in missing]
    assert links
    for link in links[:4]:
        page.run(FOCUS, link.child)
        boxes = page.run(
            MAP + "return [...map.extras.values()].filter((one) => one.kind === 'via').map((one) => one.id)"
        )
        lanes = page.run(MAP + "return map.scene.columns")
        names = page.run(MAP + "return map.scene.lanes.map((one) => one.name)")
        between = [one.split("\n") for one in boxes]
        wanted = set(missing[task[link.parent].document, task[link.child].document])
        assert wanted <= {one for box in between for one in box[2:]}
        for box, (_, _, *documents) in zip(boxes, between, strict=True):
            (lane,) = [place for place, ids in enumerate(lanes) if box in ids]
            (level,) = {levels[one] for one in documents}
            column = next(one for one in made if one.level is level)
            assert names[lane] == column.record()["name"]
        assert page.overlapping() == []
        assert page.crossed() == []


def test_cells_of_a_row_stand_apart_and_no_letter_is_lost(browser: Browser, used: Briefing) -> None:
    row = next(task for task in used.tasks.tasks if task.table_row)
    words = "7\n\tRà soát ao hồ\tPhòng Nước\n\t\u00a0\n\tCác xã; tổ"
    tasks = tuple(
        replace(task, evidence=replace(task.evidence, quote=words)) if task is row else task
        for task in used.tasks.tasks
    )
    html = page_of(task_map(replace(used, tasks=replace(used.tasks, tasks=tasks))), places=PLACES)
    browser.open(html, state=f"node={row.id}")
    quoted = browser.run("return lineage.current.part('details').querySelector('blockquote').textContent")
    assert quoted == "7 | Rà soát ao hồ | Phòng Nước | Các xã; tổ"
    lines = browser.run(MAP + "return boxes.get(arguments[0]).box.lines.map((one) => one[0])", row.id)
    assert any("hồ | Phòng" in line for line in lines)


def test_a_section_lights_what_it_is_linked_with(page: Browser, used: Briefing) -> None:
    task = used.task
    link = used.links[0]
    lower, upper = task[link.child].group, task[link.parent].group
    page.run("lineage.current.map.choose(arguments[0], true)", lower)
    lit = page.run("return [...lineage.current.map.related]")
    assert upper in lit or task[link.parent].document in lit


def test_links_are_counted_on_documents_and_relations(page: Browser, used: Briefing) -> None:
    counts = Counter((used.task[link.child].document, link.status is LinkStatus.CONFIRMED) for link in used.links)
    for document in {document for document, _ in counts}:
        found = page.run("return lineage.current.map.data.counts(arguments[0]).up", document)
        assert found == [counts[document, True], counts[document, False]]


@pytest.mark.parametrize("words", ["cay xanh ven song", "Đợt 31", "to du lieu"])
def test_search_shows_the_words_in_their_place(browser: Browser, small: Briefing, words: str) -> None:
    browser.open(page_of(task_map(small), places=PLACES))
    found = browser.search(words)
    assert found
    marks = browser.run(
        "return [...lineage.current.part('list').querySelectorAll('button mark')].map((one) => one.textContent)"
    )
    assert len(marks) >= len(found)
    browser.run("document.getElementById('search').focus()")
    browser.keys(ENTER)
    focus, chosen = browser.run(CHOSEN)
    assert chosen == found[0]
    assert focus in (None, chosen)


def test_the_first_hundreds_of_many_are_listed_with_the_count(browser: Browser) -> None:
    many = country(documents=30, tasks=1500, links=0)
    browser.open(page_of(task_map(many), places=PLACES))
    browser.search("gom")
    browser.until("return lineage.current.part('list').querySelectorAll('[data-node]').length === 200")
    assert "1.500" in browser.text("list").splitlines()[0]


@pytest.mark.parametrize("state", ["", "chain"], ids=["outline", "chain"])
def test_paper_has_what_the_screen_has(browser: Browser, used: Briefing, state: str) -> None:
    task = most_carried_out(used)
    browser.open(page_of(task_map(used), places=PLACES), state=f"node={task}" if state else "")
    assert b"/Subtype /Image" not in browser.paper()
    words = browser.run("return lineage.current.part('paper').textContent")
    assert browser.run("return lineage.current.part('paper').querySelectorAll('svg text').length") > 20
    assert ("/".join(used.task[task].path) in words) is bool(state)


def test_on_paper_no_box_is_cut_and_headings_are_whole(browser: Browser, used: Briefing) -> None:
    long = " ".join(f"đoạn-{number}" for number in range(60))
    groups = (replace(used.tasks.groups[0], heading=long), *used.tasks.groups[1:])
    browser.open(page_of(task_map(replace(used, tasks=replace(used.tasks, groups=groups))), places=PLACES))
    browser.paper()
    sheets = browser.run(SHEETS)
    assert len(sheets) >= 2
    written = "".join(line for _, lines, _ in sheets for line in lines)
    assert "".join(long.split()) in "".join(written.split())
    assert sum(len(boxes) for _, _, boxes in sheets) == browser.run(COUNT)
    for ratio, _, boxes in sheets:
        assert ratio >= A3
        assert boxes
        assert all(top >= 0 and below <= 0 for top, below in boxes)


def test_the_resolution_at_the_top_is_in_the_outline(browser: Browser, small: Briefing) -> None:
    browser.open(page_of(task_map(small), places=PLACES))
    boxes, _ = browser.run(SHOWN)
    assert {RESOLUTION, CENTRAL} <= set(boxes)
    provinces = [one for one in boxes if one.startswith("province\n")]
    assert provinces
    browser.run("lineage.taskView.press(arguments[0], lineage.current.map)", provinces[0])
    assert browser.run(COUNT) > len(boxes)
    assert browser.overlapping() == []
    assert browser.crossed() == []


def _said(key: str) -> str:
    words: Text = label(key)
    return say(words, "vi")
