"""The terms of the ontology by the names and identifiers that imported tables use."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import UnknownTerm
from radkg.model.lookups import pairs, values
from radkg.namespaces import DCTERMS, OBO, OWL, RADKG, RDFS, SKOS, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.ontology import Ontology

#: Prefix of an identifier to its namespace.
_PREFIXES = {"HP": OBO + "HP_", "MAXO": OBO + "MAXO_", "ORPHA": "http://www.orpha.net/ORDO/Orphanet_"}


def iri_of(identifier: str) -> str | None:
    """Return the IRI of an identifier such as ``HP:0002015``; ``None`` where the text is none.

    >>> iri_of("HP:0002015")
    'http://purl.obolibrary.org/obo/HP_0002015'
    """
    prefix, _, number = identifier.partition(":")
    return _PREFIXES[prefix] + number if prefix in _PREFIXES and number.isascii() and number.isdigit() else None


class ImportVocabulary:
    """The terms of the ontology's files.

    Args:
        ontology: The ontology.
        paths: Its Turtle files; those that are about to be written are not among them, so that a run does not read itself.

    Attributes:
        labels: IRI to label.
        named: Imported name, letter by letter, to the term that it stands for.
    """

    def __init__(self, ontology: Ontology, paths: Iterable[str]) -> None:
        self._store = ox.Store()
        for path in paths:
            ontology.load(self._store, path)
        self.labels = dict(self._pairs(RDFS + "label"))
        self.named = {o: s for s, o in self._pairs(RADKG + "importedName")}
        self._broader = defaultdict(set)
        for stating in (RDFS + "subClassOf", RADKG + "termKind", RADKG + "cohortOf"):
            for narrower, broader in self._pairs(stating):
                self._broader[narrower].add(broader)
        self._stand_ins = {o: s for s, o in sorted(self._pairs(RADKG + "standsInFor"), reverse=True)}
        self._mappings = ontology.mapping_index()
        self._names: dict[str, set[str]] = defaultdict(set)
        for naming in (RDFS + "label", SKOS + "altLabel", SKOS + "hiddenLabel"):
            for term, name in self._pairs(naming):
                if term.startswith(RADKG) and term in self._broader:
                    self._names[name.casefold()].add(term)

    def _pairs(self, predicate: str) -> list[tuple[str, str]]:
        return list(pairs(self._store, predicate))

    def value(self, subject: str, predicate: str) -> str | None:
        """Return the first value, in alphabetical order, that ``subject`` has for ``predicate``; ``None`` where it has none."""
        return min(values(self._store, subject, predicate), default=None)

    def is_kind(self, term: str, top: str) -> bool:
        """Return whether ``term`` is ``top`` or a kind of ``top``, directly or through other classes."""
        return term == top or any(self.is_kind(broader, top) for broader in self._broader.get(term, ()))

    def is_classified(self, term: str) -> bool:
        """Return whether the ontology states what ``term``, a class of another resource, is taken for a kind of."""
        return term in self._broader

    def match(self, iri: str) -> str | None:
        """Return the term that is the class ``iri`` of another resource; ``None`` where none is.

        It is the term that a mapping set calls an exact match, else the one that is said to stand in for the class.
        """
        same = self._mappings.same_as(self._mappings.terms(iri) or ())
        return same if same in self.labels else self._stand_ins.get(iri)

    def called(self, name: str) -> list[str]:
        """Return radkg's own terms that have ``name`` as label or synonym, in any letter case, sorted."""
        return sorted(self._names.get(name.casefold(), ()))

    def source(self, name: str) -> dict[str, str]:
        """Return IRI, label, title, version and licence of a source of the bibliography.

        Raises:
            UnknownTerm: There is no source called ``name`` that has all of these.
        """
        iri = SOURCE + name
        wanted = {"label": RDFS + "label", "title": DCTERMS + "title", "version": OWL + "versionInfo"}
        found = {key: self.value(iri, p) for key, p in (wanted | {"licence": DCTERMS + "license"}).items()}
        if None in found.values():
            versioned = [s for s, _ in self._pairs(OWL + "versionInfo") if s.startswith(SOURCE)]
            raise UnknownTerm(name, tuple(sorted(s.removeprefix(SOURCE) for s in versioned)))
        return {"iri": iri, **{key: value for key, value in found.items() if value}}
