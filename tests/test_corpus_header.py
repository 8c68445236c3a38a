"""Headers of the real corpus against the labels of the sites that publish it, and against the texts' own words."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph.extract.frame import Frame, frame_of
from graph.extract.header import read_header
from graph.model import Header, Source, Stated
from graph.read.lines import lines_of
from graph.spelling import bare, fold

SETS = {"corpus": ("corpus", 23), "headers": ("corpus/headers", 34)}
REACH = {"symbol": 0.97, "type": 0.97, "date": 0.97, "signer": 0.9}
WRONG_LABELS = {("135.txt", "symbol")}
"""The label gives 37999/CHQ-GSQL, the paper itself 3799/CHQ-GSQL."""
BUCKET = "Văn bản khác"
"""Where the publishing site puts Party papers; no type, so such rows are left out of that figure."""
OTHER_LETTERHEAD = {"Ban Chấp hành Trung ương": ("Bộ Chính trị", "Ban Bí thư")}
"""The site names the letterhead; titles and signatures of these papers say who decided."""


@cache
def parsed(path: Path) -> tuple[Source, int, Frame, Header]:
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig")).replace("\r\n", "\n")
    source = Source(path.name, text)
    lines = lines_of(source)
    frame = frame_of(lines)
    return source, len(lines), frame, read_header(source, lines, frame)


def labels(shared: Path, folder: str) -> list[dict[str, str]]:
    lines = (shared / folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def stated_as_text(stated: Stated[Any] | None) -> str:
    return "" if stated is None else str(stated.value)


def judged(source: Source, row: dict[str, str], field: str) -> bool:
    """True for a label that the text can bear out: no bucket, no wrong number, and a signer whom the copy names."""
    if (row["file"], field) in WRONG_LABELS or row[field] == BUCKET:
        return False
    words = fold(source.text.replace("*", ""))
    return field != "signer" or fold(row[field]) in words


@pytest.mark.parametrize(("folder", "count"), SETS.values(), ids=SETS.keys())
@pytest.mark.parametrize("field", REACH)
def test_reach(shared: Path, folder: str, count: int, field: str) -> None:
    rows = labels(shared, folder)
    assert len(rows) == count
    right, misses = 0, []
    for row in rows:
        source, _, _, header = parsed(shared / folder / row["file"])
        if not judged(source, row, field):
            continue
        found = stated_as_text(getattr(header, field))
        right += fold(found) == fold(row[field])
        if fold(found) != fold(row[field]):
            misses.append(f"{row['file']}: {row[field]!r} expected, {found!r} read")
    total = right + len(misses)
    assert total >= 12
    assert right / total >= REACH[field], "\n".join(misses)
    assert not misses, "\n".join(misses)


@pytest.mark.parametrize(("folder", "count"), SETS.values(), ids=SETS.keys())
def test_issuer_or_territory_agrees_with_where_it_was_issued(shared: Path, folder: str, count: int) -> None:
    rows = labels(shared, folder)
    differing = []
    for row in rows:
        header = parsed(shared / folder / row["file"])[3]
        issuer, place = fold(stated_as_text(header.issuer)), row["issued_in"]
        if place.startswith(("Tỉnh", "Thành phố")):
            agrees = issuer.endswith(fold(place)) and stated_as_text(header.territory).startswith("vn-2025/")
        else:
            accepted = (place, *OTHER_LETTERHEAD.get(place, ()))
            agrees = any(fold(name) in issuer for name in accepted) and stated_as_text(header.territory) == "vn"
        if not agrees:
            differing.append(f"{row['file']}: {place} expected, {stated_as_text(header.issuer)} read")
    assert len(rows) == count
    assert len(differing) <= 1, "\n".join(
        differing
    )  # 653/TB-VPCP: the site names the Prime Minister, the paper its office


def texts(shared: Path) -> Iterator[Path]:
    for folder, pattern in (("corpus", "*.md"), ("corpus", "*.txt"), ("corpus/headers", "*.txt"), ("documents", "*.*")):
        yield from sorted(path for path in (shared / folder).glob(pattern) if path.name != "README.md")


def test_every_text_gives_a_frame_and_a_header(shared: Path) -> None:
    paths = list(texts(shared))
    assert len(paths) == 181
    for path in paths:
        _, count, frame, _ = parsed(path)
        parts = [frame.head, frame.title, frame.preamble, frame.body, frame.tail, *frame.annexes]
        edges = [edge for part in parts if part for edge in (part.start, part.stop)]
        assert edges == sorted(edges), path.name
        assert all(edge <= count for edge in edges), path.name


def test_every_value_stands_in_the_words_it_points_at(shared: Path) -> None:
    checked = 0
    for path in texts(shared):
        source, _, _, header = parsed(path)
        fields = (header.symbol, header.type, header.issuer, header.place, header.title, header.signer, header.capacity)
        for stated in (*fields, *header.recipients):
            if stated is None or stated.span is None:
                continue
            checked += 1
            missing = set(words(stated.value)) - set(words(source.quote(stated.span)))
            assert not missing or stated is header.symbol, (
                f"{path.name}: {missing} not in the quote of {stated.value!r}"
            )
        if header.date is not None and header.date.span is not None:
            digits = re.findall(r"\d+", source.quote(header.date.span))
            assert {int(one) for one in digits} == {
                header.date.value.day,
                header.date.value.month,
                header.date.value.year,
            }
    assert checked > 1000


def words(text: str) -> list[str]:
    """Words as compared: without marks of emphasis, also inside words, and without accents, which scans lose."""
    return re.findall(r"\w+", bare(text.replace("*", "").replace("\\", "")))


HEADERS = {
    "07-KH-TW.txt": ("", "Kế hoạch", "Bộ Chính trị", "vn", "central", "party", "", "", "issued", 5),
    "207-KH-UBND-phong-tho.md": (
        "207/KH-UBND", "Kế hoạch", "UBND huyện Phong Thổ", "vn/lai-chau/phong-tho", "district", "state",
        "2023-07-12", "Trần Bảo Trung", "draft", 8,
    ),
    "68-KH-UBND-tuyen-quang.txt": (
        "68/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh", "", "province", "state",
        "2018-07-02", "Phạm Minh Huấn", "issued", 7,
    ),
    "CTHD-huyen-uy.txt": (
        "", "Chương trình hành động", "Ban Thường vụ Huyện ủy", "", "district", "party",
        "", "Triệu Đức Hạnh", "issued", 8,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
def test_four_documents(shared: Path, name: str) -> None:
    header = parsed(shared / "documents" / name)[3]
    fields = ("symbol", "type", "issuer", "territory", "level", "branch", "date", "signer", "status")
    found = (*(stated_as_text(getattr(header, field)) for field in fields), len(header.recipients))
    assert found == HEADERS[name]
