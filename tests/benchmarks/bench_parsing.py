"""Characters per second for parsing, from 10 kB to 10 MB. Prints figures and checks nothing.

Run: python tests/benchmarks/bench_parsing.py
The text is the demonstration plan of 68/KH-UBND with its sections repeated; the same words in one line come second.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from graph.extract.document import parse  # noqa: E402
from graph.model import Source  # noqa: E402

PLAN = (ROOT / "data" / "documents" / "68-KH-UBND-tuyen-quang.md").read_text(encoding="utf-8")
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)


def plan_of(size: int) -> str:
    """A plan of about `size` characters: the head and tail once, the tasks again and again."""
    start, end = PLAN.index("II. NỘI DUNG"), PLAN.index("III. TỔ CHỨC")
    body = PLAN[start:end]
    return PLAN[:start] + body * max(1, (size - len(PLAN) + len(body)) // len(body)) + PLAN[end:]


def line_of(size: int) -> str:
    """The same words in one line."""
    return "1. " + " ".join(plan_of(size).split())


def main() -> None:
    """Print one row for each size and shape."""
    print(f"{'shape':>10} {'characters':>12} {'seconds':>9} {'characters/s':>13} {'tasks':>8}")
    for shape, make in (("document", plan_of), ("one line", line_of)):
        for size in SIZES:
            text = make(size)
            start = time.perf_counter()
            parsed = parse(Source("benchmark", text))
            seconds = time.perf_counter() - start
            print(f"{shape:>10} {len(text):>12,} {seconds:>9.2f} {len(text) / seconds:>13,.0f} {len(parsed.tasks):>8,}")


if __name__ == "__main__":
    main()
