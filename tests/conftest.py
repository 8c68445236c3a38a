"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.briefings import Built
    from tests.browser import Browser
    from viz.briefing import Briefing

ROOT = Path(__file__).parent.parent
# A busy machine fails no property; where a change is judged, the examples are the same for the same tests.
settings.register_profile("project", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile("project")


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


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Headless Chromium, one for all tests of a file."""
    from tests.browser import start

    made = start(tmp_path_factory)
    yield made
    made.driver.quit()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Briefing:
    """The briefing of data/documents as built, nothing reviewed."""
    from tests.briefings import briefing_of

    return briefing_of(ROOT / "data" / "documents", tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="session")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Briefing:
    """The briefing of the four real documents as built, nothing reviewed."""
    from tests.briefings import briefing_of

    return briefing_of(shared / "documents", tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session")
def built(demonstration: Briefing, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The demonstration with some links reviewed, written in both languages as a folder and as a single file."""
    from tests.briefings import Built, reviewed

    return Built.write(reviewed(demonstration), tmp_path_factory.mktemp("built"))
