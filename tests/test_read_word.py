"""Word files feature by feature: small files of raw WordprocessingML, each with the text that it must give."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from graph.errors import ReadError
from graph.extract.document import parse
from graph.messages import translated
from graph.model import Position, Source
from graph.read.content import Content
from graph.read.limits import Limits, Options
from graph.read.numerals import printed
from graph.read.word import legacy
from graph.read.word.counts import SENTENCES, Counts
from graph.read.word.document import read
from graph.read.word.symbols import symbol_text
from tests.office import Letterhead, converted, word_file

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ROOTS = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes",
         "comments": "comments", "header": "hdr", "footer": "ftr"}  # fmt: skip
LETTERHEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


# ---- files made by hand ----


def word(body: str, *, document: str = "", pages: str = "", **parts: str) -> bytes:
    """A .docx of this body; parts are the contents of its numbering, styles, footnotes, header ... parts.

    pages is the number of pages that its properties state.
    """
    stream = io.BytesIO()
    related = "".join(f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    with zipfile.ZipFile(stream, "w") as archive:
        main = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        if pages:
            main += f'<Relationship Id="r2" Type="{OFFICE}/extended-properties" Target="app.xml"/>'
            archive.writestr("app.xml", f'<Properties xmlns="{PROPERTIES}"><Pages>{pages}</Pages></Properties>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{main}</Relationships>')
        text = document or f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", text)
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>')
        for kind, content in parts.items():
            root = ROOTS[kind]
            archive.writestr(f"word/{kind}.xml", f"<w:{root} {NAMESPACES}>{content}</w:{root}>")
    return stream.getvalue()


def content(body: str, **parts: str) -> Content:
    return read(word(body, **parts), "made.docx", Options())


def lines(body: str, **parts: str) -> list[str]:
    return [line for line in content(body, **parts).text.splitlines() if line]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str, properties: str = "") -> str:
    """A paragraph: its runs, or words."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner if inner.startswith('<') else run(inner)}</w:p>"


def numbered(text: str, level: int = 0, identity: int = 1) -> str:
    return p(text or "<w:r/>", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{identity}"/></w:numPr>')


def level(place: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{lists}'


# ---- numbers as Word prints them ----


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (4, "decimal", "4"), (4, "decimalZero", "04"), (14, "decimalZero", "14"), (9, "upperRoman", "IX"),
        (44, "lowerRoman", "xliv"), (1994, "upperRoman", "MCMXCIV"), (1, "lowerLetter", "a"), (26, "upperLetter", "Z"),
        (27, "upperLetter", "AA"), (54, "lowerLetter", "bbb"), (3, "none", ""), (3, "bullet", ""),
        (3, "vietnameseCounting", "3"), (0, "upperRoman", "0"), (0, "upperLetter", "0"),
        (10_000, "upperLetter", "10000"),
    ],
)  # fmt: skip
def test_numerals(number: int, form: str, text: str) -> None:
    assert printed(number, form) == text


# ---- automatic numbering ----

OUTLINE = (
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
)
TWO_LISTS = (
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>{}</w:num>'
)
ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'


class List(NamedTuple):
    """A list definition, the levels (or level and list) of its paragraphs, and the marks that they print."""

    id: str
    numbering: str
    levels: tuple[int | tuple[int, int], ...]
    marks: str


LISTS = (
    List("outline", numbering(*OUTLINE), (0, 1, 2, 2, 3, 3, 1, 2, 0, 1), "I. 1. 1.1. 1.2. a) b) 2. 2.1. II. 1."),
    List("upper-letter", numbering(level(0, "upperLetter", "%1-")), (0, 0), "A- B-"),
    List("words-in-the-mark", numbering(level(0, "decimal", "Điều %1.")), (0, 0), "Điều|1. Điều|2."),
    List("start", numbering(level(0, "decimal", "%1.", start=5)), (0, 0), "5. 6."),
    List("skipped-level", numbering(*OUTLINE), (0, 2, 2, 1), "I. 1.1. 1.2. 1."),
    List("legal", numbering(OUTLINE[0], level(1, "decimal", "%1.%2.", "<w:isLgl/>")), (0, 1, 0, 1), "I. 1.1. II. 2.1."),
    List("not-legal", numbering(OUTLINE[0], level(1, "decimal", "%1.%2.")), (0, 1, 0, 1), "I. I.1. II. II.1."),
    List("no-restart", numbering(OUTLINE[0], level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')), (0, 1, 1, 0, 1),
         "I. 1. 2. II. 3."),
    List("restart-after-first-level", numbering(*OUTLINE[:2], level(2, "decimal", "%3)", '<w:lvlRestart w:val="1"/>')),
         (0, 1, 2, 1, 2, 0, 2), "I. 1. 1) 2. 2) II. 1)"),
    List("two-lists-count-together", numbering(level(0, "decimal", "%1."), lists=TWO_LISTS.format("")),
         ((0, 1), (0, 2), (0, 1)), "1. 2. 3."),
    List("list-begun-anew", numbering(level(0, "decimal", "%1."), lists=TWO_LISTS.format(ANEW.format(1))),
         ((0, 1), (0, 1), (0, 2), (0, 2)), "1. 2. 1. 2."),
    List("list-begun-at-four", numbering(level(0, "decimal", "%1."), lists=TWO_LISTS.format(ANEW.format(4))),
         ((0, 1), (0, 2), (0, 2)), "1. 4. 5."),
    List("level-overridden", numbering(level(0, "decimal", "%1."), lists=TWO_LISTS.format(
        f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>')), ((0, 2), (0, 2)), "a) b)"),
    List("dash", numbering(level(0, "bullet", "-")), (0, 0), "- -"),
    List("ornaments", numbering(level(0, "bullet", "\uf0b7"), level(1, "bullet", "o",
         '<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>')), (0, 1), "• +"),
    List("letter-o-is-no-ornament", numbering(level(0, "bullet", "o")), (0,), "o"),
    List("no-mark", numbering(level(0, "none", "")), (0, 0), ""),
    List("list-zero-is-none", numbering(level(0, "decimal", "%1.")), ((0, 1), (0, 0), (0, 1)), "1. 2."),
    List("no-such-list", numbering(level(0, "decimal", "%1.")), ((0, 9),), ""),
    List("no-such-level", numbering(level(0, "decimal", "%1.")), (5,), ""),
    List("start-that-is-no-number", numbering(level(0, "decimal", "%1.").replace('w:start w:val="1"',
         'w:start w:val="' + "9" * 5000 + '"')), (0, 0), "0. 1."),
    List("level-that-is-no-number", numbering(level(0, "decimal", "%1.").replace('ilvl="0"', 'ilvl="²"')), (0,), "1."),
    List("list-style", numbering(lists=(
        f'<w:abstractNum w:abstractNumId="8"><w:styleLink w:val="Muc"/>{level(0, "decimal", "%1/")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Muc"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>')), (0, 0), "1/ 2/"),
)  # fmt: skip


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case.id)
def test_numbering_as_printed(case: List) -> None:
    places = [one if isinstance(one, tuple) else (one, 1) for one in case.levels]
    body = "".join(numbered("Việc", place, identity) for place, identity in places)
    marks = [line.removesuffix("Việc").strip() for line in lines(body, numbering=case.numbering)]
    assert [mark for mark in marks if mark] == [mark.replace("|", " ") for mark in case.marks.split()]
    assert len(marks) == len(places)


@pytest.mark.parametrize(
    ("suffix", "text"), [("tab", "1. Việc"), ("space", "1. Việc"), ("nothing", "1.Việc")], ids=lambda one: one
)
def test_what_stands_between_mark_and_words(suffix: str, text: str) -> None:
    made = numbering(level(0, "decimal", "%1.", f'<w:suff w:val="{suffix}"/>'))
    assert lines(numbered("Việc"), numbering=made) == [text]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Khoan"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
STYLED = numbering(
    level(0, "upperRoman", "%1.", '<w:pStyle w:val="Muc"/>'), level(1, "decimal", "%2.", '<w:pStyle w:val="Khoan"/>')
)


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        pytest.param(p("A", '<w:pStyle w:val="Muc"/>'), ["I. A"], id="style"),
        pytest.param(p("A", '<w:pStyle w:val="Muc"/>') + p("B", '<w:pStyle w:val="Khoan"/>'), ["I. A", "1. B"],
                     id="level-of-the-style"),
        pytest.param(p("A", '<w:pStyle w:val="MucCon"/>'), ["I. A"], id="style-based-on-it"),
        pytest.param(p("A", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>'), ["A"],
                     id="switched-off"),
        pytest.param(p("A", '<w:pStyle w:val="Muc"/><w:numPr><w:ilvl w:val="1"/></w:numPr>'), ["1. A"],
                     id="own-level"),
    ],
)  # fmt: skip
def test_styles_that_number(body: str, texts: list[str]) -> None:
    assert lines(body, numbering=STYLED, styles=STYLES) == texts


def test_an_empty_paragraph_counts_and_prints_nothing() -> None:
    body = numbered("Một") + numbered("") + numbered("Ba")
    assert lines(body, numbering=numbering(level(0, "decimal", "%1."))) == ["1. Một", "3. Ba"]


# ---- words in a paragraph ----

TRACKED = '<w:{0} w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z">{1}</w:{0}>'
BOX = f"<w:txbxContent>{p('DỰ THẢO')}</w:txbxContent>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
DEMAND = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"

WORDS = (
    ("runs", p(run("Sở ") + run("Nội vụ")), ["Sở Nội vụ"]),
    ("tab-is-a-blank", p("<w:r><w:t>a</w:t><w:tab/><w:t>rà soát</w:t></w:r>"), ["a rà soát"]),
    ("line-break-before-a-capital", p("<w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>Rà soát</w:t></w:r>"),
     ["KẾ HOẠCH", "Rà soát"]),
    ("line-break-in-mid-sentence", p("<w:r><w:t>Rà soát các</w:t><w:br/><w:t>tổ chức</w:t></w:r>"),
     ["Rà soát các tổ chức"]),
    ("line-break-before-a-name", p("<w:r><w:t>" + "Rà soát biên chế " * 4 + "theo hướng dẫn của</w:t><w:br/>"
                                   "<w:t>Ủy ban</w:t></w:r>"), ["Rà soát biên chế " * 4 + "theo hướng dẫn của Ủy ban"]),
    ("line-break-behind-a-sentence", p("<w:r><w:t>" + "Rà soát biên chế " * 4
                                       + ".</w:t><w:br/><w:t>Ủy ban</w:t></w:r>"),
     ["Rà soát biên chế " * 4 + ".", "Ủy ban"]),
    ("line-break-before-a-mark", p("<w:r><w:t>" + "Rà soát biên chế " * 4 + "</w:t><w:br/><w:t>b) Ủy ban</w:t></w:r>"),
     [("Rà soát biên chế " * 4).strip(), "b) Ủy ban"]),
    ("line-break-below-a-type", p("<w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>thực hiện</w:t></w:r>"),
     ["KẾ HOẠCH", "thực hiện"]),
    ("hyphens", p("<w:r><w:t>18</w:t><w:noBreakHyphen/><w:t>NQ/TW tổ</w:t><w:softHyphen/><w:t>chức</w:t></w:r>"),
     ["18-NQ/TW tổchức"]),
    ("no-break-hyphen-sign", p("18\u2011NQ/TW"), ["18-NQ/TW"]),
    ("composed-letters", p("Kê\u0301 hoạch"), ["Kế hoạch"]),
    ("symbol", p('<w:r><w:t>x </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 5</w:t></w:r>'), ["x ≥ 5"]),
    ("hyperlink", p(f'<w:hyperlink r:id="x">{run("Nghị quyết")}</w:hyperlink>'), ["Nghị quyết"]),
    ("smart-tag", p(f"<w:smartTag>{run('Hà Nội')}</w:smartTag>"), ["Hà Nội"]),
    ("control-in-a-line", p(run("Số ") + DEMAND.format("", run("12"))), ["Số 12"]),
    ("control-around-paragraphs", DEMAND.format("", p("Trong khung")), ["Trong khung"]),
    ("what-asks-for-words", p(run("Số ") + DEMAND.format("<w:showingPlcHdr/>", run("bấm vào đây"))), ["Số"]),
    ("asking-paragraph", DEMAND.format("<w:showingPlcHdr/>", p("Bấm vào đây")) + p("Việc"), ["Việc"]),
    ("field", p(run("năm ") + FIELD.format('DATE \\@ "yyyy"', run("2024"))), ["năm 2024"]),
    ("simple-field", p(f'<w:fldSimple w:instr="DATE">{run("2024")}</w:fldSimple>'), ["2024"]),
    ("field-in-a-field", p(FIELD.format("IF " + "</w:instrText></w:r>" + FIELD.format("PAGE", run("7"))
                                        + "<w:r><w:instrText>=1", run("có"))), ["có"]),
    ("field-without-end", p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("vẫn còn")), ["vẫn còn"]),
    ("contents", p(FIELD.format('TOC \\o "1-3"', run("I. MỤC ĐÍCH 1"))) + p("I. MỤC ĐÍCH"), ["I. MỤC ĐÍCH"]),
    ("hidden", p(run("Rõ") + run(" ẩn", "<w:vanish/>")), ["Rõ"]),
    ("not-hidden", p(run("Rõ") + run(" cả", '<w:vanish w:val="0"/>')), ["Rõ cả"]),
    ("capitals", p(run("kế hoạch", "<w:caps/>")), ["KẾ HOẠCH"]),
    ("formula", p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), ["a+b"]),
    ("ruby", p(f"<w:r><w:ruby><w:rt>{run('đọc')}</w:rt><w:rubyBase>{run('chữ')}</w:rubyBase></w:ruby></w:r>"), ["chữ"]),
    ("box", p(run("Cạnh") + f"<w:r><w:drawing>{BOX}</w:drawing></w:r>"), ["Cạnh", "DỰ THẢO"]),
    ("box-in-both-ways", p("<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + BOX + "</w:drawing></mc:Choice>"
                           "<mc:Fallback><w:pict>" + BOX + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"),
     ["DỰ THẢO"]),
    ("box-in-the-old-way-only", p("<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback>"
                                  f"<w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"), ["DỰ THẢO"]),
    ("box-in-a-box", p("<w:r><w:drawing><w:txbxContent>" + p(run("Ngoài") + f"<w:r><w:drawing>{BOX}</w:drawing></w:r>")
                       + "</w:txbxContent></w:drawing></w:r>"), ["Ngoài", "DỰ THẢO"]),
    ("no-markdown", p("# không phải đề mục"), ["\\# không phải đề mục"]),
)  # fmt: skip


@pytest.mark.parametrize(("body", "texts"), [pytest.param(body, texts, id=name) for name, body, texts in WORDS])
def test_words(body: str, texts: list[str]) -> None:
    assert lines(body) == texts


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [("\uf0b7", "Symbol", "•"), ("\uf0fc", "Wingdings", "✓"), ("\uf076", "Wingdings", "•"), ("\uf041", "Times", "A"),
     ("ô", "Symbol", "ô"), ("\uf061", "Symbol", "•"), ("\uf02b", "Symbol", "+"),
     ("\uf02d", "Symbol", "−"), ("\uf020", "Symbol", "•"), ("\uf07f", "Symbol", "•"), ("\uf021", "Symbol", "!"),
     ("\uf07e", "Symbol", "~"), ("\uf0fe", "Wingdings", "☑"), ("\uf100", "Symbol", "\uf100")],
)  # fmt: skip
def test_symbols(text: str, font: str, shown: str) -> None:
    assert symbol_text(text, font) == shown


def test_capitals_and_hidden_words_of_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Ten"><w:rPr><w:caps/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Thuong"><w:rPr/></w:style>'
    )
    body = p(run("kế hoạch") + run(" Nhỏ", '<w:caps w:val="0"/>'), '<w:pStyle w:val="Ten"/>')
    body += p(run("Rõ") + run("ẩn", '<w:rStyle w:val="An"/>'))
    assert lines(body, styles=styles) == ["KẾ HOẠCH Nhỏ", "Rõ"]


# ---- tracked changes ----

DELETED_MARK = "<w:rPr>" + TRACKED.format("del", "") + "</w:rPr>"
DELETED = TRACKED.format("del", "<w:r><w:delText>cũ </w:delText></w:r>")
CHANGES = (
    ("insertion", p(run("Rà ") + TRACKED.format("ins", run("soát"))), ["Rà soát"], 1),
    ("deletion", p(DELETED + run("mới")), ["mới"], 1),
    ("deleted-plain-words", p(TRACKED.format("del", run("cũ ")) + run("mới")), ["mới"], 1),
    ("move", p(TRACKED.format("moveFrom", run("xưa "))) + p(TRACKED.format("moveTo", run("nay"))), ["nay"], 1),
    ("deleted-mark", p(run("Sở Nội vụ "), DELETED_MARK) + p("rà soát"), ["Sở Nội vụ rà soát"], 1),
    ("last-mark-deleted", p("Sở Nội vụ", DELETED_MARK), ["Sở Nội vụ"], 1),
    ("mark-deleted-before-a-table", p("Bảng", DELETED_MARK) + "<w:tbl><w:tr><w:tc>" + p("ô") + "</w:tc></w:tr></w:tbl>",
     ["Bảng", "ô"], 1),
    ("deleted-row", "<w:tbl>" + "".join(f"<w:tr>{mark}<w:tc>{p(text)}</w:tc></w:tr>" for text, mark in (
        ("còn", ""), ("bỏ", "<w:trPr>" + TRACKED.format("del", "") + "</w:trPr>"))) + "</w:tbl>", ["còn"], 1),
    ("format-only", p(run("Rà soát", "<w:rPrChange><w:rPr/></w:rPrChange>")), ["Rà soát"], 0),
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "texts", "count"), [pytest.param(body, texts, count, id=name) for name, body, texts, count in CHANGES]
)
def test_tracked_changes_are_accepted_and_said(body: str, texts: list[str], count: int) -> None:
    got = content(body)
    assert [line for line in got.text.splitlines() if line] == texts
    said = ("1 tracked change was taken as accepted",) if count else ()
    assert got.remarks == said


def test_a_deleted_paragraph_is_not_counted() -> None:
    deleted = f"<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>{DELETED_MARK}"
    body = numbered("Một") + p(DELETED, deleted) + numbered("Hai")
    assert lines(body, numbering=numbering(level(0, "decimal", "%1."))) == ["1. Một", "2. Hai"]


# ---- tables ----

RULED = "<w:tblPr><w:tblBorders>" + "".join(
    f'<w:{edge} w:val="single"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
) + "</w:tblBorders></w:tblPr>"  # fmt: skip


def cell(text: str, columns: int = 1, down: str = "") -> str:
    """A cell; paragraphs are divided by "/". down is "begin" or "more" for one merged with those below."""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    merge = {"": "", "begin": '<w:vMerge w:val="restart"/>', "more": "<w:vMerge/>"}[down]
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{''.join(p(one or '<w:r/>') for one in text.split('/'))}</w:tc>"


def table(*rows: str, properties: str = RULED, row: str = "") -> str:
    return f"<w:tbl>{properties}{''.join(f'<w:tr><w:trPr>{row}</w:trPr>{one}</w:tr>' for one in rows)}</w:tbl>"


HEAD = cell("TT") + cell("Nội dung") + cell("Chủ trì") + cell("Thời hạn")
TABLES = (
    ("plain", table(HEAD, cell("1") + cell("Rà soát") + cell("Sở A") + cell("2024")),
     ["| TT | Nội dung | Chủ trì | Thời hạn |", "| 1 | Rà soát | Sở A | 2024 |"]),
    ("lead-over-two-rows", table(HEAD, cell("1") + cell("Rà soát") + cell("Sở A", down="begin") + cell("2024"),
                                 cell("2") + cell("Báo cáo") + cell("", down="more") + cell("2025")),
     ["| 1 | Rà soát | Sở A | 2024 |", "| 2 | Báo cáo | Sở A | 2025 |"]),
    ("time-over-two-rows", table(HEAD, cell("1") + cell("Rà soát") + cell("Sở A") + cell("2024", down="begin"),
                                 cell("2") + cell("Báo cáo") + cell("Sở B") + cell("", down="more")),
     ["| 1 | Rà soát | Sở A | 2024 |", "| 2 | Báo cáo | Sở B | 2024 |"]),
    ("one-duty-over-two-rows", table(HEAD, cell("1", down="begin") + cell("Rà soát", down="begin") + cell("Sở A")
                                     + cell("2024"), cell("", down="more") + cell("", down="more") + cell("Sở B")
                                     + cell("2024")), ["| 1 | Rà soát | Sở A; Sở B | 2024 |"]),
    ("cell-over-two-columns", table(HEAD, cell("1") + cell("Rà soát") + cell("Thường xuyên", 2),
                                    cell("2") + cell("Báo cáo") + cell("Sở B") + cell("2025")),
     ["| 1 | Rà soát | Thường xuyên |  |", "| 2 | Báo cáo | Sở B | 2025 |"]),
    ("section-row", table(HEAD, cell("I") + cell("NHIỆM VỤ CHUNG", 3), cell("1") + cell("Rà soát") + cell("Sở A")
                          + cell("2024")), ["| I | NHIỆM VỤ CHUNG |  |  |", "| 1 | Rà soát | Sở A | 2024 |"]),
    ("head-of-two-rows", table(
        cell("TT", down="begin") + cell("Nội dung", down="begin") + cell("Thời gian", 2),
        cell("", down="more") + cell("", down="more") + cell("bắt đầu") + cell("hoàn thành"),
        cell("1") + cell("Rà soát") + cell("2024") + cell("2025")),
     ["| TT | Nội dung | Thời gian bắt đầu | Thời gian hoàn thành |", "| 1 | Rà soát | 2024 | 2025 |"]),
    ("number-merged-into-the-head", table(
        cell("TT", down="begin") + cell("Nội dung") + cell("Chủ trì"),
        cell("", down="more") + cell("Rà soát") + cell("A")),
     ["| TT | Nội dung | Chủ trì |", "|  | Rà soát | A |"]),
    ("wide-head", table(cell("TT") + cell("Nội dung") + cell("Thời gian", 2),
                        cell("1") + cell("Rà soát") + cell("2024") + cell("2025")),
     ["| TT | Nội dung | Thời gian | Thời gian |", "| 1 | Rà soát | 2024 | 2025 |"]),
    ("names-on-lines", table(HEAD, cell("1") + cell("Rà/soát") + cell("Sở A/Sở B;/Sở C") + cell("2024")),
     ["| 1 | Rà soát | Sở A; Sở B; Sở C | 2024 |"]),
    ("bar-in-a-cell", table(HEAD, cell("1") + cell("a|b") + cell("Sở A") + cell("2024")),
     ["| 1 | a\\|b | Sở A | 2024 |"]),
    ("grid-before", table(HEAD, cell("Báo cáo") + cell("Sở B") + cell("2025"), row='<w:gridBefore w:val="0"/>'),
     ["| Báo cáo | Sở B | 2025 |  |"]),
    ("row-that-begins-later", table(HEAD) .replace("</w:tbl>", "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
     + cell("Báo cáo") + cell("Sở B") + "</w:tr></w:tbl>"), ["|  | Báo cáo | Sở B |  |"]),
    ("old-merge", table(HEAD, cell("1") + cell("Rà soát").replace("<w:tcPr>", '<w:tcPr><w:hMerge w:val="restart"/>')
                        + cell("").replace("<w:tcPr>", "<w:tcPr><w:hMerge/>") + cell("2024")),
     ["| 1 | Rà soát |  | 2024 |"]),
    ("control-around-a-row", f"<w:tbl>{RULED}<w:tr>{HEAD}</w:tr>" + DEMAND.format(
        "", f"<w:tr>{cell('1')}{cell('Rà soát')}{cell('Sở A')}{cell('2024')}</w:tr>") + "</w:tbl>",
     ["| 1 | Rà soát | Sở A | 2024 |"]),
    ("table-in-a-cell", table(HEAD, cell("1") + "<w:tc>" + p("Rà soát") + table(cell("x") + cell("y")) + p("<w:r/>")
                              + "</w:tc>" + cell("Sở A") + cell("2024")), ["| 1 | Rà soát x y | Sở A | 2024 |"]),
    ("frame-around-all", table("<w:tc>" + p("Đoạn một") + table(HEAD, cell("1") + cell("Rà soát") + cell("A")
                                                                + cell("2024")) + p("Đoạn hai") + "</w:tc>"),
     ["Đoạn một", "| TT | Nội dung | Chủ trì | Thời hạn |", "| 1 | Rà soát | A | 2024 |", "Đoạn hai"]),
    ("two-columns-without-lines", table(cell("SỞ NỘI VỤ/PHÒNG A") + cell("Hà Nội"), properties=""),
     ["SỞ NỘI VỤ      Hà Nội", "PHÒNG A"]),
    ("letterhead-with-lines", table(cell("UBND TỈNH A") + cell(LETTERHEAD), cell("Số: 1-KH.UBND") + cell("Hà Nội")),
     [f"UBND TỈNH A        {LETTERHEAD}", "Số: 1-KH.UBND      Hà Nội"]),
    ("recipients-with-lines", table(cell("Nơi nhận:/- Như trên;") + cell("TM. ỦY BAN/CHỦ TỊCH")),
     ["Nơi nhận:        TM. ỦY BAN", "- Như trên;      CHỦ TỊCH"]),
    ("duties-without-lines", table(HEAD, cell("1") + cell("Rà soát") + cell("Sở A") + cell("2024"), properties=""),
     ["| 1 | Rà soát | Sở A | 2024 |"]),
    ("running-text-without-lines", table(cell("1.") + cell("Rà soát " * 30), properties=""),
     ["1. " + "Rà soát " * 29 + "Rà soát"]),
)  # fmt: skip


@pytest.mark.parametrize(("body", "texts"), [pytest.param(body, texts, id=name) for name, body, texts in TABLES])
def test_tables(body: str, texts: list[str]) -> None:
    got = lines(body)
    assert got[-len(texts) :] == texts
    assert len(got) - len(texts) <= 1  # but for the head


def test_numbers_of_rows_that_word_counts() -> None:
    number = f"<w:tc>{numbered('')}</w:tc>"
    body = table(HEAD, *(number + cell(text) + cell("Sở A") + cell("2024") for text in ("Rà soát", "Báo cáo")))
    got = lines(body, numbering=numbering(level(0, "decimal", "%1.")))
    assert got[1:] == ["| 1. | Rà soát | Sở A | 2024 |", "| 2. | Báo cáo | Sở A | 2024 |"]


def test_lines_of_a_table_style_and_of_cells() -> None:
    style = f'<w:style w:type="table" w:styleId="Luoi">{RULED}</w:style>'
    body = table(cell("a") + cell("b"), properties='<w:tblPr><w:tblStyle w:val="Luoi"/></w:tblPr>')
    assert lines(body, styles=style) == ["| a | b |"]
    rules = style.replace('<w:left w:val="single"/>', "").replace("<w:right", "<w:no").replace("<w:inside", "<w:no")
    assert lines(body, styles=rules) == ["a      b"]
    own = '<w:tcPr><w:tcBorders><w:top w:val="single"/><w:left w:val="single"/></w:tcBorders>'
    assert lines(table(cell("a") + cell("b"), properties="").replace("<w:tcPr>", own)) == ["| a | b |"]
    ornament = '<w:tcPr><w:tcBorders><w:bottom w:val="single"/></w:tcBorders>'
    assert lines(table(cell("a") + cell("b"), properties="").replace("<w:tcPr>", ornament)) == ["a      b"]


# ---- what tabs set side by side ----


@pytest.mark.parametrize(
    ("paragraphs", "texts"),
    [
        (["UBND TỈNH\t\tCỘNG HÒA", "Số: 5/KH-UBND\tHà Nội"],
         ["UBND TỈNH          CỘNG HÒA", "Số: 5/KH-UBND      Hà Nội"]),
        (["Nơi nhận:\tTM. ỦY BAN", "\t\tCHỦ TỊCH", "- Lưu."],
         ["Nơi nhận:      TM. ỦY BAN", "               CHỦ TỊCH", "- Lưu."]),
        (["1.\tRà soát"], ["1. Rà soát"]),
        (["Số:\t/KH-UBND"], ["Số: /KH-UBND"]),
        (["Họ tên...........\tNăm sinh..........."], ["Họ tên........... Năm sinh..........."]),
        (["ngày\ttháng\tnăm 2024"], ["ngày tháng năm 2024"]),
        (["\tRà soát biên chế của các cơ quan, đơn vị trong tỉnh, báo cáo cấp có thẩm quyền"],
         ["Rà soát biên chế của các cơ quan, đơn vị trong tỉnh, báo cáo cấp có thẩm quyền"]),
    ],
    ids=["letterhead", "signature", "typed-number", "room-for-a-number", "form", "room-for-a-day", "indent"],
)  # fmt: skip
def test_tabs(paragraphs: list[str], texts: list[str]) -> None:
    body = "".join(p("<w:r>" + "<w:tab/>".join(f"<w:t>{part}</w:t>" for part in one.split("\t")) + "</w:r>")
                   for one in paragraphs)  # fmt: skip
    assert [line for line in content(body).text.splitlines() if line] == texts


LINE = "rà soát biên chế của các cơ quan, đơn vị trong tỉnh, lập danh sách"


@pytest.mark.parametrize(
    ("count", "line", "whole"),
    [(25, LINE, True), (15, LINE, False), (25, LINE.capitalize(), False), (25, LINE * 2, False)],
    ids=["lines", "few", "sentences", "long"],
)
def test_a_file_made_line_by_line(count: int, line: str, whole: bool) -> None:
    """Paragraphs that are single printed lines stand without blank lines between, so that they are read as wrapped."""
    got = content(p(line) * count + p("<w:r/>") + p("Hết"))
    assert ("\n\n" not in got.text.removesuffix("\n\nHết\n")) is whole
    assert got.text.count(line) == count


# ---- headers, notes, what is left out ----

SECTION = '<w:sectPr><w:headerReference w:type="{}" r:id="header"/><w:footerReference r:id="footer"/>{}</w:sectPr>'
HEADER = table(cell("UBND TỈNH A") + cell(LETTERHEAD), properties="")


def test_a_letterhead_in_the_page_header() -> None:
    got = content(p("KẾ HOẠCH") + SECTION.format("default", ""), header=HEADER, footer=p("3"))
    assert got.text.splitlines()[0] == f"UBND TỈNH A      {LETTERHEAD}"
    assert got.remarks == ("the letterhead stands in the page header",)


@pytest.mark.parametrize(
    ("kind", "title", "there"),
    [("first", "<w:titlePg/>", True), ("first", "", False), ("default", "", True), ("even", "", False)],
)
def test_the_header_of_the_first_page(kind: str, title: str, there: bool) -> None:
    got = content(p("KẾ HOẠCH") + SECTION.format(kind, title), header=HEADER, footer=p("3"))
    assert (LETTERHEAD in got.text) is there


def test_headers_are_left_out_where_the_body_has_a_letterhead() -> None:
    got = content(HEADER + p("KẾ HOẠCH") + SECTION.format("default", ""), header=HEADER, footer=p("Trang 3"))
    assert got.text.count(LETTERHEAD) == 1
    assert got.remarks == ("words in page headers or footers were left out",)


@pytest.mark.parametrize(("words", "said"), [("3", False), ("Trang 3/9", False), ("Kế hoạch năm 2024", True)])
def test_words_at_the_foot_of_pages_are_said(words: str, said: bool) -> None:
    got = content(p("Việc") + SECTION.format("default", ""), header=p("2"), footer=p(words))
    assert got.text == "Việc\n"
    assert bool(got.remarks) is said


def test_notes_stand_at_the_end_and_keep_tasks_clean() -> None:
    note = '<w:{0} w:id="{1}">' + p("<w:r><w:{0}Ref/></w:r>" + run(" Theo {2}")) + "</w:{0}>"
    body = p(run("Rà soát") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" biên chế."))
    body += p(run("Báo cáo") + '<w:r><w:endnoteReference w:id="5"/><w:footnoteReference w:id="9"/></w:r>')
    got = content(
        body,
        footnotes=note.format("footnote", 0, "không ai") + note.format("footnote", 2, "Nghị định 1/NĐ-CP"),
        endnotes=note.format("endnote", 5, "Thông tư 2/TT-BNV"),
    )
    expected = ["Rà soát biên chế.", "Báo cáo", "[1] Theo Nghị định 1/NĐ-CP", "[2] Theo Thông tư 2/TT-BNV"]
    assert [line for line in got.text.splitlines() if line] == expected
    assert got.remarks == ("2 notes stand at the end of the text",)


LEFT_OUT = (
    ("hidden", p(run("a") + run("b", "<w:vanish/>")), {}, "1 hidden passage was left out"),
    ("comments", p("a"), {"comments": '<w:comment w:id="1"/><w:comment w:id="2"/>'}, "2 comments were left out"),
    ("picture", p(run("a") + "<w:r><w:drawing><a:blip/></w:drawing></w:r>"), {}, "1 picture was not read"),
    ("embedded", p("a") + '<w:altChunk r:id="x"/>', {}, "1 embedded file was not read"),
    ("contents", p(FIELD.format("TOC", run("I 1"))) + p("I"), {}, "the table of contents was left out"),
    ("font", p(run("KÕ ho¹ch", '<w:rFonts w:ascii=".VnTime"/>')), {},
     "the text is set in a font that is not Unicode, convert it first"),
    ("damaged", p("a"), {"styles": "<w:style>"}, "a part of the file is damaged and was left out: styles"),
)  # fmt: skip


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_every_remark_has_its_vietnamese(kind: str, count: int) -> None:
    counts = Counts()
    counts.add(kind, count)
    (said,) = counts.remarks()
    assert translated(said, "vi") != said
    assert (str(count) in said) is ("{}" in SENTENCES[kind][1])


def test_remarks_keep_one_order() -> None:
    one, other = Counts(), Counts()
    for kind in SENTENCES:
        one.add(kind)
    for kind in reversed(SENTENCES):
        other.add(kind)
    assert one.remarks() == other.remarks()
    assert translated(legacy.CONVERTED, "vi") != legacy.CONVERTED


@pytest.mark.parametrize(("body", "parts", "said"), [pytest.param(*one[1:], id=one[0]) for one in LEFT_OUT])
def test_what_is_left_out_is_said(body: str, parts: Mapping[str, str], said: str) -> None:
    assert content(body, **parts).remarks == (said,)


# ---- pages ----

RENDERED, BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>", '<w:r><w:br w:type="page"/></w:r>'
RENDERED_CELL = f"<w:tc>{p(RENDERED + run('b'))}</w:tc>"
PAGES = (
    ("no-marks", p("a") + p(BREAK + run("b")), [None, None]),
    ("marks", p("a") + p(RENDERED + run("b")), [1, 2]),
    ("break-and-its-mark", p("a") + p(BREAK) + p(RENDERED + run("b")), [1, 2]),
    ("break-without-mark", p("a" ) + p(RENDERED + run("b")) + p(BREAK + run("c")), [1, 2, 3]),
    ("break-in-a-table", table(cell("x") + cell("y")).replace("<w:r>", BREAK + "<w:r>", 1) + p(RENDERED + run("b")),
     [1, 2]),
    ("row-on-a-new-page", table(cell("x") + cell("y"), RENDERED_CELL + cell("z")) + p("b"), [1, 2, 2]),
    ("section", p("a", "<w:sectPr/>") + p(RENDERED + run("b")) + p("c", "<w:sectPr/>") + p("d"), [1, 2, 2, 3]),
    ("continuous-section", p("a", '<w:sectPr><w:type w:val="continuous"/></w:sectPr>') + p("b")
     + p(RENDERED + run("c")), [1, 1, 2]),
)  # fmt: skip


@pytest.mark.parametrize(("body", "pages"), [pytest.param(body, pages, id=name) for name, body, pages in PAGES])
def test_pages(body: str, pages: list[int | None]) -> None:
    got = content(body)
    source = Source("made", got.text, places=got.places)
    filled = [number for number, line in enumerate(got.text.splitlines(), start=1) if line]
    positions = [source.position(number) for number in filled]
    assert [position.page if position else None for position in positions] == pages


@pytest.mark.parametrize(
    ("stated", "page"), [("2", 2), ("1", 2), ("3", 2), ("5", None), ("x", 2), ("9" * 5000, 2), ("<", 2)]
)
def test_pages_are_not_told_by_marks_of_an_older_layout(stated: str, page: int | None) -> None:
    got = content(p("a") + p(RENDERED + run("b")) + p(BREAK + run("c")), pages=stated)
    source = Source("made", got.text, places=got.places)
    at = source.position(3)
    assert (at.page if at else None) == page


def test_a_paragraph_over_two_pages() -> None:
    got = content(p(run("một") + RENDERED + run("hai")) + p("ba"))
    assert [place.at for place in got.places] == [Position(page=1, last_page=2), Position(page=2)]


# ---- files that are damaged or hostile ----

BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("data", "what"),
    [
        pytest.param(b"PK\x03\x04 no zip", "cannot be unpacked", id="no-zip"),
        pytest.param(word("", document="<w:document"), "no Word file", id="broken-xml"),
        pytest.param(word("", document=f"<w:document {NAMESPACES}/>"), "no Word file", id="no-body"),
        pytest.param(word("<w:tbl>"), "no Word file", id="unclosed"),
        pytest.param(
            word(("<w:sdt><w:sdtContent>" * 300) + p("a") + ("</w:sdtContent></w:sdt>" * 300)),
            "nested too deeply",
            id="deep-elements",
        ),
        pytest.param(
            word("<w:tbl><w:tr><w:tc>" * 60 + p("a") + "</w:tc></w:tr></w:tbl>" * 60),
            "nested more than 50 deep",
            id="deep-tables",
        ),
        pytest.param(word(p("<w:r><w:drawing><a:blip/></w:drawing></w:r>")), "pictures and no text", id="pictures"),
    ],
)
def test_refused(data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what) as caught:
        read(data, "made.docx", Options())
    assert caught.value.where == "made.docx"
    assert caught.value.remedy


def test_another_zip_is_no_word_file() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "a")
    with pytest.raises(ReadError, match="no Word file"):
        read(stream.getvalue(), "made.docx", Options())


@pytest.mark.parametrize(("entity", "text"), [(BOMB, "&b;"), (OUTSIDE, "&x;")], ids=["bomb", "external"])
def test_entities_say_nothing(entity: str, text: str) -> None:
    body = f"<w:document {NAMESPACES}><w:body>{p('trước')}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    got = read(word("", document=f"<?xml version='1.0'?>{entity}{body}"), "made.docx", Options())
    assert got.text == "trước\n"


def test_the_depth_of_tables_is_the_users_to_set() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + p("a") + "</w:tc></w:tr></w:tbl>" * 60
    assert read(word(deep), "made.docx", Options(limits=Limits(depth=70))).text == "a\n"


def test_unpacking_is_bounded() -> None:
    with pytest.raises(ReadError, match="unpacks to more than 1 MB"):
        read(_packed(word(p("a" * 2_000_000))), "made.docx", Options(limits=Limits(expanded_megabytes=1)))


def _packed(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize("broken", ["styles", "numbering", "footnotes", "comments", "header"])
def test_a_part_that_is_missing_loses_no_words(broken: str) -> None:
    data = word(p(run("Việc") + '<w:r><w:footnoteReference w:id="1"/></w:r>') + SECTION.format("default", ""))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name.endswith("document.xml.rels"):
                text = text.replace("></", f'><Relationship Id="{broken}" Type="{OFFICE}/{broken}" Target="NULL"/></')
            new.writestr(name, text)
    assert read(stream.getvalue(), "made.docx", Options()).text == "Việc\n"


def test_the_strict_variant_of_the_standard() -> None:
    strict = word(p("Việc")).replace(b"", b"")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(strict)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            new.writestr(name, text.replace(usual, "http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert read(stream.getvalue(), "made.docx", Options()).text == "Việc\n"


# ---- whole documents ----

PLAN = """\
KẾ HOẠCH

Sắp xếp các đơn vị sự nghiệp

I. NHIỆM VỤ

1. Sở Nội vụ chủ trì rà soát biên chế (hoàn thành trong năm 2019).

- Lập danh sách các đơn vị.

2. Sở Tài chính lập dự toán.

Nơi nhận:

- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN

CHỦ TỊCH

Nguyễn Văn An
"""
HEADS = Letterhead(
    ("ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU", "Số: 45/KH-UBND"),
    (LETTERHEAD, "Độc lập - Tự do - Hạnh phúc", "Lai Châu, ngày 05 tháng 3 năm 2019"),
)


@pytest.fixture(scope="module")
def plan() -> bytes:
    return word_file(PLAN, HEADS)


def _check(got: Content) -> None:
    parsed = parse(Source("plan", got.text))
    header = parsed.header
    stated = [header.symbol, header.type, header.issuer, header.signer, header.capacity]
    assert [one.value if one else None for one in stated] == [
        "45/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh Lai Châu", "Nguyễn Văn An", "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
    ]  # fmt: skip
    assert header.date is not None
    assert header.date.value.isoformat() == "2019-03-05"
    assert [recipient.value for recipient in header.recipients] == ["Như trên", "Lưu: VT"]
    assert len(parsed.tasks) == 2


def test_a_plan_with_head_and_signature(plan: bytes) -> None:
    _check(read(plan, "plan.docx", Options()))


@pytest.mark.parametrize("form", ["doc", "rtf", "odt"])
def test_older_files_through_libreoffice(plan: bytes, form: str) -> None:
    got = legacy.read(converted(plan, ".docx", form), f"plan.{form}", Options())
    _check(got)
    assert got.remarks == ("the file was converted by LibreOffice",)


def test_libreoffice_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ReadError, match="not installed") as caught:
        legacy.read(b"{\\rtf1 a}", "a.rtf", Options())
    assert "libreoffice-writer" in caught.value.remedy


@pytest.mark.parametrize(
    ("script", "what"),
    [
        ("exit 3", "LibreOffice cannot read it"),
        ("sleep 60", "longer than 1 seconds"),
        (None, "cannot be started"),
    ],
    ids=["fails", "hangs", "no-program"],
)
def test_libreoffice_fails(
    script: str | None, what: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("programs")
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n" if script else "no program", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    with pytest.raises(ReadError, match=what):
        legacy.read(b"{\\rtf1 a}", "a.rtf", Options(limits=Limits(seconds=1)))


def test_an_odt_that_unpacks_to_too_much_is_not_handed_on() -> None:
    with pytest.raises(ReadError, match="unpacks to more than 1 MB"):
        legacy.read(_packed(word(p("a" * 2_000_000))), "a.odt", Options(limits=Limits(expanded_megabytes=1)))


def test_the_cases_there_are() -> None:
    assert (len(LISTS), len(WORDS), len(CHANGES), len(TABLES), len(LEFT_OUT), len(PAGES)) == (23, 33, 9, 22, 7, 8)
