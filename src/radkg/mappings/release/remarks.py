"""What of a release could not be read as it is written: left out or mended, and counted, so that a report can say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from radkg.rdf.guards import one_line

_LONGEST_EXAMPLE = 100  # characters

RELATIVE = ("relative IRI left out", "relative IRIs left out")
NO_ADDRESS = ("IRI that is no web address or URN left out", "IRIs that are no web address or URN left out")
MALFORMED = ("IRI with a character that no IRI has left out", "IRIs with a character that no IRI has left out")
NO_LANGUAGE = ("text with a language tag that is none left out", "texts with a language tag that is none left out")
NO_STATEMENT = ("statement that is not well-formed left out", "statements that are not well-formed left out")
NO_LINE = ("line that is not OBO left out", "lines that are not OBO left out")
NO_ID = ("term without an id left out", "terms without an id left out")
NO_END = ("last line without an end, read as it stands; see whether the file is whole",) * 2


class RemarkAnswer(TypedDict):
    """A kind of fault in a release, which was read all the same.

    Attributes:
        what: What it is, and what was done.
        count: How often it is there.
        line: The line of the first one, counted from 1; null where it is not known.
        example: The first one; empty where the line says enough.
    """

    what: str
    count: int
    line: int | None
    example: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A kind of fault in a release, which was read all the same.

    Attributes:
        what: What it is, and what was done.
        count: How often it is there.
        line: The line of the first one, counted from 1, where known.
        example: The first one, shortened; empty where the line says enough.
    """

    what: str
    count: int
    line: int | None = None
    example: str = ""

    def to_dict(self) -> RemarkAnswer:
        """Return it as JSON gives it."""
        return {"what": self.what, "count": self.count, "line": self.line, "example": self.example}

    def __str__(self) -> str:
        first = "the first in " if self.count > 1 else ""
        line = f" ({first}line {self.line})" if self.line else ""
        return f"{self.count:,} {self.what}{line}" + (f": {self.example}" if self.example else "")


@dataclass(slots=True)
class _Kind:
    count: int
    line: int | None
    written: str


class Remarks:
    """Counts the faults of a release by their kind."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str], _Kind] = {}

    def add(self, kind: tuple[str, str], *, line: int | None = None, written: str = "") -> None:
        """Count a fault.

        Args:
            kind: One of the kinds of this module.
            line: Its line, where known.
            written: What is at fault, as it is written.
        """
        if known := self._kinds.get(kind):
            known.count += 1
        else:
            self._kinds[kind] = _Kind(1, line, written)

    def count(self, kind: tuple[str, str]) -> int:
        """Return how many faults of a kind there are."""
        return self._kinds[kind].count if kind in self._kinds else 0

    @property
    def without_line(self) -> list[str]:
        """What is at fault first, as it is written, of each kind of which no line is known."""
        return [kind.written for kind in self._kinds.values() if kind.line is None and kind.written]

    def found(self, lines: dict[str, int]) -> None:
        """Note lines.

        Args:
            lines: What is at fault, as it is written, to its line.
        """
        for kind in self._kinds.values():
            kind.line = kind.line or lines.get(kind.written)

    def all(self) -> tuple[Remark, ...]:
        """Return the remarks, in the order in which they came up."""
        return tuple(
            Remark(names[kind.count > 1], kind.count, kind.line, one_line(kind.written)[:_LONGEST_EXAMPLE])
            for names, kind in self._kinds.items()
        )
