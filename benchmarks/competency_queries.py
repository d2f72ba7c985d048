"""Every competency question, with its example, in the embedded store and in rdflib, in the same run.

    python benchmarks/competency_queries.py [--runs 5]

Prints, for the slowest questions and for all together, the median milliseconds in either engine and their ratio.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import rdflib

import radkg
from radkg.model.ontology import Ontology
from radkg.questions.catalogue import bind, catalogue


def median_ms(run: Callable[[], object], runs: int) -> float:
    """Return the median wall time of ``run`` in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    kg = radkg.load()
    graph: rdflib.Graph = kg.graph
    rows = []
    for name, question in catalogue(Ontology.carried()).items():
        query = bind(kg.knowledge, question, {p.name: p.example for p in question.parameters})
        ours = median_ms(lambda query=query: list(kg.store.query(query)), runs)
        theirs = median_ms(lambda query=query: list(graph.query(query)), runs)
        rows.append((name, ours, theirs))
    rows.sort(key=lambda row: -row[2])
    print(f"{len(kg.store):,} triples, {len(rows)} questions, rdflib {rdflib.__version__}\n")
    print("| question | embedded store, ms | rdflib, ms | ratio |\n|---|---:|---:|---:|")
    total = ("all together", sum(row[1] for row in rows), sum(row[2] for row in rows))
    for name, ours, theirs in [*rows[:8], total]:
        print(f"| {name} | {ours:.1f} | {theirs:.1f} | {theirs / ours:.0f} |")


if __name__ == "__main__":
    main()
