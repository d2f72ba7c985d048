"""What a store is given: the parts of the knowledge graph, each for a named graph of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.exchange.formats import ENDPOINT
from radkg.namespaces import GRAPH, ONTOLOGY
from radkg.rdf.writing import dumped
from radkg.stores.canonical import Content, has_blank_node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from radkg.rdf.reading import Document

#: Part to what is in it. The graph of a part is `radkg.namespaces.GRAPH` and its name.
PARTS = {
    "header": "title, licence and version of the ontology",
    "schema": "classes and properties of the model",
    "terms": "diseases, findings, anatomy, imaging, populations, treatments",
    "facts": "associations and excluded associations, with their evidence",
    "imported": "annotations taken over from Orphanet and MAxO",
    "criteria": "classification criteria",
    "pictures": "drawings of signs",
    "sources": "publications and passages",
    "mappings": "matches in other vocabularies",
    "own": "the files given with --with",
    "derived": "closures, normal forms, direct edges, conflicts",
    "description": "what is in the store: VoID and SPARQL Service Description",
    "examples": "the competency questions as example queries",
}
WITH_FACTS = ("facts", "imported", "own")


class Part(NamedTuple):
    """A part, the graph it belongs in, and what is in it."""

    name: str
    graph: str
    content: Content


def graph_of(part: str) -> str:
    """Return the IRI of the graph that a part belongs in."""
    return GRAPH + part


def read(names: Sequence[str], *, extra: Sequence[str] = (), endpoint: str | None = None, union: bool = True) -> list[Part]:
    """Return the parts called ``names``, as radkg has them, in the order of `PARTS`.

    A triple that several parts have is in the first of them alone: some stores count it twice where two graphs hold it.

    Args:
        names: Which parts.
        extra: Files of the user's own; the part ``own``, and what is derived follows from them as well.
        endpoint: Where the store takes queries; the description and the examples name it.
        union: Whether a query without FROM asks all graphs there.

    Raises:
        UnreadableFile: A file of ``extra`` is missing or not well formed.
        InvalidFacts: A file of ``extra`` does not conform.
    """
    from radkg.exchange.release import read_graphs
    from radkg.validation import read_valid

    documents = read_valid(extra) if extra else []
    with ThreadPoolExecutor(1) as pool:  # the engine works without holding Python up
        whole = pool.submit(_with_what_follows, documents) if "derived" in names else None
        store = read_graphs()
        seen: set[bytes] = set()
        contents: dict[str, Content] = {}
        for name in PARTS:
            written = _of_users(documents) if name == "own" else dumped(store, ox.NamedNode(graph_of(name))).splitlines()
            contents[name] = Content.of_lines(line for line in written if line not in seen)
            seen.update(written)
    if whole:
        module = f"<{ONTOLOGY}".encode()  # the headers of modules, which are not kept
        contents["derived"] = Content.of_lines(
            line for line in whole.result() if line not in seen and not has_blank_node(line) and not line.startswith(module)
        )
    chosen = [(name, contents[name]) for name in PARTS if name in names and contents[name].triples]
    described = _described({graph_of(name): content for name, content in chosen}, names, endpoint or ENDPOINT, union)
    return [Part(name, graph_of(name), content) for name, content in [*chosen, *described]]


def _of_users(documents: Sequence[Document]) -> list[bytes]:
    return list(Content.of_triples(quad.triple for document in documents for quad in document.quads).lines())


def _with_what_follows(documents: Sequence[Document]) -> list[bytes]:
    """Return what is written and what follows from it."""
    from radkg.graph import fill_in, written

    store = written(documents)
    fill_in(store)
    return dumped(store, ox.DefaultGraph()).splitlines()


def _described(
    graphs: Mapping[str, Content], names: Sequence[str], endpoint: str, union: bool
) -> Iterator[tuple[str, Content]]:
    from radkg.exchange.description import Columns, describe, example_queries

    if "description" in names:
        columns = {
            iri: Columns.of_document(b"".join(line + b"\n" for line in content.lines())) for iri, content in graphs.items()
        }
        yield "description", Content.of_triples(describe(columns, endpoint, union=union))
    if "examples" in names:
        yield "examples", Content.of_triples(example_queries(endpoint))
