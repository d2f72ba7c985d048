"""What a release of another ontology says of the terms that radkg's are mapped to, as annotations.

Never as class axioms: theirs would turn radkg's verdicts (`radkg mappings verify` shows which). Their hierarchy is skos:broader
among their own terms, an annotation.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.mappings.release import EXACT, Release
from radkg.mappings.verify.ledger import Ledger
from radkg.namespaces import DCTERMS, OBO, ONTOLOGY, OWL, RDF, RDFS, SKOS, expand
from radkg.rdf.guards import one_line

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from radkg.mappings import Index, Mapping

#: Prefixes of ontologies whose licence (CC0, CC BY, BSD, MIT) lets their content be passed on with others'. Of all others the
#: id, the label where radkg's own mappings have it, and the version are given, unaltered.
COPIED_IN_FULL = frozenset(["MONDO", "DOID", "UBERON", "CHEBI", "MAXO", "OBI", "HsapDv", "ECO", "PATO"])

_TYPE = ox.NamedNode(RDF + "type")
_LABEL = ox.NamedNode(RDFS + "label")
_ALTERNATIVE = ox.NamedNode(SKOS + "altLabel")
_BROADER = ox.NamedNode(SKOS + "broader")
_SOURCE = ox.NamedNode(DCTERMS + "source")
_VERSION = ox.NamedNode(OWL + "versionInfo")
_TITLE = ox.NamedNode(DCTERMS + "title")
_CALLED = ox.Literal("What other ontologies say of the terms that radkg's are mapped to", language="en")
_MATCHES = tuple(f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow"))


def enrich(
    path: str | os.PathLike[str], index: Index, *, progress: Callable[[int, int], None] | None = None
) -> list[ox.Triple]:
    """Return labels, exact synonyms and ancestors of the mapped terms, each with the release's name and version.

    Args:
        path: The release; see `radkg.mappings.verify.report`.
        index: The mappings.
        progress: Called now and then with the bytes of the file that have been read, and how many there are.

    Raises:
        UnreadableFile: The release is missing, not well formed, or hostile.
        MissingPackage: It needs a package that is not installed.
    """
    release = Release(path, index.prefixes)
    ledger = Ledger(release.path, release.header)
    synonyms: dict[str, list[str]] = defaultdict(list)
    for term in release.terms(progress):
        ledger.add(term)
        if term.id in index.by_object:
            synonyms[term.id] += [one_line(text) for text, scope in term.synonyms if scope == EXACT and text != term.label]
    home = ledger.home()
    rows = {id_: some for id_, some in index.by_object.items() if id_.startswith(f"{home}:") and ledger.is_current(id_)}
    in_full = home in COPIED_IN_FULL
    return list(dict.fromkeys([*_header(ledger, home), *_terms(rows, ledger, home, index, synonyms, in_full=in_full)]))


def _header(ledger: Ledger, home: str) -> Iterator[ox.Triple]:
    ontology = ox.NamedNode(ONTOLOGY)
    yield ox.Triple(ontology, _TYPE, ox.NamedNode(OWL + "Ontology"))
    yield ox.Triple(ontology, _TITLE, _CALLED)
    yield ox.Triple(ontology, _SOURCE, _source(ledger, home))
    for property_ in (_ALTERNATIVE, _BROADER, _SOURCE, _TITLE, *(ox.NamedNode(expand(match) or match) for match in _MATCHES)):
        yield ox.Triple(property_, _TYPE, ox.NamedNode(OWL + "AnnotationProperty"))
    if ledger.header.version:
        yield ox.Triple(_source(ledger, home), _VERSION, ox.Literal(ledger.header.version))


def _source(ledger: Ledger, home: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(ledger.header.iri)
    except ValueError:
        return ox.NamedNode(f"{OBO}{home.lower()}.owl")


def _terms(
    rows: dict[str, list[Mapping]],
    ledger: Ledger,
    home: str,
    index: Index,
    synonyms: dict[str, list[str]],
    *,
    in_full: bool,
) -> Iterator[ox.Triple]:
    source, version = _source(ledger, home), ox.Literal(ledger.header.version)

    def said(id_: str, node: ox.NamedNode) -> Iterator[ox.Triple]:
        if label := ledger.label(id_):
            yield ox.Triple(node, _LABEL, ox.Literal(label, language="en"))
        yield ox.Triple(node, _SOURCE, source)
        if version.value:
            yield ox.Triple(node, _VERSION, version)

    for id_, some in rows.items():
        node = _node(id_, index)
        if node is None:
            continue
        for row in some:
            subject = expand(row.subject)
            if row.predicate in _MATCHES and subject and subject != node.value:
                yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(expand(row.predicate) or row.predicate), node)
        if in_full or any(row.object_label for row in some):
            yield from said(id_, node)
        else:
            yield ox.Triple(node, _SOURCE, source)
        if in_full:
            for text in sorted(set(synonyms[id_])):
                yield ox.Triple(node, _ALTERNATIVE, ox.Literal(text, language="en"))
            for one in (id_, *(above for above, _ in ledger.above(id_))):
                if (narrow := _node(one, index)) is None:
                    continue
                yield from said(one, narrow)
                for parent in ledger.parents(one):
                    if (broad := _node(parent, index)) is not None:
                        yield ox.Triple(narrow, _BROADER, broad)


def _node(id_: str, index: Index) -> ox.NamedNode | None:
    """Return a term's IRI; ``None`` where it has no prefix that radkg knows, or could not be written."""
    try:
        return ox.NamedNode(id_ if "://" in id_ else index.prefixes.iri(id_))
    except (KeyError, ValueError):
        return None
