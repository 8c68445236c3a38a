"""Small pdf files written by hand: what a reader must withstand, without a program that prints them."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(objects: Sequence[bytes], root: int = 1) -> bytes:
    """A pdf of these objects, numbered from 1, with its table of places."""
    data = b"%PDF-1.4\n"
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def shown(lines: Sequence[str], *, size: int = 14, left: int = 85, top: int = 780) -> bytes:
    """Drawing instructions that show lines of ASCII words below each other."""
    parts = [f"BT /F1 {size} Tf {left} {top} Td {size + 3} TL"]
    parts += [f"({line}) Tj T*" for line in lines]
    return ("\n".join(parts) + "\nET").encode("ascii")


def pages_of(
    contents: Sequence[bytes],
    *,
    count: int | None = None,
    box: str = "0 0 595 842",
    extra: str = "",
    image: bool = False,
) -> bytes:
    """A pdf with a page for each content; count is what it declares."""
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(contents)))
    declared = len(contents) if count is None else count
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {declared} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        stream(
            b"\x00" * 64,
            b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
    ]
    picture = "/XObject << /I1 4 0 R >>" if image else ""
    for index, content in enumerate(contents):
        shown_by = 6 + 2 * index
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {extra} /Contents {shown_by} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {picture} >> >>".encode()
        )
        objects.append(stream(content))
    return pdf(objects)


PICTURE = b"q 500 0 0 700 40 60 cm /I1 Do Q"
"""Drawing instructions that show a picture over the page."""
