"""Bytes to text: encodings, and the refusal of what is no text."""

from __future__ import annotations

import unicodedata

import pytest

from graph.errors import ReadError
from graph.read.decode import decode

TEXT = "Kế hoạch của Ủy ban nhân dân huyện\nTổ chức thực hiện đúng quy định\n"

READABLE = [
    pytest.param(TEXT.encode(), "utf-8", id="utf-8"),
    pytest.param(TEXT.encode("utf-8-sig"), "utf-8", id="utf-8 with mark"),
    pytest.param(TEXT.encode("utf-16"), "utf-16", id="utf-16 with mark"),
    pytest.param(TEXT.encode("utf-16-le"), "utf-16-le", id="utf-16 little endian without mark"),
    pytest.param(TEXT.encode("utf-16-be"), "utf-16-be", id="utf-16 big endian without mark"),
    pytest.param(TEXT.encode("utf-32"), "utf-32", id="utf-32"),
    pytest.param(unicodedata.normalize("NFD", TEXT).encode(), "utf-8", id="decomposed"),
    pytest.param(TEXT.replace("\n", "\r\n").encode(), "utf-8", id="windows line ends"),
    pytest.param(TEXT.replace("\n", "\r").encode(), "utf-8", id="old mac line ends"),
]


@pytest.mark.parametrize(("data", "encoding"), READABLE)
def test_reads(data: bytes, encoding: str) -> None:
    assert decode(data, "file") == (TEXT, encoding)


def test_reads_cp1258() -> None:
    """The Windows encoding writes vowel and tone as two characters; the text comes out composed."""
    parts = []
    for character in TEXT:
        try:
            parts.append(character.encode("cp1258"))
        except UnicodeEncodeError:
            base, tone = _without_tone(character)
            parts.append(base.encode("cp1258") + tone.encode("cp1258"))
    text, encoding = decode(b"".join(parts), "file")
    assert (text, encoding) == (TEXT, "cp1258")


def _without_tone(character: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", character)
    tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", marks.replace(tone, "")), tone


REFUSED = [
    pytest.param(b"", "empty", id="empty"),
    pytest.param(b"  \n\t\n", "no text", id="blank"),
    pytest.param(b"\x00\x01\x02\xff" * 200, "binary", id="binary"),
    pytest.param("Uû ban nh©n d©n huyÖn §iÖn Biªn".encode("cp1252") * 20, "CP1258", id="TCVN3 font"),
    pytest.param(b"\xff\xfea", "utf-16", id="broken utf-16"),
    pytest.param(b"abc\x81\x8d\x9d" * 30, "UTF-8", id="no encoding"),
]


@pytest.mark.parametrize(("data", "says"), REFUSED)
def test_refuses(data: bytes, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, "huyện.txt")
    assert says in caught.value.what
    assert str(caught.value).startswith("huyện.txt: ")
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_counts() -> None:
    assert len(READABLE) == 9
    assert len(REFUSED) == 6
