"""What has to come first: "khi có chỉ đạo của tỉnh", "ở những nơi có đủ điều kiện".

The phrases are rows of `data/lexicon/conditions.csv`: kind condition begins one; circumstance marks a clause that only
says in what case a power or a habit applies ("khi thi hành công vụ", "trong khi chờ"); end closes a condition before
the end of its clause ("Khi giá tăng thì ..."); joint is an enumeration whose commas end nothing ("cơ quan, tổ chức").
"Trên cơ sở" and "theo hướng dẫn" are grounds, not conditions.
"""

from __future__ import annotations

import re
from functools import cache

from graph.errors import LexiconError
from graph.extract import phrases
from graph.extract.organisations import Words, names_at, verb_after
from graph.model import Condition
from graph.read.passage import Passage

KINDS = ("condition", "circumstance", "end", "joint")
"""Kinds of rows in conditions.csv."""

_COLUMNS = ("id", "kind", "pattern", "example", "text")
_LONGEST = 300
_CLAUSE_END = re.compile(r"[.;:(),]|$")
_CELL_END = re.compile(r"[.;:()]|$")


def read_condition(passage: Passage, folded: str, *, in_cell: bool) -> Condition | None:
    """The first condition of a passage, as written; `folded` is its folded text.

    It reaches to the end of its clause; in a cell of its own a comma does not end it ("văn bản của Trung ương, tỉnh").
    """
    templates = _templates()
    circumstances = {
        place for one in templates["circumstance"] for match in one.find(folded) for place in range(*match.span())
    }
    starts = [
        (match.start(), -match.end())
        for one in templates["condition"]
        for match in one.find(folded)
        if match.start() not in circumstances
    ]
    if not starts:
        return None
    start, said = min(starts)[0], -min(starts)[1]
    following = folded[said : said + _LONGEST]
    stop = _CELL_END.search(following) if in_cell else _clause_end(passage.text[said : said + _LONGEST], following)
    ends = [match.start() for one in templates["end"] for match in one.find(following)]
    end = said + min([*ends, stop.start() if stop is not None else len(following)])
    words = passage.cut(start, end).strip()
    return Condition(words.text, words.span()) if words.text else None


def _clause_end(text: str, folded: str) -> re.Match[str] | None:
    """The mark that ends the clause; a comma inside an enumeration of names or nouns does not."""
    joints = [match.span() for one in _templates()["joint"] for match in one.find(folded)]
    limit = _CELL_END.search(folded)
    words = Words(text[: limit.start()], folded[: limit.start()]) if limit is not None else Words(text, folded)
    for mark in _CLAUSE_END.finditer(folded):
        place = mark.start()
        inside = any(start < place < end for start, end in joints)
        if mark.group() != "," or not (inside or _joins_names(words, place)):
            return mark
    return None


def _joins_names(words: Words, comma: int) -> bool:
    """True when a name stands on either side of the comma, and the second is not the subject of what follows."""
    before = words.text[max(0, comma - LONGEST_NAME_END) : comma].split()[-_SYLLABLES:]
    after = _NAME.match(words.text, comma)
    if after is None or not any(word[:1].isupper() for word in before):
        return False
    names = names_at(words, comma + 1)
    if names is not None:
        return names.ended_by in {"stop", "end"}
    verb = verb_after(words, after.end(), min(len(words.text), after.end() + 1 + _NEXT_WORD))
    return verb is None or words.folded[after.end() : verb[0].start()].strip() != ""


_NAME = re.compile(r",\s[A-ZĐÀ-Ỹ]\w*(?:\s[A-ZĐÀ-Ỹ]\w*)*")
_NEXT_WORD = 20
_SYLLABLES = 2
"""Words before a comma of which one has a capital where a name ends there: "Tây Bắc", "Y tế"."""
LONGEST_NAME_END = 40
"""Characters that those words take at most."""


@cache
def _templates() -> dict[str, tuple[phrases.Template, ...]]:
    read = phrases.rows("conditions.csv", _COLUMNS)
    for row in read:
        if row["kind"] not in KINDS:
            where = f"conditions.csv, row {row['id']}"
            raise LexiconError(f"'{row['kind']}' is no kind", where=where, remedy=f"Use one of {', '.join(KINDS)}")
    return {kind: tuple(phrases.template(row["pattern"]) for row in read if row["kind"] == kind) for kind in KINDS}
