"""Make document_frequencies.tsv.gz: in how many passages of official Vietnamese each word and pair of words stands.

    python data/lexicon/build_frequencies.py COUNTS.tsv[.gz]      from a table of counts: gram, passages
    python data/lexicon/build_frequencies.py FOLDER               from texts (.txt, .md): a passage is a paragraph

Kept are syllables and pairs of syllables found in at least `LEAST` passages, sorted, so that the same input gives the
same bytes. The list that is shipped comes from 55,318 passages of laws, decrees, decisions and plans.
"""

from __future__ import annotations

import gzip
import io
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from graph.align.words import words_of

LEAST = 5
TARGET = Path(__file__).with_name("document_frequencies.tsv.gz")


def counted(folder: Path) -> tuple[int, Counter[str]]:
    """Number of passages in the texts below `folder`, and how many hold each gram."""
    passages, counts = 0, Counter[str]()
    for path in sorted([*folder.rglob("*.txt"), *folder.rglob("*.md")]):
        for passage in path.read_text(encoding="utf-8", errors="replace").split("\n"):
            words = [word.text for word in words_of(passage)]
            if words:
                passages += 1
                counts.update({*words, *(f"{one} {next_one}" for one, next_one in pairwise(words))})
    return passages, counts


def read(table: Path) -> tuple[int, Counter[str]]:
    """The same from a table: "#passages" and its number first, then gram and count; further columns are left alone."""
    content = gzip.decompress(table.read_bytes()) if table.suffix == ".gz" else table.read_bytes()
    passages, counts = 0, Counter[str]()
    for line in content.decode("utf-8").splitlines():
        gram, count, *_ = line.split("\t")
        if gram == "#passages":
            passages = int(count)
        elif not gram.startswith("#"):
            counts[gram] = int(count)
    return passages, counts


def write(passages: int, counts: Counter[str], target: Path = TARGET) -> None:
    """Write the list; no name and no time go into the archive."""
    kept = sorted((gram, count) for gram, count in counts.items() if count >= LEAST)
    text = f"#passages\t{passages}\n" + "".join(f"{gram}\t{count}\n" for gram, count in kept)
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as archive:
        archive.write(text.encode("utf-8"))
    target.write_bytes(buffer.getvalue())


if __name__ == "__main__":
    source = Path(sys.argv[1])
    write(*(counted(source) if source.is_dir() else read(source)))
