"""The release for OWL tools: what they look for and SKOS does not give them.

Protégé, ROBOT, OAK and owlready2 read definitions and synonyms from the annotations of OBO ontologies, know an individual by
its declaration and show everything by its label. So the ``.owl`` files have, beside what the other forms have: IAO's
definition, oboInOwl's synonyms and cross-references, a declaration for each individual and each property, and a label for each
node. What radkg says of the names of others that are no classes here (the labels that their vocabularies give them, what is
left out of an import) is not in them: merged with such a vocabulary, each of its terms has its own label alone.

Source of the annotations: https://owlcollab.github.io/oboformat/doc/obo-syntax.html, section 5.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import DCTERMS, OBO, OBO_IN_OWL, OWL, RADKG, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from radkg.exchange.material import Material

#: Annotations that SKOS has, and the same in the words of OBO ontologies.
SAME = {
    SKOS + "definition": OBO + "IAO_0000115",
    SKOS + "altLabel": OBO_IN_OWL + "hasExactSynonym",
    SKOS + "hiddenLabel": OBO_IN_OWL + "hasRelatedSynonym",
    SKOS + "scopeNote": RDFS + "comment",
    DCTERMS + "isReplacedBy": OBO + "IAO_0100001",
}
CROSS_REFERENCE = OBO_IN_OWL + "hasDbXref"
_TYPE, _LABEL, _FOREIGN_LABEL = ox.NamedNode(RDF + "type"), ox.NamedNode(RDFS + "label"), ox.NamedNode(SKOS + "prefLabel")
_INDIVIDUAL, _ANNOTATION = ox.NamedNode(OWL + "NamedIndividual"), ox.NamedNode(OWL + "AnnotationProperty")
_BUILT_IN = (RDF, RDFS, OWL)


def for_owl_tools(triples: Iterable[ox.Triple], content: Material) -> list[ox.Triple]:
    """Return the triples of a release as OWL tools want them: most of those given, and more.

    Args:
        triples: The triples of a variant of the release.
        content: Terms, labels and mappings.
    """
    return _Form(triples, content).triples()


def _is_ours(node: object) -> bool:
    return not isinstance(node, ox.NamedNode) or node.value.startswith(RADKG)


class _Form:
    """One variant of the release in the making."""

    def __init__(self, triples: Iterable[ox.Triple], content: Material) -> None:
        self.content = content
        given = list(triples)
        typed = {t.subject for t in given if t.predicate == _TYPE}
        self.given = [t for t in given if _is_ours(t.subject) or (t.subject in typed and t.predicate != _FOREIGN_LABEL)]

    def triples(self) -> list[ox.Triple]:
        """Return all triples, each once."""
        found = dict.fromkeys(self.given)
        for more in (self.words(), self.cross_references(), self.individuals(), self.labels()):
            found |= dict.fromkeys(more)
        return list(found | dict.fromkeys(self.declarations(found)))

    def words(self) -> Iterator[ox.Triple]:
        """Yield definitions, synonyms and notes in the words of OBO ontologies."""
        for triple in self.given:
            if same := SAME.get(triple.predicate.value):
                yield ox.Triple(triple.subject, ox.NamedNode(same), triple.object)

    def cross_references(self) -> Iterator[ox.Triple]:
        """Yield the exact matches of each term as CURIEs."""
        for term in self.content.terms:
            for match in self.content.matches(term):
                if match.predicate == "exactMatch":
                    yield ox.Triple(ox.NamedNode(term), ox.NamedNode(CROSS_REFERENCE), ox.Literal(match.object))

    @cached_property
    def _types(self) -> dict[ox.NamedNode, list[str]]:
        """Each thing with an IRI and the classes that it is stated to be a member of."""
        types = defaultdict(list)
        for triple in self.given:
            if (
                triple.predicate == _TYPE
                and isinstance(triple.subject, ox.NamedNode)
                and isinstance(triple.object, ox.NamedNode)
            ):
                types[triple.subject].append(triple.object.value)
        return types

    def individuals(self) -> Iterator[ox.Triple]:
        """Yield a declaration for each thing that is itself neither class nor property; the form of a fact has no class."""
        for thing in dict.fromkeys(t.subject for t in self.given if isinstance(t.subject, ox.NamedNode)):
            meta = [
                class_ for class_ in self._types.get(thing, ()) if class_.startswith(_BUILT_IN) and class_ != _INDIVIDUAL.value
            ]
            if not meta:
                yield ox.Triple(thing, _TYPE, _INDIVIDUAL)

    def declarations(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """Yield a declaration for each property that has none; it annotates, as those of axioms are all declared."""
        used = {triple.predicate for triple in triples}
        for property_ in used - self._types.keys():
            if not property_.value.startswith(_BUILT_IN):
                yield ox.Triple(property_, _TYPE, _ANNOTATION)

    # -- labels

    def labels(self) -> Iterator[ox.Triple]:
        """Yield a label for each thing that has none, no two the same."""
        labelled = {t.subject for t in self.given if t.predicate == _LABEL}
        taken = Counter(t.object.value for t in self.given if t.predicate == _LABEL and isinstance(t.object, ox.Literal))
        said = {t.subject for t in self.given if isinstance(t.subject, ox.NamedNode)} - labelled
        for thing in sorted(said, key=lambda node: node.value):
            if OWL + "Ontology" in self._types[thing] or OWL + "AnnotationProperty" in self._types[thing]:
                continue
            label = self._label(thing.value)
            taken[label] += 1
            count = f" ({taken[label]})" if taken[label] > 1 else ""
            yield ox.Triple(thing, _LABEL, ox.Literal(label + count, language="en"))

    def _label(self, iri: str) -> str:
        """Return a label for evidence, another form of a fact, a conflict, or a node whose class and name say what it is."""
        content, label = self.content, self.content.knowledge.label
        if facts := self._resting_on.get(iri):
            source = label(next(iter(content.texts(iri, DCTERMS + "source")), iri))
            return f"{source}: {label(facts[0])}" if len(facts) == 1 else f"{source}: evidence of {len(facts)} facts"
        if formed := content.texts(iri, RADKG + "formOf"):
            parts = (
                label(part)
                for name in ("formSubject", "formRelation", "formObject")
                for part in content.texts(iri, RADKG + name)
            )
            return f"{' '.join(parts)}: another form of “{label(formed[0])}”"
        if parties := content.texts(iri, RADKG + "hasParty"):
            kinds = ", ".join(map(label, content.texts(iri, RADKG + "conflictKind")))
            return f"{kinds}: {' / '.join(map(label, parties))}"
        classes = ", ".join(sorted(label(class_) for class_ in self._types[ox.NamedNode(iri)] if class_.startswith(RADKG)))
        name = iri.rsplit("/", 1)[-1].replace("-", " ")
        return f"{classes}: {name}" if classes else name

    @cached_property
    def _resting_on(self) -> dict[str, list[str]]:
        """Evidence to the facts that rest on it."""
        resting = defaultdict(list)
        for triple in self.given:
            if triple.predicate.value == RADKG + "evidence" and isinstance(triple.object, ox.NamedNode):
                assert isinstance(triple.subject, ox.NamedNode)
                resting[triple.object.value].append(triple.subject.value)
        return resting
