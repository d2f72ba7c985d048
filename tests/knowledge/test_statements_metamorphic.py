"""What must hold of verdicts whatever the facts are: sentences made from the graph itself, changed in ways with a known effect.

A sentence is made of a fact's own terms: the label of its subject, a phrase of its relation, the label of its object, and
its qualifiers in words. It is a rough sentence, so that some are refused; none may be answered wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import radkg
from effort import within
from radkg.model.records import Fact
from radkg.namespaces import RADKG
from radkg.verdict import Verdict

OPPOSITE = {"supported": "contradicted", "contradicted": "supported"}
DECIDED = set(OPPOSITE)
QUALIFIER_WORDS = {
    "site": " of the {}",
    "layer": " of the {}",
    "modality": " on {}",
    "population": " in {}",
    "disease": " in {}",
    "comparedWith": " than {}",
}
MOST_TERMS = 10  # in the place of one, of hundreds at times, evenly chosen
LEADING = ("quality", "pattern", "distribution")


def name(iri: str) -> str:
    return iri.removeprefix(RADKG)


def deciding(verdict: Verdict, side: str = "supports") -> set[str]:
    """Return the names of the facts that decide on that side."""
    return {fact.iri.rsplit("/", 1)[1] for fact in verdict.facts if fact.side == side}


class Sentences:
    """Facts of a graph, by name, and sentences made of them."""

    def __init__(self, kg: radkg.KnowledgeGraph) -> None:
        self.kg = kg
        self.known = kg.knowledge
        self.facts = {iri.rsplit("/", 1)[1]: fact for iri, fact in self.known.facts.items()}
        self.asserted = [name for name, fact in self.facts.items() if not fact.excluded]

    @cached_property
    def sampled(self) -> list[str]:
        """One fact of each shape, a relation with the qualifiers that narrow it: the shape is what the engine tells apart."""
        shapes = {(f.relation, *sorted({p for p, _ in f.qualifiers})): n for n, f in self.facts.items() if not f.excluded}
        return sorted(shapes.values())

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        """The verdict on each fact's own sentence."""
        return {fact: self.kg.check(self.sentence(self.facts[fact])) for fact in self.facts}

    def sentence(self, fact: Fact, *, object_: str | None = None, subject: str | None = None, negated: bool = False) -> str:
        """Return the fact in its own words, with another object or subject if given."""
        label = self.known.label
        leading = trailing = ""
        for property_, value in fact.qualifiers:
            key = self.known.qualifiers[property_].key
            if key in LEADING:
                leading += label(value) + " "
            elif key in QUALIFIER_WORDS:
                told_apart = key == "comparedWith" and name(fact.relation) == "isDistinguishedBy"
                trailing += (" from {}" if told_apart else QUALIFIER_WORDS[key]).format(label(value))
        phrase = self.known.relations[fact.relation].label
        if negated:
            head, _, rest = phrase.partition(" ")
            phrase = f"{head} not {rest}" if head == "is" else f"does not {phrase}"
        subject, object_ = label(subject or fact.subject), label(object_ or fact.object)
        if name(fact.relation) == "isDistinguishedBy":
            by = re.sub("is (not )?distinguished by", r"is \1distinguished", phrase)
            return f"{subject} {by}{trailing} by {object_}"
        return f"{subject} {phrase} {leading}{object_}{trailing}"

    def leaves_out_a_qualifier(self, fact: Fact) -> bool:
        """Return whether the sentence says less than the fact, or other things: "than X in Y" is read as one, the X of Y."""
        keys = {self.known.qualifiers[property_].key for property_, _ in fact.qualifiers}
        return not keys <= {*LEADING, *QUALIFIER_WORDS, "effectMeasure"} or {"comparedWith", "disease"} <= keys

    def says_as_much(self, fact: Fact, term: str) -> bool:
        """Return whether what defines ``term`` is said by the fact's own qualifiers and the definitions of its terms."""
        _, pairs = self.known.definitions.get(term, (term, ()))
        inherited = (v for side in (fact.subject, fact.object) for _, v in self.known.restrictions.get(side, ()))
        own = {fact.object, *(value for _, value in fact.qualifiers), *inherited}
        return bool(pairs) and all(any(self.known.is_within(o, value) for o in own) for _, value in pairs)

    def siblings(self, term: str) -> list[str]:
        """Return the terms beside ``term``: children of a parent of its, neither broader nor narrower than it."""
        kinds, within_ = self.known.kinds, self.known.is_within
        parents = {p for p in kinds[term] if p != term}
        nearest = {p for p in parents if not any(p != q and p in kinds[q] for q in parents)}
        beside = (other for other in self.known.vocabulary if nearest & kinds[other])
        return sorted(other for other in beside if not within_(other, term) and not within_(term, other))

    def narrower(self, term: str) -> list[str]:
        """Return the terms that are narrower than ``term``."""
        return sorted(t for t in self.known.vocabulary if t != term and self.known.is_within(t, term))


@pytest.fixture(scope="module")
def graph(kg: radkg.KnowledgeGraph) -> Sentences:
    return Sentences(kg)


def test_most_facts_bear_out_their_own_sentence(graph: Sentences) -> None:
    """A fact whose own sentence it does not bear out is one that no one can ask for."""
    verdicts, asserted = graph.verdicts, graph.asserted
    missed = {n: verdicts[n] for n in asserted if n not in deciding(verdicts[n])}
    assert not {n for n in asserted if verdicts[n].verdict == "contradicted"}
    assert len(missed) <= len(asserted) // 20, {n: (v.statement, v.because) for n, v in missed.items()}


def test_exclusions_deny_their_own_sentence(graph: Sentences) -> None:
    """Where others state what it denies, it is still among the facts that decide."""
    excluded = {n: f for n, f in graph.facts.items() if f.excluded and not f.hedged and not graph.leaves_out_a_qualifier(f)}
    assert len(excluded) > 20
    silent = [n for n in excluded if n not in deciding(graph.verdicts[n], "contradicts")]
    assert silent == []
    assert {graph.verdicts[n].verdict for n in excluded} == {"contradicted", "disputed"}


def test_negation_swaps_the_verdict(graph: Sentences) -> None:
    for fact in graph.sampled:
        denied = graph.kg.check(graph.sentence(graph.facts[fact], negated=True))
        affirmed = graph.verdicts[fact].verdict
        if affirmed in DECIDED and denied.verdict != "not understood":
            assert denied.verdict == OPPOSITE[affirmed], (denied.statement, denied.because)
        assert not (affirmed == denied.verdict and affirmed in DECIDED)


def borne_out_wrongly(graph: Sentences, others: Iterator[tuple[str, str, Verdict]]) -> dict[str, str]:
    """Return the statements with another term that a fact bears out, though it does not say as much, and why it does.

    Args:
        graph: The facts.
        others: A fact, the other term, and the verdict on the fact's sentence with that.
    """
    return {
        verdict.statement: verdict.because
        for fact, term, verdict in others
        if fact in deciding(verdict) and not graph.says_as_much(graph.facts[fact], term)
    }


def some(terms: list[str]) -> list[str]:
    """Return `MOST_TERMS` of ``terms`` or less, evenly chosen."""
    return terms[:: 1 + len(terms) // MOST_TERMS]


def test_a_sibling_in_place_of_the_object_needs_a_fact_of_its_own(graph: Sentences) -> None:
    def others() -> Iterator[tuple[str, str, Verdict]]:
        for fact in graph.sampled:
            known = graph.facts[fact]
            for sibling in some(graph.siblings(known.object)):
                yield fact, sibling, graph.kg.check(graph.sentence(known, object_=sibling))

    assert borne_out_wrongly(graph, others()) == {}


def test_a_narrower_object_is_not_known(graph: Sentences) -> None:
    def others() -> Iterator[tuple[str, str, Verdict]]:
        for fact in graph.sampled:
            known = graph.facts[fact]
            for term in some(graph.narrower(known.object)):
                verdict = graph.kg.check(graph.sentence(known, object_=term))
                if fact in deciding(verdict):
                    # what has a name of its own for what the fact says with qualifiers, or people of the fact's age
                    assert verdict.reading is not None
                    read = verdict.reading["object"]["iri"]
                    named_so = graph.known.definitions.get(read, (read, ()))[0] == known.object
                    aged = term in graph.known.bounds and known.numbers
                    if not named_so and not aged:
                        yield fact, term, verdict

    assert borne_out_wrongly(graph, others()) == {}


def test_a_narrower_subject_is_not_known(graph: Sentences) -> None:
    def others() -> Iterator[tuple[str, str, Verdict]]:
        for fact in graph.sampled:
            known = graph.facts[fact]
            if known.relation == RADKG + "isKindOf":
                continue  # every case of the narrower one is a case of the broader
            for term in some(graph.narrower(known.subject)):
                yield fact, term, graph.kg.check(graph.sentence(known, subject=term))

    assert borne_out_wrongly(graph, others()) == {}


def test_turned_round_it_needs_a_symmetric_relation(graph: Sentences) -> None:
    relations, properties = graph.known.relations, graph.known.properties
    symmetric = [r.iri for r in relations.values() if r.symmetric]
    for fact in graph.sampled:
        known = graph.facts[fact]
        if any(known.relation in properties[r] or r in properties[known.relation] for r in symmetric):
            continue
        verdict = graph.kg.check(graph.sentence(known, subject=known.object, object_=known.subject))
        assert fact not in deciding(verdict), (verdict.statement, verdict.because)


@pytest.mark.parametrize(
    ("added", "term"),
    [
        ("on ultrasound", "ultrasound"),
        ("of the knee", "knee"),
        ("in infants", "infant"),
        ("in elderly men", "male"),
        ("at age 33", None),
        ("in 77 % of patients", None),
        ("always", None),
        ("in calciphylaxis", "calciphylaxis"),
    ],
)
def test_what_narrows_a_fact_takes_its_support_away(graph: Sentences, added: str, term: str | None) -> None:
    known = graph.known
    narrowed = known.narrower[known.find(term)] if term else set()
    for name_ in graph.sampled:
        fact = graph.facts[name_]
        terms = {fact.subject, fact.object, *(value for _, value in fact.qualifiers)}
        if not terms.isdisjoint(narrowed) or (term is None and fact.numbers):
            continue  # the fact says so itself
        verdict = graph.kg.check(f"{graph.verdicts[name_].statement} {added}")
        assert name_ not in deciding(verdict), (verdict.statement, verdict.because)


@pytest.mark.parametrize("word", ["only", "exclusively", "hardly", "never not", "equally", "xyzzy", "except", "less"])
def test_a_word_that_changes_the_meaning_is_not_skipped(graph: Sentences, word: str) -> None:
    for fact in graph.sampled[::4]:
        words = graph.verdicts[fact].statement.split()
        for index in range(1, len(words)):
            statement = " ".join([*words[:index], word, *words[index:]])
            assert graph.kg.check(statement).verdict not in DECIDED, statement


VERDICTS = {"supported", "contradicted", "unknown", "disputed", "not understood"}
SMALL = [
    "is",
    "not",
    "no",
    "in",
    "on",
    "of",
    "at",
    "with",
    "by",
    "to",
    "than",
    "and",
    "the",
    "all",
    "most",
    "7",
    "40",
    "%",
    ",",
]
LIMITS = settings(max_examples=100, deadline=None, derandomize=True)  # a deadline is measured by the clock on the wall


@pytest.fixture(scope="module")
def pieces(graph: Sentences) -> st.SearchStrategy[str]:
    """Words of names and phrases of relations, thrown together."""
    words = sorted({word for names in graph.known.lexicon.names.values() for n in names for word in n.split()})
    phrases = sorted({p for r in graph.known.relations.values() for p in (*r.phrases, *r.inverse_phrases)})
    return st.lists(st.sampled_from([*words, *phrases, *SMALL, *SMALL]), min_size=1, max_size=14).map(" ".join)


@LIMITS
@given(data=st.data())
def test_words_thrown_together_are_answered(graph: Sentences, pieces: st.SearchStrategy[str], data: st.DataObject) -> None:
    with within(seconds=20):
        assert graph.kg.check(data.draw(pieces)).verdict in VERDICTS


@LIMITS
@given(text=st.text(max_size=600))
def test_any_text_is_answered(kg: radkg.KnowledgeGraph, text: str) -> None:
    with within(seconds=20):
        verdict = kg.check(text)
    assert verdict.verdict == "not understood"
    assert verdict.because


@LIMITS
@given(data=st.data())
def test_words_behind_a_sentence_never_make_it_a_defect(
    graph: Sentences, pieces: st.SearchStrategy[str], data: st.DataObject
) -> None:
    fact = graph.facts[data.draw(st.sampled_from(graph.asserted))]
    with within(seconds=20):
        assert graph.kg.check(f"{graph.sentence(fact)} {data.draw(pieces)}").verdict in VERDICTS
