"""Finding and reading files: loops, vanished files, formats that are not read, names told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import ReadError
from graph.read.files import Found, read_source, search


def test_takes_documents_below_a_folder(tmp_path: Path) -> None:
    (tmp_path / "huyện").mkdir()
    for name in ("b.txt", "a.md", "huyện/c.txt", ".hidden.txt", "d.pdf"):
        (tmp_path / name).write_text("Kế hoạch", encoding="utf-8")
    found = search([tmp_path])
    assert [one.name for one in found.files] == ["a.md", "b.txt", "huyện/c.txt"]
    assert [fault.where for fault in found.faults] == ["d.pdf"]


def test_a_named_file_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    file = tmp_path / "plan.text2"
    file.write_text("Kế hoạch", encoding="utf-8")
    assert [one.name for one in search([file]).files] == ["plan.text2"]


def test_a_loop_of_folders_is_named_and_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("Kế hoạch", encoding="utf-8")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    found = search([tmp_path])
    assert [one.name for one in found.files] == ["a/x.txt"]
    assert "back to itself" in found.faults[0].what


def test_a_file_is_read_once_however_often_it_is_given(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("Kế hoạch", encoding="utf-8")
    assert len(search([file, tmp_path, tmp_path / "." / "x.txt"]).files) == 1


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.txt").write_text("Kế hoạch", encoding="utf-8")
    names = [one.name for one in search([tmp_path / "one", tmp_path / "two"]).files]
    assert len(set(names)) == 2


def test_a_missing_path_is_a_fault(tmp_path: Path) -> None:
    found = search([tmp_path / "nowhere"])
    assert not found.files
    assert "no such file" in found.faults[0].what


def test_a_file_that_vanished(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="vanished"):
        read_source(Found(tmp_path / "gone.txt", "gone.txt"))


def test_fifty_megabytes_of_one_line_are_refused_without_reading_them(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(ReadError, match="48 MB, more than the 16 MB"):
        read_source(Found(file, "long.txt"))
