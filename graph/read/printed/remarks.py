"""What is said of pages that were recognised, not read, or whose text is not to be trusted."""

from __future__ import annotations

from collections.abc import Sequence

from graph.read.printed.joining import confidence_of
from graph.read.printed.page import Page

_MOST_NAMED = 12
"""Pages that are named one by one; of more, the first ones and the last."""


def recognised_pages(pages: Sequence[Page]) -> list[str]:
    """That pages were recognised, and how surely: the mean over all their words."""
    if not pages:
        return []
    confidence = confidence_of(word for page in pages for word in page.words) or 0.0
    numbers = [page.number for page in pages]
    if len(numbers) == 1:
        return [f"page {numbers[0]} was recognised by OCR (confidence {confidence:.0%})"]
    return [f"pages {named(numbers)} were recognised by OCR (confidence {confidence:.0%})"]


def unread_pages(numbers: Sequence[int], reason: str) -> list[str]:
    """That pages are pictures and were not read."""
    if not numbers:
        return []
    if len(numbers) == 1:
        return [f"page {numbers[0]} is a picture and was not read: {reason}"]
    return [f"pages {named(numbers)} are pictures and were not read: {reason}"]


def damaged_pages(numbers: Sequence[int]) -> list[str]:
    """That the text layer of pages is damaged, and what helps."""
    if not numbers:
        return []
    if len(numbers) == 1:
        return [f"the text layer of page {numbers[0]} is damaged: read the page by OCR with --ocr damaged"]
    return [f"the text layer of pages {named(numbers)} is damaged: read these pages by OCR with --ocr damaged"]


def named(numbers: Sequence[int]) -> str:
    """Page numbers in a row: "1, 2, 5"; of many the first ones and the last: "1, 2, ..., 40"."""
    if len(numbers) <= _MOST_NAMED:
        return ", ".join(map(str, numbers))
    return ", ".join([*map(str, numbers[: _MOST_NAMED - 1]), "...", str(numbers[-1])])
