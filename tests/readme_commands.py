"""The README's commands, so that tests and the continuous integration run what a newcomer reads.

A block of commands in the README is marked by a comment line above it: `<!-- command: tests -->`.
Run as a script with a name, it prints that block.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"<!-- command: (?P<name>[\w-]+) -->\n+```\w*\n(?P<commands>.*?)```", re.DOTALL)


def commands(text: str | None = None) -> dict[str, str]:
    """The marked blocks of commands by name."""
    content = README.read_text(encoding="utf-8") if text is None else text
    return {match["name"]: match["commands"] for match in _BLOCK.finditer(content)}


if __name__ == "__main__":
    sys.stdout.write(commands()[sys.argv[1]])
