"""Descriptions that machines read: VoID, DCAT, SPARQL Service Description and example queries, made from the data alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.exchange.description.counting import Columns
from radkg.exchange.description.examples import example_queries
from radkg.exchange.description.header import Header
from radkg.exchange.description.service import describe_service
from radkg.exchange.description.void import describe_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    from radkg.model.ontology import Ontology

__all__ = ["Columns", "describe", "example_queries"]


def describe(graphs: Mapping[str, Columns], ontology: Ontology, endpoint: str, *, union: bool = True) -> list[ox.Triple]:
    """Return the VoID description and the service description of a store that holds ``graphs``.

    Args:
        graphs: IRI of a named graph to its triples; the empty name stands for the default graph.
        ontology: The ontology in the store.
        endpoint: The address of the store's SPARQL endpoint.
        union: Whether a query without FROM asks all named graphs together.
    """
    return [
        *describe_data(graphs, Header.read(ontology), ontology.prefixes()),
        *describe_service(graphs, endpoint, union=union),
    ]
