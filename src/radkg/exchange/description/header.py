"""What the ontology's header says of it: title, description, licence, maker and version."""

from __future__ import annotations

import os
from datetime import date
from typing import NamedTuple

import pyoxigraph as ox

from radkg import resources
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
from radkg.namespaces import DCTERMS, ONTOLOGY, OWL


class Header(NamedTuple):
    """The header.

    Attributes:
        title: With its language.
        description: With its language.
        license: The licence's IRI.
        creator: The maker's name.
        version: The last part of the version IRI, which is the date of the release.
    """

    title: ox.Literal
    description: ox.Literal
    license: str
    creator: str
    version: str

    @classmethod
    def read(cls) -> Header:
        """Return the header of the ontology that radkg carries."""
        path = os.path.join(resources.ontology_folder(), "radkg.ttl")
        said = {
            quad.predicate.value: quad.object
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
            if quad.subject == ox.NamedNode(ONTOLOGY)
        }
        title, description, creator = (said[DCTERMS + name] for name in ("title", "description", "creator"))
        license_, version = said[DCTERMS + "license"], said[OWL + "versionIRI"]
        assert isinstance(title, ox.Literal), "a check of the quality checks asks for it"
        assert isinstance(description, ox.Literal), "as for the title"
        assert isinstance(creator, ox.Literal), "as for the title"
        assert isinstance(license_, ox.NamedNode), "as for the title"
        assert isinstance(version, ox.NamedNode), "as for the title"
        return cls(title, description, license_.value, creator.value, version.value.rpartition("/")[2])

    @property
    def issued(self) -> date:
        """The date of the release."""
        return date.fromisoformat(self.version)

    def file(self, name: str) -> str:
        """Return the permanent address of a file of this release."""
        return f"{RELEASE}{self.version}/{name}"

    def about(self, dataset: str) -> list[ox.Triple]:
        """Return what the header says, said of ``dataset``."""
        return [
            *say(dataset, (TITLE, self.title), (DCTERMS + "description", self.description)),
            *say(dataset, (LICENSE, self.license), (ISSUED, self.issued)),
            *say(dataset, (DCTERMS + "creator", CREATOR), (DCAT + "version", ox.Literal(self.version))),
            *typed(CREATOR, FOAF + "Agent"),
            *say(CREATOR, (FOAF + "name", ox.Literal(self.creator))),
        ]
