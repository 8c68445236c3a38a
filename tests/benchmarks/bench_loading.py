"""How fast a collection becomes a store: ours against rdflib's memory store, with the same triples.

Run: python tests/benchmarks/bench_loading.py [--plans 300]

A made-up cascade is written as triples, loaded into a new folder in bulk and graph by graph, and into rdflib; then each
query of queries/ is timed once on the folder. The exit status is 1 when ours is not several times faster than rdflib.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import rdflib

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

import factories

from graph.model import Collection, ResolvedDocument, Source
from graph.query import all_queries, run
from graph.rdf import graphs_of
from graph.store import open_store
from graph.terms import NamedGraph

TIMES_FASTER = 3.0
TASKS = 35
Answer = TypeVar("Answer")


def cascade(plans: int) -> Collection:
    """A central plan and `plans` district plans of some 35 tasks that stand under the province's plan."""
    made_up = factories.collection()
    district, *upper = made_up.held
    return replace(made_up, held=(*upper, *(_copy(district, number) for number in range(plans))))


def _copy(pattern: ResolvedDocument, number: int) -> ResolvedDocument:
    source = Source(f"huyen-{number}.md", pattern.parsed.source.text)
    tasks = tuple(
        replace(pattern.parsed.tasks[index % 2], path=("III", str(index)), same_as=None) for index in range(TASKS)
    )
    reported = tuple(replace(one, witness=replace(one.witness, source=source.name)) for one in pattern.reported)
    return replace(
        pattern,
        record=replace(pattern.record, id=f"{pattern.record.id}-{number}", source=source.name),
        parsed=replace(pattern.parsed, source=source, tasks=tasks),
        reported=reported,
        task_cites=((),) * TASKS,
    )


def timed(label: str, count: int, work: Callable[[], Answer]) -> tuple[float, Answer]:
    """Run `work`, print triples per second, and return the seconds and the answer."""
    start = time.perf_counter()
    answer = work()
    seconds = time.perf_counter() - start
    print(f"{label:<44} {seconds:7.2f} s {count / seconds:12,.0f} triples/s")
    return seconds, answer


def load_with_rdflib(graphs: tuple[NamedGraph, ...]) -> None:
    """The plain way: rdflib's parser into rdflib's memory store."""
    dataset = rdflib.Dataset()
    dataset.parse(data="".join(graph.n_quads for graph in graphs), format="nquads")


def main() -> int:
    """Print the figures; 1 when ours is not several times faster."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=300)
    collection = cascade(parser.parse_args().plans)
    start = time.perf_counter()
    graphs = tuple(graphs_of(collection, factories.agency_of))
    count = sum(len(graph.triples) for graph in graphs)
    print(f"{count:,} triples in {len(graphs)} graphs, written in {time.perf_counter() - start:.2f} s")
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/bulk") as bulk:
        ours, _ = timed("ours, a new folder (bulk load and flush)", count, lambda: bulk.load_many(graphs))
        some = graphs[: max(len(graphs) // 10, 1)]
        with open_store(f"{folder}/single") as single:
            single.replace_graph(graphs[-1])
            share = sum(len(graph.triples) for graph in some)
            timed("ours, graph by graph, each a transaction", share, lambda: single.load_many(some))
        theirs, _ = timed("rdflib, memory", count, lambda: load_with_rdflib(graphs))
        print(f"ours is {theirs / ours:.1f} times faster")
        values = {"directive": factories.RESOLUTION, "document": factories.PROVINCE}
        values["task"] = f"{factories.PROVINCE}/task/II/1"
        values["agency"] = "agency/vn/ha-giang/vi-xuyen/phong-noi-vu"
        values["thing"] = factories.PROVINCE
        for query in all_queries():
            given = {one.name: values[one.name] for one in query.parameters if one.required}
            start = time.perf_counter()
            rows = len(run(bulk, query, given).rows)
            print(f"{query.name:<30} {rows:7} rows {1000 * (time.perf_counter() - start):9.1f} ms")
    return 0 if theirs > TIMES_FASTER * ours else 1


if __name__ == "__main__":
    sys.exit(main())
