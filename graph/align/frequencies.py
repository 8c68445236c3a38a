"""How much common words tell: what every plan says weighs little."""

from __future__ import annotations

from functools import cache
from math import log

from graph.lexicon.frequencies import passages, passages_with


@cache
def rarity(gram: str) -> float:
    """How much a syllable or a pair of syllables tells: the logarithm of passages over passages that hold it."""
    return log(passages() / (passages_with(gram) + 1))
