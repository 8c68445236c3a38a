"""How wide a text will be, and where to break it, so that no label runs out of its box.

The map is drawn by the reader's browser with the reader's fonts, but laid out here. Widths are therefore the larger of
two measured fonts per letter, with a margin; the page measures once more and shrinks the type if a machine's font is
wider still.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

FONT_STACK = '"Segoe UI", "Noto Sans", Roboto, "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif'
FONT_SIZE = 15
LINE_HEIGHT = 21  # 1.4: stacked Vietnamese accents ("Ễ") need at least 1.33
ELLIPSIS = "\u2026"

_MARGIN = 1.03
_HORN, _HORN_WIDTH = "\u031b", 80  # ơ and ư are wider than o and u
_BREAKS = re.compile(r"[^/\-]*[/\-]|[^/\-]+")


def width(text: str, *, bold: bool = False, size: int = FONT_SIZE) -> float:
    """Upper estimate of the width of `text` in pixels at a type size of `size` pixels."""
    table = _BOLD if bold else _PLAIN
    letters = unicodedata.normalize("NFD", text)
    units = sum(table.get(letter, 1000) for letter in letters if not unicodedata.combining(letter))
    return (units + letters.count(_HORN) * _HORN_WIDTH) * size / 1000 * _MARGIN


def wrap(text: str, limit: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """`text` broken into at most `lines` lines no wider than `limit` pixels; what is cut ends in an ellipsis.

    Breaks at spaces; a word that is too wide by itself breaks after a slash or hyphen, or else anywhere.
    """
    broken: list[str] = []
    line = ""
    for glue, piece in _pieces(text, limit, bold):
        if line and width(line + glue + piece, bold=bold) > limit:
            broken.append(line)
            line = piece
            if len(broken) > lines:
                break
        else:
            line = line + glue + piece if line else piece
    if line:
        broken.append(line)
    if len(broken) <= lines:
        return tuple(broken)
    return (*broken[: lines - 1], _cut(broken[lines - 1], limit, bold))


def _pieces(text: str, limit: float, bold: bool) -> list[tuple[str, str]]:
    """Words of `text` as (what goes before it on the same line, word), none wider than `limit`."""
    pieces: list[tuple[str, str]] = []
    for word in text.split():
        if width(word, bold=bold) <= limit:
            pieces.append((" ", word))
            continue
        glue = " "
        for part in _BREAKS.findall(word):
            for bit in _chopped(part, limit, bold):
                pieces.append((glue, bit))
                glue = ""
    return pieces


def _chopped(word: str, limit: float, bold: bool) -> list[str]:
    bits = [""]
    for letter in word:
        if bits[-1] and width(bits[-1] + letter, bold=bold) > limit and not unicodedata.combining(letter):
            bits.append("")
        bits[-1] += letter
    return bits


def _cut(line: str, limit: float, bold: bool) -> str:
    while line and width(line + ELLIPSIS, bold=bold) > limit:
        line = line[:-1]
    return line.rstrip(" ,;:.") + ELLIPSIS


def _by_letter(widths: Mapping[str, int]) -> Mapping[str, int]:
    return {letter: units for letters, units in widths.items() for letter in letters}


# Advance widths in thousandths of the type size: the larger of Noto Sans and Liberation Sans (metrics of Arial), as
# Chromium measures them. Accented letters are as wide as their base; anything not listed counts as a full square.
_PLAIN = _by_letter(
    {
        "\u2018\u2019": 222,
        "'": 225,
        "ijl": 258,
        " !,.:;·": 278,
        "[]": 329,
        "()-`": 333,
        "I": 339,
        "f": 344,
        "\u201c\u201d": 359,
        "t": 361,
        "/\\": 372,
        "\u2022": 376,
        "{}": 380,
        '"': 408,
        "r": 413,
        "°": 428,
        "Jcsz": 500,
        "v": 508,
        "y": 510,
        "x": 529,
        "k": 534,
        "\u2265\u2264": 549,
        "*|": 551,
        "?L_\u2013\u00a7\u00ab\u00bb": 556,
        "a": 561,
        "e": 564,
        "$0123456789^": 572,
        "+<=>~×": 584,
        "o": 605,
        "FTZ": 611,
        "bdgpq": 615,
        "đ": 617,
        "hnu": 618,
        "#": 646,
        "ABEKPSVXY": 667,
        "CR": 722,
        "DĐ": 730,
        "U": 731,
        "&": 732,
        "H": 741,
        "N": 760,
        "G": 778,
        "OQ": 781,
        "w": 786,
        "%": 889,
        "M": 907,
        "m": 935,
        "W": 944,
        "\u2026\u2014\u2192": 1000,
        "@": 1015,
    }
)
_BOLD = _by_letter(
    {
        "'": 266,
        " \u2018\u2019": 278,
        ",.·": 285,
        "ijl": 305,
        "!-:;[]": 333,
        "()": 339,
        "`": 362,
        "\u2022": 376,
        "f": 387,
        "I": 389,
        "{}": 394,
        "/\\": 413,
        "°": 428,
        "t": 434,
        "r": 454,
        '"': 474,
        "z\u201c\u201d": 500,
        "*": 545,
        "\u2265\u2264": 549,
        "|": 551,
        "J_cs\u2013\u00a7": 556,
        "vy": 569,
        "$0123456789": 572,
        "x": 578,
        "+<=>^~×": 584,
        "e": 591,
        "a": 604,
        "?FLTZ": 611,
        "«»": 615,
        "o": 619,
        "k": 620,
        "bdgpq": 633,
        "#": 646,
        "đ": 649,
        "hnu": 657,
        "EPSVXY": 667,
        "ABCKR": 722,
        "DĐ": 740,
        "&": 750,
        "U": 756,
        "H": 765,
        "G": 778,
        "OQ": 796,
        "N": 813,
        "w": 856,
        "%": 901,
        "M": 943,
        "W": 967,
        "@": 975,
        "m": 982,
        "\u2026\u2014\u2192": 1000,
    }
)
