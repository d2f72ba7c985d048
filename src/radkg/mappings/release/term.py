"""Terms and header of a release of another ontology, as its readers give them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from radkg.mappings.release.remarks import Remarks
from radkg.namespaces import OBO
from radkg.rdf.guards import fault_of_iri, one_line

_RELEASE = re.compile(r"(?:.*/)?releases/v?([\w.-]+)(?:/.*)?|v?(\d{4}-\d\d-\d\d)")

KINDS, KINDS_OR_PARTS = "subClassOf", "subClassOf or part of"
LABEL, EXACT, RELATED, NARROW, BROAD = "label", "exact", "related", "narrow", "broad"


class Synonym(NamedTuple):
    """A synonym.

    Attributes:
        text: The name.
        scope: One of `EXACT`, `RELATED`, `NARROW` and `BROAD`.
    """

    text: str
    scope: str


class Term(NamedTuple):
    """A record of a term. Formats with several statements of one term give several records with its id.

    Attributes:
        id: CURIE; the IRI where no prefix fits.
        declared: Whether the record declares the term; else it only adds to a term.
        label: Its label; empty for none.
        synonyms: Its synonyms.
        obsolete: Whether it is obsolete.
        replaced_by: Ids of the terms that replace an obsolete term.
        consider: Ids of terms that may replace an obsolete term.
        parents: Ids of the terms that it is a kind of; see `ReleaseHeader.parents_are`.
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
        iri: IRI of the ontology.
        version: Date or number of the release; the version IRI where it has neither.
        parents_are: `KINDS`, or `KINDS_OR_PARTS` where the file does not distinguish kinds from parts.
        remarks: What could not be read as it is written.
    """

    iri: str = ""
    version: str = ""
    parents_are: str = KINDS
    remarks: Remarks = field(default_factory=Remarks)

    def settle(self) -> None:
        """Bring IRI and version, which each format writes in a way of its own, into one form."""
        self.iri, self.version = one_line(self.iri)[:500], one_line(self.version)[:500]
        if self.iri and "://" not in self.iri:  # OBO gives the name alone
            self.iri = OBO + (self.iri if "." in self.iri else f"{self.iri}.owl")
        if fault_of_iri(self.iri) or " " in self.iri:
            self.iri = ""
        if found := _RELEASE.fullmatch(self.version):
            self.version = found[1] or found[2]
