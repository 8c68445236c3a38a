"""The small file in which a user settles what a document does not say of itself.

`documents.toml` stands beside the documents:

    [[document]]
    file = "07-KH-TW.txt"
    symbol = "07-KH/TW"
    date = 2017-11-27
    issuer = "Bộ Chính trị"
    territory = "vn"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from graph.errors import SidecarError, reason

_KEYS = ("file", "symbol", "date", "issuer", "territory")


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the user says of one file. None where nothing is said."""

    file: str
    symbol: str | None = None
    date: date | None = None
    issuer: str | None = None
    territory: str | None = None


def read_sidecar(path: Path) -> tuple[Settlement, ...]:
    """All settlements of the file at `path`. Raises SidecarError naming the entry that cannot be used."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SidecarError(
            f"cannot be read: {reason(error)}", where=path.name, remedy="Mend the file or remove it"
        ) from error
    entries = content.get("document", [])
    if not isinstance(entries, list) or set(content) - {"document"}:
        raise SidecarError("holds something else than [[document]] entries", where=path.name, remedy="Remove it")
    return tuple(
        _settlement(entry, f"{path.name}, [[document]] {number}") for number, entry in enumerate(entries, start=1)
    )


def _settlement(entry: object, where: str) -> Settlement:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("file"), str):
        raise SidecarError("names no file", where=where, remedy='Add a line file = "..."')
    unknown = sorted(set(entry) - set(_KEYS))
    if unknown:
        raise SidecarError(f"unknown key '{unknown[0]}'", where=where, remedy=f"Known keys: {', '.join(_KEYS)}")
    given = entry.get("date")
    if isinstance(given, datetime) or not (given is None or isinstance(given, date)):
        raise SidecarError("the date is not of the form 2017-11-27", where=where, remedy="Write it without quotes")
    texts: dict[str, str | None] = {}
    for key in ("symbol", "issuer", "territory"):
        value = entry.get(key)
        if not (value is None or (isinstance(value, str) and value.strip())):
            raise SidecarError(f"the {key} is not a text", where=where, remedy="Write it in quotes")
        texts[key] = value
    return Settlement(entry["file"], date=given, **texts)
