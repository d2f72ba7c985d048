"""Terms of another ontology that have a name of a term of radkg's."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from radkg.mappings.release import BROAD, EXACT, LABEL, NARROW, RELATED
from radkg.model import english
from radkg.namespaces import RADKG
from radkg.rdf.guards import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from radkg.mappings.release import Term
    from radkg.model.knowledge import Knowledge

SHORTEST = 4  # letters; an abbreviation of two or three stands for many things
_KEPT = 40  # candidates for one term; a hostile file may have millions
#: What a match of names is worth is 1 less these costs: of a release's name by its scope, of radkg's by whether it is a label.
_RELEASE_COSTS = {
    LABEL: (0.0, "label"),
    EXACT: (0.05, "exact synonym"),
    RELATED: (0.25, "related synonym"),
    NARROW: (0.35, "narrow synonym"),
    BROAD: (0.35, "broad synonym"),
}
_OWN_COSTS = {True: (0.0, "label"), False: (0.05, "synonym")}
_ALIKE, _NORMALISED, _REORDERED = (0.0, ""), (0.03, "plural or spelling"), (0.1, "word order")

_SMALL_WORDS = english.ARTICLES | english.PREPOSITIONS

# The cache of `english.fold` keeps every word for good: the words of radkg are few, those of a release are millions.
_fold = lru_cache(maxsize=2**16)(english.fold.__wrapped__)


class LexicalMatch(NamedTuple):
    """A name that a term of a release and a term of radkg's have in common.

    Attributes:
        id: Id of the term of the release.
        score: 1 for two equal labels; less for synonyms, by their scope, and for names that are not written alike.
        why: "label = exact synonym, plural or spelling".
        name: The name, as the release writes it.
    """

    id: str
    score: float
    why: str
    name: str


class _Name(NamedTuple):
    term: str
    text: str
    is_label: bool


class Matcher:
    """Collects the terms of a release that have a name of a term of radkg's.

    Args:
        known: The knowledge with radkg's terms.
    """

    def __init__(self, known: Knowledge) -> None:
        self._by_key: dict[str, list[_Name]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], list[_Name]] = defaultdict(list)
        self._found: dict[str, dict[str, LexicalMatch]] = defaultdict(dict)
        for term, texts in known.lexicon.names.items():
            if term.startswith(RADKG):
                for text in dict.fromkeys(texts):
                    self._add(_Name(term, text, text == known.label(term)))
        self._beginnings = frozenset(key[:SHORTEST] for key in self._by_key)
        self._words = frozenset(word for words in self._by_words for word in words)

    def _add(self, name: _Name) -> None:
        key = english.key(name.text)
        if len(key) >= SHORTEST:
            self._by_key[key].append(name)
        if len(words := _content(name.text)) > 1:
            self._by_words[words].append(name)

    def take(self, term: Term) -> None:
        """Note a term of the release if it has a name of a term of radkg's."""
        if term.label:
            self._take(term.id, term.label, LABEL)
        for text, scope in term.synonyms:
            self._take(term.id, text, scope)

    def _take(self, id_: str, text: str, scope: str) -> None:
        for name, (cost, how) in self._names(text):
            (own_cost, own_kind), (release_cost, release_kind) = _OWN_COSTS[name.is_label], _RELEASE_COSTS[scope]
            why = f"{own_kind} = {release_kind}" + (f", {how}" if how else "")
            match = LexicalMatch(id_, round(1 - own_cost - release_cost - cost, 2), why, one_line(text[:1000]))
            found = self._found[name.term]
            if id_ not in found or match.score > found[id_].score:
                found[id_] = match
            if len(found) > _KEPT:
                del found[min(found, key=lambda other: (found[other].score, other))]

    def _names(self, text: str) -> Iterator[tuple[_Name, tuple[float, str]]]:
        """Yield the names of radkg's terms that equal ``text``, each with the cost of the difference and its kind."""
        first = _first_word(text)
        may_begin = first[:SHORTEST] in self._beginnings or len(first) < SHORTEST
        if may_begin and (names := self._by_key.get(english.key(text[:1000]))):
            alike = text.casefold()
            yield from ((name, _ALIKE if name.text.casefold() == alike else _NORMALISED) for name in names)
            return
        if first in self._words:
            yield from ((name, _REORDERED) for name in self._by_words.get(_content(text[:1000]), ()))

    def matches(self, term: str) -> list[LexicalMatch]:
        """Return the terms of the release that have a name of ``term``, the best match first."""
        return sorted(self._found.get(term, {}).values(), key=lambda match: (-match.score, match.id))


def _first_word(text: str) -> str:
    start = text[:100].partition(" ")[0]
    # most names begin with a word of plain letters, which need not be looked for
    if start.isascii() and start.isalpha() and (word := start.lower()) not in english.ARTICLES:
        return _fold(word)
    for word in english.words(text[:100].lower()):
        if word not in english.ARTICLES:
            return _fold(word)
    return ""


def _content(text: str) -> tuple[str, ...]:
    """Return the words without articles and prepositions, sorted: "the shape of a leaf" has those of "leaf shape"."""
    return tuple(sorted([_fold(word) for word in english.words(text.lower()) if word not in _SMALL_WORDS]))
