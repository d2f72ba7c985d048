"""What pySHACL reports: its results as triples, and the parts of a finding that are read in them in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import RDF, SH
from radkg.validation.finding import SEVERITIES, Finding, datatype_of, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import rdflib

    from radkg.validation.finding import Term

    #: A node to property to values.
    Index = Mapping[object, Mapping[str, Sequence[Term]]]

_RESULT = ox.NamedNode(SH + "result")


def triples_of(report: rdflib.Graph) -> list[ox.Triple]:
    """Return the triples of a report."""
    from radkg.rdf.rdflib_view import from_term

    triples = []
    for terms in report:
        subject, predicate, value = map(from_term, terms)
        assert not isinstance(subject, ox.Literal)
        assert isinstance(predicate, ox.NamedNode)
        triples.append(ox.Triple(subject, predicate, value))
    return triples


def index_of(triples: Iterable[ox.Triple]) -> Index:
    """Return triples by their nodes and properties."""
    index: dict[object, dict[str, list[Term]]] = {}
    for triple in triples:
        values = index.setdefault(triple.subject, {}).setdefault(triple.predicate.value, [])
        values.append(triple.object)  # type: ignore[arg-type]
    return index


def results_in(triples: Iterable[ox.Triple]) -> Iterator[object]:
    """Yield the results that a report names, each once."""
    yield from dict.fromkeys(triple.object for triple in triples if triple.predicate == _RESULT)


def first(result: Mapping[str, Sequence[Term]], name: str) -> Term | None:
    """Return the value of a property of a result, by the property's name in SHACL; ``None`` where it has none."""
    return next(iter(result.get(SH + name, ())), None)


def finding(
    result: Mapping[str, Sequence[Term]], *, message: str, remedy: str, path: str, check: str, property_path: str = ""
) -> Finding:
    """Return a result as a finding.

    Args:
        result: The properties of the result.
        message: What is wrong; empty where nothing says it.
        remedy: What to do.
        path: See `Finding`.
        check: See `Finding`.
        property_path: See `Finding`.
    """
    focus, value = first(result, "focusNode"), first(result, "value")
    severity = text(first(result, "resultSeverity"))
    return Finding(
        severity.removeprefix(SH) if severity.removeprefix(SH) in SEVERITIES else severity,
        message or "does not conform",
        remedy,
        focus=text(focus),
        path=path,
        value="" if value == focus else text(value),
        datatype="" if value == focus else datatype_of(value),
        check=check,
        component=text(first(result, "sourceConstraintComponent")),
        property_path=property_path,
    )


def in_english(texts: Iterable[object]) -> str:
    """Return the text in English, else the one without a language, else the first of the others."""
    literals = [literal for literal in texts if isinstance(literal, ox.Literal)]
    order = {"en": 0, "": 1}
    return min(((order.get((w.language or "")[:2], 2), w.value) for w in literals), default=(0, ""))[1]


def first_step(path: object, index: Index, *, without: tuple[str, ...] = (RDF + "nil",)) -> str:
    """Return the IRI of a property path; the first where it has several, and empty where it has none.

    Args:
        path: The path.
        index: The report.
        without: Beginnings of IRIs that are passed over.
    """
    todo, seen = [path], set()
    while todo:
        node = todo.pop()
        if isinstance(node, ox.NamedNode) and not node.value.startswith(without):
            return node.value
        if isinstance(node, ox.BlankNode) and node not in seen:
            seen.add(node)
            todo += [value for _, values in sorted(index.get(node, {}).items(), reverse=True) for value in values]
    return ""
