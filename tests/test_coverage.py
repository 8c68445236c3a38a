"""Coverage: each state in SPARQL and in Python, over documents, territories, leads, and chains down to the district."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import servers
from click.testing import CliRunner

from graph import query
from graph.cli import main
from graph.coverage import Row, coverage, totals
from graph.coverage_states import State
from graph.coverage_table import table_of
from graph.links import Alignment, Decision, Descent, DescentRule, Link, LinkStatus, SetRelation, Verdict
from graph.model import Level
from graph.pipeline import build
from graph.rdf.decisions import decisions_graph
from graph.rdf.links import alignment_graphs
from graph.rdf.statements import Statements, concept, node
from graph.store import Store, open_store
from graph.terms import NamedGraph, literal, named_graph, typed

CENTRAL, PROVINCE, OTHER = "doc/vn/tw/kh/xii/11", "doc/vn/ha-giang/ubnd/kh/2018/40", "doc/vn/ha-giang/tu/kh/xii/9"
DISTRICT, FAR = "doc/vn/ha-giang/vi-xuyen/ubnd/kh/2018/77", "doc/vn/ha-giang/bac-me/ubnd/kh/2018/5"
PLACES = {
    CENTRAL: ("central", "vn", "11-KH/TW"),
    PROVINCE: ("province", "vn/ha-giang", "40/KH-UBND"),
    OTHER: ("province", "vn/ha-giang", "9-KH/TU"),
    DISTRICT: ("district", "vn/ha-giang/vi-xuyen", "77/KH-UBND"),
    FAR: ("district", "vn/ha-giang/bac-me", "5/KH-UBND"),
}
ABSENT = "doc/vn/ha-giang/tu/kh/xii/150"
CONFIRMED, PROPOSED, CANDIDATE, REJECTED = (
    LinkStatus.CONFIRMED,
    LinkStatus.PROPOSED,
    LinkStatus.CANDIDATE,
    LinkStatus.REJECTED,
)
EQUAL, NARROWER, OVERLAPS = SetRelation.EQUAL, SetRelation.NARROWER, SetRelation.OVERLAPS
LOCAL = ("province", "district", "commune")


def task(document: str, number: int) -> str:
    return f"{document}/task/{number}"


@dataclass
class World:
    """A made-up collection: tasks by number, of which some repeat others; what is addressed; links and decisions."""

    tasks: dict[str, int] = field(default_factory=lambda: {CENTRAL: 1, PROVINCE: 3, DISTRICT: 3})
    duties: int = 1
    addressed: tuple[str, ...] = LOCAL
    leads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    repeats: dict[str, str] = field(default_factory=dict)
    descents: list[Descent] = field(default_factory=lambda: [Descent(PROVINCE, CENTRAL, DescentRule.CITES)])
    links: list[Link] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    circle: bool = False

    def link(
        self,
        child: str,
        parent: str,
        relation: SetRelation = EQUAL,
        status: LinkStatus = PROPOSED,
        *duties: int,
        score: float = 0.8,
        suspect: bool = False,
    ) -> World:
        pairs = tuple((0, index) for index in duties)
        made = Link(child, parent, relation, score, status, "made-up", "0" * 16, "1" * 16, pairs, suspect=suspect)
        self.links.append(made)
        return self

    def decide(self, verdict: Verdict, document: str = PROVINCE, requirement: str = task(CENTRAL, 0)) -> World:
        number = len(self.decisions) + 1
        one = Decision(number, verdict, requirement, "words", "1" * 16, "An", date(2024, 1, 2), document=document)
        self.decisions.append(one)
        return self

    def graphs(self) -> Iterator[NamedGraph]:
        for document in self.tasks:
            yield named_graph(f"urn:graph:{document}", self._document(document))
        yield from alignment_graphs(Alignment(tuple(self.descents), (), tuple(self.links)))
        yield decisions_graph(self.decisions)

    def _document(self, document: str) -> set[str]:
        out, subject = Statements(), node(document)
        level, territory, symbol = PLACES[document]
        out.add_class(subject, "dl:Document")
        out.add(subject, "dl:held", typed(True))
        out.add(subject, "dl:symbol", literal(symbol))
        out.add(subject, "dl:level", concept("level", level))
        out.add(subject, "dl:territory", node(f"territory/{territory}"))
        for number in range(self.tasks[document]):
            self._task(document, number, out)
        return set(out.triples)

    def _task(self, document: str, number: int, out: Statements) -> None:
        identity = task(document, number)
        subject, words = node(identity), node(f"{identity}/words")
        out.add_class(subject, "dl:Task")
        out.add(subject, "dl:partOf", node(document))
        out.add(subject, "dl:path", literal(str(number)))
        out.add(subject, "dl:text", literal(f"Việc {number} của {PLACES[document][2]}"))
        out.add(subject, "schema:position", typed(number))
        out.add(subject, "dl:tableRow", typed(identity in self.repeats))
        out.add(subject, "dl:evidence", words)
        out.add(words, "dl:source", literal(f"{PLACES[document][2]}.txt"))
        out.add(words, "dl:line", typed(10 + number))
        out.add(subject, "dl:addressedTo", *(concept("level", code) for code in self.addressed))
        for index in range(self.duties):
            out.add(subject, "dl:duty", node(f"{identity}/duty/{index + 1}"))
        for position, name in enumerate(self.leads.get(identity, ())):
            part = node(f"{identity}/assignment/{position + 1}")
            out.add(subject, "dl:assignment", part)
            out.add(part, "dl:role", concept("role", "lead"))
            out.add(part, "dl:text", literal(name))
            out.add(part, "schema:position", typed(position))
        if identity in self.repeats:
            out.add(subject, "dl:repeats", node(self.repeats[identity]))


R, P0, P1, D0, D1 = task(CENTRAL, 0), task(PROVINCE, 0), task(PROVINCE, 1), task(DISTRICT, 0), task(DISTRICT, 1)
BLOCKED = [Descent(PROVINCE, CENTRAL, DescentRule.CHAIN, (ABSENT,), (ABSENT,))]
STATES = [
    ("equal-confirmed", World(duties=3).link(P0, R, EQUAL, CONFIRMED), "confirmed", 1, 0, 3),
    ("narrower-confirmed", World().link(P0, R, NARROWER, CONFIRMED), "confirmed", 1, 0, 1),
    ("two-links-meet-all", World(duties=2).link(P0, R, NARROWER, CONFIRMED, 0).link(P1, R, NARROWER, CONFIRMED, 1),
     "confirmed", 2, 0, 2),
    ("equal-proposed", World(duties=3).link(P0, R), "proposed", 0, 1, 3),
    ("all-met-with-a-proposal", World(duties=2).link(P0, R, NARROWER, CONFIRMED, 0).link(P1, R, NARROWER, PROPOSED, 1),
     "proposed", 1, 1, 2),
    ("confirmed-beside-proposed", World().link(P0, R, NARROWER, CONFIRMED).link(P1, R), "confirmed", 1, 1, 1),
    ("one-of-five-duties", World(duties=5).link(P0, R, NARROWER, PROPOSED, 3), "partly", 0, 1, 1),
    ("one-of-five-duties-confirmed", World(duties=5).link(P0, R, NARROWER, CONFIRMED, 3), "partly", 1, 0, 1),
    ("only-overlapping", World().link(P0, R, OVERLAPS, CONFIRMED, 0), "partly", 1, 0, 0),
    ("narrower-that-names-no-duty", World(duties=2).link(P0, R, NARROWER), "partly", 0, 1, 0),
    ("overlap-meets-no-duty", World(duties=2).link(P0, R, NARROWER, PROPOSED, 0).link(P1, R, OVERLAPS, PROPOSED, 1),
     "partly", 0, 2, 1),
    ("suspect", World().link(P0, R, EQUAL, CONFIRMED, suspect=True), "proposed", 0, 1, 1),
    ("nothing", World(), "none-found", 0, 0, 0),
    ("only-a-candidate", World().link(P0, R, EQUAL, CANDIDATE), "none-found", 0, 0, 0),
    ("rejected", World().link(P0, R, EQUAL, REJECTED), "none-found", 0, 0, 0),
    ("not-addressed", World(addressed=("district",)), "not-addressed", 0, 0, 0),
    ("addressed-to-nobody", World(addressed=()), "not-addressed", 0, 0, 0),
    ("taken-up-though-not-addressed", World(addressed=()).link(P0, R), "proposed", 0, 1, 1),
    ("blocked", World(descents=BLOCKED), "blocked", 0, 0, 0),
    ("blocked-but-found", World(descents=BLOCKED).link(P0, R), "proposed", 0, 1, 1),
    ("not-addressed-before-blocked", World(descents=BLOCKED, addressed=()), "not-addressed", 0, 0, 0),
    ("gap", World().decide(Verdict.GAP), "confirmed-gap", 0, 0, 0),
    ("gap-despite-a-proposal", World().link(P0, R).decide(Verdict.GAP), "confirmed-gap", 0, 1, 1),
    ("exception", World().decide(Verdict.EXCEPTION), "justified", 0, 0, 0),
    ("later-decision-holds", World().decide(Verdict.EXCEPTION).decide(Verdict.GAP), "confirmed-gap", 0, 0, 0),
    ("later-exception-holds", World().decide(Verdict.GAP).decide(Verdict.EXCEPTION), "justified", 0, 0, 0),
    ("confirmed-link-outranks-gap", World().link(P0, R, OVERLAPS, CONFIRMED).decide(Verdict.GAP), "partly", 1, 0, 0),
    ("appendix-row-stands-for-its-task",
     World(tasks={CENTRAL: 2, PROVINCE: 3}, repeats={task(CENTRAL, 1): R}).link(P0, task(CENTRAL, 1)),
     "proposed", 0, 1, 1),
]  # fmt: skip


@pytest.fixture(scope="module", params=["oxigraph", "rdflib"])
def engine(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Both engines; the second through a server, as everywhere in the tests."""
    if request.param == "oxigraph":
        with open_store(":memory:") as opened:
            yield opened
    else:
        with servers.rdflib_server() as url, open_store(url) as opened:
            yield opened


@pytest.fixture
def store(engine: Store) -> Iterator[Store]:
    """An empty store of either engine."""
    yield engine
    for graph in engine.graphs():
        engine.drop_graph(graph)


@pytest.mark.parametrize(
    ("world", "state", "confirmed", "proposed", "met"), [c[1:] for c in STATES], ids=[c[0] for c in STATES]
)
def test_state(store: Store, world: World, state: str, confirmed: int, proposed: int, met: int) -> None:
    store.load_many(world.graphs())
    (row,) = query.run(store, query.find("coverage-matrix"), {"document": CENTRAL}).records()
    assert (row["state"], row["confirmed"], row["proposed"], row["met"]) == (state, confirmed, proposed, met)
    (same,) = table_of(coverage(store, CENTRAL).rows).records()
    assert {name: same[name] for name in row} == row
    uncovered = query.run(store, query.find("uncovered"), {"document": CENTRAL}).rows
    assert len(uncovered) == (state == "none-found")


def test_every_state_has_a_case() -> None:
    assert {case[2] for case in STATES} == {state.value for state in State}
    assert len(STATES) == 28


def _opened(world: World) -> Store:
    store = open_store(":memory:")
    store.load_many(world.graphs())
    return store


def test_a_row_shows_words_and_places_of_both_ends() -> None:
    world = World(duties=2).link(P0, R, NARROWER, PROPOSED, 1, score=0.91).link(P1, R, OVERLAPS, score=0.95)
    (row,) = table_of(coverage(_opened(world), CENTRAL).rows).records()
    assert row | {
        "path": "0", "text": "Việc 0 của 11-KH/TW", "source": "11-KH/TW.txt", "line": 10, "lower": PROVINCE,
        "lower_symbol": "40/KH-UBND", "child": P0, "child_path": "0", "child_text": "Việc 0 của 40/KH-UBND",
        "child_source": "40/KH-UBND.txt", "child_line": 10, "score": 0.91, "relation": "narrower", "status": "proposed",
    } == row  # fmt: skip


DOWN = [
    Descent(PROVINCE, CENTRAL, DescentRule.CITES),
    Descent(DISTRICT, PROVINCE, DescentRule.CITES),
    Descent(DISTRICT, CENTRAL, DescentRule.CHAIN, (PROVINCE,)),
]


def _deep(world: World, document: str = CENTRAL) -> Row:
    world.descents = DOWN
    (row,) = coverage(_opened(world), document, deep=True).rows
    return row


@pytest.mark.parametrize(
    ("upper", "lower", "state"),
    [
        ((EQUAL, CONFIRMED), (EQUAL, CONFIRMED), "confirmed"),
        ((EQUAL, CONFIRMED), (EQUAL, PROPOSED), "proposed"),
        ((OVERLAPS, CONFIRMED), (EQUAL, CONFIRMED), "partly"),
        ((EQUAL, PROPOSED), (OVERLAPS, PROPOSED), "partly"),
        ((EQUAL, CONFIRMED), (EQUAL, CANDIDATE), "none-found"),
        ((EQUAL, REJECTED), (EQUAL, CONFIRMED), "none-found"),
    ],
)
def test_a_chain_is_worth_its_weakest_link(
    upper: tuple[SetRelation, LinkStatus], lower: tuple[SetRelation, LinkStatus], state: str
) -> None:
    row = _deep(World().link(P0, R, *upper).link(D0, P0, *lower))
    assert row.state == state
    assert row.chain == (() if state == "none-found" else ("0", "40/KH-UBND 0", "77/KH-UBND 0"))


def test_the_best_chain_is_shown() -> None:
    world = World().link(P0, R, OVERLAPS).link(D0, P0).link(P1, R, EQUAL, CONFIRMED).link(D1, P1, EQUAL, CONFIRMED)
    row = _deep(world.link(D0, R))
    assert (row.state, row.chain) == ("confirmed", ("0", "40/KH-UBND 1", "77/KH-UBND 1"))
    assert row.confirmed == 1
    assert row.child is not None
    assert row.child["text"] == "Việc 1 của 77/KH-UBND"


def test_a_link_straight_down_is_enough() -> None:
    row = _deep(World().link(D0, R))
    assert (row.state, row.chain) == ("proposed", ("0", "77/KH-UBND 0"))


def test_a_chain_goes_through_an_appendix_row() -> None:
    world = World(repeats={P1: P0}).link(P1, R).link(D0, P0)
    assert _deep(world).chain == ("0", "40/KH-UBND 1", "77/KH-UBND 0")


def test_a_gap_stands_until_a_whole_chain_is_confirmed() -> None:
    proposed = World().decide(Verdict.GAP, DISTRICT).link(P0, R).link(D0, P0)
    assert _deep(proposed).state == "confirmed-gap"
    confirmed = World().decide(Verdict.GAP, DISTRICT).link(P0, R, EQUAL, CONFIRMED).link(D0, P0, EQUAL, CONFIRMED)
    assert _deep(confirmed).state == "confirmed"


def test_links_in_a_circle_end() -> None:
    row = _deep(World().link(P0, R).link(D0, P0).link(P0, D0).link(R, D0).link(D1, D0))
    assert row.chain == ("0", "40/KH-UBND 0", "77/KH-UBND 0")


def test_documents_of_a_territory_count_together() -> None:
    world = World(tasks={CENTRAL: 1, PROVINCE: 1, OTHER: 1, DISTRICT: 1}, duties=2)
    world.descents = [Descent(lower, CENTRAL, DescentRule.CITES) for lower in (OTHER, PROVINCE, DISTRICT)]
    world.link(P0, R, NARROWER, PROPOSED, 0).link(task(OTHER, 0), R, NARROWER, PROPOSED, 1)
    store = _opened(world)
    found = [(row.symbol, row.state.value) for row in coverage(store, CENTRAL).rows]
    assert found == [("9-KH/TU", "partly"), ("40/KH-UBND", "partly"), ("77/KH-UBND", "none-found")]
    found = [(row.symbol, row.state.value) for row in coverage(store, CENTRAL, by="territory").rows]
    assert found == [("9-KH/TU; 40/KH-UBND", "proposed"), ("77/KH-UBND", "none-found")]


def test_rows_under_the_leads_of_the_requirement() -> None:
    world = World(tasks={CENTRAL: 3, PROVINCE: 1})
    world.leads = {R: ("Bộ Nội vụ", "Sở Tài chính"), task(CENTRAL, 1): ("Bộ Nội vụ",)}
    rows = coverage(_opened(world), CENTRAL, by="agency").rows
    assert [(row.agency, row.requirement["path"]) for row in rows] == [
        ("Bộ Nội vụ", "0"), ("Bộ Nội vụ", "1"), ("Sở Tài chính", "0"), (None, "2"),
    ]  # fmt: skip


def test_totals_keep_confirmed_and_proposed_apart() -> None:
    world = World(tasks={CENTRAL: 3, PROVINCE: 3})
    world.link(P0, R, OVERLAPS, CONFIRMED).link(P0, task(CENTRAL, 1), OVERLAPS)
    assert totals(coverage(_opened(world), CENTRAL).rows) == {State.PARTLY: (2, 1), State.NONE_FOUND: (1, 0)}


def _random_world(seed: int) -> World:
    chance = random.Random(seed)
    world = World(tasks=dict.fromkeys((CENTRAL, PROVINCE, OTHER, DISTRICT), 4), duties=chance.randint(0, 3))
    lowers = [PROVINCE, OTHER, DISTRICT]
    world.descents = [
        Descent(lower, CENTRAL, DescentRule.CITES, (), (ABSENT,) if chance.random() < 0.3 else ()) for lower in lowers
    ]
    world.addressed = tuple(level for level in LOCAL if chance.random() < 0.6)
    world.repeats = {task(CENTRAL, 3): task(CENTRAL, 1)} if chance.random() < 0.5 else {}
    ends = [(task(low, i), task(CENTRAL, j)) for low in lowers for i in range(4) for j in range(4)]
    for child, parent in chance.sample(ends, 14):
        duties = [index for index in range(world.duties) if chance.random() < 0.5]
        relation, status = chance.choice(list(SetRelation)), chance.choice(list(LinkStatus))
        score, suspect = round(chance.random(), 3), status is CONFIRMED and chance.random() < 0.3
        world.link(child, parent, relation, status, *duties, score=score, suspect=suspect)
    for _ in range(chance.randint(0, 4)):
        verdict = chance.choice([Verdict.GAP, Verdict.EXCEPTION])
        world.decide(verdict, chance.choice(lowers), task(CENTRAL, chance.randrange(3)))
    return world


@pytest.mark.parametrize("seed", range(40))
def test_sparql_and_python_say_the_same(seed: int) -> None:
    print("seed", seed)
    store = _opened(_random_world(seed))
    matrix = query.run(store, query.find("coverage-matrix"), {"document": CENTRAL}).records()
    mine = {(row["requirement"], row["lower"]): row for row in table_of(coverage(store, CENTRAL).rows).records()}
    assert len(mine) == len(matrix)
    for row in matrix:
        assert {name: mine[row["requirement"], row["lower"]][name] for name in row} == row
    gaps = query.run(store, query.find("uncovered"), {"document": CENTRAL}).records()
    assert {(row["requirement"], row["lower"]) for row in gaps} == {
        (row["requirement"], row["lower"]) for row in matrix if row["state"] == "none-found"
    }


def test_filters_of_the_queries() -> None:
    store = _opened(_random_world(7))
    matrix = query.find("coverage-matrix")
    every = query.run(store, matrix, {"document": CENTRAL}).records()
    for state in {str(row["state"]) for row in every}:
        some = query.run(store, matrix, {"document": CENTRAL, "only_state": state}).records()
        assert list(some) == [row for row in every if row["state"] == state]
    some = query.run(store, matrix, {"document": CENTRAL, "only_lower": DISTRICT}).records()
    assert list(some) == [row for row in every if row["lower"] == DISTRICT]
    gaps = query.run(store, query.find("uncovered"), {"only_level": "district"}).records()
    assert {row["level"] for row in gaps} <= {"district"}


def _country(provinces: int) -> World:
    world = World(tasks={}, duties=2)
    for number in range(provinces):
        lower = f"doc/vn/p{number}/kh/2018/1"
        PLACES[lower] = ("province", f"vn/p{number}", f"{number}/KH-UBND")
        world.tasks[lower] = 20
        for index in range(60):
            world.link(task(lower, index % 20), task(CENTRAL, (index * 7 + number) % 30), NARROWER, PROPOSED, index % 2)
    world.descents = [Descent(lower, CENTRAL, DescentRule.CITES) for lower in world.tasks]
    world.tasks[CENTRAL] = 30
    return world


def test_time_grows_with_the_documents_and_not_with_their_square(tmp_path: Path) -> None:
    spent = []
    for provinces in (15, 60):
        with open_store(str(tmp_path / str(provinces))) as store:
            store.load_many(_country(provinces).graphs())
            best = []
            for _ in range(3):
                started = time.process_time()
                assert len(coverage(store, CENTRAL).rows) == provinces * 30
                best.append(time.process_time() - started)
            spent.append(min(best))
    assert spent[1] < 4 * spent[0] * 2.5 + 0.2


def test_command(tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    with open_store(folder) as store:
        world = World(tasks={CENTRAL: 2, PROVINCE: 1}, leads={R: ("Bộ Nội vụ",)})
        store.load_many(world.link(P0, R, OVERLAPS).graphs())
    run = CliRunner().invoke
    drawn = run(main, ["coverage", "11-KH/TW", "--store", folder])
    assert drawn.exit_code == 0, drawn.output
    assert "chưa tìm thấy trong kho" in drawn.stdout
    assert drawn.stdout.endswith("2 dòng: khớp một phần 1 (đã xác nhận 0, máy đề xuất 1); chưa tìm thấy trong kho 1\n")
    english = run(main, ["coverage", "11-KH/TW", "--by", "agency", "--lang", "en", "--store", folder])
    assert "Bộ Nội vụ: 1 rows: partly 1 (confirmed 0, proposed 1)" in english.stdout
    assert "no lead stated: 1 rows: not found in this collection 1" in english.stdout
    listed = run(main, ["coverage", "11-KH/TW", "--state", "none-found", "--format", "json", "--store", folder])
    assert [row["state"] for row in json.loads(listed.stdout)] == ["none-found"]
    lowest = run(main, ["coverage", "40/KH-UBND", "--store", folder])
    assert "không có văn bản nào trong kho đứng dưới văn bản này" in lowest.stderr
    wrong = run(main, ["coverage", "12-KH/TW", "--store", folder])
    assert wrong.exit_code == 2


DIRECTIVE = "doc/vn/tw/nq/xii/18"


def _under_a_directive(world: World) -> Iterator[NamedGraph]:
    """The world, of which the central document carries out one that is not held."""
    yield from world.graphs()
    out, subject = Statements(), node(DIRECTIVE)
    out.add_class(subject, "dl:Document")
    out.add(subject, "dl:held", typed(False))
    out.add(subject, "dl:symbol", literal("18-NQ/TW"))
    for document in world.tasks:
        out.add(node(document), "dl:implements", subject)
    yield named_graph("urn:graph:directive", set(out.triples))


NOTHING = [
    pytest.param("18-NQ/TW", World(descents=DOWN), (),
                 "kho chưa có 18-NQ/TW nên không có yêu cầu để đếm; thử: 11-KH/TW",
                 "this collection does not hold 18-NQ/TW, so there are no requirements to count; try: 11-KH/TW",
                 id="not held, others below"),
    pytest.param("18-NQ/TW", World(descents=[]), (),
                 "kho chưa có 18-NQ/TW nên không có yêu cầu để đếm",
                 "this collection does not hold 18-NQ/TW, so there are no requirements to count",
                 id="not held, nothing to count below"),
    pytest.param("40/KH-UBND", World(), (), "không có văn bản nào trong kho đứng dưới văn bản này",
                 "no document of this collection stands below this one", id="the lowest"),
    pytest.param("11-KH/TW", World(), ("--deep",),
                 "không có văn bản cấp huyện, cấp xã nào trong kho đứng dưới văn bản này",
                 "no document of a district or commune of this collection stands below this one", id="none so deep"),
    pytest.param("11-KH/TW", World(tasks={CENTRAL: 0, PROVINCE: 1}), (), "văn bản này không có yêu cầu nào để đếm",
                 "this document has no requirements to count", id="no requirements"),
]  # fmt: skip


@pytest.mark.parametrize(("symbol", "world", "options", "vietnamese", "english"), NOTHING)
def test_why_there_is_nothing_to_count(
    symbol: str, world: World, options: tuple[str, ...], vietnamese: str, english: str, tmp_path: Path
) -> None:
    with open_store(str(tmp_path)) as store:
        store.load_many(_under_a_directive(world))
    for lang, said in (("vi", vietnamese), ("en", english)):
        done = CliRunner().invoke(main, ["coverage", symbol, "--lang", lang, "--store", str(tmp_path), *options])
        assert (done.exit_code, done.stderr) == (0, f"{said}\n")
    assert len(NOTHING) == 5


def test_the_four_real_documents(shared: Path, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as store:
        build([shared / "documents"], store)
        upper = "doc/vn/tw/kh/xii/07"
        started = time.perf_counter()
        found = coverage(store, upper)
        assert time.perf_counter() - started < 3
        assert len(found.rows) == 112 * 3
        assert not found.circles
        assert all(
            row.requirement["source"] and row.requirement["line"] and row.requirement["text"] for row in found.rows
        )
        assert all(row.child and row.child["source"] for row in found.rows if row.best)
        states = {row.state for row in found.rows if row.symbol == "207/KH-UBND" and not row.best}
        assert states <= {State.BLOCKED, State.NOT_ADDRESSED}
        matrix = query.run(store, query.find("coverage-matrix"), {"document": upper}).records()
        mine = {(row["requirement"], row["lower"]): row for row in table_of(found.rows).records()}
        for row in matrix:
            same = mine[row["requirement"], row["lower"]]
            assert all(same[name] == value for name, value in row.items() if name != "lower_symbol")
        deep = coverage(store, upper, deep=True)
        assert {row.level for row in deep.rows} == {Level.DISTRICT.value}
