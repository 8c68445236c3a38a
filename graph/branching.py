"""A tree of texts for people to read: what a trace gives and the command line draws."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Branching:
    """A line of the tree, what else is known of it, and the lines below. source is file and place, or empty."""

    text: str
    facts: tuple[str, ...] = ()
    source: str = ""
    children: tuple[Branching, ...] = ()
