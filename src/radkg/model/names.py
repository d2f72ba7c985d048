"""Identifiers in the place of names: a CURIE or an IRI of another vocabulary, or of radkg's, wherever a term may stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from radkg.errors import UnknownTerm
from radkg.mappings.index import EXACT
from radkg.namespaces import expand

if TYPE_CHECKING:
    from radkg.model.knowledge import Knowledge

_IDENTIFIER = re.compile(r"<?\bhttps?://[^\s<>]*[^\s<>.,;]>?|\b[A-Za-z][\w.-]*:[\w.-]*\w")


def resolve(name: str, known: Knowledge) -> str | None:
    """Return the term that an identifier stands for: one of radkg's own, or the one that another vocabulary's is the same as.

    Returns ``None`` where ``name`` is no identifier of a vocabulary that radkg knows.

    Raises:
        UnknownTerm: radkg has no term that is the same; those that come near are named.
    """
    own = expand(name)
    if own is not None and (own in known.vocabulary or known.is_labelled(own)):
        return own
    found = known.mappings.terms(name)
    if found is None:
        return None
    same = [row.subject for row in found if row.predicate == EXACT]
    if same:
        return expand(same[0])
    theirs = known.mappings.prefixes.iri(known.mappings.prefixes.curie(name) or "")
    if theirs in known.vocabulary:  # taken over, as it is
        return theirs
    raise UnknownTerm(name, tuple(dict.fromkeys(row.subject_label for row in found))[:3])


def with_names(statement: str, known: Knowledge) -> str:
    """Return ``statement`` with labels in the place of identifiers.

    Raises:
        UnknownTerm: An identifier of a vocabulary that radkg knows stands for none of its terms.
    """

    def label(match: re.Match[str]) -> str:
        iri = resolve(match[0], known)
        return match[0] if iri is None else known.label(iri)

    return _IDENTIFIER.sub(label, statement) if ":" in statement else statement
