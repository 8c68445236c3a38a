"""From the bytes of a file to text: which encoding, and the clear refusal of what is none."""

from __future__ import annotations

import codecs

from graph.errors import ReadError
from graph.spelling import normalized

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65536
_VIETNAMESE = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ“”‘’–—…•·§°«»²³½×ﬁﬂ\u0300\u0301\u0303\u0309\u0323"
)


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Text (NFC, "\\n" line ends, no byte order mark) and the name of the encoding of `data`.

    Tried in order: byte order mark, UTF-8, UTF-16 without a mark, CP1258. CP1258 accepts nearly any bytes, so it is
    believed only when the letters it gives are Vietnamese. Raises ReadError naming what is wrong with `where`.
    """
    if not data:
        raise ReadError("the file is empty", where=where, remedy="Remove it or save it again")
    text, encoding = _decoded(data, where)
    text = normalized("NFC", text).replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        raise ReadError("the file holds no text", where=where, remedy="Check that the right file was saved")
    return text, encoding


def mostly_vietnamese(text: str) -> bool:
    """Whether the letters of `text` (NFC) beyond ASCII, if any, are those that Vietnamese texts have."""
    letters = [c for c in text.lower() if ord(c) > 127 and not c.isspace()]
    return sum(c in _VIETNAMESE for c in letters) >= 0.9 * len(letters)


def _decoded(data: bytes, where: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, where), encoding.removesuffix("-sig")
    if b"\0" in data[:_SAMPLE]:
        return _wide(data, where)
    try:
        return _printable(data.decode("utf-8"), where), "utf-8"
    except UnicodeDecodeError as error:
        return _legacy(data, error.start, where), "cp1258"


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return _printable(data.decode(encoding), where)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"the file says it is {encoding} but byte {error.start} is not",
            where=where,
            remedy="Save it again as UTF-8",
        ) from error


def _wide(data: bytes, where: str) -> tuple[str, str]:
    sample = data[:_SAMPLE]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) > len(zeros) // 4:
            return _strictly(data[: len(data) // 2 * 2], encoding, where), encoding
    raise ReadError("the file is binary, not text", where=where, remedy="Save it as plain text (.txt)")


def _legacy(data: bytes, place: int, where: str) -> str:
    refusal = ReadError(
        f"byte {place} is not UTF-8, and the file is no CP1258 text either",
        where=where,
        remedy="Open it in its own program and save it as UTF-8 (TCVN3 and VNI fonts have to be converted first)",
    )
    try:
        text = _printable(data.decode("cp1258"), where)
    except UnicodeDecodeError as error:
        raise refusal from error
    if not mostly_vietnamese(normalized("NFC", text[:_SAMPLE])):
        raise refusal
    return text


def _printable(text: str, where: str) -> str:
    sample = text[:_SAMPLE]
    controls = sum(1 for c in sample if ord(c) < 32 and c not in "\t\n\r\f\v")
    if controls > len(sample) // 50:
        raise ReadError("the file is binary, not text", where=where, remedy="Save it as plain text (.txt)")
    return text.translate(_CONTROLS)


# Control characters print nothing and break RDF and XML alike: each becomes a blank, so offsets keep.
_CONTROLS = {code: " " for code in range(32) if chr(code) not in "\t\n\r"}
