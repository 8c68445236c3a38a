"""Where the project's data folders are: inside the wheel when installed, beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

from graph.errors import LineageError

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder of package resources called `name`: "ontology", "queries" or "data/lexicon".

    The wheel carries them under `graph/_resources`; a checkout keeps them at its top level, where
    people look for them. Raises LineageError when neither is there (a damaged installation).
    """
    for base in (_PACKAGE / "_resources", _PACKAGE.parent):
        candidate = base / name
        if candidate.is_dir():
            return candidate
    raise LineageError(f"the folder '{name}' is missing", where=str(_PACKAGE), remedy="Install the package again")
