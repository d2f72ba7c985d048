"""Terms of an ontology in RDF/XML, Turtle or another form of RDF, triple by triple."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import UnreadableFile
from radkg.mappings.release.remarks import MALFORMED, NO_ADDRESS, NO_LANGUAGE, NO_STATEMENT, RELATIVE
from radkg.mappings.release.term import BROAD, EXACT, NARROW, RELATED, ReleaseHeader, Synonym, Term
from radkg.namespaces import DCTERMS, NOT_IN_IRI, OBO, OWL, RDF, RDFS, SKOS
from radkg.rdf.guards import NO_BASE, fault_of_iri, reason_of, remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from radkg.mappings.release.names import Namer
    from radkg.mappings.release.remarks import Remarks

_OIO = "http://www.geneontology.org/formats/oboInOwl#"
#: The namespaces in which RadLex has been published; its names are properties of its own.
_RADLEX = tuple(f"http://{host}/RID/{hash_}" for host in ("www.radlex.org", "radlex.org") for hash_ in ("", "#"))
_TYPE, _OBSOLETE = RDF + "type", OWL + "deprecated"
_LABEL = (RDFS + "label", SKOS + "prefLabel", *(space + "Preferred_name" for space in _RADLEX))
_SYNONYMS = {
    _OIO + "hasExactSynonym": EXACT,
    _OIO + "hasRelatedSynonym": RELATED,
    _OIO + "hasNarrowSynonym": NARROW,
    _OIO + "hasBroadSynonym": BROAD,
    SKOS + "altLabel": EXACT,
    SKOS + "hiddenLabel": RELATED,
    **{space + "Synonym": EXACT for space in _RADLEX},
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
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8})*")  # en_US is written for en-US
#: The formats of which the parser finds the next statement after one that is not well formed.
_READ_ON = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_CUT = "Unexpected end"
_FEW = 10  # faults at the beginning of a file, before there can be more statements than faults


class _Subject:
    """A subject, with the triples that have been read so far."""

    __slots__ = ("ids", "iri", "labels", "obsolete", "synonyms", "types", "usable", "versions")

    def __init__(self, iri: str, *, usable: bool = False) -> None:
        self.iri, self.usable, self.obsolete = iri, usable, False
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
        elif isinstance(value, ox.Literal) and (value.language or "en").lower().replace("_", "-") in _LANGUAGES:
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
        UnreadableFile: It is not well formed, or it ends in the middle of a statement.
    """
    current = _Subject("")
    for quad in _quads(source, path, header, rdf_format):
        property_ = quad.predicate.value
        if property_ not in _READ:
            continue
        subject, value = quad.subject, quad.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, (ox.NamedNode, ox.Literal)):
            continue
        if subject.value != current.iri:
            yield from _terms(current, header, names)
            current = _Subject(subject.value, usable=_usable(subject.value, header.remarks))
        if not current.usable or (
            isinstance(value, ox.NamedNode) and property_ in _IDS and not _usable(value.value, header.remarks)
        ):
            continue
        if isinstance(value, ox.Literal) and value.language and not _LANGUAGE.fullmatch(value.language):
            header.remarks.add(NO_LANGUAGE, written=value.language)
            continue
        current.add(property_, value)
    yield from _terms(current, header, names)


def _quads(source: IO[bytes], path: str, header: ReleaseHeader, rdf_format: ox.RdfFormat) -> Iterator[ox.Quad]:
    """Yield the quads. Turtle and its kin are read on after a statement that is not well formed, as long as most are."""
    start = source.peek(200)[:200].decode(errors="replace")  # type: ignore[attr-defined]  # a BufferedReader
    quads = ox.parse(source, rdf_format, base_iri=NO_BASE, lenient=True)
    read, faults, first = 0, 0, None
    while True:
        try:
            for quad in quads:
                read += 1
                yield quad
            break
        except SyntaxError as error:
            first = first or error
            faults += 1
            hopeless = rdf_format not in _READ_ON or _CUT in str(error) or faults > max(read, _FEW)
            if hopeless:
                raise _not_well_formed(error if _CUT in str(error) else first, start, path, rdf_format) from None
            header.remarks.add(NO_STATEMENT, line=error.lineno, written=reason_of(error))
        except MemoryError:
            raise UnreadableFile(path, "a text of more than 16 MB", remedy="shorten it") from None
        except (ValueError, OSError) as error:
            raise UnreadableFile(path, f"not well-formed {rdf_format.name}: {reason_of(error)}", remedy="mend it") from None
    if first and faults > read:
        raise _not_well_formed(first, start, path, rdf_format)


def _not_well_formed(error: SyntaxError, start: str, path: str, rdf_format: ox.RdfFormat) -> UnreadableFile:
    reason = f"not well-formed {rdf_format.name}: {reason_of(error)}"
    return UnreadableFile(path, reason, line=error.lineno, remedy=remedy_for(start, rdf_format))


def _usable(iri: str, remarks: Remarks) -> bool:
    """Return whether an IRI is one that a term may have; note what is wrong where it is not."""
    if fault := fault_of_iri(iri):
        what, written = fault
        remarks.add(RELATIVE if what == "relative" else NO_ADDRESS, written=written)
    elif NOT_IN_IRI.search(iri):
        remarks.add(MALFORMED, written=iri)
    else:
        return True
    return False


def _terms(subject: _Subject, header: ReleaseHeader, names: Namer) -> Iterator[Term]:
    if OWL + "Ontology" in subject.types:
        header.iri = header.iri or subject.iri
        header.version = header.version or next((subject.versions[v] for v in _VERSIONS if v in subject.versions), "")
    elif subject.usable:
        yield subject.term(names)
