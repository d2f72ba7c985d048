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
#: One fact of each shape, a relation with the qualifiers that narrow it: the shape is what the engine tells apart.
SAMPLED = sorted({(f.relation, *sorted({p for p, _ in f.qualifiers})): n for n, f in FACTS.items() if not f.excluded}.values())
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
MOST_SIBLINGS = 20  # of hundreds, evenly chosen
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


def deciding(verdict, side="supports"):
    """Return the names of the facts that decide on that side."""
    return {fact.iri.rsplit("/", 1)[1] for fact in verdict.facts if fact.side == side}


def leaves_out_a_qualifier(fact):
    """Return whether the rough sentence says less than the fact, or other things: "than X in Y" is read as one, the X of Y."""
    keys = {KNOWN.qualifiers[property_].key for property_, _ in fact.qualifiers}
    return not keys <= {*LEADING, *QUALIFIER_WORDS, "effectMeasure"} or {"comparedWith", "disease"} <= keys


def says_as_much(fact, term):
    """Return whether what defines ``term`` is said by the fact's own qualifiers and the definitions of its terms."""
    _, pairs = KNOWN.definitions.get(term, (term, ()))
    inherited = (v for side in (fact.subject, fact.object) for _, v in KNOWN.restrictions.get(side, ()))
    own = {fact.object, *(value for _, value in fact.qualifiers), *inherited}
    return bool(pairs) and all(any(KNOWN.is_within(o, value) for o in own) for _, value in pairs)


@pytest.fixture(scope="module")
def verdicts(kg):
    return {fact: kg.check(sentence(FACTS[fact])) for fact in FACTS}


def test_most_facts_bear_out_their_own_sentence(verdicts):
    """A fact whose own sentence it does not bear out is one that no one can ask for."""
    missed = {n: verdicts[n] for n in ASSERTED if n not in deciding(verdicts[n])}
    assert not {n for n in ASSERTED if verdicts[n].verdict == "contradicted"}
    assert len(missed) <= len(ASSERTED) // 20, {n: (v.statement, v.because) for n, v in missed.items()}


def test_exclusions_deny_their_own_sentence(verdicts):
    """Where others state what it denies, it is still among the facts that decide."""
    exclusions = [n for n, fact in FACTS.items() if fact.excluded and not fact.hedged and not leaves_out_a_qualifier(fact)]
    assert len(exclusions) > 20
    silent = [n for n in exclusions if n not in deciding(verdicts[n], "contradicts")]
    assert silent == []
    assert {verdicts[n].verdict for n in exclusions} == {"contradicted", "disputed"}


@pytest.mark.parametrize("fact", SAMPLED)
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


@pytest.mark.parametrize("fact", SAMPLED)
def test_a_sibling_in_place_of_the_object_needs_a_fact_of_its_own(kg, fact):
    known = FACTS[fact]
    beside = siblings(known.object)
    for sibling in beside[:: 1 + len(beside) // MOST_SIBLINGS]:
        verdict = kg.check(sentence(known, object_=sibling))
        assert fact not in deciding(verdict) or says_as_much(known, sibling), (verdict.statement, verdict.because)


@pytest.mark.parametrize("fact", SAMPLED)
def test_a_narrower_object_is_not_known(kg, fact):
    known = FACTS[fact]
    for term in sorted(t for t in KNOWN.vocabulary if t != known.object and KNOWN.is_within(t, known.object)):
        verdict = kg.check(sentence(known, object_=term))
        if fact in deciding(verdict):
            # what has a name of its own for what the fact says with qualifiers, or people of the fact's age
            read = verdict.reading["object"]["iri"]
            named_so = KNOWN.definitions.get(read, (read, ()))[0] == known.object
            aged = term in KNOWN.bounds and known.numbers
            assert named_so or aged or says_as_much(known, term), (verdict.statement, verdict.because)


@pytest.mark.parametrize("fact", SAMPLED)
def test_a_narrower_subject_is_not_known(kg, fact):
    known = FACTS[fact]
    for term in sorted(t for t in KNOWN.vocabulary if t != known.subject and KNOWN.is_within(t, known.subject)):
        if known.relation == RADKG + "isKindOf":
            continue  # every case of the narrower one is a case of the broader
        verdict = kg.check(sentence(known, subject=term))
        assert fact not in deciding(verdict) or says_as_much(known, term), (verdict.statement, verdict.because)


@pytest.mark.parametrize("fact", SAMPLED)
def test_turned_round_it_needs_a_symmetric_relation(kg, fact):
    known = FACTS[fact]
    verdict = kg.check(sentence(known, subject=known.object, object_=known.subject))
    if not KNOWN.relations[known.relation].symmetric:
        assert fact not in deciding(verdict) or any(
            known.relation in KNOWN.properties[r.iri] or r.iri in KNOWN.properties[known.relation]
            for r in KNOWN.relations.values()
            if r.symmetric
        ), (verdict.statement, verdict.because)


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
def test_what_narrows_a_fact_takes_its_support_away(kg, verdicts, added, term):
    for fact in SAMPLED:
        known = FACTS[fact]
        said = {known.subject, known.object, *(value for _, value in known.qualifiers)}
        if (term and not said.isdisjoint(KNOWN.narrower[KNOWN.find(term)])) or (term is None and known.numbers):
            continue  # the fact says so itself
        verdict = kg.check(f"{verdicts[fact].statement} {added}")
        assert fact not in deciding(verdict), (verdict.statement, verdict.because)


@pytest.mark.parametrize("word", ["only", "exclusively", "hardly", "never not", "equally", "xyzzy", "except", "less"])
def test_a_word_that_changes_the_meaning_is_not_skipped(kg, verdicts, word):
    for fact in SAMPLED[::4]:
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
