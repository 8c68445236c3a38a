"""How long aligning takes: district plans of 35 tasks each with a central plan of 90 requirements, by how many plans.

Run: python tests/benchmarks/bench_aligning.py [--plans 100 200 400 700] [--workers 2] [--decided 300]

The plans are made up from the clauses of the demonstration documents, mixed anew for each task, and parsed like any
other. Each row is one run, without decisions and with some. Milliseconds of processor time for a pair of documents stay
the same from row to row: the cost is linear in the pairs. Memory is the peak of this process and of as many workers as
there are, pages that they share counted each time. The exit status is 1 when a run of all plans takes `LIMIT` seconds
or more, or memory passes `MEMORY`.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from graph.align import align  # noqa: E402
from graph.extract.document import parse  # noqa: E402
from graph.lexicon import territories  # noqa: E402
from graph.links import Alignment, Decision, LinkStatus, Verdict  # noqa: E402
from graph.model import Collection, ParsedDocument, ResolvedDocument, Source  # noqa: E402
from graph.resolve import resolve  # noqa: E402

LIMIT = 60.0
"""Seconds that the whole country may take."""
MEMORY = 2_000.0
"""Megabytes that it may take."""
REQUIREMENTS, TASKS, SYLLABLES = 90, 35, 60
SEED = 20171127
DOCUMENTS = ROOT / "data" / "documents"
UPPER = "07-KH-TW.md"
_JOINTS = (", ", ", ", ", ", "; ", " và ")
_HEADINGS = ("NHIỆM VỤ CHUNG", "NHIỆM VỤ CỤ THỂ", "GIẢI PHÁP")
_CENTRAL = """BỘ CHÍNH TRỊ

Số 07-KH/TW

*Hà Nội, ngày 27 tháng 11 năm 2017*

# KẾ HOẠCH

## Thực hiện Nghị quyết số 18-NQ/TW về đổi mới, sắp xếp tổ chức bộ máy

Thực hiện Nghị quyết số 18-NQ/TW ngày 25 tháng 10 năm 2017, Bộ Chính trị ban hành Kế hoạch như sau:
"""
_DISTRICT = """ỦY BAN NHÂN DÂN {unit}

Số: {number}/KH-UBND

*{name}, ngày {day} tháng 3 năm 2018*

# KẾ HOẠCH

## Thực hiện Kế hoạch số 07-KH/TW của Bộ Chính trị trên địa bàn {unit}

Thực hiện Kế hoạch số 07-KH/TW ngày 27 tháng 11 năm 2017 của Bộ Chính trị, Ủy ban nhân dân {unit} ban hành Kế hoạch \
như sau:
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A run as measured; processor seconds are those of all processes."""

    plans: int
    decided: int
    seconds: float
    processor: float
    alignment: Alignment


def cascade(plans: int) -> Collection:
    """A central plan and `plans` district plans that carry it out, no two the same."""
    chance = random.Random(SEED)
    above, below = clauses_of([UPPER]), clauses_of(sorted(one.name for one in DOCUMENTS.glob("*.md")))
    districts = [one for one in territories.territory_rows() if one.kind == "huyện"]
    parsed = [parse(Source(UPPER, _plan(_CENTRAL, above, REQUIREMENTS, chance)))]
    for number in range(plans):
        district = districts[number % len(districts)]
        unit, day = district.full_name.upper(), f"{1 + number % 28:02}"
        head = _DISTRICT.format(unit=unit, name=district.name, number=10 + number // len(districts), day=day)
        parsed.append(
            parse(Source(f"{district.id}-{number}.md", _plan(head, below, TASKS, chance, district.full_name)))
        )
    return resolve(parsed)


def clauses_of(names: Iterable[str]) -> tuple[str, ...]:
    """The clauses of the tasks of demonstration documents, each of four syllables at least."""
    texts = [
        task.text
        for name in names
        for task in parse(Source(name, (DOCUMENTS / name).read_text(encoding="utf-8"))).tasks
    ]
    parts = [part.strip(" .,:-") for text in texts for part in text.replace(";", ",").replace(". ", ",").split(",")]
    return tuple(dict.fromkeys(part for part in parts if len(part.split()) >= 4))


def decided(alignment: Alignment, count: int) -> tuple[Decision, ...]:
    """Decisions on `count` links spread over all: likely ones confirmed, others rejected."""
    links = alignment.links[:: max(1, len(alignment.links) // count)][:count]
    return tuple(
        Decision(
            number,
            Verdict.CONFIRM if link.status is LinkStatus.PROPOSED else Verdict.REJECT,
            link.parent,
            "",
            link.parent_fingerprint,
            "benchmark",
            date(2018, 6, 1),
            link.child,
            "",
            link.child_fingerprint,
        )
        for number, link in enumerate(links, start=1)
    )


def measured(collection: Collection, decisions: Sequence[Decision], workers: int) -> Run:
    """One run of aligning."""
    start, before = time.perf_counter(), _processor()
    alignment = align(collection, decisions, workers=workers)
    seconds, processor = time.perf_counter() - start, _processor() - before
    return Run(len(collection.held) - 1, len(decisions), seconds, processor, alignment)


def memory(workers: int) -> float:
    """Megabytes at the peak: this process and as many workers as the largest of them."""
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + (child * workers if workers > 1 else 0)) / 1024


def show(run: Run) -> None:
    """Print one row."""
    pairs = len(run.alignment.descents)
    print(
        f"{run.plans:>6} {pairs:>7,} {run.decided:>8} {run.seconds:>8.2f} {run.processor:>10.2f}"
        f" {pairs / run.seconds:>8.1f} {1000 * run.processor / max(pairs, 1):>9.1f} {len(run.alignment.links):>9,}",
        flush=True,
    )


def main() -> int:
    """Print the figures; 1 when the largest run takes too long or too much memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, nargs="+", default=[100, 200, 400, 700])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--decided", type=int, default=300)
    given = parser.parse_args()
    start = time.perf_counter()
    whole = cascade(max(given.plans))
    upper, lowers = _parted(whole)
    tasks = sum(len(one.parsed.tasks) for one in lowers)
    print(
        f"{len(lowers)} plans of {tasks / len(lowers):.1f} tasks below {len(upper.parsed.tasks)} requirements,"
        f" {_syllables(one.parsed for one in lowers):.0f} syllables a task,"
        f" made and parsed in {time.perf_counter() - start:.1f} s"
    )
    print("plans   pairs  decided  seconds  processor  pairs/s   ms/pair     links")
    runs: list[Run] = []
    for plans in sorted(given.plans):
        collection = replace(whole, held=(upper, *lowers[:plans]))
        first = measured(collection, (), given.workers)
        show(first)
        runs.append(first)
        if given.decided:
            runs.append(measured(collection, decided(first.alignment, given.decided), given.workers))
            show(runs[-1])
    last = [run for run in runs if run.plans == runs[-1].plans]
    peak = memory(given.workers)
    print(f"peak memory {peak:,.0f} MB; slowest run of all plans {max(run.seconds for run in last):.1f} s")
    return 0 if peak < MEMORY and all(run.seconds < LIMIT for run in last) else 1


def _plan(head: str, clauses: Sequence[str], count: int, chance: random.Random, place: str = "") -> str:
    """A plan of `count` numbered items under the head, in three sections."""
    lines = [head]
    sections = list(zip(("I", "II", "III"), _HEADINGS, strict=True))
    for index, (numeral, heading) in enumerate(sections):
        lines.append(f"## {numeral}. {heading}")
        items = range(count * index // len(sections), count * (index + 1) // len(sections))
        lines += (f"{number}. {_item(clauses, chance, place)}" for number, _ in enumerate(items, start=1))
    return "\n\n".join(lines) + "\n"


def _item(clauses: Sequence[str], chance: random.Random, place: str) -> str:
    """Clauses in a new order, about `SYLLABLES` syllables of them, the place named now and then."""
    wanted = chance.randint(SYLLABLES - 30, SYLLABLES + 20)
    parts: list[str] = []
    while sum(len(part.split()) for part in parts) < wanted:
        clause = chance.choice(clauses)
        parts.append(clause[:1].lower() + clause[1:])
        if place and chance.random() < 0.2:
            parts[-1] += f" trên địa bàn {place}"
    text = "".join((chance.choice(_JOINTS) if index else "") + part for index, part in enumerate(parts))
    return f"{text[:1].upper()}{text[1:]}."


def _parted(collection: Collection) -> tuple[ResolvedDocument, tuple[ResolvedDocument, ...]]:
    """The central plan and the others."""
    upper = next(one for one in collection.held if one.parsed.source.name == UPPER)
    return upper, tuple(one for one in collection.held if one is not upper)


def _syllables(documents: Iterable[ParsedDocument]) -> float:
    lengths = [len(task.text.split()) for one in documents for task in one.tasks]
    return sum(lengths) / max(len(lengths), 1)


def _processor() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    sys.exit(main())
