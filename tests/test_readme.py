"""The README against the program: its commands run, the files it names are there."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner
from readme_commands import README, commands

from graph.cli import main
from graph.read.formats import FORMATS, Format
from graph.read.limits import STANDARD

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
    assert len(USE) == 27


def test_every_command_is_in_the_readme() -> None:
    assert {shlex.split(line)[1] for line in USE} == set(main.commands)


def test_the_two_commands_set_up_and_run() -> None:
    assert "python3 -m venv" in commands()["main"]
    assert "lineage build data/documents" in commands()["main"]
    assert commands()["tests"].rstrip().endswith("-m pytest")


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_the_readme_names_is_there(path: str) -> None:
    assert list(ROOT.glob(path.rstrip("/"))), path


def test_every_word_list_is_explained() -> None:
    folder = ROOT / "data" / "lexicon"
    files = {path.name for path in folder.iterdir() if path.is_file() and path.name != "README.md"}
    named = set(re.findall(r"`([\w.]+\.(?:csv|npz|py|tsv\.gz))`", (folder / "README.md").read_text(encoding="utf-8")))
    assert named == files
    assert len(files) > 30


def test_the_fields_of_the_export_are_those_of_the_readme(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    CliRunner().invoke(main, ["export", "--format", "jsonl", "fields"], catch_exceptions=False)
    listed = dict(re.findall(r"\| `(\w+\.jsonl)` \|[^|]*\| ([^|]*) \|", TEXT))
    for name, fields in listed.items():
        with (place / "fields" / name).open(encoding="utf-8") as lines:
            first = json.loads(next(lines))
        assert re.sub(r" \([^)]*\)", "", fields).split(", ") == list(first), name
    assert len(listed) == 4


def test_the_limits_of_the_readme_are_those_of_the_program() -> None:
    table = TEXT.split("<!-- table: limits -->\n")[1].split("\n\n")[0]
    listed = {name: int(number) for name, number in re.findall(r"\| `(\w+)` \| (\d+) \|", table)}
    assert listed == asdict(STANDARD.limits)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_is_in_the_readme(form: Format) -> None:
    """By an ending of its files, or by its name in capitals."""
    table = TEXT.split("### What it reads")[1].split("### Building again")[0]
    assert any(f"`{suffix}`" in table or suffix[1:].upper() in table for suffix in form.suffixes) or form.name in table


def test_counts() -> None:
    assert len(PATHS) > 20


def test_the_changelog_names_the_version() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
