"""What reading one file may cost, and how pictures of text are treated. In the README; adjustable by the user."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

MEGABYTE = 1024 * 1024
"""Bytes of a megabyte, as sizes of files are shown."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. A file beyond one of them is refused with a ReadError that names the limit.

    megabytes: size of the file; expanded_megabytes: what it may unpack to; characters: text that is parsed;
    pages: of a pdf or a picture; recognised_pages: pages read by OCR; rows: of a workbook or table register;
    members: files in an archive; depth: of tables or elements in one another; seconds: for reading and parsing;
    recognition_seconds: more for each page read by OCR; memory_megabytes: of the process that reads.
    """

    megabytes: int = 64
    expanded_megabytes: int = 512
    characters: int = 16_000_000
    pages: int = 2_000
    recognised_pages: int = 300
    rows: int = 100_000
    members: int = 10_000
    depth: int = 50
    seconds: int = 120
    recognition_seconds: int = 60
    memory_megabytes: int = 2_048


class Recognition(StrEnum):
    """Which pages of a pdf are read by optical character recognition (OCR)."""

    AUTO = "auto"  # those without a text layer
    DAMAGED = "damaged"  # these, and those whose text layer is damaged
    ALL = "all"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read."""

    recognition: Recognition = Recognition.AUTO
    limits: Limits = field(default_factory=Limits)


STANDARD = Options()
"""How files are read where the user says nothing."""
