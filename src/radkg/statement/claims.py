"""From a sentence to the claims that it makes: one as a rule, several where words join them.

A sentence is read as a whole first. Only what cannot be read so is split, and a split holds only where each part can be read.
A noun that radkg has no term for is told from bad grammar by putting a term in its place: where that can be read, the noun is
all that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from radkg.errors import UnknownTerm
from radkg.model.english import (
    CONJUNCTIONS,
    compiled,
    is_noun,
    is_small,
    key,
    may_narrow,
    may_narrow_noun,
    plain,
)
from radkg.model.knowledge import Knowledge
from radkg.model.words import RELATION, TERM, Entry
from radkg.statement.chunks import (
    COPULA,
    PREPOSITION,
    UNKNOWN,
    Chunk,
    segment,
)
from radkg.statement.clauses import Clause, Split, may_take_back, reduced_relative, splits, trimmed
from radkg.statement.frames import Frame, take_frame
from radkg.statement.grammar import LONGEST_STATEMENT, TOO_MANY, Effort, framed, read
from radkg.statement.nouns import ANATOMY, FINDING
from radkg.statement.scope import denial_within, is_about_people_without, may_deny
from radkg.statement.triples import SAID_BY_IS
from radkg.statement.unasserted import refuse
from radkg.statement.uncovered import Uncovered
from radkg.statement.utterance import NotUnderstood, Reading

_READS = 24  # sentences that are tried for one, so that a long list of words costs no more
_PARTS = 48  # parts that are looked at for one, whether they are tried or not, so that ways to split it cost no more
_READS_CORRECTED = 8  # of one whose misspellings are mended
_PARTS_OF_TEXT = 200  # of a sentence of a text
_PARTS_AGAIN = 24  # of one that is read once more, with its misspellings mended or taken as they are
_EFFORT_AGAIN = 2500  # characters that are read for it
_EFFORT_OF_TEXT = 12_000  # characters that are read for one way to say a sentence of a text
MOST_KEPT = 150  # parts that are read for all ways to say one sentence of a text
#: Why a sentence that tells of something known, in words that do not read, is not decided.
BEYOND = "what it says of them cannot be read"
_DEEPEST = 4  # splits within splits
_WAYS = 3  # ways to split at one connective that are compared
#: Where the label of a fact that is taken over names its source: "(Orphanet: occasional)".
_IN_BRACKETS = r" \([^()]+\)$"
#: What answers a question that is not there: "No, X affects Y".
_ANSWERS = r"^\s*(?i:no|yes)\s*[,!:;]\s*(?=\w+ \w+ \w)"
_DENIED = r"\b(?:not|never|no|nor|neither|without|hardly)\b|n['’]t\b"
#: Words that say more than radkg has words for, and what they say at least.
_STRONGER = (
    (
        r"\b(?:is|are)(?: not| never)? (?:\w+ly )?((?:recommended|advised|advisable|warranted|effective|curative"
        r"|mandatory|required|first-line"
        r"|the (?:treatment|therapy) of choice|the standard (?:treatment|therapy)|standard (?:treatment|therapy)"
        r"|safe and (?:effective|beneficial|useful|helpful))(?: (?:treatment|therapy))?) (?:in|for|against|of)\b",
        "usually helps",
    ),
    (r"\b(cures?)\b", "usually helps"),
    (r"\b(complicates?)\b", "is seen in"),
    (r"\b(?:is|are|was|were)(?: not| never)? (?:\w+ly |often |never )?(complicated) by\b", "shows"),
    (r"\b(?:is|are)(?: not| never)? (best (?:managed|treated)) (?:with|by)\b", "usually improves with"),
    (r"\b(?:is|are|can be) (cured) (?:by|with)\b", "usually improves with"),
)


class Single(NamedTuple):
    """One claim.

    Attributes:
        text: The claim as a sentence of its own.
        start: Offset in the given sentence of what it has of its own.
        end: Offset behind that.
        readings: What it may mean; empty where it cannot be read, or radkg has no term for some of its words.
        foreign: The words that radkg has no term for, where that is all that is missing.
        broader: What it may mean without these words, where it can be read without them.
        unrelated: Those of the words for which radkg has no relation.
        beyond: Why no fact can decide it, where it is no lack of terms and relations.
        pooled: Whether the sentence says of it together with others how often it is, so that it may be less often.
    """

    text: str
    start: int
    end: int
    readings: tuple[Reading, ...] = ()
    foreign: tuple[str, ...] = ()
    broader: tuple[Reading, ...] = ()
    unrelated: str = ""
    beyond: str = ""
    pooled: bool = False


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
    statement: str,
    known: Knowledge,
    *,
    denied: bool = False,
    partly: bool = False,
    in_full: bool = False,
    kept: Kept | None = None,
) -> Claims:
    """Return what ``statement`` claims.

    Args:
        statement: One sentence in English.
        known: The knowledge whose words it is read with.
        denied: Whether it is denied: a question that is answered by "no".
        partly: Whether a clause that can be read is read beside one that cannot: that one is a `Single` without readings.
        in_full: Whether nothing is read that has a word for which radkg has no term or relation.
        kept: What was read before, for several ways to say one sentence; what is read now is added to it. It grows to
            `MOST_KEPT` parts, behind which none is read any more, so that a sentence costs no more.

    Raises:
        NotUnderstood: It makes no claim, or one that cannot be read.
    """
    if (spaced := " ".join(statement.split())) != statement:
        # words are looked for with one space between them
        claims = read_claims(spaced, known, denied=denied, partly=partly, in_full=in_full, kept=kept)
        return _placed(claims, _places(statement))
    if (bracket := compiled(_IN_BRACKETS).search(statement)) and known.is_label_of_fact(statement):
        # whose fact it is, and what its class of frequency is called there, is of that fact
        statement = statement[: bracket.start()]
    statement = compiled(_ANSWERS).sub(lambda match: " " * len(match[0]), statement)
    whole = Clause(statement, 0, len(statement), denied)
    try:
        refuse(statement)
        return _Reader(statement, known, partly=partly, in_full=in_full, kept=kept).claims(whole)
    except NotUnderstood as error:
        if kept is not None or partly:
            raise
        if not error.nearest:
            if told := _told(whole, error, known):
                return told
            raise
        corrected, is_covered = _corrected(statement, error, known)
        if not is_covered:
            # a word of another field may be near to one of ours
            with suppress(NotUnderstood):
                return _Reader(statement, known, as_spelt=True, again=True).claims(whole)
        if not corrected:
            if told := _told(whole, error, known):
                return told
            raise
        reason = f"{error.reason.partition(';')[0]}; did you mean “{corrected}”?"
        raise NotUnderstood(reason, unrecognised=error.unrecognised, nearest=error.nearest, corrected=corrected) from None


def _places(statement: str) -> list[int]:
    """Return the offset in a sentence of each character that it has with single spaces, and that of its end."""
    words = compiled(r"\S+").finditer(statement)
    return [at for word in words for at in range(word.start(), word.end() + 1)] or [0]


def _placed(claims: Claims, places: list[int]) -> Claims:
    """Return claims with the offsets of the sentence as it was given."""
    claims = claims._replace(start=places[claims.start], end=places[claims.end])
    if isinstance(claims, Single):
        return claims
    ways = tuple((tuple(_placed(part, places) for part in parts), every) for parts, every in claims.ways)
    return claims._replace(ways=ways)


def _told(whole: Clause, error: NotUnderstood, known: Knowledge) -> Single | None:
    """Return a sentence that tells of something known, and cannot be read; ``None`` where it makes no claim that can be told.

    It is no bad grammar, and nothing can be decided of it: the words that stopped the reader are beyond radkg, or its terms.
    """
    if len(whole.text) > LONGEST_STATEMENT:
        return None
    sentence, claim = plain(whole.text).strip(), _claim_text(whole)
    words = Uncovered(known).told(sentence, claim, understood=bool(error.undecidable))
    if error.undecidable and words is not None:
        return Single(_as_claim(whole), whole.start, whole.end, (), error.unrecognised, beyond=error.reason)
    if not words or error.final or not (error.is_vocabulary or error.is_grammar):
        return None
    return Single(_as_claim(whole), whole.start, whole.end, (), words, beyond=BEYOND)


def _corrected(statement: str, error: NotUnderstood, known: Knowledge) -> tuple[str, bool]:
    """Return the statement with words of the ontology in the place of misspelt ones; empty where it cannot be read so.

    The second value is whether radkg has terms for all of its words.
    """
    corrected = statement
    for word in error.unrecognised:
        for near in known.lexicon.near_spellings(word)[:1]:
            corrected = re.sub(rf"\b{re.escape(word)}\b", near, corrected, flags=re.IGNORECASE)
    try:
        reader = _Reader(corrected, known, reads=_READS_CORRECTED, again=True)
        claims = reader.claims(Clause(corrected, 0, len(corrected)))
    except NotUnderstood:
        return "", False
    return corrected, not _is_foreign((claims,))


class _Reader:
    """Reads the claims of one sentence; what has been tried is not tried again.

    Args:
        statement: The sentence.
        known: The knowledge.
        as_spelt: Whether no word is taken for a misspelling.
        partly: Whether a clause that can be read is read beside one that cannot.
        in_full: Whether nothing is read that has a word for which radkg has no term or relation.
        kept: What was read before.
        reads: How many sentences are tried for it.
        again: Whether it was read before, in another spelling.
    """

    def __init__(
        self,
        statement: str,
        known: Knowledge,
        *,
        as_spelt: bool = False,
        reads: int = _READS,
        again: bool = False,
        partly: bool = False,
        in_full: bool = False,
        kept: Kept | None = None,
    ) -> None:
        self.statement, self.known, self.as_spelt = statement, known, as_spelt
        self.partly, self.in_full = partly, in_full
        self.uncovered = Uncovered(known)
        # of a sentence of a text, `MOST_KEPT` bounds all ways to say it together
        self._effort = _EFFORT_AGAIN if again else Effort().left if kept is None else _EFFORT_OF_TEXT
        self._most_parts = _PARTS_AGAIN if again else _PARTS if kept is None else _PARTS_OF_TEXT
        self.left, self.effort, self.parts = reads, Effort(self._effort), self._most_parts
        self._kept: Kept = {} if kept is None else kept
        self._failed: dict[tuple[str, bool, bool], tuple[int, NotUnderstood]] = {}

    def claims(self, whole: Clause) -> Claims:
        """Return the claims of the sentence, and let go of what was tried for it.

        An error holds on to the frames that it passed, and these to the reader: the garbage collector would have to find that.

        Raises:
            NotUnderstood: It cannot be read, whole or split.
        """
        try:
            return self.read(whole, _DEEPEST)
        finally:
            self._failed.clear()
            for found in self._kept.values():
                if isinstance(found, NotUnderstood):
                    found.__traceback__ = found.__context__ = None

    def read(self, part: Clause, depth: int) -> Claims:
        """Return the claims of a part of the sentence.

        Raises:
            NotUnderstood: It cannot be read, whole or split.
        """
        words = (part.text, part.denied, part.hedged)
        tried, failure = self._failed.get(words, (-1, None))
        if failure and tried >= depth:
            try:
                raise failure
            finally:
                del failure
        if self.parts <= 0:
            raise NotUnderstood(TOO_MANY, final=True)
        self.parts -= 1
        try:
            claims = self._read_part(part, depth)
            return _pooled(claims) if part.pooled else claims
        except NotUnderstood as error:
            self._failed[words] = depth, error
            raise

    def _read_part(self, part: Clause, depth: int) -> Claims:
        if may_deny(part.text):
            bare = _without_frame(part)
            if reason := denial_within(part.text, bare.start - part.start) or denial_within(bare.text):
                raise NotUnderstood(f"{reason}; say it in a sentence of its own", final=True, undecidable=True)
        if depth and (split := reduced_relative(part.text, self.known.lexicon)) and (parts := self._parts(split, part, depth)):
            return Several(part.text, part.start, part.end, ((parts, not part.denied),))
        try:
            return Single(_as_claim(part), part.start, part.end, self._whole(part))
        except NotUnderstood as error:
            if found := self._split(part, depth, error):
                return found
            if self.in_full:
                raise
            if found := self._split_partly(part, depth):
                return found
            if stronger := self._stronger(part):
                return stronger
            foreign = self._foreign(part, error)
            uncovered = () if error.final else self._uncovered(_claim_text(part), error)
            if foreign and not (uncovered and set(uncovered[0].split()).intersection(foreign)):
                broader = self._without_words(part, foreign) if self._narrow(part.text, foreign) else ()
                return Single(_as_claim(part), part.start, part.end, (), foreign, broader)
            if uncovered:
                return Single(_as_claim(part), part.start, part.end, (), uncovered, unrelated=uncovered[0])
            if (adverbs := self._adverbs(error)) and (broader := self._without_words(part, adverbs)):
                return Single(_as_claim(part), part.start, part.end, (), adverbs, broader)
            raise

    def _whole(self, part: Clause) -> tuple[Reading, ...]:
        if part.text not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                raise NotUnderstood(TOO_MANY, final=True)
            try:
                self._kept[part.text] = self._read(part.text)
            except NotUnderstood as error:
                self._kept[part.text] = error
        found = self._kept[part.text]
        if isinstance(found, NotUnderstood):
            try:
                raise found
            finally:
                del found
        return tuple(framed(reading, Frame(part.denied, part.hedged)) for reading in found)

    def _read(self, text: str) -> tuple[Reading, ...]:
        if self.left <= 0:
            raise NotUnderstood(TOO_MANY, final=True)
        self.left -= 1
        return read(_with_names(text, self.known), self.known, self.effort)

    def _split(self, part: Clause, depth: int, error: NotUnderstood) -> Several | None:
        # no part can be read where none may be tried
        if not depth or min(self.left, self.effort.left) <= 0 or len(part.text) > LONGEST_STATEMENT:
            return None
        inner = _without_frame(part)
        if is_about_people_without(inner.text):
            return None
        uncovered: Several | None = None
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
                # a way that leaves nothing open is meant
                if covered := [way for way in found if not _is_foreign(way[0])]:
                    return Several(part.text, part.start, part.end, tuple(covered))
                uncovered = uncovered or Several(part.text, part.start, part.end, tuple(found))
        return uncovered

    def _split_partly(self, part: Clause, depth: int) -> Several | None:
        """Return a split of a part with clauses that can be read beside some that cannot; ``None`` where there is none.

        What the rest of a sentence says can take nothing back: it has no condition, no exception and no denial.
        """
        if not self.partly or not depth or len(part.text) > LONGEST_STATEMENT:
            return None
        inner = _without_frame(part)
        if inner.denied or inner.hedged != part.hedged or is_about_people_without(inner.text):
            return None
        if depth == _DEEPEST:
            # the ways that do not read in full have used up their own
            self.left, self.effort, self.parts = _READS, Effort(self._effort), self._most_parts
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
        foreign = [part.foreign for part in parts if isinstance(part, Single) and part.foreign]
        if len(foreign) == len(parts) and len(set(foreign)) > 1:
            return None
        if split.parts[0].nominal and foreign and len(foreign) < len(parts) and self._is_head(foreign[0][-1], split, whole):
            return None
        if split.parts[0].nominal and not self._are_parallel([_first(part) for part in parts]):
            return None
        return tuple(parts)

    @staticmethod
    def _is_head(word: str, split: Split, whole: Clause) -> bool:
        """Return whether an unknown word has "of" behind it in one conjunct and is of all: "a consequence of A and B"."""
        has_of = [
            re.search(rf"\b{re.escape(word)} (?:of|in|for|with)\b", whole.text[part.start : part.end], re.IGNORECASE)
            for part in split.parts
        ]
        return any(has_of) and not all(
            compiled(r"\b(?:of|in|for|with)\b").search(whole.text[p.start : p.end]) for p in split.parts
        )

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
        if error.nearest and not self.as_spelt:
            return ()
        said = _claim_text(part), error.unrecognised if error.is_vocabulary else ()
        return next((words for claim, words in (said, error.plainer) if words and self._is_read_with_terms(claim, words)), ())

    def _is_read_with_terms(self, claim: str, words: tuple[str, ...]) -> bool:
        """Return whether a claim can be read with terms in the place of words, which are nouns."""
        if not any(map(is_noun, words)) or any(map(is_small, words)):
            return False
        if not CONJUNCTIONS.isdisjoint(claim.split()) or not self.uncovered.tells_of_something_known(claim):
            return False  # its parts are asked
        for text in _without(claim, words, self._stand_ins(claim)):
            with suppress(NotUnderstood):
                return bool(self._whole(Clause(text, 0, len(text))))
        return False

    def _uncovered(self, claim: str, error: NotUnderstood) -> tuple[str, ...]:
        """Return the words for which radkg has no relation, and the nouns beside them that it has no term for."""
        named = self.uncovered.phrase(claim) or self.uncovered.phrase(error.plainer[0])
        if named or not (error.is_vocabulary or error.is_grammar) or (error.nearest and not self.as_spelt):
            return named
        return self.uncovered.verb(claim) or self.uncovered.misfit(claim)

    def _stronger(self, part: Clause) -> Single | None:
        """Return a claim with words that say more than radkg has words for, with what they say at least."""
        inner = _without_frame(part)
        text = inner.text.lower()
        for pattern, at_least in _STRONGER:
            found = compiled(pattern).search(text)
            if found is None:
                continue
            if inner.denied or compiled(_DENIED).search(text):
                # what is not so much may still be less
                return Single(_as_claim(part), part.start, part.end, (), (found[1],))
            with suppress(NotUnderstood):
                broader = self._whole(inner._replace(text=text[: found.start()] + at_least + text[found.end() :]))
                return Single(_as_claim(part), part.start, part.end, (), (found[1],), broader)
        return None

    @staticmethod
    def _adverbs(error: NotUnderstood) -> tuple[str, ...]:
        """Return the unknown words where all of them are adverbs that may narrow what is said: "directly"."""
        words = error.unrecognised
        return words if error.is_vocabulary and words and all(map(may_narrow, words)) else ()

    def _without_words(self, part: Clause, words: tuple[str, ...]) -> tuple[Reading, ...]:
        """Return what a sentence may mean without some of its words, which narrow it; nothing where it cannot be read so."""
        inner = _without_frame(part)
        text = next(_without(inner.text, words, iter(())))
        try:
            return self._whole(inner._replace(text=text))
        except NotUnderstood:
            return ()

    def _narrow(self, text: str, words: tuple[str, ...]) -> bool:
        """Return whether all of the unknown words stand in front of the name of a finding or site, which they may narrow.

        Two in front of the whole sentence may be somebody who denies it. What "that" or a colon parts from a name is no part of
        it.
        """
        said = "|".join(map(re.escape, words))
        if compiled(rf"\b(?:{said})(?:[:;,!?]| (?:that|whether|how|if|why)\b)").search(text.lower()):
            return False
        row = next(iter(segment(plain(text), self.known.lexicon)), [])
        for before, item, behind in zip([None, *row], row, [*row[1:], None], strict=False):
            if item.kind != UNKNOWN:
                continue
            there_is = before is row[0] and before.kind == COPULA
            begins = before is None or there_is or before.kind in (RELATION, PREPOSITION, UNKNOWN)
            if before is None and behind is not None and behind.kind == UNKNOWN:
                return False
            if not begins or behind is None or not (behind.kind == UNKNOWN or self._is_narrowed(behind)):
                return False
        return all(map(may_narrow_noun, words))

    def _is_narrowed(self, item: Chunk) -> bool:
        return item.kind == TERM and all(self.known.is_kind(entry.iri, {ANATOMY, FINDING}) for entry in item.entries)

    def _stand_ins(self, text: str) -> Iterator[str]:
        """Yield terms that may be put in the place of an unknown noun: one of each kind that the verb of the text takes."""
        entries, before = self._relation_of(text)
        kinds: dict[str, None] = {}
        for entry in entries:
            rule = self.known.relations[entry.iri]
            kinds |= dict.fromkeys(sorted(rule.subject_kinds if before != entry.inverse else rule.object_kinds))
        for kind in kinds:
            if name := self.known.examples.get(kind):
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


def _pooled(claims: Claims) -> Claims:
    """Return claims as some of which a sentence says together how often they are."""
    if isinstance(claims, Single):
        return claims._replace(pooled=True)
    return claims._replace(ways=tuple((tuple(map(_pooled, parts)), every) for parts, every in claims.ways))


def _is_unread(part: Claims) -> bool:
    return isinstance(part, Single) and not part.readings and not part.foreign


def _first(part: Claims) -> Single:
    """Return the first claim of a part."""
    while isinstance(part, Several):
        part = part.ways[0][0][0]
    return part


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


def _claim_text(part: Clause) -> str:
    """Return the claim of a part in lower case, without the frame around it, in plain words where the frame has them."""
    return take_frame(" ".join(plain(part.text).rstrip(" .?!").split()))[0]


def _with_names(statement: str, known: Knowledge) -> str:
    """Return the statement with labels in the place of identifiers.

    Raises:
        NotUnderstood: An identifier of a vocabulary that radkg knows stands for none of its terms.
    """
    if (":" not in statement and "_" not in statement) or len(statement) > LONGEST_STATEMENT:
        return statement
    try:
        return known.with_labels(statement)
    except UnknownTerm as error:
        raise NotUnderstood(str(error), unrecognised=(error.name,), nearest=error.nearest) from None
