"""The ontology as files are validated beside it: made once, lent for one validation, and taken back as it was."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.namespaces import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib

    from radkg.model.store import Written

YOURS = ox.NamedNode("urn:radkg:yours")  # what is validated, for the queries in queries/validate/
OURS = ox.NamedNode("urn:radkg:ours")  # the ontology, where that is not what is validated

_TYPE = ox.NamedNode(RDF + "type")


class Beside:
    """A copy of the ontology that one validation has to itself.

    Args:
        written: The ontology.

    Attributes:
        store: The ontology's triples, in `OURS` and in the default graph.
        graph: What pySHACL is given of it for shapes that may look at anything, once it was made.
    """

    def __init__(self, written: Written) -> None:
        self.written = written
        self.store = written.store()
        self.store.bulk_extend([ox.Quad(q.subject, q.predicate, q.object, OURS) for q in self.store])
        self.graph: rdflib.Graph | None = None

    @classmethod
    def borrow(cls, written: Written) -> Beside:
        """Return a copy that nobody uses, made where there is none."""
        return _FREE.take(written) or cls(written)

    def give_back(self, added: Iterable[ox.Quad | ox.Triple]) -> None:
        """Take out what was added to the store, and let others use it.

        Args:
            added: What was added to the default graph; what the ontology says itself stays.
        """
        self.store.remove_graph(YOURS)
        for triple in added:
            if ox.Quad(triple.subject, triple.predicate, triple.object, OURS) not in self.store:
                self.store.remove(ox.Quad(triple.subject, triple.predicate, triple.object))
        _FREE.keep(self)

    @cached_property
    def declared(self) -> dict[ox.NamedNode, set[ox.NamedNode]]:
        """What the ontology gives a type, with its types."""
        declared: dict[ox.NamedNode, set[ox.NamedNode]] = {}
        for quad in self.store.quads_for_pattern(None, _TYPE, None, OURS):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                declared.setdefault(quad.subject, set()).add(quad.object)
        return declared


class _Key(NamedTuple):
    """What a copy is of: a file that was changed since makes it another ontology."""

    written: Written
    state: tuple[tuple[str, int, int], ...]


class _Free:
    """The copies that nobody uses: of one ontology, a few."""

    _MOST = 2

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: _Key | None = None
        self._copies: list[Beside] = []

    def take(self, written: Written) -> Beside | None:
        """Return a copy of just this ontology, if there is one."""
        key = _Key(written, written.ontology.state())
        with self._lock:
            if key != self._key:
                self._key, self._copies = key, []
            return self._copies.pop() if self._copies else None

    def keep(self, copy: Beside) -> None:
        """Take a copy back, where it is of the ontology that copies are kept of."""
        with self._lock:
            if self._key is not None and copy.written == self._key.written and len(self._copies) < self._MOST:
                self._copies.append(copy)


_FREE = _Free()
