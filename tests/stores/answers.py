"""What two stores answer to one question, so that it can be compared.

Rows are compared by value, since stores write numbers and booleans each in their own way, and without their order, since
stores sort names each in their own way.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from radkg import KnowledgeGraph
from radkg.namespaces import XSD
from radkg.questions.catalogue import Question
from radkg.rdf.results import Cell, QueryResult
from stores import ask
from stores.server import Server

NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}
SERVERS = [pytest.param(name, marks=pytest.mark.servers) for name in ("oxigraph", "virtuoso", "fuseki", "rdf4j")]


#: Seconds for a question that a store is known not to answer: not all of the time is waited that others have.
UNABLE = 20


class Unable(NamedTuple):
    """Why a store cannot answer a question."""

    version: str
    reason: str


def filled(request: pytest.FixtureRequest, *options: str) -> Server:
    """Load a release, as a user does it, into the store that the fixture's parameter names, in the place of what is there."""
    server: Server = request.getfixturevalue(request.param)
    loaded = server.radkg("load", server.target, *options)
    assert loaded.returncode == 0, loaded.stderr
    return server


def value(cell: Cell) -> object:
    """Return what is compared of a cell: its value, whatever form a store writes it in."""
    if not isinstance(cell, ox.Literal):
        return "blank" if isinstance(cell, ox.BlankNode) else cell
    kind = cell.datatype.value
    if kind in NUMBERS:
        return kind, Decimal(cell.value)
    if kind == XSD + "boolean":
        return kind, cell.value in ("true", "1")
    return kind, cell.value, (cell.language or "").lower()


def rows(result: QueryResult) -> Counter[tuple[object, ...]]:
    """Return the rows by value with how often each comes; a triple that was constructed twice is one triple."""
    every = [tuple(map(value, row)) for row in result.rows]
    return Counter(set(every) if result.kind == "triples" else every)


def answer(server: Server, question: Question, unable: Unable | None) -> QueryResult | None:
    """Return what the store answers to a question as its file stands, or nothing where it refuses it and is known to."""
    triples = "\nCONSTRUCT " in question.sparql
    try:
        return ask.query(server, question.sparql, triples=triples, timeout=UNABLE if unable else ask.TIMEOUT)
    except OSError as error:
        if unable:
            return None
        said = error.read()[:500] if hasattr(error, "read") else b""
        raise AssertionError(f"{server.name} {server.version}: {error}: {said!r}") from None


def hold(server: Server, kg: KnowledgeGraph, question: Question, unable: Unable | None) -> None:
    """Hold what a store answers against what the embedded one does; with ``unable``, it must still be another answer."""
    ours = kg.query(question.name, **{parameter.name: parameter.example for parameter in question.parameters})
    theirs = answer(server, question, unable)
    if unable is None:
        assert theirs is not None
        assert theirs.columns == ours.columns
        missing, surplus = rows(ours) - rows(theirs), rows(theirs) - rows(ours)
        assert (missing, surplus) == (Counter(), Counter()), f"of {len(ours.rows)} rows"
        return
    assert server.version == unable.version, f"{server.name} is {server.version} now: is it still so that {unable.reason}?"
    assert theirs is None or rows(theirs) != rows(ours), f"no longer so, take it out of EXCEPTIONS: {unable.reason}"
    if "DISTINCT" in unable.reason:
        assert theirs is not None
        assert set(rows(theirs)) == set(rows(ours))
