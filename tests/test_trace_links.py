"""Links in the trees of `lineage trace`: of a task up and down, of a document how many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import factories
import link_factories
import pytest
from factories import CENTRAL, DISTRICT, PROVINCE
from link_factories import C1, D1, T1, T2

from graph.branching import Branching
from graph.links import Alignment, LinkStatus
from graph.rdf.decisions import decisions_graph
from graph.rdf.links import alignment_graphs
from graph.store import Store, open_store
from graph.trace import trace

ROOT_WORDS = {"vi": ("Thực hiện yêu cầu của cấp trên", "Được nhiệm vụ cấp dưới thực hiện")}
ROOT_WORDS["en"] = ("Carries out requirements above", "Carried out by tasks below")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        opened.load_many(link_factories.graphs())
        yield opened


def with_links(alignment: Alignment) -> Store:
    """A store of the made-up collection with these links instead."""
    opened = open_store(":memory:")
    opened.load_many(factories.graphs(addressings=alignment.addressings))
    opened.load_many(alignment_graphs(alignment))
    opened.replace_graph(decisions_graph(link_factories.decisions()))
    return opened


def sections(store: Store, task: str, language: str = "vi", limit: int = 5) -> dict[str, tuple[Branching, ...]]:
    """The tree's parts below the task, by their heading, without the document's own."""
    (tree,) = trace(store, task, language=language, limit=limit)  # type: ignore[arg-type]
    return {part.text: part.children for part in tree.children[1:]}


# ---- of a task ----


@pytest.mark.parametrize(
    ("language", "status", "relation", "score"),
    [
        ("vi", "đề xuất, chưa rà soát", "nhiệm vụ hẹp hơn yêu cầu", "điểm 0.94"),
        ("en", "proposed, not reviewed", "the task is narrower than the requirement", "score 0.94"),
    ],
)
def test_a_proposed_link_up(store: Store, language: str, status: str, relation: str, score: str) -> None:
    up, _ = ROOT_WORDS[language]
    (link,) = sections(store, T1, language)[up]
    assert link.text.startswith("[I/1] ")
    assert link.facts == ("Kế hoạch 11-KH/TW", status, relation, score)
    assert link.source.startswith("trung-uong.txt:")


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        (
            "vi",
            ("đã xác nhận (Lê Văn Cường)", "cần xem lại: lời văn đã thay đổi", "nhiệm vụ bằng yêu cầu", "điểm 1.00"),
        ),
        (
            "en",
            (
                "confirmed (Lê Văn Cường)",
                "to look at again: its words have changed",
                "the task equals the requirement",
                "score 1.00",
            ),
        ),
    ],
)
def test_a_confirmed_link_down(store: Store, language: str, facts: tuple[str, ...]) -> None:
    """The one below that was rejected is no link."""
    _, down = ROOT_WORDS[language]
    (link,) = sections(store, T1, language)[down]
    assert link.text.startswith("[III/1] Phòng Nội vụ")
    assert link.facts[1:] == facts
    assert "77/KH-UBND" in link.facts[0]
    assert link.source.startswith("huyen.md:")


def test_candidates_are_no_links(store: Store) -> None:
    found = sections(store, D1)
    (link,) = found[ROOT_WORDS["vi"][0]]
    assert "40/KH-UBND" in link.facts[0]
    assert len(found) == 1  # nothing stands below the district, so nothing is missed there


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "vi",
            [
                "chưa tìm thấy trong kho yêu cầu cấp trên nào mà nhiệm vụ này thực hiện",
                "chưa tìm thấy trong kho nhiệm vụ cấp dưới nào thực hiện nội dung này",
            ],
        ),
        (
            "en",
            [
                "no requirement above that it carries out was found in this collection",
                "no task below that carries it out was found in this collection",
            ],
        ),
    ],
)
def test_where_no_link_was_found_that_is_said(store: Store, language: str, words: list[str]) -> None:
    assert sections(store, T2, language) == dict.fromkeys(words, ())


def test_where_nothing_stands_above_nothing_is_said(store: Store) -> None:
    assert list(sections(store, C1)) == [ROOT_WORDS["vi"][1]]


def test_confirmed_links_first_then_the_best(store: Store) -> None:
    made = link_factories.alignment()
    more = (
        link_factories.link(D1, C1, score=0.4),
        link_factories.link(f"{DISTRICT}/task/PL/1", C1, score=0.99),
        link_factories.link(T1, C1, LinkStatus.CONFIRMED, 0.2, reviewer="An"),
        link_factories.link(T2, C1, LinkStatus.CONFIRMED, 0.0, reviewer="An"),
    )
    with with_links(replace(made, links=more)) as opened:
        down = ROOT_WORDS["vi"][1]
        every = sections(opened, C1, limit=0)[down]
        assert [one.text.partition("]")[0][1:] for one in every] == ["II/1", "II/2", "PL/1", "III/1"]
        assert [fact for fact in every[1].facts if "điểm" in fact] == []  # only a person knows it: no score
        few = sections(opened, C1, limit=2)[down]
        assert few[:2] == every[:2]
        assert [one.text for one in few[2:]] == ["… còn 2 liên kết nữa (--limit 0 để xem hết)"]


# ---- of a document ----


def facts_of(tree: Branching, name: str) -> list[str]:
    """What is known of the documents called so in a tree, links only."""
    own = [fact for fact in tree.facts if fact.startswith(("liên kết lên", "links up"))] if name in tree.text else []
    return [*own, *(fact for child in tree.children for fact in facts_of(child, name))]


@pytest.mark.parametrize(
    ("language", "symbol", "words"),
    [
        ("vi", "40/KH-UBND", ["liên kết lên Kế hoạch 11-KH/TW: 0 đã xác nhận, 1 đề xuất, chưa rà soát"]),
        ("en", "40/KH-UBND", ["links up to Kế hoạch 11-KH/TW: 0 confirmed, 1 proposed, not reviewed"]),
        ("vi", "77/KH-UBND", ["liên kết lên Kế hoạch 40/KH-UBND: 1 đã xác nhận, 0 đề xuất, chưa rà soát"]),
    ],
)
def test_documents_below_tell_how_many_links(store: Store, language: str, symbol: str, words: list[str]) -> None:
    (tree,) = trace(store, CENTRAL, language=language)  # type: ignore[arg-type]
    assert sorted(set(facts_of(tree, symbol))) == words


def test_a_store_without_links_tells_of_none() -> None:
    with open_store(":memory:") as opened:
        opened.load_many(factories.graphs())
        (tree,) = trace(opened, CENTRAL)
        assert facts_of(tree, "KH") == []
        assert sections(opened, f"{PROVINCE}/task/II/1") == {}
