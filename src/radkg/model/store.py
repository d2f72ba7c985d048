"""What is written, in an ontology and in files of a user's own, as an embedded store; and what follows from it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.model.intervals import derive_intervals
from radkg.model.ontology import Ontology
from radkg.namespaces import GRAPH, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection

OWN = "own"  # the part with the triples of a user's own
_CONSTRUCT = re.compile(r"^CONSTRUCT(?=\s*\{)", re.MULTILINE | re.IGNORECASE)


class Written(NamedTuple):
    """What a graph states, without what follows from it.

    Attributes:
        ontology: The ontology.
        added: Triples of a user's own: from files, or added to a graph in memory.
        removed: Triples of the ontology that were removed from a graph in memory. One with a blank node stays: its name
            is another one each time that a file is read.
    """

    ontology: Ontology
    added: tuple[ox.Triple, ...] = ()
    removed: frozenset[ox.Triple] = frozenset()

    def store(self) -> ox.Store:
        """Return a store with everything that is written in the default graph.

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
        """Return a store with each part in its named graph, the mappings and a user's own triples (`OWN`) among them.

        A module's title, licence, version, sources, remarks and imports are left out: they are of the module alone. Its other
        annotations, such as the rule book's refused words, become annotations of the ontology.

        Raises:
            UnreadableFile: As for `store`.
        """
        from radkg.mappings.triples import triples as mapping_triples

        store, ontology = ox.Store(), self.ontology
        for path, part in ontology.parts().items():
            ontology.load(store, path, ox.NamedNode(GRAPH + part))
        if header := ontology.iri():
            store.update(_ONE_HEADER.replace("<ontology>", f"<{header}>"), prefixes=PREFIXES)
        mappings, own = ox.NamedNode(GRAPH + "mappings"), ox.NamedNode(GRAPH + OWN)
        store.extend(ox.Quad(t.subject, t.predicate, t.object, mappings) for t in mapping_triples(ontology.mapping_index()))
        for triple in self.removed:
            for quad in list(store.quads_for_pattern(*triple)):
                store.remove(quad)
        store.extend(ox.Quad(t.subject, t.predicate, t.object, own) for t in self.added)
        return store


_ONE_HEADER = """
INSERT { GRAPH ?part { <ontology> ?says ?what } } WHERE {
  GRAPH ?part { ?module a owl:Ontology ; ?says ?what }
  FILTER(?module != <ontology>)
  FILTER(?says NOT IN (rdf:type, dcterms:title, dcterms:license, dcterms:source, owl:versionInfo, rdfs:comment))
} ;
DELETE { GRAPH ?part { ?module ?says ?what } } WHERE {
  GRAPH ?part { ?module a owl:Ontology ; ?says ?what }
  FILTER(?module != <ontology>)
} ;
DELETE WHERE { GRAPH ?part { ?module owl:imports ?imported } }
"""


def derive(store: ox.Store, ontology: Ontology, *, without: Collection[str] = ()) -> list[ox.Triple]:
    """Add to a store what follows from its default graph, and return the triples that follow.

    Args:
        store: The store.
        ontology: The ontology whose derive queries are run, in the order of their names.
        without: Names of the files of queries that are not run, as nobody asks for what they give.

    Raises:
        InvalidQuery: A query of an ontology other than radkg's is refused, not well formed, or no CONSTRUCT.
        UnreadableFile: A query of an ontology other than radkg's is not UTF-8.
    """
    derived = derive_intervals(store)
    store.extend(ox.Quad(*triple) for triple in derived)
    for path in _queries(ontology, without):
        new = _constructed(store, ontology.query_text(path), path)
        derived += new
        store.extend(ox.Quad(*triple) for triple in new)
    return derived


def fill_in(store: ox.Store, ontology: Ontology, *, without: Collection[str] = ()) -> None:
    """Add to a store what `derive` adds, without a list of the triples.

    radkg's own queries are run as updates, so that the triples stay in the engine, which takes a fifth less time. Queries that
    somebody else wrote are not: the text of an update may go on with further operations, LOAD among them.

    Args:
        store: The store.
        ontology: The ontology whose derive queries are run.
        without: See `derive`.

    Raises:
        InvalidQuery: See `derive`.
        UnreadableFile: See `derive`.
    """
    store.extend(ox.Quad(*triple) for triple in derive_intervals(store))
    for path in _queries(ontology, without):
        text = ontology.query_text(path)
        if ontology.is_of_carried(path, text):
            store.update(_as_update(text))
        else:
            store.extend(ox.Quad(*triple) for triple in _constructed(store, text, path))


def _queries(ontology: Ontology, without: Collection[str]) -> list[str]:
    return [path for path in ontology.query_files("derive") if os.path.basename(path) not in without]


def _constructed(store: ox.Store, query: str, path: str) -> list[ox.Triple]:
    from radkg.rdf.sparql import construct

    return construct(store, query, path, "derives")


def _as_update(construct: str) -> str:
    """Return the update that inserts what a CONSTRUCT query returns."""
    update, count = _CONSTRUCT.subn("INSERT", construct)
    assert count == 1, "a query that derives has one CONSTRUCT, at the beginning of a line"
    return update
