"""The course of a validation: names, shapes, checks, then labels, files and lines for the findings."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import RADKG
from radkg.validation import asked, checks, foreign, names, shacl
from radkg.validation.data import CRITERIA_CLASSES, SUPPORT_CLASSES, ValidationData, ontology_documents
from radkg.validation.derived import is_of_release, without_what_follows
from radkg.validation.finding import SHAPES, Finding, shortened, text
from radkg.validation.line_index import LineIndex
from radkg.validation.report import ValidationReport
from radkg.validation.shapes import ShapesGraph

_LONGEST_MESSAGE = 600  # characters; a message of radkg's names a fact and its source
_PLACED = 500  # findings of a check whose values are looked for in the text, which takes as long as the text is
_NAME = re.compile(r"_:\w+")

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from radkg.model.store import Written
    from radkg.rdf.reading import Document


def validate(
    documents: Sequence[Document], shapes: Sequence[Document], written: Written, *, strict: bool, timeout: float
) -> ValidationReport:
    """See `radkg.validation.validate_documents`."""
    documents = without_what_follows(documents, written)
    with ValidationData(
        documents or ontology_documents(written), written, is_ontology=not documents, whole=bool(shapes)
    ) as data:
        return _report(data, shapes, strict=strict, timeout=timeout)


def _report(data: ValidationData, shapes: Sequence[Document], *, strict: bool, timeout: float) -> ValidationReport:
    own = _index(data.shapes)
    users = ShapesGraph.of(shapes)
    of_users = checks.validation_checks(data.written.ontology, of_ontology=False)
    queries = checks.validation_checks(data.written.ontology, of_ontology=True) if data.is_ontology else of_users

    findings = [*_names(data), *_idle_files(data)]
    if data.is_ontology:  # facts of a user's own cannot change the ontology's shapes, so these are looked over without them
        suspicious = (*own.slow_patterns(data), *own.unknown_names(data))
        findings += own.blocking() + [replace(finding, severity="Violation") for finding in suspicious]
    # A name that is not declared breaks shapes and checks as well: one finding for it is enough.
    reported = {(finding.focus, finding.value) for finding in findings if finding.focus and finding.value}
    # What a query or names.py looks for is looked for by shapes as well, for other engines.
    left_out = own.of_checks((*(query.iri for query in of_users), *names.CHECKS))
    looks = (shacl.run, asked.run) if data.subjects else ()
    of_shapes = (look(own, data, left_out) for look in looks)
    of_queries = (_found_in_documents(query, data) for query in queries if data.subjects)
    for found in chain(of_shapes, of_queries):
        findings += (f for f in found if (f.focus, f.value) not in reported)
    if shapes:
        findings += foreign.findings(users, data, timeout)

    return ValidationReport(
        findings=tuple(finished(findings, data, (*data.documents, *shapes))),
        files=() if data.is_ontology else tuple(document.path for document in data.documents),
        facts=sum(data.is_fact(node) for node in data.subjects),
        terms=sum(data.is_term(node) for node in data.subjects),
        patients=sum(data.is_patient(node) for node in data.subjects),
        triples=0 if data.is_ontology else sum(map(data.plain_triples, data.relevant)),
        shapes=own.count + users.count,
        checks=len(queries),
        strict=strict,
    )


@lru_cache(maxsize=1)
def _index(shapes: tuple[ox.Triple, ...]) -> ShapesGraph:
    return ShapesGraph(shapes)


def _names(data: ValidationData) -> Iterator[Finding]:
    yield from names.undeclared(data)
    yield from names.misspelt(data)
    yield from names.unusual(data)
    yield from names.about_triples(data)
    for document in data.documents:
        yield from names.ignored_keys(document)


def _idle_files(data: ValidationData) -> Iterator[Finding]:
    """Find files without fact, term, plain triple and patient: they would pass whatever they say. Files of a release may."""
    if data.is_ontology:
        return
    main = {document.path: _holds(document, data, main_only=True) for document in data.relevant}
    for whole, document in zip(data.documents, data.relevant, strict=True):
        if is_of_release(whole, data.ontology_copy.declared if data.ontology_copy else ()):
            continue
        if not main[document.path] and (not any(main.values()) or not _holds(document, data, main_only=False)):
            yield Finding(
                "Violation",
                "there is no fact, no term, no plain triple and no patient in this file, so nothing in it was checked",
                "A fact has the type radkg:Association, radkg:ExcludedAssociation or radkg:NullResult, a patient "
                f"radkg:Patient, and a plain triple one of the relations as its property, with radkg: for {RADKG}.",
                file=document.path,
                check=SHAPES + "nothing-to-check",
            )


def _holds(document: Document, data: ValidationData, *, main_only: bool) -> bool:
    nodes = {q.subject for q in document.quads if isinstance(q.subject, ox.NamedNode | ox.BlankNode)}
    kinds = CRITERIA_CLASSES if main_only else (*CRITERIA_CLASSES, *SUPPORT_CLASSES)
    told = (data.is_fact(node) or data.is_term(node) or data.is_patient(node) or data.is_a(node, kinds) for node in nodes)
    return any(told) or data.plain_triples(document) > 0


def _found_in_documents(check: checks.Check, data: ValidationData) -> Iterator[Finding]:
    """Run a check, and yield what it finds about what the documents under validation describe."""
    subjects = {text(subject) for subject in data.subjects}
    return (finding for finding in checks.run(check, data.complete) if finding.focus in subjects)


def finished(findings: Iterable[Finding], data: ValidationData, documents: Iterable[Document]) -> list[Finding]:
    """Return findings with labels, files and lines, in the order of the files and lines.

    Args:
        findings: The findings.
        data: The data that was validated.
        documents: The documents that the findings may be about.
    """
    indexes = {document.path: LineIndex(document) for document in documents}
    placed: Counter[str] = Counter()
    done = []
    for finding in findings:
        placed[finding.check] += 1
        done.append(_finished(finding, data, indexes, is_placed=placed[finding.check] <= _PLACED))
    return _sorted(done)


def _finished(finding: Finding, data: ValidationData, indexes: dict[str, LineIndex], *, is_placed: bool) -> Finding:
    """Return a finding with label, file and line; where it is not to be placed, with the line of its node."""
    file, label = finding.file, finding.label
    node = finding.node
    if node is not None:
        label = label or data.label(node)
        if not file and (document := data.document_of(node, finding.path, finding.value)):
            file = document.path
    return replace(
        finding,
        label=shortened(label),
        value=shortened(finding.value),
        message=shortened(finding.message, _LONGEST_MESSAGE),
        file=os.path.relpath(file) if data.is_ontology and file else file,
        line=_line(finding if is_placed else Finding("", "", "", focus=finding.focus), node, data, indexes[file])
        if file in indexes
        else None,
    )


def _line(finding: Finding, node: ox.NamedNode | ox.BlankNode | None, data: ValidationData, index: LineIndex) -> int | None:
    line = index.line_of(finding.focus, finding.path, finding.value)
    if line is None and isinstance(node, ox.BlankNode):
        # A blank node has no name to look for. It is found by its properties and values, the rarest first.
        pairs = sorted(data.pairs_of(node), key=lambda pair: data.count_of(*pair))
        lines = (index.line_of("", predicate.value, text(value)) for predicate, value in pairs)
        line = next((found for found in lines if found is not None), None)
    if line is None and finding.value:
        line = index.line_of("", finding.path, finding.value)
    return line


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    def order(f: Finding) -> tuple[str, int, int, list[str]]:
        # The name of a node without IRI is another one each time. What a result leads to tells apart what else is the same.
        leads_to = sorted(_NAME.sub("_:", str(triple)) for triple in f.result)
        words = [f.severity, f.focus, f.check, f.value, f.path, f.message]
        return f.file, f.line or 0, f.rank, [_NAME.sub("_:", word) for word in words] + leads_to

    return sorted(set(findings), key=order)
