"""The data under validation: documents, the ontology, and both together with what follows from them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.model.store import derive
from radkg.namespaces import OWL, RADKG, RDF, RDFS, SH
from radkg.rdf import reading
from radkg.rdf.sparql import select
from radkg.validation.finding import text
from radkg.validation.ontology_copy import ONTOLOGY, VALIDATED, OntologyCopy
from radkg.validation.own_shapes import own_shapes
from radkg.validation.relevant import relevant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from radkg.model.store import Written
    from radkg.rdf.reading import Document

    Node = ox.NamedNode | ox.BlankNode

#: A name in radkg's namespaces, or almost in them.
OWN_NAMESPACE = re.compile(r"https?://(www\.)?w3id\.org/radkg([/#]|$)", re.IGNORECASE)
TYPE = ox.NamedNode(RDF + "type")
LABEL = ox.NamedNode(RDFS + "label")
CLASS = ox.NamedNode(OWL + "Class")
RELATION = ox.NamedNode(RADKG + "relation")
FACT_CLASSES = tuple(ox.NamedNode(RADKG + name) for name in ("Fact", "Association", "ExcludedAssociation", "NullResult"))
#: From a term to what it is a kind or a part of, in the asserted form of the closures (queries/derive/10-closure.rq).
_HIERARCHY = tuple(
    ox.NamedNode(iri)
    for iri in (RDFS + "subClassOf", RDFS + "subPropertyOf", *(RADKG + name for name in ("termKind", "cohortOf", "isPartOf")))
)
#: Likewise, from the other end: a cohort has members, and a term of radkg's stands in for one of another ontology.
_BACKWARD = tuple(ox.NamedNode(RADKG + name) for name in ("hasCohortMember", "standsInFor"))
#: What follows from facts, and says the same in other words (queries/derive/).
_NOT_JUDGED_BY = ("25-what-follows.rq", "50-edges.rq")
CRITERIA_CLASSES = tuple(ox.NamedNode(RADKG + name) for name in ("ClassificationCriteria", "ScoreTranscription"))
PATIENT_CLASSES = (ox.NamedNode(RADKG + "Patient"),)
SUPPORT_CLASSES = tuple(ox.NamedNode(RADKG + name) for name in ("Evidence", "Source", "Passage"))


@dataclass
class ValidationData:
    """The data under validation, for a ``with`` block: at its end the copy of the ontology is given back as it was.

    Attributes:
        documents: The documents under validation.
        written: The ontology.
        is_ontology: Whether the documents are the ontology itself.
        whole: Whether all of the documents is looked at, and not only what can concern the ontology.
    """

    documents: Sequence[Document]
    written: Written
    is_ontology: bool = False
    whole: bool = True
    _added: list[ox.Quad | ox.Triple] = field(init=False, default_factory=list)

    @cached_property
    def relevant(self) -> Sequence[Document]:
        """The documents, with what is looked at."""
        return self.documents if self.whole or not self.ontology_copy else relevant(self.documents, self._concerns())

    @cached_property
    def subjects(self) -> set[ox.NamedNode | ox.BlankNode]:
        """The subjects of what is looked at."""
        subjects = (quad.subject for document in self.relevant for quad in document.quads)
        return {subject for subject in subjects if isinstance(subject, ox.NamedNode | ox.BlankNode)}

    @cached_property
    def _documents_about(self) -> Mapping[object, list[Document]]:
        """The subjects of the documents, each with those that describe it."""
        about: dict[object, list[Document]] = {}
        for document in self.documents:
            for subject in dict.fromkeys(quad.subject for quad in document.quads):
                about.setdefault(subject, []).append(document)
        return about

    def _concerns(self) -> Callable[[ox.Quad], bool]:
        """Return what says whether a triple has a name of the ontology's, or one that its shapes look for."""
        assert self.ontology_copy
        declared = self.ontology_copy.declared
        targets: dict[str, set[object]] = {}
        for triple in self.shapes:
            targets.setdefault(triple.predicate.value, set()).add(triple.object)
        nodes = targets.get(SH + "targetNode", set())
        classes = {CLASS, *targets.get(SH + "targetClass", ())}
        properties = {p for name in ("targetSubjectsOf", "targetObjectsOf") for p in targets.get(SH + name, ())}

        @lru_cache(maxsize=10_000)
        def is_of_ontology(node: object) -> bool:
            return isinstance(node, ox.NamedNode) and (
                OWN_NAMESPACE.match(node.value) is not None or node in declared or node in nodes
            )

        @lru_cache(maxsize=10_000)
        def is_looked_for(predicate: ox.NamedNode) -> bool:
            return predicate in properties or OWN_NAMESPACE.match(predicate.value) is not None

        def concerns(quad: ox.Quad) -> bool:
            return (
                is_looked_for(quad.predicate)
                or (quad.predicate == TYPE and quad.object in classes)
                or is_of_ontology(quad.subject)
                or is_of_ontology(quad.object)
            )

        return concerns

    @cached_property
    def ontology_copy(self) -> OntologyCopy | None:
        """The copy of the ontology; ``None`` where the documents are the ontology itself."""
        return None if self.is_ontology else OntologyCopy.borrow(self.written)

    @cached_property
    def _store(self) -> ox.Store:
        store = self.ontology_copy.store if self.ontology_copy else ox.Store()
        store.bulk_extend([ox.Quad(q.subject, q.predicate, q.object, VALIDATED) for q in self._quads])
        return store

    @property
    def _quads(self) -> Iterator[ox.Quad]:
        return (quad for document in self.relevant for quad in document.quads)

    @cached_property
    def complete(self) -> ox.Store:
        """A store with the documents in `VALIDATED`, the ontology in `ONTOLOGY`, and both in the default graph.

        The default graph has what follows from them as well; without edges and further forms of facts, where the documents are
        not the ontology: neither shapes nor conflicts look at those.
        """
        self._store.bulk_extend([ox.Quad(q.subject, q.predicate, q.object) for q in self._quads])
        self._added += self._quads
        self._added += derive(self._store, self.written.ontology, without=() if self.is_ontology else _NOT_JUDGED_BY)
        return self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        if kind is None and self.ontology_copy:  # after an error nobody knows what was added: the copy is given up
            self.ontology_copy.give_back(self._added)

    def asserted(
        self,
        subject: Node | None = None,
        predicate: ox.NamedNode | None = None,
        value: Node | None = None,
        graphs: Sequence[ox.NamedNode] = (VALIDATED, ONTOLOGY),
    ) -> Iterator[ox.Quad]:
        """Yield the triples that fit, as they are written: without what follows from them.

        Args:
            subject: The subject; any where it is ``None``.
            predicate: The predicate; any where it is ``None``.
            value: The object; any where it is ``None``.
            graphs: Of the documents, of the ontology, or of both.
        """
        for graph in graphs:
            yield from self._store.quads_for_pattern(subject, predicate, value, graph)

    @cached_property
    def named(self) -> set[ox.NamedNode]:
        """The names in the triples about the documents' subjects, and all that these are kinds or parts of."""
        about = [q for subject in self.subjects for q in self.asserted(subject)]
        todo = list({n for q in about for n in (q.subject, q.predicate, q.object) if isinstance(n, ox.NamedNode)})
        types = [q.object for node in todo for q in self.asserted(node, TYPE)]
        todo += (kind for kind in types if isinstance(kind, ox.NamedNode))
        seen = set(todo)
        while todo:
            for quad in self.hierarchy_of(todo.pop()):
                for node in (quad.subject, quad.object):
                    if isinstance(node, ox.NamedNode) and node not in seen:
                        seen.add(node)
                        todo.append(node)
        return seen

    def hierarchy_of(self, node: Node) -> Iterator[ox.Quad]:
        """Yield the triples by which a node is a kind, a part or a member of another: a part may follow from a definition."""
        for predicate in _HIERARCHY:
            yield from self.complete.quads_for_pattern(node, predicate, None, ox.DefaultGraph())
        for predicate in _BACKWARD:
            yield from self.complete.quads_for_pattern(None, predicate, node, ox.DefaultGraph())

    @cached_property
    def shapes(self) -> tuple[ox.Triple, ...]:
        """The ontology's own shapes."""
        store = self.ontology_copy.store if self.ontology_copy else self._store
        return own_shapes(self.written.ontology, store, VALIDATED if self.is_ontology else ONTOLOGY)

    @cached_property
    def relations(self) -> set[ox.NamedNode]:
        """The relations of the closed list that a plain triple states: those by which terms are built are none of them."""
        query = f"SELECT ?r {{ ?r <{RDFS}subPropertyOf>+ <{RADKG}isAssociatedWith> }}"
        found = {row["r"] for row in self.select(query)}
        return {r for r in found if isinstance(r, ox.NamedNode)} - set(_HIERARCHY)

    def is_patient(self, node: Node) -> bool:
        """Return whether a node has the type of a patient, or what only patients have: diagnosis, finding, age."""
        told = (ox.NamedNode(RADKG + name) for name in ("hasDiagnosis", "hasFinding", "lacksFinding", "age"))
        return self.is_a(node, PATIENT_CLASSES) or any(
            True for told_of in told for _ in self._store.quads_for_pattern(node, told_of, None, VALIDATED)
        )

    def plain_triples(self, document: Document) -> int:
        """Return how many triples of a document state a relation between two terms, without a fact."""
        return sum(q.predicate in self.relations and isinstance(q.object, ox.NamedNode) for q in document.quads)

    def select(self, query: str) -> ox.QuerySolutions:
        """Return the solutions of a SELECT over documents and ontology as they are written."""
        return select(self._store, query, "validation", graphs=(VALIDATED, ONTOLOGY))

    def label(self, node: Node) -> str:
        """Return the label of a node; empty where it has none."""
        labels = [q.object.value for q in self.asserted(node, LABEL) if isinstance(q.object, ox.Literal)]
        return min(labels or self._labels.get(node, []), default="")

    @cached_property
    def _labels(self) -> Mapping[object, list[str]]:
        """The labels in the documents, of what is not looked at as well."""
        labels: dict[object, list[str]] = {}
        for document in self.documents:
            for quad in document.quads:
                if quad.predicate == LABEL and isinstance(quad.object, ox.Literal):
                    labels.setdefault(quad.subject, []).append(quad.object.value)
        return labels

    def is_fact(self, node: Node) -> bool:
        """Return whether a node has the type of a fact, or a relation, which only facts have."""
        return self.is_a(node, FACT_CLASSES) or any(self._store.quads_for_pattern(node, RELATION, None, VALIDATED))

    def is_a(self, node: Node, kinds: Iterable[ox.NamedNode]) -> bool:
        """Return whether a node has one of the types given."""
        return any(True for kind in kinds for _ in self.asserted(node, TYPE, kind))

    def is_term(self, node: Node) -> bool:
        """Return whether a node is a class with an IRI."""
        return isinstance(node, ox.NamedNode) and self.is_a(node, (CLASS,))

    @cached_property
    def declared(self) -> Mapping[ox.NamedNode, set[ox.NamedNode]]:
        """The nodes that have a type, with their types."""
        declared = dict(self.ontology_copy.declared) if self.ontology_copy else {}
        for quad in self._store.quads_for_pattern(None, TYPE, None, VALIDATED):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                declared[quad.subject] = declared.get(quad.subject, set()) | {quad.object}
        return declared

    def pairs_of(self, node: Node) -> list[tuple[ox.NamedNode, object]]:
        """Return the pairs of property and value of a node, be it one that is not looked at, as the name of a triple is."""
        return [(q.predicate, q.object) for q in self.asserted(node)] or self._pairs.get(node, [])

    @cached_property
    def _pairs(self) -> Mapping[object, list[tuple[ox.NamedNode, object]]]:
        """The pairs of property and value of the blank nodes in the documents; a triple is no value to be found."""
        pairs: dict[object, list[tuple[ox.NamedNode, object]]] = {}
        for document in self.documents:
            for quad in document.quads:
                if isinstance(quad.subject, ox.BlankNode) and not isinstance(quad.object, ox.Triple):
                    pairs.setdefault(quad.subject, []).append((quad.predicate, quad.object))
        return pairs

    def count_of(self, predicate: ox.NamedNode, value: object) -> int:
        """Return how many quads of the documents have this property and value."""
        return self._counts[predicate, value]

    @cached_property
    def _counts(self) -> Counter[tuple[object, object]]:
        return Counter((quad.predicate, quad.object) for document in self.documents for quad in document.quads)

    def document_of(self, node: Node, path: str, value: str) -> Document | None:
        """Return the document that has a value of a property of a node, else the first document that describes the node.

        Args:
            node: The node.
            path: IRI of the property.
            value: The value, as `radkg.validation.finding.text` gives it.
        """
        documents = self._documents_about.get(node, [])
        if len(documents) > 1:
            for document in documents:
                if any((q.subject, q.predicate.value, text(q.object)) == (node, path, value) for q in document.quads):
                    return document
        return documents[0] if documents else None


def ontology_documents(written: Written) -> list[Document]:
    """Return the files of the ontology as documents, read as files of a user's own are, without the triples that were removed.

    Raises:
        UnreadableFile: A file is hostile or not well formed.
    """
    documents = [reading.read(path) for path in written.ontology.files()]
    if not written.removed:
        return documents
    return [replace(d, quads=tuple(q for q in d.quads if q.triple not in written.removed)) for d in documents]
