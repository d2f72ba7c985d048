"""Where other ontologies map or order terms otherwise than radkg does, with the reason: tables in ontology/mappings/."""

from __future__ import annotations

import os
from typing import NamedTuple

from radkg import resources
from radkg.errors import UnreadableFile


class Difference(NamedTuple):
    """A mapping that others' mappings give, and radkg does not hold so.

    Attributes:
        set: The mapping set's name.
        subject: The term of radkg's, as a CURIE.
        predicate: How others say that it stands to the object.
        object: The term of the vocabulary, as a CURIE.
        object_label: Its label; empty where the vocabulary's licence keeps its labels, or none is given.
        through: The term of the ontology in between, as a CURIE.
        said_by: Who says so, and in which release.
        held: What radkg holds: another predicate, another object, another subject, or that there is none.
        reason: Why the difference stays.
    """

    set: str
    subject: str
    predicate: str
    object: str
    object_label: str
    through: str
    said_by: str
    held: str
    reason: str

    def __str__(self) -> str:
        called = f"{self.object} “{self.object_label}”" if self.object_label else self.object
        said = f"{self.said_by} has it as {self.predicate} of {called}, by way of {self.through}"
        return f"{self.set}: {said}; radkg holds {self.held}: {self.reason}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What one difference is told from another by."""
        return self.set, self.subject, self.object


COLUMNS = Difference._fields


class OfHierarchy(NamedTuple):
    """A known difference between a vocabulary's hierarchy and radkg's.

    Attributes:
        set: The mapping set's name.
        narrower: CURIE of the narrower term of radkg's.
        broader: CURIE of the broader term of radkg's.
        reason: Why the difference stays.
    """

    set: str
    narrower: str
    broader: str
    reason: str

    def __str__(self) -> str:
        return f"{self.set}: the order of {self.narrower} and {self.broader} is another one there: {self.reason}"


def read_differences(path: str) -> list[Difference]:
    """Return the differences of mappings in a file; none where there is no such file.

    Raises:
        UnreadableFile: It is not UTF-8, or a row has too few or too many cells.
    """
    return [Difference(*cells) for cells in _rows(path, len(COLUMNS))]


def read_differences_of_hierarchy(path: str) -> list[OfHierarchy]:
    """Return the differences of hierarchy in a file; none where there is no such file.

    Raises:
        UnreadableFile: See `read_differences`.
    """
    return [OfHierarchy(*cells) for cells in _rows(path, len(OfHierarchy._fields))]


def _rows(path: str, width: int) -> list[list[str]]:
    if not os.path.isfile(path):
        return []
    try:
        _, *lines = resources.read_text(path).splitlines()
    except (OSError, ValueError):
        raise UnreadableFile(path, "not a table in UTF-8") from None
    rows = [line.split("\t") for line in lines]
    for number, cells in enumerate(rows, 2):
        if len(cells) != width:
            raise UnreadableFile(path, f"{len(cells)} cells where {width} are due", line=number)
    return rows
