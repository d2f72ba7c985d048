"""The lines on which names and values are written. The parsers keep no positions, so the text is searched."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import RDF
from radkg.rdf.reading import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A spelling of a name or value: its characters, and what may come before and after them.
_Spelling = tuple[str, re.Pattern[str], re.Pattern[str]]

_ANYTHING = re.compile("")
_NOT_IN_NAME = re.compile(r"(?<![\w.-])")
_NAME_ENDS = re.compile(r"(?![\w-])")
_IRI_ENDS = re.compile(r'(?=[">\s])')
_AFTER_SPACE, _BEFORE_SPACE = re.compile(r"(?<=\s)"), re.compile(r"(?=\s)")
_DECLARED_PREFIX = re.compile(
    r'(?:@prefix|PREFIX)\s+([\w.-]*):\s*<([^>]*)>|"([\w.-]+)"\s*:\s*"(https?://[^"]*[/#])"|xmlns:([\w.-]+)="([^"]*)"',
    re.IGNORECASE,
)
_LINE_FORMATS = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_STATEMENT_END = re.compile(r"[.}]\s*(#.*)?$")
_JSON_NODE = re.compile(r'[\s{\[,]*"@id"')  # an "@id" after another key on its line is a reference, not a description


class LineIndex:
    """The lines of a document, in which names and values are found.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self.format = document.format
        self.lines = document.text.split("\n")
        self._text = document.text
        self._starts = [0]
        self._statements_about: dict[str, list[tuple[int, int]]] = {}
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def line_of(self, focus: str, path: str = "", value: str = "") -> int | None:
        """Return the line, counted from 1, of a value of a property of a node.

        Where the value is not found, it is the line of the property, else that of the node; ``None`` where the node is not
        found either.

        Args:
            focus: IRI of the node. One without an IRI (``_:…``, or empty) is looked for in the whole document.
            path: IRI of the property; empty for none.
            value: An IRI, or the text of a literal; empty for none.
        """
        if not focus or focus.startswith("_:"):
            found, _ = self._line_within(path, value, 0, len(self.lines))
            return None if found is None else found + 1
        best: tuple[int, int] | None = None  # how little is missing, and the line
        statements = self._statements_about.get(focus)
        if statements is None:
            statements = self._statements_about[focus] = list(self._statements(focus))
        for start, end in statements:
            line, missing = self._line_within(path, value, start, end)
            if best is None or missing < best[0]:
                best = missing, start if line is None else line
        return None if best is None else best[1] + 1

    def _line_within(self, path: str, value: str, start: int, end: int) -> tuple[int | None, int]:
        """Return the line of a property and value within others, and how much of the two was not found there, from 0 to 3."""
        at_path, at_value = self._lines_with(path, start, end), self._lines_with(value, start, end)
        both = [n for n in at_value if n in at_path]
        # A value on a line of its own, as in a list over several lines, comes after its property.
        after = [n for n in at_value if at_path and n > at_path[0]]
        for missing, found in enumerate((both or after, at_path, at_value)):
            if found:
                return found[0], missing
        return None, 3

    def _lines_with(self, term: str, start: int, end: int) -> list[int]:
        found = {n for spelling in self._spellings(term) for n in self._lines_spelling(spelling, start, end)}
        return sorted(found)

    def _lines_spelling(self, spelling: _Spelling, start: int, end: int) -> Iterator[int]:
        # The text is searched as a whole, and the spelling is tried on lines with its characters alone: a file may be long.
        number, last = start, self._starts[end]
        while number < end and (position := self._text.find(spelling[0], self._starts[number], last)) >= 0:
            number = bisect_right(self._starts, position) - 1
            if _position(spelling, self.lines[number]) is not None:
                yield number
            number += 1

    @cached_property
    def _prefixes(self) -> list[tuple[str, str]]:
        pairs = []
        for match in _DECLARED_PREFIX.finditer(self._text):
            groups = [group for group in match.groups() if group is not None]
            pairs.append((groups[0], groups[1]))
        return pairs

    def _spellings(self, term: str) -> list[_Spelling]:
        """Return the spellings that an IRI or the text of a literal may have in this document."""
        if not term or "…" in term:
            return []
        if not re.match(r"https?://|urn:", term):
            return [(term, _NOT_IN_NAME, _NAME_ENDS)]
        written = [(term, _ANYTHING, _IRI_ENDS)]
        for prefix, namespace in self._prefixes:
            if namespace and term.startswith(namespace):
                written.append((f"{prefix}:{term[len(namespace) :]}", _NOT_IN_NAME, _NAME_ENDS))
        json = self.format == ox.RdfFormat.JSON_LD
        if term == RDF + "type":
            written.append(('"@type"', _ANYTHING, _ANYTHING) if json else ("a", _AFTER_SPACE, _BEFORE_SPACE))
        if json:
            name = re.split("[/#]", term)[-1]
            written.append((f'"{name}"', _ANYTHING, _ANYTHING))
        return written

    def _statements(self, focus: str) -> Iterator[tuple[int, int]]:
        """Yield the first line of each description of ``focus`` and the line behind its last."""
        named = self._lines_with(focus, 0, len(self.lines))
        begun = [n for n in named if self._begins(n, focus)] or named[:1]
        behind = -1
        for start in begun:
            if start >= behind:
                behind = self._end(focus, start)
                yield start, behind

    def _end(self, focus: str, start: int) -> int:
        for number in range(start, len(self.lines)):
            if number > start and self._begins(number, focus if self.format in _LINE_FORMATS else "") != (
                self.format in _LINE_FORMATS
            ):
                return number
            turtle = self.format in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
            if turtle and _STATEMENT_END.search(self.lines[number]):
                return number + 1
        return len(self.lines)

    def _begins(self, number: int, focus: str) -> bool:
        """Return whether a description begins on a line: of ``focus``, or of any node where ``focus`` is empty."""
        line = self.lines[number]
        if self.format == ox.RdfFormat.RDF_XML:
            return "rdf:about=" in line
        if self.format == ox.RdfFormat.JSON_LD:
            return _JSON_NODE.match(line) is not None
        positions = (_position(spelling, line) for spelling in self._spellings(focus))
        return any(found is not None and not line[:found].strip(" \t<{") for found in positions)


def _position(spelling: _Spelling, line: str) -> int | None:
    """Return the position of a spelling on a line, counted from 0; ``None`` where the line does not have it."""
    text, before, after = spelling
    position = line.find(text)
    while position >= 0:
        if before.match(line, position) and after.match(line, position + len(text)):
            return position
        position = line.find(text, position + 1)
    return None
