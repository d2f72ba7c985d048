"""Reading RDF that somebody else wrote: nothing is fetched, nothing recursed into without bound, every error has a place."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
LARGEST_FILE = 100 * 1024 * 1024  # bytes; facts of one user, not a data dump
DEEPEST_NESTING = 200  # brackets; the parser recurses, and the process would die

_BRACKETS = re.compile(rb'"(?:[^"\\\n]|\\.)*"|[\[({]|[\])}]')
_BAD_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_BASE = "https://relative.invalid/"  # what a relative IRI is resolved against, to be found out
_ALLOWED_SCHEMES = re.compile(r"(?:https?|urn|mailto|tag|info|doi):", re.IGNORECASE)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Document:
    """An RDF file that has been read: its quads, and its text to find places in."""

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


def read(path: str) -> Document:
    """Read an RDF file of any format in `FORMATS`, chosen by the file name's suffix.

    Args:
        path: The file.

    Raises:
        UnreadableFile: It is missing, a folder, larger than `LARGEST_FILE`, nested too deeply, of an unknown suffix, not
            UTF-8, or not well formed.
    """
    suffix = os.path.splitext(path)[1].lower()
    rdf_format = FORMATS.get(suffix)
    if rdf_format is None:
        known = ", ".join(sorted(FORMATS))
        raise UnreadableFile(path, f"unknown file name suffix {suffix!r}", remedy=f"name it with one of {known}")
    try:
        if os.path.getsize(path) > LARGEST_FILE:
            raise UnreadableFile(
                path, f"larger than {LARGEST_FILE // 2**20} MB", remedy="split it, or load it into a triple store"
            )
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableFile(path, reason, remedy="check the name and the permissions") from None
    return parse(data, rdf_format, path)


def parse(data: bytes, rdf_format: ox.RdfFormat, path: str = "<input>") -> Document:
    """Parse RDF held in memory; ``path`` names it in errors. Raises what `read` raises."""
    text = _decode(data, path)
    _refuse_what_the_parsers_cannot_bear(data, text, rdf_format, path)
    try:
        quads = tuple(ox.parse(data, rdf_format, base_iri=_NO_BASE))
    except SyntaxError as error:
        if "remote contexts" in str(error):
            raise UnreadableFile(
                path, "a @context that is an address", line=_line_at(text, "@context"), remedy="write the context itself"
            ) from None
        raise UnreadableFile(
            path, f"not well-formed {rdf_format.name}: {_reason(error)}", line=error.lineno, remedy="mend it there"
        ) from None
    except (ValueError, OSError) as error:
        raise UnreadableFile(path, f"not well-formed {rdf_format.name}: {_reason(error)}", remedy="mend it") from None
    _refuse_bad_iris(quads, text, path)
    return Document(path, rdf_format, text, quads)


def _reason(error: Exception) -> str:
    message = str(getattr(error, "msg", None) or error)
    return re.sub(r"^Parser error (at|between) .*?: ", "", message).splitlines()[0][:300]


def _decode(data: bytes, path: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(path, "not UTF-8", line=line, remedy="save it as UTF-8") from None
    for pattern, what in ((_BAD_CHARACTERS, "a control character"), (_BIDI, "a bidirectional control character")):
        if bad := pattern.search(text):
            line = text.count("\n", 0, bad.start()) + 1
            raise UnreadableFile(path, f"{what} (U+{ord(bad[0]):04X})", line=line, remedy="remove it")
    if not text.strip():
        raise UnreadableFile(path, "empty", remedy="write at least one fact")
    return text


def _refuse_what_the_parsers_cannot_bear(data: bytes, text: str, rdf_format: ox.RdfFormat, path: str) -> None:
    if rdf_format == ox.RdfFormat.RDF_XML:
        if declared := re.search(r"<!(DOCTYPE|ENTITY)", text):
            line = text.count("\n", 0, declared.start()) + 1
            raise UnreadableFile(
                path, "a document type or entity declaration", line=line, remedy="write IRIs in full instead"
            )
        _check_depth(re.finditer(rb"<(/?)[^!?/>][^>]*?(/?)>", data), _xml_step, data, path)
    else:
        _check_depth(_BRACKETS.finditer(data), _bracket_step, data, path)


def _bracket_step(match: re.Match[bytes]) -> int:
    return {b"[": 1, b"(": 1, b"{": 1, b"]": -1, b")": -1, b"}": -1}.get(match[0], 0)


def _xml_step(match: re.Match[bytes]) -> int:
    return -1 if match[1] else 0 if match[2] else 1


def _check_depth(
    matches: Iterator[re.Match[bytes]], step: Callable[[re.Match[bytes]], int], data: bytes, path: str
) -> None:
    depth = 0
    for match in matches:
        depth += step(match)
        if depth > DEEPEST_NESTING:
            line = data.count(b"\n", 0, match.start()) + 1
            raise UnreadableFile(path, f"nested deeper than {DEEPEST_NESTING} levels", line=line, remedy="flatten it")


def _refuse_bad_iris(quads: tuple[ox.Quad, ...], text: str, path: str) -> None:
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if not isinstance(term, ox.NamedNode):
                continue
            if term.value.startswith(_NO_BASE):
                what, written = "relative", term.value.removeprefix(_NO_BASE)
            elif not _ALLOWED_SCHEMES.match(term.value):
                what, written = "not a web address or URN", term.value
            else:
                continue
            raise UnreadableFile(
                path,
                f"the IRI <{written[:200]}> is {what}",
                line=_line_at(text, written),
                remedy="write it in full, with https://",
            )


def _line_at(text: str, written: str) -> int | None:
    at = text.find(written)
    return None if at < 0 else text.count("\n", 0, at) + 1
