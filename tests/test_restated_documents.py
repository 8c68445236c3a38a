"""The demonstration documents: our own words, but the symbols, dates, outline, deadlines and faults of the originals.

The reader in this file is kept apart from the package on purpose: it must not share the package's mistakes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

DOCUMENTS = Path(__file__).parent.parent / "data" / "documents"
ORIGINALS = {
    "07-KH-TW.md": "07-KH-TW.txt",
    "207-KH-UBND-phong-tho.md": "207-KH-UBND-phong-tho.md",
    "68-KH-UBND-tuyen-quang.md": "68-KH-UBND-tuyen-quang.txt",
    "CTHD-huyen-uy.md": "CTHD-huyen-uy.txt",
}
NAMES = sorted(ORIGINALS)
RUN = 12  # syllables in a row that count as copied


class Allowed(NamedTuple):
    """Words that may stand in both texts, at most `times` in one document."""

    words: str
    times: int
    reason: str


ALLOWED = (
    Allowed(
        "Một số vấn đề về tiếp tục đổi mới, sắp xếp tổ chức bộ máy của hệ thống chính trị tinh gọn, "
        "hoạt động hiệu lực, hiệu quả",
        1,
        "official title of 18-NQ/TW: a title is cited, not restated",
    ),
    Allowed(
        "Ban Bí thư Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        1,
        "name of a body, 13 syllables long in itself",
    ),
)

_SYMBOL = re.compile(r"\d+ ?/ ?\d{4} ?/ ?QH\d+|\d+ ?[-/] ?(?:\d{4} ?/ ?)?(?:CTr|[A-ZĐ]{2}) ?[-/] ?[A-ZĐ]{2,4}")
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_DEADLINE = re.compile(
    r"(?:từ nay tới|từ|trong|trước|vào|sau|nửa đầu) năm \d{4}(?:-\d{4})?"
    r"|hoàn thành năm \d{4}|trong 2 năm \d{4} và năm \d{4}|nhiệm kỳ \d{4}-\d{4}|giai đoạn \d{4}-\d{4}"
    r"|(?:từ|trong|cuối) tháng \d{1,2}(?:/| năm )\d{4}|tháng \d{1,2}/\d{4}"
    r"|quý [ivx]+(?:/| năm )\d{4}"
    r"|ngày \d{1,2}/\d{1,2}(?!/)|và \d{1,2}/\d{1,2}(?!/)|ngày \d{1,2}(?= và| hằng)"
    r"|15 ngày báo cáo 1 lần|6 tháng|2 năm liên tiếp"
    r"|thực hiện thường xuyên|thực hiện hằng năm|hằng năm\)|hằng tháng|định kỳ hàng năm|\d+%"
    r"|thực hiện theo kế hoạch|sau khi có văn bản của trung ương, tỉnh"
)
_MARK = re.compile(r"(?:(?P<roman>[IVX]+)[-.]|(?P<letter>[A-D])-|(?P<number>\d{1,2}(?:\.\d{1,2})*)[-.]|(?P<dash>-)) ?")


class Item(NamedTuple):
    """One outline unit: its marks joined by "/", and its words."""

    path: str
    text: str


def words(text: str) -> list[str]:
    """Syllables as the rule counts them."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def windows(syllables: list[str]) -> list[tuple[str, ...]]:
    return [tuple(syllables[start : start + RUN]) for start in range(len(syllables) - RUN + 1)]


def plain(text: str) -> str:
    """The text without Markdown marks and odd blanks."""
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    return re.sub(r"(?m)^#{1,6} +|[*\\]", "", text)


def body(text: str) -> str:
    """The text up to the recipients."""
    return re.split("Nơi nhận|Trên đây là", plain(text))[0]


def outline(text: str) -> list[Item]:
    """Marked units of the body in order; a line without a mark belongs to the unit above it."""
    stack: dict[int, str] = {}
    items: list[Item] = []
    dashes = 0
    for line in (line.strip() for line in body(text).splitlines()):
        mark = _MARK.match(line)
        if mark is None:
            if items:
                items[-1] = items[-1]._replace(text=f"{items[-1].text} {line}".strip())
            continue
        if mark["dash"]:
            dashes += 1
            items.append(Item("/".join([*stack.values(), f"-{dashes}"]), line[mark.end() :]))
            continue
        label = mark["roman"] or mark["letter"] or mark["number"]
        depth = 1 if mark["roman"] else 0 if mark["letter"] else 2 + label.count(".")
        stack = {level: kept for level, kept in stack.items() if level < depth} | {depth: label}
        dashes = 0
        items.append(Item("/".join(stack.values()), line[mark.end() :]))
    return items


def rows(text: str) -> list[list[str]]:
    """Numbered rows of the appendix: Markdown rows, rows of tabbed cells, or one cell a line."""
    tail = plain(text).partition("Nơi nhận")[2].partition("PHỤ LỤC")[2]
    found: list[list[str]] = []
    for block in tail.split("\n\n") if "\n\t" in tail else tail.splitlines():
        cells = re.split(r"\n" if "\n" in block.strip() else r"[|\t]", block.strip("|\n"))
        cells = [cell.strip() for cell in cells]
        if len(cells) > 4 and cells[0].isdigit() and not cells[1].isdigit():
            found.append(cells)
    return found


def symbols(text: str) -> set[str]:
    return {found.replace(" ", "") for found in _SYMBOL.findall(plain(text))}


def iso(match: re.Match[str]) -> str:
    day, month, year = [part for part in match.groups() if part]
    return f"{year}-{int(month):02}-{int(day):02}"


def dates(text: str) -> set[str]:
    return {iso(match) for match in _DATE.finditer(plain(text))}


def dated_symbols(text: str) -> set[str]:
    """Symbols with the date given right after them, as "symbol date"."""
    found = set()
    for symbol in _SYMBOL.finditer(plain(text)):
        date = re.match(r" ?,? ?ngày " + f"(?:{_DATE.pattern})", plain(text)[symbol.end() :], re.IGNORECASE)
        if date:
            found.add(f"{symbol[0].replace(' ', '')} {iso(date)}")
    return found


def deadlines(text: str) -> Counter[str]:
    """Words that give time, share or rhythm, in lower case."""
    return Counter(found.rstrip(")") for found in _DEADLINE.findall(_DATE.sub("", plain(text)).lower()))


def read(name: str) -> str:
    return (DOCUMENTS / name).read_text(encoding="utf-8")


def units(text: str) -> dict[str, str]:
    """Words of each outline unit by path; the labelled lines of a clause count to the clause."""
    found: dict[str, str] = {}
    for item in outline(text):
        labelled = re.match(r"(?:Trách nhiệm|Thời gian) thực hiện:", item.text)
        path = item.path.rpartition("/")[0] if labelled else item.path
        found[path] = f"{found.get(path, '')} {item.text}".strip()
    return found


def sections(text: str) -> dict[str, int]:
    """Number of units right under each heading, the body's top under ""."""
    return dict(Counter(item.path.rpartition("/")[0] for item in outline(text)))


# What the four documents must hold, fixed here so that the test needs no originals.
DATED_SYMBOLS = {
    "07-KH-TW.md": {
        "108/2014/NĐ-CP 2014-11-20",
        "18-NQ/TW 2017-10-25",
        "19-NQ/TW 2017-10-25",
        "29/2013/NĐ-CP 2013-04-08",
        "39-NQ/TW 2015-04-17",
        "68/2000/NĐ-CP 2000-11-17",
        "92/2009/NĐ-CP 2009-10-22",
    },
    "207-KH-UBND-phong-tho.md": {
        "120/2020/NĐ-CP 2020-10-07",
        "122-KH/TU 2018-01-21",
        "157-KH/HU 2018-03-27",
        "178-KH/HU 2022-06-27",
        "18-NQ/TW 2017-10-25",
        "182-KH/TU 2023-06-26",
        "40-KL/TW 2022-07-18",
        "41/2021/QĐ-UBND 2021-11-08",
        "48-KL/TW 2023-01-30",
        "50-KL/TW 2023-02-28",
        "524-KL/TU 2023-04-24",
        "70-QĐ/TW 2022-07-18",
        "82-KH/TU 2022-04-27",
        "87-KH/TU 2022-05-20",
    },
    "68-KH-UBND-tuyen-quang.md": {
        "07-KH/TW 2018-11-27",
        "10/NQ-CP 2018-02-03",
        "168-KH/TU 2018-02-18",
        "18-NQ/TW 2017-10-25",
        "19-NQ/TW 2017-10-25",
        "21-CTr/TU 2018-03-08",
        "39-NQ/TW 2015-04-17",
        "56/2017/QH14 2017-11-24",
        "68/KH-UBND 2018-07-02",
    },
    "CTHD-huyen-uy.md": {"07-KH/TW 2017-11-27", "18-NQ/TW 2017-10-25", "19-NQ/TW 2017-10-25"},
}
UNDATED_SYMBOLS = {
    "07-KH-TW.md": set[str](),
    "207-KH-UBND-phong-tho.md": {"14-KL/TW", "207/KH-UBND"},
    "68-KH-UBND-tuyen-quang.md": {"18/NQ-CP"},
    "CTHD-huyen-uy.md": set[str](),
}
SECTIONS = {
    "07-KH-TW.md": {
        "": 3,
        "A": 3,
        "B": 3,
        "B/I": 2,
        "B/II": 2,
        "B/II/1": 8,
        "B/II/2": 8,
        "B/III": 15,
        "B/III/1": 6,
        "B/III/10": 2,
        "B/III/11": 3,
        "B/III/13": 2,
        "B/III/2": 21,
        "B/III/3": 5,
        "B/III/4": 22,
        "B/III/5": 16,
        "B/III/6": 2,
        "B/III/7": 5,
        "B/III/8": 3,
        "B/III/9": 2,
        "C": 2,
    },
    "207-KH-UBND-phong-tho.md": {"": 3, "I": 3, "II": 8, "II/3": 4, "II/4": 4, "II/7": 2, "III": 2},
    "68-KH-UBND-tuyen-quang.md": {
        "": 3,
        "I": 3,
        "II": 3,
        "II/1": 2,
        "II/2": 2,
        "II/2/2.1": 9,
        "II/2/2.1/2.1.1": 2,
        "II/2/2.1/2.1.2": 2,
        "II/2/2.1/2.1.3": 2,
        "II/2/2.1/2.1.4": 2,
        "II/2/2.1/2.1.5": 2,
        "II/2/2.1/2.1.6": 2,
        "II/2/2.1/2.1.7": 2,
        "II/2/2.1/2.1.8": 2,
        "II/2/2.1/2.1.9": 2,
        "II/2/2.2": 9,
        "II/3": 5,
        "II/3/3.1": 10,
        "II/3/3.2": 2,
        "II/3/3.3": 3,
        "II/3/3.5": 8,
        "III": 3,
        "III/1": 2,
        "III/2": 2,
    },
    "CTHD-huyen-uy.md": {
        "": 4,
        "I": 3,
        "II": 2,
        "II/2": 2,
        "III": 2,
        "III/1": 5,
        "III/2": 3,
        "III/2/2.1": 4,
        "III/2/2.2": 6,
        "III/2/2.3": 4,
        "IV": 6,
    },
}
APPENDIX_ROWS = {
    "07-KH-TW.md": 0,
    "207-KH-UBND-phong-tho.md": 9,
    "68-KH-UBND-tuyen-quang.md": 21,
    "CTHD-huyen-uy.md": 0,
}
DEADLINES = {
    "07-KH-TW.md": {
        "cuối tháng 11/2017": 1,
        "hoàn thành năm 2017": 1,
        "hoàn thành năm 2018": 1,
        "nửa đầu năm 2018": 1,
        "quý i/2018": 3,
        "sau năm 2020": 1,
        "tháng 11/2017": 1,
        "thực hiện hằng năm": 5,
        "thực hiện thường xuyên": 10,
        "trong 2 năm 2018 và năm 2019": 1,
        "trong năm 2018": 16,
        "trong năm 2019": 19,
        "trong năm 2020": 2,
        "trong tháng 01/2018": 2,
        "trong tháng 11/2017": 2,
        "trong tháng 12/2017": 1,
        "trước năm 2020": 11,
        "từ năm 2018": 38,
        "từ năm 2019": 7,
        "từ năm 2020": 1,
        "từ năm 2021": 2,
        "từ tháng 12 năm 2017": 1,
        "vào năm 2019": 1,
        "vào năm 2020": 1,
    },
    "207-KH-UBND-phong-tho.md": {
        "10%": 2,
        "2 năm liên tiếp": 1,
        "5%": 1,
        "65%": 1,
        "giai đoạn 2022-2026": 1,
        "giai đoạn 2023-2030": 2,
        "sau khi có văn bản của trung ương, tỉnh": 8,
        "định kỳ hàng năm": 1,
    },
    "68-KH-UBND-tuyen-quang.md": {
        "15 ngày báo cáo 1 lần": 2,
        "6 tháng": 2,
        "giai đoạn 2016-2020": 1,
        "hoàn thành năm 2019": 1,
        "hoàn thành năm 2020": 1,
        "hằng năm": 2,
        "hằng tháng": 2,
        "ngày 13": 1,
        "ngày 15": 1,
        "ngày 20/5": 1,
        "ngày 27": 1,
        "ngày 30": 1,
        "ngày 30/5": 1,
        "quý i năm 2019": 1,
        "quý ii/2018": 1,
        "tháng 7/2018": 2,
        "thực hiện hằng năm": 2,
        "thực hiện theo kế hoạch": 3,
        "thực hiện thường xuyên": 1,
        "trong năm 2018": 6,
        "trong năm 2019": 11,
        "trong năm 2020": 3,
        "trong tháng 7/2018": 1,
        "trước năm 2020": 3,
        "từ năm 2018": 33,
        "từ năm 2019": 9,
        "và 15/11": 1,
        "và 30/11": 1,
    },
    "CTHD-huyen-uy.md": {
        "10%": 1,
        "50%": 1,
        "nhiệm kỳ 2021-2026": 1,
        "trong tháng 02/2018": 1,
        "từ nay tới năm 2021": 1,
        "từ năm 2021-2030": 1,
    },
}
# Faults and gaps that an auditor must still find, and what must not creep in: (id, document, pattern, how often).
FAULTS = [
    ("no-own-symbol", "07-KH-TW.md", r"Số:", 0),
    ("no-own-symbol-inside", "07-KH-TW.md", r"07 ?- ?KH/TW", 0),
    ("no-place-and-date", "07-KH-TW.md", r"Hà Nội", 0),
    ("central-plan-dated-2017", "CTHD-huyen-uy.md", r"07-KH/TW ngày 27 tháng 11 năm 2017", 1),
    ("central-plan-dated-2018", "68-KH-UBND-tuyen-quang.md", r"07-KH/TW ngày 27 tháng 11 năm 2018", 1),
    ("malformed-symbol-in-appendix", "68-KH-UBND-tuyen-quang.md", r"18/NQ-CP", 1),
    ("leads-of-clause", "68-KH-UBND-tuyen-quang.md", r"hiện: Các tổ chức hội quần chúng; Sở Tài chính; Sở Nội vụ\.", 1),
    ("leads-of-row", "68-KH-UBND-tuyen-quang.md", r"\| Các tổ chức hội quần chúng \| Sở Tài chính; Sở Nội vụ;", 1),
    ("number-repeated", "CTHD-huyen-uy.md", r"\(4\)", 2),
    ("blank-number-and-date", "207-KH-UBND-phong-tho.md", r"Kế hoạch số: /KH-UBND ngày / /2023", 1),
    ("draft", "207-KH-UBND-phong-tho.md", r"DỰ THẢO", 1),
    ("place-and-date", "207-KH-UBND-phong-tho.md", r"Phong Thổ, ngày 12 tháng 7 năm 2023", 1),
    ("signer-province", "68-KH-UBND-tuyen-quang.md", r"Phạm Minh Huấn", 1),
    ("signer-district-party", "CTHD-huyen-uy.md", r"Triệu Đức Hạnh", 1),
    ("signer-district", "207-KH-UBND-phong-tho.md", r"Trần Bảo Trung", 1),
]


def test_the_four_documents_are_there() -> None:
    assert sorted(path.name for path in DOCUMENTS.glob("*.md")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_symbols_and_their_dates(name: str) -> None:
    assert dated_symbols(read(name)) == DATED_SYMBOLS[name]
    dated = {found.split()[0] for found in DATED_SYMBOLS[name]}
    assert symbols(read(name)) == dated | UNDATED_SYMBOLS[name]


@pytest.mark.parametrize("name", NAMES)
def test_outline_units_in_each_section(name: str) -> None:
    assert sections(read(name)) == SECTIONS[name]
    assert [row[0] for row in rows(read(name))] == [str(number + 1) for number in range(APPENDIX_ROWS[name])]


@pytest.mark.parametrize("name", NAMES)
def test_deadline_words(name: str) -> None:
    assert dict(deadlines(read(name))) == DEADLINES[name]


@pytest.mark.parametrize(
    ("name", "pattern", "times"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_faults_and_signatures_are_kept(name: str, pattern: str, times: int) -> None:
    assert len(re.findall(pattern, plain(read(name)))) == times


@pytest.mark.parametrize("name", NAMES)
def test_every_table_row_has_all_cells(name: str) -> None:
    widths = {line.count("|") for line in read(name).splitlines() if line.startswith("|")}
    assert len(widths) == (1 if APPENDIX_ROWS[name] else 0)


@pytest.mark.parametrize("allowed", ALLOWED, ids=[allowed.words.split(",")[0] for allowed in ALLOWED])
@pytest.mark.parametrize("name", NAMES)
def test_titles_are_not_repeated(name: str, allowed: Allowed) -> None:
    assert " ".join(words(read(name))).count(" ".join(words(allowed.words))) <= allowed.times


def test_cases_did_not_vanish() -> None:
    assert (len(NAMES), len(FAULTS)) == (4, 15)
    assert sum(count for found in SECTIONS.values() for count in found.values()) == 286


def original(shared: Path, name: str) -> str:
    return (shared / "documents" / ORIGINALS[name]).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_no_words_copied(shared: Path, name: str) -> None:
    copied = {window for source in NAMES for window in windows(words(original(shared, source)))}
    allowed = {window for entry in ALLOWED for window in windows(words(entry.words))}
    offending = [" ".join(window) for window in windows(words(read(name))) if window in copied - allowed]
    assert not offending, f"{name} shares runs of {RUN} syllables with the originals:\n" + "\n".join(offending)


@pytest.mark.parametrize("name", NAMES)
def test_same_outline_as_the_original(shared: Path, name: str) -> None:
    assert [item.path for item in outline(read(name))] == [item.path for item in outline(original(shared, name))]
    assert re.findall(r"\(\d\)", body(read(name))) == re.findall(r"\(\d\)", body(original(shared, name)))
    assert [row[0] for row in rows(read(name))] == [row[0] for row in rows(original(shared, name))]


@pytest.mark.parametrize("name", NAMES)
def test_same_symbols_and_dates_as_the_original(shared: Path, name: str) -> None:
    assert symbols(read(name)) == symbols(original(shared, name))
    assert dates(read(name)) == dates(original(shared, name))
    assert dated_symbols(read(name)) == dated_symbols(original(shared, name))


@pytest.mark.parametrize("name", NAMES)
def test_same_deadlines_unit_by_unit(shared: Path, name: str) -> None:
    restated, source = units(read(name)), units(original(shared, name))
    differing = {path: source[path] for path in source if deadlines(restated[path]) != deadlines(source[path])}
    assert not differing
    for row, source_row in zip(rows(read(name)), rows(original(shared, name)), strict=True):
        assert set(deadlines(" | ".join(row))) == set(deadlines(" | ".join(source_row)))


@pytest.mark.parametrize("name", NAMES)
def test_tasks_cite_the_same_documents(shared: Path, name: str) -> None:
    purposes = "A/" if name.startswith("07") else "I/"
    restated, source = units(read(name)), units(original(shared, name))
    differing = [
        path for path in source if not path.startswith(purposes) and symbols(restated[path]) != symbols(source[path])
    ]
    assert not differing
    for row, source_row in zip(rows(read(name)), rows(original(shared, name)), strict=True):
        assert symbols(" ".join(row)) == symbols(" ".join(source_row))
