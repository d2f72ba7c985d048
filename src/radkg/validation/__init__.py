"""Validation: facts and terms held against shapes, checks and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.validation.finding import Finding
from radkg.validation.report import ValidationReport

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from radkg.model.ontology import Ontology
    from radkg.model.store import Written
    from radkg.rdf.reading import Document

__all__ = ["Finding", "ValidationReport", "read_documents", "read_valid", "refuse_invalid", "validate", "validate_documents"]

SECONDS = 60.0  # that shapes of a user's own may run
_SHOWN = 3  # findings that an error names; `radkg validate` shows them all


def validate(
    paths: Sequence[str | os.PathLike[str]] = (),
    *,
    shapes: Sequence[str | os.PathLike[str]] = (),
    ontology: Ontology | None = None,
    strict: bool = False,
    timeout: float = SECONDS,
) -> ValidationReport:
    """Validate facts and terms of a user's own together with the ontology; where no file is given, the ontology itself.

    Args:
        paths: Files with facts and terms (Turtle, JSON-LD, RDF/XML, …).
        shapes: Files with SHACL shapes, which together are one shapes graph, run besides those of the ontology. SHACL Core and
            SHACL-SPARQL: rules and JavaScript are never run, and a query neither fetches nor reads anything.
        ontology: The ontology; the one that radkg carries where not given.
        strict: Whether anything that is found makes the report's `exit_code` 1, and not only a Violation.
        timeout: Seconds after which the shapes are stopped; that they were is a finding.

    Raises:
        UnreadableFile: A file is missing or not well formed.
    """
    from radkg.model.ontology import Ontology
    from radkg.model.store import Written

    documents, held_against = read_documents(paths), read_documents(shapes)
    written = Written(ontology or Ontology.carried())
    return validate_documents(documents, held_against, written, strict=strict, timeout=timeout)


def read_documents(paths: Sequence[str | os.PathLike[str]]) -> list[Document]:
    """Read files to be validated, or shapes to validate with. An IRI in them may have any scheme.

    Raises:
        UnreadableFile: A file is missing or not well formed.
    """
    import os

    from radkg.rdf import reading

    return [reading.read(os.fspath(path), any_scheme=True) for path in paths]


def validate_documents(
    documents: Sequence[Document],
    shapes: Sequence[Document],
    written: Written,
    *,
    strict: bool = False,
    timeout: float = SECONDS,
) -> ValidationReport:
    """Validate documents together with an ontology; where there is no document, validate the ontology itself.

    Args:
        documents: Facts and terms of a user's own.
        shapes: SHACL shapes of a user's own, run besides those of the ontology.
        written: The ontology.
        strict: See `validate`.
        timeout: See `validate`.
    """
    from radkg.validation import engine

    return engine.validate(documents, shapes, written, strict=strict, timeout=timeout)


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
        parts = ((f.place, f.label or f.focus, f.message) for f in violations[:_SHOWN])
        named = "; ".join(": ".join(filter(None, part)) for part in parts)
        more = f"; and {len(violations) - _SHOWN} more" if len(violations) > _SHOWN else ""
        raise InvalidFacts(f"{named}{more}; `radkg validate` says what to do")
