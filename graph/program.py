"""By what a result is known to be made anew or not: digests of its input, and of the program that made it.

A result that was kept is used again only by the very program that made it, from the very same input.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from graph.resources import folder

_LIBRARIES = (
    "lxml", "numpy", "opencv-python-headless", "openpyxl", "pdfminer.six", "pdfplumber", "pillow", "pypdfium2",
)  # fmt: skip
"""Those whose other versions may read a file otherwise, or score a link otherwise."""


@cache
def program_digest() -> str:
    """SHA-256 over the package's code, its word lists, and the versions of Python and of the libraries of readers."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    digest.update(platform.python_version().encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    return digest.hexdigest()


def digest_of(*values: Any) -> str:
    """SHA-256 over values: dataclasses, mappings in their order, arrays, texts and numbers."""
    return hashlib.sha256(msgspec.msgpack.encode(values, enc_hook=_plain)).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    raise NotImplementedError(f"no digest of {type(value).__name__}")


def _files() -> Iterator[Path]:
    yield from sorted(Path(__file__).parent.rglob("*.py"))
    for name in ("data/lexicon", "ontology"):
        yield from sorted(path for path in folder(name).iterdir() if path.is_file())


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "not installed"
