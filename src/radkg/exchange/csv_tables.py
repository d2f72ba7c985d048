"""CSV tables for spreadsheets and data frames: terms, facts, evidence, sources and mappings, one file each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.exchange.export import Export
from radkg.exchange.material import curie, number
from radkg.namespaces import DCTERMS, OWL, RADKG, RDFS, SKOS
from radkg.rdf.results import QueryResult
from radkg.verdict.strength import strength_of_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from radkg.exchange.material import Material
    from radkg.model.records import Fact
    from radkg.rdf.results import Cell

#: Separator of several values in one cell.
SEPARATOR = "|"
_FACT = ("fact", "label", "kind", "imported", "subject", "subjectLabel", "relation", "object", "objectLabel", "certainty")
_STRENGTH = ("certaintyLabel", "sourceKind", "evidenceLevel", "patients", "sources", "conflicts")


def export(content: Material) -> list[Export]:
    """Return the five tables."""
    facts = len(content.facts)
    keys = sorted(qualifier.key for qualifier in content.knowledge.qualifiers.values())
    return [
        _table("terms", _TERM, _terms(content), terms=len(content.terms)),
        _table("facts", (*_FACT, *_STRENGTH, *keys, "comment", "doubt"), _facts(content, keys), facts_in=facts, facts=facts),
        _table(
            "evidence",
            _EVIDENCE,
            _evidence(content),
            facts_in=facts,
            facts=sum(bool(content.evidence(fact.iri)) for fact in content.facts),
        ),
        _table("sources", _SOURCE, _sources(content)),
        _table("mappings", _MAPPING, _mappings(content)),
    ]


def _table(
    name: str, columns: Sequence[str], rows: list[tuple[Cell, ...]], facts_in: int = 0, facts: int = 0, terms: int = 0
) -> Export:
    # QueryResult disarms text that a spreadsheet would run as a formula
    text = QueryResult(tuple(columns), tuple(rows)).to_csv()
    return Export(f"radkg-{name}.csv", text.encode(), len(rows), facts_in, facts, terms)


_TERM = ("term", "label", "iri", "definition", "scopeNote", "synonyms", "misspellings", "parents", "sources")


def _terms(content: Material) -> list[tuple[Cell, ...]]:
    return [
        (
            _text(curie(term)),
            _text(content.knowledge.label(term)),
            _text(term),
            _text(content.definition(term)),
            _text(content.text(term, SKOS + "scopeNote")),
            _several(content.texts(term, SKOS + "altLabel")),
            _several(content.texts(term, SKOS + "hiddenLabel")),
            _several(map(curie, content.parents(term))),
            _several(map(curie, content.texts(term, DCTERMS + "source"))),
        )
        for term in content.terms
    ]


def _facts(content: Material, keys: Sequence[str]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    known = content.knowledge
    for fact in content.facts:
        values: dict[str, list[str]] = {}
        for property_, value in fact.qualifiers:
            values.setdefault(known.qualifiers[property_].key, []).append(curie(value))
        cells: dict[str, Cell] = {key: _several(of_key) for key, of_key in values.items()}
        cells |= {known.qualifiers[p].key: ox.Literal(number(value)) for p, value in fact.numbers.items()}
        row = (
            _text(curie(fact.iri)),
            _text(fact.label),
            _text("excluded" if fact.excluded else "null result" if fact.is_null else "asserted"),
            _text("true" if fact.imported else "false"),
            _text(curie(fact.subject)),
            _text(known.label(fact.subject)),
            _text(curie(fact.relation)),
            _text(curie(fact.object)),
            _text(known.label(fact.object)),
            _text(curie(fact.certainty)),
            *_strength(content, fact),
            *(cells.get(key) for key in keys),
            _text(content.text(fact.iri, RDFS + "comment")),
            _text(known.doubt(fact.iri)),
        )
        rows.append(row)
    return rows


def _strength(content: Material, fact: Fact) -> tuple[Cell, ...]:
    """Return how firmly a fact stands: by its firmest source, and the kinds of the conflicts it is in."""
    known = content.knowledge
    evidence = known.evidence(fact.iri)
    strength = strength_of_fact(fact, evidence, known)
    return (
        _text(known.label(fact.certainty)),
        _text(strength.kind),
        _whole(strength.level),
        _whole(strength.patients),
        _whole(len({e.source for e in evidence})),
        _several(sorted({known.label(conflict.kind) for conflict in known.conflicts(fact.iri)})),
    )


_EVIDENCE = ("fact", "evidence", "source", "passage", "evidenceType", "sourceKind", "evidenceLevel", "bearsOn", "comment")


def _evidence(content: Material) -> list[tuple[Cell, ...]]:
    return [
        (
            _text(curie(fact.iri)),
            _text(curie(node.iri)),
            _text(curie(node.source)),
            _text(curie(node.passage)),
            _text(curie(node.kind)),
            *_kind(content, node.source),
            _several(map(curie, node.bears_on)),
            _text(node.comment),
        )
        for fact in content.facts
        for node in content.evidence(fact.iri)
    ]


_SOURCE = ("source", "label", "title", "identifiers", "kind", "evidenceLevel", "year", "version", "license", "comment")


def _sources(content: Material) -> list[tuple[Cell, ...]]:
    return [
        (
            _text(curie(source)),
            _text(content.knowledge.label(source)),
            _text(content.text(source, DCTERMS + "title")),
            _several(content.texts(source, DCTERMS + "identifier")),
            *_kind(content, source),
            _whole(content.text(source, RADKG + "year")),
            _text(content.text(source, OWL + "versionInfo")),
            _text(content.text(source, DCTERMS + "license")),
            _text(content.text(source, RDFS + "comment")),
        )
        for source in content.sources
    ]


def _kind(content: Material, source: str) -> tuple[Cell, Cell]:
    """Return the kind of a source, and its level of evidence."""
    kind = content.text(source, RADKG + "sourceKind")
    if not kind:
        return None, None
    return _text(content.knowledge.label(kind)), _whole(content.text(kind, RADKG + "evidenceLevel"))


_MAPPING = ("term", "termLabel", "predicate", "object", "objectLabel", "justification", "author", "objectVersion")


def _mappings(content: Material) -> list[tuple[Cell, ...]]:
    return [
        (
            _text(curie(term)),
            _text(content.knowledge.label(term)),
            _text(f"skos:{match.predicate}"),
            _text(match.object),
            _text(match.label),
            _text(match.justification),
            _text(match.author),
            _text(match.version),
        )
        for term in content.terms
        for match in content.matches(term)
    ]


def _text(text: str) -> Cell:
    return ox.Literal(text) if text else None


def _several(texts: Iterable[str]) -> Cell:
    return _text(SEPARATOR.join(texts))


def _whole(number: str | int | None) -> Cell:
    return None if number in ("", None) else ox.Literal(int(number))
