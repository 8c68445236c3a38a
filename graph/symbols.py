"""Symbols of documents (số, ký hiệu): read in all their written forms, given back in one.

Formats: Nghị định 30/2020/NĐ-CP, Appendix I (State: 68/KH-UBND, 108/2014/NĐ-CP, 05/BNV-VP); Quy định 66-QĐ/TW and
399-QĐ/TW (Party: 18-NQ/TW, 5053-CV/VPTW/nb); the laws on normative documents (56/2017/QH14).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph.lexicon.tables import read_rows
from graph.model import Branch


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document's number and symbol, in parts.

    number is as written ("07", "12a", "66.4"); year is only set where the symbol holds it; type_code is None for State
    letters and for laws; issuer_code holds everything after the type ("QH14", "BNV-VP"); tail is the Party's note on
    circulation ("nb").
    """

    number: str
    year: int | None
    type_code: str | None
    issuer_code: str
    branch: Branch
    tail: str = ""
    hyphened: bool = False

    @property
    def text(self) -> str:
        """Normal form without stray blanks: "18-NQ/TW", "108/2014/NĐ-CP", "56/2017/QH14", "05/BNV-VP"."""
        if self.hyphened:
            return f"{self.number}-{self.type_code}/{self.issuer_code}" + (f"/{self.tail}" if self.tail else "")
        year = f"{self.year}/" if self.year else ""
        kind = f"{self.type_code}-" if self.type_code else ""
        return f"{self.number}/{year}{kind}{self.issuer_code}"

    @property
    def key(self) -> str:
        """The normal form with leading zeros made one way: "7-KH/TW" and "07-KH/TW" are the same symbol."""
        return self.text.replace(self.number, padded(self.number), 1)

    @property
    def assembly_term(self) -> int | None:
        """Term of the National Assembly that a law's symbol names: 14 for "56/2017/QH14"."""
        found = _ASSEMBLY.fullmatch(self.issuer_code)
        return int(found.group("term")) if found else None

    @property
    def body_code(self) -> str:
        """The issuer code without the term: "QH" for "56/2017/QH14"."""
        found = _ASSEMBLY.fullmatch(self.issuer_code)
        return found.group("body") if found else self.issuer_code


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A row of data/lexicon/symbols.csv: how a code is written, its normal form, and a symbol that holds it.

    part is "type", "issuer", "old" (issuer codes that stood alone after the number until the 1990s) or "front"
    (codes of the Fatherland Front and the unions).
    """

    part: str
    written: str
    code: str
    example: str
    expected: str


# Letters read for digits by scanners are believed only inside a number that the rest of the symbol proves to be one.
_MISREAD = str.maketrans({"I": "1", "l": "1", "O": "0"})
_ASSEMBLY = re.compile(r"(?P<body>QH|UBTVQH)(?P<term>[0-9]{1,2})")
_DASH = "[-\u2010\u2011\u2012\u2013\u2014\u2212]"
_SLASH = "[/\u2044\u2215\uff0f]"
_GAP = "[ \u00a0]?"
_CODE = "[A-ZĐƯ][A-Za-zĐđƯư&]{0,24}[0-9]{0,2}"
_START = r"(?<![\w/\-\u2013])(?<![0-9][.,])"
_PARTY = re.compile(
    rf"{_START}(?P<number>[0-9IlO]{{1,5}}[a-zA-Zđ]?){_GAP}{_DASH}{_GAP}(?P<first>{_CODE}){_GAP}{_SLASH}{_GAP}"
    rf"(?P<rest>{_CODE}(?:{_DASH}{_CODE}){{0,6}})(?:{_SLASH}(?P<tail>nb|NB))?(?!\w)"
)
# "66.4/2025/NQ-CP": the Government's resolutions that carry out one of the Party's, in a series with the year
_IN_SERIES = r"[0-9]{1,3}\.[0-9]{1,3}"
_STATE = re.compile(
    rf"{_START}(?P<number>{_IN_SERIES}(?={_SLASH}20[0-9]{{2}}{_SLASH})|[0-9IlO]{{1,5}}[a-zA-Zđ]?){_GAP}{_SLASH}{_GAP}"
    rf"(?:(?P<year>(?:19|20)[0-9]{{2}}){_GAP}{_SLASH}{_GAP})?"
    rf"(?P<first>{_CODE})(?:{_GAP}{_DASH}{_GAP}(?P<rest>{_CODE}(?:{_DASH}{_CODE}){{0,6}}))?(?!\w)"
)
_OLD = re.compile(rf"{_START}(?P<number>[0-9]{{1,5}}){_GAP}(?:{_DASH}|{_SLASH}){_GAP}(?P<first>{_CODE})(?![\w/\-])")
_LEAD_IN = re.compile(r"\s*(?:[Ss]ố|SỐ|[Ss]ô)?\s*:?\s*")
_NUMBER = re.compile(r"(?P<digits>[0-9]+)(?P<letter>[A-Za-zđ]?)")


def parse_symbol(text: str) -> Symbol | None:
    """The symbol that `text` is, "Số:" before it allowed; None when it is none or holds more than one symbol."""
    found = next(find_symbols(text), None)
    if found is None:
        return None
    symbol, start, end = found
    if not _LEAD_IN.fullmatch(text[:start]) or text[end:].strip(" \u00a0.,;"):
        return None
    return symbol


def find_symbols(text: str) -> Iterator[tuple[Symbol, int, int]]:
    """All symbols in a cleaned one-paragraph text with their half-open ranges, in order, in linear time.

    Blanks beside the separators, other dashes and slashes, lost accents of known codes, capitals and letters read
    for digits are accepted; periods, fractions and dates are not.
    """
    found: list[tuple[Symbol, int, int]] = []
    taken = -1
    for match in _candidates(text):
        if match.start() < taken:
            continue
        symbol = _symbol(match)
        if symbol is not None:
            found.append((symbol, match.start(), match.end()))
            taken = match.end()
    yield from found


def padded(number: str) -> str:
    """A number with two digits at least and no further zeros: "7" and "007" -> "07", "12a" stays."""
    found = _NUMBER.fullmatch(number)
    return f"{int(found.group('digits')):02d}{found.group('letter').lower()}" if found else number


@cache
def code_rows() -> tuple[CodeRow, ...]:
    """The known codes of data/lexicon/symbols.csv."""
    return read_rows("symbols.csv", CodeRow)


@cache
def _codes(part: str) -> dict[str, str]:
    return {row.written: row.code for row in code_rows() if row.part == part}


def _candidates(text: str) -> Iterator[re.Match[str]]:
    matches = [match for pattern in (_PARTY, _STATE, _OLD) for match in pattern.finditer(text)]
    yield from sorted(matches, key=lambda match: (match.start(), -match.end()))


def _symbol(match: re.Match[str]) -> Symbol | None:
    parts = match.groupdict()
    number = _number(parts["number"], certain=bool(parts.get("year")))
    codes = [parts["first"], *re.split(_DASH, parts.get("rest") or "")]
    if number is None or any(sum(c.islower() for c in code) > 2 for code in codes):
        return None
    if match.re is _PARTY:
        return _party(number, codes[0], codes[1:], (parts["tail"] or "").lower())
    if match.re is _OLD:
        code = _codes("old").get(parts["first"])
        return Symbol(number, None, None, code, Branch.STATE) if code else None
    return _state(number, int(parts["year"]) if parts["year"] else None, [code for code in codes if code])


def _number(written: str, *, certain: bool) -> str | None:
    if written.isdigit():
        return written
    mended = written.translate(_MISREAD)
    if mended.isdigit():
        return mended if certain or any(c.isdigit() for c in written) else None
    return written if _NUMBER.fullmatch(written) or re.fullmatch(_IN_SERIES, written) else None


def _party(number: str, kind: str, issuers: list[str], tail: str) -> Symbol | None:
    if len(kind) < 2:
        return None
    issuer = "-".join(_codes("issuer").get(code, code) for code in issuers)
    branch = Branch.FRONT if _of_front(issuers) else Branch.PARTY
    return Symbol(number, None, _codes("type").get(kind, kind), issuer, branch, tail, hyphened=True)


def _state(number: str, year: int | None, codes: list[str]) -> Symbol | None:
    kind = _codes("type").get(codes[0])
    issuers = [_codes("issuer").get(code, code) for code in codes]
    if len(codes) == 1:
        legislature = year is not None and _ASSEMBLY.fullmatch(codes[0])
        return Symbol(number, year, None, codes[0], Branch.STATE) if legislature else None
    branch = Branch.FRONT if _of_front(codes[1:]) and len(codes) <= 3 else Branch.STATE
    if kind is None:
        if year is not None or min(map(len, codes)) < 2 or not "".join(issuers).replace("TTg", "").isupper():
            return None
        return Symbol(number, None, None, "-".join(issuers), branch)
    return Symbol(number, year, kind, "-".join(issuers[1:]), branch)


def _of_front(codes: list[str]) -> bool:
    return bool(codes) and codes[0] in _codes("front")
