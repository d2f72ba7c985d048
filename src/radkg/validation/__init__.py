"""Holding facts and terms against the shapes and against what radkg knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.validation.report import Finding, ValidationReport

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from radkg.rdf.reading import Document

__all__ = ["Finding", "ValidationReport", "read_valid", "refuse_invalid", "validate"]

_SHOWN = 3  # findings that an error names; `radkg validate` shows them all


def validate(
    paths: Sequence[str | os.PathLike[str]] = (), *, shapes: Sequence[str | os.PathLike[str]] = ()
) -> ValidationReport:
    """Validate facts and terms of a user's own beside the ontology, or, where no file is given, the ontology itself.

    Args:
        paths: Files with facts and terms (Turtle, JSON-LD, RDF/XML, …).
        shapes: Files with SHACL shapes to hold them against besides radkg's own. SHACL Core only: SPARQL and JavaScript in
            shapes are never run.

    Raises:
        UnreadableFile: A file is missing or not well formed.
    """
    import os

    from radkg.rdf import reading
    from radkg.validation.engine import validate_documents

    documents = [reading.read(os.fspath(path)) for path in paths]
    return validate_documents(documents, [reading.read(os.fspath(path)) for path in shapes])


def read_valid(paths: Sequence[str]) -> list[Document]:
    """Return files of a user's own, read and found to conform.

    Raises:
        UnreadableFile: A file is missing or not well formed.
        InvalidFacts: See `refuse_invalid`.
    """
    from radkg.rdf import reading

    documents = [reading.read(path) for path in paths]
    refuse_invalid(documents)
    return documents


def refuse_invalid(documents: Sequence[Document]) -> None:
    """Refuse facts that do not conform. Contradictions are let in: when sources disagree, both go in.

    Raises:
        InvalidFacts: There is a finding of severity Violation; the first ones are named.
    """
    from radkg.errors import InvalidFacts
    from radkg.validation.engine import validate_documents

    violations = [f for f in validate_documents(documents).findings if f.severity == "Violation"]
    if violations:
        named = "; ".join(f"{f.place or f.file}: {f.label or f.focus}: {f.message}" for f in violations[:_SHOWN])
        more = f"; and {len(violations) - _SHOWN} more" if len(violations) > _SHOWN else ""
        raise InvalidFacts(f"{named}{more}; `radkg validate` says what to do")
