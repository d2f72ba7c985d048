"""The statements that only one of two sides has."""

from __future__ import annotations

import os
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from radkg import resources
from radkg.changes.facts import KINDS
from radkg.changes.statements import Statement, statements
from radkg.errors import UnreadableFile
from radkg.mappings.triples import triples as mapping_triples
from radkg.namespaces import DCTERMS, OWL, RADKG, RDF, RDFS, SKOS, XSD
from radkg.rdf.reading import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from radkg.changes.sides import OntologyFile, Side
    from radkg.model.knowledge import Knowledge

Difference = tuple[set[Statement], set[Statement]]

MATCHES = frozenset(SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"))
FOREIGN_LABEL = SKOS + "prefLabel"
HEADER = "header"  # the subject of what is said of the ontology as a whole
_TYPE = RDF + "type"
_ANNOTATION = f"<{OWL}AnnotationProperty>"
_FACT = f"<{RADKG}Fact>"  # derived, and not written, of whatever is of one of its kinds
_VOID = "http://rdfs.org/ns/void#"
#: What a build says of the release that it makes, and how it says who made it.
_OF_BUILD = frozenset((DCTERMS + "extent", DCTERMS + "issued", _VOID + "classes", _VOID + "triples", DCTERMS + "creator"))
#: What the header of a module says of the module alone; a release has none of it.
_OF_MODULE = frozenset(
    (_TYPE, DCTERMS + "title", DCTERMS + "license", DCTERMS + "source", OWL + "versionInfo", RDFS + "comment")
)
_TYPED = re.compile(rf'"([^"]{{1,400}})"\^\^<{re.escape(XSD)}(decimal|integer|boolean)>')
_IMPORTS, _VERSION = OWL + "imports", OWL + "versionIRI"


def difference(before: Side, after: Side) -> Difference:
    """Return the statements that only ``before`` has, and those that only ``after`` has.

    What is the same to the letter on both sides is not parsed. The headers are those of the ontology as a whole, under the
    subject `HEADER`. Mappings are among the statements where a side is a release, which has no mapping sets.

    Raises:
        UnreadableFile: A file is missing or not well formed.
    """
    if before.document is None and after.document is None:
        old, new = _of_folders(before, after)
    elif before.document and after.document and before.document.is_lines and after.document.is_lines:
        old, new = _of_lines(before.document, after.document)
    else:
        old, new = _all_of(before), _all_of(after)
    for side, found in ((before, old), (after, new)):
        found -= statements(side.written.removed, side.name)
        found |= statements(side.written.added, side.name)
    mixed = (before.document is None) != (after.document is None)
    old, new = (_with_one_header(found, side, mixed=mixed) for found, side in ((old, before), (new, after)))
    gone, fresh = (set(map(_by_value, some)) for some in (old - new, new - old))
    gone, fresh = gone - fresh, fresh - gone
    return _not_declared(gone, after), _not_declared(fresh, before)


def _by_value(statement: Statement) -> Statement:
    """Return a statement with a number or a truth value in its usual spelling: 40.0 is 40."""
    found = _TYPED.fullmatch(statement.value)
    if found is None:
        return statement
    text, kind = found[1], found[2]
    try:
        number = Decimal(text) if kind == "decimal" else int(text) if kind == "integer" else {"1": "true", "0": "false"}[text]
    except (ArithmeticError, ValueError, KeyError):
        return statement
    spelt = f"{number.normalize():f}" if isinstance(number, Decimal) else str(number)
    return statement._replace(value=f'"{spelt}"^^<{XSD}{kind}>')


def _of_folders(before: Side, after: Side) -> Difference:
    old, new = (_files(side) for side in (before, after))
    same = {name for name in old.keys() & new.keys() if same_bytes(old[name], new[name])}
    return _read(before, old, same), _read(after, new, same)


def _files(side: Side) -> dict[str, str]:
    ontology = side.written.ontology
    return {os.path.relpath(path, ontology.root): path for path in ontology.files()}


def same_bytes(one: str, other: str) -> bool:
    """Return whether two files are the same to the letter; false where one cannot be read, which its reader then tells."""
    try:
        return os.path.getsize(one) == os.path.getsize(other) and resources.read_bytes(one) == resources.read_bytes(other)
    except OSError:
        return False


def _read(side: Side, files: Mapping[str, str], same: set[str]) -> set[Statement]:
    found: set[Statement] = set()
    for name, path in files.items():
        if name not in same:
            found |= statements((quad.triple for quad in side.written.ontology.parse(path)), path)
    return found


def _all_of(side: Side) -> set[Statement]:
    if side.document is not None:
        return statements(side.document.triples, side.document.path)
    found = _read(side, _files(side), set())
    return found | statements(mapping_triples(side.written.ontology.mapping_index()), side.name)


def _of_lines(before: OntologyFile, after: OntologyFile) -> Difference:
    """Return the statements of two files of N-Triples, without those of lines that are in both."""
    lines = [set(document.data.splitlines()) for document in (before, after)]
    same = {line for line in lines[0] & lines[1] if not (line.startswith(b"_:") or b" _:" in line)}
    return _rest(before, lines[0] - same), _rest(after, lines[1] - same)


def _rest(document: OntologyFile, lines: Iterable[bytes]) -> set[Statement]:
    rest = sorted(line for line in lines if line.strip())
    if not rest:
        return set()
    try:
        triples = [quad.triple for quad in parse(b"\n".join(rest) + b"\n", document.format, document.path).quads]
    except UnreadableFile:
        triples = list(document.triples)  # the error names the line of the whole file
    return statements(triples, document.path)


def _with_one_header(found: set[Statement], side: Side, *, mixed: bool) -> set[Statement]:
    """Return statements with what headers say under one subject, and without what a build adds to it."""
    headers, main = side.headers, side.header
    kept: set[Statement] = set()
    creators = {s.value[1:-1] for s in found if s.subject in headers and s.property == DCTERMS + "creator"}
    for statement in found:
        if statement.subject in creators:
            continue
        if statement.subject not in headers:
            kept.add(statement)
        elif statement.property in _OF_BUILD and (side.document or mixed):
            continue
        elif statement.subject == main:
            if statement.property == _VERSION:  # each variant of a release has its own
                statement = statement._replace(value=f'"{statement.value[1:-1].rpartition("/")[2]}"')
            if statement.property not in (_IMPORTS, _TYPE):
                kept.add(statement._replace(subject=HEADER))
        elif statement.property not in _OF_MODULE and statement.property != _IMPORTS:
            kept.add(statement._replace(subject=HEADER))
        elif not mixed:
            kept.add(statement)
    return kept


def _not_declared(found: set[Statement], other: Side) -> set[Statement]:
    """Return statements without declarations that the other side has in another file, or that tools make as they need them."""
    known = other.stated
    return {
        statement
        for statement in found
        if not (
            statement.property == _TYPE
            and (
                (statement.subject and statement.value in (_ANNOTATION,) and statement.subject in _OF_BUILD)
                or (statement.value.startswith("<") and statement.subject and _has(known, statement))
            )
        )
    }


def _has(known: Knowledge, declaration: Statement) -> bool:
    classes = known.classes_of(declaration.subject)
    return declaration.value[1:-1] in classes or (declaration.value == _FACT and not KINDS.isdisjoint(classes))
