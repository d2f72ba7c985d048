"""Reading RDF that somebody else wrote: nothing is fetched, nothing recursed into without bound, every error has a place."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

import pyoxigraph as ox

from radkg.errors import UnreadableFile

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
DEEPEST_NESTING = 200  # levels; the parsers slow down with depth squared, or end the process

# Strings, IRIs and comments are stepped over, so that a bracket in them does not count. Possessive repeats (*+) keep no way
# back, which a string of 20 MB would need gigabytes for.
_TURTLE_TOKEN = re.compile(
    rb'"""(?:[^"\\]++|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]++|\\.|\'(?!\'\'))*+\'\'\''
    rb'|"(?:[^"\\\n]++|\\.)*+"|\'(?:[^\'\\\n]++|\\.)*+\'|<[^>\s]*+>|#[^\n]*+|([\[({])|([\])}])',
    re.DOTALL,
)
_JSON_TOKEN = re.compile(rb'"(?:[^"\\\n]++|\\.)*+"|([\[{])|([\]}])')
_BAD_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LONE_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_NO_BASE = "https://relative.invalid/"  # what a relative IRI is resolved against, to be found out
_ALLOWED_SCHEMES = re.compile(r"(?:https?|urn|mailto|tag|info|doi):", re.IGNORECASE)
# What a file is by its first characters, for one whose suffix says something else.
_LOOKS = (
    (re.compile(r"<!doctype html|<html", re.IGNORECASE), "an HTML page", "save the RDF itself"),
    (re.compile(r"<\?xml|<rdf:RDF|<RDF\b"), "RDF/XML", "name it .rdf"),
    (re.compile(r"@prefix|@base|PREFIX\s", re.IGNORECASE), "Turtle", "name it .ttl"),
    (re.compile(r'[{\[]\s*[{"]'), "JSON-LD", "name it .jsonld"),
)


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
    return parse(data, rdf_format, path)


def parse(data: bytes, rdf_format: ox.RdfFormat, path: str = "<input>") -> Document:
    """Parse RDF held in memory; ``path`` names it in errors. Raises what `read` raises."""
    text = _decode(data, path)
    data = data.removeprefix(b"\xef\xbb\xbf")
    if rdf_format == ox.RdfFormat.RDF_XML:
        _refuse_bad_xml(data, text, path)
    else:
        _refuse_deep_nesting(data, rdf_format, path)
    try:
        # Blank nodes are renamed, so that _:a of one file is not _:a of another.
        quads = tuple(ox.parse(data, rdf_format, base_iri=_NO_BASE, rename_blank_nodes=True))
    except SyntaxError as error:
        raise _not_well_formed(error, text, rdf_format, path) from None
    except MemoryError:
        raise UnreadableFile(path, "a text of more than 16 MB", remedy="shorten it") from None
    except (ValueError, OSError) as error:
        raise UnreadableFile(path, f"not well-formed {rdf_format.name}: {_reason(error)}", remedy="mend it") from None
    _refuse_bad_iris(quads, text, path)
    return Document(path, rdf_format, text, quads)


def _not_well_formed(error: SyntaxError, text: str, rdf_format: ox.RdfFormat, path: str) -> UnreadableFile:
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
        f"not well-formed {rdf_format.name}: {_reason(error)}",
        line=error.lineno,
        remedy=_remedy(text, rdf_format),
    )


def _remedy(text: str, rdf_format: ox.RdfFormat) -> str:
    start = text.lstrip()[:200]
    for pattern, what, remedy in _LOOKS:
        if pattern.match(start) and rdf_format.name not in (what, "TriG"):
            return f"it looks like {what}: {remedy}"
    return "mend it there"


def _reason(error: Exception) -> str:
    message = str(getattr(error, "msg", None) or error)
    return re.sub(r"^Parser error (at|between) .*?: ", "", message).splitlines()[0][:300]


def _decode(data: bytes, path: str) -> str:
    if data.startswith((b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ")):
        raise UnreadableFile(path, "compressed", remedy="unpack it first")
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


def _refuse_bad_xml(data: bytes, text: str, path: str) -> None:
    # Expat knows lines, and finds a file that ends too early, which pyoxigraph takes for a short one.
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8")
    depth = 0

    def refuse(reason: str, remedy: str) -> None:
        raise UnreadableFile(path, reason, line=parser.CurrentLineNumber, remedy=remedy)

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST_NESTING:
            refuse(f"nested deeper than {DEEPEST_NESTING} levels", "flatten it")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        refuse("a document type or entity declaration", "write IRIs in full instead")

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = f"not well-formed RDF/XML: {expat.ErrorString(error.code)}"
        raise UnreadableFile(path, reason, line=error.lineno, remedy=_remedy(text, ox.RdfFormat.RDF_XML)) from None


def _refuse_deep_nesting(data: bytes, rdf_format: ox.RdfFormat, path: str) -> None:
    depth = 0
    for match in (_JSON_TOKEN if rdf_format == ox.RdfFormat.JSON_LD else _TURTLE_TOKEN).finditer(data):
        depth += 1 if match[1] else -1 if match[2] else 0
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
                line=_line_at(text, f"<{written}>", f'"{written}"', written),
                remedy="write it in full, with https://",
            )


def _line_at(text: str, *spellings: str) -> int | None:
    for written in spellings:
        if (at := text.find(written)) >= 0:
            return text.count("\n", 0, at) + 1
    return None
