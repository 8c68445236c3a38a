"""A small store of review: one upper and one lower document, a third without lineage, as values and as files."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl

from graph.align.fingerprints import fingerprint
from graph.links import Decision, Evidence, Link, LinkStatus, SetRelation, Verdict
from graph.messages import Language
from graph.review.contents import End, Known
from graph.review.items import Item, Wanted, items_of
from graph.review.mapping_set import mapping_set
from graph.review.sheet import columns_of
from graph.review.workbook import workbook

UPPER, LOWER, OTHER = "doc/vn/lai-chau/ubnd/kh/2019/12", "doc/vn/lai-chau/phong-tho/ubnd/kh/2019/30", "doc/file/khac"
DAY = date(2024, 5, 6)
TEXTS = {
    f"{UPPER}/task/II/1": "Rà soát số người làm việc của từng cơ quan.",
    f"{UPPER}/task/II/2": "Lập dự toán kinh phí đào tạo lại.",
    f"{UPPER}/task/II/3": "Công khai kết quả đánh giá hằng năm.",
    f"{LOWER}/task/III/1": "Phòng Nội vụ rà soát số người làm việc của huyện.",
    f"{LOWER}/task/III/2": "=SUM(A1) là công thức; phòng Tài chính lập dự toán.",
    f"{OTHER}/task/1": "Việc của nơi khác.",
}
WRITTEN = columns_of((), "vi")
"""The columns of a sheet of tasks that were all read from plain text."""
A, B, C = (f"{UPPER}/task/II/{n}" for n in "123")
X, Y = (f"{LOWER}/task/III/{n}" for n in "12")
Z = f"{OTHER}/task/1"
SYMBOLS = {UPPER: "12/KH-UBND", LOWER: "30/KH-UBND", OTHER: ""}


def end(task: str, text: str) -> End:
    document, _, path = task.partition("/task/")
    return End(task, document, SYMBOLS[document] or document, path, text, fingerprint=fingerprint(text))


def link(child: str, parent: str, score: float, status: LinkStatus = LinkStatus.PROPOSED) -> Link:
    return Link(
        child, parent, SetRelation.NARROWER, score, status, "made-up 1", fingerprint(TEXTS[child]),
        fingerprint(TEXTS[parent]), evidence=Evidence(("rà soát", "số người làm việc"), (UPPER,), ("twin", "weak")),
    )  # fmt: skip


LINKS = (
    link(X, A, 0.9),
    link(X, B, 0.1, LinkStatus.CANDIDATE),
    link(Y, A, 0.2, LinkStatus.CANDIDATE),
    link(Y, B, 0.45),
)


def decided(number: int = 1, verdict: Verdict = Verdict.CONFIRM, child: str | None = X, parent: str = A) -> Decision:
    decision = Decision(
        number, verdict, parent, TEXTS[parent], fingerprint(TEXTS[parent]), "Lê Văn Cường", DAY,
        relation=SetRelation.EQUAL if verdict is Verdict.CONFIRM else None,
    )  # fmt: skip
    if child is None:
        return replace(decision, document=LOWER)
    return replace(decision, child=child, child_text=TEXTS[child], child_fingerprint=fingerprint(TEXTS[child]))


def held(*decisions: Decision, texts: Mapping[str, str] | None = None, links: tuple[Link, ...] = LINKS) -> Known:
    rows = tuple(
        {"document": one, "symbol": symbol or None, "level": level, "held": True, "source": None}
        for (one, symbol), level in zip(SYMBOLS.items(), ("province", "district", "district"), strict=True)
    )
    return Known(
        {task: end(task, text) for task, text in (TEXTS if texts is None else texts).items()},
        rows,
        links,
        decisions,
        frozenset({(LOWER, UPPER)}),
        frozenset(),
        frozenset({(A, "district"), (B, "district"), (C, "district")}),
    )


def items(
    *decisions: Decision, wanted: Wanted | None = None, texts: Mapping[str, str] | None = None
) -> tuple[Item, ...]:
    return items_of(held(*decisions, texts=texts), wanted or Wanted(every=True, gaps=True))


def filled(content: bytes, entries: Mapping[tuple[str, str], Mapping[str, object]], path: Path) -> Path:
    """The workbook with cells filled in, by the pair of the row (child or "", parent) and the column's name."""
    book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    sheet = book.worksheets[0]
    places = {column.name: number for number, column in enumerate(WRITTEN, start=1)}
    rows = {
        (sheet.cell(row, places["child"]).value or "", sheet.cell(row, places["parent"]).value): row
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, places["parent"]).value
    }
    spare = max(rows.values(), default=1) + 1
    for pair, values in entries.items():
        row = rows.get(pair, spare)
        spare += pair not in rows
        for name, value in values.items():
            sheet.cell(row, places[name]).value = value  # type: ignore[assignment]
    book.save(path)
    return path


def as_workbook(path: Path, entries: Mapping[tuple[str, str], Mapping[str, object]], lang: Language = "vi") -> Path:
    return filled(workbook(items(), lang), entries, path)


def as_mapping_set(path: Path, entries: Mapping[tuple[str, str], Mapping[str, object]], lang: Language = "vi") -> Path:
    """The mapping set filled in: decision and relation in `other`, the rest in the slots."""
    lines = mapping_set(items(), lang).splitlines()
    start = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    names = lines[start].split("\t")
    for number in range(start + 1, len(lines)):
        cells = dict(zip(names, lines[number].split("\t"), strict=True))
        child = cells["subject_id"].removeprefix("lineage:").replace("sssom:NoTermFound", "")
        values = entries.get((child, cells["object_id"].removeprefix("lineage:")), {})
        for name in ("decision", "relation"):
            cells["other"] = cells["other"].replace(f"{name}=|", f"{name}={values.get(name, '')}|", 1)
        cells["reviewer_label"] = str(values.get("reviewer", cells["reviewer_label"]))
        cells["comment"] = str(values.get("note", cells["comment"]))
        lines[number] = "\t".join(cells.values())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
