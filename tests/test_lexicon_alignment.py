"""Word lists of alignment: each row of concepts and variants on its own example; the frequencies; nothing copied."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT

from graph.align.concepts import ConceptKind, ConceptRow, concept_rows, concepts_in, kind_of, with_broader
from graph.align.frequencies import rarity
from graph.align.words import Variant, variants, words_of
from graph.spelling import fold

LEXICON = ROOT / "data" / "lexicon"
WRITTEN = (
    "addressing",
    "awaited",
    "blanks",
    "concepts",
    "findings",
    "functions",
    "grounds",
    "review_words",
    "variants",
)
"""Lists whose sentences we wrote; in others stand names of bodies, which are what they are."""
RUN = 12
"""Syllables in a row that count as copied."""


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of `RUN` syllables."""
    syllables = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return {tuple(syllables[start : start + RUN]) for start in range(len(syllables) - RUN + 1)}


# ---- concepts ----


@pytest.mark.parametrize("row", concept_rows(), ids=lambda row: f"{row.concept}: {row.phrase}")
def test_the_example_of_a_concept_gives_it(row: ConceptRow) -> None:
    words = words_of(row.example)
    assert row.concept in {found.concept for found in concepts_in(words)}
    parts = [[word.text for word in words_of(part)] for part in row.phrase.split("*")]
    texts = [word.text for word in words]
    for part in parts:
        assert any(texts[place : place + len(part)] == part for place in range(len(texts)))
    assert row.phrase == fold(row.phrase)
    assert kind_of(row.concept) is ConceptKind(row.kind)
    assert row.broader is None or row.broader in with_broader(row.concept)


def test_the_concepts_there_are() -> None:
    rows = concept_rows()
    assert len(rows) == 1544
    assert len({row.concept for row in rows}) == 276
    assert {row.kind for row in rows} == {kind.value for kind in ConceptKind}


def test_no_phrase_of_a_concept_stands_twice() -> None:
    counts = Counter((row.concept, row.phrase) for row in concept_rows())
    assert [pair for pair, count in counts.items() if count > 1] == []


def test_each_concept_has_one_kind_and_broader_ones_that_exist() -> None:
    rows = concept_rows()
    assert len({(row.concept, row.kind, row.broader) for row in rows}) == len({row.concept for row in rows})
    assert {row.broader for row in rows if row.broader} <= {row.concept for row in rows}
    assert [row for row in rows if row.broader == row.concept] == []


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Sở cơ cấu lại các trạm trại", "sap-xep-to-chuc"),
        ("Huyện điều chỉnh, bổ sung nhiệm vụ các phòng", "sua-doi-bo-sung"),
    ],
    ids=["one word goes on", "over a comma"],
)
def test_a_phrase_is_found_where_another_with_a_gap_begins_alike(text: str, concept: str) -> None:
    assert concept in {found.concept for found in concepts_in(words_of(text))}


# ---- variants and frequencies ----


@pytest.mark.parametrize("row", variants(), ids=lambda row: row.variant)
def test_the_example_of_a_variant_reads_as_the_standard(row: Variant) -> None:
    standard = fold(row.standard).split()
    texts = [word.text for word in words_of(row.example)]
    assert fold(row.variant) in fold(row.example)
    assert any(texts[place : place + len(standard)] == standard for place in range(len(texts)))


def test_the_variants_there_are() -> None:
    rows = variants()
    assert len(rows) == 16
    assert len({fold(row.variant) for row in rows}) == len(rows)
    assert not {fold(row.variant) for row in rows} & {fold(row.standard) for row in rows}


@pytest.mark.parametrize(
    ("common", "rare"),
    [("thực hiện", "thực quản"), ("của", "quặng"), ("kế hoạch", "hoạch toán"), ("và", "chưa-từng-có")],
)
def test_what_many_passages_hold_tells_less(common: str, rare: str) -> None:
    assert 0 < rarity(common) < rarity(rare)


def test_the_list_of_frequencies_is_sorted_and_has_no_rare_grams() -> None:
    with gzip.open(LEXICON / "document_frequencies.tsv.gz", "rt", encoding="utf-8") as lines:
        head, *rows = [line.rstrip("\n").split("\t") for line in lines]
    assert head == ["#passages", "55318"]
    assert len(rows) > 40_000
    assert rows == sorted(rows)
    assert min(int(count) for _, count in rows) >= 5


def test_frequencies_are_counted_by_passages_and_the_same_bytes_come_again(tmp_path: Path) -> None:
    specification = importlib.util.spec_from_file_location("build_frequencies", LEXICON / "build_frequencies.py")
    assert specification is not None
    assert specification.loader is not None
    script = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)
    (tmp_path / "a.txt").write_text("rà soát, rà soát danh mục\n\n" + "rà soát\n" * 4, encoding="utf-8")
    passages, counts = script.counted(tmp_path)
    assert passages == 5
    assert (counts["rà soát"], counts["danh mục"], counts["soát rà"]) == (5, 1, 1)
    made = []
    for name in ("one.gz", "two.gz"):
        script.write(passages, counts, tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert gzip.decompress(made[0]).decode("utf-8") == "#passages\t5\nrà\t5\nrà soát\t5\nsoát\t5\n"
    assert script.read(tmp_path / "one.gz")[0] == 5


# ---- nothing is copied ----


def cells(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


@pytest.mark.parametrize("name", WRITTEN)
def test_no_cell_is_copied_from_the_real_documents(shared: Path, name: str) -> None:
    texts = [
        path.read_text(encoding="utf-8").replace("\u00a0", " ") for path in sorted((shared / "documents").iterdir())
    ]
    copied = {run for text in texts for run in runs(re.sub(r"(?m)^#{1,6} +|[*\\]", "", text))}
    assert len(copied) > 10_000
    assert [cell for cell in cells(LEXICON / f"{name}.csv") if runs(cell) & copied] == []
