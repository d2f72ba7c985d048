"""DCAT 3: a catalogue with the dataset, the files of one build, and the endpoint that serves it.

Source: Albertoni R et al. Data Catalog Vocabulary (DCAT) - Version 3. W3C 2024, https://www.w3.org/TR/vocab-dcat-3/.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.exchange.description.service import service_at
from radkg.exchange.description.vocabulary import (
    CREATOR,
    DATASET,
    DCAT,
    DCAT_FILE,
    FOAF,
    ISSUED,
    LICENSE,
    MEDIA_TYPES,
    SPDX,
    TITLE,
    english,
    say,
    typed,
)
from radkg.mappings.sets import expand_in
from radkg.namespaces import DCTERMS, RADKG, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from radkg.exchange.description.header import Header
    from radkg.mappings import MappingSet
    from radkg.model.ontology import Ontology

#: Suffix to media type of files that are not RDF. A form without a media type of its own is in `_FORMS` as well.
_MEDIA_TYPES = {
    "owl": "application/rdf+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "hpoa": "text/tab-separated-values",
    "json": "application/json",
    "jsonl": "text/plain",
    "obo": "text/plain",
    "yml": "application/yaml",
}
_FORMS = {"jsonl": "https://jsonlines.org/", "obo": "https://owlcollab.github.io/oboformat/doc/obo-syntax.html"}
#: Beginning of the names of files with content of other ontologies, under their licences.
_OF_OTHERS = "radkg-enriched."
#: Beginnings of the names of files that carry nothing of others, and of those that carry the labels of the mapping sets.
_WITHOUT_OTHERS = (
    _OF_OTHERS,
    *(f"radkg-{name}." for name in ("void", "service", "examples", "alignments", "shapes", "context", "prefixes")),
)
_WITH_MAPPINGS = ("radkg-base.", "radkg-full.", "radkg-terms.", "radkg-mappings")
_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"


class Rights(NamedTuple):
    """The licences of what others wrote and a release carries, which stand beside the ontology's own.

    Attributes:
        of_mappings: Licences of the mapping sets, whose labels are those of other vocabularies.
        of_imports: Licences of what is taken over in bulk, and of the vocabularies that its terms are from.
    """

    of_mappings: frozenset[str]
    of_imports: frozenset[str]

    @classmethod
    def read(cls, ontology: Ontology) -> Rights:
        """Return the licences that the mapping sets and the imported modules of an ontology name."""
        sets = {_source(one): one.metadata.get("license", "") for one in ontology.mapping_sets()}
        imported = set()
        for path in (path for path, part in ontology.parts().items() if part == "imported"):
            for quad in ontology.parse(path):
                if isinstance(quad.object, ox.NamedNode):
                    if quad.predicate.value == LICENSE:
                        imported.add(quad.object.value)
                    elif quad.predicate.value == RDFS + "isDefinedBy":
                        imported.add(sets.get(quad.object.value, ""))
        return cls(frozenset(sets.values()) - {""}, frozenset(imported) - {""})

    def of_file(self, name: str) -> frozenset[str]:
        """Return the licences of others for what is in a file of the release."""
        if name.startswith(_WITHOUT_OTHERS):
            return frozenset()
        return self.of_imports | (self.of_mappings if name.startswith(_WITH_MAPPINGS) else frozenset())


def _source(one: MappingSet) -> str:
    """Return the IRI of the ontology that a set leads to."""
    source = one.metadata.get("object_source", "")
    return expand_in(one, source) or source


def describe_files(files: Mapping[str, bytes], header: Header, endpoint: str, rights: Rights) -> list[ox.Triple]:
    """Return the catalogue.

    Args:
        files: Name of a file to its content.
        header: The ontology's header.
        endpoint: The address of the SPARQL endpoint that serves the dataset.
        rights: The licences of what others wrote.
    """
    catalog, service = DCAT_FILE + "#catalog", service_at(endpoint)
    described = [
        *typed(catalog, DCAT + "Catalog"),
        *say(catalog, (TITLE, english(f"Catalogue of {header.title.value}")), (DCTERMS + "description", header.description)),
        *say(catalog, (DCTERMS + "publisher", CREATOR), (LICENSE, header.license), (ISSUED, header.issued)),
        *say(catalog, (FOAF + "homepage", RADKG), (DCAT + "dataset", DATASET), (DCAT + "service", service)),
        *typed(DATASET, DCAT + "Dataset"),
        *header.about(DATASET),
        *say(DATASET, (DCTERMS + "publisher", CREATOR), (DCTERMS + "identifier", ox.Literal(header.iri))),
        *say(DATASET, (DCAT + "landingPage", RADKG)),
        *typed(service, DCAT + "DataService"),
        *say(service, (TITLE, english(f"SPARQL endpoint of {header.title.value}")), (LICENSE, header.license)),
        *say(service, (DCAT + "endpointURL", endpoint), (DCTERMS + "conformsTo", _PROTOCOL)),
        *say(service, (DCAT + "endpointDescription", header.file("radkg-service.ttl")), (DCAT + "servesDataset", DATASET)),
    ]
    for name, data in files.items():
        described += say(DATASET, (DCAT + "distribution", _distribution(name)))
        described += _file(name, data, header)
        described += [
            triple
            for licence in sorted(rights.of_file(name) - {header.license})
            for triple in say(_distribution(name), (DCTERMS + "rights", licence))
        ]
    return described


def _file(name: str, data: bytes, header: Header) -> list[ox.Triple]:
    here, suffix = _distribution(name), name.rpartition(".")[2]
    checksum, address = here + "-checksum", header.file(name)
    size = ox.Literal(str(len(data)), datatype=ox.NamedNode(XSD + "nonNegativeInteger"))
    digest = ox.Literal(sha256(data).hexdigest(), datatype=ox.NamedNode(XSD + "hexBinary"))
    described = [
        *typed(here, DCAT + "Distribution"),
        *say(here, (TITLE, ox.Literal(name)), (ISSUED, header.issued)),
        *say(here, (DCAT + "downloadURL", address), (DCAT + "accessURL", address), (DCAT + "byteSize", size)),
        *say(here, (DCAT + "mediaType", MEDIA_TYPES + media_type(suffix)), (SPDX + "checksum", checksum)),
        *typed(checksum, SPDX + "Checksum"),
        *say(checksum, (SPDX + "algorithm", SPDX + "checksumAlgorithm_sha256"), (SPDX + "checksumValue", digest)),
    ]
    if not name.startswith(_OF_OTHERS):
        described += say(here, (LICENSE, header.license))
    if suffix in _FORMS:
        described += say(here, (DCTERMS + "format", _FORMS[suffix]))
    return described


def media_type(suffix: str) -> str:
    """Return the registered media type of the files that end in ``suffix``."""
    rdf = ox.RdfFormat.from_extension(suffix)
    return _MEDIA_TYPES[suffix] if suffix in _MEDIA_TYPES or rdf is None else rdf.media_type


def _distribution(name: str) -> str:
    return f"{DCAT_FILE}#{name}"
