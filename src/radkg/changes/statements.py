"""Statements of a graph that are the same whatever blank nodes are called, and however they are written."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.errors import UnreadableFile
from radkg.namespaces import OWL, RDF, compact
from radkg.rdf.guards import DEEPEST_NESTING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST, _REST, _NIL, _TYPE = RDF + "first", RDF + "rest", f"<{RDF}nil>", RDF + "type"
_RESTRICTION, _ON, _SOME, _ALL = f"<{OWL}Restriction>", OWL + "onProperty", OWL + "someValuesFrom", OWL + "allValuesFrom"
_JOINED = {OWL + "intersectionOf": " and ", OWL + "unionOf": " or "}
_LONGEST = 1_000_000  # characters of one blank node with all that hangs on it


class Statement(NamedTuple):
    """A triple.

    Attributes:
        subject: The IRI of its subject; empty where that is a blank node that no triple points to, which `value` then has.
        property: The IRI of its predicate; likewise.
        value: Its object as N-Triples write it; a blank node is what is said of it, in words like those of OWL's Manchester
            syntax, so that it has no name.
    """

    subject: str
    property: str
    value: str


def of_line(line: bytes) -> Statement:
    """Return the statement of a line of N-Triples without blank nodes, in the engine's spelling."""
    subject, property_, value = line.decode().split(" ", 2)
    return Statement(subject[1:-1], property_[1:-1], value[: value.rindex(" ")])


def statements(triples: Iterable[ox.Triple | ox.Quad], name: str) -> set[Statement]:
    """Return triples as statements.

    Args:
        triples: The triples of one file: a blank node is not that of another.
        name: The file, to be named in errors.

    Raises:
        UnreadableFile: Its blank nodes hang together in a circle, too deeply, or in too many ways.
    """
    found: set[Statement] = set()
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    waiting: list[tuple[str, str, str]] = []
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.NamedNode) and not isinstance(value, ox.BlankNode):
            found.add(Statement(subject.value, triple.predicate.value, str(value)))
        elif isinstance(subject, ox.NamedNode):
            waiting.append((subject.value, triple.predicate.value, str(value)))
        else:
            told[str(subject)].append((triple.predicate.value, str(value)))
    if not told and not waiting:
        return found
    nodes = _Nodes(told, name)
    found.update(Statement(subject, property_, nodes.text(node)) for subject, property_, node in waiting)
    pointed_to = {value for said in told.values() for _, value in said} | {node for _, _, node in waiting}
    found.update(Statement("", "", nodes.text(node)) for node in told if node not in pointed_to)
    nodes.refuse_circles()
    return found


class _Nodes:
    """The blank nodes of one file.

    Args:
        told: Name of a blank node to what is said of it: property and value.
        name: The file.
    """

    def __init__(self, told: dict[str, list[tuple[str, str]]], name: str) -> None:
        self._told, self._name = told, name
        self._kept: dict[str, str] = {}
        self._open: set[str] = set()
        self._listed: set[str] = set()

    def text(self, node: str) -> str:
        """Return what is said of a blank node, with all that hangs on it; without its name."""
        if node not in self._kept:
            if node in self._open:
                raise self._fault("in a circle")
            if len(self._open) >= DEEPEST_NESTING:
                raise self._fault(f"deeper than {DEEPEST_NESTING} levels")
            self._open.add(node)
            text = self._written(node)
            self._open.discard(node)
            if len(text) > _LONGEST:
                raise self._fault("in too many ways")
            self._kept[node] = text
        return self._kept[node]

    def refuse_circles(self) -> None:
        """Raise an error where there are nodes to which nothing leads but themselves."""
        if not self._told.keys() <= self._kept.keys() | self._listed:
            raise self._fault("in a circle")

    def _fault(self, how: str) -> UnreadableFile:
        return UnreadableFile(self._name, f"its blank nodes hang together {how}", remedy="give them IRIs")

    def _value(self, value: str) -> str:
        if value.startswith("_:"):
            return self.text(value)
        return compact(value[1:-1]) if value.startswith("<") and not value.startswith("<<") else value

    def _written(self, node: str) -> str:
        said = dict(self._told.get(node, ()))
        if len(said) == len(self._told.get(node, ())):
            kind = said.pop(_TYPE, _RESTRICTION)
            if said.keys() == {_ON, _SOME} and kind == _RESTRICTION:
                return f"({self._value(said[_ON])} some {self._value(said[_SOME])})"
            if said.keys() == {_ON, _ALL} and kind == _RESTRICTION:
                return f"({self._value(said[_ON])} only {self._value(said[_ALL])})"
            for property_, word in _JOINED.items():
                if said.keys() == {property_} and (members := self._members(said[property_])) is not None:
                    return f"({word.join(members)})"
            if said.keys() == {_FIRST, _REST} and (members := self._members(node)) is not None:
                return f"[{', '.join(members)}]"
        parts = sorted(f"{compact(property_)} {self._value(value)}" for property_, value in self._told.get(node, ()))
        return f"[{'; '.join(parts)}]"

    def _members(self, node: str) -> list[str] | None:
        """Return the members of a list; ``None`` where it is not well formed, and has to be told node by node."""
        nodes: dict[str, str] = {}
        while node != _NIL:
            said = dict(self._told.get(node, ()))
            if node in nodes or said.keys() != {_FIRST, _REST} or len(self._told[node]) != 2:
                return None
            nodes[node] = said[_FIRST]
            node = said[_REST]
        self._listed.update(nodes)
        return [self._value(member) for member in nodes.values()]
