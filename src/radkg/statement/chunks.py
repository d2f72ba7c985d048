"""From a sentence to a row of chunks: the fewest words of the lexicon and of English that cover it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from radkg.model import english
from radkg.model.english import fold
from radkg.model.lexicon import Lexicon
from radkg.model.words import CERTAINTY, FREQUENCY, OPENING, REFUSED, RELATION, TERM, Entry
from radkg.statement.numbers import PLACEHOLDER

AGE, NOT, COPULA, PREPOSITION, THAN, CARRIER, CONJUNCTION, COMMA, UNKNOWN = (
    "age",
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
_COST = {UNKNOWN: 1000, PREPOSITION: 9, COPULA: 9, CONJUNCTION: 9, CARRIER: 9}
_KEPT = 3  # segmentations of each beginning of the sentence that are continued


class Chunk(NamedTuple):
    """A word, or several that belong together.

    Attributes:
        kind: What it is: a kind of lexicon entry or one of the constants above.
        text: The words.
        entries: What the lexicon has for them.
        number: Number of an age's placeholder; -1 for other kinds.
    """

    kind: str
    text: str
    entries: tuple[Entry, ...] = ()
    number: int = -1


def segment(text: str, lexicon: Lexicon) -> Iterator[list[Chunk]]:
    """Yield the ways to cut ``text`` into chunks, best first: as few unknown words and as few chunks as can be."""
    tokens = _tokens(text)
    # best[i]: the cheapest segmentations of the first i tokens
    best: list[list[tuple[int, tuple[Chunk, ...]]]] = [[] for _ in range(len(tokens) + 1)]
    best[0].append((0, ()))
    for start in range(len(tokens)):
        ways = best[start]
        if not ways:
            continue
        for length, found in _items_at(tokens, start, lexicon):
            target = best[start + length]
            for cost, items in ways:
                added = sum(_COST.get(item.kind, 10) for item in found)
                target.append((cost + added, items + found))
            target.sort(key=lambda way: way[0])
            del target[_KEPT:]
    for _, items in best[-1]:
        yield list(items)


def _tokens(text: str) -> list[str]:
    return re.findall(r"⟦age\d+⟧|\d+(?:[.,]\d+)?|[^\W\d_]+|[,;]|\s*/\s*|[^\s\w.!?'\"“”„()\[\]:…-]|_", text)


def _items_at(tokens: list[str], start: int, lexicon: Lexicon) -> Iterator[tuple[int, tuple[Chunk, ...]]]:
    joined = ""
    for end in range(start, min(len(tokens), start + _LONGEST_SPAN)):
        token = tokens[end]
        if token == "/" and end > start:  # a slash without spaces may be part of a name
            continue
        if token not in english.ARTICLES:
            if not token[0].isalnum():
                break
            joined += fold(token)
        if len(joined) > lexicon.longest:
            break
        entries = lexicon.entries.get(joined)
        if entries and token not in english.ARTICLES and tokens[start] not in english.ARTICLES:
            words = " ".join(tokens[start : end + 1])
            for kind in (TERM, RELATION, OPENING, CERTAINTY, FREQUENCY, REFUSED):
                of_kind = tuple(entry for entry in entries if entry.kind == kind)
                if of_kind:
                    yield end + 1 - start, (Chunk(kind, words, of_kind),)
    yield 1, _single(tokens[start])


def _single(token: str) -> tuple[Chunk, ...]:
    if age := PLACEHOLDER.fullmatch(token):
        return (Chunk(AGE, token, number=int(age[1])),)
    if token in _DROPPED:
        return ()
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
