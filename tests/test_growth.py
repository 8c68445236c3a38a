"""Time grows with the length of a text and no faster, however it is crafted; ten megabytes stay within the limits.

Each kind of hostile text is parsed in one size and in four times that size. Where the smaller takes long enough to
measure, the larger may take seven times as long: twice what linear growth gives, so that a busy machine fails no test,
and less than half of what quadratic growth would give. Times are of this process's work alone, the best of three.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache

import pytest
from conftest import ROOT
from hostile_texts import KINDS, PLACES

from graph.extract.document import parse
from graph.model import Source
from graph.read.decode import decode
from graph.read.limits import Limits
from graph.resolve import resolve

SMALL = 6_000
FACTOR = 4
MOST = 8.0
NOTICEABLE = 0.15
"""Seconds that the larger text takes at least, for its growth to be worth a second look."""
TEN_MEGABYTES = 10_000_000
LIMITS = Limits()


@cache
def _warm() -> None:
    """Word lists are read and patterns compiled before anything is measured."""
    resolve([parse(Source("x.txt", KINDS["documents"](4_000)))])


def _seconds(work: Callable[[], object], times: int = 1) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def _check_growth(made: Callable[[int], str], work: Callable[[str], object], size: int = SMALL) -> None:
    """Asserts that four times the text takes at most eight times as long; a slow moment is measured again."""
    _warm()
    for attempt in (1, 3, 5):
        small, large = made(size), made(FACTOR * size)
        longer = _seconds(lambda text=large: work(text), attempt)
        if longer < NOTICEABLE:
            return
        growth = longer / _seconds(lambda text=small: work(text), attempt + 1)
        if growth < MOST:
            return
    pytest.fail(f"{FACTOR} times the text takes {growth:.1f} times as long: {longer:.2f} seconds")


PLACED = [
    (kind, place)
    for number, kind in enumerate(KINDS)
    for turn, place in enumerate(PLACES)
    if place in ("alone", "clause") or number % 4 == turn % 4
]
"""Each kind alone, in a clause and in one or two of the other places, by turns: all in all would take too long."""


@pytest.mark.parametrize(("kind", "place"), PLACED)
def test_parsing_grows_with_the_text(kind: str, place: str) -> None:
    _check_growth(lambda size: PLACES[place](KINDS[kind](size)), lambda text: parse(Source("x.txt", text)))


LARGER = (
    "citations", "citations-carried-out", "laws-by-capital", "types-about-chain", "two-combining-marks", "outline-objects",  # noqa: E501
    "table-dividers", "table-bars-and-blank", "semicolons", "roles-names", "deadline-years", "documents",
)  # fmt: skip


@pytest.mark.parametrize("kind", LARGER)
def test_parsing_grows_with_larger_texts(kind: str) -> None:
    _check_growth(lambda size: PLACES["clause"](KINDS[kind](size)), lambda text: parse(Source("x.txt", text)), 25_000)


def test_decoding_grows_with_the_marks_on_one_letter() -> None:
    _check_growth(KINDS["two-combining-marks"], lambda text: decode(text.encode(), "x.txt"), 100_000)


RESOLVED = (
    "citations",
    "symbols",
    "grounds",
    "citations-nested-lines",
    "district-names",
    "organs",
    "dates",
    "laws",
    "aliases",
)


@pytest.mark.parametrize("kind", RESOLVED)
def test_resolving_grows_with_the_text(kind: str) -> None:
    parses: dict[str, list[object]] = {}

    def work(text: str) -> None:
        re.purge()  # patterns made of the words of a citation are kept by `re` while they are few
        resolve(parses[text])  # type: ignore[arg-type]

    def made(size: int) -> str:
        text = PLACES["alone"](KINDS[kind](size))
        parses.setdefault(text, [parse(Source("x.txt", text))])
        return text

    _check_growth(made, work)


READ = """
import resource, sys, time
sys.path[:0] = sys.argv[1:3]
from hostile_texts import KINDS
from graph.extract.document import parse
from graph.model import Source
text = KINDS[sys.argv[3]](int(sys.argv[4]))
start = time.process_time()
parse(Source("x.txt", text))
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@pytest.mark.parametrize("kind", ["letters", "words", "blanks", "bars"])
def test_ten_megabytes_stay_within_the_limits(kind: str) -> None:
    command = [sys.executable, "-c", READ, str(ROOT), str(ROOT / "tests"), kind, str(TEN_MEGABYTES)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < LIMITS.seconds
    assert megabytes < LIMITS.memory_megabytes


# ---- patterns ----

ATTACKS = {
    "letters": "a", "capitals": "Đ", "digits": "7", "dots": ".", "commas": ", ", "dashes": "-", "slashes": "/", "colons": ":",  # noqa: E501
    "brackets": "(", "quotes": "“", "straight quotes": '"', "bars": "|", "underscores": "_", "stars": "*", "words": "xây ",  # noqa: E501
    "capital words": "Sở ", "numbers": "1, ", "decimals": "1.", "fractions": "1/", "symbols": "1/KH-UBND", "code": "UBND-",  # noqa: E501
    "and": " và ", "day": "ngày 1 tháng ", "years": "năm 2018 ", "marks": "\u0301", "number": "số ", "Roman": "IVX", "percent": "%",  # noqa: E501
}  # fmt: skip
BLANKS = {"blanks": " ", "tabs": "\t", "lines": "\n", "blanks between": "a   "}
EXEMPT = {
    ("graph/extract/roles.py", r"[,\s]*(?:"): "asked at one place, behind a name",
    ("graph/extract/phrases.py", r"\[(?P<one>"): "reads templates of word lists, and no document",
    ("graph/read/lines.py", r"[ \t]*(?:>"): "asked at the start of a line",
    ("graph/store/generations.py", "CURRENT|"): "asked of whole names of files",
    ("graph/terms.py", "[A-Za-z][A-Za-z0-9+.-]*:"): "asked at the start of an IRI",
    ("viz/pictures/networks.py", r"\s*<meta"): "reads a page of our own",
}
"""Patterns by module and beginning that are not searched for in documents, and why they may look far ahead."""
HOPELESS = 2.0
"""Seconds that no pattern takes for two thousand characters, on however busy a machine."""
CLEANED = ("graph/extract/", "graph/align/", "graph/lexicon/", "graph/symbols.py", "graph/resolve")
"""What runs on cleaned words, in which no run of blanks is left."""


@cache
def _patterns() -> list[tuple[str, int, str]]:
    command = [sys.executable, str(ROOT / "tests" / "patterns_in_use.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return [(pattern, flags, module) for pattern, flags, module in json.loads(done.stdout)]


def _slow(compiled: re.Pattern[str], unit: str) -> bool:
    small, large = (unit * (size // len(unit)) for size in (2_000, 8_000))

    def search(text: str) -> None:
        for _ in compiled.finditer(text):
            pass

    if (first := _seconds(lambda: search(small))) > HOPELESS:
        return True
    if first < 0.002 or _seconds(lambda: search(large)) < 0.03:
        return False
    times = 3
    return _seconds(lambda: search(large), times) > 0.03 and _seconds(lambda: search(large), times) > MOST * max(
        _seconds(lambda: search(small), times), 1e-4
    )


def test_no_pattern_is_superlinear() -> None:
    """Every pattern that the program compiles, those made of word lists too, against runs of what it may meet."""
    slow = []
    for pattern, flags, module in _patterns():
        if any(module == where and pattern.startswith(begin) for where, begin in EXEMPT):
            continue
        compiled = re.compile(pattern, flags)
        attacks = ATTACKS if module.startswith(CLEANED) else {**ATTACKS, **BLANKS}
        slow += [f"{module}: {pattern[:80]!r} on {name}" for name, unit in attacks.items() if _slow(compiled, unit)]
    assert not slow, "\n".join(slow)


def test_counts() -> None:
    assert len(KINDS) >= 195
    assert len(PLACES) == 6
    assert len(PLACED) >= 3 * len(KINDS) - 10
    assert len(_patterns()) >= 450
    assert sum(module == "graph/extract/phrases.py" for _, _, module in _patterns()) >= 150
