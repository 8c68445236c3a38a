"""Names of provinces whose accents recognition lost: "TĨNH QUANG NGAI" is read where "TỈNH QUẢNG NGÃI" stands.

Letterheads are set in bold capitals, where accents are the first thing to run into the letters. A name is put right
only behind the word for its kind, and only where one province alone has these letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from graph.lexicon import territories
from graph.read.ocr.mending import MENDED
from graph.read.printed.page import Word
from graph.spelling import bare

_LONGEST = 6
"""Words of the longest name with its kind: "thành phố" and four more."""
_WHOLE = re.compile(r"^(\W*)([^\W\d_]+)(\W*)$")


def with_provinces(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, given in the order of reading, with such names put right; a word that was is less sure."""
    result = list(words)
    index = 0
    while index < len(result):
        meant = _name_at(result, index)
        for place, syllable in enumerate(meant, start=index):
            result[place] = _spelled(result[place], syllable)
        index += max(1, len(meant))
    return tuple(result)


@cache
def _names() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Syllables of kind and name without accents, and as they are; those that several provinces share are left out."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for unit in territories.provinces():
        syllables = tuple(f"{unit.kind} {unit.name}".split())
        if all(one.isalpha() for one in syllables):
            found.setdefault(tuple(map(bare, syllables)), set()).add(syllables)
    return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}


def _name_at(words: Sequence[Word], index: int) -> tuple[str, ...]:
    """The syllables of the province that is named from `index` on, longest name first; none where there is none."""
    read: list[str] = []
    for word in words[index : index + _LONGEST]:
        whole = _WHOLE.match(word.text)
        if whole is None or (read and whole.group(1)):
            break
        read.append(whole.group(2))
        if whole.group(3):
            break
    for length in range(len(read), 1, -1):
        meant = _names().get(tuple(map(bare, read[:length])))
        if meant is not None and read[length - 1][0].isupper():
            return meant
    return ()


def _spelled(word: Word, syllable: str) -> Word:
    whole = _WHOLE.match(word.text)
    if whole is None:
        return word
    read = whole.group(2)
    letters = syllable.upper() if read.isupper() else syllable.lower() if read.islower() else syllable.capitalize()
    if letters == read:
        return word
    text = f"{whole.group(1)}{letters}{whole.group(3)}"
    return replace(word, text=text, confidence=min(word.confidence or MENDED, MENDED))
