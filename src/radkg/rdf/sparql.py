"""Running SPARQL that somebody else wrote: what may not be asked is refused before the engine sees it.

The engine opens connections for SERVICE and has no switch against it, and its parser recurses without bound. So the query is
split into words as the SPARQL grammar does. Where the grammar leaves a doubt, the query is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import InvalidQuery, RefusedQuery, UnreadableFile
from radkg.namespaces import PREFIXES
from radkg.rdf.guards import encoding_of
from radkg.rdf.results import QueryResult, of_engine
from radkg.resources import open_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

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
    "from": "FROM is refused: radkg reads no file or address for a query; load the data with --with, or ask GRAPH for one part",
}
_ESCAPE = re.compile(r"\\u00[0-7][0-9A-Fa-f]|\\U000000[0-7][0-9A-Fa-f]")
_GAP = " " * 40
_PIECE = re.compile(
    _TOKEN.pattern.replace("(?P<comment>", r"(?P<gap>(?:\s|\#[^\n\r]*(?=[\n\r]|\Z))+)|(?P<comment>") + r"|(?P<other>[^\s])",
    re.VERBOSE | re.DOTALL,
)
_UNKNOWN_FUNCTION = re.compile(r"(?<=function )<[^>]*>(?= is not supported)")
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def read_query_file(path: str, remedy: str = "check the name") -> str:
    """Return the text of a query that somebody else wrote.

    Args:
        path: The file.
        remedy: What to do where there is no such file.

    Raises:
        UnreadableFile: It is missing, larger than `LARGEST_FILE`, or not UTF-8.
    """
    try:
        with open_file(path) as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UnreadableFile(path, (error.strerror or str(error)).lower(), remedy=remedy) from None
    except ValueError:  # a NUL in the name
        raise UnreadableFile(repr(path), "not a file name", remedy="check the name") from None
    return decode(data, path)


def decode(data: bytes, name: str) -> str:
    """Return a query that somebody else wrote as text.

    Args:
        data: The bytes of the query.
        name: What to call the query in errors.

    Raises:
        UnreadableFile: It is longer than `LARGEST_FILE`, or not UTF-8.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(name, f"larger than {LARGEST_FILE // 2**20} MB", remedy="shorten the query")
    if encoding := encoding_of(data):
        raise UnreadableFile(name, f"not UTF-8 but {encoding}", remedy="save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(name, "not UTF-8", line=line, remedy="save it as UTF-8") from None


def refuse(sparql: str, name: str) -> None:
    """Refuse a query that would reach outside, change something, or bring the engine down.

    Args:
        sparql: The query.
        name: What to call the query in errors.

    Raises:
        InvalidQuery: It is refused.
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
                raise _at(sparql, at, name, _WHY_REFUSED[refused[0].lower().replace("ſ", "s")], RefusedQuery)
            if first_word and token[0].lower() in _UPDATES and sparql[token.end() : token.end() + 1] != ":":
                why = f"{token[0].upper()} is refused: read-only; write facts into a file for --with"
                raise _at(sparql, at, name, why, RefusedQuery)
            first_word = first_word and (token[0].lower() in ("prefix", "base") or sparql[token.end() : token.end() + 1] == ":")
        depth += {"open": 1, "close": -1}.get(str(kind), 0)
        signs = signs + 1 if kind == "sign" else signs if kind == "comment" else 0
        if depth + signs > DEEPEST_NESTING:
            raise _at(sparql, at, name, f"nested deeper than {DEEPEST_NESTING} levels; flatten the query")


def asks_graphs(sparql: str) -> bool:
    """Return whether a query has the keyword GRAPH, and so asks for named graphs."""
    return "graph" in sparql.lower() and any(
        token.lastgroup == "word" and token[0].lower() == "graph" and sparql[token.end() : token.end() + 1] != ":"
        for token in _TOKEN.finditer(sparql)
    )


def refuse_unknown_graphs(asked: Iterable[str], there: Collection[str]) -> None:
    """Refuse graphs that are not there, which radkg does not fetch.

    Args:
        asked: The IRIs of graphs.
        there: Those that there are.

    Raises:
        InvalidQuery: One of them is not there.
    """
    for iri in asked:
        if iri not in there:
            known = ", ".join(sorted(there))
            raise InvalidQuery(f"there is no graph <{iri}>, and radkg fetches none; there are: {known}"[:1000])


def evaluate(store: ox.Store, sparql: str, name: str, *, union: bool = False) -> QueryResult:
    """Return the rows of a query.

    Args:
        store: The store.
        sparql: The query; radkg's prefixes are predeclared.
        name: What to call the query in errors.
        union: Whether what stands outside of GRAPH asks all named graphs.

    Raises:
        InvalidQuery: It is not well formed.
    """
    return of_engine(solve(store, sparql, name, union=union))


def solve(
    store: ox.Store,
    sparql: str,
    name: str,
    *,
    union: bool = False,
    graph: ox.NamedNode | list[ox.NamedNode] | None = None,
    named: list[ox.NamedNode] | None = None,
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Return the engine's own result.

    Args:
        store: The store.
        sparql: The query; radkg's prefixes are predeclared.
        name: What to call the query in errors.
        union: Whether what stands outside of GRAPH asks all named graphs.
        graph: The named graph that is the default graph, or those that are it together; the store's own default graph where it
            is ``None``.
        named: The named graphs that GRAPH can ask; all of the store where it is ``None``.

    Raises:
        InvalidQuery: It is not well formed, or calls a function that there is not.
    """
    try:
        return store.query(
            sparql,
            prefixes=PREFIXES,
            use_default_graph_as_union=union,
            default_graph=graph,  # type: ignore[arg-type]
            named_graphs=named,  # type: ignore[arg-type]
        )
    except SyntaxError as error:
        message = str(error.msg)
    except RuntimeError as error:
        if unknown := _UNKNOWN_FUNCTION.search(str(error)):
            raise InvalidQuery(f"{name}: there is no function {unknown[0][:200]}; use those of SPARQL 1.1") from None
        raise
    raise _not_well_formed(store, sparql, name, message) from None


def construct(store: ox.Store, sparql: str, name: str, what: str, *, graph: ox.NamedNode | None = None) -> list[ox.Triple]:
    """Return the triples of a CONSTRUCT.

    Args:
        store: The store.
        sparql: The query; radkg's prefixes are predeclared.
        name: What to call the query in errors.
        what: What the query does, as an error says it.
        graph: See `solve`.

    Raises:
        InvalidQuery: It is not well formed, or no CONSTRUCT.
    """
    result = solve(store, sparql, name, graph=graph)
    if isinstance(result, ox.QueryTriples):
        return list(result)
    raise InvalidQuery(f"{name}: a query that {what} is a CONSTRUCT; make it one")


def select(store: ox.Store, sparql: str, name: str, graphs: Sequence[ox.NamedNode] | None = None) -> ox.QuerySolutions:
    """Return the solutions of a SELECT of radkg's own or of an ontology's, which is run as it stands.

    Args:
        store: The store.
        sparql: The query.
        name: What to call the query in errors.
        graphs: The named graphs that make up the default graph; the store's own default graph where not given.

    Raises:
        InvalidQuery: It is no SELECT.
    """
    solutions = store.query(sparql, default_graph=list(graphs) if graphs else None)
    if isinstance(solutions, ox.QuerySolutions):
        return solutions
    raise InvalidQuery(f"{name}: no SELECT; make it one")


def _not_well_formed(store: ox.Store, sparql: str, name: str, message: str) -> InvalidQuery:
    padded, origin = _padded(sparql)
    try:
        store.query(padded, prefixes=PREFIXES)
    except SyntaxError as error:
        message = f"{error.msg}\n{message}"
    position = _POSITION.match(message)
    if position is None:
        return InvalidQuery(f"{name}: not well-formed SPARQL: {_one_line(message)}")
    lines = padded.split("\n")
    furthest = sum(len(line) + 1 for line in lines[: int(position[1]) - 1]) + int(position[2]) - 1
    at = origin[max((offset for offset in origin if offset <= furthest), default=0)]
    while 0 < at < len(sparql.rstrip()) and re.match(r"[\w-]", sparql[at - 1]):
        at -= 1
    word = re.match(r"[\w:?$-]+|\S", sparql[at:])
    reason = _reason(message) or (f"unexpected {word[0]!r}" if word else "unexpected end of the query")
    return _at(sparql, at, name, f"not well-formed SPARQL: {reason}")


def _padded(sparql: str) -> tuple[str, dict[int, int]]:
    """Return the query with wide gaps, and the offset of each word in the padded query to its offset in the query.

    The engine reports the furthest offset that it has looked at, and to tell a keyword it looks as far ahead as the keyword is
    long. With gaps wider than any keyword, that offset is in the gap after the word that is wrong.
    """
    pieces, origin, length = [], {}, 0
    for match in _PIECE.finditer(sparql):
        piece = match[0]
        if match.lastgroup == "gap":
            piece = _GAP
        else:
            origin[length] = match.start()
            piece = f"{piece}{_GAP}" if piece in "{}()" else piece
        pieces.append(piece)
        length += len(piece)
    origin[length + len(_GAP)] = len(sparql.rstrip())
    return "".join(pieces) + _GAP, {0: 0, **origin}


def _reason(message: str) -> str:
    """Return the sentence in an engine's message; empty where it only lists the signs that the engine tried last."""
    if "Prefix not found" in message:
        return f"a prefix that is not declared; {', '.join(PREFIXES)} need no declaration"
    sentence = re.search(r"\b[A-Z][\w ]+ [a-z]+ [a-z][^,\n]*", message)
    return _one_line(sentence[0]) if sentence else ""


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else text[:160].rsplit(" ", 1)[0] + " …"


def _at(sparql: str, position: int, name: str, reason: str, kind: type[InvalidQuery] = InvalidQuery) -> InvalidQuery:
    line = sparql.count("\n", 0, position) + 1
    column = position - (sparql.rfind("\n", 0, position) + 1) + 1
    return kind(f"{name}:{line}:{column}: {reason}")
