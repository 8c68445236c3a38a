"""What went wrong with a store, told from what the operating system and Oxigraph say of it."""

from __future__ import annotations

import errno

from graph.errors import StoreError, reason

_NO_SPACE = "No space left on device"
_NO_QUOTA = "Disk quota exceeded"
_READ_ONLY = "Read-only file system"
_DENIED = ("Permission denied", "Operation not permitted")
_LOCKED = ("While lock file", "lock hold by current process")
_GONE = "No such file or directory"
_KEPT = "Free some space and run it again; what the store had is still there"


def explained(error: Exception, where: str) -> StoreError:
    """The fault of a store at `where` with its remedy. Whatever it is, nothing was written by halves."""
    text = str(error)
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ENOSPC or _NO_SPACE in text:
        return StoreError("the disk is full", where=where, remedy=_KEPT)
    if number == errno.EDQUOT or _NO_QUOTA in text:
        return StoreError("the quota of this disk is used up", where=where, remedy=_KEPT)
    if number == errno.EROFS or _READ_ONLY in text:
        return StoreError(
            "the disk or folder can only be read", where=where, remedy="Make it writable, or name another store"
        )
    if number in {errno.EACCES, errno.EPERM} or any(words in text for words in _DENIED):
        return StoreError("the store may not be read or written", where=where, remedy="Ask for access to it")
    if any(words in text for words in _LOCKED):
        return locked(where)
    if number is not None:
        return StoreError(f"the store cannot be used: {reason(error)}", where=where, remedy="Check the path")
    return StoreError(
        f"the store is damaged: {text}",
        where=where,
        remedy="Move the folder away, then restore a backup or build it anew",
    )


def locked(where: str) -> StoreError:
    """The fault of a store that another program is writing."""
    return StoreError(
        "the store is being written by another program",
        where=where,
        remedy="Wait for it to end, or let this one wait with --wait SECONDS",
    )


def is_gone(error: Exception) -> bool:
    """True when a file of the store is there no more: a writer has put others in its place."""
    return isinstance(error, FileNotFoundError) or _GONE in str(error)
