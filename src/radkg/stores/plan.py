"""What stands in a store, and what a load has to change in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from radkg.stores.canonical import EMPTY, Content
from radkg.stores.changes import Changes, compare
from radkg.stores.errors import NotSupported, Refused
from radkg.stores.parts import WITH_FACTS, Part, graph_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from radkg.stores.target import Target


class Store(Protocol):
    """A triple store, behind HTTP or in a folder."""

    target: Target

    @property
    def updates(self) -> bool:
        """Whether it is known where it takes updates."""

    def read(self, graph: str, like: Content) -> Content:
        """Return what ``graph`` holds, which is likely to be ``like``; nothing where there is no such graph."""

    def write(self, graph: str, content: Content, sent: Callable[[int], None], *, whole: bool = False) -> None:
        """Write a graph that is not there yet; with ``whole``, in one request, in the place of one that may be."""

    def add(self, quads: bytes) -> None:
        """Add a document in N-Quads, whole or not at all.

        Raises:
            NotSupported: It is not known to do that.
        """

    def delete(self, graph: str) -> None:
        """Remove a graph, if it is there."""

    def update(self, sparql: str, *, repeat: bool) -> None:
        """Run a SPARQL Update; ``repeat`` says whether it may be run twice."""

    def select(self, sparql: str) -> Sequence[Mapping[str, str]]:
        """Run a query and return the values of its rows."""

    def close(self) -> None:
        """Let go of it."""


@dataclass(frozen=True)
class Plan:
    """What is to change in a store.

    Attributes:
        parts: What it is to hold.
        old: Graph to what it holds now, for the graphs of the parts and for those that are to go.
        gone: Graphs of parts that radkg does not have any more, or not with this command.
        facts: The facts that change.
    """

    parts: tuple[Part, ...]
    old: Mapping[str, Content]
    gone: tuple[str, ...] = ()
    facts: Changes = field(default_factory=Changes)

    @cached_property
    def changed(self) -> tuple[Part, ...]:
        """The parts whose graph is to change."""
        return tuple(part for part in self.parts if self.old[part.graph].digest != part.content.digest)

    @property
    def first(self) -> bool:
        """Whether none of the graphs that are to change is there yet."""
        return not self.gone and not any(self.old[part.graph].triples for part in self.changed)

    @property
    def empty(self) -> bool:
        """Whether nothing is to change."""
        return not self.changed and not self.gone


def make_plan(store: Store, parts: Sequence[Part], counts: Mapping[str, int], all_parts: Sequence[str]) -> Plan:
    """Return what has to change for ``store`` to hold ``parts``.

    Args:
        store: The store.
        parts: What it is to hold.
        counts: What `count` says of the graphs of all parts.
        all_parts: The names of all parts that there are, where it is to hold no other graph of them; else nothing.
    """
    old = {part.graph: store.read(part.graph, part.content) if counts.get(part.graph, 1) else EMPTY for part in parts}
    others = {graph_of(name) for name in all_parts} - set(old)
    gone = {
        graph: content for graph in sorted(others) if counts.get(graph, 1) and (content := store.read(graph, EMPTY)).triples
    }
    with_facts = [graph_of(name) for name in WITH_FACTS]
    facts = compare(
        [content for graph, content in {**old, **gone}.items() if graph in with_facts],
        [part.content for part in parts if part.name in WITH_FACTS],
    )
    return Plan(tuple(parts), {**old, **gone}, tuple(gone), facts)


def count(store: Store, graphs: Sequence[str]) -> Mapping[str, int]:
    """Return how many triples each graph holds, or nothing at all where the store takes no queries."""
    values = " ".join(f"<{graph}>" for graph in graphs)
    query = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
    try:
        rows = store.select(query)
    except NotSupported:
        return {}
    try:
        return {**dict.fromkeys(graphs, 0), **{row["g"]: int(row["n"]) for row in rows if row}}
    except (KeyError, ValueError):
        raise Refused(f"{store.target.query}: its answer is not to the question; is it a SPARQL endpoint?") from None
