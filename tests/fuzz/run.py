"""One bounded run of a target from a seed."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import seed as with_seed

from tests.fuzz.targets import Target


def run(target: Target, seed: int, count: int) -> None:
    """Tries `count` examples. Raises what the first of the smallest failing ones raised, the example in its notes."""

    @with_seed(seed)
    @settings(
        max_examples=count, deadline=None, database=None, print_blob=False, suppress_health_check=list(HealthCheck)
    )
    @given(target.examples)
    def holds(example: Any) -> None:
        target.check(example)

    holds()
