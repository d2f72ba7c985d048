"""Releases of other ontologies, read term by term: OBO, OWL and other RDF, OBO Graph and other JSON.

A release may be large or hostile, so it is read once, in pieces that guards have seen. It is somebody else's, who will not
mend it for radkg: what can be read is read, and the rest is left out with a remark.
"""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

from radkg.errors import UnreadableFile
from radkg.mappings.release.names import Namer
from radkg.mappings.release.remarks import Remark, RemarkAnswer
from radkg.mappings.release.source import PACKED, PIECE, open_source
from radkg.mappings.release.term import BROAD, EXACT, KINDS_OR_PARTS, LABEL, NARROW, RELATED, ReleaseHeader, Synonym, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from radkg.mappings.prefixes import Prefixes

__all__ = [
    "BROAD",
    "EXACT",
    "KINDS_OR_PARTS",
    "LABEL",
    "NARROW",
    "RELATED",
    "Release",
    "ReleaseHeader",
    "Remark",
    "RemarkAnswer",
    "Synonym",
    "Term",
]


class Release:
    """A release in a file.

    Args:
        path: The file. Its suffix says its format: .obo, .owl, .rdf, .xml, .ttl, .nt, .nq, .trig, .jsonld or .json, followed by
            .gz or .zst where the file is packed.
        prefixes: The prefixes that ids are written with.

    Attributes:
        path: The file.
        header: What the release says of itself; complete when all terms have been read.

    Raises:
        UnreadableFile: The suffix is not known.
    """

    def __init__(self, path: str | os.PathLike[str], prefixes: Prefixes) -> None:
        from radkg.rdf.reading import FORMATS

        self.path = os.fspath(path)
        stem, last = os.path.splitext(self.path)
        self._packed = last.lower() if last.lower() in PACKED else ""
        suffix = os.path.splitext(stem if self._packed else self.path)[1].lower()
        if suffix not in (".obo", *FORMATS):
            known = ", ".join(sorted([".obo", *FORMATS]))
            raise UnreadableFile(self.path, f"unknown file name suffix {suffix!r}", remedy=f"name it with one of {known}")
        self._suffix = suffix
        self._names = Namer(prefixes)
        self.header = ReleaseHeader()

    def terms(self, progress: Callable[[int, int], None] | None = None) -> Iterator[Term]:
        """Yield the terms, in the order of the file.

        Args:
            progress: Called now and then with the bytes of the file that have been read, and how many there are.

        Raises:
            UnreadableFile: The file is missing, not well formed, or hostile.
            MissingPackage: It needs a package that is not installed.
        """
        from radkg.mappings.release import json_forms, obo, rdf
        from radkg.rdf import guards
        from radkg.rdf.reading import FORMATS

        watching: list[guards.Guard] = [guards.TextGuard(self.path)]
        if self._suffix != ".obo":
            watching.append(guards.guard_for(FORMATS[self._suffix], self.path, abbreviated=True))
        if self._suffix == ".json":
            watching.append(guards.NumberGuard(self.path))
        with closing(open_source(self.path, self._packed, watching, progress)) as source:
            if self._suffix == ".obo":
                yield from obo.read(source, self.path, self.header, self._names)
            elif self._suffix == ".json":
                yield from json_forms.read(source, self.path, self.header, self._names)
            else:
                yield from rdf.read(source, self.path, self.header, self._names, FORMATS[self._suffix])
        self.header.settle()
        self._find_lines()

    def _find_lines(self) -> None:
        """Look up the lines of what was left out of RDF, whose parsers keep none: in the file, read once more if need be."""
        waiting = {
            written: tuple(s.lower().encode() for s in _spellings(written)) for written in self.header.remarks.without_line
        }
        if not waiting:
            return
        lines, number = dict[str, int](), 1
        with closing(open_source(self.path, self._packed, ())) as source:
            while waiting and (line := source.readline(PIECE).lower()):
                for written in [written for written, spellings in waiting.items() if any(s in line for s in spellings)]:
                    lines[written] = number
                    del waiting[written]
                number += line.endswith(b"\n")
        self.header.remarks.found(lines)


def _spellings(written: str) -> tuple[str, ...]:
    """Return how an IRI or a language tag may stand in a file, with what sets it apart from other text."""
    return f"<{written}>", f'"{written}"', f"'{written}'", f"@{written}"
