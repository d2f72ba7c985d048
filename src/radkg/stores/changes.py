"""The facts that a load adds, removes or alters, told as `radkg diff` tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from radkg.changes.facts import EVIDENCE, KINDS, LABEL, TYPE, changes_of_facts
from radkg.changes.statements import of_line
from radkg.changes.values import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from radkg.changes.facts import AlteredFact
    from radkg.stores.canonical import Content

_TYPE, _EVIDENCE, _LABEL = (f"<{iri}>".encode() for iri in (TYPE, EVIDENCE, LABEL))
_KINDS = {f"<{kind}>".encode() for kind in KINDS}


class Changes(NamedTuple):
    """IRIs of facts, sorted.

    Attributes:
        added: Facts that are new.
        removed: Facts that are gone.
        altered: Facts that have other triples than before, or whose evidence has.
        alterations: In what each of these differs.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    alterations: tuple[AlteredFact, ...] = ()

    def __bool__(self) -> bool:
        return any(self)  # as a tuple, it would always be true


def compare(old: Iterable[Content], new: Iterable[Content]) -> Changes:
    """Return the facts that differ.

    Args:
        old: The graphs with facts, as the store has them.
        new: The graphs with facts, as they are to be.
    """
    before, after = _Graphs(old), _Graphs(new)
    if not before.lines:  # of a first load, all facts are new
        return Changes(added=tuple(sorted(after.facts)))
    gone, fresh = before.lines - after.lines, after.lines - before.lines
    found = changes_of_facts(map(of_line, gone), map(of_line, fresh), before, after)
    added, removed, altered = (tuple(fact.iri for fact in facts) for facts in found)
    return Changes(added, removed, altered, found.altered)


class _Graphs:
    """Graphs with facts; see `radkg.changes.facts.Known`.

    Args:
        contents: Their contents.

    Attributes:
        lines: The lines of all of them that have no blank node.
        facts: The IRIs of the facts in them.
    """

    def __init__(self, contents: Iterable[Content]) -> None:
        self.lines = frozenset[bytes]().union(*(content.known for content in contents))
        self._types: dict[str, set[str]] = {}
        self._owners: dict[str, list[str]] = {}
        self._labels: dict[str, bytes] = {}
        for line in self.lines:
            subject, property_, rest = line.split(b" ", 2)
            if property_ == _TYPE and (kind := rest.rpartition(b" ")[0]) in _KINDS:
                self._types.setdefault(subject[1:-1].decode(), set()).add(kind[1:-1].decode())
            elif property_ == _EVIDENCE:
                self._owners.setdefault(rest.rpartition(b" ")[0][1:-1].decode(), []).append(subject[1:-1].decode())
            elif property_ == _LABEL:
                iri, label = subject[1:-1].decode(), rest.rpartition(b" ")[0]
                self._labels[iri] = min(label, self._labels.get(iri, label))
        self.facts = self._types.keys()

    def types(self, iri: str) -> Collection[str]:
        """Return the classes of facts that a node is of."""
        return self._types.get(iri, ())

    def owners(self, iri: str) -> Collection[str]:
        """Return the facts that a node is the evidence of."""
        return self._owners.get(iri, ())

    def label(self, iri: str) -> str:
        """Return what a fact is called; empty for what is in other graphs."""
        label = self._labels.get(iri)
        return text_of(label.decode())[0] if label else ""
