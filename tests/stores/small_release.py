"""What tests load into stores: the release of the small ontology in tests/mini, which is read once a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.namespaces import DCTERMS, ONTOLOGY, OWL, RDF, RDFS
from radkg.stores.parts import Part, graph_of, parts_of, read

MINI = Path(__file__).parents[1] / "mini"
RELEASE = Written(Ontology.at(MINI))
#: A fact of a user's own, with its source.
OF_MY_OWN = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

my:fact a radkg:Association ;
    rdfs:label "leaf blotch is seen in saplings"@en ;
    radkg:subject radkg:LeafBlotch ;
    radkg:relation radkg:isSeenIn ;
    radkg:object radkg:Sapling ;
    radkg:certainty radkg:Stated ;
    radkg:evidence my:fact-e1 .

my:fact-e1 a radkg:Evidence ;
    dcterms:source my:study ;
    radkg:evidenceType obo:ECO_0000302 .

my:study a radkg:Source ;
    rdfs:label "Nobody 2019"@en ;
    radkg:year 2019 ;
    dcterms:identifier "doi:10.5555/nobody.2019" .
"""


def node(part: str) -> ox.NamedNode:
    """Return the graph that a part belongs in."""
    return ox.NamedNode(graph_of(part))


def in_graph(triple: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    """Return a triple as one of a graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


@cache
def written_in(part: str) -> frozenset[str]:
    """Return what the files of a part say, a line a triple: what its graph holds, if nothing in it is a blank node.

    The files are read here by themselves, without anything that a load does. What a module says of itself is said of the
    ontology, save its title, licence, version, sources and remarks.
    """
    folder = MINI / "ontology"
    store = ox.Store()
    for path in [folder / f"{part}.ttl", *(folder / part).rglob("*.ttl")]:
        if path.is_file():
            store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    headers = {q.subject for q in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Ontology"))}
    of_ontology = (RDF + "type", OWL + "imports", OWL + "versionInfo", RDFS + "comment")
    own = {ox.NamedNode(iri) for iri in (*of_ontology, *(DCTERMS + name for name in ("title", "license", "source")))}
    lines = frozenset(
        str(ox.Triple(ox.NamedNode(ONTOLOGY) if quad.subject in headers else quad.subject, quad.predicate, quad.object))
        for quad in store
        if not (quad.subject in headers and quad.predicate in own)
    )
    assert lines, part
    assert not any("_:" in line for line in lines), part
    return lines


@cache
def _read_once(names: tuple[str, ...]) -> list[Part]:
    return read(names, RELEASE)


def remembered(names: Sequence[str], written: Written, **options: Any) -> list[Part]:
    """Return what `radkg.stores.parts.read` does, which takes a while, read once for all tests of a process."""
    if written != RELEASE or {"description", "examples"} & set(names):
        return read(names, written, **options)
    return _read_once(tuple(names))


def whole() -> list[Part]:
    """Return the parts of a load of everything."""
    return _read_once(tuple(parts_of(RELEASE.ontology)))
