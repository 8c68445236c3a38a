"""Pages whose words run up, down or upside down, as those of tables often do, turned to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from graph.read.printed.page import Box


class Direction(StrEnum):
    """Where the words of a page run."""

    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Turn:
    """What makes words of a direction run to the right, on a page of this width and height in points."""

    direction: Direction
    width: float
    height: float

    @property
    def turned(self) -> tuple[float, float]:
        """Width and height of the turned page."""
        across = self.direction in (Direction.UP, Direction.DOWN)
        return (self.height, self.width) if across else (self.width, self.height)

    def box(self, box: Box) -> Box:
        """A box where it stands on the turned page."""
        match self.direction:
            case Direction.UP:
                return Box(self.height - box.bottom, box.x0, self.height - box.top, box.x1)
            case Direction.DOWN:
                return Box(box.top, self.width - box.x1, box.bottom, self.width - box.x0)
            case Direction.LEFT:
                return Box(self.width - box.x1, self.height - box.bottom, self.width - box.x0, self.height - box.top)
            case _:
                return box

    def char(self, char: Mapping[str, Any]) -> dict[str, Any]:
        """A character of pdfplumber where it stands on the turned page."""
        box = self.box(Box(char["x0"], char["top"], char["x1"], char["bottom"]))
        height = box.bottom - box.top
        place = {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom, "doctop": box.top}
        return {**char, **place, "size": height, "height": height, "width": box.x1 - box.x0, "upright": True}


def direction_of(char: Mapping[str, Any]) -> Direction:
    """Where the words run that a character of pdfplumber belongs to."""
    across, along = char["matrix"][:2]
    if abs(along) > abs(across):
        return Direction.UP if along > 0 else Direction.DOWN
    return Direction.RIGHT if across >= 0 else Direction.LEFT


def main_direction(chars: Iterable[Mapping[str, Any]]) -> Direction:
    """Where most words of a page run."""
    counts = Counter(direction_of(char) for char in chars)
    return max(counts, key=lambda direction: (counts[direction], direction.value), default=Direction.RIGHT)
