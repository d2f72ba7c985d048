"""Copies of the ontology in a store: each is made once, lent to one validation at a time, and given back as it was."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.namespaces import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.store import Written

# The named graphs of the queries in queries/validate/, which have them under these IRIs.
VALIDATED = ox.NamedNode("urn:radkg:yours")  # the documents under validation
ONTOLOGY = ox.NamedNode("urn:radkg:ours")  # the ontology, empty where the documents are the ontology itself

_TYPE = ox.NamedNode(RDF + "type")


class OntologyCopy:
    """A copy of the ontology that one validation has to itself.

    Args:
        written: The ontology.

    Attributes:
        written: The ontology.
        store: The ontology's triples, in `ONTOLOGY` and in the default graph.
    """

    def __init__(self, written: Written) -> None:
        self.written = written
        self.store = written.store()
        self.store.bulk_extend([ox.Quad(q.subject, q.predicate, q.object, ONTOLOGY) for q in self.store])

    @classmethod
    def borrow(cls, written: Written) -> OntologyCopy:
        """Return a copy that no validation uses; it is made where there is none."""
        return _FREE.take(written) or cls(written)

    def give_back(self, added: Iterable[ox.Quad | ox.Triple]) -> None:
        """Remove what a validation added to the store, and let another validation use the copy.

        Args:
            added: What was added to the default graph. A triple that the ontology has as well stays.
        """
        self.store.remove_graph(VALIDATED)
        for triple in added:
            if ox.Quad(triple.subject, triple.predicate, triple.object, ONTOLOGY) not in self.store:
                self.store.remove(ox.Quad(triple.subject, triple.predicate, triple.object))
        _FREE.keep(self)

    @cached_property
    def declared(self) -> dict[ox.NamedNode, set[ox.NamedNode]]:
        """The nodes that have a type in the ontology, with their types."""
        declared: dict[ox.NamedNode, set[ox.NamedNode]] = {}
        for quad in self.store.quads_for_pattern(None, _TYPE, None, ONTOLOGY):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                declared.setdefault(quad.subject, set()).add(quad.object)
        return declared


class _Key(NamedTuple):
    """What a copy is a copy of; a file that is changed makes it another ontology."""

    written: Written
    state: tuple[tuple[str, int, int], ...]


class _Free:
    """The copies that no validation uses: a few, of one ontology."""

    _MOST = 2

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: _Key | None = None
        self._copies: list[OntologyCopy] = []

    def take(self, written: Written) -> OntologyCopy | None:
        """Return a copy of this ontology in its present state; ``None`` where there is none."""
        key = _Key(written, written.ontology.state())
        with self._lock:
            if key != self._key:
                self._key, self._copies = key, []
            return self._copies.pop() if self._copies else None

    def keep(self, copy: OntologyCopy) -> None:
        """Keep a copy for the next validation, unless it is of another ontology or there are enough."""
        with self._lock:
            if self._key is not None and copy.written == self._key.written and len(self._copies) < self._MOST:
                self._copies.append(copy)


_FREE = _Free()
