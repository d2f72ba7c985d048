"""Release files: the ontology in one piece, in five formats, and the exports, byte for byte the same from the same sources.

*base* is what is written, *full* has what is derived as well, and *enriched*, on request, what releases of other ontologies
say of the terms that radkg's are mapped to. In TriG each part (schema, terms, facts, sources, …) is a named graph; the others
have one graph and one ontology header, without imports, that any OWL tool opens. Exports (`formats.EXPORTS`) are in the forms
that other tools read, each with an account of what has no place in it. Descriptions (`formats.DESCRIPTIONS`) are of the *full*
release, and of the files of the build.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import RadkgError
from radkg.exchange.formats import DESCRIPTIONS, ENDPOINT, EXPORTS
from radkg.exchange.formats import RDF as RDF_FORMATS
from radkg.model.knowledge import Knowledge
from radkg.model.store import derive
from radkg.namespaces import DCTERMS, GRAPH, OWL, PREFIXES, RADKG, RDF
from radkg.rdf.whole import write_files
from radkg.rdf.writing import serialized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from radkg.exchange.export import Export
    from radkg.model.ontology import Ontology
    from radkg.model.store import Written

#: Format name, which is the file name's suffix too, to RDF format.
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "owl": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
}
VARIANTS = ("base", "full")

_VOID = "http://rdfs.org/ns/void#"
_PREFIXES = {**PREFIXES, "void": _VOID, "vann": "http://purl.org/vocab/vann/"}
_TYPE = ox.NamedNode(RDF + "type")
_ONTOLOGY = ox.NamedNode(OWL + "Ontology")
_ANNOTATION = ox.NamedNode(OWL + "AnnotationProperty")
_VERSION = ox.NamedNode(OWL + "versionIRI")
_EXTENT = ox.NamedNode(DCTERMS + "extent")
_CLASSES = ox.NamedNode(_VOID + "classes")
_TRIPLES = ox.NamedNode(_VOID + "triples")


class CannotWrite(RadkgError):
    """The folder for the release files cannot be written to."""


class NotReleasable(RadkgError):
    """The quality checks found errors."""


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A release file and what is in it.

    Attributes:
        path: Where it is.
        format: One of `radkg.exchange.formats.ALL`.
        variant: ``base`` or ``full``; empty for an export or a description.
        triples: Triples in it, or rows, annotations or terms where it is not RDF.
        facts: Facts in it.
        terms: Terms in it.
        bytes: Its size.
        facts_in: Facts that there were to write.
        left_out: Why the others are not in it: reason to number of facts.
        lost: What the facts in it lack there: what to number of facts.
    """

    path: str
    format: str
    variant: str
    triples: int
    facts: int
    terms: int
    bytes: int
    facts_in: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)


def build(
    folder: str,
    written: Written,
    *,
    formats: Sequence[str] = RDF_FORMATS,
    check: bool = False,
    enrichment: Iterable[ox.Triple] = (),
    endpoint: str = ENDPOINT,
) -> list[ReleaseFile]:
    """Write the release files into ``folder``, which is made if need be.

    All are written beside their places and then moved there at once: whatever happens, each file is the old one or the new one.

    Args:
        folder: Where to.
        written: What is released.
        formats: Which of `radkg.exchange.formats.ALL`; those in RDF where not given.
        check: Run the quality checks first.
        enrichment: What `radkg.exchange.enrichment` took from releases of other ontologies; goes into files of its own.
        endpoint: The address of the SPARQL endpoint that descriptions name.

    Raises:
        IncompleteHeader: The ontology's header lacks what descriptions say; nothing is written.
        CannotWrite: The folder cannot be made or written to, or the disk is full. No file of an earlier build has changed.
        NothingToDescribe: Of all formats, only ``dcat`` is asked for, which describes the others.
        NotReleasable: A quality check found an error; nothing is written.
        UnusableEndpoint: The endpoint is no address, or has a password in it; nothing is written.
    """
    described = [name for name in formats if name in DESCRIPTIONS]
    if described:
        from radkg.exchange.description import files as descriptions

        descriptions.refuse(formats, endpoint)
    ontology, iri = written.ontology, written.ontology.iri()
    parts = read_parts(written)
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triples in parts.values() for triple in triples)
    derived = derive(store, ontology)
    if check:
        _refuse_errors(store, ontology)
    in_rdf = [name for name in formats if name in FORMATS]
    needs_full = in_rdf or (described and descriptions.COUNTED & set(described))
    full = _canonical({**parts, "derived": [*parts.get("derived", ()), *derived]}, "full", iri) if needs_full else []
    variants = {"base": _canonical(parts, "base", iri), "full": full} if in_rdf else {}
    if in_rdf and (enriched := list(enrichment)):
        version = [t for t in parts["header"] if t.subject == ox.NamedNode(iri) and t.predicate == _VERSION]
        variants["enriched"] = _canonical({"header": version, "enriched": enriched}, "enriched", iri)
    contents = [
        (f"radkg-{variant}.{name}", name, variant, data)
        for variant, quads in variants.items()
        for name, data in _serialized(quads, in_rdf)
    ]
    exports = _exports(Knowledge(store, ontology), [name for name in formats if name in EXPORTS])
    files = {**{file: data for file, _, _, data in contents}, **{e.name: e.data for _, e in exports}}
    if described:
        made = descriptions.describe_release(described, full, files, ontology, endpoint)
        files |= {description.name: description.data for _, description in made}
        exports += made
    _write(folder, files)
    sizes = {variant: _sizes(quads) for variant, quads in variants.items()}
    return [
        *(
            ReleaseFile(os.path.join(folder, file), name, variant, *sizes[variant], len(data), sizes[variant][1])
            for file, name, variant, data in contents
        ),
        *(_export_file(os.path.join(folder, export.name), name, export) for name, export in exports),
    ]


def _exports(known: Knowledge, names: Sequence[str]) -> list[tuple[str, Export]]:
    if not names:
        return []
    from radkg.exchange.export import export
    from radkg.exchange.material import Material

    content = Material(known)
    return [(name, file) for name in names for file in export(content, name)]


def _sizes(quads: Sequence[ox.Quad]) -> tuple[int, int, int]:
    """Return how many triples, facts and terms are in ``quads``."""
    return (len({quad.triple for quad in quads}), *_counts(quads))


def _export_file(path: str, name: str, export: Export) -> ReleaseFile:
    return ReleaseFile(
        path, name, "", export.rows, export.facts, export.terms, len(export.data), export.facts_in, export.left_out, export.lost
    )


def read_parts(written: Written) -> dict[str, list[ox.Triple]]:
    """Return what is written by the part it belongs to: ``schema``, ``terms``, ``facts``, ``mappings``, …"""
    store = written.parts()
    names = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    return {
        name.removeprefix(GRAPH): [quad.triple for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(name))]
        for name in names
    }


def _canonical(parts: Mapping[str, Iterable[ox.Triple]], variant: str, iri: str) -> list[ox.Quad]:
    """Return the parts as sorted quads with the header of the variant of ``iri``, blank nodes named canonically."""
    seen: set[ox.Triple] = set()
    quads: list[ox.Quad] = []
    for name, triples in parts.items():
        graph = ox.DefaultGraph() if name == "header" else ox.NamedNode(GRAPH + name)
        for triple in triples:
            if triple not in seen:  # what is derived may be written as well
                seen.add(triple)
                quads.append(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
    dataset = ox.Dataset(_with_header(quads, variant, iri))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=_order)


def _order(quad: ox.Quad) -> tuple[str, tuple[str, bool, str, str]]:
    return str(quad.graph_name) if isinstance(quad.graph_name, ox.NamedNode) else "", _order_of_triple(quad)


def _order_of_triple(quad: ox.Quad) -> tuple[str, bool, str, str]:
    predicate = quad.predicate
    return str(quad.subject), predicate != _TYPE, predicate.value, str(quad.object)


def _with_header(quads: list[ox.Quad], variant: str, iri: str) -> list[ox.Quad]:
    ontology = ox.NamedNode(iri)
    if variant != "base":  # another content needs another name and version
        ontology = ox.NamedNode(f"{iri}/{variant}")
        quads = [_renamed(quad, ontology, iri) if quad.subject == ox.NamedNode(iri) else quad for quad in quads]
    facts, terms = _counts(quads)
    said: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (_EXTENT, _TYPE, _ANNOTATION),
        (_CLASSES, _TYPE, _ANNOTATION),
        (_TRIPLES, _TYPE, _ANNOTATION),
        (ontology, _EXTENT, ox.Literal(f"{terms} terms, {facts} facts", language="en")),
        (ontology, _CLASSES, ox.Literal(terms)),
    ]
    said.append((ontology, _TRIPLES, ox.Literal(len(quads) + len(said) + 1)))
    return quads + [ox.Quad(*triple) for triple in said]


def _renamed(quad: ox.Quad, ontology: ox.NamedNode, iri: str) -> ox.Quad:
    value = quad.object
    if quad.predicate == _VERSION and isinstance(value, ox.NamedNode):
        value = ox.NamedNode(ontology.value + value.value.removeprefix(iri))
    return ox.Quad(ontology, quad.predicate, value, quad.graph_name)


def _counts(quads: Iterable[ox.Quad]) -> tuple[int, int]:
    """Return how many facts and how many terms (named classes) are in ``quads``."""
    typed = [
        (quad.subject, quad.object.value)
        for quad in quads
        if quad.predicate == _TYPE and isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode)
    ]
    facts = {subject for subject, kind in typed if kind in (RADKG + "Association", RADKG + "ExcludedAssociation")}
    return len(facts), len({subject for subject, kind in typed if kind == OWL + "Class"})


def _serialized(quads: Sequence[ox.Quad], names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the quads in each of the formats; all but TriG have one graph, and its triples are sorted once for all of them."""
    triples: dict[ox.Triple, None] = {}
    for name in names:
        of_parts = FORMATS[name] == ox.RdfFormat.TRIG
        if not of_parts and not triples:
            triples = dict.fromkeys(quad.triple for quad in sorted(quads, key=_order_of_triple))
        yield name, serialized(quads if of_parts else triples, FORMATS[name], _PREFIXES)


def _refuse_errors(store: ox.Store, ontology: Ontology) -> None:
    from radkg.validation.quality import faults

    errors = faults(store, ontology)
    if errors:
        raise NotReleasable(f"{len(errors)} errors, the first: {errors[0]}; `radkg quality` lists them")


def _write(folder: str, contents: Mapping[str, bytes]) -> None:
    try:
        write_files(folder, contents)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"{folder}: {reason}; choose another folder with --output, or make room") from None
