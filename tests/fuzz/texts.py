"""Documents for property tests: written by a grammar or cut out of data/documents, then damaged."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.hostile_texts import KINDS

NAMES = ("Sở Nội vụ", "Ủy ban nhân dân các huyện, thành phố", "các sở, ban, ngành", "Văn phòng Tỉnh ủy", "UBND tỉnh")
DAYS = (
    "31/02/2018",
    "00/00/0000",
    "01/01/0000",
    "30/6/2019",
    "29/02/9999",
    "31 tháng 12 năm 9999",
    "1/13/2018",
    "99/99/99999",
)
SYMBOLS = ("18-NQ/TW", "68/KH-UBND", "07-KH/TW", "56/2017/QH14", "99999/QĐ-TTg", "/KH-UBND", "1/2/3/4", "00-KH/TU")
TYPES = ("Kế hoạch", "Nghị quyết", "Chương trình hành động", "Quyết định", "Công văn", "Luật")
MARKS = (
    "1.",
    "2.1.",
    "I.",
    "A.",
    "a)",
    "-",
    "+",
    "(1)",
    "Điều 1.",
    "Chương II",
    "199.",
    "0.",
    "1.1.1.1.1.",
    "IVXLC.",
    "",
)
STRANGE = (
    "\u202e", "\u200f", "\u2066", "\u0301", "\u0323\u0302" * 3, "\u00a0", "\u00ad", "\u200b", "\ufeff", "\u2028", "\x85",  # noqa: E501
    "\u0130", "ß", "ﬁ", "ỷ".upper(), "\U0001f600", "\U0010ffff", "\x1c", "\x7f", "\t", "|", "\\", "*", "**", "__", "#", ">",  # noqa: E501
    "“", "”", '"', "(", ")", "…", "%", "§", "²", "½", "Ⅳ", "٣", "９", "1" * 400, "9" * 5000, "0,000.1", "-", "–",
)  # fmt: skip

_name = st.sampled_from(NAMES)
_day = st.sampled_from(DAYS)
_symbol = st.sampled_from(SYMBOLS)
_number = st.one_of(st.integers(0, 10**12).map(str), st.sampled_from(("٣", "²", "1" * 5000, "1.000.000", "0,5", "IV")))
_citation = st.builds(
    lambda kind, symbol, day, name: f"{kind} số {symbol} ngày {day} của {name}",
    st.sampled_from(TYPES), _symbol, _day, _name,
)  # fmt: skip
_time = st.one_of(
    _day.map(lambda day: f"trước ngày {day}"),
    _number.map(lambda number: f"đến năm {number}"),
    st.tuples(_number, _number).map(lambda pair: f"quý {pair[0]} năm {pair[1]}"),
    _number.map(lambda number: f"trong vòng {number} ngày kể từ ngày ký"),
    st.sampled_from(
        ("hằng năm", "thường xuyên", "định kỳ 6 tháng", "từ năm 2018", "giai đoạn 2018-2021", "tháng 13/2018")
    ),
)
_quantity = _number.map(lambda number: f"giảm tối thiểu {number}% biên chế")
_sentence = st.one_of(
    st.builds(lambda name, other: f"{name} chủ trì, phối hợp với {other} xây dựng đề án", _name, _name),
    st.builds(lambda cited: f"Tổ chức thực hiện {cited} về việc “sắp xếp bộ máy”", _citation),
    st.builds(lambda time: f"Hoàn thành việc rà soát {time}", _time),
    st.builds(lambda quantity, time: f"Bảo đảm {quantity} ({time})", _quantity, _time),
    st.builds(lambda name: f"Báo cáo, trình {name} xem xét, quyết định khi có chỉ đạo của tỉnh", _name),
    st.builds(lambda cited: f"(sau đây gọi tắt là {cited})", _citation),
)
_item = st.builds(
    lambda mark, sentences: f"{mark} {'; '.join(sentences)}.", st.sampled_from(MARKS), st.lists(_sentence, max_size=3)
)
_row = st.builds(
    lambda number, sentence, name, time: f"| {number} | {sentence} | {name} | {time} |",
    _number,
    _sentence,
    _name,
    _time,
)
_table = st.lists(_row, max_size=4).map(
    lambda rows: "\n".join(("| STT | Nội dung | Cơ quan chủ trì | Thời gian hoàn thành |", "|---|---|---|---|", *rows))
)
_labelled = st.builds(
    lambda label, words: f"- {label}: {words}.",
    st.sampled_from(("Thời gian thực hiện", "Cơ quan chủ trì", "Cơ quan phối hợp")), st.one_of(_name, _time),
)  # fmt: skip


@st.composite
def written(draw: st.DrawFn) -> str:
    """A plan by the grammar of real ones."""
    head = (
        "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"TỈNH TUYÊN QUANG            Độc lập - Tự do - Hạnh phúc\nSố: {draw(_symbol)}\n"
        f"Tuyên Quang, ngày {draw(_day)}"
    )
    title = f"{draw(st.sampled_from(TYPES)).upper()}\nThực hiện {draw(_citation)}"
    grounds = f"Căn cứ {draw(_citation)};\nỦy ban nhân dân tỉnh ban hành Kế hoạch như sau:"
    block = st.one_of(
        _item, _item, _item, _table, _labelled, st.sampled_from(("II. NHIỆM VỤ", "## III. TỔ CHỨC THỰC HIỆN"))
    )
    body = draw(st.lists(block, min_size=1, max_size=12))
    tail = draw(
        st.sampled_from(
            (
                "",
                "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An",
                "Nơi nhận:          TM. ỦY BAN NHÂN DÂN\n- Như trên;          KT. CHỦ TỊCH\n- Lưu.          Trần Thị Bình",  # noqa: E501
                "PHỤ LỤC\n(Kèm theo Kế hoạch số 68/KH-UBND)\n| STT | Nội dung | Chủ trì |\n| 1 | Xây dựng | Sở Nội vụ |",  # noqa: E501
            )
        )
    )
    gap = draw(st.sampled_from(("\n\n", "\n")))
    return gap.join((head, title, grounds, *body, tail))


@cache
def _samples() -> tuple[tuple[str, ...], ...]:
    folder = ROOT / "data" / "documents"
    return tuple(tuple(path.read_text(encoding="utf-8").split("\n")) for path in sorted(folder.glob("*.md")))


@st.composite
def cut_out(draw: st.DrawFn) -> str:
    """Stretches of the sample documents, one after the other."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        lines = draw(st.sampled_from(_samples()))
        start = draw(st.integers(0, len(lines) - 1))
        parts.extend(lines[start : start + draw(st.integers(1, 25))])
    return "\n".join(parts)


@st.composite
def crafted(draw: st.DrawFn) -> str:
    """Short texts of the kinds that attack patterns."""
    return KINDS[draw(st.sampled_from(sorted(KINDS)))](draw(st.integers(20, 400)))


_DAMAGE = ("delete", "double", "swap", "insert", "cut", "join", "blank", "replace")


@st.composite
def damaged(draw: st.DrawFn, documents: st.SearchStrategy[str]) -> str:
    """A document with lines deleted, doubled, swapped, broken and joined, and strange characters set in."""
    lines = draw(documents).split("\n")
    for _ in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(_DAMAGE))
        place = draw(st.integers(0, max(0, len(lines) - 1)))
        line = lines[place] if lines else ""
        at = draw(st.integers(0, len(line)))
        strange = draw(st.sampled_from(STRANGE))
        lines[place : place + 1] = {
            "delete": [],
            "double": [line, line],
            "swap": [*lines[place + 1 : place + 2], line],
            "insert": [line[:at] + strange + line[at:]],
            "cut": [line[:at], line[at:]],
            "join": [line + " " + "".join(lines[place + 1 : place + 2])],
            "blank": [line, ""],
            "replace": [line[:at] + strange + line[at + 1 :]],
        }[kind]
    return "\n".join(lines)


def documents() -> st.SearchStrategy[str]:
    """Any document, whole or damaged."""
    return damaged(st.one_of(written(), written(), cut_out(), crafted()))


def phrases() -> st.SearchStrategy[str]:
    """A sentence or a cell about time, figures, roles or documents, whole or damaged."""
    return damaged(st.one_of(_sentence, _time, _quantity, _citation, _item, crafted()))


def files() -> st.SearchStrategy[bytes]:
    """Bytes of a file: documents in many encodings, damaged there too, or anything."""
    encoded = st.builds(
        lambda text, encoding: text.encode(encoding, errors="replace"),
        documents(), st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1258", "latin-1")),
    )  # fmt: skip
    return st.one_of(
        st.binary(max_size=400), encoded, st.builds(_with_bytes, encoded, st.integers(0, 500), st.binary(max_size=9))
    )


def _with_bytes(data: bytes, place: int, strange: bytes) -> bytes:
    return data[:place] + strange + data[place + len(strange) // 2 :]
