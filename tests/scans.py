"""Printed and scanned: a pdf put through what paper, a flat-bed scanner and an office's copier do to it."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
import pypdfium2
from PIL import Image

POINTS = 72
SKEW = 0.7
"""Degrees that a page lies askew at most."""
BLUR = 0.6
"""Standard deviation of the optics' blur, in pixels at 200 dpi."""
NOISE = 6.0
"""Standard deviation of the sensor's noise, in levels of 255."""
SHADE = 22.0
"""Levels that the light falls off from one corner to the opposite one."""
QUALITY = 60
"""Of the JPEG that office scanners write."""


def pictures(pdf: bytes, dpi: int = 200) -> list[Image.Image]:
    """The pages of a pdf as grey pictures, sharp and straight."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / POINTS, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()


def scan(picture: Image.Image, dpi: int, chance: np.random.Generator) -> Image.Image:
    """A grey picture of a page as a scanner gives it: askew, blurred, unevenly lit, noisy, and never quite white."""
    levels = np.asarray(picture, dtype=np.float32)
    height, width = levels.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(chance.uniform(-SKEW, SKEW)), 1.0)
    levels = cv2.warpAffine(levels, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=255.0)
    levels = cv2.GaussianBlur(levels, (0, 0), BLUR * dpi / 200)
    levels = 30 + levels * (248 - 30) / 255  # ink is no black hole, paper no lamp
    slope = np.add.outer(np.linspace(0, 0.5, height), np.linspace(0, 0.5, width)).astype(np.float32)
    levels -= SHADE * (slope if chance.random() < 0.5 else 1 - slope)
    levels += chance.normal(0.0, NOISE, levels.shape).astype(np.float32)
    return Image.fromarray(levels.clip(0, 255).astype(np.uint8))


def scanned(pdf: bytes, *, dpi: int = 200, seed: int = 18) -> bytes:
    """The pdf printed, scanned at `dpi` and saved as a pdf of pictures without text: the same bytes for a seed."""
    chance = np.random.default_rng(seed)
    pages = [scan(picture, dpi, chance) for picture in pictures(pdf, dpi)]
    written = BytesIO()
    pages[0].save(written, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=QUALITY,
                  creationDate=None, modDate=None)  # fmt: skip
    return written.getvalue()
