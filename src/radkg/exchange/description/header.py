"""The header of an ontology: title, description, licence, creator and version."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pyoxigraph as ox

from radkg.errors import RadkgError
from radkg.exchange.description.vocabulary import (
    CREATOR,
    DCAT,
    FOAF,
    ISSUED,
    LICENSE,
    RELEASE,
    TITLE,
    say,
    typed,
)
from radkg.namespaces import DCTERMS, OWL, compact

if TYPE_CHECKING:
    from radkg.model.ontology import Ontology

Value = TypeVar("Value")


class IncompleteHeader(RadkgError):
    """The header of an ontology lacks something that a release needs."""


class Header(NamedTuple):
    """The header of an ontology.

    Attributes:
        iri: IRI of the ontology.
        title: The title, with its language.
        description: The description, with its language.
        license: IRI of the licence.
        creator: Name of the creator.
        version: The last part of the version IRI, which is the date of the release.
    """

    iri: str
    title: ox.Literal
    description: ox.Literal
    license: str
    creator: str
    version: str

    @classmethod
    def read(cls, ontology: Ontology) -> Header:
        """Return the header of an ontology.

        Raises:
            IncompleteHeader: It lacks one of title, description, creator, licence and version, or the version is no date.
        """
        iri, path = ontology.iri(), ontology.main_file()
        stated = {quad.predicate.value: quad.object for quad in ontology.parse(path) if quad.subject == ox.NamedNode(iri)}

        def value(property_: str, kind: type[Value]) -> Value:
            found = stated.get(property_)
            if not isinstance(found, kind):
                raise IncompleteHeader(f"{path}: the ontology's header has no {compact(property_)}; add it")
            return found

        title, description, creator = (value(DCTERMS + name, ox.Literal) for name in ("title", "description", "creator"))
        license_ = value(DCTERMS + "license", ox.NamedNode)
        version = value(OWL + "versionIRI", ox.NamedNode).value.rpartition("/")[2]
        try:
            date.fromisoformat(version)
        except ValueError:
            raise IncompleteHeader(f"{path}: owl:versionIRI ends in {version!r}, which is no date; end it in one") from None
        return cls(iri, title, description, license_.value, creator.value, version)

    @property
    def issued(self) -> date:
        """The date of the release."""
        return date.fromisoformat(self.version)

    def file(self, name: str) -> str:
        """Return the permanent address of a file of this release."""
        return f"{RELEASE}{self.version}/{name}"

    def about(self, dataset: str) -> list[ox.Triple]:
        """Return the header as triples about ``dataset``."""
        return [
            *say(dataset, (TITLE, self.title), (DCTERMS + "description", self.description)),
            *say(dataset, (LICENSE, self.license), (ISSUED, self.issued)),
            *say(dataset, (DCTERMS + "creator", CREATOR), (DCAT + "version", ox.Literal(self.version))),
            *typed(CREATOR, FOAF + "Agent"),
            *say(CREATOR, (FOAF + "name", ox.Literal(self.creator))),
        ]
