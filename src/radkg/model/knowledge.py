"""Facts, words and mappings as Python objects. The engine knows the model: no term of the ontology has a name in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from radkg.model.lexicon import Lexicon, collected
from radkg.model.lines import write_lines
from radkg.model.lookups import Lookup, pairs, texts, values
from radkg.model.records import Conflict, Evidence, Fact, Pair
from radkg.model.terms import LABEL, TYPE, Terms
from radkg.model.words import rows
from radkg.namespaces import DCTERMS, RADKG

if TYPE_CHECKING:
    from radkg.mappings import Index
    from radkg.model.lines import SortedLines
    from radkg.model.ontology import Ontology
    from radkg.model.words import Entry, Row, WordIndex

_SUBJECT, _RELATION, _OBJECT = (RADKG + name for name in ("subject", "relation", "object"))
_FORM_OF = RADKG + "formOf"
#: Forms of facts have properties of their own, so that a query for facts gives none.
_OF_FORMS = {RADKG + "formSubject": _SUBJECT, RADKG + "formRelation": _RELATION, RADKG + "formObject": _OBJECT}
_SIDES = (_SUBJECT, _OBJECT, RADKG + "formSubject", RADKG + "formObject")

_IDENTIFIERS = ("pmid:", "doi:", "pmcid:")


class Knowledge(Terms):
    """Everything that verdicts are made of, each part read from the store when it is first asked for; see `Terms`.

    Args:
        store: A store in which the closures have been derived.
        ontology: The ontology in the store; its mappings are read from its folder.
        words: The words of the ontology, from a snapshot; collected from the store where not given.
        facts_of_term: The facts by term, from a snapshot (`write_facts`); looked up in the store where not given.

    Attributes:
        store: The store.
        ontology: The ontology.
        claims: What its facts claim, by the fact's IRI; of the verdict.
        normal_forms: Claims in their normal form; of the verdict.
        expanded: Terms as genus and differentia, people of several kinds as the first of these; of the verdict.
        candidates: The facts that may bear on a claim, by what it is about; of the verdict.
        asked: Of what facts a verdict asks, while somebody wants to know: terms, each with relations; else ``None``.
    """

    def __init__(
        self, store: ox.Store, ontology: Ontology, words: WordIndex | None = None, facts_of_term: SortedLines | None = None
    ) -> None:
        super().__init__(store)
        self.ontology = ontology
        self._words, self._facts_of_term = words, facts_of_term
        self.claims: dict[str, Any] = {}
        self.normal_forms: dict[Any, Any] = {}
        self.expanded: dict[str, Any] = {}
        self.candidates: dict[Any, Any] = {}
        self.asked: set[tuple[str, frozenset[str]]] | None = None
        self._facts: dict[str, Fact] = {}
        self._evidence: dict[str, tuple[Evidence, ...]] = {}
        #: Term to the facts about it, each with the relations that its form states.
        self._of_term: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}

    def share_facts(self, other: Knowledge) -> None:
        """Take what has been read of facts from another knowledge of the same facts, and give it what is read here.

        Args:
            other: Knowledge that differs by axioms about terms alone.
        """
        self._facts, self._evidence, self._labels = other._facts, other._evidence, other._labels

    # -- words

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the ontology."""
        return Lexicon(self, self._words)

    def words(self) -> frozenset[Row]:
        """Return all keys of words, each with what it may stand for, as a snapshot has them."""
        return frozenset(rows(self.entries()) if self._words is None else self._words.rows())

    def entries(self) -> Mapping[str, list[Entry]]:
        """Return what each key of words may stand for, as a snapshot is to have it."""
        return self.lexicon.entries if self._words is None else collected(self)

    @cached_property
    def mappings(self) -> Index:
        """The mappings of terms to other vocabularies."""
        return self.ontology.mapping_index()

    def find(self, name: str) -> str:
        """Return the IRI of the term, relation or fact that ``name`` stands for.

        Args:
            name: A label, synonym or abbreviation; a prefixed name or an IRI, of radkg's or of a vocabulary that it is
                mapped to.

        Raises:
            UnknownTerm: Nothing has that name, or several things have; the error offers the nearest names.
        """
        if ":" in name or "_" in name:
            from radkg.model.names import resolve

            if identified := resolve(name, self, lambda: self.mappings):
                return identified
        return self.lexicon.find(name)

    def with_labels(self, statement: str) -> str:
        """Return ``statement`` with labels in the place of identifiers; see `find`.

        Raises:
            UnknownTerm: An identifier of a vocabulary that radkg knows stands for none of its terms.
        """
        from radkg.model.names import with_labels

        return with_labels(statement, self, lambda: self.mappings)

    # -- facts

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """All facts, sorted by IRI. A verdict reads the facts about its terms alone: `facts_about`."""
        stated = sorted(fact for fact, _ in pairs(self.store, _RELATION))
        return {iri: fact for iri in stated if (fact := self.fact(iri)) is not None}

    def facts_about(self, terms: Iterable[str], relations: frozenset[str] | None = None) -> list[Fact]:
        """Return the facts of which some form has one of ``terms`` as subject or object, sorted by IRI.

        Args:
            terms: The terms.
            relations: The relations that the form may state; any where it is ``None``.
        """
        found = {
            iri
            for term in terms
            for iri, stated in self._stated_of(term)
            if relations is None or not relations.isdisjoint(stated)
        }
        return [fact for iri in sorted(found) if (fact := self.fact(iri)) is not None]

    def _stated_of(self, term: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return every fact of which some form is about ``term``, with the relations that the form states.

        The facts of a term are kept: thousands of statements are about the same few hundred terms.
        """
        if term not in self._of_term:
            if self._facts_of_term is not None:
                self._of_term[term] = tuple((fact, tuple(stated)) for fact, *stated in self._facts_of_term.beginning(term))
            else:
                self._of_term[term] = tuple(self._stated_in_store(term))
        return self._of_term[term]

    def _stated_in_store(self, term: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        nodes = {
            quad.subject.value
            for side in _SIDES
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(side), ox.NamedNode(term))
            if isinstance(quad.subject, ox.NamedNode)
        }
        for node in nodes:
            relations = values(self.store, node, _RELATION) or values(self.store, node, RADKG + "formRelation")
            yield (values(self.store, node, _FORM_OF) or (node,))[0], tuple(relations)

    def write_facts(self, path: str) -> None:
        """Write the facts by term into the file of a snapshot, so that a verdict need not look them up; see `facts_about`."""
        terms = {value for side in _SIDES for _, value in pairs(self.store, side)}
        write_lines(
            path,
            {"\t".join((term, fact, *relations)) for term in terms for fact, relations in self._stated_in_store(term)},
        )

    def is_label_of_fact(self, text: str) -> bool:
        """Return whether ``text`` is the English label of a fact, letter by letter."""
        labelled = self.store.quads_for_pattern(None, ox.NamedNode(LABEL), ox.Literal(text, language="en"))
        return any(isinstance(quad.subject, ox.NamedNode) and self.fact(quad.subject.value) for quad in labelled)

    def fact(self, iri: str) -> Fact | None:
        """Return the fact ``iri``; ``None`` where there is none, or it lacks subject, relation or object."""
        if iri not in self._facts:
            fact = self._read_fact(iri, iri)
            if fact is None:
                return None
            self._facts[iri] = fact
        return self._facts[iri]

    def forms(self, fact: Fact) -> list[Fact]:
        """Return the further forms of a fact (queries/derive/20-normal-form.rq), as facts with its IRI."""
        quads = self.store.quads_for_pattern(None, ox.NamedNode(_FORM_OF), ox.NamedNode(fact.iri))
        forms = sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
        return [form for node in forms if (form := self._read_fact(node, fact.iri)) is not None]

    def _read_fact(self, node: str, iri: str) -> Fact | None:
        """Return the fact ``iri`` as ``node``, the fact itself or a form of it, states it."""
        parts: dict[str, str] = {}
        qualifiers: list[Pair] = []
        numbers: dict[str, float] = {}
        classes, labels = set(), []
        for quad in self.store.quads_for_pattern(ox.NamedNode(node), None, None):
            property_, value = _OF_FORMS.get(quad.predicate.value, quad.predicate.value), quad.object
            if isinstance(value, (ox.BlankNode, ox.Triple)):
                continue
            if property_ in (_SUBJECT, _RELATION, _OBJECT, RADKG + "certainty"):
                parts[property_] = value.value
            elif property_ in self.qualifiers:
                if isinstance(value, ox.NamedNode):
                    qualifiers.append((property_, value.value))
                else:
                    numbers[property_] = float(value.value)
            elif property_ == TYPE:
                classes.add(value.value)
            elif property_ == LABEL:
                labels.append(value.value)
        if parts.get(_RELATION) not in self.relations or _SUBJECT not in parts or _OBJECT not in parts:
            return None
        whole = self._facts.get(iri)
        if whole:
            return whole._replace(
                subject=parts[_SUBJECT],
                relation=parts[_RELATION],
                object=parts[_OBJECT],
                qualifiers=tuple(sorted(qualifiers)),
                numbers=dict(sorted(numbers.items())),
            )
        # a form has no class and no label of its own
        classes = classes if node == iri else set(self.classes_of(iri))
        return Fact(
            iri,
            self._labels.setdefault(iri, min(labels)) if labels and node == iri else self.label(iri),
            RADKG + "ExcludedAssociation" in classes,
            parts[_SUBJECT],
            parts[_RELATION],
            parts[_OBJECT],
            parts.get(RADKG + "certainty", RADKG + "Stated"),
            tuple(sorted(qualifiers)),
            dict(sorted(numbers.items())),
            RADKG + "ImportedFact" in classes,
            RADKG + "NullResult" in classes,
        )

    def conflicts_of(self, fact: str) -> list[str]:
        """Return the facts that ``fact`` is in conflict with, sorted."""
        return sorted(values(self.store, fact, RADKG + "conflictsWith"))

    def conflicts(self, fact: str) -> list[Conflict]:
        """Return the conflicts of ``fact`` with their kinds and reasons, in the order of the other facts' IRIs."""
        found = []
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(RADKG + "hasParty"), ox.NamedNode(fact)):
            assert isinstance(quad.subject, ox.NamedNode), "conflicts have IRIs"
            conflict = quad.subject.value
            others = [party for party in values(self.store, conflict, RADKG + "hasParty") if party != fact]
            other = others[0] if others else fact  # one that is both asserted and excluded is in conflict with itself
            kinds, reasons = (values(self.store, conflict, RADKG + name) for name in ("conflictKind", "because"))
            found.append(Conflict(other, kinds[0], reasons[0]))
        return sorted(found)

    def is_disputed(self, fact: str) -> bool:
        """Return whether radkg doubts a fact, or a conflict disputes what rests on it."""
        return fact in self._disputed

    @cached_property
    def _disputed(self) -> Lookup[bool]:
        return Lookup(lambda fact: self._read_whether_disputed(fact) or None, lambda: iter(self.facts))

    def _read_whether_disputed(self, fact: str) -> bool:
        return bool(self.doubt(fact)) or any(conflict.kind in self.disputing for conflict in self.conflicts(fact))

    def doubt(self, fact: str) -> str:
        """Return why radkg doubts an imported fact; empty where it does not."""
        return " ".join(values(self.store, fact, RADKG + "doubt"))

    def evidence(self, fact: str) -> tuple[Evidence, ...]:
        """Return the evidence of a fact, or the sources of a term, in the order of their IRIs."""
        if fact not in self._evidence:
            self._evidence[fact] = self._read_evidence(fact)
        return self._evidence[fact]

    def _read_evidence(self, fact: str) -> tuple[Evidence, ...]:
        found = []
        for node in sorted(values(self.store, fact, RADKG + "evidence")):
            found += self.evidence_of(node)
        if not found:
            for source in sorted(values(self.store, fact, DCTERMS + "source")):
                whole = next(iter(values(self.store, source, RADKG + "ofSource")), None)
                found.append(self._cite(whole or source, source if whole else ""))
        return tuple(found)

    def evidence_of(self, node: str) -> list[Evidence]:
        """Return what one node of evidence cites: one source, or several of the same."""
        passage = next(iter(values(self.store, node, RADKG + "passage")), "")
        locator = next(iter(values(self.store, node, RADKG + "locator")), "")
        return [self._cite(source, passage, locator) for source in values(self.store, node, DCTERMS + "source")]

    def _cite(self, source: str, passage: str, locator: str = "") -> Evidence:
        title = next(iter(values(self.store, source, LABEL) or values(self.store, source, DCTERMS + "title")), source)
        identifier = min(values(self.store, source, DCTERMS + "identifier"), key=_rank_of_identifier, default=source)
        heading = next(iter(values(self.store, passage, RADKG + "heading")), "") if passage else ""
        name = self.label(passage).removeprefix(title).lstrip(", ") if passage else ""
        section = f"{name} ({heading})" if heading else name or locator
        return Evidence(source, title, identifier, section, *self._kind_of_source(source))

    def _kind_of_source(self, source: str) -> tuple[str, str, int | None]:
        """Return label, IRI and level of the kind of a source: "", "" and ``None`` where it has none."""
        quads = self.store.quads_for_pattern(ox.NamedNode(source), ox.NamedNode(RADKG + "sourceKind"), None)
        kind = min((quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)), default="")
        if not kind:
            return "", "", None
        level = next(iter(texts(self.store, kind, RADKG + "evidenceLevel")), None)
        return self.label(kind), kind, None if level is None else int(level)


def _rank_of_identifier(identifier: str) -> tuple[int, str]:
    """Return the rank of an identifier among those of one source: permanent ones come before addresses."""
    ranks = (rank for rank, prefix in enumerate(_IDENTIFIERS) if identifier.lower().startswith(prefix))
    return next(ranks, len(_IDENTIFIERS)), identifier
