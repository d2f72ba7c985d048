"""The competency questions as example queries, in the form of the SIB Swiss Institute of Bioinformatics.

Source: Bolleman J et al. A large collection of bioinformatics question-query pairs over federated knowledge graphs:
methodology and applications. GigaScience 2025;14:giaf045; https://github.com/sib-swiss/sparql-examples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.exchange.description.vocabulary import EXAMPLES_FILE, SCHEMA, english, say, typed
from radkg.namespaces import OWL, RDFS, SH, XSD
from radkg.questions.catalogue import catalogue

if TYPE_CHECKING:
    from radkg.model.ontology import Ontology
    from radkg.questions.catalogue import Question

_FORM = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT)\b", re.MULTILINE | re.IGNORECASE)
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_ANY_URI = ox.NamedNode(XSD + "anyURI")


def example_queries(ontology: Ontology, endpoint: str) -> list[ox.Triple]:
    """Return the competency questions, each with the text of its file, which runs as it stands.

    Args:
        ontology: The ontology whose questions they are.
        endpoint: The address of the SPARQL endpoint that answers them.
    """
    questions = list(catalogue(ontology).values())
    described = [*typed(EXAMPLES_FILE, OWL + "Ontology"), *_prefixes(questions)]
    for question in questions:
        described += _example(question, endpoint)
    return described


def example_iri(name: str) -> str:
    """Return the IRI of the example query of a question."""
    return f"{EXAMPLES_FILE}/{name}"


def _example(question: Question, endpoint: str) -> list[ox.Triple]:
    here, form = example_iri(question.name), _FORM.search(question.sparql)
    assert form, "every question of the catalogue is one of the three forms"
    word = form[1].lower()
    return [
        *typed(here, SH + "SPARQLExecutable", f"{SH}SPARQL{word.capitalize()}Executable"),
        *say(here, (RDFS + "label", english(question.title)), (RDFS + "comment", english(question.question))),
        *say(here, (SH + word, ox.Literal(question.sparql)), (SH + "prefixes", EXAMPLES_FILE)),
        *say(here, (SCHEMA + "target", endpoint)),
        *say(here, *((SCHEMA + "keywords", ox.Literal(word)) for word in question.keywords)),
    ]


def _prefixes(questions: list[Question]) -> list[ox.Triple]:
    """Return the declarations of the prefixes that the questions declare."""
    described = []
    for prefix, space in sorted({found for question in questions for found in _PREFIX.findall(question.sparql)}):
        declaration = f"{EXAMPLES_FILE}#prefix-{prefix}"
        described += say(EXAMPLES_FILE, (SH + "declare", declaration))
        described += typed(declaration, SH + "PrefixDeclaration")
        described += say(declaration, (SH + "prefix", ox.Literal(prefix)))
        described += say(declaration, (SH + "namespace", ox.Literal(space, datatype=_ANY_URI)))
    return described
