"""Files made to harm whoever reads them: one kind a function, each small to write and dear to read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
T = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LAUGHS = "".join(
    ['<!DOCTYPE x [<!ENTITY e0 "ha">', *(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11)), "]>"]
)
"""An entity that expands to ten thousand million times "ha"."""


def outside(address: str) -> str:
    """A document type with the entity `e` that stands for what is at `address`."""
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>'


def zipped(members: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _related(target: str, kind: str) -> str:
    one = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{one}</Relationships>'


def docx(body: str = "<w:p/>", *, before: str = "", more: dict[str, bytes | str] | None = None) -> bytes:
    """A Word file with `body` in its body and `before` ahead of the root element."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
            "_rels/.rels": _related("word/document.xml", "officeDocument"),
            "word/document.xml": f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body>'
            "</w:document>",
            **(more or {}),
        }
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def nested_docx(levels: int) -> bytes:
    """Tables in one another."""
    start, end = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    return docx(start * levels + paragraph("lõi") + end * levels)


def xlsx(rows: str, *, before: str = "", dimension: str = "A1") -> bytes:
    """A workbook of one sheet with `rows` as its data and `before` ahead of the sheet's root element."""
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{main}.worksheet+xml"/></Types>',
            "_rels/.rels": _related("xl/workbook.xml", "officeDocument"),
            "xl/_rels/workbook.xml.rels": _related("worksheets/sheet1.xml", "worksheet"),
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{before}<worksheet xmlns="{S}">'
            f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def cell(reference: str, text: str) -> str:
    row = "".join(filter(str.isdigit, reference))
    return f'<row r="{row}"><c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def odt(body: str, *, before: str = "") -> bytes:
    """An OpenDocument text with `body` in its body."""
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content xmlns:office="{OFFICE}" xmlns:text="{T}" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        f'office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{manifest}">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
            "content.xml": content,
        }
    )


def lying(data: bytes, size: int, says: int) -> bytes:
    """The archive with the member of `size` bytes saying that it has `says`."""
    return data.replace(struct.pack("<I", size), struct.pack("<I", says))


def many_members(count: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", b"")
    return stream.getvalue()


def overlapping(count: int, size: int) -> bytes:
    """An archive whose members are all one and the same bytes (as in the bomb "zbsm")."""
    data = zipped({"0.txt": bytes(size)})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    entries = b"".join(entry.replace(b"0.txt", f"{number:05}".encode()) for number in range(count))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    return data[:start] + entries + tail


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of them its root."""
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


ROOT = b"<< /Type /Catalog /Pages 2 0 R >>"


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), more, data)


def page_of(content: int, box: bytes = b"0 0 595 842", more: bytes = b"") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Contents %d 0 R /Resources << %b >> >>" % (box, content, more)


def pdf_of_pages(declared: int, given: int) -> bytes:
    """A PDF that declares so many pages and refers as often as given to one and the same."""
    kids = b" ".join([b"3 0 R"] * given)
    return pdf(ROOT, b"<< /Type /Pages /Count %d /Kids [%b] >>" % (declared, kids), page_of(4), stream(b""))


def pdf_that_leads_to_itself() -> bytes:
    return pdf(ROOT, b"<< /Type /Pages /Count 2 /Kids [3 0 R 2 0 R] >>", page_of(4), stream(b""))


def pdf_of_nested_pages(levels: int) -> bytes:
    inner = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 3) for number in range(levels)]
    return pdf(ROOT, *inner, page_of(levels + 3), stream(b""))


def pdf_with_bomb(megabytes: int) -> bytes:
    """A PDF whose page unpacks to so much."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b"0 0 m\n" * 174_763) for _ in range(megabytes)) + packer.flush()
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return pdf(ROOT, pages, page_of(4), stream(packed, b"/Filter /FlateDecode"))


def pdf_of_huge_picture() -> bytes:
    """A PDF of one page of a square kilometre that a picture of 100,000 by 100,000 points fills."""
    side = 100_000
    picture = stream(
        zlib.compress(zlib.compress(bytes(side * side // 8 // 100), 9), 9),
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 "
        b"/Filter [/FlateDecode /FlateDecode]" % (side, side),
    )
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    page = page_of(4, b"0 0 2834645 2834645", b"/XObject << /I 5 0 R >>")
    return pdf(ROOT, pages, page, stream(b"2834645 0 0 2834645 0 0 cm /I Do"), picture)


def png(width: int, height: int) -> bytes:
    """A black picture, whose bytes are nearly none."""
    row = b"\0" * (1 + -(-width // 8))
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.flush()
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", packed), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def sparse(path: Path, start: bytes, size: int) -> None:
    """A file of so many bytes that takes no room."""
    with path.open("wb") as made:
        made.write(start)
        made.truncate(size)
