"""The last rows of named questions: to answer what somebody asks in words, those of one are looked at several times."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from radkg.questions.catalogue import bind
from radkg.rdf import sparql

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from radkg.model.knowledge import Knowledge
    from radkg.questions.catalogue import Question
    from radkg.rdf.results import QueryResult

_MOST_KEPT = 16  # results: a few megabytes
_EVALUATE: WeakKeyDictionary[Knowledge, Callable[[str, str], QueryResult]] = WeakKeyDictionary()


def result(known: Knowledge, question: Question, given: Mapping[str, object]) -> QueryResult:
    """Return the rows of a question, asked for once of the same knowledge while few others are asked for.

    Args:
        known: The knowledge, whose store nobody changes.
        question: The question.
        given: Value by name of parameter, as `bind` takes them.

    Raises:
        InvalidQuery: A parameter is unknown, missing, or of another type.
        UnknownTerm: No term is called so.
    """
    if known not in _EVALUATE:
        # of the store alone: what is kept for some knowledge must not keep that
        _EVALUATE[known] = lru_cache(_MOST_KEPT)(partial(sparql.evaluate, known.store))
    return _EVALUATE[known](bind(known, question, given), question.name)
