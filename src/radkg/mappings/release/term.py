"""What is read of a term in a release of another ontology."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from radkg.namespaces import OBO
from radkg.rdf.guards import fault_of_iri, one_line

_RELEASE = re.compile(r"(?:.*/)?releases/v?([\w.-]+)(?:/.*)?|v?(\d{4}-\d\d-\d\d)")

KINDS, KINDS_OR_PARTS = "subClassOf", "subClassOf or part of"
LABEL, EXACT, RELATED, NARROW, BROAD = "label", "exact", "related", "narrow", "broad"


class Synonym(NamedTuple):
    """Another name.

    Attributes:
        scope: One of `EXACT`, `RELATED`, `NARROW` and `BROAD`: how the name's meaning lies to the term's.
    """

    text: str
    scope: str


class Term(NamedTuple):
    """A term, or a part of one: formats that say things of a term in several places give several records with its id.

    Attributes:
        id: CURIE; the IRI where no prefix fits.
        declared: Whether this says that there is such a term, and not only something about it.
        parents: What it is said to be a kind of.
        replaced_by: What to use in the place of an obsolete term.
        consider: What may be used in its place.
        alternative_ids: Ids of terms that were merged into it.
    """

    id: str
    declared: bool = True
    label: str = ""
    synonyms: tuple[Synonym, ...] = ()
    obsolete: bool = False
    replaced_by: tuple[str, ...] = ()
    consider: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    alternative_ids: tuple[str, ...] = ()


@dataclass(slots=True)
class ReleaseHeader:
    """What a release says of itself; it is filled while the terms are read, and complete after the last.

    Attributes:
        iri: Of the ontology.
        version: Date or number of the release; the version IRI where it has neither.
        parents_are: `KINDS`, or `KINDS_OR_PARTS` where the file does not tell what a term is a kind of from what it is part of.
    """

    iri: str = ""
    version: str = ""
    parents_are: str = KINDS

    def settle(self) -> None:
        """Put what the formats write differently into one form: the IRI of the ontology, the date of the release."""
        self.iri, self.version = one_line(self.iri)[:500], one_line(self.version)[:500]
        if self.iri and "://" not in self.iri:  # OBO gives the name alone
            self.iri = OBO + (self.iri if "." in self.iri else f"{self.iri}.owl")
        if fault_of_iri(self.iri) or " " in self.iri:
            self.iri = ""
        if found := _RELEASE.fullmatch(self.version):
            self.version = found[1] or found[2]
