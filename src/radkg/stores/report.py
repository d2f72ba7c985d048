"""What a load did, or would do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any

from radkg.stores.changes import Changes


@dataclass(frozen=True, slots=True)
class GraphReport:
    """One graph.

    Attributes:
        part: The part of the knowledge graph that is in it.
        graph: Its IRI.
        triples: Triples in it, now or, in a dry run, then; those it had, where it was removed.
        digest: SHA-256 over the values in it, see `radkg.stores.canonical.Content.digest`.
        state: ``new``, ``replaced``, ``unchanged`` or ``removed``.
    """

    part: str
    graph: str
    triples: int
    digest: str
    state: str


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, or would do.

    Attributes:
        target: The store, as the user named it.
        store: What the store is.
        version: The version of radkg's that was loaded.
        how: In which way the graphs were changed.
        graphs: The graphs.
        facts: IRIs of the facts that were added, removed or altered.
        verified: Whether the graphs were read back and found to be what was sent.
        dry_run: Whether nothing was changed.
        remarks: What a user should know.
        query: Where the store takes queries, if that is known.
        folder: The folder of an embedded store.
    """

    target: str
    store: str
    version: str
    how: str
    graphs: tuple[GraphReport, ...]
    facts: Changes = field(default_factory=Changes)
    verified: bool = False
    dry_run: bool = False
    remarks: tuple[str, ...] = ()
    query: str | None = None
    folder: str = ""

    @property
    def triples(self) -> int:
        """Triples in all graphs that stand after the load."""
        return sum(graph.triples for graph in self.graphs if graph.state != "removed")

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(graph.part)}<td>{graph.triples:,}<td>{escape(graph.state)}<td>{escape(graph.graph)}"
            for graph in self.graphs
        )
        head = f"radkg {self.version} → {self.target} ({self.store}; {self.how})"
        return f"<table><caption>{escape(head)}</caption><tr><th>part<th>triples<th>state<th>graph{rows}</table>"

    def to_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {**asdict(self), "facts": self.facts._asdict(), "triples": self.triples}
