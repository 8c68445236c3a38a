"""What the timeline counts, in one line: other pages count other things, and a reader should not have to guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from graph.model import TaskKind
from viz.labels import Text, join, label
from viz.timeline.rows import TimelineRow


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows drawn, each counted once: tasks and objectives with a time or a condition, and what is neither of these.

    repeated are rows of an appendix that repeat a task of the body; marked those without a time or a condition, drawn
    because the audit marks them; untimed tasks and objectives listed at the end; both those of them drawn as well.
    """

    tasks: int
    objectives: int
    repeated: int
    marked: int
    untimed: int
    both: int

    @property
    def rows(self) -> int:
        """All rows drawn."""
        return self.tasks + self.objectives + self.repeated + self.marked


def counts(rows: Iterable[TimelineRow]) -> Counts:
    """The numbers of rows of each sort."""
    every = tuple(rows)
    drawn = [row for row in every if row.is_drawn]
    repeated = [row for row in drawn if row.task.same_as is not None]
    own = [row for row in drawn if row.task.same_as is None and row.kinds]
    objectives = sum(row.task.kind is TaskKind.OBJECTIVE for row in own)
    return Counts(
        tasks=len(own) - objectives,
        objectives=objectives,
        repeated=len(repeated),
        marked=len(drawn) - len(own) - len(repeated),
        untimed=sum(row.untimed for row in every),
        both=sum(row.untimed for row in drawn),
    )


def sentence(of: Counts) -> Text:
    """The counts in words; what there is none of is left out."""
    untimed = "untimed-both" if of.both else "untimed"
    parts = {"rows": True, "repeated": of.repeated, "marked": of.marked, untimed: of.untimed}
    numbers = {"rows": of.rows, **asdict(of)}
    return join([label(f"timeline.counted-{key}", **numbers) for key, there in parts.items() if there], "")
