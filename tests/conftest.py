"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def absent(what: str) -> None:
    """Skip where a tool or folder is optional; fail where the continuous integration promised it."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and a skip is a failure here")
    pytest.skip(f"{what} is not here")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real documents, labels and corpus, which is not part of the repository."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        absent("the folder ../shared with the real documents")
    return folder
