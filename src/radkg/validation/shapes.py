"""Looking over shapes before they are run, so that they neither pass by accident nor do more than look."""

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

    from radkg.validation.data import Data

_IMPORTS = ox.NamedNode(OWL + "imports")
_WELL_KNOWN = (RDF, RDFS, OWL, SH)


class ShapesGraph:
    """The shapes of one file, or of radkg itself.

    Args:
        triples: The shapes.
        path: The file they are from, for findings.
    """

    def __init__(self, triples: Iterable[ox.Triple], path: str) -> None:
        self.triples = list(triples)
        self.path = path
        self._about: dict[object, dict[str, list[object]]] = {}
        for triple in self.triples:
            self._about.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
        referenced = {node for shape in self._about for node in self._used_by(shape)}
        self.shapes = [node for node in self._about if node in referenced or self._is_shape(node)]
        self._roots = [node for node in self.shapes if node not in referenced]

    def _is_shape(self, node: object) -> bool:
        kinds = self._about[node].get(RDF + "type", [])
        targeted = any(SH + target in self._about[node] for target in TARGETS)
        return targeted or any(k in kinds for k in (ox.NamedNode(SH + "NodeShape"), ox.NamedNode(SH + "PropertyShape")))

    @property
    def count(self) -> int:
        """How many shapes have a name, or a target, or both."""
        return sum(isinstance(node, ox.NamedNode) or node in self._roots for node in self.shapes)

    def blocking(self, data: Data) -> list[Finding]:
        """Find what keeps the shapes from being run: code, recursion, patterns that could take for ever, radkg's own names."""
        found = [*self._code(), *self._recursion(), *self._patterns(data)]
        return [replace(finding, file=self.path) for finding in found]

    def suspicious(self, data: Data) -> list[Finding]:
        """Find what lets shapes pass by accident: names that SHACL or the data do not have, shapes that look at nothing."""
        return [*self.unknown_names(data), *(replace(finding, file=self.path) for finding in self._idle(data))]

    def unknown_names(self, data: Data) -> list[Finding]:
        """Find names that SHACL or the data do not have."""
        return [replace(finding, file=self.path) for finding in (*self._unknown_names(), *self._unknown_in_data(data))]

    def _code(self) -> Iterator[Finding]:
        for triple in self.triples:
            names = [n.value for n in (triple.predicate, triple.object) if isinstance(n, ox.NamedNode)]
            for name in names:
                if name.removeprefix(SH) in BEYOND_CORE and name.startswith(SH):
                    yield self._finding(
                        triple.subject, "code-in-shape", f"{shown(name)} is not run: radkg validates with SHACL Core only",
                        "Say it in SHACL Core, or ask it as a query with `radkg query`.", name,
                    )  # fmt: skip
            if triple.predicate == _IMPORTS:
                yield self._finding(
                    triple.subject, "code-in-shape", "owl:imports is not followed", "Name each file with --shapes.",
                    _IMPORTS.value,
                )  # fmt: skip
            if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(SHAPES) and self.path:
                yield self._finding(
                    triple.subject, "own-shape-altered", "this alters a shape of radkg", "Give the shape an IRI of your own.",
                    triple.predicate.value,
                )  # fmt: skip

    def _used_by(self, shape: object) -> Iterator[object]:
        about = self._about.get(shape, {})
        for name in POINT_TO_SHAPE:
            yield from about.get(SH + name, [])
        for name in POINT_TO_SHAPES:
            for head in about.get(SH + name, []):
                yield from self._members(head)

    def _members(self, head: object) -> Iterator[object]:
        seen = set()
        while head in self._about and head not in seen:
            seen.add(head)
            yield from self._about[head].get(RDF + "first", [])
            head = next(iter(self._about[head].get(RDF + "rest", [])), None)
        if head in seen:
            yield head  # a list without an end: a cycle like any other

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
                        following, "recursive-shape", "the shape uses itself, and SHACL does not say what that means",
                        "Break the circle, for instance with a path (sh:zeroOrMorePath).", "",
                    )  # fmt: skip
                    return
                elif following not in done:
                    open_shapes.add(following)
                    stack.append((following, self._used_by(following)))
        yield from self._endless_lists_and_paths()

    def _endless_lists_and_paths(self) -> Iterator[Finding]:
        links = {RDF + "rest", *(SH + name for name in PATHS)}
        for start in self._about:
            node, seen = start, {start}
            while following := next((o for p, os in self._about.get(node, {}).items() if p in links for o in os), None):
                if following in seen:
                    yield self._finding(start, "recursive-shape", "a list or path that has no end", "Break the circle.", "")
                    return
                seen.add(following)
                node = following

    def _patterns(self, data: Data) -> Iterator[Finding]:
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
                        triple.subject, "unknown-shacl-name", f"SHACL has no {shown(name)}, so nothing is checked by it",
                        f"Nearest: {', '.join(map(shown, near))}." if near else "Correct it.", name,
                    )  # fmt: skip

    def _unknown_in_data(self, data: Data) -> Iterator[Finding]:
        declared: dict[object, None] = {}
        for quad in data.asserted():
            declared[quad.predicate] = None
            if quad.predicate == TYPE:
                declared[quad.subject] = declared[quad.object] = None
        names = [node.value for node in declared if isinstance(node, ox.NamedNode)]
        for shape, what, node in self._named():
            if isinstance(node, ox.NamedNode) and node not in declared and not node.value.startswith(_WELL_KNOWN):
                near = nearest(node.value, names)
                yield self._finding(
                    shape, "unknown-in-data", f"no {what} {shown(node.value)} is declared or used in what is validated",
                    f"Nearest: {', '.join(map(shown, near))}." if near else "Correct it, or leave the shape out.", node.value,
                )  # fmt: skip

    def _named(self) -> Iterator[tuple[object, str, object]]:
        """The properties and classes that shapes name, with the shape."""
        for shape, about in self._about.items():
            for name in ("path", "targetSubjectsOf", "targetObjectsOf", *NAME_A_PROPERTY, *PATHS):
                for head in about.get(SH + name, []):
                    yield from ((shape, "property", node) for node in (head, *self._members(head)))
            for name in ("targetClass", "class"):
                yield from ((shape, "class", node) for node in about.get(SH + name, []))

    def _idle(self, data: Data) -> Iterator[Finding]:
        for shape in self._roots:
            about = self._about[shape]
            if any(isinstance(o, ox.Literal) and o.value == "true" for o in about.get(SH + "deactivated", [])):
                yield self._finding(shape, "idle-shape", "the shape is deactivated", "Remove it, or sh:deactivated.", "")
            elif not any(self._focus(about, shape, data)):
                yield self._finding(
                    shape, "idle-shape", "the shape looks at nothing: no node of what is validated is its target",
                    "Correct its target, or leave the shape out.", "",
                )  # fmt: skip

    def _focus(self, about: dict[str, list[object]], shape: object, data: Data) -> Iterator[object]:
        implicit = [shape] if ox.NamedNode(RDFS + "Class") in about.get(RDF + "type", []) else []
        for target in (*about.get(SH + "targetClass", []), *implicit):
            yield from data.select(f"SELECT ?n {{ ?n a/<{RDFS}subClassOf>* {target} }} LIMIT 1")
        for target in about.get(SH + "targetNode", []):
            if isinstance(target, ox.NamedNode | ox.BlankNode):
                yield from data.asserted(target)
                yield from data.asserted(value=target)
        for name in ("targetSubjectsOf", "targetObjectsOf"):
            for target in about.get(SH + name, []):
                if isinstance(target, ox.NamedNode):
                    yield from data.asserted(None, target)

    def _finding(self, shape: object, check: str, message: str, remedy: str, value: str) -> Finding:
        labels = self._about.get(shape, {}).get(RDFS + "label", [])
        label = next((o.value for o in labels if isinstance(o, ox.Literal)), "")
        focus = shape.value if isinstance(shape, ox.NamedNode) else "" if shape is None else str(shape)
        return Finding("Violation", message, remedy, label, focus, value=shortened(value), check=SHAPES + check)
