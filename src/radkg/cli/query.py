"""A named question with its parameters, or any SPARQL from a file or standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from radkg.cli.options import add_with, ontology_of, open_graph, written_of

if TYPE_CHECKING:
    import argparse

    from radkg.model.ontology import Ontology
    from radkg.questions.catalogue import Question
    from radkg.rdf.results import QueryResult


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``radkg query``."""
    parser.add_argument("query", nargs="?", metavar="NAME|FILE|-", help="a question's name, a SPARQL file, or - for stdin")
    parser.add_argument(
        "-p", "--param", metavar="NAME=VALUE", action="append", default=[], help="a parameter; may be given more than once"
    )
    parser.add_argument("--list", action="store_true", help="list the questions; with a word, those about it")
    parser.add_argument("--describe", action="store_true", help="say what the question asks and which parameters it takes")
    parser.add_argument(
        "--format",
        choices=("table", "csv", "tsv", "json", "turtle"),
        help="how to write the rows (table; turtle for CONSTRUCT)",
    )
    parser.add_argument(
        "--timeout", type=float, default=60.0, metavar="SECONDS", help="stop SPARQL of your own after this long (60)"
    )
    add_with(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what is asked for and return 0."""
    from radkg.errors import InvalidQuery

    if arguments.list:
        _list(ontology_of(arguments), arguments.query or "", arguments.format)
        return 0
    if arguments.query is None:
        raise InvalidQuery("name a question, a file, or - for standard input; `radkg query --list` lists the questions")
    question = _open(ontology_of(arguments), arguments.query)
    if arguments.describe:
        _describe(question, arguments.format)
        return 0
    if not 0 < arguments.timeout <= 86400:
        raise InvalidQuery(f"--timeout is between 0 and 86400 seconds, not {arguments.timeout:g}")
    result = _answer(question, _parameters(arguments.param), arguments)
    if not result.rows:
        print("radkg: no rows", file=sys.stderr)
    sys.stdout.write(_write(result, arguments.format or ("turtle" if result.kind == "triples" else "table")))
    return 0


def _open(ontology: Ontology, name: str) -> Question:
    from radkg.questions.catalogue import open_query, read_question

    if name == "-":
        from radkg.rdf.sparql import LARGEST_FILE, decode

        return read_question(decode(sys.stdin.buffer.read(LARGEST_FILE + 1), "<stdin>"), "<stdin>")
    return open_query(ontology, name)


def _parameters(written: list[str]) -> dict[str, str]:
    from radkg.errors import InvalidQuery

    given: dict[str, str] = {}
    for pair in written:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise InvalidQuery(f"--param {pair[:80]!r} is not of the form name=value")
        if name in given:
            raise InvalidQuery(f"--param {name} is given twice; ask once for each value")
        given[name] = value
    return given


def _answer(question: Question, given: dict[str, str], arguments: argparse.Namespace) -> QueryResult:
    from radkg.questions import limited
    from radkg.questions.catalogue import bind
    from radkg.rdf import sparql

    if not question.catalogued:
        sparql.refuse(question.sparql, question.name)
    if not question.catalogued and not question.parameters and not given:
        return limited.query(question.sparql, question.name, written_of(arguments), arguments.timeout)
    kg = open_graph(arguments)
    text = bind(kg.knowledge, question, given)
    if question.catalogued:
        return sparql.evaluate(kg.knowledge.store, text, question.name)
    return limited.query(text, question.name, kg.written, arguments.timeout)


def _write(result: QueryResult, form: str) -> str:
    if form == "table":
        import shutil

        # Not narrower than a report is written: a pipe has no width of its own.
        width = shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 120
        return result.to_table(max(width, 60)) if result.rows else ""
    return result.write(form)


def _list(ontology: Ontology, word: str, form: str | None) -> None:
    from radkg.questions.catalogue import catalogue

    wanted = word.lower()
    found = [q for q in catalogue(ontology).values() if wanted in f"{q.name} {q.question} {' '.join(q.keywords)}".lower()]
    if form == "json":
        from radkg.cli.output import print_json

        print_json([_as_json(question) for question in found])
        return
    if not found:
        print(f"radkg: no question is about {word!r}", file=sys.stderr)
    width = max((len(question.name) for question in found), default=0)
    for question in found:
        takes = " ".join(f"{p.name}=…" if p.default is None else f"[{p.name}=…]" for p in question.parameters)
        print(f"{question.name:{width}}  {question.question}" + (f"  ({takes})" if takes else ""))


def _describe(question: Question, form: str | None) -> None:
    if form == "json":
        from radkg.cli.output import print_json

        print_json(_as_json(question))
        return
    from radkg.namespaces import compact

    print(f"{question.name}: {question.question or question.title}")
    for p in question.parameters:
        kind = f"{p.kind} of {compact(p.of)}" if p.of else p.kind
        need = "required" if p.default is None else f"default {compact(p.default)}"
        print(f"  {p.name} ({kind}, {need}): {p.about}")
    example = " ".join(f"-p {p.name}={_quoted(p.example)}" for p in question.parameters)
    print(f"  example: radkg query {question.name} {example}".rstrip())


def _quoted(value: str) -> str:
    import shlex

    return shlex.quote(value)


def _as_json(question: Question) -> dict[str, object]:
    parameters = [
        {"name": p.name, "kind": p.kind, "of": p.of, "default": p.default, "about": p.about, "example": p.example}
        for p in question.parameters
    ]
    return {
        "name": question.name,
        "title": question.title,
        "question": question.question,
        "keywords": list(question.keywords),
        "parameters": parameters,
        "sparql": question.sparql,
    }
