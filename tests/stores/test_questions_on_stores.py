"""Every competency question, as its file stands, gives the same rows in every triple store as in the embedded one.

Rows are compared by value, since stores write numbers and booleans each in their own way, and without their order, since
stores sort names each in their own way.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pyoxigraph as ox
import pytest

import radkg
from radkg.model.ontology import Ontology
from radkg.namespaces import XSD
from radkg.questions.catalogue import Question, catalogue
from radkg.rdf.results import Cell, QueryResult
from stores import ask
from stores.server import Server

QUESTIONS = catalogue(Ontology.carried())
NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}

#: What a store cannot do: store and question to its version and the reason. A line that is no longer needed fails the test.
EXCEPTIONS = {
    ("virtuoso", "annotations-beside-ours"): (
        "7.2.5",
        "a UNION inside an OPTIONAL does not see a variable of the outside: annotations that a fact of ours repeats, denies "
        "or contradicts are given as theirs alone",
    ),
    ("virtuoso", "signs-of-disease"): ("7.2.5", "SELECT DISTINCT leaves some of the rows twice; the rows themselves are right"),
    ("virtuoso", "signs-that-separate"): (
        "7.2.5",
        "refused with an internal error of the compiler (SP031), which VALUES in FILTER EXISTS brings on",
    ),
    ("virtuoso", "what-tells-apart"): (
        "7.2.5",
        "MINUS of a sub-select takes too much away: nothing is left of what is known of the one disease only",
    ),
}


HEAVY = ["virtuoso", "fuseki", "rdf4j"]


@pytest.fixture(scope="module", params=["oxigraph", *(pytest.param(name, marks=pytest.mark.servers) for name in HEAVY)])
def filled(request: pytest.FixtureRequest) -> Server:
    """Each store in turn, with all of radkg, loaded as a user does it."""
    server: Server = request.getfixturevalue(request.param)
    loaded = server.radkg("load", server.target)
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


def answer(server: Server, question: Question) -> QueryResult | None:
    """Return what the store answers, or nothing where it refuses the question."""
    triples = "\nCONSTRUCT " in question.sparql
    try:
        return ask.query(server, question.sparql, triples=triples)
    except OSError as error:
        if (server.name, question.name) in EXCEPTIONS:
            return None
        raise AssertionError(f"{server.name} {server.version}: {error}: {error.read()[:500]!r}") from None  # type: ignore[attr-defined]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda q: q.name)
def test_the_rows_are_those_of_the_embedded_store(filled: Server, kg: radkg.KnowledgeGraph, question: Question) -> None:
    ours = kg.query(question.name, **{parameter.name: parameter.example for parameter in question.parameters})
    theirs = answer(filled, question)
    version, reason = EXCEPTIONS.get((filled.name, question.name), ("", ""))
    if not reason:
        assert theirs is not None
        assert theirs.columns == ours.columns
        assert rows(theirs) == rows(ours)
        return
    assert filled.version == version, f"{filled.name} is {filled.version} now: is it still so that {reason}?"
    assert theirs is None or rows(theirs) != rows(ours), f"no longer so, take it out of EXCEPTIONS: {reason}"
    if "DISTINCT" in reason:
        assert theirs is not None
        assert set(rows(theirs)) == set(rows(ours))


def test_every_exception_is_of_a_question() -> None:
    assert {question for _, question in EXCEPTIONS} <= set(QUESTIONS)


def test_a_row_too_many_or_another_value_is_seen(oxigraph: Server) -> None:
    """The comparison tells apart what differs, and not what is only written otherwise."""

    def one(cell: str) -> Counter[tuple[object, ...]]:
        return rows(ask.query(oxigraph, f"SELECT * {{ VALUES ?x {{ {cell} }} }}"))

    assert one("0.50") == one("0.5")
    assert one("true") == one("'1'^^<http://www.w3.org/2001/XMLSchema#boolean>")
    assert one("0.5") != one("0.5 0.5")
    assert one("1") != one("true")
    assert one("'a'@en") != one("'a'")
