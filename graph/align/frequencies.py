"""How common words are in official Vietnamese, so that what every plan says weighs little.

The figures are data/lexicon/document_frequencies.tsv.gz: for each syllable and pair of syllables the number of passages
of official documents that hold it; its first line has the number of passages. data/lexicon/build_frequencies.py makes
it.
"""

from __future__ import annotations

import gzip
from functools import cache
from math import log

from graph.errors import LexiconError
from graph.resources import folder

FILE = "document_frequencies.tsv.gz"


@cache
def rarity(gram: str) -> float:
    """How much a syllable or a pair of syllables tells: the logarithm of passages over passages that hold it."""
    passages, counts = _counts()
    return log(passages / (counts.get(gram, 0) + 1))


@cache
def _counts() -> tuple[int, dict[str, int]]:
    path = folder("data/lexicon") / FILE
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            passages = int(next(lines).split("\t")[1])
            counts = {gram: int(count) for gram, count in (line.rstrip("\n").split("\t") for line in lines)}
    except (OSError, ValueError, StopIteration) as error:
        raise LexiconError(
            "the list of frequencies is missing or damaged", where=FILE, remedy="Install again"
        ) from error
    return passages, counts
