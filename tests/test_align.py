"""Links of a small collection: who stands below whom, what is proposed, what is shown, and what decisions change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from align_texts import CENTRAL, DONE, REQUIREMENTS, central, collection, district

from graph.align import align
from graph.align.align import BATCH, BY_HAND
from graph.align.fingerprints import fingerprint
from graph.align.matching import KEPT, MOST_KEPT, SHOWN
from graph.links import Alignment, Decision, Link, LinkStatus, SetRelation, Verdict
from graph.model import Collection, Source

PHONG_THO = "doc/vn/lai-chau/phong-tho/ubnd/kh/2018/12"
MUONG_TE = "doc/vn/lai-chau/muong-te/ubnd/kh/2018/12"
PLACES = ("Phong Thổ", "Mường Tè", "Vị Xuyên", "Đồng Văn", "Yên Minh", "Quản Bạ", "Sìn Hồ", "Tam Đường", "Hoàng Su Phì")
_CENTRAL, _PHONG_THO = central(), district("Phong Thổ")


def small(*more: Source) -> Collection:
    return collection(_CENTRAL, _PHONG_THO, *more)


def child(number: int, document: str = PHONG_THO) -> str:
    return f"{document}/task/I/{number}"


def parent(number: int) -> str:
    return f"{CENTRAL}/task/I/{number}"


def decision(
    verdict: Verdict,
    task: str = child(5),
    requirement: str = parent(8),
    words: tuple[str, str] = (DONE[4], REQUIREMENTS[7]),
    number: int = 1,
    relation: SetRelation | None = None,
) -> Decision:
    marks = fingerprint(words[0]), fingerprint(words[1])
    return Decision(
        number, verdict, requirement, words[1], marks[1], "Lê Văn Cường", date(2018, 6, 1),
        task, words[0], marks[0], relation=relation,
    )  # fmt: skip


def links(value: Alignment) -> dict[tuple[str, str], Link]:
    found = {(link.child, link.parent): link for link in value.links}
    assert len(found) == len(value.links)
    return found


def of_child(value: Alignment, task: str) -> list[Link]:
    return sorted((link for link in value.links if link.child == task), key=lambda link: -link.score)


def test_what_says_the_same_is_proposed() -> None:
    proposed = {pair for pair, link in links(align(small())).items() if link.status is LinkStatus.PROPOSED}
    assert {(child(number), parent(number)) for number in (1, 2, 3, 4)} <= proposed
    assert child(5) not in {task for task, _ in proposed}


def test_each_task_shows_its_best_candidates() -> None:
    value = align(small())
    for number in range(1, 6):
        shown = of_child(value, child(number))
        assert SHOWN <= len(shown) <= MOST_KEPT
        assert all(link.score >= KEPT for link in shown[SHOWN:])
        assert {link.status for link in shown} <= {LinkStatus.PROPOSED, LinkStatus.CANDIDATE}
        best = of_child(value, child(number))[0]
        assert number == 5 or best.parent == parent(number)


def test_fewer_requirements_than_are_shown() -> None:
    value = align(collection(central(REQUIREMENTS[:2]), _PHONG_THO))
    assert all(len(of_child(value, child(number))) == 2 for number in range(1, 6))


def test_what_a_link_carries() -> None:
    link = links(align(small()))[child(1), parent(1)]
    assert link.relation in set(SetRelation)
    assert 0.5 < link.score <= 1
    assert link.score == round(link.score, 4)
    assert link.method.startswith("committee-")
    assert (link.child_fingerprint, link.parent_fingerprint) == (fingerprint(DONE[0]), fingerprint(REQUIREMENTS[0]))
    assert link.duties == ((0, 0),)
    assert "trung tâm khuyến nông" in link.evidence.phrases
    assert all(phrase in DONE[0] for phrase in link.evidence.phrases)
    assert (link.reviewer, link.suspect) == (None, False)


NO_LINEAGE = [
    pytest.param(collection(_CENTRAL, district("Phong Thổ", cites=False)), id="cites nothing"),
    pytest.param(collection(_PHONG_THO), id="the upper one is not held"),
    pytest.param(collection(_PHONG_THO, district("Mường Tè")), id="beside each other"),
    pytest.param(collection(_CENTRAL), id="alone"),
    pytest.param(Collection(), id="nothing held"),
]


@pytest.mark.parametrize("value", NO_LINEAGE)
def test_no_lineage_no_link(value: Collection) -> None:
    assert align(value).links == ()
    assert align(value, [decision(Verdict.GAP)]).links == ()


def test_a_document_without_tasks_has_no_links() -> None:
    assert align(collection(central(()), _PHONG_THO)).links == ()
    assert align(small(district("Mường Tè", ()))).links == align(small()).links


def test_the_same_again_whatever_the_order_and_whatever_stands_beside() -> None:
    value = small(district("Mường Tè", DONE[:2]), district("Vị Xuyên", DONE[1:]))
    once = align(value)
    assert align(value) == once
    assert align(replace(value, held=value.held[::-1])) == once
    alone = align(small())
    assert [link for link in once.links if link.child.startswith(PHONG_THO)] == list(alone.links)


def test_any_number_of_workers_gives_the_same() -> None:
    value = collection(_CENTRAL, *(district(place, DONE[index % 3 :]) for index, place in enumerate(PLACES)))
    assert len(PLACES) > BATCH
    lesson = [decision(Verdict.CONFIRM), decision(Verdict.REJECT, child(1), parent(1), (DONE[0], REQUIREMENTS[0]), 2)]
    for decisions in ((), lesson):
        results = [align(value, decisions, workers=workers) for workers in (1, 2, 3)]
        assert results[0] == results[1] == results[2]
        assert len({link.child.partition("/task/")[0] for link in results[0].links}) == len(PLACES)


def settled(value: Alignment, status: LinkStatus) -> dict[tuple[str, str], Link]:
    return {pair: link for pair, link in links(value).items() if link.status is status}


def test_a_confirmed_link() -> None:
    one = decision(Verdict.CONFIRM, child(1), parent(1), (DONE[0], REQUIREMENTS[0]), relation=SetRelation.OVERLAPS)
    value = align(small(), [one])
    ((pair, link),) = settled(value, LinkStatus.CONFIRMED).items()
    assert pair == (child(1), parent(1))
    assert (link.relation, link.reviewer, link.suspect) == (SetRelation.OVERLAPS, "Lê Văn Cường", False)
    assert link.method.startswith("committee-")


def test_a_later_relation_holds() -> None:
    words = (DONE[0], REQUIREMENTS[0])
    first = decision(Verdict.CONFIRM, child(1), parent(1), words, 1, SetRelation.EQUAL)
    last = decision(Verdict.CONFIRM, child(1), parent(1), words, 2, SetRelation.NARROWER)
    for decisions in ([first, last], [last, first]):
        assert links(align(small(), decisions))[child(1), parent(1)].relation is SetRelation.NARROWER


def test_a_relation_left_open_is_the_machines() -> None:
    plain = links(align(small()))[child(1), parent(1)].relation
    one = decision(Verdict.CONFIRM, child(1), parent(1), (DONE[0], REQUIREMENTS[0]))
    assert links(align(small(), [one]))[child(1), parent(1)].relation is plain


def test_a_rejected_link() -> None:
    value = align(small(), [decision(Verdict.REJECT, child(1), parent(1), (DONE[0], REQUIREMENTS[0]))])
    assert set(settled(value, LinkStatus.REJECTED)) == {(child(1), parent(1))}
    assert settled(value, LinkStatus.CONFIRMED) == {}


def not_shown() -> tuple[str, str]:
    """A pair that the machine doesn't even show."""
    shown = {link.parent for link in of_child(align(small()), child(5))}
    return child(5), next(parent(number) for number in range(1, 9) if parent(number) not in shown)


@pytest.mark.parametrize(("verdict", "status"), [("confirm", LinkStatus.CONFIRMED), ("reject", LinkStatus.REJECTED)])
def test_a_link_that_the_machine_missed(verdict: str, status: LinkStatus) -> None:
    task, requirement = not_shown()
    number = int(requirement.rpartition("/")[2])
    one = decision(Verdict(verdict), task, requirement, (DONE[4], REQUIREMENTS[number - 1]))
    link = links(align(small(), [one]))[task, requirement]
    assert (link.status, link.method, link.score) == (status, BY_HAND, 0.0)
    assert (link.child_fingerprint, link.parent_fingerprint) == (one.child_fingerprint, one.parent_fingerprint)


SUSPECT = [
    pytest.param(small(), (DONE[0] + " Thêm.", REQUIREMENTS[0]), id="the task's words were others"),
    pytest.param(small(), (DONE[0], "Việc khác hẳn"), id="the requirement's words were others"),
]


@pytest.mark.parametrize(("value", "words"), SUSPECT)
def test_a_decision_on_other_words_is_suspect(value: Collection, words: tuple[str, str]) -> None:
    link = links(align(value, [decision(Verdict.CONFIRM, child(1), parent(1), words)]))[child(1), parent(1)]
    assert (link.status, link.suspect, link.reviewer) == (LinkStatus.CONFIRMED, True, "Lê Văn Cường")


def test_spacing_and_numbering_make_no_decision_suspect() -> None:
    words = ("1)  " + DONE[0].upper(), REQUIREMENTS[0].replace(" ", "\u00a0"))
    assert not links(align(small(), [decision(Verdict.CONFIRM, child(1), parent(1), words)]))[
        child(1), parent(1)
    ].suspect


LOST = [(child(77), parent(1)), (child(1), parent(77)), ("doc/gone/task/1", parent(1))]


@pytest.mark.parametrize("pair", LOST)
def test_a_decision_on_what_is_gone_changes_nothing(pair: tuple[str, str]) -> None:
    gone = decision(Verdict.CONFIRM, *pair, ("lời đã bỏ", "lời đã bỏ"))
    assert align(small(), [gone]) == align(small())


def test_a_moved_task_takes_its_decision_with_it() -> None:
    moved = collection(_CENTRAL, district("Phong Thổ", ("Họp dân các bản.", *DONE)))
    one = decision(Verdict.CONFIRM, child(1), parent(1), (DONE[0], REQUIREMENTS[0]))
    assert set(settled(align(moved, [one]), LinkStatus.CONFIRMED)) == {(child(2), parent(1))}


def test_gaps_and_exceptions_make_no_link() -> None:
    gaps = [
        replace(
            decision(verdict, number=number), child=None, child_text=None, child_fingerprint=None, document=PHONG_THO
        )
        for number, verdict in enumerate((Verdict.GAP, Verdict.EXCEPTION), start=1)
    ]
    assert align(small(), gaps) == align(small())


def score(decisions: Iterable[Decision], task: int, requirement: int) -> float:
    value = align(small(district("Mường Tè")), decisions)
    return links(value)[child(task, MUONG_TE), parent(requirement)].score


def test_what_was_settled_of_one_document_teaches_for_another() -> None:
    shown = of_child(align(small(district("Mường Tè"))), child(5, MUONG_TE))[0]
    number = int(shown.parent.rpartition("/")[2])
    words = (DONE[4], REQUIREMENTS[number - 1])
    confirmed = decision(Verdict.CONFIRM, child(5), parent(number), words)
    rejected = decision(Verdict.REJECT, child(5), parent(number), words)
    assert score([confirmed], 5, number) > shown.score + 0.05
    assert score([rejected], 5, number) < shown.score
    suspect = decision(Verdict.CONFIRM, child(5), parent(number), (DONE[4] + " Thêm.", words[1]))
    assert score([suspect], 5, number) == shown.score


def test_how_many_cases() -> None:
    assert (len(NO_LINEAGE), len(SUSPECT), len(LOST), len(PLACES)) == (5, 2, 3, 9)
