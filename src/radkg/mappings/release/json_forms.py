"""Terms of OBO Graph JSON, and of the JSON of cellxgene-ontology-guide, streamed.

Sources: https://github.com/geneontology/obographs; https://github.com/chanzuckerberg/cellxgene-ontology-guide
"""

from __future__ import annotations

import os
import re
from decimal import Context, localcontext
from typing import IO, TYPE_CHECKING, Any

from radkg.errors import MissingPackage, UnreadableFile
from radkg.mappings.release.source import PIECE
from radkg.mappings.release.term import BROAD, EXACT, KINDS_OR_PARTS, NARROW, RELATED, ReleaseHeader, Synonym, Term
from radkg.namespaces import OBO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from radkg.mappings.release.names import Namer

_SCOPES = {"hasExactSynonym": EXACT, "hasRelatedSynonym": RELATED, "hasNarrowSynonym": NARROW, "hasBroadSynonym": BROAD}
_OIO = "http://www.geneontology.org/formats/oboInOwl#"
#: Property to the index of the list in `_node` that its values go into.
_IDS = {OBO + "IAO_0100001": 0, _OIO + "consider": 1, _OIO + "hasAlternativeId": 2}
_VERSION = re.compile(r"-ontology-(v?[\w.-]+?)\.json")
_CURIE = re.compile(rb'"[A-Za-z][\w.-]*:[^"\s]+"')
# An escape in JSON. Groups: 1 one that may go on in the next piece, 2 half a character (a lone surrogate).
_ESCAPE = re.compile(
    rb"(\\(?:u[\da-fA-F]{0,3}|u[dD][89abAB][\da-fA-F]{2}(?:\\(?:u[\da-fA-F]{0,3})?)?)?\Z)"
    rb"|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(\\u[dD][89a-fA-F][\da-fA-F]{2})|\\.",
    re.DOTALL,
)


def read(source: IO[bytes], path: str, header: ReleaseHeader, names: Namer) -> Iterator[Term]:
    """Yield the terms.

    Args:
        source: The bytes of the file.
        path: The file, to be named in errors.
        header: What the release says of itself; it is filled.
        names: Turns IRIs and CURIEs into the CURIEs that radkg writes.

    Raises:
        UnreadableFile: It is not well formed, or JSON of another kind.
        MissingPackage: ijson is not installed.
    """
    start = source.peek(4096)[:4096].lstrip()  # type: ignore[attr-defined]  # a BufferedReader
    if not start.startswith(b"{"):
        raise UnreadableFile(path, "not JSON: it does not begin with a brace", line=1, remedy="name the file as what it is")
    if _CURIE.match(start[1:].lstrip()):
        return _read_cellxgene(source, path, header, names)
    return _read_graph(source, path, header, names)


def _pieces(source: IO[bytes], path: str, wanted: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield values of a JSON document, each with the name of its path.

    Args:
        source: The bytes of the file.
        path: The file, to be named in errors.
        wanted: Name to path, as ijson writes paths. "*" stands before the path of an object whose pairs of key and value are
            wanted.
    """
    try:
        import ijson
    except ImportError:
        raise MissingPackage("reading JSON", "mappings") from None
    found = {name: ijson.sendable_list() for name in wanted}
    takers = [
        ijson.kvitems_coro(found[name], json_path[1:])
        if json_path.startswith("*")
        else ijson.items_coro(found[name], json_path)
        for name, json_path in wanted.items()
    ]
    try:
        for data in in_whole_characters(source):
            with localcontext(Context(traps=[])):  # no number is used: one that Decimal cannot hold does no harm
                for taker in takers:
                    taker.send(data)
            for name, values in found.items():
                for value in values:
                    yield name, value
                del values[:]
        for taker in takers:
            taker.close()
    except ijson.JSONError as error:
        message = str(error).splitlines()[0]
        reason = "it ends in the middle" if "ncomplete" in message or "premature" in message else message
        raise UnreadableFile(path, f"not well-formed JSON: {reason}", remedy="fetch it again") from None
    for name, values in found.items():
        for value in values:
            yield name, value


def in_whole_characters(source: IO[bytes]) -> Iterator[bytes]:
    """Yield a JSON document in pieces, with U+FFFD for half a character: ijson's parser makes bytes of it that are no text.

    Args:
        source: The bytes of the file.
    """
    rest = b""

    def mended(escape: re.Match[bytes]) -> bytes:
        nonlocal rest
        if escape[1]:
            rest = escape[1]
            return b""
        return rb"\ufffd" if escape[2] else escape[0]

    while data := source.read(PIECE // 8):
        data, rest = rest + data, b""
        if data := _ESCAPE.sub(mended, data):
            yield data
    if rest:
        yield rest


def _read_graph(source: IO[bytes], path: str, header: ReleaseHeader, names: Namer) -> Iterator[Term]:
    seen = False
    graph = "graphs.item."
    wanted = {"node": graph + "nodes.item", "edge": graph + "edges.item", "id": graph + "id", "meta": graph + "meta"}
    for name, value in _pieces(source, path, wanted):
        seen = True
        if name == "id" and isinstance(value, str):
            header.iri = header.iri or value
        elif not isinstance(value, dict):
            continue
        elif name == "meta":
            header.version = header.version or _string(value, "version")
        elif name == "node" and value.get("type", "CLASS") == "CLASS" and _string(value, "id"):
            yield _node(value, names)
        elif name == "edge" and value.get("pred") == "is_a" and _string(value, "sub") and _string(value, "obj"):
            yield Term(names.curie(value["sub"]), False, parents=(names.curie(value["obj"]),))
    if not seen:
        raise UnreadableFile(path, "JSON, but no OBO Graph: it has no graphs", remedy="name JSON-LD .jsonld")


def _node(node: dict[str, Any], names: Namer) -> Term:
    meta = node.get("meta") if isinstance(node.get("meta"), dict) else {}
    assert isinstance(meta, dict)
    ids: tuple[list[str], list[str], list[str]] = ([], [], [])
    for pair in _dicts(meta, "basicPropertyValues"):
        index = _IDS.get(_string(pair, "pred"))
        if index is not None and (value := _string(pair, "val")):
            ids[index].append(names.curie(value))
    synonyms = [Synonym(_string(s, "val"), _SCOPES.get(_string(s, "pred"), RELATED)) for s in _dicts(meta, "synonyms")]
    return Term(
        names.curie(node["id"]),
        True,
        _string(node, "lbl"),
        tuple(synonym for synonym in synonyms if synonym.text),
        meta.get("deprecated") is True,
        tuple(ids[0]),
        tuple(ids[1]),
        (),
        tuple(ids[2]),
    )


def _read_cellxgene(source: IO[bytes], path: str, header: ReleaseHeader, names: Namer) -> Iterator[Term]:
    header.parents_are = KINDS_OR_PARTS
    if version := _VERSION.search(os.path.basename(path)):  # the version is in the file's name alone
        header.version = version[1]
    for _, (id_, term) in _pieces(source, path, {"term": "*"}):
        if not isinstance(term, dict):
            raise UnreadableFile(path, f"JSON of another kind: {id_[:100]!r} is no term", remedy="name the file as what it is")
        ancestors, replaced = term.get("ancestors"), _string(term, "replaced_by")
        yield Term(
            names.curie(id_),
            True,
            _string(term, "label"),
            # the file has no scopes: cellxgene-ontology-guide keeps exact synonyms alone
            tuple(Synonym(text, EXACT) for text in _strings(term, "synonyms")),
            term.get("deprecated") is True,
            (names.curie(replaced),) if replaced else (),
            tuple(names.curie(_without_module(other)) for other in _strings(term, "consider")),
            tuple(names.curie(a) for a, steps in ancestors.items() if steps == 1) if isinstance(ancestors, dict) else (),
        )


def _without_module(id_: str) -> str:
    """Return an id that is written as "obo.MONDO_0000001" as a CURIE."""
    return id_.removeprefix("obo.").replace("_", ":", 1) if id_.startswith("obo.") else id_


def _string(of: dict[str, Any], key: str) -> str:
    value = of.get(key)
    return value if isinstance(value, str) else ""


def _dicts(of: dict[str, Any], key: str) -> list[dict[str, Any]]:
    values = of.get(key)
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _strings(of: dict[str, Any], key: str) -> list[str]:
    values = of.get(key)
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
