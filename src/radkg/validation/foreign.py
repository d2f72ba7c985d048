"""What shapes of a user's own find, and the faults of the shapes: a fault is a finding, never a pass."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import RDF, SH, compact
from radkg.validation import patterns, shacl_process
from radkg.validation.finding import SHAPES, Finding, shortened
from radkg.validation.ontology_copy import ONTOLOGY
from radkg.validation.reported import finding, first, first_step, in_english, index_of, results_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from radkg.validation.data import ValidationData
    from radkg.validation.finding import Term
    from radkg.validation.reported import Index
    from radkg.validation.shapes import ShapesGraph

_PATTERN, _MESSAGE, _CONSTRAINT = (ox.NamedNode(SH + name) for name in ("pattern", "resultMessage", "sourceConstraint"))
_LITERAL = re.compile(r'Literal\("((?:[^"\\]|\\.)*)"(?:, (?:lang|datatype)=[^()]*?)?\)')
_IRI = re.compile(r"<([A-Za-z][\w+.-]*:[^<>\s]*)>")
_VARIABLE = re.compile(r"\{[?$]\w+\}")
_REPEATS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def findings(graph: ShapesGraph, data: ValidationData, seconds: float) -> list[Finding]:
    """Hold data against shapes of a user's own.

    Args:
        graph: The shapes.
        data: The data under validation.
        seconds: How long the shapes may run.
    """
    blocking = graph.blocking()
    found = blocking + graph.suspicious(data)
    if blocking:
        return found
    shapes, xpath = _for_python(graph.triples)
    try:
        # The literals of documents are taken as they are written: the store has 07 as 7.
        quads = (quad for document in data.documents for quad in document.quads)
        documents = [_triple(quad) for quad in quads if not isinstance(quad.object, ox.Triple)]
        ontology = [] if data.is_ontology else [_triple(quad) for quad in data.asserted(graphs=(ONTOLOGY,))]
        report = shacl_process.report(shapes, documents, ontology, advanced=graph.asks, seconds=seconds)
    except shacl_process.UnusableShapes as error:
        slow = [] if error.in_time else graph.slow_patterns(data)
        return [*found, *slow, *_unusable(graph, error)]
    return found + list(_results([_as_written(triple, xpath) for triple in report], graph, data))


def _triple(quad: ox.Quad) -> ox.Triple:
    return ox.Triple(quad.subject, quad.predicate, quad.object)


def _for_python(shapes: Iterable[ox.Triple]) -> tuple[list[ox.Triple], dict[str, str]]:
    """Return shapes with the patterns that Python reads, and such a pattern to that of the shapes, where they differ."""
    triples, xpath = [], {}
    for triple in shapes:
        if triple.predicate == _PATTERN and isinstance(triple.object, ox.Literal):
            pattern = patterns.for_python(triple.object.value)
            if pattern != triple.object.value:
                xpath[pattern] = triple.object.value
                triples.append(ox.Triple(triple.subject, triple.predicate, ox.Literal(pattern)))
                continue
        triples.append(triple)
    return triples, xpath


def _as_written(triple: ox.Triple, xpath: Mapping[str, str]) -> ox.Triple:
    """Return a triple of the report with patterns as the shape has them."""
    if xpath and triple.predicate in (_PATTERN, _MESSAGE) and isinstance(triple.object, ox.Literal):
        said = triple.object.value
        for written, pattern in xpath.items():
            said = said.replace(written, pattern)
        if said != triple.object.value:
            return ox.Triple(triple.subject, triple.predicate, ox.Literal(said, language=triple.object.language))
    return triple


def _unusable(graph: ShapesGraph, error: shacl_process.UnusableShapes) -> Iterator[Finding]:
    check, remedy = ("ill-formed-shape", "Correct them.") if error.in_time else ("bound", "Simplify them, or give --timeout.")
    for file in graph.files:
        message = f"these shapes cannot be used: {shortened(str(error))}"
        yield Finding("Violation", message, remedy, file=file, check=SHAPES + check)


def _results(report: Iterable[ox.Triple], graph: ShapesGraph, data: ValidationData) -> Iterator[Finding]:
    about: dict[object, list[ox.Triple]] = {}
    for triple in report:
        about.setdefault(triple.subject, []).append(triple)
    named = _named(data)
    for result in results_in(t for triples in about.values() for t in triples):
        triples = _with_languages(_hanging_on(result, about), graph)
        index = index_of(triples)
        focus = index[result][SH + "focusNode"][0]
        file = "" if focus in data.subjects else named.get(focus) or graph.file_with_target(focus)
        yield replace(_finding(index[result], index, graph), file=file, result=tuple(triples))


def _named(data: ValidationData) -> dict[object, str]:
    """Return the terms that documents have in any place, each with the first document that has it."""
    named: dict[object, str] = {}
    for document in data.documents:
        for quad in document.quads:
            for term in (quad.subject, quad.predicate, quad.object):
                named.setdefault(term, document.path)
    return named


def _hanging_on(result: object, about: Mapping[object, Sequence[ox.Triple]]) -> list[ox.Triple]:
    """Return the triples of a result, and of the nodes without IRI that it leads to."""
    triples, todo, seen = [], [result], {result}
    while todo:
        for triple in about.get(todo.pop(), ()):
            triples.append(triple)
            if isinstance(triple.object, ox.BlankNode) and triple.object not in seen:
                seen.add(triple.object)
                todo.append(triple.object)
    return triples


def _with_languages(triples: Sequence[ox.Triple], graph: ShapesGraph) -> list[ox.Triple]:
    """Return the triples of a result with the languages that messages of queries have in the shapes: pySHACL drops them."""
    constraints = [t.object for t in triples if t.predicate == _CONSTRAINT]
    forms = [m for node in constraints for m in graph.values(node, "message") if isinstance(m, ox.Literal) and m.language]
    if not forms:
        return list(triples)
    return [_with_language(t, forms) if t.predicate == _MESSAGE and t.subject == triples[0].subject else t for t in triples]


def _with_language(message: ox.Triple, forms: Iterable[ox.Literal]) -> ox.Triple:
    said = message.object
    if isinstance(said, ox.Literal) and not said.language:
        for form in forms:
            fixed = _VARIABLE.split(form.value)
            if re.fullmatch("(?s:.*)".join(map(re.escape, fixed)), said.value):
                return ox.Triple(message.subject, message.predicate, ox.Literal(said.value, language=form.language))
    return message


def _finding(result: Mapping[str, Sequence[Term]], index: Index, graph: ShapesGraph) -> Finding:
    shape, path = first(result, "sourceShape"), first(result, "resultPath")
    return finding(
        result,
        message=_readable(in_english(result.get(SH + "resultMessage", ())), graph),
        remedy=in_english(graph.values(shape, "description")),
        path=first_step(path, index),
        check=graph.name_of(shape),
        property_path="" if path is None or isinstance(path, ox.NamedNode) else _path(path, index),
    )


def _readable(message: str, graph: ShapesGraph) -> str:
    """Return a message; one that pySHACL makes where the shape has none is told without the spelling of Python."""
    if message in graph.messages:
        return message
    message = _LITERAL.sub(r"“\1”", message)
    return _IRI.sub(lambda match: compact(match[1]), message)


def _path(path: Term, index: Index) -> str:
    """Return a property path as SPARQL writes it, in brackets where it is a part of another."""
    if isinstance(path, ox.NamedNode):
        short = compact(path.value)
        return f"<{short}>" if short == path.value else short
    parts = index.get(path, {})
    if RDF + "first" in parts:
        return "(" + "/".join(_path(step, index) for step in _members(path, index)) + ")"
    for name, values in parts.items():
        local = name.removeprefix(SH)
        if local == "inversePath":
            return "^" + _path(values[0], index)
        if local == "alternativePath":
            return "(" + "|".join(_path(choice, index) for choice in _members(values[0], index)) + ")"
        if local in _REPEATS:
            return _path(values[0], index) + _REPEATS[local]
    return ""


def _members(head: Term, index: Index) -> Iterator[Term]:
    while parts := index.get(head):
        yield from parts.get(RDF + "first", ())
        head = parts[RDF + "rest"][0]
