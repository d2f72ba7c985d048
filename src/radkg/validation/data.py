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
    from collections.abc import Iterable, Sequence

    from radkg.reading import Document

YOURS = ox.NamedNode("urn:radkg:yours")  # what is validated, for the queries in queries/validate/
OURS = ox.NamedNode("urn:radkg:ours")  # the ontology, where that is not what is validated

TYPE = ox.NamedNode(RDF + "type")
LABEL = ox.NamedNode(RDFS + "label")
CLASS = ox.NamedNode(OWL + "Class")
RELATION = ox.NamedNode(RADKG + "relation")
FACT_CLASSES = tuple(ox.NamedNode(RADKG + name) for name in ("Fact", "Association", "ExcludedAssociation"))
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
    def asserted(self) -> ox.Store:
        """All triples, asserted and not derived, in the default graph, and those of either side in `YOURS` and `OURS`."""
        store = ox.Store()
        if not self.is_ontology:
            store.bulk_extend(_ontology_quads())
        for document in self.documents:
            for graph in (ox.DefaultGraph(), YOURS):
                store.extend(ox.Quad(q.subject, q.predicate, q.object, graph) for q in document.quads)
        return store

    @cached_property
    def complete(self) -> ox.Store:
        """`asserted`, with what follows from it."""
        from radkg.graph import derive

        store = ox.Store()
        store.bulk_extend(self.asserted)
        derive(store)
        return store

    def label(self, node: ox.NamedNode | ox.BlankNode) -> str:
        """The label of a node, empty where it has none."""
        quads = self.asserted.quads_for_pattern(node, LABEL, None, ox.DefaultGraph())
        return min((q.object.value for q in quads if isinstance(q.object, ox.Literal)), default="")

    def is_fact(self, node: ox.NamedNode | ox.BlankNode) -> bool:
        """Whether a node is a fact, or has a relation as one has."""
        return self.is_a(node, FACT_CLASSES) or any(self.asserted.quads_for_pattern(node, RELATION, None, YOURS))

    def is_a(self, node: ox.NamedNode | ox.BlankNode, kinds: Iterable[ox.NamedNode]) -> bool:
        """Whether a node has one of the types given."""
        return any(ox.Quad(node, TYPE, kind) in self.asserted for kind in kinds)

    def is_term(self, node: ox.NamedNode | ox.BlankNode) -> bool:
        """Whether a node is a class with a name."""
        return isinstance(node, ox.NamedNode) and self.is_a(node, (CLASS,))

    def said_of(self, node: ox.NamedNode | ox.BlankNode) -> list[tuple[ox.NamedNode, object]]:
        """The properties and values of a node."""
        return [(q.predicate, q.object) for q in self.asserted.quads_for_pattern(node, None, None, ox.DefaultGraph())]

    def times_said(self, predicate: ox.NamedNode, value: object) -> int:
        """Of how many nodes a property and value are said in the documents."""
        return sum(q.predicate == predicate and q.object == value for d in self.documents for q in d.quads)

    def document_of(self, node: ox.NamedNode | ox.BlankNode, path: str, value: str) -> Document | None:
        """The document that says a value of a property of a node, else the first one that says anything of the node."""
        speaking = self._speaking.get(node, [])
        if len(speaking) > 1:
            for document in speaking:
                if any((q.subject, q.predicate.value, text(q.object)) == (node, path, value) for q in document.quads):
                    return document
        return speaking[0] if speaking else None


@lru_cache(maxsize=1)
def _ontology_quads() -> list[ox.Quad]:
    """The ontology's triples in the default graph and in `OURS`; kept, since many files may be validated in one process."""
    quads: list[ox.Quad] = []
    for path in resources.ontology_files():
        quads += ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return quads + [ox.Quad(q.subject, q.predicate, q.object, OURS) for q in quads]


def ontology_documents() -> list[Document]:
    """Read the files of the ontology as if they were somebody else's."""
    return [reading.read(path) for path in resources.ontology_files()]
