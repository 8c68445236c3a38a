"""Every regular expression that the program compiles, with the module that does: prints them as JSON.

Run as a program, in a process of its own: it listens to `re.compile` before anything else is imported, then imports
every module and reads the sample documents, so that patterns made of word lists are compiled as well.
"""

from __future__ import annotations

import json
import pkgutil
import re
import sys
from importlib import import_module
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_PACKAGES = ("graph", "viz")
_compile = re.compile
_FOUND: dict[tuple[str, int], str] = {}


def _listening(pattern: str | re.Pattern[str], flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    compiled = _compile(pattern, flags)
    caller = Path(sys._getframe(1).f_code.co_filename)
    # Only ours: a virtual environment may stand below the checkout, and its libraries' patterns are not in question.
    if isinstance(compiled.pattern, str) and any(caller.is_relative_to(_ROOT / package) for package in _PACKAGES):
        _FOUND.setdefault((compiled.pattern, compiled.flags & ~re.UNICODE), caller.relative_to(_ROOT).as_posix())
    return compiled


def main() -> None:
    """Prints a list of [pattern, flags, module]."""
    re.compile = _listening  # type: ignore[assignment]
    for package in _PACKAGES:
        for module in pkgutil.walk_packages([str(_ROOT / package)], f"{package}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    from graph.align import align
    from graph.extract import conditions, deadlines, quantities
    from graph.extract.document import parse
    from graph.model import Source
    from graph.resolve import resolve

    for compiled in (
        deadlines._phrases,
        deadlines._labels,
        conditions._templates,
        quantities._rules,
        quantities._fellow,
    ):
        compiled()
    folder = _ROOT / "data" / "documents"
    parses = [parse(Source(path.name, path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.md"))]
    align(resolve(parses))
    json.dump(sorted([*key, module] for key, module in _FOUND.items()), sys.stdout)


if __name__ == "__main__":
    sys.path.insert(0, str(_ROOT))
    main()
