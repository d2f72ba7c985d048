"""The ways to split a sentence that makes several claims into parts that each make fewer.

"X affects A, B and C", "X affects A and causes B", "X affects A, whereas Y affects B", "unlike Y, X affects A" and "X, which
affects A, causes B": each part is a sentence of its own, made of pieces of the given one, and has a place in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from radkg.model.lexicon import Lexicon
from radkg.model.words import CERTAINTY, FREQUENCY, INTRODUCER, RELATION, TERM
from radkg.statement.chunks import (
    AGE,
    CARRIER,
    COMMA,
    CONJUNCTION,
    COPULA,
    NOT,
    NUMBER,
    PREPOSITION,
    UNKNOWN,
    Span,
    segment_with_spans,
)

#: What a conjunct of noun phrases is made of.
_NOMINAL = frozenset([TERM, AGE, NUMBER, PREPOSITION, UNKNOWN, CARRIER, INTRODUCER, FREQUENCY])
_ENDS = frozenset([TERM, AGE, NUMBER, UNKNOWN, CARRIER])  # what a conjunct ends with
_VERBAL = frozenset([RELATION, COPULA, NOT, CERTAINTY])
_LONGEST_LIST = 12  # conjuncts

#: Connectives, by the one that they stand for.
_CONNECTIVES = (
    (r",? ?\b(?:but|and|though|yet) not\b(?! only)|,? ?\brather than\b|,? ?\binstead of\b|, not\b(?! only)", "not"),
    (r",? ?\b(?:as well as|in addition to|plus|but also|and also|and/or|and indeed)\b", "and"),
    (r",? ?\b(?:although|though|even though|despite the fact that|however|yet|even if)\b", "while"),
    (r", ?(and|or|nor|but|while|whereas)\b", ""),
)
_CLAUSAL = frozenset(["while", "whereas", "but", ";"])
_NOT_ONLY = r"\bnot only\b"
#: Who else is told of, and whether it is denied of them: "unlike Y, X …", "X …, unlike Y", "like Y, X …".
_BESIDE = (
    (
        r"(?:unlike|in contrast to|as opposed to|contrary to|different from|in contrast with) (?P<other>[^,]+), ?(?P<clause>.+)",
        True,
    ),
    (r"(?P<clause>.+?),? (?:unlike|in contrast to|as opposed to|in contrast with) (?P<other>[^,]+)", True),
    (r"(?:like|as in|as with|similar to|similarly to|just like|as well as) (?P<other>[^,]+), ?(?P<clause>.+)", False),
)
_RELATIVE = r", (?:which|who|that) ([^,]+)(?:, ?|$)"
_RESTRICTIVE = r" (?:that|which|who) "
_PRONOUN = r"^(?i:it|they|this|this disease|the disease|the disorder|this condition|the condition|the former)\b"
_PAIRED = r"\b(both|either|neither|not only) *$"


class Part(NamedTuple):
    """A part of a sentence, as a sentence of its own.

    Attributes:
        text: The sentence.
        start: Offset of the first character of what it has of its own.
        end: Offset of the character behind that.
        denied: Whether the given sentence denies it: "X affects A but not B" denies that X affects B.
        nominal: Whether the parts differ in a noun phrase alone, so that all have one relation and things of one kind.
    """

    text: str
    start: int
    end: int
    denied: bool = False
    nominal: bool = False


class Split(NamedTuple):
    """One way to split a sentence.

    Attributes:
        parts: The parts, in the order of the sentence.
        every: Whether the sentence is wrong as soon as one of its parts is. It is not with "or", with "not … and" and with
            numbers that may be of all parts together: there it is wrong where all its parts are.
        depth: How close the words that were split stand: the smaller, the closer.
    """

    parts: tuple[Part, ...]
    every: bool = True
    depth: int = 0


def splits(sentence: str, lexicon: Lexicon) -> Iterator[list[Split]]:
    """Yield the ways to split a sentence in two or more, the likeliest first; ways at one connective stand together.

    Args:
        sentence: The sentence, as it was given, without its full stop.
        lexicon: The words of the ontology.
    """
    lowered = sentence.lower()
    if len(lowered) != len(sentence):
        return
    yield from ([split] for split in _contrasted(sentence, lowered, lexicon))
    yield from ([split] for split in _relative(sentence, lowered, lexicon))
    yield from _Sentence(sentence, lowered, lexicon).splits()


def _contrasted(sentence: str, lowered: str, lexicon: Lexicon) -> Iterator[Split]:
    """Yield "unlike Y, X does" as X does, and Y does not; "like Y, X does" as both do."""
    for pattern, denied in _BESIDE:
        match = re.fullmatch(pattern, lowered)
        spans = segment_with_spans(match["clause"], lexicon) if match else []
        verb = next((index for index, span in enumerate(spans) if span.chunk.kind in (*_VERBAL, FREQUENCY)), 0)
        if match and verb:
            (start, end), (clause, stop) = match.span("other"), match.span("clause")
            predicate = sentence[clause + spans[verb - 1].end : stop]
            other = re.sub(r"^(?:in|that of|those of|with) ", "", sentence[start:end])
            yield Split((Part(sentence[clause:stop], clause, stop), Part(f"{other}{predicate}", start, end, denied)))


def _relative(sentence: str, lowered: str, lexicon: Lexicon) -> Iterator[Split]:
    """Yield "X, which is Y, does Z" as X does Z, and X is Y; "X is a Z that does Y" as X is a Z, and X does Y."""
    if match := re.search(_RELATIVE, lowered):
        start, end = match.span(1)
        spans = [span for span in segment_with_spans(lowered[: match.start()], lexicon)]
        head = _last_noun(spans)
        if head is not None:
            antecedent = sentence[head : match.start()]
            rest = f"{sentence[: match.start()]} {sentence[match.end() :]}".strip()
            parts = [Part(f"{antecedent} {sentence[start:end]}", start, end)]
            if len(segment_with_spans(rest.lower(), lexicon)) > len(spans) or any(s.chunk.kind in _VERBAL for s in spans):
                parts.insert(0, Part(rest, 0, match.start()))
            yield Split(tuple(parts))
    if match := re.search(_RESTRICTIVE, lowered):
        spans = segment_with_spans(lowered[: match.start()], lexicon)
        verb = next((index for index, span in enumerate(spans) if span.chunk.kind in (COPULA, RELATION)), 0)
        if verb and spans[verb].chunk.kind == COPULA:
            subject = sentence[: spans[verb - 1].end]
            yield Split(
                (
                    Part(sentence[: match.start()], 0, match.start()),
                    Part(f"{subject} {sentence[match.end() :]}", match.end(), len(sentence)),
                )
            )


def _last_noun(spans: list[Span]) -> int | None:
    """Return where the noun phrase that the chunks end with begins."""
    at = None
    for span in reversed(spans):
        if span.chunk.kind not in (TERM, UNKNOWN, CARRIER):
            break
        at = span.start
    return at


class _Sentence:
    """A sentence, cut into chunks."""

    def __init__(self, sentence: str, lowered: str, lexicon: Lexicon) -> None:
        self.sentence = sentence
        #: Where each connective ends, by where its placeholder begins; and those that deny what stands behind them.
        self.ends: dict[int, int] = {}
        self.denying: set[int] = set()
        lowered = re.sub(_NOT_ONLY, lambda match: " " * len(match[0]), lowered)
        for pattern, word in _CONNECTIVES:
            lowered = re.sub(pattern, lambda match, word=word: self._placeholder(match, word), lowered)  # type: ignore[misc]
        self.spans = segment_with_spans(lowered, lexicon)
        self.kinds = [span.chunk.kind for span in self.spans]

    def _placeholder(self, match: re.Match[str], word: str) -> str:
        """Return what stands in the text for a connective: one word, as long as it is, with spaces around."""
        start = match.start() + 1 if match[0][0] in ", " else match.start()
        self.ends[start] = match.end()
        if word == "not":
            self.denying.add(start)
        return (" " * (start - match.start()) + (("and" if word == "not" else word) or match[1])).ljust(len(match[0]))

    def splits(self) -> Iterator[list[Split]]:
        joints = [index for index, kind in enumerate(self.kinds) if kind == CONJUNCTION]
        commas = [index for index, kind in enumerate(self.kinds) if kind == COMMA]
        strong = [index for index in joints + commas if self._word(index) in _CLAUSAL]
        if self.spans and self._word(0) in ("while", "whereas") and commas:
            # "although A, B"
            yield [self._two(self._end(0), self.spans[commas[0]].start, self.spans[commas[0]].end)]
        for index in strong:
            yield from self._clauses(index)
        for index in joints:
            yield from self._clauses(index)
            yield from self._verbs(index)
            if found := self._nominal(index):
                yield found
        if not joints:
            for index in commas:
                yield from self._verbs(index)
                if found := self._nominal(index):
                    yield found
        for index in commas:
            yield from self._clauses(index)

    def _word(self, index: int) -> str:
        return self.spans[index].chunk.text

    def _piece(self, start: int, end: int) -> str:
        return self.sentence[start:end].strip(" ,;")

    def _two(self, start: int, cut: int, after: int) -> Split:
        end = len(self.sentence)
        one, other = self._piece(start, cut), self._piece(after, end)
        verb = next((i for i, span in enumerate(self.spans) if span.start >= start and self.kinds[i] in _VERBAL), 0)
        if verb and self.spans[verb - 1].end > start:
            # "X is seen in A, but it affects B": the pronoun stands for the subject, where that is all that came before
            other = re.sub(_PRONOUN, lambda _: self._piece(start, self.spans[verb - 1].end), other, count=1)
        return Split((Part(one, start, cut), Part(other, after, end)))

    def _is_denied(self, index: int) -> bool:
        """Return whether the connective denies what stands behind it: "but not"."""
        return self.spans[index].start in self.denying

    def _end(self, index: int) -> int:
        """Return where a connective ends."""
        return self.ends.get(self.spans[index].start, self.spans[index].end)

    def _clauses(self, index: int) -> Iterator[list[Split]]:
        """Yield two sentences: there is a verb on either side, and a noun in front of it."""
        left, right = self.kinds[:index], self.kinds[index + 1 :]
        if not _is_clause(left) or not _is_clause(right) or self._is_denied(index):
            return
        span = self.spans[index]
        split = self._two(0, span.start, self._end(index))
        yield [split._replace(every=self._word(index) != "or")]

    def _verbs(self, index: int) -> Iterator[list[Split]]:
        """Yield two sentences with one subject: "X affects A and causes B"."""
        right = self.kinds[index + 1 :]
        first = next((i for i, kind in enumerate(self.kinds[:index]) if kind in (*_VERBAL, FREQUENCY)), 0)
        if not first or not right or not _begins_with_verb(right) or self._is_denied(index):
            return
        if self.kinds[first - 1] not in _ENDS:
            return
        subject = self.sentence[: self.spans[first - 1].end]
        span, end = self.spans[index], len(self.sentence)
        behind = self._piece(self._end(index), end)
        either = self._word(index) in ("or", "nor")
        denied = either and NOT in self.kinds[first:index] and NOT not in right
        parts = (Part(self._piece(0, span.start), 0, span.start), Part(f"{subject} {behind}", self._end(index), end, denied))
        yield [Split(parts, every=not either or denied)]

    def _nominal(self, index: int) -> list[Split]:
        """Return sentences that differ in a noun phrase: "X affects A, B and C", the closest conjuncts first."""
        found: list[tuple[int, Split]] = []
        denied = self._is_denied(index)
        for first in self._starts(index):
            for last in self._stops(index):
                if (self.kinds[first] == PREPOSITION) != (self.kinds[index + 1] == PREPOSITION):
                    continue
                if split := self._listed(first, index, last, denied=denied):
                    found.append((index - first + last - index, split))
        found.sort(key=lambda row: row[0])
        return [split._replace(depth=depth) for depth, split in found]

    def _starts(self, index: int) -> Iterator[int]:
        """Yield where the conjuncts in front of a connective may begin."""
        for first in range(index - 1, -1, -1):
            if self.kinds[first] not in _NOMINAL and self.kinds[first] not in (COMMA, CONJUNCTION):
                return
            before = self.kinds[first - 1] if first else ""
            if self.kinds[first] in _NOMINAL and before not in (COMMA, CONJUNCTION):
                yield first

    def _stops(self, index: int) -> Iterator[int]:
        """Yield where the conjunct behind a connective may end."""
        for last in range(index + 1, len(self.kinds)):
            if self.kinds[last] not in _NOMINAL:
                return
            if self.kinds[last] in _ENDS:
                yield last

    def _listed(self, first: int, index: int, last: int, *, denied: bool) -> Split | None:
        spans = self.spans
        before = self.sentence[: spans[first].start]
        # an article belongs to the conjunct behind it
        before = re.sub(r"\b(?:a|an|the) +$", "", before, flags=re.IGNORECASE)
        paired = re.search(_PAIRED, before.lower())
        word = self._word(index)
        if paired:
            before = before[: paired.start()]
        behind = self.sentence[spans[last].end :]
        items = self._items(first, index)
        items.append((self._end(index), spans[last].end))
        if len(items) < 2 or len(items) > _LONGEST_LIST:
            return None
        neither = bool(paired and paired[1] == "neither") or word == "nor"
        negated = NOT in self.kinds[:first]
        numbers = any(char.isdigit() for char in before + behind)
        every = neither or not (word == "or" or (negated and not denied) or numbers)
        parts = [
            Part(" ".join(f"{before} {self._piece(start, end)} {behind}".split()), start, end, neither, nominal=True)
            for start, end in items
        ]
        if denied:
            parts[-1] = parts[-1]._replace(denied=True)
            every = every and self._firmly(index)
        return Split(tuple(parts), every)

    def _firmly(self, index: int) -> bool:
        """Return whether the connective denies in so many words: "but not", and not "rather than"."""
        return "not" in self.sentence[self.spans[index].start : self._end(index)].lower()

    def _items(self, first: int, index: int) -> list[tuple[int, int]]:
        """Return the conjuncts from ``first`` to the connective, split at commas and connectives of their own."""
        items: list[tuple[int, int]] = []
        start = first
        for at in range(first, index + 1):
            if self.kinds[at] in (COMMA, CONJUNCTION) and at > start:
                items.append((self.spans[start].start, self.spans[at - 1].end))
                start = at + 1
            elif self.kinds[at] in (COMMA, CONJUNCTION):
                start = at + 1
        return items


def _is_clause(kinds: list[str]) -> bool:
    """Return whether chunks have a verb with a noun in front of it."""
    verb = next((index for index, kind in enumerate(kinds) if kind in _VERBAL), 0)
    return verb > 0 and any(kind in _ENDS for kind in kinds[:verb])


def _begins_with_verb(kinds: list[str]) -> bool:
    verb = next((index for index, kind in enumerate(kinds) if kind not in (NOT, CERTAINTY, FREQUENCY)), len(kinds))
    return verb < len(kinds) and kinds[verb] in (RELATION, COPULA)
