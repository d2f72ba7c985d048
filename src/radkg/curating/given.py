"""What a curator gives: everything as it was typed, before any of it is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Parameters for numbers, each with the key of the qualifier in the schema.
NUMBERS = {
    "count": "count",
    "total": "total",
    "frequency_min": "frequencyMinimum",
    "frequency_max": "frequencyMaximum",
    "age_min": "ageMinimum",
    "age_max": "ageMaximum",
    "sample_size": "sampleSize",
}
#: Parameters for terms, each with the key of the qualifier in the schema. Any other is given by its key.
TERMS = {
    "site": "site",
    "layer": "layer",
    "pattern": "pattern",
    "distribution": "distribution",
    "modality": "modality",
    "stage": "stage",
    "population": "population",
    "disease": "disease",
    "frequency_word": "frequencyWord",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a fact that is to be written.

    Attributes:
        statement: The fact as a sentence; empty where it is given in parts.
        subject: Name of the subject.
        relation: Name of the relation.
        object: Name of the object.
        kind: "Association", "ExcludedAssociation" or "NullResult"; empty where the sentence says it.
        certainty: Name of the certainty.
        qualifiers: Key of a qualifier to its values, as they were typed.
        source: IRI, prefixed name, DOI or PMID of the source.
        title: Title of a source that is not known yet.
        year: Its year.
        source_kind: Its kind.
        cite_as: How it is cited.
        passage: The passage of the source, where it has any.
        locator: Where in the source it stands.
        evidence_type: A class of the Evidence and Conclusion Ontology.
        bears_on: Keys of the qualifiers that the evidence supports, where that is not all of the fact.
        quote: The sentence of the source, of which the digest is written.
        address: Where the text was read.
        read_on: When it was, as 2026-11-30.
        label: The label; made where it is empty.
    """

    statement: str = ""
    subject: str = ""
    relation: str = ""
    object: str = ""
    kind: str = ""
    certainty: str = ""
    qualifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""
    title: str = ""
    year: int | None = None
    source_kind: str = ""
    cite_as: str = ""
    passage: str = ""
    locator: str = ""
    evidence_type: str = ""
    bears_on: tuple[str, ...] = ()
    quote: str = ""
    address: str = ""
    read_on: str = ""
    label: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is a sentence, or a part of a triple."""
        return bool(self.statement or self.subject or self.relation or self.object)
