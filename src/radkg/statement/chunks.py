"""From a sentence to a row of chunks: the fewest words of the lexicon and of English that cover it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
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
_SMALL = (
    (NOT, english.NEGATIONS),
    (COPULA, english.COPULAS),
    (PREPOSITION, english.PREPOSITIONS),
    (CARRIER, english.CARRIERS),
    (CONJUNCTION, english.CONJUNCTIONS),
    (THAN, frozenset(["than"])),
    (COMMA, frozenset([",", ";"])),
)
_REMEMBERED = 2000  # sentences and parts of sentences, and single words
_REMEMBERED_KEYS = 50_000
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


#: The last chunk of a way, its first and last token, and the way in front of it; ``None`` for a way without chunks.
_Chain = tuple[Chunk, tuple[int, int], "_Chain | None"]


def _cut_anew(tokens: list[str], lexicon: Lexicon) -> tuple[Way, ...]:
    # best[i]: the cheapest ways to cut the first i tokens, with their costs; a way shares its beginning with others
    best: list[list[tuple[int, _Chain | None]]] = [[] for _ in range(len(tokens) + 1)]
    best[0].append((0, None))
    folded = [fold(token) for token in tokens]
    for start, ways in enumerate(best[:-1]):
        if not ways:
            continue
        for length, chunk in _items_at(tokens, folded, start, lexicon):
            target = best[start + length]
            added = 0 if chunk is None else _COST.get(chunk.kind, 10)
            for cost, before in ways:
                if len(target) == _KEPT and cost + added >= target[-1][0]:
                    break  # those that came first stay, and the ways behind this one cost as much or more
                way = before if chunk is None else (chunk, (start, start + length - 1), before)
                at = len(target)
                while at and target[at - 1][0] > cost + added:
                    at -= 1
                target.insert(at, (cost + added, way))
                del target[_KEPT:]
    return tuple(_unchained(way) for _, way in best[-1])


def _unchained(way: _Chain | None) -> Way:
    chunks, runs = [], []
    while way is not None:
        chunk, run, way = way
        chunks.append(chunk)
        runs.append(run)
    return tuple(reversed(chunks)), tuple(reversed(runs))


# an asterisk within a word is part of a name, as that of an allele is
_TOKEN = re.compile(r"⟦\w+⟧|\d+(?:[.,]\d+)?|[^\W\d_]+|[,;]|(?<!\s)\s*/\s*|(?!(?<=\w)\*(?=\w))[^\s\w.!?'\"“”„()\[\]:…-]|_")


def _tokens(text: str) -> list[tuple[str, int, int]]:
    """Return the tokens, each with the offsets of its first character and of the one behind its last."""
    return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def _items_at(tokens: list[str], folded: list[str], start: int, lexicon: Lexicon) -> Iterator[tuple[int, Chunk | None]]:
    """Yield what may stand at a token, each with the number of its tokens; ``None`` for a word that is left out."""
    first = tokens[start]
    if first in english.ARTICLES:  # no name and no phrase begins with one
        yield 1, _single(first)
        return
    past = _past_tense(tokens, start)
    joined = ""
    is_denied = first in english.NEGATIONS and start > 0 and tokens[start - 1] in english.COPULAS
    is_carrier = first in english.CARRIERS
    for end in range(start, min(len(tokens), start + _LONGEST_SPAN)):
        token = tokens[end]
        if token == "/" and end > start:  # a slash without spaces may be part of a name
            continue
        is_article = token in english.ARTICLES
        if not is_article:
            if not token[0].isalnum():
                break
            joined += folded[end]
            if end > start:
                past = [verb + folded[end] for verb in past]
        by_kind, begins = _stands_for(joined, lexicon)
        if by_kind and not is_article:
            words = first if end == start else " ".join(tokens[start : end + 1])
            for kind, entries in by_kind:
                if kind == TERM and (is_denied or (is_carrier and _is_cut(folded, start, end, lexicon))):
                    continue  # "is not associated with X" denies, and names no "not associated with X"
                yield end + 1 - start, Chunk(kind, words, entries)
        if past:
            words = " ".join(tokens[start : end + 1])
            yield from ((end + 1 - start, Chunk(RELATION, words, entries)) for entries in _of_verbs(past, lexicon))
            past = [verb for verb in past if _stands_for(verb, lexicon)[1]]
        if not begins and not past:
            break  # no longer words are an entry either
    yield 1, _single(first)


def _is_cut(folded: list[str], start: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a name of people, "patients with X", ends within a longer name: that of what they have, "X frost"."""
    for first in range(start + 2, end + 1):
        joined = "".join(folded[first : end + 1])
        for word in folded[end + 1 : first + _LONGEST_SPAN]:
            if not _stands_for(joined, lexicon)[1]:
                break
            joined += word
            if any(kind == TERM for kind, _ in _stands_for(joined, lexicon)[0]):
                return True
    return False


def _stands_for(joined: str, lexicon: Lexicon) -> tuple[tuple[tuple[str, tuple[Entry, ...]], ...], bool]:
    """Return the entries of a key by their kind, and whether some key begins with it."""
    found: tuple[tuple[tuple[str, tuple[Entry, ...]], ...], bool] | None = lexicon.keys.get(joined)
    if found is None:
        if len(lexicon.keys) >= _REMEMBERED_KEYS:
            lexicon.keys.clear()
        entries = lexicon.entries.get(joined) or ()
        by_kind = tuple((kind, tuple(entry for entry in entries if entry.kind == kind)) for kind in _KINDS) if entries else ()
        found = lexicon.keys[joined] = tuple(row for row in by_kind if row[1]), lexicon.begins(joined)
    return found


def _of_verbs(keys: list[str], lexicon: Lexicon) -> Iterator[tuple[Entry, ...]]:
    """Yield what keys of verbs say."""
    for verb in keys:
        yield from (entries for kind, entries in _stands_for(verb, lexicon)[0] if kind == RELATION)


def _past_tense(tokens: list[str], start: int) -> list[str]:
    """Return the keys of the verbs that the word at ``start`` may be the past tense of; none in the passive."""
    verbs = english.present(tokens[start])
    if not verbs or any(token in english.COPULAS for token in tokens[max(0, start - 2) : start]):
        return []
    return [fold(verb) for verb in verbs]


@lru_cache(_REMEMBERED)
def _single(token: str) -> Chunk | None:
    """Return a token as a chunk of its own; ``None`` where it is left out."""
    if placeholder := PLACEHOLDER.fullmatch(token):
        return Chunk(AGE if placeholder[1] == "age" else SHARE, token, number=int(placeholder[2]))
    if token in _DROPPED:
        return None
    number = number_of(token)
    if number is not None:
        return Chunk(NUMBER, token, number=number)
    for kind, words in _SMALL:
        if token in words:
            return Chunk(kind, token)
    return Chunk(UNKNOWN, token.strip())
