"""What is validated: the documents, the ontology beside them, and both together with what follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.model.store import derive
from radkg.namespaces import OWL, RADKG, RDF, RDFS
from radkg.rdf import reading
from radkg.validation.beside import OURS, YOURS, Beside
from radkg.validation.report import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    import rdflib

    from radkg.model.store import Written
    from radkg.rdf.reading import Document

    Node = ox.NamedNode | ox.BlankNode

TYPE = ox.NamedNode(RDF + "type")
LABEL = ox.NamedNode(RDFS + "label")
CLASS = ox.NamedNode(OWL + "Class")
RELATION = ox.NamedNode(RADKG + "relation")
FACT_CLASSES = tuple(ox.NamedNode(RADKG + name) for name in ("Fact", "Association", "ExcludedAssociation"))
CRITERIA_CLASSES = tuple(ox.NamedNode(RADKG + name) for name in ("ClassificationCriteria", "ScoreTranscription"))
SUPPORT_CLASSES = tuple(ox.NamedNode(RADKG + name) for name in ("Evidence", "Source", "Passage"))


@dataclass
class Data:
    """What is validated, for a ``with`` block: after it, the ontology is put back as it was.

    Attributes:
        documents: The documents under validation.
        written: The ontology that they stand beside, or are.
        is_ontology: Whether they are the ontology itself.
        graph: What pySHACL is given of it, once it was made.
    """

    documents: Sequence[Document]
    written: Written
    is_ontology: bool = False
    graph: rdflib.Graph | None = None
    subjects: set[ox.NamedNode | ox.BlankNode] = field(init=False)

    def __post_init__(self) -> None:
        self._speaking: dict[object, list[Document]] = {}
        self._added: list[ox.Quad | ox.Triple] = []
        for document in self.documents:
            for subject in {quad.subject for quad in document.quads}:
                self._speaking.setdefault(subject, []).append(document)
        self.subjects = {s for s in self._speaking if isinstance(s, ox.NamedNode | ox.BlankNode)}

    @cached_property
    def beside(self) -> Beside | None:
        """The ontology that the documents stand beside, where they are not the ontology itself."""
        return None if self.is_ontology else Beside.borrow(self.written)

    @cached_property
    def _store(self) -> ox.Store:
        store = self.beside.store if self.beside else ox.Store()
        store.bulk_extend([ox.Quad(q.subject, q.predicate, q.object, YOURS) for q in self._quads])
        return store

    @property
    def _quads(self) -> Iterator[ox.Quad]:
        return (quad for document in self.documents for quad in document.quads)

    @cached_property
    def complete(self) -> ox.Store:
        """What is asserted in `YOURS` and `OURS`, and in the default graph both together with what follows from them."""
        self._store.bulk_extend([ox.Quad(q.subject, q.predicate, q.object) for q in self._quads])
        self._added += self._quads
        self._added += derive(self._store, self.written.ontology)
        return self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        if kind is None and self.beside:  # after an error it is not known what was added: another copy will be made
            self.beside.give_back(self._added)

    def asserted(
        self,
        subject: Node | None = None,
        predicate: ox.NamedNode | None = None,
        value: Node | None = None,
        graphs: Sequence[ox.NamedNode] = (YOURS, OURS),
    ) -> Iterator[ox.Quad]:
        """The triples of the documents and of the ontology that fit, as they are written: without what follows from them."""
        for graph in graphs:
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

    @cached_property
    def declared(self) -> Mapping[ox.NamedNode, set[ox.NamedNode]]:
        """What has a type, with its types."""
        declared = dict(self.beside.declared) if self.beside else {}
        for quad in self._store.quads_for_pattern(None, TYPE, None, YOURS):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                declared[quad.subject] = declared.get(quad.subject, set()) | {quad.object}
        return declared

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


def ontology_documents(written: Written) -> list[Document]:
    """Read the files of the ontology as if they were somebody else's, without what was removed from it."""
    documents = [reading.read(path) for path in written.ontology.files()]
    if not written.removed:
        return documents
    return [replace(d, quads=tuple(q for q in d.quads if q.triple not in written.removed)) for d in documents]
