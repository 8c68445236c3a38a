"""In how many passages of official Vietnamese each syllable and pair of syllables stands.

The figures are data/lexicon/document_frequencies.tsv.gz, made by data/lexicon/build_frequencies.py; its first line has
the number of passages. Syllables are folded (`graph.spelling.fold`); those in fewer than 5 passages are left out.
"""

from __future__ import annotations

import gzip
from functools import cache

from graph.errors import LexiconError
from graph.resources import folder

FILE = "document_frequencies.tsv.gz"


def passages() -> int:
    """The number of passages that were counted."""
    return _counts()[0]


def passages_with(gram: str) -> int:
    """In how many of them a folded syllable, or a pair of them with a blank between, stands; 0 for rare ones."""
    return _counts()[1].get(gram, 0)


@cache
def _counts() -> tuple[int, dict[str, int]]:
    try:
        with gzip.open(folder("data/lexicon") / FILE, "rt", encoding="utf-8") as lines:
            total = int(next(lines).split("\t")[1])
            counts = {gram: int(count) for gram, count in (line.rstrip("\n").split("\t") for line in lines)}
    except (OSError, ValueError, StopIteration) as error:
        raise LexiconError(
            "the list of frequencies is missing or damaged", where=FILE, remedy="Install again"
        ) from error
    return total, counts
