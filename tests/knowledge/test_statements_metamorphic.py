"""What must hold of verdicts whatever the facts are: sentences made from the graph itself, changed in ways with a known effect.

A sentence is made of a fact's own terms: the label of its subject, a phrase of its relation, the label of its object, and
its qualifiers in words. It is a rough sentence, so that some are refused; none may be answered wrongly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import radkg
from effort import within
from radkg.model.english import key
from radkg.model.lookups import values
from radkg.model.records import Fact
from radkg.model.words import GENERAL
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
MOST_TERMS = 3  # in the place of one, of hundreds at times, evenly chosen
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

    @cache  # noqa: B019  # there is one of these
    def verdict(self, name: str) -> Verdict:
        """Return the verdict on the own sentence of a fact."""
        return self.kg.check(self.sentence(self.facts[name]))

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


PARTS = 4
#: One part of the facts is taken in every run, and the others where all is gone over.
each_part = pytest.mark.parametrize(
    "part", [pytest.param(part, marks=[pytest.mark.sweep] * (part > 0)) for part in range(PARTS)]
)


@pytest.fixture(scope="module")
def graph(kg: radkg.KnowledgeGraph) -> Sentences:
    return Sentences(kg)


@each_part
def test_most_facts_bear_out_their_own_sentence(graph: Sentences, part: int) -> None:
    """A fact whose own sentence it does not bear out is one that no one can ask for."""
    asserted = [n for n in graph.asserted if not graph.facts[n].imported][part::PARTS]
    verdicts = {n: graph.verdict(n) for n in asserted}
    missed = {n: verdicts[n] for n in asserted if n not in deciding(verdicts[n])}
    assert not {n for n in asserted if verdicts[n].verdict == "contradicted"}
    assert len(missed) <= len(asserted) // 20, {n: (v.statement, v.because) for n, v in missed.items()}


def test_exclusions_deny_their_own_sentence(graph: Sentences) -> None:
    """Where others state what it denies, it is still among the facts that decide."""
    ours = {n: f for n, f in graph.facts.items() if not f.imported}
    excluded = {n: f for n, f in ours.items() if f.excluded and not f.hedged and not graph.leaves_out_a_qualifier(f)}
    assert len(excluded) > 12
    silent = [n for n in excluded if n not in deciding(graph.verdict(n), "contradicts")]
    assert silent == []
    assert {graph.verdict(n).verdict for n in excluded} == {"contradicted", "disputed"}


def test_negation_swaps_the_verdict(graph: Sentences) -> None:
    for fact in graph.sampled:
        denied = graph.kg.check(graph.sentence(graph.facts[fact], negated=True))
        affirmed = graph.verdict(fact).verdict
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


@each_part
def test_a_sibling_in_place_of_the_object_needs_a_fact_of_its_own(graph: Sentences, part: int) -> None:
    def others() -> Iterator[tuple[str, str, Verdict]]:
        for fact in graph.sampled[part::PARTS]:
            known = graph.facts[fact]
            for sibling in some(graph.siblings(known.object)):
                # people of the fact's age are no other people
                if not (sibling in graph.known.bounds and known.numbers):
                    yield fact, sibling, graph.kg.check(graph.sentence(known, object_=sibling))

    assert borne_out_wrongly(graph, others()) == {}


@each_part
def test_a_narrower_object_is_not_known(graph: Sentences, part: int) -> None:
    def others() -> Iterator[tuple[str, str, Verdict]]:
        for fact in graph.sampled[part::PARTS]:
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


@each_part
def test_a_narrower_subject_is_not_known(graph: Sentences, part: int) -> None:
    def others() -> Iterator[tuple[str, str, Verdict]]:
        for fact in graph.sampled[part::PARTS]:
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


@pytest.mark.in_part(4)
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
    for name_ in graph.sampled[::4]:
        fact = graph.facts[name_]
        seen_on = values(known.store, fact.object, RADKG + "seenOn")  # a finding of one modality
        terms = {fact.subject, fact.object, *(value for _, value in fact.qualifiers), *seen_on}
        is_at_age = term == "infant" and any(known.bounds.get(value) for value in terms)  # "at birth"
        if not terms.isdisjoint(narrowed) or is_at_age or (term in (None, "infant") and fact.numbers):
            continue  # the fact says so itself, by a term, a stage or in numbers
        verdict = graph.kg.check(f"{graph.verdict(name_).statement} {added}")
        assert name_ not in deciding(verdict), (verdict.statement, verdict.because)


@pytest.mark.in_part(4)
@pytest.mark.parametrize("word", ["only", "exclusively", "hardly", "never not", "equally", "xyzzy", "except", "less"])
def test_a_word_that_changes_the_meaning_is_not_skipped(graph: Sentences, word: str) -> None:
    named = {name_ for names in graph.known.lexicon.names.values() for name_ in names}
    for fact in graph.sampled[::12]:
        words = graph.verdict(fact).statement.split()
        for index in range(1, len(words)):
            if f"{word.split()[-1]} {words[index]}" in named:
                continue  # "never not painful" is "never painless"
            statement = " ".join([*words[:index], word, *words[index:]])
            verdict = graph.kg.check(statement)
            # that it is so of nobody else, another fact may deny
            denied_by_others = verdict.verdict == "contradicted" and fact not in deciding(verdict, "contradicts")
            assert denied_by_others or verdict.verdict not in DECIDED, statement


class Shape(NamedTuple):
    """One fact of each shape that the engine tells apart: a relation, a class of fact, its qualifiers and numbers."""

    name: str
    fact: Fact
    own: Verdict

    @property
    def side(self) -> str:
        """The side on which the fact is for its own sentence, which affirms; empty for a null result, which is on none."""
        return "" if self.fact.is_null else "contradicts" if self.fact.excluded else "supports"


@pytest.fixture(scope="module")
def shapes(graph: Sentences) -> list[Shape]:
    found = {}
    for name_, fact in sorted(graph.facts.items()):
        numbers = sorted(set(fact.numbers) - graph.known.narrows_nothing)
        kind = (fact.relation, fact.excluded, fact.is_null, *sorted({p for p, _ in fact.qualifiers}), *numbers)
        found[kind] = name_
    facts = ((name_, graph.facts[name_]) for name_ in sorted(found.values()))
    return [Shape(name_, fact, graph.kg.check(graph.sentence(fact))) for name_, fact in facts]


def sides(verdict: Verdict) -> dict[str, str]:
    """Return the facts that decide, each with its side."""
    return {fact.iri.rsplit("/", 1)[1]: fact.side for fact in verdict.facts}


def test_every_class_of_fact_has_many_shapes(shapes: list[Shape]) -> None:
    kinds = Counter(shape.side for shape in shapes)
    assert kinds["supports"] > 200
    assert kinds["contradicts"] > 10
    assert kinds[""] > 5


def answered_otherwise(graph: Sentences, reworded: Iterable[tuple[Shape, str]], least: float) -> dict[str, str]:
    """Return the rewordings whose verdict or deciding facts are not those of the fact's own sentence.

    Args:
        graph: The facts.
        reworded: A shape and another wording of its sentence.
        least: The share of rewordings that must be understood.
    """
    asked = [(shape, graph.kg.check(statement)) for shape, statement in reworded]
    understood = [(shape, verdict) for shape, verdict in asked if verdict.verdict != "not understood"]
    assert len(understood) >= least * len(asked), [v.statement for _, v in asked if v.verdict == "not understood"][:20]
    return {
        verdict.statement: f"{verdict.verdict}, not {shape.own.verdict}: {verdict.because}"
        for shape, verdict in understood
        if shape.own.verdict != "not understood" and (verdict.verdict, sides(verdict)) != (shape.own.verdict, sides(shape.own))
    }


def test_a_name_of_radkg_stands_for_its_label(graph: Sentences, shapes: list[Shape]) -> None:
    def reworded() -> Iterator[tuple[Shape, str]]:
        for shape in shapes:
            statement = graph.sentence(shape.fact)
            for term in {shape.fact.subject, shape.fact.object}:
                if term.startswith(RADKG) and statement.count(graph.known.label(term)) == 1:
                    yield shape, statement.replace(graph.known.label(term), f"radkg:{name(term)}")

    assert answered_otherwise(graph, reworded(), least=0.95) == {}


def test_the_plural_of_a_finding_is_the_finding(graph: Sentences, shapes: list[Shape]) -> None:
    def reworded() -> Iterator[tuple[Shape, str]]:
        for shape in shapes:
            label = graph.known.label(shape.fact.object)
            if graph.known.is_kind(shape.fact.object, {RADKG + "Finding"}) and re.search("[a-z]{2}[^sxy]$", label):
                statement = graph.sentence(shape.fact)
                if statement.count(label) == 1:
                    yield shape, statement.replace(label, f"{label}s")

    assert answered_otherwise(graph, reworded(), least=0.9) == {}


def is_held_back(graph: Sentences, shape: Shape) -> bool:
    """Return whether a fact holds with a reservation what only a statement with one says as well."""
    return graph.known.relations[shape.fact.relation].needs_firm and shape.fact.certainty not in graph.known.firm


def test_may_before_the_verb_leaves_what_decides_on_its_side(graph: Sentences, shapes: list[Shape]) -> None:
    """What may be so is borne out by a source that states it, and denied by one that denies it flatly."""

    def reworded() -> Iterator[tuple[Shape, str]]:
        for shape in shapes:
            phrase = graph.known.relations[shape.fact.relation].label
            verb, _, rest = phrase.partition(" ")
            base = {"is": "be", "has": "have"}.get(verb, verb.removesuffix("s"))
            says_rule = graph.known.relations[shape.fact.relation].says_rule
            # "may" takes nothing from words that say without it that it is so of most
            says_rule |= any(entry.manner == GENERAL for entry in graph.known.lexicon.entries.get(key(phrase), ()))
            if not says_rule and not is_held_back(
                graph, shape
            ):  # a description with a reservation is none as a rule any more, and its opposite does not deny it
                yield shape, graph.sentence(shape.fact).replace(f" {phrase} ", f" may {base} {rest} ".replace("  ", " "), 1)

    assert answered_otherwise(graph, reworded(), least=0.9) == {}


def test_an_inverse_phrase_says_the_same_from_object_to_subject(graph: Sentences, shapes: list[Shape]) -> None:
    def reworded() -> Iterator[tuple[Shape, str]]:
        for shape in shapes:
            for phrase in graph.known.relations[shape.fact.relation].inverse_phrases[:3]:
                if "…" not in phrase and not (shape.fact.qualifiers or shape.fact.numbers) and not is_held_back(graph, shape):
                    label = graph.known.label
                    yield shape, f"{label(shape.fact.object)} {phrase} {label(shape.fact.subject)}"

    # some phrases say a broader relation as well, so that more facts decide: the fact itself must, on its own side
    lost = {}
    asked = [(shape, graph.kg.check(statement)) for shape, statement in reworded()]
    for shape, verdict in asked:
        decides = shape.side and sides(shape.own).get(shape.name) == shape.side
        if decides and verdict.verdict != "not understood" and sides(verdict).get(shape.name) != shape.side:
            lost[verdict.statement] = verdict.because
    assert sum(verdict.verdict != "not understood" for _, verdict in asked) > len(asked) * 0.6
    assert lost == {}


def test_negation_swaps_the_side_of_every_deciding_fact(graph: Sentences, shapes: list[Shape]) -> None:
    swapped = {"supports": "contradicts", "contradicts": "supports"}
    wrong = {}
    for shape in shapes:
        denied = graph.kg.check(graph.sentence(shape.fact, negated=True))
        if "not understood" in (denied.verdict, shape.own.verdict):
            continue
        expected = {name_: swapped[side] for name_, side in sides(shape.own).items()}
        if sides(denied) != expected or denied.verdict != OPPOSITE.get(shape.own.verdict, shape.own.verdict):
            wrong[denied.statement] = f"{denied.verdict} beside {shape.own.verdict}: {denied.because}"
    assert wrong == {}


def test_the_whole_in_place_of_the_part_is_borne_out_by_an_association(graph: Sentences, shapes: list[Shape]) -> None:
    """Sites are generalised; of an exclusion the part follows from the whole: see the test after this one."""
    missed, tried = {}, 0
    for shape in shapes:
        if shape.side != "supports" or sides(shape.own).get(shape.name) != "supports":
            continue
        for property_, site in shape.fact.qualifiers:
            if property_ not in (RADKG + "hasSite", RADKG + "hasLayer"):
                continue
            wholes = sorted(graph.known.places[site] - {site, RADKG + "AnatomicalStructure"})
            if wholes and not graph.known.relations[shape.fact.relation].keeps_subject:
                pairs = tuple((p, wholes[0] if (p, v) == (property_, site) else v) for p, v in shape.fact.qualifiers)
                verdict = graph.kg.check(graph.sentence(shape.fact._replace(qualifiers=pairs)))
                tried += verdict.verdict != "not understood"
                if verdict.verdict != "not understood" and sides(verdict).get(shape.name) != "supports":
                    missed[verdict.statement] = verdict.because
    assert tried > 15
    assert missed == {}


def test_a_part_or_a_kind_of_what_an_exclusion_denies_is_denied(graph: Sentences, shapes: list[Shape]) -> None:
    missed, tried = {}, 0
    for shape in shapes:
        if shape.side != "contradicts" or sides(shape.own).get(shape.name) != "contradicts":
            continue
        if not graph.known.relations[shape.fact.relation].generalises_object:
            continue
        for term in some(graph.narrower(shape.fact.object))[:4]:
            verdict = graph.kg.check(graph.sentence(shape.fact, object_=term))
            tried += verdict.verdict != "not understood"
            if verdict.verdict != "not understood" and sides(verdict).get(shape.name) != "contradicts":
                missed[verdict.statement] = verdict.because
    assert tried > 10
    assert missed == {}


def test_the_class_in_place_of_the_kind_is_borne_out_by_an_association(graph: Sentences, shapes: list[Shape]) -> None:
    missed, tried = {}, 0
    for shape in shapes:
        rule = graph.known.relations[shape.fact.relation]
        if shape.side != "supports" or sides(shape.own).get(shape.name) != "supports" or not rule.generalises_object:
            continue
        parents = sorted(graph.known.kinds[shape.fact.object] - {shape.fact.object})
        for term in [parent for parent in parents if parent in graph.known.vocabulary][:2]:
            if graph.known.is_kind(shape.fact.object, {RADKG + "Population"}) or term in rule.object_kinds:
                continue
            verdict = graph.kg.check(graph.sentence(shape.fact, object_=term))
            tried += verdict.verdict != "not understood"
            if verdict.verdict != "not understood" and sides(verdict).get(shape.name) != "supports":
                missed[verdict.statement] = verdict.because
    assert tried > 60
    assert missed == {}


def test_a_share_in_percent_says_what_its_count_says(graph: Sentences, shapes: list[Shape]) -> None:
    """7 of 10 is 70 %: the count's interval holds both, and the fact is on the side of both."""
    apart, tried = {}, 0
    for shape in shapes:
        count, total = (shape.fact.numbers.get(RADKG + name_) for name_ in ("count", "total"))
        if not count or not total:
            continue
        counted, share = (
            graph.kg.check(f"{graph.sentence(shape.fact)} {words}")
            for words in (f"in {count:g} of {total:g} cases", f"in {100 * count / total:.1f} % of cases")
        )
        if "not understood" in (counted.verdict, share.verdict):
            continue
        limited = any(number in graph.known.limits for number in shape.fact.numbers)
        if limited or graph.leaves_out_a_qualifier(shape.fact):
            continue  # a count names its cases where the limit is left out, which a share does not
        tried += 1
        if (counted.verdict, sides(counted)) != (share.verdict, sides(share)):
            apart[share.statement] = f"{share.verdict}, {counted.verdict}: {share.because}"
        if sides(counted).get(shape.name) != shape.side:
            apart[counted.statement] = counted.because
    assert tried > 10
    assert apart == {}


def test_a_null_result_decides_neither_for_nor_against_and_is_shown(graph: Sentences, shapes: list[Shape]) -> None:
    for shape in shapes:
        compared = any(property_ == RADKG + "comparedWith" for property_, _ in shape.fact.qualifiers)
        if shape.fact.is_null and shape.own.verdict != "not understood" and not compared:  # "than X of Y" is read as one
            assert shape.name not in sides(shape.own)
            assert shape.fact.iri in {fact.iri for fact in shape.own.nearest}, shape.own.statement


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
LIMITS = settings(max_examples=20, deadline=None, derandomize=True)  # a deadline is measured by the clock on the wall


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


#: What changed sentences showed, each with the verdict that it must not have.
FOUND = (
    ("It is a misconception that calcinosis universalis is a malignant kind of ossification", "contradicted"),
    ("It is a myth that prednisone cures dermatomyositis", "contradicted"),
    ("Biopsy is not recommended in FOP", "contradicted"),
    ("The lesions of tumoral calcinosis are T1 hyperintense", "contradicted"),
    ("antisynthetase syndrome comprises fever", "contradicted"),
    ("Around half of dermatomyositis patients have subcutaneous edema on thigh MRI", "contradicted"),
    ("Calcinosis universalis, which is not bone, occurs in dermatomyositis", "contradicted"),
    ("Myositis ossificans lacks trabeculae and never ossifies", "supported"),
    ("inclusion body myositis weakens mimics inflammatory myopathy", "supported"),
    ("FOP is also called Münchmeyer disease within two weeks", "supported"),
    (
        "In idiopathic inflammatory myopathy with chronic to subacute interstitial lung disease, HRCT shows nonspecific"
        " interstitial pneumonia, with or without organizing pneumonia in pregnant women",
        "supported",
    ),
    ("Pelvic muscle involvement on MRI favors dermatomyositis over immune-mediated necrotizing myopathy", "supported"),
    ("dermatomyositis is common in women", "supported"),
    ("hallux valgus notices fibrodysplasia ossificans progressiva", "supported"),
    ("calcinosis sees dermatomyositis", "supported"),
    ("The prevalence of FOP was 0.88 per million in the United States within two weeks", "supported"),
    ("Within two weeks the prevalence of FOP is 900 per million", "contradicted"),
)


@pytest.mark.parametrize(("sentence", "wrong"), FOUND)
def test_a_sentence_that_was_once_answered_wrongly(sentence: str, wrong: str, kg: radkg.KnowledgeGraph) -> None:
    assert kg.check(sentence).verdict != wrong


def test_a_comparison_with_nothing_behind_its_prepositions_is_answered(kg: radkg.KnowledgeGraph) -> None:
    """Such a one ended in an error once."""
    verdict = kg.check(
        "pyomyositis shows symmetric muscle edema than in serum calcium is usually within normal limits in juvenile"
        " dermatomyositis with calcinosis."
    )
    assert verdict.verdict in VERDICTS
