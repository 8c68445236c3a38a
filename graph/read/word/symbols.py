"""Characters of the symbol fonts that Word sets by their place in the font, as Unicode has them."""

from __future__ import annotations

_PRIVATE = 0xF000
"""Where Word keeps the 256 places of a symbol font (ECMA-376, 17.3.3.30)."""
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠",
    0xBB: "≈", 0xDE: "⇒",
}  # fmt: skip
_WINGDINGS = {0x6F: "□", 0xA8: "□", 0xE0: "→", 0xF0: "⇨", 0xFC: "✓", 0xFE: "☑", 0xFD: "☒"}
_OTHER = "•"


def symbol_text(text: str, font: str) -> str:
    """`text` with characters of the private use area as Unicode; an ornament that is not known as a bullet."""
    return "".join(_character(ord(character), font) for character in text)


def _character(code: int, font: str) -> str:
    """The character at `code`, which is one of Unicode where it lies outside the private area."""
    name = font.lower()
    place = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else None
    if place is None:
        return "" if 0xD800 <= code < 0xE000 else chr(code)
    if "wingdings" in name or "webdings" in name:
        return _WINGDINGS.get(place, _OTHER)
    if "symbol" in name or not name:
        return _SYMBOL.get(place, chr(place) if 0x20 < place < 0x7F and not chr(place).isalpha() else _OTHER)
    return chr(place) if chr(place).isprintable() else _OTHER
