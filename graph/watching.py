"""How whoever waits for a long step is told how far it is."""

from __future__ import annotations

from collections.abc import Callable

Watch = Callable[[str, int, int], None]
"""Told the step ("read", "align", "load"), how much of it is done, and how much there is."""
