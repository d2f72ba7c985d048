"""From chunks to readings. The grammar is small: one relation, a noun phrase on either side, modifiers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from radkg.model import english
from radkg.model.english import compiled
from radkg.model.knowledge import Knowledge
from radkg.model.records import Interval
from radkg.model.words import CERTAINTY, EXCLUSIVE, FREQUENCY, REFUSED, RELATION, TERM
from radkg.namespaces import RADKG
from radkg.statement import unasserted
from radkg.statement.asides import RELATIVE_TO, Asides, take_asides
from radkg.statement.associations import associated
from radkg.statement.chunks import (
    AGE,
    CARRIER,
    COMMA,
    CONJUNCTION,
    NOT,
    NUMBER,
    PREPOSITION,
    SHARE,
    UNKNOWN,
    Chunk,
    segment,
)
from radkg.statement.circumstances import of_related, without_size
from radkg.statement.circumstances import plainer as without_circumstances
from radkg.statement.frames import Frame, take_frame
from radkg.statement.measures import Effect, take_effect
from radkg.statement.neutral import plainly
from radkg.statement.nouns import DISEASE, FINDING, IN_DISEASE, IN_POPULATION, POPULATION
from radkg.statement.numbers import in_digits, take_ages, take_shares, upright_ratio, without_about
from radkg.statement.rates import in_millions
from radkg.statement.rewording import Accepts, rewordings, why_unreadable, with_frequency_last, without_genus
from radkg.statement.simpler import simpler
from radkg.statement.studies import take_size, take_times
from radkg.statement.triples import INCREASES_RISK_OF, IS_KIND_OF, TripleReader
from radkg.statement.utterance import CLOSED, HALF, LOOSE, NotUnderstood, Phrase, Reading, Share

LONGEST_STATEMENT = 500  # characters
_ONLY = "“only” claims more than single facts can decide, save of people; leave it out"
_SAID_OF_WHOLE = (NOT, CERTAINTY, FREQUENCY, EXCLUSIVE)
_TRIED = 10  # orders of words with a word in them that is in the way
_HAS_BEEN = r"\b(?:has|have|had) (?=(?:\w+ )?been\b)"
_IS_DEMONSTRATED_BY, _IS_LOCATED_IN = RADKG + "isDemonstratedBy", RADKG + "isLocatedIn"
_TOLD_ELSEWHERE = frozenset({DISEASE, FINDING, POPULATION})  # "the disease" by itself
_STEM = 5  # letters that words of one stem begin with
_REMEMBERED = 2000  # texts
_EFFORT = 5000  # characters that are read for one sentence, in all orders of its words
_EFFORT_BESIDE = 2500  # characters that are read in ways that are tried last
TOO_MANY = "the statement joins too many things; make a statement of each"


class Effort:
    """What may still be read for one sentence, so that a long list of words costs no more.

    Args:
        left: How many characters, each order of the words and each part counted.
    """

    def __init__(self, left: int = _EFFORT) -> None:
        self.left = left
        self._beside: Effort | None = None

    @property
    def beside(self) -> Effort:
        """What may be read for ways to put the sentence that are tried last, so that they take nothing from its parts."""
        if self._beside is None:
            self._beside = Effort(_EFFORT_BESIDE)
        return self._beside

    def spend(self, text: str) -> None:
        """Count a text that is read.

        Raises:
            NotUnderstood: Nothing is left.
        """
        if self.left <= 0:
            raise NotUnderstood(TOO_MANY, final=True)
        self.left -= len(text)


def read(statement: str, known: Knowledge, effort: Effort | None = None) -> tuple[Reading, ...]:
    """Return what ``statement`` may mean; one reading as a rule, more where words or their order are ambiguous.

    Args:
        statement: One sentence in English.
        known: The knowledge whose words it is read with.
        effort: What may still be read for the sentence that it is a part of.

    Raises:
        NotUnderstood: A word is not known or claims more than can be decided, or there is no relation to be found.
    """
    if len(statement) > LONGEST_STATEMENT:
        raise NotUnderstood(
            f"the statement has {len(statement)} characters; check one sentence at a time, of {LONGEST_STATEMENT} at most"
        )
    if bad := compiled(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]").search(statement):
        raise NotUnderstood(f"the statement has a control character (U+{ord(bad[0]):04X}); remove it")
    # the brackets of the reader's own placeholders mean no more than other brackets, which are left out
    given = statement.replace("⟦", "(").replace("⟧", ")")
    text = _in_plain_words(given)
    if not text:
        raise NotUnderstood('the statement is empty; write one such as "X is seen in Y"')
    unasserted.refuse(text)
    effort = effort or Effort()
    return tuple(_in_manner(reading, statement, known) for reading in _read_in_frame(_upright(text), given, known, effort))


def _in_plain_words(text: str) -> str:
    """Return ``text`` in plain words with single spaces, without the stop at its end, and "has been" as "been"."""
    text = english.plain(text).strip().rstrip(".?!")
    return compiled(_HAS_BEEN).sub("", " ".join(text.lstrip(" '\t\n\"").split()))


def _upright(text: str) -> str:
    """Return plain words with rates in millions, ratios in figures, and "X is a disease that affects Y" as X affects Y."""
    return in_millions(without_genus(upright_ratio(text)))


def _unframed(text: str, given: str) -> tuple[str, Frame]:
    """Return the claim in ``text`` without the frame around it, and what the frame says of it.

    What stands at the beginning of a claim is put in plain words where the frame is gone: "it is true that no drug …".
    """
    claim, frame = take_frame(text)
    typed = " ".join(english.typed(given).strip().rstrip(".?!").split())
    bare, around = take_frame(typed)
    if bare in (typed, claim) or around != frame:
        return claim, frame
    return _upright(_in_plain_words(bare)), frame


def _read_in_frame(text: str, given: str, known: Knowledge, effort: Effort) -> tuple[Reading, ...]:
    """Read ``text``, what is given in plain words, as it stands or without the frame around its claim."""
    try:
        return _read_worded(text, known, effort)
    except NotUnderstood as error:
        claim, frame = _unframed(text, given)
        # what is refused may stand in the frame alone: "it would be wrong to say that"
        if claim == text or (error.final and frame.denies and not _is_left_out(error.unrecognised, claim)):
            raise
    return tuple(framed(reading, frame) for reading in _read_worded(claim, known, effort))


def _in_manner(reading: Reading, statement: str, known: Knowledge) -> Reading:
    """Return a reading with how the statement says it.

    Raises:
        NotUnderstood: It denies something, or says how often, of cases that it points to and does not name; it does not name
            its disease; or it has no end.
    """
    if unasserted.stops_early(statement):
        raise NotUnderstood("the sentence stops before it says what is so", final=True)
    ends = (reading.subject.term, reading.object.term)
    told = reading.negated or reading.frequency or not known.existential.issuperset(reading.frequency_words)
    if told and unasserted.points_elsewhere(statement):
        raise NotUnderstood("of which cases it is said, the sentence does not tell", final=True, undecidable=True)
    if not _TOLD_ELSEWHERE.isdisjoint(ends) and unasserted.names_what_is_told_elsewhere(statement):
        raise NotUnderstood("of which disease or finding it is said, the sentence does not tell", final=True, undecidable=True)
    pairs = (*reading.subject.qualifiers, *reading.object.qualifiers)
    limits = {property_ for property_, _ in pairs}
    if reading.relation == INCREASES_RISK_OF and IN_POPULATION in limits and unasserted.counts_people_of_one_kind(statement):
        raise NotUnderstood("it may compare these people with the others who have it", final=True, undecidable=True)
    names_disease = IN_DISEASE in limits or any(known.is_kind(end, {DISEASE}) for end in ends)
    on_images = reading.relation == _IS_DEMONSTRATED_BY
    of_image = reading.negated and (on_images or reading.relation == _IS_LOCATED_IN)
    if of_image and not names_disease and unasserted.is_of_one_image(statement, on_images=on_images):
        raise NotUnderstood("it may be said of one image, of which radkg knows nothing", final=True, undecidable=True)
    if reading.relation == IS_KIND_OF and compiled(r"^\W*(?:is|are|was|were) there\b").match(statement.lower()):
        raise NotUnderstood("it asks whether there is something, and not what it is")
    loosely = reading.relation == IS_KIND_OF and _is_kin_in_name(known.label(ends[0]), known.label(ends[1]), statement)
    return reading._replace(manners=(*reading.manners, *unasserted.manners(statement), *[LOOSE] * loosely))


def _is_kin_in_name(subject: str, kind: str, statement: str) -> bool:
    """Return whether a statement names a kind by the end of its label alone, a broader word that is in the subject's name too.

    >>> _is_kin_in_name("rootrotting", "leaf rotting", "Rootrotting is not rotting")
    True
    """
    last = english.fold(english.words(kind.lower())[-1])
    said = [english.fold(word) for word in english.words(statement.lower())]
    return last in said and english.key(kind) not in "".join(said) and last[:_STEM] in english.key(subject)


def _is_left_out(words: tuple[str, ...], claim: str) -> bool:
    """Return whether there are words, and none of them stands in the claim."""
    return bool(words) and set(english.words(" ".join(words))).isdisjoint(english.words(claim))


def _read_worded(text: str, known: Knowledge, effort: Effort) -> tuple[Reading, ...]:
    """Read ``text``: as it stands, in plainer words that say the same, or by what it names where it says no more of that."""
    try:
        return _read_ordered(text, known, effort)
    except NotUnderstood as error:
        plainer = simpler(text)
        if plainer != " ".join(text.split()):
            try:
                return _read_ordered(plainer, known, effort)
            except NotUnderstood as other:
                error.plainer = plainer, other.unrecognised if other.is_vocabulary else ()
        more = effort.beside
        bare = without_circumstances(text)
        # a word that is refused may be a part of a share, which is read by itself: "nearly half"
        if (not error.final or error.unrecognised) and (found := _read_plainly((text, plainer), known, effort)):
            return found
        ways = dict.fromkeys((bare, simpler(bare), of_related(bare)))
        if len(ways) > 1 or bare != " ".join(text.split()):
            for words in ways:
                if more.left > 0:
                    with suppress(NotUnderstood):
                        return _read_ordered(words, known, more)
            if found := _read_plainly(tuple(ways), known, more):
                return found
        raise


def _read_plainly(ways: tuple[str, ...], known: Knowledge, effort: Effort) -> tuple[Reading, ...]:
    """Read a sentence by what it names, where it says no more of that than one relation; nothing where it says more.

    Args:
        ways: The sentence, put in one way or another.
        known: The knowledge.
        effort: What may still be read for the sentence.
    """
    parts = [without_size(words) for words in dict.fromkeys(ways)]
    for words, size in parts:
        if effort.left > 0 and (plain := plainly(words, known)):
            with suppress(NotUnderstood):
                return _read(plain + size, known, effort)
    for words, size in parts:
        found: dict[Reading, None] = {}
        for plain in associated(words, known):
            if effort.left > 0:
                with suppress(NotUnderstood):
                    found.update(dict.fromkeys(_read(plain + size, known, effort)))
        if found:
            return tuple(found)
    return ()


def _read_ordered(text: str, known: Knowledge, effort: Effort) -> tuple[Reading, ...]:
    """Read ``text``, in the order of words that it has or in another one that means the same."""
    if unreadable := why_unreadable(text):
        try:
            raise unreadable
        finally:
            del unreadable
    try:
        return _read(text, known, effort)
    except NotUnderstood as error:
        if error.final:
            raise
        for reworded, accepts in _worth_trying(text, error, known):
            if effort.left <= 0:
                break
            with suppress(NotUnderstood):
                readings = _read(reworded, known, effort)
                if all(accepts(reading) for reading in readings):
                    return readings
        raise error


def _worth_trying(text: str, error: NotUnderstood, known: Knowledge) -> Iterator[tuple[str, Accepts]]:
    """Yield the other orders of the words of ``text`` that may be read where it cannot.

    A word that radkg does not have, or that joins statements, is in the way in nearly every order: a few are tried.
    """
    in_the_way = any(english.is_noun(word) or word in english.CONJUNCTIONS for word in error.unrecognised)
    for reworded in with_frequency_last(text, known):
        yield reworded, lambda _: True
    yield from islice(rewordings(text, known), _TRIED if in_the_way else None)


def framed(reading: Reading, frame: Frame) -> Reading:
    """Return a reading with what the frame around it says: "it is not true that X affects Y".

    Raises:
        NotUnderstood: The frame denies what it says of numbers, words for how often or doubts; no fact could decide that.
    """
    reading = reading._replace(hedged=reading.hedged or frame.hedges)
    if not frame.denies:
        return reading
    if reading.hedged or reading.null or reading.frequency or reading.frequency_words or reading.measure:
        reason = "the statement denies how often or how surely something is so; say what is so instead"
        raise NotUnderstood(reason, final=True, undecidable=True)
    return reading._replace(negated=not reading.negated)


def _read(text: str, known: Knowledge, effort: Effort) -> tuple[Reading, ...]:
    """Read ``text`` in the order of words that it has.

    The last texts are remembered: the ways to say a sentence, and the parts of it, come to the same words again and again.
    """
    effort.spend(text)
    remembered = known.lexicon.readings
    found = remembered.get(text)
    if found is None:
        if len(remembered) >= _REMEMBERED:
            remembered.clear()
        try:
            found = _read_anew(text, known)
        except NotUnderstood as error:
            # its traceback would keep all that the reader had at hand, and the collector would look through it
            found = error.again()
        remembered[text] = found
    if isinstance(found, NotUnderstood):
        raise found.again()
    return found


def _read_anew(text: str, known: Knowledge) -> tuple[Reading, ...]:
    text = in_digits(text)
    text, null = english.take_null(text)
    text, size = take_size(text)
    text, interval = take_times(text)
    text, shares = take_shares(text)
    text = without_about(text)
    text, ages = take_ages(text)
    figures = Figures(shares, ages, null, interval, size)
    fewest_unknown: int | None = None
    refusal: NotUnderstood | None = None
    rows: list[list[Chunk]] = []
    for row in segment(text, known.lexicon):
        rows.append(row)
        unknown = sum(item.kind == UNKNOWN for item in row)
        if fewest_unknown is not None and unknown > fewest_unknown:
            break
        fewest_unknown = unknown
        try:
            readings = tuple(dict.fromkeys(_sentence(row, figures, known).readings()))
        except NotUnderstood as error:
            refusal = refusal or error
            if unknown:
                break  # another way to cut it has as many unknown words at least
            continue
        if readings:
            return readings
    try:
        raise refusal or NotUnderstood(_no_relation(rows[0] if rows else [], known), is_grammar=True)
    finally:
        del refusal


def _no_relation(row: list[Chunk], known: Knowledge) -> str:
    names = [known.label(item.entries[0].iri) for item in row if item.kind == TERM]
    found = f"found {', '.join(repr(name) for name in names)}" if names else "found no term"
    if any(item.kind == RELATION for item in row):
        relation = next(item.text for item in row if item.kind == RELATION)
        remedy = "say it another way, or see `radkg query facts-by-relation`"
        return f"{found}, but {relation!r} does not stand between such terms; {remedy}"
    return f'{found}, but nothing that relates one to another; write a whole sentence, such as "X is seen in Y"'


class Figures(NamedTuple):
    """What was found in a statement before its words.

    Attributes:
        shares: The shares of cases, by the number of their placeholder.
        ages: Age ranges in completed years, by the number of their placeholder.
        null: Whether nothing significant was found.
        interval: Time in months.
        size: Number of patients.
    """

    shares: tuple[Share, ...]
    ages: tuple[Interval, ...]
    null: bool
    interval: Interval | None
    size: int | None


def _sentence(row: list[Chunk], figures: Figures, known: Knowledge) -> _Sentence:
    """Return the chunks as a sentence, what a study measured and what is said by the way taken out of them."""
    row = _each_named_once(row)
    row, effect = take_effect(row, figures.shares, known)
    row, compared_share = _take_compared_share(row, figures.shares)
    row, asides = take_asides(row, known)
    shares = [figures.shares[int(item.number)] for item in row if item.kind == SHARE]
    if len(shares) > 1:
        raise NotUnderstood("the statement gives two shares of cases; make one statement of each")
    return _Sentence(row, figures, shares[0] if shares else None, compared_share, effect, asides, known)


def _each_named_once(row: list[Chunk]) -> list[Chunk]:
    """Leave out a second name of a thing behind the first: "creatine kinase (CK)"."""
    return [
        item
        for before, item in zip([None, *row], row, strict=False)
        if not (before and item.kind == TERM == before.kind and item.entries == before.entries and item.text != before.text)
    ]


def _take_compared_share(row: list[Chunk], shares: tuple[Share, ...]) -> tuple[list[Chunk], Interval | None]:
    """Take the share of those who are compared with: "in 40 % against 4 %"."""
    for index, (one, between, other) in enumerate(zip(row, row[1:], row[2:], strict=False)):
        if one.kind == other.kind == SHARE and any(entry.iri == RELATIVE_TO for entry in between.entries):
            return [*row[: index + 1], *row[index + 3 :]], shares[int(other.number)][0]
    return row, None


class _Sentence(NamedTuple):
    """One way to cut a statement into chunks.

    Attributes:
        row: The chunks, in the order of the statement.
        figures: What was found before the words.
        share: The share of cases; ``None`` where the statement has none.
        compared_share: The share of those who are compared with; ``None`` where the statement has none.
        effect: What a study measured; ``None`` where the statement does not say.
        asides: What is said by the way.
        known: The knowledge.
    """

    row: list[Chunk]
    figures: Figures
    share: Share | None
    compared_share: Interval | None
    effect: Effect | None
    asides: Asides
    known: Knowledge

    def readings(self) -> Iterator[Reading]:
        """Yield the readings of the chunks.

        Raises:
            NotUnderstood: The chunks are not to be read as they are; see `radkg.statement.grammar.read`.
        """
        self._refuse_what_cannot_be_read()
        hedges = tuple(sorted({e.iri for item in self.row if item.kind == CERTAINTY for e in item.entries}))
        words = {e.iri for item in self.row if item.kind == FREQUENCY for e in item.entries}
        core = _without_carriers([item for item in _without_shares(self.row) if item.kind not in _SAID_OF_WHOLE])
        nobody_else = self._of_nobody_else()
        for triple in TripleReader(self.known, self.row, self.asides, measured=bool(self.effect)).read(core):
            self._refuse_impossible_people(triple.subject, triple.object)
            if nobody_else and triple.object.term not in nobody_else:
                raise NotUnderstood(_ONLY, final=True, undecidable=True)
            frequency, open_ends = self.share or (None, CLOSED)
            effect = self.effect
            if triple.share_of_object and frequency and (measure := self.known.share_measures.get(triple.relation)):
                effect = Effect(measure, frequency)
            yield Reading(
                triple.subject,
                triple.relation,
                triple.object,
                self._negated,
                bool(hedges),
                self.figures.ages,
                frequency,
                tuple(sorted(words.union(triple.words))),
                open_ends,
                hedges,
                self.figures.null,
                effect.measure if effect else None,
                effect.values if effect else None,
                effect.confidence if effect else None,
                self.figures.interval,
                self.figures.size,
                self.asides.source_kinds,
                self.compared_share,
                bool(nobody_else),
                (triple.manner,) if triple.manner else (),
            )

    def _of_nobody_else(self) -> frozenset[str]:
        """Return the people that an exclusive word stands in front of, "only in children"; none where there is no such word.

        Raises:
            NotUnderstood: It stands in front of something else, or the statement denies or doubts it.
        """
        at = [index for index, item in enumerate(self.row) if item.kind == EXCLUSIVE]
        if not at:
            return frozenset()
        noun = next((item for item in self.row[at[0] :] if item.kind == TERM), None)
        people = frozenset(entry.iri for entry in noun.entries if self.known.is_kind(entry.iri, {POPULATION})) if noun else None
        if len(at) > 1 or not people or any(item.kind in (NOT, CERTAINTY, FREQUENCY, SHARE) for item in self.row):
            raise NotUnderstood(_ONLY, unrecognised=(self.row[at[0]].text,), final=True, undecidable=True)
        return people

    @property
    def _negated(self) -> bool:
        return any(item.kind == NOT for item in self.row)

    def _refuse_what_cannot_be_read(self) -> None:
        refused = [item.text for item in self.row if item.kind == REFUSED]
        if refused:
            reason = f"{refused[0]!r} claims more than single facts can decide; leave it out"
            raise NotUnderstood(reason, unrecognised=tuple(refused), final=True, undecidable=True)
        unknown = tuple(item.text for item in self.row if item.kind in (UNKNOWN, NUMBER))
        if unknown:
            nearest = tuple(dict.fromkeys(near for word in unknown for near in self.known.lexicon.near_spellings(word)))
            hint = f"; near to it: {', '.join(nearest)}" if nearest else ""
            quoted = ", ".join(repr(word) for word in unknown)
            raise NotUnderstood(
                f"radkg does not know {quoted}{hint}", unrecognised=unknown, nearest=nearest, is_vocabulary=True
            )
        joining = [item.text for item in self.row if item.kind == CONJUNCTION or item.text == ";"]
        if joining:
            reason = f"{joining[0]!r} joins statements; check them one at a time"
            raise NotUnderstood(reason, unrecognised=tuple(joining), is_grammar=True)
        if any(
            negation.kind == NOT and before.kind in (TERM, AGE) and after.kind in (TERM, AGE)
            for before, negation, after in zip(self.row, self.row[1:], self.row[2:], strict=False)
        ):
            reason = "“not” stands between two things; make one statement of each"
            raise NotUnderstood(reason, unrecognised=("not",), final=True)
        if sum(item.kind == NOT for item in self.row) + self.figures.null > 1:
            raise NotUnderstood("the statement denies twice; say it plainly", unrecognised=("not",), final=True)
        self._refuse_shares_in_doubt()

    def _refuse_shares_in_doubt(self) -> None:
        kinds = [item.kind for item in self.row]
        counted = [item.kind == FREQUENCY and any(e.iri in self.known.bounds for e in item.entries) for item in self.row]
        if (self.share is not None) + sum(counted) > 1:
            raise NotUnderstood("the statement says twice in how many cases; leave one out", final=True)
        if self._is_few_and_many():
            raise NotUnderstood("the statement says that it is so of few cases and of many; say which", final=True)
        if self._negated and any(e.iri in self.known.few for item in self.row for e in item.entries):
            raise NotUnderstood("“not” and “rarely” together can mean often or never; say which", final=True)
        if self._negated and (self.share is not None or any(counted[: kinds.index(NOT)])):
            # "not in half of the cases": half of them do not show it, or the share is not a half?
            reason = "the statement denies a share of cases; say in how many cases it is so"
            raise NotUnderstood(reason, final=True, undecidable=True)

    def _is_few_and_many(self) -> bool:
        """Return whether a word for few cases stands beside one for most, or either beside a share that is none of its own."""
        words = {entry.iri for item in self.row if item.kind == FREQUENCY for entry in item.entries}
        few, many = (not words.isdisjoint(of) for of in (self.known.few, self.known.ruling))
        most = self.share[0][1] if self.share else HALF
        return (few and (many or most > HALF)) or (many and most < HALF)

    def _refuse_impossible_people(self, *phrases: Phrase) -> None:
        """Refuse populations that exclude each other, and a population outside the ages given."""
        terms = [term for phrase in phrases for term in (phrase.term, *(value for _, value in phrase.qualifiers))]
        for term in (t for t in terms if POPULATION in self.known.kinds.get(t, ())):
            low, high = self.known.bounds.get(term, (0, float("inf")))
            clash = next((other for other in terms if self.known.kinds_among(term, other, self.known.excludes)), None)
            if clash:
                both = f"{self.known.label(term)!r} and {self.known.label(clash)!r}"
                raise NotUnderstood(f"no one is both {both}; make one statement of each")
            if any(age[1] < low or high < age[0] for age in self.figures.ages):
                raise NotUnderstood(f"no one who is {self.known.label(term)!r} has the age given; correct one of the two")


def _without_shares(row: list[Chunk]) -> Iterator[Chunk]:
    """Yield the chunks without the share of cases, and without the "of" behind it: "seen in 4 % of children"."""
    before: Chunk | None = None
    for index, item in enumerate(row):
        joined = item.kind == PREPOSITION and item.text == "of" and before is not None and before.kind == SHARE
        verb = index > 1 and row[index - 2].kind == RELATION
        if item.kind != SHARE and not (joined and verb):
            yield item
        before = item


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
