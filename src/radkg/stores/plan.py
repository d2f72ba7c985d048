"""The plan of a load: the graphs of a store as they are, and as they are to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from radkg.rdf.blank_nodes import entangled
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
        """Whether an address for updates is known."""

    def read(self, graph: str, like: Content) -> Content:
        """Return the content of a graph, which is empty where there is no such graph.

        Args:
            graph: IRI of the graph.
            like: The content that it is likely to have.

        Raises:
            StoreError: The graph cannot be read.
        """

    def write(self, graph: str, content: Content, sent: Callable[[int], None], *, whole: bool = False) -> None:
        """Write a graph.

        Args:
            graph: IRI of the graph; there must be no such graph, except with ``whole``.
            content: Its content.
            sent: Called with the number of bytes of each piece that was sent.
            whole: Whether to send the content in one request, in the place of the old graph.

        Raises:
            StoreError: The graph cannot be written.
        """

    def add(self, quads: bytes) -> None:
        """Add a document in N-Quads, whole or not at all.

        Raises:
            NotSupported: No address is known where the store does so.
            StoreError: The document cannot be added.
        """

    def delete(self, graph: str) -> None:
        """Remove a graph, if there is one.

        Raises:
            StoreError: The graph cannot be removed.
        """

    def update(self, sparql: str, *, repeat: bool) -> None:
        """Run a SPARQL Update.

        Args:
            sparql: The update.
            repeat: Whether it may be run twice.

        Raises:
            StoreError: The update cannot be run.
        """

    def select(self, sparql: str) -> Sequence[Mapping[str, str]]:
        """Return the rows of a SELECT: name of a variable to its value.

        Raises:
            StoreError: The query cannot be run.
        """

    def close(self) -> None:
        """Close the connections or the folder."""


@dataclass(frozen=True)
class Plan:
    """The changes of a load.

    Attributes:
        parts: The parts that the store is to have.
        old: IRI of a graph to its present content, for the graphs of the parts and for those in ``gone``.
        gone: IRIs of graphs of radkg's that are to be removed, as no part belongs to them any more.
        facts: The facts that change.
    """

    parts: tuple[Part, ...]
    old: Mapping[str, Content]
    gone: tuple[str, ...] = ()
    facts: Changes = field(default_factory=Changes)

    @cached_property
    def changed(self) -> tuple[Part, ...]:
        """The parts whose graph has another content than theirs."""
        return tuple(part for part in self.parts if self.old[part.graph].digest != part.content.digest)

    @property
    def first(self) -> bool:
        """Whether the store has none of the graphs that are to change."""
        return not self.gone and not any(self.old[part.graph].triples for part in self.changed)

    @property
    def empty(self) -> bool:
        """Whether no graph is to change."""
        return not self.changed and not self.gone


def make_plan(store: Store, parts: Sequence[Part], counts: Mapping[str, int], all_parts: Sequence[str]) -> Plan:
    """Return the changes after which ``store`` has ``parts``.

    Args:
        store: The store.
        parts: The parts that it is to have.
        counts: The number of triples in the graph of each part, see `count`.
        all_parts: The names of all parts, where the graphs of the others are to be removed; empty where they are to stay.

    Raises:
        InvalidFacts: A part, of a user's files, has blank nodes that cannot be told apart, and so could not be verified.
    """
    if nameless := next((part for part in parts if part.content.nameless), None):
        raise entangled(f"part {nameless.name}")
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
    """Return the number of triples in each graph; nothing where the store takes no queries.

    Raises:
        Refused: The answer is not to the question.
    """
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
