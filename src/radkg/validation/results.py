"""Findings as results of the W3C's validation report: https://www.w3.org/TR/shacl/#validation-report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import RDF, RDFS, SH, XSD
from radkg.validation.finding import SEVERITIES, Finding, is_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from radkg.validation.finding import Term


def result_triples(findings: Iterable[Finding]) -> Iterator[tuple[ox.BlankNode, list[ox.Triple]]]:
    """Yield for each finding a node, and the triples of the ``sh:ValidationResult`` that it is.

    Blank nodes are numbered in the order of the findings, so that a report is the same every time. One that several findings
    are about is one node, and is described once.
    """
    names: dict[object, ox.BlankNode] = {}
    said: set[ox.Triple] = set()
    for number, finding in enumerate(findings, 1):
        node = ox.BlankNode(f"result{number}")
        triples = _renamed(finding, node, names) if finding.result else _own(finding, node, names)
        if finding.place:
            triples.append(_triple(node, RDFS + "comment", ox.Literal(finding.place, datatype=ox.NamedNode(XSD + "string"))))
        new = [triple for triple in triples if triple not in said]  # a shape or list that several results lead to
        said.update(new)
        yield node, new


def _renamed(finding: Finding, node: ox.BlankNode, names: dict[object, ox.BlankNode]) -> list[ox.Triple]:
    """Return the triples of a finding's result, in an order, and with the node for the result."""
    about: dict[object, list[ox.Triple]] = {}
    for triple in finding.result:
        about.setdefault(triple.subject, []).append(triple)
    first = finding.result[0].subject
    names[first] = node
    triples, todo, seen = [], [first], {first}
    while todo:
        subject = todo.pop(0)
        for triple in sorted(about.get(subject, ()), key=_order):
            value = triple.object
            if isinstance(value, ox.BlankNode):
                _numbered(value, names)
                if value not in seen:
                    seen.add(value)
                    todo.append(value)
            triples.append(ox.Triple(names.get(subject, subject), triple.predicate, names.get(value, value)))
    return triples


def _numbered(term: Term, names: dict[object, ox.BlankNode]) -> Term:
    return names.setdefault(term, ox.BlankNode(f"node{len(names)}")) if isinstance(term, ox.BlankNode) else term


def _order(triple: ox.Triple) -> tuple[str, str]:
    return triple.predicate.value, "" if isinstance(triple.object, ox.BlankNode) else str(triple.object)


def _own(finding: Finding, node: ox.BlankNode, names: dict[object, ox.BlankNode]) -> list[ox.Triple]:
    """Return the triples of a finding of radkg's own."""
    message = f"{finding.message}. {finding.remedy}".rstrip(". ") + "."
    parts: list[tuple[str, Term]] = [
        (RDF + "type", ox.NamedNode(SH + "ValidationResult")),
        (SH + "resultSeverity", ox.NamedNode(SH + finding.severity if finding.severity in SEVERITIES else finding.severity)),
        (SH + "resultMessage", ox.Literal(message, language="en")),
        (SH + "sourceConstraintComponent", ox.NamedNode(finding.component)),
        (SH + "focusNode", _numbered(finding.node, names) if finding.node else ox.Literal(finding.file)),
    ]
    if finding.check:
        parts.append((SH + "sourceShape", ox.NamedNode(finding.check)))
    if finding.path:
        parts.append((SH + "resultPath", ox.NamedNode(finding.path)))
    if finding.value:
        datatype = ox.NamedNode(finding.datatype) if finding.datatype else None
        value = ox.Literal(finding.value, datatype=datatype) if datatype else _numbered(_node(finding.value), names)
        parts.append((SH + "value", value))
    return [_triple(node, *part) for part in parts]


def _node(words: str) -> Term:
    if words.startswith("_:"):
        return ox.BlankNode(words[2:])
    return ox.NamedNode(words) if is_iri(words) else ox.Literal(words)


def _triple(subject: ox.BlankNode, predicate: str, value: Term) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
