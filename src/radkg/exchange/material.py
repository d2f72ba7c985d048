"""The material of exports: terms, facts, evidence, sources and mappings, each read from the store once."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.model.knowledge import Knowledge
from radkg.model.lookups import values
from radkg.model.records import Fact
from radkg.namespaces import DCTERMS, OBO, OWL, RADKG, RDFS, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.records import Pair

BIOLINK = "https://w3id.org/biolink/vocab/"
INFORES = "https://w3id.org/information-resource-registry/"
_ORDO = "http://www.orpha.net/ORDO/Orphanet_"
_ORPHANET = {"orpha", "orphanet", "ordo", "orphanet.ordo"}
_MATCHES = tuple(f"{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related"))
#: Qualifiers that say how and where cases were examined and what was measured. They narrow neither the cases nor the finding.
_HOW = frozenset(RADKG + name for name in ("seenOn", "inRegion", "frequencyWord", "effectMeasure", "hasInfluence"))
#: Numbers that narrow the cases: their ages, and the time for which they were watched.
_OF_WHOM = frozenset(RADKG + f"{what}{side}" for what in ("age", "interval") for side in ("Minimum", "Maximum"))
_NEGATIVE = "denied with a reservation, which the form would turn into never"
_NULL = "a null result, which the form would turn into a statement or a denial"


class EvidenceNode(NamedTuple):
    """A node of evidence.

    Attributes:
        iri: Its IRI.
        source: IRI of the source.
        passage: IRI of the passage; empty for none.
        kind: IRI of the evidence type.
        bears_on: IRIs of the qualifiers that it supports; none where it supports the whole fact.
        comment: A remark; empty for none.
    """

    iri: str
    source: str
    passage: str
    kind: str
    bears_on: tuple[str, ...]
    comment: str


class Xref(NamedTuple):
    """A mapping, from a mapping set or from the graph.

    Attributes:
        predicate: Local name of the SKOS predicate.
        object: CURIE of the other term.
        label: Its label; empty where it is not known.
        justification: See `radkg.mappings.Mapping`; empty for a mapping from the graph.
        author: Likewise.
        version: Likewise.
    """

    predicate: str
    object: str
    label: str = ""
    justification: str = ""
    author: str = ""
    version: str = ""


class Material:
    """Everything that an export may need.

    Args:
        known: The knowledge.

    Attributes:
        store: The store of the knowledge.
        knowledge: The knowledge.
    """

    def __init__(self, known: Knowledge) -> None:
        self.store = known.store
        self.knowledge = known
        self._index = known.mappings

    @cached_property
    def facts(self) -> list[Fact]:
        """All facts, sorted by IRI."""
        return list(self.knowledge.facts.values())

    @cached_property
    def terms(self) -> list[str]:
        """All terms, sorted by IRI, and the classes above them that no statement names."""
        vocabulary = self.knowledge.vocabulary
        return sorted(vocabulary | {broader for term in vocabulary for broader in self._superclasses(term)})

    def _superclasses(self, term: str) -> list[str]:
        return [iri for iri in self.texts(term, RDFS + "subClassOf") if iri != term]

    @cached_property
    def iri(self) -> str:
        """The IRI of the ontology."""
        return self.knowledge.ontology.iri()

    @cached_property
    def title(self) -> str:
        """The title of the ontology, in one line."""
        return " ".join(self.text(self.iri, DCTERMS + "title").split())

    @cached_property
    def version(self) -> str:
        """The date of the ontology's version."""
        quads = self.store.quads_for_pattern(None, ox.NamedNode(OWL + "versionIRI"), None)
        versions = [quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)]
        return max(versions, default="").rsplit("/", 1)[-1]

    # -- texts and classes

    def texts(self, iri: str, predicate: str) -> list[str]:
        """Return the texts and IRIs that ``iri`` has for ``predicate``, sorted."""
        return values(self.store, iri, predicate)

    def text(self, iri: str, predicate: str) -> str:
        """Return the text that ``iri`` has for ``predicate``; several texts are joined by spaces."""
        return " ".join(self.texts(iri, predicate))

    def definition(self, iri: str) -> str:
        """Return the definition of a term; empty where it has none."""
        return self.text(iri, SKOS + "definition")

    def parents(self, term: str) -> list[str]:
        """Return the terms that ``term`` is stated to be a subclass of."""
        return self._superclasses(term)

    @cached_property
    def restrictions(self) -> dict[str, list[tuple[str, str]]]:
        """Term to the pairs of property and value of its existential restrictions, without inherited ones."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), None):
            if isinstance(quad.object, ox.BlankNode) and isinstance(quad.subject, ox.NamedNode):
                parts = {q.predicate.value: q.object for q in self.store.quads_for_pattern(quad.object, None, None)}
                property_, value = parts.get(OWL + "onProperty"), parts.get(OWL + "someValuesFrom")
                if isinstance(property_, ox.NamedNode) and isinstance(value, ox.NamedNode):
                    found[quad.subject.value].append((property_.value, value.value))
        return {term: sorted(pairs) for term, pairs in found.items()}

    # -- evidence and sources

    def evidence(self, fact: str) -> list[EvidenceNode]:
        """Return the evidence of a fact, sorted by IRI."""
        return [
            EvidenceNode(
                node,
                self.text(node, DCTERMS + "source"),
                self.text(node, RADKG + "passage"),
                self.text(node, RADKG + "evidenceType"),
                tuple(self.texts(node, RADKG + "bearsOn")),
                self.text(node, RDFS + "comment"),
            )
            for node in self.texts(fact, RADKG + "evidence")
        ]

    @cached_property
    def sources(self) -> list[str]:
        """All sources, sorted by IRI."""
        return sorted(self.knowledge.instances(RADKG + "Source"))

    def publication(self, source: str) -> str:
        """Return the identifier of a source, or of the source of a passage: PMID or DOI, else the address, else the IRI."""
        source = self.text(source, RADKG + "ofSource") or source
        identifiers = self.texts(source, DCTERMS + "identifier")
        for prefix, written in (("pmid:", "PMID:"), ("doi:", "DOI:")):
            for identifier in identifiers:
                if identifier.lower().startswith(prefix):
                    return written + identifier[len(prefix) :]
        return next((i for i in identifiers if i.startswith(("http://", "https://"))), source)

    def publications(self, fact: str) -> list[str]:
        """Return the publications that a fact rests on."""
        return sorted({self.publication(node.source) for node in self.evidence(fact)})

    # -- mappings

    def matches(self, term: str) -> list[Xref]:
        """Return the mappings of a term, in the mapping sets and in the graph; exact matches first."""
        found: dict[tuple[str, str], Xref] = {}
        for row in self._index.by_subject.get(term, ()):
            if row.found:
                match = Xref(
                    row.predicate.removeprefix("skos:"),
                    _spelt(row.object),
                    row.object_label,
                    row.justification,
                    row.author,
                    row.object_version,
                )
                found.setdefault((match.predicate, match.object), match)
        for predicate in _MATCHES:
            for iri in self.texts(term, SKOS + predicate):
                if other := identifier_of(iri):
                    found.setdefault((predicate, other), Xref(predicate, other))
        return sorted(found.values(), key=lambda match: (match.predicate != "exactMatch", match))

    def exact(self, term: str, *prefixes: str) -> str | None:
        """Return the exact match of a term, or the term itself, with the first of ``prefixes`` that has exactly one.

        Where two terms of a vocabulary match one of radkg's, neither means quite the same.
        """
        known = [match.object for match in self.matches(term) if match.predicate == "exactMatch"]
        if (own := identifier_of(term)) is not None:
            known.append(own)
        for prefix in prefixes:
            fits = sorted({curie for curie in known if curie.startswith(prefix + ":")})
            if len(fits) == 1:
                return fits[0]
        return None

    @cached_property
    def _alignments(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        ontology = self.knowledge.ontology
        for path in ontology.alignment_files():
            for quad in ontology.parse(path):
                if quad.predicate.value.startswith(SKOS) and isinstance(quad.subject, ox.NamedNode):
                    assert isinstance(quad.object, ox.NamedNode)
                    found[quad.subject.value].append((quad.predicate.value, quad.object.value))
        return found

    def aligned(self, iri: str, namespace: str) -> str | None:
        """Return the local name of the term in ``namespace`` that ``iri`` is aligned to; ``None`` for none."""
        names = (other.removeprefix(namespace) for _, other in self._alignments.get(iri, ()) if other.startswith(namespace))
        return next(iter(sorted(names)), None)


def has_no_place(fact: Fact) -> str:
    """Return why a fact has no place in a form that knows only statements and plain denials; empty where it has one."""
    if fact.is_null:
        return _NULL
    return _NEGATIVE if fact.excluded and fact.hedged else ""


def is_narrower(fact: Fact, elsewhere: Iterable[Pair]) -> bool:
    """Return whether a fact is about fewer cases, or a narrower finding, than a row says that has no place for its ages.

    Args:
        fact: The fact.
        elsewhere: Those of its qualifiers for which the row has no place.
    """
    return not _OF_WHOM.isdisjoint(fact.numbers) or any(property_ not in _HOW for property_, _ in elsewhere)


def curie(iri: str) -> str:
    """Return the CURIE of a term, of radkg's or of another vocabulary."""
    return identifier_of(iri) or compact(iri)


def identifier_of(iri: str) -> str | None:
    """Return the CURIE of a class of an OBO ontology or of Orphanet; ``None`` for anything else."""
    if iri.startswith(_ORDO):
        return "ORPHA:" + iri.removeprefix(_ORDO)
    prefix, underscore, local = iri.removeprefix(OBO).partition("_")
    return f"{prefix}:{local}" if underscore and iri.startswith(OBO) else None


def _spelt(other: str) -> str:
    prefix, _, local = other.partition(":")
    return f"ORPHA:{local}" if prefix.casefold() in _ORPHANET else other


def number(value: float) -> int | float:
    """Return a number without a fraction as a whole number."""
    return int(value) if value.is_integer() else value


#: Frequency subclasses of HPO and their bounds in percent; see https://hpo.jax.org, HP:0040279.
BANDS = {
    "HP:0040280": (100.0, 100.0),
    "HP:0040281": (80.0, 99.0),
    "HP:0040282": (30.0, 79.0),
    "HP:0040283": (5.0, 29.0),
    "HP:0040284": (1.0, 4.0),
}


def band(fact: Fact) -> str | None:
    """Return the frequency term of HPO whose bounds include the whole share of a fact; ``None`` where none does."""
    low, high = (fact.numbers.get(RADKG + side) for side in ("frequencyMinimum", "frequencyMaximum"))
    if low is None or high is None:
        return None
    return next((term for term, (least, most) in BANDS.items() if least <= low <= high <= most), None)
