"""From chunks to readings. The grammar is small: one relation, a noun phrase on either side, modifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from radkg.model import english
from radkg.model.knowledge import Knowledge
from radkg.model.records import Interval
from radkg.model.words import CERTAINTY, FREQUENCY, OPENING, REFUSED, RELATION, TERM, Entry
from radkg.namespaces import RADKG
from radkg.statement.chunks import AGE, CARRIER, COMMA, CONJUNCTION, COPULA, NOT, PREPOSITION, UNKNOWN, Chunk, segment
from radkg.statement.nouns import POPULATION, NounReader
from radkg.statement.numbers import take_ages, take_frequency
from radkg.statement.rewording import rewordings, why_unreadable
from radkg.statement.utterance import CLOSED, NotUnderstood, Phrase, Reading, Share

LONGEST_STATEMENT = 500  # characters
IS_KIND_OF, IS_DESCRIBED_AS = RADKG + "isKindOf", RADKG + "isDescribedAs"
IN_DISEASE = RADKG + "inDisease"


def read(statement: str, known: Knowledge) -> tuple[Reading, ...]:
    """Return what ``statement`` may mean; one reading as a rule, more where words or their order are ambiguous.

    Args:
        statement: One sentence in English.
        known: The knowledge whose words it is read with.

    Raises:
        NotUnderstood: A word is not known or claims more than can be decided, or there is no relation to be found.
    """
    if len(statement) > LONGEST_STATEMENT:
        raise NotUnderstood(
            f"the statement has {len(statement)} characters; check one sentence at a time, of {LONGEST_STATEMENT} at most"
        )
    if bad := re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", statement):
        raise NotUnderstood(f"the statement has a control character (U+{ord(bad[0]):04X}); remove it")
    text = english.plain(statement).strip().rstrip(".?!").strip()
    if not text:
        raise NotUnderstood('the statement is empty; write one such as "X is seen in Y"')
    if unreadable := why_unreadable(text):
        raise NotUnderstood(f"{unreadable[0]!r} {unreadable[1]}", unrecognised=unreadable[:1])
    text = re.sub(r"\b(?:has|have|had)\b(?=(?: \w+)? been\b)", "", text)
    try:
        return _read(text, known)
    except NotUnderstood as error:
        if error.final:
            raise
        for reworded, accepts in rewordings(text, known):
            with suppress(NotUnderstood):
                readings = _read(reworded, known)
                if all(accepts(reading) for reading in readings):
                    return readings
        raise error


def _read(text: str, known: Knowledge) -> tuple[Reading, ...]:
    """Read ``text`` in the order of words that it has."""
    text, share = take_frequency(text)
    text, ages = take_ages(text)
    fewest_unknown: int | None = None
    refusal: NotUnderstood | None = None
    for row in segment(text, known.lexicon):
        unknown = sum(item.kind == UNKNOWN for item in row)
        if fewest_unknown is not None and unknown > fewest_unknown:
            break
        fewest_unknown = unknown
        try:
            readings = tuple(dict.fromkeys(_Sentence(row, ages, share, known).readings()))
        except NotUnderstood as error:
            refusal = refusal or error
            continue
        if readings:
            return readings
    raise refusal or NotUnderstood(_no_relation(text, known))


def _no_relation(text: str, known: Knowledge) -> str:
    row = next(segment(text, known.lexicon), [])
    names = [known.label(item.entries[0].iri) for item in row if item.kind == TERM]
    found = f"found {', '.join(repr(name) for name in names)}" if names else "found no term"
    if any(item.kind == RELATION for item in row):
        relation = next(item.text for item in row if item.kind == RELATION)
        remedy = "say it another way, or see `radkg query facts-by-relation`"
        return f"{found}, but {relation!r} does not stand between such terms; {remedy}"
    return f'{found}, but nothing that relates one to another; write a whole sentence, such as "X is seen in Y"'


class _Sentence(NamedTuple):
    """One way to cut a statement into chunks.

    Attributes:
        row: The chunks, in the order of the statement.
        ages: Age ranges in completed years, by the number of their placeholder.
        share: The share of cases; ``None`` where the statement has none.
        known: The knowledge.
    """

    row: list[Chunk]
    ages: tuple[Interval, ...]
    share: Share | None
    known: Knowledge

    def readings(self) -> Iterator[Reading]:
        """Yield the readings of the chunks.

        Raises:
            NotUnderstood: The chunks are not to be read as they are; see `radkg.statement.grammar.read`.
        """
        self._refuse_what_cannot_be_read()
        negated = any(item.kind == NOT for item in self.row)
        hedges = [e.iri for item in self.row if item.kind == CERTAINTY for e in item.entries]
        words = tuple(sorted({e.iri for item in self.row if item.kind == FREQUENCY for e in item.entries}))
        core = _without_carriers([item for item in self.row if item.kind not in (NOT, CERTAINTY, FREQUENCY)])
        nouns = NounReader(self.known)
        for subject, relation, object_ in self._most_general(self._triples(core, nouns)):
            self._refuse_impossible_people(subject, object_)
            frequency, open_ends = self.share or (None, CLOSED)
            yield Reading(subject, relation, object_, negated, bool(hedges), self.ages, frequency, words, open_ends)

    def _refuse_what_cannot_be_read(self) -> None:
        refused = [item.text for item in self.row if item.kind == REFUSED]
        if refused:
            reason = f"{refused[0]!r} claims more than single facts can decide; leave it out"
            raise NotUnderstood(reason, unrecognised=tuple(refused), final=True)
        unknown = tuple(item.text for item in self.row if item.kind == UNKNOWN)
        if unknown:
            nearest = tuple(dict.fromkeys(n for word in _runs(self.row) for n in self.known.lexicon.nearest(word)))[:5]
            hint = f"; nearest terms: {', '.join(nearest)}" if nearest else ""
            quoted = ", ".join(repr(word) for word in unknown)
            raise NotUnderstood(f"radkg does not know {quoted}{hint}", unrecognised=unknown, nearest=nearest)
        joining = [item.text for item in self.row if item.kind == CONJUNCTION]
        if joining:
            raise NotUnderstood(f"{joining[0]!r} joins statements; check them one at a time", unrecognised=tuple(joining))
        if any(
            negation.kind == NOT and before.kind in (TERM, AGE) and after.kind in (TERM, AGE)
            for before, negation, after in zip(self.row, self.row[1:], self.row[2:], strict=False)
        ):
            reason = "“not” stands between two things; make one statement of each"
            raise NotUnderstood(reason, unrecognised=("not",), final=True)
        if sum(item.kind == NOT for item in self.row) > 1:
            raise NotUnderstood("the statement denies twice; say it plainly", unrecognised=("not",), final=True)
        self._refuse_shares_in_doubt()

    def _refuse_shares_in_doubt(self) -> None:
        kinds = [item.kind for item in self.row]
        counted = [item.kind == FREQUENCY and any(e.iri in self.known.bounds for e in item.entries) for item in self.row]
        if (self.share is not None) + sum(counted) > 1:
            raise NotUnderstood("the statement says twice in how many cases; leave one out", final=True)
        if NOT in kinds and any(e.iri in self.known.few for item in self.row for e in item.entries):
            raise NotUnderstood("“not” and “rarely” together can mean often or never; say which", final=True)
        if NOT in kinds and (self.share is not None or any(counted[: kinds.index(NOT)])):
            # "not in half of the cases": half of them do not show it, or the share is not a half?
            raise NotUnderstood("the statement denies a share of cases; say in how many cases it is so", final=True)

    def _excluded(self, first: str, second: str) -> bool:
        """Return whether a kind of the first term and a kind of the second exclude each other."""
        kinds, excludes = self.known.kinds, self.known.excludes
        return any((one, other) in excludes for one in kinds.get(first, ()) for other in kinds.get(second, ()))

    def _refuse_impossible_people(self, *phrases: Phrase) -> None:
        """Refuse populations that exclude each other, and a population outside the ages given."""
        terms = [term for phrase in phrases for term in (phrase.term, *(value for _, value in phrase.qualifiers))]
        for term in (t for t in terms if POPULATION in self.known.kinds.get(t, ())):
            low, high = self.known.bounds.get(term, (0, float("inf")))
            clash = next((other for other in terms if self._excluded(term, other)), None)
            if clash:
                both = f"{self.known.label(term)!r} and {self.known.label(clash)!r}"
                raise NotUnderstood(f"no one is both {both}; make one statement of each")
            if any(age[1] < low or high < age[0] for age in self.ages):
                raise NotUnderstood(f"no one who is {self.known.label(term)!r} has the age given; correct one of the two")

    def _triples(self, core: list[Chunk], nouns: NounReader) -> Iterator[tuple[Phrase, str, Phrase]]:
        verbs = [index for index, item in enumerate(core) if item.kind == RELATION]
        for index in verbs:
            left = [item for item in core[:index] if item.kind != COPULA]
            right = [item for item in core[index + 1 :] if item.kind != COPULA]
            yield from self._around(left, core[index].entries, right, nouns)
        if not verbs:
            yield from self._of_copula(core, nouns)

    def _around(
        self, left: list[Chunk], entries: tuple[Entry, ...], right: list[Chunk], nouns: NounReader
    ) -> Iterator[tuple[Phrase, str, Phrase]]:
        """Read a noun phrase on either side of a relation; an inverse relation has its subject on the right."""
        for entry in entries:
            before = left
            if entry.opening:
                if not before or before[0].kind != OPENING or english.key(before[0].text) != entry.opening:
                    continue
                before = before[1:]
                if before and before[0].kind == PREPOSITION:
                    before = before[1:]
            fronted, before = _split_fronted(before)
            extra = nouns.modifiers(fronted)
            if extra is None:
                continue
            for first in nouns.phrases(before):
                seconds = [(first, second) for second in nouns.phrases(right)] if right else _borrowed(first)
                for on_the_left, on_the_right in seconds:
                    subject, object_ = (on_the_right, on_the_left) if entry.inverse else (on_the_left, on_the_right)
                    subject = subject._replace(qualifiers=subject.qualifiers + extra)
                    if fitting := self._fit(subject, entry.iri, object_):
                        yield fitting

    def _of_copula(self, core: list[Chunk], nouns: NounReader) -> Iterator[tuple[Phrase, str, Phrase]]:
        """Read "X is Y", "X is in Y" and "there is no X in Y"."""
        at = next((index for index, item in enumerate(core) if item.kind == COPULA), None)
        denied = any(item.kind == NOT for item in self.row)
        left, right = (core[:at], core[at + 1 :]) if at is not None else ([], core)
        if at is None and not denied:
            return
        if left and right and right[0].kind != PREPOSITION:
            yield from self._around(left, (Entry(RELATION, IS_KIND_OF), Entry(RELATION, IS_DESCRIBED_AS)), right, nouns)
        if not left:
            split = next((index for index, item in enumerate(right) if item.kind == PREPOSITION), None)
            if not split:
                return
            left, right = right[:split], right[split:]
        if right and right[0].kind == PREPOSITION:
            entries = self.known.lexicon.entries.get(english.key(f"seen {right[0].text}"), [])
            yield from self._around(left, tuple(entries), right[1:], nouns)

    def _fit(self, subject: Phrase, relation: str, object_: Phrase) -> tuple[Phrase, str, Phrase] | None:
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
        if rule.needs_comparison and not (subject.compared or object_.compared):
            label = self.known.label(relation)
            raise NotUnderstood(f"{label!r} needs something to compare with; add what with “than …” or “from …”")
        return subject, relation, object_

    def _most_general(self, triples: Iterator[tuple[Phrase, str, Phrase]]) -> list[tuple[Phrase, str, Phrase]]:
        """Leave out a triple whose relation specialises that of another: "shows" is any manifestation, not the sole one."""
        found = list(dict.fromkeys(triples))
        return [
            (subject, relation, object_)
            for subject, relation, object_ in found
            if not any(
                other != relation and other in self.known.properties[relation] and (s, o) == (subject, object_)
                for s, other, o in found
            )
        ]


def _runs(row: list[Chunk]) -> Iterator[str]:
    """Yield the runs of unknown words, each as one text."""
    run: list[str] = []
    for item in [*row, Chunk(COMMA, ",")]:
        if item.kind == UNKNOWN:
            run.append(item.text)
        elif run:
            yield " ".join(run)
            run = []


def _without_carriers(row: list[Chunk]) -> list[Chunk]:
    """Leave out carriers, the words that carry a disease and narrow nothing: "patients with", "cases of"."""
    kept: list[Chunk] = []
    skip = False
    for index, item in enumerate(row):
        after = row[index + 1] if index + 1 < len(row) else None
        if skip:
            skip = False
            continue
        if item.kind == CARRIER:
            described = kept and kept[-1].kind in (TERM, AGE)
            skip = bool(after and after.kind == PREPOSITION and after.text in ("with", "of") and not described)
            continue
        kept.append(item)
    while kept and kept[-1].kind in (PREPOSITION, COMMA):
        kept.pop()
    return [
        item
        for index, item in enumerate(kept)
        if not (item.kind == PREPOSITION and index + 1 < len(kept) and kept[index + 1].kind == PREPOSITION)
    ]


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
