"""What is validated: the documents, the ontology beside them, and both together with what follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg import reading, resources
from radkg.namespaces import OWL, RADKG, RDF, RDFS
from radkg.validation.report import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from radkg.reading import Document

    Node = ox.NamedNode | ox.BlankNode
    Graph = ox.NamedNode | ox.DefaultGraph

YOURS = ox.NamedNode("urn:radkg:yours")  # what is validated, for the queries in queries/validate/
OURS = ox.NamedNode("urn:radkg:ours")  # the ontology, where that is not what is validated

TYPE = ox.NamedNode(RDF + "type")
LABEL = ox.NamedNode(RDFS + "label")
CLASS = ox.NamedNode(OWL + "Class")
RELATION = ox.NamedNode(RADKG + "relation")
FACT_CLASSES = tuple(ox.NamedNode(RADKG + name) for name in ("Fact", "Association", "ExcludedAssociation"))
CRITERIA_CLASSES = tuple(ox.NamedNode(RADKG + name) for name in ("ClassificationCriteria", "ScoreTranscription"))
SUPPORT_CLASSES = tuple(ox.NamedNode(RADKG + name) for name in ("Evidence", "Source", "Passage"))


@dataclass
class Data:
    """What is validated.

    Attributes:
        documents: The documents under validation.
        is_ontology: Whether they are the ontology itself.
    """

    documents: Sequence[Document]
    is_ontology: bool = False
    subjects: set[ox.NamedNode | ox.BlankNode] = field(init=False)

    def __post_init__(self) -> None:
        self._speaking: dict[object, list[Document]] = {}
        for document in self.documents:
            for subject in {quad.subject for quad in document.quads}:
                self._speaking.setdefault(subject, []).append(document)
        self.subjects = {s for s in self._speaking if isinstance(s, ox.NamedNode | ox.BlankNode)}

    @cached_property
    def _store(self) -> ox.Store:
        store = ox.Store()
        self._fill(store, OURS, YOURS)
        return store

    @cached_property
    def complete(self) -> ox.Store:
        """What is asserted in `YOURS` and `OURS`, and in the default graph both together with what follows from them."""
        from radkg.graph import derive

        self._fill(self._store, ox.DefaultGraph(), ox.DefaultGraph())
        derive(self._store)
        return self._store

    def _fill(self, store: ox.Store, ours: Graph, yours: Graph) -> None:
        if not self.is_ontology:
            store.bulk_extend(_ontology_quads(ours))
        for document in self.documents:
            store.bulk_extend([ox.Quad(q.subject, q.predicate, q.object, yours) for q in document.quads])

    def asserted(
        self, subject: Node | None = None, predicate: ox.NamedNode | None = None, value: Node | None = None
    ) -> Iterator[ox.Quad]:
        """The triples of the documents and of the ontology that fit, as they are written: without what follows from them."""
        for graph in (YOURS, OURS):
            yield from self._store.quads_for_pattern(subject, predicate, value, graph)

    def select(self, query: str) -> ox.QuerySolutions:
        """Run a SELECT on what is asserted."""
        rows = self._store.query(query, default_graph=[YOURS, OURS])
        assert isinstance(rows, ox.QuerySolutions)
        return rows

    def label(self, node: Node) -> str:
        """The label of a node, empty where it has none."""
        return min((q.object.value for q in self.asserted(node, LABEL) if isinstance(q.object, ox.Literal)), default="")

    def is_fact(self, node: Node) -> bool:
        """Whether a node is a fact, or has a relation as one has."""
        return self.is_a(node, FACT_CLASSES) or any(self._store.quads_for_pattern(node, RELATION, None, YOURS))

    def is_a(self, node: Node, kinds: Iterable[ox.NamedNode]) -> bool:
        """Whether a node has one of the types given."""
        return any(True for kind in kinds for _ in self.asserted(node, TYPE, kind))

    def is_term(self, node: Node) -> bool:
        """Whether a node is a class with a name."""
        return isinstance(node, ox.NamedNode) and self.is_a(node, (CLASS,))

    def said_of(self, node: Node) -> list[tuple[ox.NamedNode, object]]:
        """The properties and values of a node."""
        return [(q.predicate, q.object) for q in self.asserted(node)]

    def times_said(self, predicate: ox.NamedNode, value: object) -> int:
        """Of how many nodes a property and value are said in the documents."""
        return sum(q.predicate == predicate and q.object == value for d in self.documents for q in d.quads)

    def document_of(self, node: Node, path: str, value: str) -> Document | None:
        """The document that says a value of a property of a node, else the first one that says anything of the node."""
        speaking = self._speaking.get(node, [])
        if len(speaking) > 1:
            for document in speaking:
                if any((q.subject, q.predicate.value, text(q.object)) == (node, path, value) for q in document.quads):
                    return document
        return speaking[0] if speaking else None


@lru_cache(maxsize=1)
def _ontology_triples() -> list[ox.Quad]:
    triples: list[ox.Quad] = []
    for path in resources.ontology_files():
        triples += ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return triples


@lru_cache(maxsize=2)
def _ontology_quads(graph: Graph) -> list[ox.Quad]:
    """The ontology's triples, in ``graph``; kept, since many files may be validated in one process."""
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in _ontology_triples()]


def ontology_documents() -> list[Document]:
    """Read the files of the ontology as if they were somebody else's."""
    return [reading.read(path) for path in resources.ontology_files()]
