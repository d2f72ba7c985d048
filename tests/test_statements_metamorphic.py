"""What must hold of verdicts whatever the facts are: sentences made from the graph itself, changed in ways with a known effect.

A sentence is made of a fact's own terms: the label of its subject, a phrase of its relation, the label of its object, and
its qualifiers in words. It is a rough sentence, so that some are refused; none may be answered wrongly.
"""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import radkg
from radkg.namespaces import RADKG

# loaded once here as well: pytest needs the facts for the names of the tests
KNOWN = radkg.load().knowledge
FACTS = {iri.rsplit("/", 1)[1]: fact for iri, fact in KNOWN.facts.items()}
ASSERTED = [name for name, fact in FACTS.items() if not fact.excluded]
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
LEADING = ("quality", "pattern", "distribution")


def name(iri):
    return iri.removeprefix(RADKG)


def sentence(fact, *, object_=None, subject=None, negated=False):
    """Return the fact in its own words, with another object or subject if given."""
    relation = KNOWN.relations[fact.relation]
    leading = trailing = ""
    for property_, value in fact.qualifiers:
        key = KNOWN.qualifiers[property_].key
        if key in LEADING:
            leading += KNOWN.label(value) + " "
        elif key in QUALIFIER_WORDS:
            told_apart = key == "comparedWith" and name(fact.relation) == "isDistinguishedBy"
            trailing += (" from {}" if told_apart else QUALIFIER_WORDS[key]).format(KNOWN.label(value))
    said = relation.label
    if negated:
        head, _, rest = said.partition(" ")
        said = f"{head} not {rest}" if head == "is" else f"does not {said}"
    subject, object_ = KNOWN.label(subject or fact.subject), KNOWN.label(object_ or fact.object)
    if name(fact.relation) == "isDistinguishedBy":
        by = re.sub("is (not )?distinguished by", r"is \1distinguished", said)
        return f"{subject} {by}{trailing} by {object_}"
    return f"{subject} {said} {leading}{object_}{trailing}"


@pytest.fixture(scope="module")
def verdicts(kg):
    return {fact: kg.check(sentence(FACTS[fact])) for fact in FACTS}


def test_most_facts_bear_out_their_own_sentence(verdicts):
    """A fact whose own sentence it does not bear out is one that no one can ask for."""
    missed = {n: verdicts[n] for n in ASSERTED if n not in {f.iri.rsplit("/", 1)[1] for f in verdicts[n].facts}}
    assert not {n for n in ASSERTED if verdicts[n].verdict == "contradicted"}
    assert len(missed) <= len(ASSERTED) // 20, {n: (v.statement, v.because) for n, v in missed.items()}


def test_exclusions_deny_their_own_sentence(verdicts):
    found = {n: verdicts[n].verdict for n in FACTS if FACTS[n].excluded and not FACTS[n].hedged}
    assert set(found.values()) == {"contradicted"}, found


@pytest.mark.parametrize("fact", ASSERTED)
def test_negation_swaps_the_verdict(kg, verdicts, fact):
    denied = kg.check(sentence(FACTS[fact], negated=True)).verdict
    affirmed = verdicts[fact].verdict
    if affirmed in DECIDED and denied != "not understood":
        assert denied == OPPOSITE[affirmed]
    assert not (affirmed == denied and affirmed in DECIDED)


def siblings(term):
    """Return the terms beside ``term``: children of a parent of its, neither broader nor narrower than it."""
    parents = {p for p in KNOWN.kinds[term] if p != term}
    nearest = {p for p in parents if not any(p != q and p in KNOWN.kinds[q] for q in parents)}
    return sorted(
        other
        for other in KNOWN.vocabulary
        if nearest & KNOWN.kinds[other] and not KNOWN.is_within(other, term) and not KNOWN.is_within(term, other)
    )


@pytest.mark.parametrize("fact", ASSERTED)
def test_a_sibling_in_place_of_the_object_needs_a_fact_of_its_own(kg, fact):
    known = FACTS[fact]
    for sibling in siblings(known.object):
        verdict = kg.check(sentence(known, object_=sibling))
        if verdict.verdict == "supported":
            # it rests on another fact or an axiom, never on this one said of something else
            deciding = {f.iri.rsplit("/", 1)[1] for f in verdict.facts}
            assert fact not in deciding, (verdict.statement, verdict.because)


@pytest.mark.parametrize("fact", ASSERTED)
def test_a_narrower_object_is_not_known(kg, fact):
    known = FACTS[fact]
    for term in sorted(t for t in KNOWN.vocabulary if t != known.object and KNOWN.is_within(t, known.object)):
        verdict = kg.check(sentence(known, object_=term))
        if verdict.verdict == "supported":
            deciding = {f.iri.rsplit("/", 1)[1] for f in verdict.facts}
            if fact in deciding:
                # only where the qualifiers of the fact make up the definition of the narrower term, or its age does
                _, pairs = KNOWN.definitions.get(term, (term, ()))
                own = {value for _, value in known.qualifiers} | {v for _, v in KNOWN.restrictions.get(known.object, ())}
                aged = term in KNOWN.bounds and known.numbers
                assert aged or (pairs and all(any(KNOWN.is_within(o, v) for o in own) for _, v in pairs)), verdict.statement


@pytest.mark.parametrize("fact", ASSERTED)
def test_a_narrower_subject_is_not_known(kg, fact):
    known = FACTS[fact]
    for term in sorted(t for t in KNOWN.vocabulary if t != known.subject and KNOWN.is_within(t, known.subject)):
        if known.relation == RADKG + "isKindOf":
            continue  # every case of the narrower one is a case of the broader
        verdict = kg.check(sentence(known, subject=term))
        deciding = {f.iri.rsplit("/", 1)[1] for f in verdict.facts if f.side == "supports"}
        if fact in deciding:
            _, pairs = KNOWN.definitions.get(term, (term, ()))
            own = {known.object, *(value for _, value in known.qualifiers)}
            assert pairs, verdict.statement
            assert all(any(KNOWN.is_within(o, v) for o in own) for _, v in pairs), verdict.statement


@pytest.mark.parametrize("fact", ASSERTED)
def test_turned_round_it_needs_a_symmetric_relation(kg, fact):
    known = FACTS[fact]
    verdict = kg.check(sentence(known, subject=known.object, object_=known.subject))
    if not KNOWN.relations[known.relation].symmetric:
        supporting = {f.iri.rsplit("/", 1)[1] for f in verdict.facts if f.side == "supports"}
        assert fact not in supporting or any(
            known.relation in KNOWN.properties[r.iri] or r.iri in KNOWN.properties[known.relation]
            for r in KNOWN.relations.values()
            if r.symmetric
        ), (verdict.statement, verdict.because)


@pytest.mark.parametrize(
    "added",
    [
        "on ultrasound",
        "of the knee",
        "in infants",
        "in elderly men",
        "at age 33",
        "in 77 % of patients",
        "always",
        "in systemic sclerosis",
    ],
)
def test_what_narrows_a_fact_takes_its_support_away(kg, verdicts, added):
    for fact in ASSERTED:
        if verdicts[fact].verdict != "supported" or added.removeprefix("in ") in verdicts[fact].statement:
            continue
        verdict = kg.check(f"{verdicts[fact].statement} {added}")
        assert verdict.verdict != "supported", (verdict.statement, verdict.because)


@pytest.mark.parametrize("word", ["only", "exclusively", "hardly", "never not", "equally", "xyzzy", "except", "less"])
def test_a_word_that_changes_the_meaning_is_not_skipped(kg, verdicts, word):
    for fact in ASSERTED[::8]:
        words = verdicts[fact].statement.split()
        for place in range(1, len(words)):
            statement = " ".join([*words[:place], word, *words[place:]])
            assert kg.check(statement).verdict not in DECIDED, statement


WORDS = sorted({word for names in KNOWN.lexicon.names.values() for n in names for word in n.split()})
PHRASES = sorted({p for r in KNOWN.relations.values() for p in (*r.phrases, *r.inverse_phrases)})
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
pieces = st.lists(st.sampled_from([*WORDS, *PHRASES, *SMALL, *SMALL]), min_size=1, max_size=14).map(" ".join)
LIMITS = settings(max_examples=100, deadline=2000, derandomize=True)


@LIMITS
@given(pieces)
def test_words_thrown_together_are_answered(kg, text):
    assert kg.check(text).verdict in {"supported", "contradicted", "unknown", "disputed", "not understood"}


@LIMITS
@given(st.text(max_size=600))
def test_any_text_is_answered(kg, text):
    verdict = kg.check(text)
    assert verdict.verdict == "not understood"
    assert verdict.because


@LIMITS
@given(pieces, st.sampled_from(ASSERTED))
def test_words_behind_a_sentence_never_make_it_a_defect(kg, text, fact):
    started = time.perf_counter()
    kg.check(f"{sentence(FACTS[fact])} {text}")
    assert time.perf_counter() - started < 2
