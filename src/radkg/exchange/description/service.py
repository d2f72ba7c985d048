"""SPARQL 1.1 Service Description: languages, result formats and named graphs of an endpoint that serves radkg.

Source: Williams GT. SPARQL 1.1 Service Description. W3C 2013, https://www.w3.org/TR/sparql11-service-description/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.exchange.description.vocabulary import DATASET, FORMATS, SD, VOID, part_of_graph, say, typed
from radkg.exchange.description.void import dataset_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from radkg.exchange.description.counting import Columns

#: Result formats of every store that radkg was loaded into.
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
)


def describe_service(graphs: Mapping[str, Columns], endpoint: str, *, union: bool) -> list[ox.Triple]:
    """Return the description of the endpoint. Its default graph is not counted: it may hold other data as well.

    Args:
        graphs: IRI of a named graph to its triples.
        endpoint: The endpoint's address.
        union: Whether its default graph is all its named graphs together.
    """
    here, dataset, default = service_at(endpoint), f"{_page(endpoint)}#dataset", f"{_page(endpoint)}#default-graph"
    described = [
        *typed(here, SD + "Service"),
        *say(here, (SD + "endpoint", endpoint), (SD + "supportedLanguage", SD + "SPARQL11Query")),
        *say(here, *((SD + "resultFormat", FORMATS + name) for name in _RESULTS)),
        *say(here, (SD + "defaultDataset", dataset)),
        *typed(dataset, SD + "Dataset"),
        *say(dataset, (SD + "defaultGraph", default)),
        *typed(default, SD + "Graph"),
    ]
    if union:
        described += say(here, (SD + "feature", SD + "UnionDefaultGraph"))
        described += typed(default, VOID + "Dataset")
        described += say(default, (VOID + "subset", DATASET))
    for graph in filter(None, graphs):
        named, content = f"{_page(endpoint)}#graph-{part_of_graph(graph)}", dataset_of(graph)
        described += say(dataset, (SD + "namedGraph", named))
        described += typed(named, SD + "NamedGraph")
        described += say(named, (SD + "name", graph), (SD + "graph", content))
        described += typed(content, SD + "Graph", VOID + "Dataset")
        described += say(content, (VOID + "triples", len(graphs[graph].lines)))
    return described


def service_at(endpoint: str) -> str:
    """Return the IRI of the service at an endpoint."""
    return f"{_page(endpoint)}#service"


def _page(endpoint: str) -> str:
    return endpoint.partition("#")[0]
