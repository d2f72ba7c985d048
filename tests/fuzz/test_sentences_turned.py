"""A sentence that is supported is not when it is denied, turned round or narrowed, unless a fact says that as well.

What may support the turned sentence is looked up in the triples, by means that have nothing to do with the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from hypothesis import strategies as st

import radkg
from fuzzing import fuzzed
from radkg.namespaces import OWL, RADKG, RDF, RDFS
from radkg.verdict import Verdict
from radkg.verdict.result import SUPPORTED

MINI = Path(__file__).parents[1] / "mini"
_MOST = 400  # labels of facts that are taken from an ontology, evenly
_OF_KIND = "SELECT * {{ ?term radkg:isOrIsKindOf radkg:{0} ; rdfs:label ?label . FILTER(?term != radkg:{0}) }} ORDER BY ?label"
#: What a sentence is narrowed by, and where a sentence says it.
_NARROWS = {
    "AnatomicalStructure": ("{{}} of the {}", "{{}} in the {}", "in the {}, {{}}"),
    "Population": ("{{}} in {}", "in {}, {{}}", "{{}} among {}", "{{}}, in {}"),
    "Stage": ("{{}} at the {}", "at {}, {{}}", "{{}} in the {}"),
    "ImagingModality": ("{{}} on {}", "on {}, {{}}", "{{}} as seen on {}"),
}
_DENIED = re.compile(
    r"\b(?:not|no|never|without|nor|neither|lack\w*|absen\w+|rare\w*|exclud\w+|spar\w+|free|un\w+|less|non\w*)\b"
)
_UP = tuple(
    ox.NamedNode(iri)
    for iri in (
        *(RDFS + name for name in ("subClassOf", "subPropertyOf")),
        *(OWL + name for name in ("equivalentClass", "intersectionOf", "someValuesFrom", "hasValue")),
        *(RDF + name for name in ("first", "rest")),
        *(RADKG + name for name in ("isOrIsKindOf", "isPartOf", "cohortOf", "standsInFor")),
    )
)


Node = ox.NamedNode | ox.BlankNode | ox.Triple


class Ground(NamedTuple):
    """An ontology, and sentences that it bears out.

    Attributes:
        graph: The graph.
        sentences: The sentences; each is held against the graph before it is turned.
        narrower: What a sentence may be narrowed by: the term, and how a sentence says so.
        phrases: How relations are said, the longest first.
    """

    graph: radkg.KnowledgeGraph
    sentences: tuple[str, ...]
    narrower: tuple[tuple[str, str], ...]
    phrases: tuple[str, ...]


@cache
def mini() -> Ground:
    """The small ontology, with the statements that are made on it."""
    _, *lines = (MINI / "statements.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return ground(radkg.load(ontology=MINI), [cells[0] for cells in rows if cells[1] == SUPPORTED])


@cache
def carried() -> Ground:
    """The ontology that radkg carries, with the labels of its facts."""
    graph = radkg.load()
    rows = graph.query("SELECT ?label { ?fact a radkg:Association ; rdfs:label ?label } ORDER BY ?label")
    labels = [row["label"] for row in rows]
    return ground(graph, labels[:: max(1, len(labels) // _MOST)])


def ground(graph: radkg.KnowledgeGraph, sentences: list[str]) -> Ground:
    """Return an ontology with its sentences, and what they are turned with."""
    narrower = [
        (row["term"], form.format(row["label"]))
        for kind, forms in _NARROWS.items()
        for row in graph.query(_OF_KIND.format(kind))
        for form in forms
    ]
    rows = graph.query("SELECT DISTINCT ?phrase { ?relation radkg:phrase|radkg:inversePhrase ?phrase }")
    phrases = sorted((row["phrase"] for row in rows), key=lambda phrase: (-len(phrase), phrase))
    return Ground(graph, tuple(sentences), tuple(narrower), tuple(phrases))


def facts(verdict: Verdict) -> Iterator[str]:
    """Yield the facts that support a verdict and those of its parts."""
    yield from (fact.iri for fact in verdict.facts if fact.side == "supports")
    for part in (*verdict.parts, *verdict.alternatives):
        yield from facts(part)


def readings(verdict: Verdict) -> Iterator[str]:
    """Yield subject and object of each claim."""
    if verdict.reading:
        yield from (verdict.reading["subject"]["iri"], verdict.reading["object"]["iri"])
    for part in (*verdict.parts, *verdict.alternatives):
        yield from readings(part)


def above(graph: radkg.KnowledgeGraph, nodes: set[Node]) -> set[Node]:
    """Return nodes with what they are kinds or parts of, and with what they are defined by."""
    store = graph.knowledge.store
    seen, todo = set(nodes), list(nodes)
    while todo:
        node = todo.pop()
        for step in _UP:
            for quad in store.quads_for_pattern(node, step, None):
                if quad.object not in seen and not isinstance(quad.object, ox.Literal):
                    seen.add(quad.object)
                    todo.append(quad.object)
    return seen


def told(graph: radkg.KnowledgeGraph, verdict: Verdict) -> set[Node]:
    """Return what the facts that support a verdict name, in each of their forms; where there is none, what definitions name."""
    store = graph.knowledge.store
    forms: set[Node] = {
        form
        for fact in map(ox.NamedNode, facts(verdict))
        for form in (fact, *(quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(RADKG + "formOf"), fact)))
    }
    values = [quad.object for form in forms for quad in store.quads_for_pattern(form, None, None)]
    named: set[Node] = {value for value in values if not isinstance(value, ox.Literal)}
    return above(graph, named or {ox.NamedNode(iri) for iri in readings(verdict)}) | forms


def bounds(graph: radkg.KnowledgeGraph, nodes: set[Node]) -> Iterator[tuple[float, float]]:
    """Yield the ages that nodes have."""
    store = graph.knowledge.store
    for node in nodes:
        least, most = (
            [
                float(quad.object.value)
                for quad in store.quads_for_pattern(node, ox.NamedNode(RADKG + name), None)
                if isinstance(quad.object, ox.Literal)
            ]
            for name in ("ageMinimum", "ageMaximum")
        )
        if least or most:
            yield min(least, default=0), max(most, default=200)


def is_covered(graph: radkg.KnowledgeGraph, term: ox.NamedNode, verdict: Verdict) -> bool:
    """Return whether a supported claim on what a term narrows rests on what says so, be it by ages, or on classes alone."""
    known = told(graph, verdict)
    if term in known or all(graph.knowledge.fact(fact) is None for fact in facts(verdict)):
        return True  # what is so of each member of a class is so of those in one place
    ages, theirs = list(bounds(graph, known)), list(bounds(graph, above(graph, {term})))
    return any(least <= most_of and least_of <= most for least, most in ages for least_of, most_of in theirs)


GROUNDS = st.sampled_from([mini, carried])
SENTENCES = GROUNDS.flatmap(lambda of: st.tuples(st.just(of), st.integers(0, 10**6)))


def borne_out(chosen: tuple[Callable[[], Ground], int]) -> tuple[Ground, str]:
    """Return an ontology, and a sentence; an empty one where it is not supported, or a denial itself."""
    ground = chosen[0]()
    sentence = ground.sentences[chosen[1] % len(ground.sentences)]
    is_good = not _DENIED.search(sentence.lower()) and ground.graph.check(sentence).verdict == SUPPORTED
    return ground, sentence if is_good else ""


_DENIALS = ("not", "never", "no", "hardly", "neither", "does not", "is not", "cannot", "fails to", "rather not", "without")
_ASKS = ("does not", "is not", "cannot")  # at the beginning


@fuzzed(80, chosen=SENTENCES, word=st.sampled_from(_DENIALS), at=st.integers(0, 12))
def test_no_word_of_denial_is_overlooked(chosen: tuple[Callable[[], Ground], int], word: str, at: int) -> None:
    """Wherever it is put in, the sentence is not supported any more: it is denied, or makes no sense."""
    ground, sentence = borne_out(chosen)
    words = sentence.split()
    place = at % (len(words) + 1)
    denied = " ".join([*words[:place], word, *words[place:]])
    if sentence and place < len(words) and (place or word not in _ASKS):
        assert ground.graph.check(denied).verdict != SUPPORTED, denied


@fuzzed(60, chosen=SENTENCES)
def test_what_is_turned_round_needs_a_fact_of_its_own(chosen: tuple[Callable[[], Ground], int]) -> None:
    """Subject and object change places: no fact supports both, unless its relation is symmetric."""
    ground, sentence = borne_out(chosen)
    phrase = next((phrase for phrase in ground.phrases if f" {phrase} " in sentence), "called")
    if not sentence or phrase == "called":  # another name
        return
    left, _, right = sentence.partition(f" {phrase} ")
    link = re.search(r" (?:is|are)$", left)
    if link:
        left, phrase = left[: link.start()], f"{link[0].strip()} {phrase}"
    turned = f"{right} {phrase} {left}"
    verdict = ground.graph.check(turned)
    if verdict.verdict != SUPPORTED or (verdict.reading and is_symmetric(ground.graph, verdict.reading["relation"]["iri"])):
        return
    assert not {*facts(verdict)} & {*facts(ground.graph.check(sentence))}, turned


def is_symmetric(graph: radkg.KnowledgeGraph, relation: str) -> bool:
    """Return whether a relation holds both ways, as the broadest one does."""
    if relation == RADKG + "isAssociatedWith":
        return True
    kinds = graph.knowledge.store.quads_for_pattern(ox.NamedNode(relation), ox.NamedNode(RDF + "type"), None)
    return ox.NamedNode(OWL + "SymmetricProperty") in {quad.object for quad in kinds}


@fuzzed(120, chosen=SENTENCES, narrower=st.integers(0, 10**6))
def test_what_is_narrowed_needs_a_fact_that_covers_it(chosen: tuple[Callable[[], Ground], int], narrower: int) -> None:
    """A part of the body, people, a stage or a modality is said besides: a fact that supports it says so, or more."""
    ground, sentence = borne_out(chosen)
    term, form = ground.narrower[narrower % len(ground.narrower)]
    narrowed = form.format(sentence)
    if sentence and (verdict := ground.graph.check(narrowed)).verdict == SUPPORTED:
        assert is_covered(ground.graph, ox.NamedNode(term), verdict), narrowed


_AGES = ("{} at age {}", "{} at the age of {} years", "at age {1}, {0}", "{} in {}-year-old patients", "{} in people aged {}")


@fuzzed(60, chosen=SENTENCES, form=st.sampled_from(_AGES), age=st.integers(0, 110))
def test_an_age_needs_a_fact_that_covers_it(chosen: tuple[Callable[[], Ground], int], form: str, age: int) -> None:
    """An age is said besides: a fact that supports it is of that age."""
    ground, sentence = borne_out(chosen)
    aged = form.format(sentence, age)
    if sentence and (verdict := ground.graph.check(aged)).verdict == SUPPORTED:
        ages = list(bounds(ground.graph, told(ground.graph, verdict)))
        assert any(least <= age <= most for least, most in ages), aged
