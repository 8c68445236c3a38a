"""Documents written out as texts, for tests that go the whole way from a text to links: one directive, plans below."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extract.document import parse
from graph.model import Collection, Source
from graph.resolve import resolve

DIRECTIVE = "doc/vn/cp/nq/2017/50"
_DIRECTIVE = """\
CHÍNH PHỦ
Số: 50/NQ-CP
Hà Nội, ngày 20 tháng 5 năm 2017

NGHỊ QUYẾT
Về gọn đầu mối

Chính phủ quyết nghị:
I. NHIỆM VỤ
{tasks}
"""
_PROVINCE = """\
ỦY BAN NHÂN DÂN
TỈNH {capitals}
Số: {number}/KH-UBND
{province}, ngày 01 tháng 9 năm 2017

KẾ HOẠCH
Thực hiện Nghị quyết số 50/NQ-CP ngày 20/5/2017 của Chính phủ

Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. NHIỆM VỤ
{tasks}
"""


def directive(tasks: Sequence[str]) -> str:
    """The text of a resolution of the Government with these tasks, I/1 and on."""
    return _DIRECTIVE.format(tasks=_numbered(tasks))


def province_plan(province: str, tasks: Sequence[str], number: int = 12) -> str:
    """The text of a province's plan that carries the resolution out, with these tasks, I/1 and on."""
    return _PROVINCE.format(province=province, capitals=province.upper(), number=number, tasks=_numbered(tasks))


def collection_of(**texts: str) -> Collection:
    """The documents, each from a file called as its keyword."""
    return resolve([parse(Source(f"{name}.txt", text)) for name, text in texts.items()])


def _numbered(tasks: Sequence[str]) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(tasks, start=1))
