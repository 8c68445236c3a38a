"""Web pages: what Word saves, what portals put around a document, tables of all kinds, encodings, and hostile pages."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from lxml import html as lxml_html

from graph.errors import ReadError
from graph.extract.document import parse
from graph.lexicon.tables import read_rows
from graph.model import ParsedDocument, Role, Source
from graph.read.content import Content
from graph.read.html import read
from graph.read.limits import STANDARD, Limits, Options
from graph.read.web import content as site
from tests.portal_pages import BODY, NOISE, PAGES, WORDS

OFFICE = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>{}</head><body>{}</body></html>'


def text_of(page: str | bytes, options: Options = STANDARD) -> str:
    return content_of(page, options).text


def content_of(page: str | bytes, options: Options = STANDARD) -> Content:
    return read(page.encode() if isinstance(page, str) else page, "a.htm", options)


def office(body: str) -> str:
    return text_of(OFFICE.format("", body))


def parsed(content: Content) -> ParsedDocument:
    return parse(Source("page", content.text))


# ---- portals ----


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_pages_of_portals(page: str) -> None:
    content = content_of(page)
    assert [words for words in WORDS if words not in content.text] == []
    assert [words for words in NOISE if words in content.text] == []
    assert len(content.remarks) == 1
    assert content.remarks[0].startswith("what stands around the document was left out: ")
    document = parsed(content)
    header = document.header
    stated = (header.symbol, header.type, header.date, header.issuer, header.signer)
    assert [one and str(one.value) for one in stated] == [
        "45/KH-UBND", "Kế hoạch", "2026-03-12", "Ủy ban nhân dân tỉnh Sơn La", "Hoàng Văn Bách",
    ]  # fmt: skip
    assert [(task.path, task.organisations(Role.LEAD)) for task in document.tasks] == [
        (("I", "1"), ("Sở Xây dựng",)),
        (("I", "2"), ("Ủy ban nhân dân các xã, phường",)),
        (("I", "3"), ("Công an tỉnh",)),
        (("II", "1"), ("Sở Xây dựng",)),
        (("II", "2"), ("Sở Xây dựng",)),
    ]
    assert [len(header.recipients), document.placed] == [2, 1.0]


def test_what_a_portal_says_of_a_document_is_kept() -> None:
    text = text_of(PAGES["database"])
    assert text.startswith("Số ký hiệu: 45/KH-UBND\n\nNgày ban hành: 12/03/2026\n\nLoại văn bản: Kế hoạch\n")


def test_a_page_without_a_letterhead_keeps_its_heading() -> None:
    news = "".join(f"<li><a href='/{i}'>Tin số {i} của tỉnh</a></li>" for i in range(8))
    page = f"""<body><header><h1>Cổng tỉnh</h1></header><ul>{news}</ul><main><h1>Kế hoạch dọn vệ sinh</h1>
    <article><p>1. Sở Xây dựng rà soát toàn bộ các tuyến đường trong nội thị trước ngày 30/6/2026.</p>
    <p>2. Công an tỉnh xử lý nghiêm hành vi đổ rác ra lòng lề đường theo đúng quy định.</p></article></main></body>"""
    text = text_of(page)
    assert text.startswith("Kế hoạch dọn vệ sinh\n\n1. Sở Xây dựng")
    assert "Cổng tỉnh" not in text
    assert "Tin số" not in text


def test_a_page_that_is_all_links_is_read_all_the_same() -> None:
    page = "<body>" + "".join(f"<div><a href='/{i}'>Kế hoạch số {i}</a></div>" for i in range(5)) + "</body>"
    assert "Kế hoạch số 4" in text_of(page)


@pytest.mark.parametrize("row", read_rows("site_furniture.csv", site._Name), ids=lambda row: row.word)
def test_a_row_of_the_list_of_furniture(row: site._Name) -> None:
    assert row.word in {word.lower() for word in site._words(row.example)}
    assert row.word == row.word.lower()


def test_a_document_in_an_element_called_as_furniture_is_kept() -> None:
    page = f'<body><div class="header share widget" id="sidebar">{BODY}</div><div class="menu">Thực đơn</div></body>'
    text = text_of(page)
    assert WORDS[0] in text
    assert "Thực đơn" not in text


# ---- Word ----

MARKED = (
    "<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>{}<span style='font:7.0pt"
    ' "Times New Roman"\'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>Rà soát<o:p></o:p></p>'
)
BITS = {
    "number-as-printed": (MARKED.format("1."), "1. Rà soát\n"),
    "letter-as-printed": (MARKED.format("đ)"), "đ) Rà soát\n"),
    "dash-as-printed": (MARKED.format("-"), "- Rà soát\n"),
    "dot-of-a-font-of-symbols": (MARKED.format("·"), "• Rà soát\n"),
    "box-of-a-font-of-symbols": (MARKED.format("§"), "• Rà soát\n"),
    "conditional-comments": (
        "<!--[if gte vml 1]><p>no</p><![endif]--><p>a<![if !vml]><img src=x><![endif]>b</p>",
        "ab\n",
    ),
    "wrapped-source": ("<p>một dòng\r\n  bị   ngắt</p>", "một dòng bị ngắt\n"),
    "break": ("<p>một<br>hai</p>", "một\nhai\n"),
    "hard-blanks": ("<p>&nbsp;&nbsp; một&nbsp;&nbsp;hai &nbsp;</p>", "một hai\n"),
    "entities": ("<p>&#272;i&#7873;u 1 &amp; &lt;2&gt; &ldquo;x&rdquo;</p>", "Điều 1 & <2> “x”\n"),
    "composed": ("<p>Kê\u0301 hoa\u0323ch</p>", "Kế hoạch\n"),
    "hidden": ("<p>a<span style='DISPLAY : none'>b</span><span style='mso-hide:all'>c</span>d</p>", "ad\n"),
    "hidden-attribute": ("<p>a</p><p hidden>b</p><p style='visibility:hidden'>c</p>", "a\n"),
    "script": ("<p>a<script>b</script><style>c</style>d</p>", "ad\n"),
    "mark-of-a-note": ("<p>a<a href='#_ftn1' name='_ftnref1'>[1]</a>, b</p>", "a, b\n"),
    "note": ("<div id=ftn1><p><a href='#_ftnref1'>[1]</a> Theo báo cáo.</p></div>", "[1] Theo báo cáo.\n"),
    "not-markdown": ("<p># a</p><p>&gt; b</p>", "\\# a\n\n\\> b\n"),
    "number-of-a-list": ("<ol><li>a</li><li>b<ol type=a><li>c</li></ol></li></ol>", "1. a\n\n2. b\n\na. c\n"),
    "start-of-a-list": ("<ol start=3 type=I><li>a</li><li value=9>b</li></ol>", "III. a\n\nIX. b\n"),
    "dash-of-a-list": ("<ul><li>a</li><li>- b</li><li>+ c</li></ul>", "- a\n\n- b\n\n+ c\n"),
    "list-without-marks": ("<ul style='list-style-type: none'><li>1. a</li><li>b</li></ul>", "1. a\n\nb\n"),
    "inline": ("<p>a<b>b</b> <i>c</i>d</p>", "ab cd\n"),
    "blocks": ("a<div>b</div>c<p>d</p>", "a\n\nb\n\nc\n\nd\n"),
    "preformatted": ("<pre>a\nb</pre>", "a\nb\n"),
    "picture-of-a-rule": (
        "<p>a<span><table><tr><td height=3></td></tr><tr><td><img></td></tr></table></span>b</p>",
        "a\n\nb\n",
    ),
    "columns-by-blanks": (
        "<p>Nơi nhận:" + "&nbsp;" * 9 + "CHỦ TỊCH</p><p>- Lưu: VT." + "&nbsp;" * 9 + "Trần Văn An</p>",
        "Nơi nhận:       CHỦ TỊCH\n- Lưu: VT.      Trần Văn An\n",
    ),
    "room-for-a-number": ("<p>Số:" + "&nbsp;" * 9 + "/KH-UBND</p>", "Số: /KH-UBND\n"),
    "tab-behind-a-mark": ("<p>Điều 1." + "&nbsp;" * 9 + "PHẠM VI</p>", "Điều 1. PHẠM VI\n"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), BITS.values(), ids=BITS)
def test_bits_of_a_page(body: str, expected: str) -> None:
    assert office(body) == expected


def test_tracked_changes_are_accepted_and_said() -> None:
    content = content_of(OFFICE.format("", "<p>Giao <del>Sở A</del><ins>Sở B</ins> làm</p><p><del>c</del></p>"))
    assert content.text == "Giao Sở B làm\n"
    assert content.remarks == ("2 tracked changes were taken as accepted",)


LETTERHEAD = (
    "<table><tr><td><p>UBND TỈNH SƠN LA</p><p>SỞ NỘI VỤ</p></td><td>&nbsp;</td><td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT"
    " NAM</p><p>Độc lập - Tự do - Hạnh phúc</p><p>-----</p></td></tr><tr><td>Số: &nbsp; &nbsp; /KH-SNV</td><td></td>"
    "<td>Sơn La, ngày 5 tháng 3 năm 2026</td></tr></table>"
)
TABLES = {
    "letterhead": (
        LETTERHEAD,
        "UBND TỈNH SƠN LA      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ             Độc lập - Tự do - Hạnh phúc\n"
        "                      -----\nSố: /KH-SNV           Sơn La, ngày 5 tháng 3 năm 2026\n",
    ),
    "letterhead-with-a-title": (
        LETTERHEAD.replace("</table>", "<tr><td colspan=3>KẾ HOẠCH</td></tr></table>"),
        "Số: /KH-SNV           Sơn La, ngày 5 tháng 3 năm 2026\n\nKẾ HOẠCH\n",
    ),
    "signature": (
        "<table><tr><td>Nơi nhận:<br>- Lưu: VT.</td><td>KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH<br><br>Trần Văn An</td></tr>"
        "</table>",
        "Nơi nhận:       KT. CHỦ TỊCH\n- Lưu: VT.      PHÓ CHỦ TỊCH\n                Trần Văn An\n",
    ),
    "merged": (
        "<table><tr><th rowspan=2>TT<th rowspan=2>Nội dung<th colspan=2>Phân công</tr><tr><th>Chủ trì<th>Phối hợp</tr>"
        "<tr><td>1<td>a<td rowspan=2>Sở A<td>Sở B</tr><tr><td>2<td>b<td>Sở C</tr></table>",
        "| TT | Nội dung | Chủ trì | Phối hợp |\n| 1 | a | Sở A | Sở B |\n| 2 | b | Sở A | Sở C |\n",
    ),
    "numbers": (
        "<table><tr><td>Năm<td>Chỉ số<td>Điểm</tr><tr><td>2025<td>a<td>7</tr></table>",
        "| Năm | Chỉ số | Điểm |\n| 2025 | a | 7 |\n",
    ),
    "paragraphs-in-a-cell": (
        "<table><tr><td>TT<td>Nội dung<td>Chủ trì</tr><tr><td>1<td><p>a;</p><p>b.</p><td>Sở A</tr></table>",
        "| TT | Nội dung | Chủ trì |\n| 1 | a; b. | Sở A |\n",
    ),
    "bars-in-a-cell": (
        "<table><tr><td>TT<td>Nội dung<td>Chủ trì</tr><tr><td>1<td>a|b<td>Sở A</tr></table>",
        "| TT | Nội dung | Chủ trì |\n| 1 | a\\|b | Sở A |\n",
    ),
    "in-one-another": (
        "<table><tr><td><p>trước</p><table><tr><td>TT<td>Nội dung<td>Chủ trì</tr><tr><td>1<td>a<td>Sở A</tr></table>"
        "</td></tr></table>",
        "trước\n\n| TT | Nội dung | Chủ trì |\n| 1 | a | Sở A |\n",
    ),
    "one-cell": ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb\n"),
    "two-with-heads-of-their-own": (
        "<table><tr><td>TT<td>Nội dung<td>Chủ trì</tr><tr><td>1<td>a<td>Sở A</tr></table><table><tr><td>TT<td>Chủ trì"
        "<td>Nội dung</tr><tr><td>1<td>Sở B<td>b</tr></table>",
        "| TT | Nội dung | Chủ trì |\n| 1 | a | Sở A |\n\n---\n\n| TT | Chủ trì | Nội dung |\n| 1 | Sở B | b |\n",
    ),
    "spans-without-bounds": (
        "<table><tr><td colspan=99999999 rowspan=0>a</tr><tr><td>b</table>",
        "a\n",
    ),
}


@pytest.mark.parametrize(("table", "expected"), TABLES.values(), ids=TABLES)
def test_tables(table: str, expected: str) -> None:
    found = office(table)
    assert found.endswith(expected) if expected.startswith("Số:") else found.startswith(expected)


def test_two_tables_are_two_for_the_parser() -> None:
    document = parse(Source("page", office(TABLES["two-with-heads-of-their-own"][0])))
    assert [(task.text, task.organisations(Role.LEAD)) for task in document.tasks] == [
        ("a", ("Sở A",)),
        ("b", ("Sở B",)),
    ]


# ---- encodings ----

PLAIN = "<p>Kế hoạch số 45/KH-UBND, Độc lập - Tự do</p>"
WESTERN = "<p>K&#7871; ho&#7841;ch t\xeau \x96 \x81</p>"


def declared(name: str, body: str = PLAIN) -> str:
    meta = f'<meta http-equiv=Content-Type content="text/html; charset={name}">'
    return f"<html><head>{meta}</head><body>{body}</body></html>"


def vietnamese(text: str) -> bytes:
    marks = {"ế": "ê\u0301", "ạ": "a\u0323", "ố": "ô\u0301", "ộ": "ô\u0323", "ậ": "â\u0323", "ự": "ư\u0323"}
    return "".join(marks.get(character, character) for character in text).encode("cp1258")


ENCODINGS = {
    "utf-8": (declared("utf-8").encode(), "utf-8", PLAIN[3:-4]),
    "utf-8-said-to-be-western": (declared("windows-1252").encode(), "utf-8", PLAIN[3:-4]),
    "utf-8-mark": (declared("x").encode("utf-8-sig"), "utf-8", PLAIN[3:-4]),
    "utf-16": (declared("utf-16").encode("utf-16"), "utf-16", PLAIN[3:-4]),
    "utf-16-without-mark": (declared("unicode").encode("utf-16-le"), "utf-16-le", PLAIN[3:-4]),
    "windows-1258": (vietnamese(declared("windows-1258")), "cp1258", PLAIN[3:-4]),
    "windows-1258-unsaid": (vietnamese(f"<body>{PLAIN}</body>"), "cp1258", PLAIN[3:-4]),
    "windows-1252": (declared("windows-1252", WESTERN).encode("latin-1"), "cp1252", "Kế hoạch têu –"),
    "latin-1": (declared("ISO-8859-1", WESTERN).encode("latin-1"), "cp1252", "Kế hoạch têu –"),
    "unknown": (declared("x-no-such").encode(), "utf-8", PLAIN[3:-4]),
    "html5": (b'<meta charset="utf-8">' + PLAIN.encode(), "utf-8", PLAIN[3:-4]),
}


@pytest.mark.parametrize(("data", "encoding", "words"), ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(data: bytes, encoding: str, words: str) -> None:
    content = content_of(data)
    assert content.text.strip() == words
    assert content.encoding == encoding


# ---- hostile pages ----


def test_declared_entities_are_not_known_and_nothing_is_fetched() -> None:
    doctype = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e SYSTEM "file:///etc/passwd">]>'
    )
    text = text_of(f"{doctype}<html><body><p>&b;&e; nội dung</p></body></html>")
    assert "root:" not in text
    assert "aaaa" not in text


@pytest.mark.parametrize("page", ["", "   ", "<html></html>", "<script>a</script>", "<p hidden>a</p>"], ids=range(5))
def test_pages_without_words(page: str) -> None:
    with pytest.raises(ReadError) as caught:
        content_of(page)
    assert caught.value.where == "a.htm"


def test_elements_in_one_another_are_bounded() -> None:
    assert text_of("<div>" * 1500 + "chữ") == "chữ\n"
    with pytest.raises(ReadError, match="too deeply"):
        content_of("<div>" * 100_000 + "chữ")


def test_tables_in_one_another_are_bounded() -> None:
    page = "<table><tr><td>lớp bảng " * 300 + "đáy" + "</table>" * 300
    for depth in (0, 1, 50):
        text = text_of(page, Options(limits=Limits(depth=depth)))
        assert text.count("lớp bảng") == 300
        assert "đáy" in text


GROWING = {
    "deletions": lambda count: "<p>" + "<del>x</del>y" * count,
    "hidden": lambda count: "<p>" + "<span hidden>x</span>y" * count,
    "breaks": lambda count: "a<br>" * count,
    "blanks": lambda count: "<p>a" + "&nbsp;" * 10 * count + "b</p>",
    "links": lambda count: "<div>" * 300 + "<a href=x>y</a>" * count,
    "rows": lambda count: "<table><tr><td>TT<td>Nội dung<td>Chủ trì</tr>" + "<tr><td>1<td>a b<td>Sở A</tr>" * count,
    "spans": lambda count: "<table>" + "<tr><td colspan=9999 rowspan=9999>x<td>y</tr>" * count,
    "paragraphs": lambda count: "<p>một đoạn đủ dài để được tính là văn bản chạy trong trang này</p>" * count,
    "tables": lambda count: "<table><tr><td>a<td>b<tr><td>c<td>d</table>" * count,
}


@pytest.mark.parametrize("page", GROWING.values(), ids=GROWING)
def test_time_grows_with_the_page(page: object) -> None:
    """Eight times the page takes no more than some twenty times as long; what is quadratic takes sixty-four times."""
    assert callable(page)

    def seconds(count: int) -> float:
        text, best = page(count), float("inf")
        for _ in range(2):
            start = time.process_time()
            text_of(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(4000) < 22 * max(seconds(500), 0.02)


# ---- real pages ----


def test_pages_saved_by_word_lose_no_words(shared: Path) -> None:
    """Every word of the pages that the corpus holds is in the text, but for marks of notes."""
    paths = sorted((shared / "corpus").glob("E_*.htm"))
    assert len(paths) == 14
    for path in paths:
        data = path.read_bytes()
        content = read(data, path.name, Options())
        charset = "utf-8" if b"charset=utf-8" in data[:600] else "cp1252"
        body = lxml_html.document_fromstring(
            data, parser=lxml_html.HTMLParser(encoding=charset, remove_comments=True)
        ).find("body")
        assert body is not None
        wanted = sorted("".join("".join(body.itertext()).split()))
        found = sorted("".join(content.text.split()))
        assert len(found) >= 0.97 * len(wanted), path.name
        assert content.remarks == (), path.name


def test_the_cases_there_are() -> None:
    assert (len(PAGES), len(BITS), len(TABLES), len(ENCODINGS), len(GROWING)) == (5, 28, 11, 11, 9)
