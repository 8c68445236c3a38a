"""Checks between the levels: each with two documents that fail it and two that pass it, on both query engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import plans
import pytest
import servers
from plans import LOWER, NAMED, UPPER, Line, Plan, link, two_levels

from graph.audit.check import Audited
from graph.audit.checks_levels import LEVEL_CHECKS
from graph.audit.model import Finding, Severity
from graph.audit.wording import message, wording_of
from graph.lexicon.agencies import catalogue
from graph.lexicon.functions import Function, functions, functions_of, share_function
from graph.links import Decision, Link, LinkStatus, SetRelation, Verdict
from graph.messages import word
from graph.model import Level, Recurrence, Status, TaskKind
from graph.store import Store, open_store
from graph.stored_links import record
from graph.terms import NamedGraph

EQUAL, NARROWER, OVERLAPS = SetRelation.EQUAL, SetRelation.NARROWER, SetRelation.OVERLAPS
CONFIRMED, PROPOSED, CANDIDATE = LinkStatus.CONFIRMED, LinkStatus.PROPOSED, LinkStatus.CANDIDATE
MARCH, JULY, YEAR_END = date(2018, 3, 31), date(2018, 7, 31), date(2018, 12, 31)
DUTY, TASK = Line("Xây dựng danh mục dịch vụ công"), Line("Lập danh mục dịch vụ công của tỉnh")
TEN = ("ít nhất 10%", 10.0, "at-least", None)


def asked(**fields: object) -> Line:
    return replace(DUTY, **fields)  # type: ignore[arg-type]


def done(**fields: object) -> Line:
    return replace(TASK, **fields)  # type: ignore[arg-type]


OWN = {"to": (Level.CENTRAL,)}
HOME, JUSTICE, FINANCE = {"leads": ("Bộ Nội vụ",)}, {"leads": ("Sở Tư pháp",)}, {"leads": ("Sở Tài chính",)}
Case = tuple[str, str, Line, tuple[Line, ...], SetRelation, LinkStatus, str | None]
ALL = EQUAL, CONFIRMED
CASES: list[Case] = [
    ("due-later", "later", asked(due=MARCH), (done(due=JULY),), *ALL, "high"),
    ("due-later", "later, only proposed", asked(due=MARCH), (done(due=JULY),), EQUAL, PROPOSED, "medium"),
    ("due-later", "later, narrower", asked(due=MARCH), (done(due=JULY),), NARROWER, CONFIRMED, "high"),
    ("due-later", "later, overlapping and proposed", asked(due=MARCH), (done(due=JULY),), OVERLAPS, PROPOSED, "low"),
    ("due-later", "begins later", asked(due=MARCH), (done(begin=JULY),), *ALL, "high"),
    ("due-later", "the same day", asked(due=MARCH), (done(due=MARCH),), *ALL, None),
    ("due-later", "earlier", asked(due=JULY), (done(due=MARCH),), *ALL, None),
    ("due-later", "only a candidate", asked(due=MARCH), (done(due=JULY),), EQUAL, CANDIDATE, None),
    ("due-later", "rejected", asked(due=MARCH), (done(due=JULY),), EQUAL, LinkStatus.REJECTED, None),
    ("due-later", "speaks to its own level", asked(due=MARCH, **OWN), (done(due=JULY),), *ALL, None),
    ("due-later", "row tells no more", asked(due=JULY), (done(due=JULY), done(due=JULY, repeats=1)), *ALL, None),
    ("deadline-dropped", "none", asked(due=YEAR_END), (done(),), *ALL, "medium"),
    ("deadline-dropped", "overlapping", asked(due=YEAR_END), (done(),), OVERLAPS, CONFIRMED, "low"),
    ("deadline-dropped", "only a beginning", asked(due=YEAR_END), (done(begin=MARCH),), *ALL, "medium"),
    ("deadline-dropped", "beginning lost", asked(begin=MARCH), (done(),), *ALL, "medium"),
    ("deadline-dropped", "beginning lost, overlapping", asked(begin=MARCH), (done(),), OVERLAPS, CONFIRMED, None),
    ("deadline-dropped", "yearly lost", asked(recurrence=Recurrence.ANNUAL), (done(),), *ALL, "medium"),
    ("deadline-dropped", "ongoing lost", asked(recurrence=Recurrence.ONGOING), (done(),), *ALL, None),
    ("deadline-dropped", "kept", asked(due=YEAR_END), (done(due=JULY),), *ALL, None),
    ("deadline-dropped", "kept by another", asked(due=YEAR_END), (done(), done(due=JULY)), *ALL, None),
    ("deadline-dropped", "kept in a row", asked(due=YEAR_END), (done(), done(due=JULY, repeats=1)), *ALL, None),
    ("deadline-dropped", "speaks to its own level", asked(due=YEAR_END, **OWN), (done(),), *ALL, None),
    ("issued-after-due", "issued later", asked(due=MARCH), (done(),), *ALL, "medium"),
    ("issued-after-due", "due later", asked(due=YEAR_END), (done(),), *ALL, None),
    ("lead-dropped", "none", asked(**HOME), (done(),), *ALL, "medium"),
    ("lead-dropped", "only coordinating", asked(**HOME), (done(helpers=("Sở Nội vụ",)),), *ALL, "medium"),
    ("lead-dropped", "overlapping", asked(**HOME), (done(),), OVERLAPS, CONFIRMED, None),
    ("lead-dropped", "named", asked(**HOME), (done(**JUSTICE),), *ALL, None),
    ("lead-dropped", "named in a row", asked(**HOME), (done(), done(**JUSTICE, repeats=1)), *ALL, None),
    ("lead-changed", "another function", asked(**HOME), (done(**JUSTICE),), *ALL, "medium"),
    ("lead-changed", "counterpart", asked(**HOME), (done(leads=("Sở Nội vụ",)),), *ALL, None),
    (
        "lead-changed",
        "counterpart in another",
        asked(**HOME),
        (done(**JUSTICE), done(leads=("Sở Nội vụ",))),
        *ALL,
        None,
    ),
    ("lead-changed", "merged", asked(leads=("Bộ Kế hoạch và Đầu tư",)), (done(**FINANCE),), *ALL, None),
    ("lead-changed", "another system", asked(leads=("Ban Tổ chức Trung ương",)), (done(**FINANCE),), *ALL, None),
    ("lead-changed", "all bodies", asked(**HOME), (done(leads=("Các cơ quan, đơn vị",)),), *ALL, None),
    ("lead-changed", "a committee", asked(leads=("Chính phủ",)), (done(**JUSTICE),), *ALL, None),
    (
        "coordination-dropped",
        "none",
        asked(**HOME, helpers=("Bộ Tài chính",)),
        (done(leads=("Sở Nội vụ",)),),
        *ALL,
        "low",
    ),
    (
        "coordination-dropped",
        "counterpart",
        asked(**HOME, helpers=("Bộ Tài chính",)),
        (done(leads=("Sở Nội vụ",), helpers=("Sở Tài chính",)),),
        *ALL,
        None,
    ),
    (
        "coordination-dropped",
        "may be among them",
        asked(**HOME, helpers=("Bộ Tài chính",)),
        (done(leads=("Sở Nội vụ",), helpers=("các cơ quan liên quan",)),),
        *ALL,
        None,
    ),
    ("target-weakened", "lower", asked(figures=(TEN,)), (done(figures=(("5%", 5.0, "exactly", None),)),), *ALL, "high"),
    (
        "target-weakened",
        "later",
        asked(figures=(("10%", 10.0, "exactly", date(2020, 12, 31)),)),
        (done(figures=(("10%", 10.0, "exactly", date(2021, 12, 31)),)),),
        *ALL,
        "high",
    ),
    (
        "target-weakened",
        "bound turned round",
        asked(figures=(TEN,)),
        (done(figures=(("không quá 10%", 10.0, "at-most", None),)),),
        *ALL,
        "high",
    ),
    (
        "target-weakened",
        "upper bound raised",
        asked(figures=(("không quá 5%", 5.0, "at-most", None),)),
        (done(figures=(("không quá 8%", 8.0, "at-most", None),)),),
        *ALL,
        "high",
    ),
    (
        "target-weakened",
        "the same",
        asked(figures=(TEN,)),
        (done(figures=(("10%", 10.0, "exactly", None),)),),
        *ALL,
        None,
    ),
    (
        "target-weakened",
        "higher",
        asked(figures=(TEN,)),
        (done(figures=(("12%", 12.0, "at-least", None),)),),
        *ALL,
        None,
    ),
    ("target-weakened", "no figure", asked(figures=(TEN,)), (done(),), *ALL, None),
    ("target-dropped", "no figure", asked(figures=(TEN,)), (done(),), *ALL, "medium"),
    ("target-dropped", "no figure, proposed", asked(figures=(TEN,)), (done(),), EQUAL, PROPOSED, "low"),
    ("target-dropped", "lower", asked(figures=(TEN,)), (done(figures=(("5%", 5.0, "exactly", None),)),), *ALL, None),
    ("target-dropped", "kept by another", asked(figures=(TEN,)), (done(), done(figures=(TEN,))), *ALL, None),
    ("condition-added", "added", asked(), (done(condition="khi có hướng dẫn của tỉnh"),), *ALL, "medium"),
    (
        "condition-added",
        "the requirement has one",
        asked(condition="khi đủ người"),
        (done(condition="khi có"),),
        *ALL,
        None,
    ),
    ("condition-added", "another without", asked(), (done(condition="khi có hướng dẫn"), done()), *ALL, None),
    (
        "condition-added",
        "in this duty",
        asked(),
        (done(condition="khi có", duties=("lập khi có", "")),),
        *ALL,
        "medium",
    ),
    (
        "condition-added",
        "in another duty",
        asked(),
        (done(condition="khi có", duties=("lập", "gửi khi có")),),
        *ALL,
        None,
    ),
    ("reference-dropped", "not named", asked(names=(NAMED,)), (done(),), *ALL, "low"),
    ("reference-dropped", "named", asked(names=(NAMED,)), (done(names=(NAMED,)),), *ALL, None),
    ("no-mandate", "only a candidate", asked(), (done(),), EQUAL, CANDIDATE, "low"),
    ("no-mandate", "rejected", asked(), (done(),), EQUAL, LinkStatus.REJECTED, "low"),
    ("no-mandate", "objective", asked(), (done(kind=TaskKind.OBJECTIVE),), EQUAL, CANDIDATE, "low"),
    ("no-mandate", "proposed", asked(), (done(),), EQUAL, PROPOSED, None),
]
ISSUED = date(2018, 5, 3)


def collection(case: Case) -> tuple[tuple[Plan, Plan], list[Link]]:
    """The two plans of a case, all lines of the lower one linked but rows of an appendix."""
    upper, lower = two_levels(
        case[2],
        *case[3],
        issued=ISSUED if case[0] == "issued-after-due" else None,
        cites=(NAMED,) if any(line.names for line in case[3]) else (),
    )
    linked = [number for number, line in enumerate(case[3], start=1) if line.repeats is None]
    return (upper, lower), [link((lower, number), (upper, 1), case[4], case[5]) for number in linked]


def findings(store: Store, code: str) -> list[Finding]:
    audited = Audited(store)
    checks = [check for check in LEVEL_CHECKS if check.code == code]
    assert len(checks) == 1
    return sorted(set(checks[0].findings(audited)), key=lambda finding: finding.order)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_cases(store: Store, case: Case) -> None:
    store.load_many(plans.graphs(*collection(case)))
    found = findings(store, case[0])
    assert [finding.severity for finding in found] == ([Severity(case[6])] if case[6] else [])
    for finding in found:
        assert (finding.at.document, finding.at.source, finding.at.line) == (LOWER, "40.txt", 1)
        assert finding.at.quote == TASK.text
        if finding.code != "no-mandate":
            assert finding.against is not None
            assert (finding.against.document, finding.against.line) == (UPPER, 1)
            assert finding.against.quote == DUTY.text
            assert f"{word(f'link-status.{case[5]}', 'vi')}, điểm 0,9" in message(finding, "vi")
        assert "…" not in message(finding, "vi")


def test_each_check_fails_and_passes() -> None:
    assert len(CASES) == 61
    codes = {case[0] for case in CASES}
    assert codes == {case[0] for case in CASES if case[6]} == {case[0] for case in CASES if not case[6]}
    others = {"uncovered", "partly-covered", "gap-confirmed", "link-suspect", "decision-changed"}
    assert {check.code for check in LEVEL_CHECKS} == codes | others
    for check in LEVEL_CHECKS:
        assert wording_of(check.code)


ON_LINKS = sorted({case[0] for case in CASES if case[6] and case[0] != "no-mandate"})


@pytest.mark.parametrize("code", ON_LINKS)
@pytest.mark.parametrize(("to", "count"), [((Level.PROVINCE,), 1), ((Level.DISTRICT,), 0), ((), 0)])
def test_only_what_speaks_to_the_lower_level_counts(store: Store, code: str, to: tuple[Level, ...], count: int) -> None:
    assert len(ON_LINKS) == 10
    case = next(case for case in CASES if case[0] == code and case[6])
    spoken = (code, case[1], replace(case[2], to=to), *case[3:])
    store.load_many(plans.graphs(*collection(spoken)))
    assert len(findings(store, code)) == count


def test_of_a_lower_document_without_a_level_any_addressee_counts(store: Store) -> None:
    pair, links = collection(("due-later", "", asked(due=MARCH, to=(Level.DISTRICT,)), (done(due=JULY),), *ALL, None))
    for graph in plans.graphs(pair, links):
        kept = (one for one in graph.triples if not (LOWER in one and one.endswith("#level-province> .")))
        store.load_many([replace(graph, triples=tuple(kept))])
    assert len(findings(store, "due-later")) == 1


PART, WORDS = "một phần nhiệm vụ có điều kiện “khi có”", "lời văn nhiệm vụ có điều kiện “khi có”"
SCOPES: list[tuple[str, tuple[str, ...], str]] = [
    ("one of two duties", ("lập khi có", "gửi"), PART),
    ("the only duty", ("lập, khi có thì gửi",), WORDS),
    ("every duty", ("lập khi có", "gửi khi có"), WORDS),
    ("beside the duties", ("lập", "gửi"), WORDS),
]


@pytest.mark.parametrize(("duties", "said"), [case[1:] for case in SCOPES], ids=[case[0] for case in SCOPES])
def test_how_much_of_a_task_has_the_condition(store: Store, duties: tuple[str, ...], said: str) -> None:
    upper, lower = two_levels(asked(), done(condition="khi có", duties=duties))
    every = tuple((number, 0) for number in range(len(duties)))
    store.load_many(plans.graphs((upper, lower), [replace(link((lower, 1), (upper, 1)), duties=every)]))
    (found,) = findings(store, "condition-added")
    assert said in message(found, "vi")
    assert "chỉ thực hiện" not in message(found, "vi")


def test_one_finding_for_a_requirement_with_the_surest_task(store: Store) -> None:
    upper, lower = two_levels(asked(due=YEAR_END), done(), done(), done())
    relations = [(NARROWER, CONFIRMED, 0.9), (EQUAL, CONFIRMED, 0.6), (EQUAL, PROPOSED, 0.99)]
    links = [link((lower, place), (upper, 1), *one) for place, one in enumerate(relations, start=1)]
    store.load_many(plans.graphs((upper, lower), links))
    assert [finding.subject for finding in findings(store, "deadline-dropped")] == [lower.task(2)]


@pytest.mark.parametrize(("issued", "count"), [(date(2018, 3, 1), 1), (date(2018, 4, 1), 0)], ids=["before", "after"])
def test_a_beginning_that_was_past_is_not_lost(store: Store, issued: date, count: int) -> None:
    upper, lower = two_levels(asked(begin=MARCH), done(), issued=issued)
    store.load_many(plans.graphs((upper, lower), [link((lower, 1), (upper, 1))]))
    assert len(findings(store, "deadline-dropped")) == count


def test_a_late_document_is_told_once(store: Store) -> None:
    upper = Plan(
        UPPER, "11-KH/TW", Level.CENTRAL, (asked(due=MARCH), asked(due=date(2017, 12, 31)), asked(due=YEAR_END))
    )
    lower = Plan(LOWER, None, Level.PROVINCE, (done(due=JULY), done()), ISSUED)
    links = [link((lower, 1), (upper, 1)), link((lower, 2), (upper, 2)), link((lower, 2), (upper, 3))]
    store.load_many(plans.graphs((upper, lower), links))
    (found,) = findings(store, "issued-after-due")
    values = dict(found.values)
    assert (found.subject, values["confirmed"], values["proposed"], values["other_due"]) == (LOWER, 2, 0, "2017-12-31")
    assert "past the last day of requirements: 2 with a confirmed link, 0 with a link" in message(found, "en")


LATE: list[tuple[str, LinkStatus, LinkStatus, Status, str, str, str, Severity]] = [
    ("confirmed", CONFIRMED, CONFIRMED, Status.ISSUED, "40.txt đề ngày", "2 yêu cầu", "31/12/2017", Severity.MEDIUM),
    (
        "the first only proposed",
        PROPOSED,
        CONFIRMED,
        Status.ISSUED,
        "40.txt đề ngày",
        "1 yêu cầu",
        "31/03/2018",
        Severity.MEDIUM,
    ),
    (
        "proposed, a draft",
        PROPOSED,
        PROPOSED,
        Status.DRAFT,
        "40.txt (dự thảo) đề ngày",
        "0 yêu cầu",
        "31/12/2017",
        Severity.LOW,
    ),
]


@pytest.mark.parametrize("case", LATE, ids=[case[0] for case in LATE])
def test_a_late_document_tells_drafts_and_links_apart(
    store: Store, case: tuple[str, LinkStatus, LinkStatus, Status, str, str, str, Severity]
) -> None:
    _, first, second, status, dated, confirmed, due, severity = case
    upper = Plan(UPPER, "11-KH/TW", Level.CENTRAL, (asked(due=date(2017, 12, 31)), asked(due=MARCH)))
    lower = Plan(LOWER, None, Level.PROVINCE, (done(), done()), ISSUED, status=status)
    links = [link((lower, number), (upper, number), EQUAL, one) for number, one in enumerate((first, second), start=1)]
    store.load_many(plans.graphs((upper, lower), links))
    (found,) = findings(store, "issued-after-due")
    said = message(found, "vi")
    assert said.startswith(f"{dated} 03/05/2018, sau hạn của {confirmed} có liên kết đã xác nhận và ")
    assert said.endswith(f"({due}) của 11-KH/TW, liên kết {word(f'link-status.{second}', 'vi')}, điểm 0,9")
    assert "ban hành" not in said
    assert found.severity is severity
    assert len(LATE) == 3


def test_suspect_links_ground_no_finding_but_their_own(store: Store) -> None:
    upper, lower = two_levels(asked(due=MARCH), done(due=JULY))
    suspect = replace(link((lower, 1), (upper, 1)), suspect=True)
    store.load_many(plans.graphs((upper, lower), [suspect]))
    decision = decided(lower.task(1), upper.task(1), Verdict.CONFIRM, "Lê Văn C")
    record(store, [decision, replace(decision, reviewer="Trần Thị D")])
    assert not findings(store, "due-later")
    (found,) = findings(store, "link-suspect")
    assert dict(found.values)["reviewer"] == "Trần Thị D"
    assert "“Lời văn cũ”" in message(found, "vi")


def test_links_that_stand_are_not_suspect(store: Store) -> None:
    upper, lower = two_levels(asked(), done())
    store.load_many(plans.graphs((upper, lower), [link((lower, 1), (upper, 1))]))
    record(store, [decided(lower.task(1), upper.task(1), Verdict.CONFIRM, "Lê Văn C")])
    assert not findings(store, "link-suspect")


DECISIONS: list[tuple[str, list[tuple[Verdict, SetRelation | None]], int]] = [
    ("taken back", [(Verdict.CONFIRM, EQUAL), (Verdict.REJECT, None)], 1),
    ("and again", [(Verdict.CONFIRM, EQUAL), (Verdict.REJECT, None), (Verdict.CONFIRM, EQUAL)], 2),
    ("relation changed", [(Verdict.CONFIRM, EQUAL), (Verdict.CONFIRM, NARROWER)], 1),
    ("said again", [(Verdict.CONFIRM, EQUAL), (Verdict.CONFIRM, EQUAL)], 0),
    ("gap, then exception", [(Verdict.GAP, None), (Verdict.EXCEPTION, None)], 1),
    ("once", [(Verdict.REJECT, None)], 0),
]


@pytest.mark.parametrize(("verdicts", "count"), [case[1:] for case in DECISIONS], ids=[case[0] for case in DECISIONS])
def test_changed_decisions(store: Store, verdicts: list[tuple[Verdict, SetRelation | None]], count: int) -> None:
    upper, lower = two_levels(asked(), done())
    store.load_many(plans.graphs((upper, lower), [link((lower, 1), (upper, 1))]))
    record(
        store,
        [replace(decided(lower.task(1), upper.task(1), verdict, "C"), relation=as_) for verdict, as_ in verdicts],
    )
    found = findings(store, "decision-changed")
    assert len(found) == count
    for one in found:
        assert one.subject == upper.task(1)
        assert one.against is not None
        assert one.against.document == LOWER


COVERED: list[tuple[str, str, tuple[Line, ...], list[tuple[int, int, SetRelation]], list[Verdict], int]] = [
    ("uncovered", "nothing found", (asked(),), [], [], 1),
    ("uncovered", "found", (asked(),), [(1, 1, EQUAL)], [], 0),
    ("uncovered", "not addressed", (asked(**OWN),), [], [], 0),
    ("uncovered", "exception", (asked(),), [], [Verdict.EXCEPTION], 0),
    ("uncovered", "confirmed gap", (asked(),), [], [Verdict.GAP], 0),
    ("gap-confirmed", "confirmed gap", (asked(),), [], [Verdict.GAP], 1),
    ("gap-confirmed", "nothing found", (asked(),), [], [], 0),
    ("partly-covered", "overlapping", (asked(),), [(1, 1, OVERLAPS)], [], 1),
    ("partly-covered", "whole", (asked(),), [(1, 1, EQUAL)], [], 0),
    ("partly-covered", "not addressed", (asked(**OWN),), [(1, 1, OVERLAPS)], [], 0),
]


@pytest.mark.parametrize("case", COVERED, ids=[f"{case[0]}: {case[1]}" for case in COVERED])
def test_coverage(
    store: Store, case: tuple[str, str, tuple[Line, ...], list[tuple[int, int, SetRelation]], list[Verdict], int]
) -> None:
    code, _, lines, pairs, verdicts, count = case
    upper = Plan(UPPER, "11-KH/TW", Level.CENTRAL, lines)
    lower = Plan(LOWER, None, Level.PROVINCE, (done(),))
    links = [link((lower, child), (upper, parent), relation) for child, parent, relation in pairs]
    store.load_many(plans.graphs((upper, lower), links))
    record(store, [decided(lower.task(1), upper.task(1), verdict, "C") for verdict in verdicts])
    found = findings(store, code)
    assert len(found) == count
    for one in found:
        assert one.documents == {UPPER, LOWER}
        assert one.against is not None
        assert (one.against.quote, one.against.line) == (DUTY.text, 1)
        assert "40.txt" in message(one, "vi")


def decided(child: str, parent: str, verdict: Verdict, reviewer: str) -> Decision:
    day, mark = date(2026, 5, 3), "0" * 16
    if verdict in (Verdict.GAP, Verdict.EXCEPTION):
        return Decision(0, verdict, parent, "Lời văn trên", mark, reviewer, day, document=LOWER)
    return Decision(0, verdict, parent, "Lời văn trên", mark, reviewer, day, child, "Lời văn cũ", mark)


def test_the_same_answers_from_another_engine() -> None:
    """One case of each code, in one collection, with decisions; rdflib is slow, so no more."""
    chosen = {case[0]: case for case in CASES if case[6] and case[0] != "issued-after-due"}
    everything, links = many_plans(chosen.values())
    decisions = [
        replace(decided(one.child, one.parent, verdict, "C"), child_text="Lời văn cũ")
        for one in links[:1]
        for verdict in (Verdict.CONFIRM, Verdict.REJECT)
    ]
    answers: list[list[list[Finding]]] = []
    with servers.rdflib_server() as url, open_store(url) as remote, open_store(":memory:") as local:
        for opened in (local, remote):
            opened.load_many(everything)
            record(opened, decisions)
            answers.append([findings(opened, check.code) for check in LEVEL_CHECKS if check.code not in NOT_QUERIES])
    assert answers[0] == answers[1]
    empty = {check.code for check, found in zip(LEVEL_CHECKS[len(NOT_QUERIES) :], answers[0], strict=True) if not found}
    assert empty == {"issued-after-due"}


def many_plans(cases: Iterable[Case]) -> tuple[list[NamedGraph], list[Link]]:
    """The cases in one collection, a pair of plans for each; the first link is suspect."""
    documents: list[Plan] = []
    links: list[Link] = []
    for number, case in enumerate(cases):
        pair, _ = collection(case)
        upper, lower = (replace(plan, id=f"{plan.id}{number:03}") for plan in pair)
        documents += [upper, lower]
        linked = [place for place, line in enumerate(case[3], start=1) if line.repeats is None]
        links += [link((lower, place), (upper, 1), case[4], case[5]) for place in linked]
    extra = two_levels(asked(), done())
    documents += extra
    links.insert(0, replace(link((extra[1], 1), (extra[0], 1)), suspect=True))
    return list(plans.graphs(documents, links)), links


@pytest.mark.parametrize("row", functions(), ids=lambda row: row.function)
def test_functions(row: Function) -> None:
    assert row in functions_of(row.example)
    assert set(row.bodies) <= {body.name for body in catalogue()}
    assert len(set(row.bodies)) == len(row.bodies) > 1


COUNTERPARTS: list[tuple[str, str, bool]] = [
    ("Bộ Nội vụ", "Phòng Nội vụ huyện", True),
    ("Bộ Kế hoạch và Đầu tư", "Sở Tài chính", True),
    ("Ban Tổ chức Trung ương", "Ban Tổ chức Huyện uỷ", True),
    ("Bộ Nội vụ", "Sở Tư pháp", False),
    ("Ban Tổ chức Trung ương", "Sở Nội vụ", False),
    ("Chính phủ", "Ủy ban nhân dân tỉnh", False),
]


@pytest.mark.parametrize(("one", "other", "same"), COUNTERPARTS, ids=[" / ".join(case[:2]) for case in COUNTERPARTS])
def test_counterparts(one: str, other: str, same: bool) -> None:
    assert share_function([one], [other]) is share_function([other], [one]) is same


NOT_QUERIES = ("uncovered", "partly-covered", "gap-confirmed")
"""Coverage has queries and tests of its own."""
