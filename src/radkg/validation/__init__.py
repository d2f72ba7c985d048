"""Validation: facts and terms held against shapes, checks and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.validation.report import Finding, ValidationReport

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from radkg.model.ontology import Ontology
    from radkg.model.store import Written
    from radkg.rdf.reading import Document

__all__ = ["Finding", "ValidationReport", "read_valid", "refuse_invalid", "validate", "validate_documents"]

_SHOWN = 3  # findings that an error names; `radkg validate` shows them all


def validate(
    paths: Sequence[str | os.PathLike[str]] = (),
    *,
    shapes: Sequence[str | os.PathLike[str]] = (),
    ontology: Ontology | None = None,
) -> ValidationReport:
    """Validate facts and terms of a user's own together with the ontology; where no file is given, the ontology itself.

    Args:
        paths: Files with facts and terms (Turtle, JSON-LD, RDF/XML, …).
        shapes: Files with SHACL shapes, run besides those of the ontology. SHACL Core only: SPARQL and JavaScript in shapes are
            never run.
        ontology: The ontology; the one that radkg carries where not given.

    Raises:
        UnreadableFile: A file is missing or not well formed.
    """
    import os

    from radkg.model.ontology import Ontology
    from radkg.model.store import Written
    from radkg.rdf import reading

    documents = [reading.read(os.fspath(path)) for path in paths]
    written = Written(ontology or Ontology.carried())
    return validate_documents(documents, [reading.read(os.fspath(path)) for path in shapes], written)


def validate_documents(documents: Sequence[Document], shapes: Sequence[Document], written: Written) -> ValidationReport:
    """Validate documents together with an ontology; where there is no document, validate the ontology itself.

    Args:
        documents: Facts and terms of a user's own.
        shapes: SHACL shapes of a user's own, run besides those of the ontology.
        written: The ontology.
    """
    from radkg.validation import engine

    return engine.validate(documents, shapes, written)


def read_valid(paths: Sequence[str], ontology: Ontology) -> list[Document]:
    """Return files of a user's own, read and found to conform.

    Args:
        paths: The files.
        ontology: The ontology that the files are validated with.

    Raises:
        UnreadableFile: A file is missing or not well formed.
        InvalidFacts: See `refuse_invalid`.
    """
    from radkg.model.store import Written
    from radkg.rdf import reading

    documents = [reading.read(path) for path in paths]
    refuse_invalid(documents, Written(ontology))
    return documents


def refuse_invalid(documents: Sequence[Document], written: Written) -> None:
    """Refuse facts that do not conform. Facts that contradict others are no violation: where sources disagree, both are kept.

    Args:
        documents: The facts.
        written: The ontology that the facts are validated with.

    Raises:
        InvalidFacts: There is a finding of severity Violation; the first ones are named.
    """
    from radkg.errors import InvalidFacts

    violations = [f for f in validate_documents(documents, (), written).findings if f.severity == "Violation"]
    if violations:
        named = "; ".join(f"{f.place or f.file}: {f.label or f.focus}: {f.message}" for f in violations[:_SHOWN])
        more = f"; and {len(violations) - _SHOWN} more" if len(violations) > _SHOWN else ""
        raise InvalidFacts(f"{named}{more}; `radkg validate` says what to do")
