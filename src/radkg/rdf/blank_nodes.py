"""Blank nodes that cannot be told apart: RDFC-1.0 would take hours or years to name them.

The algorithm (RDF Dataset Canonicalization, W3C Recommendation of 21 May 2024) hashes each blank node with the triples that it
is in. Those with the same hash it tells apart by their neighbours, in every order that these may have: nine that all point to
each other keep it busy for minutes. Section 7.1 of it calls such data poison, and asks for a limit.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import InvalidFacts

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

#: Orders of neighbours, times the third power of how many nodes hang together: ten times what radkg's own need, two seconds.
_MOST = 20_000_000


def cannot_be_told_apart(triples: Iterable[ox.Triple]) -> bool:
    """Return whether it would take too long to give blank nodes canonical names; the same for every naming of them.

    Args:
        triples: The triples with blank nodes; others do not matter.
    """
    said: dict[ox.BlankNode, list[Hashable]] = defaultdict(list)
    near: dict[ox.BlankNode, list[tuple[str, bool, ox.BlankNode]]] = defaultdict(list)
    for triple in triples:
        start, end = triple.subject, triple.object
        for node, other, forward in ((start, end, True), (end, start, False)):
            if not isinstance(node, ox.BlankNode):
                continue
            own = None if other == node else "" if isinstance(other, ox.BlankNode) else other
            said[node].append((triple.predicate.value, forward, own))
            if own == "":
                near[node].append((triple.predicate.value, forward, other))  # type: ignore[arg-type]  # it is a blank node
    looks = {node: hash(frozenset(Counter(lines).items())) for node, lines in said.items()}
    often = Counter(looks.values())
    return _is_entangled({node: look for node, look in looks.items() if often[look] > 1}, near)


def canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return quads, each once, with the canonical names of their blank nodes, which follow from the quads that have some.

    Raises:
        InvalidFacts: It would take too long, which radkg's own never do: what hangs together so is a user's.
    """
    named: list[ox.Quad] = []
    with_blanks: list[ox.Quad] = []
    for quad in dict.fromkeys(quads):
        (with_blanks if _has_blank(quad) else named).append(quad)
    dataset = ox.Dataset(with_blanks)
    if cannot_be_told_apart(quad.triple for quad in dataset):
        raise entangled("the ontology and your files")
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [*named, *dataset]


def _has_blank(quad: ox.Quad) -> bool:
    return any(isinstance(term, ox.BlankNode | ox.Triple) for term in (quad.subject, quad.object, quad.graph_name))


def entangled(where: str) -> InvalidFacts:
    """Return the error of blank nodes that cannot be told apart."""
    return InvalidFacts(
        f"{where}: its blank nodes look alike and hang together, so that nobody can tell them apart; give them IRIs"
    )


def _is_entangled(looks: dict[ox.BlankNode, int], near: dict[ox.BlankNode, list[tuple[str, bool, ox.BlankNode]]]) -> bool:
    """Return whether nodes that look like others hang together in too many ways."""
    left, work = set(looks), 0
    while left:
        waiting, together, orders = [left.pop()], 0, 1
        while waiting:
            node = waiting.pop()
            together += 1
            neighbours = [(how, forward, other) for how, forward, other in near[node] if other in looks]
            alike = Counter((how, forward, looks[other]) for how, forward, other in neighbours)
            orders *= math.prod(math.factorial(min(number, 12)) for number in alike.values())
            if work + orders * together**3 > _MOST:
                return True
            fresh = {other for _, _, other in neighbours} & left
            left -= fresh
            waiting += fresh
        work += orders * together**3
    return False
