"""The ontology as files are validated beside it: made once, lent for one validation, and taken back as it was."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg import resources
from radkg.namespaces import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib

YOURS = ox.NamedNode("urn:radkg:yours")  # what is validated, for the queries in queries/validate/
OURS = ox.NamedNode("urn:radkg:ours")  # the ontology, where that is not what is validated

_TYPE = ox.NamedNode(RDF + "type")


class Beside:
    """A copy of the ontology that one validation has to itself.

    Attributes:
        store: The ontology's triples, in `OURS` and in the default graph.
        graph: What pySHACL is given of it for shapes that may look at anything, once it was made.
    """

    _free: list[Beside] = []  # noqa: RUF012 - shared on purpose; two threads never pop the same copy

    def __init__(self) -> None:
        triples: list[ox.Quad] = []
        for path in resources.ontology_files():
            triples += ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        self.store = ox.Store()
        self.store.bulk_extend(triples)
        self.store.bulk_extend([ox.Quad(t.subject, t.predicate, t.object, OURS) for t in triples])
        self.graph: rdflib.Graph | None = None

    @classmethod
    def borrow(cls) -> Beside:
        """Return a copy that nobody uses, made where there is none."""
        try:
            return cls._free.pop()
        except IndexError:
            return cls()

    def give_back(self, added: Iterable[ox.Quad | ox.Triple]) -> None:
        """Take out what was added to the store, and let others use it.

        Args:
            added: What was added to the default graph; what the ontology says itself stays.
        """
        self.store.remove_graph(YOURS)
        for triple in added:
            if ox.Quad(triple.subject, triple.predicate, triple.object, OURS) not in self.store:
                self.store.remove(ox.Quad(triple.subject, triple.predicate, triple.object))
        self._free.append(self)

    @cached_property
    def declared(self) -> dict[ox.NamedNode, set[ox.NamedNode]]:
        """What the ontology gives a type, with its types."""
        declared: dict[ox.NamedNode, set[ox.NamedNode]] = {}
        for quad in self.store.quads_for_pattern(None, _TYPE, None, OURS):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                declared.setdefault(quad.subject, set()).add(quad.object)
        return declared
