"""Identifiers in the place of names: a CURIE or an IRI, of radkg's or of another vocabulary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from radkg.errors import UnknownTerm
from radkg.model.lookups import node
from radkg.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Callable

    from radkg.mappings import Index
    from radkg.model.terms import Terms

#: The last form is that of a local name in a file: MONDO_0016367.
_IDENTIFIER = re.compile(r"<?\bhttps?://[^\s<>]*[^\s<>.,;]>?|\b[A-Za-z][\w.-]*:[\w.-]*\w|\b[A-Za-z][A-Za-z.-]*_\d[\w.]*\b")


def resolve(name: str, known: Terms, mappings: Callable[[], Index]) -> str | None:
    """Return the term that an identifier stands for: a term of radkg's own, or the exact match of another vocabulary's.

    Returns ``None`` where ``name`` is no identifier of a vocabulary that radkg knows.

    Args:
        name: A CURIE or an IRI, or anything else.
        known: The terms.
        mappings: Returns the mappings; called where the identifier is not radkg's own.

    Raises:
        UnknownTerm: No term of radkg's is an exact match; the error offers the other matches.
    """
    own = expand(name)
    if own is not None and node(own) is None:  # it looks like an IRI, and no engine takes it
        return None
    if own is not None and (known.is_term(own) or known.is_labelled(own)):
        return own
    index = mappings()
    name = own or name
    found = index.terms(name)
    if found is None:
        return None
    if same := index.same_as(found):
        return same
    imported = index.prefixes.iri(index.prefixes.curie(name) or "")
    if known.is_term(imported):  # a class of the other vocabulary that imported facts are about
        return imported
    raise UnknownTerm(name, tuple(dict.fromkeys(row.subject_label for row in found))[:3])


def with_labels(statement: str, known: Terms, mappings: Callable[[], Index]) -> str:
    """Return ``statement`` with labels in the place of identifiers.

    Args:
        statement: The statement.
        known: The terms.
        mappings: Returns the mappings; see `resolve`.

    Raises:
        UnknownTerm: An identifier of a vocabulary that radkg knows stands for none of its terms.
    """

    def label(match: re.Match[str]) -> str:
        iri = resolve(match[0], known, mappings)
        return match[0] if iri is None else known.label(iri)

    return _IDENTIFIER.sub(label, statement) if ":" in statement or "_" in statement else statement
