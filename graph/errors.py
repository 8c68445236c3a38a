"""The one base error: what went wrong, where, and what the user can do about it."""

from __future__ import annotations

from collections.abc import Callable


class LineageError(Exception):
    """A fault that a user can act on.

    what: the fault in one clause; where: the file, line, row or query it concerns; remedy: what to do.
    what and remedy are written in English, as constants with values set in: that is the form that programs may match
    and that data/lexicon/messages.csv translates. The command line prints the three as one line, exit status 2.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = _one_line(what)
        self.where = _one_line(where)
        self.remedy = _one_line(remedy)
        super().__init__(str(self))

    def __str__(self) -> str:
        return self.line(str)

    def line(self, translate: Callable[[str], str]) -> str:
        """The error as one line, what and remedy as `translate` puts them; where stays: a user may have typed it."""
        place = f"{self.where}: " if self.where else ""
        advice = f". {translate(self.remedy)}" if self.remedy else ""
        return _one_line(f"{place}{translate(self.what)}{advice}")


class ReadError(LineageError):
    """A file that cannot be read or decoded, or that holds no text."""


class SidecarError(LineageError):
    """A `documents.toml` that is malformed or names a file that is not there."""


class LexiconError(LineageError):
    """A row of a word list that cannot be used."""


class IdentityError(LineageError):
    """Two files that claim to be the same document."""


class StoreError(LineageError):
    """A store that cannot be opened, read or written."""


class QueryError(LineageError):
    """A query that is not there, is malformed, or got the wrong parameters."""


class UsageError(LineageError):
    """A request that names something unknown or contradicts itself."""


def reason(error: Exception) -> str:
    """Why a file or a server cannot be used, in few words: the system's own in lower case, without number and path."""
    if isinstance(error, OSError):
        return (error.strerror or "").lower() or str(error) or "unknown reason"
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} is not UTF-8"
    return str(error) or "unknown reason"


def _one_line(text: str) -> str:
    return " ".join(text.split())
