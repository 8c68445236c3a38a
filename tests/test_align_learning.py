"""Learning the scorer: labelled documents, training, refitting from decisions, and what the shipped weights reach."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graph.align import training
from graph.align.features import Requirements, compare
from graph.align.labels import Labelled, labelled, restated, together, units_for
from graph.align.refit import LEAST, change_of, changed, refit
from graph.align.scorer import scorer_of, shipped_scorer
from graph.errors import UsageError
from graph.identity import task_id
from graph.links import SetRelation
from graph.resolve import resolve

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / "data/alignment/training.toml"
PLANS = (ROOT / "data/documents", ROOT / "data/alignment/plans")
NAMES = ("an-khe", "suoi-da", "hoa-khe", "nam-pa")
LEAST_F1, LEAST_PRECISION_SURE = 0.55, 0.90


@pytest.fixture(scope="module")
def plans() -> dict[str, Labelled]:
    return {one.name: one for one in labelled(MANIFEST, PLANS)}


# ---- labelled documents ----


def test_the_made_up_plans_are_read_with_their_links(plans: dict[str, Labelled]) -> None:
    assert tuple(plans) == NAMES
    for one in plans.values():
        assert not one.learned
        assert len(one.links) >= 50
        assert not one.links.keys() & one.unsure
        rows, columns = len(one.lowers[0].tasks), len(one.uppers[0].tasks)
        assert all(row < rows and column < columns for row, column in one.links)


def test_a_document_whose_labels_are_not_there_is_left_out(tmp_path: Path) -> None:
    assert labelled(MANIFEST, [tmp_path]) == ()


@pytest.mark.parametrize("text", ["", "[[document]]\nname = 1\n", "not toml ="], ids=["empty", "no files", "not toml"])
def test_a_list_that_is_malformed_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "labels.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="list of labelled documents"):
        labelled(path, PLANS)


def test_two_wordings_of_the_upper_document_give_pairs_that_ask_for_the_same(shared: Path) -> None:
    documents = labelled(MANIFEST, [shared / "documents", shared / "gold", *PLANS])
    assert {"KH68", "CTHD", *NAMES} == {one.name for one in documents}
    ((first, second),) = restated(documents)
    assert len(first) == len(second) == 112
    assert sum(len(list(one.examples())) for one in documents) == 4 + 4 + 2 * len(NAMES)


# ---- what the shipped weights reach on plans that taught them nothing ----


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_scorer_finds_links_of_plans_it_has_not_seen(plans: dict[str, Labelled], name: str) -> None:
    document, scorer = plans[name], shipped_scorer()
    children, parents = units_for(*together(document.lowers[0], document.uppers[0]))
    pairs = compare(children, Requirements(parents))
    scores = scorer.scores(pairs.names, pairs.values)
    proposed = {tuple(pair) for pair in np.argwhere(scorer.rule.proposed(scores)).tolist()} - document.unsure
    right = proposed & document.links.keys()
    assert 2 * len(right) / (len(proposed) + len(document.links)) >= LEAST_F1
    sure = {pair for pair in proposed if scores[pair] >= 0.9}
    assert len(sure) >= 5
    assert len(sure & document.links.keys()) / len(sure) >= LEAST_PRECISION_SURE


# ---- training ----


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "ROUNDS", 12)
    monkeypatch.setattr(training, "GROUPS", 1)
    monkeypatch.setattr(training, "FOLDS", 2)


@pytest.mark.usefixtures("quick")
def test_training_gives_the_same_bytes_again_and_a_scorer_that_prefers_what_readers_linked(
    plans: dict[str, Labelled],
) -> None:
    examples = [next(iter(plans["suoi-da"].examples()))]
    record = training.train(examples, "test")
    assert json.dumps(record) == json.dumps(training.train(examples, "test"))
    scorer = scorer_of(record, "mark")
    assert scorer.name == "committee-test-mark"
    children, parents = units_for(*together(plans["an-khe"].lowers[0], plans["an-khe"].uppers[0]))
    pairs = compare(children, Requirements(parents))
    scores = scorer.scores(pairs.names, pairs.values)
    linked = np.mean([scores[pair] for pair in plans["an-khe"].links])
    assert linked > 10 * scores.mean()
    assert set(scorer.relations) <= {relation.value for relation in SetRelation}


# ---- refitting from decisions ----


def _decisions(document: Labelled, count: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    lower, upper = together(document.lowers[0], document.uppers[0])
    child = [task_id(lower.record.id, task.path) for task in lower.parsed.tasks]
    parent = [task_id(upper.record.id, task.path) for task in upper.parsed.tasks]
    children, parents = units_for(lower, upper)
    pairs = compare(children, Requirements(parents))
    scores = shipped_scorer().scores(pairs.names, pairs.values)
    refused = [tuple(pair) for pair in np.argwhere(scores > 0.1).tolist()]
    refused = [pair for pair in refused if pair not in document.links and pair not in document.unsure]
    confirmed = [(child[row], parent[column]) for row, column in sorted(document.links)]
    return confirmed[:count], [(child[row], parent[column]) for row, column in refused[:count]]


def test_refitting_moves_towards_the_decisions_and_survives_the_way_through_a_store(
    plans: dict[str, Labelled],
) -> None:
    document = plans["an-khe"]
    collection = resolve([document.lowers[0], document.uppers[0]])
    confirmed, rejected = _decisions(document, 60)
    found = refit(shipped_scorer(), collection, confirmed, rejected)
    assert (found.confirmed, found.rejected) == (len(confirmed), len(rejected))
    assert found.after < found.before < 0.5
    assert found.better
    again = changed(shipped_scorer(), change_of(found.scorer))
    assert again.name != shipped_scorer().name
    children, parents = units_for(*together(document.lowers[0], document.uppers[0]))
    pairs = compare(children, Requirements(parents))
    scores = found.scorer.scores(pairs.names, pairs.values)
    assert np.allclose(again.scores(pairs.names, pairs.values), scores, atol=1e-4)
    before = shipped_scorer().scores(pairs.names, pairs.values)
    assert np.mean([scores[pair] for pair in document.links]) > np.mean([before[pair] for pair in document.links])


def test_too_few_decisions_teach_nothing(plans: dict[str, Labelled]) -> None:
    document = plans["an-khe"]
    collection = resolve([document.lowers[0], document.uppers[0]])
    confirmed, rejected = _decisions(document, LEAST - 1)
    with pytest.raises(UsageError, match="too few decisions"):
        refit(shipped_scorer(), collection, confirmed, rejected)


def test_a_change_that_fits_another_scorer_is_refused() -> None:
    scorer = shipped_scorer()
    member = replace(scorer.linear[0], features=("something", *scorer.linear[0].features[1:]))
    with pytest.raises(UsageError, match="another version"):
        changed(scorer, change_of(replace(scorer, linear=(member,))))
