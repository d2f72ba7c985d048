"""The facts that a load adds, removes or alters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from radkg.namespaces import RADKG, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.stores.canonical import Content

_TYPE = f"<{RDF}type>".encode()
_KINDS = {f"<{RADKG}{kind}>".encode() for kind in ("Association", "ExcludedAssociation", "NullResult")}
_EVIDENCE = f"<{RADKG}evidence>".encode()


class Changes(NamedTuple):
    """IRIs of facts, sorted.

    Attributes:
        added: Facts that are new.
        removed: Facts that are gone.
        altered: Facts that have other triples than before, or whose evidence has.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self)  # as a tuple of three, it would always be true


def compare(old: Iterable[Content], new: Iterable[Content]) -> Changes:
    """Return the facts that differ.

    Args:
        old: The graphs with facts, as the store has them.
        new: The graphs with facts, as they are to be.
    """
    old, new = list(old), list(new)
    if not any(graph.triples for graph in old):
        return Changes(added=_sorted({line.partition(b" ")[0] for graph in new for line in graph.ground if _is_type(line)}))
    before, after = _facts(old), _facts(new)
    return Changes(
        _sorted(after.keys() - before.keys()),
        _sorted(before.keys() - after.keys()),
        _sorted(fact for fact in before.keys() & after.keys() if before[fact] != after[fact]),
    )


def _facts(graphs: Iterable[Content]) -> dict[bytes, frozenset[bytes]]:
    """Return each fact with the lines about it and about its evidence."""
    about: dict[bytes, list[bytes]] = {}
    for graph in graphs:
        for line in graph.ground:
            about.setdefault(line.partition(b" ")[0], []).append(line)
    return {
        subject: frozenset(lines).union(*(about.get(node, ()) for node in _evidence(lines)))
        for subject, lines in about.items()
        if any(map(_is_type, lines))
    }


def _is_type(line: bytes) -> bool:
    """Return whether a line says that its subject is a fact."""
    return _TYPE in line and _object(line, _TYPE) in _KINDS


def _evidence(lines: Iterable[bytes]) -> list[bytes]:
    return [node for line in lines if (node := _object(line, _EVIDENCE))]


def _object(line: bytes, predicate: bytes) -> bytes:
    """Return the object of a line of N-Triples with this predicate; empty for a line with another."""
    _, found, rest = line.split(b" ", 2)
    return rest.rpartition(b" ")[0] if found == predicate else b""


def _sorted(subjects: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(sorted(subject.decode()[1:-1] for subject in subjects))
