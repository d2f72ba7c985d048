"""Rows put in order by what somebody asks for besides: those whose facts name it come first, and none is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.model.lookups import values
from radkg.namespaces import RADKG

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from radkg.model.knowledge import Knowledge
    from radkg.rdf.results import Cell, QueryResult

_FACT = "fact"  # the column that has the facts
_SUBJECT, _OBJECT, _FORM_OF = RADKG + "subject", RADKG + "object", ox.NamedNode(RADKG + "formOf")
_NONE: frozenset[str] = frozenset()


def first_those_naming(known: Knowledge, result: QueryResult, terms: Sequence[str]) -> tuple[QueryResult, dict[str, int]]:
    """Return rows with those first whose facts name most of some terms, and how many name each of them.

    A fact names a term where that, a kind or a part of it is what the fact is about or what narrows it, in the fact or by the
    definition of a term of it: what is said of a disease of children is said of children.

    Args:
        known: The knowledge.
        result: The rows.
        terms: IRIs of terms; the order of the rows is kept among those that name as many.
    """
    if _FACT not in result.columns or not terms:
        return result, dict.fromkeys(terms, 0)
    column = result.columns.index(_FACT)
    named = {cell: named_by(known, cell, terms) for cell in dict.fromkeys(row[column] for row in result.rows)}
    return first_those_with_most(result, named, terms)


def first_those_with_most(
    result: QueryResult, found: Mapping[Cell, frozenset[str]], wanted: Sequence[str]
) -> tuple[QueryResult, dict[str, int]]:
    """Return rows with those first whose facts have most of what is wanted, and how many have each of it.

    Args:
        result: The rows, which have facts; their order is kept among those that have as much.
        found: What each fact has.
        wanted: What is counted.
    """
    column = result.columns.index(_FACT)
    rows = sorted(result.rows, key=lambda row: -len(found[row[column]]))
    counts = {one: sum(one in found[row[column]] for row in rows) for one in wanted}
    return replace(result, rows=tuple(rows)), counts


def says_of_itself(known: Knowledge, fact: Cell, term: str) -> bool:
    """Return whether a fact has a term itself, and no kind of it, as what it is about or says of that."""
    return isinstance(fact, ox.NamedNode) and any(
        term in values(known.store, fact.value, property_) for property_ in (_SUBJECT, _OBJECT)
    )


def named_by(known: Knowledge, fact: Cell, terms: Sequence[str]) -> frozenset[str]:
    """Return those of some terms that a fact names."""
    if not isinstance(fact, ox.NamedNode):
        return _NONE
    forms = [quad.subject for quad in known.store.quads_for_pattern(None, _FORM_OF, fact)]
    found: set[str] = set()
    for form in [fact, *forms]:
        for quad in known.store.quads_for_pattern(form, None, None):
            if isinstance(quad.object, ox.NamedNode):
                found.add(quad.object.value)
                if quad.predicate.value in (_SUBJECT, _OBJECT):
                    found |= _in_definition(known, quad.object.value)
    wider = {kind for one in found for kind in known.kinds.get(one, _NONE) | known.places.get(one, _NONE)}
    return frozenset(term for term in terms if term in wider)


def _in_definition(known: Knowledge, term: str) -> set[str]:
    definitions = (known.definitions.get(kind) for kind in known.kinds.get(term, _NONE))
    return {value for definition in definitions if definition for _, value in definition[1]}
