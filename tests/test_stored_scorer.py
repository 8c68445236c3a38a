"""A store that learns from its own decisions: what it learned is kept, used by every build, and can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.align.labels import labelled
from graph.align.scorer import shipped_scorer
from graph.cli import main
from graph.links import Decision, Link, Verdict
from graph.pipeline import build, relearn
from graph.store import Store, open_store
from graph.stored_links import record, stored_links
from graph.stored_scorer import forget_scorer, stored_scorer

ROOT = Path(__file__).parents[1]
PLAN, UPPER = ROOT / "data/alignment/plans/an-khe-kh-ubnd.md", ROOT / "data/documents/07-KH-TW.md"
FOLDERS = (PLAN.parent, UPPER.parent)


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    location = str(tmp_path_factory.mktemp("learning") / "store")
    with open_store(location) as store:
        build([PLAN, UPPER], store)
        record(store, _decisions(stored_links(store)))
    return location


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    with open_store(location) as opened:
        yield opened
        forget_scorer(opened)


def _decisions(links: tuple[Link, ...]) -> Iterator[Decision]:
    """What the reader of the made-up plan says of each link that the machine shows as possible."""
    (document,) = (one for one in labelled(ROOT / "data/alignment/training.toml", FOLDERS) if one.name == "an-khe")
    rows, columns = (
        {"/".join(task.path): index for index, task in enumerate(parsed.tasks)}
        for parsed in (document.lowers[0], document.uppers[0])
    )
    for link in links:
        pair = (rows[link.child.partition("/task/")[2]], columns[link.parent.partition("/task/")[2]])
        if link.score >= 0.1 and pair not in document.unsure:
            verdict = Verdict.CONFIRM if pair in document.links else Verdict.REJECT
            yield Decision(
                0, verdict, link.parent, "words", link.parent_fingerprint, "a reader", date(2024, 1, 1), link.child,
                "words", link.child_fingerprint,
            )  # fmt: skip


def test_a_new_store_uses_the_shipped_scorer() -> None:
    with open_store(":memory:") as empty:
        assert stored_scorer(empty) is shipped_scorer()


def test_what_a_store_learned_is_used_by_every_build_until_forgotten(store: Store) -> None:
    found = relearn(store)
    assert found.better
    assert min(found.confirmed, found.rejected) >= 20
    learned = stored_scorer(store)
    assert learned.name.startswith(f"{shipped_scorer().name}+")
    links = stored_links(store)
    assert {link.method for link in links} == {learned.name}
    build([PLAN], store)
    assert stored_links(store) == links
    forget_scorer(store)
    assert stored_scorer(store) is shipped_scorer()


def test_the_command_says_what_came_of_it(location: str) -> None:
    result = CliRunner().invoke(main, ["review", "refit", "--store", location, "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert "Brier score" in result.output
    with open_store(location) as opened:
        forget_scorer(opened)


def test_a_store_without_decisions_has_nothing_to_learn_from(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    with open_store(location) as opened:
        build([PLAN, UPPER], opened)
    result = CliRunner().invoke(main, ["review", "refit", "--store", location, "--lang", "en"])
    assert result.exit_code == 2
    assert "too few decisions to learn from: 0 confirmed and 0 rejected" in result.output
