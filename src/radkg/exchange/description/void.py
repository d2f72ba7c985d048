"""VoID: counts of the data by class and property, the vocabularies used, the links to others, and examples.

Source: Alexander K, Cyganiak R, Hausenblas M, Zhao J. Describing Linked Datasets with the VoID Vocabulary. W3C 2011,
https://www.w3.org/TR/void/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.exchange.description.counting import Columns
from radkg.exchange.description.vocabulary import (
    CREATOR,
    DATASET,
    FOAF,
    FORMATS,
    ISSUED,
    TITLE,
    VOID,
    VOID_FILE,
    english,
    fragment,
    part_of_graph,
    say,
    typed,
)
from radkg.exchange.formats import RDF as RDF_FORMATS
from radkg.mappings.prefixes import Prefixes
from radkg.namespaces import DCTERMS, RADKG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from radkg.exchange.description.counting import Counts
    from radkg.exchange.description.header import Header
    from radkg.mappings.prefixes import Prefix

_EXAMPLES = 5
#: Suffix of a release file to W3C's name of the serialisation.
_FEATURES = {"ttl": "Turtle", "owl": "RDF_XML", "jsonld": "JSON-LD", "nt": "N-Triples", "trig": "TriG"}
_NAMESPACE = re.compile(r"(.*[/#])[^/#]+")


def describe_data(graphs: Mapping[str, Columns], header: Header, prefixes: Prefixes) -> list[ox.Triple]:
    """Return the description of the whole dataset, and of each graph as a subset of it.

    Args:
        graphs: IRI of a named graph to its triples; the empty name stands for the default graph.
        header: The ontology's header.
        prefixes: The other vocabularies.
    """
    whole = Columns.of_all(graphs.values())
    counts = whole.count()
    described = [
        *typed(VOID_FILE, VOID + "DatasetDescription"),
        *say(VOID_FILE, (TITLE, english(f"VoID description of {header.title.value}")), (ISSUED, header.issued)),
        *say(VOID_FILE, (DCTERMS + "creator", CREATOR), (FOAF + "primaryTopic", DATASET)),
        *header.about(DATASET),
        *say(DATASET, (VOID + "uriSpace", ox.Literal(RADKG)), (FOAF + "homepage", RADKG)),
        *say(DATASET, *((VOID + "exampleResource", iri) for iri in whole.examples(_EXAMPLES))),
        *say(DATASET, *((VOID + "vocabulary", iri) for iri in _vocabularies(counts))),
        *say(DATASET, *((VOID + "dataDump", header.file(f"radkg-full.{suffix}")) for suffix in RDF_FORMATS)),
        *say(DATASET, *((VOID + "feature", FORMATS + _FEATURES[suffix]) for suffix in RDF_FORMATS)),
        *_counted(DATASET, counts),
        *_ends_of_properties(DATASET, whole),
        *_properties_of_classes(DATASET, whole),
        *_linksets(whole, prefixes),
    ]
    for graph in filter(None, graphs):
        subset = dataset_of(graph)
        described += say(DATASET, (VOID + "subset", subset))
        described += say(subset, (TITLE, english(f"{header.title.value}: {part_of_graph(graph)}")))
        described += _counted(subset, graphs[graph].count())
    return described


def dataset_of(graph: str) -> str:
    """Return the IRI of a named graph as a dataset."""
    return f"{VOID_FILE}#graph-{part_of_graph(graph)}"


def _counted(dataset: str, counts: Counts) -> list[ox.Triple]:
    """Return the counts of a dataset, and its partitions by class and by property."""
    described = [
        *typed(dataset, VOID + "Dataset"),
        *say(dataset, (VOID + "triples", counts.triples), (VOID + "entities", counts.entities)),
        *say(dataset, (VOID + "classes", len(counts.classes)), (VOID + "properties", len(counts.properties))),
        *say(dataset, (VOID + "distinctSubjects", counts.subjects), (VOID + "distinctObjects", counts.objects)),
    ]
    for class_, members in counts.classes.items():
        partition = _of_class(dataset, class_)
        described += say(dataset, (VOID + "classPartition", partition))
        described += say(partition, (VOID + "class", class_), (VOID + "entities", members))
    for property_, triples in counts.properties.items():
        partition = _of_property(dataset, property_)
        described += say(dataset, (VOID + "propertyPartition", partition))
        described += say(partition, (VOID + "property", property_), (VOID + "triples", triples))
    return described


def _ends_of_properties(dataset: str, whole: Columns) -> list[ox.Triple]:
    """Return the numbers of subjects and objects of the partitions by property."""
    described = []
    for property_, (subjects, objects) in whole.ends_of_properties().items():
        partition = _of_property(dataset, property_)
        described += say(partition, (VOID + "distinctSubjects", subjects), (VOID + "distinctObjects", objects))
    return described


def _properties_of_classes(dataset: str, whole: Columns) -> list[ox.Triple]:
    """Return the partitions by property of each partition by class, from which editors offer the properties of a class."""
    described = []
    for class_, properties in whole.properties_of_classes().items():
        members = _of_class(dataset, class_)
        for property_, triples in properties.items():
            partition = _of_property(members, property_)
            described += say(members, (VOID + "propertyPartition", partition))
            described += say(partition, (VOID + "property", property_), (VOID + "triples", triples))
    return described


def _of_class(dataset: str, class_: str) -> str:
    return f"{dataset}-class-{fragment(class_)}"


def _of_property(dataset: str, property_: str) -> str:
    return f"{dataset}-property-{fragment(property_)}"


def _vocabularies(counts: Counts) -> set[str]:
    """Return the namespaces of the properties and classes that are used."""
    return {match[1] for name in (*counts.classes, *counts.properties) if (match := _NAMESPACE.fullmatch(name))}


def _linksets(whole: Columns, prefixes: Prefixes) -> list[ox.Triple]:
    """Return one linkset for each vocabulary that is linked to and each property that links to it."""
    vocabularies = {vocabulary.iri: vocabulary for vocabulary in prefixes.prefixes}
    described = []
    for (space, property_), triples in whole.links(vocabularies).items():
        vocabulary = vocabularies[space]
        target, linkset = _target(vocabulary), f"{VOID_FILE}#links-{vocabulary.prefix}-{fragment(property_)}"
        described += _vocabulary(vocabulary)
        described += typed(linkset, VOID + "Linkset")
        described += say(DATASET, (VOID + "subset", linkset))
        described += say(linkset, (VOID + "subjectsTarget", DATASET), (VOID + "objectsTarget", target))
        described += say(linkset, (VOID + "linkPredicate", property_), (VOID + "triples", triples))
    return described


def _vocabulary(vocabulary: Prefix) -> list[ox.Triple]:
    target = _target(vocabulary)
    described = typed(target, VOID + "Dataset")
    described += say(target, (TITLE, english(vocabulary.title)), (VOID + "uriSpace", ox.Literal(vocabulary.iri)))
    if vocabulary.bioregistry:
        described += say(target, (FOAF + "page", f"https://bioregistry.io/{vocabulary.bioregistry}"))
    return described


def _target(vocabulary: Prefix) -> str:
    return f"{VOID_FILE}#vocabulary-{vocabulary.prefix}"
