"""The named questions as pages, the page that asks the graph in the browser, and what that page knows of both."""

from __future__ import annotations

import gzip
import json
import re
import shlex
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from markupsafe import Markup, escape

from radkg.namespaces import PREFIXES, RADKG, compact
from radkg.questions.catalogue import Question, QuestionParameter, catalogue, find, names_in, run
from radkg.rdf.writing import serialized
from radkg.site.addresses import ABOUT, ELSEWHERE, GRAPH, GRAPH_PART, QUERY, QUESTIONS, RESERVED, SCRIPTS, VENDORED
from radkg.site.loading import graph_of, in_parts
from radkg.site.pages import Links
from radkg.site.pairs import APART, BASES, SHARED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.knowledge import Knowledge
    from radkg.rdf.results import Cell, QueryResult
    from radkg.site.files import Files
    from radkg.site.pages import Pages

#: What the page of the questions loads before it asks; the editor comes after the first answer.
_MODULES = ("combo.js", "engine.js", "graph.js", "packed.js", "table.js")
_OF_THE_THREAD = (f"{SCRIPTS}/worker.js", f"{VENDORED}/oxigraph.js")
_MOST = 25  # rows of an example
#: The lines that say what a question asks, which the form says as well.
_HEADER = re.compile(r"\A(?:# [a-z]+: .*\n)+")
_LABEL = "Label"  # ?findingLabel is the label of ?finding
#: What the page starts with: it runs on the graph of any ontology.
_START = """\
# diseases, and how many facts there are about each
SELECT ?disease ?diseaseLabel (COUNT(?fact) AS ?facts)
WHERE {
  ?disease radkg:isOrIsKindOf radkg:Disease ; rdfs:label ?diseaseLabel .
  ?fact radkg:subject ?disease ; a radkg:Association .
}
GROUP BY ?disease ?diseaseLabel
ORDER BY DESC(?facts)
LIMIT 20"""

#: What the address of a page names with an IRI or a label. It is asked like a question, before all names are there.
_NAMED = Question(
    name="",
    title="",
    question="",
    keywords=(),
    parameters=(),
    sparql="""\
PREFIX radkg: <https://w3id.org/radkg/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?iri ?label WHERE {
  VALUES ?given { UNDEF } # parameter
  VALUES ?kind { UNDEF } # parameter
  ?iri radkg:isOrIsKindOf ?kind ;
       rdfs:label ?label .
  FILTER(?iri = ?given || LCASE(STR(?label)) = LCASE(STR(?given)))
}""",
)


def write_questions(files: Files, known: Knowledge, pages: Pages) -> int:
    """Write the pages of the questions and the page that asks them, and return how many pages there are."""
    questions = list(catalogue(known.ontology).values())
    for question in questions:
        write_question(files, known, pages, question)
    write_query(files, known, pages, questions)
    return len(questions) + 1


def write_query(files: Files, known: Knowledge, pages: Pages, questions: list[Question]) -> None:
    """Write the page that asks the questions and SPARQL, with what it loads."""
    triples = graph_of(known.store)
    parts = in_parts(triples, [*questions, _NAMED])
    about = {
        "prefixes": PREFIXES,
        "reserved": sorted(RESERVED),
        "elsewhere": {iri: page.path for iri, page in pages.by_iri.items() if page.path.startswith(f"{ELSEWHERE}/")},
        "questions": [_about(known, question, parts.needed[question.name]) for question in questions],
        "named": {"sparql": _NAMED.sparql, "parts": parts.needed[_NAMED.name]},
        "comparison": {"bases": BASES, "kind": RADKG + "Disease", "questions": {"apart": APART, "shared": SHARED}},
    }
    files.write(ABOUT, _packed(json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()))
    for path, some in ((GRAPH, triples), *((GRAPH_PART.format(number), some) for number, some in enumerate(parts.triples, 1))):
        files.write(path, _packed(serialized(some, ox.RdfFormat.TURTLE, PREFIXES)))
    for name in (*_MODULES, "compare.js", "query.js", "worker.js"):
        files.carry(SCRIPTS, name, SCRIPTS)
    for name in ("editor.js", "oxigraph.js", "oxigraph.wasm.gz", "LICENSES.txt"):
        files.carry(VENDORED, name, VENDORED)
    path = f"{QUERY}/index"
    files.page(path, "query.html", links=Links(pages, path), **query_page(questions))


def query_page(questions: Iterable[Question], sparql: str = "", fault: str = "") -> dict[str, Any]:
    """Return what the page that asks the questions names, before a query has rows.

    Args:
        questions: The questions.
        sparql: A query that a server was asked.
        fault: Why it has no answer.
    """
    groups = _grouped(questions)
    return {
        "title": "Query",
        "description": "Ask radkg in SPARQL, in the browser: the engine and the whole graph run in the page.",
        "groups": groups,
        "number": sum(len(some) for _, some in groups),
        "prefixes": list(PREFIXES),
        "start": _START,
        "graph": GRAPH,
        "preloaded": [*(f"{SCRIPTS}/{name}" for name in _MODULES), *_OF_THE_THREAD],
        "sparql": sparql,
        "fault": fault,
        "columns": None,
        "rows": [],
        "of_rows": 0,
    }


def write_question(files: Files, known: Knowledge, pages: Pages, question: Question) -> None:
    """Write the page of a question, with its example and the answer to it."""
    path = f"{QUESTIONS}/{question.name}"
    links = Links(pages, path)
    given = {parameter.name: parameter.example for parameter in question.parameters}
    result = run(known, question.name, given)
    columns, rows = table(result, links)
    parameters = [word for name, value in given.items() for word in ("--param", f"{name}={value}")]
    files.page(
        path,
        "question.html",
        links=links,
        title=question.title,
        description=question.question,
        question=question,
        command=shlex.join(["radkg", "query", question.name, *parameters]),
        columns=columns,
        rows=rows,
        number=len(result.rows),
    )
    files.write(f"{path}.rq", question.sparql.encode())


def table(result: QueryResult, links: Links, most: int = _MOST) -> tuple[list[str], list[list[Markup]]]:
    """Return the columns and the first rows of a result; a column of labels is shown as that of what they name."""
    places = {name: place for place, name in enumerate(result.columns)}
    shown = [result.columns[place] for place in result.read_columns]
    labels = [places.get(name + _LABEL) for name in shown]
    return shown, [
        [_cell(row[places[name]], None if at is None else row[at], links) for name, at in zip(shown, labels, strict=True)]
        for row in result.rows[:most]
    ]


def _cell(cell: Cell, label: Cell, links: Links) -> Markup:
    if isinstance(cell, ox.NamedNode):
        return links.to(cell.value, label.value if isinstance(label, ox.Literal) else compact(cell.value))
    return escape("" if cell is None else cell.value if isinstance(cell, ox.Literal) else str(cell))


def _about(known: Knowledge, question: Question, parts: int) -> dict[str, Any]:
    """Return what the page needs to make a form of a question that `parts` parts of the graph answer."""
    return {
        "name": question.name,
        "parts": parts,
        "question": question.question,
        "sparql": _HEADER.sub("", question.sparql),
        "parameters": [
            {
                "name": p.name,
                "kind": p.kind,
                "of": p.of,
                "about": p.about,
                "several": p.several,
                "optional": p.optional,
                "preset": p.default is not None,
                "minimum": p.minimum,
                "maximum": p.maximum,
                "value": _value(known, p),
            }
            for p in question.parameters
        ],
    }


def _value(known: Knowledge, parameter: QuestionParameter) -> str | list[dict[str, str]]:
    """Return the default of a parameter, or else its example: of each term its IRI and its label."""
    text = parameter.example if parameter.default is None else parameter.default
    if parameter.kind != "term":
        return text
    found = [find(known, name, parameter.of) for name in names_in(known, parameter, text)]
    return [{"iri": iri, "label": known.label(iri)} for iri in found]


def _grouped(questions: Iterable[Question]) -> list[tuple[str, list[Question]]]:
    """Return the questions by who asks them, the first of their keywords; the largest group comes first."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        found.setdefault(next(iter(question.keywords), "anybody"), []).append(question)
    return sorted(found.items(), key=lambda group: (-len(group[1]), group[0]))


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)
