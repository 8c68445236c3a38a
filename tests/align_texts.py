"""Short made-up plans for the tests of aligning: a central plan of eight requirements, and plans of districts below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from graph.align.concepts import concepts_in
from graph.align.fingerprints import fingerprint
from graph.align.units import Bag, Unit
from graph.align.words import words_of
from graph.extract.document import parse
from graph.model import Collection, Level, Source
from graph.resolve import resolve

REQUIREMENTS = (
    "Rà soát, hợp nhất các trung tâm khuyến nông cấp huyện có quy mô nhỏ.",
    "Giảm ít nhất 10% biên chế viên chức trong các trường học công lập vào năm 2021.",
    "Xây dựng cơ sở dữ liệu đất đai và đưa vào khai thác tại bộ phận một cửa.",
    "Tổ chức bồi dưỡng nghiệp vụ kế toán cho cán bộ hợp tác xã.",
    "Thí điểm bí thư đồng thời là chủ tịch Ủy ban nhân dân cấp xã.",
    "Thanh tra, kiểm tra việc sử dụng quỹ bảo trì đường bộ.",
    "Bảo vệ rừng phòng hộ đầu nguồn, trồng mới rừng ven biển.",
    "Tuyên truyền phòng chống đuối nước cho trẻ em trong dịp hè.",
)
DONE = (
    "Hợp nhất hai trung tâm khuyến nông của huyện có quy mô nhỏ.",
    "Cắt giảm 10% biên chế viên chức tại các trường học công lập trước năm 2021.",
    "Hoàn thành cơ sở dữ liệu đất đai, khai thác tại bộ phận một cửa của huyện.",
    "Mở lớp bồi dưỡng nghiệp vụ kế toán cho cán bộ hợp tác xã.",
    "Chuẩn bị cơ sở vật chất cho lễ hội mùa xuân.",
)
"""The first four carry out the first four requirements; the last one none."""
CENTRAL = "doc/vn/tw/kh/xii/07"


def central(requirements: Sequence[str] = REQUIREMENTS) -> Source:
    """The central plan."""
    head = "BỘ CHÍNH TRỊ\n\nSố 07-KH/TW\n\n*Hà Nội, ngày 27 tháng 11 năm 2017*\n\n# KẾ HOẠCH\n\n## về sắp xếp bộ máy\n"
    return Source("trung-uong.md", head + _items(requirements))


def district(name: str, tasks: Sequence[str] = DONE, *, cites: bool = True) -> Source:
    """The plan of huyện `name`, which carries out the central plan, or cites nothing."""
    reason = "Thực hiện Kế hoạch số 07-KH/TW ngày 27 tháng 11 năm 2017 của Bộ Chính trị, " if cites else ""
    head = (
        f"ỦY BAN NHÂN DÂN HUYỆN {name.upper()}\n\nSố: 12/KH-UBND\n\n*{name}, ngày 05 tháng 3 năm 2018*\n\n"
        "# KẾ HOẠCH\n\n## về sắp xếp bộ máy\n\n"
        f"{reason}Ủy ban nhân dân huyện {name} ban hành Kế hoạch như sau:\n"
    )
    return Source(f"{name}.md", head + _items(tasks))


def collection(*sources: Source) -> Collection:
    """The sources parsed and held against each other."""
    return resolve([parse(source) for source in sources])


def bag(text: str) -> Bag:
    """The grams and concepts of a text."""
    words = words_of(text)
    texts = [word.text for word in words]
    pairs = {f"{one} {other}" for one, other in pairwise(texts)}
    return Bag(frozenset({*texts, *pairs}), {one.concept: 1.0 for one in concepts_in(words)}, len(texts))


def unit(name: str, *duties: str, level: Level | None = Level.DISTRICT, **more: object) -> Unit:
    """A task of single duties, with nothing else known of it but what `more` says."""
    whole = "; ".join(duties)
    bags = tuple(bag(duty) for duty in duties)
    fields: dict[str, object] = {
        "documents": frozenset(),
        "figures": frozenset(),
        "leads": frozenset(),
        "central_lead": False,
        "central_partners": 0,
        "local": False,
        "objective": False,
        "strengths": dict.fromkeys(Level, 1.0),
        **more,
    }
    return Unit(name, fingerprint(whole), level, bag(whole), bags, bags, **fields)  # type: ignore[arg-type]


def _items(texts: Sequence[str]) -> str:
    return "\n## I. NHIỆM VỤ\n\n" + "\n\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1)) + "\n"
