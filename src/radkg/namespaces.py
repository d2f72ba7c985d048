"""The IRIs of the model. Names of the model only: no disease, sign or drug stands here."""

from __future__ import annotations

import re

RADKG = "https://w3id.org/radkg/"
FACT = RADKG + "fact/"
SOURCE = RADKG + "source/"
CRITERIA = RADKG + "criteria/"
PICTURE = RADKG + "picture/"
ONTOLOGY = RADKG + "ontology"
#: The named graph of a part of the ontology is this and the part's name.
GRAPH = RADKG + "graph/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
SH = "http://www.w3.org/ns/shacl#"
OBO = "http://purl.obolibrary.org/obo/"
OBO_IN_OWL = "http://www.geneontology.org/formats/oboInOwl#"

#: The prefixes that queries may use without declaring them and that output is written with.
PREFIXES = {
    "radkg": RADKG,
    "fact": FACT,
    "source": SOURCE,
    "criteria": CRITERIA,
    "picture": PICTURE,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "sh": SH,
    "obo": OBO,
}
_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda named: -len(named[1]))
_NEVER = ' <>"{}|\\^`\n\t'  # characters that no IRI has
NOT_IN_IRI = re.compile(r'[<>"{}|\\^`\x00-\x20]')


def compact(iri: str) -> str:
    """Return ``iri`` as a prefixed name where one of `PREFIXES` fits, else unchanged.

    >>> compact("https://w3id.org/radkg/fact/a-b")
    'fact:a-b'
    """
    for prefix, namespace in _LONGEST_FIRST:
        if iri.startswith(namespace):
            local = iri[len(namespace) :]
            return iri if "/" in local or "#" in local or not local else f"{prefix}:{local}"
    return iri


def expand(name: str) -> str | None:
    """Return the IRI that ``name`` (a full IRI, with or without angle brackets, or a prefixed name) stands for.

    Returns ``None`` where it is neither.

    >>> expand("fact:a-b")
    'https://w3id.org/radkg/fact/a-b'
    """
    name = name.strip()
    if name.startswith("<") and name.endswith(">"):
        name = name[1:-1]
    if not set(name).isdisjoint(_NEVER) or any("\ud800" <= c <= "\udfff" for c in name):  # the latter: bytes that are no UTF-8
        return None
    if name.startswith(("http://", "https://")):
        return name
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES and local and "/" not in local else None
