"""Mapping sets as they are released: each row with a stable id, and without the rows that say that there is no term."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from radkg.mappings.sets import Mapping, MappingSet

#: The prefix of rows: a row's IRI is that of its set, then the name of the term, then that of the object.
PREFIX, NAMESPACE = "radkg.mapping", "https://w3id.org/radkg/mappings/"
_RECORD, _VERSION = "record_id", ("sssom_version", "1.1")  # the first version with ids of rows


def released(one: MappingSet) -> MappingSet:
    """Return a set with ids of its rows, and without those that say that the vocabulary has no term.

    These would become triples that match all such terms with one node, `sssom:NoTermFound`, in any tool that makes triples of
    rows; `no_terms` has them.
    """
    rows = tuple(
        row._replace(more=((_RECORD, record_id(row, one.name)), *((slot, v) for slot, v in row.more if slot != _RECORD)))
        for row in one.mappings
        if row.found
    )
    metadata: dict[str, str] = {}
    for slot, value in one.metadata.items():
        metadata[slot] = value
        if slot == "mapping_set_id":
            metadata[_VERSION[0]] = _VERSION[1]
    used = {name.partition(":")[0] for row in rows for name in (row.subject, row.predicate, row.object, row.justification)}
    used |= {value.partition(":")[0] for slot, value in metadata.items() if slot.endswith("_source")}
    prefixes = {prefix: iri for prefix, iri in one.prefixes.items() if prefix in used}
    return one._replace(metadata=metadata, prefixes=prefixes | {PREFIX: NAMESPACE}, mappings=rows)


def record_id(row: Mapping, name: str) -> str:
    """Return the id of a row: the same as long as it is about the same two terms, whatever it says of them.

    Args:
        row: The row.
        name: The name of its set.
    """
    subject, object_ = (side.partition(":")[2] for side in (row.subject, row.object))
    return f"{PREFIX}:{name}/{subject}/{object_}"


def no_terms(one: MappingSet) -> list[Mapping]:
    """Return the rows that say that the vocabulary has no term."""
    return [row for row in one.mappings if not row.found]
