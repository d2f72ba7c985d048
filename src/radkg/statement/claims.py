"""From a sentence to the claims that it makes: one as a rule, several where words join them.

A sentence is read as a whole first. Only what cannot be read so is split, and a split holds only where each part can be read.
A noun that radkg has no term for is told from bad grammar by putting a term in its place: where that can be read, the noun is
all that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from radkg.errors import UnknownTerm
from radkg.model.english import CONJUNCTIONS, is_noun, is_small, key, may_narrow, plain
from radkg.model.knowledge import Knowledge
from radkg.model.words import RELATION, Entry
from radkg.statement.chunks import COPULA, UNKNOWN, segment
from radkg.statement.clauses import Clause, Split, may_take_back, reduced_relative, splits, trimmed
from radkg.statement.frames import Frame, take_frame
from radkg.statement.grammar import LONGEST_STATEMENT, framed, read
from radkg.statement.triples import SAID_BY_IS
from radkg.statement.utterance import NotUnderstood, Reading

_READS = 40  # sentences that are tried for one, so that a long list of words costs no more
_TOO_MANY = "the statement joins too many things; make a statement of each"
MOST_KEPT = 60  # parts that are read for all ways to say one sentence of a text
_DEEPEST = 4  # splits within splits
_WAYS = 3  # ways to split at one connective that are compared


class Single(NamedTuple):
    """One claim.

    Attributes:
        text: The claim as a sentence of its own.
        start: Offset in the given sentence of what it has of its own.
        end: Offset behind that.
        readings: What it may mean; empty where it cannot be read, or radkg has no term for some of its words.
        foreign: The words that radkg has no term for, where that is all that is missing.
        broader: What it may mean without these words, where it can be read without them.
    """

    text: str
    start: int
    end: int
    readings: tuple[Reading, ...] = ()
    foreign: tuple[str, ...] = ()
    broader: tuple[Reading, ...] = ()


class Several(NamedTuple):
    """Several claims that one sentence makes.

    Attributes:
        text: The sentence.
        start: Offset of its first character in the given sentence.
        end: Offset behind its last.
        ways: The ways to split it, each as its parts and whether the sentence is wrong as soon as one of them is.
    """

    text: str
    start: int
    end: int
    ways: tuple[tuple[tuple[Claims, ...], bool], ...]


Claims = Single | Several


#: What parts of sentences may mean, or why they cannot be read, by their words.
Kept = dict[str, tuple[Reading, ...] | NotUnderstood]


def read_claims(
    statement: str, known: Knowledge, *, denied: bool = False, partly: bool = False, kept: Kept | None = None
) -> Claims:
    """Return what ``statement`` claims.

    Args:
        statement: One sentence in English.
        known: The knowledge whose words it is read with.
        denied: Whether it is denied: a question that is answered by "no".
        partly: Whether a clause that can be read is read beside one that cannot: that one is a `Single` without readings.
        kept: What was read before, for several ways to say one sentence; what is read now is added to it. It grows to
            `MOST_KEPT` parts, behind which none is read any more, so that a sentence costs no more.

    Raises:
        NotUnderstood: It makes no claim, or one that cannot be read.
    """
    try:
        reader = _Reader(statement, known, partly=partly, kept=kept)
        return reader.read(Clause(statement, 0, len(statement), denied), _DEEPEST)
    except NotUnderstood as error:
        if kept is None and error.nearest and (corrected := _corrected(statement, error, known)):
            reason = f"{error.reason.partition(';')[0]}; did you mean “{corrected}”?"
            raise NotUnderstood(reason, unrecognised=error.unrecognised, nearest=error.nearest, corrected=corrected) from None
        raise


def _corrected(statement: str, error: NotUnderstood, known: Knowledge) -> str:
    """Return the statement with words of the ontology in the place of misspelt ones; empty where it cannot be read so."""
    corrected = statement
    for word in error.unrecognised:
        for near in known.lexicon.near_spellings(word)[:1]:
            corrected = re.sub(rf"\b{re.escape(word)}\b", near, corrected, flags=re.IGNORECASE)
    try:
        _Reader(corrected, known).read(Clause(corrected, 0, len(corrected)), _DEEPEST)
    except NotUnderstood:
        return ""
    return corrected


class _Reader:
    """Reads the claims of one sentence; what has been tried is not tried again."""

    def __init__(self, statement: str, known: Knowledge, *, partly: bool = False, kept: Kept | None = None) -> None:
        self.statement, self.known, self.partly = statement, known, partly
        self.left = _READS
        self._kept: Kept = {} if kept is None else kept
        self._failed: dict[tuple[str, bool, bool], tuple[int, NotUnderstood]] = {}

    def read(self, part: Clause, depth: int) -> Claims:
        """Return the claims of a part of the sentence.

        Raises:
            NotUnderstood: It cannot be read, whole or split.
        """
        words = (part.text, part.denied, part.hedged)
        tried, failure = self._failed.get(words, (-1, None))
        if failure and tried >= depth:
            raise failure
        try:
            return self._read_part(part, depth)
        except NotUnderstood as error:
            self._failed[words] = depth, error
            raise

    def _read_part(self, part: Clause, depth: int) -> Claims:
        if depth and (split := reduced_relative(part.text, self.known.lexicon)) and (parts := self._parts(split, part, depth)):
            return Several(part.text, part.start, part.end, ((parts, not part.denied),))
        try:
            return Single(_as_claim(part), part.start, part.end, self._whole(part))
        except NotUnderstood as error:
            if found := self._split(part, depth, error):
                return found
            if found := self._split_partly(part, depth):
                return found
            if foreign := self._foreign(part, error):
                return Single(_as_claim(part), part.start, part.end, (), foreign, self._without_words(part, foreign))
            if (adverbs := self._adverbs(error)) and (broader := self._without_words(part, adverbs)):
                return Single(_as_claim(part), part.start, part.end, (), adverbs, broader)
            raise

    def _whole(self, part: Clause) -> tuple[Reading, ...]:
        if part.text not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                raise NotUnderstood(_TOO_MANY, final=True)
            try:
                self._kept[part.text] = self._read(part.text)
            except NotUnderstood as error:
                self._kept[part.text] = error
        found = self._kept[part.text]
        if isinstance(found, NotUnderstood):
            raise found
        return tuple(framed(reading, Frame(part.denied, part.hedged)) for reading in found)

    def _read(self, text: str) -> tuple[Reading, ...]:
        if self.left <= 0:
            raise NotUnderstood(_TOO_MANY, final=True)
        self.left -= 1
        return read(_with_names(text, self.known), self.known)

    def _split(self, part: Clause, depth: int, error: NotUnderstood) -> Several | None:
        if not depth or len(part.text) > LONGEST_STATEMENT:
            return None
        inner = _without_frame(part)
        for ways in splits(inner.text, self.known.lexicon):
            found: list[tuple[tuple[Claims, ...], bool]] = []
            for split in ways:
                for first_alone in self._reaches(split, part, inner):
                    every = split.every and (first_alone or not inner.denied)
                    if (parts := self._parts(split, inner, depth, first_alone=first_alone)) and (parts, every) not in found:
                        found.append((parts, every))
                if len(found) == _WAYS:
                    break
            if found:
                covered = [way for way in found if not _is_foreign(way[0])]
                found = covered or found  # a way that leaves nothing open is meant
                return Several(part.text, part.start, part.end, tuple(found))
        return None

    def _split_partly(self, part: Clause, depth: int) -> Several | None:
        """Return a split of a part with clauses that can be read beside some that cannot; ``None`` where there is none.

        What the rest of a sentence says can take nothing back: it has no condition, no exception and no denial.
        """
        if not self.partly or not depth or len(part.text) > LONGEST_STATEMENT:
            return None
        inner = _without_frame(part)
        if inner.denied or inner.hedged != part.hedged:
            return None
        if depth == _DEEPEST:
            self.left = _READS  # the ways that do not read in full have used up their own
        for split in (*(way for ways in splits(inner.text, self.known.lexicon) for way in ways), *trimmed(inner.text)):
            if any(clause.nominal or clause.denied for clause in split.parts):
                continue
            parts: list[Claims] = []
            for clause in split.parts:
                start, end = self._place(clause, inner)
                placed = clause._replace(start=start, end=end, hedged=clause.hedged or inner.hedged)
                try:
                    parts.append(self.read(placed, depth - 1))
                except NotUnderstood:
                    parts.append(Single(clause.text, start, end))
            unread = [clause.text for clause, read_ in zip(split.parts, parts, strict=True) if _is_unread(read_)]
            if len(unread) < len(parts) and not any(may_take_back(text) for text in unread):
                return Several(part.text, part.start, part.end, ((tuple(parts), True),))
        return None

    @staticmethod
    def _reaches(split: Split, part: Clause, inner: Clause) -> tuple[bool, ...]:
        """Return whether the frame around a sentence is around its first part alone: "it is a myth that A, but B".

        With "and" it may be either.
        """
        if not split.joint or part.denied == inner.denied:
            return (False,)
        return (True, False) if split.joint == "and" else (True,)

    def _parts(self, split: Split, whole: Clause, depth: int, *, first_alone: bool = False) -> tuple[Claims, ...] | None:
        """Return the parts of a split of ``whole``, each read; ``None`` where one cannot be, or they are no parallels.

        Args:
            split: The split.
            whole: What is split.
            depth: How many splits within this one are tried.
            first_alone: Whether what the whole denies is its first part alone.
        """
        parts: list[Claims] = []
        for index, part in enumerate(split.parts):
            start, end = self._place(part, whole)
            denied = part.denied if first_alone and index else part.denied != whole.denied
            hedged = part.hedged or whole.hedged
            try:
                parts.append(self.read(part._replace(start=start, end=end, denied=denied, hedged=hedged), depth - 1))
            except NotUnderstood:
                if not part.beside:
                    return None
                parts.append(Single(_as_claim(part._replace(denied=denied)), start, end))
        if all(isinstance(part, Single) and part.foreign for part in parts):
            return None
        if split.parts[0].nominal and not self._are_parallel([part for part in parts if isinstance(part, Single)]):
            return None
        return tuple(parts)

    def _place(self, part: Clause, whole: Clause) -> tuple[int, int]:
        """Return where a part of ``whole``, which may be made of pieces of the statement, stands in the statement."""
        own = whole.text[part.start : part.end].strip(" ,;")
        at = self.statement.find(own, whole.start, whole.end)
        return (at, at + len(own)) if own and at >= 0 else (whole.start, whole.end)

    def _are_parallel(self, parts: list[Single]) -> bool:
        """Return whether the parts say the same relation of things of one kind, in the place that they differ in."""
        readings = [part.readings[0] for part in parts if part.readings]
        first = readings[0] if readings else None
        return all(first is not None and self._is_parallel(first, other) for other in readings[1:])

    def _is_parallel(self, one: Reading, other: Reading) -> bool:
        same = one.subject.term == other.subject.term or one.object.term == other.object.term
        return same and one.relation == other.relation

    # -- what radkg has no term for

    def _foreign(self, part: Clause, error: NotUnderstood) -> tuple[str, ...]:
        """Return the words that radkg has no term for, where the sentence can be read with terms in their place."""
        words = error.unrecognised
        if not error.is_vocabulary or error.nearest or not any(map(is_noun, words)) or any(map(is_small, words)):
            return ()
        if not CONJUNCTIONS.isdisjoint(part.text.lower().split()):
            return ()  # its parts are asked
        for text in _without(_without_frame(part).text, words, self._stand_ins(part.text)):
            try:
                self._whole(Clause(text, 0, len(text)))
            except NotUnderstood:
                continue
            return words
        return ()

    @staticmethod
    def _adverbs(error: NotUnderstood) -> tuple[str, ...]:
        """Return the unknown words where all of them are adverbs that may narrow what is said: "directly"."""
        words = error.unrecognised
        return words if error.is_vocabulary and words and all(map(may_narrow, words)) else ()

    def _without_words(self, part: Clause, words: tuple[str, ...]) -> tuple[Reading, ...]:
        """Return what a sentence may mean without some of its words; nothing where it cannot be read so."""
        text = next(_without(_without_frame(part).text, words, iter(())))
        try:
            return self._whole(part._replace(text=text))
        except NotUnderstood:
            return ()

    def _stand_ins(self, text: str) -> Iterator[str]:
        """Yield terms that may be put in the place of an unknown noun: one of each kind that the verb of the text takes."""
        entries, before = self._relation_of(text)
        kinds: dict[str, None] = {}
        for entry in entries:
            rule = self.known.relations[entry.iri]
            kinds |= dict.fromkeys(sorted(rule.subject_kinds if before != entry.inverse else rule.object_kinds))
        for kind in kinds:
            members = self.known.narrower.get(kind) or frozenset()
            if name := min((self.known.label(member) for member in members if member != kind), default=""):
                yield name

    def _relation_of(self, text: str) -> tuple[tuple[Entry, ...], bool]:
        """Return what the verb of a text says, and whether its unknown words stand in front of it; of a note, "shows"."""
        for row in segment(plain(text), self.known.lexicon):
            # a verb may be a name as well
            verb = next((index for index, item in enumerate(row) if item.kind in (RELATION, COPULA)), None)
            unknown = next((index for index, item in enumerate(row) if item.kind == UNKNOWN), None)
            if verb is not None and unknown is not None:
                said_by_is = tuple(Entry(RELATION, iri) for iri in SAID_BY_IS if iri in self.known.relations)
                return row[verb].entries or said_by_is, unknown < verb
        shows = self.known.lexicon.entries.get(key("shows")) or ()
        return tuple(entry for entry in shows if entry.kind == RELATION) if ":" in text else (), False


def _is_unread(part: Claims) -> bool:
    return isinstance(part, Single) and not part.readings and not part.foreign


def _is_foreign(parts: tuple[Claims, ...]) -> bool:
    """Return whether radkg has no term for some words of a part."""
    return any(
        bool(part.foreign) if isinstance(part, Single) else any(_is_foreign(way) for way, _ in part.ways) for part in parts
    )


def _without(text: str, words: tuple[str, ...], stand_ins: Iterator[str]) -> Iterator[str]:
    """Yield the text without the words, and with each of the terms in the place of each run of them."""
    run = r"\b(?:" + "|".join(map(re.escape, words)) + r")(?:[ -]+(?:" + "|".join(map(re.escape, words)) + r"))*\b"
    pattern = re.compile(run, re.IGNORECASE)
    yield " ".join(pattern.sub(" ", text).split())
    for name in stand_ins:
        yield name.join(pattern.split(text))


def _as_claim(part: Clause) -> str:
    """Return the claim of a part as a sentence of its own."""
    if not part.denied:
        return part.text
    capital = part.text[:1].isupper() and part.text[1:2].islower()
    return f"it is not so that {part.text[0].lower() if capital else part.text[0]}{part.text[1:]}"


def _without_frame(part: Clause) -> Clause:
    """Return a part without its full stop and the frame around its claim."""
    text = part.text.rstrip(" .?!")
    claim, frame = take_frame(text.lower())
    at = text.lower().find(claim)
    if at < 0 or len(text.lower()) != len(text):  # said in other words
        return part._replace(text=text)
    return part._replace(
        text=text[at : at + len(claim)],
        start=part.start + at,
        denied=part.denied != frame.denies,
        hedged=part.hedged or frame.hedges,
    )


def _with_names(statement: str, known: Knowledge) -> str:
    """Return the statement with labels in the place of identifiers.

    Raises:
        NotUnderstood: An identifier of a vocabulary that radkg knows stands for none of its terms.
    """
    if ":" not in statement or len(statement) > LONGEST_STATEMENT:
        return statement
    try:
        return known.with_labels(statement)
    except UnknownTerm as error:
        raise NotUnderstood(str(error), unrecognised=(error.name,), nearest=error.nearest) from None
