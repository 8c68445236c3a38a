"""Finding and reading files: folders, archives, loops, vanished files, formats told by their bytes, names."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import socket
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable
from importlib import import_module
from itertools import permutations
from pathlib import Path

import pytest

from graph.errors import ReadError
from graph.read import file_bytes
from graph.read.files import Found, Search, digest_of, read_source, search
from graph.read.formats import FORMATS, SUFFIXES, Format, format_of
from graph.read.limits import Limits, Options

WORDS = "Kế hoạch"


def written(path: Path, data: bytes | str = WORDS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def names(found: Search) -> list[str]:
    return [one.name for one in found.files]


def zipped(**members: bytes | str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(members: dict[str, bytes | tarfile.TarInfo], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = data if isinstance(data, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(data) if isinstance(data, bytes) else 0
            archive.addfile(info, io.BytesIO(data if isinstance(data, bytes) else b""))
    return stream.getvalue()


# ---- folders ----


def test_takes_documents_below_a_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "huyện/c.txt", "d.PDF", "e.docx", "f.xlsx", "g.rar"):
        written(tmp_path / name)
    found = search([tmp_path])
    assert names(found) == ["a.md", "b.txt", "d.PDF", "e.docx", "f.xlsx", "huyện/c.txt"]
    assert [fault.where for fault in found.faults] == ["g.rar"]
    assert found.complete


def test_a_format_that_is_not_read_is_told_with_those_that_are(tmp_path: Path) -> None:
    written(tmp_path / "x.rar")
    (fault,) = search([tmp_path]).faults
    assert fault.what == "passed over: this format is not read"
    assert all(one.suffixes[0] in fault.remedy for one in FORMATS)


FURNITURE = [".hidden.txt", "~$plan.docx", "__MACOSX/._a.docx", "Thumbs.db", "desktop.ini", ".git/x.txt"]


@pytest.mark.parametrize("name", FURNITURE)
def test_passes_over_in_silence_what_is_nobody_s_document(tmp_path: Path, name: str) -> None:
    written(tmp_path / name)
    written(tmp_path / "a.txt")
    assert search([tmp_path]) == Search((Found(tmp_path / "a.txt", "a.txt"),), (), ())


def test_a_named_file_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    assert names(search([written(tmp_path / "plan.text2")])) == ["plan.text2"]


def test_a_loop_of_folders_is_named_and_ends(tmp_path: Path) -> None:
    written(tmp_path / "a" / "x.txt")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    found = search([tmp_path])
    assert names(found) == ["a/x.txt"]
    assert "back to itself" in found.faults[0].what


def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = search([tmp_path])
    assert [fault.what for fault in found.faults] == ["the link leads to nothing"]
    assert not found.complete


def test_a_file_is_read_once_however_often_it_is_given(tmp_path: Path) -> None:
    file = written(tmp_path / "x.txt")
    assert len(search([file, tmp_path, tmp_path / "." / "x.txt"]).files) == 1


def test_a_file_has_one_name_in_whatever_order_it_is_given(tmp_path: Path) -> None:
    file = written(tmp_path / "folder" / "below" / "a.txt", b"x")
    paths = [tmp_path / "folder", tmp_path / "folder" / "below", file]
    for given in permutations(paths):
        assert [one.name for one in search(given).files] == ["below/a.txt"]


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        written(tmp_path / folder / "plan.txt")
    assert len(set(names(search([tmp_path / "one", tmp_path / "two"])))) == 2


def test_a_missing_path_is_a_fault(tmp_path: Path) -> None:
    found = search([tmp_path / "nowhere"])
    assert not found.files
    assert not found.complete
    assert "no such file" in found.faults[0].what


def test_a_name_is_composed_and_holds_only_letters(tmp_path: Path) -> None:
    written(tmp_path / unicodedata.normalize("NFD", "huyện.txt"))
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9\n.txt")).write_text(WORDS)
    found = search([tmp_path])
    assert sorted(names(found)) == ["huyện.txt", "\ufffd\ufffd.txt"]
    assert all(read_source(one).text == WORDS for one in found.files)


# ---- what is no regular file ----


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listener(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))  # the whole path may be longer than addresses can be


@pytest.mark.parametrize("make", [pipe, listener])
def test_a_pipe_or_socket_is_refused_without_opening_it(
    tmp_path: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "x.txt")
    for given in (tmp_path, tmp_path / "x.txt"):
        found = search([given])
        assert [fault.what for fault in found.faults] == ["is neither a file nor a folder"]
        assert not found.files


def test_a_file_that_became_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.txt")
    with pytest.raises(ReadError, match="neither a file"):
        read_source(Found(tmp_path / "x.txt", "x.txt"))


def test_a_device_is_refused() -> None:
    assert [fault.what for fault in search([Path("/dev/zero")]).faults] == ["is neither a file nor a folder"]


# ---- reading ----


def test_a_file_that_vanished(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="vanished"):
        read_source(Found(tmp_path / "gone.txt", "gone.txt"))


def test_a_large_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    with file.open("wb") as stream:
        stream.truncate(2_000_000_000)
    for use in (read_source, digest_of):
        with pytest.raises(ReadError, match="1908 MB, more than the 64 MB"):
            use(Found(file, "long.txt"))


def test_a_long_text_is_refused(tmp_path: Path) -> None:
    found = Found(written(tmp_path / "x.txt", "chữ " * 100), "x.txt")
    assert read_source(found, Options(limits=Limits(characters=400)))
    with pytest.raises(ReadError, match="more than 399 characters"):
        read_source(found, Options(limits=Limits(characters=399)))


def grows(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(b"more")


def is_replaced(path: Path) -> None:
    written(path.with_name("new.txt"), path.read_bytes())
    path.with_name("new.txt").replace(path)


def is_rewritten(path: Path) -> None:
    status = path.stat()
    path.write_bytes(b"y" * status.st_size)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1000))


@pytest.mark.parametrize("change", [grows, is_replaced, is_rewritten])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, change: Callable[[Path], None]) -> None:
    path = written(tmp_path / "x.txt", b"x" * 3_000_000)
    pieces = file_bytes.pieces_of(path, None, "x.txt", Limits())
    next(pieces)
    change(path)
    with pytest.raises(ReadError, match=r"^x.txt: the file changed while it was read. Build again$"):
        list(pieces)


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    data = os.urandom(3_000_001)
    assert digest_of(Found(written(tmp_path / "x.bin", data), "x.bin")) == hashlib.sha256(data).hexdigest()
    found = Found(written(tmp_path / "x.txt"), "x.txt")
    assert read_source(found).sha256 == digest_of(found) == hashlib.sha256(WORDS.encode()).hexdigest()


# ---- archives ----

PACKED = [
    pytest.param("a.zip", zipped(**{"huyện/b.txt": WORDS, "c.txt": WORDS}), id="zip"),
    pytest.param("a.ZIP", zipped(**{"huyện/b.txt": WORDS, "c.txt": WORDS}), id="ending in capitals"),
    pytest.param("a.tar", tarred({"huyện/b.txt": WORDS.encode(), "./c.txt": WORDS.encode()}), id="tar"),
    pytest.param("a.tar.gz", tarred({"huyện/b.txt": WORDS.encode(), "c.txt": WORDS.encode()}, "w:gz"), id="tar.gz"),
    pytest.param("a.tgz", tarred({"huyện/b.txt": WORDS.encode(), "c.txt": WORDS.encode()}, "w:gz"), id="tgz"),
]


@pytest.mark.parametrize(("name", "data"), PACKED)
@pytest.mark.parametrize("named", [True, False], ids=["named", "in a folder"])
def test_documents_in_an_archive(tmp_path: Path, name: str, data: bytes, named: bool) -> None:
    path = written(tmp_path / "one" / name, data)
    found = search([path if named else tmp_path])
    above = "" if named else "one/"
    assert names(found) == [f"{above}{name}/c.txt", f"{above}{name}/huyện/b.txt"]
    assert found.faults == ()
    for one in found.files:
        source = read_source(one)
        assert (source.name, source.text) == (one.name, WORDS)
        assert source.sha256 == digest_of(one) == hashlib.sha256(WORDS.encode()).hexdigest()
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted(["one", name])  # nothing was unpacked


def old_zip(raw: bytes) -> bytes:
    """A zip as packers of old wrote it: the name in the country's encoding, with no word of which."""
    data = zipped(**{"x" * len(raw): WORDS})
    return data.replace(b"x" * len(raw), raw)


OLD_NAMES = [
    pytest.param("huyện ủy.txt".encode(), "huyện ủy.txt", id="UTF-8 without saying so"),
    pytest.param(unicodedata.normalize("NFD", "huyện ủy.txt").encode(), "huyện ủy.txt", id="decomposed"),
    pytest.param(b"huy\xea\xf2n uy\xd2.txt", "huyện uỷ.txt", id="CP1258"),
    pytest.param(b"caf\x82.txt", "café.txt", id="CP437"),
    pytest.param(b"stra\xdfe\\a.txt", "stra▀e/a.txt", id="no Vietnamese"),
    pytest.param(b"tinh\\huyen\\a.txt", "tinh/huyen/a.txt", id="backslashes"),
]


@pytest.mark.parametrize(("raw", "name"), OLD_NAMES)
def test_names_in_old_archives(tmp_path: Path, raw: bytes, name: str) -> None:
    found = search([written(tmp_path / "a.zip", old_zip(raw))])
    assert names(found) == [f"a.zip/{name}"]
    assert read_source(found.files[0]).text == WORDS


LEADING_OUT = ["../a.txt", "a/../../b.txt", "/etc/a.txt", "..\\a.txt", "C:\\a.txt", "\\\\server\\share\\a.txt"]


@pytest.mark.parametrize("name", LEADING_OUT)
@pytest.mark.parametrize("form", ["zip", "tar"])
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str, form: str) -> None:
    members = {name: WORDS.encode(), "good.txt": WORDS.encode()}
    path = written(tmp_path / f"a.{form}", zipped(**members) if form == "zip" else tarred(dict(members)))
    found = search([path])
    assert names(found) == [f"a.{form}/good.txt"]
    assert [fault.what for fault in found.faults] == ["passed over: its name leads outside the archive"]
    assert found.faults[0].where.startswith(f"a.{form}: ")


def link(kind: bytes) -> tarfile.TarInfo:
    info = tarfile.TarInfo("a.txt")
    info.type, info.linkname = kind, "/etc/passwd"
    return info


def zip_with_link() -> bytes:
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


UNREAD_MEMBERS = [
    pytest.param("a.zip", zip_with_link(), "a link inside an archive", id="link in zip"),
    pytest.param("a.tar", tarred({"a": link(tarfile.SYMTYPE)}), "a link inside an archive", id="link in tar"),
    pytest.param("a.tar", tarred({"a": link(tarfile.LNKTYPE)}), "a link inside an archive", id="hard link in tar"),
    pytest.param("a.tar", tarred({"a": link(tarfile.FIFOTYPE)}), "a link inside an archive", id="pipe in tar"),
    pytest.param("a.zip", zipped(**{"b.zip": zipped(**{"c.txt": WORDS})}), "an archive inside an archive", id="nested"),
    pytest.param("a.zip", zipped(**{"b.exe": WORDS}), "this format is not read", id="other format"),
    pytest.param("a.zip", zipped(), "the archive is empty", id="empty"),
    pytest.param("a.zip", zipped(a=b"x" * 9000)[:-30], "damaged", id="cut off"),
    pytest.param("a.zip", b"PK\x03\x04", "damaged", id="four bytes"),
    pytest.param("a.zip", b"", "damaged", id="no bytes"),
    pytest.param("a.zip", b"Rar!\x1a\x07\x00", "this is a RAR archive", id="RAR by another name"),
    pytest.param("a.tar.gz", gzip.compress(b"x" * 100), "damaged", id="gzip of no tar"),
    pytest.param("a.tar.gz", tarred({"a.txt": b"x" * 9000}, "w:gz")[:-90], "damaged", id="cut off gzip"),
]


@pytest.mark.parametrize(("name", "data", "says"), UNREAD_MEMBERS)
def test_what_is_not_read_of_an_archive(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    found = search([written(tmp_path / name, data)])
    assert not found.files
    (fault,) = found.faults
    assert says in fault.what
    assert fault.where.startswith(name)
    assert fault.remedy


@pytest.mark.parametrize("furniture", ["__MACOSX/._b.txt", "sub/~$b.docx", ".DS_Store"])
def test_furniture_in_an_archive(tmp_path: Path, furniture: str) -> None:
    found = search([written(tmp_path / "a.zip", zipped(**{furniture: WORDS, "b.txt": WORDS}))])
    assert (names(found), found.faults) == (["a.zip/b.txt"], ())


def encrypted() -> bytes:
    data = bytearray(zipped(**{"a.txt": WORDS}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    return bytes(data)


def wrong_sum() -> bytes:
    return zipped(**{"a.txt": WORDS * 50}).replace(
        zipfile.ZipFile(io.BytesIO(zipped(**{"a.txt": WORDS * 50}))).infolist()[0].CRC.to_bytes(4, "little"), b"abcd"
    )


def unbounded() -> bytes:
    """A member packed by bzip2, which unpacks to as much as it likes in one go, whatever it declares."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.txt", WORDS)
    return stream.getvalue()


MEMBERS_REFUSED = [
    pytest.param(unbounded(), "packed in a way that is not read", id="unbounded"),
    pytest.param(encrypted(), "protected by a password", id="password"),
    pytest.param(wrong_sum(), "damaged", id="wrong checksum"),
    pytest.param(zipped(**{"a.txt": b"x" * 3 * 1024 * 1024}), "has 2 MB, more than the 1 MB", id="too large"),
    pytest.param(zipped(**{"a.txt": b""}), "empty", id="empty"),
]


@pytest.mark.parametrize(("data", "says"), MEMBERS_REFUSED)
def test_a_file_in_an_archive_that_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    (found,) = search([written(tmp_path / "a.zip", data)]).files
    with pytest.raises(ReadError) as caught:
        read_source(found, Options(limits=Limits(megabytes=1)))
    assert says in caught.value.what
    assert caught.value.where == "a.zip/a.txt"


def test_an_archive_that_changed_since_it_was_listed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", zipped(**{"a.txt": WORDS}))
    (found,) = search([path]).files
    written(path, zipped(**{"another.txt": WORDS * 2}))
    with pytest.raises(ReadError, match=r"a\.zip/a\.txt: the file vanished"):
        digest_of(found)


ARCHIVE_LIMITS = [
    pytest.param("a.zip", zipped(**{f"{n}.txt": WORDS for n in range(11)}), "more than 10 members", id="zip members"),
    pytest.param("a.tar", tarred({f"{n}.txt": b"x" for n in range(11)}), "more than 10 members", id="tar members"),
    pytest.param("a.zip", zipped(**{"a.txt": bytes(2**21)}), "more than 1 MB", id="zip unpacked"),
    pytest.param("a.tar.gz", tarred({"a.txt": bytes(2**21)}, "w:gz"), "more than 1 MB", id="tar unpacked"),
]


@pytest.mark.parametrize(("name", "data", "says"), ARCHIVE_LIMITS)
def test_limits_of_archives(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    found = search([written(tmp_path / name, data)], Options(limits=Limits(members=10, expanded_megabytes=1)))
    assert not found.files
    assert not found.complete
    assert says in found.faults[0].what
    assert "--limit" in found.faults[0].remedy


# ---- formats by their bytes ----


def compound(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + b"".join(name.encode("utf-16-le") for name in streams)


TOLD = [
    pytest.param("a.docx", zipped(**{"word/document.xml": "<x/>"}), "docx", id="Word"),
    pytest.param("a.txt", zipped(**{"word/document.xml": "<x/>"}), "docx", id="Word called text"),
    pytest.param("a.docx", zipped(**{"xl/workbook.xml": "<x/>"}), "xlsx", id="Excel called Word"),
    pytest.param("a", zipped(**{"mimetype": "application/vnd.oasis.opendocument.text"}), "odt", id="OpenDocument"),
    pytest.param("a.doc", compound("WordDocument"), "doc", id="old Word"),
    pytest.param("a.xls", compound("Workbook"), "xls", id="old Excel"),
    pytest.param("a.xls", compound("WordDocument", "Workbook"), "xls", id="old Excel with Word in it"),
    pytest.param("a.doc", compound("Book"), "xls", id="older Excel called Word"),
    pytest.param("a.doc", b"{\\rtf1 x}", "rtf", id="RTF called Word"),
    pytest.param("a.doc", b"<html><body>x</body></html>", "html", id="web page called Word"),
    pytest.param("a.doc", b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "html", id="web page after a mark"),
    pytest.param("a.xls", "<html xmlns:x='excel'>".encode("utf-16"), "html", id="web page called Excel"),
    pytest.param("a.xls", "STT\tNhiệm vụ\n".encode("utf-16"), "csv", id="table in text called Excel"),
    pytest.param(
        "a.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "doc", id="Word 2003 XML"
    ),
    pytest.param("a.doc", WORDS.encode(), "text", id="text called Word"),
    pytest.param("a.pdf", b"junk\n%PDF-1.4", "pdf", id="PDF after junk"),
    pytest.param("a.txt", b"%PDF-1.4", "pdf", id="PDF called text"),
    pytest.param("a.pdf", b"\x89PNG\r\n", "picture", id="picture called PDF"),
    pytest.param("a.htm", WORDS.encode(), "html", id="web page by its ending"),
    pytest.param("a.csv", WORDS.encode(), "csv", id="csv"),
    pytest.param("a.md", b"# <html>", "text", id="Markdown"),
    pytest.param("a.text2", WORDS.encode(), "text", id="no ending known"),
]


@pytest.mark.parametrize(("name", "data", "form"), TOLD)
def test_formats_are_told_by_their_bytes(name: str, data: bytes, form: str) -> None:
    assert format_of(data, name).name == form


UNREAD = [
    pytest.param("a.docx", zipped(**{"x.txt": "x"}), "this is an archive", id="archive called Word"),
    pytest.param("a.pptx", zipped(**{"ppt/x.xml": "x"}), "this is a PowerPoint presentation", id="slides"),
    pytest.param("a.ppt", compound("PowerPoint Document"), "this is a PowerPoint presentation", id="old slides"),
    pytest.param("a.msg", compound("__substg1.0_0037"), "this is an Outlook message", id="message"),
    pytest.param("a.docx", compound("EncryptedPackage"), "protected by a password", id="encrypted Word"),
    pytest.param("a.doc", compound(), "damaged", id="container of nothing known"),
    pytest.param("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related;", "a web archive", id="MHTML"),
    pytest.param("a.docx", bytes(range(256)) * 4, "the file is damaged, or no .docx file", id="Word of nothing"),
    pytest.param("a.pdf", bytes(4096), "the file is damaged, or no .pdf file", id="PDF of zeros"),
    pytest.param("a.docx", zipped(**{"word/document.xml": "x" * 999})[:100], "damaged", id="cut off"),
]


@pytest.mark.parametrize(("name", "data", "says"), UNREAD)
def test_what_is_no_format_that_is_read(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        format_of(data, name)
    assert says in caught.value.what
    assert caught.value.where == name
    assert caught.value.remedy


@pytest.mark.parametrize("form", FORMATS, ids=lambda one: one.name)
def test_every_format_has_its_reader(form: Format) -> None:
    module, _, name = form.reader.partition(":")
    assert callable(getattr(import_module(module), name))


def test_counts() -> None:
    assert len(PACKED) == 5
    assert len(OLD_NAMES) == 6
    assert len(LEADING_OUT) == 6
    assert len(UNREAD_MEMBERS) == 13
    assert len(TOLD) == 22
    assert len(UNREAD) == 10
    assert len(SUFFIXES) >= 23
    assert len(FORMATS) >= 11
