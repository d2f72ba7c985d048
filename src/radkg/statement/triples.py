"""From the chunks of a sentence to what it relates: a relation, and a noun phrase on either side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from radkg.model import english
from radkg.model.english import compiled
from radkg.model.knowledge import Knowledge
from radkg.model.records import Pair
from radkg.model.words import CLOSING, FREQUENCY, OPENING, RELATION, TERM, Entry
from radkg.namespaces import RADKG
from radkg.statement.asides import COUNTED_UNIT, RELATIVE_TO, Asides
from radkg.statement.chunks import AGE, CARRIER, COMMA, COPULA, NOT, PREPOSITION, SHARE, THAN, Chunk
from radkg.statement.nouns import (
    ANATOMY,
    DISEASE,
    FINDING,
    HAS_LAYER,
    HAS_SITE,
    IN_DISEASE,
    IN_POPULATION,
    POPULATION,
    SUBGROUP,
    NounReader,
)
from radkg.statement.utterance import NotUnderstood, Phrase

IS_KIND_OF, IS_DESCRIBED_AS, HAS_SUBTYPE = RADKG + "isKindOf", RADKG + "isDescribedAs", RADKG + "hasSubtype"
HAS_MANIFESTATION = RADKG + "hasManifestation"
IS_SEEN_IN, IS_MORE_COMMON_IN = RADKG + "isSeenIn", RADKG + "isMoreCommonIn"
_OF_SITE = (RADKG + "isLocatedIn", RADKG + "affects")  # "X is subcutaneous"
SAID_BY_IS = (IS_KIND_OF, IS_DESCRIBED_AS, HAS_SUBTYPE, IS_SEEN_IN, IS_MORE_COMMON_IN, *_OF_SITE)
_APART = (POPULATION, ANATOMY)  # "X is Y" of these and of others says no kind: "subcutaneous" is where, "children" is who
_WHERE = (HAS_SITE, HAS_LAYER)  # said behind a verb that says its object with it, of that object
IN_GROUP = RADKG + "inGroup"
_MEASURED = (RADKG + "hasRate", RADKG + "hasOutcome")
_CASES = frozenset({POPULATION, DISEASE, SUBGROUP})
_OF = ("of", "with")
INCREASES_RISK_OF = RADKG + "increasesRiskOf"
_COMPARATIVES = english.COMPARATIVES | {"commoner", "higher", "greater", "oftener"}
_COUNTS_ANOTHER = "how many it speaks of is no share of the cases of the disease; say in how many cases of it"
#: Words for how many in front of what they count; an adverb ("usually") counts what the verb is said of.
_QUANTIFIERS = frozenset(
    ["most", "many", "all", "every", "each", "few", "majority", "minority", "much", "bulk", "half", "both"]
)
_MOSTLY = frozenset(["mostly", "mainly", "chiefly", "primarily", "predominantly", "largely", "principally"])
_PEOPLE = (IN_DISEASE, IN_POPULATION)  # what makes patients of a disease, or a disease of people


class Triple(NamedTuple):
    """What a sentence relates.

    Attributes:
        subject: The subject.
        relation: IRI of the relation.
        object: The object.
        words: Frequency words that the order of words says: "patients with X are children" speaks of all of them.
        share_of_object: Whether the share of cases is a share of the object's people: "in 4 % of children".
        counts_object: Whether a word for how many counts the object, and not the cases of the subject: "is usually due to".
        measured: Whether the sentence has an effect measure with its number.
        manner: How the words of the relation say it: see `radkg.model.words.Entry`.
    """

    subject: Phrase
    relation: str
    object: Phrase
    words: tuple[str, ...] = ()
    share_of_object: bool = False
    counts_object: bool = False
    measured: bool = False
    manner: str = ""


class TripleReader:
    """Reads what a sentence relates.

    Args:
        known: The knowledge.
        row: All chunks of the sentence.
        asides: What is said by the way.
        measured: Whether the sentence has an effect measure with its number.
    """

    def __init__(self, known: Knowledge, row: list[Chunk], asides: Asides, *, measured: bool) -> None:
        self.known, self.row, self.asides, self.measured = known, row, asides, measured
        self.nouns = NounReader(known)

    def read(self, core: list[Chunk]) -> list[Triple]:
        """Return what the chunks ``core``, those of the sentence without its small words, may relate.

        Raises:
            NotUnderstood: A relation needs something to compare with, and the sentence compares with nothing.
        """
        found = list(self._triples(core))
        fitting = [triple for triple in found if not self._counts_another(triple)]
        if found and not fitting:
            raise NotUnderstood(_COUNTS_ANOTHER, final=True, undecidable=True)
        return self._most_general(iter(fitting))

    def _counts_another(self, triple: Triple) -> bool:
        """Return whether the sentence says how many of something else there are than of the cases of the subject.

        "In 40 % of legs" counts legs, and "most X is seen in Y" counts X, of which a share of the cases of Y says nothing.
        """
        is_measure = triple.share_of_object and triple.relation in self.known.share_measures
        names_unit = any(property_ == COUNTED_UNIT for property_, _ in self.asides.pairs)
        if triple.measured or names_unit or (is_measure and self._share_of is not None):
            return False
        if triple.counts_object:
            return True
        own = {triple.subject.term, *(value for _, value in triple.subject.qualifiers)}
        others = {triple.object.term, *(value for _, value in triple.object.qualifiers)} - own
        return any(
            entry.iri in others and (entry.iri == triple.object.term or not self.known.is_kind(entry.iri, _CASES))
            for chunk in self._told_how_many
            for entry in chunk.entries
        )

    @cached_property
    def _how_many(self) -> list[int]:
        """Where the row says how many: by a share, or by a word that says more than that there are some."""
        return [
            index
            for index, item in enumerate(self.row)
            if item.kind == SHARE
            or (item.kind == FREQUENCY and any(entry.iri not in self.known.existential for entry in item.entries))
        ]

    @cached_property
    def _told_how_many(self) -> list[Chunk]:
        """The terms of the noun phrases in front of which the row says how many: "most X", "40 % of cases of X"."""
        told: list[Chunk] = []
        for index in self._how_many:
            item, behind = self.row[index], self.row[index + 1 :]
            if item.kind == FREQUENCY and _QUANTIFIERS.isdisjoint(item.text.split()):
                continue
            while behind and behind[0].kind in (PREPOSITION, CARRIER):
                joined = next((chunk for chunk in behind[:2] if chunk.kind == PREPOSITION), None)
                behind = behind[1:] if joined and joined.text in _OF else []
            terms = list(takewhile(lambda chunk: chunk.kind in (TERM, COMMA), behind))
            if terms and not (len(behind) > len(terms) and behind[len(terms)].kind == CARRIER):
                told += terms
        return told

    def _counts_object(self, entry: Entry, verb: str) -> bool:
        """Return whether the sentence says how many with an inverse phrase that counts the object (radkg:countingPhrase)."""
        if not entry.inverse or not (self._how_many or (entry.value and entry.value in self.known.frequency_words)):
            return False
        if any(chunk.kind == TERM for chunk in self._told_how_many):
            return False  # what it counts is named
        first, *rest = english.words(verb) or [""]
        said = {english.key(verb), *(english.key(" ".join((word, *rest))) for word in english.present(first))}
        if not said.isdisjoint(self.known.counting.get(entry.iri, ())):
            return True
        mostly = any(_MOSTLY.issuperset(self.row[index].text.split()) for index in self._how_many)
        return mostly and entry.iri == HAS_MANIFESTATION

    @property
    def _negated(self) -> bool:
        return any(item.kind == NOT for item in self.row)

    @property
    def _counted(self) -> bool:
        """Whether the sentence says of how many cases it speaks."""
        return any(item.kind in (SHARE, FREQUENCY) for item in self.row)

    @property
    def _share_of(self) -> Chunk | None:
        """The chunk that the share of cases stands in front of."""
        at = next((index for index, item in enumerate(self.row) if item.kind == SHARE), len(self.row))
        return next((item for item in self.row[at + 1 :] if item.kind not in (PREPOSITION, CARRIER)), None)

    def _triples(self, core: list[Chunk]) -> Iterator[Triple]:
        verbs = [index for index, item in enumerate(core) if item.kind == RELATION]
        if core and core[0].kind == OPENING:
            yield from self._opened(core)
        for index in verbs:
            left = [item for item in core[:index] if item.kind != COPULA]
            right = [item for item in core[index + 1 :] if item.kind != COPULA]
            yield from self._around(left, core[index].entries, right, core[index].text)
        if not verbs:
            yield from self._of_copula(core)

    def _opened(self, core: list[Chunk]) -> Iterator[Triple]:
        """Read "excess of X in Y", where a preposition stands between the terms."""
        opening = english.key(core[0].text)
        for index, item in enumerate(core):
            if item.kind == PREPOSITION:
                entries = self.known.lexicon.entries.get(english.key(item.text)) or ()
                fitting = tuple(entry for entry in entries if entry.kind == RELATION and entry.opening == opening)
                yield from self._around(core[:index], fitting, core[index + 1 :])

    def _around(self, left: list[Chunk], entries: tuple[Entry, ...], right: list[Chunk], verb: str = "") -> Iterator[Triple]:
        """Read a noun phrase on either side of a relation; an inverse relation has its subject on the right."""
        for entry in entries:
            if entry.iri == INCREASES_RISK_OF and self._compares_people(verb, right):
                continue
            counts_object = self._counts_object(entry, verb)
            sides = self._inner(left, entry, right)
            if sides is None:
                continue
            before, after = sides
            fronted, before = _split_fronted(before)
            extra = self.nouns.modifiers(fronted)
            says_object = self._says_object(entry)
            said = self._said(entry, after) if says_object else None
            if extra is None or (says_object and said is None):
                continue
            at_site = tuple(pair for pair in said.qualifiers if pair[0] in _WHERE) if said else ()
            extra += tuple(pair for pair in said.qualifiers if pair not in at_site) if said else ()
            value = at_site if said else self._value(entry.value)
            of_object = _begins_with(before if entry.inverse else after, self._share_of)
            words = (entry.value,) if entry.value in self.known.frequency_words else ()
            for on_the_left, on_the_right in self._pairs(before, after, said):
                subject, object_ = (on_the_right, on_the_left) if entry.inverse else (on_the_left, on_the_right)
                if entry.iri == IS_KIND_OF and entry.inverse and not self._may_include(object_, subject):
                    continue
                object_ = object_._replace(qualifiers=(*object_.qualifiers, *value))
                if fitting := self._fit(subject, entry.iri, object_):
                    yield self._complete(fitting, extra)._replace(
                        words=words,
                        share_of_object=of_object,
                        counts_object=counts_object,
                        measured=self.measured,
                        manner=entry.manner,
                    )

    def _compares_people(self, verb: str, right: list[Chunk]) -> bool:
        """Return whether "X is more common in women with Y" compares these with the others who have Y, and not those with Y."""
        people = right and right[0].kind == TERM and any(self._is_people(entry.iri) for entry in right[0].entries)
        return bool(people) and not _COMPARATIVES.isdisjoint(english.words(verb))

    def _inner(self, left: list[Chunk], entry: Entry, right: list[Chunk]) -> tuple[list[Chunk], list[Chunk]] | None:
        """Return the two sides without the words of the relation's phrase in them; ``None`` where these are not there."""
        if entry.opening:
            if not left or left[0].kind != OPENING or english.key(left[0].text) != entry.opening:
                return None
            left = left[2:] if len(left) > 1 and left[1].kind == PREPOSITION else left[1:]
        if entry.closing:
            closed = [item for item in right if item.kind != CLOSING or english.key(item.text) != entry.closing]
            if len(closed) != len(right) - 1:
                return None
            right = closed
        if self.known.relations[entry.iri].needs_comparison:
            left = [item for item in left if item.text not in english.COMPARATIVES]
        return left, right

    def _pairs(self, before: list[Chunk], after: list[Chunk], said: Phrase | None) -> Iterator[tuple[Phrase, Phrase]]:
        """Yield the noun phrases on the left and on the right of a relation."""
        for first in self.nouns.phrases(before):
            if said:
                yield first, said._replace(qualifiers=())
            elif after:
                yield from ((first, second) for second in self.nouns.phrases(after))
            else:
                yield from _borrowed(first)

    def _said(self, entry: Entry, after: list[Chunk]) -> Phrase | None:
        """Return the object that the words of a relation say with it, with what stands behind it: "recovers in spring".

        ``None`` where what stands behind is neither said of the whole nor a comparison.
        """
        than = next((index for index, item in enumerate(after) if item.kind == THAN), len(after))
        behind = self.nouns.modifiers(after[:than])
        compared = self.nouns.compared(after[than:]) if than < len(after) else None
        if behind is None or (than < len(after) and compared is None):
            return None
        return Phrase(entry.value, behind, compared)

    def _says_object(self, entry: Entry) -> bool:
        """Return whether the words of a relation say its object with it."""
        if not entry.value or entry.inverse:
            return False
        kinds = self.known.relations[entry.iri].object_kinds
        return bool(kinds) and self.known.is_kind(entry.value, kinds)

    def _value(self, value: str) -> tuple[Pair, ...]:
        """Return the value that the words of a relation say with it, as a qualifier."""
        if not value:
            return ()
        kinds = self.known.kinds.get(value, frozenset())
        return tuple((q.iri, value) for q in self.known.qualifiers.values() if q.value_kind in kinds)

    def _complete(self, triple: Triple, extra: tuple[Pair, ...]) -> Triple:
        """Return the triple with what is said in front and by the way, and with both sides of a comparison in full."""
        subject, object_ = triple.subject, triple.object
        pairs = self.asides.pairs
        compared = object_.compared or subject.compared
        if compared:
            # "X is more severe than that of the calf": with a site, a finding is compared at that site
            defined = [pair for term in (subject.term, object_.term) for pair in self._definition(term)]
            own = (*subject.qualifiers, *object_.qualifiers, *defined)
            there = {property_ for property_, _ in own}
            shared = tuple(pair for pair in compared.qualifiers if compared.term and pair[0] not in there)
            if not compared.term:
                genus = self.known.definitions.get(subject.term, (subject.term, ()))[0]
                said = {property_ for property_, _ in compared.qualifiers}
                kept = tuple(pair for pair in subject.qualifiers if pair[0] not in said)
                compared = Phrase(genus, (*kept, *compared.qualifiers))
            elif self.known.relations[triple.relation].needs_comparison:
                # "in A than in B on MRI": what stands behind both is said of both
                compared = Phrase(compared.term, tuple(pair for pair in compared.qualifiers if pair not in shared))
                pairs = (*pairs, *shared)
            subject, object_ = subject._replace(compared=None), object_._replace(compared=compared)
        subject = subject._replace(qualifiers=(*subject.qualifiers, *extra, *pairs))
        return triple._replace(subject=self._in_group(subject, object_), object=self._in_group(object_, subject))

    def _definition(self, term: str) -> tuple[Pair, ...]:
        return self.known.definitions.get(term, ("", ()))[1]

    def _in_group(self, phrase: Phrase, other: Phrase) -> Phrase:
        """Return the phrase with the disease that both sides are kinds of as the group they share.

        A disease in a disease of which it is a kind is that disease: the group of one side alone says nothing.
        """
        pairs: list[Pair] = []
        for property_, value in phrase.qualifiers:
            if property_ != IN_DISEASE or not self._is_narrower(phrase.term, value):
                pairs.append((property_, value))
            elif self._is_narrower(other.term, value):
                pairs.append((IN_GROUP, value))
        return phrase._replace(qualifiers=tuple(pairs))

    def _is_narrower(self, term: str, group: str) -> bool:
        return term != group and self.known.is_kind(term, {group})

    def _of_copula(self, core: list[Chunk]) -> Iterator[Triple]:
        """Read "X is Y", "X is in Y" and "there is no X in Y"."""
        at = next((index for index, item in enumerate(core) if item.kind == COPULA), None)
        if at is None and not self._negated:
            return
        left, right = (core[:at], core[at + 1 :]) if at is not None else ([], core)
        if left and right and right[0].kind != PREPOSITION:
            said = SAID_BY_IS if _is_adjective(right[-1].text) else tuple(iri for iri in SAID_BY_IS if iri not in _OF_SITE)
            entries = tuple(Entry(RELATION, iri) for iri in said if iri in self.known.relations)
            for triple in self._around(left, entries, right):
                yield from self._as_people(triple)
        if left and not right and (self.measured or self._counted):
            # "the incidence of X is 3 per million": what it is, the number says
            entries = tuple(Entry(RELATION, iri, inverse=True) for iri in _MEASURED if iri in self.known.relations)
            yield from self._around(left, entries, [])
        if not left:
            split = next((index for index, item in enumerate(right) if item.kind == PREPOSITION), None)
            if not split:
                return
            left, right = right[:split], right[split:]
        if right and right[0].kind == PREPOSITION:
            entries = tuple(self.known.lexicon.entries.get(english.key(f"seen {right[0].text}"), []))
            yield from self._around(left, entries, right[1:])

    def _as_people(self, triple: Triple) -> Iterator[Triple]:
        """Yield what "X is Y" says: a kind, a character, a site, a share that is of a kind, or who those are that have X."""
        subject, relation, object_ = triple[:3]
        told_of = any(item.kind in (CARRIER, AGE) for item in self.row) or any(p in _PEOPLE for p, _ in subject.qualifiers)
        people = told_of and self._is_people(object_.term)
        if relation in (IS_SEEN_IN, IS_MORE_COMMON_IN):
            if not people or (relation == IS_MORE_COMMON_IN) != bool(object_.compared):
                return
            yield triple if self._counted or relation == IS_MORE_COMMON_IN else triple._replace(words=self._every)
        elif relation == HAS_SUBTYPE:
            if self._counted:
                yield triple
        elif not people:
            yield triple

    @property
    def _every(self) -> tuple[str, ...]:
        """The frequency word for all cases."""
        return tuple(word for word in sorted(self.known.frequency_words) if self.known.bounds.get(word) == (100.0, 100.0))

    def _fit(self, subject: Phrase, relation: str, object_: Phrase) -> Triple | None:
        """Return the triple where the relation stands between such terms, by radkg:subjectKind and radkg:objectKind.

        Raises:
            NotUnderstood: radkg:needsComparison is "true of a relation that says nothing without what the subject is compared
                with", and the statement compares with nothing.
        """
        rule = self.known.relations[relation]
        if rule.subject_kinds and not self.known.is_kind(subject.term, rule.subject_kinds):
            return None
        if rule.object_kinds and not self.known.is_kind(object_.term, rule.object_kinds):
            return None
        if relation == IS_KIND_OF and (shown := self._shown(subject, object_)):
            return shown
        if relation == IS_KIND_OF and any(
            self.known.is_kind(subject.term, {kind}) != self.known.is_kind(object_.term, {kind}) for kind in _APART
        ):
            return None
        if relation == IS_KIND_OF and self._is_people(object_.term) and not self._is_named(object_.term):
            return None
        if relation == HAS_SUBTYPE and not self._may_be_subtype(subject.term, object_.term):
            return None
        against = next((value for property_, value in self.asides.pairs if property_ == RELATIVE_TO), "")
        if against and relation == IS_SEEN_IN and self._is_people(against):
            return None  # "affects women more often than men" compares, and is to be read as a comparison
        if rule.needs_comparison and not (subject.compared or object_.compared):
            if not against:
                label = self.known.label(relation)
                raise NotUnderstood(f"{label!r} needs something to compare with; add what with “than …” or “from …”")
            object_ = object_._replace(compared=Phrase(against))
        return Triple(subject, relation, object_)

    def _shown(self, subject: Phrase, object_: Phrase) -> Triple | None:
        """Return "X is a finding in Y" as Y shows X, where X is a finding of that kind; ``None`` for anything else."""
        diseases = [value for property_, value in object_.qualifiers if property_ == IN_DISEASE]
        if len(diseases) != 1 or subject.term == object_.term or not self.known.is_kind(subject.term, {object_.term}):
            return None
        if not self.known.is_kind(subject.term, {FINDING}) or HAS_MANIFESTATION not in self.known.relations:
            return None
        others = tuple(pair for pair in object_.qualifiers if pair[0] != IN_DISEASE)
        return Triple(Phrase(diseases[0]), HAS_MANIFESTATION, subject._replace(qualifiers=(*subject.qualifiers, *others)))

    def _may_include(self, whole: Phrase, part: Phrase) -> bool:
        """Return whether "X includes Y" may say a kind, which "the signs of a disease include Y" does not."""
        of_disease = any(property_ == IN_DISEASE for property_, _ in whole.qualifiers)
        return not of_disease and self.known.is_kind(whole.term, {DISEASE}) == self.known.is_kind(part.term, {DISEASE})

    def _is_people(self, term: str) -> bool:
        return self.known.is_kind(term, {POPULATION})

    def _is_named(self, term: str) -> bool:
        """Return whether the sentence has a term by its label: a synonym may be narrower, as women are no girls."""
        named = (item.text for item in self.row if any(entry.iri == term for entry in item.entries))
        return english.key(self.known.label(term)) in map(english.key, named)

    def _may_be_subtype(self, one: str, other: str) -> bool:
        """Return whether a disease may have another as a form of it: a kind of it, or any where "has the subtype" is said."""
        bare = all(" " not in item.text for item in self.row if item.kind == RELATION)
        return not bare or (one != other and self.known.is_kind(other, {one}))

    def _most_general(self, triples: Iterator[Triple]) -> list[Triple]:
        """Leave out a triple whose relation specialises that of another: "shows" is any manifestation, not the sole one."""
        found = list(dict.fromkeys(triples))
        return [
            triple
            for triple in found
            if not any(
                other.relation != triple.relation
                and other.relation in self.known.properties[triple.relation]
                and (other.subject, other.object) == (triple.subject, triple.object)
                for other in found
            )
        ]


def _begins_with(row: list[Chunk], chunk: Chunk | None) -> bool:
    first = next((item for item in row if item.kind != PREPOSITION), None)
    return first is not None and first is chunk


def _is_adjective(word: str) -> bool:
    """Return whether a word says where by what it is like, "subcutaneous": what is there is no "muscle"."""
    return bool(compiled(r".*(?:[aiu]l|ar|ous|ic|ary|eal|wide|-sided|deep)").fullmatch(word))


def _split_fronted(row: list[Chunk]) -> tuple[list[Chunk], list[Chunk]]:
    """Split "In children, X" and "On MRI X" into the modifier in front and the noun phrase."""
    if not row or row[0].kind != PREPOSITION:
        return [], row
    comma = next((index for index, item in enumerate(row) if item.kind == COMMA), None)
    cut = comma if comma is not None else 2
    return row[:cut], [item for item in row[cut:] if item.kind != COMMA]


def _borrowed(first: Phrase) -> list[tuple[Phrase, Phrase]]:
    """Return the first phrase without its disease, with that disease as second phrase: "the prognosis of X is favourable"."""
    others = tuple(pair for pair in first.qualifiers if pair[0] != IN_DISEASE)
    bare = first._replace(qualifiers=others)
    return [(bare, Phrase(value)) for property_, value in first.qualifiers if property_ == IN_DISEASE]
