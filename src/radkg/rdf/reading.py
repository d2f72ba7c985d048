"""Reading RDF that somebody else wrote: nothing is fetched, nothing recursed into without bound, every error has a line."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import UnreadableFile
from radkg.rdf.guards import NO_BASE, TextGuard, fault_of_iri, guard_for, reason_of, remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterable

#: File name suffix to RDF format.
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}
LARGEST_FILE = 25 * 1024 * 1024  # bytes; facts of one user, not a data dump

_LONE_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


@dataclass(frozen=True, slots=True)
class Document:
    """An RDF file that has been read.

    Attributes:
        path: The file.
        format: Its format.
        text: Its text, in which lines are looked up.
        quads: Its quads.
    """

    path: str
    format: ox.RdfFormat
    text: str
    quads: tuple[ox.Quad, ...]

    def line_of(self, iri: str, after: int = 0) -> int | None:
        """Return the line (from 1) on which ``iri`` is written after line ``after``, or ``None``.

        The parser keeps no positions, so this looks for the IRI in full and for its local name after a colon.
        """
        local = re.escape(re.split(r"[/#]", iri)[-1])
        written = re.compile(rf'{re.escape(iri)}(?=[">\s])|:{local}(?![\w-])' if local else re.escape(iri))
        for number, line in enumerate(self.text.splitlines(), 1):
            if number > after and written.search(line):
                return number
        return None


def as_document(triples: Iterable[ox.Triple], name: str) -> Document:
    """Return triples of no file as a document without text.

    Args:
        triples: The triples.
        name: The path that the document is to have, for errors and findings.
    """
    return Document(name, ox.RdfFormat.TURTLE, "", tuple(ox.Quad(*triple) for triple in triples))


def read(path: str, *, any_scheme: bool = False) -> Document:
    """Read an RDF file of any format in `FORMATS`, chosen by the file name's suffix.

    Args:
        path: The file.
        any_scheme: Whether any absolute IRI may stand in it, and not only web addresses, URNs and the like. An IRI is a name:
            nothing is fetched by it.

    Raises:
        UnreadableFile: It is missing, not a regular file, larger than `LARGEST_FILE`, nested too deeply, of an unknown
            suffix, not UTF-8, or not well formed.
    """
    suffix = os.path.splitext(path)[1].lower()
    rdf_format = FORMATS.get(suffix)
    if rdf_format is None:
        known = ", ".join(sorted(FORMATS))
        raise UnreadableFile(path, f"unknown file name suffix {suffix!r}", remedy=f"name it with one of {known}")
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise UnreadableFile(path, "not a regular file", remedy="name a file")
        if os.path.getsize(path) > LARGEST_FILE:
            raise UnreadableFile(
                path, f"larger than {LARGEST_FILE // 2**20} MB", remedy="split it, or load it into a triple store"
            )
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = str(getattr(error, "strerror", None) or error).lower()
        raise UnreadableFile(path, reason, remedy="check the name and the permissions") from None
    return parse(data, rdf_format, path, any_scheme=any_scheme)


def parse(data: bytes, rdf_format: ox.RdfFormat, path: str = "<input>", *, any_scheme: bool = False) -> Document:
    """Parse RDF held in memory.

    Args:
        data: The bytes of the document.
        rdf_format: Its format.
        path: What to call it in errors.
        any_scheme: See `read`.

    Raises:
        UnreadableFile: See `read`.
    """
    text = _decode(data, path)
    data = data.removeprefix(b"\xef\xbb\xbf")
    guard_for(rdf_format, path).feed(data, final=True)
    try:
        # Blank nodes are renamed, so that _:a of one file is not _:a of another.
        quads = tuple(ox.parse(data, rdf_format, base_iri=NO_BASE, rename_blank_nodes=True))
    except SyntaxError as error:
        raise _not_well_formed(error, text, data, rdf_format, path) from None
    except MemoryError:
        raise UnreadableFile(path, "a text of more than 16 MB", remedy="shorten it") from None
    except (ValueError, OSError) as error:
        raise UnreadableFile(path, f"not well-formed {rdf_format.name}: {reason_of(error)}", remedy="mend it") from None
    _refuse_bad_iris(quads, text, path, any_scheme=any_scheme)
    return Document(path, rdf_format, text, quads)


def _not_well_formed(error: SyntaxError, text: str, data: bytes, rdf_format: ox.RdfFormat, path: str) -> UnreadableFile:
    if "remote contexts" in str(error):
        return UnreadableFile(
            path, "a @context that is an address", line=_line_at(text, "@context"), remedy="write the context itself"
        )
    if rdf_format == ox.RdfFormat.JSON_LD and (lone := _LONE_SURROGATE.search(text)):
        return UnreadableFile(
            path, f"half a character ({lone[0]})", line=_line_at(text, lone[0]), remedy="write the whole character"
        )
    return UnreadableFile(
        path,
        f"not well-formed {rdf_format.name}: {reason_of(error)}",
        line=error.lineno or (_lines_until_refused(data) if rdf_format == ox.RdfFormat.RDF_XML else None),
        remedy=remedy_for(text, rdf_format),
    )


class _Lines:
    """Bytes that are handed out a line at a time.

    Args:
        data: The bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._rest, self.number = memoryview(data), 0
        self._ends = (found.end() for found in re.finditer(rb"\n|\Z", data))
        self._end = self._at = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next line, or as much of it as may be."""
        if self._at == self._end:
            self._end, self.number = next(self._ends, self._end), self.number + 1
        start, self._at = self._at, min(self._end, self._at + size) if size >= 0 else self._end
        return bytes(self._rest[start : self._at])


def _lines_until_refused(data: bytes) -> int | None:
    """Return the line on which RDF/XML is refused: its parser has no lines, but stops reading where it stops."""
    lines = _Lines(data)
    try:
        for _ in ox.parse(lines, ox.RdfFormat.RDF_XML, base_iri=NO_BASE):  # type: ignore[arg-type]  # no more is asked of it
            pass
    except SyntaxError:
        return lines.number
    return None


def _decode(data: bytes, path: str) -> str:
    TextGuard(path).feed(data, final=True)
    return data.decode("utf-8-sig")


def _refuse_bad_iris(quads: tuple[ox.Quad, ...], text: str, path: str, *, any_scheme: bool) -> None:
    seen: set[str] = set()
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if not isinstance(term, ox.NamedNode) or (iri := term.value) in seen:
                continue
            seen.add(iri)
            if fault := fault_of_iri(iri, any_scheme=any_scheme):
                what, written = fault
                raise UnreadableFile(
                    path,
                    f"the IRI <{written[:200]}> is {what}",
                    line=_line_at(text, f"<{written}>", f'"{written}"', written),
                    remedy="write it in full, with https://",
                )


def _line_at(text: str, *spellings: str) -> int | None:
    for written in spellings:
        if (at := text.find(written)) >= 0:
            return text.count("\n", 0, at) + 1
    return None
