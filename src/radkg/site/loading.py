"""The graph as the pages load it: in parts, so that the first answer need not wait for all of it.

A question is given the first parts that have all it reaches (`radkg.questions.reach`); whatever else is asked waits for the
whole. What many questions need for little comes first. What a part leaves out is found from the graph and the questions, so
that neither a new question nor a larger graph has to be told where it belongs.
"""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.questions.reach import key_of, reached
from radkg.rdf.blank_nodes import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from radkg.questions.catalogue import Question
    from radkg.questions.reach import Key

#: The most of the graph that a part holds with one predicate for each question that needs it. Of radkg's own, the first part is
#: without the forms of facts, which cost 3.5 ‰ for each of them, and the second without the types of everything and without
#: definitions, remarks and synonyms, from 5 to 26 ‰.
LIMITS = (0.0025, 0.0045)
PARTS = len(LIMITS) + 1
_BYTES_OF_A_TRIPLE = 5  # to be read takes the time in which so many packed bytes come over a line of 10 Mbit/s


class Parts(NamedTuple):
    """The graph in parts.

    Attributes:
        triples: The triples of each part, in their order.
        needed: How many parts a question needs, by its name.
    """

    triples: list[list[ox.Triple]]
    needed: dict[str, int]


def graph_of(store: ox.Store) -> list[ox.Triple]:
    """Return a graph in the order in which it is packed, what is said of one thing together, with names for its blank nodes."""
    triples = (quad.triple for quad in canonical(store))
    return sorted(triples, key=lambda triple: (str(triple.subject), triple.predicate.value, str(triple.object)))


def in_parts(triples: Sequence[ox.Triple], questions: Iterable[Question]) -> Parts:
    """Return a graph in `PARTS` parts.

    Args:
        triples: The graph, as `graph_of` has it.
        questions: The questions that are to be answered from as few as can be.
    """
    by_key: dict[Key, list[ox.Triple]] = defaultdict(list)
    with_blanks: set[Key] = set()
    for triple in triples:
        key = key_of(triple)
        by_key[key].append(triple)
        if _has_blank(triple):
            with_blanks.add(key)
    keys = frozenset(by_key)
    reach = {question.name: reached(question, keys) for question in questions}
    cost = {key: _cost(some) for key, some in by_key.items()}
    whole = sum(cost.values())
    needed = dict.fromkeys(reach, PARTS)
    place = dict.fromkeys(keys, PARTS - 1)
    of_blanks = PARTS - 1
    for number, limit in reversed([*enumerate(LIMITS)]):
        for name, found in _affordable(reach, cost, limit * whole).items():
            needed[name] = number + 1
            place |= dict.fromkeys(found, number)
            # the parts are read one by one, and a blank node has no name that two of them could share
            of_blanks = number if found & with_blanks else of_blanks
    parts: list[list[ox.Triple]] = [[] for _ in range(PARTS)]
    for triple in triples:
        parts[of_blanks if _has_blank(triple) else place[key_of(triple)]].append(triple)
    return Parts(parts, needed)


def _has_blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _cost(triples: Iterable[ox.Triple]) -> int:
    """Return what triples with one key cost, in packed bytes: those of their objects, and what it takes to read them."""
    objects = [str(triple.object) for triple in triples]
    return len(gzip.compress("\n".join(objects).encode(), 6, mtime=0)) + _BYTES_OF_A_TRIPLE * len(objects)


def _affordable(reach: Mapping[str, frozenset[Key] | None], cost: Mapping[Key, int], limit: float) -> dict[str, frozenset[Key]]:
    """Return the questions, with what they reach, of which none needs what is too dear for the number of those that need it."""
    found = {name: keys for name, keys in reach.items() if keys is not None}
    while found:
        needing = Counter(key for keys in found.values() for key in keys)
        dearest = max(needing, key=lambda key: (cost[key] / needing[key], key))
        if cost[dearest] / needing[dearest] <= limit:
            break
        found = {name: keys for name, keys in found.items() if dearest not in keys}
    return found
