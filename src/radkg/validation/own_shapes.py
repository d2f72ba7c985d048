"""The ontology's own shapes: those that are written, and those that are made from what it says of relations and exclusions.

They are what the release file radkg-shapes.ttl has. What repeats the ontology is made by the queries in queries/shapes/, so
that it is written once: which kinds of terms a relation takes, which values a qualifier, and what an exclusion denies.
"""

from __future__ import annotations

import os

import pyoxigraph as ox

from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.rdf.sparql import construct

#: The shapes of the ontology that was asked for last, in the state that its files had.
_last: dict[tuple[object, ...], tuple[ox.Triple, ...]] = {}


def own_shapes(ontology: Ontology, store: ox.Store | None = None, graph: ox.NamedNode | None = None) -> tuple[ox.Triple, ...]:
    """Return the shapes of an ontology, as one graph.

    Args:
        ontology: The ontology.
        store: A store with what the ontology states, where there is one already; else its files are read.
        graph: The named graph in which the store has it; the default graph where it is ``None``.

    Raises:
        InvalidQuery: A query of an ontology other than radkg's is refused, not well formed, or no CONSTRUCT.
        UnreadableFile: A file of an ontology other than radkg's is hostile or not well formed.
    """
    shapes, queries = ontology.shape_files(), ontology.query_files("shapes")
    key = (ontology, ontology.state(), *((path, os.stat(path).st_mtime_ns) for path in (*shapes, *queries)))
    if key not in _last:
        written = [ox.Triple(q.subject, q.predicate, q.object) for path in shapes for q in ontology.parse(path)]
        made = _made(ontology, store or Written(ontology).store(), graph) if shapes else []
        _last.clear()
        _last[key] = tuple(dict.fromkeys([*written, *made]))
    return _last[key]


def _made(ontology: Ontology, store: ox.Store, graph: ox.NamedNode | None) -> list[ox.Triple]:
    queries = ((path, ontology.query_text(path)) for path in ontology.query_files("shapes"))
    return [triple for path, query in queries for triple in construct(store, query, path, "makes shapes", graph=graph)]
