"""What can be a Vietnamese syllable: the spelling rules of quốc ngữ, taken loosely.

An onset, a nucleus of vowels, a coda, and at most one tone mark. Loanwords and abbreviations are no syllables; whoever
asks must bear with some.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    r"(?:uyê|uya|oai|oay|oeo|uây|uôi|ươi|ươu|iêu|yêu|uyu|oao|oă|oa|oe|oo|ôô|uâ|uê|uô|uơ|uy|ua|ưa|ươ|iê|yê|ia|ya"
    r"|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
)
_CODA = r"(?:ch|ng|nh|[cmnpt])?"
_SYLLABLE = re.compile(_ONSET + _NUCLEUS + _CODA)
_ACCENTS = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b")


def is_syllable(text: str) -> bool:
    """True when `text`, of any case, can be one Vietnamese syllable: "nghiệp", "quyết", "an", not "hßa"."""
    if not text or len(text) > 8:
        return False
    decomposed = unicodedata.normalize("NFD", text.lower())
    if sum(character in _TONES for character in decomposed) > 1:
        return False
    toneless = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    return _SYLLABLE.fullmatch(toneless) is not None


def is_accented(text: str) -> bool:
    """True when a letter carries a Vietnamese mark, or is đ."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "đ" in decomposed or any(character in _ACCENTS for character in decomposed)
