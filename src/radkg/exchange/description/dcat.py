"""DCAT 3: a catalogue with the dataset, the files of one build, and the endpoint that serves it.

Source: Albertoni R et al. Data Catalog Vocabulary (DCAT) - Version 3. W3C 2024, https://www.w3.org/TR/vocab-dcat-3/.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

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
from radkg.namespaces import DCTERMS, RADKG, XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from radkg.exchange.description.header import Header

#: Suffix to media type of files that are not RDF. A form without a media type of its own is in `_FORMS` as well.
_MEDIA_TYPES = {
    "owl": "application/rdf+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "hpoa": "text/tab-separated-values",
    "json": "application/json",
    "jsonl": "text/plain",
    "obo": "text/plain",
}
_FORMS = {"jsonl": "https://jsonlines.org/", "obo": "https://owlcollab.github.io/oboformat/doc/obo-syntax.html"}
#: Beginning of the names of files with content of other ontologies, under their licences.
_OF_OTHERS = "radkg-enriched."
_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"


def describe_files(files: Mapping[str, bytes], header: Header, endpoint: str) -> list[ox.Triple]:
    """Return the catalogue.

    Args:
        files: Name of a file to its content.
        header: The ontology's header.
        endpoint: The address of the SPARQL endpoint that serves the dataset.
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
