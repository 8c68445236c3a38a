"""Likeness of meaning from sentence embeddings: one more signal, from a model in a folder that the user names.

The optional extra "semantic" brings the library, sentence-transformers. Nothing is ever downloaded: a model is the
files of its folder, and code that comes with a model is not run.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from graph.align.sparse import Matrix
from graph.errors import UsageError, reason

KEPT = 4
"""Lists of texts whose vectors are kept: an upper document's duties are asked for again with each lower document."""
PLACES = 4
"""Decimal places of a likeness: the last bits of a sum depend on the machine's number of cores, these do not."""
_LIBRARY = "sentence_transformers"
_CONFIGURATIONS = ("modules.json", "config.json")
"""Files of which a model's folder has at least one: of sentence-transformers, or of a bare transformer."""


class SentenceMeaning:
    """A model at work: cosines of two lists of texts. It can be sent to another process, which loads it anew."""

    def __init__(self, folder: Path, encode: Callable[..., Any]) -> None:
        self.folder = folder
        self._encode = encode
        self._known: OrderedDict[bytes, Matrix] = OrderedDict()

    def __call__(self, children: Sequence[str], parents: Sequence[str]) -> Matrix:
        """Likeness of each child text with each parent text, -1 to 1: one row for each child."""
        cosines: Matrix = self._vectors(children) @ self._vectors(parents).T
        return cosines.clip(-1.0, 1.0).round(PLACES)

    def __reduce__(self) -> tuple[Callable[[Path], SentenceMeaning], tuple[Path]]:
        return meaning_from, (self.folder,)

    def _vectors(self, texts: Sequence[str]) -> Matrix:
        """A row of length 1 for each text.

        Whole lists are kept, not single texts: a vector's last bits depend on the texts that went through the model
        with it, and must not depend on what was asked before.
        """
        key = hashlib.sha256("\0".join((str(len(texts)), *texts)).encode("utf-8")).digest()
        if key not in self._known:
            self._known[key] = self._embedded(texts)
        self._known.move_to_end(key)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        return self._known[key]

    def _embedded(self, texts: Sequence[str]) -> Matrix:
        try:
            encoded = self._encode(
                list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
            )
        except Exception as error:
            raise _unusable(self.folder, error) from error
        vectors = np.asarray(encoded, dtype=np.float64)
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise UsageError("the model gives no vectors", where=str(self.folder), remedy=_REMEDY)
        return vectors


def meaning_from(folder: Path) -> SentenceMeaning:
    """The model of sentence-transformers in `folder`, as a signal for `graph.align.align`.

    It is loaded from these files only, on the processor, and runs no code of theirs. Raises UsageError where the folder
    is not there or holds no model that can be loaded, and where the extra "semantic" is not installed.
    """
    if not folder.is_dir():
        raise UsageError("no such folder", where=str(folder), remedy=_REMEDY)
    if not any((folder / name).is_file() for name in _CONFIGURATIONS):
        raise UsageError(
            "holds no sentence-transformers model: neither modules.json nor config.json is in it",
            where=str(folder),
            remedy=_REMEDY,
        )
    try:
        library: Any = import_module(_LIBRARY)
    except ImportError as error:
        raise UsageError(
            "the library sentence-transformers is not installed",
            where=str(folder),
            remedy="Install the extra: pip install 'directive-lineage[semantic]'",
        ) from error
    try:
        model = library.SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=False)
    except Exception as error:  # the library raises whatever its parts raise, from KeyError to its own
        raise _unusable(folder, error) from error
    return SentenceMeaning(folder, model.encode)


_REMEDY = "Name a folder with a model that sentence-transformers has saved"


def _unusable(folder: Path, error: Exception) -> UsageError:
    return UsageError(f"the model cannot be used: {reason(error)[:200]}", where=str(folder), remedy=_REMEDY)
