"""Where in a file something is written. The parsers keep no positions, so this looks for it as a reader would."""

from __future__ import annotations

import re
from functools import cached_property

import pyoxigraph as ox

from radkg.namespaces import RDF
from radkg.reading import Document

_DECLARED_PREFIX = re.compile(
    r'(?:@prefix|PREFIX)\s+([\w.-]*):\s*<([^>]*)>|"([\w.-]+)"\s*:\s*"(https?://[^"]*[/#])"|xmlns:([\w.-]+)="([^"]*)"',
    re.IGNORECASE,
)
_LINE_FORMATS = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_STATEMENT_END = re.compile(r"[.}]\s*(#.*)?$")
_JSON_NODE = re.compile(r'[\s{\[,]*"@id"')  # an "@id" after another key on its line is a reference, not a description


class Places:
    """The lines of one document, to find things in."""

    def __init__(self, document: Document) -> None:
        self.format = document.format
        self.lines = document.text.split("\n")
        self._text = document.text
        self._written: dict[str, tuple[re.Pattern[str], ...]] = {}

    def line_of(self, focus: str, path: str = "", value: str = "") -> int | None:
        """Return the line (from 1) of ``value`` of ``path`` in what the document says of ``focus``.

        Where the value is not found it is the line of the path, else that of the focus; ``None`` where the focus is not found
        either. A focus without an IRI (``_:…``, or empty) stands for the whole document.
        """
        anonymous = not focus or focus.startswith("_:")
        start, end = (0, len(self.lines)) if anonymous else self._statement(focus)
        if start < 0:
            return None
        at_path, at_value = self._lines_with(path, start, end), self._lines_with(value, start, end)
        both = [n for n in at_value if n in at_path]
        # A value on a line of its own, as in a list over several lines, comes after its property.
        after = [n for n in at_value if at_path and n > at_path[0]]
        for found in (both, after, at_path, at_value):
            if found:
                return found[0] + 1
        return None if anonymous else start + 1

    def _lines_with(self, term: str, start: int, end: int) -> list[int]:
        written = self._spellings(term)
        return [n for n in range(start, end) if any(spelling.search(self.lines[n]) for spelling in written)]

    @cached_property
    def _prefixes(self) -> list[tuple[str, str]]:
        pairs = []
        for match in _DECLARED_PREFIX.finditer(self._text):
            groups = [group for group in match.groups() if group is not None]
            pairs.append((groups[0], groups[1]))
        return pairs

    def _spellings(self, term: str) -> tuple[re.Pattern[str], ...]:
        if term not in self._written:
            self._written[term] = tuple(map(re.compile, self._spell(term)))
        return self._written[term]

    def _spell(self, term: str) -> list[str]:
        """The ways in which an IRI or the text of a literal may be written in this document."""
        if not term or "…" in term:
            return []
        if not re.match(r"https?://|urn:", term):
            return [rf"(?<![\w.-]){re.escape(term)}(?![\w-])"]
        written = [rf'{re.escape(term)}(?=[">\s])']
        for prefix, namespace in self._prefixes:
            if namespace and term.startswith(namespace):
                written.append(rf"(?<![\w.-]){re.escape(prefix)}:{re.escape(term[len(namespace) :])}(?![\w-])")
        json = self.format == ox.RdfFormat.JSON_LD
        if term == RDF + "type":
            written.append('"@type"' if json else r"(?<=\s)a(?=\s)")
        if json:
            written.append(f'"{re.escape(re.split("[/#]", term)[-1])}"')
        return written

    def _statement(self, focus: str) -> tuple[int, int]:
        """The lines, from and up to, in which the document speaks of ``focus``; (-1, -1) where it does not."""
        named = self._lines_with(focus, 0, len(self.lines))
        if not named:
            return -1, -1
        start = next((n for n in named if self._begins(n, focus)), named[0])
        for number in range(start, len(self.lines)):
            if number > start and self._begins(number, focus if self.format in _LINE_FORMATS else "") != (
                self.format in _LINE_FORMATS
            ):
                return start, number
            turtle = self.format in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
            if turtle and _STATEMENT_END.search(self.lines[number]):
                return start, number + 1
        return start, len(self.lines)

    def _begins(self, number: int, focus: str) -> bool:
        """Whether a description begins on this line: of ``focus``, or of anything where that is empty."""
        line = self.lines[number]
        if self.format == ox.RdfFormat.RDF_XML:
            return "rdf:about=" in line
        if self.format == ox.RdfFormat.JSON_LD:
            return _JSON_NODE.match(line) is not None
        return any((found := s.search(line)) and not line[: found.start()].strip(" \t<{") for s in self._spellings(focus))
