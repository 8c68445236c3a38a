"""`lineage map --format`: pictures that open by themselves, graphs that other programs read, always the same bytes."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from click.testing import CliRunner

from graph.cli import main
from graph.errors import UsageError
from graph.links import LinkStatus, SetRelation
from tests.viz_data import CASCADE, CASCADE_TASKS, HOSTILE
from viz.briefing import Briefing, TaskLink
from viz.maps.document_map import draw
from viz.model import DocumentMapData
from viz.pictures import formats, raster
from viz.pictures.networks import documents_network, tasks_network
from viz.pictures.style import style
from viz.pictures.task_picture import links_between
from viz.pictures.vector import Picture, Vector, xml_text
from viz.registry import MAPS

SPACE = "{http://www.w3.org/2000/svg}"
LINKS = (
    TaskLink("ub68/1/1", "kh07/1/1", SetRelation.NARROWER, 0.91, LinkStatus.CONFIRMED, reviewer="A & B",
             decided_on=date(2026, 5, 1)),
    TaskLink("ub68/1/2", "kh07/1/2", SetRelation.EQUAL, 0.7, LinkStatus.PROPOSED),
    TaskLink("cthd/1/1", "kh07/1/1", SetRelation.OVERLAPS, 0.6, LinkStatus.PROPOSED),
)  # fmt: skip
BRIEFING = Briefing("nq18", None, CASCADE, CASCADE_TASKS, LINKS)
VIEWS = [page.name for page in MAPS]
GRAPHS = ("graphml", "gexf")


def made(form: str, briefing: Briefing = BRIEFING) -> dict[str, bytes]:
    return dict(formats.files(briefing, form, MAPS))


def hostile() -> Briefing:
    """Every kind of text of a document and a task is hostile, control characters among them."""
    words = " ".join([*HOSTILE, "\x00\x08\x1f\x7f\ufffe", "]]>", "&amp;"])
    documents = tuple(
        replace(one, symbol=f"{words} {one.id}", type=words, issuer=words, title=words, source=words, territory=words)
        for one in CASCADE.documents
    )
    edges = tuple(
        replace(edge, evidence=tuple(replace(one, file=words, quote=words) for one in edge.evidence))
        for edge in CASCADE.edges
    )
    tasks = tuple(
        replace(task, evidence=replace(task.evidence, file=words, quote=words), deadline=words, condition=words)
        for task in CASCADE_TASKS.tasks
    )
    groups = tuple(replace(group, heading=words) for group in CASCADE_TASKS.groups)
    papers = DocumentMapData(documents, edges)
    return replace(
        BRIEFING,
        papers=papers,
        tasks=replace(CASCADE_TASKS, documents=documents, edges=edges, groups=groups, tasks=tasks),
        links=tuple(replace(link, reviewer=words) for link in LINKS),
    )


def test_there_are_five_formats_and_html_comes_first() -> None:
    assert [one.name for one in formats.FORMATS] == ["html", "svg", "png", "graphml", "gexf"]
    assert VIEWS == ["documents", "tasks"]


@pytest.mark.parametrize("form", ["svg", "graphml", "gexf"])
def test_each_view_is_a_file(form: str) -> None:
    assert sorted(made(form)) == sorted(f"{view}.{form}" for view in VIEWS)


# ---- pictures ----


@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_is_vectors_and_text_with_a_title(view: str) -> None:
    root = ElementTree.fromstring(made("svg")[f"{view}.svg"])
    assert {one.tag.removeprefix(SPACE) for one in root.iter()} == {"svg", "title", "desc", "rect", "path", "text"}
    assert root.attrib["viewBox"].split()[2:] == [root.attrib["width"], root.attrib["height"]]
    assert root.findtext(f"{SPACE}title")
    assert "Noto Sans" in root.attrib["font-family"]
    shown = [text.text or "" for text in root.iter(f"{SPACE}text")]
    assert len(shown) > 60
    assert {"Kế hoạch 68/KH-UBND", "theo 207/KH-UBND", "TRUNG ƯƠNG", "Chưa có trong kho"} <= set(shown)


def test_the_picture_of_documents_is_what_the_page_opens_with() -> None:
    drawing = draw(CASCADE)
    paths = {path.get("d") for path in ElementTree.fromstring(made("svg")["documents.svg"]).iter(f"{SPACE}path")}
    routes = [dict(route) for route in drawing.opening["edges"]]  # type: ignore[attr-defined]
    assert len(routes) > 10
    assert paths.issuperset(route.get("own", route["d"]) for route in routes)


def test_the_picture_of_tasks_sums_links_up_by_their_documents() -> None:
    summed = links_between(BRIEFING)
    assert summed == {
        ("ub68", "kh07"): Counter({LinkStatus.CONFIRMED: 1, LinkStatus.PROPOSED: 1}),
        ("cthd", "kh07"): Counter({LinkStatus.PROPOSED: 1}),
    }
    shown = [text.text for text in ElementTree.fromstring(made("svg")["tasks.svg"]).iter(f"{SPACE}text")]
    assert "1 đã xác nhận · 1 máy đề xuất" in shown
    assert "1 máy đề xuất" in shown
    assert "II/4 Kiểm tra, giám sát (10)" in shown


def test_a_line_is_solid_only_where_all_its_links_are_confirmed() -> None:
    def dashes(links: tuple[TaskLink, ...]) -> int:
        drawn = ElementTree.fromstring(made("svg", replace(BRIEFING, links=links))["tasks.svg"])
        wanted = " ".join(f"{one:g}" for one in style().lines["proposed"].dash)
        lines = [path for path in drawn.iter(f"{SPACE}path") if path.get("stroke") == style().lines["proposed"].stroke]
        return sum(path.get("stroke-dasharray") == wanted for path in lines)

    confirmed = replace(LINKS[1], status=LinkStatus.CONFIRMED)
    assert dashes(LINKS[:1]) == 0
    assert dashes((LINKS[0], confirmed)) == 0
    assert dashes(LINKS[:2]) == 2, "the line and its sample in the legend"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_picture_speaks_both_languages(lang: str) -> None:
    files = dict(formats.files(BRIEFING, "svg", MAPS, lang=lang))  # type: ignore[arg-type]
    title = ElementTree.fromstring(files["documents.svg"]).findtext(f"{SPACE}title")
    assert title == {"vi": "Bản đồ văn bản chỉ đạo", "en": "Map of directive documents"}[lang]


def test_a_text_of_a_picture_is_escaped() -> None:
    drawn = Vector(10, 10, title="<a>", description='"&')
    drawn.text("</text><script>1</script>\x00", 1, 2, fill='"/><x', size=12)
    root = ElementTree.fromstring(drawn.picture().content)
    assert [one.text for one in root.iter(f"{SPACE}text")] == ["<a>", "</text><script>1</script>\ufffd"]


@pytest.mark.parametrize(
    ("text", "safe"),
    [("Ễ\n\t", "Ễ\n\t"), ("a\x00b", "a\ufffdb"), ("\ud800", "\ufffd"), ("\ufffe", "\ufffd"), ("\x9b", "\ufffd")],
    ids=["plain", "null", "half a pair", "no character", "control"],
)
def test_what_xml_does_not_allow_is_replaced(text: str, safe: str) -> None:
    assert xml_text(text) == safe


# ---- PNG ----


@pytest.mark.parametrize("view", VIEWS)
def test_a_png_is_twice_as_large_as_the_picture(view: str) -> None:
    pytest.importorskip("resvg_py")
    drawn = ElementTree.fromstring(made("svg")[f"{view}.svg"])
    content = made("png")[f"{view}.png"]
    assert content.startswith(b"\x89PNG")
    wide, high = (int.from_bytes(content[place : place + 4], "big") for place in (16, 20))
    assert abs(wide - 2 * float(drawn.attrib["width"])) <= 2
    assert abs(high - 2 * float(drawn.attrib["height"])) <= 2


def test_a_huge_picture_is_made_smaller() -> None:
    pytest.importorskip("resvg_py")
    content = raster.png(Vector(20_000, 50, title="a", description="b").picture())
    assert int.from_bytes(content[16:20], "big") <= 12_000


def test_without_resvg_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: object, **more: object) -> object:
        if name == "resvg_py":
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UsageError, match="resvg-py"):
        raster.png(Picture(b"<svg/>", 1, 1))


def test_without_a_typeface_for_vietnamese_there_is_no_picture_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "_renderer", lambda: lambda **_: b"the same for every letter")
    with pytest.raises(UsageError, match="typeface"):
        raster.png(Picture(b"<svg/>", 1, 1))


# ---- graphs ----


def read(form: str, content: bytes, path: Path) -> nx.MultiDiGraph[str]:
    path.write_bytes(content)
    reader: Callable[..., nx.MultiDiGraph[str]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[form]
    return reader(path, force_multigraph=True) if form == "graphml" else reader(path)


@pytest.mark.parametrize("form", GRAPHS)
@pytest.mark.parametrize("view", VIEWS)
def test_a_graph_reads_back_whole(form: str, view: str, tmp_path: Path) -> None:
    written = {"documents": documents_network, "tasks": tasks_network}[view](BRIEFING, "vi")
    back = read(form, made(form)[f"{view}.{form}"], tmp_path / "graph")
    assert set(back.nodes) == set(written.nodes)
    assert sorted(back.edges()) == sorted(written.edges())
    assert back.nodes["ub68"]["symbol"] == "68/KH-UBND"
    assert back.nodes["ub68"]["held"] is True
    assert back.nodes["nq18"]["held"] is False
    relations = {values["relation"] for _, _, values in back.edges(data=True)}
    assert relations >= ({"implements", "basis", "mentions"} if view == "documents" else {"holds", "carries-out"})


def test_a_graph_of_tasks_has_places_words_parts_and_links() -> None:
    graph = tasks_network(BRIEFING, "vi")
    task = graph.nodes["ub68/1/1"]
    assert task["path"] == "II/1/1"
    assert task["file"] == "ub68.txt"
    assert task["line"] == 11
    assert task["lead"] == "Sở Nội vụ"
    assert task["due"] == "2019-12-31"
    assert task["words"].startswith("1. Rà soát")
    assert graph.nodes["ub68/1"]["kind"] == "section"
    (link,) = graph.get_edge_data("ub68/1/1", "kh07/1/1").values()
    assert link == {"relation": "carries-out", "status": "confirmed", "set_relation": "narrower", "score": 0.91,
                    "suspect": False, "reviewer": "A & B", "decided": "2026-05-01"}  # fmt: skip
    kinds = Counter(values["relation"] for _, _, values in graph.edges(data=True))
    assert kinds["holds"] == len(CASCADE_TASKS.groups) + len(CASCADE_TASKS.tasks)
    assert kinds["carries-out"] == len(LINKS)
    assert kinds["same-as"] == 3


def test_gexf_does_not_say_when_it_was_written() -> None:
    for content in made("gexf").values():
        assert b"lastmodified" not in content
        assert b"NetworkX" not in content


# ---- all of them ----


@pytest.mark.parametrize("form", ["svg", *GRAPHS])
def test_hostile_words_stay_words(form: str) -> None:
    files = made(form, hostile())
    assert len(files) == 2
    for content in files.values():
        root = ElementTree.fromstring(content)
        assert not [one for one in root.iter() if one.tag.rpartition("}")[2] in {"script", "img", "a", "image"}]
        assert not [name for one in root.iter() for name in one.attrib if name.lower().startswith("on")]
        text = "".join([*root.itertext(), *(value for one in root.iter() for value in one.attrib.values())])
        assert "<script>" in text
        assert "\x00" not in text
        assert "\x08" not in text


def test_same_bytes_in_another_process_and_locale() -> None:
    code = (
        "import hashlib; from tests.test_map_formats import made;"
        "files = [made(form) for form in ('svg', 'graphml', 'gexf')];"
        "print(hashlib.sha256(b''.join(one[name] for one in files for name in sorted(one))).hexdigest())"
    )
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "LC_ALL": "C", "PYTHONHASHSEED": seed, "TZ": "Asia/Ho_Chi_Minh"}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parent.parent,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("built")
    documents = Path(__file__).parent.parent / "data" / "documents"
    done = CliRunner().invoke(main, ["build", str(documents), "--store", str(folder / "store")])
    assert done.exit_code == 0, done.output
    return str(folder / "store")


@pytest.mark.parametrize("form", [one.name for one in formats.FORMATS])
def test_the_command_writes_each_format(store: str, form: str, tmp_path: Path) -> None:
    if form == "png":
        pytest.importorskip("resvg_py")
    done = CliRunner().invoke(main, ["map", "--store", store, "--format", form, "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"documents.{form}", f"tasks.{form}"]


def test_the_command_draws_one_view_and_refuses_other_formats(store: str, tmp_path: Path) -> None:
    arguments = ["map", "--store", store, "--view", "documents", "-o", str(tmp_path)]
    assert CliRunner().invoke(main, [*arguments, "--format", "svg"]).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["documents.svg"]
    assert CliRunner().invoke(main, [*arguments, "--format", "jpeg"]).exit_code == 2


def test_without_a_directive_all_documents_of_the_store_are_drawn(store: str, tmp_path: Path) -> None:
    def documents(*directive: str) -> set[str]:
        done = CliRunner().invoke(
            main,
            ["map", *directive, "--store", store, "--view", "documents", "--format", "graphml", "-o", str(tmp_path)],
        )
        assert done.exit_code == 0, done.output
        return set(nx.read_graphml(tmp_path / "documents.graphml").nodes)

    assert documents() > documents("50-KL/TW")
