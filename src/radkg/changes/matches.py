"""Mappings that differ: rows of mapping sets, or, where a side is a release, triples."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from radkg.changes.difference import FOREIGN_LABEL, MATCHES, same_bytes
from radkg.changes.entities import kgcl_name
from radkg.changes.values import Alteration, AlterationAnswer, Value, text_of
from radkg.mappings import read_set
from radkg.namespaces import compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from radkg.changes.facts import Known
    from radkg.changes.sides import Side
    from radkg.changes.statements import Statement

#: What identifies a row, and does not tell how it differs.
_KEY = ("subject", "object")
_METADATA = "(the set)"
Rows = dict[tuple[str, str, str], dict[str, set[str]]]


class MappingChange(NamedTuple):
    """A mapping that differs.

    Attributes:
        set: The name of the mapping set; empty where a side is a release, which has none.
        subject: The term, as a CURIE or an IRI; empty for the set as a whole.
        object: The term of the other vocabulary.
        label: The label of the term; empty where it has none.
        state: "added", "removed" or "altered".
        alterations: In what it differs: ``predicate``, ``object_label``, ``comment`` and other slots. One that is added or
            removed has its predicate.
        kgcl: The change as edges of the Knowledge Graph Change Language.
    """

    set: str
    subject: str
    object: str
    label: str
    state: str
    alterations: tuple[Alteration, ...]
    kgcl: tuple[str, ...]

    def to_dict(self) -> MappingChangeAnswer:
        """Return it for JSON."""
        return {
            "set": self.set,
            "subject": self.subject,
            "object": self.object,
            "label": self.label,
            "state": self.state,
            "alterations": [one.to_dict() for one in self.alterations],
            "kgcl": list(self.kgcl),
        }


class MappingChangeAnswer(TypedDict):
    """A mapping that differs.

    Attributes:
        set: The name of the mapping set; empty where a side is a release, which has none.
        subject: The term, as a CURIE or an IRI; empty for the set as a whole.
        object: The term of the other vocabulary.
        label: The label of the term; empty where it has none.
        state: "added", "removed" or "altered".
        alterations: In what it differs: predicate, object_label, comment and other slots. One that is added or removed has its
            predicate.
        kgcl: The change as edges of the Knowledge Graph Change Language.
    """

    set: str
    subject: str
    object: str
    label: str
    state: str
    alterations: list[AlterationAnswer]
    kgcl: list[str]


def changes_of_mappings(
    gone: Iterable[Statement], fresh: Iterable[Statement], before: Side, after: Side, was: Known, is_: Known
) -> tuple[MappingChange, ...]:
    """Return the mappings that differ, sorted by set, term and object.

    Args:
        gone: The statements that only the old side has, matches among them.
        fresh: The statements that only the new side has.
        before: The old side.
        after: The new side.
        was: What is known of the old side.
        is_: What is known of the new side.

    Raises:
        UnreadableFile: A mapping set cannot be read.
    """
    old, new = _of_statements(gone, fresh)
    if before.document is None and after.document is None:
        for rows, some in zip((old, new), _of_sets(before, after), strict=True):
            rows.update(some)
    return tuple(_changes(old, new, was, is_))


def _of_statements(gone: Iterable[Statement], fresh: Iterable[Statement]) -> tuple[Rows, Rows]:
    sides: list[Rows] = []
    labels: list[dict[str, str]] = []
    for some in (gone, fresh):
        some = list(some)
        rows: Rows = defaultdict(lambda: defaultdict(set))
        for statement in some:
            if statement.property in MATCHES:
                rows["", compact(statement.subject), compact(statement.value[1:-1])]["predicate"].add(
                    compact(statement.property)
                )
        sides.append(rows)
        labels.append({s.subject: text_of(s.value)[0] for s in some if s.property == FOREIGN_LABEL})
    for iri in sorted(labels[0].keys() & labels[1].keys()):  # what is called otherwise on the other side
        for rows, called in zip(sides, labels, strict=True):
            rows["", "", compact(iri)]["object_label"].add(called[iri])
    return sides[0], sides[1]


def _of_sets(before: Side, after: Side) -> tuple[Rows, Rows]:
    files = [{os.path.basename(path): path for path in side.written.ontology.mapping_files()} for side in (before, after)]
    same = {name for name in files[0].keys() & files[1].keys() if same_bytes(files[0][name], files[1][name])}
    found = [_rows(path for name, path in paths.items() if name not in same) for paths in files]
    return found[0], found[1]


def _rows(paths: Iterable[str]) -> Rows:
    rows: Rows = defaultdict(lambda: defaultdict(set))
    for one in map(read_set, paths):
        for slot, value in one.metadata.items():
            rows[one.name, "", _METADATA][slot].add(value)
        for row in one.mappings:
            for slot, value in row._asdict().items():
                if slot not in _KEY and value:
                    rows[one.name, row.subject, row.object][slot].add(str(value))
    return rows


def _changes(old: Rows, new: Rows, was: Known, is_: Known) -> Iterator[MappingChange]:
    for key in sorted(old.keys() | new.keys()):
        name, subject, object_ = key
        before, after = old.get(key, {}), new.get(key, {})
        state = "altered" if before and after else "removed" if before else "added"
        slots = sorted(before.keys() | after.keys()) if state == "altered" else ["predicate"]
        alterations = tuple(
            Alteration(slot, slot, slot.replace("_", " "), "", *(_values(side.get(slot, ())) for side in (before, after)))
            for slot in slots
            if before.get(slot) != after.get(slot)
        )
        if not alterations:
            continue
        label = _label(subject, is_) or _label(subject, was)
        yield MappingChange(name, subject, object_, label, state, alterations, tuple(_edges(subject, object_, alterations)))


def _values(values: Iterable[str]) -> tuple[Value, ...]:
    return tuple(map(Value, sorted(values)))


def _label(subject: str, known: Known) -> str:
    iri = expand(subject)
    return known.label(iri) if iri else ""


def _edges(subject: str, object_: str, alterations: Iterable[Alteration]) -> Iterator[str]:
    for alteration in alterations:
        if alteration.what == "predicate" and subject and not object_.startswith("sssom:"):
            ends = [kgcl_name(end) if end.startswith("http") else end for end in (subject, object_)]
            yield from (f"delete edge {ends[0]} {value.value} {ends[1]}" for value in alteration.old)
            yield from (f"create edge {ends[0]} {value.value} {ends[1]}" for value in alteration.new)
