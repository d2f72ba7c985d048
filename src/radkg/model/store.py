"""What is written in an ontology and in files of a user's own, in an embedded store, with what follows from it."""

from __future__ import annotations

import re
from typing import NamedTuple

import pyoxigraph as ox

from radkg.errors import InvalidQuery
from radkg.model.intervals import derive_intervals
from radkg.model.ontology import Ontology
from radkg.namespaces import GRAPH, PREFIXES

OWN = "own"  # the part with what is a user's own
_CONSTRUCT = re.compile(r"^CONSTRUCT(?=\s*\{)", re.MULTILINE | re.IGNORECASE)


class Written(NamedTuple):
    """What a graph says without what follows from it.

    Attributes:
        ontology: The ontology.
        added: Triples that stand beside it: of a user's own files, or added to a graph in memory.
        removed: Triples of the ontology that were taken out of a graph in memory.
    """

    ontology: Ontology
    added: tuple[ox.Triple, ...] = ()
    removed: frozenset[ox.Triple] = frozenset()

    def store(self) -> ox.Store:
        """Return a store with all of it in the default graph.

        Raises:
            UnreadableFile: A file of an ontology that is not radkg's own is not well formed.
        """
        store = ox.Store()
        for path in self.ontology.files():
            self.ontology.load(store, path)
        for triple in self.removed:
            store.remove(ox.Quad(*triple))
        store.extend(ox.Quad(*triple) for triple in self.added)
        return store

    def parts(self) -> ox.Store:
        """Return a store with each part in its named graph, a user's own in the part `OWN`; mappings are a part, too.

        The modules' own headers are left out; what else is said of a module is said of the ontology.

        Raises:
            UnreadableFile: As for `store`.
        """
        from radkg.mappings.triples import triples as mapping_triples

        store, ontology = ox.Store(), self.ontology
        for path, part in ontology.parts().items():
            ontology.load(store, path, ox.NamedNode(GRAPH + part))
        if header := ontology.iri():
            store.update(_ONE_HEADER.replace("<ontology>", f"<{header}>"), prefixes=PREFIXES)
        for triple in self.removed:
            for quad in list(store.quads_for_pattern(*triple)):
                store.remove(quad)
        mappings, own = ox.NamedNode(GRAPH + "mappings"), ox.NamedNode(GRAPH + OWN)
        store.extend(ox.Quad(t.subject, t.predicate, t.object, mappings) for t in mapping_triples(ontology.mapping_index()))
        store.extend(ox.Quad(t.subject, t.predicate, t.object, own) for t in self.added)
        return store


_ONE_HEADER = """
INSERT { GRAPH ?part { <ontology> ?says ?what } } WHERE {
  GRAPH ?part { ?module a owl:Ontology ; ?says ?what }
  FILTER(?module != <ontology> && ?says NOT IN (rdf:type, dcterms:title, dcterms:license))
} ;
DELETE { GRAPH ?part { ?module ?says ?what } } WHERE {
  GRAPH ?part { ?module a owl:Ontology ; ?says ?what }
  FILTER(?module != <ontology>)
} ;
DELETE WHERE { GRAPH ?part { ?module owl:imports ?imported } }
"""


def derive(store: ox.Store, ontology: Ontology) -> list[ox.Triple]:
    """Add to ``store`` what follows from its default graph by the derive queries of ``ontology``, and return it.

    Raises:
        InvalidQuery: A query of an ontology that is not radkg's own is refused, not well formed, or no CONSTRUCT.
        UnreadableFile: Such a query is not UTF-8.
    """
    from radkg.rdf.sparql import solve

    derived = derive_intervals(store)
    store.extend(ox.Quad(*triple) for triple in derived)
    for path in ontology.query_files("derive"):
        result = solve(store, ontology.query_text(path), path)
        if not isinstance(result, ox.QueryTriples):
            raise InvalidQuery(f"{path}: a query that derives is a CONSTRUCT; make it one")
        new = list(result)
        derived += new
        store.extend(ox.Quad(*triple) for triple in new)
    return derived


def fill_in(store: ox.Store, ontology: Ontology) -> None:
    """Add to ``store`` what `derive` does, without a list of it: the triples stay in the engine, in a fifth less time.

    Only for radkg's own queries: what is run as an update could have others behind it, LOAD among them.
    """
    if not ontology.is_carried:
        derive(store, ontology)
        return
    store.extend(ox.Quad(*triple) for triple in derive_intervals(store))
    for path in ontology.query_files("derive"):
        store.update(_as_update(ontology.query_text(path)))


def _as_update(construct: str) -> str:
    """Return the update that inserts what a CONSTRUCT query returns."""
    update, count = _CONSTRUCT.subn("INSERT", construct)
    assert count == 1, "a query that derives has one CONSTRUCT, at the beginning of a line"
    return update
