"""Guards keep hostile text away from the parsers. They see it piece by piece, so that a file need not stand in memory."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from radkg.errors import UnreadableFile
from radkg.shown import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST_NESTING = 200  # levels; the parsers slow down with depth squared, or end the process
LONGEST_TEXT = 16 * 2**20  # bytes; what pyoxigraph, too, takes for the longest
MOST_ENTITIES = 1000  # in XML
MOST_ATTRIBUTES = 2000  # of one element in XML; the parser compares each with all others
LONGEST_ENTITY = 200  # bytes; a namespace, which makes a file of nothing else seventy times as long
#: The base of relative IRIs: an IRI of its scheme was relative. Its path is deep enough to tell how many ``..`` there were.
NO_BASE = "relative://here/1/2/3/4/5/6/7/8/"

# A token of Turtle. Strings, IRIs and comments are tokens, so that a bracket in them does not count; << and >> are brackets.
# Atomic groups (?>) do not backtrack, which would take gigabytes for a string of 20 MB. A possessive repeat (*+) of a group
# would not either, but Python before 3.11.5 matches it wrongly. Groups: 1 the start of a long string without an end,
# 2 an opening bracket, 3 a closing bracket, 4 the start of a string or an IRI without an end.
_TURTLE_TOKEN = re.compile(
    rb'"""(?>(?:[^"\\]++|\\.|"(?!""))*)"""|\'\'\'(?>(?:[^\'\\]++|\\.|\'(?!\'\'))*)\'\'\'|("""|\'\'\')'
    rb'|"(?>(?:[^"\\\n]++|\\.)*)"|\'(?>(?:[^\'\\\n]++|\\.)*)\'|<[^<>\s]*+>|#[^\n]*+|(<<|[\[({])|(>>|[\])}])|(["\'<])|>',
    re.DOTALL,
)
# A token of JSON, with the groups of a token of Turtle. JSON has no long strings, so group 1 never matches. A run of strings
# with the text between them is one token: single ones would be many.
_JSON_TOKEN = re.compile(rb'(?!)()|(?>(?:[^"\[\]{}]++|"(?>(?:[^"\\\n]++|\\.)*)")+)|([\[{])|([\]}])|(")', re.DOTALL)
_LONG_NUMBER = re.compile(rb"\d{1000}")
_BAD_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
COMPRESSED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_PREDEFINED = ("lt", "gt", "amp", "quot", "apos")
_UNFOLD = "unfold it with `xmllint --noent` or with ROBOT, if you trust it"
_ALLOWED_SCHEMES = re.compile(r"(?:https?|urn|mailto|tag|info|doi):", re.IGNORECASE)
# The first characters of a format, its name, and what to do about a file whose suffix says another format.
_LOOKS = (
    (re.compile(r"<!doctype html|<html", re.IGNORECASE), "an HTML page", "save the RDF itself"),
    (re.compile(r"<\?xml|<rdf:RDF|<RDF\b"), "RDF/XML", "name it .rdf"),
    (re.compile(r"@prefix|@base|PREFIX\s", re.IGNORECASE), "Turtle", "name it .ttl"),
    (re.compile(r'[{\[]\s*[{"]'), "JSON-LD", "name it .jsonld"),
)


def encoding_of(start: bytes) -> str:
    """Return the encoding of Unicode that a file is in, by how it begins; empty where that may be UTF-8.

    Editors on Windows call UTF-16 "Unicode". Where no mark says it, every second byte of a file in Latin letters is nought.

    Args:
        start: The first bytes of the file.
    """
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    return "UTF-16" if len(start) > 3 and any(start[:64:2]) != any(start[1:64:2]) else ""


class Guard(Protocol):
    """Sees a file piece by piece, each piece before the parser does."""

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """See the next piece.

        Args:
            data: The piece, of any length.
            final: Whether it is the last one.

        Raises:
            UnreadableFile: The file holds what no parser is to see.
        """


class TextGuard:
    """Text in UTF-8, without control characters.

    Args:
        path: The file, to be named in errors.
    """

    def __init__(self, path: str) -> None:
        self._path, self._line, self._blank, self._begun = path, 1, True, False
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """See `Guard.feed`."""
        if not self._begun and data:
            self._begun = True
            if data.startswith(COMPRESSED):
                raise UnreadableFile(self._path, "compressed", remedy="unpack it first")
            if encoding := encoding_of(data):
                raise UnreadableFile(self._path, f"not UTF-8 but {encoding}", remedy="save it as UTF-8")
        try:
            text = self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            line = self._line + data.count(b"\n", 0, max(error.start, 0))
            raise UnreadableFile(self._path, "not UTF-8", line=line, remedy="save it as UTF-8") from None
        # plain ASCII, the usual case, is checked a hundred times faster without a regular expression
        if not text.isascii() or len(data.translate(None, _CONTROLS)) < len(data):
            for pattern, what in ((_BAD_CHARACTERS, "a control character"), (_BIDI, "a bidirectional control character")):
                if bad := pattern.search(text):
                    line = self._line + text.count("\n", 0, bad.start())
                    raise UnreadableFile(self._path, f"{what} (U+{ord(bad[0]):04X})", line=line, remedy="remove it")
        self._line += data.count(b"\n")
        self._blank = self._blank and not text.strip("\ufeff \t\r\n")
        if final and self._blank:
            raise UnreadableFile(self._path, "empty", remedy="write at least one fact")


class NestingGuard:
    """Turtle or JSON that is not nested deeply.

    Args:
        path: The file, to be named in errors.
        rdf_format: JSON-LD stands for JSON of any kind, all others for Turtle.
    """

    def __init__(self, path: str, rdf_format: ox.RdfFormat) -> None:
        self._path, self._depth, self._line, self._rest = path, 0, 1, b""
        self._token = _JSON_TOKEN if rdf_format == ox.RdfFormat.JSON_LD else _TURTLE_TOKEN

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """See `Guard.feed`."""
        data = self._rest + data
        kept = len(data)
        for match in self._token.finditer(data):
            if match[2]:
                self._depth += 1
                if self._depth > DEEPEST_NESTING:
                    line = self._line + data.count(b"\n", 0, match.start())
                    reason = f"nested deeper than {DEEPEST_NESTING} levels"
                    raise UnreadableFile(self._path, reason, line=line, remedy="flatten it")
            elif match[3]:
                self._depth -= 1
            elif not final and self._goes_on(match, data):
                kept = match.start()
                break
        self._line += data.count(b"\n", 0, kept)
        self._rest = data[kept:]
        if len(self._rest) > LONGEST_TEXT:
            raise UnreadableFile(self._path, "a text of more than 16 MB", line=self._line, remedy="shorten it")

    def _goes_on(self, match: re.Match[bytes], data: bytes) -> bool:
        """Return whether a token may go on in the next piece: it has no end, or it ends with the piece and is no bracket."""
        if match[1]:
            return True
        if not match[4]:
            return match.end() == len(data) and self._token is _TURTLE_TOKEN
        if match[4] == b"<" and data.find(b" ", match.end()) >= 0:
            return False
        return data.find(b"\n", match.end()) < 0


class NumberGuard:
    """JSON without numbers of more than a thousand digits, which end the process in ijson's parser.

    Args:
        path: The file, to be named in errors.
    """

    def __init__(self, path: str) -> None:
        self._path, self._line, self._last = path, 1, b""

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """See `Guard.feed`."""
        data = self._last + data
        if found := _LONG_NUMBER.search(data):
            line = self._line + data.count(b"\n", 0, found.start())
            reason = "a number of more than a thousand digits"
            raise UnreadableFile(self._path, reason, line=line, remedy="write a number that means something")
        self._last = data[-1000:]
        self._line += data.count(b"\n", 0, len(data) - len(self._last))


class XmlGuard:
    """Well-formed XML, not nested deeply, without a document type or with one that only abbreviates.

    Expat knows lines. It also finds a file that ends too early, which pyoxigraph takes for a short one.

    Args:
        path: The file, to be named in errors.
        abbreviated: Whether entities may be declared that stand for a short text, as editors write for namespaces. Neither
            parser opens what is outside of the file.
    """

    def __init__(self, path: str, *, abbreviated: bool = False) -> None:
        from xml.parsers import expat

        self._path, self._depth, self._unbroken, self._start = path, 0, 0, b""
        self._entities, self._longest = 0, 0
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler, parser.EndElementHandler = self._open, self._close
        parser.XmlDeclHandler = self._declaration
        if abbreviated:
            parser.StartDoctypeDeclHandler, parser.EntityDeclHandler = self._outer_doctype, self._entity
        else:
            parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """See `Guard.feed`."""
        from xml.parsers import expat

        if len(self._start) < 200:
            self._start += data[:200]
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            reason = f"not well-formed RDF/XML: {expat.ErrorString(error.code)}"
            remedy = remedy_for(self._start.decode(errors="replace"), ox.RdfFormat.RDF_XML)
            raise UnreadableFile(self._path, reason, line=error.lineno, remedy=remedy) from None
        if self._longest_text(data) > LONGEST_TEXT:
            raise UnreadableFile(self._path, "a text of more than 16 MB", remedy="shorten it")

    def _longest_text(self, data: bytes) -> int:
        """Return how long a text in a piece may be, once entities are put in."""
        last = data.rfind(b"<")
        unbroken = len(data) - max(last, 0) + self._longest * data.count(b"&", max(last, 0))
        self._unbroken = self._unbroken + unbroken if last < 0 else unbroken
        if self._longest and len(data) + self._longest * data.count(b"&") > LONGEST_TEXT:
            return max(self._unbroken, *(len(text) + self._longest * text.count(b"&") for text in data.split(b"<")))
        return self._unbroken

    def _refuse(self, reason: str, remedy: str) -> None:
        raise UnreadableFile(self._path, reason, line=self._parser.CurrentLineNumber, remedy=remedy)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8"):
            self._refuse(f"declared to be in {shown(encoding[:40])}, and not in UTF-8", "save it as UTF-8, and declare that")

    def _open(self, _name: str, attributes: Mapping[str, str]) -> None:
        if len(attributes) > MOST_ATTRIBUTES:
            self._refuse(f"an element with more than {MOST_ATTRIBUTES:,} attributes", "write elements in their place")
        self._depth += 1
        if self._depth > DEEPEST_NESTING:
            self._refuse(f"nested deeper than {DEEPEST_NESTING} levels", "flatten it")

    def _close(self, _name: str) -> None:
        self._depth -= 1

    def _doctype(self, *_: object) -> None:
        self._refuse("a document type or entity declaration", "write IRIs in full instead")

    def _outer_doctype(self, _name: str, system: str | None, public: str | None, _internal: int) -> None:
        if system is not None or public is not None:
            self._refuse("a document type that is another file, which is not opened", _UNFOLD)

    def _entity(self, name: str, is_parameter: int, value: str | None, *_: object) -> None:
        self._entities += 1
        if is_parameter or value is None:
            self._refuse("an entity that is another file or a part of the document type, which is not opened", _UNFOLD)
        elif name not in _PREDEFINED and ("&" in value or "<" in value):
            self._refuse("an entity with an entity or an element in it", _UNFOLD)
        elif len(value.encode()) > LONGEST_ENTITY or self._entities > MOST_ENTITIES:
            self._refuse(f"more than {MOST_ENTITIES:,} entities, or one longer than {LONGEST_ENTITY} bytes", _UNFOLD)
        else:
            self._longest = max(self._longest, len(value.encode()))


def one_line(text: str) -> str:
    """Return ``text`` as it may be printed, in one line: an escape in a file may stand for a character that no guard saw."""
    return shown(" ".join(text.split()))


def guard_for(rdf_format: ox.RdfFormat, path: str, *, abbreviated: bool = False) -> Guard:
    """Return the guard of the structure of a file.

    Args:
        rdf_format: The format of the file.
        path: The file, to be named in errors.
        abbreviated: See `XmlGuard`.
    """
    if rdf_format == ox.RdfFormat.RDF_XML:
        return XmlGuard(path, abbreviated=abbreviated)
    return NestingGuard(path, rdf_format)


def fault_of_iri(iri: str, *, any_scheme: bool = False) -> tuple[str, str] | None:
    """Return what is wrong with an IRI, and how the file writes the IRI; ``None`` where nothing is wrong.

    Args:
        iri: The IRI.
        any_scheme: Whether it may have any scheme.
    """
    if iri.startswith("relative:"):
        return "relative", _as_relative(iri)
    return None if any_scheme or _ALLOWED_SCHEMES.match(iri) else ("not a web address or URN", iri)


def _as_relative(iri: str) -> str:
    """Return how a file writes an IRI that was made absolute with `NO_BASE`, or what is as good."""
    above, base = 0, NO_BASE
    while base.count("/") > 3:  # as far up as there are folders
        if iri.startswith(base):
            return "../" * above + iri.removeprefix(base)
        above, base = above + 1, base[: base.rindex("/", 0, -1) + 1]
    return iri.removeprefix(base.rstrip("/")) if iri.startswith(base) else iri.removeprefix("relative:")


def remedy_for(text: str, rdf_format: ox.RdfFormat) -> str:
    """Return what to do about a file that is not well formed.

    Args:
        text: How the file begins.
        rdf_format: The format that its suffix says.
    """
    start = text.lstrip()[:200]
    for pattern, what, remedy in _LOOKS:
        if pattern.match(start) and rdf_format.name not in (what, "TriG"):
            return f"it looks like {what}: {remedy}"
    return "mend it there"


def reason_of(error: Exception) -> str:
    """Return a parser's message without line and column, in one line."""
    message = str(getattr(error, "msg", None) or error)
    return re.sub(r"^Parser error (at|between) .*?: ", "", message).splitlines()[0][:300]
