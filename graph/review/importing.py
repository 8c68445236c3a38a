"""What a sheet that came back decides: each row held against the store; a row that does not hold is refused by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.errors import UsageError
from graph.links import Decision, Verdict
from graph.review.contents import Known, known
from graph.review.judging import Judge
from graph.review.reading import Entry, read_review
from graph.store import Store
from graph.stored_links import record

_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sheet: decisions taken, faults by row, and counts of rows already recorded and not decided.

    refused counts the faults of rows that decided something; others name parts that were not read.
    """

    taken: tuple[Decision, ...]
    faults: tuple[UsageError, ...] = ()
    refused: int = 0
    repeated: int = 0
    undecided: int = 0

    @property
    def nothing_held(self) -> bool:
        """True when rows decided something and every one of them was refused."""
        return self.refused > 0 and not self.taken and not self.repeated


def import_review(store: Store, path: Path, decided_on: date) -> Outcome:
    """Record the decisions of a sheet in `store`, all that hold at once, dated `decided_on`.

    The links are not computed anew: see `graph.pipeline.realign`. Raises UsageError when the file is no review sheet,
    StoreError when the store cannot be read or written.
    """
    filled = read_review(path)
    outcome = judge(filled.entries, known(store), decided_on, path.name)
    return Outcome(
        record(store, outcome.taken),
        (*filled.faults, *outcome.faults),
        outcome.refused,
        outcome.repeated,
        outcome.undecided,
    )


def judge(entries: Iterable[Entry], held: Known, decided_on: date, file: str = "") -> Outcome:
    """Which decisions `entries` hold, and which rows are refused. The decisions bear no number yet (0)."""
    sheet = _Sheet(held, decided_on, file)
    undecided = 0
    for entry in entries:
        if not any(entry[column] for column in _WRITTEN) and not entry.formulas and not entry.too_long:
            undecided += 1
            continue
        sheet.add(entry)
    sheet.refuse_contradictions()
    sheet.refuse_gaps_beside_links()
    taken, repeated = sheet.new()
    faults = tuple(sheet.faults[number] for number in sorted(sheet.faults))
    return Outcome(taken, faults, len(faults), repeated, undecided)


_WRITTEN = ("decision", "relation", "note")
"""What a reviewer writes of one row; the reviewer's name may stand in all rows."""


class _Sheet:
    """The rows of one sheet on their way to decisions."""

    def __init__(self, held: Known, decided_on: date, file: str) -> None:
        self._held = held
        self._judge = Judge(held, decided_on)
        self._file = file
        self._rows: dict[int, tuple[Decision, int]] = {}  # by row: the decision, and the number of the one before it
        self.faults: dict[int, UsageError] = {}

    def add(self, entry: Entry) -> None:
        """Take a row, or note why it is refused."""
        last = entry["last"]
        try:
            decision = self._judge.decision(entry, self._where(entry.number))
        except UsageError as error:
            self.faults[entry.number] = error
        else:
            self._rows[entry.number] = decision, int(last) if _NUMBER.fullmatch(last) else 0

    def refuse_contradictions(self) -> None:
        """Refuse all rows of a pair that the sheet decides in more than one way, a gap beside a link among them."""
        by_pair: dict[tuple[str, str], list[int]] = defaultdict(list)
        linked: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, (decision, _) in self._rows.items():
            by_pair[decision.about].append(number)
            if decision.verdict is Verdict.CONFIRM and decision.child is not None:
                linked[self._held.ends[decision.child].document, decision.parent].append(number)
        for pair, numbers in by_pair.items():
            beside = linked.get(pair, []) if any(self._rows[one][0].document for one in numbers) else []
            kinds = {_said(self._rows[one][0]) for one in numbers}
            if len(kinds) > 1 or beside:
                for number in (clashing := sorted({*numbers, *beside})):
                    others = ", ".join(str(one) for one in clashing if one != number)
                    self.faults[number] = UsageError(
                        f"contradicts row {others}", where=self._where(number), remedy="Keep one decision of the pair"
                    )
        self._rows = {number: row for number, row in self._rows.items() if number not in self.faults}

    def refuse_gaps_beside_links(self) -> None:
        """Refuse a gap or an exception where a confirmed link stands that the sheet does not reject."""
        rejected = {one.about for one, _ in self._rows.values() if one.verdict is Verdict.REJECT}
        standing = {
            (self._held.ends[one.child].document, one.parent): one.child
            for one in self._held.settled
            if one.child is not None and one.child in self._held.ends and one.decision.verdict is Verdict.CONFIRM
            if (one.child, one.parent) not in rejected
        }
        for number, (decision, _) in list(self._rows.items()):
            if decision.document is not None and decision.about in standing:
                del self._rows[number]
                self.faults[number] = UsageError(
                    f"a confirmed link stands: {standing[decision.about]}",
                    where=self._where(number),
                    remedy="Reject the link before deciding on a gap",
                )

    def new(self) -> tuple[tuple[Decision, ...], int]:
        """The decisions that the store does not have yet, in the order of the rows, and how many it has already."""
        earlier: dict[tuple[str, str], list[Decision]] = defaultdict(list)
        for one in self._held.decisions:
            earlier[one.about].append(one)
        taken: dict[tuple[str, str], Decision] = {}
        repeated = 0
        for number in sorted(self._rows):
            decision, last = self._rows[number]
            since = [one for one in earlier[decision.about] if one.number > last]
            if decision.about in taken or (since and _same(since[-1], decision)):
                repeated += 1
            elif since and (since[-1].reviewer != decision.reviewer or any(_same(one, decision) for one in since)):
                self.faults[number] = UsageError(
                    f"{since[-1].reviewer} decided otherwise on {since[-1].decided_on.isoformat()}",
                    where=self._where(number),
                    remedy="Export again and decide there",
                )
            else:
                taken[decision.about] = decision
        return tuple(taken.values()), repeated

    def _where(self, number: int) -> str:
        return f"{self._file}, row {number}" if self._file else f"row {number}"


def _said(decision: Decision) -> tuple[object, ...]:
    return (decision.verdict, decision.relation)


def _same(one: Decision, other: Decision) -> bool:
    marks: Sequence[str] = ("verdict", "relation", "reviewer", "note", "child_fingerprint", "parent_fingerprint")
    return all(getattr(one, mark) == getattr(other, mark) for mark in marks)
