"""How well links are found, on documents whose labels were left out of the learning, and what changed since last time.

Run: python tests/benchmarks/bench_alignment.py ../shared/documents ../shared/gold data/documents data/alignment/plans
         [--only NAME] [--record]

For each labelled document of data/alignment/training.toml that is an original: precision, recall and F1 of the proposed
links, average precision, whether the right requirement is among the five shown, how well scores are calibrated, figures
by relation, plain TF-IDF in the same run, how many yes/no decisions bring the document to F1 0.90, and what confirmed
and rejected links of another document teach. Then the links won and lost against the last recorded run
(alignment-record.tsv beside this file; --record writes it anew).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.align.features import Pairs, Requirements, compare
from graph.align.labels import Labelled, labelled, restated, together, units_for
from graph.align.matching import GROUND
from graph.align.scorer import Scorer, scorer_of
from graph.align.siblings import strongest, with_settled
from graph.align.training import train
from graph.align.units import Unit
from graph.align.words import words_of
from graph.links import SetRelation
from graph.model import ResolvedDocument

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / "data/alignment/training.toml"
RECORD = Path(__file__).with_name("alignment-record.tsv")
READERS = 0.90
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A labelled document held against its upper one, with scores of a scorer that has not seen its labels."""

    document: Labelled
    lower: ResolvedDocument
    upper: ResolvedDocument
    children: tuple[Unit, ...]
    parents: tuple[Unit, ...]
    pairs: Pairs
    scorer: Scorer
    scores: Matrix

    @property
    def wanted(self) -> NDArray[np.bool_]:
        """True for the pairs that the readers linked."""
        wanted = np.zeros(self.scores.shape, dtype=bool)
        for pair in self.document.links:
            wanted[pair] = True
        return wanted

    @property
    def counted(self) -> NDArray[np.bool_]:
        """True for the pairs on which the readers agreed."""
        counted = np.ones(self.scores.shape, dtype=bool)
        for pair in self.document.unsure:
            counted[pair] = False
        return counted

    def key(self, pair: tuple[int, int]) -> str:
        """The pair as the record names it."""
        child, parent = self.lower.parsed.tasks[pair[0]], self.upper.parsed.tasks[pair[1]]
        return f"{self.document.name}\t{'/'.join(child.path)}\t{'/'.join(parent.path)}"


_LEARNED: dict[tuple[str, ...], Scorer] = {}


def learned_from(documents: Sequence[Labelled]) -> Scorer:
    """The scorer that these documents teach; learned once."""
    names = tuple(one.name for one in documents)
    if names not in _LEARNED:
        examples = [example for one in documents for example in one.examples()]
        _LEARNED[names] = scorer_of(train(examples, "bench", restated(documents)), "bench")
    return _LEARNED[names]


def case_of(document: Labelled, others: Sequence[Labelled]) -> Case:
    """Learn from the others and score the document."""
    scorer = learned_from(others)
    lower, upper = together(document.lowers[0], document.uppers[0])
    children, parents = units_for(lower, upper)
    pairs = compare(children, Requirements(parents))
    return Case(document, lower, upper, children, parents, pairs, scorer, scorer.scores(pairs.names, pairs.values))


def figures(case: Case, scores: Matrix, accepted: NDArray[np.bool_]) -> dict[str, float]:
    """Precision, recall, F1, average precision, recall at five."""
    wanted, counted = case.wanted, case.counted
    hits = int((accepted & wanted).sum())
    proposed = int((accepted & counted).sum())
    order = np.argsort(-scores[counted], kind="stable")
    right = wanted[counted][order]
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    top = _top(np.where(counted, scores, -1.0), 5)
    return {
        "precision": hits / max(proposed, 1),
        "recall": hits / wanted.sum(),
        "F1": 2 * hits / (proposed + wanted.sum()),
        "average precision": float((precision * right).sum() / wanted.sum()),
        "recall at 5": int((top & wanted).sum()) / wanted.sum(),
    }


def best_f1(case: Case, scores: Matrix) -> float:
    """F1 at the best possible threshold, which nobody knows beforehand."""
    order = np.argsort(-scores[case.counted], kind="stable")
    hits = np.cumsum(case.wanted[case.counted][order])
    return float((2 * hits / (np.arange(1, len(hits) + 1) + case.wanted.sum())).max())


def tfidf(case: Case) -> Matrix:
    """Cosine of words and pairs of words weighted by how rare they are in both documents: the plain way."""
    texts = [[word.text for word in words_of(task.text)] for task in case.lower.parsed.tasks]
    above = [[word.text for word in words_of(task.text)] for task in case.upper.parsed.tasks]
    bags = [Counter([*text, *(f"{one} {two}" for one, two in pairwise(text))]) for text in (*texts, *above)]
    seen = Counter(gram for bag in bags for gram in bag)
    column = {gram: index for index, gram in enumerate(sorted(seen))}
    rows = np.zeros((len(bags), len(column)))
    for row, bag in enumerate(bags):
        for gram, count in bag.items():
            rows[row, column[gram]] = (1 + log(count)) * log((len(bags) + 1) / (seen[gram] + 0.5))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
    likeness: Matrix = rows[: len(texts)] @ rows[len(texts) :].T
    return likeness


def decisions_needed(case: Case, accepted: NDArray[np.bool_]) -> int | None:
    """Yes/no decisions, the strongest doubt first, until F1 reaches what readers reach; None when it never does."""
    shown = (_top(np.where(case.counted, case.scores, -1.0), 5) | accepted) & case.counted
    doubt = sorted(np.argwhere(shown).tolist(), key=lambda pair: abs(case.scores[tuple(pair)] - 0.42))
    settled = accepted & case.counted
    for count, pair in enumerate(doubt, start=1):
        settled[tuple(pair)] = case.wanted[tuple(pair)]
        if 2 * (settled & case.wanted).sum() / (settled.sum() + case.wanted.sum()) >= READERS:
            return count
    return None


def reliability(cases: Sequence[Case]) -> Iterable[str]:
    """Brier score, and for each tenth of the scale how many pairs, their mean score and the share that is right."""
    scores = np.concatenate([case.scores[case.counted] for case in cases])
    right = np.concatenate([case.wanted[case.counted] for case in cases])
    brier, base = np.mean((scores - right) ** 2), right.mean()
    yield f"Brier score of all pairs {brier:.4f} (always the base rate: {base * (1 - base):.4f})"
    for tenth in range(10):
        here = (scores >= tenth / 10) & ((scores < (tenth + 1) / 10) | (tenth == 9))
        if here.any():
            mean, share = scores[here].mean(), right[here].mean()
            yield f"  {tenth / 10:.1f} on: {here.sum():5d} pairs, mean score {mean:.2f}, right {share:.2f}"


def taught(case: Case, others: Sequence[Labelled], *, with_rejected: bool) -> Matrix:
    """The scores when the links of the other documents below the same one are confirmed (and the rest rejected)."""
    confirmed, rejected = np.zeros(case.scores.shape), np.zeros(case.scores.shape)
    for other in others:
        if not _same_upper(other, case.document):
            continue
        lower, upper = together(other.lowers[0], other.uppers[0])
        units, parents = units_for(lower, upper)
        pairs = compare(case.children, Requirements(units))
        alike = case.scorer.scores(pairs.names, pairs.values)
        linked = np.zeros((len(units), len(parents)))
        for pair in other.links:
            linked[pair] = 1.0
        confirmed = np.maximum(confirmed, strongest(alike, linked))
        if with_rejected:
            own = compare(units, Requirements(parents))
            refused = _top(case.scorer.scores(own.names, own.values), 5) & (linked == 0)
            for pair in other.unsure:
                refused[pair] = False
            rejected = np.maximum(rejected, strongest(alike, refused.astype(float)))
    return with_settled(case.scores, confirmed, rejected, case.scorer)


def proposed_of(case: Case, learned: Matrix) -> NDArray[np.bool_]:
    """What is proposed by scores that siblings have taught: nothing without some ground in the two texts."""
    return case.scorer.rule.proposed(learned) & (case.scores >= GROUND)


def print_case(case: Case, others: Sequence[Labelled]) -> NDArray[np.bool_]:
    """Print all figures of a document and return which pairs are proposed."""
    accepted = case.scorer.rule.proposed(case.scores)
    print(f"\n== {case.document.name}: {len(case.children)} tasks, {len(case.document.links)} links")
    _print("ours", figures(case, case.scores, accepted))
    print(f"  best possible threshold: F1 {best_f1(case, case.scores):.3f}")
    plain = tfidf(case)
    print(f"  plain TF-IDF: best possible F1 {best_f1(case, plain):.3f}, "
          f"average precision {figures(case, plain, accepted)['average precision']:.3f}")  # fmt: skip
    for relation in SetRelation:
        pairs = [pair for pair, drawn in case.document.links.items() if drawn is relation]
        found = [pair for pair in pairs if accepted[pair]]
        named = [pair for pair in found if _relation(case, pair) == relation]
        print(f"  {relation}: {len(found)} of {len(pairs)} found, {len(named)} of these called so")
    needed = decisions_needed(case, accepted.copy())
    print(f"  yes/no decisions to reach F1 {READERS:.2f}: {needed if needed is not None else 'not within those shown'}")
    for with_rejected in (False, True):
        learned = taught(case, others, with_rejected=with_rejected)
        what = "confirmed and rejected" if with_rejected else "confirmed"
        _print(f"with the others' links {what}", figures(case, learned, proposed_of(case, learned)))
    return accepted


def _relation(case: Case, pair: tuple[int, int]) -> str:
    return case.scorer.relation_of_each(case.pairs.names, case.pairs.values[pair][None])[0]


def print_teaching(document: Labelled, sibling: Labelled, made_up: Sequence[Labelled]) -> None:
    """Print what one document's confirmed links are worth to another: a scorer that knows neither, then with them."""
    print(f"\n== what the links of {sibling.name} teach about {document.name}; the scorer has seen made-up plans only")
    without = case_of(document, made_up)
    _print("without them", figures(without, without.scores, without.scorer.rule.proposed(without.scores)))
    learned = taught(without, [sibling], with_rejected=False)
    _print("confirmed", figures(without, learned, proposed_of(without, learned)))
    again = case_of(document, [*made_up, sibling])
    learned = taught(again, [sibling], with_rejected=False)
    _print("confirmed, and the scorer learned again", figures(again, learned, proposed_of(again, learned)))


def compare_with_record(cases: Sequence[Case], accepted: Mapping[str, NDArray[np.bool_]], *, record: bool) -> None:
    """Print the links won and lost since the last recorded run; write the record when asked."""
    now = {case.key(tuple(pair)) for case in cases for pair in np.argwhere(accepted[case.document.name]).tolist()}
    names = {case.document.name for case in cases}
    wanted = {case.key(pair) for case in cases for pair in case.document.links}
    unsure = {case.key(pair) for case in cases for pair in case.document.unsure}
    if RECORD.exists():
        lines = RECORD.read_text(encoding="utf-8").splitlines()
        before = {line for line in lines if line.partition("\t")[0] in names}
        wrong = wanted | unsure
        changes = {
            "won": (now - before) & wanted,
            "lost": (before - now) & wanted,
            "mended": (before - now) - wrong,
            "new mistake": (now - before) - wrong,
        }
        print(f"\nAgainst the last record: {', '.join(f'{len(links)} {what}' for what, links in changes.items())}")
        for what, links in changes.items():
            for link in sorted(links):
                print(f"  {what}: {link}")
    if record:
        RECORD.write_text("".join(f"{link}\n" for link in sorted(now)), encoding="utf-8")


def _top(scores: Matrix, count: int) -> NDArray[np.bool_]:
    top: NDArray[np.bool_] = (-scores).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable") < count
    return top


def _same_upper(one: Labelled, other: Labelled) -> bool:
    return one.uppers[0].source.name == other.uppers[0].source.name


def _print(label: str, found: Mapping[str, float]) -> None:
    print(f"  {label}: " + ", ".join(f"{name} {value:.3f}" for name, value in found.items()))


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--only", metavar="NAME", action="append")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    documents = labelled(MANIFEST, options.folders)
    tested = [one for one in documents if not options.only or one.name in options.only]
    cases, accepted = [], {}
    for document in tested:
        others = [one for one in documents if one.learned and one.name != document.name]
        case = case_of(document, others)
        cases.append(case)
        accepted[document.name] = print_case(case, others)
    made_up = [one for one in documents if not one.learned]
    for document in tested:
        for sibling in documents:
            if made_up and document.learned and sibling.learned and sibling.name != document.name:
                print_teaching(document, sibling, made_up)
    cases = [case for case in cases if case.document.learned] or cases
    print()
    for line in reliability(cases):
        print(line)
    sure = [(case.wanted[pair], case.scores[pair]) for case in cases for pair in
            map(tuple, np.argwhere(accepted[case.document.name] & case.counted & (case.scores >= 0.9)))]  # fmt: skip
    print(f"links scored 0.9 or more: {len(sure)}, of which right {sum(right for right, _ in sure)}")
    compare_with_record(cases, accepted, record=options.record)
    return 0


if __name__ == "__main__":
    sys.exit(main())
