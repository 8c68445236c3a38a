"""The frame of a document and what its header states, on invented papers."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.document import parse
from graph.extract.frame import Frame, frame_of
from graph.extract.furniture import key_of, phrases
from graph.extract.header import read_header
from graph.extract.headings import is_annex_heading
from graph.extract.issuer import issuer_word, issuer_words, level_of, spelled
from graph.extract.signature import is_person
from graph.model import Header, Level, Source
from graph.read.lines import Line, lines_of

CELLS = """|
**ỦY BAN NHÂN
DÂN **
TỈNH SƠN LA
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số:
31/KH-UBND
|
*Sơn La, ng**ày 05
tháng 3 năm 2024*
|
** **
**KẾ HOẠCH**
TRỒNG CÂY TRÊN ĐỊA BÀN
TỈNH NĂM 2024 - 2025
*Căn cứ Luật Lâm nghiệp;*
Ủy ban nhân dân tỉnh ban hành Kế hoạch như
sau:
**I. MỤC ĐÍCH**
1. Phủ xanh đồi trọc.
|
*Nơi nhận:*
- Các sở, ban,
ngành;
- Lưu: VT.
|
**KT. CHỦ TỊCH**
PHÓ CHỦ TỊCH
Lò Văn
Bình
|
"""

COLUMNS = """      UBND TỈNH HÀ GIANG               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
         SỞ NỘI VỤ                        Độc lập - Tự do - Hạnh phúc

     Số:  77 /QĐ-SNV                   Hà Giang, ngày 9 tháng 01 năm 2023

                       QUYẾT ĐỊNH
        Về việc thành lập tổ rà soát hồ sơ

            GIÁM ĐỐC SỞ NỘI VỤ

     Căn cứ Luật Viên chức;
     Theo đề nghị của Chánh Văn phòng Sở.
                       QUYẾT ĐỊNH:
     Điều 1. Thành lập tổ rà soát hồ sơ.
     Điều 2. Quyết định có hiệu lực từ ngày ký./.

Nơi nhận:                              KT. GIÁM ĐỐC
- Như Điều 2;                          PHÓ GIÁM ĐỐC
- Ban Giám đốc Sở;
- Lưu: VT.


                                       Hoàng Thị Mây
"""

LETTER = """ĐẢNG BỘ TỈNH LÀO CAI                 ĐẢNG CỘNG SẢN VIỆT NAM
 HUYỆN ỦY BẮC HÀ
        *                             Bắc Hà, ngày 12 tháng 8 năm 2021
   Số 214-CV/HU
V/v góp ý dự thảo theo
Kế hoạch số 9-KH/TU

        Kính gửi: - Các chi bộ trực thuộc,
                  - Ban Dân vận Huyện ủy.

   Ban Thường vụ Huyện ủy đề nghị các chi bộ thực hiện như sau:
   1. Góp ý bằng văn bản.

Nơi nhận:                              T/M BAN THƯỜNG VỤ
- Như trên,                                PHÓ BÍ THƯ
- Lưu VPHU.

                                       Giàng A Páo
"""

PARTY_BLANK = """TỈNH ỦY YÊN BÁI
*
Số         -CTr/TU

ĐẢNG CỘNG SẢN VIỆT NAM

Yên Bái, ngày        tháng 4 năm 2019

CHƯƠNG TRÌNH HÀNH ĐỘNG
thực hiện Nghị quyết số 8-NQ/TW về du lịch
của tỉnh trong giai đoạn mới
-----
Thực hiện Nghị quyết số 8-NQ/TW, Tỉnh ủy ban hành Chương trình hành động, cụ thể như sau:

I- MỤC TIÊU
"""

TABLE_ROWS = """| CHÍNH PHỦ ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --------------- |
| --- | --- |
| Số: 15/2022/NĐ-CP | *Hà Nội, ngày 02 tháng* *5 năm 2022* |
NGHỊ ĐỊNH
QUY ĐỊNH VỀ BIỂN BÁO NỘI BỘ
Căn cứ Luật Tổ chức Chính phủ;
Điều 1. Phạm vi
"""

SCANNED = """ỦY BAN NHÂN DÂN _ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

TỈNH LÀO CAI Độc lập - Tự do - Hạnh phúc
Số: 1I /2027/QĐ-UBND Lào Cai, ngày 17 tháng 11 năm 2027
QUYÉT ĐỊNH

Ban hành Quy định về bến đò
Căn cứ Luật Giao thông;

Điều 1. Ban hành Quy định.

Nơi nhận: Ti h
- Chính phủ; TM. ỦY BAN NHÂN DÂN
- Sở Xây dựng; HỦ TỊCH
~ Lưu: VT.

Vàng Seo Lử

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

QUY ĐỊNH
Về bến đò
(Ban hành kèm theo Quyết định số 11/2027/QĐ-UBND)
Điều 1. Phạm vi
"""

BARE_PLAN = """ KẾ HOẠCH
THỰC HIỆN NGHỊ QUYẾT SỐ 12-NQ/TU CỦA TỈNH ỦY
Thực hiện Nghị quyết số 12-NQ/TU, Ủy ban nhân dân tỉnh xây dựng Kế hoạch như sau:
I. MỤC ĐÍCH
1. Nâng cao nhận thức.
Nơi nhận:
- UBND huyện, thành phố;
- Lưu VT.
\tTM. ỦY BAN NHÂN DÂN
CHỦ TỊCH




Nông Văn Tú


PHỤ LỤC
DANH MỤC NHIỆM VỤ
(kèm theo Kế hoạch số: 45/KH-UBND ngày 03 tháng 8 năm 2017 của Ủy ban nhân dân tỉnh)
\tTT
\tNội dung
"""

DISTRICT_DRAFT = """Số: 88/KH-UBND
**DỰ THẢO**

*Mường La, ngày 31 tháng 2 năm 2020*

## **KẾ HOẠCH**

### **Thực hiện Chương trình số 4-CTr/HU của Huyện ủy**

Căn cứ Chương trình số 4-CTr/HU;

UBND huyện Mường La ban hành Kế hoạch triển khai thực hiện như sau:

#### **I. NHIỆM VỤ**

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

**Cầm Thị Hoa**
"""

WEB_PAGE = """Đang tải văn bản...
#
**Số hiệu:**
|
912/TB-BTP
|
|
**Loại văn bản:**
|
Thông báo
|
**Nơi ban hành:**
|
Bộ Tư pháp
|
|
**Người ký:**
|
Đỗ Hải An
|
**Ngày ban hành:**
|
03/06/2022
|
|
**
Tình trạng:**
|
Đã biết
|
|
THÔNG BÁO
KẾT
LUẬN TẠI CUỘC HỌP VỀ CẦU PHAO
Ngày 01 tháng 6 năm 2022, cuộc họp kết luận như sau:
1. Khẩn trương lắp cầu.
|
Nơi nhận:
- Như trên;
|
|
Thông báo 912/TB-BTP năm 2022 kết luận tại cuộc họp về cầu phao do Bộ Tư pháp ban hành
Văn bản này chưa cập nhật nội dung Tiếng Anh
## Văn bản liên quan
Ban hành:
"""

CONSOLIDATED = """|
**BỘ QUỐC PHÒNG**
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
|
|
Số: 61/VBHN-BQP
|
*Hà Nội, ngày 24 tháng 11 năm 2021*
|
**THÔNG TƯ**
QUY ĐỊNH VỀ KHO TÀNG
Thông tư số 5/2019/TT-BQP được sửa đổi như sau:
"""

FRONT = """ỦY BAN MTTQ VIỆT NAM
XÃ TÂN LẬP
BAN THƯỜNG TRỰC
Số: /KH-MTTQ-BTT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
|
Tân Lập, ngày tháng 01 năm 2026
KẾ HOẠCH
Về việc giám sát bầu cử
nhiệm kỳ 2031 – 2036
BAN THƯỜNG TRỰC ỦY BAN MTTQ VIỆT NAM XÃ TÂN LẬP
Căn cứ Luật Bầu cử;
I. NỘI DUNG
"""

CENTRAL_PARTY = """|
BAN CHẤP HÀNH
TRUNG ƯƠNG
*
|
**ĐẢNG
CỘNG SẢN VIỆT NAM**
|
|
Số 301-KL/TW
|
*Hà Nội, ngày 02 tháng 9 năm 2024*
|
**KẾT LUẬN**
**CỦA BAN BÍ THƯ**
**về công tác thư viện**
-----
Ban Bí thư kết luận như sau:
1- Quan tâm thư viện.
|
Nơi nhận:
- Các tỉnh ủy,
- Lưu Văn phòng Trung ương Đảng.
|
**T/M BAN BÍ
THƯ**
Khúc Văn Sáu
|
"""

NEW_LETTER = """|
BỘ TÀI CHÍNH
C**ỤC THUẾ**
|
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
|
|
Số:
204/CT-CS
*V/v hoàn thu**ế*
|
*Hà Nội, ngày 01 tháng 4 năm 2025*
|
**Kính gửi:** Ông Lê Văn Ba
Cục Thuế có ý kiến như sau:
Đề nghị ông liên hệ cơ quan quản lý.
|
Nơi nhận:
- Như trên;
|
TL. CỤC TRƯỞNG
KT. TRƯỞNG BAN
PHÓ TRƯỞNG BAN
Đại tá Trần Thị Lụa
|
"""

JOINT = """KẾ HOẠCH LIÊN TỊCH
Phối hợp tuần tra rừng
Hai bên thống nhất như sau:
1. Tuần tra hằng tháng.

   TM. HỘI NÔNG DÂN TỈNH                 TM. CHI CỤC KIỂM LÂM
       CHỦ TỊCH                              CHI CỤC TRƯỞNG

     Vừ A Dế                              Trương Minh Khôi
"""

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "cells-of-a-web-copy": (
        CELLS,
        {
            "symbol": "31/KH-UBND",
            "type": "Kế hoạch",
            "issuer": "Ủy ban nhân dân tỉnh Sơn La",
            "territory": "vn/son-la",
            "level": "province",
            "branch": "state",
            "place": "Sơn La",
            "date": date(2024, 3, 5),
            "title": "TRỒNG CÂY TRÊN ĐỊA BÀN TỈNH NĂM 2024 - 2025",
            "signer": "Lò Văn Bình",
            "capacity": "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
            "status": "issued",
            "recipients": ["Các sở, ban, ngành", "Lưu: VT"],
        },
    ),
    "two-columns-of-text": (
        COLUMNS,
        {
            "symbol": "77/QĐ-SNV",
            "type": "Quyết định",
            "issuer": "Sở Nội vụ tỉnh Hà Giang",
            "territory": "vn/ha-giang",
            "level": "province",
            "place": "Hà Giang",
            "date": date(2023, 1, 9),
            "title": "Về việc thành lập tổ rà soát hồ sơ",
            "signer": "Hoàng Thị Mây",
            "capacity": "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
            "recipients": ["Như Điều 2", "Ban Giám đốc Sở", "Lưu: VT"],
        },
    ),
    "party-letter": (
        LETTER,
        {
            "symbol": "214-CV/HU",
            "type": "Công văn",
            "issuer": "Huyện ủy Bắc Hà",
            "territory": "vn/lao-cai/bac-ha",
            "level": "district",
            "branch": "party",
            "place": "Bắc Hà",
            "date": date(2021, 8, 12),
            "title": "góp ý dự thảo theo Kế hoạch số 9-KH/TU",
            "signer": "Giàng A Páo",
            "capacity": "T/M BAN THƯỜNG VỤ / PHÓ BÍ THƯ",
        },
    ),
    "blank-number-and-day": (
        PARTY_BLANK,
        {
            "symbol": None,
            "type": "Chương trình hành động",
            "issuer": "Tỉnh ủy Yên Bái",
            "territory": "vn/yen-bai",
            "branch": "party",
            "place": "Yên Bái",
            "date": None,
            "title": "thực hiện Nghị quyết số 8-NQ/TW về du lịch của tỉnh trong giai đoạn mới",
            "signer": None,
        },
    ),
    "rows-with-bars": (
        TABLE_ROWS,
        {
            "symbol": "15/2022/NĐ-CP",
            "type": "Nghị định",
            "issuer": "Chính phủ",
            "territory": "vn",
            "level": "central",
            "place": "Hà Nội",
            "date": date(2022, 5, 2),
            "title": "QUY ĐỊNH VỀ BIỂN BÁO NỘI BỘ",
        },
    ),
    "scanned-page": (
        SCANNED,
        {
            "symbol": "11/2027/QĐ-UBND",
            "type": "Quyết định",
            "issuer": "Ủy ban nhân dân tỉnh Lào Cai",
            "territory": "vn-2025/lao-cai",
            "place": "Lào Cai",
            "date": date(2027, 11, 17),
            "title": "Ban hành Quy định về bến đò",
            "signer": "Vàng Seo Lử",
        },
    ),
    "symbol-and-date-in-own-annex": (
        BARE_PLAN,
        {
            "symbol": "45/KH-UBND",
            "type": "Kế hoạch",
            "issuer": "Ủy ban nhân dân tỉnh",
            "territory": None,
            "level": "province",
            "branch": "state",
            "place": None,
            "date": date(2017, 8, 3),
            "signer": "Nông Văn Tú",
            "recipients": ["UBND huyện, thành phố", "Lưu VT"],
        },
    ),
    "annex-of-another-type": (
        BARE_PLAN.replace("kèm theo Kế hoạch", "kèm theo Quyết định"),
        {"symbol": None, "date": None, "type": "Kế hoạch"},
    ),
    "annex-with-blank-number": (
        BARE_PLAN.replace("45/KH-UBND ngày 03 tháng 8 năm 2017", "   /KH-UBND ngày   /  /2017"),
        {"symbol": None, "date": None},
    ),
    "draft-with-impossible-date": (
        DISTRICT_DRAFT,
        {
            "symbol": "88/KH-UBND",
            "issuer": "UBND huyện Mường La",
            "territory": "vn/son-la/muong-la",
            "level": "district",
            "place": "Mường La",
            "date": None,
            "title": "Thực hiện Chương trình số 4-CTr/HU của Huyện ủy",
            "signer": "Cầm Thị Hoa",
            "capacity": "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
            "status": "draft",
        },
    ),
    "only-the-web-page-says-it": (
        WEB_PAGE,
        {
            "symbol": "912/TB-BTP",
            "type": "Thông báo",
            "issuer": "Bộ Tư pháp",
            "level": "central",
            "date": date(2022, 6, 3),
            "title": "KẾT LUẬN TẠI CUỘC HỌP VỀ CẦU PHAO",
            "signer": "Đỗ Hải An",
        },
    ),
    "consolidated-text": (
        CONSOLIDATED,
        {"symbol": "61/VBHN-BQP", "type": "Văn bản hợp nhất", "issuer": "Bộ Quốc phòng", "date": date(2021, 11, 24)},
    ),
    "fatherland-front": (
        FRONT,
        {
            "symbol": None,
            "type": "Kế hoạch",
            "issuer": "Ban Thường trực Ủy ban MTTQ Việt Nam xã Tân Lập",
            "level": "commune",
            "branch": "front",
            "place": "Tân Lập",
            "date": None,
            "title": "Về việc giám sát bầu cử nhiệm kỳ 2031 – 2036",
        },
    ),
    "secretariat-under-the-committee's-letterhead": (
        CENTRAL_PARTY,
        {
            "symbol": "301-KL/TW",
            "type": "Kết luận",
            "issuer": "Ban Bí thư",
            "territory": "vn",
            "date": date(2024, 9, 2),
            "title": "CỦA BAN BÍ THƯ về công tác thư viện",
            "signer": "Khúc Văn Sáu",
            "capacity": "T/M BAN BÍ THƯ",
        },
    ),
    "letter-whose-code-looks-like-a-type": (
        NEW_LETTER,
        {
            "symbol": "204/CT-CS",
            "type": "Công văn",
            "issuer": "Cục Thuế",
            "level": "central",
            "title": "hoàn thuế",
            "signer": "Trần Thị Lụa",
            "capacity": "TL. CỤC TRƯỞNG / KT. TRƯỞNG BAN / PHÓ TRƯỞNG BAN",
        },
    ),
    "several-signers": (JOINT, {"type": "Kế hoạch liên tịch", "signer": "Vừ A Dế", "symbol": None}),
    "name-in-capitals": (
        CELLS.replace("Lò Văn\nBình", "(Đã ký)\n\nLÒ VĂN BÌNH"),
        {"signer": "LÒ VĂN BÌNH", "capacity": "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"},
    ),
    "nothing-stated": (
        "Đây là một ghi chép không có phần đầu.\nNó kể chuyện đi chợ.\n",
        {
            "symbol": None,
            "type": None,
            "issuer": None,
            "territory": None,
            "level": None,
            "branch": None,
            "place": None,
            "date": None,
            "title": None,
            "signer": None,
            "capacity": None,
            "status": None,
            "recipients": [],
        },
    ),
    "empty": ("", {"symbol": None, "type": None, "status": None}),
}


def parts_of(text: str) -> tuple[Source, tuple[Line, ...], Frame, Header]:
    source = Source("invented.txt", text)
    lines = lines_of(source)
    frame = frame_of(lines)
    return source, lines, frame, read_header(source, lines, frame)


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_header_states(text: str, expected: dict[str, Any]) -> None:
    header = parts_of(text)[3]
    found: dict[str, Any] = {}
    for field in expected:
        stated = getattr(header, field)
        if field == "recipients":
            found[field] = [one.value for one in stated]
        else:
            found[field] = None if stated is None else stated.value
    assert found == expected


def test_number_of_cases() -> None:
    assert len(CASES) == 19


FRAMES: dict[str, tuple[str, dict[str, list[str]]]] = {
    "cells": (
        CELLS,
        {
            "title": ["KẾ HOẠCH", "TỈNH NĂM 2024 - 2025"],
            "preamble": ["Căn cứ Luật Lâm nghiệp;", "sau:"],
            "body": ["I. MỤC ĐÍCH", "1. Phủ xanh đồi trọc."],
            "tail": ["Nơi nhận:", "Bình"],
        },
    ),
    "columns": (
        COLUMNS,
        {
            "title": ["QUYẾT ĐỊNH", "Về việc thành lập tổ rà soát hồ sơ"],
            "preamble": ["GIÁM ĐỐC SỞ NỘI VỤ", "QUYẾT ĐỊNH:"],
            "body": ["Điều 1. Thành lập tổ rà soát hồ sơ.", "Điều 2. Quyết định có hiệu lực từ ngày ký./."],
            "tail": ["Nơi nhận: KT. GIÁM ĐỐC", "Hoàng Thị Mây"],
        },
    ),
    "letter": (
        LETTER,
        {
            "title": [],
            "preamble": [
                "Kính gửi: - Các chi bộ trực thuộc,",
                "Ban Thường vụ Huyện ủy đề nghị các chi bộ thực hiện như sau:",
            ],
            "body": ["1. Góp ý bằng văn bản.", "1. Góp ý bằng văn bản."],
            "tail": ["Nơi nhận: T/M BAN THƯỜNG VỤ", "Giàng A Páo"],
        },
    ),
    "title-in-capitals-without-blank-line": (
        BARE_PLAN,
        {
            "head": [],
            "title": ["KẾ HOẠCH", "THỰC HIỆN NGHỊ QUYẾT SỐ 12-NQ/TU CỦA TỈNH ỦY"],
            "body": ["I. MỤC ĐÍCH", "1. Nâng cao nhận thức."],
            "tail": ["Nơi nhận:", "Nông Văn Tú"],
            "annexes": ["PHỤ LỤC"],
        },
    ),
    "attached-regulation": (
        SCANNED,
        {
            "tail": ["Nơi nhận: Ti h", "Vàng Seo Lử"],
            "annexes": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        },
    ),
    "furniture-of-a-web-page": (
        WEB_PAGE,
        {
            "title": ["THÔNG BÁO", "LUẬN TẠI CUỘC HỌP VỀ CẦU PHAO"],
            "body": ["1. Khẩn trương lắp cầu.", "1. Khẩn trương lắp cầu."],
            "tail": ["Nơi nhận:", "- Như trên;"],
            "annexes": [],
        },
    ),
    "foreign-text-behind-the-tail": (
        "KẾ HOẠCH\nnăm 2024\n\nI. VIỆC\n1. Làm.\n\nNơi nhận:\n- Các xã;\n- Lưu.\n\n"
        "# So sánh kế hoạch này với kế hoạch cũ của năm trước đó\n\nKế hoạch mới dài hơn.\n",
        {"tail": ["Nơi nhận:", "- Lưu."], "annexes": []},
    ),
    "two-annexes": (
        "KẾ HOẠCH\nnăm 2024\nI. VIỆC\nNơi nhận:\n- Lưu.\nPHỤ LỤC I\nDANH MỤC\nPHỤ LỤC II\nBIỂU MẪU\n",
        {"annexes": ["PHỤ LỤC I", "PHỤ LỤC II"]},
    ),
    "annex-without-tail": (
        "KẾ HOẠCH\nnăm 2024\nI. VIỆC\n1. Làm theo phụ lục.\nPHỤ LỤC\nDANH MỤC\n",
        {"body": ["I. VIỆC", "1. Làm theo phụ lục."], "tail": [], "annexes": ["PHỤ LỤC"]},
    ),
    "wrapped-citation-is-no-mark": (
        "KẾ HOẠCH\nnăm 2024\n\nCăn cứ Nghị quyết số\n71/NQ-CP của Chính phủ;\n"
        "Ủy ban ban hành Kế hoạch như sau:\nI. VIỆC\n",
        {"preamble": ["Căn cứ Nghị quyết số", "Ủy ban ban hành Kế hoạch như sau:"], "body": ["I. VIỆC", "I. VIỆC"]},
    ),
    "no-mark-at-all": ("Một câu.\nHai câu.\n", {"head": [], "title": [], "body": ["Một câu.", "Hai câu."], "tail": []}),
}


@pytest.mark.parametrize(("text", "expected"), FRAMES.values(), ids=FRAMES.keys())
def test_frame(text: str, expected: dict[str, list[str]]) -> None:
    _, lines, frame, _ = parts_of(text)
    found: dict[str, list[str]] = {}
    for part in expected:
        if part == "annexes":
            found[part] = [next(lines[i].text for i in annex if lines[i].text) for annex in frame.annexes]
            continue
        texts = [lines[i].text for i in getattr(frame, part) if lines[i].text.strip("| ")]
        found[part] = [texts[0], texts[-1]] if texts else []
    assert found == expected


def test_number_of_frames() -> None:
    assert len(FRAMES) == 11


def ordered(frame: Frame, count: int) -> bool:
    parts = [frame.head, frame.title, frame.preamble, frame.body, frame.tail, *frame.annexes]
    edges = [edge for part in parts if part for edge in (part.start, part.stop)]
    return edges == sorted(edges) and all(0 <= edge <= count for edge in edges)


SNIPPETS = sorted({line for text, _ in CASES.values() for line in text.split("\n")} | {"PHỤ LỤC", "|", "Kính gửi:"})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SNIPPETS), max_size=40))
def test_any_mixture_of_lines_gives_ordered_parts(snippets: list[str]) -> None:
    source, lines, frame, header = parts_of("\n".join(snippets))
    assert ordered(frame, len(lines))
    for stated in (header.symbol, header.signer, header.title, header.place):
        if stated is not None and stated.span is not None:
            assert stated.span.end <= len(source.text)


@pytest.mark.parametrize(
    "text",
    [
        "KẾ HOẠCH " * 200_000,
        "ngày " * 300_000,
        "Số: " * 300_000,
        "|" * 1_000_000,
        "Số: 1/KH-UBND\nHà Nội, ngày " + " " * 1_000_000 + "tháng 3 năm 2024\nKẾ HOẠCH\n",
        "KẾ HOẠCH\nI. A\nTM. ỦY BAN NHÂN DÂN\n" + "Nguyễn Văn An" * 100_000,
        "I. A\nPHỤ LỤC\nX\n" + "KẾ HOẠCH\n" * 60_000,
        "KẾ HOẠCH\nI. A\nNơi nhận:\n" + "- Sở Nội vụ;\n" * 60_000,
    ],
    ids=["types", "days", "numbers", "bars", "blanks", "names", "titles", "recipients"],
)
def test_large_texts_take_linear_time(text: str) -> None:
    begin = time.perf_counter()
    parts_of(text)
    assert time.perf_counter() - begin < 30


@pytest.mark.parametrize("row", phrases(), ids=lambda row: f"{row.kind}-{row.phrase}")
def test_furniture_row_fits_its_example(row: Any) -> None:
    assert row.fits(key_of(row.example))


@pytest.mark.parametrize("row", issuer_words(), ids=lambda row: row.words)
def test_issuer_row_fits_its_example(row: Any) -> None:
    found = issuer_word(row.example)
    assert found is not None
    assert found.words == row.words
    assert not row.level or row.level in set(Level)


def test_word_lists_are_not_empty() -> None:
    assert len(phrases()) > 200
    assert len(issuer_words()) > 80


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nguyễn Văn An", True),
        ("Vừ A Dế", True),
        ("Lê Hoà", True),
        ("TRẦN THỊ BƯỞI", True),
        ("PHÓ CHỦ TỊCH", False),
        ("Phó Chủ Tịch", False),
        ("Như Trên", False),
        ("Sở Nội Vụ", False),
        ("An", False),
        ("Lưu: VT", False),
        ("văn phòng", False),
        ("Hà Nội, ngày 12", False),
    ],
)
def test_person(text: str, expected: bool) -> None:
    assert is_person(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PHỤ LỤC", True),
        ("Phụ lục I", True),
        ("Phụ lục 02.", True),
        ("Phụ lục: DANH SÁCH ĐƠN VỊ", True),
        ("PHỤ LỤC CÔNG VIỆC", True),
        ("Phụ lục kèm theo Quyết định này được thay thế.", False),
        ("Phụ lục I ban hành kèm theo được sửa như sau", False),
        ("Phục vụ nhân dân", False),
    ],
)
def test_annex_heading(text: str, expected: bool) -> None:
    assert is_annex_heading(text) is expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("SỞ CÔNG THƯƠNG", "do Sở Công Thương trình", "Sở Công Thương"),
        ("BỘ NỘI VỤ", "", "Bộ Nội vụ"),
        ("ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", "", "Ủy ban nhân dân tỉnh Lai Châu"),
        ("HUYỆN ỦY PHONG THỔ", "HUYỆN ỦY PHONG THỔ", "Huyện ủy Phong Thổ"),
        ("Tỉnh ủy", "", "Tỉnh ủy"),
    ],
)
def test_spelling_of_capitals(name: str, text: str, expected: str) -> None:
    assert spelled(name, text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ủy ban nhân dân tỉnh", Level.PROVINCE),
        ("UBND huyện Mường La", Level.DISTRICT),
        ("Đảng ủy xã Tân Lập", Level.COMMUNE),
        ("Bộ Nội vụ", Level.CENTRAL),
        ("Ban Tổ chức Trung ương", Level.CENTRAL),
        ("Ban Thường vụ Huyện ủy", Level.DISTRICT),
        ("Ủy ban nhân dân", None),
    ],
)
def test_level_by_name(name: str, expected: Level | None) -> None:
    assert level_of(name) is expected


NOTES = [
    pytest.param("", 0, id="none"),
    pytest.param("\n[1] Kèm theo Quy chế làm việc.\n\n[2] Hoàn thành trước ngày 30/6/2024.\n", 3, id="two at the end"),
    pytest.param("\n[1] Kèm theo Quy chế làm việc.\n\nHết.\n", 0, id="not at the end"),
    pytest.param("\n[a] Kèm theo Quy chế làm việc.\n", 0, id="no number"),
]


@pytest.mark.parametrize(("notes", "lines"), NOTES)
def test_notes_at_the_end_are_no_part_of_the_document(notes: str, lines: int) -> None:
    text = "KẾ HOẠCH\nTrồng cây\n\nI. NHIỆM VỤ\n1. Sở Y tế xây dựng đề án.\n"
    source = Source("a.txt", text + notes)
    body = frame_of(lines_of(source)).body
    assert len(source.text.rstrip("\n").split("\n")) - lines <= body.stop <= len(source.text.split("\n")) - lines
    tasks = parse(source).tasks
    assert [task.deadline for task in tasks][:1] == [None] if lines else tasks
