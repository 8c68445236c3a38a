"""Every error message that the README promises is produced by the real command line, in English and Vietnamese.

The README's table of messages ("What can go wrong") and the cases here hold the same messages: a row without a case
fails, and so does a case without a row.
"""

from __future__ import annotations

import csv
import errno
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import hostile_files as hostile
import openpyxl
import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from test_files import compound
from test_store import ONE, graph

from graph.cli import main
from graph.store import folder as folders
from graph.store import open_store

README = ROOT / "README.md"
MARKER = "<!-- table: messages -->"
GOOD = "KẾ HOẠCH\n\nSố: 1/KH-UBND\n\n1. Sở Y tế chủ trì xây dựng đề án trước ngày 30/6/2024.\n"
TWIN = "ỦY BAN NHÂN DÂN\nTỈNH TUYÊN QUANG\nSố: 12/KH-UBND\nTuyên Quang, ngày 05 tháng 3 năm 2018\n\nKẾ HOẠCH\n\n1. {}\n"
LIMITS = ("megabytes=2", "expanded_megabytes=3", "characters=200000", "pages=3", "rows=20", "members=30")

# ---- files that a build names and passes over ----


@cache
def _workbook(rows: int) -> bytes:
    import io

    book = openpyxl.Workbook()
    book.active.append(["STT", "Nội dung", "Cơ quan chủ trì"])
    for number in range(rows):
        book.active.append([number + 1, "Xây dựng đề án", "Sở Y tế"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _scan() -> bytes:
    import io

    from PIL import Image

    stream = io.BytesIO()
    Image.new("L", (600, 800), 255).save(stream, "PDF", resolution=72)
    return stream.getvalue()


def _leading_outside() -> bytes:
    import io

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("../outside.txt", GOOD)
        archive.writestr("inside.txt", GOOD.replace("1/KH", "2/KH"))
    return stream.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "the file is empty": ("empty.txt", lambda: b""),
    "the file holds no text": ("blank.txt", lambda: b" \n \n"),
    "the file is binary, not text": ("binary.txt", lambda: bytes([1, 2, 3, 4, 65]) * 400),
    "byte {place} is not UTF-8, and the file is no CP1258 text either": (
        "font.txt",
        lambda: b"\xa9\xae\xb5\xb8 " * 400,
    ),
    "the file is damaged, or no {ending} file": ("broken.docx", lambda: bytes(range(256)) * 4),
    "the file is damaged: it cannot be unpacked": ("cut.docx", lambda: hostile.docx(hostile.paragraph("x"))[:200]),
    "it is protected by a password": ("locked.docx", lambda: compound("EncryptedPackage")),
    "this is {kind}, which is not read": ("slides.doc", lambda: compound("PowerPoint Document")),
    "passed over: this format is not read": ("sound.mp3", lambda: b"ID3" + bytes(200)),
    "the file has {size} MB, more than the {limit} MB that are read": ("large.txt", lambda: b"x" * 3 * 1024**2),
    "its text has more than {limit} characters": ("long.txt", lambda: "xây dựng ".encode() * 30_000),
    "it unpacks to more than {limit} MB": ("bomb.docx", lambda: hostile.docx(hostile.paragraph("x" * 4 * 1024**2))),
    "it has more than {limit} members": ("many.zip", lambda: hostile.many_members(31)),
    "it has more than {limit} rows": ("rows.xlsx", lambda: _workbook(30)),
    "the pdf has {pages} pages, more than the {limit} that are read": ("pages.pdf", lambda: hostile.pdf_of_pages(9, 9)),
    "all pages are pictures, and {reason}": ("scan.pdf", _scan),
    "LibreOffice is not installed, which this format needs": ("old.rtf", lambda: rb"{\rtf1\ansi Xin chao}"),
    "passed over: its name leads outside the archive": ("outside.zip", _leading_outside),
    "the link leads to nothing": ("link.txt", lambda: b""),
    "claims to be {claim}, which {first} is already; it was left out": (
        "twin-b.txt",
        lambda: TWIN.format("Ban hành quy định.").encode(),
    ),
    "no such file or folder": ("missing", lambda: b""),
}
"""Message to the file that gets it: all in one folder, read by one build with small limits."""
_ABSENT = {"missing"}


@dataclass(frozen=True)
class Said:
    """What a command said, in both languages, and its exit status."""

    english: str
    vietnamese: str
    status: int


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def _said(*arguments: object) -> Said:
    english, vietnamese = (_run(*arguments, "--lang", language) for language in ("en", "vi"))
    assert english.exit_code == vietnamese.exit_code
    for done in (english, vietnamese):
        assert "Traceback" not in done.output
    return Said(english.output, vietnamese.output, english.exit_code)


@pytest.fixture(scope="module")
def files_said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Said]:
    folder = tmp_path_factory.mktemp("files")
    for name, made in FILES.values():
        if name == "link.txt":
            (folder / name).symlink_to(folder / "nowhere.txt")
        elif name not in _ABSENT:
            (folder / name).write_bytes(made())
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "twin-a.txt").write_text(TWIN.format("Xây dựng đề án."), encoding="utf-8")
    limits = [word for limit in LIMITS for word in ("--limit", limit)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(folder / "programs"))  # where no LibreOffice is
        yield _said(
            "build", folder, folder / "missing", "--store", folder.parent / "s", "--ocr", "never", *limits, "--anew"
        )


# ---- commands ----


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    (folder / "plan.txt").write_text(TWIN.format("Sở Y tế chủ trì xây dựng đề án."), encoding="utf-8")
    assert _run("build", folder / "plan.txt", "--store", folder / "store").exit_code == 0
    assert _run("backup", folder / "backup.zip", "--store", folder / "store").exit_code == 0
    return folder / "store"


Case = Callable[[Path, Path], Said]
"""Given a folder of its own and a built store beside which backup.zip lies."""


def _written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def _sidecar(folder: Path, text: str) -> Said:
    _written(folder / "plan.txt", GOOD)
    _written(folder / "documents.toml", text)
    return _said("build", folder, "--store", folder / "s")


def _slow(folder: Path, _: Path) -> Said:
    path = _written(folder / "slow.txt", "x y\n" * 400_000)
    return _said("build", path, "--store", folder / "s", "--limit", "seconds=1")


def _heavy(folder: Path, _: Path) -> Said:
    path = _written(folder / "heavy.txt", "x " * 7_000_000 + "\U0001f600")
    return _said("build", path, "--store", folder / "s", "--limit", "memory_megabytes=150")


CHANGING = """
import os, sys
while True:
    os.utime(sys.argv[1])
"""


def _changing(folder: Path, _: Path) -> Said:
    path = _written(folder / "growing.txt", b"x" * 60 * 1024**2)  # so long that it changes many times while it is read
    other = subprocess.Popen([sys.executable, "-c", CHANGING, str(path)])
    try:
        return _said("build", path, "--store", folder / "s")
    finally:
        other.kill()
        other.wait()


def _locked(folder: Path, store: Path) -> Said:
    with open_store(str(store)):
        return _said("build", _written(folder / "a.txt", GOOD), "--store", store)


def _later(folder: Path, _: Path) -> Said:
    later = folder / "later"
    with open_store(str(later)) as opened:
        opened.replace_all([graph(ONE, "a")], 99)
    return _said("documents", "--store", later)


def _disk(number: int) -> Case:
    """The disk gives this error; what real disks give, and what is left then, is tested in test_store_disk."""

    def said(folder: Path, _: Path) -> Said:
        def fail(*_: object) -> None:
            raise OSError(number, os.strerror(number))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(folders, "_bulk_load", fail)
            return _said("build", _written(folder / "a.txt", GOOD), "--store", folder / "s")

    return said


def _damaged_backup(folder: Path, store: Path) -> Said:
    data = bytearray((store.parent / "backup.zip").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    return _said("restore", _written(folder / "b.zip", bytes(data)), "--store", folder / "s")


COMMANDS: dict[str, tuple[int, Case]] = {
    "reading it took longer than {limit} seconds": (2, _slow),
    "reading it needs more than {limit} MB of memory": (2, _heavy),
    "the file changed while it was read": (2, _changing),
    "no limit has this name": (
        2,
        lambda folder, _: _said("build", folder, "--store", folder / "s", "--limit", "page=1"),
    ),
    "unknown key '{key}'": (
        0,
        lambda folder, _: _sidecar(folder, '[[document]]\nfile = "plan.txt"\nsymbols = "1/KH"\n'),
    ),
    "the date is not of the form 2017-11-27": (
        0,
        lambda folder, _: _sidecar(folder, '[[document]]\nfile = "plan.txt"\ndate = "27/11/2017"\n'),
    ),
    "names a file that was not read": (0, lambda folder, _: _sidecar(folder, '[[document]]\nfile = "other.txt"\n')),
    "there is no store here": (2, lambda folder, _: _said("documents", "--store", folder / "none")),
    "is a file, not a store": (2, lambda folder, _: _said("documents", "--store", _written(folder / "f", "x"))),
    "the folder holds other files and no store": (
        2,
        lambda folder, _: _said("build", _written(folder / "a.txt", GOOD), "--store", folder),
    ),
    "the store is being written by another program": (2, _locked),
    "was written by a later version of this program (format {format}; this one reads up to {known})": (2, _later),
    "the disk is full": (2, _disk(errno.ENOSPC)),
    "the disk or folder can only be read": (2, _disk(errno.EROFS)),
    "is no backup of this program": (
        2,
        lambda folder, _: _said(
            "restore", _written(folder / "b.zip", hostile.zipped({"a": b"x"})), "--store", folder / "s"
        ),
    ),
    "the backup is damaged: {problem}": (2, _damaged_backup),
    "the store holds something already": (
        2,
        lambda folder, store: _said("restore", store.parent / "backup.zip", "--store", store),
    ),
    "not found in this collection": (2, lambda _, store: _said("trace", "9/NQ-TW", "--store", store)),
    "no query has this name": (2, lambda _, store: _said("query", "no-such-query", "--store", store)),
    "takes no parameter '{name}'": (
        2,
        lambda _, store: _said("query", "documents", "-p", "colour=blue", "--store", store),
    ),
    "the query is malformed: {problem}": (
        2,
        lambda folder, store: _said(
            "query", _written(folder / "q.rq", "# q\nSELECT ?a WHERE { ?a ?b }"), "--store", store
        ),
    ),
    "an Excel file cannot go to the screen": (
        2,
        lambda _, store: _said("documents", "--format", "xlsx", "--store", store),
    ),
    "cannot be written: {reason}": (
        2,
        lambda folder, store: _said("documents", "-o", _written(folder / "f", "x") / "t.csv", "--store", store),
    ),
    "is no review sheet: neither .xlsx nor .tsv": (
        2,
        lambda folder, store: _said("review", "import", _written(folder / "a.txt", "x"), "--store", store),
    ),
}
"""Message to the exit status and what gives it."""


@pytest.mark.parametrize("message", sorted(FILES))
def test_a_file_that_is_passed_over(message: str, files_said: Said) -> None:
    assert files_said.status == 0  # the good files were loaded
    name = FILES[message][0]
    assert _fits(message, files_said.english, name), files_said.english
    assert _fits(_vietnamese()[message], files_said.vietnamese, name), files_said.vietnamese


@pytest.mark.parametrize("message", sorted(COMMANDS))
def test_a_command_that_fails(message: str, tmp_path: Path, store: Path) -> None:
    status, case = COMMANDS[message]
    said = case(tmp_path, store)
    assert said.status == status, said
    assert _fits(message, said.english), said.english
    assert _fits(_vietnamese()[message], said.vietnamese), said.vietnamese


def test_readme_promises_what_is_tested() -> None:
    rows = promised()
    assert len(rows) == len(set(rows)), "a message stands twice in the table"
    assert sorted(rows) == sorted([*FILES, *COMMANDS])


def test_every_promised_message_is_translated() -> None:
    assert set(promised()) <= set(_vietnamese())


def promised() -> list[str]:
    """The messages of the README's table."""
    text = README.read_text(encoding="utf-8")
    assert text.count(MARKER) == 1, f"the README has no {MARKER}"
    lines = text.split(MARKER)[1].lstrip("\n").split("\n\n")[0].splitlines()
    assert lines[0] == "| message | when | what to do |"
    return [line.strip("|").split("|")[0].strip().strip("`") for line in lines[2:]]


@cache
def _vietnamese() -> dict[str, str]:
    with (ROOT / "data" / "lexicon" / "messages.csv").open(encoding="utf-8", newline="") as stream:
        return {row["pattern"]: row["vi"] for row in csv.DictReader(stream)}


def _fits(pattern: str, output: str, name: str = "") -> bool:
    """True when a line of the output, that of the file `name` where one is given, holds the message."""
    literal = "".join(
        ".*" if number % 2 else re.escape(part) for number, part in enumerate(re.split(r"\{(\w+)\}", pattern))
    )
    return any(name in line and re.search(literal, line) for line in output.splitlines())
