"""What would follow for radkg's terms were exact matches taken as equivalence with the terms of a release."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.mappings.release import KINDS_OR_PARTS
from radkg.mappings.verify.findings import Merge, Subsumption, Turned
from radkg.model.knowledge import Knowledge
from radkg.model.records import FREQUENCY_WORD, Fact
from radkg.model.store import fill_in
from radkg.namespaces import RADKG, RDFS
from radkg.statement import Phrase, Reading
from radkg.verdict.result import CONTRADICTED, DISPUTED, SUPPORTED, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from radkg.mappings.verify.release_terms import ReleaseTerms
    from radkg.model.store import Written
    from radkg.verdict.result import Verdict

MOST_STATEMENTS = 3000  # held against radkg twice; a few milliseconds each
_DECIDES_NOTHING = ("50-edges.rq",)  # as the mappings, which are left out as well
_KIND_OF, _SEEN_IN, _COMPARED_WITH = RADKG + "isKindOf", RADKG + "isSeenIn", RADKG + "comparedWith"

_VERDICTS = (SUPPORTED, CONTRADICTED, DISPUTED, UNKNOWN)
# Changes of a verdict, the worst first: a decision turned, a decision in doubt, a decision where none was known.
_WORST = sorted(
    itertools.product(_VERDICTS, repeat=2),
    key=lambda turn: (UNKNOWN in turn, turn[1] != CONTRADICTED, _VERDICTS.index(turn[0])),
)

Pair = tuple[str, str]


def merge(
    known: Knowledge,
    written: Written,
    equivalents: Mapping[str, list[str]],
    release_terms: ReleaseTerms,
    progress: Callable[[int, int], None] | None = None,
) -> Merge:
    """Return what would change for radkg.

    Args:
        known: The knowledge.
        written: What the knowledge is made from.
        equivalents: Id of a term of the release to the IRIs of the terms of radkg's that are its exact matches.
        release_terms: The terms of the release.
        progress: Called now and then with the statements that have been compared, and how many there are.
    """
    found = sorted(
        _subsumptions(equivalents, release_terms, known), key=lambda s: (s.subject_label, s.object_label, len(s.chain))
    )
    count = sum(map(len, equivalents.values()))
    mixed = release_terms.header.parents_are == KINDS_OR_PARTS
    undecided = tuple(s for s in found if mixed and s.subject in known.places and s.object in known.places)
    found = [s for s in found if s not in undecided]
    if not found:
        return Merge(count, (), 0, 0, 0, (), undecided)
    merged = _merged(written, found)
    merged.share_facts(known)
    pairs = sorted(
        (narrow, broad) for narrow, above in merged.kinds.items() for broad in above - known.kinds.get(narrow, frozenset())
    )
    readings = _readings(pairs, known, merged)
    compared = dict(list(readings.items())[:MOST_STATEMENTS])
    turned = sorted(_turned(compared, known, merged, progress), key=lambda t: _WORST.index((t.before, t.after)))
    return Merge(count, tuple(found), len(pairs), len(compared), len(readings) - len(compared), tuple(turned), undecided)


def _subsumptions(equivalents: Mapping[str, list[str]], release_terms: ReleaseTerms, known: Knowledge) -> Iterator[Subsumption]:
    """Yield new subsumptions. Ancestors with an exact match end the search: it goes on from that match."""
    seen: set[Pair] = set()
    mixed = release_terms.header.parents_are == KINDS_OR_PARTS
    for id_, terms in equivalents.items():
        below = release_terms.above(id_, equivalents)
        for above in (id_, *(ancestor for ancestor in below if ancestor in equivalents)):
            for narrow, broad in itertools.product(terms, equivalents[above]):
                pair = narrow, broad
                if broad in known.kinds.get(narrow, frozenset((narrow,))) or pair in seen:
                    continue
                seen.add(pair)
                if mixed and broad in known.places.get(narrow, ()):
                    continue
                chain, left_out = release_terms.chain(below, above)
                clash = _clash(narrow, broad, known)
                yield Subsumption(narrow, known.label(narrow), broad, known.label(broad), chain, clash, left_out)


def _clash(narrow: str, broad: str, known: Knowledge) -> str:
    if narrow in known.kinds.get(broad, ()):
        return f"{known.label(broad)} is a kind of {known.label(narrow)}: they would be the same"
    clash = known.kinds_among(narrow, broad, known.disjoint)
    return f"nothing is both {known.label(clash[0])} and {known.label(clash[1])}: there would be none" if clash else ""


def _merged(written: Written, found: list[Subsumption]) -> Knowledge:
    """Return the knowledge with the new subclass axioms, derived anew: as far as verdicts are made of it."""
    below = ox.NamedNode(RDFS + "subClassOf")
    store = written.store()
    store.extend(ox.Quad(ox.NamedNode(s.subject), below, ox.NamedNode(s.object)) for s in found)
    fill_in(store, written.ontology, without=_DECIDES_NOTHING)
    return Knowledge(store, written.ontology)


def _readings(pairs: list[Pair], known: Knowledge, merged: Knowledge) -> dict[Reading, Pair]:
    """Return readings on which the verdict may change, each with the pair of terms that it is made from.

    They are the facts about one term of a pair with the other term in its place, and that the one is a kind of the other. Only
    those are judged on which the pair can bear: what is stated of the narrower term may follow for the broader, by the rule
    book, and what is denied of the broader, or belongs to its definition, may be held against the narrower.
    """
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in known.facts_about(frozenset(itertools.chain.from_iterable(pairs))):
        facts[fact.subject].append(fact)
        if fact.object != fact.subject:
            facts[fact.object].append(fact)
    readings: dict[Reading, Pair] = {}
    for narrow, broad in pairs:
        readings.setdefault(Reading(Phrase(narrow), _KIND_OF, Phrase(broad)), (narrow, broad))
        for fact in facts.get(narrow, ()):
            if fact.excluded or _passes_upwards(fact, narrow, known):
                readings.setdefault(_reading_with(fact, narrow, broad), (narrow, broad))
        denials = [fact for fact in facts.get(broad, ()) if fact.excluded]
        inherits = _is_defined(broad, merged) or (denials and _is_defined(narrow, merged))
        for fact in facts.get(broad, ()):
            if inherits or any(_may_deny(denial, fact, broad, merged) for denial in denials):
                readings.setdefault(_reading_with(fact, broad, narrow), (narrow, broad))
    return readings


def _passes_upwards(fact: Fact, term: str, known: Knowledge) -> bool:
    """Return whether a fact about a term may stay true of a broader one."""
    relation = known.relations[fact.relation]
    if relation.symmetric or relation.excludes_converse or _SEEN_IN in known.properties[fact.relation]:
        return True
    return (fact.subject == term and relation.generalises_subject) or (fact.object == term and relation.generalises_object)


def _is_defined(term: str, known: Knowledge) -> bool:
    """Return whether a term has a definition, which may be held against what is stated of it, or meet a denial."""
    return term in known.definitions or bool(known.restrictions.get(term))


def _may_deny(denial: Fact, fact: Fact, term: str, known: Knowledge) -> bool:
    """Return whether what an exclusion denies of a term is about what a fact states of it."""
    if known.comparable(denial.relation).isdisjoint(known.comparable(fact.relation)):
        return False
    other, denied = (one.object if one.subject == term else one.subject for one in (fact, denial))
    return known.is_within(other, denied) or known.is_within(denied, other)


def _reading_with(fact: Fact, one: str, other: str) -> Reading:
    """Return the reading of a fact with the term ``other`` in the place of ``one``, without frequency words."""
    pairs = tuple(pair for pair in fact.qualifiers if pair[0] not in (_COMPARED_WITH, FREQUENCY_WORD))
    compared = next((Phrase(value) for property_, value in fact.qualifiers if property_ == _COMPARED_WITH), None)
    subject, object_ = (other if term == one else term for term in (fact.subject, fact.object))
    return Reading(Phrase(subject), fact.relation, Phrase(object_, pairs, compared))


def _turned(
    readings: Mapping[Reading, Pair], known: Knowledge, merged: Knowledge, progress: Callable[[int, int], None] | None
) -> Iterator[Turned]:
    from radkg.verdict.check import judge
    from radkg.verdict.wording import describe_reading

    verdicts: dict[Reading, tuple[Verdict, Verdict]] = {}
    # what is known of a subject is looked up once, where the readings of it follow each other
    for number, reading in enumerate(sorted(readings, key=lambda reading: (reading.subject.term, reading.relation))):
        verdicts[reading] = judge(known, reading, "", nearest=False), judge(merged, reading, "", nearest=False)
        if progress and number % 100 == 0:
            progress(number, len(readings))
    for reading, (narrow, broad) in readings.items():
        before, after = verdicts[reading]
        if before.verdict != after.verdict:
            words = describe_reading(reading, known)
            yield Turned(words, before.verdict, after.verdict, after.because, narrow, broad)
