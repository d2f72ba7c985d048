"""What of a document can concern the ontology: shapes and checks need not look at the rest, however large it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from radkg.rdf.reading import Document


def relevant(documents: Sequence[Document], concerns: Callable[[ox.Quad], bool]) -> list[Document]:
    """Return the documents with the triples that are connected with one that concerns the ontology, by whatever properties.

    What has no such connection has no type, no relation and no value of the ontology's, nor is it a value of what has.

    Args:
        documents: The documents.
        concerns: Returns whether a triple has a name of the ontology's, or one that its shapes look for.
    """
    groups = _Groups(quad.subject for document in documents for quad in document.quads)
    for document in documents:
        for quad in document.quads:
            groups.add(quad)
    roots = {groups.root_of(quad.subject) for document in documents for quad in document.quads if concerns(quad)}
    return [replace(d, quads=tuple(q for q in d.quads if groups.root_of(q.subject) in roots)) for d in documents]


class _Groups:
    """Nodes in groups: two are in one where a triple has both. A group is called by the number of one of its members.

    Args:
        subjects: What something is said of.
    """

    def __init__(self, subjects: Iterable[object]) -> None:
        self._numbers = {subject: number for number, subject in enumerate(dict.fromkeys(subjects))}
        self._parents = list(range(len(self._numbers)))
        self._are_said_of = len(self._numbers)

    def add(self, quad: ox.Quad) -> None:
        """Put the nodes of a triple into one group."""
        subject = self.root_of(quad.subject)
        if not isinstance(quad.object, ox.Literal):
            self._parents[subject] = subject = self.root_of(quad.object)
        if self._numbers.get(quad.predicate, self._are_said_of) < self._are_said_of:
            self._parents[subject] = self.root_of(quad.predicate)

    def root_of(self, node: object) -> int:
        """Return what the group of a node is called."""
        number, parents = self._numbers.get(node), self._parents
        if number is None:
            number = self._numbers[node] = len(parents)
            parents.append(number)
        while parents[number] != number:
            parents[number] = number = parents[parents[number]]
        return number
