"""What has to come first: "khi có chỉ đạo của tỉnh", "ở những nơi có đủ điều kiện".

The phrases are rows of `data/lexicon/conditions.csv`: kind condition begins one; circumstance marks a clause that only
says in what case a power or a habit applies ("khi thi hành công vụ", "trong khi chờ"); end closes a condition before
the end of its clause ("Khi giá tăng thì ..."). "Trên cơ sở" and "theo hướng dẫn" are grounds, not conditions.
"""

from __future__ import annotations

import re
from functools import cache

from graph.errors import LexiconError
from graph.extract import phrases
from graph.model import Condition
from graph.read.passage import Passage

KINDS = ("condition", "circumstance", "end")
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
    stop = (_CELL_END if in_cell else _CLAUSE_END).search(following)
    ends = [match.start() for one in templates["end"] for match in one.find(following)]
    end = said + min([*ends, stop.start() if stop is not None else len(following)])
    words = passage.cut(start, end).strip()
    return Condition(words.text, words.span()) if words.text else None


@cache
def _templates() -> dict[str, tuple[phrases.Template, ...]]:
    read = phrases.rows("conditions.csv", _COLUMNS)
    for row in read:
        if row["kind"] not in KINDS:
            where = f"conditions.csv, row {row['id']}"
            raise LexiconError(f"'{row['kind']}' is no kind", where=where, remedy=f"Use one of {', '.join(KINDS)}")
    return {kind: tuple(phrases.template(row["pattern"]) for row in read if row["kind"] == kind) for kind in KINDS}
