"""Release files: the ontology in one piece, in five formats, and the exports, byte for byte the same from the same sources.

The variant *base* has what is written. *Full* has what is derived as well. *Enriched*, on request, has annotations from
releases of other ontologies (`radkg.exchange.enrichment`). In TriG each part (schema, terms, facts, sources, …) is a named
graph. The other formats have one graph and one ontology header without imports, which any OWL tool opens; RDF/XML has what
such tools look for as well (`radkg.exchange.owl`), and JSON-LD its context (`radkg.exchange.jsonld`). Exports
(`formats.EXPORTS`) are in the forms of other tools, each with an account of what it leaves out. Descriptions
(`formats.DESCRIPTIONS`) describe the *full* release and the files of the build.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import RadkgError
from radkg.exchange.built import ReleaseFile, ReleaseFiles
from radkg.exchange.description.vocabulary import CREATOR
from radkg.exchange.formats import DEFAULT, DESCRIPTIONS, ENDPOINT, EXPORTS
from radkg.exchange.jsonld import CONTEXT_FILE, context_document, context_of, document
from radkg.model.knowledge import Knowledge
from radkg.model.store import derive
from radkg.namespaces import DCTERMS, GRAPH, OBO_IN_OWL, OWL, PREFIXES, RADKG, RDF, RDFS
from radkg.rdf.blank_nodes import canonical
from radkg.rdf.whole import NotPutBack, write_files
from radkg.rdf.writing import serialized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from radkg.exchange.export import Export
    from radkg.exchange.jsonld import Context
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
_OWL_PREFIXES = {"oboInOwl": OBO_IN_OWL}
_TYPE = ox.NamedNode(RDF + "type")
_ONTOLOGY = ox.NamedNode(OWL + "Ontology")
_ANNOTATION = ox.NamedNode(OWL + "AnnotationProperty")
_VERSION = ox.NamedNode(OWL + "versionIRI")
_INDIVIDUAL = ox.NamedNode(OWL + "NamedIndividual")
_LABEL = ox.NamedNode(RDFS + "label")
_CREATOR, _ISSUED = ox.NamedNode(DCTERMS + "creator"), ox.NamedNode(DCTERMS + "issued")
_EXTENT = ox.NamedNode(DCTERMS + "extent")
_CLASSES = ox.NamedNode(_VOID + "classes")
_TRIPLES = ox.NamedNode(_VOID + "triples")
_FACTS = frozenset(RADKG + name for name in ("Association", "ExcludedAssociation", "NullResult"))


#: Without what follows from what is written, and with it.
VARIANTS = ("base", "full")


class CannotWrite(RadkgError):
    """The folder for the release files cannot be written to."""


class NotReleasable(RadkgError):
    """The quality checks found errors."""


def build(
    folder: str,
    written: Written,
    *,
    formats: Sequence[str] = DEFAULT,
    check: bool = False,
    enrichment: Iterable[ox.Triple] = (),
    endpoint: str = ENDPOINT,
    variants: Sequence[str] = VARIANTS,
) -> ReleaseFiles:
    """Write the release files into a folder, all of them or none: see `radkg.rdf.whole.write_files`.

    Args:
        folder: The folder, made if need be.
        written: What is released.
        formats: Some of `radkg.exchange.formats.ALL`; `DEFAULT` where not given.
        check: Whether to run the quality checks first.
        enrichment: Triples of `radkg.exchange.enrichment`, for files of their own.
        endpoint: The address of the SPARQL endpoint that descriptions name.
        variants: Those of `VARIANTS` that are written in RDF.

    Raises:
        IncompleteHeader: The ontology's header lacks something that descriptions need; nothing is written.
        CannotWrite: The folder cannot be made or written to, something is in the way of a file, or the disk is full. No file
            of an earlier build has changed, unless the message names it.
        NothingToDescribe: ``dcat``, which describes other files, is the only format; nothing is written.
        NotReleasable: A quality check found an error; nothing is written.
        UnusableEndpoint: The endpoint is no address, or the address has a password; nothing is written.
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
    needs_full = (in_rdf and "full" in variants) or (described and descriptions.COUNTED & set(described))
    full = _canonical({**parts, "derived": [*parts.get("derived", ()), *derived]}, "full", iri) if needs_full else []
    quads_of = {name: full if name == "full" else _canonical(parts, name, iri) for name in variants} if in_rdf else {}
    if in_rdf and (enriched := list(enrichment)):
        version = [t for t in parts["header"] if t.subject == ox.NamedNode(iri) and t.predicate == _VERSION]
        quads_of["enriched"] = _canonical({"header": version, "enriched": enriched}, "enriched", iri)
    known = Knowledge(store, ontology)
    context = (
        context_of((quad.triple for quads in quads_of.values() for quad in quads), _PREFIXES) if "jsonld" in in_rdf else {}
    )
    contents = [
        (f"radkg-{variant}.{name}", name, variant, data, size)
        for variant, quads in quads_of.items()
        for name, data, size in _serialized(quads, in_rdf, known, context)
    ]
    exports = _exports(known, [name for name in formats if name in EXPORTS])
    files = {**{file: data for file, _, _, data, _ in contents}, **{e.name: e.data for _, e in exports}}
    if context:
        files[CONTEXT_FILE] = context_document(context)
    if described:
        made = descriptions.describe_release(described, full, files, ontology, endpoint)
        files |= {description.name: description.data for _, description in made}
        exports += made
    _write(folder, files)
    counted = {variant: _counts(quads) for variant, quads in quads_of.items()}
    in_rdf_files = (
        ReleaseFile(os.path.join(folder, file), name, variant, size, *counted[variant], len(data), counted[variant][0])
        for file, name, variant, data, size in contents
    )
    beside = (
        [ReleaseFile(os.path.join(folder, CONTEXT_FILE), "jsonld", "", 0, 0, 0, len(files[CONTEXT_FILE]))] if context else []
    )
    others = (_export_file(os.path.join(folder, export.name), name, export) for name, export in exports)
    return ReleaseFiles([*in_rdf_files, *beside, *others])


def _exports(known: Knowledge, names: Sequence[str]) -> list[tuple[str, Export]]:
    if not names:
        return []
    from radkg.exchange.export import export
    from radkg.exchange.material import Material

    content = Material(known)
    return [(name, file) for name in names for file in export(content, name)]


def _export_file(path: str, name: str, export: Export) -> ReleaseFile:
    return ReleaseFile(
        path, name, "", export.rows, export.facts, export.terms, len(export.data), export.facts_in, export.left_out, export.lost
    )


def read_parts(written: Written) -> dict[str, list[ox.Triple]]:
    """Return the triples that are written by their part: ``schema``, ``terms``, ``facts``, ``mappings``, …"""
    store = written.parts()
    names = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    return {
        name.removeprefix(GRAPH): [quad.triple for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(name))]
        for name in names
    }


def _canonical(parts: Mapping[str, Iterable[ox.Triple]], variant: str, iri: str) -> list[ox.Quad]:
    """Return the triples of a variant as quads, with canonical blank nodes (RDFC-1.0).

    Args:
        parts: Name of a part to its triples.
        variant: The variant, whose header they get.
        iri: IRI of the ontology.

    Raises:
        InvalidFacts: Blank nodes cannot be told apart.
    """
    seen: set[ox.Triple] = set()
    quads: list[ox.Quad] = []
    for name, triples in parts.items():
        graph = ox.DefaultGraph() if name == "header" else ox.NamedNode(GRAPH + name)
        for triple in triples:
            if triple not in seen:  # a derived triple may be written as well
                seen.add(triple)
                quads.append(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
    return canonical(_with_header(quads, variant, iri))


def _order(quad: ox.Quad) -> tuple[str, tuple[str, bool, str, str]]:
    return str(quad.graph_name) if isinstance(quad.graph_name, ox.NamedNode) else "", _order_of_triple(quad)


def _order_of_triple(triple: ox.Quad | ox.Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate
    return str(triple.subject), predicate != _TYPE, predicate.value, str(triple.object)


def _with_header(quads: list[ox.Quad], variant: str, iri: str) -> list[ox.Quad]:
    """Return the quads with the header of a variant: its creator by IRI, its date, the number of terms, facts and triples."""
    ontology = ox.NamedNode(iri)
    if variant != "base":  # an ontology with other triples has an IRI and a version IRI of its own
        ontology = ox.NamedNode(f"{iri}/{variant}")
        quads = [_renamed(quad, ontology, iri) if quad.subject == ox.NamedNode(iri) else quad for quad in quads]
    facts, terms = _counts(quads)
    stated: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (_EXTENT, _TYPE, _ANNOTATION),
        (_CLASSES, _TYPE, _ANNOTATION),
        (_TRIPLES, _TYPE, _ANNOTATION),
        (ontology, _EXTENT, ox.Literal(f"{terms} terms, {facts} facts", language="en")),
        (ontology, _CLASSES, ox.Literal(terms)),
    ]
    of_version = [quad.object for quad in quads if quad.subject == ontology and quad.predicate == _VERSION]
    for version in of_version:
        assert isinstance(version, ox.NamedNode)
        # no xsd:date, which OWL 2 does not have
        stated += [(_ISSUED, _TYPE, _ANNOTATION), (ontology, _ISSUED, ox.Literal(version.value.rpartition("/")[2]))]
    for quad in [quad for quad in quads if quad.subject == ontology and quad.predicate == _CREATOR]:
        if isinstance(quad.object, ox.Literal):
            quads.remove(quad)
            stated += [(ontology, _CREATOR, ox.NamedNode(CREATOR)), (ox.NamedNode(CREATOR), _TYPE, _INDIVIDUAL)]
            stated.append((ox.NamedNode(CREATOR), _LABEL, ox.Literal(quad.object.value, language="en")))
    stated.append((ontology, _TRIPLES, ox.Literal(len(quads) + len(stated) + 1)))
    return quads + [ox.Quad(*triple) for triple in stated]


def _renamed(quad: ox.Quad, ontology: ox.NamedNode, iri: str) -> ox.Quad:
    value = quad.object
    if quad.predicate == _VERSION and isinstance(value, ox.NamedNode):
        value = ox.NamedNode(ontology.value + value.value.removeprefix(iri))
    return ox.Quad(ontology, quad.predicate, value, quad.graph_name)


def _counts(quads: Iterable[ox.Quad]) -> tuple[int, int]:
    """Return the number of facts and the number of terms, which are named classes, in ``quads``."""
    typed = [
        (quad.subject, quad.object.value)
        for quad in quads
        if quad.predicate == _TYPE and isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode)
    ]
    facts = {subject for subject, kind in typed if kind in _FACTS}
    return len(facts), len({subject for subject, kind in typed if kind == OWL + "Class"})


def _serialized(
    quads: Sequence[ox.Quad], names: Iterable[str], known: Knowledge, context: Context
) -> Iterator[tuple[str, bytes, int]]:
    """Yield the quads in each format, with the number of triples. All formats but TriG have one graph, sorted once."""
    triples = list(dict.fromkeys(quad.triple for quad in sorted(quads, key=_order_of_triple)))
    for name in names:
        if FORMATS[name] == ox.RdfFormat.TRIG:
            yield name, serialized(sorted(quads, key=_order), FORMATS[name], _PREFIXES), len(triples)
        elif FORMATS[name] == ox.RdfFormat.RDF_XML:
            told = _for_owl_tools(triples, known)
            yield name, serialized(told, FORMATS[name], _PREFIXES | _OWL_PREFIXES), len(told)
        elif FORMATS[name] == ox.RdfFormat.JSON_LD:
            yield name, document(triples, context), len(triples)
        else:
            yield name, serialized(triples, FORMATS[name], _PREFIXES), len(triples)


def _for_owl_tools(triples: Sequence[ox.Triple], known: Knowledge) -> list[ox.Triple]:
    """Return the triples in the form for OWL tools, sorted, with their own number in the header."""
    from radkg.exchange.material import Material
    from radkg.exchange.owl import for_owl_tools

    told = for_owl_tools((triple for triple in triples if triple.predicate != _TRIPLES), Material(known))
    told += [ox.Triple(t.subject, _TRIPLES, ox.Literal(len(told) + 1)) for t in triples if t.predicate == _TRIPLES]
    return sorted(told, key=_order_of_triple)


def _refuse_errors(store: ox.Store, ontology: Ontology) -> None:
    from radkg.validation.quality import faults

    errors = faults(store, ontology)
    if errors:
        raise NotReleasable(f"{len(errors)} errors, the first: {errors[0]}; `radkg quality` lists them")


def _write(folder: str, contents: Mapping[str, bytes]) -> None:
    try:
        write_files(folder, contents)
    except OSError as error:
        reason = (error.strerror or str(error)).lower() if not isinstance(error, NotPutBack) else error.strerror
        raise CannotWrite(f"{error.filename or folder}: {reason}; choose another folder with --output, or make room") from None
