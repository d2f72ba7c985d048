"""Shapes, queries and other files beside an ontology that differ, by what they say and not by how they are written."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING, NamedTuple, TypedDict

import pyoxigraph as ox

from radkg import resources
from radkg.changes.difference import same_bytes
from radkg.changes.statements import statements
from radkg.errors import UnreadableFile
from radkg.rdf.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from radkg.changes.sides import Side


class FileChange(NamedTuple):
    """A file that differs.

    Attributes:
        kind: "shapes", "query", "alignment", "table" or "picture".
        name: Its name, with its folder.
        state: "added", "removed" or "altered".
    """

    kind: str
    name: str
    state: str

    def to_dict(self) -> FileChangeAnswer:
        """Return it for JSON."""
        return {"kind": self.kind, "name": self.name, "state": self.state}


class FileChangeAnswer(TypedDict):
    """A file that differs.

    Attributes:
        kind: "shapes", "query", "alignment", "table" or "picture".
        name: Its name, with its folder.
        state: "added", "removed" or "altered".
    """

    kind: str
    name: str
    state: str


def changes_of_files(before: Side, after: Side) -> tuple[FileChange, ...]:
    """Return the files that differ, sorted by kind and name; of what only one side can have, nothing is said.

    Raises:
        UnreadableFile: A file is not well formed.
    """
    found: list[FileChange] = []
    old, new = before.shape_files, after.shape_files
    if (before.document is None) == (after.document is None) and (before.document is None or (old and new)):
        found += _differing("shapes", old, new, _same_triples)
    if before.document is None and after.document is None:
        found += _differing("query", before.query_files, after.query_files, _same_lines)
        kinds = (
            ("alignment", "alignments", ".ttl", _same_triples),
            ("table", "mappings", ".tsv", _same_lines),
            ("picture", "pictures", ".svg", _same_lines),
        )
        for kind, folder, suffix, same in kinds:
            found += _differing(kind, _under(before, folder, suffix), _under(after, folder, suffix), same)
    return tuple(sorted(found))


def _under(side: Side, folder: str, suffix: str) -> dict[str, str]:
    root = side.written.ontology.path(folder)
    paths = (path for path in resources.files_under(root, suffix) if not path.endswith(".sssom.tsv"))
    return {os.path.relpath(path, root): path for path in paths}


def _differing(
    kind: str, old: Mapping[str, str], new: Mapping[str, str], same: Callable[[str, str], bool]
) -> Iterator[FileChange]:
    for name in old.keys() | new.keys():
        if name not in old:
            yield FileChange(kind, name, "added")
        elif name not in new:
            yield FileChange(kind, name, "removed")
        elif not same_bytes(old[name], new[name]) and not same(old[name], new[name]):
            yield FileChange(kind, name, "altered")


def _same_triples(one: str, other: str) -> bool:
    old, new = (statements((_with_lines(quad.triple) for quad in read(path).quads), path) for path in (one, other))
    return old == new


def _with_lines(triple: ox.Triple) -> ox.Triple:
    """Return a triple with the ends of lines that Unix has: a checkout on Windows has others in each text of several lines."""
    text = triple.object
    if not isinstance(text, ox.Literal) or "\r\n" not in text.value:
        return triple
    value = text.value.replace("\r\n", "\n")
    literal = ox.Literal(value, language=text.language) if text.language else ox.Literal(value, datatype=text.datatype)
    return ox.Triple(triple.subject, triple.predicate, literal)


def _same_lines(one: str, other: str) -> bool:
    return _lines(one) == _lines(other)


def _lines(path: str) -> list[bytes]:
    """Return the lines of a file without what is blank at their ends."""
    try:
        data = resources.read_bytes(path).removeprefix(codecs.BOM_UTF8)
        return [line.rstrip() for line in data.rstrip().splitlines()]
    except OSError as error:
        raise UnreadableFile(path, (error.strerror or str(error)).lower(), remedy="check the permissions") from None
