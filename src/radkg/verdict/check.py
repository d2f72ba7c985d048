"""The verdict on a statement: which facts bear it out, which deny it, which are nearest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from weakref import WeakKeyDictionary

from radkg.model import english
from radkg.model.knowledge import Knowledge
from radkg.model.records import Conflict, Fact, Interval
from radkg.model.words import GENERAL, STRONGER
from radkg.namespaces import RADKG
from radkg.questions.openness import is_open
from radkg.statement import BEYOND, Claims, NotUnderstood, Reading, Several, Single, read_claims
from radkg.statement.nouns import ANATOMY, DISEASE, FINDING, HAS_LAYER, HAS_SITE
from radkg.statement.unasserted import manners
from radkg.statement.utterance import ASSURED, BESIDE, HALF, LATER, LOOSE, NEAR, NEVER, NONE_OF, SPARED, TYPICAL
from radkg.verdict import cohorts, definitional, rates, shares, studies
from radkg.verdict.candidates import Candidates, candidates, candidates_about
from radkg.verdict.claim import (
    CONTRADICTS,
    HAS_MANIFESTATION,
    INCREASES_RISK_OF,
    IS_DEMONSTRATED_BY,
    OCCURS_WITH,
    POPULATION,
    SUPPORTS,
    WORDED,
    Claim,
    as_involvement,
    as_shown,
    claim_of_reading,
    claims_of_fact,
    of_disease_with_sign,
)
from radkg.verdict.context import diseases_before, diseases_of, left_open, of_disease
from radkg.verdict.entailment import (
    IS_KIND_OF,
    counts_the_same,
    entails,
    excludes,
    excluding_words,
    overlap,
    says_most,
    seen_anyhow,
    widens,
)
from radkg.verdict.nearest import facts_beside, is_of_same_pair, nearest_facts, null_results
from radkg.verdict.result import (
    CONTRADICTED,
    DISPUTED,
    NOT_UNDERSTOOD,
    SUPPORTED,
    UNKNOWN,
    DecidingFact,
    Verdict,
)
from radkg.verdict.strength import Strength
from radkg.verdict.wording import added_words, describe_fact, describe_reading, read_as, reading_to_dict

_FEW, _MOST = (0.0, HALF), (HALF, 100.0)  # percent
_STATED = ("stated", "")  # certainties of facts that show that there are others
_REMEMBERED = 100  # readings
#: Why a part of what a sentence says how often it is, of several together, is not wrong.
_POOLED = "how often it is, the sentence says of it together with others, and it may be less often by itself."
_JUDGED: WeakKeyDictionary[Knowledge, dict[tuple[Reading, str, bool], Verdict]] = WeakKeyDictionary()
_MOSTLY, _IMPLIED = RADKG + "Mostly", RADKG + "Implied"
_SWAPPED = {SUPPORTS: CONTRADICTS, CONTRADICTS: SUPPORTS, "": ""}

# How far a deciding fact is from the claim: the nearest is shown first and named in the reason. A step of entailment counts 1,
# and an entailment has a handful of them, so that each weight outranks the steps.
_EXCLUDING = 5  # the fact excludes the claim, which is less direct than to state it or to deny it in few steps
_NARROWER_RELATION = 10  # the fact states a relation that specialises the claim's
_OTHER_SUBJECT = 12  # the fact is about a kind of the claim's subject: further away than a narrower relation
_OTHER_FORM = 20  # the fact has to be put in another form first: further away than either
_AXIOM = 50  # class axioms come behind all facts, which have evidence of their own


def check(known: Knowledge, statement: str) -> Verdict:
    """Return the verdict on ``statement``.

    A sentence that makes several claims has a verdict on each, in ``parts``, and one on the whole. A statement that cannot be
    read has the verdict "not understood", with the words that stopped the reader and the terms nearest to them. No error is
    raised. An open question names the command that answers it.

    Args:
        known: The knowledge that the statement is held against.
        statement: One sentence, as people write it.
    """
    if statement.rstrip().endswith("?") and is_open(statement) and (asks := _why_open(statement, known)):
        return Verdict(statement, NOT_UNDERSTOOD, None, because=asks)
    try:
        claims = read_claims(statement, known)
    except NotUnderstood as error:
        return Verdict(
            statement,
            NOT_UNDERSTOOD,
            None,
            because=_why_open(statement, known, error.reason),
            unrecognised=error.unrecognised,
            suggestions=error.nearest,
            corrected=error.corrected,
        )
    return on_claims(known, claims)


def _why_open(statement: str, known: Knowledge, reason: str = "") -> str:
    """Return why an open question has no verdict; of what is none, the reason that is given."""
    from radkg.questions.pointing import why_no_verdict  # costs 15 ms, which a statement need not

    return why_no_verdict(statement, known, reason)


def on_claims(known: Knowledge, claims: Claims, about: frozenset[str] = frozenset(), *, nearest: bool = True) -> Verdict:
    """Return the verdict on what a sentence claims.

    Args:
        known: The knowledge that it is held against.
        claims: The claims.
        about: IRIs of the diseases that were named before, and that what names none goes on about.
        nearest: Whether to look for facts to show that do not decide.
    """
    if isinstance(claims, Single):
        verdict = _on_single(known, claims, about, nearest=nearest)
        if claims.pooled and (verdict.verdict in (CONTRADICTED, DISPUTED) or _is_at_most(claims, known)):
            verdict = verdict._replace(verdict=UNKNOWN, because=_POOLED)
    else:
        verdict = _on_several(known, claims, about, nearest=nearest)
    return verdict._replace(start=claims.start, end=claims.end)


def verdict_and_asked(known: Knowledge, claims: Claims) -> tuple[str, frozenset[tuple[str, frozenset[str]]]]:
    """Return the verdict on what a sentence claims, and of what facts it asks: terms, each with relations.

    Another fact than those that `radkg.verdict.candidates.candidates_about` returns for these has no part in the verdict.
    """
    _JUDGED.pop(known, None)  # what is remembered asks for nothing
    asked: set[tuple[str, frozenset[str]]] = set()
    known.asked = asked
    try:
        return on_claims(known, claims, nearest=False).verdict, frozenset(asked)
    finally:
        known.asked = None


def _on_single(known: Knowledge, claim: Single, about: frozenset[str], *, nearest: bool) -> Verdict:
    """Return the verdict on one claim."""
    statement, readings = claim.text, claim.readings
    if claim.beyond:
        return Verdict(statement, UNKNOWN, None, because=_why_beyond(claim), unrecognised=claim.foreign)
    if not readings and not claim.foreign:
        return Verdict(statement, NOT_UNDERSTOOD, None, because="It cannot be read.")
    if not readings and (denied := _denied_without(known, claim, nearest=nearest)) is not None:
        return denied
    if not readings and not claim.unrelated and all(map(english.may_narrow, claim.foreign)):
        named = ", ".join(map(repr, claim.foreign))
        return Verdict(statement, NOT_UNDERSTOOD, None, because=f"radkg does not know {named}", unrecognised=claim.foreign)
    if not readings:
        because = f"radkg has {_what_is_missing(claim)}, so that it knows nothing of this."
        return Verdict(statement, UNKNOWN, None, because=because, unrecognised=claim.foreign)
    verdicts = [_judge_in_context(known, reading, statement, about, nearest=nearest) for reading in readings]
    decided = [verdict for verdict in verdicts if verdict.verdict != UNKNOWN]
    if len({verdict.verdict for verdict in decided}) <= 1 and _same_words(readings, known):
        return (decided or verdicts)[0]
    if len({verdict.verdict for verdict in verdicts}) == 1:
        return verdicts[0]._replace(alternatives=tuple(verdicts))
    described = "; or ".join(f"{describe_reading(reading, known)!r}" for reading in readings)
    return Verdict(
        statement,
        NOT_UNDERSTOOD,
        None,
        because=f"the statement can be read in {len(readings)} ways: {described}; write the one you mean",
        alternatives=tuple(verdicts),
    )


def _judge_in_context(known: Knowledge, reading: Reading, statement: str, about: frozenset[str], *, nearest: bool) -> Verdict:
    """Return the verdict on a reading with how it was read: of the diseases that were named before where it names none."""
    verdict = judge(known, reading, statement, nearest=nearest)
    if about and verdict.verdict != UNKNOWN and not diseases_of(reading, known):
        within = [of_disease(reading, disease) for disease in about]
        narrowed = (
            judge(known, within[0], statement, nearest=nearest) if len(within) == 1 else verdict._replace(verdict=UNKNOWN)
        )
        if narrowed.verdict != UNKNOWN:
            return narrowed._replace(read_as=read_as(statement, within[0], known))
        verdict = left_open(verdict, about, known)
    return verdict._replace(read_as=read_as(statement, reading, known))


def _is_at_most(claim: Single, known: Knowledge) -> bool:
    """Return whether a claim says that something is no more often than it says: it may still be less often by itself."""
    return any(
        (reading.frequency is not None and reading.frequency[1] < _MOST[1]) or not known.few.isdisjoint(reading.frequency_words)
        for reading in claim.readings
    )


def _why_beyond(claim: Single) -> str:
    """Return why no fact decides a claim that is told of something known."""
    if claim.beyond != BEYOND:
        return f"No fact decides it: {claim.beyond}."
    return f"radkg has no words for {', '.join(f'“{word}”' for word in claim.foreign)}, so that it cannot tell what this says."


def _what_is_missing(claim: Single) -> str:
    nouns = ", ".join(f"“{word}”" for word in claim.foreign if word != claim.unrelated)
    missing = [f"no relation for “{claim.unrelated}”"] * bool(claim.unrelated) + [f"no term for {nouns}"] * bool(nouns)
    return " and ".join(missing)


def _denied_without(known: Knowledge, claim: Single, *, nearest: bool) -> Verdict | None:
    """Return the verdict on a claim with words that radkg has no term for, where the claim without them is denied.

    What is narrower than something false is false: where there is no X, there is no marked X.
    """
    if not claim.broader or any(reading.negated or reading.hedged for reading in claim.broader):
        return None
    if LATER in manners(claim.text):
        return None  # what is not so now may come
    verdicts = [judge(known, reading, claim.text, nearest=nearest) for reading in claim.broader]
    # what makes it worse does not make it better in whatever way
    opposed = all(any(reading.relation in pair for pair in known.opposites) for reading in claim.broader)
    by_kind = any(reading.relation == IS_KIND_OF for reading in claim.broader)  # the words may make another kind of thing of it
    if {verdict.verdict for verdict in verdicts} != {CONTRADICTED} or not all(
        fact.kind == "excluded" or opposed or (fact.kind == "axiom" and not by_kind) for fact in verdicts[0].facts[:1]
    ):
        return None
    named = ", ".join(f"“{word}”" for word in claim.foreign)
    because = f"{verdicts[0].because} It does so with any {named}, which radkg has no term for."
    return verdicts[0]._replace(because=because, unrecognised=claim.foreign)


def _on_several(known: Knowledge, claims: Several, about: frozenset[str], *, nearest: bool) -> Verdict:
    """Return the verdict on a sentence that makes several claims, by those on its parts.

    Where the sentence can be split in several ways, which do not come to the same, none of them decides.
    """
    found = [
        _jointly_judged(claims.text, list(_in_turn(known, parts, about, nearest=nearest)), every)
        for parts, every in claims.ways
    ]
    if len({verdict.verdict for verdict in found}) == 1:
        return found[0]
    readings = "; or ".join(" + ".join(f"“{part.statement}”" for part in verdict.parts) for verdict in found)
    because = f"The sentence can be split in several ways, which do not come to the same: {readings}."
    return found[0]._replace(verdict=UNKNOWN, because=because)


def _in_turn(known: Knowledge, parts: tuple[Claims, ...], about: frozenset[str], *, nearest: bool) -> Iterator[Verdict]:
    """Yield the verdicts on the parts of a sentence, each behind those before it."""
    for part in parts:
        yield on_claims(known, part, about, nearest=nearest)
        about = diseases_before(part, known) or about


def _jointly_judged(statement: str, parts: list[Verdict], every: bool) -> Verdict:
    """Return the verdict on a sentence by its parts: supported only if all are, contradicted if one is.

    Args:
        statement: The sentence.
        parts: The verdicts on its parts.
        every: Whether the sentence is wrong as soon as one part is; else it is where all are.
    """
    verdict = _joint_verdict({part.verdict for part in parts}, every)
    deciding = [part for part in parts if part.verdict == verdict]
    every_one = "Both of its claims" if len(parts) == 2 else f"All {len(parts)} of its claims"
    several = every_one if len(deciding) == len(parts) else f"{len(deciding)} of its {len(parts)} claims"
    verb = "is" if len(deciding) == 1 else "are"
    named = "" if len(deciding) == len(parts) else ": " + "; ".join(f"“{part.statement}”" for part in deciding)
    because = f"{several} {verb} {verdict}{named}." if deciding else "Some of its claims are supported and some contradicted."
    facts = {fact.iri: fact for part in deciding for fact in part.facts}
    return Verdict(
        statement,
        verdict,
        None,
        tuple(facts.values()),
        because=because,
        parts=tuple(parts),
        unrecognised=tuple(dict.fromkeys(word for part in deciding for word in part.unrecognised)),
    )


def _joint_verdict(found: set[str], every: bool) -> str:
    """Return the verdict on a sentence by those that its claims have; see `_jointly_judged`."""
    if len(found) == 1:
        return next(iter(found))
    if every and CONTRADICTED in found:
        return CONTRADICTED
    return next((verdict for verdict in (NOT_UNDERSTOOD, DISPUTED) if verdict in found), UNKNOWN)


def _same_words(readings: tuple[Reading, ...], known: Knowledge) -> bool:
    """Return whether the readings are of the same terms, put together in another way, with more of them or with narrower ones.

    A word may have a wide sense and a narrow one.
    """

    def terms(reading: Reading) -> frozenset[str]:
        sides = (reading.subject, reading.object)
        return frozenset(term for side in sides for term in (side.term, *(value for _, value in side.qualifiers)))

    def lies_in(fewer: frozenset[str], more: frozenset[str]) -> bool:
        return all(any(known.is_within(one, other) or known.is_within(other, one) for other in more) for one in fewer)

    found = sorted({terms(reading) for reading in readings}, key=len)
    return all(lies_in(fewer, more) for fewer, more in pairwise(found))


def judge(known: Knowledge, reading: Reading, statement: str, *, nearest: bool = True) -> Verdict:
    """Return the verdict on one reading of a statement.

    The last readings are remembered: the ways to split a sentence have parts in common.

    Args:
        known: The knowledge that the reading is held against.
        reading: The reading.
        statement: The statement that it is a reading of.
        nearest: Whether to look for facts to show that do not decide.
    """
    remembered = _JUDGED.setdefault(known, {})
    key = reading, statement if reading.frequency else "", nearest  # whose cases it counts, the sentence says
    found = remembered.get(key)
    if found is None:
        if len(remembered) >= _REMEMBERED:
            remembered.clear()
        found = remembered[key] = _judge(known, reading, statement, nearest=nearest)
    return found._replace(statement=statement)


def _judge(known: Knowledge, reading: Reading, statement: str, *, nearest: bool) -> Verdict:
    if reading.exclusive:
        return _judge_exclusive(known, reading._replace(exclusive=False), statement)
    if not {STRONGER, GENERAL}.isdisjoint(reading.manners):
        return _judge_stronger(known, reading, statement, nearest=nearest)
    reading = studies.share_of_patients(reading)
    claim = cohorts.with_cohort(claim_of_reading(reading, known), reading, statement)
    about = candidates(claim, reading, known)
    if reading.null:
        return _judge_null(known, reading, statement, claim, about)
    found = sorted(_deciding(claim, about, reading, known), key=lambda ranked: ranked[0])
    found = found or _jointly(claim, reading, known) or _of_cases(claim, reading, known)
    for other in (as_involvement(claim, known), as_shown(claim, known)):
        found = found or _turned(other, claim, reading, known)
    if not found and reading.negated and not known.ruling.isdisjoint(claim.frequency_words):
        found = _especially(claim, reading, known)
    facts = [fact._replace(side=_SWAPPED[fact.side] if reading.negated else fact.side) for _, fact in found]
    if reading.negated and (reading.hedged or not known.existential.isdisjoint(reading.frequency_words)):
        # "may not" and "sometimes not" deny nothing flatly: a fact with such cases does not contradict them
        facts = [fact for fact in facts if fact.side == SUPPORTS]
    verdict = _verdict(facts, known)
    near = _beside(verdict, facts, claim, about, reading, known) if nearest else ()
    understood = reading_to_dict(reading, known)
    given = {*understood["qualifiers"], *(("count", "total") if claim.total is not None else ())}
    return Verdict(
        statement,
        verdict,
        understood,
        tuple(facts),
        near,
        _because(verdict, facts, near, claim, known),
        added=added_words(facts, given, known) if verdict == SUPPORTED else "",
    )


def _judge_stronger(known: Knowledge, reading: Reading, statement: str, *, nearest: bool) -> Verdict:
    """Return the verdict on a statement with words that say more than its relation does.

    They are radkg:strongerPhrase or radkg:generalPhrase. It is denied where the rest of it is, and what denies it is borne out.
    Words that say it of most cases, unless the statement tells of how many, are borne out by what bears out that it is so of
    most; a definition speaks of every case.
    """
    plain = _without_manner(reading)
    told = reading.hedged or reading.frequency or reading.frequency_words or (reading.negated and NEVER in reading.manners)
    if GENERAL in reading.manners and not told and not reading.negated:
        of_most = judge(known, plain._replace(frequency_words=(_MOSTLY,)), statement, nearest=nearest)
        if of_most.verdict == SUPPORTED:
            return of_most
    whole = judge(known, plain, statement, nearest=nearest)
    if (GENERAL in reading.manners and told) or any(fact.kind == "axiom" for fact in whole.facts):
        return whole
    if whole.verdict != (CONTRADICTED if reading.negated else SUPPORTED):
        return whole
    because = f"The statement speaks of more than the fact “{whole.facts[0].label}”."
    return whole._replace(verdict=UNKNOWN, facts=(), nearest=whole.facts[:1], because=because, added="")


def _without_manner(reading: Reading) -> Reading:
    """Return a reading as its relation says it, without what the words say beyond that."""
    return reading._replace(manners=tuple(manner for manner in reading.manners if manner not in (STRONGER, GENERAL)))


def _judge_exclusive(known: Knowledge, reading: Reading, statement: str) -> Verdict:
    """Return the verdict on a statement that something is so of some people and of nobody else.

    It is denied where the rest of it is, and where the same is borne out of people that exclude these; nothing bears it out.
    """
    if reading.negated:
        return _denied(_judge_exclusive(known, reading._replace(negated=False), statement), reading, known)
    whole = judge(known, reading, statement)
    if whole.verdict == CONTRADICTED:
        return whole
    bounds = known.bounds.get(reading.object.term)
    of_ages = ((other, known.bounds.get(other)) for other in known.narrower.get(POPULATION, ()))
    apart = {other for other, ages in of_ages if bounds and ages and not overlap(bounds, ages)}
    others = sorted(apart.union(other for one, other in known.excludes if one == reading.object.term))
    for other in others:
        of_others = _without_manner(reading)._replace(object=reading.object._replace(term=other))
        found = judge(known, of_others, statement, nearest=False)
        if found.verdict == SUPPORTED and (facts := [fact for fact in found.facts if fact.certainty in _STATED]):
            because = f"It is so of others as well: “{facts[0].label}”."
            denying = tuple(fact._replace(side=CONTRADICTS) for fact in facts)
            return whole._replace(verdict=CONTRADICTED, facts=denying, nearest=(), because=because, added="")
    because = "That it is so of nobody else, no fact can say."
    return whole._replace(verdict=UNKNOWN, facts=(), nearest=whole.facts[:1], because=because, added="")


def _denied(verdict: Verdict, reading: Reading, known: Knowledge) -> Verdict:
    """Return the verdict on the denial of what ``verdict`` is on, where that is contradicted; else it is unknown."""
    facts = tuple(fact._replace(side=_SWAPPED[fact.side]) for fact in verdict.facts)
    understood = reading_to_dict(reading, known)
    if verdict.verdict != CONTRADICTED:
        return verdict._replace(verdict=UNKNOWN, reading=understood, facts=(), nearest=verdict.facts[:1] or verdict.nearest)
    return verdict._replace(verdict=SUPPORTED, reading=understood, facts=facts)


def _judge_null(known: Knowledge, reading: Reading, statement: str, claim: Claim, about: Candidates) -> Verdict:
    """Return the verdict on a statement that nothing significant was found: null results bear it out, associations deny it.

    That nothing was found in some says nothing of all: a null result by itself bears out no statement that is wider.
    """
    facts, as_wide = [], False
    for fact in about.facts:
        if fact.excluded or not studies.agrees(fact, known.evidence(fact.iri), reading, known):
            continue
        followed = [(p, steps) for p in claims_of_fact(fact, known) if (steps := entails(p, claim, known)) is not None]
        ways = [steps for _, steps in followed]
        as_wide |= fact.is_null and any(not widens(premise, claim, known) for premise, _ in followed)
        if ways and (fact.is_null or fact.certainty in known.firm):
            side = SUPPORTS if fact.is_null else CONTRADICTS
            facts.append((fact.is_null, describe_fact(fact, known)._replace(side=side, how="; ".join(ways[0].words))))
    deciding = [fact for _, fact in sorted(facts, key=lambda row: not row[0])]
    if not as_wide and all(fact.side == SUPPORTS for fact in deciding):
        deciding = []
    sides = {fact.side for fact in deciding}
    verdict = UNKNOWN if not sides else DISPUTED if len(sides) > 1 else SUPPORTED if SUPPORTS in sides else CONTRADICTED
    near = () if deciding else nearest_facts(claim, known)
    because = _because(verdict, deciding, near, claim, known)
    return Verdict(statement, verdict, reading_to_dict(reading, known), tuple(deciding), near, because)


def _beside(
    verdict: str, facts: list[DecidingFact], claim: Claim, about: Candidates, reading: Reading, known: Knowledge
) -> tuple[DecidingFact, ...]:
    """Return the facts to show that do not decide: the nearest, or those on the other side."""
    nulls = null_results(claim, about.facts, known)
    if verdict == UNKNOWN:
        nearest = nearest_facts(claim, known)
        return (*nulls, *(fact for fact in nearest if fact.iri not in {null.iri for null in nulls}))
    deciding = {fact.iri for fact in facts} | {null.iri for null in nulls}
    if verdict == DISPUTED:
        others = (conflict.other for conflict in _disputing_conflicts(facts, known))
        conflicting = dict.fromkeys(other for other in others if other not in deciding)
        return (*nulls, *(describe_fact(fact, known) for iri in conflicting if (fact := known.fact(iri))))
    beside = facts_beside(claim, about.facts, (verdict == SUPPORTED) != reading.negated, known)
    return (*nulls, *(fact for fact in beside if fact.iri not in deciding))


def _is_said_beside(claim: Claim, reading: Reading, fact: Fact, known: Knowledge) -> bool:
    """Return whether a statement says that it is beside a part of the body, or under it, where the fact has it in that part."""
    if BESIDE not in reading.manners or BESIDE in manners(fact.label):
        return False
    sites = (claim.object, *(value for property_, value in claim.all_pairs if property_ == HAS_SITE))
    return any(known.is_kind(site, {ANATOMY}) for site in sites)


class Bearing(NamedTuple):
    """How a fact bears on a claim.

    Attributes:
        side: `SUPPORTS` or `CONTRADICTS`.
        distance: How far the fact is from the claim; see the weights above.
        how: The same in words.
    """

    side: str
    distance: int
    how: str


Rank = tuple[int, bool, int, str]


def _deciding(claim: Claim, about: Candidates, reading: Reading, known: Knowledge) -> Iterator[tuple[Rank, DecidingFact]]:
    """Yield the facts and axioms that decide ``claim``, each with the rank that it is sorted by, the nearest first.

    At the same distance, facts of radkg's own come before imported ones, and those with few qualifiers before those with many.
    A null result decides nothing.
    """
    bearings = [
        (fact, bearing)
        for fact in about.bearing(claim, negated=reading.negated)
        for bearing in _bearings(fact, claim, reading, known)
    ]
    counted = _bearings_of_shares(about, claim, known) + _bearings_of_words(about, claim, known)
    if TYPICAL in reading.manners and not reading.frequency:
        # what is typical of a disease need not be there in most of its cases
        counted = [(fact, bearing) for fact, bearing in counted if bearing.side != CONTRADICTS]
    bearings += counted
    far = "the rate lies far from those that are known"
    bearings += [(fact, Bearing(CONTRADICTS, _EXCLUDING, far)) for fact in rates.denying(about.facts, claim, reading, known)]
    nearest: dict[str, tuple[Fact, Bearing]] = {}
    for fact, bearing in bearings:
        if (
            bearing.side == SUPPORTS
            and not fact.excluded
            and not studies.agrees(fact, known.evidence(fact.iri), reading, known)
        ):
            continue
        assured = ASSURED in reading.manners or (known.relations[claim.relation].needs_firm and not reading.hedged)
        if bearing.side == SUPPORTS and assured and fact.certainty not in known.firm:
            continue  # what a source says with a reservation is not beyond doubt
        if bearing.side == SUPPORTS and not reading.negated and _is_said_beside(claim, reading, fact, known):
            continue
        if fact.iri not in nearest or bearing.distance < nearest[fact.iri][1].distance:
            nearest[fact.iri] = fact, bearing
    for fact, bearing in nearest.values():
        rank = (bearing.distance, fact.imported, len(fact.qualifiers) + len(fact.numbers), fact.iri)
        yield rank, describe_fact(fact, known)._replace(side=bearing.side, how=bearing.how)
    for character in definitional.characters(claim, known):
        # what is never so shaped is no kind of what is so shaped by definition
        described_as = candidates_about(claim.subject, frozenset([character.relation]), known)
        found = _deciding(character, described_as, reading, known)
        yield from (row for row in found if row[1].side == CONTRADICTS and row[1].kind == "excluded")
    for index, axiom in enumerate(definitional.decide(claim, known)):
        if axiom.side == CONTRADICTS and LOOSE in reading.manners:
            continue
        described = DecidingFact(axiom.term, axiom.label, "axiom", "", {}, known.evidence(axiom.term), axiom.side, axiom.how)
        described = described._replace(strength=Strength("definition"))
        yield (_AXIOM + index, False, 0, axiom.term), described


def _jointly(claim: Claim, reading: Reading, known: Knowledge) -> list[tuple[Rank, DecidingFact]]:
    """Return the facts that bear out a claim about people of some ages and kind together: one of the ages, one of the kind.

    radkg:joinsPeople is "true of a relation that is said of people of some ages and kind where it is said of those ages and of
    that kind".
    """
    if not known.relations[claim.relation].joins_people or not claim.ages or claim.object == POPULATION:
        return []
    found = []
    for part in (claim._replace(ages=()), claim._replace(object=POPULATION)):
        about = candidates_about(part.subject, known.comparable(part.relation), known)
        deciding = sorted(_deciding(part, about, reading, known), key=lambda ranked: ranked[0])
        if not deciding or any(fact.side != SUPPORTS for _, fact in deciding):
            return []
        found.append(deciding[0])
    return found


def _of_cases(claim: Claim, reading: Reading, known: Knowledge) -> list[tuple[Rank, DecidingFact]]:
    """Return the facts that decide "Y is often seen on MRI in X", read as that X often shows Y on MRI."""
    if claim.relation != IS_DEMONSTRATED_BY or not claim.frequency_words:
        return []
    return _turned(of_disease_with_sign(claim, known), claim, reading, known)


def _turned(turned: Claim, claim: Claim, reading: Reading, known: Knowledge) -> list[tuple[Rank, DecidingFact]]:
    """Return the facts that decide a claim in another form; none where that is no other form."""
    if turned == claim:
        return []
    about = candidates_about(turned.subject, known.comparable(turned.relation), known)
    return sorted(_deciding(turned, about, reading, known), key=lambda ranked: ranked[0])


def _especially(claim: Claim, reading: Reading, known: Knowledge) -> list[tuple[Rank, DecidingFact]]:
    """Return the facts that deny that something is not so as a rule: what is especially so is not usually not so.

    radkg:deniesAbsence is "true of a frequency word that cannot be true of what is not so as a rule".
    """
    for form in dict.fromkeys((claim, as_involvement(claim, known))):
        for word in sorted(known.denying_absence):
            said = form._replace(frequency_words=(word,), frequency=None)
            about = candidates_about(said.subject, known.comparable(said.relation), known)
            found = [row for row in _deciding(said, about, reading, known) if row[1].side == SUPPORTS]
            if found:
                return sorted(found, key=lambda ranked: ranked[0])
    return []


def _bearings(fact: Fact, claim: Claim, reading: Reading, known: Knowledge) -> Iterator[Bearing]:
    """Yield how each of the fact's claims bears on ``claim``, shares of cases aside."""
    for index, premise in enumerate(claims_of_fact(fact, known)):
        bearing = (
            _bearing_of_exclusion(fact, premise, claim, reading, known)
            if fact.excluded
            else _bearing_of_association(fact, premise, claim, known, is_own_form=index == 0)
        )
        if reading.negated and bearing is not None and bearing.side == SUPPORTS and _only_meets(premise, claim):
            continue
        if bearing is None and _spares(fact, premise, claim, reading, known):
            bearing = _bearing_of_opposed(premise, claim, known)
        if bearing is not None:
            yield bearing


def _only_meets(premise: Claim, claim: Claim) -> bool:
    """Return whether a share of cases at some ages only meets the ages of a claim: these cases may all be at the others."""
    if premise.frequency is None or not premise.ages or not claim.ages:
        return False
    return not any(low <= age[0] and age[1] <= high for low, high in claim.ages for age in premise.ages)


def _spares(fact: Fact, premise: Claim, claim: Claim, reading: Reading, known: Knowledge) -> bool:
    """Return whether a fact may bear out that something is spared: by a relation that speaks against the claim's.

    That some cases spare a part, or spare it relatively, does not say that none affects it: only a statement in such words
    follows, and not from a share of less than half.
    """
    if fact.excluded or not reading.negated or SPARED not in reading.manners:
        return False
    share = claims_of_fact(fact, known)[0].frequency
    if share is not None and share[1] < HALF:
        return False
    return premise.relation in known.opposed.get(claim.relation, ())


def _bearing_of_exclusion(fact: Fact, premise: Claim, claim: Claim, reading: Reading, known: Knowledge) -> Bearing | None:
    """Return how an excluded fact bears on ``claim``: it denies what is equal or narrower in every respect.

    radkg:isFirm is "true of a certainty with which a source commits itself": what a source denies with a reservation bears out
    a statement with one, and decides nothing else. What it says of a disease says nothing of what that turns into, nor of what
    one that is known to turn into another shows within a time.
    """
    if fact.certainty == _IMPLIED and not reading.negated and not known.few.isdisjoint(claim.frequency_words):
        return None  # of a case in a hundred, what only follows from a source's words says nothing
    if LATER in reading.manners or (claim.months and not premise.months and _turns_into_another(claim.subject, known)):
        return None
    if known.is_kind(premise.object, {ANATOMY}) and _layers(claim) - _layers(premise):
        return None  # what is not in a muscle may be in its fascia
    if NEAR in reading.manners and known.is_kind(premise.object, {ANATOMY}):
        return None  # what is over a part is not in it
    counted_none = NONE_OF in reading.manners and reading.frequency is not None and reading.frequency[0] == 0
    side = SUPPORTS if counted_none else _share_of_none(reading.frequency or claim.frequency, claim)
    if not side or not (fact.certainty in known.firm or (reading.negated and reading.hedged)):
        return None
    steps = entails(_as_shown(claim, known), premise, known)
    return None if steps is None else Bearing(side, len(steps.words), "; ".join(steps.words))


def _turns_into_another(term: str, known: Knowledge) -> bool:
    """Return whether a fact says that ``term`` turns into something else (radkg:saysChange)."""
    return any(fact.subject == term and not fact.excluded for fact in known.facts_about([term], known.changing))


def _layers(claim: Claim) -> set[str]:
    """Return the layers of parts that a claim speaks of."""
    return {value for property_, value in claim.all_pairs if property_ == HAS_LAYER}


def _as_shown(claim: Claim, known: Knowledge) -> Claim:
    """Return that a disease occurs with a finding as that it shows it, and with a disease as that it makes that more likely.

    radkg:occursWith is "found together, a disease with its findings or with what it makes more likely".
    """
    if claim.relation != OCCURS_WITH or not known.is_kind(claim.subject, {DISEASE}):
        return claim
    if known.is_kind(claim.object, {DISEASE}):
        return claim._replace(relation=INCREASES_RISK_OF)
    return claim._replace(relation=HAS_MANIFESTATION) if known.is_kind(claim.object, {FINDING}) else claim


def _bearing_of_association(fact: Fact, premise: Claim, claim: Claim, known: Knowledge, *, is_own_form: bool) -> Bearing | None:
    """Return how a fact bears on ``claim``: it supports what follows from it, and denies what it excludes."""
    if claim.frequency == (0, 0) and (steps := entails(premise, claim, known)) is not None:
        return Bearing(CONTRADICTS, len(steps.words), "; ".join(steps.words))
    is_worded = claim.frequency is None or claim.share_of == WORDED
    of_disease = known.is_kind(claim.subject, {DISEASE})
    if (
        of_disease
        and known.relations[claim.relation].says_rule
        and claim.is_rule
        and not counts_the_same(premise, claim, known)
    ):
        is_worded = False  # what a kind of it is as a rule says nothing of it
    if is_worded and (steps := entails(premise, claim, known)) is not None:
        distance = len(steps.words)
        distance += _NARROWER_RELATION * (premise.relation != claim.relation)
        distance += _OTHER_SUBJECT * (premise.subject != claim.subject)
        distance += 0 if is_own_form else _OTHER_FORM
        return Bearing(SUPPORTS, distance, "; ".join(steps.words))
    if known.relations[premise.relation].excludes_converse:
        premise = seen_anyhow(premise, claim, known)
    if not is_worded or fact.certainty not in known.firm:
        return None
    premise = cohorts.of_any_cohort(premise, claim, known)
    why = excludes(premise, claim, known) or excluding_words(premise, claim, known)
    return Bearing(CONTRADICTS, _EXCLUDING, why) if why else None


def _bearing_of_opposed(premise: Claim, claim: Claim, known: Knowledge) -> Bearing | None:
    """Return how a fact bears on a denied claim, by a relation that speaks against the claim's (radkg:speaksAgainst)."""
    steps = entails(premise, claim._replace(relation=premise.relation), known)
    return None if steps is None else Bearing(CONTRADICTS, _OTHER_FORM + len(steps.words), "; ".join(steps.words))


def _bearings_of_shares(about: Candidates, claim: Claim, known: Knowledge) -> list[tuple[Fact, Bearing]]:
    """Return how the shares of cases that facts give bear on that of ``claim``, all of them held together.

    A catalogue's class of frequency is an estimate: it bears out a number where nothing was measured, and never denies one.
    """
    if claim.frequency is None:
        return []
    counted = [(fact, premise) for fact, premise in about.shares if cohorts.names_cohort(premise, claim, known)]
    own = [(fact, premise, SUPPORTS) for fact, premise in counted if cohorts.is_of_cohort(premise, claim, known)]
    compared = [
        (fact, premise, "" if side == SUPPORTS and cohorts.is_miscounted(premise, claim) else side)
        for fact, premise in about.shares
        # who gives the numbers of a cohort speaks of that one
        if shares.is_share_of_same_cases(premise if claim.total else cohorts.of_any_cohort(premise, claim, known), claim, known)
        for side in [shares.compare(premise, claim)]
    ]
    measured = [(fact, premise, side) for fact, premise, side in compared if not fact.imported]
    if counted and not own:
        # of a narrower finding: what another study counted does not deny it, what the same one counted does
        sources = {piece.source for fact, _ in counted for piece in known.evidence(fact.iri)}
        measured = [row for row in measured if not sources.isdisjoint(piece.source for piece in known.evidence(row[0].iri))]
    deciding = [row for row in measured if row[2]]
    if any(side == SUPPORTS for _, _, side in deciding):
        # a number that one cohort bears out is not denied by another
        deciding = [row for row in deciding if row[2] == SUPPORTS or cohorts.anywhere(row[1], known) is row[1]]
    if all(side == CONTRADICTS for _, _, side in deciding):
        elsewhere = _holding_elsewhere(about, claim, known) if deciding else []
        held = [(premise.frequency, side) for _, premise, side in measured if premise.frequency]
        denying = [share for share, side in held if side == CONTRADICTS]
        leaving_open = [share for share, side in held if not side] + elsewhere
        narrower = [
            premise.frequency
            for fact, premise in (about.shares if denying else ())
            if premise.frequency and not fact.imported and shares.is_of_narrower_finding(premise, claim, known)
        ]
        if not shares.denials_that_hold(claim, denying, leaving_open, narrower):
            deciding = []
    deciding += own
    if not any(side == SUPPORTS for _, _, side in deciding):
        # beside a number that was measured, a catalogue's class makes it disputed
        deciding += [row for row in compared if row[0].imported and row[2] == SUPPORTS]
    return [
        (fact, Bearing(side, _vagueness(premise), shares.in_words(premise, claim, holds=side == SUPPORTS)))
        for fact, premise, side in deciding
    ]


def _holding_elsewhere(about: Candidates, claim: Claim, known: Knowledge) -> list[Interval]:
    """Return the shares of studies of other cohorts, or of some of the cases, that do not deny a number: they leave it open.

    radkg:namesCohort is "true of a limit that tells one cohort from another, not one truth from another": a number that one of
    them holds is not denied by the others. Nor is one that is true of fewer cases, though a statement does not say of which;
    one that gives the size of a cohort does.

    Args:
        about: The facts that may decide.
        claim: What the statement says, its negation aside.
        known: The knowledge.
    """
    if claim.share_of == WORDED:
        return []
    widened = (cohorts.anywhere,) if claim.total else (cohorts.anywhere, cohorts.of_all_cases)
    return [
        whole.frequency
        for fact, premise in about.shares
        if not fact.imported
        for widen in widened
        if (whole := widen(premise, known)) != premise and whole.frequency
        if shares.is_share_of_same_cases(whole, claim, known) and shares.compare(whole, claim) != CONTRADICTS
    ]


def _bearings_of_words(about: Candidates, claim: Claim, known: Knowledge) -> list[tuple[Fact, Bearing]]:
    """Return how the shares of cases that facts give bear on a word for few cases, or one for most, that has no bounds itself.

    They deny a word for few where they lie above half, one for most where they lie below, and bear out one that
    radkg:isBorneOutUpTo or radkg:isBorneOutFrom gives a bound.
    """
    if claim.frequency is not None:
        return []
    bounds: list[tuple[Interval, str]] = []
    if not known.few.isdisjoint(claim.frequency_words):
        bounds.append((_FEW, CONTRADICTS))
    elif says_most(claim, known):
        bounds.append((_MOST, CONTRADICTS))
    if most := [known.borne_out_up_to[word] for word in claim.frequency_words if word in known.borne_out_up_to]:
        bounds.append(((0.0, min(most)), SUPPORTS))
    if least := [known.borne_out_from[word] for word in claim.frequency_words if word in known.borne_out_from]:
        bounds.append(((max(least), 100.0), SUPPORTS))
    if not bounds:
        return []
    return [
        (fact, bearing)
        for share, side in bounds
        for fact, bearing in _bearings_of_shares(about.counted, claim._replace(frequency=share, share_of=WORDED), known)
        if bearing.side == side
    ]


def _vagueness(premise: Claim) -> int:
    """Return how little a share says, in tens of percent: the narrowest interval is shown first."""
    assert premise.frequency is not None
    low, high = premise.frequency
    return int(high - low) // 10


def _share_of_none(share: Interval | None, claim: Claim) -> str:
    """Return which side an exclusion, a share of 0 %, is on for a claim with its share of cases; empty where on neither."""
    low, high = share or (1, 100)
    if low > 0 or claim.open_ends[0]:
        return CONTRADICTS
    return SUPPORTS if high == 0 else ""


def _verdict(facts: list[DecidingFact], known: Knowledge) -> str:
    sides = {fact.side for fact in facts}
    if not sides:
        return UNKNOWN
    if len(sides) > 1 or all(known.is_disputed(fact.iri) for fact in facts):
        return DISPUTED
    return SUPPORTED if sides == {SUPPORTS} else CONTRADICTED


def _because(verdict: str, facts: list[DecidingFact], near: tuple[DecidingFact, ...], claim: Claim, known: Knowledge) -> str:
    if verdict == UNKNOWN:
        return _why_unknown(near, claim, known)
    if verdict == DISPUTED:
        return _why_disputed(facts, known)
    first = facts[0]
    verb = "bears it out" if verdict == SUPPORTED else "denies it"
    source = {"excluded": "The excluded fact", "null result": "The null result", "axiom": "The definition"}.get(
        first.kind, "The fact"
    )
    return f"{source} “{first.label}” {verb}" + (f": {first.how}." if first.how else ".")


def _why_unknown(near: tuple[DecidingFact, ...], claim: Claim, known: Knowledge) -> str:
    if not near:
        return "No fact says it and none denies it."
    if near[0].kind == "null result":
        return f"It was looked for, without a significant result, which decides nothing: “{near[0].label}”."
    nearest = known.fact(near[0].iri)
    if nearest is not None and is_of_same_pair(nearest, claim, known):
        return f"Of these two, radkg knows something else, which neither bears it out nor denies it: “{near[0].label}”."
    return f"No fact says it and none denies it; nearest: {near[0].label}."


def _disputing_conflicts(facts: list[DecidingFact], known: Knowledge) -> list[Conflict]:
    """Return the conflicts of the facts that make what rests on them disputed."""
    return [conflict for fact in facts for conflict in known.conflicts(fact.iri) if conflict.kind in known.disputing]


def _why_disputed(facts: list[DecidingFact], known: Knowledge) -> str:
    sides = [next((f for f in facts if f.side == side), None) for side in (SUPPORTS, CONTRADICTS)]
    clauses = [f"“{fact.label}” {fact.side} it" for fact in sides if fact]
    doubts = [doubt for fact in facts if (doubt := known.doubt(fact.iri))]
    if len(clauses) == 1 and doubts:
        return f"{clauses[0]}, which radkg doubts: {doubts[0]}"
    if len(clauses) == 1:
        conflict = _disputing_conflicts(facts, known)[0]
        return f"{clauses[0]}; against it stands “{known.label(conflict.other)}”: {conflict.reason}."
    return f"The sources disagree: {' and '.join(clauses)}."
