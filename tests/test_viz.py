"""The maps without a browser: what they hold, that nothing in them can run, that they come out the same."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from graph.errors import UsageError
from graph.model import Level, Relation, Role, TaskKind
from graph.store import Store, open_store
from tests.browser import page_of
from tests.factories import CENTRAL, DISTRICT, PARTY_PLAN, PROVINCE, RESOLUTION, graphs
from tests.viz_data import CASCADE, CASCADE_TASKS, HOSTILE, said, tasks_only
from viz import packing, panel
from viz.collect.briefing import gather
from viz.collect.documents import document_map_data
from viz.collect.tasks import task_map_data
from viz.frame import Section
from viz.labels import LANGUAGES, level_name, say
from viz.layout import layers, ordering, text
from viz.maps.boxes import document_box
from viz.maps.document_map import document_map
from viz.maps.task_map import task_map
from viz.model import DocumentEdge, DocumentMapData, DocumentNode, Inference, TaskGroup, TaskMapData, TaskNode
from viz.registry import MAPS as PAGES
from viz.relations import acyclic, reduced, strongest

GOLDEN = Path(__file__).parent / "golden" / "viz"
LIMIT = 750_000


def blocks(html: str) -> dict[str, object]:
    found = re.findall(r'<script type="([^"]+)" id="([a-z-]+)">(.*?)</script>', html, re.DOTALL)
    return {name: packing.unpacked(kind, body) for kind, name, body in found}


def data(html: str) -> dict[str, Any]:
    """What the page's own script reads."""
    (name,) = (name for name in blocks(html) if name != "site")
    return dict(blocks(html)[name])  # type: ignore[call-overload]


def network(html: str | Section) -> dict[str, list[dict[str, object]]]:
    carried = html.data if isinstance(html, Section) else data(html)
    return carried["network"]  # type: ignore[index, return-value]


def golden(name: str, value: object) -> None:
    path = GOLDEN / name
    written = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == written, f"{name} changed; UPDATE_GOLDEN=1 writes it anew"


def hostile_documents() -> DocumentMapData:
    nodes = tuple(
        DocumentNode(
            id=f"hostile{index}", held=True, symbol=words, type=words, issuer=words, title=words, source=words,
            level=Level.CENTRAL, stated=said(words, 1, words),
        )
        for index, words in enumerate(HOSTILE)
    )  # fmt: skip
    edges = tuple(
        DocumentEdge(low.id, high.id, Relation.IMPLEMENTS, (said("x", 1, words),), high.id)
        for (high, low), words in zip(combinations(nodes, 2), HOSTILE * 5, strict=False)
    )
    return DocumentMapData(nodes, edges)


def hostile_tasks() -> TaskMapData:
    documents = hostile_documents()
    groups = tuple(
        TaskGroup(f"g{i}", node.id, (node.symbol or "",), node.symbol or "")
        for i, node in enumerate(documents.documents)
    )
    tasks = tuple(
        TaskNode(
            f"t{i}",
            group.document,
            group.id,
            (group.heading,),
            said(group.heading, 1, group.heading),
            deadline=group.heading,
        )
        for i, group in enumerate(groups)
    )
    return TaskMapData("hostile0", documents.documents, documents.edges, groups, tasks)


MAPS = {"documents": page_of(document_map(CASCADE)), "tasks": page_of(task_map(tasks_only(CASCADE_TASKS)))}


def test_nodes_and_edges_are_the_golden_ones() -> None:
    carried = network(MAPS["documents"])
    assert carried["nodes"]
    assert carried["edges"]
    nodes = [{key: node[key] for key in ("id", "label")} | {"lines": node["box"]["lines"]} for node in carried["nodes"]]  # type: ignore[index]
    edges = [
        {key: edge[key] for key in ("from", "to", "relation") if key in edge}
        | {"reported": edge.get("reported", False)}
        for edge in carried["edges"]
    ]
    golden("documents.json", {"nodes": nodes, "edges": edges})


def test_what_each_setting_of_the_switches_draws_is_golden() -> None:
    drawing = data(MAPS["documents"])["drawing"]
    edges = network(MAPS["documents"])["edges"]
    drawn = {
        name: sorted(
            f"{edges[route['edge']]['from']} {edges[route['edge']]['relation']} {edges[route['edge']]['to']}"
            for route in scene["edges"]
        )
        for name in drawing["layouts"]
        for scene in [drawing["scenes"][drawing["layouts"][name][""]]]
    }
    assert len(drawn) == 4
    golden("documents-scenes.json", drawn)


@pytest.mark.parametrize("name", MAPS)
def test_a_map_is_one_small_file_that_asks_for_nothing(name: str) -> None:
    html = MAPS[name]
    assert len(html.encode("utf-8")) <= LIMIT
    outside = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"(?:src|href|action)\s*=|url\(|@import|https?:", outside.replace("<!DOCTYPE html>", ""))
    assert "@license" in html, "the licence note of vis-network stays"
    assert "sourceMappingURL" not in html


@pytest.mark.parametrize(
    "html",
    [page_of(document_map(hostile_documents())), page_of(task_map(tasks_only(hostile_tasks())))],
    ids=["documents", "tasks"],
)
def test_hostile_words_stay_words(html: str) -> None:
    markup = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert "<img" not in markup
    assert "window.hacked = 1</script>" not in markup
    assert "\u2028" not in markup
    assert "49" not in re.findall(r"<title>(.*?)</title>", markup)[0]
    kept = set(strings(list(blocks(html).values())))
    assert kept.issuperset(HOSTILE)


def strings(value: object) -> Iterator[str]:
    """All strings anywhere in a value read from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def test_lone_surrogates_do_not_stop_a_map() -> None:
    document = DocumentNode(id="a", held=True, symbol="1\ud800/KH", level=Level.CENTRAL)
    assert "1?/KH" in set(strings(data(page_of(document_map(DocumentMapData((document,), ()))))))


def test_order_of_input_does_not_matter() -> None:
    turned = DocumentMapData(CASCADE.documents[::-1], CASCADE.edges[::-1])
    assert network(document_map(turned))["edges"] == network(MAPS["documents"])["edges"]


def test_empty_data_makes_an_empty_map() -> None:
    assert network(document_map(DocumentMapData()))["nodes"] == []


def test_a_directive_that_is_not_there_is_an_error_with_its_name() -> None:
    with pytest.raises(UsageError, match="doc/none"):
        task_map(tasks_only(TaskMapData("doc/none")))


def test_no_task_is_linked_to_a_task_of_another_document() -> None:
    carried = network(MAPS["tasks"])
    owner = {task.id: task.document for task in CASCADE_TASKS.tasks}
    links = [edge for edge in carried["edges"] if edge["from"] in owner and edge["to"] in owner]
    assert links
    assert all(edge["relation"] == "same-as" and owner[str(edge["from"])] == owner[str(edge["to"])] for edge in links)


def test_documents_of_a_column_stand_by_date_and_undated_ones_after_what_they_cite() -> None:
    drawing = data(MAPS["tasks"])["drawing"]
    columns = [column["documents"] for column in drawing["columns"]]
    assert columns == [["nq18", "kh07", "kl50"], ["tu122", "tu168", "ub68", "tu182"], ["cthd", "hu157", "ub207"]]


def test_objectives_are_counted_beside_tasks() -> None:
    document = next(node for node in CASCADE.documents if node.id == "cthd")
    assert lines_of(replace(document, objective_count=9))[-2] == "27 nhiệm vụ · 9 mục tiêu"
    assert say(panel.counted(1, 1), "en") == "1 task · 1 objective"
    assert say(panel.counted(0, 0), "vi") == "0 nhiệm vụ"


def test_an_inferred_date_is_marked_in_the_box_of_a_document_held() -> None:
    document = next(node for node in CASCADE.documents if node.id == "kh07")
    marked = replace(document, inferred=(*document.inferred, Inference("date")))
    assert lines_of(document)[2] == "27/11/2017 · 54 nhiệm vụ"
    assert lines_of(marked)[2:4] == ["27/11/2017 (suy ra)", "54 nhiệm vụ"]
    assert lines_of(marked)[-1] == "Ngày mâu thuẫn"
    assert not any("suy ra" in line for line in lines_of(replace(marked, held=False)))


def lines_of(document: DocumentNode) -> list[str]:
    """What stands in a document's box, in Vietnamese."""
    lines = document_box(document)["lines"]
    assert isinstance(lines, dict | list)
    return [say(line[0], "vi") for line in (lines["vi"] if isinstance(lines, dict) else lines)]


# ---- relations ----


def pair(citing: str, cited: str, relation: Relation = Relation.IMPLEMENTS, by: str | None = None) -> DocumentEdge:
    return DocumentEdge(citing, cited, relation, (), by)


@pytest.mark.parametrize(
    ("edges", "kept"),
    [
        pytest.param([pair("c", "b"), pair("b", "a"), pair("c", "a")], {"cb", "ba"}, id="implied by a chain"),
        pytest.param(
            [pair("c", "b"), pair("b", "a", by="c"), pair("c", "a")], {"cb", "ba", "ca"},
            id="hearsay implies nothing stated",
        ),
        pytest.param([pair("c", "b"), pair("b", "a"), pair("c", "a", by="d")], {"cb", "ba"}, id="hearsay is implied"),
        pytest.param(
            [pair("c", "b", Relation.MENTIONS), pair("b", "a"), pair("c", "a")], {"cb", "ba", "ca"},
            id="mentions are not chained",
        ),
        pytest.param([pair("a", "b"), pair("b", "a")], {"ab", "ba"}, id="a circle stays"),
        pytest.param([pair("a", "b"), pair("b", "c"), pair("c", "a")], {"ab", "bc", "ca"}, id="a long circle stays"),
        pytest.param([], set(), id="nothing"),
    ],
)  # fmt: skip
def test_transitive_reduction(edges: list[DocumentEdge], kept: set[str]) -> None:
    assert {edge.citing + edge.cited for edge in reduced(edges)} == kept


def test_one_edge_for_a_pair_stated_before_reported_then_strongest() -> None:
    edges = [
        pair("a", "b", Relation.IMPLEMENTS, by="c"),
        pair("a", "b", Relation.MENTIONS),
        pair("a", "b", Relation.BASIS),
        pair("a", "a"),
    ]
    assert strongest(edges, frozenset("ab")) == (pair("a", "b", Relation.BASIS),)


def test_acyclic_drops_the_weakest_edge_of_a_circle() -> None:
    graph = acyclic([pair("a", "b"), pair("b", "a", Relation.MENTIONS)])
    assert list(graph.edges) == [("b", "a")]


# ---- layout ----


def overlaps(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("size", [1, 2, 7, 40, 120])
def test_no_box_overlaps_another_and_no_route_crosses_a_box(size: int) -> None:
    boxes = [ordering.Box(f"{i:03d}", i % 4, 200 + 10 * (i % 3), 60 + 21 * (i % 4)) for i in range(size)]
    links = sorted(
        {(f"{i // 3:03d}", f"{i:03d}") for i in range(1, size)}
        | {(f"{i // 7:03d}", f"{i:03d}") for i in range(7, size)}
    )
    within = [link for link in links if int(link[0]) % 4 == int(link[1]) % 4]
    made = layers.arrange(boxes, links, within=within)
    corners = {
        box.id: (
            made.places[box.id].x - box.width / 2, made.places[box.id].y - box.height / 2,
            made.places[box.id].x + box.width / 2, made.places[box.id].y + box.height / 2,
        )
        for box in boxes
    }  # fmt: skip
    assert not [pair_ for pair_ in combinations(corners, 2) if overlaps(corners[pair_[0]], corners[pair_[1]])]
    assert all(x0 >= 0 and y0 >= 0 and x1 <= made.width and y1 <= made.height for x0, y0, x1, y1 in corners.values())
    assert len(made.routes) == len(links)
    for points in made.routes.values():
        for here, there in pairwise(points):
            spot = (min(here.x, there.x), min(here.y, there.y), max(here.x, there.x), max(here.y, there.y))
            hit = [
                name
                for name, box_ in corners.items()
                if overlaps(spot, (box_[0], box_[1] + 0.2, box_[2], box_[3] - 0.2))
            ]
            assert not hit
    for upper, lower in within:
        assert made.places[upper].y < made.places[lower].y


def test_lanes_hold_their_boxes() -> None:
    drawing = data(MAPS["documents"])["drawing"]
    levels = {document.id: say(level_name(document.level), "vi") for document in CASCADE.documents}
    assert len(drawing["scenes"]) == 4
    for scene in drawing["scenes"]:
        lanes = {lane["name"]["vi"]: lane for lane in scene["lanes"]}
        for name, (_, y) in scene["at"].items():
            lane = lanes[levels[name]]
            assert lane["y"] < y < lane["y"] + lane["h"]


# ---- text ----


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Kế hoạch 07-KH/TW", 1),
        ("Chương trình hành động thực hiện việc sắp xếp tổ chức bộ máy", 3),
        ("x" * 200, 2),
        ("108/2014/" * 12, 3),
        ("", 1),
        ("Ễ" * 40, 2),
    ],
)
def test_wrapped_lines_fit_and_lose_nothing_unmarked(words: str, lines: int) -> None:
    wrapped = text.wrap(words, 180, lines=lines, bold=True)
    assert len(wrapped) <= lines
    assert all(text.width(line, bold=True) <= 180 for line in wrapped)
    if not "".join(wrapped).endswith(text.ELLIPSIS):
        assert "".join(wrapped).replace(" ", "") == words.replace(" ", "")


def test_width_of_decomposed_letters_is_that_of_composed_ones() -> None:
    assert text.width("Ủy ban") == text.width("U\u0309y ban")


def test_a_disputed_date_is_one_with_two_values() -> None:
    document = next(node for node in CASCADE.documents if node.id == "kh07")
    assert document.disputed
    assert not replace(document, claims=document.claims[:1]).disputed


# ---- from a store ----


@pytest.fixture(scope="module")
def store() -> Store:
    made = open_store(":memory:")
    made.load_many(graphs())
    return made


def test_the_maps_of_the_registry_are_built_from_a_store(store: Store) -> None:
    assert [page.name for page in PAGES] == ["documents", "tasks"]
    briefing = gather(store, None, maps_only=True)
    for page in PAGES:
        assert all(say(page.place.title, lang) for lang in LANGUAGES)
        assert network(page.build(briefing, "vi"))["nodes"]


def test_documents_and_relations_come_from_the_store_with_their_words(store: Store) -> None:
    data = document_map_data(store)
    documents = {document.id: document for document in data.documents}
    assert {name for name, document in documents.items() if document.held} == {CENTRAL, PROVINCE, DISTRICT}
    central = documents[CENTRAL]
    assert central.disputed
    assert {claim.value for claim in central.claims} == {date(2017, 11, 20), date(2018, 11, 20)}
    assert all(claim.evidence and claim.evidence.line for claim in central.claims)
    symbol = next(one for one in central.inferred if one.field == "symbol")
    assert symbol.evidence[0].file == "tinh/ke hoach 40.txt"
    assert documents[PROVINCE].task_count == 2
    assert documents[PROVINCE].objective_count == 1
    assert documents[PROVINCE].territory == "Hà Giang"
    assert documents[RESOLUTION].task_count is None
    edges = {(edge.citing, edge.cited, edge.relation, edge.reported_by) for edge in data.edges}
    assert edges == {
        (CENTRAL, RESOLUTION, Relation.IMPLEMENTS, None),
        (PROVINCE, CENTRAL, Relation.IMPLEMENTS, None),
        (DISTRICT, PROVINCE, Relation.BASIS, None),
        (DISTRICT, PARTY_PLAN, Relation.BASIS, None),
        (DISTRICT, CENTRAL, Relation.MENTIONS, None),
        (PARTY_PLAN, CENTRAL, Relation.IMPLEMENTS, DISTRICT),
    }
    assert all(edge.evidence and edge.evidence[0].line for edge in data.edges)


@pytest.mark.parametrize("directive", [None, RESOLUTION, "99-NQ/TW"], ids=["the topmost", "by id", "by symbol"])
def test_tasks_of_a_directive_come_from_the_store(store: Store, directive: str | None) -> None:
    data = task_map_data(store, document_map_data(store), directive)
    assert data.directive == RESOLUTION
    assert {document.id for document in data.documents} == {RESOLUTION, CENTRAL, PARTY_PLAN, PROVINCE, DISTRICT}
    tasks = {(task.document, "/".join(task.path)): task for task in data.tasks}
    assert len(tasks) == 7
    first = tasks[PROVINCE, "II/1"]
    assert [(part.role, part.name) for part in first.parts] == [
        (Role.LEAD, "Sở Nội vụ"),
        (Role.COORDINATING, "Sở Tài chính"),
    ]
    assert first.due == date(2018, 6, 29)
    assert first.cites == ("Kế hoạch 11-KH/TW",)
    assert first.evidence.line == 5
    assert tasks[PROVINCE, "II/2"].condition == "sau khi có hướng dẫn của tỉnh"
    assert tasks[PROVINCE, "II/3"].kind is TaskKind.OBJECTIVE
    assert tasks[DISTRICT, "PL/1"].same_as == tasks[DISTRICT, "III/1"].id
    headings = {group.id: group.heading for group in data.groups}
    assert headings[first.group] == "Phân công"


def test_a_directive_that_the_store_does_not_know_is_an_error(store: Store) -> None:
    with pytest.raises(UsageError, match="1-NQ/TW"):
        task_map_data(store, document_map_data(store), "1-NQ/TW")


def test_an_empty_store_gives_an_empty_document_map_and_no_task_map() -> None:
    empty = open_store(":memory:")
    assert document_map_data(empty) == DocumentMapData()
    with pytest.raises(UsageError, match="no documents"):
        task_map_data(empty, document_map_data(empty), None)
