"""Writing RDF into memory: the engine's own functions, with the type that they have where no file is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def serialized(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad], rdf_format: ox.RdfFormat, prefixes: Mapping[str, str] | None = None
) -> bytes:
    """Return triples or quads as a document.

    Args:
        statements: The triples or quads.
        rdf_format: The format of the document.
        prefixes: Prefix to namespace, for formats that have prefixes.
    """
    data = ox.serialize(statements, format=rdf_format, prefixes=dict(prefixes) if prefixes else None)
    assert data is not None, "where no file is named, the engine returns the document"
    return data


def dumped(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> bytes:
    """Return a graph of a store in N-Triples, in the engine's own spelling; nothing where there is no such graph."""
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    assert data is not None, "where no file is named, the engine returns the document"
    return data


def dumped_whole(store: ox.Store) -> bytes:
    """Return all of a store in N-Quads."""
    data = store.dump(format=ox.RdfFormat.N_QUADS)
    assert data is not None, "where no file is named, the engine returns the document"
    return data
