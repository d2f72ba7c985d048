"""The verdicts that change: the sentences of all facts of both sides, asked of both.

A verdict is computed anew only where a change can matter to it. For each sentence it is kept with the terms that it speaks of
and the facts that it asks for (`KeptVerdict`), beside the snapshot of the side that was asked (`radkg.model.snapshot.note`). A
wheel carries those of its own ontology. From one ontology to another, be it from the old side to the new, from the new to the
old or from radkg's own to both, a verdict stays what it was unless

- a name that is new or gone stands in the sentence, or may be meant by a word of it that nothing in the ontology carries;
- something else is said of a term that it speaks of, or of a kind of that term;
- something else is said of a fact that it asks for, by a term and by relations (`radkg.verdict.candidates`), of the evidence of
  such a fact, of its conflicts, of one of its forms, or of a term that such a fact has;
- what the rule book, the closed lists or the model say has changed: then every verdict is computed anew.

What is said is compared with all that follows from it, so that what a change has as a consequence counts as a change.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

import pyoxigraph as ox

from radkg.changes.difference import MATCHES
from radkg.changes.facts import EVIDENCE, KINDS, LABEL, TYPE
from radkg.changes.sides import INSTALLED, Side
from radkg.changes.statements import of_line
from radkg.errors import UnreadableFile
from radkg.many import workers
from radkg.model import snapshot
from radkg.model.english import key
from radkg.model.lookups import pairs, values
from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.model.words import TERM
from radkg.namespaces import CRITERIA, DCTERMS, OWL, PICTURE, RADKG, RDFS, SKOS
from radkg.statement import NotUnderstood, Single, read_claims
from radkg.verdict.check import check, verdict_and_asked
from radkg.verdict.result import CONTRADICTED, DISPUTED, NOT_UNDERSTOOD, SUPPORTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from radkg.changes.statements import Statement
    from radkg.model.knowledge import Knowledge
    from radkg.statement import Claims, Reading

    Progress = Callable[[int, int], None]
    Explained = tuple[str, str, tuple[str, ...]]
    Work = Callable[[Knowledge, Sequence[str]], list[Any]]

_RELATION, _FORM_OF, _PARTY = RADKG + "relation", RADKG + "formOf", RADKG + "hasParty"
_ENDS = tuple(RADKG + name for name in ("subject", "object", "formSubject", "formObject"))
_STATED = (_RELATION, RADKG + "formRelation")
_CLOSURES = (RADKG + "isOrIsKindOf", RADKG + "isOrIsPartOf", RDFS + "subClassOf", TYPE)
#: What is said of terms and decides no verdict; names are compared as the reader of sentences looks them up.
_SAYS_NOTHING = frozenset(
    (
        LABEL,
        RADKG + "plainName",
        *(RDFS + name for name in ("comment", "seeAlso")),
        *(SKOS + name for name in ("definition", "altLabel", "hiddenLabel", "prefLabel", "scopeNote")),
        DCTERMS + "source",
        *MATCHES,
    )
)
_DECLARED = f"<{OWL}AnnotationProperty>"
_ROOMS = ("statement", "verdict", "model")


Asked = tuple[str, tuple[str, ...]]


class KeptVerdict(NamedTuple):
    """The verdict on a sentence, and what it depends on.

    Attributes:
        verdict: The verdict; empty where the ontology is of an older model, which lacks something that the verdict needs.
        asked: Of what facts it asks: terms, each with relations.
        terms: All terms that it speaks of, or that its words may stand for; where there is no verdict, what is lacking.
        is_free: Whether it cannot be read in full, or is of such a kind that any change of a term or name may matter.
    """

    verdict: str
    asked: tuple[Asked, ...]
    terms: tuple[str, ...]
    is_free: bool


KeptVerdicts = dict[str, KeptVerdict]


class TurnedVerdict(NamedTuple):
    """A sentence with another verdict than before.

    Attributes:
        statement: The sentence.
        facts: IRIs of the facts that it is the label of, on either side.
        is_new: Whether only the new side has such a fact.
        before: The verdict of the old side.
        after: The verdict of the new side.
        because_before: How the facts of the old side decide, in a sentence.
        because_after: How those of the new side do.
        deciding: IRIs of the facts and terms that decide on one side and not on the other, or are new, gone or altered.
    """

    statement: str
    facts: tuple[str, ...]
    is_new: bool
    before: str
    after: str
    because_before: str
    because_after: str
    deciding: tuple[str, ...]

    def to_dict(self) -> TurnedVerdictAnswer:
        """Return it for JSON."""
        return {
            "statement": self.statement,
            "facts": list(self.facts),
            "is_new": self.is_new,
            "before": self.before,
            "after": self.after,
            "because_before": self.because_before,
            "because_after": self.because_after,
            "deciding": list(self.deciding),
        }


class TurnedVerdictAnswer(TypedDict):
    """A sentence with another verdict than before.

    Attributes:
        statement: The sentence.
        facts: IRIs of the facts that it is the label of, on either side.
        is_new: Whether only the new side has such a fact.
        before: The verdict of the old side.
        after: The verdict of the new side.
        because_before: How the facts of the old side decide, in a sentence.
        because_after: How those of the new side do.
        deciding: IRIs of the facts and terms that decide on one side and not on the other, or are new, gone or altered.
    """

    statement: str
    facts: list[str]
    is_new: bool
    before: str
    after: str
    because_before: str
    because_after: str
    deciding: list[str]


class TurnedVerdicts(NamedTuple):
    """What becomes of the sentences of all facts.

    Attributes:
        changes: The sentences with another verdict than before: those that the old side has first, and of these the ones that
            are turned into the opposite, and those that are no longer decided.
        compared: How many sentences were asked of both sides.
        lacking: What the model of a side lacks, so that sentences could not be asked of it.
    """

    changes: tuple[TurnedVerdict, ...] = ()
    compared: int = 0
    lacking: tuple[Lacking, ...] = ()


class Lacking(NamedTuple):
    """Something that the model of a side lacks, which is older than the radkg that asks.

    Attributes:
        side: The side, as it was named.
        iri: What is lacking.
        sentences: How many sentences cannot be asked for want of it; they are not compared.
    """

    side: str
    iri: str
    sentences: int

    def to_dict(self) -> LackingAnswer:
        """Return it for JSON."""
        return {"side": self.side, "iri": self.iri, "sentences": self.sentences}


class LackingAnswer(TypedDict):
    """Something that the model of a side lacks, which is older than the radkg that asks.

    Attributes:
        side: The side, as it was named.
        iri: What is lacking.
        sentences: How many sentences cannot be asked for want of it; they are not compared.
    """

    side: str
    iri: str
    sentences: int


# -- what workers do


def outcomes(known: Knowledge, sentences: Sequence[str]) -> list[KeptVerdict]:
    """Return the outcome of each sentence."""
    return [_outcome(known, sentence) for sentence in sentences]


def _outcome(known: Knowledge, sentence: str) -> KeptVerdict:
    named = _named(known, sentence)
    try:
        claims = read_claims(sentence, known)
        verdict, asked = verdict_and_asked(known, claims)
    except NotUnderstood:
        return KeptVerdict(NOT_UNDERSTOOD, (), tuple(sorted(named)), is_free=True)
    except KeyError as error:
        lacking = error.args[0]
        if not isinstance(lacking, str) or not lacking.startswith(RADKG) or known.is_labelled(lacking):
            raise
        return KeptVerdict("", (), (lacking,), is_free=True)
    readings, is_free = list(_readings(claims)), _is_free(claims)
    terms = named | {value for reading in readings for value in _values(reading)}
    facts_of = sorted((term, tuple(sorted(relations))) for term, relations in asked)
    return KeptVerdict(verdict, tuple(facts_of), tuple(sorted(terms)), is_free)


def _readings(claims: Claims) -> Iterator[Reading]:
    if isinstance(claims, Single):
        yield from (*claims.readings, *claims.broader)
    else:
        yield from (reading for parts, _ in claims.ways for part in parts for reading in _readings(part))


def _is_free(claims: Claims) -> bool:
    if isinstance(claims, Single):
        return not claims.readings or any(reading.exclusive for reading in claims.readings)
    return any(_is_free(part) for parts, _ in claims.ways for part in parts)


def _values(reading: Reading) -> Iterator[str]:
    for side in (reading.subject, reading.object):
        while side is not None:
            yield side.term
            yield from (value for _, value in side.qualifiers)
            side = side.compared  # type: ignore[assignment]  # the last one is compared with nothing


def _named(known: Knowledge, sentence: str) -> set[str]:
    """Return the terms that words of a sentence may stand for."""
    keys = [found for word in sentence.split() if (found := key(word))]
    lexicon = known.lexicon
    return {
        entry.iri
        for first in range(len(keys))
        for _, entries in lexicon.from_longest(keys, first, len(keys))
        for entry in entries
        if entry.kind == TERM
    }


def explained(known: Knowledge, sentences: Sequence[str]) -> list[Explained]:
    """Return verdict, reason and deciding facts of each sentence."""
    found = (check(known, sentence) for sentence in sentences)
    return [(verdict.verdict, verdict.because, tuple(fact.iri for fact in verdict.facts)) for verdict in found]


# -- two sides


def changes_of_verdicts(
    before: Side,
    after: Side,
    difference: tuple[set[Statement], set[Statement]],
    *,
    every: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> TurnedVerdicts:
    """Return the sentences whose verdict changes.

    Args:
        before: The old side.
        after: The new side.
        difference: The statements that only one of them has.
        every: Whether to compute every verdict anew, also where nothing that matters to it has changed.
        jobs: See `radkg.many.workers.in_order`.
        progress: Called with how many verdicts are computed, and how many have to be.

    Raises:
        WorkerEnded: A process that shares the work was ended by somebody.
    """
    sentences: dict[str, set[str]] = defaultdict(set)
    known_before: set[str] = set()
    for side in (before, after):
        for fact in side.answer(facts_of):
            sentences[side.known.label(fact)].add(fact)
        known_before = known_before or set(sentences)
    asked = sorted(sentences)
    if every:
        old, new = (_asked(side, asked, {}, jobs, progress) for side in (before, after))
    else:
        old, new = _of_both(before, after, asked, jobs, progress)
    both = [sentence for sentence in asked if old[sentence].verdict and new[sentence].verdict]
    turned = [sentence for sentence in both if old[sentence].verdict != new[sentence].verdict]
    differing = {statement.subject for some in difference for statement in some}
    was_decided, is_decided = (_reasons(side, turned, jobs) for side in (before, after))
    changes = (
        TurnedVerdict(
            sentence,
            tuple(sorted(sentences[sentence])),
            sentence not in known_before,
            was[0],
            is_[0],
            was[1],
            is_[1],
            tuple(sorted((set(was[2]) ^ set(is_[2])) | (set(was[2]) & differing))),
        )
        for sentence, was, is_ in zip(turned, was_decided, is_decided, strict=True)
    )
    return TurnedVerdicts(
        tuple(sorted(changes, key=_weight)),
        len(both),
        tuple(
            Lacking(side.name, iri, number)
            for side, found in ((before, old), (after, new))
            for iri, number in sorted(Counter(one.terms[0] for one in found.values() if not one.verdict).items())
        ),
    )


def _of_both(
    before: Side,
    after: Side,
    asked: Sequence[str],
    jobs: int | None,
    progress: Progress | None,
) -> tuple[KeptVerdicts, KeptVerdicts]:
    """Return the outcomes of each side, computed where they are neither kept nor known from another ontology.

    The side of which more is kept is the first, and what is not moved from it to the other need not be computed there. Where
    little is kept of either, the ontology that radkg carries stands in: releases are mostly near to it.
    """
    kept = [_kept(side) for side in (before, after)]
    missing = [sum(sentence not in one for sentence in asked) for one in kept]
    turned = missing[1] < missing[0]
    sides, kept_of = ((after, before), kept[::-1]) if turned else ((before, after), kept)
    found_first = kept_of[0]
    if min(missing) > _WORTH_ANOTHER:
        found_first = {**_from_carried(sides[0]), **found_first}
    first = _asked(sides[0], asked, found_first, jobs, progress)
    found_second = kept_of[1]
    if any(sentence not in found_second for sentence in asked):
        found_second = {**unmoved(*sides, first), **found_second}
    second = _asked(sides[1], asked, found_second, jobs, progress)
    _keep(sides[0], kept_of[0], first)
    _keep(sides[1], kept_of[1], second)
    return (second, first) if turned else (first, second)


_WORTH_ANOTHER = 200  # sentences to compute, which take about as long as to look for what radkg's own ontology has otherwise


def _from_carried(side: Side) -> KeptVerdicts:
    """Return the outcomes that are kept of the ontology that radkg carries and not moved from there to a side."""
    carried = Side(INSTALLED, Written(Ontology.carried()))
    kept = _kept(carried)
    return unmoved(carried, side, kept) if kept else {}


def _weight(change: TurnedVerdict) -> tuple[bool, int, str]:
    """Return what changes are sorted by: those of sentences that the old side has first, and turned into the opposite first."""
    decided = (SUPPORTED, CONTRADICTED)
    if change.before in decided:
        rank = 0 if change.after in decided else 1 if change.after == DISPUTED else 2
    else:
        rank = 3 if change.after not in decided else 4
    return change.is_new, rank, change.statement


def facts_of(known: Knowledge) -> list[str]:
    """Return the facts that have a label, sorted."""
    return sorted(fact for fact in {fact for fact, _ in pairs(known.store, _RELATION)} if known.is_labelled(fact))


def _asked(
    side: Side, sentences: Sequence[str], kept: KeptVerdicts, jobs: int | None, progress: Progress | None
) -> KeptVerdicts:
    """Return the outcome of each sentence on a side: those that are kept, and the others computed on all cores."""
    missing = [sentence for sentence in sentences if sentence not in kept]
    found = {sentence: kept[sentence] for sentence in sentences if sentence in kept}
    done = 0
    for chunk, some in _shared(side, missing, outcomes, jobs):
        found.update(zip(chunk, some, strict=True))
        done += len(chunk)
        if progress is not None:
            progress(done, len(missing))
    return found


def _reasons(side: Side, sentences: Sequence[str], jobs: int | None) -> list[Explained]:
    return [one for _, some in _shared(side, sentences, explained, jobs) for one in some]


def _shared(side: Side, sentences: Sequence[str], work: Work, jobs: int | None) -> Iterator[tuple[Sequence[str], list[Any]]]:
    """Yield pieces of the sentences, each with what the work makes of it, done on all cores where it is much."""
    chunks = [sentences[at : at + workers.CHUNK] for at in range(0, len(sentences), workers.CHUNK)]
    if workers.are_worth_while(len(chunks), jobs):
        side.keep()
    return workers.in_order(chunks, lambda chunk: chunk, work, side.written, side.answer, jobs)


# -- what is kept


def _note() -> str:
    return f"verdicts-{snapshot.digest_of_code(*_ROOMS)[:16]}"


def _kept(side: Side) -> KeptVerdicts:
    if side.written.added or side.written.removed:
        return {}
    data = snapshot.note(side.written.ontology, _note())
    try:
        head, *rows = map(json.loads, (data or b"").splitlines())
        relations = [tuple(some) for some in head]
        return {
            sentence: KeptVerdict(verdict, tuple((term, relations[at]) for term, at in asked), tuple(terms), is_free)
            for sentence, verdict, asked, terms, is_free in rows
        }
    except (ValueError, IndexError, TypeError):  # cut off, or somebody else's
        return {}


def _as_note(kept: KeptVerdicts) -> bytes:
    """Return outcomes as a note: the sets of relations that facts are asked for by, then a line for each sentence."""
    relations = sorted({some for one in kept.values() for _, some in one.asked})
    number = {some: at for at, some in enumerate(relations)}
    rows = (
        (sentence, one.verdict, [(term, number[some]) for term, some in one.asked], one.terms, one.is_free)
        for sentence, one in sorted(kept.items())
    )
    return b"\n".join(json.dumps(row, separators=(",", ":")).encode() for row in (relations, *rows))


def note_of_verdicts(written: Written) -> tuple[str, bytes]:
    """Return the name and the content of the note of all verdicts on what is written, which a wheel carries."""
    side = Side(INSTALLED, written)
    sentences = sorted({side.known.label(fact) for fact in side.answer(facts_of)})
    return _note(), _as_note(_asked(side, sentences, {}, None, None))


def _keep(side: Side, kept: KeptVerdicts, found: KeptVerdicts) -> None:
    """Keep what was found of a side beside what was kept of it before, where that is something new."""
    if side.written.added or side.written.removed or found.keys() <= kept.keys():
        return
    kept = {**kept, **found} if len(kept) + len(found) <= _MOST_KEPT else found
    snapshot.keep_note(side.written.ontology, _note(), _as_note(kept))


_MOST_KEPT = 50_000  # sentences; an ontology that is compared with many others is asked those of all of them


# -- where a change can matter


def unmoved(before: Side, after: Side, old: KeptVerdicts) -> KeptVerdicts:
    """Return the outcomes of the old side that nothing which has changed can alter."""
    touched = _Touched(before, after)
    return {} if touched.everything else {sentence: one for sentence, one in old.items() if touched.leaves(sentence, one)}


class _Touched:
    """What has changed between two sides, as far as it can matter to a verdict.

    Args:
        before: The old side.
        after: The new side.
    """

    def __init__(self, before: Side, after: Side) -> None:
        self._sides = before.known, after.known
        self._facts: set[str] = set()
        self._terms: set[str] = set()
        self.everything = _derives_otherwise(before, after)
        if not self.everything:
            self._sort_differing(before, after)

    def leaves(self, sentence: str, outcome: KeptVerdict) -> bool:
        """Return whether the verdict on a sentence is what it was."""
        if outcome.is_free and (self._all_terms or self._names):
            return False
        if not self._all_terms.isdisjoint(outcome.terms):
            return False
        if self._names and (words := key(sentence)) and any(name in words for name in self._names):
            return False
        return not any(self._bears_on(*asked) for asked in outcome.asked)

    def _sort_differing(self, before: Side, after: Side) -> None:
        """Sort what differs between what is known of the two sides."""
        lines = before.lines, after.lines
        try:
            with_blank_nodes = before.with_blank_nodes, after.with_blank_nodes
        except UnreadableFile:  # they cannot be told apart, in a file that is the same on both sides
            self.everything = True
            return
        of_headers: list[set[tuple[str, str]]] = []
        for one, other, known in ((0, 1, self._sides[0]), (1, 0, self._sides[1])):
            differing = [*map(of_line, lines[one] - lines[other]), *(with_blank_nodes[one] - with_blank_nodes[other])]
            headers = {one.subject for one in differing if OWL + "Ontology" in known.classes_of(one.subject)}
            said = {(one.property, one.value) for one in differing if one.subject in headers}
            of_headers.append(said)  # what modules say, a release says of itself, and who made it besides
            creators = {value[1:-1] for property_, value in said if property_ == DCTERMS + "creator"}
            for statement in differing:
                if statement.subject in headers or statement.subject in creators:
                    continue
                if statement.value.startswith(("<", '"')):
                    self._sort(statement, known)
                else:
                    self._sort_expression(statement, known)
        if any(property_.startswith(RADKG) for property_, _ in of_headers[0] ^ of_headers[1]):
            self.everything = True

    def _sort_expression(self, statement: Statement, known: Knowledge) -> None:
        if not statement.subject:
            self.everything = True
            return
        self._terms.add(statement.subject)
        if definition := known.definitions.get(statement.subject):
            self._terms.add(definition[0])

    def _sort(self, statement: Statement, known: Knowledge) -> None:
        subject, property_, value = statement
        types = set(known.classes_of(subject))
        if (property_ in _SAYS_NOTHING and RADKG + "Evidence" not in types) or subject.startswith((CRITERIA, PICTURE)):
            return
        if not KINDS.isdisjoint(types):
            self._facts.add(subject)
        elif owners := _owners(subject, known):
            self._facts.update(owners)
        elif RADKG + "Source" in types or RADKG + "Passage" in types:
            if property_ in (RADKG + "sourceKind", TYPE):
                self._facts.update(fact for node in _pointing(subject, known) for fact in _owners(node, known))
        elif subject in known.kinds or known.is_term(subject):
            if property_ in known.relations:  # an edge, which facts have
                return
            self._terms.add(subject)
            if property_ not in _CLOSURES and value.startswith("<"):
                self._terms.add(value[1:-1])
        elif not (property_ == TYPE and value == _DECLARED and not subject.startswith(RADKG)):  # of what a build says
            self.everything = True

    @cached_property
    def _all_terms(self) -> frozenset[str]:
        """The terms of which something else is said, and their kinds and parts."""
        return frozenset(self._terms).union(*(known.narrower.get(term, ()) for known in self._sides for term in self._terms))

    @cached_property
    def _names(self) -> frozenset[str]:
        """The keys that stand for something else on one side, or for nothing."""
        old, new = (known.words() for known in self._sides)
        return frozenset(name for name, *_ in old ^ new)

    @cached_property
    def _ends(self) -> dict[str, set[str]]:
        """The terms that facts are about of which something else is said, or of a term that they have, in any form.

        Each has the relations that those forms state.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for known in self._sides:
            with_terms = {
                fact for term in self._all_terms for node in _pointing(term, known) for fact in _facts_at(node, known)
            }
            for fact in self._facts | with_terms:
                for form in (fact, *_subjects(_FORM_OF, fact, known)):
                    relations = [relation for stated in _STATED for relation in values(known.store, form, stated)]
                    for term in (value for end in _ENDS for value in values(known.store, form, end)):
                        found[term].update(relations)
        return found

    @cached_property
    def _near(self) -> dict[str, frozenset[str]]:
        return {}

    def _bears_on(self, term: str, relations: tuple[str, ...]) -> bool:
        """Return whether a fact that has changed is among those about a term that state one of some relations."""
        if term not in self._near:
            related = frozenset().union(*(known.related(term) for known in self._sides))
            self._near[term] = frozenset().union(*(self._ends[end] for end in related & self._ends.keys()))
        return not self._near[term].isdisjoint(relations)


def _derives_otherwise(before: Side, after: Side) -> bool:
    """Return whether two sides have other queries that derive."""
    texts = [[_read(path) for path in side.written.ontology.query_files("derive")] for side in (before, after)]
    return texts[0] != texts[1]


def _read(path: str) -> bytes:
    from radkg.resources import read_bytes

    return read_bytes(path)


def _owners(node: str, known: Knowledge) -> list[str]:
    """Return the facts that a node belongs to: a form, evidence, or a conflict."""
    return [
        *values(known.store, node, _FORM_OF),
        *values(known.store, node, _PARTY),
        *_subjects(EVIDENCE, node, known),
    ]


def _facts_at(node: str, known: Knowledge) -> list[str]:
    return [node] if known.fact(node) else values(known.store, node, _FORM_OF)


def _pointing(node: str, known: Knowledge) -> Iterable[str]:
    quads = known.store.quads_for_pattern(None, None, ox.NamedNode(node))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def _subjects(property_: str, value: str, known: Knowledge) -> Iterable[str]:
    quads = known.store.quads_for_pattern(None, ox.NamedNode(property_), ox.NamedNode(value))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
