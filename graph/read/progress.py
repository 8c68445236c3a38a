"""Reading that takes long for a good reason says so, so that whoever waits for it gives it more time.

Optical character recognition takes seconds a page. How many pages need it is known only while a file is read.
"""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def recognising_page() -> None:
    """Say that one more page is about to be recognised. To be called by whatever recognises one, for each page."""
    for listener in _listeners:
        listener()


def listen(listener: Callable[[], None]) -> None:
    """Have `listener` called for each page that this process recognises from now on."""
    _listeners.append(listener)
