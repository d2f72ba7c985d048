"""One file of imported facts, written in a fixed order so that the same rows give the same bytes."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TypedDict

from radkg.namespaces import FACT, OBO, ONTOLOGY, RADKG, SOURCE, compact
from radkg.shown import shown
from radkg.styles import Paint, html_table, plain

_PREFIXES = f"""@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fact: <{FACT}> .
@prefix obo: <{OBO}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix radkg: <{RADKG}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix source: <{SOURCE}> .
"""


def text(value: str) -> str:
    """Return ``value`` as an English literal; JSON escapes what Turtle must have escaped."""
    return verbatim(value) + "@en"


def verbatim(value: str) -> str:
    """Return ``value`` as a literal without a language: the form in which OBO ontologies write their labels."""
    return json.dumps(value, ensure_ascii=False)


@dataclass
class Module:
    """A file of ``ontology/imported`` in the making.

    Attributes:
        name: The name of the module and its file.
        rows: How many rows the table has.
        terms: Turtle of the classes that the facts need, by IRI.
        evidence: Turtle of the evidence that the facts share, by IRI.
        facts: Turtle of the facts, by IRI.
        left_out: Reason to the number of rows that were left out for it.
        path: Where it was written.
    """

    name: str
    rows: int
    terms: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    path: str = ""

    @property
    def summary(self) -> str:
        """How many rows became facts, and why the others did not."""
        reasons = "; ".join(f"{count} left out: {reason}" for reason, count in sorted(self.left_out.items()))
        return f"{self.rows} rows, {len(self.facts)} facts" + (f"; {reasons}" if reasons else "")

    def add_term(self, iri: str, label: str, broader: str, vocabulary: str) -> None:
        """Declare a class of another resource, with the label of that resource alone.

        Args:
            iri: IRI of the class.
            label: Its label there.
            broader: IRI of the class of radkg's that it is taken for a kind of; empty where that is stated elsewhere.
            vocabulary: IRI of the other resource.
        """
        kind = f"radkg:termKind {compact(broader)} ; " if broader else ""
        definition = f"rdfs:label {verbatim(label)} ; rdfs:isDefinedBy <{vocabulary}>"
        self.terms[iri] = f"{compact(iri)} a owl:Class ; {kind}{definition} ."

    def add_match(self, term: str, imported: str, name: str = "") -> None:
        """State that a term of radkg's stands in for a class of another resource.

        Args:
            term: IRI of the term.
            imported: IRI of the class.
            name: A synonym that the term gets: its name in the other resource; empty for none.
        """
        synonym = f" ; skos:altLabel {text(name)}" if name else ""
        self.terms[imported] = f"{compact(term)} radkg:standsInFor {compact(imported)}{synonym} ."

    def add_evidence(self, iri: str, source: str, *pieces: str) -> None:
        """Describe the evidence that facts of one origin share.

        Args:
            iri: IRI of the evidence.
            source: IRI of its source.
            pieces: Further pieces of Turtle, each a predicate with its objects.
        """
        described = [f"dcterms:source {compact(source)}", "radkg:evidenceType obo:ECO_0000311", *pieces]
        self.evidence[iri] = f"{compact(iri)} a radkg:Evidence ; {' ; '.join(described)} ."

    def add_fact(
        self, iri: str, label: str, triple: tuple[str, str, str], evidence: str, *pieces: str, excluded: bool = False
    ) -> None:
        """Add a fact.

        Args:
            iri: IRI of the fact.
            label: Its label.
            triple: IRIs of subject, relation and object.
            evidence: IRI of its evidence.
            pieces: Qualifiers as pieces of Turtle, each a predicate with its objects.
            excluded: Whether it is an excluded association.
        """
        kind = "radkg:ExcludedAssociation" if excluded else "radkg:Association"
        subject, relation, object_ = map(compact, triple)
        lines = [
            f"{compact(iri)} a {kind} , radkg:ImportedFact ; rdfs:label {text(label)} ;",
            f"    radkg:subject {subject} ; radkg:relation {relation} ; radkg:object {object_} ;",
            *(f"    {piece} ;" for piece in pieces),
            f"    radkg:certainty radkg:Stated ; radkg:evidence {compact(evidence)} .",
        ]
        self.facts[iri] = "\n".join(lines)

    def turtle(self, source: dict[str, str], notices: list[str]) -> str:
        """Return the whole file: header, classes, evidence, facts.

        Args:
            source: The source that the facts rest on; see `radkg.imports.vocabulary.ImportVocabulary.source`.
            notices: Lines of the comment at the head of the file.
        """
        title = text(f"radkg: {self.name}, taken over from {source['label']}")
        header = [
            f"# Source: {source['title']}; version: {source['version']}; licence: {source['licence']}.",
            "# Made by `radkg import`. Do not edit: what is theirs stays as it is, and what we hold against it is a",
            "# fact of ours. The form, order and wording of the facts are radkg's.",
            *(f"# {notice}" for notice in notices),
            "",
            f"<{ONTOLOGY}/imported/{self.name}> a owl:Ontology ;",
            f"    dcterms:title {title} ;",
            f"    dcterms:license <{source['licence']}> ;",
            f"    dcterms:source {compact(source['iri'])} ;",
            f"    owl:versionInfo {verbatim(source['version'])} ;",
            f"    rdfs:comment {text(self.summary)} .",
        ]
        parts = [_PREFIXES, "\n".join(header)]
        for heading, some in (("Terms", self.terms), ("Evidence", self.evidence), ("Facts", self.facts)):
            if some:
                parts.append(f"\n### {heading}\n\n" + "\n".join(some[iri] for iri in sorted(some)))
        return "\n".join(parts) + "\n"


class ModuleAnswer(TypedDict):
    """A file of imported facts.

    Attributes:
        name: Name of the module.
        path: Where it was written.
        rows: How many rows the table has.
        facts: How many of them became facts.
        left_out: Why the others did not: reason to number of rows.
    """

    name: str
    path: str
    rows: int
    facts: int
    left_out: dict[str, int]


class Modules(tuple[Module, ...]):
    """The files that an import wrote."""

    __slots__ = ()

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg import`: 0."""
        return 0

    def to_dict(self) -> list[ModuleAnswer]:
        """Return the files as `radkg import --format json` gives them."""
        return [
            {
                "name": m.name,
                "path": m.path,
                "rows": m.rows,
                "facts": len(m.facts),
                "left_out": dict(sorted(m.left_out.items())),
            }
            for m in self
        ]

    def text(self, width: int = 0, paint: Paint = plain) -> str:
        """Return a line for each file; neither ``width`` nor ``paint`` is heeded."""
        return "\n".join(shown(f"{module.path}: {module.summary}") for module in self)

    def html(self) -> str:
        """Return the files as a table in HTML."""
        return html_table(("file", "what became of its rows"), [(module.path, module.summary) for module in self])

    def _repr_html_(self) -> str:
        return self.html()
