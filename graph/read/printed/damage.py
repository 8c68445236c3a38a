"""Whether the text layer of a page says what the page shows.

Layers are damaged in four ways: letters without a meaning (private use, "(cid:12)"), letters of an old encoding (TCVN3,
VNI) taken for Latin ones, letters that are missing, and accents that are missing.
"""

from __future__ import annotations

import re
import unicodedata

from graph.read.printed.page import Page
from graph.read.printed.syllables import is_accented, is_syllable

_CODE = re.compile(r"\(cid:\d+\)")
_EDGES = re.compile(r"^[^\w(]+|[^\w)]+$")
_LETTERS = re.compile(r"[^\W\d_]+")
_MEANINGLESS_SHARE = 0.02
"""Share of letters without a meaning from which a layer is damaged."""
_BROKEN_SHARE = 0.18
"""Share of words that cannot be Vietnamese and are no plain foreign words, from which a layer is damaged."""
_FEWEST_WORDS = 12
"""Words on a page below which their shares say nothing."""
_FEWEST_BARE = 60
_ACCENTED_SHARE = 0.15
"""Of the syllables of Vietnamese prose about 7 in 10 carry a mark; below this share accents were lost."""
_SYLLABLE_SHARE = 0.85
"""Share of possible syllables from which words without accents are Vietnamese, and not English."""


def is_damaged(page: Page) -> bool:
    """True when the words of the page's text layer cannot be what is printed on it."""
    text = " ".join(word.text for word in page.words)
    if _meaningless(text):
        return True
    words = [word for word in (_EDGES.sub("", part) for part in text.split()) if _counts(word)]
    if len(words) < _FEWEST_WORDS:
        return False
    broken = sum(_is_broken(word) for word in words)
    return broken >= _BROKEN_SHARE * len(words) or _accents_lost(words)


def letters_in(page: Page) -> int:
    """How many letters and digits the page's words have."""
    return sum(sum(map(str.isalnum, word.text)) for word in page.words)


def _meaningless(text: str) -> bool:
    letters = sum(not character.isspace() for character in text)
    codes = len(_CODE.findall(text))
    strange = sum(unicodedata.category(character) in ("Co", "Cn", "Cc") or character == "\ufffd" for character in text)
    return codes + strange > _MEANINGLESS_SHARE * letters


def _counts(word: str) -> bool:
    """True for words of letters; numbers, symbols of documents and abbreviations say nothing."""
    return any(map(str.isalpha, word)) and not any(map(str.isdigit, word)) and not _is_abbreviation(word)


def _is_abbreviation(word: str) -> bool:
    return all(part.isupper() and len(part) <= 8 and part.isascii() for part in _LETTERS.findall(word))


def _is_broken(word: str) -> bool:
    """True for a word that no one wrote: letters of no Vietnamese syllable, or a syllable without its vowels."""
    parts = _LETTERS.findall(word)
    if all(is_syllable(part) for part in parts):
        return bool(re.search(r"\w[^\w\s/.,:;&()'’+–-]\w", word))
    return any(not is_syllable(part) and (not part.isascii() or _has_no_vowel(part)) for part in parts)


def _has_no_vowel(part: str) -> bool:
    return not part.isupper() and not any(letter in "aeiouy" for letter in part.lower())


def _accents_lost(words: list[str]) -> bool:
    parts = [part for word in words for part in _LETTERS.findall(word)]
    syllables = [part for part in parts if is_syllable(part)]
    if len(syllables) < _FEWEST_BARE or len(syllables) < _SYLLABLE_SHARE * len(parts):
        return False
    return sum(is_accented(part) for part in syllables) < _ACCENTED_SHARE * len(syllables)
