"""Terms of an ontology in RDF/XML, Turtle or another form of RDF, triple by triple."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import UnreadableFile
from radkg.mappings.release.term import BROAD, EXACT, NARROW, RELATED, ReleaseHeader, Synonym, Term
from radkg.namespaces import DCTERMS, OBO, OWL, RDF, RDFS, SKOS
from radkg.rdf.guards import NO_BASE, fault_of_iri, reason_of, remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from radkg.mappings.release.names import Namer

_OIO = "http://www.geneontology.org/formats/oboInOwl#"
_TYPE, _LABEL, _OBSOLETE = RDF + "type", (RDFS + "label", SKOS + "prefLabel"), OWL + "deprecated"
_SYNONYMS = {
    _OIO + "hasExactSynonym": EXACT,
    _OIO + "hasRelatedSynonym": RELATED,
    _OIO + "hasNarrowSynonym": NARROW,
    _OIO + "hasBroadSynonym": BROAD,
    SKOS + "altLabel": EXACT,
    SKOS + "hiddenLabel": RELATED,
}
_IDS = {
    RDFS + "subClassOf": "parents",
    SKOS + "broader": "parents",
    OBO + "IAO_0100001": "replaced_by",
    DCTERMS + "isReplacedBy": "replaced_by",
    _OIO + "consider": "consider",
    _OIO + "hasAlternativeId": "alternative_ids",
}
_VERSIONS = (OWL + "versionIRI", OWL + "versionInfo")  # of both, the version IRI counts
_READ = frozenset([_TYPE, *_LABEL, _OBSOLETE, *_SYNONYMS, *_IDS, *_VERSIONS])
_TERM_TYPES = frozenset([OWL + "Class", RDFS + "Class", SKOS + "Concept"])
_LANGUAGES = ("en", "en-us", "en-gb", None)


class _Subject:
    """A subject, with the triples that have been read so far."""

    __slots__ = ("ids", "iri", "labels", "obsolete", "synonyms", "types", "versions")

    def __init__(self, iri: str) -> None:
        self.iri, self.obsolete = iri, False
        self.types: list[str] = []
        self.labels: list[str] = []
        self.synonyms: list[Synonym] = []
        self.ids: dict[str, list[str]] = {}
        self.versions: dict[str, str] = {}

    def add(self, property_: str, value: ox.NamedNode | ox.Literal) -> None:
        """Add a property and its value."""
        text = value.value
        if property_ == _TYPE:
            self.types.append(text)
        elif kind := _IDS.get(property_):
            self.ids.setdefault(kind, []).append(text)
        elif property_ in _VERSIONS:
            self.versions[property_] = text
        elif property_ == _OBSOLETE:
            self.obsolete = text in ("true", "1")
        elif isinstance(value, ox.Literal) and (value.language or "en").lower() in _LANGUAGES:
            if property_ in _LABEL:
                self.labels.append(text)
            else:
                self.synonyms.append(Synonym(text, _SYNONYMS[property_]))

    def term(self, names: Namer) -> Term:
        """Return the subject as a term."""

        def ids(kind: str) -> tuple[str, ...]:
            return tuple(map(names.curie, self.ids.get(kind, ())))

        return Term(
            names.iri(self.iri),
            not _TERM_TYPES.isdisjoint(self.types),
            self.labels[0] if self.labels else "",
            tuple(self.synonyms),
            self.obsolete,
            ids("replaced_by"),
            ids("consider"),
            ids("parents"),
            ids("alternative_ids"),
        )


def read(source: IO[bytes], path: str, header: ReleaseHeader, names: Namer, rdf_format: ox.RdfFormat) -> Iterator[Term]:
    """Yield the terms.

    Args:
        source: The bytes of the file.
        path: The file, to be named in errors.
        header: What the release says of itself; it is filled.
        names: Turns IRIs and CURIEs into the CURIEs that radkg writes.
        rdf_format: The format of the file.

    Raises:
        UnreadableFile: It is not well formed, or a term's IRI is relative or no address.
    """
    start = source.peek(200)[:200].decode(errors="replace")  # type: ignore[attr-defined]  # a BufferedReader
    current = _Subject("")
    try:
        for quad in ox.parse(source, rdf_format, base_iri=NO_BASE):
            property_ = quad.predicate.value
            if property_ not in _READ:
                continue
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, (ox.NamedNode, ox.Literal)):
                continue
            if subject.value != current.iri:
                yield from _terms(current, header, names)
                current = _Subject(_checked(subject.value, path))
            if isinstance(value, ox.NamedNode) and property_ in _IDS:
                _checked(value.value, path)
            current.add(property_, value)
        yield from _terms(current, header, names)
    except SyntaxError as error:
        reason = f"not well-formed {rdf_format.name}: {reason_of(error)}"
        raise UnreadableFile(path, reason, line=error.lineno, remedy=remedy_for(start, rdf_format)) from None
    except MemoryError:
        raise UnreadableFile(path, "a text of more than 16 MB", remedy="shorten it") from None
    except (ValueError, OSError) as error:
        raise UnreadableFile(path, f"not well-formed {rdf_format.name}: {reason_of(error)}", remedy="mend it") from None


def _checked(iri: str, path: str) -> str:
    if fault := fault_of_iri(iri):
        what, written = fault
        raise UnreadableFile(path, f"the IRI <{written[:200]}> is {what}", remedy="write it in full, with https://")
    return iri


def _terms(subject: _Subject, header: ReleaseHeader, names: Namer) -> Iterator[Term]:
    if OWL + "Ontology" in subject.types:
        header.iri = header.iri or subject.iri
        header.version = header.version or next((subject.versions[v] for v in _VERSIONS if v in subject.versions), "")
    elif subject.iri:
        yield subject.term(names)
