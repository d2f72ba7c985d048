"""What a load did, or would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from shlex import quote
from typing import TypedDict

from radkg.changes.facts import AlteredFactAnswer
from radkg.shown import shown
from radkg.stores.changes import Changes
from radkg.styles import Paint, plain

_SHOWN = 10  # facts of each kind; the whole text and to_dict have all
_MARKS = (("added", "+", "green"), ("removed", "-", "red"), ("altered", "~", "yellow"))


class GraphAnswer(TypedDict):
    """A named graph.

    Attributes:
        part: The part of the knowledge graph that is in it.
        graph: Its IRI.
        triples: Triples in it, now or, in a dry run, then; those it had, where it was removed.
        digest: SHA-256 over the values in it.
        state: "new", "replaced", "unchanged" or "removed".
    """

    part: str
    graph: str
    triples: int
    digest: str
    state: str


class ChangesAnswer(TypedDict):
    """IRIs of facts.

    Attributes:
        added: Facts that were not there before.
        removed: Facts that are not there any more.
        altered: Facts of which something else is said now, or of their evidence.
        alterations: In what each of these differs.
    """

    added: list[str]
    removed: list[str]
    altered: list[str]
    alterations: list[AlteredFactAnswer]


class LoadAnswer(TypedDict):
    """What a load did, or would do.

    Attributes:
        target: The store, as it was named.
        store: What the store is.
        version: The version of radkg's that was loaded; empty where graphs were removed.
        how: In which way the graphs were changed.
        graphs: The graphs.
        facts: IRIs of the facts that were added, removed or altered.
        verified: Whether the graphs were read back and found to be what was sent.
        dry_run: Whether nothing was changed.
        remarks: What is to be known.
        query: Where the store takes queries; null where that is not known.
        folder: The folder of an embedded store.
        triples: Triples in all graphs that stand after the load.
    """

    target: str
    store: str
    version: str
    how: str
    graphs: list[GraphAnswer]
    facts: ChangesAnswer
    verified: bool
    dry_run: bool
    remarks: list[str]
    query: str | None
    folder: str
    triples: int


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

    def to_dict(self) -> GraphAnswer:
        """Return it for JSON."""
        return {
            "part": self.part,
            "graph": self.graph,
            "triples": self.triples,
            "digest": self.digest,
            "state": self.state,
        }


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, or would do.

    Attributes:
        target: The store, as the user named it.
        store: What the store is.
        version: The version of radkg's that was loaded.
        how: In which way the graphs were changed.
        graphs: The graphs.
        facts: The facts that were added, removed or altered.
        verified: Whether the graphs were read back and found to be what was sent.
        dry_run: Whether nothing was changed.
        remarks: What a user should know.
        query: Where the store takes queries, if that is known.
        folder: The folder of an embedded store.
        is_removal: Whether graphs were to be removed.
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
    is_removal: bool = False

    @property
    def triples(self) -> int:
        """Triples in all graphs that stand after the load."""
        return sum(graph.triples for graph in self.graphs if graph.state != "removed")

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg load`: 0; what could not be loaded is an error."""
        return 0

    def to_dict(self) -> LoadAnswer:
        """Return it for JSON."""
        return {
            "target": self.target,
            "store": self.store,
            "version": self.version,
            "how": self.how,
            "graphs": [graph.to_dict() for graph in self.graphs],
            "facts": {
                "added": list(self.facts.added),
                "removed": list(self.facts.removed),
                "altered": list(self.facts.altered),
                "alterations": [fact.to_dict() for fact in self.facts.alterations],
            },
            "verified": self.verified,
            "dry_run": self.dry_run,
            "remarks": list(self.remarks),
            "query": self.query,
            "folder": self.folder,
            "triples": self.triples,
        }

    def text(self, width: int = 0, paint: Paint = plain, *, whole: bool = False) -> str:
        """Return the report for reading.

        Args:
            width: Not heeded: each graph and each fact stands in one line.
            paint: Puts words into styles.
            whole: Name all facts that change, not only the first ones, and those of a first load as well.
        """
        return "\n".join(self._lines(paint, None if whole else _SHOWN))

    def _lines(self, paint: Paint, most: int | None) -> Iterator[str]:
        what = "" if self.is_removal else f"radkg {self.version} → "
        yield f"{paint(shown(f'{what}{self.target}'), 'bold')}  ({shown(self.store)}; {self.how})"
        rows = [(g.part, f"{g.triples:,}", g.state, g.graph) for g in self.graphs]
        widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
        for part, triples, state, graph in rows:
            yield f"  {part:{widths[0]}}  {triples:>{widths[1]}} triples  {state:{widths[2]}}  {graph}"
        yield from self._changes(paint, most)
        if not rows:
            yield "  no graph of radkg's is there"
        elif self.dry_run:
            yield "nothing was changed: a dry run"
        elif self.is_removal:
            yield "verified: they are gone; every other graph is as it was"
        else:
            yield f"verified: {self.triples:,} triples read back, in number and value the same"
            if self.folder:
                yield f"serve it: oxigraph serve-read-only --location {shown(quote(self.folder))} --union-default-graph"

    def _changes(self, paint: Paint, most: int | None) -> Iterator[str]:
        """Yield how many facts change, and which; those of a first load need no list."""
        first = all(graph.state == "new" for graph in self.graphs)
        differing = {fact.iri: fact.alterations for fact in self.facts.alterations}
        for name, mark, colour in _MARKS:
            facts: tuple[str, ...] = getattr(self.facts, name)
            if not facts:
                continue
            yield f"{len(facts):,} {'fact' if len(facts) == 1 else 'facts'} {name}"
            named = facts[:0] if first and most is not None else facts[:most]
            for iri in named:
                yield paint(shown(f"  {mark} {iri}"), colour)
                yield from (shown(f"      {one}") for one in differing.get(iri, ()) if name == "altered")
            if named and len(facts) > len(named):
                yield f"  {mark} … and {len(facts) - len(named):,} more; --all prints them"

    def _repr_html_(self) -> str:
        return self.html()

    def html(self) -> str:
        """Return it as a table in HTML."""
        rows = "".join(
            f"<tr><td>{escape(graph.part)}<td>{graph.triples:,}<td>{escape(graph.state)}<td>{escape(graph.graph)}"
            for graph in self.graphs
        )
        head = f"radkg {self.version} → {self.target} ({self.store}; {self.how})"
        return f"<table><caption>{escape(head)}</caption><tr><th>part<th>triples<th>state<th>graph{rows}</table>"
