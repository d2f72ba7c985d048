"""A query of somebody else's for the engine of another store: with its prefixes, without names that engines run programs by.

Stores run what is no SPARQL where a query calls it by a name: Jena a class of Java (``java:``), Virtuoso a procedure
(``bif:``, ``sql:``). So the names in a query are written out, and those are refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from radkg.errors import RefusedQuery
from radkg.namespaces import PREFIXES, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    (?P<gap>(?:\s|\#[^\n\r]*)+)
  | (?P<text>'''(?:'{0,2}(?:[^'\\]|\\.))*''' | \"""(?:"{0,2}(?:[^"\\]|\\.))*\"""
           | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*")
  | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<prefixed>(?:\w[\w.-]*)?:(?:[\w:%.-]|\\.)*)
  | (?P<word>\w[\w-]*)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SCHEMES = ("http://", "https://", "urn:", "tag:", "mailto:")
#: Beginnings of the names that engines give to what is their own.
_OF_ENGINES = ("http://jena.apache.org/", "http://jena.hpl.hp.com/", "http://www.openlinksw.com/")


class _Name(NamedTuple):
    """A name as a query writes it.

    Attributes:
        text: The name.
        prefix: Its prefix; ``None`` for an IRI.
        declares: The prefix that stands before it and that it is declared for; ``None`` where it is used.
        is_called: Whether a bracket follows.
    """

    text: str
    prefix: str | None
    declares: str | None
    is_called: bool


def for_engine(sparql: str, name: str) -> str:
    """Return a query as another store takes it: the prefixes that it uses and that are radkg's are declared.

    Args:
        sparql: The query, which `radkg.rdf.sparql.refuse` has let pass.
        name: What to call the query in errors.

    Raises:
        RefusedQuery: A name in it may be one that an engine runs a program by.
    """
    names = list(_names(sparql, name))
    declared: dict[str, set[str]] = {}
    for one in names:
        if one.declares is not None:
            declared.setdefault(one.declares, set()).add(one.text[1:-1])
    used = {one.prefix for one in names if one.prefix is not None} - declared.keys()
    namespaces = {prefix: {iri} for prefix, iri in PREFIXES.items()} | declared
    for one in names:
        beginnings = [""] if one.prefix is None else sorted(namespaces.get(one.prefix, ()))
        for beginning in beginnings:
            _refuse(one, beginning + _local(one), name)
    missing = [prefix for prefix in PREFIXES if prefix in used]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + sparql


def _names(sparql: str, name: str) -> Iterator[_Name]:
    tokens = [match for match in _TOKEN.finditer(sparql) if match.lastgroup != "gap"]
    for number, token in enumerate(tokens):
        kind, text = token.lastgroup, token[0]
        before = [match[0].lower() for match in tokens[max(number - 2, 0) : number]]
        if kind == "word" and text.lower() == "base":
            raise RefusedQuery(f"{name}: BASE is refused where a store answers; write IRIs in full")
        if kind == "iri":
            declares = tokens[number - 1][0][:-1] if len(before) == 2 and before[0] == "prefix" else None
            yield _Name(text, None, declares, _is_called(tokens, number))
        elif kind == "prefixed" and not text.startswith("_:") and before[-1:] != ["prefix"]:
            yield _Name(text, text.partition(":")[0], None, _is_called(tokens, number))


def _is_called(tokens: list[re.Match[str]], number: int) -> bool:
    return number + 1 < len(tokens) and tokens[number + 1][0] == "("


def _local(one: _Name) -> str:
    if one.prefix is None:
        return one.text[1:-1]
    return one.text.partition(":")[2].rstrip(".").replace("\\", "")


def _refuse(one: _Name, iri: str, name: str) -> None:
    small = iri.lower()
    if not small.startswith(_SCHEMES) or small.startswith(_OF_ENGINES):
        raise RefusedQuery(f"{name}: {one.text[:80]} is refused: an engine may run a program of its own by this name")
    if one.is_called and not iri.startswith(XSD):
        raise RefusedQuery(
            f"{name}: {one.text[:80]}( is refused: of functions with an IRI, only those of XML Schema are asked of a store; "
            "of a list, ask rdf:first and rdf:rest"
        )
