"""Looking over shapes before they are run, so that they neither pass by accident nor run code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import OWL, RDF, RDFS, SH
from radkg.validation import patterns
from radkg.validation.data import TYPE
from radkg.validation.names import nearest, shown
from radkg.validation.report import SHAPES, Finding, shortened
from radkg.validation.vocabulary import (
    BEYOND_CORE,
    CORE,
    NAME_A_PROPERTY,
    PATHS,
    POINT_TO_SHAPE,
    POINT_TO_SHAPES,
    TARGETS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from radkg.validation.data import ValidationData

_IMPORTS = ox.NamedNode(OWL + "imports")
_WELL_KNOWN = (RDF, RDFS, OWL, SH)


class ShapesGraph:
    """The shapes of one file, or of radkg itself.

    Args:
        triples: The shapes.
        path: The file that they are from, for findings; empty for radkg's own.

    Attributes:
        triples: The shapes.
        path: The file.
        shapes: The nodes that are shapes.
    """

    def __init__(self, triples: Iterable[ox.Triple], path: str) -> None:
        self.triples = list(triples)
        self.path = path
        #: Node to property to values.
        self._properties: dict[object, dict[str, list[object]]] = {}
        for triple in self.triples:
            self._properties.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
        referenced = {node for shape in self._properties for node in self._used_by(shape)}
        self.shapes = [node for node in self._properties if node in referenced or self._is_shape(node)]
        self._roots = [node for node in self.shapes if node not in referenced]

    def _is_shape(self, node: object) -> bool:
        kinds = self._properties[node].get(RDF + "type", [])
        targeted = any(SH + target in self._properties[node] for target in TARGETS)
        return targeted or any(k in kinds for k in (ox.NamedNode(SH + "NodeShape"), ox.NamedNode(SH + "PropertyShape")))

    @property
    def count(self) -> int:
        """How many shapes have an IRI, or a target, or both."""
        return sum(isinstance(node, ox.NamedNode) or node in self._roots for node in self.shapes)

    def blocking(self, data: ValidationData) -> list[Finding]:
        """Return what keeps the shapes from being run: code, recursion, slow patterns, changes to radkg's own shapes."""
        found = [*self._code(), *self._recursion(), *self._patterns(data)]
        return [replace(finding, file=self.path) for finding in found]

    def suspicious(self, data: ValidationData) -> list[Finding]:
        """Return what lets shapes pass by accident: names that SHACL or the data do not have, shapes without focus nodes."""
        return [*self.unknown_names(data), *(replace(finding, file=self.path) for finding in self._idle(data))]

    def unknown_names(self, data: ValidationData) -> list[Finding]:
        """Return the names that SHACL or the data do not have."""
        return [replace(finding, file=self.path) for finding in (*self._unknown_names(), *self._unknown_in_data(data))]

    def _code(self) -> Iterator[Finding]:
        for triple in self.triples:
            names = [n.value for n in (triple.predicate, triple.object) if isinstance(n, ox.NamedNode)]
            for name in names:
                if name.removeprefix(SH) in BEYOND_CORE and name.startswith(SH):
                    yield self._finding(
                        triple.subject,
                        "code-in-shape",
                        f"{shown(name)} is not run: radkg validates with SHACL Core only",
                        "Say it in SHACL Core, or ask it as a query with `radkg query`.",
                        name,
                    )
            if triple.predicate == _IMPORTS:
                yield self._finding(
                    triple.subject,
                    "code-in-shape",
                    "owl:imports is not followed",
                    "Name each file with --shapes.",
                    _IMPORTS.value,
                )
            if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(SHAPES) and self.path:
                yield self._finding(
                    triple.subject,
                    "own-shape-altered",
                    "this alters a shape of radkg",
                    "Give the shape an IRI of your own.",
                    triple.predicate.value,
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

    def _patterns(self, data: ValidationData) -> Iterator[Finding]:
        written = [t for t in self.triples if t.predicate.value == SH + "pattern"]
        if not written:
            return
        longest = max((len(q.object.value) for q in data.asserted() if isinstance(q.object, ox.Literal)), default=0)
        for triple in written:
            text = triple.object.value if isinstance(triple.object, ox.Literal) else ""
            try:
                slow = patterns.steps(text, max(longest, 100)) > patterns.MOST_STEPS
                problem = "the pattern could take for ever on a long text" if slow else ""
                remedy = "Do not repeat what contains a repeat; anchor it with ^ and $."
            except ValueError as error:
                problem, remedy = f"the pattern cannot be read: {error}", "Write it as a regular expression of Python."
            if problem:
                yield self._finding(triple.subject, "pattern", problem, remedy, text)

    def _unknown_names(self) -> Iterator[Finding]:
        if not self.shapes:
            yield self._finding(None, "no-shape", "there is no shape in this file", "Declare a sh:NodeShape with a target.", "")
        seen = set()
        for triple in self.triples:
            for node in (triple.predicate, triple.object):
                name = node.value if isinstance(node, ox.NamedNode) else ""
                local = name.removeprefix(SH)
                known = not name.startswith(SH) or local in CORE or local in BEYOND_CORE
                if not known and (triple.subject, name) not in seen:
                    seen.add((triple.subject, name))
                    near = nearest(name, [SH + core for core in CORE])
                    yield self._finding(
                        triple.subject,
                        "unknown-shacl-name",
                        f"SHACL has no {shown(name)}, so nothing is checked by it",
                        f"Nearest: {', '.join(map(shown, near))}." if near else "Correct it.",
                        name,
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
                )

    def _named(self) -> Iterator[tuple[object, str, object]]:
        """Yield the properties and classes that shapes name: the shape, "property" or "class", and the name."""
        for shape, properties in self._properties.items():
            for name in ("path", "targetSubjectsOf", "targetObjectsOf", *NAME_A_PROPERTY, *PATHS):
                for head in properties.get(SH + name, []):
                    yield from ((shape, "property", node) for node in (head, *self._members(head)))
            for name in ("targetClass", "class"):
                yield from ((shape, "class", node) for node in properties.get(SH + name, []))

    def _idle(self, data: ValidationData) -> Iterator[Finding]:
        for shape in self._roots:
            properties = self._properties[shape]
            if any(isinstance(o, ox.Literal) and o.value == "true" for o in properties.get(SH + "deactivated", [])):
                yield self._finding(shape, "idle-shape", "the shape is deactivated", "Remove it, or sh:deactivated.", "")
            elif not any(self._focus(properties, shape, data)):
                yield self._finding(
                    shape,
                    "idle-shape",
                    "the shape looks at nothing: no node of what is validated is its target",
                    "Correct its target, or leave the shape out.",
                    "",
                )

    def _focus(self, properties: dict[str, list[object]], shape: object, data: ValidationData) -> Iterator[object]:
        """Yield something where the shape has a focus node, and nothing where it has none."""
        implicit = [shape] if ox.NamedNode(RDFS + "Class") in properties.get(RDF + "type", []) else []
        for target in (*properties.get(SH + "targetClass", []), *implicit):
            yield from data.select(f"SELECT ?n {{ ?n a/<{RDFS}subClassOf>* {target} }} LIMIT 1")
        for target in properties.get(SH + "targetNode", []):
            if isinstance(target, ox.NamedNode | ox.BlankNode):
                yield from data.asserted(target)
                yield from data.asserted(value=target)
        for name in ("targetSubjectsOf", "targetObjectsOf"):
            for target in properties.get(SH + name, []):
                if isinstance(target, ox.NamedNode):
                    yield from data.asserted(None, target)

    def _finding(self, shape: object, check: str, message: str, remedy: str, value: str) -> Finding:
        labels = self._properties.get(shape, {}).get(RDFS + "label", [])
        label = next((o.value for o in labels if isinstance(o, ox.Literal)), "")
        focus = shape.value if isinstance(shape, ox.NamedNode) else "" if shape is None else str(shape)
        return Finding("Violation", message, remedy, label, focus, value=shortened(value), check=SHAPES + check)
