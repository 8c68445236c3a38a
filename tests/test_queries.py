"""Each query of queries/ on the made-up collection, on every kind of store, and what its file says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import audit_cases
import factories
import link_factories
import pytest
import servers
import test_audit_levels
import test_links_rdf
from factories import CENTRAL, DISTRICT, PARTY_PLAN, PROVINCE, RESOLUTION

from graph.audit import CHECKS
from graph.audit.check import Audited
from graph.audit.check import Row as AuditRow
from graph.errors import QueryError
from graph.identity import iri, term_iri
from graph.query import Query, all_queries, bindings, find, read_query, run
from graph.store import Store, open_store
from graph.terms import NamedGraph, literal, named_graph, typed

T1, T2, GOAL = (f"{PROVINCE}/task/II/{number}" for number in "123")
C1, C2 = f"{CENTRAL}/task/I/1", f"{CENTRAL}/task/I/2"
D1, ROW = f"{DISTRICT}/task/III/1", f"{DISTRICT}/task/PL/1"
PROVINCE_FILE, CENTRAL_FILE, DISTRICT_FILE = "tinh/ke hoach 40.txt", "trung-uong.txt", "huyen.md"
HOME_AFFAIRS = "agency/vn/ha-giang/so-noi-vu"
DISTRICT_OFFICE = "agency/vn/ha-giang/vi-xuyen/phong-noi-vu"

Row = tuple[object, ...]
Case = tuple[str, str, Mapping[str, str], str, list[Row]]
CASES: list[Case] = [
    (
        "documents",
        "all",
        {},
        "document held tasks citations",
        [
            (CENTRAL, True, 2, 3),
            (DISTRICT, True, 2, 0),
            (PROVINCE, True, 3, 1),
            (RESOLUTION, False, 0, 1),
            (PARTY_PLAN, False, 0, 1),
        ],
    ),
    (
        "documents",
        "held of a province",
        {"only_held": "true", "only_level": "province"},
        "document symbol type title level territory date status source",
        [
            (
                PROVINCE,
                "40/KH-UBND",
                "Kế hoạch",
                "thực hiện Kế hoạch số 11-KH/TW",
                "province",
                "territory/vn/ha-giang",
                "2018-03-15",
                "issued",
                PROVINCE_FILE,
            )
        ],
    ),
    (
        "documents",
        "inferred and disputed",
        {"only_held": "true"},
        "symbol inferred disputed",
        [
            ("11-KH/TW", "level; symbol; territory", True),
            ("77/KH-UBND", None, False),
            ("40/KH-UBND", None, False),
        ],
    ),
    ("documents", "only cited", {"only_held": "false"}, "document", [(RESOLUTION,), (PARTY_PLAN,)]),
    (
        "documents-missing",
        "all",
        {},
        "document relation citing source line quote",
        [
            (PARTY_PLAN, "basis", DISTRICT, DISTRICT_FILE, 4, "Kế hoạch số 150-KH/TU"),
            (RESOLUTION, "implements", CENTRAL, CENTRAL_FILE, 2, "Nghị quyết số 99-NQ/TW"),
        ],
    ),
    (
        "citations",
        "all",
        {},
        "document relation cited stated_by reported line",
        [
            (PARTY_PLAN, "implements", CENTRAL, DISTRICT, True, 4),
            (PROVINCE, "implements", CENTRAL, PROVINCE, False, 3),
            (PROVINCE, "implements", CENTRAL, PROVINCE, False, 5),
            (DISTRICT, "basis", PARTY_PLAN, DISTRICT, False, 4),
            (DISTRICT, "basis", PROVINCE, DISTRICT, False, 3),
            (DISTRICT, "mentions", CENTRAL, DISTRICT, False, 4),
            (CENTRAL, "implements", RESOLUTION, CENTRAL, False, 2),
        ],
    ),
    ("citations", "of one", {"cited": RESOLUTION}, "document quote", [(CENTRAL, "Nghị quyết số 99-NQ/TW")]),
    (
        "citations",
        "with their symbols",
        {"document": PROVINCE},
        "symbol cited_symbol quote",
        [("40/KH-UBND", "11-KH/TW", "Kế hoạch số 11-KH/TW")] * 2,
    ),
    (
        "cascade",
        "from the top",
        {"directive": RESOLUTION},
        "document level held reported tasks",
        [
            (CENTRAL, "central", True, False, 2),
            (PARTY_PLAN, "province", False, True, 0),
            (PROVINCE, "province", True, False, 3),
            (DISTRICT, "district", True, False, 2),
        ],
    ),
    (
        "cascade",
        "hearsay only",
        {"directive": PARTY_PLAN},
        "document steps reported",
        [(DISTRICT, 1, False)],
    ),
    ("cascade", "nothing below", {"directive": DISTRICT}, "document", []),
    (
        "cascade-tasks",
        "from the top",
        {"directive": RESOLUTION},
        "level task leads due",
        [
            ("central", C1, "Tỉnh ủy", "2018-12-31"),
            ("central", C2, "Ban Tổ chức Trung ương", None),
            ("province", T1, "Sở Nội vụ", "2018-06-29"),
            ("province", T2, None, None),
            ("province", GOAL, None, None),
            ("district", D1, "Phòng Nội vụ", "2018-09-30"),
            ("district", ROW, "Phòng Nội vụ", "2018-09-30"),
        ],
    ),
    (
        "cascade-tasks",
        "of the district",
        {"directive": RESOLUTION, "only_level": "district"},
        "task kind source line",
        [(D1, "task", DISTRICT_FILE, 6), (ROW, "task", DISTRICT_FILE, 8)],
    ),
    (
        "trace",
        "of a district task",
        {"task": D1},
        "above relation document stated_by reported line",
        [
            (PARTY_PLAN, "basis", DISTRICT, DISTRICT, False, 4),
            (PROVINCE, "basis", DISTRICT, DISTRICT, False, 3),
            (CENTRAL, "implements", PARTY_PLAN, DISTRICT, True, 4),
            (CENTRAL, "implements", PROVINCE, PROVINCE, False, 3),
            (RESOLUTION, "implements", CENTRAL, CENTRAL, False, 2),
        ],
    ),
    (
        "trace",
        "of a task that names the document above",
        {"task": T1},
        "above held named quote",
        [
            (CENTRAL, True, True, "Kế hoạch số 11-KH/TW"),
            (RESOLUTION, False, False, "Nghị quyết số 99-NQ/TW"),
        ],
    ),
    (
        "tasks",
        "all",
        {},
        "task kind table_row repeats",
        [
            (T1, "task", False, None),
            (T2, "task", False, None),
            (GOAL, "objective", False, None),
            (D1, "task", False, None),
            (ROW, "task", True, D1),
            (C1, "task", False, None),
            (C2, "task", False, None),
        ],
    ),
    (
        "tasks",
        "with a condition",
        {"document": PROVINCE, "only_kind": "task"},
        "task leads deadline begin due recurrence condition source line",
        [
            (T1, "Sở Nội vụ", "trước ngày 30/6/2018", None, "2018-06-29", None, None, PROVINCE_FILE, 5),
            (T2, None, "hằng năm", None, None, "annual", "sau khi có hướng dẫn của tỉnh", PROVINCE_FILE, 6),
        ],
    ),
    (
        "tasks",
        "with the parts of others",
        {"document": CENTRAL},
        "task symbol leads coordinating consulted deciding",
        [
            (C1, "11-KH/TW", "Tỉnh ủy", None, None, None),
            (C2, "11-KH/TW", "Ban Tổ chức Trung ương", "Bộ Nội vụ", None, None),
        ],
    ),
    ("tasks", "of an organisation", {"agency": DISTRICT_OFFICE, "only_role": "lead"}, "task", [(D1,), (ROW,)]),
    (
        "tasks",
        "of a role",
        {"only_role": "coordinating"},
        "task leads",
        [(T1, "Sở Nội vụ"), (C2, "Ban Tổ chức Trung ương")],
    ),
    ("tasks", "of a role nobody has", {"only_role": "deciding"}, "task", []),
    ("tasks", "of a level", {"only_level": "district"}, "task path", [(D1, "III/1"), (ROW, "PL/1")]),
    (
        "agency-tasks",
        "by role",
        {"agency": DISTRICT_OFFICE},
        "role name task rule line quote",
        [
            ("lead", "Phòng Nội vụ", D1, "sentence", 6, "Phòng Nội vụ"),
            ("lead", "Phòng Nội vụ", ROW, "column", 8, "Phòng Nội vụ"),
        ],
    ),
    ("agency-tasks", "another role", {"agency": HOME_AFFAIRS, "only_role": "deciding"}, "task", []),
    (
        "agencies",
        "all",
        {},
        "label level role tasks",
        [
            ("Ban Tổ chức Trung ương", "central", "lead", 1),
            ("Sở Nội vụ tỉnh Hà Giang", "province", "lead", 1),
            ("Bộ Nội vụ", None, "coordinating", 1),
            ("Phòng Nội vụ", None, "lead", 2),
            ("Sở Tài chính", None, "coordinating", 1),
            ("Tỉnh ủy", None, "lead", 1),
        ],
    ),
    (
        "assignments",
        "of a document",
        {"document": CENTRAL},
        "task role name quote",
        [
            (C1, "lead", "Tỉnh ủy", "Tỉnh ủy"),
            (C2, "lead", "Ban Tổ chức Trung ương", "Ban Tổ chức Trung ương"),
            (C2, "coordinating", "Bộ Nội vụ", "Bộ Nội vụ"),
        ],
    ),
    (
        "deadlines",
        "all",
        {},
        "due begin task quote",
        [
            ("2018-06-29", None, T1, "trước ngày 30/6/2018"),
            ("2018-09-30", "2018-09-01", D1, "trong tháng 9/2018"),
            ("2018-09-30", None, ROW, "30/9/2018"),
            ("2018-12-31", None, C1, "hoàn thành trong năm 2018"),
        ],
    ),
    ("deadlines", "before a day", {"due_before": "2018-09-30"}, "due task", [("2018-06-29", T1)]),
    (
        "deadlines",
        "between two days",
        {"due_from": "2018-09-30", "due_before": "2018-10-01"},
        "task",
        [(D1,), (ROW,)],
    ),
    ("tasks-without-lead", "all", {}, "task source line", [(T2, PROVINCE_FILE, 6)]),
    ("tasks-without-lead", "another document", {"document": DISTRICT}, "task", []),
    (
        "contradictory-dates",
        "all",
        {},
        "document first_date first_source first_line second_date second_source second_line second_quote",
        [(CENTRAL, "2017-11-20", CENTRAL_FILE, 3, "2018-11-20", DISTRICT_FILE, 4, "ngày 20/11/2018")],
    ),
    ("kinds", "of a document", {"thing": CENTRAL}, "kind", [(term_iri("Document"),)]),
    ("kinds", "of nothing", {"thing": "doc/vn/nowhere"}, "kind", []),
    ("contradictory-dates", "another document", {"document": PROVINCE}, "document", []),
    (
        "sources",
        "all",
        {},
        "name text symbol",
        [
            (DISTRICT_FILE, factories.DISTRICT_TEXT, None),
            (PROVINCE_FILE, factories.PROVINCE_TEXT, None),
            (CENTRAL_FILE, factories.CENTRAL_TEXT, None),
        ],
    ),
    (
        "map-documents",
        "all",
        {},
        "document held level branch signer",
        [
            (PARTY_PLAN, False, "province", None, None),
            (PROVINCE, True, "province", "state", None),
            (DISTRICT, True, "district", "state", "Trần Thị Bình"),
            (CENTRAL, True, "central", "party", "Phạm Văn An"),
            (RESOLUTION, False, "central", None, None),
        ],
    ),
    ("map-task-counts", "all", {}, "document tasks repeated", [(PROVINCE, 2, 0), (DISTRICT, 2, 1), (CENTRAL, 2, 0)]),
    (
        "map-claims",
        "inferred and settled",
        {"document": CENTRAL},
        "field value inferred rule file",
        [
            ("branch", "party", False, "settled", None),
            ("date", "2018-11-20", False, "citation", DISTRICT_FILE),
            ("date", "2017-11-20", False, "stated", CENTRAL_FILE),
            ("level", "central", True, "issuer code", PROVINCE_FILE),
            ("signer", "Phạm Văn An", False, "stated", CENTRAL_FILE),
            ("status", "issued", False, "stated", CENTRAL_FILE),
            ("symbol", "11-KH/TW", True, "title", PROVINCE_FILE),
            ("territory", "vn", True, "issuer code", PROVINCE_FILE),
            ("title", "thực hiện Nghị quyết số 99-NQ/TW về dịch vụ công", False, "stated", CENTRAL_FILE),
            ("type", "Kế hoạch", False, "stated", CENTRAL_FILE),
        ],
    ),
    (
        "map-citations",
        "all",
        {},
        "citing relation cited stated_by text",
        [
            (PARTY_PLAN, "implements", CENTRAL, DISTRICT, "về thực hiện Kế hoạch số 11-KH/TW"),
            (PROVINCE, "implements", CENTRAL, PROVINCE, "Kế hoạch số 11-KH/TW"),
            (PROVINCE, "implements", CENTRAL, PROVINCE, "Kế hoạch số 11-KH/TW"),
            (DISTRICT, "basis", PARTY_PLAN, DISTRICT, "Kế hoạch số 150-KH/TU"),
            (DISTRICT, "basis", PROVINCE, DISTRICT, "Kế hoạch số 40/KH-UBND"),
            (DISTRICT, "mentions", CENTRAL, DISTRICT, "Kế hoạch số 11-KH/TW ngày 20/11/2018"),
            (CENTRAL, "implements", RESOLUTION, CENTRAL, "Nghị quyết số 99-NQ/TW"),
        ],
    ),
    (
        "map-sections",
        "of a document",
        {"document": DISTRICT},
        "path mark heading parent line",
        [
            ("III", "III.", "Thực hiện", DISTRICT, 5),
            ("III/1", "1.", None, f"{DISTRICT}/provision/III", 6),
            ("PL", "Phụ", "lục", DISTRICT, 7),
            ("PL/1", "|", None, f"{DISTRICT}/provision/PL", 8),
        ],
    ),
    (
        "map-tasks",
        "of a document",
        {"document": DISTRICT},
        "task kind table_row begin due repeats line",
        [(D1, "Task", False, "2018-09-01", "2018-09-30", None, 6), (ROW, "Task", True, None, "2018-09-30", D1, 8)],
    ),
    (
        "map-assignments",
        "of a document",
        {"document": PROVINCE},
        "task position role agency label name",
        [
            (T1, 1, "lead", HOME_AFFAIRS, "Sở Nội vụ tỉnh Hà Giang", "Sở Nội vụ"),
            (T1, 2, "coordinating", "agency/vn/ha-giang/so-tai-chinh", "Sở Tài chính", "Sở Tài chính"),
        ],
    ),
    (
        "map-agencies",
        "all",
        {},
        "label kind level branch territory",
        [
            ("Ban Tổ chức Trung ương", "committee", "central", "party", "territory/vn"),
            ("Bộ Nội vụ", None, None, None, None),
            ("Sở Nội vụ tỉnh Hà Giang", "department", "province", "state", "territory/vn/ha-giang"),
            ("Sở Tài chính", None, None, None, None),
            ("UBND tỉnh Hà Giang", "committee", "province", "state", "territory/vn/ha-giang"),
            ("Phòng Nội vụ", None, None, None, None),
            ("Tỉnh ủy", None, None, None, None),
        ],
    ),
    ("map-task-names", "of a document", {"document": PROVINCE}, "task named held", [(T1, CENTRAL, True)]),
    (
        "map-territories",
        "all",
        {},
        "territory name",
        [
            ("territory/vn", "Việt Nam"),
            ("territory/vn/ha-giang", "Hà Giang"),
            ("territory/vn/ha-giang/vi-xuyen", "Vị Xuyên"),
        ],
    ),
]
LINKED: list[Case] = [
    ("places", "plain text has none; those of other files are in test_references", {}, "name", []),
    ("kept", "nothing kept; what a build keeps is in test_incremental", {"kind": "parse"}, "about", []),
    ("scorer", "nothing learned; a store that has learned is in test_stored_scorer", {}, "change", []),
    (
        "coverage-matrix",
        "of a document",
        {"document": CENTRAL},
        "path lower_symbol state confirmed proposed duties met child_path missing",
        [
            ("I/1", "40/KH-UBND", "proposed", 0, 1, 1, 1, "II/1", None),
            ("I/1", "77/KH-UBND", "not-addressed", 0, 0, 1, 0, None, "150-KH/TU"),
            ("I/2", "40/KH-UBND", "not-addressed", 0, 0, 0, 0, None, None),
            ("I/2", "77/KH-UBND", "not-addressed", 0, 0, 0, 0, None, "150-KH/TU"),
        ],
    ),
    ("uncovered", "all", {}, "symbol path lower_symbol level", [("40/KH-UBND", "II/2", "77/KH-UBND", "district")]),
    (
        "coverage-requirements",
        "of a document",
        {"document": CENTRAL},
        "path leads addressed duties repeats source line",
        [
            ("I/1", "Tỉnh ủy", "province", 1, None, CENTRAL_FILE, 5),
            ("I/2", "Ban Tổ chức Trung ương", "central", 0, None, CENTRAL_FILE, 6),
        ],
    ),
    (
        "coverage-duties",
        "of a document",
        {"document": CENTRAL},
        "requirement number text",
        [(C1, 1, "xây dựng danh mục")],
    ),
    (
        "coverage-documents",
        "below a document",
        {"document": CENTRAL},
        "lower symbol level territory missing",
        [
            (PROVINCE, "40/KH-UBND", "province", "territory/vn/ha-giang", None),
            (DISTRICT, "77/KH-UBND", "district", "territory/vn/ha-giang/vi-xuyen", "150-KH/TU"),
        ],
    ),
    (
        "coverage-tasks",
        "below a document",
        {"document": PROVINCE},
        "task path source line duties repeats",
        [(D1, "III/1", DISTRICT_FILE, 6, 0, None), (ROW, "PL/1", DISTRICT_FILE, 8, 0, D1)],
    ),
    (
        "coverage-chains",
        "every step",
        {},
        "child parent relation status suspect score pairs",
        [
            (D1, T1, "equal", "confirmed", True, 1.0, None),
            (T1, C1, "narrower", "proposed", False, 0.9375, "0>0 1>2 1>3"),
        ],
    ),
    ("coverage-chains", "of a document", {"document": CENTRAL}, "child lower", [(T1, PROVINCE)]),
    (
        "lineage-documents",
        "from the top",
        {"directive": RESOLUTION},
        "document",
        [(PARTY_PLAN,), (PROVINCE,), (DISTRICT,), (CENTRAL,), (RESOLUTION,)],
    ),
    ("lineage-documents", "from the middle", {"directive": PROVINCE}, "document", [(PROVINCE,), (DISTRICT,)]),
    (
        "review-addressed",
        "all",
        {},
        "requirement level",
        [(T2, "district"), (T2, "province"), (C1, "province"), (C2, "central")],
    ),
    (
        "overdue",
        "on a day",
        {"as_of": "2018-09-30"},
        "subject deadline due",
        [(T1, "trước ngày 30/6/2018", "2018-06-29")],
    ),
    (
        "conditions",
        "all",
        {},
        "subject condition named_held",
        [(T2, "sau khi có hướng dẫn của tỉnh", None)],
    ),
]  # fmt: skip
"""Cases on the same collection with its links and decisions."""
STORES = ("memory", "folder", "server", "server without union")


@pytest.fixture(scope="module", params=STORES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    kind: str = request.param
    if kind.startswith("server"):
        with (
            servers.oxigraph_server() if "without" in kind else servers.rdflib_server() as url,
            open_store(url) as opened,
        ):
            opened.load_many(factories.graphs())
            yield opened
        return
    location = ":memory:" if kind == "memory" else str(tmp_path_factory.mktemp("queries") / "store")
    with open_store(location) as opened:
        opened.load_many(factories.graphs())
        yield opened


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "rows"),
    [case[:1] + case[2:] for case in CASES],
    ids=[f"{case[0]}: {case[1]}" for case in CASES],
)
def test_rows(store: Store, name: str, parameters: Mapping[str, str], columns: str, rows: list[Row]) -> None:
    found = run(store, find(name), parameters).records()
    assert [tuple(row[column] for column in columns.split()) for row in found] == rows


@pytest.fixture(scope="module", params=["memory", "server"])
def linked(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "memory":
        with open_store(":memory:") as opened:
            opened.load_many(link_factories.graphs())
            yield opened
        return
    with servers.rdflib_server() as url, open_store(url) as opened:
        opened.load_many(link_factories.graphs())
        yield opened


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "rows"),
    [case[:1] + case[2:] for case in LINKED],
    ids=[f"{case[0]}: {case[1]}" for case in LINKED],
)
def test_rows_with_links(
    linked: Store, name: str, parameters: Mapping[str, str], columns: str, rows: list[Row]
) -> None:
    found = run(linked, find(name), parameters).records()
    assert [tuple(row[column] for column in columns.split()) for row in found] == rows


class Recording(Audited):
    """A store under audit that remembers which queries were asked."""

    asked: set[str]

    def rows(self, name: str) -> tuple[AuditRow, ...]:
        self.asked.add(name)
        return super().rows(name)


OF_DECISIONS = {
    "decision-changed": test_audit_levels.test_changed_decisions,
    "link-suspect": test_audit_levels.test_suspect_links_ground_no_finding_but_their_own,
}
"""Checks whose cases are decisions, with their tests."""


def asked_by_audit_cases() -> set[str]:
    """Queries of the checks that have a case which fails and one which passes."""
    codes = {case.code for case in audit_cases.CASES} | {case[0] for case in test_audit_levels.CASES}
    codes |= OF_DECISIONS.keys()
    with open_store(":memory:") as empty:
        audited = Recording(empty, date(2020, 1, 1))
        audited.asked = set()
        for check in CHECKS:
            if check.code in codes:
                list(check.findings(audited))
        return audited.asked


def test_every_query_has_a_case() -> None:
    tabled = {case[0] for table in (CASES, LINKED, test_links_rdf.CASES) for case in table}
    audited = asked_by_audit_cases()
    assert {query.name for query in all_queries()} == tabled | audited
    assert (len(CASES), len(LINKED), len(audited)) == (46, 16, 29)


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_header_says_what_the_query_does(query: Query, memory: Store) -> None:
    values = {"thing": CENTRAL, "directive": CENTRAL, "document": CENTRAL, "task": C1, "agency": HOME_AFFAIRS}
    values |= {"as_of": "2018-12-31", "kind": "parse"}
    table = run(memory, query, {one.name: values[one.name] for one in query.parameters if one.required})
    assert query.title("vi") != query.title("en") != query.name
    assert [column.name for column in table.columns] == [column.name for column in query.columns]
    assert all(column.heading("vi") and column.heading("en") for column in query.columns)
    for parameter in query.parameters:
        assert re.search(rf"\?{parameter.name}\b", query.text)
        assert parameter.vi
        assert parameter.en


UNORDERED = {"links"}
"""Ordering a country's links takes five times as long as finding them; the program orders what it reads of them."""


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_measured_traps_are_gone_round(query: Query) -> None:
    text = re.sub(r"^#.*$", "", query.text, flags=re.MULTILINE)
    assert "NOT EXISTS" not in text
    assert ("ORDER BY" in text) is (query.name not in UNORDERED)
    assert not re.search(r"OPTIONAL \{\s*\?\w+ dl:evidence \?\w+ \.", text), (
        "an OPTIONAL group of several patterns is evaluated over the whole graph: nest them"
    )


@pytest.fixture(scope="module")
def memory() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        opened.load_many(factories.graphs())
        yield opened


@pytest.mark.parametrize(
    ("name", "parameters", "wanted"),
    [
        ("cascade", {}, "needs the parameter 'directive'"),
        ("cascade", {"directive": CENTRAL, "level": "x"}, "takes no parameter 'level'"),
        ("cascade", {"directive": "a b"}, "is no iri"),
        ("cascade", {"directive": ""}, "is no iri"),
        ("cascade", {"directive": "doc/x> } DROP ALL"}, "is no iri"),
        ("deadlines", {"due_before": "31/12/2018"}, "is no date"),
        ("deadlines", {"due_before": "2018-02-30"}, "is no date"),
        ("deadlines", {"due_before": "2018-W01-1"}, "is no date"),
        ("nothing", {}, "no query has this name"),
        ("../queries/cascade", {}, "no query has this name"),
        ("missing.rq", {}, "cannot be read"),
    ],
    ids=[
        "missing",
        "unknown",
        "blank in iri",
        "empty iri",
        "injected iri",
        "date",
        "impossible date",
        "week",
        "name",
        "path",
        "file",
    ],
)
def test_wrong_calls(memory: Store, name: str, parameters: Mapping[str, str], wanted: str) -> None:
    with pytest.raises(QueryError, match=re.escape(wanted)) as fault:
        run(memory, find(name), parameters)
    assert fault.value.remedy


INJECTIONS = ['") } } #', '"', "\\", 'x" . ?s ?p ?o . "', "?task", "}", "\n", "\x00", "<a>", "'''", '"""', "{ {", "#"]


@pytest.mark.parametrize("value", INJECTIONS, ids=range(len(INJECTIONS)))
def test_values_stay_values(memory: Store, value: str) -> None:
    assert run(memory, find("tasks"), {"only_role": value}).rows == ()
    assert run(memory, find("documents"), {"only_level": value}).rows == ()


def test_identifiers_and_iris_are_the_same(memory: Store) -> None:
    short = run(memory, find("cascade"), {"directive": CENTRAL})
    assert short == run(memory, find("cascade"), {"directive": iri(CENTRAL)})
    assert len(short.rows) == 3


USERS = """# title-vi: Đếm
# title-en: Count
# param: least | number | optional 1 | ít nhất | at least
# column: document | văn bản | document
# column: tasks | số nhiệm vụ | tasks
PREFIX dl: <https://w3id.org/directive-lineage/ontology#>
SELECT ?document ?tasks WHERE {
  { SELECT ?document (COUNT(?task) AS ?tasks) WHERE { ?task a dl:Task ; dl:partOf ?document } GROUP BY ?document }
  FILTER(?tasks >= ?least)
} ORDER BY ?document
"""


def test_queries_for_the_program_itself() -> None:
    internal = {query.name for query in all_queries() if query.internal}
    maps = {query.name for query in all_queries() if query.name.startswith("map-")}
    coverage = {f"coverage-{name}" for name in ("chains", "documents", "duties", "requirements", "tasks")}
    others = {"kept", "kinds", "lineage-documents", "links", "outline-numbers", "places", "review-addressed", "scorer"}
    others |= {"sources"}
    assert internal == maps | coverage | others
    assert len(internal) == 24


def with_words(identity: str, *quotes: str) -> Iterator[NamedGraph]:
    """The made-up collection, with further words as evidence of one thing in it."""
    yield from factories.graphs()
    for number, quote in enumerate(quotes):
        words = f"<urn:words:{number}>"
        triples = (
            f"<{iri(identity)}> <{term_iri('evidence')}> {words} .",
            f"{words} <http://www.w3.org/ns/oa#exact> {literal(quote)} .",
            f"{words} <http://www.w3.org/ns/oa#start> {typed(number)} .",
        )
        yield named_graph(f"urn:graph:{number}", triples)


@pytest.mark.parametrize("name", ["trace", "documents-missing"])
def test_of_several_quotes_of_a_link_the_longest_with_the_symbol_is_shown(name: str) -> None:
    others = ("Nghị quyết của Trung ương về dịch vụ công và nhiều việc khác", "theo Nghị quyết số 99 - NQ/TW nói trên")
    with open_store(":memory:") as opened:
        opened.load_many(with_words(f"{CENTRAL}/citation/1", *others))
        rows = run(opened, find(name), {"task": C1} if name == "trace" else {}).records()
        found = [row["quote"] for row in rows if RESOLUTION in (row.get("above"), row["document"])]
        assert found == [others[1]]


def test_of_several_quotes_of_a_deadline_the_one_with_its_day_is_shown() -> None:
    with open_store(":memory:") as opened:
        opened.load_many(with_words(f"{C1}/deadline/1", "Định kỳ 6 tháng một lần rà soát", "thực hiện thường xuyên"))
        rows = run(opened, find("deadlines")).records()
        assert [row["quote"] for row in rows if row["task"] == C1] == ["hoàn thành trong năm 2018"]
        assert len(rows) == 4


def test_a_users_file_works_the_same(memory: Store, tmp_path: Path) -> None:
    file = tmp_path / "count.rq"
    file.write_text(USERS, encoding="utf-8")
    query = find(str(file))
    assert query.title("vi") == "Đếm"
    assert bindings(query, {}) == {"least": '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'}
    assert len(run(memory, query).rows) == 3
    assert run(memory, query, {"least": "3"}).rows == ()
    assert len(run(memory, query, {"least": "1.5"}).rows) == 3
    with pytest.raises(QueryError, match="is no number"):
        run(memory, query, {"least": "many"})


def test_a_users_file_needs_no_header(memory: Store, tmp_path: Path) -> None:
    file = tmp_path / "plain.rq"
    file.write_text("SELECT ?s (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?s ORDER BY ?s LIMIT 2", encoding="utf-8")
    table = run(memory, find(str(file)))
    assert [column.vi for column in table.columns] == ["s", "n"]
    assert len(table.rows) == 2


@pytest.mark.parametrize(
    "header",
    [
        "# param: x | colour | required | a | b",
        "# param: x | iri | perhaps | a | b",
        "# param: X y | iri | required | a",
        "# column: x",
    ],
    ids=["type", "need", "name", "column"],
)
def test_malformed_headers(tmp_path: Path, header: str) -> None:
    file = tmp_path / "wrong.rq"
    file.write_text(f"{header}\nSELECT ?s WHERE {{ ?s ?p ?o }}", encoding="utf-8")
    with pytest.raises(QueryError, match="malformed line") as fault:
        read_query(file)
    assert str(file) in str(fault.value)
