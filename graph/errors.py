"""The one base error: what went wrong, where, and what the user can do about it."""

from __future__ import annotations


class LineageError(Exception):
    """A fault that a user can act on.

    what: the fault in one clause; where: the file, line, row or query it concerns; remedy: what to do.
    The command line prints the three as one line and exits with status 2.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = _one_line(what)
        self.where = _one_line(where)
        self.remedy = _one_line(remedy)
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f". {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{advice}"


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


def _one_line(text: str) -> str:
    return " ".join(text.split())
