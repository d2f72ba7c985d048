"""Looking over shapes before they are run, so that they neither pass by accident nor run code."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import InvalidQuery
from radkg.namespaces import OWL, RDF, RDFS, SH
from radkg.rdf import sparql
from radkg.validation import patterns
from radkg.validation.data import TYPE
from radkg.validation.finding import SHAPES, Finding, shortened, text
from radkg.validation.names import nearest, shown
from radkg.validation.vocabulary import (
    CORE,
    NAME_A_PROPERTY,
    PATHS,
    POINT_TO_SHAPE,
    POINT_TO_SHAPES,
    REFUSED,
    SPARQL,
    TARGETS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from radkg.rdf.reading import Document
    from radkg.validation.data import ValidationData

#: Properties that bring in further shapes, from elsewhere.
_IMPORTS = (OWL + "imports", SH + "shapesGraph")
_ONTOLOGY = ox.NamedNode(OWL + "Ontology")
_IMPLICIT = tuple(ox.NamedNode(iri) for iri in (RDFS + "Class", OWL + "Class"))
_QUERIES = (SH + "select", SH + "ask")
# pySHACL puts declared prefixes in front of a query as they are: what is no prefix or IRI could say anything.
_PREFIX = re.compile(r"([A-Za-z]([\w.-]*[\w-])?)?")
_NAMESPACE = re.compile(r'[^<>"{}|^`\\\x00-\x20]+')
_WELL_KNOWN = (RDF, RDFS, OWL, SH)


class ShapesGraph:
    """The shapes of some files, as one graph, or of radkg itself.

    Args:
        triples: The shapes.
        documents: The files that they are from; none for radkg's own.

    Attributes:
        triples: The shapes.
        shapes: The nodes that are shapes.
    """

    def __init__(self, triples: Iterable[ox.Triple], documents: Sequence[Document] = ()) -> None:
        self.triples = list(triples)
        self._documents = documents
        #: Node to property to values.
        self._properties: dict[object, dict[str, list[object]]] = {}
        for triple in self.triples:
            self._properties.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
        #: The file of a node, and of a node and a property or value of it.
        self._files: dict[object, str] = {}
        for document in documents:
            for quad in document.quads:
                for place in (quad.subject, (quad.subject, quad.predicate.value), (quad.subject, text(quad.object))):
                    self._files.setdefault(place, document.path)
        referenced = {node for shape in self._properties for node in self._used_by(shape)}
        self.shapes = [node for node in self._properties if node in referenced or self._is_shape(node)]
        self._roots = [node for node in self.shapes if node not in referenced]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> ShapesGraph:
        """Return the shapes of files of a user's own. Blank nodes of two files are two."""
        quads = (quad for document in documents for quad in document.quads)
        return cls(dict.fromkeys(ox.Triple(q.subject, q.predicate, q.object) for q in quads), documents)

    def _is_shape(self, node: object) -> bool:
        kinds = self._properties[node].get(RDF + "type", [])
        targeted = any(SH + target in self._properties[node] for target in (*TARGETS, "target"))
        return targeted or any(k in kinds for k in (ox.NamedNode(SH + "NodeShape"), ox.NamedNode(SH + "PropertyShape")))

    @cached_property
    def count(self) -> int:
        """How many shapes have an IRI, or a target, or both; those of a group are one."""
        counted = (node for node in self.shapes if isinstance(node, ox.NamedNode) or node in self._roots)
        return len({self.check_of(node) or node for node in counted})

    @property
    def files(self) -> list[str]:
        """The files that the shapes are from."""
        return [document.path for document in self._documents]

    @property
    def asks(self) -> bool:
        """Whether a shape finds its targets by a query."""
        return any(SH + "target" in properties for properties in self._properties.values())

    def file_with_target(self, node: object) -> str:
        """Return the file that names a node as the target of a shape; empty where none does."""
        of_target = (ox.NamedNode(SH + "targetNode"), node)
        quads = ((document.path, q) for document in self._documents for q in document.quads)
        return next((path for path, quad in quads if (quad.predicate, quad.object) == of_target), "")

    def values(self, node: object, name: str) -> list[object]:
        """Return the values of a property of a node.

        Args:
            node: The node.
            name: The name of the property in SHACL.
        """
        return self._properties.get(node, {}).get(SH + name, [])

    def blocking(self) -> list[Finding]:
        """Return what keeps the shapes from being run: programs, recursion, changes to radkg's own shapes, RDF 1.2."""
        return [*self._code(), *self._recursion(), *self._about_triples()]

    def _about_triples(self) -> Iterator[Finding]:
        for triple in self.triples:
            if isinstance(triple.object, ox.Triple):
                yield self._finding(
                    triple.subject,
                    "triple-about-triple",
                    "a triple as a value (RDF 1.2), which no SHACL engine here can use",
                    "Leave it out of the shapes.",
                    text(triple.object),
                )

    def suspicious(self, data: ValidationData) -> list[Finding]:
        """Return what may let shapes pass by accident: names that SHACL or the data do not have, shapes without focus nodes."""
        return [*self._imports(), *self.unknown_names(data), *self._idle(data)]

    def unknown_names(self, data: ValidationData) -> list[Finding]:
        """Return the names that SHACL or the data do not have."""
        return [*self._unknown_names(), *self._unknown_in_data(data)]

    def slow_patterns(self, data: ValidationData) -> list[Finding]:
        """Return the patterns that could take for ever on a text of the data."""
        longest = max((len(q.object.value) for q in data.asserted() if isinstance(q.object, ox.Literal)), default=0)
        found = []
        for triple in self.triples:
            if triple.predicate.value == SH + "pattern" and isinstance(triple.object, ox.Literal):
                try:
                    slow = patterns.steps(patterns.for_python(triple.object.value), max(longest, 100)) > patterns.MOST_STEPS
                except ValueError:
                    continue
                if slow:
                    message = "the pattern could take for ever on a long text"
                    remedy = "Do not repeat what contains a repeat; anchor it with ^ and $."
                    found.append(self._finding(triple.subject, "pattern", message, remedy, triple.object.value))
        return found

    def name_of(self, shape: object) -> str:
        """Return the IRI of a shape; of a shape without IRI, that of the first shape that it is part of."""
        seen = set()
        while isinstance(shape, ox.BlankNode) and shape not in seen:
            seen.add(shape)
            shape = min(self._users.get(shape, ()), key=str, default=None)
        return shape.value if isinstance(shape, ox.NamedNode) else ""

    def check_of(self, shape: object) -> str:
        """Return the IRI that a finding names: the group of a shape (sh:group), else what `name_of` says."""
        return next(
            (group.value for group in self.values(shape, "group") if isinstance(group, ox.NamedNode)), self.name_of(shape)
        )

    def remedy_of(self, shape: object) -> str:
        """Return what a shape says to do (sh:description), or its group; empty where neither does."""
        descriptions = (
            *self.values(shape, "description"),
            *(d for g in self.values(shape, "group") for d in self.values(g, "description")),
        )
        return text(next(iter(descriptions), None))

    def prefixes_of(self, constraint: object) -> list[tuple[object, object]]:
        """Return the prefixes that a query in shapes may use, each with its namespace."""
        declared = [d for declaring in self.values(constraint, "prefixes") for d in self.values(declaring, "declare")]
        return [pair for d in declared for pair in zip(self.values(d, "prefix"), self.values(d, "namespace"), strict=True)]

    def focus_nodes(self, shape: object, data: ValidationData) -> list[object] | None:
        """Return the nodes of the documents that a target of SHACL Core gives; ``None`` where a shape has no such target."""
        classes, properties = (self.values(shape, name) for name in ("targetClass", "targetSubjectsOf"))
        if not classes and not properties:
            return None
        found: dict[object, None] = {}
        for target in classes:
            found |= dict.fromkeys(row["n"] for row in data.select(f"SELECT ?n {{ ?n a/<{RDFS}subClassOf>* {target} }}"))
        for target in properties:
            found |= dict.fromkeys(quad.subject for quad in data.asserted(None, target))  # type: ignore[arg-type]
        return [node for node in found if node in data.subjects]

    @cached_property
    def _by_check(self) -> dict[str, list[object]]:
        """The IRI of a check to its shapes."""
        found: dict[str, list[object]] = {}
        for shape in self.shapes:
            found.setdefault(self.check_of(shape), []).append(shape)
        return found

    def of_checks(self, checks: Iterable[str]) -> set[object]:
        """Return the shapes of the checks named."""
        return {shape for check in checks for shape in self._by_check.get(check, ())}

    def looking_at(self, data: ValidationData, left_out: Set[object]) -> list[ox.Triple]:
        """Return the triples of the shapes that have a focus node in what the documents describe, name or are kinds of.

        Most shapes are made for one relation or qualifier, and a document uses a few.

        Args:
            data: The data under validation.
            left_out: Shapes that are not to be run.
        """
        chosen = self._properties.keys() if data.is_ontology else self._led_to(data, left_out)
        return [t for t in self.triples if t.subject in chosen and t.subject not in left_out and t.object not in left_out]

    def _led_to(self, data: ValidationData, left_out: Set[object]) -> Set[object]:
        """Return the shapes that can look at what the documents have, and the nodes that these lead to."""
        used = {q.predicate for document in data.documents for q in document.quads}
        todo = [shape for shape in self.shapes if shape not in left_out and self._can_look_at(shape, used, data)]
        reached: set[object] = set()
        while todo:
            node = todo.pop()
            if node not in reached and node not in left_out and node in self._properties:
                reached.add(node)
                todo += (v for name, values in self._properties[node].items() if name != SH + "group" for v in values)
        return reached

    def _can_look_at(self, shape: object, used: Set[object], data: ValidationData) -> bool:
        properties = self._properties[shape]
        targets = [t for name in ("targetSubjectsOf", "targetObjectsOf") for t in properties.get(SH + name, [])]
        nodes = properties.get(SH + "targetNode", [])
        return SH + "targetClass" in properties or not used.isdisjoint(targets) or not data.named.isdisjoint(nodes)

    @cached_property
    def messages(self) -> frozenset[str]:
        """The messages that the shapes have."""
        return frozenset(text(t.object) for t in self.triples if t.predicate.value == SH + "message")

    @cached_property
    def _users(self) -> dict[object, list[object]]:
        """A node without IRI to those that have it as a value."""
        users: dict[object, list[object]] = {}
        for triple in self.triples:
            if isinstance(triple.object, ox.BlankNode):
                users.setdefault(triple.object, []).append(triple.subject)
        return users

    def _code(self) -> Iterator[Finding]:
        for triple in self.triples:
            names = [n.value for n in (triple.predicate, triple.object) if isinstance(n, ox.NamedNode)]
            for name in names:
                if name.startswith(SH) and name.removeprefix(SH) in REFUSED:
                    yield self._finding(
                        triple.subject,
                        "code-in-shape",
                        f"{shown(name)} is not run: radkg validates with SHACL Core and SHACL-SPARQL",
                        "Say it in those, or leave it out.",
                        name,
                    )
            if reason := _refused(triple):
                remedy = "A query in a shape looks at the data under validation, and at nothing else."
                yield self._finding(triple.subject, "code-in-shape", reason, remedy, text(triple.object))
            if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(SHAPES) and self._documents:
                yield self._finding(
                    triple.subject,
                    "own-shape-altered",
                    "this alters a shape of radkg",
                    "Give the shape an IRI of your own.",
                    triple.predicate.value,
                )
            if triple.predicate.value == SH + "pattern":
                try:
                    patterns.for_python(text(triple.object))
                except ValueError as error:
                    remedy = "Write it as a regular expression of XPath, as SHACL has them, or of Python."
                    message = f"the pattern cannot be read: {error}"
                    yield self._finding(triple.subject, "pattern", message, remedy, text(triple.object))
            if triple.predicate.value == SH + "flags" and not set(text(triple.object)) <= set(patterns.FLAGS):
                message = f"of the flags of a pattern {' and '.join(patterns.FLAGS)} are heeded, and no other"
                remedy = "Write into the pattern what the others stand for: [\\s\\S] for any character, \\. for a dot."
                yield self._finding(triple.subject, "pattern", message, remedy, text(triple.object))

    def _imports(self) -> Iterator[Finding]:
        """Find imports of what is none of the files. The name of a file's content is that of its ontology."""
        named = {t.subject for t in self.triples if t.predicate == TYPE and t.object == _ONTOLOGY}
        for triple in self.triples:
            if (
                triple.predicate.value in _IMPORTS
                and triple.object not in named
                and text(triple.object).rstrip("#/") != SH.rstrip("#")
            ):
                yield self._finding(
                    triple.subject,
                    "import",
                    f"{shown(text(triple.object))} is not fetched, and what is in it is not heeded",
                    "If it has shapes, name its file with --shapes as well.",
                    text(triple.object),
                    severity="Warning",
                )

    def _used_by(self, shape: object) -> Iterator[object]:
        properties = self._properties.get(shape, {})
        for name in POINT_TO_SHAPE:
            yield from properties.get(SH + name, [])
        for name in POINT_TO_SHAPES:
            for head in properties.get(SH + name, []):
                yield from self._members(head)

    def _members(self, head: object) -> Iterator[object]:
        seen = set()
        while head in self._properties and head not in seen:
            seen.add(head)
            yield from self._properties[head].get(RDF + "first", [])
            head = next(iter(self._properties[head].get(RDF + "rest", [])), None)
        if head in seen:
            yield head  # a list without an end is a cycle of its head

    def _recursion(self) -> Iterator[Finding]:
        done: set[object] = set()
        for root in self.shapes:
            if root in done:
                continue
            stack, open_shapes = [(root, self._used_by(root))], {root}
            while stack:
                shape, used = stack[-1]
                following = next(used, None)
                if following is None:
                    stack.pop()
                    open_shapes.discard(shape)
                    done.add(shape)
                elif following in open_shapes:
                    yield self._finding(
                        following,
                        "recursive-shape",
                        "the shape uses itself, and SHACL does not say what that means",
                        "Break the circle, for instance with a path (sh:zeroOrMorePath).",
                        "",
                    )
                    return
                elif following not in done:
                    open_shapes.add(following)
                    stack.append((following, self._used_by(following)))
        yield from self._endless_lists_and_paths()

    def _endless_lists_and_paths(self) -> Iterator[Finding]:
        links = {RDF + "rest", *(SH + name for name in PATHS)}
        for start in self._properties:
            node, seen = start, {start}
            while following := next((o for p, os in self._properties.get(node, {}).items() if p in links for o in os), None):
                if following in seen:
                    yield self._finding(start, "recursive-shape", "a list or path that has no end", "Break the circle.", "")
                    return
                seen.add(following)
                node = following

    def _unknown_names(self) -> Iterator[Finding]:
        for document in self._documents:
            if not self.shapes or not any(quad.predicate.value.startswith(SH) for quad in document.quads):
                yield Finding(
                    "Warning" if self.shapes else "Violation",
                    "there is no shape in this file",
                    "Declare a sh:NodeShape with a target.",
                    file=document.path,
                    check=SHAPES + "no-shape",
                )
        seen = set()
        for triple in self.triples:
            for node in (triple.predicate, triple.object):
                name = node.value if isinstance(node, ox.NamedNode) else ""
                if name.startswith(SH) and name not in _known() and (triple.subject, name) not in seen:
                    seen.add((triple.subject, name))
                    near = nearest(name, sorted(SH + core for core in CORE))
                    yield self._finding(
                        triple.subject,
                        "unknown-shacl-name",
                        f"SHACL has no {shown(name)}, so nothing is checked by it",
                        f"Nearest: {', '.join(map(shown, near))}." if near else "Correct it.",
                        name,
                        severity="Warning",
                    )

    def _unknown_in_data(self, data: ValidationData) -> Iterator[Finding]:
        declared: dict[object, None] = {}
        for quad in data.asserted():
            declared[quad.predicate] = None
            if quad.predicate == TYPE:
                declared[quad.subject] = declared[quad.object] = None
        names = [node.value for node in declared if isinstance(node, ox.NamedNode)]
        for shape, kind, node in self._named():
            if isinstance(node, ox.NamedNode) and node not in declared and not node.value.startswith(_WELL_KNOWN):
                near = nearest(node.value, names)
                yield self._finding(
                    shape,
                    "unknown-in-data",
                    f"no {kind} {shown(node.value)} is declared or used in what is validated",
                    f"Nearest: {', '.join(map(shown, near))}." if near else "Correct it, or leave the shape out.",
                    node.value,
                    severity="Warning",
                )

    def _named(self) -> Iterator[tuple[object, str, object]]:
        """Yield the properties and classes that shapes name: the shape, "property" or "class", and the name."""
        parameters = {node for properties in self._properties.values() for node in properties.get(SH + "parameter", [])}
        for shape, properties in self._properties.items():
            if shape in parameters:  # its path is a property of shapes
                continue
            for name in ("path", "targetSubjectsOf", "targetObjectsOf", *NAME_A_PROPERTY, *PATHS):
                for head in properties.get(SH + name, []):
                    yield from ((shape, "property", node) for node in (head, *self._members(head)))
            for name in ("targetClass", "class"):
                yield from ((shape, "class", node) for node in properties.get(SH + name, []))

    def _idle(self, data: ValidationData) -> Iterator[Finding]:
        for shape in self._roots:
            properties = self._properties[shape]
            off = any(isinstance(o, ox.Literal) and o.value in ("true", "1") for o in properties.get(SH + "deactivated", []))
            if not off and not any(self._focus(properties, shape, data)):
                yield self._finding(
                    shape,
                    "idle-shape",
                    "the shape looks at nothing: no node of what is validated is its target",
                    "Correct its target, or leave the shape out.",
                    "",
                    severity="Warning",
                )

    def _focus(self, properties: dict[str, list[object]], shape: object, data: ValidationData) -> Iterator[object]:
        """Yield something where the shape has a focus node, and nothing where it has none."""
        for target in properties.get(SH + "target", []):  # by a query of its own or of its type, which is not run twice
            for node in (target, *self._properties.get(target, {}).get(RDF + "type", [])):
                yield from self.values(node, "select")
        implicit = [shape] if any(kind in properties.get(RDF + "type", []) for kind in _IMPLICIT) else []
        for target in (*properties.get(SH + "targetClass", []), *implicit):
            if isinstance(target, ox.NamedNode):
                yield from data.select(f"SELECT ?n {{ ?n a/<{RDFS}subClassOf>* {target} }} LIMIT 1")
        for target in properties.get(SH + "targetNode", []):
            if isinstance(target, ox.Literal):
                yield target
            elif isinstance(target, ox.NamedNode | ox.BlankNode):
                yield from data.asserted(target)
                yield from data.asserted(value=target)
        for name in ("targetSubjectsOf", "targetObjectsOf"):
            for target in properties.get(SH + name, []):
                if isinstance(target, ox.NamedNode):
                    yield from data.asserted(None, target)

    def _finding(
        self, shape: object, check: str, message: str, remedy: str, value: str, *, severity: str = "Violation"
    ) -> Finding:
        labels = self._properties.get(shape, {}).get(RDFS + "label", [])
        label = next((o.value for o in labels if isinstance(o, ox.Literal)), "")
        file = self._files.get((shape, value)) or self._files.get(shape, "")
        return Finding(severity, message, remedy, label, text(shape), value=shortened(value), file=file, check=SHAPES + check)


def _refused(triple: ox.Triple) -> str:
    """Return why a query of a shape, or a prefix of it, is not run; empty where it is."""
    name, value = triple.predicate.value, text(triple.object)
    if name in _QUERIES:
        try:
            sparql.refuse(value, shown(name))
        except InvalidQuery as error:
            return str(error)
    if name == SH + "prefix" and not _PREFIX.fullmatch(value):
        return "this is no prefix"
    if name == SH + "namespace" and not _NAMESPACE.fullmatch(value):
        return "this is no namespace"
    return ""


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return the names that SHACL has, those of its reports among them; what is refused is known as well."""
    from rdflib.namespace import SH as NAMES

    return frozenset((*map(str, dir(NAMES)), *(SH + name for name in (*CORE, *SPARQL, *REFUSED)), SH))
