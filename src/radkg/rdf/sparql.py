"""Running SPARQL that somebody else wrote: what may not be asked is refused before the engine sees it.

The engine opens connections for SERVICE and has no switch for it, and its parser recurses without bound. The query is
therefore split into words here, as the SPARQL grammar does it; where the grammar leaves a doubt, the query is refused, not
let through.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from radkg.errors import InvalidQuery, UnreadableFile
from radkg.namespaces import PREFIXES
from radkg.rdf.results import QueryResult, of_engine

DEEPEST_NESTING = 100  # brackets and signs; the engine dies of a stack overflow at some thousands
LONGEST_HERE = 10_000  # characters; a longer query can nest deeply without brackets, and runs in a process of its own
LONGEST = 1_000_000  # characters
LARGEST_FILE = 4 * 2**20  # bytes

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<text>'''(?:'{0,2}(?:[^'\\]|\\.))*''' | \"""(?:"{0,2}(?:[^"\\]|\\.))*\"""
           | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*")
  | (?P<iri><[A-Za-z][A-Za-z0-9+.-]*://[^<>"{}|^`\x00-\x20]*>)
  | (?P<doubtful><[^<>"{}|^`\x00-\x20'\#\\]*['\#\\][^<>"{}|^`\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<word>\w[\w-]*)
  | (?P<local>:(?:[\w:%-]|\\.)*)
  | (?P<open>[{(\[])
  | (?P<close>[})\]])
  | (?P<sign>[!^+-])
    """,
    re.VERBOSE | re.DOTALL,
)
_REFUSED = re.compile("service|from", re.IGNORECASE)
_UPDATES = {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"}
_WHY_REFUSED = {
    "service": "SERVICE is refused: radkg asks no other server; query that server itself, or load its data with --with",
    "from": "FROM is refused: radkg reads no file or address for a query; load the data with --with",
}
_ESCAPE = re.compile(r"\\u00[0-7][0-9A-Fa-f]|\\U000000[0-7][0-9A-Fa-f]")
_GAP = " " * 40
_PIECE = re.compile(
    _TOKEN.pattern.replace("(?P<comment>", r"(?P<gap>(?:\s|\#[^\n\r]*(?=[\n\r]|\Z))+)|(?P<comment>") + r"|(?P<other>[^\s])",
    re.VERBOSE | re.DOTALL,
)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def read_query_file(path: str, remedy: str = "check the name") -> str:
    """Return the text of a query that somebody else wrote.

    Args:
        path: The file.
        remedy: What to do where there is no such file.

    Raises:
        UnreadableFile: It is missing, larger than `LARGEST_FILE`, or not UTF-8.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UnreadableFile(path, (error.strerror or str(error)).lower(), remedy=remedy) from None
    except ValueError:  # a NUL in the name
        raise UnreadableFile(repr(path), "not a file name", remedy="check the name") from None
    return decode(data, path)


def decode(data: bytes, name: str) -> str:
    """Return a query that somebody else wrote as text.

    Raises:
        UnreadableFile: It is too long or not UTF-8; ``name`` names it.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(name, f"larger than {LARGEST_FILE // 2**20} MB", remedy="shorten the query")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(name, "not UTF-8", line=line, remedy="save it as UTF-8") from None


def refuse(sparql: str, name: str) -> None:
    """Refuse a query that would reach outside, change something, or bring the engine down.

    Raises:
        InvalidQuery: It is refused; ``name`` names the query in the message.
    """
    if len(sparql) > LONGEST:
        raise InvalidQuery(f"{name}: longer than {LONGEST} characters; shorten the query")
    if escape := _ESCAPE.search(sparql):
        raise _at(sparql, escape.start(), name, f"write the character itself instead of {escape[0]}")
    depth = signs = 0
    first_word = True
    for token in _TOKEN.finditer(sparql):
        kind, at = token.lastgroup, token.start()
        if kind in ("comment", "text", "iri", "variable", "local"):
            first_word = first_word and kind in ("comment", "iri", "local")
        elif kind == "doubtful":
            raise _at(sparql, at, name, f"{token[0][:60]} may be an IRI or a comparison; put a space after <")
        elif kind == "word":
            if refused := _REFUSED.search(token[0]):
                raise _at(sparql, at, name, _WHY_REFUSED[refused[0].lower().replace("ſ", "s")])
            if first_word and token[0].lower() in _UPDATES and sparql[token.end() : token.end() + 1] != ":":
                raise _at(sparql, at, name, f"{token[0].upper()} is refused: read-only; write facts into a file for --with")
            first_word = first_word and (token[0].lower() in ("prefix", "base") or sparql[token.end() : token.end() + 1] == ":")
        depth += {"open": 1, "close": -1}.get(str(kind), 0)
        signs = signs + 1 if kind == "sign" else signs if kind == "comment" else 0
        if depth + signs > DEEPEST_NESTING:
            raise _at(sparql, at, name, f"nested deeper than {DEEPEST_NESTING} levels; flatten the query")


def evaluate(store: ox.Store, sparql: str, name: str) -> QueryResult:
    """Run a query in ``store``, with radkg's prefixes predeclared.

    Raises:
        InvalidQuery: It is not well formed.
    """
    return of_engine(solve(store, sparql, name))


def solve(store: ox.Store, sparql: str, name: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Return the engine's own result; see `evaluate`."""
    try:
        return store.query(sparql, prefixes=PREFIXES)
    except SyntaxError as error:
        message = str(error.msg)
    raise _not_well_formed(store, sparql, name, message) from None


def _not_well_formed(store: ox.Store, sparql: str, name: str, message: str) -> InvalidQuery:
    padded, origin = _padded(sparql)
    try:
        store.query(padded, prefixes=PREFIXES)
    except SyntaxError as error:
        message = f"{error.msg}\n{message}"
    place = _PLACE.match(message)
    if place is None:
        return InvalidQuery(f"{name}: not well-formed SPARQL: {_one_line(message)}")
    lines = padded.split("\n")
    furthest = sum(len(line) + 1 for line in lines[: int(place[1]) - 1]) + int(place[2]) - 1
    at = origin[max((there for there in origin if there <= furthest), default=0)]
    while 0 < at < len(sparql.rstrip()) and re.match(r"[\w-]", sparql[at - 1]):
        at -= 1
    word = re.match(r"[\w:?$-]+|\S", sparql[at:])
    reason = _reason(message) or (f"unexpected {word[0]!r}" if word else "unexpected end of the query")
    return _at(sparql, at, name, f"not well-formed SPARQL: {reason}")


def _padded(sparql: str) -> tuple[str, dict[int, int]]:
    """Return the query with wide gaps, and where each of its words stood before.

    The engine reports the furthest place it has looked at, and to tell a keyword it looks as far ahead as the keyword is
    long. With gaps wider than any keyword that place is in the gap after the word that is wrong.
    """
    out, origin, length = [], {}, 0
    for match in _PIECE.finditer(sparql):
        piece = match[0]
        if match.lastgroup == "gap":
            piece = _GAP
        else:
            origin[length] = match.start()
            piece = f"{piece}{_GAP}" if piece in "{}()" else piece
        out.append(piece)
        length += len(piece)
    origin[length + len(_GAP)] = len(sparql.rstrip())
    return "".join(out) + _GAP, {0: 0, **origin}


def _reason(message: str) -> str:
    """Return what the engine says in words; its lists of expected signs name what it tried last, not what is wrong."""
    if "Prefix not found" in message:
        return f"a prefix that is not declared; {', '.join(PREFIXES)} need no declaration"
    sentence = re.search(r"\b[A-Z][\w ]+ [a-z]+ [a-z][^,\n]*", message)
    return _one_line(sentence[0]) if sentence else ""


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else text[:160].rsplit(" ", 1)[0] + " …"


def _at(sparql: str, position: int, name: str, reason: str) -> InvalidQuery:
    line = sparql.count("\n", 0, position) + 1
    column = position - (sparql.rfind("\n", 0, position) + 1) + 1
    return InvalidQuery(f"{name}:{line}:{column}: {reason}")
