"""Tesseract, the program that recognises characters, with its Vietnamese data: one picture in, words in boxes out."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from graph.errors import ReadError

PROGRAM = "tesseract"
LANGUAGE = "vie"
ENGLISH = "eng"
BLOCK = 6
"""Page segmentation mode "a single uniform block of text": lines from top to bottom, each across the whole picture."""
_LINE, _WORD = "4", "5"
_COLUMNS = 12
_LIBRARIES = ("cv2", "PIL")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A word in pixels of the picture: its edges, the number and height of its line, and how sure it is (0 to 1)."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: int
    line_height: int
    confidence: float


def missing(where: str = "") -> ReadError | None:
    """What keeps this computer from recognising pictures, as the error of a file that needs it; None for nothing."""
    for name in _LIBRARIES:
        try:
            import_module(name)
        except ImportError:
            return ReadError(
                "the libraries for recognising pictures (OCR) are not installed",
                where=where,
                remedy="Install the extra: pip install 'directive-lineage[ocr]'",
            )
    program = shutil.which(PROGRAM)
    if program is None:
        return _no_program(where)
    if LANGUAGE not in _languages(program):
        return ReadError(
            "tesseract has no Vietnamese data", where=where, remedy="Install it: apt install tesseract-ocr-vie"
        )
    return None


def require(where: str) -> None:
    """Raises ReadError naming `where` when something is not installed."""
    lack = missing(where)
    if lack is not None:
        raise lack


def has_language(name: str) -> bool:
    """True when tesseract has the data of a language."""
    program = shutil.which(PROGRAM)
    return program is not None and name in _languages(program)


def recognise(
    grey: Any, where: str, *, seconds: float, language: str = LANGUAGE, only: str = ""
) -> tuple[Recognised, ...]:
    """The words of a grey picture (a numpy array of levels 0 to 255), line by line; of the letters in `only`, if given.

    Raises ReadError where tesseract fails or takes longer than `seconds`.
    """
    choice = ["-c", f"tessedit_char_whitelist={only}"] if only else []
    command = [PROGRAM, "stdin", "stdout", "-l", language, "--psm", str(BLOCK), *choice, "tsv"]
    written = _run(command, where, _netpbm(grey), seconds)
    return _words(written.decode("utf-8", "replace"))


def _run(command: list[str], where: str, given: bytes, seconds: float) -> bytes:
    # One thread each: several pages at a time, each on its own core, are faster than one page on several cores.
    surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, words of our own, no shell
            command, input=given, capture_output=True, timeout=seconds, env=surroundings, check=False
        )
    except FileNotFoundError as error:
        raise _no_program(where) from error
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            f"recognising a page took longer than {seconds:g} seconds",
            where=where,
            remedy="Raise the limit, or scan at a lower resolution",
        ) from error
    except OSError as error:
        raise ReadError(
            "tesseract cannot be run", where=where, remedy="Install it: apt install tesseract-ocr tesseract-ocr-vie"
        ) from error
    if done.returncode != 0:
        raise ReadError("tesseract failed on this picture", where=where, remedy="Look at the page, or leave it out")
    return done.stdout


def _no_program(where: str) -> ReadError:
    return ReadError(
        "the program tesseract is not installed",
        where=where,
        remedy="Install it: apt install tesseract-ocr tesseract-ocr-vie",
    )


def _netpbm(grey: Any) -> bytes:
    """The picture in the plainest format there is, so that no time goes into packing it."""
    height, width = grey.shape
    return b"P5 %d %d 255\n" % (width, height) + bytes(grey.tobytes())


def _words(table: str) -> tuple[Recognised, ...]:
    words: list[Recognised] = []
    line = height = 0
    for row in table.splitlines():
        fields = row.split("\t")
        if len(fields) != _COLUMNS:
            continue
        if fields[0] == _LINE:
            line, height = line + 1, int(fields[9])
        if fields[0] == _WORD and fields[11].strip():
            left, top = int(fields[6]), int(fields[7])
            confidence = min(max(float(fields[10]), 0.0), 100.0) / 100
            right, bottom = left + int(fields[8]), top + int(fields[9])
            words.append(Recognised(fields[11].strip(), left, top, right, bottom, line, height, confidence))
    return tuple(words)


@cache
def _languages(program: str) -> frozenset[str]:
    try:
        listed = subprocess.run(  # noqa: S603
            [program, "--list-langs"], capture_output=True, timeout=30, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(listed.decode("utf-8", "replace").split())
