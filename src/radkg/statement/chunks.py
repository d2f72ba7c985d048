"""From a sentence to a row of chunks: the fewest words of the lexicon and of English that cover it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from radkg.model import english
from radkg.model.english import fold
from radkg.model.lexicon import Lexicon
from radkg.model.words import (
    CERTAINTY,
    CLOSING,
    EXCLUSIVE,
    FREQUENCY,
    INTRODUCER,
    KIND_OF_SOURCE,
    MEASURE,
    OPENING,
    REFUSED,
    RELATION,
    TERM,
    UNIT,
    Entry,
)
from radkg.statement.numbers import PLACEHOLDER, number_of

AGE, SHARE, NUMBER, NOT, COPULA, PREPOSITION, THAN, CARRIER, CONJUNCTION, COMMA, UNKNOWN = (
    "age",
    "share",
    "number",
    "not",
    "copula",
    "preposition",
    "than",
    "carrier",
    "conjunction",
    "comma",
    "unknown",
)
_DROPPED = english.ARTICLES | english.AUXILIARIES | english.FILLERS
_LONGEST_SPAN = 12  # words; the longest name or phrase of the ontology is shorter
# Cost of a chunk by its kind, 10 for kinds not named: a preposition that is a name as well is taken as preposition.
_COST = {UNKNOWN: 1000, NUMBER: 20, PREPOSITION: 9, COPULA: 9, CONJUNCTION: 9, CARRIER: 9}
_KINDS = (TERM, RELATION, OPENING, CLOSING, CERTAINTY, FREQUENCY, MEASURE, UNIT, KIND_OF_SOURCE, INTRODUCER, REFUSED, EXCLUSIVE)
_REMEMBERED = 2000  # sentences and parts of sentences
_KEPT = 3  # segmentations of each beginning of the sentence that are continued


class Chunk(NamedTuple):
    """A word, or several that belong together.

    Attributes:
        kind: What it is: a kind of lexicon entry or one of the constants above.
        text: The words.
        entries: What the lexicon has for them.
        number: Number of the placeholder of an age or a share, or the number that the words stand for; -1 for other kinds.
    """

    kind: str
    text: str
    entries: tuple[Entry, ...] = ()
    number: float = -1


class Span(NamedTuple):
    """Where a chunk stands in the text that it was cut from: offsets of its first character and of the one behind its last."""

    chunk: Chunk
    start: int
    end: int


#: The chunks, and the first and the last token of each.
Way = tuple[tuple[Chunk, ...], tuple[tuple[int, int], ...]]


def segment(text: str, lexicon: Lexicon) -> Iterator[list[Chunk]]:
    """Yield the ways to cut ``text`` into chunks, best first: as few unknown words and as few chunks as can be."""
    for chunks, _ in _cut([token for token, _, _ in _tokens(text)], lexicon):
        yield list(chunks)


def segment_with_spans(text: str, lexicon: Lexicon) -> list[Span]:
    """Return the best way to cut ``text`` into chunks, each with its place in it."""
    tokens = _tokens(text)
    chunks, runs = next(iter(_cut([token for token, _, _ in tokens], lexicon)), ((), ()))
    return [Span(chunk, tokens[first][1], tokens[last][2]) for chunk, (first, last) in zip(chunks, runs, strict=True)]


def _cut(tokens: list[str], lexicon: Lexicon) -> tuple[Way, ...]:
    """Return the ways to cut tokens into chunks, best first, with the first and the last token of each chunk."""
    key = tuple(tokens)
    # the parts of a sentence are cut again for each way to split it
    ways: tuple[Way, ...] | None = lexicon.cuts.get(key)
    if ways is None:
        if len(lexicon.cuts) >= _REMEMBERED:
            lexicon.cuts.clear()
        ways = lexicon.cuts[key] = _cut_anew(tokens, lexicon)
    return ways


def _cut_anew(tokens: list[str], lexicon: Lexicon) -> tuple[Way, ...]:
    # best[i]: the cheapest segmentations of the first i tokens
    best: list[list[tuple[int, tuple[Chunk, ...], tuple[tuple[int, int], ...]]]] = [[] for _ in range(len(tokens) + 1)]
    best[0].append((0, (), ()))
    for start in range(len(tokens)):
        ways = best[start]
        if not ways:
            continue
        for length, found in _items_at(tokens, start, lexicon):
            target = best[start + length]
            run = ((start, start + length - 1),) * len(found)
            for cost, items, runs in ways:
                added = sum(_COST.get(item.kind, 10) for item in found)
                target.append((cost + added, items + found, runs + run))
            target.sort(key=lambda way: way[0])
            del target[_KEPT:]
    return tuple((items, runs) for _, items, runs in best[-1])


_TOKEN = re.compile(r"⟦\w+⟧|\d+(?:[.,]\d+)?|[^\W\d_]+|[,;]|\s*/\s*|[^\s\w.!?'\"“”„()\[\]:…-]|_")


def _tokens(text: str) -> list[tuple[str, int, int]]:
    """Return the tokens, each with the offsets of its first character and of the one behind its last."""
    return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def _items_at(tokens: list[str], start: int, lexicon: Lexicon) -> Iterator[tuple[int, tuple[Chunk, ...]]]:
    past = _past_tense(tokens, start)
    joined = ""
    is_denied = tokens[start] in english.NEGATIONS and start > 0 and tokens[start - 1] in english.COPULAS
    for end in range(start, min(len(tokens), start + _LONGEST_SPAN)):
        token = tokens[end]
        if token == "/" and end > start:  # a slash without spaces may be part of a name
            continue
        if token not in english.ARTICLES:
            if not token[0].isalnum():
                break
            joined += fold(token)
            past = [verb + ("" if end == start else fold(token)) for verb in past]
        entries = lexicon.entries.get(joined)
        if entries and token not in english.ARTICLES and tokens[start] not in english.ARTICLES:
            words = " ".join(tokens[start : end + 1])
            for kind in _KINDS:
                if kind == TERM and is_denied:
                    continue  # "is not associated with X" denies, and names no "not associated with X"
                of_kind = tuple(entry for entry in entries if entry.kind == kind)
                if of_kind:
                    yield end + 1 - start, (Chunk(kind, words, of_kind),)
        for verb in past:
            of_verb = tuple(entry for entry in lexicon.entries.get(verb) or () if entry.kind == RELATION)
            if of_verb:
                yield end + 1 - start, (Chunk(RELATION, " ".join(tokens[start : end + 1]), of_verb),)
        past = [verb for verb in past if lexicon.begins(verb)]
        if not past and not lexicon.begins(joined):
            break  # no longer words are an entry either
    yield 1, _single(tokens[start])


def _past_tense(tokens: list[str], start: int) -> list[str]:
    """Return the keys of the verbs that the word at ``start`` may be the past tense of; none in the passive."""
    if any(token in english.COPULAS for token in tokens[max(0, start - 2) : start]):
        return []
    return [fold(verb) for verb in english.present(tokens[start])]


def _single(token: str) -> tuple[Chunk, ...]:
    if placeholder := PLACEHOLDER.fullmatch(token):
        return (Chunk(AGE if placeholder[1] == "age" else SHARE, token, number=int(placeholder[2])),)
    if token in _DROPPED:
        return ()
    number = number_of(token)
    if number is not None:
        return (Chunk(NUMBER, token, number=number),)
    for kind, words in (
        (NOT, english.NEGATIONS),
        (COPULA, english.COPULAS),
        (PREPOSITION, english.PREPOSITIONS),
        (CARRIER, english.CARRIERS),
        (CONJUNCTION, english.CONJUNCTIONS),
        (THAN, frozenset(["than"])),
        (COMMA, frozenset([",", ";"])),
    ):
        if token in words:
            return (Chunk(kind, token),)
    return (Chunk(UNKNOWN, token.strip()),)
