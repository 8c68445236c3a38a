"""The README against the program: its commands run, the files it names are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from readme_commands import README, commands

from graph.cli import main

ROOT = Path(__file__).parent.parent
TEXT = README.read_text(encoding="utf-8")
USE = [line.split("  #")[0].strip() for line in commands()["use"].splitlines() if line.startswith("lineage ")]
PATHS = sorted(set(re.findall(r"`((?:graph|viz|ontology|queries|data|tests)/[\w./*-]*)`", TEXT)))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    (folder / "data").symlink_to(ROOT / "data", target_is_directory=True)
    return folder


def test_the_commands_of_the_readme_run_in_their_order(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    for line in USE:
        done = CliRunner().invoke(main, shlex.split(line)[1:], catch_exceptions=False)
        assert done.exit_code == 0, (line, done.output)
        assert done.output.strip(), line
    assert len(USE) == 14


def test_every_command_is_in_the_readme() -> None:
    assert {shlex.split(line)[1] for line in USE} == set(main.commands)


def test_the_two_commands_set_up_and_run() -> None:
    assert "python3 -m venv" in commands()["main"]
    assert "lineage build data/documents" in commands()["main"]
    assert commands()["tests"].rstrip().endswith("-m pytest")


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_the_readme_names_is_there(path: str) -> None:
    assert list(ROOT.glob(path.rstrip("/"))), path


def test_counts() -> None:
    assert len(PATHS) > 15


def test_the_changelog_names_the_version() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
