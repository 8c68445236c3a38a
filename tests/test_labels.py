"""Marks that begin a unit of the outline, and what only looks like one."""

from __future__ import annotations

import pytest

from graph.extract.labels import read_label, roman_value

MARKS = [
    ("A- MỤC ĐÍCH", "letter", "A"),
    ("I- TỔ CHỨC", "roman", "I"),
    ("II. NỘI DUNG", "roman", "II"),
    ("I/ MỤC TIÊU", "roman", "I"),
    ("I.QUAN ĐIỂM", "roman", "I"),
    ("C- TỔ CHỨC", "letter", "C"),
    ("Phần thứ nhất", "phần", "Phần thứ nhất"),
    ("Phần I. Mở đầu", "phần", "Phần I"),
    ("Chương II", "chương", "Chương II"),
    ("Điều 3. Hiệu lực", "điều", "Điều 3"),
    ("1- Sở Nội vụ", "arabic", "1"),
    ("1/ Tăng cường", "arabic", "1"),
    ("2. Yêu cầu", "arabic", "2"),
    ("1. 100% cơ quan", "arabic", "1"),
    ("2.1. Đối với huyện", "decimal", "2.1"),
    ("2.1.1. Rà soát", "decimal", "2.1.1"),
    ("1.2 Nhiệm vụ", "decimal", "1.2"),
    ("a) Rà soát", "point", "a"),
    ("đ) Rà soát", "point", "đ"),
    ("(4) Rà soát", "bracket", "(4)"),
    ("- Rà soát", "dash", "-"),
    ("– Rà soát", "dash", "-"),
    ("+ Rà soát", "plus", "+"),
]

NONE = [
    "120/2020/NĐ-CP ngày ban hành",
    "18-NQ/TW ngày ban hành",
    "15-KH/TU",
    "71/NQ-CP ngày ban hành",
    "2025. Tiếp tục",
    "25/10/2017 của tỉnh",
    "5% biên chế",
    "3 năm qua",
    "V/v triển khai",
    "Điều kiện thực hiện",
    "Mục tiêu chung",
    "Phòng Nội vụ",
    "II, III và IV",
]


@pytest.mark.parametrize(("text", "kind", "number"), MARKS, ids=[row[0] for row in MARKS])
def test_mark(text: str, kind: str, number: str) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.kind, label.number) == (kind, number)


@pytest.mark.parametrize("text", NONE)
def test_no_mark(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize(("numeral", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40)])
def test_roman(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


def test_counts() -> None:
    assert len(MARKS) == 23
    assert len(NONE) == 13
