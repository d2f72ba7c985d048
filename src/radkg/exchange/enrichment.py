"""Enrichment: labels, synonyms and ancestors of the terms that radkg's are mapped to, from releases of other ontologies.

All of it is annotations. Class axioms of other ontologies would turn verdicts of radkg's (`radkg mappings verify` shows which),
so that a hierarchy becomes skos:broader among the terms of its release.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.mappings.release import EXACT, Release
from radkg.mappings.verify.release_terms import ReleaseTerms
from radkg.namespaces import DCTERMS, OBO, ONTOLOGY, OWL, RDF, RDFS, SKOS, expand
from radkg.rdf.guards import one_line

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from radkg.mappings import Index
    from radkg.mappings import Mapping as Row

#: Prefixes of ontologies whose licence (CC0, CC BY, BSD, MIT) lets their content be passed on together with other content. Of
#: the other ontologies, the id, the label where radkg's mappings have it, and the version are given, unaltered.
COPIED_IN_FULL = frozenset(["MONDO", "DOID", "UBERON", "CHEBI", "MAXO", "OBI", "HsapDv", "ECO", "PATO"])

_TYPE = ox.NamedNode(RDF + "type")
_LABEL = ox.NamedNode(RDFS + "label")
_ALTERNATIVE = ox.NamedNode(SKOS + "altLabel")
_BROADER = ox.NamedNode(SKOS + "broader")
_SOURCE = ox.NamedNode(DCTERMS + "source")
_VERSION = ox.NamedNode(OWL + "versionInfo")
_TITLE = ox.NamedNode(DCTERMS + "title")
_ENRICHMENT_TITLE = ox.Literal("What other ontologies say of the terms that radkg's are mapped to", language="en")
_MATCHES = tuple(f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow"))


def enrich(
    path: str | os.PathLike[str],
    index: Index,
    *,
    progress: Callable[[int, int], None] | None = None,
    remark: Callable[[str], None] | None = None,
) -> list[ox.Triple]:
    """Return labels, exact synonyms and ancestors of the mapped terms, each with the source and the version of the release.

    Args:
        path: The release; see `radkg.mappings.verify.report`.
        index: The mappings.
        progress: Called now and then with the bytes of the file that have been read, and how many there are.
        remark: Called with what of the file could not be read as it is written.

    Raises:
        UnreadableFile: The release is missing, not well formed, or hostile.
        MissingPackage: It needs a package that is not installed.
    """
    release = Release(path, index.prefixes)
    release_terms = ReleaseTerms(release.path, release.header)
    synonyms: dict[str, list[str]] = defaultdict(list)
    for term in release.terms(progress):
        release_terms.add(term)
        if term.id in index.by_object:
            synonyms[term.id] += [one_line(text) for text, scope in term.synonyms if scope == EXACT and text != term.label]
    if remark:
        for one in release.header.remarks.all():
            remark(f"{release.path}: {one}")
    enrichment = _Enrichment(release_terms, index, synonyms)
    return list(dict.fromkeys([*enrichment.header(), *enrichment.terms()]))


class _Enrichment:
    """The annotations that a release gives the terms that radkg's are mapped to.

    Args:
        release_terms: The terms of the release.
        index: The mappings.
        synonyms: Id of a mapped term to its exact synonyms.
    """

    def __init__(self, release_terms: ReleaseTerms, index: Index, synonyms: Mapping[str, list[str]]) -> None:
        self._terms, self._index, self._synonyms = release_terms, index, synonyms
        self._home = release_terms.home()
        self._written: set[str] = set()
        self._version = ox.Literal(release_terms.header.version)
        try:
            self._source = ox.NamedNode(release_terms.header.iri)
        except ValueError:
            self._source = ox.NamedNode(f"{OBO}{self._home.lower()}.owl")

    def header(self) -> Iterator[ox.Triple]:
        """Yield the header of the enrichment, and the declarations of the properties in it."""
        ontology = ox.NamedNode(ONTOLOGY)
        yield ox.Triple(ontology, _TYPE, ox.NamedNode(OWL + "Ontology"))
        yield ox.Triple(ontology, _TITLE, _ENRICHMENT_TITLE)
        yield ox.Triple(ontology, _SOURCE, self._source)
        matches = (ox.NamedNode(expand(match) or match) for match in _MATCHES)
        for property_ in (_ALTERNATIVE, _BROADER, _SOURCE, _TITLE, *matches):
            yield ox.Triple(property_, _TYPE, ox.NamedNode(OWL + "AnnotationProperty"))
        if self._version.value:
            yield ox.Triple(self._source, _VERSION, self._version)

    def terms(self) -> Iterator[ox.Triple]:
        """Yield the annotations of the mapped terms that are current in the release."""
        in_full = self._home in COPIED_IN_FULL
        for id_, rows in self._index.by_object.items():
            node = self._node(id_)
            if node is None or not id_.startswith(f"{self._home}:") or not self._terms.is_current(id_):
                continue
            yield from self._matches(rows, node)
            if in_full or any(row.object_label for row in rows):
                yield from self._labelled(id_, node)
            else:
                yield ox.Triple(node, _SOURCE, self._source)
            if in_full:
                yield from self._synonyms_of(id_, node)
                yield from self._hierarchy(id_)

    def _matches(self, rows: Iterable[Row], node: ox.NamedNode) -> Iterator[ox.Triple]:
        for row in rows:
            subject = expand(row.subject)
            if row.predicate in _MATCHES and subject and subject != node.value:
                yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(expand(row.predicate) or row.predicate), node)

    def _labelled(self, id_: str, node: ox.NamedNode) -> Iterator[ox.Triple]:
        """Yield the label of a term, with source and version."""
        if label := self._terms.label(id_):
            yield ox.Triple(node, _LABEL, ox.Literal(label, language="en"))
        yield ox.Triple(node, _SOURCE, self._source)
        if self._version.value:
            yield ox.Triple(node, _VERSION, self._version)

    def _synonyms_of(self, id_: str, node: ox.NamedNode) -> Iterator[ox.Triple]:
        for text in sorted(set(self._synonyms[id_])):
            yield ox.Triple(node, _ALTERNATIVE, ox.Literal(text, language="en"))

    def _hierarchy(self, id_: str) -> Iterator[ox.Triple]:
        """Yield a term and its ancestors, each with its label and its parents."""
        for narrower in (id_, *self._terms.above(id_, stop=self._written)):
            self._written.add(narrower)
            node = self._node(narrower)
            if node is None:
                continue
            yield from self._labelled(narrower, node)
            for parent in self._terms.parents(narrower):
                if (broader := self._node(parent)) is not None:
                    yield ox.Triple(node, _BROADER, broader)

    def _node(self, id_: str) -> ox.NamedNode | None:
        """Return a term's IRI; ``None`` where radkg does not know its prefix, or it is no IRI that can be written."""
        try:
            return ox.NamedNode(id_ if "://" in id_ else self._index.prefixes.iri(id_))
        except (KeyError, ValueError):
            return None
