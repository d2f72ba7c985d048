"""Rows that compare two things: whether they say enough of both, in which order, and of which of the two there is nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.errors import UnknownTerm
from radkg.model.lookups import values
from radkg.namespaces import RADKG
from radkg.questions.narrowed import named_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from radkg.model.knowledge import Knowledge
    from radkg.questions.catalogue import Question, QuestionParameter
    from radkg.rdf.results import Cell, QueryResult

_ENOUGH = 8  # facts that two things are told apart by
_ONE_SIDED = (
    2  # levels at the end of the list: what is usual in the one and not known of the other, and what is known of one only
)
_OF, _FACT, _BASIS = "of", "fact", "basis"  # the columns with which of the two a row is of, with its fact, and with its level
_COLUMNS = frozenset([_BASIS, _OF, _FACT])
_KIND_OF, _SEEN_ON, _MODALITY, _OBJECT = (RADKG + name for name in ("isOrIsKindOf", "seenOn", "ImagingModality", "object"))
_STRUCTURE = RADKG + "AnatomicalStructure"
_ABOUT = (_OBJECT, *(RADKG + name for name in ("subject", "inDisease", "comparedWith")))


class Sides(NamedTuple):
    """Two things that a question compares.

    Attributes:
        terms: Their IRIs.
        modality: IRI of the modality that they are compared on; empty where that is any.
        last: The last level that the question can go down to.
        is_to_last: Whether it is asked down to that.
    """

    terms: tuple[str, str]
    modality: str
    last: str
    is_to_last: bool

    def of(self, known: Knowledge, cell: Cell) -> str:
        """Return which of the two a cell is of, the narrower where it is of both; empty where it is of neither."""
        if not isinstance(cell, ox.NamedNode):
            return ""
        found = [term for term in self.terms if known.is_kind(cell.value, {term})]
        return max(found, key=lambda term: len(known.kinds.get(term, ())), default="")


def is_depth(parameter: QuestionParameter) -> bool:
    """Return whether a parameter says how far down a list to go."""
    return bool(parameter.maximum) and parameter.default is not None


def sides(known: Knowledge, question: Question, given: Mapping[str, object]) -> Sides | None:
    """Return what a question compares; ``None`` where it does not compare two things level by level."""
    needed = [parameter for parameter in question.parameters if parameter.is_needed]
    depths = [parameter for parameter in question.parameters if is_depth(parameter)]
    if len(needed) != 2 or needed[0].of != needed[1].of or not depths or not _COLUMNS.issubset(question.in_table):
        return None
    on = [p.name for p in question.parameters if p.of == (_MODALITY,) and p.name in given]
    try:
        one, other, *modality = (known.find(str(given[name])) for name in [*(p.name for p in needed), *on])
    except (KeyError, UnknownTerm):
        return None
    last = str(depths[0].maximum)
    seen_on = next((term for term in modality if term != _MODALITY), "")
    return Sides((one, other), seen_on, last, str(given.get(depths[0].name)) == last)


def is_thin(known: Knowledge, compared: Sides, result: QueryResult, besides: Sequence[str] = ()) -> bool:
    """Return whether rows say little: few facts, none of one side, or none of one side that names what those of the other name.

    Args:
        known: The knowledge.
        compared: What they compare.
        result: The rows.
        besides: IRIs of what is named besides.
    """
    of = _facts_of_sides(known, compared, result)
    naming = [{term for fact in facts for term in named_by(known, fact, besides)} for facts in of]
    return sum(map(len, of)) < _ENOUGH or not all(of) or naming[0] != naming[1]


def in_turn(known: Knowledge, compared: Sides, result: QueryResult) -> QueryResult:
    """Return rows with what is known of one only in turn, a fact of the one and a fact of the other: neither hides the other.

    What is known of both, and what is known of the same one, keeps its order.
    """
    basis, of, fact = (result.columns.index(name) for name in (_BASIS, _OF, _FACT))
    levels = {str(int(compared.last) - before) for before in range(_ONE_SIDED)}
    first: list[tuple[Cell, ...]] = []
    last: dict[str, dict[Cell, list[tuple[Cell, ...]]]] = {}
    for row in result.rows:
        level = row[basis]
        if isinstance(level, ox.Literal) and level.value[:1] in levels:
            last.setdefault(compared.of(known, row[of]), {}).setdefault(row[fact], []).append(row)
        else:
            first.append(row)
    turns = zip_longest(*(facts.values() for facts in last.values()), fillvalue=[])
    return replace(result, rows=(*first, *(row for turn in turns for rows in turn for row in rows)))


def gaps(known: Knowledge, compared: Sides, result: QueryResult, besides: Sequence[str] = ()) -> list[str]:
    """Return what is to be said of a side that has no row, or of which nothing names what rows of the other name.

    Args:
        known: The knowledge.
        compared: What the rows compare.
        result: The rows.
        besides: IRIs of what is named besides.
    """
    on = f" on {known.label(compared.modality)}" if compared.modality else ""
    of = _facts_of_sides(known, compared, result)
    named = {term for facts in of for fact in facts for term in named_by(known, fact, besides)}
    said = []
    for term, facts in zip(compared.terms, of, strict=True):
        label = f"“{known.label(term)}”"
        held = set(_held(known, term))
        if not any(_is_seen_on(known, fact, compared.modality) for fact in held):
            said.append(f"of {label} nothing is held{on}")
        elif not facts and compared.is_to_last:
            said.append(f"nothing that is held of {label}{on} is known of it alone")
        unnamed = [one for one in besides if one in named and not any(_names(known, fact, one) for fact in held)]
        said += [f"no fact that is held of {label} names “{known.label(one)}”" for one in unnamed]
    return said


def orders(known: Knowledge, result: QueryResult, besides: Sequence[str]) -> list[str]:
    """Return those of some terms that put rows in order: a part of the body brings nothing forward that compares less."""
    is_by_level = _COLUMNS.issubset(result.columns)
    return [term for term in besides if not (is_by_level and known.is_kind(term, {_STRUCTURE}))]


def _names(known: Knowledge, fact: ox.NamedNode, term: str) -> bool:
    """Return whether a fact names a term, or has its name in its label, as that of people who have it."""
    return bool(named_by(known, fact, [term])) or known.label(term) in known.label(fact.value)


def _facts_of_sides(known: Knowledge, compared: Sides, result: QueryResult) -> list[set[Cell]]:
    """Return the facts in the rows of each side."""
    of, fact = (result.columns.index(name) for name in (_OF, _FACT))
    return [{row[fact] for row in result.rows if compared.of(known, row[of]) == term} for term in compared.terms]


def _held(known: Knowledge, term: str) -> Iterator[ox.NamedNode]:
    """Yield the facts about a term or a kind of it."""
    for kind in known.store.quads_for_pattern(None, ox.NamedNode(_KIND_OF), ox.NamedNode(term)):
        for property_ in _ABOUT:
            for quad in known.store.quads_for_pattern(None, ox.NamedNode(property_), kind.subject):
                if isinstance(quad.subject, ox.NamedNode):
                    yield quad.subject


def _is_seen_on(known: Knowledge, fact: ox.NamedNode, modality: str) -> bool:
    """Return whether a fact, or what it says is found, is seen on a modality; any is where none is given."""
    things = (fact.value, *values(known.store, fact.value, _OBJECT))
    on = (seen_on for thing in things for seen_on in values(known.store, thing, _SEEN_ON))
    return not modality or any(known.is_kind(one, {modality}) for one in on)
