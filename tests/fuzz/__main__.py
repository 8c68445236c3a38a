"""A longer run: python -m tests.fuzz SECONDS [SEED] [TARGET...]. Prints the seed; exit status 1 where a check fails."""

from __future__ import annotations

import random
import sys
import time
import traceback

from tests.fuzz.run import run
from tests.fuzz.targets import TARGETS

_EXAMPLES = 100
_LINES = 12


def main(arguments: list[str]) -> int:
    """Runs all targets in turn until the seconds are over."""
    seconds = float(arguments[0]) if arguments else 60.0
    seed = int(arguments[1]) if len(arguments) > 1 else random.SystemRandom().randrange(2**32)
    names = arguments[2:] or list(TARGETS)
    print(f"seed {seed}, {seconds:.0f} seconds, targets: {', '.join(names)}", flush=True)
    end = time.monotonic() + seconds
    tried, failed = 0, 0
    while time.monotonic() < end:
        for name in names:
            if time.monotonic() >= end:
                break
            try:
                run(TARGETS[name], seed, _EXAMPLES)
            except Exception:
                failed += 1
                print(
                    f"FAILED {name}, seed {seed}:",
                    *traceback.format_exc().splitlines()[-_LINES:],
                    sep="\n  ",
                    flush=True,
                )
            tried += _EXAMPLES
        seed = (seed * 6364136223846793005 + 1) % 2**32
    print(f"{tried} examples, {failed} failed runs", flush=True)
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
