"""The parts of the knowledge graph, each for a named graph of its own in a store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.exchange.formats import ENDPOINT
from radkg.model.store import OWN, fill_in
from radkg.namespaces import GRAPH, OWL
from radkg.rdf.writing import dumped
from radkg.stores.canonical import Content, has_blank_node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from radkg.model.knowledge import Knowledge
    from radkg.model.ontology import Ontology
    from radkg.model.store import Written

#: Name of a part to its content in words. The IRI of its graph is `radkg.namespaces.GRAPH` and the name.
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
#: Likewise, the parts that a load brings only where they are named: queries of all graphs would see them.
ON_REQUEST = {"shapes": "SHACL shapes, as in the release file radkg-shapes.ttl"}
WITH_FACTS = ("facts", "imported", "own")


class Part(NamedTuple):
    """A part.

    Attributes:
        name: Its name.
        graph: IRI of its named graph.
        content: Its triples.
    """

    name: str
    graph: str
    content: Content


def graph_of(part: str) -> str:
    """Return the IRI of the named graph of a part."""
    return GRAPH + part


def in_graphs(known: Knowledge, written: Written) -> bytes:
    """Return what a load of everything puts into a store, as N-Quads, so that a query for named graphs can be asked of it.

    Args:
        known: What is known, with all that follows.
        written: What of it is written.
    """
    from radkg.exchange.description.header import IncompleteHeader

    names = parts_of(written.ontology)
    try:
        parts = read(names, written, whole=lambda: dumped(known.store, ox.DefaultGraph()).splitlines())
    except IncompleteHeader:  # such an ontology cannot be loaded into a store; what it knows can be asked all the same
        names = [name for name in names if name != "description"]
        parts = read(names, written, whole=lambda: dumped(known.store, ox.DefaultGraph()).splitlines())
    return b"".join(part.content.quads(part.graph) for part in parts)


def read(
    names: Sequence[str],
    written: Written,
    *,
    endpoint: str | None = None,
    union: bool = True,
    whole: Callable[[], list[bytes]] | None = None,
) -> list[Part]:
    """Return the parts called ``names``, in the order of `parts_of`, and after them those of `ON_REQUEST`.

    A triple of several parts is in the first of them alone: some stores count a triple of two graphs twice.

    Args:
        names: The names.
        written: What is written.
        endpoint: Address of the store for queries, for the description and the examples; `ENDPOINT` where not given.
        union: Whether a query without FROM asks all graphs of the store.
        whole: Returns what is written and what follows from it, as lines of N-Triples; derived anew where not given.

    Raises:
        UnreadableFile: A file of an ontology that is not radkg's own is not well formed.
    """
    follow = whole or (lambda: _with_what_follows(written))
    with ThreadPoolExecutor(1) as pool:  # the engine derives without the lock of Python
        following = pool.submit(follow) if "derived" in names else None
        store = written.parts()
        seen: set[bytes] = set()
        contents: dict[str, Content] = {}
        for name in parts_of(written.ontology):
            lines = dumped(store, ox.NamedNode(graph_of(name))).splitlines()
            contents[name] = Content.of_lines(line for line in lines if line not in seen)
            seen.update(lines)
    if following:
        # triples about modules are left out, as in `Written.parts`
        modules = tuple(f"<{iri}> ".encode() for iri in _modules(written.ontology))
        derived = (
            line
            for line in following.result()
            if line not in seen and not has_blank_node(line) and not line.startswith(modules)
        )
        contents["derived"] = Content.of_lines([*contents["derived"].lines(), *derived])  # a folder may be called so
    if "shapes" in names:
        from radkg.validation.own_shapes import own_shapes

        contents["shapes"] = Content.of_triples(own_shapes(written.ontology))
    chosen = {name: contents[name] for name in contents if name in names}
    graphs = {graph_of(name): content for name, content in chosen.items() if content.triples}
    for name, content in _described(graphs, written.ontology, names, endpoint or ENDPOINT, union):
        chosen[name] = Content.of_lines([*chosen[name].lines(), *content.lines()])
    return [Part(name, graph_of(name), content) for name, content in chosen.items() if content.triples]


def parts_of(ontology: Ontology) -> list[str]:
    """Return the names of the parts of a whole load: those of `PARTS`, and before a user's own those of this ontology alone."""
    further = set(ontology.parts().values()) - set(PARTS)
    usual = list(PARTS)
    at = usual.index(OWN)
    return [*usual[:at], *sorted(further), *usual[at:]]


def _modules(ontology: Ontology) -> set[str]:
    """Return the IRIs that the headers of the ontology's files are about."""
    kind = ox.NamedNode(OWL + "Ontology")
    quads = (quad for path in ontology.files() for quad in ontology.parse(path) if quad.object == kind)
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def _with_what_follows(written: Written) -> list[bytes]:
    """Return what is written and what follows from it, as lines of N-Triples."""
    store = written.store()
    fill_in(store, written.ontology)
    return dumped(store, ox.DefaultGraph()).splitlines()


def _described(
    graphs: Mapping[str, Content], ontology: Ontology, names: Sequence[str], endpoint: str, union: bool
) -> Iterator[tuple[str, Content]]:
    from radkg.exchange.description import Columns, describe, example_queries

    if "description" in names:
        columns = {
            iri: Columns.of_document(b"".join(line + b"\n" for line in content.lines())) for iri, content in graphs.items()
        }
        yield "description", Content.of_triples(describe(columns, ontology, endpoint, union=union))
    if "examples" in names:
        yield "examples", Content.of_triples(example_queries(ontology, endpoint))
