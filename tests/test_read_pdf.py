"""PDF files: text layers, pages that are pictures, damaged layers, and files that are not what they say."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from graph.errors import ReadError
from graph.extract.document import parse
from graph.model import Header, Position, Source
from graph.read.limits import Limits, Options, Recognition
from graph.read.ocr.expecting import Numbering
from graph.read.printed import pdf as reader
from graph.read.printed.page import Page
from graph.read.printed.pdf import read
from graph.read.printed.rendering import opened
from tests.formats_scoring import Scores, score, source_of, tasks_of
from tests.office import Letterhead, pdf_file, word_file
from tests.pdf_files import PICTURE, pages_of, pdf, shown
from tests.printed_pages import words_at

LINES = [
    "The people of the commune met on the first day of the month and of the",
    "year, and agreed on all that was asked of them.",
]
WORDS = " ".join(LINES)
BARE = ["uy ban nhan dan tinh giao so noi vu chu tri phoi hop voi cac nganh lien quan."] * 6


LIMITS = Limits()


def options(recognition: Recognition = Recognition.AUTO, limits: Limits = LIMITS) -> Options:
    return Options(recognition, limits)


@pytest.fixture
def recognising(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, tuple[int, int]]]:
    """Recognition that gives two words a page; the pages and the sizes of the pictures that it was given."""
    given: list[tuple[int, tuple[int, int]]] = []
    numberings: set[int] = set()

    def recognise(
        image: Image.Image,
        number: int,
        width: float,
        height: float,
        where: str,
        *,
        numbering: Numbering,
        seconds: float,
    ) -> Page:
        assert (where, seconds) == ("a.pdf", Limits().recognition_seconds)
        numberings.add(id(numbering))
        assert len(numberings) == 1  # lists go on over the pages
        given.append((number, image.size))
        return Page(number, width, height, tuple(words_at(f"Trang {'ABC'[number - 1]}.", 85, 100, sure=0.9)))

    monkeypatch.setattr(reader, "recognise_page", recognise)
    monkeypatch.setattr(reader, "missing", lambda where: None)
    return given


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> ReadError:
    """A computer on which recognition is not installed."""
    lack = ReadError("the program tesseract is not installed", where="a.pdf", remedy="Install it")
    monkeypatch.setattr(reader, "missing", lambda where: lack if where == "a.pdf" else None)
    return lack


# ---- what is read ----

TURNS = [pytest.param(turn, id=f"turned by {turn}") for turn in (0, 90, 180, 270)]


@pytest.mark.parametrize("turn", TURNS)
def test_a_text_layer(turn: int) -> None:
    content = read(pages_of([shown(LINES)], extra=f"/Rotate {turn}"), "a.pdf", Options())
    assert " ".join(content.text.split()) == WORDS
    assert content.remarks == ()
    assert content.places[0].at == Position(page=1)


def test_words_that_run_up_the_page() -> None:
    rotated = shown(LINES).replace(b"85 780 Td", b"0 1 -1 0 100 60 Tm")
    assert " ".join(read(pages_of([rotated]), "a.pdf", Options()).text.split()) == WORDS


def test_a_blank_page_is_nothing() -> None:
    content = read(pages_of([b"", shown(LINES)]), "a.pdf", Options())
    assert [place.at.page for place in content.places] == [2]
    assert content.remarks == ()


# ---- files that are not what they say ----

LOOP = pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])
REFUSED = [
    pytest.param(
        pages_of([shown(LINES)], count=100_000), "the pdf has 100000 pages, more than the 2000", id="declared"
    ),
    pytest.param(pages_of([b""] * 2001), "the pdf has 2001 pages, more than the 2000", id="too many"),
    pytest.param(pages_of([]), "the pdf", id="no pages"),
    pytest.param(LOOP, "the pdf", id="tree in a loop"),
    pytest.param(b"%PDF-1.4\n" + b"\x00\xff" * 500, "the pdf is broken", id="rubbish"),
    pytest.param(pages_of([shown(LINES)])[:300], "the pdf is broken", id="cut off"),
]


@pytest.mark.parametrize(("data", "what"), REFUSED)
def test_refused(data: bytes, what: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, "a.pdf", Options())
    assert caught.value.what.startswith(what)
    assert caught.value.where == "a.pdf"
    assert caught.value.remedy


def test_more_pages_than_declared_are_noticed() -> None:
    with pytest.raises(ReadError, match="the pdf has 11 pages, more than the 10"):
        read(pages_of([shown(LINES)] * 30, count=1), "a.pdf", options(limits=Limits(pages=10)))


BOXES = ["0 0 1000000000 1000000000", "595 842 0 0", "0 0 0 0", "-100 -100 495 742", "a b c d"]


@pytest.mark.parametrize("box", BOXES)
def test_strange_boxes_are_bounded(box: str) -> None:
    start = time.process_time()
    try:
        said = " ".join(read(pages_of([shown(LINES)], box=box), "a.pdf", Options()).text.split())
    except ReadError as error:
        said = error.what
    assert said in (WORDS, "the pdf is broken")
    assert time.process_time() - start < 20


@pytest.mark.parametrize("side", [10, 595, 14_400, 1_000_000])
def test_pictures_of_pages_are_bounded(side: int) -> None:
    with opened(pages_of([PICTURE], image=True, box=f"0 0 {side} {side}"), "a.pdf", Limits()) as rendering:
        width, height = rendering.picture(1, "a.pdf").size
    assert 1 <= width * height <= 40_100_000


def test_a_locked_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(data: bytes) -> None:
        raise pypdfium2.PdfiumError("Failed to load document (PDFium: Incorrect password error).")

    monkeypatch.setattr(pypdfium2, "PdfDocument", locked)
    with pytest.raises(ReadError, match="the pdf is locked with a password"):
        read(pages_of([shown(LINES)]), "a.pdf", Options())


# ---- pages that are pictures ----

MIXED = pages_of([shown(LINES), PICTURE, shown(LINES)], image=True)
SCAN = pages_of([PICTURE, PICTURE], image=True)
DAMAGED = pages_of([shown(LINES), shown([*BARE, "Het."]), PICTURE], image=True)

PAGES = [
    pytest.param(MIXED, Recognition.AUTO, [2], id="those without text"),
    pytest.param(SCAN, Recognition.AUTO, [1, 2], id="all"),
    pytest.param(DAMAGED, Recognition.AUTO, [3], id="not the damaged ones"),
    pytest.param(DAMAGED, Recognition.DAMAGED, [2, 3], id="the damaged ones when asked"),
    pytest.param(DAMAGED, Recognition.ALL, [1, 2, 3], id="all when asked"),
    pytest.param(MIXED, Recognition.NEVER, [], id="none when asked"),
]


@pytest.mark.parametrize(("data", "recognition", "numbers"), PAGES)
def test_which_pages_are_recognised(
    recognising: list[tuple[int, tuple[int, int]]], data: bytes, recognition: Recognition, numbers: list[int]
) -> None:
    content = read(data, "a.pdf", options(recognition))
    assert [number for number, _ in recognising] == numbers
    assert all(800 < width < 2600 and 1.40 < height / width < 1.43 for _, (width, height) in recognising)  # A4
    for number in numbers:
        place = next(place for place in content.places if place.at.page == number)
        assert place.at.confidence == 0.9
        assert f"Trang {'ABC'[number - 1]}." in content.text


REMARKS = [
    pytest.param(MIXED, Recognition.AUTO, ["page 2 was recognised by OCR (confidence 90%)"], id="recognised"),
    pytest.param(SCAN, Recognition.AUTO, ["pages 1, 2 were recognised by OCR (confidence 90%)"], id="all recognised"),
    pytest.param(
        MIXED,
        Recognition.NEVER,
        ["page 2 is a picture and was not read: recognition (OCR) is switched off"],
        id="not read",
    ),
    pytest.param(
        DAMAGED,
        Recognition.AUTO,
        [
            "page 3 was recognised by OCR (confidence 90%)",
            "the text layer of page 2 is damaged: read the page by OCR with --ocr damaged",
        ],
        id="damaged",
    ),
    pytest.param(
        DAMAGED, Recognition.DAMAGED, ["pages 2, 3 were recognised by OCR (confidence 90%)"], id="damaged, recognised"
    ),
]


@pytest.mark.parametrize(("data", "recognition", "remarks"), REMARKS)
@pytest.mark.usefixtures("recognising")
def test_remarks(data: bytes, recognition: Recognition, remarks: list[str]) -> None:
    assert list(read(data, "a.pdf", options(recognition)).remarks) == remarks


def test_more_pictures_than_the_limit(recognising: list[tuple[int, tuple[int, int]]]) -> None:
    with pytest.raises(ReadError, match="2 pages are to be recognised, more than the 1 that are allowed"):
        read(SCAN, "a.pdf", options(limits=Limits(recognised_pages=1)))
    assert recognising == []


def test_a_scan_without_recognition_installed(bare: ReadError) -> None:
    with pytest.raises(ReadError) as caught:
        read(SCAN, "a.pdf", Options())
    assert (caught.value.what, caught.value.remedy) == (bare.what, bare.remedy)
    content = read(MIXED, "a.pdf", Options())
    assert content.remarks == (f"page 2 is a picture and was not read: {bare.what}",)
    with pytest.raises(ReadError, match=bare.what):
        read(DAMAGED, "a.pdf", options(Recognition.DAMAGED))


def test_a_scan_with_recognition_switched_off() -> None:
    with pytest.raises(ReadError, match="all pages are pictures, and recognition"):
        read(SCAN, "a.pdf", options(Recognition.NEVER))


# ---- what offices print ----

HEAD = Letterhead(
    ("ỦY BAN NHÂN DÂN", "HUYỆN PHONG THỔ", "Số: 25/KH-UBND"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Phong Thổ, ngày 5 tháng 3 năm 2024"),
)
DOCUMENTS = ["07-KH-TW.txt", "207-KH-UBND-phong-tho.md", "68-KH-UBND-tuyen-quang.txt", "CTHD-huyen-uy.txt"]


def stated(header: Header) -> dict[str, object]:
    """The values of a header's fields."""
    fields = ("symbol", "type", "issuer", "territory", "place", "date", "title", "signer", "capacity", "status")
    values: dict[str, object] = {}
    for name in fields:
        field = getattr(header, name)
        values[name] = field.value if field else None
    return {**values, "recipients": [one.value for one in header.recipients]}


def compared(text: str, name: str) -> tuple[Scores, Source, Source]:
    plain = Source(f"{name}.txt", text)
    printed = source_of(pdf_file(word_file(text)), f"{name}.pdf")
    return score(tasks_of([plain])[name], tasks_of([printed])[name]), plain, printed


@pytest.mark.parametrize("name", DOCUMENTS)
def test_printed_documents_have_the_same_tasks(shared: Path, name: str) -> None:
    text = (shared / "documents" / name).read_text(encoding="utf-8")
    scores, plain, printed = compared(text, Path(name).stem)
    assert scores.tasks >= 0.97, scores.missed
    assert min(scores.lead, scores.roles, scores.time) >= 0.97
    assert stated(parse(printed).header) == stated(parse(plain).header)
    assert printed.remarks == ()
    pages = [place.at.page or 0 for place in printed.places]
    assert pages == sorted(pages)
    assert pages[-1] > 4


def test_a_letterhead_of_two_columns(shared: Path) -> None:
    text = (shared / "documents" / "207-KH-UBND-phong-tho.md").read_text(encoding="utf-8")
    header = parse(source_of(pdf_file(word_file(text, HEAD)), "a.pdf")).header
    assert header.symbol is not None
    assert header.symbol.value == "25/KH-UBND"
    assert header.issuer is not None
    assert header.issuer.value.casefold() == "ủy ban nhân dân huyện phong thổ"
    assert header.date is not None
    assert header.date.value.isoformat() == "2024-03-05"
    assert header.signer is not None
    assert header.signer.value == "Trần Bảo Trung"


def test_a_ministry_decision_of_the_corpus(shared: Path) -> None:
    (path,) = (shared / "corpus").glob("D_*.pdf")
    content = read(path.read_bytes(), path.name, Options())
    header = parse(Source(path.name, content.text, places=content.places)).header
    assert header.symbol is not None
    assert header.symbol.value == "1074/QĐ-BXD"
    assert header.date is not None
    assert header.date.value.isoformat() == "2026-06-29"
    assert header.signer is not None
    assert header.signer.value == "Phạm Minh Hà"


def test_thirty_pages_take_seconds() -> None:
    lines = [f"{number}. The people of the commune met on the first day of month {number}." for number in range(44)]
    data = pages_of([shown(lines)] * 30)
    start = time.process_time()
    read(data, "a.pdf", Options())
    assert time.process_time() - start < 10


def test_the_same_file_gives_the_same_content() -> None:
    assert read(DAMAGED[:], "a.pdf", options(Recognition.NEVER)) == read(
        io.BytesIO(DAMAGED).getvalue(), "b.pdf", options(Recognition.NEVER)
    )
