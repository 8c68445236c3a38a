"""Texts crafted against the patterns that read documents: one kind a row, in any size.

Each kind is a function from a size in characters to a text of about that size. All kinds are about Vietnamese
administrative prose gone wrong: one endless line, one mark without end, marks that open and never close.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

Kind = Callable[[int], str]

HEAD = "\n".join(
    (
        "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH HÒA GIANG            Độc lập - Tự do - Hạnh phúc",
        "Số: 12/KH-UBND        Hòa Giang, ngày 05 tháng 3 năm 2019",
        "",
        "KẾ HOẠCH",
        "Thực hiện Nghị quyết số 18-NQ/TW",
        "",
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
        "",
    )
)


def line_of(unit: str, *, before: str = "", after: str = "") -> Kind:
    """One line that repeats `unit`."""
    return lambda size: before + unit * (size // len(unit)) + after


def lines_of(*units: str, head: str = "", tail: str = "") -> Kind:
    """Lines that repeat the units in turn."""
    block = "\n".join(units) + "\n"
    return lambda size: head + block * max(1, size // len(block)) + tail


def counted(form: str, separator: str = "\n", *, before: str = "", start: int = 1) -> Kind:
    """`form` with {n} counted up, repeated."""

    def text(size: int) -> str:
        parts: list[str] = [before]
        length = len(before)
        for number in count(start):
            part = form.format(n=number, small=number % 28 + 1, month=number % 12 + 1)
            parts.append(part + separator)
            length += len(part) + len(separator)
            if length >= size:
                return "".join(parts)
        raise AssertionError

    return text


def nested(opening: str, closing: str, core: str = "") -> Kind:
    """Marks in one another."""
    return lambda size: (
        opening * (size // (len(opening) + len(closing))) + core + closing * (size // (len(opening) + len(closing)))
    )


_CITED = "Kế hoạch số {n}/KH-UBND ngày {small}/{month}/2018 của Ủy ban nhân dân tỉnh về thực hiện "
_NAMES = "Sở Số {n}"

KINDS: dict[str, Kind] = {
    # one line of one character or few
    "letters": line_of("a"),
    "capitals": line_of("Đ"),
    "digits": line_of("7"),
    "dots": line_of("."),
    "dashes": line_of("-"),
    "slashes": line_of("/"),
    "blanks": line_of(" ", before="x", after="x"),
    "blank-end": line_of(" ", before="Số: 12"),
    "tabs": line_of("\t", before="x", after="x"),
    "nbsp": line_of("\u00a0", before="x", after="x"),
    "bars": line_of("|"),
    "bars-and-blanks": line_of("| "),
    "opening-parentheses": line_of("("),
    "parentheses-with-words": line_of("(theo quy định "),
    "closing-parentheses": line_of(")"),
    "double-quotes": line_of('"'),
    "curly-quotes-unclosed": line_of("“"),
    "quotes-with-words": line_of("“kế hoạch ", before="Kế hoạch về "),
    "section-signs": line_of("§"),
    "underscores": line_of("_"),
    "single-underscores": line_of("_ "),
    "stars": line_of("*"),
    "stars-with-words": line_of("**Kế hoạch** "),
    "backslashes": line_of("\\"),
    "hashes": line_of("#"),
    "greater-than": line_of("> "),
    "colons": line_of(":"),
    "semicolons": line_of("; "),
    "commas": line_of(", "),
    "ellipsis": line_of("…"),
    "percent": line_of("%"),
    "plus": line_of("+"),
    "nothing-printed": line_of("\u200b"),
    "soft-hyphens": line_of("kế\u00adhoạch "),
    "combining-marks": line_of("\u0323", before="Kế hoạch số 1/KH-UBND của a"),
    "two-combining-marks": line_of("\u0323\u0301", before="a"),
    "letters-with-marks": line_of("a\u0323\u0302\u0301 "),
    "right-to-left": line_of("\u202e\u05d0\u202c"),
    "astral": line_of("\U0001f600"),
    "open-vowels": line_of("uỷ hoà khoẻ "),
    "words": line_of("thực hiện nhiệm vụ được giao "),
    "words-without-duty": line_of("của và các những "),
    "capital-words": line_of("Ủy Ban Nhân Dân "),
    "capitals-only": line_of("THỰC HIỆN NHIỆM VỤ "),
    "sentences": line_of("Xây dựng kế hoạch. "),
    # symbols
    "symbol-slashes": line_of("1/"),
    "symbol-hyphens": line_of("1-"),
    "symbol-tail": line_of("UBND-", before="Kế hoạch số 68/KH-"),
    "symbol-tail-ampersand": line_of("B&", before="số 68/KH-"),
    "symbol-blank-tail": line_of("UBND - ", before="số 68/KH - "),
    "symbol-year": line_of("12/2018/"),
    "symbol-blanks": line_of(" ", before="Số:", after="/KH-UBND"),
    "symbols-blank-number": line_of("Số:      /KH-UBND "),
    "symbols": counted("số {n}/KH-UBND", ", "),
    "symbols-abutting": counted("{n}/KH-UBND", "-"),
    "symbol-numbers-listed": counted("{n}", ", ", before="Nghị quyết số "),
    "symbol-words": line_of("số "),
    "symbol-number-words": line_of("số 1 "),
    "number-of-a-megabyte": line_of("9", before="Kế hoạch số ", after="/KH-UBND ngày 1/1/2018"),
    "number-with-dots": line_of("100."),
    "number-with-commas": line_of("1,"),
    "party-symbols": counted("{n}-NQ/TW", "; "),
    # citations
    "citations": counted("Kế hoạch số {n}/KH-UBND ngày {small}/{month}/2018 của UBND tỉnh", "; "),
    "citations-nested": counted(_CITED, ""),
    "citations-nested-lines": counted(_CITED, "\n"),
    "citations-carried-out": counted("thực hiện Nghị quyết số {n}-NQ/TW", " "),
    "citations-same": line_of("Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương; "),
    "types": line_of("Kế hoạch "),
    "types-this": line_of("Kế hoạch này "),
    "types-of": line_of("Kế hoạch của "),
    "types-about": line_of("Kế hoạch về "),
    "types-about-chain": line_of("Kế hoạch của Ủy ban nhân dân tỉnh về việc thực hiện "),
    "titles-unclosed": line_of("Kế hoạch số 1/KH-UBND về “", before=""),
    "laws": line_of("Luật Tổ chức chính quyền địa phương; "),
    "laws-amending": line_of("Luật sửa đổi, bổ sung một số điều của "),
    "laws-by-capital": line_of("Luật Gì Đó số 12/2018/QH14 "),
    "issuers": line_of("của Ủy ban nhân dân ", before="Kế hoạch "),
    "issuer-long": line_of("Nông Nghiệp ", before="Kế hoạch của Bộ "),
    "short-forms": counted("Nghị quyết số {n}-NQ/TW (sau đây gọi tắt là Nghị quyết {n})", ", "),
    "short-forms-unclosed": line_of("(sau đây gọi tắt là "),
    "aliases": counted("Nghị quyết {n}", ", "),
    "grounds": counted("Căn cứ Nghị quyết số {n}-NQ/TW ngày {small}/{month}/2018;"),
    "relations": line_of("sửa đổi, bổ sung, thay thế, bãi bỏ Quyết định "),
    # dates and deadlines
    "dates": line_of("ngày 1/1/2018 "),
    "dates-long": line_of("ngày 1 tháng 1 năm "),
    "dates-dotted": line_of("ngày ... tháng ... năm ... "),
    "deadline-before": line_of("trước ngày "),
    "deadline-before-date": line_of("trước ngày 30/6/2018 "),
    "deadline-years": counted("từ năm 2018 đến năm {n}", " "),
    "deadline-from": line_of("từ năm 2018 đến "),
    "deadline-quarters": line_of("quý I, quý II/2018, "),
    "deadline-quarters-and": line_of("quý I và ", before="Hoàn thành trong "),
    "deadline-months": line_of("tháng 1, tháng 2 và "),
    "deadline-ongoing": line_of("thường xuyên, hằng năm, "),
    "deadline-within": line_of("trong vòng 10 ngày kể từ "),
    "deadline-lines": lines_of("1. Xây dựng đề án. Thời gian hoàn thành: trước ngày 30/6/2018.", head=HEAD),
    "conditions": line_of("sau khi có chỉ đạo của tỉnh và "),
    "condition-when": line_of("khi có "),
    # roles
    "roles-names": counted(_NAMES, ", ", before=HEAD + "1. Sở Nội vụ chủ trì, phối hợp với "),
    "roles-leads": line_of("Sở Nội vụ chủ trì, phối hợp với "),
    "roles-lead": line_of("chủ trì "),
    "roles-lines": lines_of("- Giao Sở Nội vụ chủ trì, phối hợp với các sở, ngành xây dựng kế hoạch;", head=HEAD),
    "roles-and": line_of("các sở, ngành và ", before=HEAD + "1. Giao "),
    "roles-labels": lines_of("- Cơ quan chủ trì: Sở Nội vụ.", "- Cơ quan phối hợp: các sở, ngành.", head=HEAD),
    "organisations": line_of("Ủy ban nhân dân các huyện, thành phố; "),
    "reports": line_of("báo cáo, trình Ủy ban nhân dân tỉnh xem xét, quyết định "),
    # outlines
    "outline-numbers": counted("{small}. Xây dựng đề án số {n}", before=HEAD),
    "outline-same-number": lines_of("1. Xây dựng đề án", head=HEAD),
    "outline-bare-numbers": lines_of("1.", head=HEAD),
    "outline-decimal": line_of("1.", before=HEAD),
    "outline-decimal-lines": lines_of("1.1.1.1. Xây dựng đề án", head=HEAD),
    "outline-roman": lines_of("I. MỤC TIÊU", head=HEAD),
    "outline-roman-line": line_of("I. ", before=HEAD),
    "outline-roman-letters": line_of("IVX", before=HEAD),
    "outline-letters": lines_of("A. PHẦN", "B. PHẦN", head=HEAD),
    "outline-points": lines_of("a) Xây dựng đề án;", "b) Ban hành quy định;", head=HEAD),
    "outline-brackets": lines_of("(1) Xây dựng đề án", "(2) Ban hành", head=HEAD),
    "outline-dashes": lines_of("- Xây dựng đề án;", head=HEAD),
    "outline-dash-line": line_of("- ", before=HEAD),
    "outline-plus": lines_of("+ Xây dựng đề án;", head=HEAD),
    "outline-articles": counted("Điều {n}. Giao Sở Nội vụ chủ trì xây dựng đề án.", before=HEAD),
    "outline-chapters": lines_of("Chương I", "QUY ĐỊNH CHUNG", "Mục 1", "Điều 1. Phạm vi", head=HEAD),
    "outline-chapter-words": line_of("Phần thứ nhất ", before=HEAD),
    "outline-inline": counted("({small}) xây dựng đề án;", " ", before=HEAD + "1. Nhiệm vụ gồm: "),
    "outline-inline-points": line_of("a) xây dựng đề án; b) ban hành; ", before=HEAD + "1. Nhiệm vụ gồm: "),
    "outline-headed": lines_of("## I. MỤC TIÊU", "### 1. Xây dựng", "- Ban hành quy định", head=HEAD),
    "outline-levels": lines_of(
        "I. NHIỆM VỤ", "1. Sở Nội vụ:", "a) Xây dựng đề án:", "- Ban hành quy định;", "+ Tổ chức;", head=HEAD
    ),
    "outline-objects": lines_of("- Mức chi", head=HEAD + "1. Sở Nội vụ chủ trì xây dựng quy định về:\n"),
    "outline-one-long-item": lines_of("x", head=HEAD + "1. Xây dựng\n"),
    "outline-labelled": lines_of("Thời gian: năm 2018", head=HEAD + "1. Xây dựng\n"),
    "outline-depth": lambda size: HEAD + "".join(f"1.{'1.' * (n % 4)} Xây dựng:\n" for n in range(size // 16)),
    "outline-colons": lines_of("1. Sở Nội vụ chủ trì:", "- Mức chi", "- Đối tượng", head=HEAD),
    "paragraphs": lines_of("Xây dựng đề án.", "", head=HEAD),
    "paragraphs-wrapped": lines_of("xây dựng và ban hành các quy định về tổ chức bộ máy của cơ quan", head=HEAD),
    "uppercase-headings": lines_of("TỔ CHỨC THỰC HIỆN", head=HEAD),
    "uppercase-headings-blank": lines_of("TỔ CHỨC THỰC HIỆN", "", head=HEAD),
    "annexes": lines_of("PHỤ LỤC", "1. Xây dựng đề án", head=HEAD),
    "annexes-only": lines_of("PHỤ LỤC I", head=HEAD),
    "annexes-attached": lines_of("(Kèm theo Kế hoạch số 1/KH-UBND ngày 1/1/2018)", head=HEAD + "PHỤ LỤC\n"),
    # tables
    "table-cells": line_of(" a |", before=HEAD + "| STT | Nội dung | Thời gian |\n|"),
    "table-head-cells": line_of(" Nội dung |", before=HEAD + "|", after="\n| a | b |\n| c | d |\n"),
    "table-rows": counted(
        "| {n} | Xây dựng đề án | Sở Nội vụ | 2018 |", before=HEAD + "| STT | Nội dung | Chủ trì | Thời gian |\n"
    ),
    "table-rows-without-head": lines_of("| 1 | x | y |", head=HEAD),
    "table-bars-lines": lines_of("|", head=HEAD),
    "table-between-bars": lines_of("|", "Nội dung", "|", "", head=HEAD),
    "table-bars-and-blank": lines_of("|", "", head=HEAD),
    "table-bars-far": lines_of("|", *["x"] * 79, head=HEAD),
    "table-dividers": lines_of("|---|---|", head=HEAD),
    "table-divider-line": line_of("-|", before=HEAD + "| Nội dung | Chủ trì |\n|"),
    "table-tabs": lines_of("1\tXây dựng đề án\tSở Nội vụ", head=HEAD + "STT\tNội dung\tChủ trì\n"),
    "table-tab-line": line_of("a\t", before=HEAD + "STT\tNội dung\tChủ trì\n"),
    "table-cell-lines": lines_of("\tXây dựng", "\tSở Nội vụ", "", head=HEAD),
    "table-cell-line-run": lines_of("\tXây dựng", head=HEAD),
    "table-one-then-blank": lines_of("a\tb", *[""] * 40, "x", head=HEAD),
    "table-markdown-then-blank": lines_of("| a | b |", *[""] * 40, "x", head=HEAD),
    "table-tabs-only-lines": lines_of("\t", head=HEAD),
    "table-escaped-bars": line_of("\\|", before=HEAD + "| Nội dung | Chủ trì |\n| "),
    # blank lines and lines
    "blank-lines": lines_of(""),
    "blank-lines-after-head": lines_of("", head=HEAD),
    "blank-lines-between": lines_of("", head=HEAD + "1. Xây dựng\n", tail="\n2. Ban hành\n"),
    "lines-of-blanks": lines_of("    "),
    "short-lines": lines_of("a"),
    "carriage-returns": line_of("\r"),
    "form-feeds": line_of("\f"),
    "line-separators": line_of("\u2028"),
    # quantities
    "quantities": line_of("10%, "),
    "quantities-compared": line_of("giảm tối thiểu 10% biên chế, "),
    "quantities-from-to": line_of("từ 10% đến "),
    "quantities-units": line_of("ít nhất 100 đơn vị sự nghiệp công lập "),
    "quantities-numbers": line_of("1.000.000,"),
    "quantities-blanks": line_of("giảm 10    ", before=HEAD + "1. "),
    # head, tail, furniture
    "symbol-lines": lines_of("Số: 12/KH-UBND"),
    "place-and-date-lines": lines_of("Hòa Giang, ngày 5 tháng 3 năm 2019"),
    "place-line": line_of("Hòa Giang, "),
    "national-lines": lines_of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    "national-line": line_of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "),
    "title-lines": lines_of("KẾ HOẠCH", "Thực hiện Nghị quyết số 18-NQ/TW"),
    "title-line": line_of("KẾ HOẠCH "),
    "title-long": line_of("thực hiện nghị quyết ", before="KẾ HOẠCH\nVề việc "),
    "head-columns": line_of("     ỦY BAN", before="ỦY BAN"),
    "head-columns-lines": lines_of("ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI"),
    "head-long-line": line_of("UBND TỈNH ", before="ỦY BAN NHÂN DÂN     "),
    "issuer-lines": lines_of("ỦY BAN NHÂN DÂN TỈNH HÒA GIANG"),
    "recipients-lines": lines_of("Nơi nhận:", head=HEAD + "1. Xây dựng đề án.\n"),
    "recipients": lines_of("- Như trên;", head=HEAD + "1. Xây dựng đề án.\nNơi nhận:\n"),
    "recipients-line": line_of("- Như trên; ", before=HEAD + "1. Xây dựng đề án.\nNơi nhận: "),
    "signatures": lines_of("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)", "Nguyễn Văn A", head=HEAD + "1. Xây dựng\n"),
    "signature-line": line_of("TM. ỦY BAN NHÂN DÂN ", before=HEAD + "1. Xây dựng đề án.\n"),
    "signature-blanks": line_of(" ", before=HEAD + "1. Xây.\nNơi nhận:", after="TM. ỦY BAN NHÂN DÂN\n"),
    "portal-lines": lines_of("Số ký hiệu:", "12/KH-UBND"),
    "portal-after": lines_of("In trang", "Gửi email", head=HEAD),
    "preamble-lines": lines_of("Căn cứ Luật Tổ chức Chính phủ;", head="QUYẾT ĐỊNH\nVề việc\n"),
    "introduction-lines": lines_of("ban hành Kế hoạch như sau:", head="KẾ HOẠCH\n"),
    "addressees": lines_of("Kính gửi:", "- Sở Nội vụ;"),
    "commune-names": line_of("xã Tân Lập, huyện Chiêm Hóa, "),
    "district-names": line_of("huyện Chiêm Hóa, huyện Na Hang, thành phố Tuyên Quang, "),
    "organs": line_of("UBND tỉnh Tuyên Quang và Tỉnh ủy Lai Châu "),
    # copies
    "documents": lines_of(
        *HEAD.split("\n"), "1. Xây dựng đề án.", "Nơi nhận:", "- Như trên.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", ""
    ),
}

PLACES: dict[str, Callable[[str], str]] = {
    "alone": lambda text: text,
    "title": lambda text: (
        HEAD.replace("Thực hiện Nghị quyết số 18-NQ/TW", f"Thực hiện {text}") + "\n1. Xây dựng đề án.\n"
    ),
    "clause": lambda text: f"{HEAD}\n1. Xây dựng đề án {text}\n2. Ban hành quy định.\n",
    "objects": lambda text: f"{HEAD}\n1. Xây dựng đề án về: {text}\n",
    "cell": lambda text: (
        f"{HEAD}\n| STT | Nội dung | Chủ trì | Thời gian |\n| 1 | {_one_cell(text)} | {_one_cell(text)} | {_one_cell(text)} |\n"  # noqa: E501
    ),
    "tail": lambda text: (
        f"{HEAD}\n1. Xây dựng đề án.\nNơi nhận:\n- {text}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An\n"
    ),
}
"""Where in a document a text of a kind may stand."""


def _one_cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", "/")
