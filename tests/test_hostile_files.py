"""Hostile files: each is refused in a clear line or read, in bounded time and memory; the good file beside it is read.

Each case is a program of its own, so that its memory is its own. Where what a file is refused for depends on the
library that meets it first, any refusal will do; none may be read for more than it is.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from graph.loading_worker import BREAKING_OFF
from graph.read.files import search
from graph.read.limits import Limits
from tests import hostile_files as hostile
from tests.conftest import ROOT, absent

GOOD = "KẾ HOẠCH\n\n1. Sở Y tế chủ trì xây dựng đề án trước ngày 30/6/2024.\n"
LIMITS = Limits(seconds=40, recognition_seconds=10, memory_megabytes=1024, expanded_megabytes=100, members=1000)
LIBRARIES = 300
"""Megabytes of libraries and of the interpreter, which are no data."""
STARTING = 30
"""Seconds for starting programs on a busy machine."""

READ = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from graph.loading import loaded
from graph.model import ParsedDocument
from graph.read.files import search
from graph.read.limits import Limits, Options
options = Options(limits=Limits(**json.loads(sys.argv[3])))
start = time.monotonic()
found = search([Path(sys.argv[2])], options)
outcomes = list(loaded(found.files, options, 1))
own = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
print(json.dumps({
    "seconds": time.monotonic() - start,
    "megabytes": max(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, own) / 1024,
    "faults": [[one.where, one.what, one.remedy, str(one)]
               for one in (*found.faults, *outcomes) if not isinstance(one, ParsedDocument)],
    "texts": {one.source.name: one.source.text[:100_000] for one in outcomes if isinstance(one, ParsedDocument)},
}))
"""


@dataclass(frozen=True)
class Result:
    seconds: float
    megabytes: float
    faults: list[list[str]]
    texts: dict[str, str]


def result_of(folder: Path, limits: Limits = LIMITS) -> Result:
    """What reading a folder comes to. The good file in it must be read, within the limits."""
    (folder / "zz-good.txt").write_text(GOOD, encoding="utf-8")
    given = json.dumps({name: getattr(limits, name) for name in limits.__slots__})
    command = [sys.executable, "-c", READ, str(ROOT), str(folder), given]
    done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    assert done.stderr == b""
    result = Result(**json.loads(done.stdout))
    assert result.texts.pop("zz-good.txt") == GOOD
    assert result.seconds < limits.seconds + BREAKING_OFF + STARTING
    assert result.megabytes < limits.memory_megabytes + LIBRARIES
    for where, what, remedy, line in result.faults:
        assert where
        assert what
        assert remedy
        assert "\n" not in line
        assert "Traceback" not in line
        assert not what.startswith("reading it failed"), line  # a fault of ours that nobody foresaw
    return result


Made = bytes | Callable[[Path], None]
ANY = ""
LINE = "Sở Y tế chủ trì, phối hợp với các sở. "
MEGABYTES_10 = 10 * 1024 * 1024
UNPACKS = "it unpacks to more than 100 MB"
BOMB = b" " * (101 * 1024 * 1024)
WORD = {"[Content_Types].xml": b"<Types/>"}


def case(name: str, made: Callable[[], Made], says: str | None, id: str) -> object:
    """A hostile file; says is part of what it is refused with; ANY: it is refused; None: it may be read as well."""
    return pytest.param(name, made, says, id=id)


def sparse(start: bytes) -> Callable[[], Made]:
    return lambda: lambda path: hostile.sparse(path, start, 2 * 1024**3)


def noise(start: bytes, seed: int = 7) -> Callable[[], Made]:
    return lambda: start + random.Random(seed).randbytes(200_000)


CASES = [
    # ---- bombs ----
    case("a.docx", lambda: hostile.zipped({**WORD, "word/document.xml": BOMB}), UNPACKS, "docx bomb"),
    case("a.xlsx", lambda: hostile.zipped({**WORD, "xl/workbook.xml": BOMB}), UNPACKS, "xlsx bomb"),
    case("a.odt", lambda: hostile.zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": BOMB}),
         UNPACKS, "odt bomb"),
    case("a.zip", lambda: hostile.zipped({"a.txt": BOMB}), UNPACKS, "zip bomb"),
    case("a.zip", lambda: hostile.overlapping(900, 1024 * 1024), UNPACKS, "zip of overlapping members"),
    case("a.docx", lambda: hostile.lying(hostile.zipped({**WORD, "word/document.xml": BOMB}), len(BOMB), 100),
         "unpacks to more than it declares", "docx that lies about its size"),
    case("a.xlsx", lambda: hostile.lying(hostile.zipped({**WORD, "xl/workbook.xml": BOMB}), len(BOMB), 100),
         "unpacks to more than it declares", "xlsx that lies about its size"),
    case("a.zip", lambda: hostile.lying(hostile.zipped({"a.txt": BOMB}), len(BOMB), 100), "damaged",
         "zip that lies about its size"),
    case("a.zip", lambda: hostile.zipped({"b.zip": hostile.zipped({"c.zip": hostile.zipped({"d.txt": BOMB})})}),
         "an archive inside an archive", "zips in a zip"),
    case("a.zip", lambda: hostile.many_members(1001), "more than 1000 members", "zip of many members"),
    case("a.docx", lambda: hostile.many_members(1001), "more than 1000 members", "docx of many members"),
    case("a.zip", lambda: hostile.many_members(60_000), "more than 1000 members", "zip with a long list"),
    case("a.pdf", lambda: hostile.pdf_with_bomb(1500), ANY, "pdf bomb"),
    case("a.png", lambda: hostile.png(30_000, 30_000), ANY, "png bomb"),
    case("a.pdf", hostile.pdf_of_huge_picture, ANY, "pdf of a huge picture on a huge page"),
    # ---- entities ----
    case("a.docx", lambda: hostile.docx(hostile.paragraph("&e10;"), before=hostile.LAUGHS), None,
         "entity bomb in docx"),
    case("a.xlsx", lambda: hostile.xlsx(hostile.cell("A1", "&e10;"), before=hostile.LAUGHS), None,
         "entity bomb in xlsx"),
    case("a.odt", lambda: hostile.odt("<text:p>&e10;</text:p>", before=hostile.LAUGHS), None, "entity bomb in odt"),
    case("a.html", f"{hostile.LAUGHS}<html><body><p>&e10;</p></body></html>".encode, None,
         "entity bomb in a web page"),
    # ---- pages ----
    case("a.pdf", lambda: hostile.pdf_of_pages(100_000, 100_000), "pages", "pdf of 100,000 pages"),
    case("a.pdf", lambda: hostile.pdf_of_pages(100_000, 1), None, "pdf that declares 100,000 pages and has one"),
    case("a.pdf", lambda: hostile.pdf_of_pages(-1, 1), None, "pdf that declares less than no page"),
    case("a.pdf", hostile.pdf_that_leads_to_itself, None, "pdf whose pages lead to themselves"),
    case("a.pdf", lambda: hostile.pdf_of_nested_pages(20_000), None, "pdf of pages nested 20,000 deep"),
    # ---- nesting ----
    case("a.docx", lambda: hostile.nested_docx(10_000), "nested", "docx of tables nested 10,000 deep"),
    case("a.docx", lambda: hostile.nested_docx(60), "nested", "docx of tables nested 60 deep"),
    case("a.html", lambda: b"<table><tr><td>" * 10_000 + b"x", "deeply", "web page of tables nested 10,000 deep"),
    case("a.html", lambda: b"<div>" * 1_000_000 + b"x", None, "web page of a million elements in one another"),
    case("a.html", lambda: b"<b><i>" * 300_000 + b"x", None, "web page of marks in one another"),
    case("a.rtf", lambda: b"{\\rtf1 " + b"{" * 1_000_000, None, "rtf of groups in one another"),
    case("a.docx", lambda: hostile.docx("<w:x>" * 5000 + "</w:x>" * 5000), None, "docx of elements nested 5,000 deep"),
    # ---- size ----
    case("a.txt", sparse(b"x"), "2048 MB, more than the 64 MB", "text of 2 GB"),
    case("a.docx", sparse(b"PK\x03\x04"), "2048 MB, more than the 64 MB", "docx of 2 GB"),
    case("a.pdf", sparse(b"%PDF-1.4"), "2048 MB, more than the 64 MB", "pdf of 2 GB"),
    case("a.zip", sparse(b"PK\x03\x04"), UNPACKS, "zip of 2 GB"),
    case("a.txt", (LINE * (MEGABYTES_10 // len(LINE.encode()))).encode, None, "10 MB in a line"),
    case("a.txt", lambda: b"a" * MEGABYTES_10, None, "10 MB in a word"),
    case("a.html", lambda: b"<p>" + b"a " * (MEGABYTES_10 // 2), None, "10 MB in a line of a web page"),
    case("a.csv", lambda: b'"' + b"a;" * (MEGABYTES_10 // 2), None, "10 MB in an open quote"),
    case("a.csv", lambda: b"a," * (MEGABYTES_10 // 2), None, "five million columns"),
    case("a.docx", lambda: hostile.docx(hostile.paragraph("a " * (MEGABYTES_10 // 2))), None, "10 MB in a paragraph"),
    case("a.xlsx", lambda: hostile.xlsx(hostile.cell("XFD1048576", "x")), None, "the last cell of a sheet"),
    case("a.xlsx", lambda: hostile.xlsx(hostile.cell("A1", "x"), dimension="A1:XFD1048576"), None,
         "a sheet that declares all cells"),
    case("a.xlsx", lambda: hostile.xlsx("".join(f'<row r="{n}"><c r="XFD{n}" t="inlineStr"><is><t>x</t></is></c></row>'
                                                 for n in range(1, 20_001))), None, "cells far to the right"),
    case("a.xlsx", lambda: hostile.xlsx('<row r="1"><c r="A99999999999"><v>1</v></c></row>'), None,
         "a cell beyond all"),
    # ---- words ----
    case("a.txt", ("Số: " + "1/" * 1_000_000 + "KH-UBND\n").encode, None, "a symbol of slashes"),
    case("a.txt", ("1" * 1_000_000 + "-KH" * 300_000 + "\n").encode, None, "a symbol of digits"),
    case("a.txt", ("Kế hoạch số " + "A-" * 1_000_000 + "/\n").encode, None, "a symbol of hyphens"),
    case("a.txt", ("ngày " * 500_000).encode, None, "days without end"),
    # ---- noise ----
    case("a.docx", noise(b"PK\x03\x04"), "damaged", "noise called docx"),
    case("a.xlsx", noise(b"PK\x05\x06"), ANY, "noise called xlsx"),
    case("a.doc", noise(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")), None,
         "noise called doc"),
    case("a.xls", noise(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")), None,
         "noise called xls"),
    case("a.pdf", noise(b"%PDF-1.7\n"), ANY, "noise called pdf"),
    case("a.png", noise(b"\x89PNG\r\n\x1a\n"), ANY, "noise called png"),
    case("a.tif", noise(b"II*\0"), ANY, "noise called tif"),
    case("a.txt", noise(b""), ANY, "noise called text"),
    case("a.tar.gz", noise(b"\x1f\x8b\x08"), "damaged", "noise called tar.gz"),
    case("a.tar", noise(b""), "damaged", "noise called tar"),
]  # fmt: skip
CONVERTED = (".doc", ".rtf", ".odt", ".xls")


@pytest.mark.parametrize(("name", "made", "says"), CASES)
def test_a_hostile_file(tmp_path: Path, name: str, made: Callable[[], Made], says: str | None) -> None:
    if name.endswith(CONVERTED) and shutil.which("soffice") is None:
        absent("LibreOffice")
    given = made()
    if isinstance(given, bytes):
        (tmp_path / name).write_bytes(given)
    else:
        given(tmp_path / name)
    result = result_of(tmp_path)
    assert len(result.faults) + len(result.texts) == 1
    if says is not None:
        assert [what for _, what, _, _ in result.faults if says in what], (result.faults, list(result.texts))
    assert all(where.startswith(name) for where, *_ in result.faults)


def test_all_at_once(tmp_path: Path) -> None:
    """The small ones in one folder: the good file is read after all of them."""
    for number, row in enumerate(CASES):
        name, made, _ = row.values  # type: ignore[attr-defined]
        data = made() if not name.endswith(CONVERTED) and "noise" in row.id else None  # type: ignore[attr-defined]
        if isinstance(data, bytes):
            (tmp_path / f"{number:02}-{name}").write_bytes(data)
    result = result_of(tmp_path)
    assert len(result.faults) + len(result.texts) == sum(1 for _ in tmp_path.iterdir()) - 1


# ---- nothing is fetched ----

SECRET = "mật khẩu của máy chủ"


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRET.encode())

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}", asked
    made.shutdown()
    made.server_close()


def html_of(address: str) -> bytes:
    return (
        f'{hostile.outside(address)}<html><head><base href="{address}/"><link rel="stylesheet" href="{address}/a.css">'
        f'<script src="{address}/a.js"></script><meta http-equiv="refresh" content="0;url={address}/m"></head><body>'
        f'<p>Lời văn &e;</p><img src="{address}/i.png"><iframe src="{address}/f"></iframe><object data="{address}/o">'
        "</object></body></html>"
    ).encode()


def docx_of(address: str) -> bytes:
    return hostile.docx(
        hostile.paragraph("Lời văn &amp; &e;")
        + '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>',
        before=hostile.outside(address),
        more={"word/_rels/document.xml.rels": _external(address)},
    )


def _external(address: str) -> str:
    kinds = ("aFChunk", "attachedTemplate", "styles", "numbering", "footnotes")
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{address}/{kind}" TargetMode="External"/>'
        for n, kind in enumerate(kinds, start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def odt_of(address: str) -> bytes:
    return hostile.odt(
        f'<text:p>Lời văn &e;</text:p><text:section text:name="s"><text:section-source xlink:href="{address}" '
        f'xlink:type="simple" xlink:show="embed"/></text:section><text:p><draw:frame><draw:image '
        f'xlink:href="{address}/i.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
        "</text:p>",
        before=hostile.outside(address),
    )


def rtf_of(address: str) -> bytes:
    text = (
        r'{\rtf1 Loi van {\field{\*\fldinst INCLUDETEXT "ADDRESS"}{\fldrslt x}}'
        r'{\field{\*\fldinst INCLUDEPICTURE "ADDRESS/i.png" \\d}{\fldrslt y}}{\*\template ADDRESS/t.dot}\par}'
    )
    return text.replace("ADDRESS", address).encode()


FETCHING = [
    pytest.param("a.docx", docx_of, id="docx"),
    pytest.param("a.xlsx", lambda address: hostile.xlsx(hostile.cell("A1", "Lời văn &e;"),
                                                        before=hostile.outside(address)), id="xlsx"),
    pytest.param("a.html", html_of, id="web page"),
    pytest.param("a.doc", html_of, id="web page called doc"),
    pytest.param("a.xhtml", lambda address: b'<?xml version="1.0"?>' + html_of(address), id="xhtml"),
    pytest.param("a.odt", odt_of, id="odt"),
    pytest.param("a.rtf", rtf_of, id="rtf"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "made"), FETCHING)
@pytest.mark.parametrize("kind", ["file", "http"])
def test_nothing_is_fetched(
    tmp_path: Path, server: tuple[str, list[str]], name: str, made: Callable[[str], bytes], kind: str
) -> None:
    address, asked = server
    secret = tmp_path / "secret" / "secret.txt"
    secret.parent.mkdir()
    secret.write_text(SECRET, encoding="utf-8")
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / name).write_bytes(made(secret.as_uri() if kind == "file" else address))
    result = result_of(folder)
    assert asked == []
    assert SECRET not in str(result)
    assert "lời văn" in str(result.texts).lower() or "loi van" in str(result.texts).lower() or result.faults


# ---- what the system has ----


def test_a_pipe_beside_a_good_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert [what for _, what, _, _ in result_of(tmp_path).faults] == ["is neither a file nor a folder"]


def test_names_with_dots_in_an_archive(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "a.zip").write_bytes(hostile.zipped({"../../out.txt": GOOD, "/out.txt": GOOD, "in/b.txt": GOOD}))
    result = result_of(folder)
    assert list(result.texts) == ["a.zip/in/b.txt"]
    assert [what for _, what, _, _ in result.faults] == ["passed over: its name leads outside the archive"] * 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "given", "zz-good.txt"]


def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    if os.access(locked, os.R_OK):  # the user may read all
        listed = Path.iterdir

        def iterdir(path: Path) -> Iterator[Path]:
            if path == locked:
                raise PermissionError(13, "Permission denied", str(path))
            return listed(path)

        monkeypatch.setattr(Path, "iterdir", iterdir)
    found = search([tmp_path])
    assert [one.name for one in found.files] == ["good.txt"]
    assert [str(fault) for fault in found.faults] == [
        f"{locked}: the folder cannot be listed: permission denied. Check it"
    ]
    assert not found.complete


def test_files_that_change_and_vanish_all_the_time(tmp_path: Path) -> None:
    path, stop = tmp_path / "a.txt", threading.Event()

    def change() -> None:
        while not stop.is_set():
            path.write_text(GOOD * random.Random(7).randint(1, 20_000), encoding="utf-8")
            path.unlink()
            time.sleep(0.001)

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(3):
            for _, what, remedy, _ in result_of(tmp_path, Limits()).faults:
                assert (
                    "vanished" in what
                    or "changed while" in what
                    or what in {"the file is empty", "the link leads to nothing"}
                )
                assert remedy
    finally:
        stop.set()
        changing.join()


def test_counts() -> None:
    assert len(CASES) == 59
    assert len(FETCHING) == 7
