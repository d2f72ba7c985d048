"""Lookups in a store: the values of a property, and mappings that read each value when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

if TYPE_CHECKING:
    from radkg.model.records import Pair

Value = TypeVar("Value")


def node(iri: str) -> ox.NamedNode | None:
    """Return ``iri`` as a node of the engine's; ``None`` where it is no IRI."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def values(store: ox.Store, subject: str, predicate: str) -> list[str]:
    """Return the IRIs and the texts of literals that ``subject`` has for ``predicate``, sorted, as stores have no order."""
    if (about := node(subject)) is None:
        return []
    quads = store.quads_for_pattern(about, ox.NamedNode(predicate), None)
    return sorted([q.object.value for q in quads if isinstance(q.object, (ox.NamedNode, ox.Literal))])


def texts(store: ox.Store, subject: str, predicate: str) -> list[str]:
    """Return the texts of literals that ``subject`` has for ``predicate``, sorted; IRIs are left out."""
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
    return sorted([q.object.value for q in quads if isinstance(q.object, ox.Literal)])


def literals(store: ox.Store, predicate: str) -> Iterator[Pair]:
    """Yield subject and text of every literal that ``predicate`` has as value."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            yield quad.subject.value, quad.object.value


def pairs(store: ox.Store, predicate: str) -> Iterator[Pair]:
    """Yield subject and object of every triple with ``predicate`` whose subject is an IRI and object no blank node."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, (ox.NamedNode, ox.Literal)):
            yield quad.subject.value, quad.object.value


class Lookup(Mapping[str, Value]):
    """A mapping whose values are read when they are first asked for, and kept.

    Args:
        read: Returns the value of a key; ``None`` where there is none.
        keys: Returns all keys; called when the mapping is first iterated over.
    """

    def __init__(self, read: Callable[[str], Value | None], keys: Callable[[], Iterator[str]]) -> None:
        self._read, self._keys = read, keys
        self._kept: dict[str, Value | None] = {}
        self._all: list[str] | None = None

    def get(self, key: str, default: object = None) -> Value:
        """Return the value of ``key``, or ``default``."""
        try:
            value = self._kept[key]
        except KeyError:
            value = self._kept.setdefault(key, self._read(key))
        return default if value is None else value  # type: ignore[return-value]

    def __getitem__(self, key: str) -> Value:
        # a verdict asks a million times, mostly for what is kept
        value = self._kept.get(key)
        if value is None and (value := self.get(key)) is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        if self._all is None:
            self._all = list(dict.fromkeys(self._keys()))
        return iter(self._all)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def closure(store: ox.Store, predicate: str) -> Lookup[frozenset[str]]:
    """Return a closure that was derived: each subject of ``predicate`` to all its objects."""
    property_ = ox.NamedNode(predicate)

    def read(iri: str) -> frozenset[str] | None:
        subject = node(iri)
        if subject is None:
            return None
        quads = store.quads_for_pattern(subject, property_, None)
        return frozenset(q.object.value for q in quads if isinstance(q.object, ox.NamedNode)) or None

    return Lookup(read, lambda: (subject for subject, _ in pairs(store, predicate)))


def inverse(store: ox.Store, *predicates: str) -> Lookup[frozenset[str]]:
    """Return the inverse of closures: each object of one of ``predicates`` to all its subjects."""
    properties = [ox.NamedNode(predicate) for predicate in predicates]

    def read(iri: str) -> frozenset[str] | None:
        value = node(iri)
        if value is None:
            return None
        quads = (quad for property_ in properties for quad in store.quads_for_pattern(None, property_, value))
        return frozenset(q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)) or None

    return Lookup(read, lambda: (value for predicate in predicates for _, value in pairs(store, predicate)))
