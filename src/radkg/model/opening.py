"""Opening knowledge: what is written, with the mappings and with everything that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from radkg.model.knowledge import Knowledge
    from radkg.model.store import Written

Answer = TypeVar("Answer")


def open_knowledge(written: Written) -> Knowledge:
    """Return the knowledge of what is written, with everything that follows: from a snapshot, or computed and then kept as one.

    Triples that a user has added or removed are never in a snapshot.

    Raises:
        UnreadableFile: A file of an ontology that is not radkg's own is not well formed.
        InvalidQuery: A query of such an ontology would reach outside or change something.
    """
    if written.added or written.removed:
        return computed(written)
    from radkg.model import snapshot

    try:
        key = snapshot.remembered_key_of(written.ontology)
    except OSError:  # a file that cannot be read: the error is raised, with its remedy, where the file is parsed
        return computed(written)
    found = snapshot.open_snapshot(written.ontology, key)
    if found is not None:
        return found
    known = computed(written)
    snapshot.keep(known, key)
    return known


def computed(written: Written) -> Knowledge:
    """Return the knowledge in a store in memory, derived anew; see `open_knowledge` for the errors."""
    import pyoxigraph as ox

    from radkg.mappings.triples import triples as mapping_triples
    from radkg.model.knowledge import Knowledge
    from radkg.model.store import fill_in

    store = written.store()
    fill_in(store, written.ontology)
    known = Knowledge(store, written.ontology)
    mappings = (triple for triple in mapping_triples(known.mappings) if triple not in written.removed)
    store.extend(ox.Quad(*triple) for triple in mappings)
    return known


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
