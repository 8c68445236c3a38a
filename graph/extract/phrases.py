"""Phrases as data: templates of a word list compiled to linear patterns, and the points of time they name.

A template is written as an official would write the phrase:

    hoàn thành [trong|vào] năm {year}      one of several words
    chậm nhất (là) ngày {date}             words in round brackets may be missing
    thường xuyên {duty}                    a placeholder, or a list of words that the same file defines

Patterns run on `fold(text)`, which has the length of `text`, so that a match is traced back by its offsets alone.
Every gap and every repetition is bounded, so a pattern's cost grows with the length of the text and no faster.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from graph.errors import LexiconError
from graph.resources import folder

GAP = 60
"""Longest stretch of free words inside a template, in characters; it never crosses a clause."""

_YEAR = r"(?:19|20|21)[0-9]{2}(?![0-9])"
_OF_YEAR = rf"(?:\s?[/-]\s?|,?\s(?:của\s)?năm\s){_YEAR}"
_STOPS = (
    r"(?:và|của|trong|theo|cho|tại|ở|để|so|trên|đến|được|là|thuộc|hoặc|với|mỗi|trở|từ|không|phải|nhằm|về|do|có|đã"
    r"|trước)(?!\w)"
)
_WORD = rf"(?!{_STOPS})[^\W\d_]{{1,20}}(?!\w)"
THING = rf"(?:{_WORD}(?:\s{_WORD}){{0,5}}(?=\s?(?:[^\w\s]|$)|\s{_STOPS})|{_WORD}(?:\s{_WORD})?)"
"""Names what is counted: up to six words before a mark or a word such as "của", else two (most words have two)."""

_PLACEHOLDERS = {
    "year": _YEAR,
    "month": rf"[0-9]{{1,2}}{_OF_YEAR}",
    "quarter": rf"(?:iv|i{{1,3}}|0?[1-4]){_OF_YEAR}",
    "date": rf"[0-9]{{1,2}}(?:\s?[/.-]\s?[0-9]{{1,2}}\s?[/.-]\s?{_YEAR}|\stháng\s[0-9]{{1,2}}{_OF_YEAR})",
    "day": r"[0-9]{1,2}(?![0-9/])",
    "daymonth": r"[0-9]{1,2}(?:\s?/\s?|\stháng\s)[0-9]{1,2}(?![0-9/])",
    "number": r"[0-9]{1,4}(?:\s?\([^()]{0,20}\))?",
    "figure": r"(?:[0-9]{1,3}(?:\.[0-9]{3}){1,4}|[0-9]{1,9})(?:,[0-9]{1,4})?(?![0-9])",
    "roman": r"[ivxl]{1,6}",
    "word": r"[^\W\d_]{1,20}",
    "unit": THING,
    "stop": r"(?=\s?(?:[.,;:()]|$))",
    "gap": rf"[^.;:()]{{1,{GAP}}}?",
}
_SPACE = r"\s{1,3}"
_TOKEN = re.compile(
    r"\[(?P<one>[^\]]*)\]|\((?P<maybe>[^)]*)\)|\{(?P<name>[^}]*)\}|(?P<blank>\s+)|(?P<plain>[^\s\[\](){}]+)"
)
_NUMBERS = re.compile(r"[0-9]+|i{1,3}(?!\w)|iv(?!\w)")
_ROMAN_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LOWER_LENGTHENS = re.compile("\u0130")  # the only letter whose small form is two characters
_SAME_LENGTH = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | {"\u00a0": " ", "\u00f0": "đ", "\u0256": "đ"}
)
_LATE_TONE = re.compile("(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\\w)")
_EARLY_TONE = {
    late + accented: early + plain
    for late, plain, accents, tones in (
        ("o", "a", "àáảãạ", "òóỏõọ"),
        ("o", "e", "èéẻẽẹ", "òóỏõọ"),
        ("u", "y", "ỳýỷỹỵ", "ùúủũụ"),
    )
    for accented, early in zip(accents, tones, strict=True)
}
_QUOTED = re.compile('“[^“”]{1,400}”|"[^"\\n]{1,300}"|«[^«»]{1,400}»')
HIDDEN = "\0"
"""Stands for a character that patterns must not see."""


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled phrase. needs are groups of words: every match holds a word of each, other texts are passed over."""

    source: str
    regex: re.Pattern[str]
    needs: tuple[tuple[str, ...], ...]

    def possible(self, text: str) -> bool:
        """False when a folded text can hold no match; far cheaper than looking for one."""
        for group in self.needs:
            for word in group:
                if word in text:
                    break
            else:
                return False
        return True

    def find(self, text: str) -> Iterable[re.Match[str]]:
        """Matches in a folded text, from left to right."""
        return self.regex.finditer(text) if self.possible(text) else ()


def fold(text: str) -> str:
    """Lower case, dashes made one, tone of open oa, oe, uy on the first vowel; same length as `text` (NFC)."""
    lowered = _LOWER_LENGTHENS.sub("i", text).lower().translate(_SAME_LENGTH)
    lowered = _LATE_TONE.sub(lambda match: _EARLY_TONE[match.group()], lowered)
    return lowered if len(lowered) == len(text) else "".join(_fold_one(character) for character in text)


def hide_quoted(text: str) -> str:
    """Text whose stretches in quotation marks (titles, names) no pattern sees; same length."""
    return _QUOTED.sub(lambda match: HIDDEN * len(match.group()), text)


def hide(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Text whose `ranges` (in order, disjoint) no pattern sees; same length."""
    parts: list[str] = []
    done = 0
    for start, end in ranges:
        parts += (text[done:start], HIDDEN * (end - start))
        done = end
    return "".join((*parts, text[done:]))


def template(source: str, words: Mapping[str, str] | None = None) -> Template:
    """Compile a template. words are the lists that it may name: {"duty": "[rà soát|báo cáo]"}.

    Raises LexiconError for an unknown placeholder, unbalanced brackets, or a template that could match nothing.
    """
    named = words or {}
    folded = fold(source)
    body = _compile(folded, named)
    regex = re.compile(rf"(?<![\w/])(?:{body})(?!\w)")
    if regex.match("") is not None:
        raise LexiconError(f"the phrase '{source}' would match everywhere", remedy="Give it a word that must stand")
    return Template(source, regex, _needs(folded, named))


def point(rule: str, match: re.Match[str], issued: date | None = None) -> date | None:
    """The day that a rule takes from a match, or None when the words name an impossible one.

    A rule is an edge and a placeholder: "start year", "end month2", "before quarter" (the day before it begins),
    "half year" (30 June), "issued number" (so many days after the day of issue, where that is known).
    """
    if not rule:
        return None
    edge, name = rule.split()
    words = match.group(name)
    if words is None:
        return None
    if edge == "issued":
        return _days_after(issued, words)
    period = _period(name.rstrip("0123456789"), words)
    if period is None:
        return None
    first, last = period
    if edge == "half":
        return date(first.year, 6, 30)
    return {"start": first, "end": last, "before": first - timedelta(days=1)}[edge]


def check_rule(rule: str, source: str) -> None:
    """Raises LexiconError when `rule` is none that `point` knows, or names what the template `source` has not."""
    if not rule:
        return
    edge, _, name = rule.partition(" ")
    known = {"start", "end", "before", "half", "issued"}
    if edge not in known or f"{{{name}}}" not in source:
        raise LexiconError(f"'{rule}' is no rule for '{source}'", remedy=f"Use one of {', '.join(sorted(known))}")


def rows(file: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Rows of a word list in data/lexicon. Raises LexiconError when columns are missing or an id comes twice."""
    path = folder("data/lexicon") / file
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if not set(columns) <= set(reader.fieldnames or ()):
            raise LexiconError(f"columns wanted: {', '.join(columns)}", where=file, remedy="Restore the first line")
        read = tuple({column: (row[column] or "").strip() for column in columns} for row in reader)
    ids = [row["id"] for row in read]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise LexiconError(f"the id '{twice[0]}' comes twice", where=file, remedy="Give each row its own id")
    return read


def _days_after(issued: date | None, words: str) -> date | None:
    days = _NUMBERS.search(words)
    if issued is None or days is None:
        return None
    try:
        return issued + timedelta(days=int(days.group()))
    except OverflowError:
        return None


def _fold_one(character: str) -> str:
    small = character.lower().translate(_SAME_LENGTH)
    return small if len(small) == 1 else character


def _compile(source: str, words: Mapping[str, str]) -> str:
    parts: list[str] = []
    position, spaced, leading = 0, False, True
    for token in _TOKEN.finditer(source):
        if token.start() != position:
            break
        position = token.end()
        if token.group("blank") is not None:
            spaced = True
            continue
        optional = token.group("maybe") is not None
        piece = _piece(token, words)
        if optional and leading:
            parts.append(f"(?:{piece}{_SPACE})?")
        else:
            separator = _SPACE if spaced and not leading else ""
            parts.append(f"(?:{separator}{piece})?" if optional else separator + piece)
            leading = False
        spaced = False
    if position != len(source):
        raise LexiconError(f"the phrase '{source}' has brackets that do not close", remedy="Close each bracket")
    return "".join(parts)


def _piece(token: re.Match[str], words: Mapping[str, str]) -> str:
    one, maybe, name, plain = token.group("one", "maybe", "name", "plain")
    if one is not None:
        return "(?:" + "|".join(_compile(choice.strip(), words) for choice in one.split("|")) + ")"
    if maybe is not None:
        return _compile(maybe.strip(), words)
    if plain is not None:
        return re.escape(plain).replace(r"\-", r"\s?-\s?")
    if name in words:
        return f"(?P<{name}>{_compile(words[name], {})})"
    kind = name.rstrip("0123456789")
    if kind not in _PLACEHOLDERS:
        raise LexiconError(
            f"no placeholder is called '{name}'", remedy=f"Use one of {', '.join(sorted(_PLACEHOLDERS))}"
        )
    return _PLACEHOLDERS[kind] if kind in ("gap", "stop", "word") else f"(?P<{name}>{_PLACEHOLDERS[kind]})"


_HELD = dict.fromkeys(("year", "month", "quarter", "date"), ("19", "20", "21"))


def _needs(source: str, words: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Groups of words of which every match of a template holds one; the longest words, as the rarest, come first."""
    groups = set(_groups(source, words))
    return tuple(sorted(groups, key=lambda group: (-min(map(len, group)), len(group), group)))


def _groups(source: str, words: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for token in _TOKEN.finditer(source):
        one, name, plain = token.group("one", "name", "plain")
        if one is not None:
            held = tuple(_longest_plain(choice) for choice in one.split("|"))
            if all(held):
                yield held
        elif plain is not None and "-" not in plain:
            yield (plain,)
        elif name is not None and name in words:
            yield from _groups(words[name], {})
        elif name is not None and (figures := _HELD.get(name.rstrip("0123456789"))) is not None:
            yield figures


def _longest_plain(source: str) -> str:
    plain = [token.group("plain") or "" for token in _TOKEN.finditer(source)]
    return max((word for word in plain if "-" not in word), key=len, default="")


def _period(kind: str, words: str) -> tuple[date, date] | None:
    numbers = [_ROMAN_QUARTERS.get(one) or int(one) for one in _NUMBERS.findall(words)]
    try:
        if kind == "year":
            return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
        if kind == "date":
            day = date(numbers[2], numbers[1], numbers[0])
            return day, day
        part, year = numbers
        if kind == "quarter":
            return date(year, 3 * part - 2, 1), date(year, 3 * part, monthrange(year, 3 * part)[1])
        return date(year, part, 1), date(year, part, monthrange(year, part)[1])
    except (ValueError, IndexError):
        return None
