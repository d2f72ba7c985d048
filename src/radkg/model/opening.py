"""Opening knowledge: what is written, with the mappings and with everything that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox

    from radkg.model.knowledge import Knowledge
    from radkg.model.store import Written

Answer = TypeVar("Answer")


class Stated(NamedTuple):
    """What is written and the mappings, without what follows.

    Attributes:
        known: The knowledge, in a store in memory.
        mappings: The triples of the mappings that are not written besides.
        key: The name of the snapshot of all that is known; empty where none is to be kept.
    """

    known: Knowledge
    mappings: list[ox.Quad]
    key: str = ""


def open_knowledge(written: Written) -> Knowledge:
    """Return the knowledge of what is written, with everything that follows: from a snapshot, or computed and then kept as one.

    Triples that a user has added or removed are never in a snapshot.

    Raises:
        UnreadableFile: A file of an ontology that is not radkg's own is not well formed.
        InvalidQuery: A query of such an ontology would reach outside or change something.
    """
    found = open_stated(written)
    return completed(found, written) if isinstance(found, Stated) else found


def open_stated(written: Written) -> Knowledge | Stated:
    """Return the knowledge in a snapshot, or else what is written, which `completed` makes knowledge.

    Raises:
        UnreadableFile: A file of an ontology that is not radkg's own is not well formed.
    """
    if written.added or written.removed:
        return _stated(written)
    from radkg.model import snapshot

    try:
        key = snapshot.remembered_key_of(written.ontology)
    except OSError:  # a file that cannot be read: the error is raised, with its remedy, where the file is parsed
        return _stated(written)
    return snapshot.open_snapshot(written.ontology, key) or _stated(written, key)


def completed(stated: Stated, written: Written, *, keep: bool = True) -> Knowledge:
    """Return the knowledge of what is written, with everything that follows.

    Args:
        stated: What is written; it is changed, and not to be asked any more.
        written: What it was read from.
        keep: Whether to keep it as a snapshot.

    Raises:
        InvalidQuery: A query of an ontology that is not radkg's own would reach outside or change something.
        UnreadableFile: Such a query is not UTF-8.
    """
    from radkg.model.knowledge import Knowledge
    from radkg.model.store import fill_in

    store = stated.known.store
    for quad in stated.mappings:  # of which nothing follows
        store.remove(quad)
    fill_in(store, written.ontology)
    store.extend(stated.mappings)
    known = Knowledge(store, written.ontology)
    if stated.key and keep:
        from radkg.model import snapshot

        snapshot.keep(known, stated.key)
    return known


def computed(written: Written) -> Knowledge:
    """Return the knowledge in a store in memory, derived anew; see `open_knowledge` for the errors."""
    return completed(_stated(written), written)


def _stated(written: Written, key: str = "") -> Stated:
    import pyoxigraph as ox

    from radkg.mappings.triples import triples as mapping_triples
    from radkg.model.knowledge import Knowledge

    store = written.store()
    known = Knowledge(store, written.ontology)
    mappings = [ox.Quad(*triple) for triple in mapping_triples(known.mappings) if triple not in written.removed]
    mappings = [quad for quad in mappings if quad not in store]
    store.extend(mappings)
    return Stated(known, mappings, key)


def answer(known: Knowledge, written: Written, work: Callable[[Knowledge], Answer]) -> tuple[Answer, Knowledge]:
    """Return what ``work`` makes of knowledge, and the knowledge that it was made of.

    A snapshot that turns out to be damaged while it is read is given up: then the knowledge is computed, and asked again.

    Args:
        known: The knowledge, opened.
        written: What it was opened from.
        work: What is asked of it.
    """
    try:
        return work(known), known
    except (OSError, RuntimeError) as error:
        from radkg.model.snapshot import is_damage

        if not is_damage(error):
            raise
    from radkg.model.snapshot import discard

    discard(written.ontology)
    known = computed(written)
    return work(known), known
